"""Sheet × RegisterSpec → Layout: which register a table is, and where each of its fields stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath

from otm_reports.kazakh import fold
from otm_reports.model import CellRef, Finding, Scalar, Sheet
from otm_reports.specs import FieldSpec, RegisterSpec, Specs

DEEPEST_HEADER = 3
LONGEST_HEADING = 120
#: Headings that count rows or add them up: no field of any register.
_RUNNING = frozenset({"№", "#", "р/с", "№ р/с", "№р/с", "№ п/п", "п/п", "рет саны", "рет №", "рет", "р/с №", "n", "№№", "қ/с"})
_TOTALS = ("барлыгы", "жиыны", "корытынды", "итого", "всего", "катысу пайызы", "катысу", "пайызы", "%")
_MARK_HEADING = re.compile(r"^\s*(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|№\s*\d+.*|\d+\s*-?\s*(?:отырыс|заседание|іс-шара).*)\s*$", re.IGNORECASE)
_SPLIT = re.compile(r"[/\n·|]|\(|\)")
_ORDER = re.compile(r"(?:бұйры[қғ]\w*|приказ\w*)[^№\d]{0,40}№\s*(?P<a>[\w/-]+)|№\s*(?P<b>[\w/-]+)\s*(?:бұйры[қғ]|приказ)", re.IGNORECASE)
_PROTOCOL = re.compile(r"(?:хаттама\w*|протокол\w*)[^№\d]{0,20}№\s*(?P<a>[\w/-]+)|№\s*(?P<b>[\w/-]+)\s*(?:хаттама|протокол)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table stands on a sheet and what its columns are.

    Attributes:
        columns: Field → column.
        marks: Columns of a wide matrix → the cell of their heading.
        personal: Columns that are recognised in order to be dropped.
        header: First and last row of the heading.
        first_row, last_row: Rows in which data may stand.
        titles: Texts above the table, with their cells.
        attributes: Key-value pairs above the table: field → (cell, what is written).
    """

    sheet: Sheet
    register: str
    columns: Mapping[str, int]
    marks: Mapping[int, CellRef]
    personal: frozenset[int]
    header: tuple[int, int]
    first_row: int
    last_row: int
    first_column: int
    last_column: int
    titles: tuple[tuple[CellRef, str], ...]
    attributes: Mapping[str, tuple[CellRef, str]]
    numbered: int | None = None


@dataclass(frozen=True, slots=True)
class _Heading:
    """The heading of one column: its texts from top to bottom and the cell that names it."""

    column: int
    texts: tuple[str, ...]
    cell: CellRef
    value: Scalar
    continues: bool
    grouped: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a heading row says if it is this register's."""

    register: str
    columns: Mapping[str, int]
    marks: Mapping[int, CellRef]
    conflicts: tuple[tuple[str, CellRef, CellRef], ...]
    missing: tuple[str, ...]


