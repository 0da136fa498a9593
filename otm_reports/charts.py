"""Listing → native chart: one definition for Word (chart part and its workbook) and for the Excel workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal
from xml.sax.saxutils import escape

from otm_reports import packing
from otm_reports.kazakh import dates
from otm_reports.model import Listing, Person, Value

if TYPE_CHECKING:
    from lxml import etree
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

#: ``column`` stands upright, ``bar`` lies down (for long labels), as Excel calls them.
Kind = Literal["column", "bar", "line", "pie"]

#: Relationship by which a Word chart knows its workbook.
WORKBOOK_RELATION = "rId1"

_FONT = "Times New Roman"
_LINE = "#404040"
#: Fills that stay apart when printed in grey: light and dark take turns, then come hatchings.
_FILLS: tuple[dict[str, Any], ...] = (
    {"fill": {"color": "#1F3A5F"}},
    {"fill": {"color": "#A9C4DE"}},
    {"fill": {"color": "#5A84AD"}},
    {"fill": {"color": "#E6ECF2"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#1F3A5F", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "percent_50", "fg_color": "#404040", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "horizontal_brick", "fg_color": "#5A84AD", "bg_color": "#FFFFFF"}},
    {"pattern": {"pattern": "wide_downward_diagonal", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"}},
    {"fill": {"color": "#7F7F7F"}},
    {"fill": {"color": "#D0D0D0"}},
)
#: (colour, dash, marker) of a line; told apart without colour by dash and marker.
_LINES = (
    ("#1F3A5F", "solid", "circle"),
    ("#5A84AD", "dash", "square"),
    ("#404040", "round_dot", "triangle"),
    ("#7F7F7F", "long_dash", "diamond"),
)
_LOCALE = {"kk": ("kk-KZ", "[$-43F]"), "ru": ("ru-RU", "[$-419]")}
_DARK = ("#1F3A5F", "#5A84AD", "#7F7F7F")
_ALT_LENGTH = 1_000
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment, so that the same data gives the same bytes
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "xl/worksheets/sheet1.xml"
#: What a chart part keeps of the cells it is drawn from.
_CACHE = re.compile("<c:(?:str|num)Cache>.*?</c:(?:str|num)Cache>", re.DOTALL)
_NO_XML = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LABEL_FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
_LABEL_LOOK = ("dLbl", "delete", "numFmt", "spPr", "txPr", "dLblPos")
#: What XlsxWriter leaves to defaults and LibreOffice takes otherwise in a .docx: what, where, which value, and the
#: elements that the schema wants before it.
_SAID: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("roundedCorners", ".", "0", ("date1904", "lang")),
    ("autoTitleDeleted", "c:chart", "0", ("title",)),
    ("dispBlanksAs", "c:chart", "gap", ("title", "autoTitleDeleted", "plotArea", "legend", "plotVisOnly")),
    ("overlay", ".//c:title", "0", ("tx", "layout")),
    ("overlay", ".//c:legend", "0", ("legendPos", "legendEntry", "layout")),
    ("delete", ".//c:catAx", "0", ("axId", "scaling")),
    ("delete", ".//c:valAx", "0", ("axId", "scaling")),
    ("varyColors", ".//c:barChart", "0", ("barDir", "grouping")),
    ("varyColors", ".//c:lineChart", "0", ("grouping",)),
    ("smooth", ".//c:lineChart/c:ser", "0", ("idx", "order", "tx", "spPr", "marker", "dPt", "dLbls", "cat", "val")),
    *((flag, ".//c:dLbls", "0", (*_LABEL_LOOK, *_LABEL_FLAGS[:number])) for number, flag in enumerate(_LABEL_FLAGS)),
)


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers of a chart.

    Attributes:
        name: As the legend says it.
        values: A number for each category; ``None`` (no data) is a gap, not a zero.
        column: Column of the listing the numbers are from.
    """

    name: str
    values: tuple[int | float | None, ...]
    column: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as declared; every number in it is a value of the listing ``listing``.

    Attributes:
        id: Name of the chart in its paper, ``g1``.
        kind: How it is drawn.
        title: Printed above it; empty for none.
        categories: Labels of the category axis, in the listing's order.
        series: The numbers.
        lang: Language of the paper, for the form of numbers.
        stacked: Series of one category stand on each other and make a whole.
        percent: Values are per cent: the axis ends at 100 and labels have one decimal.
        x_title, y_title: Titles of the category axis and the value axis.
        labels: Numbers are written at the bars, slices, or points of the last line.
        listing: Id of the listing.
        width_cm: Width on paper. drawn_cm: Height on paper where the kind's own height is not wanted.
        numbers_below: Numbers of the last line stand below it; if not said, where the nearest line does not run.
    """

    id: str
    kind: Kind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    lang: str = "kk"
    stacked: bool = False
    percent: bool = False
    x_title: str = ""
    y_title: str = ""
    labels: bool = True
    listing: str = ""
    width_cm: float = 16.0
    drawn_cm: float = 0.0
    numbers_below: bool | None = None

    @property
    def height_cm(self) -> float:
        """Height on paper as it is said, else: lying bars need room for each category, at most a page."""
        if self.drawn_cm:
            return self.drawn_cm
        if self.kind != "bar":
            return 8.5
        bars = len(self.categories) * (1 if self.stacked else max(1, len(self.series)))
        return min(23.0, max(6.0, 3.0 + 0.6 * bars))

    @property
    def alt_text(self) -> str:
        """What the chart shows, in words and numbers, for those who do not see it."""
        rows = [
            f"{series.name}: "
            + "; ".join(
                f"{category} – {_spoken(value)}"
                for category, value in zip(self.categories, series.values, strict=True)
                if value is not None
            )
            for series in self.series
        ]
        text = ". ".join([self.title, *rows] if self.title else rows)
        return text if len(text) <= _ALT_LENGTH else text[: _ALT_LENGTH - 1] + "…"


def _spoken(value: float) -> str:
    return f"{value:g}".replace(".", ",")


def from_listing(  # noqa: PLR0913 - the fields of a Chart
    listing: Listing,
    kind: Kind,
    category_column: str,
    series_columns: Sequence[str],
    lang: str = "kk",
    *,
    id: str = "",  # noqa: A002 - the record's own word
    title: str | None = None,
    stacked: bool = False,
    percent: bool = False,
    x_title: str = "",
    y_title: str = "",
    labels: bool = True,
) -> Chart:
    """The chart of some columns of a listing; nothing is computed on the way.

    Args:
        listing: Where every number comes from.
        kind: How it is drawn; a pie takes one series.
        category_column: Column of the labels.
        series_columns: Columns of the numbers; their headings become the names of the series.
        lang: ``kk`` or ``ru``.
        title: Title; the listing's own label if not said, none if empty.
        id: Name of the chart in its paper; the listing's id if not said.
        stacked: As in :class:`Chart`.
        percent: As in :class:`Chart`.
        x_title: Title of the category axis.
        y_title: Title of the value axis.
        labels: As in :class:`Chart`.

    Raises:
        ValueError: the listing has no rows, a column it does not have is asked for, a value is no number, or a pie is
            asked to show several series.
    """
    asked = (category_column, *series_columns)
    absent = [column for column in asked if column not in listing.columns]
    if absent or not listing.rows or not series_columns:
        raise ValueError(f"{listing.id}: {', '.join(absent) or 'nothing to draw'}")
    if kind == "pie" and len(series_columns) != 1:
        raise ValueError(f"{listing.id}: a pie shows one series")
    series = tuple(
        Series(
            listing.columns[column][lang],
            tuple(_number(row.values.get(column), listing.id, column) for row in listing.rows),
            column,
        )
        for column in series_columns
    )
    return Chart(
        id=id or listing.id,
        kind=kind,
        title=listing.label[lang] if title is None else title,
        categories=tuple(_label(row.values.get(category_column)) for row in listing.rows),
        series=series,
        lang=lang,
        stacked=stacked,
        percent=percent,
        x_title=x_title,
        y_title=y_title,
        labels=labels,
        listing=listing.id,
    )


def _number(value: Value, listing: str, column: str) -> int | float | None:
    if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool)):
        return value
    raise ValueError(f"{listing}.{column}: not a number")


def _label(value: Value) -> str:
    if isinstance(value, Person):
        return value.full
    if isinstance(value, date):
        return dates.short(value)
    return "" if value is None else str(value)


# ── drawing ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def add_to_workbook(
    workbook: Workbook,
    worksheet: Worksheet,
    chart: Chart,
    at: tuple[int, int],
    *,
    sheet: str,
    first_row: int,
    category_column: int,
    series_columns: Sequence[int],
) -> None:
    """Put the chart on a worksheet, drawn from cells that stand in the same workbook.

    Args:
        workbook: An XlsxWriter workbook.
        worksheet: Where the chart is shown.
        chart: Its definition; its numbers must be those of the cells.
        at: Row and column of its upper left corner, from 0.
        sheet: Name of the sheet with the data.
        first_row: Row of the first category, from 0; the headings stand right above.
        category_column: Column of the labels, from 0.
        series_columns: Column of each series, from 0, in the chart's order.
    """
    drawn = _drawn(workbook, chart, sheet, first_row, category_column, series_columns)
    drawn.set_size({"width": round(chart.width_cm * 37.8), "height": round(chart.height_cm * 37.8)})
    worksheet.insert_chart(*at, drawn, {"description": chart.alt_text})


def _drawn(workbook: Workbook, chart: Chart, sheet: str, first_row: int, category_column: int, series_columns: Sequence[int]) -> Any:  # noqa: ANN401 - a chart of XlsxWriter
    options = {"type": chart.kind} | ({"subtype": "stacked"} if chart.stacked and chart.kind != "pie" else {})
    drawn = workbook.add_chart(options)
    last_row = first_row + len(chart.categories) - 1
    for number, (series, column) in enumerate(zip(chart.series, series_columns, strict=True)):
        drawn.add_series(
            {
                "name": [sheet, first_row - 1, column],
                "categories": [sheet, first_row, category_column, last_row, category_column],
                "values": [sheet, first_row, column, last_row, column],
                **_look(chart, number),
                **({"data_labels": _labels(chart, number)} if _labelled(chart, number) else {}),
            }
        )
        assert len(series.values) == len(chart.categories)  # noqa: S101 - a record that is not one
    _frame(drawn, chart)
    return drawn


def _font(size: int, **more: object) -> dict[str, object]:
    return {"name": _FONT, "size": size, **more}


def _look(chart: Chart, number: int) -> dict[str, Any]:
    if chart.kind == "line":
        colour, dash, marker = _LINES[number % len(_LINES)]
        return {
            "line": {"color": colour, "width": 2, "dash_type": dash},
            "marker": {"type": marker, "size": 6, "fill": {"color": colour}, "border": {"color": colour}},
        }
    border = {"border": {"color": _LINE, "width": 0.5}}
    if chart.kind == "pie":
        return {"points": [_FILLS[index % len(_FILLS)] | border for index in range(len(chart.categories))]}
    gap = {"gap": 60} if number == 0 else {}
    overlap = {"overlap": 100} if chart.stacked and number == 0 else {}
    return _FILLS[number % len(_FILLS)] | border | gap | overlap


def _labelled(chart: Chart, number: int) -> bool:
    """Numbers of several lines would cover each other: only the last, the newest, has them."""
    return chart.labels and (chart.kind != "line" or number == len(chart.series) - 1)


def _labels(chart: Chart, number: int) -> dict[str, Any]:
    labels: dict[str, Any] = {"value": True, "font": _font(9), "num_format": _number_format(chart)}
    if chart.kind == "pie":
        return labels | {"position": "outside_end", "leader_lines": True}
    if chart.kind == "line":
        return labels | {"position": "below" if _numbers_below(chart) else "above"}
    if not chart.stacked:
        return labels | {"position": "outside_end"}
    fill = _FILLS[number % len(_FILLS)].get("fill", {}).get("color")
    if fill is None:  # numbers are not readable on a hatching
        labels["fill"] = {"color": "#FFFFFF"}
    return labels | {"position": "center", "font": _font(9, color="#FFFFFF" if fill in _DARK else "#000000")}


def _numbers_below(chart: Chart) -> bool:
    """Whether the line nearest to the last one is mostly above it, where its numbers would stand."""
    if chart.numbers_below is not None or chart.kind != "line":
        return bool(chart.numbers_below)
    *others, last = (series.values for series in chart.series)
    sides = 0
    for place, value in enumerate(last):
        near = [there - value for other in others if value is not None and (there := other[place]) is not None]
        nearest = min(near, key=abs, default=0)
        sides += (nearest > 0) - (nearest < 0)
    return sides > 0


def _number_format(chart: Chart) -> str:
    """Numbers in the form of the paper's language; parts of nothing in a stack are not written."""
    _, locale = _LOCALE.get(chart.lang, ("", ""))
    whole = all(isinstance(value, int) for series in chart.series for value in series.values if value is not None)
    number = f"{locale}0" if whole and not chart.percent else f"{locale}0.0"
    return f"{number};-{number};" if chart.stacked or chart.kind == "pie" else number


