"""Staff, courses, products, contests, practice, portfolios, exhibitions: figures counted by hand, and recounted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from importlib import import_module
from typing import Any

import pytest
from year_builder import at, our_specs, year

from otm_reports.analysis.counting import Chapter
from otm_reports.analysis.roster import bands, experience_of, on_staff
from otm_reports.analysis.tallies import fold
from otm_reports.model import AcademicYear, Figure, Listing, Person
from otm_reports.specs import Specs

CHAPTERS = ("staff", "courses", "products", "contests", "practice", "portfolios", "exhibitions")
STAFF = """
    full_name                | employment    | status    | category   | education_level   | ped_experience_y | ped_experience_m | commission | hired_on   | left_on
    Ахметова Жанар Бекқызы   | main          | active    | expert     | higher            | 2                | 11               | Клиникалық |            |
    Бекова Сәуле Ерқызы      | main          | active    | master     | postgraduate      | 3                |                  | Клиникалық |            |
    Ғалиев Нұрлан Асқарұлы   | part_internal | active    | high       | higher            | 9                | 11               | Клиникалық |            |
    Дүйсен Айша Маратқызы    | main          | active    | none       | secondary_special | 10               |                  | Жалпы      |            |
    Есенов Ерлан Қайратұлы   |               |           |            | higher            | 20               |                  |            |            |
    Жақып Гүлнар Серікқызы   | main          | maternity | moderator  | higher            | 5                |                  | Жалпы      |            |
    Зейнолла Берік Айдынұлы  | part_external | active    | researcher | higher            | 30               |                  | Жалпы      |            |
    Иса Мақсат Болатұлы      | main          | left      | expert     | higher            | 8                |                  | Жалпы      |            | 2026-05-31
    Кәрім Дана Оразқызы      | main          | active    | ped        | higher            | 1                |                  | Жалпы      | 2026-06-02 |
    Лесбек Әлия Жанқызы      | main          | active    | researcher | higher            |                  |                  | Жалпы      |            | 2026-06-01
    Ғалиев Нұрлан Асқарұлы   | main          | active    | first      | higher            | 9                | 11               | Жалпы      |            |
"""


def counted(
    name: str, drawn: AcademicYear, specs: Specs | None = None, earlier: dict[str, dict[str, Figure]] | None = None,
) -> Chapter:
    chapter = Chapter(name, drawn, specs or our_specs(), earlier or {})
    import_module(f"otm_reports.analysis.{name}").count(chapter)
    return chapter


def values(chapter: Chapter, *ids: str) -> list[int | float | None]:
    return [chapter.figures[f"{chapter.name}.{one}"].value for one in ids]


def reasons(figure: Figure | Listing) -> dict[str, str]:
    return {left.cell.a1: left.reason for left in figure.left_out}


def shown(listing: Listing, *columns: str) -> list[Any]:
    """The values of some columns, row by row; people by their full names, a single column without a tuple."""
    rows = [tuple(_name(row.values[name]) for name in columns) for row in listing]
    return rows if len(columns) > 1 else [row[0] for row in rows]


def _name(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_name(one) for one in value)
    return value.full if isinstance(value, Person) else value


def local(**parameters: object) -> Specs:
    """Our specs with the college's own parameters."""
    ours = our_specs()
    changed = ours.college.parameters.model_copy(update=parameters)
    return replace(ours, college=ours.college.model_copy(update={"parameters": changed}))


# ── staff ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_staff_counts_each_person_present_on_the_snapshot_once() -> None:
    staff = counted("staff", year(staff=STAFF))
    total = staff.figures["staff.total"]
    assert total.value == 6
    assert [str(cell) for cell in total.counted] == [at("staff", f"A{n}") for n in (2, 3, 5, 6, 11, 12)]
    assert reasons(total) == {
        "A7": "maternity", "A8": "external", "A9": "left-before", "A10": "joined-after", "A4": "duplicate",
    }


def test_someone_whose_last_day_is_the_snapshot_is_still_on_the_staff() -> None:
    table = """
        full_name         | category | left_on    | status
        Ахметова Ж. Б.    | expert   | 2026-06-01 | left
        Бекова С. Е.      | expert   | 2026-05-31 |
        Ғалиев Н. А.      | expert   |            | left
    """
    assert [row.number for row in on_staff(year(staff=table), our_specs())] == [2]


@pytest.mark.parametrize(
    ("parameters", "total"),
    [({}, 6), ({"include_external": True}, 7), ({"include_maternity": True}, 7),
     ({"include_external": True, "include_maternity": True}, 8)],
)
def test_external_and_maternity_count_where_the_college_says_so(parameters: dict[str, bool], total: int) -> None:
    staff = counted("staff", year(staff=STAFF), local(**parameters))
    assert values(staff, "total", "external", "maternity") == [total, 1, 1]
    notes = staff.listings["staff.categories"].notes
    assert ("external-apart" in notes, "maternity-apart" in notes) == tuple(
        not parameters.get(name, False) for name in ("include_external", "include_maternity")
    )


