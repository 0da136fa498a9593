"""The workbook of the sample, read back: every link leads somewhere, every chart has its data, every figure stands beside its cells."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import whole_sample
from openpyxl.utils import range_boundaries
from running import SAMPLE

from otm_reports import pipeline, workbook
from otm_reports.model import CellRef, Finding, Listing, ListingRow, Report
from otm_reports.pipeline import Opened
from otm_reports.workbook import links
from otm_reports.workbook.page import Book

OUT = SAMPLE / "reports" / "2025-2026"  # where it would stand: nothing is written
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def opened() -> Opened:
    return whole_sample.read()[0]


@pytest.fixture(scope="module")
def made() -> Report:
    return whole_sample.read()[1]


@pytest.fixture(scope="module")
def findings(opened: Opened, made: Report) -> tuple[Finding, ...]:
    return pipeline.all_findings(opened, made)


@pytest.fixture(scope="module")
def little(made: Report) -> Report:
    """Two chapters of it, for what does not need the whole year."""
    chosen = ("events.", "plan.")
    return replace(
        made, figures={name: one for name, one in made.figures.items() if name.startswith(chosen)},
        listings={name: one for name, one in made.listings.items() if name.startswith(chosen)},
    )


@pytest.fixture(scope="module")
def content(opened: Opened, made: Report, findings: tuple[Finding, ...]) -> bytes:
    return workbook.year_book(made, opened.specs, findings, SAMPLE, OUT)


@pytest.fixture(scope="module")
def book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def leads(book: openpyxl.Workbook) -> Iterator[tuple[object, str, str]]:
    """Every link: its cell, the file it opens (none for this workbook), the place in it."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    yield cell, unquote((cell.hyperlink.target or "").replace("\\", "/")), cell.hyperlink.location or ""


def split(place: str) -> tuple[str, str]:
    """``'It''s'!B6`` → sheet and block."""
    sheet, _, block = place.rpartition("!")
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet, block


@cache
def standing(path: Path) -> dict[str, dict[tuple[int, int], object]]:
    """Sheet → (row, column) → what stands there, read without our own readers."""
    if path.suffix == ".csv":
        content = path.read_bytes()
        text = content.decode("utf-16" if content[:1] == b"\xff" else "utf-8-sig")
        return {path.stem: {(row, 1): line for row, line in enumerate(text.splitlines(), 1) if line}}
    read = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: {(cell.row, cell.column): cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None} for sheet in read}


def held(cells: dict[tuple[int, int], object], block: str) -> list[object]:
    first_column, first, last_column, last = range_boundaries(block)
    return [value for (row, column), value in cells.items() if first <= row <= last and first_column <= column <= last_column]


# ── links ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_link_inside_the_workbook_leads_to_a_cell_that_says_something(book):
    inside = [(cell, split(place)) for cell, file, place in leads(book) if not file]
    assert len(inside) > 200
    for cell, (name, place) in inside:
        assert name in book.sheetnames, (cell.parent.title, cell.coordinate, name)
        assert book[name][place].value is not None, (cell.parent.title, cell.coordinate, name, place)


def test_every_link_to_a_register_opens_a_file_a_sheet_and_a_cell_that_are_there(book):
    outside = [(cell, file, place) for cell, file, place in leads(book) if file]
    assert len(outside) > 500
    empty = []
    for cell, file, place in outside:
        path = (OUT / file).resolve()
        assert path.is_file(), file
        assert path.is_relative_to((SAMPLE / "registers").resolve())
        if not place:
            continue
        name, block = split(place)
        sheets = standing(path)
        assert name in sheets, (file, name, list(sheets))
        if path.suffix != ".csv" and cell.parent.title == "Көрсеткіштердің дереккөздері" and not held(sheets[name], block):
            empty.append((cell.coordinate, file, place))
    assert empty == [], "a figure is led to cells that hold something"


def test_a_figure_leads_to_its_own_row_among_the_sources(book, made):
    sources = book["Көрсеткіштердің дереккөздері"]
    labels = {one.label["kk"] for one in made.figures.values()}
    led = [(cell, split(place)) for cell, file, place in leads(book) if not file and split(place)[0] == sources.title and cell.parent.title != "Мазмұны"]
    assert len(led) > 150
    for cell, (_, place) in led:
        asked = cell.parent.cell(cell.row, 1).value
        assert asked in labels
        assert sources[place].value == asked, (cell.parent.title, cell.coordinate)


