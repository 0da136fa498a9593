"""Raw cell → typed value: what can be read for certain, else nothing and the code of a finding that says why."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

from otm_reports.kazakh import dates, numbers, written
from otm_reports.kazakh.fold import compact, distance, key, one_typo, suggest
from otm_reports.kazakh.letters import repair
from otm_reports.kazakh.names import split_people
from otm_reports.kazakh.personal import drop_personal
from otm_reports.kazakh.written import month_in, quarter_in
from otm_reports.model import EMPTY, CellError, Period, Person, Scalar, Uncached, Value
from otm_reports.specs import FieldSpec, Vocabulary

__all__ = ["NO_PROPOSAL", "Reading", "as_text", "drop_personal", "month_in", "quarter_in", "read", "split_list", "split_people"]

_ERRORS: Final = re.compile(
    r"#(?:N/A|VALUE!|REF!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA"
    r"|Н/Д|ЗНАЧ!|ССЫЛКА!|ДЕЛ/0!|ИМЯ\?|ЧИСЛО!|ПУСТО!|ПЕРЕНОС!|ВЫЧИСЛ!|#+)",
    re.IGNORECASE,
)
_SPACES: Final = re.compile("[^\\S\n]+")
#: What messages print where there is nothing to propose.
NO_PROPOSAL: Final = "–"
_FIRST_SERIAL: Final = 32874  # 1990-01-01
_LAST_SERIAL: Final = 51501  # 2040-12-31
_EPOCH: Final = date(1899, 12, 30)
_YES: Final = frozenset(map(compact, ("иә", "ия", "бар", "да", "есть", "yes", "true", "истина", "+", "1", "v", "✓", "✔", "☑", "√")))
_NO: Final = frozenset(map(compact, ("жоқ", "нет", "болмады", "no", "false", "ложь", "0")))
_TYPO_APART: Final = 2
_LONGEST_CODE: Final = 200
_SHORTEST_ABBREVIATION: Final = 4
_HUGE: Final = 1e15  # beyond it a workbook no longer keeps every digit


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says.

    Attributes:
        value: Typed value of the field, ``None`` where nothing can be read for certain or nothing stands there.
        code: Finding code, or ``None`` if there is nothing to say.
        params: Values for the text of the finding: ``before`` and ``after`` of a repair, ``proposal`` where a person
            must decide, ``minimum`` and ``maximum`` of a range, ``error`` of an error cell.
    """

    value: Value = None
    code: str | None = None
    params: Mapping[str, object] = field(default_factory=lambda: EMPTY)


_BLANK: Final = Reading()


def read(raw: Scalar, spec: FieldSpec, vocabularies: Mapping[str, Vocabulary], *, year_days: Period | None = None) -> Reading:
    """Read one cell as a field declares it (contract, section 3). Never raises, whatever stands in the cell.

    Args:
        raw: The cell's value.
        spec: The field.
        vocabularies: All code lists; the field names its own.
        year_days: Days of the academic year of the table, to propose the year that a date leaves out.

    Returns:
        The typed value: ``person`` and ``commission`` as written text, ``people`` as a tuple of written names; the
        rest as the design says. With a code where something was repaired or could not be read.
    """
    if isinstance(raw, Uncached):
        return Reading(None, "value-no-cached", {"formula": str(raw)})
    if isinstance(raw, CellError) or is_error_text(raw):
        return Reading(None, "value-error-cell", {"error": str(raw).strip()})
    if raw is None:
        return _BLANK
    cleaned, note = _clean(raw)
    if cleaned == "":
        return _BLANK
    reading = _READERS[spec.type](cleaned, _Context(spec, vocabularies, year_days))
    return replace(reading, code=note.code, params=note.params) if note and reading.code is None else reading


def is_error_text(raw: Scalar) -> bool:
    """Whether a text is what a spreadsheet prints for an error, left behind by copying: «#Н/Д»."""
    return isinstance(raw, str) and _ERRORS.fullmatch(raw.strip()) is not None


