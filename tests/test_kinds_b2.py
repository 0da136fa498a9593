"""Commission report, landing party, network, sheets of lessons and visits, route sheets: what each says, in both languages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import kinds_held as held
import pytest
import report_builder as rb
import year_builder
from kinds_held import Year, filled, papers, text_of

from otm_reports import pipeline
from otm_reports.documents import desant_visits
from otm_reports.documents.kinds import kinds, named
from otm_reports.specs import College, Specs, Text

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
#: Kind → the Kazakh word a person asks for it by.
KINDS = {
    "commission-report": "ЦӘК есебі", "desant-reference": "десант анықтамасы", "desant-pack": "десант жинағы",
    "network-monitoring": "желі мониторингі", "lesson-analysis": "сабақ талдауы", "visit-sheet": "сабаққа қатысу парағы",
    "route-sheet": "бекіту парағы",
}
COMMISSIONS = """
    name             | chair                    | scope | theme             | plan_protocol   | sessions_n
    Мейіргер ісі ЦӘК | Серікова Айгүл Маратқызы | own   | Симуляциялық оқыту | № 1, 28.08.2025 | 9
"""
LESSONS = """
    teacher                  | kind        | date       | subject  | group | topic  | room | technology  | visitors                                            | visitors_n | analysis_done | mark | recommendation
    Жақыпов Нұрлан Серікұлы  | open_lesson | 2025-10-21 | Анатомия | МІ-21 | Жүрек  | 305  | кейс-әдіс   | Серікова Айгүл Маратқызы; Оспанова Дана Ерланқызы   | 7          | yes           | good | Кері байланысты ертерек жоспарлау
    Жақыпов Нұрлан Серікұлы  | panorama    | 2025-10-21 |          | МІ-22 |        |      |             |                                                     |            |               |      |
    Оспанова Дана Ерланқызы  | open_lesson | 2026-08-28 | Химия    | МІ-23 | Тұздар |      |             |                                                     |            |               |      |
"""
VISITS = """
    visitor                  | visited                  | date       | subject | group | topic | aim              | review      | mark
    Оспанова Дана Ерланқызы  | Серікова Айгүл Маратқызы | 2025-10-14 | Химия   | МІ-22 | Тұз   | тәжірибе алмасу  | пайдалы     | 5
    Сейітова Гүлнар Асқарқызы | Жақыпов Нұрлан Серікұлы | 2025-11-04 |         |       |       |                  |             |
"""
PRODUCTS = """
    authors                                            | title        | kind   | developed_on | commission_protocol_no | commission_protocol_date | mc_protocol_no | mc_protocol_date | mc_decision | approved_by_role | approved_on
    Жақыпов Нұрлан Серікұлы; Оспанова Дана Ерланқызы   | Күтім нұсқауы | guide  | 2025-09-09   | 2                      | 2025-09-30               | 2              | 2025-10-24       | approved    | deputy           | 2025-10-29
    Оспанова Дана Ерланқызы                            | Жоспарлар     | lesson_plan | 2026-04-16 |                     |                          |                |                  |             |                  |
    Жақыпов Нұрлан Серікұлы                            | Тест жинағы   | test_collection | 2026-01-16 | 4               |                          | 5              | 2026-03-20       | rework      |                  |
"""
DESANT = """
    organisation | initiator          | request_no | request_date | order_no | order_date | period                 | scope                                    | forms                       | team                        | report_no | report_date
    Колледж      | organisation_head  | 01-33      | 2026-01-20   | 14-н/қ   | 2026-02-03 | 2026-02-23..2026-02-26 | Жас педагогтермен жұмыс және құжат жүргізу | диагностикалық; әдістемелік | бөлім басшысы; әдіскер      | 6         | 2026-03-05
    Колледж      |                    |            |              |          |            | 2026-04-06..2026-04-07 | Жалпы танысу                             |                             |                             |           |
"""
FINDINGS = """
    direction | indicator        | y1   | y2   | y3   | strengths         | gaps               | recommendation     | responsible              | due        | status | recheck_date
    d1        | Актілер үлесі, % | 78   | 86   | 94   | Тізілім жүргізіледі | Ереже ескірген    | Ережені жаңарту    | Байғалиев Ерлан Болатұлы | 2026-04-24 | done   | 2026-05-28
    d2        | Білім сапасы, %  | 63,8 | бар  | 72,2 |                   | Сапа төмен.        | Модуль енгізу      |                          |            |        |
    d1        | Істер үлесі, %   |      | 88   | 92   | Толтырылған       |                    |                    |                          |            |        |
    d4        | Жобалар          | 10   | 12   | көп  |                   |                    |                    |                          |            |        |
