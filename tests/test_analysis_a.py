"""Composition, plan, events, attendance, lessons, visits, mentoring: figures counted by hand, and recounted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from importlib import import_module
from statistics import median
from typing import Any

import pytest
from year_builder import at, our_specs, year

from otm_reports.analysis.counting import Chapter
from otm_reports.analysis.joins import listeners, protocol_key
from otm_reports.analysis.meetings import Meeting, meant
from otm_reports.analysis.plan import due
from otm_reports.model import AcademicYear, CellRef, Figure, Listing, Person, Row, Source, Table
from otm_reports.specs import Specs

CHAPTERS = ("composition", "plan", "events", "attendance", "lessons", "visits", "mentoring")

STAFF = """
    full_name              | position   | category   | ped_experience_y | ped_experience_m | commission | teacher_block | status | is_young_specialist | left_on    | employment
    Абай Сәуле Ерқызы      | әдіскер    | master     | 25               |                  | Жалпы      | admin         |        |                     |            | main
    Бекен Нұрлан Асқарұлы  | оқытушы    | ped        | 2                | 11               | Жалпы      | general       |        | yes                 |            | main
    Ғани Айша Маратқызы    | оқытушы    | none       | 3                |                  | Жалпы      | general       |        |                     |            | main
    Дәулет Ерлан Қайратұлы | оқытушы    |            | 9                | 11               | Арнайы     | special       |        |                     |            | main
    Еркін Жанар Бекқызы    | оқытушы    | expert     | 10               |                  | Арнайы     | special       |        |                     |            | main
    Жұман Берік Айдынұлы   | оқытушы    | high       | 20               |                  | Арнайы     | special       |        |                     |            | main
    Зейін Дана Оразқызы    | оқытушы    | ped        | 1                |                  | Арнайы     | special       |        |                     | 2026-02-01 | main
    Иса Мақсат Болатұлы    | оқытушы    | researcher | 30               |                  | Арнайы     | special       |        |                     |            | part_external
"""
COMPOSITION = """
    order_no: 15
    order_date: 2025-09-05
    person                 | role     | ground     | category_at_order | mentor               | topic  | joined_on  | left_on
    Бекен Нұрлан Асқарұлы  | listener | young      | ped               | Абай Сәуле Ерқызы    | Тест   |            |
    Ғани Айша Маратқызы    | listener | growth     |                   | Еркін Жанар Бекқызы  |        |            |
    Дәулет Ерлан Қайратұлы | listener | growth     |                   |                      |        |            |
    Абай Сәуле Ерқызы      | leader   |            | master            |                      |        |            |
    Зейін Дана Оразқызы    | listener | young      | trainee           | Еркін Жанар Бекқызы  |        | 2026-01-10 | 2026-02-01
    Кәрім Әсел Жанқызы     | listener |            | moderator         |                      |        |            |
    Бекен Нұрлан Асқарұлы  | listener | own_wish   | ped               |                      |        |            |
    Жұман Берік Айдынұлы   | mentor   |            | high              |                      |        |            |
"""
PLAN = """
    item_no | activity         | due              | status  | responsible
    1       | Кіріспе отырыс   | қыркүйек         | done    | жетекші
    2       | Семинар          | қазан-қараша     | failed  | әдіскер
    3       | Кеңес беру       | ай сайын         | done    | жетекші
    4       | Панорама         | ІІ жартыжылдық   |         | тыңдаушылар
    5       | Дөңгелек үстел   | 15.10.2025       | partial | әдіскер
    6       | Шеберлік сыныбы  | желтоқсан        | done    | әдіскер
    7       | Тәжірибе жинақтау | ІІІ тоқсан      | moved   | жетекші
    8       | Есеп             | маусым           | pending | жетекші
    9       | Сайтты толтыру   | жыл бойы         | done    | әдіскер
    10      | Көрме            | белгісіз         | done    | әдіскер
"""
EVENTS = """
    protocol_no | date       | form         | title       | presenter           | body       | status    | present_n
    1           | 2025-09-20 | session      | Кіріспе     | Абай Сәуле Ерқызы   | otm        | held      | 4
    №2          | 2025-11-10 | seminar      | Бағалау     | Еркін Жанар Бекқызы |            |           | 3
    3           | 2026-02-10 | session      | Жоба        | Абай Сәуле Ерқызы   | otm        | moved     |
    3           | 2026-02-17 | session      | Жоба        | Абай Сәуле Ерқызы   | otm        | held      |
    4           | 2026-07-03 | master_class | Жазғы       | Абай Сәуле Ерқызы   | otm        | held      |
    5           | 2026-03-10 | session      | ЦӘК         | Абай Сәуле Ерқызы   | commission | held      |
                | 2026-10-01 | session      | Алдағы      | Абай Сәуле Ерқызы   | otm        |           |
"""
ATTENDANCE = """
    person                 | protocol_no | date       | mark    | body
    Бекен Нұрлан Асқарұлы  | №1          |            | present |
    Бекен Нұрлан Асқарұлы  | 2           |            | absent  |
    Бекен Нұрлан Асқарұлы  |             | 2026-02-17 | present | otm
    Ғани Айша Маратқызы    | №1          |            | present |
    Ғани Айша Маратқызы    | 2           |            | excused |
    Ғани Айша Маратқызы    |             | 2026-02-17 | present |
    Дәулет Ерлан Қайратұлы | №1          |            | present |
    Дәулет Ерлан Қайратұлы | 2           |            | present |
    Дәулет Ерлан Қайратұлы |             | 2026-02-17 |         |
    Кәрім Әсел Жанқызы     | №1          |            | present |
    Кәрім Әсел Жанқызы     | 2           |            | present |
    Кәрім Әсел Жанқызы     |             | 2026-02-17 | present |
    Зейін Дана Оразқызы    | №1          |            | present |
    Абай Сәуле Ерқызы      | №1          |            | present |
    Кәрім Әсел Жанқызы     | 2           |            | absent  |
    Бекен Нұрлан Асқарұлы  |             | 2026-02-10 | present |
    Бекен Нұрлан Асқарұлы  | 5           |            | present | commission
    Абай Сәуле Ерқызы      | 1           |            | present | mc
    Еркін Жанар Бекқызы    | 1           |            | excused | mc
    Жұман Берік Айдынұлы   | 1           |            | present | mc
