"""Attendance × composition × meetings → Figures and Listings: who came; a blank mark is unknown, never an absence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from otm_reports.analysis.asking import cells_at
from otm_reports.analysis.counting import Chapter, Thing, counted, each, narrowed, percent, same
from otm_reports.analysis.joins import beside, by_way_of, in_part, is_own, keyed, listeners, resting_also, resting_on, standing_at, whole
from otm_reports.analysis.meetings import Meeting, held_by, meant, not_held, resting
from otm_reports.analysis.tallies import is_small, known_only
from otm_reports.model import AcademicYear, CellRef, Figure, LeftOut, ListingRow, Person, Row, Selection

#: Below this share of filled marks attendance has no mean and no verdict (practice: numbers people trust).
ENOUGH = 80
_MARKS = ("present", "excused", "absent")
#: What says that somebody was a member of the council on a day.
_MEMBER = ("body", "joined_on", "left_on")
#: The block of a sheet a row stands in: file, sheet, first row.
_Block = tuple[str, str, int]
_MIDDLES: tuple[Literal["mean", "median"], ...] = ("mean", "median")


def count(chapter: Chapter) -> None:
    """Figures and listings of chapter 5 of the analysis (domain 3.3, T5, chart G3), and of each protocol."""
    heard = listeners(chapter.year)
    sheet = _Sheet.of(chapter.year, heard)
    found, parts = sheet.found, sheet.parts()
    people = each(heard, "person") if heard.has_register else each(found, "person")
    known = resting_on(found, heard) if heard.has_register else found
    total = chapter.distinct("listeners", known, people, scope="otm", unit="people")
    things = [Thing(sheet.meetings[row.id].key, _heading(row), row) for row in found]
    chapter.distinct("meetings", found, things, scope="otm")
    made = _counts(chapter, found, parts, [cell for row in heard for cell in cells_at(row, ("person", *heard.by))])
    expected, marks = made["expected"].value or 0, made["marks"].value or 0
    enough, fair = bool(expected) and 100 * marks >= ENOUGH * expected, not is_small(chapter, total)
    known_only(chapter, chapter.share("marked_share", made["marks"], made["expected"], scope="otm"), known=fair)
    known_only(chapter, chapter.share("rate", made["present"], made["marks"], scope="otm"), known=fair and enough)
    _middles(chapter, found, parts, known=fair and enough)
    _below(chapter, found, parts)
    notes = ("attendance-marked", *(("attendance-unmarked",) if expected and not enough else ()),
             *(() if fair else ("small-group",)))
    rows = map(_line, parts) if found.has_register else ()
    chapter.listing("by_person", found, rows, scope="otm", notes=notes)
    _by_protocol(chapter, sheet, heard)
    _council(chapter)


def _heading(row: Row) -> CellRef:
    """The cell that names the meeting: the number of its protocol, else its day."""
    return row.cell("date" if row["protocol_no"] is None else "protocol_no")


# ── the sheet ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Part:
    """What the sheet says of one person: marks, and the cells where a mark should stand and does not."""

    person: Person
    listed: CellRef
    rows: tuple[Row, ...]
    blank: tuple[CellRef, ...]

    @property
    def marked(self) -> tuple[CellRef, ...]:
        return tuple(row.cell("mark") for row in self.rows)

    @property
    def held(self) -> tuple[CellRef, ...]:
        """One cell for each meeting the person should have been at."""
        return (*self.marked, *self.blank)

    def of(self, mark: str) -> tuple[CellRef, ...]:
        """The cells with a mark."""
        return tuple(row.cell("mark") for row in self.rows if row["mark"] == mark)

    @property
    def rate(self) -> float | None:
        """Meetings attended of those marked, per cent; nothing where too few are marked."""
        if not self.rows or 100 * len(self.rows) < ENOUGH * len(self.held):
            return None
        return percent(len(self.of("present")), len(self.rows))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The attendance sheet of the ОТМ in the span.

    Attributes:
        found: Rows with a mark, one for each listener and meeting; the others are left out with a reason.
        meetings: Row id → its meeting. every: all rows of the register, for the lines people stand in.
        listed: Who is expected → the row of the composition (empty where there is no such register).
    """

    found: Selection
    meetings: Mapping[str, Meeting]
    every: tuple[Row, ...]
    listed: Mapping[object, Row]

    @staticmethod
    def of(year: AcademicYear, heard: Selection) -> _Sheet:
        rows = whole(year, "attendance")
        known, off = held_by(year, is_own), not_held(year, is_own)
        meetings = {row.id: meeting for row in rows if (meeting := meant(row, known))}
        listed = {same(row["person"]): row for row in heard}
        seen: set[tuple[object, str]] = set()

        def counts(row: Row) -> str | None:
            meeting, who = meetings.get(row.id), same(row["person"])
            if not is_own(row):
                return "not-otm"
            if row.astray or meeting is None or row["mark"] is None:
                return row.astray or "unmarked"
            if meeting not in known and any(other.is_meant(meeting.number, meeting.day) for other in off):
                return "not-held"
            if why := _outside(meeting.day, year) or _no_member(who, meeting.day, listed, heard):
                return why
            if (who, meeting.key) in seen:
                return "duplicate"
            seen.add((who, meeting.key))
            return None

        found = by_way_of(narrowed(rows, counts, "mark"), "person", heard, "person")
        return _Sheet(beside(found, {row.id: meetings[row.id].cells for row in found}), meetings, rows.rows, listed)

    def days(self) -> dict[str, date | None]:
        """The meetings that have a mark, by key."""
        return {self.meetings[row.id].key: self.meetings[row.id].day for row in self.found}

    def parts(self) -> list[_Part]:
        """What the sheet says of each person who is expected (of each who is marked, without a composition)."""
        mine: dict[object, list[Row]] = {who: [] for who in self.listed}
        for row in self.found:
            mine.setdefault(same(row["person"]), []).append(row)
        columns = {(_block(row), self.meetings[row.id].key): row.placed["mark"].column
                   for row in self.found if "mark" in row.placed}
        lines: dict[object, dict[_Block, int]] = {}
        for row in self.every:
            lines.setdefault(same(row["person"]), {}).setdefault(_block(row), row.number)
        days = self.days()
        return [self._part(who, rows, days, lines.get(who, {}), columns) for who, rows in mine.items()]

    def _part(
        self, who: object, rows: Sequence[Row], days: Mapping[str, date | None], lines: Mapping[_Block, int],
        columns: Mapping[tuple[_Block, str], int],
    ) -> _Part:
        listed = self.listed.get(who) or rows[0]
        there = {self.meetings[row.id].key for row in rows}
        blank = []
        for key, day in days.items():
            if key in there or (who in self.listed and _away(listed, day)):
                continue
            cells = (CellRef(block[0], block[1], number, columns[block, key])
                     for block, number in lines.items() if (block, key) in columns)
            blank.append(next(cells, listed.cell("person")))
        return _Part(listed["person"], listed.cell("person"), tuple(rows), tuple(blank))


