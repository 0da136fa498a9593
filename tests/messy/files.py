"""Pages → workbooks and text files."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl

from messy.pages import Mess, Page


def write(made: Mess, folder: Path) -> None:
    """The pages as workbooks; a workbook of one plain sheet is sometimes a text file."""
    books: dict[str, list[Page]] = {}
    for page in made.pages:
        books.setdefault(page.file, []).append(page)
    for file, pages in books.items():
        book = openpyxl.Workbook()
        book.remove(book.active)
        book.properties.modified = datetime(2026, 6, 1)
        for page in pages:
            sheet = book.create_sheet(page.name)
            for (row, column), value in page.cells.items():
                cell = sheet.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
            for top, left, bottom, right in page.merged:
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            for row in page.hidden_rows:
                sheet.row_dimensions[row].hidden = True
            for column in page.hidden_columns:
                sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        book.save(folder / file)


def write_csv(page: Page) -> bytes:
    """A page as a text file, dates as they are shown."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for line in page.sheet().rows:
        writer.writerow([f"{value:%d.%m.%Y}" if isinstance(value, date) else "" if value is None else value for value in line])
    return out.getvalue().encode("utf-8-sig")
