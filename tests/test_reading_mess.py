"""What registers were seen to hold, row by row of the list of mess: each is read as it was meant, or said at its cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawn import college, draw
from test_reading_hands import AT, read, rows, said

from otm_reports import pipeline
from otm_reports.kazakh.letters import repair_column
from otm_reports.model import Row

ONE = "Сарин Асан Мұратұлы"


def codes(found: pipeline.Opened) -> dict[str, str]:
    """Cell → code of the workbook's findings."""
    return {one.at.a1: one.code for one in pipeline.all_findings(found) if one.at.file == AT and one.at.row}


def proposed(found: pipeline.Opened, cell: str) -> str:
    return next(one.params["proposal"] for one in pipeline.all_findings(found) if one.at.file == AT and one.at.a1 == cell)


def staff(folder: Path, heading: str, *written: str) -> tuple[pipeline.Opened, list[Row]]:
    """A staff list of one more column."""
    lines = (f"{number} | {ONE[:-8]}{'абвгд'[number]} Мұратұлы | Химия | {text}" for number, text in enumerate(written))
    found = read(folder, "\n".join((f"№ | Аты-жөні | Мамандығы | {heading}", *lines)))
    return found, rows(found, "staff")


# ── letters of another table, look-alikes, damage ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("column", "after"), [
    (["Ќазаќстан", "јдістемелік жўмыс", "ґткізілген кїні"], ["Қазақстан", "әдістемелік жұмыс", "өткізілген күні"]),
    (["ўйым", "жїйелері", "јкелгені", "мґлшері"], ["ұйым", "жүйелері", "әкелгені", "мөлшері"]),
    (["тәжірибе ✓", "ќ‰р 5 ₸"], ["тәжірибе ✓", "ќ‰р 5 ₸"]),
    (["їжак", "Київ", "ґанок"], ["їжак", "Київ", "ґанок"]),
])
def test_a_column_of_another_code_page_is_repaired_where_that_is_certain(column: list[str], after: list[str]):
    assert [now for _, now, _ in repair_column(column)] == after


@pytest.mark.parametrize(("written", "kept", "code"), [
    ("Озат тəжірибесі", "Озат тәжірибесі", "text-repaired"),
    ("Бүгiнгi уaқыт, қoғaм", "Бүгінгі уақыт, қоғам", "text-repaired"),
    ("міндettі, мұddeлерін", "міндettі, мұddeлерін", "text-doubtful"),
    ("Ќазаќстан єдебиеті", "Ќазаќстан єдебиеті", "text-doubtful"),
    ("О?ушыларды? к?ні", "О?ушыларды? к?ні", "text-lost"),
    # Free text is never corrected, however it is spelt.
    ("Дәңгелек үстел: оку, сабактар", "Дәңгелек үстел: оку, сабактар", None),
    ("жңне тә рбие мен оқ ыту", "жңне тә рбие мен оқ ыту", None),
    ("кандай да бір окиганы", "кандай да бір окиганы", None),
])
def test_a_damaged_text_is_repaired_or_said_and_a_topic_is_never_corrected(tmp_path: Path, written: str, kept: str, code: str | None):
    found = read(tmp_path, f"""
        Аты-жөні | Сабақтың тақырыбы | Өткізілген күні
        Серікова А.М. | {written} | 2025-11-12
    """)
    assert [row["topic"] for row in rows(found, "open_lessons")] == [kept]
    assert codes(found).get("B2") == code


@pytest.mark.parametrize(("written", "category"), [
    ("Cанаты жоқ", "none"), ("Педагог - модератор", "moderator"), ("Педагог – сарапшы", "expert"), ("модерат ор", "moderator"),
    ("педагог-зертеуші", "researcher"), ("ІІ санат", "second"), ("I санатты", "first"), ("1 санатты", "first"), ("ІІ санат,", "second"),
])
def test_a_category_is_read_in_every_spelling(tmp_path: Path, written: str, category: str):
    assert [row["category"] for row in staff(tmp_path, "Санаты", written)[1]] == [category]


# ── one real staff list ─────────────────────────────────────────────────────────────────────────────────────────────


