"""File → Sheet: every value at its true address, with the errors, hidden rows and formulas that fast readers lose."""

from __future__ import annotations

import csv
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from otm_reports import sparse
from otm_reports.errors import RegisterError
from otm_reports.model import CellError, Scalar, Sheet, Uncached
from otm_reports.snapshot import Workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_CELLS = 2_000_000
#: A sheet whose used corner is further out than this holds a stray cell; the fast reader would ask for all of it.
MOST_AREA = 20_000_000
#: From here on a rectangle of which only one cell in so many stands in the file is cheaper to read cell by cell.
_MUCH_AREA, _THINNEST = 500_000, 10

#: A rule on columns may run to the end of the sheet; no register is this wide.
_WIDEST = 500
_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_REFERENCE = re.compile(rb'\br="([A-Z]*)(\d+)"')
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(rb'\b(\w+)="([^"]*)"')
_CACHED = re.compile(rb"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>|<(?:\w+:)?is>", re.DOTALL)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)


class _UnsafeForTheFast(Exception):
    """The fast reader would abort the process or lose a sheet of this package."""


@dataclass(frozen=True, slots=True)
class _Side:
    """What the package says about a sheet and the fast reader does not."""

    errors: Mapping[tuple[int, int], str]
    uncached: Mapping[tuple[int, int], str]
    texts: Mapping[tuple[int, int], str]
    struck: frozenset[tuple[int, int]]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]


_NOTHING = _Side({}, {}, {}, frozenset(), frozenset(), frozenset())


def read(workbook: Workbook) -> tuple[Sheet, ...]:
    """Every sheet of a workbook, hidden ones too.

    Args:
        workbook: A private copy whose package has been looked into.

    Returns:
        The sheets in their order; a whole number is an ``int``, a date without a time a ``date``, an error cell a
        ``CellError``, a formula without a kept result ``Uncached``.

    Raises:
        RegisterError: It cannot be read safely or at all; the code is a finding code (``file-…``).
    """
    if workbook.format == "csv":
        return (_read_csv(workbook),)
    try:
        side = _side_channel(workbook) if workbook.format == "xlsx" else {}
    except _UnsafeForTheFast:
        return sparse.read(workbook)
    return tuple(_with_calamine(workbook, side))


