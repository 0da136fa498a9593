"""Report → «қатысу парағы»: the sheet that listeners sign at one session or event (domain 3.13, K12)."""

from __future__ import annotations

from otm_reports.documents import meetings, school
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import Report
from otm_reports.specs import Specs

NAME = "attendance-sheet"


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The sheet: those on the list that day, each with a place to sign; who came is nobody's word but theirs."""
    meeting = meetings.find(meetings.occasions(report), key)
    writer = Writer(report, specs, lang, file_name(f"қатысу-парағы-{meeting.file_part}", lang))
    row = meeting.event
    context = {
        **requisites(writer, prints=("name",)),
        "date": writer.day(meeting.day) if meeting.day else writer.blank("date", meeting.at),
        "title": writer.show(row["title"]) if row else "",
        "form": writer.show(row["form"], "event_form") if row else "",
        "listeners": school.in_rows(writer, school.on_list(report, meeting)),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {meeting.shown}", context)


KIND = Kind(NAME, ("қатысу парағы", "явочный лист"), end_of_year=False, keys=meetings.keys(meetings.occasions), make=make, called=meetings.called(meetings.occasions))
