"""The command line: every command, every exit status, the shapes of its JSON, and what it says when it cannot go on."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawn import EVENTS, STAFF, college, draw
from running import HOME, SAMPLE, TODAY, compiling_once, otm, reading_once, stamps, started

from otm_reports.places import packaged

CELL = re.compile(r"[^#!]+(?:\.\w+)?(?:#[^#!]+(?:![A-Z]{1,3}[1-9]\d*)?)?")
PLACE = re.compile(r"[^#!]+#[^#!]+![A-Z]{1,3}\d+:[A-Z]{1,3}\d+")
HEAVY = ("pandas", "numpy", "pydantic", "docx", "docxtpl", "lxml", "openpyxl", "python_calamine", "xlsxwriter", "jinja2", "babel", "ftfy", "rapidfuzz", "pyarrow")
KAZAKH = re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")
VERDICTS = {"met", "partly", "not_met", "not_due", "no_data", "person"}
CHAPTERS = {
    "composition", "plan", "events", "attendance", "lessons", "visits", "mentoring", "staff", "courses", "products", "contests", "practice",
    "portfolios", "exhibitions", "compliance", "decisions",
}


@pytest.fixture(scope="module", autouse=True)
def _quick():
    with compiling_once():
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small college; its registers are read once for all tests of this module that only ask."""
    with reading_once():
        yield college(tmp_path_factory.mktemp("college"))


@pytest.fixture(scope="module")
def sample():
    with reading_once():
        yield SAMPLE


@pytest.fixture
def damaged(tmp_path):
    """A college with a workbook that cannot be read: a finding of severity error."""
    folder = college(tmp_path / "к")
    (folder / "registers/2025-2026/Бүлінген.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    return folder


def ask(*arguments: object):
    """A command with a fixed day; nothing may end with a Python error."""
    ended = otm(*arguments, "--today", TODAY)
    assert "Traceback" not in ended.err
    return ended


def cells_of(content: object) -> list[str]:
    """Every string under a key that names cells."""
    if isinstance(content, dict):
        own = [value for key in ("cell", "cells", "evidence") if key in content for value in _strings(content[key])]
        return own + [cell for value in content.values() for cell in cells_of(value)]
    return [cell for value in content for cell in cells_of(value)] if isinstance(content, list) else []


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [one for part in (value.values() if isinstance(value, dict) else value) for one in _strings(part)] if isinstance(value, dict | list) else []


# ── start ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_help_loads_no_heavy_library():
    ask_modules = f"import sys; sys.path.insert(0, {str(HOME)!r}); from otm_reports.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", ask_modules], capture_output=True, check=True, timeout=60).stdout.decode().splitlines()[-1].split()
    assert "otm_reports.cli" in loaded
    assert {name.split(".")[0] for name in loaded} & set(HEAVY) == set()
    assert {name for name in loaded if name.startswith("otm_reports.") and not name.startswith("otm_reports.cli")} <= {"otm_reports.places"}


def test_help_costs_little_more_than_any_command_line_that_prints_a_help():
    """In time of the processor, which is the same however busy the machine is; both commands in turn, the best of each counts."""
    def spent(*command: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *command], capture_output=True, check=True, timeout=60, env={**os.environ, "PYTHONPATH": str(HOME)})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    floor = "import argparse, json, pathlib, typing; argparse.ArgumentParser().format_help()"
    rounds = [(spent("-m", "otm_reports", "--help"), spent("-c", floor)) for _ in range(9)]
    assert min(ours for ours, _ in rounds) < 2 * min(least for _, least in rounds)


def test_help_names_every_command_and_a_wrong_one_ends_with_2():
    told = otm("--help")
    assert told.status == 0
    for command in ("check", "export", "figures", "rules", "build", "annual", "explain", "list"):
        assert re.search(rf"^ +{command} ", told.out, re.MULTILINE), command
        assert otm(command, "--help").status == 0
    for wrong in (("unheard",), (), ("check",), ("list", "unheard"), ("check", ".", "--lang", "de")):
        ended = otm(*wrong)
        assert (ended.status, ended.out) == (2, "")
        assert "Traceback" not in ended.err


