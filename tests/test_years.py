"""Three years side by side: what changed between two staff lists and why, and years whose registers are gone."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from running import SAMPLE, TODAY, otm, reading_once
from year_builder import our_specs, year

from otm_reports import archives, dataset, pipeline
from otm_reports.analysis import all_figures
from otm_reports.analysis.changes import INS, OUTS
from otm_reports.model import AcademicYear, Archive, Figure, Listing


@pytest.fixture(scope="module", autouse=True)
def read() -> Iterator[None]:
    """The sample is asked many times and read once."""
    with reading_once():
        yield


THEN = """
    full_name         | category  | category_awarded_on | category_expires_on | employment | status    | hired_on   | left_on
    Ақышев Оралбек О  | first     | 2020-08-29          | 2025-08-29          | main       | active    | 2010-09-01 |
    Бектасова Раушан  | ped       |                     |                     | main       | active    | 2021-09-01 |
    Жетпісбаева Мөлдір| second    | 2020-08-29          | 2025-08-29          | main       | active    | 2009-09-01 |
    Зейнолла Ұлан     | expert    | 2020-08-29          | 2025-08-29          | main       | active    | 2011-09-01 |
    Мағзұм Шыңғыс     | moderator | 2023-08-29          | 2028-08-29          | main       | active    | 2019-09-01 |
    Орман Бибі        | expert    | 2023-08-29          | 2028-08-29          | main       | active    | 2019-09-01 |
    Қапан Самал       | moderator |                     |                     | main       | maternity | 2015-09-01 |
    Үмбет Әсем        |           |                     |                     | main       | active    | 2015-09-01 |
"""
NOW = """
    full_name         | category  | category_awarded_on | category_expires_on | employment | status    | hired_on   | left_on
    Ақышев Оралбек О  | first     | 2020-08-29          | 2025-08-29          | main       | left      | 2010-09-01 | 2025-10-01
    Бектасова Раушан  | moderator | 2025-08-29          | 2030-08-29          | main       | active    | 2021-09-01 |
    Жетпісбаева Мөлдір| moderator | 2025-08-29          | 2030-08-29          | main       | active    | 2009-09-01 |
    Зейнолла Ұлан     | none      |                     |                     | main       | active    | 2011-09-01 |
    Мағзұм Шыңғыс     | ped       |                     |                     | main       | active    | 2019-09-01 |
    Орман Бибі        | expert    | 2023-08-29          | 2028-08-29          | main       | maternity | 2019-09-01 |
    Қапан Самал       | moderator |                     |                     | main       | active    | 2015-09-01 |
    Үмбет Әсем        | expert    |                     |                     | main       | active    | 2015-09-01 |
    Сәрсен Тимур      | trainee   |                     |                     | main       | active    | 2025-08-25 |
