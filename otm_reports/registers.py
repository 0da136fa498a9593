"""Sheets → Tables: every data row read, typed and addressed, or named by a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from otm_reports import values
from otm_reports.around import days_of, meeting_of, said_year, stretch
from otm_reports.headers import Layout, find
from otm_reports.headings import Headings
from otm_reports.kazakh import fold
from otm_reports.mending import mended, spoiled_files
from otm_reports.model import (
    CellError,
    CellRef,
    Finding,
    Period,
    Person,
    Row,
    Scalar,
    Sheet,
    Source,
    Table,
    Uncached,
    Value,
    column_letters,
)
from otm_reports.people import Commissions, Roster, match, match_commission, speaks_of_commission
from otm_reports.rows import as_text, cells_of, fits_after_gap, is_total_row, row_kind, row_text, written_at
from otm_reports.sheets import no_collector
from otm_reports.shifts import shifted
from otm_reports.specs import FieldSpec, RegisterSpec, Specs

_NUMBER_SIGN = re.compile(r"^\s*(?:№|N[oº°]?(?=[\s.\d]))\s*\.?\s*(?=\S)")

#: Numbers from here on may be a ЖСН or a phone.
_LONG_NUMBER = 10**9
#: Nothing was read of such a cell yet.
_UNKNOWN: tuple[Value, tuple[Finding, ...] | None] = (None, None)
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


@dataclass(slots=True)
class _Block:
    """One table while its rows are read.

    Attributes:
        columns: Field, column and what is declared of it, from left to right.
        required: Fields that a row must have.
        asked: Fields of which a row must have one.
        ends: Fields that end the period of another.
        around: Fields without a column that a section or a title may say.
        alone: Fields whose cells say nothing of other fields or rows.
        struck: Rows in which something is struck through.
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
    reader.meet(layouts)
    blocks = [reader.read(layout) for layout in layouts]
    for block in blocks:
        findings.extend(block.findings)
    tables, repeated, used, unused = _tables(blocks, specs)
    findings.extend(repeated)
    read = sum(block.read for block in blocks) + unbelieved
    reported = sum(block.reported for block in blocks) + unused + unbelieved
    return Read(tables, reader.roster.full_names, tuple(findings), read, used, reported)


# ── spoiled letters ─────────────────────────────────────────────────────────────────────────────────────────────────


# ── one table ───────────────────────────────────────────────────────────────────────────────────────────────────────


