"""Folder → Report → papers: the order of the house, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from otm_reports import analysis, dataset, registers, rules, sheets, snapshot, specs
from otm_reports.documents.kinds import kinds, named
from otm_reports.documents.paper import Kind, Paper
from otm_reports.errors import CollegeError, OtmError, RegisterError
from otm_reports.kazakh.exceptions import Exceptions, packaged, read
from otm_reports.model import CellRef, Finding, Report, Sheet
from otm_reports.publish import sha256
from otm_reports.word import Template, load, templates
from otm_reports.word.filters import Generated

#: Called with the name of a stage, how much of it is done and how much there is.
Progress = Callable[[str, int, int], None]


def quietly(stage: str, done: int, whole: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A college folder that has been read.

    Attributes:
        folder: The college folder.
        specs: What is declared, with the college's overlay.
        sources: sha256 of every workbook, by path.
        read: Tables, people, findings of reading and the counts of rows.
        data: The rows with their years.
        findings: Everything found so far: files, sheets, headings, values, years.
    """

    folder: Path
    specs: specs.Specs
    sources: dict[str, str]
    read: registers.Read
    data: dataset.Dataset
    findings: tuple[Finding, ...]


def open_folder(folder: Path, progress: Progress = quietly) -> Opened:
    """Read everything a college keeps.

    Args:
        folder: The college folder, or a folder of registers.
        progress: Told after each workbook.

    Raises:
        CollegeError: There is no such folder, no readable register in it, or its configuration is wrong.
    """
    taken = snapshot.take(folder)
    declared = specs.load(folder)
    rules.prepare(declared)
    findings = list(taken.findings)
    if not declared.configured:
        findings.append(Finding("config-missing", CellRef("otm.toml")))
    read_sheets: list[Sheet] = []
    for number, workbook in enumerate(taken.workbooks):
        progress("reading", number, len(taken.workbooks))
        try:
            read_sheets.extend(sheets.read(workbook))
        except RegisterError as problem:
            findings.append(Finding(problem.code, CellRef(workbook.path), params=problem.params))
    progress("reading", len(taken.workbooks), len(taken.workbooks))
    about = {workbook.path: (workbook.sha256, workbook.open_by) for workbook in taken.workbooks}
    read = registers.read_tables(read_sheets, declared, about)
    if not any(read.tables.values()):
        detail = ", ".join(sorted({finding.code for finding in (*findings, *read.findings)}))
        raise CollegeError("no-registers", str(folder), detail=detail)
    data = dataset.join(read.tables, read.people, declared)
    return Opened(folder, declared, {path: digest for path, (digest, _) in about.items()}, read, data, (*findings, *read.findings))


def report(opened: Opened, *, year: str = "", period: str = "year", today: date, progress: Progress = quietly) -> Report:
    """Count a year and judge it.

    Args:
        opened: A folder that has been read.
        year: ``"2025-2026"``; empty for the default year of the contract.
        period: As ``--period``.
        today: The date the run speaks of.
        progress: Told before each stage.

    Raises:
        CollegeError: The year is not one of the folder's, or the period is none.
    """
    label = year or dataset.default_year(opened.data, opened.specs, today)
    if label not in opened.data.labels:
        raise CollegeError("year-unknown", label, known=", ".join(opened.data.labels))
    progress("counting", 0, 1)
    built = dataset.build(opened.data, opened.specs, label, period=period, today=today)
    figures, listings = analysis.all_figures(built, opened.specs)
    progress("checking", 0, 1)
    results = rules.judge(built, figures, opened.specs)
    verdicts, compliance = rules.compliance(results, opened.specs)
    progress("checking", 1, 1)
    return Report(built, {**figures, **verdicts}, {**listings, compliance.id: compliance}, results)


def all_findings(opened: Opened, made: Report | None = None) -> tuple[Finding, ...]:
    """Every finding of a run, by place, each once."""
    found = [*opened.findings]
    if made:
        found += [*made.year.findings, *(finding for result in made.results for finding in result.findings)]
    else:
        found += opened.data.findings
    unique = {(finding.code, finding.at, finding.field, str(finding.params)): finding for finding in found}
    return tuple(sorted(unique.values(), key=lambda finding: (finding.at, finding.code)))


