"""Report → «желі мониторингі»: the year of a network of leading and partner schools (seed 003, purposes 2–6 and functions; L01–L08)."""

from __future__ import annotations

from otm_reports.documents.general import chosen, finish, requisites, verdicts, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.row_sheets import capital
from otm_reports.documents.writer import Writer
from otm_reports.model import CellRef, Report
from otm_reports.specs import Specs

NAME = "network-monitoring"
LISTINGS = ("network.roles", "network.leaders", "network.members", "network.events", "network.partners", "network.years")
#: Profile whose clauses are those of the network.
PROFILE = "leading-school"
#: What the network is monitored for (purposes 2–6): keys of ``[network_tasks]``.
TASKS = ("content", "approaches", "community", "support", "resources")


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One paper a year, where the college keeps a register of the network."""
    return ("",) if "network.years" in report.listings and report.year.select("network_members").has_register else ()


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """Members and roles, events, who took part, three years, and a conclusion on each purpose that a person writes."""
    writer = Writer(report, specs, lang, yearly_name("желі-мониторингі", report, lang))
    columns = report.listings["network.years"].columns
    context = {
        **requisites(writer, "methodist", "director", prints=("name",)),
        **chosen(writer, (), LISTINGS),
        "years": {name: columns[name][lang] for name in ("y2", "y1", "y")},
        "purposes": [
            {"row_no": str(place), "task": capital(writer.say(task, "network_tasks")), "conclusion": writer.blank("network_conclusion", CellRef("registers"), no=place)}
            for place, task in enumerate(TASKS, 1)
        ],
        "rules": verdicts(writer, tuple(result for result in report.results if result.profile.startswith(PROFILE))),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


KIND = Kind(NAME, ("желі мониторингі", "мониторинг сети"), end_of_year=False, keys=keys, make=make)