"""
COUNCIL = """
    person               | body | role   | joined_on  | left_on
    Абай Сәуле Ерқызы    | mc   | chair  |            |
    Еркін Жанар Бекқызы  | mc   | member |            |
    Дәулет Ерлан Қайратұлы | mc | member |            |
    Жұман Берік Айдынұлы | mc   | member | 2025-10-01 |
"""
AGENDA = """
    body | protocol_no | protocol_date | question
    mc   | 1           | 2025-09-09    | Жоспарды бекіту
    mc   | 1           | 2025-09-09    | Құрамды бекіту
    otm  | 6           | 2026-05-20    | Есеп
"""
LESSONS = """
    teacher                | date       | kind        | topic | visitors_n | visitors                    | analysis_done | mark | planned_date | commission
    Бекен Нұрлан Асқарұлы  | 2025-10-10 | open_lesson | А     | 5          |                             | yes           | high | 2025-10-08   |
    Еркін Жанар Бекқызы    | 2025-11-20 | panorama    | Ә     |            | Абай С. Е.; Ғани А. М.      |               | 4.5  |              |
    Жұман Берік Айдынұлы   | 2026-02-11 | panorama    | Б     |            |                             | no            |      | 2026-02-11   | Жалпы
    Оразбек Қуат Еркінұлы  | 2026-03-12 |             | В     | 3          |                             | yes           | high |              |
    Ғани Айша Маратқызы    | 2026-10-10 | open_lesson | Г     |            |                             |               |      | 2026-10-10   |
"""
VISITS = """
    visitor                | visited               | date
    Бекен Нұрлан Асқарұлы  | Еркін Жанар Бекқызы   | 2025-10-14
    Бекен Нұрлан Асқарұлы  | Дәулет Ерлан Қайратұлы | 2025-11-14
    Ғани Айша Маратқызы    | Жұман Берік Айдынұлы  | 2026-02-14
    Ғани Айша Маратқызы    | Бекен Нұрлан Асқарұлы | 2026-02-15
    Еркін Жанар Бекқызы    | Жұман Берік Айдынұлы  | 2026-03-01
"""
MENTORING = """
    mentor               | mentee                 | period                 | plan_done_pct | meetings_n | lessons_visited_n | result | report_submitted_on
    Абай Сәуле Ерқызы    | Бекен Нұрлан Асқарұлы  | 2025-09-10..2026-05-25 | 100           | 7          |                   | жақсы  | 2026-05-20
    Еркін Жанар Бекқызы  | Ғани Айша Маратқызы    | 2026-01-15..2026-05-25 |               | 5          |                   |        |
    Еркін Жанар Бекқызы  | Зейін Дана Оразқызы    |                        |               |            |                   |        |
"""


def counted(
    name: str, drawn: AcademicYear, specs: Specs | None = None, earlier: dict[str, dict[str, Figure]] | None = None,
) -> Chapter:
    chapter = Chapter(name, drawn, specs or our_specs(), earlier or {})
    import_module(f"otm_reports.analysis.{name}").count(chapter)
    return chapter


def values(chapter: Chapter, *ids: str) -> list[int | float | None]:
    return [chapter.figures[f"{chapter.name}.{one}"].value for one in ids]


def places(figure: Figure) -> list[str]:
    return [cell.a1 for cell in figure.counted]


def reasons(figure: Figure | Listing) -> dict[str, str]:
    return {left.cell.a1: left.reason for left in figure.left_out}


def shown(listing: Listing, *columns: str) -> list[Any]:
    """The values of some columns, row by row; people by their surnames, a single column without a tuple."""
    rows = [tuple(_name(row.values[name]) for name in columns) for row in listing]
    return rows if len(columns) > 1 else [row[0] for row in rows]


def _name(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_name(one) for one in value)
    return value.surname if isinstance(value, Person) else value


def local(**parameters: object) -> Specs:
    """Our specs with the college's own parameters."""
    ours = our_specs()
    changed = ours.college.parameters.model_copy(update=parameters)
    return replace(ours, college=ours.college.model_copy(update={"parameters": changed}))


def full_year(span: str = "year") -> AcademicYear:
    return year(
        staff=STAFF, otm_composition=COMPOSITION, otm_plan=PLAN, events=EVENTS, attendance=ATTENDANCE,
        council_members=COUNCIL, agenda_items=AGENDA, open_lessons=LESSONS, mutual_visits=VISITS, mentoring=MENTORING,
        commissions="name\nАрнайы\nЖалпы\nКәсіптік", span=span,
    )


# ── composition ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_listener_counts_once_and_leaders_are_no_listeners() -> None:
    school = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF))
    assert values(school, "listeners", "leaders", "mentors") == [5, 1, 3]
    listed = school.figures["composition.listeners"]
    assert [str(cell) for cell in listed.counted] == [at("otm_composition", f"A{n}") for n in (4, 5, 6, 8, 9)]
    assert reasons(listed) == {"A10": "duplicate"}
    assert listed.scope == "otm"
    assert places(school.figures["composition.mentors"]) == ["A11", "E4", "E5", "E8"]


def test_a_young_specialist_of_the_composition_is_a_listener() -> None:
    school = counted("composition", year(otm_composition="person | role\nАбай С. | young_specialist\nБекен Н. | secretary"))
    assert values(school, "listeners", "leaders") == [1, 0]


def test_grounds_are_counted_each_and_a_blank_ground_is_none_of_them() -> None:
    school = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF))
    assert values(school, "ground.young", "ground.growth", "ground.own_wish") == [2, 2, 0]
    assert reasons(school.figures["composition.ground.own_wish"]) == {"A10": "duplicate", "C9": "blank"}
    assert "өз" in school.figures["composition.ground.own_wish"].label["kk"]


def test_experience_bands_are_half_open_and_months_count() -> None:
    school = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF))
    assert values(school, "experience.0-3", "experience.3-10", "experience.10-20", "experience.20+") == [2, 2, 0, 0]
    assert [str(cell) for cell in school.figures["composition.experience.3-10"].counted] == [at("staff", "D4"), at("staff", "D5")]
    assert reasons(school.figures["composition.experience.0-3"]) == {"A10": "duplicate", "A9": "not-in-staff"}
    other = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF), local(experience_bands=(5,)))
    assert values(other, "experience.0-5", "experience.5+") == [3, 1]