def _clean(raw: Scalar) -> tuple[Scalar, Reading | None]:
    if not isinstance(raw, str):
        return raw, None
    text, reason = repair(raw)
    if reason == "twins":
        return _tidy(text), Reading(None, "text-repaired", {"before": raw, "after": text, "reason": reason})
    return _tidy(text), Reading(None, "text-control", {"before": text, "after": text}) if reason else None


@dataclass(frozen=True, slots=True)
class _Context:
    spec: FieldSpec
    vocabularies: Mapping[str, Vocabulary]
    year_days: Period | None


def _unreadable(proposal: str = "") -> Reading:
    return Reading(None, "value-unreadable", {"proposal": proposal or NO_PROPOSAL})


def _repaired(value: Value, before: object, after: str, **more: object) -> Reading:
    return Reading(value, "value-repaired", {"before": as_text(before), "after": after, **more})


def _is_dash(raw: object) -> bool:
    return isinstance(raw, str) and bool(raw) and not raw.strip("-–—−‒―_ \u00a0") and key(raw).strip("-_") == ""


# ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_text(raw: object) -> str:
    """A value as a person reads it: dates as tables print them, whole numbers without a decimal part, people in full.

    >>> as_text(3.0), as_text(12.5), as_text(date(2025, 9, 9)), as_text(True), as_text(None)
    ('3', '12,5', '09.09.2025', 'иә', '')
    """
    if raw is None:
        return ""
    if isinstance(raw, Person):
        return raw.full
    if isinstance(raw, Period):
        return f"{dates.short(raw.start)} – {dates.short(raw.end)}"
    if isinstance(raw, tuple):
        return "; ".join(map(as_text, raw))
    return _moment(raw) if isinstance(raw, date | time | timedelta) else _plain(raw)


def _plain(raw: object) -> str:
    if isinstance(raw, bool):
        return "иә" if raw else "жоқ"
    if isinstance(raw, float):
        return str(int(raw)) if math.isfinite(raw) and raw == int(raw) else repr(raw).replace(".", ",")
    return str(raw)


def _moment(raw: date | time | timedelta) -> str:
    if isinstance(raw, datetime):
        return dates.short(raw.date()) + (raw.strftime(" %H:%M") if raw.time() != time() else "")
    if isinstance(raw, date):
        return dates.short(raw)
    if isinstance(raw, time):
        return raw.strftime("%H:%M")
    minutes = int(raw.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def _tidy(text: str) -> str:
    if "\n" not in text and "\r" not in text:
        return _SPACES.sub(" ", text).strip()
    return "\n".join(line for part in re.split("\r\n?|\n", text) if (line := _SPACES.sub(" ", part).strip()))


def _text(raw: Scalar, _: _Context) -> Reading:
    return _BLANK if _is_dash(raw) else Reading(as_text(raw))


def _one_line(raw: Scalar, _: _Context) -> Reading:
    return _BLANK if _is_dash(raw) else Reading(" ".join(as_text(raw).split()))


_MARKER: Final = re.compile(r"^(?:[-–—•*·▪]\s+|\(?[0-9]{1,2}[.)](?=\s|[^\W\d_])\s*)")
_INLINE_MARKER: Final = re.compile(r"(?:(?<=\s)|^)\(?[0-9]{1,2}[.)]\s+(?=[^\W\d_«\"])")
_WORDS_OF_A_TERM: Final = 2


def split_list(text: str) -> tuple[str, ...]:
    """The entries of a list that stands in one cell: by line, by ``;``, by number, by comma between short terms.

    >>> split_list("1. Жоспарды бекіту 2. Есеп тыңдау"), split_list("Анатомия, физиология")
    (('Жоспарды бекіту', 'Есеп тыңдау'), ('Анатомия', 'физиология'))
    >>> split_list("Жұмыс жоспарын бекіту, тыңдаушыларды таныстыру")
    ('Жұмыс жоспарын бекіту, тыңдаушыларды таныстыру',)
    """
    pieces = re.split("[\n;]", text)
    if len(pieces) == 1:
        pieces = _INLINE_MARKER.split(text)
    if len(pieces) == 1:
        terms = text.split(",")
        pieces = terms if all(0 < len(term.split()) <= _WORDS_OF_A_TERM for term in terms) else pieces
    tidy = (_MARKER.sub("", piece.strip()).strip(" ;\n") for piece in pieces)
    return tuple(piece for piece in tidy if piece)


def _list(raw: Scalar, _: _Context) -> Reading:
    return _BLANK if _is_dash(raw) else Reading(split_list(as_text(raw)) or None)


# ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _people(raw: Scalar, _: _Context) -> Reading:
    return Reading(split_people(as_text(raw)) or None) if isinstance(raw, str) else _unreadable()


def _person(raw: Scalar, context: _Context) -> Reading:
    return _one_line(raw, context) if isinstance(raw, str) else _unreadable()


# ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _days(raw: Scalar) -> tuple[written.Written | None, Reading | None]:
    """What a cell says about days, or the reading that ends it."""
    if isinstance(raw, datetime | date):
        day = raw.date() if isinstance(raw, datetime) else raw
        if written.FIRST_YEAR <= day.year <= written.LAST_YEAR:
            return written.Written(day, day), None
        serial = (day - _EPOCH).days  # a bare year typed into a cell that is formatted as a date
        return None, _unreadable(str(serial) if written.FIRST_YEAR <= serial <= written.LAST_YEAR else "")
    if isinstance(raw, bool | time | timedelta) or _is_dash(raw):
        return None, _unreadable()
    if isinstance(raw, str) and not re.fullmatch("[0-9]{5}(?:[.,]0+)?", raw):
        found = written.read(raw)
        return found, None if found else _unreadable()
    number = float(str(raw).replace(",", "."))
    if number == int(number) and written.FIRST_YEAR <= number <= written.LAST_YEAR if math.isfinite(number) else False:
        return written.Written(year=int(number)), None
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(number))
        return None, _repaired(Period(day, day), raw, dates.short(day))
    found = _day_and_month(number)
    return found, None if found else _unreadable()


