"""Folder → Report → papers: the order of the house, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from otm_reports import analysis, archives, copies, dataset, marking, registers, rules, sheets, snapshot, specs
from otm_reports.child import Child
from otm_reports.documents.kinds import chosen, kinds
from otm_reports.documents.paper import Kind, Paper
from otm_reports.errors import CollegeError, OtmError, RegisterError
from otm_reports.kazakh.exceptions import Exceptions, packaged, read
from otm_reports.model import Archive, CellRef, Finding, Report, Row, Sheet, Table
from otm_reports.places import VERSION
from otm_reports.publish import sha256
from otm_reports.word import Note, Template, ledger, load, templates, trial
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
        archives: Figures of earlier years, kept by their own runs, by year.
    """

    folder: Path
    specs: specs.Specs
    sources: dict[str, str]
    read: registers.Read
    data: dataset.Dataset
    findings: tuple[Finding, ...]
    archives: Mapping[str, Archive] = field(default_factory=dict)


def open_folder(folder: Path, progress: Progress = quietly, *, instead: Mapping[str, bytes] | None = None) -> Opened:
    """Read everything a college keeps.

    Args:
        folder: The college folder, or a folder of registers.
        progress: Told after each workbook.
        instead: File → bytes that are read in its place: a corrected copy of a register.

    Raises:
        CollegeError: There is no such folder, no readable register in it, or its configuration is wrong.
    """
    snapshot.registers_folder(folder)
    declared = specs.load(folder)
    answers = declared.confirmed.files
    taken = snapshot.take(folder)
    rules.prepare(declared)
    workbooks, passed_over = copies.choose(taken.workbooks, answers)
    workbooks = [replace(one, content=other, sha256=sha256(other)) if (other := (instead or {}).get(one.path)) else one for one in workbooks]
    findings = [*taken.findings, *passed_over]
    if not declared.configured:
        findings.append(Finding("config-missing", CellRef("otm.toml")))
    by_file: dict[str, tuple[Sheet, ...]] = {}
    with Child() as child:
        for number, workbook in enumerate(workbooks):
            progress("reading", number, len(workbooks))
            try:
                by_file[workbook.path] = sheets.read(workbook, child)
            except RegisterError as problem:
                findings.append(Finding(problem.code, CellRef(workbook.path), params=problem.params))
            else:
                if not by_file[workbook.path]:  # a document without a table
                    findings.append(Finding("sheet-unused", CellRef(workbook.path, PurePosixPath(workbook.path).name)))
    progress("reading", len(workbooks), len(workbooks))
    by_file, marked_copies = marking.registers_only(by_file, {workbook.path: workbook.sha256 for workbook in workbooks})
    again, said = copies.same_tables(by_file, answers)
    findings += [*marked_copies, *said]
    read_sheets = [sheet for path, found in by_file.items() if path not in again for sheet in found]
    about = {workbook.path: (workbook.sha256, workbook.open_by) for workbook in workbooks}
    read = registers.read_tables(read_sheets, declared, about)
    if not any(table.sources for table in read.tables.values()):
        detail = ", ".join(sorted({finding.code for finding in (*findings, *read.findings)}))
        raise CollegeError("no-registers", str(folder), detail=detail)
    data = dataset.join(read.tables, read.people, declared)
    kept, damaged = archives.read(folder)
    return Opened(
        folder, declared, {path: digest for path, (digest, _) in about.items()}, read, data, (*findings, *read.findings, *damaged), kept,
    )


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
    if opened.data.labels and label not in opened.data.labels:  # registers without a row yet are those of any year
        raise CollegeError("year-unknown", label, known=", ".join(opened.data.labels))
    progress("counting", 0, 1)
    built = replace(dataset.build(opened.data, opened.specs, label, period=period, today=today), archives=opened.archives)
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
        found += rules.outdated(opened.specs, made.year.today)
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
        notes: Texts that could not be printed letter for letter.
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
    notes: tuple[Finding, ...] = ()


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
    return [chosen(word, known) for word in words]


