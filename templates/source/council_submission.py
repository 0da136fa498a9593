"""Ұсыныс to the council (domain 3.4; K17): what is asked, on what basis, the practices, attachments, signatures."""

from __future__ import annotations

from house_style import NBSP, cell, document, each, grid, p, row, share_out, table, when
from shared_blocks import GAP_AFTER, GAP_BEFORE, by_hand, columns, header, signed_by
from wording import Say


def draw(say: Say) -> bytes:
    widths = share_out((55, 45))
    addressed = say(
        ("{{ council.name_genitive }} төрағасы",), ("Председателю {{ council.name_genitive }}",),
    )
    to = when(
        "people.council_chair.name_dative",
        *(p(line, style="Flush") for line in addressed), p("{{ people.council_chair.name_dative }}", style="Flush"),
        otherwise=[p(say("{{ council.name_dative }}", "{{ council.name_dative }}"), style="Flush")],
    )
    asked = when(
        "practices_shown",
        p(say("«{{ otm.name }}» {{ year.label }} оқу жылында жинақталған озат тәжірибелерді {{ council.name_genitive }} қарауына енгізеді "
              "және төменде көрсетілген деңгейлерде таратуға ұсынуды сұрайды.",
              "«{{ otm.name }}» вносит на рассмотрение {{ council.name_genitive }} передовой опыт, обобщённый в {{ year.label }} учебном году, "
              "и просит рекомендовать его к распространению на уровнях, указанных ниже.")),
        otherwise=[p("{{ words }}.")],
    )
    basis = p(say(
        "**Негізі:** «{{ otm.name }}» туралы ереже{% if basis.clause %} ({{ basis.clause }}){% endif %}; ОТМ отырысының "
        f"[[basis.dated]] №{NBSP}[[basis.no]] хаттамасы.",
        "**Основание:** положение о ШПО{% if basis.clause %} ({{ basis.clause }}){% endif %}; протокол заседания ШПО "
        f"[[basis.dated]] №{NBSP}[[basis.no]].",
    ))
    decided = when(
        "decided",
        p(say("Осы оқу жылында {{ council.name }} қарап, таратуға ұсынған озат тәжірибелер:",
              "В этом учебном году рассмотрены советом и рекомендованы к распространению:"), more=GAP_BEFORE),
        each("one", "decided", p("{{ loop.index }}) {{ one }}{% if loop.last %}.{% else %};{% endif %}", align="left")),
    )
    practices = columns(
        say, ("№", "№", "row_no", 7, "center"), ("Автор", "Автор", "authors", 26, "left"), ("Тақырыбы", "Тема", "title", 38, "left"),
        ("Нысаны", "Форма", "form", 26, "left"), ("Нәтижелілігі", "Результативность", "result", 36, "left"),
        ("Ұсынылатын деңгей", "Предлагаемый уровень", "level", 28, "left"),
    )
    pages = say("парақ", "л.")
    enclosed = say(
        ("тәжірибенің сипаттамасы (тәжірибе картасы)", "ОТМ отырысының хаттамасы", "нәтижелілікті растайтын материалдар"),
        ("описание опыта (карта опыта)", "протокол заседания ШПО", "материалы, подтверждающие результативность"),
    )
    body = (
        when("not qms.show", p("[[college.name]]", style="Centred", more=GAP_AFTER))
        + grid(widths, row(cell(p(by_hand(say), style="Flush"), widths[0]), cell(to, widths[1])), borders=False)
        + p("{{ title }}", style="Title") + p("{{ subtitle }}", style="Centred", more=GAP_AFTER)
        + asked + basis
        + when("practices_shown", p(say("Қарауға ұсынылатын озат тәжірибелер", "Передовой опыт, представленный на рассмотрение"), style="Caption"),
               table("practices", practices))
        + decided
        + p(say("Қоса беріледі:", "Приложение:"), more=GAP_BEFORE)
        + "".join(p(f"{place}) {words} – ____{NBSP}{pages}{'.' if place == len(enclosed) and not pages.endswith('.') else ';' if place < len(enclosed) else ''}")
                  for place, words in enumerate(enclosed, 1))
        + signed_by("otm_leader")
        + p(say("Келісілді:", "Согласовано:"), style="Flush", more=GAP_BEFORE) + signed_by("methodist")
    )
    return document(body, header=header(say, say("Ұсыныс", "Представление")), lang=say.lang)
