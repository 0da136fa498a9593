"""Mentoring × staff → Figures and Listings: pairs, their meetings and reports, and the young teachers who stayed."""

from __future__ import annotations

from otm_reports.analysis.counting import Chapter, each, line, narrowed, only, same
from otm_reports.analysis.joins import resting_on, whole
from otm_reports.analysis.roster import EXTERNAL, experience_of
from otm_reports.analysis.tallies import blanks, fair_share, keeps, known_only, once, sum_of
from otm_reports.model import AcademicYear, Row, Selection
from otm_reports.specs import Specs


def count(chapter: Chapter) -> None:
    """Figures and listings of chapter 8 of the analysis (domain 3.3, T8)."""
    found = narrowed(whole(chapter.year, "mentoring"), lambda row: _outside(row, chapter.year), "period")
    chapter.count("pairs", found, found.rows, "mentee")
    chapter.distinct("mentors", found, each(found, "mentor"), unit="people")
    chapter.distinct("mentees", found, each(found, "mentee"), unit="people")
    sum_of(chapter, "meetings", found, "meetings_n")
    sum_of(chapter, "lessons_visited", found, "lessons_visited_n")
    handed_in = [row for row in found if row["report_submitted_on"] is not None]
    reports = chapter.count("reports", found, handed_in, "report_submitted_on",
                            left_out=blanks(found, "report_submitted_on", "not-submitted"))
    known_only(chapter, reports, known=keeps(found, "report_submitted_on"))
    _young(chapter)
    rows = [
        line(row, mentor="mentor", mentee="mentee", period="period", plan_done="plan_done_pct", meetings="meetings_n",
             lessons="lessons_visited_n", result="result", report="report_submitted_on")
        for row in found
    ]
    chapter.listing("pairs", found, rows)


def _outside(row: Row, year: AcademicYear) -> str | None:
    """A pair belongs to a part of the year if its period touches it; a pair without a period lasts the year."""
    period, days = row["period"], year.span.days
    touches = period is None or (period.start <= days.end and period.end >= days.start)
    return None if touches else "outside-period"


# ── young teachers ──────────────────────────────────────────────────────────────────────────────────────────────────


def _young(chapter: Chapter) -> None:
    """Young teachers who worked in the year, those still here on the snapshot date, and those gone from the list since.

    Retention is read from this year's staff register: whoever stands there as young and had not left before the year
    began is the whole, whoever has not left by the snapshot date is retained. A college that strikes leavers from the
    list at once shows them in ``gone``: young last year, in this year's list no more.
    """
    year, specs = chapter.year, chapter.specs
    found = young(year, specs)
    total = chapter.count("young.total", found, found.rows, "full_name", unit="people")
    stayed = [row for row in found if not _left_by_snapshot(row, year)]
    retained = chapter.count("young.retained", found, stayed, "full_name", unit="people")
    fair_share(chapter, "young.retained_share", retained, total)
    before = next(iter(year.earlier.values()), None)
    past = young(before, specs) if before else Selection()
    here = {same(row["full_name"]) for row in year["staff"]}
    gone = [row for row in past if same(row["full_name"]) not in here]
    chapter.count("young.gone", resting_on(past, found), gone, "full_name", unit="people")


def young(year: AcademicYear, specs: Specs) -> Selection:
    """Young teachers of a year's staff register, whether they stayed or not; external part-timers are apart."""

    def counts(row: Row) -> str | None:
        if row["left_on"] is not None and row["left_on"] < year.days.start:
            return "left-before"
        if row["hired_on"] is not None and row["hired_on"] > year.snapshot:
            return "joined-after"
        if row["employment"] in EXTERNAL and not specs.college.parameters.include_external:
            return "external"
        return None

    staff = whole(year, "staff")
    mine = only(staff, lambda row: _is_young(row, specs))
    return once(narrowed(mine, counts, "full_name"), lambda row: same(row["full_name"]), "full_name")


def _is_young(row: Row, specs: Specs) -> bool:
    """As the register says it; where it does not, by years of teaching."""
    if row["is_young_specialist"] is not None:
        return bool(row["is_young_specialist"])
    years = experience_of(row)
    return years is not None and years < specs.college.parameters.young_years


def _left_by_snapshot(row: Row, year: AcademicYear) -> bool:
    return bool(row["left_on"] < year.snapshot if row["left_on"] else row["status"] == "left")
