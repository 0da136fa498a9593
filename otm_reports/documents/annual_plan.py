"""Report → «жоспар»: the year's plan of the ОТМ as the council considers and the director approves it (domain 3.6; K04, K06).

A plan of August belongs to the coming year: it is made from the registers of that year.
"""

from __future__ import annotations

from otm_reports.documents import bilingual, school
from otm_reports.documents.general import finish, one_a_year, purpose, requisites, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import DASH, Writer
from otm_reports.model import CellRef, Report, Row
from otm_reports.specs import Specs

NAME = "annual-plan"


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The plan by its sections: what, in which form, by when, who answers, what is expected; the last column is written by hand."""
    writer = Writer(report, specs, lang, yearly_name("жоспар", report, lang))
    rows = report.year["otm_plan"].rows
    context = {
        **requisites(writer, "director", "otm_leader", prints=("name", "name_genitive")),
        "purpose": purpose(writer, legal_printed=False),
        "plan": school.plan_approval(writer),
        "items": _by_section(writer, rows),
        "items_blank": "" if rows else writer.blank("plan_items", CellRef("registers")),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


def _by_section(writer: Writer, rows: tuple[Row, ...]) -> list[dict[str, str]]:
    """The items with the headings of their sections between them."""
    made: list[dict[str, str]] = []
    section = ""
    for row in rows:
        if (row["section"] or "") != section:
            section = row["section"] or ""
            made.append({"heading": section, **dict.fromkeys(("no", "activity", "form", "due", "responsible", "expected"), "")})
        made.append(_item(writer, row, len([one for one in made if not one["heading"]]) + 1))
    return made


def _item(writer: Writer, row: Row, place: int) -> dict[str, str]:
    return {
        "heading": "",
        "no": writer.show(row["item_no"]) or str(place),
        "activity": writer.show(row["activity"]),
        "form": writer.show(row["form"], "event_form") or DASH,
        "due": bilingual.term(writer, writer.from_row(row, "due", "due", row.at)),
        "responsible": bilingual.answering(writer, row["responsible"]) or writer.blank("responsible", row.cell("responsible")),
        "expected": writer.show(row["expected"]) or DASH,
    }


KIND = Kind(NAME, ("жоспар", "жылдық жоспар", "план"), end_of_year=False, keys=one_a_year, make=make)
