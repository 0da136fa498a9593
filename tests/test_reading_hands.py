"""Registers as methodists really keep them: headings in groups, two things in one cell, marks under months, whole sheets of spoiled letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawn import college, draw

from otm_reports import headings, pipeline, raw, sheets, snapshot, specs
from otm_reports.kazakh import letters, names
from otm_reports.model import Period, Row

AT = "registers/2025-2026/x.xlsx"


def read(folder: Path, drawn: str, merged: Sequence[str] = (), sheet: str = "Лист1", change: Mapping[str, object] | None = None) -> pipeline.Opened:
    """A college of three teachers with one more workbook."""
    college(folder, {AT: {sheet: drawn}})
    book = openpyxl.load_workbook(folder / AT)
    for box in merged:
        book[sheet].merge_cells(box)
    for place, value in (change or {}).items():
        book[sheet][place] = value
    book.save(folder / AT)
    found = pipeline.open_folder(folder)
    assert found.read.read == found.read.used + found.read.reported
    return found


def rows(found: pipeline.Opened, register: str) -> list[Row]:
    return [row for row in found.data.tables[register] if row.source.file == AT]


def said(found: pipeline.Opened) -> set[tuple[str, str]]:
    """Codes at cells of the workbook, without notes about headings."""
    return {(one.code, one.at.a1) for one in pipeline.all_findings(found) if one.at.file == AT and one.at.row and one.code != "header-unknown"}


# ── headings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_heading_over_several_columns_says_what_its_columns_mean(tmp_path):
    found = read(tmp_path, """
        № | Тегі, аты, әкесінің аты / Фамилия, имя, отчество | Білімі / Образование | | | Біліктілік санаты / Квалификационная категория | | | Еңбек өтілі / Стаж | |
        | | Деңгейі | Бітірген оқу орны | Мамандығы | Санаты | Берілген күні | Бұйрық № | Жалпы | Педагогикалық | Осы колледжде
        1 | Сарин Асан Мұратұлы | жоғары | ҚазҰУ | Химия | педагог-сарапшы | 2022-08-29 | 121-к | 18 | 15 | 12
        2 | Сарина Әсел Мұратқызы | жоғары | ЕҰУ | Физика | педагог | 2023-08-29 | 98-к | 8 | 5 | 2
    """, ["A1:A2", "B1:B2", "C1:E1", "F1:H1", "I1:K1"])  # fmt: skip
    first = rows(found, "staff")[0]
    assert (first["education_level"], first["education_org"], first["specialty"]) == ("higher", "ҚазҰУ", "Химия")
    assert (first["category"], first["category_awarded_on"], first["category_order"]) == ("expert", date(2022, 8, 29), "121-к")
    assert (first["total_experience"], first["ped_experience_y"], first["college_experience"]) == (18, 15, 12)
    assert said(found) == set()


def test_two_words_for_one_part_of_a_name_head_that_part(tmp_path):
    found = read(tmp_path, """
        № | Тегі | Аты | Әкесінің аты | Санаты
        | Фамилиясы | Имя | Отчество | Категория
        1 | Сарина | Әсел | Мұратқызы | педагог
    """)
    assert [row["full_name"].full for row in rows(found, "staff")] == ["Сарина Әсел Мұратқызы"]


def test_the_day_of_a_paper_stands_beside_its_number_under_one_heading(tmp_path):
    found = read(tmp_path, """
        Әдістемелік өнімдер 2025-2026
        Авторы | Атауы | Түрі | ЦӘК отырысы | | Әдістемелік кеңес |
        | | | Хаттама № | Күні | Хаттама № | Күні
        Серікова А.М. | Атлас | оқу құралы | 2 | 10.10.2025 | 3 | 30.10.2025
    """, ["D2:E2", "F2:G2"])
    row = rows(found, "products")[0]
    assert (row["commission_protocol_no"], row["commission_protocol_date"]) == ("2", date(2025, 10, 10))
    assert (row["mc_protocol_no"], row["mc_protocol_date"]) == ("3", date(2025, 10, 30))


@pytest.mark.parametrize(("register", "text", "field"), [
    ("mentoring", "Ұстаздың аты-жөні", "mentor"), ("mentoring", "Шәкірттің тегі, аты", "mentee"), ("staff", "Педагогтіің аты-жөні", "full_name"),
    ("staff", "Оқушының аты-жөні", None), ("mentoring", "Бұйрық нөмірі мен күні", "order_no"), ("pd_courses", "Сертификат №, берілген күні", "certificate_no"),
])  # fmt: skip
def test_whose_names_and_whose_day_a_heading_means(register, text, field):
    assert headings.Headings(specs.load()).field(register, text) == field


def test_a_table_with_many_headings_of_one_register_is_not_another_one_of_a_single_heading(tmp_path):
    found = read(tmp_path, """
        Қатысушы оқытушы | Сабағына қатысқан оқытушы | Қайсыкүні | Пәні | Тақырыбы | Қатысу мақсаты
        Серікова А.М. | Омаров Қ.Б. | 03.03.2026 | Анатомия | Өкпе | көмек
    """)
    assert [(one.code, one.register) for one in pipeline.all_findings(found) if one.code.startswith("header-miss")] == [("header-missing", "mutual_visits")]
    assert not any(rows(found, name) for name in found.data.tables)


# ── two things in one cell ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_number_of_a_paper_and_its_day_stand_in_one_cell(tmp_path):
    found = read(tmp_path, """
        Тәлімгерлік журналы 2025-2026
        Тәлімгер | Тәлім алушы | Бұйрық №, күні | Басталу күні | Аяқталу күні
        Серікова А.М. | Омаров Қ.Б. | № 146-к, 12.09.2025 ж. | 2025-09-15 | 2026-05-31
        Жақыпова Д.Е. | Омаров Қ.Б. | 147 от 13.09.2025 г. | |
        Жақыпова Д.Е. | Серікова А.М. | '148 | |
    """)
    assert [(row["order_no"], row["order_date"]) for row in rows(found, "mentoring")] == [("146-к", date(2025, 9, 12)), ("147", date(2025, 9, 13)), ("148", None)]
    assert rows(found, "mentoring")[0]["period"] == Period(date(2025, 9, 15), date(2026, 5, 31))
    assert said(found) == set()


def test_years_and_months_and_the_year_of_a_category_stand_in_one_cell(tmp_path):
    found = read(tmp_path, """
        Аты-жөні | Санаты | Пед. өтілі | Лауазымы
        Сарин Асан Мұратұлы | педагог-сарапшы, 2021 | 20 ж. 11 ай | оқытушы
        Сарина Әсел Мұратқызы | жоғары, до 2026 | 9ж | оқытушы
    """)
    assert [(row["category"], row["category_awarded_on"], row["ped_experience_y"], row["ped_experience_m"]) for row in rows(found, "staff")] == [
        ("expert", 2021, 20, 11), ("high", None, 9, None),
    ]
    assert said(found) == {("value-repaired", "B2"), ("value-repaired", "B3")}


def test_per_cent_kept_as_a_share_is_read_as_it_shows(tmp_path):
    drawn = """
        Үлгерім 2025-2026
        Топ | Студент саны | Үлгерім, % | Сапа, %
        МІ-21 | 25 | 1 | 72,5
        МІ-22 | 24 | 0.96 | 60
    """
    found = read(tmp_path, drawn)
    assert [(row["success_pct"], row["quality_pct"]) for row in rows(found, "student_results")] == [(100, 72.5), (96, 60)]
    assert said(found) == {("value-repaired", "C3"), ("value-repaired", "C4")}


def test_several_people_where_one_belongs_are_given_to_nobody_and_said(tmp_path):
    found = read(tmp_path, """
        Өзара сабаққа қатысу 2025-2026
        Қатысушы оқытушы | Сабағына қатысқан оқытушы | Қатысқан күні
        Серікова А.М., Жақыпова Д.Е. | Омаров Қ.Б. | 2025-10-02
        Серікова А.М., әдіскер | 101 | 2025-10-03
    """)
    first, second = rows(found, "mutual_visits")
    assert (first["visitor"].id, first["visitor"].as_written) == (None, "Серікова А.М., Жақыпова Д.Е.")
    assert (second["visitor"].id, second["visited"]) == ("серикова-айгул-мараткызы", None)
    assert said(found) == {("person-ambiguous", "A3"), ("value-unreadable", "B4")}


@pytest.mark.parametrize(("text", "surname"), [
    ("Әдіскер Жақыпова Д.Е.", "Жақыпова"), ("ДОІЖО Жақыпова Д.", "Жақыпова"), ("Директордың орынбасары Жақыпова Д.Е.", "Жақыпова"),
    ("ОСПАН Ержан Т.", "Оспан"), ("Шебер Айгүл", "Шебер"),
])  # fmt: skip
def test_a_post_before_a_name_is_none_of_it(text, surname):
    assert names.parse(text).surname == surname


@pytest.mark.parametrize(("vocabulary", "text", "code"), [
    ("level", "республ.", "national"), ("portfolio_kind", "шығ. есеп", "creative_report"), ("category", "пед.", None), ("level", "халық", None),
])  # fmt: skip
def test_a_word_cut_by_a_point_is_read_where_only_one_code_begins_so(vocabulary, text, code):
    from otm_reports import values
    from otm_reports.declared import FieldSpec

    read = values.read(text, FieldSpec(type="code", headers=("x",), vocabulary=vocabulary), specs.load().vocabularies)
    assert (read.value, read.code) == (code, "value-repaired" if code else "value-unknown-code")


# ── marks under months ──────────────────────────────────────────────────────────────────────────────────────────────

MATRIX = """
    Отырыстарға қатысу 2025-2026
    № | Тыңдаушының аты-жөні | Қыркүйек | Қазан | | Барлығы
    | | {} | {} | {} |
    1 | Серікова А.М. | + | н | + | 2
    2 | Омаров Қ.Б. | + | + | а | 2
    Қатысқандар саны | | 2 | 1 | 1 |
