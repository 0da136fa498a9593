"""Blocks of rows → a sheet to read, to filter and to print on A4: widths, heights, pages, native tables and charts."""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from otm_reports import charts
from otm_reports.model import Value
from otm_reports.values import as_text
from otm_reports.workbook import links

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_000
#: One moment for every workbook we write: the same inputs give the same bytes.
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - a package date has no zone
#: A4 on its side between the margins: pixels of width, points of height; what a column of one letter takes, in pixels.
_PAGE_WIDTH, _PAGE_HEIGHT, _LETTER, _EDGE = 965, 480, 7, 5
#: Letters in a line: widest sheet to read and to filter, widest and narrowest column; height of a line and of the tallest row
#: Excel knows, in points.
_READ, _FILTERED, _WIDEST, _NARROWEST, _LINE, _TALLEST = 150, 215, 44, 8, 14.5, 400.0
#: How much wider bold letters are.
_BOLD = 1.12
#: A table of more columns than this has its headings upright.
_UPRIGHT = 9
_SMALLEST_SCALE = 45
#: The lowest chart, what a filter's arrow takes of a heading, and what parts a chart from its table: in points.
_LOWEST_CHART, _ARROW, _GAP = 170, 12, 6
#: Letters that the first column keeps where the line is too long: it says what a row is.
_FIRST = 34
#: Points in a centimetre.
_CM = 28.35
#: First letters that make a program take a text for a formula when somebody edits its cell.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is not ours


@dataclass(slots=True)
class Block:
    """A table of a sheet before it is drawn.

    Attributes:
        title, also: Its title, and the same in the other language.
        heads, rows: Headings and values.
        notes: What stands under the title.
        links: (row, column) → where that cell leads.
        chart: Drawn under it, from its cells.
        columns: Keys of the columns, where the chart looks its numbers up.
        name: Name of the native table, in letters of Excel's; none if it is not one.
        long: The column of places, which may be wider than the others.
    """

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    chart: charts.Chart | None = None
    columns: Sequence[str] = ()
    also: str = ""
    name: str = ""
    long: int = -1

    @property
    def upright(self) -> bool:
        """Its headings stand upright: there are too many columns to write them out on paper."""
        return bool(self.title) and len(self.heads) > _UPRIGHT


class Book:
    """The workbook being written: sheets by name, looks of cells."""

    def __init__(self, back: str) -> None:
        from xlsxwriter import Workbook

        self.content = io.BytesIO()
        plain = {"font_name": "Times New Roman", "font_size": 11}
        # columns are measured in digits of the book's own font: one that every office has
        self.book: Workbook = Workbook(self.content, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            "default_format_properties": plain,
        })
        self.book.set_properties({"created": _MOMENT})
        self.formats = _formats(self.book, plain)
        self.back, self.contents = back, ""

    def sheet(self, name: str) -> Worksheet:
        """A new sheet for A4 on its side; its name is made one that Excel takes."""
        sheet = self.book.add_worksheet(links.free_name(name, self.book.sheetnames))
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        # numbers of protocols are text on purpose
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self.contents = self.contents or str(sheet.get_name())
        return sheet

    def close(self) -> bytes:
        """The finished package."""
        self.book.close()
        return self.content.getvalue()


def _formats(book: Workbook, plain: Mapping[str, object]) -> dict[str, Format]:
    font = {**plain, "valign": "top"}
    cell = {**font, "border": 1}
    head = {**cell, "bold": True, "bg_color": "#DDE6EE", "text_wrap": True, "align": "center", "valign": "vcenter"}
    link = {"font_color": "#1F4E79", "underline": 1}
    return {
        "text": book.add_format({**cell, "text_wrap": True}),
        "quoted": book.add_format({**cell, "text_wrap": True, "quote_prefix": True}),
        "date": book.add_format({**cell, "num_format": "dd.mm.yyyy", "align": "center"}),
        "whole": book.add_format({**cell, "num_format": "#,##0", "align": "center"}),
        "tenths": book.add_format({**cell, "num_format": "#,##0.0", "align": "center"}),
        "exact": book.add_format({**cell, "num_format": "#,##0.00", "align": "center"}),
        "head": book.add_format(head),
        "upright": book.add_format({**head, "rotation": 90}),
        "title": book.add_format({**font, "bold": True, "font_size": 14, "text_wrap": True}),
        "table": book.add_format({**font, "bold": True, "font_size": 12, "text_wrap": True}),
        "note": book.add_format({**font, "italic": True, "font_size": 10, "text_wrap": True}),
        "link": book.add_format({**cell, **link, "text_wrap": True}),
        "back": book.add_format({**font, **link, "font_size": 10}),
    }


