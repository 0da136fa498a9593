"""Rows → Figures by code, each thing once, shares only of groups large enough: what several chapters count alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from otm_reports.analysis.counting import Chapter, narrowed, only
from otm_reports.model import CellRef, Figure, LeftOut, Row, Selection, Value

#: A value with the cells it was read or counted from, as a listing takes it.
Pair = tuple[Value, tuple[CellRef, ...]]


# ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def fold(text: object) -> str:
    """Text as it is compared: spaces, letter case and quotation marks do not make another title or provider."""
    return " ".join(str(text).translate(str.maketrans("", "", '«»"“”„')).casefold().split())


def once(found: Selection, key: Callable[[Row], object], name: str, rank: Callable[[Row], int] = lambda _: 0) -> Selection:
    """One row for each thing; the others are left out as ``duplicate``.

    Args:
        found: Rows that may say the same thing several times.
        key: What makes two rows the same thing; ``None`` is never the same as anything.
        name: Field whose cell stands for a row that is left out.
        rank: The row with the lowest rank counts, of equal ones the first.
    """
    best: dict[object, Row] = {}

    def whole(row: Row) -> bool:
        what = key(row)
        if what is not None and (what not in best or rank(row) < rank(best[what])):
            best[what] = row
        return True

    return narrowed(only(found, whole), lambda row: None if best.get(key(row), row) is row else "duplicate", name)


def grouped(rows: Iterable[Row], name: str) -> dict[str, list[Row]]:
    """Rows by the folded text of a field, in order of appearance; rows without it stand under an empty key."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(fold(row[name]) if row[name] is not None else "", []).append(row)
    return groups


def both(*found: Selection) -> Selection:
    """The blocks of several registers as one place of search, with what each leaves out; nothing unless all are there."""
    return Selection(
        by=tuple(dict.fromkeys(name for one in found for name in one.by)),
        also={row: cells for one in found for row, cells in one.also.items()},
        left_out=tuple(dict.fromkeys(left for one in found for left in one.left_out)),
        searched=tuple(place for one in found for place in one.searched) if all(one.has_register for one in found) else (),
    )


# ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def blanks(rows: Iterable[Row], name: str, reason: str = "unmarked") -> tuple[LeftOut, ...]:
    """The empty cells of a field: a row without the value is in no group, and blank is never a code."""
    return tuple(LeftOut(row.cell(name), reason) for row in rows if row[name] is None)


def says(found: Selection, *names: str) -> bool:
    """Whether a field can be counted by: someone filled it in, or there is no row that could. Else it is no data."""
    return not found.rows or any(row[name] is not None for row in found for name in names)


def keeps(found: Selection, *names: str) -> bool:
    """Whether the registers keep one of these fields: a column that is not there is no data, an empty one is nought."""
    return not found.rows or any(name in row.source.columns or name in row.placed for row in found for name in names)


def known_only(chapter: Chapter, figure: Figure, *, known: bool) -> Figure:
    """The figure as counted if its field is there to count by, else the same figure as "no data"."""
    if not known:
        chapter.figures[figure.id] = replace(figure, value=None, counted=(), chosen_by=())
    return chapter.figures[figure.id]


def vocabulary_of(chapter: Chapter, register: str, name: str) -> str:
    """The code list of a field, as its register declares it."""
    return chapter.specs.registers[register].fields[name].vocabulary


def by_code(
    chapter: Chapter, measure: str, found: Selection, register: str, name: str, *, reason: str = "unmarked", **more: Any,  # noqa: ANN401 - passed on
) -> dict[str, Figure]:
    """A figure for each entry of a field's vocabulary, nought included: rows with that code, counted at the field.

    Args:
        chapter: Where the figures are kept, as ``measure.CODE``.
        measure: First part of their ids.
        found: The rows.
        register: Register whose declaration names the vocabulary of the field.
        name: The field.
        reason: Why rows without a code are left out.
        **more: Passed on to :meth:`Chapter.count` (``scope``, ``unit``, words).

    Returns:
        Code → figure, in the order of the vocabulary; all "no data" where nobody filled the field in.
    """
    vocabulary = vocabulary_of(chapter, register, name)
    left, known = blanks(found, name, reason), says(found, name)

    def made(code: str) -> Figure:
        rows = [row for row in found if row[name] == code]
        figure = chapter.count(
            measure, found, rows, name, code=code, vocabulary=vocabulary, left_out=left, **more,
        )
        return known_only(chapter, figure, known=known)

    return {code: made(code) for code in chapter.specs.vocabularies[vocabulary].codes}


def sum_of(chapter: Chapter, measure: str, found: Selection, name: str, **more: Any) -> Figure:  # noqa: ANN401 - passed on
    """The sum of a field, naming rows that do not say it; "no data" where none does."""
    figure = chapter.total(measure, found, found.rows, name, left_out=blanks(found, name), **more)
    return known_only(chapter, figure, known=says(found, name))


def fair_share(chapter: Chapter, measure: str, part: Figure, whole: Figure, **more: Any) -> Figure:  # noqa: ANN401 - passed on
    """``100·part/whole``; of a group smaller than ``small_group`` people no percentage is made (domain trap T10)."""
    figure = chapter.share(measure, part, whole, **more)
    if figure.value is None or not is_small(chapter, whole):
        return figure
    hidden = tuple(LeftOut(cell, "small-group") for cell in part.counted)
    chapter.figures[figure.id] = replace(figure, value=None, left_out=(*figure.left_out, *hidden))
    return chapter.figures[figure.id]


def is_small(chapter: Chapter, whole: Figure) -> bool:
    """Whether a group of people is there and too small for percentages."""
    return bool(whole.value) and (whole.value or 0) < chapter.specs.college.parameters.small_group


# ── listings ────────────────────────────────────────────────────────────────────────────────────────────────────────


def crossing(rows: Iterable[Row], name: str, codes: Iterable[str], cell: str, *, known: bool = True) -> dict[str, Pair]:
    """A line of a cross-table: for each code the number of rows that hold it, with a cell of each of them."""
    held: dict[str, list[Row]] = {code: [] for code in codes}
    for row in rows:
        if row[name] in held:
            held[row[name]].append(row)
    return {code: (len(some) if known else None, tuple(row.cell(cell) for row in some)) for code, some in held.items()}
