"""Blocks that several of our templates share: headers, approval pair, protocol, annex marks, signatures (domain 3.0, B1–B4).

A block that holds words takes ``say`` first, the language it is drawn in; ``[[name]]`` prints a value.
"""

from __future__ import annotations

from collections.abc import Sequence

from house_style import NBSP, NEW_PAGE, cell, each, grid, p, quality_header, row, run, runs, share_out, table, value, when
from wording import KAZAKH, Say

RIGHT = "right"
KEEP = "<w:keepNext/>"
#: Post, line to sign on, name: the longest post of ours and a surname of sixteen letters with its initials stay on one line.
_SIGNED = (51.6, 18.1, 30.3)
GAP_BEFORE = '<w:keepNext/><w:spacing w:before="240" w:after="0"/>'
#: Room between a table and the words under it.
AFTER_TABLE = '<w:spacing w:before="120" w:after="0"/>'
GAP_AFTER = '<w:spacing w:before="0" w:after="240"/>'


def by_hand(say: Say) -> str:
    """A date that people write by hand when they sign."""
    return f"«____»{NBSP}____________{NBSP}20___{NBSP}" + say("жыл", "года")


def header(say: Say, kind: str) -> str:
    """B1: the quality header of every page, with the kind of paper in its middle; nothing where the college has none."""
    return quality_header(kind, {
        "card": say("Процесс картасы", "Карта процесса"),
        "process": "«{{ qms.process }}»",
        "edition": say(f"Басылым {{{{ qms.edition }}}}, дана №{NBSP}{{{{ qms.copy_no }}}}",
                       f"Издание {{{{ qms.edition }}}}, экз. №{NBSP}{{{{ qms.copy_no }}}}"),
        "page": say("Бет", "Страница"),
    })


def header_kk(kind: str) -> str:
    """The quality header with Kazakh words."""
    return header(KAZAKH, kind)


def place(say: Say) -> str:
    """The town a paper comes from."""
    return say("[[college.city]] қаласы", f"г.{NBSP}[[college.city]]")


# ── title, approval, agreement ──────────────────────────────────────────────────────────────────────────────────────


def approval(say: Say = KAZAKH, *, protocol: str = "") -> str:
    """B2: considered by the council on the left, approved by the director on the right; numbers and days are written by hand.

    Args:
        say: The language.
        protocol: Name of the council's protocol in the context, with ``known``, ``dated`` and ``no``, where a register may hold it.
    """
    widths = share_out((48, 4, 48))
    considered = say(
        ("{{ council.name_genitive }} отырысында", "қаралды және мақұлданды"), ("Рассмотрено и одобрено", "на заседании {{ council.name_genitive }}"),
    )
    blank = p(say(f"№{NBSP}____ хаттама", f"протокол №{NBSP}____"), style="Flush") + p(by_hand(say), style="Flush")
    known = say(f"{{{{ {protocol}.dated }}}} №{NBSP}{{{{ {protocol}.no }}}} хаттама", f"протокол {{{{ {protocol}.dated }}}} №{NBSP}{{{{ {protocol}.no }}}}")
    left = "".join(p(line, style="Flush") for line in considered)
    left += when(f"{protocol}.known", p(known, style="Flush"), otherwise=[blank]) if protocol else blank
    return grid(widths, row(cell(left, widths[0]), cell(p(style="Flush"), widths[1]), cell(_by_director(say), widths[2])), borders=False)


def approved(say: Say) -> str:
    """The director's approval alone, in the upper right corner."""
    widths = share_out((52, 48))
    return grid(widths, row(cell(p(style="Flush"), widths[0]), cell(_by_director(say), widths[1])), borders=False)


def _by_director(say: Say) -> str:
    return (
        p(say("**БЕКІТЕМІН**", "**УТВЕРЖДАЮ**"), style="Flush")
        + p(say("[[college.name_genitive]] директоры", "Директор [[college.name_genitive]]"), style="Flush")
        + p("__________ [[people.director.name]]", style="Flush")
        + p(by_hand(say), style="Flush")
    )


def signatures(*lines: tuple[str, str] | str) -> str:
    """B4: post, a line to sign on, name; each line stays whole. A post is a value (``people.director.position``) or words.

    A line that is one text stands over the whole width: a day to be written by hand, «Келісілді:». All lines go over to a new page
    together in Word and in LibreOffice, which keeps the rows of one table together but not a table and the paragraph after it.
    """
    widths = share_out(_SIGNED)
    made = [
        row(cell(p(line, style="Signature"), sum(widths), span=3)) if isinstance(line, str) else row(
            cell(p(value(line[0]) if "." in line[0] and " " not in line[0] else run(line[0]), style="Signature"), widths[0]),
            cell(p("__________", style="Signature", align="center"), widths[1]),
            cell(p(value(line[1]) if line[1] else run("________________"), style="Signature"), widths[2]),
        )
        for line in lines
    ]
    return grid(widths, *made, borders=False)


def post_of(post: str) -> tuple[str, str]:
    """The signature line of a post of otm.toml, for :func:`signatures`."""
    return f"people.{post}.position", f"people.{post}.name"


