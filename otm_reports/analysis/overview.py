"""Figures of all chapters → Listings: three years side by side, the work of each commission, the work of each teacher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from otm_reports.analysis.contests import PRIZES, entry_of
from otm_reports.analysis.counting import Chapter, counted, each, half_up, same, value_and_cells
from otm_reports.analysis.joins import commissions_of, staff_of
from otm_reports.analysis.products import works
from otm_reports.analysis.roster import on_staff
from otm_reports.analysis.staff import archived, years_of
from otm_reports.analysis.tallies import Pair
from otm_reports.model import CellRef, Figure, ListingRow, Row, Selection

NAME = "overview"
#: What three years are compared by (domain 3.3, evidence of three years): a figure of each chapter that may be compared.
INDICATORS = (
    "plan.items", "plan.done_share", "events.held", "attendance.rate", "lessons.held", "lessons.analysed_share", "visits.visits",
    "mentoring.pairs", "mentoring.young.total", "mentoring.young.retained_share", "staff.total", "staff.new_system_share",
    "staff.old_system_share", "staff.qualified_share", "courses.courses", "courses.teachers", "courses.trained_window_share",
    "products.publications", "products.per_teacher", "products.products", "contests.teachers.entries", "contests.teachers.prizes",
    "contests.students.entries", "contests.students.prizes", "contests.conferences", "practice.total", "portfolios.submitted_share",
)
#: What the work of a commission and of a teacher is counted by.
WORK = ("lessons", "visits", "courses", "publications", "products", "contests", "prizes")
#: The registers that say so.
DONE_IN = ("open_lessons", "mutual_visits", "pd_courses", "publications", "products", "contests")


def count(chapter: Chapter, figures: Mapping[str, Figure]) -> None:
    """Listings ``overview.years``, ``overview.commissions`` and ``overview.teachers``.

    Args:
        chapter: Named ``overview``; its ``earlier`` are all figures of the years before.
        figures: All figures of the year.
    """
    _years(chapter, figures)
    staff = on_staff(chapter.year, chapter.specs)
    work = {measure: list(done(chapter, figures, measure)) for measure in WORK}
    chapter.listing("commissions", staff, _commissions(chapter, figures, work) if staff.has_register else (), notes=("snapshot", "coauthored"),
                    through=DONE_IN)
    chapter.listing("teachers", staff, _teachers(staff, figures, work), notes=("snapshot", "coauthored"), through=DONE_IN)


# ── three years ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _years(chapter: Chapter, figures: Mapping[str, Figure]) -> None:
    """Each indicator in the year and the two before it; a change of shares is in percentage points."""
    years = years_of(chapter)
    rows = []
    for name in INDICATORS:
        figure = figures[name]
        then = {column: _then(chapter, years[column], name) for column in ("y1", "y2")}
        row = counted(name=figure.label["kk"], name_ru=figure.label["ru"], unit=figure.unit, **then, y=figure, change=_change(figure, then["y1"]))
        rows.append(row)
    used = any(cell.file.startswith("archive/") for row in rows for cells in row.cells.values() for cell in cells)
    made = chapter.listing("years", _everywhere(figures.values()), rows, notes=("points", "systems-apart", *(("from-archive",) if used else ())))
    columns = {name: {lang: text.format_map(years) for lang, text in heading.items()} for name, heading in made.columns.items()}
    chapter.listings[made.id] = replace(made, columns=columns)


def _everywhere(figures: Iterable[Figure]) -> Selection:
    places = (place for figure in figures if figure.id in INDICATORS for place in figure.searched)
    return Selection(searched=tuple(dict.fromkeys(places)))


def _then(chapter: Chapter, year: str, name: str) -> Pair | Figure:
    figure = chapter.earlier.get(year, {}).get(name)
    return figure if figure and figure.value is not None else archived(chapter, year, name)


def _change(figure: Figure, before: Pair | Figure) -> Pair:
    value, cells = value_and_cells(before)
    if figure.value is None or value is None:
        return None, ()
    change = Decimal(str(figure.value)) - Decimal(str(value))
    places = 2 if figure.method == "ratio" else 1
    return (int(change) if figure.unit != "percent" and change == int(change) else half_up(change, places)), (*figure.counted, *cells)


# ── who did what ────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that a person did: the same thing done by several has one key."""

    who: object
    key: object
    cell: CellRef