def test_a_part_timer_without_a_kind_and_a_non_staff_teacher_are_shown_as_external() -> None:
    staff = counted("staff", year(staff="""
        full_name      | category | employment
        Ахметова Ж. Б. | expert   | part_time
        Бекова С. Е.   | expert   | non_staff
        Ғалиев Н. А.   | expert   | part_internal
    """))
    assert values(staff, "total", "external") == [1, 2]


def test_the_main_post_of_someone_with_two_rows_gives_the_category() -> None:
    staff = counted("staff", year(staff=STAFF))
    assert values(staff, "category.first", "category.high") == [1, 0]


def test_old_and_new_categories_stand_apart_and_a_blank_is_in_no_share() -> None:
    staff = counted("staff", year(staff=STAFF))
    codes = our_specs().vocabularies["category"].codes
    assert {code: staff.figures[f"staff.category.{code}"].value for code in codes} == {
        **dict.fromkeys(codes, 0), "expert": 1, "master": 1, "first": 1, "none": 1, "researcher": 1,
    }
    assert values(staff, "category_known", "new_system", "old_system", "qualified") == [5, 3, 1, 3]
    assert values(staff, "category_share.expert", "qualified_share", "old_system_share") == [20.0, 60.0, 20.0]
    share = staff.figures["staff.category_share.expert"]
    assert share.of is not None
    assert (share.of.id, share.of.value) == ("staff.category_known", 5)
    assert reasons(share)["D6"] == "no-category"


def test_a_share_of_three_is_plainly_rounded_and_a_small_group_has_none() -> None:
    table = "full_name | category\n" + "\n".join(
        f"Тегі{n} Аты | {'expert' if n < 2 else 'ped'}" for n in range(6)
    )
    staff = counted("staff", year(staff=table))
    assert values(staff, "category_share.expert", "category_share.ped") == [33.3, 66.7]
    small = counted("staff", year(staff="full_name | category\nТегі Аты | expert\nӨзге Аты | ped"))
    assert values(small, "category.expert", "category_share.expert") == [1, None]
    assert reasons(small.figures["staff.category_share.expert"]) == {"B2": "small-group"}
    assert "small-group" in small.listings["staff.categories"].notes
    assert "small-group" not in staff.listings["staff.categories"].notes


def test_experience_bands_are_half_open_and_months_are_a_part_of_the_year() -> None:
    staff = counted("staff", year(staff=STAFF))
    assert values(staff, *(f"experience.{band}" for band in ("0-3", "3-10", "10-20", "20+"))) == [1, 2, 1, 1]
    assert reasons(staff.figures["staff.experience.0-3"])["F11"] == "no-experience"
    written = year(staff="full_name | category | ped_experience_y | ped_experience_m\nТегі А | ped | 3 | 6\nТегі Ә | ped | | 6")
    assert [experience_of(row) for row in written["staff"]] == [3.5, 0.5]
    assert list(bands(local(experience_bands=(5, 15)))) == ["0-5", "5-15", "15+"]
    wide = counted("staff", year(staff=STAFF), local(experience_bands=(5, 15)))
    assert values(wide, "experience.0-5", "experience.5-15", "experience.15+") == [2, 2, 1]


def test_commissions_are_counted_even_where_nobody_is_in_one() -> None:
    staff = counted("staff", year(staff=STAFF, commissions="name\nЖалпы\nКлиникалық\nАрнайы"))
    assert values(staff, *(f"total/commission={name}" for name in ("Жалпы", "Клиникалық", "Арнайы"))) == [3, 2, 0]
    table = staff.listings["staff.by_commission"]
    assert shown(table, "commission") == ["Жалпы", "Клиникалық", "Арнайы"]
    assert shown(table, "total", "expert", "first") == [(3, 0, 1), (2, 1, 0), (0, 0, 0)]
    categories = [name for name in table.columns if name not in ("commission", "total")]
    assert shown(table, "total") == [sum(row) for row in shown(table, *categories)]
    assert reasons(table)["H6"] == "unmarked"
    label = staff.figures["staff.total/commission=Жалпы"].label
    assert label["kk"].endswith(": Жалпы")
    assert ":" not in staff.figures["staff.total"].label["kk"]


def three_years() -> tuple[AcademicYear, dict[str, dict[str, Figure]]]:
    def people(*categories: str) -> str:
        return "full_name | category\n" + "\n".join(f"Тегі{n} Аты | {code}" for n, code in enumerate(categories))

    past = {
        "2024-2025": counted("staff", year(label="2024-2025", staff=people("expert", "ped", "ped", "ped", "ped"))),
        "2023-2024": counted("staff", year(label="2023-2024")),
    }
    now = year(staff=people("expert", "expert", "ped", "ped", "ped", "ped"))
    return now, {label: chapter.figures for label, chapter in past.items()}


