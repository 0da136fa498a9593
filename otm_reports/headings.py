"""Heading texts → fields: which column of a heading is which field of a register, and which it cannot be."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from otm_reports.kazakh import fold
from otm_reports.kazakh.written import academic_year, month_in
from otm_reports.kazakh.written import read as read_days
from otm_reports.model import CellRef, Scalar, Sheet
from otm_reports.specs import FieldSpec, RegisterSpec, Specs

LONGEST_HEADING = 120
#: What a person answers if no candidate is right.
NONE_OF_THEM = "-"
#: Headings that count rows or add them up: no field of any register.
_RUNNING = frozenset({"№", "#", "р/с", "№ р/с", "№р/с", "№ п/п", "п/п", "рет саны", "рет №", "рет", "р/с №", "n", "№№", "қ/с"})
_TOTALS = ("барлыгы", "жиыны", "корытынды", "итого", "всего", "катысу пайызы", "катысу", "пайызы", "%")
_MARK_HEADING = re.compile(r"^\s*(?:\d{1,2}[./]\d{1,2}(?:[./]\d{2,4})?|№\s*\d+.*|\d+\s*-?\s*(?:отырыс|заседание|іс-шара).*)\s*$", re.IGNORECASE | re.DOTALL)
#: Words of a heading over names, those that say it alone, and remarks that stand beside them.
_WHOLE_NAMES = frozenset({"жони", "фио", "таа", "атыжони"})
_NAME_WORDS = _WHOLE_NAMES | {
    "аты", "теги", "акесинин", "есими", "фамилия", "фамилиясы", "имя", "отчество", "отчествасы", "толык", "полностью", "и", "жане", "бар", "болса",
    "болган", "жагдайда", "при", "наличии",
}
_ENDINGS = tuple(sorted((
    "лардын", "лердин", "дардын", "дердин", "тардын", "тердин", "лары", "лери", "дары", "дери", "тары", "тери", "лар", "лер", "дар", "дер", "тар", "тер",
    "сынын", "синин", "нын", "нин", "дын", "дин", "тын", "тин", "сы", "си", "ы", "и", "ого", "его", "ей", "ов", "ев", "ия", "ии", "а", "я", "у", "е", "ь",
), key=len, reverse=True))
_SOFTENED = {"б": "п", "г": "к"}
_SHORTEST_STEM = 3
_LEAST_LETTERS = 7
_TOO_NEAR = 2
_SPLIT = re.compile(r"[/\n·|]|\(|\)")
#: What makes of the heading of a number that of a number and its day.
_AND_DAY = re.compile(r"(?:\s*[,/]\s*|\s+(?:және|мен|и)\s+|\s*\n\s*)(?:(?:берілген|шыққан|бекітілген)\s+)?(?:күні|датасы|дата(?:\s+выдачи)?|уақыты|мерзімі)\b|(?:,\s*|\s+и\s+)дата(?=\s)|(?<=\S)\s+(?:күні)?\s*(?:және|мен)\s+(?=нөмірі)", re.IGNORECASE)
_BARE_DAY = frozenset({"куни", "дата", "датасы", "уакыты"})
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
        self._stemmed: dict[str, frozenset[str] | None] = {}
        self._parts: dict[str, tuple[str, ...]] = {}
        self._heads: dict[str, bool] = {}
        self._heads_personal: dict[str, bool] = {}
        self._named: dict[tuple[str, str], str | None] = {}
        self._fields: dict[str, dict[str, str]] = {
            name: self._index(spec.fields, specs.confirmed.headers.get(name, {})) for name, spec in specs.registers.items()
        }
        self._owners = {name: self._by(spec.fields, self.owner, people=True) for name, spec in specs.registers.items()}
        self._stems = {name: self._by(spec.fields, self.stems) for name, spec in specs.registers.items()}
        # «Ұстаздың аты-жөні», where a register heads its people with «Ұстаз».
        self._whose = {
            name: self._by({field: one for field, one in spec.fields.items() if one.type in ("person", "people")}, self._words) for name, spec in specs.registers.items()
        }
        self._refused = {
            name: frozenset(self.word(text) for text, field in answers.items() if field == NONE_OF_THEM) for name, answers in specs.confirmed.headers.items()
        }
        self._attributes = {name: self._index(spec.attributes, {}) for name, spec in specs.registers.items()}
        self._known = {key for index in self._fields.values() for key in index}
        self._marked = {
            self.word(text) for spec in specs.registers.values() if any(field.mark for field in spec.fields.values())
            for field in spec.fields.values() if field.type == "person" for text in field.headers
        }
        self._near: dict[str, tuple[str, ...]] = {}
        self.named_together: dict[tuple[str, tuple[str, ...], bool], str | None] = {}
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
        # «-»: a person said that the heading is no field of the register.
        return {key: name for key, name in index.items() if name in fields}

    def _by(self, fields: Mapping[str, FieldSpec], form: Callable[[str], frozenset[str] | None], *, people: bool = False) -> dict[frozenset[str], str]:
        """Some form of every heading → its field; a form that two fields share names neither."""
        found: dict[frozenset[str], set[str]] = {}
        for name, spec in fields.items():
            for text in spec.headers:
                told = form(text)
                # «Әкесінің аты» heads a part of a name: only whose name it is makes a column of text one of names.
                if told is not None and (told or not people or spec.type in ("person", "people")):
                    found.setdefault(told, set()).add(name)
        return {told: names.pop() for told, names in found.items() if len(names) == 1}

    def owner(self, text: str) -> frozenset[str] | None:
        """Whose name a heading of names heads («Тыңдаушының тегі, аты» → тыңдаушы; nothing: just names); ``None`` if it heads no names."""
        words = self.key(text.replace("/", " ")).split()
        others = [word for word in words if word not in _NAME_WORDS]
        if not words or len(others) == len(words) or not (_WHOLE_NAMES & set(words) or len(words) - len(others) > 1):
            return None
        return frozenset(map(_stem, others))

    def stems(self, text: str) -> frozenset[str] | None:
        """The words of a heading without their endings; ``None`` if too little is left to know it by."""
        if text not in self._stemmed:
            self._stemmed[text] = self._without_endings(text)
        return self._stemmed[text]

    def _without_endings(self, text: str) -> frozenset[str] | None:
        words = self.key(text).split()
        found = frozenset(map(_stem, words))
        return found if sum(map(len, words)) >= _LEAST_LETTERS and all(len(word) > 1 for word in words) else None

    def with_day(self, text: str) -> bool:
        """Whether a heading names a number and a day: «Хаттама №, күні», «Номер и дата приказа»."""
        return self._without_day(text) != text

    @staticmethod
    def _without_day(text: str) -> str:
        return _AND_DAY.sub(" ", text).strip()

    def _words(self, text: str) -> frozenset[str] | None:
        """The stems of a heading that itself heads no names: whose they are."""
        return None if self.owner(text) is not None else frozenset(map(_stem, self.key(text).split())) or None

    def parts(self, text: str) -> tuple[str, ...]:
        """The heading whole, what stands on each side of a slash, a line break or a bracket, and every piece between them; remembered."""
        found = self._parts.get(text)
        if found is None:
            found = self._parts[text] = self._cut(text)
        return found

    @staticmethod
    def _cut(text: str) -> tuple[str, ...]:
        cuts = [found.start() for found in _SPLIT.finditer(text)]
        sides = [side for cut in cuts for side in (text[:cut], text[cut + 1 :])] if 1 < len(cuts) <= _MOST_CUTS else []
        return (text, *(part for part in (*sides, *_SPLIT.split(text)) if part.strip()))

    def known(self, text: str) -> bool:
        """Whether a text is a heading of any register at all, or of personal data (cheap; for finding heading rows)."""
        found = self._heads.get(text)  # every text of every row is asked about, and most come again
        if found is None:
            found = self._heads[text] = len(text) <= LONGEST_HEADING and self._is_known(text)
        return found

    def any_known(self, cells: Iterable[Scalar]) -> bool:
        """Whether one of the cells of a row is such a heading."""
        known = self._heads
        return any(known[value] if value in known else self.known(value) for value in cells if isinstance(value, str))

    def _is_known(self, text: str) -> bool:
        if any((word := self.word(part)) in self._known or word in self._personal for part in self.parts(text)):
            return True
        owner = self.owner(text)
        return owner is not None and any(owner in owners for owners in self._owners.values())

    def misspelt(self, text: str) -> bool:
        """Whether a text is one slip of the hand away from a heading of some register."""
        return len(text) <= LONGEST_HEADING and bool(self._misspelt(self.word(text)))

    def heads_marks(self, text: str) -> bool:
        """Whether a text heads the people of a matrix of marks, so that days may stand beside it."""
        return any(self.word(part) in self._marked for part in self.parts(text))

    def personal(self, heading: Heading) -> bool:
        """Whether a column holds personal data."""
        return any(map(self.heads_personal, heading.texts))

    def heads_personal(self, text: str) -> bool:
        """Whether a text heads personal data."""
        if text not in self._heads_personal:  # as many registers ask as there are
            self._heads_personal[text] = any(self.word(part) in self._personal for part in self.parts(text))
        return self._heads_personal[text]

    def field(self, register: str, text: str) -> str | None:
        """The field a heading names: exact, then its parts if they agree, then one typo if nothing else is near."""
        if (register, text) not in self._named:  # every table is held against every register, and headings repeat from sheet to sheet
            self._named[register, text] = self._field(register, text)
        return self._named[register, text]

    def _field(self, register: str, text: str) -> str | None:
        index = self._fields[register]
        whole = index.get(self.word(text))
        if whole is not None or self.refused(register, text):
            return whole
        twice = self._said_twice(register, text)
        if twice is not None:
            return twice
        found = {index[key] for part in self.parts(text)[1:] if (key := self.word(part)) in index}
        if len(found) == 1:
            return found.pop()
        number = index.get(self.word(self._without_day(text)))
        if number is not None and self.specs.registers[register].fields[number].shares:
            return number  # «Бұйрық №, күні» heads the number and the day of one paper
        if found or is_running_text(text):
            # «Төраға⏎санаты» says one thing, though each line of it is a heading.
            # «Рет саны» is one letter away from «Бет саны» and counts rows all the same.
            return self._stems[register].get(self.stems(text) or frozenset()) if len(found) > 1 and "/" not in text else None
        return self._loosely(register, text)

    def _said_twice(self, register: str, text: str) -> str | None:
        """The field that a heading names on both sides of one cut, in two languages; a line break may fall inside either.

        «Тыңдаушылар⏎тобы / Группа», «Қорытындысы⏎Форма⏎завершения».
        """
        index = self._fields[register]
        for cut in _SPLIT.finditer(text):
            one, other = (index.get(self.word(side)) for side in (text[: cut.start()], text[cut.end() :]))
            if one is not None and one == other:
                return one
        return None

    def _loosely(self, register: str, text: str) -> str | None:
        """The field that a heading names by whose name it heads, without its endings, or but for one slip of the hand."""
        owner, stems = self.owner(text), self.stems(text)
        if owner is not None:
            # A heading of names is this person's or nobody's: «Оқушының» is not a slip of the hand for «Оқытушының», «Педагогтіің» is one.
            known = self._owners[register].get(owner) or self._whose[register].get(owner)
            return known or (self._slipped(register, text) if self.word(text) not in self._known else None)
        if stems is not None and stems in self._stems[register]:
            return self._stems[register][stems]
        if stems is not None and stems in self._owners[register]:
            return self._owners[register][stems]
        return self._slipped(register, text)

    def _slipped(self, register: str, text: str) -> str | None:
        """The one field whose heading a text misses by one slip of the hand, if no other field's is near."""
        index = self._fields[register]
        near = {index[key] for key in self._misspelt(self.word(text)) if key in index}
        return near.pop() if len(near) == 1 and not self._beside(register, self.word(text), near) else None

    def joined(self, register: str, groups: Sequence[str], text: str) -> str | None:
        """The field that a column's own words name together with those of the heading above it and its neighbours.

        The words above may stand before or after, whole or only the last of them, in either language: «Еңбек өтілі / Стаж» over «Жалпы» is «Жалпы еңбек өтілі».
        """
        above = [part.strip() for part in self.parts(" ".join(groups)) if part.strip()]
        own = [part.strip() for part in self.parts(text) if part.strip()]
        words = dict.fromkeys(last for group in above for last in (group, group.split()[0], group.split()[-1]))
        tried = [way for last in words for part in own for way in (f"{last} {part}", f"{part} {last}")]
        index, stems = self._fields[register], self._stems[register]
        exact = {field for way in tried if (field := index.get(self.word(way))) is not None}
        if len(exact) == 1:
            return exact.pop()
        loose = {stems[found] for way in tried if (found := self.stems(way)) is not None and found in stems}
        return loose.pop() if len(loose) == 1 else None

    def says(self, register: str, heading: Heading) -> str | None:
        """The field that a heading's last line names, alone or with the words above it."""
        return self.joined(register, heading.texts[:-1], heading.texts[-1]) or self.field(register, heading.texts[-1])

    def _beside(self, register: str, folded: str, near: set[str]) -> bool:
        """Whether another field's heading is within two letters of a misspelt one: then a person must say which it is."""
        return any(
            abs(len(key) - len(folded)) <= _TOO_NEAR and fold.distance(folded, key) <= _TOO_NEAR
            for key, name in self._fields[register].items() if name not in near
        )

    def _misspelt(self, folded: str) -> tuple[str, ...]:
        """Known headings one slip of the hand away, remembered, since every register asks for every heading."""
        if folded not in self._near:
            self._near[folded] = fold.one_typo_away(folded, (key for length in range(len(folded) - 1, len(folded) + 2) for key in self._by_length.get(length, ())))
        return self._near[folded]

    def attribute(self, register: str, text: str) -> str | None:
        """The field of a key above the table."""
        return self._attributes[register].get(self.word(text))

    def heads_a_block(self, text: str) -> bool:
        """Whether a text is a key of the block above some register."""
        return any(self.word(text) in index for index in self._attributes.values())

    def refused(self, register: str, text: str) -> bool:
        """Whether a person said that a heading is no field of a register."""
        return self.word(text) in self._refused.get(register, frozenset())

    def suggestion(self, register: str, text: str) -> str | None:
        """The heading a person may have meant; only ever a suggestion."""
        if self.refused(register, text):
            return None
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


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    """A folded word without its ending of number, case or person."""
    for _ in range(2):
        ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _SHORTEST_STEM), None)
        if ending is None:
            break
        word = word[: -len(ending)]
    return word[:-1] + _SOFTENED.get(word[-1], word[-1])


