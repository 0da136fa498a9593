"""Report → «сабақ талдауы»: the sheet on which colleagues analyse one open lesson together (seed 000 §4, K08; seed 002 §8 6); domain 3.13).

What the journal says is filled in; what is seen at the lesson is written by hand.
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

NAME = "lesson-analysis"


def _lessons(report: Report) -> dict[str, Row]:
    return row_sheets.by_day(report.year.select("open_lessons"), "date", "teacher")


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One sheet for each lesson of the journal, held or ahead."""
    return tuple(_lessons(report))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The day and the teacher."""
    return row_sheets.asked_by(key, _lessons(report)[key], "date", "teacher")


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The sheet of a lesson; the number of visitors and the mark are those of the listing of lessons."""
    row = _lessons(report)[key]
    writer = Writer(report, specs, lang, file_name(f"сабақ-талдауы_{key}", lang))
    line = row_sheets.line_of(writer, "lessons.list", row)
    teacher = staff_of(report.year).get(same(row["teacher"]))
    context = {
        **requisites(writer, prints=("name",)),
        "date": writer.show(row["date"]),
        "teacher": {"full": writer.show(row["teacher"], full=True), "signed": writer.signed(row["teacher"]), "position": school.position(writer, teacher)},
        "kind": writer.needed(row["kind"], "lesson_kind", row.cell("kind"), "lesson_kind"),
        "subject": writer.needed(row["subject"], "subject", row.cell("subject")),
        "group": writer.needed(row["group"], "group", row.cell("group")),
        "topic": writer.needed(row["topic"], "title", row.cell("topic")),
        "course": writer.show(row["course"]), "pair": writer.show(row["pair"]), "room": writer.show(row["room"]),
        "technology": writer.show(row["technology"]),
        "visitors": [
            {"row_no": str(place), "person": writer.show(one, full=True)} for place, one in enumerate(row["visitors"] or (), 1)
        ],
        "visitors_n": row_sheets.said(line, "visitors"),
        "mark": row_sheets.said(line, "mark"),
        "recommendation": writer.show(row["recommendation"]),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {key}", context)


KIND = Kind(NAME, ("сабақ талдауы", "анализ урока"), end_of_year=False, keys=keys, make=make, called=called)
