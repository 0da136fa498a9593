"""Every printed figure of the sample, counted again by hand: from nothing but the cells it names and what stands in them.

Nothing of the counting room is used here: the figures come from `otm figures --json`, the typed rows from `otm export`,
the rest from the workbooks themselves.
"""

from __future__ import annotations

import csv
import json
import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import unquote

import openpyxl
import pytest
from running import SAMPLE, TODAY, otm, reading_once

YEARS = ("2025-2026", "2024-2025", "2023-2024")
PERIODS = ("year", "half-1", "q2")
#: Columns that number the steps of a route: row and step numbers are no figures (they say where in the list one is).
STEPS = {("routes.steps", "no"), ("routes.steps", "place")}
#: Listing → the year that its column of change is set against.
CHANGES = {"desant.findings": "y2", "desant.indicators": "y2", "network.years": "y1"}
#: Columns that number the rows themselves.
NUMBERING = {("events.list", "no"), ("compliance.rules", "no")}


@dataclass(frozen=True, slots=True)
class Field:
    """One typed value as exported: where it is, what it is, and the row it belongs to."""

    register: str
    name: str
    kind: str
    value: Any
    row: Mapping[str, Any]

    @property
    def column(self) -> tuple[str, str]:
        return self.register, self.name


Fields = dict[str, list[Field]]


class _Known(dict[str, list[Field]]):
    """A cell that no table has (a rule of a profile, a heading) holds no typed value."""

    def __missing__(self, cell: str) -> list[Field]:
        return []


