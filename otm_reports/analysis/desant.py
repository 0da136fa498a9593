"""desant, desant_findings, internal_control, student_results × figures of all chapters → Listings: what a methodical landing party sees.

Its rules ask for three years (1.5) and for six directions (3.2). A college that receives no landing party has no such listings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from otm_reports.analysis.counting import Chapter, counted, each, half_up, line, value_and_cells
from otm_reports.analysis.products import protocol
from otm_reports.analysis.staff import archived, years_of
from otm_reports.analysis.tallies import Pair, known_only, says, sum_of
from otm_reports.model import AcademicYear, CellRef, Figure, ListingRow, Row, Selection, Value

NAME = "desant"
#: Direction → figures of the other chapters that speak of it (rules 2.2 and 3.2).
INDICATORS: Mapping[str, tuple[str, ...]] = {
    "d1": ("plan.items", "plan.done_share", "decisions.total", "decisions.executed"),
    "d2": ("lessons.held", "lessons.analysed_share", "visits.visits"),
    "d3": (),
    "d4": ("contests.students.entries", "contests.students.prizes"),
    "d5": (
        "staff.total", "staff.qualified_share", "courses.courses", "courses.trained_window_share", "products.products",
        "products.publications", "contests.teachers.prizes", "practice.total", "mentoring.pairs", "mentoring.young.total",
    ),
    "d6": ("lessons.kind.class_hour", "lessons.kind.extracurricular"),
}
#: Direction → figures that only these listings print: what groups achieved.
_OF_GROUPS = {"d2": ("quality", "success"), "d3": ("low_achievers", "groups_with_plan")}
_NUMBER = re.compile(r"[–-]?\d+(?:[.,]\d+)?")


def count(chapter: Chapter, figures: Mapping[str, Figure]) -> None:
    """Listings of the visits, of what they found and advised, and of what the college's own registers say.

    Args:
        chapter: Named ``desant``; its ``earlier`` are all figures of the years before.
        figures: All figures of the year.
    """
    year = chapter.year
    visits, findings = year.select("desant"), year.select("desant_findings")
    if not (visits.has_register or findings.has_register):
        return
    chapter.listing("visits", visits, [_visit(row) for row in visits])
    chapter.listing("findings", findings, [_finding(row) for row in findings])
    _headed(chapter, "findings")
    several = _years(chapter)
    chapter.listing("recommendations", _gathered(several, "desant_findings"), _recommendations(several))
    chapter.listing("control", _gathered(several, "internal_control"), _control(several))
    chapter.listing("indicators", _everywhere(several, figures), _indicators(chapter, figures), notes=("points",))
    _headed(chapter, "indicators")


def _years(chapter: Chapter) -> dict[str, AcademicYear]:
    """The years that a landing party covers (rules 1.5), the first one first; a year before them is outside (4.4, 2)."""
    several = {**chapter.year.earlier, chapter.year.label: chapter.year}
    return {label: several[label] for label in sorted(years_of(chapter).values()) if label in several}


def _headed(chapter: Chapter, name: str) -> None:
    """Headings of a listing that name its years."""
    made, years = chapter.listings[f"{NAME}.{name}"], years_of(chapter)
    columns = {column: {lang: text.format_map(years) for lang, text in heading.items()} for column, heading in made.columns.items()}
    chapter.listings[made.id] = replace(made, columns=columns)


# ── what the registers of the landing party say ─────────────────────────────────────────────────────────────────────


def _visit(row: Row) -> ListingRow:
    return line(
        row, organisation="organisation", initiator="initiator", request=_paper(row, "request"), order=_paper(row, "order"), period="period",
        scope="scope", forms="forms", team="team", report=_paper(row, "report"),
    )


def _paper(row: Row, name: str) -> Pair:
    """Number and date of a paper, as far as they are known, with their cells."""
    return protocol(row, name)


def _finding(row: Row) -> ListingRow:
    years = {column: (_number(row[name]), (row.cell(name),)) for column, name in (("y2", "y1"), ("y1", "y2"), ("y", "y3"))}
    return line(row, direction="direction", indicator="indicator", **years, change=_change(years["y2"], years["y"]), strengths="strengths", gaps="gaps")


def _number(text: str | None) -> Value:
    """A text that is a number, as a number; any other text as written."""
    if text is None or not _NUMBER.fullmatch(text.strip()):
        return text
    value = float(text.strip().replace(",", ".").replace("–", "-"))
    return int(value) if value == int(value) and not re.search("[.,]", text) else value


def _change(first: Pair | Figure, last: Pair | Figure) -> Pair:
    """The last year less the first one, where both are numbers."""
    (before, cells), (after, others) = value_and_cells(first), value_and_cells(last)
    if not isinstance(before, int | float) or not isinstance(after, int | float):
        return None, ()
    change = Decimal(str(after)) - Decimal(str(before))
    whole = isinstance(before, int) and isinstance(after, int)
    return (int(change) if whole else half_up(change)), (*others, *cells)


def _recommendations(several: Mapping[str, AcademicYear]) -> Iterator[ListingRow]:
    """What was advised in the years of the window and what became of it (rules 1.6; M04)."""
    for label, year in several.items():
        for row in year.select("desant_findings"):
            if row["recommendation"]:
                yield line(row, year=(label, ()), direction="direction", recommendation="recommendation", responsible="responsible", due="due",
                           status="status", recheck="recheck_date")


def _control(several: Mapping[str, AcademicYear]) -> Iterator[ListingRow]:
    """The college's own control by the same six directions (form of order № 130)."""
    for label, year in several.items():
        for row in year.select("internal_control"):
            yield line(row, year=(label, ()), direction="direction", topic="topic", due="due", considered="considered_at", decision="decision", result="result")