class Headings:
    """Every heading under which a field may stand, folded for comparison; made once for a run."""

    def __init__(self, specs: Specs) -> None:
        self.specs = specs
        self._folded: dict[str, str] = {}
        self._fields: dict[str, dict[str, str]] = {
            name: self._index(spec.fields, specs.confirmed.headers.get(name, {})) for name, spec in specs.registers.items()
        }
        self._attributes = {name: self._index(spec.attributes, {}) for name, spec in specs.registers.items()}
        self._known = {key for index in self._fields.values() for key in index}
        self._near: dict[str, tuple[str, ...]] = {}
        self._by_length: dict[int, list[str]] = {}
        for key in self._known:
            self._by_length.setdefault(len(key), []).append(key)
        self._personal = {self.key(text) for texts in specs.personal.values() for text in texts}
        self.said = {
            name: tuple(sorted({self.key(text) for text in (spec.title.kk, spec.title.ru, *spec.also)} - {""}, key=len, reverse=True))
            for name, spec in specs.registers.items()
        }

    def key(self, text: str) -> str:
        """The folded form of a text, remembered."""
        if text not in self._folded:
            self._folded[text] = fold.key(text)
        return self._folded[text]

    def _index(self, fields: Mapping[str, FieldSpec], confirmed: Mapping[str, str]) -> dict[str, str]:
        index = {self.key(text): name for name, spec in fields.items() for text in spec.headers}
        index.update({self.key(text): name for text, name in confirmed.items()})
        return index

    def parts(self, text: str) -> list[str]:
        """The heading whole, then what stands on each side of a slash, a line break or in brackets."""
        return [text, *(part for part in _SPLIT.split(text) if part.strip())]

    def known(self, text: str) -> bool:
        """Whether a text is a heading of any register at all (cheap; for finding heading rows)."""
        if len(text) > LONGEST_HEADING:
            return False
        return any(self.key(part) in self._known for part in self.parts(text))

    def personal(self, heading: _Heading) -> bool:
        """Whether a column holds personal data."""
        return any(self.key(part) in self._personal for text in heading.texts for part in self.parts(text))

    def field(self, register: str, text: str) -> str | None:
        """The field a heading names: exact, then its parts if they agree, then one typo if nothing else is near."""
        index = self._fields[register]
        whole = index.get(self.key(text))
        if whole is not None:
            return whole
        found = {index[key] for part in self.parts(text)[1:] if (key := self.key(part)) in index}
        if len(found) == 1:
            return found.pop()
        if found:
            return None
        near = {index[key] for key in self._misspelt(self.key(text)) if key in index}
        return near.pop() if len(near) == 1 else None

    def _misspelt(self, folded: str) -> tuple[str, ...]:
        """Known headings one slip of the hand away, remembered, since every register asks for every heading."""
        if folded not in self._near:
            alike = (key for length in range(len(folded) - 1, len(folded) + 2) for key in self._by_length.get(length, ()))
            letters = set(folded)
            self._near[folded] = tuple(
                key for key in alike if len(letters.symmetric_difference(key)) <= 2 and fold.one_typo(folded, key)  # noqa: PLR2004 - one letter for another
            )
        return self._near[folded]

    def attribute(self, register: str, text: str) -> str | None:
        """The field of a key above the table."""
        return self._attributes[register].get(self.key(text))

    def suggestion(self, register: str, text: str) -> str | None:
        """The heading a person may have meant; only ever a suggestion."""
        spec = self.specs.registers[register]
        return fold.suggest(text, [header for field in spec.fields.values() for header in field.headers])


def find(sheet: Sheet, headings: Headings) -> tuple[tuple[Layout, ...], tuple[Finding, ...]]:
    """Every table of a sheet that is a register.

    Args:
        sheet: The sheet, its spoiled letters already repaired.
        headings: The declared headings.

    Returns:
        The layouts from top to bottom, and findings about headings (conflict, missing, unsure, unknown).
    """
    layouts: list[Layout] = []
    findings: list[Finding] = []
    tables: list[tuple[Layout | None, list[Finding], int]] = []
    free_from = 1
    for first, last in _heading_rows(sheet, headings):
        above = next((layout for layout, _, _ in reversed(tables) if layout is not None), None)
        if above is not None and _speaks_its_words(headings.specs, above, first):
            continue
        layout, found = _table(sheet, headings, first, last, free_from)
        if layout is not None or found:
            tables.append((layout, found, first))
            free_from = last + 1
        # A row of headings that is no table ends none: what stands under it still belongs to the table above.
    for number, (layout, found, _) in enumerate(tables):
        findings.extend(found)
        if layout is not None:
            until = tables[number + 1][2] - 1 if number + 1 < len(tables) else len(sheet.rows)
            layouts.append(replace(layout, last_row=until))
    return tuple(layouts), tuple(findings)


