"""Workbook → what stands in it: every value at its address as read, what was repaired, hidden, struck or merged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from otm_reports import mending
from otm_reports.headings import LONGEST_HEADING, Headings
from otm_reports.kazakh.personal import MASK, drop_personal
from otm_reports.model import CellError, Finding, Scalar, Sheet, Uncached, column_letters

_HOUR = 3600


def view(sheet: Sheet, headings: Headings) -> dict[str, Any]:
    """A sheet as JSON.

    Args:
        sheet: As read.
        headings: The declared headings, those of personal data among them: what stands under one of these is dropped.

    Returns:
        ``name``, ``hidden``, ``merged`` (``"A1:B2"``), ``hidden_rows`` (``"4:6"``), ``hidden_columns`` (``"C:C"``) and
        ``cells``: ``cell`` (A1), ``type`` (``text``, ``number``, ``boolean``, ``date``, ``datetime``, ``time``, ``duration``,
        ``error``, ``no-cached``: a formula that nobody has computed), ``value`` (dates in ISO form, a duration as
        ``h:mm:ss``), and where it is so ``struck``, ``personal`` (a personal number in it is dropped: ``***``),
        ``repaired`` (what certain repairs of spoiled letters make of it) and ``doubt`` (code of a finding).
    """
    mended, findings = mending.mended(sheet)
    doubts = {(finding.at.row, finding.at.column): finding.code for finding in findings}
    private = set(_private(mended, headings))
    cells = []
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if value is None:
                continue
            place = (row, column)
            said = {"type": _typed(value)[0], "value": MASK, "personal": True} if place in private else _said(value)
            cell = {"cell": f"{column_letters(column)}{row}", **said}
            if place in sheet.struck:
                cell["struck"] = True
            if place in mended.spoiled:
                cell["repaired"] = drop_personal(str(mended.value(row, column)))[0]
                cell |= {"repaired": MASK} if place in private else {}
            elif place in doubts:
                cell["doubt"] = doubts[place]
            cells.append(cell)
    return {
        "name": sheet.name, "hidden": sheet.hidden,
        "merged": [f"{column_letters(left)}{top}:{column_letters(right)}{bottom}" for top, left, bottom, right in sheet.merged],
        "hidden_rows": [f"{first}:{last}" for first, last in _runs(sheet.hidden_rows)],
        "hidden_columns": [f"{column_letters(first)}:{column_letters(last)}" for first, last in _runs(sheet.hidden_columns)],
        "cells": cells,
    }


def _private(sheet: Sheet, headings: Headings) -> Iterator[tuple[int, int]]:
    """The cells under headings of personal data, down to the next heading in their column."""
    wide = {(box[0], box[1]): box[3] for box in sheet.merged}
    under: set[int] = set()
    for row, values in enumerate(sheet.rows, 1):
        for column, value in enumerate(values, 1):
            if isinstance(value, str) and len(value) <= LONGEST_HEADING and headings.heads_personal(value):
                under.update(range(column, wide.get((row, column), column) + 1))
            elif column in under and isinstance(value, str) and headings.known(value):
                under.discard(column)
            elif column in under and value is not None:
                yield row, column


def notes(sheet: Sheet) -> list[Finding]:
    """What a person should know of a sheet before believing it: that it is hidden, what was repaired or is doubtful."""
    found = [Finding("sheet-hidden", sheet.ref())] if sheet.hidden else []
    return found + mending.mended(sheet)[1]


def _said(value: Scalar) -> dict[str, Any]:
    kind, said = _typed(value)
    if kind in ("text", "number", "no-cached", "error"):
        plain, dropped = drop_personal(str(said))
        if dropped:
            return {"type": kind, "value": plain, "personal": True}
    return {"type": kind, "value": said}


def _typed(value: Scalar) -> tuple[str, Any]:
    kinds: tuple[tuple[type, str], ...] = (
        (CellError, "error"), (Uncached, "no-cached"), (str, "text"), (bool, "boolean"), (int, "number"), (float, "number"),
    )
    kind = next((name for of, name in kinds if isinstance(value, of)), "")
    if kind:
        return kind, str(value) if isinstance(value, str) else value
    if isinstance(value, timedelta):
        seconds = round(abs(value.total_seconds()))
        sign = "-" if value < timedelta() else ""
        return "duration", f"{sign}{seconds // _HOUR}:{seconds % _HOUR // 60:02}:{seconds % 60:02}"
    if isinstance(value, datetime):
        return "datetime", value.isoformat()
    return ("date" if isinstance(value, date) else "time"), value.isoformat() if isinstance(value, date | time) else str(value)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """1, 2, 3, 7 → (1, 3), (7, 7)."""
    first = last = 0
    for number in sorted(numbers):
        if number != last + 1 or not first:
            if first:
                yield first, last
            first = number
        last = number
    if first:
        yield first, last