def papers(
    opened: Opened, made: Report, chosen: Iterable[Kind], *, langs: Sequence[str] = (), only: str = "", progress: Progress = quietly,
    draft: bool = False, verify: bool = False,
) -> Iterator[Made]:
    """Fill the templates of the chosen kinds; a paper that cannot be made says why and stops no other.

    Args:
        opened: The folder.
        made: What the papers may print.
        chosen: Kinds.
        langs: Languages; those of otm.toml if none are named.
        only: A protocol number, a date or a person; every paper of a kind if empty.
        progress: Told after each paper.
        draft: A name that a template asks for and nobody knows is a visible blank and a gap, not a refusal.
        verify: Each paper is parsed again, its structure looked at, and the text of every value found in it.
    """
    langs = langs or opened.specs.college.papers.languages
    tasks = [
        (kind, key, lang) for kind in chosen for key in kind.keys(made, opened.specs)
        if not only or kind.matches(made, opened.specs, key, only) for lang in langs
    ]
    loaded: dict[tuple[str, str], tuple[Template, str] | OtmError] = {}
    book = ledger.Book(opened.sources, lambda: numbers(opened))
    for number, (kind, key, lang) in enumerate(tasks):
        progress("writing", number, len(tasks))
        if (kind.id, lang) not in loaded:
            loaded[kind.id, lang] = _template(opened, kind.id, lang)
        yield _paper(opened, made, (kind, key, lang), loaded[kind.id, lang], book, draft=draft, verify=verify)
    progress("writing", len(tasks), len(tasks))


def numbers(opened: Opened) -> Callable[[CellRef], int | float | None]:
    """What tells the number that stands in a cell of a register."""
    tables: dict[tuple[str, str], dict[str, Table]] = {}
    for name, table in opened.data.tables.items():
        for source in table.sources:
            tables.setdefault((source.file, source.sheet), {})[name] = table
    sheets: dict[tuple[str, str], dict[int, list[Row]]] = {}

    def number(cell: CellRef) -> int | float | None:
        place = (cell.file, cell.sheet)
        if place not in sheets:
            sheets[place] = _rows_by_number(place, tables.get(place, {}).values())
        for row in sheets[place].get(cell.row, ()):
            for name in [name for name, column in row.source.columns.items() if column == cell.column]:
                value = row[name]
                if isinstance(value, int | float) and not isinstance(value, bool):
                    return value
        return None

    return number


def _rows_by_number(place: tuple[str, str], tables: Iterable[Table]) -> dict[int, list[Row]]:
    """The rows of a sheet by their numbers, whichever of its tables reads them."""
    file, sheet = place
    found: dict[int, list[Row]] = {}
    for row in (row for table in tables for row in table if row.source.sheet == sheet and row.source.file == file):
        found.setdefault(row.number, []).append(row)
    return found


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
        path = templates.find(kind, lang, opened.folder)
        content = path.read_bytes()
        if path.is_relative_to(opened.folder):
            trial.check(content, name)
        return load(content, lang=lang, where=name, exceptions=_exceptions(opened)), sha256(content)
    except OtmError as problem:
        return problem
    except OSError as problem:
        return OtmError("template-damaged", name, part="", near=problem.strerror or "")


def _blanks(opened: Opened, lang: str, unknown: dict[str, None]) -> Callable[[str], str]:
    """What a draft says where a template asks for a name that is not known; each name is noted."""

    def blank(name: str) -> str:
        unknown[name] = None
        return opened.specs.messages[lang].text("papers", "blank", what=name)

    return blank


def _spoken_of(name: str, period: str) -> str:
    """The period that a paper speaks of: a paper whose name tells none is the year's, whatever part of the year was asked for."""
    return period if re.search(rf"_{re.escape(period)}(?=[. ]|$)", name) else "year"


def _paper(
    opened: Opened, made: Report, task: tuple[Kind, str, str], template: tuple[Template, str] | OtmError, book: ledger.Book, *,
    draft: bool = False, verify: bool = False,
) -> Made:
    kind, key, lang = task
    name = f"{kind.id}.{lang}.docx"
    if isinstance(template, OtmError):
        return Made(kind.id, key, lang, name, problem=template)
    try:
        paper = kind.make(made, opened.specs, key, lang)
        generated: list[Generated] = []
        notes: list[Note] = []
        unknown: dict[str, None] = {}
        about = ledger.About(kind.id, key, lang, paper.name, made.year.label, _spoken_of(paper.name, made.year.span.name), VERSION)
        content = template[0].render(
            paper.context, generated, notes=notes, draft=_blanks(opened, lang, unknown) if draft else None, trace=ledger.Traces(book, about),
            verify=verify or None,
        )
        paper = replace(paper, gaps=(*paper.gaps, *(Finding("doc-gap", CellRef(name), params={"what": one, "paper": paper.name}) for one in unknown)))
        printed = tuple(Finding("text-printed", CellRef(paper.name), params={"after": note.after[:80]}) for note in notes)
        forms = tuple(f"{one.word} → {one.form or one.word} ({one.case})" for one in generated)
        return Made(kind.id, key, lang, paper.name, content, template[1], paper, forms=forms, notes=printed)
    except OtmError as problem:
        return Made(kind.id, key, lang, name, problem=problem)
