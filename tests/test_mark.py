"""Where a paper stands goes with the paper; a signed one is never written to, a kept one is told with its outdated numbers."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from running import SAMPLE, TODAY, otm
from test_word import template

from otm_reports import dataset, pipeline, year_end
from otm_reports.model import Report, Table
from otm_reports.word import ledgered
from otm_reports.word.standing import marked, standing

YEAR = "2025-2026"
NAME = "хаттама-03_2025-11-20.docx"
WHO = "Г.М. Дәрібаева"


@dataclass
class College:
    """A college with one journal of the sample, as it was when the paper was made and as it is once a mark was corrected."""

    before: tuple[pipeline.Opened, Report]
    after: tuple[pipeline.Opened, Report]
    out: Path
    corrected: bool = False

    def build(self, *, only: str = "3", beside: bool = False, out: Path | None = None) -> dict[str, object]:
        opened, made = self.after if self.corrected else self.before
        job = year_end.Job(out or self.out, ("kk",), only, beside)
        run = year_end.build(opened, made, pipeline.choose(opened, ["session-protocol"]), job)
        return next(one for one in year_end.documents_json(run)["documents"] if Path(one["path"]).name == NAME)

    @property
    def paper(self) -> Path:
        return self.out / NAME


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mark") / "college"
    (folder / "registers" / YEAR).mkdir(parents=True)
    for name in ("otm.toml", f"registers/{YEAR}/ОТМ журналы {YEAR}.xlsx", f"registers/{YEAR}/Педагогтер тізімі {YEAR}.xlsx"):
        shutil.copy(SAMPLE / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def read(folder: Path) -> tuple[tuple[pipeline.Opened, Report], tuple[pipeline.Opened, Report], tuple[pipeline.Opened, Report]]:
    """The folder as it is, with one mark corrected, and without the session."""
    opened = pipeline.open_folder(folder)
    table = opened.read.tables["attendance"]
    place = next(number for number, row in enumerate(table.rows) if row["mark"] == "present" and row["date"] == date(2025, 11, 20))
    row = table.rows[place]
    corrected = (*table.rows[:place], replace(row, values={**row.values, "mark": "absent"}), *table.rows[place + 1:])
    gone = {
        name: replace(one, rows=tuple(row for row in one.rows if date(2025, 11, 20) not in (row["date"], row["protocol_date"])))
        for name, one in opened.read.tables.items() if name in ("events", "agenda_items", "attendance")
    }
    return tuple((one, pipeline.report(one, year=YEAR, today=date.fromisoformat(TODAY))) for one in (
        opened, with_tables(opened, {"attendance": replace(table, rows=corrected)}), with_tables(opened, gone),
    ))


def with_tables(opened: pipeline.Opened, other: dict[str, Table]) -> pipeline.Opened:
    tables = {**opened.read.tables, **other}
    return replace(opened, read=replace(opened.read, tables=tables), data=dataset.join(tables, opened.read.people, opened.specs))


@pytest.fixture
def college(read, tmp_path: Path) -> College:
    return College(read[0], read[1], tmp_path / "out")


def edit(file: Path) -> None:
    document = Document(str(file))
    document.paragraphs[0].add_run(" (адам жазған)")
    document.save(str(file))


def mark(file: Path, state: str) -> None:
    assert otm("mark", file, state, "--by", WHO, "--today", TODAY).status == 0


def test_a_signed_paper_is_never_written_to(college: College) -> None:
    assert college.build()["state"] == "written"
    before = college.paper.read_bytes()
    mark(college.paper, "signed")
    signed = college.paper.read_bytes()
    assert college.build()["state"] == "signed"
    college.corrected = True
    told = college.build()
    assert told["state"] == "signed"
    assert told["outdated"] == ["«Қатысты» белгілерінің саны, № 3: 21 → 20"]
    assert college.paper.read_bytes() == signed != before
    assert len(list(college.paper.parent.glob("*.docx"))) == 1


def test_a_new_version_stands_beside_a_signed_paper_only_when_asked_and_needed(college: College) -> None:
    college.build()
    mark(college.paper, "signed")
    college.build(beside=True)
    assert len(list(college.paper.parent.glob("*.docx"))) == 1  # it says the same as the signed one
    college.corrected = True
    college.build(beside=True)
    assert {one.name for one in college.paper.parent.glob("*.docx")} == {NAME, "хаттама-03_2025-11-20 (жаңа нұсқа).docx"}


def test_a_signed_paper_tells_wherever_it_is_moved(college: College, tmp_path: Path) -> None:
    college.build()
    mark(college.paper, "signed")
    other = tmp_path / "басқа"
    other.mkdir()
    shutil.copy(college.paper, other / NAME)
    assert college.build(out=other)["state"] == "signed"
    told = otm("explain", other / NAME)
    assert WHO in told.out
    assert otm("explain", other / NAME, "--json").json["paper"]["standing"] == {"state": "signed", "by": WHO, "on": TODAY, "altered": False}


def test_a_signed_paper_whose_source_is_gone_stays_signed(college: College, read) -> None:
    college.build(only="")
    mark(college.paper, "signed")
    signed = college.paper.read_bytes()
    college.before = read[2]
    assert college.build(only="")["state"] == "signed"
    assert college.paper.read_bytes() == signed


def test_an_unsigned_paper_whose_source_is_gone_is_stale(college: College, read) -> None:
    college.build(only="")
    college.before = read[2]
    assert college.build(only="")["state"] == "stale"


def test_a_checked_paper_stays_until_the_registers_say_something_else(college: College) -> None:
    college.build()
    mark(college.paper, "checked")
    checked = college.paper.read_bytes()
    assert college.build()["state"] == "unchanged"
    assert college.build()["state"] == "unchanged"
    assert college.paper.read_bytes() == checked
    college.corrected = True
    assert college.build()["state"] == "written"
    assert standing(college.paper.read_bytes()) is None


def test_a_checked_paper_that_a_person_edited_is_kept(college: College) -> None:
    college.build()
    mark(college.paper, "checked")
    edit(college.paper)
    edited = college.paper.read_bytes()
    college.corrected = True
    assert college.build()["state"] == "kept_edited"
    assert college.paper.read_bytes() == edited


def test_an_edited_paper_that_is_marked_is_still_a_persons(college: College) -> None:
    college.build()
    edit(college.paper)
    mark(college.paper, "checked")
    college.corrected = True
    assert college.build()["state"] == "kept_edited"


def test_a_kept_paper_is_told_with_its_outdated_numbers(college: College) -> None:
    college.build()
    edit(college.paper)
    college.corrected = True
    told = college.build()
    assert (told["state"], told["outdated"]) == ("kept_edited", ["«Қатысты» белгілерінің саны, № 3: 21 → 20"])


def test_the_command_tells_a_kept_paper_with_its_numbers(folder: Path, tmp_path: Path) -> None:
    asked = ("build", folder, "session-protocol", "--only", "3", "--papers", "kk", "--today", TODAY, "--out", tmp_path / "out", "--lang", "ru")
    assert otm(*asked).status in (0, 1)
    paper = tmp_path / "out" / NAME
    edit(paper)
    found = ledgered.read(paper.read_bytes(), "")
    place = found.cells(next(one for one in found.printed if one.id == "attendance.present/protocol=3"))[0]
    path, _, rest = place.partition("#")
    sheet, _, a1 = rest.partition("!")
    book = openpyxl.load_workbook(folder / path)
    book[sheet][a1] = "ж"
    book.save(folder / path)
    assert "устаревшие числа: «Қатысты» белгілерінің саны, № 3: 21 → 20" in otm(*asked).out


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
def test_a_mark_survives_a_save_by_libreoffice(college: College, tmp_path: Path) -> None:
    college.build()
    mark(college.paper, "signed")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx", "--outdir", str(tmp_path), str(college.paper)],
        check=True, capture_output=True, timeout=180,
    )
    found = standing((tmp_path / NAME).read_bytes())
    assert (found.state, found.by, found.altered) == ("signed", WHO, False)