"""


def counted(now: AcademicYear) -> tuple[dict[str, Figure], dict[str, Listing]]:
    return all_figures(now, our_specs())


def drawn(**more: Mapping[str, Archive]) -> AcademicYear:
    past = {label: year(label=label, snapshot=f"{label[-4:]}-06-01", staff=text) for label, text in (("2024-2025", THEN),)}
    past["2023-2024"] = year(label="2023-2024", snapshot="2024-06-01")
    return replace(year(staff=NOW, snapshot="2026-06-01", earlier=past), **more)


# ── the difference explained ────────────────────────────────────────────────────────────────────────────────────────


def test_everybody_who_is_not_where_they_were_is_told_with_the_reason():
    _, listings = counted(drawn())
    told = {row.values["person"].surname: (row.values["kind"], row.values["was"], row.values["now"]) for row in listings["staff.category_moves"]}
    assert told == {
        "Ақышев": ("left", "first", None), "Бектасова": ("raised", "ped", "moderator"), "Жетпісбаева": ("system", "second", "moderator"),
        "Зейнолла": ("expired", "expert", "none"), "Мағзұм": ("lowered", "moderator", "ped"), "Орман": ("counted_apart", "expert", None),
        "Қапан": ("counted_again", None, "moderator"), "Үмбет": ("stated", None, "expert"), "Сәрсен": ("joined", None, "trainee"),
    }
    days = {row.values["person"].surname: row.values["day"] for row in listings["staff.category_moves"]}
    assert days["Бектасова"] == date(2025, 8, 29)
    assert days["Зейнолла"] == date(2025, 8, 29)
    assert days["Сәрсен"] == date(2025, 8, 25)


def test_for_each_category_then_and_ins_less_outs_are_now():
    figures, listings = counted(drawn())
    rows = {row.values["category"]: row for row in listings["staff.category_changes"]}
    assert set(rows) == {"trainee", "ped", "moderator", "expert", "first", "second", "none"}
    for code, row in rows.items():
        said = row.values
        assert said["y1_n"] + said["joined"] + said["came"] - said["left"] - said["went"] == said["n"], code
        assert said["n"] == figures[f"staff.category.{code}"].value
        ins, outs = (sum(figures[name].value for kind in kinds if (name := f"staff.category.{code}/change={kind}") in figures) for kinds in (INS, OUTS))
        assert said["y1_n"] + ins - outs == said["n"], code
    assert figures["staff.category.moderator/change=raised_to"].value == 1
    assert figures["staff.category.moderator/change=system_to"].value == 1
    assert figures["staff.category.moderator/change=counted_again"].value == 1


def test_who_came_is_shown_in_this_list_and_who_went_in_the_last():
    figures, _ = counted(drawn())
    assert [str(cell) for cell in figures["staff.category.moderator/change=raised_to"].counted] == ["registers/2025-2026/staff.xlsx#staff!B3"]
    assert [str(cell) for cell in figures["staff.category.first/change=left"].counted] == ["registers/2024-2025/staff.xlsx#staff!B2"]


def test_without_the_list_of_the_year_before_nothing_is_known_of_changes():
    figures, listings = counted(year(staff=NOW, snapshot="2026-06-01"))
    assert {figure.value for name, figure in figures.items() if name.startswith("staff.changes.")} == {None}
    assert not any("/change=" in name for name in figures)
    assert listings["staff.category_changes"].no_data


@pytest.mark.parametrize("name", ["2025-2026", "2024-2025"])
def test_the_sample_reconciles_in_every_category(name):
    with reading_once():
        told = otm("figures", SAMPLE, "--year", name, "--today", TODAY, "--json").json
    rows = next(one for one in told["listings"] if one["id"] == "staff.category_changes")["rows"]
    assert len(rows) > 6
    for row in rows:
        said = row["values"]
        assert said["y1_n"] + said["joined"] + said["came"] - said["left"] - said["went"] == said["n"], said["category"]


def test_explain_tells_a_category_together_with_what_changed_it():
    told = otm("explain", SAMPLE, "staff.category.moderator", "--year", "2025-2026", "--today", TODAY, "--json").json["figures"]
    ids = [figure["id"] for figure in told]
    assert ids[0] == "staff.category.moderator"
    assert {"staff.category.moderator/change=raised_to", "staff.category.moderator/change=left"} <= set(ids)
    assert all(one["text"] for figure in told for one in figure["written"])


# ── two systems of categories ───────────────────────────────────────────────────────────────────────────────────────


def test_old_categories_are_equated_only_where_the_college_says_so():
    figures, listings = counted(drawn())
    assert figures["staff.qualified_equated"].value is None
    assert "systems-apart" in listings["staff.categories"].notes
    specs = our_specs()
    local = specs.college.parameters.model_copy(update={"category_crosswalk": True})
    on = replace(specs, college=specs.college.model_copy(update={"parameters": local}))
    then = drawn().earlier["2024-2025"]
    figures, listings = all_figures(then, on)
    assert (figures["staff.qualified"].value, figures["staff.qualified_equated"].value) == (2, 3)
    assert "systems-equated" in listings["staff.categories"].notes


# ── years whose registers are gone ──────────────────────────────────────────────────────────────────────────────────


def kept(label: str, **values: float | None) -> dict[str, Archive]:
    names = {name.replace("__", "."): value for name, value in values.items()}
    return {label: Archive(label, f"archive/{label}.json", names)}


def test_a_year_without_registers_speaks_from_its_archive_and_says_so():
    figures, listings = counted(drawn(archives=kept("2023-2024", staff__total=41, staff__category__expert=7, staff__category_share__expert=17.1)))
    assert dict(figures["staff.total"].earlier) == {"2024-2025": 7, "2023-2024": 41}
    assert {label: str(place) for label, place in figures["staff.total"].archived.items()} == {"2023-2024": "archive/2023-2024.json#staff.total"}
    row = next(row for row in listings["staff.categories"] if row.values["category"] == "expert")
    assert row.values["y2_n"] == 7
    assert str(row.cells["y2_n"][0]) == "archive/2023-2024.json#staff.category.expert"
    assert "from-archive" in listings["staff.categories"].notes


def test_registers_win_over_the_archive():
    figures, _ = counted(drawn(archives=kept("2024-2025", staff__total=99)))
    assert figures["staff.total"].earlier["2024-2025"] == 7
    assert not figures["staff.total"].archived


def test_a_year_with_neither_is_no_data():
    figures, _ = counted(drawn())
    assert figures["staff.total"].earlier["2023-2024"] is None


def test_a_value_in_another_unit_and_a_part_of_a_year_are_not_taken_from_the_archive():
    other = {"2023-2024": Archive("2023-2024", "archive/2023-2024.json", {"staff.total": 41}, {"staff.total": "percent"})}
    assert counted(drawn(archives=other))[0]["staff.total"].earlier["2023-2024"] is None
    half = year(staff=NOW, span="half-1", snapshot="2026-06-01", earlier=drawn().earlier)
    half = replace(half, archives=kept("2023-2024", staff__total=41))
    assert counted(half)[0]["staff.total"].earlier["2023-2024"] is None


@pytest.fixture(scope="module")
def college(tmp_path_factory) -> Iterator[Path]:
    """The sample after its oldest year was archived and the registers of that year were thrown away."""
    folder = tmp_path_factory.mktemp("college") / "sample"
    shutil.copytree(SAMPLE / "registers", folder / "registers")
    shutil.copy(SAMPLE / "otm.toml", folder)
    opened = pipeline.open_folder(SAMPLE)
    made = pipeline.report(opened, year="2023-2024", today=date(2026, 6, 20))
    from otm_reports.answers import archive

    (folder / "archive").mkdir()
    (folder / "archive" / "2023-2024.json").write_text(json.dumps(archive(made)), encoding="utf-8")
    shutil.rmtree(folder / "registers" / "2023-2024")
    return folder


def test_old_workbooks_may_be_thrown_away_once_their_year_is_archived(college):
    before = {one["id"]: one for one in otm("figures", SAMPLE, "--year", "2025-2026", "--today", TODAY, "--json").json["figures"]}
    after = {one["id"]: one for one in otm("figures", college, "--year", "2025-2026", "--today", TODAY, "--json").json["figures"]}
    same = [name for name, figure in after.items() if figure["earlier"].get("2023-2024") == before[name]["earlier"].get("2023-2024")]
    assert len(same) == len(after)
    assert sum("2023-2024" in figure["archived"] for figure in after.values()) > 150
    assert "archive/2023-2024.json#staff.total" in otm("explain", college, "staff.total", "--year", "2025-2026", "--today", TODAY).out


@pytest.mark.parametrize("content", ["{", "[]", '{"year": "2022-2023", "figures": {}}', '{"year": "2023-2024", "figures": {"staff.total": {"value": "41"}}}',
                                     '{"year": "2023-2024", "figures": {"staff.total": {"value": NaN}}}', "\x00\xff"])
def test_a_damaged_archive_is_a_finding_and_nothing_is_taken_from_it(tmp_path, content):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "2023-2024.json").write_text(content, encoding="latin-1")
    (tmp_path / "archive" / "readme.json").write_text("{}", encoding="utf-8")
    known, findings = archives.read(tmp_path)
    assert known == {}
    assert [(finding.code, str(finding.at)) for finding in findings] == [("file-damaged", "archive/2023-2024.json")]


# ── side by side ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_table_of_three_years_says_what_each_year_says_itself():
    told = {name: otm("figures", SAMPLE, "--year", name, "--today", TODAY, "--json").json for name in ("2025-2026", "2024-2025", "2023-2024")}
    figures = {name: {one["label"]["kk"]: one["value"] for one in told[name]["figures"]} for name in told}
    rows = next(one for one in told["2025-2026"]["listings"] if one["id"] == "overview.years")["rows"]
    assert len(rows) > 20
    for row in rows:
        said = row["values"]
        assert [said["y"], said["y1"], said["y2"]] == [figures[name][said["name"]] for name in told], said["name"]
        if said["y"] is not None and said["y1"] is not None:
            assert said["change"] == pytest.approx(said["y"] - said["y1"])
        else:
            assert said["change"] is None


# ── where a year is looked for ──────────────────────────────────────────────────────────────────────────────────────


def test_a_register_that_says_another_year_or_begins_later_is_no_place_to_look_for_a_year():
    """A table of 2025-2026, or one without a year that begins in it, does not say that nothing was written in 2023-2024."""
    opened = pipeline.open_folder(SAMPLE)
    for label, expected in (("2022-2023", None), ("2023-2024", 20)):
        year_of = dataset.build(opened.data, opened.specs, label, period="year", today=date(2026, 6, 20))
        figures = all_figures(year_of, opened.specs)[0]
        assert figures["courses.courses"].value == expected
        assert (figures["practice.total"].value is None) == (expected is None)


def test_a_council_of_august_belongs_to_the_first_half_of_its_year_and_two_meetings_of_one_number_are_two():
    registers = {
        "council_members": """
            person                   | body | role
            Серікова Айгүл Маратқызы | mc   | chair
        """,
        "agenda_items": """
            body | protocol_no | protocol_date | question | decision_text
            mc   | 6           | 2025-08-29    | Жоспар   | Бекітілсін
            mc   | 6           | 2026-06-05    | Есеп     | Қабылдансын
        """,
    }
    figures = all_figures(year(**registers, today="2026-06-20"), our_specs())[0]
    listed = {name: figure.value for name, figure in figures.items() if "council_listed" in name}
    assert listed == {"attendance.council_listed/protocol=6_2025-08-29": 1, "attendance.council_listed/protocol=6_2026-06-05": 1}
    half = all_figures(year(**registers, span="half-1", today="2026-06-20"), our_specs())[0]
    assert [name for name in half if "council_listed" in name] == ["attendance.council_listed/protocol=6"]
