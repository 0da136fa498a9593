"""`otm confirm`: a question is asked with its evidence, answered once, and gone from the next reading."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawn import STAFF, college

from otm_reports import cli, confirming, pipeline, specs
from otm_reports.errors import CollegeError

COURSES = """
    Біліктілікті арттыру курстары 2025-2026
    № | Оқытушының аты-жөні      | Өткен орны | Оқыту бағдарламасы    | Курстың көлемі сағ | Жылы
    1 | Серікова Айгүл Маратқызы | Өрлеу      | Критериалды бағалау   | 72                 | 2025
    2 | Омаров Қайрат Бекұлы     | Talap      | Цифрлық құзыреттілік  | 36                 | 2025
"""


def asked(folder: Path) -> tuple[confirming.Question, ...]:
    opened = pipeline.open_folder(folder)
    return confirming.questions(opened, pipeline.all_findings(opened), "kk")


def kinds(folder: Path) -> list[str]:
    return [question.kind for question in asked(folder)]


def run(capsys, *arguments: str | Path) -> dict:
    assert cli.main([*map(str, arguments), "--json"]) in (0, 1)
    return json.loads(capsys.readouterr().out)


def confirm(folder: Path, capsys, number: int = 1, candidate: int = 1) -> dict:
    """Answer with the exact words that the list printed."""
    (question, *_) = [one for one in run(capsys, "confirm", folder, "--today", "2026-06-01")["questions"] if one["number"] == number]
    chosen = question["candidates"][candidate - 1]
    done = run(capsys, "confirm", folder, question["kind"], *question["key"], chosen["value"])["answered"]
    assert done["value"] == chosen["value"]
    return question


# ── each kind of question: asked, answered, gone ────────────────────────────────────────────────────────────────────


def test_a_suggested_heading_is_a_field_once_confirmed(tmp_path, capsys):
    folder = college(tmp_path, {"registers/2025-2026/Курс.xlsx": {"Курстар": COURSES}})
    assert pipeline.open_folder(folder).data.tables["pd_courses"].rows[0]["hours"] is None
    (question,) = asked(folder)
    assert (question.kind, question.key) == ("header", ("pd_courses", "Курстың көлемі сағ"))
    assert question.choices[-1].value == "-"
    confirming.answer(folder, specs.load(folder), "header", question.key, "hours")
    opened = pipeline.open_folder(folder)
    assert [row["hours"] for row in opened.data.tables["pd_courses"]] == [72, 36]
    assert asked(folder) == ()
    assert not any(finding.code.startswith("header-") for finding in opened.findings)


def test_a_heading_that_is_none_of_the_fields_is_never_asked_about_again(tmp_path):
    folder = college(tmp_path, {"registers/2025-2026/Курс.xlsx": {"Курстар": COURSES}})
    (question,) = asked(folder)
    confirming.answer(folder, specs.load(folder), "header", question.key, "-")
    assert asked(folder) == ()
    assert pipeline.open_folder(folder).data.tables["pd_courses"].rows[0]["hours"] is None


@pytest.mark.parametrize(
    ("written", "candidate", "identity"),
    [("Сериковаа А.М.", 1, "серикова-айгул-мараткызы"), ("Серікова", 1, "серикова-айгул-мараткызы"), ("Омарова Айгүл Маратқызы", 1, "серикова-айгул-мараткызы")],
)
def test_a_near_name_is_the_person_once_confirmed(tmp_path, capsys, written, candidate, identity):
    lessons = f"Ашық сабақтар 2025-2026\nОқытушының аты-жөні | Күні | Түрі | Сабақтың тақырыбы\n{written} | 2025-11-14 | ашық сабақ | Инъекция\n{written} | 2025-12-14 | ашық сабақ | Таңу"
    folder = college(tmp_path, {"registers/2025-2026/Сабақ.xlsx": {"Ашық сабақтар": lessons}})
    question = confirm(folder, capsys, 1, candidate)
    assert (question["kind"], question["value"], len(question["cells"])) == ("person", written, 2)
    assert "Мейіргер ісі ЦӘК" in question["candidates"][candidate - 1]["evidence"]
    rows = pipeline.open_folder(folder).data.tables["open_lessons"].rows
    assert [row["teacher"].id for row in rows] == [identity, identity]
    assert asked(folder) == ()


def test_two_people_of_one_name_are_told_apart_by_the_cell(tmp_path, capsys):
    twice = STAFF + "    4 | Серікова Айгүл Маратқызы | лаборант | педагог | 2024-08-29 | жоғары | 1 | Мейіргер ісі ЦӘК\n"
    folder = college(tmp_path, {"registers/2025-2026/Құрам.xlsx": {"Педагогтер": twice}})
    everybody = asked(folder)
    question = next(one for one in everybody if one.key[0].endswith("B6"))
    assert [choice.value for choice in question.choices] == ["серикова-айгул-мараткызы", "серикова-айгул-мараткызы-2"]
    people = pipeline.open_folder(folder).read.people
    confirming.answer(folder, specs.load(folder), "person", question.key, question.choices[1].value, people)
    assert not any(finding.code == "person-duplicate" for finding in pipeline.open_folder(folder).findings)
    # Whose the events are can now be answered too: the namesakes are offered by key.
    question = next(one for one in asked(folder) if one.seen == "Серікова А.М.")
    assert [choice.value for choice in question.choices] == ["серикова-айгул-мараткызы", "серикова-айгул-мараткызы-2", "-"]
    confirming.answer(folder, specs.load(folder), "person", question.key, question.choices[1].value, people)
    assert {row["presenter"][0].id for row in pipeline.open_folder(folder).data.tables["events"] if row["protocol_no"] != "2"} == {"серикова-айгул-мараткызы-2"}
    assert asked(folder) == ()


def test_one_written_name_may_be_two_people_at_two_cells(tmp_path):
    staff = STAFF + "    4 | Серікова Айнұр Мұратқызы | оқытушы | педагог | 2024-08-29 | жоғары | 1 | Мейіргер ісі ЦӘК\n"
    folder = college(tmp_path, {"registers/2025-2026/Құрам.xlsx": {"Педагогтер": staff}})
    (question,) = asked(folder)
    opened = pipeline.open_folder(folder)
    cell = str(question.cells[0])
    confirming.answer(folder, opened.specs, "person", (cell,), "Серікова Айнұр Мұратқызы", opened.read.people)
    confirming.answer(folder, opened.specs, "person", question.key, "Серікова Айгүл Маратқызы", opened.read.people)
    given = [row["presenter"][0].given for row in pipeline.open_folder(folder).data.tables["events"]]
    assert given == ["Айнұр", "Динара", "Айгүл", "Айгүл"]


@pytest.mark.parametrize(
    ("before", "asked_about"),
    [("Серікова Айгүль Маратқызы", False), ("Серікова Айгуля Маратқызы", True), ("Сериковаа Айгүл Маратқызы", True), ("Серікова Айдана Маратқызы", False)],
)
def test_a_colleague_spelt_otherwise_a_year_ago_is_offered_and_never_merged(tmp_path, capsys, before, asked_about):
    """The soft sign is the same name; one letter more is offered; another name stays another person."""
    staff = STAFF.replace("2025-2026", "2024-2025").replace("Серікова Айгүл Маратқызы", before).replace("Мейіргер ісі ЦӘК", "Хирургия ЦӘК")
    folder = college(tmp_path, {"registers/2024-2025/Құрам.xlsx": {"Педагогтер": staff}})
    questions = run(capsys, "confirm", folder, "--today", "2026-06-01")["questions"]
    about = [one for one in questions if one["value"] == "Серікова Айгүл Маратқызы"]
    assert bool(about) is asked_about
    alike = [person for person in pipeline.open_folder(folder).read.people.values() if person.patronymic == "Маратқызы"]
    assert len(alike) == (1 if before.endswith("гүль Маратқызы") else 2)
    if about:
        assert about[0]["candidates"][0]["label"] == before
        assert cli.main(["confirm", str(folder), "--today", "2026-06-01"]) in (0, 1)
        assert "өткен жылғы педагогтер тізімінде дәл осылай жазылмаған" in capsys.readouterr().out


def test_a_new_surname_is_offered_with_its_evidence_and_makes_one_person(tmp_path, capsys):
    before = STAFF.replace("2025-2026", "2024-2025").replace("Серікова Айгүл", "Мұсаева Айгүл")
    past = "ОТМ отырыстары мен іс-шаралар журналы 2024-2025\nХаттама № | Күні | Түрі | Тақырыбы | Баяндамашы\n1 | 2024-10-09 | отырыс | Кіріспе | Мұсаева А.М."
    folder = college(tmp_path, {"registers/2024-2025/Құрам.xlsx": {"Педагогтер": before}, "registers/2024-2025/ОТМ.xlsx": {"Отырыстар": past}})
    question = run(capsys, "confirm", folder, "--today", "2026-06-01")["questions"][0]
    assert (question["value"], question["candidates"][0]["label"]) == ("Серікова Айгүл Маратқызы", "Мұсаева Айгүл Маратқызы")
    confirm(folder, capsys)
    opened = pipeline.open_folder(folder)
    assert {row["presenter"][0].id for row in opened.data.tables["events"] if row["protocol_no"] == "1"} == {"мусаева-айгул-мараткызы"}
    assert opened.read.people["мусаева-айгул-мараткызы"].full == "Серікова Айгүл Маратқызы"
    assert run(capsys, "confirm", folder, "--today", "2026-06-01")["questions"] == []


def test_somebody_new_who_only_shares_a_given_name_stays_somebody_new(tmp_path, capsys):
    before = STAFF.replace("2025-2026", "2024-2025").replace("Серікова Айгүл", "Мұсаева Айгүл")
    folder = college(tmp_path, {"registers/2024-2025/Құрам.xlsx": {"Педагогтер": before}})
    confirm(folder, capsys, 1, 2)
    assert run(capsys, "confirm", folder, "--today", "2026-06-01")["questions"] == []
    assert {"мусаева-айгул-мараткызы", "серикова-айгул-мараткызы"} <= pipeline.open_folder(folder).read.people.keys()


COMMISSIONS = """
    ЦӘК тізімі {year}
    № | ЦӘК атауы | Төрағасы
    1 | {name} | Серікова Айгүл Маратқызы
    2 | Фармация ЦӘК | Омаров Қайрат Бекұлы
