"""AcademicYear → the same year whose rows note which fields they are asked for: by what a figure's rows were chosen.

No chapter has to say by which fields it chooses: whatever it asked a row while a figure was being counted is a field that the
choice rests on, so that a chapter written tomorrow cannot forget it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from typing import Any

from otm_reports.model import AcademicYear, CellRef, Row, Selection, Table


@dataclass(slots=True)
class Watch:
    """When rows are asked.

    Attributes:
        now: The moment; it grows with every figure and every choice.
        since: A figure rests on what was asked since: the figures of one measure (codes, quarters, commissions) are often counted
            from what was asked before the first of them, so they share it.
        measure: The measure counted last.
        last: The moment when the last figure or listing was made.
    """

    now: int = 0
    since: int = 0
    measure: str = ""
    last: int = 0

    def begin(self) -> int:
        """A new moment; what is asked from now on is told from what was asked before."""
        self.now += 1
        return self.now

    def open(self, measure: str) -> int:
        """Since when it matters to a figure of this measure what was asked."""
        if measure != self.measure:
            self.measure, self.since = measure, self.last
        return self.since

    def close(self, measure: str = "") -> None:
        """A figure of the measure, or a listing, is made: what was asked for it is not asked for what comes next."""
        self.measure, self.last = measure, self.begin()


@dataclass(frozen=True, slots=True)
class WatchedRow(Row):
    """A row that notes for which fields it was asked, and when last."""

    watch: Watch = field(default_factory=Watch, compare=False, repr=False)
    asked: dict[str, int] = field(default_factory=dict, compare=False, repr=False)
    known: dict[str, CellRef] = field(default_factory=dict, compare=False, repr=False)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as of any row
        self.asked[name] = self.watch.now
        return self.values.get(name)

    def cell(self, name: str) -> CellRef:
        """As of any row; one place is one object."""
        if name not in self.known:
            self.known[name] = Row.cell(self, name)
        return self.known[name]


def watched(year: AcademicYear, watch: Watch) -> AcademicYear:
    """The year and the years before it with rows that note what they are asked; one row stays one row everywhere."""
    known: dict[int, Row] = {}
    names = [one.name for one in fields(Row)]

    def row(one: Row) -> Row:
        if id(one) not in known:
            known[id(one)] = WatchedRow(**{name: getattr(one, name) for name in names}, watch=watch)
        return known[id(one)]

    tables: dict[int, Table] = {}

    def table(one: Table) -> Table:
        if id(one) not in tables:
            tables[id(one)] = replace(one, rows=tuple(map(row, one.rows)))
        return tables[id(one)]

    def whole(one: AcademicYear) -> AcademicYear:
        return replace(
            one, tables={name: table(held) for name, held in one.tables.items()},
            selections={name: replace(held, rows=tuple(map(row, held.rows))) for name, held in one.selections.items()},
            everything={name: table(held) for name, held in one.everything.items()},
            earlier={label: whole(past) for label, past in one.earlier.items()},
        )

    return whole(year)


@contextmanager
def choosing(rows: Iterable[Row]) -> Iterator[set[str]]:
    """The fields for which any of the rows is asked inside of the block; they are there when it ends."""
    seen = [row for row in rows if isinstance(row, WatchedRow)]
    by: set[str] = set()
    start = seen[0].watch.begin() if seen else 0
    yield by
    by.update(name for row in seen for name, when in row.asked.items() if when >= start)


def looked_at(year: AcademicYear, since: int) -> Iterator[CellRef]:
    """Every cell of a watched year that was asked for since a moment, with those by which its row stands in its year."""
    for register, table in year.everything.items():
        found = year.select(register)
        by = found.by
        if any(isinstance(row, WatchedRow) and since <= max(row.asked.values(), default=-1) for row in table.rows):
            yield from (left.cell for left in found.left_out)  # a row that is not of the year by its day was not asked
            yield from (cell for row in table.rows if row.source.year == year.label != row.year for cell in cells_at(row, by))
        for row in table.rows:
            if isinstance(row, WatchedRow) and (names := [name for name, when in row.asked.items() if when >= since]):
                yield from cells_at(row, (*names, *by))
                above = row.source.attribute_cells  # what a row leaves unsaid may stand above its table
                yield from (above[name] for name in names if name in above)


def chosen_by(rows: Iterable[Row], found: Selection, counted: Iterable[CellRef], since: int) -> tuple[CellRef, ...]:
    """The cells by which rows came to be counted, besides those that are counted.

    Args:
        rows: The counted rows.
        found: Their selection, which knows by which fields and by which other rows it was chosen.
        counted: Cells that are counted themselves.
        since: The moment since which it matters what the rows were asked for.

    Returns:
        Row by row, each from left to right; the cells of other rows after those of the row they belong to.
    """
    cells: dict[CellRef, None] = {}
    for row in rows:
        asked: Mapping[str, int] = row.asked if isinstance(row, WatchedRow) else {}
        own = cells_at(row, (*found.by, *(name for name, when in asked.items() if when >= since)))
        cells.update(dict.fromkeys(sorted(own, key=_place)))
        if found.also:
            cells.update(dict.fromkeys(found.also.get(row.id, ())))
    for cell in counted:
        cells.pop(cell, None)
    return tuple(cells)


def cells_at(row: Row, names: Iterable[str]) -> tuple[CellRef, ...]:
    """The cells of those fields that the row's table has, each once."""
    return tuple(dict.fromkeys(row.cell(name) for name in names if name in row.source.columns or name in row.placed))


def _place(cell: CellRef) -> tuple[int, int]:
    return cell.row, cell.column


def standing_in(rows: Iterable[Row], cells: Iterable[CellRef]) -> list[Row]:
    """The rows in whose lines the cells stand."""
    lines = {(cell.file, cell.sheet, cell.row) for cell in cells}
    return [row for row in rows if (row.source.file, row.source.sheet, row.number) in lines]
