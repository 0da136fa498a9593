"""products, best_practice, agenda_items × declared routes → Listings: where each stands, what comes next, what is missing (№ 583, 18–21)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from otm_reports.analysis import followup
from otm_reports.analysis.counting import Chapter, counted, narrowed
from otm_reports.analysis.decisions import term_of
from otm_reports.analysis.joins import is_own, protocol_key
from otm_reports.analysis.responsible import Answerable, first_known, keeper_of
from otm_reports.analysis.tallies import Pair
from otm_reports.declared import Route, RouteStep
from otm_reports.model import AcademicYear, CellRef, ListingRow, Row, Value
from otm_reports.specs import Specs

NAME = "routes"
#: What may be said of a row on its route, the worst first.
VERDICTS = ("order", "hand", "overruled", "returned", "closed", "missing", "unregistered", "ahead", "late", "underway", "done")
#: Those of them that ask for an entry to be mended: whoever keeps the register answers.
WRONG = ("order", "hand", "overruled", "missing", "unregistered")
#: Where it is looked up who chairs the commission of an author.
_CHAIRS = ("commissions", "staff")


@dataclass(frozen=True, slots=True)
class Path:
    """The route of one kind of row: its steps in order, the clause that asks for it, who may approve, the day it is looked at."""

    route: Route
    steps: tuple[str, ...]
    today: date
    clause: str = ""
    approvers: tuple[str, ...] = ()

    def step(self, name: str) -> RouteStep:
        """A step by name."""
        return self.route.steps[name]

    def filled(self, row: Row, name: str) -> tuple[str, ...]:
        """The fields of a step that a row fills; a step whose day is still ahead is planned, not taken."""
        return () if _is_ahead(row, self, name) else tuple(field for field in self.step(name).fields if row[field] not in (None, (), ""))


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a row stands on its route.

    Attributes:
        row, path: The row and its route.
        taken: Steps that the row shows.
        state: The furthest step taken, or ``returned``, ``closed``.
        ahead: The step that comes next; empty at the end of the route.
        lacks: Fields that a step behind it needs and the row leaves empty.
        backward: Fields of two days that follow one another in the wrong order.
        verdict: One of `VERDICTS`.
        who: Who takes the next step, or answers for what is missing.
    """

    row: Row
    path: Path
    taken: tuple[str, ...]
    state: str
    ahead: str
    lacks: tuple[str, ...]
    backward: tuple[tuple[str, str], ...]
    verdict: str
    who: Answerable | None

    @property
    def shown(self) -> tuple[CellRef, ...]:
        """The cells that show how far the row has come."""
        name = next((step for step in reversed(self.taken) if self.path.filled(self.row, step)), "")
        fields = self.path.filled(self.row, name) if name else (self.path.route.named,)
        return tuple(self.row.cell(field) for field in fields)

    @property
    def day(self) -> Pair:
        """The last day on the route that the row says."""
        days = [(value, name) for step in self.taken if (name := self.path.step(step).day) and isinstance(value := self.row[name], date)]
        return (days[-1][0], (self.row.cell(days[-1][1]),)) if days else (None, ())


def count(chapter: Chapter) -> None:
    """Listings ``routes.products``, ``.steps``, ``.practices``, ``.decisions``, ``.plan``, ``.orders`` and ``.protocols``."""
    year, specs = chapter.year, chapter.specs
    products = stands(year, specs, "products")
    found = year.select("products")
    chapter.listing("products", found, [_product(chapter, one) for one in products], notes=("route-583",), through=("agenda_items", *_CHAIRS))
    chapter.listing("steps", found, [line for number, one in enumerate(products, 1) for line in _steps(chapter, number, one)],
                    through=("agenda_items", *_CHAIRS))
    chapter.listing("practices", year.select("best_practice"), [_practice(chapter, one) for one in stands(year, specs, "practices")], through=("agenda_items",))
    decisions = narrowed(year.select("agenda_items"), _no_decision, "question")
    chapter.listing("decisions", decisions, [_decision(chapter, one) for one in stands(year, specs, "decisions")])
    followup.count(chapter)