def _block(row: Row) -> _Block:
    return row.source.file, row.source.sheet, row.source.first_row


def _outside(day: date | None, year: AcademicYear) -> str | None:
    if year.span.whole_year:
        return None
    return "no-date" if day is None else None if in_part(year, day) else "outside-period"


def _no_member(who: object, day: date | None, listed: Mapping[object, Row], heard: Selection) -> str | None:
    if who in listed:
        return _away(listed[who], day)
    return "not-listener" if heard.has_register else None


def _away(member: Row, day: date | None) -> str | None:
    """Why a person was not on the list on a day."""
    if day is None:
        return None
    if member["joined_on"] is not None and day < member["joined_on"]:
        return "joined-after"
    return "left-before" if member["left_on"] is not None and day > member["left_on"] else None


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _counts(chapter: Chapter, found: Selection, parts: Sequence[_Part], listed: Sequence[CellRef]) -> dict[str, Figure]:
    """Marks by kind; ``expected`` is a mark for each listener at each meeting, whether there is one or not."""
    expected = chapter.count("expected", found, found.rows, "mark", scope="otm")
    cells = [cell for part in parts for cell in part.held]
    if expected.value is not None:
        expected = resting_also(chapter, standing_at(chapter, replace(expected, value=len(cells)), cells), listed)
    left = tuple(LeftOut(cell, "unmarked") for part in parts for cell in part.blank)
    marks = chapter.count("marks", found, found.rows, "mark", scope="otm", left_out=left)
    made = {"expected": expected, "marks": marks}
    for mark in _MARKS:
        rows = [row for row in found if row["mark"] == mark]
        made[mark] = chapter.count(mark, found, rows, "mark", scope="otm", left_out=left)
    return made


def _middles(chapter: Chapter, found: Selection, parts: Sequence[_Part], *, known: bool) -> None:
    """Mean and median of the printed shares of listeners with enough marks; the others are named."""
    numbers = [(rate, part.marked) for part in parts if (rate := part.rate) is not None]
    left = tuple(LeftOut(part.listed, "unmarked") for part in parts if part.rate is None)
    for method in _MIDDLES:
        figure = chapter.middle(method, found, numbers, method, scope="otm", unit="percent", left_out=left)
        known_only(chapter, figure, known=known and figure.value is not None)