@pytest.mark.parametrize(("lang", "words"), [("kk", "3.4-тармақ"), ("ru", "пункт 3.4")])
def test_rules_are_listed_with_their_clauses_in_words_and_in_json_as_written(lang, words):
    assert f"K07\t{words}\t" in otm("list", "rules", "--lang", lang).out
    assert {one["id"]: one["clause"] for one in otm("list", "rules", "--json").json["rules"]}["K07"] == "3.4"


# ── exit statuses ───────────────────────────────────────────────────────────────────────────────────────────────────

ASKING = (("check",), ("figures",), ("rules",), ("explain", "events.held"))


@pytest.mark.parametrize("command", ASKING, ids=lambda command: command[0])
def test_a_folder_with_warnings_only_ends_with_0_and_one_with_errors_with_1(folder, damaged, command):
    name, *rest = command
    assert ask(name, folder, *rest).status == 0
    ended = ask(name, damaged, *rest)
    assert ended.status == 1
    assert ended.out.strip()


def test_papers_are_written_although_a_workbook_is_damaged_and_the_status_is_1(damaged, tmp_path):
    ended = ask("annual", damaged, "--out", tmp_path / "out")
    assert ended.status == 1
    assert "Бүлінген файлдар – 1" in (tmp_path / "out/қорытынды.txt").read_text(encoding="utf-8-sig")
    assert (tmp_path / "out/хаттама-01_2025-10-09.docx").is_file()
    assert ask("build", damaged, "хаттама", "--out", tmp_path / "out").status == 1
    assert ask("export", damaged, "--to", tmp_path / "x.json").status == 1


@pytest.mark.parametrize("template", [b"not a package", None], ids=["damaged", "unknown name"])
def test_a_paper_that_cannot_be_made_gives_3_before_1_and_the_others_are_there(damaged, tmp_path, template):
    own = damaged / "templates/session-protocol.kk.docx"
    own.parent.mkdir()
    if template is None:
        import docx

        document = docx.Document()
        document.add_paragraph("{{ жоқ_есім }}")
        document.save(str(own))
    else:
        own.write_bytes(template)
    ended = ask("annual", damaged, "--out", tmp_path / "out", "--json")
    assert ended.status == 3
    failed = [document for document in ended.json["documents"] if document["state"] == "failed"]
    assert {document["kind"] for document in failed} == {"session-protocol"}
    assert all("session-protocol.kk.docx" in document["reason"] and KAZAKH.search(document["reason"]) for document in failed)
    assert {document["state"] for document in ended.json["documents"] if document not in failed} == {"written"}
    assert (tmp_path / "out/жылдық-талдау_2025-2026.docx").is_file()
    assert not list((tmp_path / "out").glob("хаттама*"))
    assert ask("build", damaged, "жылдық талдау", "--out", tmp_path / "out").status == 1, "only what was asked for counts"
    refused = ask("annual", damaged, "--out", tmp_path / "out", "--year", "2031-2032")
    assert refused.status == 2, "2 comes before 3 and 1"


# ── refusals ────────────────────────────────────────────────────────────────────────────────────────────────────────


