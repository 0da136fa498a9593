"""Listing ``cards.years`` → what one person has done, one by one: the rows behind the numbers, in the words of the registers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from otm_reports.analysis.counting import same
from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, Writer, prose
from otm_reports.model import Period, Person, Row, Value

#: Measure → register, field of its kind, code list of the kind, fields that name the work.
_WORKS: Mapping[str, tuple[str, str, str, tuple[str, ...]]] = {
    "lessons": ("open_lessons", "kind", "lesson_kind", ("topic", "subject")),
    "courses": ("pd_courses", "", "", ("programme", "provider")),
    "internships": ("internships", "", "", ("place", "specialty")),
    "publications": ("publications", "kind", "publication_kind", ("title", "publisher")),
    "products": ("products", "kind", "product_kind", ("title",)),
    "conferences": ("conferences", "form", "event_form", ("event_title", "topic")),
    "practices": ("best_practice", "", "", ("title",)),
    "contests": ("contests", "", "", ("contest", "nomination")),
    "students": ("contests", "", "", ("contest", "student")),
}
#: Measures in the order a card shows them; the works of visits and of prizes are not told apart.
MEASURES = (
    "lessons", "visits", "courses", "hours", "internships", "publications", "products", "conferences", "practices",
    "contests", "prizes", "students", "student_prizes",
)


def numbers(writer: Writer, person: Person, year: str = "") -> list[dict[str, str]]:
    """The printed numbers of a person, a row for each year (or the one asked for), the oldest first."""
    found: list[dict[str, str]] = table(
        writer, "cards.years", where=lambda row: same(row["person"]) == same(person) and year in ("", row["year"]),
    )["rows"]
    return found


def done(writer: Writer, person: Person, year: str = "") -> list[dict[str, str]]:
    """Each work that the numbers count, the latest first: day, kind, title, level and result."""
    listing = writer.listing("cards.years")
    known = _rows(writer)
    found: list[tuple[date, dict[str, str]]] = []
    for line in listing.rows if listing else ():
        if same(line.values["person"]) != same(person) or year not in ("", line.values["year"]):
            continue
        for measure, (register, *_) in _WORKS.items():
            rows = [known[register].get((cell.file, cell.sheet, cell.row)) for cell in line.cells[measure]]
            found += [(_day(writer, row), _work(writer, measure, row)) for row in rows if row is not None]
    found.sort(key=lambda one: one[0], reverse=True)
    return [{"row_no": str(place), **work} for place, (_, work) in enumerate(found, 1)]


def _rows(writer: Writer) -> dict[str, dict[tuple[str, str, int], Row]]:
    """Register → place → row."""
    every = writer.report.year.everything
    return {
        register: {(row.source.file, row.source.sheet, row.number): row for row in every.get(register, ())} for register, *_ in _WORKS.values()
    }


def _when(writer: Writer, row: Row) -> Value:
    spec = writer.specs.registers[row.source.register]
    return next((row[name] for name in (*spec.dated_by, "year") if row[name] is not None), None)


def _day(writer: Writer, row: Row) -> date:
    """A day to put works in order by; of a bare year its last one."""
    when = _when(writer, row)
    if isinstance(when, Period):
        return when.start
    if isinstance(when, date):
        return when
    return date(when, 12, 31) if isinstance(when, int) else date.min


def _work(writer: Writer, measure: str, row: Row) -> dict[str, str]:
    _, field, vocabulary, titles = _WORKS[measure]
    when = _when(writer, row)
    kind = writer.show(row[field], vocabulary) if field else ""
    names = [writer.show(row[name]) for name in titles]
    marks = [writer.show(row["level"], "level"), writer.show(row["result"], "result")] if measure not in ("practices", "courses") else []
    return {
        "date": (str(when) if isinstance(when, int) else writer.show(when)) or DASH,
        "kind": kind or writer.say(measure, "works"),
        "title": prose(", ".join(filter(None, names))) or DASH,
        "mark": ", ".join(filter(None, marks)) or DASH,
    }
