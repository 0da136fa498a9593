"""The workbook of the year: words for codes, sheets that print, charts drawn from their cells, findings one by one."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import report_builder as rb

from otm_reports import workbook
from otm_reports.model import CellRef, Finding, Report
from otm_reports.specs import Specs
from otm_reports.workbook import links

PLAN = """
    item_no | activity        | due      | status | responsible
    1       | Отырыс өткізу   | қазан    | done   | жетекші
    2       | Семинар өткізу  | наурыз   | failed | әдіскер
"""
RAW = re.compile(r"^(otm|college|count|kind|ground|experience|category|done|failed|session|young|[a-z]+\.[a-z_.+0-9-]+|\d\d?-\d\d?|\d\d?\+)$")


@pytest.fixture(scope="module")
def made() -> tuple[Report, Specs]:
    declared = rb.specs()
    drawn = {"events": rb.EVENTS, "agenda_items": rb.AGENDA_ONE, "attendance": rb.ATTENDANCE, "otm_plan": PLAN}
    return rb.counted(rb.year(declared=declared, **drawn), declared), declared


@pytest.fixture(scope="module")
def content(made: tuple[Report, Specs]) -> bytes:
    gap = Finding("person-unknown", CellRef("registers/журнал.xlsx", "Отырыстар", 6, 2), "Белгісіз Б.", field="presenter")
    return workbook.year_book(*made, [gap], Path("college"), Path("college/reports"))


@pytest.fixture(scope="module")
def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_no_chapter_shows_a_code_in_place_of_a_word(book: openpyxl.Workbook) -> None:
    shown = [
        str(cell.value) for sheet in book.worksheets[:-3] for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    ]
    assert len(shown) > 100
    assert [text for text in shown if RAW.match(text)] == []


def test_a_sheet_prints_on_a4_within_its_width(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        pixels = sum(dimension.width * 7 * (dimension.max - dimension.min + 1) for dimension in sheet.column_dimensions.values())
        fitted = sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1)
        assert fitted or pixels * (sheet.page_setup.scale or 100) / 100 <= 1010, sheet.title
        assert not fitted or not sheet.row_breaks.brk, "fitted to the width Excel forgets where a page ends"


def test_the_long_sheets_repeat_their_headings_keep_them_on_the_screen_and_filter(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[-3:]:
        assert sheet.print_title_rows == "$2:$2"
        assert sheet.freeze_panes == "B3"
        assert sheet.auto_filter.ref == f"A2:{openpyxl.utils.get_column_letter(sheet.max_column)}{sheet.max_row}"


def test_every_table_of_a_chapter_can_be_filtered_by_itself(book: openpyxl.Workbook) -> None:
    names = [name for sheet in book.worksheets for name in sheet.tables]
    assert len(names) == len(set(names)) > 20
    for sheet in book.worksheets[1:-3]:
        assert sheet.freeze_panes, sheet.title
        for table in sheet.tables.values():
            first, *rows = sheet[table.ref]
            assert [cell.value for cell in first] == [column.name for column in table.tableColumns], table.name
            assert all(any(cell.value is not None for cell in row) for row in rows), table.name
            assert (table.autoFilter is not None) == (len(first) <= 9), table.name


def test_a_row_is_tall_enough_for_its_text(book: openpyxl.Workbook) -> None:
    for sheet in book.worksheets[1:]:
        widths = {column: one.width for one in sheet.column_dimensions.values() for column in range(one.min, one.max + 1)}
        merged = {cell for block in sheet.merged_cells.ranges for cell in block.cells}
        for cell in (cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)):
            if (cell.row, cell.column) not in merged and not cell.alignment.textRotation:
                lines = sum(-(-len(line) // int(widths[cell.column])) for line in cell.value.split("\n"))
                assert (sheet.row_dimensions[cell.row].height or 15) >= min(lines * 10, 390), (sheet.title, cell.coordinate)


def test_charts_are_drawn_from_the_cells_of_their_tables(content: bytes) -> None:
    parts = zipfile.ZipFile(io.BytesIO(content))
    charts = [parts.read(name).decode() for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(charts) >= 4
    for chart in charts:
        assert re.search(r"<c:f>'[^']+'!\$[A-Z]\$\d+(:\$[A-Z]\$\d+)?</c:f>", chart)


def test_a_finding_is_told_by_file_sheet_and_cell_which_is_a_link(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[-1]
    assert [cell.value for cell in sheet[3]][:5] == ["ескерту", "журнал.xlsx", "Отырыстар", "B6", "Белгісіз Б."]
    assert sheet["D3"].hyperlink.target.replace("\\", "/") == "../registers/журнал.xlsx"
    assert sheet["D3"].hyperlink.location == "'Отырыстар'!B6"


def test_cells_are_listed_by_file_and_sheet_in_runs() -> None:
    cells = [CellRef("registers/а.xlsx", "Т", row, 2) for row in (6, 7, 8, 11)] + [CellRef("registers/а.xlsx", "Ж", 3, 28)]
    assert links.told(cells) == "а.xlsx – «Ж»: AB3; «Т»: B6:B8, B11"


def test_the_same_year_gives_the_same_bytes(made: tuple[Report, Specs], content: bytes) -> None:
    gap = Finding("person-unknown", CellRef("registers/журнал.xlsx", "Отырыстар", 6, 2), "Белгісіз Б.", field="presenter")
    assert workbook.year_book(*made, [gap], Path("college"), Path("college/reports")) == content
