"""Writes our Word templates beside itself: ``python templates/make_templates.py``. Same script, same bytes.

A template is wording and layout; what it prints comes from ``otm_reports.documents``. A college that wants another wording
copies a .docx into its own ``templates`` folder and edits it in Word.
"""

from __future__ import annotations

import sys
from pathlib import Path

from annual_analysis_kk import annual_analysis
from house_style import NBSP, NEW_PAGE, cell, document, each, grid, p, row, run, share_out, table, value, when
from shared_blocks import BY_HAND, agenda_kk, counted_kk, date_number_city, header_kk, items_kk, said, signatures

HERE = Path(__file__).resolve().parent
GAP_BEFORE = '<w:keepNext/><w:spacing w:before="240" w:after="0"/>'
GAP_AFTER = '<w:spacing w:before="0" w:after="240"/>'


def session_protocol() -> bytes:
    """Хаттама of an ОТМ session (domain 3.1; K07, K15-5), with the attendance annex on its own page."""
    counts = counted_kk(
        run(f"{{% if present.excused %}}, дәлелді себеппен –{NBSP}{{{{ present.excused }}}}{{% endif %}}"),
        run("{% if present.source %} ({{ present.source }}){% endif %}."),
        run("{% if annex.shown %} Қатысу парағы қоса беріледі.{% endif %}"),
    )
    head = (
        when("title", said("Отырыс тақырыбы", run("{{ title }}")))
        + when("form", said("Өткізу нысаны", run("{{ form }}")))
        + said("Төраға (жетекші)", value("chair.name")) + said("Хатшы", value("secretary.name")) + counts
        + when("invited", said("Шақырылғандар", run("{{ invited }}")))
    )
    annex_head = (
        p(run("«{{ otm.name }}» отырысының"), style="Flush", align="right", more=NEW_PAGE)
        + p(value("dated"), run(f" №{NBSP}"), value("no"), run(" хаттамасына қосымша"), style="Flush", align="right")
        + p("ҚАТЫСУ ПАРАҒЫ", style="Heading1")
    )
    columns = [("№", "row_no", 8, "center"), ("Аты-жөні", "person", 44, "left"), ("Лауазымы, санаты", "position", 46, "left")]
    annex = when(
        "annex.shown", annex_head,
        when("annex.marked", table("annex.rows", [*columns, ("Қатысуы", "mark", 26, "center")]),
             otherwise=[table("annex.rows", [*columns, ("Қолы", "", 26, "center")])]),
    )
    body = (
        p(value("college.name"), style="Centred") + p("«{{ otm.name }}»", style="Centred") + p("ХАТТАМА", style="Title")
        + date_number_city() + head + agenda_kk() + items_kk()
        + signatures(("Төраға", "chair.name"), ("Хатшы", "secretary.name")) + annex + p("", style="HeaderEnd")
    )
    return document(body, header=header_kk("Хаттама"))


def council_protocol() -> bytes:
    """Хаттама of the methodological council (domain 3.2; K06, K11, K17): members, quorum, items, decisions."""
    counts = counted_kk(run(".{% if present.quorum %} {{ present.quorum }}{% endif %}"))
    head = (
        said("Төраға", value("chair.name")) + said("Хатшы", value("secretary.name")) + counts
        + when("invited", said("Шақырылғандар", run("{{ invited }}")))
    )
    columns = [("№", "row_no", 8, "center"), ("Аты-жөні", "person", 52, "left"), ("Лауазымы", "position", 42, "left"),
               ("Кеңестегі міндеті", "role", 21, "left")]
    members = (
        p("КЕҢЕС МҮШЕЛЕРІ", style="Heading1")
        + when(
            "members_shown",
            when("marked", table("members", [*columns, ("Қатысуы", "mark", 22, "center")]), otherwise=[table("members", columns)]),
            otherwise=[p(value("members_blank"))],
        )
    )
    body = (
        p(value("college.name"), style="Centred") + p("{{ council.name }}", style="Centred") + p("ХАТТАМА", style="Title")
        + date_number_city() + head + members + agenda_kk() + items_kk()
        + signatures(("Төраға", "chair.name"), ("Хатшы", "secretary.name")) + p("", style="HeaderEnd")
    )
    return document(body, header=header_kk("Хаттама"))


def council_submission() -> bytes:
    """Ұсыныс to the council (domain 3.4; K17): what is asked, on what basis, the practices, attachments, signatures."""
    widths = share_out((55, 45))
    to = when(
        "people.council_chair.name_dative",
        p("{{ council.name_genitive }} төрағасы", style="Flush"), p("{{ people.council_chair.name_dative }}", style="Flush"),
        otherwise=[p("{{ council.name_dative }}", style="Flush")],
    )
    asked = when(
        "practices_shown",
        p("«{{ otm.name }}» {{ year.label }} оқу жылында жинақталған озат тәжірибелерді {{ council.name_genitive }} қарауына енгізеді "
          "және төменде көрсетілген деңгейлерде таратуға ұсынуды сұрайды."),
        otherwise=[p("{{ words }}.")],
    )
    basis = p(
        run("Негізі: ", bold=True), run("«{{ otm.name }}» туралы ереже{% if basis.clause %} ({{ basis.clause }}){% endif %}; "),
        run("ОТМ отырысының "), value("basis.dated"), run(f" №{NBSP}"), value("basis.no"), run(" хаттамасы."),
    )
    decided = when(
        "decided",
        p("Осы оқу жылында {{ council.name }} қарап, таратуға ұсынған озат тәжірибелер:", more=GAP_BEFORE),
        each("one", "decided", p("{{ loop.index }}) {{ one }}{% if loop.last %}.{% else %};{% endif %}", align="left")),
    )
    columns = [("№", "row_no", 7, "center"), ("Автор", "authors", 26, "left"), ("Тақырыбы", "title", 38, "left"),
               ("Нысаны", "form", 26, "left"), ("Нәтижелілігі", "result", 36, "left"), ("Ұсынылатын деңгей", "level", 27, "left")]
    body = (
        grid(widths, row(cell(p(style="Flush"), widths[0]), cell(to, widths[1])), borders=False)
        + p("{{ title }}", style="Title") + p("{{ subtitle }}", style="Centred", more=GAP_AFTER)
        + asked + basis
        + when("practices_shown", p("Қарауға ұсынылатын озат тәжірибелер", style="Caption"), table("practices", columns))
        + decided
        + p("Қоса беріледі:", more=GAP_BEFORE)
        + p(f"1)  тәжірибенің сипаттамасы (тәжірибе картасы) – ____{NBSP}парақ;")
        + p(f"2)  ОТМ отырысының хаттамасы – ____{NBSP}парақ;")
        + p(f"3)  нәтижелілікті растайтын материалдар – ____{NBSP}парақ.")
        + signatures(("people.otm_leader.position", "people.otm_leader.name"))
        + p("Келісілді:", style="Flush", more=GAP_BEFORE)
        + signatures(("people.methodist.position", "people.methodist.name"))
        + p(BY_HAND, style="Flush", more=GAP_BEFORE)
    )
    return document(body, header=header_kk("Ұсыныс"))


TEMPLATES = {
    "session-protocol.kk": session_protocol,
    "council-protocol.kk": council_protocol,
    "annual-analysis.kk": annual_analysis,
    "council-submission.kk": council_submission,
}


def main(folder: Path = HERE) -> None:
    """Write every template into a folder."""
    for name, make in TEMPLATES.items():
        (folder / f"{name}.docx").write_bytes(make())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
