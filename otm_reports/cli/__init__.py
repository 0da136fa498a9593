"""otm …: the command line. Answers go to standard output, messages and progress to standard error."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from otm_reports.cli import audit, cells, confirm, folders, papers, reading, template, year
from otm_reports.cli.shared import Command, now, say, show_json

#: Every command, in the order of ``otm --help``.
COMMANDS: dict[str, Command] = {command.name: command for room in (folders, reading, cells, confirm, year, papers, audit, template) for command in room.COMMANDS}


class _UsageError(Exception):
    """The command is not written as it should be; argparse's own words, and how it is written."""

    def __init__(self, message: str, usage: str) -> None:
        super().__init__(message)
        self.usage = usage


class _Parser(argparse.ArgumentParser):
    """Says what is wrong to `main`, which knows the language and whether a program is listening."""

    def error(self, message: str) -> NoReturn:
        raise _UsageError(message, self.format_usage())


def parser() -> argparse.ArgumentParser:
    """The arguments of every command (contract 2)."""
    top = _Parser(prog="otm", description="From a college's Excel registers to its methodical papers.")
    added = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = _Parser(add_help=False)
    common.add_argument("--year", default="", metavar="2025-2026", help="academic year; the newest that has begun by default")
    common.add_argument("--today", default="", metavar="YYYY-MM-DD", help="the date the run speaks of")
    common.add_argument("--period", default="year", help="year, half-1, half-2, q1…q4, 2025-11 or 2025-09-01..2026-01-15")
    common.add_argument("--lang", default="", choices=("", "kk", "ru", "en"), metavar="kk|ru|en", help="language of the screen")
    common.add_argument("--json", action="store_true", help="one JSON object on standard output")
    for command in COMMANDS.values():
        made = added.add_parser(command.name, parents=[common], help=command.help, description=command.help)
        if command.folder:
            made.add_argument("folder", metavar="DIR", type=Path, help="the college folder, or a folder of registers")
        if command.arguments:
            command.arguments(made)
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
    try:
        asked = parser().parse_args(arguments)
    except _UsageError as problem:
        return _misspelt(problem, list(sys.argv[1:] if arguments is None else arguments))
    from otm_reports.errors import CollegeError, OtmError

    try:
        if asked.today:
            try:
                datetime.strptime(asked.today, "%Y-%m-%d")  # noqa: DTZ007 - a calendar day has no zone
            except ValueError as problem:
                raise CollegeError("today-unknown", asked.today) from problem
        return COMMANDS[asked.command].run(asked)
    except OtmError as problem:
        return _refuse(problem, asked)
    except BrokenPipeError:
        return 0


#: What argparse says, and the key of ``[usage]`` that says it in the language of the screen.
_USAGE = (
    ("required", re.compile(r"the following arguments are required: (?P<names>.+)", re.DOTALL)),
    ("choice", re.compile(r"argument (?P<name>.+?): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.+)\)", re.DOTALL)),
    ("unrecognized", re.compile(r"unrecognized arguments: (?P<names>.+)", re.DOTALL)),
    ("argument", re.compile(r"argument (?P<name>.+?): expected .*argument.*", re.DOTALL)),
)


def _misspelt(problem: _UsageError, words: Sequence[str]) -> int:
    from otm_reports.messages import Messages
    from otm_reports.specs import data_files

    named = [word.partition("=")[2] or "".join(words[place + 1 : place + 2]) for place, word in enumerate(words) if word.partition("=")[0] == "--lang"]
    lang = named[-1] if named and named[-1] in ("kk", "ru", "en") else "kk"
    texts = Messages(lang, dict(data_files("messages"))[lang])
    detail = str(problem)
    for key, pattern in _USAGE:
        if found := pattern.fullmatch(detail):
            detail = texts.text("usage", key, **{name: text.replace("'", "") for name, text in found.groupdict().items()})
            break
    message = texts.text("errors", "usage", detail=detail)
    if "--json" in words:
        show_json({"error": {"code": "usage", "message": message, "where": " ".join(words), "suggestion": problem.usage.strip()}})
    say(f"{message}\n{problem.usage.rstrip()}")
    return 2


def _refuse(problem: Any, asked: argparse.Namespace) -> int:  # noqa: ANN401 - OtmError, imported late
    from otm_reports.specs import data_files

    lang = asked.lang or "kk"
    texts = dict(data_files("messages"))[lang]
    template = texts.get("errors", {}).get(problem.code, str(problem))
    message = template
    for name, value in {"where": problem.where, **problem.params}.items():
        message = message.replace("{" + name + "}", str(value))
    if asked.json:
        show_json({"error": {
            "code": problem.code, "message": message, "where": problem.where, "suggestion": str(problem.params.get("known", "")),
        }})
    say(message)
    known = asked.command == "annual" and any((asked.folder / name).exists() for name in ("otm.toml", "registers"))
    if asked.command == "annual" and problem.code != "out-inside-registers" and (asked.out or known):
        # Nobody sees a scheduler's screen: the day's log says why there are no papers.
        from otm_reports import year_end

        year_end.log(asked.out or asked.folder / "reports", now(), [f"{problem.code}: {message}"])
    return 2
