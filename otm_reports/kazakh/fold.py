"""Text → key: what two spellings of one heading, code or name have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from otm_reports.kazakh.letters import LATIN, TWINS, repair

_FOLD: Final = str.maketrans("әғқңөұүһіё", "агкноуухие")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]")
_BROKEN_WORD: Final = re.compile(r"(?<=[^\W\d_])-[ \t]*\n\s*(?=[^\W\d_])")
_SPELLED: Final = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s*){2,}(?:[^\W\d_](?!\w))?")
_MIXED_RUN: Final = re.compile(r"[^\W\d_]+")
_ROMAN: Final = re.compile("[IVX]+|[A-Za-z]")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_TYPO_LENGTH: Final = 7
_SUGGEST_FROM: Final = 75
_SUGGEST_MARGIN: Final = 5


class _Signs(dict[int, str]):
    """Letter → itself, sign → a space; each is asked for once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = " " if letter == "_" or (letter != "%" and unicodedata.category(letter)[0] in "PZC") else letter
        return self[code]


_SIGNS: Final = _Signs()


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The form in which headings and codes are compared: letters folded, case, punctuation and dashes gone.

    A text of signs only (``+``, ``-``, ``✓``) is its own key. Use :func:`compact` where a word may be cut by a space
    or a line break.

    >>> key("Педагог – сарапшы") == key("педагог-сарапшы,") == key("ПЕДАГОГ САРАПШЫ")
    True
    >>> key("Ф. И. О. педагога"), key("I санатты") == key("І санатты"), key(" — ")
    ('фио педагога', True, '-')
    """
    plain = unicodedata.normalize("NFC", repair(text)[0])
    plain = _DASHES.sub("-", plain)
    if "\n" in plain:
        plain = _BROKEN_WORD.sub("", plain)
    if LATIN.search(plain):
        plain = _MIXED_RUN.sub(_cyrillic, plain)
    plain = plain.casefold().translate(_FOLD)
    if "." in plain:
        plain = _SPELLED.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", plain)
    words = plain.translate(_SIGNS)
    return " ".join(words.split()) or "".join(plain.split())


def _cyrillic(run: re.Match[str]) -> str:
    word = run[0]
    if _CYRILLIC.search(word) or _ROMAN.fullmatch(word):
        return "".join("У" if letter == "Y" else TWINS.get(letter, letter) for letter in word)
    return word


def compact(text: str) -> str:
    """The key without spaces, equal for words cut inside a cell (``модерат ор``, ``Аты-⏎жөні``)."""
    return key(text).replace(" ", "")


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """The form in which parts of a person's name are compared: Kazakh and Russian spellings of one name meet.

    >>> name_key("Гүлнұр") == name_key("Гульнур"), name_key("Ахметов") == name_key("Ахметова")
    (True, False)
    """
    return compact(text).replace("ь", "").replace("ъ", "").replace("й", "и")


def distance(one: str, other: str) -> int:
    """Letters changed, missing, added or exchanged with a neighbour between two texts (OSA)."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(one, other))


def one_typo(one: str, other: str, *, length: int = _TYPO_LENGTH) -> bool:
    """Whether two keys differ by exactly one slip of the hand and are long enough for that to mean something.

    >>> one_typo("педагогзертеуши", "педагогзерттеуши"), one_typo("санаты", "сагаты"), one_typo("семинар", "семинар")
    (True, False, False)
    """
    return min(len(one), len(other)) >= length and abs(len(one) - len(other)) <= 1 and distance(one, other) == 1


def one_typo_away(wanted: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of many keys that differ from a text by one slip of the hand, as :func:`one_typo` says of two.

    >>> one_typo_away("педагогзертеуши", ["педагогзерттеуши", "педагогшебер"])
    ('педагогзерттеуши',)
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if len(wanted) < _TYPO_LENGTH:
        return ()
    alike = [one for one in known if len(one) >= _TYPO_LENGTH and abs(len(one) - len(wanted)) <= 1]
    return tuple(one for one, apart, _ in process.extract_iter(wanted, alike, scorer=OSA.distance, processor=None, score_cutoff=1) if apart == 1)


def suggest(text: str, choices: Iterable[str]) -> str | None:
    """The choice a person most likely meant, to be offered and never taken.

    Args:
        text: What was written.
        choices: What is known.

    Returns:
        One of the choices, or ``None`` if none is near or two are about as near.

    >>> suggest("облыс деңгейінде", ["облыстық деңгей", "қалалық", "халықаралық"])
    'облыстық деңгей'
    """
    from rapidfuzz import fuzz

    wanted = key(text)
    ranked = sorted(((fuzz.token_sort_ratio(wanted, key(choice)), choice) for choice in set(choices)), reverse=True)
    if not wanted or not ranked or ranked[0][0] < _SUGGEST_FROM:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _SUGGEST_MARGIN:
        return None
    return ranked[0][1]
