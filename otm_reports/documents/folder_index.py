"""Report → «ішкі тізімдеме»: what lies in the folder of the ОТМ, and what a regulation wants there and is not (domain 3.10; K15, K16, M07).

The groups are those of the clause in the college's profile; a protocol is looked for by its number. A file that this
program has made is not a paper in the folder: only the register says what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from otm_reports.analysis.folder import numbers_in, papers_of_school, school_words, speaks_of, title_of
from otm_reports.analysis.joins import is_own, protocol_key
from otm_reports.documents.general import finish, one_a_year, requisites, yearly_name
from otm_reports.documents.meetings import number_of
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, NBSP, Writer, short_date
from otm_reports.model import Report, Row
from otm_reports.rules.answer import Case
from otm_reports.specs import RuleSpec, Specs

NAME = "folder-index"
_CLAUSE = re.compile(r"(\d+)\s*[-–.,]\s*(\d+)")
_EMPTY = {"index": DASH, "date": DASH, "pages": DASH, "retention": DASH, "location": DASH}


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The inventory by groups of the clause, with a line for each paper that is not there, and its closing line."""
    writer = Writer(report, specs, lang, yearly_name("ішкі-тізімдеме", report, lang))
    rows = papers_of_school(report.year, school_words(specs))
    printed = table(writer, "folder.papers")
    lines = dict(zip((row.id for row in rows), printed["rows"], strict=True)) if printed["shown"] else {}
    total = table(writer, "folder.total")["rows"]
    made = _sections(writer, rows, lines) if report.year["folder_index"].sources else []
    context = {
        **requisites(writer, "otm_leader", "methodist", prints=("name",)),
        "papers": {**printed, "shown": bool(made), "rows": made},
        "total": total[0] if total else {},
        "missing": any(one["absent"] for one in made),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


def _sections(writer: Writer, rows: Sequence[Row], lines: dict[str, dict[str, str]]) -> list[dict[str, Any]]:
    """Lines of the table: a heading for each group of papers, its papers, what is not there; then the other papers."""
    case = Case(writer.report.year, writer.report.figures, writer.specs)
    made: list[dict[str, Any]] = []
    taken: set[str] = set()
    for rule in _rules(writer.specs):
        for group, words in _groups(rule).items():
            named = [row for row in rows if row.id not in taken and _belongs(row, words, rule)]
            found = [row for row in rows if row in named or (row.id not in taken and _asked_by(row) == (rule.clause.partition(",")[0], group))]
            taken.update(row.id for row in found)
            absent = list(_absent(writer, case, rule, group, named))
            made += [{"heading": f"{_name(writer, rule, group)} ({_clause(writer, rule, group)})"}, *(_kept(writer, lines[row.id]) for row in found), *absent]
    others = [row for row in rows if row.id not in taken]
    if others:
        heading = [{"heading": writer.say("other_papers")}] if made else []
        made += [*heading, *(_kept(writer, lines[row.id]) for row in others)]
    numbers = iter(range(1, len(made) + 1))
    return [
        {"absent": False, **one} if "heading" in one else {"heading": "", **one, "row_no": str(next(numbers))} for one in made
    ]


def _rules(specs: Specs) -> list[RuleSpec]:
    """The clauses of the college's regulations that say what lies in the folder."""
    every = (rule for name in specs.college.profiles if name in specs.profiles for rule in specs.profiles[name].rules)
    return [rule for rule in every if rule.function in ("documents-kept", "analysis-registered")]


def _groups(rule: RuleSpec) -> dict[str, tuple[str, ...]]:
    """Number of the clause's list → words that name its papers; the analysis of the year is a group of its own."""
    if rule.function == "analysis-registered":
        return {"": tuple(rule.params["words"])}
    return {group: tuple(words) for group, words in rule.params["groups"].items()}


def _name(writer: Writer, rule: RuleSpec, group: str) -> str:
    name = writer.pick(rule.parts[group]) if group in rule.parts else writer.say("year_analysis")
    return name[:1].upper() + name[1:]


def _clause(writer: Writer, rule: RuleSpec, group: str) -> str:
    """The clause with the number of the group in its list: «6-бөлім, 2-тармақша»."""
    return writer.clause(f"{rule.clause.partition(',')[0]}, {group}" if group else rule.clause)


def _belongs(row: Row, words: Sequence[str], rule: RuleSpec) -> bool:
    return speaks_of(title_of(row), words) and not speaks_of(title_of(row), rule.params.get("other", ()))


def _asked_by(row: Row) -> tuple[str, str] | None:
    """Section and number of the clause that the register itself names for a paper: ``§6-2`` → ``("6", "2")``."""
    found = _CLAUSE.search(row["required_by"] or "")
    return (found[1], found[2]) if found else None


def _kept(writer: Writer, line: dict[str, str]) -> dict[str, Any]:
    """A paper that is there: its own name, else the title of its case."""
    return {**line, "document": line["title"] if line["document"] == DASH else line["document"], "state": writer.say("is_there"), "absent": False}


def _absent(writer: Writer, case: Case, rule: RuleSpec, group: str, found: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """A line for each paper of a group that the folder does not hold; before its day it is not due yet."""
    if group and group == rule.params.get("protocols"):
        for document in _protocols(writer, case, rule, found):
            yield {**_EMPTY, "document": document, "state": writer.say("is_missing"), "absent": True}
        if found or case.own_events():
            return
    if not found:
        day = case.day(rule.params["due"] if "due" in rule.params else rule.params["within"][1])
        state = writer.say("is_missing") if case.is_over(day) else writer.say("is_ahead", date=short_date(day))
        yield {**_EMPTY, "document": _name(writer, rule, group), "state": state, "absent": True}


def _protocols(writer: Writer, case: Case, rule: RuleSpec, found: Sequence[Row]) -> Iterator[str]:
    """Protocols that should be there: of each session held, of each agenda, and numbers that are skipped in between."""
    filed = {number for row in found for number in numbers_in(title_of(row))}
    events = [row for row in case.own_events() if row["form"] in rule.params["minuted"]]
    known = {protocol_key(row["protocol_no"]): row["date"] for row in events if row["protocol_no"]}
    written = {protocol_key(row["protocol_no"]): number_of(row["protocol_no"]) for row in (*case.year["agenda_items"], *events) if row["protocol_no"]}
    for row in case.year["agenda_items"]:
        number = protocol_key(row["protocol_no"])
        if number and is_own(row) and case.has_happened(row):
            known.setdefault(number, row["protocol_date"])
    digits = [int(number) for number in {*filed, *known} if number and number.isdigit()]
    for number in map(str, range(1, max(digits, default=0) + 1)):
        known.setdefault(number, None)
    for number, day in sorted(known.items(), key=lambda one: (len(one[0] or ""), one[0] or "")):
        if number not in filed:
            shown = writer.say("protocol_missing", no=f"№{NBSP}{written.get(number, number)}")
            yield f"{shown} ({short_date(day)})" if day else shown
    for row in events:
        if not row["protocol_no"]:
            yield f"{writer.say('protocol_unnumbered')} ({short_date(row['date'])})"


KIND = Kind(NAME, ("ішкі тізімдеме", "іс тізімдемесі", "опись", "внутренняя опись"), end_of_year=True, keys=one_a_year, make=make)
