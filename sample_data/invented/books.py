"""Grids → workbooks: the pages of a register as colleges lay them out, written with the same bytes in every run."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format  # noqa: TC002 - named in annotations only, loaded by xlsxwriter itself
from xlsxwriter.worksheet import Worksheet  # noqa: TC002

FONT = "Times New Roman"
WRITTEN = datetime(2026, 6, 26, 9, 0, 0)  # fixed: the date inside the package, so that bytes do not depend on the day
COLLEGE = "«Нұрлысай жоғары медициналық колледжі» КМҚК"

_BASE: Mapping[str, Any] = {"font_name": FONT, "font_size": 11, "valign": "vcenter"}
_CELL: Mapping[str, Any] = {**_BASE, "border": 1, "text_wrap": True}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "plain": _BASE,
    "right": {**_BASE, "align": "right"},
    "title": {**_BASE, "font_size": 13, "bold": True, "align": "center", "text_wrap": True},
    "subtitle": {**_BASE, "align": "center", "italic": True},
    "head": {**_CELL, "bold": True, "align": "center", "bg_color": "#DDEBF7"},
    "head_date": {**_CELL, "bold": True, "align": "center", "bg_color": "#DDEBF7", "num_format": "dd.mm.yyyy"},
    "number": {**_CELL, "font_size": 9, "italic": True, "align": "center", "bg_color": "#F2F2F2"},
    "section": {**_CELL, "bold": True, "align": "center", "bg_color": "#FFF2CC"},
    "total": {**_CELL, "bold": True, "bg_color": "#F2F2F2"},
    "text": _CELL,
    "centre": {**_CELL, "align": "center"},
    "date": {**_CELL, "align": "center", "num_format": "dd.mm.yyyy"},
    "years": {**_CELL, "align": "center", "num_format": '0"ж"'},
    "months": {**_CELL, "align": "center", "num_format": '0"ай"'},
    "percent": {**_CELL, "align": "center", "num_format": "0.0"},
}


@dataclass(frozen=True)
class Formula:
    """A formula with the result that Excel keeps beside it."""

    text: str
    result: int | float | str


Value = str | int | float | date | Formula | None
Record = Mapping[str, Value]


@dataclass(frozen=True)
class Section:
    """A row that names the commission, the month or the part of the plan of the rows under it."""

    text: str


@dataclass(frozen=True)
class Column:
    """A column of a table: key of the values, heading as printed, width in characters, how it is written."""

    key: str
    head: str
    width: float = 14
    style: str = "text"
    group: str = ""
    total: str = ""  # "sum", "count", or the word that stands there


def letters(column: int) -> str:
    """1 → ``A``."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def a1(row: int, column: int) -> str:
    """``(6, 2)`` → ``B6``."""
    return f"{letters(column)}{row}"


@dataclass
class Placed:
    """Where a table stands: header row, rows by index, columns by key."""

    page: Page
    header: int
    rows: list[int]
    columns: dict[str, int]
    last: int

    def cell(self, index: int, key: str) -> tuple[int, int]:
        """Row and column of the value ``key`` of the ``index``-th data row."""
        return self.rows[index], self.columns[key]

    def value(self, index: int, key: str) -> Any:  # noqa: ANN401 - the column says what stands in it
        return self.page.cells[self.cell(index, key)][0]


