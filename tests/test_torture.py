"""Hostile, damaged and odd-but-legal workbooks: all rows right or one clear refusal, never a crash, a hang or a wrong row."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from otm_reports import pipeline, sheets, snapshot, sparse
from otm_reports.errors import CollegeError
from otm_reports.model import Scalar

SHARED = Path(__file__).resolve().parents[2] / "shared"
SAMPLE = Path(__file__).parents[1] / "sample_data"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PEOPLE = [f"Тегі{letter} Аты Әкесіқызы" for letter in "АБВГДЕЖЗИКЛМНОПРСТУФ"]
FIRST_DAY = 45901  # 2025-09-01
LIMIT = 10.0

Parts = dict[str, bytes]


def parts(body: str = "", *, after: str = "", before: str = "", workbook: str = "", space: str = MAIN) -> Parts:
    """The parts of a workbook of one staff list of twenty rows; ``body`` stands below its rows."""
    strings = ["№", "Аты-жөні", "Санаты", "Жұмысқа қабылданған күні", "педагог-шебер", *PEOPLE]
    rows = '<row r="1">' + "".join(f'<c r="{letter}1" t="s"><v>{number}</v></c>' for number, letter in enumerate("ABCD")) + "</row>"
    for number in range(1, 21):
        at = number + 1
        rows += (
            f'<row r="{at}"><c r="A{at}"><v>{number}</v></c><c r="B{at}" t="s"><v>{number + 4}</v></c>'
            f'<c r="C{at}" t="s"><v>4</v></c><c r="D{at}" s="1"><v>{FIRST_DAY + number}</v></c></row>'
        )
    kinds = f"{RELATIONS}/worksheet", f"{RELATIONS}/sharedStrings", f"{RELATIONS}/styles"
    targets = "worksheets/sheet1.xml", "sharedStrings.xml", "styles.xml"
    relations = "".join(
        f'<Relationship Id="r{number}" Type="{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(zip(kinds, targets, strict=True), 1)
    )
    texts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{RELATIONS}">{workbook}<sheets><sheet name="Тізім" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}">{before}<sheetData>{rows}{body}</sheetData>{after}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{space}">' + "".join(f"<si><t>{text}</t></si>" for text in strings) + "</sst>",
        "xl/styles.xml": f'<styleSheet xmlns="{space}"><fonts><font/></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    return {name: text.encode() for name, text in texts.items()}


def packed(made: Mapping[str, bytes], *, twice: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in made.items():
            package.writestr(name, content)
        if twice:
            with pytest.warns(UserWarning, match="Duplicate"):
                package.writestr(twice, made[twice])
    return out.getvalue()


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    made = parts()
    made[name] = change(made[name])
    return packed(made)


def flipped(content: bytes) -> bytes:
    spoiled = bytearray(content)
    spoiled[content.index(b"xl/worksheets/sheet1.xml") + 60] ^= 0x10
    return bytes(spoiled)


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
FAR = '<row r="{0}"><c r="{1}{0}" t="inlineStr"><is><t>{2}</t></is></c></row>'
ALL_ROWS: dict[str, Callable[[], bytes]] = {
    "as it should be": lambda: packed(parts()),
    "a space in the last row": lambda: packed(parts(FAR.format(1_048_576, "A", " "))),
    "a space in the last cell": lambda: packed(parts(FAR.format(1_048_576, "XFD", " "))),
    "a stray cell far out": lambda: packed(parts(FAR.format(20_000, "XFD", " "))),
    "an empty merge to the end": lambda: packed(parts(after='<mergeCells><mergeCell ref="A30:XFD1048576"/></mergeCells>')),
    "a dimension too small": lambda: packed(parts(before='<dimension ref="A1:B3"/>')),
    "a dimension too large": lambda: packed(parts(before='<dimension ref="A1:XFD1048576"/>')),
    "formatted empty rows": lambda: packed(parts("".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(30, 20_000)))),
    "a very wide row below": lambda: packed(parts('<row r="40">' + '<c t="s"><v>4</v></c>' * 16_384 + "</row>")),
    "strict": lambda: packed(parts(space="http://purl.oclc.org/ooxml/spreadsheetml/main")),
    "1904": lambda: packed({**(made := parts(workbook='<workbookPr date1904="1"/>')), SHEET: made[SHEET].replace(b"<v>459", b"<v>445")}),
    "no references": lambda: changed(SHEET, lambda content: re.sub(rb' r="[A-Z]*\d+"', b"", content)),
    "a prefix": lambda: changed(
        SHEET, lambda content: content.replace(b"</", b"\0").replace(b"<", b"<x:").replace(b"\0", b"</x:").replace(b"xmlns=", b"xmlns:x="),
    ),
    "rich text": lambda: changed(
        STRINGS, lambda content: content.replace(
            f"<t>{PEOPLE[2]}</t>".encode(), f"<r><t>{PEOPLE[2][:4]}</t></r><r><rPr><b/></rPr><t>{PEOPLE[2][4:]}</t></r><rPh sb='0' eb='1'><t>XX</t></rPh>".encode(),
        ),
    ),
    "UTF-16": lambda: changed(SHEET, lambda content: ('<?xml version="1.0" encoding="UTF-16"?>' + content.decode()).encode("utf-16")),
}
REFUSED: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "a document type": ("x.xlsx", "file-unsafe", lambda: changed(SHEET, lambda content: b'<!DOCTYPE x [<!ENTITY a "b">]>' + content)),
    "a document type in strings": ("x.xlsx", "file-damaged file-unsafe", lambda: changed(STRINGS, lambda content: b'<!DOCTYPE x [<!ENTITY a "b">]>' + content)),
    "two parts of one name": ("x.xlsx", "file-damaged", lambda: packed(parts(), twice=SHEET)),
    "half a file": ("x.xlsx", "file-damaged", lambda: packed(parts())[:1500]),
    "nearly all of a file": ("x.xlsx", "file-damaged", lambda: packed(parts())[:-30]),
    "a zeroed tail": ("x.xlsx", "file-damaged", lambda: (content := packed(parts()))[:1200] + b"\0" * (len(content) - 1200)),
    "a flipped bit": ("x.xlsx", "file-damaged", lambda: flipped(packed(parts()))),
    "nothing": ("x.xlsx", "file-damaged", lambda: b""),
    "a page of the web": ("x.xls", "file-format", lambda: b"<html><p>1</p></html>"),
    "a page of the web cut short": ("x.xls", "file-damaged", lambda: b"<html><table><tr><td>1</td></tr><tr><td>"),
    "text": ("x.xlsx", "file-damaged file-format", "Аты-жөні\nТегі\n".encode),
    "no strings": ("x.xlsx", "file-damaged", lambda: packed({name: content for name, content in parts().items() if name != STRINGS})),
    "a swollen part": ("x.xlsx", "file-unsafe", lambda: changed(SHEET, lambda content: content + b" " * (30 << 20))),
    "a row that no workbook has": ("x.xlsx", "file-damaged", lambda: packed(parts('<row r="99999999"><c r="A99999999"><v>1</v></c></row>'))),
}


def opened(folder: Path, name: str, content: bytes) -> pipeline.Opened:
    (folder / name).write_bytes(content)
    began = time.monotonic()
    try:
        return pipeline.open_folder(folder)
    finally:
        assert time.monotonic() - began < LIMIT


@pytest.mark.parametrize("case", ALL_ROWS)
def test_an_odd_workbook_gives_all_its_rows(tmp_path, case):
    found = opened(tmp_path, "x.xlsx", ALL_ROWS[case]())
    rows = found.data.tables["staff"].rows
    assert [row["full_name"].as_written for row in rows] == PEOPLE
    assert {row["category"] for row in rows} == {"master"}
    assert [(row["hired_on"] - rows[0]["hired_on"]).days for row in rows] == list(range(20))
    assert found.read.read == found.read.used + found.read.reported


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_or_damaged_workbook_is_refused_by_name(tmp_path, case):
    name, code, content = REFUSED[case]
    with pytest.raises(CollegeError) as problem:
        opened(tmp_path, name, content())
    assert {*str(problem.value.params["detail"]).split(", ")} & {*code.split()}


@pytest.mark.parametrize(("cell", "code"), [('<f>"Тегі"&amp;"Аты"</f>', "value-no-cached"), ("<f>NA()</f><v>#N/A</v>", "value-error-cell")])
def test_a_name_that_cannot_be_known_is_reported_at_its_cell(tmp_path, cell, code):
    kind = ' t="e"' if "#N/A" in cell else ""
    content = changed(SHEET, lambda content: content.replace(b'<c r="B5" t="s"><v>8</v></c>', f'<c r="B5"{kind}>{cell}</c>'.encode()))
    found = opened(tmp_path, "x.xlsx", content)
    assert [(one.at.a1, one.code) for one in pipeline.all_findings(found) if one.at.a1] == [("B5", code)]


def test_a_cell_longer_than_any_cell_may_be_is_an_error_at_its_place(tmp_path):
    content = changed(STRINGS, lambda content: content.replace(PEOPLE[2].encode(), PEOPLE[2].encode() + "я".encode() * 1_000_000))
    found = opened(tmp_path, "x.xlsx", content)
    assert [(one.at.a1, one.code) for one in pipeline.all_findings(found) if one.at.a1] == [("B4", "value-error-cell")]


# ── two readers, one answer ─────────────────────────────────────────────────────────────────────────────────────────


def cells(read: tuple[sheets.Sheet, ...]) -> dict[tuple[str, int, int], tuple[type, Scalar]]:
    return {
        (sheet.name, row, column): (type(value), value.strip() if isinstance(value, str) else value)
        for sheet in read for row, line in enumerate(sheet.rows, 1) for column, value in enumerate(line, 1) if value is not None
    }


def test_both_readers_give_the_same_cells_of_the_sample():
    compared = 0
    for workbook in snapshot.take(SAMPLE).workbooks:
        if workbook.format == "xlsx":
            fast, slow = sheets.read(workbook), sparse.read(workbook.path, workbook.content)
            assert cells(fast) == cells(slow), workbook.path
            for one, other in zip(fast, slow, strict=True):
                assert (one.hidden, one.hidden_rows, one.hidden_columns, one.struck) == (other.hidden, other.hidden_rows, other.hidden_columns, other.struck)
                assert sorted(one.merged) == sorted(other.merged)
            compared += len(cells(fast))
    assert compared > 10_000


# ── the whole set ───────────────────────────────────────────────────────────────────────────────────────────────────

READ_ONE = """
import sys, pathlib
from otm_reports import pipeline
from otm_reports.errors import OtmError
try:
    rows = pipeline.open_folder(pathlib.Path(sys.argv[1])).data.tables["staff"].rows
