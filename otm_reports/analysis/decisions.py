"""Agenda items → Figures and Listings: what the ОТМ and the methodological council have decided, and what has become of it."""

from __future__ import annotations

import re
from datetime import date

from otm_reports.analysis.counting import Chapter, line, narrowed
from otm_reports.analysis.joins import is_own
from otm_reports.analysis.plan import Due, due
from otm_reports.analysis.tallies import keeps, known_only
from otm_reports.kazakh.dates import month_number
from otm_reports.model import AcademicYear, Row

#: What a decision may have become, by its mark and its term; a term that has passed without a mark is no failure.
STATES = ("executed", "unmarked", "ahead", "open")
_DAYS = (
    re.compile(r"(?P<year>\d{4})\s*(?:жылғы|жылдың|ж\.)\s*(?P<day>\d{1,2})\s+(?P<month>\w+)"),
    re.compile(r"(?P<day>\d{1,2})\s+(?P<month>\w+)\s+(?P<year>\d{4})"),
)


def count(chapter: Chapter) -> None:
    """How many decisions there are and how they stand (domain 3.13; seed 001 §5: recommendations are followed up, M04)."""
    found = narrowed(chapter.year.select("agenda_items"), _other, "question")
    chapter.count("total", found, found.rows, "decision_text")
    for name in STATES:
        rows = [row for row in found if state(row, chapter.year) == name]
        figure = chapter.count(name, found, rows, "decision_text")
        # where nobody keeps what became of decisions, that none is marked says nothing
        known_only(chapter, figure, known=name != "executed" or keeps(found, "execution", "executed_on"))
    rows = sorted(found, key=lambda row: (row["protocol_date"] is None, row["protocol_date"] or chapter.year.days.end, row["body"] or "otm"))
    chapter.listing(
        "list", found,
        rows=[
            line(row, body=(row["body"] or "otm", (row.cell("body"),)), protocol="protocol_no", date="protocol_date", decision="decision_text",
                 responsible="responsible", due="due", execution=_execution(row), state=(state(row, chapter.year), (row.cell("due"),)))
            for row in rows
        ],
    )


def _execution(row: Row) -> str:
    return "executed_on" if row["executed_on"] is not None and not row["execution"] else "execution"


def _other(row: Row) -> str | None:
    if not (is_own(row) or row["body"] == "mc"):
        return "not-otm"
    return None if row["decision_text"] else "blank"


def state(row: Row, year: AcademicYear) -> str:
    """``executed`` with a mark; without one ``ahead`` or, once the term has passed, ``unmarked``; ``open`` without a single term."""
    if row["executed_on"] is not None or row["execution"]:
        return "executed"
    term = term_of(row["due"], year)
    if term.quarter == "all_year" or term.last is None:
        return "open"
    return "ahead" if term.last >= year.today else "unmarked"


def term_of(text: str | None, year: AcademicYear) -> Due:
    """When a decision falls due: by the day it names («2025 жылғы 15 қарашаға дейін»), else as an item of the plan does."""
    found = [day for pattern in _DAYS for match in pattern.finditer(text or "") if (day := _day(match)) is not None]
    return Due(year.quarter(max(found)) or "undated", max(found)) if found else due(text, year)


def _day(found: re.Match[str]) -> date | None:
    month = month_number(found["month"])
    try:
        return date(int(found["year"]), month, int(found["day"])) if month else None
    except ValueError:
        return None
