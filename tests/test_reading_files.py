"""Every kind of file in which an office keeps a table: read whole by its content, or refused by name within its limits."""

from __future__ import annotations

import io
import os
import resource
import subprocess
import sys
import time
import zipfile
from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path

import docx
import mutants
import openpyxl
import pytest
from drawn import EVENTS, STAFF, college, draw
from running import HOME, otm

from otm_reports import pipeline, sheets, snapshot
from otm_reports.child import Child
from otm_reports.errors import RegisterError
from otm_reports.formats import open_document, text_tables, web_tables, word_tables, xml_tables
from otm_reports.model import CellError, Finding, Scalar, Sheet, Uncached

SAMPLE = Path(__file__).parents[1] / "sample_data"
CORPUS = os.environ.get("OTM_CORPUS", "")
PEOPLE = ["Серікова Айгүл Маратқызы", "Омаров Қайрат Бекұлы", "Жақыпова Динара Ерланқызы"]


def lines(text: str) -> list[list[str]]:
    """A drawn sheet as rows of texts."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def opened(folder: Path, name: str, content: bytes) -> pipeline.Opened:
    """A folder of one register."""
    (folder / name).write_bytes(content)
    return pipeline.open_folder(folder)


def staff_of(found: pipeline.Opened) -> list[tuple[str, str]]:
    return [(row["full_name"].as_written, row["category"]) for row in found.data.tables["staff"].rows]


def codes(found: pipeline.Opened) -> set[str]:
    return {one.code for one in pipeline.all_findings(found)}


EXPECTED = [(PEOPLE[0], "researcher"), (PEOPLE[1], "ped"), (PEOPLE[2], "expert")]


# ── Word ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def word_register() -> bytes:
    document = docx.Document()
    document.add_paragraph("Педагогтер тізімі 2025-2026")
    title, head, *rows = lines(STAFF)
    table = document.add_table(rows=0, cols=len(head))
    for row in ([title[0], *[""] * (len(head) - 1)], head, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(0, 0).merge(table.cell(0, len(head) - 1))
    table.cell(2, 7).merge(table.cell(4, 7)).text = "Мейіргер ісі ЦӘК"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_register_kept_as_a_word_table_is_read_as_a_workbook_is(tmp_path):
    found = opened(tmp_path, "Педагогтер.docx", word_register())
    assert staff_of(found) == EXPECTED
    assert {str(row.cell("commission")) for row in found.data.tables["staff"].rows} == {"Педагогтер.docx#кесте 1!H3"}
    assert found.read.read == found.read.used + found.read.reported == 3


def test_word_tables_keep_the_places_of_merged_nested_and_struck_cells():
    document = docx.Document()
    outer = document.add_table(rows=3, cols=3)
    outer.cell(0, 0).merge(outer.cell(0, 1)).text = "кең"
    outer.cell(1, 0).merge(outer.cell(2, 0)).text = "ұзын"
    outer.cell(1, 1).text = "бір\nекі"
    outer.cell(2, 2).paragraphs[0].add_run("сызылған").font.strike = True
    inner = outer.cell(0, 2).add_table(1, 1)
    inner.cell(0, 0).text = "іші"
    out = io.BytesIO()
    document.save(out)
    first, second = word_tables.read("a.docx", out.getvalue())
    assert [first.name, second.name] == ["кесте 1", "кесте 2"]
    assert (first.value(1, 1), first.value(2, 1), first.value(2, 2), first.value(3, 3)) == ("кең", "ұзын", "бір\nекі", "сызылған")
    assert sorted(first.merged) == [(1, 1, 1, 2), (2, 1, 3, 1)]
    assert first.struck == {(3, 3)}
    assert second.rows == (("іші",),)


def test_a_document_without_a_table_is_said_to_hold_none(tmp_path):
    folder = college(tmp_path)
    docx.Document().save(folder / "registers/2025-2026/Хат.docx")
    found = pipeline.open_folder(folder)
    (said,) = [one for one in pipeline.all_findings(found) if one.at.file.endswith("Хат.docx")]
    assert said.code == "sheet-unused"
    for lang in ("kk", "ru", "en"):
        assert "«»" not in found.specs.say(said, lang)[0]


# ── pages, XML, text ────────────────────────────────────────────────────────────────────────────────────────────────


def page(text: str, *, head: str = "") -> str:
    title, *rows = lines(text)
    width = len(rows[0])
    body = f'<tr><td colspan="{width}">{title[0]}</td></tr>' + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<html><head>{head}</head><body><table border=1>{body}</table></body></html>"


@pytest.mark.parametrize(
    ("encoding", "head"),
    [("utf-8", '<meta charset="utf-8">'), ("utf-8-sig", ""), ("utf-16", ""), ("kz1048", ""), ("kz1048", '<meta content="text/html; charset=windows-1251">')],
)
def test_a_page_saved_as_xls_gives_all_its_rows_in_every_encoding(tmp_path, encoding, head):
    found = opened(tmp_path, "Педагогтер.xls", page(STAFF, head=head).encode(encoding))
    assert staff_of(found) == EXPECTED
    assert "file-format-differs" in codes(found)
    assert not codes(found) & {"text-repaired", "text-doubtful"}


def test_a_page_keeps_spans_hidden_rows_struck_text_and_line_breaks():
    source = """<table><tr><td rowspan=2>а</td><td colspan="2">б</td></tr><tr style="display:none"><td>в<br>г</td><td><s>д</s></td></tr>
        <tr><td rowspan="0">е<table><tr><td>іші</td></tr></table></td><td>&amp;&nbsp;&lt;ж&gt;</td></tr></table>"""
    first, second = web_tables.read("a.xls", source.encode())
    assert first.rows == (("а", "б"), (None, "в\nг", "д"), ("е", "& <ж>"))
    assert sorted(first.merged) == [(1, 1, 2, 1), (1, 2, 1, 3), (3, 1, 3, 1)]
    assert (first.hidden_rows, first.struck) == ({2}, {(2, 3)})
    assert second.rows == (("іші",),)


def test_the_xml_of_2003_is_read_with_its_types():
    source = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style></Styles>
    <Worksheet ss:Name="Тізім"><Table><Column ss:Index="3" ss:Hidden="1"/>
    <Row><Cell ss:MergeAcross="1"><Data ss:Type="String">бас</Data></Cell><Cell><Data ss:Type="Number">72</Data></Cell></Row>
    <Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="DateTime">2025-10-09T00:00:00.000</Data></Cell>
    <Cell><Data ss:Type="Error">#N/A</Data></Cell><Cell ss:Formula="=R1C1"/><Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table></Worksheet>
    <Worksheet ss:Name="Ескі"><Table/><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"""
    first, second = xml_tables.read("a.xls", source.encode())
    assert first.rows == (("бас", None, 72), (), (), (None, date(2025, 10, 9), "#N/A", "=R1C1", True))
    assert [type(first.value(4, column)) for column in (3, 4)] == [CellError, Uncached]
    assert (first.merged, first.hidden_rows, first.hidden_columns, first.struck) == (((1, 1, 1, 2),), {4}, {3}, {(4, 2)})
    assert second.hidden


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_text_under_the_name_of_a_workbook_gives_all_its_rows(tmp_path, mark):
    title, *rows = lines(STAFF)
    text = "\n".join(mark.join(f'"{cell}"' if mark in cell else cell for cell in row) for row in ([*title, *[""] * (len(rows[0]) - 1)], *rows))
    assert staff_of(opened(tmp_path, "Педагогтер.xlsx", text.encode("kz1048"))) == EXPECTED