def _speaks_its_words(specs: Specs, above: Layout, row: int) -> bool:
    """Whether a row holds words of the vocabularies of the table above: «тәлімгер | жас маман» is a row, not a heading."""
    fields = specs.registers[above.register].fields
    for name, column in above.columns.items():
        text = above.sheet.value(row, column)
        if fields[name].vocabulary and isinstance(text, str):
            codes = specs.vocabularies[fields[name].vocabulary].codes.values()
            if fold.key(text) in {fold.key(word) for code in codes for word in (code.kk, code.ru, *code.also)}:
                return True
    return False


# ── finding heading rows ────────────────────────────────────────────────────────────────────────────────────────────


def _heading_rows(sheet: Sheet, headings: Headings) -> list[tuple[int, int]]:
    """First and last row of every heading: at least two cells are headings and most texts of the row are."""
    found: list[tuple[int, int]] = []
    row = 1
    while row <= len(sheet.rows):
        if _is_heading(sheet, headings, row):
            last = row
            while last - row + 1 < DEEPEST_HEADER and last < len(sheet.rows) and _continues(sheet, headings, row, last + 1):
                last += 1
            found.append((row, last))
            row = last
        row += 1
    return found


def _is_heading(sheet: Sheet, headings: Headings, row: int) -> bool:
    """A row of texts of which most are headings; the days of a matrix may stand beside them, numbers never do."""
    values = [value for value in sheet.rows[row - 1] if value is not None]
    texts = [value for value in values if isinstance(value, str) and not _MARK_HEADING.match(value) and not _is_running_text(value)]
    days = [value for value in values if isinstance(value, date)]
    known = sum(headings.known(text) for text in texts)
    if any(not isinstance(value, str | date) for value in values):
        return False
    if days:
        return 0 < known == len([text for text in texts if not headings.key(text).startswith(_TOTALS)])
    marks = len(values) - len(texts)
    return (known >= 2 or (known == 1 and marks > 1)) and known * 2 >= len(texts)  # noqa: PLR2004 - one word proves nothing


def _continues(sheet: Sheet, headings: Headings, first: int, row: int) -> bool:
    """Whether a row under a heading row still belongs to the heading."""
    values = [(column, value) for column, value in enumerate(sheet.rows[row - 1], 1) if value is not None]
    if not values or _is_numbering([value for _, value in values]):
        return False
    texts = [str(value) for _, value in values if isinstance(value, str)]
    if len(texts) == len(values) and sum(map(headings.known, texts)) * 2 >= len(texts):
        return True
    wide = [box for box in sheet.merged if box[0] <= row - 1 <= box[2] and box[0] >= first and box[1] < box[3]]
    under = [any(box[1] <= column <= box[3] for box in wide) for column, _ in values]
    return bool(wide) and all(under)


def _is_numbering(values: Sequence[Scalar]) -> bool:
    """A row 1, 2, 3 … N under a heading, as official forms have."""
    numbers = [int(value) if isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit()) else 0 for value in values]
    return len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1))  # noqa: PLR2004 - two numbers prove nothing


def is_numbering_row(layout: Layout, row: int) -> bool:
    """Whether a row only numbers the columns."""
    return _is_numbering([value for value in layout.sheet.rows[row - 1] if value is not None])


# ── reading one heading ─────────────────────────────────────────────────────────────────────────────────────────────


def _headings_of(sheet: Sheet, first: int, last: int) -> list[_Heading]:
    width = max(len(sheet.rows[row - 1]) for row in range(first, last + 1))
    found = []
    for column in range(1, width + 1):
        texts: list[str] = []
        cell, value, continues, grouped = CellRef(sheet.file, sheet.name, first, column), None, False, False
        for row in range(first, last + 1):
            box = next((box for box in sheet.merged if box[0] <= row <= box[2] and box[1] <= column <= box[3]), None)
            at = (box[0], box[1]) if box else (row, column)
            here = sheet.value(*at)
            if here is None or at[0] < first:
                continue
            continues = box is not None and box[1] < column and box[2] >= last
            grouped = grouped or (box is not None and box[1] < box[3] and box[2] < last)
            if not isinstance(here, str) or here not in texts:
                texts.append(here if isinstance(here, str) else "")
                cell, value = CellRef(sheet.file, sheet.name, *at), here
        if texts:
            found.append(_Heading(column, tuple(text for text in texts if text), cell, value, continues, grouped))
    return found


