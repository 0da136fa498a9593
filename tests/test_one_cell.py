"""Changing one data cell of a register changes no figure that does not hold it: in its cells, its base or what it left out.

The changed cell itself is held: by the figure as it was, if the row counted in it then; else by the figure as it was or as it is
now (a lesson marked «жоғары» instead of «жақсы» leaves one figure and enters another). Random cells of the sample, with a seed;
the change is made where the cell has been read and typed, so that a hundred changes take a minute; the soak changes sheets and reads.

Tried apart, because a figure does not name every cell by which it finds its way:

* names: a person's cell joins registers (who visited whom, who holds which category), so the figures of every register that
  was searched with it may move;
* keys: number, day and body of a meeting in the agenda and on the marks say which meeting they speak of;
* structure: the commission of a teacher or a row places it in a part of the college.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from running import SAMPLE
from test_rules_wiring import DRAWN, PROFILES, chosen, drawn

from otm_reports import analysis, dataset, pipeline, registers, rules, sheets, snapshot
from otm_reports.model import CellRef, Figure, Listing, ListingRow, Period, Person, Row, Sheet, Table, Value

TODAY = date(2026, 6, 20)
LABEL = "2025-2026"
#: Fields that say which meeting a row speaks of.
MEETING = {"events": ("protocol_no", "body"), "agenda_items": ("protocol_no", "protocol_date", "body"), "attendance": ("protocol_no", "date", "body"),
           "council_members": ("body",)}
Figures = Mapping[str, Figure]
Lists = Mapping[str, Listing]


@pytest.fixture(scope="module")
def opened() -> pipeline.Opened:
    return pipeline.open_folder(SAMPLE)


def told(opened: pipeline.Opened, tables: Mapping[str, Table] | None = None) -> tuple[Figures, Lists]:
    data = dataset.join(tables or opened.read.tables, opened.read.people, opened.specs)
    return analysis.all_figures(dataset.build(data, opened.specs, LABEL, period="year", today=TODAY), opened.specs)


def counted(opened: pipeline.Opened, tables: Mapping[str, Table] | None = None) -> Figures:
    """The figures of the analysis, and those that count the verdicts."""
    data = dataset.join(tables or opened.read.tables, opened.read.people, opened.specs)
    built = dataset.build(data, opened.specs, LABEL, period="year", today=TODAY)
    figures = analysis.all_figures(built, opened.specs)[0]
    return {**figures, **rules.compliance(rules.judge(built, figures, opened.specs), opened.specs)[0]}


@pytest.fixture(scope="module")
def whole_year(opened) -> tuple[Figures, Lists]:
    return told(opened)


@pytest.fixture(scope="module")
def analysed(whole_year) -> Figures:
    return whole_year[0]


@pytest.fixture(scope="module")
def before(opened) -> Figures:
    return counted(opened)


@pytest.fixture(scope="module")
def lists(whole_year) -> Lists:
    return whole_year[1]


def held(figure: Figure | None) -> set[CellRef]:
    """Every cell a figure holds: its own, those of its base, those it left out."""
    if figure is None:
        return set()
    return {*figure.cells, *(left.cell for left in figure.left_out)} | held(figure.of) | held(figure.part)


def stranger(cell: CellRef, before: Figure | None, after: Figure | None) -> bool:
    """Whether a figure that moved did not hold the changed cell; one that counted its row had to hold it before."""
    if cell in held(before):
        return False
    counted_then = before is not None and _line(cell) in map(_line, before.counted)
    return counted_then or cell not in held(after)


def _line(cell: CellRef) -> tuple[str, str, int]:
    return cell.file, cell.sheet, cell.row


def places(figure: Figure | None) -> set[str]:
    """The blocks of sheets that were searched, without their ranges."""
    return {place.rpartition("!")[0] for place in figure.searched} if figure else set()


def moved(before: Figures, after: Figures) -> Iterator[str]:
    """Figures whose number is not the same, and those that are there only before or after."""
    for name in {**before, **after}:
        if (before[name].value if name in before else None) != (after[name].value if name in after else None):
            yield name


# ── cells and other values for them ─────────────────────────────────────────────────────────────────────────────────


def choices(
    opened: pipeline.Opened, wanted: Callable[[str, str], bool], years: tuple[str, ...] = ("", LABEL), *, blank: bool = False,
) -> list[tuple[str, int, str]]:
    """Every filled (or ``blank``) data cell of the years as (register, place of the row, field), for the fields that are wanted."""
    return [
        (name, number, field)
        for name, table in sorted(opened.read.tables.items()) for number, row in enumerate(table.rows)
        for field, value in sorted(row.values.items())
        if (value is None) is blank and field in row.source.columns and field not in row.placed and row.source.year in years and wanted(name, field)
    ]


def is_data(opened: pipeline.Opened, register: str, field: str) -> bool:
    kind = opened.specs.registers[register].fields[field].type
    return kind not in ("person", "people", "commission") and field not in MEETING.get(register, ()) and field not in ("surname", "given", "patronymic")


def other_value(rng: random.Random, table: Table, row: Row, field: str) -> Value:
    """What somebody might have written instead: a value of another row, a day or a number nearby, or nothing."""
    value = row[field]
    if value is not None and rng.random() < 0.2:
        return None
    others = sorted({one for other in table.rows if (one := other[field]) is not None and one != value}, key=str) if not isinstance(value, tuple) else []
    if others and (value is None or rng.random() < 0.7):
        return rng.choice(others)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, Period):
        return Period(value.start + timedelta(days=3), value.end + timedelta(days=3))
    return value + timedelta(days=rng.choice((-200, -3, 3, 200))) if isinstance(value, date) else None


def changed(opened: pipeline.Opened, choice: tuple[str, int, str], value: Value) -> tuple[Row, Figures]:
    name, number, field = choice
    table = opened.read.tables[name]
    row = table.rows[number]
    rows = (*table.rows[:number], replace(row, values={**row.values, field: value}), *table.rows[number + 1:])
    return row, counted(opened, {**opened.read.tables, name: replace(table, rows=rows)})


def check(opened: pipeline.Opened, before: Figures, rng: random.Random, times: int, years: tuple[str, ...] = ("", LABEL), *, blank: bool = False, least: int = 0) -> int:
    """So many other values, and as many more as it takes until more than ``least`` figures have moved; how many have."""
    cells = choices(opened, partial(is_data, opened), years, blank=blank)
    # most cells of a register are free text, which moves nothing: it is drawn one time in seven
    texts = [choice for choice in cells if opened.specs.registers[choice[0]].fields[choice[2]].type in ("text", "list")]
    counted_by = [choice for choice in cells if choice not in set(texts)]
    strangers, seen, tried = [], 0, 0
    while tried < times or (seen <= least and tried < 4 * times):
        tried += 1
        choice = rng.choice(counted_by if rng.random() < 6 / 7 else texts)
        table = opened.read.tables[choice[0]]
        value = other_value(rng, table, table.rows[choice[1]], choice[2])
        row, after = changed(opened, choice, value)
        for name in moved(before, after):
            seen += 1
            if stranger(row.cell(choice[2]), before.get(name), after.get(name)):
                strangers.append((name, str(row.cell(choice[2])), choice[2], row[choice[2]], value))
    assert strangers == []
    return seen


def test_another_value_in_one_data_cell_moves_only_figures_that_hold_it(opened, before):
    assert check(opened, before, random.Random(7), 15) > 8  # noqa: S311 - dice with a seed


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_many_other_values_move_only_figures_that_hold_them(opened, before, seed):
    assert check(opened, before, random.Random(seed), 30, least=15) > 15  # noqa: S311 - dice with a seed


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
def test_a_blank_that_is_filled_and_a_cell_of_the_year_before_move_only_figures_that_hold_them(opened, before, seed):
    rng = random.Random(seed)  # noqa: S311 - dice with a seed
    assert check(opened, before, rng, 30, blank=True) + check(opened, before, rng, 15, years=("2024-2025",)) > 0


def row_of(opened: pipeline.Opened, register: str, fits: Callable[[Row], bool]) -> int:
    return next(number for number, row in enumerate(opened.read.tables[register].rows) if fits(row))


WAYS = {
    "an event without a number comes to the day of a meeting that is marked by its day alone": (
        "events", "date", lambda row: row["date"] == date(2025, 12, 4), date(2026, 5, 14), "attendance.present/protocol=8"),
    "nobody is marked at a meeting of a new day": (
        "events", "date", lambda row: row["date"] == date(2025, 12, 4), date(2026, 6, 19), "attendance.present/protocol=2026-06-19"),
    "an event whose day is gone is held on the day of its agenda, or its marks make a meeting of their own": (
        "events", "date", lambda row: row["date"] == date(2025, 11, 20), None, "events.held/quarter=q2"),
    "who was not counted the year before is counted again": (
        "staff", "status", lambda row: (row.source.year, row.number, row["status"]) == ("2024-2025", 39, "active"), "maternity", "staff.changes.counted_again"),
    "a clause about the composition is judged otherwise": (
        "otm_composition", "role", lambda row: row.source.year == LABEL and row["role"] == "mentor", "listener", "compliance.verdict.partly"),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_moves_a_figure_from_aside_is_held_by_it(opened, before, way):
    register, field, fits, value, figure = WAYS[way]
    row, after = changed(opened, (register, row_of(opened, register, fits), field), value)
    assert before.get(figure) != after.get(figure)
    assert row.cell(field) in held(before.get(figure)) | held(after.get(figure))
    assert [name for name in moved(before, after) if stranger(row.cell(field), before.get(name), after.get(name))] == []


def test_another_name_key_or_commission_moves_only_figures_that_searched_its_register(opened, before):
    rng = random.Random(11)  # noqa: S311 - dice with a seed
    cells = choices(opened, lambda name, field: not is_data(opened, name, field))
    related = {"events": ("attendance",), "agenda_items": ("attendance",), "council_members": ("attendance",), "commissions": ("staff", "lessons")}
    for choice in (cells[rng.randrange(len(cells))] for _ in range(8)):
        table = opened.read.tables[choice[0]]
        people = [row[choice[2]] for row in table.rows if isinstance(row[choice[2]], Person) and row[choice[2]] != table.rows[choice[1]][choice[2]]]
        row, after = changed(opened, choice, rng.choice(people) if people else None)
        sheet = str(CellRef(row.at.file, row.at.sheet))
        for name in moved(before, after):
            known = sheet in places(before.get(name)) | places(after.get(name)) or not stranger(row.cell(choice[2]), before.get(name), after.get(name))
            known = known or name.partition(".")[0] in related.get(choice[0], ())
            assert known, (name, str(row.cell(choice[2])))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(5))
def test_another_text_in_one_cell_of_a_sheet_moves_only_figures_that_hold_it(opened, before, seed):
    """The same with reading in between: the cell is changed on the sheet, everything is read and counted again."""
    taken = snapshot.take(SAMPLE)
    read: list[Sheet] = [sheet for workbook in taken.workbooks for sheet in sheets.read(workbook)]
    about = {workbook.path: (workbook.sha256, workbook.open_by) for workbook in taken.workbooks}
    rng = random.Random(seed)  # noqa: S311 - dice with a seed
    cells = choices(opened, partial(is_data, opened))
    for name, number, field in (cells[rng.randrange(len(cells))] for _ in range(8)):
        row = opened.read.tables[name].rows[number]
        cell, other = row.cell(field), rng.choice(opened.read.tables[name].rows)
        at = next(place for place, sheet in enumerate(read) if (sheet.file, sheet.name) == (cell.file, cell.sheet))
        text = other.raw.get(field)
        grid = [list(one) for one in read[at].rows]
        grid[cell.row - 1][cell.column - 1] = text
        patched = [*read[:at], replace(read[at], rows=tuple(map(tuple, grid))), *read[at + 1:]]
        again = registers.read_tables(patched, opened.specs, about)
        after = counted(replace(opened, read=again))
        # any cell may make a row one that is written twice, or one of two: then the figure holds the row
        whole = len(again.tables[name]) != len(opened.read.tables[name])
        for moving in moved(before, after):
            lines = set(map(_line, held(before.get(moving)) | held(after.get(moving)))) if whole else set()
            assert _line(cell) in lines or not stranger(cell, before.get(moving), after.get(moving)), (moving, str(cell), text)


# ── a register that is gone ─────────────────────────────────────────────────────────────────────────────────────────

#: Where a register is only asked for what another does not say, the rest is still known without it.
FALLS_BACK = {"staff": ("composition.category.",), "otm_composition": ("attendance.listeners", "attendance.below_threshold")}


def resting_on(before: Figures, blocks: set[str]) -> set[str]:
    """The figures that declare a register: its blocks are among the places they, or their parts, were searched in."""
    return {name for name, figure in before.items() if any(places(one) & blocks for one in (figure, figure.of, figure.part))}


def without(gone: str, before: Figures, after: Figures, blocks: set[str]) -> None:
    """Exactly the figures that declare the register have no data now, or are not there; nothing else about any other has moved."""
    resting, back = resting_on(before, blocks), FALLS_BACK.get(gone, ())
    assert {name for name in resting if name in after and after[name].value is not None and not name.startswith(back)} == set()
    others = [name for name in before if name not in resting and not name.startswith(back)]
    meetings = before["events.held"].searched
    for name in others:
        now = after.get(name)
        assert now is not None, name
        if gone == "attendance" and name.startswith("attendance.listed/protocol=") and set(now.searched) - set(before[name].searched) <= set(meetings):
            now = replace(now, searched=before[name].searched)  # marks and events both said this meeting: now it rests on the events
        assert _told(now) == _told(before[name]), name
    assert set(after) <= set(before)


def _told(figure: Figure) -> object:
    return figure.value, figure.counted, figure.left_out, figure.searched, figure.label


#: Where a value was found by way of a register: without it nothing is known there, though the cells of the value stand in another.
BY_WAY_OF = {"staff": ("lessons.by_commission", "overview.years", "departments.numbers", "departments.left_out"), "otm_composition": ("overview.years",)}
#: Where no agenda is kept, nothing says that a protocol does not stand in it: verdict, and who would mend it.
UNSAID = {"agenda_items": {"routes.products": ("verdict", "who", "who_ru"), "routes.practices": ("verdict", "who", "who_ru"), "routes.plan": ("state",)}}
#: A post that is named by a register falls to otm.toml, or to its own word.
POSTS = ("who", "who_ru")


def lists_without(gone: str, before: Lists, after: Lists, blocks: set[str]) -> int:
    """A listing that declares the register is empty or has lost only what it held of it; any other is the same line by line, values and cells."""
    assert set(after) <= set(before)
    losing = 0
    for name, was in before.items():
        now = after.get(name)
        if not (places_of(was) & blocks or any(holds(row, blocks) for row in was)):
            # the register of commissions says in which order they stand, and nothing else of such a listing
            assert now is not None, name
            assert sorted(map(repr, now.rows)) == sorted(map(repr, was.rows)), name
            assert (now.label, now.left_out, now.searched, now.no_data) == (was.label, was.left_out, was.searched, was.no_data), name
            continue
        losing += 1
        if now is None or now.no_data:
            assert now is None or now.rows == (), name
            continue
        assert not places_of(now) & blocks, name
        assert not [row for row in now if holds(row, blocks)], name
        left = list(was.rows)
        for row in now:
            found = next((one for one in left if one == row), None)
            found = found or next((one for one in left if goes_on(one, row, blocks, freed=UNSAID.get(gone, {}).get(name, ()), lost=name in BY_WAY_OF.get(gone, ()))), None)
            assert found is not None, (name, row.values)
            left.remove(found)
        assert name in BY_WAY_OF.get(gone, ()) or [row.values for row in left if not holds(row, blocks) and not any(value == 0 and not row.cells.get(column) for column, value in row.values.items())] == [], name
    return losing


def places_of(listing: Listing) -> set[str]:
    """The blocks of sheets that were searched for a listing, and those of what it left out."""
    return {place.rpartition("!")[0] for place in listing.searched} | {str(CellRef(left.cell.file, left.cell.sheet)) for left in listing.left_out}


def column_holds(row: ListingRow, column: str, blocks: set[str]) -> bool:
    cells = {*row.cells.get(column, ()), *(held(row.of[column]) if column in row.of else ())}
    return any(str(CellRef(cell.file, cell.sheet)) in blocks for cell in cells)


def holds(row: ListingRow, blocks: set[str]) -> bool:
    return any(column_holds(row, column, blocks) for column in row.values)


def goes_on(was: ListingRow, now: ListingRow, blocks: set[str], *, freed: tuple[str, ...], lost: bool) -> bool:
    """Whether a line is the same but for what it held of the register; a nought that was counted in it is no data now."""
    for column in {**was.values, **now.values}:
        value, other = was.values.get(column), now.values.get(column)
        if column in freed or (value, was.cells.get(column, ()), was.of.get(column)) == (other, now.cells.get(column, ()), now.of.get(column)):
            continue
        rested = column_holds(was, column.removesuffix("_ru"), blocks) or (other is None and (lost or not was.cells.get(column)))
        elsewhere = other is None or other == 0 or column in POSTS or bool(now.cells.get(column))
        if not (rested and elsewhere):
            return False
    return True


@pytest.mark.parametrize("gone", DRAWN)
def test_a_register_that_is_gone_leaves_no_data_where_it_was_declared_and_nothing_else_moves(gone):
    specs, whole = chosen(*PROFILES), drawn(DRAWN)
    (before, lists), (after, others) = (analysis.all_figures(one, specs) for one in (whole, drawn({name: text for name, text in DRAWN.items() if name != gone})))
    blocks = {f"{CellRef(source.file, source.sheet)}" for source in whole[gone].sources}
    without(gone, before, after, blocks)
    assert lists_without(gone, lists, others, blocks) > 0 or gone == "council_members"  # of their marks there are figures only


SAMPLED = [pytest.param(name, marks=() if name in ("open_lessons", "otm_composition") else pytest.mark.soak) for name in sorted({*DRAWN, "internships"})]


@pytest.mark.parametrize("gone", SAMPLED)
def test_of_the_sample_too(opened, analysed, lists, gone):
    table = opened.read.tables[gone]
    blocks = {f"{CellRef(source.file, source.sheet)}" for source in table.sources}
    after, others = told(opened, {**opened.read.tables, gone: Table(gone)})
    without(gone, analysed, after, blocks)
    assert lists_without(gone, lists, others, blocks) > 0 or gone == "council_members"  # of their marks there are figures only


def test_every_register_of_a_college_is_thrown_away_once(opened):
    assert {name for name, table in opened.read.tables.items() if table.rows} <= {*DRAWN, "internships"}
    assert len(DRAWN) > 25