def _with_calamine(workbook: Workbook, side: Mapping[str, _Side]) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.content))
        cells = 0
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            cells += sheet.total_height * sheet.total_width
            _refuse_if(cells > MOST_AREA, workbook.path, about.name)
            yield _sheet(workbook.path, sheet, side.get(about.name, _NOTHING), hidden=about.visible != SheetVisibleEnum.Visible)
    except RegisterError:
        raise
    except PasswordError as problem:
        raise RegisterError("file-password", workbook.path) from problem
    except CalamineError as problem:
        raise RegisterError("file-damaged", workbook.path, detail=str(problem)[:200]) from problem
    except BaseException as problem:
        # A Rust panic reaches Python as PanicException, which is no Exception (threats 0.4).
        if isinstance(problem, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
            raise
        raise RegisterError("file-damaged", workbook.path, detail=type(problem).__name__) from problem


def _sheet(path: str, sheet: CalamineSheet, side: _Side, *, hidden: bool) -> Sheet:
    grid = [[_plain(value) for value in row] for row in sheet.to_python(skip_empty_area=False)] if sheet.end is not None else []
    for marks, kind in ((side.errors, CellError), (side.uncached, Uncached), (side.texts, str)):
        for (row, column), text in marks.items():
            if kind is str and row <= len(grid) and column <= len(grid[row - 1]) and grid[row - 1][column - 1] is not None:
                continue
            while len(grid) < row:
                grid.append([])
            grid[row - 1].extend([None] * (column - len(grid[row - 1])))
            grid[row - 1][column - 1] = kind(text)
    merged = tuple(
        (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(
        path, sheet.name, tuple(map(tuple, grid)), merged, hidden, side.hidden_rows, side.hidden_columns, side.struck,
    )


def _plain(value: object) -> Scalar:
    """Calamine's value as ours: '' is nothing, 12.0 is 12, midnight is a date, ``_x000D_`` is no text."""
    if value == "" or value is None:
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, datetime) and value.time() == time(0):
        return value.date()
    if isinstance(value, str):
        plain = value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        return sparse.bounded(plain) if plain.strip() else None
    return value  # type: ignore[return-value]  # str, int, float, bool, date, datetime, time or timedelta


# ── what the package says beside the values ─────────────────────────────────────────────────────────────────────────


def _side_channel(workbook: Workbook) -> dict[str, _Side]:
    try:
        with zipfile.ZipFile(io.BytesIO(workbook.content)) as package:
            parts = _sheet_parts(package, workbook.path)
            if not parts or len({name.lower() for name in package.namelist()}) != len(package.namelist()):
                raise RegisterError("file-damaged", workbook.path, detail="workbook.xml")
            _refuse_document_types(package, workbook.path)
            struck = _struck_styles(package)
            return {name: _look(package.read(part), struck, workbook.path) for name, part in parts.items()}
    except (KeyError, ET.ParseError, zipfile.BadZipFile, UnicodeDecodeError) as problem:
        raise RegisterError("file-damaged", workbook.path, detail=type(problem).__name__) from problem


def _refuse_document_types(package: zipfile.ZipFile, path: str) -> None:
    """No part of a workbook has a document type; one that has wants its reader to do something."""
    for name in package.namelist():
        if name.lower().endswith((".xml", ".rels")):
            with package.open(name) as part:
                if b"<!DOCTYPE" in part.read(4096):
                    raise RegisterError("file-unsafe", path, detail="DTD")


def _xml(package: zipfile.ZipFile, part: str, path: str) -> ET.Element:
    content = package.read(part)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RegisterError("file-unsafe", path, detail="DTD")
    return ET.fromstring(content)  # noqa: S314 - any DTD was refused above, so there are no entities


def _sheet_parts(package: zipfile.ZipFile, path: str) -> dict[str, str]:
    """Sheet name → part name, by the workbook's relations."""
    part = next(name for name in package.namelist() if PurePosixPath(name).name == "workbook.xml")
    folder = posixpath.dirname(part)
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _xml(package, f"{folder}/_rels/workbook.xml.rels", path)
    }
    names = {}
    for element in _xml(package, part, path).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            target = relations.get(relation, "")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            if full in package.namelist() and "worksheets" in full:
                names[element.get("name", "")] = full
    return names


def _struck_styles(package: zipfile.ZipFile) -> frozenset[int]:
    """Numbers of the cell formats whose font is struck through."""
    part = next((name for name in package.namelist() if PurePosixPath(name).name == "styles.xml"), None)
    if part is None or b"strike" not in package.read(part):
        return frozenset()
    root = _xml(package, part, part)
    for space in _MAIN:
        fonts = root.findall(f"{{{space}}}fonts/{{{space}}}font")
        struck = {
            number for number, font in enumerate(fonts)
            if (mark := font.find(f"{{{space}}}strike")) is not None and mark.get("val", "1") not in ("0", "false")
        }
        formats = root.findall(f"{{{space}}}cellXfs/{{{space}}}xf")
        found = frozenset(number for number, xf in enumerate(formats) if int(xf.get("fontId", "0")) in struck)
        if found:
            return found
    return frozenset()


def _look(content: bytes, struck: frozenset[int], path: str) -> _Side:
    if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
        raise RegisterError("file-unsafe", path, detail="DTD")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _UnsafeForTheFast  # legal, but the fast reader takes such a sheet for an empty one
    _refuse_stray(content, path)
    hidden_rows, hidden_columns = _hidden(content) if b"hidden=" in content else (frozenset(), frozenset())
    errors: dict[tuple[int, int], str] = {}
    uncached: dict[tuple[int, int], str] = {}
    texts: dict[tuple[int, int], str] = {}
    lines: set[tuple[int, int]] = set()
    if struck or b't="e"' in content or b"<f" in content or b":f>" in content:
        for place, attributes, body in _cells(content):
            cached = _CACHED.search(body)
            if attributes.get(b"t") == b"e":
                errors[place] = (cached[1] or b"").decode() if cached else "#?"
            elif (formula := _FORMULA.search(body)) and (cached is None or cached[1] == b""):
                uncached[place] = "=" + unescape((formula[1] or b"").decode("utf-8", "replace"))
            elif formula and attributes.get(b"t") == b"str" and cached and (text := unescape(cached[1].decode("utf-8", "replace"))).strip():
                texts[place] = text
            if struck and int(attributes.get(b"s") or b"0") in struck and body:
                lines.add(place)
    return _Side(errors, uncached, texts, frozenset(lines), hidden_rows, hidden_columns)


def _hidden(content: bytes) -> tuple[frozenset[int], frozenset[int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    for found in _ROW.finditer(content):
        about = dict(_ATTRIBUTE.findall(found[1]))
        if about.get(b"hidden") in (b"1", b"true") and about.get(b"r", b"").isdigit():
            rows.add(int(about[b"r"]))
    for found in _COLUMN.finditer(content):
        about = dict(_ATTRIBUTE.findall(found[1]))
        if about.get(b"hidden") in (b"1", b"true"):
            columns.update(range(int(about[b"min"]), min(int(about[b"max"]), _WIDEST) + 1))
    return frozenset(rows), frozenset(columns)


def _cells(content: bytes) -> Iterator[tuple[tuple[int, int], dict[bytes, bytes], bytes]]:
    for found in _CELL.finditer(content):
        attributes = dict(_ATTRIBUTE.findall(found[1]))
        reference = re.fullmatch(rb"([A-Z]+)(\d+)", attributes.get(b"r", b""))
        if reference:
            yield (int(reference[2]), _column(reference[1])), attributes, found[2] or b""


def _refuse_stray(content: bytes, path: str) -> None:
    """The fast reader allots the whole rectangle up to the last cell and aborts the process where it cannot."""
    furthest_row = furthest_column = cells = 0
    for found in _REFERENCE.finditer(content):
        if len(found[1]) > 3 or len(found[2]) > 7:  # noqa: PLR2004 - XFD1048576 is the last cell there is
            raise RegisterError("file-damaged", path, detail=found[0][:40].decode())
        if found[1]:
            cells += 1
            furthest_row = max(furthest_row, int(found[2]))
            furthest_column = max(furthest_column, _column(found[1]))
    _refuse_if(cells > MOST_CELLS, path, f"{furthest_row} × {furthest_column}")
    area = furthest_row * furthest_column
    if area > MOST_AREA or (area > _MUCH_AREA and area > _THINNEST * cells):
        raise _UnsafeForTheFast


def _refuse_if(too_large: bool, path: str, detail: str) -> None:  # noqa: FBT001 - reads as the sentence it is
    if too_large:
        raise RegisterError("file-too-large", path, detail=detail)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


# ── text files ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _read_csv(workbook: Workbook) -> Sheet:
    text = _decoded(workbook.content)
    sample = text[:20_000]
    delimiter = max(";\t,", key=lambda mark: sum(line.count(mark) for line in sample.splitlines()[:50]))
    csv.field_size_limit(10_000_000)
    try:
        rows = tuple(
            tuple(value.strip() or None for value in row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        )
    except csv.Error as problem:
        raise RegisterError("file-damaged", workbook.path, detail=str(problem)) from problem
    return Sheet(workbook.path, PurePosixPath(workbook.path).stem, rows)


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 by its mark, else KZ-1048: an 8-bit file from Kazakhstan is never cp1251 (kazakh.md 2)."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("kz1048", "replace")
