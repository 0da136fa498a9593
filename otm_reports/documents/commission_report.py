"""Report → «ЦӘК есебі»: the year of one cyclic commission (seed 002 §13, 3) and 4), §16–18; O04, O07–O10; practice: commission reports).

Numbers are those of the listings that compare commissions; the lists below them hold exactly the rows that these numbers count.
"""

from __future__ import annotations

from typing import Any

from otm_reports.analysis.overview import WORK
from otm_reports.documents.general import file_name, finish, named_in_file, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.row_sheets import lines_at
from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, Writer
from otm_reports.model import CellRef, ListingRow, Person, Report
from otm_reports.specs import Specs

NAME = "commission-report"
#: Table of the paper → its listing and the measure of ``overview.commissions`` whose cells say which rows are the commission's.
LISTS = {
    "lessons": ("lessons.list", "lessons"), "courses": ("courses.list", "courses"), "products": ("products.route", "products"),
    "publications": ("products.publications", "publications"),
}
_INSIDE = ("commission", "total", "other")


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One report for each commission of the college."""
    return tuple(_lines(report))


def _lines(report: Report) -> dict[str, ListingRow]:
    """The commissions by name, as their listing has them."""
    listing = report.listings.get("commissions.list")
    return {str(line.values["commission"]): line for line in listing or ()}


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The commission and its chair."""
    chair = _lines(report)[key].values["chair"]
    return (key, *((chair.full,) if isinstance(chair, Person) else ()))


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The report of a commission: who it is, what it did in numbers and in lists; its conclusions are a blank for the chair."""
    stem = f"цәк-есебі_{named_in_file(key, _lines(report))}_{report.year.label}"
    writer = Writer(report, specs, lang, file_name(stem if report.year.span.whole_year else f"{stem}_{report.year.span.name}", lang))
    line = _lines(report)[key]
    chair = line.values["chair"]
    tables = {name: _own(writer, key, *source) for name, source in LISTS.items()}
    tables["lessons"]["notes"] = []  # they speak of visitors, whom this table does not print
    context = {
        **requisites(writer, "methodist", prints=("name",)),
        "commission": key,
        "about": _about(writer, key, line),
        "chair": writer.signed(chair) if isinstance(chair, Person) else writer.blank("commission_chair", _at(line, "chair")),
        "work": _named(writer, key, "overview.commissions", WORK),
        "categories": _categories(writer, key),
        "tables": tables,
        "teachers": _scoped(writer, table(writer, "overview.teachers", where=lambda values: values["commission"] == key)),
        "proposals": [writer.blank("commission_conclusion", CellRef("registers"))],
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')}: {key}", context)


def _about(writer: Writer, key: str, line: ListingRow) -> dict[str, str]:
    """What the register of commissions says; a blank for what it does not."""
    row = table(writer, "commissions.list", where=lambda values: values["commission"] == key, full=("chair",))["rows"][0]
    said = {column: row[column] for column in ("chair", "category", "scope", "theme", "plan", "members", "sessions")}
    for column, what in (("chair", "commission_chair"), ("theme", "commission_theme"), ("plan", "commission_plan"), ("sessions", "commission_sessions")):
        if line.values[column] is None:
            said[column] = writer.blank(what, _at(line, column))
    return {name: "" if value == DASH else value for name, value in said.items()}


def _at(line: ListingRow, column: str) -> CellRef:
    """Where the register should have said it."""
    return next(iter(line.cells[column] or line.cells["commission"]), CellRef("registers"))


def _named(writer: Writer, key: str, listing: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """One line of a listing as rows: the heading of each column and what stands under it."""
    rows = table(writer, listing, where=lambda values: values["commission"] == key)["rows"]
    headings = writer.report.listings[listing].columns if listing in writer.report.listings else {}
    return [{"name": writer.pick(headings[column]), "n": rows[0][column]} for column in columns if rows]


def _categories(writer: Writer, key: str) -> dict[str, Any]:
    """The teachers of the commission by category, those that somebody holds."""
    found = table(writer, "staff.by_commission", where=lambda values: values["commission"] == key)
    listing = writer.report.listings.get("staff.by_commission")
    columns = tuple(column for column in listing.columns if column not in _INSIDE) if listing else ()
    rows = [row for row in _named(writer, key, "staff.by_commission", (*columns, "other")) if row["n"] != "0"]
    return _scoped(writer, {**found, "rows": rows, "shown": bool(rows)})


def _own(writer: Writer, key: str, listing: str, measure: str) -> dict[str, Any]:
    """The rows of a listing that a number of the commission counts."""
    compared = writer.report.listings.get("overview.commissions")
    cells = next((line.cells[measure] for line in compared or () if line.values["commission"] == key), ())
    return _scoped(writer, table(writer, listing, lines=lines_at(*cells)))


def _scoped(writer: Writer, made: dict[str, Any]) -> dict[str, Any]:
    return {**made, "scope": writer.say("commission", "scopes")}


KIND = Kind(NAME, ("ЦӘК есебі", "комиссия есебі", "отчёт ЦМК"), end_of_year=False, keys=keys, make=make, called=called)
