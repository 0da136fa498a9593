"""Report → «енгізу актісі»: who works by a best practice, since when, and what shows it (M04; practice 10).

The act is drawn up for a commission to sign: what came of the practice in others' lessons only people can say.
"""

from __future__ import annotations

from typing import Any

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import staff_of
from otm_reports.analysis.practice import is_adopted
from otm_reports.documents import practice_card, school
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.writer import Writer, prose
from otm_reports.kazakh.fold import key as key_of
from otm_reports.model import Report, Row
from otm_reports.rules.answer import quoted
from otm_reports.specs import Specs

NAME = "adoption-act"
#: The names of the act itself, as a register may give them under «дәлелі».
_ITSELF = frozenset(map(key_of, ("енгізу актісі", "енгізу акті", "акт", "акт внедрения", "акт о внедрении")))


def _adopted(report: Report) -> dict[str, Row]:
    return {key: row for key, row in practice_card.practices(report).items() if is_adopted(row)}


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One act for each practice that somebody has adopted."""
    return tuple(_adopted(report))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:
    """Authors, title and those who adopted it."""
    return (*practice_card.called(report, specs, key), *(person.full for person in _adopted(report)[key]["adopters"] or ()))


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The act: practice, authors, basis, those who adopted it with a line to sign on, commission."""
    row = _adopted(report)[key]
    writer = Writer(report, specs, lang, file_name(f"енгізу-актісі-{key}", lang))
    day = row["adopted_on"]
    context = {
        **requisites(writer, "director", "deputy", "otm_leader", "methodist"),
        "title": prose(quoted(row["title"])),
        "authors": practice_card.authors(writer, row),
        "decided": practice_card.council(writer, row),
        "adopted": writer.day(day) if day else writer.blank("adopted_on", row.cell("adopted_on")),
        "evidence": "" if _is_the_act(row) else writer.needed(row["adoption_evidence"], "adoption_evidence", row.cell("adoption_evidence")),
        "adopters": _adopters(writer, row),
        "result": writer.blank("adoption_result", row.at),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')}: {row['title']}", context)


def _is_the_act(row: Row) -> bool:
    """Whether the register gives this very act as the evidence: an act does not prove itself."""
    return isinstance(row["adoption_evidence"], str) and key_of(row["adoption_evidence"]) in _ITSELF


def _adopters(writer: Writer, row: Row) -> list[dict[str, Any]]:
    people = row["adopters"] or ()
    if not people:
        return [{"row_no": "1", "person": writer.blank("adopters", row.cell("adopters")), "position": ""}]
    staff = staff_of(writer.report.year)
    return [
        {"row_no": str(place), "person": person.full, "position": school.position(writer, staff.get(same(person)))}
        for place, person in enumerate(people, 1)
    ]


KIND = Kind(NAME, ("енгізу актісі", "акт внедрения"), end_of_year=False, keys=keys, make=make, called=called)