def _field_of(headings: Headings, register: str, heading: _Heading) -> str | None:
    if len(heading.texts) > 1:
        whole = headings.field(register, " ".join(heading.texts))
        if whole is not None:
            return whole
    said = [field for text in heading.texts if (field := headings.field(register, text)) is not None]
    if len(set(said)) > 1:
        return said[-1] if heading.grouped else None
    return said[0] if said else None


def _read_as(headings: Headings, register: str, spec: RegisterSpec, columns: Sequence[_Heading]) -> _Reading:
    mapped: dict[str, int] = {}
    cells: dict[str, CellRef] = {}
    conflicts: list[tuple[str, CellRef, CellRef]] = []
    before: tuple[int, str] | None = None
    taken: set[int] = set()
    for heading in columns:
        field = None if headings.personal(heading) else _field_of(headings, register, heading)
        if field is None:
            continue
        taken.add(heading.column)
        follower = spec.fields[field].next_column
        if field in mapped and (heading.continues or (before == (heading.column - 1, field) and heading.cell == cells[field])):
            if follower:
                mapped[follower] = heading.column
            continue
        if field in mapped:
            conflicts.append((field, cells[field], heading.cell))
            continue
        mapped[field], cells[field] = heading.column, heading.cell
        before = (heading.column, field)
    _unheaded(spec, mapped, {heading.column for heading in columns})
    mark = next((name for name, field_spec in spec.fields.items() if field_spec.mark), None)
    marks = {
        heading.column: heading.cell for heading in columns
        if mark and mark not in mapped and heading.column not in taken and _is_mark_heading(heading)
    }
    present = {*mapped, *((mark,) if mark and marks else ())}
    if "surname" in present and "full_name" in spec.fields:
        present.add("full_name")
    missing = [name for name in spec.required if name not in present]
    missing += [" / ".join(group) for group in spec.one_of if not marks and not present.intersection(group)]
    return _Reading(register, mapped, marks, tuple(conflicts), tuple(missing))


def _unheaded(spec: RegisterSpec, mapped: dict[str, int], headed: set[int]) -> None:
    """A column without a heading right of one whose field names a follower (years | months of experience)."""
    for field, column in list(mapped.items()):
        follower = spec.fields[field].next_column
        if follower and follower not in mapped and column + 1 not in headed:
            mapped[follower] = column + 1


def _is_mark_heading(heading: _Heading) -> bool:
    return isinstance(heading.value, date) or any(_MARK_HEADING.match(text) for text in heading.texts)


def _table(
    sheet: Sheet, headings: Headings, first: int, last: int, free_from: int,
) -> tuple[Layout | None, list[Finding]]:
    columns = _headings_of(sheet, first, last)
    titles = tuple(_titles(sheet, free_from, first - 1))
    readings = [_read_as(headings, name, spec, columns) for name, spec in headings.specs.registers.items()]
    until = len(sheet.rows)
    chosen = _choose(sheet, headings, readings, titles, last + 1, until)
    place = sheet.ref(first, columns[0].column)
    if isinstance(chosen, Finding):
        return None, [replace(chosen, at=place)]
    if chosen is None:
        return None, []
    if chosen.conflicts:
        field, one, other = chosen.conflicts[0]
        return None, [
            Finding("header-conflict", one, str(sheet.value(one.row, one.column)), chosen.register, field, {"other": other.a1}, others=(other,))
        ]
    personal = frozenset(heading.column for heading in columns if headings.personal(heading))
    layout = Layout(
        sheet, chosen.register, chosen.columns, chosen.marks, personal, (first, last), last + 1, until,
        min(heading.column for heading in columns), max(*(heading.column for heading in columns), *chosen.columns.values()),
        titles, dict(_attributes(sheet, headings, chosen.register, titles)), _numbered(columns, chosen),
    )
    return layout, list(_about_columns(headings, layout, columns))


