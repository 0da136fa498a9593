"""Events, agenda items and marks → meetings: which session a protocol is about, and what the registers say of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import is_own, protocol_key
from otm_reports.analysis.meetings import held_by, meant
from otm_reports.documents import bilingual
from otm_reports.documents.writer import Writer, prose, short_date
from otm_reports.model import CellRef, Person, Report, Row, Value
from otm_reports.specs import Specs
from otm_reports.traced import like

_DAY = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?: ?ж| ?г)?|(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")
_SIGN = re.compile(r"^\s*(№|N[oо]?\.?)\s*", re.IGNORECASE)
#: Statuses of an event that did not take place.
NOT_HELD = ("moved", "cancelled")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting with a protocol of its own.

    Attributes:
        key: Its key among the papers of the kind: the number, the number and the date where numbers repeat, or the date.
        number: Number of the protocol as written, ``None`` if the registers do not say it.
        day: Its date.
        event: Its row in the register of events. items: its rows in the agenda register, in order.
    """

    key: str
    number: str | None
    day: date | None
    event: Row | None
    items: tuple[Row, ...] = ()

    @property
    def at(self) -> CellRef:
        """The place a gap of this meeting points to when no cell of its own is known."""
        row = self.event or (self.items[0] if self.items else None)
        return row.at if row else CellRef("registers")

    @property
    def file_part(self) -> str:
        """``03_2025-10-09`` for a file name."""
        known = protocol_key(self.number) or ""
        written = known.zfill(2) if known.isdigit() else (self.number or "")
        return "_".join(part for part in (written, self.day.isoformat() if self.day else "") if part)

    @property
    def printed(self) -> str:
        """The number as a paper prints it after its own «№»; empty if nobody wrote one."""
        return number_of(self.number)

    @property
    def shown(self) -> str:
        """«№ 3, 09.10.2025», as a person names it, as far as it is known."""
        return ", ".join(part for part in (f"№\u00a0{self.printed}" if self.printed else "", short_date(self.day) if self.day else "") if part)

    @property
    def called(self) -> tuple[str, ...]:
        """Words a person may ask for it by."""
        dates = (self.day.isoformat(), short_date(self.day)) if self.day else ()
        row = self.event
        people = [one for name in ("presenter",) for one in (row[name] if row else None) or ()]
        people += [item["speaker"] for item in self.items if isinstance(item["speaker"], Person)]
        return (self.key, protocol_key(self.number) or "", *dates, *(one.full for one in people))


def number_of(written: str | None) -> str:
    """The number of a protocol as a paper prints it after its own «№», with the letters as they were typed; empty if there is none.

    >>> number_of("№ 03-ОТМ"), number_of("N 3"), number_of(None)
    ('03-ОТМ', '3', '')
    """
    return _SIGN.sub("", written or "").strip()


def sessions(report: Report) -> tuple[Meeting, ...]:
    """The ОТМ's own meetings of the span: events with a protocol number, sessions without one, agendas without an event."""

    def has_protocol(row: Row) -> bool:
        return row["protocol_no"] is not None or row["form"] == "session"

    return _meetings(report, is_own, has_protocol)


def councils(report: Report) -> tuple[Meeting, ...]:
    """The meetings of the methodological council whose agenda or protocol number the registers hold."""
    return _meetings(report, lambda row: row["body"] == "mc", lambda row: row["protocol_no"] is not None)


def _meetings(report: Report, belongs: Callable[[Row], bool], has_protocol: Callable[[Row], bool]) -> tuple[Meeting, ...]:
    events = [
        row for row in report.year.select("events")
        if belongs(row) and row["status"] not in NOT_HELD and has_protocol(row)
    ]
    items = [row for row in report.year.select("agenda_items") if belongs(row)]
    groups: dict[tuple[str | None, date | None], list[Row]] = {}
    for row in events:
        groups.setdefault((protocol_key(row["protocol_no"]), row["date"]), []).append(row)
    agendas: dict[tuple[str | None, date | None], list[Row]] = {}
    for row in items:
        place = _place((protocol_key(row["protocol_no"]), row["protocol_date"]), groups)
        agendas.setdefault(place, []).append(row)
    places = sorted({**groups, **agendas}, key=lambda place: (place[1] or date.max, _order(place[0])))
    numbers = [place[0] for place in places]
    return tuple(
        _meeting(place, groups.get(place, []), agendas.get(place, []), repeated=numbers.count(place[0]) > 1)
        for place in places
    )


def _place(said: tuple[str | None, date | None], known: Iterable[tuple[str | None, date | None]]) -> tuple[str | None, date | None]:
    """The event an agenda row belongs to: same number and date, or same number where a date is missing."""
    same_number = [place for place in known if place[0] == said[0]]
    exact = [place for place in same_number if place[1] == said[1]]
    loose = [place for place in same_number if said[1] is None or place[1] is None]
    return (exact or (loose if len(loose) == 1 else []) or [said])[0]


