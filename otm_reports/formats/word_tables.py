"""Word register → Sheets: each table of a .docx is a sheet «кесте N», a merged cell one value over its span."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from otm_reports.formats.walk import Attributes, Walker, walk_part
from otm_reports.grid import LAST_COLUMN, Count, Grid
from otm_reports.model import Sheet

_OFF = ("0", "false", "off", "none")
#: Not what the page shows: the older twin of a drawing, and text that was moved away.
_UNSEEN = ("Fallback", "moveFrom")


@dataclass(slots=True)
class _Cell:
    column: int
    span: int = 1
    goes_on: bool = False
    pieces: list[str] = field(default_factory=list)
    struck: list[bool] = field(default_factory=list)


@dataclass(slots=True)
class _Table:
    grid: Grid
    row: int = 0
    column: int = 1
    cell: _Cell | None = None
    #: First column of a cell that goes on downwards → (its first row, its columns).
    open: dict[int, tuple[int, int]] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def close_spans(self, last: int) -> None:
        """End the downward spans that the row just read did not continue."""
        for column in [column for column in self.open if column not in self.seen]:
            first, columns = self.open.pop(column)
            self.grid.merge(first, column, last - first + 1, columns)


class _Reader(Walker):
    def __init__(self, path: str) -> None:
        self.count = Count(path)
        self.tables: list[_Table] = []
        self.inside: list[_Table] = []
        self.unseen = 0
        self.said = self.struck = self.in_run = False

    def start(self, name: str, about: Attributes) -> None:
        if name in _UNSEEN:
            self.unseen += 1
        elif name == "tbl":
            table = _Table(Grid(self.count, f"кесте {len(self.tables) + 1}"))
            self.tables.append(table)
            self.inside.append(table)
        elif self.inside:
            self._start(self.inside[-1], name, about)

    def _start(self, table: _Table, name: str, about: Attributes) -> None:
        cell = table.cell
        if name == "tr":
            table.row, table.column, table.seen = table.row + 1, 1, set()
        elif name == "gridBefore":
            table.column += _number(about.get("val", "0"), 0)
        elif name == "tc":
            table.cell = _Cell(table.column)
        elif cell is None:
            return
        elif name == "gridSpan":
            cell.span = max(1, _number(about.get("val", "1"), 1))
        elif name == "vMerge":
            self._down(table, cell, goes_on=about.get("val", "continue") != "restart")
        else:
            self._in_text(cell, name, about)

    def _in_text(self, cell: _Cell, name: str, about: Attributes) -> None:
        if name in ("br", "cr") or (name == "p" and cell.pieces):
            cell.pieces.append("\n")
        elif name in ("tab", "noBreakHyphen") and self.in_run:
            cell.pieces.append("-" if name == "noBreakHyphen" else " ")
        elif name == "r":
            self.struck, self.in_run = False, True
        elif name in ("strike", "dstrike") and self.in_run:
            self.struck = self.struck or about.get("val", "1") not in _OFF
        elif name == "t":
            self.said = True

    def _down(self, table: _Table, cell: _Cell, *, goes_on: bool) -> None:
        if goes_on and cell.column in table.open:
            cell.goes_on = True
        else:
            if cell.column in table.open:
                first, columns = table.open.pop(cell.column)
                table.grid.merge(first, cell.column, table.row - first, columns)
            table.open[cell.column] = (table.row, cell.span)
        table.seen.add(cell.column)

    def text(self, said: str) -> None:
        if self.said and not self.unseen and self.inside and (cell := self.inside[-1].cell):
            cell.pieces.append(said)
            cell.struck.append(self.struck)

    def end(self, name: str) -> None:
        if name in _UNSEEN:
            self.unseen -= 1
        elif name == "t":
            self.said = False
        elif name == "r":
            self.in_run = False
        elif not self.inside:
            return
        elif name == "tc" and (cell := self.inside[-1].cell):
            self._put(self.inside[-1], cell)
        elif name == "tr":
            table = self.inside[-1]
            table.close_spans(table.row - 1)
        elif name == "tbl":
            table = self.inside.pop()
            table.seen = set()
            table.close_spans(table.row)

    @staticmethod
    def _put(table: _Table, cell: _Cell) -> None:
        if cell.column in table.open:
            first, _ = table.open[cell.column]
            table.open[cell.column] = (first, cell.span)
        elif cell.span > 1:
            table.grid.merge(table.row, cell.column, 1, cell.span)
        if not cell.goes_on:
            text = "".join(cell.pieces).strip()
            table.grid.put(table.row, cell.column, text, struck=bool(cell.struck) and all(cell.struck))
        table.column = min(cell.column + cell.span, LAST_COLUMN + 1)
        table.cell = None


def read(path: str, content: bytes) -> tuple[Sheet, ...]:
    """Every table of a Word document, one inside another too, as text; none if it has no table.

    Raises:
        RegisterError: ``file-damaged``, ``file-unsafe`` (a document type) or ``file-too-large``.
    """
    reader = _Reader(path)
    walk_part(content, _main_part, reader, path)
    return tuple(table.grid.sheet() for table in reader.tables)


def _main_part(names: list[str]) -> str | None:
    parts = [name for name in names if PurePosixPath(name.lower()).parent.name == "word" and PurePosixPath(name.lower()).stem.startswith("document")]
    return min((name for name in parts if name.lower().endswith(".xml")), default=None)


def _number(text: str, otherwise: int) -> int:
    return min(int(text), LAST_COLUMN) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise  # noqa: PLR2004 - longer is nonsense
