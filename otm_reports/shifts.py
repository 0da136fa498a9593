"""Layout → Finding: headings that do not stand over their own data, as an export leaves them; named, never believed.

One column that nobody can read is a messy column. Headings have moved when *several* columns hold what their fields
never hold – a name where a day belongs and days where a word belongs – and what one of them lacks stands in another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from otm_reports import values
from otm_reports.headers import Layout
from otm_reports.kazakh import fold, names
from otm_reports.model import CellError, CellRef, Finding, Scalar, Uncached
from otm_reports.people import Commissions
from otm_reports.rows import as_text, row_kind
from otm_reports.specs import FieldSpec, RegisterSpec, Specs

#: So many values of a column are looked at: a shift moves all of them.
_SAMPLE = 40
#: From this share on a column holds what its field never holds (domain 5.4 names 60 per cent).
_MOSTLY = 0.6
#: From this share on a column holds what another field lacks.
_WHOLLY = 0.8
#: Below this share a column does not fit its field at all.
_HARDLY = 0.25
_FEW_COLUMNS, _MANY_COLUMNS = 2, 3
_FEW_CELLS, _MANY_CELLS = 4, 6
_SHOWN = 3
_PERHAPS, _CERTAIN = 1, 2
_LONGEST_SAID = 40
_SHORTEST_WORD = 4
_DAYS = frozenset({"date", "date_or_year", "period"})
_NUMBERS = frozenset({"integer", "number"})
_PEOPLE = frozenset({"person", "people"})
_TEXTS = frozenset({"text", "list"})
#: Fields of text in which a day, or a number of a paper with its day, is what colleges write.
_MAY_BE_A_DAY = re.compile(r"due|date|_on$|period|_no$|^no$|order|protocol|evidence|note|doc|year|time|pair|ref|y\d$")
#: Fields of text in which people stand.
_MAY_BE_PEOPLE = re.compile(r"аты жони|фио|студент|окушы|автор|катыс|участ|жауапты|ответств|орындаушы|исполнит|теги|фамили|имя|аты$|отчеств|баяндам|сойле|выступ|пикир|реценз|примеч|ескерт")
_POSTS = re.compile(
    r"директор|орынбасар|адискер|торага|торайым|менгеруш|жетекш|окытушы|хатшы|муше|барлык|педагог|маман|зам\b|завед|методист|преподавател|председател|все\b|комисси|кенес",
)
_POST_OF_PERSON = re.compile("лауазым|кызмети|должност")
_PATRONYMIC = re.compile(r".{2,}(?:улы|кызы|ович|евич|овна|евна|ична)")
_SURNAME = re.compile(r".{2,}(?:ов|ова|ев|ева|ин|ина|ский|ская|улы|кызы)")
_PROSE = 4


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands under one heading: a sample of it, and the rows in which it is what its field never holds.

    Attributes:
        strange: Rows whose value is something else, be it only a sentence. certain: those of them that are surely of another kind.
        fitting: Share of the values that the field can hold.
    """

    column: int
    name: str
    cells: tuple[tuple[int, Scalar], ...]
    strange: tuple[int, ...]
    certain: tuple[int, ...]
    fitting: float

    @property
    def is_strange(self) -> bool:
        return len(self.cells) > 1 and len(self.strange) >= _MOSTLY * len(self.cells)

    @property
    def is_certain(self) -> bool:
        return self.is_strange and len(self.certain) >= _MOSTLY * len(self.cells)


