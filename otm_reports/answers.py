"""Report → what the faces say: the contract's JSON shapes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from otm_reports import rules
from otm_reports.model import Figure, Finding, LeftOut, Listing, Period, Person, Report, Row, RuleResult, Severity, Table, Value
from otm_reports.pipeline import Opened
from otm_reports.rules.clashes import Disagreement
from otm_reports.specs import Specs

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


# ── check ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def finding(found: Finding, specs: Specs, lang: str) -> dict[str, Any]:
    """One finding in the contract's shape."""
    message, suggestion = specs.say(found, lang)
    return {
        "code": found.code, "severity": specs.severity(found).value, "cell": str(found.at), "value": found.value,
        "register": found.register, "field": found.field, "message": message, "suggestion": suggestion,
        "clause": str(found.params.get("clause", "")),
    }


def check(opened: Opened, findings: Iterable[Finding], year: str, lang: str) -> dict[str, Any]:
    """``otm check --json``."""
    tables = opened.data.tables.values()
    sources = [
        {
            "file": source.file, "sheet": source.sheet, "register": source.register, "range": source.range,
            "rows": source.rows_read, "sha256": source.sha256, "open_by": source.open_by,
        }
        for table in tables for source in table.sources
    ]
    return {
        "year": year,
        "sources": sorted(sources, key=lambda source: (source["file"], source["sheet"], source["range"])),
        "rows": {"read": opened.read.read, "used": opened.read.used, "reported": opened.read.reported},
        "findings": [finding(one, opened.specs, lang) for one in findings],
    }


def worst(findings: Iterable[Finding], specs: Specs) -> Severity | None:
    """The worst severity among findings, ``None`` if there are none."""
    return min((specs.severity(one) for one in findings), key=_ORDER.__getitem__, default=None)


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one code in one register, as a screen shows them: how many, the first ones, and what to do."""

    code: str
    severity: Severity
    findings: tuple[Finding, ...]


def grouped(findings: Iterable[Finding], specs: Specs) -> tuple[Group, ...]:
    """Findings by code, errors first, then by how many there are."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((specs.severity(one), one.code), []).append(one)
    ordered = sorted(groups.items(), key=lambda group: (_ORDER[group[0][0]], -len(group[1]), group[0][1]))
    return tuple(Group(code, severity, tuple(found)) for (severity, code), found in ordered)


def counts(findings: Iterable[Finding], specs: Specs) -> dict[str, int]:
    """How many findings of each severity, errors first."""
    number = dict.fromkeys((severity.value for severity in Severity), 0)
    for one in findings:
        number[specs.severity(one).value] += 1
    return number


