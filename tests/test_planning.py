"""The dry run: what can be made today, what waits, who owes which entry by when; the sheet by which a department confirms its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import kinds_held as held
import pytest
import report_builder as rb
from running import SAMPLE, compiling_once, otm, reading_once, stamps
from year_builder import at

from otm_reports import pipeline, planning, screen, year_end
from otm_reports.documents.kinds import kinds, named
from otm_reports.documents.paper import Kind
from otm_reports.model import CellRef, Finding, Report
from otm_reports.planning import Debtor, Draft, Entry, drafts, owed, telling
from otm_reports.specs import Specs

LEADER = "Серікова Айгүл Маратқызы"
SECRETARY = "Байғалиев Ерлан Болатұлы"
SESSIONS = """
    protocol_no | date       | form    | title    | presenter                | chair                    | secretary                | body | status | present_n
    3           | 2025-10-09 | session | Талдау   | Серікова Айгүл Маратқызы | Серікова Айгүл Маратқызы | Байғалиев Ерлан Болатұлы | otm  | held   | 3
    4           | 2025-11-20 | session | Бейімдеу | Серікова Айгүл Маратқызы | Серікова Айгүл Маратқызы | Байғалиев Ерлан Болатұлы | otm  | held   | 3
"""
AGENDA = """
    body | protocol_no | protocol_date | question | speaker                  | summary  | discussants | decision_text | responsible  | due
    otm  | 3           | 2025-10-09    | Талдау   | Серікова Айгүл Маратқызы | баяндады | қолдады     | Жазылсын      | Жақыпов Н.С. | 2025 жылғы 14 қарашаға дейін
    otm  | 4           | 2025-11-20    | Бейімдеу | Серікова Айгүл Маратқызы |          | қолдады     | Көрілсін      | жетекші      | тұрақты
