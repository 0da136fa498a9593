"""What must lie in the folder → Answers: the six groups of papers, the year-end analysis, practices recommended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from otm_reports.analysis import folder
from otm_reports.analysis.folder import numbers_in, speaks_of, title_of
from otm_reports.analysis.joins import is_own, protocol_key
from otm_reports.analysis.practice import is_considered, is_recommended
from otm_reports.model import CellRef, Row
from otm_reports.rules.answer import (
    Answer,
    Case,
    MonthDay,
    Part,
    bare_number,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    quoted,
    rule,
    window,
)

# ── the folder ──────────────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "documents-kept", needs=("folder_index",), figures=("events.held",),
    reads=("folder_index.title", "folder_index.doc_date", "events.form", "events.protocol_no", "agenda_items.protocol_no"),
)
def documents_kept(
    case: Case, *, groups: dict[str, tuple[str, ...]], about: tuple[str, ...],
    minuted: Annotated[tuple[str, ...], "event_form"], protocols: str, due: MonthDay,
) -> Iterator[Answer]:
    """Each group of papers stands in the folder index, and each session and seminar has its protocol.

    Args:
        case: The year.
        groups: Number of the regulation's list → words one of which its papers have in their title.
        about: Words that say a paper belongs to the school.
        minuted: Codes of the event forms that need a protocol.
        protocols: The group of the protocols; none where the regulation asks for none.
        due: Day by which the folder is complete.
    """
    last = min(case.day(due), case.year.span.days.end)
    rows = papers_of_school(case, about)
    kept = {group: [row for row in rows if speaks_of(title_of(row), words)] for group, words in groups.items()}
    lacking = tuple(group for group, found in kept.items() if not found)
    events = [row for row in case.own_events() if row["form"] in minuted and row["date"] <= last]
    bare = _without_protocol(case, events, kept[protocols]) if protocols in kept else []
    said = {"groups": tuple(map(Part, lacking)), "n": len(groups) - len(lacking), "of": len(groups)}
    if not lacking and not bare:
        shown = [row.cell("document") for found in kept.values() for row in found]
        yield met("documents-all" if minuted else "documents-filed", shown, **said, events=len(events))
    elif not case.is_over(case.day(due)):
        yield not_due(case.day(due), "documents-ahead", **said, missing=_named(bare))
    else:
        if lacking:
            verdict = not_met if len(lacking) == len(groups) else partly
            yield verdict("documents-lacking", case.place("folder_index"), **said)
        if bare:
            cells = [row.cell("protocol_no") for row in bare]
            yield partly("protocols-missing", cells, n=len(events) - len(bare), of=len(events), missing=_named(bare))


def papers_of_school(case: Case, about: tuple[str, ...]) -> list[Row]:
    """Papers of the school in the folder that are there by now; see :func:`otm_reports.analysis.folder.papers_of_school`."""
    return list(folder.papers_of_school(case.year, about))


def _without_protocol(case: Case, events: list[Row], papers: list[Row]) -> list[Row]:
    """Events whose protocol has no number, or a number that neither the folder nor the minutes know."""
    known = {number for row in papers for number in numbers_in(title_of(row))}
    known.update(protocol_key(row["protocol_no"]) or "" for row in case.year["agenda_items"] if is_own(row))
    numbered = [(row, protocol_key(row["protocol_no"])) for row in events]
    return [row for row, number in numbered if number is None or (known and number not in known)]


def _named(rows: list[Row]) -> tuple[str, ...]:
    """Events as people name them: number of the protocol and date; one without a number by its date alone."""
    named = ((row["protocol_no"] if protocol_key(row["protocol_no"]) else None, f"{row['date']:%d.%m.%Y}") for row in rows)
    return tuple(f"№ {bare_number(number)} ({day})" if number else day for number, day in named)


# ── the year-end analysis ───────────────────────────────────────────────────────────────────────────────────────────


@rule("analysis-registered", needs=("folder_index",), reads=("folder_index.title", "folder_index.doc_date"))
def analysis_registered(
    case: Case, *, about: tuple[str, ...], words: tuple[str, ...], other: tuple[str, ...],
    within: tuple[MonthDay, MonthDay],
) -> Iterator[Answer]:
    """The analysis of the year's work stands in the folder index with its date; a file just made proves nothing.

    Args:
        case: The year.
        about: Words that say a paper belongs to the school.
        words: Words that name an analysis.
        other: Words that make it another one (of a lesson, of an exhibition).
        within: Days in which it falls due.
    """
    days = window(case, within)
    named = [row for row in papers_of_school(case, about) if speaks_of(title_of(row), words)]
    rows = [row for row in named if not speaks_of(title_of(row), other)]
    made = [row for row in rows if row["doc_date"] is not None and row["doc_date"] >= days.start]
    undated = [row for row in rows if row["doc_date"] is None]
    if made:
        day, shown = made[0]["doc_date"], (made[0].cell("document"), made[0].cell("doc_date"))
        late = partly("analysis-late", shown, date=day, until=days.end)
        yield met("analysis-there", shown, date=day) if day <= days.end else late
    elif not case.is_over(days.end):
        yield not_due(days.end, "analysis-ahead", case.place("folder_index"))
    elif undated:
        yield partly("analysis-undated", (undated[0].cell("doc_date"), undated[0].cell("document")))
    else:
        yield not_met("analysis-missing", case.place("folder_index"), until=days.end)


# ── best practices ──────────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "practices-recommended", needs=("best_practice",),
    figures=("practice.total", "practice.considered", "practice.recommended"),
    reads=(
        "best_practice.mc_protocol_no", "best_practice.mc_decision", "best_practice.level_recommended", "agenda_items.body", "agenda_items.protocol_no",
    ),
)
def practices_recommended(case: Case, *, body: Annotated[str, "body"], due: MonthDay) -> Iterator[Answer]:
    """Best practices were considered by the council, in a protocol that exists, and recommended for dissemination.

    One that the council rejected was considered and is not asked for more.

    Args:
        case: The year.
        body: Code of the council.
        due: Day by which the year's practices are through.
    """
    rows = tuple(row for row in case.year["best_practice"] if case.has_happened(row))
    end = case.day(due)
    over = case.is_over(end)
    if not rows:
        yield not_met("practices-none", case.place("best_practice")) if over else not_due(end, "practices-ahead", n=0)
        return
    unknown = _protocol_unknown(case, rows, body)
    if unknown and not case.has("agenda_items"):
        yield no_data("practices-no-agenda", _cells(unknown, "mc_protocol_no"), n=len(unknown))
    elif unknown:
        numbers = tuple(dict.fromkeys(bare_number(row["mc_protocol_no"]) for row in unknown))
        yield partly("practices-no-protocol", _cells(unknown, "mc_protocol_no"), n=len(unknown), numbers=numbers)
    open_rows = (row for row in rows if row["mc_decision"] != "rejected")
    waiting = [row for row in open_rows if not (is_considered(row) and is_recommended(row))]
    said = {"n": len(rows) - len(waiting), "of": len(rows), "titles": tuple(quoted(row["title"]) for row in waiting)}
    if not waiting:
        yield met("practices-all", _cells(rows, "mc_protocol_no"), **said)
    elif over:
        cells = _cells(waiting, "mc_decision")
        yield (not_met if len(waiting) == len(rows) else partly)("practices-waiting", cells, **said)
    else:
        yield not_due(end, "practices-ahead", **said)


def _protocol_unknown(case: Case, rows: tuple[Row, ...], body: str) -> list[Row]:
    """Practices whose row names a protocol of the council that the register of agendas, in any year, does not hold."""
    every = case.year.everything.get("agenda_items", case.year["agenda_items"])
    kept = [row for row in every if row["body"] == body]
    known: set[tuple[str | None, date | None]] = {
        (protocol_key(row["protocol_no"]), row["protocol_date"]) for row in kept
    }
    numbers = {protocol_key(row["protocol_no"]) for row in kept if row.source.year == case.year.label}
    return [
        row for row in rows
        if (number := protocol_key(row["mc_protocol_no"])) is not None
        and (number, row["mc_protocol_date"]) not in known
        and not (row["mc_protocol_date"] is None and number in numbers)
    ]


def _cells(rows: tuple[Row, ...] | list[Row], name: str) -> tuple[CellRef, ...]:
    return tuple(row.cell(name) for row in rows)
