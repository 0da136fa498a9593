"""``archive/*.json`` → Archives: the figures of years whose registers may be gone (contract 1)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from otm_reports.model import Archive, CellRef, Finding

_NAME = re.compile(r"20\d\d-20\d\d\.json")
#: A file of figures is some hundred kilobytes; what is far larger is none.
_MOST_BYTES = 20 * 2**20


def read(folder: Path) -> tuple[dict[str, Archive], tuple[Finding, ...]]:
    """Every archive of a college folder.

    Args:
        folder: The college folder; ``archive`` in it need not exist.

    Returns:
        Academic year → its archive, and a ``file-damaged`` finding for each file that is none.
    """
    known: dict[str, Archive] = {}
    findings = []
    kept = folder / "archive"
    for path in sorted(kept.glob("*.json")) if kept.is_dir() else ():
        if not _NAME.fullmatch(path.name):
            continue
        place = f"archive/{path.name}"
        try:
            content = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
            known[path.stem] = _archive(json.loads(content), path.stem, place)
        except (OSError, ValueError, RecursionError) as problem:
            findings.append(Finding("file-damaged", CellRef(place), params={"detail": type(problem).__name__}))
    return known, tuple(findings)


def _archive(content: Any, label: str, place: str) -> Archive:  # noqa: ANN401 - JSON
    """The figures of a file; nothing of one that says another year than its name, or that holds anything but numbers.

    Raises:
        ValueError: The file is no archive of that year.
    """
    figures = content.get("figures") if isinstance(content, dict) else None
    if not isinstance(figures, dict) or content.get("year") != label:
        raise ValueError(label)
    values: dict[str, int | float | None] = {}
    units: dict[str, str] = {}
    for name, figure in figures.items():
        value = figure.get("value") if isinstance(figure, dict) else figure
        if isinstance(value, bool) or not (value is None or isinstance(value, int | float)) or value != value:  # noqa: PLR0124 - NaN
            raise ValueError(name)
        values[name] = value
        units[name] = str(figure.get("unit", "")) if isinstance(figure, dict) else ""
    return Archive(label, place, values, units)
