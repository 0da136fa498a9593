"""Two staff registers a year apart → Figures and Listings: why each category has another number than the year before.

People are followed from one reporting date to the next by who they are. Everyone counted then or now is in exactly one
of the groups of ``KINDS`` or kept the category, so that for each category ``then + ins - outs = now``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from otm_reports.analysis.asking import cells_at
from otm_reports.analysis.counting import Chapter, counted, same
from otm_reports.analysis.joins import beside, resting_on
from otm_reports.analysis.roster import SYSTEMS, on_staff
from otm_reports.model import CellRef, Figure, ListingRow, Person, Row, Selection, Value

#: How a category may gain a person, and how it may lose one.
INS = ("joined", "counted_again", "raised_to", "lowered_to", "system_to", "stated", "unresolved_now")
OUTS = ("left", "counted_apart", "raised_from", "expired", "lowered_from", "system_from", "unstated", "unresolved_then")
KINDS = (*INS, *OUTS)
#: What happened to a person, as a list says it: each is an ``in``, an ``out`` or both.
MOVES = (
    "left", "joined", "raised", "expired", "lowered", "system", "counted_apart", "counted_again", "stated", "unstated",
    "unresolved_then", "unresolved_now",
)
#: Fields by which a person is followed from one register to the next.
_LOOKED_AT = ("full_name", "employment", "status", "hired_on", "left_on", "category", "category_expires_on")
_RANKS = {code: rank for codes in (SYSTEMS["new_system"], tuple(reversed(SYSTEMS["old_system"]))) for rank, code in enumerate(codes, 1)}


@dataclass(frozen=True, slots=True)
class Move:
    """What happened to one person between the two reporting dates.

    Attributes:
        kind: One of ``MOVES``. then, now: The person's rows in the two registers, where counted.
        still: The row of someone who is in the register and counted no more; was: of someone who was in it and not yet counted.
    """

    kind: str
    then: Row | None
    now: Row | None
    still: Row | None = None
    was: Row | None = None

    @property
    def person(self) -> Person:
        """Whom it is about."""
        found: Person = self.row["full_name"]
        return found

    @property
    def row(self) -> Row:
        """The row that speaks of the person: this year's, else the last one."""
        row = self.now or self.then
        if row is None:
            raise AssertionError("a move is made of a row")
        return row

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """What both registers say of the person."""
        return tuple(cell for row in (self.then, self.now, self.still, self.was) if row is not None for cell in cells_at(row, _LOOKED_AT))

    def out(self) -> str:
        """The group that the category of then loses the person to, or an empty string."""
        if self.then is None or self.then["category"] is None:
            return ""
        return {"raised": "raised_from", "lowered": "lowered_from", "system": "system_from"}.get(self.kind, self.kind)

    def into(self) -> str:
        """The group that the category of now gains the person from, or an empty string."""
        if self.now is None or self.now["category"] is None:
            return ""
        return {"raised": "raised_to", "lowered": "lowered_to", "expired": "lowered_to", "system": "system_to"}.get(self.kind, self.kind)


def count(chapter: Chapter) -> None:
    """Figures ``staff.changes.KIND``, ``staff.category.CODE/change=KIND`` where there is such a change, and two listings."""
    found, before = resting(chapter)
    moves = list(followed(chapter)) if found.has_register else []
    found = beside(found, {row.id: move.cells for move in moves for row in (move.then, move.now) if row is not None})
    for kind in MOVES:
        mine = [move.row for move in moves if move.kind == kind]
        chapter.count(f"changes.{kind}", found, mine, "full_name", unit="people")
    chapter.listing("category_moves", found, [_line(move) for move in _in_order(moves)], notes=("followed",))
    rows: list[ListingRow] = []
    for code in chapter.specs.vocabularies["category"].codes:
        if found.has_register:
            rows.extend(_category(chapter, found, before, moves, code))
    chapter.listing("category_changes", found, rows, notes=("followed",))


def resting(chapter: Chapter) -> tuple[Selection, Selection]:
    """Who is counted now, known only where both registers are there; and who was counted the year before."""
    first = int(chapter.year.label[:4])
    past = chapter.year.earlier.get(f"{first - 1}-{first}")
    before = on_staff(past, chapter.specs) if past else Selection()
    return resting_on(on_staff(chapter.year, chapter.specs), before), before


# ── what happened to whom ───────────────────────────────────────────────────────────────────────────────────────────