#: Measure → figure that says which rows count, register, field of the person.
_ROWS = {
    "lessons": ("lessons.held", "open_lessons", "teacher"),
    "visits": ("visits.visits", "mutual_visits", "visitor"),
    "courses": ("courses.courses", "pd_courses", "teacher"),
    "products": ("products.products", "products", "authors"),
}


def done(chapter: Chapter, figures: Mapping[str, Figure], measure: str) -> Iterator[Done]:
    """Everything the figure of a measure counts, by the people who did it."""
    if measure == "publications":
        yield from _publications(chapter)
        return
    if measure in ("contests", "prizes"):
        for row in chapter.year.select("contests"):
            if row["student"] is None and (measure == "contests" or row["result"] in PRIZES):
                yield from (Done(same(one.value), entry_of(row) or row.id, one.cell) for one in each((row,), "teacher"))
        return
    name, register, field = _ROWS[measure]
    places = {_line(cell) for cell in figures[name].counted}
    for row in chapter.year.select(register):
        if _line(row.at) in places:
            yield from (Done(same(one.value), row.id, one.cell) for one in each((row,), field))


def _line(cell: CellRef) -> tuple[str, str, int]:
    return cell.file, cell.sheet, cell.row


def _publications(chapter: Chapter) -> Iterator[Done]:
    """Each work once for each of its authors, though every author may have entered it."""
    for number, entries in enumerate(works(chapter)):
        seen: set[object] = set()
        for one in each(entries, "authors"):
            if same(one.value) not in seen:
                seen.add(same(one.value))
                yield Done(same(one.value), number, one.cell)


def told(things: Iterable[Done]) -> Pair:
    """How many different things, with one cell of each."""
    cells: dict[object, CellRef] = {}
    for thing in things:
        cells.setdefault(thing.key, thing.cell)
    return len(cells), tuple(cells.values())


def is_known(figures: Mapping[str, Figure], measure: str) -> bool:
    """Whether the year keeps what a measure is counted from."""
    name = {"publications": "products.publications", "contests": "contests.teachers.entries", "prizes": "contests.teachers.prizes"}
    return figures[name.get(measure) or _ROWS[measure][0]].value is not None


def _commissions(chapter: Chapter, figures: Mapping[str, Figure], work: Mapping[str, list[Done]]) -> Iterator[ListingRow]:
    """A line for each commission; what people of two commissions did together counts in both."""
    staff = staff_of(chapter.year)
    for name in commissions_of(chapter.year):
        own = {who for who, row in staff.items() if row["commission"] == name}
        held = figures.get(f"lessons.held/commission={name}")
        numbers: dict[str, Pair | Figure] = {
            measure: told(thing for thing in things if thing.who in own) if is_known(figures, measure) else (None, ())
            for measure, things in work.items()
        }
        if held is not None:
            numbers["lessons"] = held
        total = figures.get(f"staff.total/commission={name}") or (None, ())
        yield counted(commission=(name, value_and_cells(total)[1]), teachers=total, **numbers)


def _teachers(staff: Selection, figures: Mapping[str, Figure], work: Mapping[str, list[Done]]) -> Iterator[ListingRow]:
    """A line for each teacher on the staff, by name; of what the year keeps no register nothing is known, which is no nought."""
    rows: list[Row] = sorted(staff, key=lambda row: row["full_name"].full.casefold())
    by_person: dict[str, dict[object, list[Done]]] = {measure: {} for measure in work}
    for measure, things in work.items():
        for thing in things:
            by_person[measure].setdefault(thing.who, []).append(thing)
    for row in rows:
        who = same(row["full_name"])
        yield counted(
            person=(row["full_name"], (row.cell("full_name"),)), commission=(row["commission"], (row.cell("commission"),)),
            **{measure: told(found.get(who, ())) if is_known(figures, measure) else (None, ()) for measure, found in by_person.items()},
        )
