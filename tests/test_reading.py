"""From a workbook to typed rows with addresses, and a finding for whatever is wrong."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawn import EVENTS, STAFF, college, draw
from openpyxl.styles import Font

from otm_reports import pipeline, sheets, snapshot
from otm_reports.errors import CollegeError, RegisterError
from otm_reports.model import CellError, Finding, Severity, Uncached

SAMPLE = Path(__file__).parents[1] / "sample_data"


def opened(folder: Path) -> pipeline.Opened:
    return pipeline.open_folder(folder)


def codes(found: pipeline.Opened) -> list[str]:
    return [one.code for one in pipeline.all_findings(found)]


def one(found: pipeline.Opened, code: str) -> Finding:
    (finding,) = [item for item in pipeline.all_findings(found) if item.code == code]
    return finding


# ── the sample ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def sample() -> pipeline.Opened:
    return opened(SAMPLE)


def test_no_row_of_the_sample_is_lost(sample):
    assert sample.read.read == sample.read.used + sample.read.reported
    assert sample.read.read == sum(source.rows_read for table in sample.data.tables.values() for source in table.sources) > 1500


def test_every_register_of_the_issue_is_read_from_the_sample(sample):
    empty = [name for name, table in sample.data.tables.items() if not table.rows]
    assert empty == []
    assert len(sample.data.tables) == 30


def test_the_sample_has_warnings_and_notes_and_no_error(sample):
    severities = {sample.specs.severity(finding) for finding in pipeline.all_findings(sample)}
    assert severities == {Severity.WARNING, Severity.NOTE}


def test_every_address_of_the_sample_holds_the_value_that_was_read(sample):
    """An independent reader opens the workbooks again and looks at each named cell."""
    books: dict[str, openpyxl.Workbook] = {}
    checked = 0
    for table in sample.data.tables.values():
        for row in table:
            for name in row.source.columns:
                cell = row.cell(name)
                if cell.file.endswith(".csv") or not row.raw.get(name):
                    continue
                if cell.file not in books:
                    books[cell.file] = openpyxl.load_workbook(SAMPLE / cell.file, data_only=True)
                there = books[cell.file][cell.sheet].cell(cell.row, cell.column).value
                assert there is not None, cell
                if isinstance(there, str) and there.isascii():
                    assert row.raw[name].split()[0] in there, cell
                checked += 1
    assert checked > 10_000


# ── sheets ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_fast_readers_lose_is_found_again(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["C2"], sheet["D2"], sheet["E2"] = "text", 3.0, "=1/0", "#N/A"
    sheet["E2"].data_type = "e"
    sheet["B4"] = "gone"
    sheet["B4"].font = Font(strike=True)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.save(tmp_path / "a.xlsx")
    (copy,) = snapshot.take(tmp_path).workbooks
    (read,) = sheets.read(copy)
    assert repr(read.value(2, 3)) == "3"
    assert isinstance(read.value(2, 4), Uncached)
    assert read.value(2, 5) == CellError("#N/A")
    assert isinstance(read.value(2, 5), CellError)
    assert (read.hidden_rows, read.hidden_columns, read.struck) == (frozenset({4}), frozenset({3}), frozenset({(4, 2)}))


def test_a_stray_cell_far_out_is_read_without_the_fast_reader_which_it_would_kill(tmp_path):
    path = draw(tmp_path / "a.xlsx", {"A": "x | y"})
    book = openpyxl.load_workbook(path)
    book.active["XFD20000"] = "stray"
    book.save(path)
    (copy,) = snapshot.take(tmp_path).workbooks
    (read,) = sheets.read(copy)
    assert (read.value(1, 1), read.value(1, 2), read.value(20_000, 16_384)) == ("x", "y", "stray")
    assert sum(value is not None for row in read.rows for value in row) == 3


def test_a_document_type_in_a_workbook_is_refused_by_name(tmp_path):
    path = draw(tmp_path / "a.xlsx", {"A": "x | y"})
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1)
            new.writestr(entry, content)
    path.write_bytes(changed.getvalue())
    (copy,) = snapshot.take(tmp_path).workbooks
    with pytest.raises(RegisterError) as problem:
        sheets.read(copy)
    assert problem.value.code == "file-unsafe"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_a_text_file_is_read_in_every_encoding_colleges_use(tmp_path, encoding):
    (tmp_path / "a.csv").write_bytes("Аты-жөні;Санаты\nӘлімбекова Ғ.;педагог\n".encode(encoding))
    (copy,) = snapshot.take(tmp_path).workbooks
    (read,) = sheets.read(copy)
    assert read.rows == (("Аты-жөні", "Санаты"), ("Әлімбекова Ғ.", "педагог"))


# ── files that cannot be read ───────────────────────────────────────────────────────────────────────────────────────


def test_a_damaged_workbook_is_named_and_the_rest_is_read(tmp_path):
    folder = college(tmp_path)
    good = (folder / "registers/2025-2026/ОТМ.xlsx").read_bytes()
    (folder / "registers/2025-2026/Бүлінген.xlsx").write_bytes(good[: len(good) // 2])
    found = opened(folder)
    finding = one(found, "file-damaged")
    assert finding.at.file == "registers/2025-2026/Бүлінген.xlsx"
    assert found.specs.severity(finding) == Severity.ERROR
    assert len(found.data.tables["events"]) == 4


def test_a_flipped_bit_is_told_by_the_checksum(tmp_path):
    folder = college(tmp_path)
    path = folder / "registers/2025-2026/ОТМ.xlsx"
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        entry = package.getinfo("xl/worksheets/sheet1.xml")
        content[entry.header_offset + 30 + len(entry.filename) + entry.compress_size // 2] ^= 4
    path.write_bytes(content)
    assert "file-damaged" in codes(opened(folder))


def test_an_open_workbook_is_read_and_its_owner_named(tmp_path):
    folder = college(tmp_path)
    (folder / "registers/2025-2026/~$ОТМ.xlsx").write_bytes(bytes([6]) + "Айгүл ".encode("kz1048").ljust(54) + b"\0" * 100)
    found = opened(folder)
    finding = one(found, "file-open")
    assert (finding.at.file, finding.params["owner"]) == ("registers/2025-2026/ОТМ.xlsx", "Айгүл")
    assert "file-lock-skipped" in codes(found)
    assert len(found.data.tables["events"]) == 4


def test_a_copy_beside_its_original_is_skipped_and_a_copy_alone_is_read(tmp_path):
    folder = college(tmp_path)
    original = folder / "registers/2025-2026/ОТМ.xlsx"
    copy = original.with_name("ОТМ — копия.xlsx")
    copy.write_bytes(original.read_bytes())
    found = opened(folder)
    assert one(found, "file-copy-skipped").at.file.endswith("ОТМ — копия.xlsx")
    original.unlink()
    assert len(opened(folder).data.tables["events"]) == 4


def test_a_folder_without_registers_is_refused_by_name(tmp_path):
    with pytest.raises(CollegeError) as problem:
        opened(tmp_path)
    assert problem.value.code == "no-registers"
    with pytest.raises(CollegeError) as problem:
        opened(tmp_path / "nowhere")
    assert problem.value.code == "no-folder"


# ── values, headings, people, dates ─────────────────────────────────────────────────────────────────────────────────


def test_one_bad_cell_is_named_and_the_rest_of_its_row_is_read(tmp_path):
    events = EVENTS.replace("2025-11-20", "қараша айы")
    found = opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": events}}))
    finding = one(found, "value-unreadable")
    assert (str(finding.at), finding.value, finding.field) == ("registers/2025-2026/ОТМ.xlsx#Отырыстар!B4", "қараша айы", "date")
    assert found.specs.severity(finding) == Severity.ERROR
    assert found.data.tables["events"].rows[1]["title"] == "Симуляция"


def test_an_unknown_heading_is_a_note_at_its_cell(tmp_path):
    events = EVENTS.replace("Қатысқаны", "Кофе-брейк")
    finding = one(opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": events}})), "header-unknown")
    assert (finding.at.a1, finding.value) == ("F2", "Кофе-брейк")


def test_two_columns_that_claim_one_field_stop_their_table(tmp_path):
    events = EVENTS.replace("Қатысқаны", "Өткізілген күні")
    found = opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": events}}))
    finding = one(found, "header-conflict")
    assert (finding.at.a1, finding.others[0].a1) == ("B2", "F2")
    assert len(found.data.tables["events"]) == 0


def test_a_missing_required_column_stops_its_table_and_is_named(tmp_path):
    events = EVENTS.replace("Түрі ", "Басқа")
    found = opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар журналы": events}}))
    missing = one(found, "header-missing")
    assert missing.register == "events"
    said = {lang: " ".join(found.specs.say(missing, lang)) for lang in ("kk", "ru")}
    assert ("«Түрі»" in said["kk"] or "Түрі" in said["kk"], "Форма" in said["ru"] or "Вид" in said["ru"], "Түрі" in said["ru"]) == (True, True, False), said


def test_an_exact_repeat_counts_once_and_is_named(tmp_path):
    line = "    2         | 2025-11-20 | шеберлік сыныбы | Симуляция       | Жақыпова Д.Е.    | 2\n"
    found = opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": EVENTS.rstrip(" ") + line}}))
    finding = one(found, "row-duplicate")
    assert (finding.at.a1, finding.others[0].a1) == ("A7", "A4")
    assert (found.read.read, found.read.used, found.read.reported) == (8, 7, 1)


def test_an_unknown_person_keeps_what_was_written_and_is_named(tmp_path):
    events = EVENTS.replace("Жақыпова Д.Е.", "Қонақбаев Б.Б.")
    found = opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": events}}))
    finding = one(found, "person-unknown")
    person = found.data.tables["events"].rows[1]["presenter"][0]
    assert (finding.at.a1, finding.value, person.id, person.as_written) == ("E4", "Қонақбаев Б.Б.", None, "Қонақбаев Б.Б.")


def test_a_known_person_is_found_by_initials(tmp_path):
    person = opened(college(tmp_path)).data.tables["events"].rows[0]["presenter"][0]
    assert person.full == "Серікова Айгүл Маратқызы"


def test_a_date_on_the_wrong_side_of_the_year_stays_and_is_not_counted(tmp_path):
    events = EVENTS.replace("2026-05-14", "2024-05-14")
    found = opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": events}}))
    finding = one(found, "date-outside-period")
    assert (finding.at.a1, finding.value) == ("B6", "14.05.2024")
    made = pipeline.report(found, today=date(2026, 6, 20))
    held = made.figures["events.held"]
    assert held.value == 3
    assert [(left.cell.a1, left.reason) for left in held.left_out] == [("B6", "outside-year")]


def test_a_wrong_total_is_shown_and_not_believed(tmp_path):
    events = EVENTS.rstrip(" ") + "    Барлығы |  |  |  |  | 9\n"
    finding = one(opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": events}})), "total-differs")
    assert (finding.at.a1, finding.params["total"], finding.params["computed"]) == ("F7", 9, 7)


def test_hidden_rows_count_and_are_reported_and_hidden_sheets_do_not_count(tmp_path):
    folder = college(tmp_path)
    path = folder / "registers/2025-2026/ОТМ.xlsx"
    book = openpyxl.load_workbook(path)
    book["Отырыстар"].row_dimensions[4].hidden = True
    book.copy_worksheet(book["Отырыстар"]).sheet_state = "hidden"
    book.save(path)
    found = opened(folder)
    assert one(found, "rows-hidden").at.row == 4
    assert "sheet-hidden" in codes(found)
    assert len(found.data.tables["events"]) == 4


def test_personal_data_is_dropped_at_reading(tmp_path):
    staff = STAFF.replace("Лауазымы ", "ЖСН").replace("| оқытушы ", "| '850314300128").replace("| әдіскер ", "| '850314300128")
    staff = staff.replace("Мейіргер ісі ЦӘК\n", "тел. +7 701 123 45 67\n", 1) if "Ескерту" in staff else staff
    found = opened(college(tmp_path, {"registers/2025-2026/Құрам.xlsx": {"Педагогтер": staff}}))
    assert "personal-dropped" in codes(found)
    everything = repr(found.data.tables) + repr(pipeline.all_findings(found))
    assert "850314300128" not in everything


def test_years_are_said_by_folder_before_dates_and_a_contradiction_is_a_warning(tmp_path):
    events = EVENTS.replace("журналы 2025-2026", "журналы 2024-2025")
    found = opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": events}}))
    assert one(found, "year-conflict").params["expected"] == "2025-2026"
    assert {row.year for row in found.data.tables["events"]} == {"2025-2026"}


def test_every_finding_speaks_kazakh_and_russian_and_names_its_place(tmp_path):
    events = EVENTS.replace("2025-11-20", "қараша айы").replace("2026-05-14", "2024-05-14")
    found = opened(college(tmp_path, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": events}}))
    for finding in pipeline.all_findings(found):
        for lang in ("kk", "ru", "en"):
            message, suggestion = found.specs.say(finding, lang)
            assert "{" not in message + suggestion
            assert len(message) > 15
            assert suggestion
