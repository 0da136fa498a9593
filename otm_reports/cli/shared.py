"""What the commands share: opening the folder, the language of the screen, printing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from otm_reports.model import Report
    from otm_reports.pipeline import Opened, Progress


class Command(NamedTuple):
    """One command of the program.

    Attributes:
        name: What is typed after ``otm``.
        help: What it does, in one line.
        run: Does it; answers the exit status of the contract.
        arguments: Adds what only this command takes.
        folder: Whether it takes DIR.
    """

    name: str
    help: str
    run: Callable[[argparse.Namespace], int]
    arguments: Callable[[argparse.ArgumentParser], None] | None = None
    folder: bool = True


def opened_folder(asked: argparse.Namespace) -> tuple[Opened, Report]:
    """Read the folder and count its year, as the arguments ask."""
    from otm_reports import pipeline, year_end

    progress = progress_line(asked, None)
    opened = pipeline.open_folder(asked.folder, progress)
    made = pipeline.report(opened, year=asked.year, period=asked.period, today=year_end.today_or(asked.today, now().date()), progress=progress)
    return opened, made


def now() -> datetime:
    """The moment of the run: only a face asks the clock."""
    return datetime.now().astimezone()


def languages(asked: argparse.Namespace) -> tuple[str, ...]:
    """The languages of ``--papers``.

    Raises:
        CollegeError: ``language-unknown``.
    """
    from otm_reports.errors import CollegeError

    wanted = tuple(word.strip() for word in asked.papers.split(",") if word.strip())
    if set(wanted) - {"kk", "ru"}:
        raise CollegeError("language-unknown", asked.papers, known="kk, ru")
    return wanted


def language(asked: argparse.Namespace, opened: Opened) -> str:
    """The language of the screen: the one asked for, else that of otm.toml."""
    return asked.lang or opened.specs.college.screen


def progress_line(asked: argparse.Namespace, opened: Opened | None) -> Progress:
    """A line that rewrites itself on a terminal; nothing where nobody watches."""
    from otm_reports.pipeline import quietly
    from otm_reports.specs import data_files

    if sys.stderr is None or not sys.stderr.isatty():  # pythonw.exe has none
        return quietly
    lang = asked.lang or (opened.specs.college.screen if opened else "kk")
    words = dict(data_files("messages"))[lang].get("screen", {})

    def rewrite(stage: str, done: int, whole: int) -> None:
        line = f"{words.get(stage, stage)} {done}/{whole}" if whole > 1 else words.get(stage, stage)
        sys.stderr.write(f"\r\x1b[K{line}" + ("\r\x1b[K" if whole > 1 and done == whole else ""))
        sys.stderr.flush()

    return rewrite


def show(line: str) -> None:
    """An answer, to standard output."""
    print(line)


def show_json(content: object) -> None:
    """An answer as one JSON object."""
    show(json.dumps(content, ensure_ascii=False, indent=1))


def say(line: str) -> None:
    """A message, to standard error."""
    print(line, file=sys.stderr)
