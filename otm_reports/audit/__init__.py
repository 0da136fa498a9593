"""Paper × registers of today → which of its numbers no longer hold, by how much, and because of which cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from otm_reports import pipeline, traced
from otm_reports.documents.writer import Writer
from otm_reports.errors import CollegeError, OtmError
from otm_reports.model import Figure, Listing, Report
from otm_reports.pipeline import Opened
from otm_reports.word import ledgered
from otm_reports.word.kept import folded, kept_text, packed_cells, unpacked_cells
from otm_reports.word.ledgered import Paper, Printed

HOLDS, CHANGED, GONE = "holds", "changed", "gone"
#: Rows of a table are taken for the same row if they agree in as much as one text, or stand on the same cells.
_WORDS, _CELLS, _NUMBER = 3, 2, 1
_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Checked:
    """One printed value and what the registers say of it today.

    Attributes:
        printed: The value as the paper has it.
        label: What it is.
        state: ``holds``, ``changed``, or ``gone``: the registers give no such value any more.
        now: As it would be printed today.
        added, removed, altered: Cells it is counted from now and was not, was and is not, and such as hold another number.
        perhaps: Cells of which at least one must say something else, where it cannot be told which.
    """

    printed: Printed
    label: str
    state: str
    now: str = ""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    altered: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    @property
    def difference(self) -> float | None:
        """By how much the number is another one; ``None`` where one of the two is no number."""
        before, after = _number(self.printed.was), _number(self.now)
        return None if before is None or after is None else round(after - before, 6)


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit found.

    Attributes:
        paper: The paper.
        numbers: Every printed value, in the order of the paper.
        files: Workbook of the ledger → ``same``, ``changed`` (cells that the paper's numbers rest on say something else) or ``missing``.
    """

    paper: Paper
    numbers: tuple[Checked, ...]
    files: Mapping[str, str]

    @property
    def outdated(self) -> tuple[Checked, ...]:
        """Those that no longer hold."""
        return tuple(one for one in self.numbers if one.state != HOLDS)

    @property
    def edited(self) -> tuple[Checked, ...]:
        """Those that a person changed in the paper itself."""
        return tuple(one for one in self.numbers if one.printed.edited)


def paper(file: Path) -> Paper:
    """A paper with its ledger.

    Raises:
        CollegeError: ``paper-missing``, ``paper-damaged``, or ``paper-unledgered``: nothing in it says where its numbers are from.
    """
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise CollegeError("paper-missing", str(file), detail=problem.strerror or "") from problem
    found = ledgered.read(content, file.name)
    if found is None:
        raise CollegeError("paper-unledgered", file.name)
    return found


def check(issued: Paper, opened: Opened, made: Report) -> Audit:
    """Count every number of a paper again.

    Args:
        issued: The paper.
        opened: The college's folder of today.
        made: Its report for the year and period of the paper.
    """
    today = _Today(issued, opened, made)
    numbers = tuple(today.checked(one) for one in issued.printed)
    moved = {unquote(place.partition("#")[0]) for one in numbers for place in (*one.added, *one.removed, *one.altered, *one.perhaps)}
    known = issued.about.get("files", ())
    files = {file: "missing" if file not in opened.sources else "changed" if file in moved else "same" for file in known}
    return Audit(issued, numbers, files)


