"""Report → «анықтама»: the reference on a visit of a methodical landing party, over three years (seed 004 §1.5, 1.6, 3.2, 4.2; D04–D10).

By directions: what the landing party wrote down, what the college's registers say, what is advised. The conclusion is written by the team.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from otm_reports.documents import desant_visits
from otm_reports.documents.general import file_name, finish, verdicts
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import Writer
from otm_reports.model import Report
from otm_reports.specs import Specs

NAME = "desant-reference"
#: Profile whose clauses are those of the landing party's rules.
PROFILE = "desant"


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One reference for each visit of the span."""
    return tuple(desant_visits.visits(report))


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The reference of one visit, its findings those of the year, since the register of findings names no visit."""
    known = desant_visits.visits(report)
    row = known[key]
    writer = Writer(report, specs, lang, file_name(f"десант-анықтамасы_{key}", lang))
    day, codes = row["report_date"], specs.vocabularies["direction"].codes
    context = {
        **desant_visits.frame(writer, row, "director", prints=("city",)),
        "organisation": writer.needed(row["organisation"], "organisation", row.cell("organisation")),
        "no": writer.needed(row["report_no"], "report_no", row.cell("report_no")),
        "date": writer.day(day) if day else writer.blank("report_date", row.cell("report_date")),
        "forms": writer.needed(row["forms"], "forms", row.cell("forms")),
        "team": [{"row_no": str(place), "member": str(one)} for place, one in enumerate(row["team"] or (), 1)]
        or [{"row_no": "1", "member": writer.blank("team", row.cell("team"))}],
        "several": len(known) > 1,
        "directions": [desant_visits.direction(writer, code) for code in codes],
        "advice": _advice(writer, codes),
        "conclusion": writer.blank("desant_conclusion", row.at),
        "rules": verdicts(writer, tuple(result for result in report.results if result.profile.startswith(PROFILE))),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {key}", context)


def _advice(writer: Writer, codes: Iterable[str]) -> dict[str, Any]:
    """What the landing party advises this year, under a heading for each direction."""
    label, rows = writer.report.year.label, []
    for code in codes:
        own = table(writer, "desant.recommendations", where=lambda values, code=code: values["direction"] == code and values["year"] == label)  # type: ignore[misc] # the code of this turn
        rows += [{"heading": desant_visits.name_of(writer, code)}] * own["shown"] + [{"heading": "", **row} for row in own["rows"]]
    numbered = (str(place) for place in count(1))
    return {"shown": bool(rows), "rows": [row if row["heading"] else {**row, "row_no": next(numbered)} for row in rows]}


KIND = Kind(NAME, ("десант анықтамасы", "справка десанта"), end_of_year=False, keys=keys, make=make, called=desant_visits.called)
