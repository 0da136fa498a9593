"""Approval routes, plan, orders, protocols, the month: where each thing stands on a day, just before, at and after its threshold."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
import report_builder as rb
from year_builder import at, our_specs, year

from otm_reports import analysis, pipeline
from otm_reports.analysis import followup, monthly, responsible, routes
from otm_reports.analysis.counting import Chapter
from otm_reports.declared import Routes
from otm_reports.errors import CollegeError
from otm_reports.model import AcademicYear, Listing, Person, Report
from otm_reports.specs import Specs, load

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
HEAD = """
    authors | title | kind | developed_on | commission_protocol_no | commission_protocol_date | unit_council_protocol_no | unit_council_protocol_date | mc_protocol_no | mc_protocol_date | mc_decision | approved_by_role | approved_on | published_where
"""
COMMISSIONS = """
    name             | chair
    Мейіргер ісі ЦӘК | Төлегенова Әсел Қайратқызы
"""
AUTHOR = "Серікова Айгүл Маратқызы"


def product(
    kind: str = "guide", *, made: str = "2025-09-09", commission: str = "2025-09-30", unit: str = "", mc: str = "2025-10-24", decision: str = "approved",
    by: str = "deputy", on: str = "2025-10-29", published: str = "сайт",
) -> str:
    """One product; a day that is given has a protocol number too."""
    cells = (AUTHOR, "Нұсқау", kind, made, "2" if commission else "", commission, "1" if unit else "", unit, "3" if mc else "", mc, decision, by, on, published)
    return HEAD + "    " + " | ".join(cells)


def stood(text: str, today: str = "2026-08-31", **more: str) -> routes.Stand:
    """Where the one product of a year stands."""
    drawn = year(today=today, products=text, staff=rb.STAFF, commissions=COMMISSIONS, **more)
    return routes.stands(drawn, our_specs(), "products")[0]


def listings(drawn: AcademicYear, specs: Specs | None = None) -> Mapping[str, Listing]:
    """The listings of the chapter."""
    chapter = Chapter("routes", drawn, specs or our_specs())
    routes.count(chapter)
    return chapter.listings


# ── what is declared ────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_kind_of_product_has_exactly_one_clause_that_says_its_route() -> None:
    profile = our_specs().profiles["methodical-work-583"]
    named = [kind for rule in profile.rules if rule.function == "route-followed" for kind in rule.params["kinds"]]
    assert sorted(named) == sorted(our_specs().vocabularies["product_kind"].codes)


def test_every_step_that_a_clause_asks_for_is_declared_with_its_fields() -> None:
    route = our_specs().routes.routes["products"]
    for rule in our_specs().profiles[route.profile].rules:
        if rule.function == "route-followed":
            assert set(rule.params["steps"]) <= set(route.steps), rule.id
            assert {f"{step}_protocol_date" for step in rule.params["steps"]} == {route.steps[step].day for step in rule.params["steps"]}


@pytest.mark.parametrize(("kind", "steps", "clause", "approvers"), [
    ("curriculum", ("developed", "commission", "unit_council", "mc", "approved", "published"), "19", ("director",)),
    ("work_programme", ("developed", "unit_council", "approved", "published"), "20", ("deputy",)),
    ("recommendation", ("developed", "commission", "mc", "approved", "published"), "21", ("deputy",)),
    ("umk", ("developed", "commission", "mc", "approved", "published"), "18", ("director", "deputy")),
])
def test_the_route_of_a_kind_is_that_of_its_clause(kind: str, steps: tuple[str, ...], clause: str, approvers: tuple[str, ...]) -> None:
    path = stood(product(kind, unit="2025-10-10")).path
    assert (path.steps, path.clause, path.approvers) == (steps, clause, approvers)


def test_a_college_changes_its_routes_in_its_overlay(tmp_path: Path) -> None:
    (tmp_path / "overlay").mkdir()
    own = tmp_path / "overlay" / "routes.toml"
    own.write_text('[routes.products]\nfinish = ["archived"]\n[routes.products.steps.archived]\ntitle = { kk = "мұрағатқа тапсыру" }\nwho = ["authors"]\n'
                   'fields = ["note"]\n', encoding="utf-8")
    assert load(tmp_path).routes.routes["products"].finish == ("approved", "published", "archived")
    own.write_text('[routes.products.steps.archived]\ntitle = { kk = "т" }\nwho = []\nfields = ["nowhere"]\n', encoding="utf-8")
    with pytest.raises(CollegeError) as refused:
        load(tmp_path)
    assert "no field 'nowhere' in register 'products'" in str(refused.value.params["mistakes"])


def test_a_step_that_is_named_and_not_declared_is_refused() -> None:
    with pytest.raises(ValueError, match="not declared: nowhere"):
        Routes.model_validate({"routes": {"x": {"rows": "products", "named": "title", "doers": "authors", "start": ["nowhere"], "steps": {}}}})


def test_every_state_and_verdict_has_its_words_in_three_languages() -> None:
    steps = {name for route in our_specs().routes.routes.values() if route.rows != "agenda_items" for name in route.steps}
    wanted = {
        "route_states": steps | {"returned", "closed"}, "route_verdicts": set(routes.VERDICTS) - {"ahead"}, "protocol_states": set(followup.PROTOCOL_STATES),
        "month_kinds": set(monthly.KINDS), "step_states": {"taken", "next", "again", "missing", "ahead"},
    }
    for lang in ("kk", "ru", "en"):
        for section, keys in wanted.items():
            assert keys <= set(our_specs().messages[lang].texts[section]), (lang, section)


# ── where a product stands ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_product_that_went_the_whole_way_is_done() -> None:
    one = stood(product())
    assert (one.verdict, one.state, one.ahead, one.lacks, one.who) == ("done", "published", "", (), None)


def test_a_product_that_was_not_published_lacks_nothing() -> None:
    one = stood(product(published=""))
    assert (one.verdict, one.state, one.ahead) == ("done", "approved", "")


@pytest.mark.parametrize(("text", "state", "ahead", "who"), [
    (product(commission="", mc="", decision="", by="", on="", published=""), "developed", "commission", "Төлегенова Әсел Қайратқызы"),
    (product(mc="", decision="", by="", on="", published=""), "commission", "mc", None),
    (product(by="", on="", published=""), "mc", "approved", None),
    (product(decision="", by="", on="", published=""), "mc", "mc", None),
    (product("lesson_plan", commission="", mc="", decision="", by="", on="", published=""), "developed", "unit_council", "Төлегенова Әсел Қайратқызы"),
])
def test_a_product_under_way_says_its_step_the_next_one_and_who_takes_it(text: str, state: str, ahead: str, who: str | None) -> None:
    one = stood(text)
    assert (one.state, one.ahead) == (state, ahead)
    assert one.verdict in ("underway", "missing")
    assert one.who is not None
    assert (one.who.who.full if isinstance(one.who.who, Person) else one.who.who) == who or ahead == "mc"


@pytest.mark.parametrize(("text", "lacks"), [
    (product(commission=""), ("commission_protocol_date",)),
    (product(made=""), ("developed_on",)),
    (product(decision=""), ("mc_decision",)),
    (product(by=""), ("approved_by_role",)),
    (product("curriculum", by="director"), ()),  # the council is that of the unit too
    (product("curriculum", by="director", mc="", decision=""), ("unit_council_protocol_date", "mc_protocol_date")),
])
def test_what_a_product_that_was_approved_lacks_is_named_by_field(text: str, lacks: tuple[str, ...]) -> None:
    one = stood(text)
    assert one.lacks == lacks
    assert one.verdict == ("missing" if lacks else "done")


def test_a_protocol_with_a_number_and_no_day_lacks_the_day() -> None:
    one = stood(product().replace("2025-09-30", ""))
    assert one.lacks == ("commission_protocol_date",)


@pytest.mark.parametrize(("on", "verdict"), [("2025-10-23", "order"), ("2025-10-24", "done"), ("2025-10-25", "done")])
def test_approval_on_the_day_of_the_council_is_in_order_and_a_day_before_is_not(on: str, verdict: str) -> None:
    one = stood(product(on=on))
    assert one.verdict == verdict
    assert one.backward == ((("mc_protocol_date", "approved_on"),) if verdict == "order" else ())


@pytest.mark.parametrize(("kind", "by", "verdict"), [
    ("guide", "deputy", "done"), ("guide", "director", "hand"), ("umk", "director", "done"), ("umk", "deputy", "done"), ("curriculum", "deputy", "hand"),
])
def test_a_product_is_approved_by_whom_its_clause_names(kind: str, by: str, verdict: str) -> None:
    assert stood(product(kind, by=by, unit="2025-10-10")).verdict == verdict


def test_a_product_sent_back_starts_again_and_its_authors_answer() -> None:
    one = stood(product(decision="rework", by="", on="", published=""))
    assert (one.state, one.verdict, one.ahead) == ("returned", "returned", "developed")
    assert one.who is not None
    assert one.who.who == (rb.year_builder.person(AUTHOR),)


def test_a_product_sent_back_and_yet_approved_is_a_breach_for_who_keeps_the_register() -> None:
    one = stood(product(decision="rework"))
    assert (one.state, one.verdict) == ("published", "overruled")
    assert one.who is not None
    assert one.who.post == "chair" or isinstance(one.who.who, Person)


def test_a_rejected_product_has_no_next_step_and_nobody_owes_it() -> None:
    one = stood(product(decision="rejected", by="", on="", published=""))
    assert (one.state, one.verdict, one.ahead, one.who) == ("closed", "closed", "", None)


@pytest.mark.parametrize(("today", "state"), [("2025-10-23", "commission"), ("2025-10-24", "mc")])
def test_a_step_whose_day_is_ahead_has_not_been_taken(today: str, state: str) -> None:
    one = stood(product(by="", on="", published=""), today=today)
    assert one.state == state
    assert one.lacks == ()


AGENDA = """
    body | protocol_no | protocol_date | question | decision_text
    mc   | 3           | 2025-10-24    | Өнім     | Мақұлдансын
    mc   | 4           | 2026-01-30    | Өнім     | Мақұлдансын
