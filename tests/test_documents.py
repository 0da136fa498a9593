"""Papers: what they print, what they leave visibly blank, and how our templates are made."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import report_builder as rb

from otm_reports.documents import conclusions
from otm_reports.documents.kinds import chosen, kinds, named
from otm_reports.documents.writer import Writer, number
from otm_reports.errors import CollegeError
from otm_reports.model import Figure, Report
from otm_reports.specs import Specs
from otm_reports.traced import Blank

SCRIPT = rb.TEMPLATES / "make_templates.py"
NAMES = ("annual-analysis", "council-protocol", "council-submission", "session-protocol")
#: Left column of practice.md: wording that our papers do not use.
CORRECTED = (
    "қайта өңдеуге қайтарылсын", "бас тартылды", "ҚАУЛЫ ЕТТІ", "ҰСЫНЫМ", "Қатысқандар: n адам", "өткен жоқ",
    "сандық-сапалық", "Байқау, олимпиада, конференция", "талдау көздері", "протокол тізімі", "Ереже талаптарының сақталуы",
    "Ескертулер", "Сандар паспорты", "жартылай", "төрағасына",
)


def the_year(**registers: str) -> tuple[Report, Specs]:
    declared = rb.specs()
    drawn = {"events": rb.EVENTS, "agenda_items": rb.AGENDA_ONE, "attendance": rb.ATTENDANCE, **registers}
    return rb.counted(rb.year(declared=declared, **drawn), declared), declared


def protocol(**registers: str) -> bytes:
    made, declared = the_year(**registers)
    return rb.filled(rb.paper("session-protocol", "3", made, declared))


# ── a protocol of a session ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_protocol_with_one_item_numbers_it_and_its_decision() -> None:
    text = rb.paragraphs(protocol())
    assert "1. Сабақты талдау туралы. Баяндамашы: А.М.\u00a0Серікова" in text
    assert "1. ТЫҢДАЛДЫ: А.М.\u00a0Серікова – үлгі ұсынылды." in text
    assert "1.1. Үлгі пайдалануға берілсін. Жауапты: тыңдаушылар. Мерзімі: 2025\u00a0жылғы 15\u00a0қарашаға дейін." in text


def test_a_protocol_with_five_items_prints_each_with_votes_and_decision() -> None:
    text = rb.paragraphs(protocol(agenda_items=rb.AGENDA_FIVE))
    assert [line for line in text if re.fullmatch(r"\d\.1\. .+", line)] == [
        f"{place}.1. {place}-шешім қабылдансын." for place in range(1, 6)
    ]
    assert sum("ДАУЫС БЕРУ НӘТИЖЕСІ: «жақтап» –\u00a04, «қарсы» –\u00a00." in line for line in text) == 5


def test_votes_that_nobody_recorded_are_not_printed() -> None:
    assert not any("ДАУЫС БЕРУ" in line for line in rb.paragraphs(protocol()))


def test_the_line_of_presence_counts_the_list_the_present_and_the_excused() -> None:
    text = "\n".join(rb.paragraphs(protocol()))
    assert "Тізім бойынша –\u00a04, қатысқаны –\u00a02, дәлелді себеппен –\u00a01 (қатысу журналы бойынша)" in text


def test_the_annex_says_who_was_there_and_never_why_somebody_was_not() -> None:
    data = protocol()
    annex = rb.tables(data)[-1]
    assert annex[0] == ["№", "Аты-жөні", "Лауазымы, санаты", "Қатысуы"]
    assert ["3", "Төлегенова Әсел Қайратқызы", "оқытушы, педагог-сарапшы", "қатыспады"] in annex
    assert "ауырды" not in rb.parts(data)["word/document.xml"]


def test_without_marks_the_annex_is_a_sheet_to_sign() -> None:
    annex = rb.tables(protocol(attendance=""))[-1]
    assert annex[0][-1] == "Қолы"
    assert {line[-1] for line in annex[1:]} == {""}


def test_a_missing_decision_is_a_yellow_blank_and_a_gap_at_its_cell() -> None:
    declared = rb.specs()
    agenda = rb.AGENDA_ONE.replace("Үлгі пайдалануға берілсін", " " * 25)
    made = rb.counted(rb.year(declared=declared, events=rb.EVENTS, agenda_items=agenda), declared)
    paper = rb.paper("session-protocol", "3", made, declared)
    gap = next(one for one in paper.gaps if one.params["what"] == "шешім")
    assert gap.code == "doc-gap"
    assert gap.params["paper"] == paper.name
    assert str(gap.at) == "registers/2025-2026/agenda_items.xlsx#agenda_items!I2"
    runs = [run for run in rb.root(rb.filled(paper)).iter(f"{rb.W}r") if "[толтырыңыз: шешім]" in rb.words(run)]
    assert [run.find(f"{rb.W}rPr/{rb.W}highlight").get(f"{rb.W}val") for run in runs] == ["yellow"]  # type: ignore[union-attr]


def test_a_missing_discussion_and_summary_are_blanks_and_nothing_is_invented() -> None:
    agenda = """
        body | protocol_no | protocol_date | question
        otm  | 3           | 2025-10-09    | Сабақты талдау туралы
    """
    made, declared = the_year(agenda_items=agenda)
    paper = rb.paper("session-protocol", "3", made, declared)
    assert [gap.params["what"] for gap in paper.gaps] == [
        "баяндамашы", "баяндаманың қысқаша мазмұны", "талқылауда кім не айтты", "шешім",
    ]
    item = paper.context["items"][0]
    assert all(isinstance(text, Blank) for text in (item["speaker"], item["summary"], item["spoke"], item["decisions"][0]["text"]))


def test_a_session_without_agenda_rows_is_written_in_the_short_form() -> None:
    events = """
        protocol_no | date       | form    | title  | presenter                | agenda                  | decision           | body | status
        3           | 2025-10-09 | session | Талдау | Серікова Айгүл Маратқызы | Бірінші; Екінші туралы  | Қабылдансын        | otm  | held
    """
    text = rb.paragraphs(protocol(events=events, agenda_items=""))
    assert "1. Бірінші" in text
    assert "2. Екінші туралы" in text
    assert "1. Қабылдансын." in text


def test_a_session_that_has_no_number_gets_a_blank_number_and_a_name_by_its_date() -> None:
    made, declared = the_year(events=rb.EVENTS.replace("    3  ", "       "), agenda_items="", attendance="")
    assert kinds()["session-protocol"].keys(made, declared) == ("2025-10-09",)
    paper = rb.paper("session-protocol", "2025-10-09", made, declared)
    assert paper.name == "хаттама-2025-10-09.docx"
    assert isinstance(paper.context["no"], Blank)


def test_a_moved_event_and_an_event_of_a_commission_get_no_protocol_of_the_school() -> None:
    events = rb.EVENTS + """    4 | 2025-11-09 | session | Келесі | Серікова Айгүл Маратқызы | otm | moved
    5 | 2025-11-10 | week    | Апталық | Серікова Айгүл Маратқызы | commission | held
