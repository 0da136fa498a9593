"""Report → «әк-хаттама»: the protocol of one meeting of the methodological council (domain 3.2, K06, K11, K17)."""

from __future__ import annotations

from typing import Any

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import protocol_key, staff_of
from otm_reports.documents import bilingual, meetings
from otm_reports.documents.general import by_authors, file_name, finish, requisites
from otm_reports.documents.meetings import Meeting
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.session_protocol import headings
from otm_reports.documents.writer import REQUISITES, Writer, tied
from otm_reports.model import Person, Report, Row
from otm_reports.specs import Specs
from otm_reports.traced import Blank

NAME = "council-protocol"
_ORDER = {"chair": 0, "deputy": 1, "secretary": 2}


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The protocol of one council meeting."""
    meeting = meetings.find(meetings.councils(report), key)
    plain = meeting.file_part.split("_")[0] if "_" not in key else meeting.file_part
    writer = Writer(report, specs, lang, file_name(f"әк-хаттама-{plain}", lang))
    items = agenda(writer, meeting)
    members = _members(writer, meeting)
    context = {
        **frame(writer, meeting),
        "members": members,
        "members_shown": bool(members),
        "members_blank": "" if members else writer.blank("members", meeting.at),
        "marked": any(member["mark"] for member in members),
        "invited": writer.show(meeting.event["invited"]) if meeting.event else "",
        "agenda": meetings.questions(writer, meeting, items),
        "items": items,
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {meeting.shown}", context)


def agenda(writer: Writer, meeting: Meeting) -> list[dict[str, Any]]:
    """The items; the one on dissemination says of each practice by name what was decided (domain 3.2 c, K17)."""
    items = meetings.agenda(writer, meeting)
    about = next((item for item in items if item["kind"] == "disseminate"), None)
    if about is not None:
        decision = about["decisions"][0]
        said = [_practice(writer, row) for row in _practices(writer.report, meeting) if row["title"].strip("«» ") not in decision["text"]]
        decision["parts"] = [{"no": f"{decision['no']}.{place}", "text": text} for place, text in enumerate(said, 1)]
    return items


def _practices(report: Report, meeting: Meeting) -> list[Row]:
    """Practices whose row names this protocol and what was decided."""
    return [
        row for row in report.year.select("best_practice")
        if row["title"] and row["mc_decision"] and protocol_key(row["mc_protocol_no"]) == protocol_key(meeting.number)
        and row["mc_protocol_date"] in (None, meeting.day)
    ]


def _practice(writer: Writer, row: Row) -> str:
    """«…» тақырыбындағы озат тәжірибе (авторы – А.Ә. Тегі) … деңгейде таратуға ұсынылсын."""
    authors = by_authors(writer, [writer.signed(one) for one in row["authors"] or () if isinstance(one, Person)])
    level = writer.show(row["level_recommended"], "level")
    if not level and row["mc_decision"] == "approved":
        level = writer.blank("level", row.cell("level_recommended"))
    text = writer.say(
        f"practice_{row['mc_decision']}", title=row["title"].strip("«» "), level=level,
        author=f" {authors}" if authors else "",
    )
    return Blank(text) if isinstance(level, Blank) and level in text else text


def frame(writer: Writer, meeting: Meeting) -> dict[str, Any]:
    """What a protocol and its extracts say alike: number, day, chair, secretary, how many were there, headings."""
    at = meeting.items[0].cell("protocol_date") if meeting.items else meeting.at
    return {
        **requisites(writer, prints=("name", "city")),
        "no": writer.needed(meeting.printed, "protocol_no", meeting.at),
        "date": writer.day(meeting.day) if meeting.day else writer.blank("date", at),
        "dated": writer.dated(meeting.day) if meeting.day else writer.blank("date", at),
        "chair": _signs(writer, meeting, "chair", "council_chair"),
        "secretary": _signs(writer, meeting, "secretary", "council_secretary"),
        "present": _present(writer, meeting),
        "headings": headings(writer),
    }


def _on_the_day(writer: Writer, meeting: Meeting) -> list[Row]:
    """Members of the council on the day of the meeting, chair first."""
    day = meeting.day
    found = [
        row for row in writer.report.year["council_members"]
        if row["body"] == "mc" and row["person"] is not None
        and not (day and ((row["joined_on"] and row["joined_on"] > day) or (row["left_on"] and row["left_on"] < day)))
    ]
    return sorted(found, key=lambda row: _ORDER.get(row["role"], len(_ORDER)))


def _members(writer: Writer, meeting: Meeting) -> list[dict[str, str]]:
    staff = staff_of(writer.report.year)
    marks = meetings.by_person(meetings.marks(writer.report, meeting, lambda row: row["body"] == "mc"))
    return [
        {
            "row_no": str(place),
            "person": row["person"].full,
            "role": writer.show(row["role"], _role_words(writer)),
            "position": bilingual.answering(writer, staff[same(row["person"])]["position"]) if same(row["person"]) in staff else "",
            "mark": _mark(writer, marks.get(same(row["person"]))),
        }
        for place, row in enumerate(_on_the_day(writer, meeting), 1)
    ]


def _role_words(writer: Writer) -> str:
    """The code list of the council's roles, as the register declares it."""
    register = writer.specs.registers.get("council_members")
    return register.fields["role"].vocabulary if register else ""


def _mark(writer: Writer, row: Row | None) -> str:
    if row is None or row["mark"] is None:
        return ""
    return writer.say("was_present" if row["mark"] == "present" else "was_absent")


def _signs(writer: Writer, meeting: Meeting, role: str, post: str) -> dict[str, str]:
    """Chair or secretary: the event's row, else the member with that role on the day, else the requisites, else a blank."""
    said = meeting.event[role] if meeting.event else None
    holders = [row["person"] for row in _on_the_day(writer, meeting) if row["role"] == role]
    person = said or (holders[0] if len(holders) == 1 else None)
    if isinstance(person, Person):
        return {"name": writer.signed(person)}
    typed = tied(getattr(writer.specs.college.people, post).signature(writer.lang))
    return {"name": typed or writer.blank(role, REQUISITES)}


def _present(writer: Writer, meeting: Meeting) -> dict[str, Any]:
    """Members on the list and present, and whether more than half were there."""
    key = f"/protocol={meeting.key}"
    listed, counted = writer.value(f"attendance.council_listed{key}"), writer.value(f"attendance.council_present{key}")
    row = meeting.event
    at = row.cell("present_n") if row else meeting.at
    counted = counted if counted is not None else (row["present_n"] if row else None)
    known = listed is not None and counted is not None
    return {
        "listed": writer.known(f"attendance.council_listed{key}") or writer.blank("listed", at),
        "present": writer.known(f"attendance.council_present{key}") or writer.counted(row, "present_n") or writer.blank("present", at),
        "quorum": writer.say("quorum" if (counted or 0) * 2 > (listed or 0) else "no_quorum") if known else "",
    }


KIND = Kind(
    NAME, ("әк-хаттама", "әдістемелік кеңес хаттамасы", "протокол совета"), end_of_year=True,
    keys=meetings.keys(meetings.councils), make=make, called=meetings.called(meetings.councils),
)
