"""Cells → links that open the register at the cell, made from names of files and sheets only, and the same in words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from otm_reports.model import CellRef, column_letters

#: Links that Excel takes on one sheet, and letters in one; what is over them is written without a link.
MOST_LINKS, LONGEST_LINK = 65_530, 2_000
#: Letters in a name of a sheet, and what may not stand in one.
LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
#: Files that open as sheets, so that a link may name a cell of them; other files are opened at their beginning.
_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"})
_READ = _SHEETS | {".docx", ".xltx", ".fods", ".html", ".htm", ".xml"}
#: What Excel itself writes in place of these signs of a file's name.
_ESCAPED = str.maketrans({
    "%": "%25", "#": "%23", '"': "%22", " ": "%20", "<": "%3c", ">": "%3e", "[": "%5b", "]": "%5d", "^": "%5e", "`": "%60", "{": "%7b", "}": "%7d",
})


class Place(NamedTuple):
    """Cells of one sheet: its file, its name, the cells in runs (``D7:D20, D25``), and the first of them."""

    file: str
    sheet: str
    block: str
    first: CellRef


def way_up(folder: Path, out: Path) -> str:
    """How a link gets from the output folder up to the college folder; nothing where papers are written elsewhere.

    A way through other folders would carry the names of this machine's into a file that is sent around.
    """
    inside, top = out.resolve(), folder.resolve()
    return Path(os.path.relpath(top, inside)).as_posix() if inside.is_relative_to(top) else ""


def to_cell(cell: CellRef, way: str, block: str = "") -> str:
    """A link to a cell of a register, or to a block that begins with it; nothing where there is no file to open.

    Args:
        cell: The place; one without a cell opens its sheet, one without a sheet its file.
        way: From the workbook's folder to the college folder.
        block: What is to be selected, ``D7:D20``.
    """
    name = PurePosixPath(cell.file)
    if not way or name.suffix.lower() not in _READ or name.name.startswith(("~$", ".~")):
        return ""
    path = f"{way}/{cell.file}".translate(_ESCAPED)
    anchor = f"#{_quoted(cell.sheet)}!{block or cell.a1 or 'A1'}" if cell.sheet and name.suffix.lower() in _SHEETS else ""
    return f"external:{path}{anchor}" if max(len(path), len(anchor)) < LONGEST_LINK else ""


def to_sheet(name: str, row: int = 0, column: int = 0) -> str:
    """A link to a cell of this workbook (``row`` and ``column`` count from 0)."""
    return f"internal:{_quoted(name)}!{column_letters(column + 1)}{row + 1}"


def _quoted(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """A name of a sheet that Excel takes: at most 31 letters, none that it forbids, not there yet in any case of letters."""
    plain = " ".join(wanted.translate(_NOT_IN_NAMES).split()).strip("'") or "–"
    if plain.casefold() == "history":  # Excel keeps it for itself
        plain += " –"
    known = {one.casefold() for one in taken}
    name, number = plain[:LONGEST_NAME].strip(" '"), 1
    while name.casefold() in known:
        number += 1
        end = f" ({number})"
        name = plain[: LONGEST_NAME - len(end)].strip(" '") + end
    return name


# ── in words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def by_sheet(cells: Sequence[CellRef]) -> list[Place]:
    """Cells gathered by file and sheet, in the order of the files, runs of a column as ranges."""
    sheets: dict[tuple[str, str], list[CellRef]] = {}
    for cell in sorted(set(cells)):
        sheets.setdefault((cell.file, cell.sheet), []).append(cell)
    found = []
    for (file, sheet), held in sheets.items():
        columns: dict[int, list[int]] = {}
        for cell in held:
            columns.setdefault(cell.column, []).append(cell.row)
        runs = _runs(columns)
        found.append(Place(file, sheet, ", ".join(runs), min(held, key=lambda one: (one.column, one.row))))
    return found


def searched(places: Sequence[str]) -> list[Place]:
    """Blocks that were searched, ``file#sheet!A6:K31``, as places."""
    found = []
    for place in places:
        file, _, rest = place.partition("#")
        sheet, _, block = rest.rpartition("!")
        sheet, block = (sheet, block) if sheet else (rest, "")
        found.append(Place(unquote(file), unquote(sheet), block, CellRef(unquote(file), unquote(sheet))))
    return found


def told(cells: Sequence[CellRef]) -> str:
    """Cells in words, a file a line: «Отырыстар журналы.xlsx – «Отырыстар»: D7:D20, D25»."""
    files: dict[str, list[str]] = {}
    for place in by_sheet(cells):
        files.setdefault(place.file, []).extend([f"«{place.sheet}»: {place.block}" if place.block else f"«{place.sheet}»"] if place.sheet else [])
    return "\n".join(f"{file_name(file)} – {'; '.join(sheets)}" if sheets else file_name(file) for file, sheets in files.items())


def file_name(path: str) -> str:
    """A file as a person of the college knows it."""
    return path.removeprefix("registers/")


def _runs(columns: Mapping[int, Sequence[int]]) -> list[str]:
    found = []
    for column, rows in columns.items():
        letters = column_letters(column)
        first = last = 0
        for row in (*(row for row in rows if row), 0):
            if row != last + 1 or not last:
                if last:
                    found.append(f"{letters}{first}" if first == last else f"{letters}{first}:{letters}{last}")
                first = row
            last = row
    return found
