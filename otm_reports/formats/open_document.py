"""OpenDocument workbook → Sheets, by expat: error cells, hidden rows and lengths of time that the fast reader loses."""

from __future__ import annotations

import io
import re
from datetime import datetime, timedelta

from otm_reports.errors import RegisterError
from otm_reports.formats.walk import Attributes, Walker, walk, walk_part
from otm_reports.grid import LAST_COLUMN, LAST_ROW, Count, Grid, day, plain
from otm_reports.model import CellError, Scalar, Sheet, Uncached

_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")
#: What LibreOffice writes as the text of an error cell; older versions leave it at that.
_ERROR = re.compile(r"#(?:REF|NAME\?|DIV/0|VALUE|NUM|N/A|NULL)!?|Err:\d{3}")
_NUMBERS = ("float", "percentage", "currency")
_UNSEEN = ("annotation", "tracked-changes", "deletion", "shapes", "forms")


class _Reader(Walker):
    def __init__(self, path: str) -> None:
        self.path, self.count = path, Count(path)
        self.sheets: list[Sheet] = []
        self.grid: Grid | None = None
        self.hidden_tables: set[str] = set()
        self.struck_styles: set[str] = set()
        self.style = ""
        self.depth = self.unseen = 0
        self.hidden = self.encrypted = False
        self.row = self.column = self.rows = self.rule = 0
        self.cell: Attributes = {}
        self.covered = False
        self.pieces: list[str] | None = None
        self.paragraph = False
        self.line: list[tuple[int, Scalar, int, bool]] = []

    # ── elements ────────────────────────────────────────────────────────────────────────────────────────────────────

    def start(self, name: str, about: Attributes) -> None:
        if name in _UNSEEN:
            self.unseen += 1
        elif name == "style":
            self.style = about.get("name", "")
        elif name == "table-properties" and about.get("display") == "false":
            self.hidden_tables.add(self.style)
        elif name == "text-properties" and about.get("text-line-through-style", about.get("text-line-through-type", "none")) != "none":
            self.struck_styles.add(self.style)
        elif name == "table" and not self.unseen:
            self.depth += 1
            if self.depth == 1:
                self.grid = Grid(self.count, about.get("name", f"{len(self.sheets) + 1}"))
                self.hidden = about.get("style-name", "") in self.hidden_tables
                self.row = self.rule = 0
        elif self.grid is not None and self.depth == 1 and not self.unseen:
            self._in_table(self.grid, name, about)

    def _in_table(self, grid: Grid, name: str, about: Attributes) -> None:
        if name == "table-column":
            last = self.rule + self._number(about.get("number-columns-repeated"), LAST_COLUMN)
            if about.get("visibility", "visible") != "visible":
                grid.hide_columns(self.rule + 1, last)
            self.rule = last
        elif name == "table-row":
            self.rows, self.column, self.line = self._number(about.get("number-rows-repeated"), LAST_ROW), 0, []
            if about.get("visibility", "visible") != "visible":
                # An empty rest of the sheet may be hidden as one row of a million.
                grid.hidden_rows.update(range(self.row + 1, self.row + min(self.rows, LAST_ROW // 16) + 1))
        elif name in ("table-cell", "covered-table-cell"):
            self.cell, self.covered, self.pieces = about, name == "covered-table-cell", []
            self.paragraph = False
        elif self.pieces is not None:
            self._in_cell(name, about)

    def _in_cell(self, name: str, about: Attributes) -> None:
        pieces = self.pieces
        if pieces is None:
            return
        if name == "p":
            if pieces:
                pieces.append("\n")
            self.paragraph = True
        elif name == "s":
            pieces.append(" " * min(self._number(about.get("c"), LAST_COLUMN), 1000))
        elif name == "tab":
            pieces.append("\t")
        elif name == "line-break":
            pieces.append("\n")

    def text(self, said: str) -> None:
        if self.pieces is not None and self.paragraph and not self.unseen:
            self.pieces.append(said)

    def end(self, name: str) -> None:
        if name in _UNSEEN:
            self.unseen -= 1
        elif self.unseen:
            return
        elif name == "table" and self.depth:
            self.depth -= 1
            if self.depth == 0 and self.grid is not None:
                self.sheets.append(self.grid.sheet(hidden=self.hidden))
                self.grid = None
        elif self.grid is None or self.depth != 1:
            return
        elif name == "p":
            self.paragraph = False
        elif name in ("table-cell", "covered-table-cell"):
            self._end_cell(self.grid)
        elif name == "table-row":
            self._end_row(self.grid)

    def found(self) -> tuple[Sheet, ...]:
        """The sheets that were read.

        Raises:
            RegisterError: There is none.
        """
        if not self.sheets:
            raise RegisterError("file-damaged", self.path, detail="content.xml")
        return tuple(self.sheets)

    # ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _end_cell(self, grid: Grid) -> None:
        text, self.pieces = "".join(self.pieces or ()), None
        repeated = self._number(self.cell.get("number-columns-repeated"), LAST_COLUMN)
        value = self._value(text)  # what a merged range covers still stands there
        first = self.column + 1
        if value is not None:
            self.line.append((first, value, repeated, self.cell.get("style-name", "") in self.struck_styles))
        if not self.covered:
            rows = self._number(self.cell.get("number-rows-spanned"), LAST_ROW)
            grid.merge(self.row + 1, first, rows, self._number(self.cell.get("number-columns-spanned"), LAST_COLUMN))
        self.column += repeated

    def _end_row(self, grid: Grid) -> None:
        if self.line:
            grid.count.room(self.rows * sum(repeated for _, value, repeated, _ in self.line if not isinstance(value, str) or value.strip()))
            for number in range(self.row + 1, self.row + self.rows + 1):
                for first, value, repeated, struck in self.line:
                    for column in range(first, first + repeated):
                        grid.put(number, column, value, struck=struck)
        self.row += self.rows

    def _value(self, text: str) -> Scalar:
        kind, formula = self.cell.get("value-type", ""), self.cell.get("formula", "")
        if formula and (kind == "error" or _ERROR.fullmatch(text)):
            return CellError(text or "#?")
        if formula and not kind:
            return Uncached(formula.removeprefix("of:"))
        try:
            if kind in _NUMBERS:
                return plain(float(self.cell.get("value", text)))
            if kind == "date":
                return day(datetime.fromisoformat(self.cell.get("date-value", text)).replace(tzinfo=None))
            if kind == "time":
                return _length(self.cell.get("time-value", text))
        except (ValueError, OverflowError):
            return text or None
        if kind == "boolean":
            return self.cell.get("boolean-value", text).strip().lower() == "true"
        return text or self.cell.get("string-value") or None

    def _number(self, text: str | None, most: int) -> int:
        """A count of the format, at least one."""
        if text is None:
            return 1
        if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= most):  # noqa: PLR2004 - longer is nonsense
            raise RegisterError("file-damaged", self.path, detail=text[:20])
        return max(int(text), 1)


class _Manifest(Walker):
    encrypted = False

    def start(self, name: str, about: Attributes) -> None:  # noqa: ARG002 - the shape of a Walker
        self.encrypted = self.encrypted or name == "encryption-data"


def read(path: str, content: bytes) -> tuple[Sheet, ...]:
    """Every sheet of an OpenDocument workbook, hidden ones too.

    Raises:
        RegisterError: ``file-password``, ``file-damaged``, ``file-unsafe`` or ``file-too-large``.
    """
    manifest = _Manifest()
    walk_part(content, lambda names: "META-INF/manifest.xml" if "META-INF/manifest.xml" in names else None, manifest, path)
    if manifest.encrypted:
        raise RegisterError("file-password", path)
    reader = _Reader(path)
    walk_part(content, lambda names: "content.xml" if "content.xml" in names else None, reader, path)
    return reader.found()


def read_flat(path: str, content: bytes) -> tuple[Sheet, ...]:
    """The same for a workbook saved as one XML file (.fods).

    Raises:
        RegisterError: ``file-damaged``, ``file-unsafe`` or ``file-too-large``.
    """
    reader = _Reader(path)
    walk(io.BytesIO(content), reader, path)
    return reader.found()


def _length(text: str) -> Scalar:
    """``PT08H30M00S``: a time of day below a day's length, else a length of time."""
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(text[:40])
    sign, days, hours, minutes, seconds = found.groups()
    length = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), seconds=round(float(seconds or 0), 6))
    if sign or length >= timedelta(days=1):
        return -length if sign else length
    return (datetime.fromisoformat("1899-12-30") + length).time()