def test_seniority_in_two_columns_under_one_heading(tmp_path: Path):
    found = read(tmp_path, """
        № | Аты-жөні | Пед. өтілі | | Санаты
        1 | Сарин Асан Мұратұлы | 9ж | 9ай | педагог
        2 | Сарина Әсел Мұратқызы | 11 | | педагог
        3 | Оспанов Ерлан Болатұлы | | 3 | педагог
    """)
    assert [(row["ped_experience_y"], row["ped_experience_m"]) for row in rows(found, "staff")] == [(9, 9), (11, None), (None, 3)]


def test_months_alone_are_no_years(tmp_path: Path):
    found = read(tmp_path, f"Аты-жөні | Санаты | Пед. өтілі\n{ONE} | педагог | 63ай")
    assert [row["ped_experience_y"] for row in rows(found, "staff")] == [None]
    assert proposed(found, "C2") == "5,3"


def test_running_numbers_with_gaps_and_two_in_one_cell_lose_nobody(tmp_path: Path):
    found = read(tmp_path, """
        № | Аты-жөні | Санаты
        1 | Сарин Асан Мұратұлы | педагог
        | Сарина Әсел Мұратқызы | педагог
        23. 41 | Оспанов Ерлан Болатұлы | педагог
        66 | Әбенов Арман Қайратұлы | педагог
    """)
    assert len(rows(found, "staff")) == 4
    assert said(found) == set()


@pytest.mark.parametrize("written", [
    "Сарин\u00a0 Асан   Мұратұлы", "Сарин Асан Мұратұлы\\n(совместитель)", "ЖБП. Сарин Асан Мұратұлы", "АБП.Сарин Асан Мұратұлы", "САРИН Асан Мұратұлы",
])
def test_a_name_with_spaces_remarks_and_a_block_before_it_is_one_name(tmp_path: Path, written: str):
    found = read(tmp_path, f"Аты-жөні | Санаты\n{written} | педагог")
    assert [row["full_name"].full for row in rows(found, "staff")] == [ONE]


def test_a_category_with_its_year_and_two_categories_in_one_cell(tmp_path: Path):
    found, read_rows = staff(tmp_path, "Санаты", "педагог-сарапшы,2019", "Жоғары, 2016", "жоғары, 2016", "жоғары; екінші санатты басшы")
    assert [(row["category"], row["category_awarded_on"]) for row in read_rows] == [("expert", 2019), ("high", 2016), ("high", 2016), (None, None)]
    assert codes(found)["D5"] == "value-unknown-code"
    assert proposed(found, "D5") == "жоғары санат / екінші санатты басшы"


def test_the_same_word_means_a_category_here_and_an_education_there(tmp_path: Path):
    found = read(tmp_path, """
        Аты-жөні | Санаты | Білімі
        Сарин Асан Мұратұлы | жоғары | жоғары
        Сарина Әсел Мұратқызы | | Арнайы орта
        Оспанов Ерлан Болатұлы | | Арнайы орта білім
    """)
    told = [(row["category"], row["education_level"]) for row in rows(found, "staff")]
    assert told == [("high", "higher"), (None, "secondary_special"), (None, "secondary_special")]


def test_a_birth_year_that_holds_whole_dates_is_dropped(tmp_path: Path):
    found = read(tmp_path, """
        Аты-жөні | Туған жылы | Санаты
        Сарин Асан Мұратұлы | 12.03.1980 | педагог
    """)
    assert codes(found)["B1"] == "personal-dropped"
    assert "1980" not in repr(found.read.tables)


@pytest.mark.parametrize(("written", "status", "employment"), [
    ("жұмыс істейді", "active", None), ("бала күтімі бойынша демалыс", "maternity", None), ("сыртқы қоса атқарушы", None, "part_external"),
])
def test_a_status_that_mixes_employment_with_leave_is_told_apart(tmp_path: Path, written: str, status: str | None, employment: str | None):
    found = read(tmp_path, f"Аты-жөні | Санаты | Мәртебесі\n{ONE} | педагог | {written}")
    (row,) = rows(found, "staff")
    assert (row["status"], row["employment"]) == (status, employment)
    assert said(found) == set()
    assert row.cell("employment" if employment else "status").a1 == "C2"


def test_a_word_of_employment_under_the_status_never_covers_what_its_own_column_says(tmp_path: Path):
    found = read(tmp_path, """
        Аты-жөні | Санаты | Жұмыс түрі | Мәртебесі
        Сарин Асан Мұратұлы | педагог | негізгі | сыртқы қоса атқарушы
    """)
    assert [row["employment"] for row in rows(found, "staff")] == ["main"]
    assert codes(found) == {"D2": "value-unknown-code"}


