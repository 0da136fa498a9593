"""Annual plan → Figures and Listings: what was to be done, by when, and what its marks say of it."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from otm_reports.analysis.counting import Chapter, counted, line, narrowed, only, percent
from otm_reports.analysis.joins import in_span, keyed, whole
from otm_reports.analysis.tallies import blanks, known_only, says
from otm_reports.model import AcademicYear, Figure, Row, Selection

#: Where an item that has no single quarter stands: July and August, all year round, or a term that cannot be read.
_APART = ("summer", "all_year", "undated")
_UNFULFILLED = ("failed", "partial", "moved")


def count(chapter: Chapter) -> None:
    """Figures and listings of chapter 3 of the analysis (domain 3.3, T2 and chart G1)."""
    found = narrowed(whole(chapter.year, "otm_plan"), lambda row: _outside(row, chapter.year), "due")
    known = says(found, "status")
    items = chapter.count("items", found, found.rows, "activity", scope="otm")
    marks = {code: _status(chapter, found, code, known) for code in chapter.specs.vocabularies["plan_status"].codes}
    _unmarked(chapter, found)
    chapter.share("done_share", marks["done"], items, scope="otm")
    _quarters(chapter, found, known)
    rows = [
        line(row, item_no="item_no", activity="activity", due="due", status="status", responsible="responsible", reason="note")
        for row in found if row["status"] in _UNFULFILLED
    ]
    chapter.listing("unfulfilled", found, rows, scope="otm", left_out=blanks(found, "status", "unmarked"))


def _outside(row: Row, year: AcademicYear) -> str | None:
    """Items due after or before a part of the year are not its own; an item without a readable term is the year's."""
    if year.span.whole_year:
        return None
    term = due(row["due"], year)
    if term.repeats or (term.last is not None and term.last in year.span.days):
        return None
    return "no-date" if term.last is None else "outside-period"


def _status(chapter: Chapter, found: Selection, code: str, known: bool, quarter: str = "") -> Figure:  # noqa: FBT001
    rows = [row for row in found if row["status"] == code]
    figure = chapter.count(
        "status", found, rows, "status", code=code, vocabulary="plan_status", scope="otm",
        key=("quarter", quarter) if quarter else None, left_out=blanks(found, "status", "unmarked"),
    )
    return known_only(chapter, keyed(chapter, figure) if quarter else figure, known=known)


def _unmarked(chapter: Chapter, found: Selection, quarter: str = "") -> Figure:
    rows = [row for row in found if row["status"] is None]
    key = ("quarter", quarter) if quarter else None
    figure = chapter.count("unmarked", found, rows, "status", key=key, scope="otm")
    return keyed(chapter, figure) if quarter else figure


def _falls_in(year: AcademicYear, quarter: str, row: Row) -> bool:
    return due(row["due"], year).quarter == quarter


def _quarters(chapter: Chapter, found: Selection, known: bool) -> None:  # noqa: FBT001
    """Items and their marks by the quarter in which they fall due, as table and as figures."""
    made = []
    for quarter in (*chapter.year.quarters, *_APART):
        mine = replace(only(found, partial(_falls_in, chapter.year, quarter)), left_out=())
        items = keyed(chapter, chapter.count("items", mine, mine.rows, "due", key=("quarter", quarter), scope="otm"))
        marks = {code: _status(chapter, mine, code, known, quarter)
                 for code in chapter.specs.vocabularies["plan_status"].codes}
        blank, done = _unmarked(chapter, mine, quarter), marks["done"]
        share = percent(done.value, items.value) if done.value is not None and items.value else None
        if items.value or (quarter in chapter.year.quarters and in_span(chapter.year, quarter)):
            made.append(counted(quarter=quarter, items=items, unmarked=blank, share=replace(done, value=share, of=items), **marks))
    chapter.listing("by_quarter", found, made if found.has_register else (), scope="otm", notes=("rounding",))