def _gathered(several: Mapping[str, AcademicYear], register: str) -> Selection:
    places = tuple(dict.fromkeys(place for year in several.values() for place in year.select(register).searched))
    return Selection(searched=places)


# ── three years by direction ────────────────────────────────────────────────────────────────────────────────────────


def _indicators(chapter: Chapter, figures: Mapping[str, Figure]) -> Iterator[ListingRow]:
    years = years_of(chapter)
    alone = {label: _own(chapter, year) for label, year in _years(chapter).items()}
    for direction, names in INDICATORS.items():
        for name in names:
            past = {column: _then(chapter, years[column], name) for column in ("y2", "y1")}
            yield _indicator(direction, figures[name], past)
        for name in (*_OF_GROUPS.get(direction, ()), f"control.{direction}"):
            then = {column: alone[years[column]][name] if years[column] in alone else (None, ()) for column in ("y2", "y1")}
            yield _indicator(direction, alone[chapter.year.label][name], then)


def _indicator(direction: str, figure: Figure, then: Mapping[str, Pair | Figure]) -> ListingRow:
    return counted(
        direction=direction, name=figure.label["kk"], name_ru=figure.label["ru"], unit=figure.unit, **then, y=figure, change=_change(then["y2"], figure),
    )


def _then(chapter: Chapter, year: str, name: str) -> Pair | Figure:
    figure = chapter.earlier.get(year, {}).get(name)
    return figure if figure and figure.value is not None else archived(chapter, year, name)


def _own(chapter: Chapter, year: AcademicYear) -> Mapping[str, Figure]:
    """What groups achieved and what the college's own control looked at, in one year."""
    alone = Chapter(NAME, year, chapter.specs)
    results, control = year.select("student_results"), year.select("internal_control")
    for measure in ("quality", "success"):
        numbers: list[tuple[int | float, tuple[CellRef, ...]]] = [
            (row[f"{measure}_pct"], (row.cell(f"{measure}_pct"),)) for row in results if row[f"{measure}_pct"] is not None
        ]
        alone.middle(measure, results, numbers, "mean", unit="percent")
    sum_of(alone, "low_achievers", results, "low_achievers_n", unit="people")
    planned = alone.distinct("groups_with_plan", results, each([row for row in results if row["plan_for_gaps"]], "group"))
    known_only(alone, planned, known=says(results, "plan_for_gaps"))
    for code in chapter.specs.vocabularies["direction"].codes:
        rows = [row for row in control if row["direction"] == code]
        looked = alone.count("control", control, rows, "direction", code=code, vocabulary="direction")
        known_only(alone, looked, known=says(control, "direction"))
    return {name.removeprefix(f"{NAME}."): figure for name, figure in alone.figures.items()}


def _everywhere(several: Mapping[str, AcademicYear], figures: Mapping[str, Figure]) -> Selection:
    names = {name for some in INDICATORS.values() for name in some}
    places = [place for name, figure in figures.items() if name in names for place in figure.searched]
    places += [place for year in several.values() for register in ("student_results", "internal_control") for place in year.select(register).searched]
    return Selection(searched=tuple(dict.fromkeys(places)))