def test_a_comma_inside_of_names_does_not_divide_them():
    (sheet,) = text_tables.read("a.csv", 'Аты;Курс\nА, Б;"1; 2"\nВ, Г, Д;3\n'.encode())
    assert sheet.rows == (("Аты", "Курс"), ("А, Б", "1; 2"), ("В, Г, Д", "3"))


@pytest.mark.parametrize(("name", "content"), [
    ("a.csv", 'Аты;Курс\nА;"бас'.encode()), ("a.xls", "<table><tr><td>Аты".encode()), ("a.xml", b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Wor'),
])
def test_text_that_was_cut_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(RegisterError) as problem:
        sheets.read(snapshot.copy(tmp_path / name, name))
    assert problem.value.code == "file-damaged"


# ── OpenDocument ────────────────────────────────────────────────────────────────────────────────────────────────────


def open_workbook(table: str, *, styles: str = "", manifest: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"' for name, kind in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("m", "manifest")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", f"<m:manifest {spaces}>{manifest}</m:manifest>")
        package.writestr("content.xml", f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body>"
                         f'<office:spreadsheet><table:table table:name="Т">{table}</table:table></office:spreadsheet></office:body></office:document-content>')
    return out.getvalue()


def test_a_row_repeated_beyond_every_limit_is_refused_before_it_is_made(tmp_path):
    rows = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    (tmp_path / "a.ods").write_bytes(open_workbook(f"{rows}</table:table-row>"))
    began = time.monotonic()
    with pytest.raises(RegisterError) as problem:
        sheets.read(snapshot.copy(tmp_path / "a.ods", "a.ods"))
    assert problem.value.code == "file-too-large"
    assert time.monotonic() - began < 2


def test_an_open_document_keeps_what_the_fast_reader_loses():
    cell = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>".format
    struck = '<style:style style:name="s"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    table = (
        '<table:table-column/><table:table-column table:visibility="collapse"/><table:table-row>'
        + cell('office:value-type="float" office:value="3"', "3") + cell('table:formula="of:=1/0" office:value-type="string"', "#DIV/0!")
        + cell('office:value-type="date" office:date-value="2025-10-09"', "x") + cell('office:value-type="time" office:time-value="PT08H30M00S"', "x")
        + cell('office:value-type="time" office:time-value="PT36H00M00S"', "x") + cell('office:value-type="boolean" office:boolean-value="true"', "x")
        + cell('table:formula="of:=A1"', "") + '</table:table-row><table:table-row table:number-rows-repeated="3" table:visibility="collapse">'
        + cell('table:style-name="s" table:number-columns-repeated="2"', 'а<text:s text:c="2"/>б</text:p><text:p>в') + "</table:table-row>"
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (sheet,) = open_document.read("a.ods", open_workbook(table, styles=struck))
    assert sheet.rows[0] == (3, "#DIV/0!", date(2025, 10, 9), clock(8, 30), timedelta(hours=36), True, "=A1")
    assert [type(sheet.value(1, column)) for column in (2, 7)] == [CellError, Uncached]
    assert sheet.rows[1:] == (("а  б\nв", "а  б\nв"),) * 3
    assert (sheet.hidden_rows, sheet.hidden_columns, len(sheet.struck)) == ({2, 3, 4}, {2}, 6)


def test_an_open_document_with_a_password_says_so():
    content = open_workbook("", manifest="<m:file-entry><m:encryption-data/></m:file-entry>")
    with pytest.raises(RegisterError) as problem:
        open_document.read("a.ods", content)
    assert problem.value.code == "file-password"


@pytest.mark.office
@pytest.mark.parametrize("form", ["xls", *(pytest.param(form, marks=pytest.mark.soak) for form in ("ods", "xlsx:Calc MS Excel 2007 XML", "fods", "html"))])
def test_what_another_program_saves_reads_as_the_same_register(tmp_path, form):
    source = draw(tmp_path / "a.xlsx", {"Педагогтер": STAFF})
    (tmp_path / "out").mkdir()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", form, "--outdir", tmp_path / "out", source],
        check=True, capture_output=True, timeout=120,
    )
    found = pipeline.open_folder(tmp_path / "out")
    assert staff_of(found) == EXPECTED
    assert [row["category_from"] for row in found.data.tables["staff"].rows][:1] in ([date(2023, 8, 29)], [None])


