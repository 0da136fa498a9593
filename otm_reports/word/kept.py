"""What a ledger keeps of texts and of cells, as it is written and as it is read back."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import sub

from otm_reports.model import CellRef, column_letters

#: What the names of all ledgers begin with, and the name of those that are written now.
LEDGER = "urn:otm-reports:ledger:"
NAMESPACE = f"{LEDGER}3"
#: Names of our bookmarks; one that begins with ``_`` is not shown by Word.
BOOKMARK = "_otm"
#: What is kept of a printed text letter by letter: a number with its signs, or a dash.
_LONGEST = 20
_NUMBER = re.compile(r"[+–-]?[\d\s]*(,\d+)?\s?%?|–")


# ── texts ───────────────────────────────────────────────────────────────────────────────────────────────────────────


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


_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<w:(?:br|tab)\b[^>]*/>")


def kept_of_printed(texts: Iterable[str]) -> dict[str, str]:
    """What a ledger keeps of each of many values as they stand in a part, as :func:`kept_text` says of one."""
    kept: dict[str, str] = {}
    for xml in dict.fromkeys(texts):
        if xml.isdecimal() and len(xml) < _LONGEST:
            kept[xml] = xml
            continue
        plain = " ".join((_words(xml) if "&" in xml or "<" in xml else xml).replace("\u2060", "").split())
        kept[xml] = f"#{zlib.crc32(plain.encode()):08x}" if plain[:1].isalpha() else _kept_of(plain)
    return kept


def _words(xml: str) -> str:
    """The text of a printed value."""
    if "<" in xml:
        xml = _TAG.sub("", _BREAK.sub("\n", xml))
    return xml.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&") if "&" in xml else xml


# ── cells ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#: A cell of a sheet is one number, column · this + row: cells under each other follow one another. No sheet has so many rows.
_ROWS = 1 << 21
_RUN = re.compile(r"([A-Z]*)(\d+)(?::(\d+))?")
_letters = cache(column_letters)


@cache
def sheet_name(file: str, sheet: str) -> str:
    """A sheet in the contract's form."""
    return str(CellRef(file, sheet))


def packed_cells(cells: Sequence[CellRef]) -> dict[str, str]:
    """Cells by their sheet, runs of one column together.

    >>> packed_cells([CellRef("а.xlsx", "П", row, 2) for row in (6, 7, 8, 10)])
    {'а.xlsx#П': 'B6:8 10'}
    """
    return {sheet_name(*sheet): found for sheet, found in sorted(runs_by_sheet(cells))}


def unpacked_cells(cells: Mapping[str, str]) -> tuple[str, ...]:
    """The cells of :func:`packed_cells`, each in the contract's form.

    >>> unpacked_cells({"а.xlsx#П": "B6:8 10"})[-2:]
    ('а.xlsx#П!B8', 'а.xlsx#П!B10')
    """
    return tuple(cell for sheet, runs in cells.items() for cell in _in_runs(sheet, runs))


def _in_runs(sheet: str, runs: str) -> Iterator[str]:
    if not runs:
        yield sheet
    letters = ""
    for named, first, last in _RUN.findall(runs):
        letters = named or letters
        yield from [f"{sheet}!{letters}{row}" for row in range(int(first), int(last or first) + 1)]


def runs_by_sheet(cells: Sequence[CellRef]) -> list[tuple[tuple[str, str], str]]:
    """File and sheet, and the runs of cells in it, as sheets come."""
    if not cells:
        return []
    file, sheet = cells[0].file, cells[0].sheet
    if len(cells) == 1:
        return [((file, sheet), f"{_letters(cells[0].column)}{cells[0].row}" if cells[0].row else "")]
    if cells[-1].sheet == sheet and cells[-1].file == file:
        found = [cell.column * _ROWS + cell.row for cell in cells if cell.sheet is sheet and cell.file is file]
        if len(found) == len(cells):  # most often all are of one sheet, named by the very same words
            return [((file, sheet), _runs(found))]
    by_sheet: dict[tuple[str, str], list[int]] = {}
    here: list[int] = []
    file = sheet = ""
    for cell in cells:
        if cell.sheet is not sheet or cell.file is not file:
            file, sheet = cell.file, cell.sheet
            here = by_sheet.setdefault((file, sheet), [])
        here.append(cell.column * _ROWS + cell.row)
    return [(name, _runs(found)) for name, found in by_sheet.items()]


