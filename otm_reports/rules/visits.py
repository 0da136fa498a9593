"""A methodical visit of the region (desant) → Answers: order, forms, three years, reference, recommendations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from otm_reports.analysis.folder import speaks_of
from otm_reports.model import CellRef, Period, Row
from otm_reports.rules.answer import (
    Answer,
    Case,
    Register,
    for_person,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    rule,
)
from otm_reports.rules.selecting import Selector, selected

_VISIT = ("desant.period", "desant.report_no", "desant.report_date")


@rule("dates-in-order")
def dates_in_order(case: Case, *, agreed: date, considered: date, approved: date) -> Iterator[Answer]:  # noqa: ARG001 - dates of an act
    """A regulation was agreed, then considered by a council, then approved.

    Args:
        case: The year.
        agreed: Day of the agreement.
        considered: Day of the council.
        approved: Day of the approval.
    """
    said = {"agreed": agreed, "considered": considered, "approved": approved}
    if agreed <= considered <= approved:
        yield met("dates-in-order", **said)
    else:
        yield not_met("dates-out-of-order", **said)


def _visits(case: Case) -> list[Row]:
    """Visits of the year, also those ordered and still ahead."""
    return [row for row in case.year.select("desant") if not row.astray]


def _nothing(case: Case) -> Answer:
    return no_data("rows-none", case.place("desant"), registers=(Register("desant"),))


def _end(row: Row) -> date | None:
    return row["period"].end if isinstance(row["period"], Period) else None


@rule(
    "visit-ordered", needs=("desant",),
    reads=("desant.request_no", "desant.request_date", "desant.order_no", "desant.order_date", "desant.period"),
)
def visit_ordered(case: Case) -> Iterator[Answer]:
    """A visit was asked for by the organisation, then ordered, then made."""
    visits = _visits(case)
    if not visits:
        yield _nothing(case)
        return
    blank = [(row, name) for row in visits for name in ("request_date", "order_date") if row[name] is None]
    late = [row for row in visits if not _in_order(row)]
    if late:
        cells = [row.cell(name) for row in late for name in ("request_date", "order_date", "period")]
        yield (not_met if len(late) == len(visits) else partly)("visit-order-late", cells, n=len(late), of=len(visits))
    if blank:
        bare = len({id(row) for row, _ in blank})
        verdict = no_data if bare == len(visits) else partly
        yield verdict("visit-order-blank", [row.cell(name) for row, name in blank], n=bare, of=len(visits))
    if not late and not blank:
        cells = [row.cell(name) for row in visits for name in ("request_no", "request_date", "order_no", "order_date")]
        yield met("visit-order-good", cells, n=len(visits))


def _in_order(row: Row) -> bool:
    begins = row["period"].start if isinstance(row["period"], Period) else None
    days = [day for day in (row["request_date"], row["order_date"], begins) if day is not None]
    return days == sorted(days)


@rule("visit-reported", needs=("desant",), reads=_VISIT)
def visit_reported(case: Case) -> Iterator[Answer]:
    """A visit that is over has its reference (анықтама)."""
    visits = _visits(case)
    ends = [(row, _end(row)) for row in visits]
    over = [row for row, end in ends if end is None or case.is_over(end)]
    ahead = [end for row, end in ends if end is not None and row not in over and row["report_date"] is None]
    bare = [row for row in over if row["report_no"] is None and row["report_date"] is None]
    early = [row for row in over if row["report_date"] is not None and row["period"] is not None and row["report_date"] < row["period"].start]
    if not visits:
        yield _nothing(case)
    if bare:
        cells = [row.cell("report_no") for row in bare]
        yield (not_met if len(bare) == len(over) else partly)("report-none", cells, n=len(bare), of=len(over))
    if early:
        yield partly("report-before-visit", [row.cell("report_date") for row in early], n=len(early))
    if ahead:
        yield not_due(min(ahead), "visit-ahead", case.place("desant"))
    good = [row for row in over if row not in bare and row not in early]
    if good:
        yield met("report-given", [row.cell("report_no") for row in good], n=len(good), of=len(visits))


@rule("recommendations-given", needs=("desant", "desant_findings"), reads=("desant.period", "desant_findings.recommendation"))
def recommendations_given(case: Case, *, minimum: int) -> Iterator[Answer]:
    """A visit that is over left at least so many recommendations; the register of findings keeps them for the year.

    Args:
        case: The year.
        minimum: Recommendations a visit.
    """
    visits = _visits(case)
    given = [row for row in case.rows("desant_findings") if row["recommendation"]]
    over = [row for row in visits if (end := _end(row)) is None or case.is_over(end)]
    ahead = [end for row in visits if row not in over and (end := _end(row)) is not None]
    said = {"n": len(given), "visits": len(over), "minimum": minimum * len(over)}
    if not visits:
        yield _nothing(case)
    elif not over:
        yield not_due(min(ahead), "visit-ahead", case.place("desant"))
    elif len(given) >= minimum * len(over):
        yield met("recommendations-there", [row.cell("recommendation") for row in given], **said)
    else:
        cells = [row.cell("recommendation") for row in (given or case.rows("desant_findings"))] or case.place("desant_findings")
        yield (partly if given else not_met)("recommendations-few", cells, **said)


@rule("years-covered")
def years_covered(case: Case, *, years: int, registers: tuple[Selector, ...]) -> Iterator[Answer]:
    """What a visit looks at is kept for so many years: in the registers, or in the archive of a year's figures.

    Args:
        case: The year.
        years: How many, this one with them.
        registers: What is looked at.
    """
    asked = [selected(text).register for text in registers]
    first = int(case.year.label[:4])
    labels = [f"{number}-{number + 1}" for number in range(first, first - years, -1)]
    kept = {label: {name for name in asked if _kept(case, label, name)} for label in labels}
    lacking = [label for label in labels if len(kept[label]) < len(asked) and label not in case.year.archives]
    cells = [row.at for name in asked for row in case.year[name].rows[:1]]
    missing = tuple(dict.fromkeys(Register(name) for label in lacking for name in asked if name not in kept[label]))
    said = {"n": len(labels) - len(lacking), "of": years, "years": tuple(lacking), "registers": missing}
    if not lacking:
        yield met("years-all", cells, **said)
    elif any(kept[label] for label in labels[1:]) or len(lacking) < len(labels):
        yield partly("years-some", cells, **said)
    else:
        yield no_data("years-none", cells, **said)


def _kept(case: Case, label: str, register: str) -> bool:
    there = case.year if label == case.year.label else case.year.earlier.get(label)
    return there is not None and bool(there[register].rows)


@rule("visit-forms", needs=("desant",), reads=("desant.forms",))
def visit_forms(case: Case, *, forms: dict[str, tuple[str, ...]]) -> Iterator[Answer]:
    """Each visit has one of the forms; a form in other words is for a person to place.

    Args:
        case: The year.
        forms: Number of the form → words that name it.
    """
    visits = _visits(case)
    said = [(row, one) for row in visits for one in row["forms"] or ()]
    other = [(row, one) for row, one in said if not any(speaks_of(one, words) for words in forms.values())]
    blank = [row for row in visits if not row["forms"]]
    if not visits:
        yield _nothing(case)
    if blank:
        verdict = no_data if len(blank) == len(visits) else partly
        yield verdict("visit-forms-blank", [row.cell("forms") for row in blank], n=len(blank), of=len(visits))
    if other:
        yield for_person("visit-forms-other", [row.cell("forms") for row, _ in other], forms=tuple(f"«{one}»" for _, one in other))
    known = [row for row, pair in said if (row, pair) not in other]
    if known and not other and not blank:
        yield met("visit-forms-known", _each(known), n=len(visits))


def _each(rows: list[Row]) -> list[CellRef]:
    return list(dict.fromkeys(row.cell("forms") for row in rows))