# ── how tables stand ────────────────────────────────────────────────────────────────────────────────────────────────


def test_titles_numbering_sections_totals_notes_and_signatures_are_no_rows(tmp_path: Path):
    found = read(tmp_path, """
        Қазақстан Республикасы | | | |
        Бекітемін | | | |
        Біліктілікті арттыру курстары | | | |
        № | Аты-жөні / Ф.И.О. | Курс тақырыбы / Тема | Сағат саны / Часы | Сертификат күні
        1 | 2 | 3 | 4 | 5
        Жалпы білім беретін пәндер ЦӘК | | | |
        1 | Серікова А.М. | А | 72 сағ | 2025-11-12
        2 | Омаров Қ.Б. | Ә | 36+36 | 2025-11-13
        І тоқсан | | | |
        3 | Омаров Қ.Б. | Б | 72/3 кредит | 2025-11-14
        4 | Омаров Қ.Б. | В | 4.5 | 2025-11-14
        Барлығы | | | 216 |
        * ескерту: курстар тізімі | | | |
        Әдіскер ____________ | | | |
    """)
    assert [row["hours"] for row in rows(found, "pd_courses")] == [72, 72, 72, 4.5]
    assert said(found) == {("value-repaired", "D8"), ("value-repaired", "D10"), ("total-differs", "D12")}


def test_a_question_about_a_secretary_is_no_signature(tmp_path: Path):
    found = read(tmp_path, """
        Хаттама № | Күні | Күн тәртібі | Шешім | Жауапты
        1 | 2025-11-12 | Жоспар туралы | Бекітілсін | Серікова А.М.
        | | Хатшы сайлау туралы | Сайлансын |
        2 | 2025-12-12 | Директор есебі туралы | Ескерілсін | Омаров Қ.Б.
        | | Хатшы Жақыпова Д.Е. | |
        | | Төраға ____________ Серікова А.М. | |
    """)
    assert [row["question"] for row in rows(found, "agenda_items")] == ["Жоспар туралы", "Хатшы сайлау туралы", "Директор есебі туралы"]


def test_a_dash_in_a_number_is_said_and_a_nought_is_a_number(tmp_path: Path):
    found = read(tmp_path, """
        Аты-жөні | Сабақтың тақырыбы | Өткізілген күні | Қатысушы саны
        Серікова А.М. | А | 2025-11-12 | -
        Серікова А.М. | Ә | 2025-11-13 | 0
        Серікова А.М. | Б | 2025-11-14 | '12
    """)
    assert [row["visitors_n"] for row in rows(found, "open_lessons")] == [None, 0, 12]
    assert codes(found) == {"D2": "value-unreadable"}


@pytest.mark.parametrize("error", ["#REF!", "#Н/Д", "#ЗНАЧ!", "#ДЕЛ/0!"])
def test_an_error_of_either_excel_is_said_and_is_no_text(tmp_path: Path, error: str):
    found = read(tmp_path, f"Аты-жөні | Сабақтың тақырыбы | Өткізілген күні\nСерікова А.М. | {error} | 2025-11-12")
    assert [row["topic"] for row in rows(found, "open_lessons")] == [None]
    assert codes(found)["B2"] == "value-error-cell"


def test_a_formula_without_a_value_is_unreadable_and_not_blank(tmp_path: Path):
    drawn = "Аты-жөні | Курс тақырыбы | Сағат саны | Сертификат күні\nСерікова А.М. | А | 1 | 2025-11-12"
    found = read(tmp_path, drawn, change={"C2": "=36+36"})
    assert [row["hours"] for row in rows(found, "pd_courses")] == [None]
    assert codes(found)["C2"] == "value-no-cached"


@pytest.mark.parametrize("written", ["Серікова А.М.; Омаров Қ.Б.,\\nЖақыпова Д.Е.", "Серікова А.М. / Омаров Қ.Б. / Жақыпова Д.Е.", "Серікова А.М., магистр; Омаров Қ.Б.\\nЖақыпова Д.Е."])
def test_several_people_in_one_cell_are_several(tmp_path: Path, written: str):
    found = read(tmp_path, f"Авторлары | Мақала атауы | Күні\n{written} | Мақала | 2025-11-12")
    assert [person.surname for person in rows(found, "publications")[0]["authors"]] == ["Серікова", "Омаров", "Жақыпова"]


