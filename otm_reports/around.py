"""Layout → what stands around its rows: the academic year, the quarter or month, the meeting a heading names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

from otm_reports import values
from otm_reports.headers import Layout
from otm_reports.kazakh import written
from otm_reports.model import EMPTY, CellRef, Finding, Period, Sheet
from otm_reports.specs import Specs

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*[-–—/]\s*(?:20)?(\d\d)(?!\d)")
_MEETING_NO = re.compile(r"№\s*(\d+)|(\d+)\s*-?\s*(?:отырыс|заседание)", re.IGNORECASE)
_HEADING_DAY = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})(?:[./](\d{2,4}))?(?!\d)")


def _years_in(text: str) -> set[str]:
    return {f"{first}-{int(first) + 1}" for first, last in _YEAR.findall(text) if (int(first) + 1) % 100 == int(last)}


def said_year(layout: Layout, confirmed: Mapping[str, str] = EMPTY) -> tuple[str, list[Finding]]:
    """The academic year that folder, title or sheet and file name say, in this order; a contradiction is a warning.

    Args:
        layout: The table.
        confirmed: Sheet or file → year, as a person answered before; it wins.
    """
    answered = confirmed.get(str(layout.sheet.ref())) or confirmed.get(layout.sheet.file)
    if answered:
        return answered, []
    path = PurePosixPath(layout.sheet.file)
    folder: set[str] = set()
    for part in reversed(path.parent.parts):
        folder = folder or _years_in(part)
    title = {year for _, text in layout.titles for year in _years_in(text)} or _years_in(layout.sheet.name)
    said = [years.copy().pop() for years in (folder, title, _years_in(path.stem)) if len(years) == 1]
    if not said:
        return "", []
    other = next((year for year in said if year != said[0]), None)
    place = next((cell for cell, text in layout.titles if _years_in(text)), layout.sheet.ref())
    conflict = [Finding("year-conflict", place, other or "", layout.register, params={"expected": said[0], "other": other})] if other else []
    return said[0], conflict


def days_of(year: str) -> Period | None:
    """The days of an academic year, ``None`` where no year is said."""
    return Period(date(int(year[:4]), 9, 1), date(int(year[-4:]), 8, 31)) if year else None


def names_stretch(text: str) -> bool:
    """Whether a text names a quarter or a month."""
    return bool(values.quarter_in(text) or values.month_in(text))


def stretch(text: str, year: str, specs: Specs) -> Period | None:
    """The quarter or month that a sheet name or a section row says."""
    if not year:
        return None
    quarter, month = values.quarter_in(text), values.month_in(text)
    if month:
        first = date(int(year[:4]) if month >= 8 else int(year[-4:]), month, 1)  # noqa: PLR2004 - August belongs to plans of the coming year
        after = date(first.year + month // 12, month % 12 + 1, 1)
        return Period(first, date.fromordinal(after.toordinal() - 1))
    if quarter:
        window = getattr(specs.college.quarters, f"q{quarter}")
        ends = [date.fromisoformat(f"{year[:4] if day >= '09' else year[-4:]}-{day}") for day in window]
        return Period(ends[0], ends[1])
    return None


def meeting_of(sheet: Sheet, heading: CellRef, year: str) -> tuple[str | None, date | None]:
    """Protocol number and date that the heading of a matrix column says; a bare day takes the month above it."""
    value = sheet.value(heading.row, heading.column)
    if isinstance(value, date):
        return None, date(value.year, value.month, value.day)
    text = str(value if value is not None else "").strip()
    if text.isdigit():
        text = f"{text} {_month_above(sheet, heading)}"
    number = _MEETING_NO.search(text)
    return (number[1] or number[2]) if number else None, _heading_day(text, year)


def _month_above(sheet: Sheet, heading: CellRef) -> str:
    """The month that stands over a day, in its own column or over several columns at the left."""
    above = (sheet.value(heading.row - 1, column) for column in range(heading.column, 0, -1))
    return next((value for value in above if isinstance(value, str)), "")


def _heading_day(text: str, year: str) -> date | None:
    found = _HEADING_DAY.search(text)
    if found:
        said, month, day = int(found[3]) if found[3] else 0, int(found[2]), int(found[1])
        said += 2000 if 0 < said < 100 else 0  # noqa: PLR2004 - two digits of a year
    else:
        spoken = written.read(text)
        if spoken is None or spoken.start:
            return spoken.start if spoken else None
        said, month, day = spoken.year or 0, spoken.month or 0, spoken.day or 0
    said = said or (int(year[:4]) + (month < 9) if year else 0)  # noqa: PLR2004 - the academic year begins in September
    try:
        return date(said, month, day) if said else None
    except ValueError:
        return None
