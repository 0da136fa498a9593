"""Report → «сабаққа қатысу парағы»: the sheet of one visit to a colleague's lesson (seed 000 §4, K08; seed 002 §8 6), O02; domain 3.13).

What the journal says is filled in; a review that it does not hold is written by hand.
"""

from __future__ import annotations

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import staff_of
from otm_reports.documents import row_sheets, school
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import Report, Row
from otm_reports.specs import Specs

NAME = "visit-sheet"


def _visits(report: Report) -> dict[str, Row]:
    rows = [row for row in report.year.select("mutual_visits") if row["visited"] is not None]
    return row_sheets.by_day(rows, "date", "visitor")


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One sheet for each visit of the journal, made or ahead."""
    return tuple(_visits(report))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The day and the two people."""
    return row_sheets.asked_by(key, _visits(report)[key], "date", "visitor", "visited")


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The sheet of a visit; the mark is that of the listing of visits."""
    row = _visits(report)[key]
    writer = Writer(report, specs, lang, file_name(f"сабаққа-қатысу-парағы_{key}", lang))
    line = row_sheets.line_of(writer, "visits.list", row)
    context = {
        **requisites(writer, prints=("name",)),
        "date": writer.show(row["date"]),
        "visitor": _person(writer, row, "visitor"),
        "visited": _person(writer, row, "visited"),
        "subject": writer.needed(row["subject"], "subject", row.cell("subject")),
        "group": writer.needed(row["group"], "group", row.cell("group")),
        "topic": writer.needed(row["topic"], "title", row.cell("topic")),
        "aim": writer.show(row["aim"]),
        "review": writer.show(row["review"]),
        "mark": row_sheets.said(line, "mark"),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {key}", context)


def _person(writer: Writer, row: Row, name: str) -> dict[str, str]:
    person = row[name]
    return {"full": person.full, "signed": writer.signed(person), "position": school.position(writer, staff_of(writer.report.year).get(same(person)))}


KIND = Kind(NAME, ("сабаққа қатысу парағы", "лист взаимопосещения"), end_of_year=False, keys=keys, make=make, called=called)
