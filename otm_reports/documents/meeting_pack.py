"""Report → «отырыс»: announcement, agenda and blank sign-in sheet of a meeting ahead (K07, K12; custom: three days before).

A meeting ahead is a row of the register of events whose day has not passed, or an item of the plan that names a session and is
still to be done.
"""

from __future__ import annotations

from otm_reports.analysis.plan import due
from otm_reports.documents import meetings, school
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.meetings import Meeting
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import Report, Row
from otm_reports.specs import Specs

NAME = "meeting-pack"
_PLANNED = "жоспар-"


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """Each meeting that is still ahead on the day of the run."""
    return (*(one.key for one in _ahead(report)), *(f"{_PLANNED}{_number(report, row)}" for row in _planned(report)))


def _ahead(report: Report) -> list[Meeting]:
    return [one for one in meetings.occasions(report) if one.day and one.day >= report.year.today]


def _planned(report: Report) -> list[Row]:
    """Items of the plan that are sessions, are not done yet, and are due on the day of the run or later."""
    dated = {(one.day.year, one.day.month) for one in meetings.occasions(report) if one.day}
    terms = [(row, due(row["due"], report.year).last) for row in report.year["otm_plan"] if row["form"] == "session" and row["status"] in (None, "pending")]
    return [row for row, last in terms if last and last >= report.year.today and (last.year, last.month) not in dated]


def _number(report: Report, row: Row) -> str:
    return row["item_no"] or str(report.year["otm_plan"].rows.index(row) + 1)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The pack: what is known of the meeting; day, hour and room that nobody has written are blanks."""
    if key.startswith(_PLANNED):
        row = next(one for one in _planned(report) if f"{_PLANNED}{_number(report, one)}" == key)
        meeting, stem, title, form = Meeting(key, None, None, None), key, _title(row["activity"]), row["form"]
        place, at = None, row.cell("due")
    else:
        meeting = meetings.find(_ahead(report), key)
        event = meeting.event
        stem, title, form = meeting.file_part, _title(event["title"]) if event else "", event["form"] if event else "session"
        place, at = event["place"] if event else None, meeting.at
    writer = Writer(report, specs, lang, file_name(f"отырыс-{stem}", lang))
    context = {
        **requisites(writer, "otm_leader", prints=("name", "city")),
        "date": writer.day(meeting.day) if meeting.day else writer.blank("date", at),
        "time": writer.blank("time", at),
        "place": writer.needed(place, "place", at),
        "title": title or writer.blank("title", at),
        "form": writer.show(form, "event_form"),
        "agenda": meetings.announced(writer, meeting) if meeting.event or meeting.items else [{"no": "1", "question": title, "speaker": ""}],
        "listeners": school.in_rows(writer, school.on_list(report, meeting)),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {meeting.shown}".strip(), context)


def _title(value: str | None) -> str:
    """A title without its full stop."""
    return (value or "").rstrip(". ")


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """Number, dates and speakers of the meeting; the number of the item of the plan."""
    return (key, key.removeprefix(_PLANNED)) if key.startswith(_PLANNED) else meetings.find(_ahead(report), key).called


KIND = Kind(NAME, ("отырыс", "отырысқа дайындық", "пакет заседания"), end_of_year=False, keys=keys, make=make, called=called)
