"""Paper with a ledger, audit → what the screen and JSON say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from otm_reports.audit import Audit, Checked, counts
from otm_reports.errors import CollegeError
from otm_reports.messages import Messages
from otm_reports.word.kept import folded, unpacked_cells
from otm_reports.word.ledgered import Paper, Printed

#: So many cells of a value are shown unless all are asked for.
_SHOWN = 12


def chosen(paper: Paper, text: str) -> tuple[Printed, ...]:
    """The values of a paper whose text, place or id says ``text``; all of them if it is empty.

    Raises:
        CollegeError: ``paper-text-unknown``.
    """
    asked = folded(text).casefold()
    exact = [one for one in paper.printed if asked in (folded(one.text or "").casefold(), one.was.casefold(), one.id.casefold(), one.bookmark.casefold())]
    found = exact or [one for one in paper.printed if asked in f"{one.text} {one.around} {paper.label(one)} {one.id}".casefold()]
    if asked and not found:
        raise CollegeError("paper-text-unknown", text)
    return tuple(found) if asked else paper.printed


# ── where the numbers of a paper are from ───────────────────────────────────────────────────────────────────────────


def explanation(paper: Paper, found: Iterable[Printed]) -> dict[str, Any]:
    """``otm explain FILE.docx --json``."""
    return {"paper": {**paper.about, "standing": standing(paper)}, "numbers": [_explained(paper, one) for one in found]}


def standing(paper: Paper) -> dict[str, Any] | None:
    """Where a paper stands, in JSON."""
    stands = paper.standing
    return {"state": stands.state, "by": stands.by, "on": stands.on, "altered": stands.altered} if stands else None


def _explained(paper: Paper, one: Printed) -> dict[str, Any]:
    figure = paper.figures[one.id] if one.id and one.row < 0 else {}
    of = figure.get("of")
    return {
        "bookmark": one.bookmark, "text": folded(one.text) if one.text is not None else None, "printed": one.was, "edited": one.edited,
        "id": one.id or one.cell, "row": one.row + 1 or None, "column": one.column, "year": one.year, "label": paper.label(one),
        "value": figure.get("value"), "unit": figure.get("unit"), "method": figure.get("method"), "how": figure.get("how"),
        "cells": list(paper.cells(one)), "of": {**of, "label": figure["of_label"], "cells": list(unpacked_cells(of["cells"]))} if of else None,
        "left_out": [{"cell": cell, "reason": reason} for reason, cells in figure.get("left", {}).items() for cell in unpacked_cells(cells)],
        "searched": figure.get("searched", []), "around": one.around,
    }


def explanation_lines(paper: Paper, found: Iterable[Printed], texts: Messages, *, whole: bool = False) -> Iterator[str]:
    """Where each value is from: what it is, how it was counted, its cells, what was left out."""
    yield from _head(paper, texts)
    said: dict[tuple[str, str, int, str, str], list[Printed]] = {}
    for one in found:
        said.setdefault((one.id, one.cell, one.row, one.column, one.year), []).append(one)
    for places in said.values():
        one = places[0]
        repeated = f" ×{len(places)}" if len(places) > 1 else ""
        year = f" ({one.year})" if one.year else ""
        yield f"«{one.was}»{repeated} — {paper.label(one)}{year}" + (f" [{one.id}]" if one.id else "")
        if one.edited:
            yield "  " + texts.text("audit", "stands", text=folded(one.text or "") or "–")
        figure = paper.figures[one.id] if one.id and one.row < 0 else {}
        if figure:
            yield f"  {texts.text('screen', 'how')}: {figure['how']} [{texts.text('methods', figure['method'])}]"
        if one.year:
            place = figure["earlier"][one.year][1:] if one.year in figure.get("earlier", {}) else []
            yield "  " + texts.text("audit", "earlier", year=one.year, place=", ".join(place) or one.year)
            continue
        yield from _cells(texts, "cells", paper.cells(one), whole=whole)
        if of := figure.get("of"):
            yield f"  {texts.text('screen', 'of')}: {figure['of_label']} = {of['value']}"
        for reason, cells in figure.get("left", {}).items():
            yield from _cells(texts, "left_out", unpacked_cells(cells), whole=whole, more=texts.text("left_out", reason))
        if figure.get("searched"):
            yield from _cells(texts, "searched", figure["searched"], whole=whole)


def _head(paper: Paper, texts: Messages) -> Iterator[str]:
    about = paper.about
    yield texts.text("audit", "paper", name=about["name"], year=about["year"], program=about["program"], count=len(paper.printed))
    stands = paper.standing
    if stands is not None:
        day = ".".join(reversed(stands.on.split("-")))
        yield texts.text("audit", f"stands_{stands.state}", by=stands.by or "–", day=day or "–")
        if stands.altered:
            yield texts.text("audit", "altered_since")


def _cells(texts: Messages, key: str, cells: Sequence[str], *, whole: bool, more: str = "", section: str = "screen") -> Iterator[str]:
    if not cells:
        return
    yield f"  {texts.text(section, key)}: {len(cells)}" + (f" ({more})" if more else "")
    shown = cells if whole else cells[:_SHOWN]
    yield from (f"    {cell}" for cell in shown)
    if len(shown) < len(cells):
        yield "    " + texts.text("audit", "more", count=len(cells) - len(shown))


# ── what no longer holds ────────────────────────────────────────────────────────────────────────────────────────────


def audit_lines(found: Audit, texts: Messages, *, whole: bool = False) -> Iterator[str]:
    """What an audit found: the workbooks, numbers that no longer hold, numbers changed by hand, how many there are."""
    yield from _head(found.paper, texts)
    for state in ("changed", "missing"):
        if files := [file for file, one in found.files.items() if one == state]:
            yield from _cells(texts, f"files_{state}", files, whole=whole, section="audit")
    for heading, numbers in (("heading_outdated", found.outdated), ("heading_edited", found.edited)):
        if numbers:
            yield ""
            yield texts.text("audit", heading)
        for places in _once(numbers):
            yield from _checked(places, texts, heading, whole=whole)
    yield ""
    yield texts.text("audit", "summary", **counts(found))


def _once(numbers: Iterable[Checked]) -> Iterator[list[Checked]]:
    """The same value at several places of the paper is said once."""
    said: dict[tuple[object, ...], list[Checked]] = {}
    for one in numbers:
        printed = one.printed
        said.setdefault((printed.id, printed.cell, printed.row, printed.column, printed.year, printed.text, printed.kept), []).append(one)
    yield from said.values()


def _checked(places: Sequence[Checked], texts: Messages, heading: str, *, whole: bool) -> Iterator[str]:
    one = places[0]
    printed = one.printed
    where = f" ×{len(places)}" if len(places) > 1 else ""
    name = one.label + (f" ({printed.year})" if printed.year else "") + (f" [{printed.id}]" if printed.id else "")
    if heading == "heading_edited":
        yield f"  {name}{where}: " + texts.text("audit", "edited" if printed.text is not None else "removed", was=printed.was, now=folded(printed.text or ""))
        yield "    " + texts.text("audit", "registers_say", now=one.now or "–")
        return
    difference = one.difference
    signed = f" ({'+' if difference > 0 else '–'}{abs(difference):g})".replace(".", ",") if difference else ""
    yield f"  {name}{where}: «{printed.was}» → «{one.now or '–'}»{signed}" + (f" — {texts.text('audit', 'gone')}" if one.state == "gone" else "")
    for key, cells in (("added", one.added), ("removed_cells", one.removed), ("altered", one.altered), ("perhaps", one.perhaps)):
        for line in _cells(texts, key, cells, whole=whole, section="audit"):
            yield f"  {line}"


def as_json(found: Audit) -> dict[str, Any]:
    """``otm audit --json``."""
    return {
        "paper": {**{name: value for name, value in found.paper.about.items() if name != "files"}, "standing": standing(found.paper)},
        "files": [{"file": file, "state": state} for file, state in found.files.items()],
        "numbers": counts(found),
        "changed": [_line(one) for one in found.outdated],
        "edited": [_line(one) for one in found.edited],
    }


def _line(one: Checked) -> dict[str, Any]:
    printed = one.printed
    return {
        "bookmark": printed.bookmark, "id": printed.id or printed.cell, "row": printed.row + 1 or None, "column": printed.column, "year": printed.year,
        "label": one.label, "state": one.state, "printed": printed.was, "stands": folded(printed.text) if printed.text is not None else None,
        "edited": printed.edited, "now": one.now, "difference": one.difference,
        "cells": {"added": list(one.added), "removed": list(one.removed), "changed": list(one.altered), "perhaps": list(one.perhaps)},
        "around": printed.around,
    }