except OtmError as problem:
    print("refuse", problem.params.get("detail", ""))
else:
    print("rows", len(rows), sum(row["full_name"] is not None and row["category"] == "master" for row in rows))
"""
WELCOME = {"rows": ("rows 20 20",), "refuse": ("refuse", "rows 20 20", "rows 19", "rows 20 19"), "either": ("refuse", "rows 20 20", "rows 21", "rows 20 19")}


def whole_set(folder: Path, *arguments: str) -> list[str]:
    subprocess.run([sys.executable, SHARED / "torture" / "torture_gen.py", folder, *arguments], check=True, capture_output=True)
    wrong = []
    for number, case in enumerate(json.loads((folder / "EXPECTED.json").read_text(encoding="utf-8"))):
        alone = folder / f"case-{number}"
        alone.mkdir()
        (folder / case["file"]).rename(alone / case["file"])
        try:
            said = subprocess.run([sys.executable, "-c", READ_ONE, alone], capture_output=True, text=True, timeout=30, check=False).stdout.strip()
        except subprocess.TimeoutExpired:
            said = "hang"
        if not said.startswith(WELCOME[case["expect"]]):
            wrong.append(f"{case['file']}: {said or 'crash'}, promised {case['expect']}")
    return wrong


needs_shared = pytest.mark.skipif(not (SHARED / "torture").is_dir(), reason="the torture set is not beside the checkout")


@needs_shared
@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_the_whole_torture_set_comes_out_as_promised(tmp_path):
    assert whole_set(tmp_path) == []