def test_links_are_made_of_names_only_and_stay_inside_the_college_folder(content):
    parts = zipfile.ZipFile(io.BytesIO(content))
    targets = [
        target for name in parts.namelist() if "worksheets/_rels" in name
        for target in re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', parts.read(name).decode())
    ]
    assert targets
    assert {target[: len("..\\..\\registers\\")] for target in targets} == {"..\\..\\registers\\"}
    assert str(SAMPLE.parent) not in b"".join(map(parts.read, parts.namelist())).decode("utf-8", "ignore")


def test_outside_of_the_college_folder_there_is_no_link_and_it_says_so(opened, little, findings, tmp_path):
    elsewhere = openpyxl.load_workbook(io.BytesIO(workbook.year_book(little, opened.specs, findings, SAMPLE, tmp_path)))
    assert [file for _, file, _ in leads(elsewhere) if file] == []
    assert "сілтеме жоқ" in str(elsewhere.worksheets[0]["A5"].value)


@pytest.mark.parametrize(("file", "sheet", "target", "place"), [
    ("registers/а б.xlsx", "Т", "..\\registers\\а%20б.xlsx", "'Т'!B6"),
    ("registers/50%20.xlsx", "It's", "..\\registers\\50%2520.xlsx", "'It''s'!B6"),
    ("registers/№1 #2 [3] {4}^`.xlsx", "а#б!в", "..\\registers\\№1%20%232%20%5b3%5d%20%7b4%7d%5e%60.xlsx", "'а#б!в'!B6"),
    ("registers/жүктеме.docx", "кесте 1", "..\\registers\\жүктеме.docx", None),
])
def test_signs_in_names_do_not_lead_astray(tmp_path, file, sheet, target, place):
    college = tmp_path / "college"
    (college / file).parent.mkdir(parents=True)
    (college / file).touch()
    made = Book("Мазмұны")
    made.sheet("Мазмұны").write_url(0, 0, links.to_cell(CellRef(file, sheet, 6, 2), "../"[:-1]), None, "→")
    (cell, opens, where), = leads(openpyxl.load_workbook(io.BytesIO(made.close())))
    assert cell.hyperlink.target == target
    assert (where or None) == place
    assert (college / "reports" / opens).resolve() == college / file


@pytest.mark.parametrize("file", ["~$журнал.xlsx", "registers/.~lock.журнал.xlsx#", "otm.toml", "profiles/otm-2025.toml", "archive/2024-2025.json"])
def test_what_is_no_register_is_not_linked(file):
    assert links.to_cell(CellRef(file, "Т", 1, 1), "..") == ""
    assert links.to_cell(CellRef("registers/журнал.xlsx", "Т", 1, 1), "") == ""


def test_over_the_limit_of_links_the_places_stay_as_text(opened, little, findings, monkeypatch):
    monkeypatch.setattr(links, "MOST_LINKS", 30)
    few = openpyxl.load_workbook(io.BytesIO(workbook.year_book(little, opened.specs, findings, SAMPLE, OUT)))
    sources = few["Көрсеткіштердің дереккөздері"]
    assert sum(1 for cell, _, _ in leads(few) if cell.parent is sources) <= 30
    heads = {cell.value: cell.column for cell in sources[2]}
    shown = [row[heads["Саналған ұяшықтар"] - 1] for row in sources.iter_rows(min_row=3, values_only=True)]
    assert sum(1 for text in shown if text) > 60


# ── names of sheets ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_names_of_sheets_are_ones_that_excel_takes():
    taken: list[str] = []
    wanted = [
        "Педагогтердің біліктілігін арттыру және қайта даярлау", "Педагогтердің біліктілігін арттыру және қайта даярлау", "ЖОСПАР", "жоспар",
        "A/B: [C]*?\\", "'тырнақша'", "History", "", "А" * 31 + "'",
    ]
    for name in wanted:
        taken.append(links.free_name(name, taken))
    assert len({name.casefold() for name in taken}) == len(wanted)
    for name in taken:
        assert 1 <= len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() != "history"
    made = Book("Мазмұны")
    for name in wanted:  # and XlsxWriter takes them too
        made.sheet(name)
    assert openpyxl.load_workbook(io.BytesIO(made.close())).sheetnames == taken