def _frame(drawn: Any, chart: Chart) -> None:  # noqa: ANN401 - a chart of XlsxWriter
    """Title, axes, legend."""
    if chart.title:
        drawn.set_title({"name": chart.title, "name_font": _font(12, bold=True), "overlay": False})
    else:
        drawn.set_title({"none": True})
    if chart.kind == "pie" or len(chart.series) > 1:
        drawn.set_legend({"position": "right" if chart.kind == "pie" else "bottom", "font": _font(10)})
    else:
        drawn.set_legend({"none": True})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": "#FFFFFF"}})
    if chart.kind == "pie":
        return
    categories: dict[str, Any] = {"num_font": _font(10), "line": {"color": _LINE}, "num_format": "@"}
    values: dict[str, Any] = {
        "num_font": _font(9),
        "num_format": "0",
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}},
        "line": {"none": True},
    }
    numbers = [value for series in chart.series for value in series.values if value is not None]
    if numbers and min(numbers) < 0:
        del values["min"]
    if chart.percent:
        values["max"] = 100
    elif max(_totals(chart), default=0) <= 5:  # noqa: PLR2004 - few things are counted one by one
        values["major_unit"] = 1
    for axis, title in ((categories, chart.x_title), (values, chart.y_title)):
        axis |= {"major_tick_mark": "none", "minor_tick_mark": "none"}
        if title:
            axis |= {"name": title, "name_font": _font(10, bold=False)}
    if chart.kind == "bar":  # XlsxWriter's x axis is the one that lies
        categories |= {"reverse": True, "interval_unit": 1}  # the first category on top, as in the table; all named
        values["label_position"] = "high"
        categories, values = values, categories
    drawn.set_x_axis(categories)
    drawn.set_y_axis(values)


