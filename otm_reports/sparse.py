"""Workbook → Sheets, by expat alone: rows that hold data cost, empty ones do not; for packages that kill the fast reader."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import PurePosixPath
from xml.parsers import expat

from otm_reports.errors import RegisterError
from otm_reports.model import CellError, Scalar, Sheet, Uncached
from otm_reports.snapshot import Workbook

MOST_CELLS = 2_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_EPOCH, _EPOCH_1904 = datetime.fromisoformat("1899-12-30"), datetime.fromisoformat("1904-01-01")  # days of no zone: a workbook knows none
#: Built-in number formats that show a date or a time (ECMA-376, 18.8.30, with the East Asian ones).
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_ELAPSED = frozenset({46})
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_CHUNK = 1 << 20
#: Excel keeps 32,767 characters in a cell, LibreOffice twice as many; more is no register's word.
LONGEST_TEXT = 65_536
#: A cell stands four deep: worksheet, sheetData, row, c.
_CELL = 4
#: A rule on columns may run to the end of the sheet; no register is this wide.
WIDEST = 500

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Styles:
    """What the formats of cells say: numbers of those that show dates, lengths of time, struck-through text."""

    dates: frozenset[int] = frozenset()
    elapsed: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Drawn:
    """A sheet while it is read."""

    cells: dict[int, dict[int, Scalar]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)


def read(workbook: Workbook) -> tuple[Sheet, ...]:
    """Every sheet of a workbook of the xlsx family, hidden ones too, at the true address of every value.

    The same records as the fast reader gives, several times slower, in memory that follows the filled cells.

    Args:
        workbook: A private copy whose package has been looked into.

    Raises:
        RegisterError: ``file-damaged``, ``file-unsafe`` (a document type) or ``file-too-large`` (too many cells).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(workbook.content)) as package:
            return _Package(package, workbook.path).sheets()
    except (KeyError, IndexError, ValueError, expat.ExpatError, zipfile.BadZipFile, OverflowError, StopIteration) as problem:
        raise RegisterError("file-damaged", workbook.path, detail=type(problem).__name__) from problem


