"""Date → words, word → month: the closed table of months; endings are read from it and never made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from otm_reports.kazakh.fold import key, one_typo_away


class Month(NamedTuple):
    """The forms of one month; the last three are for reading only."""

    kk: str
    locative: str
    attributive: str
    ablative: str
    dative: str
    possessive: str
    ru: str
    ru_genitive: str
    short: tuple[str, ...]


MONTHS: Final = (
    Month("қаңтар", "қаңтарда", "қаңтардағы", "қаңтардан", "қаңтарға", "қаңтары", "январь", "января", ("қаң", "янв")),
    Month("ақпан", "ақпанда", "ақпандағы", "ақпаннан", "ақпанға", "ақпаны", "февраль", "февраля", ("ақп", "фев", "февр")),
    Month("наурыз", "наурызда", "наурыздағы", "наурыздан", "наурызға", "наурызы", "март", "марта", ("нау", "наур", "мар")),
    Month("сәуір", "сәуірде", "сәуірдегі", "сәуірден", "сәуірге", "сәуірі", "апрель", "апреля", ("сәу", "апр")),
    Month("мамыр", "мамырда", "мамырдағы", "мамырдан", "мамырға", "мамыры", "май", "мая", ("мам",)),
    Month("маусым", "маусымда", "маусымдағы", "маусымнан", "маусымға", "маусымы", "июнь", "июня", ("мау", "маус", "июн")),
    Month("шілде", "шілдеде", "шілдедегі", "шілдеден", "шілдеге", "шілдесі", "июль", "июля", ("шіл", "июл")),
    Month("тамыз", "тамызда", "тамыздағы", "тамыздан", "тамызға", "тамызы", "август", "августа", ("там", "авг")),
    Month(
        "қыркүйек", "қыркүйекте", "қыркүйектегі", "қыркүйектен", "қыркүйекке", "қыркүйегі",
        "сентябрь", "сентября", ("қыр", "қырк", "сен", "сент"),
    ),
    Month("қазан", "қазанда", "қазандағы", "қазаннан", "қазанға", "қазаны", "октябрь", "октября", ("қаз", "окт")),
    Month("қараша", "қарашада", "қарашадағы", "қарашадан", "қарашаға", "қарашасы", "ноябрь", "ноября", ("қар", "ноя", "нояб")),
    Month(
        "желтоқсан", "желтоқсанда", "желтоқсандағы", "желтоқсаннан", "желтоқсанға", "желтоқсаны",
        "декабрь", "декабря", ("жел", "желт", "дек"),
    ),
)  # fmt: skip
#: Ending as an author of a template names it → the form of the month that carries it.
_ENDINGS: Final[Mapping[str, str]] = {
    "": "kk", "да": "locative", "дағы": "attributive", "дан": "ablative", "ға": "dative",
}  # fmt: skip
_POSSESSIVE_ENDINGS: Final = ("н", "нда", "нде", "ндағы", "ндегі", "нан", "нен", "на", "не", "ның", "нің")


def month(number: int, lang: str = "kk") -> str:
    """The name of a month, 1 to 12, in Kazakh or Russian.

    >>> month(9), month(9, "ru")
    ('қыркүйек', 'сентябрь')
    """
    return MONTHS[number - 1].ru if lang == "ru" else MONTHS[number - 1].kk


def official(day: date, lang: str = "kk", ending: str = "") -> str:
    """A date as running text and references to acts print it (order № 236).

    Args:
        day: The date.
        lang: ``kk`` or ``ru``.
        ending: Kazakh only: ``да``, ``дағы``, ``дан`` or ``ға``, put on the month, and what follows it
            (``"ға дейін"``). Russian says the same by a preposition before the date.

    Raises:
        ValueError: There is no such ending.

    >>> official(date(2025, 9, 9)), official(date(2025, 9, 9), "ru")
    ('2025 жылғы 9 қыркүйек', '9 сентября 2025 года')
    >>> official(date(2025, 9, 9), ending="дағы"), official(date(2025, 9, 15), ending="ға дейін")
    ('2025 жылғы 9 қыркүйектегі', '2025 жылғы 15 қыркүйекке дейін')
    """
    if lang == "ru":
        return f"{day.day} {MONTHS[day.month - 1].ru_genitive} {day.year} года"
    case, _, follows = ending.partition(" ")
    if case not in _ENDINGS:
        known = ", ".join(name for name in _ENDINGS if name)
        raise ValueError(f"no ending {case!r}; there are: {known}")
    form = getattr(MONTHS[day.month - 1], _ENDINGS[case])
    return f"{day.year} жылғы {day.day} {form}" + (f" {follows}" if follows else "")


def stamp(day: date, lang: str = "kk") -> str:
    """A date as the place for approval and signature prints it.

    >>> stamp(date(2025, 9, 9)), stamp(date(2025, 9, 9), "ru")
    ('«09» қыркүйек 2025 жыл', '«09» сентября 2025 г.')
    """
    if lang == "ru":
        return f"«{day.day:02}» {MONTHS[day.month - 1].ru_genitive} {day.year} г."
    return f"«{day.day:02}» {MONTHS[day.month - 1].kk} {day.year} жыл"


def short(day: date) -> str:
    """A date as tables print it.

    >>> short(date(2025, 9, 9))
    '09.09.2025'
    """
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def _spellings() -> dict[str, int]:
    known: dict[str, int] = {}
    for number, forms in enumerate(MONTHS, start=1):
        possessed = (forms.possessive + ending for ending in _POSSESSIVE_ENDINGS)
        prepositional = re.sub("[ья]$", "е", forms.ru) if forms.ru[-1] in "ья" else forms.ru + "е"
        words = (*forms[:8], *possessed, prepositional, *forms.short)
        known |= {key(word): number for word in words}
    return known


_SPELLINGS: Final = _spellings()


def month_number(word: str) -> int | None:
    """The month a word means in any form, either language, short or with one slip of the hand; ``None`` if none.

    >>> [month_number(word) for word in ("қыркүйектегі", "қыыркүйек", "желтоксан", "шілдесіндегі", "Сент.", "мая", "май.")]
    [9, 9, 12, 7, 9, 5, 5]
    >>> month_number("Мамырова") is None
    True
    """
    wanted = key(word)
    if wanted in _SPELLINGS:
        return _SPELLINGS[wanted]
    near = {_SPELLINGS[known] for known in one_typo_away(wanted, _SPELLINGS)}
    return near.pop() if len(near) == 1 else None
