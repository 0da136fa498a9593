"""An issued paper against the registers of today: exactly the numbers that moved are named, with the cells that moved them."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from running import SAMPLE, TODAY, otm
from test_one_cell import choices, other_value

from otm_reports import audit, dataset, pipeline
from otm_reports.model import ListingRow, Report
from otm_reports.word import ledgered
from otm_reports.word.kept import folded

LABEL = "2025-2026"
KIND = "annual-analysis"


def counted(opened: pipeline.Opened) -> Report:
    return pipeline.report(opened, year=LABEL, today=date.fromisoformat(TODAY))


@pytest.fixture(scope="module")
def opened() -> pipeline.Opened:
    return pipeline.open_folder(SAMPLE)


@pytest.fixture(scope="module")
def made(opened: pipeline.Opened) -> Report:
    return counted(opened)


@pytest.fixture(scope="module")
def content(opened: pipeline.Opened, made: Report) -> bytes:
    return paper_of(opened, made)


def paper_of(opened: pipeline.Opened, made: Report) -> bytes:
    (one,) = pipeline.papers(opened, made, pipeline.choose(opened, [KIND]), langs=("kk",))
    return one.content


@pytest.fixture(scope="module")
def issued(content: bytes) -> ledgered.Paper:
    found = ledgered.read(content, "талдау.docx")
    assert found is not None
    return found


def with_another_cell(opened: pipeline.Opened, rng: random.Random) -> tuple[str, pipeline.Opened]:
    """The folder as it would be read if one random data cell of a register said something else."""
    name, number, field = rng.choice(choices(opened, lambda *_: True))
    table = opened.read.tables[name]
    row = table.rows[number]
    rows = (*table.rows[:number], replace(row, values={**row.values, field: other_value(rng, table, row, field)}), *table.rows[number + 1:])
    tables = {**opened.read.tables, name: replace(table, rows=rows)}
    data = dataset.join(tables, opened.read.people, opened.specs)
    return f"{name}.{field} at {row.cell(field)}", replace(opened, read=replace(opened.read, tables=tables), data=data)


# ── exactly what moved ──────────────────────────────────────────────────────────────────────────────────────────────


def moved_figures(issued: ledgered.Paper, before: Report, after: Report) -> set[tuple[str, str]]:
    """Figures of the paper (and their earlier years) whose number is another one now."""
    printed = {(one.id, one.year) for one in issued.printed if one.id and one.row < 0}
    return {(name, year) for name, year in printed if number(before, name, year) != number(after, name, year)}


def number(report: Report, name: str, year: str) -> object:
    figure = report.figures.get(name)
    return figure and (figure.earlier.get(year) if year else figure.value)


def moved_values(issued: ledgered.Paper, before: Report, after: Report) -> tuple[set[tuple[str, int, str]], set[tuple[str, int]]]:
    """Values of tables that are others now, by the row's own cells or first value; and the rows of which nobody can tell."""
    moved, unsure = set(), set()
    for name in issued.listings:
        old, new = before.listings[name].rows, after.listings[name].rows if name in after.listings else ()
        for place, row in enumerate(old):
            same = row if row in new else known(row, old, new)
            for one in issued.printed:
                if one.id == name and one.row == place:
                    if same is None:
                        unsure.add((name, place))
                    elif same.values.get(one.column) != row.values.get(one.column):
                        moved.add((name, place, one.column))
    return moved, unsure


def known(row: ListingRow, old: tuple[ListingRow, ...], new: tuple[ListingRow, ...]) -> ListingRow | None:
    for key in (lambda one: tuple(sorted(one.cells.items())), lambda one: next((value for value in one.values.values() if not isinstance(value, int | float)), one)):
        if Counter(map(repr, map(key, old)))[repr(key(row))] == 1:
            found = [other for other in new if repr(key(other)) == repr(key(row))]
            if len(found) == 1:
                return found[0]
    return None