def test_experience_kept_in_months_alone_is_read_and_silence_is_no_experience() -> None:
    staff = "full_name | ped_experience_y | ped_experience_m\nАбай С. | | 7\nБекен Н. | |"
    school = counted("composition", year(otm_composition="person | role\nАбай С. | listener\nБекен Н. | listener", staff=staff))
    young = school.figures["composition.experience.0-3"]
    assert (young.value, places(young), reasons(young)) == (1, ["C2"], {"C3": "no-experience"})


def test_the_category_of_the_order_goes_before_the_one_of_the_staff_register() -> None:
    school = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF))
    assert values(school, "category.ped", "category.trainee", "category.none", "category.expert") == [1, 1, 1, 0]
    assert [str(cell) for cell in school.figures["composition.category.none"].counted] == [at("staff", "C4")]
    assert reasons(school.figures["composition.category.ped"])["C5"] == "no-category"
    members = {row.values["person"].surname: row for row in school.listings["composition.members"]}  # type: ignore[union-attr]
    assert members["Ғани"].values["category"] == "none"
    assert [str(cell) for cell in members["Ғани"].cells["category"]] == [at("staff", "C4")]


def test_members_are_listed_with_post_and_experience_leaders_first() -> None:
    school = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF))
    rows = shown(school.listings["composition.members"], "person", "role", "position", "experience")
    assert rows[:3] == [
        ("Абай", "leader", "әдіскер", 25.0), ("Жұман", "mentor", "оқытушы", 20.0), ("Бекен", "listener", "оқытушы", 2.9),
    ]
    assert ("Кәрім", "listener", None, None) in rows


def test_the_summary_gives_shares_of_the_listeners_and_none_of_a_small_group() -> None:
    school = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF))
    rows = {row.values["name"]: (row.values["n"], row.values["share"]) for row in school.listings["composition.summary"]}
    assert rows["composition.listeners"] == (5, 100.0)
    assert rows["composition.ground.young"] == (2, 40.0)
    assert rows["composition.category.master"] == (0, 0.0)
    assert "composition.category.second" not in rows
    small = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF), local(small_group=6))
    assert set(shown(small.listings["composition.summary"], "share")) == {None}
    assert "small-group" in small.listings["composition.summary"].notes


def test_only_members_of_the_span_belong_to_the_composition() -> None:
    autumn = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF, span="half-1"))
    assert values(autumn, "listeners") == [4]
    assert reasons(autumn.figures["composition.listeners"])["A8"] == "joined-after"
    spring = counted("composition", year(otm_composition=COMPOSITION, staff=STAFF, span="q4"))
    assert reasons(spring.figures["composition.listeners"])["A8"] == "left-before"


def test_an_empty_composition_is_nought_and_none_is_no_data() -> None:
    empty = counted("composition", year(otm_composition="person | role", staff=STAFF))
    assert values(empty, "listeners", "ground.young", "experience.0-3", "category.ped") == [0, 0, 0, 0]
    assert empty.figures["composition.listeners"].searched
    absent = counted("composition", year(staff=STAFF))
    assert values(absent, "listeners", "leaders", "ground.young", "experience.0-3", "category.ped") == [None] * 5
    assert absent.listings["composition.summary"].no_data
    assert not absent.listings["composition.summary"].rows
    alone = counted("composition", year(otm_composition="person | role\nАбай С. | listener"))
    assert values(alone, "listeners", "ground.young", "experience.0-3", "category.ped") == [1, None, None, None]


# ── plan ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_items_are_counted_by_their_mark_and_a_blank_is_no_failure() -> None:
    plan = counted("plan", year(otm_plan=PLAN))
    assert values(plan, "items", "status.done", "status.partial", "status.moved", "status.failed", "status.pending") == [
        10, 5, 1, 1, 1, 1,
    ]
    assert values(plan, "unmarked", "done_share") == [1, 50.0]
    assert reasons(plan.figures["plan.status.failed"]) == {"D5": "unmarked"}
    assert shown(plan.listings["plan.unfulfilled"], "item_no", "status") == [("2", "failed"), ("5", "partial"), ("7", "moved")]


def test_items_stand_in_the_quarter_of_their_last_month() -> None:
    plan = counted("plan", year(otm_plan=PLAN))
    rows = shown(plan.listings["plan.by_quarter"], "quarter", "items", "done", "failed", "unmarked", "share")
    assert rows == [
        ("q1", 2, 1, 0, 0, 50.0), ("q2", 2, 1, 1, 0, 50.0), ("q3", 1, 0, 0, 0, 0.0), ("q4", 2, 0, 0, 1, 0.0),
        ("all_year", 2, 2, 0, 0, 100.0), ("undated", 1, 1, 0, 0, 100.0),
    ]
    assert values(plan, "items/quarter=q2", "status.failed/quarter=q2", "items/quarter=summer") == [2, 1, 0]
    assert places(plan.figures["plan.items/quarter=q2"]) == ["C3", "C7"]


@pytest.mark.parametrize(
    ("text", "quarter", "last"),
    [
        ("қыркүйек", "q1", date(2025, 9, 30)),
        ("Қазан–қараша", "q2", date(2025, 11, 30)),
        ("желтоқсан", "q2", date(2025, 12, 31)),
        ("І тоқсан", "q1", date(2025, 10, 31)),
        ("I тоқсан", "q1", date(2025, 10, 31)),
        ("ІV тоқсан", "q4", date(2026, 6, 30)),
        ("3-тоқсан", "q3", date(2026, 3, 31)),
        ("2 квартал", "q2", date(2025, 12, 31)),
        ("І жартыжылдық", "q2", date(2025, 12, 31)),
        ("І тоқсан, ІІІ тоқсан", "q3", date(2026, 3, 31)),
        ("II полугодие", "q4", date(2026, 6, 30)),
        ("15.10.2025", "q1", date(2025, 10, 15)),
        ("2026-02-03", "q3", date(2026, 2, 3)),
        ("20.01", "q3", date(2026, 1, 20)),
        ("05.2026", "q4", date(2026, 5, 31)),
        ("31.02.2026", "undated", None),
        ("апрель, май", "q4", date(2026, 5, 31)),
        ("ақпан", "q3", date(2026, 2, 28)),
        ("шілде", "summer", date(2026, 7, 31)),
        ("ай сайын", "all_year", None),
        ("тоқсан сайын", "all_year", None),
        ("ежемесячно", "all_year", None),
        ("жыл бойы", "all_year", date(2026, 6, 30)),
        ("қажеттілігіне қарай", "all_year", date(2026, 6, 30)),
        ("келісім бойынша", "undated", None),
        ("", "undated", None),
    ],
)
def test_terms_of_a_plan_are_read_as_people_write_them(text: str, quarter: str, last: date | None) -> None:
    read = due(text, year())
    assert (read.quarter, read.last) == (quarter, last)


