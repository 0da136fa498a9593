"""Tables → AcademicYear: which year each row belongs to, which rows count, and what two sources say of one fact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from otm_reports.crosschecks import cross_check
from otm_reports.errors import CollegeError
from otm_reports.model import (
    AcademicYear,
    CellRef,
    Finding,
    LeftOut,
    Period,
    Person,
    Row,
    Selection,
    Source,
    Span,
    Table,
)
from otm_reports.specs import RegisterSpec, Specs

_SPAN = re.compile(r"^(?P<first>\d{4}-\d\d-\d\d)\.\.(?P<last>\d{4}-\d\d-\d\d)$")
_MONTH = re.compile(r"^(?P<year>\d{4})-(?P<month>\d\d)$")
YEARS_BACK = 2


# ── years and periods ───────────────────────────────────────────────────────────────────────────────────────────────


def year_days(label: str) -> Period:
    """``"2025-2026"`` → 1 September 2025 – 31 August 2026."""
    first = int(label[:4])
    return Period(date(first, 9, 1), date(first + 1, 8, 31))


def year_of(day: date, *, august: str = "past") -> str:
    """The academic year a day lies in; ``august="coming"`` gives August to the next one (plans, orders, council papers)."""
    first = day.year if day.month >= (8 if august == "coming" else 9) else day.year - 1
    return f"{first}-{first + 1}"


def quarter_windows(label: str, specs: Specs) -> dict[str, Period]:
    """The college's quarter windows as days of an academic year."""
    first = int(label[:4])

    def on(month_day: str) -> date:
        month, day = map(int, month_day.split("-"))
        return date(first if month >= 9 else first + 1, month, day)  # noqa: PLR2004 - September opens the year

    windows = specs.college.quarters
    return {
        name: Period(on(window[0]), on(window[1]))
        for name, window in (("q1", windows.q1), ("q2", windows.q2), ("q3", windows.q3), ("q4", windows.q4))
    }


def span_of(text: str, label: str, specs: Specs) -> Span:
    """What ``--period`` asks for, inside an academic year.

    Args:
        text: ``year``, ``half-1``, ``half-2``, ``q1``…``q4``, a month ``2025-11`` or days ``2025-09-01..2026-01-15``.
        label: The academic year.
        specs: For the quarter windows.

    Raises:
        CollegeError: ``period-unknown``: the text is none of these, or lies outside of the year.
    """
    days = year_days(label)
    quarters = quarter_windows(label, specs)
    january = date(days.end.year, 1, 1)
    known = {
        "year": days, "half-1": Period(days.start, january - timedelta(days=1)), "half-2": Period(january, days.end), **quarters,
    }
    if text in known:
        return Span(text, known[text], whole_year=text == "year")
    try:
        if found := _MONTH.match(text):
            first = date(int(found["year"]), int(found["month"]), 1)
            last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        elif found := _SPAN.match(text):
            first, last = date.fromisoformat(found["first"]), date.fromisoformat(found["last"])
        else:
            raise CollegeError("period-unknown", text, known=", ".join(known))
    except ValueError as problem:
        raise CollegeError("period-unknown", text, known=", ".join(known)) from problem
    if first > last or first > days.end or last < days.start:
        raise CollegeError("period-unknown", text, known=", ".join(known))
    return Span(text, Period(first, last), whole_year=False)


# ── rows and their years ────────────────────────────────────────────────────────────────────────────────────────────


def day_of(row: Row, spec: RegisterSpec) -> date | None:
    """The day that dates a row: the first filled of the fields its register is dated by, the first day of a period."""
    for name in spec.dated_by:
        value = row[name]
        if isinstance(value, Period):
            return value.start
        if isinstance(value, date):
            return value
    return None


