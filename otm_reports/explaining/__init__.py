"""Report × what is asked → where it comes from: a figure, a table, one value of it or a verdict, each down to its cells."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from otm_reports import answers
from otm_reports.documents import tables
from otm_reports.documents.writer import Writer
from otm_reports.errors import CollegeError
from otm_reports.model import CellRef, Figure, LeftOut, Listing, ListingRow, Report, Row, RuleResult, Value
from otm_reports.pipeline import Opened
from otm_reports.rows import as_text

#: A rule as people write it, with its profile or without, its letter in either alphabet: ``K07``, ``otm-2025:К7``.
_RULE = re.compile(r"(?:(?P<profile>[\w-]+):)?(?P<letter>[A-Za-zКМОкмо])(?P<number>\d{1,2})")
_LETTERS = str.maketrans("КМО", "KMO")
#: How many near ids are offered, and how near they must be.
_OFFERED, _NEAR = 5, 0.5
#: Rows of a table that a refusal names.
_ROWS = 10
#: Letters of a row in words.
_LONGEST = 110


@dataclass(frozen=True, slots=True)
class Counted:
    """A cell behind a number.

    Attributes:
        cell: Its place.
        text: What stands in it, as written.
        row: The row it stands in, in the words that tell it from the others.
    """

    cell: CellRef
    text: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a figure comes from.

    Attributes:
        figure: The figure.
        cells: Each cell counted.
        left_out: Each row left out with the reason in words.
        searched: The blocks that were searched.
        chosen_by: Register → its columns by which the counted came to be counted, both in words.
    """

    figure: Figure
    cells: tuple[Counted, ...]
    left_out: tuple[tuple[Counted, str], ...]
    searched: tuple[str, ...]
    chosen_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ValueOf:
    """Where one value of a table comes from.

    Attributes:
        listing: The table. number: Its row, from 1. row: The same in words.
        column: Key of the column. value: As it stands there; shown: as it is printed.
        cells: The cells it was read or counted from. of: The figure it is a share of.
    """

    listing: Listing
    number: int
    row: str
    column: str
    value: Value
    shown: str
    cells: tuple[Counted, ...]
    of: Figure | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Where a verdict comes from: the figures it rests on, and the cells that show it."""

    result: RuleResult
    figures: tuple[Figure, ...]
    cells: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The answer to one question; what was not asked for is empty."""

    figures: tuple[Explanation, ...] = ()
    listings: tuple[Listing, ...] = ()
    values: tuple[ValueOf, ...] = ()
    rules: tuple[Judged, ...] = ()


def explain(made: Report, opened: Opened, asked: str, lang: str) -> Explained:
    """What an id, or the beginning of one, names.

    Args:
        made: The counted year.
        opened: The folder.
        asked: A figure (``events.held``) or the beginning of several; a table (``events.list``), a row of it by its number or by a
            word that stands in it (``events.list/3``), one value of it (``events.list/3/title``); a rule (``K07``, ``otm-2025:K07``).
        lang: ``kk``, ``ru`` or ``en``.

    Raises:
        CollegeError: ``figure-unknown`` or ``value-unknown``, with the nearest there is.
    """
    asked = asked.strip()
    known = _Known(made, opened, lang)
    if found := known.figures(asked):
        return Explained(figures=found, listings=known.listings(asked))
    if asked in made.listings:
        return Explained(listings=known.listings(asked))
    listing, _, rest = asked.partition("/")
    if listing in made.listings:
        return Explained(values=known.values(made.listings[listing], rest))
    if rules := known.rules(asked):
        return Explained(rules=rules)
    raise known.unknown(asked)