def test_half_a_year_has_the_items_that_fall_due_in_it() -> None:
    autumn = counted("plan", year(otm_plan=PLAN, span="half-1"))
    assert values(autumn, "items", "status.done", "done_share") == [5, 3, 60.0]
    assert reasons(autumn.figures["plan.items"]) == {
        "C5": "outside-period", "C8": "outside-period", "C9": "outside-period", "C10": "outside-period", "C11": "no-date",
    }
    assert shown(autumn.listings["plan.by_quarter"], "quarter") == ["q1", "q2", "all_year"]


def test_a_plan_without_marks_does_not_say_what_was_done() -> None:
    plan = counted("plan", year(otm_plan="activity | due | status\nОтырыс | қазан |\nСеминар | қазан |"))
    assert values(plan, "items", "status.done", "done_share", "unmarked", "items/quarter=q1") == [2, None, None, 2, 2]


def test_an_empty_plan_is_nought_and_no_plan_is_no_data() -> None:
    empty = counted("plan", year(otm_plan="activity | due | status"))
    assert values(empty, "items", "status.done", "done_share") == [0, 0, None]
    absent = counted("plan", year(events=EVENTS))
    assert values(absent, "items", "status.done", "done_share", "items/quarter=q1") == [None] * 4
    assert absent.listings["plan.by_quarter"].no_data
    assert not absent.listings["plan.by_quarter"].rows


# ── events ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_only_the_own_events_that_were_held_count() -> None:
    events = counted("events", year(events=EVENTS))
    assert values(events, "held", "sessions", "forms_used", "form.session", "form.seminar", "form.case") == [4, 2, 3, 2, 1, 0]
    held = events.figures["events.held"]
    assert places(held) == ["D2", "D3", "D5", "D6"]
    assert reasons(held) == {"A8": "outside-period", "D4": "not-held", "D7": "not-otm"}


def test_an_event_without_a_mark_is_held_once_its_day_has_come() -> None:
    table = "date | form | title | presenter | status\n2025-10-05 | session | А | Абай С. |\n2025-10-06 | session | Ә | Абай С. |"
    assert values(counted("events", year(events=table, today="2025-10-05")), "held") == [1]
    assert values(counted("events", year(events=table, today="2025-10-06")), "held") == [2]


def test_quarters_have_their_events_and_july_stands_apart() -> None:
    events = counted("events", year(events=EVENTS))
    assert values(events, *(f"held/quarter={one}" for one in ("q1", "q2", "q3", "q4", "summer"))) == [1, 1, 1, 0, 1]
    assert shown(events.listings["events.by_form"], "form", "q1", "q2", "q3", "q4", "summer", "total") == [
        ("session", 1, 0, 1, 0, 0, 2), ("master_class", 0, 0, 0, 0, 1, 1), ("seminar", 0, 1, 0, 0, 0, 1),
    ]


def test_a_quarter_outside_of_the_span_is_not_nought() -> None:
    autumn = counted("events", year(events=EVENTS, span="half-1"))
    assert values(autumn, "held", "held/quarter=q1", "held/quarter=q3", "held/quarter=summer") == [2, 1, None, None]
    assert shown(autumn.listings["events.by_form"], "form", "q2", "q3") == [("session", 0, None), ("seminar", 1, None)]


def test_events_are_listed_by_date_with_a_running_number() -> None:
    table = """
        date       | form    | title | presenter          | protocol_no | present_n
        2026-01-10 | session | Ә     | Абай С.            | 2           | 12
        2025-10-10 | seminar | А     | Бекен Н.; Абай С.  | 1           |
    """
    rows = shown(counted("events", year(events=table)).listings["events.list"], "no", "title", "presenter", "present", "protocol")
    assert rows == [(1, "А", ("Бекен", "Абай"), None, "1"), (2, "Ә", ("Абай",), 12, "2")]


def test_no_events_are_nought_and_no_journal_is_no_data() -> None:
    empty = counted("events", year(events="date | form | title | presenter"))
    assert values(empty, "held", "sessions", "forms_used", "form.session", "held/quarter=q1") == [0] * 5
    assert empty.figures["events.held"].searched
    absent = counted("events", year(otm_plan=PLAN))
    assert values(absent, "held", "sessions", "forms_used", "form.session", "held/quarter=q1") == [None] * 5
    assert absent.listings["events.list"].no_data


# ── attendance ──────────────────────────────────────────────────────────────────────────────────────────────────────


def marked_year(span: str = "year", attendance: str = ATTENDANCE) -> AcademicYear:
    return year(otm_composition=COMPOSITION, events=EVENTS, attendance=attendance, span=span)


def test_marks_of_listeners_at_the_meetings_that_were_held_are_counted() -> None:
    sheet = counted("attendance", marked_year())
    assert values(sheet, "listeners", "meetings", "expected", "marks", "present", "absent", "excused") == [5, 3, 12, 11, 9, 1, 1]
    marks = sheet.figures["attendance.marks"]
    assert reasons(marks) == {
        "D10": "unmarked", "D14": "joined-after", "D15": "not-listener", "D16": "duplicate", "D17": "not-held",
        "D18": "not-otm", "D19": "not-otm", "D20": "not-otm", "D21": "not-otm", "A6": "unmarked",
    }
    assert values(sheet, "marked_share", "rate") == [91.7, 81.8]


def test_a_blank_mark_is_neither_presence_nor_absence() -> None:
    rows = {row[0]: row[1:] for row in shown(
        counted("attendance", marked_year()).listings["attendance.by_person"],
        "person", "held", "marked", "present", "excused", "absent", "rate",
    )}
    assert rows == {
        "Бекен": (3, 3, 2, 0, 1, 66.7), "Ғани": (3, 3, 2, 1, 0, 66.7), "Дәулет": (3, 2, 2, 0, 0, None),
        "Зейін": (0, 0, 0, 0, 0, None), "Кәрім": (3, 3, 3, 0, 0, 100.0),
    }


