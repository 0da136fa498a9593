"""ОТМ composition × staff → Figures and Listings: who belongs to the school, on what ground, with what experience."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from otm_reports.analysis.counting import Chapter, counted, each, half_up, line, percent, same
from otm_reports.analysis.joins import (
    by_way_of,
    listeners,
    members,
    resting_on,
    staff_of,
    standing_at,
    whole,
)
from otm_reports.analysis.roster import bands, experience_of
from otm_reports.analysis.tallies import by_code, is_small, known_only
from otm_reports.model import CellRef, Figure, LeftOut, ListingRow, Row, Selection, Value

#: Categories of the system in force: the summary prints them even where nobody holds one.
_IN_FORCE = ("ped", "moderator", "expert", "researcher", "master")


def count(chapter: Chapter) -> None:
    """Figures and listings of chapter 2 of the analysis (domain 3.3, T1): who leads, mentors and listens."""
    found = members(chapter.year)
    heard = listeners(chapter.year)
    total = chapter.distinct("listeners", heard, each(heard, "person"), scope="otm", unit="people")
    led = [row for row in found if row["role"] == "leader"]
    chapter.distinct("leaders", found, each(led, "person"), scope="otm", unit="people")
    mentors = [row for row in found if row["role"] == "mentor"]
    chapter.distinct("mentors", found, [*each(mentors, "person"), *each(heard, "mentor")], scope="otm", unit="people")
    groups = {"ground": _grounds(chapter, heard), "experience": _experience(chapter, heard),
              "category": _categories(chapter, heard)}
    _summary(chapter, heard, total, groups)
    staff = staff_of(chapter.year)
    rows = [_member(row, staff) for row in _in_order(found)]
    chapter.listing("members", found, rows, scope="otm", notes=("category-at-order",))


def _in_order(found: Selection) -> list[Row]:
    """Leaders and secretaries first, listeners last; otherwise as the order lists them."""
    places = {"leader": 0, "secretary": 1, "mentor": 2, "speaker": 3}
    return sorted(found, key=lambda row: places.get(row["role"], 4))


# ── listeners by ground, experience, category ───────────────────────────────────────────────────────────────────────


def _grounds(chapter: Chapter, heard: Selection) -> list[Figure]:
    made = by_code(chapter, "ground", heard, "otm_composition", "ground", reason="blank", scope="otm", unit="people")
    return list(made.values())


def _experience_cell(row: Row) -> CellRef:
    """The cell that says the experience: years, or months where there are only months."""
    return row.cell("ped_experience_m" if row["ped_experience_y"] is None else "ped_experience_y")


def _experience(chapter: Chapter, heard: Selection) -> list[Figure]:
    staff = staff_of(chapter.year)
    known: list[tuple[float, Row]] = []
    left: list[LeftOut] = []
    for row in heard:
        person = staff.get(same(row["person"]))
        years = experience_of(person) if person else None
        if person is None:
            left.append(LeftOut(row.cell("person"), "not-in-staff"))
        elif years is None:
            left.append(LeftOut(_experience_cell(person), "no-experience"))
        else:
            known.append((years, person))
    found = resting_on(heard, whole(chapter.year, "staff"))
    made = []
    for code, (low, high) in bands(chapter.specs).items():
        rows = [person for years, person in known if low <= years < high]
        heard_of = by_way_of(replace(found, rows=tuple(rows), by=()), "full_name", heard, "person")
        figure = chapter.count("experience", heard_of, rows, "ped_experience_y", code=code, scope="otm", unit="people",
                               left_out=tuple(left))
        figure = standing_at(chapter, figure, map(_experience_cell, rows))
        made.append(known_only(chapter, figure, known=bool(known) or not heard.rows))
    return made


def _category(row: Row, staff: Mapping[object, Row]) -> tuple[str | None, CellRef]:
    """The category at the order, else the one of the staff register; and the cell that says it (or fails to)."""
    person = staff.get(same(row["person"]))
    if row["category_at_order"] is None and person is not None:
        return person["category"], person.cell("category")
    return row["category_at_order"], row.cell("category_at_order")


def _categories(chapter: Chapter, heard: Selection) -> list[Figure]:
    staff = staff_of(chapter.year)
    held = [(row, *_category(row, staff)) for row in heard]
    left = tuple(LeftOut(cell, "no-category") for _, category, cell in held if category is None)
    found = resting_on(heard, whole(chapter.year, "staff")) if staff else heard
    made = []
    for code in chapter.specs.vocabularies["category"].codes:
        mine = [(row, cell) for row, category, cell in held if category == code]
        figure = chapter.count("category", found, [row for row, _ in mine], "category_at_order", code=code,
                               vocabulary="category", scope="otm", unit="people", left_out=left)
        figure = standing_at(chapter, figure, (cell for _, cell in mine))
        made.append(known_only(chapter, figure, known=len(left) < len(held) or not held))
    return made


# ── listings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _summary(chapter: Chapter, heard: Selection, total: Figure, groups: Mapping[str, Sequence[Figure]]) -> None:
    small = is_small(chapter, total)

    def made(group: str, figure: Figure) -> ListingRow:
        share = percent(figure.value, total.value) if figure.value is not None and total.value and not small else None
        return counted(group=group, name=figure.id, n=figure, share=replace(figure, value=share, of=total, part=figure))

    rows = [made("all", total)] + [
        made(group, figure) for group, figures in groups.items() for figure in figures
        if group != "category" or figure.value or figure.id.rpartition(".")[2] in _IN_FORCE
    ]
    notes = ("small-group" if small else "rounding", "category-at-order")
    chapter.listing("summary", heard, rows if heard.has_register else (), scope="otm", notes=notes)


def _experience_cells(person: Row) -> tuple[CellRef, ...]:
    """The cells a person's years follow from: years and months, or the one that is written."""
    written = tuple(person.cell(name) for name in ("ped_experience_y", "ped_experience_m") if person[name] is not None)
    return written or (_experience_cell(person),)


def _member(row: Row, staff: Mapping[object, Row]) -> ListingRow:
    person = staff.get(same(row["person"]))
    years = experience_of(person) if person else None
    nothing: tuple[Value, tuple[CellRef, ...]] = (None, ())
    category, cell = _category(row, staff)
    return line(
        row, person="person", role="role", ground="ground", topic="topic", mentor="mentor",
        position=(person["position"], (person.cell("position"),)) if person else nothing,
        category=(category, (cell,)),
        experience=(half_up(years), _experience_cells(person)) if person and years is not None else nothing,
    )
