"""AcademicYear → who is who: members of the ОТМ, the staff row of a person, what a register leaves unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from otm_reports.analysis.asking import cells_at
from otm_reports.analysis.counting import Chapter, each, narrowed, only, same
from otm_reports.analysis.tallies import once
from otm_reports.model import AcademicYear, CellRef, Figure, Period, Row, Selection

#: Roles that make a member of the ОТМ a listener (seed 000 uses мүше and тыңдаушы for one thing).
LISTENER_ROLES = ("listener", "young_specialist")


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def whole(year: AcademicYear, register: str) -> Selection:
    """Every row of a register in the year: of one that no date narrows to a span, or before a chapter narrows it."""
    table = year[register]
    return Selection(table.rows, (), table.searched, year.select(register).by)


def resting_on(found: Selection, *others: Selection) -> Selection:
    """A selection that also rests on other registers: nothing is known unless each of them is there."""
    every = (found, *others)
    searched = tuple(dict.fromkeys(place for one in every for place in one.searched))
    return replace(found, searched=searched if all(one.has_register for one in every) else ())


def beside(found: Selection, cells: Mapping[str, tuple[CellRef, ...]]) -> Selection:
    """A selection some of whose rows, by id, are here by way of cells of other rows."""
    return replace(found, also={**found.also, **{row: (*found.also.get(row, ()), *some) for row, some in cells.items()}})


def by_way_of(found: Selection, name: str, other: Selection, key: str, *fields: str) -> Selection:
    """A selection whose rows are here by way of the rows that another register has of the same people.

    Args:
        found: The selection.
        name: Field with its people.
        other: Rows of the other register: what they were chosen by is what ``found`` rests on.
        key: Field with their people.
        *fields: Further fields of theirs that were looked at.
    """
    known: dict[object, list[CellRef]] = {}
    for thing in each(other, key):
        known.setdefault(same(thing.value), []).extend(cells_at(thing.row, (key, *other.by, *fields)))
    things = each(found, name)
    cells: dict[str, tuple[CellRef, ...]] = {}
    for thing in things:
        cells[thing.row.id] = (*cells.get(thing.row.id, ()), *known.get(same(thing.value), ()))
    return beside(found, cells)


def resting_also(chapter: Chapter, figure: Figure, cells: Iterable[CellRef]) -> Figure:
    """The same figure, chosen by these cells as well."""
    own = set(figure.counted)
    chosen = dict.fromkeys(cell for cell in (*figure.chosen_by, *cells) if cell not in own)
    chapter.figures[figure.id] = replace(figure, chosen_by=tuple(chosen))
    return chapter.figures[figure.id]


def standing_at(chapter: Chapter, figure: Figure, cells: Iterable[CellRef]) -> Figure:
    """The same counted figure with the cells that show it, one for each thing, where these stand in several fields."""
    own = tuple(cells)
    others = dict.fromkeys(figure.cells)
    for cell in own:
        others.pop(cell, None)
    chapter.figures[figure.id] = replace(figure, counted=own, chosen_by=tuple(others))
    return chapter.figures[figure.id]


def keyed(chapter: Chapter, figure: Figure) -> Figure:
    """The figure of one quarter, commission or protocol with that said in its label, which it shares with the total.

    A protocol of the same number in another year is another meeting, so such a figure has no earlier values.
    """
    dimension, key = figure.id.partition("/")[2].split("=", 1)
    said = {"quarter": "", "protocol": f"№ {key}"}.get(dimension, key)
    words = {lang: said or chapter.specs.messages[lang].text("quarters", key) for lang in figure.label}
    label = {lang: f"{text}, {words[lang]}" for lang, text in figure.label.items()}
    alone = dimension == "protocol"
    chapter.figures[figure.id] = replace(
        figure, label=label, earlier={} if alone else figure.earlier, archived={} if alone else figure.archived,
    )
    return chapter.figures[figure.id]


# ── the ОТМ ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def members(year: AcademicYear) -> Selection:
    """Rows of the composition whose people belonged to the ОТМ on some day of the span."""

    def belongs(row: Row) -> str | None:
        if row["left_on"] is not None and row["left_on"] < year.span.days.start:
            return "left-before"
        if row["joined_on"] is not None and row["joined_on"] > year.span.days.end:
            return "joined-after"
        return None

    return narrowed(whole(year, "otm_composition"), belongs, "person")


def listeners(year: AcademicYear) -> Selection:
    """One row of the composition for each listener of the span."""
    found = members(year)
    heard = only(found, lambda row: row["role"] in LISTENER_ROLES)
    return once(heard, lambda row: same(row["person"]), "person")


def is_own(row: Row) -> bool:
    """Whether an event, a mark or an agenda item is the ОТМ's own: it says so, or says nothing."""
    return row["body"] in (None, "otm")


_NUMBER = re.compile(r"\d.*")


def protocol_key(written: str | None) -> str | None:
    """What makes two written protocol numbers the same one: ``"№ 3"``, ``"N3"``, ``"3"`` → ``"3"``."""
    if written is None:
        return None
    found = _NUMBER.search(written)
    return (found.group() if found else written).strip().rstrip(".").replace(" ", "").casefold() or None


def in_part(year: AcademicYear, day: date) -> bool:
    """Whether a meeting of a day belongs to the span; one in August opens the coming year, so its first part has it."""
    return day in year.span.days or day < year.days.start == year.span.days.start


def in_span(year: AcademicYear, quarter: str) -> bool:
    """Whether the span touches a quarter (or ``summer``, July and August); of the others nothing is known."""
    summer = Period(date(year.days.end.year, 7, 1), year.days.end)
    days = year.quarters.get(quarter, summer)
    return days.start <= year.span.days.end and year.span.days.start <= days.end


# ── the staff ───────────────────────────────────────────────────────────────────────────────────────────────────────


def staff_of(year: AcademicYear) -> Mapping[object, Row]:
    """The staff row of each person, by what makes a person the same one."""
    rows: dict[object, Row] = {}
    for row in year["staff"]:
        if row["full_name"] is not None:
            rows.setdefault(same(row["full_name"]), row)
    return rows


def commissions_of(year: AcademicYear) -> tuple[str, ...]:
    """The commissions of the college: as their register lists them, then those that only the staff register knows."""
    listed = [row["name"] for row in year["commissions"] if row["name"]]
    written = sorted({row["commission"] for row in year["staff"] if row["commission"]})
    return tuple(dict.fromkeys((*listed, *written)))
