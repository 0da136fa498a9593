"""Sheets drawn as text → a college folder: the fixture language of the tests of reading.

    college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": '''
        Хаттама № | Күні       | Түрі   | Тақырыбы  | Баяндамашы
        1         | 2025-10-09 | отырыс | Кіріспе   | Серікова А.М.
    '''}})

A line is a row, ``|`` divides cells, an empty place is an empty cell, ``2025-10-09`` a real date, ``12`` a number, ``'12``
text; a line of ``.`` is an empty row.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from textwrap import dedent

import openpyxl

DAY = re.compile(r"\d{4}-\d\d-\d\d")

STAFF = """
    Педагогтер тізімі 2025-2026
    № | Аты-жөні                     | Лауазымы  | Санаты            | Санаты берілген уақыты | Білімі | Пед. өтілі | Комиссия
    1 | Серікова Айгүл Маратқызы     | оқытушы   | педагог-зерттеуші | 2023-08-29 | жоғары | 12 | Мейіргер ісі ЦӘК
    2 | Омаров Қайрат Бекұлы         | оқытушы   | педагог           | 2024-08-29 | жоғары | 2  | Мейіргер ісі ЦӘК
    3 | Жақыпова Динара Ерланқызы    | әдіскер   | педагог-сарапшы   | 2022-08-29 | жоғары | 7  | Мейіргер ісі ЦӘК
"""
EVENTS = """
    ОТМ отырыстары мен іс-шаралар журналы 2025-2026
    Хаттама № | Күні       | Түрі            | Тақырыбы        | Баяндамашы       | Қатысқаны
    1         | 2025-10-09 | отырыс          | Кіріспе отырыс  | Серікова А.М.    | 2
    2         | 2025-11-20 | шеберлік сыныбы | Симуляция       | Жақыпова Д.Е.    | 2
    3         | 2026-02-12 | отырыс          | Бағалау         | Серікова А.М.    | 1
    4         | 2026-05-14 | отырыс          | Қорытынды       | Серікова А.М.    | 2
"""


def value(text: str) -> object:
    """What a drawn cell holds."""
    text = text.strip()
    if DAY.fullmatch(text):
        return date.fromisoformat(text)
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+\.\d+", text):
        return float(text)
    return text.removeprefix("'").replace("\\n", "\n") or None


def draw(path: Path, sheets: Mapping[str, str]) -> Path:
    """A workbook of drawn sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.modified = datetime(2026, 6, 1)
    for name, text in sheets.items():
        sheet = book.create_sheet(name)
        for number, line in enumerate(dedent(text).strip("\n").splitlines(), 1):
            for column, cell in enumerate(line.split("|") if line.strip() != "." else (), 1):
                found = value(cell)
                if found is not None:
                    sheet.cell(number, column, found)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def college(folder: Path, files: Mapping[str, Mapping[str, str]] | None = None, toml: str = "") -> Path:
    """A college folder: staff and events of 2025-2026 unless the test draws its own."""
    files = files if files is not None else {}
    drawn = {"registers/2025-2026/Құрам.xlsx": {"Педагогтер": STAFF}, "registers/2025-2026/ОТМ.xlsx": {"Отырыстар": EVENTS}, **files}
    for name, sheets in drawn.items():
        draw(folder / name, sheets)
    (folder / "otm.toml").write_text(toml, encoding="utf-8")
    return folder
