"""Where a paper stands goes with the paper; a signed one is never written to, a kept one is told with its outdated numbers."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from running import SAMPLE, TODAY, otm
from test_word import template

from otm_reports.word import ledgered
from otm_reports.word.standing import marked, standing

YEAR = "2025-2026"
NAME = "хаттама-03_2025-11-20.docx"
WHO = "Г.М. Дәрібаева"


@pytest.fixture
def college(tmp_path: Path) -> Path:
    """A college with one journal of the sample and its staff list."""
    folder = tmp_path / "college"
    (folder / "registers" / YEAR).mkdir(parents=True)
    for name in ("otm.toml", f"registers/{YEAR}/ОТМ журналы {YEAR}.xlsx", f"registers/{YEAR}/Педагогтер тізімі {YEAR}.xlsx"):
        shutil.copy(SAMPLE / name, folder / name)
    return folder


def build(college: Path, *more: str) -> dict[str, object]:
    ended = otm("build", college, "session-protocol", "--only", "3", "--papers", "kk", "--today", TODAY, "--json", *more)
    assert ended.status in (0, 1), ended.err
    (document,) = ended.json["documents"]
    return document


def paper(college: Path) -> Path:
    return college / "reports" / YEAR / NAME


def correct(college: Path, file: Path) -> str:
    """Somebody corrects the first mark «қ» of the session in the register; answers the cell."""
    found = ledgered.read(file.read_bytes(), "")
    place = found.cells(next(one for one in found.printed if one.id == "attendance.present/protocol=3"))[0]
    path, _, rest = place.partition("#")
    sheet, _, a1 = rest.partition("!")
    book = openpyxl.load_workbook(college / path)
    book[sheet][a1] = "ж"
    book.save(college / path)
    return place


def edit(file: Path) -> None:
    document = Document(str(file))
    document.paragraphs[0].add_run(" (адам жазған)")
    document.save(str(file))


def mark(file: Path, state: str) -> None:
    assert otm("mark", file, state, "--by", WHO, "--today", TODAY).status == 0


def test_a_signed_paper_is_never_written_to(college: Path) -> None:
    assert build(college)["state"] == "written"
    before = paper(college).read_bytes()
    mark(paper(college), "signed")
    signed = paper(college).read_bytes()
    assert build(college)["state"] == "signed"
    correct(college, paper(college))
    told = build(college)
    assert told["state"] == "signed"
    assert told["outdated"] == ["«Қатысты» белгілерінің саны, № 3: 21 → 20"]
    assert paper(college).read_bytes() == signed != before
    assert len(list(paper(college).parent.glob("*.docx"))) == 1


def test_a_new_version_stands_beside_a_signed_paper_only_when_asked_and_needed(college: Path) -> None:
    build(college)
    mark(paper(college), "signed")
    build(college, "--beside")
    assert len(list(paper(college).parent.glob("*.docx"))) == 1  # it says the same as the signed one
    correct(college, paper(college))
    build(college, "--beside")
    assert {one.name for one in paper(college).parent.glob("*.docx")} == {NAME, "хаттама-03_2025-11-20 (жаңа нұсқа).docx"}


def test_a_signed_paper_tells_wherever_it_is_moved(college: Path, tmp_path: Path) -> None:
    build(college)
    mark(paper(college), "signed")
    other = tmp_path / "басқа"
    other.mkdir()
    shutil.copy(paper(college), other / NAME)
    assert build(college, "--out", str(other))["state"] == "signed"
    told = otm("explain", other / NAME)
    assert WHO in told.out
    assert otm("explain", other / NAME, "--json").json["paper"]["standing"] == {"state": "signed", "by": WHO, "on": TODAY, "altered": False}


def test_a_signed_paper_whose_source_is_gone_stays_signed(college: Path) -> None:
    build(college)
    mark(paper(college), "signed")
    signed = paper(college).read_bytes()
    path = college / "registers" / YEAR / f"ОТМ журналы {YEAR}.xlsx"
    book = openpyxl.load_workbook(path)
    for name in book.sheetnames:
        for row in book[name].iter_rows():
            if any(str(cell.value) in ("3", "№3", "№ 3") for cell in row) and any("2025-11-20" in str(cell.value) for cell in row):
                for cell in row:
                    if not isinstance(cell, openpyxl.cell.cell.MergedCell):
                        cell.value = None
    book.save(path)
    ended = otm("build", college, "session-protocol", "--papers", "kk", "--today", TODAY, "--json")
    states = {Path(one["path"]).name: one["state"] for one in ended.json["documents"]}
    assert states[NAME] == "signed"
    assert paper(college).read_bytes() == signed


def test_a_checked_paper_stays_until_the_registers_say_something_else(college: Path) -> None:
    build(college)
    mark(paper(college), "checked")
    checked = paper(college).read_bytes()
    assert build(college)["state"] == "unchanged"
    assert build(college)["state"] == "unchanged"
    assert paper(college).read_bytes() == checked
    correct(college, paper(college))
    assert build(college)["state"] == "written"
    assert standing(paper(college).read_bytes()) is None


def test_a_checked_paper_that_a_person_edited_is_kept(college: Path) -> None:
    build(college)
    mark(paper(college), "checked")
    edit(paper(college))
    edited = paper(college).read_bytes()
    correct(college, paper(college))
    assert build(college)["state"] == "kept_edited"
    assert paper(college).read_bytes() == edited


def test_an_edited_paper_that_is_marked_is_still_a_persons(college: Path) -> None:
    build(college)
    edit(paper(college))
    mark(paper(college), "checked")
    correct(college, paper(college))
    assert build(college)["state"] == "kept_edited"


def test_a_kept_paper_is_told_with_its_outdated_numbers(college: Path) -> None:
    build(college)
    edit(paper(college))
    correct(college, paper(college))
    told = build(college)
    assert (told["state"], told["outdated"]) == ("kept_edited", ["«Қатысты» белгілерінің саны, № 3: 21 → 20"])
    ended = otm("build", college, "session-protocol", "--only", "3", "--papers", "kk", "--today", TODAY, "--lang", "ru")
    assert "устаревшие числа: «Қатысты» белгілерінің саны, № 3: 21 → 20" in ended.out


def test_words_changed_after_signing_are_told() -> None:
    signed = marked(template("Хаттама", "Бет саны"), "signed", WHO, TODAY, "")
    assert standing(signed).altered is False
    document = Document(io.BytesIO(signed))
    document.paragraphs[0].runs[0].text = "Хаттама!"
    other = io.BytesIO()
    document.save(other)
    assert standing(other.getvalue()).altered is True


def test_a_mark_is_the_only_thing_that_changes_and_a_second_one_takes_its_place() -> None:
    before = template("Хаттама", header="{{ college.name }}")
    once = marked(before, "checked", "А & «Б» <В>", TODAY, "")
    twice = marked(once, "signed", WHO, TODAY, "")
    one, two, three = (zipfile.ZipFile(io.BytesIO(content)) for content in (before, once, twice))
    new = set(two.namelist()) - set(one.namelist())
    assert len(new) == 3
    assert {name for name in one.namelist() if one.read(name) != two.read(name)} == {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name for name in two.namelist() if two.read(name) != three.read(name)} == {next(name for name in new if name.endswith("item2.xml"))}
    assert (standing(once).by, standing(once).state, standing(twice).state) == ("А & «Б» <В>", "checked", "signed")


def test_a_digital_signature_is_a_signature_and_never_broken(tmp_path: Path) -> None:
    file = tmp_path / "хаттама.docx"
    file.write_bytes(template("Хаттама"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", "<Signature/>")
    before = file.read_bytes()
    assert standing(before).state == "signed"
    assert otm("mark", file, "signed", "--by", WHO).status == 2
    assert file.read_bytes() == before


def test_what_cannot_be_marked_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "а.docx").write_bytes(b"PK")
    assert otm("mark", tmp_path / "а.docx", "signed", "--by", WHO, "--json").json["error"]["code"] == "paper-damaged"
    assert otm("mark", tmp_path / "жоқ.docx", "signed", "--by", WHO).status == 2
    assert otm("mark", tmp_path / "а.docx", "signed", "--by", " ").status == 2


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_a_mark_survives_a_save_by_libreoffice(college: Path, tmp_path: Path) -> None:
    build(college)
    mark(paper(college), "signed")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx", "--outdir", str(tmp_path), str(paper(college))],
        check=True, capture_output=True, timeout=180,
    )
    found = standing((tmp_path / NAME).read_bytes())
    assert (found.state, found.by, found.altered) == ("signed", WHO, False)
