"""Registers that nobody here wrote: rows invented from a seed, laid out as colleges do, read and compared with their key."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import messy
import openpyxl
import pytest

from otm_reports import dataset, headings, pipeline, registers, specs

#: What must never come out: lost or invented rows, wrong values or addresses, and nothing said about it.
NEVER = (
    "SUM BROKEN", "ROW LOST", "ROW INVENTED", "TABLE LOST", "WRONG IN SILENCE", "WRONG, SAID", "VALUE INVENTED", "ADDRESS WRONG", "attribute wrong",
)
HARDEST = 0.995


@pytest.fixture(scope="module")
def declared() -> specs.Specs:
    return specs.load()


def judged(seed: int, declared: specs.Specs, register: str = "") -> messy.Score:
    made = messy.mess(seed, declared, register)
    read = registers.read_tables([page.sheet() for page in made.pages], declared, {})
    joined = dataset.join(read.tables, read.people, declared)
    return messy.judge(made, read, declared, joined.findings)


def measured(seeds: range, declared: specs.Specs) -> tuple[Counter[str], list[str]]:
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in seeds:
        score = judged(seed, declared)
        count += score.count
        wrong += [f"seed {seed}: {text}" for text in score.wrong if text.startswith(NEVER)]
    return count, wrong


def stands(count: Counter[str], wrong: list[str]) -> None:
    assert wrong == []
    assert count["right"] >= HARDEST * count["values"]
    assert count["FALSE FINDING"] + count["cell asked about"] <= count["rows"] / 200
    assert count["table asked"] <= count["table right"] / 100


def test_no_messy_register_loses_a_row_or_a_value_in_silence(declared):
    count, wrong = measured(range(90_000, 90_060), declared)
    stands(count, wrong)
    assert count["rows"] > 1500


@pytest.mark.parametrize("register", sorted(specs.load().registers))
def test_every_register_is_recognised_in_a_mess(declared, register):
    scores = [judged(seed, declared, register) for seed in range(91_000, 91_003)]
    assert [text for score in scores for text in score.wrong if text.startswith(NEVER)] == []


@pytest.mark.soak
def test_two_thousand_messy_colleges(declared):
    stands(*measured(range(200_000, 202_000), declared))


def test_messy_workbooks_read_from_files_name_the_cells_that_hold_the_values(declared, tmp_path):
    """The same by way of real files; an independent reader looks at each named cell."""
    looked = 0
    for seed in range(92_000, 92_006):
        folder = tmp_path / str(seed)
        made = messy.mess(seed, declared)
        messy.write(made, folder)
        opened = pipeline.open_folder(folder)
        score = messy.judge(made, opened.read, declared, opened.data.findings)
        assert [text for text in score.wrong if text.startswith(NEVER)] == []
        looked += checked(opened, folder)
    assert looked > 300


def checked(opened: pipeline.Opened, folder: Path) -> int:
    books: dict[str, openpyxl.Workbook] = {}
    number = 0
    for table in opened.data.tables.values():
        for row in table:
            for name in row.source.columns:
                cell, written = row.cell(name), row.raw.get(name)
                if not written or written == "***":
                    continue
                if cell.file not in books:
                    books[cell.file] = openpyxl.load_workbook(folder / cell.file)
                there = books[cell.file][cell.sheet].cell(cell.row, cell.column).value
                assert there is not None, cell
                if isinstance(there, str) and there.isascii() and written.isascii():
                    assert " ".join(written.split()) == " ".join(there.split()), cell
                number += 1
    return number


# ── headings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_declared_heading_names_its_own_field_however_it_is_typed(declared):
    known = headings.Headings(declared)
    for name, spec in declared.registers.items():
        for field, one in spec.fields.items():
            for text in filter(lambda text: any(map(str.isalpha, text)), one.headers):
                forms = [text, text.upper(), f" {text}: ", text.replace(" ", "\n"), text.replace("-", "-\n"), text.replace(" ", "  ")]
                assert {known.field(name, form) for form in forms} == {field}, (name, text)


@pytest.mark.parametrize(
    ("register", "text", "field"),
    [
        ("staff", "Аты-\nжөні", "full_name"), ("staff", "Сана-\nты", "category"), ("staff", "Педагогтің тегі, аты, әкесінің аты", "full_name"),
        ("staff", "Санаты берілген мерзімі", "category_awarded_on"), ("staff", "Аталған еңбек ұжымындағы жұмыс өтілі", "college_experience"),
        ("staff", "Тұрақты/штат тыс /бала күтімінде", "employment"), ("staff", "Штаттық/қоса атқарушы / Штат/совместитель", "employment"),
        ("staff", "Аты-жөні / Ф.И.О.", "full_name"), ("pd_courses", "Өтілу түрі", "mode"), ("pd_courses", "Оқыту түрі", "language"),
        ("pd_courses", "Өткен орны", "provider"), ("internships", "Тағылымдама өтілу орны", "place"), ("publications", "Әрекеті", "status"),
        ("publications", "Мақала шыққан баспасы", "publisher"), ("contests", "Байқау деңгейі", "level"), ("contests", "Алған орны", "result"),
        ("otm_plan", "Қаралатын орны", "discussed_at"), ("events", "№хат.", "protocol_no"), ("open_lessons", "Өткізген педагог", "teacher"),
        ("mutual_visits", "Сабағына қатысқан оқытушы", "visited"), ("mutual_visits", "Кім қатысты", "visitor"),
        ("folder_index", "Істің (томның, бөліктің) тақырыбы", "title"), ("publications", "Рет саны", None), ("staff", "Оқушының аты-жөні", None),
    ],
)  # fmt: skip
def test_headings_that_colleges_really_use(declared, register, text, field):
    assert headings.Headings(declared).field(register, text) == field


SHARED = Path(__file__).resolve().parents[2] / "shared"
#: Names of the domain report that the contract changed.
RENAMED = {"last_name": "surname", "first_name": "given", "event_id": "protocol_no", "start/end": "period"}


@pytest.mark.skipif(not (SHARED / "domain.md").is_file(), reason="the domain report is not beside the checkout")
def test_every_heading_of_the_domain_report_names_its_field(declared):
    """R01–R07: column three is the main heading, column four the variants, comments in brackets and marks aside."""
    known = headings.Headings(declared)
    register, missed, tried = "", [], 0
    for line in (SHARED / "domain.md").read_text(encoding="utf-8").splitlines():
        if found := re.match(r"### R\d+ `(\w+)`", line):
            register = found[1] if found[1] in declared.registers else ""
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        field = RENAMED.get(cells[0].split(" / ")[0], cells[0].split(" / ")[0])
        if not register or not line.startswith("|") or len(cells) < 4 or field not in declared.registers[register].fields:
            continue
        for text in [cells[2].split(" / ")[0], *cells[3].split(",")]:
            plain = re.sub(r"\([^()]*[!≠a-z][^()]*\)|[◆◇`]|\(\+.*", "", text).strip(" —")
            if plain and " / " not in plain and "«" not in plain and ";" not in plain and len(plain) > 2 and " in a " not in text:
                tried += 1
                missed += [(register, field, plain)] if known.field(register, plain) != field else []
    assert tried > 150
    assert len(missed) <= 25, missed
