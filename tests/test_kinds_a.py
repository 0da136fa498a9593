"""Kinds of papers in two languages: each is made from one context, says the same numbers, and is sound Word."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import report_builder as rb
from lxml import etree

from otm_reports import pipeline
from otm_reports.documents.kinds import kinds, named
from otm_reports.documents.paper import Paper
from otm_reports.model import Report
from otm_reports.specs import Specs, Text
from otm_reports.word import Template, load

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
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
XML_ATTRIBUTES = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xsd:attribute name="space"><xsd:simpleType><xsd:restriction base="xsd:NCName"><xsd:enumeration value="default"/>
<xsd:enumeration value="preserve"/></xsd:restriction></xsd:simpleType></xsd:attribute><xsd:attribute name="lang" type="xsd:language"/>
</xsd:schema>"""


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
def full() -> tuple[Report, Specs]:
    """A year in which every kind has something to print."""
    specs = declared()
    year = rb.year(
        declared=specs, events=AHEAD, agenda_items=COUNCIL_AGENDA, attendance=rb.ATTENDANCE, otm_plan=PLAN, mentoring=MENTORING,
        council_members=rb.COUNCIL, best_practice=PRACTICES, open_lessons=LESSONS, mutual_visits=VISITS,
    )
    return rb.counted(year, specs), specs


@pytest.fixture(scope="module")
def bare() -> tuple[Report, Specs]:
    """A year of which almost nothing is written down."""
    specs = rb.specs()
    events = """
        date       | form    | title  | presenter                | body
        2026-06-26 | session | Талдау | Серікова Айгүл Маратқызы | otm
    """
    return rb.counted(rb.year(declared=specs, staff="", otm_composition="", events=events), specs), specs


@cache
def template(kind: str, lang: str) -> Template:
    name = f"{kind}.{lang}.docx"
    return load((rb.TEMPLATES / name).read_bytes(), lang=lang, where=name)


def filled(paper: Paper) -> bytes:
    return template(paper.kind, paper.lang).render(paper.context)


def papers(year: tuple[Report, Specs], kind: str, lang: str) -> Iterator[Paper]:
    made, specs = year
    asked = kinds()[kind]
    for key in asked.keys(made, specs):
        yield asked.make(made, specs, key, lang)


def said(data: bytes) -> str:
    return "\n".join(rb.paragraphs(data))


def numbers_of(data: bytes) -> Counter[str]:
    return Counter(NUMBER.findall(said(data)))


# ── every kind ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_goes_by_its_kazakh_word_and_stands_in_the_set_of_the_contract(kind: str) -> None:
    word, yearly = KINDS[kind]
    found = named(word, kinds())
    assert found is not None
    assert (found.id, found.end_of_year) == (kind, yearly)


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_languages_of_a_paper_say_the_same_numbers(full: tuple[Report, Specs], kind: str) -> None:
    kazakh, russian = list(papers(full, kind, "kk")), list(papers(full, kind, "ru"))
    assert kazakh
    for one, other in zip(kazakh, russian, strict=True):
        assert numbers_of(filled(one)) == numbers_of(filled(other)), one.name
        assert [str(gap.at) for gap in one.gaps] == [str(gap.at) for gap in other.gaps]
        assert other.name == one.name.replace(".docx", ".ru.docx")


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ["full", "bare"])
def test_no_paper_shows_a_tag_or_an_empty_place(request: pytest.FixtureRequest, which: str, kind: str, lang: str) -> None:
    for paper in papers(request.getfixturevalue(which), kind, lang):
        data = filled(paper)
        assert not re.search(r"\bNone\b|\bnan\b|\{\{|\{%|\[\[|\*\*|\bTrue\b|\bFalse\b|Undefined|Person\(", said(data)), paper.name
        body = rb.root(data).find(f"{rb.W}body")
        assert body is not None
        assert len([one for one in body.findall(f"{rb.W}p") if not rb.words(one)]) <= 1, paper.name
        shown = [run for run in rb.root(data).iter(f"{rb.W}r") if run.find(f"{rb.W}rPr/{rb.W}highlight") is not None]
        blanks = re.findall(r"\[(?:толтырыңыз|заполните): [^\]]+\]", said(data))
        assert (len(shown) > 0) == (len(blanks) > 0)
        assert bool(blanks) == bool(paper.gaps), paper.name