def _no_decision(row: Row) -> str | None:
    if not (is_own(row) or row["body"] == "mc"):
        return "not-otm"
    return None if row["decision_text"] else "blank"


def stands(year: AcademicYear, specs: Specs, name: str) -> tuple[Stand, ...]:
    """Where every row of the year stands on the routes of a name: ``products``, ``practices`` or ``decisions``."""
    route = specs.routes.routes[name]
    rows: Iterable[Row] = year.select(route.rows)
    if name == "decisions":
        rows = narrowed(year.select(route.rows), _no_decision)
    return tuple(stand(year, specs, row, path) for row in rows if (path := path_of(specs, route, row, year.today)) is not None)


def path_of(specs: Specs, route: Route, row: Row, today: date) -> Path | None:
    """The steps a row goes through: of the clause of the profile that names its kind, else of the route itself.

    ``None`` if the profile has no clause for the kind.
    """
    if not route.profile:
        return Path(route, route.start, today)
    for rule in specs.profiles[route.profile].rules if route.profile in specs.profiles else ():
        if rule.function == "route-followed" and row["kind"] in rule.params["kinds"]:
            return Path(route, (*route.start, *rule.params["steps"], *route.finish), today, rule.clause, tuple(rule.params["approvers"]))
    return None


# ── one row on its route ────────────────────────────────────────────────────────────────────────────────────────────


def _taken(row: Row, path: Path) -> tuple[str, ...]:
    """Steps that the row shows: by a field, by standing in the register, by a later step that stands for it, by its stage."""
    shown = [name for name in path.steps if path.step(name).given or path.filled(row, name)]
    shown += [name for name in path.steps if path.step(name).instead in shown]
    said = row[path.route.stage] if path.route.stage else None
    upto = path.steps.index(said) if said in path.steps else -1
    ahead = next((place for place, name in enumerate(path.steps) if _is_ahead(row, path, name)), len(path.steps))
    return tuple(name for place, name in enumerate(path.steps) if name in shown or place <= min(upto, ahead - 1))


def _is_ahead(row: Row, path: Path, name: str) -> bool:
    """Whether a step is planned for a day that has not come."""
    day = row[path.step(name).day] if path.step(name).day else None
    return isinstance(day, date) and day > path.today


def stand(year: AcademicYear, specs: Specs, row: Row, path: Path) -> Stand:
    """Where a row stands: the furthest step taken; the first one that is missing before it, or not taken after it, comes next."""
    taken = _taken(row, path)
    last = path.steps.index(taken[-1]) if taken else -1
    behind = path.steps[: last + 1]
    due = [name for place, name in enumerate(path.steps) if place <= last or path.step(name).expected]
    lacks = tuple(dict.fromkeys(field for name in due for field in _lacking(row, path, name, taken)))
    backward = _backward(row, path)
    sent = _sent(row, path, behind)
    wanted = [name for name in path.steps[last + 1:] if not path.step(name).optional]
    ahead = sent[1] if sent else next(iter(wanted), "")
    undecided = taken and path.step(taken[-1]).decides and row[path.step(taken[-1]).decides] is None
    if undecided and not sent and not path.route.stage:
        ahead = taken[-1]
    # an approval stands for itself, whatever the council said before it: that is a breach, not a return
    approved = sent is not None and last > path.steps.index(sent[2])
    state = taken[-1] if taken and (sent is None or approved) else (sent[0] if sent else path.steps[0])
    verdict = _verdict(year, row, path, _Seen(taken, lacks, backward, sent[0] if sent else "", ahead, overruled=approved))
    next_step = ahead or (behind[-1] if behind else path.steps[0])
    if verdict in ("done", "closed"):
        who = None
    elif verdict in WRONG:
        who = keeper_of(year, specs, path.route.rows, row)
    else:
        who = first_known(year, specs, row, path.step(next_step).who, approvers=path.approvers)
    return Stand(row, path, taken, state, "" if verdict == "closed" else ahead, lacks, backward, verdict, who)


