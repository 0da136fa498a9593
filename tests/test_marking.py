"""Marked copies: remarks stand at their cells, and what was not touched is byte for byte the college's own."""

from __future__ import annotations

import io
import os
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.parsers import expat

import openpyxl
import pytest
import python_calamine
import xlsxwriter
from drawn import college
from running import SAMPLE, TODAY, hashes, otm, reading_once

from otm_reports import marked, marking, since, specs
from otm_reports.marking import Origin, Remark, Unpatchable, mark
from otm_reports.marking import book as marking_book
from otm_reports.marking.zipped import Package, unpacked

SPECS = specs.load()
WORDS = marked.words_of(SPECS)
ORIGIN = Origin("0" * 64, "registers/журнал.xlsx")
RED, YELLOW, BLUE, GREEN = "FFF4B6B6", "FFFFE699", "FFDDEBF7", "FFC6E0B4"
FILLS = {"error": RED, "warning": YELLOW, "note": BLUE}
#: What a cell keeps of its own.
KEPT = ("font", "number_format", "border", "alignment", "protection")
#: The only parts that marking may change in a workbook.
TOUCHED = re.compile(r"(worksheets/|styles|workbook\.xml|\[content_types\]|comments|vmldrawing)", re.IGNORECASE)


def _remark(sheet: str, row: int, column: int, severity: str = "error", **more: str) -> Remark:
    return Remark("value-missing", severity, sheet, row, column, "date", "Серікова А.М.", "мән <жоқ> & бос\nпусто", "күні", "толтырыңыз", **more)


def _marked(content: bytes, remarks: Sequence[Remark], **more: str) -> bytes:
    return mark(content, remarks, ORIGIN, WORDS, **more)


