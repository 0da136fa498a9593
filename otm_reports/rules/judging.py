"""Profiles × Rules → RuleResults: finds the rules, refuses a wrong profile, asks every clause, words the verdicts."""

from __future__ import annotations

import difflib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, Any, get_args, get_origin

from otm_reports.errors import CollegeError
from otm_reports.model import AcademicYear, CellRef, Figure, Finding, Person, RuleResult, Verdict
from otm_reports.rules.answer import Answer, Case, MonthDay, Register, Rule, Word, met, no_data
from otm_reports.specs import LANGUAGES, Profile, RuleSpec, Specs

#: The first of these that a rule says is the verdict on its clause.
_WEIGHT = (Verdict.NOT_MET, Verdict.PARTLY, Verdict.NO_DATA, Verdict.PERSON, Verdict.NOT_DUE, Verdict.MET)

#: So many of several people or dates stand in the text of a reason.
_SHOWN = 6


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule of this package by its slug, found by walking the package when first asked."""
    package = import_module("otm_reports.rules")
    modules = [import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)]
    return MappingProxyType({
        item.slug: item for module in modules for item in vars(module).values() if isinstance(item, Rule)
    })


# ── a profile is checked before anything is read ────────────────────────────────────────────────────────────────────


def prepare(specs: Specs) -> None:
    """Refuse profiles of the college that our rules cannot answer.

    Raises:
        CollegeError: ``config-wrong``; all mistakes of all chosen profiles are named at once.
    """
    mistakes = [mistake for name in specs.college.profiles for mistake in check(specs.profiles[name], specs)]
    if mistakes:
        raise CollegeError("config-wrong", "profiles", mistakes="\n".join(mistakes))


def check(profile: Profile, specs: Specs) -> tuple[str, ...]:
    """What is wrong with a profile: unknown functions, missing, unknown or unfit parameters, repeated ids.

    Args:
        profile: The regulation.
        specs: What is declared; codes that a parameter names must be in their vocabulary.

    Returns:
        One line for each mistake, with the rule's id and the nearest known word; empty if there is none.
    """
    return tuple(f"profiles/{profile.name}.toml: {mistake}" for mistake in _mistakes(profile, specs))


def _mistakes(profile: Profile, specs: Specs) -> Iterator[str]:
    seen: set[str] = set()
    for spec in profile.rules:
        if spec.id in seen:
            yield f"{spec.id}: stands twice"
        seen.add(spec.id)
        found = rules().get(spec.function)
        if found is None:
            yield f"{spec.id}: no rule '{spec.function}'{_near(spec.function, rules())}"
            continue
        schema = _schema(found)
        yield from (f"{spec.id}: params.{key}: missing" for key in schema if key not in spec.params)
        for key, value in spec.params.items():
            if key not in schema:
                yield f"{spec.id}: params.{key}: unknown key{_near(key, schema)}"
            else:
                yield from (f"{spec.id}: params.{key}: {what}" for what in _unfit(value, schema[key], specs))


def _near(word: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(word, known, n=1)
    return f", did you mean '{near[0]}'?" if near else ""


def _schema(found: Rule) -> dict[str, Any]:
    signature = inspect.signature(found.predicate, eval_str=True)
    return {
        name: argument.annotation
        for name, argument in signature.parameters.items()
        if argument.kind is inspect.Parameter.KEYWORD_ONLY
    }


def _unfit(value: object, wanted: Any, specs: Specs) -> Iterator[str]:  # noqa: ANN401 - an annotation
    """What keeps a TOML value from being what a rule's argument wants."""
    if get_origin(wanted) is Annotated:
        base, vocabulary = get_args(wanted)
        yield from _unfit(value, base, specs)
        codes = specs.vocabularies[vocabulary].codes
        unknown = [word for word in _words(value) if word not in codes]
        yield from (f"no code '{word}' in '{vocabulary}'{_near(word, codes)}" for word in unknown)
    elif get_origin(wanted) is tuple:
        kinds = get_args(wanted)
        if not isinstance(value, list | tuple) or (kinds[-1] is not ... and len(value) != len(kinds)):
            yield f"wants a list{'' if kinds[-1] is ... else f' of {len(kinds)}'}, not {value!r}"
        else:
            yield from (what for one in value for what in _unfit(one, kinds[0], specs))
    elif get_origin(wanted) is dict:
        if isinstance(value, Mapping):
            yield from (what for one in value.values() for what in _unfit(one, get_args(wanted)[1], specs))
        else:
            yield f"wants a table, not {value!r}"
    elif wanted is MonthDay:
        if not _is_month_day(value):
            yield f"wants a day as 'MM-DD', not {value!r}"
    elif not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        yield f"wants {wanted.__name__}, not {value!r}"


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (word for one in value.values() for word in _words(one))
    elif isinstance(value, list | tuple):
        yield from (word for one in value for word in _words(one))


