"""Listings, Figures, findings → .xlsx: the year as a workbook a person can filter, and the clean tables."""

from __future__ import annotations

import io
import math
import os
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from otm_reports import charts
from otm_reports.documents import annual_analysis, tables
from otm_reports.documents.writer import Writer
from otm_reports.model import CellRef, Finding, Listing, ListingRow, Report, Severity, Value, column_letters
from otm_reports.specs import Specs
from otm_reports.values import as_text

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
#: What a table needs for its title, its headings and a few rows, in points.
_TITLES = 120
_ORDER = {severity: place for place, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.NOTE))}
#: Keys of the tables themselves, which say nothing to a reader.
_INNER = ("group",)


@dataclass(slots=True)
class _Block:
    """A table of a sheet before it is drawn: title, headings, rows of values, notes, where cells are linked to."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()
    links: Mapping[tuple[int, int], str] = field(default_factory=dict)
    chart: charts.Chart | None = None
    columns: Sequence[str] = ()
    long: int = -1  # the column of places, which may be wider than the others

    @property
    def upright(self) -> bool:
        """Its headings stand upright: there are too many columns to write them out on paper."""
        return bool(self.title) and len(self.heads) > _UPRIGHT


# ── book and cells ──────────────────────────────────────────────────────────────────────────────────────────────────


def _new(content: io.BytesIO) -> tuple[Workbook, dict[str, Format]]:
    from xlsxwriter import Workbook

    plain = {"font_name": "Times New Roman", "font_size": 11}
    # columns are measured in digits of the book's own font: one that every office has
    book = Workbook(content, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_format_properties": plain,
    })
    book.set_properties({"created": _MOMENT})
    font = {**plain, "valign": "top"}
    cell = {**font, "border": 1}
    head = {**cell, "bold": True, "bg_color": "#DDE6EE", "text_wrap": True, "align": "center", "valign": "vcenter"}
    return book, {
        "text": book.add_format({**cell, "text_wrap": True}),
        "date": book.add_format({**cell, "num_format": "dd.mm.yyyy", "align": "center"}),
        "whole": book.add_format({**cell, "num_format": "#,##0", "align": "center"}),
        "tenths": book.add_format({**cell, "num_format": "#,##0.0", "align": "center"}),
        "exact": book.add_format({**cell, "num_format": "#,##0.00", "align": "center"}),
        "head": book.add_format(head),
        "upright": book.add_format({**head, "rotation": 90}),
        "title": book.add_format({**font, "bold": True, "font_size": 14, "text_wrap": True}),
        "table": book.add_format({**font, "bold": True, "font_size": 12, "text_wrap": True}),
        "note": book.add_format({**font, "italic": True, "font_size": 10, "text_wrap": True}),
        "link": book.add_format({**cell, "font_color": "#1F4E79", "underline": 1, "text_wrap": True}),
    }


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book.add_worksheet(name[:31])
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    return sheet


def _put(sheet: Worksheet, row: int, column: int, value: Value, formats: Mapping[str, Format]) -> None:
    """Write one value by its type, text only ever as text."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        places = 0 if isinstance(value, int) else len(f"{value:.2f}".rstrip("0").partition(".")[2])
        kind = "whole" if isinstance(value, int) else ("tenths" if places < 2 else "exact")  # noqa: PLR2004 - decimals
        sheet.write_number(row, column, value, formats[kind])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    else:
        sheet.write_string(row, column, as_text(value)[:LONGEST_TEXT], formats["text"])


# ── how wide, how tall, where a page ends ───────────────────────────────────────────────────────────────────────────


def _widths(blocks: Sequence[_Block], whole: int) -> list[float]:
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