# ── how wide, how tall, where a page ends ───────────────────────────────────────────────────────────────────────────


def _widths(blocks: Sequence[Block], whole: int) -> list[float]:
    """Widths of the columns that all tables of a sheet share, in letters; the widest give way where the page ends."""
    count = max((len(block.heads) for block in blocks), default=1)
    wanted, least = [float(_NARROWEST)] * count, [float(_NARROWEST)] * count
    for block in blocks:
        for column, heading in enumerate(block.heads):
            said = [as_text(row[column]) for row in block.rows]
            longest = max((len(line) for text in said for line in text.split("\n")), default=0)
            bold = 0.0 if block.upright and column else max(len(word) for word in heading.split() or ("",)) * _BOLD
            word = max((float(len(word)) for text in said for word in text.split()), default=0.0)
            widest = _WIDEST * (1.5 if column == block.long else 1)
            least[column] = max(least[column], min(max(word, bold) + 1.5, widest * 0.75))
            wanted[column] = max(wanted[column], min(longest + 2, widest), least[column])
    least[0] = max(least[0], min(wanted[0], _FIRST))
    while sum(wanted) > whole:
        slack = [0 if any(block.long == column for block in blocks) else now - small for column, (now, small) in enumerate(zip(wanted, least, strict=True))]
        if not any(slack):
            break
        place = slack.index(max(slack))
        wanted[place] = max(least[place], wanted[place] - 2)
    return wanted


def _lines(text: str, letters: int) -> int:
    """How many lines a text takes in a column of so many letters."""
    return max(1, len(textwrap.wrap(text, max(letters, 1), break_on_hyphens=True))) if len(text) > letters else 1


def _height(cells: Sequence[tuple[str, float]], size: float = 1.0) -> float:
    """Height of a row in points, from its texts and the widths they stand in."""
    lines = max((sum(_lines(line, int(width / size)) for line in text.split("\n")) for text, width in cells), default=1)
    return min(_TALLEST, lines * _LINE * size + 3)


