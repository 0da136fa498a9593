"""Part of a template → Jinja source, patched as docxtpl patches it, and what must be known of it beforehand."""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from dataclasses import dataclass

from docxtpl import DocxTemplate
from lxml import etree

from otm_reports.errors import TemplateError
from otm_reports.word import contents, numbering, package
from otm_reports.word.package import W

_TAG = re.compile(r"\{[{%#]")
_COLUMNS = re.compile(r"<w:tblGrid[ >]")
_BRACKET = re.compile(r"\{[{%#]|[}%#]\}")
#: Letters between the beginnings of tags and the next end, all together: docxtpl looks for the end of each anew, several times over.
_MAX_LOOKED = 50_000_000
#: A letter of docxtpl's with the space that Word does not break at after it; docxtpl knows the plain one only.
_WIDE = re.compile("(\\{[{%#](?:tr|tc|p|r))\u00a0")
#: Tags that change how many cells a row has, after which docxtpl puts the table's grid in order.
_GRID = re.compile(r"\{[%#{]-?\s*(tc|colspan|hm)\b")
_XML_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_EMPTY_PARAGRAPH_LAST = re.compile(rb"<w:p [^>]*/></w:tc>")
_LAST = {
    "w:tc": (b"</w:tc>", (b"</w:p></w:tc>", b"<w:p/></w:tc>"), b"<w:tc/>"),
    "w:tr": (b"</w:tr>", (b"</w:tc></w:tr>",), b"<w:tr/>"),
    "w:tbl": (b"</w:tbl>", (b"</w:tr></w:tbl>",), b"<w:tbl/>"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A part as Jinja source.

    Attributes:
        text: The source; empty when the part has no tags.
        grid: Rows may get another number of cells than the grid of their table has.
        treed: Papers of it go through a tree, for what only a tree can put in order (grids, vertical merges in loops, numbers of captions).
        wording: It is a text of Word.
        listed: It has a table of contents to fill.
    """

    text: str
    grid: bool
    treed: bool
    wording: bool
    listed: bool = False


def source(data: bytes, name: str, where: str) -> Source:
    """A part as Jinja source.

    Raises:
        TemplateError: ``template-damaged`` or ``template-tangled``.
    """
    if b"{" not in data:
        return Source("", grid=False, treed=False, wording=True)
    root = package.parse(data, name, where, blanks=False)
    listed = contents.emptied(root)
    xml = etree.tostring(root, encoding="unicode")
    if "{" not in xml:
        return Source("", grid=False, treed=False, wording=True)
    if unended(xml):
        raise TemplateError("template-tangled", where, part=name)
    xml = _WIDE.sub(r"\1 ", xml) if "\u00a0" in xml else xml
    patched: str = DocxTemplate(io.BytesIO()).patch_xml(xml)
    if not _TAG.search(patched):
        return Source("", grid=False, treed=False, wording=True)
    wording = etree.QName(root).namespace == W
    grid = bool(_GRID.search(_XML_TAG.sub("", xml))) or _uneven(root)
    merged = "<w:vMerge" in patched and re.search(r"\{%-?\s*for\b", patched) is not None
    numbers = wording and numbering.has_numbers(root)
    return Source(patched, grid and wording, (grid or merged or numbers) and wording, wording, listed)


def gridded(text: str) -> bool:
    """Whether every table of a part has a grid with measured columns, as docxtpl must find it to put it in order."""
    grids = len(_COLUMNS.findall(text))
    return grids > 0 and grids == text.count("</w:tbl>") and "<w:gridCol/>" not in text


def unended(xml: str) -> bool:
    """Whether so many tags begin and do not end that looking for their ends would take forever."""
    looked = begun = last = 0
    for found in _BRACKET.finditer(xml):
        looked += begun * (found.start() - last)
        last = found.start()
        begun = begun + 1 if found[0][0] == "{" else 0
        if looked > _MAX_LOOKED:
            break
    return looked + begun * (len(xml) - last) > _MAX_LOOKED


def _uneven(root: etree._Element) -> bool:
    """Whether a table has another number of columns than its rows: docxtpl would put its grid in order."""
    for table in root.iter(f"{{{W}}}tbl"):
        columns = len(table.findall(f"{{{W}}}tblGrid/{{{W}}}gridCol"))
        rows = [sum(map(_span, row.findall(f"{{{W}}}tc"))) for row in table.iter(f"{{{W}}}tr")]
        if rows and max(rows) != columns:
            return True
    return False


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{{{W}}}tcPr/{{{W}}}gridSpan")
    value = span.get(f"{{{W}}}val", "1") if span is not None else "1"
    return int(value) if value.isdigit() else 1


def numbered(text: str) -> str:
    """The source with a line for each paragraph, for messages."""
    return _PARAGRAPH.sub(r"\n<w:p\1", text.replace("\n", " "))


def line(text: str, number: int) -> str:
    """The words of a paragraph of a numbered source."""
    lines = text.split("\n")
    return package.plain(lines[number - 1])[:120] if 0 < number <= len(lines) else ""


def has_empty(data: bytes, kinds: Collection[str]) -> bool:
    """Whether a paper may have a cell without a paragraph at its end, a row without cells or a table without rows."""
    for kind in kinds:
        end, lasts, none = _LAST[kind]
        missing = data.count(end) - sum(data.count(last) for last in lasts)
        if missing and kind == "w:tc":
            missing -= len(_EMPTY_PARAGRAPH_LAST.findall(data))
        if missing or none in data:
            return True
    return False