"""


def declared(**names: str) -> Specs:
    """The invented college with everything that signs named in otm.toml."""
    specs = rb.specs()
    signed = {"director": "Ә.Қ. Сыдықов", "deputy": "Ғ.Б. Жиенғалиева", "methodist": "Н.С. Жақыпов", "otm_leader": "А.М. Серікова", "otm_secretary": "Е.Б. Байғалиев",
              "council_secretary": "Н.С. Жақыпов", **names}
    people = specs.college.people.model_copy(update={name: getattr(specs.college.people, name).model_copy(update={"name": said}) for name, said in signed.items()})
    return replace(specs, college=specs.college.model_copy(update={"people": people}))


def counted(specs: Specs, today: str, **registers: str) -> Report:
    """The drawn year on a day."""
    drawn: dict[str, Any] = {"staff": rb.STAFF, "otm_composition": rb.COMPOSITION, **registers}
    return rb.counted(rb.year_builder.year(specs=specs, today=today, **drawn), specs)


def opened(folder: Path, specs: Specs, findings: tuple[Finding, ...] = ()) -> pipeline.Opened:
    """A folder that has been read, as far as the dry run looks at it."""
    read, data = SimpleNamespace(read=4, used=4, reported=0, tables={}), SimpleNamespace(tables={}, findings=())
    return pipeline.Opened(folder, specs, {}, read, data, findings)  # type: ignore[arg-type]


def session_drafts(tmp_path: Path, today: str, *, specs: Specs | None = None, **registers: str) -> dict[str, Draft]:
    """The protocols of sessions as they would come out, by key."""
    said = specs or declared()
    made = counted(said, today, **{"events": SESSIONS, "agenda_items": AGENDA, **registers})
    found = drafts.tried(opened(tmp_path, said), made, [kinds()["session-protocol"]], "kk")
    return {draft.key: draft for draft in found}


def entries_of(tmp_path: Path, today: str, source: str, **registers: str) -> tuple[Entry, ...]:
    """Entries of one source that are owed on a day."""
    specs = declared()
    made = counted(specs, today, **registers)
    chosen = [kinds()["session-protocol"]]
    tried = tuple(drafts.tried(opened(tmp_path, specs), made, chosen, "kk"))
    return tuple(entry for entry in owed.entries(made, specs, tried, (), "kk") if entry.source == source)


# ── papers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("today", "states"), [
    ("2025-10-08", ("ahead", "ahead")), ("2025-10-09", ("ready", "ahead")), ("2025-11-19", ("ready", "ahead")), ("2025-11-20", ("ready", "waits")),
])
def test_a_protocol_waits_for_its_day_and_then_for_its_entries(tmp_path: Path, today: str, states: tuple[str, str]) -> None:
    found = session_drafts(tmp_path, today)
    assert (found["3"].state, found["4"].state) == states


def test_a_protocol_that_contradicts_the_order_says_both_days(tmp_path: Path) -> None:
    late = rb.COMPOSITION.replace("2025-09-02", "2025-10-10")
    found = session_drafts(tmp_path, "2026-06-01", otm_composition=late)
    assert found["3"].state == "contradicts"
    lines = telling._why(declared(), "kk", found["3"])
    assert "09.10.2025" in lines
    assert "10.10.2025" in lines


def test_a_number_given_twice_is_told_at_the_second(tmp_path: Path) -> None:
    twice = SESSIONS.replace("    4           | 2025-11-20", "    3           | 2025-11-20")
    found = session_drafts(tmp_path, "2026-06-01", events=twice, agenda_items=AGENDA.replace("otm  | 4 ", "otm  | 3 "))
    assert {key: draft.state for key, draft in found.items()} == {"3_2025-10-09": "ready", "3_2025-11-20": "number"}


def test_a_kind_without_a_paper_and_a_template_with_a_mistake_are_told(tmp_path: Path) -> None:
    specs = declared()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "session-protocol.kk.docx").write_bytes(b"no package")
    made = counted(specs, "2026-06-01", events=SESSIONS)
    found = list(drafts.tried(opened(tmp_path, specs), made, [kinds()["session-protocol"], kinds()["council-protocol"]], "kk"))
    assert [(draft.kind, draft.state) for draft in found] == [("session-protocol", "failed"), ("session-protocol", "failed"), ("council-protocol", "nothing")]


def test_numbers_of_papers_are_told_as_a_person_tells_them() -> None:
    texts = declared().messages
    counts = {"ready": 14, "ahead": 2, "contradicts": 1}
    assert telling._counted(texts["kk"], "kk", counts) == "14 дайын, 2-еуі күнін күтіп тұр, 1-еуі бұйрыққа қайшы"
    assert telling._counted(texts["ru"], "ru", counts) == "14 готово, 2 ждёт своего дня, 1 противоречит приказу"
    assert telling._counted(texts["kk"], "kk", {"ready": 1}) == "дайын"
    assert telling._counted(texts["kk"], "kk", {"nothing": 1}) == "жасайтын дерегі жоқ"


# ── what is owed ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_protocol_s_blank_is_owed_by_the_secretary_the_day_after_the_meeting(tmp_path: Path) -> None:
    (entry,) = entries_of(tmp_path, "2025-11-21", "paper", events=SESSIONS, agenda_items=AGENDA)
    assert entry.by == date(2025, 11, 21)
    assert str(entry.cells[0]) == at("agenda_items", "F3")
    assert entry.who.who == "Е.Б. Байғалиев"
    assert entry.papers == ("хаттама-04_2025-11-20.docx",)
    assert not entries_of(tmp_path, "2025-11-19", "paper", events=SESSIONS, agenda_items=AGENDA)


@pytest.mark.parametrize(("today", "by"), [
    ("2025-10-01", "2026-05-15"), ("2026-05-15", "2026-05-15"), ("2026-05-16", "2026-06-01"), ("2026-06-02", "2026-06-25"), ("2026-06-25", "2026-06-25"), ("2026-06-26", None),
])
def test_the_year_s_papers_are_wanted_on_the_next_of_three_days(today: str, by: str | None) -> None:
    specs = declared()
    assert owed.next_day(counted(specs, today), specs) == (date.fromisoformat(by) if by else None)


@pytest.mark.parametrize(("today", "there"), [("2025-11-30", False), ("2025-12-01", True)])
def test_an_item_of_the_plan_owes_its_mark_when_its_term_is_over(tmp_path: Path, today: str, *, there: bool) -> None:
    plan = "approved_protocol_no: 1\napproved_protocol_date: 2025-08-28\nitem_no | activity | due | status\n1 | Отырыс | қараша |\n2 | Кеңес | жыл бойы |\n3 | Семинар | қараша | done\n"
    found = entries_of(tmp_path, today, "plan", otm_plan=plan)
    assert [(entry.by, str(entry.cells[0])) for entry in found] == ([(date(2025, 11, 30), at("otm_plan", "D4"))] if there else [])


def test_a_plan_that_nobody_approved_is_asked_for_above_its_table(tmp_path: Path) -> None:
    (entry,) = entries_of(tmp_path, "2025-10-01", "plan", otm_plan="item_no | activity | due\n1 | Отырыс | маусым\n")
    assert "хаттаманың нөмірі мен күнін" in entry.what
    assert entry.who.who == "А.М. Серікова"


def test_decisions_without_a_column_for_the_mark_are_one_entry(tmp_path: Path) -> None:
    (entry,) = entries_of(tmp_path, "2025-11-15", "decision", events=SESSIONS, agenda_items=AGENDA)
    assert "Мерзімі өткен шешімдер – 1" in entry.what
    assert [str(cell) for cell in entry.cells] == ["registers/2025-2026/agenda_items.xlsx#agenda_items", at("agenda_items", "H2")]


@pytest.mark.parametrize(("today", "there"), [("2025-11-14", False), ("2025-11-15", True)])
def test_a_decision_owes_its_mark_from_the_day_after_its_term(tmp_path: Path, today: str, *, there: bool) -> None:
    agenda = AGENDA.replace("| due\n", "| due | executed_on\n").replace("дейін\n", "дейін |\n").replace("тұрақты\n", "тұрақты |\n")
    found = entries_of(tmp_path, today, "decision", events=SESSIONS, agenda_items=agenda)
    assert [(entry.who.who, entry.by) for entry in found] == ([("Жақыпов Н.С.", date(2025, 11, 14))] if there else [])


PRODUCT = """
    authors                  | title  | kind   | developed_on | commission_protocol_no | commission_protocol_date | mc_protocol_no | mc_protocol_date | mc_decision | approved_by_role | approved_on
    Оспанова Дана Ерланқызы  | Нұсқау | guide  | 2025-09-09   | {}
