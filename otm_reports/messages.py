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

    def clause(self, written: str, *, points: bool = False) -> str:
        """A clause as a person cites it: ``1.3; 3.1`` → «1.3-тармақ, 3.1-тармақ», ``5, абз. 2`` → «5-бөлім, 2-абзац».

        The preface, the title page, the page header and the headings of a regulation without numbers have their names in each
        language; a clause written in another way stays as written.

        Args:
            written: The clause as a profile writes it.
            points: Whole numbers are clauses, not sections: ``16, абз. 3`` → «16-тармақ, 3-абзац».
        """
        return ", ".join(self._clause(one.strip(), points=points) for one in written.split(";"))

    def _clause(self, written: str, *, points: bool) -> str:
        whole, _, part = (piece.strip() for piece in written.partition(","))
        named = self.text("clause_places", whole)
        if whole in self.texts.get("clause_places", {}):
            return ", ".join(filter(None, (named, self._clause_under(part))))
        if not _NUMBERED.fullmatch(whole):
            return written
        kind = "clause_section" if "." not in whole and not points else "clause_points" if "–" in whole else "clause_point"
        said = self.text("papers", kind, no=whole) if kind != "clause_section" or "–" not in whole else written
        inside = self._clause_inside(part)
        return said if not part else f"{said}, {inside}" if inside else written

    def _clause_under(self, part: str) -> str:
        """What follows the name of a place: another place, paragraphs or its numbered points in words; else as written."""
        if part.partition(",")[0].strip() in self.texts.get("clause_places", {}):
            return self._clause(part, points=False)
        if re.fullmatch(r"\d+([–-]\d+)?", part):
            return self.text("papers", "clause_point" if part.isdigit() else "clause_points", no=part)
        return (self._clause_inside(part) if _PARAGRAPHS.fullmatch(part) else "") or part

    def _clause_inside(self, part: str) -> str:
        """Paragraphs or items of a clause in words; empty where they are not numbers."""
        paragraphs = _PARAGRAPHS.fullmatch(part)
        number_of = paragraphs[1] if paragraphs else part
        if not re.fullmatch(r"[\d–, -]+", number_of):
            return ""
        kind = "clause_paragraph" if paragraphs else "clause_item"
        return self.text("papers", kind if number_of.isdigit() else f"{kind}s", no=number_of)

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


_NUMBERED = re.compile(r"\d+(\.\d+)*(–\d+(\.\d+)*)?")
_PARAGRAPHS = re.compile(r"абз\. *(.+)")
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
