"""otm check, export: what the registers say and what is wrong in them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from otm_reports.cli.shared import Command, language, opened_folder, show, show_json


def _check(asked: argparse.Namespace) -> int:
    from otm_reports import answers, marked, pipeline, screen, since, year_end

    root, only = _root(asked.folder)
    asked.folder = root
    out = asked.marked.resolve() if asked.marked else None
    if out is not None:
        year_end.refuse_inside_registers(root, out)
    opened, made = opened_folder(asked)
    findings = tuple(one for one in pipeline.all_findings(opened, made) if not only or one.at.file == only)
    changed = since.compare(findings, root, f"{made.year.label} {made.year.span.name} {only}")
    copies = marked.write(opened, made, findings, out) if out is not None else ()
    lang = language(asked, opened)
    if asked.json:
        told = {"closed": changed.closed, "new": [str(one.at) for one in changed.new], "remaining": changed.remaining} if changed else None
        show_json({
            **answers.check(opened, findings, made.year.label, lang), "since": told, **({"marked": marked.as_json(copies)} if out is not None else {}),
        })
        return year_end.status(findings, opened)
    texts = opened.specs.messages[lang]
    show(texts.text("screen", "rows", read=opened.read.read, used=opened.read.used, reported=opened.read.reported))
    if changed:
        show(texts.text("screen", "since", closed=changed.closed, new=len(changed.new), remaining=changed.remaining))
    for line in screen.finding_lines(findings, opened, lang, everything=asked.all, new=changed.new if changed else ()):
        show(line)
    if not findings:
        show(texts.text("screen", "nothing_found"))
    if copies:
        show(texts.text("screen", "marked_heading", out=out))
    for line in marked.lines(copies, opened.specs, lang):
        show(line)
    return year_end.status(findings, opened)


def _root(asked: Path) -> tuple[Path, str]:
    """The folder to read, and the one file of it that is asked about: a name in a list means little without the staff list."""
    if not asked.is_file():
        return asked, ""
    file = asked.resolve()
    known = ("otm.toml", "registers", "manifest.json")
    root = next((parent for parent in file.parents if any((parent / name).exists() for name in known)), file.parent)
    return root, file.relative_to(root).as_posix()


def _export(asked: argparse.Namespace) -> int:
    from otm_reports import answers, forms, pipeline, publish, year_end

    opened, made = opened_folder(asked)
    content = answers.export(made, opened.specs)
    target: Path = asked.to
    year_end.refuse_inside_registers(asked.folder, target.parent if target.suffix in (".json", ".xlsx") else target)
    if target.suffix == ".json":
        publish.write_file(target, json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n")
    elif target.suffix == ".xlsx":
        publish.write_file(target, forms.clean_book(made, opened.specs))
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
    parser.add_argument("--marked", type=Path, metavar="OUT", help="write marked copies of the registers: coloured cells, comments, a list with links")


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", required=True, type=Path, metavar="FILE", help="FILE.json, FILE.xlsx or a folder for .parquet")


COMMANDS = (
    Command("check", "read everything and say what is wrong, by cell", _check, _check_arguments),
    Command("export", "write the clean tables with the address of every cell (.json, .xlsx, or a folder of .parquet)", _export, _export_arguments),
)
