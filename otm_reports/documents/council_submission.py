"""Report → «ұсыныс»: best practices brought before the methodological council (domain 3.4, K17)."""

from __future__ import annotations

from datetime import date

from otm_reports.analysis.joins import is_own
from otm_reports.analysis.practice import is_considered, is_recommended
from otm_reports.documents.general import by_authors, finish, requisites, yearly_name
from otm_reports.documents.meetings import number_of
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
    """The submission: the practices of the year that the council has not recommended yet, with visible blanks for what is missing.

    Those it has recommended are named with its protocols and not asked for again.
    """
    writer = Writer(report, specs, lang, yearly_name("әк-ұсыныс", report, lang))
    found = report.year.select("best_practice")
    papers = specs.college.papers
    waiting = [row for row in found if not _decided(row)]
    rows = [_practice(writer, place, row) for place, row in enumerate(waiting, 1)]
    empty = "submission_done" if found.rows else ("table_empty" if found.has_register else "table_no_data")
    context = {
        **requisites(writer, "otm_leader", "methodist", prints=("name",)),
        "title": papers.submission_title[lang],
        "subtitle": papers.submission_subtitle[lang],
        "basis": _basis(writer),
        "practices": rows,
        "practices_shown": bool(rows),
        "decided": [_recommended(writer, row) for row in found if _decided(row)],
        "words": writer.say("submission_nothing", why=writer.say(empty)),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


def _decided(row: Row) -> bool:
    """The council has recommended it, and its protocol says so."""
    return is_considered(row) and is_recommended(row)


def _recommended(writer: Writer, row: Row) -> str:
    """«Кейс арқылы» (авторы – Серікова А.М.): 2026 жылғы 27 наурыздағы № 5 хаттама, облыстық деңгей."""
    day, number = row["mc_protocol_date"], number_of(row["mc_protocol_no"])
    dated = writer.dated(day) if isinstance(day, date) else ""
    protocol = writer.say("protocol_of", date=dated, no=number).strip() if number else dated
    level = writer.say("at_level", level=writer.show(row["level_recommended"], "level")) if row["level_recommended"] else ""
    authors = by_authors(writer, [writer.show(one) for one in row["authors"] or ()])
    head = " ".join(part for part in (f"«{writer.show(row['title']).strip('«» ')}»" if row["title"] else "", authors) if part)
    return ", ".join(part for part in (head, protocol, level) if part)


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
    number = number_of(last["protocol_no"]) if last else ""
    return {
        "clause": writer.clause(clause),
        "no": writer.needed(number, "session_no", at),
        "dated": writer.dated(last["protocol_date"]) if last else writer.blank("session_date", at),
    }


KIND = Kind(NAME, ("ұсыныс", "әк-ұсыныс", "представление"), end_of_year=True, keys=keys, make=make)
