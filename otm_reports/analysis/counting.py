"""Rows → Figures and Listings: the few ways a number may come to be, each keeping the cells it was counted from."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from otm_reports.analysis.asking import Watch, choosing, chosen_by, standing_in
from otm_reports.model import (
    AcademicYear,
    Archive,
    CellRef,
    Figure,
    LeftOut,
    Listing,
    ListingRow,
    Method,
    Person,
    Row,
    Scope,
    Selection,
    Value,
)
from otm_reports.specs import Specs

Number = int | float


def half_up(value: float | Decimal, places: int = 1) -> float:
    """Round half up, as people do: 0.25 → 0.3 (practice: shares are plainly rounded)."""
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def percent(part: Number, whole: Number) -> float | None:
    """``100·part/whole`` to one decimal; ``None`` (no data) where there is nothing to divide by."""
    return half_up(Decimal(str(part)) * 100 / Decimal(str(whole))) if whole else None


def same(value: Value) -> object:
    """What makes two values the same thing when distinct ones are counted: a person's id, or the value itself."""
    return (value.id or value.as_written.casefold()) if isinstance(value, Person) else value


@dataclass(frozen=True, slots=True)
class Thing:
    """One value with the cell it stands in: what is counted when a cell holds several (people in a cell)."""

    value: Value
    cell: CellRef
    row: Row


def each(rows: Iterable[Row], name: str) -> list[Thing]:
    """The values of a field with their cells; a cell that lists several gives one thing for each."""
    things: list[Thing] = []
    for row in rows:
        value = row[name]
        many = value if isinstance(value, tuple) else (value,)
        things.extend(Thing(one, row.cell(name), row) for one in many if one is not None)
    return things