def test_mean_and_median_are_of_the_listeners_with_enough_marks() -> None:
    sheet = counted("attendance", marked_year())
    assert values(sheet, "mean", "median") == [77.8, 66.7]
    assert {cell: why for cell, why in reasons(sheet.figures["attendance.mean"]).items() if cell in ("A6", "A8")} == {
        "A6": "unmarked", "A8": "unmarked",
    }


def test_below_four_fifths_of_the_marks_there_is_no_mean() -> None:
    at_four_fifths = """
        person   | protocol_no | mark
        Абай С.  | 1           | present
        Абай С.  | 2           | present
        Абай С.  | 3           | present
        Абай С.  | 4           | absent
        Бекен Н. | 5           | present
    """
    specs = local(small_group=1)
    assert values(counted("attendance", year(attendance=at_four_fifths), specs), "marked_share", "rate", "mean") == [50.0, None, None]
    enough = year(attendance="\n".join(line for line in at_four_fifths.splitlines() if "Бекен" not in line))
    one = counted("attendance", year(attendance=at_four_fifths.replace("Бекен Н. | 5           | present", "Абай С. | 5 |")), specs)
    assert values(one, "marked_share", "rate", "mean") == [100.0, 75.0, 75.0]
    assert values(counted("attendance", enough, specs), "marked_share", "rate", "median") == [100.0, 75.0, 75.0]
    notes = counted("attendance", year(attendance=at_four_fifths), specs).listings["attendance.by_person"].notes
    assert "attendance-unmarked" in notes


def test_of_five_meetings_four_marks_are_enough_for_a_share_of_one_listener() -> None:
    table = ["person | protocol_no | mark"]
    table += [f"Абай С. | {n} | present" for n in range(1, 6)] + [f"Бекен Н. | {n} | present" for n in range(1, 5)]
    table += [f"Ғани А. | {n} | present" for n in range(1, 4)]
    rows = shown(counted("attendance", year(attendance="\n".join(table))).listings["attendance.by_person"], "person", "rate")
    assert rows == [("Абай", 100.0), ("Бекен", 100.0), ("Ғани", None)]


def test_a_group_that_is_too_small_gets_no_percentage() -> None:
    sheet = counted("attendance", marked_year(), local(small_group=6))
    assert values(sheet, "marks", "marked_share", "rate", "mean") == [11, None, None, None]
    assert "small-group" in sheet.listings["attendance.by_person"].notes


def test_listeners_under_the_threshold_are_counted_only_where_a_threshold_is_set() -> None:
    assert values(counted("attendance", marked_year()), "below_threshold") == [None]
    low = counted("attendance", marked_year(), local(attendance_threshold=70)).figures["attendance.below_threshold"]
    assert (low.value, places(low)) == (2, ["A4", "A5"])
    assert values(counted("attendance", marked_year(), local(attendance_threshold=66.7)), "below_threshold") == [0]


def test_half_a_year_has_the_marks_of_its_meetings_even_where_only_the_number_is_marked() -> None:
    autumn = counted("attendance", marked_year("half-1"))
    assert values(autumn, "listeners", "meetings", "expected", "marks", "present") == [4, 2, 8, 8, 6]
    assert reasons(autumn.figures["attendance.marks"])["D4"] == "outside-period"


def test_each_protocol_has_its_own_numbers() -> None:
    sheet = counted("attendance", full_year())
    ids = [f"{what}/protocol={key}" for key in "123" for what in ("listed", "present", "excused", "absent")]
    assert values(sheet, *ids) == [4, 4, 0, 0, 4, 2, 1, 1, 4, 3, 0, 0]
    assert sheet.figures["attendance.present/protocol=2"].label["kk"].endswith("№ 2")
    assert values(sheet, "listed/protocol=4", "present/protocol=4", "listed/protocol=6") == [4, None, 4]
    before = {"2024-2025": {"attendance.present/protocol=1": sheet.figures["attendance.present/protocol=1"]}}
    assert not counted("attendance", full_year(), earlier=before).figures["attendance.present/protocol=1"].earlier


def test_the_council_has_its_members_on_the_day_and_their_marks() -> None:
    sheet = counted("attendance", full_year())
    figures = [f"council_{what}/protocol=1" for what in ("listed", "present", "excused", "absent")]
    assert values(sheet, *figures) == [3, 1, 1, 0]
    assert sheet.figures["attendance.council_listed/protocol=1"].scope == "college"


def test_numbers_that_begin_anew_in_january_are_two_meetings() -> None:
    events = """
        protocol_no | date       | form    | title | presenter
        1           | 2025-10-10 | session | А     | Абай С.
        1           | 2026-01-20 | session | Ә     | Абай С.
    """
    marks = "person | protocol_no | date | mark\nАбай С. | 1 | 2025-10-10 | present\nАбай С. | 1 | 2026-01-20 | absent"
    sheet = counted("attendance", year(events=events, attendance=marks))
    assert values(sheet, "present/protocol=1_2025-10-10", "absent/protocol=1_2026-01-20", "marks") == [1, 1, 2]
    assert meant(_row(protocol_no="1", date=None), _two()) == Meeting("1", "1", None)
    assert meant(_row(protocol_no=None, date=date(2026, 1, 20)), _two()) == _two()[1]
    assert meant(_row(protocol_no=None, date=None), _two()) is None
    assert meant(_row(protocol_no="№1", date=date(2026, 5, 5)), _two()[:1]) == Meeting("1_2026-05-05", "1", date(2026, 5, 5))


def _two() -> tuple[Meeting, ...]:
    return Meeting("1_2025-10-10", "1", date(2025, 10, 10)), Meeting("1_2026-01-20", "1", date(2026, 1, 20))


def _row(**fields: Any) -> Row:
    source = Source("a.xlsx", "a", "attendance", {}, 2, 9, 1, 9)
    return Row(source, 2, fields, {})


