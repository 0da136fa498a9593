"""Kinds of papers: the modules of this package that declare one, and templates that need no module."""

from __future__ import annotations

import difflib
import pkgutil
from collections.abc import Iterable, Mapping
from importlib import import_module

from otm_reports import documents
from otm_reports.documents import general
from otm_reports.documents.paper import Kind, fold
from otm_reports.errors import CollegeError


def kinds(templates: Iterable[str] = ()) -> Mapping[str, Kind]:
    """Every kind that can be made, by id.

    Args:
        templates: Kinds for which a template exists (ours or the college's own); one without a module of this package is
            made from the general context.
    """
    found: dict[str, Kind] = {}
    for module in pkgutil.iter_modules(documents.__path__):
        declared = getattr(import_module(f"{documents.__name__}.{module.name}"), "KIND", None)
        if isinstance(declared, Kind):
            found[declared.id] = declared
    for name in templates:
        if name not in found:
            found[name] = general.kind(name)
    return dict(sorted(found.items()))


def named(word: str, known: Mapping[str, Kind]) -> Kind | None:
    """The kind a person means by an English or Kazakh word, ``None`` if there is none."""
    asked = fold(word)
    return next((kind for kind in known.values() if asked in map(fold, (kind.id, *kind.words))), None)


def chosen(word: str, known: Mapping[str, Kind]) -> Kind:
    """The kind a person names.

    Raises:
        CollegeError: ``kind-unknown``, with the kinds whose words come near, or all.
    """
    kind = named(word, known)
    if kind is None:
        raise CollegeError("kind-unknown", word, known=_offered(word, known))
    return kind


def _offered(word: str, known: Mapping[str, Kind]) -> str:
    """The kinds that come near a word which names none, each with its own words; all where none comes near.

    >>> _offered("десант", {kind: found for kind, found in kinds().items() if kind in ("desant-pack", "order")})
    'desant-pack (десант жинағы, материалы для десанта)'
    """
    told = {name: {part for one in (kind.id, *kind.words) for part in _parts(one)} for name, kind in known.items()}
    near = {like for part in _parts(word) for like in difflib.get_close_matches(part, set().union(*told.values()), n=4, cutoff=0.75)}
    found = [name for name, parts in told.items() if near & parts]
    return ", ".join(f"{name} ({', '.join(known[name].words)})" if known[name].words else name for name in found or known)


def _parts(words: str) -> set[str]:
    """What a person calls a kind, and each longer word of it."""
    whole = fold(words)
    return {whole, *(part for part in whole.replace("-", " ").split() if len(part) > 2)}  # noqa: PLR2004 - «әк» and «of» stand in many
