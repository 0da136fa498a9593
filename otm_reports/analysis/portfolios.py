"""otm_composition × portfolios → Figures and Listings: which listeners handed in a portfolio or a creative report."""

from __future__ import annotations

from dataclasses import replace

from otm_reports.analysis.counting import Chapter, each, line, narrowed, same
from otm_reports.analysis.joins import by_way_of, listeners
from otm_reports.analysis.tallies import both, by_code, fair_share, is_small, once
from otm_reports.model import Row


def count(chapter: Chapter) -> None:
    """Listeners of the ОТМ who owe a creative report or a portfolio (seed K14), and those who handed one in."""
    heard = listeners(chapter.year)
    expected = chapter.distinct("expected", heard, each(heard, "person"), scope="otm", unit="people")
    ids = {same(row["person"]) for row in heard}
    filed = chapter.year.select("portfolios")
    days = chapter.year.span.days

    def reason(row: Row) -> str | None:
        if same(row["listener"]) not in ids:
            return "not-otm"
        day = row["submitted_on"]
        if day is None:
            # a mark shows that it was handed in, but not when: enough for the year, not for a part of it
            return None if row["mark"] is not None and chapter.year.span.whole_year else "not-submitted"
        return None if day in days else "outside-period"

    handed = by_way_of(narrowed(filed, reason, "listener"), "listener", heard, "person") if heard.has_register else filed
    first = once(handed, lambda row: same(row["listener"]), "listener")
    known = both(filed, heard)
    searched = both(first, heard)
    submitted = chapter.distinct("submitted", searched, each(first, "listener"), scope="otm", unit="people")
    fair_share(chapter, "submitted_share", submitted, expected, scope="otm")
    by_code(chapter, "kind", replace(handed, searched=searched.searched), "portfolios", "kind", scope="otm")
    done = {same(row["listener"]) for row in first}
    missing = [row for row in heard if same(row["person"]) not in done] if known.has_register else []
    begun = [row for row in filed if row not in first.rows]
    waiting = by_way_of(known, "person", replace(filed, rows=tuple(begun)), "listener", "submitted_on", "mark")
    chapter.count("not_submitted", waiting, missing, "person", scope="otm", unit="people")
    notes = ("small-group",) if is_small(chapter, expected) else ()
    chapter.listing("missing", known, [line(row, person="person") for row in missing], scope="otm", notes=notes)
    chapter.listing(
        "list", filed,
        [line(row, person="listener", kind="kind", submitted_on="submitted_on", mark="mark") for row in handed],
        scope="otm", left_out=handed.left_out,
    )