@dataclass
class Page:
    """One sheet: cells at (row, column) from 1, and what is hidden, merged or struck through."""

    name: str
    cells: dict[tuple[int, int], tuple[Value, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    freeze: int = 0

    def total(self, at: tuple[int, int]) -> Formula:
        """The formula of a totals row."""
        value = self.cells[at][0]
        assert isinstance(value, Formula)  # noqa: S101 - a mistake of the script itself
        return value

    def put(self, row: int, column: int, value: Value, style: str = "plain") -> None:
        self.cells[row, column] = (value, style)

    def titles(self, lines: Sequence[str], width: int, top: int = 1) -> int:
        """Title rows merged over the table; the next free row after a blank one."""
        for offset, line in enumerate(lines):
            row = top + offset
            self.put(row, 1, line, "title" if offset else "subtitle")
            self.merges.append((row, 1, row, width))
            if len(line) > width * 12:
                self.heights[row] = 34
        return top + len(lines) + 1

    def facts(self, top: int, pairs: Iterable[tuple[str, Value]]) -> int:
        """Key-value pairs above a table (approval, order); the next free row after a blank one."""
        row = top
        for key, value in pairs:
            self.put(row, 1, key, "plain")
            self.merges.append((row, 1, row, 2))
            self.put(row, 3, value, "date" if isinstance(value, date) else "plain")
            row += 1
        return row + 1

    def signature(self, row: int, post: str, name: str) -> None:
        self.put(row, 2, f"{post}   ____________________   {name}")

    def table(
        self, top: int, columns: Sequence[Column], rows: Sequence[Record | Section], *,
        numbering: bool = False, totals: str = "", count_first: bool = True,
    ) -> Placed:
        """A header of one or two rows, an optional row 1…N, the rows, an optional totals row."""
        width = len(columns)
        first = self._header(top, columns)
        if numbering:
            for place in range(1, width + 1):
                self.put(first, place, place, "number")
            first += 1
        row, numbers, running = first, [], 0
        for record in rows:
            if isinstance(record, Section):
                self.put(row, 1, record.text, "section")
                for place in range(2, width + 1):
                    self.put(row, place, None, "section")
                self.merges.append((row, 1, row, width))
            else:
                running += 1
                numbers.append(row)
                for place, column in enumerate(columns, 1):
                    value = running if column.key == "no_" and count_first else record.get(column.key)
                    self.put(row, place, value, _style(column, value))
            row += 1
        if totals:
            self._totals(row, columns, numbers, totals)
            row += 1
        for place, column in enumerate(columns, 1):
            self.widths[place] = max(self.widths.get(place, 0), column.width)
        for number in (top, first - 1 if numbering else top, *numbers):
            self._fit(number, columns)
        self.freeze = self.freeze or first - 1
        return Placed(self, top, numbers, {column.key: place for place, column in enumerate(columns, 1)}, row - 1)

    def _header(self, top: int, columns: Sequence[Column]) -> int:
        """One row, or two where columns stand in groups; a heading without a neighbour of its own spans both columns."""
        grouped = any(column.group for column in columns)
        place = 1
        while place <= len(columns):
            column, rest = columns[place - 1], columns[place:]
            if column.group:
                span = 1 + len(list(takewhile(lambda other, group=column.group: other.group == group, rest)))  # type: ignore[misc]
                self._merge(top, place, top, place + span - 1, column.group)
                for step in range(span):
                    self.put(top + 1, place + step, columns[place + step - 1].head, "head")
            else:
                span = 1 + len(list(takewhile(lambda other: not other.head, rest)))
                self._merge(top, place, top + grouped, place + span - 1, column.head)
            place += span
        if grouped:
            self._fit(top + 1, columns)
        return top + (2 if grouped else 1)

    def _merge(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                self.put(row, column, text if (row, column) == (top, left) else None, "head")
        if (bottom, right) != (top, left):
            self.merges.append((top, left, bottom, right))

    def _fit(self, row: int, columns: Sequence[Column]) -> None:
        """A row high enough for its longest wrapped text: no program fits rows when it opens a file."""
        lines = 1
        for place, column in enumerate(columns, 1):
            value, style = self.cells.get((row, place), (None, ""))
            width = column.width * (0.95 if style == "head" else 1.2)
            if isinstance(value, str) and not (style == "head" and column.group and value == column.group):
                lines = max(lines, len(textwrap.wrap(value, max(4, int(width)))))
        if lines > 1:
            self.heights[row] = 15.0 * lines + 2

    def _totals(self, row: int, columns: Sequence[Column], numbers: Sequence[int], word: str) -> None:
        for place, column in enumerate(columns, 1):
            values = [self.cells[number, place][0] for number in numbers]
            counted = [value for value in values if isinstance(value, int | float)]
            result: Value = None
            if column.total == "sum":
                letter = letters(place)
                result = Formula(f"=SUM({letter}{numbers[0]}:{letter}{numbers[-1]})", sum(counted))
            elif column.total == "count":
                result = len([value for value in values if value is not None])
            self.put(row, place, result, "total")
        self.put(row, 2 if len(columns) > 1 else 1, word, "total")


def _style(column: Column, value: Value) -> str:
    if isinstance(value, date):
        return "date"
    if isinstance(value, int) and column.style == "text":
        return "centre"
    return column.style


@dataclass
class Book:
    """One workbook of the college: its path below ``registers/`` and its pages."""

    path: str
    pages: list[Page] = field(default_factory=list)
    author: str = "Әдістемелік кабинет"

    def page(self, name: str) -> Page:
        """A new page at the end."""
        self.pages.append(Page(name))
        return self.pages[-1]

    def __getitem__(self, name: str) -> Page:
        return next(page for page in self.pages if page.name == name)


class _Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, bool], Format] = {}

    def get(self, style: str, *, struck: bool) -> Format:
        if (style, struck) not in self._made:
            extra = {"font_strikeout": True} if struck else {}
            self._made[style, struck] = self._workbook.add_format({**STYLES[style], **extra})
        return self._made[style, struck]


def write(book: Book, folder: Path) -> None:
    """Write a workbook; XlsxWriter stamps every part of the package with the same fixed date."""
    target = folder / book.path
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(target), {"strings_to_urls": False, "strings_to_formulas": False, "strings_to_numbers": False})
    workbook.set_properties({"author": book.author, "company": COLLEGE, "created": WRITTEN})
    looks = _Looks(workbook)
    for page in book.pages:
        _write_page(workbook.add_worksheet(page.name), page, looks)
    workbook.close()


def _write_page(sheet: Worksheet, page: Page, looks: _Looks) -> None:
    for column, width in sorted(page.widths.items()):
        sheet.set_column(column - 1, column - 1, width)
    for row in sorted(page.hidden_rows | set(page.heights)):
        sheet.set_row(row - 1, page.heights.get(row), None, {"hidden": row in page.hidden_rows})
    for first, left, last, right in page.merges:
        _, style = page.cells.get((first, left), (None, "plain"))
        sheet.merge_range(first - 1, left - 1, last - 1, right - 1, "", looks.get(style, struck=False))
    for (row, column), (value, style) in sorted(page.cells.items(), key=lambda item: item[0]):
        _write_cell(sheet, row - 1, column - 1, value, looks.get(style, struck=row in page.struck_rows))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if page.freeze:
        sheet.freeze_panes(page.freeze, 0)
        sheet.repeat_rows(page.freeze - 1)
    if page.hidden:
        sheet.hide()


def _write_cell(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, style, value.result)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)