def _runs(cells: list[int]) -> str:
    """Cells of one sheet, by column: ``B6:8 10 C4``."""
    if not cells[0]:
        return ""  # no cell but the sheet itself
    cells.sort()
    first, last = cells[0], cells[-1]
    if last - first == len(cells) - 1 and cells == list(range(first, last + 1)):  # one under another
        letters = _letters(first // _ROWS)
        return f"{letters}{first % _ROWS}:{last % _ROWS}" if last > first else f"{letters}{first % _ROWS}"
    steps = list(map(sub, cells[1:], cells))
    if 0 in steps:
        return _runs(list(set(cells)))
    made: list[str] = []
    base = start = 0
    for end in (*[place for place, step in enumerate(steps, 1) if step != 1], len(cells)):
        first, last = cells[start], cells[end - 1]
        start = end
        letters = ""
        if first - base >= _ROWS:
            base = first - first % _ROWS
            letters = _letters(base // _ROWS)
        made.append(f"{letters}{first - base}:{last - base}" if last > first else f"{letters}{first - base}")
    return " ".join(made)


# ── cells of a table, column by column ──────────────────────────────────────────────────────────────────────────────


def packed_column(column: Sequence[Sequence[CellRef]], sheets: dict[tuple[str, str], int]) -> str | list[str]:
    """The cells of one column of a listing, row by row.

    A row is ``0!B6:8 10;1!C4``: sheet by its number, its cells. Where no row has more than one cell, they stand one after
    another, a sheet named where it changes and ``-`` for a row without a cell; nothing if no row has one.

    Args:
        column: The cells of each row.
        sheets: Sheets of the listing and their numbers; more are added.

    >>> packed_column([(CellRef("а.xlsx", "П", row, 2),) for row in (6, 7, 9)] + [()], {})
    '0!B6:7 B9 -'
    """
    longest = max(map(len, column), default=0)
    if longest > 1:
        return [_by_number(cells, sheets) for cells in column]
    return _one_each(column, sheets) if longest else ""


def _by_number(cells: Sequence[CellRef], sheets: dict[tuple[str, str], int]) -> str:
    return ";".join([f"{sheets.setdefault(sheet, len(sheets))}!{runs}" for sheet, runs in runs_by_sheet(cells)])


def _one_each(column: Sequence[Sequence[CellRef]], sheets: dict[tuple[str, str], int]) -> str:
    made: list[str] = []
    file = sheet = said = ""
    first = last = 0
    for cells in (*column, ()):
        here = 0
        if cells:
            (cell,) = cells
            here = cell.column * _ROWS + cell.row
            if here == last + 1 and cell.sheet == sheet and cell.file == file:
                last = here
                continue
        if last:
            made.append(f"{said}{_letters(first // _ROWS)}{first % _ROWS}{f':{last % _ROWS}' if last > first else ''}")
        said, first, last = "", here, here
        if not here:
            made.append("-")
        elif cell.sheet != sheet or cell.file != file:
            file, sheet = cell.file, cell.sheet
            said = f"{sheets.setdefault((file, sheet), len(sheets))}!"
    return " ".join(made[:-1])


def unpacked_column(column: str | Sequence[str], sheets: Sequence[str], rows: int) -> list[tuple[str, ...]]:
    """The cells of each row, as :func:`packed_column` gave them, each in the contract's form."""
    if not isinstance(column, str):
        return [tuple(cell for part in row.split(";") if part for cell in _in_sheet(part, sheets)) for row in column]
    found: list[tuple[str, ...]] = []
    sheet = ""
    for token in column.split():
        number, named, run = token.rpartition("!")
        sheet = sheets[int(number)] if named else sheet
        found += [(cell,) for cell in _in_runs(sheet, run)] if run != "-" else [()]
    return found if column else [()] * rows


def _in_sheet(part: str, sheets: Sequence[str]) -> Iterator[str]:
    number, _, runs = part.partition("!")
    yield from _in_runs(sheets[int(number)], runs)