class _Reader:
    """Reads tables one after another, once it has met the people and commissions that names in them stand for."""

    def __init__(self, specs: Specs, about: Mapping[str, tuple[str, str]]) -> None:
        self.specs = specs
        self.about = about
        self.roster = Roster()
        self.again: set[CellRef] = set()
        self.commissions = Commissions(specs.confirmed.commissions)

    def meet(self, layouts: Sequence[Layout]) -> None:
        """Take in everybody of the staff registers of all years, and every commission, before any row is read."""
        people: list[str] = []
        for layout in layouts:
            for name, keep in (("staff", people.append), ("commissions", self.commissions.enrol)):
                column = layout.columns.get("full_name" if name == "staff" else "name") if layout.register == name else None
                for number in layout.rows if column else ():
                    text = written_at(layout, number, column or 0)[0]
                    if type(text) is str and len(cells_of(layout, number)) > 1 and not is_total_row(text):
                        keep(text)
            if layout.register == "staff" and "surname" in layout.columns:
                columns = [layout.columns[part] for part in ("surname", "given", "patronymic") if part in layout.columns]
                people += [
                    " ".join(str(part) for column in columns if (part := layout.sheet.value(number, column)))
                    for number in layout.rows
                ]
        names = (name for text in people for name in values.split_people(text)[:1])
        self.roster.enrol_all(names, confirmed=self.specs.confirmed.people)
        for layout in layouts:
            if layout.register == "staff":
                self._meet_namesakes(layout)

    def _meet_namesakes(self, layout: Layout) -> None:
        """Enrol the second and further people of one name of a list, so that no short name is taken for the first of them."""
        rows: dict[str, set[tuple[str, ...]]] = {}
        for number in layout.rows:
            text = written_at(layout, number, layout.columns.get("full_name", 0))[0] if "full_name" in layout.columns else None
            written = values.split_people(text)[:1] if type(text) is str and not is_total_row(text) else ()
            person = match(written[0], self.roster, confirmed=self.specs.confirmed.people)[0] if written else None
            if person is None or person.id is None:
                continue
            said = tuple(fold.key(str(value)) for column, value in cells_of(layout, number) if column != layout.numbered)
            known = rows.setdefault(person.id, set())
            cell = layout.sheet.ref(number, layout.columns["full_name"])
            if said in known:
                self.again.add(cell)
            elif known and self.specs.confirmed.people.get(str(cell)) != person.id:
                self.roster.enrol(written[0], homonym=len(known) + 1)
            known.add(said)

    def read(self, layout: Layout) -> _Block:
        spec = self.specs.registers[layout.register]
        year, conflict = said_year(layout, self.specs.confirmed.years)
        sha256, open_by = self.about.get(layout.sheet.file, ("", ""))
        source = Source(
            layout.sheet.file, layout.sheet.name, layout.register, layout.columns, layout.first_row, layout.last_row,
            layout.first_column, layout.last_column, year, sha256, open_by,
        )
        block = _Block(layout, spec, source)
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

    def _with_attributes(self, block: _Block) -> Source:
        read: dict[str, Value] = {}
        cells: dict[str, CellRef] = {}
        for name, (cell, text) in block.layout.attributes.items():
            spec = block.spec.attributes.get(name) or block.spec.fields[name]
            value = self._read_value(block, name, spec, text, cell)
            if value is not None:
                read[name], cells[name] = value, cell
        return replace(block.source, attributes=read, attribute_cells=cells)

    def _commission_above(self, block: _Block) -> tuple[str, CellRef] | None:
        """The commission that the title, the sheet or the file names, for registers that keep one for each."""
        if not any(spec.type == "commission" and spec.section for spec in block.spec.fields.values()):
            return None
        places = [(text, cell) for cell, text in reversed(block.layout.titles)]
        sheet = block.layout.sheet
        places += [(sheet.name, sheet.ref()), *((part, CellRef(sheet.file)) for part in reversed(PurePosixPath(sheet.file).with_suffix("").parts))]
        for text, cell in places:
            name = self.commissions.named_in(text)
            if name:
                return name, cell
        return None

    def _checks_rows(self, block: _Block) -> None:
        """What a person should know about rows that count all the same: hidden ones."""
        sheet = block.layout.sheet
        numbers = {row.number for row in block.rows}
        hidden_rows = sorted(numbers & sheet.hidden_rows)
        hidden_columns = sorted({*block.layout.columns.values(), *block.layout.marks} & sheet.hidden_columns)
        if hidden_rows or hidden_columns:
            first = sheet.ref(hidden_rows[0] if hidden_rows else block.layout.header[0], hidden_columns[0] if hidden_columns else block.source.first_column)
            block.findings.append(Finding("rows-hidden", first, register=block.spec.name, params={"count": len(hidden_rows) or len(hidden_columns)}))
        block.findings.extend(_without_heading(block.layout, sorted(numbers), block.spec.name))
        block.source = replace(
            block.source, rows_read=block.read, last_row=max((row.number for row in block.rows), default=block.source.first_row),
        )
        block.rows = [Row(block.source, row.number, row.values, row.raw, row.placed, row.year, row.astray) for row in block.rows]

    # ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _rows(self, block: _Block) -> None:
        layout = block.layout
        above: dict[str, tuple[Scalar, CellRef]] = {}
        since, last = 0, layout.first_row
        for number in layout.rows:
            kind = row_kind(layout, block.required, number, self.commissions)
            if kind == "section":
                self._section(block, number)
                above.clear()
            elif kind == "total":
                block.findings.extend(_compare_total(block, number, block.rows[since:]))
                since = len(block.rows)
            elif kind == "data":
                block.read += 1
                rows = self._data_row(block, number, above) if number - last <= _GAP or fits_after_gap(layout, number) else []
                last = number
                if not rows:
                    block.reported += 1
                    block.findings.append(Finding("row-unreadable", _at(block, number), row_text(layout, number), block.spec.name))
                block.rows.extend(rows)

    def _section(self, block: _Block, number: int) -> None:
        column, text = next((column, value) for column, value in cells_of(block.layout, number) if isinstance(value, str))
        place = block.layout.sheet.ref(number, column)
        name = self.commissions.named_in(text)
        if name:
            block.said_commission = (name, place)
        elif self.commissions and speaks_of_commission(text) and any(spec.section and spec.type == "commission" for spec in block.spec.fields.values()):
            # The rows below are not of the commission above; of which they are must be asked.
            written, code, params = match_commission(text, self.commissions, confirmed=self.specs.confirmed.commissions)
            block.said_commission = (written, place)
            if code:
                block.findings.append(Finding(code, place, text, block.spec.name, "commission", {**params, "names": self.commissions.names}))
        days = stretch(text, block.source.year, self.specs)
        if days:
            block.section_days = days
        block.section, block.section_text = place, text.strip()

    def _data_row(self, block: _Block, number: int, above: dict[str, tuple[Scalar, CellRef]]) -> list[Row]:
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
            raw[name] = _shown(sheet.spoiled.get((number, column), written) if sheet.spoiled else written)
            if name not in read:
                value, said = block.known.get((name, type(written), written), _UNKNOWN)
                read[name] = self._value(block, name, spec, written, sheet.ref(number, column)) if said is None or said else value
        self._close_periods(block, number, read, placed)
        self._from_around(block, number, read, raw, placed)
        if not any(read.get(name) is not None for name in block.asked):
            return []
        if number in block.struck:
            block.findings.append(Finding("row-struck", _at(block, number), row_text(block.layout, number), block.spec.name))
        row = Row(block.source, number, read, raw, placed)
        if block.layout.marks:
            return list(self._marks(block, row))
        block.findings.extend(_missing(block, row))
        return [_astray(block, row)]

    def _cell(
        self, block: _Block, number: int, name: str, above: dict[str, tuple[Scalar, CellRef]],
        read: dict[str, Value], raw: dict[str, str], placed: dict[str, CellRef],
    ) -> None:
        """What a cell says that may be merged, continue the row above or speak of another field as well."""
        spec = block.spec.fields[name]
        written, cell = written_at(block.layout, number, block.layout.columns[name])
        if spec.fills_down:
            written, cell = _continued(block, above, name, written, cell)
        if (cell.row, cell.column) != (number, block.layout.columns[name]):
            placed[name] = cell
        raw[name] = _shown(block.layout.sheet.spoiled.get((cell.row, cell.column), written))
        other = self._otherwise(block, number, spec, written) if spec.otherwise else None
        if other is not None:
            read[spec.otherwise], placed[spec.otherwise], raw[spec.otherwise] = other, cell, raw[name]
            read[name] = None
        elif name not in read:
            parts, other = self._two_in_a_cell(block, number, spec, written), spec.shares or spec.next_column
            read[name] = self._value(block, name, spec, parts[0] if parts else written, cell)
            if parts and (spec.type != "period" or other not in block.layout.columns):
                read[other] = self._value(block, other, block.spec.fields[other], parts[1], cell)
                placed[other], raw[other] = cell, raw[name]

    def _two_in_a_cell(self, block: _Block, number: int, spec: FieldSpec, written: Scalar) -> tuple[str, str] | None:
        """What one cell says of its own field and of another that has no cell of its own, or a blank one, in the row."""
        other = spec.shares or spec.next_column
        if not other or not isinstance(written, str) or isinstance(written, CellError | Uncached):
            return None
        if spec.type == "period":
            return values.divided(written)
        if other in block.layout.columns and written_at(block.layout, number, block.layout.columns[other])[0] is not None:
            return None
        if spec.type == "code":
            return values.dated(written)
        return values.years_and_months(written) if spec.next_column else values.numbered(written)

    def _close_periods(self, block: _Block, number: int, read: dict[str, Value], placed: dict[str, CellRef]) -> None:
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
                block.findings.append(self._about(block, name, spec, "value-unreadable", cell, values.as_text(last), {"proposal": values.NO_PROPOSAL}))

    def _from_around(self, block: _Block, number: int, read: dict[str, Value], raw: dict[str, str], placed: dict[str, CellRef]) -> None:
        """Values that stand once for many rows: parts of a name, the block above, the section, the commission of the file."""
        if "surname" in read and read.get("full_name") is None and read["surname"]:
            parts = [str(read[name]) for name in ("surname", "given", "patronymic") if read.get(name)]
            placed["full_name"] = block.layout.sheet.ref(number, block.layout.columns["surname"])
            raw["full_name"] = " ".join(parts)
            read["full_name"] = self._value(block, "full_name", block.spec.fields["full_name"], " ".join(parts), placed["full_name"])
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

    def _body_above(self, block: _Block) -> tuple[str, CellRef] | None:
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

    def _marks(self, block: _Block, person: Row) -> Iterator[Row]:
        """The marks of one person in a wide matrix, a row for each mark; a blank is unknown and makes none."""
        name = next(name for name, spec in block.spec.fields.items() if spec.mark)
        empty = True
        for column, heading in block.layout.marks.items():
            written, cell = written_at(block.layout, person.number, column)
            if written is None:
                continue
            empty = False
            mark = self._value(block, name, block.spec.fields[name], written, cell)
            no, day = meeting_of(block.layout.sheet, heading, block.source.year)
            read = {**person.values, name: mark, "protocol_no": person["protocol_no"] or no, "date": person["date"] or day}
            placed = {**person.placed, name: cell, "protocol_no": heading, "date": heading}
            yield replace(person, values=read, placed=placed, raw={**person.raw, name: _shown(written)})
        if empty:
            yield person

    # ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _value(self, block: _Block, name: str, spec: FieldSpec, written: Scalar, cell: CellRef) -> Value:
        if block.by_place and spec.type in ("person", "people"):
            return self._read_value(block, name, spec, written, cell)
        key = name, type(written), written
        value, said = block.known.get(key, _UNKNOWN)
        if said is not None:
            block.findings.extend(replace(finding, at=cell) for finding in said)
            return value
        before = len(block.findings)
        value = self._read_value(block, name, spec, written, cell)
        block.known[key] = value, tuple(block.findings[before:])
        return value

    def _read_value(self, block: _Block, name: str, spec: FieldSpec, written: Scalar, cell: CellRef) -> Value:
        written, dropped = _without_personal(written)
        if dropped:
            block.findings.append(Finding("personal-dropped", cell, register=block.spec.name, field=name))
        if written is None or (isinstance(written, str) and not written.strip()):
            return None
        if spec.type in ("person", "people") and not isinstance(written, CellError | Uncached) and not values.is_error_text(written):
            return self._named(block, name, spec, written, cell)
        if name in block.hundredths and isinstance(written, int | float) and not isinstance(written, bool):
            share, written = written, round(written * 100, 9)
            block.findings.append(self._about(block, name, spec, "value-repaired", cell, values.as_text(share), {"before": values.as_text(share), "after": values.as_text(written)}))
        if spec.type == "text" and name.endswith("no") and isinstance(written, str) and not isinstance(written, CellError | Uncached):
            # The sign belongs to print: «№ 7», «N7» and «7» are one number of one paper.
            written = _NUMBER_SIGN.sub("", written)
        if block.spec.name == "commissions" and name == "name" and isinstance(written, str):
            return self.commissions.known_as(written)
        reading = values.read(written, spec, self.specs.vocabularies, year_days=days_of(block.source.year))
        if reading.code:
            block.findings.append(self._about(block, name, spec, reading.code, cell, as_text(written), reading.params))
        if spec.type == "commission" and isinstance(reading.value, str):
            return self._commission(block, name, reading.value, cell)
        return reading.value

    def _named(self, block: _Block, name: str, spec: FieldSpec, written: Scalar, cell: CellRef) -> Value:
        """The person or the people that a cell names; several where one belongs are given to none of them."""
        text = as_text(written)
        named = values.split_people(text)
        if not named and text.strip(" -–—−_"):
            block.findings.append(self._about(block, name, spec, "value-unreadable", cell, text, {"proposal": values.NO_PROPOSAL}))
        if spec.type == "people":
            return tuple(self._person(block, name, one, cell) for one in named) or None
        if len(named) < 2 or _is_answered(self.specs.confirmed.people, text, cell):  # noqa: PLR2004 - one person, as the field says
            return self._person(block, name, text if len(named) > 1 else named[0], cell) if named else None
        block.findings.append(self._about(block, name, spec, "person-ambiguous", cell, text, {"candidates": "; ".join(named), "proposal": values.NO_PROPOSAL}))
        return Person(None, "", "", "", " ".join(text.split()))

    def _otherwise(self, block: _Block, number: int, spec: FieldSpec, written: Scalar) -> Value:
        """What a word means in the other vocabulary that shares its column («штаттан тыс» | «бала күтімінде»), if nothing is written in the other's own."""
        if not isinstance(written, str) or values.read(written, spec, self.specs.vocabularies).value is not None:
            return None
        own = block.layout.columns.get(spec.otherwise)
        if own is not None and written_at(block.layout, number, own)[0] is not None:
            return None
        return values.read(written, block.spec.fields[spec.otherwise], self.specs.vocabularies).value

    def _about(self, block: _Block, name: str, spec: FieldSpec, code: str, cell: CellRef, written: str, params: Mapping[str, Any]) -> Finding:
        return Finding(code, cell, values.drop_personal(written)[0], block.spec.name, name, params, required=spec.required)

    def _person(self, block: _Block, name: str, text: str, cell: CellRef) -> Person:
        if block.spec.name == "staff" and name == "full_name":
            return self._colleague(block, text, cell)
        here = self.specs.confirmed.people.get(str(cell))
        person, code, params = match(text, self.roster, confirmed={text: here} if here else self.specs.confirmed.people)
        if code:
            block.findings.append(Finding(code, cell, text, block.spec.name, name, params))
        return person

    def _colleague(self, block: _Block, text: str, cell: CellRef) -> Person:
        """A person of the staff register; a second one of the very same name in one list is somebody else until told."""
        person = self.roster.enrol(text, confirmed=self.specs.confirmed.people)
        alike = [row for row in block.rows if row["full_name"] and person.id and row["full_name"].id in _homonyms(person.id)]
        if not alike or cell in self.again:
            return person
        here = self.roster.find(self.specs.confirmed.people.get(str(cell), ""))
        if here is not None:
            return replace(here, as_written=text)
        other = alike[0].cell("full_name")
        somebody_else = self.roster.enrol(text, homonym=len(alike) + 1)
        if self.specs.confirmed.people.get(str(cell)) != somebody_else.id:
            params = {"candidates": person.full, "other": str(other), "ids": (person.id, somebody_else.id)}
            block.findings.append(Finding("person-duplicate", cell, text, "staff", "full_name", params, others=(other,)))
        return somebody_else

    def _commission(self, block: _Block, name: str, text: str, cell: CellRef) -> str:
        if block.spec.name == "commissions":
            return self.commissions.enrol(text)
        found, code, params = match_commission(text, self.commissions, confirmed=self.specs.confirmed.commissions)
        if code:
            block.findings.append(Finding(code, cell, text, block.spec.name, name, {**params, "names": self.commissions.names}))
        return found


