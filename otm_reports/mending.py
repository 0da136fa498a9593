"""Sheet → Sheet: certain repairs of spoiled letters, each said, the doubtful ones only said."""

from __future__ import annotations

from dataclasses import replace

from otm_reports import values
from otm_reports.kazakh import letters
from otm_reports.model import Finding, Sheet


def mended(sheet: Sheet) -> tuple[Sheet, list[Finding]]:
    """The sheet with certain repairs of letters made, column by column, and a note for each."""
    grid = [list(row) for row in sheet.rows]
    findings: list[Finding] = []
    for column in range(1, max(map(len, grid), default=0) + 1):
        texts = [(row, value) for row in range(1, len(grid) + 1) if type(value := sheet.value(row, column)) is str]
        for (row, before), (_, after, reason) in zip(texts, letters.repair_column([text for _, text in texts]), strict=True):
            place = sheet.ref(row, column)
            if reason and after != before:
                grid[row - 1][column - 1] = after
                code = "text-control" if reason == "control" else "text-repaired"
                spoiled, whole = (values.drop_personal(text)[0] for text in (before, after))
                findings.append(Finding(code, place, spoiled, params={"before": spoiled, "after": whole, "reason": reason}))
            elif letters.doubtful(after):
                findings.append(Finding("text-doubtful", place, values.drop_personal(after)[0]))
            elif letters.lost(after):
                findings.append(Finding("text-lost", place, values.drop_personal(after)[0]))
    return replace(sheet, rows=tuple(map(tuple, grid))), findings