"""


def test_a_commission_under_another_name_is_one_commission_once_confirmed(tmp_path):
    listed = COMMISSIONS.format(year="2025-2026", name="Сестралық іс ЦӘК")
    folder = college(tmp_path, {"registers/2025-2026/ЦӘК.xlsx": {"Комиссиялар": listed}})
    (question,) = asked(folder)
    assert (question.kind, question.key, len(question.cells)) == ("commission", ("Мейіргер ісі ЦӘК",), 3)
    confirming.answer(folder, specs.load(folder), "commission", question.key, "Сестралық іс ЦӘК")
    assert {row["commission"] for row in pipeline.open_folder(folder).data.tables["staff"]} == {"Сестралық іс ЦӘК"}
    assert asked(folder) == ()


def test_a_commission_renamed_since_last_year_is_asked_about(tmp_path, capsys):
    drawn = {
        f"registers/{year}/ЦӘК.xlsx": {"Комиссиялар": COMMISSIONS.format(year=year, name=name)}
        for year, name in (("2024-2025", "Клиникалық пәндер ЦӘК"), ("2025-2026", "Мейіргер ісі ЦӘК"))
    }
    past = "ОТМ отырыстары мен іс-шаралар журналы 2024-2025\nХаттама № | Күні | Түрі | Тақырыбы | Баяндамашы\n1 | 2024-10-09 | отырыс | Кіріспе | Серікова А.М."
    folder = college(tmp_path, {**drawn, "registers/2024-2025/ОТМ.xlsx": {"Отырыстар": past}})
    question = confirm(folder, capsys)
    assert (question["kind"], question["value"], question["candidates"][0]["value"]) == ("commission", "Мейіргер ісі ЦӘК", "Клиникалық пәндер ЦӘК")
    assert {row["name"] for row in pipeline.open_folder(folder).data.tables["commissions"]} == {"Клиникалық пәндер ЦӘК", "Фармация ЦӘК"}
    assert run(capsys, "confirm", folder, "--today", "2026-06-01")["questions"] == []


@pytest.mark.parametrize(("answer", "read", "not_read"), [("use", "омаров-канат-бекулы", "омаров-кайрат-бекулы"), ("skip", "омаров-кайрат-бекулы", "омаров-канат-бекулы")])
def test_of_two_files_the_answer_says_which_is_read(tmp_path, answer, read, not_read):
    copy = "registers/2025-2026/Құрам (1).xlsx"
    folder = college(tmp_path, {copy: {"Педагогтер": STAFF.replace("Омаров Қайрат", "Омаров Қанат")}})
    (question,) = asked(folder)
    assert (question.kind, question.key) == ("file", (copy,))
    confirming.answer(folder, specs.load(folder), "file", (copy,), answer)
    opened = pipeline.open_folder(folder)
    assert (read in opened.read.people, not_read in opened.read.people) == (True, False)
    assert asked(folder) == ()


TIE = """
    {title}
    Аты-жөні | Күні | Тақырыбы
    Серікова А.М. | 2025-11-14 | Инъекция
    Омаров Қ.Б. | 2025-11-20 | Таңу