"""


@pytest.mark.parametrize(("agenda", "verdict"), [
    (AGENDA, "done"), (AGENDA.replace("2025-10-24", "2025-10-25"), "unregistered"), (AGENDA.replace("mc   | 3", "mc   | 2"), "unregistered"),
    (AGENDA.replace("mc   |", "otm  |"), "done"),
])
def test_a_protocol_that_the_council_s_register_does_not_hold_is_told_where_there_is_one(agenda: str, verdict: str) -> None:
    assert stood(product(), agenda_items=agenda).verdict == verdict


def test_each_value_of_the_table_has_the_cells_it_was_read_from() -> None:
    drawn = year(products=product(made="", on="2025-10-01"), staff=rb.STAFF, commissions=COMMISSIONS)
    row = listings(drawn)["routes.products"].rows[0]
    assert [str(cell) for cell in row.cells["lacks"]] == [at("products", "D2")]
    assert [str(cell) for cell in row.cells["wrong"]] == [at("products", "J2"), at("products", "M2")]
    assert row.values["wrong"] == (date(2025, 10, 24), date(2025, 10, 1))
    assert (row.values["lacks"], row.values["lacks_ru"]) == ("Әзірленген күні", "Дата разработки")
    assert (row.values["point"], row.values["point_ru"]) == ("№ 583, 21-тармақ", "№ 583, п. 21")


def test_the_steps_of_a_product_say_which_were_taken_which_comes_next_and_what_has_no_entry() -> None:
    drawn = year(products=product(commission="", by="", on="", published="", decision="rework"), staff=rb.STAFF, commissions=COMMISSIONS)
    steps = [(row.values["step"], row.values["state"]) for row in listings(drawn)["routes.steps"]]
    assert steps == [("әзірлеу", "again"), ("комиссияда қарау", "missing"), ("әдістемелік кеңесте қарау", "taken"), ("бекіту", "ahead"), ("жариялау", "ahead")]


def test_the_council_of_a_college_stands_for_the_council_of_its_unit() -> None:
    drawn = year(products=product("curriculum", by="director"), staff=rb.STAFF, commissions=COMMISSIONS)
    assert [row.values["state"] for row in listings(drawn)["routes.steps"]] == ["taken"] * 6


# ── practices and decisions ─────────────────────────────────────────────────────────────────────────────────────────

PRACTICE = """
    authors                  | title | stage | mc_protocol_no | mc_protocol_date | mc_decision | level_recommended | dissemination | adopters | adopted_on | adoption_evidence | date
    Серікова Айгүл Маратқызы | Кейс  | {}
