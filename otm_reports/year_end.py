"""Report → the files of a run: papers, workbook, archive, digest, manifest, each complete before it is put in place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from otm_reports import answers, pipeline, publish, workbook
from otm_reports.documents.paper import Kind
from otm_reports.errors import CollegeError, OutputError
from otm_reports.model import CellRef, Figure, Finding, Report, Severity, Verdict
from otm_reports.pipeline import Made, Opened, Progress
from otm_reports.snapshot import NOT_REGISTERS, registers_folder
from otm_reports.values import as_text

FIRST_FINDINGS = 5


@dataclass(frozen=True, slots=True)
class Document:
    """What became of one paper: the contract's line of ``build`` and ``annual``."""

    kind: str
    key: str
    lang: str
    path: Path
    state: str
    reason: str = ""
    gaps: tuple[Finding, ...] = ()
    beside: Path | None = None
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """How papers are to be written.

    Attributes:
        out: The output folder.
        langs: Languages of the papers; those of otm.toml if none.
        only: One protocol number, date or person; all if empty.
        beside: Write the new version of an edited paper beside it.
        lang: Language of reasons and of the digest.
        progress: Told after each paper.
    """

    out: Path
    langs: tuple[str, ...] = ()
    only: str = ""
    beside: bool = False
    lang: str = "kk"
    progress: Progress = pipeline.quietly


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a run made and found."""

    out: Path
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether some of the asked papers could not be made."""
        return any(document.state == "failed" for document in self.documents)


def output_folder(opened: Opened, year: str, out: Path | None) -> Path:
    """Where a run writes: ``--out``, else ``reports/YEAR`` of the college folder.

    Raises:
        OutputError: ``out-inside-registers``: registers are never written to.
    """
    chosen = (out if out is not None else opened.folder / "reports" / year).resolve()
    refuse_inside_registers(opened.folder, chosen)
    return chosen


def refuse_inside_registers(folder: Path, target: Path) -> None:
    """Refuse a place where registers are read from: what is written there would be read as a register next time.

    Raises:
        OutputError: ``out-inside-registers``.
    """
    kept, chosen = registers_folder(folder).resolve(), target.resolve()
    if chosen == kept or (kept in chosen.parents and chosen.relative_to(kept).parts[0] not in (NOT_REGISTERS if kept == folder.resolve() else ())):
        raise OutputError("out-inside-registers", str(chosen))


def build(opened: Opened, made: Report, chosen: Sequence[Kind], job: Job, extra: Sequence[publish.Item] = ()) -> Run:
    """Fill and publish the papers of the chosen kinds.

    Args:
        opened: The folder.
        made: The counted year.
        chosen: Kinds of papers.
        job: Where and how.
        extra: Other files of the run (the workbook).

    Returns:
        What became of each paper, and all findings of the run with the gaps and kept papers among them.

    Raises:
        CollegeError: ``only-unknown``: no paper goes by that number, date or person; nothing was written.
    """
    papers = list(pipeline.papers(opened, made, chosen, langs=job.langs, only=job.only, progress=job.progress))
    if job.only and not papers:
        raise CollegeError("only-unknown", job.only)
    finished = [paper for paper in papers if paper.problem is None]
    items = [_item(paper) for paper in finished]
    langs = job.langs or opened.specs.college.papers.languages
    broken = {paper.kind for paper in papers if paper.problem}
    covered = [(kind.id, lang) for kind in chosen for lang in langs if kind.id not in broken and not job.only]
    about = {
        "year": made.year.label, "period": made.year.span.name, "inputs": [{"file": file, "sha256": digest} for file, digest in opened.sources.items()],
        "templates": sorted({f"{paper.kind}.{paper.lang} {paper.template_sha256}" for paper in finished}),
    }
    outcomes = publish.publish(job.out, [*items, *extra], about, covered=covered, beside=job.beside)
    documents = [_document(outcome, papers) for outcome in outcomes if outcome.item.kind not in {item.kind for item in extra}]
    texts = opened.specs.messages[job.lang]
    documents += [
        Document(
            paper.kind, paper.key, paper.lang, job.out / paper.name, "failed",
            texts.text("errors", paper.problem.code, where=paper.problem.where, **paper.problem.params),
        )
        for paper in papers if paper.problem is not None
    ]
    gaps = [gap for document in documents for gap in document.gaps]
    kept = [_kept(outcome) for outcome in outcomes if outcome.state == "kept_edited"]
    return Run(job.out, tuple(documents), (*pipeline.all_findings(opened, made), *gaps, *kept))


def _kept(outcome: publish.Outcome) -> Finding:
    return Finding("doc-kept-edited", CellRef(outcome.path.name), params={"name": outcome.path.name})