def _is_month_day(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(f"2023-{value}")
    except ValueError:
        return False
    return True


def _settled(value: Any) -> Any:  # noqa: ANN401 - a TOML value
    """A TOML value that nobody can change: lists become tuples."""
    if isinstance(value, list):
        return tuple(_settled(one) for one in value)
    if isinstance(value, dict):
        return {key: _settled(one) for key, one in value.items()}
    return value


# ── every clause is asked ───────────────────────────────────────────────────────────────────────────────────────────


def judge(year: AcademicYear, figures: Mapping[str, Figure], specs: Specs) -> tuple[RuleResult, ...]:
    """The verdict on every clause of the college's profiles, in their order.

    A clause about the whole year is judged within the span that ``year`` was joined for: what falls due after the
    span's last day, or is still ahead of ``year.today``, is "not due"; what happens on days is counted inside the span;
    what lasts the year (composition, order, plan, its approval) is read from the whole year. A profile that is not in
    force on any day of the year is not asked.

    Args:
        year: The joined registers.
        figures: What the analysis counted, by id.
        specs: What is declared.

    Raises:
        CollegeError: A profile is wrong (`prepare`).
    """
    prepare(specs)
    case = Case(year, figures, specs)
    profiles = (specs.profiles[name] for name in specs.college.profiles)
    asked = (profile for profile in profiles if _in_force(profile, year))
    return tuple(_ask(case, profile, spec) for profile in asked for spec in profile.rules)


def _in_force(profile: Profile, year: AcademicYear) -> bool:
    return (profile.in_force_from or date.min) <= year.days.end and year.days.start <= (profile.in_force_to or date.max)


def _ask(case: Case, profile: Profile, spec: RuleSpec) -> RuleResult:
    found = rules()[spec.function]
    used = tuple(name for name in case.figures if any(fnmatchcase(name, wanted) for wanted in found.figures))
    answers = tuple(_answers(case, found, spec))
    verdict = min((answer.verdict for answer in answers), key=_WEIGHT.index)
    named = sorted(answers, key=lambda answer: _WEIGHT.index(answer.verdict))
    cells = (cell for cells in (*(one.cells for one in named), case.cells(*used)) for cell in cells)
    dues = [answer.due for answer in answers if answer.due is not None]
    return RuleResult(
        id=spec.id,
        profile=profile.name,
        clause=spec.clause,
        text=spec.text.both(),
        verdict=verdict,
        reason={lang: "; ".join(_say(answer, case.specs, lang) for answer in named) for lang in LANGUAGES},
        due=min(dues) if dues and verdict is Verdict.NOT_DUE else None,
        evidence=tuple(dict.fromkeys(cells)),
        figures=used,
        findings=tuple(_finding(answer, spec, case.specs) for answer in named if answer.verdict in _WEIGHT[:2]),
    )


def _answers(case: Case, found: Rule, spec: RuleSpec) -> Iterator[Answer]:
    missing = tuple(name for name in found.needs if not case.has(name))
    if missing:
        yield no_data("no-register", registers=tuple(Register(name) for name in missing))
        return
    said = tuple(found(case, **_settled(spec.params)))
    # silence is success
    yield from said or (met("as-asked"),)


def _finding(answer: Answer, spec: RuleSpec, specs: Specs) -> Finding:
    best, *others = answer.cells or (CellRef(""),)
    texts = {f"text_{lang}": spec.text[lang] for lang in LANGUAGES}
    reasons = {f"reason_{lang}": _say(answer, specs, lang) for lang in LANGUAGES}
    params = {"rule": spec.id, "clause": spec.clause, "text": spec.text["kk"], **texts, **reasons}
    return Finding("rule-not-met", best, params=params, others=tuple(others))


# ── in words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _say(answer: Answer, specs: Specs, lang: str) -> str:
    words = {name: _printed(value, specs, lang) for name, value in answer.params.items()}
    return specs.messages[lang].text("reasons", answer.reason, **words)


def _printed(value: object, specs: Specs, lang: str) -> str:
    match value:
        case Register():
            return specs.registers[value].title[lang]
        case Word():
            return _word(value, specs, lang)
        case Person():
            return value.full
        case date():
            return f"{value:%d.%m.%Y}"
        case float():
            return f"{value:g}".replace(".", ",")
        case tuple() | list():
            return _several([_printed(one, specs, lang) for one in value])
        case _:
            return str(value)


def _several(words: list[str]) -> str:
    """Words in a row; of a long one the beginning and how many more there are, for the cells name all."""
    more = f" … (+{len(words) - _SHOWN})" if len(words) > _SHOWN else ""
    return (", ".join(words[:_SHOWN]) or "–") + more


def _word(word: Word, specs: Specs, lang: str) -> str:
    if word.vocabulary in specs.vocabularies:
        return specs.word(word.vocabulary, word.code, lang)
    return specs.messages[lang].text(word.vocabulary, word.code)
