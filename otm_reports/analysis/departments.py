"""All figures × commissions → Listings: the numbers taken from the registers of each department, with their sources and what was left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from otm_reports.analysis.counting import Chapter, counted, same
from otm_reports.analysis.joins import commissions_of, staff_of
from otm_reports.analysis.responsible import commission_of
from otm_reports.analysis.tallies import Pair
from otm_reports.model import AcademicYear, CellRef, Figure, LeftOut, Listing, ListingRow, Row, Selection

NAME = "departments"
#: Figures that are counted row by row in registers of the college and may be asked of each department: register → figures.
#: The rows of a department are those that the figure counts and that belong to it by their own word or by whose they are.
COUNTED: Mapping[str, tuple[str, ...]] = {
    "staff": ("staff.total", "staff.category.*"),
    "open_lessons": ("lessons.held", "lessons.analysed"),
    "mutual_visits": ("visits.visits",),
    "pd_courses": ("courses.courses", "courses.hours"),
    "internships": ("courses.internships",),
    "publications": ("products.publications",),
    "products": ("products.products", "products.products.stage.approved"),
    "self_education": ("products.self_education", "products.self_education.defended"),
    "contests": ("contests.teachers.entries", "contests.teachers.prizes", "contests.students.entries", "contests.students.prizes"),
    "conferences": ("contests.conferences",),
    "best_practice": ("practice.total",),
}
#: Figures that count something in several registers or once for several rows: the overview counts them by department.
_SHARED = {"products.publications": "publications", "contests.teachers.entries": "contests", "contests.teachers.prizes": "prizes"}


@dataclass(frozen=True, slots=True)
class _Known:
    """What every department is counted by: rows by their place, and which department each belongs to."""

    year: AcademicYear
    rows: Mapping[tuple[str, str, int], Row]
    belongs: Mapping[tuple[str, str, int], frozenset[str]]


def names(year: AcademicYear) -> tuple[str, ...]:
    """The departments that confirm numbers of their own: the commissions."""
    return commissions_of(year)


def count(chapter: Chapter, figures: Mapping[str, Figure], listings: Mapping[str, Listing]) -> None:
    """Listings ``departments.numbers`` and ``departments.left_out``.

    Args:
        chapter: Named ``departments``.
        figures: All figures of the year.
        listings: All listings of the year: ``overview.commissions`` holds what is counted once for several rows.
    """
    year = chapter.year
    places = tuple(dict.fromkeys(place for register in COUNTED for place in year[register].searched))
    known = _known(year)
    shared = {row.values["commission"]: row for row in listings["overview.commissions"]}
    lines = [line for name in names(year) for line in _numbers(chapter, figures, known, (name, shared.get(name)))]
    chapter.listing("numbers", Selection(searched=places), lines, scope="commission", notes=("snapshot", "coauthored"))
    left = [line for name in names(year) for line in _left(chapter, figures, known, name)]
    chapter.listing("left_out", Selection(searched=places), left, scope="commission")


def _line(cell: CellRef) -> tuple[str, str, int]:
    return cell.file, cell.sheet, cell.row


def _known(year: AcademicYear) -> _Known:
    rows: dict[tuple[str, str, int], Row] = {}
    belongs: dict[tuple[str, str, int], frozenset[str]] = {}
    staff = staff_of(year)
    for register in COUNTED:
        for row in year[register]:
            rows[_line(row.at)] = row
            own = {commission_of(year, row)} if row["commission"] else {found["commission"] for one in _people(row) if (found := staff.get(one))}
            belongs[_line(row.at)] = frozenset(name for name in own if name)
    return _Known(year, rows, belongs)


def _people(row: Row) -> Iterator[object]:
    """Whose a row is: its teacher, authors, visitor or, of a student's, supervisor."""
    for name in ("full_name", "teacher", "authors", "visitor", "supervisor"):
        value = row[name]
        if value is not None:
            yield from (same(one) for one in (value if isinstance(value, tuple) else (value,)))
            return


def _title(chapter: Chapter, register: str) -> dict[str, Pair]:
    title = chapter.specs.registers[register].title
    return {"register": (title["kk"], ()), "register_ru": (title["ru"], ())}


