"""AcademicYear → Figures and Listings: one module is one chapter of the annual analysis."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from types import ModuleType

from otm_reports.analysis import cards, commissions, departments, desant, monthly, network, overview, routes
from otm_reports.analysis.asking import Watch, watched
from otm_reports.analysis.counting import Chapter
from otm_reports.model import AcademicYear, Archive, Figure, Listing
from otm_reports.specs import Specs

#: The chapters in the order the analysis prints them; a module of this name holds ``def count(chapter: Chapter) -> None``.
CHAPTERS = (
    "composition", "plan", "events", "attendance", "lessons", "visits", "mentoring", "staff", "courses", "products",
    "contests", "practice", "portfolios", "exhibitions", "decisions", "folder",
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
    before: dict[str, dict[str, Figure]] = {label: {} for label in year.earlier}
    watch = Watch()
    seen = watched(year, watch)
    for name in CHAPTERS:
        module = import_module(f"otm_reports.analysis.{name}")
        past = {label: _count(module, name, earlier, specs, {}).figures for label, earlier in year.earlier.items()}
        chapter = _count(module, name, seen, specs, past, watch)
        figures.update(chapter.figures)
        listings.update(chapter.listings)
        for label, known in past.items():
            before[label].update(known)
    whole = Chapter(overview.NAME, year, specs, before, _archives(year))
    overview.count(whole, figures)
    people = Chapter(cards.NAME, year, specs, before)
    cards.count(people, figures)
    listings.update({**whole.listings, **people.listings})
    for module in (commissions, desant, network):
        across = Chapter(module.NAME, year, specs, before, _archives(year))
        module.count(across, figures)
        listings.update(across.listings)
    for room in (routes, monthly):  # of this year alone: where things stand today
        now = Chapter(room.NAME, year, specs)
        room.count(now)
        listings.update(now.listings)
    slips = Chapter(departments.NAME, year, specs)
    departments.count(slips, figures, listings)
    return figures, {**listings, **slips.listings}


def _archives(year: AcademicYear) -> Mapping[str, Archive]:
    """Kept figures are those of whole years: a part of a year is never compared with them."""
    return {label: year.archives[label] for label in year.earlier if label in year.archives} if year.span.whole_year else {}


def _count(
    module: ModuleType, name: str, year: AcademicYear, specs: Specs, past: Mapping[str, Mapping[str, Figure]], watch: Watch | None = None,
) -> Chapter:
    chapter = Chapter(name, year, specs, past, _archives(year) if past else {}, watch=watch)
    module.count(chapter)
    return chapter
