"""otm confirm: the open questions of a folder, and a person's answers."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from otm_reports.cli.shared import Command, language, now, progress_line, show, show_json

if TYPE_CHECKING:
    from otm_reports.confirming import Answered, Question
    from otm_reports.messages import Messages
    from otm_reports.pipeline import Opened

_CELLS = 3


def _confirm(asked: argparse.Namespace) -> int:
    from otm_reports import confirming, specs
    from otm_reports.errors import CollegeError

    words: list[str] = asked.words
    if words and not words[0].isdigit() and confirming.WORDS.get(words[0].casefold(), words[0]) != "person":
        # What is asked here needs no register to be read: the table in question may be the only one there is.
        if not asked.folder.is_dir():
            raise CollegeError("no-folder", str(asked.folder))
        known = specs.load(asked.folder)
        _say(confirming.answer(asked.folder, known, words[0], words[1:-1], words[-1]), known.messages[asked.lang or known.college.screen], asked)
        return 0
    opened, questions = _open(asked)
    lang = language(asked, opened)
    if not words:
        _list(questions, opened.specs.messages[lang], asked)
        return 0
    if len(words) == 2 and all(map(str.isdigit, words)):  # noqa: PLR2004 - question and answer
        kind, key, value = confirming.chosen(questions, int(words[0]), int(words[1]))
    else:
        kind, key, value = words[0], tuple(words[1:-1]), words[-1]  # type: ignore[assignment]
    done = confirming.answer(asked.folder, opened.specs, kind, key, value, opened.read.people)
    _say(done, opened.specs.messages[lang], asked)
    return 0


def _open(asked: argparse.Namespace) -> tuple[Opened, tuple[Question, ...]]:
    from otm_reports import confirming, pipeline, year_end
    from otm_reports.errors import CollegeError

    opened = pipeline.open_folder(asked.folder, progress_line(asked, None))
    try:
        made = pipeline.report(opened, year=asked.year, period=asked.period, today=year_end.today_or(asked.today, now().date()))
    except CollegeError as problem:
        if asked.year or problem.code != "year-unknown":
            raise
        made = None  # which year a table is of may be just what has to be asked
    return opened, confirming.questions(opened, pipeline.all_findings(opened, made), language(asked, opened))


def _command(folder: object, question: Question, value: str) -> str:
    return " ".join(("otm confirm", _quoted(str(folder)), question.kind, *map(_quoted, question.key), _quoted(value)))


def _quoted(word: str) -> str:
    """A word as both the command line of Windows and a shell take it."""
    inside = word.replace("\\", "\\\\").replace('"', '\\"') if '"' in word else word
    return f'"{inside}"' if not inside or any(not (letter.isalnum() or letter in "-_./:") for letter in inside) else inside


def _list(questions: tuple[Question, ...], texts: Messages, asked: argparse.Namespace) -> None:
    if asked.json:
        show_json({"questions": [_as_json(number, one, asked) for number, one in enumerate(questions, 1)]})
        return
    if not questions:
        show(texts.text("confirm", "no_questions"))
        return
    from otm_reports.messages import spoken

    show(texts.text("confirm", "open", count=len(questions)))
    for number, one in enumerate(questions, 1):
        show("")
        show(f"{number}. {one.message}")
        cells = ", ".join(map(spoken, one.cells[:_CELLS])) + (f" … (+{len(one.cells) - _CELLS})" if len(one.cells) > _CELLS else "")
        show(f"   {texts.text('confirm', 'where')}: {cells}")
        for choice, candidate in enumerate(one.choices, 1):
            evidence = "" if one.kind == "repeat" else candidate.evidence  # the question itself names the other row
            show(f"   {choice}) {candidate.label}" + (f" ({evidence})" if evidence else ""))
            show(f"      {_command(asked.folder, one, candidate.value)}")
        if not one.choices:
            show(f"      {_command(asked.folder, one, '…')}")
    show("")
    show(texts.text("confirm", "how", folder=_quoted(str(asked.folder))))


def _as_json(number: int, one: Question, asked: argparse.Namespace) -> dict[str, Any]:
    return {
        "number": number, "kind": one.kind, "key": list(one.key), "question": one.message, "value": one.seen, "cells": [str(cell) for cell in one.cells],
        "candidates": [
            {"number": choice, "value": each.value, "label": each.label, "evidence": each.evidence, "command": _command(asked.folder, one, each.value)}
            for choice, each in enumerate(one.choices, 1)
        ],
    }


def _say(one: Answered, texts: Messages, asked: argparse.Namespace) -> None:
    if asked.json:
        show_json({"answered": {"path": str(one.path), "section": one.section, "key": one.key, "value": one.value, "before": one.before}})
        return
    change = "changed" if one.before and one.before != one.value else "kept" if one.before else "written"
    show(texts.text("confirm", change, path=one.path, section=one.section, key=one.key, value=one.value, before=one.before))


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="ANSWER",
        help="nothing: the open questions; N M: answer M to question N; or KIND KEY ANSWER as the list shows it "
        "(header REGISTER HEADING FIELD, person NAME PERSON, commission NAME NAME, file PATH use|skip, register CELL REGISTER, year SHEET YEAR, repeat CELL real)",
    )


COMMANDS = (Command("confirm", "the open questions, numbered; or a person's answer, kept in confirmed.toml", _confirm, _arguments),)
