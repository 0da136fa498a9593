"""Clauses of the other regulations, each just below, at and above its threshold, and on both sides of its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from test_rules_wiring import chosen, verdicts
from year_builder import at, our_specs, year

from otm_reports.college import Agreed, Post, Regulation
from otm_reports.declared import Text
from otm_reports.model import RuleResult, Verdict
from otm_reports.specs import Specs

MET, PARTLY, NOT_MET, NOT_DUE, NO_DATA, PERSON = (
    Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET, Verdict.NOT_DUE, Verdict.NO_DATA, Verdict.PERSON,
)
AUGUST = "2026-08-31"
LEADER, FIRST, SECOND = "Серікова Айгүл Маратқызы", "Оспанов Ерлан Болатұлы", "Нұрланова Дана Серікқызы"
OF = {"K": "otm-2025", "M": "otm-classic", "O": "methodical-work-583", "D": "desant-2024", "L": "leading-school-2015"}


def judged(rule: str, today: str = AUGUST, *, specs: Specs | None = None, earlier: Any = None, **registers: str) -> RuleResult:
    declared = specs or chosen(OF[rule[0]])
    return verdicts(year(today=today, earlier=earlier, **registers), declared)[rule]


def table(head: str, *rows: str) -> str:
    return "\n".join((head, *rows))


def with_college(profile: str, **more: Any) -> Specs:
    return chosen(profile, **more)


# ── the school's own regulation ─────────────────────────────────────────────────────────────────────────────────────

CARD = {"qms": our_specs().college.qms.model_copy(update={"code": "СМЖ 1", "edition": "2", "copy_no": "1"})}


@pytest.mark.parametrize(("approved", "today", "verdict"), [
    ("2021-08-30", "2026-08-29", MET), ("2021-08-30", "2026-08-30", MET), ("2021-08-30", "2026-08-31", NOT_MET),
    ("2024-02-29", AUGUST, MET),
])
def test_a_regulation_is_reviewed_after_five_years(approved: str, today: str, verdict: Verdict):
    result = judged("K19", today, specs=chosen("otm-2025", **CARD), folder_index=f"title | doc_date\nОТМ ережесі | {approved}")
    assert result.verdict is verdict
    assert str(result.evidence[0]) == at("folder_index", "B2")


def test_the_day_of_approval_may_stand_in_the_requisites_and_a_card_without_code_is_no_data():
    typed = chosen("otm-2025", **CARD, regulation=Regulation(approved_on=date(2025, 8, 28)))
    result = judged("K19", specs=typed)
    assert (result.verdict, str(result.evidence[0])) == (MET, "otm.toml#regulation.approved_on")
    bare = judged("K19", folder_index="title | doc_date\nОТМ ережесі | 2025-08-28")
    assert (bare.verdict, "qms.code" in bare.reason["kk"]) == (NO_DATA, True)
    assert judged("K19", specs=chosen("otm-2025", **CARD), folder_index="title | doc_date | pages\nОТМ ережесі | | 8").verdict is NO_DATA
    assert judged("K19", specs=chosen("otm-2025", **CARD)).verdict is NO_DATA


@pytest.mark.parametrize(("title", "pages", "verdict"), [
    ("Ережемен танысу парағы", "3", MET), ("Ережемен танысу парағы", "", PERSON), ("Ереже", "3", NO_DATA),
])
def test_the_acquaintance_list_lies_in_the_folder(title: str, pages: str, verdict: Verdict):
    assert judged("K20", folder_index=f"title | pages\n{title} | {pages}").verdict is verdict


def agreed(count: int, on: str = "2025-08-20", bare: int = 0) -> Specs:
    people = [Agreed(name=f"А.А. Адам{number}", position=Text(kk="Орынбасар"), on=date.fromisoformat(on)) for number in range(count)]
    return chosen("otm-2025", regulation=Regulation(agreed=(*people, *(Agreed(name="Б.Б. Күнсіз") for _ in range(bare)))))


@pytest.mark.parametrize(("specs", "verdict"), [
    (agreed(3), PARTLY), (agreed(4), MET), (agreed(5), MET), (agreed(4, bare=1), PARTLY), (agreed(4, "2025-08-28"), MET),
    (agreed(4, "2025-08-29"), PARTLY), (agreed(0), NO_DATA),
])
def test_the_regulation_is_agreed_by_four_before_the_council(specs: Specs, verdict: Verdict):
    agenda = "body | protocol_no | protocol_date | question\nmc | 1 | 2025-08-28 | ОТМ ережесін мақұлдау туралы"
    assert judged("K21", specs=specs, agenda_items=agenda).verdict is verdict
    assert judged("K21", specs=specs, agenda_items=agenda.replace("ережесін", "жоспарын")).verdict is NO_DATA
    assert judged("K21", "2025-08-27", specs=specs, agenda_items=agenda).verdict is NO_DATA


TASKS = {
    "events": f"date | form | title | presenter | body\n2025-10-09 | master_class | А | {LEADER} | otm",
    "mutual_visits": f"visitor | visited | date\n{FIRST} | {LEADER} | 2025-11-12",
    "mentoring": f"mentor | mentee\n{LEADER} | {SECOND}",
    "publications": f"authors | title | date\n{FIRST} | Мақала | 2026-02-02",
    "best_practice": "", "products": "",
}


@pytest.mark.parametrize(("update", "today", "verdict"), [
    ({}, AUGUST, MET),
    ({"mentoring": ""}, AUGUST, PARTLY),
    ({"mentoring": ""}, "2026-06-30", NOT_DUE),
    ({"mentoring": ""}, "2026-07-01", PARTLY),
    ({"mentoring": None}, AUGUST, NO_DATA),
    ({"publications": None}, AUGUST, NO_DATA),
    (dict.fromkeys(TASKS, ""), AUGUST, NOT_MET),
    (dict.fromkeys(TASKS), AUGUST, NO_DATA),
    ({"events": TASKS["events"].replace("| otm", "| commission")}, AUGUST, PARTLY),
])
def test_each_task_of_the_school_is_shown(update: dict[str, str | None], today: str, verdict: Verdict):
    registers = {name: text for name, text in {**TASKS, **update}.items() if text is not None}
    assert judged("K18", today, **registers).verdict is verdict


# ── the older regulation ────────────────────────────────────────────────────────────────────────────────────────────


def led(category: str) -> str:
    return f"order_no: 4\norder_date: 2025-09-05\nperson | role | category_at_order\n{LEADER} | leader | {category}"


@pytest.mark.parametrize(("category", "verdict"), [
    ("high", MET), ("first", MET), ("second", NOT_MET), ("none", NOT_MET), ("expert", PERSON), ("master", PERSON), ("", NO_DATA),
])
def test_the_older_regulation_wants_an_old_category_and_a_new_one_is_for_a_person(category: str, verdict: Verdict):
    assert judged("M05", otm_composition=led(category)).verdict is verdict


@pytest.mark.parametrize(("category", "verdict"), [("expert", MET), ("moderator", NOT_MET), ("master", PERSON)])
def test_the_crosswalk_works_in_that_direction_too_and_knows_no_master(category: str, verdict: Verdict):
    parameters = our_specs().college.parameters.model_copy(update={"category_crosswalk": True})
    assert judged("M05", specs=chosen("otm-classic", parameters=parameters), otm_composition=led(category)).verdict is verdict


@pytest.mark.parametrize(("outside", "verdict"), [("college", PARTLY), ("region", MET), ("", PARTLY)])
def test_experience_goes_outside_the_college(outside: str, verdict: Verdict):
    practice = f"authors | title | date | level_recommended\n{FIRST} | А | 2026-02-02 | college\n{FIRST} | Б | 2026-02-03 | {outside}"
    kept = {"best_practice": practice, "events": "", "open_lessons": "", "conferences": "", "publications": ""}
    assert judged("M02", **kept).verdict is verdict
    del kept["conferences"]
    assert judged("M02", **kept).verdict is (NO_DATA if verdict is PARTLY else verdict)


SEVEN = ("events", "conferences", "contests", "publications", "products", "exhibitions_bulletins", "open_lessons", "self_education")


def test_of_seven_forms_one_is_enough_and_none_is_not():
    one = {**dict.fromkeys(SEVEN, ""), "self_education": f"teacher | topic | defended_on\n{FIRST} | А | 2026-05-05"}
    result = judged("M03", **one)
    assert (result.verdict, "мақала" in result.reason["kk"]) == (MET, True)
    assert judged("M03", **dict.fromkeys(SEVEN, "")).verdict is NOT_MET
    assert judged("M03", "2026-06-30", **dict.fromkeys(SEVEN, "")).verdict is NOT_DUE
    assert judged("M03", **dict.fromkeys(SEVEN[:-1], "")).verdict is NO_DATA
    undefended = {**one, "self_education": one["self_education"].replace("2026-05-05", "")}
    assert judged("M03", **undefended).verdict is NOT_MET


def adopted(*rows: str) -> str:
    head = "authors | title | stage | mc_protocol_date | adopters | adopted_on | adoption_evidence"
    return table(head, *rows)


GOOD = f"{FIRST} | А | recommended | 2026-03-11 | {SECOND} | 2026-04-12 | акт"
OPEN = f"{FIRST} | Б | recommended | 2026-03-11 | {SECOND} | 2026-04-12 |"


@pytest.mark.parametrize(("rows", "today", "verdict"), [
    ((GOOD,), AUGUST, MET), ((GOOD, OPEN), AUGUST, PARTLY), ((OPEN,), AUGUST, NOT_MET), ((OPEN,), "2026-06-30", NOT_DUE),
    ((OPEN,), "2026-07-01", NOT_MET), ((), AUGUST, PERSON), ((), "2026-01-01", NOT_DUE),
])
def test_recommendations_are_followed_up_with_adopter_day_and_evidence(rows: tuple[str, ...], today: str, verdict: Verdict):
    result = judged("M04", today, best_practice=adopted(*rows))
    assert result.verdict is verdict
    assert judged("M04", today).verdict is NO_DATA


@pytest.mark.parametrize(("groups", "verdict"), [(("1", "2"), MET), (("1", ""), PARTLY), (("", ""), NO_DATA)])
def test_listeners_are_grouped(groups: tuple[str, str], verdict: Verdict):
    rows = (f"{name} | listener | {group}" for name, group in zip((FIRST, SECOND), groups, strict=True))
    composition = table("person | role | group", f"{LEADER} | leader | ", *rows)
    assert judged("M06", otm_composition=composition).verdict is verdict


def test_a_composition_without_listeners_has_nothing_to_group():
    assert judged("M06", otm_composition=f"person | role\n{LEADER} | leader").verdict is NO_DATA


@pytest.mark.parametrize(("titles", "today", "verdict"), [
    (("ОТМ ережесі", "ОТМ жылдық жоспары", "ОТМ бюллетені"), AUGUST, MET), (("ОТМ ережесі", "ОТМ жылдық жоспары"), AUGUST, PARTLY),
    (("ОТМ ережесі", "ОТМ жылдық жоспары"), "2026-06-30", NOT_DUE), ((), AUGUST, NOT_MET),
])
def test_the_older_regulation_asks_three_groups_of_papers_and_no_protocols(titles: tuple[str, ...], today: str, verdict: Verdict):
    folder = table("title | doc_date", *(f"{title} | 2026-05-05" for title in titles))
    assert judged("M07", today, folder_index=folder).verdict is verdict
    assert judged("M07", today).verdict is NO_DATA


@pytest.mark.parametrize(("rows", "today", "verdict"), [
    (("exhibition | А | 2026-05-05 | талдау",), AUGUST, MET),
    (("exhibition | А | 2026-05-05 | талдау", "exhibition | Б | 2026-05-06 | талдау"), AUGUST, MET),
    (("exhibition | А | 2026-05-05 | ",), AUGUST, PARTLY), (("bulletin | А | 2026-05-05 | талдау",), AUGUST, NOT_MET),
    ((), "2026-06-30", NOT_DUE), ((), "2026-07-01", NOT_MET),
])
def test_one_exhibition_a_year_is_analysed(rows: tuple[str, ...], today: str, verdict: Verdict):
    drawn = table("kind | title | date | analysis_text", *rows)
    assert judged("M08", today, exhibitions_bulletins=drawn).verdict is verdict
    assert judged("M08", today).verdict is NO_DATA


# ── order 583 ───────────────────────────────────────────────────────────────────────────────────────────────────────

POSTS = our_specs().college.people.model_copy(update={"deputy": Post(name="А.А. Адам"), "methodist": Post(name="Б.Б. Адам")})


@pytest.mark.parametrize(("rows", "verdict"), [
    ((f"{LEADER} | mc | chair", f"{FIRST} | mc | member"), MET), ((f"{FIRST} | mc | member",), PARTLY),
    ((f"{LEADER} | pedcouncil | chair",), NO_DATA), ((), NO_DATA),
])
@pytest.mark.parametrize("rule", ["O01", "O05"])
def test_the_council_has_a_chair(rule: str, rows: tuple[str, ...], verdict: Verdict):
    named = chosen("methodical-work-583", people=POSTS)
    drawn = table("person | body | role", *rows)
    assert judged(rule, specs=named, council_members=drawn).verdict is verdict
    unnamed = judged(rule, council_members=drawn)
    assert unnamed.verdict is (NO_DATA if verdict is MET else verdict)
    assert "people.deputy.name" in unnamed.reason["kk"]


def plan(*directions: str) -> str:
    return table("activity | due | direction", *(f"Іс | қазан | {one}" for one in directions))


NINE = tuple(f"m{number}" for number in range(1, 10))


@pytest.mark.parametrize(("directions", "today", "verdict"), [
    (NINE, AUGUST, MET), (NINE[:8], AUGUST, PARTLY), (NINE[:8], "2026-06-30", NOT_DUE), (("",), AUGUST, NOT_MET), ((*NINE, "m1", ""), AUGUST, MET),
])
def test_a_plan_covers_nine_directions(directions: tuple[str, ...], today: str, verdict: Verdict):
    result = judged("O02", today, otm_plan=plan(*directions))
    assert result.verdict is verdict
    assert verdict is not PARTLY or "білім алушылардың өзін-өзі басқаруы" in result.reason["kk"]


def test_a_plan_without_the_column_does_not_say_and_the_column_is_named():
    result = judged("O02", otm_plan="activity | due\nІс | қазан")
    assert (result.verdict, result.record) == (NO_DATA, ("otm_plan.direction",))


UNITS = {
    "otm_plan": "activity | due\nІс | қазан", "commissions": "name\nКлиника",
    "agenda_items": "body | protocol_no | question\nmc | 1 | Жаңа қағидалар\nmc | 2 | Жарты жылдық қорытынды",
    "products": "authors | title | kind | developed_on | published_where\nОспанов Е. | А | umk | 2026-02-02 | сайт",
    "publications": "", "folder_index": "",
}


@pytest.mark.parametrize(("old", "new", "verdict"), [
    ("", "", MET), ("қағидалар", "әдістер", PARTLY), ("қорытынды", "шаралар", PARTLY), ("| сайт", "| ", PARTLY),
])
def test_units_manage_examine_analyse_and_publish(old: str, new: str, verdict: Verdict):
    kept = {name: text.replace(old, new) if old else text for name, text in UNITS.items()}
    assert judged("O04", **kept).verdict is verdict
    if verdict is PARTLY:
        assert judged("O04", "2026-06-30", **kept).verdict is NOT_DUE


def test_of_collective_forms_one_is_enough():
    kept = {"commissions": "name\nКлиника", "otm_composition": "", "events": "", "conferences": ""}
    assert judged("O06", **kept).verdict is MET
    assert judged("O06", **{**kept, "commissions": ""}).verdict is NOT_MET
    assert judged("O06", events="").verdict is NO_DATA


def college(size: int, scope: str = "own") -> dict[str, str]:
    people = (f"Тегі{number} Аты Әкесі | none | Клиника | {number}" for number in range(size))
    others = (f"Басқа{number} Аты Әкесі | none | Тілдер | {number}" for number in range(5))
    return {
        "staff": table("full_name | category | commission | ped_experience_y", *people, *others),
        "commissions": f"name | scope | chair\nКлиника | {scope} | \nТілдер | own | Басқа4 Аты Әкесі",
    }


@pytest.mark.parametrize(("size", "scope", "seventh", "eighth"), [
    (2, "own", PARTLY, NOT_MET), (3, "own", MET, MET), (4, "own", MET, MET), (2, "joint", MET, MET), (2, "", PARTLY, NO_DATA),
])
def test_a_commission_has_three_or_joins_another(size: int, scope: str, seventh: Verdict, eighth: Verdict):
    assert judged("O07", **college(size, scope)).verdict is seventh
    assert judged("O08", **college(size, scope)).verdict is eighth


def test_commissions_are_unknown_where_the_staff_register_names_none():
    bare = {**college(3), "staff": "full_name | category\nТегі Аты | none"}
    assert {judged(rule, **bare).verdict for rule in ("O07", "O08", "O09")} == {NO_DATA}
    assert {judged(rule, staff=college(3)["staff"]).verdict for rule in ("O07", "O08", "O09")} == {NO_DATA}


@pytest.mark.parametrize(("chair", "verdict"), [(0, PERSON), (1, PERSON), (2, MET), (4, MET)])
def test_a_chair_is_no_less_experienced_than_half_of_the_others(chair: int, verdict: Verdict):
    # the others of five with 0, 1, 2, 3, 4 years: their median is 2 for the middle one
    drawn = {**college(0), "commissions": f"name | chair\nТілдер | Басқа{chair} Аты Әкесі"}
    assert judged("O09", **drawn).verdict is verdict


def test_a_commission_without_a_chair_does_not_say():
    assert judged("O09", **{**college(0), "commissions": "name | chair\nТілдер | "}).verdict is NO_DATA


HEAD = (
    "authors | title | kind | developed_on | commission_protocol_no | commission_protocol_date | unit_council_protocol_no | "
    "unit_council_protocol_date | mc_protocol_no | mc_protocol_date | mc_decision | reviewers | approved_by_role | approved_on"
)


def product(kind: str, **update: str) -> str:
    values = {
        "authors": FIRST, "title": "А", "kind": kind, "developed_on": "2025-10-01", "commission_protocol_no": "1",
        "commission_protocol_date": "2025-10-05", "unit_council_protocol_no": "1", "unit_council_protocol_date": "2025-10-10",
        "mc_protocol_no": "2", "mc_protocol_date": "2025-10-20", "mc_decision": "approved", "reviewers": "", "approved_by_role": "deputy",
        "approved_on": "2025-10-25", **update,
    }
    return " | ".join(values[name.strip()] for name in HEAD.split("|"))


NO_COMMISSION = {"commission_protocol_no": "", "commission_protocol_date": ""}
NO_UNIT = {"unit_council_protocol_no": "", "unit_council_protocol_date": ""}
NO_COUNCIL = {"mc_protocol_no": "", "mc_protocol_date": "", "mc_decision": ""}
WAITING = {"approved_by_role": "", "approved_on": ""}


@pytest.mark.parametrize(("rule", "kind", "update", "verdict"), [
    ("O10", "umk", {}, MET), ("O10", "umk", {"approved_by_role": "director"}, MET), ("O10", "umk", NO_COMMISSION, NOT_MET),
    ("O10", "umk", NO_COUNCIL, NOT_MET), ("O10", "umk", NO_UNIT, MET), ("O10", "umk", {"mc_decision": "rework"}, NOT_MET),
    ("O10", "umk", {"approved_by_role": ""}, NO_DATA), ("O10", "umk", {"mc_decision": "rejected"}, NO_DATA),
    ("O10", "umk", {"approved_on": "2025-10-19"}, NOT_MET), ("O10", "umk", {"approved_on": "2025-10-20"}, MET),
    ("O10", "umk", {"commission_protocol_date": "2025-10-21"}, NOT_MET),
    ("O11", "curriculum", {}, NOT_MET), ("O11", "curriculum", {"approved_by_role": "director"}, MET),
    ("O11", "curriculum", {"approved_by_role": "director", **NO_COMMISSION}, NOT_MET),
    ("O12", "work_programme", {}, MET), ("O12", "lesson_plan", {"approved_by_role": "director"}, NOT_MET),
    ("O12", "work_programme", NO_UNIT, MET), ("O12", "work_programme", {**NO_UNIT, **NO_COUNCIL}, NOT_MET),
    ("O12", "work_programme", NO_COMMISSION, MET),
    ("O13", "guide", {}, MET), ("O13", "recommendation", NO_COMMISSION, NOT_MET), ("O13", "guide", {"approved_by_role": "director"}, NOT_MET),
])
def test_a_product_goes_its_way_step_by_step(rule: str, kind: str, update: dict[str, str], verdict: Verdict):
    assert judged(rule, products=table(HEAD, product(kind, **update))).verdict is verdict
    assert judged(rule).verdict is NO_DATA
    if verdict is NOT_MET:
        good = product(kind, approved_by_role="director" if rule == "O11" else "deputy")
        assert judged(rule, products=table(HEAD, product(kind, **update), good)).verdict is PARTLY


def test_a_product_on_its_way_is_waited_for_and_then_looked_at():
    waiting = table(HEAD, product("guide", **WAITING))
    assert judged("O13", AUGUST, products=waiting).verdict is NOT_DUE
    assert judged("O13", "2026-09-01", products=waiting).verdict is PERSON
    assert judged("O13", products=table(HEAD, product("umk"))).verdict is NO_DATA


@pytest.mark.parametrize(("least", "reviewers", "verdict"), [
    (None, "", MET), (2, FIRST, NOT_MET), (2, f"{FIRST}; {SECOND}", MET), (2, f"{FIRST}; {SECOND}; {LEADER}", MET),
])
def test_a_number_of_reviewers_is_the_colleges_own_norm(least: int | None, reviewers: str, verdict: Verdict):
    parameters = our_specs().college.parameters.model_copy(update={"reviewers_minimum": least})
    drawn = table(HEAD, product("guide", reviewers=reviewers))
    assert judged("O13", specs=chosen("methodical-work-583", parameters=parameters), products=drawn).verdict is verdict
    assert judged("O10", specs=chosen("methodical-work-583", parameters=parameters), products=drawn.replace("guide", "umk")).verdict is MET


def test_clauses_of_schools_are_not_asked_of_a_college():
    asked = verdicts(year(), chosen("methodical-work-583"))
    assert {"O15", "O16"} & set(asked) == set()
    assert {asked[name].verdict for name in ("O03", "O14", "O17", "O18")} == {PERSON}


# ── a methodical visit ──────────────────────────────────────────────────────────────────────────────────────────────

VISIT_HEAD = "organisation | initiator | request_no | request_date | order_no | order_date | period | scope | forms | team | report_no | report_date"


def visit(**update: str) -> str:
    values = {
        "organisation": "Орталық", "initiator": "centre_head", "request_no": "7", "request_date": "2026-01-20", "order_no": "9",
        "order_date": "2026-02-01", "period": "2026-02-16..2026-02-20", "scope": "сабақ", "forms": "диагностикалық; әдістемелік", "team": "Әдіскер",
        "report_no": "3", "report_date": "2026-02-27", **update,
    }
    return " | ".join(values[name.strip()] for name in VISIT_HEAD.split("|"))


@pytest.mark.parametrize(("rule", "update", "verdict"), [
    ("D02", {}, MET), ("D02", {"initiator": ""}, NO_DATA), ("D03", {}, MET), ("D03", {"team": ""}, NO_DATA),
    ("D07", {}, MET), ("D07", {"forms": "өзге"}, PERSON), ("D07", {"forms": ""}, NO_DATA), ("D07", {"forms": "Консультациялық"}, MET),
    ("D10", {}, MET), ("D10", {"report_no": "", "report_date": ""}, NOT_MET), ("D10", {"report_date": "2026-02-15"}, PARTLY),
    ("D10", {"report_date": "2026-02-16"}, MET), ("D10", {"report_no": ""}, MET),
    ("D12", {}, MET), ("D12", {"scope": ""}, NO_DATA),
    ("D14", {}, MET), ("D14", {"order_date": "2026-01-19"}, NOT_MET), ("D14", {"order_date": "2026-01-20"}, MET),
    ("D14", {"order_date": "2026-02-16"}, MET), ("D14", {"order_date": "2026-02-17"}, NOT_MET), ("D14", {"request_date": ""}, NO_DATA),
])
def test_a_visit_says_what_its_clauses_want(rule: str, update: dict[str, str], verdict: Verdict):
    assert judged(rule, desant=table(VISIT_HEAD, visit(**update))).verdict is verdict
    assert judged(rule).verdict is NO_DATA
    assert judged(rule, desant="").verdict is NO_DATA
    if verdict in (NOT_MET, NO_DATA):
        assert judged(rule, desant=table(VISIT_HEAD, visit(**update), visit())).verdict is PARTLY


def test_a_visit_that_is_not_over_owes_no_reference():
    bare = {"report_no": "", "report_date": ""}
    assert judged("D10", "2026-02-20", desant=table(VISIT_HEAD, visit(**bare))).verdict is NOT_DUE
    assert judged("D10", "2026-02-21", desant=table(VISIT_HEAD, visit(**bare))).verdict is NOT_MET


@pytest.mark.parametrize(("given", "today", "verdict"), [
    ((), AUGUST, NOT_MET), (("толықтыру",), AUGUST, MET), (("толықтыру", "түзету"), AUGUST, MET), (("",), AUGUST, NOT_MET), ((), "2026-02-20", NOT_DUE),
])
def test_a_visit_leaves_a_recommendation(given: tuple[str, ...], today: str, verdict: Verdict):
    findings = table("direction | indicator | recommendation", *(f"d1 | құжат | {one}" for one in given))
    assert judged("D05", today, desant=table(VISIT_HEAD, visit()), desant_findings=findings).verdict is verdict
    assert judged("D05", today, desant_findings=findings).verdict is NO_DATA
    assert judged("D05", today, desant=table(VISIT_HEAD, visit())).verdict is NO_DATA


def test_two_visits_want_two_recommendations():
    findings = "direction | indicator | recommendation\nd1 | құжат | толықтыру"
    assert judged("D05", desant=table(VISIT_HEAD, visit(), visit()), desant_findings=findings).verdict is PARTLY


LOOKED_AT = {
    "staff": f"full_name | category\n{FIRST} | none", "events": f"date | form | title | presenter\n2025-10-09 | session | А | {FIRST}",
    "open_lessons": f"teacher | date\n{FIRST} | 2025-10-09", "pd_courses": f"teacher | programme | cert_date\n{FIRST} | А | 2025-10-09",
    "contests": f"teacher | contest | date\n{FIRST} | А | 2025-10-09", "publications": f"authors | title | date\n{FIRST} | А | 2025-10-09",
    "student_results": "group | quality_pct\nМІ | 70",
}


@pytest.mark.parametrize(("before", "verdict"), [(0, PARTLY), (1, PARTLY), (2, MET)])
def test_a_visit_looks_at_three_years(before: int, verdict: Verdict):
    labels = ("2024-2025", "2023-2024")[:before]
    earlier = {label: year(label=label, **{name: text.replace("2025-10", f"{label[:4]}-10") for name, text in LOOKED_AT.items()}) for label in labels}
    result = judged("D04", earlier=earlier, **LOOKED_AT)
    assert result.verdict is verdict
    assert ("2023-2024" in result.reason["kk"]) == (verdict is PARTLY)
    assert judged("D04").verdict is NO_DATA


def test_the_regulation_of_visits_was_agreed_considered_and_approved_in_order():
    assert judged("D01").verdict is MET
    profile = our_specs().profiles["desant-2024"]
    for key, day, verdict in (("agreed", date(2024, 3, 19), MET), ("agreed", date(2024, 3, 20), NOT_MET), ("approved", date(2024, 3, 18), NOT_MET)):
        spec = profile.rules[0].model_copy(update={"params": {**profile.rules[0].params, key: day}})
        specs = replace(chosen("desant-2024"), profiles={"desant-2024": profile.model_copy(update={"rules": (spec,)})})
        assert judged("D01", specs=specs).verdict is verdict


SUPPORT = {
    "folder_index": "title | pages\nБұйрық | 3", "internal_control": table("topic | direction", *(f"Т | d{number}" for number in range(1, 7))),
    "events": f"date | form | title | presenter\n2025-10-09 | seminar | А | {FIRST}\n2025-11-09 | consult | Ә | {FIRST}",
    "staff": f"full_name | category\n{FIRST} | none", "attestation": "", "mentoring": "", "pd_courses": "",
    "student_results": "group | quality_pct | low_achievers_n | plan_for_gaps\nМІ | 70 | 2 | yes",
    "contests": "student | contest | date\nСтудент | Байқау | 2026-03-03",
}


@pytest.mark.parametrize("rule", ["D06", "D08"])
def test_tasks_and_directions_of_a_visit_without_their_registers_are_no_data(rule: str):
    assert judged(rule, **SUPPORT).verdict is MET
    assert judged(rule, **{**SUPPORT, "student_results": "", "internal_control": ""}).verdict is PARTLY
    assert judged(rule, "2026-06-30", **{**SUPPORT, "student_results": "", "internal_control": ""}).verdict is NOT_DUE
    without = judged(rule, **{name: text for name, text in SUPPORT.items() if name not in ("student_results", "internal_control")})
    assert (without.verdict, {"student_results", "internal_control"} <= set(without.record)) == (NO_DATA, True)


@pytest.mark.parametrize(("rule", "title"), [("D13", "Десантқа берілген құжаттар"), ("D15", "Десант жұмысының кестесі")])
def test_papers_of_a_visit_lie_in_the_folder(rule: str, title: str):
    assert judged(rule, folder_index=f"title | pages\n{title} | 3").verdict is MET
    assert judged(rule, folder_index=f"title | pages\n{title} |").verdict is PERSON
    assert judged(rule, folder_index="title | pages\nБұйрық | 3").verdict is NO_DATA
    assert judged(rule).verdict is NO_DATA


def test_duties_of_a_visiting_team_are_for_a_person():
    asked = verdicts(year(), chosen("desant-2024"))
    assert {asked[name].verdict for name in ("D09", "D11", "D16")} == {PERSON}


# ── a network ───────────────────────────────────────────────────────────────────────────────────────────────────────


def network(*sizes: int, stray: int = 0) -> str:
    leaders = (f"Бас {number} | leading | | хат" for number, _ in enumerate(sizes))
    partners = (f"Серік {number}-{one} | partner | Бас {number} |" for number, size in enumerate(sizes) for one in range(size))
    return table("school | role | leading_school | basis_doc", *leaders, *partners, *(f"Жеке {one} | partner | |" for one in range(stray)))


@pytest.mark.parametrize(("sizes", "stray", "verdict"), [
    ((9,), 0, PERSON), ((10,), 0, MET), ((11,), 0, NOT_MET), ((10, 11), 0, PARTLY), ((10, 10), 0, MET), ((9, 11), 0, PARTLY), ((10,), 1, NO_DATA),
    ((), 3, NO_DATA),
])
def test_each_leading_school_has_ten_partners(sizes: tuple[int, ...], stray: int, verdict: Verdict):
    assert judged("L02", network_members=network(*sizes, stray=stray)).verdict is verdict
    assert judged("L02").verdict is NO_DATA


@pytest.mark.parametrize(("bases", "verdict"), [(("хат", "хат"), MET), (("хат", ""), PARTLY), (("", ""), NO_DATA)])
def test_a_leading_school_has_its_letter(bases: tuple[str, str], verdict: Verdict):
    rows = (f"Бас {number} | leading | {basis}" for number, basis in enumerate(bases))
    assert judged("L01", network_members=table("school | role | basis_doc", *rows, "Серік | partner |")).verdict is verdict


def test_every_member_has_a_role():
    assert judged("L03", network_members=network(1)).verdict is MET
    assert judged("L03", network_members="").verdict is NO_DATA


EVENT_HEAD = "date | kind | title | organiser | participants_n | partner_schools | resource_link | analysis"
EVENTS = (
    "2025-11-11 | seminar | А | Бас 0 | 20 | Серік 0-0; Серік 0-1 | сайт | мазмұн, тәсіл, желі",
    "2026-01-11 | consult | Ә | Бас 0 | 20 | Серік 0-0 | сайт | мазмұн", "2026-03-11 | media | Б | Бас 0 | 20 | Серік 0-0 | | мазмұн",
)


@pytest.mark.parametrize(("rule", "last"), [("L04", "2026-06-30"), ("L05", "2026-06-30"), ("L06", "2026-08-31")])
def test_functions_of_the_network_are_shown_by_its_events(rule: str, last: str):
    kept = {"network_members": network(2).replace("basis_doc", "direction"), "publications": ""}
    after = (date.fromisoformat(last) + timedelta(days=1)).isoformat()
    some = table(EVENT_HEAD, EVENTS[0])
    assert judged(rule, after, **kept, network_events=table(EVENT_HEAD, *EVENTS)).verdict is MET
    assert judged(rule, after, **kept, network_events=some).verdict is PARTLY
    assert judged(rule, last, **kept, network_events=some).verdict is NOT_DUE
    # the directions of the members still show one of its functions
    assert judged(rule, after, **kept, network_events="").verdict is (PARTLY if rule == "L06" else NOT_MET)
    assert judged(rule, after, **kept).verdict is NO_DATA


@pytest.mark.parametrize(("size", "today", "verdict"), [
    (2, AUGUST, MET), (3, AUGUST, PARTLY), (3, "2026-06-30", NOT_DUE), (3, "2026-07-01", PARTLY), (0, AUGUST, NO_DATA),
])
def test_each_partner_takes_part(size: int, today: str, verdict: Verdict):
    result = judged("L07", today, network_members=network(size), network_events=table(EVENT_HEAD, *EVENTS))
    assert result.verdict is verdict
    assert judged("L07", network_members=network(2), network_events="").verdict is NOT_MET
    assert judged("L07", network_members=network(2)).verdict is NO_DATA


@pytest.mark.parametrize(("numbers", "verdict"), [
    (("1", "1"), MET), (("1", "0"), PARTLY), (("0", "0"), NOT_MET), (("", ""), NO_DATA), (("1", ""), PARTLY),
])
def test_users_come_to_the_events(numbers: tuple[str, str], verdict: Verdict):
    drawn = table("date | kind | title | participants_n", *(f"2025-11-11 | seminar | А | {number}" for number in numbers))
    assert judged("L08", network_events=drawn).verdict is verdict
    assert judged("L08", network_events="").verdict is NO_DATA
    assert judged("L08").verdict is NO_DATA


def test_management_of_the_network_is_for_a_person():
    asked = verdicts(year(), chosen("leading-school-2015"))
    assert {asked[name].verdict for name in ("L09", "L10")} == {PERSON}
