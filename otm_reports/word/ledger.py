"""Traced values ↔ a paper: an invisible bookmark around each printed value, and a ledger part that says where it is from.

The ledger is a custom XML part, which Word and LibreOffice keep when they save. It holds places and numbers; of texts
only a digest, so that it says nothing of a person that the paper does not say.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from xml.sax.saxutils import escape

from otm_reports import packing
from otm_reports.model import CellRef, Figure, LeftOut, Listing, column_letters
from otm_reports.traced import Origin
from otm_reports.word import package
from otm_reports.word.package import CONTENT_TYPES, RELATIONSHIPS, R
from otm_reports.word.values import TRACED as _START
from otm_reports.word.values import TRACED_END as _END

NAMESPACE = "urn:otm-reports:ledger:2"
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
    return _kept_of(folded(text))


def _kept_of(plain: str) -> str:
    return plain if not plain[:1].isalpha() and len(plain) < _LONGEST and _NUMBER.fullmatch(plain) else f"#{zlib.crc32(plain.encode()):08x}"


def folded(text: str) -> str:
    """A printed text without what a word processor may change by itself: kinds of spaces, line ends, word joiners."""
    return " ".join(text.replace("\u2060", "").split())


def packed_cells(cells: Sequence[CellRef]) -> dict[str, str]:
    """Cells by their sheet, runs of one column together.

    >>> packed_cells([CellRef("а.xlsx", "П", row, 2) for row in (6, 7, 8, 10)])
    {'а.xlsx#П': 'B6:B8 B10'}
    """
    return {_sheet_name(*sheet): _runs(found) for sheet, found in sorted(_by_sheet(cells).items())}


@cache
def _sheet_name(file: str, sheet: str) -> str:
    return str(CellRef(file, sheet))


#: A cell of a sheet is one number, column · this + row: cells under each other follow one another. No sheet has so many rows.
_ROWS = 1 << 21


def _by_sheet(cells: Sequence[CellRef]) -> dict[tuple[str, str], list[int]]:
    if not cells:
        return {}
    file, sheet = cells[0].file, cells[0].sheet
    found = [cell.column * _ROWS + cell.row for cell in cells if cell.sheet is sheet and cell.file is file]
    if len(found) == len(cells):  # most often all are of one sheet, named by the very same words
        return {(file, sheet): found}
    by_sheet: dict[tuple[str, str], list[int]] = {}
    for cell in cells:
        by_sheet.setdefault((cell.file, cell.sheet), []).append(cell.column * _ROWS + cell.row)
    return by_sheet


def _runs(cells: list[int]) -> str:
    first, last = cells[0], cells[-1]
    if last - first == len(cells) - 1 and cells == list(range(first, last + 1)):
        return _run(first, last) if first else ""
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


# JSON is put together from pieces: most of them (sheets, words) are said many times in a run, and are written once.

_in_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _json(content: object) -> str:
    said = _in_json(content)
    return escape(said) if "&" in said or "<" in said or ">" in said else said


_word = lru_cache(maxsize=1 << 14)(_json)  # of a text that comes again and again


@cache
def _sheet(file: str, sheet: str) -> str:
    return _json(_sheet_name(file, sheet))


def _number(value: float | None) -> str:
    return "null" if value is None else repr(value)


def _cells(cells: Sequence[CellRef], files: set[str]) -> str:
    """Cells as :func:`packed_cells` gives them, in JSON; their workbooks are added to ``files``."""
    by_sheet = _by_sheet(cells)
    files.update([file for file, _ in by_sheet])
    return "{" + ",".join([f'{_sheet(*sheet)}:"{_runs(found)}"' for sheet, found in sorted(by_sheet.items())]) + "}"


def _figure(figure: Figure, files: set[str], number_at: Callable[[], NumberAt], left: Callable[[tuple[LeftOut, ...]], str]) -> str:
    """A figure as a ledger keeps it, in no language; of a sum or a mean also the numbers that stood in its cells."""
    made = f'"value":{_number(figure.value)},"unit":{_word(figure.unit)},"method":"{figure.method}","cells":{_cells(figure.cells, files)}'
    if figure.of is not None:
        made += f',"of":{{"value":{_number(figure.of.value)},"cells":{_cells(figure.of.cells, files)}}}'
    if figure.method in _OF_NUMBERS and figure.cells:
        number = number_at()
        stood = {(cell.file, cell.sheet, cell.column, cell.row): cell for cell in figure.cells}
        made += f',"stood":[{",".join([_number(number(stood[place])) for place in sorted(stood)])}]'
    if figure.left_out:
        made += f',"left":{left(figure.left_out)}'
    if not figure.cells:
        made += f',"searched":[{",".join(map(_word, figure.searched))}]'
    if figure.earlier:
        archived = figure.archived
        years = [f'"{year}":[{_number(value)}{"," + _json(str(archived[year])) if year in archived else ""}]' for year, value in figure.earlier.items()]
        made += f',"earlier":{{{",".join(years)}}}'
    return made


def _worded(one: Figure | Listing, columns: Iterable[str], lang: str) -> str:
    """What a ledger says of a figure or a listing in the language of its paper."""
    label = f'"label":{_word(one.label.get(lang, ""))}'
    if isinstance(one, Figure):
        of = f',"of_label":{_word(one.of.label.get(lang, ""))}' if one.of is not None else ""
        return f'{label},"how":{_word(one.how.get(lang, ""))}{of}'
    labels = ",".join([_word(one.columns[name].get(lang, "") if name in one.columns else "") for name in columns])
    return f'{label},"labels":[{labels}]'


def _left(left: Iterable[LeftOut]) -> str:
    reasons: dict[str, list[CellRef]] = {}
    for one in left:
        reasons.setdefault(one.reason, []).append(one.cell)
    return "{" + ",".join([f"{_word(reason)}:{_cells(cells, set())}" for reason, cells in sorted(reasons.items())]) + "}"


def _columns(listing: Listing) -> list[str]:
    return list(dict.fromkeys((*listing.columns, *(column for row in listing.rows for column in row.cells))))


def _listing(listing: Listing, files: set[str], columns: Sequence[str]) -> str:
    """A listing as a ledger keeps it: for each row, column by column, the place of its cells among those of the listing."""
    sheets: dict[tuple[str, str], int] = {}
    cells: dict[str, int] = {"": 0}
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
    files.update([file for file, _ in sheets])
    names, places_, blocks = ",".join(map(_word, columns)), '","'.join(cells), ",".join([_sheet(*sheet) for sheet in sheets])
    return f'"columns":[{names}],"cells":["{places_}"],"sheets":[{blocks}],"rows":{_in_json(rows)}'


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
        sources: Path of each workbook.
        numbers: Gives what tells the number that stands in a cell.
    """

    def __init__(self, sources: Collection[str], numbers: Callable[[], NumberAt] = lambda: _no_number) -> None:
        self.sources = sources
        self._number_at = cache(numbers)
        self._kept: dict[int, tuple[str, frozenset[str], list[str]]] = {}
        self._left: dict[int, str] = {}
        #: Text as printed → what a ledger keeps of it.
        self.kept: dict[str, str] = {}
        self._said: dict[tuple[int, str], Said] = {}

    def said(self, one: Figure | Listing, lang: str) -> Said:
        """A figure or a listing as ledgers say it."""
        key = (id(one), lang)
        found = self._said.get(key)
        if found is None:
            content, files, columns = self._content(one)
            name = _json(one.id)
            found = self._said[key] = Said(name, f"{name}:{{{_worded(one, columns, lang)},{content}}}", files, one)
        return found

    def _content(self, one: Figure | Listing) -> tuple[str, frozenset[str], list[str]]:
        """What ledgers of every language say alike, the workbooks it is from, and the columns of a listing."""
        kept = self._kept.get(id(one))
        if kept is None:
            files: set[str] = set()
            columns = [] if isinstance(one, Figure) else _columns(one)
            content = _figure(one, files, self._number_at, self._of_left) if isinstance(one, Figure) else _listing(one, files, columns)
            kept = self._kept[id(one)] = (content, frozenset(files), columns)
        return kept

    def _of_left(self, left: tuple[LeftOut, ...]) -> str:
        """What was left out, which several figures share."""
        made = self._left.get(id(left))
        if made is None:
            made = self._left[id(left)] = _left(left)
        return made

    def files(self, names: Iterable[str]) -> str:
        """Workbooks by name. Not by digest: a paper whose numbers hold stays, byte for byte, when another row of its workbook changes."""
        return "[" + ",".join([_word(file) for file in sorted(names) if file in self.sources]) + "]"