"""


def test_which_register_a_table_is_is_asked_and_then_known(tmp_path):
    folder = college(tmp_path, {"registers/2025-2026/Белгісіз.xlsx": {"Лист1": TIE.format(title="2025-2026")}})
    (question,) = [one for one in asked(folder) if one.kind == "register"]
    assert question.key[0].endswith("#Лист1!A2")
    names = [choice.value for choice in question.choices]
    assert len(names) > 2
    confirming.answer(folder, specs.load(folder), "register", question.key, names[0])
    assert len(pipeline.open_folder(folder).data.tables[names[0]]) == 2
    assert asked(folder) == ()
    confirming.answer(folder, specs.load(folder), "register", question.key, "-")
    opened = pipeline.open_folder(folder)
    assert "sheet-unused" in {finding.code for finding in opened.findings}
    assert asked(folder) == ()


def test_the_year_of_a_table_that_says_none_is_asked_and_then_known(tmp_path):
    plan = "ОТМ жылдық жоспары\n№ | Іс-шаралар | Мерзімі | Жауапты\n1 | Кіріспе отырыс | қыркүйек | Жетекші\n2 | Семинар | қазан | Жетекші"
    folder = college(tmp_path, {"registers/Жоспар.xlsx": {"Жоспар": plan}})
    (question,) = asked(folder)
    assert (question.kind, question.key) == ("year", ("registers/Жоспар.xlsx#Жоспар",))
    confirming.answer(folder, specs.load(folder), "year", question.key, "2025-2026")
    opened = pipeline.open_folder(folder)
    assert {row.year for row in opened.data.tables["otm_plan"]} == {"2025-2026"}
    assert asked(folder) == ()


def test_of_two_years_the_answer_wins(tmp_path):
    plan = "ОТМ жылдық жоспары 2024-2025\n№ | Іс-шаралар | Мерзімі | Жауапты\n1 | Кіріспе отырыс | қыркүйек | Жетекші"
    folder = college(tmp_path, {"registers/2025-2026/Жоспар.xlsx": {"Жоспар": plan}})
    (question,) = asked(folder)
    assert [choice.value for choice in question.choices] == ["2025-2026", "2024-2025"]
    confirming.answer(folder, specs.load(folder), "year", question.key, "2024-2025")
    assert {row.year for row in pipeline.open_folder(folder).data.tables["otm_plan"]} == {"2024-2025"}
    assert asked(folder) == ()


@pytest.mark.parametrize(("answer", "rows"), [("real", 2), ("repeat", 1)])
def test_a_repeat_counts_only_if_a_person_says_that_it_is_real(tmp_path, answer, rows):
    lessons = "Ашық сабақтар 2025-2026\n№ | Оқытушының аты-жөні | Күні | Түрі | Сабақтың тақырыбы" + "\n1 | Серікова А.М. | 2025-11-14 | ашық сабақ | Инъекция" * 2
    folder = college(tmp_path, {"registers/2025-2026/Сабақ.xlsx": {"Ашық сабақтар": lessons}})
    (question,) = asked(folder)
    confirming.answer(folder, specs.load(folder), "repeat", question.key, answer)
    opened = pipeline.open_folder(folder)
    assert len(opened.data.tables["open_lessons"]) == rows
    assert opened.read.read == opened.read.used + opened.read.reported
    assert asked(folder) == ()


# ── the file ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_edited_by_hand_keeps_its_comments_order_and_answers(tmp_path):
    folder = college(tmp_path)
    (folder / "confirmed.toml").write_text(
        '\ufeff# Колледждің жауаптары\n[people]\n# күйеуге шыққан\n"Омарова А.М." = "Серікова Айгүл Маратқызы" # 2025\n\n[headers.pd_courses]\n"Көлемі" = "hours"\n', "utf-8",
    )
    confirming.answer(folder, specs.load(folder), "header", ("pd_courses", "Өтетін жері"), "provider")
    confirming.answer(folder, specs.load(folder), "repeat", ("registers/a.xlsx#A!A3",), "real")
    text = (folder / "confirmed.toml").read_text("utf-8")
    assert text.startswith("# Колледждің жауаптары\n[people]\n# күйеуге шыққан\n")
    assert '"Омарова А.М." = "Серікова Айгүл Маратқызы" # 2025' in text
    known = specs.load(folder).confirmed
    assert known.headers == {"pd_courses": {"Көлемі": "hours", "Өтетін жері": "provider"}}
    assert known.rows == {"registers/a.xlsx#A!A3": "real"}


def test_another_answer_replaces_the_first_and_says_so(tmp_path, capsys):
    folder = college(tmp_path)
    assert run(capsys, "confirm", folder, "year", "registers/a.xlsx", "2024-2025")["answered"]["before"] == ""
    assert run(capsys, "confirm", folder, "жыл", "registers/a.xlsx", "2025-2026")["answered"]["before"] == "2024-2025"
    assert specs.load(folder).confirmed.years == {"registers/a.xlsx": "2025-2026"}


@pytest.mark.parametrize(
    "words",
    [
        ("nothing", "a", "b"), ("header", "staff", "Баған", "no_such_field"), ("header", "no_such_register", "Баған", "hours"), ("header", "Баған", "hours"),
        ("person", "Серікова А.", "Ешкім Деген Адам"), ("file", "registers/жоқ.xlsx", "use"), ("file", "registers/2025-2026/ОТМ.xlsx", "maybe"),
        ("year", "registers/a.xlsx", "2025-2027"), ("register", "registers/a.xlsx#A!A1", "жоқ журнал"), ("repeat", "x", "yes"), ("99", "1"), ("person",),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_refused_and_nothing_is_written(tmp_path, capsys, words):
    folder = college(tmp_path)
    assert cli.main(["confirm", str(folder), *words, "--json", "--today", "2026-06-01"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "answer-unknown"
    assert "{" not in error["message"]
    assert not (folder / "confirmed.toml").exists()


def test_a_broken_file_is_named_and_left_as_it_is(tmp_path):
    folder = college(tmp_path)
    known = specs.load(folder)
    (folder / "confirmed.toml").write_text("[people\n", "utf-8")
    with pytest.raises(CollegeError, match="config-not-toml"):
        confirming.answer(folder, known, "year", ("a.xlsx",), "2025-2026")
    assert (folder / "confirmed.toml").read_text("utf-8") == "[people\n"


def test_a_printed_command_can_be_typed_as_it_stands(tmp_path, capsys):
    folder = college(tmp_path, {"registers/2025-2026/Курс.xlsx": {"Курстар": COURSES}})
    assert cli.main(["confirm", str(folder), "--lang", "ru"]) == 0
    out = capsys.readouterr().out
    lines = [line.strip() for line in out.splitlines() if line.strip().startswith("otm confirm") and " header " in line]
    import shlex

    assert len(lines) > 1  # one under each answer
    for line in lines:
        assert cli.main(shlex.split(line)[1:]) == 0
    assert cli.main(["confirm", str(folder)]) == 0
    assert "Жауап күткен сұрақ жоқ." in capsys.readouterr().out


def test_registers_are_never_touched_by_an_answer(tmp_path, capsys):
    folder = college(tmp_path, {"registers/2025-2026/Курс.xlsx": {"Курстар": COURSES}})
    before = {path: path.read_bytes() for path in (folder / "registers").rglob("*.xlsx")}
    assert cli.main(["confirm", str(folder), "1", "1"]) == 0
    assert {path: path.read_bytes() for path in (folder / "registers").rglob("*.xlsx")} == before
    assert list(folder.glob("*.tmp")) == []
