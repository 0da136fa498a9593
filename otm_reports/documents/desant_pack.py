"""Report → «десант жинағы»: what the inspected college hands to a landing party (seed 004 §4.4, 2 and 4.5; D12, D13).

The college may keep back what lies outside of the visit's subject or of its three years (4.4, 2): the pack holds the directions that
the scope names and those years, nothing else. A scope that names no direction is a blank for a person, not a guess.
"""

from __future__ import annotations

from otm_reports.documents import desant_visits
from otm_reports.documents.general import file_name, finish
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer
from otm_reports.model import Report
from otm_reports.specs import Specs

NAME = "desant-pack"


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One pack for each visit of the span, made or ahead."""
    return tuple(desant_visits.visits(report))


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The pack for one visit: figures of three years, own control and followed-up advice, by the directions of its scope."""
    row = desant_visits.visits(report)[key]
    writer = Writer(report, specs, lang, file_name(f"десант-жинағы_{key}", lang))
    named = desant_visits.directions(row["scope"], specs)
    left = [writer.word("direction", code) for code in specs.vocabularies["direction"].codes if named and code not in named]
    context = {
        **desant_visits.frame(writer, row, "deputy", prints=("name",)),
        "directions": [desant_visits.direction(writer, code) for code in named],
        "named": "" if named else writer.blank("desant_directions", row.cell("scope")),
        "left_out": left,
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {key}", context)


KIND = Kind(NAME, ("десант жинағы", "материалы для десанта"), end_of_year=False, keys=keys, make=make, called=desant_visits.called)