def matrix(drawn: AcademicYear) -> AcademicYear:
    """The same year with its marks as a sheet of people by meetings: a mark stands at (line of the person, column)."""
    table = drawn["attendance"]
    lines = {name: number for number, name in enumerate(dict.fromkeys(row["person"].full for row in table), start=4)}
    columns = {no: number for number, no in enumerate(dict.fromkeys(row["protocol_no"] for row in table if row["protocol_no"]), start=2)}
    rows = []
    for row in table:
        number = lines[row["person"].full]
        heading = CellRef(row.source.file, row.source.sheet, 3, columns.get(row["protocol_no"], 0))
        cell = CellRef(row.source.file, row.source.sheet, number, heading.column)
        placed = {"mark": cell, "protocol_no": heading, "date": heading} if heading.column else {}
        rows.append(replace(row, number=number, placed=placed))
    tables = {**drawn.tables, "attendance": Table("attendance", tuple(rows), table.sources)}
    return replace(drawn, tables=tables)


def test_in_a_matrix_a_missing_mark_is_named_by_its_empty_cell() -> None:
    marks = """
        person                 | protocol_no | mark
        Бекен Нұрлан Асқарұлы  | 1           | present
        Бекен Нұрлан Асқарұлы  | 2           | present
        Ғани Айша Маратқызы    | 1           | present
        Дәулет Ерлан Қайратұлы |             |
    """
    sheet = counted("attendance", matrix(year(otm_composition=COMPOSITION, events=EVENTS, attendance=marks)), local(small_group=2))
    expected = sheet.figures["attendance.expected"]
    assert expected.value == 8
    assert sorted(places(expected)) == ["A9", "A9", "B4", "B5", "B6", "C4", "C5", "C6"]
    assert reasons(sheet.figures["attendance.marks"])["C5"] == "unmarked"
    assert places(sheet.figures["attendance.meetings"]) == ["B3", "C3"]
    assert values(sheet, "marks", "marked_share", "rate", "mean") == [3, 37.5, None, None]


def test_without_a_composition_everyone_on_the_sheet_is_expected() -> None:
    sheet = counted("attendance", year(attendance="person | protocol_no | mark\nАбай С. | 1 | present\nБекен Н. | 1 | absent"))
    assert values(sheet, "listeners", "marks", "present", "listed/protocol=1") == [2, 2, 1, None]


def test_an_empty_sheet_is_nought_and_no_sheet_is_no_data() -> None:
    empty = counted("attendance", year(otm_composition=COMPOSITION, attendance="person | protocol_no | mark"))
    assert values(empty, "listeners", "meetings", "expected", "marks", "rate", "mean") == [5, 0, 0, 0, None, None]
    absent = counted("attendance", year(otm_composition=COMPOSITION, events=EVENTS))
    assert values(absent, "listeners", "meetings", "marks", "present", "rate", "mean", "present/protocol=1") == [None] * 7
    assert values(absent, "listed/protocol=1") == [4]
    assert absent.listings["attendance.by_person"].no_data


# ── lessons ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_lessons_that_were_given_are_counted_by_kind() -> None:
    lessons = counted("lessons", full_year())
    assert values(lessons, "held", "kind.open_lesson", "kind.panorama", "kind.master_class", "planned") == [4, 1, 2, 0, 2]
    assert reasons(lessons.figures["lessons.kind.panorama"]) == {"A6": "outside-period", "C5": "blank"}


def test_a_lesson_of_a_day_to_come_is_planned_and_not_held() -> None:
    lessons = counted("lessons", year(open_lessons=LESSONS.replace("2026-10-10", "2026-06-10"), today="2026-05-01"))
    assert values(lessons, "held", "planned") == [4, 3]
    assert reasons(lessons.figures["lessons.held"]) == {"B6": "not-held"}


def test_joint_analysis_is_shared_among_held_lessons_and_blanks_are_named() -> None:
    lessons = counted("lessons", year(open_lessons=LESSONS, staff=STAFF))
    assert values(lessons, "held", "analysed", "analysed_share") == [4, 2, 50.0]
    assert reasons(lessons.figures["lessons.analysed"]) == {"A6": "outside-period", "G3": "unmarked"}
    silent = counted("lessons", year(open_lessons="teacher | date | analysis_done\nАбай С. | 2025-10-10 |"))
    assert values(silent, "held", "analysed", "analysed_share") == [1, None, None]


def test_marks_in_words_and_in_numbers_are_counted_apart() -> None:
    lessons = counted("lessons", year(open_lessons=LESSONS))
    assert values(lessons, "mark.high", "mark.good", "scored") == [2, 0, 1]
    assert reasons(lessons.figures["lessons.mark.high"]) == {"A6": "outside-period", "H4": "blank"}


def test_every_commission_is_shown_and_a_lesson_goes_to_the_one_its_row_says() -> None:
    lessons = counted("lessons", full_year())
    rows = shown(lessons.listings["lessons.by_commission"], "commission", "held", "analysed", "share")
    assert rows == [("Арнайы", 1, None, None), ("Жалпы", 2, 1, 50.0), ("Кәсіптік", 0, 0, None)]
    assert values(lessons, "held/commission=Жалпы", "held/commission=Кәсіптік") == [2, 0]
    assert reasons(lessons.figures["lessons.held/commission=Арнайы"])["A5"] == "no-commission"


def test_the_number_of_visitors_is_the_stated_one_or_the_names_beside() -> None:
    listing = counted("lessons", year(open_lessons=LESSONS)).listings["lessons.list"]
    assert shown(listing, "teacher", "visitors", "analysed", "mark") == [
        ("Бекен", 5, True, "high"), ("Еркін", 2, None, 4.5), ("Жұман", None, False, None), ("Оразбек", 3, True, "high"),
    ]
    assert [cell.a1 for cell in listing.rows[1].cells["visitors"]] == ["F3"]


def test_no_lessons_are_nought_and_no_journal_of_lessons_is_no_data() -> None:
    empty = counted("lessons", year(open_lessons="teacher | date"))
    assert values(empty, "held", "kind.panorama", "planned", "analysed", "analysed_share", "mark.high") == [0, 0, 0, 0, None, 0]
    absent = counted("lessons", year(staff=STAFF))
    assert values(absent, "held", "kind.panorama", "planned", "analysed", "held/commission=Жалпы") == [None] * 5
    assert absent.listings["lessons.by_commission"].no_data


