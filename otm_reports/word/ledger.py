"""Traced values ↔ a paper: an invisible bookmark around each printed value, and a ledger part that says where it is from.

The ledger is a custom XML part, which Word and LibreOffice keep when they save. It holds places and numbers; of texts
only a digest, so that it says nothing of a person that the paper does not say.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from otm_reports import packing
from otm_reports.model import CellRef, Figure, LeftOut, Listing, column_letters
from otm_reports.traced import Origin
from otm_reports.word import package
from otm_reports.word.package import CONTENT_TYPES, RELATIONSHIPS, R
from otm_reports.word.values import TRACED as _START
from otm_reports.word.values import TRACED_END as _END

NAMESPACE = "urn:otm-reports:ledger:1"
#: Names of our bookmarks; one that begins with ``_`` is not shown by Word.
BOOKMARK = "_otm"
#: Bookmarks of the template have smaller numbers.
_FIRST_ID = 700_000
_TEXT = '<w:t xml:space="preserve">'
_CLOSE = "</w:t></w:r>"
_CLOSED = len(_CLOSE)
#: The beginning of a run of which nothing is printed yet.
_RUN_START = re.compile(r'<w:r(?: [^<>]*)?>(?:<w:rPr/>|<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t xml:space="preserve">', re.DOTALL)
_NOWHERE = ("", "")
_NOTHING = "\ufdd5"
#: How hard a ledger and the parts with many bookmarks are packed: numbers that never repeat gain little from more.
LEVEL, MARKED_LEVEL = 1, 3
_MARK, _MANY = f'w:name="{BOOKMARK}'.encode(), 100
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
#: What is kept of a printed text letter by letter: a number with its signs, or a dash.
_LONGEST = 20
_NUMBER = re.compile(r"[+–-]?[\d\s]*(,\d+)?\s?%?|–")


@dataclass(frozen=True, slots=True)
class About:
    """What a ledger says of its paper.

    Attributes:
        kind, key, lang, name: Which paper it is, and its file name.
        year: The academic year. period: as ``--period``.
        program: Version of the program that printed it.
    """

    kind: str
    key: str
    lang: str
    name: str
    year: str
    period: str
    program: str


#: Methods by which a figure follows from the numbers in its cells.
_OF_NUMBERS = ("sum", "mean", "median", "value")


# ── what is kept ────────────────────────────────────────────────────────────────────────────────────────────────────


def kept_text(text: str) -> str:
    """What the ledger keeps of a printed text: a number as it is, of words a digest.

    >>> kept_text("82,4 %"), kept_text("Омаров Қ.Б.")
    ('82,4 %', '#ec411a1d')
    """
    plain = folded(text)
    return plain if len(plain) < _LONGEST and _NUMBER.fullmatch(plain) else f"#{zlib.crc32(plain.encode()):08x}"


def folded(text: str) -> str:
    """A printed text without what a word processor may change by itself: kinds of spaces, line ends, word joiners."""
    return " ".join(text.replace("\u2060", "").split())


def packed_cells(cells: Iterable[CellRef], files: set[str] | None = None) -> dict[str, str]:
    """Cells by their sheet, runs of one column together; their files are added to ``files``.

    >>> packed_cells([CellRef("а.xlsx", "П", row, 2) for row in (6, 7, 8, 10)])
    {'а.xlsx#П': 'B6:B8 B10'}
    """
    by_sheet = _by_sheet(cells)
    if files is not None:
        files.update(file for file, _ in by_sheet)
    return {_sheet_name(*sheet): _runs(found) for sheet, found in (sorted(by_sheet.items()) if len(by_sheet) > 1 else by_sheet.items())}


@cache
def _sheet_name(file: str, sheet: str) -> str:
    return str(CellRef(file, sheet))


#: A cell of a sheet is one number, column · this + row: cells under each other follow one another. No sheet has so many rows.
_ROWS = 1 << 21


def _by_sheet(cells: Iterable[CellRef]) -> dict[tuple[str, str], list[int]]:
    by_sheet: dict[tuple[str, str], list[int]] = {}
    file = sheet = ""
    found = None
    for cell in cells:
        if found is None or cell.sheet is not sheet or cell.file is not file:  # most often the very same words
            file, sheet = cell.file, cell.sheet
            found = by_sheet.setdefault((file, sheet), [])
        found.append(cell.column * _ROWS + cell.row)
    return by_sheet


def _runs(cells: list[int]) -> str:
    if len(cells) == 1:
        return _run(cells[0], cells[0]) if cells[0] else ""
    made: list[str] = []
    first = last = 0
    for cell in sorted(cells):
        if cell - last > 1:
            if last:
                made.append(_run(first, last))
            first = cell
        last = cell
    if last:
        made.append(_run(first, last))
    return " ".join(made)


def _run(first: int, last: int) -> str:
    column, row = divmod(first, _ROWS)
    letters = _letters(column)
    return f"{letters}{row}:{letters}{row + last - first}" if last > first else f"{letters}{row}"


_letters = cache(column_letters)
_RUN = re.compile(r"([A-Z]+)(\d+)(?::[A-Z]+(\d+))?")


def unpacked_cells(cells: Mapping[str, str]) -> tuple[str, ...]:
    """The cells of :func:`packed_cells`, each in the contract's form.

    >>> unpacked_cells({"а.xlsx#П": "B6:B8 B10"})[-2:]
    ('а.xlsx#П!B8', 'а.xlsx#П!B10')
    """
    found: list[str] = []
    for sheet, runs in cells.items():
        if not runs:
            found.append(sheet)
        for letters, first, last in _RUN.findall(runs):
            found += [f"{sheet}!{letters}{row}" for row in range(int(first), int(last or first) + 1)]
    return tuple(found)


#: Tells the number that stands in a cell.
NumberAt = Callable[[CellRef], "int | float | None"]


def _figure(figure: Figure, files: set[str], number_at: Callable[[], NumberAt]) -> dict[str, Any]:
    """A figure as a ledger keeps it, in no language; of a sum or a mean also the numbers that stood in its cells."""
    made: dict[str, Any] = {"value": figure.value, "unit": figure.unit, "method": figure.method, "cells": packed_cells(figure.cells, files)}
    if figure.of is not None:
        made["of"] = {"value": figure.of.value, "cells": packed_cells(figure.of.cells, files)}
    if figure.method in _OF_NUMBERS and figure.cells:
        number = number_at()
        stood = {(cell.file, cell.sheet, cell.column, cell.row): cell for cell in figure.cells}
        made["stood"] = [number(stood[place]) for place in sorted(stood)]
    if figure.left_out:
        made["left"] = _left(figure.left_out)
    if not figure.cells:
        made["searched"] = list(figure.searched)
    if figure.earlier:
        made["earlier"] = {year: [value, *([str(figure.archived[year])] if year in figure.archived else ())] for year, value in figure.earlier.items()}
    return made


def _worded(one: Figure | Listing, columns: Iterable[str], lang: str) -> dict[str, Any]:
    """What a ledger says of a figure or a listing in the language of its paper."""
    if isinstance(one, Figure):
        said = {"label": one.label.get(lang, ""), "how": one.how.get(lang, "")}
        return {**said, "of_label": one.of.label.get(lang, "")} if one.of is not None else said
    return {"label": one.label.get(lang, ""), "labels": [one.columns[name].get(lang, "") if name in one.columns else "" for name in columns]}


def _left(left: Iterable[LeftOut]) -> dict[str, dict[str, str]]:
    reasons: dict[str, list[CellRef]] = {}
    for one in left:
        reasons.setdefault(one.reason, []).append(one.cell)
    return {reason: packed_cells(cells) for reason, cells in sorted(reasons.items())}


def _listing(listing: Listing, files: set[str]) -> dict[str, Any]:
    """A listing as a ledger keeps it: for each row, column by column, the place of its cells among those of the listing."""
    sheets: dict[tuple[str, str], int] = {}
    cells: dict[str, int] = {"": 0}
    columns = list(dict.fromkeys((*listing.columns, *(column for row in listing.rows for column in row.cells))))
    seen: dict[int, tuple[int, tuple[CellRef, ...]]] = {}  # columns of a row often share their cells
    rows: list[list[int]] = []
    for row in listing.rows:
        found = row.cells
        places: list[int] = []
        for column in columns:
            some = found.get(column, ())
            known = seen.get(id(some))
            if known is None:
                known = seen[id(some)] = (cells.setdefault(_by_number(some, sheets), len(cells)), some)
            places.append(known[0])
        rows.append(places)
    files.update(file for file, _ in sheets)
    return {"columns": columns, "cells": list(cells), "sheets": [_sheet_name(*sheet) for sheet in sheets], "rows": rows}


def _by_number(cells: tuple[CellRef, ...], sheets: dict[tuple[str, str], int]) -> str:
    """Cells as :func:`packed_cells` writes them, the sheet as its number in the ledger's listing: ``0!B6:B8 B10;1!C4``."""
    if not cells:
        return ""
    if len(cells) == 1:
        one = cells[0]
        return f"{sheets.setdefault((one.file, one.sheet), len(sheets))}!{_letters(one.column)}{one.row}"
    return ";".join([f"{sheets.setdefault(sheet, len(sheets))}!{_runs(found)}" for sheet, found in _by_sheet(cells).items()])


# ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Book:
    """The ledgers of one run: what several papers print is put into words once.

    Args:
        sources: Path of each workbook → its sha256.
        numbers: Gives what tells the number that stands in a cell.
    """

    def __init__(self, sources: Mapping[str, str], numbers: Callable[[], NumberAt] = lambda: _no_number) -> None:
        self.sources = sources
        self._number_at = cache(numbers)
        self._kept: dict[int, tuple[str, frozenset[str], list[str]]] = {}
        #: Text as printed → what a ledger keeps of it.
        self.kept: dict[str, str] = {}
        #: Text of a template before a value → what stands before the run of the value, and its beginning.
        self.befores: dict[str, tuple[str, str]] = {}
        #: Text of a template after a value → what stands after its run.
        self.afters: dict[str, str] = {}
        self._said: dict[tuple[int, str], Said] = {}

    def said(self, one: Figure | Listing, lang: str) -> Said:
        """A figure or a listing as ledgers say it."""
        key = (id(one), lang)
        found = self._said.get(key)
        if found is None:
            content, files, columns = self._content(one)
            words = _json(_worded(one, columns, lang))
            found = self._said[key] = Said(_json(one.id), f"{words[:-1]},{content[1:]}", files, one)
        return found

    def _content(self, one: Figure | Listing) -> tuple[str, frozenset[str], list[str]]:
        """What ledgers of every language say alike, the workbooks it is from, and the columns of a listing."""
        kept = self._kept.get(id(one))
        if kept is None:
            files: set[str] = set()
            content = _figure(one, files, self._number_at) if isinstance(one, Figure) else _listing(one, files)
            kept = self._kept[id(one)] = (_json(content), frozenset(files), content.get("columns", []))
        return kept


