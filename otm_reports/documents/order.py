"""Report → «бұйрық»: the director's order that creates the ОТМ for a year and approves its composition (domain 3.5, K05).

The program drafts it; the number and the day come from the chancellery. An order of August belongs to the coming year: it is made
from the registers of that year.
"""

from __future__ import annotations

from otm_reports.analysis.joins import LISTENER_ROLES, members
from otm_reports.documents import school
from otm_reports.documents.general import finish, requisites, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import CellRef, Report
from otm_reports.specs import Specs

NAME = "order"


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One order, where the composition says whom it is about."""
    return ("",) if members(report.year).rows else ()


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The order: items, control, entry into force; who leads and helps in annex 1, the listeners in annex 2, and who has read it."""
    writer = Writer(report, specs, lang, yearly_name("бұйрық", report, lang))
    rows = list(members(report.year))
    plan, order = school.plan_approval(writer), school.order(writer)
    context = {
        **requisites(writer, "director", "deputy", prints=("name", "city")),
        **order,
        "clause": school.clause(writer, "K05"),
        "leader": school.leader(writer),
        "plan": plan,
        "plan_due": "" if plan["known"] else writer.blank("plan_due", CellRef("registers")),
        "leading": school.in_rows(writer, [row for row in rows if row["role"] not in LISTENER_ROLES]),
        "listeners": school.in_rows(writer, [row for row in rows if row["role"] in LISTENER_ROLES]),
        "everybody": school.in_rows(writer, rows),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


KIND = Kind(NAME, ("бұйрық", "приказ"), end_of_year=False, keys=keys, make=make)