def _placed(table: Table, spec: RegisterSpec) -> tuple[Table, list[Finding]]:
    """The table with the year of every row, and a finding for each row whose date contradicts its place."""
    findings: list[Finding] = []
    rows = []
    unsure: dict[tuple[str, str], Source] = {}
    for row in table.rows:
        day = day_of(row, spec)
        said = row.source.year
        own = year_of(day, august="coming" if row["body"] == "mc" else spec.august) if day else ""
        year = own if spec.scope == "dated" else said or ("" if spec.scope == "snapshot" else own)
        astray = row.astray
        if spec.scope == "dated" and day is None and said:
            # It stands with its folder's year, where a person can find it, and counts nowhere: nothing dates it.
            year, astray = said, astray or "no-date"
        if spec.scope == "year" and day and said and own != said and year_of(day) != said:
            astray = "outside-year"
            name = next(field for field in spec.dated_by if row[field] is not None)
            days = year_days(said)
            findings.append(
                Finding("date-outside-period", row.cell(name), row.raw.get(name, ""), table.register, name, {"from": days.start, "to": days.end})
            )
        if not year and spec.scope == "year":
            unsure.setdefault((row.source.file, row.source.sheet), row.source)
        rows.append(replace(row, year=year, astray=astray))
    findings.extend(
        Finding("year-unsure", next(row.at for row in table.rows if row.source is source), register=table.register)
        for source in unsure.values()
    )
    return replace(table, rows=tuple(rows)), findings


@dataclass(frozen=True, slots=True)
class Dataset:
    """All registers of a college folder, every row with its year.

    Attributes:
        tables: Register → all rows of all years.
        people: Person id → full name.
        findings: What was found while rows were given their years.
        labels: Academic years that have a row in a register of scope *year*, oldest first; of any register, where none has.
    """

    tables: Mapping[str, Table]
    people: Mapping[str, Person]
    findings: tuple[Finding, ...]
    labels: tuple[str, ...]


def join(tables: Mapping[str, Table], people: Mapping[str, Person], specs: Specs) -> Dataset:
    """Give every row its academic year.

    Args:
        tables: Register → rows as read.
        people: The roster.
        specs: Scopes of the registers.

    Returns:
        The dataset with ``date-outside-period`` and ``year-unsure`` findings.
    """
    placed: dict[str, Table] = {}
    findings: list[Finding] = []
    for name, table in tables.items():
        placed[name], found = _placed(table, specs.registers[name])
        findings.extend(found)
    labels = {row.year for name, table in placed.items() if specs.registers[name].scope == "year" for row in table.rows if row.year}
    labels = labels or {row.year for table in placed.values() for row in table.rows if row.year}
    return Dataset(placed, people, tuple(findings), tuple(sorted(labels)))


def default_year(data: Dataset, specs: Specs, today: date) -> str:
    """The year a run speaks of unless it is told: ``year`` of otm.toml, else the newest that has begun (contract 1)."""
    if specs.college.year:
        return specs.college.year
    begun = [label for label in data.labels if year_days(label).start <= today]
    return begun[-1] if begun else year_of(today)


# ── one year ────────────────────────────────────────────────────────────────────────────────────────────────────────


def build(data: Dataset, specs: Specs, label: str, *, period: str, today: date) -> AcademicYear:
    """The registers of one academic year, with the two years before it.

    Args:
        data: All rows.
        specs: What is declared.
        label: ``"2025-2026"``.
        period: As ``--period``.
        today: The date the run speaks of.

    Raises:
        CollegeError: The period is not one.
    """
    first = int(label[:4])
    year = _one_year(data, specs, label, span_of(period, label, specs), today)
    before = {f"{first - back}-{first - back + 1}": back for back in range(1, YEARS_BACK + 1)}
    spans = {past: _same_span(year.span, past, back, specs) for past, back in before.items()}
    earlier = {past: _one_year(data, specs, past, span, today) for past, span in spans.items()}
    # A year before may itself look one year back (who stayed), but no further: its own past is told without a past.
    earlier = {past: replace(found, earlier=_past(data, specs, found)) for past, found in earlier.items()}
    year = replace(year, earlier=earlier)
    return replace(year, findings=(*data.findings, *cross_check(year, specs)))


def _past(data: Dataset, specs: Specs, year: AcademicYear) -> dict[str, AcademicYear]:
    first = int(year.label[:4])
    labels = {f"{first - back}-{first - back + 1}": back for back in range(1, YEARS_BACK + 1)}
    return {label: _one_year(data, specs, label, _same_span(year.span, label, back, specs), year.today) for label, back in labels.items()}


