"""Rows of a register → sheets, one for each row: their keys, the words they are asked for by, the line a listing has of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from datetime import date
from itertools import count

from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, Writer
from otm_reports.model import CellRef, ListingRow, Person, Row


def by_day(rows: Iterable[Row], day: str, person: str) -> dict[str, Row]:
    """Rows by day and surname, ``2025-10-21-Жақыпов``; a second one of the same day and person gets ``-2``.

    Args:
        rows: Rows of one register.
        day: Field of the day; a row without it has no sheet.
        person: Field of the person.
    """
    found: dict[str, Row] = {}
    known = [row for row in rows if isinstance(row[day], date) and isinstance(row[person], Person)]
    for row in sorted(known, key=lambda row: row[day]):
        found[unused(f"{row[day]:%Y-%m-%d}-{row[person].surname or row[person].as_written}", found)] = row
    return found


def unused(stem: str, taken: Container[str]) -> str:
    """The key itself, or the key with the lowest number from 2 that is not taken."""
    return stem if stem not in taken else next(key for place in count(2) if (key := f"{stem}-{place}") not in taken)


def asked_by(key: str, row: Row, day: str, *people: str) -> tuple[str, ...]:
    """What a person may ask for such a sheet by: its key, the day, the people."""
    return (key, f"{row[day]:%Y-%m-%d}", f"{row[day]:%d.%m.%Y}", *(row[name].full for name in people if isinstance(row[name], Person)))


def lines_at(*cells: CellRef) -> Callable[[ListingRow], bool]:
    """Whether a line of a listing comes from one of the rows that these cells stand in."""
    places = {_place(cell) for cell in cells}
    return lambda line: any(_place(cell) in places for known in line.cells.values() for cell in known)


def line_of(writer: Writer, listing: str, row: Row) -> Mapping[str, str]:
    """The line that a listing has of a row of a register, as printed; empty where it has none."""
    return next(iter(table(writer, listing, lines=lines_at(row.at))["rows"]), {})


def said(line: Mapping[str, str], column: str) -> str:
    """A value of such a line; empty where there is none, so that a person writes it by hand."""
    value = line.get(column, "")
    return "" if value == DASH else value


def capital(text: str) -> str:
    """A word of a code list as it begins a heading or a cell of its own."""
    return text[:1].upper() + text[1:]


def _place(cell: CellRef) -> tuple[str, str, int]:
    return cell.file, cell.sheet, cell.row
