"""otm.toml × Acts → Findings: legal bases that are no longer in force on the day of a paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from otm_reports.model import CellRef, Finding
from otm_reports.specs import Act, Specs


def outdated(specs: Specs, on: date) -> tuple[Finding, ...]:
    """Warnings for the legal bases of papers, and for the chosen profiles, whose act is not in force on a day.

    Args:
        specs: What is declared: ``papers.legal_bases`` and ``profiles`` of otm.toml, and the acts.
        on: The day of the paper.

    Returns:
        One ``legal-basis-old`` for each; its place is the key of otm.toml.
    """
    return (*_of_bases(specs, on), *_of_profiles(specs, on))


def named_in(text: str, specs: Specs) -> Act | None:
    """The act that a text names by its number and, if it says one, its year; ``None`` if it names none we know."""
    years = set(re.findall(r"\b(?:19|20)\d\d\b", text))
    return next((
        act for act in specs.acts.values()
        if re.search(rf"(?:№|N)\s*{re.escape(act.number)}(?![\w-])", text) and (not years or str(act.signed.year) in years)
    ), None)


def _of_bases(specs: Specs, on: date) -> Iterator[Finding]:
    for basis in specs.college.papers.legal_bases:
        act = named_in(basis["kk"], specs) or named_in(basis["ru"], specs)
        if act is not None and not _in_force(act, on):
            yield _finding("papers.legal_bases", basis["kk"], act, specs)


def _of_profiles(specs: Specs, on: date) -> Iterator[Finding]:
    for name in specs.college.profiles:
        profile = specs.profiles[name]
        act = specs.acts.get(profile.act)
        # a regulation of the college's own keeps its force; a profile that is the act itself does not
        if act is not None and named_in(profile.basis["kk"], specs) == act and not _in_force(act, on):
            yield _finding("profiles", profile.title["kk"], act, specs)


def _in_force(act: Act, on: date) -> bool:
    return (act.in_force_from or date.min) <= on <= (act.in_force_to or date.max)


def _finding(key: str, value: str, act: Act, specs: Specs) -> Finding:
    after = specs.acts.get(act.replaced_by)
    said = {lang: (after.title[lang] if after else "–") for lang in ("kk", "ru")}
    params = {
        "until": act.in_force_to or "–", "act_kk": act.title["kk"], "act_ru": act.title["ru"], "after_kk": said["kk"], "after_ru": said["ru"],
        "note_kk": act.note["kk"], "note_ru": act.note["ru"],
    }
    return Finding("legal-basis-old", CellRef("otm.toml", key), value=value, params=params)
