"""Rows → a table of a notebook: whole, escaped, readable."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TABLE = "<table style='border-collapse:collapse;font-size:90%'>"
HEAD = "<th style='text-align:left;border-bottom:1px solid #888;padding:3px 8px'>"
CELL = "<td style='text-align:left;vertical-align:top;border-bottom:1px solid #ddd;padding:3px 8px'>"


def html_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A plain table; everything is escaped, so that text of a register is only ever text."""
    head = "".join(f"{HEAD}{html.escape(one)}</th>" for one in headings)
    body = "".join(
        "<tr>" + "".join(f"{CELL}{html.escape('' if one is None else str(one))}</td>" for one in row) + "</tr>" for row in rows
    )
    return f"{TABLE}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


@dataclass(frozen=True, slots=True)
class Shown:
    """Rows that show themselves whole: pandas cuts long texts and many rows, and an address that is cut is none."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def to_frame(self) -> pd.DataFrame:
        """The same as a pandas frame."""
        import pandas as pd

        return pd.DataFrame([list(row) for row in self.rows], columns=list(self.headings), dtype=object)

    def _repr_html_(self) -> str:
        return html_table(self.headings, self.rows)


def shown(frame: pd.DataFrame, *, index: bool = False) -> Shown:
    """A frame that shows itself whole, with its index as the first column if so asked."""
    whole = frame.reset_index() if index else frame
    return Shown(tuple(map(str, whole.columns)), tuple(tuple(row) for row in whole.astype(object).to_numpy().tolist()))
