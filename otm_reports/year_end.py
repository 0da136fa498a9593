"""Report → the files of a run: papers, workbook, archive, digest, manifest, each complete before it is put in place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from otm_reports import answers, audit, marked, pipeline, planning, publish, workbook
from otm_reports.documents.paper import Kind
from otm_reports.errors import CollegeError, OutputError
from otm_reports.model import CellRef, Finding, Report, RuleResult, Severity, Verdict
from otm_reports.pipeline import Made, Opened, Progress
from otm_reports.planning import telling
from otm_reports.screen import finding_lines
from otm_reports.snapshot import NOT_REGISTERS, registers_folder
from otm_reports.word import ledgered
from otm_reports.word.standing import standing

#: So many outdated numbers of a paper are named on the screen and in the digest.
_NAMED = 8


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
    outdated: tuple[str, ...] = ()


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
        draft: Names that a template asks for and nobody knows are visible blanks.
        verify: Each paper is parsed again, and the text of every value looked for in it.
    """

    out: Path
    langs: tuple[str, ...] = ()
    only: str = ""
    beside: bool = False
    lang: str = "kk"
    progress: Progress = pipeline.quietly
    draft: bool = False
    verify: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a run made and found."""

    out: Path
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    copies: tuple[marked.Copy, ...] = ()

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
    papers = list(pipeline.papers(opened, made, chosen, langs=job.langs, only=job.only, progress=job.progress, draft=job.draft, verify=job.verify))
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
    outcomes = publish.publish(job.out, [*items, *extra], about, covered=covered, beside=job.beside, stands=_stands)
    outdated = {outcome.path: _outdated(outcome.path, opened, made) for outcome in outcomes if outcome.state in ("kept_edited", "signed")}
    documents = [
        replace(_document(outcome, papers), outdated=outdated.get(outcome.path, ()))
        for outcome in outcomes if outcome.item.kind not in {item.kind for item in extra}
    ]
    texts = opened.specs.messages[job.lang]
    documents += [
        Document(
            paper.kind, paper.key, paper.lang, job.out / paper.name, "failed",
            texts.text("errors", paper.problem.code, where=paper.problem.where, **paper.problem.params),
        )
        for paper in papers if paper.problem is not None
    ]
    gaps = _said_once(gap for document in documents for gap in document.gaps)
    kept = [_kept(outcome, outdated[outcome.path]) for outcome in outcomes if outcome.state == "kept_edited"]
    return Run(job.out, tuple(documents), (*pipeline.all_findings(opened, made), *gaps, *kept, *(note for paper in papers for note in paper.notes)))


def _said_once(gaps: Iterable[Finding]) -> list[Finding]:
    """What several papers leave blank for want of one entry, once, with the papers that wait for it."""
    found: dict[tuple[object, ...], Finding] = {}
    papers: dict[tuple[object, ...], dict[str, None]] = {}
    for gap in gaps:
        key = (gap.at, gap.params.get("blank"), gap.params.get("said")) if "blank" in gap.params else (gap.at, str(gap.params))
        found.setdefault(key, gap)
        papers.setdefault(key, {})[str(gap.params["paper"])] = None
    return [replace(gap, params={**gap.params, "papers": tuple(papers[key])}) for key, gap in found.items()]


def _stands(content: bytes) -> tuple[str, str] | None:
    found = standing(content)
    return (found.state, found.of) if found is not None else None


def _outdated(path: Path, opened: Opened, made: Report) -> tuple[str, ...]:
    """The numbers of a paper that stays as it is which are others by now; none where the paper cannot tell, or tells of another span."""
    try:
        paper = ledgered.read(path.read_bytes(), path.name) if path.suffix == ".docx" else None
    except (CollegeError, OSError):
        return ()
    if paper is None or (paper.about["year"], paper.about["period"]) != (made.year.label, made.year.span.name):
        return ()
    return audit.brief(audit.check(paper, opened, made).outdated)


def _kept(outcome: publish.Outcome, outdated: tuple[str, ...]) -> Finding:
    said = "; ".join(outdated[:_NAMED]) + (" …" if len(outdated) > _NAMED else "")
    return Finding("doc-kept-edited", CellRef(outcome.path.name), params={"name": outcome.path.name, "numbers": said})


def _item(paper: Made) -> publish.Item:
    gaps = tuple(f"{gap.params.get('what', '')} ({gap.at})" for gap in paper.paper.gaps) if paper.paper else ()
    return publish.Item(paper.name, paper.content, paper.kind, paper.key, paper.lang, gaps)


def _document(outcome: publish.Outcome, papers: Iterable[Made]) -> Document:
    item = outcome.item
    made = next((one for one in papers if (one.kind, one.key, one.lang) == (item.kind, item.key, item.lang)), None)
    gaps = made.paper.gaps if made and made.paper else ()
    return Document(item.kind, item.key, item.lang, outcome.path, outcome.state, "", gaps, outcome.beside, made.forms if made else ())


def annual(opened: Opened, made: Report, job: Job) -> Run:
    """The end-of-year run: every end-of-year paper, the workbook, the marked copies, the archive and the digest.

    Marked copies stand in ``marked/`` with a manifest of their own: they keep what stood in the registers and go into no
    package that is made from the run's manifest. Beside the set of the contract each department gets the sheet by which its head
    confirms the numbers before the council.

    Args:
        opened: The folder.
        made: The counted year.
        job: Where and how.
    """
    out = job.out
    chosen = [kind for kind in pipeline.known_kinds(opened).values() if kind.end_of_year or kind.id == planning.SLIP]
    findings = pipeline.all_findings(opened, made)
    span = "" if made.year.span.whole_year else f" {made.year.span.name.replace('..', '–')}"
    book = publish.Item(f"Талдау {made.year.label}{span}.xlsx", workbook.year_book(made, opened.specs, findings, opened.folder, out), "workbook")
    run = build(opened, made, chosen, job, [book])
    run = replace(run, copies=marked.write(opened, made, findings, out / "marked"))
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
                **({"outdated": list(document.outdated)} if document.state in ("kept_edited", "signed") else {}),
            }
            for document in run.documents
        ],
        "manifest": str(run.out / publish.MANIFEST),
        **({"marked": marked.as_json(run.copies)} if run.copies else {}),
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
        if document.outdated:
            more = [texts.text("audit", "outdated_more", count=len(document.outdated) - _NAMED), texts.text("audit", "outdated_full")]
            said = [*document.outdated[:_NAMED], *(more if len(document.outdated) > _NAMED else ())]
            lines.append(texts.text("audit", "outdated", numbers="; ".join(said)))
        if document.forms:
            lines.append(f"    {texts.text('screen', 'forms', forms='; '.join(document.forms))}")
    return lines


def rule_lines(made: Report, opened: Opened, lang: str) -> list[str]:
    """Each regulation with the number of its verdicts; each of its rules with its verdict, why, and what to do."""
    texts = opened.specs.messages[lang]
    word = "ru" if lang == "ru" else "kk"
    lines = []
    told = Counter((result.profile, result.verdict) for result in made.results)
    for place, result in enumerate(made.results):
        if not place or made.results[place - 1].profile != result.profile:
            numbers = ", ".join(f"{texts.text('verdicts', verdict.value)} – {told[result.profile, verdict]}" for verdict in Verdict if told[result.profile, verdict])
            asked = texts.text("screen", "rules_asked", n=sum(number for (profile, _), number in told.items() if profile == result.profile))
            lines.extend([""] if place else [])
            lines.append(f"{opened.specs.profiles[result.profile].title[lang]} ({result.profile}): {asked}; {numbers}")
        reason = result.reason.get(lang) or result.reason.get(word)
        verdict = texts.text("verdicts", result.verdict.value)
        lines.append(f"  {result.id} ({opened.specs.clause(result.clause, result.profile, lang)}) {result.text[word]} — {verdict}" + (f": {reason}" if reason else ""))
        if result.remedy:
            by = f" ({texts.text('screen', 'rules_by')} {result.by:%d.%m.%Y})" if result.by else ""
            lines.append(f"      {texts.text('screen', 'rules_remedy')}: {result.remedy[lang]}{by}")
    return lines


def digest(run: Run, made: Report, opened: Opened, lang: str) -> str:
    """The run on one page: papers, verdicts that are not met, what is missing, what is wrong in the registers."""
    texts = opened.specs.messages[lang]
    worst = [result for result in made.results if result.verdict in (Verdict.NOT_MET, Verdict.PARTLY)]
    word = "ru" if lang == "ru" else "kk"
    rows = opened.read

    def unmet(one: RuleResult) -> str:
        return f"  {one.id} ({opened.specs.clause(one.clause, one.profile, lang)}) {one.text[word]} — {texts.text('verdicts', one.verdict.value)}: {one.reason[word]}"

    parts = [
        texts.text("screen", "digest_title", year=made.year.label),
        "",
        texts.text("screen", "rows", read=rows.read, used=rows.used, reported=rows.reported),
        "",
        texts.text("screen", "papers_heading"), *document_lines(run, opened, lang),
        "",
        *telling.month_lines(made.listings["monthly.due"], made.year.today, opened.specs, lang),
        "",
        *([texts.text("screen", "rules_heading"), *map(unmet, worst), ""] if worst else []),
        texts.text("screen", "findings_heading"), *finding_lines(run.findings, opened, lang),
        *(["", texts.text("screen", "marked_heading", out="marked"), *marked.lines(run.copies, opened.specs, lang)] if run.copies else []),
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
