"""Russian words and names → their case forms, by pymorphy3 and petrovich (the optional libraries of ``otm-reports[ru]``).

Beside the Kazakh forms (:mod:`otm_reports.kazakh.cases`) for Russian papers. A name is put in a case only where its gender can
be told from a patronymic or a surname; of a phrase the words up to its first noun change (заместителя директора).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile
from typing import Any, Final

from otm_reports.kazakh import exceptions
from otm_reports.kazakh.cases import LONGEST, Form
from otm_reports.kazakh.exceptions import Exceptions

#: The cases, each as pymorphy3 and as petrovich call it.
_CALLED: Final[Mapping[str, tuple[str, str]]] = {
    "родительный": ("gent", "GENITIVE"), "дательный": ("datv", "DATIVE"), "винительный": ("accs", "ACCUSATIVE"),
    "творительный": ("ablt", "INSTRUMENTAL"), "предложный": ("loct", "PREPOSITIONAL"),
}  # fmt: skip
CASES: Final = tuple(_CALLED)
ASCII: Final[Mapping[str, str]] = {
    "roditelny": "родительный", "datelny": "дательный", "vinitelny": "винительный", "tvoritelny": "творительный", "predlozhny": "предложный",
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.\s?-?)+")
_CAPITAL: Final = re.compile(r"[^\W\d_a-zа-яёәғқңөұүһі][^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]+(?:-[^\W\d_]+)?")
_WOMAN: Final = re.compile(r"(?:овна|евна|ична|инична|[қк]ызы|гызы)$", re.IGNORECASE)
_MAN: Final = re.compile(r"(?:ович|евич|[ьи]ич|[ұу]лы|оглы)$", re.IGNORECASE)
_WOMANS_SURNAME: Final = re.compile(r"(?:[оеё]ва|ина|ына|[сц]кая)$", re.IGNORECASE)
_MANS_SURNAME: Final = re.compile(r"(?:[оеё]в|ин|ын|[сц]кий)$", re.IGNORECASE)
_MANY_WORDS: Final = 3
#: Share of texts in which a word is read so, from which on it is believed.
_UNLIKELY: Final = 0.1


class Untold(ValueError):
    """A text whose Russian case forms cannot be told."""


def case_named(name: str) -> str:
    """A case by its Russian name or the one in Latin letters.

    Raises:
        ValueError: There is no such case.
    """
    case = ASCII.get(name, name)
    if case not in _CALLED:
        raise ValueError(f"no case {name!r}; there are: {', '.join(CASES)}")
    return case


def form(text: str, case: str, *, known: Exceptions | None = None) -> Form:
    """A text in another case, and whether a person should read it over.

    Args:
        text: A post, a name of a thing, or a person's name in any order, with initials or in full.
        case: Name of the case, see :data:`CASES`.
        known: Exceptions in force, as for Kazakh; a whole text, or a surname, that the college has entered wins.

    Raises:
        ValueError: There is no such case.
        Untold: The text is no Russian word that changes, or a name whose gender cannot be told.
        ImportError: The libraries are not installed.

    >>> form("заместитель директора по учебной работе", "дательный").text, form("Г.О. Сарсенова", "родительный").text
    ('заместителю директора по учебной работе', 'Г.О. Сарсеновой')
    """
    case = case_named(case)
    listed = known or exceptions.packaged()
    if entry := listed.forms.get((text.lower(), case)):
        return Form(entry[1], listed=True)
    if len(text) > LONGEST or not _WORD.search(text):
        raise Untold(text)
    pieces = _pieces(text)
    return _name(pieces, case, listed) if _is_name(pieces) else Form("".join(_phrase(pieces, case)), listed=False)


def _pieces(text: str) -> list[str]:
    """Initials, words and what stands between, in order."""
    return re.findall(rf"(?:{_INITIALS.pattern})|{_WORD.pattern}|[^\w]+|\d+|_+|.", text)


def _is_name(pieces: list[str]) -> bool:
    words = [piece for piece in pieces if _WORD.fullmatch(piece)]
    if not words or len(words) > _MANY_WORDS or not all(map(_CAPITAL.fullmatch, words)):
        return False
    return any(map(_INITIALS.fullmatch, pieces)) or _gender(words) is not None


def _gender(words: list[str]) -> str | None:
    for woman, man in ((_WOMAN, _MAN), (_WOMANS_SURNAME, _MANS_SURNAME)):
        for word in words:
            if woman.search(word):
                return "FEMALE"
            if man.search(word):
                return "MALE"
    return None


def _name(pieces: list[str], case: str, listed: Exceptions) -> Form:
    from petrovich.enums import Case, Gender

    words = [piece for piece in pieces if _WORD.fullmatch(piece)]
    gender = _gender(words)
    if gender is None:
        raise Untold("".join(pieces))
    asked, his = getattr(Case, _CALLED[case][1]), getattr(Gender, gender)
    said, sure = [], False
    for kind, word in zip(_kinds(words, initials=len(words) == 1), words, strict=True):
        entry = listed.forms.get((word.lower(), case))
        sure = sure or entry is not None
        said.append(entry[1] if entry else getattr(_petrovich(), kind)(word, asked, his))
    changed = iter(said)
    return Form("".join(next(changed) if _WORD.fullmatch(piece) else piece for piece in pieces), listed=sure)


def _kinds(words: list[str], *, initials: bool) -> Iterator[str]:
    """What each word of a name is: in a register's order, or with the patronymic last but one before the surname."""
    if initials:
        yield "lastname"
        return
    patronymic = next((place for place, word in enumerate(words) if _WOMAN.search(word) or _MAN.search(word)), None)
    surnames = [place for place, word in enumerate(words) if place != patronymic and (_WOMANS_SURNAME.search(word) or _MANS_SURNAME.search(word))]
    last = patronymic is not None and patronymic < len(words) - 1
    surname = len(words) - 1 if last else surnames[0] if len(surnames) == 1 else 0
    for place in range(len(words)):
        yield "middlename" if place == patronymic else "lastname" if place == surname else "firstname"


