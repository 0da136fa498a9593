"""Report → «хаттама»: the protocol of one session of the ОТМ, with the list of who attended (domain 3.1, K07, K15-5)."""

from __future__ import annotations

from typing import Any

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import is_own, staff_of
from otm_reports.documents import meetings, school
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.meetings import Meeting
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import REQUISITES, Writer, tied
from otm_reports.model import Person, Report, Row
from otm_reports.specs import Specs

NAME = "session-protocol"


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The protocol of one session."""
    meeting = meetings.find(meetings.sessions(report), key)
    name = file_name(f"хаттама-{meeting.file_part}", lang)
    writer = Writer(report, specs, lang, name)
    row = meeting.event
    items = meetings.agenda(writer, meeting)
    context = {
        **requisites(writer, prints=("name", "city")),
        "no": writer.needed(meeting.printed, "protocol_no", row.cell("protocol_no") if row else meeting.at),
        "date": writer.day(meeting.day) if meeting.day else writer.blank("date", row.cell("date") if row else meeting.at),
        "dated": writer.dated(meeting.day) if meeting.day else writer.blank("date", row.cell("date") if row else meeting.at),
        "title": writer.show(row["title"]) if row else "",
        "form": writer.show(row["form"], "event_form") if row else "",
        "invited": writer.show(row["invited"]) if row else "",
        "chair": _signs(writer, meeting, "chair", "leader", "otm_leader"),
        "secretary": _signs(writer, meeting, "secretary", "secretary", "otm_secretary"),
        "present": present(writer, meeting),
        "headings": headings(writer),
        "agenda": meetings.questions(writer, meeting, items),
        "items": items,
        "annex": _annex(writer, meeting),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {meeting.shown}", context)


def headings(writer: Writer) -> dict[str, str]:
    """The headings of a protocol, as ``otm.toml`` words them."""
    papers, lang = writer.specs.college.papers, writer.lang
    return {name: getattr(papers, name)[lang] for name in ("heard", "spoke", "decided", "votes")}


def _signs(writer: Writer, meeting: Meeting, name: str, role: str, post: str) -> dict[str, str]:
    """Who chairs or writes: the event's own row, else the order on the composition, else the requisites, else a blank."""
    row, college = meeting.event, writer.specs.college.people
    person = row[name] if row else None
    if person is None:
        leading = school.holders(writer.report, role)
        person = leading[0]["person"] if len(leading) == 1 else None
    if isinstance(person, Person):
        return {"name": writer.signed(person)}
    typed = tied(getattr(college, post).signature(writer.lang))
    return {"name": typed or writer.blank(name, row.cell(name) if row else REQUISITES)}


def present(writer: Writer, meeting: Meeting) -> dict[str, Any]:
    """Numbers of those on the list, present and excused, and the register they come from; reasons are counts only."""
    key = f"/protocol={meeting.key}"
    row = meeting.event
    marked = writer.value(f"attendance.present{key}")
    listed = writer.value(f"attendance.listed{key}")
    written = row["present_n"] if row else None
    on_list = f"attendance.listed{key}" if listed is not None or marked is not None else "composition.listeners"
    counted = marked if marked is not None else written
    at = row.cell("present_n") if row else meeting.at
    return {
        "listed": writer.known(on_list) or writer.blank("listed", at),
        "present": writer.known(f"attendance.present{key}") or writer.counted(row, "present_n") or writer.blank("present", at),
        "excused": writer.known(f"attendance.excused{key}") if writer.value(f"attendance.excused{key}") else "",
        "source": writer.say("by_attendance" if marked is not None else "by_events") if counted is not None else "",
        "differs": marked is not None and written is not None and written != marked,
    }


# ── the annex ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _annex(writer: Writer, meeting: Meeting) -> dict[str, Any]:
    """Who attended: name, post and category, mark; a sheet to sign where no marks were kept."""
    marks = meetings.by_person(meetings.marks(writer.report, meeting, is_own))
    staff = staff_of(writer.report.year)
    on_list = school.on_list(writer.report, meeting)
    people = {same(row["person"]): row["person"] for row in (*on_list, *marks.values()) if row["person"]}
    rows = [
        {
            "row_no": str(place), "person": person.full, "position": school.position(writer, staff.get(who)),
            "mark": _mark(writer, marks.get(who)),
        }
        for place, (who, person) in enumerate(people.items(), 1)
    ]
    return {"shown": bool(rows), "marked": bool(marks), "rows": rows}


def _mark(writer: Writer, row: Row | None) -> str:
    """Present or not; why somebody was away is nobody's business here."""
    if row is None or row["mark"] is None:
        return writer.say("unmarked")
    return writer.say("was_present" if row["mark"] == "present" else "was_absent")


KIND = Kind(NAME, ("хаттама", "отырыс хаттамасы", "протокол"), end_of_year=True, keys=meetings.keys(meetings.sessions), make=make, called=meetings.called(meetings.sessions))