def check_one(opened: pipeline.Opened, issued: ledgered.Paper, made: Report, seed: int) -> int:
    what, changed = with_another_cell(opened, random.Random(seed))  # noqa: S311 - a seed, not a secret
    after = counted(changed)
    found = audit.check(issued, changed, after)
    named = {(one.printed.id, one.printed.year) for one in found.outdated if one.printed.id and one.printed.row < 0}
    assert named == moved_figures(issued, made, after), f"{seed}: {what}"
    values, unsure = moved_values(issued, made, after)
    listed = {(one.printed.id, one.printed.row, one.printed.column) for one in found.outdated if one.printed.row >= 0}
    said = {(name, row, column) for name, row, column in listed if (name, row) not in unsure}
    spelt = {one.printed.column for one in found.outdated}
    assert said <= values, f"{seed}: {what}: {said - values}"
    assert {one for one in values if (one[0], one[1]) not in unsure} <= listed, f"{seed}: {what}: {values - listed} {spelt}"
    for one in found.outdated:
        if one.printed.row < 0 and one.state == audit.CHANGED and not one.printed.year:
            assert one.difference is not None or one.now
    assert not found.edited
    return len(found.outdated)


def test_a_paper_holds_as_long_as_nothing_changes(opened, made, issued) -> None:
    found = audit.check(issued, opened, made)
    assert not found.outdated
    assert not found.edited
    assert set(found.files.values()) == {"same"}
    assert audit.counts(found)["holds"] == len(issued.printed) > 1000


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_cell_is_told_by_exactly_the_numbers_it_changed(opened, made, issued, seed: int) -> None:
    check_one(opened, issued, made, seed)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_two_hundred_changed_cells(opened, made, issued) -> None:
    told = [check_one(opened, issued, made, seed) for seed in range(100, 300)]
    assert sum(1 for number in told if number) > 60


def test_the_cells_that_moved_a_figure_are_named(opened, made, issued) -> None:
    """A listener leaves the composition: the figure lost one cell, and that one is named."""
    table = opened.read.tables["otm_composition"]
    place = next(number for number, row in enumerate(table.rows) if row["role"] == "listener" and row.source.year == LABEL)
    gone = table.rows[place]
    tables = {**opened.read.tables, "otm_composition": replace(table, rows=(*table.rows[:place], *table.rows[place + 1:]))}
    changed = replace(opened, read=replace(opened.read, tables=tables), data=dataset.join(tables, opened.read.people, opened.specs))
    found = audit.check(issued, changed, counted(changed))
    one = next(one for one in found.outdated if one.printed.id == "composition.listeners")
    assert (one.printed.was, one.now, one.difference) == ("24", "23", -1)
    assert one.removed == (str(gone.cell("person")),)
    assert not one.added


def test_a_number_of_a_sum_names_the_cell_that_says_another_one(opened, made, issued) -> None:
    table = opened.read.tables["pd_courses"]
    place = next(number for number, row in enumerate(table.rows) if str(row.cell("hours")) in issued_cells(issued, "courses.hours"))
    row = table.rows[place]
    rows = (*table.rows[:place], replace(row, values={**row.values, "hours": row["hours"] + 7}), *table.rows[place + 1:])
    tables = {**opened.read.tables, "pd_courses": replace(table, rows=rows)}
    changed = replace(opened, read=replace(opened.read, tables=tables), data=dataset.join(tables, opened.read.people, opened.specs))
    one = next(one for one in audit.check(issued, changed, counted(changed)).outdated if one.printed.id == "courses.hours")
    assert one.altered == (str(row.cell("hours")),)
    assert one.difference == 7


def issued_cells(issued: ledgered.Paper, name: str) -> tuple[str, ...]:
    return issued.cells(next(one for one in issued.printed if one.id == name and not one.year))


# ── numbers changed by hand ─────────────────────────────────────────────────────────────────────────────────────────