def signed_each(rows: str, post: str, name: str) -> str:
    """A signature line for each of ``rows``: the same words before it, a value of the row after it."""
    widths = share_out(_SIGNED)
    steered = [row(cell(p(f"{{%tr {words} %}}", style="Signature"), sum(widths), span=3)) for words in (f"for one in {rows}", "endfor")]
    line = row(
        cell(p(run(post), style="Signature"), widths[0]), cell(p("__________", style="Signature", align="center"), widths[1]),
        cell(p(value(f"one.{name}"), style="Signature"), widths[2]),
    )
    return grid(widths, steered[0], line, steered[1], borders=False)


def closed(last: str) -> str:
    """What ends a point of a list: a semicolon, after the last one a full stop, unless the value before it (``last``) brings its own: «Серікова А.М.»."""
    end = f"{{% if {last}[-1:] != '.' %}}.{{% endif %}}" if last else "."
    return f"{{% if not loop.last %}};{{% else %}}{end}{{% endif %}}"


def signed_by(*posts: str) -> str:
    """Signature lines of posts of otm.toml: ``signed_by("director")``."""
    return signatures(*map(post_of, posts))


def agreement(say: Say) -> str:
    """«Келісілді:» over those who agree to a paper."""
    return say("Келісілді:", "Согласовано:")


def agreed(say: Say, *posts: str) -> str:
    """«Келісілді»: those who agree to a paper, with a day written by hand."""
    return p(agreement(say), style="Flush", more=GAP_BEFORE) + signed_by(*posts)


def acquainted(say: Say, title: str, rows: str, *, more: str = "") -> str:
    """A list of people who confirm by signature that they know a paper; ``rows`` have ``row_no``, ``person``, ``position``."""
    return p(title, style="Heading2", more=more) + table(rows, [
        ("№", "row_no", 8, "center"), (say("Аты-жөні", "Фамилия, имя, отчество"), "person", 54, "left"),
        (say("Лауазымы, санаты", "Должность, категория"), "position", 50, "left"), (say("Қолы", "Подпись"), "", 20, "center"),
        (say("Күні", "Дата"), "", 18, "center"),
    ], size="Small")


def annex(say: Say, number: str, to: str, title: str, *content: str) -> str:
    """A numbered annex on a page of its own: its mark on the right, its title, its content.

    Args:
        say: The language.
        number: Its number, empty where there is only one.
        to: What it belongs to: «хаттамасына», in Russian «к протоколу …», with the date and number before or after.
        title: Its title.
        *content: What it holds.
    """
    mark = say(f"{to} {number + '-' if number else ''}қосымша", f"Приложение{' ' + number if number else ''} {to}")
    return p(mark, style="Annex", more=NEW_PAGE) + p(title, style="Heading1") + "".join(content)


# ── protocols ───────────────────────────────────────────────────────────────────────────────────────────────────────


def date_number_city(say: Say = KAZAKH, *, no: str = "no") -> str:
    """Date on the left, number in the middle, town on the right; without a number where ``no`` is empty."""
    widths = share_out((37, 26, 37))
    return grid(widths, row(
        cell(p("[[date]]", style="Flush"), widths[0]),
        cell(p(f"№{NBSP}[[{no}]]" if no else "", style="Flush", align="center"), widths[1]),
        cell(p(place(say), style="Flush", align=RIGHT), widths[2]),
    ), borders=False)


def said(word: str, *text: str, more: str = "") -> str:
    """What a protocol says before its agenda: a word in bold and what follows it."""
    return p(run(f"{word}: ", bold=True), *text, style="Flush", align="left", more=more)


def presiding(say: Say, chair: tuple[str, str], *counted: str) -> str:
    """Chair, secretary, how many are on the list and were there: «Тізім бойынша – 24, қатысқаны – 21 …»."""
    count = say(f"**Тізім бойынша** –{NBSP}[[present.listed]], қатысқаны –{NBSP}[[present.present]]",
                f"**По списку** –{NBSP}[[present.listed]], присутствовало –{NBSP}[[present.present]]")
    return (
        said(say(*chair), "[[chair.name]]") + said(say("Хатшы", "Секретарь"), "[[secretary.name]]")
        + p(count, *counted, style="Flush", align="left")
        + when("invited", said(say("Шақырылғандар", "Приглашены"), "{{ invited }}"))
    )


def agenda(say: Say) -> str:
    """The agenda: questions and who speaks."""
    words = say(". Баяндамашы: ", ". Докладчик: ")
    speaker = runs(f"{{%r if item.speaker %}}{words}[[item.speaker]]{{%r endif %}}")
    return p(say("КҮН ТӘРТІБІ", "ПОВЕСТКА ДНЯ"), style="Heading1") + each("item", "agenda", p("{{ item.no }}. [[item.question]]", speaker, align="left"))