class _Known:
    """What can be asked of one year, and what stands in every cell of it."""

    def __init__(self, made: Report, opened: Opened, lang: str) -> None:
        self.made, self.opened, self.lang = made, opened, lang
        self.word = "ru" if lang == "ru" else "kk"
        self.standing = _Standing(made, opened, self.word)

    def figures(self, asked: str) -> tuple[Explanation, ...]:
        """The figure of that name and what made it differ from the year before; else all whose names begin so."""
        figures = self.made.figures
        if asked in figures:
            names = [asked, *(name for name in figures if name.startswith(f"{asked}/change="))]
        else:
            whole = asked.rstrip("./")
            names = [name for name in figures if name.startswith((f"{whole}.", f"{whole}/"))] if whole else []
            part = len(whole) > 2 and whole not in self.made.listings  # noqa: PLR2004 - two letters begin too much
            names = names or [name for name in figures if part and name.startswith(whole)]
        messages = self.opened.specs.messages[self.lang]
        return tuple(
            Explanation(
                one, self.standing.counted(one.counted),
                tuple((self.standing.one(left.cell), messages.text("left_out", left.reason)) for left in one.left_out), one.searched,
                self.standing.columns(one.chosen_by, self.word),
            )
            for one in map(figures.__getitem__, names)
        )

    def listings(self, asked: str) -> tuple[Listing, ...]:
        """The table of that name."""
        return (self.made.listings[asked],) if asked in self.made.listings else ()

    def rules(self, asked: str) -> tuple[Judged, ...]:
        """The verdict of that rule; of each profile that has one of the name, where none is said."""
        found = _RULE.fullmatch(asked)
        if not found:
            return ()
        name = f"{found['letter'].upper().translate(_LETTERS)}{int(found['number']):02}"
        return tuple(
            Judged(one, tuple(self.made.figures[name] for name in one.figures if name in self.made.figures), self.standing.counted(one.evidence))
            for one in self.made.results if one.id == name and found["profile"] in (None, one.profile)
        )

    def values(self, listing: Listing, asked: str) -> tuple[ValueOf, ...]:
        """The values of a row, or the one of a column; of every row in which the asked words stand."""
        row_asked, _, column_asked = asked.partition("/")
        writer = Writer(self.made, self.opened.specs, self.word, "")
        codes = tables.codes_of(listing.id)
        printed = [{name: tables.cell(writer, name, tables.said(row, name, self.word), codes, full=True) for name in listing.columns} for row in listing.rows]
        columns = self._columns(listing, column_asked)
        if row_asked.isdecimal():
            chosen = [int(row_asked) - 1] if 0 < int(row_asked) <= len(printed) else []
        else:
            chosen = [place for place, shown in enumerate(printed) if row_asked and any(_plain(row_asked) in _plain(text) for text in shown.values())]
        if not chosen or not columns:
            rows = [f"{number}: {_first(shown, listing)}" for number, shown in enumerate(printed, 1)]
            keys = [name if self.lang == "en" else f"{name} ({heading[self.word]})" for name, heading in listing.columns.items()]
            if not row_asked.isdecimal():  # a name misspelt is offered first
                near = difflib.get_close_matches(row_asked, rows, n=_ROWS, cutoff=_NEAR)
                rows = [*near, *(row for row in rows if row not in near)]
            shown = "; ".join(rows[:_ROWS]) + ("; …" if len(rows) > _ROWS else "")
            raise CollegeError("value-unknown", f"{listing.id}/{asked}", rows=shown, columns="; ".join(keys), known=", ".join(listing.columns))
        return tuple(self._value(listing, place, name, printed[place]) for place in chosen for name in columns)

    def _value(self, listing: Listing, place: int, column: str, shown: Mapping[str, str]) -> ValueOf:
        row: ListingRow = listing.rows[place]
        cells = self.standing.counted(row.cells.get(column, ()))
        return ValueOf(listing, place + 1, _first(shown, listing), column, row.values.get(column), shown[column], cells, row.of.get(column))

    @staticmethod
    def _columns(listing: Listing, asked: str) -> list[str]:
        """Columns by key, by heading, or by the beginning of one; all where none is asked for."""
        if not asked:
            return list(listing.columns)
        if asked in listing.columns:
            return [asked]
        return [name for name, heading in listing.columns.items() if any(_plain(text).startswith(_plain(asked)) for text in heading.values())]

    def unknown(self, asked: str) -> CollegeError:
        """The refusal, with what was perhaps meant: ids like it, or figures and tables whose names say the asked words."""
        labels = {
            **{name: one.label for name, one in self.made.figures.items()}, **{name: one.label for name, one in self.made.listings.items()},
            **{one.id: one.text for one in self.made.results},
        }
        words = _plain(asked).split()
        said = [name for name, label in labels.items() if words and all(any(word in _plain(text) for text in label.values()) for word in words)]
        near = difflib.get_close_matches(asked, [name for name in labels if "/" not in name], n=_OFFERED, cutoff=_NEAR)
        offered = list(dict.fromkeys((*said, *near)))[:_OFFERED]
        # labels have no English: there the id stands alone
        named = "".join(f"\n  {name}" + ("" if self.lang == "en" else f" – {labels[name][self.word]}") for name in offered)
        return CollegeError("figure-unknown", asked, known=", ".join(offered), named=named or " –")


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u00a0", " ").split())


def _first(shown: Mapping[str, str], listing: Listing) -> str:
    """What a row of a table is about: its first words that are not a number."""
    texts = [shown[name] for name in listing.columns if name not in ("no", "group")]
    return next((text for text in texts if text and not text.replace(",", "").isdecimal()), texts[0] if texts else "")


# ── what stands in the cells ────────────────────────────────────────────────────────────────────────────────────────