def rewritten(content: bytes, pattern: str, by: str) -> bytes:
    """The paper after somebody typed in Word: its main part with one piece of XML replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text, times = re.subn(pattern, by, data.decode(), count=1, flags=re.DOTALL)
                assert times == 1
                data = text.encode()
            new.writestr(name, data)
    return target.getvalue()


def bookmark(issued: ledgered.Paper, name: str) -> ledgered.Printed:
    return next(one for one in issued.printed if one.id == name and one.row < 0 and not one.year)


def test_a_number_that_a_person_typed_over_is_told_apart(opened, made, content, issued) -> None:
    mark = bookmark(issued, "composition.listeners").bookmark
    other = rewritten(content, rf'(w:name="{mark}"/>.{{0,400}}?<w:t[^>]*>)24(</w:t>)', r"\g<1>30\2")
    found = audit.check(ledgered.read(other, ""), opened, made)
    (one,) = found.edited
    assert (one.printed.text, one.printed.was, one.now, one.state) == ("30", "24", "24", "holds")
    assert not found.outdated


def test_a_number_whose_mark_is_gone_is_told(opened, made, content, issued) -> None:
    mark = bookmark(issued, "composition.listeners").bookmark
    other = rewritten(content, rf'<w:bookmarkStart [^>]*w:name="{mark}"/>', "")
    (one,) = audit.check(ledgered.read(other, ""), opened, made).edited
    assert one.printed.text is None


def test_spaces_that_a_word_processor_changes_are_no_edit(opened, made, content) -> None:
    other = rewritten(content, "\u00a0%</w:t>", " %</w:t>")
    assert not audit.check(ledgered.read(other, ""), opened, made).edited


# ── the command ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def college(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A college with one journal of the sample and its staff list."""
    folder = tmp_path_factory.mktemp("audit") / "college"
    (folder / "registers" / LABEL).mkdir(parents=True)
    for name in ("otm.toml", f"registers/{LABEL}/ОТМ журналы {LABEL}.xlsx", f"registers/{LABEL}/Педагогтер тізімі {LABEL}.xlsx"):
        shutil.copy(SAMPLE / name, folder / name)
    return folder


def test_the_command_says_what_changed_and_why(tmp_path: Path, college: Path) -> None:
    assert otm("build", college, "session-protocol", "--only", "3", "--today", TODAY, "--papers", "kk", "--out", tmp_path).status in (0, 1)
    (file,) = tmp_path.glob("хаттама-03*.docx")
    assert otm("audit", file, college, "--today", TODAY).status == 0
    issued = ledgered.read(file.read_bytes(), "")
    place = issued.cells(bookmark(issued, "attendance.present/protocol=3"))[0]
    path, _, rest = place.partition("#")
    sheet, _, a1 = rest.partition("!")
    book = openpyxl.load_workbook(college / path)
    book[sheet][a1] = "ж"
    book.save(college / path)
    ended = otm("audit", file, college, "--today", TODAY)
    assert ended.status == 1
    assert "«21» → «20» (–1)" in ended.out
    assert place in ended.out
    answer = otm("audit", file, college, "--today", TODAY, "--json").json
    assert {one["id"]: (one["printed"], one["now"], one["difference"], one["cells"]["removed"]) for one in answer["changed"]} == {
        "attendance.present/protocol=3": ("21", "20", -1, [place]),
    }
    assert [one["state"] for one in answer["files"]] == ["changed"]


def test_a_paper_that_cannot_be_audited_says_what_to_do(tmp_path: Path, college: Path) -> None:
    ended = otm("audit", SAMPLE.parent / "templates" / "order.kk.docx", college)
    assert ended.status == 2
    assert "otm build" in ended.err
    assert otm("audit", tmp_path / "жоқ.docx", college, "--json").json["error"]["code"] == "paper-missing"


def test_words_are_compared_without_their_kinds_of_spaces() -> None:
    assert folded("а\u00a0 б\n\u2060в") == "а б в"
