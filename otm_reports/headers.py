"""Sheet × RegisterSpec → Layout: where each table of a sheet stands, and where each of its fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from otm_reports import values
from otm_reports.choosing import as_answered, choose, person_above
from otm_reports.headings import Heading, Headings, Reading, headings_of, is_running, is_running_text, is_total, read_as
from otm_reports.headrows import is_numbering, last_heading, next_heading, prints_again, rows_until
from otm_reports.kazakh import fold
from otm_reports.model import CellRef, Finding, Scalar, Sheet

#: Share of headings from which a row that stands apart is a heading although it holds words of the table above.
_NEARLY_ALL = 0.6
#: A cell merged downwards past the last row of a table belongs to no more rows than this.
_DEEPEST_MERGE = 50
#: A line of a title block, or a key with its value, fills no more cells than this.
_WIDEST_TITLE = 2
#: More empty columns than this part no tables: the sheet is a form.
_MOST_STRIPS = 4
_ORDER = re.compile(r"(?:бұйры[қғ]\w*|приказ\w*)[^№\d]{0,40}№\s*(?P<a>[\w/-]+)|№\s*(?P<b>[\w/-]+)\s*(?:бұйры[қғ]|приказ)", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}\s*(?:жыл\w*|ж\.?)\s*[«\"]?\d{1,2}[»\"]?\s*[^\W\d]+|[«\"]?\d{1,2}[»\"]?\s+[^\W\d]{3,}\s+\d{4}")
_PROTOCOL = re.compile(r"(?:хаттама\w*|протокол\w*)[^№\d]{0,20}№\s*(?P<a>[\w/-]+)|№\s*(?P<b>[\w/-]+)\s*(?:хаттама|протокол)", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """Where a table stands on a sheet and what its columns are.

    Attributes:
        columns: Field → column.
        marks: Columns of a wide matrix → the cell of their heading.
        personal: Columns that are recognised in order to be dropped.
        header: First and last row of the heading.
        first_row, last_row: Rows in which data may stand.
        titles: Texts above the table, with their cells.
        attributes: Key-value pairs above the table: field → (cell, what is written).
        numbered: The column that only numbers the rows.
        repeats: Rows on which the heading is printed again.
        headless: Columns over which nothing is written.
    """

    sheet: Sheet
    register: str
    columns: Mapping[str, int]
    marks: Mapping[int, CellRef]
    personal: frozenset[int]
    header: tuple[int, int]
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    titles: tuple[tuple[CellRef, str], ...]
    attributes: Mapping[str, tuple[CellRef, str]]
    numbered: int | None = None
    repeats: frozenset[int] = frozenset()
    headless: frozenset[int] = frozenset()

    @cached_property
    def ours(self) -> frozenset[int]:
        """The columns that are read."""
        return frozenset((*self.columns.values(), *self.marks))

    @cached_property
    def merged(self) -> Mapping[int, Sequence[tuple[int, int, int, int]]]:
        """Row → the merged ranges of the sheet that reach into it."""
        found: dict[int, list[tuple[int, int, int, int]]] = {}
        for box in self.sheet.merged:
            for row in range(box[0], min(box[2], self.last_row) + 1):
                found.setdefault(row, []).append(box)
        return found

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """The rows in which something stands, without those that only print the heading again."""
        spans = [(max(box[0], self.first_row), min(box[2], self.last_row)) for box in self.sheet.merged if box[0] < box[2]]
        filled = {number for number in range(self.first_row, self.last_row + 1) if any(value is not None for value in self.sheet.rows[number - 1])}
        below = max(filled, default=self.first_row - 1)
        filled.update(number for first, last in spans for number in range(first, min(last, below + _DEEPEST_MERGE) + 1))
        return tuple(sorted(filled - self.repeats))


def find(sheet: Sheet, headings: Headings) -> tuple[tuple[Layout, ...], tuple[Finding, ...]]:
    """Every table of a sheet that is a register.

    Args:
        sheet: The sheet, its spoiled letters already repaired.
        headings: The declared headings.

    Returns:
        The layouts from top to bottom (of tables side by side, from left to right), and findings about headings
        (conflict, missing, unsure, unknown).
    """
    parts = [_find_down(strip, headings) for strip in strips] if len(strips := _strips(sheet)) > 1 else []
    if parts and all(layouts for layouts, _ in parts) and all(_stands_alone(layouts[0]) for layouts, _ in parts[1:]):
        return tuple(layout for layouts, _ in parts for layout in layouts), tuple(finding for _, found in parts for finding in found)
    return _find_down(sheet, headings)


def _find_down(sheet: Sheet, headings: Headings) -> tuple[tuple[Layout, ...], tuple[Finding, ...]]:
    """The tables that stand under each other."""
    findings: list[Finding] = []
    tables: list[tuple[Layout | None, int]] = []
    row = 0
    while row := next_heading(sheet, headings, row + 1):
        place = next((one for one in range(len(tables) - 1, -1, -1) if tables[one][0] is not None), None)
        above = tables[place][0] if place is not None else None
        if above is not None and place is not None and (again := prints_again(headings, above.sheet, above.header, row)):
            tables[place] = replace(above, repeats=above.repeats | again), tables[place][1]
            row = max(again)
            continue
        top = _top(sheet, headings, above, row)
        if above is not None and _speaks_its_words(headings, above, row, apart=above.header[1] + 1 < top < row):
            continue
        first, last = row, last_heading(sheet, headings, row)
        row = last
        until = rows_until(sheet, headings, last)
        layout, found = _table(sheet, headings, (first, last), top, until)
        if layout is not None or (found and (above is None or any(_titles(sheet, top, first - 1)))):
            tables.append((layout, top))
            findings.extend(found)
        # A row of headings that is no table ends none: what stands under it still belongs to the table above.
    ends = [*(top - 1 for _, top in tables[1:]), len(sheet.rows)]
    layouts = tuple(replace(layout, last_row=end) for (layout, _), end in zip(tables, ends, strict=False) if layout is not None)
    return layouts, (*findings, *(_passed_over(sheet, layouts) if not findings or layouts else ()))


def _passed_over(sheet: Sheet, layouts: Sequence[Layout]) -> Iterator[Finding]:
    """Rows that look like a table's and belong to none on a sheet that holds one: named, never passed over in silence."""
    if not layouts:
        return
    wide: list[tuple[int, int]] = []
    for number, row in enumerate(sheet.rows, 1):
        here = [layout for layout in layouts if layout.header[0] <= number <= layout.last_row]
        if any(layout.first_column == 1 and len(row) <= layout.last_column for layout in here):
            continue
        outside = [
            column for column, value in enumerate(row, 1)
            if value is not None and not any(layout.first_column <= column <= layout.last_column for layout in here)
        ]
        if len(outside) > _WIDEST_TITLE + 1:
            wide.append((number, outside[0]))
    if len(wide) > _WIDEST_TITLE:
        yield Finding("register-unsure", sheet.ref(*wide[0]), params={"candidates": "–"})