def test_every_chapter_has_a_name_in_each_language(opened, made):
    chapters = {name.split(".")[0] for name in (*made.listings, *made.figures)}
    for lang in ("kk", "ru", "en"):
        said = {chapter: opened.specs.messages[lang].text("chapters", chapter) for chapter in chapters}
        assert {chapter for chapter, text in said.items() if text == chapter or not text} == set(), lang


# ── charts and tables ───────────────────────────────────────────────────────────────────────────────────────────────


def values(book: openpyxl.Workbook, formula: str) -> list[object]:
    name, block = split(formula)
    return [cell.value for row in book[name][block.replace("$", "")] for cell in row] if ":" in block else [book[name][block.replace("$", "")].value]


def test_every_chart_has_its_data_in_the_cells_it_names(content, book):
    parts = zipfile.ZipFile(io.BytesIO(content))
    drawn = [ET.fromstring(parts.read(name)) for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)]
    assert len(drawn) >= 10
    for chart in drawn:
        series = list(chart.iter(f"{C}ser"))
        assert series
        for one in series:
            name, = values(book, one.findtext(f"{C}tx//{C}f"))
            categories, numbers = (values(book, one.findtext(f"{C}{part}//{C}f")) for part in ("cat", "val"))
            assert isinstance(name, str)
            assert name
            assert len(categories) == len(numbers) > 1
            assert all(isinstance(label, str) and label for label in categories), categories
            assert any(isinstance(number, int | float) and number for number in numbers)
            assert all(isinstance(number, int | float) or number == "дерек жоқ" for number in numbers)
            kept = [point.text for point in one.iterfind(f"{C}val//{C}v")]
            assert [float(text) for text in kept if text] == [number for number in numbers if isinstance(number, int | float)]


def test_most_chapters_have_a_chart(book):
    assert sum(1 for sheet in book.worksheets[1:-3] if sheet._charts) >= 9


def test_no_chapter_of_the_sample_shows_a_code_in_place_of_a_word(book):
    code = re.compile(r"[a-z]+(?:[_.][a-z0-9_]+)*")
    shown = {
        (sheet.title, cell.value) for sheet in book.worksheets[:-3] for row in sheet.iter_rows() for cell in row
        if isinstance(cell.value, str) and code.fullmatch(cell.value)
    }
    assert shown == set()


# ── figures, verdicts, findings ─────────────────────────────────────────────────────────────────────────────────────


def cells_of(block: str) -> set[tuple[int, int]]:
    found = set()
    for run in block.split(", "):
        left, top, right, bottom = range_boundaries(run)
        found |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return found


def test_every_figure_is_among_the_sources_with_its_years_its_method_and_all_its_cells(book, made):
    sheet = book["Көрсеткіштердің дереккөздері"]
    heads = {cell.value: cell.column - 1 for cell in sheet[2]}
    by_id: dict[str, list[tuple]] = {}
    for row in sheet.iter_rows(min_row=3, values_only=True):
        by_id.setdefault(row[heads["Көрсеткіштің коды"]], []).append(row)
    assert by_id.keys() == made.figures.keys()
    for name, figure in made.figures.items():
        rows = by_id[name]
        assert {row[heads["Мәні, 2025-2026"]] for row in rows} == {"дерек жоқ" if figure.value is None else figure.value}, name
        assert rows[0][heads["Қалай саналды"]].startswith(figure.how["kk"]), name
        for year, value in figure.earlier.items():
            assert rows[0][heads[year]] == ("дерек жоқ" if value is None else value), (name, year)
        told = {
            (row[heads["Файл"]], row[heads["Парақ"]], *cell) for row in rows if row[heads["Файл"]] and figure.counted
            for cell in cells_of(row[heads["Саналған ұяшықтар"]])
        }
        meant = {(cell.file.removeprefix("registers/"), cell.sheet, cell.row, cell.column) for cell in figure.counted if cell.a1}
        assert told == meant, name


def test_a_chapter_has_its_figures_with_three_years_beside_each_other(book, made):
    sheet = book["Отырыстар мен іс-шаралар"]
    table = sheet.tables["events_figures"]
    heads, *rows = ([cell.value for cell in row] for row in sheet[table.ref])
    assert heads[2:5] == ["2023-2024", "2024-2025", "2025-2026"]
    held = made.figures["events.held"]
    row, = (row for row in rows if row[0] == held.label["kk"])
    assert row[2:5] == [held.earlier["2023-2024"], held.earlier["2024-2025"], held.value]


