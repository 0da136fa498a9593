"""CONTRIBUTING.md is executed: what it adds to a college and to a copy of the package is read, judged and printed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import drawn
import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = re.compile(r"^\*\*`([^`\n]+)`\*\*\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CLUBS = "registers/2025-2026/Үйірмелер.xlsx#Үйірмелер"

EVENTS = """
    ОТМ отырыстары мен іс-шаралар журналы 2025-2026
    Хаттама № | Күні       | Түрі                      | Тақырыбы        | Баяндамашы    | Қатысқаны
    1         | 2025-10-09 | отырыс                    | Кіріспе отырыс  | Серікова А.М. | 2
    2         | 2025-11-20 | білім сағаты              | Симуляция       | Жақыпова Д.Е. | 2
    3         | 2026-02-12 | оқу-әдістемелік семинар   | Бағалау         | Серікова А.М. | 1
    4         | 2026-05-14 | отырыс                    | Қорытынды       | Серікова А.М. | 2
"""

REQUISITES = """
    [college]
    name = { kk = "«Көкмұнай медициналық колледжі» КМҚК" }
    name_genitive = { kk = "«Көкмұнай медициналық колледжі» КМҚК-ның" }
    city = { kk = "Көкмұнай" }
"""


def examples() -> dict[str, str]:
    """The files that CONTRIBUTING.md shows, by name."""
    return dict(EXAMPLE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))


def type_in_word(path: Path, lines: str) -> None:
    """What a person types in Word: a line is a paragraph, lines with ``|`` are the rows of a table."""
    document, table = docx.Document(), None
    for line in lines.splitlines():
        # a tag has no | in these examples: it divides cells
        cells = [cell.strip() for cell in line.split("|")] if "|" in line else None
        if cells is None:
            table = None
            document.add_paragraph(line)
            continue
        table = table or document.add_table(rows=0, cols=len(cells))
        for place, text in zip(table.add_row().cells, cells, strict=True):
            place.text = text
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))


def put(text: str, path: Path) -> None:
    """An example in its place, drawn or typed where it is an Office file."""
    if path.suffix == ".xlsx":
        drawn.draw(path, {path.stem: text})
    elif path.suffix == ".docx":
        type_in_word(path, text)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Trial:
    """A college and a copy of the package that has exactly what CONTRIBUTING.md adds."""

    college: Path
    package: Path

    def otm(self, *arguments: str, status: int = 0) -> Any:
        """The answer of a command of the copy, and nothing on the way that was not expected."""
        run = subprocess.run(
            [sys.executable, "-W", "error", "-m", "otm_reports", *arguments, "--json"],
            capture_output=True, text=True, encoding="utf-8", check=False, cwd=self.college,
            env={**os.environ, "PYTHONPATH": str(self.package)},
        )
        assert run.returncode == status, run.stderr
        return json.loads(run.stdout)


def make_trial(folder: Path, shown: dict[str, str]) -> Trial:
    trial = Trial(folder / "college", folder / "copy")
    for part in ("otm_reports", "templates"):
        shutil.copytree(ROOT / part, trial.package / part, ignore=shutil.ignore_patterns("__pycache__"))
    drawn.college(trial.college, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": EVENTS}}, REQUISITES)
    for name, text in shown.items():
        put(text, (trial.package if name.startswith(("otm_reports/", "templates/source/")) else trial.college) / name)
    return trial


@pytest.fixture(scope="module")
def trial(tmp_path_factory) -> Trial:
    return make_trial(tmp_path_factory.mktemp("contributing"), examples())


def test_the_page_shows_what_a_register_a_rule_and_a_document_take():
    assert set(examples()) == {
        "overlay/registers/clubs.toml", "registers/2025-2026/Үйірмелер.xlsx",
        "overlay/vocabularies/event_form.toml",
        "otm_reports/rules/seminars.py", "overlay/profiles/otm-2025.toml",
        "templates/анықтама.kk.docx",
        "otm_reports/documents/club_list.py", "templates/club-list.kk.docx", "templates/source/club_list.py",
    }


def test_a_new_register_is_read_with_the_address_of_every_cell(trial):
    target = trial.college.parent / "tables.json"
    trial.otm("export", str(trial.college), "--year", "2025-2026", "--today", "2026-08-01", "--to", str(target))
    first, second = json.loads(target.read_text(encoding="utf-8"))["tables"]["clubs"]["rows"]
    assert first["values"]["leader"]["surname"] == "Омаров"
    assert first["values"]["leader"]["given"] == "Қайрат"
    assert {name: first["values"][name] for name in ("club", "date", "topic", "participants_n")} == {
        "club": "Жас мейіргер", "date": "2025-10-16", "topic": "Алғашқы көмек", "participants_n": 14,
    }
    assert first["cells"] == {
        "club": f"{CLUBS}!B3", "leader": f"{CLUBS}!C3", "date": f"{CLUBS}!D3", "topic": f"{CLUBS}!E3", "participants_n": f"{CLUBS}!F3",
    }
    assert second["values"]["topic"] is None


def test_every_row_of_a_new_register_is_used_and_nothing_in_it_is_unknown(trial):
    answer = trial.otm("check", str(trial.college), "--year", "2025-2026", "--today", "2026-08-01")
    (source,) = [one for one in answer["sources"] if one["register"] == "clubs"]
    assert (source["rows"], source["range"]) == (2, "A3:F4")
    assert not [one for one in answer["findings"] if one["cell"].startswith(CLUBS)]
    assert answer["rows"]["read"] == answer["rows"]["used"] + answer["rows"]["reported"]


@pytest.mark.parametrize(("form", "today", "verdict", "evidence"), [
    ("білім сағаты", "2026-08-01", "met", ["C4", "C5"]),
    ("отырыс", "2026-08-01", "partly", ["C5"]),
    ("отырыс", "2026-03-01", "not_due", ["C5"]),
])
def test_a_new_rule_gives_its_verdict_with_the_cells_that_show_it(trial, form, today, verdict, evidence):
    place = trial.college / "registers/2025-2026/ОТМ.xlsx"
    kept = place.read_bytes()
    drawn.draw(place, {"Отырыстар": EVENTS.replace("білім сағаты", form)})
    answer = trial.otm("rules", str(trial.college), "--year", "2025-2026", "--today", today)
    place.write_bytes(kept)
    (found,) = [one for one in answer["rules"] if one["id"] == "X01"]
    assert (found["verdict"], found["clause"]) == (verdict, "7.1")
    assert [cell.partition("!")[2] for cell in found["evidence"]] == evidence
    assert all("{" not in found["reason"][lang] and " " in found["reason"][lang] for lang in ("kk", "ru", "en"))
    assert len(found["findings"]) == (verdict == "partly")
    # its own words, and what would meet it
    assert ("семинарлар" in found["reason"]["kk"]) == (verdict != "met")
    assert found["remedy"].get("ru", "").startswith("Проведите") == (verdict == "partly")


def test_a_new_document_is_one_docx_and_a_module_where_it_needs_wording(trial):
    out = trial.college.parent / "papers"
    asked = ("build", str(trial.college), "анықтама", "үйірмелер", "--year", "2025-2026", "--today", "2026-08-01", "--out", str(out))
    made = {one["kind"]: one for one in trial.otm(*asked)["documents"]}
    assert {kind: (one["state"], Path(one["path"]).name) for kind, one in made.items()} == {
        "анықтама": ("written", "анықтама_2025-2026.docx"), "club-list": ("written", "үйірмелер_2025-2026.docx"),
    }
    note = docx.Document(made["анықтама"]["path"])
    assert "іс-шаралар – 4, оның ішінде оқу-әдістемелік семинарлар – 2." in note.paragraphs[2].text
    assert [[cell.text for cell in row.cells] for row in note.tables[0].rows][:2] == [
        ["№", "Күні", "Тақырыбы"], ["1", "09.10.2025", "Кіріспе отырыс"],
    ]
    clubs = docx.Document(made["club-list"]["path"])
    assert [[cell.text for cell in row.cells] for row in clubs.tables[0].rows][1:] == [
        ["Жас мейіргер", "Омаров\u00a0Қ.Б.", "16.10.2025", "Алғашқы көмек"],
        ["Жас мейіргер", "Омаров\u00a0Қ.Б.", "13.11.2025", "[толтырыңыз: тақырыбы]"],
    ]
    assert made["club-list"]["gaps"] == [f"тақырыбы: {CLUBS}!E4"]


def test_a_kind_drawn_in_two_languages_is_written_in_both(trial):
    subprocess.run([sys.executable, str(trial.package / "templates" / "make_templates.py")], check=True, cwd=trial.college)
    assert (trial.package / "templates" / "club-list.kk.docx").is_file()
    out = trial.college.parent / "russian"
    asked = ("build", str(trial.college), "үйірмелер", "--papers", "ru", "--year", "2025-2026", "--today", "2026-08-01", "--out", str(out))
    (made,) = trial.otm(*asked)["documents"]
    assert (made["state"], Path(made["path"]).name) == ("written", "үйірмелер_2025-2026.ru.docx")
    paper = docx.Document(made["path"])
    assert "Работа кружков в 2025-2026 учебном году" in [paragraph.text for paragraph in paper.paragraphs]
    assert [[cell.text for cell in row.cells] for row in paper.tables[0].rows] == [
        ["Кружок", "Руководитель", "Дата", "Тема"],
        ["Жас мейіргер", "Омаров\u00a0Қ.Б.", "16.10.2025", "Алғашқы көмек"],
        ["Жас мейіргер", "Омаров\u00a0Қ.Б.", "13.11.2025", "[заполните: тема]"],
    ]


@pytest.mark.parametrize(("without", "named"), [
    ("otm_reports/rules/seminars.py", "no rule 'seminars-held'"),
    ("templates/club-list.kk.docx", "club-list.kk.docx"),
])
def test_a_thing_without_its_partner_is_refused_by_name(tmp_path, without, named):
    trial = make_trial(tmp_path, {name: text for name, text in examples().items() if name != without})
    status = 3 if without.endswith(".docx") else 2
    answer = trial.otm("build", str(trial.college), "үйірмелер", "--today", "2026-08-01", "--out", str(tmp_path / "papers"), status=status)
    assert named in json.dumps(answer, ensure_ascii=False)


def test_the_modules_of_the_page_are_as_clean_as_ours(trial):
    modules = [name for name in examples() if name.endswith(".py")]
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml"), "--no-cache", *modules],
        capture_output=True, text=True, cwd=trial.package, check=False,
    )
    assert found.returncode == 0, found.stdout
