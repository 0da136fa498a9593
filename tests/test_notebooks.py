"""The two notebooks: as committed they hold no results and no path of a machine; run from top to bottom they show and write everything."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest
from running import HOME, SAMPLE, leaks, otm, planted_personal, stamps

from otm_reports.places import packaged

NAMES = ("01_annual", "02_protocol")


def committed(name: str) -> Path:
    return packaged("notebooks") / f"{name}.ipynb"


# ── as committed ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", NAMES)
def test_a_committed_notebook_holds_no_results_and_no_path_of_a_machine(name):
    text = committed(name).read_text(encoding="utf-8")
    book = nbformat.read(committed(name), as_version=4)
    nbformat.validate(book)
    for cell in book.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    assert not re.search(r"(?:^|[\"'\s])(?:/(?:home|root|Users|work|tmp|usr|opt|mnt)\b|[A-Za-z]:\\\\)", text)
    assert set(book.metadata) <= {"kernelspec", "language_info"}
    assert "version" not in book.metadata.get("language_info", {})


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_for_people_who_do_not_program(name):
    book = nbformat.read(committed(name), as_version=4)
    first = next(cell for cell in book.cells if cell.cell_type == "code")
    assert first.metadata.tags == ["parameters"], "what a person sets comes first"
    assert book.cells[0].cell_type == "markdown"
    for cell in book.cells:
        if cell.cell_type == "code" and cell is not first:
            assert len(cell.source.splitlines()) <= 5
            assert not re.search(r"\b(?:for|if|def|class|lambda|try|while)\b", cell.source), "a notebook shows; it does not compute"


# ── run from top to bottom ──────────────────────────────────────────────────────────────────────────────────────────


def executed(name: str, place: Path, **parameters: str) -> nbformat.NotebookNode:
    """A copy, its parameters cell overridden, run from top to bottom in a folder of its own."""
    copied = shutil.copyfile(committed(name), place / f"{name}.ipynb")
    book = nbformat.read(copied, as_version=4)
    (cell,) = (cell for cell in book.cells if "parameters" in cell.metadata.get("tags", ()))
    declared = dict(re.findall(r"^(\w+) = (.+?)(?:\s+#.*)?$", cell.source, re.MULTILINE))
    assert parameters.keys() <= declared.keys()
    cell.source = "\n".join(f"{key} = {parameters[key]!r}" if key in parameters else f"{key} = {value}" for key, value in declared.items())
    nbclient.NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(place)}}).execute(
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )
    return book


def outputs(book: nbformat.NotebookNode, source: str) -> list[Any]:
    (cell,) = (cell for cell in book.cells if cell.cell_type == "code" and cell.source.strip() == source)
    return cell.outputs


def shown(book: nbformat.NotebookNode, source: str) -> str:
    """The HTML that one cell shows."""
    return "".join("".join(one["data"].get("text/html", "")) for one in outputs(book, source) if "data" in one)


def without_errors(book: nbformat.NotebookNode) -> None:
    for cell in book.cells:
        for one in cell.get("outputs", ()):
            assert one.output_type != "error", cell.source
            assert one.get("name") != "stderr", (cell.source, one.get("text"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    return shutil.copytree(SAMPLE, tmp_path_factory.mktemp("sample") / "колледж", ignore=shutil.ignore_patterns("__pycache__", "pictures"))


@pytest.fixture(scope="module")
def annual(sample, tmp_path_factory) -> tuple[nbformat.NotebookNode, Path]:
    place = tmp_path_factory.mktemp("annual")
    before = stamps(sample)
    book = executed("01_annual", place, FOLDER=str(sample), OUT="құжаттар")
    assert stamps(sample) == before, "nothing is written into the college folder"
    return book, place / "құжаттар"


@pytest.fixture(scope="module")
def protocol(sample, tmp_path_factory) -> tuple[nbformat.NotebookNode, Path]:
    place = tmp_path_factory.mktemp("protocol")
    return executed("02_protocol", place, FOLDER=str(sample), OUT="құжаттар"), place / "құжаттар"


def test_the_annual_notebook_runs_without_an_error_and_shows_something_in_every_cell(annual):
    book, _ = annual
    without_errors(book)
    for cell in book.cells:
        if cell.cell_type == "code" and not re.fullmatch(r"(?:\w+ = .*\n?)+", cell.source):
            assert any("text/html" in one.get("data", {}) for one in cell.outputs), cell.source


def test_the_annual_notebook_shows_findings_with_their_places(annual, sample):
    book, _ = annual
    short, every = shown(book, "year.findings"), shown(book, "year.findings.all")
    assert re.search(r"registers/2025-2026/[^<]+\.xlsx#[^<]+![A-Z]+\d+", short)
    assert short.count("<tr>") > 5
    cut = [place for place in re.findall(r"<td>(registers/[^<]*)</td>", every) if place.endswith("...")]
    assert cut == [], "the whole list shows whole places"
    places = {one["cell"] for one in otm("check", sample, "--json").json["findings"]}
    assert {place for place in places if f">{html.escape(place)}<" not in every} == set()


def test_the_annual_notebook_draws_charts_and_shows_figures_with_their_cells(annual):
    book, _ = annual
    charts = shown(book, "year.charts")
    assert charts.count("<svg") >= 3
    assert charts.count("<b>") == charts.count("<svg")
    assert charts.count("<path") > 20
    assert "events.held" in shown(book, 'year.figures.chapter("events")')
    explained = shown(book, 'year.explain("events.held")')
    assert "Отырыстар!" in explained
    assert "ОТМ іс-шарасы емес" in explained, "what was left out, and why"
    verdict = shown(book, 'year.explain("K07")')
    assert "K07 – орындалды" in verdict
    assert ">events.held<" in verdict


def test_the_annual_notebook_shows_a_verdict_for_every_rule(annual):
    book, _ = annual
    rules = shown(book, "year.rules")
    assert all(f">K{number:02}<" in rules for number in range(1, 18))
    assert "None" not in rules


def test_the_annual_notebook_writes_every_paper_and_says_so(annual):
    book, out = annual
    said = shown(book, "year.write_all(to=OUT)")
    papers = {path.name for path in out.glob("*.docx")}
    assert len(papers) > 10
    assert {name for name in papers if f">{name}<" in said} == papers
    assert (out / "жылдық-талдау_2025-2026.docx").is_file()
    assert (out / "Талдау 2025-2026.xlsx").is_file()
    assert json.loads((out / "manifest.json").read_text(encoding="utf-8"))["year"] == "2025-2026"


def test_the_protocol_notebook_shows_the_protocol_with_its_blanks_and_writes_it(protocol):
    book, out = protocol
    without_errors(book)
    listed = shown(book, "year.papers(KIND)")
    assert "хаттама-06_2026-02-19.docx" in listed
    outline = shown(book, "year.outline(KIND, PROTOCOL)")
    assert "<table" in outline
    assert "<p" in outline
    assert "<mark>[толтырыңыз: " in outline, "the sixth session of the sample misses something on purpose"
    assert [path.name for path in out.glob("*.docx")] == ["хаттама-06_2026-02-19.docx"]
    assert "хаттама-06_2026-02-19.docx" in shown(book, "year.write(KIND, only=PROTOCOL, to=OUT)")


def test_the_protocol_notebook_writes_a_council_protocol_too(sample, tmp_path):
    book = executed("02_protocol", tmp_path, FOLDER=str(sample), OUT="out", KIND="council-protocol", PROTOCOL="2")
    without_errors(book)
    assert [path.name for path in (tmp_path / "out").glob("*.docx")] == ["әк-хаттама-02.docx"]


def test_an_executed_notebook_shows_no_personal_number_phone_or_birth_date(annual, protocol, sample):
    personal = planted_personal(sample)
    for book, _ in (annual, protocol):
        text = nbformat.writes(book)
        assert len(text) > 10_000
        assert leaks(text.encode(), personal) == []
