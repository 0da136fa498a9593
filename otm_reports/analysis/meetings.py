"""Events × agenda → Meetings: which meetings a body held, by number and day, and which one a mark speaks of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from otm_reports.analysis.asking import cells_at
from otm_reports.analysis.joins import in_part, protocol_key
from otm_reports.model import AcademicYear, CellRef, Row, Table

_NOT_HELD = ("moved", "cancelled")
#: Fields of an event or an agenda that say which meeting it was, and whether it was held.
_SAID = ("protocol_no", "date", "protocol_date", "status", "body")


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting of a body.

    Attributes:
        key: The number of its protocol; with the day where numbers repeat in the year (``"1_2026-01-15"``); the day
            alone where there is no number. Papers go by the same key.
        number: Folded number of the protocol, ``None`` if the registers do not say it.
        day: Its day, ``None`` if the registers do not say it.
        cells: Where the registers say so: the event, or where there is none the agenda.
    """

    key: str
    number: str | None
    day: date | None
    cells: tuple[CellRef, ...] = field(default=(), compare=False)

    def is_meant(self, number: str | None, day: date | None) -> bool:
        """Whether a mark with this number or day speaks of this meeting."""
        if number and self.number:
            return number == self.number and (day is None or self.day is None or day == self.day)
        return day is not None and day == self.day


_Place = tuple[str | None, date | None]


def held_by(year: AcademicYear, belongs: Callable[[Row], bool]) -> tuple[Meeting, ...]:
    """The meetings of a body in the year: events that were not moved or cancelled, and agendas without an event."""
    places: dict[_Place, tuple[CellRef, ...]] = {}
    for row in year["events"]:
        if belongs(row) and row["status"] not in _NOT_HELD:
            place = protocol_key(row["protocol_no"]), row["date"]
            places[place] = (*places.get(place, ()), *cells_at(row, _SAID))
    for row in year["agenda_items"]:
        if belongs(row):
            said = protocol_key(row["protocol_no"]), row["protocol_date"]
            known, cells = _known(said, list(places)), cells_at(row, _SAID)
            if known[1] is None and said[1] is not None and known in places:  # the agenda says the day that the event does not
                places = {said if place == known else place: (*held, *cells) if place == known else held for place, held in places.items()}
            else:
                places.setdefault(known, cells)
    inside = Counter(number for number, day in places if day is None or in_part(year, day))
    alike: dict[str | date | None, list[CellRef]] = {None: []}
    for place, cells in places.items():  # which of them a number or a day means depends on all that have it
        for number_or_day in place:
            if number_or_day is not None:
                alike.setdefault(number_or_day, []).extend(cells)
    return tuple(
        Meeting(_key(number, day, repeated=inside[number] > 1), number, day, tuple(dict.fromkeys((*cells, *alike[number], *alike[day]))))
        for (number, day), cells in places.items() if number or day
    )


def resting(year: AcademicYear, belongs: Callable[[Row], bool], known: Mapping[str, Meeting]) -> dict[str, tuple[str, ...]]:
    """Meeting key → registers without which nothing would say that there was such a meeting (none where two registers say it)."""
    there = [name for name in ("events", "agenda_items") if year[name].sources]
    without = {
        name: {meeting.key for meeting in held_by(replace(year, tables={**year.tables, name: Table(name)}), belongs)} for name in there
    }
    return {key: tuple(name for name in there if key not in without[name]) for key in known}


def not_held(year: AcademicYear, belongs: Callable[[Row], bool]) -> tuple[Meeting, ...]:
    """Events of a body that were moved or cancelled: a mark that speaks of one of these alone is no attendance."""
    return tuple(
        Meeting("", protocol_key(row["protocol_no"]), row["date"])
        for row in year["events"] if belongs(row) and row["status"] in _NOT_HELD
    )


def meant(row: Row, meetings: tuple[Meeting, ...]) -> Meeting | None:
    """The meeting a row with ``protocol_no`` or ``date`` speaks of.

    A meeting that no other register knows is made from what the row says; ``None`` if it says nothing.
    """
    number, day = protocol_key(row["protocol_no"]), row["date"]
    fits = [meeting for meeting in meetings if meeting.is_meant(number, day)]
    if len(fits) == 1:
        return fits[0]
    exact = [meeting for meeting in fits if (meeting.number, meeting.day) == (number, day)]
    if exact:
        return exact[0]
    # of a meeting whose day nobody says a mark with a day alone might speak, if its day were said
    alike = [meeting for meeting in meetings if meeting.number == number or (number is None and meeting.day is None)]
    cells = tuple(dict.fromkeys(cell for meeting in (*fits, *alike) for cell in meeting.cells))
    return Meeting(_key(number, day, repeated=bool(alike) and bool(number)), number, day, cells) if number or day else None


def _known(said: _Place, places: list[_Place]) -> _Place:
    """The event an agenda row belongs to: same number and day, or same number where only one of them has a day."""
    same_number = [place for place in places if place[0] == said[0]]
    if said in same_number:
        return said
    loose = [place for place in same_number if said[1] is None or place[1] is None]
    return loose[0] if len(loose) == 1 else said


def _key(number: str | None, day: date | None, *, repeated: bool) -> str:
    iso = day.isoformat() if day else ""
    if number is None:
        return iso
    return f"{number}_{iso}" if repeated and iso else number
