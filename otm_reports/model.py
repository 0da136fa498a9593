"""The records that walk the road: places, sheets, rows, figures, listings, findings, verdicts. Frozen; reading only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

EMPTY: Mapping[str, Any] = MappingProxyType({})


def _nothing() -> Mapping[str, Any]:
    return EMPTY


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class CellError(str):
    """An error that stands in a cell, such as ``#N/A``: never the same as an empty cell."""

    __slots__ = ()


class Uncached(str):
    """The text of a formula that the workbook keeps no result for: unreadable, never blank."""

    __slots__ = ()


Scalar = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Person:
    """A name as a register wrote it and, where it could be told, the one person it stands for.

    Attributes:
        id: Folded ``surname-given-patronymic`` key of the person, the same in all years; ``None`` if unresolved.
        surname, given, patronymic: Parts of the full name of that person (of the written name if unresolved).
        as_written: What stands in the cell.
    """

    id: str | None
    surname: str
    given: str
    patronymic: str
    as_written: str

    @property
    def full(self) -> str:
        """Surname, given name and patronymic, as lists and tables print a person."""
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part) or self.as_written


#: A typed value of a row. ``date | int`` stands where a field allows a bare year.
Value = Scalar | Period | Person | tuple["Value", ...]


# ── places ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def column_letters(column: int) -> str:
    """1 → ``A``, 28 → ``AB``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _encode(name: str) -> str:
    return name.replace("%", "%25").replace("#", "%23").replace("!", "%21")


@dataclass(frozen=True, slots=True, order=True)
class CellRef:
    """A place in the college folder: a file, a sheet of it, or one cell (``row`` and ``column`` count from 1).

    ``str()`` gives the contract's form ``"registers/журнал.xlsx#Отырыстар!B6"``; a place without a sheet or a cell
    leaves those parts out.
    """

    file: str
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def a1(self) -> str:
        """The cell in A1 notation, or an empty string for a sheet or a file."""
        return f"{column_letters(self.column)}{self.row}" if self.row and self.column else ""

    def __str__(self) -> str:
        text = _encode(self.file)
        if self.sheet:
            text += f"#{_encode(self.sheet)}"
        if self.a1:
            text += f"!{self.a1}"
        return text


# ── findings ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Severity(StrEnum):
    """How much a finding matters: ``error`` was not counted, ``warning`` a person must look, ``note`` nothing to do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the registers that a person should know, carried by the place it is about.

    Attributes:
        code: Key of ``data/findings.toml``, for example ``value-unreadable``. Severity and text stand in data.
        at: Where it was seen.
        value: What was seen, as text; personal data already dropped.
        register, field: What it concerns, where known.
        params: Values for the message text.
        required: The field is required, which makes some warnings errors (``*`` codes of the contract).
        others: Further places it is about (both columns of a conflict, the first of two repeats).
    """

    code: str
    at: CellRef
    value: str = ""
    register: str = ""
    field: str = ""
    params: Mapping[str, object] = kept(default_factory=_nothing)
    required: bool = False
    others: tuple[CellRef, ...] = ()


# ── sheets, sources, rows ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as read: every value at its true address.

    Attributes:
        file: Path of the workbook relative to the college folder, with ``/``.
        name: Name of the sheet.
        rows: ``rows[r - 1][c - 1]`` is the value at row ``r``, column ``c``; rows may differ in length.
        merged: Merged ranges as ``(first row, first column, last row, last column)``, from 1.
        hidden: The sheet itself is hidden.
        hidden_rows, hidden_columns: Numbers of hidden rows and columns, from 1.
        struck: ``(row, column)`` of struck-through cells.
        spoiled: ``(row, column)`` → what stood in a cell whose letters were repaired.
    """

    file: str
    name: str
    rows: tuple[tuple[Scalar, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    spoiled: Mapping[tuple[int, int], str] = kept(default_factory=dict)

    def value(self, row: int, column: int) -> Scalar:
        """The value at a cell, ``None`` outside of what was read."""
        if 1 <= row <= len(self.rows) and 1 <= column <= len(self.rows[row - 1]):
            return self.rows[row - 1][column - 1]
        return None

    def ref(self, row: int = 0, column: int = 0) -> CellRef:
        """The place of a cell of this sheet, or of the sheet."""
        return CellRef(self.file, self.name, row, column)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a table was found: a block of rows of one sheet, recognised as one register.

    Attributes:
        columns: Field → column number, the half of every address that a table keeps.
        first_row, last_row: Data rows of the block.
        first_column, last_column: Columns of the block.
        year: Academic year said for the block (``"2025-2026"``), or an empty string.
        attributes: Key-value pairs read from the block above the table (plan approval, order), field → value.
        attribute_cells: Their cells.
        rows_read: Data rows of the block (used or reported).
    """

    file: str
    sheet: str
    register: str
    columns: Mapping[str, int]
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    year: str = ""
    sha256: str = ""
    open_by: str = ""
    attributes: Mapping[str, Value] = kept(default_factory=_nothing)
    attribute_cells: Mapping[str, CellRef] = kept(default_factory=_nothing)
    rows_read: int = 0

    @property
    def range(self) -> str:
        """The block in A1 notation, for example ``A6:K31``."""
        first = CellRef("", "", self.first_row, self.first_column).a1
        last = CellRef("", "", self.last_row, self.last_column).a1
        return f"{first}:{last}"

    @property
    def searched(self) -> str:
        """The block as a place that was searched: ``file#sheet!A6:K31``."""
        return f"{CellRef(self.file, self.sheet)}!{self.range}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a register: typed values, what was written, and the address of each.

    Attributes:
        source: The block it stands in.
        number: Row number on the sheet.
        values: Field → typed value; a field that is not there is ``None``.
        raw: Field → text as written (after personal data is dropped).
        placed: Field → cell for values that do not stand at (number, column of the field): merged or section cells,
            matrix headings, the block above the table.
        year: Academic year the row belongs to, or an empty string if that cannot be said.
        astray: Key of ``[left_out]`` if the row's date lies outside of the year or section it stands in: it stays, but
            no figure counts it.
    """

    source: Source
    number: int
    values: Mapping[str, Value]
    raw: Mapping[str, str]
    placed: Mapping[str, CellRef] = kept(default_factory=_nothing)
    year: str = ""
    astray: str = ""

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - the type follows from the field's declaration
        return self.values.get(name)

    def cell(self, name: str) -> CellRef:
        """The cell a field's value was read from; the row's own place if the table has no such column."""
        if name in self.placed:
            return self.placed[name]
        column = self.source.columns.get(name)
        if column is None:
            return self.at
        return CellRef(self.source.file, self.source.sheet, self.number, column)

    @property
    def at(self) -> CellRef:
        """The row's own place: its leftmost table cell."""
        return CellRef(self.source.file, self.source.sheet, self.number, self.source.first_column)

    @property
    def id(self) -> str:
        """A key of the row that is the same in every run: its place, and the matrix column where there is one."""
        mark = self.placed.get("mark")
        return str(mark or self.at)


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of one register, from every block of every workbook that holds it."""

    register: str
    rows: tuple[Row, ...] = ()
    sources: tuple[Source, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def searched(self) -> tuple[str, ...]:
        """The blocks the rows come from, as places."""
        return tuple(source.searched for source in self.sources)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that a figure did not count, and why (key of ``[left_out]`` in the messages)."""

    cell: CellRef
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows of a register that count for a year and period, those that do not, and what was searched.

    Attributes:
        by: Fields by which rows were chosen.
        also: Row id → cells of other rows by which this one is here (the listener who made a visit, the meeting of a mark).
    """

    rows: tuple[Row, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    searched: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    also: Mapping[str, tuple[CellRef, ...]] = kept(default_factory=_nothing)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def has_register(self) -> bool:
        """Whether there is a register to count in at all: without one a figure is "no data", not zero."""
        return bool(self.searched)


# ── figures and listings ────────────────────────────────────────────────────────────────────────────────────────────

#: How a figure follows from its cells: each cell counts one · distinct values of the cells · sum of their numbers ·
#: 100·cells/of · arithmetic mean · median · value read from one cell · value / of · difference of two figures.
Method = Literal["count", "distinct", "sum", "share", "mean", "median", "value", "ratio"]
Scope = Literal["otm", "college", "commission", "person"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number fit to print, with the cells behind it.

    Attributes:
        id: ``chapter.measure[.code][/dimension=key]``.
        label: What it is, ``{"kk": …, "ru": …}``.
        scope: Whom it speaks of.
        value: The number; ``None`` means "no data", which is not zero.
        unit: Key of ``[units]`` in the messages: ``count``, ``percent``, ``hours``, ``points``, ``people`` …
        method: How the value follows from ``counted``.
        how: The same in words, ``{"kk": …, "ru": …}``.
        counted: One cell for each thing counted (for ``share``, of the numerator): by ``method`` they give the value.
        chosen_by: The other cells by which these came to be counted: role, status, day of their rows, the staff row looked up for them.
        of: The denominator of a share or ratio.
        part: Its numerator.
        rows: Number of register rows behind it.
        left_out: Rows not counted, with reasons.
        searched: Blocks that were searched; names them for a zero.
        earlier: Value of the same figure in earlier years, newest first; ``None`` is "no data".
        archived: Those of the earlier years whose value is not counted from registers but read from a file of ``archive/``,
            with the place it stands at.
    """

    id: str
    label: Mapping[str, str]
    scope: Scope
    value: int | float | None
    unit: str
    method: Method
    how: Mapping[str, str]
    counted: tuple[CellRef, ...] = ()
    chosen_by: tuple[CellRef, ...] = ()
    of: Figure | None = None
    part: Figure | None = None
    rows: int = 0
    left_out: tuple[LeftOut, ...] = ()
    searched: tuple[str, ...] = ()
    earlier: Mapping[str, int | float | None] = kept(default_factory=_nothing)
    archived: Mapping[str, CellRef] = kept(default_factory=_nothing)

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """Every cell the number rests on: first those that are counted, then those by which they were chosen."""
        return (*self.counted, *self.chosen_by)

    @property
    def held(self) -> Iterator[CellRef]:
        """Every cell the number may change with: its own, those of its base and of its part, those it left out."""
        yield from self.cells
        yield from (left.cell for left in self.left_out)
        for other in (self.of, self.part):
            if other is not None:
                yield from other.held


@dataclass(frozen=True, slots=True)
class ListingRow:
    """One row of a listing: values by column key, and where each comes from.

    Attributes:
        values: Column → value.
        cells: Column → the cells the value was read or counted from.
        of: Column of a share → the figure it is a share of.
    """

    values: Mapping[str, Value]
    cells: Mapping[str, tuple[CellRef, ...]] = kept(default_factory=_nothing)
    of: Mapping[str, Figure] = kept(default_factory=_nothing)


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows fit to print, each value with its cells.

    Attributes:
        id: ``chapter.name``.
        label: Title in two languages.
        scope: Whom it speaks of; printed under the table.
        columns: Column key → heading in two languages, in order.
        rows: The rows; empty with ``no_data`` false means "nothing was found where it was looked for".
        no_data: There is no register to make it from.
        note: Keys of ``[notes]`` in the messages that stand under the table (rounding, snapshot date, counting unit).
    """

    id: str
    label: Mapping[str, str]
    scope: Scope
    columns: Mapping[str, Mapping[str, str]]
    rows: tuple[ListingRow, ...] = ()
    no_data: bool = False
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    searched: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[ListingRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


# ── verdicts ────────────────────────────────────────────────────────────────────────────────────────────────────────


class Verdict(StrEnum):
    """What a rule says; "no data" and "not due" are neither met nor violated."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NOT_DUE = "not_due"
    NO_DATA = "no_data"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """The verdict on one clause of a regulation.

    Attributes:
        id: The seed's rule id, ``K07``; profile: the profile that holds it.
        clause: The clause as the regulation numbers it.
        text: What is asked, ``{"kk": …, "ru": …}``.
        reason: Why this verdict, ``{"kk": …, "ru": …}``.
        due: When it falls due, for "not due".
        evidence: Cells that show it. figures: ids of the figures it rests on.
        looked_at: Every cell that was asked for to come to it, and those which its figures hold.
        remedy: What would meet the clause, for "partly", "not met" and "no data"; by: the day until which it can.
        record: Registers, and fields of registers (``products.mc_decision``), to keep so that the clause can be answered.
    """

    id: str
    profile: str
    clause: str
    text: Mapping[str, str]
    verdict: Verdict
    reason: Mapping[str, str]
    due: date | None = None
    evidence: tuple[CellRef, ...] = ()
    figures: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    remedy: Mapping[str, str] = kept(default_factory=_nothing)
    by: date | None = None
    record: tuple[str, ...] = ()
    looked_at: tuple[CellRef, ...] = ()


# ── the year ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Span:
    """What a run counts: a named stretch of an academic year.

    Attributes:
        name: As asked: ``year``, ``half-1``, ``q3``, ``2025-11`` or ``2025-09-01..2026-01-15``.
        days: The days it covers.
        whole_year: It is the year itself, so that rows whose date is not known still count.
    """

    name: str
    days: Period
    whole_year: bool


@dataclass(frozen=True, slots=True)
class Archive:
    """The figures of an earlier year as a run of that year kept them: ``archive/2024-2025.json``.

    Attributes:
        label: The academic year. file: Path of the file relative to the college folder.
        values: Figure id → value; ``None`` is "no data".
        units: Figure id → unit: a value in another unit is another figure.
    """

    label: str
    file: str
    values: Mapping[str, int | float | None]
    units: Mapping[str, str] = kept(default_factory=_nothing)

    def at(self, name: str) -> CellRef:
        """The place of a figure in the file."""
        return CellRef(self.file, name)


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """The registers of one academic year (1 September – 31 August), joined and ready to count.

    Attributes:
        label: ``"2025-2026"``.
        days: The year's days.
        span: What is counted, the whole year or a part of it.
        today: The date the run speaks of.
        snapshot: The date at which composition is counted (staff, commissions).
        quarters: ``"q1"``… → days, from the college's own windows.
        tables: Register → every row that belongs to the year (for snapshot registers: the snapshot used).
        selections: Register → rows that count for ``span``.
        everything: Register → rows of all years, for windows that look back (courses, practices, orders).
        earlier: The two years before, newest first; these know their own two, and those none.
        people: Person id → full name, from the staff registers.
        findings: What was found while reading and joining, for this year and for the folder.
        archives: Year → its kept figures, which stand in for registers that are gone.
    """

    label: str
    days: Period
    span: Span
    today: date
    snapshot: date
    quarters: Mapping[str, Period]
    tables: Mapping[str, Table]
    selections: Mapping[str, Selection]
    everything: Mapping[str, Table]
    earlier: Mapping[str, AcademicYear] = kept(default_factory=_nothing)
    people: Mapping[str, Person] = kept(default_factory=_nothing)
    findings: tuple[Finding, ...] = ()
    archives: Mapping[str, Archive] = kept(default_factory=_nothing)

    def __getitem__(self, register: str) -> Table:
        return self.tables.get(register, Table(register))

    def select(self, register: str) -> Selection:
        """The rows of a register that count for the span; an empty selection where there is no such register."""
        return self.selections.get(register, Selection())

    def quarter(self, day: date) -> str | None:
        """``"q1"``…``"q4"``, or ``None`` for July and August and for days outside the year."""
        return next((name for name, days in self.quarters.items() if day in days), None)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the papers may print about one year: rows, figures, listings, verdicts."""

    year: AcademicYear
    figures: Mapping[str, Figure] = kept(default_factory=dict)
    listings: Mapping[str, Listing] = kept(default_factory=dict)
    results: tuple[RuleResult, ...] = ()