def refusals(folder: Path, tmp_path: Path) -> dict[str, list[object]]:
    """Code of the refusal → a command that meets it."""
    (tmp_path / "бос/registers").mkdir(parents=True, exist_ok=True)
    broken = tmp_path / "сынық"
    if not broken.exists():
        shutil.copytree(folder, broken)
        (broken / "otm.toml").write_text('year = "2025-2026\n', encoding="utf-8")
    wrong = tmp_path / "қате"
    if not wrong.exists():
        shutil.copytree(folder, wrong)
        (wrong / "otm.toml").write_text('yaer = "2025-2026"\n', encoding="utf-8")
    return {
        "no-folder": ["check", tmp_path / "жоқ"],
        "no-registers": ["check", tmp_path / "бос"],
        "config-not-toml": ["annual", broken, "--out", tmp_path / "o"],
        "config-wrong": ["figures", wrong],
        "year-unknown": ["figures", folder, "--year", "2031-2032"],
        "period-unknown": ["rules", folder, "--period", "q5"],
        "kind-unknown": ["build", folder, "роман", "--out", tmp_path / "o"],
        "only-unknown": ["build", folder, "хаттама", "--only", "Жоқбаева", "--out", tmp_path / "o"],
        "language-unknown": ["build", folder, "--papers", "de", "--out", tmp_path / "o"],
        "figure-unknown": ["explain", folder, "events.helt"],
        "out-inside-registers": ["annual", folder, "--out", folder / "registers/x"],
        "output-denied": ["build", folder, "хаттама", "--out", folder / "otm.toml"],
    }


@pytest.mark.parametrize("code", [
    "no-folder", "no-registers", "config-not-toml", "config-wrong", "year-unknown", "period-unknown", "kind-unknown", "only-unknown",
    "language-unknown", "figure-unknown", "out-inside-registers", "output-denied",
])
def test_a_refusal_says_what_and_where_in_each_language_and_writes_nothing(folder, tmp_path, code):
    command = refusals(folder, tmp_path)[code]
    before = stamps(folder)
    said = {}
    for lang in ("kk", "ru", "en"):
        ended = ask(*command, "--lang", lang)
        assert (ended.status, ended.out) == (2, "")
        assert "{" not in ended.err, "a placeholder that nobody filled"
        said[lang] = re.sub(r"«[^»]*»|: [^.]*\.", " ", ended.err)
    assert KAZAKH.search(said["kk"])
    assert re.search(r"[а-яё]{3}", said["ru"])
    assert not KAZAKH.search(said["ru"].replace(str(tmp_path), ""))
    assert not re.search(r"[а-яё]{3}", said["en"].replace(str(tmp_path), ""))
    ended = ask(*command, "--json")
    assert ended.status == 2
    assert ended.json.keys() == {"error"}
    error = ended.json["error"]
    assert error.keys() == {"code", "message", "where", "suggestion"}
    assert all(isinstance(value, str) for value in error.values())
    assert error["code"] == code
    assert error["where"]
    assert error["message"] in ended.err
    assert stamps(folder) == before
    assert {path.name for path in tmp_path.glob("o/*")} <= {"log"}


def test_a_wrong_day_is_refused(folder):
    for wrong in ("20.06.2026", "2026-02-30", "кеше"):
        ended = otm("figures", folder, "--today", wrong, "--json")
        assert (ended.status, ended.json["error"]["code"], ended.json["error"]["where"]) == (2, "today-unknown", wrong)


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", ["check", "figures", "rules", "export", "build", "annual", "explain"])
def test_with_json_standard_output_holds_one_object_and_nothing_else(folder, tmp_path, command):
    more = {
        "export": ["--to", tmp_path / "x.json"], "build": ["хаттама", "--out", tmp_path / "out"], "annual": ["--out", tmp_path / "out"],
        "explain": ["events.held"],
    }.get(command, [])
    whole = started if command in ("figures", "annual") else otm  # a process of its own tells most; two of them tell enough
    ended = whole(command, folder, *more, "--json", "--today", TODAY)
    assert ended.status == 0, ended.err
    assert isinstance(ended.json, dict)
    assert ended.json["year"] == "2025-2026"
    assert ended.err == ""