# ── a process of its own ────────────────────────────────────────────────────────────────────────────────────────────


def workbook(folder: Path, name: str, content: bytes) -> snapshot.Workbook:
    (folder / name).write_bytes(content)
    made = snapshot.copy(folder / name, name)
    assert isinstance(made, snapshot.Workbook)
    return made


def test_the_reader_may_die_and_the_next_file_is_read(tmp_path):
    one = workbook(tmp_path, "a.xls", page(STAFF).encode())
    with Child() as child:
        assert sheets.read(one, child)
        child._process.kill()
        with pytest.raises(RegisterError) as problem:
            sheets.read(one, child)
        assert problem.value.code == "file-unsafe"
        assert problem.value.where == "a.xls"
        assert sheets.read(one, child)[0].value(2, 2) == "Аты-жөні"


def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read(tmp_path):
    slow = workbook(tmp_path, "slow.xls", b"<table>" + b"<tr>" + b"<td>1</td>" * 20 + b"</tr>" * 1 + b"<tr><td>2</td></tr>" * 400_000 + b"</table>")
    with Child(seconds=0.5) as child:
        began = time.monotonic()
        with pytest.raises(RegisterError) as problem:
            sheets.read(slow, child)
        assert time.monotonic() - began < 20
        assert (problem.value.code, problem.value.params["detail"]) == ("file-too-large", "0.5 s")
        child.seconds = 10
        assert sheets.read(workbook(tmp_path, "a.xls", page(STAFF).encode()), child)


