"""otm cells: any workbook as read, before it is anybody's register."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otm_reports.cli.shared import Command, say, show, show_json

if TYPE_CHECKING:
    from otm_reports.messages import Messages
    from otm_reports.model import Finding


def _cells(asked: argparse.Namespace) -> int:
    from otm_reports import raw, sheets, snapshot, specs
    from otm_reports.errors import CollegeError, RegisterError
    from otm_reports.headings import Headings
    from otm_reports.model import CellRef, Finding

    path: Path = asked.file
    if not path.is_file():
        raise CollegeError("no-file", str(path))
    declared = specs.load()
    texts, known = declared.messages[asked.lang or "kk"], Headings(declared)
    copy = snapshot.copy(path, path.name)
    if isinstance(copy, Finding):
        return _refuse(asked, copy, texts)
    try:
        read = sheets.read(copy, reader="" if asked.reader == "auto" else asked.reader)
    except RegisterError as problem:
        return _refuse(asked, Finding(problem.code, CellRef(path.name), params=problem.params), texts)
    said = [finding for finding in [snapshot.misnamed(copy)] if finding] + [note for sheet in read for note in raw.notes(sheet)]
    if asked.json:
        show_json({
            "file": path.name, "format": copy.format, "reader": asked.reader, "sheets": [raw.view(sheet, known) for sheet in read],
            "findings": [_said(finding, texts) for finding in said],
        })
        return 0
    for sheet in read:
        show(texts.text("screen", "cells_sheet", sheet=sheet.name))
        about = raw.view(sheet, known)
        for key in ("merged", "hidden_rows", "hidden_columns"):
            if about[key]:
                show(texts.text("screen", f"cells_{key}", ranges=", ".join(about[key])))
        for cell in about["cells"]:
            show("\t".join(_columns(cell, texts)))
    for finding in said:
        say(" ".join(texts.finding(finding)))
    return 0


def _columns(cell: dict[str, Any], texts: Messages) -> list[str]:
    value = str(cell["value"]).replace("\n", "⏎")
    marks = [texts.text("screen", "cells_struck")] if "struck" in cell else []
    if "repaired" in cell:
        marks.append("→ " + cell["repaired"].replace("\n", "⏎"))
    return [cell["cell"], texts.text("cell_types", cell["type"]), value, *marks]


def _said(finding: Finding, texts: Messages) -> dict[str, Any]:
    message, suggestion = texts.finding(finding)
    return {"code": finding.code, "sheet": finding.at.sheet, "cell": finding.at.a1, "message": message, "suggestion": suggestion}


def _refuse(asked: argparse.Namespace, finding: Finding, texts: Messages) -> int:
    message, suggestion = texts.finding(finding)
    if asked.json:
        show_json({"error": {"code": finding.code, "message": message, "where": finding.at.file, "suggestion": suggestion}})
    say(f"{message} {suggestion}")
    return 2


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="any workbook; no college folder is needed")
    parser.add_argument(
        "--reader", choices=("auto", "fast", "sparse"), default="auto",
        help="one of the two independent readings, to compare them; by default the one that fits the file",
    )


COMMANDS = (
    Command("cells", "any workbook as read: every value with its address, what was repaired, hidden or refused", _cells, _arguments, folder=False),
)