"""


@pytest.mark.parametrize(("cells", "state", "ahead", "lacks", "verdict"), [
    ("studied |  |  |  |  |  |  |  |  | 2026-02-25", "studied", "considered", (), "underway"),
    ("considered | 5 | 2026-03-27 | approved |  |  |  |  |  | 2026-02-25", "considered", "recommended", (), "underway"),
    ("recommended | 5 | 2026-03-27 | approved | region |  |  |  |  | 2026-02-25", "recommended", "disseminated", (), "underway"),
    ("disseminated | 5 | 2026-03-27 | approved | region | бюллетень |  |  |  | 2026-02-25", "disseminated", "adopted", (), "underway"),
    ("adopted | 5 | 2026-03-27 | approved | region | бюллетень | Оспанова Дана Ерланқызы | 2026-05-06 | акт | 2026-02-25", "adopted", "", (), "done"),
    ("adopted |  |  |  | region | бюллетень | Оспанова Дана Ерланқызы | 2026-05-06 | акт | 2026-02-25", "adopted", "", ("mc_protocol_date",), "missing"),
    ("disseminated | 5 | 2026-03-27 | approved |  | бюллетень |  |  |  | 2026-02-25", "disseminated", "adopted", ("level_recommended",), "missing"),
    ("considered | 5 | 2026-03-27 | rework |  |  |  |  |  | 2026-02-25", "returned", "studied", (), "returned"),
    ("considered | 5 | 2026-03-27 | rejected |  |  |  |  |  | 2026-02-25", "closed", "", (), "closed"),
    ("adopted | 5 | 2026-03-27 | approved | region | бюллетень | Оспанова Дана Ерланқызы | 2026-03-20 | акт | 2026-02-25", "adopted", "", (), "order"),
])
def test_a_practice_is_considered_recommended_disseminated_adopted(cells: str, state: str, ahead: str, lacks: tuple[str, ...], verdict: str) -> None:
    one = routes.stands(year(best_practice=PRACTICE.format(cells)), our_specs(), "practices")[0]
    assert (one.state, one.ahead, one.lacks, one.verdict) == (state, ahead, lacks, verdict)


@pytest.mark.parametrize(("today", "verdict"), [("2026-03-26", "underway"), ("2026-03-27", "returned")])
def test_a_practice_is_not_sent_back_before_the_council_has_met(today: str, verdict: str) -> None:
    drawn = year(best_practice=PRACTICE.format("considered | 5 | 2026-03-27 | rework |  |  |  |  |  | 2026-02-25"), today=today)
    assert routes.stands(drawn, our_specs(), "practices")[0].verdict == verdict


DECISION = """
    body | protocol_no | protocol_date | question | decision_text | responsible | due | execution | executed_on
    otm  | 3           | 2025-10-09    | Талдау   | Жазылсын      | {}