def _totals(chart: Chart) -> list[float]:
    columns = zip(*(series.values for series in chart.series), strict=True)
    gather = sum if chart.stacked else max
    return [gather(value or 0 for value in column) for column in columns]


# ── for Word ────────────────────────────────────────────────────────────────────────────────────────────────────────


def chart_parts(chart: Chart) -> tuple[bytes, bytes]:
    """The chart as parts of a .docx.

    Returns:
        The chart part, which knows its workbook by the relationship :data:`WORKBOOK_RELATION`, and the workbook with
        the data (an .xlsx), which Word opens on "Edit data". The same chart gives the same bytes.
    """
    return _with_values(_skeleton(_shape(chart)), chart), _data_book(chart)


def _shape(chart: Chart) -> Chart:
    """The chart without what differs between two charts that are drawn alike: its words and most of its numbers."""
    values = [value for series in chart.series for value in series.values if value is not None]
    whole = all(isinstance(value, int) for value in values)
    low, high = min([*values, 0]), max(_totals(chart), default=0)
    few = high <= 5  # noqa: PLR2004 - as in the axis
    sample: list[int | float] = [(-1 if low < 0 else 1) if whole else (-0.5 if low < 0 else 0.5)]
    sample += [0 if few else 1_000] * (len(chart.categories) - 1)
    if not few and len(sample) == 1:
        sample = [1_000 if whole else 1_000.5]
    numbers = tuple(sample[: len(chart.categories)])
    series = tuple(Series(str(number), numbers if number == 0 or chart.kind == "pie" else (0,) * len(numbers)) for number in range(len(chart.series)))
    categories = tuple(f"a{number}" for number in range(len(chart.categories)))  # words, even where the chart has years
    return replace(chart, id="", listing="", categories=categories, series=series, width_cm=16.0, numbers_below=_numbers_below(chart))


