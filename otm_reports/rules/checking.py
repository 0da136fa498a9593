"""Profiles × Rules → what is wrong with a profile, before anything is read; what a clause rests on."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_origin

from otm_reports.errors import CollegeError
from otm_reports.rules.answer import Case, MonthDay, Rule
from otm_reports.rules.selecting import Needed, Selector, near, selected, unfit
from otm_reports.specs import Profile, RuleSpec, Specs


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
            yield f"{spec.id}: no rule '{spec.function}'{near(spec.function, rules())}"
            continue
        schema = _schema(found)
        yield from (f"{spec.id}: params.{key}: missing" for key in schema if key not in spec.params)
        for key, value in spec.params.items():
            if key not in schema:
                yield f"{spec.id}: params.{key}: unknown key{near(key, schema)}"
            else:
                yield from (f"{spec.id}: params.{key}: {what}" for what in _unfit(value, schema[key], specs))


def _schema(found: Rule) -> dict[str, Any]:
    signature = inspect.signature(found.predicate, eval_str=True)
    return {
        name: argument.annotation
        for name, argument in signature.parameters.items()
        if argument.kind is inspect.Parameter.KEYWORD_ONLY
    }


def _unfit(value: object, wanted: Any, specs: Specs) -> Iterator[str]:  # noqa: ANN401 - an annotation
    """What keeps a TOML value from being what a rule's argument wants."""
    match get_origin(wanted):
        case origin if origin is Annotated:
            base, vocabulary = get_args(wanted)
            yield from _unfit(value, base, specs)
            codes = specs.vocabularies[vocabulary].codes
            unknown = [word for word in _words(value) if word not in codes]
            yield from (f"no code '{word}' in '{vocabulary}'{near(word, codes)}" for word in unknown)
        case origin if origin is tuple:
            yield from _unfit_list(value, get_args(wanted), specs)
        case origin if origin is dict and isinstance(value, Mapping):
            yield from (what for one in value.values() for what in _unfit(one, get_args(wanted)[1], specs))
        case origin if origin is dict:
            yield f"wants a table, not {value!r}"
        case origin if origin is Literal:
            if value not in get_args(wanted):
                yield f"wants one of {', '.join(get_args(wanted))}, not {value!r}"
        case _:
            yield from _unfit_plain(value, wanted, specs)


def _unfit_list(value: object, kinds: tuple[Any, ...], specs: Specs) -> Iterator[str]:
    if not isinstance(value, list | tuple) or (kinds[-1] is not ... and len(value) != len(kinds)):
        yield f"wants a list{'' if kinds[-1] is ... else f' of {len(kinds)}'}, not {value!r}"
    else:
        yield from (what for one in value for what in _unfit(one, kinds[0], specs))


def _unfit_plain(value: object, wanted: Any, specs: Specs) -> Iterator[str]:  # noqa: ANN401 - an annotation
    if wanted is Selector or wanted is Needed:
        yield from unfit(value, specs)
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


def month_days(value: object) -> Iterator[str]:
    """The days ``"MM-DD"`` that a value of a profile gives."""
    yield from (one for one in _words(value) if _is_month_day(one))


def _is_month_day(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"\d\d-\d\d", value):
        return False
    try:
        date.fromisoformat(f"2023-{value}")
    except ValueError:
        return False
    return True


# ── what a clause rests on ──────────────────────────────────────────────────────────────────────────────────────────


def needed(found: Rule, spec: RuleSpec) -> tuple[str, ...]:
    """Registers without which a clause has no data: the predicate's own, and those its selectors cannot do without."""
    chosen = (selected(text).register for text in _selectors(found, spec, Needed))
    return tuple(dict.fromkeys((*found.needs, *chosen)))


def rests_on(found: Rule, spec: RuleSpec) -> tuple[str, ...]:
    """Registers and fields (``events.form``) that a clause reads, the predicate's own first."""
    chosen = (selected(text).named for kind in (Needed, Selector) for text in _selectors(found, spec, kind))
    return tuple(dict.fromkeys((*found.needs, *found.reads, *chosen)))


def recorded(case: Case, found: Rule, spec: RuleSpec) -> tuple[str, ...]:
    """What a college must start to record so that the clause can be answered: registers it lacks, else columns."""
    named = rests_on(found, spec)
    missing = dict.fromkeys(name.partition(".")[0] for name in named)
    lacking = [name for name in missing if not case.has(name)]
    columns = [
        name for name in named if "." in name and (parts := name.split("."))[0] not in lacking and not case.keeps(parts[0], parts[1])
    ]
    return (*lacking, *columns)


def _selectors(found: Rule, spec: RuleSpec, kind: object) -> Iterator[str]:
    for name, annotation in _schema(found).items():
        if kind in _kinds(annotation):
            yield from _words(spec.params.get(name))


def _kinds(annotation: Any) -> Iterator[object]:  # noqa: ANN401 - an annotation
    if get_args(annotation):
        for one in get_args(annotation):
            yield from _kinds(one)
    else:
        yield annotation