def test_a_file_that_takes_too_much_memory_is_refused_and_the_next_is_read(tmp_path):
    large = workbook(tmp_path, "large.xls", b"<table>" + b"<tr><td>0123456789012345678901234567890123456789</td></tr>" * 400_000 + b"</table>")
    with Child(memory=120 * 2**20) as child:
        with pytest.raises(RegisterError) as problem:
            sheets.read(large, child)
        assert problem.value.code == "file-too-large"
        assert sheets.read(workbook(tmp_path, "a.xls", page(STAFF).encode()), child)


def test_the_process_is_gone_when_the_folder_is_read(tmp_path):
    with Child() as child:
        sheets.read(workbook(tmp_path, "a.xls", page(STAFF).encode()), child)
        process = child._process
    assert process.poll() is not None


def test_a_script_without_a_guard_is_run_once_and_from_any_folder(tmp_path):
    (tmp_path / "Педагогтер.xls").write_bytes(page(STAFF).encode())
    (tmp_path / "otm_reports.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")
    script = (
        f"import sys; sys.path.insert(0, {str(HOME)!r}); print('once')\nimport otm_reports as otm, pathlib\n"
        f"from otm_reports import pipeline\nprint(len(pipeline.open_folder(pathlib.Path({str(tmp_path)!r})).data.tables['staff'].rows))"
    )
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/run.py").write_text(script, encoding="utf-8")
    ended = subprocess.run([sys.executable, tmp_path / "elsewhere/run.py"], cwd=tmp_path, env={}, capture_output=True, text=True, check=False, timeout=120)
    assert (ended.stdout.split(), ended.stderr) == (["once", "3"], "")


# ── copies and versions ─────────────────────────────────────────────────────────────────────────────────────────────


def version(path: Path, changed: str, text: str = EVENTS) -> None:
    book = openpyxl.load_workbook(draw(path, {"Отырыстар": text}))
    book.properties.modified = datetime.fromisoformat(changed)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == "docProps/core.xml":
                start = content.index(b"<dcterms:modified")
                end = content.index(b"</dcterms:modified>")
                content = content[:start] + f'<dcterms:modified xsi:type="dcterms:W3CDTF">{changed}Z'.encode() + content[end:]
            new.writestr(entry, content)


NEWER = EVENTS.replace("Симуляция", "Симуляция және дебрифинг")


@pytest.mark.parametrize(("changed", "read", "code"), [
    ("2026-06-02T00:00:00", "Симуляция және дебрифинг", "file-copy-skipped"), ("2026-05-02T00:00:00", "Симуляция", "file-copy-skipped"),
    ("2026-06-01T00:00:00", "Симуляция", "file-version-unsure"),
])
def test_of_two_versions_the_later_one_inside_is_read_and_a_tie_is_asked(tmp_path, changed, read, code):
    folder = college(tmp_path)
    original = folder / "registers/2025-2026/ОТМ.xlsx"
    version(original, "2026-06-01T00:00:00")
    version(original.with_name("ОТМ (1).xlsx"), changed, NEWER)
    found = pipeline.open_folder(folder)
    assert [row["title"] for row in found.data.tables["events"].rows][1] == read
    assert len(found.data.tables["events"]) == 4
    assert code in codes(found)


@pytest.mark.parametrize(("answers", "titles"), [
    ({"ОТМ (1).xlsx": "use"}, ["Симуляция және дебрифинг"]), ({"ОТМ (1).xlsx": "skip"}, ["Симуляция"]),
    ({"ОТМ (1).xlsx": "use", "ОТМ.xlsx": "use"}, ["Симуляция", "Симуляция және дебрифинг"]),
])
def test_an_answer_about_a_version_is_kept(tmp_path, answers, titles):
    folder = college(tmp_path)
    original = folder / "registers/2025-2026/ОТМ.xlsx"
    version(original, "2026-06-01T00:00:00")
    version(original.with_name("ОТМ (1).xlsx"), "2026-06-01T00:00:00", NEWER)
    said = "\n".join(f'"registers/2025-2026/{name}" = "{answer}"' for name, answer in answers.items())
    (folder / "confirmed.toml").write_text(f"[files]\n{said}\n", encoding="utf-8")
    found = pipeline.open_folder(folder)
    assert sorted({row["title"] for row in found.data.tables["events"].rows} & {"Симуляция", "Симуляция және дебрифинг"}) == titles
    assert "file-version-unsure" not in codes(found)


