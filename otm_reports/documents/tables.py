"""Listings → tables of a paper: rows of printed words, scope and notes, or a sentence where there is nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from otm_reports.documents import bilingual
from otm_reports.documents.writer import DASH, NBSP, Writer, bound, number, short_date
from otm_reports.model import Listing, ListingRow, Person, Value
from otm_reports.traced import Origin, whole

#: Columns that hold numbers: what is missing there is "no data", not an empty place. Quarters are none of them: one without a
#: number lies outside the period.
NUMBERS = frozenset({
    "n", "share", "change", "y1_n", "y1_share", "y2_n", "y2_share", "items", "done", "partial", "moved", "failed", "pending",
    "unmarked", "held", "marked", "rate", "total", "courses", "teachers", "hours", "made", "received", "meetings", "lessons",
    "plan_done", "y", "y1", "y2", "joined", "came", "left", "went", "visits", "publications", "products", "contests", "questions",
    "decisions", "internships", "conferences", "practices", "students", "student_prizes", "papers", "entries", "prizes",
    "members", "sessions", "participants", "attended",
})
#: Column → its code list; ``[section]`` is a section of the messages.
VOCABULARIES = {
    "quarter": "[quarters]", "verdict": "[verdicts]", "band": "[bands]",
    "form": "event_form", "role": "otm_role", "ground": "ground", "category": "category", "level": "level",
    "decision": "mc_decision", "status": "plan_status", "mode": "mode", "result": "result",
}
#: Listing → the code lists of its columns, where the usual ones do not hold.
CODES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "cards.people": {"education": "education"},
    "staff.education": {"level": "education"},
    "lessons.marks": {"mark": "quality"},
    "staff.category_moves": {"kind": "[changes]", "was": "category", "now": "category"},
    "staff.attestation": {"was": "category", "target": "category"},
    "overview.years": {"unit": "[units]"},
    "lessons.list": {"kind": "lesson_kind", "mark": "quality"},
    "visits.list": {"mark": "quality"},
    "commissions.list": {"scope": "scope"},
    "desant.visits": {"initiator": "initiator"},
    "desant.findings": {"direction": "direction"},
    "desant.recommendations": {"direction": "direction", "status": "[advice_states]"},  # «орындалуда» says nothing of a term
    "desant.control": {"direction": "direction"},
    "desant.indicators": {"direction": "direction", "unit": "[units]"},
    "network.members": {"role": "network_role"},
    "network.roles": {"role": "network_role"},
    "network.partners": {"role": "network_role"},
    "network.events": {"kind": "network_event_kind"},
    "portfolios.list": {"kind": "portfolio_kind", "mark": "quality"},
    "exhibitions.list": {"kind": "exhibition_kind"},
    "products.route": {"kind": "product_kind", "stage": "[product_stages]"},
    "products.publications": {"kind": "publication_kind"},
    "products.publications_by_kind": {"kind": "publication_kind"},
    "practice.stages": {"stage": "bp_stage"},
    "practice.list": {"stage": "bp_stage"},
    "decisions.list": {"body": "body", "state": "[decision_states]"},
    "routes.products": {"kind": "product_kind", "state": "[route_states]", "verdict": "[route_verdicts]"},
    "routes.steps": {"kind": "product_kind", "state": "[step_states]"},
    "routes.practices": {"state": "[route_states]", "verdict": "[route_verdicts]"},
    "routes.decisions": {"body": "body", "verdict": "[decision_verdicts]"},
    "routes.plan": {"state": "[approval_states]"},
    "routes.orders": {"kind": "order_kind", "state": "[order_states]"},
    "routes.protocols": {"body": "body", "state": "[protocol_states]"},
    "monthly.due": {"kind": "[month_kinds]", "state": "[month_states]"},
    "departments.numbers": {"unit": "[units]"},
})
#: Columns that hold the number and the date of a protocol together.
_PROTOCOLS = ("commission", "council", "request", "order", "report")
#: Columns that may name a post.
_WHO = ("position", "responsible")
#: Listings of the school that speak of its listeners; the others of it speak of the school's own work.
_OF_LISTENERS = ("composition.summary", "attendance.by_person", "portfolios.list", "portfolios.missing")


def codes_of(name: str) -> Mapping[str, str]:
    """Column → code list, for a listing."""
    return {**VOCABULARIES, **CODES.get(name, {})}


def table(
    writer: Writer, name: str, *, full: tuple[str, ...] = (), running: bool = False,
    where: Callable[[Mapping[str, Value]], bool] = lambda _: True, lines: Callable[[ListingRow], bool] = lambda _: True,
) -> dict[str, Any]:
    """A listing as a table of a paper.

    Args:
        writer: The paper's hand.
        name: Id of the listing.
        full: Columns that print whole names of people.
        running: It is printed as running text, where a name does not part from its initials.
        where: Which rows of the listing, by their values, the paper prints; all if nothing is said.
        lines: The same by the rows themselves, where their cells decide.

    Returns:
        ``shown`` whether there are rows; ``rows`` of printed texts by column, each with ``row_no``; ``scope`` in words;
        ``notes`` that stand under the table; ``words`` said instead of an empty table.
    """
    listing = writer.listing(name)
    rows = [(place, row) for place, row in enumerate(listing.rows) if where(row.values) and lines(row)] if listing and not listing.no_data else []
    known = codes_of(name)
    columns = tuple(listing.columns) if listing else ()
    return {
        "shown": bool(rows),
        "rows": [
            {"row_no": str(row_no), **_row(writer, row, columns, known, full, Origin(None, "", listing, place), running=running)}
            for row_no, (place, row) in enumerate(rows, 1)
        ],
        "scope": scope(writer, listing) if listing else "",
        "notes": notes(writer, listing.notes) if listing and rows else [],
        "words": writer.say("table_no_data" if listing is None or listing.no_data else "table_empty"),
    }


def side_by_side(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """A long list of few columns on half as many lines: beside each row, under names that end in 2, the one half a list further on.

    >>> [line["row_no"] + "|" + line["row_no2"] for line in side_by_side([{"row_no": no} for no in "123"])]
    ['1|3', '2|']
    """
    half = -(-len(rows) // 2)
    beside = [*rows[half:], *(dict.fromkeys(row, "") for row in rows[:1])]
    return [{**row, **{f"{name}2": text for name, text in other.items()}} for row, other in zip(rows[:half], beside, strict=False)]


def scope(writer: Writer, listing: Listing) -> str:
    """Whom a table speaks of, in words: «ОТМ тыңдаушылары бойынша», «ОТМ бойынша», «колледж бойынша»."""
    if listing.id.startswith("network."):
        return writer.say("network", "scopes")
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
    writer: Writer, row: ListingRow, columns: tuple[str, ...], codes: Mapping[str, str], full: tuple[str, ...], origin: Origin, *, running: bool,
) -> dict[str, str]:
    """The cells of a row as printed; each value knows the cell of the listing it is."""
    made: dict[str, str] = {}
    for name in columns or tuple(row.values):
        value = said(row, name, writer.lang)
        text = cell(writer, name, value, codes, full=name in full, running=running)
        if name == "clause" and "requirement" in row.values and isinstance(value, str):
            text = writer.clause(value, _profile(writer, row)).replace(", ", ",\n")
        nothing = value is None and name not in NUMBERS
        made[name] = text if nothing else whole(text, Origin(None, "", origin.listing, origin.row, name))
    return made


def _profile(writer: Writer, row: ListingRow) -> str:
    """The regulation whose clause a row of the verdicts is."""
    place = row.values.get("no")
    return writer.report.results[place - 1].profile if isinstance(place, int) and place <= len(writer.report.results) else ""


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
    text = bound(_said_of(writer, column, value, full=full))
    # in a narrow column a name may break before its initials
    return text.replace(NBSP, " ") if isinstance(value, Person | tuple) and not running else text


def _said_of(writer: Writer, column: str, value: Value, *, full: bool) -> str:
    """A value as printed; a term or a post that a register words in the other language is said in the paper's."""
    if column == "due" and isinstance(value, str):
        return bilingual.term(writer, value)
    if column in _WHO and (isinstance(value, str) or (isinstance(value, tuple) and any(isinstance(one, str) for one in value))):
        return bilingual.answering(writer, value)
    return writer.show(value, full=full)


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
