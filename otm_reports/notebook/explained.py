"""Explanations → tables of a notebook: the number, its cells with what stands in them, what was left out and why, the years."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from otm_reports.explaining import Counted, Explained, Explanation, Judged, ValueOf
from otm_reports.explaining.lines import chosen, lines, printed
from otm_reports.notebook.tables import Shown, html_table
from otm_reports.pipeline import Opened

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Explanations:
    """Where what was asked comes from; shows itself as tables, prints as text.

    Attributes:
        found: The answer.
        lang: Language of the screen.
    """

    found: Explained
    opened: Opened = field(repr=False)
    lang: str = "kk"

    def __repr__(self) -> str:
        return "\n".join(lines(self.found, self.opened, self.lang))

    def to_frame(self) -> pd.DataFrame:
        """Every cell counted: what it was counted for, its place, what stands in it, its row."""
        rows = [(name, *row) for name, cells in self._counted() for row in self._rows(cells)]
        return Shown((self._say("column_figure"), *self._heads), tuple(rows)).to_frame()

    def _counted(self) -> Iterator[tuple[str, Sequence[Counted]]]:
        yield from ((one.figure.id, one.cells) for one in self.found.figures)
        yield from ((f"{one.listing.id}/{one.number}/{one.column}", one.cells) for one in self.found.values)
        yield from ((f"{one.result.profile}:{one.result.id}", one.cells) for one in self.found.rules)

    @property
    def _heads(self) -> tuple[str, ...]:
        return tuple(self._say(f"column_{name}") for name in ("place", "seen", "row"))

    @staticmethod
    def _rows(cells: Sequence[Counted]) -> list[tuple[str, str, str]]:
        return [(str(one.cell), one.text, one.row) for one in cells]

    def _say(self, key: str) -> str:
        return self.opened.specs.messages[self.lang].text("screen", key)

    def _repr_html_(self) -> str:
        parts = [*map(self._figure, self.found.figures), *map(self._value, self.found.values), *map(self._rule, self.found.rules)]
        word = "ru" if self.lang == "ru" else "kk"
        for listing in self.found.listings:
            heads = [text[word] for text in listing.columns.values()]
            rows = [[self._places(row.cells.get(name, ()), row.values.get(name)) for name in listing.columns] for row in listing.rows]
            parts.append(f"<p><b>{html.escape(listing.label[word])}</b></p>{html_table(heads, rows)}")
        return "".join(parts)

    @staticmethod
    def _places(cells: Sequence[object], value: object) -> str:
        from otm_reports.values import as_text

        return as_text(value) + (f"  ← {', '.join(map(str, cells))}" if cells else "")

    def _figure(self, found: Explanation) -> str:
        figure, word = found.figure, "ru" if self.lang == "ru" else "kk"
        text = self._titled(f"{figure.label[word]}: {printed(figure, self.opened, self.lang)}", figure.how[word])
        text += self._table(found.cells)
        if found.chosen_by:
            text += f"<p><small>{html.escape(self._say('chosen_by'))}: {html.escape(chosen(found))}</small></p>"
        if found.left_out:
            words = [self._say(f"column_{name}") for name in ("place", "row", "why")]
            text += self._headed("left_out", html_table(words, [(str(one.cell), one.row, reason) for one, reason in found.left_out]))
        if figure.earlier:
            no_data = self.opened.specs.messages[self.lang].text("papers", "no_data")
            years = {**{year: figure.earlier[year] for year in sorted(figure.earlier)}, "": figure.value}
            said = [no_data if value is None else value for value in years.values()]
            text += self._headed("earlier", html_table([*sorted(figure.earlier), self._say("column_value")], [said]))
        return text if found.cells else text + self._searched(found.searched)

    def _value(self, found: ValueOf) -> str:
        word = "ru" if self.lang == "ru" else "kk"
        title = f"{found.row} – {found.listing.columns[found.column][word]}: {found.shown}"
        text = self._titled(title, found.listing.label[word]) + self._table(found.cells)
        return text if found.cells else text + self._searched(found.listing.searched)

    def _rule(self, found: Judged) -> str:
        result, word = found.result, "ru" if self.lang == "ru" else "kk"
        texts = self.opened.specs.messages[self.lang]
        text = self._titled(
            f"{result.id} – {texts.text('verdicts', result.verdict.value)}", f"{result.text[word]} ({self.opened.specs.clause(result.clause, result.profile, self.lang)})",
            result.reason.get(word, ""), result.remedy.get(word, ""),
        )
        if found.figures:
            rows = [(one.id, one.label[word], printed(one, self.opened, self.lang)) for one in found.figures]
            text += self._headed("rests_on", html_table([self._say(f"column_{name}") for name in ("id", "figure", "value")], rows))
        return text + self._table(found.cells)

    def _titled(self, title: str, *more: str) -> str:
        small = "".join(f"<br><small>{html.escape(one)}</small>" for one in more if one)
        return f"<p><b>{html.escape(title)}</b>{small}</p>"

    def _table(self, cells: Sequence[Counted]) -> str:
        return html_table(self._heads, self._rows(cells)) if cells else ""

    def _headed(self, key: str, table: str) -> str:
        return f"<p><i>{html.escape(self._say(key))}</i></p>{table}"

    def _searched(self, places: Sequence[str]) -> str:
        return self._headed("searched", html_table([self._say("column_place")], [(place,) for place in places])) if places else ""