"""


@pytest.mark.parametrize("days", [("'18.09", "'09.10", "'23.10"), ("18", "9", "23"), ("18 қыркүйек", "9 қазан", "23 қазан")])
def test_days_stand_under_their_months(tmp_path, days):
    found = read(tmp_path, MATRIX.format(*days), ["D2:E2"])
    meetings = [date(2025, 9, 18), date(2025, 10, 9), date(2025, 10, 23)]
    assert [(row["date"], row["mark"]) for row in rows(found, "attendance")] == [
        *zip(meetings, ("present", "absent", "present"), strict=True), *zip(meetings, ("present", "present", "excused"), strict=True),
    ]
    assert said(found) == set()


def test_a_meeting_is_headed_by_its_number_above_its_day(tmp_path):
    found = read(tmp_path, """
        Посещаемость заседаний 2025-2026
        Ф.И.О. слушателя | №1\\n18.09.2025 | №2\\n09.10.2025 | Итого
        Омаров Қ.Б. | + | уваж. | 1
    """)
    assert [(row["protocol_no"], row["date"], row["mark"]) for row in rows(found, "attendance")] == [
        ("1", date(2025, 9, 18), "present"), ("2", date(2025, 10, 9), "excused"),
    ]


# ── a whole sheet of spoiled letters ────────────────────────────────────────────────────────────────────────────────

SPOILED = {ord(meant): chr(seen) for seen, meant in letters.KZ1048.items()}


def test_a_sheet_of_spoiled_letters_is_read_whole_short_headings_too(tmp_path):
    drawn = """
        Өзара сабаққа қатысу журналы 2025-2026
        Қатысушы оқытушы | Сабағына қатысқан оқытушы | Күні | Тақырыбы | Пікірі
        Жақыпова Д.Е. | Омаров Қ.Б. | 2026-03-03 | Өкпенің құрылысы | жоғары деңгейде өтті
        Серікова А.М. | Жақыпова Д.Е. | 2026-03-05 | Науқас күтімі | ұсыныс берілді
    """
    found = read(tmp_path, drawn.translate(SPOILED))
    assert [(row["visitor"].id, row["date"], row["topic"]) for row in rows(found, "mutual_visits")] == [
        ("жакыпова-динара-ерланкызы", date(2026, 3, 3), "Өкпенің құрылысы"), ("серикова-айгул-мараткызы", date(2026, 3, 5), "Науқас күтімі"),
    ]
    assert ("text-repaired", "C2") in said(found)


def test_a_ukrainian_column_beside_one_spoiled_cell_keeps_its_letters():
    assert not letters.surely_spoiled(["Ќыдырова", "Їжакевич Євген", "Київ", "Ґалаґан", "Є. Їжак"])


def test_a_mended_cell_of_one_column_says_nothing_of_the_next(tmp_path):
    found = read(tmp_path, """
        Мақалалар 2025-2026
        Авторы | Мақала тақырыбы | Басылым
        Cерікова А.М. | Медицина | Їжак і Євген
        Омаров Қ.Б. | Київ | Ґанок
    """)
    assert [(row["title"], row["publisher"]) for row in rows(found, "publications")] == [("Медицина", "Їжак і Євген"), ("Київ", "Ґанок")]
    assert {code for code, _ in said(found)} >= {"text-repaired"}


def test_a_letter_that_two_code_pages_show_alike_is_asked_about_and_not_guessed():
    assert letters.repair_column(["Ќызыл єдебиет"])[0][2] is None  # KZ-1048 would have ғ here, PT154 ә
    assert letters.doubtful("Ќызыл єдебиет") == "kz1048"
    assert letters.repair_column(["сабаєына ќатысты"])[0][1] == "сабағына қатысты"  # ә stands beside no vowel
    assert letters.repair_column(["Ќызыл єдебиет", "ўлттыќ ґнер", "жјне"])[0][1] == "Қызыл ғдебиет"


def test_the_raw_view_shows_nothing_under_a_heading_of_personal_data(tmp_path):
    found = draw(tmp_path / "x.xlsx", {"Т": """
        Аты-жөні | Туған күні / Дата рождения | Мекенжайы | Санаты
        Сарин Асан | 1985-03-14 | Гүлдер көшесі 5 | педагог
        Сарина Әсел | 15.03.1986 | Алма-сай | педагог
    """})
    (sheet,) = sheets.read(snapshot.copy(found, found.name))
    shown = {cell["cell"]: cell["value"] for cell in raw.view(sheet, headings.Headings(specs.load()))["cells"]}
    assert {shown[place] for place in ("B2", "B3", "C2", "C3")} == {"***"}
    assert (shown["A2"], shown["B1"], shown["D3"]) == ("Сарин Асан", "Туған күні / Дата рождения", "педагог")
