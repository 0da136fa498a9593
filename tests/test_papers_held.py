"""What holds in papers of every kind at once, and in the analysis of the year: blanks and gaps, numbers of sentences, annexes, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import report_builder as rb
import test_kinds_a as first

from otm_reports.declared import Text
from otm_reports.documents import bilingual, conclusions
from otm_reports.documents.kinds import kinds
from otm_reports.documents.writer import Writer
from otm_reports.model import Report
from otm_reports.specs import College, Specs

Year = tuple[Report, Specs]
LESSONS = """
    teacher                   | kind        | date       | commission       | analysis_done
    Жақыпов Нұрлан Серікұлы   | open_lesson | 2025-12-03 | Мейіргер ісі ЦӘК | yes
"""
COURSES = """
    teacher                  | provider | programme | hours | year | cert_date
    Оспанова Дана Ерланқызы  | Орталық  | Дебрифинг | 72    | 2025 | 2025-10-30
"""
PUBLICATIONS = """
    authors                  | title  | kind    | status    | date       | level
    Оспанова Дана Ерланқызы  | Симуляция | article | published | 2025-12-10 | national
"""


def counted(specs: Specs, **registers: str) -> Report:
    return rb.counted(rb.year(declared=specs, **registers), specs)


@pytest.fixture(scope="module")
def named() -> Specs:
    """A college whose otm.toml says its name and nothing else."""
    plain = first.declared()
    college = College()
    return replace(plain, college=college.model_copy(update={
        "college": college.college.model_copy(update={"name": Text(kk="«Көкмұнай» КМҚК", ru="КГКП «Кокмунай»")}),
    }))


@pytest.mark.parametrize("registers", [
    {"events": first.AHEAD, "agenda_items": first.COUNCIL_AGENDA, "attendance": rb.ATTENDANCE, "otm_plan": first.PLAN, "mentoring": first.MENTORING,
     "council_members": rb.COUNCIL, "best_practice": first.PRACTICES, "open_lessons": first.LESSONS, "mutual_visits": first.VISITS},
    {"staff": "", "otm_composition": "", "events": rb.EVENTS},
], ids=["registers", "events"])
def test_every_gap_of_a_paper_is_a_blank_in_it_and_every_blank_a_gap(named: Specs, registers: dict[str, str]) -> None:
    made = counted(named, **registers)
    seen = 0
    for kind in kinds().values():
        for key in kind.keys(made, named):
            for lang in ("kk", "ru"):
                paper = kind.make(made, named, key, lang)
                shown = set(re.findall(r"\[(?:толтырыңыз|заполните): ([^\]]+)\]", first.said(first.filled(paper))))
                assert {str(gap.params["what"]) for gap in paper.gaps} == shown, paper.name
                seen += bool(shown)
    assert seen > 10


# ── the analysis of the year ────────────────────────────────────────────────────────────────────────────────────────


def two_years() -> Year:
    """A year with another one before it."""
    specs = first.declared()
    registers = {
        "events": rb.EVENTS, "agenda_items": rb.AGENDA_ONE, "attendance": rb.ATTENDANCE, "otm_plan": first.PLAN, "open_lessons": LESSONS,
        "mutual_visits": first.VISITS, "mentoring": first.MENTORING, "pd_courses": COURSES, "publications": PUBLICATIONS, "best_practice": first.PRACTICES,
    }
    made = counted(specs, **registers)
    figures = {
        name: replace(figure, earlier={"2024-2025": figure.value + 1}) if figure.value is not None else figure for name, figure in made.figures.items()
    }
    return replace(made, figures=figures), specs


def sections(data: bytes) -> Iterator[tuple[str, list[str], list[str]]]:
    """Heading of each section of the analysis, what it says in tables and facts, and its drafted sentences."""
    body = rb.root(data).find(f"{rb.W}body")
    assert body is not None
    heading, said, drafted = "", [], []
    for element in body:
        style = element.find(f"{rb.W}pPr/{rb.W}pStyle")
        name = style.get(f"{rb.W}val") if style is not None else ""
        if name == "Heading1":
            if heading:
                yield heading, said, drafted
            heading, said, drafted = rb.words(element), [], []
        elif element.tag == f"{rb.W}tbl":
            said += [rb.words(one) for one in element.iter(f"{rb.W}tc")]
        else:
            (drafted if name == "Draft" else said).append(rb.words(element))
    yield heading, said, drafted


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_a_drafted_sentence_says_the_numbers_of_its_section_and_of_the_year_before(lang: str) -> None:
    made, specs = two_years()
    paper = kinds()["annual-analysis"].make(made, specs, "", lang)
    writer = Writer(made, specs, lang, paper.name)
    before: dict[str, set[str]] = {}
    for name, sentence in paper.context["conclusions"].items():
        for topic in filter(None, (name, conclusions.TOPICS[name].instead)):
            figure = made.figures.get(conclusions.TOPICS[topic].figure)
            if sentence and figure is not None and figure.value is not None:
                before.setdefault(sentence, set()).update(rb.numbers(writer.before(figure)))
    seen = 0
    for heading, said, drafted in sections(first.filled(paper)):
        known = {number.lstrip("–+") for line in said for number in rb.numbers(line)}
        for line in drafted:
            text = re.sub(r"^(Жоба|Проект): ", "", line)
            bands = {"3", "20"} if "өтілі" in text or "стаж" in text else set()  # the college's own bands are named, not counted
            found = set(rb.numbers(text))
            assert found <= known | before.get(text, set()) | bands, (heading, text)
            seen += len(found)
    assert seen > 20


@pytest.mark.parametrize("registers", [
    {"attendance": rb.ATTENDANCE},
    {"attendance": "\n".join(rb.ATTENDANCE.splitlines()[:4])},
    {"pd_courses": COURSES, "publications": PUBLICATIONS},
], ids=["full", "marks-missing", "shares-unknown"])
def test_no_table_of_the_analysis_stands_without_a_sentence_that_says_what_it_shows(registers: dict[str, str]) -> None:
    specs = first.declared()
    made = counted(specs, events=rb.EVENTS, **{"agenda_items": rb.AGENDA_ONE, "otm_plan": first.PLAN, "open_lessons": LESSONS, **registers})
    unknown = ("courses.trained_window_share", "products.per_teacher") if "pd_courses" in registers else ()
    made = replace(made, figures={name: replace(figure, value=None) if name in unknown else figure for name, figure in made.figures.items()})
    body = rb.root(first.filled(kinds()["annual-analysis"].make(made, specs, "", "kk"))).find(f"{rb.W}body")
    assert body is not None
    waiting, tables = "", 0
    for element in body:
        style = element.find(f"{rb.W}pPr/{rb.W}pStyle")
        name = style.get(f"{rb.W}val") if style is not None else ""
        text = rb.words(element)
        if name in ("Caption", "Heading1"):
            assert not waiting, waiting
            waiting = text if name == "Caption" and not text.endswith(".") else ""  # a caption that ends in a full stop says there is no table
            tables += bool(waiting)
        elif name == "Draft":
            waiting = ""
    assert tables > 4


def test_annexes_without_rows_are_left_out_and_the_others_are_numbered_in_order() -> None:
    specs = first.declared()
    made = counted(specs, events=rb.EVENTS, agenda_items=rb.AGENDA_ONE, publications=PUBLICATIONS)
    body = rb.root(first.filled(kinds()["annual-analysis"].make(made, specs, "", "kk"))).find(f"{rb.W}body")
    assert body is not None
    styles = [(style.get(f"{rb.W}val") or "") if (style := one.find(f"{rb.W}pPr/{rb.W}pStyle")) is not None else "" for one in body]
    lines = [rb.words(one) for one, style in zip(body, styles, strict=True) if not style.startswith("TOC")]
    marks = [line for line, style in zip(lines, (style for style in styles if not style.startswith("TOC")), strict=True) if style == "Heading1" and "қосымша" in line]
    assert [line.partition(".")[0] for line in marks] == [f"{place}-қосымша" for place in range(1, len(marks) + 1)]
    assert "Ашық, панорамалық сабақтар мен шеберлік сыныптарының тізімі" not in " ".join(lines)
    assert "2-қосымша. Жарияланымдардың тізімі" in marks
    entries = [rb.words(one) for one, style in zip(body, styles, strict=True) if style.startswith("TOC")]
    assert [line for line in entries if "қосымша" in line] == marks  # one entry for each annex
    assert "Жарияланымдардың тізімі 2-қосымшада берілген." in lines


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("written", "kk", "ru"), [
    ("10.09.2025", "2025 жылғы 10 қыркүйекке дейін", "до 10 сентября 2025 года"),
    ("2025-11-05", "2025 жылғы 5 қарашаға дейін", "до 5 ноября 2025 года"),
    ("31.02.2026", "31.02.2026", "31.02.2026"),
    ("жыл бойы", "жыл бойы", "в течение года"),
])
def test_a_term_that_is_a_day_in_figures_reads_as_an_official_date(written: str, kk: str, ru: str) -> None:
    specs = first.declared()
    agenda = f"""
        body | protocol_no | protocol_date | item_no | question               | speaker                  | decision_text    | due
        mc   | 5           | 2026-05-28    | 1       | ОТМ есебі туралы       | Серікова Айгүл Маратқызы | Есеп қабылдансын | {written}
    """
    made = counted(specs, agenda_items=agenda, events=rb.EVENTS)
    for lang, expected in (("kk", kk), ("ru", ru)):
        kind = kinds()["council-protocol"]
        text = first.said(first.filled(kind.make(made, specs, kind.keys(made, specs)[0], lang))).replace("\u00a0", " ")
        assert f": {expected}." in text


@pytest.mark.parametrize(("kk", "ru"), [
    ("2025 жылғы 20 қарашаға дейін", "до 20 ноября 2025 года"),
    ("2025 жылғы 20 қараша", "20 ноября 2025 года"),
    ("мамыр-маусым", "май-июнь"),
    ("ІІІ тоқсан", "III четверть"),
    ("І жартыжылдық", "I полугодие"),
    ("оқу жылы бойы", "в течение учебного года"),
])
def test_a_term_is_said_in_the_language_of_the_paper_whichever_the_register_is_kept_in(kk: str, ru: str) -> None:
    specs = first.declared()
    kazakh, russian = (Writer(counted(specs, events=rb.EVENTS), specs, lang, "x") for lang in ("kk", "ru"))
    for written in (kk, ru):
        assert bilingual.term(kazakh, written).replace("\u00a0", " ") == kk
        assert bilingual.term(russian, written).replace("\u00a0", " ") == ru


def test_a_post_is_said_in_the_language_of_the_paper_and_what_no_list_knows_stays_as_written() -> None:
    specs = first.declared()
    kazakh, russian = (Writer(counted(specs, events=rb.EVENTS), specs, lang, "x") for lang in ("kk", "ru"))
    assert bilingual.post(russian, "оқытушы, ЦӘК төрағалары") == "преподаватель, председатели ЦМК"
    assert bilingual.post(russian, "Әдіскер") == "Методист"
    assert bilingual.post(kazakh, "методист, слушатели") == "әдіскер, тыңдаушылар"
    for writer in (kazakh, russian):
        for written in ("Серікова А.М.", "ғаламтор үйлестірушісі", "мерзімі: келесі отырысқа дейін", "31 ақпан", ""):
            assert bilingual.post(writer, written) == bilingual.term(writer, written) == written


def test_a_russian_paper_names_the_places_of_a_regulation_in_russian() -> None:
    specs = first.declared()
    made = counted(specs, events=rb.EVENTS)
    said = [Writer(made, specs, lang, "x").clause("титул; алғы сөз, 5–6; беттің үсті; 3.1") for lang in ("kk", "ru")]
    assert said == ["титул, алғы сөз, 5–6-тармақтар, беттің үсті, 3.1-тармақ", "титульный лист, предисловие, пункты 5–6, верхний колонтитул, пункт 3.1"]