"""


@pytest.mark.parametrize(("cells", "today", "verdict", "lacks"), [
    ("жетекші | 2025 жылғы 15 қарашаға дейін |  |", "2025-11-15", "underway", ()),
    ("жетекші | 2025 жылғы 15 қарашаға дейін |  |", "2025-11-16", "late", ()),
    ("жетекші | 2025 жылғы 15 қарашаға дейін |  | 2025-11-14", "2025-11-16", "done", ()),
    ("жетекші | 2025 жылғы 15 қарашаға дейін | орындалды |", "2026-05-16", "done", ()),
    ("жетекші | тұрақты |  |", "2026-08-31", "underway", ()),
    (" | 2025 жылғы 15 қарашаға дейін |  |", "2025-11-01", "missing", ("responsible",)),
    ("жетекші |  |  |", "2025-11-01", "missing", ("due",)),
    ("жетекші |  |  | 2025-11-14", "2025-11-16", "done", ("due",)),
    ("жетекші | 2025 жылғы 15 қарашаға дейін |  | 2025-10-08", "2025-11-16", "order", ()),
    ("жетекші |  |  |", "2025-10-08", "missing", ("due",)),
    ("жетекші | 2025 жылғы 15 қарашаға дейін |  |", "2025-10-08", "ahead", ()),
])
def test_a_decision_has_somebody_a_term_and_a_mark(cells: str, today: str, verdict: str, lacks: tuple[str, ...]) -> None:
    one = routes.stands(year(agenda_items=DECISION.format(cells), today=today), our_specs(), "decisions")[0]
    assert (one.verdict, one.lacks) == (verdict, lacks)


# ── plan, orders, protocols ─────────────────────────────────────────────────────────────────────────────────────────

EVENTS = """
    protocol_no | date       | form    | title   | presenter                | body | status
    1           | 2025-09-12 | session | Кіріспе | Серікова Айгүл Маратқызы | otm  | held
"""
MC = """
    body | protocol_no | protocol_date | question | decision_text
    mc   | 1           | {}    | Жоспар   | Бекітілсін
"""


@pytest.mark.parametrize(("above", "agenda", "today", "state"), [
    ("approved_protocol_no: 1\napproved_protocol_date: 2025-09-11", "", "2026-06-01", "good"),
    ("approved_protocol_no: 1\napproved_protocol_date: 2025-09-12", "", "2026-06-01", "good"),
    ("approved_protocol_no: 1\napproved_protocol_date: 2025-09-13", "", "2026-06-01", "late"),
    ("approved_protocol_no: 1", MC.format("2025-08-29"), "2026-06-01", "good"),
    ("approved_protocol_no: 1", MC.format("2025-09-13"), "2026-06-01", "late"),
    ("approved_protocol_no: 2", MC.format("2025-08-29"), "2026-06-01", "unregistered"),
    ("approved_protocol_no: 1\napproved_protocol_date: 2025-08-28", MC.format("2025-08-29"), "2026-06-01", "unregistered"),
    ("approved_protocol_no: 1", "", "2026-06-01", "undated"),
    ("", "", "2026-06-01", "unsaid"),
    ("", "", "2025-09-01", "ahead"),
    ("", "", "2025-09-02", "unsaid"),
    ("approved_protocol_no: 1\napproved_protocol_date: 2025-09-05", "", "2025-09-04", "ahead"),
])
def test_a_plan_is_approved_before_the_first_event(above: str, agenda: str, today: str, state: str) -> None:
    plan = above + "\nitem_no | activity | due\n1 | Отырыс | қыркүйек\n"
    more = {"agenda_items": agenda} if agenda else {}
    row = listings(year(otm_plan=plan, events=EVENTS, today=today, **more))["routes.plan"].rows[0]
    assert row.values["state"] == state


ORDERS = """
    no     | date       | title | kind
    84-нқ  | 2025-08-01 | Кеңес | council
    70-нқ  | 2025-07-31 | Құрам | otm_composition
    127-нқ | 2025-10-06 | Кесте | other
