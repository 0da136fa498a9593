"""best_practice → Figures and Listings: best practices from being noticed to being adopted by others."""

from __future__ import annotations

from otm_reports.analysis.counting import Chapter, counted, line
from otm_reports.analysis.products import protocol
from otm_reports.analysis.tallies import by_code, keeps, known_only
from otm_reports.model import Row

#: Stages at which a practice has been recommended for dissemination (seed K17).
RECOMMENDED = ("recommended", "disseminated", "adopted")


def count(chapter: Chapter) -> None:
    """The pipeline of best practices, each at the stage its row gives, and what the council and others did with it."""
    found = chapter.year.select("best_practice")
    chapter.count("total", found, found.rows, "title")
    stages = by_code(chapter, "stage", found, "best_practice", "stage")
    for name, holds, fields in (
        ("considered", is_considered, ("mc_protocol_no", "mc_protocol_date")),
        ("recommended", is_recommended, ("stage", "level_recommended")),
        ("adopted", is_adopted, ("stage", "adopters", "adopted_on")),
    ):
        figure = chapter.count(name, found, [row for row in found if holds(row)], "title")
        known_only(chapter, figure, known=keeps(found, *fields))
    chapter.listing("stages", found, [counted(stage=code, n=figure) for code, figure in stages.items()])
    chapter.listing(
        "list", found,
        [line(row, authors="authors", title="title", protocol="mc_protocol_no", protocol_date="mc_protocol_date",
              decision="mc_decision", level="level_recommended", adopters="adopters", stage="stage") for row in found],
        notes=("counting-unit",),
    )


def is_considered(row: Row) -> bool:
    """The methodical council has spoken about it: a protocol or its date, not the stage alone, shows that."""
    return protocol(row, "mc_protocol")[0] is not None


def is_recommended(row: Row) -> bool:
    """It is recommended for dissemination: by its stage, or by approval together with a level."""
    return row["stage"] in RECOMMENDED or (row["mc_decision"] == "approved" and row["level_recommended"] is not None)


def is_adopted(row: Row) -> bool:
    """Somebody works by it: by its stage, its adopters or the day of adoption (seed M04)."""
    return row["stage"] == "adopted" or any(row[name] is not None for name in ("adopters", "adopted_on"))