def _lacking(row: Row, path: Path, name: str, taken: tuple[str, ...]) -> Iterator[str]:
    """What a step at or behind the furthest one leaves empty: all it should show, its day, its decision, or who took it."""
    step = path.step(name)
    if step.optional or (step.instead and step.instead in taken and not path.filled(row, name)):
        return
    if _is_ahead(row, path, name):
        return
    if not path.filled(row, name):
        yield step.day or step.fields[0]
    elif step.day and row[step.day] is None and not step.alone:
        yield step.day
    if path.filled(row, name):
        yield from (one for one in (step.decides, step.by) if one and row[one] is None)


def _backward(row: Row, path: Path) -> tuple[tuple[str, str], ...]:
    days = [(value, field) for name in path.steps if (field := path.step(name).day) and isinstance(value := row[field], date)]
    return tuple((one, other) for (day, one), (later, other) in pairwise(days) if day > later)


def _sent(row: Row, path: Path, behind: tuple[str, ...]) -> tuple[str, str, str] | None:
    """``("returned", step, by which step)`` or ``("closed", "", …)`` if a decision sends the row back or ends its route."""
    for name in behind:
        step = path.step(name)
        decision = row[step.decides] if step.decides and not _is_ahead(row, path, name) else None
        if decision in step.back:
            return "returned", step.back[decision], name
        if decision in step.closed:
            return "closed", "", name
    return None


@dataclass(frozen=True, slots=True)
class _Seen:
    taken: tuple[str, ...]
    lacks: tuple[str, ...]
    backward: tuple[tuple[str, str], ...]
    sent: str
    ahead: str
    overruled: bool


def _verdict(year: AcademicYear, row: Row, path: Path, seen: _Seen) -> str:
    """The worst that can be said of the row: the first of `VERDICTS` that holds."""
    by = next((path.step(name).by for name in seen.taken if path.step(name).by), "")
    term = term_of(row["due"], year) if path.route.rows == "agenda_items" else None
    holds = {
        "order": bool(seen.backward),
        "hand": bool(by and row[by] is not None and row[by] not in path.approvers),
        "overruled": seen.overruled,
        "missing": bool(seen.lacks) and not (path.route.rows == "agenda_items" and "executed" in seen.taken),
        "unregistered": any(_unregistered(year, row, path, name) for name in seen.taken),
        "returned": seen.sent == "returned",
        "closed": seen.sent == "closed",
        "ahead": bool(seen.ahead) and _is_ahead(row, path, path.steps[0]),
        "late": bool(seen.ahead and term and term.quarter != "all_year" and term.last and term.last < year.today),
        "underway": bool(seen.ahead),
        "done": True,
    }
    return next(name for name in VERDICTS if holds[name])


def _unregistered(year: AcademicYear, row: Row, path: Path, name: str) -> bool:
    """Whether the step names a protocol that the agenda of its body does not hold; nothing can be said where none is kept."""
    step = path.step(name)
    if not step.body or not path.filled(row, name):
        return False
    every = year.everything.get("agenda_items", year["agenda_items"])
    kept = [(protocol_key(item["protocol_no"]), item["protocol_date"]) for item in every if item["body"] == step.body]
    number, day = protocol_key(row[step.fields[0]]), row[step.day]
    covered = any(when and when.year == (day.year if day else year.days.end.year) for _, when in kept)
    return covered and not any(number in (None, one) and day in (None, when) for one, when in kept)


# ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def labels(specs: Specs, register: str, names: Iterable[str]) -> dict[str, str]:
    """Names of fields as their headings, in both languages."""
    listed = tuple(names)
    return {lang: "; ".join(specs.field_label(register, name, lang) for name in listed) for lang in ("kk", "ru")}


def named(specs: Specs, found: Answerable | None) -> dict[str, Any]:
    """Who answers, as columns ``who`` and ``who_ru`` of a listing: a name, else the post in words."""
    if found is None:
        return {"who": (None, ())}
    if found.who is not None:
        return {"who": (found.who, found.cells)}
    said = {lang: specs.messages[lang].text("posts", found.post) for lang in ("kk", "ru")}
    return {"who": (said["kk"], ()), "who_ru": (said["ru"], ())}