"""


@pytest.mark.parametrize(("today", "council", "composition"), [
    ("2025-08-31", "valid", "ending"), ("2025-09-01", "valid", "over"), ("2026-07-31", "valid", "over"), ("2026-08-01", "ending", "over"),
    ("2026-08-31", "ending", "over"), ("2026-09-01", "over", "over"),
])
def test_an_order_holds_for_its_academic_year_and_one_of_august_for_the_coming(today: str, council: str, composition: str) -> None:
    drawn = year(orders=ORDERS, today=today)
    known = {one.row["kind"]: (one.until, one.state) for one in followup.terms(drawn, our_specs())}
    assert known["council"] == (date(2026, 8, 31), council)
    assert known["otm_composition"] == (date(2025, 8, 31), composition)
    assert "other" not in known


def test_a_later_order_takes_the_place_of_the_one_before_it_from_its_day() -> None:
    text = ORDERS + "    9-нқ | 2025-09-05 | Құрам | otm_composition\n"
    for today, number in (("2025-09-04", "70-нқ"), ("2025-09-05", "9-нқ")):
        known = {one.row["kind"]: one.row["no"] for one in followup.terms(year(orders=text, today=today), our_specs())}
        assert known["otm_composition"] == number


def protocol_states(*lines: str, today: str = "2026-08-31", earlier: AcademicYear | None = None, ordered: str = "") -> list[tuple[str | None, str, tuple[int, ...]]]:
    """Number, state and missing numbers of the ОТМ's protocols."""
    text = "protocol_no | date | form | title | presenter | body | status\n" + "\n".join(f"{line} | session | О | Серікова Айгүл Маратқызы | otm | held" for line in lines)
    composition = f"order_date: {ordered}\nperson | role\nСерікова Айгүл Маратқызы | leader\n"
    more = {"otm_composition": composition} if ordered else {}
    drawn = year(events=text, today=today, earlier={"2024-2025": earlier} if earlier else {}, **more)
    return [(one.no, one.state, one.missing) for one in followup.protocols(drawn, our_specs(), "otm")]


def test_numbers_in_the_order_of_their_days_are_good() -> None:
    assert protocol_states("1 | 2025-09-12", "2 | 2025-10-09", "3 | 2025-11-20") == [("1", "good", ()), ("2", "good", ()), ("3", "good", ())]


def test_a_number_that_is_missing_is_named_at_the_next_one() -> None:
    assert protocol_states("1 | 2025-09-12", "4 | 2025-10-09") == [("1", "good", ()), ("4", "gap", (2, 3))]


def test_a_number_given_twice_and_a_day_that_goes_back_are_told_apart() -> None:
    assert [state for _, state, _ in protocol_states("1 | 2025-09-12", "2 | 2025-10-09", "2 | 2025-11-20")] == ["good", "good", "repeat"]
    assert protocol_states("1 | 2025-09-12", "3 | 2025-10-09", "2 | 2025-11-20") == [("1", "good", ()), ("3", "gap", (2,)), ("2", "back", ())]


def test_numbers_may_begin_again_in_the_new_calendar_year_and_only_then() -> None:
    assert [state for _, state, _ in protocol_states("1 | 2025-12-12", "1 | 2026-01-09", "2 | 2026-02-09")] == ["good", "good", "good"]
    assert [state for _, state, _ in protocol_states("1 | 2025-11-12", "1 | 2025-12-09")] == ["good", "repeat"]


def test_a_first_number_goes_on_from_the_year_before_where_that_year_is_known() -> None:
    def before(number: str, day: str = "2025-05-12") -> AcademicYear:
        text = f"protocol_no | date | form | title | presenter | body | status\n{number} | {day} | session | О | Серікова Айгүл Маратқызы | otm | held"
        return year(label="2024-2025", events=text)

    assert protocol_states("7 | 2025-09-12", earlier=before("6")) == [("7", "good", ())]
    assert protocol_states("7 | 2025-09-12", earlier=before("5")) == [("7", "gap", (6,))]
    assert protocol_states("3 | 2025-09-12", earlier=before("2", "2024-11-12")) == [("3", "gap", (1, 2))]  # another calendar year
    assert protocol_states("7 | 2025-09-12") == [("7", "good", ())]
    assert protocol_states("1 | 2025-09-12", earlier=before("6")) == [("1", "good", ())]


@pytest.mark.parametrize(("ordered", "state"), [("2025-09-11", "good"), ("2025-09-12", "good"), ("2025-09-13", "before-order")])
def test_a_meeting_before_the_order_on_the_composition_contradicts_it(ordered: str, state: str) -> None:
    assert protocol_states("1 | 2025-09-12", ordered=ordered) == [("1", state, ())]


@pytest.mark.parametrize(("today", "state"), [("2025-09-11", "ahead"), ("2025-09-12", "good")])
def test_a_meeting_whose_day_has_not_come_is_not_judged(today: str, state: str) -> None:
    assert protocol_states("1 | 2025-09-12", today=today, ordered="2025-09-01") == [("1", state, ())]


def test_a_session_without_a_number_says_so_and_another_event_needs_none() -> None:
    text = """
        protocol_no | date       | form         | title | presenter                | body | status
                    | 2025-09-12 | session      | О     | Серікова Айгүл Маратқызы | otm  | held
                    | 2025-09-13 | master_class | Ш     | Серікова Айгүл Маратқызы | otm  | held
                    | 2025-09-14 | session      | О     | Серікова Айгүл Маратқызы | otm  | cancelled
    """
    assert [(one.no, one.state) for one in followup.protocols(year(events=text), our_specs(), "otm")] == [(None, "no-number")]