def half_up(value: Decimal, places: int = 1) -> float:
    return float(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Iterator[dict[str, Any]]:
    """What the commands say of the sample: figures by period and year, exported tables by year."""
    target = tmp_path_factory.mktemp("export") / "tables.json"
    said: dict[str, Any] = {}
    with reading_once():
        for period in PERIODS:
            said[period] = otm("figures", SAMPLE, "--period", period, "--today", TODAY, "--json").json
        for year in YEARS:
            said[f"figures {year}"] = otm("figures", SAMPLE, "--year", year, "--today", TODAY, "--json").json
            assert otm("export", SAMPLE, "--year", year, "--to", target, "--today", TODAY).status == 0
            said[f"tables {year}"] = json.loads(target.read_text(encoding="utf-8"))["tables"]
        chapters = {figure["id"].split(".")[0] for figure in said["year"]["figures"]}
        said["explained"] = {chapter: otm("explain", SAMPLE, chapter, "--today", TODAY, "--json").json["figures"] for chapter in sorted(chapters)}
        yield said


@pytest.fixture(scope="module")
def at(told) -> Fields:
    """Cell → the typed values that were read from it, in any of the three years."""
    found: Fields = defaultdict(list)
    for year in YEARS:
        for register, table in told[f"tables {year}"].items():
            for row in table["rows"]:
                for name, cell in row["cells"].items():
                    found[cell].append(Field(register, name, table["fields"][name]["type"], row["values"][name], row))
    return _Known(found)


@pytest.fixture(scope="module")
def standing() -> Mapping[str, object]:
    """Cell → what stands in the workbook, read with another library."""
    found: dict[str, object] = {}
    for path in sorted((SAMPLE / "registers").rglob("*.xlsx")):
        if path.name.startswith("~$"):
            continue
        for sheet in openpyxl.load_workbook(path, data_only=True):
            place = f"{path.relative_to(SAMPLE).as_posix()}#{sheet.title}!"
            found.update({f"{place}{cell.coordinate}": cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None})
    for path in sorted((SAMPLE / "registers").rglob("*.csv")):
        text = _decoded(path.read_bytes())
        lines = csv.reader(text.splitlines(), delimiter=max(";,\t", key=text.count))
        for number, line in enumerate(lines, 1):
            found.update({
                f"{path.relative_to(SAMPLE).as_posix()}#{path.stem}!{openpyxl.utils.get_column_letter(column)}{number}": value
                for column, value in enumerate(line, 1) if value
            })
    return found


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16", "kz1048"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("a table of text in no known encoding")


# ── counting by hand ────────────────────────────────────────────────────────────────────────────────────────────────


def columns(cells: Iterable[str], at: Fields) -> list[set[tuple[str, str]]]:
    return [{field.column for field in at[cell]} for cell in cells]


def values(cells: Iterable[str], at: Fields) -> list[Any]:
    """The values of the one field that all cells belong to; of each cell's person where they stand in several registers."""
    cells = list(cells)
    shared = set.intersection(*columns(cells, at)) if cells else set()
    chosen = [field for cell in cells for field in at[cell] if (field.column in shared if shared else field.kind == "person")]
    return [one for field in chosen for one in (field.value if isinstance(field.value, list) else [field.value]) if one is not None]


def different(cells: Iterable[str], at: Fields) -> int:
    """How many different values: a person is the same by id, or by the name as written."""
    return len({(one["id"] or one["as_written"].casefold()) if isinstance(one, dict) else one for one in values(cells, at)})


def total(cells: Iterable[str], at: Fields) -> float:
    return float(sum(Decimal(str(one)) for one in numbers(values(cells, at))))


def numbers(found: Iterable[Any]) -> list[int | float]:
    return [one for one in found if isinstance(one, int | float) and not isinstance(one, bool)]


def rates(cells: Iterable[str], at: Fields) -> list[float]:
    """For each person of these attendance cells the share of meetings attended, as the table shows it."""
    marks: dict[str, list[str]] = defaultdict(list)
    for cell in cells:
        for field in at[cell]:
            if field.column == ("attendance", "mark"):
                person = field.row["values"]["person"]
                marks[person["id"] or person["as_written"]].append(field.value)
    return [half_up(Decimal(100 * own.count("present")) / len(own)) for own in marks.values()]


def recount(figure: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], at: Fields) -> float | int | None:
    """The value of a figure from its method and the cells it names; nothing else of it is looked at."""
    cells, of = figure["counted"], figure["of"]
    match figure["method"]:
        case "count":
            return len(set(cells))
        case "distinct":
            return different(cells, at) if cells else 0
        case "sum":
            return total(cells, at)
        case "mean":
            return half_up(Decimal(str(statistics.fmean(rates(cells, at)))))
        case "median":
            return half_up(Decimal(str(statistics.median(rates(cells, at)))))
        case "share" | "ratio":
            part, whole = Decimal(recount(by_id[figure["part"]], by_id, at) or 0), counted_whole(of, by_id, at)
            assert by_id[figure["part"]]["counted"] == cells, "the cells of a share are those of its numerator"
            return half_up(part * 100 / whole) if figure["method"] == "share" else half_up(part / whole, 2)
    raise AssertionError(figure["method"])


def counted_whole(of: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]], at: Fields) -> Decimal:
    """N, counted from its own cells in the way of the figure whose name it bears."""
    # the whole of a listing alone is no figure of its own: what it counts are its cells
    whole = recount({**by_id[of["id"]], "counted": of["counted"]}, by_id, at) if of["id"] in by_id else len(set(of["counted"]))
    assert whole == of["value"], of["id"]
    return Decimal(whole or 0)


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_is_what_its_cells_give_when_counted_by_hand(told, at, period):
    by_id = {figure["id"]: figure for figure in told[period]["figures"]}
    assert len(by_id) > 300
    wrong, counted = [], 0
    for figure in by_id.values():
        if figure["value"] is None or (figure["of"] and not figure["of"]["value"]):
            continue
        counted += bool(figure["counted"])
        if (again := recount(figure, by_id, at)) != figure["value"]:
            wrong.append((figure["id"], figure["value"], again))
    assert wrong == []
    assert counted > 100


@pytest.mark.parametrize("period", PERIODS)
def test_no_data_counts_nothing_and_a_zero_says_where_it_looked(told, period):
    for figure in told[period]["figures"]:
        if figure["value"] is None and not figure["of"]:
            assert figure["cells"] == [], figure["id"]
        if figure["value"] == 0:
            assert figure["searched"], figure["id"]
        assert len(figure["cells"]) == len(set(figure["cells"])), f"{figure['id']} names a cell twice"


