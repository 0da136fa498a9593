"""Report → «тәлімгерлік есебі»: the year's report on mentoring (domain 3.13; seed 000 §2, K18; seed 002 §8)."""

from __future__ import annotations

from otm_reports.documents.general import chosen, finish, one_a_year, requisites, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import CellRef, Report
from otm_reports.specs import Specs

NAME = "mentoring-report"
FIGURES = (
    "mentoring.pairs", "mentoring.mentors", "mentoring.mentees", "mentoring.meetings", "mentoring.lessons_visited", "mentoring.reports",
    "mentoring.young.total", "mentoring.young.retained", "mentoring.young.gone",
)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The report: how many pairs, meetings and lessons, each pair in a table, and a conclusion that a person writes."""
    writer = Writer(report, specs, lang, yearly_name("тәлімгерлік-есебі", report, lang))
    context = {
        **requisites(writer, "methodist", "deputy", prints=("name",)),
        **chosen(writer, FIGURES, ("mentoring.pairs",), full=()),
        "proposals": [writer.blank("mentoring_conclusion", CellRef("registers"))],
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


KIND = Kind(NAME, ("тәлімгерлік есебі", "отчёт о наставничестве"), end_of_year=True, keys=one_a_year, make=make)
