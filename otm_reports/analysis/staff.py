"""staff → Figures and Listings: who teaches on the snapshot date, by category, education, experience, commission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from otm_reports.analysis import attestation, changes
from otm_reports.analysis.counting import Chapter, counted, half_up, only, value_and_cells
from otm_reports.analysis.roster import CROSSWALK, SYSTEMS, apart, bands, each_person, experience_of, on_day, on_staff, present, total_of
from otm_reports.analysis.tallies import (
    Pair,
    blanks,
    by_code,
    crossing,
    fair_share,
    is_small,
    keeps,
    known_only,
    says,
    vocabulary_of,
)
from otm_reports.model import Figure, LeftOut, ListingRow, Row, Selection

#: Columns of the table by commission, as colleges draw it.
_COLUMNS = ("master", "researcher", "expert", "moderator", "ped", "trainee", "high", "first", "second", "none")


def count(chapter: Chapter) -> None:
    """Composition on the snapshot date, with the two years before where their registers are there."""
    found = on_staff(chapter.year, chapter.specs)
    total = total_of(chapter)
    _counted_apart(chapter)
    _on_statistics_day(chapter, found)
    notes = _notes(chapter, total)
    for name, known, codes in (
        ("categories", *_categories(chapter, found)),
        ("education", *_education(chapter, found)),
        ("experience", *_experience(chapter, found)),
    ):
        more = ("rounding", *(("small-group",) if is_small(chapter, known) else ()))
        equated = chapter.specs.college.parameters.category_crosswalk
        own = {"categories": ("systems-equated" if equated else "systems-apart",), "experience": ("band-edges",)}.get(name, ())
        _by_year(chapter, name, found, codes, (*notes, *more, *own))
    changes.count(chapter)
    attestation.count(chapter)
    by_code(chapter, "degree", found, "staff", "academic_degree", unit="people")
    commissions = _commissions(chapter, found)
    chapter.listing(
        "by_commission", found, _by_commission(commissions, found), notes=notes, left_out=blanks(found, "commission"),
    )


def _counted_apart(chapter: Chapter) -> None:
    here = present(chapter.year)
    for name in ("external", "maternity"):
        kind = each_person(only(here, partial(_is_apart, name)))
        chapter.count(name, kind, kind.rows, "full_name", unit="people")


def _is_apart(name: str, row: Row) -> bool:
    return apart(row) == name


def _on_statistics_day(chapter: Chapter, found: Selection) -> None:
    """The same list on the day of the state statistics (5 October), and who came and went from then to the snapshot.

    Known only where the list keeps the days of coming and leaving; ``then + joined - left = total``.
    """
    year = chapter.year
    month, day = map(int, chapter.specs.college.statistics_day.split("-"))
    when = date(year.days.start.year if month >= year.days.start.month else year.days.end.year, month, day)
    then = on_day(year, chapter.specs, when)
    known = keeps(then, "hired_on") and keeps(then, "left_on") and when <= year.snapshot and bool(found.rows or then.rows)
    rows = {"total": then.rows, "joined": [row for row in found if row not in then.rows], "left": [row for row in then if row not in found.rows]}
    for name, counted_rows in rows.items():
        of = then if name != "joined" else found
        figure = chapter.count(f"statistics.{name}", of, counted_rows, "full_name", unit="people", day=f"{when:%d.%m.%Y}")
        known_only(chapter, figure, known=known)


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _known(chapter: Chapter, measure: str, found: Selection, name: str, left: tuple[LeftOut, ...]) -> Figure:
    """People of whom it is known: the N of the shares, so that a blank is not taken for any code."""
    unsaid = {one.cell for one in left}
    rows = [row for row in found if row.cell(name) not in unsaid]
    return chapter.count(f"{measure}_known", found, rows, name, unit="people", left_out=left)


def _categories(chapter: Chapter, found: Selection) -> tuple[Figure, list[str]]:
    left = blanks(found, "category", "no-category")
    figures = by_code(chapter, "category", found, "staff", "category", reason="no-category", unit="people")
    known = _known(chapter, "category", found, "category", left)
    vocabulary = vocabulary_of(chapter, "staff", "category")
    for code, figure in figures.items():
        fair_share(chapter, "category_share", figure, known, code=code, vocabulary=vocabulary)
    for name, codes in SYSTEMS.items():
        rows = [row for row in found if row["category"] in codes]
        part = chapter.count(name, found, rows, "category", unit="people", left_out=left)
        part = known_only(chapter, part, known=says(found, "category"))
        fair_share(chapter, f"{name}_share", part, known)
    _equated(chapter, found, known, left)
    return known, list(figures)


def _equated(chapter: Chapter, found: Selection, known: Figure, left: tuple[LeftOut, ...]) -> None:
    """The share a college is asked for with old categories equated; "no data" unless the college switched that on."""
    rows = [row for row in found if CROSSWALK.get(row["category"], row["category"]) in SYSTEMS["qualified"]]
    part = chapter.count("qualified_equated", found, rows, "category", unit="people", left_out=left)
    part = known_only(chapter, part, known=chapter.specs.college.parameters.category_crosswalk and says(found, "category"))
    fair_share(chapter, "qualified_equated_share", part, known)


def _education(chapter: Chapter, found: Selection) -> tuple[Figure, list[str]]:
    figures = by_code(chapter, "education", found, "staff", "education_level", unit="people")
    known = _known(chapter, "education", found, "education_level", blanks(found, "education_level"))
    vocabulary = vocabulary_of(chapter, "staff", "education_level")
    for code, figure in figures.items():
        fair_share(chapter, "education_share", figure, known, code=code, vocabulary=vocabulary)
    return known, list(figures)


def _experience(chapter: Chapter, found: Selection) -> tuple[Figure, list[str]]:
    said = {row.id: years for row in found if (years := experience_of(row)) is not None}
    left = tuple(LeftOut(row.cell("ped_experience_y"), "no-experience") for row in found if row.id not in said)

    def made(measure: str, rows: list[Row], code: str = "") -> Figure:
        figure = chapter.count(measure, found, rows, "ped_experience_y", code=code, unit="people", left_out=left)
        return known_only(chapter, figure, known=bool(said) or not found.rows)

    known = made("experience_known", [row for row in found if row.id in said])
    held = bands(chapter.specs)
    for band, (low, high) in held.items():
        figure = made("experience", [row for row in found if row.id in said and low <= said[row.id] < high], band)
        fair_share(chapter, "experience_share", figure, known, code=band)
    return known, list(held)


def _commissions(chapter: Chapter, found: Selection) -> dict[str, Figure]:
    """A figure for each commission of the register of commissions, and for those that only staff rows name."""
    left = blanks(found, "commission")
    listed = [row["name"] for row in chapter.year.select("commissions") if row["name"]]
    written = sorted({row["commission"] for row in found if row["commission"]})

    def made(name: str) -> Figure:
        rows = [row for row in found if row["commission"] == name]
        figure = chapter.count(
            "total", found, rows, "full_name", key=("commission", name), unit="people", scope="commission",
            left_out=left, where=f": {name}",
        )
        return known_only(chapter, figure, known=says(found, "commission"))

    return {name: made(name) for name in dict.fromkeys((*listed, *written))}


# ── listings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _notes(chapter: Chapter, total: Figure) -> tuple[str, ...]:
    local = chapter.specs.college.parameters
    counted_apart = {"external-apart": not local.include_external, "maternity-apart": not local.include_maternity}
    return ("snapshot", *(note for note, so in counted_apart.items() if so)) if total.value is not None else ()


def years_of(chapter: Chapter) -> dict[str, str]:
    """``y``, ``y1``, ``y2`` → the year and the two before it, by their labels and not by what happens to be there."""
    first = int(chapter.year.label[:4])
    return {f"y{back or ''}": f"{first - back}-{first - back + 1}" for back in range(3)}


def _by_year(chapter: Chapter, name: str, found: Selection, codes: Iterable[str], notes: tuple[str, ...]) -> None:
    """A listing of three years side by side; its headings name the years, columns without a heading are not made."""
    made = chapter.listing(name, found, ())
    years = years_of(chapter)
    columns = {
        column: {lang: text.format_map(years) for lang, text in heading.items()}
        for column, heading in made.columns.items()
    }
    measure, first = {"categories": ("category", "category"), "education": ("education", "level"),
                      "experience": ("experience", "band")}[name]
    rows = []
    for code in codes if found.has_register else ():
        values: dict[str, Pair | Figure] = {first: (code, ()), **_three_years(chapter, measure, code)}
        rows.append(counted(**{column: values[column] for column in columns}))
    used = {str(cell.file) for row in rows for cells in row.cells.values() for cell in cells if cell.file.startswith("archive/")}
    if used:
        notes = (*notes, "from-archive")
    chapter.listings[made.id] = replace(made, columns=columns, rows=tuple(rows), notes=notes)


def _three_years(chapter: Chapter, measure: str, code: str) -> dict[str, Pair | Figure]:
    years = years_of(chapter)
    figures = {"": chapter.figures, **{f"{y}_": chapter.earlier.get(years[y], {}) for y in ("y1", "y2")}}
    values: dict[str, Pair | Figure] = {}
    for prefix, known in figures.items():
        for column, name in (("n", measure), ("share", f"{measure}_share")):
            full = f"staff.{name}.{code}"
            figure = known.get(full)
            values[f"{prefix}{column}"] = figure if figure and figure.value is not None else archived(chapter, years.get(prefix.rstrip("_"), ""), full)
    return {**values, "change": _change(values["share"], values["y1_share"])}


def archived(chapter: Chapter, year: str, full: str) -> Pair:
    """What the archive of a year says of a figure that the registers of that year do not give, with its place."""
    archive = chapter.archives.get(year)
    value = archive.values.get(full) if archive else None
    return (None, ()) if archive is None or value is None else (value, (archive.at(full),))


def _change(now: Pair | Figure, then: Pair | Figure) -> Pair:
    """Difference of two printed shares in percentage points."""
    (after, cells), (before, others) = value_and_cells(now), value_and_cells(then)
    if after is None or before is None:
        return None, ()
    return half_up(Decimal(str(after)) - Decimal(str(before))), (*cells, *others)


def _by_commission(commissions: Mapping[str, Figure], found: Selection) -> Iterator[ListingRow]:
    for name, figure in commissions.items():
        rows = [row for row in found if row["commission"] == name]
        other = [row for row in rows if row["category"] not in _COLUMNS]
        yield counted(
            commission=(name, tuple(row.cell("commission") for row in rows)),
            total=figure,
            **crossing(rows, "category", _COLUMNS, "category", known=says(found, "category")),
            other=(len(other), tuple(row.cell("category") for row in other)),
        )
