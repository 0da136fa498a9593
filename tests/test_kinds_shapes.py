"""Papers of colleges that keep their registers in another shape: few registers, long names, several authors, letters in numbers."""

from __future__ import annotations

import ast
import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import kinds_held as held
import pytest
import report_builder as rb
from kinds_held import Year, filled, papers, text_of
from running import otm

from otm_reports import documents, pipeline
from otm_reports.beginning import begin
from otm_reports.documents.general import named_in_file

DOCUMENTS = Path(documents.__file__).parent
EVENTS = """
    protocol_no | date       | form         | title            | presenter                | body | status
    03-ОТМ      | 2025-10-09 | session      | Сабақты талдау   | Серікова Айгүл Маратқызы | otm  | held
                | 2025-11-20 | master_class | Бағалау          | Жақыпов Нұрлан Серікұлы  | otm  | held
"""
PLAN = """
    item_no | section  | activity      | form    | due     | responsible  | status | body
    1       | I тоқсан | Жоспар құру   | session | қазан   | Серікова А.М. | done   | otm
    2       | I тоқсан | Сабақ талдау  | session | қараша  | Серікова А.М. | failed | otm
"""
PRACTICES = """
    authors                                           | title  | stage       | mc_protocol_no | mc_protocol_date | mc_decision | level_recommended
    Серікова Айгүл Маратқызы; Оспанова Дана Ерланқызы | Кейс   | recommended | № 05-ӘК        | 2026-03-27       | approved    | region
    Жақыпов Нұрлан Серікұлы                           | Тренинг | recommended | № 05-ӘК       | 2026-03-27       | approved    | region
"""
PORTFOLIOS = """
    listener                | kind      | submitted_on | checked_by               | mark
    Оспанова Дана Ерланқызы | portfolio |              | Серікова Айгүл Маратқызы | high
"""
FOLDER = """
    index | title                | document        | doc_date   | pages
    05-12 | ОТМ құжаттары        | Бұйрық          | 2025-09-02 | 2
"""
LONG = "«Құрылыс және тұрғын үй-коммуналдық шаруашылығы нысандарын пайдалану» ЦӘК"
COMMISSIONS = f"""
    name   | chair                    | scope
    {LONG} | Серікова Айгүл Маратқызы | own
"""


def drawn(**registers: str) -> Year:
    specs = rb.specs()
    return rb.counted(rb.year(declared=specs, **registers), specs), specs