"""


def test_a_product_under_way_is_owed_by_who_takes_its_next_step_by_the_day_of_its_clause(tmp_path: Path) -> None:
    (entry,) = entries_of(tmp_path, "2026-03-01", "product", products=PRODUCT.format("2 | 2025-09-30 |  |  |  |  | "))
    assert (entry.who.who, entry.by) == ("Н.С. Жақыпов", date(2026, 8, 31))
    assert str(entry.cells[0]) == at("products", "H2")
    assert not entries_of(tmp_path, "2026-03-01", "product", products=PRODUCT.format("2 | 2025-09-30 | 3 | 2025-10-24 | approved | deputy | 2025-10-29"))


def test_an_entry_that_is_wrong_is_owed_by_who_keeps_the_register(tmp_path: Path) -> None:
    (entry,) = entries_of(tmp_path, "2026-03-01", "product", products=PRODUCT.format("2 | 2025-09-30 | 3 | 2025-10-24 | approved | deputy | 2025-10-20"))
    assert "реті бұзылған" in entry.what
    assert [cell.a1 for cell in entry.cells] == ["H2", "K2"]


def test_a_finding_is_owed_once_and_not_beside_an_entry_about_its_cell(tmp_path: Path) -> None:
    specs = declared()
    made = counted(specs, "2026-03-01", events=SESSIONS, agenda_items=AGENDA)
    tried = tuple(drafts.tried(opened(tmp_path, specs), made, [kinds()["session-protocol"]], "kk"))
    missing = made.year["agenda_items"].rows[1].cell("summary")
    other = made.year["events"].rows[0].cell("present_n")
    found = [Finding("value-missing", cell, register="agenda_items", field="summary") for cell in (missing, other)]
    found += [Finding("file-open", CellRef(other.file)), Finding("value-missing", CellRef("registers/2019-2020/ескі.xlsx", "Парақ", 2, 2))]
    told = [entry for entry in owed.entries(made, specs, tried, found, "kk") if entry.source == "finding"]
    assert [entry.cells[0] for entry in told] == [other]
    assert told[0].who.who == rb.year_builder.person(SECRETARY)


def test_a_clause_that_is_not_met_is_owed_by_the_leader_of_the_school(tmp_path: Path) -> None:
    found = entries_of(tmp_path, "2026-07-31", "rule", events=SESSIONS, otm_plan="item_no | activity | due | status\n1 | О | қараша | failed\n")
    assert found
    assert {entry.who.post for entry in found} == {"otm_leader"}
    assert all(re.match(r"K\d\d: ", entry.what) for entry in found)


# ── who ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def owing(*whos: object, staff: str = rb.STAFF) -> tuple[Debtor, ...]:
    """Who owes, from entries whose names are written so."""
    specs = declared()
    made = counted(specs, "2026-03-01", staff=staff)
    made_of = [Entry(f"{place}", (), owed.Answerable(who, "" if isinstance(who, str) else "methodist"), date(2026, 3, 1) + timedelta(days=place), "plan")  # type: ignore[arg-type]
               for place, who in enumerate(whos)]
    return planning.debtors(made, specs, made_of)


def test_one_person_is_one_however_registers_and_otm_toml_write_the_name() -> None:
    (one,) = owing(rb.year_builder.person("Жақыпов Нұрлан Серікұлы"), "Н.С. Жақыпов", "Жақыпов Н.С.", "Жақыпов Нұрлан Серікұлы")
    assert (one.name, one.post, len(one.entries)) == ("Жақыпов Нұрлан Серікұлы", "methodist", 4)


def test_what_two_people_answer_for_stands_with_each_and_a_post_in_words_stays() -> None:
    names = {one.name: len(one.entries) for one in owing("Серікова А.М., Жақыпов Н.С.", "ЦӘК төрағалары", None)}
    assert names == {"Серікова Айгүл Маратқызы": 1, "Жақыпов Нұрлан Серікұлы": 1, "ЦӘК төрағалары": 1, "": 1}


def test_initials_that_two_people_share_are_nobody_s() -> None:
    twins = rb.STAFF + "    Жақыпова Нұрила Серікқызы   | оқытушы   | ped        | higher          | 2                | Мейіргер ісі ЦӘК\n"
    twins += "    Жақыпов Нұржан Сапарұлы     | оқытушы   | ped        | higher          | 2                | Мейіргер ісі ЦӘК\n"
    assert [one.name for one in owing("Жақыпов Н.С.", staff=twins)] == ["Жақыпов Н.С."]


def test_who_is_late_comes_first_and_the_earliest_entry_of_each() -> None:
    specs = declared()
    made = counted(specs, "2026-03-01")
    days = {"Серікова А.М.": ("2026-03-05", "2026-03-02", None), "Жақыпов Н.С.": ("2026-02-28",), "Оспанова Д.Е.": ("2026-03-01",)}
    some = [Entry("х", (), owed.Answerable(who), date.fromisoformat(day) if day else None, "plan") for who, dues in days.items() for day in dues]
    told = planning.debtors(made, specs, some)
    assert [one.name.split()[0] for one in told] == ["Жақыпов", "Серікова", "Оспанова"]
    assert [entry.by for entry in told[1].entries] == [date(2026, 3, 2), date(2026, 3, 5), None]


@pytest.mark.parametrize(("day", "said"), [("2026-02-28", "мерзімі өтті"), ("2026-03-01", "күнге дейін")])
def test_an_entry_is_late_from_the_day_after(day: str, said: str) -> None:
    assert said in telling._by(declared().messages["kk"], Entry("х", (), owed.Answerable(None), date.fromisoformat(day), "plan"), date(2026, 3, 1))


# ── the sheet of a department ───────────────────────────────────────────────────────────────────────────────────────

COMMISSIONS = """
    name             | chair                       | sessions_n
    Мейіргер ісі ЦӘК | Төлегенова Әсел Қайратқызы  | 9
    Фармация ЦӘК     |                             | 4