def test_three_years_stand_side_by_side_with_the_change_in_percentage_points() -> None:
    now, earlier = three_years()
    staff = counted("staff", now, earlier=earlier)
    table = staff.listings["staff.categories"]
    expert = next(row for row in table if row.values["category"] == "expert")
    assert expert.values == {
        "category": "expert", "y2_n": None, "y2_share": None, "y1_n": 1, "y1_share": 20.0, "n": 2, "share": 33.3,
        "change": 13.3,
    }
    assert {cell.file for cell in expert.cells["y1_n"]} == {"registers/2024-2025/staff.xlsx"}
    assert staff.figures["staff.category.expert"].earlier == {"2024-2025": 1, "2023-2024": None}
    assert table.columns["y1_n"]["kk"].startswith("2024-2025")
    assert table.columns["y2_n"]["kk"].startswith("2023-2024")


def test_a_missing_year_between_does_not_move_an_older_one_into_its_place() -> None:
    now, earlier = three_years()
    table = counted("staff", now, earlier={"2023-2024": earlier["2024-2025"]}).listings["staff.categories"]
    expert = next(row for row in table if row.values["category"] == "expert")
    assert (expert.values["y1_n"], expert.values["y2_n"], expert.values["change"]) == (None, 1, None)


def test_a_field_that_nobody_filled_in_is_no_data_and_not_nought() -> None:
    staff = counted("staff", year(staff="full_name | category\nТегі Аты | expert"))
    assert values(staff, "education.higher", "degree.master", "experience.0-3") == [None, None, None]
    assert values(staff, "category.master") == [0]


# ── courses ─────────────────────────────────────────────────────────────────────────────────────────────────────────

PEOPLE = """
    full_name      | category | commission
    Ахметова Жанар | expert   | Жалпы
    Бекова Сәуле   | expert   | Жалпы
    Ғалиев Нұрлан  | expert   | Клиникалық
    Дүйсен Айша    | expert   | Клиникалық
    Есенов Ерлан   | expert   | Клиникалық
"""
COURSES = """
    teacher        | programme | provider         | mode   | period                 | hours | year | cert_date
    Ахметова Жанар | Бағалау   | «Өрлеу» БАҰО     | direct | 2025-10-01..2025-10-12 | 80    |      |
    Ахметова Жанар | Симуляция | Өрлеу  БАҰО      | remote | 2026-02-02..2026-02-06 | 36.5  |      |
    Бекова Сәуле   | Бағалау   | Talap            | direct | 2025-10-01..2025-10-12 |       |      |
    Бекова Сәуле   | Ескі      | Talap            | direct | 2022-10-01..2022-10-12 | 72    |      |
    Ғалиев Нұрлан  | Ескі      | Talap            | direct | 2023-05-20..2023-06-01 | 72    |      |
    Дүйсен Айша    | Ескі      | Talap            | direct | 2023-05-20..2023-05-31 | 72    |      |
    Есенов Ерлан   | Жаз       | Talap            | direct | 2026-06-02..2026-06-05 | 72    |      |
    Зейнолла Берік | Бағалау   |                  |        |                        | 8     |      | 2025-11-11
"""


def test_courses_of_the_year_are_counted_by_row_person_and_hour() -> None:
    courses = counted("courses", year(staff=PEOPLE, pd_courses=COURSES))
    assert values(courses, "courses", "teachers", "hours") == [5, 4, 196.5]
    assert reasons(courses.figures["courses.hours"]) == {"F4": "unmarked"}
    assert values(courses, "mode.direct", "mode.remote", "mode.mixed") == [3, 1, 0]
    assert reasons(courses.figures["courses.mode.direct"]) == {"D9": "unmarked"}


def test_providers_are_one_whatever_their_quotation_marks_and_a_blank_one_stands_last() -> None:
    table = counted("courses", year(staff=PEOPLE, pd_courses=COURSES)).listings["courses.by_provider"]
    assert shown(table, "provider", "courses", "teachers", "hours") == [
        ("Talap", 2, 2, 72), ("«Өрлеу» БАҰО", 2, 1, 116.5), (None, 1, 1, 8),
    ]


def test_the_window_is_three_years_up_to_the_snapshot_and_looks_into_all_years() -> None:
    courses = counted("courses", year(staff=PEOPLE, pd_courses=COURSES))
    trained = courses.figures["courses.trained_window"]
    assert trained.value == 3
    # the latest course of each: Ахметова in February, Бекова in October, Ғалиев on the very first day of the window
    assert {cell.a1 for cell in trained.counted} == {"A3", "A4", "A6"}
    assert reasons(trained) == {
        "A5": "outside-period", "A7": "outside-period", "A8": "outside-period", "A9": "not-in-staff",
    }
    share = courses.figures["courses.trained_window_share"]
    assert share.of is not None
    assert (share.value, share.of.id, share.of.value) == (60.0, "staff.total", 5)
    assert shown(courses.listings["courses.not_trained"], "person") == ["Дүйсен Айша", "Есенов Ерлан"]
    assert values(courses, "untrained") == [2]
    assert trained.label["kk"].startswith("Есептік күнге дейінгі 3 жыл")