def _field_of(headings: Headings, register: str, heading: Heading) -> str | None:
    """The field a column's heading names: its lines together, then the line nearest to the data, then the one above several columns; remembered."""
    key = register, heading.texts, heading.grouped
    if key not in headings.named_together:
        headings.named_together[key] = _named_together(headings, register, heading)
    return headings.named_together[key]


def _named_together(headings: Headings, register: str, heading: Heading) -> str | None:
    said = [headings.field(register, text) for text in heading.texts]
    if None not in said and len(set(said)) == 1:
        return said[0]  # «Отчествасы» over «Отчество» is no whole name
    if len(heading.texts) > 1:
        whole = headings.joined(register, heading.texts[:-1], heading.texts[-1]) if heading.grouped else headings.field(register, " ".join(heading.texts))
        if whole is not None:
            return whole
    told = [field for field in said if field is not None]
    if len(set(told)) > 1:
        return told[-1] if heading.grouped else None
    return told[0] if told else None


def _of_the_group(headings: Headings, register: str, spec: RegisterSpec, columns: Sequence[Heading]) -> dict[int, str]:
    """Column → field, without what a heading over several columns would say of more than one of them."""
    told = {heading.column: field for heading in columns if (field := _field_of(headings, register, heading)) is not None and not headings.personal(heading)}
    by_itself = {
        heading.column for heading in columns
        if heading.column in told and (not heading.grouped or len(heading.texts) < 2 or headings.says(register, heading) == told[heading.column])  # noqa: PLR2004 - a group and its column
    }
    for heading in columns:
        field = told.get(heading.column)
        if field is None or heading.column in by_itself:
            continue
        # «Білімі» over «Деңгейі | Дипломы»: which of them the word above means is not said.
        alike = [one for one in columns if one.column != heading.column and one.texts[:1] == heading.texts[:1] and told.get(one.column) == field]
        if alike:
            del told[heading.column]
    for before, heading in itertools.pairwise(columns):
        # «Әдістемелік кеңес» over «Хаттама №» and «Күні»: the day of that very paper.
        day = spec.fields[told[before.column]].shares if before.column in told and heading.grouped and before.texts[:-1] == heading.texts[:-1] else ""
        if day and spec.fields[day].type == "date" and headings.key(heading.texts[-1]) in _BARE_DAY and day not in told.values():
            told[heading.column] = day
    return told


