"""What reading costs, as ratios of processor time in one run: against unzipping and parsing the same file, and against pandas.

"Reading" is everything from the file on the disk to Sheets: the copy, the look into the package with its limits and
checksums, every value at its address, error cells and hidden rows found again. Typed rows are shown beside it.
"""

from __future__ import annotations

import io
import random
import statistics
import time
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from xml.parsers import expat

import pandas as pd
import pytest
import xlsxwriter

from otm_reports import registers, sheets, snapshot, specs
from otm_reports.model import CellError

ROWS = 20_000
HEAD = (
    "№", "Аты-жөні", "Курстың тақырыбы", "Өткізген ұйым", "Сағат саны", "Өту түрі", "Басталған күні", "Аяқталған күні", "Сертификат №", "Тілі", "Жылы", "Ескерту",
)


def register(path: Path) -> Path:
    """Courses of 20,000 rows, as a spreadsheet program writes them; one note in 500 is an error cell."""
    dice = random.Random(7)  # noqa: S311 - the same register every time
    people = [f"Тегі{letter} Аты{number} Әкесіқызы" for letter in "АБВГДЕЖЗИК" for number in range(30)]
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Курстар")
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, HEAD)
    for row in range(1, ROWS + 1):
        begun = datetime(2025, 9, 1) + timedelta(days=dice.randrange(270))
        sheet.write_number(row, 0, row)
        for column, text in (
            (1, dice.choice(people)), (2, f"Тақырып {dice.randrange(3000)}"), (3, f"Орталық {dice.randrange(40)}"), (5, dice.choice(("күндізгі", "қашықтан"))),
            (8, f"№ {row:06}"), (9, "қазақ"),
        ):
            sheet.write_string(row, column, text)
        sheet.write_number(row, 4, dice.choice((36, 72, 80, 120)))
        sheet.write_datetime(row, 6, begun, day)
        sheet.write_datetime(row, 7, begun + timedelta(days=14), day)
        sheet.write_number(row, 10, begun.year)
        if row % 500 == 0:
            sheet.write_formula(row, 11, "=NA()", None, "#N/A")
        elif row % 3 == 0:
            sheet.write_string(row, 11, f"ескерту {row % 50}")
    sheet.set_row(100, None, None, {"hidden": True})
    book.close()
    return path


def cost(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


@pytest.mark.benchmark
def test_reading_costs_little_more_than_unzipping_and_far_less_than_pandas(tmp_path, capsys):
    path = register(tmp_path / "Курстар.xlsx")
    declared = specs.load()

    def floor() -> None:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            for name in package.namelist():
                expat.ParserCreate().Parse(package.read(name), True)

    def ours() -> tuple[sheets.Sheet, ...]:
        copy = snapshot.copy(path, path.name)
        assert isinstance(copy, snapshot.Workbook)
        return sheets.read(copy)

    def typed() -> registers.Read:
        return registers.read_tables(ours(), declared, {})

    (sheet,) = ours()
    assert sum(type(value) is CellError for row in sheet.rows for value in row) == ROWS // 500
    assert (len(sheet.rows), sheet.hidden_rows, sheet.value(ROWS + 1, 1)) == (ROWS + 1, {101}, ROWS)
    rounds = [(cost(floor), cost(ours), cost(lambda: pd.read_excel(path, engine="openpyxl"))) for _ in range(7)]
    to_floor = statistics.median(ours_ / floor_ for floor_, ours_, _ in rounds)
    to_pandas = statistics.median(pandas_ / ours_ for _, ours_, pandas_ in rounds)
    with capsys.disabled():
        print(f"\nreading {ROWS} rows x {len(HEAD)}: {to_floor:.2f} x unzipping and parsing; pandas with openpyxl costs {to_pandas:.1f} x as much")
        print(f"with typed rows and findings: {cost(typed) / statistics.median(one[0] for one in rounds):.1f} x unzipping and parsing")
    assert to_floor <= 2.5
    assert to_pandas >= 6
