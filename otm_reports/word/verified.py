"""Finished paper → nothing, or a refusal: parsed without recovery, its structure looked at, every value found again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from otm_reports.errors import TemplateError
from otm_reports.word import package
from otm_reports.word.package import W
from otm_reports.word.tree import columns, continued, rows, w
from otm_reports.word.values import CHART, PAGE, PARAGRAPH

_DOC_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
#: Words of equations and of drawings.
_OTHER_TEXTS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t", "{http://schemas.openxmlformats.org/drawingml/2006/main}t",
)  # fmt: skip
_MARKS = frozenset(w(name) for name in ("bookmarkStart", "bookmarkEnd", "proofErr"))


def check(paper: bytes, values: Iterable[str], where: str) -> None:
    """Verify a paper.

    Args:
        paper: Bytes of the .docx.
        values: Every text that was printed into it.
        where: Name of its template.

    Raises:
        TemplateError: ``template-damaged`` (a part that is not well-formed, or what Word would repair) or ``template-lost``
            (a text that is not in the paper).
    """
    parts = package.unzipped(paper, where)
    roots = {name: package.parse(data, name, where) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
    for name, root in roots.items():
        if name.startswith("word/") and etree.QName(root).namespace == W:
            package.refuse_marks(root, name, where)
            for fault in faults(root):
                raise TemplateError("template-damaged", where, part=name, near=fault)
    said = "\n".join(text for name, root in roots.items() if name.startswith(("word/", "docProps/")) for text in texts(root))
    for value in set(values):
        for line in _lines(value):
            if line not in said:
                raise TemplateError("template-lost", where, near=line[:80])


def _lines(value: str) -> Iterator[str]:
    """The pieces of a value between signs that are no words."""
    for line in value.replace(PARAGRAPH, "\n").replace(PAGE, "\n").split("\n"):
        if CHART not in line:
            yield line


def texts(root: etree._Element) -> Iterator[str]:
    """The words of each paragraph, tabs and line breaks included; of a part without paragraphs, of each element."""
    paragraphs = list(root.iter(w("p")))
    for paragraph in paragraphs:
        pieces = []
        for element in paragraph.iter(w("t"), w("tab"), w("br"), w("instrText"), *_OTHER_TEXTS):
            parent = element.getparent()
            if next(element.iterancestors(w("p")), None) is not paragraph or (parent is not None and parent.tag == w("tabs")):
                continue
            pieces.append("\t" if element.tag == w("tab") else "\n" if element.tag == w("br") else element.text or "")
        yield "".join(pieces)
    for element in root.iter() if not paragraphs else ():
        yield element.text or ""
    for element in root.iter(etree.Element):
        yield from map(str, element.attrib.values())


def faults(root: etree._Element) -> Iterator[str]:
    """What Word would repair or refuse: each fault in a few words.

    Source: ECMA-376 Part 1, 17.4 (a cell ends with a paragraph, a row has cells, the columns of a table's grid), 17.13.6
    (bookmarks), 20.4.2.5 (numbers of drawings).
    """
    for cell in root.iter(w("tc")):
        last = next((child for child in cell.iterchildren(reversed=True) if child.tag not in _MARKS), None)
        if last is None or last.tag not in {w("p"), w("sdt"), w("customXml")}:
            yield "w:tc/w:p"
    for row in root.iter(w("tr")):
        if row.find(f".//{w('tc')}") is None:
            yield "w:tr/w:tc"
    for table in root.iter(w("tbl")):
        yield from _table_faults(table)
    yield from _repeated(properties.get("id") for properties in root.iter(_DOC_PROPERTIES))
    yield from _repeated(start.get(w("id")) for start in root.iter(w("bookmarkStart")))


def _repeated(ids: Iterable[str | None]) -> Iterator[str]:
    seen: set[str | None] = set()
    for one in ids:
        if one in seen:
            yield f"id {one}"
        seen.add(one)


def _table_faults(table: etree._Element) -> Iterator[str]:
    if not rows(table):
        yield "w:tbl/w:tr"
    grid = len(table.findall(f"{w('tblGrid')}/{w('gridCol')}"))
    above: Mapping[int, int] = {}
    for row in rows(table):
        now: dict[int, int] = {}
        width = 0
        for column, span, cell in columns(row):
            width = column + span
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is not None:
                if merge.get(w("val"), "continue") != "restart" and not continued(above, column, span):
                    yield "w:vMerge"
                now[column] = span
        above = now
        if grid and width > grid:
            yield f"w:gridSpan {width} > {grid}"


def structure(paper: bytes) -> list[str]:
    """Every fault of every part of a paper that is a text of Word: ``part: fault``."""
    parts = package.unzipped(paper, "")
    roots = {name: package.parse(data, name, "") for name, data in parts.items() if name.startswith("word/") and name.endswith(".xml")}
    return [f"{name}: {fault}" for name, root in roots.items() if etree.QName(root).namespace == W for fault in faults(root)]
