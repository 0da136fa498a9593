"""Report → the context every template gets: college, people, year, figures, listings, verdicts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, Writer, bound, prose, short_date, tied
from otm_reports.model import Report, RuleResult
from otm_reports.specs import Post, Specs

#: Letters of a name in the name of a file.
_LETTERS = 40
_POSTS = ("director", "deputy", "methodist", "otm_leader", "otm_secretary", "council_chair", "council_secretary")


def requisites(writer: Writer, *needed: str, prints: tuple[str, ...] = ("name", "name_genitive", "city")) -> dict[str, Any]:
    """The college as papers name it, from ``otm.toml``.

    Args:
        writer: The paper's hand.
        *needed: Posts that sign the paper, ``director``…; a missing name of these is a blank and a gap, others stay empty.
        prints: What of the college itself the paper prints; what is missing of the rest is no gap of this paper.
    """
    college, lang = writer.specs.college, writer.lang
    own = {"name": "college_name", "name_genitive": "college_genitive", "city": "city"}
    said = {name: getattr(college.college, name)[lang] for name in own}
    return {
        "college": {
            **{name: writer.requisite(said[name], what) if name in prints else said[name] for name, what in own.items()},
            "short_name": college.college.short_name[lang] or college.college.name[lang],
        },
        "otm": {
            "name": college.otm.name[lang], "name_genitive": college.otm.name_genitive[lang],
            "short_name": college.otm.short_name[lang],
        },
        "council": {
            "name": college.council.name[lang], "name_dative": college.council.name_dative[lang],
            "name_genitive": college.council.name_genitive[lang],
        },
        "people": {name: _post(writer, name, getattr(college.people, name), needed=name in needed) for name in _POSTS},
        "qms": {
            "show": college.qms.show, "code": college.qms.code, "process": college.qms.process[lang],
            "edition": college.qms.edition, "copy_no": college.qms.copy_no,
        },
        "year": _year(writer),
    }


def _post(writer: Writer, name: str, post: Post, *, needed: bool) -> dict[str, str]:
    signed = tied(post.signature(writer.lang))
    position = post.position[writer.lang] or writer.say(name, "posts")
    return {
        "name": writer.requisite(signed, f"signs_{name}") if needed else signed,
        "position": position,
        "inside": position[:1].lower() + position[1:],
        "name_dative": tied(post.name_dative_ru if writer.lang == "ru" else post.name_dative),
    }


def _year(writer: Writer) -> dict[str, str]:
    year = writer.report.year
    return {
        "label": year.label,
        "first": year.label[:4],
        "last": year.label[-4:],
        "before": next(iter(year.earlier), ""),
        "next": next_year(year.label),
        "snapshot": short_date(year.snapshot),
        "today": short_date(year.today),
        "period": period(writer),
    }


def next_year(label: str) -> str:
    """The academic year after one.

    >>> next_year("2025-2026")
    '2026-2027'
    """
    return f"{label[-4:]}-{int(label[-4:]) + 1}"


def period(writer: Writer) -> str:
    """The span of the run as an attribute: «2025-2026 оқу жылындағы», «… І тоқсанындағы»."""
    year = writer.report.year
    days = {"start": short_date(year.span.days.start), "end": short_date(year.span.days.end)}
    named = year.span.whole_year or year.span.name in ("half-1", "half-2", *year.quarters)
    name = "year" if year.span.whole_year else year.span.name
    return writer.say(name if named else "range", "periods", year=year.label, **days)


def verdicts(writer: Writer, results: tuple[RuleResult, ...]) -> list[dict[str, str]]:
    """The verdicts as rows: id, clause, requirement, reason, verdict in words."""
    return [
        {
            "id": result.id, "clause": writer.clause(result.clause, result.profile), "text": writer.pick(result.text),
            "reason": bound(writer.pick(result.reason)),
            "verdict": writer.say(result.verdict.value, "verdicts"), "due": short_date(result.due) if result.due else "",
        }
        for result in results
    ]


def context(writer: Writer) -> dict[str, Any]:
    """Everything a template may print without a module of its own."""
    report = writer.report
    return {
        **requisites(writer),
        "figures": {name: writer.printed(name) for name in report.figures},
        "listings": {name: table(writer, name) for name in report.listings},
        "rules": verdicts(writer, report.results),
    }


def chosen(writer: Writer, figures: Iterable[str], listings: Iterable[str] = (), *, full: tuple[str, ...] = ("person",)) -> dict[str, Any]:
    """The figures and listings that a paper of its own prints, and of which chapters anything is known.

    Args:
        writer: The paper's hand.
        figures: Ids of figures.
        listings: Ids of listings; a template names them with ``_`` for each dot.
        full: Columns that print whole names of people.
    """
    known: dict[str, bool] = {}
    for name in figures:
        chapter = name.partition(".")[0]
        known[chapter] = known.get(chapter, False) or writer.value(name) is not None
    return {
        "figures": {name: writer.printed(name) for name in figures},
        "tables": {name.replace(".", "_"): table(writer, name, full=full) for name in listings},
        "known": known,
    }


def purpose(writer: Writer, *, legal_printed: bool = True) -> dict[str, Any]:
    """Why the ОТМ works, as ``otm.toml`` says it: aim, tasks, legal bases, methodical theme; blanks for what it does not say.

    Args:
        writer: The paper's hand.
        legal_printed: The paper prints the legal bases; where it does not, that none is written down is no gap of it.
    """
    papers, lang = writer.specs.college.papers, writer.lang
    legal = points([basis[lang] for basis in papers.legal_bases])
    return {
        "aim": writer.requisite(ended(papers.aim[lang]), "aim"),
        "theme": papers.methodical_theme[lang],
        "tasks": points([task[lang] for task in papers.tasks]) or [writer.requisite("", "tasks")],
        "legal": legal or ([writer.requisite("", "legal")] if legal_printed else []),
    }


def by_authors(writer: Writer, names: Sequence[str]) -> str:
    """«(авторы – А.М. Серікова)», in the plural where there are several; empty where nobody is named."""
    return writer.say("by_authors" if len(names) > 1 else "by_author", author=", ".join(names)) if names else ""


def ended(text: str) -> str:
    """A typed sentence with one full stop at its end; nothing stays nothing."""
    return f"{prose(text).rstrip(' .;')}." if text else ""


def points(texts: Sequence[str]) -> list[str]:
    """The points of a list: a semicolon after each, a full stop after the last."""
    plain = [prose(text).rstrip(" .;") for text in texts if text]
    return [*(f"{text};" for text in plain[:-1]), *(f"{text}." for text in plain[-1:])]


def one_a_year(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The keys of a kind with one paper a year."""
    return ("",)