# ── what a row of a sheet is ────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=65536, typed=True)
def _shown(written: Scalar) -> str:
    """What is written, as text and without personal data."""
    return values.drop_personal(as_text(written))[0]


def _without_personal(written: Scalar) -> tuple[Scalar, bool]:
    """What is written without personal data, and whether there was any; a ЖСН that a workbook keeps as a number is one too."""
    if isinstance(written, int | float) and not isinstance(written, bool) and written >= _LONG_NUMBER and written == int(written):
        said, dropped = values.drop_personal(str(int(written)))
        return (said, True) if dropped else (written, False)
    if isinstance(written, str) and not isinstance(written, CellError | Uncached):
        return values.drop_personal(written)
    return written, False


def _is_share(layout: Layout, spec: FieldSpec, name: str) -> bool:
    """Whether a column of per cent holds what a workbook keeps for cells shown as per cent: 0.85 for 85 %."""
    if spec.type != "number" or spec.maximum != 100 or not name.endswith("pct"):  # noqa: PLR2004 - per cent
        return False
    found = [layout.sheet.value(number, layout.columns[name]) for number in layout.rows]
    numbers = [value for value in found if isinstance(value, int | float) and not isinstance(value, bool)]
    return all(0 <= value <= 1 for value in numbers) and any(0 < value < 1 for value in numbers)