def test_verdicts_and_findings_have_a_row_each(book, made, findings):
    assert book["Ереже талаптары"].max_row == 2 + len(made.results)
    assert book["Қателер мен ескертулер"].max_row == 2 + len(findings)
    shown = [row[0] for row in book["Ереже талаптары"].iter_rows(min_row=3, values_only=True)]
    assert shown == [one.id for one in made.results]


# ── text is text ────────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = (
    '=HYPERLINK("http://example.org")', "=1+1", "+1+1", "-1+1", "@SUM(A1)", "{=1+1}", "\t=1", "http://example.org", "mailto:a@example.org",
    "internal:Мазмұны!A1", "external:\\\\evil\\share", "'=1", "1234567890123456789", "0012", "TRUE", "#N/A", "=" * 40_000, "а\x07б",
)


def test_nothing_from_a_register_becomes_a_formula_or_a_link(opened, little):
    words = {"kk": "Тақырыбы", "ru": "Тема"}
    listing = Listing(
        "events.hostile", {"kk": "=1+1", "ru": "=1+1"}, "otm", {"no": {"kk": "=2+2", "ru": "=2+2"}, "title": words},
        tuple(ListingRow({"no": number, "title": text}) for number, text in enumerate(HOSTILE, 1)),
    )
    found = [Finding("person-unknown", CellRef("registers/2025-2026/=1+1.xlsx", "=Т", 6, 2), text, field="presenter") for text in HOSTILE]
    hostile = replace(little, listings={**little.listings, listing.id: listing})
    content = workbook.year_book(hostile, opened.specs, found, SAMPLE, OUT)
    parts = zipfile.ZipFile(io.BytesIO(content))
    sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert [name for name in sheets if re.search(rb"<f[ >]", parts.read(name))] == []
    targets = b"".join(parts.read(name) for name in parts.namelist() if "worksheets/_rels" in name).decode()
    assert "example.org" not in targets
    assert "evil" not in targets
    read = openpyxl.load_workbook(io.BytesIO(content))
    table = read["Отырыстар мен іс-шаралар"].tables["events_hostile"]
    shown = [row[1] for row in read["Отырыстар мен іс-шаралар"][table.ref]][1:]
    assert [cell.data_type for cell in shown] == ["s"] * len(HOSTILE)
    assert [cell.value for cell in shown][:3] == list(HOSTILE[:3])
    assert [cell.hyperlink for cell in shown] == [None] * len(HOSTILE)
    assert [cell.quotePrefix for cell in shown] == [text.startswith(("=", "+", "-", "@", "\t")) for text in HOSTILE], "editing makes no formula of them"
    assert max(len(cell.value) for cell in shown) <= 32_767


# ── what the program of an office says ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_reads_every_sheet_and_understands_the_links(opened, little, findings, tmp_path):
    content = workbook.year_book(little, opened.specs, findings, SAMPLE, OUT)
    place = tmp_path / "college" / "reports" / "2025-2026"
    place.mkdir(parents=True)
    (place / "book.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    ended = subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "fods", "--outdir", str(place), str(place / "book.xlsx")],
        capture_output=True, timeout=180, check=False,
    )
    assert ended.returncode == 0, ended.stderr
    text = (place / "book.fods").read_text(encoding="utf-8")
    sheets = openpyxl.load_workbook(io.BytesIO(content), read_only=True).sheetnames
    named = re.findall(r'<table:table table:name="([^"]*)"', text)
    assert [name for name in named if name in sheets] == sheets
    led = {unquote(html.unescape(link)) for link in re.findall(r'xlink:href="([^"]*registers/[^"]*)"', text)}
    assert len(led) > 20
    for link in led:
        file, _, where = link.partition("#")
        assert (SAMPLE / "registers" / file.partition("registers/")[2]).is_file(), link
        assert re.fullmatch(r"'[^']+'!(?:[A-Z]+\d+)(?::[A-Z]+\d+)?", where) or not where, link
    assert len(re.findall(r"<draw:object ", text)) == 2, "its charts"
    assert "#REF!" not in text
