"""Raw cells become typed values, or nothing and a reason: contract section 3, cell by cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otm_reports import values
from otm_reports.kazakh import dates, letters, numbers
from otm_reports.model import CellError, Period, Scalar, Uncached
from otm_reports.specs import Code, FieldSpec, FieldType, Vocabulary, data_files

CATEGORY = Vocabulary(
    name="category",
    codes={
        "ped": Code(kk="педагог", ru="педагог"),
        "expert": Code(kk="педагог-сарапшы", ru="педагог-эксперт", also=("сарапшы", "п-с")),
        "researcher": Code(kk="педагог-зерттеуші", ru="педагог-исследователь"),
        "high": Code(kk="жоғары санатты", ru="высшая категория", also=("жоғары",)),
        "first": Code(kk="бірінші санатты", ru="первая категория", also=("І санат", "1 санатты")),
        "second": Code(kk="екінші санатты", ru="вторая категория", also=("ІІ санат", "2 санатты")),
        "none": Code(kk="санатсыз", ru="без категории", also=("жоқ",)),
        "head2": Code(kk="екінші санатты басшы", ru="руководитель второй категории"),
    },
)
EDUCATION = Vocabulary(
    name="education",
    codes={
        "higher": Code(kk="жоғары", ru="высшее"),
        "secondary_special": Code(kk="арнайы орта", ru="среднее специальное"),
    },
)
ATTENDANCE = Vocabulary(
    name="attendance",
    codes={
        "present": Code(kk="қатысты", ru="присутствовал", also=("+", "қ", "1", "✓")),
        "absent": Code(kk="қатыспады", ru="отсутствовал", also=("-", "н", "0")),
    },
)
STATUS = Vocabulary(
    name="plan_status",
    codes={"done": Code(kk="орындалды", ru="выполнено"), "failed": Code(kk="орындалмады", ru="не выполнено")},
)
QUALITY = Vocabulary(
    name="quality", codes={"high": Code(kk="жоғары", ru="высокий"), "medium": Code(kk="орта", ru="средний")},
)  # fmt: skip
VOCABULARIES = {each.name: each for each in (CATEGORY, EDUCATION, ATTENDANCE, STATUS, QUALITY)}
YEAR = Period(date(2025, 9, 1), date(2026, 8, 31))


def read(raw: Scalar, kind: FieldType, vocabulary: str = "", **limits: float) -> values.Reading:
    spec = FieldSpec(type=kind, headers=("x",), vocabulary=vocabulary, **limits)
    return values.read(raw, spec, VOCABULARIES, year_days=YEAR)


def value(raw: Scalar, kind: FieldType, vocabulary: str = "") -> object:
    """The value of a cell about which there is nothing to say."""
    reading = read(raw, kind, vocabulary)
    assert reading.code is None, reading
    return reading.value


def refused(raw: Scalar, kind: FieldType, vocabulary: str = "", **limits: float) -> tuple[str | None, object]:
    """Why a cell was left empty, and what is proposed."""
    reading = read(raw, kind, vocabulary, **limits)
    assert reading.value is None
    return reading.code, reading.params.get("proposal")


KINDS: tuple[FieldType, ...] = get_args(FieldType)
VOCABULARY_OF = {"code": "category", "score": "quality"}


# ── every type ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", [None, "", "   ", "\n", "\u200b"])
def test_a_blank_cell_is_nothing_and_nothing_is_said(raw: Scalar, kind: FieldType) -> None:
    assert read(raw, kind, VOCABULARY_OF.get(kind, "")).value is None
    assert read(raw, kind, VOCABULARY_OF.get(kind, "")).code is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("raw", [CellError("#N/A"), "#Н/Д", " #ЗНАЧ! ", "#ДЕЛ/0!", "#REF!", "#####"])
def test_an_error_in_a_cell_is_never_blank(raw: Scalar, kind: FieldType) -> None:
    assert read(raw, kind, VOCABULARY_OF.get(kind, "")).code == "value-error-cell"


@pytest.mark.parametrize("kind", KINDS)
def test_a_formula_without_a_kept_result_is_never_blank(kind: FieldType) -> None:
    assert read(Uncached("A1+1"), kind, VOCABULARY_OF.get(kind, "")) == values.Reading(None, "value-no-cached", {"formula": "A1+1"})


CELLS = (
    st.none() | st.text() | st.booleans() | st.integers() | st.floats() | st.dates() | st.datetimes() | st.times() | st.timedeltas()
    | st.text("0123456789.,-/+ жылсаг№%()\n").map(lambda text: text * 3) | st.sampled_from([CellError("#REF!"), Uncached("")])
)  # fmt: skip


@given(CELLS, st.sampled_from(KINDS))
def test_no_cell_makes_reading_fail_or_gives_a_value_of_another_type(raw: Scalar, kind: FieldType) -> None:
    reading = read(raw, kind, VOCABULARY_OF.get(kind, ""), minimum=0, maximum=10_000)
    types: dict[str, tuple[type, ...]] = {
        "text": (str,), "person": (str,), "commission": (str,), "people": (tuple,), "list": (tuple,), "code": (str,),
        "date": (date,), "date_or_year": (date, int), "period": (Period,), "integer": (int,), "number": (int, float),
        "boolean": (bool,), "score": (int, float, str),
    }  # fmt: skip
    assert reading.value is None or isinstance(reading.value, types[kind])
    assert not isinstance(reading.value, bool) or kind == "boolean"
    assert reading.value not in ("", ())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["9", "(", ")(", "?", ";", "а", "а-", "Аб А.", "тел. ", "1+", "қазан ", "12:", " ", "ЖСН 1 "])
def test_the_longest_cell_of_a_workbook_is_read_in_no_time(unit: str) -> None:
    text = (unit * 32767)[:32766] + "!"
    for kind in KINDS:
        read(text, kind, VOCABULARY_OF.get(kind, ""))
    values.drop_personal(text)
    letters.repair_column([text])
    assert not letters.lost(text)
    assert not letters.doubtful(text)


@pytest.mark.parametrize("kind", ["date", "date_or_year", "period", "integer", "number"])
@pytest.mark.parametrize("dash", ["-", "–", "—", " - ", "--"])
def test_a_dash_in_a_number_or_date_is_a_warning(dash: str, kind: FieldType) -> None:
    assert refused(dash, kind)[0] == "value-unreadable"


@pytest.mark.parametrize("kind", ["text", "list", "boolean", "person", "people", "commission", "score"])
def test_a_dash_elsewhere_is_blank(kind: FieldType) -> None:
    assert value("–", kind) is None


# ── text and lists ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("text", ["{{ director }}", "{% for x in y %}", "=SUM(A1:A9)", "+7", "@x", "<w:t>"])
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    assert value(text, "text") == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (3.0, "3"),
        (12, "12"),
        (12.5, "12,5"),
        (date(2025, 9, 9), "09.09.2025"),
        (datetime(2025, 9, 9, 15, 30), "09.09.2025 15:30"),
        (time(9, 5), "09:05"),
        (timedelta(hours=30), "30:00"),
        ("  a \u00a0 b\r\n\n c ", "a b\nc"),
    ],
)
def test_other_values_in_a_text_column_read_as_they_show(raw: Scalar, text: str) -> None:
    assert value(raw, "text") == text


def test_mended_letters_and_invisible_characters_are_notes() -> None:
    assert read("Cанаты", "text") == values.Reading("Санаты", "text-repaired", {"before": "Cанаты", "after": "Санаты", "reason": "twins"})
    assert read("мето\u00adдика", "text").code == "text-control"
    assert read("мето\u00adдика", "text").value == "методика"


@pytest.mark.parametrize(
    ("raw", "entries"),
    [
        ("1. Жоспарды бекіту\n2. Әртүрлі", ("Жоспарды бекіту", "Әртүрлі")),
        ("1) Жоспарды бекіту 2) Есеп тыңдау, талқылау", ("Жоспарды бекіту", "Есеп тыңдау, талқылау")),
        ("Анатомия; Физиология;", ("Анатомия", "Физиология")),
        ("Анатомия, физиология", ("Анатомия", "физиология")),
        ("- а\n• б", ("а", "б")),
        ("Жоспарды бекіту, жаңа мүшелерді таныстыру", ("Жоспарды бекіту, жаңа мүшелерді таныстыру",)),
        ("2025 ж. 9 қазандағы № 5 бұйрық", ("2025 ж. 9 қазандағы № 5 бұйрық",)),
        (5, ("5",)),
    ],
)
def test_lists_split_where_they_certainly_do(raw: Scalar, entries: tuple[str, ...]) -> None:
    assert value(raw, "list") == entries


# ── dates ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "raw",
    [
        "09.10.2025", "9.10.25", "9/10/2025", "2025-10-09", "2025-10-09T00:00:00", "09.10.2025 ж.", "9 қазан 2025ж", "2025 жылғы 9 қазан", "2025 жылғы 9 қазандағы",
        "2025 жылдың 9 қазанында", "«09» қазан 2025 жыл", '"09" 10 2025 жыл', "9 октября 2025 года", "9 окт. 2025 г.", "9 қаз. 2025", "09.10.2025 15:00", "09.10.2025, сағ 15:00",
        "9-11.10.2025", "09.10.2025-12.10.2025", "9 октябрь/қазан 2025", date(2025, 10, 9), datetime(2025, 10, 9, 15, 0), "2025.10.09", "с 9 по 11 октября 2025 года", "9 қазаннан 11 қазанға дейін 2025 ж.",
    ],
)  # fmt: skip
def test_dates_are_read_in_every_spelling_day_first(raw: Scalar) -> None:
    assert value(raw, "date") == date(2025, 10, 9)


@given(st.dates(date(1940, 1, 1), date(2040, 12, 31)))
def test_a_date_printed_and_read_is_the_same_day(day: date) -> None:
    assert value(dates.official(day), "date") == value(dates.short(day), "date") == value(dates.stamp(day, "ru"), "date") == day


@pytest.mark.parametrize(
    ("serial", "day"),
    [
        (32874, date(1990, 1, 1)),
        (45909, date(2025, 9, 9)),
        (45909.6, date(2025, 9, 9)),
        ("45909", date(2025, 9, 9)),
        (51501, date(2040, 12, 31)),
    ],
)
def test_a_serial_number_of_our_time_is_a_repaired_date(serial: Scalar, day: date) -> None:
    reading = read(serial, "date")
    assert (reading.value, reading.code) == (day, "value-repaired")
    assert reading.params["after"] == dates.short(day)


@pytest.mark.parametrize("serial", [32873, 51502, 0, -1, 9.1, 20251009, 1.8e306, -1.8e306, float("nan"), float("inf"), True])
def test_any_other_number_is_no_date(serial: Scalar) -> None:
    assert refused(serial, "date")[0] == "value-unreadable"


@pytest.mark.parametrize(
    ("raw", "proposal"),
    [
        ("9 қазан", "09.10.2025"),
        ("9 ақпан", "09.02.2026"),
        ("қазан", "__.10.2025"),
        ("10.2025", "__.10.2025"),
        ("2021", "__.__.2021"),
        (2021, "__.__.2021"),
        (date(1905, 7, 17), "2025"),
        (13.09, "13.09.2025"),
        (7.02, "07.02.2026"),
        (13.1, "–"),
        (31.02, "–"),
        (13.091, "–"),
        (45.5, "–"),
        ("жоспарда", "–"),
    ],
)
def test_what_a_date_leaves_out_is_proposed_and_not_guessed(raw: Scalar, proposal: str) -> None:
    assert refused(raw, "date") == ("value-unreadable", proposal)


def test_without_a_known_year_none_is_proposed() -> None:
    reading = values.read("9 қазан", FieldSpec(type="date", headers=("x",)), VOCABULARIES)
    assert reading.params == {"proposal": "09.10.____"}


def test_a_year_alone_is_a_value_only_where_the_field_allows_it() -> None:
    assert [value(raw, "date_or_year") for raw in ("2021", "2021 ж.", 2021, 2021.0, "12.05.2021", date(2021, 5, 12))] == [2021] * 4 + [
        date(2021, 5, 12)
    ] * 2
    assert refused("мамыр 2021", "date_or_year") == ("value-unreadable", "__.05.2021")


def test_periods_keep_both_ends() -> None:
    assert value("5-7.11.2025", "period") == Period(date(2025, 11, 5), date(2025, 11, 7))
    assert value("10.10.2025", "period") == Period(date(2025, 10, 10), date(2025, 10, 10))
    assert value("2025-2026 оқу жылы", "period") == Period(date(2025, 9, 1), date(2026, 8, 31))
    assert refused("қазан 2025", "period") == ("value-unreadable", "01.10.2025 – 31.10.2025")  # the whole month, as a person would write it
    assert refused("ақпан 2028", "period") == ("value-unreadable", "01.02.2028 – 29.02.2028")
    assert refused("7-5.11.2025", "period")[0] == "value-unreadable"


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("72 сағ", 72),
        ("72 с.", 72),
        ("4,5", 4.5),
        ("1 234,5", 1234.5),
        ("9ж", 9),
        ("25 адам", 25),
        ("85 %", 85),
        (12.0, 12),
        ("'12", 12),
        ("0", 0),
        (4.5, 4.5),
    ],
)
def test_numbers_are_read_with_units_and_commas(raw: Scalar, number: float) -> None:
    found = value(raw, "number")
    assert found == number
    assert type(found) is type(number)


@given(st.integers(-(10**6), 10**6) | st.decimals(-(10**6), 10**6, places=1).map(float))
def test_a_number_printed_and_read_is_the_same(number: float) -> None:
    assert value(numbers.decimal(number), "number") == number


@pytest.mark.parametrize(("raw", "number"), [("36+36", 72), ("36 + 36 сағ", 72), ("72/3 кредит", 72), ("9ж 6ай", 9.5)])
def test_a_number_put_together_is_a_note(raw: str, number: float) -> None:
    reading = read(raw, "number")
    assert (reading.value, reading.code, reading.params["before"]) == (number, "value-repaired", raw)


@pytest.mark.parametrize(
    ("raw", "proposal"),
    [
        ("12.500", "12,5"),
        ("63ай", "5,3"),
        ("12-14", "–"),
        ("он екі", "–"),
        ("10 бума", "10"),
        (datetime(2025, 5, 4), "4,5"),
        (True, "–"),
        (float("nan"), "–"),
    ],
)
def test_a_number_that_is_not_certain_is_refused(raw: Scalar, proposal: str) -> None:
    assert refused(raw, "number") == ("value-unreadable", proposal)


@pytest.mark.parametrize("raw", [10**15, -(10**400), "9" * 400, float("inf"), 1e300])
def test_a_number_beyond_what_a_workbook_keeps_is_refused(raw: Scalar) -> None:
    assert refused(raw, "number") == ("value-unreadable", "–")


def test_months_are_months_in_a_column_of_whole_numbers() -> None:
    assert value("9ай", "integer") == 9


def test_a_fraction_is_no_whole_number() -> None:
    assert value("12,0", "integer") == 12
    assert refused(12.5, "integer")[0] == "value-unreadable"


@pytest.mark.parametrize(("raw", "inside"), [(0, True), (-1, False), (60, True), (61, False), ("60,5", False)])
def test_the_declared_range_holds_at_its_ends(raw: Scalar, inside: bool) -> None:  # noqa: FBT001
    reading = read(raw, "number", minimum=0, maximum=60)
    assert (reading.code is None) is inside
    if not inside:
        assert reading == values.Reading(None, "value-out-of-range", {"minimum": "0", "maximum": "60"})


def test_a_range_open_at_one_end_says_so() -> None:
    assert read(-1, "number", minimum=0).params == {"minimum": "0", "maximum": "…"}


@pytest.mark.parametrize(
    ("raw", "answer"),
    [
        ("иә", True),
        ("Ия", True),
        ("+", True),
        ("да", True),
        (1, True),
        (True, True),
        ("жоқ", False),
        ("нет", False),
        ("болмады", False),
        (0, False),
    ],
)
def test_yes_and_no_are_read(raw: Scalar, answer: bool) -> None:  # noqa: FBT001
    assert value(raw, "boolean") is answer


def test_anything_else_is_neither_yes_nor_no() -> None:
    assert refused("бәлкім", "boolean")[0] == "value-unreadable"


# ── codes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("Педагог – сарапшы", "expert"), ("педагог-сарапшы,", "expert"), ("ПЕДАГОГ САРАПШЫ", "expert"), ("педагог-сара пшы", "expert"), ("п-с", "expert"),
        ("І санат", "first"), ("I санат", "first"), ("ІІ санат,", "second"), ("жоқ", "none"), ("-", "none"), ("—", "none"), ("педагог-эксперт / педагог-сарапшы", "expert"),
    ],
)  # fmt: skip
def test_codes_are_read_in_every_known_spelling(raw: str, code: str) -> None:
    assert value(raw, "code", "category") == code


def test_one_word_means_what_its_column_says() -> None:
    assert (value("жоғары", "code", "category"), value("жоғары", "code", "education")) == ("high", "higher")


@pytest.mark.parametrize(
    ("raw", "code", "year"),
    [
        ("педагог-сарапшы, 2019", "expert", "2019"),
        ("Жоғары,2016 ж.", "high", "2016"),
        ("І санат (2019)", "first", "2019"),
        ("педагог-сарапшы 12.05.2021", "expert", "2021"),
    ],
)
def test_a_year_glued_to_a_code_is_a_note(raw: str, code: str, year: str) -> None:
    reading = read(raw, "code", "category")
    assert (reading.value, reading.code, reading.params["year"]) == (code, "value-repaired", year)


def test_one_slip_in_a_long_word_is_mended_and_noted() -> None:
    assert read("педагог-зертеуші", "code", "category") == values.Reading(
        "researcher", "value-repaired", {"before": "педагог-зертеуші", "after": "педагог-зерттеуші"}
    )


def test_a_slip_near_two_codes_is_not_mended() -> None:
    assert refused("орындалады", "code", "plan_status")[0] == "value-unknown-code"
    assert read("орындалмды", "code", "plan_status").value is None


@pytest.mark.parametrize("raw", ["3 санатты", "ІІІ санат", "5 санатты"])
def test_a_wrong_number_is_no_slip(raw: str) -> None:
    assert refused(raw, "code", "category")[0] == "value-unknown-code"


def test_two_codes_in_a_cell_are_shown_and_neither_is_taken() -> None:
    assert refused("жоғары; екінші санатты басшы", "code", "category") == (
        "value-unknown-code",
        "жоғары санатты / екінші санатты басшы",
    )


def test_a_code_with_something_else_is_proposed() -> None:
    assert refused("сарапшы, бұйрық бойынша", "code", "category") == ("value-unknown-code", "педагог-сарапшы")


def test_a_blank_category_is_not_none() -> None:
    assert value("", "code", "category") is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("+", "present"),
        ("Қ", "present"),
        (1, "present"),
        (1.0, "present"),
        (True, None),
        ("-", "absent"),
        ("–", "absent"),
        (0, "absent"),
        (None, None),
    ],
)
def test_attendance_marks_keep_their_signs(raw: Scalar, code: str | None) -> None:
    assert read(raw, "code", "attendance").value == code


def test_a_dash_outside_of_a_category_column_is_blank() -> None:
    assert value("-", "code", "education") is None


def test_a_folded_spelling_of_two_codes_is_taken_for_neither() -> None:
    two = Vocabulary(name="two", codes={"a": Code(kk="қар", ru="снег"), "b": Code(kk="кар", ru="нагар")})
    spec = FieldSpec(type="code", headers=("x",), vocabulary="two")
    assert [values.read(raw, spec, {"two": two}).value for raw in ("қар", "Кар", "қар.")] == ["a", "b", None]


@pytest.mark.parametrize(("raw", "mark"), [("5", 5), ("4,5", 4.5), (5.0, 5), ("95%", 95), ("Жоғары", "high"), ("орта", "medium")])
def test_a_score_is_a_number_or_a_quality(raw: Scalar, mark: object) -> None:
    assert value(raw, "score") == mark


def test_an_unknown_quality_is_reported() -> None:
    assert refused("керемет", "score")[0] == "value-unknown-code"


def test_people_are_split_and_left_as_written() -> None:
    assert value("Сәрсенова А.Б., Оспанов Н.", "people") == ("Сәрсенова А.Б.", "Оспанов Н.")
    assert value("Сәрсенова\nА.Б.", "person") == "Сәрсенова А.Б."
    assert refused(5, "person")[0] == "value-unreadable"


def test_every_spelling_in_our_vocabularies_is_read_as_its_own_code() -> None:
    ours = {name: Vocabulary.model_validate({**table, "name": name}) for name, table in data_files("vocabularies")}
    assert len(ours) > 20
    for name, vocabulary in ours.items():
        spec = FieldSpec(type="code", headers=("x",), vocabulary=name)
        for code, entry in vocabulary.codes.items():
            for word in (entry.kk, entry.ru, *entry.also):
                assert values.read(word, spec, ours).value == code, (name, word)


# ── two things in one cell ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "days", "hours"),
    [
        ("05.06.2024-15.08.2024, 72 сағ", "05.06.2024-15.08.2024", "72 сағ"), ("05.06.2024-15.08.2024\n(80 сағат)", "05.06.2024-15.08.2024", "80 сағат"),
        ("5-7.11.2025 36 часов", "5-7.11.2025", "36 часов"), ("72 сағат", "", "72 сағат"), ("с 01.02.2026 по 14.02.2026; 36+36 сағ.", "с 01.02.2026 по 14.02.2026", "36+36 сағ."),
    ],
)  # fmt: skip
def test_days_and_hours_of_a_course_share_a_cell(text: str, days: str, hours: str) -> None:
    assert values.divided(text) == (days, hours)


@pytest.mark.parametrize("text", ["05.06.2024-15.08.2024", "12.05.2025", "қаңтар, 72 сағ. бойы", "кейін 72 сағ", ""])
def test_a_cell_without_hours_behind_its_days_is_not_divided(text: str) -> None:
    assert values.divided(text) is None


@given(st.dates(date(2000, 1, 1), date(2039, 12, 31)), st.integers(1, 400), st.sampled_from((" ", ", ", "; ", "\n", " (")), st.sampled_from(("сағ", "сағ.", "сағат", "часов", "ч.")))
def test_whatever_days_are_divided_keep_their_reading(day: date, hours: int, between: str, unit: str) -> None:
    days, said = values.divided(f"{dates.short(day)}{between}{hours} {unit}") or ("", "")
    assert value(days, "period") == Period(day, day)
    assert value(said, "number") == hours


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1. Нормативтік құжаттар", "d1"), ("1) нормативтік құжаттар", "d1"), ("1-бағыт: нормативтік құжаттар", "d1"), ("1-бағыт", "d1"),
        ("2. Нормативтік құжаттар", None), ("3. Тәрбие", "d6"),
    ],
)
def test_a_word_behind_its_own_number_is_that_word(text: str, code: str | None) -> None:
    directions = Vocabulary(
        name="direction",
        codes={
            "d1": Code(kk="нормативтік құжаттар", ru="нормативные документы", also=("1", "1-бағыт")),
            "d2": Code(kk="оқу үдерісі", ru="учебный процесс", also=("2", "2-бағыт")),
            "d6": Code(kk="тәрбие", ru="воспитание"),
        },
    )
    found = values.read(text, FieldSpec(type="code", headers=("x",), vocabulary="direction"), {"direction": directions})
    assert found.value == code
    assert (found.code is None) == (code is not None)