def test_check_has_the_shape_of_the_contract(sample):
    told = ask("check", sample, "--json").json
    assert told.keys() == {"year", "sources", "rows", "findings", "since"}
    assert told["year"] == "2025-2026"
    assert told["rows"].keys() == {"read", "used", "reported"}
    assert told["rows"]["read"] == told["rows"]["used"] + told["rows"]["reported"] > 0
    assert sum(source["rows"] for source in told["sources"]) == told["rows"]["read"]
    for source in told["sources"]:
        assert source.keys() == {"file", "sheet", "register", "range", "rows", "sha256", "open_by"}
        assert (SAMPLE / source["file"]).is_file()
        assert re.fullmatch(r"[A-Z]{1,3}\d+:[A-Z]{1,3}\d+", source["range"])
        assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"])
    for finding in told["findings"]:
        assert finding.keys() == {"code", "severity", "cell", "value", "register", "field", "message", "suggestion", "clause"}
        assert all(isinstance(value, str) for value in finding.values())
        assert finding["severity"] in ("warning", "note"), "the sample has no errors"
        assert CELL.fullmatch(finding["cell"])
        assert finding["message"]
        assert "{" not in finding["message"] + finding["suggestion"]


def test_export_has_the_shape_of_the_contract(sample, tmp_path):
    assert ask("export", sample, "--to", tmp_path / "x.json").status == 0
    told = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    assert told.keys() == {"year", "tables"}
    assert {"staff", "otm_composition", "otm_plan", "events", "agenda_items", "attendance", "open_lessons"} <= told["tables"].keys()
    good = {
        "date": lambda value: date.fromisoformat(value).isoformat() == value and len(value) == 10,
        "date_or_year": lambda value: isinstance(value, int) or date.fromisoformat(value).isoformat() == value,
        "person": lambda value: value.keys() == {"id", "surname", "given", "patronymic", "as_written"},
        "people": lambda value: all(good["person"](one) for one in value),
        "period": lambda value: value.keys() == {"from", "to"} and value["from"] <= value["to"] and all(map(good["date"], value.values())),
        "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
        "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
        "boolean": lambda value: isinstance(value, bool),
        "list": lambda value: isinstance(value, list) and all(isinstance(one, str) for one in value),
        "code": lambda value: re.fullmatch(r"[a-z0-9_]+", value),
        "score": lambda value: isinstance(value, int | float) or re.fullmatch(r"[a-z_]+", value),
        "commission": lambda value: isinstance(value, str) and value,
        "text": lambda value: isinstance(value, str) and value,
    }
    met = set()
    for name, table in told["tables"].items():
        assert table.keys() == {"header", "fields", "rows"}
        for row in table["rows"]:
            assert row.keys() == {"values", "cells", "raw"}
            assert row["cells"].keys() <= row["values"].keys() <= table["fields"].keys()
            assert row["raw"].keys() <= row["values"].keys()
            assert all(isinstance(text, str) for text in row["raw"].values())
            for field, value in row["values"].items():
                kind = table["fields"][field]["type"]
                met.add(kind)
                assert value is None or good[kind](value), (name, field, value)
        for attribute in table["header"].values():
            assert attribute.keys() == {"value", "cell"}
    assert {"person", "people", "date", "code", "period", "integer", "boolean"} <= met


def test_figures_have_the_shape_of_the_contract(sample):
    told = ask("figures", sample, "--json").json
    assert {"year", "figures"} <= told.keys()
    assert {figure["id"].split(".")[0] for figure in told["figures"]} == CHAPTERS
    for figure in told["figures"]:
        assert figure.keys() >= {
            "id", "label", "scope", "value", "unit", "how", "of", "rows", "cells", "counted", "left_out", "searched", "earlier",
        }
        assert re.fullmatch(r"[a-z_]+(\.[\w+-]+)+(/\w+=.+)*", figure["id"])
        assert figure["label"].keys() == figure["how"].keys() == {"kk", "ru"}
        assert all(figure["label"].values())
        assert all(figure["how"].values())
        assert figure["scope"] in ("otm", "college", "commission", "person")
        assert figure["value"] is None or isinstance(figure["value"], int | float)
        assert figure["of"] is None or {"value", "cells", "counted"} <= figure["of"].keys()
        assert figure["cells"][:len(figure["counted"])] == figure["counted"]
        assert all(left.keys() == {"cell", "reason"} for left in figure["left_out"])
        assert figure["id"].startswith("compliance.") or all(map(PLACE.fullmatch, figure["searched"])), "rules are counted in a profile"
        if figure["value"] == 0:
            assert figure["searched"], f"{figure['id']}: a zero names what was searched"
        assert all(re.fullmatch(r"\d{4}-\d{4}", year) for year in figure["earlier"])


