"""attestation × staff → Figures and a Listing: who asked for a category in the span, and who holds it now."""

from __future__ import annotations

from otm_reports.analysis.counting import Chapter, line, same
from otm_reports.analysis.joins import by_way_of, resting_on, staff_of, whole
from otm_reports.analysis.tallies import known_only, says
from otm_reports.model import LeftOut


def count(chapter: Chapter) -> None:
    """Applications, decisions, and applications whose category stands in the staff register (domain 2.1, R27).

    Whether a category was given is not read from the words of a decision but from the staff register of the year.
    """
    found = chapter.year.select("attestation")
    chapter.count("attestation.applied", found, found.rows, "teacher", unit="people")
    decided = [row for row in found if row["decision"] is not None]
    known_only(chapter, chapter.count("attestation.decided", found, decided, "decision", unit="people"), known=says(found, "decision"))
    staff = staff_of(chapter.year)
    held = {row.id: person["category"] for row in found if (person := staff.get(same(row["teacher"])))}
    awarded = [row for row in found if row["target_category"] is not None and held.get(row.id) == row["target_category"]]
    left = tuple(LeftOut(row.cell("teacher"), "not-in-staff") for row in found if row.id not in held)
    every = whole(chapter.year, "staff")
    known = by_way_of(resting_on(found, every), "teacher", every, "full_name", "category")
    figure = chapter.count(
        "attestation.awarded", known, awarded, "target_category", unit="people", left_out=left,
    )
    known_only(chapter, figure, known=says(found, "target_category"))
    chapter.listing(
        "attestation", found,
        [line(row, person="teacher", was="current_category", target="target_category", applied="application_date", decision="decision") for row in found],
    )