def _item(paper: Made) -> publish.Item:
    gaps = tuple(f"{gap.params.get('what', '')} ({gap.at})" for gap in paper.paper.gaps) if paper.paper else ()
    return publish.Item(paper.name, paper.content, paper.kind, paper.key, paper.lang, gaps)


def _document(outcome: publish.Outcome, papers: Iterable[Made]) -> Document:
    item = outcome.item
    made = next((one for one in papers if (one.kind, one.key, one.lang) == (item.kind, item.key, item.lang)), None)
    gaps = made.paper.gaps if made and made.paper else ()
    return Document(item.kind, item.key, item.lang, outcome.path, outcome.state, "", gaps, outcome.beside, made.forms if made else ())


def annual(opened: Opened, made: Report, job: Job) -> Run:
    """The end-of-year run: every end-of-year paper, the workbook, the archive and the digest.

    Args:
        opened: The folder.
        made: The counted year.
        job: Where and how.
    """
    out = job.out
    chosen = [kind for kind in pipeline.known_kinds(opened).values() if kind.end_of_year]
    findings = pipeline.all_findings(opened, made)
    span = "" if made.year.span.whole_year else f" {made.year.span.name.replace('..', '–')}"
    book = publish.Item(f"Талдау {made.year.label}{span}.xlsx", workbook.year_book(made, opened.specs, findings, opened.folder, out), "workbook")
    run = build(opened, made, chosen, job, [book])
    where = out if out != (opened.folder / "reports" / made.year.label).resolve() else opened.folder
    if made.year.span.whole_year:
        _keep(where / "archive" / f"{made.year.label}.json", answers.archive(made))
    publish.write_file(out / "қорытынды.txt", digest(run, made, opened, job.lang).encode("utf-8-sig"))
    return run


def _keep(path: Path, content: Any) -> None:  # noqa: ANN401 - JSON
    made = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    if not path.is_file() or path.read_bytes() != made:
        publish.write_file(path, made)


def documents_json(run: Run) -> dict[str, Any]:
    """``otm build --json`` and ``otm annual --json``."""
    return {
        "documents": [
            {
                "kind": document.kind, "key": document.key, "lang": document.lang, "path": str(document.path), "state": document.state,
                "reason": document.reason, "forms": list(document.forms), "gaps": [f"{gap.params.get('what', '')}: {gap.at}" for gap in document.gaps],
            }
            for document in run.documents
        ],
        "manifest": str(run.out / publish.MANIFEST),
    }


# ── in words ────────────────────────────────────────────────────────────────────────────────────────────────────────


def document_lines(run: Run, opened: Opened, lang: str) -> list[str]:
    """What became of each paper, a line each."""
    texts = opened.specs.messages[lang]
    lines = []
    for document in run.documents:
        line = f"  {document.path.name} — {texts.text('states', document.state)}"
        if document.gaps:
            line += f"; {texts.text('screen', 'gaps', count=len(document.gaps))}"
        if document.beside:
            line += f"; {document.beside.name}"
        if document.reason:
            line += f": {document.reason}"
        lines.append(line)
        if document.forms:
            lines.append(f"    {texts.text('screen', 'forms', forms='; '.join(document.forms))}")
    return lines


def finding_lines(findings: Iterable[Finding], opened: Opened, lang: str, *, most: int = FIRST_FINDINGS) -> list[str]:
    """Findings grouped and short: each group with its first places and what to do."""
    specs, texts = opened.specs, opened.specs.messages[lang]
    lines: list[str] = []
    for group in answers.grouped(findings, specs):
        lines.append(f"{texts.text('severities', group.severity.value)} · {group.code} · {len(group.findings)}")
        for one in group.findings[:most]:
            message, suggestion = specs.say(one, lang)
            lines.append(f"    {one.at}: {message}")
            if suggestion:
                lines.append(f"        → {suggestion}")
        if len(group.findings) > most:
            lines.append(f"    {texts.text('screen', 'more', count=len(group.findings) - most)}")
    return lines


def rule_lines(made: Report, opened: Opened, lang: str) -> list[str]:
    """Each rule with its verdict and why."""
    texts = opened.specs.messages[lang]
    word = "ru" if lang == "ru" else "kk"
    return [
        f"  {result.id} ({result.clause}) {result.text[word]} — {texts.text('verdicts', result.verdict.value)}"
        + (f": {result.reason[word]}" if result.reason.get(word) else "")
        for result in made.results
    ]


