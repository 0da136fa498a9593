"""The parts of a package: each as zipfile unpacks it, none longer than is said, and the fast reader gets the same cells from them."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import xlsxwriter

from otm_reports import beside, sheets
from otm_reports.model import CellError, Scalar, Sheet
from otm_reports.parts import Parts


def packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


PARTS = {"xl/a.xml": b"<a>" + b"abc" * 5000 + b"</a>", "xl/empty.xml": b"", "xl/media/dot.png": bytes(range(256)) * 9}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2])
@pytest.mark.parametrize("before", [b"", b"something that stands before the package"])
def test_every_part_is_what_zipfile_says_it_is(method, before):
    content = before + packed(PARTS, method)
    with Parts(content) as package:
        assert package.names == tuple(PARTS)
        assert {name: package.read(name) for name in package.names} == PARTS
        assert package.head("xl/a.xml", 4) == b"<a>a"
    with Parts(content) as package:
        assert package.head("xl/a.xml", 4) == b"<a>a"


def said_of_the_first(content: bytes, *, checksum: int | None = None, size: int | None = None) -> bytes:
    """The package with another checksum or size said of its first part, in its directory and before the part."""
    changed = bytearray(content)
    for at in (14, content.index(b"PK\1\2") + 16):
        for value, place in ((checksum, at), (size, at + 8)):
            if value is not None:
                changed[place : place + 4] = struct.pack("<L", value)
    return bytes(changed)


@pytest.mark.parametrize("lie", [{"checksum": 1}, {"size": 10}, {"size": 15_006}])
def test_a_part_that_is_not_what_its_package_says_is_refused(lie):
    with Parts(said_of_the_first(packed(PARTS), **lie)) as package, pytest.raises(zipfile.BadZipFile):
        package.read("xl/a.xml")


def test_the_package_without_compression_holds_the_same_xml_and_the_merged_ranges_stand_first():
    merged = b'<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    sheet = b"<worksheet><sheetData><row/></sheetData>" + merged + b"</worksheet>"
    alone = b"<worksheet><sheetData/></worksheet>"
    with Parts(packed({**PARTS, "xl/1.xml": sheet, "xl/2.xml": alone})) as package:
        made = package.stored({"xl/1.xml", "xl/2.xml"})
    with zipfile.ZipFile(io.BytesIO(made)) as stored:
        assert {entry.compress_type for entry in stored.infolist()} == {zipfile.ZIP_STORED}
        assert stored.namelist() == ["xl/a.xml", "xl/empty.xml", "xl/1.xml", "xl/2.xml"]
        assert stored.read("xl/a.xml") == PARTS["xl/a.xml"]
        assert stored.read("xl/1.xml") == sheet.replace(b"<sheetData>", merged + b"<sheetData>")
        assert stored.read("xl/2.xml") == b"<worksheet><mergeCells/><sheetData/></worksheet>"


def filled(sheet: Sheet) -> dict[tuple[int, int], Scalar]:
    return {(row, column): value for row, cells in enumerate(sheet.rows) for column, value in enumerate(cells) if value is not None}


def test_merged_ranges_hidden_rows_and_errors_among_many_such_letters_are_found_by_both_readers():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:  # texts stand in the cells themselves
        for name in ("Бірінші", "Екінші"):
            sheet = book.add_worksheet(name)
            for row in range(1200):
                if row in (4, 599, 1099):
                    sheet.set_row(row, None, None, {"hidden": True})
                sheet.write_row(row, 0, [row, "the chef"])
                if row % 100 == 99:
                    sheet.write_formula(row, 2, "=NA()", None, "#N/A")
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    merged = b'<mergeCells count="2"><mergeCell ref="D1:E2"/><mergeCell ref="D5:D9"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", b"</sheetData>" + merged)
    content = packed(parts)
    fast, sparse = (sheets.read_here("x.xlsx", "xlsx", content, reader) for reader in ("fast", "sparse"))
    assert [{row for row in range(1, 1201) if type(sheet.value(row, 3)) is CellError} for sheet in fast] == [set(range(100, 1201, 100))] * 2
    assert [sorted(sheet.merged) for sheet in fast] == [[(1, 4, 2, 5), (5, 4, 9, 4)], []]
    assert {sheet.hidden_rows for sheet in fast} == {frozenset({5, 600, 1100})}
    sides, _ = beside.look("x.xlsx", content)  # it was the fast reader indeed
    assert [len(side.errors) for side in sides.values()] == [12, 12]
    assert [filled(sheet) for sheet in fast] == [filled(sheet) for sheet in sparse]
