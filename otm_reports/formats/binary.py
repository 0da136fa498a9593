""".xlsb → Sheets: records of length and kind, read cell by cell; error cells and hidden rows are kept."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from otm_reports.errors import RegisterError
from otm_reports.grid import Count, Grid, plain
from otm_reports.model import CellError, Scalar, Sheet
from otm_reports.sparse import Styles, moment, shows_date, shows_length

# Kinds of records ([MS-XLSB] 2.3).
_ROW, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = 0, 2, 3, 4, 5, 6, 7
_F_TEXT, _F_REAL, _F_BOOL, _F_ERROR = 8, 9, 10, 11
_CELLS = range(1, 12)
_SST_ITEM, _FONT, _FORMAT, _XF, _XFS, _XFS_END = 19, 43, 44, 47, 617, 618
_COLUMN, _WORKBOOK, _SHEET, _MERGE = 60, 153, 156, 176
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA"}
_STRUCK_BIT = 0x0008


@dataclass(slots=True)
class _Book:
    path: str
    package: zipfile.ZipFile
    names: dict[str, str]
    count: Count
    strings: list[str] = field(default_factory=list)
    styles: Styles = field(default_factory=Styles)
    from_1904: bool = False


def read(path: str, content: bytes) -> tuple[Sheet, ...]:
    """Every worksheet of a binary workbook, hidden ones too.

    Raises:
        RegisterError: ``file-damaged`` or ``file-too-large``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
            return _sheets(_Book(path, package, names, Count(path)))
    except (KeyError, IndexError, ValueError, struct.error, zipfile.BadZipFile, OverflowError, StopIteration) as problem:
        raise RegisterError("file-damaged", path, detail=type(problem).__name__) from problem


def _sheets(book: _Book) -> tuple[Sheet, ...]:
    main = next(name for name in book.names if posixpath.basename(name) == "workbook.bin")
    folder = posixpath.dirname(main)
    targets = _relations(book, posixpath.join(folder, "_rels/workbook.bin.rels"), folder)
    listed: list[tuple[str, str, int]] = []
    for kind, data in _records(book, main):
        if kind == _WORKBOOK:
            book.from_1904 = bool(data[0] & 1)
        elif kind == _SHEET:
            relation, at = _wide(data, 8)
            listed.append((_wide(data, at)[0], relation, data[0]))
    for kind, data in _records(book, posixpath.join(folder, "sharedstrings.bin")):
        if kind == _SST_ITEM:
            book.strings.append(_wide(data, 1)[0])
    book.styles = _styles(book, posixpath.join(folder, "styles.bin"))
    found = tuple(
        _sheet(book, targets[relation], name, hidden=state != 0) for name, relation, state in listed if "worksheets" in targets.get(relation, "")
    )
    if not found:
        raise RegisterError("file-damaged", book.path, detail="workbook.bin")
    return found


def _sheet(book: _Book, part: str, name: str, *, hidden: bool) -> Sheet:
    grid = Grid(book.count, name)
    row = 0
    for kind, data in _records(book, part):
        if kind == _ROW:
            row = int.from_bytes(data[:4], "little") + 1
            if data[11] & 0x10:
                grid.hidden_rows.add(row)
        elif kind in _CELLS:
            column, style = int.from_bytes(data[:4], "little") + 1, int.from_bytes(data[4:7], "little")
            grid.put(row, column, _value(book, kind, data, style), struck=style in book.styles.struck)
        elif kind == _COLUMN and int.from_bytes(data[16:18], "little") & 1:
            first, last = struct.unpack_from("<II", data)
            grid.hide_columns(first + 1, last + 1)
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            grid.merge(top + 1, left + 1, bottom - top + 1, right - left + 1)
    return grid.sheet(hidden=hidden)


def _value(book: _Book, kind: int, data: bytes, style: int) -> Scalar:
    if kind in (_ERROR, _F_ERROR):
        return CellError(_ERRORS.get(data[8], "#?"))
    if kind in (_BOOL, _F_BOOL):
        return bool(data[8])
    if kind in (_TEXT, _F_TEXT):
        return _wide(data, 8)[0]
    if kind == _SHARED:
        return book.strings[int.from_bytes(data[8:12], "little")]
    if kind in (_REAL, _F_REAL):
        number = float(struct.unpack_from("<d", data, 8)[0])
    elif kind == _RK:
        number = _rk(int.from_bytes(data[8:12], "little"))
    else:
        return None
    if style in book.styles.dates:
        return moment(number, from_1904=book.from_1904, elapsed=style in book.styles.elapsed)
    return plain(number)


def _rk(bits: int) -> float:
    """A number in thirty bits: the upper half of a float or a whole number, perhaps hundredths."""
    if bits & 2:
        value = float((bits >> 2) - (1 << 30 if bits & 0x8000_0000 else 0))
    else:
        value = float(struct.unpack("<d", b"\0\0\0\0" + (bits & 0xFFFF_FFFC).to_bytes(4, "little"))[0])
    return value / 100 if bits & 1 else value


def _styles(book: _Book, part: str) -> Styles:
    formats: dict[int, str] = {}
    fonts: list[bool] = []
    cells: list[tuple[int, int]] = []
    inside = False
    for kind, data in _records(book, part) if part in book.names else ():
        if kind == _FORMAT:
            formats[int.from_bytes(data[:2], "little")] = _wide(data, 2)[0]
        elif kind == _FONT:
            fonts.append(bool(int.from_bytes(data[2:4], "little") & _STRUCK_BIT))
        elif kind in (_XFS, _XFS_END):
            inside = kind == _XFS
        elif kind == _XF and inside:
            cells.append((int.from_bytes(data[2:4], "little"), int.from_bytes(data[4:6], "little")))
    return Styles(
        frozenset(number for number, (form, _) in enumerate(cells) if shows_date(form, formats)),
        frozenset(number for number, (form, _) in enumerate(cells) if shows_length(form, formats)),
        frozenset(number for number, (_, font) in enumerate(cells) if font < len(fonts) and fonts[font]),
    )


def _relations(book: _Book, part: str, folder: str) -> dict[str, str]:
    from otm_reports.formats.walk import Attributes, Walker, walk

    found: dict[str, str] = {}

    class Relations(Walker):
        def start(self, name: str, about: Attributes) -> None:
            if name == "Relationship":
                target = about.get("Target", "").lower()
                found[about.get("Id", "")] = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")

    with book.package.open(book.names[part]) as stream:
        walk(stream, Relations(), book.path)
    return found


def _records(book: _Book, part: str) -> Iterator[tuple[int, bytes]]:
    """The records of a part, as kind and data; none if there is no such part."""
    if part not in book.names:
        return
    content = book.package.read(book.names[part])
    at, end = 0, len(content)
    while at < end:
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (content[at] << 7)
            at += 1
        length = shift = 0
        while True:
            byte = content[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift > 21:  # noqa: PLR2004 - four bytes at most
                break
        if at + length > end:
            raise ValueError(part)
        yield kind, content[at : at + length]
        at += length


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; an absent one is empty."""
    length = int.from_bytes(data[at : at + 4], "little")
    if length == 0xFFFF_FFFF:  # noqa: PLR2004 - says that there is none
        return "", at + 4
    end = at + 4 + 2 * length
    if end > len(data):
        raise ValueError(length)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end