@pytest.mark.parametrize(("written", "trained", "reason"), [
    ("2024", 1, None), ("2026", 1, None), ("2023", 0, "no-date"), ("2022", 0, "outside-period"), ("", 0, "no-date"),
])
def test_a_year_alone_counts_in_the_window_only_if_it_lies_inside(written: str, trained: int, reason: str | None) -> None:
    courses = counted("courses", year(
        staff="full_name | category\nАхметова Жанар | expert",
        pd_courses=f"teacher | programme | year\nАхметова Жанар | Бағалау | {written}\nӨзге Адам | Бағалау | 2021",
    ))
    assert values(courses, "trained_window") == [trained]
    assert reasons(courses.figures["courses.trained_window"]) == {
        "A3": "outside-period", **({"A2": reason} if reason else {}),
    }


def test_courses_without_staff_or_staff_without_courses_give_no_share() -> None:
    alone = counted("courses", year(pd_courses=COURSES))
    assert values(alone, "courses", "trained_window", "trained_window_share", "untrained") == [5, None, None, None]
    assert (alone.listings["courses.not_trained"].no_data, len(alone.listings["courses.not_trained"])) == (True, 0)
    nobody = counted("courses", year(staff=PEOPLE))
    assert values(nobody, "courses", "trained_window", "untrained", "internships") == [None] * 4
    assert (nobody.listings["courses.not_trained"].no_data, len(nobody.listings["courses.not_trained"])) == (True, 0)
    empty = counted("courses", year(staff=PEOPLE, pd_courses=""))
    assert values(empty, "courses", "hours", "trained_window", "trained_window_share", "untrained") == [0, 0, None, None, None]


@pytest.mark.parametrize(("first", "trained"), [("2024-05-31", 0), ("2024-06-01", None)])
def test_a_register_that_does_not_reach_back_into_the_window_says_nothing_of_who_was_not_trained(
    first: str, trained: int | None,
) -> None:
    courses = counted("courses", year(staff=PEOPLE, pd_courses=f"""
        teacher        | programme | period
        Өзге Адам      | Бағалау   | {first}..{first}
    """))
    assert values(courses, "trained_window", "untrained") == [trained, None if trained is None else 5]
    assert values(courses, "trained_window_share") == [None if trained is None else 0.0]
    assert courses.listings["courses.not_trained"].no_data == (trained is None)
    assert len(courses.listings["courses.not_trained"]) == (0 if trained is None else 5)


def test_of_several_courses_the_latest_shows_the_training_and_hours_that_nobody_keeps_are_no_data() -> None:
    courses = counted("courses", year(staff=PEOPLE, pd_courses="""
        teacher        | programme | provider | period
        Ахметова Жанар | Соңғы     |          | 2026-02-02..2026-02-06
        Ахметова Жанар | Алғашқы   |          | 2025-10-01..2025-10-12
        Бекова Сәуле   | Алғашқы   | Talap    | 2025-10-01..2025-10-12
        Бекова Сәуле   | Ескі      | Talap    | 2022-10-01..2022-10-12
    """))
    assert {cell.a1 for cell in courses.figures["courses.trained_window"].counted} == {"A2", "A4"}
    assert values(courses, "hours", "mode.direct") == [None, None]
    assert shown(courses.listings["courses.list"], "programme") == ["Алғашқы", "Алғашқы", "Соңғы"]
    assert shown(courses.listings["courses.by_provider"], "provider", "courses", "hours") == [
        ("Talap", 1, None), (None, 2, None),
    ]


def test_courses_of_half_a_year_are_those_of_its_days() -> None:
    courses = counted("courses", year(staff=PEOPLE, pd_courses=COURSES, span="half-1"))
    assert values(courses, "courses", "teachers") == [3, 3]


def test_internships_are_counted_with_their_people_and_hours() -> None:
    courses = counted("courses", year(internships="""
        teacher        | place    | period                 | hours | year
        Ахметова Жанар | Емхана   | 2025-11-03..2025-11-14 | 72    |
        Ахметова Жанар | Аурухана | 2026-03-02..2026-03-06 | 36    |
    """))
    assert values(courses, "internships", "interns", "internship_hours") == [2, 1, 108]


# ── products ────────────────────────────────────────────────────────────────────────────────────────────────────────

PUBLICATIONS = """
    authors                       | title               | kind    | status    | publisher | date       | level
    Ахметова Жанар; Бекова Сәуле  | «Бағалау» тәсілдері | article | published | Медицина  | 2025-11-01 | national
    Бекова Сәуле; Есенов Ерлан    | Бағалау тәсілдері   | article | published | Медицина  | 2025-11-01 | national
    Ғалиев Нұрлан                 | Бағалау тәсілдері   | talk    | published | Медицина  | 2025-11-01 | city
    Ғалиев Нұрлан                 | Бағалау тәсілдері   | article |           | Денсаулық | 2026-02-01 |
    Дүйсен Айша                   | Дайындалуда         | article | drafting  |           | 2026-02-01 | city
"""


