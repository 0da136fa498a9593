"""A chapter's Figures and Listings → its sheet: three years beside each other, tables with filters, charts from their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from otm_reports import charts
from otm_reports.documents import annual_analysis, tables
from otm_reports.documents.writer import Writer
from otm_reports.model import Figure, Listing, ListingRow, Value
from otm_reports.workbook import links
from otm_reports.workbook.page import Block, Book, Drawn

#: What a table needs to stand together with its title, in points.
_TITLES = 170
#: Centimetres of a chart over the whole page, for more labels than fit into the usual one.
_WIDE, _MANY = 24.5, 12
#: Keys of the tables themselves, which say nothing to a reader.
_INNER = ("group",)
#: Charts of the workbook beside those of the analysis: listing, how it is drawn, category column, series columns, options.
_CHARTS: Mapping[str, annual_analysis.Drawing] = {
    "w1": ("lessons.by_commission", "column", "commission", ("held", "analysed"), {}),
    "w2": ("staff.experience", "column", "band", ("y2_n", "y1_n", "n"), {}),
    "w3": ("products.publications_by_kind", "bar", "kind", ("total",), {}),
    "w4": ("practice.stages", "column", "stage", ("n",), {}),
    "w5": ("courses.by_mode", "column", "mode", ("courses",), {}),
    "w6": ("contests.students", "column", "level", ("total",), {}),
    "w7": ("overview.commissions", "column", "commission", ("lessons", "visits", "courses", "publications"), {}),
}


def drawings(writer: Writer) -> dict[str, charts.Chart]:
    """Listing → its chart, every row of the listing a category of it."""
    made = annual_analysis.drawings(writer, {**annual_analysis.CHARTS, **_CHARTS}, all_rows=True)
    return {
        one.listing: replace(one, width_cm=_WIDE) if one.kind != "bar" and len(one.categories) * len(one.series) > _MANY else one
        for one in made.values()
    }


def sheet(book: Book, writer: Writer, other: Writer, chapter: str, made: Mapping[str, charts.Chart], sources: Mapping[str, str]) -> str:
    """The sheet of one chapter; returns its name.

    Args:
        book: The workbook.
        writer: For words.
        other: The same in the second language.
        chapter: ``staff``.
        made: Listing → chart.
        sources: Figure → where it leads: its row among the sources.
    """
    title = writer.say(chapter, "chapters")
    found = [one for one in writer.report.listings.values() if one.id.startswith(f"{chapter}.")]
    known = [one for one in writer.report.figures.values() if one.id.startswith(f"{chapter}.") and _worth_a_line(one)]
    # the longest table comes last, so that its headings may come again on each page
    blocks = [_listing(writer, other, one, made.get(one.id)) for one in sorted(found, key=len)]
    if known:
        blocks.insert(0, _three_years(writer, other, chapter, known, sources))
    drawn = Drawn(book, book.sheet(title), blocks)
    drawn.back()
    drawn.words(title, "title", 1.3)
    drawn.words(other.say(chapter, "chapters"), "note", 0.95)
    drawn.sheet.freeze_panes(2, 0)
    for block in blocks:
        drawn.space()
        whole = _TITLES + sum(drawn.heights(block))
        if block is not blocks[0]:
            drawn.room(whole if whole < drawn.page else _TITLES)
        _block(drawn, block, repeated=block is blocks[-1] and whole > drawn.page / 2, frozen=len(blocks) == 1)
    return str(drawn.sheet.get_name())


def _worth_a_line(figure: Figure) -> bool:
    """A figure of the chapter itself, or one by code that is not nothing in every year; all of them are among the sources."""
    return "/" not in figure.id and (figure.id.count(".") == 1 or any((figure.value, *figure.earlier.values())))


def _block(drawn: Drawn, block: Block, *, repeated: bool, frozen: bool) -> None:
    drawn.words(block.title, "table", 1.1)
    for text in (*((block.also,) if block.also else ()), *block.notes):
        drawn.words(text, "note", 0.95)
    top = drawn.table(block, repeated=repeated) if block.rows else drawn.row
    if frozen and block.rows:
        drawn.sheet.freeze_panes(top + 1, 0)
    if block.chart:
        drawn.chart(block, block.chart, top)


def _three_years(writer: Writer, other: Writer, chapter: str, figures: list[Figure], sources: Mapping[str, str]) -> Block:
    """The figures of a chapter, the years beside each other, oldest first; each leads to the cells behind it."""
    year = writer.report.year
    before = sorted({label for one in figures for label in one.earlier})
    rows = [
        [
            writer.pick(one.label), writer.say(one.unit, "units"), *(_before(writer, one, label) for label in before),
            writer.no_data if one.value is None else one.value, one.of.value if one.of else "", writer.say("sheet_to_cells", "screen"),
        ] for one in figures
    ]
    heads = [
        *(writer.say(f"column_{name}", "screen") for name in ("figure", "unit")), *before, year.label,
        *(writer.say(f"column_{name}", "screen") for name in ("of", "origin")),
    ]
    return Block(
        writer.say("sheet_figures", "screen"), heads, rows, also=other.say("sheet_figures", "screen"), name=f"{chapter}_figures",
        links={(place, len(heads) - 1): sources[one.id] for place, one in enumerate(figures) if one.id in sources},
    )


def _before(writer: Writer, figure: Figure, label: str) -> Value:
    """The value of an earlier year; nothing where it was not asked, "no data" in words where it was."""
    if label not in figure.earlier:
        return ""
    value = figure.earlier[label]
    return writer.no_data if value is None else value


def _listing(writer: Writer, other: Writer, listing: Listing, chart: charts.Chart | None) -> Block:
    columns = [name for name in listing.columns if name not in _INNER]
    rows = [] if listing.no_data else [[_value(writer, listing, name, row) for name in columns] for row in listing.rows]
    notes = tables.notes(writer, listing.notes) if rows else [writer.say("table_no_data" if listing.no_data else "table_empty")]
    return Block(
        _title(writer, listing), [listing.columns[name][writer.lang] for name in columns], rows, notes,
        chart=chart if rows else None, columns=columns, also=_title(other, listing), name=listing.id.replace(".", "_"),
    )


def _title(writer: Writer, listing: Listing) -> str:
    return f"{listing.label[writer.lang]} ({tables.scope(writer, listing)})"


def _value(writer: Writer, listing: Listing, column: str, row: ListingRow) -> Value:
    """A value of a listing: a code in words, a missing number said, anything else as it is, so that Excel can sort it."""
    value = tables.said(row, column, writer.lang)
    if value is None:
        return writer.no_data if column in tables.NUMBERS else ""
    if isinstance(value, bool):
        return writer.show(value)
    if listing.id == "composition.summary" and column == "name":
        return tables.figure_name(writer, str(value))
    return tables.worded(writer, column, value, tables.codes_of(listing.id))


def contents(book: Book, writer: Writer, other: Writer, names: list[tuple[str, str, str]], *, linked: bool) -> None:
    """The first sheet: whose year it is, the day of the data, and a link to every sheet, named in two languages."""
    year, college, formats = writer.report.year, writer.specs.college.college, book.formats
    sheet = book.book.get_worksheet_by_name(book.contents)
    for column, width in enumerate((5, 48, 48)):
        sheet.set_column(column, column, width)
    for row, (text, look) in enumerate((
        (writer.say("book_title", "screen", year=year.label), "title"), (other.say("book_title", "screen", year=year.label), "note"),
        (college.name[writer.lang], "note"), (writer.say("data_taken", "screen", date=writer.show(year.today)), "note"),
        (writer.say("book_linked" if linked else "book_unlinked", "screen"), "note"),
    )):
        sheet.merge_range(row, 0, row, 2, text, formats[look])
    sheet.set_row(4, 30)
    heads = ("№", writer.say("column_sheet", "screen"), other.say("column_sheet", "screen"))
    for column, text in enumerate(heads):
        sheet.write_string(6, column, text, formats["head"])
    for row, (name, title, also) in enumerate(names, 7):
        sheet.write_number(row, 0, row - 6, formats["whole"])
        sheet.write_url(row, 1, links.to_sheet(name), formats["link"], title[:250])
        sheet.write_string(row, 2, also, formats["text"])
    sheet.freeze_panes(7, 0)
    sheet.fit_to_pages(1, 1)