def test_every_counted_cell_stands_in_a_workbook_and_is_not_empty(told, standing):
    unmarked = {cell for figure in told["year"]["figures"] if figure["id"] == "attendance.expected" for cell in figure["counted"]}
    named = {cell: figure["id"] for figure in told["year"]["figures"] if not figure["id"].startswith("compliance.") for cell in figure["counted"]}
    assert len(named) > 1000
    assert {cell: name for cell, name in named.items() if cell not in unmarked and _place(cell) not in standing} == {}


def test_every_row_that_a_figure_leaves_out_stands_where_it_says(told, standing):
    """A row is left out at a cell of it; its sheet at least has that row."""
    rows = {_row_of(cell) for cell in standing}
    for figure in told["year"]["figures"]:
        for left in figure["left_out"]:
            assert left["reason"]
            assert _row_of(_place(left["cell"])) in rows, (figure["id"], left)


def _place(cell: str) -> str:
    file, _, rest = cell.partition("#")
    sheet, _, a1 = rest.rpartition("!")
    return f"{unquote(file)}#{unquote(sheet)}!{a1}"


def _row_of(cell: str) -> str:
    return re.sub(r"![A-Z]+", "!", cell)


# ── by code, quarter, commission ────────────────────────────────────────────────────────────────────────────────────


def test_the_cells_of_a_figure_by_code_hold_that_code(told, at):
    seen = 0
    for figure in told["year"]["figures"]:
        code = figure["id"].partition("/")[0].rpartition(".")[2]
        if figure["method"] != "count" or not figure["counted"]:
            continue
        coded = [field for cell in figure["counted"] for field in at[cell] if field.kind == "code" and not field.row["values"].get("mark")]
        known = {field.column for field in at_codes(at, code)}
        if coded and {field.column for field in coded} & known:
            seen += 1
            assert {field.value for field in coded if field.column in known} == {code}, figure["id"]
    assert seen > 40


def at_codes(at: Fields, code: str) -> list[Field]:
    return [field for fields in at.values() for field in fields if field.kind == "code" and field.value == code]


def test_no_row_with_a_code_is_missing_unless_it_is_named_as_left_out(told):
    """Rows by code of the exported year = rows counted + rows left out, for registers that are counted whole."""
    whole = {
        "events.form": ("events", "form"), "lessons.kind": ("open_lessons", "kind"), "plan.status": ("otm_plan", "status"),
        "staff.category": ("staff", "category"), "staff.education": ("staff", "education_level"), "courses.mode": ("pd_courses", "mode"),
        "products.publications.kind": ("publications", "kind"), "products.products.kind": ("products", "kind"),
        "contests.conferences.level": ("conferences", "level"),
    }
    by_id = {figure["id"]: figure for figure in told["year"]["figures"]}
    for measure, (register, name) in whole.items():
        rows = told["tables 2025-2026"][register]["rows"]
        met = {row["values"][name] for row in rows} - {None}
        assert met, register
        for code in met:
            figure = by_id[f"{measure}.{code}"]
            left = {left["cell"] for left in figure["left_out"]}
            missing = [
                row["cells"][name] for row in rows
                if row["values"][name] == code and row["cells"][name] not in figure["counted"] and not left & set(row["cells"].values())
            ]
            assert missing == [], f"{measure}.{code}"


def test_contests_of_teachers_and_of_students_are_all_contests(told):
    by_id = {figure["id"]: figure for figure in told["year"]["figures"]}
    sides = [by_id["contests.teachers.entries"], by_id["contests.students.entries"]]
    named = [cell for side in sides for cell in (*side["counted"], *(left["cell"] for left in side["left_out"]))]
    rows = told["tables 2025-2026"]["contests"]["rows"]
    assert len(rows) > 10
    assert [row["cells"] for row in rows if not set(row["cells"].values()) & set(named)] == []


