"""Report → «бекіту парағы»: the way of one methodical product through commission and councils to its approval (seed 002 §18–21; O10–O13).

Each kind of product has the steps that its clause names. What has been taken stands with its protocol and day; what lies ahead is left
to be written, with room for a signature; what the register should say and does not is a blank.
"""

from __future__ import annotations

from collections.abc import Mapping

from otm_reports.documents.general import file_name, finish, requisites
from otm_reports.documents.paper import Kind, Paper
from otm_reports.documents.row_sheets import lines_at
from otm_reports.documents.tables import table
from otm_reports.documents.writer import DASH, NBSP, Writer
from otm_reports.kazakh import names
from otm_reports.model import ListingRow, Person, Report
from otm_reports.specs import Specs
from otm_reports.traced import like

NAME = "route-sheet"
#: States of a step whose protocol and day the register should say.
_BEHIND = ("taken", "missing")
_ASKED = {"protocol": "protocol_no", "day": "date"}


def keys(report: Report, specs: Specs) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """One sheet for each product whose kind a clause names."""
    return tuple(_products(report))


def _products(report: Report) -> dict[str, tuple[int, ListingRow]]:
    """Products by their number on the listing of routes and the surname of their first author."""
    listing = report.listings.get("routes.products")
    return {f"{number:02}-{_author(line)}": (number, line) for number, line in enumerate(listing or (), 1)}


def _author(line: ListingRow) -> str:
    people = line.values["authors"] if isinstance(line.values["authors"], tuple) else (line.values["authors"],)
    first = people[0]
    return (first.surname or first.as_written) if isinstance(first, Person) else str(first)


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The product's number and title, its authors."""
    number, line = _products(report)[key]
    people = line.values["authors"] if isinstance(line.values["authors"], tuple) else ()
    return (key, str(number), str(line.values["title"]), *(one.full for one in people if isinstance(one, Person)))


def make(report: Report, specs: Specs, key: str, lang: str) -> Paper:
    """The sheet of one product: what it is, its steps, where it stands."""
    number, line = _products(report)[key]
    writer = Writer(report, specs, lang, file_name(f"бекіту-парағы-{key}", lang))
    stands = table(writer, "routes.products", lines=lambda one: one is line, full=("authors",), running=True)["rows"][0]
    row = next(one for one in report.year.select("products") if lines_at(one.cell("title"))(line))
    context = {
        **requisites(writer, "methodist", prints=("name",)),
        "product": {
            "title": stands["title"], "authors": stands["authors"], "kind": stands["kind"],
            "specialty": writer.show(row["specialty"]), "reviewers": writer.show(row["reviewers"], full=True),
        },
        "stands": {name: "" if value == DASH else value for name, value in {**stands, "who": _in_lists(stands["who"])}.items()},
        "steps": _steps(writer, number),
    }
    return finish(writer, NAME, key, f"{writer.say(NAME, 'kinds')}: {line.values['title']}", context)


def _steps(writer: Writer, number: int) -> list[dict[str, str]]:
    """The steps with protocol and day, to be written by hand where they lie ahead."""
    listing = writer.listing("routes.steps")
    lines = [line for line in listing or () if line.values["no"] == number]
    printed = table(writer, "routes.steps", where=lambda values: values["no"] == number)["rows"]
    made: list[dict[str, str]] = []
    for line, row in zip(lines, printed, strict=True):
        said = {column: _said(writer, line, row, column) for column in _ASKED}
        made.append({**row, **said, "who": _in_lists(row["who"])})
    return made


def _in_lists(who: str) -> str:
    """A name as otm.toml types it for a signature, «А.Ә. Тегі», in the order of the other names of the sheet."""
    plain = who.replace(NBSP, " ")
    return like(who, names.surname_first(plain).replace(" ", NBSP)) if names.is_one_person(plain) and names.initials_first(plain) == plain else who


def _said(writer: Writer, line: ListingRow, row: Mapping[str, str], column: str) -> str:
    """Protocol or day of a step: as printed, a dash where the step has none, a blank where it is missing, else room to write."""
    if line.values[column] is not None or not line.cells[column]:
        return row[column]
    return writer.blank(_ASKED[column], line.cells[column][0]) if line.values["state"] in _BEHIND else ""


KIND = Kind(NAME, ("бекіту парағы", "лист утверждения", "маршрутный лист"), end_of_year=False, keys=keys, make=make, called=called)