def _speaks_its_words(headings: Headings, above: Layout, row: int, *, apart: bool) -> bool:
    """Whether a row holds words of the vocabularies of the table above: «тәлімгер | жас маман» is a row, not a heading.

    Unless it stands apart from the table above and nearly every cell of it is a heading.
    """
    texts = [value for value in above.sheet.rows[row - 1] if isinstance(value, str)]
    if apart and sum(headings.known(text) or is_running_text(text) for text in texts) >= _NEARLY_ALL * len(texts):
        return False
    fields = headings.specs.registers[above.register].fields
    for name, column in above.columns.items():
        text = above.sheet.value(row, column)
        if fields[name].vocabulary and isinstance(text, str):
            codes = headings.specs.vocabularies[fields[name].vocabulary].codes.values()
            if fold.key(text) in {fold.key(word) for code in codes for word in (code.kk, code.ru, *code.also)}:
                return True
    return False


# ── tables side by side, and what stands between two tables ─────────────────────────────────────────────────────────


def _strips(sheet: Sheet) -> list[Sheet]:
    """The sheet cut where a whole column is empty: each part with only its own cells, at their true places."""
    width = max(map(len, sheet.rows), default=0)
    filled = {column for row in sheet.rows for column, value in enumerate(row, 1) if value is not None}
    edges = [column for column in range(1, width + 1) if column in filled and column - 1 not in filled]
    ends = [column for column in range(1, width + 1) if column in filled and column + 1 not in filled]
    if len(edges) > _MOST_STRIPS:
        return [sheet]
    return [
        replace(
            sheet, rows=tuple((None,) * min(first - 1, len(row)) + row[first - 1 : last] for row in sheet.rows),
            merged=tuple(box for box in sheet.merged if first <= box[1] <= last),
        )
        for first, last in zip(edges, ends, strict=True)
    ]


def _stands_alone(layout: Layout) -> bool:
    """Whether what stands right of an empty column is a table of its own and not the rest of the one at its left."""
    return layout.numbered is not None or bool(layout.titles)


def _top(sheet: Sheet, headings: Headings, above: Layout | None, first: int) -> int:
    """The first row of the titles of a heading: up to the table above, of which no row is taken."""
    if above is None:
        return 1
    required = [above.columns[name] for name in headings.specs.registers[above.register].required if name in above.columns]
    row = first
    blank = None
    while row - 1 > above.header[1] and row - 1 not in above.repeats:
        values = {column: value for column, value in enumerate(sheet.rows[row - 2], 1) if value is not None}
        opening = next(iter(values.values()), None)
        key = isinstance(opening, str) and headings.heads_a_block(opening.partition(":")[0])
        whole = len(values) > 1 and bool(required) and values.keys() >= {*required} and not key
        if len(values) > _WIDEST_TITLE or whole or isinstance(values.get(above.numbered or 0), int | float):
            break
        row -= 1
        blank = row if not values else blank
    return blank if blank is not None else row