"""
CONTROL = """
    topic            | direction | due                    | considered_at | decision        | result
    Құжаттар сапасы  | d1        | 2025-09-08..2025-09-19 | ӘК № 2        | түзетілсін      | бекітілген
    Кіріс бақылауы   | d3        | 2025-09-15..2025-10-03 | педкеңес      | кесте жасалсын  |
"""
RESULTS = """
    group | subject | quality_pct | success_pct | low_achievers_n | plan_for_gaps
    МІ-21 | Химия   | 60.5        | 90          | 2               | yes
    МІ-22 | Химия   | 70          | 100         | 0               | no
    МІ-21 | Физика  | 64.5        | 95          | 1               | yes
"""
MEMBERS = """
    school       | role    | leading_school | direction | basis_doc
    Біздің колледж | leading |              | бағалау   | № 52-ө
    А колледжі   | partner | Біздің колледж | бағалау   | № 52-ө
    Б колледжі   | partner | Біздің колледж |           |
    В колледжі   | partner | Басқа колледж  |           |
    № 7 мектеп   | user    | Біздің колледж |           |
"""
NETWORK = """
    date       | kind    | title     | organiser      | participants_n | partner_schools        | resource_link | analysis
    2025-10-16 | seminar | Жоспарлау | Біздің колледж | 40             | А колледжі; Б колледжі | сайт          | пайдалы
    2025-12-11 | consult | Сұрақтар  | Біздің колледж | 12             | «А» колледжі           |               |
    2026-03-02 | media   | Мақала    | Біздің колледж |                |                        |               |
    2026-08-20 | forum   | Тамыз     | Біздің колледж |                | Б колледжі             |               |
