"""Figures → drafted conclusions: one or two sentences for a table, and the lists of the last section; always a draft.

What is said follows from the figures: another sentence where a figure rose, fell or stayed, none where there is no data. A
comparison names what it compares, and no number stands among the achievements and among the problems at once. Wordings take
turns from year to year. Nothing is computed: a sentence prints figures as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as kept

from otm_reports.analysis.roster import bands
from otm_reports.documents.writer import DASH, NBSP, Writer, bound
from otm_reports.model import EMPTY, Figure, RuleResult, Verdict
from otm_reports.traced import joined, like

_SECTION = "conclusions"
_DASHED = re.compile(rf" {DASH} (?=\d)")


@dataclass(frozen=True, slots=True)
class Topic:
    """What a drafted conclusion speaks of.

    Attributes:
        figure: Id of the figure that rises or falls; ``{first}`` and ``{last}`` are the college's bands of experience.
        words: Placeholder of the wording → id of another figure it prints.
        good: The topic may stand among the achievements: ``{"good_…"}`` is worded.
        rule: The rule that says the same as the problem, which is then not said twice.
        instead: The topic that speaks of the table where a figure of this one is not known.
        some: Nothing is said where the figure is nought.
        rows: The listing without whose rows nothing is said: the figures alone would speak of something else.
    """

    figure: str
    words: Mapping[str, str] = kept(default_factory=lambda: EMPTY)
    good: bool = False
    rule: str = ""
    instead: str = ""
    rows: str = ""
    some: bool = False


TOPICS: Mapping[str, Topic] = {
    "composition": Topic("composition.listeners", {"young": "composition.ground.young"}),
    "plan": Topic("plan.done_share", {"items": "plan.items", "done": "plan.status.done"}, good=True),
    "events": Topic("events.held", {"forms": "events.forms_used"}, good=True),
    "forms": Topic("events.forms_used", {"sessions": "events.sessions"}),
    "attendance": Topic("attendance.rate", {"marked": "attendance.marked_share"}, good=True, instead="marking"),
    "marking": Topic("attendance.meetings", {"present": "attendance.present"}, some=True),
    "lessons": Topic("lessons.held", {"analysed": "lessons.analysed_share"}, good=True),
    "visits": Topic("visits.visits", {"visitors": "visits.visitors", "never": "visits.never_visited"}),
    "mentoring": Topic("mentoring.pairs", {"meetings": "mentoring.meetings", "reports": "mentoring.reports"}),
    "categories": Topic("staff.qualified_share", {"qualified": "staff.qualified"}, good=True),
    "education": Topic("staff.education_share.postgraduate", {"higher": "staff.education_share.higher"}),
    "experience": Topic("staff.experience.{first}", {"long": "staff.experience.{last}"}),
    "commissions": Topic("staff.total", {"none": "staff.category.none"}, rows="staff.by_commission"),
    "courses": Topic("courses.trained_window_share", {"courses": "courses.courses"}, good=True, instead="courses_held"),
    "courses_held": Topic("courses.courses", {"teachers": "courses.teachers"}),
    "publications": Topic(
        "products.publications", {"authors": "products.authors", "per_teacher": "products.per_teacher"}, good=True, instead="written",
    ),
    "written": Topic("products.publications", {"authors": "products.authors"}),
    "products": Topic("products.products", {"approved": "products.products.stage.approved"}, good=True),
    "contests": Topic("contests.teachers.entries", {"prizes": "contests.teachers.prizes"}, good=True),
    "students": Topic("contests.students.entries", {"prizes": "contests.students.prizes"}, good=True),
    "practice": Topic(
        "practice.total", {"recommended": "practice.recommended", "adopted": "practice.adopted"}, good=True,
    ),
    "considered": Topic("practice.considered", {"recommended": "practice.recommended"}),
    "portfolios": Topic(
        "portfolios.submitted_share", {"submitted": "portfolios.submitted", "expected": "portfolios.expected"}, good=True,
    ),
    "exhibitions": Topic(
        "exhibitions.exhibitions", {"bulletins": "exhibitions.bulletins", "exhibits": "exhibitions.exhibits"},
    ),
    "years": Topic("staff.qualified_share", {"trained": "courses.trained_window_share", "done": "plan.done_share"}, instead="years_held"),
    "years_held": Topic("plan.done_share", {"held": "events.held"}),
    "compliance": Topic("compliance.verdict.met", {"rules": "compliance.rules"}),
}

#: Topics that have a table of their own; the others speak in the place of one of these.
CONCLUDED = tuple(name for name in TOPICS if name not in {topic.instead for topic in TOPICS.values()})

#: Topic → figure whose being there (or, for shares, being less than all) is a problem, and a second one it prints.
PROBLEMS: Mapping[str, Topic] = {
    "plan": Topic("plan.status.failed", {"moved": "plan.status.moved"}, rule="K09"),
    "attendance": Topic("attendance.marked_share"),
    "lessons": Topic("lessons.analysed_share"),
    "visits": Topic("visits.never_visited"),
    "categories": Topic("staff.category.none"),
    "courses": Topic("courses.trained_window_share"),
    "portfolios": Topic("portfolios.submitted_share", rule="K14"),
    "products": Topic("products.products.stage.developed"),
}
_ALL = 100
_OPEN = (Verdict.NOT_MET, Verdict.PARTLY)


def conclusion(writer: Writer, topic: str) -> str:
    """The drafted conclusion under a table: what is, and how it moved; empty where there is no data."""
    about = TOPICS[topic]
    figure = _figure(writer, about)
    if about.instead and not _all_known(writer, about):
        return conclusion(writer, about.instead)
    if figure is None or figure.value is None or (about.some and not figure.value) or (about.rows and not _has_rows(writer, about.rows)):
        return ""
    turn = _turn(writer)
    key = f"{topic}_zero_{turn}"
    if figure.value != 0 or writer.say(key, _SECTION) == key:  # most zeros read like any other number
        key = f"{topic}_{turn}"
    first = writer.say(key, _SECTION, value=writer.with_unit(figure), **_words(writer, about))
    second = _second(writer, topic, figure, turn)
    return _tied(joined((first, " ", second)) if second else first)


def _has_rows(writer: Writer, name: str) -> bool:
    listing = writer.listing(name)
    return listing is not None and bool(listing.rows)


def _all_known(writer: Writer, about: Topic) -> bool:
    """Whether the figure and every number beside it are known."""
    known = _bands(writer)
    return all(writer.value(name.format(**known)) is not None for name in (about.figure, *about.words.values()))


def _second(writer: Writer, topic: str, figure: Figure, turn: str) -> str:
    """How the figure moved, by its own name; for the regulation, which clauses are open."""
    if topic == "compliance":
        clauses = [writer.clause(result.clause, result.profile) for result in writer.report.results if result.verdict in _OPEN]
        return writer.say("compliance_open", _SECTION, clauses="; ".join(clauses)) if clauses else ""
    moved = trend(writer, figure)
    words = {"what": writer.say(f"what_{topic}", _SECTION, **_bands(writer)), "before": writer.before(figure)}
    return writer.say(f"trend_{moved}_{turn}", _SECTION, **words) if moved else ""


def trend(writer: Writer, figure: Figure) -> str:
    """``up``, ``down``, ``same`` against the year before; empty where that year is not known or a part of a year is asked."""
    before = next(iter(figure.earlier.values()), None)
    if figure.value is None or before is None or not writer.report.year.span.whole_year:
        return ""
    return "same" if figure.value == before else ("up" if figure.value > before else "down")


def achievements(writer: Writer) -> list[str]:
    """What may stand among the achievements: topics that have something to show, did not fall and are no problem."""
    found = []
    for name, about in TOPICS.items():
        figure = _figure(writer, about) if about.good else None
        problem = PROBLEMS.get(name)
        if not figure or not figure.value or (problem and problem.figure == about.figure and _is_problem(writer, problem)):
            continue
        moved = trend(writer, figure)
        if moved != "down":
            was = writer.say("was", _SECTION, before=writer.before(figure)) if moved == "up" else ""
            found.append(writer.say(f"good_{name}", _SECTION, value=writer.with_unit(figure), was=was, **_words(writer, about)))
    return [_tied(text) for text in found]


def problems(writer: Writer) -> list[str]:
    """What the figures show as a problem: what was not done, what fell, which clauses are not met."""
    found = [
        writer.say(f"bad_{name}", _SECTION, value=writer.printed(about.figure), **_words(writer, about))
        for name, about in PROBLEMS.items() if _is_problem(writer, about)
    ]
    for about in TOPICS.values():
        figure = _figure(writer, about) if about.good else None
        if figure and trend(writer, figure) == "down":
            label = writer.pick(figure.label)
            found.append(writer.say(
                "bad_trend", _SECTION, label=label, value=writer.with_unit(figure), before=writer.before(figure),
            ))
    return [_tied(text) for text in found] + [
        writer.say(
            "bad_rule", _SECTION, text=writer.pick(result.text).rstrip(". "), clause=writer.clause(result.clause, result.profile),
            verdict=writer.say(result.verdict.value, "verdicts"), reason=bound(writer.pick(result.reason)).rstrip(". "),
        )
        for result in _open(writer)
    ]


def proposals(writer: Writer) -> list[str]:
    """What is proposed about each problem."""
    found = [writer.say(f"do_{name}", _SECTION) for name, about in PROBLEMS.items() if _is_problem(writer, about)]
    return found + [
        writer.say("do_rule", _SECTION, clause=writer.clause(result.clause, result.profile)) for result in _open(writer)
    ]


def next_tasks(writer: Writer) -> list[str]:
    """Tasks of the coming year: what follows from the problems, and the registers that are missing."""
    found = [writer.say(f"task_{name}", _SECTION) for name, about in PROBLEMS.items() if _is_problem(writer, about)]
    clauses = [writer.clause(result.clause, result.profile) for result in writer.report.results if result.verdict is Verdict.NO_DATA]
    if clauses:
        found.append(writer.say("task_no_data", _SECTION, clauses="; ".join(dict.fromkeys(clauses))))
    if writer.value("practice.total"):
        found.append(writer.say("task_practice", _SECTION))
    return found


def _open(writer: Writer) -> list[RuleResult]:
    """Clauses that are not fully met and that no problem above them speaks of."""
    told = {about.rule for about in PROBLEMS.values() if about.rule and _is_problem(writer, about)}
    return [result for result in writer.report.results if result.verdict in _OPEN and result.id not in told]


def _is_problem(writer: Writer, about: Topic) -> bool:
    """A count that is not zero, or a share that is not the whole; "no data" is no problem of the ОТМ's work."""
    figure = _figure(writer, about)
    if figure is None or figure.value is None:
        return False
    return figure.value < _ALL if figure.unit == "percent" else figure.value > 0


