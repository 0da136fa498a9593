"""Listings → tables of a paper: rows of printed words, scope and notes, or a sentence where there is nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from otm_reports.documents.writer import DASH, NBSP, Writer, bound, number, short_date
from otm_reports.model import Listing, ListingRow, Person, Value

#: Columns that hold numbers: what is missing there is "no data", not an empty place.
NUMBERS = frozenset({
    "n", "share", "change", "y1_n", "y1_share", "y2_n", "y2_share", "items", "done", "partial", "moved", "failed", "pending",
    "unmarked", "held", "marked", "rate", "total", "courses", "teachers", "hours", "made", "received", "meetings", "lessons",
    "plan_done", "q1", "q2", "q3", "q4", "summer", "entries", "prizes",
})
#: Column → its code list; ``[section]`` is a section of the messages.
VOCABULARIES = {
    "quarter": "[quarters]", "verdict": "[verdicts]", "band": "[bands]",
    "form": "event_form", "role": "otm_role", "ground": "ground", "category": "category", "level": "level",
    "decision": "mc_decision", "status": "plan_status", "mode": "mode", "result": "result",
}
#: Listing → the code lists of its columns, where the usual ones do not hold.
CODES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "staff.education": {"level": "education"},
    "lessons.list": {"kind": "lesson_kind", "mark": "quality"},
    "portfolios.list": {"kind": "portfolio_kind", "mark": "quality"},
    "exhibitions.list": {"kind": "exhibition_kind"},
    "products.route": {"kind": "product_kind", "stage": "[product_stages]"},
    "products.publications": {"kind": "publication_kind"},
    "products.publications_by_kind": {"kind": "publication_kind"},
    "practice.stages": {"stage": "bp_stage"},
    "practice.list": {"stage": "bp_stage"},
})
#: Columns that hold the number and the date of a protocol together.
_PROTOCOLS = ("commission", "council")
#: Listings of the school that speak of its listeners; the others of it speak of the school's own work.
_OF_LISTENERS = ("composition.summary", "attendance.by_person", "portfolios.list", "portfolios.missing")


def codes_of(name: str) -> Mapping[str, str]:
    """Column → code list, for a listing."""
    return {**VOCABULARIES, **CODES.get(name, {})}


def table(writer: Writer, name: str, *, full: tuple[str, ...] = (), running: bool = False) -> dict[str, Any]:
    """A listing as a table of a paper.

    Args:
        writer: The paper's hand.
        name: Id of the listing.
        full: Columns that print whole names of people.
        running: It is printed as running text, where a name does not part from its initials.

    Returns:
        ``shown`` whether there are rows; ``rows`` of printed texts by column, each with ``row_no``; ``scope`` in words;
        ``notes`` that stand under the table; ``words`` said instead of an empty table.
    """
    listing = writer.listing(name)
    rows = listing.rows if listing and not listing.no_data else ()
    known = codes_of(name)
    columns = tuple(listing.columns) if listing else ()
    return {
        "shown": bool(rows),
        "rows": [{"row_no": str(place), **_row(writer, row, columns, known, full, running=running)} for place, row in enumerate(rows, 1)],
        "scope": scope(writer, listing) if listing else "",
        "notes": notes(writer, listing.notes) if listing and rows else [],
        "words": writer.say("table_no_data" if listing is None or listing.no_data else "table_empty"),
    }


def scope(writer: Writer, listing: Listing) -> str:
    """Whom a table speaks of, in words: «ОТМ тыңдаушылары бойынша», «ОТМ бойынша», «колледж бойынша»."""
    return writer.say("listeners" if listing.id in _OF_LISTENERS else listing.scope, "scopes")


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
    writer: Writer, row: ListingRow, columns: tuple[str, ...], codes: Mapping[str, str], full: tuple[str, ...], *, running: bool,
) -> dict[str, str]:
    names = columns or tuple(row.values)
    return {name: cell(writer, name, said(row, name, writer.lang), codes, full=name in full, running=running) for name in names}


def said(row: ListingRow, column: str, lang: str) -> Value:
    """The value of a column, in the paper's language where the row holds both (``data`` and ``data_ru``)."""
    other = row.values.get(f"{column}_{lang}")
    return row.values.get(column) if other is None else other


def cell(writer: Writer, column: str, value: Value, codes: Mapping[str, str] = VOCABULARIES, *, full: bool = False, running: bool = False) -> str:
    """One cell of a table: a missing number is said, a missing text is a dash, a change carries its sign."""
    if value is None or value in ("", ()):
        return writer.no_data if column in NUMBERS else DASH
    if column == "change" and isinstance(value, int | float) and value > 0:
        return f"+{number(value)}"
    if column == "clause" and isinstance(value, str):
        return writer.clause(value).replace(", ", ",\n")
    shown = worded(writer, column, value, codes)
    if shown is not value and isinstance(shown, str):
        return shown
    text = bound(writer.show(value, full=full))
    # in a narrow column a name may break before its initials
    return text.replace(NBSP, " ") if isinstance(value, Person | tuple) and not running else text


def worded(writer: Writer, column: str, value: Value, codes: Mapping[str, str] = VOCABULARIES) -> Value:
    """A code as its word, any other value as it is."""
    if column in _PROTOCOLS and isinstance(value, tuple):
        return (f"№{NBSP}" if isinstance(value[0], str) else "") + writer.show(value)
    vocabulary = codes.get(column, "")
    if not vocabulary or not isinstance(value, str):
        return value
    if vocabulary == "[bands]":
        return band(writer, value)
    if vocabulary.startswith("["):
        return writer.say(value, vocabulary.strip("[]"))
    return writer.word(vocabulary, value)


def figure_name(writer: Writer, name: str) -> str:
    """``composition.ground.young`` → «негізі: жас маман»; the label of any other figure."""
    _, _, rest = name.partition(".")
    group, _, code = rest.partition(".")
    if not code:
        found = writer.report.figures.get(name)
        return writer.pick(found.label) if found else name
    if code == "none":  # «санатсыз» says itself what it is
        return writer.word(group, code)
    return writer.say(f"group_{group}", name=band(writer, code) if group == "experience" else writer.word(group, code))


def band(writer: Writer, code: str) -> str:
    """A band of experience in words: ``"3-10"`` is 3 ≤ years < 10, ``"20+"`` is 20 years and more."""
    low, _, high = code.rstrip("+").partition("-")
    return writer.say("band" if high and low != "0" else ("band_first" if high else "band_last"), low=low, high=high)
