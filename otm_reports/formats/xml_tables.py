"""XML Spreadsheet 2003 → Sheets: what old exports call .xls or .xml."""

from __future__ import annotations

import io
from datetime import datetime

from otm_reports.errors import RegisterError
from otm_reports.formats.walk import Attributes, Walker, walk
from otm_reports.grid import LAST_COLUMN, LAST_ROW, Count, Grid, day, plain
from otm_reports.model import CellError, Scalar, Sheet, Uncached

_YES = ("1", "true")


class _Reader(Walker):
    def __init__(self, path: str) -> None:
        self.path = path
        self.count = Count(path)
        self.grids: list[Grid] = []
        self.hidden: set[int] = set()
        self.struck_styles: set[str] = set()
        self.style = self.kind = ""
        self.row = self.column = self.across = self.next_column = self.rules = 0
        self.cell: Attributes = {}
        self.pieces: list[str] | None = None
        self.value: str | None = None
        self.visible = self.in_data = False

    def start(self, name: str, about: Attributes) -> None:
        if name == "Style":
            self.style = about.get("ID", "")
        elif name == "Font" and about.get("StrikeThrough") in _YES and not self.in_data:
            self.struck_styles.add(self.style)
        elif name == "Worksheet":
            self.grids.append(Grid(self.count, about.get("Name", f"{len(self.grids) + 1}")))
            self.row = self.rules = 0
        elif name == "Visible":
            self.visible, self.pieces = True, []
        elif self.grids:
            self._in_sheet(self.grids[-1], name, about)

    def _in_sheet(self, grid: Grid, name: str, about: Attributes) -> None:
        if name == "Column":
            self.rules = self._number(about.get("Index"), LAST_COLUMN) or self.rules + 1
            last = self.rules + self._number(about.get("Span"), LAST_COLUMN)
            if about.get("Hidden") in _YES:
                grid.hide_columns(self.rules, last)
            self.rules = last
        elif name == "Row":
            self.row = self._number(about.get("Index"), LAST_ROW) or self.row + 1
            self.next_column, self.across = 1, self._number(about.get("Span"), LAST_ROW)
            if about.get("Hidden") in _YES:
                grid.hidden_rows.update(range(self.row, self.row + self.across + 1))
        elif name == "Cell":
            self.cell, self.value, self.kind = about, None, ""
            self.column = self._number(about.get("Index"), LAST_COLUMN) or self.next_column
        elif name == "Data":
            self.kind, self.pieces, self.in_data = about.get("Type", "String"), [], True

    def text(self, said: str) -> None:
        if self.pieces is not None:
            self.pieces.append(said)

    def end(self, name: str) -> None:
        if name == "Data":
            self.value, self.pieces, self.in_data = "".join(self.pieces or ()), None, False
        elif name == "Visible" and self.visible:
            if self.grids and "".join(self.pieces or ()).strip() in ("SheetHidden", "SheetVeryHidden"):
                self.hidden.add(len(self.grids) - 1)
            self.visible, self.pieces = False, None
        elif name == "Cell" and self.grids:
            self._put(self.grids[-1])
        elif name == "Row":
            self.row += self.across
            self.across = 0

    def _put(self, grid: Grid) -> None:
        formula = self.cell.get("Formula")
        value: Scalar = None
        if self.value:
            value = self._value(self.value)
        elif formula:
            value = Uncached(formula)
        grid.put(self.row, self.column, value, struck=self.cell.get("StyleID", "") in self.struck_styles)
        columns = 1 + self._number(self.cell.get("MergeAcross"), LAST_COLUMN)
        grid.merge(self.row, self.column, 1 + self._number(self.cell.get("MergeDown"), LAST_ROW), columns)
        self.next_column = self.column + columns

    def _value(self, said: str) -> Scalar:
        try:
            if self.kind == "Number":
                return plain(float(said))
            if self.kind == "DateTime":
                return day(datetime.fromisoformat(said))
        except (ValueError, OverflowError):
            return said
        if self.kind == "Boolean":
            return said.strip() in _YES
        return CellError(said) if self.kind == "Error" else said

    def _number(self, text: str | None, most: int) -> int:
        if text is None:
            return 0
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else most + 1  # noqa: PLR2004 - longer is nonsense
        if number > most:
            raise RegisterError("file-damaged", self.path, detail=text[:20])
        return number


def read(path: str, content: bytes) -> tuple[Sheet, ...]:
    """Every sheet of a workbook in the XML of 2003, typed as it says.

    Raises:
        RegisterError: ``file-damaged``, ``file-unsafe`` or ``file-too-large``.
    """
    reader = _Reader(path)
    walk(io.BytesIO(content), reader, path)
    if not reader.grids:
        raise RegisterError("file-format", path, detail="XML")
    return tuple(grid.sheet(hidden=number in reader.hidden) for number, grid in enumerate(reader.grids))
