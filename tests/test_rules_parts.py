"""Clauses that are lists, and the days of all clauses: each part by each thing that shows it, each limit on its day and after it.

What the clauses list is written here a second time, from the regulations and not from the profiles: a part, a word or a day that
somebody takes out of a profile turns a test red.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from test_rules import FIVE, sheet
from test_rules_regulations import (
    AUGUST,
    FIRST,
    HEAD,
    LEADER,
    MET,
    NO_COMMISSION,
    NO_COUNCIL,
    NO_DATA,
    NO_UNIT,
    NOT_DUE,
    NOT_MET,
    OF,
    PARTLY,
    PERSON,
    POSTS,
    SECOND,
    VISIT_HEAD,
    judged,
    product,
    table,
    visit,
)
from test_rules_wiring import DRAWN, PROFILES, chosen, drawn, verdicts
from year_builder import our_specs, year

from otm_reports import rules
from otm_reports.college import Agreed, Post, Regulation
from otm_reports.declared import RuleSpec, Text
from otm_reports.model import RuleResult, Verdict
from otm_reports.rules.answer import Case
from otm_reports.specs import Specs

#: What a row holds beside what is asked.
ELSE = {
    "events": {"date": "2025-10-09", "form": "session", "title": "А", "presenter": LEADER}, "staff": {"full_name": FIRST},
    "open_lessons": {"teacher": FIRST, "date": "2025-10-09"}, "best_practice": {"authors": FIRST, "title": "А", "date": "2026-02-02"},
    "conferences": {"teacher": FIRST, "event_title": "Жиын", "date": "2026-03-03"}, "contests": {"teacher": FIRST, "contest": "Байқау", "date": "2026-03-03"},
    "publications": {"authors": FIRST, "title": "А", "date": "2026-02-02"}, "products": {"authors": FIRST, "title": "А", "developed_on": "2025-10-01"},
    "exhibitions_bulletins": {"title": "А", "date": "2026-02-02"}, "self_education": {"teacher": FIRST, "topic": "А"},
    "mutual_visits": {"visitor": FIRST, "visited": LEADER, "date": "2025-11-12"}, "mentoring": {"mentor": LEADER, "mentee": SECOND},
    "otm_plan": {"activity": "Іс", "due": "қазан"}, "commissions": {"name": "Клиника"}, "agenda_items": {"body": "mc", "protocol_no": "1"},
    "folder_index": {"title": "Бұйрық", "pages": "3"}, "internal_control": {"topic": "Т"}, "student_results": {"group": "МІ"},
    "attestation": {"teacher": FIRST}, "pd_courses": {"teacher": FIRST, "programme": "А", "cert_date": "2025-10-09"}, "otm_composition": {"person": FIRST, "role": "listener"},
    "network_members": {"school": "Бас", "role": "leading"}, "network_events": {"date": "2025-11-11", "kind": "open_lesson", "title": "А"},
}


def shown(*lines: str) -> dict[str, str]:
    """``"events form=seminar, status=held"`` → the registers as text, every other register there and empty."""
    rows: dict[str, list[dict[str, str]]] = {}
    for line in lines:
        register, _, said = line.partition(" ")
        rows.setdefault(register, []).append({**ELSE[register], **dict(one.strip().split("=") for one in said.split(",") if one)})
    tables = dict.fromkeys(DRAWN, "")
    for register, columns in ASKED.items():
        those = rows.get(register, [])
        head = list(dict.fromkeys((*ELSE[register], *columns, *(name for row in those for name in row))))
        tables[register] = table(" | ".join(head), *(" | ".join(row.get(name, "") for name in head) for row in those))
    return tables


@cache
def alone(rule: str) -> Specs:
    """Everything that is declared, and of its regulations only the clause."""
    name = OF[rule[0]]
    specs = chosen(name)
    return replace(specs, profiles={name: specs.profiles[name].model_copy(update={"rules": (spec_of(rule),)})})


def listed(rule: str, *lines: str) -> RuleResult:
    """The verdict on a clause that needs no figure, after the year is over."""
    (result,) = rules.judge(year(today=AFTER, **shown(*lines)), {}, alone(rule))
    return result


@cache
def spec_of(rule: str) -> RuleSpec:
    return next(one for one in our_specs().profiles[OF[rule[0]]].rules if one.id == rule)


@cache
def lacking(rule: str, *lines: str) -> set[str]:
    """The parts of a list that nothing shows."""
    spec = spec_of(rule)
    answers = rules.rules()[spec.function](Case(year(today=AFTER, **shown(*lines)), {}, alone(rule)), **spec.params)
    return {part.number for answer in answers for part in answer.params.get("unused", ())}


#: Clause → its parts in order → each thing that shows the part alone.
PARTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "K18": (
        ("events form=master_class", "events form=author_seminar", "events form=seminar", "events form=generalisation", "best_practice"),
        ("mutual_visits", "events form=round_table", "events form=mutual_visit", "events form=joint_analysis"), ("mentoring",), ("publications", "products"),
    ),
    "M02": (
        ("best_practice level_recommended=college", "events form=master_class", "events form=seminar", "events form=open_lesson", "open_lessons"),
        ("best_practice level_recommended=district", "best_practice level_recommended=region", "best_practice level_recommended=national",
         "conferences level=city", "conferences level=interregional", "conferences level=international", "publications status=published"),
    ),
    "O02": tuple((f"otm_plan direction=m{number}",) for number in range(1, 10)),
    "O04": (
        ("commissions plan_protocol=1", "otm_plan"),
        ("agenda_items question=Жаңа қағидалар", "agenda_items question=О приказе министра", "agenda_items question=Нормативтік құжаттар"),
        ("folder_index title=Жұмысты талдау", "agenda_items question=Жарты жыл қорытындысы", "agenda_items question=Анализ работы"),
        ("products published_where=сайт", "publications status=published"),
    ),
    "D06": (
        ("folder_index", "internal_control direction=d1"), ("internal_control direction=d2", "internal_control direction=d6"),
        ("staff category=none", "attestation"), ("student_results quality_pct=70",), ("student_results low_achievers_n=2", "student_results plan_for_gaps=yes"),
        ("contests student=Студент",), ("mentoring", "events form=consult", "events form=practical", "events form=method_day"),
        ("events form=seminar", "events form=author_seminar", "events form=master_class"),
    ),
    "D08": (
        ("folder_index", "internal_control direction=d1"), ("internal_control direction=d2",),
        ("student_results low_achievers_n=2", "internal_control direction=d3"), ("contests student=Студент", "internal_control direction=d4"),
        ("staff category=none", "pd_courses", "internal_control direction=d5"), ("internal_control direction=d6",),
    ),
    "L04": (
        ("network_events analysis=мазмұн", "network_events analysis=содержание"), ("network_events analysis=жаңа тәсіл", "network_events analysis=методы"),
        ("network_events analysis=желі", "network_events analysis=сообщество"), ("network_events kind=consult", "network_events kind=training", "network_events kind=visit"),
        ("network_events resource_link=сайт",),
    ),
    "L05": (
        ("network_events organiser=Бас",), ("network_events kind=consult", "network_events kind=visit"), ("network_events partner_schools=Серік",),
        ("network_events kind=media", "publications status=published"), ("network_events analysis=ой",),
    ),
    "L06": (
        ("network_members direction=химия",), ("network_events kind=seminar", "network_events kind=master_class", "network_events kind=round_table"),
        ("network_events analysis=ой",), ("network_events resource_link=сайт",),
        ("network_events kind=august_meeting", "network_events kind=forum", "network_events kind=media", "network_events kind=conference"),
        ("network_events partner_schools=Серік",),
    ),
}
AFTER = "2026-09-01"


def each_part() -> Iterator[tuple[str, int, str]]:
    for rule, parts in PARTS.items():
        for number, ways in enumerate(parts, 1):
            yield from ((rule, number, way) for way in ways)


def name_of(rule: str, number: int) -> str:
    return spec_of(rule).parts[str(number)].kk


@pytest.mark.parametrize(("rule", "number", "way"), list(each_part()))
def test_each_part_of_a_list_is_shown_by_each_thing_that_shows_it_and_named_without_it(rule: str, number: int, way: str):
    others = {place: ways[0] for place, ways in enumerate(PARTS[rule], 1) if place != number}
    whole = listed(rule, *others.values(), way)
    # a row of another part may show this one as well: an event is one of the process and of the forms of support
    apart = [other for other in others.values() if str(number) in lacking(rule, other)]
    bare = listed(rule, *apart)
    assert (whole.verdict, bare.verdict) == (MET, PARTLY), (whole.reason["kk"], bare.reason["kk"])
    assert name_of(rule, number) in bare.reason["kk"]


@pytest.mark.parametrize("rule", PARTS)
def test_a_list_has_as_many_parts_as_its_clause(rule: str):
    spec = spec_of(rule)
    assert list(spec.params["items"]) == list(spec.parts) == [str(number) for number in range(1, len(PARTS[rule]) + 1)]


#: Clauses that list forms which may be used: each alone is enough, and its name is said.
FORMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "M03": (
        ("events form=seminar", "events form=author_seminar", "conferences form=seminar"), ("conferences form=conference", "events form=conference"),
        ("contests",), ("publications kind=article", "publications kind=talk", "publications kind=newspaper"),
        ("products kind=guide", "products kind=recommendation", "exhibitions_bulletins kind=bulletin"), ("open_lessons kind=open_lesson",),
        ("self_education defended_on=2026-05-05",),
    ),
    "O06": (
        ("commissions",), ("otm_composition",), ("events form=instr_meeting",), ("events form=seminar", "events form=author_seminar"), ("events form=lecture",),
        ("events form=practical",), ("events form=conference", "conferences form=conference"),
    ),
    "K08": (
        ("events form=master_class", "events form=author_seminar"), ("events form=open_lesson", "events form=panorama", "events form=joint_analysis"),
        ("events form=mutual_visit",), ("events form=round_table", "events form=coaching", "events form=training"),
        ("events form=session, competence=цифрлық",), ("events form=generalisation",),
    ),
}


#: Register → columns that any clause asks for: a college that keeps them and has written nothing.
ASKED: dict[str, set[str]] = {name: set() for name in ELSE}
for _parts in (*PARTS.values(), *FORMS.values()):
    for _way in (way for ways in _parts for way in ways):
        ASKED[_way.partition(" ")[0]] |= {one.partition("=")[0].strip() for one in _way.partition(" ")[2].split(",") if one}


@pytest.mark.parametrize(("rule", "number", "way"), [
    (rule, number, way) for rule, parts in FORMS.items() for number, ways in enumerate(parts, 1) for way in ways
])
def test_each_form_of_a_list_is_enough_alone_and_is_named(rule: str, number: int, way: str):
    result = judged(rule, AFTER, **shown(way)) if rule == "K08" else listed(rule, way)
    used = result.reason["kk"].partition(name_of(rule, number))
    assert (result.verdict, used[1]) == (MET, name_of(rule, number))
    others = [name for place in range(1, len(FORMS[rule]) + 1) if place != number and (name := name_of(rule, place)) in used[0]]
    assert others == []


@pytest.mark.parametrize("rule", FORMS)
def test_no_form_at_all_is_not_enough(rule: str):
    assert judged(rule, AFTER, **shown()).verdict is NOT_MET


@pytest.mark.parametrize("kind", ["textbook", "study_guide", "test_collection", "author_programme", "e_resource", "collection"])
def test_each_kind_of_collected_experience_is_a_form_and_a_lesson_plan_is_none(kind: str):
    member = "otm_composition"
    assert judged("K08", AFTER, **shown(member, f"products kind={kind}")).verdict is MET
    assert judged("K08", AFTER, **shown(member, "products kind=lesson_plan")).verdict is NOT_MET


@pytest.mark.parametrize(("rule", "verdict"), [("K18", PARTLY), ("D06", MET), ("O06", MET), ("M03", MET)])
def test_whose_events_count_is_said_by_the_clause(rule: str, verdict: Verdict):
    """The school's own where the clause speaks of the school, everybody's where it speaks of the college."""
    parts = {**PARTS, "O06": (("events form=lecture, body=commission",),), "M03": (("events form=seminar, body=commission",),)}[rule]
    lines = [ways[0] + (", body=commission" if ways[0].startswith("events") and "body" not in ways[0] else "") for ways in parts]
    assert listed(rule, *lines).verdict is verdict


# ── every day until which there is time ─────────────────────────────────────────────────────────────────────────────

SCHOOL_YEAR, TEACHING_YEAR = date(2026, 6, 30), date(2026, 8, 31)
#: Clauses that the registers of an idle college answer when their day is over, and that day: the end of the studies, or of the year.
LIMITS = {
    **dict.fromkeys((
        "K08", "K10", "K11", "K15", "K16", "K17", "K18", "M02", "M03", "M04", "M07", "M08", "O02", "O04", "O06", "D06", "D08", "L04", "L05",
    ), SCHOOL_YEAR), "L06": TEACHING_YEAR,
}


@pytest.mark.parametrize(("day", "waiting"), [(day, on) for day in (SCHOOL_YEAR, TEACHING_YEAR) for on in (day, day + timedelta(days=1))])
def test_on_its_last_day_a_clause_still_waits_and_the_next_day_it_does_not(day: date, waiting: date):
    idle = verdicts(drawn(dict.fromkeys(DRAWN, ""), waiting.isoformat()), chosen(*PROFILES))
    asked = [rule for rule, until in LIMITS.items() if until == day]
    told = {rule: (idle[rule].verdict is NOT_DUE, idle[rule].due) for rule in asked}
    assert told == dict.fromkeys(asked, (waiting == day, day if waiting == day else None))


def listeners(left: str = "") -> str:
    return table("person | role | left_on", f"{FIRST} | listener | ", f"{SECOND} | listener | {left}")


@pytest.mark.parametrize(("rule", "registers"), [
    ("K09", {"otm_plan": "activity | due | status\nІс | қазан | pending"}),
    ("K12", {"otm_composition": FIVE, "attendance": sheet(20, 30)}),
    ("K13", {"otm_composition": FIVE, "open_lessons": "teacher | kind | date", "mutual_visits": "", "products": ""}),
    ("K14", {"otm_composition": listeners(), "portfolios": ""}),
    ("L07", {"network_members": "school | role | leading_school\nБас | leading |\nСерік | partner | Бас", "network_events": ""}),
])
def test_what_people_owe_is_owed_from_the_day_after_the_end_of_the_studies(rule: str, registers: dict[str, str]):
    parameters = our_specs().college.parameters.model_copy(update={"attendance_threshold": 75})
    specs = chosen(OF[rule[0]], parameters=parameters)
    early, late = (judged(rule, today, specs=specs, **registers) for today in ("2026-06-30", "2026-07-01"))
    assert (early.verdict, early.due) == (NOT_DUE, SCHOOL_YEAR)
    assert late.verdict in (NOT_MET, PARTLY)


@pytest.mark.parametrize("rule", ["O10", "O11", "O12", "O13"])
def test_a_product_on_its_way_has_time_until_the_end_of_the_year(rule: str):
    kind, head = {"O10": "umk", "O11": "curriculum", "O12": "work_programme", "O13": "guide"}[rule], "authors | title | kind | developed_on"
    waiting = f"{head}\n{FIRST} | А | {kind} | 2025-10-01"
    early, late = (judged(rule, today, products=waiting) for today in (AUGUST, AFTER))
    assert (early.verdict, early.due, late.verdict) == (NOT_DUE, TEACHING_YEAR, PERSON)


@pytest.mark.parametrize(("left", "verdict"), [("2026-06-30", MET), ("2026-07-01", PARTLY), ("", PARTLY)])
def test_who_leaves_by_the_day_owes_nothing(left: str, verdict: Verdict):
    portfolio = f"listener | kind | submitted_on\n{FIRST} | portfolio | 2026-05-20"
    assert judged("K14", otm_composition=listeners(left), portfolios=portfolio).verdict is verdict


@pytest.mark.parametrize(("on", "verdict"), [("2026-04-30", NOT_MET), ("2026-05-01", MET), ("2026-06-30", MET), ("2026-07-01", PARTLY)])
@pytest.mark.parametrize("rule", ["K11", "K16"])
def test_report_and_analysis_belong_to_the_end_of_the_studies(rule: str, on: str, verdict: Verdict):
    agenda = f"body | protocol_no | protocol_date | question | kind\nmc | 6 | {on} | ОТМ жылдық есебі | report"
    folder = f"title | doc_date\nОТМ жұмысын талдау | {on}"
    assert judged(rule, agenda_items=agenda, folder_index=folder).verdict is verdict


@pytest.mark.parametrize(("today", "verdict"), [("2026-06-10", NOT_DUE), ("2026-06-11", MET)])
def test_what_happens_today_has_happened(today: str, verdict: Verdict):
    agenda = "body | protocol_no | protocol_date | question | kind\nmc | 6 | 2026-06-11 | ОТМ жылдық есебі | report"
    assert judged("K11", today, agenda_items=agenda).verdict is verdict


def test_the_protocol_of_an_event_on_the_last_day_is_asked_too():
    papers = table("title | doc_date", *(f"{title} | 2026-06-15" for title in (
        "ОТМ бұйрығы", "ОТМ ережесі", "ОТМ жұмыс жоспары", "ОТМ тыңдаушыларының тізімі", "ОТМ № 1 хаттама", "ОТМ жылдық есебі",
    )))
    for on, verdict in (("2026-06-30", PARTLY), ("2026-07-01", MET)):
        events = f"date | form | title | presenter | protocol_no\n{on} | session | А | {LEADER} | 2"
        assert judged("K15", folder_index=papers, events=events).verdict is verdict


@pytest.mark.parametrize(("today", "verdict"), [("2026-06-30", PARTLY), ("2026-07-01", NOT_MET)])
def test_three_of_four_meetings_with_a_quarter_missed_are_too_few_only_when_the_year_is_over(today: str, verdict: Verdict):
    events = table("date | form | title | presenter", *(f"{day} | session | А | {LEADER}" for day in ("2025-11-05", "2026-02-12", "2026-04-16")))
    assert judged("K07", today, events=events).verdict is verdict


# ── the first day of the year ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("today", "verdicts_"), [("2025-08-31", (NOT_DUE,) * 3), ("2025-09-01", (NOT_MET, NO_DATA, NO_DATA))])
def test_plan_order_and_approval_are_asked_from_the_first_of_september(today: str, verdicts_: tuple[Verdict, ...]):
    registers = {"otm_plan": "activity | due", "otm_composition": f"person | role\n{FIRST} | listener", "agenda_items": ""}
    assert tuple(judged(rule, today, **registers).verdict for rule in ("K04", "K05", "K06")) == verdicts_


def order(on: str, joined: str = "") -> str:
    return f"order_no: 4\norder_date: {on}\nperson | role | joined_on\n{LEADER} | leader |\n{FIRST} | listener | {joined}"


@pytest.mark.parametrize(("on", "joined", "verdict"), [
    ("2025-07-31", "", NOT_MET), ("2025-08-01", "", MET), ("2026-07-31", "", MET), ("2026-08-01", "", NOT_MET),
    ("2025-09-05", "2025-09-05", MET), ("2025-09-05", "2025-09-06", PARTLY),
])
def test_an_order_is_of_its_year_and_covers_who_was_there_on_its_day(on: str, joined: str, verdict: Verdict):
    assert judged("K05", otm_composition=order(on, joined), events="").verdict is verdict


@pytest.mark.parametrize(("day", "verdict"), [("2025-10-08", MET), ("2025-10-09", MET), ("2025-10-10", PARTLY)])
def test_a_plan_may_be_approved_on_the_day_of_the_first_event(day: str, verdict: Verdict):
    plan = f"approved_protocol_no: 1\napproved_protocol_date: {day}\nactivity | due | strategic_direction\nІс | қазан | сапа"
    agenda = f"body | protocol_no | protocol_date | question | kind\nmc | 1 | {day} | Жоспар | approve"
    events = f"date | form | title | presenter\n2025-10-09 | session | А | {LEADER}"
    assert judged("K06", otm_plan=plan, agenda_items=agenda, events=events).verdict is verdict


@pytest.mark.parametrize(("today", "verdict"), [("2025-08-27", NO_DATA), ("2025-08-28", MET)])
def test_the_council_has_considered_the_regulation_from_the_day_it_did(today: str, verdict: Verdict):
    people = tuple(Agreed(name=f"А.А. Адам{number}", position=Text(kk="Орынбасар"), on=date(2025, 8, 20)) for number in range(4))
    agenda = "body | protocol_no | protocol_date | question\nmc | 1 | 2025-08-28 | ОТМ ережесін мақұлдау туралы"
    assert judged("K21", today, specs=chosen("otm-2025", regulation=Regulation(agreed=people)), agenda_items=agenda).verdict is verdict


@pytest.mark.parametrize(("today", "by"), [
    ("2026-06-30", date(2026, 6, 30)), ("2026-07-01", date(2026, 8, 31)), ("2026-08-31", date(2026, 8, 31)), ("2026-09-01", date(2027, 6, 30)),
])
def test_until_when_it_can_be_put_right_is_its_own_day_then_the_years_then_next_years(today: str, by: date):
    lessons = f"teacher | kind | date | analysis_done\n{FIRST} | open_lesson | 2025-11-10 | no"
    events = f"date | form | title | presenter\n2025-10-09 | master_class | А | {LEADER}"
    result = judged("K08", today, events=events, open_lessons=lessons, otm_composition=f"person | role\n{FIRST} | listener")
    assert (result.verdict, result.by) == (PARTLY, by)


@pytest.mark.parametrize(("rule", "unnamed", "verdict"), [("O01", "deputy", NO_DATA), ("O01", "methodist", NO_DATA), ("O05", "deputy", NO_DATA), ("O05", "methodist", MET)])
def test_each_post_that_a_clause_names_is_looked_for(rule: str, unnamed: str, verdict: Verdict):
    specs = chosen("methodical-work-583", people=POSTS.model_copy(update={unnamed: Post()}))
    assert judged(rule, specs=specs, council_members=f"person | body | role\n{LEADER} | mc | chair").verdict is verdict


# ── the visit of the centre ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_title_page_of_the_regulation_of_visits_says_its_days():
    said = judged("D01").reason
    assert [day in said["kk"] for day in ("2024-03-15", "2024-03-19")] == [True, True] or [day in said["kk"] for day in ("15.03.2024", "19.03.2024")] == [True, True]
    params = next(one for one in our_specs().profiles["desant-2024"].rules if one.id == "D01").params
    assert [params[key] for key in ("agreed", "considered", "approved")] == [date(2024, 3, 15), date(2024, 3, 19), date(2024, 3, 19)]


THREE_YEARS = ("staff", "events", "open_lessons", "pd_courses", "contests", "publications", "student_results")


@pytest.mark.parametrize("gone", THREE_YEARS)
def test_each_register_of_the_three_years_is_looked_at(gone: str):
    def of(label: str, names: Sequence[str]) -> dict[str, str]:
        kept = shown("staff category=none", "events", "open_lessons", "pd_courses", "contests", "publications", "student_results quality_pct=70")
        return {name: kept[name].replace("2025-", f"{label[:4]}-").replace("2026-", f"{label[5:]}-") for name in names}

    labels, others = ("2024-2025", "2023-2024"), [name for name in THREE_YEARS if name != gone]
    for names, verdict in ((THREE_YEARS, MET), (others, PARTLY)):
        earlier = {label: year(label=label, **of(label, names if label == labels[1] else THREE_YEARS)) for label in labels}
        assert judged("D04", earlier=earlier, **of("2025-2026", THREE_YEARS)).verdict is verdict


@pytest.mark.parametrize(("field", "verdict"), [("scope", NO_DATA), ("period", NO_DATA), ("team", MET)])
def test_what_an_inspected_side_may_be_asked_for_is_bounded_by_subject_and_days(field: str, verdict: Verdict):
    assert judged("D12", desant=table(VISIT_HEAD, visit(**{field: ""}))).verdict is verdict


@pytest.mark.parametrize(("rule", "titles"), [
    ("D13", ("Десант дәлелдері", "Десантқа құжаттар", "Десант көшірмелері", "Десант материалдары", "Документы десанта", "Копии для десанта")),
    ("D15", ("Десант кестесі", "График десанта")),
])
def test_papers_of_a_visit_are_known_by_any_of_their_names(rule: str, titles: Sequence[str]):
    assert [judged(rule, folder_index=f"title | pages\n{title} | 3").verdict for title in titles] == [MET] * len(titles)
    assert judged(rule, folder_index="title | pages\nДесант бұйрығы | 3").verdict is NO_DATA


@pytest.mark.parametrize("form", ["Консультативтік", "Кеңес беру", "Диагностикалық", "Әдістемелік", "Методическая", "Ұйымдастырушылық", "Организационная"])
def test_a_visit_has_one_of_four_forms(form: str):
    assert judged("D07", desant=table(VISIT_HEAD, visit(forms=form))).verdict is MET


@pytest.mark.parametrize("who", ["centre_head", "organisation_head", "association_head"])
def test_a_visit_is_asked_for_by_one_of_three_heads(who: str):
    assert judged("D02", desant=table(VISIT_HEAD, visit(initiator=who))).verdict is MET


# ── closed lists of kinds, roles and words ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("rule", "kind"), [
    *(("O10", kind) for kind in ("umk", "textbook", "study_guide", "test_collection", "author_programme", "e_resource", "collection")),
    ("O11", "curriculum"), ("O12", "work_programme"), ("O12", "lesson_plan"), ("O13", "guide"), ("O13", "recommendation"),
])
def test_each_kind_of_product_goes_the_way_of_its_clause_and_only_o13_asks_for_opinions(rule: str, kind: str):
    parameters = our_specs().college.parameters.model_copy(update={"reviewers_minimum": 2})
    way = product(kind, approved_by_role="director" if rule == "O11" else "deputy")
    assert listed_as(rule, table(HEAD, way)) is MET
    assert judged(rule, specs=chosen("methodical-work-583", parameters=parameters), products=table(HEAD, way)).verdict is (NOT_MET if rule == "O13" else MET)


@pytest.mark.parametrize(("rule", "kind", "without", "verdict"), [
    # the council of the whole college stands in for that of a unit
    ("O11", "curriculum", NO_UNIT, MET), ("O11", "curriculum", {**NO_UNIT, **NO_COUNCIL}, NOT_MET), ("O11", "curriculum", NO_COUNCIL, NOT_MET), ("O11", "curriculum", NO_COMMISSION, NOT_MET),
    ("O13", "guide", NO_COUNCIL, NOT_MET), ("O13", "guide", NO_UNIT, MET),
])
def test_each_step_of_a_way_is_asked(rule: str, kind: str, without: dict[str, str], verdict: Verdict):
    way = product(kind, approved_by_role="director" if rule == "O11" else "deputy", **without)
    assert listed_as(rule, table(HEAD, way)) is verdict


def listed_as(rule: str, products: str) -> Verdict:
    (result,) = rules.judge(year(today=AFTER, products=products), {}, alone(rule))
    return result.verdict


@pytest.mark.parametrize(("rule", "category", "verdict"), [
    ("K01", "first", MET), ("K01", "high", MET), ("K01", "second", NOT_MET), ("M05", "researcher", MET), ("M05", "expert", MET), ("M05", "moderator", NOT_MET),
])
def test_the_crosswalk_knows_each_category_where_the_college_switched_it_on(rule: str, category: str, verdict: Verdict):
    specs = chosen(OF[rule[0]], parameters=our_specs().college.parameters.model_copy(update={"category_crosswalk": True}))
    leader = f"order_no: 4\norder_date: 2025-09-05\nperson | role | category_at_order\n{LEADER} | leader | {category}"
    assert judged(rule, specs=specs, otm_composition=leader).verdict is verdict


@pytest.mark.parametrize("ground", ["young", "growth", "own_wish"])
def test_a_listener_joins_on_one_of_three_grounds(ground: str):
    assert judged("K02", otm_composition=f"person | role | ground\n{FIRST} | listener | {ground}").verdict is MET


@pytest.mark.parametrize(("role", "verdict"), [("leader", PARTLY), ("secretary", PARTLY), ("listener", PARTLY), ("young_specialist", PARTLY), ("mentor", MET)])
def test_the_order_names_leader_secretary_and_listeners(role: str, verdict: Verdict):
    members = f"person | role | order_no | order_date\n{LEADER} | listener | 4 | 2025-09-05\n{FIRST} | {role} | |"
    assert judged("K05", otm_composition=members, events="").verdict is verdict


@pytest.mark.parametrize("kind", ["open_lesson", "panorama"])
def test_open_and_panorama_lessons_are_analysed_together(kind: str):
    lessons = f"teacher | kind | date | analysis_done\n{FIRST} | {kind} | 2025-11-10 | no"
    assert judged("K08", **{**shown("otm_composition"), "open_lessons": lessons}).verdict is PARTLY


NAMES = ("Озат тәжірибе мектебі", "Школа передового опыта", "ОТМ", "ШПО")


def renamed(profile: str) -> Specs:
    """A college that calls its school otherwise: only the words of the clause are left to know the paper by."""
    own = our_specs().college.otm.model_copy(update={"name": Text(kk="Шеберлік", ru="Мастерство"), "short_name": Text(kk="ШШ", ru="ММ")})
    return chosen(profile, otm=own)


@pytest.mark.parametrize("school", [*NAMES, "Школа передового педагогического опыта"])
def test_the_report_is_known_by_any_name_of_the_school(school: str):
    agenda = f"body | protocol_no | protocol_date | question | kind\nmc | 6 | 2026-06-11 | {school}: есеп | report"
    assert judged("K11", specs=renamed("otm-2025"), agenda_items=agenda).verdict is MET


@pytest.mark.parametrize("school", NAMES)
@pytest.mark.parametrize(("rule", "paper"), [
    ("K16", "талдау"), ("K16", "анализ"), ("K20", "танысу парағы"), ("K20", "таныстыру парағы"), ("K20", "лист ознакомления"),
])
def test_papers_of_the_school_are_known_by_any_of_its_names(rule: str, paper: str, school: str):
    folder = f"title | doc_date | pages\n{school}, ереже, {paper} | 2026-06-15 | 3"
    assert judged(rule, specs=renamed("otm-2025"), folder_index=folder).verdict is MET


@pytest.mark.parametrize("other", ["сабақты", "сабағын", "көрмені", "урока", "занятия", "выставки"])
def test_the_analysis_of_a_lesson_or_an_exhibition_is_not_that_of_the_year(other: str):
    assert judged("K16", folder_index=f"title | doc_date\nОТМ: {other} талдау, анализ | 2026-06-15").verdict is NOT_MET


@pytest.mark.parametrize("school", NAMES)
@pytest.mark.parametrize("word", ["ереже", "положение"])
def test_the_regulation_on_the_councils_agenda_is_known_by_any_name(school: str, word: str):
    people = tuple(Agreed(name=f"А.А. Адам{number}", position=Text(kk="Орынбасар"), on=date(2025, 8, 20)) for number in range(4))
    agenda = f"body | protocol_no | protocol_date | question\nmc | 1 | 2025-08-28 | {school} – {word}"
    specs = replace(renamed("otm-2025"), college=renamed("otm-2025").college.model_copy(update={"regulation": Regulation(agreed=people)}))
    assert judged("K21", specs=specs, agenda_items=agenda).verdict is MET


@pytest.mark.parametrize("school", NAMES)
@pytest.mark.parametrize("rule", ["K15", "M07"])
def test_the_folder_of_the_school_is_known_by_any_of_its_names(rule: str, school: str):
    titles = ("бұйрығы", "ережесі", "жұмыс жоспары", "тыңдаушыларының тізімі", "№ 1 хаттама", "жылдық есебі", "бюллетені")
    folder = table("title | doc_date", *(f"{school} {title} | 2026-06-15" for title in titles), "Кітапхана ережесі | 2026-06-15")
    assert judged(rule, specs=renamed(OF[rule[0]]), folder_index=folder, events="").verdict is MET


@pytest.mark.parametrize(("form", "verdict"), [("session", PARTLY), ("seminar", PARTLY), ("author_seminar", PARTLY), ("master_class", MET)])
def test_sessions_and_seminars_need_a_protocol(form: str, verdict: Verdict):
    titles = ("бұйрығы", "ережесі", "жұмыс жоспары", "тыңдаушыларының тізімі", "№ 1 хаттама", "жылдық есебі")
    folder = table("title | doc_date", *(f"ОТМ {title} | 2026-06-15" for title in titles))
    events = f"date | form | title | presenter | protocol_no\n2025-10-09 | {form} | А | {LEADER} | 2"
    assert judged("K15", folder_index=folder, events=events).verdict is verdict