def _no_number(cell: CellRef) -> int | float | None:  # noqa: ARG001 - the shape of NumberAt
    return None


@dataclass(frozen=True, slots=True)
class Said:
    """A figure or a listing in a ledger.

    Attributes:
        name: Its id, in JSON. content: What is kept of it, in JSON. files: The workbooks it is from.
        one: Itself, held so that its identity stays its own.
    """

    name: str
    content: str
    files: frozenset[str]
    one: Figure | Listing


_in_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _json(content: object) -> str:
    said = _in_json(content)
    return escape(said) if "&" in said or "<" in said or ">" in said else said


class Traces:
    """The traces of one paper while it is rendered: hears of its values, places bookmarks, writes the ledger.

    Args:
        book: The ledgers of the run.
        about: What paper it is.
    """

    def __init__(self, book: Book, about: About) -> None:
        self._book = book
        self._about = about
        self._heard: dict[str, tuple[Origin, str]] = {}
        self._placed: list[tuple[Origin, str]] = []

    def __call__(self, xml: str, origin: Origin) -> str:
        """A printed value between signs that :meth:`gather` and :meth:`placed` turn into a bookmark."""
        heard = self._heard
        said = f"{_START}{len(heard)}{_END}{xml}{_END}"
        heard[said] = (origin, xml)
        return said

    def gather(self, pieces: list[str]) -> None:
        """The quick way for most values: one that is all the text of its run, printed as a piece of its own.

        What stands before and after it are texts of the template, the same each time, of which it is known how they are cut.
        """
        heard, befores, afters = self._heard.get, self._book.befores, self._book.afters
        found = [(place, one) for place, piece in enumerate(pieces) if (one := heard(piece)) is not None]
        marks, last = self._placed, len(pieces) - 1
        for place, one in found:
            if not 0 < place < last:
                continue
            before, after = pieces[place - 1], pieces[place + 1]
            if (cut := befores.get(before)) is None:
                cut = befores[before] = _cut(before)
            if (rest := afters.get(after)) is None:
                rest = afters[after] = after[_CLOSED:] if after.startswith(_CLOSE) else _NOTHING
            if cut is _NOWHERE or rest is _NOTHING:
                continue
            marks.append(one)
            number = len(marks)
            identity = _FIRST_ID + number
            pieces[place - 1], opening = cut
            pieces[place] = (
                f'<w:bookmarkStart w:id="{identity}" w:name="{BOOKMARK}{number}"/>{opening}{one[1]}</w:t></w:r><w:bookmarkEnd w:id="{identity}"/>'
            )
            pieces[place + 1] = rest

    def placed(self, xml: str) -> str:
        """A rendered part with a bookmark around every traced value that stands in a run of a text; elsewhere there is none.

        A bookmark stands between runs: where a value is not all the text of its run, the run is cut, and what follows looks
        like what was before.
        """
        at = xml.find(_START)
        made: list[str] = []
        done = 0
        look = ""  # how the run begins that this place is in, if it is one that was cut before
        while at >= 0:
            words = xml.find(_END, at) + 1
            end = xml.find(_END, words) if words else -1
            heard = self._heard.get(xml[at : end + 1])
            opened, look = _opened(xml[done:at], look)
            made.append(opened)
            if heard is None:  # a sign that nobody gave
                look, done = "", at + 1
            else:
                done = end + 1
                made.append(self._marked(heard, look) if look else xml[words:end])
            if look:
                closed = xml.startswith(_CLOSE, done)
                made.append("" if closed else look + _TEXT)
                done, look = (done + _CLOSED, "") if closed else (done, look)
            at = xml.find(_START, done)
        return "".join((*made, xml[done:])).replace(_END, "") if made else xml

    def _marked(self, heard: tuple[Origin, str], look: str) -> str:
        """A value in a run of its own, between the two halves of its bookmark."""
        self._placed.append(heard)
        number = len(self._placed)
        identity = _FIRST_ID + number
        start = f'<w:bookmarkStart w:id="{identity}" w:name="{BOOKMARK}{number}"/>'
        return f'{start}{look}{_TEXT}{heard[1]}{_CLOSE}<w:bookmarkEnd w:id="{identity}"/>'

    def content(self) -> bytes:
        """The ledger part."""
        lang, book, about = self._about.lang, self._book, self._about
        said: dict[int, Said] = {}
        cells: set[str] = set()
        marks: list[str] = []
        kept = book.kept
        kept.update(_kept(xml for _, xml in self._placed if xml not in kept))
        for (figure, year, listing, row, column, cell), xml in self._placed:
            one = listing or figure
            if one is None:
                cells |= {cell.file} if cell else set()
                marks.append(f'["{kept[xml]}","",{_json(str(cell or ""))}]')
                continue
            known = said.get(id(one))
            if known is None:
                known = said[id(one)] = book.said(one, lang)
            if listing is not None:
                marks.append(f'["{kept[xml]}",{known.name},{row},"{column}"]')
            else:
                marks.append(f'["{kept[xml]}",{known.name},"{year}"]' if year else f'["{kept[xml]}",{known.name}]')
        files = cells.union(*(one.files for one in said.values()))
        head = {
            "kind": about.kind, "key": about.key, "lang": lang, "name": about.name, "year": about.year, "period": about.period,
            "program": about.program, "files": {file: book.sources[file] for file in sorted(files) if file in book.sources},
        }
        body = (
            f'{_json(head)[:-1]},"figures":{_object(one for one in said.values() if isinstance(one.one, Figure))},'
            f'"listings":{_object(one for one in said.values() if isinstance(one.one, Listing))},"marks":[{",".join(marks)}]}}'
        )
        return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<ledger xmlns="{NAMESPACE}">{body}</ledger>'.encode()


