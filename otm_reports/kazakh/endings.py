"""Word, case → form: vowel harmony, the class of the last sound, and the letter that falls out at the seam."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_BACK: Final = "аоұыя"
_FRONT: Final = "әеөүіэё"
_NEUTRAL: Final = "уюи"
_VOWELS: Final = _BACK + _FRONT + _NEUTRAL
#: Loan-word ends that are front whatever vowel stands before them (spelling dictionary §35, §95).
_ALWAYS_FRONT: Final = re.compile(r"(?:рк|рг|нк|нг|кс|кт|ск|лк|кл|[оу]г|ль|брь)$")
#: Ends that lose a letter before an ending: ``трест`` → ``тре-ске``, ``подъезд`` → ``подъез-ге``.
_LOSES_T: Final = re.compile(r"(?<=с)ть?$|(?<=з)д$")
_DOUBLED: Final = re.compile(r"([^\W\d_аәеоөуұүыіэюяёийь])\1$")

# Order of the forms: after a vowel · м н ң · з ж · л · р й у и ю · a voiceless sound · a possessed word.
# А is а or е, Ы is ы or і, Ғ is ғ or г, Қ is қ or к.
_TABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "ілік": ("нЫң", "нЫң", "дЫң", "дЫң", "дЫң", "тЫң", "нЫң"),
    "барыс": ("ҒА", "ҒА", "ҒА", "ҒА", "ҒА", "ҚА", "нА"),
    "табыс": ("нЫ", "дЫ", "дЫ", "дЫ", "дЫ", "тЫ", "н"),
    "жатыс": ("дА", "дА", "дА", "дА", "дА", "тА", "ндА"),
    "шығыс": ("дАн", "нАн", "дАн", "дАн", "дАн", "тАн", "нАн"),
    "көмектес": ("мен", "мен", "бен", "мен", "мен", "пен", "мен"),
    "көпше": ("лАр", "дАр", "дАр", "дАр", "лАр", "тАр", ""),
}
_SOFT: Final = str.maketrans("АЫҒҚ", "еігк")
_HARD: Final = str.maketrans("АЫҒҚ", "аығқ")
_POSSESSED: Final = 6


def is_front(word: str) -> bool:
    """Whether a word in small letters takes front endings (-ге, -нің) rather than back ones (-ға, -ның).

    >>> [is_front(word) for word in ("колледж", "директор", "педагог", "оқу", "келісу", "митинг", "тарих", "такси")]
    [True, False, True, False, True, True, False, True]
    """
    if _ALWAYS_FRONT.search(word):
        return True
    return not word.endswith("х") and (word.endswith("и") or sounds_front(word))


def sounds_front(word: str) -> bool:
    """Harmony by the vowels alone: the last one; a final у, ю or и says nothing itself, and the one before it decides.

    >>> sounds_front("чех"), sounds_front("али"), sounds_front("институт"), sounds_front("пассив")
    (True, False, False, True)
    """
    vowels = [letter for letter in word if letter in _VOWELS]
    if not vowels:
        return False
    last = vowels[-1]
    if last in _NEUTRAL and word.endswith(last):
        before = next((letter for letter in reversed(vowels) if letter not in _NEUTRAL), "")
        return last == "и" if not before else before in _FRONT
    return last == "и" or last in _FRONT


def _sound(word: str) -> int:
    """Which column of the table a word in small letters takes by its last sound."""
    last = word.rstrip("ьъ")[-1:]
    if last in "уюи":
        return 4
    groups = (_VOWELS, "мнң", "зж", "л", "рй")
    return next((place for place, letters in enumerate(groups) if last in letters), 5)


def seam(word: str, *, name: bool = False) -> str:
    """What is left of a word before an ending: ``-ст``, ``-сть``, ``-зд`` and doubled letters lose one.

    A doubled letter of a name stays.

    >>> seam("ведомость"), seam("процесс"), seam("Гросс", name=True)
    ('ведомос', 'процес', 'Гросс')
    """
    left = _LOSES_T.sub("", word)
    return left if name else _DOUBLED.sub(r"\1", left)


def ending(word: str, case: str, *, front: bool | None = None, possessed: bool = False, mixed: bool = False) -> str:
    """The ending a word in small letters takes.

    Args:
        word: The word, as it is spoken.
        case: ``ілік``, ``барыс``, ``табыс``, ``жатыс``, ``шығыс``, ``көмектес`` or ``көпше`` (the plural).
        front: Harmony, where the word's own letters do not tell it.
        possessed: The word carries the ending of "his": ``директоры``.
        mixed: A stem in -ә whose open endings are back: ``куәға`` but ``куәнің`` (spelling dictionary §16).

    >>> ending("қазан", "жатыс"), ending("қазан", "шығыс"), ending("директоры", "барыс", possessed=True)
    ('да', 'нан', 'на')
    """
    shape = _TABLE[case][_POSSESSED if possessed else _sound(word)]
    front = is_front(word) if front is None else front
    if mixed:
        front = "А" not in shape
    return shape.translate(_SOFT if front else _HARD)