def test_quarters_and_summer_of_a_register_add_up_to_the_year(told):
    by_id = {figure["id"]: figure["value"] for figure in told["year"]["figures"]}
    for measure in ("events.held", "plan.items"):
        parts = [value for name, value in by_id.items() if name.startswith(f"{measure}/quarter=")]
        assert len(parts) >= 4
        assert sum(parts) <= by_id[measure]
    dated = {figure["id"]: figure for figure in told["year"]["figures"]}
    windows = {"q1": ("09-01", "10-31"), "q2": ("11-01", "12-31"), "q3": ("01-01", "03-31"), "q4": ("04-01", "06-30")}
    day_at = {cell: row["values"]["date"] for row in told["tables 2025-2026"]["events"]["rows"] for cell in row["cells"].values()}
    for quarter, (first, last) in windows.items():
        days = [day_at[cell][5:] for cell in dated[f"events.held/quarter={quarter}"]["counted"]]
        assert days
        assert all(first <= day <= last for day in days)


def test_figures_of_a_period_name_only_cells_of_rows_in_it(told, at):
    for period, first, last in (("half-1", "2025-09-01", "2025-12-31"), ("q2", "2025-11-01", "2025-12-31")):
        for figure in told[period]["figures"]:
            if figure["id"].split(".")[0] not in ("events", "lessons", "visits"):
                continue
            days = {field.row["values"]["date"] for cell in figure["counted"] for field in at[cell] if field.row["values"].get("date")}
            assert all(first <= day <= last for day in days), (period, figure["id"])


def test_figures_by_commission_name_rows_of_that_commission(told, at):
    seen = 0
    for figure in told["year"]["figures"]:
        name, _, commission = figure["id"].partition("/commission=")
        if commission and name in ("lessons.held", "staff.total"):
            kept = [field.row["values"]["commission"] for cell in figure["counted"] for field in at[cell]]
            seen += len(kept)
            assert set(kept) <= {commission}, figure["id"]
    assert seen > 50


# ── earlier years, explain ──────────────────────────────────────────────────────────────────────────────────────────


def test_values_of_earlier_years_are_what_those_years_say_themselves(told):
    differing = []
    for year in YEARS[1:]:
        then = {figure["id"]: figure["value"] for figure in told[f"figures {year}"]["figures"]}
        differing += [
            (figure["id"], year, figure["earlier"][year], then.get(figure["id"]))
            for figure in told["year"]["figures"] if year in figure["earlier"] and figure["earlier"][year] != then.get(figure["id"])
        ]
    assert differing == []
    for figure in told["year"]["figures"]:
        alone = "/protocol=" in figure["id"] or "/change=" in figure["id"] or figure["id"].startswith("compliance.")
        assert list(figure["earlier"]) == ([] if alone else list(YEARS[1:])), figure["id"]


def test_explain_says_the_same_and_shows_what_stands_in_each_cell(told):
    explained = {figure["id"]: figure for figures in told["explained"].values() for figure in figures}
    assert explained.keys() == {figure["id"] for figure in told["year"]["figures"]}
    for figure in told["year"]["figures"]:
        shown = explained[figure["id"]]
        assert {key: shown[key] for key in figure} == figure
        assert [one["cell"] for one in shown["written"]] == figure["counted"]
        assert [one["cell"] for one in shown["reasons"]] == [left["cell"] for left in figure["left_out"]]
        assert all(one["text"] for one in shown["reasons"])


def test_explain_shows_no_empty_text_for_a_cell_that_holds_something(told, standing):
    silent = {
        (figure["id"], one["cell"]) for figures in told["explained"].values() for figure in figures for one in figure["written"]
        if not one["text"] and (_place(one["cell"]) in standing or figure["id"].startswith("compliance."))
    }
    assert silent == set()


def test_what_explain_shows_is_what_stands_in_the_workbook(told, standing):
    """Text by text: but for spoiled letters, whose repair is a note of its own, the words are those of the cell."""
    compared = 0
    for figures in told["explained"].values():
        for figure in figures:
            for one in figure["written"]:
                written = standing.get(_place(one["cell"]))
                if isinstance(written, str) and one["text"]:
                    compared += 1
                    assert _letters(one["text"]) == _letters(written), (figure["id"], one["cell"])
    assert compared > 1000


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text).casefold()


