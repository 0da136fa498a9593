"""Listings, Figures, findings → .xlsx: the year as a workbook a person can filter, and the clean tables."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otm_reports.model import CellRef, Finding, Period, Person, Report, Value
from otm_reports.specs import Specs

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_000
#: One moment for every workbook we write: the same inputs give the same bytes.
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - a package date has no zone
_WIDTHS = (8, 60)


def _new(content: io.BytesIO) -> tuple[Workbook, dict[str, Format]]:
    from xlsxwriter import Workbook

    book = Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"created": _MOMENT})
    font = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
    return book, {
        "text": book.add_format({**font, "text_wrap": True, "border": 1}),
        "date": book.add_format({**font, "num_format": "dd.mm.yyyy", "border": 1, "align": "center"}),
        "number": book.add_format({**font, "border": 1, "num_format": "#,##0.##"}),
        "head": book.add_format({**font, "bold": True, "border": 1, "bg_color": "#DDE6EE", "text_wrap": True, "align": "center", "valign": "vcenter"}),
        "title": book.add_format({**font, "bold": True, "font_size": 14}),
        "note": book.add_format({**font, "italic": True}),
        "link": book.add_format({**font, "font_color": "#1F4E79", "underline": 1, "border": 1}),
    }


def _sheet(book: Workbook, name: str) -> Worksheet:
    sheet = book.add_worksheet(name[:31])
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C&P / &N")
    return sheet


def _put(sheet: Worksheet, row: int, column: int, value: Value, formats: Mapping[str, Format]) -> int:
    """Write one value by its type, text only ever as text; gives the width it asks for."""
    if isinstance(value, bool) or value is None:
        text = "" if value is None else ("иә" if value else "жоқ")
        sheet.write_string(row, column, text, formats["text"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, formats["number"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    else:
        sheet.write_string(row, column, _text(value)[:LONGEST_TEXT], formats["text"])
    return len(_text(value).split("\n")[0])


def _text(value: Any) -> str:  # noqa: ANN401 - any typed value
    if isinstance(value, Person):
        return value.full
    if isinstance(value, Period):
        return f"{value.start:%d.%m.%Y} – {value.end:%d.%m.%Y}"
    if isinstance(value, tuple):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def _grid(
    sheet: Worksheet, formats: Mapping[str, Format], top: int, headings: Sequence[str], rows: Iterable[Sequence[Value]], *, filtered: bool = False,
) -> int:
    """A table with a heading; returns the row after it."""
    widths = [len(heading) for heading in headings]
    for column, heading in enumerate(headings):
        sheet.write_string(top, column, heading, formats["head"])
    last = top
    for last, row in enumerate(rows, top + 1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _put(sheet, last, column, value, formats))
    if filtered:
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(max(width + 1, _WIDTHS[0]), _WIDTHS[1]))
        sheet.autofilter(top, 0, max(last, top), len(headings) - 1)
        sheet.freeze_panes(top + 1, 0)
        sheet.repeat_rows(top)
    return last + 1


def year_book(made: Report, specs: Specs, findings: Sequence[Finding], folder: Path, out: Path, lang: str = "kk") -> bytes:
    """``Талдау 2025-2026.xlsx``: contents, a sheet for each chapter, sources of the figures, verdicts, findings.

    Args:
        made: The counted year.
        specs: For words.
        findings: All findings of the run.
        folder: The college folder.
        out: Where the workbook will stand; links to registers are relative to it.
        lang: Language of the workbook's own words.

    Returns:
        The bytes, the same for the same report.
    """
    content = io.BytesIO()
    book, formats = _new(content)
    texts = specs.messages[lang]
    contents = _sheet(book, texts.text("screen", "sheet_contents"))
    names: list[tuple[str, str]] = []
    for chapter in dict.fromkeys(name.split(".")[0] for name in made.listings):
        title = texts.text("chapters", chapter)
        names.append((_chapter(book, formats, made, specs, chapter, title, lang), title))
    way = _relative(folder, out)
    names.extend(write(book, formats, made, specs, findings, way, lang) for write in (_sources, _verdicts, _findings))
    contents.write_string(0, 0, texts.text("screen", "book_title", year=made.year.label), formats["title"])
    for row, (sheet, title) in enumerate(names, 2):
        contents.write_url(row, 0, f"internal:'{sheet}'!A1", formats["link"], title)
    contents.set_column(0, 0, 70)
    book.close()
    return content.getvalue()


def _relative(folder: Path, out: Path) -> str:
    """How a link gets from the output folder up to the college folder; nothing where papers are written elsewhere.

    A way through other folders would carry the names of this machine's into a file that is sent around.
    """
    return Path(os.path.relpath(folder.resolve(), out.resolve())).as_posix() if out.resolve().is_relative_to(folder.resolve()) else ""


def _chapter(book: Workbook, formats: Mapping[str, Format], made: Report, specs: Specs, chapter: str, title: str, lang: str) -> str:
    sheet = _sheet(book, title)
    texts = specs.messages[lang]
    word = "ru" if lang == "ru" else "kk"
    sheet.write_string(0, 0, title, formats["title"])
    row = 2
    for listing in (one for one in made.listings.values() if one.id.startswith(f"{chapter}.")):
        sheet.write_string(row, 0, f"{listing.label[word]} ({texts.text('scopes', listing.scope)})", formats["title"])
        if listing.no_data:
            sheet.write_string(row + 1, 0, texts.text("papers", "no_data"), formats["note"])
            row += 3
            continue
        headings = [text[word] for text in listing.columns.values()]
        rows = ([_worded(specs, name, line.values.get(name), lang) for name in listing.columns] for line in listing.rows)
        row = _grid(sheet, formats, row + 1, headings, rows) + 1
    sheet.set_column(0, 12, 22)
    return str(sheet.get_name())


#: Columns of listings that hold codes → the vocabularies that may word them, in the order they are asked.
_CODED = {
    "category": ("category",), "level": ("level", "education"), "form": ("event_form",), "status": ("plan_status", "event_status"),
    "stage": ("bp_stage",), "decision": ("mc_decision",), "ground": ("ground",), "role": ("otm_role",), "mode": ("mode",), "mark": ("quality",),
    "kind": ("lesson_kind", "publication_kind", "product_kind", "portfolio_kind", "exhibition_kind"), "result": ("result",),
    "verdict": (),
}


def _worded(specs: Specs, column: str, value: Value, lang: str) -> Value:
    if isinstance(value, str):
        if column == "verdict":
            return specs.messages[lang].text("verdicts", value)
        if column == "quarter":
            return specs.messages[lang].text("quarters", value)
        for vocabulary in _CODED.get(column, ()):
            if value in specs.vocabularies[vocabulary].codes:
                return specs.word(vocabulary, value, lang)
    return value


def _sources(
    book: Workbook, formats: Mapping[str, Format], made: Report, specs: Specs, findings: Sequence[Finding], way: str, lang: str,  # noqa: ARG001 - one shape for three sheets
) -> tuple[str, str]:
    """Every figure with its value, how it was counted, and the first cell as a link."""
    texts = specs.messages[lang]
    word = "ru" if lang == "ru" else "kk"
    title = texts.text("screen", "sheet_sources")
    sheet = _sheet(book, title)
    headings = [texts.text("screen", f"column_{name}") for name in ("figure", "id", "value", "unit", "how", "of", "rows", "cells")]
    figures = list(made.figures.values())
    _grid(sheet, formats, 0, headings, (
        [
            one.label[word], one.id, texts.text("papers", "no_data") if one.value is None else one.value, texts.text("units", one.unit), one.how[word],
            one.of.value if one.of else None, one.rows, _places(one.cells or (), one.searched),
        ] for one in figures
    ), filtered=True)
    for row, one in enumerate(figures, 1):
        if one.cells and way:
            _link(sheet, row, len(headings) - 1, one.cells[0], way, _places(one.cells, ()), formats["link"])
    return str(sheet.get_name()), title


def _places(cells: Sequence[CellRef], searched: Sequence[str]) -> str:
    shown = [str(cell) for cell in cells] or list(searched)
    return "\n".join(shown)[:LONGEST_TEXT]


def _link(sheet: Worksheet, row: int, column: int, cell: CellRef, way: str, text: str, style: Format) -> None:
    # A link is made from the names of files and sheets only, never from what stands in a register.
    target = f"external:{way}/{cell.file}#'{cell.sheet}'!{cell.a1}" if cell.a1 else f"external:{way}/{cell.file}"
    if len(target) < 1500:  # noqa: PLR2004 - Excel refuses longer ones and drops the cell
        sheet.write_url(row, column, target, style, text.split("\n", maxsplit=1)[0][:250], text[:250])


def _verdicts(
    book: Workbook, formats: Mapping[str, Format], made: Report, specs: Specs, findings: Sequence[Finding], way: str, lang: str,  # noqa: ARG001
) -> tuple[str, str]:
    texts = specs.messages[lang]
    word = "ru" if lang == "ru" else "kk"
    title = texts.text("screen", "sheet_rules")
    sheet = _sheet(book, title)
    headings = [texts.text("screen", f"column_{name}") for name in ("rule", "clause", "requirement", "verdict", "reason", "cells")]
    _grid(sheet, formats, 0, headings, (
        [one.id, one.clause, one.text[word], texts.text("verdicts", one.verdict.value), one.reason[word], _places(one.evidence, ())] for one in made.results
    ), filtered=True)
    return str(sheet.get_name()), title


def _findings(
    book: Workbook, formats: Mapping[str, Format], made: Report, specs: Specs, findings: Sequence[Finding], way: str, lang: str,  # noqa: ARG001
) -> tuple[str, str]:
    texts = specs.messages[lang]
    title = texts.text("screen", "sheet_findings")
    sheet = _sheet(book, title)
    headings = [texts.text("screen", f"column_{name}") for name in ("severity", "place", "seen", "message", "suggestion")]
    _grid(sheet, formats, 0, headings, (
        [texts.text("severities", specs.severity(one).value), str(one.at), one.value, *specs.say(one, lang)] for one in findings
    ), filtered=True)
    for row, one in enumerate(findings, 1):
        if way and one.at.sheet:
            _link(sheet, row, 1, one.at, way, str(one.at), formats["link"])
    return str(sheet.get_name()), title


def tables_book(made: Report, specs: Specs, lang: str = "kk") -> bytes:
    """The clean tables of the year, a sheet for each register, with the address of every row."""
    content = io.BytesIO()
    book, formats = _new(content)
    for name, table in made.year.tables.items():
        if not table.sources:
            continue
        spec = specs.registers[name]
        sheet = _sheet(book, name)
        headings = [specs.field_label(name, field, lang) for field in spec.fields]
        _grid(sheet, formats, 0, [*headings, specs.messages[lang].text("screen", "column_place")], (
            [*(row[field] for field in spec.fields), str(row.at)] for row in table
        ), filtered=True)
    if not book.worksheets():
        _sheet(book, "-")
    book.close()
    return content.getvalue()