class _Drawn:
    """A sheet being filled from above: knows how far down it is and where its pages end."""

    def __init__(self, sheet: Worksheet, formats: Mapping[str, Format], blocks: Sequence[_Block], whole: int = _READ) -> None:
        self.sheet, self.formats, self.widths = sheet, formats, _widths(blocks, whole)
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        pixels = sum(width * _LETTER + _EDGE for width in self.widths)
        scale = max(_SMALLEST_SCALE, min(100, int(100 * _PAGE_WIDTH / pixels)))
        sheet.set_print_scale(scale)
        self.page = _PAGE_HEIGHT * 100 / scale
        self.row, self.used, self.breaks = 0, 0.0, list[int]()

    def line(self, height: float) -> int:
        """Take a row of this height; returns its number."""
        if self.used + height > self.page:
            self.used = 0
        self.sheet.set_row(self.row, height)
        self.used += height
        self.row += 1
        return self.row - 1

    def room(self, height: float) -> None:
        """Begin a new page where so much does not fit on what is left of this one."""
        if self.row and self.used and self.used + min(height, self.page) > self.page:
            self.breaks.append(self.row)
            self.sheet.set_h_pagebreaks(self.breaks)
            self.used = 0

    def words(self, text: str, style: str, size: float = 1.0) -> None:
        """A line of words over the whole width."""
        whole = max(sum(self.widths), 60.0)
        row = self.line(_height([(text, whole)], size))
        if len(self.widths) > 1:
            self.sheet.merge_range(row, 0, row, len(self.widths) - 1, text, self.formats[style])
        else:
            self.sheet.write_string(row, 0, text, self.formats[style])

    def heights(self, block: _Block) -> list[float]:
        """Heights of the rows of a table."""
        return [_height([(as_text(value), width) for value, width in zip(row, self.widths, strict=False)]) for row in block.rows]

    def table(self, block: _Block) -> int:
        """Headings and rows; returns the row of the headings."""
        if block.upright:
            tall = max(len(heading) for heading in block.heads[1:]) * 6.0 + 10
        else:
            tall = _height([(heading, width * 0.9) for heading, width in zip(block.heads, self.widths, strict=False)])
        top = self.line(min(_TALLEST, tall))
        for column, heading in enumerate(block.heads):
            self.sheet.write_string(top, column, heading, self.formats["upright" if block.upright and column else "head"])
        for place, (values, height) in enumerate(zip(block.rows, self.heights(block), strict=True)):
            row = self.line(height)
            for column, value in enumerate(values):
                target = block.links.get((place, column))
                if target:
                    self.sheet.write_url(row, column, target, self.formats["link"], as_text(value)[:250])
                else:
                    _put(self.sheet, row, column, value, self.formats)
        return top

    def space(self, height: float = _LINE) -> None:
        """An empty row."""
        self.line(height)


def _filtered(book: Workbook, formats: Mapping[str, Format], name: str, block: _Block) -> str:
    """A sheet of one table to filter, its headings on every page; returns its name."""
    sheet = _sheet(book, name)
    drawn = _Drawn(sheet, formats, [block], _FILTERED)
    top = drawn.table(block)
    sheet.autofilter(top, 0, max(drawn.row - 1, top), len(block.heads) - 1)
    sheet.freeze_panes(top + 1, 0)
    sheet.repeat_rows(top)
    return str(sheet.get_name())


# ── the year ────────────────────────────────────────────────────────────────────────────────────────────────────────


def year_book(made: Report, specs: Specs, findings: Sequence[Finding], folder: Path, out: Path, lang: str = "kk") -> bytes:
    """``Талдау 2025-2026.xlsx``: contents, a sheet for each chapter, verdicts, sources of the figures, findings.

    Args:
        made: The counted year.
        specs: For words.
        findings: All findings of the run.
        folder: The college folder.
        out: Where the workbook will stand; links to registers are relative to it.
        lang: Language of the workbook's own words.

    Returns:
        The bytes, the same for the same report.
    """
    content = io.BytesIO()
    book, formats = _new(content)
    writer = Writer(made, specs, lang, "")
    contents = _sheet(book, writer.say("sheet_contents", "screen"))
    names: list[tuple[str, str]] = []
    drawings = {chart.listing: chart for chart in annual_analysis.drawings(writer, all_rows=True).values()}
    for chapter in dict.fromkeys(name.split(".")[0] for name in made.listings):
        title = writer.say(chapter, "chapters")
        if chapter != "compliance":  # its table stands with the evidence, below
            names.append((_chapter(book, formats, writer, chapter, drawings), title))
    way = _relative(folder, out)
    for name, block in (("sheet_rules", _verdicts(writer)), ("sheet_sources", _sources(writer, way)), ("sheet_findings", _findings(writer, findings, way))):
        title = writer.say(name, "screen")
        names.append((_filtered(book, formats, title, block), title))
    _contents(contents, formats, writer, names)
    book.close()
    return content.getvalue()


def _contents(sheet: Worksheet, formats: Mapping[str, Format], writer: Writer, names: Sequence[tuple[str, str]]) -> None:
    year, college = writer.report.year, writer.specs.college.college
    sheet.set_column(0, 0, 90)
    sheet.write_string(0, 0, writer.say("book_title", "screen", year=year.label), formats["title"])
    sheet.write_string(1, 0, college.name[writer.lang], formats["note"])
    sheet.write_string(2, 0, writer.say("data_taken", "screen", date=as_text(year.today)), formats["note"])
    for row, (name, title) in enumerate(names, 4):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", formats["link"], title)