def _step_words(one: Stand) -> dict[str, Any]:
    if not one.ahead:
        return {"next": (None, ())}
    title = one.path.step(one.ahead).title
    return {"next": (title["kk"], ()), "next_ru": (title["ru"], ())}


def _lack_words(chapter: Chapter, one: Stand) -> dict[str, Any]:
    said = labels(chapter.specs, one.path.route.rows, one.lacks)
    cells = tuple(one.row.cell(name) for name in one.lacks)
    return {"lacks": (said["kk"] or None, cells), "lacks_ru": (said["ru"] or None, cells)}


def _fields(row: Row, **columns: str) -> dict[str, Pair]:
    return {column: (row[name], (row.cell(name),)) for column, name in columns.items()}


def _point(chapter: Chapter, path: Path) -> dict[str, Pair]:
    """The clause that asks for the route, as both languages cite it."""
    said = {lang: chapter.specs.messages[lang].text("papers", "route_point", no=path.clause) if path.clause else None for lang in ("kk", "ru")}
    return {"point": (said["kk"], ()), "point_ru": (said["ru"], ())}


def _wrong(one: Stand) -> Pair:
    """The days that follow one another in the wrong order, with their cells."""
    names = tuple(dict.fromkeys(name for pair in one.backward for name in pair))
    days: tuple[Value, ...] = tuple(one.row[name] for name in names)
    return days or None, tuple(one.row.cell(name) for name in names)


def _product(chapter: Chapter, one: Stand) -> ListingRow:
    return counted(
        **_fields(one.row, authors="authors", title="title", kind="kind"), **_point(chapter, one.path), state=(one.state, one.shown), day=one.day,
        **_step_words(one), **named(chapter.specs, one.who), **_lack_words(chapter, one), wrong=_wrong(one), verdict=(one.verdict, one.shown),
    )


def _practice(chapter: Chapter, one: Stand) -> ListingRow:
    return counted(
        **_fields(one.row, authors="authors", title="title"), state=(one.state, one.shown), day=one.day,
        **_step_words(one), **named(chapter.specs, one.who), **_lack_words(chapter, one), wrong=_wrong(one), verdict=(one.verdict, one.shown),
    )


def _decision(chapter: Chapter, one: Stand) -> ListingRow:
    return counted(
        body=(one.row["body"] or "otm", (one.row.cell("body"),)),
        **_fields(one.row, protocol="protocol_no", date="protocol_date", decision="decision_text", responsible="responsible", due="due"),
        **_lack_words(chapter, one), verdict=(one.verdict, (one.row.cell("executed_on"), one.row.cell("due"))),
    )


def _steps(chapter: Chapter, number: int, one: Stand) -> Iterator[ListingRow]:
    """The steps of one product, for its route sheet: who, by which protocol, on which day, and whether it has been taken."""
    row, path = one.row, one.path
    for place, name in enumerate(path.steps, 1):
        step = path.step(name)
        protocol = next((field for field in step.fields if field.endswith("_no")), "")
        taken = name in one.taken
        passed = not taken and place <= (path.steps.index(one.taken[-1]) + 1 if one.taken else 0)
        state = "taken" if taken else "next" if name == one.ahead else "missing" if passed and not step.optional else "ahead"
        if one.state == "returned" and name == one.ahead:
            state = "again"
        yield counted(
            no=(number, (row.at,)), **_fields(row, title="title", kind="kind"), **_point(chapter, path), place=(place, ()),
            step=(step.title["kk"], ()), step_ru=(step.title["ru"], ()),
            **named(chapter.specs, first_known(chapter.year, chapter.specs, row, step.who, approvers=path.approvers)),
            protocol=(row[protocol], (row.cell(protocol),)) if protocol else (None, ()),
            day=(row[step.day], (row.cell(step.day),)) if step.day else (None, ()),
            state=(state, tuple(row.cell(field) for field in path.filled(row, name)) or (row.cell(step.day or step.fields[0]),)),
        )