def read_as(headings: Headings, register: str, spec: RegisterSpec, columns: Sequence[Heading]) -> Reading:
    """What a heading says if it is this register's: columns, marks, conflicts, what is missing."""
    mapped: dict[str, int] = {}
    cells: dict[str, CellRef] = {}
    conflicts: list[tuple[str, CellRef, CellRef]] = []
    before: tuple[int, str] | None = None
    taken: set[int] = set()
    told = _of_the_group(headings, register, spec, columns)
    for heading in columns:
        field = told.get(heading.column)
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
    _headed_by_year(spec, mapped, [heading for heading in columns if heading.column not in taken])
    mark = next((name for name, field_spec in spec.fields.items() if field_spec.mark), None)
    days = _under_months(columns, taken) if mark else set()
    marks = {
        heading.column: heading.cell for heading in columns
        if mark and mark not in mapped and heading.column not in taken and (_is_mark_heading(heading) or heading.column in days)
    }
    both = {spec.fields[field].shares for column, field in told.items() if any(one.column == column and any(map(headings.with_day, one.texts)) for one in columns)}
    present = {*mapped, *((mark,) if mark and marks else ()), *both}
    if "surname" in present and "full_name" in spec.fields:
        present.add("full_name")
    missing = [name for name in spec.required if name not in present]
    missing += [" / ".join(group) for group in (*spec.one_of, *spec.told_by) if not marks and not present.intersection(group)]
    return Reading(register, mapped, marks, tuple(conflicts), tuple(missing))


