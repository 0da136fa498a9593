"""Case × Profiles → RuleResults: every clause is asked, the verdicts are worded, what would meet them is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from otm_reports.analysis.asking import Watch, looked_at, watched
from otm_reports.model import AcademicYear, CellRef, Figure, Finding, RuleResult, Verdict
from otm_reports.rules.answer import Answer, Case, Register, Rule, met, no_data
from otm_reports.rules.checking import needed, prepare, recorded, rests_on, rules
from otm_reports.rules.wording import Clause
from otm_reports.specs import LANGUAGES, Profile, RuleSpec, Specs

#: The first of these that a rule says is the verdict on its clause.
_WEIGHT = (Verdict.NOT_MET, Verdict.PARTLY, Verdict.NO_DATA, Verdict.PERSON, Verdict.NOT_DUE, Verdict.MET)


# ── every clause is asked ───────────────────────────────────────────────────────────────────────────────────────────


def judge(year: AcademicYear, figures: Mapping[str, Figure], specs: Specs) -> tuple[RuleResult, ...]:
    """The verdict on every clause of the college's profiles, in their order.

    A clause about the whole year is judged within the span that ``year`` was joined for: what falls due after the
    span's last day, or is still ahead of ``year.today``, is "not due"; what happens on days is counted inside the span;
    what lasts the year (composition, order, plan, its approval) is read from the whole year. A profile, or a clause of
    it, that is not in force on any day of the year, or that does not hold for a college, is not asked.

    Args:
        year: The joined registers.
        figures: What the analysis counted, by id.
        specs: What is declared.

    Raises:
        CollegeError: A profile is wrong (`prepare`).
    """
    prepare(specs)
    watch = Watch()
    case = Case(watched(year, watch), figures, specs)
    profiles = (specs.profiles[name] for name in specs.college.profiles)
    asked = (profile for profile in profiles if _in_force(_dated(profile, specs), year))
    return tuple(_ask(case, profile, spec, watch) for profile in asked for spec in profile.rules if spec.asked and _in_force(spec, year))


def _dated(profile: Profile, specs: Specs) -> Profile:
    """A regulation of the college's own with the day of its approval, as otm.toml gives it."""
    approved = specs.college.regulation.approved_on
    return profile.model_copy(update={"in_force_from": approved}) if profile.own and approved else profile


def _in_force(what: Profile | RuleSpec, year: AcademicYear) -> bool:
    return (what.in_force_from or date.min) <= year.days.end and year.days.start <= (what.in_force_to or date.max)


def _ask(case: Case, profile: Profile, spec: RuleSpec, watch: Watch) -> RuleResult:
    found, since = rules()[spec.function], watch.begin()
    used = tuple(name for name in case.figures if any(fnmatchcase(name, wanted) for wanted in found.figures))
    answers = tuple(_answers(case, found, spec))
    verdict = min((answer.verdict for answer in answers), key=_WEIGHT.index)
    named = sorted(answers, key=lambda answer: _WEIGHT.index(answer.verdict))
    cells = (cell for cells in (*(one.cells for one in named), case.cells(*used)) for cell in cells)
    evidence = tuple(dict.fromkeys(cells))
    held = (cell for name in used for cell in case.figures[name].held)
    dues = [answer.due for answer in answers if answer.due is not None]
    clause = Clause(spec, case.specs, profile.name)
    open_ones = [answer for answer in named if answer.verdict in _WEIGHT[:2]]
    unanswered = [answer for answer in named if answer.verdict is Verdict.NO_DATA] if verdict is Verdict.NO_DATA else []
    missing = recorded(case, found, spec) if unanswered else ()
    record = missing or (rests_on(found, spec) if unanswered else ())
    by = clause.by(case) if open_ones else None
    return RuleResult(
        id=spec.id,
        profile=profile.name,
        clause=spec.clause,
        text=spec.text.both(),
        verdict=verdict,
        reason={lang: "; ".join(dict.fromkeys(clause.says(answer, lang) for answer in named)) for lang in LANGUAGES},
        due=min(dues) if dues and verdict is Verdict.NOT_DUE else None,
        # a place that was searched is no cell: it stays with the findings, and the registers to keep are named
        evidence=tuple(cell for cell in evidence if cell.row or cell.file.endswith(".toml")) or _own_place(profile, found, spec),
        figures=used,
        findings=tuple(_finding(answer, clause, by) for answer in open_ones),
        remedy={lang: clause.remedies([*open_ones, *unanswered], record, lang, new=bool(missing)) for lang in LANGUAGES}
        if open_ones or unanswered else {},
        by=by,
        record=record,
        looked_at=tuple(dict.fromkeys(cell for cell in (*evidence, *looked_at(case.year, since), *held) if cell.row)),
    )


def _own_place(profile: Profile, found: Rule, spec: RuleSpec) -> tuple[CellRef, ...]:
    """The place in the profile, for a clause that is answered by the regulation's own days and not by a register."""
    return () if rests_on(found, spec) or spec.check == "person" else (CellRef(f"profiles/{profile.name}.toml", spec.id),)


def _answers(case: Case, found: Rule, spec: RuleSpec) -> Iterator[Answer]:
    missing = tuple(name for name in needed(found, spec) if not case.has(name))
    if missing:
        yield no_data("no-register", registers=tuple(Register(name) for name in missing))
        return
    said = tuple(found(case, **_settled(spec.params)))
    # silence is success
    yield from said or (met("as-asked"),)


def _finding(answer: Answer, clause: Clause, by: date | None) -> Finding:
    best, *others = answer.cells or (CellRef(""),)
    spec = clause.spec
    texts = {f"text_{lang}": spec.text[lang] for lang in LANGUAGES}
    reasons = {f"reason_{lang}": clause.says(answer, lang) for lang in LANGUAGES}
    remedies = {f"remedy_{lang}": clause.remedies([answer], (), lang, new=False) for lang in LANGUAGES}
    params = {"rule": spec.id, "clause": spec.clause, "profile": clause.profile, "text": spec.text["kk"], **texts, **reasons, **remedies, "by": by or "–"}
    return Finding("rule-not-met", best, params=params, others=tuple(others))


def _settled(value: Any) -> Any:  # noqa: ANN401 - a TOML value
    """A TOML value that nobody can change: lists become tuples."""
    if isinstance(value, list):
        return tuple(_settled(one) for one in value)
    if isinstance(value, dict):
        return {key: _settled(one) for key, one in value.items()}
    return value
