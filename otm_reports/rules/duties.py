"""What leader and listeners owe → Answers: plan carried out, advice, report, attendance, use in lessons, portfolios."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from otm_reports.analysis.attendance import ENOUGH
from otm_reports.analysis.counting import each, same
from otm_reports.analysis.folder import speaks_of
from otm_reports.model import CellRef, Row, Value, Verdict
from otm_reports.rules.answer import (
    Answer,
    Case,
    MonthDay,
    Register,
    bare_number,
    for_person,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    rule,
    window,
)

# ── the leader ──────────────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "plan-executed", needs=("otm_plan",), figures=("plan.items", "plan.status.done", "plan.status.failed"),
    reads=("otm_plan.due", "otm_plan.status"),
)
def plan_executed(case: Case, *, due: MonthDay) -> Iterator[Answer]:
    """The items of the plan are carried out.

    Args:
        case: The year.
        due: Day by which the year's items are done; a span that ends before it is judged by its own items.
    """
    items, done = case.number("plan.items"), case.number("plan.status.done")
    end = case.end(due)
    said = {"n": done, "of": items}
    open_items = case.cells(*(f"plan.status.{code}" for code in ("failed", "partial", "moved", "pending")))
    if not items:
        yield no_data("plan-nothing-due", case.place("otm_plan"))
    elif done == items:
        yield met("plan-done", **said)
    elif end >= case.year.today:
        yield _before_the_end(case, said, not_due(end, "plan-running", **said))
    elif done is None:
        yield no_data("plan-unmarked", case.cells("plan.unmarked"), n=items)
    else:
        yield (partly if done else not_met)("plan-not-done", open_items or case.cells("plan.unmarked"), **said)


def _before_the_end(case: Case, said: Mapping[str, object], running: Answer) -> Answer:
    """While the year runs only an item that its own mark calls failed is not as asked."""
    failed = case.number("plan.status.failed")
    return partly("plan-failed-items", case.cells("plan.status.failed"), **said, failed=failed) if failed else running


@rule("consultations-given", needs=("events",), figures=("events.form.consult",), reads=("events.form",))
def consultations_given(case: Case, *, due: MonthDay) -> Iterator[Answer]:
    """The leader guides and advises the members. No number is asked, so that none registered is for a person to judge.

    Args:
        case: The year.
        due: Day until which there is time.
    """
    given, end = case.number("events.form.consult"), case.day(due)
    if given:
        yield met("consultations", n=given)
    elif not case.is_over(end):
        yield not_due(end, "consultations-ahead")
    else:
        yield for_person("consultations-none", case.place("events"))


@rule(
    "report-to-council", needs=("agenda_items",),
    reads=("agenda_items.body", "agenda_items.question", "agenda_items.kind", "agenda_items.protocol_no", "agenda_items.protocol_date"),
)
def report_to_council(
    case: Case, *, body: Annotated[str, "body"], kind: Annotated[str, "agenda_kind"], about: tuple[str, ...],
    within: tuple[MonthDay, MonthDay],
) -> Iterator[Answer]:
    """The council has heard the year's report: an item of its registered agenda, never a file just made.

    Args:
        case: The year.
        body: Code of the council.
        kind: Code of the agenda item.
        about: Words that say an item is about the school.
        within: Days in which the report falls due.
    """
    days = window(case, within)
    dated = (row for row in case.year["agenda_items"] if row["protocol_date"] and case.has_happened(row))
    items = [row for row in dated if row["body"] == body and _is_about(row, about, case)]
    heard = [row for row in items if row["protocol_date"] in days and row["kind"] == kind]
    unsorted = [row for row in items if row["protocol_date"] in days and row["kind"] is None]
    late = [row for row in items if row["protocol_date"] > days.end and row["kind"] == kind]
    if heard:
        yield met("report-heard", _agenda(heard), **_protocol(heard[0]))
    elif not case.is_over(days.end):
        yield not_due(days.end, "report-ahead", case.place("agenda_items"))
    elif late:
        yield partly("report-late", _agenda(late), **_protocol(late[0]), until=days.end)
    elif unsorted:
        yield for_person("report-unsorted", _agenda(unsorted), **_protocol(unsorted[0]))
    else:
        yield not_met("report-missing", case.place("agenda_items"), start=days.start, until=days.end)


def _is_about(row: Row, about: tuple[str, ...], case: Case) -> bool:
    school = case.specs.college.otm
    own = (school.name.kk, school.name.ru, school.short_name.kk, school.short_name.ru)
    return speaks_of(row["question"], (*about, *(word for word in own if word)))


def _agenda(rows: list[Row]) -> tuple[CellRef, ...]:
    return tuple(row.cell(name) for row in rows for name in ("question", "protocol_no", "protocol_date"))


def _protocol(row: Row) -> dict[str, object]:
    return {"no": bare_number(row["protocol_no"]), "date": row["protocol_date"]}


# ── the listeners ───────────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "listeners-attend", needs=("attendance",), figures=("attendance.rate", "attendance.marked_share"),
    reads=("attendance.mark", "otm_composition.role", "events.date"),
)
def listeners_attend(case: Case, *, due: MonthDay) -> Iterator[Answer]:
    """Listeners take an active part. The regulation gives no number: without a local norm the figure is shown only.

    Args:
        case: The year.
        due: Day until which nothing is violated.
    """
    rate, marked = case.number("attendance.rate"), case.number("attendance.marked_share")
    norm, end = case.specs.college.parameters.attendance_threshold, case.end(due)
    if rate is None:
        few = marked is not None and marked < ENOUGH
        reason = "attendance-few-marks" if few else "attendance-not-counted"
        yield no_data(reason, case.place("attendance"), marked=marked or 0)
    elif norm is None:
        yield for_person("attendance-no-norm", rate=rate)
    elif rate >= norm:
        yield met("attendance-enough", rate=rate, norm=norm)
    elif end >= case.year.today:
        yield not_due(end, "attendance-low-so-far", rate=rate, norm=norm)
    else:
        yield not_met("attendance-low", case.cells("attendance.rate"), rate=rate, norm=norm)


@rule(
    "knowledge-applied", needs=("otm_composition",), figures=("composition.listeners",),
    reads=("otm_composition.role", "open_lessons.teacher", "mutual_visits.visited", "products.authors"),
)
def knowledge_applied(case: Case, *, due: MonthDay) -> Iterator[Answer]:
    """Each listener shows in own lessons what was learnt: a lesson given, a visit received or a product.

    Where one of these registers is not kept, it might have shown those that the others do not.

    Args:
        case: The year.
        due: Day until which nothing is violated.
    """
    registers = {"open_lessons": "teacher", "mutual_visits": "visited", "products": "authors"}
    kept = {name: field for name, field in registers.items() if case.has(name)}
    if not kept:
        yield no_data("applied-no-register")
        return
    shown: dict[object, CellRef] = {}
    for name, field in kept.items():
        for thing in each((row for row in case.year[name] if case.has_happened(row)), field):
            shown.setdefault(same(thing.value), thing.cell)
    said = _of_each(case, shown, due, "applied")
    unkept = tuple(Register(name) for name in registers if name not in kept)
    if said.verdict in (Verdict.PARTLY, Verdict.NOT_MET) and unkept:
        said = no_data("applied-unknown", said.cells, **said.params, registers=unkept)
    yield said


@rule(
    "portfolio-each", needs=("otm_composition", "portfolios"),
    figures=("portfolios.expected", "portfolios.submitted"), reads=("otm_composition.role", "portfolios.submitted_on", "portfolios.mark"),
)
def portfolio_each(case: Case, *, due: MonthDay) -> Iterator[Answer]:
    """Each listener has handed in a portfolio or a creative report; a row without day and mark is not handed in.

    A mark shows that it was handed in, but not when: enough for the year, not for a part of it (as ``portfolios.submitted`` counts).

    Args:
        case: The year.
        due: Day by which it is handed in.
    """
    shown: dict[object, CellRef] = {}
    for row in case.year["portfolios"]:
        by = "submitted_on" if row["submitted_on"] is not None else "mark" if case.year.span.whole_year and row["mark"] is not None else ""
        if by and case.has_happened(row):
            shown.setdefault(same(row["listener"]), row.cell(by))
    yield _of_each(case, shown, due, "portfolios")


def _of_each(case: Case, shown: dict[object, CellRef], due: MonthDay, what: str) -> Answer:
    """Whether something is shown for every listener who still belongs to the school when it falls due."""
    end = case.day(due)
    owing = [row for row in case.listeners() if row["left_on"] is None or row["left_on"] > end]
    without = [row for row in owing if same(row["person"]) not in shown]
    cells = tuple(row.cell("person") for row in without)
    people: tuple[Value, ...] = tuple(row["person"] for row in without)
    said = {"n": len(owing) - len(without), "of": len(owing), "people": people}
    if not owing:
        return no_data("no-listeners-yet", case.place("otm_composition"))
    if not without:
        return met(f"{what}-all", [shown[same(row["person"])] for row in owing], **said)
    if not case.is_over(end):
        return not_due(end, f"{what}-ahead", **said)
    return (not_met if len(without) == len(owing) else partly)(f"{what}-missing", cells, **said)
