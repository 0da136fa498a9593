"""Composition × staff → the people of the ОТМ as papers list them; the papers that approve, name and gather them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import listeners, members, staff_of
from otm_reports.documents import bilingual
from otm_reports.documents.meetings import Meeting
from otm_reports.documents.writer import REQUISITES, Writer, tied
from otm_reports.model import CellRef, Person, Report, Row


def position(writer: Writer, row: Row | None) -> str:
    """«оқытушы, педагог-сарапшы», as far as the staff register says it."""
    parts = (bilingual.post(writer, row["position"] or ""), writer.show(row["category"], "category")) if row else ()
    return ", ".join(part for part in parts if part)


def on_list(report: Report, meeting: Meeting | None = None) -> list[Row]:
    """The listeners, those on the day of a meeting if one is given."""
    return [row for row in listeners(report.year) if meeting is None or _belonged(row, meeting)]


def _belonged(row: Row, meeting: Meeting) -> bool:
    """Whether a listener was on the list on the day of the meeting."""
    day = meeting.day
    joined, left = row["joined_on"], row["left_on"]
    return day is None or not ((joined and joined > day) or (left and left < day))


def in_rows(writer: Writer, rows: list[Row]) -> list[dict[str, str]]:
    """People of the composition, each once: number, whole name, post and category, role, ground."""
    staff = staff_of(writer.report.year)
    people = {same(row["person"]): row for row in reversed(rows) if row["person"]}
    ordered = [row for row in rows if row["person"] and people[same(row["person"])] is row]
    return [
        {
            "row_no": str(place),
            "person": row["person"].full,
            "position": position(writer, staff.get(same(row["person"]))),
            "role": writer.show(row["role"], "otm_role"),
            "ground": writer.show(row["ground"], "ground"),
            "mentor": writer.show(row["mentor"]),
        }
        for place, row in enumerate(ordered, 1)
    ]


def holders(report: Report, role: str) -> list[Row]:
    """Rows of the composition with a role, in the order of the register."""
    return [row for row in members(report.year) if row["role"] == role and row["person"]]


def leader(writer: Writer) -> dict[str, str]:
    """The leader as the composition names them, else as ``otm.toml`` does, else a blank; with the category at the order."""
    found = holders(writer.report, "leader")
    if len(found) == 1 and isinstance(found[0]["person"], Person):
        staff = staff_of(writer.report.year).get(same(found[0]["person"]))
        category = found[0]["category_at_order"] or (staff["category"] if staff else None)
        return {"name": writer.signed(found[0]["person"]), "category": writer.show(category, "category")}
    typed = tied(writer.specs.college.people.otm_leader.signature(writer.lang))
    return {"name": typed or writer.blank("leader", REQUISITES), "category": ""}


def order_of(report: Report) -> tuple[str | None, Any, CellRef]:
    """Number and date of the order on the composition, and where they stand: the composition's own, else the register of orders."""
    for row in members(report.year):
        if row["order_no"] or row["order_date"]:
            return row["order_no"], row["order_date"], row.cell("order_no")
    for row in report.year.select("orders"):
        if row["kind"] == "otm_composition":
            return row["no"], row["date"], row.cell("no")
    place = next(iter(members(report.year)), None)
    return None, None, place.at if place else CellRef("registers")


def order(writer: Writer) -> dict[str, str]:
    """The order on the composition as papers cite it; number and day come from the chancellery and are never invented."""
    no, day, at = order_of(writer.report)
    return {
        "no": writer.needed(no, "order_no", at),
        "date": writer.day(day) if day else writer.blank("order_date", at),
        "dated": writer.dated(day) if day else writer.blank("order_date", at),
    }


def plan_approval(writer: Writer) -> dict[str, Any]:
    """Protocol that approved the year's plan, as the plan's own block says it; empty texts where it does not."""
    rows = writer.report.year["otm_plan"].rows
    said = rows[0].source.attributes if rows else {}
    no, day = said.get("approved_protocol_no"), said.get("approved_protocol_date")
    known = bool(no and day)
    return {"known": known, "no": writer.show(no) if known else "", "dated": writer.dated(day) if known else ""}  # type: ignore[arg-type] # a date, if known


def clause(writer: Writer, rule: str) -> str:
    """The clause of a rule as papers cite it, «3.2-тармақ»; empty where the college's profile has no such rule."""
    return next((writer.clause(result.clause, result.profile) for result in writer.report.results if result.id == rule), "")


def by_name(people: Iterable[Person]) -> dict[str, Person]:
    """People by a key that is fit for a file name and does not change when a list grows: ``Оспанова-Дана-Ерланқызы``; namesakes are numbered."""
    found: dict[str, Person] = {}
    for person in people:
        key = "-".join(person.full.split())
        if any(same(known) == same(person) for known in found.values()):
            continue
        found[key if key not in found else f"{key}-{sum(one.full == person.full for one in found.values()) + 1}"] = person
    return found