@pytest.mark.parametrize("kind", KINDS)
def test_a_russian_paper_has_no_kazakh_words_of_ours(full: tuple[Report, Specs], kind: str) -> None:
    letters = re.compile("[әғқңөұүһі]", re.IGNORECASE)
    template = (rb.TEMPLATES / f"{kind}.ru.docx").read_bytes()
    for part in ("word/document.xml", "word/header1.xml"):
        assert not letters.search(rb.words(rb.root(template, part)))


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_says_its_language_and_its_font_in_four_slots(kind: str, lang: str) -> None:
    styles = rb.root((rb.TEMPLATES / f"{kind}.{lang}.docx").read_bytes(), "word/styles.xml")
    assert {one.get(f"{rb.W}val") for one in styles.iter(f"{rb.W}lang")} == {{"kk": "kk-KZ", "ru": "ru-RU"}[lang]}
    for fonts in styles.iter(f"{rb.W}rFonts"):
        assert {fonts.get(f"{rb.W}{slot}") for slot in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("kind", KINDS)
def test_margins_are_not_less_than_the_rules_of_papers_ask(kind: str, lang: str) -> None:
    margins = next(rb.root((rb.TEMPLATES / f"{kind}.{lang}.docx").read_bytes()).iter(f"{rb.W}pgMar"))
    least = {"left": 20, "right": 10, "top": 10, "bottom": 10}  # order № 236, mm
    assert all(int(margins.get(f"{rb.W}{side}") or 0) >= mm * 56.69 for side, mm in least.items())


@pytest.mark.parametrize("kind", KINDS)
def test_no_kazakh_template_glues_an_ending_to_a_value(kind: str) -> None:
    text = rb.words(rb.root((rb.TEMPLATES / f"{kind}.kk.docx").read_bytes()))
    endings = "ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ны|ні|ды|ді|да|де|дан|ден|мен|бен"
    assert not re.search(rf"\}}\}}-?(?:{endings})\b", text)


# ── what single kinds say ───────────────────────────────────────────────────────────────────────────────────────────


def text_of(year: tuple[Report, Specs], kind: str, lang: str = "kk", place: int = 0) -> str:
    return said(filled(list(papers(year, kind, lang))[place])).replace("\u00a0", " ")


def test_an_extract_holds_one_question_with_its_decisions_and_is_certified_by_the_secretary(full: tuple[Report, Specs]) -> None:
    made = list(papers(full, "council-extract", "kk"))
    assert [paper.name for paper in made] == ["әк-үзінді-05-1.docx", "әк-үзінді-05-2.docx"]
    first = said(filled(made[0])).replace("\u00a0", " ")
    assert "Әдістемелік кеңестің 2026 жылғы 28 мамырдағы № 5 хаттамасынан\nҮЗІНДІ" in first
    assert "1.1. Есеп қабылдансын." in first
    assert "1.2. Талдау жасалсын." in first
    assert "Тәжірибелер" not in first
    assert "Үзінді дұрыс:" in first


def test_the_decision_on_dissemination_names_each_practice_in_the_words_of_practice(full: tuple[Report, Specs]) -> None:
    text = text_of(full, "council-protocol")
    assert "2.1.1. «Кейс арқылы» тақырыбындағы озат тәжірибе (авторы – А.М. Серікова) облыстық деңгейде таратуға ұсынылсын." in text
    assert "2.1.2. «Дебрифинг» тақырыбындағы озат тәжірибе (авторы – Д.Е. Оспанова) пысықтауға қайтарылсын." in text
    russian = text_of(full, "council-protocol", "ru")
    assert "2.1.1. Рекомендовать к распространению передовой опыт на тему «Кейс арқылы» (автор – А.М. Серикова), уровень: областной." in russian


def test_votes_stand_in_a_protocol_only_where_they_were_recorded(full: tuple[Report, Specs]) -> None:
    assert text_of(full, "council-protocol").count("ДАУЫС БЕРУ НӘТИЖЕСІ") == 1
    assert "РЕЗУЛЬТАТЫ ГОЛОСОВАНИЯ: «за» – 3." in text_of(full, "council-protocol", "ru")


def test_an_order_has_items_on_control_and_entry_into_force_and_two_annexes(full: tuple[Report, Specs]) -> None:
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


def test_a_report_is_not_an_analysis(full: tuple[Report, Specs]) -> None:
    made, _ = full
    paper = next(papers(full, "annual-report", "kk"))
    data = filled(paper)
    assert not [name for name in rb.parts(data) if "chart" in name]
    assert not [name for name in paper.figures if name.startswith(("staff.", "courses.", "contests."))]
    signed = rb.tables(data)[-1]
    assert signed[-1] == ["Озат тәжірибе мектебінің жетекшісі", "____________", "А.М.\u00a0Серікова"]
    for figure in paper.figures:
        assert figure in made.figures or figure in made.listings


def test_the_list_of_listeners_holds_the_listeners_and_nobody_else(full: tuple[Report, Specs]) -> None:
    made, _ = full
    rows = rb.tables(filled(next(papers(full, "listener-list", "kk"))))[0][1:]
    assert {row[1] for row in rows} == {
        "Оспанова Дана Ерланқызы", "Жақыпов Нұрлан Серікұлы", "Төлегенова Әсел Қайратқызы", "Сейітова Гүлнар Асқарқызы",
    }
    assert f"Барлығы – {made.figures['composition.listeners'].value}, оның ішінде жас мамандар – 2." in text_of(full, "listener-list")


def test_a_plan_stands_by_its_sections_and_says_the_protocol_that_approved_it(full: tuple[Report, Specs]) -> None:
    table = rb.tables(filled(next(papers(full, "annual-plan", "kk"))))[1]
    assert [row[0] for row in table[1:]] == ["Ұйымдастыру", "1", "2", "Қорытынды", "3", "4"]
    assert "2025 жылғы 28 тамыздағы № 1 хаттама" in text_of(full, "annual-plan")


def test_next_year_s_plan_takes_what_is_unfinished_and_nothing_else(full: tuple[Report, Specs]) -> None:
    data = filled(next(papers(full, "next-year-plan", "kk")))
    unfinished, decisions = rb.tables(data)[0], rb.tables(data)[1]
    assert [row[1] for row in unfinished[1:]] == ["Кеңес беру", "Қорытынды отырыс"]
    assert [row[1] for row in decisions[1:]] == ["Үлгі пайдаланылсын", "Есеп қабылдансын"]
    assert "2026-2027 оқу жылына арналған" in said(data)


def test_a_pack_is_made_for_meetings_ahead_and_for_planned_ones_without_inventing_day_and_hour(full: tuple[Report, Specs]) -> None:
    made = list(papers(full, "meeting-pack", "kk"))
    assert [paper.name for paper in made] == ["отырыс-04_2026-06-26.docx", "отырыс-жоспар-4.docx"]
    assert [gap.params["what"] for gap in made[0].gaps] == ["уақыты", "өтетін орны"]
    assert [gap.params["what"] for gap in made[1].gaps] == ["күні", "уақыты", "өтетін орны"]
    sheet, signature = rb.tables(filled(made[0]))[-2:]
    assert sheet[0][-1] == "Қолы"
    assert {row[-1] for row in sheet[1:]} == {""}
    assert "хатшысы" in signature[0][0]


def test_a_sheet_to_sign_says_nobody_s_presence(full: tuple[Report, Specs]) -> None:
    text = text_of(full, "attendance-sheet")
    assert "Оспанова Дана Ерланқызы" in text
    assert not re.search("қатысты|қатыспады|ауырды", text)


def test_a_month_holds_its_events_lessons_and_visits_and_what_falls_due(full: tuple[Report, Specs]) -> None:
    months = {paper.key: said(filled(paper)) for paper in papers(full, "month-schedule", "kk")}
    assert "2025 жылғы қазан" in months["2025-10"]
    assert all(word in months["2025-10"] for word in ("Сабақты бірлесіп талдау", "Жүрек", "Химия", "Кіріспе отырыс"))
    assert "Үлгі пайдаланылсын" in months["2025-11"]
    assert "Ашық сабақтар" not in months["2025-11"]


def test_decisions_are_counted_by_mark_and_term_and_a_missing_mark_is_no_failure(full: tuple[Report, Specs]) -> None:
    made, _ = full
    assert {name: made.figures[f"decisions.{name}"].value for name in ("total", "executed", "unmarked", "ahead", "open")} == {
        "total": 5, "executed": 1, "unmarked": 2, "ahead": 1, "open": 1,
    }
    assert "орындалмады" not in text_of(full, "decisions-followup").replace("орындалмады дегенді білдірмейді", "")


def test_a_pair_s_plan_blanks_what_the_register_does_not_say(full: tuple[Report, Specs]) -> None:
    first, second = papers(full, "mentoring-plan", "kk")
    assert first.name == "тәлімгерлік-жоспары-01-Оспанова.docx"
    assert not first.gaps
    assert [gap.params["what"] for gap in second.gaps] == ["бұйрық нөмірі", "бұйрық күні", "кезеңі", "тақырыбы"]


def test_the_regulation_takes_its_numbers_from_the_profile_and_names_its_next_review(full: tuple[Report, Specs]) -> None:
    made, specs = full
    text = text_of(full, "regulation")
    assert "педагог-сарапшы, педагог-зерттеуші, педагог-шебер" in text
    assert "олардың оқу жылындағы саны – 4 немесе одан көп." in text
    assert "[толтырыңыз: ереженің келесі тексерілетін күні]" in text
    dated = specs.college.regulation.model_copy(update={"approved_on": date(2024, 2, 29), "protocol_no": "3"})
    known = made, replace(specs, college=specs.college.model_copy(update={"regulation": dated}))
    assert "5 жылда бір рет; келесі тексеру – 28.02.2029" in text_of(known, "regulation")
    assert "один раз в 5 лет; следующий пересмотр – 28.02.2029" in text_of(known, "regulation", "ru")


def test_a_russian_paper_signs_with_the_spelling_that_the_college_has_typed(full: tuple[Report, Specs]) -> None:
    assert "А.М. Серикова" in text_of(full, "annual-report", "ru")
    assert "А.М. Серікова" in text_of(full, "annual-report")


# ── sound Word ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """The ECMA-376 schema of word-processing documents, with the two attributes of XML itself that it asks for by name only."""
    folder = os.environ.get("OTM_XSD")
    if not folder:
        pytest.skip("OTM_XSD names no folder of the ECMA-376 schemas")
    copy = tmp_path_factory.mktemp("xsd")
    for path in Path(folder).glob("*.xsd"):
        shutil.copy(path, copy)
    (copy / "xml.xsd").write_text(XML_ATTRIBUTES, encoding="utf-8")
    for name in ("wml.xsd", "shared-math.xsd"):
        text = (copy / name).read_text(encoding="utf-8")
        (copy / name).write_text(text.replace('XML/1998/namespace"/>', 'XML/1998/namespace" schemaLocation="xml.xsd"/>'), encoding="utf-8")
    return etree.XMLSchema(etree.parse(str(copy / "wml.xsd")))


def mistakes(schema: etree.XMLSchema, data: bytes) -> list[str]:
    found = []
    for name, text in rb.parts(data).items():
        if re.fullmatch(r"word/(document|styles|settings|header\d|footer\d)\.xml", name) and not schema.validate(etree.fromstring(text.encode())):
            found += [f"{name}: {error}" for error in schema.error_log]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_validates_against_the_schemas(full: tuple[Report, Specs], bare: tuple[Report, Specs], schema: etree.XMLSchema, kind: str) -> None:
    for year in (full, bare):
        for lang in ("kk", "ru"):
            for paper in papers(year, kind, lang):
                assert mistakes(schema, filled(paper)) == [], paper.name


def test_the_schemas_refuse_what_word_would_repair(full: tuple[Report, Specs], schema: etree.XMLSchema) -> None:
    text = rb.parts(filled(next(papers(full, "order", "kk"))))["word/document.xml"]
    assert not schema.validate(etree.fromstring(text.replace("<w:body>", "<w:body><w:r/>").encode()))


@pytest.mark.soak
def test_every_paper_of_the_sample_college_says_the_same_in_both_languages() -> None:
    opened = pipeline.open_folder(SAMPLE)
    for today in (date(2025, 10, 1), date(2026, 6, 25)):
        made = pipeline.report(opened, year="2025-2026", today=today)
        chosen = [kind for name, kind in pipeline.known_kinds(opened).items() if name in KINDS]
        written: dict[tuple[str, str], dict[str, bytes]] = {}
        for paper in pipeline.papers(opened, made, chosen, langs=("kk", "ru")):
            assert paper.problem is None, paper.problem
            written.setdefault((paper.kind, paper.key), {})[paper.lang] = paper.content
        assert len(written) > len(KINDS)
        for which, both in written.items():
            assert numbers_of(both["kk"]) == numbers_of(both["ru"]), which
