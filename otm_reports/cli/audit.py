"""otm audit, mark, and explain of a paper: what an issued paper says, whether it still holds, where it stands."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from otm_reports.cli.shared import Command, now, show, show_json

if TYPE_CHECKING:
    from otm_reports.messages import Messages


def _texts(lang: str) -> Messages:
    from otm_reports.messages import Messages
    from otm_reports.specs import data_files

    return Messages(lang, dict(data_files("messages"))[lang])


def explain_paper(asked: argparse.Namespace) -> int:
    """``otm explain FILE.docx [TEXT]``: answered from the paper itself."""
    from otm_reports import audit
    from otm_reports.audit import lines

    paper = audit.paper(asked.folder)
    found = lines.chosen(paper, " ".join(asked.figure))
    if asked.json:
        show_json(lines.explanation(paper, found))
    else:
        for line in lines.explanation_lines(paper, found, _texts(asked.lang or "kk"), whole=asked.all):
            show(line)
    return 0


def _audit(asked: argparse.Namespace) -> int:
    from otm_reports import audit, pipeline, year_end
    from otm_reports.audit import lines

    paper = audit.paper(asked.file)
    opened = pipeline.open_folder(asked.folder)
    about = paper.about
    made = pipeline.report(
        opened, year=str(about["year"]), period=str(about["period"]), today=year_end.today_or(asked.today, now().date()),
    )
    found = audit.check(paper, opened, made)
    if asked.json:
        show_json(lines.as_json(found))
    else:
        for line in lines.audit_lines(found, opened.specs.messages[asked.lang or opened.specs.college.screen], whole=asked.all):
            show(line)
    return 1 if found.outdated or found.edited else 0


def _mark(asked: argparse.Namespace) -> int:
    from otm_reports import publish, year_end
    from otm_reports.errors import CollegeError
    from otm_reports.word import standing

    path: Path = asked.file.resolve()
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise CollegeError("paper-missing", str(asked.file), detail=problem.strerror or "") from problem
    by = " ".join(asked.by.split())
    if not by:
        raise CollegeError("mark-nobody", str(asked.file))
    on = year_end.today_or(asked.today, now().date()).isoformat()
    marked = standing.marked(content, asked.state, by, on, path.name)
    listed = publish.mark(path, marked, {"state": asked.state, "by": by, "on": on})
    if asked.json:
        show_json({"path": str(asked.file), "state": asked.state, "by": by, "on": on, "manifest": listed})
    else:
        texts = _texts(asked.lang or "kk")
        day = ".".join(reversed(on.split("-")))
        show(texts.text("audit", f"marked_{asked.state}", name=path.name, by=by, day=day))
    return 0


def _mark_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the paper")
    parser.add_argument("state", choices=("checked", "signed"), help="where it stands; a signed paper is read-only for the program")
    parser.add_argument("--by", required=True, metavar="NAME", help="who checked or signed it")


def _audit_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.docx", type=Path, help="a paper that this program made")
    parser.add_argument("folder", metavar="DIR", type=Path, help="the college folder as it is today")
    parser.add_argument("--all", action="store_true", help="every cell, not only the first of many")


COMMANDS = (
    Command("audit", "which numbers of an issued paper no longer hold, by how much, because of which cells", _audit, _audit_arguments, folder=False),
    Command("mark", "say where a paper stands: checked, or signed and read-only for the program", _mark, _mark_arguments, folder=False),
)
