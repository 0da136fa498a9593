"""Kinds of papers in two languages: each is made from one context, says the same numbers, and is sound Word."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import kinds_held as held
import pytest
import report_builder as rb
from kinds_held import Year, filled, papers, said, text_of
from lxml import etree

from otm_reports.documents.kinds import kinds, named
from otm_reports.specs import Specs, Text

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
#: Kind → the Kazakh word a person asks for it by, and whether `otm annual` writes it.
KINDS = {
    "session-protocol": ("хаттама", True), "council-protocol": ("әк-хаттама", True), "council-extract": ("үзінді", False),
    "annual-report": ("есеп", True), "council-submission": ("ұсыныс", True), "order": ("бұйрық", False), "regulation": ("ереже", False),
    "annual-plan": ("жоспар", False), "listener-list": ("тізім", True), "meeting-pack": ("отырыс", False),
    "attendance-sheet": ("қатысу парағы", False), "month-schedule": ("кесте", False), "mentoring-plan": ("тәлімгерлік жоспары", False),
    "mentoring-report": ("тәлімгерлік есебі", True), "decisions-followup": ("шешімдер", True), "next-year-plan": ("келесі жоспар", True),
}
PLAN = """
    approved_protocol_no: 1
    approved_protocol_date: 2025-08-28
    item_no | section         | activity             | form    | due     | responsible | expected | status
    1       | Ұйымдастыру     | Кіріспе отырыс       | session | қазан   | жетекші     | хаттама  | done
    2       | Ұйымдастыру     | Кеңес беру           | consult | наурыз  | әдіскер     |          | failed
    3       | Қорытынды       | Қорытынды отырыс     | session | маусым  | жетекші     | есеп     | partial
    4       | Қорытынды       | Келесі отырыс        | session | тамыз   | жетекші     |          |
"""
MENTORING = """
    mentor                      | mentee                    | order_no | order_date | period                | meetings_n | lessons_visited_n | topic   | result  | plan_done_pct
    Төлегенова Әсел Қайратқызы  | Оспанова Дана Ерланқызы   | 16-нқ    | 2025-09-19 | 2025-09-19..2026-05-29 | 9          | 4                 | Бағалау | үйренді | 90
    Жақыпов Нұрлан Серікұлы     | Сейітова Гүлнар Асқарқызы |          |            |                       | 3          | 2                 |         |         |
"""
COUNCIL_AGENDA = """
    body | protocol_no | protocol_date | item_no | question                  | speaker                  | summary  | discussants | decision_text           | decision_no | responsible | due                         | kind        | votes_for | executed_on
    mc   | 5           | 2026-05-28    | 1       | ОТМ есебі туралы          | Серікова Айгүл Маратқызы | баяндады | қолдады     | Есеп қабылдансын        | 1.1         | жетекші     | 2026 жылғы 1 маусымға дейін | report      | 3         |
    mc   | 5           | 2026-05-28    | 1       | ОТМ есебі туралы          | Серікова Айгүл Маратқызы | баяндады | қолдады     | Талдау жасалсын         | 1.2         | әдіскер     | 2026 жылғы 29 тамызға дейін | report      |           |
    otm  | 3           | 2025-10-09    | 2       | Кері байланыс туралы      | Серікова Айгүл Маратқызы | баяндады | қолдады     | Парақ толтырылсын       | 2.1         | тәлімгерлер | тұрақты                     |             |           |
    mc   | 5           | 2026-05-28    | 2       | Озат тәжірибелер туралы   | Серікова Айгүл Маратқызы | баяндады | қолдады     | Тәжірибелер таратылсын  | 2.1         | авторлар    | тұрақты                     | disseminate |           | 2026-06-01
    otm  | 3           | 2025-10-09    | 1       | Сабақты талдау туралы     | Серікова Айгүл Маратқызы | баяндады | қолдады     | Үлгі пайдаланылсын      | 1.1         | тыңдаушылар | 2025 жылғы 15 қарашаға дейін |            |           |
"""
PRACTICES = """
    authors                  | title         | form_of_generalisation | result_evidence | level_recommended | mc_protocol_no | mc_protocol_date | mc_decision
    Серікова Айгүл Маратқызы | Кейс арқылы   | баяндама               | сапа өсті       | region            | 5              | 2026-05-28       | approved
    Оспанова Дана Ерланқызы  | Дебрифинг     | карта                  |                 |                   | 5              | 2026-05-28       | rework