def test_rules_have_the_shape_of_the_contract(sample):
    told = ask("rules", sample, "--json").json
    assert told["profiles"] == ["otm-2025"]
    assert [rule["id"] for rule in told["rules"]][:21] == [f"K{number:02}" for number in range(1, 22)]
    for rule in told["rules"]:
        assert rule.keys() >= {"id", "profile", "clause", "text", "verdict", "reason", "due", "evidence", "findings"}
        assert rule["verdict"] in VERDICTS
        assert rule["clause"]
        assert rule["due"] is None or date.fromisoformat(rule["due"])
        assert rule["verdict"] != "met" or rule["evidence"], "what is met shows it"


def test_documents_have_the_shape_of_the_contract(folder, tmp_path):
    for command in ("build", "annual"):
        told = ask(command, folder, "--out", tmp_path / "out", "--json").json
        assert told.keys() >= {"documents", "manifest"}
        assert Path(told["manifest"]) == tmp_path / "out/manifest.json"
        for document in told["documents"]:
            assert document.keys() - {"forms"} == {"kind", "key", "lang", "path", "state", "reason", "gaps"}
            assert document["state"] in ("written", "unchanged")
            assert Path(document["path"]).is_file()
            assert all(isinstance(gap, str) and gap for gap in document["gaps"])


def test_every_place_of_the_json_is_in_the_encoded_form(sample):
    told = [ask(name, sample, "--json").json for name in ("check", "figures", "rules")]
    cells = cells_of(told)
    assert len(cells) > 1000
    assert [cell for cell in cells if not CELL.fullmatch(cell)] == []


def test_signs_of_a_place_inside_names_are_percent_encoded(tmp_path):
    folder = tmp_path / "к"
    draw(folder / "registers/2025-2026/Құрам.xlsx", {"Педагогтер": STAFF})
    draw(folder / "registers/2025-2026/100%#1.xlsx", {"ОТМ! #1": EVENTS})
    (folder / "otm.toml").write_text("", encoding="utf-8")
    held = ask("explain", folder, "events.held", "--json").json["figures"][0]
    assert held["cells"]
    assert {cell.rpartition("!")[0] for cell in held["cells"]} == {"registers/2025-2026/100%25%231.xlsx#ОТМ%21 %231"}
    assert all(map(CELL.fullmatch, held["cells"]))


# ── export, explain, list ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_three_exports_hold_the_same_rows(sample, tmp_path):
    import pandas as pd

    for target in ("x.json", "x.xlsx", "parquet"):
        ended = ask("export", sample, "--to", tmp_path / target, "--json")
        assert (ended.status, ended.json["path"]) == (0, str(tmp_path / target))
    rows = {name: len(table["rows"]) for name, table in json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["tables"].items()}
    with contextlib.closing(openpyxl.load_workbook(tmp_path / "x.xlsx", read_only=True)) as book:
        lines = set(book["Дереккөздер"].iter_rows(min_row=3, max_col=2, values_only=True))
    assert sorted(Counter(name for name, _ in lines).values()) == sorted(filter(None, rows.values()))
    assert {path.stem: len(pd.read_parquet(path)) for path in (tmp_path / "parquet").glob("*.parquet")} == rows