# ── without registers, and other days ───────────────────────────────────────────────────────────────────────────────


def test_without_any_register_every_table_says_no_data() -> None:
    drawn = year()
    assert all(one.no_data and not one.rows for one in listings(drawn).values())
    chapter = Chapter("monthly", drawn, our_specs())
    monthly.count(chapter)
    assert chapter.listings["monthly.due"].no_data


def test_every_column_of_a_table_has_a_value_in_each_row() -> None:
    drawn = year(
        products=product(), best_practice=PRACTICE.format("studied |  |  |  |  |  |  |  |  | 2026-02-25"), agenda_items=AGENDA, events=EVENTS, orders=ORDERS,
        otm_plan="item_no | activity | due\n1 | Отырыс | қыркүйек\n", staff=rb.STAFF,
    )
    for listing in listings(drawn).values():
        assert listing.rows, listing.id
        for row in listing:
            assert {name.removesuffix("_ru") for name in row.values} == set(listing.columns), listing.id


# ── who answers ─────────────────────────────────────────────────────────────────────────────────────────────────────


def posts(**names: str) -> Specs:
    """Our declarations with people in otm.toml."""
    college = our_specs().college
    people = college.people.model_copy(update={name: getattr(college.people, name).model_copy(update={"name": said}) for name, said in names.items()})
    return replace(our_specs(), college=college.model_copy(update={"people": people}))


def test_the_keeper_of_a_register_is_the_first_who_is_known() -> None:
    specs = posts(otm_secretary="Ғ.Б. Жиенғалиева", methodist="Л.Т. Байғалиев")
    lessons = "teacher | date | commission\nОспанова Дана Ерланқызы | 2025-10-21 | Мейіргер ісі ЦӘК\nОспанова Дана Ерланқызы | 2025-10-22 | Басқа ЦӘК\n"
    drawn = year(events=EVENTS, open_lessons=lessons, staff=rb.STAFF, commissions=COMMISSIONS)
    one, other = drawn["open_lessons"].rows
    assert responsible.keeper_of(drawn, specs, "open_lessons", one).who == rb.year_builder.person("Төлегенова Әсел Қайратқызы")
    assert responsible.keeper_of(drawn, specs, "open_lessons", other).who == "Л.Т. Байғалиев"
    assert responsible.keeper_of(drawn, specs, "events", drawn["events"].rows[0]).who == "Ғ.Б. Жиенғалиева"
    assert responsible.keeper_of(drawn, specs, "internal_control", None).post == "methodist"


def test_where_otm_toml_names_nobody_the_post_answers() -> None:
    assert responsible.keeper_of(year(events=EVENTS), our_specs(), "attendance", None) == responsible.Answerable(None, "otm_leader")


# ── the month ───────────────────────────────────────────────────────────────────────────────────────────────────────


def due_in(today: str, **registers: str) -> list[tuple[str, object, date, str]]:
    """Kind, thing, day and state of everything of the month."""
    return [(one.kind, one.what, one.day, one.state) for one in monthly.this_month(year(today=today, **registers), our_specs())]


PLAN = """
    item_no | activity | due | status | responsible
    1       | Отырыс   | {} | {} | әдіскер
"""


@pytest.mark.parametrize(("term", "mark", "today", "day"), [
    ("қараша", "", "2025-10-31", None), ("қараша", "", "2025-11-01", date(2025, 11, 30)), ("қараша", "pending", "2025-11-30", date(2025, 11, 30)),
    ("қараша", "", "2025-12-01", None), ("қараша", "done", "2025-11-10", None), ("қараша", "failed", "2025-11-10", None), ("қараша", "moved", "2025-11-10", date(2025, 11, 30)),
    ("жыл бойы", "", "2025-11-10", None), ("ай сайын", "", "2025-11-10", date(2025, 11, 30)), ("тоқсан сайын", "", "2025-11-10", None),
    ("тоқсан сайын", "", "2025-12-10", date(2025, 12, 31)), ("қараша", "", "2026-11-10", None), ("ай сайын", "", "2026-11-10", None), ("сәуір", "", "2026-04-10", date(2026, 4, 30)),
])
def test_an_item_of_the_plan_is_due_in_the_month_in_which_its_term_ends(term: str, mark: str, today: str, day: date | None) -> None:
    assert due_in(today, otm_plan=PLAN.format(term, mark)) == ([("plan", "Отырыс", day, "due")] if day else [])


@pytest.mark.parametrize(("today", "there"), [("2025-10-31", False), ("2025-11-01", True), ("2025-11-30", True), ("2025-12-01", False)])
def test_a_decision_is_due_in_its_month_and_not_after_it(today: str, *, there: bool) -> None:
    found = due_in(today, agenda_items=DECISION.format("жетекші | 2025 жылғы 15 қарашаға дейін |  |"))
    assert found == ([("decision", "Жазылсын", date(2025, 11, 15), "due")] if there else [])


