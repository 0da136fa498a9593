"""exhibitions_bulletins → Figures and Listings: methodical exhibitions with their exhibits, and bulletins."""

from __future__ import annotations

from otm_reports.analysis.counting import Chapter, line, only
from otm_reports.analysis.tallies import blanks, known_only, says, sum_of
from otm_reports.model import Selection


def count(chapter: Chapter) -> None:
    """Exhibitions and bulletins of the span."""
    found = chapter.year.select("exhibitions_bulletins")
    unsaid = blanks(found, "kind")
    shown = _of_kind(found, "exhibition")
    issued = _of_kind(found, "bulletin")
    for name, of in (("exhibitions", shown), ("bulletins", issued)):
        figure = chapter.count(name, of, of.rows, "title", left_out=unsaid)
        known_only(chapter, figure, known=says(found, "kind"))
    sum_of(chapter, "exhibits", shown, "exhibits_n")
    sum_of(chapter, "copies", issued, "issued_copies")
    chapter.listing(
        "list", found,
        [line(row, kind="kind", no="no", title="title", date="date", exhibits="exhibits_n", authors="authors_n",
              copies="issued_copies", analysis="analysis_text") for row in found],
    )


def _of_kind(found: Selection, kind: str) -> Selection:
    return only(found, lambda row: row["kind"] == kind)
