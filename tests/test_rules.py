"""Verdicts on the clauses of a regulation, each rule at its threshold and on both sides of its day."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from year_builder import at, our_specs, year

from otm_reports import rules
from otm_reports.analysis import all_figures
from otm_reports.errors import CollegeError
from otm_reports.model import AcademicYear, RuleResult, Verdict
from otm_reports.rules.answer import Case
from otm_reports.specs import LANGUAGES, Profile, Specs

PROFILE = "otm-2025"
OCTOBER, DECEMBER, JUNE, AUGUST = "2025-10-20", "2025-12-20", "2026-06-20", "2026-08-31"

LEADER = "Серікова Айгүл Маратқызы"
FIRST, SECOND = "Оспанов Ерлан Болатұлы", "Нұрланова Дана Серікқызы"


def judged(rule: str, this: AcademicYear, specs: Specs | None = None) -> RuleResult:
    """The verdict on one clause of ours, counted from the drawn registers."""
    declared = specs or our_specs()
    figures, _ = all_figures(this, declared)
    return next(result for result in rules.judge(this, figures, declared) if result.id == rule)


def reasons(rule: str, this: AcademicYear, specs: Specs | None = None) -> dict[str, Verdict]:
    """What a rule says, by the key of its reason."""
    declared = specs or our_specs()
    spec = next(one for one in declared.profiles[PROFILE].rules if one.id == rule)
    case = Case(this, all_figures(this, declared)[0], declared)
    return {answer.reason: answer.verdict for answer in rules.rules()[spec.function](case, **spec.params)}


def norms(**parameters: Any) -> Specs:
    """Our specs with local norms of a college."""
    college = our_specs().college
    changed = college.model_copy(update={"parameters": college.parameters.model_copy(update=parameters)})
    return replace(our_specs(), college=changed)


def places(result: RuleResult) -> list[str]:
    """Where the findings of a verdict stand."""
    return [str(finding.at) for finding in result.findings]


def with_rule(function: str, params: Mapping[str, object]) -> Profile:
    """A regulation of one clause."""
    clause = {"id": "X1", "function": function, "clause": "1.1", "text": {"kk": "Талап"}, "params": params}
    words = {"title": {"kk": "Ереже"}, "basis": {"kk": "Негіз"}}
    return Profile.model_validate({"name": "own", **words, "rules": [clause]})


# ── leader, members, plan, order ────────────────────────────────────────────────────────────────────────────────────


def composition(leader: str = "expert", order: str = "2025-09-05", extra: str = "") -> str:
    return f"""
        order_no: 41
        order_date: {order}
        person   | role     | ground  | category_at_order | joined_on | left_on
        {LEADER} | leader   |         | {leader}          |           |
        {FIRST}  | listener | young   |                   |           |
        {SECOND} | listener | growth  |                   |           |
        {extra}
    """


@pytest.mark.parametrize(("category", "verdict"), [
    ("expert", Verdict.MET), ("master", Verdict.MET), ("moderator", Verdict.NOT_MET), ("none", Verdict.NOT_MET),
    ("high", Verdict.PERSON), ("", Verdict.NO_DATA),
])
def test_a_leader_needs_one_of_three_categories_and_an_old_one_is_for_a_person(category: str, verdict: Verdict) -> None:
    assert judged("K01", year(otm_composition=composition(category))).verdict is verdict


def test_an_old_category_counts_only_where_the_college_switched_the_crosswalk_on() -> None:
    this = year(otm_composition=composition("high"))
    assert judged("K01", this, norms(category_crosswalk=True)).verdict is Verdict.MET
    second = year(otm_composition=composition("second"))
    assert judged("K01", second, norms(category_crosswalk=True)).verdict is Verdict.NOT_MET


@pytest.mark.parametrize(("awarded", "expires", "verdict"), [
    ("2025-09-05", "2030-09-05", Verdict.MET),
    ("2025-09-06", "2030-09-06", Verdict.PERSON),
    ("2024", "", Verdict.MET),
    ("2025", "", Verdict.PERSON),
    ("", "", Verdict.PERSON),
    ("2019-06-01", "2025-09-05", Verdict.NOT_MET),
    ("2019-06-01", "2025-09-06", Verdict.MET),
])
def test_a_category_from_the_staff_register_is_compared_with_the_date_of_the_order(
    awarded: str, expires: str, verdict: Verdict,
) -> None:
    this = year(
        otm_composition=composition(""),
        staff=f"""
            full_name | category   | category_awarded_on | category_expires_on
            {LEADER}  | researcher | {awarded}           | {expires}
        """,
    )
    assert judged("K01", this).verdict is verdict


def test_a_medical_category_is_not_a_pedagogical_one() -> None:
    this = year(
        otm_composition=composition(""),
        staff=f"""
            full_name | category | medical_category
            {LEADER}  |          | жоғары
        """,
    )
    assert reasons("K01", this) == {"leader-only-medical": Verdict.NO_DATA}


def test_a_composition_without_leader_is_not_as_asked_and_names_its_sheet() -> None:
    this = year(otm_composition=f"person | role\n{FIRST} | listener")
    result = judged("K01", this)
    assert result.verdict is Verdict.NOT_MET
    assert places(result) == ["registers/2025-2026/otm_composition.xlsx#otm_composition"]


def test_a_listener_without_ground_is_named_by_the_empty_cell_unless_the_staff_register_says_young() -> None:
    drawn = composition(extra="Әбенов Арман Қайратұлы | listener | | | |")
    result = judged("K02", year(otm_composition=drawn))
    assert (result.verdict, places(result)) == (Verdict.PARTLY, [at("otm_composition", "C7")])
    staff = "full_name | category | ped_experience_y\nӘбенов Арман Қайратұлы | ped | {}"
    assert judged("K02", year(otm_composition=drawn, staff=staff.format(2))).verdict is Verdict.MET
    assert judged("K02", year(otm_composition=drawn, staff=staff.format(3))).verdict is Verdict.PARTLY


def test_grounds_that_nobody_wrote_are_no_data() -> None:
    this = year(otm_composition=f"person | role | ground\n{FIRST} | listener | \n{SECOND} | listener | ")
    assert judged("K02", this).verdict is Verdict.NO_DATA


def test_voluntary_work_is_for_a_person_to_judge() -> None:
    assert judged("K03", year()).verdict is Verdict.PERSON


def test_a_plan_is_there_with_its_first_item_and_is_not_due_before_the_year() -> None:
    assert judged("K04", year(otm_plan="activity | due\nОтырыс | қыркүйек")).verdict is Verdict.MET
    assert judged("K04", year(otm_plan="activity | due")).verdict is Verdict.NOT_MET
    early = judged("K04", year(otm_plan="activity | due", today="2025-08-31"))
    assert (early.verdict, early.due) == (Verdict.NOT_DUE, date(2025, 9, 1))
    assert judged("K04", year()).verdict is Verdict.NO_DATA


EVENTS = """
    protocol_no | date       | form         | title   | presenter | status | body | competence
    1           | 2025-10-09 | session      | Бірінші | Серікова  | held   | otm  |
    2           | 2025-12-11 | seminar      | Екінші  | Серікова  | held   |      |
                | 2026-02-12 | master_class | Үшінші  | Серікова  | held   | otm  |
    3           | 2026-04-16 | session      | Төрт    | Серікова  | held   | otm  |
