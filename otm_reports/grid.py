"""Cells one by one → Sheet: what every reader but the fast one draws on; filled cells cost, empty ones do not."""

from __future__ import annotations

from datetime import datetime, time
from math import isfinite

from otm_reports.errors import RegisterError
from otm_reports.model import CellError, Scalar, Sheet

#: Contract 3: non-empty cells of a file.
MOST_CELLS = 2_000_000
#: Places that the rows of a sheet may take up to their last filled cell.
MOST_AREA = 20_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
#: Excel keeps 32,767 characters in a cell, LibreOffice twice as many; more is no register's word.
LONGEST_TEXT = 65_536
#: A rule on columns may run to the end of the sheet; no register is this wide.
WIDEST = 500
#: Up to here a float holds every whole number.
_EXACT = 2**53
_MIDNIGHT = time()


class Count:
    """How many cells of a workbook have been read, over all its sheets."""

    def __init__(self, path: str) -> None:
        self.path, self.cells = path, 0

    def one(self) -> None:
        """One more filled cell.

        Raises:
            RegisterError: ``file-too-large``.
        """
        self.cells += 1
        if self.cells > MOST_CELLS:
            self.room(0)

    def room(self, more: int) -> None:
        """Refuse what would be too many cells before the first of them is made.

        Raises:
            RegisterError: ``file-too-large``.
        """
        if self.cells + more > MOST_CELLS:
            raise RegisterError("file-too-large", self.path, detail=f"{MOST_CELLS}+")


class Grid:
    """A sheet while it is read.

    Args:
        count: The count of the workbook.
        name: Name of the sheet.
    """

    def __init__(self, count: Count, name: str) -> None:
        self.count, self.name = count, name
        self.cells: dict[int, dict[int, Scalar]] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.struck: set[tuple[int, int]] = set()

    def put(self, row: int, column: int, value: Scalar, *, struck: bool = False) -> None:
        """A value at its place; nothing and blank text take no place.

        Raises:
            RegisterError: No workbook has such a row or column (``file-damaged``), or there are too many cells.
        """
        if type(value) is str:
            value = tidy(value)
        if value is None:
            return
        if not (0 < row <= LAST_ROW and 0 < column <= LAST_COLUMN):
            raise RegisterError("file-damaged", self.count.path, detail=f"{row} × {column}"[:40])
        self.count.one()
        self.cells.setdefault(row, {})[column] = value
        if struck:
            self.struck.add((row, column))

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        """A value spans so many rows and columns; a span of one cell is none."""
        if rows > 1 or columns > 1:
            self.merged.append((row, column, min(row + rows - 1, LAST_ROW), min(column + columns - 1, LAST_COLUMN)))

    def hide_columns(self, first: int, last: int) -> None:
        """Columns that are hidden, both ends included."""
        self.hidden_columns.update(range(first, min(last, WIDEST) + 1))

    def sheet(self, *, hidden: bool = False) -> Sheet:
        """The sheet.

        Raises:
            RegisterError: ``file-too-large``: far cells would make its rows take more room than a machine has.
        """
        area = sum(max(cells) for cells in self.cells.values())
        if area > MOST_AREA:
            raise RegisterError("file-too-large", self.count.path, detail=f"{self.name}: {area}")
        nothing: tuple[Scalar, ...] = ()
        rows = [nothing] * max(self.cells, default=0)
        for number, cells in self.cells.items():
            row: list[Scalar] = [None] * max(cells)
            for column, value in cells.items():
                row[column - 1] = value
            rows[number - 1] = tuple(row)
        return Sheet(
            self.count.path, self.name, tuple(rows), tuple(self.merged), hidden,
            frozenset(self.hidden_rows), frozenset(self.hidden_columns), frozenset(self.struck),
        )


def tidy(text: str) -> str | None:
    """Text with one kind of line end; blank text is nothing, and text longer than any cell may hold an error."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if not plain or plain.isspace():
        return None
    return plain if len(plain) <= LONGEST_TEXT else CellError(f"#{plain[:20]}…")


def plain(number: float) -> Scalar:
    """A whole number as ``int``; what is no number at all (1e999) as an error."""
    if number.is_integer():
        return int(number) if abs(number) < _EXACT else number
    return number if isfinite(number) else CellError("#NUM!")


def day(moment: datetime) -> Scalar:
    """Midnight as a ``date``."""
    return moment.date() if moment.time() == _MIDNIGHT else moment