def test_a_co_authored_article_counts_once_for_the_college_and_for_each_author() -> None:
    products = counted("products", year(staff=PEOPLE, publications=PUBLICATIONS))
    assert values(products, "publications", "authors", "per_teacher") == [3, 4, 0.6]
    assert reasons(products.figures["products.publications"]) == {"B3": "duplicate", "B6": "not-published"}
    assert values(products, "publications.kind.article", "publications.kind.talk", "publications.kind.video") == [2, 1, 0]
    assert values(products, "publications.level.national", "publications.level.city") == [1, 1]
    assert reasons(products.figures["products.publications.level.city"])["G5"] == "unmarked"
    listing = products.listings["products.publications"]
    assert shown(listing, "authors")[0] == ("Ахметова Жанар", "Бекова Сәуле", "Есенов Ерлан")
    assert [cell.a1 for cell in listing.rows[0].cells["authors"]] == ["A2", "A3"]


def test_publications_cross_kind_with_level() -> None:
    table = counted("products", year(publications=PUBLICATIONS)).listings["products.publications_by_kind"]
    article = next(row for row in table if row.values["kind"] == "article")
    assert (article.values["national"], article.values["city"], article.values["total"]) == (1, 0, 2)
    assert [cell.a1 for cell in article.cells["national"]] == ["B2"]
    short = counted("products", year(publications="authors | title | kind\nАхметова Ж. | А | article"))
    first = short.listings["products.publications_by_kind"].rows[0]
    assert (first.values["kind"], first.values["national"], first.values["total"]) == ("article", None, 1)


def test_undated_works_with_a_common_title_are_not_taken_for_one() -> None:
    products = counted("products", year(publications="""
        authors       | title   | kind    | publisher | date
        Ахметова Ж.   | Тәжірибе | article |           |
        Бекова С.     | Тәжірибе | article |           |
    """))
    assert values(products, "publications") == [2]


def test_a_product_stands_at_the_furthest_stage_its_row_shows() -> None:
    products = counted("products", year(products="""
        authors     | title | kind  | developed_on | commission_protocol_no | unit_council_protocol_no | mc_protocol_no | mc_protocol_date | mc_decision | approved_on
        Ахметова Ж. | А     | guide | 2025-10-01   |                        |                          |                |                  |             |
        Ахметова Ж. | Ә     | guide | 2025-10-01   | 2                      |                          |                |                  |             |
        Ахметова Ж. | Б     | guide | 2025-10-01   | 2                      | 1                        |                |                  |             |
        Ахметова Ж. | В     | umk   | 2025-10-01   | 2                      |                          | 4              | 2025-12-01       | rework      |
        Ахметова Ж. | Г     | umk   | 2025-10-01   | 2                      |                          | 4              | 2025-12-01       | approved    | 2025-12-05
    """))
    stages = [f"products.stage.{stage}" for stage in ("developed", "commission", "council", "approved")]
    assert values(products, "products", *stages) == [5, 1, 2, 1, 1]
    assert values(products, "products.kind.guide", "products.kind.umk", "products.kind.textbook") == [3, 2, 0]
    route = products.listings["products.route"]
    assert shown(route, "stage") == ["developed", "commission", "commission", "council", "approved"]
    assert shown(route, "council") == [None, None, None, ("4", date(2025, 12, 1)), ("4", date(2025, 12, 1))]


def test_a_stage_whose_columns_are_not_kept_is_no_data() -> None:
    products = counted("products", year(products="authors | title | kind\nАхметова Ж. | А | guide"))
    assert values(products, "products.stage.developed", "products.stage.approved") == [1, None]


def test_a_topic_defended_outside_of_the_period_is_named_and_not_counted() -> None:
    products = counted("products", year(self_education="""
        teacher     | topic | defended_on
        Ахметова Ж. | А     | 2026-05-10
        Бекова С.   | Ә     | 2024-05-10
        Ғалиев Н.   | Б     |
    """))
    assert values(products, "self_education", "self_education.defended") == [3, 1]
    assert reasons(products.figures["products.self_education.defended"]) == {"C3": "outside-period"}


def test_without_registers_nothing_is_known_of_products() -> None:
    products = counted("products", year())
    assert {figure.value for figure in products.figures.values()} == {None}
    assert all(listing.no_data and not listing.rows for listing in products.listings.values())
    empty = counted("products", year(staff=PEOPLE, publications="", products="", self_education=""))
    assert {figure.value for figure in empty.figures.values()} == {0}


# ── contests ────────────────────────────────────────────────────────────────────────────────────────────────────────