# ── listings ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("period", PERIODS)
def test_every_number_of_a_listing_stands_in_its_cell_or_is_counted_from_its_cells(told, at, period):
    by_id = {figure["id"]: figure for figure in told[period]["figures"]}
    unexplained, seen = [], 0
    for listing in told[period]["listings"]:
        for number, row in enumerate(listing["rows"], 1):
            for column, value in row["values"].items():
                if not numbers([value]):
                    continue
                seen += 1
                cells = row["cells"].get(column, [])
                again = (
                    three_years(row, column, number, told, period, at) if listing["id"] == "overview.years"
                    else by_hand(listing["id"], column, number, row, cells, by_id, at)
                )
                if value not in again:
                    unexplained.append((listing["id"], column, number, value, cells[:3]))
    assert unexplained == []
    assert seen > 400


def three_years(
    row: Mapping[str, Any], column: str, number: int, told: Mapping[str, Any], period: str, at: Fields,
) -> list[float | int | None]:
    """A number of the table of three years is the figure of that name in its own year, counted there from its own cells."""
    if column == "change":
        change = Decimal(str(row["values"]["y"])) - Decimal(str(row["values"]["y1"]))
        return [half_up(change), half_up(change, 2)]
    year = dict(zip(("y", "y1", "y2"), YEARS, strict=True))[column]
    if period != "year" and column != "y":
        return [row["values"][column]] if row["cells"].get(column) or row["values"][column] == 0 else []
    figures = {one["id"]: one for one in (told[period] if column == "y" else told[f"figures {year}"])["figures"]}
    named = [one for one in figures.values() if one["label"]["kk"] == row["values"]["name"] and one["counted"] == row["cells"].get(column, [])]
    return [recount(one, figures, at) for one in named]


def visit_or_route(listing: str, column: str, row: Mapping[str, Any], cells: list[str], at: Fields) -> list[float | int] | None:
    """Numbers of the tables of routes, visits and networks that are neither counts nor sums; ``None`` for all others."""
    said, told = row["values"], values(cells, at) if cells else []
    if (listing, column) in STEPS:
        return [said[column]]
    if column == "change" and listing in CHANGES:
        return [half_up(Decimal(str(said["y"])) - Decimal(str(said[CHANGES[listing]])))]
    if listing == "desant.findings":  # its numbers are written as text
        return [float(text) for value in told if re.fullmatch(r"\d+(\.\d+)?", text := str(value).replace(",", "."))]
    if listing == "desant.indicators" and numbers(told):  # counts, sums, and means of shares
        return [len(set(cells)), different(cells, at), total(cells, at), half_up(Decimal(str(statistics.fmean(map(float, told)))))]
    return None


def by_hand(
    listing: str, column: str, number: int, row: Mapping[str, Any], cells: list[str], by_id: Mapping[str, Any], at: Fields,
) -> list[float | int]:
    """What the cells of one number give: shares by their declared N, months added to years, else a count, a sum or the number itself."""
    if (listing, column) in NUMBERING:
        return [number]
    if (apart := visit_or_route(listing, column, row, cells, at)) is not None:
        return apart
    if (listing, column) == ("attendance.by_person", "rate"):
        return rates(cells, at)
    if (listing, column) in (("composition.members", "experience"), ("cards.people", "experience")):
        told = {field.name: field.value for cell in cells for field in at[cell]}
        return [half_up(Decimal(str(told.get("ped_experience_y") or 0)) + Decimal(told.get("ped_experience_m") or 0) / 12)]
    if (listing, column) == ("staff.categories", "change"):
        return [half_up(Decimal(str(row["values"]["share"])) - Decimal(str(row["values"]["y1_share"])))]
    if column in row["of"]:
        return [half_up(100 * len(set(cells)) / counted_whole(row["of"][column], by_id, at))]
    if not cells:
        return [0]
    return [len(set(cells)), different(cells, at), *([total(cells, at)] if numbers(values(cells, at)) else [])]
