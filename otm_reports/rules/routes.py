"""The way of a methodical product → Answers: commission, councils, approval; each step there, in order, by the right hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from otm_reports.model import CellRef, Row
from otm_reports.rules.answer import (
    Answer,
    Case,
    MonthDay,
    for_person,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    quoted,
    rule,
)

Step = Literal["commission", "unit_council", "mc"]


@dataclass(frozen=True, slots=True)
class _Breach:
    """What is not as asked on the way of a product, with its cells."""

    reason: str
    row: Row
    cells: tuple[CellRef, ...]


@rule(
    "route-followed", needs=("products",),
    reads=(
        "products.kind", "products.commission_protocol_no", "products.commission_protocol_date", "products.unit_council_protocol_no",
        "products.unit_council_protocol_date", "products.mc_protocol_no", "products.mc_protocol_date", "products.mc_decision",
        "products.approved_by_role", "products.approved_on",
    ),
)
def route_followed(
    case: Case, *, kinds: Annotated[tuple[str, ...], "product_kind"], steps: tuple[Step, ...],
    approvers: Annotated[tuple[str, ...], "approver"], opinions: bool, due: MonthDay,
) -> Iterator[Answer]:
    """Products of the kinds went through every step, in order, and were approved by who may.

    A product still on its way is not asked for its end before the day. The council of a unit may be the college's own
    council where there is one council only.

    Args:
        case: The year.
        kinds: Codes of the products.
        steps: The steps in order.
        approvers: Codes of the roles one of which approves.
        opinions: Whether written opinions are asked; how many is a parameter of the college, off unless it is set.
        due: Day by which what was begun in the year is approved.
    """
    rows = [row for row in case.rows("products") if row["kind"] in kinds and row["mc_decision"] != "rejected"]
    if not rows:
        yield no_data("products-none", case.place("products"))
        return
    through = [row for row in rows if row["approved_on"] is not None or row["approved_by_role"] is not None]
    breaches = [breach for row in through for breach in _breaches(case, row, steps, approvers, opinions=opinions)]
    wrong = {id(breach.row) for breach in breaches}
    for reason in dict.fromkeys(breach.reason for breach in breaches):
        those = [breach for breach in breaches if breach.reason == reason]
        said = {"n": len({id(one.row) for one in those}), "of": len(through), "titles": _titles([one.row for one in those])}
        verdict = not_met if len(wrong) == len(through) else partly
        yield verdict(reason, [cell for one in those for cell in one.cells], **said)
    unsaid = [row for row in through if row["approved_by_role"] is None and id(row) not in wrong]
    if unsaid:
        yield no_data("route-no-approver", [row.cell("approved_by_role") for row in unsaid], titles=_titles(unsaid))
    good = [row for row in through if id(row) not in wrong and row["approved_by_role"] is not None]
    if good:
        yield met("route-good", [cell for row in good for cell in _shown(row, steps)], n=len(good), of=len(rows))
    yield from _underway(case, [row for row in rows if row not in through], case.day(due))


def _breaches(
    case: Case, row: Row, steps: tuple[Step, ...], approvers: tuple[str, ...], *, opinions: bool,
) -> Iterator[_Breach]:
    skipped = [step for step in steps if not _taken(row, step)]
    if skipped:
        yield _Breach("route-step-missing", row, tuple(row.cell(f"{step}_protocol_no") for step in skipped))
    if "mc" in steps and row["mc_decision"] == "rework":
        yield _Breach("route-not-endorsed", row, (row.cell("mc_decision"),))
    dated = [(day, row.cell(name)) for name in _dates(steps) if isinstance(day := row[name], date)]
    backward = [(one, two) for (day, one), (other, two) in pairwise(dated) if day > other]
    if backward:
        yield _Breach("route-order", row, tuple(dict.fromkeys(cell for pair in backward for cell in pair)))
    if row["approved_by_role"] is not None and row["approved_by_role"] not in approvers:
        yield _Breach("route-other-approver", row, (row.cell("approved_by_role"),))
    least = case.specs.college.parameters.reviewers_minimum
    if opinions and least is not None and len(row["reviewers"] or ()) < least:
        yield _Breach("route-few-reviewers", row, (row.cell("reviewers"),))


def _taken(row: Row, step: Step) -> bool:
    taken = row[f"{step}_protocol_no"] is not None or row[f"{step}_protocol_date"] is not None
    return taken or (step == "unit_council" and _taken(row, "mc"))


def _dates(steps: tuple[Step, ...]) -> tuple[str, ...]:
    return ("developed_on", *(f"{step}_protocol_date" for step in steps), "approved_on")


def _shown(row: Row, steps: tuple[Step, ...]) -> Iterator[CellRef]:
    names = (*(f"{step}_protocol_no" for step in steps), "mc_decision", "approved_by_role", "approved_on")
    yield from (row.cell(name) for name in names if row[name] is not None)


def _underway(case: Case, rows: list[Row], end: date) -> Iterator[Answer]:
    if not rows:
        return
    cells, said = [row.cell("approved_on") for row in rows], {"n": len(rows), "titles": _titles(rows)}
    yield for_person("route-underway", cells, **said) if case.is_over(end) else not_due(end, "route-ahead", cells, **said)


def _titles(rows: list[Row]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quoted(row["title"]) for row in rows))
