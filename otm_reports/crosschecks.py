"""AcademicYear → Findings: where two registers, or two dates, do not say the same (practice: numbers people trust)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from otm_reports.kazakh.fold import distance, key, name_key
from otm_reports.model import AcademicYear, Finding, Person, Row
from otm_reports.specs import Specs

#: Letters in which the name of one person may differ from one year's list to the next.
_SLIPS = 2


def cross_check(year: AcademicYear, specs: Specs) -> tuple[Finding, ...]:
    """Every place where one fact stands in two registers and differs, or where dates are in the wrong order.

    Args:
        year: The joined year.
        specs: For printed words.

    Returns:
        ``sources-differ`` and ``date-order`` findings, each at the cell that is not printed, naming the other one.
    """
    return (
        *_present(year),
        *_visitors(year),
        *_mentors(year),
        *_categories(year, specs),
        *_plan_before_events(year),
        *_orders_before_events(year),
        *_routes(year),
        *_surnames(year, specs),
        *_renamed(year, specs),
    )


def _present(year: AcademicYear) -> Iterator[Finding]:
    """The number present in the log of events against the marks of the attendance sheet, by day."""
    marks: dict[date, list[Row]] = defaultdict(list)
    for row in year["attendance"]:
        if row["date"] and row["body"] in (None, "otm"):
            marks[row["date"]].append(row)
    for event in year["events"]:
        day, said = event["date"], event["present_n"]
        if said is None or day not in marks or event["body"] not in (None, "otm"):
            continue
        present = sum(row["mark"] == "present" for row in marks[day])
        if present != said:
            yield _differs(event, "present_n", said, present, marks[day][0], "mark")


def _visitors(year: AcademicYear) -> Iterator[Finding]:
    """The stated number of visitors of an open lesson against the names listed beside it."""
    for lesson in year["open_lessons"]:
        named, said = lesson["visitors"], lesson["visitors_n"]
        if named and said is not None and len(named) != said:
            yield _differs(lesson, "visitors_n", said, len(named), lesson, "visitors")


def _mentors(year: AcademicYear) -> Iterator[Finding]:
    """The mentor in the list of listeners against the mentoring log."""
    logged: dict[str, Row] = {}
    for row in year["mentoring"]:
        mentee = row["mentee"]
        if isinstance(mentee, Person) and mentee.id:
            logged.setdefault(mentee.id, row)
    for row in year["otm_composition"]:
        person, mentor = row["person"], row["mentor"]
        other = logged.get(person.id or "") if person else None
        if other is None or mentor is None or mentor.id is None or other["mentor"] is None or other["mentor"].id is None:
            continue
        if mentor.id != other["mentor"].id:
            yield _differs(row, "mentor", mentor.full, other["mentor"].full, other, "mentor")


def _categories(year: AcademicYear, specs: Specs) -> Iterator[Finding]:
    """The category in the list of listeners against the staff register, unless it was awarded after the order."""
    staff = {row["full_name"].id: row for row in year["staff"] if row["full_name"] and row["full_name"].id}
    for row in year["otm_composition"]:
        person, said = row["person"], row["category_at_order"]
        other = staff.get(person.id) if person else None
        if other is None or said is None or other["category"] in (None, said):
            continue
        awarded, ordered = other["category_awarded_on"], row["order_date"]
        later = isinstance(awarded, date) and ordered and awarded > ordered
        year_only = isinstance(awarded, int) and ordered and awarded >= ordered.year
        if not later and not year_only:
            words = [specs.word("category", code) for code in (said, other["category"])]
            yield _differs(row, "category_at_order", words[0], words[1], other, "category")


def _differs(row: Row, field: str, said: object, found: object, other: Row, other_field: str) -> Finding:
    return Finding(
        "sources-differ", row.cell(field), str(said), row.source.register, field,
        {"before": said, "after": found, "other": str(other.cell(other_field))}, others=(other.cell(other_field),),
    )


def _first_event(year: AcademicYear) -> Row | None:
    days = [row for row in year["events"] if row["date"] and not row.astray and row["body"] in (None, "otm")]
    return min(days, key=lambda row: row["date"], default=None)


def _plan_before_events(year: AcademicYear) -> Iterator[Finding]:
    """A plan approved after the first event (trap T9)."""
    first = _first_event(year)
    for source in year["otm_plan"].sources:
        approved = source.attributes.get("approved_protocol_date")
        if first and isinstance(approved, date) and approved > first["date"]:
            yield Finding(
                "date-order", source.attribute_cells["approved_protocol_date"], str(approved), "otm_plan", "approved_protocol_date",
                {"date": approved, "other": str(first.cell("date"))}, others=(first.cell("date"),),
            )


def _orders_before_events(year: AcademicYear) -> Iterator[Finding]:
    """An order on the composition dated after the first event (K05 compares these two)."""
    first = _first_event(year)
    seen = set()
    for row in year["otm_composition"]:
        ordered, cell = row["order_date"], row.cell("order_date")
        if first and isinstance(ordered, date) and ordered > first["date"] and row["joined_on"] is None and cell not in seen:
            seen.add(cell)
            yield Finding(
                "date-order", cell, str(ordered), "otm_composition", "order_date",
                {"date": ordered, "other": str(first.cell("date"))}, others=(first.cell("date"),),
            )


_ROUTE = ("developed_on", "commission_protocol_date", "unit_council_protocol_date", "mc_protocol_date", "approved_on")


def _routes(year: AcademicYear) -> Iterator[Finding]:
    """A methodical product whose steps are not in the order of seed 002 §18."""
    for row in year["products"]:
        dated = [(row[name], name) for name in _ROUTE if isinstance(row[name], date)]
        for (earlier, before), (later, after) in pairwise(dated):
            if later < earlier:
                yield Finding(
                    "date-order", row.cell(after), str(later), "products", after,
                    {"date": later, "other": str(row.cell(before))}, others=(row.cell(before),),
                )


# ── people and commissions that are called otherwise than a year ago ────────────────────────────────────────────────


def _before(year: AcademicYear) -> AcademicYear | None:
    return next((year.earlier[label] for label in sorted(year.earlier, reverse=True)), None)


def _surnames(year: AcademicYear, specs: Specs) -> Iterator[Finding]:
    """Somebody new who may be somebody who is no longer there: perhaps one person.

    Either the given name, the patronymic and the commission (or subject) are the same, or the whole name is spelt almost alike
    («Ляйла» and «Ләйла»).
    """
    past = _before(year)
    if past is None or not past["staff"].rows:
        return
    ever = {row["full_name"].id for earlier in year.earlier.values() for row in earlier["staff"] if row["full_name"]}
    today = {row["full_name"].id for row in year["staff"] if row["full_name"]}
    gone = [row for row in past["staff"] if row["full_name"] and row["full_name"].id not in today and row["status"] != "left"]
    for row in year["staff"]:
        person: Person | None = row["full_name"]
        if person is None or person.id is None or person.id in ever or specs.confirmed.people.get(person.as_written):
            continue
        alike = [old for old in gone if _one_person(row, old) or _spelt_alike(person, old["full_name"])]
        if alike:
            names = sorted({old["full_name"].full for old in alike})
            places = tuple(old.cell("full_name") for old in alike)
            yield Finding(
                "person-suggested", row.cell("full_name"), person.as_written, "staff", "full_name",
                {"proposal": names[0], "candidates": "; ".join(names)}, others=places,
            )


def _one_person(row: Row, old: Row) -> bool:
    new, was = row["full_name"], old["full_name"]
    alike = all(
        one and other and not one.endswith(".") and not other.endswith(".") and name_key(one) == name_key(other)
        for one, other in ((new.given, was.given), (new.patronymic, was.patronymic))
    )
    if not alike or name_key(new.surname) == name_key(was.surname):
        return False
    subjects = {key(text) for text in row["subject"] or ()} & {key(text) for text in old["subject"] or ()}
    return bool(subjects) or (row["commission"] is not None and row["commission"] == old["commission"]) or (
        row["commission"] is None and row["position"] is not None and row["position"] == old["position"]
    )


def _spelt_alike(new: Person, was: Person) -> bool:
    """Whether two whole names differ by a slip of the hand in one of their parts, or in two."""
    parts = ((new.surname, was.surname), (new.given, was.given), (new.patronymic, was.patronymic))
    if not all(one and other and not one.endswith(".") and not other.endswith(".") for one, other in parts):
        return False
    apart = [distance(name_key(one), name_key(other)) for one, other in parts]
    return max(apart) <= 1 and sum(apart) <= _SLIPS


def _renamed(year: AcademicYear, specs: Specs) -> Iterator[Finding]:
    """A commission of this year only, with the chair of one that was there only a year ago: perhaps one commission under a new name."""
    past = _before(year)
    if past is None:
        return
    now, then = ({row["name"]: row for row in one["commissions"] if row["name"]} for one in (year, past))
    for name in now.keys() - then.keys():
        chair = now[name]["chair"]
        for old in then.keys() - now.keys():
            led = then[old]["chair"]
            if chair and led and chair.id and chair.id == led.id and name not in specs.confirmed.commissions:
                yield Finding(
                    "sources-differ", now[name].cell("name"), name, "commissions", "name",
                    {"before": name, "after": old, "other": str(then[old].cell("name")), "names": (old,)}, others=(then[old].cell("name"),),
                )
