"""Teachers' cards and the folder of the sample counted again from the workbooks, by somebody who has only their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from recounting import (
    RESULTS,
    TODAY,
    YEARS,
    Line,
    Teacher,
    Year,
    counted_staff,
    day,
    entries,
    hours,
    people,
    plain,
    practices,
    served,
    sheet,
    taken,
    talks_of,
    teachers,
)
from recounting_lists import PRIZES, position, works
from running import SAMPLE, otm, reading_once

Row = Mapping[str, Any]
#: The newest year, whose cards speak of all three; the soak counts the earlier ones too.
ASKED = [YEARS[0], *(pytest.param(year, marks=pytest.mark.soak) for year in YEARS[1:])]
WORDS = {"жоғары": "higher", "высшее": "higher", "жоғары оқу орнынан кейінгі": "postgraduate", "послевузовское": "postgraduate", "арнайы орта": "secondary_special",
         "среднее специальное": "secondary_special"}


@pytest.fixture(scope="module")
def said() -> Iterator[Mapping[str, Mapping[str, list[Row]]]]:
    """Listings by year and id, each as the values of its rows."""
    class Told(dict[str, Any]):
        """Asked when it is wanted."""

        def __missing__(self, year: str) -> Any:
            found = otm("figures", SAMPLE, "--year", year, "--today", TODAY.isoformat(), "--json").json["listings"]
            self[year] = {one["id"]: [row["values"] for row in one["rows"]] for one in found}
            return self[year]

    with reading_once():
        yield Told()


def name_of(person: Row) -> str:
    return plain(" ".join(person[part] for part in ("surname", "given", "patronymic") if person[part]))


def each(lines: list[Line], head: str) -> list[tuple[str, int]]:
    return [(name, place) for place, line in enumerate(lines) for name in people().each(line[head])]


def done(year: Year) -> dict[str, list[tuple[str | None, object]]]:
    """Everything that people did in a year, by measure."""
    prepared = entries(year, "Студенттер")
    won = [line for line in prepared if line["Алған орны"] and RESULTS[plain(line["Алған орны"])] in PRIZES]
    return {
        **works(year), "conferences": [(people().who(line["who"]), place) for place, line in enumerate(talks_of(year))],
        "practices": list(each(practices(year), "Авторы")), "internships": list(each(served(year), "Оқытушының аты-жөні")),
        "students": list(each(prepared, "Жетекшісі")), "student_prizes": list(each(won, "Жетекшісі")),
    }


def card_lines(year: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Name, year and numbers of every teacher in every year of the card that the sample keeps."""
    first = int(year[:4])
    for back in (2, 1, 0):
        label = f"{first - back}-{first - back + 1}"
        if label not in YEARS:
            continue
        then: dict[str, Teacher] = {}
        for one in teachers(label):
            then.setdefault(one.name, one)
        everything, courses = done(Year(label)), taken(Year(label))
        for teacher in counted_staff(year):
            if teacher.name in then:
                numbers = {measure: len({key for name, key in things if name == teacher.name}) for measure, things in everything.items()}
                mine = [hours(line["Сағаты"]) for line in courses if teacher.name in people().each(line["Оқытушының аты жөні"]) and line["Сағаты"] is not None]
                yield teacher.name, label, {**numbers, "hours": sum(mine) if mine or not numbers["courses"] else None, "category": then[teacher.name].category}


@pytest.mark.parametrize("year", ASKED)
def test_the_numbers_of_every_card_agree_with_a_recount(said: Any, year: str) -> None:
    again = {(plain(name), label): numbers for name, label, numbers in card_lines(year)}
    told = {
        (name_of(row["person"]), row["year"]): {name: value for name, value in row.items() if name not in ("person", "year")}
        for row in said[year]["cards.years"] if row["year"] in YEARS
    }
    assert told.keys() == again.keys()
    assert {key: told[key] for key in told if told[key] != again[key]} == {key: again[key] for key in told if told[key] != again[key]}
    assert len(told) > 60


@pytest.mark.parametrize("year", ASKED)
def test_who_a_teacher_is_agrees_with_the_staff_list(said: Any, year: str) -> None:
    listed: dict[str, Teacher] = {}
    for one in teachers(year):
        listed.setdefault(plain(one.name), one)
    told = {name_of(row["person"]): row for row in said[year]["cards.people"]}
    assert told.keys() == listed.keys()
    for name, row in told.items():
        one = listed[name]
        assert (row["position"], row["category"], row["education"]) == (position(one), one.category, WORDS[plain(one.line.get("Білімі") or one.line.get("Образование"))]), name
        assert row["experience"] == (None if one.years is None else pytest.approx(one.years, abs=0.051)), name


@pytest.mark.parametrize("year", ASKED)
def test_the_folder_agrees_with_its_index(said: Any, year: str) -> None:
    lines = [line for line in sheet(f"{year}/Кеңсе {year}.xlsx", "Іс номенклатурасы") if line["Құжат күні"] or line["Парақ саны"]]
    kept = [line for line in lines if day(line["Құжат күні"]) is None or day(line["Құжат күні"]) <= TODAY]
    assert sorted(row["document"] for row in said[year]["folder.papers"]) == sorted(line["Құжат"] for line in kept)
    assert said[year]["folder.total"] == [{"papers": len(kept), "pages": sum(line["Парақ саны"] for line in kept)}]
