"""Explain: whatever is printed answers for itself, a figure, a value of a table, a verdict; short for people, whole for programs."""

from __future__ import annotations

import json
import random

import openpyxl
import pytest
import whole_sample
from drawn import college
from running import SAMPLE, TODAY, otm, reading_once

from otm_reports import explaining, notebook
from otm_reports.errors import CollegeError
from otm_reports.explaining.lines import lines
from otm_reports.model import CellRef


def explain(asked: str, lang: str = "kk") -> explaining.Explained:
    opened, made = whole_sample.read()
    return explaining.explain(made, opened, asked, lang)


def said(asked: str, lang: str = "kk", *, whole: bool = False) -> str:
    opened, _ = whole_sample.read()
    return "\n".join(lines(explain(asked, lang), opened, lang, whole=whole))


def as_json(asked: str) -> dict:
    opened, made = whole_sample.read()
    return json.loads(json.dumps(explaining.as_json(made, opened, explain(asked), "kk"), ensure_ascii=False))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    with reading_once():
        yield college(tmp_path_factory.mktemp("college"))


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_figure_says_its_rows_its_cells_what_was_left_out_and_the_years_before():
    _, made = whole_sample.read()
    held = made.figures["events.held"]
    told = said("events.held")
    assert f"Саналған жолдар – {held.rows}, ұяшықтар – {len(held.counted)}" in told
    assert all(f"    {cell}  " in told for cell in held.counted)
    assert "ОТМ іс-шарасы емес – 2:" in told
    assert all(f"      {left.cell}" in told for left in held.left_out)
    for year, value in held.earlier.items():
        assert f"{year}: {value} (+{held.value - value})" in told


def test_a_cell_is_told_with_the_row_it_stands_in():
    one = explain("staff.category.master").figures[0]
    book = openpyxl.load_workbook(SAMPLE / one.cells[0].cell.file, data_only=True)
    for counted in one.cells:
        names = {str(cell.value) for cell in book[counted.cell.sheet][counted.cell.row]}
        assert counted.row in names, "the person of the row"
        assert counted.text in names


def test_by_which_columns_rows_were_chosen_is_told_in_a_line():
    told = said("visits.listener_visits")
    assert told.count("Жолдар мына бағандар бойынша іріктелді: Өзара сабаққа қатысу журналы – Қатысқан күні, Қатысушы оқытушы; ") == 1
    assert "; ОТМ құрамы – Аты-жөні, ОТМ-дегі рөлі; " in told
    assert "Педагогтер тізімі – Аты-жөні, Санаты\n" in told, "the category of the visited was looked up"
    assert as_json("visits.listener_visits")["figures"][0]["chosen_by"]["Педагогтер тізімі"] == ["Аты-жөні", "Санаты"]


def test_a_change_of_a_share_is_told_in_percentage_points():
    _, made = whole_sample.read()
    rate = made.figures["attendance.rate"]
    assert rate.unit == "percent"
    before = rate.earlier["2024-2025"]
    apart = round(rate.value - before, 2)
    assert f"({'+' if apart > 0 else '−'}{str(abs(apart)).replace('.', ',')} пайыздық тармақ)" in said("attendance.rate")


def test_why_a_category_has_another_number_is_told_by_name_and_sign():
    opened, made = whole_sample.read()
    told = said("staff.category.expert")
    assert "Былтырғыдан неге өзгеше:" in told
    words = opened.specs.messages["kk"]
    signed = 0
    for name, figure in made.figures.items():
        if name.startswith("staff.category.expert/change=") and figure.value:
            kind = name.partition("change=")[2]
            sign = "+" if kind in ("joined", "counted_again", "raised_to", "lowered_to", "system_to", "stated", "unresolved_now") else "−"
            assert f"    {sign}{figure.value} {words.text('changes', kind)}" in told
            signed += figure.value if sign == "+" else -figure.value
    expert = made.figures["staff.category.expert"]
    assert expert.earlier["2024-2025"] + signed == expert.value
    assert told.count("Қалай саналды") == 1, "a change is told with the figure it changed"