def test_one_course_entered_by_two_hands_counts_once(tmp_path: Path):
    found = read(tmp_path, """
        № | Аты-жөні | Курс тақырыбы | Сағат саны | Сертификат күні
        1 | Серікова А.М. | Цифрлық құралдар | 72 | 2025-11-12
        2 | Серікова Айгүл Маратқызы | Цифрлык қуралдар | 72 | 2025-11-12
    """)
    assert len(rows(found, "pd_courses")) == 1
    assert said(found) == {("row-duplicate", "A3")}


def test_a_column_that_nothing_heads_is_named_by_its_letter(tmp_path: Path):
    found = read(tmp_path, """
        № | Аты-жөні | Санаты | | Білімі
        1 | Сарин Асан Мұратұлы | педагог | 2019 | жоғары
        2 | Сарина Әсел Мұратқызы | педагог | 2020 | жоғары
        Әдіскер | | | Сарин А.М. |
    """)
    unread = [(one.at.a1, one.params["header"]) for one in pipeline.all_findings(found) if one.code == "header-unknown" and one.at.file == AT]
    assert unread == [("D1", "D")]


def test_a_running_number_or_a_signature_without_heading_is_no_such_column(tmp_path: Path):
    found = read(tmp_path, """
        | Аты-жөні | Санаты |
        1 | Сарин Асан Мұратұлы | педагог |
        2 | Сарина Әсел Мұратқызы | педагог |
        | Әдіскер | ____________ | Сарин А.М.
        | Директор | ____________ | Оспанов Е.Б.
    """)
    assert "header-unknown" not in codes(found).values()
    assert len(rows(found, "staff")) == 2


# ── files and folders ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("name", "code"), [
    ("~$x.xlsx", "file-lock-skipped"), (".~lock.x.xlsx#", "file-lock-skipped"), ("~WRL0001.tmp", "file-lock-skipped"),
    ("x — копия.xlsx", "file-copy-skipped"), ("x (1).xlsx", "file-copy-skipped"), ("ескі x.xlsx", "file-copy-skipped"),
])
def test_what_lies_beside_a_workbook_is_skipped_and_said(tmp_path: Path, name: str, code: str):
    drawn = {"Курстар": "Аты-жөні | Курс тақырыбы | Сертификат күні\nСерікова А.М. | А | 2025-11-12"}
    college(tmp_path, {AT: drawn})
    beside = tmp_path / AT.replace("x.xlsx", name)
    if name.endswith(".xlsx") and not name.startswith("~"):
        draw(beside, drawn)
    else:
        beside.write_bytes(b"\x05owner")
    found = pipeline.open_folder(tmp_path)
    assert [one.code for one in pipeline.all_findings(found) if one.at.file.endswith(name)] == [code]
    assert len(found.data.tables["pd_courses"].rows) == 1


def test_nine_hundred_empty_rows_of_an_export_are_no_rows(tmp_path: Path):
    college(tmp_path, {AT: {"Лист1": "Аты-жөні | Курс тақырыбы | Сертификат күні\nСерікова А.М. | А | 2025-11-12"}})
    book = openpyxl.load_workbook(tmp_path / AT)
    for row in range(3, 903):
        book["Лист1"].cell(row, 2).value = " "
    book.save(tmp_path / AT)
    found = pipeline.open_folder(tmp_path)
    assert len(found.data.tables["pd_courses"].rows) == 1
    assert said(found) == set()


@pytest.mark.parametrize(("title", "days"), [("2024/2025 оқу жылы", {}), ("2024-2025 оқу жылы", {})])
def test_a_year_is_said_with_a_stroke_or_a_dash(tmp_path: Path, title: str, days: Mapping[str, date]):
    college(tmp_path, {"registers/x.xlsx": {"Педагогтер": f"Педагогтер тізімі {title}\nАты-жөні | Санаты\n{ONE} | педагог"}})
    found = pipeline.open_folder(tmp_path)
    assert {row.year for row in found.data.tables["staff"] if row.source.file == "registers/x.xlsx"} == {"2024-2025"}