def test_rows_used_are_the_rows_of_the_tables(folder, tmp_path):
    ask("export", folder, "--to", tmp_path / "x.json")
    told = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))["tables"]
    assert sum(len(table["rows"]) for table in told.values()) == ask("check", folder, "--json").json["rows"]["used"]


def test_explain_names_each_cell_with_what_stands_in_it(folder):
    told = ask("explain", folder, "events.held", "--lang", "ru").out
    for row, title in zip(range(3, 7), ("Кіріспе отырыс", "Симуляция", "Бағалау", "Қорытынды"), strict=True):
        assert re.search(rf"ОТМ\.xlsx#Отырыстар![A-Z]{row}  {title}", told), row
    by_id = ask("explain", folder, "events.held", "--json").json["figures"]
    assert [one["id"] for one in by_id] == ["events.held"]
    assert [one["text"] for one in by_id[0]["written"]] == ["Кіріспе отырыс", "Симуляция", "Бағалау", "Қорытынды"]
    several = ask("explain", folder, "events.form", "--json").json["figures"]
    assert len(several) > 5
    assert all(one["id"].startswith("events.form.") for one in several)


def test_explain_of_a_zero_names_what_was_searched(folder):
    zero = next(one for one in ask("figures", folder, "--json").json["figures"] if one["value"] == 0 and one["id"].startswith("events."))
    told = ask("explain", folder, zero["id"]).out
    assert "registers/2025-2026/ОТМ.xlsx#Отырыстар!A" in told


def test_an_unknown_figure_offers_the_nearest_ones(folder):
    assert "events.held" in ask("explain", folder, "events.helt", "--json").json["error"]["suggestion"].split(", ")


@pytest.mark.parametrize("what", ["registers", "documents", "rules", "profiles"])
def test_list_says_what_there_is(what, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    expected = {"registers": "otm_composition", "documents": "session-protocol", "rules": "K17", "profiles": "otm-2025"}[what]
    told = otm("list", what)
    assert told.status == 0
    lines = [line.split("\t") for line in told.out.splitlines()]
    assert expected in {line[0] for line in lines}
    assert all(len(line) > 1 and all(line) for line in lines)
    listed = otm("list", what, "--json").json
    assert listed.keys() == {what}
    if what == "rules":  # people read a clause in words, programs as it is written
        assert ["K07", "3.4-тармақ", "3.4"] in [[*line[:2], one["clause"]] for line, one in zip(lines, listed[what], strict=True)]
        lines = [[line[0], one["clause"], *line[2:]] for line, one in zip(lines, listed[what], strict=True)]
    assert [list(map(str, one.values())) for one in listed[what]] == lines


def test_list_knows_a_college_s_own_kind_of_paper(folder, tmp_path):
    own = shutil.copytree(folder, tmp_path / "к")
    (own / "templates").mkdir()
    import docx

    docx.Document().save(str(own / "templates/library-report.kk.docx"))
    assert "library-report" in {one["id"] for one in otm("list", "documents", "--college", own, "--json").json["documents"]}
    ended = ask("build", own, "library-report", "--out", tmp_path / "out", "--json")
    assert ended.status == 0
    assert [document["state"] for document in ended.json["documents"]] == ["written"]


# ── what is asked: period, year, language, kind, only ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("period", "held"), [
    ("year", 4), ("half-1", 2), ("half-2", 2), ("q1", 1), ("q2", 1), ("q3", 1), ("q4", 1), ("2025-11", 1), ("2025-12", 0),
    ("2025-09-01..2026-02-12", 3), ("2025-09-01..2026-02-11", 2), ("2026-07", 0),
])
def test_every_form_of_a_period_counts_its_own_days(folder, period, held):
    told = ask("figures", folder, "--period", period, "--json").json
    assert told["period"] == period
    assert next(figure["value"] for figure in told["figures"] if figure["id"] == "events.held") == held
    assert ask("rules", folder, "--period", period, "--json").json["period"] == period


