"""Listings → tables of a paper: rows of printed words, scope and notes, or a sentence where there is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from otm_reports.documents.writer import DASH, NBSP, Writer, number, short_date
from otm_reports.model import ListingRow, Person, Value

#: Columns that hold numbers: what is missing there is "no data", not an empty place.
NUMBERS = frozenset({
    "n", "share", "change", "y1_n", "y1_share", "y2_n", "y2_share", "items", "done", "partial", "moved", "failed", "pending",
    "held", "marked", "rate", "total", "courses", "teachers", "hours", "made", "received", "meetings", "lessons",
    "q1", "q2", "q3", "q4", "summer", "entries", "prizes",
})
#: Column → its code list; ``[section]`` is a section of the messages.
VOCABULARIES = {
    "quarter": "[quarters]", "verdict": "[verdicts]", "band": "[bands]",
    "form": "event_form", "role": "otm_role", "ground": "ground", "category": "category", "level": "level",
    "decision": "mc_decision", "status": "plan_status", "mode": "mode", "result": "result",
}


def table(writer: Writer, name: str, *, codes: Mapping[str, str] | None = None, full: tuple[str, ...] = ()) -> dict[str, Any]:
    """A listing as a table of a paper.

    Args:
        writer: The paper's hand.
        name: Id of the listing.
        codes: Column → vocabulary, over ``VOCABULARIES``.
        full: Columns that print whole names of people.

    Returns:
        ``shown`` whether there are rows; ``rows`` of printed texts by column, each with ``row_no``; ``scope`` in words;
        ``notes`` that stand under the table; ``words`` said instead of an empty table.
    """
    listing = writer.listing(name)
    rows = listing.rows if listing and not listing.no_data else ()
    known = {**VOCABULARIES, **(codes or {})}
    columns = tuple(listing.columns) if listing else ()
    return {
        "shown": bool(rows),
        "rows": [{"row_no": str(place), **_row(writer, row, columns, known, full)} for place, row in enumerate(rows, 1)],
        "scope": writer.say(listing.scope, "scopes") if listing else "",
        "notes": notes(writer, listing.notes) if listing and rows else [],
        "words": writer.say("table_no_data" if listing is None or listing.no_data else "table_empty"),
    }


def notes(writer: Writer, keys: tuple[str, ...]) -> list[str]:
    """The notes under a table: counting unit, snapshot date, rounding."""
    year, college = writer.report.year, writer.specs.college
    snapshot = short_date(year.snapshot)
    return [
        writer.say(
            key, "notes", snapshot=snapshot, date=snapshot, year=year.label, small_group=college.parameters.small_group,
            years=college.parameters.courses_years, n=college.parameters.small_group,
        )
        for key in keys
    ]


def _row(
    writer: Writer, row: ListingRow, columns: tuple[str, ...], codes: Mapping[str, str], full: tuple[str, ...],
) -> dict[str, str]:
    names = columns or tuple(row.values)
    return {name: cell(writer, name, row.values.get(name), codes, full=name in full) for name in names}


def cell(writer: Writer, column: str, value: Value, codes: Mapping[str, str] = VOCABULARIES, *, full: bool = False) -> str:
    """One cell of a table: a missing number is said, a missing text is a dash, a change carries its sign."""
    if value is None or value in ("", ()):
        return writer.no_data if column in NUMBERS else DASH
    if column == "change" and isinstance(value, int | float) and value > 0:
        return f"+{number(value)}"
    vocabulary = codes.get(column, "")
    if vocabulary == "[bands]" and isinstance(value, str):
        return band(writer, value)
    if vocabulary.startswith("[") and isinstance(value, str):
        return writer.say(value, vocabulary.strip("[]"))
    shown = writer.show(value, vocabulary, full=full)
    # in a narrow column a name may break before its initials
    return shown.replace(NBSP, " ") if isinstance(value, Person | tuple) else shown


def band(writer: Writer, code: str) -> str:
    """A band of experience in words: ``"3-10"`` is 3 ≤ years < 10, ``"20+"`` is 20 years and more."""
    low, _, high = code.rstrip("+").partition("-")
    return writer.say("band" if high and low != "0" else ("band_first" if high else "band_last"), low=low, high=high)
