"""Code and parameters → what a person reads, in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import unquote

from otm_reports.model import CellRef, Finding


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of one language, by section and key; a missing value leaves its name visible, never an exception."""

    lang: str
    texts: Mapping[str, Any]

    def text(self, section: str, key: str, /, **params: object) -> str:
        """The text of ``[section] key`` with its parameters filled in; the key itself where there is no text."""
        found = self.texts.get(section, {}).get(key)
        return fill(found, params) if isinstance(found, str) else key

    def finding(self, finding: Finding, **words: object) -> tuple[str, str]:
        """What a finding says and what to do about it.

        Args:
            finding: The finding.
            **words: Printed names of its register and field.

        Returns:
            ``(message, suggestion)``; the suggestion may be empty.
        """
        params = {
            "file": finding.at.file.rpartition("/")[2], "sheet": finding.at.sheet, "cell": finding.at.a1, "value": finding.value,
            "register": finding.register, "field": finding.field,
            "others": ", ".join(spoken(place, finding.at) for place in finding.others), **finding.params, **words,
        }
        entry = self.texts.get("findings", {}).get(finding.code, {})
        message, suggestion = entry.get("message", finding.code), entry.get("suggestion", "")
        said = {name: _said(value, finding.at if name == "other" else None) for name, value in params.items()}
        return _fill_sentences(message, said), _fill_sentences(suggestion, said)


_PLACE = re.compile(r"(?P<file>[^#!]+)#(?P<sheet>[^#!]+)(?:!(?P<cell>[A-Z]{1,3}[0-9]{1,7}))?")


def spoken(place: CellRef, beside: CellRef | None = None) -> str:
    """A place as a person says it, «журнал.xlsx · Отырыстар · B6»; seen from another place, only what differs from it."""
    file = place.file.rpartition("/")[2] if beside is None or place.file != beside.file else ""
    sheet = place.sheet if beside is None or file or place.sheet != beside.sheet else ""
    return " · ".join(part for part in (file, sheet, place.a1) if part) or place.file


def _said(value: object, at: CellRef | None) -> object:
    """A parameter as a message prints it: a day as tables do; one that names a place, seen from another, in words."""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    found = _PLACE.fullmatch(value) if isinstance(value, str) and at else None
    if found is None or at is None:
        return value
    file, sheet = unquote(found["file"]), unquote(found["sheet"])
    parts = (file.rpartition("/")[2] if file != at.file else "", sheet if (file, sheet) != (at.file, at.sheet) else "", found["cell"] or "")
    return " · ".join(part for part in parts if part) or str(value)


_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


def _fill_sentences(text: str, params: Mapping[str, object]) -> str:
    """The text without those later sentences that would only say an empty value («Ұқсас атау: »)."""
    first, *rest = _SENTENCE.split(text)
    kept = [sentence for sentence in rest if not any(f"{{{name}}}" in sentence and value in ("", None, "–") for name, value in params.items())]
    return fill(" ".join((first, *kept)), params)


class _Visible(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def fill(text: str, params: Mapping[str, object]) -> str:
    """A text with its parameters filled in; a missing one leaves its name visible."""
    return text.format_map(_Visible(params)) if "{" in text else text
