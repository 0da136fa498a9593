"""Report → «тәлімгерлік жоспары»: the plan of one mentor and one mentee (domain 3.13; seed 000 §2, K18; seed 002 §8).

What mentor and mentee agree on they write themselves: the program fills in who, by which order, for how long, on what topic.
"""

from __future__ import annotations

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import staff_of
from otm_reports.documents import school
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import Period, Person, Report, Row
from otm_reports.specs import Specs

NAME = "mentoring-plan"


def _pairs(report: Report) -> dict[str, Row]:
    """Pairs of the register by a key: number in the register and surname of the mentee."""
    rows = [row for row in report.year["mentoring"] if isinstance(row["mentor"], Person) and isinstance(row["mentee"], Person)]
    return {f"{place:02}-{row['mentee'].surname or row['mentee'].as_written}": row for place, row in enumerate(rows, 1)}


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One plan for each pair."""
    return tuple(_pairs(report))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The two people of the pair."""
    row = _pairs(report)[key]
    return (key, row["mentor"].full, row["mentee"].full)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The plan of a pair, its steps to be filled in by hand."""
    row = _pairs(report)[key]
    writer = Writer(report, specs, lang, file_name(f"тәлімгерлік-жоспары-{key}", lang))
    day, period = row["order_date"], row["period"]
    context = {
        **requisites(writer, "deputy", prints=("name",)),
        "mentor": _person(writer, row, "mentor"),
        "mentee": _person(writer, row, "mentee"),
        "order": {
            "no": writer.needed(row["order_no"], "order_no", row.cell("order_no")),
            "dated": writer.dated(day) if day else writer.blank("order_date", row.cell("order_date")),
        },
        "period": writer.needed(period if isinstance(period, Period) else None, "period", row.cell("period")),
        "topic": writer.needed(row["topic"], "title", row.cell("topic")),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


def _person(writer: Writer, row: Row, name: str) -> dict[str, str]:
    person = row[name]
    staff = staff_of(writer.report.year).get(same(person))
    return {"full": person.full, "signed": writer.signed(person), "position": school.position(writer, staff)}


KIND = Kind(NAME, ("тәлімгерлік жоспары", "план наставничества"), end_of_year=False, keys=keys, make=make, called=called)
