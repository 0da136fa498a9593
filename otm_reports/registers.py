"""Sheets → Tables: every data row read, typed and addressed, or named by a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from otm_reports import values
from otm_reports.around import meeting_of, said_year, stretch
from otm_reports.blocks import UNKNOWN, Block, astray, at, comparable, compared_totals, missing, without_heading
from otm_reports.cells import Cells, shown
from otm_reports.headers import Layout, find
from otm_reports.headings import Headings
from otm_reports.kazakh import fold
from otm_reports.mending import mended, spoiled_files
from otm_reports.model import CellRef, Finding, Period, Person, Row, Scalar, Sheet, Source, Table, Value
from otm_reports.people import match_commission, speaks_of_commission
from otm_reports.rows import cells_of, fits_after_gap, row_kind, row_text, written_at
from otm_reports.sheets import no_collector
from otm_reports.shifts import shifted
from otm_reports.specs import FieldSpec, Specs

#: More empty rows than this end a table for a row that is as wide again as the table.
_GAP = 3


@dataclass(frozen=True, slots=True)
class Read:
    """What came out of the sheets of a folder.

    Attributes:
        tables: Register → its rows; every declared register is there.
        people: Person id → full name.
        findings: What is wrong, by cell.
        read, used, reported: Data rows met, those in a table, those in no table and named by a finding.
    """

    tables: Mapping[str, Table]
    people: Mapping[str, Person]
    findings: tuple[Finding, ...]
    read: int
    used: int
    reported: int


def read_tables(sheets: Sequence[Sheet], specs: Specs, about: Mapping[str, tuple[str, str]]) -> Read:
    """Read every register of every sheet.

    Args:
        sheets: The sheets of all workbooks.
        specs: What is declared.
        about: File → (sha256, who has it open).

    Returns:
        Rows with addresses; ``read = used + reported`` always holds.
    """
    with no_collector():
        return _read(sheets, specs, about)


def _read(sheets: Sequence[Sheet], specs: Specs, about: Mapping[str, tuple[str, str]]) -> Read:
    headings = Headings(specs)
    findings: list[Finding] = []
    layouts: list[Layout] = []
    spoiled = spoiled_files(sheets)
    for sheet in sheets:
        if sheet.hidden:
            findings.append(Finding("sheet-hidden", sheet.ref()))
            continue
        clean, repaired = mended(sheet, whole_file=sheet.file in spoiled)
        found, said = find(clean, headings)
        findings.extend(said)
        if not found and any(value is not None for row in sheet.rows for value in row) and not said:
            findings.append(Finding("sheet-unused", sheet.ref()))
        if found:
            findings.extend(repaired)
        moved = {number: finding for number, layout in enumerate(found) if (finding := shifted(layout, specs)) is not None}
        findings.extend(moved.values())
        layouts.extend(layout for number, layout in enumerate(found) if number not in moved)
    # The rows of a table whose headings cannot be believed are named by its finding, all together.
    unbelieved = sum(int(str(finding.params["rows"])) for finding in findings if finding.code == "header-shifted")
    reader = _Reader(specs, about)
    reader.cells.meet(layouts)
    blocks = [reader.read(layout) for layout in layouts]
    for block in blocks:
        findings.extend(block.findings)
    tables, repeated, used, unused = _tables(blocks, specs)
    findings.extend(repeated)
    read = sum(block.read for block in blocks) + unbelieved
    reported = sum(block.reported for block in blocks) + unused + unbelieved
    return Read(tables, reader.cells.roster.full_names, tuple(findings), read, used, reported)


# ── one table ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Reader:
    """Reads tables one after another, once it has met the people and commissions that names in them stand for."""

    def __init__(self, specs: Specs, about: Mapping[str, tuple[str, str]]) -> None:
        self.specs = specs
        self.about = about
        self.cells = Cells(specs)

    def read(self, layout: Layout) -> Block:
        spec = self.specs.registers[layout.register]
        year, conflict = said_year(layout, self.specs.confirmed.years)
        sha256, open_by = self.about.get(layout.sheet.file, ("", ""))
        source = Source(
            layout.sheet.file, layout.sheet.name, layout.register, layout.columns, layout.first_row, layout.last_row,
            layout.first_column, layout.last_column, year, sha256, open_by,
        )
        block = Block(layout, spec, source)
        block.findings.extend(conflict)
        block.source = self._with_attributes(block)
        block.section_days = stretch(layout.sheet.name, year, self.specs)
        block.said_commission = self._commission_above(block)
        block.said_body = self._body_above(block)
        answered = f"{layout.sheet.ref()}!"
        block.by_place = layout.register == "staff" or any(text.startswith(answered) for text in self.specs.confirmed.people)
        block.alone = frozenset(
            name for name, _, one in block.columns
            if not (one.fills_down or one.otherwise or one.shares or one.next_column or (block.by_place and one.type in ("person", "people")))
        )
        block.hundredths = frozenset(name for name in layout.columns if _is_share(layout, spec.fields[name], name))
        self._rows(block)
        self._checks_rows(block)
        return block

    # ── around the rows ─────────────────────────────────────────────────────────────────────────────────────────────

    def _with_attributes(self, block: Block) -> Source:
        read: dict[str, Value] = {}
        cells: dict[str, CellRef] = {}
        for name, (cell, text) in block.layout.attributes.items():
            spec = block.spec.attributes.get(name) or block.spec.fields[name]
            value = self.cells.read(block, name, spec, text, cell)
            if value is not None:
                read[name], cells[name] = value, cell
        return replace(block.source, attributes=read, attribute_cells=cells)

    def _commission_above(self, block: Block) -> tuple[str, CellRef] | None:
        """The commission that the title, the sheet or the file names, for registers that keep one for each."""
        if not any(spec.type == "commission" and spec.section for spec in block.spec.fields.values()):
            return None
        places = [(text, cell) for cell, text in reversed(block.layout.titles)]
        sheet = block.layout.sheet
        places += [(sheet.name, sheet.ref()), *((part, CellRef(sheet.file)) for part in reversed(PurePosixPath(sheet.file).with_suffix("").parts))]
        for text, cell in places:
            name = self.cells.commissions.named_in(text)
            if name:
                return name, cell
        return None

    def _checks_rows(self, block: Block) -> None:
        """What a person should know about rows that count all the same: hidden ones."""
        sheet = block.layout.sheet
        numbers = {row.number for row in block.rows}
        hidden_rows = sorted(numbers & sheet.hidden_rows)
        hidden_columns = sorted({*block.layout.columns.values(), *block.layout.marks} & sheet.hidden_columns)
        if hidden_rows or hidden_columns:
            first = sheet.ref(hidden_rows[0] if hidden_rows else block.layout.header[0], hidden_columns[0] if hidden_columns else block.source.first_column)
            block.findings.append(Finding("rows-hidden", first, register=block.spec.name, params={"count": len(hidden_rows) or len(hidden_columns)}))
        block.findings.extend(without_heading(block.layout, sorted(numbers), block.spec.name))
        block.source = replace(
            block.source, rows_read=block.read, last_row=max((row.number for row in block.rows), default=block.source.first_row),
        )
        block.rows = [Row(block.source, row.number, row.values, row.raw, row.placed, row.year, row.astray) for row in block.rows]

    # ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _rows(self, block: Block) -> None:
        layout = block.layout
        above: dict[str, tuple[Scalar, CellRef]] = {}
        since, last = 0, layout.first_row
        for number in layout.rows:
            kind = row_kind(layout, block.required, number, self.cells.commissions)
            if kind == "section":
                self._section(block, number)
                above.clear()
            elif kind == "total":
                block.findings.extend(compared_totals(block, number, block.rows[since:]))
                since = len(block.rows)
            elif kind == "data":
                block.read += 1
                rows = self._data_row(block, number, above) if number - last <= _GAP or fits_after_gap(layout, number) else []
                last = number
                if not rows:
                    block.reported += 1
                    block.findings.append(Finding("row-unreadable", at(block, number), row_text(layout, number), block.spec.name))
                block.rows.extend(rows)
                for row in rows if layout.register == "staff" else ():
                    if row["full_name"] and row["full_name"].id:
                        block.colleagues.setdefault(row["full_name"].id, []).append(row)

    def _section(self, block: Block, number: int) -> None:
        column, text = next((column, value) for column, value in cells_of(block.layout, number) if isinstance(value, str))
        place = block.layout.sheet.ref(number, column)
        name = self.cells.commissions.named_in(text)
        if name:
            block.said_commission = (name, place)
        elif self.cells.commissions and speaks_of_commission(text) and any(spec.section and spec.type == "commission" for spec in block.spec.fields.values()):
            # The rows below are not of the commission above; of which they are must be asked.
            written, code, params = match_commission(text, self.cells.commissions, confirmed=self.specs.confirmed.commissions)
            block.said_commission = (written, place)
            if code:
                block.findings.append(Finding(code, place, text, block.spec.name, "commission", {**params, "names": self.cells.commissions.names}))
        days = stretch(text, block.source.year, self.specs)
        if days:
            block.section_days = days
        block.section, block.section_text = place, text.strip()

    def _data_row(self, block: Block, number: int, above: dict[str, tuple[Scalar, CellRef]]) -> list[Row]:
        read: dict[str, Value] = {}
        raw: dict[str, str] = {}
        placed: dict[str, CellRef] = {}
        sheet = block.layout.sheet
        cells, merged = sheet.rows[number - 1], number in block.layout.merged
        for name, column, spec in block.columns:
            if merged or name not in block.alone:
                self._cell(block, number, name, above, read, raw, placed)
                continue
            written = cells[column - 1] if column <= len(cells) else None
            raw[name] = shown(sheet.spoiled.get((number, column), written) if sheet.spoiled else written)
            if name not in read:
                value, said = block.known.get((name, type(written), written), UNKNOWN)
                read[name] = self.cells.value(block, name, spec, written, sheet.ref(number, column)) if said is None or said else value
        self._close_periods(block, number, read, placed)
        self._from_around(block, number, read, raw, placed)
        if not any(read.get(name) is not None for name in block.asked):
            return []
        if number in block.struck:
            block.findings.append(Finding("row-struck", at(block, number), row_text(block.layout, number), block.spec.name))
        row = Row(block.source, number, read, raw, placed)
        if block.layout.marks:
            return list(self._marks(block, row))
        block.findings.extend(missing(block, row))
        return [astray(block, row)]

    def _cell(
        self, block: Block, number: int, name: str, above: dict[str, tuple[Scalar, CellRef]],
        read: dict[str, Value], raw: dict[str, str], placed: dict[str, CellRef],
    ) -> None:
        """What a cell says that may be merged, continue the row above or speak of another field as well."""
        spec = block.spec.fields[name]
        written, cell = written_at(block.layout, number, block.layout.columns[name])
        if spec.fills_down:
            written, cell = _continued(block, above, name, written, cell)
        if (cell.row, cell.column) != (number, block.layout.columns[name]):
            placed[name] = cell
        raw[name] = shown(block.layout.sheet.spoiled.get((cell.row, cell.column), written))
        other = self.cells.otherwise(block, number, spec, written) if spec.otherwise else None
        if other is not None:
            read[spec.otherwise], placed[spec.otherwise], raw[spec.otherwise] = other, cell, raw[name]
            read[name] = None
        elif name not in read:
            parts, other = self.cells.two_in_a_cell(block, number, spec, written), spec.shares or spec.next_column
            read[name] = self.cells.value(block, name, spec, parts[0] if parts else written, cell)
            if parts and (spec.type != "period" or other not in block.layout.columns):
                read[other] = self.cells.value(block, other, block.spec.fields[other], parts[1], cell)
                placed[other], raw[other] = cell, raw[name]

    def _close_periods(self, block: Block, number: int, read: dict[str, Value], placed: dict[str, CellRef]) -> None:
        """A period whose last day stands in a column of its own is put together from both."""
        for name, spec in block.ends:
            last = read.pop(name, None)
            if last is None:
                continue
            days = read.get(spec.ends)
            if spec.ends not in block.layout.columns and isinstance(last, date):
                read[spec.ends], placed[spec.ends] = Period(last, last), block.layout.sheet.ref(number, block.layout.columns[name])
            elif isinstance(days, Period) and days.start == days.end and isinstance(last, date) and days.start <= last:
                read[spec.ends] = Period(days.start, last)
            elif not (isinstance(days, Period) and days.end == last):
                cell = block.layout.sheet.ref(number, block.layout.columns[name])
                block.findings.append(self.cells.about(block, name, spec, "value-unreadable", cell, values.as_text(last), {"proposal": values.NO_PROPOSAL}))

    def _from_around(self, block: Block, number: int, read: dict[str, Value], raw: dict[str, str], placed: dict[str, CellRef]) -> None:
        """Values that stand once for many rows: parts of a name, the block above, the section, the commission of the file."""
        if "surname" in read and read.get("full_name") is None and read["surname"]:
            parts = [str(read[name]) for name in ("surname", "given", "patronymic") if read.get(name)]
            placed["full_name"] = block.layout.sheet.ref(number, block.layout.columns["surname"])
            raw["full_name"] = " ".join(parts)
            read["full_name"] = self.cells.value(block, "full_name", block.spec.fields["full_name"], " ".join(parts), placed["full_name"])
        for name, value in block.source.attributes.items():
            if name in block.spec.fields and read.get(name) is None:
                read[name], placed[name] = value, block.source.attribute_cells[name]
                raw[name] = block.layout.attributes[name][1]
        for name, spec in block.around:
            if read.get(name) is not None:
                continue
            if spec.type == "commission" and spec.section and block.said_commission:
                read[name], placed[name] = block.said_commission
                raw[name] = block.said_commission[0]
            elif spec.section and spec.type == "text" and block.section:
                read[name], placed[name], raw[name] = block.section_text, block.section, block.section_text
            elif spec.vocabulary == "body" and (said := block.said_body):
                read[name], placed[name], raw[name] = said[0], said[1], said[0]

    def _body_above(self, block: Block) -> tuple[str, CellRef] | None:
        """Whose meetings a table is about, where its title, sheet or file says so and no column does."""
        if not any(spec.vocabulary == "body" for _, spec in block.around):
            return None
        sheet = block.layout.sheet
        places = [(text, cell) for cell, text in reversed(block.layout.titles)]
        places += [(sheet.name, sheet.ref()), *((part, CellRef(sheet.file)) for part in reversed(PurePosixPath(sheet.file).with_suffix("").parts))]
        for text, cell in places:
            folded = f" {fold.key(text)} "
            for code, entry in self.specs.vocabularies["body"].codes.items():
                if any(f" {fold.key(word)} " in folded or (len(word) > 9 and fold.key(word)[:-1] in folded) for word in (entry.kk, entry.ru, *entry.also)):  # noqa: PLR2004 - long names may carry an ending
                    return code, cell
        return None

    def _marks(self, block: Block, person: Row) -> Iterator[Row]:
        """The marks of one person in a wide matrix, a row for each mark; a blank is unknown and makes none."""
        name = next(name for name, spec in block.spec.fields.items() if spec.mark)
        empty = True
        for column, heading in block.layout.marks.items():
            written, cell = written_at(block.layout, person.number, column)
            if written is None:
                continue
            empty = False
            mark = self.cells.value(block, name, block.spec.fields[name], written, cell)
            no, day = meeting_of(block.layout.sheet, heading, block.source.year)
            read = {**person.values, name: mark, "protocol_no": person["protocol_no"] or no, "date": person["date"] or day}
            placed = {**person.placed, name: cell, "protocol_no": heading, "date": heading}
            yield replace(person, values=read, placed=placed, raw={**person.raw, name: shown(written)})
        if empty:
            yield person

def _is_share(layout: Layout, spec: FieldSpec, name: str) -> bool:
    """Whether a column of per cent holds what a workbook keeps for cells shown as per cent: 0.85 for 85 %."""
    if spec.type != "number" or spec.maximum != 100 or not name.endswith("pct"):  # noqa: PLR2004 - per cent
        return False
    found = [layout.sheet.value(number, layout.columns[name]) for number in layout.rows]
    numbers = [value for value in found if isinstance(value, int | float) and not isinstance(value, bool)]
    return all(0 <= value <= 1 for value in numbers) and any(0 < value < 1 for value in numbers)


def _continued(block: Block, above: dict[str, tuple[Scalar, CellRef]], name: str, written: Scalar, cell: CellRef) -> tuple[Scalar, CellRef]:
    """What a blank cell of an agenda continues; a new protocol number ends what stood right of it."""
    if written is None:
        return above.get(name, (written, cell))
    if above.get(name, (None, cell))[0] != written:
        for right in [other for other in above if block.layout.columns[other] > block.layout.columns[name]]:
            del above[right]
    above[name] = (written, cell)
    return written, cell


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tables(blocks: Sequence[Block], specs: Specs) -> tuple[dict[str, Table], list[Finding], int, int]:
    """Rows of all blocks by register; an exact repeat counts once and the later one is named (contract 3).

    Returns:
        The tables, a finding for each row that repeats another, how many rows of sheets are used, how many only repeat.
    """
    tables: dict[str, Table] = {}
    findings: list[Finding] = []
    used: set[tuple[str, str, int, int]] = set()
    repeated: dict[tuple[str, str, int, int], Finding] = {}
    for name, spec in specs.registers.items():
        own = [block for block in blocks if block.spec.name == name]
        kept: list[Row] = []
        seen: dict[object, Row] = {}
        for row in (row for block in own for row in block.rows):
            line = (row.source.file, row.source.sheet, row.number, row.source.first_column)
            first = seen.setdefault((row.source.year if spec.scope != "dated" else "", comparable(row)), row)
            if first is row or specs.confirmed.rows.get(str(row.at)) == "real":
                kept.append(row)
                used.add(line)
            elif line not in repeated:
                repeated[line] = Finding("row-duplicate", row.at, "", name, params={"other": str(first.at)}, others=(first.at,))
                findings.append(repeated[line])
        tables[name] = Table(name, tuple(kept), tuple(block.source for block in own))
    return tables, findings, len(used), len(repeated.keys() - used)

