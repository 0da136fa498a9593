"""Paper → what its ledger says and what stands at its bookmarks now, whoever has saved it since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from otm_reports.errors import CollegeError, OtmError
from otm_reports.word import package
from otm_reports.word.kept import BOOKMARK, NAMESPACE, folded, kept_text, unpacked_cells, unpacked_column
from otm_reports.word.standing import Standing, standing
from otm_reports.word.tree import w

_BREAKS = (w("br"), w("cr"), w("tab"))


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed value of a paper.

    Attributes:
        bookmark: Name of its bookmark.
        kept: What the ledger keeps of its text: a number as it was printed, or a digest of words.
        id: Figure or listing; empty for a value read straight from ``cell``.
        year: The earlier academic year whose value of the figure it is.
        row, column: Place in the listing; ``row`` is -1 for a figure.
        cell: The cell of a register.
        text: What stands at the bookmark now; ``None`` if the bookmark is gone.
        around: The paragraph, or the row of the table, that it stands in.
    """

    bookmark: str
    kept: str
    id: str
    year: str = ""
    row: int = -1
    column: str = ""
    cell: str = ""
    text: str | None = None
    around: str = ""

    @property
    def edited(self) -> bool:
        """Whether a person wrote something else there, or took it out."""
        return self.text is None or kept_text(self.text) != self.kept

    @property
    def was(self) -> str:
        """The text as it was printed, as far as it is known: of words that were changed only that there were words."""
        if not self.kept.startswith("#"):
            return self.kept
        return "…" if self.edited else folded(self.text or "")


