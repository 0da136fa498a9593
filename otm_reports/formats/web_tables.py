"""Web page → Sheets: exports of information systems are HTML tables whatever their name says."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from otm_reports.errors import RegisterError
from otm_reports.formats.text_tables import decoded
from otm_reports.grid import LAST_COLUMN, LAST_ROW, Count, Grid
from otm_reports.model import Sheet

#: Encodings that a page of an office may name; another name is not believed.
_KNOWN = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "kz1048", "koi8-r", "cp866", "iso8859-5", "ptcp154", "cp1252", "iso8859-1", "cp1254", "ascii")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_SILENT = ("script", "style", "title", "template", "noscript")
_BREAKS = ("br", "p", "div", "li")
_STRUCK = ("s", "strike", "del")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
#: The most columns that a cell may span, as the HTML standard has it.
_WIDEST_SPAN = 1_000


@dataclass(slots=True)
class _Table:
    grid: Grid
    row: int = 0
    column: int = 0
    place: tuple[int, int] | None = None
    pieces: list[str] = field(default_factory=list)
    struck: list[bool] = field(default_factory=list)
    #: Column → the last row that a cell from above takes there.
    taken: dict[int, int] = field(default_factory=dict)

    def new_row(self) -> None:
        self.row, self.column = self.row + 1, 0
        self.taken = {column: last for column, last in self.taken.items() if last >= self.row}


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.count = Count(path)
        self.tables: list[_Table] = []
        self.inside: list[_Table] = []
        self.silent = self.lines = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self.silent += 1
        elif tag in _STRUCK:
            self.lines += 1
        elif tag == "table":
            table = _Table(Grid(self.count, f"кесте {len(self.tables) + 1}"))
            self.tables.append(table)
            self.inside.append(table)
        elif self.inside:
            self._in_table(self.inside[-1], tag, about)

    def _in_table(self, table: _Table, tag: str, about: dict[str, str]) -> None:
        if tag == "tr":
            self._close_cell(table)
            table.new_row()
            if "hidden" in about or _HIDDEN.search(about.get("style", "")):
                table.grid.hidden_rows.add(table.row)
        elif tag in ("td", "th"):
            self._close_cell(table)
            if not table.row:
                table.new_row()
            self._open_cell(table, about)
        elif tag in _BREAKS and table.pieces:
            table.pieces.append("\n")

    @staticmethod
    def _open_cell(table: _Table, about: dict[str, str]) -> None:
        column = table.column + 1
        while column in table.taken:
            column += 1
        columns = min(_span(about.get("colspan", ""), 1) or 1, _WIDEST_SPAN, max(LAST_COLUMN - column + 1, 1))
        # A span of nought goes on to the end of its table; how long that is, nobody knows yet.
        rows = min(_span(about.get("rowspan", ""), 1) or LAST_ROW, LAST_ROW - table.row + 1)
        if rows > 1:
            table.taken.update(dict.fromkeys(range(column, column + columns), table.row + rows - 1))
        table.grid.merge(table.row, column, rows, columns)
        table.column = column + columns - 1
        table.place, table.pieces, table.struck = (table.row, column), [], []

    @staticmethod
    def _close_cell(table: _Table) -> None:
        if table.place is not None:
            text = "".join(table.pieces).replace("\xa0", " ")
            lines = (" ".join(line.split()) for line in text.split("\n"))
            table.grid.put(*table.place, "\n".join(line for line in lines if line), struck=bool(table.struck) and all(table.struck))
        table.place = None

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(self.silent - 1, 0)
        elif tag in _STRUCK:
            self.lines = max(self.lines - 1, 0)
        elif self.inside and tag in ("td", "th", "tr", "table"):
            self._close_cell(self.inside[-1])
            if tag == "table":
                self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent and (table := self.inside[-1]).place is not None:
            # In a page a line end is a space; only its tags break lines.
            table.pieces.append(data.replace("\r", " ").replace("\n", " "))
            if not data.isspace():
                table.struck.append(self.lines > 0)


def read(path: str, content: bytes) -> tuple[Sheet, ...]:
    """Every table of a page, one inside another too, as the text that a browser shows.

    Raises:
        RegisterError: ``file-damaged``: the page breaks off inside a table; ``file-format``: there is no table in it;
            ``file-too-large``.
    """
    reader = _Reader(path)
    reader.feed(decoded(content, _encoding))
    reader.close()
    if reader.inside:
        raise RegisterError("file-damaged", path, detail="</table>")
    if not reader.tables:
        raise RegisterError("file-format", path, detail="HTML")
    sheets = []
    for table in reader.tables:
        last = table.row
        table.grid.merged = [(top, left, min(bottom, last), right) for top, left, bottom, right in table.grid.merged]
        sheets.append(table.grid.sheet())
    return tuple(sheets)


def _encoding(content: bytes) -> str:
    """What a page says of itself, else KZ-1048."""
    said = _CHARSET.search(content[:4096])
    try:
        known = codecs.lookup(said[1].decode()).name if said else ""
    except LookupError:
        known = ""
    # A page that says it is UTF-8 and is not; and one of Kazakhstan that says cp1251 is KZ-1048 where the two differ.
    return known if known in _KNOWN and known not in ("utf-8", "ascii", "cp1251") else "kz1048"


def _span(text: str, otherwise: int) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise  # noqa: PLR2004 - longer is nonsense
