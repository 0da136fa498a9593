"""Number → text and text → number: decimal comma, no-break thousands, quarters, and numbers with their units."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from otm_reports.kazakh.fold import key

NBSP: Final = "\u00a0"
_ROMAN: Final = ("І", "ІІ", "ІІІ", "ІV")
_LATIN_ROMAN: Final = ("I", "II", "III", "IV")


def half_up(value: float, places: int = 1) -> float:
    """A number rounded half up, as reports of colleges round, to the given places.

    >>> half_up(0.25), half_up(22.05), half_up(-0.25), half_up(2.5, 0)
    (0.3, 22.1, -0.3, 3.0)
    """
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def decimal(value: float, places: int = 1, lang: str = "kk") -> str:
    r"""A number as papers print it: a whole number without decimals, any other rounded half up to ``places``.

    >>> decimal(1234.56), decimal(12), decimal(82.0), decimal(1234.5, lang="en")
    ('1\xa0234,6', '12', '82,0', '1,234.5')
    """
    text = f"{value:,}" if isinstance(value, int) else f"{half_up(value, places):,.{places}f}"
    return text if lang == "en" else text.replace(",", NBSP).replace(".", ",")


def percent(value: float, lang: str = "kk") -> str:
    r"""A share in per cent with one decimal.

    >>> percent(82.35)
    '82,4\xa0%'
    """
    return f"{decimal(float(value), 1, lang)}{NBSP}%"


def quarter(number: int, lang: str = "kk") -> str:
    """A quarter with its Roman number; Kazakh writes it with the Cyrillic ``І``.

    >>> quarter(2), quarter(4, "ru")
    ('ІІ тоқсан', 'IV квартал')
    """
    return f"{_LATIN_ROMAN[number - 1]} квартал" if lang == "ru" else f"{_ROMAN[number - 1]} тоқсан"


# ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_DIGITS: Final = r"[+-]?(?:[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+|[0-9]+)(?:[.,][0-9]+)?"
_NUMBER: Final = re.compile(_DIGITS)
_WITH_UNIT: Final = re.compile(rf"(?P<number>{_DIGITS})\s*(?P<unit>[^0-9+\-/]*)")
_SUM: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?(?:\s*\+\s*[0-9]+(?:[.,][0-9]+)?)+\s*(?P<unit>[^0-9+\-/]*)")
_CREDITS: Final = re.compile(r"(?P<number>[0-9]+)\s*(?:сағ\w*\.?\s*)?/\s*[0-9]+\s*кр\w*\.?", re.IGNORECASE)
_YEARS_MONTHS: Final = re.compile(r"(?P<years>[0-9]+)\s*(?P<y>[^\W\d_]+)\.?\s*(?P<months>[0-9]+)\s*(?P<m>[^\W\d_]+)\.?")
_THOUSANDS_OR_DECIMALS: Final = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_LONGEST: Final = 40
_MONTHS: Final = frozenset({"аи", "ай", "айы", "мес", "месяц", "месяца", "месяцев"})
_YEARS: Final = frozenset({"ж", "жыл", "жылы", "лет", "год", "года", "г", "л"})
_UNITS: Final = frozenset({
    "", "%", "пайыз", "процент", "сагат", "саг", "сагаты", "с", "ч", "час", "часа", "часов", "ак саг", "акад саг",
    "академиялык сагат", "ак ч", "адам", "чел", "человек", "дана", "шт", "рет", "раз", "балл", "баллов", "б", "жас",
    "кредит", "кр", "бет", "стр", "оку", "мугалим", "окытушы", "педагог", "студент", "муше", "тындаушы", "сабак",
    "кун", "кунди", "автор", "авторов", "экспонат", "экспонатов", "жумыс", "работ", "топ", "групп", "мектеп", "школ", "катысушы", "участник",
    "участников", "билим алушы", "обучающихся", "кездесу", "встреч", "отырыс", "заседаний", "данасы", "экз", "том", "парак", "листов", "л",
    "орын", "санат", "тындаушылар", "катысты", "маман", "преподавателей", "педагогов",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read from a text.

    Attributes:
        value: The number.
        unit: ``years``, ``months``, ``other`` or empty.
        made: It was put together from several numbers.
        certain: The text says nothing else; otherwise the number is only a proposal.
    """

    value: float
    unit: str = ""
    made: bool = False
    certain: bool = True


def read(text: str) -> Number | None:
    """Read a number with or without its unit.

    >>> read("72 сағ").value, read("4,5").value, read("36+36").value, read("9ж 6ай").value, read("1 234,5").value
    (72, 4.5, 72, 9.5, 1234.5)
    >>> read("12.500").certain, read("шамамен 12"), read("63ай").unit
    (False, None, 'months')
    """
    if len(text) > _LONGEST:
        return None
    plain = re.sub("[−–—]", "-", text).strip().removeprefix("'").strip()
    if _YEARS_MONTHS.fullmatch(plain):
        parts = years_and_months(plain)
        return Number(half_up(int(parts[0]) + int(parts[1]) / 12, 2), "years", made=True) if parts else None
    if found := _CREDITS.fullmatch(plain):
        return Number(_value(found["number"]), "other", made=True)
    if found := _SUM.fullmatch(plain):
        total = sum(map(_exact, re.findall("[0-9]+(?:[.,][0-9]+)?", plain)), Decimal())
        return Number(_plain(total), _unit(found["unit"]) or "", made=True, certain=_unit(found["unit"]) is not None)
    if found := _WITH_UNIT.fullmatch(plain):
        ambiguous = _THOUSANDS_OR_DECIMALS.fullmatch(found["number"])
        unit = _unit(found["unit"])
        return Number(_value(found["number"]), unit or "", certain=unit is not None and not ambiguous)
    return None


def years_and_months(text: str) -> tuple[str, str] | None:
    """The years and the months of a time that is written as both, ``None`` if a text is no such time.

    >>> years_and_months("9ж 6ай"), years_and_months("12 лет 3 мес."), years_and_months("9ж")
    (('9', '6'), ('12', '3'), None)
    """
    found = _YEARS_MONTHS.fullmatch(text.strip())
    return (found["years"], found["months"]) if found and key(found["y"]) in _YEARS and key(found["m"]) in _MONTHS else None


def _unit(text: str) -> str | None:
    unit = key(text) if text.strip(" .,;") else ""
    if unit in _MONTHS:
        return "months"
    if unit in _YEARS:
        return "years"
    return None if unit not in _UNITS else "other" if unit else ""


def _exact(text: str) -> Decimal:
    return Decimal(re.sub(r"\s", "", text).replace(",", "."))


def _plain(number: Decimal) -> float:
    return int(number) if number == number.to_integral_value() else float(number)


def _value(text: str) -> float:
    return _plain(_exact(text))
