"""Report → «кесте»: what one month holds and what falls due in it (practice: monthly; K07, K08, K09; local custom).

Events of the ОТМ, open lessons, mutual visits; items of the plan, decisions and categories of teachers that fall due.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from otm_reports.analysis.decisions import term_of
from otm_reports.analysis.joins import is_own
from otm_reports.documents import bilingual
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.meetings import NOT_HELD
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import cell
from otm_reports.documents.writer import DASH, Writer
from otm_reports.kazakh import dates
from otm_reports.model import AcademicYear, Report, Row
from otm_reports.specs import Specs

NAME = "month-schedule"
#: Register → the fields of a line: title of the table's columns stand in the template.
_DATED = {"events": "date", "open_lessons": "date", "mutual_visits": "date"}


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """Each month of the span that has an event, a lesson, a visit, or something that falls due, as ``2025-10``."""
    days = [row[name] for register, name in _DATED.items() for row in report.year.select(register) if isinstance(row[name], date)]
    falling = (*report.year["otm_plan"], *(row for row in report.year.select("agenda_items") if row["decision_text"]))
    days += [term.last for row in falling if (term := term_of(row["due"], report.year)).last and term.quarter != "all_year"]
    return tuple(sorted({f"{day:%Y-%m}" for day in days if day in report.year.span.days}))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The month by its number and by its names."""
    month = int(key[-2:])
    return (key, dates.month(month), dates.month(month, "ru"))


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The month: a table for each thing it holds; what it does not hold is not there."""
    writer = Writer(report, specs, lang, file_name(f"кесте-{key}", lang))
    year = report.year
    context = {
        **requisites(writer, "methodist", "deputy", prints=("name",)),
        "month": writer.say("month_of", month=dates.month(int(key[-2:]), lang), year=key[:4]),
        "events": _numbered(_event(writer, row) for row in _in(year, "events", key) if is_own(row) and row["status"] not in NOT_HELD),
        "lessons": _numbered(_lesson(writer, row) for row in _in(year, "open_lessons", key)),
        "visits": _numbered(_visit(writer, row) for row in _in(year, "mutual_visits", key)),
        "plan": _numbered(_plan(writer, row) for row in year["otm_plan"] if _falls(year, row, key)),
        "decisions": _numbered(_decision(writer, row) for row in year.select("agenda_items") if row["decision_text"] and _falls(year, row, key)),
        "categories": _numbered(_category(writer, row) for row in year["staff"] if _month(row["category_expires_on"]) == key),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {key}", context)


def _month(value: object) -> str:
    return f"{value:%Y-%m}" if isinstance(value, date) else ""


def _in(year: AcademicYear, register: str, key: str) -> list[Row]:
    """Rows of a register in the month, by day."""
    rows = [row for row in year.select(register) if _month(row[_DATED[register]]) == key]
    return sorted(rows, key=lambda row: row[_DATED[register]])


def _falls(year: AcademicYear, row: Row, key: str) -> bool:
    """Whether a term ends in the month; an open-ended one («жыл бойы») falls due in no month of its own."""
    term = term_of(row["due"], year)
    return not term.repeats and term.quarter != "all_year" and _month(term.last) == key


def _numbered(rows: Any) -> dict[str, Any]:  # noqa: ANN401 - rows of any table
    made = [{"row_no": str(place), **row} for place, row in enumerate(rows, 1)]
    return {"shown": bool(made), "rows": made}


def _event(writer: Writer, row: Row) -> dict[str, str]:
    return {
        "date": writer.show(row["date"]), "form": writer.show(row["form"], "event_form"), "title": writer.show(row["title"]),
        "who": cell(writer, "who", row["presenter"]),
    }


def _lesson(writer: Writer, row: Row) -> dict[str, str]:
    return {
        "date": writer.show(row["date"]), "teacher": cell(writer, "teacher", row["teacher"]), "kind": writer.show(row["kind"], "lesson_kind") or DASH,
        "subject": writer.show(row["subject"]) or DASH, "group": writer.show(row["group"]) or DASH, "topic": writer.show(row["topic"]) or DASH,
    }


def _visit(writer: Writer, row: Row) -> dict[str, str]:
    return {
        "date": writer.show(row["date"]), "visitor": cell(writer, "visitor", row["visitor"]), "visited": cell(writer, "visited", row["visited"]),
        "subject": writer.show(row["subject"]) or DASH, "group": writer.show(row["group"]) or DASH,
    }


def _plan(writer: Writer, row: Row) -> dict[str, str]:
    return {
        "activity": writer.show(row["activity"]), "due": bilingual.term(writer, writer.show(row["due"])), "responsible": cell(writer, "responsible", row["responsible"]),
        "status": writer.show(row["status"], "plan_status") or DASH,
    }


def _decision(writer: Writer, row: Row) -> dict[str, str]:
    return {
        "protocol": writer.show(row["protocol_no"]), "date": writer.show(row["protocol_date"]), "decision": writer.show(row["decision_text"]),
        "responsible": cell(writer, "responsible", row["responsible"]), "due": bilingual.term(writer, writer.show(row["due"])),
    }


def _category(writer: Writer, row: Row) -> dict[str, str]:
    return {
        "person": writer.show(row["full_name"], full=True), "category": writer.show(row["category"], "category") or DASH,
        "date": writer.show(row["category_expires_on"]),
    }


KIND = Kind(NAME, ("кесте", "айлық кесте", "график месяца"), end_of_year=False, keys=keys, make=make, called=called)