def is_numbering_row(layout: Layout, row: int) -> bool:
    """Whether a row only numbers the columns."""
    values = [value for value in layout.sheet.rows[row - 1] if value is not None]
    if row - layout.header[1] in (1, 2) and layout.numbered is None and values in ([1, 2], ["1", "2"]):
        return True
    return is_numbering(values)


# ── one table ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _table(
    sheet: Sheet, headings: Headings, header: tuple[int, int], free_from: int, until: int,
) -> tuple[Layout | None, list[Finding]]:
    first, last = header
    columns = headings_of(sheet, first, last)
    titles = tuple(_titles(sheet, free_from, first - 1))
    readings = [read_as(headings, name, spec, columns) for name, spec in headings.specs.registers.items()]
    place = sheet.ref(first, columns[0].column)
    answered = headings.specs.confirmed.registers.get(str(place), headings.specs.confirmed.registers.get(str(sheet.ref())))
    chosen = choose(sheet, headings, readings, titles, last + 1, until) if answered is None else as_answered(readings, answered)
    if isinstance(chosen, Finding):
        return None, [replace(chosen, at=place)]
    if chosen is None:
        return None, []
    if chosen.conflicts:
        field, one, other = chosen.conflicts[0]
        return None, [
            Finding("header-conflict", one, str(sheet.value(one.row, one.column)), chosen.register, field, {"other": other.a1}, others=(other,))
        ]
    personal = frozenset(heading.column for heading in columns if headings.personal(heading))
    attributes = dict(_attributes(sheet, headings, chosen.register, titles))
    if (whose := person_above(sheet, headings, chosen.register, chosen.columns, titles)) is not None:
        attributes[whose[0]] = whose[1], whose[2]
    headless = {*range(1, max(map(len, sheet.rows), default=0) + 1)} - {heading.column for heading in columns} - {*chosen.columns.values()}
    layout = Layout(
        sheet, chosen.register, chosen.columns, chosen.marks, personal, (first, last), last + 1, until,
        min(heading.column for heading in columns), max(*(heading.column for heading in columns), *chosen.columns.values()),
        titles, attributes, _numbered(columns, chosen), headless=frozenset(headless),
    )
    return layout, list(_about_columns(headings, layout, columns))


def _numbered(columns: Sequence[Heading], chosen: Reading) -> int | None:
    taken = set(chosen.columns.values())
    return next((heading.column for heading in columns if is_running(heading) and heading.column not in taken), None)


def _about_columns(headings: Headings, layout: Layout, columns: Sequence[Heading]) -> Iterator[Finding]:
    used = {*layout.columns.values(), *layout.marks, *layout.personal}
    for heading in columns:
        text = values.drop_personal(" / ".join(heading.texts))[0]
        if heading.column in layout.personal:
            yield Finding("personal-dropped", heading.cell, text, layout.register)
        elif heading.column in used or heading.continues or not text or is_running(heading) or any(is_total(headings.key(part)) for part in heading.texts):
            continue
        elif (near := headings.suggestion(layout.register, text)) is not None:
            yield Finding("header-suggested", heading.cell, text, layout.register, params={"proposal": near, "header": text})
        else:
            yield Finding("header-unknown", heading.cell, text, layout.register, params={"header": text})


# ── what stands above the table ─────────────────────────────────────────────────────────────────────────────────────


def _titles(sheet: Sheet, first: int, last: int) -> Iterator[tuple[CellRef, str]]:
    for row in range(max(first, last - 14), last + 1):
        for column, value in enumerate(sheet.rows[row - 1], 1):
            if isinstance(value, str) and value.strip():
                yield sheet.ref(row, column), value


def _attributes(
    sheet: Sheet, headings: Headings, register: str, titles: Sequence[tuple[CellRef, str]],
) -> Iterator[tuple[str, tuple[CellRef, str]]]:
    declared = headings.specs.registers[register].attributes
    for cell, text in titles:
        key, colon, rest = text.partition(":")
        name = headings.attribute(register, key if colon else text)
        if name is not None and rest.strip():
            yield name, (cell, rest.strip())
        elif name is not None:
            beside = next((c for c in range(cell.column + 1, cell.column + 9) if sheet.value(cell.row, c) is not None), None)
            if beside is not None:
                yield name, (sheet.ref(cell.row, beside), _as_text(sheet.value(cell.row, beside)))
        for number, day, pattern in (("order_no", "order_date", _ORDER), ("approved_protocol_no", "approved_protocol_date", _PROTOCOL)):
            # «Бекітілді: кеңестің … № 1 хаттамасы» says who approved and by which paper.
            found = pattern.search(text) if number in declared and (name is None or (name == "approver" and colon)) else None
            if found:
                yield number, (cell, found["a"] or found["b"])
                rest = text[: found.start()] + " " + text[found.end() :]
                said = _DAY.search(rest)
                yield day, (cell, said[0] if said else rest.strip(" ,.;"))


def _as_text(value: Scalar) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