def _order(number_key: str | None) -> tuple[int, str]:
    return (int(number_key), "") if number_key and number_key.isdigit() else (10**9, number_key or "")


def _meeting(place: tuple[str | None, date | None], events: Sequence[Row], items: Sequence[Row], *, repeated: bool) -> Meeting:
    leading = sorted(events, key=lambda row: row["form"] != "session")
    event = leading[0] if leading else None
    written = next((row["protocol_no"] for row in (*leading, *items) if row["protocol_no"] is not None), None)
    day = place[1] or next((row["protocol_date"] for row in items if row["protocol_date"]), None)
    iso = day.isoformat() if day else ""
    key = (f"{place[0]}_{iso}" if repeated and iso else place[0]) if place[0] else iso or (event.id if event else "")
    return Meeting(key, written, day, event, tuple(items))


def find(meetings: Iterable[Meeting], key: str) -> Meeting:
    """The meeting of a key.

    Raises:
        KeyError: There is none.
    """
    for meeting in meetings:
        if meeting.key == key:
            return meeting
    raise KeyError(key)


def keys(held: Callable[[Report], Iterable[Meeting]]) -> Callable[[Report, Specs], tuple[str, ...]]:
    """The keys of a kind that has one paper for each meeting."""
    return lambda report, _: tuple(meeting.key for meeting in held(report))


def called(held: Callable[[Report], Iterable[Meeting]]) -> Callable[[Report, Specs, str], tuple[str, ...]]:
    """What a person may ask for such a paper by: number, dates and speakers of its meeting."""
    return lambda report, _, key: find(held(report), key).called


def occasions(report: Report) -> tuple[Meeting, ...]:
    """Everything the ОТМ itself holds in the span, with a protocol or without one."""
    return _meetings(report, is_own, lambda _: True)


# ── what a protocol says of its items ───────────────────────────────────────────────────────────────────────────────


def agenda(writer: Writer, meeting: Meeting) -> list[dict[str, Any]]:
    """The items of a meeting as a protocol prints them: question, speaker, what was said, votes, decisions."""
    if meeting.items:
        items = [_item(writer, place, rows) for place, rows in enumerate(by_question(meeting.items), 1)]
    else:
        items = _short_form(writer, meeting)
    items[-1]["decisions"][-1]["last"] = True  # the signatures stay on its page
    return items


