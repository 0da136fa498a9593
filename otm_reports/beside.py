"""Package → what it says beside the values and the fast reader does not, and whether the fast reader may have it at all."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from otm_reports.errors import RegisterError
from otm_reports.grid import LAST_COLUMN, LONGEST_TEXT, MOST_CELLS, WIDEST
from otm_reports.parts import Parts

#: The fast reader allots the whole rectangle up to the last cell; one larger than this, or of which only one cell in so
#: many stands in the file, is read cell by cell.
_MOST_AREA, _MUCH_AREA, _THINNEST = 5_000_000, 1_000_000, 10
#: A text that many cells share is copied for each of them by the fast reader: bytes of all its copies.
_MOST_COPIED = 64 * 2**20
#: Rows of so many digits are looked at one by one.
_FAR = 100_000
_Z = 26

_SPACES = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
#: Every cell with the letters it names, and its row where that is far down; one that names nothing answers an empty text.
_NAMED = re.compile(rb'<c(?: r="([A-Z]+(?:[0-9]{6,})?)(?=[0-9"]))?')
_NOT_NEAR = re.compile(rb'<c(?! r="[A-Z][0-9]{1,5}")')
_ROWS = re.compile(rb'<c r="[A-Z]+([0-9]+)"')
_LAST_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_REFERENCE = re.compile(rb"([A-Z]+)([0-9]+)")
_NUMBER = re.compile(rb'\b(?:r|min|max)="([0-9]{1,7})"')
_ATTRIBUTE = re.compile(rb'\b(\w+)="([^"]*)"')
_CACHED = re.compile(rb"<v(?:\s[^>]*)?(?:/>|>(.*?)</v>)", re.DOTALL)
_FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>(.*?)</f>)", re.DOTALL)
#: What a plain sheet never has: other quotes or spaces around the sign of an attribute, a comment, a section of raw text,
#: a date as text, a number among spaces. A program writes all its cells in one manner, so that a look at the first will do.
_ODD = re.compile(rb"""=[\s']|\s=|<!|t="d"|<v>\s""")
_LOOK = 1 << 16
#: A letter that stands elsewhere so often is not rare.
_MANY_STRAYS = 2000
#: A text of number minus one: the fast reader takes the first instead.
_BEFORE_FIRST = re.compile(rb"""t="s"[^>]*>\s*<v>-""")
#: Texts of blanks alone, as UTF-8.
_BLANK = re.compile(rb"<t[^>]*>(?:\s|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)+</t>")
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")


class UnsafeForTheFast(Exception):
    """The fast reader would abort the process or lose something of this package: another reader must have it."""


@dataclass(frozen=True, slots=True)
class Side:
    """What the package says about a sheet and the fast reader does not.

    Attributes:
        errors, uncached: Place → text of an error cell, of a formula without a kept result.
        texts: Place → text that a formula resulted in; the fast reader drops some.
        struck: Places of struck-through text.
        hidden_rows, hidden_columns: Their numbers, from 1.
        negative: There is a negative number; in the format of a date the fast reader takes it for a time of day.
        untidy: There may be texts with stray line ends, of blanks alone, or longer than a cell may hold.
    """

    errors: Mapping[tuple[int, int], str]
    uncached: Mapping[tuple[int, int], str]
    texts: Mapping[tuple[int, int], str]
    struck: frozenset[tuple[int, int]]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    negative: bool = False
    untidy: bool = True


NOTHING = Side({}, {}, {}, frozenset(), frozenset(), frozenset())


def look(path: str, content: bytes) -> tuple[dict[str, Side], bytes]:
    """What the package of an .xlsx says beside the values, by sheet, and the package as the fast reader has the least work with it.

    Args:
        path: The workbook as a person names it.
        content: Its bytes.

    Raises:
        RegisterError: ``file-damaged`` or ``file-unsafe`` (a document type).
        UnsafeForTheFast: It is legal, but not plain.
    """
    try:
        with Parts(content) as package:
            if len({name.lower() for name in package.names}) != len(package.names):
                raise RegisterError("file-damaged", path, detail="duplicate part")
            _refuse_document_types(package, path)
            parts = _sheet_parts(package, path)
            struck = _struck_styles(package, path)
            texts = _texts(package)
            sides = {name: _look(package.read(part), struck, texts) for name, part in parts.items()}
            return sides, package.stored(frozenset(parts.values()))
    except (ET.ParseError, zipfile.BadZipFile, UnicodeDecodeError) as problem:
        raise RegisterError("file-damaged", path, detail=type(problem).__name__) from problem
    except (KeyError, ValueError, StopIteration) as problem:
        raise UnsafeForTheFast from problem


def _refuse_document_types(package: Parts, path: str) -> None:
    """No part of a workbook has a document type; one that has wants its reader to do something."""
    for name in package.names:
        if name.lower().endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.head(name, 4096):
            raise RegisterError("file-unsafe", path, detail="DTD")


def _xml(package: Parts, part: str, path: str) -> ET.Element:
    content = package.read(part)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise RegisterError("file-unsafe", path, detail="DTD")
    return ET.fromstring(content)  # noqa: S314 - any DTD was refused above, so there are no entities


def _sheet_parts(package: Parts, path: str) -> dict[str, str]:
    """Sheet name → part name, by the workbook's relations."""
    names = set(package.names)
    part = next(name for name in package.names if PurePosixPath(name).name == "workbook.xml")
    folder = posixpath.dirname(part)
    relations = {
        relation.get("Id"): relation.get("Target", "")
        for relation in _xml(package, posixpath.join(folder, "_rels/workbook.xml.rels"), path)
        if relation.get("Type", "").endswith("/worksheet")
    }
    found: dict[str, str] = {}
    for element in _xml(package, part, path).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            if relation not in relations:
                continue
            target = relations[relation]
            full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            name = element.get("name", "")
            if full not in names or name in found:
                raise UnsafeForTheFast
            found[name] = full
    if not found:
        raise UnsafeForTheFast
    return found


def _struck_styles(package: Parts, path: str) -> frozenset[int]:
    """Numbers of the cell formats whose font is struck through."""
    part = next((name for name in package.names if PurePosixPath(name).name == "styles.xml"), None)
    if part is None or b"strike" not in package.read(part):
        return frozenset()
    root = _xml(package, part, path)
    for space in _SPACES:
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


@dataclass(frozen=True, slots=True)
class _Texts:
    """Of the texts that cells share: bytes of the longest, and whether any of them is untidy."""

    longest: int = 0
    untidy: bool = False


def _texts(package: Parts) -> _Texts:
    part = next((name for name in package.names if PurePosixPath(name).name.lower() == "sharedstrings.xml"), None)
    if part is None:
        return _Texts()
    content = package.read(part)
    _refuse_encoding(content[:200])
    longest = max(map(len, content.split(b"</si>")))
    start = content.find(b"<", 100)
    untidy = longest > LONGEST_TEXT or content.find(b"\r", start) >= 0 or b"&#" in content or b"_x00" in content or bool(_BLANK.search(content))
    return _Texts(longest, untidy)


def _refuse_encoding(head: bytes) -> None:
    said = _ENCODING.search(head)
    if not head.removeprefix(b"\xef\xbb\xbf").startswith(b"<") or (said and said[1].lower() not in (b"utf-8", b"ascii", b"us-ascii")):
        raise UnsafeForTheFast  # legal, but the fast reader takes such a sheet for an empty one


def _look(content: bytes, struck: frozenset[int], texts: _Texts) -> Side:
    _refuse_encoding(content[:200])
    sheet, start, end = content.find(b"<worksheet"), content.find(b"<sheetData"), content.rfind(b"</sheetData>")
    if sheet < 0 or start < 0 or (end < 0 and content.find(b"<c ", start) >= 0):
        raise UnsafeForTheFast
    _refuse_odd(content, sheet)
    _refuse_stray(content, start, max(start, end), texts.longest)
    hidden_rows, hidden_columns = _hidden(content)
    errors: dict[tuple[int, int], str] = {}
    uncached: dict[tuple[int, int], str] = {}
    results: dict[tuple[int, int], str] = {}
    lines: set[tuple[int, int]] = set()
    for place, about, inside in _cells(content, b' t="e', b"e", start) if content.find(b"#", start) >= 0 else ():
        cached = _CACHED.search(inside)
        if about.get(b"t") == b"e":
            errors[place] = (cached[1] or b"").decode() if cached else "#?"
    for place, about, inside in _cells(content, b"<f", b"f", start):
        formula, cached = _FORMULA.search(inside), _CACHED.search(inside)
        kind = about.get(b"t")
        if formula and kind in (b"str", b"inlineStr") and cached:
            results[place] = unescape((cached[1] or b"").decode("utf-8", "replace"))
        elif formula and kind not in (b"e", b"inlineStr") and (cached is None or not cached[1]):
            # A formula whose result is an empty text is said to be a text; one that nobody has computed is said to be nothing.
            uncached[place] = "=" + unescape((formula[1] or b"").decode("utf-8", "replace"))
    for style in struck:
        lines.update(place for place, _, inside in _cells(content, b' s="%d"' % style, b"s", start) if inside)
    odd_texts = any(content.find(kind, start, start + _LOOK) >= 0 for kind in (b"inlineS", b't="st'))
    untidy = texts.untidy or odd_texts or bool(results)
    negative = content.find(b"-", start) >= 0 and b"<v>-" in content
    if negative and _BEFORE_FIRST.search(content, start):
        raise UnsafeForTheFast
    return Side(errors, uncached, results, frozenset(lines), hidden_rows, hidden_columns, negative, untidy)


def _refuse_odd(content: bytes, sheet: int) -> None:
    if _ODD.search(content, sheet, sheet + _LOOK):
        raise UnsafeForTheFast
    # One letter is looked for in no time; only where it stands is the whole looked through.
    for letter, odd in ((b"'", b"='"), (b"!", b"<!")):
        if content.find(letter, sheet) >= 0 and content.find(odd, sheet) >= 0:
            raise UnsafeForTheFast


def _places(content: bytes, mark: bytes, letter: bytes, start: int) -> Iterator[int]:
    """Every place of a mark. A letter of it is looked for instead, as long as that stands hardly anywhere else: it costs a tenth."""
    inside, strays = mark.index(letter), 0
    at = content.find(letter, start)
    while at >= 0 and strays < _MANY_STRAYS:
        if content.startswith(mark, at - inside):
            yield at - inside
        else:
            strays += 1
        at = content.find(letter, at + 1)
    at = content.find(mark, at - inside) if at >= 0 else at
    while at >= 0:
        yield at
        at = content.find(mark, at + 1)


def _cells(content: bytes, mark: bytes, letter: bytes, start: int) -> Iterator[tuple[tuple[int, int], dict[bytes, bytes], bytes]]:
    """Every cell that holds a mark (of which one letter is rare) in its tag or inside: its place, attributes and content."""
    done = start
    for at in _places(content, mark, letter, start):
        if at <= done:
            continue
        cell = content.rfind(b"<c ", start, at)
        head = content.find(b">", cell) if cell >= 0 else -1
        if head >= 0:
            closed = content[head - 1 : head] == b"/"
            end = head if closed else content.find(b"</c>", head)
            if at < end or (closed and at < head):
                about = dict(_ATTRIBUTE.findall(content, cell, head))
                reference = _REFERENCE.fullmatch(about.get(b"r", b""))
                if reference:
                    yield (int(reference[2]), _column(reference[1])), about, b"" if closed else content[head + 1 : end]
                done = end


def _hidden(content: bytes) -> tuple[frozenset[int], frozenset[int]]:
    rows: set[int] = set()
    columns: set[int] = set()
    for at in _places(content, b" hidde", b"h", 0):
        if content.startswith((b' hidden="1"', b' hidden="true"'), at):
            start = content.rfind(b"<", 0, at)
            numbers = [int(number) for number in _NUMBER.findall(content, start, content.find(b">", at))]
            if content.startswith(b"<row ", start) and len(numbers) == 1:
                rows.add(numbers[0])
            elif content.startswith(b"<col ", start) and len(numbers) == 2:  # noqa: PLR2004 - from and to
                columns.update(range(min(numbers), min(max(numbers), WIDEST) + 1))
            elif content.startswith((b"<row", b"<col"), start):
                raise UnsafeForTheFast
    return frozenset(rows), frozenset(columns)


def _refuse_stray(content: bytes, start: int, end: int, longest: int) -> None:
    """No more room than the filled cells need, and every cell says where it stands.

    Raises:
        UnsafeForTheFast: The fast reader would abort the process, or could not say where an error stands.
    """
    if next(_places(content, b":c", b":", start), end) < end:
        raise UnsafeForTheFast  # a cell under another prefix, or a name that looks so
    # Nearly every register lies within A1:Z99999, which one search without a find tells.
    width, height = _Z, _FAR - 1
    if _NOT_NEAR.search(content, start, end):
        width, height = _corner(content, start, end)
    last = _LAST_ROW.match(content, max(content.rfind(b'<row r="', start, end), 0))
    lines = int(last[1]) if last else 0
    most_cells, most_texts = (end - start) // len('<c r="A1"/>'), (end - start) // len('<c r="A1" t="s"><v>0</v></c>')
    if most_cells > MOST_CELLS or width * lines > _MUCH_AREA:
        most_cells = content.count(b"<c ", start, end)
    if most_cells > 2 * MOST_CELLS or width * height > _MOST_AREA or width * lines > max(_MUCH_AREA, _THINNEST * most_cells):
        raise UnsafeForTheFast
    if longest * most_texts > _MOST_COPIED and longest * content.count(b' t="s"', start) > _MOST_COPIED:
        raise UnsafeForTheFast


def _corner(content: bytes, start: int, end: int) -> tuple[int, int]:
    """The furthest column and row, or a greater one."""
    kinds = set(_NAMED.findall(content, start, end))
    letters = {one.rstrip(b"0123456789") for one in kinds}
    if b"" in letters or any(len(one) > 3 for one in letters):  # noqa: PLR2004 - XFD is the last column
        raise UnsafeForTheFast
    width, height = max(map(_column, letters), default=0), _FAR - 1
    if kinds != letters or width * height > _MOST_AREA:
        height = max(map(int, set(_ROWS.findall(content, start, end))), default=0)
    if width > LAST_COLUMN:
        raise UnsafeForTheFast
    return width, height


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