# ── export ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def plain(value: Value) -> Any:  # noqa: ANN401 - JSON
    """A typed value as JSON has it: ISO dates, persons and periods as objects, lists, codes as they are."""
    if isinstance(value, Person):
        return {
            "id": value.id, "surname": value.surname, "given": value.given, "patronymic": value.patronymic, "as_written": value.as_written,
        }
    if isinstance(value, Period):
        return {"from": value.start.isoformat(), "to": value.end.isoformat()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _row(row: Row) -> dict[str, Any]:
    return {
        "values": {name: plain(value) for name, value in row.values.items()},
        "cells": {name: str(row.cell(name)) for name in row.values if name in row.source.columns or name in row.placed},
        "raw": dict(row.raw),
    }


def _table(table: Table, specs: Specs) -> dict[str, Any]:
    spec = specs.registers[table.register]
    header: dict[str, Any] = {}
    for source in table.sources:
        for name in source.attributes.keys() & spec.attributes.keys():  # whose workbook a table is of stands in its rows
            value = source.attributes[name]
            header[name] = {"value": plain(value), "cell": str(source.attribute_cells[name])}
    return {
        "header": dict(sorted(header.items())),
        "fields": {name: {"type": field.type, "label": specs.field_label(spec.name, name)} for name, field in spec.fields.items()},
        "rows": [_row(row) for row in table],
    }


def export(made: Report, specs: Specs) -> dict[str, Any]:
    """``otm export --to FILE.json``: the clean tables of the year with the address of every cell."""
    return {"year": made.year.label, "tables": {name: _table(table, specs) for name, table in made.year.tables.items() if table.sources}}


# ── figures, rules, documents ───────────────────────────────────────────────────────────────────────────────────────


def _left_out(left: Iterable[LeftOut]) -> list[dict[str, str]]:
    return [{"cell": str(one.cell), "reason": one.reason} for one in left]


def cells_of(found: Figure) -> dict[str, list[str]]:
    """Every cell a figure holds: first those that give its value, ``counted``, then those by which they were chosen."""
    return {"cells": [str(cell) for cell in found.cells], "counted": [str(cell) for cell in found.counted]}


def figure(found: Figure) -> dict[str, Any]:
    """One figure in the contract's shape."""
    of = found.of
    return {
        "id": found.id, "label": dict(found.label), "scope": found.scope, "value": found.value, "unit": found.unit,
        "method": found.method, "how": dict(found.how),
        "of": {"id": of.id, "value": of.value, **cells_of(of)} if of else None,
        "part": found.part.id if found.part else None,
        "rows": found.rows, **cells_of(found), "left_out": _left_out(found.left_out),
        "searched": list(found.searched), "earlier": dict(found.earlier),
        "archived": {year: str(place) for year, place in found.archived.items()},
    }


def listing(found: Listing) -> dict[str, Any]:
    """One listing: its rows with the cells of each value."""
    return {
        "id": found.id, "label": dict(found.label), "scope": found.scope, "columns": {name: dict(text) for name, text in found.columns.items()},
        "rows": [
            {
                "values": {name: plain(value) for name, value in row.values.items()},
                "cells": {name: [str(cell) for cell in cells] for name, cells in row.cells.items() if cells},
                "of": {name: {"id": of.id, "value": of.value, **cells_of(of)} for name, of in row.of.items()},
            }
            for row in found.rows
        ],
        "no_data": found.no_data, "left_out": _left_out(found.left_out), "searched": list(found.searched),
    }


def figures(made: Report) -> dict[str, Any]:
    """``otm figures --json``."""
    return {
        "year": made.year.label, "period": made.year.span.name, "figures": [figure(found) for found in made.figures.values()],
        "listings": [listing(found) for found in made.listings.values()],
    }


def rule(result: RuleResult, specs: Specs, lang: str) -> dict[str, Any]:
    """One verdict in the contract's shape."""
    return {
        "id": result.id, "profile": result.profile, "clause": result.clause, "text": dict(result.text), "verdict": result.verdict.value,
        "reason": dict(result.reason), "due": result.due.isoformat() if result.due else None,
        "remedy": dict(result.remedy), "by": result.by.isoformat() if result.by else None, "record": list(result.record),
        "evidence": [str(cell) for cell in result.evidence], "figures": list(result.figures),
        "findings": [finding(found, specs, lang) for found in result.findings],
    }


def verdicts(made: Report, specs: Specs, lang: str) -> dict[str, Any]:
    """``otm rules --json``."""
    return {
        "year": made.year.label, "period": made.year.span.name, "profiles": list(specs.college.profiles),
        "rules": [rule(result, specs, lang) for result in made.results],
        "clashes": [_clash(one) for one in rules.clashes(made.results, specs)],
    }


def _clash(found: Disagreement) -> dict[str, Any]:
    """A matter on which the chosen regulations disagree: every position, none chosen."""
    return {
        "id": found.id, "topic": found.topic.both(), "note": found.note.both(),
        "positions": [
            {
                "profile": one.profile or None, "rule": one.rule or None, "clause": one.clause, "says": one.says.both(),
                "verdict": one.verdict.value if one.verdict else None,
            }
            for one in found.stands
        ],
    }


def coverage(made: Report, specs: Specs) -> dict[str, Any]:
    """``otm rules --coverage --json``: which clauses the registers can answer, and what to start recording."""
    covered = rules.coverage(made.year, specs)
    return {
        "year": made.year.label, "profiles": list(specs.college.profiles),
        "coverage": [
            {
                "id": one.spec.id, "profile": one.profile, "clause": one.spec.clause, "text": one.spec.text.both(), "check": one.spec.check,
                "answer": one.answer, "rests_on": list(one.rests_on), "missing": list(one.missing),
            }
            for one in covered
        ],
        "start": [
            {"register": one.register, "new": one.new, "fields": list(one.fields), "clauses": list(one.clauses)}
            for one in rules.to_start(covered)
        ],
    }


def archive(made: Report) -> dict[str, Any]:
    """The year's figures as ``archive/YEAR.json`` keeps them for later comparisons."""
    return {
        "year": made.year.label, "snapshot": made.year.snapshot.isoformat(),
        "figures": {name: {"value": found.value, "unit": found.unit, "label": dict(found.label)} for name, found in made.figures.items()},
    }
