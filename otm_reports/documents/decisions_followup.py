"""Report → «шешімдердің орындалуы»: decisions of the ОТМ and the council with their terms and marks (domain 3.13; M04, K09)."""

from __future__ import annotations

from otm_reports.documents.general import chosen, finish, one_a_year, requisites, yearly_name
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import Report
from otm_reports.specs import Specs

NAME = "decisions-followup"
FIGURES = ("decisions.total", "decisions.executed", "decisions.unmarked", "decisions.ahead", "decisions.open")


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """Every decision with who answers, by when and what the register says became of it."""
    writer = Writer(report, specs, lang, yearly_name("шешімдердің-орындалуы", report, lang))
    context = {**requisites(writer, "methodist", prints=("name",)), **chosen(writer, FIGURES, ("decisions.list",))}
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


KIND = Kind(NAME, ("шешімдер", "шешімдердің орындалуы", "исполнение решений"), end_of_year=True, keys=one_a_year, make=make)
