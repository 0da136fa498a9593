"""Worksheet part × formats of cells → worksheet part: cells get their format, absent ones are put in their place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from otm_reports.marking.splice import Edits, Element, Unpatchable, after, elements
from otm_reports.model import column_letters

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#: What stands before ``legacyDrawing`` in a worksheet (ECMA-376-1, 18.3.1.99).
_BEFORE_LEGACY = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges",
    "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
)

Place = tuple[int, int]


def place_of(reference: str) -> Place | None:
    """``"B6"`` → ``(6, 2)``; nothing for what is no cell."""
    found = _REFERENCE.match(reference.upper())
    return (int(found[2]), _column(found[1])) if found else None


def a1(place: Place) -> str:
    """``(6, 2)`` → ``"B6"``."""
    return f"{column_letters(place[1])}{place[0]}"


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


@dataclass(slots=True)
class _Row:
    element: Element
    number: int
    cells: list[tuple[int, Element]] = field(default_factory=list)


class SheetPart:
    """A worksheet part and the edits made to it."""

    def __init__(self, content: bytes) -> None:
        """Find the rows and cells of a part in UTF-8.

        Raises:
            Unpatchable: It is no worksheet, or not well formed.
        """
        self.content = content
        found = elements(content, _wanted)
        if not found or found[0].path != ("worksheet",):
            raise Unpatchable("damaged")
        self.root = found[0]
        self.children = [one for one in found if len(one.path) == 2]  # noqa: PLR2004 - what stands directly in a worksheet
        data = next((one for one in self.children if one.path[-1] == "sheetData"), None)
        if data is None:
            raise Unpatchable("damaged")
        self.data = data
        self.rows = _rows(found)
        self.merged = [box for one in found if one.path[-2:] == ("mergeCells", "mergeCell") if (box := _box(one.attributes.get("ref", "")))]
        self.columns = [one.attributes for one in found if one.path[-2:] == ("cols", "col")]
        self.edits = Edits()

    def seen(self, place: Place) -> Place:
        """Where a cell is seen: the first cell of the range that it is merged into, else itself."""
        row, column = place
        return next((box[:2] for box in self.merged if box[0] <= row <= box[2] and box[1] <= column <= box[3]), place)

    def mark(self, cells: Iterable[Place], style: Callable[[Place, int], int]) -> None:
        """Give cells their format; a cell that is not there is put in.

        Args:
            cells: Rows and columns, from 1.
            style: Told the place and the number of the format that the cell has; answers the one that it gets.
        """
        wanted: dict[int, list[int]] = {}
        for row, column in sorted(set(cells)):
            if 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN:
                wanted.setdefault(row, []).append(column)
        known = {row.number: row for row in self.rows}
        starts = [row.number for row in self.rows]
        new_rows: dict[int, list[str]] = {}
        for number, columns in wanted.items():
            if number in known:
                self._mark_row(known[number], columns, style)
            else:
                cells_text = "".join(self._cell((number, column), style((number, column), self._column_style(column))) for column in columns)
                text = f'<{self.data.prefix}row r="{number}">{cells_text}</{self.data.prefix}row>'
                place = bisect_right(starts, number)
                at = self.rows[place].element.start if place < len(self.rows) else self.data.until
                new_rows.setdefault(at, []).append(text)
        for at, texts in new_rows.items():
            self.edits.into(self.data, "".join(texts), at=at)
        self._widen([(row, column) for row, columns in wanted.items() for column in columns])

    def _mark_row(self, row: _Row, columns: list[int], style: Callable[[Place, int], int]) -> None:
        cells = dict(row.cells)
        numbers = [number for number, _ in row.cells]
        new: dict[int, list[str]] = {}
        for column in columns:
            place = row.number, column
            if column in cells:
                element = cells[column]
                self.edits.attribute(self.content, element, "s", str(style(place, _number(element.attributes.get("s")))))
                continue
            base = _number(row.element.attributes.get("s")) if row.element.attributes.get("customFormat") in ("1", "true") else self._column_style(column)
            following = bisect_right(numbers, column)
            at = row.cells[following][1].start if following < len(row.cells) else row.element.until
            new.setdefault(at, []).append(self._cell(place, style(place, base)))
        for at, texts in new.items():
            self.edits.into(row.element, "".join(texts), at=at)
        spans = re.fullmatch(r"([0-9]+):([0-9]+)", row.element.attributes.get("spans", ""))
        if new and spans and not (int(spans[1]) <= columns[0] and columns[-1] <= int(spans[2])):
            self.edits.attribute(self.content, row.element, "spans", f"{min(int(spans[1]), columns[0])}:{max(int(spans[2]), columns[-1])}")

    def _cell(self, place: Place, style: int) -> str:
        return f'<{self.data.prefix}c r="{a1(place)}" s="{style}"/>'

    def _column_style(self, column: int) -> int:
        for about in self.columns:
            if _number(about.get("min")) <= column <= _number(about.get("max")):
                return _number(about.get("style"))
        return 0

    def _widen(self, places: list[Place]) -> None:
        dimension = next((one for one in self.children if one.path[-1] == "dimension"), None)
        if dimension is None or not places:
            return
        first, _, last = dimension.attributes.get("ref", "").partition(":")
        corners = place_of(first), place_of(last or first)
        if corners[0] is None or corners[1] is None:
            return
        known = [corners[0], corners[1], *places]
        least = min(row for row, _ in known), min(column for _, column in known)
        most = max(row for row, _ in known), max(column for _, column in known)
        if (least, most) != corners:
            self.edits.attribute(self.content, dimension, "ref", a1(least) if least == most else f"{a1(least)}:{a1(most)}")

    def legacy(self) -> str:
        """The relation of the drawing that holds the boxes of comments; empty if there is none."""
        found = next((one for one in self.children if one.path[-1] == "legacyDrawing"), None)
        return next((value for name, value in found.attributes.items() if name.endswith(":id")), "") if found else ""

    def link_legacy(self, relation: str) -> None:
        """Name the drawing that holds the boxes of comments, at its place in the order of the schema."""
        known = "" if self.root.attributes.get("xmlns:r") == _RELATIONS else f' xmlns:r="{_RELATIONS}"'
        at = after(self.root, self.children, _BEFORE_LEGACY)
        self.edits.insert(at, f'<{self.root.prefix}legacyDrawing{known} r:id="{relation}"/>')

    def patched(self) -> bytes:
        """The part with its edits."""
        return self.edits.apply(self.content)


def _wanted(path: tuple[str, ...]) -> bool:
    depth = len(path)
    if depth <= 2:  # noqa: PLR2004 - worksheet and what stands directly in it
        return True
    if depth == 3:  # noqa: PLR2004 - rows, columns
        return path[1:] in (("sheetData", "row"), ("cols", "col"), ("mergeCells", "mergeCell"))
    return depth == 4 and path[1:] == ("sheetData", "row", "c")  # noqa: PLR2004 - cells


def _rows(found: list[Element]) -> list[_Row]:
    """Rows with their cells; what names no place follows the one before it (ECMA-376-1, 18.3.1.73)."""
    rows: list[_Row] = []
    number = column = 0
    for one in found:
        if one.path[1:] == ("sheetData", "row"):
            number = _number(one.attributes.get("r")) or number + 1
            if rows and number <= rows[-1].number:
                raise Unpatchable("damaged")
            rows.append(_Row(one, number))
            column = 0
        elif one.path[1:] == ("sheetData", "row", "c"):
            place = place_of(one.attributes.get("r", ""))
            column = place[1] if place else column + 1
            if rows[-1].cells and column <= rows[-1].cells[-1][0]:
                raise Unpatchable("damaged")
            rows[-1].cells.append((column, one))
    return rows


def _number(text: str | None) -> int:
    return int(text) if text and text.strip().isdigit() else 0


def _box(reference: str) -> tuple[int, int, int, int] | None:
    """``"B2:D4"`` → ``(2, 2, 4, 4)``."""
    first, _, last = reference.partition(":")
    corners = place_of(first), place_of(last or first)
    return (*corners[0], *corners[1]) if corners[0] and corners[1] else None
