"""otm figures, rules, explain, list: the year counted, judged and explained."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from otm_reports.cli.audit import explain_paper
from otm_reports.cli.shared import Command, language, opened_folder, show, show_json

if TYPE_CHECKING:  # `otm --help` loads none of the house
    from otm_reports.model import Report
    from otm_reports.specs import Specs


def _figures(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end
    from otm_reports.explaining.lines import printed

    opened, made = opened_folder(asked)
    if asked.json:
        show_json(answers.figures(made))
    else:
        lang = language(asked, opened)
        for figure in made.figures.values():
            show(f"{figure.id}\t{printed(figure, opened, lang)}\t{figure.label['ru' if lang == 'ru' else 'kk']}")
    return year_end.status(pipeline.all_findings(opened, made), opened)


def _rules(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = opened_folder(asked)
    lang = language(asked, opened)
    if asked.json:
        show_json(answers.coverage(made, opened.specs) if asked.coverage else answers.verdicts(made, opened.specs, lang))
    else:
        lines = _coverage_lines(made, opened.specs, lang) if asked.coverage else year_end.rule_lines(made, opened, lang)
        for line in (*lines, *(() if asked.coverage else _clash_lines(made, opened.specs, lang))):
            show(line)
    return year_end.status(pipeline.all_findings(opened, made), opened)


def _clash_lines(made: Report, specs: Specs, lang: str) -> Iterator[str]:
    """Where the chosen regulations disagree, each position on a line of its own."""
    from otm_reports import rules

    texts, found = specs.messages[lang], rules.clashes(made.results, specs)
    if found:
        yield ""
        yield texts.text("screen", "rules_clashes")
    for one in found:
        yield f"  {one.id} {one.topic[lang]}"
        for stand in one.stands:
            title = specs.profiles[stand.profile].title[lang] if stand.profile else texts.text("screen", "rules_college")
            where = f"{title}, {stand.rule}" if stand.rule else title
            verdict = f" — {texts.text('verdicts', stand.verdict.value)}" if stand.verdict else ""
            yield f"      {where} ({specs.clause(stand.clause, stand.profile, lang)}): {stand.says[lang]}{verdict}"
        yield f"      → {one.note[lang]}"


def _coverage_lines(made: Report, specs: Specs, lang: str) -> Iterator[str]:
    """Which clauses the registers can answer, what they lack, and what to start recording."""
    from otm_reports import rules
    from otm_reports.rules.coverage import counts

    texts, covered = specs.messages[lang], rules.coverage(made.year, specs)
    numbers = counts(covered)
    words = {answer: texts.text("screen", f"coverage_{answer}") for answer in numbers}
    yield texts.text("screen", "coverage_title") + ": " + ", ".join(f"{words[answer]} – {number}" for answer, number in numbers.items())
    for one in covered:
        lacking = ", ".join(_named(name, specs, lang) for name in one.missing)
        missing = f"; {texts.text('screen', 'coverage_missing')}: {lacking}" if lacking else ""
        yield f"  {one.spec.id} ({specs.clause(one.spec.clause, one.profile, lang)}) {one.spec.text[lang]} — {words[one.answer]}{missing}"
    starts = rules.to_start(covered)
    if starts:
        yield ""
        yield texts.text("screen", "coverage_start")
    for start in starts:
        title = specs.registers[start.register].title[lang] + (f" ({texts.text('screen', 'coverage_new')})" if start.new else "")
        labels = ", ".join(f"«{specs.field_label(start.register, name, lang)}»" for name in start.fields)
        columns = f"; {texts.text('screen', 'coverage_columns')}: {labels}" if labels else ""
        yield f"  {title}{columns}; {texts.text('screen', 'coverage_clauses')}: {', '.join(clause.rpartition(' ')[2] for clause in start.clauses)}"


def _named(name: str, specs: Specs, lang: str) -> str:
    """A register, or a field of one, by its printed name."""
    register, _, field = name.partition(".")
    title = f"«{specs.registers[register].title[lang]}»"
    return f"{title} · {specs.field_label(register, field, lang)}" if field else title


def _explain(asked: argparse.Namespace) -> int:
    from otm_reports import explaining, pipeline, year_end
    from otm_reports.errors import CollegeError
    from otm_reports.explaining.lines import lines

    if asked.folder.suffix.lower() == ".docx":
        return explain_paper(asked)
    if not asked.figure:
        raise CollegeError("figure-needed", str(asked.folder))
    opened, made = opened_folder(asked)
    lang = language(asked, opened)
    found = explaining.explain(made, opened, "/".join(asked.figure), lang)
    if asked.json:
        show_json(explaining.as_json(made, opened, found, lang))
    else:
        for line in lines(found, opened, lang, whole=asked.all):
            show(line)
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
            {"id": rule.id, "clause": rule.clause if asked.json else specs.clause(rule.clause, name, lang), "title": rule.text[lang]}
            for name in specs.college.profiles for rule in specs.profiles[name].rules
        ],
        "profiles": lambda: [{"id": name, "title": profile.title[lang]} for name, profile in specs.profiles.items() if profile.offered],
    }[asked.what]()
    if asked.json:
        show_json({asked.what: rows})
    else:
        for row in rows:
            show("\t".join(row.values()))
    return 0


def _explain_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "figure", metavar="FIGURE", nargs="*",
        help="a figure or the beginning of several, a rule, a table, or a row and a column of one: events.held, staff, K07, events.list, events.list 3 title; "
        "of a paper (FILE.docx in place of DIR) a number or words as they stand in it",
    )
    parser.add_argument("--all", action="store_true", help="every cell, not only the first of many")


def _rules_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--coverage", action="store_true", help="which clauses the registers can answer, and what to start recording for the others")


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("registers", "documents", "rules", "profiles"))
    parser.add_argument("--college", type=Path, default=Path(), metavar="DIR", help="where the college's templates and overlay are")


COMMANDS = (
    Command("figures", "every figure of the year with where it comes from", _figures),
    Command("rules", "every rule of the regulations: verdict, clause, evidence", _rules, _rules_arguments),
    Command("explain", "where a figure, a verdict or a value of a table comes from: the cells, what stands in them, what was left out", _explain, _explain_arguments),
    Command("list", "what there is: registers, documents, rules, profiles", _list, _list_arguments, folder=False),
)
