"""Report → «педагог картасы»: one page about a teacher over several years (practice: March–May, attestation and awards; local custom).

The years are those of ``parameters.card_years`` in otm.toml. The numbers are counted in the registers of each year; where
somebody was not on the staff yet a dash stands, not a nought.
"""

from __future__ import annotations

from typing import Any

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import members, staff_of
from otm_reports.analysis.roster import on_staff
from otm_reports.documents import school, works
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, Writer, prose
from otm_reports.model import Person, Report
from otm_reports.specs import Specs

NAME = "teacher-card"
#: How many lines of the latest works fit on the page below the numbers, and how many letters its columns take in a line.
ROOM = 15
_LETTERS = {"kind": 17, "title": 46, "mark": 19}


def _teachers(report: Report, specs: Specs) -> dict[str, Person]:
    found = sorted((row["full_name"] for row in on_staff(report.year, specs)), key=lambda person: person.full.casefold())
    return school.by_name(found)


def keys(report: Report, specs: Specs) -> tuple[str, ...]:
    """One card for each teacher on the staff on the snapshot date."""
    return tuple(_teachers(report, specs))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:
    """The teacher."""
    return (key, _teachers(report, specs)[key].full)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The card: who the teacher is, what was done in each year, the latest works by name."""
    person = _teachers(report, specs)[key]
    writer = Writer(report, specs, lang, file_name(f"педагог-картасы-{key}", lang))
    done = works.done(writer, person)
    both = [works.done(Writer(report, specs, other, ""), person) for other in ("kk", "ru")]
    latest = done[:_fitting(*both)]
    context = {
        **requisites(writer, "methodist", prints=("name",)),
        "person": person.full,
        "about": _about(writer, person),
        **_by_years(writer, person),
        "works": latest,
        "more": len(done) > len(latest),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')}: {person.full}", context)


def _fitting(*tellings: list[dict[str, str]]) -> int:
    """How many of the latest works keep the card on its page: as many in one language as in the other."""
    room = ROOM
    for place, told in enumerate(zip(*tellings, strict=True)):
        room -= max(-(-len(work[name]) // letters) for work in told for name, letters in _LETTERS.items())
        if room < 0:
            return place
    return min(map(len, tellings))


def _about(writer: Writer, person: Person) -> dict[str, str]:
    """What the staff register says of the teacher, and the part taken in the ОТМ."""
    line = table(writer, "cards.people", where=lambda row: same(row["person"]) == same(person))["rows"][0]
    row = staff_of(writer.report.year)[same(person)]
    roles = {writer.show(one["role"], "otm_role"): None for one in members(writer.report.year) if one["person"] and same(one["person"]) == same(person)}
    return {
        **line, "topic": prose(writer.show(row["self_education_topic"])), "role": ", ".join(filter(None, roles)),
        "specialty": prose(writer.show(row["specialty"])), "subject": prose(writer.show(row["subject"])),
    }


def _by_years(writer: Writer, person: Person) -> dict[str, Any]:
    """Headings of the years and a line for each measure; a year in which the teacher was not on the staff has dashes."""
    known = {line["year"]: line for line in works.numbers(writer, person)}
    first, back = int(writer.report.year.label[:4]), writer.specs.college.parameters.card_years
    years = [f"{first - one}-{first - one + 1}" for one in reversed(range(back))]
    lines = [
        {"name": writer.say(name, "card"), "values": [known[year][name] if year in known else DASH for year in years]}
        for name in ("category", *works.MEASURES)
    ]
    return {"years": years, "lines": lines}


KIND = Kind(NAME, ("педагог картасы", "карта педагога"), end_of_year=False, keys=keys, make=make, called=called)
