"""Clean and blank registers: what is written is read again as the same, and what is blank counts nothing."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawn import college
from running import SAMPLE, TODAY, hashes, otm

from otm_reports import forms, pipeline, specs
from otm_reports.college import College
from otm_reports.model import Report

SPECS = specs.load()
LABEL = "2025-2026"


def _counted(folder: Path) -> Report:
    return pipeline.report(pipeline.open_folder(folder), year=LABEL, today=date.fromisoformat(TODAY))


def _typed(made: Report) -> Mapping[str, list[Mapping[str, object]]]:
    """The tables of a year as typed values; a field that is empty says nothing."""
    return {
        name: [{field: value for field, value in row.values.items() if value is not None} for row in table]
        for name, table in made.year.tables.items() if table.sources
    }


def _kept(folder: Path, content: bytes) -> Path:
    (folder / "registers").mkdir(parents=True)
    (folder / "registers" / "Таза журналдар.xlsx").write_bytes(content)
    return folder


def test_a_clean_workbook_of_every_register_is_read_again_as_the_same_typed_tables(tmp_path: Path) -> None:
    made = _counted(SAMPLE)
    content = forms.clean_book(made, SPECS)
    assert forms.clean_book(made, SPECS) == content
    folder = _kept(tmp_path / "college", content)
    (folder / "otm.toml").write_bytes((SAMPLE / "otm.toml").read_bytes())
    opened = pipeline.open_folder(folder)
    again = _typed(pipeline.report(opened, year=LABEL, today=date.fromisoformat(TODAY)))
    for name, rows in _typed(made).items():
        assert again[name] == rows, name
    assert set(_typed(made)) >= {"staff", "events", "agenda_items", "attendance", "otm_plan", "pd_courses", "publications", "desant"}
    assert {finding.code for finding in opened.findings} <= {"person-suggested", "person-unknown", "person-ambiguous"}


def test_every_kind_of_value_survives_the_round(tmp_path: Path) -> None:
    drawn = """
        Біліктілікті арттыру курстары
        № | Аты-жөні     | Курс атауы            | Мерзімі                 | Сағат көлемі | Оқыту тілі | Сертификат №
        1 | Серікова А.М. | =1+1 & «тырнақша» <б> | 06.10.2025 – 17.10.2025 | 72           | қазақ      | '0012
        2 | Омаров Қ.Б.   | Симуляция;\\nжаңа жол | 2025-11-05              | 36           | орыс       |
    """
    folder = college(tmp_path / "college", {"registers/2025-2026/Курстар.xlsx": {"Курстар": drawn}})
    made = _counted(folder)
    assert len(made.year.tables["pd_courses"]) == 2
    again = _counted(_kept(tmp_path / "again", forms.clean_book(made, SPECS)))
    assert _typed(again) == _typed(made)
    book = openpyxl.load_workbook(tmp_path / "again" / "registers" / "Таза журналдар.xlsx")
    assert all(cell.data_type != "f" and cell.hyperlink is None for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_the_address_of_every_value_stands_in_the_export(tmp_path: Path) -> None:
    folder = college(tmp_path / "college")
    assert otm("export", folder, "--to", tmp_path / "tables.xlsx", "--today", TODAY).status in (0, 1)
    sheet = openpyxl.load_workbook(tmp_path / "tables.xlsx")["Дереккөздер"]
    lines = {row[:4] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert ("Отырыстар мен іс-шаралар журналы", "2", "Күні", "registers/2025-2026/ОТМ.xlsx#Отырыстар!B4") in lines


def test_columns_offer_their_words_and_ask_about_wrong_days_and_numbers() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(forms.blank_book(SPECS.registers["events"], SPECS, LABEL))).worksheets[0]
    heads = {cell.value: cell for row in sheet.iter_rows(max_row=3) for cell in row if cell.comment}
    rules = {str(one.sqref).split(":")[0]: one for one in sheet.data_validations.dataValidation}

    def rule(head: str) -> tuple[str, str]:
        one = rules[f"{heads[head].column_letter}{heads[head].row + 2}"]
        return one.type, one.formula1

    assert rule("Түрі")[0] == "list"
    assert "Тізімдер" in rule("Түрі")[1]
    assert rule("Күні")[0] == "date"
    assert "09.10.2025" in heads["Күні"].comment.text
    assert sheet.freeze_panes == f"C{heads['Күні'].row + 1}"
    assert sheet.print_title_rows == f"${heads['Күні'].row}:${heads['Күні'].row}"
    lists = openpyxl.load_workbook(io.BytesIO(forms.blank_book(SPECS.registers["events"], SPECS, LABEL)))["Тізімдер"]
    assert "отырыс" in {cell.value for row in lists.iter_rows() for cell in row}


@pytest.mark.parametrize("name", sorted(SPECS.registers))
def test_a_blank_register_is_known_counts_nothing_and_takes_a_row(name: str, tmp_path: Path) -> None:
    spec = SPECS.registers[name]
    content = forms.blank_book(spec, SPECS, LABEL)
    opened = pipeline.open_folder(_kept(tmp_path / "blank", content))
    assert [source.register for table in opened.read.tables.values() for source in table.sources] == [name]
    assert (opened.read.read, opened.findings[1:]) == (0, ())
    # The example, with a number in place of its word, is a row like any other: so the form can be filled in at all.
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "мысал")
    assert sheet.cell(row, 2).font.color.rgb == "FF7F7F7F"
    sheet.cell(row, 1, 1)
    book.save(tmp_path / "filled.xlsx")
    opened = pipeline.open_folder(_kept(tmp_path / "filled", (tmp_path / "filled.xlsx").read_bytes()))
    assert (opened.read.read, opened.read.used, len(opened.read.tables[name])) == (1, 1, 1)
    codes = {finding.code for finding in opened.findings}
    assert codes <= {"config-missing", "person-unknown", "person-suggested", "person-ambiguous", "value-out-of-range", "sheet-unused"}, codes


def test_a_new_folder_is_ready_and_is_made_only_once(tmp_path: Path) -> None:
    folder = tmp_path / "жаңа колледж"
    run = otm("init", folder, "--year", LABEL, "--json")
    assert run.status == 0
    assert {one["state"] for one in run.json["files"]} == {"created"}
    College.model_validate(tomllib.loads((folder / "otm.toml").read_text(encoding="utf-8")))
    assert len(list((folder / "registers").rglob("*.xlsx"))) == len(SPECS.registers)
    checked = otm("check", folder, "--json", "--today", TODAY)
    assert checked.json["rows"] == {"read": 0, "used": 0, "reported": 0}
    assert checked.status == 0
    assert {one["code"] for one in checked.json["findings"]} <= {"rule-not-met"}
    assert json.loads((folder / "notebooks" / "01_annual.ipynb").read_text(encoding="utf-8"))["cells"][2]["source"][0] == 'FOLDER = ".."\n'
    (folder / "otm.toml").write_text('year = "2025-2026"\n', encoding="utf-8")
    before = hashes(folder)
    assert {one["state"] for one in otm("init", folder, "--year", LABEL, "--json").json["files"]} == {"kept"}
    assert hashes(folder) == before


def test_every_key_of_the_settings_is_in_the_new_file_with_an_explanation() -> None:
    text = (Path(forms.__file__).parent / "data" / "otm.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    for name, field in College.model_fields.items():
        inner = getattr(field.annotation, "model_fields", {})
        for key in inner or {name: field}:
            found = [number for number, line in enumerate(lines) if line.lstrip("# ").startswith((f"{key} =", f"[{name}.{key}]", f"[[{name}.{key}]]"))]
            assert found, f"{name}.{key}"
            assert any(line.startswith("#") for line in lines[max(found[0] - 8, 0) : found[0]]), (name, key)


def test_init_refuses_a_file_and_a_year_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert otm("init", tmp_path / "file", "--json").json["error"]["code"] == "init-not-a-folder"
    assert otm("init", tmp_path / "new", "--year", "2025-2030", "--json").json["error"]["code"] == "year-unknown"
    assert not (tmp_path / "new").exists()