# ── visits ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_visits_and_the_people_on_both_sides_are_counted() -> None:
    visits = counted("visits", full_year())
    assert values(visits, "visits", "visitors", "visited", "by_listeners") == [5, 3, 4, 4]
    rows = shown(visits.listings["visits.by_teacher"], "person", "made", "received")
    assert sorted(rows) == sorted([
        ("Бекен", 2, 1), ("Ғани", 2, 0), ("Еркін", 1, 1), ("Жұман", 0, 2), ("Дәулет", 0, 1),
    ])
    assert rows[0] == ("Бекен", 2, 1)


def test_visits_of_listeners_count_where_the_host_holds_a_category() -> None:
    visits = counted("visits", full_year())
    experienced = visits.figures["visits.listener_visits"]
    assert (experienced.value, places(experienced), experienced.scope) == (2, ["B2", "B4"], "otm")
    assert reasons(experienced)["B3"] == "no-category"


def test_those_whom_nobody_visited_are_teachers_of_the_staff_register() -> None:
    visits = counted("visits", full_year(), local(small_group=1))
    never = visits.figures["visits.never_visited"]
    assert (never.value, [str(cell) for cell in never.counted]) == (1, [at("staff", "A4")])
    assert values(visits, "teachers", "never_visited_share") == [5, 20.0]
    assert shown(visits.listings["visits.never_visited"], "person", "commission") == [("Ғани", "Жалпы")]
    assert {"G2": "no-lessons", "A8": "left-before", "A9": "external"}.items() <= reasons(never).items()


def test_visits_need_the_registers_they_speak_of() -> None:
    alone = counted("visits", year(mutual_visits=VISITS))
    assert values(alone, "visits", "by_listeners", "listener_visits", "never_visited") == [5, None, None, None]
    hostless = counted("visits", year(mutual_visits=VISITS, otm_composition=COMPOSITION))
    assert values(hostless, "by_listeners", "listener_visits", "never_visited") == [4, None, None]
    empty = counted("visits", year(mutual_visits="visitor | visited | date", staff=STAFF, otm_composition=COMPOSITION))
    assert values(empty, "visits", "visitors", "listener_visits", "never_visited") == [0, 0, 0, 5]
    absent = counted("visits", year(staff=STAFF, otm_composition=COMPOSITION))
    assert values(absent, "visits", "visited", "listener_visits", "never_visited") == [None] * 4
    assert absent.listings["visits.never_visited"].no_data
    assert not absent.listings["visits.never_visited"].rows


def test_a_visit_of_a_day_to_come_is_none_yet() -> None:
    visits = counted("visits", year(mutual_visits=VISITS, today="2026-02-14"))
    assert values(visits, "visits") == [3]
    assert reasons(visits.figures["visits.visits"]) == {"C5": "not-held", "C6": "not-held"}


def test_in_a_quarter_only_its_visits_count() -> None:
    winter = counted("visits", full_year("q3"))
    assert values(winter, "visits", "visitors", "by_listeners", "listener_visits") == [3, 2, 2, 1]


# ── mentoring ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pairs_meetings_and_reports_are_counted() -> None:
    mentoring = counted("mentoring", full_year())
    assert values(mentoring, "pairs", "mentors", "mentees", "meetings", "lessons_visited", "reports") == [3, 2, 3, 12, None, 1]
    assert reasons(mentoring.figures["mentoring.reports"]) == {"H3": "not-submitted", "H4": "not-submitted"}
    rows = shown(mentoring.listings["mentoring.pairs"], "mentor", "mentee", "plan_done", "meetings", "report")
    assert rows[0] == ("Абай", "Бекен", 100, 7, date(2026, 5, 20))
    assert rows[2] == ("Еркін", "Зейін", None, None, None)


def test_a_register_without_a_column_for_reports_does_not_say_that_none_came() -> None:
    table = "mentor | mentee\nАбай С. | Бекен Н."
    assert values(counted("mentoring", year(mentoring=table)), "pairs", "reports", "meetings") == [1, None, None]
    kept = "mentor | mentee | report_submitted_on\nАбай С. | Бекен Н. |"
    assert values(counted("mentoring", year(mentoring=kept)), "reports") == [0]


def test_a_pair_belongs_to_the_half_year_its_period_touches() -> None:
    autumn = counted("mentoring", full_year("half-1"))
    assert values(autumn, "pairs", "meetings") == [2, 7]
    assert reasons(autumn.figures["mentoring.pairs"]) == {"C3": "outside-period"}
    summer = counted("mentoring", full_year("2026-06-01..2026-06-30"))
    assert reasons(summer.figures["mentoring.pairs"]) == {"C2": "outside-period", "C3": "outside-period"}


def test_young_teachers_who_left_in_the_year_are_of_the_whole_and_not_retained() -> None:
    mentoring = counted("mentoring", full_year(), local(small_group=1))
    assert values(mentoring, "young.total", "young.retained", "young.retained_share") == [2, 1, 50.0]
    assert places(mentoring.figures["mentoring.young.retained"]) == ["A3"]
    assert values(counted("mentoring", full_year()), "young.retained_share") == [None]
    assert values(counted("mentoring", full_year(), local(young_years=4)), "young.total") == [3]


def test_young_teachers_from_outside_the_year_or_the_college_are_not_counted() -> None:
    staff = """
        full_name | is_young_specialist | employment    | hired_on   | left_on
        Абай С.   | yes                 | main          | 2025-09-01 |
        Бекен Н.  | yes                 | part_external |            |
        Ғани А.   | yes                 | main          | 2026-06-02 |
        Дәулет Е. | yes                 | main          |            | 2025-08-31
        Еркін Ж.  | no                  | main          |            |
    """
    total = counted("mentoring", year(staff=staff)).figures["mentoring.young.total"]
    assert (total.value, places(total)) == (1, ["A2"])
    assert reasons(total) == {"A3": "external", "A4": "joined-after", "A5": "left-before"}


def test_young_teachers_of_last_year_who_are_in_no_list_now_are_named() -> None:
    before = year(label="2024-2025", staff=STAFF.replace("Зейін Дана", "Тілеу Қайрат").replace("2026-02-01", "          "))
    drawn = year(staff=STAFF, earlier={"2024-2025": before})
    gone = counted("mentoring", drawn).figures["mentoring.young.gone"]
    assert (gone.value, [str(cell) for cell in gone.counted]) == (1, [at("staff", "A8", "2024-2025")])
    assert values(counted("mentoring", year(staff=STAFF)), "young.gone") == [None]