def _words(writer: Writer, about: Topic) -> dict[str, str]:
    years = writer.specs.college.parameters.courses_years
    known = _bands(writer)
    return {"years": str(years), "of_years": of_years(writer, years), **known, **{name: writer.printed(figure.format(**known)) for name, figure in about.words.items()}}


def of_years(writer: Writer, years: int) -> str:
    """The noun after a number of years, as the paper's language bends it."""
    return writer.say(f"years_{_agreeing(years)}", _SECTION)


def _agreeing(number: int) -> str:
    """Which form a Russian noun takes after a number: «1 год», «3 года», «5 лет».

    >>> [_agreeing(number) for number in (1, 3, 5, 11, 22)]
    ['one', 'few', 'many', 'many', 'few']
    """
    last, teen = number % 10, number % 100 in range(11, 15)
    return "many" if teen or last not in range(1, 5) else ("one" if last == 1 else "few")


def _figure(writer: Writer, about: Topic) -> Figure | None:
    return writer.figure(about.figure.format(**_bands(writer)))


def _bands(writer: Writer) -> dict[str, str]:
    """The college's first and last band of experience: their codes, the first's upper and the last's lower end."""
    codes = list(bands(writer.specs))
    return {"first": codes[0], "last": codes[-1], "low": codes[0].partition("-")[2], "high": codes[-1].rstrip("+")}


def _tied(text: str) -> str:
    """A number does not part from the dash before it."""
    return like(text, _DASHED.sub(f"{NBSP}{DASH}{NBSP}", text))


def _turn(writer: Writer) -> str:
    """Which of two wordings this year uses: the next year reads differently."""
    return "ab"[int(writer.report.year.label[:4]) % 2]