@pytest.mark.parametrize("period", ["", "q5", "half-3", "2025", "2025-13", "2027-01", "2025-11-31..2026-01-01", "2026-01-15..2025-09-01", "2024-09-01..2024-10-01", "x"])
def test_a_wrong_period_is_refused_and_the_forms_are_named(folder, period):
    ended = ask("figures", folder, "--period", period, "--json")
    assert (ended.status, ended.json["error"]["code"], ended.json["error"]["where"]) == (2, "period-unknown", period)
    assert "half-1" in ended.json["error"]["message"]


def test_the_analysis_works_for_a_period(folder, tmp_path):
    for period in ("half-1", "q3", "2025-11"):
        ended = ask("build", folder, "талдау", "--period", period, "--out", tmp_path / period, "--json")
        assert ended.status == 0
        assert [document["state"] for document in ended.json["documents"]] == ["written"]


def test_an_earlier_year_can_be_asked_for_and_an_unknown_one_names_those_there_are(sample):
    assert ask("figures", sample, "--year", "2024-2025", "--json").json["year"] == "2024-2025"
    error = ask("figures", sample, "--year", "2031-2032", "--json").json["error"]
    assert all(year in error["suggestion"] for year in ("2023-2024", "2024-2025", "2025-2026"))


def test_the_screen_speaks_the_language_that_is_asked_for(sample):
    said = {lang: ask("check", sample, "--json", "--lang", lang).json["findings"] for lang in ("kk", "ru", "en")}
    assert [one["cell"] for one in said["kk"]] == [one["cell"] for one in said["ru"]] == [one["cell"] for one in said["en"]]
    advice = {lang: {one["suggestion"] for one in found} for lang, found in said.items()}
    assert any(map(KAZAKH.search, advice["kk"]))
    assert not [text for text in advice["ru"] if KAZAKH.search(re.sub(r"«[^»]*»", "", text))]
    assert not [text for text in advice["en"] if re.search("[а-яё]", re.sub(r"«[^»]*»", "", text))]
    screens = {lang: ask("check", sample, "--lang", lang).out.splitlines()[0] for lang in ("kk", "ru", "en")}
    assert len(set(screens.values())) == 3
    assert ask("check", sample).out.splitlines()[0] == screens["kk"], "Kazakh is the first language"


def names(ended) -> set[str]:
    assert ended.status == 0, ended
    return {Path(document["path"]).name for document in ended.json["documents"]}


@pytest.mark.parametrize(("word", "kind"), [
    ("хаттама", "session-protocol"), ("Хаттама", "session-protocol"), ("session-protocol", "session-protocol"),
    ("талдау", "annual-analysis"), ("ұсыныс", "council-submission"),
])
def test_a_kind_is_named_in_english_or_kazakh(folder, tmp_path, word, kind):
    ended = ask("build", folder, word, "--out", tmp_path, "--json")
    assert {document["kind"] for document in ended.json["documents"]} == {kind}
    assert names(ended) <= {path.name for path in tmp_path.iterdir()}


def test_a_council_protocol_is_named_in_kazakh(sample, tmp_path):
    ended = ask("build", sample, "әк-хаттама", "--only", "1", "--out", tmp_path, "--json")
    assert names(ended) == {"әк-хаттама-01.docx"}


def test_several_kinds_may_be_named_and_without_any_all_are_written(folder, tmp_path):
    two = ask("build", folder, "талдау", "хаттама", "--out", tmp_path / "two", "--json")
    assert {document["kind"] for document in two.json["documents"]} == {"annual-analysis", "session-protocol"}
    everything = ask("build", folder, "--out", tmp_path / "all", "--json")
    assert names(everything) > names(two)
    assert not list((tmp_path / "all").glob("*.xlsx")), "build writes papers only"


