"""What a hand that means no good writes into registers: layouts, spoiled letters and slips found by workbooks made to break the reading."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import STAFF, college

from otm_reports import pipeline
from otm_reports.headings import Headings
from otm_reports.kazakh import letters
from otm_reports.kazakh.names import is_one_person, split_people
from otm_reports.model import Finding, Row
from otm_reports.people import speaks_of_commission
from otm_reports.specs import load

YEAR = "registers/2025-2026"


def read(folder: Path, **sheets: str) -> pipeline.Opened:
    return pipeline.open_folder(college(folder, {f"{YEAR}/Педагогтер.xlsx": {"Тізім": STAFF}, f"{YEAR}/Журнал.xlsx": dict(sheets)}))


def rows(found: pipeline.Opened, register: str) -> tuple[Row, ...]:
    return tuple(found.read.tables[register].rows)


def findings(found: pipeline.Opened, code: str) -> list[Finding]:
    return [one for one in pipeline.all_findings(found) if one.code == code]


# ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_initials_on_the_next_line_are_of_the_next_person():
    assert split_people("Серікова Айгүл Маратқызы\nҚ.Б.Омаров\nД.Е.Жақыпова") == ("Серікова Айгүл Маратқызы", "Қ.Б.Омаров", "Д.Е.Жақыпова")
    assert split_people("Омаров Қ.Б. Жақыпова Д.Е.") == ("Омаров Қ.Б.", "Жақыпова Д.Е.")


def test_the_workbook_of_one_teacher_needs_no_column_of_names(tmp_path):
    found = pipeline.open_folder(college(tmp_path, {
        f"{YEAR}/Педагогтер.xlsx": {"Тізім": STAFF},
        f"{YEAR}/Омаров Қ.Б.xlsx": {"Курстар": """
            Біліктілікті арттыру курстары
            Оқыту бағдарламасы | Өткен орны | Мерзімі                 | Сағат саны
            Бағалау            | Өрлеу      | 05.11.2025 - 15.11.2025 | 72
        """},
        f"{YEAR}/Мақалалар.xlsx": {"Мақала": """
            Мақалалар — Серікова Айгүл Маратқызы
            Мақала тақырыбы | Журнал атауы | Дата выпуска
            Симуляция       | Білім        | 2026-02-12
        """},
        f"{YEAR}/Байқаулар.xlsx": {"Байқау": """
            Байқаулар
            Оқытушының аты жөні: | Жақыпова Д.Е.
            Байқау атауы | Алған орны | Өтілген уақыты
            Үздік сабақ  | 1 орын     | 2026-03-12
        """},
    }))  # fmt: skip
    (course,), (article,), (contest,) = rows(found, "pd_courses"), rows(found, "publications"), rows(found, "contests")
    assert course["teacher"].id == "омаров-кайрат-бекулы"
    assert str(course.cell("teacher")).endswith("Омаров Қ.Б.xlsx")
    assert article["authors"][0].surname == "Серікова"
    assert contest["teacher"].surname == "Жақыпова"
    assert contest.cell("teacher").a1 == "B2"
    assert not findings(found, "header-missing")


def test_no_name_is_guessed_from_a_signature_or_a_commission(tmp_path):
    found = read(tmp_path, Курстар="""
        Біліктілікті арттыру курстары
        Бекітемін: директор Омаров Қ.Б.
        Оқыту бағдарламасы | Өткен орны | Сағат саны
        Бағалау            | Өрлеу      | 72
    """)
    assert not rows(found, "pd_courses")
    assert findings(found, "header-missing")
    assert not any(map(is_one_person, ("Мейіргер ісі", "Фармация ЦӘК", "ОТМ журналы 2025", "Лист1")))


# ── headings and what stands around a table ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("register", "heading", "field"), [
    ("otm_composition", "Тыңдаушылар\nтобы/Группа", "group"),
    ("otm_plan", "Қорытындысы\nФорма\nзавершения", "expected"),
    ("staff", "Санаты\nберілген мерзімі/Дата присвоения", "category_awarded_on"),
    ("commissions", "Төраға\nсанаты", "chair_category"),
    ("open_lessons", "Мамандық тобы", "group"),
])  # fmt: skip
def test_a_line_break_inside_one_language_does_not_hide_a_heading(register, heading, field):
    assert Headings(load()).field(register, heading) == field


def test_titles_over_a_heading_that_is_printed_again_are_no_rows(tmp_path):
    found = read(tmp_path, Сабақ="""
        Ашық сабақтар журналы 2025-2026
        Өткізген педагог | Сабақ түрі | Сабақтың тақырыбы | Күні
        Серікова А.М.    | ашық сабақ | Бірінші           | 2025-10-09
        .
        Нұрлы колледжі
        Ашық сабақтар журналы
        Өткізген педагог | Сабақ түрі | Сабақтың тақырыбы | Күні
        Омаров Қ.Б.      | ашық сабақ | Екінші            | 2025-11-09
    """)
    assert [row["topic"] for row in rows(found, "open_lessons")] == ["Бірінші", "Екінші"]
    assert not findings(found, "person-unknown")
    assert not findings(found, "value-missing")


def test_a_title_of_methodical_work_names_no_commission():
    assert not any(map(speaks_of_commission, ("Әдістемелік өнім 2025-2026 оқу жылы", "ІІ. Әдістемелік жұмыс")))
    assert all(map(speaks_of_commission, ("Фармация ЦӘК", "«Мейіргер ісі» циклдік әдістемелік комиссиясы", "Жаратылыстану бірлестігі")))


def test_a_part_of_the_plan_with_a_roman_numeral_is_a_section_in_any_column(tmp_path):
    found = read(tmp_path, Жоспар="""
        ОТМ жылдық жұмыс жоспары
        № | Іс-шаралар | Мерзімі
        І. Ұйымдастыру
        1 | Отырыс     | қыркүйек
          | ІІ. Әдістемелік жұмыс
        2 | Семинар    | қазан
    """)
    assert [row["section"] for row in rows(found, "otm_plan")] == ["І. Ұйымдастыру", "ІІ. Әдістемелік жұмыс"]
    assert not [*findings(found, "row-unreadable"), *findings(found, "value-missing")]


def test_the_line_of_approval_gives_the_number_and_day_of_the_protocol(tmp_path):
    found = read(tmp_path, Жоспар="""
        ОТМ жылдық жұмыс жоспары
        Бекітілді: әдістемелік кеңестің 2025 жылғы 29 тамыздағы № 1 хаттамасы
        № | Іс-шаралар | Мерзімі
        1 | Отырыс     | қыркүйек
    """)
    said = found.read.tables["otm_plan"].sources[0].attributes
    assert (said["approved_protocol_no"], said["approved_protocol_date"].isoformat()) == ("1", "2025-08-29")


def test_days_written_as_text_under_their_months_head_marks(tmp_path):
    found = read(tmp_path, Қатысу="""
        Қатысу парағы 2025-2026
        Аты-жөні      | Қыркүйек | Қазан |
                      | '12      | '09   | '23
        Серікова А.М. | +        | б     | қ
    """)
    assert [(row["date"].isoformat(), row["mark"]) for row in rows(found, "attendance")] == [
        ("2025-09-12", "present"), ("2025-10-09", "absent"), ("2025-10-23", "present"),
    ]  # fmt: skip


# ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_formula_without_a_result_in_a_number_of_a_paper_is_never_its_text(tmp_path):
    found = read(tmp_path, Байқау="""
        Байқаулар
        Оқытушының аты жөні | Байқау атауы | Куәлік нөмірі
        Серікова А.М.       | Үздік        | =VLOOKUP(A1,B:C,2,0)
        Омаров Қ.Б.         | Сабақ        | Д-7
    """)
    assert [row["certificate_no"] for row in rows(found, "contests")] == [None, "Д-7"]
    (finding,) = findings(found, "value-no-cached")
    assert finding.at is not None
    assert finding.at.a1 == "C3"


def test_the_text_of_an_error_among_people_is_an_error_and_no_person(tmp_path):
    found = read(tmp_path, Мақала="""
        Мақалалар
        Авторы        | Мақала тақырыбы
        Серікова А.М. | Бірінші
        #ЗНАЧ!        | Екінші
    """)
    assert [row["authors"] is None for row in rows(found, "publications")] == [False, True]
    assert findings(found, "value-error-cell")
    assert not findings(found, "person-unknown")


def test_a_missing_name_is_named_at_its_empty_cell(tmp_path):
    found = read(tmp_path, Байқау="""
        Байқаулар
        № | Байқау атауы | Оқытушының аты жөні
        1 | Үздік        | Серікова А.М.
        2 | Сабақ        |
    """)
    (finding,) = findings(found, "value-missing")
    assert finding.at is not None
    assert finding.at.a1 == "C4"


def test_a_total_that_leaves_out_the_repeated_row_agrees(tmp_path):
    table = """
        Әдістемелік өнім
        Авторы        | Атауы   | Түрі   | Таралымы
        Серікова А.М. | Бірінші | ұсыным | 30
        Серікова А.М. | Бірінші | ұсыным | 30
        Омаров Қ.Б.   | Екінші  | ұсыным | 12
        Барлығы       |         |        | {}
    """
    for total, wrong in ((42, 0), (72, 0), (43, 1)):
        assert len(findings(read(tmp_path / str(total), Өнім=table.format(total)), "total-differs")) == wrong


# ── letters ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def spoiled(text: str, meant: str, seen: str = "cp1251") -> str:
    return "".join(bytes([byte]).decode(seen, "ignore") or chr(byte) for byte in text.encode(meant))


@pytest.mark.parametrize("text", ["Хирургия", "АІ-31", "№ 112 бұйрық", "№ 4", "ҚМУ", "А.М.Ким", "Шәріпова Н. Б."])
def test_short_utf8_text_read_as_cp1251_is_told_by_its_bytes(text):
    ((_, after, reason),) = letters.repair_column([spoiled(text, "utf-8")])
    assert (after, reason) == (text, "utf8")


@pytest.mark.parametrize("text", ["Сі", "У… С…", "СЁ", "ТіТіТі", "С№ 5", "Сёмина", "Тіл", "Київ", "їжак", "Ќосев Кочо", "в „Білім” – 4"])
def test_living_text_that_only_looks_spoiled_stays(text):
    assert letters.repair_column([text]) == [(text, text, None)]


@pytest.mark.parametrize("text", ["Қазақ тілі", "Сабақта кері байланыс беру"])
def test_one_spoiled_letter_beside_letters_its_owner_lacks_is_certain(text):
    assert letters.repair_column([spoiled(text, "kz1048")])[0][1] == text


def test_months_of_one_workbook_say_together_how_it_was_spoiled(tmp_path):
    sheet = """
        Конференцияларға қатысу
        Аты-жөні | Іс-шара атауы | Күні
        {} | {} | {}
    """
    found = read(
        tmp_path, қазан=sheet.format("Жаќыпова Д.Е.", "Тјжірибе", "2025-10-09"), қараша=sheet.format("Омаров Ќ.Б.", "Білім берудіѕ сапасы", "2025-11-09"),
        желтоқсан=sheet.format("Серікова А.М.", "Ўйымдастырудыѕ жолы, меѕгерту", "2025-12-09"), мамыр=sheet.format("Омаров Ќ.", "Симуляция", "2026-05-09"),
    )
    assert {row["teacher"].surname for row in rows(found, "conferences")} == {"Жақыпова", "Омаров", "Серікова"}
    assert all(row["teacher"].id for row in rows(found, "conferences"))