def _is_answered(confirmed: Mapping[str, str], text: str, cell: CellRef) -> bool:
    return str(cell) in confirmed or any(fold.compact(known) == fold.compact(text) for known in confirmed)


def _continued(block: _Block, above: dict[str, tuple[Scalar, CellRef]], name: str, written: Scalar, cell: CellRef) -> tuple[Scalar, CellRef]:
    """What a blank cell of an agenda continues; a new protocol number ends what stood right of it."""
    if written is None:
        return above.get(name, (written, cell))
    if above.get(name, (None, cell))[0] != written:
        for right in [other for other in above if block.layout.columns[other] > block.layout.columns[name]]:
            del above[right]
    above[name] = (written, cell)
    return written, cell


def _at(block: _Block, number: int) -> CellRef:
    return block.layout.sheet.ref(number, block.source.first_column)


def _without_heading(layout: Layout, numbers: Sequence[int], register: str) -> Iterator[Finding]:
    """Columns that hold something in several rows of the table and that nothing heads: not read, and said by their letter."""
    for column in sorted(layout.headless):
        held = [value for number in numbers if (value := layout.sheet.value(number, column)) is not None]
        numbering = column < layout.first_column and all(isinstance(value, int | float) for value in held)
        if len(held) > 1 and not numbering:
            yield Finding("header-unknown", layout.sheet.ref(layout.header[1], column), register=register, params={"header": column_letters(column)})


