"""What was read × key → score: every row and value right, asked about at its cell, or wrong."""

# ruff: noqa: C901, PLR0912 - a generator of many small whims; its dice are seeded

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from messy.pages import KeyRow, Mess
from messy.spelling import Someone, fold
from messy.words import KINDLY, UNKNOWN
from otm_reports.model import Finding, Person
from otm_reports.registers import Read
from otm_reports.specs import Specs


@dataclass
class Score:
    """What came out, counted."""

    count: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, what: str = "") -> None:
        self.count[kind] += 1
        if what:
            self.wrong.append(f"{kind}: {what}")


def same(expected: Any, actual: Any) -> bool:
    """Whether a value read is the value of the key."""
    if isinstance(expected, Someone):
        return isinstance(actual, Person) and actual.id is not None and fold(actual.full) == fold(expected.full)
    if isinstance(expected, tuple):
        return isinstance(actual, tuple) and len(expected) == len(actual) and all(map(same, expected, actual))
    if isinstance(expected, str):
        return isinstance(actual, str) and " ".join(expected.split()) == " ".join(actual.split())
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    return bool(expected == actual) and isinstance(actual, date) == isinstance(expected, date)


TABLE = ("register-unsure", "header-conflict", "header-missing", "header-shifted", "sheet-unused")
HEADING = ("header-unknown", "header-suggested")


def judge(made: Mess, read: Read, specs: Specs, findings: Sequence[Finding] = ()) -> Score:
    """Compare what was read with the answer key."""
    score = Score()
    found = [*read.findings, *findings]
    at = {(one.at.file, one.at.sheet, one.at.row, one.at.column) for one in found}
    tables_asked = {(one.at.file, one.at.sheet) for one in found if one.code in TABLE}
    if read.read != read.used + read.reported:
        score.add("SUM BROKEN", f"{read.read} = {read.used} + {read.reported}")
    actual: dict[tuple[str, str, str, int], list[Any]] = {}
    for table in read.tables.values():
        for row in table:
            actual.setdefault((table.register, row.source.file, row.source.sheet, row.number), []).append(row)
    rows_named = {(one.at.file, one.at.sheet, one.at.row) for one in found if one.code.startswith("row-")}
    repeats = {(one.at.file, one.at.sheet, one.at.row) for one in found if one.code == "row-duplicate"}
    wanted = {(row.register, row.page.file, row.page.name, row.number) for row in made.key}
    for place, rows in actual.items():
        if place not in wanted:
            score.add("ROW INVENTED", f"{place} {dict(rows[0].raw)}")
    good_tables: set[tuple[str, str, str]] = set()
    for key in made.key:
        score.count["rows"] += 1
        score.count["values"] += len(key.values)
        place = (key.register, key.page.file, key.page.name, key.number)
        rows = actual.get(place, [])
        if "mark" in key.values and len(rows) > 1:
            rows = [row for row in rows if (row.cell("mark").row, row.cell("mark").column) == key.values["mark"].at]
        if not rows:
            if (key.page.file, key.page.name, key.number) in repeats:
                score.count["row repeated"] += 1
            elif (key.page.file, key.page.name, key.number) in rows_named:
                score.add("row reported", f"{place} {[one.written for one in key.values.values()]}")
            elif (key.page.file, key.page.name) in tables_asked:
                score.count["row of an asked table"] += 1
            else:
                score.add("ROW LOST", f"{place} {[one.written for one in key.values.values()]}")
            continue
        good_tables.add((key.register, key.page.file, key.page.name))
        _judge_row(score, key, rows[0], at)
    for _, register, page in {("table", row.register, id(row.page)): ("table", row.register, row.page) for row in made.key}.values():
        got = (register, page.file, page.name) in good_tables
        asked = (page.file, page.name) in tables_asked
        score.add("table right" if got else "table asked" if asked else "TABLE LOST", "" if got else f"{register} {page.file}#{page.name} {made.layout} {[(one.code, one.register, one.at.a1, one.value, dict(one.params)) for one in found if (one.at.file, one.at.sheet) == (page.file, page.name) and one.code in (*TABLE, *HEADING)]}")
    for page, register, name, value in made.attributes:
        sources = [source for table in read.tables.values() for source in table.sources if (source.file, source.sheet, source.register) == (page.file, page.name, register)]
        if sources and not any(same(value, source.attributes.get(name)) for source in sources):
            score.add("attribute wrong", f"{register} {name} {value!r} {[source.attributes.get(name) for source in sources]}")
    _false_findings(score, made, found, specs)
    return score


def _judge_row(score: Score, key: KeyRow, row: Any, at: set[tuple[str, str, int, int]]) -> None:
    page = key.page
    for name, expected in key.values.items():
        value, cell = row[name], row.cell(name)
        said = f"{key.register}.{name} {page.file}#{page.name} {expected.at} {expected.written!r} → {value!r}, expected {expected.value!r}"
        if same(expected.value, value):
            if expected.at == (0, 0) or (cell.file, cell.sheet, cell.row, cell.column) == (page.file, page.name, *expected.at):
                score.count["right"] += 1
            else:
                score.add("ADDRESS WRONG", f"{said} at {cell}")
        elif (page.file, page.name, *expected.at) in at:
            resolved = isinstance(value, Person) and value.id is not None
            score.add("asked" if value is None or not resolved else "WRONG, SAID", said)
        elif expected.heading and any((page.file, page.name, line, expected.heading[1]) in at for line in range(expected.heading[0] - 1, expected.heading[0] + 1)) and value is None:
            score.add("column asked", said)
        else:
            score.add("WRONG IN SILENCE", said)
    for name, value in row.values.items():
        if value is not None and name not in key.values and not (name == "body" and name not in row.source.columns) and name not in row.source.attributes:
            if name in ("surname", "given", "patronymic") or (isinstance(value, str) and "commission" in name and name not in row.source.columns):
                continue
            score.add("VALUE INVENTED", f"{key.register}.{name} {page.file}#{page.name} row {key.number} {value!r}")


def _false_findings(score: Score, made: Mess, found: Sequence[Finding], specs: Specs) -> None:
    """Findings about cells that are in order; the messes of a seed are all readable, so an error is a false one."""
    for one in found:
        if one.code.startswith(("value-", "person-", "text-")) and one.code not in KINDLY:
            score.add("cell asked about", f"{one.code} {one.register}.{one.field} {one.at} {one.value!r} {dict(one.params)}")
        elif one.code in ("date-outside-period", "total-differs", "row-unreadable", "year-conflict", "year-unsure"):
            score.add("FALSE FINDING", f"{one.code} {one.register}.{one.field} {one.at} {one.value!r} {dict(one.params)}")
        elif one.code in HEADING:
            page = next((page for page in made.pages if (page.file, page.name) == (one.at.file, one.at.sheet)), None)
            if page is None or page.cells.get((one.at.row, one.at.column)) not in UNKNOWN:
                score.add("heading asked", f"{one.code} {one.register} {one.at} {one.value!r} {dict(one.params)}")


def totals(scores: Sequence[Score], show: Callable[[str], None] = print, examples: int = 0) -> Counter[str]:
    """The table of many seeds."""
    whole: Counter[str] = Counter()
    for score in scores:
        whole += score.count
    for name, number in sorted(whole.items()):
        show(f"{name:24} {number:8}")
    return whole