def test_many_figures_are_named_in_a_line_each_and_all_of_them_told_when_asked():
    short, whole = said("contests"), said("contests", whole=True)
    assert "Қалай саналды" not in short
    assert short.count("\n") == len(explain("contests").figures)
    assert whole.count("Қалай саналды") == len(explain("contests").figures)


@pytest.mark.parametrize(("asked", "begins"), [
    ("staff", "staff."), ("staff.category", "staff.category."), ("staff.categ", "staff.categ"), ("plan.status.done/quarter", "plan.status.done/quarter="), ("events.", "events."),
])
def test_the_beginning_of_an_id_is_enough(asked, begins):
    found = [one.figure.id for one in explain(asked).figures]
    assert found
    assert all(name.startswith(begins) for name in found)


def test_many_cells_are_cut_for_people_and_whole_for_programs():
    _, made = whole_sample.read()
    marks = made.figures["attendance.marks"]
    assert len(marks.counted) > 100
    short = said("attendance.marks")
    assert f"… тағы {len(marks.counted) - 25} ұяшық" in short
    whole = said("attendance.marks", whole=True)
    assert all(str(cell) in whole for cell in marks.counted)
    assert [one["cell"] for one in as_json("attendance.marks")["figures"][0]["written"]] == [str(cell) for cell in marks.counted]


# ── values of a table ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_value_of_a_table_is_asked_by_row_and_column_in_any_of_their_names():
    _, made = whole_sample.read()
    listing = made.listings["staff.categories"]
    number = next(place for place, row in enumerate(listing.rows, 1) if row.values["category"] == "expert")
    asked = [f"staff.categories/{number}/share", "staff.categories/педагог-сарапшы/share", "staff.categories/Педагог-Сарапшы/2025-2026, %"]
    for one in asked:
        (value,) = explain(one).values
        assert (value.number, value.column) == (number, "share")
        assert [counted.cell for counted in value.cells] == list(listing.rows[number - 1].cells["share"])
        assert value.of == listing.rows[number - 1].of["share"]
    told = said(asked[0])
    assert f"{number}. педагог-сарапшы – 2025-2026, %: " in told
    assert "Жалпы сан: " in told
    assert all(str(cell) in told for cell in listing.rows[number - 1].cells["share"])


def test_a_row_of_a_table_answers_for_each_of_its_columns():
    _, made = whole_sample.read()
    listing = made.listings["events.list"]
    assert [one.column for one in explain("events.list/3").values] == list(listing.columns)
    answered = as_json("events.list/3")["values"]
    assert [one["value"] for one in answered if one["column"] == "title"] == [listing.rows[2].values["title"]]
    assert all({"cells", "written", "left_out", "searched", "of", "row", "column", "heading", "about", "shown"} <= one.keys() for one in answered)


def test_any_value_of_any_table_of_the_sample_is_answered_for():
    _, made = whole_sample.read()
    dice = random.Random(20260620)  # noqa: S311 - the same tables every time
    filled = [listing for listing in made.listings.values() if listing.rows]
    for _ in range(25):
        listing = dice.choice(filled)
        number, column = dice.randint(1, len(listing.rows)), dice.choice(list(listing.columns))
        (value,) = explain(f"{listing.id}/{number}/{column}").values
        assert value.value == listing.rows[number - 1].values.get(column)
        assert [one.cell for one in value.cells] == list(listing.rows[number - 1].cells.get(column, ()))
        assert said(f"{listing.id}/{number}/{column}", "ru")


def test_a_row_or_column_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(CollegeError) as refused:
        explain("events.list/99/title")
    assert refused.value.code == "value-unknown"
    assert "title" in refused.value.params["columns"]
    with pytest.raises(CollegeError):
        explain("events.list/1/жоқ баған")
    _, made = whole_sample.read()
    name = made.listings["attendance.by_person"].rows[5].values["person"].full
    misspelt = name[:3] + "щ" + name[4:]
    with pytest.raises(CollegeError) as refused:
        explain(f"attendance.by_person/{misspelt}/rate")
    assert refused.value.params["rows"].startswith(f"6: {name}"), "a misspelt name is offered first"