def _numbers(chapter: Chapter, figures: Mapping[str, Figure], known: _Known, of: tuple[str, ListingRow | None]) -> Iterator[ListingRow]:
    name, shared = of
    for register, wanted in COUNTED.items():
        for figure in _named(figures, wanted):
            if figure.value is None:
                continue
            pair = (None, ()) if not _is_placed(figure, known) else _shared(figure, shared) if figure.id in _SHARED else _own(figure, known, name)
            if figure.id.startswith("staff.category.") and not pair[0]:
                continue  # a category that nobody of the department holds says nothing to its head
            yield counted(
                department=(name, ()), **_title(chapter, register), name=(figure.label["kk"], ()), name_ru=(figure.label["ru"], ()), n=pair,
                unit=(figure.unit, ()), source=(_sources(pair[1]) or (_looked(chapter.year, register, known, name) if pair[0] is not None else None) or None, pair[1]),
            )


def _named(figures: Mapping[str, Figure], wanted: Iterable[str]) -> Iterator[Figure]:
    for one in wanted:
        if one.endswith("*"):
            yield from (figure for name, figure in figures.items() if name.startswith(one[:-1]) and "/" not in name and name.count(".") == one.count("."))
        elif one in figures:
            yield figures[one]


def _is_placed(figure: Figure, known: _Known) -> bool:
    """Whether it is known whose the counted rows are: without the staff register only of those that name their commission."""
    return bool(known.year["staff"].rows) or all(known.rows[_line(cell)]["commission"] for cell in figure.counted if _line(cell) in known.rows)


def _shared(figure: Figure, row: ListingRow | None) -> Pair:
    column = _SHARED[figure.id]
    if row is None:
        return None, ()
    return row.values[column], row.cells.get(column, ())


def _own(figure: Figure, known: _Known, name: str) -> Pair:
    """The part of a figure that lies in rows of the department: so many cells, or their sum."""
    cells = tuple(cell for cell in figure.counted if name in known.belongs.get(_line(cell), ()))
    if figure.method != "sum":
        return len(cells), cells
    field = {"courses.hours": "hours"}[figure.id]
    total = sum(value for cell in cells if isinstance(value := known.rows[_line(cell)][field], int | float))
    return (int(total) if total == int(total) else total), cells


def _sources(cells: Iterable[CellRef]) -> str:
    """The books and sheets that the cells stand in, as a person names them."""
    books: dict[str, dict[str, None]] = {}
    for cell in cells:
        books.setdefault(cell.file.rpartition("/")[2], {})[cell.sheet] = None
    return "; ".join(f"{book} · {', '.join(sheets)}" for book, sheets in books.items())


def _looked(year: AcademicYear, register: str, known: _Known, name: str) -> str:
    """Where a nought was looked for: the sheets of the register that hold rows of the department, else all of them."""
    sheets = tuple(CellRef(source.file, source.sheet) for source in year[register].sources)
    own = {(file, sheet) for (file, sheet, _), belong in known.belongs.items() if name in belong}
    return _sources([one for one in sheets if (one.file, one.sheet) in own] or sheets)


def _left(chapter: Chapter, figures: Mapping[str, Figure], known: _Known, name: str) -> Iterator[ListingRow]:
    """Rows of the department that a figure looked at and did not count, each once, with the reason."""
    said: set[tuple[CellRef, str]] = set()
    for register, wanted in COUNTED.items():
        for figure in _named(figures, wanted[:1]):
            for one in figure.left_out:
                if name in known.belongs.get(_line(one.cell), ()) and (one.cell, one.reason) not in said:
                    said.add((one.cell, one.reason))
                    yield _left_line(chapter, name, register, one)


def _left_line(chapter: Chapter, name: str, register: str, one: LeftOut) -> ListingRow:
    reason = {lang: chapter.specs.messages[lang].text("left_out", one.reason) for lang in ("kk", "ru")}
    return counted(
        department=(name, ()), **_title(chapter, register), place=(f"{one.cell.file.rpartition('/')[2]} · {one.cell.sheet} · {one.cell.a1}", (one.cell,)),
        reason=(reason["kk"], (one.cell,)), reason_ru=(reason["ru"], (one.cell,)),
    )
