"""otm check, export: what the registers say and what is wrong in them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from otm_reports.cli.shared import Command, language, opened_folder, show, show_json


def _check(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = opened_folder(asked)
    findings = pipeline.all_findings(opened, made)
    if asked.json:
        show_json(answers.check(opened, findings, made.year.label, language(asked, opened)))
    else:
        lang = language(asked, opened)
        rows = opened.read
        show(opened.specs.messages[lang].text("screen", "rows", read=rows.read, used=rows.used, reported=rows.reported))
        for line in year_end.finding_lines(findings, opened, lang, most=10**9 if asked.all else year_end.FIRST_FINDINGS):
            show(line)
        if not findings:
            show(opened.specs.messages[lang].text("screen", "nothing_found"))
    return year_end.status(findings, opened)


def _export(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, publish, workbook, year_end

    opened, made = opened_folder(asked)
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
        show_json({"year": made.year.label, "path": str(target)})
    else:
        show(opened.specs.messages[language(asked, opened)].text("screen", "exported", path=target))
    return year_end.status(pipeline.all_findings(opened, made), opened)


# ── arguments ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help="every finding, not only the first of each kind")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, type=Path, metavar="FILE", help="FILE.json, FILE.xlsx or a folder for .parquet")


COMMANDS = (
    Command("check", "read everything and say what is wrong, by cell", _check, _check_arguments),
    Command("export", "write the clean tables with the address of every cell (.json, .xlsx, or a folder of .parquet)", _export, _export_arguments),
)