def _asked(tree: ast.AST, place: dict[str, int]) -> set[str]:
    """Keys of blanks that a module asks for by their name."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in place]
    named = [call.args[place[call.func.attr]] for call in calls if isinstance(call.func, ast.Attribute) and len(call.args) > place[call.func.attr]]
    return {arg.value for arg in named if isinstance(arg, ast.Constant) and isinstance(arg.value, str)}


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_every_blank_says_in_words_what_is_to_be_written(lang: str) -> None:
    texts = rb.specs().messages[lang]
    asked = {key for path in DOCUMENTS.glob("*.py") for key in _asked(ast.parse(path.read_text()), {"blank": 0, "needed": 1, "from_row": 2, "requisite": 1})}
    assert len(asked) > 40
    assert [key for key in sorted(asked) if texts.text("blanks", key) == key] == []


@pytest.mark.parametrize(("lang", "words"), [("kk", r"^(\d+)-сурет\."), ("ru", r"^Рисунок (\d+)\.")])
def test_figures_are_numbered_as_they_are_drawn(lang: str, words: str) -> None:
    year = drawn(events=EVENTS)  # no plan: the first chart of the analysis has nothing to show
    numbers = re.findall(words, text_of(year, "annual-analysis", lang), re.MULTILINE)
    assert numbers
    assert numbers == [str(place) for place in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("kind", ["annual-report", "annual-analysis"])
def test_a_list_that_ends_with_initials_has_one_full_stop(kind: str) -> None:
    text = text_of(drawn(events=EVENTS, otm_plan=PLAN), kind)
    assert re.search(r"Сабақ талдау – орындалмады; мерзімі: қараша; жауапты: Серікова А\.М\.$", text, re.MULTILINE)
    assert "А.М.." not in text


@pytest.mark.parametrize(("lang", "words"), [
    ("kk", "Түрі – портфолио; тексерген – Серікова А.М.; бағасы – жоғары."), ("ru", "Вид – портфолио; проверил – Серікова А.М.; оценка – высокая."),
])
def test_what_was_handed_in_without_a_day_is_said_without_one(lang: str, words: str) -> None:
    year = drawn(portfolios=PORTFOLIOS)
    reports = [held.said(filled(paper)) for paper in papers(year, "listener-report", lang)]
    assert sum(words in text for text in reports) == 1
    assert not any("– –" in text or "{" in text for text in reports)


@pytest.mark.parametrize(("lang", "several", "one"), [
    ("kk", "«Кейс» (авторлары – Серікова А.М., Оспанова Д.Е.), 2026 жылғы 27 наурыздағы № 05-ӘК хаттама", "«Тренинг» (авторы – Жақыпов Н.С.)"),
    ("ru", "«Кейс» (авторы – Серікова А.М., Оспанова Д.Е.), протокол № 05-ӘК от 27 марта 2026 года", "«Тренинг» (автор – Жақыпов Н.С.)"),
])
def test_several_authors_stand_in_the_plural_and_a_protocol_number_keeps_its_letters(lang: str, several: str, one: str) -> None:
    text = text_of(drawn(best_practice=PRACTICES), "council-submission", lang)
    assert several in text
    assert one in text


def test_the_folder_s_index_prints_the_number_of_a_missing_protocol_as_it_was_typed() -> None:
    text = text_of(drawn(events=EVENTS, folder_index=FOLDER), "folder-index")
    assert "№ 03-ОТМ" in text
    assert "03-отм" not in text


def test_a_commission_with_a_long_name_keeps_year_and_language_in_the_name_of_its_file() -> None:
    year = drawn(commissions=COMMISSIONS, staff=rb.STAFF.replace("Мейіргер ісі ЦӘК", LONG))
    names = {paper.name for lang in ("kk", "ru") for paper in papers(year, "commission-report", lang)}
    assert names == {f"цәк-есебі_«Құрылыс-және-тұрғын-үй-коммуналдық_2025-2026{ending}" for ending in (".docx", ".ru.docx")}


def test_commissions_whose_long_names_begin_alike_have_a_file_each() -> None:
    names = [f"Ауыл шаруашылығы өндірісін ұйымдастыру және {word}" for word in ("механикаландыру", "электрлендіру")]
    assert [named_in_file(name, names) for name in names] == ["Ауыл-шаруашылығы-өндірісін-ұйымдастыру-1", "Ауыл-шаруашылығы-өндірісін-ұйымдастыру-2"]
    assert named_in_file("А" * 50, ["А" * 50]) == "А" * 40


def test_a_line_that_a_register_breaks_is_not_spread_over_the_page() -> None:
    for path in sorted(rb.TEMPLATES.glob("*.docx")):
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as package:
            assert b"<w:doNotExpandShiftReturn/>" in package.read("word/settings.xml"), path.name


@pytest.mark.parametrize(("kind", "column"), [("month-schedule", 4), ("bulletin", 4)])
def test_a_name_in_a_narrow_column_may_break_before_its_initials(kind: str, column: int) -> None:
    bulletins = """
        kind     | no | title     | date
        bulletin | 1  | Бюллетень | 2025-12-05
    """
    year = drawn(events=EVENTS, exhibitions_bulletins=bulletins)
    rows = [row for paper in papers(year, kind) for table in rb.tables(filled(paper)) for row in table if row[0] == "1" and len(row) > column]
    assert any(row[column] == "Серікова А.М." for row in rows)


def test_a_signature_line_has_room_for_a_long_surname() -> None:
    specs = rb.specs()
    year = replace(rb.counted(rb.year(declared=specs, events=EVENTS), specs)), specs
    grid = rb.root(filled(next(papers(year, "session-protocol")))).findall(f".//{rb.W}tbl")
    widths = [[int(column.get(f"{rb.W}w", "0")) for column in table.findall(f"{rb.W}tblGrid/{rb.W}gridCol")] for table in grid]
    signed = [found for found in widths if len(found) == 3 and found[0] > sum(found) / 2]
    twips_of_fifty_millimetres = 2830
    assert signed
    assert all(found[2] >= twips_of_fifty_millimetres for found in signed)


def test_without_commissions_no_conclusion_speaks_of_their_teachers() -> None:
    staff = "\n".join(line.rpartition("|")[0] if "|" in line else line for line in rb.STAFF.splitlines())
    text = text_of(drawn(staff=staff), "annual-analysis")
    assert "12-кесте. Педагогтер комиссиялар мен санаттар бойынша: осы кезеңге жататын жазба табылмады." in text
    assert "комиссиялардағы педагогтер" not in text


def test_the_whole_of_a_table_that_says_no_data_is_no_data_and_not_zero() -> None:
    staff = "\n".join(line for line in rb.STAFF.replace("higher      ", "            ").replace("postgraduate", "            ").splitlines())
    table = next(found for found in rb.tables(filled(next(papers(drawn(staff=staff), "annual-analysis")))) if found[0][0] == "Білімі")
    assert table[-1][0] == "Білімі көрсетілген барлық педагог"
    assert "0" not in table[-1]


@pytest.mark.parametrize("kind", ["folder-index", "listener-list", "listener-report"])
@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_no_sentence_begins_with_a_small_letter(kind: str, lang: str) -> None:
    year = drawn(otm_composition=rb.COMPOSITION if kind == "listener-report" else "person | role\nСерікова Айгүл Маратқызы | leader")
    lines = [line for paper in papers(year, kind, lang) for line in held.said(filled(paper)).splitlines()]
    assert lines
    assert [line for line in lines if line[:1].islower() and line.endswith(".") and " " in line] == []


def test_a_blank_form_says_nothing_of_any_year(tmp_path: Path) -> None:
    begin(tmp_path / "college", rb.specs(), "2025-2026")
    made = pipeline.report(pipeline.open_folder(tmp_path / "college"), year="2025-2026", today=date(2026, 6, 10))
    for name in ("contests.teachers.entries", "practice.total", "courses.courses"):
        figure = made.figures[name]
        assert {figure.value, *figure.earlier.values()} == {None}, name


@pytest.mark.parametrize(("kind", "first"), [("annual-analysis", "Талдауды дайындаған:"), ("annual-report", "Озат тәжірибе мектебінің жетекшісі"), ("mentoring-report", "Әдіскер")])
def test_the_last_point_of_a_list_goes_over_to_a_new_page_with_the_lines_to_sign(kind: str, first: str) -> None:
    body = rb.root(filled(next(papers(drawn(events=EVENTS, otm_plan=PLAN), kind)))).iter(f"{rb.W}p")
    lines = list(body)
    signed = max(place for place, line in enumerate(lines) if rb.words(line) == first)
    assert lines[signed - 1].find(f"{rb.W}pPr/{rb.W}keepNext") is not None, rb.words(lines[signed - 1])


def test_the_lines_to_sign_of_an_act_stand_with_the_words_before_them() -> None:
    for lang in ("kk", "ru"):
        drawing = rb.parts((rb.TEMPLATES / f"adoption-act.{lang}.docx").read_bytes())["word/document.xml"]
        before = drawing[:drawing.index("Комиссия:")].rpartition("{{ result }}")[0].rpartition("<w:p>")[2]
        assert "<w:keepNext/>" in before


def test_a_kind_that_is_asked_for_and_has_no_entry_says_so(tmp_path: Path) -> None:
    begin(tmp_path / "college", rb.specs(), "2025-2026")
    ended = otm("build", tmp_path / "college", "отырыс", "--year", "2025-2026", "--today", "2026-06-10", "--out", tmp_path / "out")
    assert "Отырысқа дайындық құжаттары: жасалмады" in ended.err
    assert "10.06.2026" in ended.err


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_meeting_without_a_number_is_named_by_its_date(lang: str) -> None:
    events = EVENTS.replace("master_class", "seminar     ")
    text = text_of(drawn(events=events, folder_index=FOLDER), "annual-analysis", lang)
    assert "20.11.2025" in text
    assert not re.search(r"№ ?–", text)


def test_a_plan_and_marks_that_nobody_has_entered_give_no_tables_of_noughts() -> None:
    text = text_of(drawn(events=EVENTS, otm_plan="item_no | activity | status | due", attendance="person | date | mark"), "annual-analysis")
    assert "2-кесте. Жоспардың тоқсандар бойынша орындалуы: осы кезеңге жататын жазба табылмады." in text
    assert "5-кесте. Тыңдаушылардың отырыстар мен іс-шараларға қатысуы: осы кезеңге жататын жазба табылмады." in text
    assert "Қатысу белгісі 0" not in text


def test_a_listener_whose_meetings_nobody_has_marked_was_not_at_none_of_them() -> None:
    text = text_of(drawn(events=EVENTS, attendance="person | date | mark"), "listener-report")
    assert "1. Отырыстар мен іс-шараларға қатысу\nЖурналдарда жазба жоқ." in text