def _phrase(pieces: list[str], case: str) -> list[str]:
    """Words up to the first noun in the case; what describes it agrees with it."""
    grammeme = _CALLED[case][0]
    parses = _read(pieces)
    head = next((place for place, parse in enumerate(parses) if parse is not None and parse.tag.POS == "NOUN"), None)
    first = next(place for place, piece in enumerate(pieces) if _WORD.fullmatch(piece))
    if parses[first] is None or any(map(_INITIALS.fullmatch, pieces[:first])):  # и.о. директора
        raise Untold("".join(pieces))
    end = len(pieces) if head is None else head + 1
    said = []
    for place, (piece, parse) in enumerate(zip(pieces, parses, strict=True)):
        if parse is None or place >= end:
            if _WORD.fullmatch(piece):
                end = min(end, place)  # a preposition or a word that stays: what follows depends on it
            said.append(piece)
            continue
        noun = parses[head] if head is not None and head < end else None
        wanted = {grammeme}
        if parse.tag.POS != "NOUN" and grammeme == "accs" and (parse.tag.gender == "masc" or parse.tag.number == "plur"):
            wanted.add(noun.tag.animacy if noun is not None and noun.tag.animacy else "anim")
        said.append(_as_written(piece, _inflected(parse, wanted)))
    return said


def _inflected(parse: Any, wanted: set[str]) -> str:  # noqa: ANN401 - pymorphy3 has no types
    """The form of the same word, number and gender that keeps most of its letters (высший, not высочайший)."""
    forms = [
        one.word for one in parse.lexeme
        if wanted <= one.tag.grammemes and one.tag.number == parse.tag.number and one.tag.POS == parse.tag.POS
        and (parse.tag.POS == "NOUN" or one.tag.gender == parse.tag.gender)
    ]  # fmt: skip
    if not forms:
        raise Untold(parse.word)
    return str(max(forms, key=lambda one: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, parse.word, strict=False)))))


def _read(pieces: list[str]) -> list[Any]:
    """Each piece as a word in the nominative, or ``None``; before a noun it agrees with, a word describes it (старший мастер)."""
    readings = [_nominative(piece) if _WORD.fullmatch(piece) else [] for piece in pieces]
    read: list[Any] = []
    for place, choices in enumerate(readings):
        after = next((one for one in readings[place + 1 :] if one), [])
        agreeing = [
            one for one in choices if one.tag.POS != "NOUN" and any(one.tag.number == other.tag.number and one.tag.gender == other.tag.gender for other in after)
        ]
        read.append((agreeing or choices or [None])[0])
    return read


def _nominative(word: str) -> list[Any]:
    """The readings of a word as a noun, adjective or participle in the nominative, likelier ones first."""
    if word.isupper():
        return []
    analyzer = _pymorphy()
    known = all(map(analyzer.word_is_known, word.split("-"))) or ("-" in word and analyzer.word_is_known(word.rpartition("-")[2]))
    return [
        parse for parse in analyzer.parse(word)
        if known and parse.tag.POS in {"NOUN", "ADJF", "PRTF"} and parse.tag.case == "nomn" and parse.score > _UNLIKELY
    ]  # fmt: skip


def _as_written(word: str, made: str) -> str:
    made = made if "ё" in word.lower() else made.replace("ё", "е")
    return made[:1].upper() + made[1:] if word[:1].isupper() else made


@cache
def _pymorphy() -> Any:  # noqa: ANN401 - a library without types
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


@cache
def _petrovich() -> Any:  # noqa: ANN401 - a library without types
    from petrovich.main import Petrovich

    return Petrovich()
