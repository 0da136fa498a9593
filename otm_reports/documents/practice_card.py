"""Report → «тәжірибе картасы»: the card of one best practice, for the council that recommends it (domain 3.8; K17, M02).

Why it matters and under what conditions it works no register says: these two places stay for the author.
"""

from __future__ import annotations

from typing import Any

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import staff_of
from otm_reports.documents import school
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import Writer, prose
from otm_reports.model import Person, Report, Row
from otm_reports.rules.answer import quoted
from otm_reports.specs import Specs

NAME = "practice-card"


def practices(report: Report) -> dict[str, Row]:
    """The practices of the span by a key: place in the register and surname of the first author."""
    rows = [row for row in report.year.select("best_practice") if row["authors"] and row["title"]]
    return {f"{place:02}-{surname(row['authors'][0])}": row for place, row in enumerate(rows, 1)}


def surname(person: Person) -> str:
    """The surname, as far as the name is known in parts."""
    return person.surname or person.as_written


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One card for each practice."""
    return tuple(practices(report))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The authors and the title."""
    row = practices(report)[key]
    return (key, row["title"], *(person.full for person in row["authors"]))


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The card, in ten points."""
    row = practices(report)[key]
    writer = Writer(report, specs, lang, file_name(f"тәжірибе-картасы-{key}", lang))
    context = {
        **requisites(writer, "otm_leader", "methodist", prints=("name",)),
        "authors": authors(writer, row),
        "title": prose(quoted(row["title"])),
        "relevance": writer.blank("relevance", row.at),
        "essence": writer.needed(row["description"], "description", row.cell("description")),
        "novelty": writer.needed(row["novelty"], "novelty", row.cell("novelty")),
        "result": writer.needed(row["result_evidence"], "result", row.cell("result_evidence")),
        "conditions": writer.blank("conditions", row.at),
        "spread": _spread(writer, row),
        "expert": prose(writer.show(row["expert_council_doc"])) or writer.say("no_record"),
        "decided": council(writer, row),
        "adopters": _adopters(writer, row),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')}: {row['title']}", context)


def authors(writer: Writer, row: Row) -> list[dict[str, Any]]:
    """Each author: whole name, post and category as the staff register says them, years of teaching, name to sign by."""
    staff = staff_of(writer.report.year)
    who = [same(person) for person in row["authors"]]
    known = {line["person"]: line for line in table(writer, "cards.people", full=("person",), where=lambda one: same(one["person"]) in who)["rows"]}
    return [
        {
            "full": person.full, "position": school.position(writer, staff.get(same(person))), "signed": writer.signed(person),
            "experience": known[person.full]["experience"] if person.full in known else writer.no_data,
        }
        for person in row["authors"]
    ]


def council(writer: Writer, row: Row) -> dict[str, Any]:
    """What the methodological council has said of a practice, as far as the register knows."""
    no, day = row["mc_protocol_no"], row["mc_protocol_date"]
    return {
        "known": bool(no or day),
        "no": writer.needed(no.replace("№", "").strip() if no else None, "protocol_no", row.cell("mc_protocol_no")) if no or day else "",
        "dated": (writer.dated(day) if day else writer.blank("date", row.cell("mc_protocol_date"))) if no or day else "",
        "decision": writer.show(row["mc_decision"], "mc_decision"),
        "level": writer.show(row["level_recommended"], "level"),
    }


def _spread(writer: Writer, row: Row) -> dict[str, str]:
    """Where and how the experience was gathered and passed on, in the words of the register."""
    return {
        "form": writer.show(row["form_of_generalisation"]), "place": writer.show(row["place"]), "date": writer.show(row["date"]),
        "events": prose(writer.show(row["dissemination"])), "level": writer.show(row["level_recommended"], "level"),
    }


def _adopters(writer: Writer, row: Row) -> dict[str, str]:
    people = row["adopters"] or ()
    return {
        "names": ", ".join(person.full for person in people), "date": writer.show(row["adopted_on"]),
        "evidence": prose(writer.show(row["adoption_evidence"])),
    }


KIND = Kind(NAME, ("тәжірибе картасы", "карта опыта"), end_of_year=False, keys=keys, make=make, called=called)