"""


def declared() -> Specs:
    """The invented college in two languages, with the profiles of the landing party and of the network."""
    plain = rb.specs(quality=True)
    both = plain.college.college.model_copy(update={
        "name": Text(kk="«Көкмұнай медициналық колледжі» КМҚК", ru="КГКП «Кокмунайский медицинский колледж»"),
        "name_genitive": Text(kk="«Көкмұнай медициналық колледжі» КМҚК", ru="КГКП «Кокмунайский медицинский колледж»"),
        "city": Text(kk="Көкмұнай", ru="Кокмунай"),
    })
    profiles = ("otm-2025", "methodical-work-583", "desant-2024", "leading-school-2015")
    return replace(plain, college=plain.college.model_copy(update={"college": both, "profiles": profiles}))


def drawn(specs: Specs, **registers: str) -> Year:
    return rb.counted(rb.year(declared=specs, **registers), specs), specs


@pytest.fixture(scope="module")
def full() -> Year:
    """A year in which every kind has something to print."""
    return drawn(
        declared(), events=rb.EVENTS, commissions=COMMISSIONS, open_lessons=LESSONS, mutual_visits=VISITS, products=PRODUCTS, desant=DESANT,
        desant_findings=FINDINGS, internal_control=CONTROL, student_results=RESULTS, network_members=MEMBERS, network_events=NETWORK,
    )


@pytest.fixture(scope="module")
def bare() -> Year:
    """A year of which almost nothing is written down: one visit, one member, one lesson without a word about them."""
    nobody = replace(rb.specs(), college=College())
    return drawn(
        nobody, commissions="name\nХимия ЦӘК", open_lessons="teacher | date\nОспанова Дана Ерланқызы | 2025-10-21",
        mutual_visits="visitor | visited | date\nОспанова Дана Ерланқызы | Серікова Айгүл Маратқызы | 2025-10-14",
        products="authors | title | kind | approved_by_role\nОспанова Дана Ерланқызы | Жинақ | collection | deputy",
        desant="organisation | order_date\nКолледж | 2026-02-03", network_members="school | role\nА колледжі | partner",
    )


# ── what every kind keeps ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_goes_by_its_kazakh_word_and_is_not_of_the_set_at_the_end_of_the_year(kind: str) -> None:
    found = named(KINDS[kind], kinds())
    assert found is not None
    assert (found.id, found.end_of_year) == (kind, False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ["full", "bare"])
def test_the_two_languages_of_a_paper_say_the_same_numbers(request: pytest.FixtureRequest, which: str, kind: str) -> None:
    assert held.says_the_same_in_both_languages(request.getfixturevalue(which), kind) > 0


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ["full", "bare"])
def test_no_paper_shows_a_tag_or_an_empty_place(request: pytest.FixtureRequest, which: str, kind: str) -> None:
    for lang in ("kk", "ru"):
        for paper in papers(request.getfixturevalue(which), kind, lang):
            held.shows_no_tag(paper)


@pytest.mark.parametrize("lang", ["kk", "ru"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_drawn_in_its_language(kind: str, lang: str) -> None:
    held.is_drawn_in_its_language(kind, lang)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> held.Schema:
    return held.schema_in(tmp_path_factory.mktemp("xsd"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_validates_against_the_schemas(full: Year, bare: Year, schema: held.Schema, kind: str) -> None:
    held.validates(schema, (full, bare), kind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_year_without_its_registers_gives_no_such_paper(kind: str) -> None:
    specs = rb.specs()
    empty = rb.counted(rb.year(declared=specs, staff="", otm_composition=""), specs), specs
    assert not list(papers(empty, kind, "kk"))
    assert not [name for name in empty[0].listings if name.startswith(("desant.", "network."))]


@pytest.mark.parametrize("kind", KINDS)
def test_a_college_that_says_nothing_of_itself_gets_a_blank_for_each_gap_and_no_gap_more(bare: Year, kind: str) -> None:
    for paper in papers(bare, kind, "kk"):
        shown = re.findall(r"\[толтырыңыз: ([^\]]+)\]", held.said(filled(paper)))
        assert {str(gap.params["what"]) for gap in paper.gaps} == set(shown), paper.name


@pytest.mark.soak
def test_every_paper_of_the_sample_college_says_the_same_in_both_languages() -> None:
    opened = pipeline.open_folder(SAMPLE)
    for year in ("2025-2026", "2024-2025"):
        made = pipeline.report(opened, year=year, today=date(2026, 6, 25))
        for kind in KINDS:
            assert held.says_the_same_in_both_languages((made, opened.specs), kind) > 0


# ── a commission ────────────────────────────────────────────────────────────────────────────────────────────────────

TWO = """
    full_name                   | position  | category   | commission
    Серікова Айгүл Маратқызы    | оқытушы   | researcher | Мейіргер ісі ЦӘК
    Оспанова Дана Ерланқызы     | оқытушы   | ped        | Мейіргер ісі ЦӘК
    Жақыпов Нұрлан Серікұлы     | оқытушы   | moderator  | Фармация ЦӘК
