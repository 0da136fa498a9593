"""Report → «көрме талдауы»: what a methodical exhibition showed, and what has become of best practices (domain 3.9; M08).

M08 has the results of adoption analysed at the yearly exhibition: they stand beside the works. What to conclude people write.
"""

from __future__ import annotations

from typing import Any

from otm_reports.documents.bulletin import issues, names_of
from otm_reports.documents.general import chosen, file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, Writer, prose
from otm_reports.model import Report
from otm_reports.specs import Specs

NAME = "exhibition-analysis"
FIGURES = ("exhibitions.exhibits", "practice.total", "practice.considered", "practice.recommended", "practice.adopted")


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One analysis for each exhibition of the register."""
    return tuple(issues(report, "exhibition"))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """Number, day and title."""
    return names_of(issues(report, "exhibition")[key], key)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The analysis: exhibits, best works, work of the commissions, adopted practices, conclusions left to people."""
    row = issues(report, "exhibition")[key]
    writer = Writer(report, specs, lang, file_name(f"көрме-талдауы-{key}", lang))
    shown = table(writer, "exhibitions.list", where=lambda one: (one["title"], one["date"]) == (row["title"], row["date"]))["rows"][0]
    adopted = table(writer, "practice.list", where=lambda one: one["stage"] == "adopted" or bool(one["adopters"]))
    context = {
        **requisites(writer, "methodist", "deputy", prints=("name",)),
        **chosen(writer, FIGURES, ("overview.commissions",), full=()),
        "title": prose(writer.show(row["title"])),
        "date": writer.day(row["date"]) if row["date"] else writer.blank("date", row.cell("date")),
        "sections": prose(", ".join(row["sections"] or ())) or writer.say("no_record"),
        "exhibits": _number(writer, shown["exhibits"]),
        "authors": _number(writer, shown["authors"]),
        "before": _before(writer),
        "responsible": writer.show(row["responsible"], full=True),
        "best": writer.needed(row["prize_places"], "best_works", row.cell("prize_places")),
        "analysis": writer.needed(row["analysis_text"], "exhibition_analysis", row.cell("analysis_text")),
        "adopted": adopted,
        "proposals": [writer.blank("proposals", row.at)],
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')}: {row['title']}", context)


def _number(writer: Writer, printed: str) -> str:
    return writer.no_data if printed == DASH else printed


def _before(writer: Writer) -> dict[str, Any]:
    """Works shown in the whole year and in the year before, where both are known."""
    figure = writer.figure("exhibitions.exhibits")
    past = next(iter(figure.earlier.values()), None) if figure else None
    known = figure is not None and figure.value is not None and past is not None
    return {"known": known, "year": next(iter(writer.report.year.earlier), ""), "n": writer.before(figure) if known and figure else ""}


KIND = Kind(NAME, ("көрме талдауы", "анализ выставки"), end_of_year=True, keys=keys, make=make, called=called)
