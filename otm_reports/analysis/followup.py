"""Plan, orders, protocols → Listings: approved before the first event, in force, numbered in the order of their days (K05, K06; T6, T9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from otm_reports.analysis.counting import Chapter, counted
from otm_reports.analysis.joins import is_own, protocol_key, whole
from otm_reports.analysis.meetings import held_by
from otm_reports.analysis.tallies import Pair
from otm_reports.model import AcademicYear, CellRef, ListingRow, Row, Selection, Source
from otm_reports.specs import Specs

#: What may be said of a protocol, the worst first.
PROTOCOL_STATES = ("before-order", "repeat", "back", "gap", "no-number", "no-date", "ahead", "good")


def count(chapter: Chapter) -> None:
    """Listings ``plan``, ``orders`` and ``protocols`` of the chapter of routes."""
    year = chapter.year
    plan = whole(year, "otm_plan")
    chapter.listing("plan", plan, [_plan_line(year, source) for source in year["otm_plan"].sources], scope="otm", through=("events", "agenda_items"))
    orders = Selection(year["orders"].rows, (), year["orders"].searched)
    chapter.listing("orders", orders, [
        counted(**_fields(one.row, no="no", date="date", kind="kind", title="title"), until=(one.until, (one.row.cell("date"),)),
                state=(one.state, (one.row.cell("date"),)))
        for one in terms(year, chapter.specs)
    ])
    places = tuple(dict.fromkeys((*year["events"].searched, *year["agenda_items"].searched)))
    lines = [_protocol_line(one) for body in chapter.specs.routes.protocols.bodies for one in protocols(year, chapter.specs, body)]
    chapter.listing("protocols", Selection(searched=places), lines)


def _fields(row: Row, **columns: str) -> dict[str, Pair]:
    return {column: (row[name], (row.cell(name),)) for column, name in columns.items()}


# ── the plan ────────────────────────────────────────────────────────────────────────────────────────────────────────


def first_event(year: AcademicYear) -> Row | None:
    """The ОТМ's first event of the year that has been held by today."""
    held = [
        row for row in year["events"]
        if is_own(row) and row["date"] is not None and not row.astray and row["status"] not in ("moved", "cancelled") and row["date"] <= year.today
    ]
    return min(held, key=lambda row: row["date"], default=None)


def _plan_line(year: AcademicYear, source: Source) -> ListingRow:
    said, cells = source.attributes, source.attribute_cells
    no, day = said.get("approved_protocol_no"), said.get("approved_protocol_date")
    first = first_event(year)
    at = (CellRef(source.file, source.sheet),)
    day_cells = (cells["approved_protocol_date"],) if day is not None else at
    return counted(
        file=(source.file.rpartition("/")[2], at),
        no=(no, (cells["approved_protocol_no"],) if no is not None else at), date=(day, day_cells),
        first=(first["date"], (first.cell("date"),)) if first else (None, ()),
        state=(plan_state(year, no, day, first), (*day_cells, *((first.cell("date"),) if first else ()))),
    )


def plan_state(year: AcademicYear, no: object, day: object, first: Row | None) -> str:
    """``good`` before the first event, ``late`` after it, ``unsaid`` where nothing says it; ``ahead`` while there is time.

    ``unregistered`` if the council keeps an agenda of that calendar year and no such protocol stands in it.
    """
    if no is None and day is None:
        return "ahead" if first is None and year.today <= year.days.start else "unsaid"
    kept = [(protocol_key(row["protocol_no"]), row["protocol_date"]) for row in year["agenda_items"] if row["body"] == "mc"]
    known = protocol_key(str(no)) if no is not None else None
    if kept and not any(known in (None, number) and day in (None, when) for number, when in kept):
        return "unregistered"
    when = day if isinstance(day, date) else next((one for number, one in kept if number == known), None)
    if when is None:
        return "undated"
    if when > year.today:
        return "ahead"
    return "late" if first is not None and when > first["date"] else "good"


# ── orders ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Term:
    """An order that holds for an academic year: its row, its last day, and ``valid``, ``ending`` (this month) or ``over``."""

    row: Row
    until: date
    state: str


def terms(year: AcademicYear, specs: Specs) -> tuple[Term, ...]:
    """The orders of the year and of the years before that hold for a year only; one that a later order of its kind replaced is left."""
    declared = specs.routes.orders
    every = year.everything.get("orders", year["orders"])
    latest: dict[str, Row] = {}
    for row in every:
        if row["kind"] in declared.kinds and isinstance(row["date"], date) and row["date"] <= year.today and row.year <= year.label:
            known = latest.get(row["kind"])
            if known is None or known["date"] <= row["date"]:
                latest[row["kind"]] = row
    made = []
    for row in sorted(latest.values(), key=lambda one: (one["date"], one.at)):
        until = _last_day(row, declared.until)
        state = "over" if until < year.today else "ending" if (until.year, until.month) == (year.today.year, year.today.month) else "valid"
        made.append(Term(row, until, state))
    return tuple(made)


def _last_day(row: Row, until: str) -> date:
    """The day of the order's academic year on which it ends; an order of August belongs to the coming year (contract 1)."""
    day: date = row["date"]
    first = day.year if day.month >= 8 else day.year - 1  # noqa: PLR2004 - August
    return date.fromisoformat(f"{first if until >= '09' else first + 1}-{until}")