CONTESTS = """
    teacher        | student     | supervisor     | contest     | topic   | level    | result      | date       | certificate_no
    Ахметова Жанар |             |                | Үздік сабақ | Бағалау | region   | p1          | 2025-11-05 | 17
    Бекова Сәуле   |             |                | Үздік сабақ | Бағалау | region   | p1          | 2025-11-05 | 17
    Бекова Сәуле   |             |                | Жыл педагогі |        | national | participant | 2026-02-05 |
    Ғалиев Нұрлан  |             |                | Жыл педагогі |        | national | diploma     | 2026-02-05 |
    Ғалиев Нұрлан  |             |                | Сайыс       |         |          |             | 2026-02-05 |
                   | Асан А., Үсен Ү. | Ахметова Жанар | Олимпиада | | city   | p2          | 2026-03-01 | 5
    Бекова Сәуле   | Төлеген Т.  |                | Олимпиада   |         | city     | certificate | 2026-03-01 |
    Бекова Сәуле   |             |                | Ескі        |         | city     | p1          | 2024-03-01 |
"""


def test_a_team_prize_counts_once_and_credits_each_of_the_team() -> None:
    contests = counted("contests", year(contests=CONTESTS))
    assert values(contests, "teachers.entries", "teachers.prizes") == [4, 1]
    assert reasons(contests.figures["contests.teachers.entries"]) == {"D3": "duplicate"}
    assert shown(contests.listings["contests.leaders"], "person", "entries", "prizes") == [
        ("Бекова Сәуле", 2, 1), ("Ахметова Жанар", 1, 1), ("Ғалиев Нұрлан", 2, 0),
    ]


def test_an_entry_of_a_student_is_no_entry_of_the_supervisor() -> None:
    contests = counted("contests", year(contests=CONTESTS))
    assert values(contests, "students.entries", "students.prizes", "students.level.city") == [2, 1, 2]
    assert values(contests, "teachers.level.city", "teachers.level.region", "teachers.level.national") == [0, 1, 2]


def test_level_crosses_with_result_and_a_blank_is_in_neither() -> None:
    contests = counted("contests", year(contests=CONTESTS))
    table = contests.listings["contests.teachers"]
    assert shown(table, "level") == list(our_specs().vocabularies["level"].codes)
    national = next(row for row in table if row.values["level"] == "national")
    assert (national.values["diploma"], national.values["participant"], national.values["total"]) == (1, 1, 2)
    assert sum(shown(table, "total")) == 3
    assert reasons(contests.figures["contests.teachers.level.city"])["F6"] == "unmarked"
    assert reasons(contests.figures["contests.teachers.prizes"])["G6"] == "unmarked"
    assert values(contests, "teachers.result.p1", "teachers.result.diploma", "teachers.result.p3") == [1, 1, 0]


def test_two_teachers_with_the_same_place_and_nothing_in_common_are_two_entries() -> None:
    contests = counted("contests", year(contests="""
        teacher        | contest      | level | result      | date
        Ахметова Жанар | Жыл педагогі | city  | participant | 2026-02-05
        Бекова Сәуле   | Жыл педагогі | city  | participant | 2026-02-05
    """))
    assert values(contests, "teachers.entries") == [2]


def test_talks_are_counted_with_their_speakers() -> None:
    contests = counted("contests", year(conferences="""
        teacher        | event_title | topic | level    | date
        Ахметова Жанар | ҒПК         | А     | national | 2025-12-01
        Ахметова Жанар | Семинар     | Ә     | city     | 2026-01-20
        Бекова Сәуле   | Семинар     | Б     |          | 2026-01-20
    """))
    assert values(contests, "conferences", "speakers", "conferences.level.city") == [3, 2, 1]
    assert shown(contests.listings["contests.conferences"], "topic") == ["А", "Ә", "Б"]


def test_no_entries_are_nought_and_no_register_is_no_data() -> None:
    empty = counted("contests", year(contests="", conferences=""))
    assert {figure.value for figure in empty.figures.values()} == {0}
    assert empty.figures["contests.teachers.entries"].searched == (f"{at('contests', 'A2')}:A2",)
    assert not empty.listings["contests.teachers"].no_data
    nothing = counted("contests", year())
    assert {figure.value for figure in nothing.figures.values()} == {None}
    assert all(listing.no_data and not listing.rows for listing in nothing.listings.values())


# ── practice ────────────────────────────────────────────────────────────────────────────────────────────────────────

PRACTICE = """
    authors                      | title | stage       | mc_protocol_no | mc_protocol_date | mc_decision | level_recommended | adopters  | adopted_on
    Ахметова Жанар; Бекова Сәуле | А     | adopted     | 2              | 2025-11-20       | approved    | city              | Ғалиев Н. | 2026-03-01
    Ғалиев Нұрлан                | Ә     | recommended | 4              | 2026-01-20       | approved    |                   |           |
    Дүйсен Айша                  | Б     | considered  | 5              | 2026-04-20       | rework      | city              |           |
    Есенов Ерлан                 | В     |             | 5              | 2026-04-20       | approved    | city              |           |
    Есенов Ерлан                 | Г     | identified  |                |                  |             |                   |           |
"""