def _same_span(span: Span, past: str, back: int, specs: Specs) -> Span:
    """The same stretch of an earlier year: a half-year is only ever compared with a half-year."""
    if span.name in ("year", "half-1", "half-2", "q1", "q2", "q3", "q4"):
        return span_of(span.name, past, specs)
    days = Period(_years_before(span.days.start, back), _years_before(span.days.end, back))
    return Span(span.name, days, whole_year=False)


def _years_before(day: date, back: int) -> date:
    try:
        return day.replace(year=day.year - back)
    except ValueError:  # 29 February
        return day.replace(year=day.year - back, day=28)


def _one_year(data: Dataset, specs: Specs, label: str, span: Span, today: date) -> AcademicYear:
    days = year_days(label)
    month, day = map(int, specs.college.snapshot.split("-"))
    snapshot = min(date(days.end.year if month < 9 else days.start.year, month, day), today)  # noqa: PLR2004 - September opens the year
    tables = {name: _of_year(table, specs.registers[name], label, data.labels) for name, table in data.tables.items()}
    return AcademicYear(
        label=label, days=days, span=span, today=today, snapshot=snapshot, quarters=quarter_windows(label, specs), tables=tables,
        selections={name: _selected(data.tables[name], table, specs.registers[name], span, days) for name, table in tables.items()},
        everything=data.tables, people=data.people,
    )


def _of_year(table: Table, spec: RegisterSpec, label: str, labels: Sequence[str]) -> Table:
    rows = tuple(row for row in table.rows if row.year == label)
    sources = tuple(source for source in table.sources if source.year == label)
    if spec.scope == "snapshot" and not rows and label == (labels[-1] if labels else label):
        # A staff list that says no year at all is today's; it never stands for a year that is over.
        rows = tuple(row for row in table.rows if not row.year)
        sources = tuple(source for source in table.sources if not source.year)
    if spec.scope == "dated":
        sources = _places(table, label)
    return Table(table.register, rows, sources or _sources(rows))


def _places(table: Table, label: str) -> tuple[Source, ...]:
    """Where to look for a year: tables that say it, have rows of it, or say no year and had begun by then; a blank form has not begun."""
    years: dict[int, set[str]] = {}
    for row in table.rows:
        if row.year:
            years.setdefault(id(row.source), set()).add(row.year)

    def speaks(source: Source) -> bool:
        held = years.get(id(source), set())
        return source.year == label or label in held or (not source.year and bool(held) and min(held) <= label)

    return tuple(source for source in table.sources if speaks(source))


def _sources(rows: Sequence[Row]) -> tuple[Source, ...]:
    unique: dict[int, Source] = {id(row.source): row.source for row in rows}
    return tuple(unique.values())


def _selected(whole: Table, table: Table, spec: RegisterSpec, span: Span, days: Period) -> Selection:
    kept: list[Row] = []
    left: list[LeftOut] = []
    for row in table.rows:
        reason = row.astray or _outside(row, spec, span, days)
        if reason:
            left.append(LeftOut(_dating_cell(row, spec), reason))
        else:
            kept.append(row)
    if spec.scope == "dated":
        left.extend(LeftOut(_dating_cell(row, spec), "no-date") for row in whole.rows if not row.year)
    # by its days a row has its year, by its body it is one's own, by its key it is no other row once more
    by = dict.fromkeys((*spec.dated_by, *(("body",) if "body" in spec.fields else ()), *spec.key))
    return Selection(tuple(kept), tuple(left), table.searched, tuple(by))


def _outside(row: Row, spec: RegisterSpec, span: Span, days: Period) -> str:
    if span.whole_year or spec.scope == "snapshot" or not spec.dated_by:
        return ""
    day = day_of(row, spec)
    if day is None:
        return "no-date"
    if day < days.start == span.days.start and spec.august == "coming":
        return ""  # papers of August open the coming year, so its first part has them
    return "" if day in span.days else "outside-period"


def _dating_cell(row: Row, spec: RegisterSpec) -> CellRef:
    filled = next((name for name in spec.dated_by if row[name] is not None), None)
    return row.cell(filled) if filled else row.at
