"""Heading texts → fields: which column of a heading is which field of a register, and which it cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from otm_reports.kazakh import fold
from otm_reports.model import CellRef, Scalar, Sheet
from otm_reports.specs import FieldSpec, RegisterSpec, Specs

LONGEST_HEADING = 120
#: Headings that count rows or add them up: no field of any register.
_RUNNING = frozenset({"№", "#", "р/с", "№ р/с", "№р/с", "№ п/п", "п/п", "рет саны", "рет №", "рет", "р/с №", "n", "№№", "қ/с"})
_TOTALS = ("барлыгы", "жиыны", "корытынды", "итого", "всего", "катысу пайызы", "катысу", "пайызы", "%")
_MARK_HEADING = re.compile(r"^\s*(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|№\s*\d+.*|\d+\s*-?\s*(?:отырыс|заседание|іс-шара).*)\s*$", re.IGNORECASE)
_SPLIT = re.compile(r"[/\n·|]|\(|\)")
#: A heading of more pieces than this is a sentence.
_MOST_CUTS = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column: its texts from top to bottom and the cell that names it."""

    column: int
    texts: tuple[str, ...]
    cell: CellRef
    value: Scalar
    continues: bool
    grouped: bool


@dataclass(frozen=True, slots=True)
class Reading:
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
        self._marked = {
            self.word(text) for spec in specs.registers.values() if any(field.mark for field in spec.fields.values())
            for field in spec.fields.values() if field.type == "person" for text in field.headers
        }
        self._near: dict[str, tuple[str, ...]] = {}
        self._by_length: dict[int, list[str]] = {}
        for key in self._known:
            self._by_length.setdefault(len(key), []).append(key)
        self._personal = {self.word(text) for texts in specs.personal.values() for text in texts}
        self.said = {
            name: tuple(sorted({self.key(text) for text in (spec.title.kk, spec.title.ru, *spec.also)} - {""}, key=len, reverse=True))
            for name, spec in specs.registers.items()
        }

    def key(self, text: str) -> str:
        """The folded form of a text, remembered."""
        if text not in self._folded:
            self._folded[text] = fold.key(text)
        return self._folded[text]

    def word(self, text: str) -> str:
        """The folded form of a heading, whatever spaces and line breaks cut it («Аты-⏎жөні»)."""
        return self.key(text).replace(" ", "")

    def _index(self, fields: Mapping[str, FieldSpec], confirmed: Mapping[str, str]) -> dict[str, str]:
        index = {self.word(text): name for name, spec in fields.items() for text in spec.headers}
        index.update({self.word(text): name for text, name in confirmed.items()})
        return index

    def parts(self, text: str) -> list[str]:
        """The heading whole, what stands on each side of a slash, a line break or a bracket, and every piece between them."""
        cuts = [found.start() for found in _SPLIT.finditer(text)]
        sides = [side for cut in cuts for side in (text[:cut], text[cut + 1 :])] if 1 < len(cuts) <= _MOST_CUTS else []
        return [text, *(part for part in (*sides, *_SPLIT.split(text)) if part.strip())]

    def known(self, text: str) -> bool:
        """Whether a text is a heading of any register at all, or of personal data (cheap; for finding heading rows)."""
        if len(text) > LONGEST_HEADING:
            return False
        return any((word := self.word(part)) in self._known or word in self._personal for part in self.parts(text))

    def misspelt(self, text: str) -> bool:
        """Whether a text is one slip of the hand away from a heading of some register."""
        return len(text) <= LONGEST_HEADING and bool(self._misspelt(self.word(text)))

    def heads_marks(self, text: str) -> bool:
        """Whether a text heads the people of a matrix of marks, so that days may stand beside it."""
        return any(self.word(part) in self._marked for part in self.parts(text))

    def personal(self, heading: Heading) -> bool:
        """Whether a column holds personal data."""
        return any(self.word(part) in self._personal for text in heading.texts for part in self.parts(text))

    def field(self, register: str, text: str) -> str | None:
        """The field a heading names: exact, then its parts if they agree, then one typo if nothing else is near."""
        index = self._fields[register]
        whole = index.get(self.word(text))
        if whole is not None:
            return whole
        found = {index[key] for part in self.parts(text)[1:] if (key := self.word(part)) in index}
        if len(found) == 1:
            return found.pop()
        if found or is_running_text(text):
            # «Рет саны» is one letter away from «Бет саны» and counts rows all the same.
            return None
        near = {index[key] for key in self._misspelt(self.word(text)) if key in index}
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
        return self._attributes[register].get(self.word(text))

    def heads_a_block(self, text: str) -> bool:
        """Whether a text is a key of the block above some register."""
        return any(self.word(text) in index for index in self._attributes.values())

    def suggestion(self, register: str, text: str) -> str | None:
        """The heading a person may have meant; only ever a suggestion."""
        spec = self.specs.registers[register]
        return fold.suggest(text, [header for field in spec.fields.values() for header in field.headers])


def headings_of(sheet: Sheet, first: int, last: int) -> list[Heading]:
    """The heading of every column, its texts from top to bottom; a merged cell heads all its columns."""
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
            found.append(Heading(column, tuple(text for text in texts if text), cell, value, continues, grouped))
    return found


def _field_of(headings: Headings, register: str, heading: Heading) -> str | None:
    if len(heading.texts) > 1:
        whole = headings.field(register, " ".join(heading.texts))
        if whole is not None:
            return whole
    said = [field for text in heading.texts if (field := headings.field(register, text)) is not None]
    if len(set(said)) > 1:
        return said[-1] if heading.grouped else None
    return said[0] if said else None


def read_as(headings: Headings, register: str, spec: RegisterSpec, columns: Sequence[Heading]) -> Reading:
    """What a heading says if it is this register's: columns, marks, conflicts, what is missing."""
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
    return Reading(register, mapped, marks, tuple(conflicts), tuple(missing))


def _unheaded(spec: RegisterSpec, mapped: dict[str, int], headed: set[int]) -> None:
    """A column without a heading right of one whose field names a follower (years | months of experience)."""
    for field, column in list(mapped.items()):
        follower = spec.fields[field].next_column
        if follower and follower not in mapped and column + 1 not in headed:
            mapped[follower] = column + 1


def _is_mark_heading(heading: Heading) -> bool:
    return isinstance(heading.value, date) or any(_MARK_HEADING.match(text) for text in heading.texts)


def is_running(heading: Heading) -> bool:
    """Whether a column only numbers the rows."""
    return any(is_running_text(part) for text in heading.texts for part in (text, *_SPLIT.split(text)))


def is_running_text(text: str) -> bool:
    """Whether a text heads a column that only numbers the rows."""
    return " ".join(text.split()).casefold().strip(". ") in _RUNNING


def is_mark_text(text: str) -> bool:
    """Whether a text may head a column of marks: a day, «№ 3», «3-отырыс»."""
    return _MARK_HEADING.match(text) is not None


def is_total(folded: str) -> bool:
    """Whether a folded heading adds up a row of marks."""
    return f"{folded} ".startswith(tuple(f"{word} " for word in _TOTALS))