def _values(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """What the fast reader sees, by sheet and cell."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        about.name: {
            (row, column): repr(value)
            for row, line in enumerate(book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)) for column, value in enumerate(line) if value != ""
        }
        for about in book.sheets_metadata if about.typ == python_calamine.SheetTypeEnum.WorkSheet
    }


def _openpyxl_values(book: openpyxl.Workbook) -> dict[str, dict[str, str]]:
    return {
        sheet.title: {cell.coordinate: str(getattr(cell.value, "text", cell.value)) for row in sheet.iter_rows() for cell in row if cell.value is not None}
        for sheet in book.worksheets
    }


def _packed(content: bytes) -> dict[str, bytes]:
    """Each part as it is compressed."""
    package = Package(content)
    return {about.filename: package._raw(about) for about in package._zip.infolist()}


def _faithful(content: bytes, copy: bytes, remarks: Sequence[Remark]) -> None:
    """What must hold of every marked copy."""
    before, after = unpacked(content), unpacked(copy)
    packed_before, packed_after = _packed(content), _packed(copy)
    for name, part in before.items():
        if after[name] == part:
            assert packed_after[name] == packed_before[name], f"{name} was compressed again"
        else:
            assert TOUCHED.search(name) or name.endswith(".rels"), name
    for name, part in after.items():
        if part != before.get(name) and not name.endswith(".vml"):
            expat.ParserCreate().Parse(part, True)
    told = _values(content)
    assert {name: found for name, found in _values(copy).items() if name in told} == told
    plain, book = (openpyxl.load_workbook(io.BytesIO(one)) for one in (content, copy))
    own = _openpyxl_values(plain)
    assert {name: found for name, found in _openpyxl_values(book).items() if name in own} == own
    # «Sheet1.xml» with «sheet1.xml.rels»: Excel finds them together, openpyxl does not and shows no comment of the sheet
    apart = any(name.endswith(".rels") and (part := name.replace("_rels/", "").removesuffix(".rels")) and part not in before for name in before)
    noted = b"".join(part for name, part in after.items() if "comments" in name and name.endswith(".xml"))
    for one in remarks:
        cell = book[one.sheet].cell(one.row, one.column)
        if type(cell).__name__ == "MergedCell":
            continue
        was = plain[one.sheet].cell(one.row, one.column)
        worst = min((other.severity for other in remarks if (other.sheet, other.cell) == (one.sheet, one.cell)), key=list(FILLS).index)
        assert cell.fill.fgColor.rgb == FILLS[worst], (one.sheet, one.cell)
        if was.has_style:
            assert [repr(getattr(cell, kept)) for kept in KEPT] == [repr(getattr(was, kept)) for kept in KEPT]
        if apart and cell.comment is None:
            assert f'ref="{one.cell}"'.encode() in noted, (one.sheet, one.cell)
        elif not (was.comment and was.comment.author.startswith("tc=")):
            assert "мән <жоқ> & бос" in cell.comment.text, (one.sheet, one.cell)
            assert not was.comment or was.comment.text.strip() in cell.comment.text


def _anywhere(content: bytes, seed: str) -> list[Remark]:
    dice = random.Random(seed)  # noqa: S311 - places, not secrets
    found = [
        _remark(sheet.title, dice.randint(1, 60), dice.randint(1, 30), dice.choice(list(FILLS)))
        for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets for _ in range(6)
    ]
    merged = {sheet.title: sheet.merged_cells for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets}
    return [one for one in found if one.cell not in merged[one.sheet]]


@pytest.mark.parametrize("path", sorted((SAMPLE / "registers").rglob("*.xlsx"))[::3], ids=lambda path: path.stem)
def test_a_marked_copy_of_the_sample_keeps_every_value_style_and_untouched_part(path: Path) -> None:
    content = path.read_bytes()
    if not zipfile.is_zipfile(path):
        pytest.skip("planted as a damaged file")
    remarks = _anywhere(content, path.name)
    copy = _marked(content, remarks)
    _faithful(content, copy, remarks)
    assert _marked(content, remarks) == copy


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.skipif("OTM_CORPUS" not in os.environ, reason="OTM_CORPUS names no folder of public test workbooks")
def test_a_marked_copy_of_any_public_workbook_keeps_every_value_and_untouched_part() -> None:
    done, refused = 0, []
    for path in sorted(Path(os.environ["OTM_CORPUS"]).rglob("*.xls[xm]")):
        content = path.read_bytes()
        try:
            if zipfile.ZipFile(io.BytesIO(content)).testzip() or path.stat().st_size > 2**22:
                continue
            if max((max(one.max_row or 0, 1) * max(one.max_column or 0, 1) for one in openpyxl.load_workbook(path, read_only=True).worksheets), default=0) > 10**6:
                continue
            known = _values(content)
            remarks = [one for one in _anywhere(content, path.name) if one.sheet in known]
            openpyxl.load_workbook(path)
        except BaseException as problem:
            if isinstance(problem, KeyboardInterrupt):
                raise
            continue
        try:
            copy = _marked(content, remarks)
        except Unpatchable as problem:
            refused.append((str(problem), path.name))
            continue
        _faithful(content, copy, remarks)
        done += 1
    assert done > 50
    assert all(reason in ("strict", "damaged", "large", "drawing") for reason, _ in refused)
    assert len(refused) < done / 4


# ── one package ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def rich() -> bytes:
    """A workbook with much that a library would lose: chart, drop-down, colours by rule, names, comments, rich text."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    first, second = book.add_worksheet("Бірінші"), book.add_worksheet("Екінші 'б' бет")
    bold = book.add_format({"bold": True, "num_format": "0.00", "bottom": 2})
    for row in range(5):
        first.write_number(row, 0, row + 0.5, bold)
        second.write_string(row, 2, f"жол {row}")
    first.write_rich_string("C1", "қалың ", bold, "мәтін")
    first.write_comment("A2", "колледждің өз ескертпесі", {"author": "Әдіскер"})
    first.conditional_format("A1:A5", {"type": "3_color_scale"})
    first.data_validation("B1:B5", {"validate": "list", "source": ["иә", "жоқ"]})
    second.print_area("A1:C5")
    second.repeat_rows(0)
    book.define_name("'Бірінші'!жергілікті", "='Бірінші'!$A$1")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Бірінші'!$A$1:$A$5"})
    second.insert_chart("E2", chart)
    second.activate()
    book.close()
    return content.getvalue()


def test_comments_of_the_college_stay_and_ours_stand_below(rich: bytes) -> None:
    copy = _marked(rich, [_remark("Бірінші", 2, 1), _remark("Бірінші", 40, 9, "warning")])
    _faithful(rich, copy, [_remark("Бірінші", 2, 1), _remark("Бірінші", 40, 9, "warning")])
    cell = openpyxl.load_workbook(io.BytesIO(copy))["Бірінші"]["A2"]
    assert cell.comment.author == "Әдіскер"
    assert cell.comment.text.index("колледждің өз ескертпесі") < cell.comment.text.index("otm_reports") < cell.comment.text.index("мән")
    again = _marked(copy, [_remark("Бірінші", 2, 1)], listed_on=marking.SHEET)
    assert openpyxl.load_workbook(io.BytesIO(again))["Бірінші"]["A2"].comment.text.count("— otm_reports —") == 1


def test_untouched_parts_are_not_compressed_again(rich: bytes) -> None:
    loose = io.BytesIO()
    with zipfile.ZipFile(loose, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, part in unpacked(rich).items():
            package.writestr(name, part, zipfile.ZIP_STORED if "theme" in name else None)
    copy = _marked(loose.getvalue(), [_remark("Бірінші", 1, 1)])
    _faithful(loose.getvalue(), copy, [_remark("Бірінші", 1, 1)])
    assert zipfile.ZipFile(io.BytesIO(copy)).getinfo("xl/theme/theme1.xml").compress_type == zipfile.ZIP_STORED


def test_charts_rules_and_drop_downs_are_the_same_bytes(rich: bytes) -> None:
    copy = _marked(rich, [_remark("Бірінші", 1, 1)])
    before, after = unpacked(rich), unpacked(copy)
    assert {name for name in before if "chart" in name or "drawing1.xml" in name or "sharedStrings" in name or "docProps" in name or "theme" in name} <= {
        name for name in before if before[name] == after[name]
    }
    for piece in (b"<dataValidations", b"<conditionalFormatting", b"<legacyDrawing"):
        assert after["xl/worksheets/sheet1.xml"].count(piece) == before["xl/worksheets/sheet1.xml"].count(piece) == 1
    assert after["xl/worksheets/sheet2.xml"] == before["xl/worksheets/sheet2.xml"]


def test_names_and_the_open_sheet_move_on_by_one(rich: bytes) -> None:
    plain, book = (openpyxl.load_workbook(io.BytesIO(one)) for one in (rich, _marked(rich, [_remark("Бірінші", 1, 1)])))
    assert book.sheetnames == [marking.SHEET, *plain.sheetnames]
    assert book.active.title == plain.active.title == "Екінші 'б' бет"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Екінші 'б' бет"]
    for sheet in plain.worksheets:
        assert book[sheet.title].print_area == sheet.print_area
        assert book[sheet.title].print_title_rows == sheet.print_title_rows
        assert set(book[sheet.title].defined_names) == set(sheet.defined_names)


def test_a_workbook_that_says_no_open_sheet_does_not_open_two(rich: bytes) -> None:
    bare = Package(rich)
    bare.write("xl/workbook.xml", re.sub(rb"<bookViews>.*?</bookViews>", b"", bare.read("xl/workbook.xml")))
    book = openpyxl.load_workbook(io.BytesIO(_marked(bare.packed(), [_remark("Бірінші", 1, 1)])))
    assert book.active.title == "Бірінші"


def test_the_list_links_to_its_cells_and_names_the_person(rich: bytes) -> None:
    remarks = [_remark("Екінші 'б' бет", 3, 3, "warning"), _remark("", 0, 0, "note")]
    sheet = openpyxl.load_workbook(io.BytesIO(_marked(rich, remarks)))[marking.SHEET]
    link = sheet["D6"].hyperlink
    assert link.location == "'Екінші ''б'' бет'!C3"
    assert sheet["E6"].value == "Серікова А.М."
    assert [sheet["B6"].value, sheet["D6"].value, sheet["D7"].value] == ["ескерту", "C3", "жалпы"]
    assert sheet["B6"].fill.fgColor.rgb == YELLOW


def test_cells_that_are_not_there_are_put_in_their_place(rich: bytes) -> None:
    places = [(1, 30), (3, 2), (4, 1), (7, 4), (200, 1), (7, 2)]
    copy = _marked(rich, [_remark("Бірінші", *place) for place in places])
    part = unpacked(copy)["xl/worksheets/sheet1.xml"].decode()
    rows = [int(row) for row in re.findall(r'<row r="(\d+)"', part)]
    assert rows == sorted(set(rows))
    assert {7, 200} <= set(rows)
    for row in re.findall(r"<row [^>]*>(.*?)</row>", part):
        columns = [(len(one), one) for one in re.findall(r'<c r="([A-Z]+)\d+"', row)]
        assert columns == sorted(columns)
    assert re.search(r'<dimension ref="A1:AD200"/>', part)
    assert re.search(r'<row r="1" spans="1:30"', part)


def test_a_remark_inside_of_a_merged_range_stands_where_it_is_seen(rich: bytes) -> None:
    package = Package(rich)
    part = package.read("xl/worksheets/sheet2.xml")
    package.write("xl/worksheets/sheet2.xml", part.replace(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="C3:D4"/></mergeCells>'))
    sheet = openpyxl.load_workbook(io.BytesIO(_marked(package.packed(), [_remark("Екінші 'б' бет", 4, 4)])))["Екінші 'б' бет"]
    assert sheet["C3"].fill.fgColor.rgb == RED
    assert "мән" in sheet["C3"].comment.text


def _prefixed(content: bytes) -> bytes:
    package = Package(content)
    for name in [name for name in package.names if re.search(r"xl/(workbook|styles|worksheets/sheet\d|comments\d)\.xml", name)]:
        text = re.sub(r"<(/?)(?![?!])(?=\w+[ />])", r"<\1x:", package.read(name).decode())
        package.write(name, text.replace('xmlns="http://schemas.openxmlformats.org/spreadsheetml', 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml').encode())
    return package.packed()


def test_parts_with_a_prefix_are_marked_with_it(rich: bytes) -> None:
    content = _prefixed(rich)
    remarks = [_remark("Бірінші", 2, 1), _remark("Бірінші", 50, 3), _remark("Екінші 'б' бет", 9, 9)]
    copy = _marked(content, remarks)
    _faithful(content, copy, remarks)
    assert b"<c " not in unpacked(copy)["xl/worksheets/sheet1.xml"]
    assert b"<x:legacyDrawing" in unpacked(copy)["xl/worksheets/sheet2.xml"]


def test_a_part_in_utf_16_is_marked(rich: bytes) -> None:
    package = Package(rich)
    text = package.read("xl/worksheets/sheet1.xml").decode().replace("UTF-8", "UTF-16")
    package.write("xl/worksheets/sheet1.xml", text.encode("utf-16"))
    copy = _marked(package.packed(), [_remark("Бірінші", 2, 1)])
    assert openpyxl.load_workbook(io.BytesIO(copy))["Бірінші"]["A2"].fill.fgColor.rgb == RED
    assert openpyxl.load_workbook(io.BytesIO(copy))["Бірінші"]["A2"].value == 1.5


def test_what_cannot_be_patched_is_refused_with_its_reason(rich: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = Package(rich)
    strict.write("xl/workbook.xml", strict.read("xl/workbook.xml").replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    ))
    broken = Package(rich)
    broken.write("xl/worksheets/sheet1.xml", broken.read("xl/worksheets/sheet1.xml")[:-20])
    for content, reason in ((strict.packed(), "strict"), (broken.packed(), "damaged"), (b"PK no package", "damaged")):
        with pytest.raises(Unpatchable, match=reason):
            _marked(content, [_remark("Бірінші", 1, 1)])
    monkeypatch.setattr(marking_book, "MOST_BYTES", 100)
    with pytest.raises(Unpatchable, match="large"):
        _marked(rich, [_remark("Бірінші", 1, 1)])


def test_a_conversation_of_the_college_is_not_touched(rich: bytes) -> None:
    package = Package(rich)
    package.write("xl/comments1.xml", package.read("xl/comments1.xml").replace("Әдіскер".encode(), b"tc={6C0C7E3A-0000-4000-8000-000000000000}"))
    before = unpacked(package.packed())["xl/comments1.xml"]
    copy = _marked(package.packed(), [_remark("Бірінші", 2, 1)])
    (comment,) = re.findall(rb"<commentList>(.*)</commentList>", before)
    assert comment in unpacked(copy)["xl/comments1.xml"]
    assert openpyxl.load_workbook(io.BytesIO(copy))["Бірінші"]["A2"].fill.fgColor.rgb == RED


def test_a_signature_does_not_stop_the_copy_and_is_known(rich: bytes) -> None:
    package = Package(rich)
    package.write("_xmlsignatures/sig1.xml", b"<Signature/>")
    assert marking.is_signed(package.packed())
    assert not marking.is_signed(rich)
    assert unpacked(_marked(package.packed(), [_remark("Бірінші", 1, 1)]))["_xmlsignatures/sig1.xml"] == b"<Signature/>"


# ── what became of remarks ──────────────────────────────────────────────────────────────────────────────────────────


def test_remarks_are_closed_kept_and_new_and_checking_twice_says_the_same_twice() -> None:
    first = (_remark("А", 2, 1), _remark("А", 3, 1), _remark("Б", 4, 1))
    second = marking.compared(first, (_remark("А", 2, 1), _remark("В", 9, 9)))
    assert sorted((one.sheet, one.row, one.state) for one in second) == [("А", 2, "remains"), ("А", 3, "closed"), ("Б", 4, "closed"), ("В", 9, "new")]
    third = marking.compared(second, (_remark("А", 2, 1), _remark("В", 9, 9)))
    assert third == second
    assert marking.compared((), first) == first


def test_a_remark_whose_row_has_moved_is_the_same_remark() -> None:
    now = marking.compared((_remark("А", 5, 2),), (_remark("А", 6, 2),))
    assert [(one.row, one.state) for one in now] == [(6, "remains")]


# ── a folder ────────────────────────────────────────────────────────────────────────────────────────────────────────

SPOILED = """
    ОТМ отырыстары мен іс-шаралар журналы 2025-2026
    Хаттама № | Күні       | Түрі            | Тақырыбы        | Баяндамашы       | Қатысқаны
    1         | 2025-10-09 | отырыс          | Кіріспе отырыс  | Серікова А.М.    | 2
    2         | 32.13.2025 | шеберлік сыныбы | Симуляция       | Жақыпова Д.Е.    | 2
    3         | 2026-02-12 | отырыс          |                 | Серікова А.М.    | 1
    4         | 2026-05-14 | отырыс          | Қорытынды       | Бөтенов Б.Б.     | 2
"""
FILE = "registers/2025-2026/ОТМ.xlsx"


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    return college(tmp_path / "college", {FILE: {"Отырыстар": SPOILED}})


def _check(folder: Path, *more: object) -> Mapping[str, object]:
    return otm("check", folder, "--json", "--today", TODAY, *more).json


def _states(path: Path) -> dict[str, str]:
    """Cell → state, as the list of a copy says."""
    book = openpyxl.load_workbook(path)
    return {f"{row[2]}!{row[3]}": row[0] for row in book[book.sheetnames[0]].iter_rows(min_row=6, values_only=True) if row[3] != "жалпы"}


def _correct(path: Path, cells: Mapping[str, object]) -> None:
    """What a secretary does in Excel: other values, the rest of the workbook saved anew."""
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["Отырыстар"][cell] = value
    book.save(path)


def test_each_remark_stands_at_its_cell_and_registers_are_not_touched(spoiled: Path, tmp_path: Path) -> None:
    before = hashes(spoiled)
    told = _check(spoiled, "--marked", tmp_path / "out")
    assert hashes(spoiled) == before
    copy = tmp_path / "out" / "2025-2026" / "ОТМ.xlsx"
    sheet = openpyxl.load_workbook(copy)["Отырыстар"]
    marked_cells = {cell.coordinate: cell.fill.fgColor.rgb for row in sheet.iter_rows() for cell in row if cell.comment}
    assert marked_cells.items() >= {"B4": RED, "D5": RED, "E6": YELLOW}.items()
    assert "32.13.2025" in sheet["B4"].comment.text
    assert "Күтіл" not in sheet["B4"].comment.text or "09.10.2025" in sheet["B4"].comment.text
    assert "Нечитаемо" in sheet["B4"].comment.text or re.search("[а-я]", sheet["B4"].comment.text)
    (about,) = [one for one in told["marked"] if one["file"] == FILE]
    assert about["state"] == "written"
    assert about["remarks"]["open"] >= 3
    again = hashes(tmp_path / "out")
    _check(spoiled, "--marked", tmp_path / "out")
    assert hashes(tmp_path / "out") == again
    _check(spoiled, "--marked", tmp_path / "other")
    assert (tmp_path / "other" / "2025-2026" / "ОТМ.xlsx").read_bytes() == copy.read_bytes()


def test_a_mended_register_closes_its_remarks(spoiled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _check(spoiled, "--marked", out)
    _correct(spoiled / FILE, {"D5": "Бағалау", "F3": "көп"})
    _check(spoiled, "--marked", out)
    states = _states(out / "2025-2026" / "ОТМ.xlsx")
    assert {cell: states[f"Отырыстар!{cell}"] for cell in ("B4", "D5", "E6", "F3")} == {"B4": "қалды", "D5": "жойылды", "E6": "қалды", "F3": "жаңа"}


def test_a_corrected_copy_is_kept_checked_and_told(spoiled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _check(spoiled, "--marked", out)
    copy = out / "2025-2026" / "ОТМ.xlsx"
    _correct(copy, {"D5": "Бағалау"})
    corrected = copy.read_bytes()
    told = _check(spoiled, "--marked", out)
    assert copy.read_bytes() == corrected
    (about,) = [one for one in told["marked"] if one["file"] == FILE]
    assert about["state"] == "kept_edited"
    assert about["remarks"]["closed"] == 1
    beside = Path(about["beside"])
    assert beside.name == "ОТМ (жаңа нұсқа).xlsx"
    states = _states(beside)
    assert (states["Отырыстар!D5"], states["Отырыстар!B4"]) == ("жойылды", "қалды")
    sheet = openpyxl.load_workbook(beside)["Отырыстар"]
    assert sheet["D5"].value == "Бағалау"
    assert (sheet["D5"].fill.fgColor.rgb, sheet["B4"].fill.fgColor.rgb) == (GREEN, RED)
    assert "Жойылды" in sheet["D5"].comment.text


def test_a_folder_of_marked_copies_is_read_as_registers_once(spoiled: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = _check(spoiled, "--marked", out)
    shutil.copy(spoiled / "registers" / "2025-2026" / "Құрам.xlsx", out / "2025-2026" / "Құрам.xlsx")
    _correct(out / "2025-2026" / "ОТМ.xlsx", {"D5": "Бағалау"})
    _check(spoiled, "--marked", out)  # writes a new version beside the corrected copy
    told = _check(out)
    assert told["rows"] == before["rows"]
    cells = {one["cell"].rpartition("!")[2] for one in told["findings"] if "value" in one["code"]}
    assert "B4" in cells
    assert "D5" not in cells
    assert [one["code"] for one in told["findings"] if "жаңа нұсқа" in one["cell"]] == ["file-copy-skipped"]
    assert not [one for one in told["findings"] if "ескертулер" in one["cell"]]
    one_file = _check(out / "2025-2026" / "ОТМ.xlsx")
    assert {one["cell"].partition("#")[0] for one in one_file["findings"]} == {"2025-2026/ОТМ.xlsx"}


def test_a_marked_copy_beside_its_register_counts_once_and_is_said(spoiled: Path, tmp_path: Path) -> None:
    before = _check(spoiled, "--marked", tmp_path / "out")
    shutil.copy(tmp_path / "out" / "2025-2026" / "ОТМ.xlsx", spoiled / "registers" / "2025-2026" / "Түзетілген.xlsx")
    told = _check(spoiled)
    assert told["rows"] == before["rows"]
    assert [one["cell"] for one in told["findings"] if one["code"] == "file-copy-skipped"] == ["registers/2025-2026/Түзетілген.xlsx"]


def test_a_register_that_cannot_be_marked_gets_a_list(tmp_path: Path) -> None:
    folder = college(tmp_path / "college")
    text = "Тағылымдамадан өткен педагогтер\n№;Аты-жөні;Өткен орны;Мерзімі;Сағат саны\n1;Бөтенов Б.Б.;Аурухана;06.10.2025-17.10.2025;72\n"
    (folder / "registers" / "Тағылымдама.csv").write_text(text, encoding="utf-8-sig")
    told = _check(folder, "--marked", tmp_path / "out")
    (about,) = [one for one in told["marked"] if one["file"].endswith(".csv")]
    assert about["reason"] == "format"
    path = Path(about["path"])
    assert path.name == "Тағылымдама – ескертулер.xlsx"
    assert list(_states(path)) == ["Тағылымдама!B3"]
    shown = otm("check", folder, "--marked", tmp_path / "out", "--today", TODAY).out
    assert "Бұл түрдегі файлға белгі қойылмайды" in shown
    assert otm("check", tmp_path / "out", "--json").json["error"]["code"] == "no-registers"


def test_marked_copies_are_refused_where_registers_are_read_from(spoiled: Path) -> None:
    run = otm("check", spoiled, "--marked", spoiled / "registers" / "out", "--json")
    assert (run.status, run.json["error"]["code"]) == (2, "out-inside-registers")


def test_the_annual_run_marks_too_and_its_manifest_does_not_carry_the_copies(spoiled: Path, tmp_path: Path) -> None:
    run = otm("annual", spoiled, "--out", tmp_path / "out", "--json", "--today", TODAY)
    copy = tmp_path / "out" / "marked" / "2025-2026" / "ОТМ.xlsx"
    assert openpyxl.load_workbook(copy)["Отырыстар"]["B4"].comment
    assert "marked" not in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    assert [Path(one["path"]) for one in run.json["marked"] if one["file"] == FILE] == [copy]


def test_findings_of_a_copy_carry_no_personal_data(tmp_path: Path) -> None:
    rows = re.sub(r"\| 2$", "| 850101300123", "\n".join(SPOILED.splitlines()[:5]).replace("Қатысқаны", "ЖСН"), flags=re.MULTILINE)
    folder = college(tmp_path / "college", {FILE: {"Отырыстар": rows}})
    _check(folder, "--marked", tmp_path / "out")
    parts = unpacked((tmp_path / "out" / "2025-2026" / "ОТМ.xlsx").read_bytes())
    own = b"".join(part for name, part in parts.items() if "omments" in name or marking.MARKER.encode() in part)
    assert b"850101300123" not in own
    assert any(b"850101300123" in part for part in parts.values())


# ── since the last check, on one screen ─────────────────────────────────────────────────────────────────────────────


def test_a_check_says_what_changed_since_the_last_one(spoiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTM_CACHE", str(tmp_path / "cache"))
    assert _check(spoiled)["since"] is None
    _correct(spoiled / FILE, {"D5": "Бағалау", "F3": "көп"})
    told = _check(spoiled)["since"]
    assert told["closed"] == 1
    assert told["new"] == [f"{FILE}#Отырыстар!F3"]
    shown = otm("check", spoiled, "--today", TODAY).out
    assert f"Соңғы тексеруден бері: жойылды 0, жаңа 0, қалды {told['remaining'] + 1}" in shown
    kept = b"".join(path.read_bytes() for path in (tmp_path / "cache").rglob("*.json")).decode()
    assert "Бөтенов" not in kept
    assert "registers" not in kept


def test_new_findings_are_named_so(spoiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTM_CACHE", str(tmp_path / "cache"))
    _check(spoiled)
    _correct(spoiled / FILE, {"F3": "көп"})
    shown = otm("check", spoiled, "--today", TODAY).out
    assert re.search(r"\[жаңа\] ОТМ\.xlsx · Отырыстар · F3", shown)


def test_without_a_cache_nothing_is_compared_and_a_college_never_holds_it(spoiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashes(spoiled)
    for place in ("", str(spoiled), str(spoiled / "cache"), "/proc/no/such"):
        monkeypatch.setenv("OTM_CACHE", place)
        assert [_check(spoiled)["since"] for _ in range(2)] == [None, None]
    assert hashes(spoiled) == before
    assert since.cache_folder(spoiled) is not None  # /proc/no/such: it is a place, if not one that can be written


def test_findings_of_a_whole_college_fit_one_screen() -> None:
    with reading_once():
        run = otm("check", SAMPLE, "--today", TODAY)
        everything = otm("check", SAMPLE, "--today", TODAY, "--all")
        count = len(otm("check", SAMPLE, "--today", TODAY, "--json").json["findings"])
    lines = run.out.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    for code in SPECS.findings:
        assert not re.search(rf"(?<![\w-]){code}(?![\w-])", run.out), code
    assert not re.search(r"#\S+![A-Z]+\d", run.out)
    assert len(everything.out.splitlines()) > len(lines)
    heads = re.findall(r"^(?:Қате|Ескерту|Мәлімет) · .* – (\d+)", everything.out, re.MULTILINE)
    assert sum(map(int, heads)) == count


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_each_kind_of_finding_has_a_name_for_people(lang: str) -> None:
    names = SPECS.messages[lang].texts["finding_groups"]
    assert set(names) >= set(SPECS.findings)


def test_a_command_that_is_not_written_as_it_should_be_answers_in_json_too() -> None:
    for words, key in ((("check", "--json"), "DIR"), (("nope", "--json"), "nope"), (("check", ".", "--bad", "--json"), "--bad"), (("list", "--json", "stars"), "stars")):
        run = otm(*words)
        assert run.status == 2
        assert run.json["error"]["code"] == "usage"
        assert key in run.json["error"]["message"]
        assert "argument" not in run.json["error"]["message"]
    run = otm("check", "--lang", "ru")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("Команда написана неверно: не хватает: DIR.")


# ── in an office ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_an_office_opens_a_marked_copy_with_its_colours_and_comments(rich: bytes, tmp_path: Path) -> None:
    (tmp_path / "журнал.xlsx").write_bytes(_marked(rich, [_remark("Бірінші", 2, 1), _remark("Бірінші", 9, 4, "warning"), _remark("Екінші 'б' бет", 7, 1, "note")]))
    for form in ("xlsx", "pdf"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", form, "--outdir", str(tmp_path / form), str(tmp_path / "журнал.xlsx")],
            check=True, capture_output=True, timeout=180,
        )
    assert (tmp_path / "pdf" / "журнал.pdf").stat().st_size > 5000
    book = openpyxl.load_workbook(tmp_path / "xlsx" / "журнал.xlsx")
    found = {(sheet.title, cell.coordinate): cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.comment}
    assert {place: cell.fill.fgColor.rgb for place, cell in found.items()} == {
        ("Бірінші", "A2"): RED, ("Бірінші", "D9"): YELLOW, ("Екінші 'б' бет", "A7"): BLUE,
    }
    assert "колледждің өз ескертпесі" in found["Бірінші", "A2"].comment.text
    assert all("мән <жоқ> & бос" in cell.comment.text for cell in found.values())