@dataclass(slots=True)
class Chapter:
    """The figures and listings of one chapter while they are being counted.

    Every method makes one figure under the id ``name.measure[.code][/dimension=key]``, keeps it in ``figures`` and
    returns it. Words come from ``data/figures/NAME.toml``; ``{code}`` and ``{key}`` in them are filled in.

    Attributes:
        name: The chapter, the first part of every id.
        year: What is counted.
        specs: What is declared.
        earlier: Figures of the same chapter in earlier years, by year, newest first.
        archives: Kept figures of earlier years, by year: they stand in where the registers of a year give no value.
        watch: When the rows of the year were asked for their fields; without it a figure does not say by what its rows were chosen.
    """

    name: str
    year: AcademicYear
    specs: Specs
    earlier: Mapping[str, Mapping[str, Figure]] = field(default_factory=dict)
    archives: Mapping[str, Archive] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    listings: dict[str, Listing] = field(default_factory=dict)
    watch: Watch | None = None

    # ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def count(self, measure: str, found: Selection, rows: Sequence[Row], name: str, **more: Any) -> Figure:  # noqa: ANN401
        """How many rows: each row's cell of field ``name`` counts one."""
        cells = tuple(row.cell(name) for row in rows)
        return self._keep(measure, "count", len(rows), cells, found, len(rows), asked=rows, **more)

    def distinct(self, measure: str, found: Selection, things: Sequence[Thing], **more: Any) -> Figure:  # noqa: ANN401
        """How many different values (people, contests): each different value counts one, all its cells are named."""
        number = len({same(thing.value) for thing in things})
        return self._keep(measure, "distinct", number, _cells(things), found, _rows(things), asked=[thing.row for thing in things], **more)

    def total(self, measure: str, found: Selection, rows: Sequence[Row], name: str, **more: Any) -> Figure:  # noqa: ANN401
        """The sum of the numbers in a field."""
        things = [thing for thing in each(rows, name) if isinstance(thing.value, int | float)]
        number = sum(Decimal(str(thing.value)) for thing in things)
        value = int(number) if number == int(number) else float(number)
        # A merged cell adds its number for every row it spans, so it is named as often.
        return self._keep(measure, "sum", value, tuple(thing.cell for thing in things), found, len(things), asked=[thing.row for thing in things], **more)

    def share(self, measure: str, part: Figure, whole: Figure, **more: Any) -> Figure:  # noqa: ANN401
        """``100·part/whole`` of two counted figures; no data if either is, or if the whole is nothing."""
        known = part.value is not None and whole.value is not None
        value = percent(part.value or 0, whole.value or 0) if known else None
        found = Selection(left_out=part.left_out, searched=part.searched)
        return self._keep(measure, "share", value, part.counted, found, part.rows, of=whole, part=part, unit="percent", **more)

    def middle(
        self, measure: str, found: Selection, numbers: Sequence[tuple[Number, Sequence[CellRef]]], method: Method, **more: Any,  # noqa: ANN401
    ) -> Figure:
        """Mean or median (``method``) of numbers that each have their own cells; no data if there are none."""
        values = [Decimal(str(number)) for number, _ in numbers]
        take: Callable[[Sequence[Decimal]], Decimal] = statistics.median if method == "median" else statistics.mean
        value = half_up(take(values)) if values else None
        cells = tuple(cell for _, cells in numbers for cell in cells)
        return self._keep(measure, method, value, cells, found, len(values), asked=standing_in(found, cells), **more)

    def ratio(self, measure: str, part: Figure, whole: Figure, **more: Any) -> Figure:  # noqa: ANN401
        """``part/whole`` to two decimals (articles for a teacher)."""
        known = part.value is not None and bool(whole.value)
        value = half_up(Decimal(str(part.value)) / Decimal(str(whole.value)), 2) if known else None
        found = Selection(left_out=part.left_out, searched=part.searched)
        return self._keep(measure, "ratio", value, part.counted, found, part.rows, of=whole, part=part, **more)

    def _keep(  # noqa: PLR0913 - one place where a figure is made
        self, measure: str, method: Method, value: Number | None, cells: tuple[CellRef, ...], found: Selection, rows: int, *,
        code: str = "", vocabulary: str = "", key: tuple[str, str] | None = None, scope: Scope = "college",
        unit: str = "count", of: Figure | None = None, part: Figure | None = None, asked: Sequence[Row] = (), left_out: tuple[LeftOut, ...] = (), **words: object,
    ) -> Figure:
        full = f"{self.name}.{measure}" + (f".{code}" if code else "") + (f"/{key[0]}={key[1]}" if key else "")
        texts = self.specs.chapters[self.name].figures[measure]
        filled = {
            lang: {**words, "code": self.specs.word(vocabulary, code, lang), "key": self._key_word(key, lang)}
            for lang in ("kk", "ru")
        }
        before = {year: past[full].value if full in past else None for year, past in self.earlier.items()}
        archived = {year: self.archives[year].at(full) for year, number in before.items() if number is None and self.kept(year, full, unit) is not None}
        figure = Figure(
            id=full,
            label={lang: texts.label[lang].format_map(filled[lang]) for lang in ("kk", "ru")},
            scope=scope,
            value=value if found.has_register else None,
            unit=unit,
            method=method,
            how={lang: texts.how[lang].format_map(filled[lang]) for lang in ("kk", "ru")},
            counted=cells,
            chosen_by=part.chosen_by if part is not None else chosen_by(asked, found, cells, self.watch.open(measure)) if self.watch else (),
            of=of,
            part=part,
            rows=rows,
            left_out=found.left_out + left_out,  # one tuple for all that share it where nothing is added
            searched=found.searched,
            earlier={**before, **{year: self.kept(year, full, unit) for year in archived}},
            archived=archived,
        )
        if full in self.figures:
            raise AssertionError(f"figure {full} is counted twice")
        self.figures[full] = figure
        if self.watch and part is None:  # a share asks no row
            self.watch.close(measure)
        return figure

    def kept(self, year: str, full: str, unit: str) -> int | float | None:
        """What the archive of an earlier year says of a figure, if it says it in the same unit."""
        archive = self.archives.get(year)
        return archive.values.get(full) if archive and archive.units.get(full, unit) in ("", unit) else None

    def _key_word(self, key: tuple[str, str] | None, lang: str) -> str:
        if key is None:
            return ""
        section = {"quarter": "quarters", "change": "changes"}.get(key[0])
        return self.specs.messages[lang].text(section, key[1]) if section else key[1]

    # ── listings ────────────────────────────────────────────────────────────────────────────────────────────────────

    def listing(
        self, name: str, found: Selection, rows: Iterable[ListingRow], *, scope: Scope = "college", notes: tuple[str, ...] = (),
        left_out: tuple[LeftOut, ...] = (), through: tuple[str, ...] = (),
    ) -> Listing:
        """Keep the listing ``chapter.name``; its title and headings come from ``data/figures``.

        ``through`` names the registers that its columns are looked up in: they are declared too, and without them the listing is still made.
        """
        texts = self.specs.chapters[self.name].listings[name]
        looked = (place for register in through for place in self.year[register].searched) if found.has_register else ()
        made = Listing(
            id=f"{self.name}.{name}",
            label=texts.label.both(),
            scope=scope,
            columns={column: text.both() for column, text in texts.columns.items()},
            rows=tuple(rows) if found.has_register else (),
            no_data=not found.has_register,
            notes=notes,
            left_out=found.left_out + left_out,  # one tuple for all that share it where nothing is added
            searched=tuple(dict.fromkeys((*found.searched, *looked))),
        )
        self.listings[made.id] = made
        if self.watch:
            self.watch.close()
        return made