def printed(figure: Figure, opened: Opened, lang: str) -> str:
    """A figure's value as a screen shows it: with its unit and its N, or "no data" in words."""
    texts = opened.specs.messages[lang]
    if figure.value is None:
        return texts.text("papers", "no_data")
    of = f" (N = {figure.of.value})" if figure.of else ""
    value = str(figure.value) if lang == "en" else as_text(figure.value)
    return f"{value} {texts.text('units', figure.unit)}{of}"


def explanation_lines(found: answers.Explanation, opened: Opened, lang: str) -> list[str]:
    """Where a number comes from: what it is, how it was counted, every cell with what stands in it, what was left out."""
    texts = opened.specs.messages[lang]
    word = "ru" if lang == "ru" else "kk"
    figure = found.figure
    lines = [
        f"{figure.id}: {figure.label[word]} = {printed(figure, opened, lang)} ({texts.text('scopes', figure.scope)})",
        f"  {texts.text('screen', 'how')}: {figure.how[word]} [{texts.text('methods', figure.method)}]",
        f"  {texts.text('screen', 'cells')}: {len(found.cells)}",
        *(f"    {cell}  {text}" for cell, text in found.cells),
    ]
    if figure.of is not None:
        lines += [f"  {texts.text('screen', 'of')}: {figure.of.label[word]} = {figure.of.value}", *(f"    {cell}" for cell in figure.of.cells)]
    if found.left_out:
        lines += [f"  {texts.text('screen', 'left_out')}: {len(found.left_out)}", *(f"    {cell}  {reason}" for cell, reason in found.left_out)]
    lines += [f"  {texts.text('screen', 'searched')}:", *(f"    {place}" for place in found.searched)]
    return lines


def listing_lines(made: Report, name: str, opened: Opened, lang: str) -> list[str]:
    """Every value of a listing with the cells it comes from; nothing if there is no such listing."""
    found = made.listings.get(name)
    if found is None:
        return []
    texts = opened.specs.messages[lang]
    word = "ru" if lang == "ru" else "kk"
    lines = [f"{found.id}: {found.label[word]} ({texts.text('scopes', found.scope)})"]
    for number, row in enumerate(found.rows, 1):
        lines.append(f"  {number}.")
        for column, heading in found.columns.items():
            cells = ", ".join(str(cell) for cell in row.cells.get(column, ()))
            of = f" (N = {row.of[column].value})" if column in row.of else ""
            lines.append(f"    {heading[word]}: {as_text(row.values.get(column))}{of}" + (f"  ← {cells}" if cells else ""))
    if found.left_out:
        lines += [f"  {texts.text('screen', 'left_out')}: {len(found.left_out)}"]
        lines += [f"    {left.cell}  {texts.text('left_out', left.reason)}" for left in found.left_out]
    return [*lines, f"  {texts.text('screen', 'searched')}:", *(f"    {place}" for place in found.searched)]


def digest(run: Run, made: Report, opened: Opened, lang: str) -> str:
    """The run on one page: papers, verdicts that are not met, what is missing, what is wrong in the registers."""
    texts = opened.specs.messages[lang]
    worst = [result for result in made.results if result.verdict in (Verdict.NOT_MET, Verdict.PARTLY)]
    word = "ru" if lang == "ru" else "kk"
    rows = opened.read
    parts = [
        texts.text("screen", "digest_title", year=made.year.label),
        "",
        texts.text("screen", "rows", read=rows.read, used=rows.used, reported=rows.reported),
        "",
        texts.text("screen", "papers_heading"), *document_lines(run, opened, lang),
        "",
        texts.text("screen", "rules_heading"),
        *(f"  {one.id} ({one.clause}) {one.text[word]} — {texts.text('verdicts', one.verdict.value)}: {one.reason[word]}" for one in worst),
        "",
        texts.text("screen", "findings_heading"), *finding_lines(run.findings, opened, lang),
    ]
    return "\n".join(parts) + "\n"


def log(out: Path, now: datetime, lines: Iterable[str]) -> None:
    """Add lines to the day's log of the output folder, each with its time; logging never stops a run."""
    folder = out / "log"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"{now.date().isoformat()}.log").open("a", encoding="utf-8") as file:
            file.writelines(f"{now.isoformat(timespec='seconds')} {line}\n" for line in lines)
    except OSError:
        return


def status(run_findings: Iterable[Finding], opened: Opened, *, failed: bool = False) -> int:
    """Exit status of the contract: 3 papers failed, 1 errors found, 0 done."""
    if failed:
        return 3
    return 1 if answers.worst(run_findings, opened.specs) == Severity.ERROR else 0


def today_or(text: str, now: date) -> date:
    """``--today``, else the day the face says it is."""
    return date.fromisoformat(text) if text else now