def test_a_copy_whose_table_stands_in_another_file_is_skipped_and_a_lone_one_is_read_and_said(tmp_path):
    folder = college(tmp_path)
    copy = folder / "registers/2025-2026/Басқа атау - копия.xlsx"
    draw(copy, {"Кестем": EVENTS})
    found = pipeline.open_folder(folder)
    (skipped,) = [one for one in pipeline.all_findings(found) if one.code == "file-copy-skipped"]
    assert (skipped.at.file, skipped.params["copy_of"]) == (copy.relative_to(folder).as_posix(), "ОТМ.xlsx")
    assert len(found.data.tables["events"]) == 4
    (folder / "registers/2025-2026/ОТМ.xlsx").unlink()
    found = pipeline.open_folder(folder)
    assert (len(found.data.tables["events"]), "file-copy-read" in codes(found)) == (4, True)


def test_a_copy_in_another_folder_is_no_sibling(tmp_path):
    folder = college(tmp_path)
    draw(folder / "registers/2024-2025/ОТМ (1).xlsx", {"Отырыстар": EVENTS.replace("2025-", "2024-").replace("2026", "2025")})
    assert "file-copy-skipped" not in codes(pipeline.open_folder(folder))


# ── otm cells ───────────────────────────────────────────────────────────────────────────────────────────────────────


