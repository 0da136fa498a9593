"""Істің ішкі тізімдемесі: the papers of the ОТМ by groups of the clause, what is not there shaded (domain 3.10; K15, M07)."""

from __future__ import annotations

from house_style import NBSP, cell, document, grid, keep, p, row, share_out, value, when
from shared_blocks import GAP_AFTER, GAP_BEFORE, header, signed_by
from wording import Say

TEXT, HEAD = "SmallText", "SmallHead"
L, C = "left", "center"


def draw(say: Say) -> bytes:
    title = say(("«{{ otm.name_genitive }}» {{ year.label }} оқу жылындағы құжаттары", "ІСТІҢ ІШКІ ТІЗІМДЕМЕСІ"),
                ("ВНУТРЕННЯЯ ОПИСЬ ДЕЛА", "документы {{ otm.name_genitive }}, {{ year.label }} учебный год"))
    styles = say(("Centred", "Title"), ("Title", "Centred"))
    total = say(f"Барлығы: құжаттар{NBSP}–{NBSP}{{{{ total.papers }}}}, парақтар{NBSP}–{NBSP}{{{{ total.pages }}}}.",
                f"Итого: документов{NBSP}–{NBSP}{{{{ total.papers }}}}, листов{NBSP}–{NBSP}{{{{ total.pages }}}}.")
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + "".join(p(line, style=style, more=GAP_AFTER if nth else "") for nth, (line, style) in enumerate(zip(title, styles, strict=True)))
        + when("papers.shown", _papers(say), otherwise=[p(say("Істегі құжаттар: {{ papers.words }}.", "Документы дела: {{ papers.words }}."), style="Flush")])
        + when("missing", p(say("Боялған жолдар – ережеде аталған, бірақ тізімдемеде жоқ құжаттар.",
                                "Выделенные строки – документы, названные в положении, но отсутствующие в описи."), style="Note"))
        + when("total", p(total, style="Flush", more=GAP_BEFORE))
        + signed_by("otm_leader", "methodist")
    )
    return document(body, header=header(say, say("Ішкі тізімдеме", "Внутренняя опись")), lang=say.lang)


def _papers(say: Say) -> str:
    columns = (
        ("№", "row_no", 8, C), (say("Істің индексі", "Индекс дела"), "index", 21, L), (say("Құжат", "Документ"), "document", 66, L),
        (say("Күні", "Дата"), "date", 22, C), (say("Парақ саны", "Листов"), "pages", 15, C),
        (say("Сақтау мерзімі", "Срок хранения"), "retention", 23, L), (say("Бар-жоғы", "Наличие"), "state", 26, L),
    )
    widths = share_out([width for _, _, width, _ in columns])
    whole = sum(widths)
    top = row(*(cell(p(name, style=HEAD), width, middle=True) for (name, *_), width in zip(columns, widths, strict=True)), header=True)

    def steered(words: str) -> str:
        return row(cell(p(f"{{%tr {words} %}}", style=TEXT), whole, span=len(columns)))

    def line(*, shaded: bool) -> str:
        return row(*(
            cell(p(value(f"row.{name}"), style=TEXT, align=align), width, shaded=shaded)
            for (_, name, _, align), width in zip(columns, widths, strict=True)
        ))

    heading = row(keep(cell(p(value("row.heading", bold=True), style=TEXT), whole, span=len(columns))))
    return grid(widths, top, steered("for row in papers.rows"), steered("if row.heading"), heading, steered("elif row.absent"), line(shaded=True),
                steered("else"), line(shaded=False), steered("endif"), steered("endfor"))
