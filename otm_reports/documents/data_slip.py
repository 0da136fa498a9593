"""Report → «деректерді растау парағы»: the numbers taken from a department's registers, for its head to check and sign (№ 583, clause 13 3); O04).

The local custom behind it: before the council the deputy director asks each head to confirm the numbers that go into the analysis.
"""

from __future__ import annotations

from otm_reports.analysis import departments
from otm_reports.analysis.responsible import chair_of
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import Writer
from otm_reports.model import CellRef, Person, Report
from otm_reports.specs import Specs

NAME = "data-slip"
#: Letters of a department's name in the name of a file: systems take no endless ones.
_NAME = 40


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One sheet for each department from whose registers a number was taken."""
    counted = {row.values["department"] for row in report.listings["departments.numbers"]}
    return tuple(name for name in departments.names(report.year) if name in counted)


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The department by its name, and by the name of its head."""
    head = chair_of(report.year, key)
    return (key, *((head["chair"].full,) if head and isinstance(head["chair"], Person) else ()))


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """Every number with the sheet it was taken from, an empty place to confirm or correct it, and the rows that were not counted."""
    place = departments.names(report.year).index(key) + 1
    period = report.year.span.name.replace("..", "–")
    stem = f"растау-парағы-{place:02d}-{key[:_NAME].replace(' ', '-')}_{report.year.label}" + ("" if report.year.span.whole_year else f"_{period}")
    writer = Writer(report, specs, lang, file_name(stem, lang))
    head = chair_of(report.year, key)
    chair = writer.signed(head["chair"]) if head and isinstance(head["chair"], Person) else ""
    at = next((row.cell("chair") for row in report.year["commissions"] if row["name"] == key), CellRef("registers"))
    context = {
        **requisites(writer, "methodist", prints=("name",)),
        "department": key,
        "head": chair or writer.blank("commission_chair", at),
        "numbers": table(writer, "departments.numbers", where=lambda row: row["department"] == key),
        "left": table(writer, "departments.left_out", where=lambda row: row["department"] == key),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')}: {key}", context)


KIND = Kind(NAME, ("растау парағы", "деректерді растау парағы", "лист подтверждения"), end_of_year=False, keys=keys, make=make, called=called)
