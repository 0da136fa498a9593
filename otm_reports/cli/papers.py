"""otm build, annual: the papers of the year."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from otm_reports.cli.shared import Command, language, languages, now, opened_folder, progress_line, say, show, show_json

if TYPE_CHECKING:
    from otm_reports.model import Report
    from otm_reports.pdfs import Pdfs
    from otm_reports.pipeline import Opened
    from otm_reports.year_end import Job, Run


def _build(asked: argparse.Namespace) -> int:
    from otm_reports import pipeline, year_end

    opened, made = opened_folder(asked)
    chosen = pipeline.choose(opened, asked.kinds)
    out = year_end.output_folder(opened, made.year.label, asked.out)
    job = _job(asked, opened, out, only=asked.only)
    run = year_end.build(opened, made, chosen, job)
    status = _tell(asked, opened, made, run)
    texts = opened.specs.messages[language(asked, opened)]
    period = made.year.label if made.year.span.whole_year else made.year.span.name.replace("..", "–")
    for kind in chosen if asked.kinds else ():
        if not kind.keys(made, opened.specs):
            say(texts.text("screen", "nothing_of_kind", kind=texts.text("kinds", kind.id), period=period, date=made.year.today.strftime("%d.%m.%Y")))
    return status


def _annual(asked: argparse.Namespace) -> int:
    from otm_reports import screen, year_end

    opened, made = opened_folder(asked)
    if asked.plan:
        return _plan(asked, opened, made)
    out = year_end.output_folder(opened, made.year.label, asked.out)
    run = year_end.annual(opened, made, _job(asked, opened, out))
    status = _tell(asked, opened, made, run)
    lang = language(asked, opened)
    notebook = _notebook(opened, made, out, lang)
    year_end.log(out, now(), [*year_end.document_lines(run, opened, lang), *screen.finding_lines(run.findings, opened, lang), *notebook, f"exit {status}"])
    return status


def _notebook(opened: Opened, made: Report, out: Path, lang: str) -> list[str]:
    """The executed notebook beside the papers; what is said of it goes where progress goes."""
    from otm_reports import executed, publish

    if not executed.wanted():
        return []
    texts = opened.specs.messages[lang]
    found = executed.execute(opened.folder, made.year.label, made.year.span.name, made.year.today)
    name = f"дәптер_{made.year.label}.ipynb"
    if found.content:
        publish.write_file(out / name, found.content)
    line = texts.text("notebook", found.problem or "made", name=name)
    say(line)
    return [line]


def _plan(asked: argparse.Namespace, opened: Opened, made: Report) -> int:
    """The dry run; with ``--out`` the sheets by which the departments confirm their numbers are written, and nothing else."""
    from otm_reports import pipeline, planning, year_end
    from otm_reports.planning import telling

    lang = language(asked, opened)
    found = planning.plan(opened, made, lang, progress_line(asked, opened), next(iter(languages(asked)), ""))
    run = None
    if asked.out is not None:
        out = year_end.output_folder(opened, made.year.label, asked.out)
        run = year_end.build(opened, made, pipeline.choose(opened, [planning.SLIP]), _job(asked, opened, out))
    if asked.json:
        written = year_end.documents_json(run) if run else {"documents": []}
        show_json({"year": made.year.label, **telling.as_json(found, opened.specs, lang), **written})
    else:
        for line in telling.lines(found, opened.specs, lang, made.year.label):
            show(line)
        for line in year_end.document_lines(run, opened, lang) if run else (opened.specs.messages[lang].text("planning", "unwritten"),):
            show(line)
    return year_end.status(pipeline.all_findings(opened, made), opened, failed=run is not None and run.failed)


def _job(asked: argparse.Namespace, opened: Opened, out: Path, *, only: str = "") -> Job:
    from otm_reports.year_end import Job

    return Job(out, languages(asked), only, asked.beside, language(asked, opened), progress_line(asked, opened), asked.draft, asked.verify)


def _pdfs(asked: argparse.Namespace, opened: Opened, made: Report, run: Run) -> Pdfs | None:
    """The PDFs that are asked for, and those of earlier runs whose papers say something else now; ``None`` if there are neither."""
    from otm_reports import pdfs

    span = "" if made.year.span.whole_year else f"_{made.year.span.name.replace('..', '–')}"
    names = opened.specs.messages["kk"].texts["joined"]
    together = {kind: f"{name}_{made.year.label}{span}" for kind, name in names.items()}
    printed = pdfs.write(run, together=together if asked.joined else {}) if asked.pdf or asked.joined else pdfs.Pdfs()
    stale = pdfs.outdated(run, together, printed.made)
    return replace(printed, made=(*printed.made, *stale)) if stale or asked.pdf or asked.joined else None


def _tell(asked: argparse.Namespace, opened: Opened, made: Report, run: Run) -> int:
    from otm_reports import year_end

    lang = language(asked, opened)
    printed = _pdfs(asked, opened, made, run)
    if asked.json:
        from otm_reports import pdfs

        refused = {"pdf_error": printed.refused.code} if printed and printed.refused else {}
        show_json({"year": made.year.label, **year_end.documents_json(run), **({"pdf": pdfs.as_json(printed), **refused} if printed else {})})
    else:
        texts = opened.specs.messages[lang]
        rows = opened.read
        show(texts.text("screen", "rows", read=rows.read, used=rows.used, reported=rows.reported))
        show(texts.text("screen", "papers_heading"))
        for line in year_end.document_lines(run, opened, lang):
            show(line)
        from otm_reports import answers

        if printed:
            from otm_reports import pdfs

            for line in pdfs.lines(printed, texts):
                show(line)
        counts = ", ".join(
            f"{texts.text('severities', severity)} – {number}" for severity, number in answers.counts(run.findings, opened.specs).items()
        )
        show(texts.text("screen", "summary", counts=counts, out=str(run.out)))
    if printed and printed.refused:
        say(opened.specs.messages[lang].text("errors", printed.refused.code, where=printed.refused.where))
    return year_end.status(run.findings, opened, failed=run.failed or (printed is not None and printed.failed))


def _build_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="session-protocol, хаттама, annual-analysis, талдау …")
    parser.add_argument("--only", default="", metavar="KEY", help="a protocol number, a date or a person")
    _annual_arguments(parser)


def _year_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", action="store_true", help="write no paper: say what can be made today, who owes which entry by when, what this month holds")
    _annual_arguments(parser)


def _annual_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--papers", default="", metavar="kk,ru", help="languages of the papers")
    parser.add_argument("--out", type=Path, metavar="OUT", help="where to write; DIR/reports/YEAR by default")
    parser.add_argument("--draft", action="store_true", help="names that a template asks for and nobody knows become visible blanks")
    parser.add_argument("--verify", action="store_true", help="parse each paper again and find the text of every value in it")
    parser.add_argument("--beside", action="store_true", help="write the new version of an edited or signed paper beside it")
    parser.add_argument("--pdf", action="store_true", help="also a PDF of each paper, by LibreOffice; unchanged papers are not converted again")
    parser.add_argument("--joined", action="store_true", help="also all papers of a kind as one PDF for printing: хаттамалар_2025-2026.pdf")


COMMANDS = (
    Command("build", "write the named papers, or all that are possible", _build, _build_arguments),
    Command("annual", "the end-of-year run: every paper, the workbook, the digest, the manifest", _annual, _year_arguments),
)
