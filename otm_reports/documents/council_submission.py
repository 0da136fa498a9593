"""Report → «ұсыныс»: best practices brought before the methodological council (domain 3.4, K17)."""

from __future__ import annotations

from otm_reports.analysis.joins import is_own, protocol_key
from otm_reports.documents.general import finish, requisites, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import cell
from otm_reports.documents.writer import Writer
from otm_reports.model import CellRef, Report, Row
from otm_reports.specs import Specs

NAME = "council-submission"


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One submission a year."""
    return ("",)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The submission of the year: every practice of the year that the register holds, with visible blanks where it is silent."""
    writer = Writer(report, specs, lang, yearly_name("әк-ұсыныс", report, lang))
    found = report.year.select("best_practice")
    papers = specs.college.papers
    rows = [_practice(writer, place, row) for place, row in enumerate(found, 1)]
    context = {
        **requisites(writer, "otm_leader", "methodist"),
        "title": papers.submission_title[lang],
        "subtitle": papers.submission_subtitle[lang],
        "basis": _basis(writer),
        "practices": rows,
        "practices_shown": bool(rows),
        "words": writer.say("table_empty" if found.has_register else "table_no_data"),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


def _practice(writer: Writer, place: int, row: Row) -> dict[str, str]:
    return {
        "row_no": str(place),
        "authors": cell(writer, "authors", row["authors"]) if row["authors"] else writer.blank("author", row.cell("authors")),
        "title": writer.needed(row["title"], "title", row.cell("title")),
        "form": writer.from_row(row, "form_of_generalisation", "form", row.cell("form_of_generalisation")),
        "result": writer.from_row(row, "result_evidence", "result", row.cell("result_evidence")),
        "level": writer.from_row(row, "level_recommended", "level", row.cell("level_recommended"), "level"),
    }


def _basis(writer: Writer) -> dict[str, str]:
    """What the submission rests on: the clause on dissemination and the ОТМ session that took the practices up."""
    clause = next((result.clause for result in writer.report.results if result.id == "K17"), "")
    items = [
        row for row in writer.report.year.select("agenda_items")
        if is_own(row) and row["kind"] == "disseminate" and row["protocol_date"]
    ]
    last = max(items, key=lambda row: row["protocol_date"], default=None)
    at = last.at if last else CellRef("registers")
    number = protocol_key(last["protocol_no"]) if last else None
    return {
        "clause": clause,
        "no": writer.needed(number, "session_no", at),
        "date": writer.day(last["protocol_date"]) if last else writer.blank("session_date", at),
    }


KIND = Kind(NAME, ("ұсыныс", "әк-ұсыныс", "представление"), end_of_year=True, keys=keys, make=make)
