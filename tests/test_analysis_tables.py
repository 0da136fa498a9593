"""The tables and charts of the annual analysis: each one that the plan of a year's analysis names is there, and follows one law.

The numbers are those of a deputy director's plan of the analysis: seventeen sections, twenty-one tables, five charts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest
from running import SAMPLE, TODAY, otm, reading_once
from year_builder import our_specs, year

from otm_reports import pipeline
from otm_reports.analysis import all_figures
from otm_reports.documents import annual_analysis

#: Number of the table → its listings.
TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "T1": ("composition.summary", "composition.members"),
    "T2": ("plan.by_quarter", "plan.unfulfilled"),
    "T3": ("events.list",),
    "T4": ("events.by_form",),
    "T5": ("attendance.by_person",),
    "T6": ("lessons.list", "lessons.by_commission", "lessons.marks"),
    "T7": ("visits.by_teacher", "visits.never_visited"),
    "T8": ("mentoring.pairs",),
    "T9": ("staff.categories", "staff.category_changes", "staff.category_moves"),
    "T10": ("staff.education",),
    "T11": ("staff.experience",),
    "T12": ("staff.by_commission",),
    "T13": ("courses.list", "courses.by_provider", "courses.by_mode", "courses.internship_list", "courses.not_trained"),
    "T14": ("products.publications_by_kind", "products.publications"),
    "T15": ("products.route",),
    "T16": ("contests.teachers", "contests.leaders"),
    "T17": ("contests.students",),
    "T18": ("practice.stages",),
    "T19": ("practice.list",),
    "T20": ("portfolios.list", "portfolios.missing"),
    "T21": ("exhibitions.list",),
})
#: Number of the chart → the listing it is drawn from.
DRAWN: Mapping[str, str] = MappingProxyType({
    "g1": "plan.by_quarter", "g2": "events.by_form", "g3": "attendance.by_person", "g4": "staff.categories", "g5": "contests.teachers",
})
#: What a section says beside its tables: the numbers it cannot do without.
SAID = (
    "composition.listeners", "composition.leaders", "plan.done_share", "plan.unmarked", "events.held", "attendance.mean", "attendance.median", "attendance.below_threshold",
    "attendance.marked_share", "lessons.planned", "lessons.planned_held", "lessons.analysed_share", "visits.never_visited_share", "visits.at_norm_share",
    "mentoring.pairs", "mentoring.meetings", "mentoring.young.retained_share", "staff.total", "staff.external", "staff.maternity", "staff.new_system_share",
    "staff.old_system_share", "staff.category_share.none", "staff.qualified_share", "staff.statistics.total", "courses.courses", "courses.teachers", "courses.hours",
    "courses.trained_window_share", "courses.trained_long_share", "products.publications", "products.authors", "products.per_teacher", "contests.teachers.prizes",
    "contests.students.prizes", "contests.conferences", "practice.considered", "practice.adopted", "portfolios.submitted_share", "exhibitions.exhibitions",
    "decisions.total", "compliance.rules",
)


@pytest.fixture(scope="module")
def told() -> Iterator[Any]:
    with reading_once():
        asked = (SAMPLE, "--year", "2025-2026", "--today", TODAY, "--json")
        yield {period: otm("figures", *asked, "--period", period).json for period in ("year", "half-1")}


def test_a_quarter_outside_the_period_is_a_dash_and_no_missing_data():
    with reading_once():
        opened = pipeline.open_folder(SAMPLE)
    said = {
        period: annual_analysis.make(pipeline.report(opened, year="2025-2026", period=period, today=date.fromisoformat(TODAY)), opened.specs, "", "ru").context
        for period in ("half-1", "year")
    }
    rows = {period: context["tables"]["events_by_form"]["rows"][0] for period, context in said.items()}
    assert [rows["half-1"][quarter] == "–" for quarter in ("q1", "q2", "q3", "q4", "summer")] == [False, False, True, True, True]
    assert "–" not in [rows["year"][quarter] for quarter in ("q1", "q2", "q3", "q4", "summer")]


def test_every_table_is_a_listing_with_rows_titles_in_two_languages_and_a_scope(told):
    assert list(TABLES) == [f"T{number}" for number in range(1, 22)]
    listings = {one["id"]: one for one in told["year"]["listings"]}
    for number, names in TABLES.items():
        for name in names:
            listing = listings[name]
            assert listing["rows"] or name in ("exhibitions.list", "courses.not_trained"), (number, name)
            assert listing["label"]["kk"] != listing["label"]["ru"], name
            assert listing["scope"] in ("otm", "college", "commission"), name
            assert all(heading["kk"] and heading["ru"] for heading in listing["columns"].values()), name


def test_every_number_a_section_cannot_do_without_is_a_figure(told):
    for period in told.values():
        assert set(SAID) <= {figure["id"] for figure in period["figures"]}


def test_the_five_charts_are_drawn_from_the_listings_of_their_tables(told):
    assert {name: drawing[0] for name, drawing in annual_analysis.CHARTS.items()} == dict(DRAWN)
    listings = {one["id"]: one for one in told["year"]["listings"]}
    for name, (listing, _, category, series, _) in annual_analysis.CHARTS.items():
        assert {category, *series} <= set(listings[listing]["columns"]), name


def test_shares_are_plainly_rounded_name_their_whole_and_speak_of_five_people_at_least(told):
    seen, units = 0, {figure["id"]: figure["unit"] for figure in told["year"]["figures"]}
    for figure in told["year"]["figures"]:
        if figure["unit"] != "percent" or figure["value"] is None or figure["of"] is None:
            continue
        whole, part = figure["of"], len(figure["counted"])
        assert whole["value"] > 0, figure["id"]
        assert units[whole["id"]] != "people" or whole["value"] >= 5, figure["id"]
        assert figure["value"] == int(part * 1000 / whole["value"] + 0.5) / 10, figure["id"]
        seen += 1
    assert seen > 20


def test_one_of_three_is_a_third_and_no_remainder_is_spread():
    people = "\n".join(f"Тегі{number} Аты | {code} | higher | 5" for number, code in enumerate(["ped"] * 3 + ["moderator"] * 3 + ["expert"] * 3))
    figures, listings = all_figures(year(staff=f"full_name | category | education_level | ped_experience_y\n{people}"), our_specs())
    assert [figures[f"staff.category_share.{code}"].value for code in ("ped", "moderator", "expert")] == [33.3, 33.3, 33.3]
    assert "rounding" in listings["staff.categories"].notes


def test_four_people_have_numbers_and_no_percentages_and_nobody_has_no_data():
    four = "\n".join(f"Тегі{number} Аты | ped" for number in range(4))
    figures, listings = all_figures(year(staff=f"full_name | category\n{four}"), our_specs())
    assert (figures["staff.category.ped"].value, figures["staff.category_share.ped"].value) == (4, None)
    assert "small-group" in listings["staff.categories"].notes
    nobody, _ = all_figures(year(staff="full_name | category"), our_specs())
    assert (nobody["staff.total"].value, nobody["staff.category_share.ped"].value, nobody["staff.qualified_share"].value) == (0, None, None)
    nothing, _ = all_figures(year(), our_specs())
    assert nothing["staff.total"].value is None


def test_the_day_of_the_snapshot_and_who_stands_apart_are_said_under_the_table():
    made = pipeline.report(pipeline.open_folder(SAMPLE), year="2025-2026", today=date(2026, 6, 20))
    for name in ("staff.categories", "staff.education", "staff.experience", "staff.by_commission"):
        assert {"snapshot", "external-apart", "maternity-apart"} <= set(made.listings[name].notes), name
    assert made.year.snapshot == date(2026, 6, 1)
    assert "points" in made.listings["overview.years"].notes
    assert "systems-apart" in made.listings["staff.categories"].notes
