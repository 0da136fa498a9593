"""Blocks that several of our templates share: approval pair, protocol head and items, signatures (domain 3.0, B1–B4)."""

from __future__ import annotations

from house_style import NBSP, cell, each, grid, p, quality_header, row, run, share_out, value, when

RIGHT = "right"
#: A date that people write by hand when they sign.
BY_HAND = f"«____»{NBSP}____________{NBSP}20___{NBSP}жыл"


def header_kk(kind: str) -> str:
    """The quality header with Kazakh words."""
    return quality_header(kind, {
        "card": "Процесс картасы",
        "process": "«{{ qms.process }}»",
        "edition": f"Басылым {{{{ qms.edition }}}}, дана №{NBSP}{{{{ qms.copy_no }}}}",
        "page": "Бет",
    })


def approval() -> str:
    """B2: considered by the council on the left, approved by the director on the right; numbers and days are written by hand."""
    widths = share_out((48, 4, 48))
    left = (
        p("{{ council.name_genitive }} отырысында", style="Flush")
        + p("қаралды және мақұлданды", style="Flush")
        + p(f"№{NBSP}____ хаттама", style="Flush")
        + p(BY_HAND, style="Flush")
    )
    right = (
        p(run("БЕКІТЕМІН", bold=True), style="Flush")
        + p(value("college.name_genitive"), run(" директоры"), style="Flush")
        + p(run("______________ "), value("people.director.name"), style="Flush")
        + p(BY_HAND, style="Flush")
    )
    return grid(widths, row(cell(left, widths[0]), cell(p(style="Flush"), widths[1]), cell(right, widths[2])), borders=False)


def signatures(*lines: tuple[str, str]) -> str:
    """B4: post, a line to sign on, name; each line stays whole."""
    widths = share_out((50, 20, 30))
    made = [
        row(
            cell(p(value(post) if "." in post else run(post), style="Signature"), widths[0]),
            cell(p("____________", style="Signature", align="center"), widths[1]),
            cell(p(value(name), style="Signature"), widths[2]),
        )
        for post, name in lines
    ]
    return grid(widths, *made, borders=False)


def date_number_city() -> str:
    """Date on the left, number in the middle, city on the right."""
    widths = share_out((37, 26, 37))
    return grid(widths, row(
        cell(p(value("date"), style="Flush"), widths[0]),
        cell(p(run(f"№{NBSP}"), value("no"), style="Flush", align="center"), widths[1]),
        cell(p(value("college.city"), run(" қаласы"), style="Flush", align=RIGHT), widths[2]),
    ), borders=False)


def said(word: str, *runs: str) -> str:
    """What a protocol says before its agenda: a word in bold and what follows it."""
    return p(run(f"{word}: ", bold=True), *runs, style="Flush", align="left")


def counted_kk(*runs: str) -> str:
    """How many are on the list and were there: «Тізім бойынша – 24, қатысқаны – 21 …»."""
    head = (run("Тізім бойынша", bold=True), run(f" –{NBSP}"), value("present.listed"), run(f", қатысқаны –{NBSP}"),
            value("present.present"))
    return p(*head, *runs, style="Flush", align="left")


def agenda_kk() -> str:
    """The agenda: questions and who speaks."""
    speaker = run("{%r if item.speaker %}") + run(". Баяндамашы: ") + value("item.speaker") + run("{%r endif %}")
    return p("КҮН ТӘРТІБІ", style="Heading1") + each(
        "item", "agenda", p(run("{{ item.no }}. "), value("item.question"), speaker, style="Body"),
    )


def items_kk() -> str:
    """The items one by one: heard, spoke, votes, decided; headings as otm.toml words them."""
    number = "{% if item.no %}{{ item.no }}. {% endif %}"
    decided = (
        run("{{ decision.no }}. "), value("decision.text"),
        run("{% if decision.responsible %} Жауапты: {{ decision.responsible }}.{% endif %}"),
        run("{% if decision.due %} Мерзімі: {{ decision.due }}.{% endif %}"),
    )
    # the last decision goes over to a new page together with the signatures
    decision = when("decision.last", p(*decided, more="<w:keepNext/>"), otherwise=[p(*decided)])
    votes = p(
        run("{{ headings.votes }}: ", bold=True),
        run(f"«жақтап» –{NBSP}{{{{ item.votes_for }}}}"),
        run(f"{{% if item.votes_against %}}, «қарсы» –{NBSP}{{{{ item.votes_against }}}}{{% endif %}}"),
        run(f"{{% if item.votes_abstain %}}, «қалыс қалғандар» –{NBSP}{{{{ item.votes_abstain }}}}{{% endif %}}"),
        run("."), style="Body",
    )
    return each(
        "item", "items",
        p(run(f"{number}{{{{ headings.heard }}}}: ", bold=True), value("item.speaker"), run(" – "), value("item.summary"), style="Item"),
        p(run("{{ headings.spoke }}: ", bold=True), value("item.spoke"), style="Body"),
        when("item.votes", votes),
        p(run("{{ headings.decided }}:", bold=True), style="Body", more="<w:keepNext/>"),
        each("decision", "item.decisions", decision),
    )