def _day_and_month(number: float) -> written.Written | None:
    """What «13.09» says that Excel took for a number; 13.1 may have been 13.01 or 13.10, so that it says neither."""
    hundredths = round(number * 100) if 1 <= number < 32 else 0  # noqa: PLR2004 - a day of a month
    day, month = divmod(hundredths, 100)
    with suppress(ValueError, OverflowError):
        if month % 10 and math.isclose(number * 100, hundredths) and date(written.FIRST_YEAR, month, day):
            return written.Written(day=day, month=month)
    return None


def _proposal(found: written.Written, days: Period | None) -> str:
    """The parts of a date that are there, in the form of a date, with the year the table's own year suggests."""
    year = found.year
    if year is None and found.month and days:
        fitting = {
            each for each in (days.start.year, days.end.year)
            if days.start <= date(each, found.month, min(found.day or 15, 28)) <= days.end
        }  # fmt: skip
        year = fitting.pop() if len(fitting) == 1 else None
    parts = (
        f"{found.day:02}" if found.day else "__",
        f"{found.month:02}" if found.month else "__",
        str(year or "____"),
    )
    return ".".join(parts)


def _date(raw: Scalar, context: _Context) -> Reading:
    period = _period_or_parts(raw, context)
    return replace(period, value=period.value.start) if isinstance(period.value, Period) else period


def _date_or_year(raw: Scalar, context: _Context) -> Reading:
    found, _ = _days(raw)
    if found and found.year and not found.start and not found.month:
        return Reading(found.year)
    return _date(raw, context)


def _period_or_parts(raw: Scalar, context: _Context) -> Reading:
    found, ended = _days(raw)
    if ended:
        return ended
    if found is None:
        return _unreadable()
    if found.start and found.end:
        return Reading(Period(found.start, found.end))
    return _unreadable(_proposal(found, context.year_days))


#: A month of a known year, without a day: as a period it may be meant whole.
_MONTH_ALONE: Final = re.compile(r"__\.(?P<month>\d\d)\.(?P<year>\d{4})")


