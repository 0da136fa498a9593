"""A question of a regulation → Answers: what a rule is given, what it may say, and how a function becomes a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NewType

from otm_reports.analysis.counting import same
from otm_reports.analysis.events import not_held
from otm_reports.analysis.joins import listeners, members, protocol_key, staff_of
from otm_reports.model import (
    AcademicYear,
    CellRef,
    Figure,
    Period,
    Person,
    Row,
    Value,
    Verdict,
)
from otm_reports.specs import Specs

#: ``"06-30"``: a day of every academic year, as a profile writes it.
MonthDay = NewType("MonthDay", str)


# ── what a rule may say ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Word:
    """A code in the text of a reason: printed with the word of its vocabulary, or of that section of the messages."""

    vocabulary: str
    code: str


@dataclass(frozen=True, slots=True)
class Part:
    """The number of an item of the clause's list in the text of a reason: printed in the words of the profile."""

    number: str


@dataclass(frozen=True, slots=True)
class Column:
    """A field of a register in the text of a reason: printed as its heading."""

    register: str
    field: str


class Register(str):
    """The name of a register in the text of a reason: printed as its title."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing a rule says about its clause. A rule that says nothing found everything in order.

    Attributes:
        verdict: What it comes to.
        reason: Key of ``[reasons]`` in the messages. params: values for its text.
        cells: Register cells that show it, the best one first.
        due: When it falls due, for "not due".
    """

    verdict: Verdict
    reason: str
    params: Mapping[str, object]
    cells: tuple[CellRef, ...] = ()
    due: date | None = None


def met(reason: str, cells: Iterable[CellRef] = (), /, **params: object) -> Answer:
    """It is as asked, and here is what shows it."""
    return Answer(Verdict.MET, reason, params, tuple(cells))


def partly(reason: str, cells: Iterable[CellRef] = (), /, **params: object) -> Answer:
    """Something of what is asked is there."""
    return Answer(Verdict.PARTLY, reason, params, tuple(cells))


def not_met(reason: str, cells: Iterable[CellRef] = (), /, **params: object) -> Answer:
    """The registers show that it is not as asked."""
    return Answer(Verdict.NOT_MET, reason, params, tuple(cells))


def not_due(due: date, reason: str, cells: Iterable[CellRef] = (), /, **params: object) -> Answer:
    """There is still time: nothing is violated."""
    return Answer(Verdict.NOT_DUE, reason, {**params, "due": due}, tuple(cells), due)


def no_data(reason: str, cells: Iterable[CellRef] = (), /, **params: object) -> Answer:
    """The registers do not say."""
    return Answer(Verdict.NO_DATA, reason, params, tuple(cells))


def for_person(reason: str, cells: Iterable[CellRef] = (), /, **params: object) -> Answer:
    """A person must look; the reason says at what."""
    return Answer(Verdict.PERSON, reason, params, tuple(cells))


