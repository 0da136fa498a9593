"""commissions × staff → Listing: the cyclic commissions of the college, who heads them and how many belong to each (№ 583, clauses 16–17)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from otm_reports.analysis.counting import Chapter, counted, same
from otm_reports.analysis.joins import commissions_of, resting_on, staff_of
from otm_reports.analysis.roster import on_staff
from otm_reports.analysis.tallies import Pair
from otm_reports.model import Figure, ListingRow, Row

NAME = "commissions"


def count(chapter: Chapter, figures: Mapping[str, Figure]) -> None:
    """The listing ``commissions.list``: a line for each commission, those that only the staff register names too.

    Args:
        chapter: Named ``commissions``.
        figures: All figures of the year.
    """
    staff = on_staff(chapter.year, chapter.specs)
    chapter.listing("list", resting_on(staff), _lines(chapter, figures) if staff.has_register else (), notes=("snapshot",))


def _lines(chapter: Chapter, figures: Mapping[str, Figure]) -> Iterator[ListingRow]:
    rows = {row["name"]: row for row in reversed(chapter.year["commissions"].rows) if row["name"]}
    staff = staff_of(chapter.year)
    for name in commissions_of(chapter.year):
        row, members = rows.get(name), figures.get(f"staff.total/commission={name}")
        said = {column: _said(row, field) for column, field in
                (("chair", "chair"), ("scope", "scope"), ("theme", "theme"), ("plan", "plan_protocol"), ("sessions", "sessions_n"))}
        place = (row.cell("name"),) if row else ()
        category = _category(row, staff)
        yield counted(commission=(name, place or (members.counted if members else ())), members=members or (None, ()), category=category, **said)


def _said(row: Row | None, field: str) -> Pair:
    return (row[field], (row.cell(field),)) if row else (None, ())


def _category(row: Row | None, staff: Mapping[object, Row]) -> Pair:
    """The chair's category as the register of commissions says it, else as the staff register does."""
    if row is None or row["chair_category"]:
        return _said(row, "chair_category")
    own = staff.get(same(row["chair"]))
    category, cells = _said(own, "category")
    return category, (*cells, row.cell("chair"))  # whose category it is, the register of commissions says
