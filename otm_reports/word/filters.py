"""Filters of the templates: dates, numbers and shares in the paper's language; Kazakh case forms, ordinals and words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import groupby
from types import ModuleType
from typing import TYPE_CHECKING

from jinja2 import pass_context
from markupsafe import Markup

from otm_reports.kazakh import cases, dates, exceptions, names, numbers, ordinals, russian
from otm_reports.kazakh.exceptions import Exceptions
from otm_reports.word.values import Unprintable, printed

if TYPE_CHECKING:
    from jinja2.runtime import Context

#: Key of a context under which a render gathers the case forms it makes. No template can write such a name.
GENERATED = "\0generated"

#: How a date may be asked for besides the usual form and a Kazakh ending.
_STAMP = ("бекіту", "bekitu", "утверждение")
_TABLE = ("кестелі", "kesteli", "табличный")
_IN_WORDS = ("сөзбен", "sozben", "прописью")
_ENDINGS = ("да", "дағы", "дан", "ға")
#: Cases of a month, for ``күні(септік="барыс")``.
_MONTH_CASES = {"барыс": "ға", "жатыс": "да", "шығыс": "дан"}
_INTEGER = re.compile("[0-9]{1,15}")
_REAL = re.compile("-?[0-9]{1,15}(?:[.,][0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Generated:
    """A case form that a rule made and nobody has entered: a person reads it over before the paper goes out.

    Attributes:
        word: What stood in the context.
        case: Name of the case.
        form: What the paper prints; empty where there is no Kazakh ending (Latin letters) and the word was left as it is.
    """

    word: str
    case: str
    form: str


class UnknownChoice(Unprintable):
    """A filter was asked for something that does not exist.

    Args:
        asked: What the template says.
        choices: What there is.
    """

    def __init__(self, asked: str, choices: Iterable[str]) -> None:
        super().__init__(asked)
        self.choices = tuple(choices)


def for_language(lang: str, known: Exceptions | None = None) -> Mapping[str, Callable[..., object]]:
    """The filters for papers in ``kk`` or ``ru``, each under its Kazakh name and one that any keyboard has.

    Args:
        lang: Language of dates, numbers and words. The case filters are Kazakh (``ілік`` …) and Russian (``родительный`` …) in every paper.
        known: Exceptions in force; ``None`` for the packaged ones.

    ``None`` and text pass through; anything else of the wrong kind raises :class:`Unprintable`.
    """
    day, number, percent = (partial(function, lang=lang) for function in (_day, _number, _percent))
    ordinal, words = (partial(function, lang=lang) for function in (_ordinal, _words))
    return {
        "күні": day, "kuni": day, "date": day,
        "сан": number, "san": number, "number": number,
        "пайыз": percent, "paiyz": percent, "percent": percent,
        "реттік": ordinal, "rettik": ordinal,
        "сөзбен": words, "sozben": words,
        "инициал": _initials, "initsial": _initials,
        "топтау": _groups, "toptau": _groups,
        **_kazakh_cases(known or exceptions.packaged()),
        **_russian_cases(known or exceptions.packaged()),
    }  # fmt: skip


# ── cases ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class LibraryMissing(Exception):
    """The library that a filter needs is not installed.

    Args:
        asked: The filter's case.
    """


def _kazakh_cases(known: Exceptions) -> dict[str, Callable[..., object]]:
    """``ілік`` … ``көмектес`` and ``септік("ілік")``, with ``тәуелді=True`` or ``False`` where the rule guesses wrong."""

    @pass_context
    def inflected(context: Context, value: object, case: str, *, тәуелді: bool | None = None, taueldi: bool | None = None) -> object:
        possessed = taueldi if тәуелді is None else тәуелді
        return _inflected(context, value, case, cases, partial(cases.form, possessed=possessed, known=known))

    return _by_case(cases, inflected, "септік", "septik")


def _russian_cases(known: Exceptions) -> dict[str, Callable[..., object]]:
    """``родительный`` … ``предложный`` and ``падеж("родительный")``: Russian case forms of posts, things and names."""

    @pass_context
    def inflected(context: Context, value: object, case: str) -> object:
        return _inflected(context, value, case, russian, partial(russian.form, known=known))

    return _by_case(russian, inflected, "падеж", "padezh")


def _by_case(language: ModuleType, inflected: Callable[..., object], *asked: str) -> dict[str, Callable[..., object]]:
    """A filter under the name of each case, in either alphabet, and one that is told the case."""

    def named(case: str) -> Callable[..., object]:
        @pass_context
        def in_case(context: Context, value: object, **more: bool | None) -> object:
            return inflected(context, value, case, **more)

        return in_case

    made = {case: named(case) for case in language.CASES}
    return made | {latin: made[case] for latin, case in language.ASCII.items()} | dict.fromkeys(asked, inflected)


def _inflected(context: Context, value: object, asked: str, language: ModuleType, form: Callable[[str, str], cases.Form]) -> object:
    text = _text(value)
    try:
        case = language.case_named(asked)
    except ValueError as mistake:
        raise UnknownChoice(asked, language.CASES) from mistake
    if not text:
        return text
    try:
        made = form(text, case)
    except ImportError as missing:
        raise LibraryMissing(case) from missing
    except ValueError:
        _note(context, Generated(text, case, ""))
        return text
    if not made.listed:
        _note(context, Generated(text, case, made.text))
    return made.text


def _note(context: Context, generated: Generated) -> None:
    gathered: list[Generated] | None = context.parent.get(GENERATED)
    if gathered is not None and generated not in gathered:
        gathered.append(generated)


def _text(value: object) -> str:
    """A value that a word can be made of; markup of a macro is text again, markup with tags is not."""
    if isinstance(value, Markup):
        if "<" in value:
            raise Unprintable(type(value).__name__)
        return value.unescape()
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return printed(value, "kk")
    raise Unprintable(type(value).__name__)


def _initials(value: object) -> object:
    """``инициал``: Л.Т. Байғалиев."""
    text = _text(value)
    return names.initials_first(text) if text and len(text) <= cases.LONGEST else text


def _groups(rows: object, field: str) -> list[dict[str, object]]:
    """``топтау("commission")``: rows in the order they have, those that follow each other with one value of a field together.

    Each group has its ``name`` and its ``rows``; ``{% vm %}`` in the first cell of an inner loop merges it over the group.
    """
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) and field in row for row in rows):
        raise Unprintable(type(rows).__name__)
    return [{"name": name, "rows": list(some)} for name, some in groupby(rows, key=lambda row: row[field])]


# ── dates and numbers ───────────────────────────────────────────────────────────────────────────────────────────────


def _day(value: object, form: str = "", *, септік: str = "", septik: str = "", lang: str) -> object:
    """``күні``: 2025 жылғы 9 қыркүйек.

    ``күні("бекіту")``: «09» қыркүйек 2025 жыл · ``күні("кестелі")``: 09.09.2025 · ``күні("ға дейін")``: 2025 жылғы 9
    қыркүйекке дейін · ``күні(септік="дағы")``: 2025 жылғы 9 қыркүйектегі. A bare year, where a register allows one,
    stays a year.
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
    asked = септік or septik or form
    try:
        return dates.official(value, lang, _MONTH_CASES.get(cases.ASCII.get(asked, asked), asked))
    except ValueError as mistake:
        raise UnknownChoice(asked, (*_ENDINGS, *_MONTH_CASES, _STAMP[0], _TABLE[0])) from mistake


def _ordinal(value: object, form: str = "", *, lang: str) -> object:
    """``реттік``: 5-інші · ``реттік("сөзбен")``: бесінші (Kazakh only). Text that is no number passes through."""
    if form and form not in _IN_WORDS:
        raise UnknownChoice(form, _IN_WORDS[:1])
    if value is None or (isinstance(value, str) and not _INTEGER.fullmatch(value.strip())):
        return value
    if isinstance(value, (bool, float)) or not isinstance(value, (int, str)):
        raise Unprintable(type(value).__name__)
    try:
        return ordinals.ordinal_words(int(value)) if form and lang == "kk" else ordinals.ordinal(int(value), lang)
    except ValueError as mistake:
        raise Unprintable(str(value)) from mistake


def _words(value: object, *, lang: str) -> object:
    """``сөзбен``: жиырма бес; он екі бүтін оннан бес. Text that is no number passes through."""
    if value is None or (isinstance(value, str) and not _REAL.fullmatch(value.strip())):
        return value
    number = Decimal(value.strip().replace(",", ".")) if isinstance(value, str) else _real(value)
    try:
        return ordinals.words(number, lang)
    except ValueError as mistake:
        raise Unprintable(str(value)) from mistake


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