"""
    made, declared = the_year(events=events)
    assert kinds()["session-protocol"].keys(made, declared) == ("3",)


def test_one_number_on_two_days_makes_two_protocols_with_different_names() -> None:
    events = rb.EVENTS + "    3 | 2025-11-09 | session | Келесі | Серікова Айгүл Маратқызы | otm | held\n"
    made, declared = the_year(events=events)
    keys = kinds()["session-protocol"].keys(made, declared)
    assert keys == ("3_2025-10-09", "3_2025-11-09")
    assert len({rb.paper("session-protocol", key, made, declared).name for key in keys}) == 2


# ── the council ─────────────────────────────────────────────────────────────────────────────────────────────────────


def council() -> tuple[Report, Specs]:
    marks = """
        person                    | protocol_no | date       | mark    | body
        Серікова Айгүл Маратқызы  | 5           | 2026-05-28 | present | mc
        Байғалиев Ерлан Болатұлы  | 5           | 2026-05-28 | present | mc
        Жақыпов Нұрлан Серікұлы   | 5           | 2026-05-28 | absent  | mc
    """
    return the_year(council_members=rb.COUNCIL, agenda_items=rb.COUNCIL_AGENDA, attendance=marks)


def test_a_council_protocol_has_members_quorum_and_decisions() -> None:
    made, declared = council()
    paper = rb.paper("council-protocol", "5", made, declared)
    data = rb.filled(paper)
    text = "\n".join(rb.paragraphs(data))
    assert paper.name == "әк-хаттама-05.docx"
    assert "Тізім бойынша –\u00a03, қатысқаны –\u00a02. Кеңес мүшелерінің жартысынан көбі қатысты, кворум бар." in text
    assert ["1", "Серікова Айгүл Маратқызы", "оқытушы", "төраға", "қатысты"] in rb.tables(data)[1]
    assert "1.1. Есеп қабылдансын." in text


def test_a_submission_shows_each_practice_and_blanks_for_what_the_register_does_not_say() -> None:
    practice = """
        authors                  | title         | form_of_generalisation | level_recommended | mc_protocol_date
        Серікова Айгүл Маратқызы | Кейс арқылы   | баяндама               | region            | 2026-05-28
    """
    made, declared = the_year(best_practice=practice)
    paper = rb.paper("council-submission", "", made, declared)
    row = rb.tables(rb.filled(paper))[1][1]
    assert row == ["1", "Серікова А.М.", "Кейс арқылы", "баяндама", "[толтырыңыз: нәтижелілігі]", "облыстық"]
    assert "нәтижелілігі" in [gap.params["what"] for gap in paper.gaps]


def test_a_practice_that_the_council_has_recommended_is_named_and_not_asked_for_again() -> None:
    practice = """
        authors                  | title         | level_recommended | mc_protocol_no | mc_protocol_date | mc_decision
        Серікова Айгүл Маратқызы | Кейс арқылы   | region            | 5              | 2026-05-28       | approved
        Оспанова Дана Ерланқызы  | Дебрифинг     |                   |                |                  |
    """
    made, declared = the_year(best_practice=practice)
    data = rb.filled(rb.paper("council-submission", "", made, declared))
    assert [row[2] for row in rb.tables(data)[1][1:]] == ["Дебрифинг"]
    told = next(line for line in rb.paragraphs(data) if "Кейс арқылы" in line).replace("\u00a0", " ")
    assert told == "1) «Кейс арқылы» (авторы – Серікова А.М.), 2026 жылғы 28 мамырдағы № 5 хаттама, облыстық деңгей."


@pytest.mark.parametrize(("written", "cited"), [
    ("1.3; 3.1", "1.3-тармақ, 3.1-тармақ"), ("5, абз. 2", "5-бөлім, 2-абзац"), ("4, абз. 1–6", "4-бөлім, 1–6-абзацтар"),
    ("6, 1–6", "6-бөлім, 1–6-тармақшалар"), ("§ 7 b", "§ 7 b"), ("", ""),
])
def test_a_clause_is_cited_in_words_and_one_of_another_kind_stays_as_written(written: str, cited: str) -> None:
    made, declared = the_year()
    assert Writer(made, declared, "kk", "талдау.docx").clause(written) == cited


@pytest.mark.parametrize(("profile", "written", "kk", "ru"), [
    ("methodical-work-583", "16, абз. 1–2", "16-тармақ, 1–2-абзацтар", "пункт 16, абзацы 1–2"),
    ("methodical-work-583", "25–27; 29", "25–27-тармақтар, 29-тармақ", "пункты 25–27, пункт 29"),
    ("otm-2025", "5, абз. 1", "5-бөлім, 1-абзац", "раздел 5, абзац 1"),
    ("desant-2024", "5.1–5.2", "5.1–5.2-тармақтар", "пункты 5.1–5.2"),
    ("leading-school-2015", "функциялары, жетекші мектеп, 1–6", "функциялары, жетекші мектеп, 1–6-тармақтар", "функции, ведущая школа, пункты 1–6"),
])
def test_a_clause_is_cited_as_its_regulation_numbers_it_in_the_reader_s_language(profile: str, written: str, kk: str, ru: str) -> None:
    _, declared = the_year()
    assert written in {rule.clause for rule in declared.profiles[profile].rules} | {"25–27; 29", "5.1–5.2"}
    assert (declared.clause(written, profile, "kk"), declared.clause(written, profile, "ru")) == (kk, ru)


def test_people_whose_short_names_are_the_same_are_printed_in_full() -> None:
    staff = rb.STAFF + "    Серікова Ақмарал Мұратқызы  | оқытушы   | ped        | higher          | 3                | Мейіргер ісі ЦӘК\n"
    made, declared = the_year(staff=staff)
    writer = Writer(made, declared, "kk", "талдау.docx")
    people = {person.given: person for person in made.year.people.values()}
    assert writer.show(people["Айгүл"]) == "Серікова Айгүл Маратқызы"
    assert writer.show(people["Дана"]) == "Оспанова\u00a0Д.Е."


# ── the annual analysis ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def annual() -> tuple[Report, bytes]:
    visits = """
        visitor                  | visited                   | date
        Оспанова Дана Ерланқызы  | Серікова Айгүл Маратқызы  | 2025-11-11
    """
    lessons = """
        teacher                   | kind        | date       | commission       | analysis_done
        Жақыпов Нұрлан Серікұлы   | open_lesson | 2025-12-03 | Мейіргер ісі ЦӘК | yes
    """
    plan = """
        item_no | activity        | due      | status | responsible
        1       | Отырыс өткізу   | қазан    | done   | жетекші
        2       | Семинар өткізу  | наурыз   | failed | әдіскер
    """
    made, declared = the_year(mutual_visits=visits, open_lessons=lessons, otm_plan=plan)
    return made, rb.filled(rb.paper("annual-analysis", "", made, declared))


def test_the_analysis_has_seventeen_sections_in_order(annual: tuple[Report, bytes]) -> None:
    headings = [
        rb.words(one) for one in rb.root(annual[1]).iter(f"{rb.W}p")
        if (style := one.find(f"{rb.W}pPr/{rb.W}pStyle")) is not None and style.get(f"{rb.W}val") == "Heading1"
    ]
    sections = [heading for heading in headings if "-қосымша. " not in heading]
    assert [heading.partition(".")[0] for heading in sections] == [str(place) for place in range(1, 18)]
    assert headings[: len(sections)] == sections  # the annexes follow them


def test_every_number_in_a_table_of_the_analysis_is_a_value_of_a_listing(annual: tuple[Report, bytes]) -> None:
    made, data = annual
    values = [value for listing in made.listings.values() for row in listing for value in row.values.values()]
    known = {number(value).lstrip("–") for value in values if isinstance(value, int | float) and not isinstance(value, bool)}
    texts = " ".join(str(value) for value in values if isinstance(value, str))
    seen = 0
    for table in rb.tables(data)[1:]:
        for line in table[1:]:
            start = 1 if table[0][0] == "№" else 0  # row numbers are nobody's figure
            for text in line[start:]:
                for found in rb.numbers(text):
                    seen += 1
                    assert found.lstrip("–+") in known or found in texts, f"{found!r} in {text!r}"
    assert seen > 100


def test_every_number_of_the_sections_is_a_figure(annual: tuple[Report, bytes]) -> None:
    made, data = annual
    known = {number(figure.value) for figure in made.figures.values() if figure.value is not None}
    facts = [line for line in rb.paragraphs(data) if re.match(r"(Тыңдаушылар саны|Жоспарланған тармақтар|Өткізілген отырыстар)", line)]
    assert len(facts) >= 3
    for line in facts:
        assert set(rb.numbers(line)) <= known, line


def test_a_section_without_a_register_says_so_in_words_and_leaves_no_empty_table(annual: tuple[Report, bytes]) -> None:
    text = rb.paragraphs(annual[1])
    assert "Бұл бөлім бойынша дерек жоқ." in text
    assert "13-кесте. Курстар ұйымдастырушылар бойынша: дерек жоқ, тиісті журнал жоқ немесе толтырылмаған." in text
    headed = [one for one in rb.root(annual[1]).iter(f"{rb.W}tbl") if one.find(f".//{rb.W}tblHeader") is not None]
    assert len(headed) > 8
    assert all(len(one.findall(f"{rb.W}tr")) > 1 for one in headed)


def test_each_table_says_whether_it_speaks_of_the_school_or_of_the_college(annual: tuple[Report, bytes]) -> None:
    captions = [line for line in rb.paragraphs(annual[1]) if re.match(r"\d+-кесте\. ", line) and "дерек жоқ" not in line]
    assert len(captions) > 8
    assert all(line.endswith(("(ОТМ тыңдаушылары бойынша)", "(ОТМ бойынша)", "(колледж бойынша)")) or "жазба жоқ" in line for line in captions)


def test_the_analysis_draws_native_charts(annual: tuple[Report, bytes]) -> None:
    drawn = [name for name in rb.parts(annual[1]) if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(drawn) >= 3


def test_every_drafted_conclusion_is_marked_as_a_draft(annual: tuple[Report, bytes]) -> None:
    drafts = [
        rb.words(one) for one in rb.root(annual[1]).iter(f"{rb.W}p")
        if (style := one.find(f"{rb.W}pPr/{rb.W}pStyle")) is not None and style.get(f"{rb.W}val") == "Draft"
    ]
    assert len(drafts) >= 5
    assert all(line.startswith("Жоба: ") for line in drafts)
    assert all(len(re.findall(r"[.!?](?= |$)", line)) <= 2 for line in drafts)


def moved(now: float | None, before: float | None) -> str:
    """The drafted conclusion about a plan done by so much now and so much a year ago."""
    declared = rb.specs()
    figure = Figure(
        "plan.done_share", {"kk": "үлесі"}, "otm", now, "percent", "share", {}, earlier={"2024-2025": before},
    )
    report = Report(rb.year(declared=declared), {"plan.done_share": figure})
    return conclusions.conclusion(Writer(report, declared, "kk", "талдау.docx"), "plan")


def test_a_conclusion_says_another_thing_when_the_figure_rose_fell_or_stayed() -> None:
    said = [moved(now, 80.0) for now in (90.0, 70.0, 80.0)]
    assert len({text.split(" ", 12)[-1] for text in said}) == 3
    assert "90,0\u00a0%" in said[0]
    assert "80,0\u00a0%" in said[0]


def test_a_comparison_names_what_it_compares_and_in_which_direction() -> None:
    up, down, same = (moved(now, 80.0).replace("\u00a0", " ").split(". ")[-1] for now in (90.0, 70.0, 80.0))
    assert all("жоспардың орындалу үлесі" in text for text in (up, down, same))
    assert up.endswith("одан жоғары.")
    assert down.endswith("одан төмен.")


def test_no_number_is_an_achievement_and_a_problem_at_once() -> None:
    declared = rb.specs()
    shares = {
        name: Figure(name, {"kk": name}, "otm", 95.8, "percent", "share", {}, earlier={"2024-2025": 90.0})
        for name in ("portfolios.submitted_share", "courses.trained_window_share", "staff.qualified_share")
    }
    writer = Writer(Report(rb.year(declared=declared), shares), declared, "kk", "талдау.docx")
    good, bad = conclusions.achievements(writer), conclusions.problems(writer)
    assert (len(good), len(bad)) == (1, 2)
    assert "санаттарындағы" in good[0]


def test_the_bands_of_experience_are_the_college_s_own() -> None:
    declared = rb.specs()
    parameters = declared.college.parameters.model_copy(update={"experience_bands": (5, 15)})
    declared = replace(declared, college=declared.college.model_copy(update={"parameters": parameters}))
    report = rb.counted(rb.year(declared=declared), declared)
    said = conclusions.conclusion(Writer(report, declared, "kk", "талдау.docx"), "experience").replace("\u00a0", " ")
    assert "5 жылға" in said
    assert "15 жыл" in said
    assert said.count("– 2") == 2


def test_without_data_nothing_is_concluded_and_without_an_earlier_year_nothing_is_compared() -> None:
    assert moved(None, 80.0) == ""
    assert "Алдыңғы" not in moved(90.0, None)


def test_a_conclusion_reads_differently_the_year_after() -> None:
    declared = rb.specs()
    figure = Figure("events.held", {"kk": "саны"}, "otm", 9, "count", "count", {})
    said = []
    for label in ("2024-2025", "2025-2026"):
        report = Report(replace(rb.year(declared=declared), label=label), {"events.held": figure})
        said.append(conclusions.conclusion(Writer(report, declared, "kk", "талдау.docx"), "events"))
    assert said[0] != said[1]


# ── kinds and names ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("kind", "key", "name"), [
    ("session-protocol", "3", "хаттама-03_2025-10-09.docx"),
    ("annual-analysis", "", "жылдық-талдау_2025-2026.docx"),
    ("council-submission", "", "әк-ұсыныс_2025-2026.docx"),
])
def test_papers_are_named_as_the_contract_says(kind: str, key: str, name: str) -> None:
    made, declared = the_year()
    assert rb.paper(kind, key, made, declared).name == name
    assert kinds()[kind].make(made, declared, key, "ru").name == name.replace(".docx", ".ru.docx")


@pytest.mark.parametrize(("word", "kind"), [
    ("хаттама", "session-protocol"), ("әк-хаттама", "council-protocol"), ("ТАЛДАУ", "annual-analysis"),
    ("ұсыныс", "council-submission"), ("annual-analysis", "annual-analysis"),
])
def test_a_kind_answers_to_its_english_and_its_kazakh_name(word: str, kind: str) -> None:
    found = named(word, kinds())
    assert found is not None
    assert found.id == kind


@pytest.mark.parametrize(("asked", "meant"), [
    ("3", True), ("№ 03", True), ("2025-10-09", True), ("09.10.2025", True), ("Серікова", True), ("13", False), ("Сер", False),
    ("", False),
])
def test_only_takes_a_number_a_date_or_a_person(asked: str, meant: bool) -> None:  # noqa: FBT001 - a table of cases
    made, declared = the_year()
    assert kinds()["session-protocol"].matches(made, declared, "3", asked) is meant


def test_a_template_without_a_module_gets_the_general_context() -> None:
    made, declared = the_year()
    paper = kinds(["wall-paper"])["wall-paper"].make(made, declared, "", "kk")
    assert paper.name == "wall-paper_2025-2026.docx"
    assert paper.context["figures"]["composition.listeners"] == "4"
    assert paper.context["listings"]["events.list"]["rows"][0]["title"] == "Сабақты бірлесіп талдау"
    assert paper.context["college"]["name"] == "«Көкмұнай медициналық колледжі» КМҚК"


# ── what no paper may show ──────────────────────────────────────────────────────────────────────────────────────────


def every_paper() -> list[bytes]:
    made, declared = council()
    empty = rb.counted(rb.year(declared=declared, staff="", otm_composition="", events=rb.EVENTS), declared)
    return [
        rb.filled(kind.make(report, declared, key, "kk"))
        for report in (made, empty) for kind in kinds().values() for key in kind.keys(report, declared)
    ]


def test_no_paper_shows_none_nan_or_a_tag() -> None:
    papers = every_paper()
    assert len(papers) >= 6
    for data in papers:
        text = "\n".join(rb.paragraphs(data))
        assert not re.search(r"\bNone\b|\bnan\b|\{\{|\{%|\bTrue\b|\bFalse\b|Undefined", text)


def test_no_paper_leaves_an_empty_paragraph_where_a_condition_was_false() -> None:
    for data in every_paper():
        body = rb.root(data).find(f"{rb.W}body")
        assert body is not None
        empty = [one for one in body.findall(f"{rb.W}p") if not rb.words(one) and one.find(f".//{rb.W}drawing") is None]
        assert len(empty) <= 1  # the one that closes the body


# ── the templates ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_templates_are_what_the_script_writes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(SCRIPT), str(tmp_path)], check=True)
    drawn, kept = sorted(tmp_path.glob("*.docx")), sorted(rb.TEMPLATES.glob("*.docx"))
    assert [path.name for path in drawn] == [path.name for path in kept]
    assert [path.read_bytes() for path in drawn] == [path.read_bytes() for path in kept]


@pytest.mark.parametrize("name", NAMES)
def test_every_style_names_its_font_in_all_four_slots_and_the_language_is_kazakh(name: str) -> None:
    styles = rb.root((rb.TEMPLATES / f"{name}.kk.docx").read_bytes(), "word/styles.xml")
    slots = list(styles.iter(f"{rb.W}rFonts"))
    paragraph_styles = [one for one in styles.iter(f"{rb.W}style") if one.get(f"{rb.W}type") == "paragraph"]
    assert len(slots) == len(paragraph_styles) + 1  # and the defaults
    for fonts in slots:
        assert {fonts.get(f"{rb.W}{slot}") for slot in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert {one.get(f"{rb.W}val") for one in styles.iter(f"{rb.W}lang")} == {"kk-KZ"}


@pytest.mark.parametrize("name", NAMES)
def test_a_table_with_a_loop_repeats_its_heading_and_keeps_its_rows_whole(name: str) -> None:
    document = rb.root((rb.TEMPLATES / f"{name}.kk.docx").read_bytes())
    looped = [table for table in document.iter(f"{rb.W}tbl") if "{%tr for" in rb.words(table)]
    assert looped
    for table in looped:
        rows = table.findall(f"{rb.W}tr")
        assert rows[0].find(f"{rb.W}trPr/{rb.W}tblHeader") is not None
        assert all(row.find(f"{rb.W}trPr/{rb.W}cantSplit") is not None for row in rows)


@pytest.mark.parametrize("quality", [True, False])
def test_the_quality_header_is_there_with_its_fields_or_leaves_nothing(quality: bool) -> None:  # noqa: FBT001 - a table of cases
    declared = rb.specs(quality=quality)
    made = rb.counted(rb.year(declared=declared, events=rb.EVENTS), declared)
    data = rb.filled(rb.paper("session-protocol", "3", made, declared))
    for part in ("word/header1.xml", "word/header2.xml"):
        header = rb.root(data, part)
        fields = [(one.text or "").strip() for one in header.iter(f"{rb.W}instrText")]
        assert (len(list(header.iter(f"{rb.W}tbl"))), fields) == ((1, ["PAGE", "NUMPAGES"]) if quality else (0, []))
        assert len(header.findall(f"{rb.W}p")) == 1
    footer = rb.root(data, "word/footer1.xml")
    assert [(one.text or "").strip() for one in footer.iter(f"{rb.W}instrText")] == ([] if quality else ["PAGE"])


@pytest.mark.parametrize("name", NAMES)
def test_no_template_glues_an_ending_to_a_value(name: str) -> None:
    text = rb.words(rb.root((rb.TEMPLATES / f"{name}.kk.docx").read_bytes()))
    endings = "ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ны|ні|ды|ді|да|де|дан|ден|мен|бен"
    assert not re.search(rf"\}}\}}-?(?:{endings})\b", text)


def test_no_wording_that_practice_corrects_stands_in_a_template_or_in_the_words_of_papers() -> None:
    templates = [rb.words(rb.root(path.read_bytes())) for path in rb.TEMPLATES.glob("*.kk.docx")]
    messages = rb.specs().messages["kk"].texts
    said = [text for section in ("papers", "blanks", "conclusions", "periods") for text in messages[section].values()]
    for text in (*templates, *said):
        assert not [wrong for wrong in CORRECTED if wrong in text]


@pytest.mark.parametrize(("word", "found"), [
    ("десант", ["desant-pack", "desant-reference"]), ("тәжірибе", ["practice-card"]), ("хатама", ["council-protocol", "session-protocol"]),
    ("маршрутный листок", ["route-sheet"]),
])
def test_a_word_that_is_no_kind_is_answered_with_the_kinds_it_comes_near(word: str, found: list[str]) -> None:
    def told(word: str) -> str:
        with pytest.raises(CollegeError) as refused:
            chosen(word, kinds())
        return str(refused.value.params["known"])

    assert set(found) <= {one for one in kinds() if f"{one} (" in told(word)}
    assert told(word).count(" (") <= 8
    assert told("роман").count(" (") == len(kinds())
