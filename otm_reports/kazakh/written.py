"""Written date → days: every spelling a register uses, day first always; what is left out is said, not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from otm_reports.kazakh.dates import MONTHS, month_number
from otm_reports.kazakh.fold import key
from otm_reports.kazakh.letters import repair

FIRST_YEAR: Final = 1940
LAST_YEAR: Final = 2040
_LONGEST: Final = 80
_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+|[-./,]|\s+|(.)", re.DOTALL)
_QUOTES: Final = re.compile("[«»\"“”„'’()\\[\\]]")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212~]")
_YEAR_WORDS: Final = frozenset({"ж", "жыл", "жылы", "жылги", "жылдын", "жылгы", "г", "год", "года", "году", "жж", "гг"})
_FILLERS: Final = frozenset({
    "куни", "кун", "кундери", "айы", "айынын", "айында", "с", "со", "от", "дата", "дейин", "аралыгы",
    "аралыгында", "аралыгындагы", "число", "числа", "месяц", "месяца",
})  # fmt: skip
_TO: Final = frozenset({"по", "до", "мен", "бастап"})
_TIME: Final = re.compile(r"[\s,]+(?:(?:сағ|сағат|в|с)\.?\s*)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s*(?:сағ|сағат|ч)\.?)?$", re.IGNORECASE)
_ABLATIVES: Final = frozenset(key(forms.ablative) for forms in MONTHS)
_DAY: Final = r"(?P<d{0}>\d{{1,2}})"
_MONTH: Final = r"(?P<m{0}>m?\d{{1,2}})"
_YEAR: Final = r"(?P<y{0}>\d{{4}}|\d{{2}})"
_LONG_YEAR: Final = r"(?P<y{0}>\d{{4}})"
_WORD_MONTH: Final = r"(?P<m{0}>m\d{{1,2}})"


def _shape(pattern: str) -> re.Pattern[str]:
    """``"D1.M1.Y1"`` → a pattern: Day, Month (name or number), Year, L a four-digit year, W a month's name."""
    parts = {"D": _DAY, "M": _MONTH, "Y": _YEAR, "L": _LONG_YEAR, "W": _WORD_MONTH}
    return re.compile(
        "".join(
            parts[piece[0]].format(piece[1]) if piece[0] in parts else re.escape(piece) for piece in re.findall(r"[DMYLW]\d|.", pattern)
        )
    )


_DAYS: Final = tuple(_shape(each) for each in ("D1.M1.Y1", "L1-M1-D1", "L1.M1.D1", "D1-M1-Y1", "L1.D1.W1"))
#: A two-part date whose year (and month) stands only once.
_RANGES: Final = tuple(
    _shape(each)
    for each in (
        "D1-D2.M2.Y2", "D1.M1-D2.M2.Y2", "L2.D1-D2.W2", "L2.D1.W1-D2.W2", "D1.M1.Y1-D2.M2.Y2", "L1.D1.W1-L2.D2.W2",
        "L1-M1-D1-L2-M2-D2", "L1.M1.D1-L2.M2.D2",
    )
)  # fmt: skip
_PARTS: Final = tuple(_shape(each) for each in ("L1", "W1", "W1.L1", "L1.W1", "M1.L1", "D1.M1", "L1-M1"))
_ACADEMIC: Final = re.compile(r"(?P<first>20\d\d|19\d\d)\s*[-–—/]\s*(?P<last>20\d\d|19\d\d|\d\d)(?!\d)[\s.]*(?P<words>.*)")
_ACADEMIC_WORDS: Final = frozenset({"", "оку жылы", "о ж", "ож", "уч год", "учебный год", "у г", "уч г", "жылы", "жж", "гг"})


@dataclass(frozen=True, slots=True)
class Written:
    """What a written date says: ``start`` and ``end`` (equal for one day), or only the parts that stand there."""

    start: date | None = None
    end: date | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None


@lru_cache(maxsize=8192)
def read(text: str) -> Written | None:
    """Read a date or a range of days.

    Args:
        text: What stands in a cell.

    Returns:
        The days; or the parts that are there, where year, month or day is missing; ``None`` if it is no date.

    >>> read("9/10/2025").start, read("2025 жылғы 9 қыркүйектегі").start
    (datetime.date(2025, 10, 9), datetime.date(2025, 9, 9))
    >>> found = read("5-7.11.2025"); found.start.day, found.end.day
    (5, 7)
    >>> read("қазан айы").month, read("2021 ж.").year, read("31.02.2025"), read("№ 5 хаттама")
    (10, 2021, None, None)
    """
    line = _line(text) if len(text) <= _LONGEST else None
    if line is None:
        return None
    for shape in _DAYS:
        if found := shape.fullmatch(line):
            day = _day(found["y1"], found["m1"], found["d1"])
            return Written(day, day) if day else None
    for shape in _RANGES:
        if found := shape.fullmatch(line):
            return _range(found.groupdict())
    for shape in _PARTS:
        if found := shape.fullmatch(line):
            return _parts(found.groupdict())
    return None


