"""Report → «бюллетень»: what the months up to a bulletin held, by rubrics (domain 3.9; M03, M07: methodical bulletins).

A bulletin speaks of the days since the one before it: events of the ОТМ, open lessons, what was published and approved,
practices recommended, prizes. What the registers do not date stands in none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from otm_reports.analysis.contests import PRIZES
from otm_reports.analysis.events import not_held
from otm_reports.analysis.joins import protocol_key
from otm_reports.analysis.practice import is_recommended
from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.tables import cell, table
from otm_reports.documents.writer import DASH, Writer, prose, short_date
from otm_reports.model import Period, Report, Row
from otm_reports.rules.answer import quoted
from otm_reports.specs import Specs

NAME = "bulletin"


def issues(report: Report, kind: str) -> dict[str, Row]:
    """The bulletins (or exhibitions) of the span by a key: number and day as far as they are known, ``02_2025-12-19``."""
    rows = [row for row in report.year.select("exhibitions_bulletins") if row["kind"] == kind]
    found: dict[str, Row] = {}
    for place, row in enumerate(sorted(rows, key=lambda row: row["date"] or date.max), 1):
        number = protocol_key(row["no"]) or str(place)
        parts = (number.zfill(2) if number.isdigit() else number, row["date"].isoformat() if row["date"] else "")
        key = "_".join(filter(None, parts))
        found[f"{key}-{place}" if key in found else key] = row
    return found


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One paper for each bulletin of the register."""
    return tuple(issues(report, "bulletin"))


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """Number, day and title."""
    return names_of(issues(report, "bulletin")[key], key)


def names_of(row: Row, key: str) -> tuple[str, ...]:
    """Words a person may ask for a bulletin or an exhibition by."""
    days = (row["date"].isoformat(), short_date(row["date"])) if row["date"] else ()
    return (key, row["no"] or "", row["title"], *days)


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The bulletin: number, day, what it covers, a table for each rubric that has something to say."""
    known = issues(report, "bulletin")
    row = known[key]
    writer = Writer(report, specs, lang, file_name(f"бюллетень-{key}", lang))
    days = _covered(report, list(known.values()), row)
    rubrics = {name: _numbered(rows) for name, rows in _rubrics(writer, days)} if days else {}
    shown = any(rubric["shown"] for rubric in rubrics.values())
    copies = table(writer, "exhibitions.list", where=lambda one: (one["title"], one["date"]) == (row["title"], row["date"]))["rows"][0]["copies"]
    context = {
        **requisites(writer, "methodist", prints=("name",)),
        "no": writer.needed(row["no"].replace("№", "").strip() if row["no"] else None, "bulletin_no", row.cell("no")),
        "date": writer.day(row["date"]) if row["date"] else writer.blank("date", row.cell("date")),
        "title": prose(quoted(row["title"])),
        "covered": writer.show(days) if days else "",
        "rubrics": {name: rubrics.get(name, _numbered(())) for name in ("news", "lessons", "methods", "practices", "prizes")},
        "contents": "" if shown else writer.blank("bulletin_contents", row.at),
        "responsible": writer.show(row["responsible"], full=True),
        "copies": "" if copies == DASH else copies,
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')} {row['no'] or ''}".strip(), context)


def _covered(report: Report, known: list[Row], row: Row) -> Period | None:
    """The days a bulletin speaks of: from the one before it, or from the beginning of the year, to its own day."""
    if row["date"] is None:
        return None
    before = [other["date"] for other in known if other["date"] and other["date"] < row["date"]]
    return Period(max(before) + timedelta(days=1) if before else report.year.days.start, row["date"])


def _rubrics(writer: Writer, days: Period) -> Iterator[tuple[str, list[dict[str, str]]]]:
    """Each rubric with its rows, in the order of their days."""
    year = writer.report.year

    def inside(register: str, name: str) -> list[Row]:
        rows = [row for row in year[register] if isinstance(row[name], date) and row[name] in days]
        return sorted(rows, key=lambda row: row[name])

    yield "news", [
        {"date": writer.show(row["date"]), "form": writer.show(row["form"], "event_form") or DASH, "title": writer.show(row["title"]),
         "who": cell(writer, "who", row["presenter"])}
        for row in inside("events", "date") if not_held(row, year) is None
    ]
    yield "lessons", [
        {"date": writer.show(row["date"]), "form": writer.show(row["kind"], "lesson_kind") or DASH,
         "title": _joined(writer.show(row["topic"]), writer.show(row["subject"])), "who": cell(writer, "who", row["teacher"])}
        for row in inside("open_lessons", "date") if row["date"] <= year.today
    ]
    yield "methods", [
        {"kind": writer.show(row["kind"], vocabulary) or DASH, "title": writer.show(row["title"]), "who": cell(writer, "who", row["authors"]),
         "where": writer.show(row[where]) or DASH}
        for register, day, vocabulary, where in (("publications", "date", "publication_kind", "publisher"),
                                                 ("products", "approved_on", "product_kind", "published_where"))
        for row in inside(register, day) if row["status"] != "drafting"
    ]
    yield "practices", [
        {"title": writer.show(row["title"]), "who": cell(writer, "who", row["authors"]), "level": writer.show(row["level_recommended"], "level") or DASH}
        for row in inside("best_practice", "mc_protocol_date") if is_recommended(row)
    ]
    yield "prizes", [
        {"who": _winner(writer, row), "title": _joined(writer.show(row["contest"]), writer.show(row["nomination"])),
         "level": writer.show(row["level"], "level") or DASH, "result": writer.show(row["result"], "result")}
        for row in inside("contests", "date") if row["result"] in PRIZES
    ]


def _winner(writer: Writer, row: Row) -> str:
    """The teacher, or the student with the one who prepared them."""
    if row["student"] is None:
        return writer.show(row["teacher"]) or DASH
    supervisor = writer.show(row["supervisor"])
    group = writer.show(row["group"])
    student = _joined(writer.show(row["student"]), group)
    return writer.say("prepared_by", student=student, person=supervisor) if supervisor else student


def _joined(*words: str) -> str:
    return ", ".join(word for word in words if word) or DASH


def _numbered(rows: Iterable[dict[str, str]]) -> dict[str, Any]:
    made = [{"row_no": str(place), **row} for place, row in enumerate(rows, 1)]
    return {"shown": bool(made), "rows": made}


KIND = Kind(NAME, ("бюллетень",), end_of_year=False, keys=keys, make=make, called=called)
