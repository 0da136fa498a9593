"""What a paper is: its name, what its template may print, and what is missing from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from otm_reports.model import Finding, Report
from otm_reports.specs import Specs


@dataclass(frozen=True, slots=True)
class Paper:
    """One document before it is Word.

    Attributes:
        kind: Kind of the contract, ``session-protocol``; key: which one of the kind, ``3``; empty for a year's paper.
        lang: Language of the paper, ``kk`` or ``ru``.
        name: File name of contract 6.
        title: What a person calls it.
        context: What the template prints: texts and numbers as printed, lists of rows, conditions, charts.
        gaps: A ``doc-gap`` finding for every visible blank, at the cell where the text is missing.
        figures: Ids of the figures and listings it prints, in the order of first use.
    """

    kind: str
    key: str
    lang: str
    name: str
    title: str
    context: Mapping[str, Any]
    gaps: tuple[Finding, ...] = ()
    figures: tuple[str, ...] = ()


def _no_words(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    return ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper: what a module of this package declares as ``KIND``.

    Attributes:
        id: Kind of the contract. words: other words that name it on a command line.
        end_of_year: It belongs to the set that ``otm annual`` writes.
        keys: ``(report, specs)`` → keys of the papers that can be made, in order; a year's paper has the key ``""``.
        make: ``(report, specs, key, lang)`` → the paper.
        called: ``(report, specs, key)`` → words a person may ask for it by: number, dates, names.
    """

    id: str
    words: tuple[str, ...]
    end_of_year: bool
    keys: Callable[[Report, Specs], tuple[str, ...]]
    make: Callable[[Report, Specs, str, str], Paper]
    called: Callable[[Report, Specs, str], tuple[str, ...]] = _no_words

    def matches(self, report: Report, specs: Specs, key: str, text: str) -> bool:
        """Whether ``--only TEXT`` (a protocol number, a date or a person) means the paper of this key."""
        asked = fold(text)
        return bool(asked) and any(asked == fold(word) or _is_name(asked, fold(word)) for word in self.called(report, specs, key))


def fold(text: str) -> str:
    """A word as people compare it: no case, no «№», no leading zeros, spaces joined."""
    plain = " ".join(text.replace("№", " ").replace("\u00a0", " ").casefold().split())
    return plain.lstrip("0") if plain.lstrip("0").isdigit() else plain


def _is_name(asked: str, word: str) -> bool:
    """A surname asks for its bearer: the first word of a name of several words."""
    return " " in word and not word[0].isdigit() and word.startswith(f"{asked} ")