@lru_cache(maxsize=128)
def _skeleton(shape: Chart) -> tuple[str, ...]:
    """The chart part of all charts of a shape, cut where their words and numbers stand."""
    with zipfile.ZipFile(io.BytesIO(_workbook(shape, drawn=True))) as archive:
        xml = archive.read("xl/charts/chart1.xml")
    return tuple(_CACHE.split(_for_word(xml, shape.lang).decode()))


def _with_values(pieces: tuple[str, ...], chart: Chart) -> bytes:
    """A chart part: for each series its name, the categories and its numbers, as a chart keeps them."""
    categories = _kept("str", map(_text, chart.categories), len(chart.categories))
    kept = []
    for series in chart.series:
        numbers = (None if value is None else f"{value:.16g}" for value in series.values)
        kept += [_kept("str", [_text(series.name)], 1), categories, _kept("num", numbers, len(series.values))]
    assert len(pieces) == len(kept) + 1  # noqa: S101 - a skeleton that is not one
    return "".join([pieces[0], *(part for pair in zip(kept, pieces[1:], strict=True) for part in pair)]).encode()


def _kept(kind: str, values: Iterable[str | None], count: int) -> str:
    points = "".join(f'<c:pt idx="{number}"><c:v>{value}</c:v></c:pt>' for number, value in enumerate(values) if value is not None)
    form = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    return f'<c:{kind}Cache>{form}<c:ptCount val="{count}"/>{points}</c:{kind}Cache>'


