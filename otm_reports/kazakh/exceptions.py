"""CSV → what no rule tells about single words: their forms, their harmony, how they are spoken."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

#: Classes of a word: back · front · takes і before an ending · a possessed word of itself · never possessed ·
#: open endings back, closed ones front · loses no letter before an ending.
CLASSES: Final = ("жуан", "жіңішке", "і", "тәуелді", "тәуелсіз", "ә", "тұрақты")
#: Instead of a case: how an abbreviation is spoken.
SPOKEN: Final = "айтылуы"
_CASES: Final = (
    "ілік", "барыс", "табыс", "жатыс", "шығыс", "көмектес", "көпше", "родительный", "дательный", "винительный", "творительный", "предложный",
)  # fmt: skip
_COLUMNS: Final = 3


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Words that do not follow the rules, or that a college writes in its own way.

    Attributes:
        forms: Word in small letters and case → the word and the form as they were entered.
        classes: Word in small letters → its classes.
        spoken: Abbreviation → how it is spoken.
    """

    forms: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    classes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    spoken: Mapping[str, str] = field(default_factory=dict)

    def __or__(self, other: Exceptions) -> Exceptions:
        """Both; the other's entries win."""
        return Exceptions({**self.forms, **other.forms}, {**self.classes, **other.classes}, {**self.spoken, **other.spoken})

    def lists(self, word: str) -> bool:
        """Whether somebody has said how this word goes."""
        small = word.lower()
        return word in self.spoken or small in self.classes or any((small, case) in self.forms for case in _CASES)


def read(lines: Iterable[str]) -> Exceptions:
    """Exceptions from lines ``word;case;form``, ``word;айтылуы;spoken`` or ``word;class``; ``#`` begins a remark.

    Raises:
        ValueError: A line is none of these; the message has its number.

    >>> read(["Әуезов;ілік;Әуезовтың", "меню;жіңішке"]).forms
    {('әуезов', 'ілік'): ('Әуезов', 'Әуезовтың')}
    """
    forms: dict[tuple[str, str], tuple[str, str]] = {}
    classes: dict[str, frozenset[str]] = {}
    spoken: dict[str, str] = {}
    for number, row in enumerate(csv.reader(lines, delimiter=";"), start=1):
        cells = [cell.strip().removeprefix("\ufeff") for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        word, what, value = (*cells, "", "")[:_COLUMNS]
        if word and value and what in _CASES:
            forms[word.lower(), what] = word, value
        elif word and value and what == SPOKEN:
            spoken[word] = value
        elif word and not value and what in CLASSES:
            classes[word.lower()] = classes.get(word.lower(), frozenset()) | {what}
        else:
            known = ", ".join((*_CASES, SPOKEN, *CLASSES))
            raise ValueError(f"line {number}: {';'.join(row)!r} is not word;case;form or word;class; there are: {known}")
    return Exceptions(forms, classes, spoken)


@cache
def packaged() -> Exceptions:
    """The list that comes with the package (spelling norms, and abbreviations of colleges)."""
    text = (files("otm_reports") / "data" / "kazakh" / "exceptions.csv").read_text(encoding="utf-8")
    return read(text.splitlines())