def shifted(layout: Layout, specs: Specs) -> Finding | None:
    """Why a table cannot be believed: its headings stand beside their data.

    Args:
        layout: The table as its headings have it.
        specs: What is declared.

    Returns:
        ``header-shifted`` at the first heading that is wrong, with what stands under it and under the others; ``None``
        where the headings fit, or too little stands there to tell.
    """
    spec = specs.registers[layout.register]
    rows = _rows(layout, spec)
    columns = [_judged(layout, spec, specs, name, column, rows) for name, column in layout.columns.items()]
    strange = [one for one in columns if one.is_strange]
    elsewhere = _elsewhere(layout, spec, specs, columns, rows)
    involved = {one.column: one for one in (*strange, *elsewhere)} if elsewhere else {}
    cells = sum(len(one.cells) for one in involved.values())
    moved = len(involved) >= _FEW_COLUMNS and cells >= _FEW_CELLS
    # A plain text may lie under any heading: three columns that cannot be are not an accident, be the rest where it may.
    scattered = (
        len(strange) >= _MANY_COLUMNS and sum(one.is_certain for one in strange) >= _FEW_COLUMNS and sum(len(one.strange) for one in strange) >= _MANY_CELLS
    )
    foreign = [] if moved or scattered else _foreign(spec, columns)
    if not (moved or scattered or foreign):
        return None
    strange = list(involved.values()) if moved else strange
    shown = sorted(foreign or strange, key=lambda one: one.column)
    return _finding(layout, specs, shown)


