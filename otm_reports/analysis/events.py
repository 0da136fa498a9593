"""Events journal → Figures and Listings: the sessions and events that the ОТМ itself has held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from otm_reports.analysis.counting import Chapter, counted, each, line, narrowed
from otm_reports.analysis.joins import in_span, is_own, keyed, protocol_key
from otm_reports.analysis.tallies import Pair, blanks, known_only
from otm_reports.model import AcademicYear, ListingRow, Row, Selection


def count(chapter: Chapter) -> None:
    """Figures and listings of chapter 4 of the analysis (domain 3.3, T3, T4 and chart G2); only the ОТМ's own count."""
    found = held(chapter.year)
    chapter.count("held", found, found.rows, "title", scope="otm")
    chapter.count("sessions", found, [row for row in found if row["form"] == "session"], "form", scope="otm")
    chapter.distinct("forms_used", found, each(found, "form"), scope="otm", left_out=blanks(found, "form", "blank"))
    for quarter in (*chapter.year.quarters, "summer"):
        rows = [row for row in found if _quarter(row, chapter.year) == quarter]
        figure = keyed(chapter, chapter.count("held", found, rows, "date", key=("quarter", quarter), scope="otm"))
        known_only(chapter, figure, known=in_span(chapter.year, quarter))
    _by_form(chapter, found)
    _protocols(chapter)
    rows_in_order = sorted(found, key=lambda row: (row["date"] is None, row["date"] or chapter.year.days.end))
    chapter.listing(
        "list", found, scope="otm",
        rows=[
            line(row, no=(number, ()), date="date", form="form", title="title", presenter="presenter",
                 present="present_n", protocol="protocol_no")
            for number, row in enumerate(rows_in_order, start=1)
        ],
    )


def held(year: AcademicYear) -> Selection:
    """The ОТМ's own events of the span that were held."""
    return narrowed(year.select("events"), lambda row: not_held(row, year), "title")


def not_held(row: Row, year: AcademicYear) -> str | None:
    """Why a row of the journal is no event that the ОТМ held; a row without a mark was held if its day has come."""
    if not is_own(row):
        return "not-otm"
    if row["status"] is not None:
        return None if row["status"] == "held" else "not-held"
    if row["date"] is None:
        return "no-date"
    return None if row["date"] <= year.today else "not-held"


def _protocols(chapter: Chapter) -> None:
    """The ОТМ's protocols of the span: number, day, and how many questions and decisions the agenda register has for each."""
    year = chapter.year
    agenda = narrowed(year.select("agenda_items"), lambda row: None if is_own(row) else "not-otm", "question")
    groups: dict[tuple[str, date | None], list[Row]] = {}
    for row in agenda:
        groups.setdefault((protocol_key(row["protocol_no"]) or "", row["protocol_date"]), []).append(row)

    def told(rows: Sequence[Row]) -> ListingRow:
        decided = [row for row in rows if row["decision_text"] is not None]
        asked: dict[object, Row] = {}
        for row in rows:
            asked.setdefault((row["item_no"], row["question"]), row)
        return line(
            rows[0], protocol="protocol_no", date="protocol_date",
            questions=(len(asked), tuple(row.cell("question") for row in asked.values())),
            decisions=(len(decided), tuple(row.cell("decision_text") for row in decided)),
        )

    ordered = sorted(groups.items(), key=lambda group: (group[0][1] or date.max, group[0][0]))
    chapter.listing("protocols", agenda, [told(rows) for _, rows in ordered], scope="otm")


def _quarter(row: Row, year: AcademicYear) -> str | None:
    if row["date"] is None:
        return None
    return year.quarter(row["date"]) or "summer"


def _by_form(chapter: Chapter, found: Selection) -> None:
    """A figure for each form the vocabulary knows; the table keeps the forms that were used."""
    made = []
    for code in chapter.specs.vocabularies["event_form"].codes:
        rows = [row for row in found if row["form"] == code]
        total = chapter.count("form", found, rows, "form", code=code, vocabulary="event_form", scope="otm",
                              left_out=blanks(found, "form", "blank"))
        if rows:
            made.append(counted(form=code, total=total, **_parts(chapter.year, rows)))
    chapter.listing("by_form", found, made, scope="otm", left_out=blanks(found, "form", "blank"))


def _parts(year: AcademicYear, rows: Sequence[Row]) -> dict[str, Pair]:
    parts: dict[str, Pair] = {}
    for quarter in (*year.quarters, "summer"):
        mine = [row for row in rows if _quarter(row, year) == quarter]
        parts[quarter] = (len(mine) if in_span(year, quarter) else None, tuple(row.cell("form") for row in mine))
    return parts
