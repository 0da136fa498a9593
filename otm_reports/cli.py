"""otm …: the command line. Answers go to standard output, messages and progress to standard error."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from otm_reports.model import Report
    from otm_reports.pipeline import Opened, Progress
    from otm_reports.year_end import Job, Run

_ENGLISH = {
    "check": "read everything and say what is wrong, by cell",
    "export": "write the clean tables with the address of every cell (.json, .xlsx, or a folder of .parquet)",
    "figures": "every figure of the year with where it comes from",
    "rules": "every rule of the regulations: verdict, clause, evidence",
    "build": "write the named papers, or all that are possible",
    "annual": "the end-of-year run: every paper, the workbook, the digest, the manifest",
    "explain": "where a figure or a table comes from: the cells, what stands in them, what was left out",
    "list": "what there is: registers, documents, rules, profiles",
}


def parser() -> argparse.ArgumentParser:
    """The arguments of every command (contract 2)."""
    top = argparse.ArgumentParser(prog="otm", description="From a college's Excel registers to its methodical papers.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--year", default="", metavar="2025-2026", help="academic year; the newest that has begun by default")
    common.add_argument("--today", default="", metavar="YYYY-MM-DD", help="the date the run speaks of")
    common.add_argument("--period", default="year", help="year, half-1, half-2, q1…q4, 2025-11 or 2025-09-01..2026-01-15")
    common.add_argument("--lang", default="", choices=("", "kk", "ru", "en"), help="language of the screen")
    common.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def command(name: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[common], help=_ENGLISH[name], description=_ENGLISH[name])
        if name != "list":
            made.add_argument("folder", metavar="DIR", type=Path, help="the college folder, or a folder of registers")
        return made

    command("check").add_argument("--all", action="store_true", help="every finding, not only the first of each kind")
    command("export").add_argument("--to", required=True, type=Path, metavar="FILE", help="FILE.json, FILE.xlsx or a folder for .parquet")
    command("figures")
    command("rules")
    for name in ("build", "annual"):
        made = command(name)
        if name == "build":
            made.add_argument("kinds", nargs="*", metavar="KIND", help="session-protocol, хаттама, annual-analysis, талдау …")
            made.add_argument("--only", default="", metavar="KEY", help="a protocol number, a date or a person")
        made.add_argument("--papers", default="", metavar="kk,ru", help="languages of the papers")
        made.add_argument("--out", type=Path, metavar="OUT", help="where to write; DIR/reports/YEAR by default")
        made.add_argument("--beside", action="store_true", help="write the new version of an edited paper beside it")
    command("explain").add_argument("figure", metavar="FIGURE", help="id of a figure, the beginning of one, or id of a listing: events.held, staff, events.list")
    made = command("list")
    made.add_argument("what", choices=("registers", "documents", "rules", "profiles"))
    made.add_argument("--college", type=Path, default=Path(), metavar="DIR", help="where the college's templates and overlay are")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Returns:
        Exit status of the contract: 0 done, 1 findings of severity error, 2 could not go on, 3 some papers could not be made.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A scheduler's or an old Windows console knows no Kazakh letters; a report must not die of that.
            stream.reconfigure(encoding="utf-8", errors="replace")
    asked = parser().parse_args(arguments)
    from otm_reports.errors import CollegeError, OtmError

    try:
        if asked.today:
            try:
                datetime.strptime(asked.today, "%Y-%m-%d")  # noqa: DTZ007 - a calendar day has no zone
            except ValueError as problem:
                raise CollegeError("today-unknown", asked.today) from problem
        return _COMMANDS[asked.command](asked)
    except OtmError as problem:
        return _refuse(problem, asked)
    except BrokenPipeError:
        return 0


def _refuse(problem: Any, asked: argparse.Namespace) -> int:  # noqa: ANN401 - OtmError, imported late
    from otm_reports.specs import data_files

    lang = asked.lang or "kk"
    texts = dict(data_files("messages"))[lang]
    template = texts.get("errors", {}).get(problem.code, str(problem))
    message = template
    for name, value in {"where": problem.where, **problem.params}.items():
        message = message.replace("{" + name + "}", str(value))
    if asked.json:
        _print(json.dumps({"error": {
            "code": problem.code, "message": message, "where": problem.where, "suggestion": str(problem.params.get("known", "")),
        }}, ensure_ascii=False))
    _say(message)
    known = asked.command == "annual" and any((asked.folder / name).exists() for name in ("otm.toml", "registers"))
    if asked.command == "annual" and problem.code != "out-inside-registers" and (asked.out or known):
        # Nobody sees a scheduler's screen: the day's log says why there are no papers.
        from otm_reports import year_end

        year_end.log(asked.out or asked.folder / "reports", _now(), [f"{problem.code}: {message}"])
    return 2


# ── commands ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _check(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = _opened(asked)
    findings = pipeline.all_findings(opened, made)
    if asked.json:
        _print_json(answers.check(opened, findings, made.year.label, _lang(asked, opened)))
    else:
        lang = _lang(asked, opened)
        rows = opened.read
        _print(opened.specs.messages[lang].text("screen", "rows", read=rows.read, used=rows.used, reported=rows.reported))
        for line in year_end.finding_lines(findings, opened, lang, most=10**9 if asked.all else year_end.FIRST_FINDINGS):
            _print(line)
        if not findings:
            _print(opened.specs.messages[lang].text("screen", "nothing_found"))
    return year_end.status(findings, opened)


def _export(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, publish, workbook, year_end

    opened, made = _opened(asked)
    content = answers.export(made, opened.specs)
    target: Path = asked.to
    year_end.refuse_inside_registers(asked.folder, target.parent if target.suffix in (".json", ".xlsx") else target)
    if target.suffix == ".json":
        publish.write_file(target, json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")
    elif target.suffix == ".xlsx":
        publish.write_file(target, workbook.tables_book(made, opened.specs))
    else:
        from otm_reports import frames

        for name, frame in frames.tables(made, opened.specs).items():
            publish.write_file(target / f"{name}.parquet", frames.parquet(frame))
    if asked.json:
        _print_json({"year": made.year.label, "path": str(target)})
    else:
        _print(opened.specs.messages[_lang(asked, opened)].text("screen", "exported", path=target))
    return year_end.status(pipeline.all_findings(opened, made), opened)


def _figures(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = _opened(asked)
    if asked.json:
        _print_json(answers.figures(made))
    else:
        lang = _lang(asked, opened)
        for figure in made.figures.values():
            _print(f"{figure.id}\t{year_end.printed(figure, opened, lang)}\t{figure.label['ru' if lang == 'ru' else 'kk']}")
    return year_end.status(pipeline.all_findings(opened, made), opened)


def _rules(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = _opened(asked)
    lang = _lang(asked, opened)
    if asked.json:
        _print_json(answers.verdicts(made, opened.specs, lang))
    else:
        for line in year_end.rule_lines(made, opened, lang):
            _print(line)
    return year_end.status(pipeline.all_findings(opened, made), opened)


def _build(asked: argparse.Namespace) -> int:
    from otm_reports import pipeline, year_end

    opened, made = _opened(asked)
    chosen = pipeline.choose(opened, asked.kinds)
    out = year_end.output_folder(opened, made.year.label, asked.out)
    job = _job(asked, opened, out, only=asked.only)
    run = year_end.build(opened, made, chosen, job)
    return _tell(asked, opened, made, run)


def _annual(asked: argparse.Namespace) -> int:
    from otm_reports import year_end

    opened, made = _opened(asked)
    out = year_end.output_folder(opened, made.year.label, asked.out)
    run = year_end.annual(opened, made, _job(asked, opened, out))
    status = _tell(asked, opened, made, run)
    lang = _lang(asked, opened)
    year_end.log(out, _now(), [*year_end.document_lines(run, opened, lang), *year_end.finding_lines(run.findings, opened, lang), f"exit {status}"])
    return status


def _job(asked: argparse.Namespace, opened: Opened, out: Path, *, only: str = "") -> Job:
    from otm_reports.year_end import Job

    return Job(out, _languages(asked), only, asked.beside, _lang(asked, opened), _progress(asked, opened))


def _tell(asked: argparse.Namespace, opened: Opened, made: Report, run: Run) -> int:
    from otm_reports import year_end

    lang = _lang(asked, opened)
    if asked.json:
        _print_json({"year": made.year.label, **year_end.documents_json(run)})
    else:
        texts = opened.specs.messages[lang]
        rows = opened.read
        _print(texts.text("screen", "rows", read=rows.read, used=rows.used, reported=rows.reported))
        _print(texts.text("screen", "papers_heading"))
        for line in year_end.document_lines(run, opened, lang):
            _print(line)
        from otm_reports import answers

        counts = ", ".join(
            f"{texts.text('severities', severity)} – {number}" for severity, number in answers.counts(run.findings, opened.specs).items()
        )
        _print(texts.text("screen", "summary", counts=counts, out=str(run.out)))
    return year_end.status(run.findings, opened, failed=run.failed)


def _explain(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = _opened(asked)
    lang = _lang(asked, opened)
    found = answers.explain(made, opened, asked.figure, lang)
    if asked.json:
        listings = [answers.listing(made.listings[asked.figure])] if asked.figure in made.listings else []
        _print_json({"year": made.year.label, "figures": [answers.explanation(one) for one in found], "listings": listings})
    else:
        for one in found:
            for line in year_end.explanation_lines(one, opened, lang):
                _print(line)
        for line in year_end.listing_lines(made, asked.figure, opened, lang):
            _print(line)
    return year_end.status(pipeline.all_findings(opened, made), opened)


def _list(asked: argparse.Namespace) -> int:
    from otm_reports import specs as declared
    from otm_reports.documents.kinds import kinds
    from otm_reports.word import templates

    own = any((asked.college / name).exists() for name in ("otm.toml", "overlay"))
    specs = declared.load(asked.college if own else None)
    lang = "ru" if (asked.lang or specs.college.screen) == "ru" else "kk"
    texts = specs.messages[lang]
    rows: list[dict[str, str]] = {
        "registers": lambda: [{"id": name, "title": spec.title[lang]} for name, spec in specs.registers.items()],
        "documents": lambda: [
            {"id": kind.id, "words": ", ".join(kind.words), "title": texts.text("kinds", kind.id)}
            for kind in kinds(templates.kinds(asked.college)).values()
        ],
        "rules": lambda: [
            {"id": rule.id, "clause": rule.clause, "title": rule.text[lang]} for name in specs.college.profiles for rule in specs.profiles[name].rules
        ],
        "profiles": lambda: [{"id": name, "title": profile.title[lang]} for name, profile in specs.profiles.items() if profile.offered],
    }[asked.what]()
    if asked.json:
        _print_json({asked.what: rows})
    else:
        for row in rows:
            _print("\t".join(row.values()))
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "check": _check, "export": _export, "figures": _figures, "rules": _rules, "build": _build, "annual": _annual, "explain": _explain, "list": _list,
}


# ── shared ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _opened(asked: argparse.Namespace) -> tuple[Opened, Report]:
    from otm_reports import pipeline, year_end

    progress = _progress(asked, None)
    opened = pipeline.open_folder(asked.folder, progress)
    made = pipeline.report(opened, year=asked.year, period=asked.period, today=year_end.today_or(asked.today, _now().date()), progress=progress)
    return opened, made


def _now() -> datetime:
    return datetime.now().astimezone()


def _languages(asked: argparse.Namespace) -> tuple[str, ...]:
    from otm_reports.errors import CollegeError

    wanted = tuple(word.strip() for word in asked.papers.split(",") if word.strip())
    if set(wanted) - {"kk", "ru"}:
        raise CollegeError("language-unknown", asked.papers, known="kk, ru")
    return wanted


def _lang(asked: argparse.Namespace, opened: Opened) -> str:
    return asked.lang or opened.specs.college.screen


def _progress(asked: argparse.Namespace, opened: Opened | None) -> Progress:
    """A line that rewrites itself on a terminal; nothing where nobody watches."""
    from otm_reports.pipeline import quietly
    from otm_reports.specs import data_files

    if sys.stderr is None or not sys.stderr.isatty():  # pythonw.exe has none
        return quietly
    lang = asked.lang or (opened.specs.college.screen if opened else "kk")
    words = dict(data_files("messages"))[lang].get("screen", {})

    def show(stage: str, done: int, whole: int) -> None:
        line = f"{words.get(stage, stage)} {done}/{whole}" if whole > 1 else words.get(stage, stage)
        sys.stderr.write(f"\r\x1b[K{line}" + ("\r\x1b[K" if whole > 1 and done == whole else ""))
        sys.stderr.flush()

    return show


def _print(line: str) -> None:
    print(line)


def _print_json(content: object) -> None:
    _print(json.dumps(content, ensure_ascii=False, indent=1))


def _say(line: str) -> None:
    print(line, file=sys.stderr)