# ── papers ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Made:
    """A paper and its bytes, or why it could not be made.

    Attributes:
        forms: Case forms that a rule made for words in no list: a person reads them before the paper goes out.
    """

    kind: str
    key: str
    lang: str
    name: str
    content: bytes = b""
    template_sha256: str = ""
    paper: Paper | None = None
    problem: OtmError | None = None
    forms: tuple[str, ...] = ()


def known_kinds(opened: Opened) -> dict[str, Kind]:
    """Every kind that has a template, ours or the college's own."""
    return dict(kinds(templates.kinds(opened.folder)))


def choose(opened: Opened, words: Sequence[str]) -> list[Kind]:
    """The kinds that a person names, or all.

    Raises:
        CollegeError: ``kind-unknown``.
    """
    known = known_kinds(opened)
    if not words:
        return list(known.values())
    chosen = []
    for word in words:
        kind = named(word, known)
        if kind is None:
            raise CollegeError("kind-unknown", word, known=", ".join(f"{kind.id} ({', '.join(kind.words)})" for kind in known.values()))
        chosen.append(kind)
    return chosen


def papers(
    opened: Opened, made: Report, chosen: Iterable[Kind], *, langs: Sequence[str] = (), only: str = "", progress: Progress = quietly,
) -> Iterator[Made]:
    """Fill the templates of the chosen kinds; a paper that cannot be made says why and stops no other.

    Args:
        opened: The folder.
        made: What the papers may print.
        chosen: Kinds.
        langs: Languages; those of otm.toml if none are named.
        only: A protocol number, a date or a person; every paper of a kind if empty.
        progress: Told after each paper.
    """
    langs = langs or opened.specs.college.papers.languages
    tasks = [
        (kind, key, lang) for kind in chosen for key in kind.keys(made, opened.specs)
        if not only or kind.matches(made, opened.specs, key, only) for lang in langs
    ]
    loaded: dict[tuple[str, str], tuple[Template, str] | OtmError] = {}
    for number, (kind, key, lang) in enumerate(tasks):
        progress("writing", number, len(tasks))
        if (kind.id, lang) not in loaded:
            loaded[kind.id, lang] = _template(opened, kind.id, lang)
        yield _paper(opened, made, (kind, key, lang), loaded[kind.id, lang])
    progress("writing", len(tasks), len(tasks))


def _exceptions(opened: Opened) -> Exceptions | None:
    """The college's own case forms, ``overlay/kazakh/exceptions.csv``; ours alone if it has none.

    Raises:
        CollegeError: A line of the file is not of its form.
    """
    own = opened.folder / "overlay" / "kazakh" / "exceptions.csv"
    if not own.is_file():
        return None
    try:
        return packaged() | read(own.read_text(encoding="utf-8-sig").splitlines())
    except (OSError, ValueError) as problem:
        raise CollegeError("config-wrong", own.name, mistakes=str(problem)) from problem


def _template(opened: Opened, kind: str, lang: str) -> tuple[Template, str] | OtmError:
    """A template ready to be filled and its digest, or why it cannot be."""
    name = f"{kind}.{lang}.docx"
    try:
        content = templates.find(kind, lang, opened.folder).read_bytes()
        return load(content, lang=lang, where=name, exceptions=_exceptions(opened)), sha256(content)
    except OtmError as problem:
        return problem
    except OSError as problem:
        return OtmError("template-damaged", name, part="", near=problem.strerror or "")


def _paper(opened: Opened, made: Report, task: tuple[Kind, str, str], template: tuple[Template, str] | OtmError) -> Made:
    kind, key, lang = task
    name = f"{kind.id}.{lang}.docx"
    if isinstance(template, OtmError):
        return Made(kind.id, key, lang, name, problem=template)
    try:
        paper = kind.make(made, opened.specs, key, lang)
        generated: list[Generated] = []
        content = template[0].render(paper.context, generated)
        forms = tuple(f"{one.word} → {one.form or one.word} ({one.case})" for one in generated)
        return Made(kind.id, key, lang, paper.name, content, template[1], paper, forms=forms)
    except OtmError as problem:
        return Made(kind.id, key, lang, name, problem=problem)