# ── today ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class _Today:
    """What the registers of today say for the values of a paper."""

    def __init__(self, issued: Paper, opened: Opened, made: Report) -> None:
        about = issued.about
        self._paper = issued
        self._made = made
        self._writer = Writer(made, opened.specs, str(about["lang"]), str(about["name"]))
        self._numbers = pipeline.numbers(opened)
        self._texts: dict[str, dict[int, dict[str, str]]] = {}
        self._cells: dict[str, str] = {}
        for text in _traced(_context(opened, made, about, self._writer)):
            for start, end, origin in text.spans:
                if origin.listing is not None:
                    self._texts.setdefault(origin.listing.id, {}).setdefault(origin.row, {})[origin.column] = text[start:end]
                elif origin.cell is not None:
                    self._cells[str(origin.cell)] = text[start:end]
        self._rows = {name: self._aligned(name) for name in issued.listings}

    def checked(self, one: Printed) -> Checked:
        if not one.id:
            now = self._cells.get(one.cell)
            return self._compared(one, now, (one.cell,) if now is not None else ())
        if one.row < 0:
            return self._figure(one)
        row = self._rows[one.id].get(one.row)
        listing = self._made.listings.get(one.id)
        if row is None or listing is None:
            return self._compared(one, None, ())
        cells = listing.rows[row].cells.get(one.column, ())
        return self._compared(one, self._texts[one.id][row].get(one.column), unpacked_cells(packed_cells(cells)))

    def _figure(self, one: Printed) -> Checked:
        figure = self._made.figures.get(one.id)
        if figure is None:
            return self._compared(one, None, ())
        if one.year:
            known = one.year in figure.earlier
            return self._compared(one, self._writer.in_year(figure, one.year) if known else None, self._paper.cells(one))
        return self._compared(one, self._writer.with_unit(figure), unpacked_cells(packed_cells(figure.counted)), figure)

    def _compared(self, one: Printed, now: str | None, cells: tuple[str, ...], figure: Figure | None = None) -> Checked:
        label = self._paper.label(one)
        if now is not None and kept_text(now) == one.kept:
            return Checked(one, label, HOLDS, folded(now))
        before, after = dict.fromkeys(self._paper.cells(one)), dict.fromkeys(cells)
        altered = self._altered(one, figure)
        if figure is not None and figure.of is not None:  # a share may move by its whole
            before |= dict.fromkeys(unpacked_cells(self._paper.figures[one.id].get("of", {}).get("cells", {})))
            after |= dict.fromkeys(unpacked_cells(packed_cells(figure.of.counted)))
        added, removed = tuple(cell for cell in after if cell not in before), tuple(cell for cell in before if cell not in after)
        alike = tuple(after) if not (added or removed or altered) and now is not None and not one.year else ()
        single = len(alike) == 1
        return Checked(
            one, label, GONE if now is None else CHANGED, folded(now or ""), added, removed, alike if single else altered, () if single else alike,
        )

    def _altered(self, one: Printed, figure: Figure | None) -> tuple[str, ...]:
        """Cells whose number was another one when the paper was printed."""
        said = self._paper.figures[one.id] if figure is not None else {}
        stood = said.get("stood") or ()
        if figure is None or not stood:
            return ()
        today = {str(cell): self._numbers(cell) for cell in figure.counted}
        return tuple(
            cell for cell, number in zip(unpacked_cells(said["cells"]), stood, strict=False) if number is not None and today.get(cell, number) != number
        )

    # ── rows of a table ─────────────────────────────────────────────────────────────────────────────────────────────

    def _aligned(self, name: str) -> dict[int, int]:
        """Row of the listing then → the same row of it now.

        Rows that say the same are the same; of the others those that agree most, in words, in cells, in numbers.
        """
        listing = self._made.listings.get(name)
        if listing is None:
            return {}
        before: dict[int, dict[str, Printed]] = {}
        for one in self._paper.printed:
            if one.id == name and one.row >= 0:
                before.setdefault(one.row, {})[one.column] = one
        after = {
            row: {column: kept_text(text) for column, text in texts.items()} for row, texts in self._texts.get(name, {}).items() if row < len(listing.rows)
        }
        found: dict[int, int] = {}
        free = dict.fromkeys(after)
        for row, columns in before.items():
            same = next((other for other in free if all(after[other].get(column) == one.kept for column, one in columns.items())), None)
            if same is not None:
                found[row] = same
                del free[same]
        scored = sorted(
            (-score, abs(row - other), row, other) for row, columns in before.items() if row not in found for other in free
            if (score := self._likeness(columns, after[other], listing, other)) >= _ALIKE
        )
        taken: set[int] = set()
        for _, _, row, other in scored:
            if row not in found and other not in taken:
                found[row] = other
                taken.add(other)
        if len(listing.rows) == self._paper.listings[name].rows:  # rows that only numbers tell apart keep their places
            found |= {row: row for row in before if row not in found and row in free and row not in taken}
        return found

    def _likeness(self, before: Mapping[str, Printed], after: Mapping[str, str], listing: Listing, row: int) -> int:
        score = 0
        for column, one in before.items():
            if after.get(column) == one.kept:
                score += _WORDS if one.kept.startswith("#") else _NUMBER
            cells = listing.rows[row].cells.get(column, ())
            if cells and set(unpacked_cells(packed_cells(cells))) == set(self._paper.cells(one)):
                score += _CELLS
        return score


def _context(opened: Opened, made: Report, about: Mapping[str, Any], writer: Writer) -> object:
    """What the paper would print today; the general context where it could not be made any more."""
    from otm_reports.documents import general

    kind = pipeline.known_kinds(opened).get(str(about["kind"]))
    if kind is not None and about["key"] in kind.keys(made, opened.specs):
        try:
            return kind.make(made, opened.specs, str(about["key"]), writer.lang).context
        except OtmError:
            pass
    return general.context(writer)


def _traced(value: object) -> Iterator[traced.Traced]:
    """Every traced text of a context."""
    if isinstance(value, traced.Traced):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _traced(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _traced(one)


def _number(text: str) -> float | None:
    plain = text.replace("\u00a0", "").replace(" ", "").replace("–", "-").rstrip("%").replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return None


def counts(found: Audit) -> dict[str, int]:
    """How many numbers there are, how many hold, changed, are gone, were changed by hand."""
    states = [one.state for one in found.numbers]
    return {"all": len(states), **{state: states.count(state) for state in (HOLDS, CHANGED, GONE)}, "edited": len(found.edited)}


def brief(found: Iterable[Checked]) -> tuple[str, ...]:
    """Numbers that no longer hold, each once and short: «Тыңдаушылар саны: 24 → 25»."""
    said: dict[tuple[str, int, str, str], str] = {}
    for one in found:
        printed = one.printed
        said.setdefault((printed.id or printed.cell, printed.row, printed.column, printed.year), f"{one.label}: {printed.was} → {one.now or '–'}")
    return tuple(said.values())