def _rows(layout: Layout, spec: RegisterSpec) -> tuple[int, ...]:
    """Rows of data, evenly over the table."""
    rows = layout.rows
    return _data_rows(layout, spec, rows[:: max(1, len(rows) // (2 * _SAMPLE))])[: 2 * _SAMPLE]


def _data_rows(layout: Layout, spec: RegisterSpec, rows: Sequence[int]) -> tuple[int, ...]:
    nobody = Commissions()
    return tuple(number for number in rows if row_kind(layout, spec.required, number, nobody) == "data")


def _judged(layout: Layout, spec: RegisterSpec, specs: Specs, name: str, column: int, rows: Sequence[int]) -> _Column:
    field = spec.fields[name]
    cells = _cells(layout, column, rows)
    judged: dict[tuple[type, Scalar], tuple[int, bool]] = {}  # a column says few things many times
    for _, value in cells:
        if (type(value), value) not in judged:
            fits = _fits(field, value, specs)
            judged[type(value), value] = _doubt(name, field, value, spec, specs, fits=fits), fits
    doubts = [(row, judged[type(value), value][0]) for row, value in cells]
    fitting = sum(judged[type(value), value][1] for _, value in cells) / len(cells) if cells else 1.0
    return _Column(
        column, name, cells, tuple(row for row, doubt in doubts if doubt), tuple(row for row, doubt in doubts if doubt == _CERTAIN), fitting,
    )


def _cells(layout: Layout, column: int, rows: Sequence[int]) -> tuple[tuple[int, Scalar], ...]:
    found = ((row, layout.sheet.value(row, column)) for row in rows)
    told = ((row, value) for row, value in found if value is not None and not isinstance(value, CellError | Uncached))
    return tuple((row, value) for row, value in told if not isinstance(value, str) or value.strip(" -–—\n\u00a0"))[:_SAMPLE]


# ── what a field never holds ────────────────────────────────────────────────────────────────────────────────────────


def _doubt(name: str, field: FieldSpec, value: Scalar, spec: RegisterSpec, specs: Specs, *, fits: bool) -> int:
    """Whether a value is certainly something else, or a sentence where no sentence belongs; what is merely unreadable is not."""
    kind = field.type
    if kind in _TEXTS:
        strange = not _MAY_BE_A_DAY.search(name) if _is_day(value) else _is_name(value) and not _may_be_people(field)
        return _CERTAIN if strange else 0
    if fits and kind != "commission":
        return 0
    if _is_other(kind, value) or _is_word(value, field, spec, specs):
        return _CERTAIN
    return _PERHAPS if kind != "commission" and isinstance(value, str) and _is_prose(value) else 0


def _is_other(kind: str, value: Scalar) -> bool:
    """Whether a value that its field cannot hold is surely of another kind."""
    day, name, number = _is_day(value), _is_name(value), _is_number(value)
    if kind in _PEOPLE or kind == "commission":
        return day or number or isinstance(value, bool) or (kind == "commission" and name)
    if kind in _DAYS:
        return name or (isinstance(value, str) and _says_nothing_of_time(value)) or _is_no_day(value)
    if kind in _NUMBERS:
        return day or name or (isinstance(value, str) and _has_no_digit(value))
    return day or name or (kind == "code" and number)


def _may_be_people(field: FieldSpec) -> bool:
    return any(_MAY_BE_PEOPLE.search(key) and not _POST_OF_PERSON.search(key) for key in map(fold.key, field.headers))


def _is_prose(text: str) -> bool:
    """A sentence: several words of which most are letters, and no post that stands for a person."""
    words = [word for word in text.split() if sum(map(str.isalpha, word)) > 1]
    return len(words) >= _PROSE - 1 and not _is_day(text) and not _POSTS.search(fold.key(text))


def _is_day(value: Scalar) -> bool:
    if isinstance(value, date | datetime):
        return True
    if not isinstance(value, str) or not any(map(str.isdigit, value)) or len(value) > _LONGEST_SAID:
        return False
    return re.search(r"\d[./-]\d{1,2}[./-]\d{2}|\d{4}-\d\d-\d\d", value) is not None or (bool(values.month_in(value)) and len(value.split()) <= 5)  # noqa: PLR2004


def _is_number(value: Scalar) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int | float) or (isinstance(value, str) and re.fullmatch(r"\s*\d+(?:[.,]\d+)?\s*%?\s*", value) is not None)


def _is_name(value: Scalar) -> bool:
    return isinstance(value, str) and any(map(str.isalpha, value)) and len(value) < 200 and _is_name_text(value)  # noqa: PLR2004 - a paragraph


@lru_cache(maxsize=65536)
def _is_name_text(text: str) -> bool:
    people = names.split_people(text)
    return bool(people) and all(map(_is_one_name, people))


def _is_one_name(text: str) -> bool:
    """Surname with initials, or two or three words of which one ends as surnames or patronymics do."""
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    if not 2 <= len(words) <= 4 or any(map(str.isdigit, text)) or any(word[0].islower() for word in words if fold.key(word) not in ("улы", "кызы")):  # noqa: PLR2004
        return False
    initials = [word for word in words if len(word) == 1 or (len(word) == 2 and word.isupper())]  # noqa: PLR2004 - «АӘ»
    full = [fold.key(word) for word in words if word not in initials]
    if initials:
        return len(full) == 1 or (len(full) == 2 and len(initials) == 1)  # noqa: PLR2004 - surname, perhaps the given name
    return bool(_PATRONYMIC.fullmatch(full[-1])) or any(_SURNAME.fullmatch(word) for word in (full[0], full[-1]))


def _is_no_day(value: Scalar) -> bool:
    """A number that is neither a year nor a day as a workbook counts days."""
    if isinstance(value, bool):
        return True
    return isinstance(value, int | float) and not (1950 <= value <= 2040 or 30_000 <= value <= 55_000)  # noqa: PLR2004


def _says_nothing_of_time(text: str) -> bool:
    return _has_no_digit(text) and not values.month_in(text) and not values.quarter_in(text) and not re.search(r"(?i)тоқсан|токсан|жыл|год|ай\b|апта", text)


def _has_no_digit(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters >= _SHORTEST_WORD + 2 and not any(map(str.isdigit, text))


def _is_word(value: Scalar, field: FieldSpec, spec: RegisterSpec, specs: Specs) -> bool:
    """Whether a value is a word of the code list of another field of the register."""
    if not isinstance(value, str) or len(value.strip()) < _SHORTEST_WORD:
        return False
    others = {other.vocabulary for other in spec.fields.values()} - {field.vocabulary, ""}
    word = fold.key(value)
    return any(word in _words(specs, other) for other in others)


def _words(specs: Specs, vocabulary: str) -> frozenset[str]:
    codes = specs.vocabularies[vocabulary].codes
    return _folded(tuple(word for code in codes.values() for word in (code.kk, code.ru, *code.also)))


@lru_cache(maxsize=256)
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(fold.key, words))


def _fits(field: FieldSpec, value: Scalar, specs: Specs) -> bool:
    if field.type in _PEOPLE:
        return _is_name(value)
    return values.read(value, field, specs.vocabularies).value is not None


# ── what that proves ────────────────────────────────────────────────────────────────────────────────────────────────


def _elsewhere(layout: Layout, spec: RegisterSpec, specs: Specs, columns: Sequence[_Column], rows: Sequence[int]) -> list[_Column]:
    """The pairs of a column that lacks what its field holds and of the one in which that stands instead."""
    known = {one.column: one for one in columns}
    fixed = {*layout.marks, *layout.personal, layout.numbered}
    found: list[_Column] = []
    for one in columns:
        field = spec.fields[one.name]
        if not one.is_strange or one.fitting >= _HARDLY or field.type in _TEXTS:
            continue
        for column in range(layout.first_column, layout.last_column + 2):
            other = known.get(column)
            if column == one.column or column in fixed or (other and not other.is_strange and not _holds_wrongly(spec.fields[other.name], other.name, field)):
                continue
            cells = other.cells if other else _cells(layout, column, rows)
            if len(cells) > 1 and sum(_belongs(field, value, specs) for _, value in cells) >= _WHOLLY * len(cells):
                found += [one, other or _Column(column, "", cells, tuple(row for row, _ in cells), (), 0.0)]
    return found


def _holds_wrongly(other: FieldSpec, name: str, lacking: FieldSpec) -> bool:
    """Whether values of a field that lacks them would be out of place in a column of plain text."""
    if other.type not in _TEXTS or lacking.type in _NUMBERS:
        return False
    if lacking.type in _DAYS:
        return not _MAY_BE_A_DAY.search(name)
    return not _may_be_people(other) if lacking.type in _PEOPLE else lacking.type == "code"


def _belongs(field: FieldSpec, value: Scalar, specs: Specs) -> bool:
    """Whether a value is what a field holds, and tells it apart: a bare number is a word of many lists."""
    if field.type == "code" and (not isinstance(value, str) or sum(map(str.isalpha, value)) < _SHORTEST_WORD):
        return False
    return _fits(field, value, specs)


def _foreign(spec: RegisterSpec, columns: Sequence[_Column]) -> list[_Column]:
    """The columns that hardly fit, where those are nearly all that can be told: headings of one register over rows of another."""
    told = [one for one in columns if len(one.cells) >= _MANY_COLUMNS and spec.fields[one.name].type in (_DAYS | _NUMBERS | {"code", "boolean"})]
    wrong = [one for one in told if one.fitting < _HARDLY]
    certain = sum(one.is_strange for one in wrong)
    return wrong if len(wrong) >= _MANY_COLUMNS and certain and len(wrong) >= _WHOLLY * len(told) else []


def _finding(layout: Layout, specs: Specs, shown: Sequence[_Column]) -> Finding:
    sheet, header = layout.sheet, layout.header
    places: list[tuple[CellRef, CellRef, str, str]] = []
    for one in shown:
        row, value = next((cell for cell in one.cells if cell[0] in one.strange), one.cells[0])
        texts = [text for number in range(header[0], header[1] + 1) if isinstance(text := sheet.value(number, one.column), str)]
        heading = next((number for number in range(header[1], header[0] - 1, -1) if sheet.value(number, one.column) is not None), header[0])
        seen = values.drop_personal(as_text(value))[0][:_LONGEST_SAID]
        places.append((sheet.ref(heading, one.column), sheet.ref(row, one.column), " ".join(texts) or (specs.field_label(layout.register, one.name) if one.name else "–"), seen))
    columns = "; ".join(f"«{' '.join(text.split())}» ({at.a1}) ← «{seen}» ({cell.a1})" for at, cell, text, seen in places[:_SHOWN])
    first = places[0]
    return Finding(
        "header-shifted", first[0], first[2], layout.register, next(one.name for one in shown if one.name),
        {"header": first[2], "seen": first[3], "other": first[1].a1, "columns": columns, "rows": len(_data_rows(layout, specs.registers[layout.register], layout.rows))},
        others=tuple(cell for _, cell, _, _ in places),
    )