def _numbered(columns: Sequence[_Heading], chosen: _Reading) -> int | None:
    taken = set(chosen.columns.values())
    return next((heading.column for heading in columns if _is_running(heading) and heading.column not in taken), None)


def _is_running(heading: _Heading) -> bool:
    return any(_is_running_text(part) for text in heading.texts for part in (text, *_SPLIT.split(text)))


def _is_running_text(text: str) -> bool:
    return " ".join(text.split()).casefold().strip(". ") in _RUNNING


def _about_columns(headings: Headings, layout: Layout, columns: Sequence[_Heading]) -> Iterator[Finding]:
    used = {*layout.columns.values(), *layout.marks, *layout.personal}
    for heading in columns:
        text = " / ".join(heading.texts)
        if heading.column in layout.personal:
            yield Finding("personal-dropped", heading.cell, text, layout.register)
        elif heading.column in used or heading.continues or not text or _is_running(heading) or any(headings.key(part).startswith(_TOTALS) for part in heading.texts):
            continue
        elif (near := headings.suggestion(layout.register, text)) is not None:
            yield Finding("header-suggested", heading.cell, text, layout.register, params={"proposal": near, "header": text})
        else:
            yield Finding("header-unknown", heading.cell, text, layout.register, params={"header": text})


# ── which register ──────────────────────────────────────────────────────────────────────────────────────────────────


def _choose(
    sheet: Sheet, headings: Headings, readings: Sequence[_Reading], titles: Sequence[tuple[CellRef, str]], first: int, last: int,
) -> _Reading | Finding | None:
    whole = {reading.register: reading for reading in readings if not reading.missing}
    hints = [[text for _, text in titles], [sheet.name], [PurePosixPath(sheet.file).stem]]
    if {"otm_composition", "staff"} <= whole.keys():
        # «Қызметі» may be a role in the school or a post in the college (domain R02): what stands under it decides.
        whole.pop("staff" if _word_share(sheet, headings, whole["otm_composition"], "role", first, last) >= 0.6 else "otm_composition")  # noqa: PLR2004 - contract 3
    if "agenda_items" in whole and "decision_text" in whole["agenda_items"].columns:
        whole.pop("events", None)
    if {"events", "open_lessons"} <= whole.keys() and not _said(headings, ("open_lessons",), hints[:2]):
        whole.pop("events" if _word_share(sheet, headings, whole["open_lessons"], "kind", first, last) >= 0.6 else "open_lessons")  # noqa: PLR2004 - contract 3
    hinted = _hinted(headings, whole, hints)
    if hinted is not None:
        return whole[hinted]
    if not whole or (short := _incomplete(headings, readings, hints[:2])) is not None:
        short = _incomplete(headings, readings, hints) if not whole else short
        if short is None:
            return None
        return Finding(
            "header-missing", sheet.ref(), register=short.register,
            params={"expected": ", ".join(_printed(headings.specs, short.register, short.missing))},
        )
    most = max(_weight(reading) for reading in whole.values())
    best = [reading for reading in whole.values() if _weight(reading) == most]
    if len(best) > 1:
        fits = {reading.register: _fit(sheet, headings.specs, reading, first, last) for reading in best}
        best = [reading for reading in best if fits[reading.register] == max(fits.values())]
    if len(best) > 1:
        names = ", ".join(headings.specs.registers[reading.register].title.kk for reading in best)
        return Finding("register-unsure", sheet.ref(), params={"candidates": names})
    return best[0]


def _printed(specs: Specs, register: str, missing: Sequence[str]) -> list[str]:
    return [" / ".join(specs.field_label(register, name) for name in group.split(" / ")) for group in missing]


def _weight(reading: _Reading) -> int:
    return len(reading.columns) + len(reading.marks) - 2 * len(reading.conflicts)


