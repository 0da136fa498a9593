"""One table while its rows are read: what is known of it, what has been read so far, and what is to be said of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from otm_reports.around import days_of
from otm_reports.headers import Layout
from otm_reports.kazakh import fold
from otm_reports.model import CellRef, Finding, Period, Person, Row, Scalar, Source, Value, column_letters
from otm_reports.specs import FieldSpec, RegisterSpec

#: Nothing was read of such a cell yet.
UNKNOWN: tuple[Value, tuple[Finding, ...] | None] = (None, None)


@dataclass(slots=True)
class Block:
    """One table while its rows are read.

    Attributes:
        columns: Field, column and what is declared of it, from left to right.
        required: Fields that a row must have.
        asked: Fields of which a row must have one.
        ends: Fields that end the period of another.
        around: Fields without a column that a section or a title may say.
        alone: Fields whose cells say nothing of other fields or rows.
        struck: Rows in which something is struck through.
        colleagues: Person id → rows of the staff register that name the person.
        by_place: Whom a cell names depends on where it stands: rows of the staff register, and cells that a person gave an answer for.
        known: Field and what is written, with its type → what that was read as and what was to be said; most cells say what another one said.
    """

    layout: Layout
    spec: RegisterSpec
    source: Source
    columns: tuple[tuple[str, int, FieldSpec], ...] = field(init=False)
    required: tuple[str, ...] = field(init=False)
    asked: frozenset[str] = field(init=False)
    ends: tuple[tuple[str, FieldSpec], ...] = field(init=False)
    around: tuple[tuple[str, FieldSpec], ...] = field(init=False)
    alone: frozenset[str] = frozenset()
    struck: frozenset[int] = field(init=False)
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    read: int = 0
    reported: int = 0
    section: CellRef | None = None
    section_text: str = ""
    hundredths: frozenset[str] = frozenset()
    section_days: Period | None = None
    said_commission: tuple[str, CellRef] | None = None
    said_body: tuple[str, CellRef] | None = None
    colleagues: dict[str, list[Row]] = field(default_factory=dict)
    by_place: bool = True
    known: dict[tuple[str, type, Scalar], tuple[Value, tuple[Finding, ...] | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        fields, columns = self.spec.fields, self.layout.columns
        self.columns = tuple((name, column, fields[name]) for name, column in sorted(columns.items(), key=lambda item: item[1]))
        self.required = self.spec.required
        self.asked = frozenset((*self.required, *(one for group in self.spec.one_of for one in group)))
        self.ends = tuple((name, spec) for name, spec in fields.items() if spec.ends)
        self.around = tuple((name, spec) for name, spec in fields.items() if name not in columns and (spec.section or spec.vocabulary == "body"))
        self.struck = frozenset(row for row, _ in self.layout.sheet.struck)


def at(block: Block, number: int) -> CellRef:
    """The place of a row."""
    return block.layout.sheet.ref(number, block.source.first_column)


def without_heading(layout: Layout, numbers: Sequence[int], register: str) -> Iterator[Finding]:
    """Columns that hold something in several rows of the table and that nothing heads: not read, and said by their letter."""
    for column in sorted(layout.headless):
        held = [value for number in numbers if (value := layout.sheet.value(number, column)) is not None]
        numbering = column < layout.first_column and all(isinstance(value, int | float) for value in held)
        if len(held) > 1 and not numbering:
            yield Finding("header-unknown", layout.sheet.ref(layout.header[1], column), register=register, params={"header": column_letters(column)})


def missing(block: Block, row: Row) -> Iterator[Finding]:
    """What a row must have and does not, unless something was said of that cell already."""
    for name in block.required:
        if row[name] is not None:
            continue
        cell = row.cell(name)
        if not any(finding.at == cell for finding in block.findings[-12:]):
            yield Finding("value-missing", cell, register=block.spec.name, field=name, required=True)
    for group in block.spec.one_of:
        if all(row[name] is None for name in group):
            cells = [row.cell(name) for name in group if name in block.layout.columns]
            if not any(finding.at in cells for finding in block.findings[-12:]):
                yield Finding("value-missing", cells[0] if cells else row.at, register=block.spec.name, field=group[0], required=True)


def astray(block: Block, row: Row) -> Row:
    """A row whose date lies outside of the quarter or month of its sheet or section stays and is not counted by date."""
    if block.section_days is None or block.spec.scope != "year":
        return row
    name = next((name for name in block.spec.dated_by if isinstance(row[name], date)), None)
    if name is None or row[name] in block.section_days or row[name] not in (days_of(block.source.year) or block.section_days):
        return row
    days = {"from": block.section_days.start, "to": block.section_days.end}
    block.findings.append(Finding("date-outside-period", row.cell(name), row.raw.get(name, ""), block.spec.name, name, days))
    return replace(row, astray="outside-section")


def compared_totals(block: Block, number: int, rows: Sequence[Row]) -> Iterator[Finding]:
    """A totals row is recomputed; one that disagrees is shown, never corrected."""
    layout = block.layout
    for name, column in layout.columns.items():
        if block.spec.fields[name].type not in ("integer", "number"):
            continue
        said = layout.sheet.value(number, column)
        if not isinstance(said, int | float) or isinstance(said, bool):
            continue
        # A repeated row counts once; whoever added up the column may have left it out or not.
        ways = (rows, block.rows, [*{comparable(row): row for row in rows}.values()], [*{comparable(row): row for row in block.rows}.values()])
        sums = [sum(row[name] for row in some if isinstance(row[name], int | float)) for some in ways]
        if all(abs(said - total) > 1e-9 for total in sums):  # noqa: PLR2004 - sums of decimals
            place = layout.sheet.ref(number, column)
            yield Finding("total-differs", place, str(said), block.spec.name, name, {"total": said, "computed": sums[0]})
    mark = next((name for name, spec in block.spec.fields.items() if spec.mark), None)
    for column, heading in layout.marks.items():
        said = layout.sheet.value(number, column)
        present = sum(row.placed.get("date") == heading and row[mark or ""] == "present" for row in rows)
        if isinstance(said, int) and said != present:
            yield Finding("total-differs", layout.sheet.ref(number, column), str(said), block.spec.name, mark or "", {"total": said, "computed": present})


def comparable(row: Row) -> object:
    """What two rows have in common of which one repeats the other."""
    read = row.values
    return tuple([(name, _same(value)) for name in sorted(read) if (value := read[name]) is not None])


def _same(value: Value) -> object:
    if isinstance(value, str):
        return fold.key(value)
    if isinstance(value, Person):
        return value.id or fold.name_key(value.as_written)
    if isinstance(value, tuple):
        return tuple(map(_same, value))
    return value