def level(data: bytes) -> int:
    """How hard a part of a traced paper is packed."""
    return MARKED_LEVEL if data.count(_MARK) > _MANY else packing.LEVEL


def _object(said: Iterable[Said]) -> str:
    """Finished JSON values as one object."""
    return "{" + ",".join(f"{one.name}:{one.content}" for one in said) + "}"


_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<w:(?:br|tab)\b[^>]*/>")


def _kept(texts: Iterable[str]) -> dict[str, str]:
    """What a ledger keeps of each of many printed texts, as :func:`kept_text` says of one."""
    found = list(dict.fromkeys(texts))
    plain = [" ".join((_words(xml) if "&" in xml or "<" in xml else xml).replace("\u2060", "").split()) for xml in found]
    return {
        xml: f"#{digest:08x}" if text[:1].isalpha() else kept_text(text)
        for xml, text, digest in zip(found, plain, map(zlib.crc32, map(str.encode, plain)), strict=True)
    }


def _words(xml: str) -> str:
    """The text of a printed value."""
    if "<" in xml:
        xml = _TAG.sub("", _BREAK.sub("\n", xml))
    return xml.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&") if "&" in xml else xml


def _cut(before: str) -> tuple[str, str]:
    """A text of a template before a value → what stands before the run, and the run until the value; both empty if it prints more."""
    start = max(before.rfind("<w:r>"), before.rfind("<w:r "))
    opening = before[start:] if start >= 0 else ""
    return (before[:start], opening) if _RUN_START.fullmatch(opening) else _NOWHERE