"""


@pytest.fixture(scope="module")
def two() -> Year:
    """Two commissions, with a lesson of each and a product of both."""
    return drawn(declared(), staff=TWO, commissions=COMMISSIONS, open_lessons=LESSONS, mutual_visits=VISITS, products=PRODUCTS)


def test_a_report_of_a_commission_lists_the_rows_that_its_numbers_count_and_no_others(two: Year) -> None:
    made, _ = two
    assert [paper.name for paper in papers(two, "commission-report", "kk")] == [
        "цәк-есебі_Мейіргер-ісі-ЦӘК_2025-2026.docx", "цәк-есебі_Фармация-ЦӘК_2025-2026.docx",
    ]
    compared = {line.values["commission"]: line.values for line in made.listings["overview.commissions"]}
    for place, (name, lessons) in enumerate({"Мейіргер ісі ЦӘК": 0, "Фармация ЦӘК": 2}.items()):
        paper = list(papers(two, "commission-report", "kk"))[place]
        assert compared[name]["lessons"] == len(paper.context["tables"]["lessons"]["rows"]) == lessons
        assert compared[name]["products"] == len(paper.context["tables"]["products"]["rows"]) == 2
        assert {row["scope"] for row in paper.context["tables"].values()} == {"комиссия бойынша"}
    assert "Жүрек" not in text_of(two, "commission-report", "kk", 0)
    assert "Жүрек" in text_of(two, "commission-report", "kk", 1)


def test_a_commission_without_a_line_in_the_register_leaves_blanks_and_is_asked_for_by_its_name(two: Year) -> None:
    made, specs = two
    first, second = papers(two, "commission-report", "kk")
    assert [gap.params["what"] for gap in first.gaps] == ["әдіскердің аты-жөні", "комиссия жұмысының қорытындысы мен ұсыныстар"]
    assert {gap.params["what"] for gap in second.gaps} > {"комиссия төрағасы", "әдістемелік тақырып", "өткізілген отырыстар саны"}
    kind = kinds()["commission-report"]
    assert kind.matches(made, specs, "Мейіргер ісі ЦӘК", "Серікова")
    assert not kind.matches(made, specs, "Фармация ЦӘК", "Серікова")
    assert "Төрағасы: Серікова Айгүл Маратқызы, педагог-зерттеуші" in text_of(two, "commission-report")


# ── a landing party ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_reference_says_the_three_years_of_each_direction_and_computes_no_text(full: Year) -> None:
    data = filled(next(papers(full, "desant-reference", "kk")))
    rows = {row[0]: row[1:] for table in rb.tables(data) for row in table if len(row) > 4}
    assert rows["Актілер үлесі, %"] == ["78", "86", "94", "+16"]
    assert rows["Білім сапасы, %"] == ["63,8", "бар", "72,2", "+8,4"]
    assert rows["Істер үлесі, %"] == ["дерек жоқ", "88", "92", "дерек жоқ"]
    assert rows["Жобалар"] == ["10", "12", "көп", "дерек жоқ"]
    assert rows["Білім сапасы, топтар бойынша орташа мәні"] == ["%", "дерек жоқ", "дерек жоқ", "65,0", "дерек жоқ"]
    assert rows["Үлгерімі төмен білім алушылар, кезеңдер бойынша жиыны"][3] == "3"
    assert rows["Олқылықты жою жоспары бар топтар саны"][3] == "1"


def test_a_reference_stands_by_directions_and_names_ground_team_and_advice(full: Year) -> None:
    text = text_of(full, "desant-reference")
    assert "Негізі: 2026 жылғы 20 қаңтардағы № 01-33 өтінім; 2026 жылғы 3 ақпандағы № 14-н/қ бұйрық" in text
    headings = [line for line in text.split("\n") if re.match(r"2\.\d\. ", line)]
    assert [line[:4] for line in headings] == ["2.1.", "2.2.", "2.3.", "2.4.", "2.5.", "2.6."]
    assert "Күшті жақтары: Тізілім жүргізіледі. Толтырылған." in text
    assert "Анықталған кемшіліктер: Сапа төмен." in text
    assert "сапар аталмайды" in text  # two visits, one register of findings
    table = next(table for table in rb.tables(filled(next(papers(full, "desant-reference", "kk")))) if table[0][1] == "Ұсыным")
    assert [row[:2] for row in table[1:]] == [
        ["Нормативтік құжаттар және іс жүргізу"], ["1", "Ережені жаңарту"], ["Оқу үдерісінің сапасы"], ["2", "Модуль енгізу"],
    ]


def test_clauses_of_the_landing_party_stand_in_the_reference_where_the_college_has_chosen_their_profile(full: Year, bare: Year) -> None:
    shown = next(papers(full, "desant-reference", "kk")).context["rules"]
    assert [row["id"] for row in shown] == [f"D{number:02}" for number in range(1, 17)]
    assert not next(papers(bare, "desant-reference", "kk")).context["rules"]
    assert "Десант ережесінің орындалуы" not in text_of(bare, "desant-reference")


def test_a_pack_holds_the_directions_of_the_scope_and_says_which_it_leaves_out(full: Year) -> None:
    paper = next(papers(full, "desant-pack", "kk"))
    assert [one["name"] for one in paper.context["directions"]] == ["Нормативтік құжаттар және іс жүргізу", "Педагог шеберлігі және әдістемелік дайындығы"]
    text = text_of(full, "desant-pack")
    assert "Құжаттар сапасы" in text
    assert "Кіріс бақылауы" not in text
    assert "енгізілген жоқ: оқу үдерісінің сапасы; білім олқылығын жою" in text
    assert not re.search("Оспанова|Жақыпов|Төлегенова", text)  # numbers and papers, no lists of people


def test_a_scope_that_names_no_direction_gives_a_blank_and_no_figures(full: Year) -> None:
    paper = list(papers(full, "desant-pack", "kk"))[1]
    assert paper.name == "десант-жинағы_2026-04-06.docx"
    assert not paper.context["directions"]
    assert "десанттың мәніне жататын бағыттар" in str(paper.gaps[-1].params["what"])
    assert rb.tables(filled(paper))[-1][-2][0].startswith("Десант өкілі")
    assert len(rb.tables(filled(paper))) == 1  # the signature lines, no table of figures


@pytest.mark.parametrize(("scope", "codes"), [
    ("Әдістемелік жұмыстың алты бағыты бойынша жағдайы", ("d1", "d2", "d3", "d4", "d5", "d6")),
    ("по шести направлениям", ("d1", "d2", "d3", "d4", "d5", "d6")),
    ("1-бағыт; 5-бағыт", ("d1", "d5")),
    ("направление 2, направление 6", ("d2", "d6")),
    ("Жас педагогтермен жұмыс", ("d5",)),
    ("ТӘРБИЕ жұмысы және оқу-зерттеу қызметі", ("d4", "d6")),
    ("11-бағыт", ()),
    ("жалпы танысу", ()),
    (None, ()),
])
def test_directions_are_read_from_the_scope_by_number_or_by_name(scope: str | None, codes: tuple[str, ...]) -> None:
    assert desant_visits.directions(scope, rb.specs()) == codes


def test_a_pack_holds_three_years_and_nothing_before_them() -> None:
    specs = declared()
    past = {
        label: year_builder.year(label=label, specs=specs, desant_findings=f"""
            direction | indicator | recommendation
            d1        | Актілер   | {label} ұсынымы
        """) for label in ("2024-2025", "2021-2022")
    }
    now = year_builder.year(specs=specs, staff=rb.STAFF, desant=DESANT, desant_findings=FINDINGS, earlier=past)
    made = rb.counted(now, specs), specs
    text = text_of(made, "desant-pack")
    assert "Қамтылған кезең: 2023-2024, 2024-2025, 2025-2026 оқу жылдары" in text
    assert "2024-2025 ұсынымы" in text
    assert "2021-2022" not in text
    assert "Ережені жаңарту" not in text  # advice of this year is what the visit itself leaves


def test_a_part_of_the_year_gives_no_paper_of_three_years_and_a_network_s_paper_says_which_part() -> None:
    specs = declared()
    half = drawn(specs, span="half-2", desant=DESANT, desant_findings=FINDINGS, network_members=MEMBERS, network_events=NETWORK)
    assert not list(papers(half, "desant-reference", "kk"))
    assert not list(papers(half, "desant-pack", "kk"))
    assert "2025-2026 оқу жылының ІІ жартыжылдығындағы жұмыс" in text_of(half, "network-monitoring")
    assert next(papers(half, "network-monitoring", "kk")).name == "желі-мониторингі_2025-2026_half-2.docx"


def test_two_visits_that_begin_on_one_day_have_two_packs() -> None:
    made = drawn(rb.specs(), desant="organisation | period\nКолледж | 2026-02-23..2026-02-26\nФилиал | 2026-02-23..2026-02-24")
    assert [paper.name for paper in papers(made, "desant-pack", "kk")] == ["десант-жинағы_2026-02-23.docx", "десант-жинағы_2026-02-23-2.docx"]


def test_the_numbers_of_the_landing_party_name_their_cells(full: Year) -> None:
    made, _ = full
    rows = {row.values["name"]: row for row in made.listings["desant.indicators"]}
    sums = rows["Үлгерімі төмен білім алушылар, кезеңдер бойынша жиыны"]
    assert [str(cell) for cell in sums.cells["y"]] == [year_builder.at("student_results", f"E{place}") for place in (2, 3, 4)]
    finding = made.listings["desant.findings"].rows[0]
    assert [str(cell) for cell in finding.cells["change"]] == [year_builder.at("desant_findings", cell) for cell in ("E2", "C2")]


# ── a network ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_partners_take_part_in_the_events_that_name_their_schools_and_users_are_not_asked_for(full: Year) -> None:
    made, _ = full
    rows = [(row.values["school"], row.values["attended"], row.values["share"]) for row in made.listings["network.partners"]]
    assert rows == [("А колледжі", 2, 100.0), ("Б колледжі", 1, 50.0), ("В колледжі", 0, 0.0)]
    shared = made.listings["network.partners"].rows[0].of["share"]
    assert shared.value == 2
    assert [str(left.cell) for left in made.listings["network.partners"].left_out if left.reason == "blank"] == [year_builder.at("network_events", "F4")]


def test_a_network_s_year_counts_what_was_held_and_says_who_belongs_to_whom(full: Year) -> None:
    made, _ = full
    now = {row.values["name"]: row.values["y"] for row in made.listings["network.years"]}
    assert list(now.values()) == [5, 3, 1, 3, 52, 1, 1, 1, 1]
    assert [tuple(row.values.values()) for row in made.listings["network.leaders"]] == [("Біздің колледж", 0, 2, 1)]
    paper = next(papers(full, "network-monitoring", "kk"))
    assert [row["id"] for row in paper.context["rules"]] == [f"L{number:02}" for number in range(1, 11)]
    assert len([gap for gap in paper.gaps if "міндет бойынша қорытынды" in str(gap.params["what"])]) == 5
    assert "(желі бойынша)" in text_of(full, "network-monitoring")
    assert "(по сети)" in text_of(full, "network-monitoring", "ru")


# ── sheets ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_lessons_of_one_day_have_two_sheets_that_are_asked_for_by_day_or_teacher(full: Year) -> None:
    made, specs = full
    kind = kinds()["lesson-analysis"]
    assert kind.keys(made, specs) == ("2025-10-21-Жақыпов", "2025-10-21-Жақыпов-2", "2026-08-28-Оспанова")
    asked = [key for key in kind.keys(made, specs) if kind.matches(made, specs, key, "21.10.2025")]
    assert asked == ["2025-10-21-Жақыпов", "2025-10-21-Жақыпов-2"]
    assert kind.matches(made, specs, "2026-08-28-Оспанова", "Оспанова")


def test_a_sheet_of_a_lesson_says_what_the_journal_says_and_leaves_the_rest_to_be_written(full: Year) -> None:
    first = text_of(full, "lesson-analysis")
    assert "Пәні, тобы: Анатомия, МІ-21" in first
    assert "Қатысқандар саны: 7" in first  # as stated, not the two names
    assert "Сабақтың бағасы: жақсы" in first
    assert "Серікова Айгүл Маратқызы" in first
    second, ahead = list(papers(full, "lesson-analysis", "kk"))[1:]
    assert [gap.params["what"] for gap in second.gaps] == ["пәні", "тақырыбы"]
    assert not ahead.gaps
    for sheet in (second, ahead):
        assert "Сабақтың бағасы: ______________" in held.said(filled(sheet))
        assert "Қатысқандар саны" not in held.said(filled(sheet))


def test_a_sheet_of_a_visit_prints_the_review_or_room_for_one(full: Year) -> None:
    first, second = papers(full, "visit-sheet", "kk")
    assert first.name == "сабаққа-қатысу-парағы_2025-10-14-Оспанова.docx"
    assert "пайдалы" in held.said(filled(first))
    assert "Бағасы: 5" in held.said(filled(first))
    assert len(rb.tables(filled(second))) == len(rb.tables(filled(first))) + 1
    assert [gap.params["what"] for gap in second.gaps] == ["пәні", "тобы", "тақырыбы"]


# ── a route ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_route_sheet_has_the_steps_of_the_clause_that_names_the_kind(full: Year) -> None:
    guide, plan, tests = papers(full, "route-sheet", "kk")
    assert guide.name == "бекіту-парағы-01-Жақыпов.docx"
    assert [step["step"] for step in guide.context["steps"]] == ["әзірлеу", "комиссияда қарау", "әдістемелік кеңесте қарау", "бекіту", "жариялау"]
    assert [step["step"] for step in plan.context["steps"]] == ["әзірлеу", "бөлімшенің әдістемелік кеңесінде қарау", "бекіту", "жариялау"]
    assert "№ 583, 21-тармақ" in text_of(full, "route-sheet", "kk", 0)
    assert "№ 583, п. 20" in text_of(full, "route-sheet", "ru", 1)
    assert tests.context["stands"]["state"] == "пысықтауға қайтарылды"


def test_what_was_taken_has_its_protocol_and_day_what_lies_ahead_is_left_to_be_written(full: Year) -> None:
    guide, plan, tests = papers(full, "route-sheet", "kk")
    assert [(step["protocol"], step["day"]) for step in guide.context["steps"]] == [
        ("–", "09.09.2025"), ("2", "30.09.2025"), ("2", "24.10.2025"), ("–", "29.10.2025"), ("–", "–"),
    ]
    assert not guide.gaps[1:]  # the methodist's name alone
    assert [(step["protocol"], step["day"]) for step in plan.context["steps"][1:3]] == [("", ""), ("–", "")]
    assert [str(gap.at) for gap in tests.gaps if gap.params["what"] == "күні"] == [year_builder.at("products", "F4")]
    assert tests.context["steps"][1]["day"] == "[толтырыңыз: күні]"
