"""Kinds of papers: the modules of this package that declare one, and templates that need no module."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from importlib import import_module

from otm_reports import documents
from otm_reports.documents import general
from otm_reports.documents.paper import Kind, fold


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
