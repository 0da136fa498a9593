"""The figures and listings of three years, and of parts of them, agree with a second count made from the workbooks alone.

What is compared comes from the program as `otm figures --json` says it; `recounting`, `recounting_lists`, `recounting_routes` and
`recounting_rest` count again without it. A figure or a listing that no recount names makes a test fail: the list is closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from recounting import PERIODS, TODAY, YEARS, Year, people, plain, recounted
from recounting_lists import recounted_lists
from recounting_rest import recounted_rest
from recounting_routes import recounted_routes
from running import SAMPLE, otm, reading_once

#: Words of the program, not of the registers: what a line of the table of indicators is called, and its unit.
WORDS = {"overview.years": {"name", "name_ru", "unit"}, "desant.indicators": {"name", "unit"}, "network.years": {"name"}}
#: Whole years and parts of the newest one; the soak counts the parts of the others too.
PARTS = [*((year, "year") for year in YEARS), *((YEARS[0], period) for period in PERIODS[1:])]
OTHERS = [pytest.param(year, period, marks=pytest.mark.soak) for year in YEARS[1:] for period in PERIODS[1:]]


@pytest.fixture(scope="module")
def said() -> Iterator[Mapping[Any, Any]]:
    """What the program says of the three years and of parts of them: figures and listings by id, and the verdicts."""
    class Told(dict[Any, Any]):
        """Asked when it is wanted: figures by year and period, listings and verdicts beside them."""

        def __missing__(self, key: tuple[str, ...]) -> Any:
            *what, year, period = key
            asked = (SAMPLE, "--year", year, "--period", period, "--today", TODAY.isoformat(), "--json")
            if what == ["rules"]:
                self[key] = otm("rules", *asked).json["rules"]
            else:
                found = otm("figures", *asked).json
                self[year, period] = {figure["id"]: figure for figure in found["figures"]}
                self["listings", year, period] = {listing["id"]: listing for listing in found["listings"]}
            return self[key]

    with reading_once():
        yield Told()


@pytest.mark.parametrize(("year", "period"), [*PARTS, *OTHERS])
def test_every_figure_agrees_with_a_recount_from_the_workbooks(said, year, period):
    again, wrong, left = recounted(Year(year, period)), {}, []
    for name, figure in said[year, period].items():
        if name.startswith("compliance."):
            continue
        try:
            number = again[name]
        except KeyError:
            left.append(name)
            continue
        if number != figure["value"]:
            wrong[name] = (figure["value"], number)
    assert wrong == {}
    assert left == [], "figures that nobody has counted again"
    assert set(again) <= set(said[year, period]), "something was counted that the program does not know"
    assert len(said[year, period]) > 400


@pytest.mark.parametrize(("year", "period"), [*PARTS, *OTHERS])
def test_every_line_of_every_listing_agrees_with_a_recount(said, year, period):
    part, listings, lines = Year(year, period), said["listings", year, period], 0
    again = {**recounted_lists(part), **recounted_routes(part), **recounted_rest(part)}
    assert set(listings) - ELSEWHERE.keys() == set(again), "listings that nobody has counted again"
    ids = {figure["label"]["kk"]: name for name, figure in said[year, period].items() if "/" not in name}
    for name, counted in again.items():
        apart = WORDS.get(name, set())
        mine = Counter(tuple(sorted((column, same(value)) for column, value in line.items())) for line in counted)
        columns = set(listings[name]["columns"]) - apart
        rows = [{**row["values"], "name": ids[row["values"]["name"]]} if name in BY_LABEL else row["values"] for row in listings[name]["rows"]]
        told = Counter(tuple(sorted((column, understood(row.get(column))) for column in columns)) for row in rows)
        assert told == mine, name
        lines += len(counted)
    assert lines > 600


def same(value: Any) -> Any:
    """A value of the recount as it is compared."""
    if isinstance(value, tuple):
        return tuple(map(same, value))
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool):
        return value
    return float(value) if isinstance(value, int | float) else plain(value)


def understood(value: Any) -> Any:
    """A value of the program as it is compared: people by name, several of them in one order."""
    if isinstance(value, list):
        several = tuple(map(understood, value))
        return tuple(sorted(several)) if value and isinstance(value[0], dict) else several
    if not isinstance(value, dict):
        return same(value)
    if "from" in value:
        return value["from"], value["to"]
    name = " ".join(value[part] for part in ("surname", "given", "patronymic") if value[part])
    return plain(name) if value["id"] else people().who(value["as_written"])


@pytest.mark.parametrize("year", YEARS)
def test_figures_of_the_regulation_count_its_verdicts(said, year):
    rules = said["rules", year, "year"]
    verdicts = Counter(rule["verdict"] for rule in rules)
    figures = {name: figure["value"] for name, figure in said[year, "year"].items() if name.startswith("compliance.")}
    assert figures.pop("compliance.rules") == sum(verdicts.values())
    assert figures == {f"compliance.verdict.{name.rpartition('.')[2]}": verdicts[name.rpartition(".")[2]] for name in figures}
    table = said["listings", year, "year"]["compliance.rules"]["rows"]
    assert [(row["values"]["clause"], row["values"]["requirement"], row["values"]["verdict"]) for row in table] == [
        (rule["clause"], rule["text"]["kk"], rule["verdict"]) for rule in rules
    ]


#: The first category read by eye from the staff lists of three years: how many, who went and how.
FIRST_CATEGORY = {
    "2024-2025": ((6, 4), {"Қазбекова Жансая Оңдасынқызы": ("left", None), "Ұзақбаев Рүстем Амангелдіұлы": ("system", "expert")}),
    "2025-2026": ((4, 2), {"Ақышев Оралбек Оңдасынұлы": ("left", None), "Сәлкенов Ұлан Дәулетұлы": ("left", None)}),
}


@pytest.mark.parametrize("year", FIRST_CATEGORY)
def test_what_became_of_the_first_category_is_what_the_lists_say_to_the_eye(said, year):
    (before, after), gone = FIRST_CATEGORY[year]
    tables = {name: [row["values"] for row in said["listings", year, "year"][f"staff.{name}"]["rows"]] for name in ("categories", "category_changes", "category_moves")}
    assert [(row["y1_n"], row["n"]) for row in tables["categories"] if row["category"] == "first"] == [(before, after)]
    assert {row["person"]["as_written"]: (row["kind"], row["now"]) for row in tables["category_moves"] if row["was"] == "first"} == gone
    assert not [row for row in tables["category_moves"] if row["now"] == "first"]
    held = {row["category"]: (row["y1_n"], row["n"]) for row in tables["categories"]}
    for row in tables["category_changes"]:
        assert row["y1_n"] + row["joined"] + row["came"] - row["left"] - row["went"] == row["n"], row["category"]
        assert held.pop(row["category"]) == (row["y1_n"], row["n"])
    assert set(held.values()) <= {(0, 0)}


def test_two_halves_of_a_year_make_the_year(said):
    for name in HALVED:
        halves, whole = [said[YEARS[0], period][name] for period in ("half-1", "half-2")], said[YEARS[0], "year"][name]
        undated = {left["cell"] for left in halves[0]["left_out"] if left["reason"] == "no-date"} - {left["cell"] for left in whole["left_out"]}
        missing = whole["value"] - sum(half["value"] for half in halves)
        assert missing == 0 or (undated and 0 < missing <= len(undated)), name


#: Figures that count things with a day of their own: a half-year has its own, and what says no day is in neither.
HALVED = (
    "events.held", "attendance.present", "lessons.held", "visits.visits", "courses.courses", "courses.hours", "courses.internships", "products.publications",
    "products.products", "contests.teachers.entries", "contests.students.prizes", "contests.conferences", "practice.total", "exhibitions.exhibitions",
    "exhibitions.bulletins", "decisions.total", "staff.attestation.applied",
)
#: Listings whose lines name a figure by its label; the recount names it by its id.
BY_LABEL = {"departments.numbers"}
#: Listings that another test counts again, by their ids: where that is.
ELSEWHERE = {
    "compliance.rules": "test_figures_of_the_regulation_count_its_verdicts",
    "cards.years": "test_recount_b1",
}
