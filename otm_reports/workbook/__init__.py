"""Listings, Figures, verdicts, findings → .xlsx: the year as a workbook that a person can read, filter and follow to the cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from otm_reports.documents.writer import Writer
from otm_reports.model import Finding, Report
from otm_reports.specs import Specs
from otm_reports.workbook import chapters, links, sources
from otm_reports.workbook.page import Book, filtered

#: The chapter whose table stands with its evidence, among the last sheets.
_APART = "compliance"


def year_book(made: Report, specs: Specs, findings: Sequence[Finding], folder: Path, out: Path, lang: str = "kk") -> bytes:
    """``Талдау 2025-2026.xlsx``: contents, a sheet for each chapter, verdicts, sources of the figures, findings.

    Args:
        made: The counted year.
        specs: For words.
        findings: All findings of the run.
        folder: The college folder.
        out: Where the workbook will stand; links to registers are relative to it. Outside of the college folder there are
            none, since they would name the folders of this machine.
        lang: Language of the workbook's own words; titles stand in the other one too.

    Returns:
        The bytes, the same for the same report.
    """
    writer, other = Writer(made, specs, lang, ""), Writer(made, specs, "kk" if lang == "ru" else "ru", "")
    book, way = Book(writer.say("sheet_contents", "screen")), links.way_up(folder, out)
    book.sheet(writer.say("sheet_contents", "screen"))
    order = [chapter for chapter in dict.fromkeys(name.split(".")[0] for name in made.listings) if chapter != _APART]
    order.sort(key="overview".__ne__)  # the year at a glance comes first
    # sheets refer to each other: their names are known before they are drawn
    taken = [book.contents]
    for title in (*(writer.say(chapter, "chapters") for chapter in order), *(writer.say(name, "screen") for name in ("sheet_rules", "sheet_sources"))):
        taken.append(links.free_name(title, taken))
    rules_sheet, sources_sheet = taken[-2:]
    judged = sources.verdicts(writer, way)
    to_rules = {result.id: links.to_sheet(rules_sheet, row) for row, result in enumerate(made.results, 2)}
    origins, first = sources.figures(writer, way, to_rules, writer.say("sheet_rules", "screen"))
    to_sources = {name: links.to_sheet(sources_sheet, row + 2) for name, row in first.items()}
    drawn = chapters.drawings(writer)
    names = [(chapters.sheet(book, writer, other, chapter, drawn, to_sources), *_titles(writer, other, chapter, "chapters")) for chapter in order]
    for title, block in (("sheet_rules", judged), ("sheet_sources", origins), ("sheet_findings", sources.findings(writer, findings, way))):
        names.append((filtered(book, writer.say(title, "screen"), block), *_titles(writer, other, title, "screen")))
    chapters.contents(book, writer, other, names, linked=bool(way))
    return book.close()


def _titles(writer: Writer, other: Writer, key: str, section: str) -> tuple[str, str]:
    return writer.say(key, section), other.say(key, section)