def test_a_practice_stands_at_its_stage_and_is_considered_by_its_protocol() -> None:
    practice = counted("practice", year(best_practice=PRACTICE))
    assert values(practice, "total", "considered", "recommended", "adopted") == [5, 4, 3, 1]
    assert shown(practice.listings["practice.stages"], "n") == [1, 0, 0, 1, 1, 0, 1]
    assert reasons(practice.figures["practice.stage.adopted"]) == {"C5": "unmarked"}
    assert shown(practice.listings["practice.list"], "protocol", "level", "authors")[0] == (
        "2", "city", ("Ахметова Жанар", "Бекова Сәуле"),
    )


def test_practices_that_nobody_keeps_are_no_data_and_an_empty_register_is_nought() -> None:
    assert set(values(counted("practice", year()), "total", "considered", "stage.adopted")) == {None}
    assert set(values(counted("practice", year(best_practice="")), "total", "considered", "stage.adopted")) == {0}
    short = counted("practice", year(best_practice="authors | title\nАхметова Жанар | А"))
    assert values(short, "total", "considered", "recommended", "adopted", "stage.adopted") == [1, None, None, None, None]


# ── portfolios ──────────────────────────────────────────────────────────────────────────────────────────────────────

LISTENERS = """
    person         | role     | left_on
    Ахметова Жанар | leader   |
    Бекова Сәуле   | listener |
    Ғалиев Нұрлан  | listener |
    Дүйсен Айша    | listener |
    Есенов Ерлан   | listener |
    Жақып Гүлнар   | listener |
    Зейнолла Берік | listener | 2025-08-31
"""
PORTFOLIOS = """
    listener       | kind            | submitted_on | mark
    Бекова Сәуле   | portfolio       | 2026-05-10   | 95
    Бекова Сәуле   | creative_report | 2026-05-20   |
    Ғалиев Нұрлан  | creative_report | 2026-05-12   | high
    Дүйсен Айша    | portfolio       |              |
    Есенов Ерлан   | portfolio       |              | 80
    Ахметова Жанар | portfolio       | 2026-05-12   | 90
"""


def test_listeners_who_handed_in_anything_count_once_and_a_blank_date_is_not_a_submission() -> None:
    portfolios = counted("portfolios", year(otm_composition=LISTENERS, portfolios=PORTFOLIOS))
    assert values(portfolios, "expected", "submitted", "submitted_share", "not_submitted") == [5, 3, 60.0, 2]
    assert reasons(portfolios.figures["portfolios.submitted"]) == {
        "A5": "not-submitted", "A7": "not-otm", "A3": "duplicate", "A8": "left-before",
    }
    assert values(portfolios, "kind.portfolio", "kind.creative_report") == [2, 2]
    assert shown(portfolios.listings["portfolios.missing"], "person") == ["Дүйсен Айша", "Жақып Гүлнар"]
    assert [cell.a1 for row in portfolios.listings["portfolios.missing"] for cell in row.cells["person"]] == ["A5", "A7"]
    assert {figure.scope for figure in portfolios.figures.values()} == {"otm"}


def test_in_half_a_year_only_what_is_dated_within_it_was_handed_in() -> None:
    portfolios = counted("portfolios", year(otm_composition=LISTENERS, portfolios=PORTFOLIOS, span="half-1"))
    assert values(portfolios, "submitted", "not_submitted") == [0, 5]


def test_portfolios_need_both_registers() -> None:
    only_people = counted("portfolios", year(otm_composition=LISTENERS))
    assert values(only_people, "expected", "submitted", "submitted_share", "not_submitted") == [5, None, None, None]
    assert (only_people.listings["portfolios.missing"].no_data, len(only_people.listings["portfolios.missing"])) == (True, 0)
    only_work = counted("portfolios", year(portfolios=PORTFOLIOS))
    assert values(only_work, "expected", "submitted", "submitted_share") == [None, None, None]
    empty = counted("portfolios", year(otm_composition=LISTENERS, portfolios=""))
    assert values(empty, "submitted", "submitted_share", "not_submitted") == [0, 0.0, 5]


# ── exhibitions ─────────────────────────────────────────────────────────────────────────────────────────────────────

EXHIBITIONS = """
    kind       | no | title  | date       | exhibits_n | authors_n | analysis_text | issued_copies
    exhibition | 1  | Көктем | 2026-04-10 | 40         | 12        | Қысқа         |
    exhibition | 2  | Күз    | 2025-10-10 |            | 3         |               |
    bulletin   | 1  | Хабар  | 2025-12-10 |            | 4         |               | 30
"""


def test_exhibitions_and_bulletins_are_counted_apart_with_exhibits() -> None:
    fair = counted("exhibitions", year(exhibitions_bulletins=EXHIBITIONS))
    assert values(fair, "exhibitions", "bulletins", "exhibits", "copies") == [2, 1, 40, 30]
    assert reasons(fair.figures["exhibitions.exhibits"]) == {"E3": "unmarked"}
    assert shown(fair.listings["exhibitions.list"], "analysis") == ["Қысқа", None, None]


