"""Clauses that are lists → Answers: which of their items the registers show, which rows say what a clause wants said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from otm_reports.analysis.folder import speaks_of, title_of
from otm_reports.model import CellRef, Row
from otm_reports.rules.answer import (
    Answer,
    Case,
    Column,
    MonthDay,
    Part,
    Register,
    for_person,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    quoted,
    rule,
)
from otm_reports.rules.selecting import Needed, Selected, Selector, found_by, selected


@rule("parts-shown")
def parts_shown(
    case: Case, *, items: dict[str, tuple[Selector, ...]], each: bool, own: bool, due: MonthDay,
) -> Iterator[Answer]:
    """The registers show the items of a list: tasks, forms, directions of work.

    An item is lacking, once the time is over, where every register that could show it is kept and none does; where one of
    them is not kept there is no data.

    Args:
        case: The year.
        items: Number of the item → where it is shown.
        each: Whether the clause asks for each of them; otherwise one is enough and the others are only named.
        own: Whether of events only the school's own count.
        due: Day until which there is time.
    """
    sought = {number: [selected(text) for text in texts] for number, texts in items.items()}
    shown = {number: _cells(case, those, own=own) for number, those in sought.items()}
    seen = [number for number in sought if shown[number]]
    unkept = {number: [one for one in those if not one.is_kept(case)] for number, those in sought.items()}
    unknown = [number for number in sought if number not in seen and unkept[number]]
    lacking = [number for number in sought if number not in seen and number not in unknown]
    cells = [cell for those in shown.values() for cell in those]
    said = {"n": len(seen), "of": len(sought), "used": _parts(seen), "unused": _parts(lacking)}
    if seen and not (lacking and each):
        yield met("parts-some" if lacking else "parts-all", cells, **said)
    elif lacking and (each or not unknown):
        yield _lacking(case, cells, said, case.day(due), certain=not (seen or unknown))
    if unknown and (each or not seen):
        registers = dict.fromkeys(one.register for number in unknown for one in unkept[number])
        yield no_data("parts-unknown", parts=_parts(unknown), registers=tuple(map(Register, registers)))


def _lacking(case: Case, cells: list[CellRef], said: dict[str, object], end: date, *, certain: bool) -> Answer:
    """What is lacking before and after the day; ``certain``: that nothing at all is shown."""
    if not case.is_over(end):
        return not_due(end, "parts-ahead", cells, **said)
    return (not_met if certain else partly)("parts-lacking", cells, **said)


def _parts(numbers: list[str]) -> tuple[Part, ...]:
    return tuple(map(Part, numbers))


def _cells(case: Case, those: list[Selected], *, own: bool) -> tuple[CellRef, ...]:
    return tuple(dict.fromkeys(one.cell(row) for one in those for row in found_by(case, one, own=own)))


@rule("rows-filled")
def rows_filled(case: Case, *, where: tuple[Needed, ...], fields: tuple[Needed, ...]) -> Iterator[Answer]:
    """Each row that the clause is about says what the clause wants said.

    A blank is not a violation: registers that say it nowhere are no data, those that say it in some rows say it partly.

    Args:
        case: The year.
        where: Which rows are meant; all of them must hold.
        fields: What each of them says.
    """
    chosen = [selected(text) for text in where]
    wanted = [selected(text) for text in fields]
    register = wanted[0].register
    rows = [row for row in case.rows(register) if all(one.shows(row) for one in chosen)]
    if not rows:
        yield no_data("rows-none", case.place(register), registers=(Register(register),))
        return
    blank = [(row, one) for row in rows for one in wanted if not one.shows(row)]
    bare = list(dict.fromkeys(id(row) for row, _ in blank))
    columns = tuple(dict.fromkeys(Column(one.register, one.field) for _, one in blank))
    said = {"n": len(rows) - len(bare), "of": len(rows), "fields": columns}
    if not blank:
        yield met("rows-filled", [one.cell(row) for row in rows for one in wanted], **said)
    else:
        verdict = no_data if len(bare) == len(rows) else partly
        yield verdict("rows-blank", [one.cell(row) for row, one in blank], **said)


@rule("paper-registered", needs=("folder_index",), reads=("folder_index.title", "folder_index.document", "folder_index.doc_date"))
def paper_registered(case: Case, *, about: tuple[str, ...], words: tuple[str, ...]) -> Iterator[Answer]:
    """A paper stands in the folder index; an index without it does not say that there is none.

    Args:
        case: The year.
        about: Words that say what the paper is about; empty for any.
        words: Words that name the paper.
    """
    rows = [row for row in case.rows("folder_index") if speaks_of(title_of(row), words) and (not about or speaks_of(title_of(row), about))]
    kept = [row for row in rows if row["doc_date"] or row["pages"] or row["volumes"]]
    if kept:
        yield met("paper-there", [row.cell("document") if row["document"] else row.cell("title") for row in kept], titles=_titles(kept))
    elif rows:
        yield for_person("paper-empty", [row.cell("doc_date") for row in rows], titles=_titles(rows))
    else:
        yield no_data("paper-none", case.place("folder_index"))


def _titles(rows: list[Row]) -> tuple[str, ...]:
    return tuple(quoted(row["document"] or row["title"]) for row in rows)
