"""Report → «келесі жыл жоспарының жобасы»: next year's plan drafted from what this year leaves (domain 3.13; K04, K06).

Nothing in it is invented: unfinished items of the plan, decisions without a mark, clauses that are not met. New terms are blanks.
"""

from __future__ import annotations

from typing import Any

from otm_reports.documents.general import chosen, file_name, finish, next_year, one_a_year, purpose, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import NBSP, Writer
from otm_reports.model import Report, Verdict
from otm_reports.specs import Specs
from otm_reports.traced import joined

NAME = "next-year-plan"


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The draft: three sources, each item with where it comes from."""
    coming = next_year(report.year.label)
    writer = Writer(report, specs, lang, file_name(f"келесі-жыл-жоспары_{coming}", lang))
    open_rules = [result for result in report.results if result.verdict in (Verdict.NOT_MET, Verdict.PARTLY)]
    context = {
        **requisites(writer, "otm_leader", prints=("name",)),
        **chosen(writer, ("plan.items", "plan.status.done"), ("plan.unfulfilled",), full=()),
        "purpose": purpose(writer, legal_printed=False),
        "decisions": _decisions(writer),
        "clauses": [
            {
                "row_no": str(place), "text": writer.pick(result.text), "clause": writer.clause(result.clause, result.profile).replace(", ", ",\n"),
                "verdict": writer.say(result.verdict.value, "verdicts"), "reason": writer.pick(result.reason),
            }
            for place, result in enumerate(open_rules, 1)
        ],
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


def _decisions(writer: Writer) -> dict[str, Any]:
    """Decisions without a mark; the council and the school number their protocols apart, so each protocol is named with its body."""
    made = table(writer, "decisions.list", where=lambda row: row["state"] == "unmarked")
    made["rows"] = [{**row, "whose": joined((row["body"], f", №{NBSP}", row["protocol"]))} for row in made["rows"]]
    return made


KIND = Kind(NAME, ("келесі жоспар", "келесі жыл жоспары", "план следующего года"), end_of_year=True, keys=one_a_year, make=make)