class _Standing:
    """Cell → what stands in it as written, personal data already dropped, and the row around it."""

    def __init__(self, made: Report, opened: Opened, word: str) -> None:
        self.specs = opened.specs
        self.texts: dict[CellRef, str] = {}
        self.rows: dict[CellRef, Row] = {}
        self.fields: dict[CellRef, tuple[str, str]] = {}
        self._waiting: dict[str, list[Row]] = {}  # file → rows whose cells nobody asked for yet
        for table in opened.data.tables.values():
            for row in table:
                self._waiting.setdefault(row.source.file, []).append(row)
        # the clauses that compliance figures count stand in no register
        texts = {result.id: result.text[word] for result in made.results}
        for figure in made.figures.values():
            if figure.id.startswith("compliance."):
                self.texts.update({cell: texts.get(cell.sheet, "") for cell in figure.counted})

    def _take(self, row: Row) -> None:
        self.fields.update((row.cell(name), (row.source.register, name)) for name in (*row.source.columns, *row.placed))
        for name, text in row.raw.items():
            self.texts.setdefault(row.cell(name), text)
            self.rows.setdefault(row.cell(name), row)
        for name, cell in row.placed.items():
            # The heading of a matrix, a section, a title: it stands once and speaks for many rows.
            text = row.raw.get(name) or as_text(row[name])
            if text:
                self.texts.setdefault(cell, text)
        self.rows.setdefault(row.at, row)

    def counted(self, cells: Iterable[CellRef]) -> tuple[Counted, ...]:
        """Each cell with its text and its row."""
        return tuple(map(self.one, cells))

    def one(self, cell: CellRef) -> Counted:
        """A cell with its text and its row."""
        self._look_into(cell.file)
        return Counted(cell, self.texts.get(cell, ""), self._around(cell))

    def columns(self, cells: Iterable[CellRef], lang: str) -> dict[str, tuple[str, ...]]:
        """Register → the columns that the cells stand in, by their printed names."""
        found: dict[str, dict[str, None]] = {}
        for cell in cells:
            self._look_into(cell.file)
            if cell in self.fields:
                register, name = self.fields[cell]
                found.setdefault(self.specs.registers[register].title[lang], {})[self.specs.field_label(register, name, lang)] = None
        return {register: tuple(names) for register, names in found.items()}

    def _look_into(self, file: str) -> None:
        for row in self._waiting.pop(file, ()):
            self._take(row)

    def _around(self, cell: CellRef) -> str:
        """The fields that tell the row from the others, but the one that stands in the cell itself."""
        row = self.rows.get(cell)
        if row is None:
            return ""
        spec = self.specs.registers[row.source.register]
        said = [row.raw.get(name) or as_text(row[name]) for name in spec.key if row.cell(name) != cell or name not in row.raw]
        text = " · ".join(" ".join(one.split()) for one in said if one)
        return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


# ── as JSON ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_json(made: Report, opened: Opened, found: Explained, lang: str) -> dict[str, Any]:
    """``otm explain --json``: the shapes of figures, listings and rules, with what stands in each cell."""
    return {
        "year": made.year.label,
        "figures": [
            {**answers.figure(one.figure), "written": _written(one.cells), "chosen_by": {name: list(columns) for name, columns in one.chosen_by.items()},
             "reasons": [{"cell": str(left.cell), "text": text, "row": left.row} for left, text in one.left_out]}
            for one in found.figures
        ],
        "listings": [answers.listing(one) for one in found.listings],
        "values": [_value(one, opened, lang) for one in found.values],
        "rules": [
            {
                **answers.rule(one.result, opened.specs, lang), "written": _written(one.cells),
                "rests_on": [{"id": figure.id, "label": dict(figure.label), "value": figure.value, "unit": figure.unit} for figure in one.figures],
            }
            for one in found.rules
        ],
    }


def _value(found: ValueOf, opened: Opened, lang: str) -> dict[str, Any]:
    of, listing = found.of, found.listing
    return {
        "listing": listing.id, "label": dict(listing.label), "scope": listing.scope, "row": found.number, "about": found.row,
        "column": found.column, "heading": dict(listing.columns[found.column]), "value": answers.plain(found.value), "shown": found.shown,
        "cells": [str(one.cell) for one in found.cells], "written": _written(found.cells),
        "of": {"id": of.id, "value": of.value, **answers.cells_of(of)} if of else None,
        "left_out": [{"cell": str(left.cell), "reason": left.reason, "text": _reason(left, opened, lang)} for left in listing.left_out],
        "searched": list(listing.searched),
    }


def _reason(left: LeftOut, opened: Opened, lang: str) -> str:
    return opened.specs.messages[lang].text("left_out", left.reason)


def _written(cells: Sequence[Counted]) -> list[dict[str, str]]:
    return [{"cell": str(one.cell), "text": one.text, "row": one.row} for one in cells]
