"""Copies of one workbook → the one that is read (contract 3): by name, by content, by the date inside, else a person is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from otm_reports import signature
from otm_reports.model import CellRef, Finding, Scalar, Sheet
from otm_reports.snapshot import Workbook

_MARK = re.compile(
    r"""\s* (?: [-–—_]\s*(?:копия|көшірме(?:сі)?|copy)(?:\s*\(?\d+\)?)? | \((?:\d{1,2}|копия|көшірме|copy)\) | [-_\s]\(?(?:ескі(?:\ нұсқа)?|старый|старая|old)\)?
    | \s*\(?(?:конфликтующая\ копия|конфликт\ копиясы|conflicted\ copy|(?:\S+['’]s\ )?conflicted\ copy)[^)]*\)? )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_MARK_BEFORE = re.compile(r"^(?:копия|көшірме|copy of|копия файла|ескі|старый|старая|old)\s+", re.IGNORECASE)
#: A sheet of less than this says nothing about two files being one.
_FEW = 6


def unmarked(path: str) -> str:
    """The stem of a name without the marks of a copy; the stem itself if it has none."""
    stem = PurePosixPath(path).stem
    while (shorter := _MARK_BEFORE.sub("", _MARK.sub("", stem))) != stem and shorter.strip():
        stem = shorter
    return stem


def is_marked(path: str) -> bool:
    """Whether the name looks like that of a copy."""
    return unmarked(path) != PurePosixPath(path).stem


def choose(workbooks: Sequence[Workbook], answers: Mapping[str, str]) -> tuple[list[Workbook], list[Finding]]:
    """Of several versions of a workbook in one folder, the one to be read.

    Args:
        workbooks: All that were found.
        answers: Path → ``use`` or ``skip``, as a person answered before.

    Returns:
        The workbooks to be read, in their order, and a finding for each that is not.
    """
    left_out: dict[str, Finding] = {path: _skipped(path, path) for path, answer in answers.items() if answer == "skip"}
    families: dict[tuple[str, str], list[Workbook]] = {}
    for one in workbooks:
        if one.path not in left_out:
            families.setdefault((str(PurePosixPath(one.path).parent), unmarked(one.path).casefold()), []).append(one)
    for family in families.values():
        if len(family) > 1 and any(is_marked(one.path) for one in family):
            left_out.update({finding.at.file: finding for finding in _versions(family, answers)})
    here = {one.path for one in workbooks}
    return [one for one in workbooks if one.path not in left_out], [finding for path, finding in left_out.items() if path in here]


def _versions(family: list[Workbook], answers: Mapping[str, str]) -> list[Finding]:
    wanted = [one for one in family if answers.get(one.path) == "use"]
    if wanted:
        return [_skipped(one.path, wanted[0].path) for one in family if one not in wanted]
    family = sorted(family, key=lambda one: (is_marked(one.path), len(one.path), one.path))
    plain, marked = [one for one in family if not is_marked(one.path)], [one for one in family if is_marked(one.path)]
    original = plain[0] if plain else family[0]
    different = [one for one in marked if one.sha256 != original.sha256 and one is not original]
    findings = [_skipped(one.path, original.path) for one in marked if one is not original and one not in different]
    if not different:
        return findings
    dates = {one.path: signature.modified(one.content, one.format) for one in [original, *different]}
    said = sorted((day for day in dates.values() if day is not None), reverse=True)
    if len(said) == len(dates) and said.count(said[0]) == 1:
        newest = next(one for one in [original, *different] if dates[one.path] == said[0])
        if newest is not original:
            findings = [_skipped(finding.at.file, newest.path) for finding in findings]
        return findings + [_skipped(one.path, newest.path) for one in [original, *different] if one is not newest]
    return findings + [
        Finding("file-version-unsure", CellRef(one.path), params={"copy_of": original.path}, others=(CellRef(original.path),)) for one in different
    ]


def _skipped(path: str, instead: str) -> Finding:
    if path == instead:
        return Finding("file-answered", CellRef(path))
    return Finding("file-copy-skipped", CellRef(path), params={"copy_of": PurePosixPath(instead).name}, others=(CellRef(instead),))


def same_tables(read: Mapping[str, Sequence[Sheet]], answers: Mapping[str, str]) -> tuple[set[str], list[Finding]]:
    """Files whose name looks like a copy and stands alone: skipped if a table of them is another file's, else read and said.

    Args:
        read: Path → the sheets of each workbook that was read.
        answers: As in ``choose``.

    Returns:
        Paths that are not to be counted, and a finding for each file with a marked name.
    """
    tables: dict[tuple[tuple[Scalar, ...], ...], str] = {}
    for path, sheets in read.items():
        if not is_marked(path):
            for sheet in sheets:
                if (table := _table(sheet)) is not None:
                    tables.setdefault(table, path)
    left_out: set[str] = set()
    findings: list[Finding] = []
    for path, sheets in read.items():
        if not is_marked(path) or answers.get(path) == "use":
            continue
        found = [table for sheet in sheets if (table := _table(sheet)) is not None]
        twin = next((tables[table] for table in found if table in tables), "")
        if twin:
            left_out.add(path)
            findings.append(_skipped(path, twin))
        else:
            findings.append(Finding("file-copy-read", CellRef(path)))
            tables.update({table: path for table in found if table not in tables})
    return left_out, findings


def _table(sheet: Sheet) -> tuple[tuple[Scalar, ...], ...] | None:
    """What stands on a sheet, wherever it stands; ``None`` if it is too little to know it again."""
    rows = tuple(tuple(value for value in row if value is not None) for row in sheet.rows)
    filled = tuple(row for row in rows if row)
    return filled if len(filled) > 1 and sum(map(len, filled)) >= _FEW else None
