"""Report → «тыңдаушы есебі»: the cover of a listener's portfolio and the creative report, prefilled (seed 000 §5, K14; domain 3.13).

The registers know what a listener attended and did; how it was used in lessons (K13) and what to think of it the listener writes.
"""

from __future__ import annotations

from typing import Any

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import listeners, staff_of
from otm_reports.documents import school, works
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, NBSP, Writer
from otm_reports.model import Person, Report, Row
from otm_reports.specs import Specs
from otm_reports.traced import joined

NAME = "listener-report"
#: What a report says in numbers, as far as the registers keep it.
_COUNTED = ("lessons", "visits", "courses", "publications", "products", "conferences", "contests")
#: What is said of the work that was handed in.
_FILED = ("submitted_on", "kind", "by", "mark")


def _listeners(report: Report) -> dict[str, Row]:
    rows = {same(row["person"]): row for row in listeners(report.year) if isinstance(row["person"], Person)}
    return {key: rows[same(person)] for key, person in school.by_name(row["person"] for row in rows.values()).items()}


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One report for each listener of the ОТМ."""
    return tuple(_listeners(report))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The listener."""
    return (key, _listeners(report)[key]["person"].full)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """Cover, contents, report: numbers and works of the year are there, the listener's own words are blanks."""
    row = _listeners(report)[key]
    person = row["person"]
    writer = Writer(report, specs, lang, file_name(f"тыңдаушы-есебі-{key}", lang))
    staff = staff_of(report.year).get(same(person))
    filed = next((one for one in report.year["portfolios"] if one["listener"] and same(one["listener"]) == same(person)), None)
    context = {
        **requisites(writer, "otm_leader", prints=("name", "city")),
        "listener": {"full": person.full, "signed": writer.signed(person), "position": school.position(writer, staff)},
        "commission": writer.show(staff["commission"]) if staff else "",
        "ground": writer.show(row["ground"], "ground"),
        "topic": writer.needed(row["topic"], "title", row.cell("topic")),
        "mentor": _mentor(writer, row),
        "contents": _contents(writer, filed, row),
        "attendance": _attendance(writer, person),
        "numbers": _numbers(writer, person),
        "works": works.done(writer, person, report.year.label),
        "applied": writer.blank("applied", row.at),
        "reflection": writer.blank("reflection", row.at),
        "next_tasks": writer.blank("next_tasks", row.at),
        "filed": _filed(writer, filed),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')}: {person.full}", context)


def _mentor(writer: Writer, row: Row) -> dict[str, str]:
    """The mentor as the composition names them, else as the mentoring register does; empty where there is none."""
    pairs = (one["mentor"] for one in writer.report.year["mentoring"] if one["mentee"] and same(one["mentee"]) == same(row["person"]))
    mentor = row["mentor"] or next(pairs, None)
    return {"full": mentor.full, "signed": writer.signed(mentor)} if isinstance(mentor, Person) else {"full": "", "signed": ""}


def _contents(writer: Writer, filed: Row | None, row: Row) -> list[dict[str, str]]:
    """What the portfolio holds, as its register lists it; a blank until something is listed."""
    listed = (filed["contents"] or ()) if filed else ()
    at = filed.cell("contents") if filed else row.at
    return [{"row_no": str(place), "name": name} for place, name in enumerate(listed or (writer.blank("portfolio_contents", at),), 1)]


def _attendance(writer: Writer, person: Person) -> dict[str, Any]:
    """How many meetings were marked and attended; why somebody was away is nobody's business here."""
    rows = table(writer, "attendance.by_person", where=lambda row: same(row["person"]) == same(person))["rows"]
    return {"known": bool(rows) and bool(writer.value("attendance.meetings")), **(rows[0] if rows else {})}


def _numbers(writer: Writer, person: Person) -> str:
    """«ашық сабақтар – 1; …», as far as the year's registers say it."""
    rows = works.numbers(writer, person, writer.report.year.label)
    said = [(f"{writer.say(name, 'card').lower()}{NBSP}{DASH}{NBSP}", rows[0][name]) for name in _COUNTED if rows and rows[0][name] != writer.no_data]
    return joined(piece for place, (words, number) in enumerate(said) for piece in ("; " if place else "", words, number))


def _filed(writer: Writer, filed: Row | None) -> str:
    """«Тапсырылған күні – 13.05.2026; түрі – портфолио; …», as far as the register says it."""
    if filed is None:
        return ""
    rows = table(writer, "portfolios.list", where=lambda row: same(row["person"]) == same(filed["listener"]))["rows"]
    row = {**(rows[0] if rows else {}), "by": writer.show(filed["checked_by"])}
    told = [f"{writer.say(f'filed_{name}')}{NBSP}{DASH}{NBSP}" for name in _FILED]
    said = [(words, row[name]) for words, name in zip(told, _FILED, strict=True) if row.get(name) not in (None, "", DASH)]
    text = joined(piece for place, (words, shown) in enumerate(said) for piece in ("; " if place else "", words if place else words[:1].upper() + words[1:], shown))
    return text if not text or text.endswith(".") else joined((text, "."))


KIND = Kind(NAME, ("тыңдаушы есебі", "портфолио", "творческий отчёт"), end_of_year=False, keys=keys, make=make, called=called)
