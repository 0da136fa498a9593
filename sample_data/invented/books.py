"""Grids → workbooks: the pages of a register as colleges lay them out, written with the same bytes in every run."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

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
    result: Any


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

    def value(self, index: int, key: str) -> Any:
        return self.page.cells[self.cell(index, key)][0]


@dataclass
class Page:
    """One sheet: cells at (row, column) from 1, and what is hidden, merged or struck through."""

    name: str
    cells: dict[tuple[int, int], tuple[Any, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    hidden: bool = False
    landscape: bool = True
    freeze: int = 0

    def put(self, row: int, column: int, value: Any, style: str = "plain") -> None:
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

    def facts(self, top: int, pairs: Iterable[tuple[str, Any]]) -> int:
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
        self, top: int, columns: Sequence[Column], rows: Sequence[Mapping[str, Any] | Section], *,
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
        grouped = any(column.group for column in columns)
        place = 1
        while place <= len(columns):
            column = columns[place - 1]
            span = 1
            if column.group:
                while place + span <= len(columns) and columns[place + span - 1].group == column.group:
                    span += 1
                for step in range(span):
                    self.put(top, place + step, column.group if not step else None, "head")
                    self.put(top + 1, place + step, columns[place + step - 1].head, "head")
                if span > 1:
                    self.merges.append((top, place, top, place + span - 1))
            else:
                while place + span <= len(columns) and not columns[place + span - 1].head:
                    span += 1  # a heading over two columns, the second has none of its own
                last = top + (1 if grouped else 0)
                for step in range(span):
                    for row in range(top, last + 1):
                        self.put(row, place + step, column.head if (row, step) == (top, 0) else None, "head")
                if (last, span) != (top, 1):
                    self.merges.append((top, place, last, place + span - 1))
            place += span
        if grouped:
            self._fit(top + 1, columns)
        return top + (2 if grouped else 1)

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
            result: Any = None
            if column.total == "sum":
                letter = letters(place)
                result = Formula(f"=SUM({letter}{numbers[0]}:{letter}{numbers[-1]})", sum(counted))
            elif column.total == "count":
                result = len([value for value in values if value is not None])
            self.put(row, place, result, "total")
        self.put(row, 2 if len(columns) > 1 else 1, word, "total")


def _style(column: Column, value: Any) -> str:
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


def write(book: Book, folder: Path) -> None:
    """Write a workbook; XlsxWriter stamps every part of the package with the same fixed date."""
    target = folder / book.path
    target.parent.mkdir(parents=True, exist_ok=True)
    workbook = xlsxwriter.Workbook(str(target), {"default_date_format": "dd.mm.yyyy", "strings_to_urls": False,
                                                 "strings_to_formulas": False, "strings_to_numbers": False})
    workbook.set_properties({"author": book.author, "company": COLLEGE, "created": WRITTEN})
    formats: dict[tuple[str, bool], Any] = {}

    def look(style: str, struck: bool) -> Any:
        if (style, struck) not in formats:
            extra = {"font_strikeout": True} if struck else {}
            formats[style, struck] = workbook.add_format({**STYLES[style], **extra})
        return formats[style, struck]

    for page in book.pages:
        sheet = workbook.add_worksheet(page.name)
        for column, width in sorted(page.widths.items()):
            sheet.set_column(column - 1, column - 1, width)
        for row in sorted(page.hidden_rows | set(page.heights)):
            sheet.set_row(row - 1, page.heights.get(row), None, {"hidden": row in page.hidden_rows})
        for first, left, last, right in page.merges:
            value, style = page.cells.get((first, left), (None, "plain"))
            sheet.merge_range(first - 1, left - 1, last - 1, right - 1, "", look(style, first in page.struck_rows))
        for (row, column), (value, style) in sorted(page.cells.items()):
            _write_cell(sheet, row - 1, column - 1, value, look(style, row in page.struck_rows))
        if page.landscape:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if page.freeze:
            sheet.freeze_panes(page.freeze, 0)
            sheet.repeat_rows(page.freeze - 1)
        if page.hidden:
            sheet.hide()
    workbook.close()


def _write_cell(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, style, value.result)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool | str):
        sheet.write_string(row, column, str(value), style)
    else:
        sheet.write_number(row, column, value, style)
