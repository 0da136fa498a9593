"""otm template …: what a college's own Word templates may say, and what is wrong in one."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otm_reports.cli.shared import Command, now, show, show_json

if TYPE_CHECKING:
    from otm_reports.documents.meanings import Meanings
    from otm_reports.documents.paper import Kind, Paper
    from otm_reports.messages import Messages
    from otm_reports.pipeline import Opened
    from otm_reports.word.mistakes import Mistake


def _template(asked: argparse.Namespace) -> int:
    return {"list": _list, "fields": _fields, "check": _check, "copy": _copy}[asked.what](asked)


def _messages(asked: argparse.Namespace) -> Messages:
    from otm_reports import specs

    own = any((asked.college / name).exists() for name in ("otm.toml", "overlay"))
    declared = specs.load(asked.college if own else None)
    return declared.messages[asked.lang or declared.college.screen]


def _kind(asked: argparse.Namespace, word: str) -> Kind:
    """The kind that a person names.

    Raises:
        CollegeError: ``kind-unknown``.
    """
    from otm_reports.documents.kinds import chosen, kinds
    from otm_reports.word import templates

    return chosen(word, kinds(templates.kinds(asked.college)))


def _list(asked: argparse.Namespace) -> int:
    from otm_reports.documents.kinds import kinds
    from otm_reports.places import packaged
    from otm_reports.word import templates

    texts = _messages(asked)
    rows = []
    folder, packed = asked.college / "templates", packaged("templates")
    if folder.resolve() == packed:
        folder = packed / "own"  # in a checkout of the program
    for kind in kinds(templates.kinds(asked.college)).values():
        own = sorted(path.name for path in folder.glob(f"{kind.id}.??.docx"))
        ours = sorted(path.name for path in packed.glob(f"{kind.id}.??.docx") if path.name not in own)
        rows += [{"kind": kind.id, "file": name, "whose": texts.text("template", "own")} for name in own]
        rows += [{"kind": kind.id, "file": name, "whose": texts.text("template", "ours")} for name in ours]
    if asked.json:
        show_json({"templates": rows})
    else:
        for row in rows:
            show("\t".join((row["file"], texts.text("kinds", row["kind"]), row["whose"])))
    return 0


def _copy(asked: argparse.Namespace) -> int:
    from otm_reports import publish
    from otm_reports.errors import OutputError
    from otm_reports.word import templates

    kind = _kind(asked, asked.name)
    texts = _messages(asked)
    source = templates.find(kind.id, asked.paper)
    target: Path = (asked.to or asked.college / "templates") / source.name
    if target.exists():
        raise OutputError("template-exists", str(target))
    publish.write_file(target, source.read_bytes())
    if asked.json:
        show_json({"path": str(target)})
    else:
        show(texts.text("template", "copied", path=target))
    return 0


# ── what a template may print ───────────────────────────────────────────────────────────────────────────────────────


def _example(asked: argparse.Namespace, kind: Kind, lang: str) -> tuple[Paper, Meanings] | None:
    """A paper of the kind from the given college, or from the sample college of a checkout; ``None`` without either."""
    from otm_reports import pipeline
    from otm_reports.documents.meanings import Meanings

    opened = _opened(asked)
    if opened is None:
        return None
    screen = asked.lang or opened.specs.college.screen
    made = pipeline.report(opened, year=asked.year, today=now().date())
    for today in (None, date(int(made.year.label[:4]), 11, 1), date(int(made.year.label[:4]) + 1, 2, 1)):  # some papers are made before a day only
        if today is not None:
            made = pipeline.report(opened, year=asked.year, today=today)
        if keys := kind.keys(made, opened.specs):
            return kind.make(made, opened.specs, keys[-1], lang), Meanings(made, opened.specs, screen)
    return None


def _opened(asked: argparse.Namespace) -> Opened | None:
    from otm_reports import pipeline
    from otm_reports.errors import OtmError
    from otm_reports.places import packaged

    folders = [asked.college] if any((asked.college / name).exists() for name in ("otm.toml", "registers")) else []
    for folder in (*folders, packaged("templates").parent / "sample_data"):
        try:
            return pipeline.open_folder(folder)
        except OtmError:
            if folders:
                raise
    return None


def _fields(asked: argparse.Namespace) -> int:
    from otm_reports.errors import CollegeError
    from otm_reports.word import filters

    kind = _kind(asked, asked.name)
    texts = _messages(asked)
    found = _example(asked, kind, asked.paper)
    if found is None:
        raise CollegeError("no-example", str(asked.college), kind=texts.text("kinds", kind.id))
    paper, meanings = found
    rows = list(meanings.entries(paper.context))
    if asked.json:
        show_json({"kind": kind.id, "fields": [{"name": name, "says": says, "example": example} for name, says, example in rows]})
        return 0
    show(texts.text("template", "fields_heading", title=texts.text("kinds", kind.id)))
    for name, says, example in rows:
        show("  ".join(part for part in (name, says and f"({says})", example and f"→ {example}") if part))
    show(texts.text("template", "fields_filters", filters=", ".join(name for name in filters.for_language(asked.paper) if not name.isascii())))
    return 0


# ── what is wrong ───────────────────────────────────────────────────────────────────────────────────────────────────


def _check(asked: argparse.Namespace) -> int:
    from otm_reports import publish
    from otm_reports.errors import OtmError, TemplateError
    from otm_reports.word import mistakes, trial

    file = Path(asked.name)
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise TemplateError("template-missing", file.name) from problem
    stem, _, lang = file.name.removesuffix(".docx").partition(".")
    lang = lang if lang in {"kk", "ru"} else asked.paper
    context: Mapping[str, Any] | None = None
    try:
        example = _example(asked, _kind(asked, asked.kind or stem), lang)
        context = example[0].context if example else None
    except OtmError:
        if asked.kind:
            raise
    texts = _messages(asked)
    trial.check(content, file.name)
    found = mistakes.find(content, context, lang=lang, where=file.name)
    said = [(one, _said(one, texts)) for one in found]
    if asked.out and found:
        placed = [(one, words if one.commented else texts.text("template", "line", place=_place(one, texts), what=words)) for one, words in said]
        publish.write_file(asked.out, mistakes.remarked(content, placed))
    if asked.json:
        show_json({"file": file.name, "mistakes": [
            {"code": one.code, "part": one.part, "paragraph": one.paragraph, "table": one.table, "row": one.row, "near": one.near,
             "what": one.what, "suggestion": one.suggestion, "message": words} for one, words in said
        ]})
        return 1 if found else 0
    show(texts.text("template", "found", n=len(found), where=file.name) if found else texts.text("template", "none", where=file.name))
    for one, words in said:
        show(texts.text("template", "line", place=_place(one, texts), what=words))
        if one.near:
            show(texts.text("template", "near", near=one.near))
    if any(one.code == "unknown-name" for one in found):
        show(texts.text("template", "fields_hint", kind=asked.kind or stem))
    if asked.out and found:
        show(texts.text("template", "marked", path=asked.out))
    return 1 if found else 0


def _said(mistake: Mistake, texts: Messages) -> str:
    """A mistake in one sentence; the likeness that nobody found is not mentioned."""
    if mistake.problem is not None:
        return texts.text("errors", mistake.problem.code, where=mistake.problem.where, **mistake.problem.params)
    words = texts.text("template", mistake.code, what=mistake.what, suggestion=mistake.suggestion, near=mistake.near)
    return words if mistake.suggestion else words.partition(" Ұқсасы:")[0].partition(" Похож")[0].partition(" Most like it:")[0].strip()


def _place(mistake: Mistake, texts: Messages) -> str:
    name = mistake.part.rpartition("/")[2]
    known = next((one for one in ("document", "header", "footer") if name.startswith(one)), "notes" if "notes" in name else "other")
    part = texts.text("template", f"part_{known}", part=name)
    place = _paragraph(mistake, part, texts)
    return texts.text("template", "place_boxed", place=place) if mistake.boxed else place


def _paragraph(mistake: Mistake, part: str, texts: Messages) -> str:
    if mistake.row:
        return texts.text("template", "place_row", part=part, table=mistake.table, row=mistake.row)
    return texts.text("template", "place_paragraph", part=part, paragraph=mistake.paragraph) if mistake.paragraph else part


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "fields", "check", "copy"))
    parser.add_argument("name", nargs="?", default="", metavar="KIND|FILE.docx", help="session-protocol, хаттама …; for check a file")
    parser.add_argument("--college", type=Path, default=Path(), metavar="DIR", help="the college whose data stand as examples")
    parser.add_argument("--kind", default="", help="check: the kind of paper, where the file name does not say it")
    parser.add_argument("--paper", default="kk", choices=("kk", "ru"), help="language of the template")
    parser.add_argument("--out", type=Path, metavar="COPY.docx", help="check: a copy with a Word comment at every mistake")
    parser.add_argument("--to", type=Path, metavar="DIR", help="copy: where to; the college's templates by default")


COMMANDS = (
    Command("template", "Word templates: list; fields KIND; check FILE.docx; copy KIND", _template, _arguments, folder=False),
)