# ── protocols ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Protocol:
    """One protocol of a body among the others.

    Attributes:
        key: The key of its meeting, by which papers go.
        body: Whose it is. no: as written. day: its day.
        cells: Where number and day stand.
        state: One of `PROTOCOL_STATES`.
        missing: Numbers that stand nowhere before it.
        order: The order that it contradicts, as (day, cells).
    """

    key: str
    body: str
    no: str | None
    day: date | None
    cells: tuple[CellRef, ...]
    state: str
    missing: tuple[int, ...] = ()
    order: Pair = (None, ())


def protocols(year: AcademicYear, specs: Specs, body: str) -> tuple[Protocol, ...]:
    """The protocols of a body in the order of their days, each with what is wrong with its number or day."""

    def belongs(row: Row) -> bool:
        own = is_own(row) if body == "otm" else row["body"] == body
        return own and not row.astray and (row["protocol_no"] is not None or row["form"] == "session")

    found = sorted(held_by(year, belongs), key=lambda one: (one.day or date.max, _number(one.number) or 0))
    order = _order(year) if body in specs.routes.protocols.ordered else (None, ())
    made: list[Protocol] = []
    run, begun = _earlier_numbers(year, belongs, found[0].day if found else None)
    before: date | None = None
    for meeting in found:
        row = _row_of(year, belongs, meeting.number, meeting.day)
        number = _number(meeting.number)
        if number == 1 and _begins(run, before, meeting.day):
            run, begun = [], True
        state, missing = _state(year, (meeting.number, meeting.day), run, order, begun=begun)
        if number is not None and meeting.number is not None:
            run, begun = [*run, (number, meeting.number)], True
        before = meeting.day or before
        cells = tuple(row.cell(name) for name in ("protocol_no", "date" if row.source.register == "events" else "protocol_date")) if row else ()
        made.append(Protocol(
            meeting.key, body, row["protocol_no"] if row else meeting.number, meeting.day, cells, state, missing, order if state == "before-order" else (None, ()),
        ))
    return tuple(made)


def _number(written: str | None) -> int | None:
    digits = ""
    for letter in written or "":
        if not letter.isdigit():
            break
        digits += letter
    return int(digits) if digits else None


def _begins(run: list[tuple[int, str]], before: date | None, day: date | None) -> bool:
    """Whether a protocol № 1 begins the numbers anew: the first of the academic year, or of a new calendar year."""
    return before is None or not any(number == 1 for number, _ in run) or (day is not None and day.year > before.year)


def _earlier_numbers(year: AcademicYear, belongs: Callable[[Row], bool], first: date | None) -> tuple[list[tuple[int, str]], bool]:
    """Numbers that the year before gave in the same calendar year, and whether that year is known at all.

    A college may number by the calendar year; where no earlier register is kept, nothing can be said of a first number.
    """
    past = next((year.earlier[label] for label in sorted(year.earlier, reverse=True)), None)
    kept = held_by(past, belongs) if past is not None else ()
    numbers = [(number, one.number) for one in kept if one.number and one.day and first and one.day.year == first.year and (number := _number(one.number))]
    highest = max((number for number, _ in numbers), default=0)
    return [one for one in numbers if one[0] == highest], bool(kept)


def _state(
    year: AcademicYear, said: tuple[str | None, date | None], run: list[tuple[int, str]], order: Pair, *, begun: bool,
) -> tuple[str, tuple[int, ...]]:
    """What is to be said of a protocol, and the numbers missing before it; ``begun`` if it is known which number should come."""
    written, day = said
    if day is not None and day > year.today:
        return "ahead", ()
    ordered = order[0]
    if isinstance(ordered, date) and day is not None and day < ordered:
        return "before-order", ()
    number = _number(written)
    if number is None:
        return "no-number", ()
    if written in [one for _, one in run]:
        return "repeat", ()
    highest = max((one for one, _ in run), default=0)
    if number < highest:
        return "back", ()
    missing = tuple(range(highest + 1, number)) if begun else ()
    if missing:
        return "gap", missing
    return ("no-date" if day is None else "good"), ()


def _order(year: AcademicYear) -> Pair:
    """The first order on the composition that the composition names: who joined later has one of their own."""
    days = [(row["order_date"], row.cell("order_date")) for row in year["otm_composition"] if isinstance(row["order_date"], date)]
    if not days:
        return None, ()
    day, cell = min(days)
    return day, (cell,)


def _row_of(year: AcademicYear, belongs: Callable[[Row], bool], number: str | None, day: date | None) -> Row | None:
    """The row that says number and day of a meeting: of the events, else of the agenda."""
    for register, name in (("events", "date"), ("agenda_items", "protocol_date")):
        for row in year[register]:
            if belongs(row) and protocol_key(row["protocol_no"]) == number and row[name] == day:
                return row
    return None


def _protocol_line(one: Protocol) -> ListingRow:
    missing = ", ".join(str(number) for number in one.missing)
    return counted(
        body=(one.body, one.cells), protocol=(one.no, one.cells[:1]), date=(one.day, one.cells[1:]), state=(one.state, (*one.cells, *one.order[1])),
        missing=(missing or None, one.cells[:1]), order=one.order,
    )