@pytest.mark.parametrize(("only", "expected"), [
    ("3", {"хаттама-03_2026-02-12.docx"}), ("03", {"хаттама-03_2026-02-12.docx"}), ("№ 3", {"хаттама-03_2026-02-12.docx"}),
    ("2026-02-12", {"хаттама-03_2026-02-12.docx"}), ("12.02.2026", {"хаттама-03_2026-02-12.docx"}),
    ("Жақыпова Динара Ерланқызы", {"хаттама-02_2025-11-20.docx"}), ("жақыпова", {"хаттама-02_2025-11-20.docx"}),
    ("Серікова", {"хаттама-01_2025-10-09.docx", "хаттама-03_2026-02-12.docx", "хаттама-04_2026-05-14.docx"}),
])
def test_only_takes_a_number_a_date_or_a_person(folder, tmp_path, only, expected):
    assert names(ask("build", folder, "хаттама", "--only", only, "--out", tmp_path, "--json")) == expected
    assert {path.name for path in tmp_path.glob("*.docx")} == expected


@pytest.mark.parametrize("only", ["9", "2026-02-13", "Жоқбаева", "Сер", "хаттама"])
def test_only_with_nobody_and_nothing_known_is_refused(folder, tmp_path, only):
    ended = ask("build", folder, "хаттама", "--only", only, "--out", tmp_path / "out", "--json")
    assert (ended.status, ended.json["error"]["code"], ended.json["error"]["where"]) == (2, "only-unknown", only)
    assert not (tmp_path / "out").exists()


def test_papers_of_another_run_stay_when_one_is_asked_for(folder, tmp_path):
    ask("build", folder, "--out", tmp_path)
    before = stamps(tmp_path, without=("log", "manifest.json"))
    ask("build", folder, "хаттама", "--only", "3", "--out", tmp_path)
    assert stamps(tmp_path, without=("log", "manifest.json")) == before
    states = {document["state"] for document in ask("build", folder, "--out", tmp_path, "--json").json["documents"]}
    assert states == {"unchanged"}


def test_russian_papers_end_in_ru_docx(folder, tmp_path):
    own = shutil.copytree(folder, tmp_path / "к")
    (own / "templates").mkdir()
    shutil.copyfile(packaged("templates") / "session-protocol.kk.docx", own / "templates/session-protocol.ru.docx")
    ended = ask("build", own, "хаттама", "--only", "3", "--papers", "kk,ru", "--out", tmp_path / "out", "--json")
    assert names(ended) == {"хаттама-03_2026-02-12.docx", "хаттама-03_2026-02-12.ru.docx"}


def test_the_folder_may_be_named_from_inside_it(folder, tmp_path, monkeypatch):
    own = shutil.copytree(folder, tmp_path / "к")
    monkeypatch.chdir(own)
    assert names(ask("build", ".", "хаттама", "--json")) == {path.name for path in (own / "reports/2025-2026").glob("*.docx")}


# ── terminals ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are Unix's")
def test_progress_is_shown_on_a_terminal_and_never_on_standard_output(folder):
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "otm_reports", "figures", str(folder), "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "PYTHONPATH": str(HOME)})
    out = process.communicate(timeout=60)[0].decode()
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.returncode == 0
    assert json.loads(out)["year"] == "2025-2026"
    assert "\x1b[K" in shown.decode()
    assert KAZAKH.search(shown.decode())
    assert "/" in shown.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe that closes early is Unix's")
def test_a_reader_that_closes_early_is_no_error(sample):
    command = [sys.executable, "-m", "otm_reports", "figures", str(sample), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(HOME)}) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        told = process.stderr.read().decode()
    assert told == ""
    assert process.returncode == 0


def test_a_console_that_knows_no_kazakh_letters_stops_nothing(folder):
    ended = started("check", folder, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert ended.status == 0
    assert KAZAKH.search(ended.out)
