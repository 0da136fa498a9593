"""Mutual visits × staff × composition → Figures and Listings: who went to whose lessons, and whom nobody visited."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from otm_reports.analysis.counting import Chapter, counted, each, line, narrowed, same
from otm_reports.analysis.joins import by_way_of, listeners, resting_on, staff_of, whole
from otm_reports.analysis.roster import on_staff
from otm_reports.analysis.tallies import fair_share, known_only
from otm_reports.model import AcademicYear, CellRef, LeftOut, ListingRow, Person, Row, Selection

#: Holders of these categories are the experienced teachers whom listeners go to (seed 000 §4, practice 8); the old
#: system counts as well, since a visit is no attestation.
EXPERIENCED = ("expert", "researcher", "master", "high", "first")


def count(chapter: Chapter) -> None:
    """Figures and listings of chapter 7 of the analysis (domain 3.3, T7)."""
    found = narrowed(chapter.year.select("mutual_visits"), lambda row: _not_yet(row, chapter.year), "date")
    chapter.count("visits", found, found.rows, "visitor")
    chapter.distinct("visitors", found, each(found, "visitor"), unit="people")
    chapter.distinct("visited", found, each(found, "visited"), unit="people")
    _by_listeners(chapter, found)
    _never_visited(chapter, found)
    _at_norm(chapter, found)
    chapter.listing("by_teacher", found, _by_teacher(found))
    chapter.listing("list", found, [
        line(row, date="date", visitor="visitor", visited="visited", subject="subject", group="group", topic="topic", mark="mark") for row in _by_date(found)
    ])


def _by_date(found: Selection) -> list[Row]:
    return sorted(found, key=lambda row: (row["date"] is None, row["date"] or date.max))


def _not_yet(row: Row, year: AcademicYear) -> str | None:
    return "not-held" if row["date"] is not None and row["date"] > year.today else None


def _by_listeners(chapter: Chapter, found: Selection) -> None:
    """Visits by listeners of the ОТМ, and those of them that went to an experienced teacher."""
    members = listeners(chapter.year)
    heard = {same(row["person"]) for row in members}
    staff = staff_of(chapter.year)
    mine = [row for row in found if same(row["visitor"]) in heard]
    seen = by_way_of(resting_on(found, whole(chapter.year, "otm_composition")), "visitor", members, "person")
    chapter.count("by_listeners", seen, mine, "visitor", scope="otm")
    category = {row.id: host["category"] for row in mine if (host := staff.get(same(row["visited"])))}
    rows = [row for row in mine if category.get(row.id) in EXPERIENCED]
    left = tuple(LeftOut(row.cell("visited"), "no-category") for row in mine if category.get(row.id) is None)
    every = whole(chapter.year, "staff")
    known = by_way_of(resting_on(seen, every), "visited", every, "full_name", "category")
    chapter.count("listener_visits", known, rows, "visited", scope="otm", left_out=left)


def _never_visited(chapter: Chapter, found: Selection) -> None:
    """Teachers on the staff into whose lessons nobody went; their cells are those of the staff register."""
    staff = narrowed(on_staff(chapter.year, chapter.specs), _no_lessons, "teacher_block")
    seen = {same(row["visited"]) for row in found}
    rows = [row for row in staff if same(row["full_name"]) not in seen]
    known = replace(resting_on(staff, found), left_out=(*staff.left_out, *found.left_out))
    teachers = chapter.count("teachers", known, staff.rows, "full_name", unit="people")
    never = chapter.count("never_visited", known, rows, "full_name", unit="people")
    fair_share(chapter, "never_visited_share", never, teachers)
    listed = [line(row, person="full_name", commission="commission") for row in rows] if known.has_register else []
    chapter.listing("never_visited", known, listed, notes=("snapshot",))


def _at_norm(chapter: Chapter, found: Selection) -> None:
    """Teachers on the staff who made at least as many visits as the college's own norm; no norm, no figure (Q6)."""
    norm = chapter.specs.college.parameters.visits_norm
    staff = narrowed(on_staff(chapter.year, chapter.specs), _no_lessons, "teacher_block")
    made = Counter(same(row["visitor"]) for row in found)
    rows = [row for row in staff if norm is not None and made[same(row["full_name"])] >= norm]
    known = by_way_of(resting_on(staff, found), "full_name", found, "visitor")
    figure = chapter.count("at_norm", known, rows, "full_name", unit="people", norm=norm if norm is not None else "–")
    figure = known_only(chapter, figure, known=norm is not None)
    fair_share(chapter, "at_norm_share", figure, chapter.figures["visits.teachers"])


def _no_lessons(row: Row) -> str | None:
    return "no-lessons" if row["teacher_block"] == "admin" else None


def _by_teacher(found: Selection) -> list[ListingRow]:
    """Everyone who made or received a visit, the most active first."""
    things = [*each(found, "visitor"), *each(found, "visited")]
    people: dict[object, Person] = {}
    for thing in things:
        if isinstance(thing.value, Person):
            people.setdefault(same(thing.value), thing.value)
    made = [(person, _cells(found, "visitor", who), _cells(found, "visited", who)) for who, person in people.items()]
    made.sort(key=lambda one: -len(one[1]) - len(one[2]))
    return [
        counted(person=(person, (*gone, *come)), made=(len(gone), gone), received=(len(come), come))
        for person, gone, come in made
    ]


def _cells(found: Selection, name: str, who: object) -> tuple[CellRef, ...]:
    return tuple(row.cell(name) for row in found if same(row[name]) == who)
