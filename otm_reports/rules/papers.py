"""The regulation itself, adoption, exhibitions → Answers: reviewed in time, approved by the council, followed up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from otm_reports.analysis.folder import speaks_of, title_of
from otm_reports.analysis.practice import is_recommended
from otm_reports.model import CellRef, Row
from otm_reports.rules.answer import (
    Answer,
    Case,
    MonthDay,
    bare_number,
    for_person,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    quoted,
    rule,
)
from otm_reports.rules.documents import papers_of_school

_FOLDER = ("folder_index.title", "folder_index.document", "folder_index.doc_date")


@rule("regulation-reviewed", reads=_FOLDER)
def regulation_reviewed(case: Case, *, about: tuple[str, ...], words: tuple[str, ...], years: int) -> Iterator[Answer]:
    """The regulation is not older than its period of review, and its card is complete.

    Its day of approval stands in the folder index, else in ``[regulation]`` of otm.toml.

    Args:
        case: The year.
        about: Words that say a paper belongs to the school.
        words: Words that name the regulation.
        years: Years from approval to review.
    """
    rows = [row for row in papers_of_school(case, about) if speaks_of(title_of(row), words)]
    dated: list[tuple[date, tuple[CellRef, ...]]] = [
        (row["doc_date"], (row.cell("doc_date"), row.cell("title"))) for row in rows if row["doc_date"] is not None
    ]
    typed = case.specs.college.regulation.approved_on
    if not dated and typed is not None:
        dated = [(typed, (CellRef("otm.toml", "regulation.approved_on"),))]
    if not dated:
        reason = "regulation-undated" if rows else "regulation-unlisted"
        yield no_data(reason, [row.cell("doc_date") for row in rows] or case.place("folder_index"))
    else:
        day, cells = max(dated, key=lambda pair: pair[0])
        until = _years_later(day, years)
        said = {"date": day, "until": until, "years": years}
        yield not_met("review-overdue", cells, **said) if until < case.year.today else met("review-ahead", cells, **said)
    card = case.specs.college.qms
    bare = tuple(f"qms.{key}" for key in ("code", "edition", "copy_no") if not getattr(card, key))
    if bare:
        yield no_data("card-unfilled", keys=bare)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, month=3, day=1)


@rule(
    "regulation-approved", needs=("agenda_items",),
    reads=("agenda_items.body", "agenda_items.question", "agenda_items.protocol_no", "agenda_items.protocol_date"),
)
def regulation_approved(
    case: Case, *, body: Annotated[str, "body"], about: tuple[str, ...], words: tuple[str, ...], agreed: int,
) -> Iterator[Answer]:
    """The council considered the regulation, and so many people agreed to it before that, each with the day.

    Args:
        case: The year.
        body: Code of the council.
        about: Words that say an item is about the school.
        words: Words that name the regulation.
        agreed: People who agree to it, the head with them.
    """
    every = case.year.everything.get("agenda_items", case.year["agenda_items"])
    rows = [row for row in every if row["body"] == body and speaks_of(row["question"], words) and speaks_of(row["question"], about)]
    dated = [row for row in rows if row["protocol_date"] is not None and row["protocol_date"] <= case.year.today]
    if not dated:
        yield no_data("regulation-no-protocol", [row.cell("protocol_date") for row in rows] or case.place("agenda_items"))
        return
    last = max(dated, key=lambda row: row["protocol_date"])
    said = {"no": bare_number(last["protocol_no"]), "date": last["protocol_date"]}
    yield met("regulation-considered", (last.cell("protocol_no"), last.cell("question")), **said)
    yield from _agreement(case, agreed, last["protocol_date"])


def _agreement(case: Case, agreed: int, considered: date) -> Iterator[Answer]:
    people = [one for one in case.specs.college.regulation.agreed if one.name]
    key = (CellRef("otm.toml", "regulation.agreed"),)
    late = [one for one in people if one.on is not None and one.on > considered]
    undated = [one for one in people if one.on is None]
    if not people:
        yield no_data("agreement-unwritten", keys=("regulation.agreed",), minimum=agreed)
    elif len(people) < agreed or undated:
        yield partly("agreement-few", key, n=len(people) - len(undated), minimum=agreed)
    elif late:
        yield partly("agreement-late", key, n=len(late), date=considered)
    else:
        yield met("agreement-there", key, n=len(people))


# ── what came of it ─────────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "adoption-followed", needs=("best_practice",),
    reads=(
        "best_practice.stage", "best_practice.mc_decision", "best_practice.level_recommended", "best_practice.adopters",
        "best_practice.adopted_on", "best_practice.adoption_evidence",
    ),
)
def adoption_followed(case: Case, *, due: MonthDay) -> Iterator[Answer]:
    """What was recommended is followed up: who adopted it, when, and what shows it.

    Args:
        case: The year.
        due: Day by which the year's recommendations are adopted.
    """
    rows = [row for row in case.rows("best_practice") if is_recommended(row)]
    end = case.day(due)
    followed = [row for row in rows if all(row[name] for name in ("adopters", "adopted_on", "adoption_evidence"))]
    open_rows = [row for row in rows if row not in followed]
    said = {"n": len(followed), "of": len(rows), "titles": tuple(quoted(row["title"]) for row in open_rows)}
    if not open_rows and rows:
        yield met("adoption-all", [row.cell("adoption_evidence") for row in rows], **said)
    elif not case.is_over(end):
        yield not_due(end, "adoption-ahead", **said)
    elif not rows:
        yield for_person("adoption-none", case.place("best_practice"))
    else:
        yield (partly if followed else not_met)("adoption-open", _missing(open_rows), **said)


def _missing(rows: list[Row]) -> list[CellRef]:
    return [row.cell(name) for row in rows for name in ("adopters", "adopted_on", "adoption_evidence") if not row[name]]


@rule(
    "exhibition-analysed", needs=("exhibitions_bulletins",),
    reads=("exhibitions_bulletins.kind", "exhibitions_bulletins.date", "exhibitions_bulletins.analysis_text"),
)
def exhibition_analysed(case: Case, *, kind: Annotated[str, "exhibition_kind"], minimum: int, due: MonthDay) -> Iterator[Answer]:
    """So many exhibitions a year were held, and their results analysed.

    Args:
        case: The year.
        kind: Code of an exhibition.
        minimum: Exhibitions a year.
        due: Day until which there is time.
    """
    rows = [row for row in case.rows("exhibitions_bulletins") if row["kind"] == kind]
    analysed = [row for row in rows if row["analysis_text"]]
    end = case.day(due)
    said = {"n": len(analysed), "of": len(rows), "minimum": minimum}
    if len(analysed) >= minimum:
        yield met("exhibition-analysed", [row.cell("analysis_text") for row in analysed], **said)
    elif not case.is_over(end):
        yield not_due(end, "exhibition-ahead", **said)
    elif rows:
        yield partly("exhibition-unanalysed", [row.cell("analysis_text") for row in rows if row not in analysed] or [rows[0].at], **said)
    else:
        yield not_met("exhibition-none", case.place("exhibitions_bulletins"), **said)