"""


@pytest.mark.parametrize(("order", "verdict"), [
    ("2025-08-01", Verdict.MET), ("2025-10-09", Verdict.MET), ("2025-10-10", Verdict.PARTLY),
    ("2025-07-31", Verdict.NOT_MET), ("2024-09-05", Verdict.NOT_MET),
])
def test_an_order_belongs_to_its_year_and_is_not_later_than_the_first_event(order: str, verdict: Verdict) -> None:
    assert judged("K05", year(otm_composition=composition(order=order), events=EVENTS)).verdict is verdict


def test_an_event_of_a_commission_does_not_make_the_order_late() -> None:
    this = year(
        otm_composition=composition(order="2025-10-08"),
        events=EVENTS + "9 | 2025-09-02 | session | ЦӘК | Серікова | held | commission |\n",
    )
    assert judged("K05", this).verdict is Verdict.MET


def test_who_joined_after_the_order_is_named() -> None:
    this = year(otm_composition=composition(extra="Әбенов Арман Қайратұлы | listener | young | | 2026-01-12 |"))
    result = judged("K05", this)
    assert (result.verdict, places(result)) == (Verdict.PARTLY, [at("otm_composition", "E7")])


@pytest.mark.parametrize(("orders", "said"), [
    (f"№ 41 | 2025-09-05 | {LEADER}; {FIRST}; {SECOND}", {"order-in-time": Verdict.MET}),
    ("41 | 2025-09-05 | ", {"order-in-time": Verdict.MET}),
    ("41 | 2025-09-04 | ", {"order-in-time": Verdict.MET, "order-not-registered": Verdict.PARTLY}),
    (f"41 | 2025-09-05 | {LEADER}; {FIRST}", {"order-in-time": Verdict.MET, "order-list-lacks": Verdict.PARTLY}),
])
def test_a_kept_register_of_orders_holds_the_order_and_its_people(orders: str, said: dict[str, Verdict]) -> None:
    text = f"no | date | persons | title\n{orders} | Құрам туралы"
    assert reasons("K05", year(otm_composition=composition(), orders=text)) == said


def test_a_mentor_need_not_stand_in_the_order() -> None:
    orders = f"no | date | persons | title\n41 | 2025-09-05 | {LEADER}; {FIRST}; {SECOND} | Құрам туралы"
    drawn = composition(extra="Әбенов Арман Қайратұлы | mentor | | | |")
    assert judged("K05", year(otm_composition=drawn, orders=orders)).verdict is Verdict.MET


def test_a_composition_without_order_is_no_data_not_a_violation() -> None:
    assert judged("K05", year(otm_composition=f"person | role\n{FIRST} | listener")).verdict is Verdict.NO_DATA


COUNCIL = """
    body | protocol_no | protocol_date | question                              | kind
    mc   | 1           | 2025-08-28    | ОТМ жұмыс жоспарын бекіту туралы      | approve
    mc   | 6           | 2026-06-11    | Озат тәжірибе мектебінің жылдық есебі | report
    otm  | 1           | 2025-10-09    | Бағалау                               | information
    otm  | 2           | 2025-12-11    | Семинар                               | information
    otm  | 3           | 2026-04-16    | Қорытынды                             | information
