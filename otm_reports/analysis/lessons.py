"""Open lessons → Figures and Listings: what was shown in the college, by kind and commission, and what was analysed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from otm_reports.analysis.asking import cells_at
from otm_reports.analysis.counting import Chapter, counted, line, narrowed, percent, same
from otm_reports.analysis.joins import beside, commissions_of, keyed, resting_on, staff_of, whole
from otm_reports.analysis.tallies import blanks, by_code, known_only, says
from otm_reports.model import AcademicYear, CellRef, Figure, ListingRow, Row, Selection, Value


def count(chapter: Chapter) -> None:
    """Figures and listings of chapter 6 of the analysis (domain 3.3, T6): open lessons, panoramas, master classes."""
    every = chapter.year.select("open_lessons")
    found = narrowed(every, lambda row: _not_held(row, chapter.year), "date")
    total = chapter.count("held", found, found.rows, "date")
    by_code(chapter, "kind", found, "open_lessons", "kind", reason="blank")
    planned = [row for row in every if row["planned_date"] is not None]
    known = says(every, "planned_date")
    known_only(chapter, chapter.count("planned", every, planned, "planned_date"), known=known)
    kept = [row for row in found if row["planned_date"] is not None]
    known_only(chapter, chapter.count("planned_held", found, kept, "planned_date"), known=known)
    _analysed(chapter, found, total)
    _marks(chapter, found)
    _commissions(chapter, found)
    chapter.listing("list", found, [_line(row) for row in _by_date(found)], notes=("visitors-stated",))


def _not_held(row: Row, year: AcademicYear) -> str | None:
    if row["date"] is None:
        return "no-date"
    return None if row["date"] <= year.today else "not-held"


def _by_date(rows: Selection) -> list[Row]:
    return sorted(rows, key=lambda row: row["date"])


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _analysed(chapter: Chapter, found: Selection, total: Figure) -> None:
    """Lessons whose joint analysis is recorded (seed 000 §4); a blank is named: it does not say there was none."""
    rows = [row for row in found if row["analysis_done"]]
    left = blanks(found, "analysis_done")
    figure = chapter.count("analysed", found, rows, "analysis_done", left_out=left)
    figure = known_only(chapter, figure, known=says(found, "analysis_done"))
    chapter.share("analysed_share", figure, total)


def _marks(chapter: Chapter, found: Selection) -> None:
    """How lessons were judged: a figure for each word of the scale, and one for lessons marked with a number."""
    known = says(found, "mark")
    left = blanks(found, "mark", "blank")
    for code in chapter.specs.vocabularies["quality"].codes:
        rows = [row for row in found if row["mark"] == code]
        figure = chapter.count("mark", found, rows, "mark", code=code, vocabulary="quality", left_out=left)
        known_only(chapter, figure, known=known)
    rows = [row for row in found if isinstance(row["mark"], int | float)]
    scored = known_only(chapter, chapter.count("scored", found, rows, "mark", left_out=left), known=known)
    marks = {code: chapter.figures[f"lessons.mark.{code}"] for code in chapter.specs.vocabularies["quality"].codes}
    lines = [counted(mark=code, n=figure) for code, figure in {**marks, "scored": scored}.items() if figure.value]
    chapter.listing("marks", found, lines, left_out=left)


def _commissions(chapter: Chapter, found: Selection) -> None:
    """A figure for each commission of the college, whether it showed anything or not."""
    staff = staff_of(chapter.year)
    own = {row.id: _commission(row, staff) for row in found}
    apart = narrowed(found, lambda row: None if own[row.id] else "no-commission", "teacher")
    if any(row["commission"] is None for row in found):
        # a row that does not say its commission is placed by the staff register, and without that it cannot be
        apart = resting_on(apart, whole(chapter.year, "staff"))
        hosts = {row.id: staff.get(same(row["teacher"])) for row in apart if row["commission"] is None}
        apart = beside(apart, {row: cells_at(host, ("full_name", "commission")) for row, host in hosts.items() if host is not None})
    made = []
    for name in dict.fromkeys((*commissions_of(chapter.year), *sorted(filter(None, own.values())))):
        rows = [row for row in apart if own[row.id] == name]
        held = keyed(chapter, chapter.count("held", apart, rows, "date", key=("commission", name), scope="commission"))
        made.append(_by_commission(name, held, rows))
    chapter.listing("by_commission", apart, made if found.has_register else (), notes=("rounding",))


def _commission(row: Row, staff: Mapping[object, Row]) -> str | None:
    """The commission the register says, else the one of the teacher."""
    teacher = staff.get(same(row["teacher"]))
    said: str | None = row["commission"] or (teacher["commission"] if teacher else None)
    return said


def _by_commission(name: str, held: Figure, rows: Sequence[Row]) -> ListingRow:
    done = tuple(row.cell("analysis_done") for row in rows if row["analysis_done"])
    known = any(row["analysis_done"] is not None for row in rows)
    share = percent(len(done), len(rows)) if known else None
    analysed = None if held.value is None or (rows and not known) else len(done)
    return counted(commission=(name, held.counted), held=held, analysed=(analysed, done),
                   share=replace(held, value=share, counted=done, of=held))


def _line(row: Row) -> ListingRow:
    return line(
        row, date="date", teacher="teacher", kind="kind", subject="subject", group="group", topic="topic",
        visitors=_visitors(row), analysed="analysis_done", mark="mark",
    )


def _visitors(row: Row) -> tuple[Value, tuple[CellRef, ...]]:
    """The stated number of visitors, else the number of names listed."""
    if row["visitors_n"] is None and row["visitors"]:
        return len(row["visitors"]), (row.cell("visitors"),)
    return row["visitors_n"], (row.cell("visitors_n"),)
