"""Report → «ереже»: the regulation on the ОТМ itself, one of the six papers of its folder (seed 000 §6-2, K15; K19–K21).

Requirements keep the order of the clauses by which the program checks them; numbers of the law come from the college's profile.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from otm_reports.analysis.joins import members
from otm_reports.documents import school
from otm_reports.documents.general import file_name, finish, one_a_year, purpose, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import REQUISITES, Writer, number, short_date
from otm_reports.model import Report
from otm_reports.specs import Specs

NAME = "regulation"


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The regulation: title page, foreword, six parts, and the list of those who have read it."""
    writer = Writer(report, specs, lang, file_name("ереже", lang))
    said = specs.college.regulation
    context = {
        **requisites(writer, "director", "deputy", "methodist"),
        "purpose": purpose(writer),
        "approved": {
            "known": bool(said.approved_on),
            "date": short_date(said.approved_on) if said.approved_on else "",
            "no": said.protocol_no,
        },
        "review": {
            "every": _every(writer, said.review_years),
            "next": short_date(_years_after(said.approved_on, said.review_years)) if said.approved_on
            else writer.blank("review_date", REQUISITES),
        },
        "replaces": said.replaces[lang] or writer.blank("replaces", REQUISITES),
        "agreed": [
            {"position": one.position[lang], "name": one.name, "date": short_date(one.on) if one.on else ""} for one in said.agreed
        ],
        "leader_categories": _codes(writer, "leader-category", "categories", "category"),
        "grounds": _codes(writer, "member-grounds", "grounds", "ground"),
        "minimum": _minimum(writer),
        "everybody": school.in_rows(writer, list(members(report.year))),
    }
    return finish(writer, NAME, key, writer.say(NAME, "kinds"), context)


def _every(writer: Writer, years: int) -> str:
    """«5 жылда бір рет», in Russian «один раз в 5 лет» or «в 2 года»."""
    few = years < 5  # noqa: PLR2004 - Russian counts 2, 3 and 4 otherwise
    return writer.say("every_year" if years == 1 else "every_years_few" if few else "every_years", n=years)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _params(writer: Writer, function: str) -> dict[str, Any]:
    """The numbers that the college's own profile gives a rule; empty where no profile of it has the rule."""
    rules = (rule for name in writer.specs.college.profiles for rule in writer.specs.profiles[name].rules)
    return next((dict(rule.params) for rule in rules if rule.function == function), {})


def _codes(writer: Writer, function: str, name: str, vocabulary: str) -> str:
    codes = _params(writer, function).get(name, ())
    return ", ".join(writer.word(vocabulary, code) for code in codes) or writer.blank(name, REQUISITES)


def _minimum(writer: Writer) -> str:
    found = _params(writer, "sessions-held").get("minimum")
    return number(found) if found is not None else writer.blank("minimum", REQUISITES)


KIND = Kind(NAME, ("ереже", "положение"), end_of_year=False, keys=one_a_year, make=make)