def _no_number(cell: CellRef) -> int | float | None:  # noqa: ARG001 - the shape of NumberAt
    return None


@dataclass(frozen=True, slots=True)
class Said:
    """A figure or a listing in a ledger.

    Attributes:
        name: Its id, in JSON. entry: Its id and what is kept of it, in JSON. files: The workbooks it is from.
        one: Itself, held so that its identity stays its own.
    """

    name: str
    entry: str
    files: frozenset[str]
    one: Figure | Listing


@cache
def _bookmark(number: int) -> tuple[str, str]:
    """The two halves of a bookmark, the same in all papers."""
    identity = _FIRST_ID + number
    return f'<w:bookmarkStart w:id="{identity}" w:name="{BOOKMARK}{number}"/>', f'<w:bookmarkEnd w:id="{identity}"/>'


class Traces:
    """The traces of one paper while it is rendered: hears of its values, places bookmarks, writes the ledger.

    Args:
        book: The ledgers of the run.
        about: What paper it is.
    """

    def __init__(self, book: Book, about: About) -> None:
        self._book = book
        self._about = about
        # value by value, side by side: no object for each, of which a long paper would have thousands
        self._texts: list[str] = []
        self._origins: list[Origin] = []
        self._heard: dict[str, int] = {}
        self._placed: list[int] = []

    def __call__(self, xml: str, origin: Origin) -> str:
        """A printed value between signs that :meth:`gather` and :meth:`placed` turn into a bookmark."""
        texts = self._texts
        number = len(texts)
        said = f"{_START}{number}{_END}{xml}{_END}"
        texts.append(xml)
        self._origins.append(origin)
        self._heard[said] = number
        return said

    def gather(self, pieces: list[str]) -> None:
        """The quick way for most values: one that is all the text of its run, printed as a piece of its own.

        What stands before and after it are texts of the template, the same each time, of which it is known how they are cut.
        """
        heard, texts, marks, last = self._heard, self._texts, self._placed, len(pieces) - 1
        for place in [place for place, piece in enumerate(pieces) if piece in heard]:
            if not 0 < place < last:
                continue
            cut, rest = _cut(pieces[place - 1]), _rest(pieces[place + 1])
            if cut is _NOWHERE or rest is _NOTHING:
                continue
            number = heard[pieces[place]]
            marks.append(number)
            start, end = _bookmark(len(marks))
            pieces[place - 1], opening = cut
            pieces[place] = f"{start}{opening}{texts[number]}{_CLOSE}{end}"
            pieces[place + 1] = rest

    def placed(self, xml: str) -> str:
        """A rendered part with a bookmark around every traced value that stands in a run of a text; elsewhere there is none.

        A bookmark stands between runs: where a value is not all the text of its run, the run is cut, and what follows looks
        like what was before.
        """
        at = xml.find(_START)
        if at < 0:
            return xml
        made: list[str] = []
        done = 0
        look = ""  # how the run begins that this place is in, if it is one that was cut before
        while at >= 0:
            words = xml.find(_END, at) + 1
            end = xml.find(_END, words) + 1 if words else 0
            heard = self._heard.get(xml[at:end])
            opened, look = _opened(xml[done:at], look)
            made.append(opened)
            if heard is None:  # a sign that nobody gave
                look, done = "", at + 1
            else:
                done = end
                made.append(self._marked(heard, look) if look else self._texts[heard])
            if look:
                closed = xml.startswith(_CLOSE, done)
                made.append("" if closed else look + _TEXT)
                done, look = (done + _CLOSED, "") if closed else (done, look)
            at = xml.find(_START, done)
        made.append(xml[done:])
        return "".join(made).replace(_END, "")

    def _marked(self, heard: int, look: str) -> str:
        """A value in a run of its own, between the two halves of its bookmark."""
        self._placed.append(heard)
        start, end = _bookmark(len(self._placed))
        return f"{start}{look}{_TEXT}{self._texts[heard]}{_CLOSE}{end}"

    def content(self) -> bytes:
        """The ledger part.

        Its marks are in the order of the bookmarks' numbers, those of one row together: ``[listing, row, column, text, column, text, …]``;
        ``[figure, year, text]``; ``["", cell, text]``.
        """
        lang, book, about = self._about.lang, self._book, self._about
        said: dict[int, Said] = {}
        cells: set[str] = set()
        marks: list[str] = []
        kept = book.kept
        printed = [self._texts[number] for number in self._placed]
        kept.update(_kept([xml for xml in printed if xml not in kept]))
        row_of: Listing | None = None
        row_at = -1
        for number, xml in zip(self._placed, printed, strict=True):
            figure, year, listing, row, column, cell = self._origins[number]
            text = kept[xml]
            if listing is not None and listing is row_of and row == row_at:
                marks.append(f',"{column}","{text}"')
                continue
            row_of, row_at = listing, row
            one = listing or figure
            if one is None:
                cells |= {cell.file} if cell else set()
                marks.append(f'],["",{_json(str(cell or ""))},"{text}"')
                continue
            known = said.get(id(one))
            if known is None:
                known = said[id(one)] = book.said(one, lang)
            marks.append(f'],[{known.name},{row},"{column}","{text}"' if listing is not None else f'],[{known.name},"{year}","{text}"')
        head = _json({
            "kind": about.kind, "key": about.key, "lang": lang, "name": about.name, "year": about.year, "period": about.period, "program": about.program,
        })
        figures = ",".join([one.entry for one in said.values() if isinstance(one.one, Figure)])
        listings = ",".join([one.entry for one in said.values() if isinstance(one.one, Listing)])
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<ledger xmlns="{NAMESPACE}">'
            f'{head[:-1]},"files":{book.files(cells.union(*(one.files for one in said.values())))},"figures":{{{figures}}},"listings":{{{listings}}},'
            f'"marks":[{"".join(marks)[2:]}{"]" if marks else ""}]}}</ledger>'
        ).encode()


