"""Traced values of a paper → its ledger: a part that says of every printed value where it is from.

The ledger is a custom XML part, which Word and LibreOffice keep when they save. It holds places and numbers; of texts
only a digest, so that it says nothing of a person that the paper does not say. :mod:`otm_reports.word.ledgered` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple
from xml.sax.saxutils import escape

from otm_reports import packing
from otm_reports.model import CellRef, Figure, LeftOut, Listing
from otm_reports.word.bookmarks import Bookmarks
from otm_reports.word.kept import NAMESPACE, kept_of_printed, packed_column, runs_by_sheet, sheet_name

#: How hard a ledger and the parts with many bookmarks are packed: numbers that never repeat gain little from more.
LEVEL, MARKED_LEVEL = 1, 3
_MANY = 100
#: Methods by which a figure follows from the numbers in its cells.
_OF_NUMBERS = ("sum", "mean", "median", "value")

#: Tells the number that stands in a cell.
NumberAt = Callable[[CellRef], "int | float | None"]


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


# ── JSON, put together from pieces: most of them (sheets, words) are said many times in a run, and are written once ─────

_encoded = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def _json(content: object) -> str:
    said = _encoded(content)
    return escape(said) if "&" in said or "<" in said or ">" in said else said


_word = lru_cache(maxsize=1 << 14)(_json)  # of a text that comes again and again
_place = attrgetter("file", "sheet", "column", "row")


@cache
def _sheet(file: str, sheet: str) -> str:
    return _json(sheet_name(file, sheet))


def _number(value: float | None) -> str:
    return "null" if value is None else repr(value)


def _cells(cells: Sequence[CellRef]) -> tuple[str, list[str]]:
    """Cells as :func:`otm_reports.word.kept.packed_cells` gives them, and their workbooks."""
    by_sheet = sorted(runs_by_sheet(cells))
    return "{" + ",".join([f'{_sheet(*sheet)}:"{runs}"' for sheet, runs in by_sheet]) + "}", [file for (file, _), _ in by_sheet]


def _left(left: Iterable[LeftOut]) -> str:
    reasons: dict[str, list[CellRef]] = {}
    for one in left:
        reasons.setdefault(one.reason, []).append(one.cell)
    return "{" + ",".join([f"{_word(reason)}:{_cells(cells)[0]}" for reason, cells in sorted(reasons.items())]) + "}"


def _earlier(figure: Figure) -> str:
    archived = figure.archived
    years = [f'"{year}":[{_number(value)}{"," + _json(str(archived[year])) if year in archived else ""}]' for year, value in figure.earlier.items()]
    return "{" + ",".join(years) + "}"


def _columns(listing: Listing) -> list[str]:
    return list(dict.fromkeys((*listing.columns, *(column for row in listing.rows for column in row.cells))))


def _listing(listing: Listing, names: Sequence[str], files: set[str]) -> str:
    """A listing as a ledger keeps it, in no language: for each column the cells of its rows, or the number of a column with the same cells."""
    sheets: dict[tuple[str, str], int] = {}
    columns: list[str] = []
    seen: dict[tuple[int, ...], int] = {}
    rows = [row.cells for row in listing.rows]
    for number, name in enumerate(names):
        cells = [row.get(name, ()) for row in rows]
        same = seen.setdefault(tuple(map(id, cells)), number)
        columns.append(_encoded(packed_column(cells, sheets)) if same == number else str(same))
    files.update([file for file, _ in sheets])
    return (
        f'"columns":[{",".join(map(_word, names))}],"cells":[{",".join(columns)}],"sheets":[{",".join([_sheet(*sheet) for sheet in sheets])}],"rows":{len(rows)}'
    )


def _worded(one: Figure | Listing, columns: Iterable[str], lang: str) -> str:
    """What a ledger says of a figure or a listing in the language of its paper."""
    label = f'"label":{_word(one.label.get(lang, ""))}'
    if isinstance(one, Figure):
        of = f',"of_label":{_word(one.of.label.get(lang, ""))}' if one.of is not None else ""
        return f'{label},"how":{_word(one.how.get(lang, ""))}{of}'
    labels = ",".join([_word(one.columns[name].get(lang, "") if name in one.columns else "") for name in columns])
    return f'{label},"labels":[{labels}]'


class Said(NamedTuple):
    """A figure or a listing in a ledger.

    Attributes:
        name: Its id, in JSON. entry: Its id and what is kept of it, in JSON. files: The workbooks it is from.
        one: Itself, held so that its identity stays its own.
    """

    name: str
    entry: str
    files: frozenset[str]
    one: Figure | Listing


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
        self._cells_of: dict[int, tuple[str, list[str], tuple[CellRef, ...]]] = {}
        self._left: dict[int, str] = {}
        self._said: dict[tuple[int, str], Said] = {}
        #: Text as printed → what a ledger keeps of it.
        self.kept: dict[str, str] = {}

    def said(self, one: Figure | Listing, lang: str) -> Said:
        """A figure or a listing as ledgers say it."""
        key = (id(one), lang)
        found = self._said.get(key)
        if found is None:
            content, files, columns = self._content(one)
            name = _word(one.id)
            found = self._said[key] = Said(name, f"{name}:{{{_worded(one, columns, lang)},{content}}}", files, one)
        return found

    def _content(self, one: Figure | Listing) -> tuple[str, frozenset[str], list[str]]:
        """What ledgers of every language say alike, the workbooks it is from, and the columns of a listing."""
        kept = self._kept.get(id(one))
        if kept is None:
            files: set[str] = set()
            columns = [] if isinstance(one, Figure) else _columns(one)
            content = self._figure(one, files) if isinstance(one, Figure) else _listing(one, columns, files)
            kept = self._kept[id(one)] = (content, frozenset(files), columns)
        return kept

    def _figure(self, figure: Figure, files: set[str]) -> str:
        """A figure as a ledger keeps it, in no language; of a sum or a mean also the numbers that stood in its cells.

        The cells by which its rows were chosen are not kept: an audit counts the figure again, and sees what a change there did.
        """
        made = f'"value":{_number(figure.value)},"unit":{_word(figure.unit)},"method":"{figure.method}","cells":{self._cells(figure.counted, files)}'
        if figure.of is not None:
            of = figure.counted if figure.of.counted == figure.counted else figure.of.counted  # all of it: the same cells, packed once
            made += f',"of":{{"value":{_number(figure.of.value)},"cells":{self._cells(of, files)}}}'
        if figure.method in _OF_NUMBERS and figure.counted:
            number = self._number_at()
            stood = dict(zip(map(_place, figure.counted), figure.counted, strict=True))
            made += f',"stood":[{",".join([_number(number(stood[place])) for place in sorted(stood)])}]'
        if figure.left_out:  # several figures share it
            left = self._left.get(id(figure.left_out))
            if left is None:
                left = self._left[id(figure.left_out)] = _left(figure.left_out)
            made += f',"left":{left}'
        if not figure.counted:
            made += f',"searched":[{",".join(map(_word, figure.searched))}]'
        return made + (f',"earlier":{_earlier(figure)}' if figure.earlier else "")

    def _cells(self, cells: tuple[CellRef, ...], files: set[str]) -> str:
        """Cells, which a share has in common with what it is a share of; their workbooks are added to ``files``."""
        known = self._cells_of.get(id(cells))
        if known is None:
            known = self._cells_of[id(cells)] = (*_cells(cells), cells)
        files.update(known[1])
        return known[0]

    def files(self, names: Iterable[str]) -> str:
        """Workbooks by name. Not by digest: a paper whose numbers hold stays, byte for byte, when another row of its workbook changes."""
        return "[" + ",".join([_word(file) for file in sorted(names) if file in self.sources]) + "]"


def _no_number(cell: CellRef) -> int | float | None:  # noqa: ARG001 - the shape of NumberAt
    return None


class Traces(Bookmarks):
    """The traces of one paper while it is rendered: hears of its values, places bookmarks, writes the ledger.

    Args:
        book: The ledgers of the run.
        about: What paper it is.
    """

    def __init__(self, book: Book, about: About) -> None:
        super().__init__()
        self._book = book
        self._about = about
        self._said: dict[int, Said] = {}

    @property
    def level(self) -> int:
        """How hard the part that was placed last is packed."""
        return MARKED_LEVEL if self.marked >= _MANY else packing.LEVEL

    def content(self) -> bytes:
        """The ledger part."""
        about, book = self._about, self._book
        cells: set[str] = set()
        marks = self._marks(cells)
        said = self._said.values()
        head = _json({
            "kind": about.kind, "key": about.key, "lang": about.lang, "name": about.name, "year": about.year, "period": about.period,
            "program": about.program,
        })
        figures = ",".join([one.entry for one in said if isinstance(one.one, Figure)])
        listings = ",".join([one.entry for one in said if isinstance(one.one, Listing)])
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<ledger xmlns="{NAMESPACE}">'
            f'{head[:-1]},"files":{book.files(cells.union(*(one.files for one in said)))},"figures":{{{figures}}},"listings":{{{listings}}},'
            f'"marks":{marks}}}</ledger>'
        ).encode()

    def _marks(self, files: set[str]) -> str:
        """What stands at the bookmarks, in the order of their numbers.

        ``[figure, year, text]``; ``["", cell, text]``; of a listing those that follow one another together, ``[listing, [column, column, …],
        [row, text, text, …], [row, text, text, …], …]``.

        Args:
            files: Workbooks of the cells are added here.
        """
        kept, origins = self._book.kept, self.origins
        kept.update(kept_of_printed([xml for xml in self.texts if xml not in kept]))
        texts = [kept[xml] for xml in self.texts]
        made: list[str] = []
        table: tuple[Listing | None, list[str]] = (None, [])
        at = 0
        while at < len(origins):
            figure, year, listing, row, _, cell = origins[first := at]
            at += 1
            if listing is not None:
                while at < len(origins) and origins[at][2] is listing and origins[at][3] == row:
                    at += 1
                columns = [origin[4] for origin in origins[first:at]]
                if table[0] is not listing or table[1] != columns:
                    made.append(f'],[{self._name(listing)},[{",".join(map(_word, columns))}]')
                    table = (listing, columns)
                said = '","'.join(texts[first:at])
                made.append(f',[{row},"{said}"]')
                continue
            table = (None, [])
            if figure is not None:
                made.append(f'],[{self._name(figure)},"{year}","{texts[first]}"')
            else:
                files |= {cell.file} if cell else set()
                made.append(f'],["",{_json(str(cell or ""))},"{texts[first]}"')
        return "[" + "".join((*made, "]"))[2:] + "]" if made else "[]"

    def _name(self, one: Figure | Listing) -> str:
        """The id of a figure or a listing that the ledger tells of."""
        said = self._said.get(id(one))
        if said is None:
            said = self._said[id(one)] = self._book.said(one, self._about.lang)
        return said.name