def test_exhibitions_know_nought_from_no_data() -> None:
    names = ("exhibitions", "bulletins", "exhibits", "copies")
    assert values(counted("exhibitions", year()), *names) == [None] * 4
    assert values(counted("exhibitions", year(exhibitions_bulletins="")), *names) == [0] * 4
    autumn = counted("exhibitions", year(exhibitions_bulletins=EXHIBITIONS, span="half-1"))
    assert values(autumn, "exhibitions", "bulletins") == [1, 1]


# ── all of them ─────────────────────────────────────────────────────────────────────────────────────────────────────


def full_year(span: str = "year") -> AcademicYear:
    return year(
        staff=STAFF, commissions="name\nЖалпы\nАрнайы", pd_courses=COURSES, publications=PUBLICATIONS,
        contests=CONTESTS, best_practice=PRACTICE, otm_composition=LISTENERS, portfolios=PORTFOLIOS,
        exhibitions_bulletins=EXHIBITIONS, self_education="teacher | topic | defended_on\nБекова С. | Ә | 2026-05-05",
        internships="teacher | place | hours | year\nБекова С. | Емхана | 72 | 2026",
        products="authors | title | kind | approved_on | developed_on\nБекова С. | А | guide | 2026-01-10 | 2025-12-12",
        conferences="teacher | event_title | level | date\nБекова С. | ҒПК | city | 2026-01-10",
        span=span,
    )


def written(drawn: AcademicYear) -> dict[str, str]:
    """What stands in every cell of the drawn registers, straight from the text tables."""
    return {
        str(row.cell(name)): text for table in drawn.everything.values() for row in table for name, text in row.raw.items()
    }


def recount(figure: Figure, cells: dict[str, str]) -> Decimal:
    """The number again, from the named cells alone and by other means than the chapters use."""
    texts = [cells[str(cell)] for cell in figure.counted]
    people: Iterable[str] = (one.strip().casefold() for text in texts for one in text.split(";"))
    match figure.method:
        case "count":
            return Decimal(len(texts))
        case "distinct":
            return Decimal(len(set(people)))
        case "sum":
            return sum((Decimal(text) for text in texts), Decimal(0))
        case "share":
            assert figure.of is not None
            part = Decimal(100 * len(texts)) / recount(figure.of, cells)
            return part.quantize(Decimal("0.1"), ROUND_HALF_UP)
        case "ratio":
            assert figure.of is not None
            return (Decimal(len(texts)) / recount(figure.of, cells)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        case other:
            raise AssertionError(f"{figure.id} is made by '{other}', and nothing here recounts that")


@pytest.mark.parametrize("span", ["year", "half-1", "q3"])
@pytest.mark.parametrize("name", CHAPTERS)
def test_every_figure_follows_from_the_cells_it_names(name: str, span: str) -> None:
    drawn = full_year(span=span)
    cells = written(drawn)
    for figure in counted(name, drawn).figures.values():
        if figure.value is not None:
            assert Decimal(str(figure.value)) == recount(figure, cells), figure.id
            assert figure.searched, figure.id
            assert not set(figure.counted) & {left.cell for left in figure.left_out}, figure.id


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_number_of_a_listing_follows_from_its_cells(name: str) -> None:
    drawn = full_year()
    cells = written(drawn)
    for listing in counted(name, drawn).listings.values():
        for row in listing:
            assert set(row.values) == set(listing.columns), listing.id
            for column_name, value in row.values.items():
                named = row.cells[column_name]
                if type(value) is int and column_name not in ("exhibits", "authors", "copies", "hours", "mark", "period"):
                    texts = {cells[str(cell)].casefold() for cell in named}
                    assert value in (len(named), len(texts)), (listing.id, column_name, value)


@pytest.mark.parametrize("name", CHAPTERS)
def test_words_of_a_chapter_are_all_used_and_all_filled_in(name: str) -> None:
    chapter = counted(name, full_year())
    words = our_specs().chapters[name]
    ids = [figure.id.removeprefix(f"{name}.").partition("/")[0] for figure in chapter.figures.values()]
    # a change needs two years; these words are read in tests/test_years.py
    measures = set(words.figures) - {"category_change"}
    assert not [measure for measure in measures if not any(f"{one}.".startswith(f"{measure}.") for one in ids)]
    assert {f"{name}.{listing}" for listing in words.listings} == set(chapter.listings)
    for figure in chapter.figures.values():
        for text in (*figure.label.values(), *figure.how.values()):
            assert text, figure.id
            assert "{" not in text, figure.id
        assert figure.label["kk"] != figure.label["ru"], figure.id


def test_titles_fold_quotation_marks_letter_case_and_spaces() -> None:
    assert fold(" «Өрлеу»  БАҰО ") == fold("өрлеу баұо")
    assert fold("Өрлеу") != fold("Орлеу")
