"""Filters of the templates: dates, numbers and shares in the paper's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from otm_reports.kazakh import dates, numbers
from otm_reports.word.values import Unprintable, printed

#: How a date may be asked for besides the usual form and a Kazakh ending.
_STAMP = ("бекіту", "bekitu", "утверждение")
_TABLE = ("кестелі", "kesteli", "табличный")


def for_language(lang: str) -> Mapping[str, Callable[..., object]]:
    """The filters for papers in ``kk`` or ``ru``, each under its Kazakh name and one that any keyboard has.

    ``None`` and text pass through; anything else of the wrong kind raises :class:`Unprintable`.
    """
    day, number, percent = (partial(function, lang=lang) for function in (_day, _number, _percent))
    return {
        "күні": day, "kuni": day, "date": day,
        "сан": number, "san": number, "number": number,
        "пайыз": percent, "paiyz": percent, "percent": percent,
    }  # fmt: skip


def _day(value: object, form: str = "", *, lang: str) -> object:
    """``күні``: 2025 жылғы 9 қыркүйек.

    ``күні("бекіту")``: «09» қыркүйек 2025 жыл · ``күні("кестелі")``: 09.09.2025 · ``күні("ға дейін")``: 2025 жылғы 9
    қыркүйекке дейін. A bare year, where a register allows one, stays a year.
    """
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, date):
        raise Unprintable(type(value).__name__)
    if form in _STAMP:
        return dates.stamp(value, lang)
    if form in _TABLE:
        return dates.short(value)
    try:
        return dates.official(value, lang, form)
    except ValueError as mistake:
        raise Unprintable(form) from mistake


def _number(value: object, places: int | None = None, *, lang: str) -> object:
    """``сан``: 1 234,5 with the decimals it has, or as many as asked for."""
    if value is None or isinstance(value, str):
        return value
    number = _real(value)
    if places is None:
        return numbers.decimal(number, lang=lang) if isinstance(number, int) else printed(number, lang)
    return numbers.decimal(float(number), places, lang)


def _percent(value: object, *, lang: str) -> object:
    """``пайыз``: 82,4 %."""
    return value if value is None or isinstance(value, str) else numbers.percent(_real(value), lang)


def _real(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Unprintable(type(value).__name__)
    return value