class Drawn:
    """A sheet being filled from above: knows how far down it is and where its pages end.

    Args:
        book: The workbook.
        sheet: An empty sheet of it.
        blocks: Everything that will stand on it, so that its columns fit.
        whole: Letters in its line.
        paged: Its pages end where we say; otherwise the program that prints it divides it, fitted to the width.
    """

    def __init__(self, book: Book, sheet: Worksheet, blocks: Sequence[Block], whole: int = _READ, *, paged: bool = True) -> None:
        self.book, self.sheet, self.widths = book, sheet, _widths(blocks, whole)
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        pixels = sum(width * _LETTER + _EDGE for width in self.widths)
        scale = max(_SMALLEST_SCALE, min(100, int(100 * _PAGE_WIDTH / pixels)))
        if paged:
            sheet.set_print_scale(scale)  # with "fit to pages" Excel forgets where we end a page
        else:
            sheet.fit_to_pages(1, 0)
        self.page = _PAGE_HEIGHT * 100 / scale
        self.row, self.used, self.repeated, self.breaks, self.linked = 0, 0.0, 0.0, list[int](), 0

    def line(self, height: float) -> int:
        """Take a row of this height; returns its number."""
        if self.used + height > self.page:
            self.used = self.repeated
        self.sheet.set_row(self.row, height)
        self.used += height
        self.row += 1
        return self.row - 1

    def room(self, height: float) -> None:
        """Begin a new page where so much does not fit on what is left of this one."""
        if self.row and self.used and self.used + min(height, self.page) > self.page:
            self.breaks.append(self.row)
            self.sheet.set_h_pagebreaks(self.breaks)
            self.used = self.repeated

    def words(self, text: str, style: str, size: float = 1.0) -> None:
        """A line of words over the whole width."""
        whole = max(sum(self.widths), 60.0)
        row = self.line(_height([(text, whole)], size))
        if len(self.widths) > 1:
            self.sheet.merge_range(row, 0, row, len(self.widths) - 1, text, self.book.formats[style])
        else:
            self.sheet.write_string(row, 0, text, self.book.formats[style])

    def back(self) -> None:
        """The way back to the contents."""
        self.sheet.write_url(self.line(_LINE), 0, links.to_sheet(self.book.contents), self.book.formats["back"], f"← {self.book.back}")

    def put(self, row: int, column: int, value: Value, target: str = "") -> None:
        """Write one value by its type, text only ever as text; a link beside it where it leads somewhere."""
        formats = self.book.formats
        if target and self.linked < links.MOST_LINKS - 10:
            self.linked += 1
            text = _cut(as_text(value), LONGEST_TEXT)
            self.sheet.write_url(row, column, target, formats["link"], _cut(text, 250))
            self.sheet.write_string(row, column, text, formats["link"])  # a link's own words are short, the cell's are whole
        elif isinstance(value, int | float) and not isinstance(value, bool):
            places = 0 if isinstance(value, int) else len(f"{value:.2f}".rstrip("0").partition(".")[2])
            kind = "whole" if isinstance(value, int) else ("tenths" if places < 2 else "exact")  # noqa: PLR2004 - decimals
            self.sheet.write_number(row, column, value, formats[kind])
        elif isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) >= _FIRST_DAY:
            self.sheet.write_datetime(row, column, value, formats["date"])
        else:
            text = _cut(as_text(value), LONGEST_TEXT)
            self.sheet.write_string(row, column, text, formats["quoted" if text.startswith(_FORMULAS) else "text"])

    def heights(self, block: Block) -> list[float]:
        """Heights of the rows of a table."""
        return [_height([(as_text(value), width) for value, width in zip(row, self.widths, strict=False)]) for row in block.rows]

    def table(self, block: Block, *, repeated: bool = False) -> int:
        """Headings and rows, the headings again on every page if so asked; returns the row of the headings."""
        if block.upright:
            tall = max(len(heading) for heading in block.heads[1:]) * 6.0 + 10
        else:
            tall = _height([(heading, width * 0.9) for heading, width in zip(block.heads, self.widths, strict=False)])
        tall = min(_TALLEST, tall + _ARROW)
        top = self.line(tall)
        if repeated:
            self.sheet.repeat_rows(top)
            self.repeated = tall
        heading_format = [self.book.formats["upright" if block.upright and column else "head"] for column in range(len(block.heads))]
        for column, heading in enumerate(block.heads):
            self.sheet.write_string(top, column, heading, heading_format[column])
        for place, (values, height) in enumerate(zip(block.rows, self.heights(block), strict=True)):
            row = self.line(height)
            for column, value in enumerate(values):
                self.put(row, column, value, block.links.get((place, column), ""))
        if block.name and block.rows and len({heading.casefold() for heading in block.heads}) == len(block.heads):
            self.sheet.add_table(top, 0, self.row - 1, len(block.heads) - 1, {
                "name": block.name, "style": None, "autofilter": not block.upright, "banded_rows": False,
                "columns": [{"header": heading, "header_format": look} for heading, look in zip(block.heads, heading_format, strict=True)],
            })
        return top

    def chart(self, block: Block, chart: charts.Chart, top: int) -> None:
        """The chart of a table below it, drawn from its cells: lower where that keeps it on the page of its table."""
        self.space(_GAP)
        left = self.page - self.used - 2 * _LINE
        if _LOWEST_CHART <= left < chart.height_cm * _CM and chart.kind != "bar":
            chart = replace(chart, drawn_cm=left / _CM)
        height = chart.height_cm * _CM + _LINE
        self.room(height)
        numbers = {series.column for series in chart.series}
        category = next(place for place, name in enumerate(block.columns) if name not in numbers and name != "no")
        charts.add_to_workbook(
            self.book.book, self.sheet, chart, (self.row, 0), sheet=str(self.sheet.get_name()), first_row=top + 1,
            category_column=category, series_columns=[block.columns.index(series.column) for series in chart.series],
        )
        for _ in range(math.ceil(height / _LINE)):
            self.space()

    def space(self, height: float = _LINE) -> None:
        """An empty row."""
        self.line(height)


def _cut(text: str, letters: int) -> str:
    """A text as long as a cell may hold it."""
    return text if len(text) <= letters else text[: letters - 1] + "…"


def filtered(book: Book, name: str, block: Block) -> str:
    """A sheet of one table to filter, its headings on the screen and on every page; returns its name."""
    sheet = book.sheet(name)
    drawn = Drawn(book, sheet, [block], _FILTERED, paged=False)
    drawn.back()
    for text in block.notes:
        drawn.words(text, "note", 0.95)
    top = drawn.table(block, repeated=True)
    sheet.autofilter(top, 0, max(drawn.row - 1, top), len(block.heads) - 1)
    sheet.freeze_panes(top + 1, 1)
    return str(sheet.get_name())
