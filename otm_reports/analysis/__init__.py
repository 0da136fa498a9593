"""AcademicYear → Figures and Listings: one module is one chapter of the annual analysis."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from otm_reports.analysis.counting import Chapter
from otm_reports.model import AcademicYear, Figure, Listing
from otm_reports.specs import Specs

#: The chapters in the order the analysis prints them; a module of this name holds ``def count(chapter: Chapter) -> None``.
CHAPTERS = (
    "composition", "plan", "events", "attendance", "lessons", "visits", "mentoring", "staff", "courses", "products",
    "contests", "practice", "portfolios", "exhibitions",
)


def all_figures(year: AcademicYear, specs: Specs) -> tuple[dict[str, Figure], dict[str, Listing]]:
    """Every figure and listing of a year, with the values of the same figures in the two years before.

    Args:
        year: The joined registers; only rows of ``year.select(…)`` count.
        specs: What is declared: vocabularies give a figure per entry, chapters give the words.

    Returns:
        Figures by id and listings by id, in the order of the chapters.
    """
    figures: dict[str, Figure] = {}
    listings: dict[str, Listing] = {}
    for name in CHAPTERS:
        module = import_module(f"otm_reports.analysis.{name}")
        past = {label: _count(module, name, earlier, specs, {}).figures for label, earlier in year.earlier.items()}
        chapter = _count(module, name, year, specs, past)
        figures.update(chapter.figures)
        listings.update(chapter.listings)
    return figures, listings


def _count(
    module: ModuleType, name: str, year: AcademicYear, specs: Specs, past: Mapping[str, Mapping[str, Figure]],
) -> Chapter:
    chapter = Chapter(name, year, specs, past)
    module.count(chapter)
    return chapter