def _relative(folder: Path, out: Path) -> str:
    """How a link gets from the output folder up to the college folder; nothing where papers are written elsewhere.

    A way through other folders would carry the names of this machine's into a file that is sent around.
    """
    return Path(os.path.relpath(folder.resolve(), out.resolve())).as_posix() if out.resolve().is_relative_to(folder.resolve()) else ""


def _chapter(
    book: Workbook, formats: Mapping[str, Format], writer: Writer, chapter: str, drawings: Mapping[str, charts.Chart],
) -> str:
    """The tables of a chapter, the longest last, so that its headings may come again on each page."""
    title = writer.say(chapter, "chapters")
    found = [one for one in writer.report.listings.values() if one.id.startswith(f"{chapter}.")]
    blocks = [_block(writer, one, drawings.get(one.id)) for one in sorted(found, key=len)]
    sheet = _sheet(book, title)
    drawn = _Drawn(sheet, formats, blocks)
    drawn.words(title, "title", 1.3)
    for block in blocks:
        drawn.space()
        whole = _TITLES + sum(drawn.heights(block))
        drawn.room(whole if whole < drawn.page else _TITLES)
        drawn.words(block.title, "table", 1.1)
        for text in block.notes:
            drawn.words(text, "note", 0.95)
        top = drawn.table(block) if block.rows else drawn.row
        if block is blocks[-1] and whole > drawn.page / 2:
            sheet.repeat_rows(top)
        if block.chart:
            _draw(book, drawn, block, block.chart, top)
    return str(sheet.get_name())


def _draw(book: Workbook, drawn: _Drawn, block: _Block, chart: charts.Chart, top: int) -> None:
    """The chart of a table below it, drawn from its cells."""
    height = chart.height_cm * 28.4 + _LINE
    drawn.room(height)
    charts.add_to_workbook(
        book, drawn.sheet, chart, (drawn.row, 0), sheet=str(drawn.sheet.get_name()), first_row=top + 1,
        category_column=_category(block, chart), series_columns=[block.columns.index(series.column) for series in chart.series],
    )
    for _ in range(math.ceil(height / _LINE)):
        drawn.space()


def _category(block: _Block, chart: charts.Chart) -> int:
    """The column of a table that holds the chart's labels: the first that is no number of it."""
    numbers = {series.column for series in chart.series}
    return next(place for place, name in enumerate(block.columns) if name not in numbers and name != "no")


def _block(writer: Writer, listing: Listing, chart: charts.Chart | None) -> _Block:
    columns = [name for name in listing.columns if name not in _INNER]
    rows = [] if listing.no_data else [[_value(writer, listing, name, row) for name in columns] for row in listing.rows]
    notes = tables.notes(writer, listing.notes) if rows else [writer.say("table_no_data" if listing.no_data else "table_empty")]
    return _Block(
        f"{listing.label[writer.lang]} ({tables.scope(writer, listing)})", [listing.columns[name][writer.lang] for name in columns],
        rows, notes, chart=chart if rows else None, columns=columns,
    )


def _value(writer: Writer, listing: Listing, column: str, row: ListingRow) -> Value:
    """A value of a listing: a code in words, a missing number said, anything else as it is, so that Excel can sort it."""
    value = tables.said(row, column, writer.lang)
    if value is None:
        return writer.no_data if column in tables.NUMBERS else ""
    if isinstance(value, bool):
        return writer.show(value)
    if listing.id == "composition.summary" and column == "name":
        return tables.figure_name(writer, str(value))
    return tables.worded(writer, column, value, tables.codes_of(listing.id))


# ── where it comes from, what is wrong ──────────────────────────────────────────────────────────────────────────────


def _heads(writer: Writer, *names: str) -> list[str]:
    return [writer.say(f"column_{name}", "screen") for name in names]


def _sources(writer: Writer, way: str) -> _Block:
    """Every figure with its value, how it was counted, and its cells; the first is a link."""
    figures = list(writer.report.figures.values())
    rows = [
        [
            writer.pick(one.label), writer.no_data if one.value is None else one.value, writer.say(one.unit, "units"), writer.pick(one.how),
            one.of.value if one.of else "", one.rows, _places(one.cells) or _searched(one.searched), one.id,
        ] for one in figures
    ]
    links = {(place, 6): _target(one.cells[0], way) for place, one in enumerate(figures) if one.cells and way and one.cells[0].a1}
    return _Block("", _heads(writer, "figure", "value", "unit", "how", "of", "rows", "cells", "id"), rows, links=links, long=6)