def test_no_pairs_are_nought_and_no_journal_of_pairs_is_no_data() -> None:
    empty = counted("mentoring", year(mentoring="mentor | mentee", staff="full_name"))
    assert values(empty, "pairs", "meetings", "reports", "young.total") == [0, 0, 0, 0]
    absent = counted("mentoring", year(events=EVENTS))
    assert values(absent, "pairs", "meetings", "reports", "young.total", "young.retained") == [None] * 5
    assert absent.listings["mentoring.pairs"].no_data


# ── all of them ─────────────────────────────────────────────────────────────────────────────────────────────────────


def rows_by_cell(drawn: AcademicYear) -> dict[CellRef, tuple[Row, str]]:
    """Cell → the row that has it and what stands there, straight from the text tables."""
    return {row.cell(name): (row, text) for table in drawn.everything.values() for row in table for name, text in row.raw.items()}


def recount(figure: Figure, cells: dict[CellRef, tuple[Row, str]]) -> Decimal:
    """The number again, from the named cells alone and by other means than the chapters use."""
    texts = [cells[cell][1] for cell in figure.counted]
    match figure.method:
        case "count":
            return Decimal(len(texts))
        case "distinct":
            return Decimal(len({text.removeprefix("№").strip().casefold() for text in texts}))
        case "sum":
            return sum((Decimal(text) for text in texts), Decimal(0))
        case "share":
            assert figure.of is not None
            return (Decimal(100 * len(texts)) / recount(figure.of, cells)).quantize(Decimal("0.1"), ROUND_HALF_UP)
        case "mean" | "median":
            marks: dict[str, list[str]] = {}
            for cell in figure.counted:
                row, text = cells[cell]
                marks.setdefault(row.raw["person"], []).append(text)
            shares = [(Decimal(100 * m.count("present")) / len(m)).quantize(Decimal("0.1"), ROUND_HALF_UP) for m in marks.values()]
            middle = median(shares) if figure.method == "median" else sum(shares, Decimal(0)) / len(shares)
            return middle.quantize(Decimal("0.1"), ROUND_HALF_UP)
        case other:
            raise AssertionError(f"{figure.id} is made by '{other}', and nothing here recounts that")


@pytest.mark.parametrize("span", ["year", "half-1", "q3", "2025-11-01..2026-02-28"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_every_figure_follows_from_the_cells_it_names(name: str, span: str) -> None:
    drawn = full_year(span)
    cells = rows_by_cell(drawn)
    for figure in counted(name, drawn, local(small_group=1, attendance_threshold=70)).figures.values():
        if figure.value is not None:
            assert Decimal(str(figure.value)) == recount(figure, cells), figure.id
            assert figure.searched, figure.id
            assert not set(figure.counted) & {left.cell for left in figure.left_out}, figure.id


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_figure_of_a_code_names_cells_that_say_that_code(name: str) -> None:
    drawn = full_year()
    cells = rows_by_cell(drawn)
    codes = {code for vocabulary in our_specs().vocabularies.values() for code in vocabulary.codes}
    checked = 0
    for figure in counted(name, drawn).figures.values():
        code = figure.id.partition("/")[0].rpartition(".")[2].removeprefix("council_")
        said = name == "attendance" or figure.id.count(".") > 1
        if said and code in codes and figure.method == "count":
            assert {cells[cell][1] for cell in figure.counted} <= {code}, figure.id
            checked += bool(figure.counted)
    assert checked or name in ("visits", "mentoring")


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_number_of_a_listing_follows_from_its_cells(name: str) -> None:
    drawn = full_year()
    cells = rows_by_cell(drawn)
    for listing in counted(name, drawn).listings.values():
        assert listing.columns, listing.id
        for row in listing:
            assert set(row.values) == set(listing.columns), listing.id
            for column, value in row.values.items():
                if type(value) is int and column != "no":
                    texts = [cells[cell][1] for cell in row.cells[column]]
                    assert value in (len(texts), len({text.casefold() for text in texts})) or str(value) in texts or (
                        len(texts) == 1 and value == len(texts[0].split(";"))
                    ), (listing.id, column, value)


@pytest.mark.parametrize("name", CHAPTERS)
def test_words_of_a_chapter_are_all_used_and_all_filled_in(name: str) -> None:
    chapter = counted(name, full_year())
    words = our_specs().chapters[name]
    ids = [figure.id.removeprefix(f"{name}.").partition("/")[0] for figure in chapter.figures.values()]
    assert not [measure for measure in words.figures if not any(f"{one}.".startswith(f"{measure}.") for one in ids)]
    assert {f"{name}.{listing}" for listing in words.listings} == set(chapter.listings)
    for figure in chapter.figures.values():
        for text in (*figure.label.values(), *figure.how.values()):
            assert text, figure.id
            assert "{" not in text, figure.id
        assert figure.label["kk"] != figure.label["ru"], figure.id


@pytest.mark.parametrize("name", CHAPTERS)
def test_without_any_register_a_chapter_knows_nothing(name: str) -> None:
    chapter = counted(name, year())
    assert {figure.value for figure in chapter.figures.values()} == {None}
    assert all(listing.no_data and not listing.rows for listing in chapter.listings.values())
    empty: dict[str, Any] = dict.fromkeys(our_specs().registers, "")
    there = counted(name, year(**empty))
    assert all(not listing.no_data for listing in there.listings.values())
    whole = {figure.id: figure.value for figure in there.figures.values() if figure.method in ("count", "distinct", "sum")}
    unknown = {one for one, value in whole.items() if value is None}
    assert unknown <= {"attendance.below_threshold", "mentoring.young.gone", "visits.at_norm"}


def test_a_protocol_number_is_the_same_however_it_is_written() -> None:
    assert [protocol_key(text) for text in ("№ 3", "N3", "3", " №3. ", "хаттама №3/1", None)] == ["3", "3", "3", "3", "3/1", None]


def test_listeners_of_other_chapters_are_those_of_the_composition() -> None:
    drawn = full_year()
    named = counted("composition", drawn).figures["composition.listeners"].counted
    assert tuple(row.cell("person") for row in listeners(drawn)) == named
