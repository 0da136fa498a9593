"""Written names find one person, or nobody and the people in question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otm_reports.people import Commissions, Roster, match, match_commission

STAFF = (
    "Сәрсенова Гүлнұр Оспанқызы", "Жақып Әли Маратұлы", "Төлегенов Ержан Болатұлы", "Төлегенов Ерлан Болатұлы", "Ким Анна Сергеевна",
    "Байғалиева Динара Асқарқызы", "Байғалиев Дәурен Асқарұлы", "Мұқанова Айгүл", "Маратұлы Нұрлан", "Жүсіпова Гүлжан Ерболқызы",
)  # fmt: skip


@pytest.fixture
def roster() -> Roster:
    roster = Roster()
    roster.enrol_all(STAFF)
    return roster


@pytest.mark.parametrize(
    ("written", "identity"),
    [
        ("Сәрсенова Г.О.", "сарсенова-гулнур-оспанкызы"),
        ("Г.О Сәрсенова", "сарсенова-гулнур-оспанкызы"),
        ("САРСЕНОВА Г О", "сарсенова-гулнур-оспанкызы"),
        ("Сарсенова Гульнур", "сарсенова-гулнур-оспанкызы"),
        ("Cәрсенова Г.", "сарсенова-гулнур-оспанкызы"),
        ("Гүлнұр Сәрсенова", "сарсенова-гулнур-оспанкызы"),
        ("Сәрсенова Гүлнұр Оспановна", "сарсенова-гулнур-оспанкызы"),
        ("Жакып А.М.", "жакып-али-маратулы"),
        ("Жақып Әли Марат ұлы", "жакып-али-маратулы"),
        ("Нұрлан Маратұлы", "маратулы-нурлан"),
        ("Төлегенов Ержан", "толегенов-ержан-болатулы"),
        ("Байғалиев Д.А.", "байгалиев-даурен-аскарулы"),
        ("Байғалиева Д.А.", "байгалиева-динара-аскаркызы"),
        ("Мұқанова А.С.", "муканова-айгул"),
        ("Ким А.С.", "ким-анна-сергеевна"),
    ],
)
def test_a_name_whose_parts_agree_with_one_person_is_that_person(roster: Roster, written: str, identity: str) -> None:
    person, code, params = match(written, roster)
    assert (person.id, person.as_written, code, dict(params)) == (identity, written, None, {})


def test_a_resolved_person_has_the_full_name(roster: Roster) -> None:
    assert match("Г.О Сәрсенова", roster)[0].full == "Сәрсенова Гүлнұр Оспанқызы"


@pytest.mark.parametrize(
    ("written", "code", "candidates"),
    [
        ("Төлегенов Е.Б.", "person-ambiguous", "Төлегенов Ержан Болатұлы; Төлегенов Ерлан Болатұлы"),
        ("Төлегенов", "person-suggested", "Төлегенов Ержан Болатұлы; Төлегенов Ерлан Болатұлы"),
        ("Сәрсенова", "person-suggested", "Сәрсенова Гүлнұр Оспанқызы"),
        ("Жакып А.", "person-suggested", "Жақып Әли Маратұлы"),
        ("Сәрсеноваа Г.О.", "person-suggested", "Сәрсенова Гүлнұр Оспанқызы"),
        ("Г.Жүсупова", "person-suggested", "Жүсіпова Гүлжан Ерболқызы"),
        ("Сәрсенова Гүлнор", "person-suggested", "Сәрсенова Гүлнұр Оспанқызы"),
        ("С?рсенова Г.", "person-suggested", "Сәрсенова Гүлнұр Оспанқызы"),
        ("Сәрсенова Ж.", "person-unknown", "–"),
        ("Сәрсенова Г.А.", "person-unknown", "–"),
        ("Қыдыров Қ.Қ.", "person-unknown", "–"),
        ("Кимм А.", "person-unknown", "–"),
        ("барлық оқытушылар", "person-unknown", "–"),
        ("№ 5", "person-unknown", "–"),
    ],
)
def test_any_doubt_is_offered_and_never_merged(roster: Roster, written: str, code: str, candidates: str) -> None:
    person, said, params = match(written, roster)
    assert (person.id, person.as_written, said, params["candidates"]) == (None, written, code, candidates)
    assert params["proposal"] == candidates.split("; ", maxsplit=1)[0]


def test_a_man_and_a_woman_of_one_surname_never_merge() -> None:
    roster = Roster()
    roster.enrol_all(["Оспанова Алия Ержанқызы"])
    assert match("Оспанов А.Е.", roster)[0].id is None


def test_what_a_person_confirmed_wins(roster: Roster) -> None:
    confirmed = {
        "Төлегенов Е.Б.": "толегенов-ерлан-болатулы",
        "Сәрсенова Ж.": "Сәрсенова Гүлнұр Оспанқызы",
        "Қыдыров Қ.": "бейтаныс",
    }
    assert match("Төлегенов  Е.Б", roster, confirmed=confirmed)[0].id == "толегенов-ерлан-болатулы"
    assert match("Сәрсенова Ж.", roster, confirmed=confirmed)[0].id == "сарсенова-гулнур-оспанкызы"
    assert match("Қыдыров Қ.", roster, confirmed=confirmed)[1] == "person-unknown"


def test_without_a_staff_register_nobody_is_known() -> None:
    assert match("Сәрсенова Г.О.", Roster())[1] == "person-unknown"


def test_years_that_write_a_person_shorter_or_in_russian_find_the_same_id() -> None:
    roster = Roster()
    lists = [
        ["Сәрсенова Г.О.", "Жақып Ә."],
        ["САРСЕНОВА ГУЛЬНУР ОСПАНКЫЗЫ", "Жақып Әли Маратұлы"],
        ["Сәрсенова Гүлнұр"],
    ]
    roster.enrol_all(name for year in lists for name in year)
    assert {roster.enrol(name).id for year in lists for name in year} == {
        "сарсенова-гульнур-оспанкызы",
        "жакып-али-маратулы",
    }
    assert len(roster.full_names) == 2


def test_initials_that_fit_two_people_are_a_person_of_their_own() -> None:
    roster = Roster()
    roster.enrol_all(["Төлегенов Е.Б.", *STAFF])
    assert roster.enrol("Төлегенов Е.Б.").id == "толегенов-е-б"
    assert match("Төлегенов Е.Б.", roster)[0].id == "толегенов-е-б"


def test_a_full_name_is_never_taken_in_by_initials() -> None:
    roster = Roster()
    roster.enrol("Төлегенов Е.Б.")
    assert roster.enrol("Төлегенов Ержан Болатұлы").id == "толегенов-ержан-болатулы"


def test_homonyms_have_ids_of_their_own_and_are_asked_about() -> None:
    roster = Roster()
    first, second = roster.enrol("Ким Анна Сергеевна"), roster.enrol("Ким Анна Сергеевна", homonym=2)
    assert (first.id, second.id) == ("ким-анна-сергеевна", "ким-анна-сергеевна-2")
    assert match("Ким А.С.", roster)[1] == "person-ambiguous"
    assert match("Ким А.С.", roster, confirmed={"Ким А.С.": "ким-анна-сергеевна-2"})[0].id == "ким-анна-сергеевна-2"


def test_a_new_surname_is_an_alias_once_confirmed() -> None:
    roster = Roster()
    confirmed = {"Оспанова Айгүл Маратқызы": "муканова-айгул-маратkызы".replace("k", "к")}
    roster.enrol("Мұқанова Айгүл Маратқызы")
    assert roster.enrol("Оспанова Айгүл Маратқызы", confirmed=confirmed).id == "муканова-айгул-мараткызы"


@given(st.text())
def test_any_text_can_be_looked_up_and_enrolled(text: str) -> None:
    roster = Roster()
    roster.enrol_all(STAFF)
    assert match(text, roster)[0].as_written == text
    assert roster.enrol(text).as_written == text


# ── commissions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def commissions() -> Commissions:
    commissions = Commissions()
    for name in ("«Мейіргер ісі» ЦӘК", "Жалпы білім беретін пәндер ЦӘК", "Емдеу ісі ЦӘК", "Фармация"):
        commissions.enrol(name)
    return commissions


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Мейіргер ісі циклдік әдістемелік комиссиясы", "«Мейіргер ісі» ЦӘК"),
        ("МЕЙІРГЕР  ІСІ", "«Мейіргер ісі» ЦӘК"),
        ("Фармация ПЦК", "Фармация"),
        ("Жалпы білім беретін пәндер", "Жалпы білім беретін пәндер ЦӘК"),
    ],
)
def test_a_commission_is_known_by_the_words_that_say_which(commissions: Commissions, written: str, name: str) -> None:
    assert match_commission(written, commissions) == (name, None, {})


def test_an_unknown_commission_stays_as_written_with_a_proposal(commissions: Commissions) -> None:
    assert match_commission("Жалпы білім беру пәндері ЦӘК", commissions) == (
        "Жалпы білім беру пәндері ЦӘК",
        "value-unknown-code",
        {"proposal": "Жалпы білім беретін пәндер ЦӘК"},
    )
    assert match_commission("Құқық негіздері", commissions)[1:] == ("value-unknown-code", {"proposal": "–"})


def test_without_a_register_of_commissions_nothing_is_said() -> None:
    assert match_commission("Мейіргер  ісі", Commissions()) == ("Мейіргер ісі", None, {})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Мейіргер ісі ЦӘК 2025-2026.xlsx", "«Мейіргер ісі» ЦӘК"), ("ашық_сабақтар_фармация", "Фармация"), ("Емдеу ісі циклдік комиссиясы", "Емдеу ісі ЦӘК"),
        ("Емдеу ісі және Мейіргер ісі", None), ("ЦӘК отырысы", None), ("Фармациялық", None), ("", None),
    ],
)  # fmt: skip
def test_a_title_or_file_name_says_its_commission(commissions: Commissions, text: str, name: str | None) -> None:
    assert commissions.named_in(text) == name