def items(say: Say) -> str:
    """The items one by one: heard, spoke, votes, decided; headings as otm.toml words them."""
    number = "{% if item.no %}{{ item.no }}. {% endif %}"
    responsible, due = say(("Жауапты", "Мерзімі"), ("Ответственный", "Срок"))
    decided = (
        "{{ decision.no }}. [[decision.text]]"
        f"{{% if decision.responsible %}} {responsible}: {{{{ decision.responsible }}}}.{{% endif %}}"
        f"{{% if decision.due %}} {due}: {{{{ decision.due }}}}.{{% endif %}}"
    )
    # the last decision goes over to a new page together with the signatures
    decision = when("decision.last", p(decided, more=KEEP), otherwise=[p(decided)])
    in_favour, against, abstained = say(("«жақтап»", "«қарсы»", "«қалыс қалғандар»"), ("«за»", "«против»", "«воздержались»"))
    votes = p(
        "**{{ headings.votes }}:** " f"{in_favour} –{NBSP}{{{{ item.votes_for }}}}"
        f"{{% if item.votes_against %}}, {against} –{NBSP}{{{{ item.votes_against }}}}{{% endif %}}"
        f"{{% if item.votes_abstain %}}, {abstained} –{NBSP}{{{{ item.votes_abstain }}}}{{% endif %}}.",
        align="left",
    )
    return each(
        "item", "items",
        p(f"**{number}{{{{ headings.heard }}}}:** [[item.speaker]] – [[item.summary]]", style="Item"),
        p("**{{ headings.spoke }}:** [[item.spoke]]", align="left"),
        when("item.votes", votes),
        p("**{{ headings.decided }}:**", more=KEEP),
        each("decision", "item.decisions", decision, each("part", "decision.parts", p("{{ part.no }}. [[part.text]]"))),
    )


def numbered(name: str, rows: str, *, signed: bool = False) -> str:
    """A numbered list of sentences, each of which may be a blank; where signatures follow, the last one goes over to a new page with them."""
    line = f"{{{{ loop.index }}}}) [[{name}]]"
    plain = p(line, align="left")
    return each(name, rows, when("loop.last", p(line, align="left", more=KEEP), otherwise=[plain]) if signed else plain)


def columns(say: Say, *made: tuple[str, str, str, float, str]) -> Sequence[tuple[str, str, float, str]]:
    """Columns of a table: Kazakh heading, Russian heading, value, relative width, ``left`` or ``center``."""
    return [(say(kk, ru), name, width, align) for kk, ru, name, width, align in made]


def facts(say: Say, *lines: tuple[str, str, str], more: str = "") -> str:
    """A sentence of several facts, «words – figure»; nothing where the registers of the chapter are silent.

    Args:
        say: The language.
        *lines: Words in Kazakh, words in Russian, id of the figure.
        more: Properties of the paragraph, :data:`AFTER_TABLE` under a table.
    """
    chapter = lines[0][2].partition(".")[0]
    said_of = "; ".join(f"{say(kk, ru)}{NBSP}–{NBSP}{{{{ figures['{figure}'] }}}}" for kk, ru, figure in lines)
    return when(f"known.{chapter}", p(f"{said_of}.", align="left", more=more))


def listed(say: Say, source: str, title: str, made: Sequence[tuple[str, str, str, float, str]], *, size: str = "Small", upright: int = 0, signed: bool = False) -> str:
    """A table of a listing with its title, scope and notes; a sentence where there is nothing to show.

    Args:
        say: The language.
        source: Name of the table in the context.
        title: Its title.
        made: Its columns, as for :func:`columns`.
        size: Letters, as for ``table``.
        upright: Height of a heading row whose narrow headings stand upright.
        signed: Signatures follow: the last rows go over to a new page with them (in Word; LibreOffice keeps no table with another).
    """
    noted = when(f"{source}.notes", p(f"{{{{ {source}.notes | join(' ') }}}}", style="Note"))
    return when(
        f"{source}.shown",
        p(f"{title} ({{{{ {source}.scope }}}})", style="Caption"),
        table(f"{source}.rows", columns(say, *made), size=size, upright=upright, followed="true" if signed else f"{source}.notes"), noted,
        otherwise=[p(f"{title}: {{{{ {source}.words }}}}.", style="Caption")],
    )


def sheet(say: Say) -> str:
    """A sheet that the listeners sign at one meeting (K12): day, form, theme, and a line for each of ``listeners``."""
    made = columns(say, ("№", "№", "row_no", 8, "center"), ("Аты-жөні", "Фамилия, имя, отчество", "person", 54, "left"),
                   ("Лауазымы, санаты", "Должность, категория", "position", 48, "left"), ("Қолы", "Подпись", "", 20, "center"))
    return (
        p(say("ҚАТЫСУ ПАРАҒЫ", "ЯВОЧНЫЙ ЛИСТ"), style="Title")
        + when("title", said(say("Тақырыбы", "Тема"), "{{ title }}"))
        + when("form", said(say("Өткізу нысаны", "Форма проведения"), "{{ form }}"))
        + said(say("Күні", "Дата"), "[[date]]", more='<w:keepNext/><w:spacing w:before="0" w:after="120"/>')
        + table("listeners", made)
        + p(say("Қатысқаны – ______", "Присутствовало – ______"), style="Flush", more=GAP_BEFORE)
    )
