"""staff → Selections: who teaches at the college and is counted on a date, and for how many years they have taught."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from otm_reports.analysis.counting import Chapter, narrowed, same
from otm_reports.analysis.tallies import once
from otm_reports.model import AcademicYear, Figure, Row, Selection
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
#: Old category → the one it leads to on application; used only where otm.toml says ``category_crosswalk = true``, since
#: the way between the systems is a route with an assessment and no equivalence (domain 6.1, Q4).
CROSSWALK = {"second": "moderator", "first": "expert", "high": "researcher"}


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


def on_day(year: AcademicYear, specs: Specs, day: date) -> Selection:
    """Whom the same list counts on another day of the year, by the days of coming and leaving that it keeps."""
    return on_staff(replace(year, snapshot=day), specs)


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
    own = chapter if chapter.name == "staff" else Chapter("staff", chapter.year, chapter.specs, watch=chapter.watch)
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
