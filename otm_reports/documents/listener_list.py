"""Report → «тізім»: the listeners of the ОТМ (domain 3.7, K15-4)."""

from __future__ import annotations

from otm_reports.analysis.joins import LISTENER_ROLES
from otm_reports.documents import school
from otm_reports.documents.general import chosen, finish, one_a_year, requisites, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import Writer
from otm_reports.model import Report
from otm_reports.specs import Specs

NAME = "listener-list"


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The list: post, category, experience, ground, topic and mentor of each listener, and how many there are."""
    writer = Writer(report, specs, lang, yearly_name("тізім", report, lang))
    context = {
        **requisites(writer, "otm_leader", prints=("name",)),
        **chosen(writer, ("composition.listeners", "composition.ground.young")),
        "order": school.order(writer),
        "listeners": table(writer, "composition.members", full=("person",), where=lambda row: row["role"] in LISTENER_ROLES),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


KIND = Kind(NAME, ("тізім", "тыңдаушылар тізімі", "список слушателей"), end_of_year=True, keys=one_a_year, make=make)
