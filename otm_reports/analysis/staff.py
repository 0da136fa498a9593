"""staff → Figures and Listings: who teaches on the snapshot date, by category, education, experience, commission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from otm_reports.analysis.counting import Chapter, counted, half_up, narrowed, same
from otm_reports.analysis.tallies import (
    Pair,
    blanks,
    by_code,
    crossing,
    fair_share,
    is_small,
    known_only,
    once,
    says,
    vocabulary_of,
)
from otm_reports.model import AcademicYear, Figure, LeftOut, ListingRow, Row, Selection
from otm_reports.specs import Specs

#: Someone who works here beside a main job elsewhere; «қоса атқарушы» without «ішкі» is read so too.
EXTERNAL = ("part_external", "part_time", "non_staff")
#: Categories of the system in force and of the one before it: counted side by side, never equated.
SYSTEMS = {
    "new_system": ("trainee", "ped", "moderator", "expert", "researcher", "master"),
    "old_system": ("high", "first", "second"),
    # «сарапшы, зерттеуші, шебер»: the share a college is asked for
    "qualified": ("expert", "researcher", "master"),
}
#: Columns of the table by commission, as colleges draw it.
_COLUMNS = ("master", "researcher", "expert", "moderator", "ped", "high", "first", "second", "none", "trainee")


def count(chapter: Chapter) -> None:
    """Composition on the snapshot date, with the two years before where their registers are there."""
    found = on_staff(chapter.year, chapter.specs)
    total = total_of(chapter)
    _counted_apart(chapter)
    notes = _notes(chapter, total)
    for name, known, codes in (
        ("categories", *_categories(chapter, found)),
        ("education", *_education(chapter, found)),
        ("experience", *_experience(chapter, found)),
    ):
        more = ("rounding", *(("small-group",) if is_small(chapter, known) else ()))
        own = {"categories": ("systems-apart",), "experience": ("band-edges",)}.get(name, ())
        _by_year(chapter, name, found, codes, (*notes, *more, *own))
    by_code(chapter, "degree", found, "staff", "academic_degree", unit="people")
    commissions = _commissions(chapter, found)
    chapter.listing(
        "by_commission", found, _by_commission(commissions, found), notes=notes, left_out=blanks(found, "commission"),
    )


def _counted_apart(chapter: Chapter) -> None:
    here = present(chapter.year)
    for name in ("external", "maternity"):
        kind = each_person(replace(here, rows=tuple(row for row in here if apart(row) == name)))
        chapter.count(name, kind, kind.rows, "full_name", unit="people")


# ── who is counted ──────────────────────────────────────────────────────────────────────────────────────────────────


def on_staff(year: AcademicYear, specs: Specs) -> Selection:
    """One staff row for each person who is counted on ``year.snapshot``; every other row is left out with a reason.

    Main staff and internal combination count. External part-timers and people on maternity leave count only where the
    college says so (``include_external``, ``include_maternity``).
    """
    local = specs.college.parameters
    counts = {"external": local.include_external, "maternity": local.include_maternity}
    found = narrowed(
        present(year), lambda row: why if (why := apart(row)) and not counts[why] else None, "full_name",
    )
    return each_person(found)


def present(year: AcademicYear) -> Selection:
    """Staff rows of people who work at the college on the snapshot date, whatever their employment."""
    return narrowed(year.select("staff"), lambda row: _absence(row, year), "full_name")


def _absence(row: Row, year: AcademicYear) -> str | None:
    left, hired = row["left_on"], row["hired_on"]
    if left < year.snapshot if left else row["status"] == "left":
        return "left-before"
    return "joined-after" if hired and hired > year.snapshot else None


def apart(row: Row) -> str | None:
    """``external`` or ``maternity`` for people whom a college may count apart, else ``None``."""
    if row["employment"] in EXTERNAL:
        return "external"
    return "maternity" if row["status"] == "maternity" else None


def each_person(found: Selection) -> Selection:
    """One row a person: of someone who combines two posts, the row of the main one."""
    return once(
        found, lambda row: same(row["full_name"]), "full_name", lambda row: row["employment"] == "part_internal",
    )


def total_of(chapter: Chapter) -> Figure:
    """``staff.total``, counted for a chapter that needs it as an N, so that there is one number of teachers."""
    own = chapter if chapter.name == "staff" else Chapter("staff", chapter.year, chapter.specs)
    found = on_staff(chapter.year, chapter.specs)
    return own.count("total", found, found.rows, "full_name", unit="people", where="")


def bands(specs: Specs) -> dict[str, tuple[float, float]]:
    """Experience bands as the college sets them, half-open: ``"3-10"`` → 3 ≤ years < 10."""
    limits = (0, *specs.college.parameters.experience_bands)
    named = {f"{low}-{high}": (float(low), float(high)) for low, high in pairwise(limits)}
    return {**named, f"{limits[-1]}+": (float(limits[-1]), float("inf"))}


def experience_of(row: Row) -> float | None:
    """Years of teaching with the months as a part of a year; «3 жыл 5 ай» is more than three."""
    years, months = row["ped_experience_y"], row["ped_experience_m"]
    return None if years is None and months is None else float(years or 0) + (months or 0) / 12


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
    return known, list(figures)


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


def _years(chapter: Chapter) -> dict[str, str]:
    """``y``, ``y1``, ``y2`` → the year and the two before it, by their labels and not by what happens to be there."""
    first = int(chapter.year.label[:4])
    return {f"y{back or ''}": f"{first - back}-{first - back + 1}" for back in range(3)}


def _by_year(chapter: Chapter, name: str, found: Selection, codes: Iterable[str], notes: tuple[str, ...]) -> None:
    """A listing of three years side by side; its headings name the years, columns without a heading are not made."""
    made = chapter.listing(name, found, (), notes=notes)
    years = _years(chapter)
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
    chapter.listings[made.id] = replace(made, columns=columns, rows=tuple(rows))


def _three_years(chapter: Chapter, measure: str, code: str) -> dict[str, Pair | Figure]:
    years = _years(chapter)
    figures = {"": chapter.figures, **{f"{y}_": chapter.earlier.get(years[y], {}) for y in ("y1", "y2")}}
    values: dict[str, Pair | Figure] = {}
    for prefix, known in figures.items():
        for column, name in (("n", measure), ("share", f"{measure}_share")):
            figure = known.get(f"staff.{name}.{code}")
            values[f"{prefix}{column}"] = figure or (None, ())
    return {**values, "change": _change(values["share"], values["y1_share"])}


def _change(now: Pair | Figure, then: Pair | Figure) -> Pair:
    """Difference of two printed shares in percentage points."""
    if not isinstance(now, Figure) or not isinstance(then, Figure) or now.value is None or then.value is None:
        return None, ()
    return half_up(Decimal(str(now.value)) - Decimal(str(then.value))), (*now.cells, *then.cells)


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
