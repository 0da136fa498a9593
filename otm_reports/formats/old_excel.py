""".xls → Sheets: error cells, hidden rows and struck-through text, which the fast reader loses; the only room that knows xlrd."""

from __future__ import annotations

import io
from typing import Any

from otm_reports.errors import RegisterError
from otm_reports.grid import Count, Grid, plain
from otm_reports.model import CellError, Scalar, Sheet
from otm_reports.sparse import moment, shows_length


def read(path: str, content: bytes) -> tuple[Sheet, ...]:
    """Every worksheet of a workbook of Excel 2.0 to 2003, hidden ones too.

    Raises:
        RegisterError: ``file-password``, ``file-damaged`` or ``file-too-large``.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO(), ragged_rows=True)
    except NotImplementedError:
        book = xlrd.open_workbook(file_contents=content, logfile=io.StringIO(), ragged_rows=True)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError) as problem:
        if "encrypt" in str(problem).lower():
            raise RegisterError("file-password", path) from problem
        raise RegisterError("file-damaged", path, detail=str(problem)[:200]) from problem
    count = Count(path)
    return tuple(_sheet(book, sheet, count) for sheet in book.sheets())


def _sheet(book: Any, sheet: Any, count: Count) -> Sheet:  # noqa: ANN401 - xlrd has no types
    grid = Grid(count, sheet.name)
    struck = _struck(book)
    for row in range(sheet.nrows):
        types, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(types, values, strict=True)):
            found = _value(kind, value, book, sheet, (row, column))
            if found is not None:
                grid.put(row + 1, column + 1, found, struck=bool(struck) and sheet.cell_xf_index(row, column) in struck)
    for top, bottom, left, right in sheet.merged_cells:
        grid.merge(top + 1, left + 1, bottom - top, right - left)
    grid.hidden_rows.update(row + 1 for row, about in sheet.rowinfo_map.items() if about.hidden)
    for column, about in sheet.colinfo_map.items():
        if about.hidden:
            grid.hide_columns(column + 1, column + 1)
    return grid.sheet(hidden=bool(sheet.visibility))


def _struck(book: Any) -> frozenset[int]:  # noqa: ANN401 - xlrd has no types
    """Numbers of the cell formats whose font is struck through."""
    fonts = {number for number, font in enumerate(book.font_list) if font.struck_out}
    return frozenset(number for number, form in enumerate(book.xf_list) if form.font_index in fonts)


def _value(kind: int, value: Any, book: Any, sheet: Any, place: tuple[int, int]) -> Scalar:  # noqa: ANN401 - xlrd has no types
    import xlrd

    if kind == xlrd.XL_CELL_TEXT:
        return str(value)
    if kind == xlrd.XL_CELL_NUMBER:
        return plain(value)
    if kind == xlrd.XL_CELL_DATE:
        return _moment(value, book, sheet, place)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return CellError(xlrd.error_text_from_code.get(value, "#?"))
    return None


def _moment(number: float, book: Any, sheet: Any, place: tuple[int, int]) -> Scalar:  # noqa: ANN401 - xlrd has no types
    elapsed = False
    if book.formatting_info:
        form = book.format_map[book.xf_list[sheet.cell_xf_index(*place)].format_key]
        elapsed = shows_length(form.format_key, {form.format_key: form.format_str})
    return moment(number, from_1904=bool(book.datemode), elapsed=elapsed)
