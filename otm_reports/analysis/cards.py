"""Figures of several years × registers → Listings: what each teacher is and has done, year by year (the teacher's card).

A year's numbers of a person are those of ``overview.teachers`` in that year, with what a card also asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from otm_reports.analysis import contests, courses, lessons, products, visits
from otm_reports.analysis.contests import PRIZES, entry_of
from otm_reports.analysis.counting import Chapter, counted, each, half_up, line, same
from otm_reports.analysis.joins import staff_of
from otm_reports.analysis.overview import DONE_IN, WORK, Done, done, is_known, told
from otm_reports.analysis.roster import experience_of, on_staff
from otm_reports.analysis.tallies import Pair
from otm_reports.model import AcademicYear, CellRef, Figure, ListingRow, Row, Value

NAME = "cards"
_FIGURES = {"lessons": lessons, "visits": visits, "courses": courses, "products": products, "contests": contests}
#: Measure → register, field of the person: each row counts once for each of its people.
_ROWS = {"conferences": ("conferences", "teacher"), "practices": ("best_practice", "authors"), "internships": ("internships", "teacher")}
_NOTHING: Pair = (None, ())


def count(chapter: Chapter, figures: Mapping[str, Figure]) -> None:
    """Listings ``cards.people`` (everybody of the staff register) and ``cards.years`` (the teachers who are counted).

    Args:
        chapter: Named ``cards``; its ``earlier`` are all figures of the years before.
        figures: All figures of the year.
    """
    year = chapter.year
    register = staff_of(year)
    everybody = year.select("staff")
    chapter.listing("people", everybody, [_person(row) for row in register.values()], notes=("snapshot",))
    teachers = sorted(on_staff(year, chapter.specs), key=lambda row: row["full_name"].full.casefold())
    rows = []
    for label, then, known in _years(chapter, figures):
        own = Chapter(NAME, then, chapter.specs)
        rows.append((label, then, _work(own, known)))
    lines = [
        _line(same(teacher["full_name"]), teacher, label, then, work)
        for teacher in teachers for label, then, work in rows if not then["staff"].rows or same(teacher["full_name"]) in staff_of(then)
    ]
    chapter.listing(
        "years", on_staff(year, chapter.specs), lines, notes=("coauthored", "hours-not-credits"), through=(*DONE_IN, *(register for register, _ in _ROWS.values())),
    )


# ── who a teacher is ────────────────────────────────────────────────────────────────────────────────────────────────


def _person(row: Row) -> ListingRow:
    years = experience_of(row)
    written = tuple(row.cell(name) for name in ("ped_experience_y", "ped_experience_m") if row[name] is not None)
    return line(
        row, person="full_name", position="position", commission="commission", education="education_level", category="category",
        since=_day_or_year(row, "category_awarded_on"), until=_day_or_year(row, "category_expires_on"),
        experience=(_plain(years), written or (row.cell("ped_experience_y"),)),
    )


def _plain(years: float | None) -> int | float | None:
    """Years to one decimal, whole ones without it."""
    value = half_up(years) if years is not None else None
    return int(value) if value is not None and value == int(value) else value


def _day_or_year(row: Row, name: str) -> Pair:
    """A day, or a bare year as text: a year is no number to count with."""
    value: Value = row[name]
    return str(value) if isinstance(value, int) else value, (row.cell(name),)


# ── what a teacher has done ─────────────────────────────────────────────────────────────────────────────────────────


def _years(chapter: Chapter, figures: Mapping[str, Figure]) -> Iterator[tuple[str, AcademicYear, Mapping[str, Figure]]]:
    """The year and those before it, as many as ``parameters.card_years`` asks for, the oldest first, each with its figures."""
    year, first = chapter.year, int(chapter.year.label[:4])
    known = {**{label: past for one in year.earlier.values() for label, past in one.earlier.items()}, **year.earlier, year.label: year}
    for back in reversed(range(chapter.specs.college.parameters.card_years)):
        label = f"{first - back}-{first - back + 1}"
        if label == year.label:
            yield label, year, figures
        elif label in known:
            yield label, known[label], chapter.earlier.get(label) or _counted(chapter, known[label])


def _counted(chapter: Chapter, year: AcademicYear) -> Mapping[str, Figure]:
    """The figures that say which rows of a year count."""
    found: dict[str, Figure] = {}
    for name, module in _FIGURES.items():
        own = Chapter(name, year, chapter.specs)
        module.count(own)
        found.update(own.figures)
    return found


def _work(chapter: Chapter, figures: Mapping[str, Figure]) -> dict[str, Mapping[object, list[Done]] | None]:
    """Measure → person → everything that counts; ``None`` where the year keeps no such register."""
    found: dict[str, Mapping[object, list[Done]] | None] = {
        measure: _by_person(done(chapter, figures, measure)) if is_known(figures, measure) else None for measure in WORK
    }
    for measure, (register, field) in _ROWS.items():
        rows = chapter.year.select(register)
        things = (Done(same(one.value), row.id, one.cell) for row in rows for one in each((row,), field))
        found[measure] = _by_person(things) if rows.has_register else None
    for measure in ("students", "student_prizes"):
        found[measure] = _by_person(_students(chapter.year, won=measure == "student_prizes")) if is_known(figures, "contests") else None
    return found


def _students(year: AcademicYear, *, won: bool) -> Iterator[Done]:
    """Entries of students by those who prepared them; a team is one entry."""
    for row in year.select("contests"):
        if row["student"] is not None and (not won or row["result"] in PRIZES):
            yield from (Done(same(one.value), entry_of(row) or row.id, one.cell) for one in each((row,), "supervisor"))


def _by_person(things: Iterator[Done]) -> Mapping[object, list[Done]]:
    found: dict[object, list[Done]] = {}
    for one in things:
        found.setdefault(one.who, []).append(one)
    return found


def _line(
    who: object, teacher: Row, label: str, year: AcademicYear, work: Mapping[str, Mapping[object, list[Done]] | None],
) -> ListingRow:
    """A teacher in one year: the category in that year's staff register, and how much of each kind."""
    then = staff_of(year).get(who)
    numbers = {measure: told(people.get(who, ())) if people is not None else _NOTHING for measure, people in work.items()}
    category: Pair = (then["category"], (then.cell("category"),)) if then else _NOTHING
    return counted(
        person=(teacher["full_name"], (teacher.cell("full_name"),)), year=label, category=category,
        **numbers, hours=_hours(year, work["courses"], who),
    )


def _hours(year: AcademicYear, taken: Mapping[object, list[Done]] | None, who: object) -> Pair:
    """Hours of the courses that count for a person, as far as they are written."""
    if taken is None:
        return _NOTHING
    mine = {one.key for one in taken.get(who, ())}
    rows: Sequence[Row] = [row for row in year.select("pd_courses") if row.id in mine and isinstance(row["hours"], int | float)]
    cells: tuple[CellRef, ...] = tuple(row.cell("hours") for row in rows)
    return (sum(row["hours"] for row in rows), cells) if rows or not mine else (None, ())