def _unheaded(spec: RegisterSpec, mapped: dict[str, int], headed: set[int]) -> None:
    """A column without a heading right of one whose field names a follower (years | months of experience)."""
    for field, column in list(mapped.items()):
        follower = spec.fields[field].next_column
        if follower and follower not in mapped and column + 1 not in headed:
            mapped[follower] = column + 1


def _headed_by_year(spec: RegisterSpec, mapped: dict[str, int], columns: Sequence[Heading]) -> None:
    """Columns that academic years head, counted back from the newest of them (figures of three years side by side)."""
    fields = {field_spec.years_back: name for name, field_spec in spec.fields.items() if field_spec.years_back is not None}
    years = {heading.column: year for heading in columns if fields and (year := next(filter(None, map(academic_year, heading.texts)), None))}
    for column, (first, _) in years.items():
        name = fields.get(max(years.values())[0] - first)
        if name is not None:
            mapped.setdefault(name, column)


_LAST_DAY = 31


def _under_months(columns: Sequence[Heading], taken: set[int]) -> set[int]:
    """Columns headed by a bare day whose month is written over the first of its days only: «Қазан | | » over «09 | 23 | 30»."""
    found: set[int] = set()
    month = False
    for heading in columns:
        month = heading.column not in taken and (month or any(map(month_in, heading.texts)))
        if month and str(heading.value).strip().isdecimal() and 0 < int(str(heading.value)) <= _LAST_DAY:
            found.add(heading.column)
    return found