def _verdicts(writer: Writer) -> _Block:
    """The verdict on each clause, why, and its cells."""
    rows = [
        [one.id, writer.clause(one.clause), writer.pick(one.text), writer.say(one.verdict.value, "verdicts"), writer.pick(one.reason),
         _places(one.evidence)]
        for one in writer.report.results
    ]
    return _Block("", _heads(writer, "rule", "clause", "requirement", "verdict", "reason", "cells"), rows, long=5)


def _findings(writer: Writer, findings: Sequence[Finding], way: str) -> _Block:
    """Everything a person should look at, the gravest first; the cell is a link."""
    specs = writer.specs
    ordered = sorted(findings, key=lambda one: (_ORDER[specs.severity(one)], one.at))
    rows = [
        [writer.say(specs.severity(one).value, "severities"), _file(one.at.file), one.at.sheet, one.at.a1, one.value, *specs.say(one, writer.lang)]
        for one in ordered
    ]
    links = {(place, 3): _target(one.at, way) for place, one in enumerate(ordered) if way and one.at.a1}
    return _Block("", _heads(writer, "severity", "file", "sheet", "cell", "seen", "message", "suggestion"), rows, links=links)


def _file(name: str) -> str:
    return name.removeprefix("registers/")


def _target(cell: CellRef, way: str) -> str:
    """A link to a cell, made from the names of files and sheets only, never from what stands in a register."""
    target = f"external:{way}/{cell.file}#'{cell.sheet}'!{cell.a1}"
    return target if len(target) < 1500 else ""  # noqa: PLR2004 - Excel refuses longer ones and drops the cell


def _places(cells: Sequence[CellRef]) -> str:
    """Cells by file and sheet, runs of a column as ranges: «Отырыстар журналы.xlsx – «Отырыстар»: D7:D20, D25»."""
    files: dict[str, dict[str, dict[int, list[int]]]] = {}
    for cell in sorted(set(cells)):
        files.setdefault(cell.file, {}).setdefault(cell.sheet, {}).setdefault(cell.column, []).append(cell.row)
    return _listed({
        file: [_named(sheet, ", ".join(_runs(columns))) for sheet, columns in sheets.items() if sheet] for file, sheets in files.items()
    })


def _named(sheet: str, block: str) -> str:
    return f"«{sheet}»: {block}" if block else f"«{sheet}»"


def _listed(files: Mapping[str, Sequence[str]]) -> str:
    return "\n".join(f"{_file(file)} – {'; '.join(sheets)}" if sheets else _file(file) for file, sheets in files.items())[:LONGEST_TEXT]


def _runs(columns: Mapping[int, Sequence[int]]) -> list[str]:
    found = []
    for column, rows in columns.items():
        letters = column_letters(column)
        first = last = 0
        for row in (*(row for row in rows if row), 0):
            if row != last + 1 or not last:
                if last:
                    found.append(f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}")
                first = row
            last = row
    return found


def _searched(places: Sequence[str]) -> str:
    """Blocks that were searched, as a person reads them."""
    files: dict[str, list[str]] = {}
    for place in places:
        file, _, rest = place.partition("#")
        sheet, _, block = rest.rpartition("!")
        files.setdefault(unquote(file), []).extend([_named(unquote(sheet or rest), block if sheet else "")] if rest else [])
    return _listed(files)


# ── the clean tables ────────────────────────────────────────────────────────────────────────────────────────────────


def tables_book(made: Report, specs: Specs, lang: str = "kk") -> bytes:
    """The clean tables of the year, a sheet for each register, with the address of every row."""
    content = io.BytesIO()
    book, formats = _new(content)
    writer = Writer(made, specs, lang, "")
    for name, table in made.year.tables.items():
        if not table.sources:
            continue
        spec = specs.registers[name]
        heads = [*(specs.field_label(name, one, lang) for one in spec.fields), writer.say("column_place", "screen")]
        rows = [[*(_plain(writer, row[one]) for one in spec.fields), str(row.at)] for row in table]
        _filtered(book, formats, name, _Block("", heads, rows))
    if not book.worksheets():
        _sheet(book, "-")
    book.close()
    return content.getvalue()


def _plain(writer: Writer, value: Value) -> Value:
    return writer.show(value) if isinstance(value, bool) else value