"""
LESSONS = """
    teacher                   | kind        | date       | commission       | analysis_done
    Жақыпов Нұрлан Серікұлы   | open_lesson | 2025-10-21 | Мейіргер ісі ЦӘК | yes
    Оспанова Дана Ерланқызы   | open_lesson | 2024-10-21 | Мейіргер ісі ЦӘК | yes
    Бөтен Адам Жоқұлы         | panorama    | 2025-11-21 | Фармация ЦӘК     |
"""


@pytest.fixture(scope="module")
def year() -> held.Year:
    specs = declared()
    drawn = {"commissions": COMMISSIONS, "open_lessons": LESSONS, "products": PRODUCT.format("2 | 2025-09-30 |  |  |  |  | ")}
    return counted(specs, "2026-06-01", **drawn), specs


def test_each_department_has_its_sheet_by_name_and_by_its_head(year: held.Year) -> None:
    made, specs = year
    kind = named("растау парағы", kinds())
    assert kind is not None
    assert kind.id == "data-slip"
    assert not kind.end_of_year
    assert kind.keys(made, specs) == ("Мейіргер ісі ЦӘК", "Фармация ЦӘК")
    assert kind.matches(made, specs, "Мейіргер ісі ЦӘК", "Төлегенова")
    assert [paper.name for paper in held.papers(year, "data-slip", "kk")] == [
        "растау-парағы-01-Мейіргер-ісі-ЦӘК_2025-2026.docx", "растау-парағы-02-Фармация-ЦӘК_2025-2026.docx",
    ]


def test_a_sheet_holds_what_every_paper_must_hold(year: held.Year) -> None:
    assert held.says_the_same_in_both_languages(year, "data-slip") == 2
    for lang in ("kk", "ru"):
        held.is_drawn_in_its_language("data-slip", lang)
        for paper in held.papers(year, "data-slip", lang):
            held.shows_no_tag(paper)


def test_a_sheet_prints_exactly_the_numbers_of_its_department_with_their_sheets(year: held.Year) -> None:
    made, _ = year
    numbers = [row for row in made.listings["departments.numbers"] if row.values["department"] == "Мейіргер ісі ЦӘК"]
    table = rb.tables(held.filled(next(held.papers(year, "data-slip", "kk"))))[0]
    assert [line[1:4] for line in table[1:]] == [[str(row.values["name"]), str(row.values["n"]), str(row.values["source"] or "–")] for row in numbers]
    told = {line[1]: line[2] for line in table[1:]}
    assert told["Педагогтер саны"] == "6"
    noughts = [str(row.values["source"] or "") for row in made.listings["departments.numbers"] if row.values["n"] == 0]
    assert noughts
    assert all(".xlsx · " in source for source in noughts)  # a nought names the sheet that was searched
    assert [told[name] for name in told if "ашық" in name] == ["1"]
    assert all(line[4:] == ["", ""] for line in table[1:])


def test_a_row_that_was_not_counted_is_shown_to_the_head_with_its_place(year: held.Year) -> None:
    first, second = (held.said(held.filled(paper)) for paper in held.papers(year, "data-slip", "kk"))
    assert "open_lessons.xlsx · open_lessons · A3" in first or "open_lessons.xlsx · open_lessons · C3" in first
    assert "кірмеген жолдар" not in second


def test_a_head_whom_no_register_names_is_a_blank(year: held.Year) -> None:
    first, second = held.papers(year, "data-slip", "kk")
    assert not first.gaps
    assert "Ә.Қ. Төлегенова" in held.said(held.filled(first)).replace("\u00a0", " ")
    assert [str(gap.at) for gap in second.gaps] == [at("commissions", "B3")]


def test_the_sheet_s_table_of_a_college_without_commissions_makes_no_paper() -> None:
    specs = declared()
    staff = "full_name | category\nСерікова Айгүл Маратқызы | expert\n"
    assert kinds()["data-slip"].keys(counted(specs, "2026-06-01", staff=staff), specs) == ()


# ── the command ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """The dry run of the sample on one day: in words of three languages, as JSON, and with a place to write to."""
    import shutil

    folder, out = tmp_path_factory.mktemp("college"), tmp_path_factory.mktemp("x") / "out"
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True, ignore=lambda _, names: [one for one in names if one in ("2023-2024", "2024-2025", "pictures")])
    before, told = stamps(folder), {}
    with reading_once(), compiling_once():
        for lang in ("kk", "ru", "en"):
            told[lang] = otm("annual", folder, "--plan", "--today", "2026-06-01", "--lang", lang)
        told["json"] = otm("annual", folder, "--plan", "--today", "2026-06-01", "--json")
        told["untouched"] = stamps(folder) == before and not out.exists()
        told["out"] = otm("annual", folder, "--plan", "--today", "2026-06-01", "--json", "--out", out)
    return {**told, "folder": out}


def test_a_dry_run_writes_nothing(asked: Mapping[str, Any]) -> None:
    assert asked["untouched"]
    assert "Ешқандай құжат жазылған жоқ" in asked["kk"].out


def test_with_out_it_writes_the_sheets_of_the_departments_and_no_other_paper(asked: Mapping[str, Any]) -> None:
    written = asked["out"].json["documents"]
    assert {document["kind"] for document in written} == {"data-slip"}
    assert len(written) == 5
    assert sorted(path.name for path in asked["folder"].glob("*.docx")) == sorted(Path(document["path"]).name for document in written)
    assert not list(asked["folder"].glob("*.xlsx"))


def test_a_dry_run_names_papers_people_and_the_month(asked: Mapping[str, Any]) -> None:
    text = asked["kk"].out
    assert "ОТМ отырысының хаттамасы: 7 дайын, 1-еуі күнін күтіп тұр, 1-еуі жазбаны күтіп тұр" in text
    assert "Дәрібаева Гүлнәр Мұхтарқызы · Әдіскер — жазба саны" in text
    assert "Осы айда (маусым 2026)" in text
    assert "12.06.2026 · шешім: Есеп әдістемелік кеңестің қарауына ұсынылсын — Ебейсінова Н.Е." in text
    assert max(map(len, text.splitlines())) <= telling.WIDTH


def test_the_language_of_the_screen_does_not_choose_that_of_the_papers(asked: Mapping[str, Any]) -> None:
    """otm.toml of the sample wants papers in Kazakh: a Russian screen speaks of them in Russian."""
    assert ".ru.docx" not in asked["ru"].out
    assert "хаттама-06_2026-02-19.docx — не записано – 3: краткое содержание доклада; кто и что сказал при" in asked["ru"].out


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_line_is_in_words(asked: Mapping[str, Any], lang: str) -> None:
    text = asked[lang].out
    assert not re.search(r"\{\w+\}|\bNone\b|\bstate_|\bwhy_|\bby_(none|over)|\b(decision|route|plan|protocol)-[a-z]+\b|\botm_(leader|secretary)\b", text)
    assert "Traceback" not in asked[lang].err


def test_the_same_stands_in_json_with_cells(asked: Mapping[str, Any]) -> None:
    told = asked["json"].json
    assert set(told) == {"year", "today", "papers", "people", "month", "departments", "documents"}
    assert {paper["state"] for paper in told["papers"]} <= set(drafts.STATES)
    waiting = [paper for paper in told["papers"] if paper["state"] == "waits"]
    assert all(wait["cell"].startswith(("registers/", "otm.toml")) for paper in waiting for wait in paper["waits_for"])
    assert all(entry["cells"] for one in told["people"] for entry in one["entries"])
    overdue = [entry for one in told["people"] for entry in one["entries"] if entry["overdue"]]
    assert overdue
    assert all(entry["by"] < "2026-06-01" for entry in overdue)
    assert told["documents"] == []
    assert {row["kind"] for row in told["month"]} == {"plan", "decision", "category"}


def test_one_missing_requisite_is_one_gap_of_the_run_however_many_papers_wait_for_it(tmp_path: Path) -> None:
    specs = declared()
    gap = Finding("doc-gap", CellRef("otm.toml"), params={"what": "директордың аты-жөні", "blank": "signs_director", "said": ()})
    other = Finding("doc-gap", CellRef("registers"), params={"what": "ұсыныстар", "blank": "proposals", "said": (), "paper": "есеп.docx"})
    papers = ("талдау.docx", "есеп.docx", "есеп.ru.docx")
    found = year_end._said_once([*(replace(gap, params={**gap.params, "paper": name}) for name in papers), other])
    assert [one.params["papers"] for one in found] == [papers, ("есеп.docx",)]
    assert specs.say(found[0], "kk") == (
        "«талдау.docx» құжатында және тағы 2 құжатта толтырылмаған жер қалды: директордың аты-жөні.",
        "otm.toml файлында сол деректемені жазып, құжаттарды қайта жасаңыз.",
    )
    assert specs.say(found[0], "ru")[0] == "В документе «талдау.docx» (и ещё в других документах: 2) осталось незаполненное место: фамилия директора."
    assert "Word" in specs.say(found[1], "kk")[1]
    lines = screen.finding_lines(found, opened(tmp_path, specs), "kk")
    assert lines[1].startswith("  otm.toml: «талдау.docx»")
    assert "registers" not in " ".join(lines)


def test_the_digest_of_a_run_tells_the_month(tmp_path: Path) -> None:
    specs = declared()
    made = counted(specs, "2025-11-10", agenda_items=AGENDA)
    said = year_end.digest(year_end.Run(tmp_path, (), ()), made, opened(tmp_path, specs), "kk")
    assert "Осы айда (қараша 2025)\n  – 14.11.2025 · шешім: Жазылсын — Жақыпов Н.С.\n" in said


def test_the_year_s_run_writes_the_sheets_of_the_departments_beside_the_set_of_the_contract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []

    def build(_opened: object, _made: object, chosen: list[Kind], *_: object) -> year_end.Run:
        asked.extend(kind.id for kind in chosen)
        return year_end.Run(tmp_path, (), ())

    specs = declared()
    made = counted(specs, "2025-11-10", agenda_items=AGENDA)
    monkeypatch.setattr(year_end, "build", build)
    monkeypatch.setattr(year_end.marked, "write", lambda *_: ())
    year_end.annual(opened(tmp_path, specs), made, year_end.Job(tmp_path / "out"))
    ours = {kind.id for kind in kinds().values() if kind.end_of_year}
    assert set(asked) == ours | {"data-slip"}


def test_a_notebook_shows_the_month_and_who_owes_what() -> None:
    specs = declared()
    made = counted(specs, "2025-11-21", events=SESSIONS, agenda_items=AGENDA)
    headings, rows = telling.month_table(counted(specs, "2025-11-10", agenda_items=AGENDA).listings["monthly.due"], specs, "kk")
    assert (len(headings), rows) == (5, (("14.11.2025", "шешім", "Жазылсын", "Жақыпов Н.С.", "осы айда"),))
    plan = planning.Plan(made.year.today, (), owing("Жақыпов Н.С."), made.listings["monthly.due"], ())
    headings, rows = telling.debts_table(plan, specs, "ru")
    assert headings == ("Кто", "Срок", "Что записать", "Какой документ ждёт", "Место")
    assert rows == (("Жақыпов Нұрлан Серікұлы · Методист", "до 01.03.2026", "0", "", ""),)
