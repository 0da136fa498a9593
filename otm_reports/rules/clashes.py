"""Profiles × Verdicts → Clashes: where the chosen regulations disagree, their positions side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from otm_reports.model import RuleResult, Verdict
from otm_reports.specs import Clash, Specs, Text


@dataclass(frozen=True, slots=True)
class Stand:
    """What one clause says on the matter.

    Attributes:
        profile: Its regulation; empty for the college's own calendar or custom. rule: id of the clause there, if it is one.
        verdict: What the year's registers say of it; ``None`` where it is not asked.
    """

    profile: str
    rule: str
    clause: str
    says: Text
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A matter on which positions of the college's profiles differ.

    Attributes:
        id: ``C1`` … ``C14``. stands: the positions, in the order of the file; none is chosen.
        note: What the program does about it.
    """

    id: str
    topic: Text
    stands: tuple[Stand, ...]
    note: Text


def clashes(results: Sequence[RuleResult], specs: Specs) -> tuple[Disagreement, ...]:
    """The matters on which the college's profiles disagree, or clauses of one of them do.

    Args:
        results: What `judge` said; each position gets the verdict on its clause.
        specs: What is declared; ``specs.college.profiles`` are the chosen ones.
    """
    verdicts = {(one.profile, one.id): one.verdict for one in results}
    found = (Disagreement(name, clash.topic, _stands(clash, verdicts, specs), clash.note) for name, clash in specs.clashes.items())
    return tuple(one for one in found if _is_open(one, specs.clashes[one.id]))


def _is_open(found: Disagreement, clash: Clash) -> bool:
    """Two of the chosen regulations speak, or the matter lies inside a chosen one (with itself or the college's custom)."""
    chosen = {stand.profile for stand in found.stands if stand.profile}
    inside = len({one.profile for one in clash.positions if one.profile}) == 1
    return len(chosen) > 1 or (inside and bool(chosen))


def _stands(clash: Clash, verdicts: Mapping[tuple[str, str], Verdict], specs: Specs) -> tuple[Stand, ...]:
    return tuple(
        Stand(one.profile, one.rule, one.clause, one.says, verdicts.get((one.profile, one.rule)))
        for one in clash.positions if not one.profile or one.profile in specs.college.profiles
    )