# ── verdicts ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("asked", ["K07", "k7", "К07", "otm-2025:K07", "otm-2025:к7"])
def test_a_verdict_is_asked_with_its_profile_or_without_in_either_alphabet(asked):
    _, made = whole_sample.read()
    (judged,) = explain(asked).rules
    result = next(one for one in made.results if one.id == "K07")
    assert judged.result is result
    assert [one.cell for one in judged.cells] == list(result.evidence)
    told = said(asked)
    assert told.startswith("otm-2025:K07 (")
    assert f"{made.figures['events.held'].label['kk']} = {made.figures['events.held'].value}" in told
    whole = said(asked, whole=True)
    assert all(str(cell) in whole for cell in result.evidence)


def test_every_verdict_answers_in_each_language_with_its_reason_and_what_would_meet_it():
    _, made = whole_sample.read()
    for place, result in enumerate(made.results):
        lang = ("kk", "ru", "en")[place % 3]
        told = said(result.id, lang)
        assert result.remedy.get(lang, "") in told
        assert (result.reason.get(lang) or result.reason.get("kk", "")) in told
        answered = as_json(result.id)["rules"]
        assert [one["id"] for one in answered] == [result.id]
        assert [one["cell"] for one in answered[0]["written"]] == [str(cell) for cell in result.evidence]
        assert [one["id"] for one in answered[0]["rests_on"]] == [name for name in result.figures if name in made.figures]


# ── what is not there ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("asked", "meant"), [
    ("evnts.held", "events.held"), ("staff.catgory.expert", "staff.category.expert"), ("қатысу үлесі", "attendance.rate"),
    ("staff.categoris", "staff.categories"), ("доля посещений", "attendance.rate"),
])
def test_a_misspelt_id_or_words_of_a_label_get_a_did_you_mean(asked, meant):
    with pytest.raises(CollegeError) as refused:
        explain(asked)
    assert meant in refused.value.params["known"].split(", ")
    assert f"  {meant} – " in refused.value.params["named"]


@pytest.mark.parametrize("asked", ["", ".", "/", "K99", "otm-1999:K07", "жоқ нәрсе", "a" * 500])
def test_what_names_nothing_is_refused_and_never_answered_with_something_else(asked):
    with pytest.raises(CollegeError) as refused:
        explain(asked)
    assert refused.value.code == "figure-unknown"


# ── faces ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_command_takes_a_row_and_a_column_as_words_of_their_own(folder):
    for lang in ("kk", "ru", "en"):
        ended = otm("explain", folder, "events.list", "2", "title", "--lang", lang, "--today", TODAY)
        assert ended.status == 0, ended.err
        assert ended.out.startswith("events.list/2/title: ")
    by_word = otm("explain", folder, "events.list/2/title", "--json", "--today", TODAY).json
    assert by_word["values"][0]["written"][0]["text"] in ended.out
    assert otm("explain", folder, "K07", "--json", "--today", TODAY).json["rules"][0]["id"] == "K07"
    assert otm("explain", folder, "K07", "--today", TODAY).out.startswith("otm-2025:K07")
    wrong = otm("explain", folder, "events.list", "77", "--lang", "ru", "--json", "--today", TODAY)
    assert (wrong.status, wrong.json["error"]["code"]) == (2, "value-unknown")


def test_a_notebook_shows_the_same_as_a_table(folder):
    shown = notebook.open_college(folder).year("2025-2026").explain("events.held")
    page = shown._repr_html_()
    (found,) = shown.found.figures
    assert page.count("<table") >= 1
    assert all(f">{one.cell}<" in page and one.text in page for one in found.cells)
    assert list(shown.to_frame().iloc[:, 1]) == [str(one.cell) for one in found.cells]
    assert repr(shown).startswith("events.held: ")


def test_what_stands_in_a_register_is_only_text_in_a_notebook():
    cells = (explaining.Counted(CellRef("registers/<b>.xlsx", "Т", 1, 1), "<script>alert(1)</script>", "<img src=x>"),)
    opened, made = whole_sample.read()
    found = explaining.Explanation(made.figures["events.held"], cells, ((cells[0], "<i>"),), ())
    page = notebook.Explanations(explaining.Explained(figures=(found,)), opened)._repr_html_()
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>.xlsx" not in page