def _is_mark_heading(heading: Heading) -> bool:
    """Whether the marks of one meeting stand under a heading; a bare day needs its month above."""
    if isinstance(heading.value, date) or any(is_mark_text(text) or is_day_text(text) for text in heading.texts):
        return True
    return str(heading.value).strip().isdigit() and any(map(month_in, heading.texts))


def is_running(heading: Heading) -> bool:
    """Whether a column only numbers the rows."""
    return any(is_running_text(part) for text in heading.texts for part in (text, *_SPLIT.split(text)))


def is_running_text(text: str) -> bool:
    """Whether a text heads a column that only numbers the rows."""
    return " ".join(text.split()).casefold().strip(". ") in _RUNNING


def is_mark_text(text: str) -> bool:
    """Whether a text may head a column of marks: a day, «№ 3», «3-отырыс»."""
    return _MARK_HEADING.match(text) is not None


def is_day_text(text: str) -> bool:
    """Whether a text says a day in words and nothing else: «18 қыркүйек»; the year may be left out."""
    found = read_days(text) if any(map(str.isalpha, text)) and len(text) <= LONGEST_HEADING else None
    return found is not None and bool(found.start or found.day)


def is_total(folded: str) -> bool:
    """Whether a folded heading adds up a row of marks."""
    return f"{folded} ".startswith(tuple(f"{word} " for word in _TOTALS))
