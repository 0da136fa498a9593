"""otm figures, rules, explain, list: the year counted, judged and explained."""

from __future__ import annotations

import argparse
from pathlib import Path

from otm_reports.cli.shared import Command, language, opened_folder, show, show_json


def _figures(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = opened_folder(asked)
    if asked.json:
        show_json(answers.figures(made))
    else:
        lang = language(asked, opened)
        for figure in made.figures.values():
            show(f"{figure.id}\t{year_end.printed(figure, opened, lang)}\t{figure.label['ru' if lang == 'ru' else 'kk']}")
    return year_end.status(pipeline.all_findings(opened, made), opened)


def _rules(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = opened_folder(asked)
    lang = language(asked, opened)
    if asked.json:
        show_json(answers.verdicts(made, opened.specs, lang))
    else:
        for line in year_end.rule_lines(made, opened, lang):
            show(line)
    return year_end.status(pipeline.all_findings(opened, made), opened)


def _explain(asked: argparse.Namespace) -> int:
    from otm_reports import answers, pipeline, year_end

    opened, made = opened_folder(asked)
    lang = language(asked, opened)
    found = answers.explain(made, opened, asked.figure, lang)
    if asked.json:
        listings = [answers.listing(made.listings[asked.figure])] if asked.figure in made.listings else []
        show_json({"year": made.year.label, "figures": [answers.explanation(one) for one in found], "listings": listings})
    else:
        for one in found:
            for line in year_end.explanation_lines(one, opened, lang):
                show(line)
        for line in year_end.listing_lines(made, asked.figure, opened, lang):
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
            {"id": rule.id, "clause": rule.clause, "title": rule.text[lang]} for name in specs.college.profiles for rule in specs.profiles[name].rules
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
    parser.add_argument("figure", metavar="FIGURE", help="id of a figure, the beginning of one, or id of a listing: events.held, staff, events.list")


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("registers", "documents", "rules", "profiles"))
    parser.add_argument("--college", type=Path, default=Path(), metavar="DIR", help="where the college's templates and overlay are")


COMMANDS = (
    Command("figures", "every figure of the year with where it comes from", _figures),
    Command("rules", "every rule of the regulations: verdict, clause, evidence", _rules),
    Command("explain", "where a figure or a table comes from: the cells, what stands in them, what was left out", _explain, _explain_arguments),
    Command("list", "what there is: registers, documents, rules, profiles", _list, _list_arguments, folder=False),
)