def _text(words: str) -> str:
    return escape(_NO_XML.sub("", words))


def _data_book(chart: Chart) -> bytes:
    """The workbook with the data of a chart, which Word opens on "Edit data"."""
    entries, head, tail = _blank_book()
    rows = [[_words(column, 1, series.name) for column, series in enumerate(chart.series, 1)]]
    for row, category in enumerate(chart.categories, 2):
        numbers = [
            f'<c r="{_letter(column)}{row}"><v>{series.values[row - 2]:.16g}</v></c>'
            for column, series in enumerate(chart.series, 1) if series.values[row - 2] is not None
        ]
        rows.append([_words(0, row, category), *numbers])
    cells = "".join(f'<row r="{number}">{"".join(row)}</row>' for number, row in enumerate(rows, 1))
    sheet = f"{head}<sheetData>{cells}</sheetData>{tail}".encode()
    return packing.joined(entries, {_SHEET: packing.packed(_SHEET, sheet)})


def _words(column: int, row: int, words: str) -> str:
    """A cell that is text whatever stands in it."""
    return f'<c r="{_letter(column)}{row}" t="inlineStr"><is><t xml:space="preserve">{_text(words)}</t></is></c>'


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


@lru_cache(maxsize=1)
def _blank_book() -> tuple[dict[str, packing.Entry], str, str]:
    """A workbook of one empty sheet: its other parts, and what stands before and after the rows."""
    empty = Chart("", "column", "", (), ())
    with zipfile.ZipFile(io.BytesIO(_workbook(empty, drawn=False))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head, tail = re.sub(r"<dimension[^>]*/>", "", parts.pop(_SHEET).decode()).split("<sheetData/>")
    return {name: packing.packed(name, data) for name, data in parts.items()}, head, tail


def _workbook(chart: Chart, *, drawn: bool) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        sheet = workbook.add_worksheet("Data")
        sheet.set_column(0, 0, 40)
        for row, category in enumerate(chart.categories, 1):
            sheet.write_string(row, 0, category)
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
        if drawn:
            columns = range(1, len(chart.series) + 1)
            add_to_workbook(workbook, sheet, chart, (0, 5), sheet="Data", first_row=1, category_column=0, series_columns=columns)
    return buffer.getvalue()


def _for_word(xml: bytes, lang: str) -> bytes:
    """A worksheet's chart as Word wants it: what XlsxWriter leaves to defaults is said, the workbook is named."""
    from lxml import etree

    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    for settings in root.findall(f"{{{_C}}}printSettings"):
        root.remove(settings)
    language, _ = _LOCALE.get(lang, ("en-US", ""))
    for element in root.iter(f"{{{_A}}}rPr", f"{{{_A}}}defRPr", f"{{{_A}}}endParaRPr"):
        element.set("lang", language)
    spoken = root.find(f"{{{_C}}}lang")
    if spoken is not None:
        spoken.set("val", language)
    for name, place, value, before in _SAID:
        for parent in root.findall(place, {"c": _C}):
            _say(parent, name, value, before)
    data = etree.SubElement(root, f"{{{_C}}}externalData")
    data.set(f"{{{_R}}}id", WORKBOOK_RELATION)
    etree.SubElement(data, f"{{{_C}}}autoUpdate", val="0")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _say(parent: etree._Element, name: str, value: str, before: tuple[str, ...]) -> None:
    """Add a setting that is not said, where the schema wants it."""
    from lxml import etree

    if parent.find(f"{{{_C}}}{name}") is None:
        place = sum(etree.QName(child).localname in before for child in parent)
        parent.insert(place, etree.Element(f"{{{_C}}}{name}", val=value))
