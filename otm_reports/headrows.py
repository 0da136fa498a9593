"""Sheet row → heading or not: where the heading of a table begins and ends, and where it is printed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from otm_reports.headings import Headings, headings_of, is_day_text, is_mark_text, is_running, is_running_text, is_total
from otm_reports.kazakh.written import month_in
from otm_reports.model import Scalar, Sheet

DEEPEST_HEADER = 3
#: One heading of so many is known at least: the rest are columns that only this college keeps.
_SOME = 3
#: No register has more columns than this.
_WIDEST = 500
_LAST_DAY = 31
#: Above a heading stands a title, a key with its value, or nothing.
_NARROW = 2


def next_heading(sheet: Sheet, headings: Headings, start: int) -> int:
    """The next row, from ``start`` on, that may begin a heading; 0 if there is none."""
    grouped = {box[0] for box in sheet.merged if box[0] == box[2] and box[1] < box[3]}
    for row in range(start, len(sheet.rows) + 1):
        cells = sheet.rows[row - 1]
        if row not in grouped and not headings.any_known(cells):
            continue  # nearly every row of a table
        texts = sum(isinstance(value, str) for value in cells)
        if 0 < texts <= _WIDEST and (_is_heading(sheet, headings, row) or _is_grouped(sheet, headings, row)):
            return row
    return 0


def rows_until(sheet: Sheet, headings: Headings, last: int) -> int:
    """The last row that the rows under a heading may reach: up to the next heading that stands apart."""
    row = last + 2
    while row := next_heading(sheet, headings, row + 1):
        if sum(value is not None for value in sheet.rows[row - 2]) <= _NARROW:
            return row - 1
    return len(sheet.rows)


def last_heading(sheet: Sheet, headings: Headings, first: int) -> int:
    """The last row of the heading that begins at ``first``."""
    last = first
    while last - first + 1 < DEEPEST_HEADER and last < len(sheet.rows) and _continues(sheet, headings, first, last + 1):
        last += 1
    return last


def _is_heading(sheet: Sheet, headings: Headings, row: int) -> bool:
    """A row of texts of which most are headings; the days of a matrix may stand beside them, numbers never do."""
    values = [value for value in sheet.rows[row - 1] if value is not None]
    texts = [value for value in values if isinstance(value, str) and not is_mark_text(value) and not is_running_text(value)]
    known = sum(headings.known(text) for text in texts)
    if not known:
        return False
    if any(map(headings.heads_marks, texts)):
        if _months_over_days(sheet, headings, row):
            return True
        texts = [text for text in texts if not is_day_text(text)]
        known = sum(headings.known(text) for text in texts)
    days = [value for value in values if isinstance(value, date)]
    if known == 1 and len(texts) > 1:
        known = sum(headings.known(text) or headings.misspelt(text) for text in texts)
    if any(not isinstance(value, str | date) for value in values):
        return False
    if days and not any(map(headings.heads_marks, texts)):
        return False  # «Бұйрық күні | 05.09.2025» is a key with its value
    if days:
        return 0 < known == len([text for text in texts if not is_total(headings.key(text))])
    marks = len(values) - len(texts)
    groups = sum(box[0] == row and box[1] < box[3] and isinstance(value := sheet.value(row, box[1]), str) and not headings.known(value) for box in sheet.merged)
    return (known >= 2 or (known == 1 and marks > 1)) and known * _SOME >= len(texts) - groups  # noqa: PLR2004 - one word proves nothing


def _months_over_days(sheet: Sheet, headings: Headings, row: int) -> bool:
    """A row of a matrix of marks whose months stand above the days: «Аты-жөні | Қыркүйек | | Қазан» over «18 | 25 | 09»."""
    texts = {column: value for column, value in enumerate(sheet.rows[row - 1], 1) if isinstance(value, str)}
    if row == len(sheet.rows) or not any(map(headings.heads_marks, texts.values())):
        return False
    months = [column for column, text in texts.items() if month_in(text)]
    if not months:
        return False
    below = {column: value for column, value in enumerate(sheet.rows[row], 1) if value is not None}
    return len(below) >= len(months) and min(below, default=0) >= months[0] and all(map(_is_meeting, below.values()))


def _is_meeting(value: Scalar) -> bool:
    """Whether a cell may head the marks of one meeting: a day, a day of the month above, «№ 3»."""
    if isinstance(value, str):
        day = value.strip()
        return is_mark_text(value) or is_day_text(value) or (day.isdecimal() and 0 < int(day) <= _LAST_DAY)
    return isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LAST_DAY)


def _is_grouped(sheet: Sheet, headings: Headings, row: int) -> bool:
    """A row of which some cells head several columns: the words make headings only with the row below («Істің» | «тақырыбы»)."""
    groups = [box for box in sheet.merged if box[0] == box[2] == row and box[1] < box[3] and isinstance(sheet.value(row, box[1]), str)]
    if not groups:
        return False
    values = [value for value in sheet.rows[row - 1] if value is not None]
    if row == len(sheet.rows) or len(values) <= len(groups) or not all(isinstance(value, str) for value in values):
        return False
    under = [value for value in sheet.rows[row] if value is not None]
    if not under or not all(isinstance(value, str) for value in under):
        return False
    columns = [heading for heading in headings_of(sheet, row, row + 1) if not is_running(heading)]
    known = sum(headings.known(" ".join(heading.texts)) or any(map(headings.known, heading.texts)) for heading in columns)
    return known >= 2 and known * 2 >= len(columns)  # noqa: PLR2004 - one word proves nothing


def _continues(sheet: Sheet, headings: Headings, first: int, row: int) -> bool:
    """Whether a row under a heading row still belongs to the heading."""
    values = [(column, value) for column, value in enumerate(sheet.rows[row - 1], 1) if value is not None]
    if not values or is_numbering([value for _, value in values]):
        return False
    if row == first + 1 and _months_over_days(sheet, headings, first):
        return True
    texts = [str(value) for _, value in values if isinstance(value, str)]
    known = sum(map(headings.known, texts))
    if len(texts) == len(values) and (known * 2 >= len(texts) if row == first + 1 else known == len(texts)):
        return True
    down = [box for box in sheet.merged if first <= box[0] < row <= box[2] and isinstance(sheet.value(box[0], box[1]), str)]
    if len(texts) == len(values) and any(headings.known(text := str(sheet.value(box[0], box[1]))) or is_running_text(text) for box in down):
        return True
    wide = [box for box in sheet.merged if box[0] <= row - 1 <= box[2] and box[0] >= first and box[1] < box[3]]
    under = [any(box[1] <= column <= box[3] for box in wide) for column, _ in values]
    return bool(wide) and all(under)


def is_numbering(values: Sequence[Scalar]) -> bool:
    """A row 1, 2, 3 … N under a heading, as official forms have."""
    if len(values) < 3:  # noqa: PLR2004 - two numbers prove nothing
        return False
    return all(
        place == (int(value) if isinstance(value, int) or (isinstance(value, str) and value.strip().isdecimal()) else 0)
        for place, value in enumerate(values, 1)
    )


def prints_again(headings: Headings, sheet: Sheet, header: tuple[int, int], first: int) -> frozenset[int]:
    """The rows on which the heading of a table is printed again, as on the next page: one table goes on."""
    top, bottom = header
    for offset in range(bottom - top + 1):
        if first + offset > len(sheet.rows) or _heading_words(headings, sheet, first + offset) != _heading_words(headings, sheet, top + offset):
            return frozenset(range(first, first + offset)) if offset else frozenset()
    return frozenset(range(first, first + bottom - top + 1))


def _heading_words(headings: Headings, sheet: Sheet, row: int) -> list[tuple[int, str]]:
    return [
        (column, headings.word(value) if isinstance(value, str) else str(value))
        for column, value in enumerate(sheet.rows[row - 1], 1) if value is not None
    ]
