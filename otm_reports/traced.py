"""Value + its printed text → words that know what they are: where they are from, so that a paper can carry the way back to the cells, or that they are missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, Self

from otm_reports.model import CellRef, Figure, Listing

#: Stand for a traced value while a sentence is put together; no register can bring them along into a paper.
_TOKEN = re.compile("\ufdd6(\\d+)\ufdd6")


class Origin(NamedTuple):
    """Where a printed value is from: a figure, a cell of a listing, or a cell of a register.

    Attributes:
        figure: The figure.
        year: The earlier academic year whose value of the figure it is; empty for the year of the report.
        listing: The listing.
        row: Row of the listing, from 0.
        column: Its column.
        cell: The cell of a register that it was read from as it stands.
    """

    figure: Figure | None = None
    year: str = ""
    listing: Listing | None = None
    row: int = 0
    column: str = ""
    cell: CellRef | None = None


class Traced(str):
    """A text of a paper in which printed values know where they are from.

    Attributes:
        spans: ``(first letter, letter after the last, origin)`` of each value in the text, in order.
        origin: Where the text is from if it is one value and nothing else.
    """

    __slots__ = ("origin", "spans")
    spans: tuple[tuple[int, int, Origin], ...]
    origin: Origin | None

    def __new__(cls, text: str, spans: tuple[tuple[int, int, Origin], ...] = ()) -> Self:
        """A text with its spans."""
        made = super().__new__(cls, text)
        made.spans = spans
        made.origin = spans[0][2] if len(spans) == 1 and spans[0][:2] == (0, len(text)) else None
        return made


class Blank(str):
    """A visible blank of a paper, ``[толтырыңыз: …]``, which a paper shows in yellow; a template can tell it by ``.blank``."""

    __slots__ = ()
    blank = True


def whole(text: str, origin: Origin) -> Traced:
    """A text that is one printed value."""
    return Traced(text, ((0, len(text), origin),))


def like(before: str, after: str) -> str:
    """A text in which letters were replaced one by one (a space by one that does not break) keeps what it knows."""
    return Traced(after, before.spans) if isinstance(before, Traced) and len(after) == len(before) else after


def reworded(before: str, after: str) -> str:
    """A value said in other words: it is still from where it was."""
    return whole(after, before.origin) if isinstance(before, Traced) and before.origin is not None else after


def joined(parts: Iterable[str]) -> str:
    """Texts one after the other; what each of them knows is kept."""
    pieces: list[str] = []
    spans: list[tuple[int, int, Origin]] = []
    length = 0
    for part in parts:
        if isinstance(part, Traced):
            spans += [(start + length, end + length, origin) for start, end, origin in part.spans]
        pieces.append(part)
        length += len(part)
    text = "".join(pieces)
    return Traced(text, tuple(spans)) if spans else text


def worded(fill: Callable[..., str], params: Mapping[str, object]) -> str:
    """A wording with its parameters filled in by ``fill(**params)``; values in it still know where they are from."""
    known = [value for value in params.values() if isinstance(value, Traced)]
    if not known:
        return fill(**params)
    places = {id(value): place for place, value in enumerate(known)}
    text = fill(**{name: f"\ufdd6{places[id(value)]}\ufdd6" if isinstance(value, Traced) else value for name, value in params.items()})
    return joined(known[int(piece)] if place % 2 else piece for place, piece in enumerate(_TOKEN.split(text)))
