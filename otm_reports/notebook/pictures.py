"""What a paper will say, and its charts, on the screen of a notebook."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from otm_reports.charts import Chart
from otm_reports.model import Listing
from otm_reports.notebook.tables import CELL, TABLE
from otm_reports.word.outline import Piece

_BLANK = re.compile(r"\[(?:толтырыңыз|заполните): [^\]]*\]")
#: The fills of the printed charts, so that screen and paper look alike.
_COLOURS = ("#1F3A5F", "#A9C4DE", "#5A84AD", "#E6ECF2", "#7F7F7F", "#D0D0D0")


@dataclass(frozen=True, slots=True)
class Outline:
    """The text of a paper; shows itself with its tables, blanks marked."""

    pieces: tuple[Piece, ...]

    def _repr_html_(self) -> str:
        parts = []
        for piece in self.pieces:
            if isinstance(piece, str):
                parts.append(f"<p style='margin:2px 0'>{_marked(piece)}</p>")
            else:
                rows = "".join("<tr>" + "".join(f"{CELL}{_marked(text)}</td>" for text in row) + "</tr>" for row in piece)
                parts.append(f"{TABLE}<tbody>{rows}</tbody></table>")
        return f"<div style='max-width:50em;border:1px solid #ccc;padding:1em;font-family:serif'>{''.join(parts)}</div>"


def _marked(text: str) -> str:
    """Escaped text with its blanks in yellow."""
    return _BLANK.sub(r"<mark>\g<0></mark>", html.escape(text))


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts that draw themselves in a notebook."""

    items: tuple[Chart, ...]
    listings: Mapping[str, Listing] = field(repr=False)
    word: str = "kk"

    def __iter__(self) -> Iterator[Chart]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def _repr_html_(self) -> str:
        drawn = (f"<p><b>{html.escape(self._title(chart))}</b></p>{_svg(chart)}" for chart in self.items)
        return "".join(drawn)

    def _title(self, chart: Chart) -> str:
        return chart.title or self.listings[chart.listing].label[self.word]


def _svg(chart: Chart) -> str:
    """A chart as a picture for the screen; papers and workbooks get native ones."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure as Canvas

    lying = chart.kind == "bar"
    height = max(2.4, 0.28 * len(chart.categories)) if lying else 3.4
    canvas = Canvas(figsize=(8, height), layout="constrained")
    axes = canvas.subplots()
    wide = 0.8 if chart.stacked else 0.8 / max(len(chart.series), 1)
    base = [0.0] * len(chart.categories)
    for number, series in enumerate(chart.series):
        sizes = [float(value or 0) for value in series.values]
        places = [place if chart.stacked else place + number * wide for place in range(len(sizes))]
        draw = axes.barh if lying else axes.bar
        draw(places, sizes, wide, base if chart.stacked else None, label=series.name, color=_COLOURS[number % len(_COLOURS)])
        base = [low + size for low, size in zip(base, sizes, strict=True)] if chart.stacked else base
    middle = [place + (0 if chart.stacked else wide * (len(chart.series) - 1) / 2) for place in range(len(chart.categories))]
    if lying:
        axes.set_yticks(middle, chart.categories)
        axes.invert_yaxis()
    else:
        axes.set_xticks(middle, chart.categories, rotation=30 if max(map(len, chart.categories), default=0) > 12 else 0, ha="center")  # noqa: PLR2004 - letters that fit under a bar
    axes.spines[["top", "right"]].set_visible(False)
    if len(chart.series) > 1:
        axes.legend(frameon=False, fontsize="small")
    picture = io.StringIO()
    FigureCanvasSVG(canvas).print_svg(picture, metadata={"Date": None, "Creator": None})
    return "<svg" + picture.getvalue().partition("<svg")[2]