def followed(chapter: Chapter) -> Iterator[Move]:
    """Everyone whose category, or whose being counted, is not the same on both reporting dates."""
    found, before = resting(chapter)
    then, now = _by_person(before), _by_person(found)
    first = int(chapter.year.label[:4])
    past = chapter.year.earlier[f"{first - 1}-{first}"]
    was_listed = {same(row["full_name"]): row for row in past["staff"] if row["full_name"]}
    is_listed = {same(row["full_name"]): row for row in chapter.year["staff"] if row["full_name"]}
    for who in dict.fromkeys((*then, *now)):
        old, new = then.get(who), now.get(who)
        if old is not None and new is not None:
            kind = _between(old, new, chapter.year.snapshot)
        elif new is not None:
            unsure = new["full_name"].id is None
            kind = "unresolved_now" if unsure else ("counted_again" if who in was_listed else "joined")
        else:
            kind = _gone(old, is_listed.get(who), chapter.year.snapshot)
        if kind:
            yield Move(kind, old, new, is_listed.get(who) if new is None else None, was_listed.get(who) if old is None else None)


def _by_person(found: Selection) -> dict[object, Row]:
    return {same(row["full_name"]): row for row in found}


def _gone(old: Row | None, still: Row | None, snapshot: date) -> str:
    """Someone counted then and not now: gone from the college, or still on the list and counted apart."""
    if old is not None and old["full_name"].id is None:
        return "unresolved_then"
    if still is None or still["status"] == "left" or (still["left_on"] and still["left_on"] < snapshot):
        return "left"
    return "counted_apart"


def _between(old: Row, new: Row, snapshot: date) -> str:
    """What became of the category of someone who is counted on both dates; empty where it is the same."""
    was, now = old["category"], new["category"]
    if was == now:
        return ""
    if was is None or now is None:
        return "stated" if was is None else "unstated"
    if now == "none":
        expires = old["category_expires_on"]
        return "expired" if isinstance(expires, date) and expires <= snapshot else "lowered"
    if was == "none":
        return "raised"
    if _system(was) != _system(now):
        return "system"
    return "raised" if _RANKS.get(now, 0) > _RANKS.get(was, 0) else "lowered"


def _system(code: str) -> str:
    return next((name for name in ("new_system", "old_system") if code in SYSTEMS[name]), "")


# ── figures and listings ────────────────────────────────────────────────────────────────────────────────────────────


def _category(chapter: Chapter, found: Selection, before: Selection, moves: Sequence[Move], code: str) -> Iterator[ListingRow]:
    """The line of one category that anyone held then or holds now, and a figure for each way it changed."""
    was = [row for row in before if row["category"] == code]
    now = [row for row in found if row["category"] == code]
    if not was and not now:
        return
    gained = {kind: [move.now for move in moves if move.now and move.now["category"] == code and move.into() == kind] for kind in INS}
    lost = {kind: [move.then for move in moves if move.then and move.then["category"] == code and move.out() == kind] for kind in OUTS}
    figures = {kind: _figure(chapter, found, rows, code, kind) for kind, rows in {**gained, **lost}.items() if rows}

    def together(*kinds: str) -> tuple[Value, tuple[CellRef, ...]]:
        cells = tuple(cell for kind in kinds if kind in figures for cell in figures[kind].counted)
        return len(cells), cells

    yield counted(
        category=code, y1_n=(len(was), tuple(row.cell("category") for row in was)), joined=together("joined", "counted_again"),
        came=together("raised_to", "lowered_to", "system_to", "stated", "unresolved_now"), left=together("left", "counted_apart"),
        went=together("raised_from", "expired", "lowered_from", "system_from", "unstated", "unresolved_then"),
        n=(len(now), tuple(row.cell("category") for row in now)),
    )


def _figure(chapter: Chapter, found: Selection, rows: Sequence[Row], code: str, kind: str) -> Figure:
    """One way in which one category gained or lost people; it tells of two years, so it has no years before it."""
    made = chapter.count("category_change", found, rows, "category", code=code, vocabulary="category", key=("change", kind), unit="people")
    del chapter.figures[made.id]
    own = f"{chapter.name}.category.{code}/change={kind}"
    chapter.figures[own] = replace(made, id=own, earlier={}, archived={})
    return chapter.figures[own]


def _in_order(moves: Sequence[Move]) -> list[Move]:
    return sorted(moves, key=lambda move: (MOVES.index(move.kind), move.person.full.casefold()))


def _line(move: Move) -> ListingRow:
    """A person: the category then and now, what happened, and the day a register gives for it."""
    nothing: tuple[Value, tuple[CellRef, ...]] = (None, ())
    day = nothing
    row, name = _dated(move)
    if row is not None and row[name] is not None:
        day = (row[name], (row.cell(name),))
    return counted(
        person=(move.person, (move.row.cell("full_name"),)), kind=move.kind,
        was=(move.then["category"], (move.then.cell("category"),)) if move.then else nothing,
        now=(move.now["category"], (move.now.cell("category"),)) if move.now else nothing, day=day,
    )


def _dated(move: Move) -> tuple[Row | None, str]:
    if move.kind == "joined":
        return move.now, "hired_on"
    if move.kind == "expired":
        return move.then, "category_expires_on"
    if move.kind in ("raised", "lowered", "system", "stated"):
        return move.now, "category_awarded_on"
    return move.then, "left_on"