def level(data: bytes) -> int:
    """How hard a part of a traced paper is packed."""
    return MARKED_LEVEL if data.count(_MARK) > _MANY else packing.LEVEL


_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<w:(?:br|tab)\b[^>]*/>")


def _kept(texts: Iterable[str]) -> dict[str, str]:
    """What a ledger keeps of each of many printed texts, as :func:`kept_text` says of one."""
    kept: dict[str, str] = {}
    for xml in dict.fromkeys(texts):
        plain = " ".join((_words(xml) if "&" in xml or "<" in xml else xml).replace("\u2060", "").split())
        kept[xml] = f"#{zlib.crc32(plain.encode()):08x}" if plain[:1].isalpha() else _kept_of(plain)
    return kept


def _words(xml: str) -> str:
    """The text of a printed value."""
    if "<" in xml:
        xml = _TAG.sub("", _BREAK.sub("\n", xml))
    return xml.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&") if "&" in xml else xml


def _last_run(xml: str) -> int:
    """Where the last run of a text begins; -1 if none does."""
    at = xml.rfind("<w:r")
    while at >= 0 and xml[at + 4 : at + 5] not in {">", " "}:  # the properties of one
        at = xml.rfind("<w:r", 0, at)
    return at


@lru_cache(maxsize=1 << 12)  # texts of templates, the same for every value of a column
def _cut(before: str) -> tuple[str, str]:
    """A text of a template before a value → what stands before the run, and the run until the value; both empty if it prints more."""
    start = _last_run(before)
    opening = before[start:] if start >= 0 else ""
    return (before[:start], opening) if _RUN_START.fullmatch(opening) else _NOWHERE


@lru_cache(maxsize=1 << 12)
def _rest(after: str) -> str:
    """A text of a template after a value → what stands after the run of the value."""
    return after[_CLOSED:] if after.startswith(_CLOSE) else _NOTHING


def _opened(before: str, look: str) -> tuple[str, str]:
    """What stands before a value, closed so that a bookmark can follow, and how the run begins that the value is in.

    The beginning is empty where the value is in no run of a text.

    Args:
        before: The XML since the value before.
        look: How the run begins that was cut for the value before, if it goes on here.
    """
    start = _last_run(before)
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
    store = f'<ds:datastoreItem ds:itemID="{{6F746D2D-6C65-4467-8572-6F746D{number:06X}}}" xmlns:ds="{_DATA_STORE}"><ds:schemaRefs/></ds:datastoreItem>'
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