def _missing(block: _Block, row: Row) -> Iterator[Finding]:
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


# ── years, stretches, totals ────────────────────────────────────────────────────────────────────────────────────────


def _astray(block: _Block, row: Row) -> Row:
    """A row whose date lies outside of the quarter or month of its sheet or section stays and is not counted by date."""
    if block.section_days is None or block.spec.scope != "year":
        return row
    name = next((name for name in block.spec.dated_by if isinstance(row[name], date)), None)
    if name is None or row[name] in block.section_days or row[name] not in (days_of(block.source.year) or block.section_days):
        return row
    days = {"from": block.section_days.start, "to": block.section_days.end}
    block.findings.append(Finding("date-outside-period", row.cell(name), row.raw.get(name, ""), block.spec.name, name, days))
    return replace(row, astray="outside-section")


def _compare_total(block: _Block, number: int, rows: Sequence[Row]) -> Iterator[Finding]:
    """A totals row is recomputed; one that disagrees is shown, never corrected."""
    layout = block.layout
    for name, column in layout.columns.items():
        if block.spec.fields[name].type not in ("integer", "number"):
            continue
        said = layout.sheet.value(number, column)
        if not isinstance(said, int | float) or isinstance(said, bool):
            continue
        # A repeated row counts once; whoever added up the column may have left it out or not.
        ways = (rows, block.rows, [*{_comparable(row): row for row in rows}.values()], [*{_comparable(row): row for row in block.rows}.values()])
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


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _tables(blocks: Sequence[_Block], specs: Specs) -> tuple[dict[str, Table], list[Finding], int, int]:
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
            first = seen.setdefault((row.source.year if spec.scope != "dated" else "", _comparable(row)), row)
            if first is row or specs.confirmed.rows.get(str(row.at)) == "real":
                kept.append(row)
                used.add(line)
            elif line not in repeated:
                repeated[line] = Finding("row-duplicate", row.at, "", name, params={"other": str(first.at)}, others=(first.at,))
                findings.append(repeated[line])
        tables[name] = Table(name, tuple(kept), tuple(block.source for block in own))
    return tables, findings, len(used), len(repeated.keys() - used)


def _homonyms(identity: str) -> set[str]:
    return {identity, *(f"{identity}-{number}" for number in range(2, 10))}


def _comparable(row: Row) -> object:
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