def _period(raw: Scalar, context: _Context) -> Reading:
    years = written.academic_year(raw) if isinstance(raw, str) else None
    if years:
        return Reading(Period(date(years[0], 9, 1), date(years[1], 8, 31)))
    found = _period_or_parts(raw, context)
    month = _MONTH_ALONE.fullmatch(str(found.params.get("proposal", ""))) if found.value is None else None
    if month is None:
        return found
    last = monthrange(int(month["year"]), int(month["month"]))[1]
    return _unreadable(f"01.{month['month']}.{month['year']} – {last:02}.{month['month']}.{month['year']}")


_HOURS_BEHIND: Final = re.compile(
    r"[\s,;:(/–—-]*(?P<hours>[0-9]+(?:\s*\+\s*[0-9]+)*\s*(?:(?:ак(?:ад)?\.?\s*)?(?:сағ(?:ат\w*)?|час\w*|ч|с)\.?(?:\s*/\s*[0-9]+\s*кр\w*\.?)?|/\s*[0-9]+\s*кр\w*\.?))\s*\)?$",
    re.IGNORECASE,
)


def divided(text: str) -> tuple[str, str] | None:
    """Days and hours that stand in one cell; ``None`` if no hours do.

    >>> divided("05.06.2024-15.08.2024, 72 сағ"), divided("72 сағат"), divided("05.06.2024-15.08.2024")
    (('05.06.2024-15.08.2024', '72 сағ'), ('', '72 сағат'), None)
    """
    found = _HOURS_BEHIND.search(text.strip())
    days = text.strip()[: found.start()].strip() if found else ""
    if found is None or (days and _days(days)[0] is None):
        return None
    return days, found["hours"]