def _said(headings: Headings, registers: Sequence[str], levels: Sequence[Sequence[str]]) -> str | None:
    """The register that the nearest text names; the longest name wins, a tie names none."""
    for texts in levels:
        lengths = {
            name: max((len(said) for said in headings.said[name] for text in texts if _holds(headings.key(text), said)), default=0)
            for name in registers
        }
        longest = max(lengths.values(), default=0)
        winners = [name for name, length in lengths.items() if length == longest]
        if longest and len(winners) == 1:
            return winners[0]
    return None


def _holds(text: str, said: str) -> bool:
    return f" {said} " in f" {text} " if len(said) < 6 else said in text  # noqa: PLR2004 - short names only as whole words


def _hinted(headings: Headings, whole: Mapping[str, _Reading], hints: Sequence[Sequence[str]]) -> str | None:
    if len(whole) <= 1:
        return next(iter(whole), None) if _said(headings, tuple(whole), hints) else None
    return _said(headings, tuple(whole), hints)


def _incomplete(headings: Headings, readings: Sequence[_Reading], hints: Sequence[Sequence[str]]) -> _Reading | None:
    """A table that says it is a register but lacks a required column."""
    named = _said(headings, tuple(headings.specs.registers), hints)
    for reading in readings:
        if reading.register == named and reading.missing and len(reading.columns) >= 2:  # noqa: PLR2004 - more than a chance hit
            return reading
    return None


def _word_share(sheet: Sheet, headings: Headings, reading: _Reading, field: str, first: int, last: int) -> float:
    column = reading.columns.get(field)
    vocabulary = headings.specs.registers[reading.register].fields[field].vocabulary
    return _share_of_words(sheet, headings.specs, vocabulary, column, first, last) if column else 0.0


def _fit(sheet: Sheet, specs: Specs, reading: _Reading, first: int, last: int) -> float:
    """Share of the values of code columns that are words of their vocabularies."""
    fields = specs.registers[reading.register].fields
    shares = [
        _share_of_words(sheet, specs, fields[name].vocabulary, column, first, last)
        for name, column in reading.columns.items() if fields[name].vocabulary
    ]
    return sum(shares) / len(shares) if shares else 0.0


def _share_of_words(sheet: Sheet, specs: Specs, vocabulary: str, column: int, first: int, last: int) -> float:
    codes = specs.vocabularies[vocabulary].codes.values()
    words = {fold.key(word) for code in codes for word in (code.kk, code.ru, *code.also)}
    texts = [value for row in range(first, last + 1) if isinstance(value := sheet.value(row, column), str)]
    return sum(fold.key(text) in words for text in texts) / len(texts) if texts else 0.0


# ── what stands above the table ─────────────────────────────────────────────────────────────────────────────────────


def _titles(sheet: Sheet, first: int, last: int) -> Iterator[tuple[CellRef, str]]:
    for row in range(max(first, last - 14), last + 1):
        for column, value in enumerate(sheet.rows[row - 1], 1):
            if isinstance(value, str) and value.strip():
                yield sheet.ref(row, column), value


def _attributes(
    sheet: Sheet, headings: Headings, register: str, titles: Sequence[tuple[CellRef, str]],
) -> Iterator[tuple[str, tuple[CellRef, str]]]:
    declared = headings.specs.registers[register].attributes
    for cell, text in titles:
        key, colon, rest = text.partition(":")
        name = headings.attribute(register, key if colon else text)
        if name is not None and rest.strip():
            yield name, (cell, rest.strip())
        elif name is not None:
            beside = next((c for c in range(cell.column + 1, cell.column + 9) if sheet.value(cell.row, c) is not None), None)
            if beside is not None:
                yield name, (sheet.ref(cell.row, beside), _as_text(sheet.value(cell.row, beside)))
        for number, day, pattern in (("order_no", "order_date", _ORDER), ("approved_protocol_no", "approved_protocol_date", _PROTOCOL)):
            found = pattern.search(text) if number in declared and name is None else None
            if found:
                yield number, (cell, found["a"] or found["b"])
                yield day, (cell, (text[: found.start()] + " " + text[found.end() :]).strip(" ,.;"))


def _as_text(value: Scalar) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