def test_the_month_is_that_of_today_whatever_part_of_the_year_is_counted() -> None:
    drawn = year(today="2025-11-10", span="2025-11-01..2025-11-30", agenda_items=DECISION.format("жетекші | 2025 жылғы 15 қарашаға дейін |  |"))
    assert [one.day for one in monthly.this_month(drawn, our_specs())] == [date(2025, 11, 15)]


STAFF = """
    full_name                | category | category_expires_on
    Серікова Айгүл Маратқызы | {}
"""


@pytest.mark.parametrize(("cells", "today", "found"), [
    ("expert | 2025-11-30", "2025-10-31", None), ("expert | 2025-11-30", "2025-11-01", (date(2025, 11, 30), "due")),
    ("expert | 2025-11-30", "2025-12-01", (date(2025, 11, 30), "over")), ("none | 2025-11-30", "2025-11-10", None),
    ("expert | 2024", "2025-11-10", (date(2024, 12, 31), "over")), ("expert | 2025", "2025-12-31", None), ("expert | ", "2025-11-10", None),
])
def test_a_category_expires_in_its_month_and_stays_on_the_list_when_it_is_over(cells: str, today: str, found: tuple[date, str] | None) -> None:
    assert due_in(today, staff=STAFF.format(cells)) == ([("category", "expert", *found)] if found else [])


def test_a_category_whose_end_only_the_attestation_register_knows_counts_too() -> None:
    attestation = "teacher | current_category | expires_on\nСерікова Айгүл Маратқызы | expert | 2025-11-20\n"
    # attestation is dated by its application or expiry
    assert due_in("2025-11-10", staff=STAFF.format("expert | "), attestation=attestation) == [("category", "expert", date(2025, 11, 20), "due")]


def test_orders_of_the_year_are_told_in_august_and_when_they_are_over() -> None:
    assert [(kind, state) for kind, _, _, state in due_in("2026-07-31", orders=ORDERS) if kind == "order"] == [("order", "over")]
    assert sorted(state for kind, _, _, state in due_in("2026-08-01", orders=ORDERS) if kind == "order") == ["due", "over"]


COURSES = """
    teacher                  | programme | period                 | year
    Серікова Айгүл Маратқызы | Бұрынғы   | 2019-01-10..2019-01-20 |
    Серікова Айгүл Маратқызы | Соңғы     | {}
"""


@pytest.mark.parametrize(("course", "today", "found"), [
    ("2022-11-10..2022-11-20 | ", "2025-10-31", None), ("2022-11-10..2022-11-20 | ", "2025-11-01", (date(2025, 11, 20), "due")),
    ("2022-11-10..2022-11-20 | ", "2025-12-01", (date(2025, 11, 20), "over")), ("2022-12-01..2022-12-01 | ", "2025-11-30", None),
    (" | 2022", "2025-11-30", None), (" | 2022", "2025-12-01", (date(2025, 12, 31), "due")),
])
def test_a_teacher_s_latest_course_gets_too_old_in_a_month(course: str, today: str, found: tuple[date, str] | None) -> None:
    assert due_in(today, staff=STAFF.format("expert | "), pd_courses=COURSES.format(course)) == ([("course", "Соңғы", *found)] if found else [])


def test_a_course_that_is_still_ahead_is_not_the_latest_one() -> None:
    found = due_in("2025-12-01", staff=STAFF.format("expert | "), pd_courses=COURSES.format("2026-03-10..2026-03-20 | "))
    assert found == [("course", "Бұрынғы", date(2022, 1, 20), "over")]


def test_who_has_left_or_has_no_course_in_the_register_is_not_told() -> None:
    left = "full_name | category | status\nСерікова Айгүл Маратқызы | expert | left\nОспанова Дана Ерланқызы | ped | active\n"
    assert due_in("2025-12-01", staff=left, pd_courses=COURSES.format("2022-11-10..2022-11-20 | ")) == []


# ── the sample, counted again from its workbooks ────────────────────────────────────────────────────────────────────


@cache
def sample(today: str) -> Report:
    """The sample college on a day."""
    return pipeline.report(_opened(), year="2025-2026", today=date.fromisoformat(today))


@cache
def _opened() -> pipeline.Opened:
    """The year asked for without the two before it: a third of the reading."""
    with TemporaryDirectory() as made:
        shutil.copytree(SAMPLE, made, dirs_exist_ok=True, ignore=lambda _, names: [name for name in names if name in ("2023-2024", "2024-2025", "pictures")])
        return pipeline.open_folder(Path(made))