"""
LESSONS = """
    teacher                   | kind        | date       | subject | group | topic   | commission       | analysis_done
    Жақыпов Нұрлан Серікұлы   | open_lesson | 2025-10-21 | Анатомия | МІ-21 | Жүрек   | Мейіргер ісі ЦӘК | yes
"""
VISITS = """
    visitor                  | visited                   | date       | subject  | group
    Оспанова Дана Ерланқызы  | Серікова Айгүл Маратқызы  | 2025-10-14 | Химия    | МІ-22
"""
AHEAD = rb.EVENTS + "    4 | 2026-06-26 | session | Қорытынды отырыс | Серікова Айгүл Маратқызы | otm | \n"


def declared() -> Specs:
    """The invented college in two languages."""
    plain = rb.specs(quality=True)
    college = plain.college.model_copy(update={
        "college": plain.college.college.model_copy(update={
            "name": Text(kk="«Көкмұнай медициналық колледжі» КМҚК", ru="КГКП «Кокмунайский медицинский колледж»"),
            "name_genitive": Text(kk="«Көкмұнай медициналық колледжі» КМҚК", ru="КГКП «Кокмунайский медицинский колледж»"),
            "city": Text(kk="Көкмұнай", ru="Кокмунай"),
        }),
    })
    people = college.people.model_copy(update={
        "otm_leader": college.people.otm_leader.model_copy(update={"name": "А.М. Серікова", "name_ru": "А.М. Серикова"}),
        "deputy": college.people.deputy.model_copy(update={"name": "Ғ.Б. Жиенғалиева", "name_dative": "Ғ.Б. Жиенғалиеваға"}),
    })
    return replace(plain, college=college.model_copy(update={"people": people}))


@pytest.fixture(scope="module")
def full() -> Year:
    """A year in which every kind has something to print."""
    specs = declared()
    year = rb.year(
        declared=specs, events=AHEAD, agenda_items=COUNCIL_AGENDA, attendance=rb.ATTENDANCE, otm_plan=PLAN, mentoring=MENTORING,
        council_members=rb.COUNCIL, best_practice=PRACTICES, open_lessons=LESSONS, mutual_visits=VISITS,
    )
    return rb.counted(year, specs), specs


@pytest.fixture(scope="module")
def bare() -> Year:
    """A year of which almost nothing is written down."""
    specs = rb.specs()
    events = """
        date       | form    | title  | presenter                | body
        2026-06-26 | session | Талдау | Серікова Айгүл Маратқызы | otm
    """
    return rb.counted(rb.year(declared=specs, staff="", otm_composition="", events=events), specs), specs


# ── every kind ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_goes_by_its_kazakh_word_and_stands_in_the_set_of_the_contract(kind: str) -> None:
    word, yearly = KINDS[kind]
    found = named(word, kinds())
    assert found is not None
    assert (found.id, found.end_of_year) == (kind, yearly)


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_languages_of_a_paper_say_the_same_numbers(full: Year, kind: str) -> None:
    assert held.says_the_same_in_both_languages(full, kind) > 0


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ["full", "bare"])
def test_no_paper_shows_a_tag_or_an_empty_place(request: pytest.FixtureRequest, which: str, kind: str, lang: str) -> None:
    for paper in papers(request.getfixturevalue(which), kind, lang):
        held.shows_no_tag(paper)


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_drawn_in_its_language(kind: str, lang: str) -> None:
    held.is_drawn_in_its_language(kind, lang)


# ── what single kinds say ───────────────────────────────────────────────────────────────────────────────────────────


def test_an_extract_holds_one_question_with_its_decisions_and_is_certified_by_the_secretary(full: Year) -> None:
    made = list(papers(full, "council-extract", "kk"))
    assert [paper.name for paper in made] == ["әк-үзінді-05-1.docx", "әк-үзінді-05-2.docx"]
    first = said(filled(made[0]))
    assert "Әдістемелік кеңестің 2026 жылғы 28 мамырдағы № 5 хаттамасынан\nҮЗІНДІ" in first
    assert "1.1. Есеп қабылдансын." in first
    assert "1.2. Талдау жасалсын." in first
    assert "Тәжірибелер" not in first
    assert "Үзінді дұрыс:" in first


def test_the_decision_on_dissemination_names_each_practice_in_the_words_of_practice(full: Year) -> None:
    text = text_of(full, "council-protocol")
    assert "2.1.1. «Кейс арқылы» тақырыбындағы озат тәжірибе (авторы – А.М. Серікова) облыстық деңгейде таратуға ұсынылсын." in text
    assert "2.1.2. «Дебрифинг» тақырыбындағы озат тәжірибе (авторы – Д.Е. Оспанова) пысықтауға қайтарылсын." in text
    russian = text_of(full, "council-protocol", "ru")
    assert "2.1.1. Рекомендовать к распространению передовой опыт на тему «Кейс арқылы» (автор – А.М. Серикова), уровень: областной." in russian


def test_votes_stand_in_a_protocol_only_where_they_were_recorded(full: Year) -> None:
    assert text_of(full, "council-protocol").count("ДАУЫС БЕРУ НӘТИЖЕСІ") == 1
    assert "РЕЗУЛЬТАТЫ ГОЛОСОВАНИЯ: «за» – 3." in text_of(full, "council-protocol", "ru")


def test_an_order_has_items_on_control_and_entry_into_force_and_two_annexes(full: Year) -> None:
    text = text_of(full, "order")
    assert "«Озат тәжірибе мектебі» туралы ережеге (3.2-тармақ) сәйкес БҰЙЫРАМЫН:" in text
    assert "жетекшісі болып А.М. Серікова (педагог-зерттеуші) тағайындалсын." in text
    assert "6. Осы бұйрықтың орындалуын бақылау директордың орынбасары Ғ.Б. Жиенғалиеваға жүктелсін." in text
    assert "Директордың 2025 жылғы 2 қыркүйектегі № 15-нқ бұйрығына 2-қосымша" in text
    rows = rb.tables(filled(next(papers(full, "order", "kk"))))
    assert any(list(row)[:2] == ["4", "Сейітова Гүлнар Асқарқызы"] for table in rows for row in table)


def test_an_order_whose_number_nobody_has_given_leaves_it_blank() -> None:
    specs = declared()
    composition = rb.COMPOSITION.replace("order_no: 15-нқ", "").replace("order_date: 2025-09-02", "")
    year = rb.counted(rb.year(declared=specs, otm_composition=composition), specs), specs
    paper = next(papers(year, "order", "kk"))
    assert {"бұйрық нөмірі", "бұйрық күні"} <= {gap.params["what"] for gap in paper.gaps}


def test_a_report_is_not_an_analysis(full: Year) -> None:
    made, _ = full
    paper = next(papers(full, "annual-report", "kk"))
    data = filled(paper)
    assert not [name for name in rb.parts(data) if "chart" in name]
    assert not [name for name in paper.figures if name.startswith(("staff.", "courses.", "contests."))]
    signed = rb.tables(data)[-1]
    assert signed[-1] == ["Озат тәжірибе мектебінің жетекшісі", "__________", "А.М.\u00a0Серікова"]
    for figure in paper.figures:
        assert figure in made.figures or figure in made.listings


def test_the_list_of_listeners_holds_the_listeners_and_nobody_else(full: Year) -> None:
    made, _ = full
    rows = rb.tables(filled(next(papers(full, "listener-list", "kk"))))[0][1:]
    assert {row[1] for row in rows} == {
        "Оспанова Дана Ерланқызы", "Жақыпов Нұрлан Серікұлы", "Төлегенова Әсел Қайратқызы", "Сейітова Гүлнар Асқарқызы",
    }
    assert f"Барлығы – {made.figures['composition.listeners'].value}, оның ішінде жас мамандар – 2." in text_of(full, "listener-list")


def test_a_plan_stands_by_its_sections_and_says_the_protocol_that_approved_it(full: Year) -> None:
    table = rb.tables(filled(next(papers(full, "annual-plan", "kk"))))[1]
    assert [row[0] for row in table[1:]] == ["Ұйымдастыру", "1", "2", "Қорытынды", "3", "4"]
    assert "2025 жылғы 28 тамыздағы № 1 хаттама" in text_of(full, "annual-plan")


def test_next_year_s_plan_takes_what_is_unfinished_and_nothing_else(full: Year) -> None:
    data = filled(next(papers(full, "next-year-plan", "kk")))
    unfinished, decisions = rb.tables(data)[0], rb.tables(data)[1]
    assert [row[1] for row in unfinished[1:]] == ["Кеңес беру", "Қорытынды отырыс"]
    assert [row[1] for row in decisions[1:]] == ["Үлгі пайдаланылсын", "Есеп қабылдансын"]
    assert "2026-2027 оқу жылына арналған" in said(data)


def test_a_pack_is_made_for_meetings_ahead_and_for_planned_ones_without_inventing_day_and_hour(full: Year) -> None:
    made = list(papers(full, "meeting-pack", "kk"))
    assert [paper.name for paper in made] == ["отырыс-04_2026-06-26.docx", "отырыс-жоспар-4.docx"]
    assert [gap.params["what"] for gap in made[0].gaps] == ["уақыты", "өтетін орны"]
    assert [gap.params["what"] for gap in made[1].gaps] == ["күні", "уақыты", "өтетін орны"]
    sheet, signature = rb.tables(filled(made[0]))[-2:]
    assert sheet[0][-1] == "Қолы"
    assert {row[-1] for row in sheet[1:]} == {""}
    assert "хатшысы" in signature[0][0]


def test_a_sheet_to_sign_says_nobody_s_presence(full: Year) -> None:
    text = text_of(full, "attendance-sheet")
    assert "Оспанова Дана Ерланқызы" in text
    assert not re.search("қатысты|қатыспады|ауырды", text)


def test_a_month_holds_its_events_lessons_and_visits_and_what_falls_due(full: Year) -> None:
    months = {paper.key: said(filled(paper)) for paper in papers(full, "month-schedule", "kk")}
    assert "2025 жылғы қазан" in months["2025-10"]
    assert all(word in months["2025-10"] for word in ("Сабақты бірлесіп талдау", "Жүрек", "Химия", "Кіріспе отырыс"))
    assert "Үлгі пайдаланылсын" in months["2025-11"]
    assert "Ашық сабақтар" not in months["2025-11"]


def test_decisions_are_counted_by_mark_and_term_and_a_missing_mark_is_no_failure(full: Year) -> None:
    made, _ = full
    assert {name: made.figures[f"decisions.{name}"].value for name in ("total", "executed", "unmarked", "ahead", "open")} == {
        "total": 5, "executed": 1, "unmarked": 2, "ahead": 1, "open": 1,
    }
    assert "орындалмады" not in text_of(full, "decisions-followup").replace("орындалмады дегенді білдірмейді", "")


def test_a_pair_s_plan_blanks_what_the_register_does_not_say(full: Year) -> None:
    first, second = papers(full, "mentoring-plan", "kk")
    assert first.name == "тәлімгерлік-жоспары-01-Оспанова.docx"
    assert not first.gaps
    assert [gap.params["what"] for gap in second.gaps] == ["бұйрық нөмірі", "бұйрық күні", "кезеңі", "тақырыбы"]


def test_the_regulation_takes_its_numbers_from_the_profile_and_names_its_next_review(full: Year) -> None:
    made, specs = full
    text = text_of(full, "regulation")
    assert "педагог-сарапшы, педагог-зерттеуші, педагог-шебер" in text
    assert "олардың оқу жылындағы саны – 4 немесе одан көп." in text
    assert "[толтырыңыз: ереженің келесі тексерілетін күні]" in text
    dated = specs.college.regulation.model_copy(update={"approved_on": date(2024, 2, 29), "protocol_no": "3"})
    known = made, replace(specs, college=specs.college.model_copy(update={"regulation": dated}))
    assert "5 жылда бір рет; келесі тексеру – 28.02.2029" in text_of(known, "regulation")
    assert "один раз в 5 лет; следующий пересмотр – 28.02.2029" in text_of(known, "regulation", "ru")


def test_a_russian_paper_signs_with_the_spelling_that_the_college_has_typed(full: Year) -> None:
    assert "А.М. Серикова" in text_of(full, "annual-report", "ru")
    assert "А.М. Серікова" in text_of(full, "annual-report")


# ── sound Word ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> held.Schema:
    return held.schema_in(tmp_path_factory.mktemp("xsd"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_validates_against_the_schemas(full: Year, bare: Year, schema: held.Schema, kind: str) -> None:
    held.validates(schema, (full, bare), kind)


def test_the_schemas_refuse_what_word_would_repair(full: Year, schema: held.Schema) -> None:
    text = rb.parts(filled(next(papers(full, "order", "kk"))))["word/document.xml"]
    assert not schema.validate(etree.fromstring(text.replace("<w:body>", "<w:body><w:r/>").encode()))


@pytest.mark.soak
def test_every_paper_of_the_sample_college_says_the_same_in_both_languages() -> None:
    assert held.sample_says_the_same(KINDS) > 2 * len(KINDS)
