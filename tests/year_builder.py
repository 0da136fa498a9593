"""Text tables → AcademicYear: the fixture language of the tests of figures, rules and papers.

A register is drawn as text, under its field names; values stand as codes and ISO dates, so that a test of counting does
not depend on reading::

    year(
        events='''
            date       | form    | title     | presenter              | body | status
            2025-10-09 | session | Бағалау   | Серікова Айгүл М.      | otm  | held
        ''',
        otm_plan='''
            approved_protocol_no: 1
            approved_protocol_date: 2025-08-28
            item_no | activity | due
            1       | Отырыс   | қыркүйек
        ''',
        today="2026-06-20",
    )

An empty place is ``None``; several people or list entries are divided by ``;``, the days of a period by ``..``; a
person with ``?`` in front is one that could not be resolved. A register given as ``""`` is there but empty; one that is
not given is not there. Register ``events`` stands in ``registers/2025-2026/events.xlsx``, sheet ``events``, headings in
row 1 (after the attributes, one row each), columns from A: the test knows every address. Rows of other years of a
*dated* register are given in the same table and land in ``everything`` only; in a register of scope *year* such a row
stays and is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from textwrap import dedent

from otm_reports.model import (
    AcademicYear,
    CellRef,
    LeftOut,
    Period,
    Person,
    Row,
    Selection,
    Source,
    Span,
    Table,
    Value,
)
from otm_reports.specs import FieldSpec, RegisterSpec, Specs, load

#: Registers whose papers are made in August for the coming year (contract 1).
_FROM_AUGUST = ("otm_plan", "orders", "agenda_items")
_QUARTERS = {"q1": ("09-01", "10-31"), "q2": ("11-01", "12-31"), "q3": ("01-01", "03-31"), "q4": ("04-01", "06-30")}
_HALVES = {"half-1": ("09-01", "12-31"), "half-2": ("01-01", "06-30")}


@cache
def our_specs() -> Specs:
    """What the package declares, without a college."""
    return load()


def person(name: str) -> Person:
    """``Серікова Айгүл Маратқызы`` → the person with id ``серікова-айгүл-маратқызы``; ``?Серікова`` is unresolved."""
    written = name.removeprefix("?").strip()
    surname, given, patronymic = (*written.split(maxsplit=2), "", "", "")[:3]
    known = "-".join(part for part in written.casefold().replace(".", "").split())
    return Person(None if name.startswith("?") else known, surname, given, patronymic, written)


def year(
    *,
    label: str = "2025-2026",
    today: str = "2026-08-31",
    snapshot: str = "",
    span: str = "year",
    earlier: Mapping[str, AcademicYear] | None = None,
    specs: Specs | None = None,
    **registers: str,
) -> AcademicYear:
    """The academic year that the text tables draw.

    Args:
        label: ``"2025-2026"``.
        today: ISO date the run speaks of.
        snapshot: ISO date of the composition; default 1 June, or ``today`` if earlier.
        span: ``year``, ``half-1``, ``half-2``, ``q1``…``q4`` or ``2025-09-01..2026-01-15``.
        earlier: Earlier years, newest first.
        specs: What is declared; default ours.
        **registers: Register name → text table.
    """
    declared = specs or our_specs()
    first = int(label[:4])
    days = Period(date(first, 9, 1), date(first + 1, 8, 31))
    quarters = {name: _window(first, *window) for name, window in _QUARTERS.items()}
    covered = _span(span, days, quarters, first)
    everything = {name: _table(declared.registers[name], label, text) for name, text in registers.items()}
    tables = {
        name: Table(name, tuple(row for row in table if row.year in ("", label)), table.sources)
        for name, table in everything.items()
    }
    people = {one.id: one for row in everything.get("staff", Table("staff")) if (one := row["full_name"]) and one.id}
    now = date.fromisoformat(today)
    return AcademicYear(
        label=label,
        days=days,
        span=covered,
        today=now,
        snapshot=date.fromisoformat(snapshot) if snapshot else min(now, date(first + 1, 6, 1)),
        quarters=quarters,
        tables=tables,
        selections={name: _select(declared.registers[name], table, covered, label) for name, table in tables.items()},
        everything=everything,
        earlier=earlier or {},
        people=people,
    )


def at(register: str, cell: str, label: str = "2025-2026") -> str:
    """The address of a drawn cell as figures and findings print it: ``at("events", "A2")``."""
    return f"registers/{label}/{register}.xlsx#{register}!{cell}"


# ── the year ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _window(first: int, start: str, end: str) -> Period:
    return Period(*(date.fromisoformat(f"{first if day >= '09' else first + 1}-{day}") for day in (start, end)))


def _span(name: str, days: Period, quarters: Mapping[str, Period], first: int) -> Span:
    if name == "year":
        return Span(name, days, whole_year=True)
    if name in _HALVES:
        return Span(name, _window(first, *_HALVES[name]), whole_year=False)
    if name in quarters:
        return Span(name, quarters[name], whole_year=False)
    start, end = name.split("..")
    return Span(name, Period(date.fromisoformat(start), date.fromisoformat(end)), whole_year=False)


def _day_of(register: RegisterSpec, row: Row) -> date | None:
    for name in register.dated_by:
        value = row[name]
        if isinstance(value, Period):
            return value.start
        if isinstance(value, date):
            return value
    return None


def _select(register: RegisterSpec, table: Table, span: Span, label: str) -> Selection:
    """What counts for the span; an undated row counts for the whole year only, and a snapshot knows no spans."""

    def why_not(row: Row) -> str:
        day = _day_of(register, row)
        if day is None:
            return "" if span.whole_year or register.scope == "snapshot" else "no-date"
        inside = _year_of(register, day) == label if span.whole_year else day in span.days
        return "" if inside else "outside-period"

    left = tuple(LeftOut(row.at, reason) for row in table if (reason := why_not(row)))
    return Selection(tuple(row for row in table if not why_not(row)), left, table.searched)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(register: RegisterSpec, label: str, text: str) -> Table:
    lines = [line.strip() for line in dedent(text).splitlines() if line.strip()]
    pairs = [line for line in lines if "|" not in line and ": " in line]
    drawn = [[cell.strip() for cell in line.split("|")] for line in lines if line not in pairs]
    header, *body = drawn or [[]]
    file = f"registers/{label}/{register.name}.xlsx"
    attributes = {name: value.strip() for name, value in (pair.split(": ", 1) for pair in pairs)}
    source = Source(
        file=file,
        sheet=register.name,
        register=register.name,
        columns={_known(register, name): number for number, name in enumerate(header, start=1)},
        first_row=len(pairs) + 2,
        last_row=len(pairs) + 1 + max(len(body), 1),
        first_column=1,
        last_column=max(len(header), 1),
        year=label,
        attributes={name: typed(register.attributes[name], value) for name, value in attributes.items()},
        attribute_cells={
            name: CellRef(file, register.name, number, 2) for number, name in enumerate(attributes, start=1)
        },
        rows_read=len(body),
    )
    numbered = enumerate(body, start=source.first_row)
    rows = (_row(register, source, number, dict(zip(header, cells, strict=True))) for number, cells in numbered)
    return Table(register.name, tuple(rows), (source,))


def _known(register: RegisterSpec, name: str) -> str:
    if name not in register.fields:
        raise AssertionError(f"the fixture draws {register.name}.{name}, and there is no such field")
    return name


def _row(register: RegisterSpec, source: Source, number: int, cells: Mapping[str, str]) -> Row:
    values = {name: typed(register.fields[name], cell) for name, cell in cells.items()}
    # what stands above the table holds for each of its rows that says nothing else (order of the composition)
    above = {name: value for name, value in source.attributes.items() if name in register.fields}
    above = {name: value for name, value in above.items() if values.get(name) is None}
    row = Row(source, number, {**values, **above}, dict(cells), {name: source.attribute_cells[name] for name in above})
    day = _day_of(register, row) if register.scope == "dated" else None
    return Row(source, number, row.values, row.raw, row.placed, _year_of(register, day) if day else source.year)


def _year_of(register: RegisterSpec, day: date) -> str:
    starts = (8, 1) if register.name in _FROM_AUGUST else (9, 1)
    first = day.year if (day.month, day.day) >= starts else day.year - 1
    return f"{first}-{first + 1}"


def typed(field: FieldSpec, text: str) -> Value:  # noqa: C901, PLR0911, PLR0912 - one line for each type of the contract
    """The value of a drawn cell by the field's type; codes are checked against their vocabulary."""
    if not text:
        return None
    match field.type:
        case "person":
            return person(text)
        case "people":
            return tuple(person(one.strip()) for one in text.split(";"))
        case "list":
            return tuple(one.strip() for one in text.split(";"))
        case "date":
            return date.fromisoformat(text)
        case "date_or_year":
            return int(text) if text.isdigit() else date.fromisoformat(text)
        case "period":
            return Period(*(date.fromisoformat(day) for day in text.split("..")))
        case "integer":
            return int(text)
        case "number":
            return float(text) if "." in text else int(text)
        case "boolean":
            return {"yes": True, "no": False}[text]
        case "score":
            return text if not text[0].isdigit() else (float(text) if "." in text else int(text))
        case "code":
            if text not in our_specs().vocabularies[field.vocabulary].codes:
                raise AssertionError(f"the fixture draws '{text}', and {field.vocabulary} has no such code")
            return text
        case _:
            return text