def odd_book(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Тізім"
    sheet["B2"], sheet["C2"], sheet["D2"], sheet["E2"], sheet["F2"] = "мәтін", 3.5, "=1/0", "#N/A", date(2025, 10, 9)
    sheet["E2"].data_type = "e"
    sheet["B3"], sheet["C3"], sheet["D3"] = "Јлімбекова", True, "ЖСН 010203500123"
    sheet["B3"].font = openpyxl.styles.Font(strike=True)
    sheet["B4"] = "Ќалиев"
    sheet.merge_cells("B5:C6")
    sheet.row_dimensions[4].hidden = sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Ескі")["A1"] = datetime(2025, 1, 2, 3, 4)
    book["Ескі"].sheet_state = "hidden"
    book.save(path)
    return path


@pytest.mark.parametrize("reader", ["auto", "fast", "sparse"])
def test_cells_shows_a_workbook_as_read(tmp_path, reader):
    ended = otm("cells", odd_book(tmp_path / "a.xlsx"), "--json", "--reader", reader)
    first, second = ended.json["sheets"]
    cells = {cell.pop("cell"): cell for cell in first["cells"]}
    assert ended.status == 0
    assert {place: (cell["type"], cell["value"]) for place, cell in cells.items()} == {
        "B2": ("text", "мәтін"), "C2": ("number", 3.5), "D2": ("no-cached", "=1/0"), "E2": ("error", "#N/A"), "F2": ("date", "2025-10-09"),
        "B3": ("text", "Јлімбекова"), "C3": ("boolean", True), "D3": ("text", "ЖСН ***"), "B4": ("text", "Ќалиев"),
    }
    assert (cells["B4"]["repaired"], cells["B3"]["struck"], cells["D3"]["personal"]) == ("Қалиев", True, True)
    assert (first["merged"], first["hidden_rows"], first["hidden_columns"], first["hidden"]) == (["B5:C6"], ["4:5"], ["C:C"], False)
    assert (second["hidden"], second["cells"]) == (True, [{"cell": "A1", "type": "datetime", "value": "2025-01-02T03:04:00"}])


def test_cells_as_text_speaks_of_everything_too(tmp_path):
    ended = otm("cells", odd_book(tmp_path / "a.xlsx"), "--lang", "ru")
    for said in ("Лист: Тізім", "E2\tошибка\t#N/A", "B4\tтекст\tЌалиев\t→ Қалиев", "зачёркнуто", "Скрытые строки: 4:5", "Объединённые ячейки: B5:C6"):
        assert said in ended.out
    assert "Ескі" in ended.err


def test_cells_of_a_refused_file_says_why_and_ends_with_two(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(odd_book(tmp_path / "b.xlsx").read_bytes()[:2000])
    ended = otm("cells", tmp_path / "a.xlsx", "--json")
    assert (ended.status, ended.json["error"]["code"], "a.xlsx" in ended.err) == (2, "file-damaged", True)
    assert otm("cells", tmp_path / "none.xlsx").status == 2


# ── spoiled files ───────────────────────────────────────────────────────────────────────────────────────────────────


def values(read: tuple[Sheet, ...]) -> dict[tuple[str, int, int], tuple[type, Scalar]]:
    return {
        (sheet.name, row, column): (type(value), value)
        for sheet in read for row, line in enumerate(sheet.rows, 1) for column, value in enumerate(line, 1) if value is not None
    }


def how_it_ended(made: snapshot.Workbook, child: Child) -> str:
    try:
        sheets.read(made, child)
    except RegisterError as problem:
        return problem.code if problem.where == made.path else "not named"
    return "read"


def spoil(files: list[Path], seeds: range, folder: Path) -> Counter[str]:
    """Each file is read or refused by one of our codes; anything else raises."""
    ended: Counter[str] = Counter()
    with Child() as child:
        for seed in seeds:
            source = files[seed % len(files)]
            content, suffix = mutants.mutant(source.read_bytes(), source.suffix, seed)
            path = folder / f"a{suffix}"
            path.write_bytes(content)
            began = time.monotonic()
            made = snapshot.copy(path, path.name)
            if isinstance(made, Finding):
                ended[made.code] += 1
            else:
                ended[how_it_ended(made, child)] += 1
            assert time.monotonic() - began < 15, (source.name, seed)
    assert all(code == "read" or code.startswith("file-") for code in ended)
    return ended


def sources(folder: Path) -> list[Path]:
    """A file of each kind."""
    (folder / "a.html").write_bytes(page(STAFF).encode())
    (folder / "a.docx").write_bytes(word_register())
    (folder / "a.ods").write_bytes(open_workbook('<table:table-row><table:table-cell office:value-type="float" office:value="3"/></table:table-row>'))
    odd_book(folder / "a.xlsx")
    return sorted(folder.glob("a.*"))


def test_a_spoiled_file_is_read_or_refused_by_name(tmp_path):
    (tmp_path / "out").mkdir()
    ended = spoil(sources(tmp_path), range(160), tmp_path / "out")
    assert ended["read"] > 5
    assert ended["file-damaged"] > 20


@pytest.mark.soak
@pytest.mark.skipif(not CORPUS, reason="OTM_CORPUS names no folder of workbooks")
@pytest.mark.timeout(1800)
def test_spoiled_files_of_other_readers_are_read_or_refused(tmp_path):
    files = [path for path in sorted(Path(CORPUS).rglob("*")) if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".docx")]
    print(spoil(files, range(4000), tmp_path))


@pytest.mark.soak
@pytest.mark.skipif(not CORPUS, reason="OTM_CORPUS names no folder of workbooks")
@pytest.mark.timeout(1800)
def test_files_of_other_readers_are_read_alike_by_two_readers_or_refused(capsys):
    ended: Counter[str] = Counter()
    different = []
    with Child() as child:
        for path in sorted(Path(CORPUS).rglob("*")):
            if not path.is_file() or path.suffix.lower() not in (*snapshot.WORKBOOKS, *snapshot.OTHER_TABLES) or path.name == "MANIFEST.csv":
                continue
            made, began = snapshot.copy(path, path.name), time.monotonic()
            if isinstance(made, Finding):
                ended[made.code] += 1
                continue
            try:
                read = sheets.read(made, child)
            except RegisterError as problem:
                ended[problem.code] += 1
                continue
            assert time.monotonic() - began < 12, path.name
            ended[f"read {made.format}"] += 1
            if made.format == "xlsx" and not values(sheets.read(made, child, "fast")) == values(sheets.read(made, child, "sparse")) == values(read):
                different.append(path.name)
    with capsys.disabled():
        print(*(f"{what}: {number}" for what, number in sorted(ended.items())), sep="\n")
    assert different == []
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 500 * 1024
