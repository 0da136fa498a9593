"""Report → «үзінді»: one item of a council protocol as an extract (domain 3.2; K06, K11, K17: the folder needs the decision)."""

from __future__ import annotations

from otm_reports.documents import council_protocol, meetings
from otm_reports.documents.general import file_name, finish
from otm_reports.documents.meetings import Meeting
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import Report
from otm_reports.specs import Specs

NAME = "council-extract"


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One extract for each question of each meeting of the council: protocol and place of the question, ``5-2``."""
    return tuple(
        f"{meeting.key}-{place}" for meeting in meetings.councils(report) for place, _ in enumerate(meetings.by_question(meeting.items), 1)
    )


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The extract's own key, and what its protocol is called by."""
    return (key, *_meeting(report, key).called)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The extract: what was heard and decided on one question, signed by the council's secretary."""
    meeting, place = _meeting(report, key), int(key.rpartition("-")[2])
    stem = meeting.file_part if "_" in meeting.key else meeting.file_part.partition("_")[0]
    writer = Writer(report, specs, lang, file_name(f"әк-үзінді-{stem}-{place}", lang))
    items = council_protocol.agenda(writer, Meeting(meeting.key, meeting.number, meeting.day, meeting.event, meetings.by_question(meeting.items)[place - 1]))
    items[0]["no"] = str(place)
    for nth, decision in enumerate(items[0]["decisions"], 1):
        decision["no"] = f"{place}.{nth}"
        for part, said in enumerate(decision["parts"], 1):
            said["no"] = f"{place}.{nth}.{part}"
    context = {**council_protocol.frame(writer, meeting), "question": items[0]["question"], "items": items}
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {meeting.shown}", context)


def _meeting(report: Report, key: str) -> Meeting:
    return meetings.find(meetings.councils(report), key.rpartition("-")[0])


KIND = Kind(NAME, ("үзінді", "әк-үзінді", "выписка"), end_of_year=False, keys=keys, make=make, called=called)