# ── terms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Due:
    """When an item of a plan falls due.

    Attributes:
        quarter: ``q1``…``q4``, ``summer``, ``all_year`` (repeated or open-ended) or ``undated`` (cannot be read).
        last: The last day it may be done on; ``None`` if that cannot be said.
        repeats: It falls due again and again (ай сайын, тоқсан сайын), so every part of the year has it.
    """

    quarter: str
    last: date | None = None
    repeats: bool = False


_OPEN = re.compile(
    r"жыл бойы|жыл ішінде|в течение (учебного )?года|весь год|тұрақты|постоянно|үздіксіз|қажет|необходимост|по мере",
)
_REPEATED = re.compile(r"сайын|ежемесячно|ежеквартально|еженедельно|кажд")
_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})(?:[./](\d{4}|\d{2}))?\b")
_MONTH_NO = re.compile(r"(?<![\d./])(\d{1,2})[./](\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_ROMAN = str.maketrans({"і": "i", "ı": "i", "х": "x", "ⅰ": "i", "ⅱ": "ii", "ⅲ": "iii", "ⅳ": "iv"})
_NUMERALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_PART = re.compile(
    r"\b(iv|i{1,3}|[1-4])[\s\-–]*(?:шi|шы|й|я|ая|ое)?[\s\-–]*(тоқсан|кварт|жартыжыл|жарты жыл|полугод)",
)
_MONTHS = (
    (1, "қаңтар", "январ"), (2, "ақпан", "феврал"), (3, "наурыз", "март"), (4, "сәуір", "апрел"),
    (5, "мамыр", "май", "мая", "мае"), (6, "маусым", "июн"), (7, "шілде", "июл"), (8, "тамыз", "август"),
    (9, "қыркүйек", "сентябр"), (10, "қазан", "октябр"), (11, "қараша", "ноябр"), (12, "желтоқсан", "декабр"),
)


def due(text: str | None, year: AcademicYear) -> Due:
    """Read the term of a plan item: a date, a month or months, a quarter, a half-year, all year round.

    A term that names several counts by its last one («қазан-қараша» is due by the end of November). Open-ended terms
    are never late (trap T12), so they stand apart and end with the last quarter.
    """
    said = " ".join((text or "").casefold().split())
    if _REPEATED.search(said):
        return Due("all_year", repeats=True)
    if _OPEN.search(said):
        return Due("all_year", max(days.end for days in year.quarters.values()))
    last = _last_date(said, year) or _last_part(said, year) or _last_month(said, year)
    if last is None:
        return Due("undated")
    return Due(year.quarter(last) or ("summer" if last.month in (7, 8) else "undated"), last)


def _last_date(said: str, year: AcademicYear) -> date | None:
    days = [_day(int(y), int(m), int(d)) for y, m, d in _ISO.findall(said)]
    for d, m, y in _DAY.findall(said):
        days.append(_day(int(y) + 2000 * (len(y) == 2) if y else _year_of(int(m), year), int(m), int(d)))  # noqa: PLR2004
    return max((day for day in days if day), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_part(said: str, year: AcademicYear) -> date | None:
    ends: list[date] = []
    for number, part in _PART.findall(said.translate(_ROMAN)):
        which = _NUMERALS[number]
        name = f"q{which}" if part.startswith(("тоқ", "ква")) else f"q{which * 2}"
        ends.extend(days.end for key, days in year.quarters.items() if key == name)
    return max(ends, default=None)


def _last_month(said: str, year: AcademicYear) -> date | None:
    named = [
        (month, _year_of(month, year))
        for month, *stems in _MONTHS if any(re.search(rf"\b{stem}", said) for stem in stems)
    ]
    named += [(int(month), int(number)) for month, number in _MONTH_NO.findall(said) if 1 <= int(month) <= 12]  # noqa: PLR2004
    return max((date(number, month, monthrange(number, month)[1]) for month, number in named), default=None)


def _year_of(month: int, year: AcademicYear) -> int:
    """The calendar year in which a month of the academic year lies; August ends the year here."""
    return year.days.start.year if month >= year.days.start.month else year.days.end.year
