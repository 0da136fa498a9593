"""Registers × the month of today → «Осы айда»: what falls due, what expires, and what has expired already (practice: monthly)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from otm_reports.analysis import followup, roster, routes
from otm_reports.analysis.counting import Chapter, counted, each, same
from otm_reports.analysis.courses import finished, when
from otm_reports.analysis.decisions import state, term_of
from otm_reports.analysis.joins import is_own
from otm_reports.analysis.plan import due
from otm_reports.analysis.responsible import Answerable, post_of
from otm_reports.model import AcademicYear, CellRef, Period, Row, Selection, Value
from otm_reports.specs import Specs

NAME = "monthly"
#: What the month may hold, in the order in which it is told.
KINDS = ("plan", "decision", "category", "order", "course")
#: Marks of a plan item that ask for nothing more.
_CLOSED = ("done", "failed")
_REGISTERS = ("otm_plan", "agenda_items", "staff", "attestation", "orders", "pd_courses")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing of the month.

    Attributes:
        kind: One of `KINDS`.
        what: The item, the decision, the category, the order, the programme.
        who: Who answers, or whom it concerns.
        day: The last day; of a course, the day on which it becomes too old.
        state: ``due`` in this month, ``over`` before it.
        cells: What shows it, the day's cell first.
    """

    kind: str
    what: Value
    who: Answerable
    day: date
    state: str
    cells: tuple[CellRef, ...]


def month_of(day: date) -> Period:
    """The calendar month of a day."""
    return Period(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def count(chapter: Chapter) -> None:
    """Listing ``monthly.due``: by kind and day."""
    year = chapter.year
    found = sorted(this_month(year, chapter.specs), key=lambda one: (KINDS.index(one.kind), one.day, one.cells))
    places = tuple(dict.fromkeys(place for name in _REGISTERS for place in year[name].searched))
    chapter.listing("due", Selection(searched=places), [
        counted(kind=(one.kind, one.cells), **_what(chapter.specs, one), **routes.named(chapter.specs, one.who), day=(one.day, one.cells[:1]),
                state=(one.state, one.cells[:1]))
        for one in found
    ], notes=("month",))


def _what(specs: Specs, one: Due) -> dict[str, Any]:
    """The thing in both languages: a category by its word, anything else as written."""
    if one.kind != "category":
        return {"what": (one.what, one.cells)}
    said = {lang: specs.word("category", str(one.what), lang) for lang in ("kk", "ru")}
    return {"what": (said["kk"], one.cells), "what_ru": (said["ru"], one.cells)}


def this_month(year: AcademicYear, specs: Specs) -> Iterator[Due]:
    """Everything that falls due in the month of ``year.today``, and categories, orders and courses that are over already.

    The month is that of today whatever part of the year is counted: a decision of October may fall due in a November.
    """
    days = month_of(year.today)
    yield from _plan(year, specs, days)
    yield from _decisions(year, specs, days)
    yield from _categories(year, specs, days)
    yield from _orders(year, specs)
    yield from _courses(year, specs, days)


def _plan(year: AcademicYear, specs: Specs, days: Period) -> Iterator[Due]:
    """Items whose term ends in the month; a monthly one comes every month, a quarterly one at the end of each quarter."""
    for row in year["otm_plan"]:
        if row["status"] in _CLOSED or days.start > year.days.end or days.end < year.days.start:
            continue
        term = due(row["due"], year)
        day = _again(str(row["due"]), year, days) if term.repeats else term.last if term.quarter != "all_year" else None
        if day is not None and day in days:
            who = Answerable(row["responsible"], "", (row.cell("responsible"),)) if row["responsible"] else post_of(specs, "otm_leader")
            yield Due("plan", row["activity"], who, day, "due", (row.cell("due"), row.cell("activity")))


def _again(said: str, year: AcademicYear, days: Period) -> date | None:
    folded = said.casefold()
    if "тоқсан" in folded or "кварт" in folded:
        return next((window.end for window in year.quarters.values() if window.end in days), None)
    return days.end if "ай" in folded.split("сайын")[0].split()[-1:] or "месячно" in folded else None


def _decisions(year: AcademicYear, specs: Specs, days: Period) -> Iterator[Due]:
    for row in year["agenda_items"]:
        if row.astray or not row["decision_text"] or not (is_own(row) or row["body"] == "mc") or state(row, year) == "executed":
            continue
        term = term_of(row["due"], year)
        if term.last is not None and term.quarter != "all_year" and term.last in days:
            secretary = "council_secretary" if row["body"] == "mc" else "otm_secretary"
            who = Answerable(row["responsible"], "", (row.cell("responsible"),)) if row["responsible"] else post_of(specs, secretary)
            yield Due("decision", row["decision_text"], who, term.last, "due", (row.cell("due"), row.cell("decision_text")))


def _categories(year: AcademicYear, specs: Specs, days: Period) -> Iterator[Due]:
    """Categories that expire in the month or have expired: the staff register says it, else that of attestation.

    Of a bare year only that it is over can be told.
    """
    asked = {same(row["teacher"]): row for row in year["attestation"] if row["teacher"] is not None and isinstance(row["expires_on"], date)}
    for row in roster.on_staff(year, specs):
        person, day = row["full_name"], row["category_expires_on"]
        cell, category = row.cell("category_expires_on"), row["category"]
        other = asked.get(same(person))
        if day is None and other is not None:
            day, cell, category = other["expires_on"], other.cell("expires_on"), other["current_category"] or category
        if isinstance(day, int):
            day = date(day, 12, 31) if day < year.today.year else None
        if isinstance(day, date) and day <= days.end and category not in (None, "none"):
            who = Answerable(person, "", (row.cell("full_name"),))
            yield Due("category", category, who, day, "due" if day in days else "over", (cell, row.cell("full_name"), row.cell("category")))


def _orders(year: AcademicYear, specs: Specs) -> Iterator[Due]:
    for one in followup.terms(year, specs):
        if one.state != "valid":
            yield Due("order", f"№ {str(one.row['no']).replace('№', '').strip()} {one.row['title']}", post_of(specs, "deputy"), one.until,
                      "due" if one.state == "ending" else "over", (one.row.cell("date"), one.row.cell("no"), one.row.cell("title")))


def _courses(year: AcademicYear, specs: Specs, days: Period) -> Iterator[Due]:
    """Staff whose latest course has been over for ``courses_years`` years by the end of the month; of a bare year, at its end.

    Whoever stands in the register with no course is not here: how far back it reaches is another question (``courses.not_trained``).
    """
    years = specs.college.parameters.courses_years
    latest: dict[object, tuple[date, Row]] = {}
    for thing in each(year.everything.get("pd_courses", year["pd_courses"]), "teacher"):
        over = finished(thing.row)
        day = date(over, 12, 31) if isinstance(over, int) else over
        if day is not None and day <= year.today and (same(thing.value) not in latest or latest[same(thing.value)][0] < day):
            latest[same(thing.value)] = day, thing.row
    for row in roster.on_staff(year, specs):
        known = latest.get(same(row["full_name"]))
        if known is None:
            continue
        old = _later(known[0], years)
        if old <= days.end:
            course = known[1]
            who = Answerable(row["full_name"], "", (row.cell("full_name"),))
            yield Due("course", course["programme"], who, old, "due" if old in days else "over", (course.cell(when(course)), course.cell("programme")))


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)
