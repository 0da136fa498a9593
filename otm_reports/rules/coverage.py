"""Profiles × Registers → Coverage: which clauses the registers can answer at all, and what to start recording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from otm_reports.model import AcademicYear
from otm_reports.rules.answer import Case
from otm_reports.rules.checking import needed, recorded, rests_on, rules
from otm_reports.specs import RuleSpec, Specs

Answerable = Literal["yes", "partly", "no", "person"]


@dataclass(frozen=True, slots=True)
class Covered:
    """Whether the registers can answer a clause.

    Attributes:
        spec: The clause. profile: its regulation.
        answer: ``yes``; ``partly`` where a column or a helping register is missing; ``no`` where a register it cannot do
            without is; ``person`` where no register could.
        rests_on: Registers and fields it reads. missing: those the year does not have.
    """

    spec: RuleSpec
    profile: str
    answer: Answerable
    rests_on: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Start:
    """A register to keep, or columns to add to one, and the clauses that would be answered then.

    Attributes:
        register: The register. fields: its fields that are missing; those that the clauses read if the register is.
        new: The college does not keep it at all.
        clauses: ``profile K07`` of each clause that waits for it.
    """

    register: str
    fields: tuple[str, ...]
    new: bool
    clauses: tuple[str, ...]


def coverage(year: AcademicYear, specs: Specs) -> tuple[Covered, ...]:
    """Every clause that the college's profiles ask, in their order, with what the year's registers lack for it."""
    case = Case(year, {}, specs)
    asked = ((name, spec) for name in specs.college.profiles for spec in specs.profiles[name].rules if spec.asked)
    return tuple(_covered(case, name, spec) for name, spec in asked)


def _covered(case: Case, profile: str, spec: RuleSpec) -> Covered:
    found = rules()[spec.function]
    named = rests_on(found, spec)
    missing = recorded(case, found, spec)
    needs = needed(found, spec)
    if not named and spec.check == "person":
        answer: Answerable = "person"
    elif any(name in missing for name in needs) or (named and all(name in missing or name.partition(".")[0] in missing for name in named)):
        answer = "no"
    else:
        answer = "partly" if missing else "yes"
    return Covered(spec, profile, answer, named, missing)


def to_start(covered: Sequence[Covered]) -> tuple[Start, ...]:
    """What to start recording, the register that most clauses wait for first."""
    waiting: dict[str, list[Covered]] = {}
    for one in covered:
        for name in dict.fromkeys(missing.partition(".")[0] for missing in one.missing):
            waiting.setdefault(name, []).append(one)
    starts = [_start(register, those) for register, those in waiting.items()]
    return tuple(sorted(starts, key=lambda start: (-len(start.clauses), start.register)))


def _start(register: str, waiting: Sequence[Covered]) -> Start:
    new = any(register in one.missing for one in waiting)
    names = (name for one in waiting for name in (one.rests_on if new else one.missing))
    fields = dict.fromkeys(name.partition(".")[2] for name in names if name.startswith(f"{register}."))
    return Start(register, tuple(fields), new, tuple(f"{one.profile} {one.spec.id}" for one in waiting))


def counts(covered: Sequence[Covered]) -> Mapping[str, int]:
    """How many clauses can be answered how."""
    words: tuple[Answerable, ...] = ("yes", "partly", "no", "person")
    return {word: sum(one.answer == word for one in covered) for word in words}
