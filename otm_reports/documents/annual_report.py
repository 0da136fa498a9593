"""Report → «жылдық есеп»: the leader's report of the year to the council, 3–5 pages (seed 000 §5, K11; K15-6).

It is not the analysis: no three-year tables, no charts, and the leader of the ОТМ signs it.
"""

from __future__ import annotations

from otm_reports.documents import school
from otm_reports.documents.general import chosen, finish, one_a_year, requisites, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import figure_name
from otm_reports.documents.writer import Writer
from otm_reports.model import CellRef, Report
from otm_reports.specs import Specs
from otm_reports.traced import reworded

NAME = "annual-report"
FIGURES = (
    "composition.listeners", "composition.leaders", "composition.mentors",
    "plan.items", "plan.status.done", "plan.status.partial", "plan.status.moved", "plan.status.failed", "plan.unmarked", "plan.done_share",
    "events.held", "events.sessions", "events.forms_used",
    "attendance.meetings", "attendance.marked_share", "attendance.rate", "attendance.below_threshold",
    "lessons.held", "lessons.analysed", "visits.by_listeners", "visits.listener_visits",
    "mentoring.pairs", "mentoring.meetings", "mentoring.lessons_visited", "mentoring.reports",
    "practice.total", "practice.considered", "practice.recommended", "practice.adopted",
    "portfolios.expected", "portfolios.submitted", "portfolios.submitted_share",
)
LISTINGS = ("composition.summary", "plan.by_quarter", "plan.unfulfilled", "events.list", "practice.list", "portfolios.missing")


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The report: figures of the year, what was not done, and the leader's proposals, which are a blank until the leader writes them."""
    writer = Writer(report, specs, lang, yearly_name("жылдық-есеп", report, lang))
    threshold = specs.college.parameters.attendance_threshold
    data = chosen(writer, FIGURES, LISTINGS, full=())
    for row in data["tables"]["composition_summary"]["rows"]:
        row["name"] = reworded(row["name"], figure_name(writer, row["name"]))
    context = {
        **requisites(writer, "otm_leader", prints=("name",)),
        **data,
        "order": school.order(writer),
        "leader": school.leader(writer),
        "plan": school.plan_approval(writer),
        "threshold": f"{threshold:g}".replace(".", ",") if threshold is not None else "",
        "proposals": [writer.blank("proposals", CellRef("registers"))],
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


KIND = Kind(NAME, ("есеп", "жылдық есеп", "отчёт"), end_of_year=True, keys=one_a_year, make=make)