_DAY_WITHIN: Final = re.compile(
    r"(?:от\s+)?(?:[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"|[0-9]{4}\s*(?:жыл\w*|ж\.?)\s*[«\"]?[0-9]{1,2}[»\"]?\s*[^\W\d_]+|[«\"]?[0-9]{1,2}[»\"]?\s+[^\W\d_]{3,}\s+[0-9]{4})\s*(?:жылғы|жыл|ж\b|года|год|г\b)?\.?",
    re.IGNORECASE,
)
_NUMBER_OF_PAPER: Final = re.compile(
    r"\s*(?:хаттама\w*|протокол\w*|бұйры[қғ]\w*|приказ\w*|өтініш\w*|анықтама\w*)?\s*(?:№|N[oº°]?\s*(?=[0-9]))?\s*(?P<no>(?:[^\W\d_]{1,4}[ -]?)?[0-9]+[\w/.-]{0,8}?)\s*(?:хаттама\w*|протокол\w*|бұйры[қғ]\w*|приказ\w*)?[\s,;./-]*",
    re.IGNORECASE,
)


def numbered(text: str) -> tuple[str, str] | None:
    """Number and day of a paper that stand in one cell; ``None`` if not both do, and nothing else.

    >>> numbered("№ 121-к, 29.08.2025 ж."), numbered("29.08.2025 №1 хаттама"), numbered("№ 7"), numbered("№ 7, жоба, 29.08.2025")
    (('121-к', '29.08.2025 ж.'), ('1', '29.08.2025'), None, None)
    """
    day = _DAY_WITHIN.search(text)
    if day is None or _days(said := day[0].strip().removeprefix("от ").strip())[0] is None:
        return None
    number = _NUMBER_OF_PAPER.fullmatch(text[: day.start()] + " " + text[day.end() :])
    return (number["no"].strip("/.-"), said) if number else None


def years_and_months(text: str) -> tuple[str, str] | None:
    """Years and months of experience that stand in one cell; ``None`` if not both do.

    >>> years_and_months("20 ж. 11 ай"), years_and_months("20 жыл")
    (('20', '11'), None)
    """
    return numbers.years_and_months(text)


def dated(text: str) -> tuple[str, str] | None:
    """A word and the day or year behind it, since when it holds; ``None`` if none stands there.

    >>> dated("педагог-сарапшы, 2021"), dated("Жоғары (29.08.2016 ж.)"), dated("жоғары, 2026 ж. дейін")
    (('педагог-сарапшы, 2021', '2021'), ('Жоғары (29.08.2016 ж.)', '29.08.2016'), None)
    """
    found = _YEAR_BEHIND.search(text)
    if found is None or found["until"] or not text[: found.start()].strip(" ,;("):
        return None
    return text, (found["day"] or "") + found["year"]


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _number(raw: Scalar, context: _Context) -> Reading:
    spec = context.spec
    if isinstance(raw, datetime | date):
        return _unreadable(f"{raw.day},{raw.month}")  # "4.5" that the workbook took for the 4th of May
    if isinstance(raw, bool | time | timedelta) or raw is None:
        return _unreadable()
    reading = _number_text(raw, context) if isinstance(raw, str) else Reading(raw)
    value = reading.value
    if not isinstance(value, int | float):
        return reading
    if not -_HUGE < value < _HUGE or (spec.type == "integer" and value != int(value)):
        return _unreadable()
    if (spec.minimum is not None and value < spec.minimum) or (spec.maximum is not None and value > spec.maximum):
        limits = {"minimum": _limit(spec.minimum), "maximum": _limit(spec.maximum)}
        return Reading(None, "value-out-of-range", limits)
    return replace(reading, value=int(value) if value == int(value) else value)


def _limit(bound: float | None) -> str:
    return "…" if bound is None else as_text(float(bound))


def _number_text(raw: str, context: _Context) -> Reading:
    found = numbers.read(raw)
    if found is None:
        return _unreadable()
    if found.unit == "months" and context.spec.type == "number":
        return _unreadable(as_text(numbers.half_up(found.value / 12, 1)))  # months in a column of years
    if not found.certain:
        return _unreadable(as_text(found.value))
    return _repaired(found.value, raw, as_text(found.value)) if found.made else Reading(found.value)


def _boolean(raw: Scalar, _: _Context) -> Reading:
    if isinstance(raw, bool):
        return Reading(raw)
    if _is_dash(raw):
        return _BLANK
    said = compact(as_text(raw))
    if said in _YES or said in _NO:
        return Reading(said in _YES)
    return _unreadable()


# ── codes ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_Spellings = tuple[tuple[str, tuple[str, ...]], ...]
_YEAR_BEHIND: Final = re.compile(
    r"[\s,;(]*(?:(?P<until>до)\s+|(?:с|от)\s+)?(?P<day>[0-9]{1,2}[./][0-9]{1,2}[./])?(?P<year>(?:19|20)[0-9]{2})\s*(?:ж|жыл|жылы|жылғы|г|год|года)?\.?\s*\)?$"
)
_ALTERNATIVES: Final = re.compile(r"[;,/\n()]")
#: Cuts between two words for the same thing: «1. Нормативтік құжаттар», «1-бағыт: нормативтік құжаттар».
_SAID_TWICE: Final = re.compile(r"[:;/\n()]|\s[-–—]\s|(?<=[0-9])[.)]\s*|(?<=[0-9IVXІХ])\s+")
_NUMBERED: Final = re.compile(r"[0-9]{1,2}[.)]\s*(?=[^\W\d_])")
_NUMERAL: Final = re.compile("[0-9]+|[иvx]+|[ивх]+")


@lru_cache(maxsize=256)
def _index(spellings: _Spellings) -> tuple[Mapping[str, str], Mapping[str, frozenset[str]]]:
    exact: dict[str, str] = {}
    folded: dict[str, frozenset[str]] = {}
    for code, words in spellings:
        for word in words:
            exact.setdefault(word.casefold().strip(), code)
            folded[compact(word)] = folded.get(compact(word), frozenset()) | {code}
    return exact, folded


def _spellings(vocabulary: Vocabulary) -> _Spellings:
    return tuple((code, (entry.kk, entry.ru, code, *entry.also)) for code, entry in vocabulary.codes.items())


def _known(text: str, vocabulary: Vocabulary) -> str | None:
    exact, folded = _index(_spellings(vocabulary))
    codes = folded.get(compact(text), frozenset())
    return exact.get(text.casefold().strip()) or (min(codes) if len(codes) == 1 else None)


def _misspelt(text: str, vocabulary: Vocabulary) -> str | None:
    """The one code that a text misses by one letter, if no other code is within two."""
    _, folded = _index(_spellings(vocabulary))
    wanted = compact(text)
    numerals = [token for token in key(text).split() if _NUMERAL.fullmatch(token)]
    near = {code for known, codes in folded.items() if one_typo(wanted, known) for code in codes}
    if len(near) != 1 or any(map(str.isdigit, wanted)) or numerals:
        return None
    around = {code for known, codes in folded.items() if distance(wanted, known) <= _TYPO_APART for code in codes}
    return near.pop() if around == near else None


def _abbreviated(text: str, vocabulary: Vocabulary) -> str | None:
    """The one code of which a text with points is a short form, word by word: «республ.», «шығ. есеп»."""
    tokens = re.findall(r"[^\W\d_]+\.?|[0-9]+", text)
    if not any(token.endswith(".") for token in tokens) or sum(map(str.isalpha, text)) < _SHORTEST_ABBREVIATION:
        return None
    wanted = [(key(token), token.endswith(".")) for token in tokens]
    codes = {
        code for code, words in _spellings(vocabulary) for word in words
        if len(parts := key(word).split()) == len(wanted)
        and all(part == short or (pointed and len(short) > 1 and part.startswith(short)) for part, (short, pointed) in zip(parts, wanted, strict=True))
    }
    return codes.pop() if len(codes) == 1 else None


def _said_twice(text: str, vocabulary: Vocabulary) -> str | None:
    """The code of a text that says it by number and by word, or has a running number before it."""
    parts = [part.strip() for part in _SAID_TWICE.split(text) if part.strip()]
    codes = {_known(part, vocabulary) for part in parts}
    if len(parts) > 1 and len(codes) == 1:
        return codes.pop()
    number = _NUMBERED.match(text)
    if number is None or _known(number[0].strip(" .)"), vocabulary):
        return None
    return _known(text[number.end() :], vocabulary)


def _code(raw: Scalar, context: _Context) -> Reading:
    return _coded(as_text(raw), context.vocabularies[context.spec.vocabulary])


def _coded(text: str, vocabulary: Vocabulary) -> Reading:
    if len(text) > _LONGEST_CODE:
        return _unknown_code("")
    if code := _known(text, vocabulary) or _said_twice(text, vocabulary):
        return Reading(code)
    if _is_dash(text):
        return Reading("none" if vocabulary.name == "category" else None)
    plain, year = text, _YEAR_BEHIND.search(text)
    if year and (rest := text[: year.start()].strip(" ,;(")):
        plain = rest
    if code := _known(plain, vocabulary):
        return _repaired(code, text, vocabulary.word(code), year=year["year"] if year else "")
    parts = [part.strip() for part in _ALTERNATIVES.split(plain) if part.strip()]
    codes = [_known(_YEAR_BEHIND.sub("", part), vocabulary) for part in parts]
    found = dict.fromkeys(code for code in codes if code)
    if len(found) == 1 and None not in codes:
        return Reading(next(iter(found)))
    if found:
        told = _unknown_code(" / ".join(vocabulary.word(code) for code in found))
        return replace(told, params={**told.params, "several": True}) if len(found) > 1 else told
    if code := _misspelt(plain, vocabulary) or _abbreviated(plain, vocabulary):
        return _repaired(code, text, vocabulary.word(code))
    near = suggest(plain, [word for _, words in _spellings(vocabulary) for word in words])
    return _unknown_code(vocabulary.word(_known(near, vocabulary) or near) if near else "")


def _unknown_code(proposal: str) -> Reading:
    return Reading(None, "value-unknown-code", {"proposal": proposal or NO_PROPOSAL})


def _score(raw: Scalar, context: _Context) -> Reading:
    if _is_dash(raw):
        return _BLANK
    quality = context.vocabularies.get(context.spec.vocabulary or "quality")
    if isinstance(raw, str) and quality and numbers.read(raw) is None:
        return _coded(raw, quality)
    return _number(raw, context)


_READERS: Final[Mapping[str, Callable[[Any, _Context], Reading]]] = {
    "text": _text, "person": _person, "people": _people, "date": _date, "date_or_year": _date_or_year,
    "period": _period, "integer": _number, "number": _number, "boolean": _boolean, "list": _list, "code": _code,
    "score": _score, "commission": _one_line,
}  # fmt: skip
