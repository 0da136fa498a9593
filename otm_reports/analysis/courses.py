"""pd_courses, internships → Figures and Listings: who was trained, where, for how long, and who was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from otm_reports.analysis.counting import Chapter, Thing, counted, each, line, narrowed, same
from otm_reports.analysis.joins import by_way_of
from otm_reports.analysis.roster import on_staff, total_of
from otm_reports.analysis.tallies import both, by_code, fair_share, grouped, is_small, known_only, sum_of
from otm_reports.model import ListingRow, Period, Row, Selection

#: What says when a course was, the surest first.
_WHEN = ("period", "cert_date", "year")


def count(chapter: Chapter) -> None:
    """Courses and internships of the span, and the share of staff trained within the window up to the snapshot."""
    found = chapter.year.select("pd_courses")
    chapter.count("courses", found, found.rows, "programme")
    chapter.distinct("teachers", found, each(found, "teacher"), unit="people")
    sum_of(chapter, "hours", found, "hours", unit="hours")
    modes = by_code(chapter, "mode", found, "pd_courses", "mode")
    by_code(chapter, "kind", found, "pd_courses", "kind")
    by_code(chapter, "language", found, "pd_courses", "language")
    chapter.listing(
        "list", found,
        (line(row, teacher="teacher", programme="programme", provider="provider", period=when(row), hours="hours")
         for row in sorted(found, key=_sorting)),
        notes=("hours-not-credits",),
    )
    chapter.listing("by_provider", found, _by_provider(found), notes=("hours-not-credits",))
    chapter.listing("by_mode", found, [counted(mode=code, courses=figure) for code, figure in modes.items()])
    _internships(chapter)
    _trained(chapter)


def when(row: Row) -> str:
    """The field that says when a course was: its period, else the certificate's date, else the year alone."""
    return next((name for name in _WHEN if row[name] is not None), "period")


def finished(row: Row) -> date | int | None:
    """Day on which a course was over, or the calendar year where no day is known."""
    over: Period | date | int | None = row[when(row)]
    return over.end if isinstance(over, Period) else over


def _sorting(row: Row) -> tuple[date, str]:
    over = finished(row)
    day = date(over, 12, 31) if isinstance(over, int) else over or date.max
    return day, row["teacher"].full if row["teacher"] else ""


def _by_provider(found: Selection) -> Iterator[ListingRow]:
    groups = grouped(found, "provider")
    for name, rows in sorted(groups.items(), key=lambda group: (group[0] == "", -len(group[1]), group[0])):
        teachers = each(rows, "teacher")
        hours = each(rows, "hours")
        numbers = [thing.value for thing in hours if isinstance(thing.value, int | float)]
        yield counted(
            provider=(rows[0]["provider"] if name else None, tuple(row.cell("provider") for row in rows)),
            courses=(len(rows), tuple(row.cell("programme") for row in rows)),
            teachers=(len({same(thing.value) for thing in teachers}), tuple(thing.cell for thing in teachers)),
            hours=(sum(numbers) if numbers else None, tuple(thing.cell for thing in hours)),
        )


def _internships(chapter: Chapter) -> None:
    found = chapter.year.select("internships")
    chapter.count("internships", found, found.rows, "place")
    chapter.distinct("interns", found, each(found, "teacher"), unit="people")
    sum_of(chapter, "internship_hours", found, "hours", unit="hours")
    chapter.listing(
        "internship_list", found,
        [line(row, teacher="teacher", place="place", specialty="specialty", hours="hours",
              period="year" if row["period"] is None and row["year"] else "period") for row in found],
    )


# ── the window ──────────────────────────────────────────────────────────────────────────────────────────────────────


def window(chapter: Chapter, years: int = 0) -> Period:
    """The last ``years`` (``courses_years`` of otm.toml) years up to the snapshot, both days included."""
    end, years = chapter.year.snapshot, years or chapter.specs.college.parameters.courses_years
    day = 28 if (end.month, end.day) == (2, 29) else end.day
    return Period(date(end.year - years, end.month, day), end)


def _outside(over: date | int | None, days: Period) -> str | None:
    """Why a course does not count in the window; of a year alone that began before it, that cannot be said."""
    if over is None or over == days.start.year:
        return "no-date"
    inside = days.start.year < over <= days.end.year if isinstance(over, int) else over in days
    return None if inside else "outside-period"


def _trained(chapter: Chapter) -> None:
    """Staff with a course within the window, each by the latest one, and staff without; the older window beside it."""
    local = chapter.specs.college.parameters
    _trained_within(chapter, "trained_window", local.courses_years, listed=True)
    # a right to courses every three years, five in older checklists (domain 6.1, Q13)
    _trained_within(chapter, "trained_long", local.courses_long_years, listed=False)


def _trained_within(chapter: Chapter, measure: str, years: int, *, listed: bool) -> None:
    staff = on_staff(chapter.year, chapter.specs)
    total = total_of(chapter)
    days = window(chapter, years)
    ids = {same(row["full_name"]) for row in staff}
    table = chapter.year.everything.get("pd_courses")
    inside = by_way_of(narrowed(
        Selection(table.rows, (), table.searched, chapter.year.select("pd_courses").by) if table is not None else Selection(),
        lambda row: _outside(finished(row), days) or (None if same(row["teacher"]) in ids else "not-in-staff"),
        "teacher",
    ), "teacher", staff, "full_name")
    last: dict[object, Thing] = {}
    for thing in sorted(each(inside, "teacher"), key=lambda thing: _sorting(thing.row)):
        last[same(thing.value)] = thing
    searched = both(inside, staff)
    known = _reaches_back(table or (), days)
    trained = chapter.distinct(measure, searched, list(last.values()), unit="people", years=years)
    trained = known_only(chapter, trained, known=known)
    fair_share(chapter, f"{measure}_share", trained, total, years=years)
    if not listed:
        return
    waiting = [row for row in staff if same(row["full_name"]) not in last] if searched.has_register and known else []
    newer = {row.id for row in inside}
    old = tuple(row for row in table or () if row.id not in newer)
    without = by_way_of(replace(searched, rows=tuple(waiting)), "full_name", Selection(old), "teacher", *_WHEN)
    known_only(chapter, chapter.count("untrained", without, waiting, "full_name", unit="people", years=years), known=known)
    chapter.listing(
        "not_trained", searched if known else Selection(),
        [line(row, person="full_name", commission="commission") for row in waiting],
        notes=("snapshot", *(("small-group",) if is_small(chapter, total) else ())),
    )


def _reaches_back(rows: Iterable[Row], days: Period) -> bool:
    """Whether the register knows the window's first year: a course that it cannot know of is not one not taken."""
    ends = [over if isinstance(over, date) else date(over, 1, 1) for row in rows if (over := finished(row))]
    return bool(ends) and min(ends) < date(days.start.year + 1, days.start.month, days.start.day)
