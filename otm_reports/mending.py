"""Sheet → Sheet: certain repairs of spoiled letters, each said, the doubtful ones only said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from otm_reports import values
from otm_reports.kazakh import letters
from otm_reports.model import Finding, Scalar, Sheet


def spoiled_files(sheets: Sequence[Sheet]) -> frozenset[str]:
    """The workbooks whose sheets, all together, were surely written in KZ-1048: a sheet of one month alone may be too short to say."""
    sheets_of: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        if not sheet.hidden:
            sheets_of.setdefault(sheet.file, []).append(sheet)
    return frozenset(
        file for file, own in sheets_of.items()
        if len(own) > 1 and letters.surely_spoiled(value for sheet in own for row in sheet.rows for value in row if type(value) is str)
    )


def mended(sheet: Sheet, *, whole_file: bool = False) -> tuple[Sheet, list[Finding]]:
    """The sheet with certain repairs of letters made, column by column, and a note for each.

    Args:
        sheet: As read.
        whole_file: The sheets of its workbook say together that its text is of KZ-1048 (:func:`spoiled_files`).
    """
    columns = _texts_by_column(sheet)
    mended_rows: dict[int, list[Scalar]] = {}
    stood: dict[tuple[int, int], str] = {}
    findings: list[Finding] = []
    # One program wrote the whole sheet: what most of its columns say holds for a heading of one short word as well.
    together = whole_file or letters.surely_spoiled(text for texts in columns.values() for _, text in texts)
    for column, texts in sorted(columns.items()):
        repaired = letters.repair_column([text for _, text in texts], spoiled=together)
        told = {before for before, after, reason in set(repaired) if (reason and after != before) or _remark(after)}
        for (row, before), (_, after, reason) in zip(texts, repaired, strict=True) if told else ():
            if before not in told:
                continue
            if reason and after != before:
                place = sheet.ref(row, column)
                mended_rows.setdefault(row, list(sheet.rows[row - 1]))[column - 1] = after
                stood[row, column] = before
                code = "text-control" if reason == "control" else "text-repaired"
                spoiled, whole = (values.drop_personal(text)[0] for text in (before, after))
                findings.append(Finding(code, place, spoiled, params={"before": spoiled, "after": whole, "reason": reason}))
                continue
            findings.append(Finding(_remark(after), sheet.ref(row, column), values.drop_personal(after)[0]))
    if not mended_rows:
        return sheet, findings
    rows = list(sheet.rows)
    for row, mended_row in mended_rows.items():
        rows[row - 1] = tuple(mended_row)
    return replace(sheet, rows=tuple(rows), spoiled=stood), findings


@lru_cache(maxsize=65536)
def _remark(text: str) -> str:
    """What must be said of a text that was left as it stands; nothing of most."""
    return "text-doubtful" if letters.doubtful(text) else "text-lost" if letters.lost(text) else ""


def _texts_by_column(sheet: Sheet) -> dict[int, list[tuple[int, str]]]:
    columns: dict[int, list[tuple[int, str]]] = {}
    for row, cells in enumerate(sheet.rows, 1):
        for column, value in enumerate(cells, 1):
            if type(value) is str:
                columns.setdefault(column, []).append((row, value))
    return columns
