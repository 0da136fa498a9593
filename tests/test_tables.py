"""Tables as other hands draw them: read whole, or named for what is wrong with them."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from drawn import college, draw
from second_hand import BOOKS

from otm_reports import answers, cli, headings, pipeline, specs
from otm_reports.model import Person, Value


def opened(folder: Path) -> pipeline.Opened:
    return pipeline.open_folder(folder)


def codes(found: pipeline.Opened) -> set[str]:
    return {finding.code for finding in pipeline.all_findings(found)}


# ── a whole college of another hand ─────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def second(tmp_path_factory) -> pipeline.Opened:
    folder = tmp_path_factory.mktemp("college")
    for file, sheets, _, _, merges in BOOKS:
        path = draw(folder / "registers" / file, sheets)
        if merges:
            book = openpyxl.load_workbook(path)
            for name, boxes in merges.items():
                for box in boxes:
                    book[name].merge_cells(box)
            book.save(path)
    return opened(folder)


def plain(value: Value) -> object:
    if isinstance(value, Person):
        return value.id or value.as_written
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return answers.plain(value)


@pytest.mark.parametrize("book", BOOKS, ids=[book[0] for book in BOOKS])
def test_a_book_of_another_hand_is_read_as_its_key_says(second, book):
    file, _, key, expected, _ = book
    name = f"registers/{file}"
    for register, table in second.data.tables.items():
        rows = [row for row in table if row.source.file == name]
        wanted = key.get(register, [])
        assert [{field: plain(row[field]) for field in one} for row, one in zip(rows, wanted, strict=True)] == wanted, register
    found = [finding for finding in pipeline.all_findings(second) if finding.at.file == name]
    assert expected <= {finding.code for finding in found}
    assert {finding.code for finding in found if second.specs.severity(finding).value != "note"} <= expected
    assert second.read.read == second.read.used + second.read.reported


# ── headings that do not stand over their data ──────────────────────────────────────────────────────────────────────

ACHIEVEMENTS = "№ | Оқытушының аты жөні | Тақырып атауы | Байқау атауы | Өткен жері | Байқау деңгейі | Алған орны | Өтілген уақыты | Жылы | Куәлік номері"
MOVED = """
    1 | Серікова Айгүл Маратқызы | Симуляция | Үздік педагог | Қызылжар | облыстық | 2025-10-12 | 2025 | ІІ орын | 123
    2 | Омаров Қайрат Бекұлы | Кейс | Жас маман | Алматы | республикалық | 2025-11-12 | 2025 | І орын | 124
    3 | Серікова Айгүл Маратқызы | Тест | Панорама | Қызылжар | облыстық | 2026-02-12 | 2026 | Алғыс хат | 125
"""
FOREIGN = """
    1 | Серікова Айгүл Маратқызы | Өрлеу | Критериалды бағалау | Анатомия | онлайн | қазақша | 09.10-20.10.2025, 72 сағат | KZ-00123 | 2025
    2 | Омаров Қайрат Бекұлы | Talap | Цифрлық құзыреттер | Физика | офлайн | орысша | 01.11-12.11.2025, 36 сағат | KZ-00124 | 2025
    3 | Жақыпова Д.Е. | Өрлеу | Инклюзив | Химия | онлайн | қазақша | 01.02-12.02.2026, 80 сағат | KZ-00125 | 2026