def by_question(rows: Sequence[Row]) -> list[tuple[Row, ...]]:
    """Rows of one question together: a question with several decisions takes several rows."""
    groups: list[list[Row]] = []
    for row in rows:
        last = groups[-1][0] if groups else None
        if last and row["question"] == last["question"] and row["item_no"] in (None, last["item_no"]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [tuple(group) for group in groups]


def _item(writer: Writer, place: int, rows: Sequence[Row]) -> dict[str, Any]:
    first = rows[0]
    votes = next((row for row in rows if row["votes_for"] is not None), None)
    return {
        "no": str(place),
        "kind": first["kind"],
        "question": _heading(writer.from_row(first, "question", "question", first.at)),
        "speaker": _speaker(writer, first["speaker"], first["speaker_position"], first.cell("speaker")),
        "summary": _sentence(writer.from_row(first, "summary", "summary", first.cell("summary"))),
        "spoke": _sentence(writer.from_row(first, "discussants", "discussion", first.cell("discussants"))),
        "votes": votes is not None,
        "votes_for": writer.counted(votes, "votes_for"),
        "votes_against": writer.counted(votes, "votes_against"),
        "votes_abstain": writer.counted(votes, "votes_abstain"),
        "decisions": [_decision(writer, row, f"{place}.{nth}") for nth, row in enumerate(rows, 1)],
    }


def _decision(writer: Writer, row: Row, place: str) -> dict[str, Any]:
    written = protocol_key(row["decision_no"]) or ""
    return {
        "no": written if "." in written else place,
        "text": _sentence(writer.from_row(row, "decision_text", "decision", row.cell("decision_text"))),
        "responsible": _plain(writer, row["responsible"]),
        "due": _term(writer, row["due"]),
        "parts": [],
        "last": False,
    }


def _plain(writer: Writer, value: Value) -> str:
    people = value if isinstance(value, tuple) else (value,)
    shown = [writer.signed(one) if isinstance(one, Person) else bilingual.answering(writer, one) for one in people if one is not None]
    return prose(", ".join(shown).rstrip(". "))


def _term(writer: Writer, value: Value) -> str:
    """A term as the register words it; one that is only a day in figures reads «2025 жылғы 15 қыркүйекке дейін»."""
    text = _plain(writer, value)
    found = _DAY.fullmatch(text)
    if found is None:
        return bilingual.term(writer, text)
    try:
        day = date(int(found["year"] or found["y"]), int(found["month"] or found["m"]), int(found["day"] or found["d"]))
    except ValueError:
        return text
    return like(text, prose(writer.until(day)))


def _heading(text: str) -> str:
    """The text of an agenda item without a full stop; a blank stays a blank."""
    return text if hasattr(text, "blank") else prose(text.rstrip(". "))


def _sentence(text: str) -> str:
    """The text with a full stop, unless it is a blank or already ends one."""
    return text if hasattr(text, "blank") else prose(text if text.endswith((".", "!", "?", "…")) else f"{text}.")


def _speaker(writer: Writer, person: Value, position: Value, at: CellRef) -> str:
    """«лауазымы А.Ә. Тегі», or a blank."""
    names = person if isinstance(person, tuple) else (person,)
    shown = ", ".join(writer.signed(one) if isinstance(one, Person) else writer.show(one) for one in names if one is not None)
    if not shown:
        return writer.blank("speaker", at)
    return " ".join(part for part in (bilingual.answering(writer, position), shown) if part)


def _short_form(writer: Writer, meeting: Meeting) -> list[dict[str, Any]]:
    """The short form of a protocol: the event's own row is all there is, nothing is paired that the row does not pair."""
    row = meeting.event
    asked = tuple(row["agenda"] or ()) if row else ()
    decisions = tuple(row["decision"] or ()) if row else ()
    at = meeting.at
    speaker = _speaker(writer, row["presenter"], None, row.cell("presenter")) if row else writer.blank("speaker", at)
    single = len(asked) == 1
    item = {
        "no": "1" if single else "",
        "kind": None,
        "question": _heading(asked[0]) if single else "",
        "speaker": speaker,
        "summary": _sentence(writer.from_row(row, "heard", "summary", at)),
        "spoke": _sentence(writer.from_row(row, "spoke", "discussion", at)),
        "votes": False, "votes_for": "", "votes_against": "", "votes_abstain": "",
        "decisions": [
            {"no": f"1.{place}" if single else f"{place}", "text": _sentence(text), "responsible": "", "due": "", "parts": [], "last": False}
            for place, text in enumerate(decisions, 1)
        ] or [{"no": "1.1" if single else "1", "text": writer.from_row(row, "decision", "decision", at),
               "responsible": "", "due": "", "parts": [], "last": False}],
    }
    return [item]


def questions(writer: Writer, meeting: Meeting, items: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """The agenda as its list: question and speaker of each item, the event's own list in the short form, or a blank."""
    if meeting.items:
        return [{"no": item["no"], "question": item["question"], "speaker": item["speaker"]} for item in items]
    row = meeting.event
    asked = tuple(row["agenda"] or ()) if row else ()
    if not asked:
        return [{"no": "1", "question": writer.blank("agenda", row.cell("agenda") if row else meeting.at), "speaker": ""}]
    speaker = items[0]["speaker"] if len(asked) == 1 else ""
    return [{"no": str(place), "question": _heading(text), "speaker": speaker} for place, text in enumerate(asked, 1)]


def announced(writer: Writer, meeting: Meeting) -> list[dict[str, str]]:
    """The agenda as it is known before the meeting: questions and speakers, nothing of what will be said."""
    if not meeting.items:
        row = meeting.event
        asked = tuple(row["agenda"] or ()) if row else ()
        who = ", ".join(writer.signed(one) for one in (row["presenter"] or ()) if isinstance(one, Person)) if row else ""
        heading = writer.show(row["title"]) if row else ""
        if not asked and heading:
            return [{"no": "1", "question": _heading(heading), "speaker": who}]
        return questions(writer, meeting, [{"speaker": who}])
    return [
        {
            "no": str(place),
            "question": _heading(writer.from_row(rows[0], "question", "question", rows[0].at)),
            "speaker": _speaker(writer, rows[0]["speaker"], rows[0]["speaker_position"], rows[0].cell("speaker")),
        }
        for place, rows in enumerate(by_question(meeting.items), 1)
    ]


# ── who was there ───────────────────────────────────────────────────────────────────────────────────────────────────


def marks(report: Report, meeting: Meeting, belongs: Callable[[Row], bool]) -> list[Row]:
    """The rows of the attendance register about a meeting, the same that its numbers are counted from."""
    known = held_by(report.year, belongs)
    return [
        row for row in report.year["attendance"]
        if belongs(row) and not row.astray and row["person"] is not None
        and (found := meant(row, known)) is not None and found.key == meeting.key
    ]


def by_person(rows: Iterable[Row]) -> dict[object, Row]:
    """The first row about each person."""
    known: dict[object, Row] = {}
    for row in rows:
        known.setdefault(same(row["person"]), row)
    return known
