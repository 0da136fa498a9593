"""Landing party, network and commissions of the sample counted again from the workbooks by somebody who has only their words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from recounting import Line, day, half_up, people, plain, sheet, workbook
from running import SAMPLE, otm, reading_once

YEARS = ("2025-2026", "2024-2025", "2023-2024")
TODAY = date(2026, 6, 20)
Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def said() -> Mapping[str, Mapping[str, list[Row]]]:
    """Listings by year and id, each as the values of its rows."""
    told = {}
    with reading_once():
        for year in YEARS:
            found = otm("figures", SAMPLE, "--year", year, "--today", TODAY.isoformat(), "--json").json["listings"]
            told[year] = {one["id"]: [row["values"] for row in one["rows"]] for one in found}
    return told


def window(year: str) -> dict[str, str]:
    """``y2``, ``y1``, ``y`` → the three years that end with one."""
    first = int(year[:4])
    return {column: f"{first - back}-{first - back + 1}" for column, back in (("y2", 2), ("y1", 1), ("y", 0))}


def control(year: str) -> list[Line]:
    return sheet(f"{year}/Аттестаттау және ішкі бақылау {year}.xlsx", "Ішкі бақылау")


def results(year: str) -> list[Line]:
    return sheet(f"{year}/Аттестаттау және ішкі бақылау {year}.xlsx", "Үлгерім")


def of_network(year: str, name: str) -> list[Line]:
    return sheet(f"{year}/Жетекші мектеп желісі {year}.xlsx", name)


def number(value: object) -> float | None:
    found = re.match(r"\s*(\d+(?:[.,]\d+)?)", str(value)) if value is not None else None
    return float(found[1].replace(",", ".")) if found else None


def direction(value: object) -> str:
    return f"d{str(value).strip()[0]}"


# ── a landing party ─────────────────────────────────────────────────────────────────────────────────────────────────


def groups(year: str) -> dict[str, float | None]:
    """What groups achieved in a year, by the words of the listing."""
    if year not in YEARS:
        return {}
    lines = results(year)

    def mean(head: str) -> float | None:
        known = [value for line in lines if (value := number(line[head])) is not None and 0 <= value <= 100]
        return half_up(sum(map(Decimal, map(str, known))) / len(known)) if known else None

    planned = {plain(line["Топ"]) for line in lines if plain(line["Олқылықты жою жоспары"]) == "иә"}
    return {
        "Білім сапасы, топтар бойынша орташа мәні": mean("Білім сапасы, %"), "Үлгерім, топтар бойынша орташа мәні": mean("Үлгерім, %"),
        "Үлгерімі төмен білім алушылар, кезеңдер бойынша жиыны": sum(number(line["Үлгерімі төмендер саны"]) or 0 for line in lines),
        "Олқылықты жою жоспары бар топтар саны": len(planned),
    }


@pytest.mark.parametrize("year", YEARS)
def test_what_groups_achieved_over_three_years_agrees_with_a_recount(said, year):
    again = {column: groups(one) for column, one in window(year).items()}
    rows = [row for row in said[year]["desant.indicators"] if row["name"] in again["y"]]
    assert len(rows) == 4
    for row in rows:
        then = {column: known.get(row["name"]) for column, known in again.items()}
        assert {column: row[column] for column in then} == then, row["name"]
        known = then["y2"] is not None and then["y"] is not None
        assert row["change"] == (pytest.approx(round(then["y"] - then["y2"], 1)) if known else None)


@pytest.mark.parametrize("year", YEARS)
def test_own_control_is_counted_by_direction(said, year):
    rows = [row for row in said[year]["desant.indicators"] if row["name"].startswith("Осы бағыт бойынша ішкі бақылау")]
    again = Counter(direction(line["Бағыты"]) for line in control(year))
    assert {row["direction"]: row["y"] for row in rows} == {f"d{place}": again[f"d{place}"] for place in range(1, 7)}
    several = [one for one in sorted(window(year).values()) if one in YEARS]
    assert [row["topic"] for row in said[year]["desant.control"]] == [line["Тақырып"] for one in several for line in control(one)]


@pytest.mark.parametrize("year", YEARS)
def test_findings_and_advice_are_those_of_the_register(said, year):
    lines = sheet(f"{year}/Әдістемелік десант {year}.xlsx", "Қорытындылар")
    heads = {"y2": window(year)["y2"], "y1": window(year)["y1"], "y": year}
    assert [(row["direction"], row["indicator"]) for row in said[year]["desant.findings"]] == [(direction(line["Бағыты"]), line["Көрсеткіш"]) for line in lines]
    for row, line in zip(said[year]["desant.findings"], lines, strict=True):
        then = {column: number(line[head]) for column, head in heads.items()}
        assert {column: row[column] for column in then} == then, row["indicator"]
    mine = [row for row in said[year]["desant.recommendations"] if row["year"] == year]
    assert [row["recommendation"] for row in mine] == [line["Ұсыным"] for line in lines if line["Ұсыным"]]


# ── a network ───────────────────────────────────────────────────────────────────────────────────────────────────────


def role(line: Line) -> str:
    return plain(line["Желідегі рөлі"])[:4]


def held(year: str) -> list[Line]:
    return [line for line in of_network(year, "Желі іс-шаралары") if (when := day(line["Өткізілген күні"])) is None or when <= TODAY]


def named(line: Line) -> list[str]:
    return [plain(one) for one in re.split(r"[;\n]", str(line["Қатысқан серіктес мектептер"] or "")) if one.strip()]


@pytest.mark.parametrize("year", YEARS)
def test_the_network_of_a_year_agrees_with_a_recount(said, year):
    members, events = of_network(year, "Желі мүшелері"), held(year)
    roles = Counter(role(line) for line in members)
    assert [row["n"] for row in said[year]["network.roles"]] == [roles["жете"], roles["тіре"], roles["сері"], roles["қолд"]]
    (leader,) = said[year]["network.leaders"]
    assert (leader["support"], leader["partner"], leader["user"]) == (roles["тіре"], roles["сері"], roles["қолд"])
    kinds = [plain(line["Іс-шара түрі"]) for line in events]
    assert [row["y"] for row in said[year]["network.years"]] == [
        len(members), roles["сері"], roles["қолд"], len(events), sum(number(line["Қатысушылар саны"]) or 0 for line in events),
        sum(bool(line["Талдауы"]) for line in events), sum(bool(line["Материалдар"]) for line in events),
        sum(("кеңес" in kind and "тамыз" not in kind) or kind in ("тренинг", "сапар") for kind in kinds),
        sum(kind in ("бақ", "форум", "тамыз кеңесі", "конференция") for kind in kinds),
    ]
    listed = [line for line in events if named(line)]
    for row in said[year]["network.partners"]:
        came = sum(plain(row["school"]) in named(line) for line in listed)
        assert (row["attended"], row["share"]) == (came, half_up(Decimal(100 * came) / len(listed))), row["school"]
    assert len(said[year]["network.partners"]) == roles["сері"]


# ── commissions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_commissions_are_those_of_the_register_with_their_chairs_and_sessions(said):
    path, name = next(
        (path, sheet_name) for path in ("2025-2026/Кеңсе 2025-2026.xlsx", "2025-2026/Педагогтер тізімі 2025-2026.xlsx", "2025-2026/Әдістемелік кеңес 2025-2026.xlsx")
        for sheet_name in workbook(path).sheetnames if "ЦӘК" in sheet_name or "омиссия" in sheet_name
    )
    lines = sheet(path, name)
    again = [(line["Комиссия атауы"] if "Комиссия атауы" in line else line["ЦӘК атауы"]) for line in lines]
    assert [row["commission"] for row in said["2025-2026"]["commissions.list"]] == again
    chairs = [next(value for head, value in line.items() if head.startswith("Төраға") and "санат" not in head) for line in lines]
    told = [" ".join(row["chair"][part] for part in ("surname", "given", "patronymic") if row["chair"][part]) for row in said["2025-2026"]["commissions.list"]]
    assert list(map(plain, told)) == [people().who(chair) for chair in chairs]
    sessions = [next(value for head, value in line.items() if "тырыс" in head) for line in lines]
    assert [row["sessions"] for row in said["2025-2026"]["commissions.list"]] == [number(value) for value in sessions]

