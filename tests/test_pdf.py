"""What other programs make of a run: PDFs by LibreOffice, the executed notebook by Jupyter; bounded, looked at, told."""

from __future__ import annotations

import io
import json
import os
import shutil
import stat
import time
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from running import SAMPLE, TODAY, otm

from otm_reports import executed, pdf, pdfs, pipeline, publish, year_end
from otm_reports.errors import OutputError
from otm_reports.model import Report

YEAR = "2025-2026"
POSIX = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pdf") / "college"
    (folder / "registers" / YEAR).mkdir(parents=True)
    for name in ("otm.toml", f"registers/{YEAR}/ОТМ журналы {YEAR}.xlsx", f"registers/{YEAR}/Педагогтер тізімі {YEAR}.xlsx"):
        shutil.copy(SAMPLE / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def read(folder: Path) -> tuple[pipeline.Opened, Report]:
    opened = pipeline.open_folder(folder)
    return opened, pipeline.report(opened, year=YEAR, today=date.fromisoformat(TODAY))


def build(read: tuple[pipeline.Opened, Report], out: Path, only: str = "") -> year_end.Run:
    opened, made = read
    return year_end.build(opened, made, pipeline.choose(opened, ["session-protocol"]), year_end.Job(out, ("kk",), only))


# ── a stand-in for LibreOffice ──────────────────────────────────────────────────────────────────────────────────────


def a_pdf(pages: int = 2) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842).merge_page(filled())
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def filled():
    """A page with something in it."""
    from pypdf.generic import DecodedStreamObject, NameObject

    page = PdfWriter().add_blank_page(595, 842)
    content = DecodedStreamObject()
    content.set_data(b"0 0 m 10 10 l S")
    page[NameObject("/Contents")] = content
    return page


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a program in the place of LibreOffice that does what a shell line says for each paper; counts its starts."""
    made = tmp_path / "bin"
    made.mkdir()
    (made / "good.pdf").write_bytes(a_pdf())

    def put(line: str) -> Path:
        program = made / "soffice"
        program.write_text(
            "#!/bin/sh\n" f"echo start >> {made}/starts\n" 'while [ "$1" != "--outdir" ]; do shift; done; out=$2; shift 2\n'
            f'for paper; do to="$out/$(basename "$paper" .docx).pdf"; good={made}/good.pdf; {line}; done\n',
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{made}:{os.environ['PATH']}")
        return made / "starts"

    return put


def starts(file: Path) -> int:
    return len(file.read_text().splitlines()) if file.exists() else 0


@POSIX
def test_many_papers_are_one_process_and_unchanged_ones_none(stand_in, read, tmp_path: Path) -> None:
    counted = stand_in('cp "$good" "$to"')
    run = build(read, tmp_path / "out")
    first = pdfs.write(run)
    assert {one.state for one in first.made} == {"written"}
    assert len(first.made) == len(run.documents) > 5
    assert all(one.pages == 2 for one in first.made)
    assert starts(counted) == 1
    second = pdfs.write(build(read, tmp_path / "out"))
    assert {(one.state, one.pages) for one in second.made} == {("unchanged", 2)}
    assert starts(counted) == 1


@POSIX
def test_only_the_paper_that_is_another_one_is_converted_again(stand_in, read, tmp_path: Path) -> None:
    stand_in('cp "$good" "$to"; echo "$(wc -c < "$paper")" >> ' + str(tmp_path / "seen"))
    pdfs.write(build(read, tmp_path / "out"))
    (tmp_path / "seen").unlink()
    paper = next((tmp_path / "out").glob("хаттама-03*.docx"))
    paper.write_bytes(paper.read_bytes() + b"\0")  # a person touched it: it is kept, and its PDF is of what stands there
    pdfs.write(build(read, tmp_path / "out"))
    assert (tmp_path / "seen").read_text().splitlines() == [str(paper.stat().st_size)]


@POSIX
def test_a_pdf_that_a_person_put_there_is_kept(stand_in, read, tmp_path: Path) -> None:
    stand_in('cp "$good" "$to"')
    run = build(read, tmp_path / "out", only="3")
    scan = run.documents[0].path.with_suffix(".pdf")
    scan.write_bytes(b"%PDF scanned with signatures")
    (one,) = pdfs.write(run).made
    assert one.state == "kept_edited"
    assert scan.read_bytes() == b"%PDF scanned with signatures"


@POSIX
def test_an_old_pdf_of_a_paper_that_was_written_anew_is_told_until_it_is_made_again(stand_in, read, tmp_path: Path) -> None:
    stand_in('cp "$good" "$to"')
    out, joined, together = tmp_path / "out", f"хаттамалар_{YEAR}", {"session-protocol": f"хаттамалар_{YEAR}"}
    run = build(read, out)
    assert pdfs.outdated(run, together) == ()
    assert pdfs.outdated(run, together, pdfs.write(run, together=together).made) == ()
    scan = run.documents[0].path.with_suffix(".pdf")
    scan.write_bytes(b"%PDF scanned with signatures")
    for document in run.documents[:2]:
        document.path.write_bytes(document.path.read_bytes() + b"\0")

    def told(*made: pdfs.Made) -> set[tuple[str, str]]:
        return {(one.path.name, one.state) for one in pdfs.outdated(run, together, made)}

    old = run.documents[1].path.with_suffix(".pdf").name
    assert told() == {(old, "outdated"), (f"{joined}.pdf", "outdated")}
    states = {entry["path"]: entry.get("state") for entry in json.loads((out / publish.MANIFEST).read_text(encoding="utf-8"))["outputs"]}
    assert [name for name, state in states.items() if state == "outdated"] == sorted([old, f"{joined}.pdf"])
    assert told(*pdfs.write(run).made) == {(f"{joined}.pdf", "outdated")}  # made again one by one, not together
    assert told() == {(f"{joined}.pdf", "outdated")}


@POSIX
def test_a_build_without_pdf_says_which_pdfs_show_an_earlier_text(stand_in, folder: Path, tmp_path: Path) -> None:
    stand_in('cp "$good" "$to"')
    asked = ("build", folder, "session-protocol", "--only", "3", "--out", tmp_path / "out", "--year", YEAR, "--today", TODAY)
    assert otm(*asked, "--pdf").status < 2
    assert "pdf" not in otm(*asked, "--json").json
    paper = next((tmp_path / "out").glob("хаттама-03*.docx"))
    paper.write_bytes(paper.read_bytes() + b"\0")
    said = otm(*asked, "--lang", "kk").out
    assert "хаттама-03_2025-11-20.pdf — ескірген" in said
    assert [one["state"] for one in otm(*asked, "--json").json["pdf"]] == ["outdated"]


@POSIX
def test_a_paper_on_which_the_office_stops_takes_no_other_with_it(stand_in) -> None:
    counted = stand_in('grep -q bad "$paper" && [ $# -gt 1 ] && exit 1; cp "$good" "$to"')
    made = pdf.convert({"а": b"good", "б": b"bad", "в": b"good", "г": b"good"})
    assert {name: one.problem for name, one in made.items()} == dict.fromkeys("абвг", "")
    assert starts(counted) == 3


@POSIX
@pytest.mark.parametrize(("line", "problem"), [("true", "missing"), ('echo "%PDF-1.4" > "$to"', "damaged"), (': > "$to"', "damaged")])
def test_a_pdf_that_is_not_there_or_does_not_open_is_told(stand_in, line: str, problem: str) -> None:
    stand_in(line)
    assert pdf.convert({"а.docx": b"PK"})["а.docx"].problem == problem


@POSIX
def test_an_office_that_hangs_is_ended_with_all_it_started(stand_in) -> None:
    stand_in("sleep 600 & wait")
    began = time.monotonic()
    assert pdf.convert({"а.docx": b"PK"}, start=0.5, each=0.1)["а.docx"].problem == "time"
    assert time.monotonic() - began < 20


@POSIX
def test_papers_of_a_kind_become_one_pdf_for_printing(stand_in, read, tmp_path: Path) -> None:
    stand_in('cp "$good" "$to"')
    run = build(read, tmp_path / "out")
    found = pdfs.write(run, together={"session-protocol": f"хаттамалар_{YEAR}"})
    whole = tmp_path / "out" / f"хаттамалар_{YEAR}.pdf"
    assert found.made[-1] == pdfs.Made(whole, "written", 2 * len(run.documents))
    reader = PdfReader(whole)
    assert len(reader.pages) == 2 * len(run.documents)
    assert [one.title for one in reader.outline][2] == "хаттама-03_2025-11-20"
    before = whole.read_bytes()
    assert pdfs.write(build(read, tmp_path / "out"), together={"session-protocol": f"хаттамалар_{YEAR}"}).made[-1].state == "unchanged"
    assert whole.read_bytes() == before
    assert {f"хаттамалар_{YEAR}.pdf", "хаттама-03_2025-11-20.pdf"} <= set(publish.known_hashes(tmp_path / "out"))


def test_without_an_office_the_papers_are_there_and_the_reason_is_said(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError):
        pdf.office()
    ended = otm("build", folder, "session-protocol", "--only", "3", "--papers", "kk", "--today", TODAY, "--out", tmp_path / "out", "--pdf", "--lang", "ru", "--json")
    assert ended.status == 3
    assert "LibreOffice" in ended.err
    assert ended.json["pdf_error"] == "office-missing"
    assert (tmp_path / "out" / "хаттама-03_2025-11-20.docx").is_file()


@pytest.mark.office
@OFFICE
def test_libreoffice_makes_the_same_pdf_twice_and_its_words_are_those_of_the_paper(read, tmp_path: Path) -> None:
    run = build(read, tmp_path / "out", only="3")
    (one,) = pdfs.write(run).made
    assert (one.state, one.pages > 1) == ("written", True)
    text = " ".join(page.extract_text() for page in PdfReader(one.path).pages)
    assert "КҮН ТӘРТІБІ" in text
    assert "2025 жылғы 20 қараша" in text.replace("\u00a0", " ")
    content = run.documents[0].path.read_bytes()
    again = pdf.convert({"x": content})["x"]
    assert again.content == one.path.read_bytes()


# ── the executed notebook ───────────────────────────────────────────────────────────────────────────────────────────


def test_the_notebook_is_run_with_the_runs_own_folder_and_writes_no_paper(tmp_path: Path) -> None:
    book = json.loads((SAMPLE.parent / "notebooks" / "01_annual.ipynb").read_text(encoding="utf-8"))
    made = executed.prepared(book, tmp_path, YEAR, "half-1", date(2026, 2, 1))
    code = "\n".join("".join(cell["source"]) for cell in made["cells"] if cell["cell_type"] == "code")
    assert f"FOLDER = {str(tmp_path)!r}" in code
    assert "today=date(2026, 2, 1)" in code
    assert "write" not in code
    assert "PERIOD = 'half-1'" in code


def test_a_kept_notebook_names_no_folder_of_the_machine(tmp_path: Path) -> None:
    source = (SAMPLE.parent / "notebooks" / "01_annual.ipynb").read_text(encoding="utf-8")
    made = executed.prepared(json.loads(source), tmp_path, YEAR, "year", date(2026, 2, 1))
    assert str(tmp_path).encode() not in executed.shown(made, source)


def test_without_jupyter_or_time_the_reason_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    began = time.monotonic()
    assert executed.execute(tmp_path, YEAR, "year", date(2026, 6, 20), limit=0.2).problem == "time"
    assert time.monotonic() - began < 30
    monkeypatch.setattr(executed, "_NEEDED", ("no_such_library",))
    assert executed.execute(tmp_path, YEAR, "year", date(2026, 6, 20)).problem == "absent"


@pytest.mark.soak
def test_an_executed_notebook_shows_something_in_every_cell(folder: Path, tmp_path: Path) -> None:
    found = executed.execute(folder, YEAR, "year", date.fromisoformat(TODAY))
    assert not found.problem
    cells = [cell for cell in json.loads(found.content)["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] for cell in cells[1:])
    assert str(folder).encode() not in found.content
    assert executed.execute(tmp_path / "жоқ", YEAR, "year", date.fromisoformat(TODAY)).problem == "failed"