def _below(chapter: Chapter, found: Selection, parts: Sequence[_Part]) -> None:
    """Listeners under the college's own threshold; without a threshold there is nothing to compare with."""
    threshold = chapter.specs.college.parameters.attendance_threshold
    low = [part for part in parts if threshold is not None and part.rate is not None and part.rate < threshold]
    things = [Thing(part.person, part.listed, part.rows[0]) for part in low]
    figure = chapter.distinct("below_threshold", found, things, scope="otm", unit="people")
    # who is low depends on every mark of his, and on which meetings were held
    met = (cell for row in found for cell in found.also.get(row.id, ()))
    figure = resting_also(chapter, figure, (*(cell for part in low for cell in part.held), *met))
    known_only(chapter, figure, known=threshold is not None)


def _line(part: _Part) -> ListingRow:
    counts = {mark: (len(part.of(mark)), part.of(mark)) for mark in _MARKS}
    return counted(
        person=(part.person, (part.listed,)), held=(len(part.held), part.held), marked=(len(part.rows), part.marked),
        rate=(part.rate, part.marked), **counts,
    )


# ── the numbers of one protocol ─────────────────────────────────────────────────────────────────────────────────────


def _by_protocol(chapter: Chapter, sheet: _Sheet, heard: Selection) -> None:
    """For each meeting of the span: how many were on the list that day, how many came, how many had a reason."""
    year = chapter.year
    marked = {sheet.meetings[row.id].key: sheet.meetings[row.id] for row in sheet.found}
    own = {**{meeting.key: meeting for meeting in held_by(year, is_own)}, **marked}
    needs = resting(year, is_own, {key: meeting for key, meeting in own.items() if key not in marked})
    for meeting in own.values():
        if _outside(meeting.day, year):
            continue
        key, told = ("protocol", meeting.key), [whole(year, name) for name in needs.get(meeting.key, ())]
        listed = [row for row in heard if not _away(row, meeting.day)]
        figure = chapter.count("listed", resting_on(heard, *told), listed, "person", key=key, scope="otm", unit="people")
        keyed(chapter, resting_also(chapter, figure, meeting.cells))
        rows = [row for row in sheet.found if sheet.meetings[row.id].key == meeting.key]
        _marks_at(chapter, resting_on(sheet.found, *told), rows, key, meeting.cells)


def _marks_at(
    chapter: Chapter, found: Selection, rows: Sequence[Row], key: tuple[str, str], said: Sequence[CellRef], council: str = "",
) -> None:
    here, scope = replace(found, left_out=()), "college" if council else "otm"
    for mark in _MARKS:
        some = [row for row in rows if row["mark"] == mark]
        figure = chapter.count(f"{council}{mark}", here, some, "mark", key=key, scope=scope, unit="people")
        # that nobody is marked may be because the marks of its day speak of another meeting
        resting_also(chapter, known_only(chapter, keyed(chapter, figure), known=bool(rows)), said)


def _council(chapter: Chapter) -> None:
    """The same for the methodological council, for its quorum: members on the day and the marks of its own sheet."""
    year = chapter.year
    known = held_by(year, _is_council)
    needs = resting(year, _is_council, {meeting.key: meeting for meeting in known})
    sheet, members = whole(year, "attendance"), whole(year, "council_members")
    marks = [row for row in sheet if _is_council(row) and row["mark"] is not None]
    for meeting in known:
        if _outside(meeting.day, year):
            continue
        key, told = ("protocol", meeting.key), [whole(year, name) for name in needs[meeting.key]]
        on_day = [row for row in members if _is_council(row) and not _away(row, meeting.day)]
        things = each(on_day, "person")
        figure = chapter.distinct("council_listed", resting_on(members, *told), things, key=key, unit="people")
        keyed(chapter, resting_also(chapter, figure, meeting.cells))
        people = {same(thing.value) for thing in things}
        rows: dict[object, Row] = {}
        for row in marks:
            if same(row["person"]) in people and meant(row, known) == meeting:
                rows.setdefault(same(row["person"]), row)
        marked = by_way_of(replace(resting_on(sheet, members, *told), rows=tuple(rows.values())), "person", replace(members, rows=tuple(on_day)), "person", *_MEMBER)
        _marks_at(chapter, marked, marked.rows, key, meeting.cells, "council_")


def _is_council(row: Row) -> bool:
    return bool(row["body"] == "mc")
