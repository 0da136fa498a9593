"""A sheet being drawn, and the answer key of its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from otm_reports.model import Scalar, Sheet


@dataclass(frozen=True)
class Expect:
    """What one value must be read as, and the cell it stands in."""

    value: Any
    at: tuple[int, int]
    heading: tuple[int, int] | None
    written: Scalar


@dataclass
class KeyRow:
    register: str
    page: Page
    number: int
    values: dict[str, Expect]


@dataclass
class Page:
    """A sheet being drawn."""

    file: str
    name: str
    cells: dict[tuple[int, int], Scalar] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    headings: set[tuple[int, int]] = field(default_factory=set)

    def put(self, row: int, column: int, value: Scalar) -> None:
        if value is not None:
            self.cells[row, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merged.append((top, left, bottom, right))

    @property
    def bottom(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def right(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def sheet(self) -> Sheet:
        rows = tuple(tuple(self.cells.get((row, column)) for column in range(1, self.right + 1)) for row in range(1, self.bottom + 1))
        return Sheet(self.file, self.name, rows, tuple(self.merged), False, frozenset(self.hidden_rows), frozenset(self.hidden_columns))


@dataclass
class Mess:
    seed: int
    register: str
    pages: list[Page] = field(default_factory=list)
    key: list[KeyRow] = field(default_factory=list)
    attributes: list[tuple[Page, str, str, Any]] = field(default_factory=list)
    layout: list[str] = field(default_factory=list)
