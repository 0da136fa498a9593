"""What the school does → Answers: how often it meets, in which forms, with lessons analysed together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated

from otm_reports.analysis.counting import each, same
from otm_reports.analysis.events import held
from otm_reports.model import CellRef, Period, Row, Verdict
from otm_reports.rules.answer import (
    Answer,
    Case,
    MonthDay,
    Part,
    Word,
    for_person,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    rule,
)

# ── how often ───────────────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "sessions-held", needs=("events",), figures=("events.held", "events.held/quarter=*"), reads=("events.date", "events.status"),
)
def sessions_held(case: Case, *, minimum: int, per_quarter: int) -> Iterator[Answer]:
    """The ОТМ's own events are held at least so often a year, and so often in each quarter.

    A quarter speaks once it is over and lies in the span; the year speaks only where the span is the whole year.

    Args:
        case: The year.
        minimum: Events a year.
        per_quarter: Events in each quarter; 0 asks nothing of a quarter.
    """
    number = case.number("events.held")
    if number is None:
        yield no_data("events-not-counted")
        return
    covered = {name: days for name, days in case.year.quarters.items() if _within(days, case.year.span.days)}
    counts = {name: case.number(f"events.held/quarter={name}") or 0 for name in covered}
    poor = [name for name, days in covered.items() if counts[name] < per_quarter]
    empty = tuple(name for name in poor if covered[name].end < case.year.today)
    ahead = [covered[name].end for name in poor if name not in empty]
    year_end = max(days.end for days in case.year.quarters.values())
    said = {"n": number, "minimum": minimum, "quarters": tuple(Word("quarters", name) for name in empty)}
    if not case.year.span.whole_year:
        yield _part_of_year(case, covered, empty, ahead, said)
    elif empty:
        over = number == 0 or (number < minimum and year_end < case.year.today)
        yield Answer(Verdict.NOT_MET if over else Verdict.PARTLY, "quarters-empty", said, _places(case))
    elif number >= minimum and not ahead:
        yield met("events-enough", **said)
    elif year_end < case.year.today:
        yield (partly if number else not_met)("events-few", _places(case), **said)
    else:
        yield not_due(min([*ahead, year_end]), "events-ahead", **said)


def _part_of_year(
    case: Case, covered: dict[str, Period], empty: tuple[str, ...], ahead: list[date], said: Mapping[str, object],
) -> Answer:
    if empty:
        verdict = Verdict.NOT_MET if len(empty) == len(covered) else Verdict.PARTLY
        return Answer(verdict, "quarters-empty", said, _places(case))
    if covered and not ahead:
        return met("quarters-filled", **said)
    running = case.year.quarter(case.year.span.days.end)
    due = min(ahead) if ahead else case.year.quarters[running or "q4"].end
    return not_due(due, "events-ahead", **said)


def _within(days: Period, span: Period) -> bool:
    return span.start <= days.start and days.end <= span.end


def _places(case: Case) -> tuple[CellRef, ...]:
    """What was counted, else where it was searched."""
    return case.cells("events.held") or case.place("events")


# ── in which forms ──────────────────────────────────────────────────────────────────────────────────────────────────


@rule(
    "forms-used", needs=("events",),
    figures=("events.forms_used", "events.form.*", "visits.listener_visits"),
    reads=(
        "events.form", "events.competence", "otm_composition.role", "open_lessons.kind", "open_lessons.analysis_done", "mutual_visits", "staff.category",
        "products.kind",
    ),
)
def forms_used(
    case: Case, *, forms: Annotated[dict[str, tuple[str, ...]], "event_form"],
    lessons: Annotated[tuple[str, ...], "lesson_kind"], products: Annotated[tuple[str, ...], "product_kind"],
    visits: str, competence: str, generalisation: str, due: MonthDay,
) -> Iterator[Answer]:
    """Forms that the regulation lists are used, and open lessons are analysed together.

    No clause asks for each of the forms: which are used and which are not is said, none used at the end of the year is
    not as asked. An open lesson of a member whose joint analysis is denied in its cell is named; where the cell is
    blank a person must say.

    Args:
        case: The year.
        forms: Number of the regulation's bullet → codes of event forms.
        lessons: Codes of lesson kinds that need a joint analysis.
        products: Codes of product kinds that collect experience.
        visits: Number of the bullet that listeners' visits to experienced teachers show.
        competence: Number of the bullet that the competence an event develops shows.
        generalisation: Number of the bullet that products show.
        due: Day from which none at all is not as asked.
    """
    shown = {bullet: bool(case.cells(*(f"events.form.{code}" for code in codes))) for bullet, codes in forms.items()}
    opened = _member_rows(case, "open_lessons", "teacher", "kind", lessons)
    lesson_bullet = _bullet_of(forms, lessons)
    shown[lesson_bullet] = shown.get(lesson_bullet, False) or bool(opened)
    shown[visits] = shown.get(visits, False) or bool(case.cells("visits.listener_visits"))
    developing = [row for row in held(case.year) if row["competence"]]
    shown[competence] = shown.get(competence, False) or bool(developing)
    collected = _member_rows(case, "products", "authors", "kind", products)
    shown[generalisation] = shown.get(generalisation, False) or bool(collected)
    cells = (*(row.cell("competence") for row in developing), *(row.cell("kind") for row in collected))
    yield _coverage(case, shown, cells, due)
    yield from _analysed(opened)


def _coverage(case: Case, shown: dict[str, bool], cells: tuple[CellRef, ...], due: MonthDay) -> Answer:
    used = tuple(Part(bullet) for bullet in sorted(shown) if bullet and shown[bullet])
    unused = tuple(Part(bullet) for bullet in sorted(shown) if bullet and not shown[bullet])
    if used:
        return met("forms-used" if unused else "forms-all", cells, used=used, unused=unused)
    end = case.day(due)
    return not_met("forms-none", case.place("events")) if case.is_over(end) else not_due(end, "forms-ahead")


def _analysed(opened: list[Row]) -> Iterator[Answer]:
    denied = [row for row in opened if row["analysis_done"] is False]
    blank = [row for row in opened if row["analysis_done"] is None]
    if denied:
        yield partly("lessons-not-analysed", _analysis(denied), n=len(denied), of=len(opened), dates=_dates(denied))
    if blank:
        yield for_person("lessons-unmarked", _analysis(blank), n=len(blank), of=len(opened), dates=_dates(blank))


def _analysis(rows: list[Row]) -> tuple[CellRef, ...]:
    return tuple(row.cell("analysis_done") for row in rows)


def _dates(rows: list[Row]) -> tuple[object, ...]:
    return tuple(sorted({row["date"] for row in rows if row["date"]}))


def _bullet_of(forms: dict[str, tuple[str, ...]], lessons: tuple[str, ...]) -> str:
    """The bullet whose forms are lessons: where a register of lessons shows what a log of events does not."""
    return next((bullet for bullet, codes in forms.items() if set(codes) & set(lessons)), "")


def _member_rows(case: Case, register: str, who: str, kind: str, kinds: tuple[str, ...]) -> list[Row]:
    """Rows of the span whose person belongs to the school and whose kind is one of those."""
    known = {same(row["person"]) for row in case.members()}
    return [
        row for row in case.year.select(register)
        if row[kind] in kinds and any(same(thing.value) in known for thing in each((row,), who))
    ]