# ── what a rule is given ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Case:
    """The year under judgement: registers, figures, what is declared.

    Attributes:
        year: The joined registers. What lasts the year (composition, plan, order) is read from ``year[…]``, what
            happens on a day from the figures or ``year.select(…)``, which know the span.
        figures: Figures of the analysis by id.
        specs: What is declared; ``specs.college.parameters`` are the college's own norms.
    """

    year: AcademicYear
    figures: Mapping[str, Figure]
    specs: Specs

    def day(self, when: MonthDay) -> date:
        """The day of this academic year that a profile writes as ``"06-30"``."""
        first = self.year.days.start.year
        return date.fromisoformat(f"{first if when >= '09' else first + 1}-{when}")

    def is_over(self, day: date) -> bool:
        """Whether a time limit has passed: the day itself is over, and the span under judgement reaches it."""
        return day < self.year.today and day <= self.year.span.days.end

    def end(self, due: MonthDay) -> date:
        """A time limit of things counted in the span: the due day, or the last day of a span that ends before it."""
        return min(self.day(due), self.year.span.days.end)

    def has_happened(self, row: Row) -> bool:
        """Whether a row belongs to the year by its date too, and speaks of no day after today or after the span."""
        if row.astray:
            return False
        last = min(self.year.today, self.year.span.days.end)
        spec = self.specs.registers[row.source.register]
        day = next((value for name in spec.dated_by if isinstance(value := row[name], date)), None)
        return day is None or day <= last

    def number(self, figure: str) -> int | float | None:
        """The value of a figure; ``None`` if there is no data."""
        found = self.figures.get(figure)
        return None if found is None else found.value

    def cells(self, *figures: str) -> tuple[CellRef, ...]:
        """The cells of figures."""
        return tuple(cell for name in figures if name in self.figures for cell in self.figures[name].counted)

    def rows(self, register: str) -> tuple[Row, ...]:
        """Rows of the year that have happened by today: of those dated, the ones in the span; of the others, all."""
        dated = bool(self.specs.registers[register].dated_by)
        rows = self.year.select(register).rows if dated else self.year[register].rows
        return tuple(row for row in rows if self.has_happened(row))

    def keeps(self, register: str, name: str) -> bool:
        """Whether a table of the register has such a column, or such a line above it."""
        sources = self.year[register].sources
        return any(name in source.columns or name in source.attributes for source in sources) or any(
            row[name] is not None for row in self.year[register]
        )

    def place(self, register: str) -> tuple[CellRef, ...]:
        """Where a register was searched: its sheets. What is missing has no cell of its own."""
        return tuple(dict.fromkeys(CellRef(source.file, source.sheet) for source in self.year[register].sources))

    def has(self, register: str) -> bool:
        """Whether the year has such a register at all."""
        return bool(self.year[register].sources) or self.year.select(register).has_register

    def members(self) -> tuple[Row, ...]:
        """Rows of the composition that belong to the ОТМ in the span."""
        return members(self.year).rows

    def listeners(self) -> tuple[Row, ...]:
        """One row of the composition for each listener, the ones that ``composition.listeners`` counts."""
        return listeners(self.year).rows

    def said(self, row: Row, name: str) -> Value:
        """A value of a row; where the row says nothing, what stands above its table (number and date of the order)."""
        return row[name] if row[name] is not None else row.source.attributes.get(name)

    def place_of(self, row: Row, name: str) -> CellRef:
        """The cell that `said` reads."""
        return row.cell(name) if row[name] is not None else row.source.attribute_cells.get(name, row.cell(name))

    def staff(self, someone: Person) -> Row | None:
        """The staff row of a person."""
        return staff_of(self.year).get(same(someone))

    def own_events(self) -> tuple[Row, ...]:
        """The ОТМ's own events that were held in the year up to the end of the span, by date."""
        rows = (row for row in self.year["events"] if row["date"] is not None and not_held(row, self.year) is None)
        return tuple(sorted((row for row in rows if self.has_happened(row)), key=lambda row: row["date"]))

    def protocols(self, body: str) -> dict[str, Row]:
        """First agenda row of each protocol of a body in the year, by number."""
        found: dict[str, Row] = {}
        for row in self.year["agenda_items"]:
            number = protocol_key(row["protocol_no"])
            if number and row["body"] == body:
                found.setdefault(number, row)
        return found


def bare_number(number: Value) -> str:
    """A number of a paper as text without its sign, ``–`` where there is none: a reason prints the sign itself."""
    return str(number).replace("№", "").strip() if number is not None else "–"


def quoted(title: object) -> str:
    """A title in quotation marks, unless it has some of its own."""
    return str(title) if "«" in str(title) else f"«{title}»"


# ── how a function becomes a rule ───────────────────────────────────────────────────────────────────────────────────

Predicate = Callable[..., Iterator[Answer]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A predicate that profiles may name.

    Attributes:
        slug: Its name in profiles. needs: registers without which there is no data.
        reads: Fields the answer rests on, ``events.date``, and registers that help where they are kept: what a college
            must record so that the clause can be answered. Selectors in ``params`` add theirs.
        figures: Ids (``*`` for any ending) of the figures whose cells are its evidence.
        predicate: ``(case, *, …)`` → answers; its keyword-only arguments are the schema of the profile's ``params``.
    """

    slug: str
    predicate: Predicate
    needs: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()

    def __call__(self, case: Case, **params: Any) -> Iterator[Answer]:  # noqa: ANN401 - checked against the schema
        """The answers of the predicate for a year."""
        return self.predicate(case, **params)


def rule(
    slug: str, *, needs: tuple[str, ...] = (), figures: tuple[str, ...] = (), reads: tuple[str, ...] = (),
) -> Callable[[Predicate], Rule]:
    """Make a function a rule under a name that profiles use.

    The function's first argument is the `Case`; each keyword-only argument is a key that the profile's ``params``
    must give, of the annotated type. It yields `Answer`s; if it yields none, the clause is met.
    """
    return lambda predicate: Rule(slug, predicate, needs, figures, reads)


def window(case: Case, days: tuple[MonthDay, MonthDay]) -> Period:
    """Days of this academic year between two days that a profile writes."""
    return Period(case.day(days[0]), case.day(days[1]))