def kind(name: str) -> Kind:
    """A kind that has a template but no module: one paper a year, from the general context."""

    def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
        file = yearly_name(name, report, lang)
        writer = Writer(report, specs, lang, file)
        return finish(writer, name, key, writer.say(name, "kinds"), context(writer))

    return Kind(name, (), end_of_year=False, keys=one_a_year, make=make)


def finish(writer: Writer, name: str, key: str, title: str, filled: Mapping[str, Any]) -> Paper:
    """The paper a writer has written."""
    return Paper(name, key, writer.lang, writer.paper, title, filled, tuple(writer.gaps), writer.used)


def yearly_name(stem: str, report: Report, lang: str) -> str:
    """The file name of a paper of the year: ``жылдық-талдау_2025-2026.docx``; a shorter period is named after the year."""
    span = report.year.span
    part = "" if span.whole_year else f"_{span.name.replace('..', DASH)}"
    return file_name(f"{stem}_{report.year.label}{part}", lang)


def named_in_file(name: str, among: Iterable[str]) -> str:
    """A name as part of a file name: whole words within forty letters, and its place where another of ``among`` begins alike.

    The year and the language of a paper stand after it, and systems take no endless names.

    >>> named_in_file("Мейіргер ісі ЦӘК", ["Мейіргер ісі ЦӘК"])
    'Мейіргер-ісі-ЦӘК'
    """
    names = [*among]
    short = textwrap.shorten(name, _LETTERS, placeholder="") or name[:_LETTERS]
    alike = [one for one in names if one != name and (textwrap.shorten(one, _LETTERS, placeholder="") or one[:_LETTERS]) == short]
    return short.strip(" ,;–-").replace(" ", "-") + (f"-{names.index(name) + 1}" if alike else "")


def file_name(stem: str, lang: str) -> str:
    """A file name that every system takes; Russian papers end in ``.ru.docx``."""
    plain = "".join("-" if letter in '\\/:*?"<>|' else letter for letter in stem)
    return plain + (".ru.docx" if lang == "ru" else ".docx")
