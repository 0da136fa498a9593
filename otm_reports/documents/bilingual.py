"""Term or post as a register words it → the same in the language of the paper; only what closed lists know, the rest stays as written.

A register is kept in one language, its papers come in two: «2025 жылғы 20 қарашаға дейін» is «до 20 ноября 2025 года» in a Russian
protocol. Nothing is translated that is not a date, a month, a quarter or one of the posts and terms of the messages and ``otm.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from otm_reports.documents.writer import Writer, prose
from otm_reports.kazakh import dates
from otm_reports.model import Value
from otm_reports.traced import like, reworded

_BLANKS = re.compile(r"\s+")
_COMMA = re.compile(r"([,;]\s*)")
_DASH = re.compile(r"(\s*[–—-]\s*|,\s*)")
_QUARTER = re.compile(r"(i{1,3}|iv|і{1,3}|іv|[1-4])[- ](тоқсан|жартыжылдық|четверть|полугодие)")
_ROMAN = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
#: A day that ends a term, and a day alone, as each language writes them.
_UNTIL = {
    "kk": re.compile(r"(?P<y>\d{4}) (?:жылғы|жылдың|ж\.) (?P<d>\d{1,2}) (?P<m>[^\W\d]+) дейін"),
    "ru": re.compile(r"до (?P<d>\d{1,2}) (?P<m>[^\W\d]+) (?P<y>\d{4})(?: года| г\.?)?"),
}
_DAY = {
    "kk": re.compile(r"(?P<y>\d{4}) (?:жылғы|жылдың|ж\.) (?P<d>\d{1,2}) (?P<m>[^\W\d]+)"),
    "ru": re.compile(r"(?P<d>\d{1,2}) (?P<m>[^\W\d]+) (?P<y>\d{4})(?: года| г\.?)?"),
}
_OTHER = {"kk": "ru", "ru": "kk"}


def term(writer: Writer, written: str) -> str:
    """A term in the paper's language: a day, months, a quarter, «жыл бойы»; anything else as written.

    Args:
        writer: The paper's hand.
        written: As the register words it.
    """
    return _reworded(written, _term(writer, _plain(written)))


def post(writer: Writer, written: str) -> str:
    """A post, or several with commas between them, in the paper's language; one that no list knows stays as written."""
    known = _posts(writer)
    pieces = _COMMA.split(written)
    if not any(_plain(piece) in known for piece in pieces):
        return written
    return _reworded(written, "".join(_cased(piece, known.get(_plain(piece), "")) or piece for piece in pieces))


def answering(writer: Writer, value: Value) -> str:
    """Who answers for something as printed: people by their names, posts in the paper's language."""
    parts = value if isinstance(value, tuple) else (value,)
    return ", ".join(post(writer, one) if isinstance(one, str) else writer.show(one) for one in parts if one is not None)


def _term(writer: Writer, plain: str) -> str:
    """A plain term in the paper's language; empty where it is not known or is in that language already."""
    source = _OTHER[writer.lang]
    for patterns, say in ((_UNTIL, writer.until), (_DAY, writer.day)):
        day = _day(patterns[source].fullmatch(plain))
        if day:
            return prose(say(day))
    found = _listed(writer, "term_words").get(plain, "") or _quarter(writer, plain)
    return found or _months(writer, plain)


def _day(found: re.Match[str] | None) -> date | None:
    month = dates.month_number(found["m"]) if found else None
    try:
        return date(int(found["y"]), month, int(found["d"])) if found and month else None
    except ValueError:
        return None


def _quarter(writer: Writer, plain: str) -> str:
    """«ІІІ тоқсан» ↔ «III четверть», halves of the year alike."""
    found = _QUARTER.fullmatch(plain)
    name = _listed(writer, "term_words").get(found[2], "") if found else ""
    if not found or not name:
        return ""
    number = _ROMAN[found[1].replace("і", "i")]
    roman = ("I", "II", "III", "IV")[number - 1]
    return f"{roman.replace('I', 'І') if writer.lang == 'kk' else roman} {name}"


def _months(writer: Writer, plain: str) -> str:
    """Months alone, «мамыр-маусым» ↔ «май-июнь»; a word that is no month's name leaves all as written."""
    names = {dates.month(number, _OTHER[writer.lang]): dates.month(number, writer.lang) for number in range(1, 13)}
    pieces = _DASH.split(plain.removesuffix(" айы"))
    known = [names.get(piece, "") for piece in pieces[::2]]
    return "".join(known[place // 2] if place % 2 == 0 else piece for place, piece in enumerate(pieces)) if all(known) else ""


def _posts(writer: Writer) -> Mapping[str, str]:
    """Posts of the other language → the paper's: those of the messages, and those ``otm.toml`` words in both."""
    return {**_listed(writer, "post_words"), **dict(_own(writer))}


def _own(writer: Writer) -> Iterator[tuple[str, str]]:
    for _, one in writer.specs.college.people:
        there, here = one.position[_OTHER[writer.lang]], one.position[writer.lang]
        if there and here:
            yield _plain(there), here[:1].lower() + here[1:]


def _listed(writer: Writer, section: str) -> Mapping[str, str]:
    """Words of a section of the messages: the other language's → the paper's."""
    here, there = (writer.specs.messages[lang].texts.get(section, {}) for lang in (writer.lang, _OTHER[writer.lang]))
    return {_plain(text): here[key] for key, text in there.items() if key in here}


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip(" .").casefold()


def _cased(written: str, found: str) -> str:
    """The word found, with a capital where the register wrote one; «ЦӘК» is no capital of its sentence."""
    return found[:1].upper() + found[1:] if found and written[:1].isupper() and not written[1:2].isupper() else found


def _reworded(written: str, found: str) -> str:
    """The value in other words, still from where it was; as written where nothing was found."""
    return (like(written, found) if len(written) == len(found) else reworded(written, found)) if found else written
