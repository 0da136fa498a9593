"""Code and parameters → what a person reads, in one language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from otm_reports.model import Finding


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of one language, by section and key; a missing value leaves its name visible, never an exception."""

    lang: str
    texts: Mapping[str, Any]

    def text(self, section: str, key: str, /, **params: object) -> str:
        """The text of ``[section] key`` with its parameters filled in; the key itself where there is no text."""
        found = self.texts.get(section, {}).get(key)
        return _fill(found, params) if isinstance(found, str) else key

    def finding(self, finding: Finding, **words: object) -> tuple[str, str]:
        """What a finding says and what to do about it.

        Args:
            finding: The finding.
            **words: Printed names of its register and field.

        Returns:
            ``(message, suggestion)``; the suggestion may be empty.
        """
        params = {
            "file": finding.at.file, "sheet": finding.at.sheet, "cell": finding.at.a1, "value": finding.value,
            "register": finding.register, "field": finding.field,
            "others": ", ".join(str(place) for place in finding.others), **finding.params, **words,
        }
        entry = self.texts.get("findings", {}).get(finding.code, {})
        message, suggestion = entry.get("message", finding.code), entry.get("suggestion", "")
        said = {name: value.strftime("%d.%m.%Y") if isinstance(value, date) else value for name, value in params.items()}
        return _fill_sentences(message, said), _fill_sentences(suggestion, said)


_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


def _fill_sentences(text: str, params: Mapping[str, object]) -> str:
    """The text without those later sentences that would only say an empty value («Ұқсас атау: »)."""
    first, *rest = _SENTENCE.split(text)
    kept = [sentence for sentence in rest if not any(f"{{{name}}}" in sentence and value in ("", None, "–") for name, value in params.items())]
    return _fill(" ".join((first, *kept)), params)


class _Visible(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _fill(text: str, params: Mapping[str, object]) -> str:
    return text.format_map(_Visible(params)) if "{" in text else text