def lines(name: str, sheet: str, first: str) -> list[dict[str, Any]]:
    """The rows of a sheet under the heading row that holds ``first``, by heading."""
    book = openpyxl.load_workbook(SAMPLE / "registers" / "2025-2026" / name, data_only=True)
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    place = next(number for number, row in enumerate(rows) if first in row)
    heads = [str(head).strip() if head is not None else "" for head in rows[place]]
    return [dict(zip(heads, row, strict=True)) for row in rows[place + 1:] if isinstance(row[0], int) and isinstance(row[1], str)]


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def test_the_products_of_the_sample_stand_where_their_rows_say() -> None:
    found = lines("Әдістемелік өнім және баяндамалар 2025-2026.xlsx", "Әдістемелік өнім", "Авторлары")
    told = {row.values["title"]: row.values for row in sample("2026-08-31").listings["routes.products"]}
    assert len(found) == len(told) == 20
    again: Counter[str] = Counter()
    for line in found:
        approved = next((value for head, value in line.items() if "Бекітілген күні" in head), None)
        again["done" if approved else "open"] += 1
        assert bool(approved) == (told[line["Атауы"] if "Атауы" in line else _title(line)]["verdict"] in ("done", "missing"))
    assert again == Counter(done=16, open=4)


def _title(line: Mapping[str, Any]) -> str:
    return str(next(value for head, value in line.items() if "атауы" in head.casefold() or "тақырыбы" in head.casefold()))


def test_the_protocols_of_the_sample_are_in_order() -> None:
    found = sample("2026-08-31").listings["routes.protocols"]
    assert Counter((row.values["body"], row.values["state"]) for row in found) == {("otm", "good"): 9, ("mc", "good"): 7}
    half = sample("2026-01-31").listings["routes.protocols"]
    assert Counter((row.values["body"], row.values["state"]) for row in half) == {("otm", "good"): 5, ("otm", "ahead"): 4, ("mc", "good"): 4, ("mc", "ahead"): 3}


def test_the_other_tables_agree_with_the_figures_that_count_the_same_rows() -> None:
    made = sample("2026-06-01")
    decisions = Counter(row.values["verdict"] for row in made.listings["routes.decisions"])
    assert decisions["late"] == made.figures["decisions.unmarked"].value
    assert decisions["done"] == (made.figures["decisions.executed"].value or 0)  # no data where no journal has a column for it
    assert sum(decisions.values()) == made.figures["decisions.total"].value
    assert len(made.listings["routes.practices"]) == made.figures["practice.total"].value
    stages = Counter(row.values["state"] in ("approved", "published") for row in made.listings["routes.products"])
    assert stages[True] == made.figures["products.products.stage.approved"].value


# ── what a department confirms ──────────────────────────────────────────────────────────────────────────────────────

#: Figures whose rows belong to one department each: the departments together make the figure.
WHOLE = ("staff.total", "lessons.held", "lessons.analysed", "courses.courses", "courses.hours", "products.self_education", "products.self_education.defended",
         "contests.students.entries", "contests.students.prizes")


def test_the_numbers_of_all_departments_make_the_figure_of_the_college() -> None:
    made = sample("2026-06-01")
    by_label = {figure.label["kk"]: name for name, figure in made.figures.items() if "/" not in name}
    sums: Counter[str] = Counter()
    for row in made.listings["departments.numbers"]:
        value = row.values["n"]
        assert isinstance(value, int | float)
        sums[by_label[str(row.values["name"])]] += value
        if row.values["unit"] != "hours":
            assert value == len(row.cells["n"]), row.values["name"]
    assert {name: sums[name] for name in WHOLE} == {name: made.figures[name].value for name in WHOLE}


def test_the_numbers_of_one_department_agree_with_its_own_workbook() -> None:
    told = {str(row.values["name"]): row.values["n"] for row in sample("2026-06-01").listings["departments.numbers"] if row.values["department"] == "Мейіргер ісі ЦӘК"}
    labels = {name: figure.label["kk"] for name, figure in sample("2026-06-01").figures.items()}
    courses = lines("ЦӘК/Мейіргер ісі ЦӘК.xlsx", "Курстар", "№")
    lessons = lines("ЦӘК/Мейіргер ісі ЦӘК.xlsx", "Ашық сабақтар", "№")
    held = [day for line in lessons if (day := _day(line["Өткізілген күні"])) and day <= date(2026, 6, 1)]
    assert told[labels["courses.courses"]] == len(courses)
    assert told[labels["lessons.held"]] == len(held)
    assert told[labels["products.self_education"]] == len(lines("ЦӘК/Мейіргер ісі ЦӘК.xlsx", "Өздігінен білім", "№"))


def test_a_row_that_was_not_counted_stands_with_its_department_and_its_reason() -> None:
    left = [(row.values["department"], row.values["place"], row.values["reason_ru"]) for row in sample("2026-06-01").listings["departments.left_out"]]
    planted = ("Жалпы білім беретін пәндер ЦӘК", "Жалпы білім беретін пәндер ЦӘК.xlsx · Ашық сабақтар · H8", "дата не относится к этому учебному году")
    assert [one for one in left if one[1] == planted[1]] == [planted]


def test_only_the_year_that_is_asked_for_has_tables_of_today() -> None:
    _, made = analysis.all_figures(year(events=EVENTS, earlier={"2024-2025": year(label="2024-2025", events=EVENTS.replace("2025-09", "2024-09"))}), our_specs())
    assert [row.values["date"] for row in made["routes.protocols"]] == [date(2025, 9, 12)]
