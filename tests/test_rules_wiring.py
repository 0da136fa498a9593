"""Rule, profile, clause, message, register: what must stand together, and what a missing register may change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from year_builder import our_specs, year

from otm_reports import rules
from otm_reports.analysis import all_figures
from otm_reports.declared import Clash, Position, Text
from otm_reports.errors import CollegeError
from otm_reports.model import AcademicYear, Row, RuleResult, Table, Verdict
from otm_reports.rules.answer import Case
from otm_reports.rules.checking import needed, rests_on
from otm_reports.specs import LANGUAGES, Specs, load, merge

PROFILES = ("otm-2025", "otm-classic", "methodical-work-583", "desant-2024", "leading-school-2015")
OPEN = (Verdict.NOT_MET, Verdict.PARTLY)
LEADER, FIRST, SECOND, THIRD = (
    "Серікова Айгүл Маратқызы", "Оспанов Ерлан Болатұлы", "Нұрланова Дана Серікқызы", "Әбенов Арман Қайратұлы",
)

#: A year in which every register that a clause may need says something.
DRAWN: dict[str, str] = {
    "staff": f"""
        full_name | category   | category_awarded_on | commission | ped_experience_y | is_young_specialist
        {LEADER}  | researcher | 2023-05-10          | Клиника    | 20               |
        {FIRST}   | moderator  | 2022-05-10          | Клиника    | 4                |
        {SECOND}  | ped        | 2024-05-10          | Клиника    | 1                | yes
        {THIRD}   | expert     | 2021-05-10          | Тілдер     | 9                |
    """,
    "commissions": f"""
        name    | chair    | scope | plan_protocol
        Клиника | {LEADER} | own   | 1
        Тілдер  | {THIRD}  | joint | 1
    """,
    "council_members": f"""
        person   | body | role
        {LEADER} | mc   | chair
        {FIRST}  | mc   | member
    """,
    "otm_composition": f"""
        order_no: 41
        order_date: 2025-09-05
        person   | role     | ground | group | category_at_order
        {LEADER} | leader   |        |       |
        {FIRST}  | listener | growth | 1     |
        {SECOND} | listener | young  | 2     |
    """,
    "otm_plan": """
        approved_protocol_no: 1
        approved_protocol_date: 2025-08-28
        activity | due   | status | strategic_direction | direction
        Отырыс   | қазан | done   | сапа                | m6
        Семинар  | ақпан | done   | сапа                | m7
    """,
    "events": f"""
        date       | form         | title    | presenter | body | status | protocol_no | competence
        2025-10-09 | session      | Кіріспе  | {LEADER}  | otm  | held   | 1           | цифрлық
        2025-11-20 | seminar      | Бағалау  | {LEADER}  | otm  | held   | 2           |
        2026-02-12 | master_class | Тәсіл    | {LEADER}  | otm  | held   |             |
        2026-05-14 | session      | Қорытынды| {LEADER}  | otm  | held   | 3           |
        2026-03-11 | consult      | Кеңес    | {LEADER}  | otm  | held   |             |
        2026-03-12 | round_table  | Пікір    | {LEADER}  | otm  | held   |             |
    """,
    "agenda_items": """
        body | protocol_no | protocol_date | question                                | kind
        mc   | 1           | 2025-08-28    | ОТМ ережесі мен жоспарын бекіту туралы  | approve
        mc   | 6           | 2026-06-11    | ОТМ жылдық есебі                        | report
        otm  | 1           | 2025-10-09    | Кіріспе                                 | information
    """,
    "attendance": f"""
        person   | date       | mark    | body
        {FIRST}  | 2025-10-09 | present | otm
        {SECOND} | 2025-10-09 | present | otm
    """,
    "open_lessons": f"""
        teacher  | kind        | date       | analysis_done | technology
        {FIRST}  | open_lesson | 2025-11-10 | yes           | симуляция
        {SECOND} | panorama    | 2026-02-10 | yes           | симуляция
    """,
    "mutual_visits": f"visitor | visited | date\n{FIRST} | {LEADER} | 2025-11-12",
    "mentoring": f"mentor | mentee | period\n{LEADER} | {SECOND} | 2025-09-10..2026-05-25",
    "pd_courses": f"teacher | programme | period\n{FIRST} | Цифрлық сауаттылық | 2026-01-10..2026-01-20",
    "publications": f"authors | title | kind | status | date\n{FIRST} | Мақала | article | published | 2026-02-02",
    "contests": f"teacher | student | contest | level | date\n{FIRST} | Студент | Байқау | region | 2026-03-03",
    "conferences": f"teacher | event_title | form | level | date\n{FIRST} | Жиын | conference | region | 2026-03-03",
    "self_education": f"teacher | topic | defended_on\n{FIRST} | Тақырып | 2026-05-05",
    "products": f"""
        authors | title | kind  | developed_on | commission_protocol_no | commission_protocol_date | unit_council_protocol_no | unit_council_protocol_date | mc_protocol_no | mc_protocol_date | mc_decision | approved_by_role | approved_on | published_where
        {FIRST} | А     | umk            | 2025-10-01 | 1 | 2025-10-05 | 1 | 2025-10-10 | 2 | 2025-10-20 | approved | deputy   | 2025-10-25 | сайт
        {FIRST} | Ә     | curriculum     | 2025-10-01 | 1 | 2025-10-05 | 1 | 2025-10-10 | 2 | 2025-10-20 | approved | director | 2025-10-25 | сайт
        {FIRST} | Б     | work_programme | 2025-10-01 | 1 | 2025-10-05 | 1 | 2025-10-10 | 2 | 2025-10-20 | approved | deputy   | 2025-10-25 | сайт
        {FIRST} | В     | guide          | 2025-10-01 | 1 | 2025-10-05 | 1 | 2025-10-10 | 2 | 2025-10-20 | approved | deputy   | 2025-10-25 | сайт
    """,
    "portfolios": f"listener | kind | submitted_on\n{FIRST} | portfolio | 2026-05-20\n{SECOND} | portfolio | 2026-05-20",
    "best_practice": f"""
        authors | title | stage       | mc_protocol_no | mc_protocol_date | mc_decision | level_recommended | adopters | adopted_on | adoption_evidence
        {FIRST} | Бірі  | recommended | 6              | 2026-06-11       | approved    | region            | {SECOND} | 2026-06-12 | акт
    """,
    "exhibitions_bulletins": "kind | title | date | analysis_text\nexhibition | Көрме | 2026-05-05 | талдау",
    "orders": f"no | date | title | persons\n41 | 2025-09-05 | ОТМ құрамын бекіту туралы | {LEADER}; {FIRST}; {SECOND}",
    "folder_index": "\n".join((  # noqa: FLY002 - a line each
        "title | doc_date | pages", "ОТМ-ні құру туралы бұйрық | 2025-09-05 | 3", "ОТМ ережесі | 2025-08-28 | 3",
        "ОТМ жылдық жұмыс жоспары | 2025-08-28 | 3", "ОТМ тыңдаушыларының тізімі | 2025-09-05 | 3", "ОТМ хаттамалары № 1–3 | 2026-05-14 | 3",
        "ОТМ жылдық есебі | 2026-06-11 | 3", "ОТМ жұмысының жылдық талдауы | 2026-06-12 | 3", "ОТМ әдістемелік ұсынымдар | 2026-06-12 | 3",
        "Ережемен танысу парағы | 2025-09-06 | 3", "Десантқа берілген құжаттар көшірмесі | 2026-02-20 | 3", "Десант кестесі | 2025-09-20 | 1",
    )),
    "desant": """
        organisation | initiator   | request_no | request_date | order_no | order_date | period                 | scope   | forms            | team       | report_no | report_date
        Орталық      | centre_head | 7          | 2026-01-20   | 9        | 2026-02-01 | 2026-02-16..2026-02-20 | сабақ   | диагностикалық   | Әдіскер Б. | 3         | 2026-02-27
    """,
    "desant_findings": "direction | indicator | recommendation\nd1 | құжат | толықтыру",
    "internal_control": "\n".join(("topic | direction", *(f"Тақырып {number} | d{number}" for number in range(1, 7)))),
    "student_results": "group | quality_pct | low_achievers_n | plan_for_gaps\nМІ-21 | 70 | 2 | yes",
    "attestation": f"teacher | current_category | expires_on\n{FIRST} | moderator | 2026-05-10",
    "network_members": "\n".join((
        "school | role | leading_school | basis_doc | direction", "Бас | leading | | хат № 4 | STEM",
        *(f"Серік {number} | partner | Бас | | " for number in range(1, 11)),
    )),
    "network_events": "\n".join((
        "date | kind | title | organiser | participants_n | partner_schools | resource_link | analysis",
        f"2025-11-11 | seminar | Семинар | Бас | 20 | {'; '.join(f'Серік {number}' for number in range(1, 11))} | сайт | мазмұн, тәсіл, желі",
        "2026-01-11 | consult | Кеңес | Бас | 20 | Серік 1 | сайт | мазмұн", "2026-03-11 | media | Мақала | Бас | 20 | Серік 1 | сайт | мазмұн",
    )),
}


def chosen(*profiles: str, **more: Any) -> Specs:
    """Our specs of a college that names these profiles."""
    college = our_specs().college.model_copy(update={"profiles": profiles, **more})
    return replace(our_specs(), college=college)


def drawn(registers: Mapping[str, str], today: str = "2026-08-31") -> AcademicYear:
    return year(today=today, **registers)  # type: ignore[arg-type]


def verdicts(this: AcademicYear, specs: Specs) -> dict[str, RuleResult]:
    return {one.id: one for one in rules.judge(this, all_figures(this, specs)[0], specs)}


@cache
def of_the_rich_year() -> dict[str, RuleResult]:
    return verdicts(drawn(DRAWN), chosen(*PROFILES))


# ── rule, profile, clause, message ──────────────────────────────────────────────────────────────────────────────────


def every_rule() -> Iterator[tuple[str, Any]]:
    for name, profile in our_specs().profiles.items():
        for spec in profile.rules:
            yield name, spec


def test_every_rule_function_is_named_by_a_profile_and_every_clause_names_a_function():
    named = {spec.function for _, spec in every_rule()}
    assert set(rules.rules()) == named
    assert [mistake for profile in our_specs().profiles.values() for mistake in rules.check(profile, our_specs())] == []


def test_the_regulations_are_complete_by_the_ids_of_their_clauses():
    ids = {name: [spec.id for spec in profile.rules] for name, profile in our_specs().profiles.items()}
    assert ids == {
        "otm-2025": [f"K{number:02}" for number in range(1, 22)],
        "otm-classic": [f"M{number:02}" for number in range(1, 9)],
        "methodical-work-583": [f"O{number:02}" for number in range(1, 19)],
        "methodical-work-253": [],
        "desant-2024": [f"D{number:02}" for number in range(1, 17)],
        "leading-school-2015": [f"L{number:02}" for number in range(1, 11)],
    }
    every = [one for those in ids.values() for one in those]
    assert len(every) == len(set(every))


#: How each clause can be checked, as the five regulations were read one by one: A from the registers, S by a column that shows it,
#: H by a person, A+H where the registers answer a part and a person looks at the rest, C by what otm.toml or a register of bodies says,
#: V a list of words, no check of its own, N a clause of schools that is not asked of a college.
READ = {
    "otm-2025": "K01 A+H K02 S K03 H K04 A K05 A K06 A+H K07 A K08 A K09 A K10 S K11 A K12 A K13 S K14 A K15 A K16 A K17 A K18 A K19 A K20 S K21 A",
    "otm-classic": "M01 H M02 A M03 A M04 S M05 A M06 S M07 A M08 A",
    "methodical-work-583": "O01 C O02 A O03 H O04 A O05 C O06 A O07 A O08 S O09 S O10 A O11 A O12 A O13 A O14 H O15 N O16 N O17 V O18 H",
    "desant-2024": "D01 A D02 A D03 A D04 A D05 A D06 A D07 A D08 A D09 H D10 A D11 H D12 A D13 S D14 A D15 A D16 H",
    "leading-school-2015": "L01 S L02 A L03 A L04 A L05 S L06 A L07 A L08 A L09 H L10 H",
}
#: What a reading becomes in a profile: V is looked at by a person, C is read from a register like the others.
_BECOMES = {"A": "automatic", "A+H": "automatic", "C": "automatic", "S": "evidence", "H": "person", "N": "person", "V": "person"}


@pytest.mark.parametrize("name", READ)
def test_who_answers_a_clause_is_said_as_the_regulations_were_read(name: str):
    words = READ[name].split()
    reading = dict(zip(words[::2], words[1::2], strict=True))
    assert {spec.id: spec.check for spec in our_specs().profiles[name].rules} == {one: _BECOMES[kind] for one, kind in reading.items()}
    for spec in our_specs().profiles[name].rules:
        kind, named = reading[spec.id], rests_on(rules.rules()[spec.function], spec)
        assert spec.asked == (kind != "N"), spec.id
        # what is automatic rests on registers (the order of dates of a regulation on its own text), a person's clause on none
        assert bool(named) == (_BECOMES[kind] != "person" and spec.id != "D01"), spec.id
        if kind == "S":
            assert any("." in one for one in named), f"{spec.id} has no column of evidence"
        if _BECOMES[kind] == "person":
            assert spec.reasons["look"].kk, f"{spec.id} does not say at what to look"
        if kind == "A+H":
            said = " ".join(one.kk for one in (spec.text, *spec.reasons.values())) + " ".join(our_specs().messages["kk"].texts["reasons"].values())
            assert "әдіскер бағалайды" in said, spec.id


#: A clause that a register answers has cases of its own in these files, or a list of cases that names it.
_CASES = ("test_rules.py", "test_rules_regulations.py")


def test_every_clause_that_registers_answer_has_cases_on_both_sides():
    text = "".join((our_tests() / name).read_text(encoding="utf-8") for name in _CASES)
    for name, reading in READ.items():
        words = reading.split()
        for one, kind in zip(words[::2], words[1::2], strict=True):
            if _BECOMES[kind] != "person":
                assert f'"{one}"' in text, f"{name} {one} has no case"


def our_tests() -> Any:
    from pathlib import Path

    return Path(__file__).parent


def test_every_clause_is_worded_and_cited_in_two_languages_and_a_persons_clause_says_at_what_to_look():
    for name, spec in every_rule():
        assert spec.clause
        assert "" != spec.text.kk != spec.text.ru != "", spec.id
        texts = (*spec.reasons.values(), *spec.remedies.values())
        assert all(one.kk and one.ru and one.en for one in texts), spec.id
        assert (spec.function == "person-judges") == ("look" in spec.reasons), (name, spec.id)
        assert all(part.kk and part.ru for part in spec.parts.values()), spec.id


def test_every_item_of_a_list_has_its_words():
    for _, spec in every_rule():
        items = spec.params.get("items") or spec.params.get("groups") or {}
        assert set(items) <= set(spec.parts), spec.id
    counts = [sum(number.startswith(f"{form}-") for number in _rule("D07").parts) for form in (2, 3, 4)]
    assert counts == [5, 6, 5]
    assert len(_rule("L06").parts) == 6


def _rule(name: str) -> Any:
    return next(spec for _, spec in every_rule() if spec.id == name)


def test_every_way_not_to_be_met_has_a_remedy_in_three_languages_and_no_remedy_is_idle():
    texts = {lang: our_specs().messages[lang].texts for lang in LANGUAGES}
    assert set(texts["kk"]["remedies"]) == set(texts["ru"]["remedies"]) == set(texts["en"]["remedies"])
    general = {"otherwise", "start-registers", "start-columns", "fill-columns", "fill-registers"}
    assert set(texts["kk"]["remedies"]) - general - set(texts["kk"]["reasons"]) == set()
    source = "".join(path.read_text(encoding="utf-8") for path in (our_rules() / "..").resolve().glob("rules/*.py"))
    said = set(re.findall(r'(?:partly|not_met|\(not_met if [^()]+ else partly\)|verdict)\(\s*f?"([a-z-]+)"', source))
    assert said - set(texts["kk"]["remedies"]) == set()
    assert len(said) > 30


def our_rules() -> Any:
    from pathlib import Path

    return Path(rules.__file__).parent


def test_what_a_clause_reads_are_registers_and_fields_that_exist():
    for _, spec in every_rule():
        for name in rests_on(rules.rules()[spec.function], spec):
            register, dot, field = name.partition(".")
            known = our_specs().registers[register]
            assert not dot or field in {**known.fields, **known.attributes}, name


def test_a_rule_declares_every_register_and_every_field_it_reads():
    specs = chosen(*PROFILES)
    this = drawn(DRAWN)
    figures = all_figures(this, specs)[0]
    for name in PROFILES:
        for spec in specs.profiles[name].rules:
            found = rules.rules()[spec.function]
            read: set[str] = set()
            case = Case(_watched(this, read), figures, specs)
            tuple(found(case, **{key: _tuples(value) for key, value in spec.params.items()}))
            used = {cell.file.rpartition("/")[2].removesuffix(".xlsx") for one in found.figures for number in figures.values()
                    if re.fullmatch(one.replace(".", r"\.").replace("*", ".*"), number.id) for cell in number.cells}
            declared = {one.partition(".")[0] for one in rests_on(found, spec)}
            assert (read | used) - declared == set(), f"{spec.id} {spec.function}"


def _tuples(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_tuples, value))
    return {key: _tuples(one) for key, one in value.items()} if isinstance(value, dict) else value


class _Watch(dict[str, Any]):
    """A mapping of registers that remembers which were asked for."""

    def __init__(self, kept: Mapping[str, Any], seen: set[str]):
        super().__init__(kept)
        self.seen = seen

    def get(self, name: str, default: Any = None) -> Any:
        self.seen.add(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> Any:
        self.seen.add(name)
        return super().__getitem__(name)


def _watched(this: AcademicYear, seen: set[str]) -> AcademicYear:
    return replace(
        this, tables=_Watch(this.tables, seen), selections=_Watch(this.selections, seen), everything=_Watch(this.everything, seen),
    )


# ── a register that is gone ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_rich_year_breaks_no_clause():
    assert {name: (one.verdict, one.reason["kk"]) for name, one in of_the_rich_year().items() if one.verdict is Verdict.NOT_MET} == {}
    assert sum(one.verdict is Verdict.MET for one in of_the_rich_year().values()) > 45


@pytest.mark.parametrize("register", DRAWN)
def test_a_register_that_is_gone_turns_the_rules_that_need_it_to_no_data_and_changes_nothing_else(register: str):
    specs = chosen(*PROFILES)
    without = verdicts(drawn({name: text for name, text in DRAWN.items() if name != register}), specs)
    before = of_the_rich_year()
    for name in PROFILES:
        for spec in specs.profiles[name].rules:
            if not spec.asked:
                continue
            found = rules.rules()[spec.function]
            one, was = without[spec.id], before[spec.id]
            if register in needed(found, spec):
                assert one.verdict is Verdict.NO_DATA, spec.id
                assert register in one.record, spec.id
            elif register in {named.partition(".")[0] for named in rests_on(found, spec)}:
                assert one.verdict not in OPEN or was.verdict in OPEN or spec.function == "years-covered", (spec.id, one.reason["kk"])
            else:
                assert (one.verdict, one.reason, one.evidence) == (was.verdict, was.reason, was.evidence), spec.id


def test_every_register_that_a_clause_needs_stands_in_the_rich_year():
    named = {one.partition(".")[0] for _, spec in every_rule() for one in rests_on(rules.rules()[spec.function], spec)}
    assert named - set(DRAWN) == set()


def test_a_verdict_without_data_names_what_to_record_and_never_a_sheet():
    for this in (year(), drawn(DRAWN), drawn(dict.fromkeys(DRAWN, ""))):
        for one in verdicts(this, chosen(*PROFILES)).values():
            assert all(cell.row or cell.file.endswith(".toml") for cell in one.evidence), one.id
            if one.verdict is Verdict.NO_DATA:
                assert one.record, one.id
                assert all(one.remedy[lang] for lang in LANGUAGES), one.id
            if one.verdict in OPEN:
                assert one.by is not None, one.id
                assert one.by >= this.today
                assert all(one.remedy[lang] for lang in LANGUAGES), one.id
            if one.verdict in (Verdict.MET, Verdict.NOT_DUE, Verdict.PERSON):
                assert (one.by, dict(one.remedy)) == (None, {}), one.id


def test_no_text_of_a_verdict_leaves_the_name_of_a_value_visible():
    for today in ("2025-10-20", "2026-08-31"):
        for drawing in (DRAWN, dict.fromkeys(DRAWN, ""), {}):
            for one in verdicts(drawn(drawing, today), chosen(*PROFILES)).values():
                for lang in LANGUAGES:
                    assert "{" not in one.reason[lang], (one.id, one.reason[lang])
                    assert " " in one.reason[lang], (one.id, one.reason[lang])
                    assert "{" not in one.remedy.get(lang, ""), (one.id, one.remedy[lang])


def test_in_october_no_clause_of_any_regulation_is_broken_because_the_year_is_young():
    young = verdicts(drawn({**dict.fromkeys(DRAWN, ""), "otm_plan": DRAWN["otm_plan"]}, "2025-10-20"), chosen(*PROFILES))
    late = {name for name, one in young.items() if one.verdict in OPEN}
    assert late & {"K07", "K11", "K14", "K16", "K17", "K18", "M02", "M03", "M04", "M07", "M08", "O02", "O04", "O06", "D06", "D08", "L04", "L06", "L07"} == set()
    assert all(one.due is not None and one.due >= date(2025, 10, 20) for one in young.values() if one.verdict is Verdict.NOT_DUE)


# ── dates in force ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PROFILES)
def test_a_clause_is_asked_only_in_years_that_touch_its_days_in_force(name: str):
    profile = our_specs().profiles[name]
    for spec in profile.rules:
        for update, asked in (
            ({"in_force_from": date(2026, 9, 1)}, False), ({"in_force_from": date(2026, 8, 31)}, True),
            ({"in_force_to": date(2025, 8, 31)}, False), ({"in_force_to": date(2025, 9, 1)}, True),
        ):
            dated = profile.model_copy(update={"rules": (spec.model_copy(update=update),)})
            specs = replace(chosen(name), profiles={name: dated})
            assert bool(rules.judge(year(), {}, specs)) == (asked and spec.asked), (spec.id, update)


def test_a_regulation_of_the_colleges_own_holds_from_the_day_it_was_approved():
    for approved, asked in ((date(2023, 8, 31), 21), (date(2026, 8, 31), 21), (date(2026, 9, 1), 0)):
        specs = chosen("otm-2025", regulation=our_specs().college.regulation.model_copy(update={"approved_on": approved}))
        assert len(rules.judge(year(), {}, specs)) == asked
    assert rules.judge(year(label="2024-2025"), {}, chosen("otm-2025")) == ()


def test_every_regulation_says_its_edition_and_from_when_it_holds():
    for name, profile in our_specs().profiles.items():
        assert profile.edition, name
        assert profile.in_force_from or name == "otm-classic", name
        assert not profile.act or profile.act in our_specs().acts, name


# ── clashes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def shown(*profiles: str) -> dict[str, list[str]]:
    specs = chosen(*profiles)
    found = rules.clashes(rules.judge(year(), {}, specs), specs)
    return {one.id: [f"{stand.profile} {stand.clause}" for stand in one.stands] for one in found}


def test_fourteen_matters_are_declared_and_their_positions_stand_where_the_clause_does():
    clashes = our_specs().clashes
    assert list(clashes) == [f"C{number}" for number in range(1, 15)]
    for name, clash in clashes.items():
        assert len(clash.positions) > 1, name
        for one in clash.positions:
            assert one.says.kk
            assert one.says.ru
            if one.rule:
                assert one.rule in {spec.id for spec in our_specs().profiles[one.profile].rules}, (name, one.rule)
            assert not one.profile or one.profile in our_specs().profiles


def test_positions_of_chosen_regulations_stand_side_by_side_and_each_keeps_its_verdict():
    specs = chosen("otm-2025", "otm-classic")
    results = rules.judge(drawn(DRAWN), all_figures(drawn(DRAWN), specs)[0], specs)
    first = rules.clashes(results, specs)[0]
    assert [(one.rule, one.verdict) for one in first.stands] == [("K01", Verdict.MET), ("M05", Verdict.PERSON)]
    assert set(shown("otm-2025", "otm-classic")) == {"C1", "C2", "C4", "C5", "C6", "C7", "C10", "C11", "C14"}


def test_one_regulation_shows_only_what_it_says_against_itself_or_the_colleges_calendar():
    assert shown("otm-2025") == {"C5": ["otm-2025 1.2", "otm-2025 3.2"], "C14": ["otm-2025 3.4", " otm.toml, [quarters]"]}
    assert set(shown("desant-2024")) == {"C8", "C9"}
    assert shown("otm-classic") == {}
    assert "C3" in shown("otm-2025", "methodical-work-583")


def test_a_clash_of_the_colleges_own_is_shown_too():
    own = Clash(topic=Text(kk="Т"), note=Text(kk="Е"), positions=(
        Position(profile="otm-2025", clause="1", says=Text(kk="А")), Position(profile="otm-classic", clause="2", says=Text(kk="Ә")),
    ))
    specs = replace(chosen("otm-2025", "otm-classic"), clashes={"X1": own})
    assert [one.id for one in rules.clashes((), specs)] == ["X1"]


# ── legal bases ─────────────────────────────────────────────────────────────────────────────────────────────────────


def basis(text: str) -> Specs:
    papers = our_specs().college.papers.model_copy(update={"legal_bases": (Text(kk=text),)})
    return chosen("otm-2025", papers=papers)


@pytest.mark.parametrize(("text", "on", "old"), [
    ("Министрдің 2007 жылғы 29 қарашадағы № 583 бұйрығы", date(2023, 8, 15), False),
    ("Министрдің 2007 жылғы 29 қарашадағы № 583 бұйрығы", date(2023, 8, 16), True),
    ("ҚР БҒМ 2007 жылдың 29 қарашасындағы №583 бұйрығы", date(2026, 6, 1), True),
    ("приказ от 29 ноября 2007 года N 583", date(2026, 6, 1), True),
    ("2023 жылғы 10 тамыздағы № 253 бұйрық", date(2026, 6, 1), False),
    ("2023 жылғы 10 тамыздағы № 253 бұйрық", date(2023, 8, 15), True),
    ("2023 жылғы 10 тамыздағы № 253 бұйрық", date(2023, 8, 16), False),
    ("Үкіметтің 2018 жылғы 31 қазандағы № 703 қаулысы", date(2026, 6, 1), True),
    ("2007 жылғы 27 шілдедегі № 319-III «Білім туралы» Заң", date(2026, 6, 1), False),
    ("Колледждің 2025 жылғы № 583 бұйрығы", date(2026, 6, 1), False),
])
def test_a_legal_basis_out_of_force_on_the_day_is_a_warning(text: str, on: date, old: bool):  # noqa: FBT001 - a column of the table above
    found = rules.outdated(basis(text), on)
    assert [one.code for one in found] == ["legal-basis-old"] * old
    for one in found:
        assert our_specs().severity(one).value == "warning"
        for lang in LANGUAGES:
            assert "{" not in "".join(our_specs().say(one, lang))


def test_a_profile_that_is_an_act_out_of_force_is_a_warning_and_is_still_judged():
    specs = chosen("methodical-work-583")
    (found,) = rules.outdated(specs, date(2026, 6, 1))
    assert str(found.at) == "otm.toml#profiles"
    assert len(rules.judge(year(), {}, specs)) == 16
    assert rules.outdated(chosen("otm-2025", "otm-classic", "desant-2024"), date(2026, 6, 1)) == ()


# ── coverage ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_coverage_says_of_every_clause_whether_the_registers_can_answer_it():
    specs = chosen(*PROFILES)
    covered = {one.spec.id: one for one in rules.coverage(drawn(DRAWN), specs)}
    assert set(covered) == set(of_the_rich_year())
    assert {one.answer for one in covered.values()} <= {"yes", "partly", "person"}
    nothing = {one.spec.id: one.answer for one in rules.coverage(year(), specs)}
    assert nothing["K07"] == nothing["O10"] == nothing["D06"] == "no"
    assert nothing["K03"] == "person"


def test_coverage_names_the_column_that_is_missing_and_what_to_start():
    specs = chosen("otm-2025")
    short = DRAWN["open_lessons"].replace("| analysis_done ", "").replace("| yes           ", "")
    covered = rules.coverage(drawn({**{name: text for name, text in DRAWN.items() if name != "portfolios"}, "open_lessons": short}), specs)
    lacking = {one.spec.id: (one.answer, one.missing) for one in covered if one.missing}
    assert lacking["K08"] == ("partly", ("open_lessons.analysis_done",))
    assert lacking["K14"] == ("no", ("portfolios",))
    starts = {one.register: one for one in rules.to_start(covered)}
    assert (starts["portfolios"].new, starts["open_lessons"].new) == (True, False)
    assert "submitted_on" in starts["portfolios"].fields
    assert starts["portfolios"].clauses == ("otm-2025 K14",)


# ── profiles as data ────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_college_corrects_one_day_of_a_clause_by_its_id(tmp_path):
    (tmp_path / "overlay" / "profiles").mkdir(parents=True)
    own = '[[rules]]\nid = "K14"\nparams.due = "05-25"\n'
    (tmp_path / "overlay" / "profiles" / "otm-2025.toml").write_text(own, encoding="utf-8")
    profile = load(tmp_path).profiles["otm-2025"]
    assert [spec.id for spec in profile.rules] == [spec.id for spec in our_specs().profiles["otm-2025"].rules]
    assert next(spec for spec in profile.rules if spec.id == "K14").params == {"due": "05-25"}


def test_lists_without_ids_still_extend():
    assert merge({"also": ["а"]}, {"also": ["ә", "а"]}) == {"also": ["а", "ә"]}
    assert merge({"rules": [{"id": "1", "x": 1}]}, {"rules": [{"id": "2"}, {"id": "1", "x": 2}]}) == {"rules": [{"id": "1", "x": 2}, {"id": "2"}]}


def test_a_profile_that_waits_for_somebody_with_the_text_cannot_be_chosen(tmp_path):
    (tmp_path / "otm.toml").write_text('profiles = ["methodical-work-253"]\n', encoding="utf-8")
    with pytest.raises(CollegeError) as refusal:
        load(tmp_path)
    assert "methodical-work-583" in str(refusal.value.params["mistakes"])


def test_a_clause_words_its_own_reason_and_a_missing_language_falls_to_the_next():
    profile = our_specs().profiles["otm-2025"]
    spec = profile.rules[6].model_copy(update={"reasons": {"events-enough": profile.rules[2].reasons["look"].model_copy(update={"kk": "өз сөзі: {n}", "ru": "", "en": ""})}})
    specs = replace(chosen("otm-2025"), profiles={"otm-2025": profile.model_copy(update={"rules": (spec,)})})
    result = verdicts(drawn(DRAWN), specs)["K07"]
    assert [result.reason[lang] for lang in LANGUAGES] == ["өз сөзі: 6"] * 3


@pytest.mark.parametrize(("selector", "mistake"), [
    ("evnts", "no register 'evnts', did you mean 'events'?"),
    ("events.frm", "events has no field 'frm', did you mean 'form'?"),
    ("events.form=semnar", "events.form has no code 'semnar', did you mean 'seminar'?"),
    ("events form", "wants register.field=code, not 'events form'"),
])
def test_a_selector_that_names_nothing_is_refused_with_the_nearest_word(selector: str, mistake: str):
    profile = our_specs().profiles["otm-2025"]
    spec = _rule("K18")
    wrong = spec.model_copy(update={"params": {**spec.params, "items": {"1": [selector]}}})
    found = rules.check(profile.model_copy(update={"rules": (wrong,)}), our_specs())
    assert found == (f"profiles/otm-2025.toml: K18: params.items: {mistake}",)


def test_rows_and_tables_of_the_fixture_are_the_models_own():
    assert all(isinstance(table, Table) and all(isinstance(row, Row) for row in table) for table in drawn(DRAWN).tables.values())