def academic_year(text: str) -> tuple[int, int] | None:
    """The two years of an academic year, ``None`` if the text is none.

    >>> academic_year("2025-2026 оқу жылы"), academic_year("2025/26 уч. год"), academic_year("2025-2027")
    ((2025, 2026), (2025, 2026), None)
    """
    found = _ACADEMIC.fullmatch(text.strip())
    if not found or key(found["words"]) not in _ACADEMIC_WORDS:
        return None
    first, last = int(found["first"]), int(found["last"])
    return (first, first + 1) if last in (first + 1, (first + 1) % 100) else None


_QUARTER: Final = re.compile(
    r"(?:^| )(?P<number>[1-4]|и{1,3}|и[vв]|биринши|екинши|ушинши|тортинши)(?: (?:ши|шы|инши|ыншы|и|й|ыи|ий))? (?:токсан|квартал)"
)
_QUARTERS: Final = {
    "и": 1, "ии": 2, "иии": 3, "иv": 4, "ив": 4, "биринши": 1, "екинши": 2, "ушинши": 3, "тортинши": 4,
}  # fmt: skip


def quarter_in(text: str) -> int | None:
    """The quarter, 1 to 4, that a title, a sheet name or a plan's term says.

    >>> quarter_in("ІІ тоқсан"), quarter_in("3-тоқсан (2025)"), quarter_in("IV квартал"), quarter_in("тоқсан сайын")
    (2, 3, 4, None)
    """
    found = {each["number"] for each in _QUARTER.finditer(key(text))}
    numbers = {_QUARTERS.get(each) or int(each) for each in found}
    return numbers.pop() if len(numbers) == 1 else None


def month_in(text: str) -> int | None:
    """The month that a text says and nothing else but a year: ``Қыркүйек айы``, ``қаз. 2025``.

    >>> month_in("Қыркүйек айы"), month_in("қаз. 2025"), month_in("5 қазан"), month_in("Қазан қаласындағы семинар")
    (9, 10, None, None)
    """
    if not any(map(str.isalpha, text)):
        return None
    found = read(text)
    return found.month if found and found.month and not found.day and not found.start else None


def _line(text: str) -> str | None:
    """The text in one alphabet of digits, ``m9`` for a month, ``.`` and ``-``; ``None`` if anything else stands there."""
    plain = _DASHES.sub("-", _QUOTES.sub(" ", repair(text)[0])).strip()
    try:
        return datetime.fromisoformat(plain).date().isoformat() if ":" in plain else _tokens(plain)
    except ValueError:
        return _tokens(_TIME.sub("", plain))


def _tokens(plain: str) -> str | None:
    pieces: list[str] = []
    for found in _TOKEN.finditer(plain):
        piece = found[0]
        if found[1]:
            return None
        if piece.isspace() or piece in "./,":
            pieces.append(".")
        elif piece == "-" or key(piece) in _TO:
            pieces.append("-")
        elif piece.isdecimal():
            pieces.append(piece)
        elif key(piece) in _YEAR_WORDS or key(piece) in _FILLERS:
            pieces.append(".")
        elif number := month_number(piece):
            pieces.append(f".m{number}" + ("-" if key(piece) in _ABLATIVES else "."))  # "from the 5th of October"
        else:
            return None
    line = re.sub(r"\.*-[-.]*", "-", re.sub(r"\.{2,}", ".", "".join(pieces)))
    return re.sub(r"(m\d+)(?:\.\1)+", r"\1", line).strip(".-")


def _number(text: str) -> int:
    return int(text.removeprefix("m"))


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else (2000 + year if 2000 + year <= LAST_YEAR else 1900 + year)  # noqa: PLR2004


def _day(year: str, month: str, day: str) -> date | None:
    if not FIRST_YEAR <= _year(year) <= LAST_YEAR:
        return None
    try:
        return date(_year(year), _number(month), int(day))
    except ValueError:
        return None


def _range(found: dict[str, str]) -> Written | None:
    end = _day(found["y2"], found["m2"], found["d2"])
    start = _day(found.get("y1", found["y2"]), found.get("m1", found["m2"]), found["d1"])
    return Written(start, end) if start and end and start <= end else None


def _parts(found: dict[str, str]) -> Written | None:
    year = _year(found["y1"]) if "y1" in found else None
    month = _number(found["m1"]) if "m1" in found else None
    day = int(found["d1"]) if "d1" in found else None
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is not None and not 1 <= month <= 12:  # noqa: PLR2004
        return None
    if day is not None and not _day("2024", str(month), str(day)):
        return None
    return Written(year=year, month=month, day=day)