class _Package:
    def __init__(self, package: zipfile.ZipFile, path: str) -> None:
        self.package, self.path = package, path
        names = package.namelist()
        self.names = {name.replace("\\", "/").lower(): name for name in names}
        if len(self.names) != len(names):
            raise RegisterError("file-damaged", path, detail="duplicate part")
        self.main = next(name for name in self.names if PurePosixPath(name).name == "workbook.xml")
        self.cells = 0
        self.epoch = _EPOCH

    def sheets(self) -> tuple[Sheet, ...]:
        listed: list[tuple[str, str, str]] = []

        def element(path: tuple[str, ...], about: Attributes) -> None:
            if path == ("workbook", "workbookpr") and about.get("date1904") in ("1", "true"):
                self.epoch = _EPOCH_1904
            elif path == ("workbook", "sheets", "sheet"):
                listed.append((about.get("name", ""), about.get("id", ""), about.get("state", "visible")))

        self._parse(self.main, element)
        relations = self._relations()
        strings = self._strings()
        styles = self._styles()
        found = []
        for name, relation, state in listed:
            part = relations.get(relation, "")
            if "worksheets" in part:
                found.append(_finished(self.path, name, self._drawn(part, strings, styles), hidden=state != "visible"))
        if not found:
            raise RegisterError("file-damaged", self.path, detail="workbook.xml")
        return tuple(found)

    def _relations(self) -> dict[str, str]:
        folder = posixpath.dirname(self.main)
        found: dict[str, str] = {}

        def element(path: tuple[str, ...], about: Attributes) -> None:
            if path[-1] == "relationship":
                target = about.get("target", "").lower()
                found[about.get("id", "")] = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")

        self._parse(f"{folder}/_rels/workbook.xml.rels", element)
        return found

    def _strings(self) -> list[str] | None:
        part = next((name for name in self.names if PurePosixPath(name).name == "sharedstrings.xml"), None)
        if part is None:
            return None
        strings: list[str] = []
        pieces: list[str] = []

        def element(path: tuple[str, ...], _: Attributes) -> None:
            if path == ("sst", "si"):
                pieces.clear()

        def text(path: tuple[str, ...], value: str) -> None:
            if path[-1] == "t" and "rph" not in path:
                pieces.append(value)

        def end(path: tuple[str, ...]) -> None:
            if path == ("sst", "si"):
                strings.append(_unescaped("".join(pieces)))

        self._parse(part, element, text, end)
        return strings

    def _styles(self) -> _Styles:
        part = next((name for name in self.names if PurePosixPath(name).name == "styles.xml"), None)
        if part is None:
            return _Styles()
        formats: dict[int, str] = {}
        fonts: list[bool] = []
        cells: list[tuple[int, int]] = []

        def element(path: tuple[str, ...], about: Attributes) -> None:
            if path == ("stylesheet", "numfmts", "numfmt"):
                formats[int(about.get("numfmtid", "0"))] = _LITERAL.sub("", about.get("formatcode", "")).lower()
            elif path == ("stylesheet", "fonts", "font"):
                fonts.append(False)
            elif path == ("stylesheet", "fonts", "font", "strike"):
                fonts[-1] = about.get("val", "1") not in ("0", "false")
            elif path == ("stylesheet", "cellxfs", "xf"):
                cells.append((int(about.get("numfmtid", "0")), int(about.get("fontid", "0"))))

        self._parse(part, element)
        elapsed = _ELAPSED | {number for number, code in formats.items() if re.search(r"\[[hms]+\]", code)}
        dates = (_DATES - formats.keys()) | {number for number, code in formats.items() if re.search("[dmyhs]", code.split(";")[0])} | elapsed
        return _Styles(
            frozenset(number for number, (form, _) in enumerate(cells) if form in dates),
            frozenset(number for number, (form, _) in enumerate(cells) if form in elapsed),
            frozenset(number for number, (_, font) in enumerate(cells) if font < len(fonts) and fonts[font]),
        )

    # ── one sheet ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _drawn(self, part: str, strings: list[str] | None, styles: _Styles) -> _Drawn:
        pen = _Pen(self, strings, styles)
        self._parse(part, pen.element, pen.text, pen.end)
        return pen.drawn

    def count(self) -> None:
        """One more filled cell.

        Raises:
            RegisterError: There are too many.
        """
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise RegisterError("file-too-large", self.path, detail=f"{MOST_CELLS}+")

    def place(self, reference: str | None, row: int, column: int) -> tuple[int, int]:
        """The row and column of a cell; one without a reference stands right of the one before."""
        if not reference:
            return row, column
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            raise ValueError(reference[:20])
        return self.within(int(found[2]), LAST_ROW), self.within(_number(found[1]), LAST_COLUMN)

    def within(self, number: int, last: int) -> int:
        """The number, refused where no workbook has such a row or column."""
        if not 0 < number <= last:
            raise RegisterError("file-damaged", self.path, detail=str(number)[:20])
        return number

    # ── expat ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _parse(
        self, part: str, element: Callable[[tuple[str, ...], Attributes], None],
        text: Callable[[tuple[str, ...], str], None] | None = None, end: Callable[[tuple[str, ...]], None] | None = None,
    ) -> None:
        """Walk a part; names without their spaces and in small letters, whatever prefix they carry."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        stack: list[str] = []
        paths: list[tuple[str, ...]] = [()]

        def start(name: str, attributes: dict[str, str]) -> None:
            stack.append(name.rpartition(" ")[2].lower())
            paths.append((*paths[-1], stack[-1]))
            element(paths[-1], {key.rpartition(" ")[2].lower(): value for key, value in attributes.items()})

        def finish(_: str) -> None:
            if end is not None:
                end(paths[-1])
            stack.pop()
            paths.pop()

        def refuse(*_: object) -> None:
            raise RegisterError("file-unsafe", self.path, detail="DTD")

        parser.StartElementHandler, parser.EndElementHandler = start, finish
        parser.StartDoctypeDeclHandler = refuse
        if text is not None:
            said = text
            parser.CharacterDataHandler = lambda value: said(paths[-1], value)
        with self.package.open(self.names[part]) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
        parser.Parse(b"", True)


class _Pen:
    """Draws one sheet as expat walks it."""

    def __init__(self, package: _Package, strings: list[str] | None, styles: _Styles) -> None:
        self.package, self.strings, self.styles = package, strings, styles
        self.drawn = _Drawn()
        self.row = self.column = 0
        self.about: dict[str, str] = {}
        self.value: list[str] = []
        self.formula: list[str] | None = None

    def element(self, path: tuple[str, ...], about: Attributes) -> None:
        name, depth = path[-1], len(path)
        if name == "c" and depth == _CELL:
            self.about = dict(about)
            self.value.clear()
            self.formula = None
            self.row, self.column = self.package.place(about.get("r"), self.row, self.column + 1)
        elif name == "row" and depth == _CELL - 1:
            self.row, self.column = self.package.within(int(about.get("r", self.row + 1)), LAST_ROW), 0
            if about.get("hidden") in ("1", "true"):
                self.drawn.hidden_rows.add(self.row)
        elif name == "f":
            self.formula = []
        elif name == "mergecell":
            self.drawn.merged.append(_box(about.get("ref", "")))
        elif name == "col" and about.get("hidden") in ("1", "true"):
            first, last = int(about["min"]), min(int(about["max"]), LAST_COLUMN, WIDEST)
            self.drawn.hidden_columns.update(range(first, last + 1))

    def text(self, path: tuple[str, ...], said: str) -> None:
        if path[-1] == "v" or (path[-1] == "t" and "is" in path and "rph" not in path):
            self.value.append(said)
        elif path[-1] == "f" and self.formula is not None:
            self.formula.append(said)

    def end(self, path: tuple[str, ...]) -> None:
        if path[-1] != "c" or len(path) != _CELL:
            return
        kind, style, said = self.about.get("t", "n"), int(self.about.get("s") or "0"), "".join(self.value)
        found: Scalar = None
        if said or kind == "e":
            found = _value(said, kind, self.strings, self.styles, style, self.package.epoch)
        elif self.formula is not None:
            found = Uncached("=" + "".join(self.formula))
        if found is not None:
            self.package.count()
            self.drawn.cells.setdefault(self.row, {})[self.column] = found
            if style in self.styles.struck:
                self.drawn.struck.add((self.row, self.column))


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _value(said: str, kind: str, strings: list[str] | None, styles: _Styles, style: int, epoch: datetime) -> Scalar:
    if kind == "s":
        if strings is None:
            raise ValueError("no strings")
        return _text(strings[int(said)])
    if kind in ("str", "inlineStr"):
        return _text(_unescaped(said))
    if kind == "b":
        return said.strip() in ("1", "true")
    if kind == "e":
        return CellError(said or "#?")
    if kind == "d":
        return _day(datetime.fromisoformat(said))
    number = float(said)
    if style in styles.dates:
        return _moment(number, epoch, elapsed=style in styles.elapsed)
    return _plain(number)


def _plain(number: float) -> Scalar:
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _moment(number: float, epoch: datetime, *, elapsed: bool) -> Scalar:
    """A serial number as the day, the time of day or the length of time that its format shows."""
    try:
        if elapsed:
            return timedelta(days=number)
        days = number + (1 if epoch == _EPOCH and 0 <= number < 60 else 0)  # noqa: PLR2004 - the 29 February 1900 that never was
        moment = epoch + timedelta(milliseconds=round(days * 86_400_000))
    except OverflowError:
        return _plain(number)
    if 0 <= number < 1:
        return moment.time()
    return _day(moment) if number > 0 else _plain(number)


def _day(moment: datetime) -> Scalar:
    return moment.date() if moment.time() == time(0) else moment


def _text(text: str) -> Scalar:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return bounded(plain) if plain.strip() else None


def bounded(text: str) -> str:
    """The text, or an error where it is longer than any cell of a workbook may be."""
    return text if len(text) <= LONGEST_TEXT else CellError(f"#{text[:20]}…")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = min(number * 26 + ord(letter) - 64, LAST_COLUMN + 1)
    return number


def _box(reference: str) -> tuple[int, int, int, int]:
    ends = [_REFERENCE.fullmatch(end) for end in reference.replace("$", "").split(":")]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        raise ValueError(reference[:40])
    return int(first[2]), _number(first[1]), int(last[2]), _number(last[1])


def _finished(path: str, name: str, drawn: _Drawn, *, hidden: bool) -> Sheet:
    nothing: tuple[Scalar, ...] = ()
    rows = [nothing] * max(drawn.cells, default=0)
    for number, cells in drawn.cells.items():
        row: list[Scalar] = [None] * max(cells)
        for column, value in cells.items():
            row[column - 1] = value
        rows[number - 1] = tuple(row)
    return Sheet(
        path, name, tuple(rows), tuple(drawn.merged), hidden,
        frozenset(drawn.hidden_rows), frozenset(drawn.hidden_columns), frozenset(drawn.struck),
    )