def line(row: Row, **columns: str | tuple[Value, tuple[CellRef, ...]] | Figure) -> ListingRow:
    """A listing row made from a register row: column=field name, column=(value, cells), or column=figure."""
    values: dict[str, Value] = {}
    cells: dict[str, tuple[CellRef, ...]] = {}
    for column, what in columns.items():
        if isinstance(what, str):
            values[column], cells[column] = row[what], (row.cell(what),)
        else:
            values[column], cells[column] = value_and_cells(what)
    return ListingRow(values, cells, _wholes(columns))


def counted(**columns: tuple[Value, tuple[CellRef, ...]] | Figure | Value) -> ListingRow:
    """A listing row made from figures, ``(value, cells)`` pairs and plain words."""
    pairs: dict[str, tuple[Value, tuple[CellRef, ...]]] = {
        column: value_and_cells(what) if isinstance(what, Figure) or _is_pair(what) else (what, ())  # type: ignore[misc]  # neither a figure nor a pair: a word
        for column, what in columns.items()
    }
    values = {column: pair[0] for column, pair in pairs.items()}
    return ListingRow(values, {column: pair[1] for column, pair in pairs.items()}, _wholes(columns))


def _wholes(columns: Mapping[str, object]) -> dict[str, Figure]:
    return {column: what.of for column, what in columns.items() if isinstance(what, Figure) and what.of is not None}


def _is_pair(what: object) -> bool:
    return isinstance(what, tuple) and len(what) == 2 and isinstance(what[1], tuple)  # noqa: PLR2004 - a pair


def value_and_cells(what: object) -> tuple[Any, tuple[CellRef, ...]]:
    """A figure or a pair as a listing takes it: the value and where it comes from."""
    if isinstance(what, Figure):
        return what.value, what.counted
    return what  # type: ignore[return-value]  # a (value, cells) pair, checked by the caller


def _cells(things: Iterable[Thing]) -> tuple[CellRef, ...]:
    return tuple(dict.fromkeys(thing.cell for thing in things))


def _rows(things: Iterable[Thing]) -> int:
    return len({thing.row.id for thing in things})


def narrowed(found: Selection, keep: Callable[[Row], str | None], name: str = "") -> Selection:
    """The rows of a selection that a chapter speaks of.

    Args:
        found: What counts for the year.
        keep: Returns ``None`` to keep a row, else the reason (key of ``[left_out]``) why it is not counted.
        name: Field whose cell shows the reason.
    """
    kept, left = [], []
    with choosing(found) as by:
        for row in found.rows:
            reason = keep(row)
            if reason is None:
                kept.append(row)
            else:
                left.append(LeftOut(row.cell(name) if name else row.at, reason))
    return replace(found, rows=tuple(kept), left_out=(*found.left_out, *left), by=_and(found.by, by))


def only(found: Selection, wanted: Callable[[Row], bool]) -> Selection:
    """A part of a selection of which nothing is left out: the other rows are counted elsewhere."""
    with choosing(found) as by:
        rows = tuple(row for row in found if wanted(row))
    return replace(found, rows=rows, by=_and(found.by, by))


def _and(before: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *sorted(names))))