"""


@pytest.mark.parametrize(("rows", "place"), [(MOVED, "G2"), (FOREIGN, "F2")])
def test_an_export_with_moved_headings_is_named_and_not_believed(tmp_path, rows, place):
    sheet = f"Оқытушылардың жетістіктері\n{ACHIEVEMENTS}{rows.replace('    ', '').rstrip()}"
    found = opened(college(tmp_path, {"registers/2025-2026/Жетістік.xlsx": {"Жетістіктер": sheet}}))
    (finding,) = [finding for finding in found.findings if finding.code == "header-shifted"]
    assert (finding.at.a1, finding.register, found.specs.severity(finding).value) == (place, "contests", "error")
    message = found.specs.say(finding, "kk")[0]
    assert f"({place})" in message
    assert "«" in str(finding.params["seen"]) or str(finding.params["seen"]) in message
    assert len(found.data.tables["contests"]) == 0
    assert (found.read.read, found.read.used, found.read.reported) == (10, 7, 3)


LESSONS = ("Оқытушының аты-жөні", "Күні", "Түрі", "Пәні", "Сабақтың тақырыбы", "Қатысқандар саны")
ROWS = (
    ("Серікова А.М.", "2025-11-14", "ашық сабақ", "Анатомия", "Жүрек қызметі", "7"), ("Омаров Қ.Б.", "2025-11-20", "шеберлік сыныбы", "Физика", "Оптика", "5"),
    ("Жақыпова Д.Е.", "2025-12-04", "панорамалық сабақ", "Химия", "Тұздар", "9"), ("Серікова А.М.", "2026-02-14", "ашық сабақ", "Анатомия", "Бүйрек", "6"),
)  # fmt: skip


def lessons(folder: Path, heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> pipeline.Opened:
    sheet = "\n".join(["Ашық сабақтар 2025-2026", " | ".join(heads), *(" | ".join(row) for row in rows)])
    return opened(college(folder, {"registers/2025-2026/Сабақ.xlsx": {"Ашық сабақтар": sheet}}))


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
def test_headings_moved_round_by_any_number_of_columns_are_named(tmp_path, steps):
    found = lessons(tmp_path, (*LESSONS[steps:], *LESSONS[:steps]), ROWS)
    assert "header-shifted" in codes(found)
    assert len(found.data.tables["open_lessons"]) == 0


def test_a_column_added_under_old_headings_is_named(tmp_path):
    """The running number lost its heading, and all others stand one column to the left of their data."""
    found = lessons(tmp_path, LESSONS, tuple((str(number), *row) for number, row in enumerate(ROWS, 1)))
    assert "header-shifted" in codes(found)


def test_a_heading_left_out_in_the_middle_is_named(tmp_path):
    found = lessons(tmp_path, (LESSONS[0], *LESSONS[2:3], LESSONS[1], *LESSONS[3:]), ROWS)
    assert "header-shifted" in codes(found)


@pytest.mark.parametrize(
    "rows",
    [
        tuple((row[0], "жоспар бойынша", "өткізілді", *row[3:]) for row in ROWS),  # two columns of words nobody knows
        tuple((row[0], "қыркүйек", "бинарлы дәріс", *row[3:5], "көп") for row in ROWS),
        tuple((row[0], "", "", row[3], row[4], "") for row in ROWS[:3]) + ROWS[3:],  # half empty
        tuple((*row[:1], "12-13.03.2026", "ашық.", *row[3:]) for row in ROWS),
        tuple((*row[:5], "2025-04-05") for row in ROWS),  # 4.5 that the workbook took for a day
        tuple(("әдіскер", *row[1:]) for row in ROWS), tuple((row[0], "2025", *row[2:]) for row in ROWS),
        tuple((*row[:4], "2026 жылғы жоспар", row[5]) for row in ROWS),
    ],
)
def test_a_messy_column_alone_is_no_shift(tmp_path, rows):
    assert "header-shifted" not in codes(lessons(tmp_path, LESSONS, rows))


# ── the ladder of headings ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("register", "text", "field"),
    [
        # whose name: the owner decides, in any order of the words
        ("otm_composition", "Тегі, аты-жөні", "person"), ("otm_composition", "Тыңдаушының тегі, аты, әкесінің аты", "person"), ("pd_courses", "Педагог", "teacher"),
        ("pd_courses", "Педагогтің аты-жөні (толық)", "teacher"), ("contests", "Студенттің тегі, аты", "student"), ("contests", "Оқытушының тегі, аты, әкесінің аты", "teacher"),
        ("staff", "Оқушының аты-жөні", None), ("staff", "Студенттің тегі, аты", None), ("mentoring", "Аты-жөні", None), ("pd_courses", "Ата-ананың аты-жөні", None),
        # the words without their endings
        ("open_lessons", "Сабақтардың тақырыптары", "topic"), ("events", "Өткізілген күндері", "date"),
        # one slip of the hand, unless another field is as near
        ("staff", "Лауазмы", "position"), ("staff", "Біліктлік санаты", "category"), ("staff", "Бөлімі", "department"), ("staff", "Білімі", "education_level"),
        ("staff", "Санат жылы", None), ("staff", "Шкаф нөмірі", None),
    ],
)  # fmt: skip
def test_a_heading_names_its_field_or_none(register, text, field):
    assert headings.Headings(specs.load()).field(register, text) == field


def test_no_heading_one_letter_from_two_fields_is_taken_for_either(tmp_path):
    overlay = tmp_path / "overlay" / "registers"
    overlay.mkdir(parents=True)
    (overlay / "staff.toml").write_text('[fields.note]\nheaders = ["Біліктілік саныты"]\n', "utf-8")
    known = headings.Headings(specs.load(tmp_path))
    assert known.field("staff", "Біліктілік санаты") == "category"
    assert known.field("staff", "Біліктілік санат") is not None
    assert known.field("staff", "Біліктілік сануты") is None


def test_two_columns_for_one_field_stop_the_table_with_both_shown(tmp_path):
    found = lessons(tmp_path, (*LESSONS[:5], "Өткізілген күні"), ROWS)
    (finding,) = [finding for finding in found.findings if finding.code == "header-conflict"]
    assert [place.a1 for place in (finding.at, *finding.others)] == ["B2", "F2"]
    assert len(found.data.tables["open_lessons"]) == 0


# ── personal data ───────────────────────────────────────────────────────────────────────────────────────────────────

SECRETS = ("850314300128", "900612450127", "010203500123", "701 555 12 34", "7015551234", "7775554433", "14.03.1985", "1985-03-14", "07.07.1977", "1977-07-07", "Қызғалдақ көшесі", "Тюльпановая")
PLANTED = {
    "registers/2025-2026/Құрам.xlsx": {"Педагогтер": """
        Педагогтер тізімі 2025-2026, жауапты тел. 8 701 555 12 34
        № | Аты-жөні | ЖСН | Туған күні | Телефоны | Мекенжайы | Санаты | Қызметі |  | Ескерту | Сейф
        1 | Серікова Айгүл Маратқызы | '850314300128 | 1985-03-14 | 8 701 555 12 34 | Қызғалдақ көшесі 15 | педагог | оқытушы | 900612450127 | ИИН 850314300128 | +7 (777) 555-44-33
        2 | Омаров Қайрат Бекұлы, ЖСН 850314300128 | 10203500123 | 07.07.1977 | 87015551234 | Қызғалдақ көшесі 16 | педагог | оқытушы, тел: 87015551234 | 1977-07-07 | туған күні 14.03.1985, Қызғалдақ көшесі 15-үй, 7-пәтер | 850314300128
        Зертхана | ул. Тюльпановая, 5, кв. 7 |  |  |  |  |  |  |  |  |
        3 |  | '850314300128 | 1985-03-14 | 8 701 555 12 34 | Қызғалдақ көшесі 17 |  |  | 1977-07-07 | 87015551234 | 850314300128
        Барлығы | 2 | 850314300128 |  |  |  |  |  | 900612450127 |  | 87015551234
        Ескерту: сұрақтар бойынша 8 701 555 12 34
    """},
    "registers/2025-2026/ОТМ.xlsx": {"Отырыстар": """
        ОТМ отырыстары 2025-2026
        Хаттама № | Күні | Түрі | Тақырыбы | Баяндамашы | Шешімі | Ұсынымдар
        1 | 2025-10-09 | отырыс | Кіріспе, байланыс 87015551234 | Бөтенов А. ИИН 850314300128 | тел. 8 701 555 12 34, мекенжайы: Қызғалдақ көшесі 15 | ЖСН 850314300128
        2 | 2025-11-20 | отырыс 87015551234 | Кейс | Серікова А.М. 87015551234 | туған күні 14.03.1985, Қызғалдақ көшесі 15-үй, 7-пәтер | 850314300128
        ИИН 850314300128 | 87015551234
    """, "Басқа": "Тізім | тел\nАсан 850314300128 | 87015551234\nҮсен 850314300128 | Қызғалдақ көшесі"},
    "registers/2025-2026/Тәлім.xlsx": {"Тәлімгерлік": """
        Тәлімгерлік журналы 2025-2026
        Тәлімгер | Тәлім алушы | Бұйрық № | Нәтижесі тел 87015551234
        Серікова А.М. | Омаров Қ.Б. | 850314300128 | x
        850314300128 | 87015551234 |  | ЖСН 850314300128
    """},
}  # fmt: skip


def test_personal_data_comes_out_nowhere(tmp_path, capsys):
    folder = college(tmp_path / "c", PLANTED)
    out = tmp_path / "out"
    said = []
    for command in (
        ["check", "--all"], ["check", "--json"], ["check", "--all", "--lang", "ru"], ["figures", "--json"], ["rules", "--json"], ["confirm"], ["confirm", "--json"],
        ["export", "--to", str(out / "t.json")], ["export", "--to", str(out / "t.xlsx")], ["annual", "--out", str(out / "annual")],
    ):
        assert cli.main([command[0], str(folder), *command[1:], "--today", "2026-06-01"]) in (0, 1, 3)
        taken = capsys.readouterr()
        said += [(" ".join(command), taken.out), (" ".join(command), taken.err)]
    for path in (path for path in out.rglob("*") if path.is_file() and "marked" not in path.parts):
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                said += [(f"{path.name}/{name}", package.read(name).decode("utf-8", "replace")) for name in package.namelist()]
        else:
            said.append((path.name, path.read_text("utf-8", "replace")))
    assert len(said) > 25
    assert [(where, secret) for where, text in said for secret in SECRETS if secret in text or secret.lstrip("0") in text] == []
    found = json.loads(dict(said[::2])["check --json"])
    assert found["rows"]["used"] >= 5
    assert sum(one["code"] == "personal-dropped" for one in found["findings"]) > 5