def _opened(before: str, look: str) -> tuple[str, str]:
    """What stands before a value, closed so that a bookmark can follow, and how the run begins that the value is in.

    The beginning is empty where the value is in no run of a text.

    Args:
        before: The XML since the value before.
        look: How the run begins that was cut for the value before, if it goes on here.
    """
    start = max(before.rfind("<w:r>"), before.rfind("<w:r "))
    if start < 0:
        if not look or "</w:r>" in before or before.rfind("</w:t>") > before.rfind("<w:t"):
            return before, ""
        return f"{before}{_CLOSE}", look
    run = before[start:]
    text = max(run.rfind("<w:t>"), run.rfind("<w:t "))
    if text < 0 or run.find("</w:t>", text) >= 0:
        return before, ""
    properties = run.find("</w:rPr>")
    head = run[: properties + len("</w:rPr>")] if properties >= 0 else run[: run.index(">") + 1]
    words = run.index(">", text) + 1
    if text == len(head) and words == len(run):
        return before[:start], head
    if run.startswith("<w:t>", text):  # its last letter may be a space now
        before = before[: start + text] + _TEXT + run[words:]
    return f"{before}{_CLOSE}", head


def related(parts: Mapping[str, bytes], main: str, where: str, relation: str = "rIdLedger") -> tuple[dict[str, bytes], str]:
    """The parts that tie a custom XML part to a paper, and the name of that part.

    Args:
        parts: Parts of the template or paper.
        main: Name of its main part.
        where: Name of the template, for messages.
        relation: Id of the relationship.
    """
    number = 1
    while f"customXml/item{number}.xml" in parts or f"customXml/itemProps{number}.xml" in parts:
        number += 1
    name, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    store = f'<ds:datastoreItem ds:itemID="{{6F746D2D-6C65-4467-8572-{number:012d}}}" xmlns:ds="{_DATA_STORE}"><ds:schemaRefs/></ds:datastoreItem>'
    rels, types = package.relationships_name(main), "[Content_Types].xml"
    target = "../" * main.count("/") + name
    declared = [f'<Override PartName="/{properties}" ContentType="{_PROPERTIES_TYPE}"/>']
    if not re.search(rb'Extension="xml"', parts[types], re.IGNORECASE):
        declared.append('<Default Extension="xml" ContentType="application/xml"/>')
    return {
        properties: f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n{store}'.encode(),
        package.relationships_name(name): package.extended(
            None, "", RELATIONSHIPS, "Relationships", [_relation("rId1", "customXmlProps", f"itemProps{number}.xml")], where,
        ),
        rels: package.extended(parts.get(rels), rels, RELATIONSHIPS, "Relationships", [_relation(relation, "customXml", target)], where),
        types: package.extended(parts[types], types, CONTENT_TYPES, "Types", declared, where),
    }, name


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>'


def forgotten(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a template that was made from a paper, without the traces of that paper."""
    made = dict(parts)
    for name, data in parts.items():
        if name.startswith("customXml/item") and NAMESPACE.encode() in data:
            made[name] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<former xmlns="urn:otm-reports:former"/>'
        elif name.startswith("word/") and name.endswith(".xml") and _MARK in data:
            made[name] = _without_marks(data)
    return made


def _without_marks(data: bytes) -> bytes:
    for mark in re.findall(rf'<w:bookmarkStart\b[^>]*w:name="{BOOKMARK}\d+"[^>]*/>'.encode(), data):
        number = re.search(rb'w:id="(\d+)"', mark)
        data = data.replace(mark, b"")
        if number:
            data = re.sub(rb'<w:bookmarkEnd\b[^>]*w:id="' + number[1] + rb'"[^>]*/>', b"", data)
    return data