@dataclass(frozen=True, slots=True)
class Table:
    """What the ledger keeps of a listing.

    Attributes:
        label: Its title, in the paper's language.
        labels: Column → heading.
        rows: How many rows it has.
        cells: Column → the cells of each row.
    """

    label: str
    labels: Mapping[str, str]
    rows: int
    cells: Mapping[str, Sequence[tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with a ledger.

    Attributes:
        about: ``kind``, ``key``, ``lang``, ``name``, ``year``, ``period``, ``program``, ``files`` (paths of the workbooks).
        figures: Figure id → what the ledger keeps of it.
        listings: Listing id → the same.
        printed: Every printed value, in the order of the paper; those whose bookmark is gone come last.
        standing: Where it stands, if a person has marked it.
    """

    about: Mapping[str, Any]
    figures: Mapping[str, Mapping[str, Any]]
    listings: Mapping[str, Table]
    printed: tuple[Printed, ...] = ()
    standing: Standing | None = None

    def cells(self, one: Printed) -> tuple[str, ...]:
        """The cells a value was counted from, as the ledger says."""
        if one.row < 0:
            return (one.cell,) if one.cell else unpacked_cells(self.figures[one.id]["cells"])
        cells = self.listings[one.id].cells.get(one.column)
        return cells[one.row] if cells is not None else ()

    def label(self, one: Printed) -> str:
        """What a value is, in the paper's language."""
        if one.row < 0:
            return str(self.figures[one.id]["label"]) if one.id else one.cell
        listing = self.listings[one.id]
        return f"{listing.label}, {one.row + 1}: {listing.labels.get(one.column) or one.column}"


def read(content: bytes, where: str) -> Paper | None:
    """The ledger of a paper and what stands at its bookmarks; ``None`` if the paper carries none.

    Args:
        content: Bytes of the .docx.
        where: Its name, for messages.

    Raises:
        CollegeError: ``paper-damaged``: it is no readable Word document, or its ledger is damaged.
    """
    try:
        parts = package.unzipped(content, where)
        said = _ledger(parts, where)
        if said is None:
            return None
        figures, listings = said.pop("figures"), {name: _table(**listing) for name, listing in said.pop("listings").items()}
        places = dict(_places(parts, where))
        groups = said.pop("marks")
        marks = [{"bookmark": f"{BOOKMARK}{number}", **mark} for number, mark in enumerate((one for group in groups for one in _marks(*group)), 1)]
        for mark in marks:
            if mark["row"] >= 0:
                range(listings[mark["id"]].rows)[mark["row"]]
            elif mark["id"]:
                figures[mark["id"]]["cells"]
    except (OtmError, ValueError, KeyError, TypeError, IndexError, AttributeError, etree.LxmlError) as problem:
        raise CollegeError("paper-damaged", where) from problem
    order = {name: place for place, name in enumerate(places)}
    printed = [Printed(**mark, text=places.get(mark["bookmark"], (None, ""))[0], around=places.get(mark["bookmark"], ("", ""))[1]) for mark in marks]
    printed.sort(key=lambda one: order.get(one.bookmark, len(order)))
    return Paper(said, figures, listings, tuple(printed), standing(content, where))


def _ledger(parts: Mapping[str, bytes], where: str) -> dict[str, Any] | None:
    for name, data in parts.items():
        if name.startswith("customXml/") and NAMESPACE.encode() in data:
            root = package.parse(data, name, where)
            if root.tag == f"{{{NAMESPACE}}}ledger":
                found: dict[str, Any] = json.loads(root.text or "")
                return found
    return None


def _table(label: str, labels: list[str], columns: list[str], cells: list[str | list[str] | int], sheets: list[str], rows: int) -> Table:
    unpacked: list[Sequence[tuple[str, ...]]] = []
    for column in cells:  # a number is that of the column with the same cells
        unpacked.append(unpacked[column] if isinstance(column, int) else unpacked_column(column, sheets, rows))
        if len(unpacked[-1]) != rows:
            raise ValueError
    return Table(label, dict(zip(columns, labels, strict=True)), rows, dict(zip(columns, unpacked, strict=True)))


def _marks(name: str, at: str | list[str], *rest: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON
    """The values that a ledger tells of together: rows of a listing, or one value alone."""
    if isinstance(at, list):
        for row, *texts in rest:
            yield from ({"id": name, "row": int(row), "column": str(column), "kept": str(kept)} for column, kept in zip(at, texts, strict=True))
    else:
        (kept,) = rest
        yield {"id": name, "row": -1, "cell" if not name else "year": str(at), "kept": str(kept)}


# ── what stands at the bookmarks ────────────────────────────────────────────────────────────────────────────────────


def _places(parts: Mapping[str, bytes], where: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Bookmark → its text and what it stands in, part by part, the main document first."""
    names = [name for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml") and BOOKMARK.encode() in data]
    for name in sorted(names, key=lambda one: (one != "word/document.xml", one)):
        yield from _in_part(package.parse(parts[name], name, where))


def _in_part(root: etree._Element) -> Iterator[tuple[str, tuple[str, str]]]:
    opened: dict[str, tuple[str, list[str], etree._Element]] = {}
    around: dict[etree._Element, str] = {}
    done: dict[str, tuple[list[str], etree._Element]] = {}
    for element in root.iter(w("bookmarkStart"), w("bookmarkEnd"), w("t"), w("p"), *_BREAKS):
        if element.tag == w("bookmarkStart"):
            name = element.get(w("name"), "")
            if name.startswith(BOOKMARK):
                opened[element.get(w("id"), "")] = (name, [], element)
                done.setdefault(name, opened[element.get(w("id"), "")][1:])
        elif element.tag == w("bookmarkEnd"):
            opened.pop(element.get(w("id"), ""), None)
        else:
            said = (element.text or "") if element.tag == w("t") else " "
            for _, texts, _ in opened.values():
                texts.append(said)
    for name, (texts, start) in done.items():
        frame = next(start.iterancestors(w("tr"), w("p")), root)
        frame = next(frame.iterancestors(w("tr")), frame) if frame.tag == w("p") else frame
        if frame not in around:
            around[frame] = _said(frame)
        yield name, ("".join(texts), around[frame])


def _said(frame: etree._Element) -> str:
    """The words of a paragraph, or of the cells of a row."""
    cells = [frame] if frame.tag == w("p") else list(frame.iterchildren(w("tc")))
    return " | ".join(folded("".join(text.text or "" for text in cell.iter(w("t")))) for cell in cells)
