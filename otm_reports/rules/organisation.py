"""How the school is set up → Answers: leader, members, voluntary work, plan, order, approval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import protocol_key
from otm_reports.model import CellRef, Row, Value
from otm_reports.rules.answer import (
    Answer,
    Case,
    Word,
    bare_number,
    for_person,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    rule,
)

# ── leader and members ──────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "leader-category", needs=("otm_composition",), figures=("composition.leaders",),
    reads=("otm_composition.role", "otm_composition.category_at_order", "otm_composition.order_date", "staff.category", "staff.category_awarded_on"),
)
def leader_category(
    case: Case, *, categories: Annotated[tuple[str, ...], "category"], crosswalk: Annotated[dict[str, str], "category"],
) -> Iterator[Answer]:
    """Each leader holds one of the categories on the date of the order.

    A category of the other system than the regulation's is compared only where the college switched the crosswalk on; a
    medical category is a field of its own and never counts.

    Args:
        case: The year.
        categories: Codes that a leader may hold.
        crosswalk: Code of the other system → code of the regulation's own.
    """
    leaders = [row for row in case.members() if row["role"] == "leader"]
    if not leaders:
        yield not_met("leader-missing", case.place("otm_composition"))
    for row in leaders:
        equated = crosswalk if case.specs.college.parameters.category_crosswalk else {}
        yield _category_on_order(case, row, categories, equated)


def _category_on_order(case: Case, row: Row, categories: tuple[str, ...], crosswalk: dict[str, str]) -> Answer:
    staff = case.staff(row["person"])
    held, field = (row, "category_at_order") if row["category_at_order"] or staff is None else (staff, "category")
    category, cells, who = held[field], (held.cell(field), row.cell("person")), row["person"]
    ordered = case.said(row, "order_date")
    if category is None:
        medical = staff is not None and staff["medical_category"] is not None
        return no_data("leader-only-medical" if medical else "leader-no-category", cells, person=who)
    said = {"person": who, "category": Word("category", category)}
    if _system(category) not in (*map(_system, categories), "") and category not in crosswalk:
        return for_person("leader-old-category", cells, **said)
    if crosswalk.get(category, category) not in categories:
        return not_met("leader-other-category", cells, **said)
    if held is row:
        return met("leader-category", cells, **said)
    return _held_on(ordered, held, cells, said)


_SYSTEMS = {"old": ("high", "first", "second"), "new": ("trainee", "ped", "moderator", "expert", "researcher", "master")}


def _system(category: str) -> str:
    """The system a category belongs to; none for «санатсыз», which is below both."""
    return next((name for name, codes in _SYSTEMS.items() if category in codes), "")


def _held_on(ordered: Value, staff: Row, cells: tuple[CellRef, ...], said: dict[str, object]) -> Answer:
    """Whether a category that the staff register gives today was held on the date of the order (domain T5)."""
    since, until = staff["category_awarded_on"], staff["category_expires_on"]
    if not isinstance(ordered, date):
        return no_data("leader-no-order-date", cells, **said)
    if since is None:
        return for_person("leader-no-award-date", (staff.cell("category_awarded_on"), *cells), **said)
    if not _before(since, ordered):
        return for_person("leader-awarded-later", (staff.cell("category_awarded_on"), *cells), **said, date=ordered)
    if until is not None and _before(until, ordered):
        return not_met("leader-category-expired", (staff.cell("category_expires_on"), *cells), **said, date=ordered)
    return met("leader-category", (*cells, staff.cell("category_awarded_on")), **said)


def _before(day: date | int, other: date) -> bool:
    """Whether a day, or a year of which only the number is known, is certainly not after another day."""
    return day <= other if isinstance(day, date) else day < other.year


@rule(
    "member-grounds", needs=("otm_composition",), figures=("composition.listeners", "composition.ground.*"),
    reads=("otm_composition.role", "otm_composition.ground", "staff.ped_experience_y"),
)
def member_grounds(case: Case, *, grounds: Annotated[tuple[str, ...], "ground"]) -> Iterator[Answer]:
    """Each listener is there on one of the grounds; a young specialist by the staff register needs no written one.

    Args:
        case: The year.
        grounds: Codes of the grounds.
    """
    listeners = case.listeners()
    if not listeners:
        yield not_met("no-listeners", case.place("otm_composition"))
        return
    bare = [row for row in listeners if row["ground"] not in grounds and not _is_young(case, row)]
    if len(bare) == len(listeners):
        yield no_data("grounds-unwritten", [row.cell("ground") for row in bare], n=len(bare))
    elif bare:
        yield partly("grounds-missing", _cells(bare, "ground"), n=len(bare), of=len(listeners), people=_people(bare))
    else:
        yield met("grounds-written", [row.cell("ground") for row in listeners], n=len(listeners))


def _is_young(case: Case, row: Row) -> bool:
    staff = case.staff(row["person"])
    if staff is None:
        return False
    years = staff["ped_experience_y"]
    young = case.specs.college.parameters.young_years
    return staff["is_young_specialist"] is True or (years is not None and years < young)


@rule("person-judges")
def person_judges(case: Case) -> Iterator[Answer]:  # noqa: ARG001 - nothing in the registers answers it
    """Registers cannot answer it: the clause says in its ``reasons.look`` at what a person should look."""
    yield for_person("look")


# ── plan, order, approval ───────────────────────────────────────────────────────────────────────────────────────────


@rule("plan-exists", needs=("otm_plan",), figures=("plan.items",), reads=("otm_plan.activity",))
def plan_exists(case: Case) -> Iterator[Answer]:
    """There is a plan for the academic year."""
    rows = case.year["otm_plan"].rows
    starts = case.year.days.start
    if rows:
        yield met("plan-there", [row.cell("activity") for row in rows], n=len(rows))
    elif case.year.today < starts:
        yield not_due(starts, "plan-ahead")
    else:
        yield not_met("plan-empty", case.place("otm_plan"))


@dataclass(frozen=True, slots=True)
class _Ordered:
    """A member with the order that names it."""

    row: Row
    no: str
    day: date
    cells: tuple[CellRef, CellRef]

    @property
    def key(self) -> tuple[str | None, date]:
        return protocol_key(self.no), self.day


@rule(
    "order-covers", needs=("otm_composition",),
    reads=("otm_composition.role", "otm_composition.order_no", "otm_composition.order_date", "events.date", "orders.no", "orders.persons"),
)
def order_covers(case: Case, *, roles: Annotated[tuple[str, ...], "otm_role"]) -> Iterator[Answer]:
    """The director's order for this academic year names everybody and is not later than the first event.

    The order is the one the composition names; where a register of orders is kept it must stand there too.

    Args:
        case: The year.
        roles: Codes of the roles that the order approves; mentors and speakers need not be in it.
    """
    rows = [row for row in case.members() if row["role"] in roles]
    without = [row for row in rows if case.said(row, "order_date") is None]
    if len(without) == len(rows):
        starts = case.year.days.start
        early = case.year.today < starts
        yield not_due(starts, "order-ahead") if early else no_data("order-unwritten", case.place("otm_composition"))
        return
    if without:
        yield partly("order-not-for", _cells(without, "order_date"), people=_people(without))
    ordered = [_ordered(case, row) for row in rows if row not in without]
    opens = date(case.year.days.start.year, 8, 1)  # orders from 1 August belong to the coming year (contract 1)
    stale = [one for one in ordered if not opens <= one.day < case.year.days.end.replace(day=1)]
    if stale:
        cells, people = (one.cells[1] for one in stale), _people([one.row for one in stale])
        yield not_met("order-stale", dict.fromkeys(cells), date=stale[0].day, people=people)
    current = [one for one in ordered if one not in stale]
    if current:
        yield from _order_in_time(case, current)
        yield from _order_registered(case, current)


def _ordered(case: Case, row: Row) -> _Ordered:
    cells = (case.place_of(row, "order_no"), case.place_of(row, "order_date"))
    day = case.said(row, "order_date")
    if not isinstance(day, date):
        raise TypeError(f"order_date of {row.at} is no date")
    return _Ordered(row, bare_number(case.said(row, "order_no")), day, cells)


def _order_in_time(case: Case, ordered: list[_Ordered]) -> Iterator[Answer]:
    """The first order precedes the first event; who joined after an order is not covered by it."""
    first = min(ordered, key=lambda one: one.day)
    events = case.own_events()
    if events and first.day > events[0]["date"]:
        yield partly("order-late", (first.cells[1], events[0].cell("date")), date=first.day, event=events[0]["date"])
    else:
        yield met("order-in-time", first.cells, no=first.no, date=first.day)
    later = [one.row for one in ordered if one.row["joined_on"] is not None and one.row["joined_on"] > one.day]
    if later:
        yield partly("order-before-joining", _cells(later, "joined_on"), people=_people(later))


def _order_registered(case: Case, ordered: list[_Ordered]) -> Iterator[Answer]:
    """Where orders are kept in a register, the order stands there and its list names everybody."""
    if not case.has("orders"):
        return
    every = case.year.everything.get("orders", case.year["orders"])
    kept = {(protocol_key(row["no"]), row["date"]): row for row in every}
    unknown = [one for one in ordered if one.key not in kept]
    if unknown:
        yield partly("order-not-registered", unknown[0].cells, no=unknown[0].no, date=unknown[0].day)
    unlisted = [one.row for one in ordered if one.key in kept and not _lists(kept[one.key], one.row)]
    if unlisted:
        yield partly("order-list-lacks", _cells(unlisted, "person"), people=_people(unlisted))


def _lists(order: Row, member: Row) -> bool:
    """Whether an order names a member; one whose register gives no people leaves that to its appendix."""
    return not order["persons"] or same(member["person"]) in {same(one) for one in order["persons"]}


@rule(
    "plan-approved", needs=("otm_plan", "agenda_items"),
    reads=(
        "otm_plan.approved_protocol_no", "otm_plan.approved_protocol_date", "otm_plan.strategic_direction", "agenda_items.body",
        "agenda_items.protocol_date", "events.date",
    ),
)
def plan_approved(case: Case, *, body: Annotated[str, "body"]) -> Iterator[Answer]:
    """The plan is approved by a protocol of the council that exists and is not later than the first event.

    Whether the plan follows the college's strategic directions is shown by the column of that name; without it a person
    must compare.

    Args:
        case: The year.
        body: Code of the council that approves.
    """
    number, number_cell = _above(case, "approved_protocol_no")
    approved, date_cell = _above(case, "approved_protocol_date")
    if number is None and approved is None:
        starts = case.year.days.start
        early = case.year.today < starts
        yield not_due(starts, "approval-ahead") if early else no_data("approval-unwritten", case.place("otm_plan"))
        return
    cells = tuple(cell for cell in (number_cell, date_cell) if cell is not None)
    yield _approval(case, body, number, approved, cells)
    yield from _strategy(case)


def _approval(case: Case, body: str, number: Value, approved: Value, cells: tuple[CellRef, ...]) -> Answer:
    protocol = case.protocols(body).get(protocol_key(str(number)) or "") if number is not None else None
    said = {"no": bare_number(number), "date": approved if approved is not None else "–"}
    if protocol is None:
        return not_met("approval-no-protocol", (*cells, *case.place("agenda_items")), **said)
    held = protocol["protocol_date"]
    shown = (*cells, protocol.cell("protocol_no"), protocol.cell("protocol_date"))
    if held is not None and approved is not None and held != approved:
        return partly("approval-dates-differ", shown, **said, held=held)
    day = held or approved
    events = case.own_events()
    if day is not None and events and day > events[0]["date"]:
        cells = (*shown, events[0].cell("date"))
        return partly("approval-late", cells, no=said["no"], date=day, event=events[0]["date"])
    return met("approval-there", shown, no=said["no"], date=day or "–")


def _strategy(case: Case) -> Iterator[Answer]:
    rows = case.year["otm_plan"].rows
    bare = [row for row in rows if not row["strategic_direction"]]
    if bare and len(bare) == len(rows):
        yield for_person("strategy-unmarked", case.place("otm_plan"))
    elif bare:
        yield for_person("strategy-partly-marked", _cells(bare, "strategic_direction"), n=len(bare), of=len(rows))


def _above(case: Case, name: str) -> tuple[Value, CellRef | None]:
    """A value that stands above the plan, with its cell."""
    for source in case.year["otm_plan"].sources:
        if source.attributes.get(name) is not None:
            return source.attributes[name], source.attribute_cells.get(name)
    return None, None


def _cells(rows: list[Row], name: str) -> tuple[CellRef, ...]:
    return tuple(dict.fromkeys(row.cell(name) for row in rows))


def _people(rows: list[Row]) -> tuple[Value, ...]:
    return tuple(row["person"] for row in rows)