"""


def plan(number: str = "№ 1", day: str = "2025-08-28", direction: str = "Цифрландыру") -> str:
    return f"""
        approved_protocol_no: {number}
        approved_protocol_date: {day}
        item_no | activity | due      | status | strategic_direction
        1       | Отырыс   | қыркүйек | done   | {direction}
    """


@pytest.mark.parametrize(("drawn", "verdict"), [
    (plan(), Verdict.MET),
    (plan(number="2"), Verdict.NOT_MET),
    (plan(day="2025-08-29"), Verdict.PARTLY),
    (plan(direction=""), Verdict.PERSON),
    ("activity | due\nОтырыс | қыркүйек", Verdict.NO_DATA),
])
def test_a_plan_is_approved_by_a_protocol_of_the_council_that_exists(drawn: str, verdict: Verdict) -> None:
    assert judged("K06", year(otm_plan=drawn, agenda_items=COUNCIL, events=EVENTS)).verdict is verdict


def test_a_plan_approved_after_the_first_event_is_partly_as_asked() -> None:
    late = COUNCIL.replace("2025-08-28", "2025-10-10")
    result = judged("K06", year(otm_plan=plan(day="2025-10-10"), agenda_items=late, events=EVENTS))
    assert (result.verdict, places(result)) == (Verdict.PARTLY, [at("otm_plan", "B1")])


def test_a_protocol_of_the_school_itself_does_not_approve_its_plan() -> None:
    own = COUNCIL.replace("mc   | 1 ", "otm  | 1 ")
    assert judged("K06", year(otm_plan=plan(), agenda_items=own)).verdict is Verdict.NOT_MET


# ── four a year, each quarter ───────────────────────────────────────────────────────────────────────────────────────


def events(*days: str, body: str = "otm", status: str = "held") -> str:
    lines = (f"{day} | session | Отырыс | Серікова | {body} | {status}" for day in days)
    return "\n".join(("date | form | title | presenter | body | status", *lines))


IN_EACH = ("2025-10-31", "2025-11-01", "2026-03-31", "2026-06-30")


def test_four_events_one_in_each_quarter_are_as_asked_and_named_as_evidence() -> None:
    result = judged("K07", year(events=events(*IN_EACH)))
    assert result.verdict is Verdict.MET
    assert at("events", "C2") in map(str, result.evidence)
    assert "events.held" in result.figures


@pytest.mark.parametrize(("days", "today", "verdict", "due"), [
    ((), OCTOBER, Verdict.NOT_DUE, date(2025, 10, 31)),
    (("2025-10-09",), OCTOBER, Verdict.NOT_DUE, date(2025, 12, 31)),
    ((), "2025-10-31", Verdict.NOT_DUE, date(2025, 10, 31)),
    ((), "2025-11-01", Verdict.NOT_MET, None),
    (("2025-11-05",), DECEMBER, Verdict.PARTLY, None),
    (IN_EACH[:3], "2026-06-30", Verdict.NOT_DUE, date(2026, 6, 30)),
    (IN_EACH[:3], "2026-07-01", Verdict.NOT_MET, None),
    ((*IN_EACH[:3], "2026-03-30"), AUGUST, Verdict.PARTLY, None),
    (IN_EACH, "2026-06-30", Verdict.MET, None),
])
def test_nothing_is_violated_before_its_quarter_is_over(
    days: tuple[str, ...], today: str, verdict: Verdict, due: date | None,
) -> None:
    result = judged("K07", year(events=events(*days), today=today))
    assert (result.verdict, result.due) == (verdict, due)


def test_a_commissions_week_and_a_cancelled_session_do_not_count() -> None:
    assert judged("K07", year(events=events(*IN_EACH, body="commission"))).verdict is Verdict.NOT_MET
    assert judged("K07", year(events=events(*IN_EACH, status="cancelled"))).verdict is Verdict.NOT_MET
    assert judged("K07", year(events=events(*IN_EACH, body=""))).verdict is Verdict.MET


def test_a_missing_journal_is_no_data_and_an_empty_one_is_not() -> None:
    assert judged("K07", year()).verdict is Verdict.NO_DATA
    assert judged("K07", year(events=events())).verdict is Verdict.NOT_MET


@pytest.mark.parametrize(("span", "days", "verdict"), [
    ("half-1", IN_EACH[:2], Verdict.MET),
    ("half-1", IN_EACH[:1], Verdict.PARTLY),
    ("q3", (), Verdict.NOT_MET),
    ("2025-09-01..2025-10-15", (), Verdict.NOT_DUE),
])
def test_a_part_of_the_year_is_judged_by_the_quarters_that_lie_in_it(
    span: str, days: tuple[str, ...], verdict: Verdict,
) -> None:
    assert judged("K07", year(events=events(*days), span=span)).verdict is verdict


# ── forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def lessons(*marks: str, teacher: str = FIRST) -> str:
    lines = (f"{teacher} | open_lesson | 2025-11-{day:02} | {mark}" for day, mark in enumerate(marks, start=10))
    return "\n".join(("teacher | kind | date | analysis_done", *lines))


@pytest.mark.parametrize(("marks", "verdict"), [
    (("yes", "yes"), Verdict.MET), (("yes", "no"), Verdict.PARTLY), (("yes", ""), Verdict.PERSON),
])
def test_an_open_lesson_without_joint_analysis_is_named_and_a_blank_is_not_a_no(
    marks: tuple[str, ...], verdict: Verdict,
) -> None:
    result = judged("K08", year(events=EVENTS, otm_composition=composition(), open_lessons=lessons(*marks)))
    assert result.verdict is verdict
    assert places(result) == ([at("open_lessons", "D3")] if verdict is Verdict.PARTLY else [])


def test_a_lesson_of_somebody_outside_the_school_is_not_its_matter() -> None:
    this = year(events=EVENTS, otm_composition=composition(), open_lessons=lessons("no", teacher="Бөтен Адам Тегі"))
    assert judged("K08", this).verdict is Verdict.MET


def test_sessions_alone_use_no_form_of_the_list() -> None:
    assert judged("K08", year(events=events("2025-10-09"), today=OCTOBER)).verdict is Verdict.NOT_DUE
    assert judged("K08", year(events=events("2025-10-09"))).verdict is Verdict.NOT_MET


def test_the_bullets_on_visits_competence_and_products_have_their_own_evidence() -> None:
    this = year(
        events=EVENTS.replace("| otm  |\n    2", "| otm  | цифрлық сауаттылық\n    2"),
        otm_composition=composition(),
        staff=f"full_name | category\n{LEADER} | expert\n{FIRST} | ped",
        mutual_visits=f"visitor | visited | date\n{FIRST} | {LEADER} | 2025-11-12",
        products=f"authors | title | kind | developed_on\n{SECOND} | Тест | test_collection | 2026-02-02",
    )
    case = Case(this, all_figures(this, our_specs())[0], our_specs())
    params = next(one for one in our_specs().profiles[PROFILE].rules if one.id == "K08").params
    (answer,) = rules.rules()["forms-used"](case, **params)
    named = {name: tuple(part.number for part in answer.params[name]) for name in ("used", "unused")}
    assert named == {"used": ("1", "3", "5", "6"), "unused": ("2", "4")}


# ── the leader's duties ─────────────────────────────────────────────────────────────────────────────────────────────


def marked_plan(*marks: str) -> str:
    lines = (f"{number} | Іс | қазан | {mark}" for number, mark in enumerate(marks, start=1))
    return "\n".join(("item_no | activity | due | status", *lines))


@pytest.mark.parametrize(("marks", "today", "verdict"), [
    (("done", "done"), AUGUST, Verdict.MET),
    (("done", "done"), OCTOBER, Verdict.MET),
    (("done", "pending"), OCTOBER, Verdict.NOT_DUE),
    (("done", "failed"), OCTOBER, Verdict.PARTLY),
    (("done", "pending"), "2026-06-30", Verdict.NOT_DUE),
    (("done", "pending"), "2026-07-01", Verdict.PARTLY),
    (("moved", "failed"), AUGUST, Verdict.NOT_MET),
    (("", ""), AUGUST, Verdict.NO_DATA),
])
def test_the_plan_is_carried_out_by_the_end_of_the_year(marks: tuple[str, ...], today: str, verdict: Verdict) -> None:
    assert judged("K09", year(otm_plan=marked_plan(*marks), today=today)).verdict is verdict


def test_the_finding_on_a_plan_stands_at_the_item_not_done() -> None:
    assert places(judged("K09", year(otm_plan=marked_plan("done", "failed")))) == [at("otm_plan", "D3")]


def test_no_written_consultation_is_for_a_person_because_no_number_is_asked() -> None:
    given = EVENTS.replace("master_class", "consult     ")
    assert judged("K10", year(events=given)).verdict is Verdict.MET
    assert judged("K10", year(events=EVENTS)).verdict is Verdict.PERSON
    assert judged("K10", year(events=EVENTS, today=OCTOBER)).verdict is Verdict.NOT_DUE


def report(day: str, kind: str = "report", body: str = "mc", question: str = "ОТМ-нің жылдық есебі") -> str:
    return f"body | protocol_no | protocol_date | question | kind\n{body} | 6 | {day} | {question} | {kind}"


@pytest.mark.parametrize(("agenda", "today", "verdict"), [
    (report("2026-05-01"), AUGUST, Verdict.MET),
    (report("2026-06-30"), AUGUST, Verdict.MET),
    (report("2026-04-30"), AUGUST, Verdict.NOT_MET),
    (report("2026-07-01"), AUGUST, Verdict.PARTLY),
    (report("2026-06-11", kind=""), AUGUST, Verdict.PERSON),
    (report("2026-06-11", kind="information"), AUGUST, Verdict.NOT_MET),
    (report("2026-06-11", body="otm"), AUGUST, Verdict.NOT_MET),
    (report("2026-06-11", question="Кітапхана есебі"), AUGUST, Verdict.NOT_MET),
    (report("2026-01-15"), JUNE, Verdict.NOT_DUE),
    (report("2026-01-15"), "2026-06-30", Verdict.NOT_DUE),
    (report("2026-01-15"), "2026-07-01", Verdict.NOT_MET),
])
def test_the_report_is_an_item_of_the_councils_agenda_at_the_end_of_the_year(
    agenda: str, today: str, verdict: Verdict,
) -> None:
    assert judged("K11", year(agenda_items=agenda, today=today)).verdict is verdict


def test_the_first_half_of_the_year_owes_no_report() -> None:
    result = judged("K11", year(agenda_items=report("2025-10-10"), span="half-1"))
    assert (result.verdict, result.due) == (Verdict.NOT_DUE, date(2026, 6, 30))


# ── the listeners' duties ───────────────────────────────────────────────────────────────────────────────────────────

NAMES = tuple(f"Тыңдаушы{letter} Аты Әкесі" for letter in "абвгд")
FIVE = "\n".join(("person | role | ground", *(f"{name} | listener | young" for name in NAMES)))


def sheet(present: int, absent: int, blank: int = 0) -> str:
    """Ten meetings of five listeners: so many marks of each kind, spread over the meetings."""
    marks = ["absent"] * absent + [""] * blank + ["present"] * present
    places_ = sorted(((name, meeting) for meeting in range(10) for name in NAMES), key=lambda one: (one[0], one[1]))
    lines = (f"{name} | {meeting + 1} | 2025-{10 + meeting // 5}-{10 + meeting} | {mark}"
             for (name, meeting), mark in zip(places_, marks, strict=True))
    return "\n".join(("person | protocol_no | date | mark", *lines))


def test_attendance_without_a_local_norm_is_shown_and_left_to_a_person() -> None:
    assert judged("K12", year(otm_composition=FIVE, attendance=sheet(40, 10))).verdict is Verdict.PERSON


@pytest.mark.parametrize(("present", "absent", "today", "verdict"), [
    (40, 10, AUGUST, Verdict.MET), (39, 11, AUGUST, Verdict.NOT_MET), (39, 11, "2026-06-30", Verdict.NOT_DUE),
])
def test_a_local_norm_of_attendance_is_judged_at_its_threshold(
    present: int, absent: int, today: str, verdict: Verdict,
) -> None:
    this = year(otm_composition=FIVE, attendance=sheet(present, absent), today=today)
    assert judged("K12", this, norms(attendance_threshold=80.0)).verdict is verdict


@pytest.mark.parametrize(("blank", "verdict"), [(10, Verdict.MET), (11, Verdict.NO_DATA)])
def test_attendance_marked_below_eighty_per_cent_has_no_verdict(blank: int, verdict: Verdict) -> None:
    this = year(otm_composition=FIVE, attendance=sheet(50 - blank, 0, blank))
    assert judged("K12", this, norms(attendance_threshold=80.0)).verdict is verdict


@pytest.mark.parametrize(("teachers", "today", "verdict"), [
    ((FIRST, SECOND), AUGUST, Verdict.MET), ((FIRST,), AUGUST, Verdict.PARTLY), ((LEADER,), AUGUST, Verdict.NOT_MET),
    ((FIRST,), OCTOBER, Verdict.NOT_DUE),
])
def test_each_listener_shows_what_was_learnt(teachers: tuple[str, ...], today: str, verdict: Verdict) -> None:
    lines = (f"{name} | open_lesson | 2025-10-15" for name in teachers)
    drawn = {"otm_composition": composition(), "open_lessons": "\n".join(("teacher | kind | date", *lines))}
    assert judged("K13", year(**drawn, mutual_visits="", products="", today=today)).verdict is verdict
    # a register that is not kept might have shown the others
    unsure = Verdict.NO_DATA if verdict in (Verdict.PARTLY, Verdict.NOT_MET) else verdict
    assert judged("K13", year(**drawn, today=today)).verdict is unsure


def test_a_visit_received_is_evidence_and_a_visit_made_is_not() -> None:
    visits = f"visitor | visited | date\n{LEADER} | {FIRST} | 2025-11-12\n{SECOND} | {LEADER} | 2025-11-13"
    result = judged("K13", year(otm_composition=composition(), mutual_visits=visits, open_lessons="", products=""))
    assert (result.verdict, places(result)) == (Verdict.PARTLY, [at("otm_composition", "A6")])


def portfolios(*rows: tuple[str, str]) -> str:
    return "\n".join(("listener | kind | submitted_on", *(f"{name} | portfolio | {day}" for name, day in rows)))


@pytest.mark.parametrize(("rows", "today", "verdict"), [
    (((FIRST, "2026-05-20"), (SECOND, "2026-06-10")), AUGUST, Verdict.MET),
    (((FIRST, "2026-05-20"), (SECOND, "")), AUGUST, Verdict.PARTLY),
    (((FIRST, "2026-05-20"), (SECOND, "")), "2026-06-30", Verdict.NOT_DUE),
    ((), AUGUST, Verdict.NOT_MET),
    ((), OCTOBER, Verdict.NOT_DUE),
])
def test_each_listener_hands_in_a_portfolio(rows: tuple[tuple[str, str], ...], today: str, verdict: Verdict) -> None:
    this = year(otm_composition=composition(), portfolios=portfolios(*rows), today=today)
    assert judged("K14", this).verdict is verdict


@pytest.mark.parametrize(("mark", "verdict"), [("өте жоғары", Verdict.MET), ("", Verdict.PARTLY)])
def test_a_portfolio_that_has_a_mark_was_handed_in_as_the_figure_says(mark: str, verdict: Verdict) -> None:
    filed = f"listener | kind | submitted_on | mark\n{FIRST} | portfolio | 2026-05-20 |\n{SECOND} | portfolio | | {mark}"
    this = year(otm_composition=composition(), portfolios=filed, today=AUGUST)
    result = judged("K14", this)
    assert result.verdict is verdict
    assert all_figures(this, our_specs())[0]["portfolios.submitted"].value == (2 if verdict is Verdict.MET else 1)


def test_a_listener_who_left_owes_no_portfolio() -> None:
    drawn = composition(extra="Әбенов Арман Қайратұлы | listener | young | | | 2026-02-01")
    this = year(otm_composition=drawn, portfolios=portfolios((FIRST, "2026-05-20"), (SECOND, "2026-05-20")))
    assert judged("K14", this).verdict is Verdict.MET


# ── the folder ──────────────────────────────────────────────────────────────────────────────────────────────────────

PAPERS = (
    "ОТМ-ні құру туралы бұйрық", "ОТМ ережесі", "ОТМ жылдық жұмыс жоспары", "ОТМ тыңдаушыларының тізімі",
    "ОТМ хаттамалары № 1–3", "ОТМ жылдық есебі",
)


def folder(*titles: str, day: str = "2026-06-15") -> str:
    return "\n".join(("title | doc_date | pages", *(f"{title} | {day} | 3" for title in titles)))


@pytest.mark.parametrize(("titles", "today", "said"), [
    (PAPERS, AUGUST, {"documents-all": Verdict.MET}),
    (PAPERS[:5], AUGUST, {"documents-lacking": Verdict.PARTLY}),
    (PAPERS[:5], "2026-06-30", {"documents-ahead": Verdict.NOT_DUE}),
    (PAPERS[:5], OCTOBER, {"documents-ahead": Verdict.NOT_DUE}),
    ((), AUGUST, {"documents-lacking": Verdict.NOT_MET}),
])
def test_six_groups_of_papers_lie_in_the_folder_at_the_end_of_the_year(
    titles: tuple[str, ...], today: str, said: dict[str, Verdict],
) -> None:
    assert reasons("K15", year(events=EVENTS, folder_index=folder(*titles), today=today)) == said


def test_a_seminar_without_protocol_is_named_and_a_master_class_needs_none() -> None:
    short = (*PAPERS[:4], "ОТМ хаттамалары № 1, № 3", PAPERS[5])
    result = judged("K15", year(events=EVENTS, folder_index=folder(*short)))
    assert (result.verdict, places(result)) == (Verdict.PARTLY, [at("events", "A3")])


def test_a_number_is_named_with_the_letters_it_was_typed_with() -> None:
    typed = "date | form | title | presenter | body | status | protocol_no\n2025-10-10 | session | Отырыс | Серікова | otm | held | № 7-ШПО"
    assert "№ 7-ШПО (10.10.2025)" in judged("K15", year(events=typed, folder_index=folder(*PAPERS))).reason["kk"]


def test_a_paper_of_another_case_does_not_fill_the_folder_of_the_school() -> None:
    lines = [f"05-12-{number} | {title} | 2026-06-15" for number, title in enumerate(PAPERS, start=1)]
    kept = "\n".join(("index | title | doc_date", *lines[1:], "{} | Құрамды бекіту туралы бұйрық | 2026-06-15"))
    lacking = {"documents-lacking": Verdict.PARTLY}
    assert reasons("K15", year(events=EVENTS, folder_index=kept.format("01-03-1"))) == lacking
    assert judged("K15", year(events=EVENTS, folder_index=kept.format("05-12-1"))).verdict is Verdict.MET


def test_an_index_that_names_no_school_is_the_schools_own() -> None:
    own = [title.replace("ОТМ ", "").replace("ОТМ-ні ", "") for title in PAPERS]
    assert judged("K15", year(events=EVENTS, folder_index=folder(*own))).verdict is Verdict.MET


def test_a_heading_without_date_and_pages_is_an_empty_place() -> None:
    blank = "title | doc_date | pages\n" + "\n".join(f"{title} | |" for title in PAPERS)
    assert judged("K15", year(folder_index=blank)).verdict is Verdict.NOT_MET


def test_a_paper_with_a_date_still_ahead_is_not_there_yet() -> None:
    this = year(folder_index=folder(*PAPERS, "ОТМ жұмысының жылдық талдауы"), today="2026-06-14")
    assert {judged(rule, this).verdict for rule in ("K15", "K16")} == {Verdict.NOT_DUE}
    after = year(folder_index=folder(*PAPERS, "ОТМ жұмысының жылдық талдауы"), today="2026-06-15")
    assert {judged(rule, after).verdict for rule in ("K15", "K16")} == {Verdict.MET}


@pytest.mark.parametrize(("title", "day", "today", "verdict"), [
    ("ОТМ жұмысының жыл соңындағы талдауы", "2026-06-30", AUGUST, Verdict.MET),
    ("ОТМ жұмысының жыл соңындағы талдауы", "2026-07-01", AUGUST, Verdict.PARTLY),
    ("ОТМ жұмысының жыл соңындағы талдауы", "", AUGUST, Verdict.PARTLY),
    ("ОТМ жұмысының жартыжылдық талдауы", "2026-01-15", AUGUST, Verdict.NOT_MET),
    ("ОТМ ашық сабақ талдауы", "2026-05-15", AUGUST, Verdict.NOT_MET),
    ("ОТМ ережесі", "2025-09-01", "2026-06-30", Verdict.NOT_DUE),
])
def test_the_analysis_of_the_year_is_a_registered_paper(title: str, day: str, today: str, verdict: Verdict) -> None:
    assert judged("K16", year(folder_index=folder(title, day=day), today=today)).verdict is verdict


def practices(*rows: str) -> str:
    header = "authors | title | stage | mc_protocol_no | mc_protocol_date | mc_decision | level_recommended"
    return "\n".join((header, *rows))


GOOD = f"{FIRST} | Бірінші | recommended | 6 | 2026-06-11 | approved | college"
WAITING = f"{SECOND} | Екінші | collected | | | |"


@pytest.mark.parametrize(("rows", "today", "verdict"), [
    ((GOOD,), AUGUST, Verdict.MET),
    ((GOOD, WAITING), AUGUST, Verdict.PARTLY),
    ((WAITING,), AUGUST, Verdict.NOT_MET),
    ((WAITING,), "2026-06-30", Verdict.NOT_DUE),
    ((GOOD, f"{SECOND} | Екінші | considered | 6 | 2026-06-11 | rejected | "), AUGUST, Verdict.MET),
    ((GOOD, f"{SECOND} | Екінші | considered | 6 | 2026-06-11 | rework | "), AUGUST, Verdict.PARTLY),
    ((GOOD.replace("| 6 |", "| 7 |"),), AUGUST, Verdict.PARTLY),
    ((), AUGUST, Verdict.NOT_MET),
    ((), OCTOBER, Verdict.NOT_DUE),
])
def test_best_practices_are_considered_in_a_protocol_that_exists_and_recommended(
    rows: tuple[str, ...], today: str, verdict: Verdict,
) -> None:
    assert judged("K17", year(best_practice=practices(*rows), agenda_items=COUNCIL, today=today)).verdict is verdict


def test_practices_whose_protocols_cannot_be_looked_up_are_no_data() -> None:
    assert judged("K17", year(best_practice=practices(GOOD))).verdict is Verdict.NO_DATA


# ── the whole regulation ────────────────────────────────────────────────────────────────────────────────────────────


def good_year(today: str = AUGUST, span: str = "year") -> AcademicYear:
    return year(
        today=today, span=span, events=EVENTS, otm_composition=composition(), otm_plan=plan(), agenda_items=COUNCIL,
        open_lessons=f"teacher | kind | date | analysis_done\n{FIRST} | open_lesson | 2025-11-10 | yes\n"
                     f"{SECOND} | panorama | 2026-02-10 | yes",
        portfolios=portfolios((FIRST, "2026-05-20"), (SECOND, "2026-05-20")),
        folder_index=folder(*PAPERS, "ОТМ жұмысының жылдық талдауы"),
        best_practice=practices(GOOD),
    )


def test_a_good_year_is_met_wherever_registers_can_tell() -> None:
    this = good_year()
    results = rules.judge(this, all_figures(this, our_specs())[0], our_specs())
    verdicts = {result.id: result.verdict for result in results if result.verdict is not Verdict.MET}
    unrecorded = dict.fromkeys(("K12", "K18", "K19", "K20", "K21"), Verdict.NO_DATA)
    assert verdicts == {"K03": Verdict.PERSON, "K10": Verdict.PERSON, **unrecorded}
    assert [result.id for result in results] == [f"K{number:02}" for number in range(1, 22)]


def test_in_october_an_ordinary_year_has_no_finding() -> None:
    this = year(
        today=OCTOBER, events=events("2025-10-09"), otm_composition=composition(), otm_plan=plan(),
        agenda_items=COUNCIL.partition("mc   | 6")[0],
        portfolios=portfolios(), folder_index=folder(PAPERS[0], day="2025-09-05"), best_practice=practices(),
    )
    results = rules.judge(this, all_figures(this, our_specs())[0], our_specs())
    assert [finding for result in results for finding in result.findings] == []
    assert {result.id for result in results if result.verdict is Verdict.NOT_DUE} >= {"K07", "K11", "K14", "K16", "K17"}
    assert all(result.due is not None for result in results if result.verdict is Verdict.NOT_DUE)


def test_a_year_without_registers_is_no_data_and_never_a_violation() -> None:
    this = year()
    results = rules.judge(this, all_figures(this, our_specs())[0], our_specs())
    assert {result.verdict for result in results} == {Verdict.NO_DATA, Verdict.PERSON}


def test_the_first_half_of_a_year_judges_what_falls_due_in_it() -> None:
    this = good_year(span="half-1")
    results = {one.id: one.verdict for one in rules.judge(this, all_figures(this, our_specs())[0], our_specs())}
    assert {rule for rule, verdict in results.items() if verdict is Verdict.NOT_DUE} >= {"K11", "K14", "K16", "K17"}
    assert {results[rule] for rule in ("K01", "K02", "K04", "K05", "K06", "K07")} == {Verdict.MET}
    assert Verdict.NOT_MET not in results.values()


def test_a_finding_names_clause_and_rule_and_every_clause_is_worded_in_both_languages() -> None:
    result = judged("K04", year(otm_plan="activity | due"))
    (finding,) = result.findings
    assert (finding.code, finding.params["rule"], finding.params["clause"]) == ("rule-not-met", "K04", "1.4")
    for spec in our_specs().profiles[PROFILE].rules:
        assert "" != spec.text.kk != spec.text.ru != ""


def test_a_profile_that_is_not_in_force_in_the_year_is_not_asked() -> None:
    profile = our_specs().profiles[PROFILE]
    for update, asked in (({"in_force_from": date(2026, 9, 1)}, 0), ({"in_force_from": date(2026, 8, 31)}, 21),
                          ({"in_force_to": date(2025, 8, 31)}, 0), ({"in_force_to": date(2025, 9, 1)}, 21)):
        specs = replace(our_specs(), profiles={PROFILE: profile.model_copy(update=update)})
        assert len(rules.judge(year(), {}, specs)) == asked


def _texts_of_reasons() -> Iterator[str]:
    """Every key that stands in our rules where a reason stands."""
    places_of = {"met": 0, "partly": 0, "not_met": 0, "no_data": 0, "for_person": 0, "not_due": 1, "Answer": 1}
    for module in Path(rules.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in places_of:
                reason = node.args[places_of[node.func.id]]
                for one in (reason.body, reason.orelse) if isinstance(reason, ast.IfExp) else (reason,):
                    if isinstance(one, ast.Constant):
                        yield str(one.value)


def test_every_reason_is_worded_in_every_language_with_the_same_values() -> None:
    texts = {lang: our_specs().messages[lang].texts["reasons"] for lang in LANGUAGES}
    used = set(_texts_of_reasons())
    assert len(used) > 50
    # a clause says in its own table at what a person should look
    assert used - set(texts["kk"]) == {"look"}
    for key, text in texts["kk"].items():
        assert {frozenset(re.findall(r"{(\w+)}", texts[lang][key])) for lang in LANGUAGES} == {
            frozenset(re.findall(r"{(\w+)}", text)),
        }


@pytest.mark.parametrize("today", [OCTOBER, AUGUST])
def test_no_verdict_of_an_empty_or_a_good_year_leaves_a_name_of_a_value_visible(today: str) -> None:
    empty = dict.fromkeys(("events", "otm_composition", "otm_plan", "agenda_items", "folder_index", "best_practice"), "")
    for this in (good_year(today), year(today=today, **empty), year(today=today)):  # type: ignore[arg-type]
        for result in rules.judge(this, all_figures(this, our_specs())[0], our_specs()):
            assert all("{" not in result.reason[lang] and " " in result.reason[lang] for lang in LANGUAGES), result


def test_a_long_list_of_people_is_shortened_in_words_and_whole_in_cells() -> None:
    people = "\n".join(f"Тегі{letter} Аты | listener" for letter in "абвгдежз")
    drawn = {"otm_composition": f"person | role\n{people}", "portfolios": portfolios()}
    result = judged("K14", year(**drawn))  # type: ignore[arg-type]
    assert result.reason["kk"].endswith("Тегіе Аты … (+2)")
    (finding,) = result.findings
    assert 1 + len(finding.others) == 8


def test_what_the_analysis_did_not_count_is_no_data() -> None:
    results = {one.id: one.verdict for one in rules.judge(good_year(), {}, our_specs())}
    assert {results[rule] for rule in ("K07", "K09", "K12")} == {Verdict.NO_DATA}


# ── profiles ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_our_profiles_have_no_mistake() -> None:
    assert [mistake for profile in our_specs().profiles.values() for mistake in rules.check(profile, our_specs())] == []


@pytest.mark.parametrize(("function", "params", "mistake"), [
    ("session-held", {}, "X1: no rule 'session-held', did you mean 'sessions-held'?"),
    ("sessions-held", {"minimum": 4}, "X1: params.per_quarter: missing"),
    ("sessions-held", {"minimun": 4, "minimum": 4, "per_quarter": 1},
     "X1: params.minimun: unknown key, did you mean 'minimum'?"),
    ("sessions-held", {"minimum": "4", "per_quarter": 1}, "X1: params.minimum: wants int, not '4'"),
    ("sessions-held", {"minimum": True, "per_quarter": 1}, "X1: params.minimum: wants int, not True"),
    ("plan-executed", {"due": "31-06"}, "X1: params.due: wants a day as 'MM-DD', not '31-06'"),
    ("plan-executed", {"due": "06-31"}, "X1: params.due: wants a day as 'MM-DD', not '06-31'"),
    ("leader-category", {"categories": ["exprt"], "crosswalk": {}},
     "X1: params.categories: no code 'exprt' in 'category', did you mean 'expert'?"),
    ("leader-category", {"categories": "expert", "crosswalk": {}}, "X1: params.categories: wants a list, not 'expert'"),
    ("plan-approved", {"body": "council"}, "X1: params.body: no code 'council' in 'body', did you mean 'pedcouncil'?"),
])
def test_a_wrong_profile_is_refused_with_the_place_and_the_nearest_word(
    function: str, params: dict[str, object], mistake: str,
) -> None:
    assert rules.check(with_rule(function, params), our_specs()) == (f"profiles/own.toml: {mistake}",)


def test_all_mistakes_of_a_profile_are_named_at_once_before_any_register_is_read() -> None:
    wrong = with_rule("sessions-held", {"minimum": "4"})
    college = our_specs().college.model_copy(update={"profiles": ("own",)})
    specs = replace(our_specs(), college=college, profiles={"own": wrong})
    with pytest.raises(CollegeError) as refusal:
        rules.prepare(specs)
    assert refusal.value.code == "config-wrong"
    assert str(refusal.value.params["mistakes"]).count("\n") == 1


def test_a_profile_that_says_a_rule_twice_is_refused() -> None:
    profile = with_rule("plan-exists", {})
    twice = profile.model_copy(update={"rules": profile.rules * 2})
    assert rules.check(twice, our_specs()) == ("profiles/own.toml: X1: stands twice",)


# ── compliance ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_verdict_is_counted_also_the_one_nobody_got() -> None:
    this = good_year()
    results = rules.judge(this, all_figures(this, our_specs())[0], our_specs())
    figures, listing = rules.compliance(results, our_specs())
    assert figures["compliance.rules"].value == 21
    assert {code: figures[f"compliance.verdict.{code}"].value for code in Verdict} == {
        "met": 14, "partly": 0, "not_met": 0, "not_due": 0, "no_data": 5, "person": 2,
    }
    assert all(figure.value == len(figure.counted) for figure in figures.values())
    assert str(figures["compliance.verdict.no_data"].cells[0]) == "profiles/otm-2025.toml#K12"
    row = listing.rows[6]
    assert (row.values["no"], row.values["clause"], row.values["verdict"]) == (7, "3.4", "met")
    assert set(row.values) >= set(listing.columns)
    assert at("events", "D2") in map(str, row.cells["verdict"])
