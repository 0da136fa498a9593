"""Rendered part → part that Word opens: line breaks and charts in place, no text astray, no frame Word would repair."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from otm_reports.errors import TemplateError
from otm_reports.word import numbering
from otm_reports.word.package import W
from otm_reports.word.values import CHART, PAGE, PARAGRAPH

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DOC_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_SIGNS = re.compile(f"(\n|\t|{PARAGRAPH}|{PAGE}|{CHART}\\d+{CHART})")
#: Elements that hold other elements, never words, and such as stand between them: text in or after one is not shown.
_FRAMES = (
    "body", "hdr", "ftr", "footnote", "endnote", "tbl", "tblPr", "tblGrid", "tr", "trPr", "tc", "tcPr", "p", "pPr", "r",
    "rPr", "br", "tab", "hyperlink", "sdtContent", "bookmarkStart", "bookmarkEnd", "proofErr",
)  # fmt: skip
_FRAME_TAGS = tuple(f"{{{W}}}{name}" for name in _FRAMES)
_MARKS = frozenset(f"{{{W}}}{name}" for name in ("bookmarkStart", "bookmarkEnd", "proofErr"))

#: Makes the drawing of the chart with a number.
Draw = Callable[[int], "etree._Element"]  # noqa: SLF001 - lxml has no public name for it


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def finished(root: etree._Element, draw: Draw, part: str, where: str, first_id: int = 1001) -> None:
    """Put a rendered part in order, in place.

    Args:
        root: The part.
        draw: Makes the drawing of a chart.
        part: Name of the part.
        where: Name of the template, for messages.
        first_id: Number of the first drawing.

    Raises:
        TemplateError: ``template-damaged`` when text stands where Word does not show it.
    """
    for text in [one for one in root.iter(w("t")) if len(one)]:
        _lift(text)
    for words in root.itertext(*_FRAME_TAGS):
        _refuse_astray(str(words), part, where)
    for text in list(root.iter(w("t"))):
        _refuse_astray(text.tail, part, where)
        if text.text and _SIGNS.search(text.text):
            _split(text, draw)
    _drop_empty_frames(root)
    for table in root.iter(w("tbl")):
        _mend_merges(table)
        _widen(table)
    _number(root, first_id)
    numbering.number(root)


def _refuse_astray(words: str | None, part: str, where: str) -> None:
    if words and words.strip():
        raise TemplateError("template-damaged", where, part=part, near=words.strip()[:80])


def _lift(text: etree._Element) -> None:
    """Rich text that a tag without ``r`` has put into the text of a run: its runs stand beside that run, and what follows in one of its own."""
    run = text.getparent()
    if run is None or run.tag != w("r") or any(child.tag not in {w("r"), w("hyperlink"), *_MARKS} for child in text):
        return
    after = list(text.itersiblings())
    here = run
    for child in list(text):
        words, child.tail = child.tail, None
        here = _after(here, child)
        if words:
            here = _after(here, _like(run))
            _write(etree.SubElement(here, w("t")), words)
    if after:
        here = _after(here, _like(run))
        here.extend(after)


# ── signs ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _split(text: etree._Element, draw: Draw) -> None:
    """Replace the signs in a text by what they stand for, as docxtpl does: a tab has a run, a page a paragraph of its own."""
    pieces = _SIGNS.split(text.text or "")
    _write(text, pieces[0])
    here = text
    for sign, words in zip(pieces[1::2], pieces[2::2], strict=True):
        if sign == PARAGRAPH:
            here = _new_paragraph(here)
        elif sign == PAGE:
            here = _page(here)
        elif sign == "\t":
            here = _tab(here)
        else:
            here = _after(here, etree.Element(w("br")) if sign == "\n" else draw(int(sign.strip(CHART))))
            here = _after(here, etree.Element(w("t")))
        _write(here, words)


def _write(text: etree._Element, words: str) -> etree._Element:
    text.text = words
    text.set(_SPACE, "preserve")
    return text


def _after(here: etree._Element, element: etree._Element) -> etree._Element:
    here.addnext(element)
    return element


def _tab(here: etree._Element) -> etree._Element:
    run = here.getparent()
    if run is None or run.tag != w("r"):
        return _after(_after(here, etree.Element(w("tab"))), etree.Element(w("t")))
    rest = list(here.itersiblings())
    tab, following = (_like(run) for _ in range(2))
    run.addnext(tab)
    tab.addnext(following)
    etree.SubElement(tab, w("tab"))
    start = etree.SubElement(following, w("t"))
    following.extend(rest)
    return start


def _like(run: etree._Element) -> etree._Element:
    """An empty run that looks like another."""
    made = etree.Element(w("r"))
    if (look := run.find(w("rPr"))) is not None:
        made.append(copy.deepcopy(look))
    return made


def _paragraph_of(here: etree._Element) -> tuple[etree._Element, etree._Element] | None:
    run = here.getparent()
    paragraph = run.getparent() if run is not None else None
    if run is None or paragraph is None or run.tag != w("r") or paragraph.tag != w("p"):
        return None
    return run, paragraph


def _page(here: etree._Element) -> etree._Element:
    """Cut the paragraph and put one with a page break between its halves; answers an empty text after it."""
    if _paragraph_of(here) is None:
        element = _after(here, etree.Element(w("br")))
        element.set(w("type"), "page")
        return _after(element, etree.Element(w("t")))
    start = _new_paragraph(here)
    found = _paragraph_of(start)
    assert found is not None  # noqa: S101 - it has just been made
    _, paragraph = found
    page = etree.Element(w("p"))
    broken = etree.SubElement(etree.SubElement(page, w("r")), w("br"))
    broken.set(w("type"), "page")
    paragraph.addprevious(page)
    return start


def _new_paragraph(here: etree._Element) -> etree._Element:
    """Cut the paragraph after this piece of a run; answers an empty text at the start of the new one."""
    found = _paragraph_of(here)
    if found is None:
        return _after(_after(here, etree.Element(w("br"))), etree.Element(w("t")))
    run, paragraph = found
    following = etree.Element(w("p"))
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        following.append(copy.deepcopy(properties))
        section = properties.find(w("sectPr"))  # a section ends with the last of its paragraphs
        if section is not None:
            properties.remove(section)
    continued = _like(run)
    following.append(continued)
    start = _write(etree.SubElement(continued, w("t")), "")
    for element in list(here.itersiblings()):
        continued.append(element)
    for element in list(run.itersiblings()):
        following.append(element)
    paragraph.addnext(following)
    return start


# ── frames ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _drop_empty_frames(root: etree._Element) -> None:
    """Tables that loops and conditions left without rows, rows without cells, cells without a paragraph at their end."""
    for cell in list(root.iter(w("tc"))):
        _end_with_paragraph(cell)
    for row in list(root.iter(w("tr"))):
        if row.find(f".//{w('tc')}") is None:
            _remove(row)
    for table in list(root.iter(w("tbl"))):
        if table.find(f".//{w('tr')}") is None:
            _remove(table)


def _end_with_paragraph(cell: etree._Element) -> None:
    last = next((child for child in cell.iterchildren(reversed=True) if child.tag not in _MARKS), None)
    if last is None or last.tag in {w("tcPr"), w("tbl")}:
        etree.SubElement(cell, w("p"))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if parent.tag == w("tc"):
            _end_with_paragraph(parent)


def columns(row: etree._Element) -> Iterator[tuple[int, int, etree._Element]]:
    """The cells of a row: first column of the grid, number of columns, cell."""
    before = row.find(f"{w('trPr')}/{w('gridBefore')}")
    column = _number_of(before, 0)
    for cell in row.iter(w("tc")):
        if next(cell.iterancestors(w("tr"))) is not row:
            continue
        span = _number_of(cell.find(f"{w('tcPr')}/{w('gridSpan')}"), 1)
        yield column, span, cell
        column += span


def _number_of(element: etree._Element | None, default: int) -> int:
    value = element.get(w("val"), "") if element is not None else ""
    return int(value) if value.isdigit() else default


def rows(table: etree._Element) -> list[etree._Element]:
    """The rows of a table, without those of tables in its cells."""
    return [row for row in table.iter(w("tr")) if next(row.iterancestors(w("tbl"))) is table]


def continued(above: Mapping[int, int], column: int, span: int) -> bool:
    """Whether merged cells of the row above (first column → number of columns) stand over these columns."""
    return any(first < column + span and column < first + wide for first, wide in above.items())


def _mend_merges(table: etree._Element) -> None:
    """A cell that continues a vertical merge of which nothing stands above becomes its first."""
    above: dict[int, int] = {}
    for row in rows(table):
        now: dict[int, int] = {}
        for column, span, cell in columns(row):
            merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            if merge is None:
                continue
            if merge.get(w("val"), "continue") != "restart" and not continued(above, column, span):
                merge.set(w("val"), "restart")
            now[column] = span
        above = now


def _widen(table: etree._Element) -> None:
    """A grid with fewer columns than the cells of a row span gets those it lacks."""
    grid = table.find(w("tblGrid"))
    if grid is None or not len(grid):
        return
    widest = max((column + span for row in rows(table) for column, span, _ in columns(row)), default=0)
    for _ in range(widest - len(grid.findall(w("gridCol")))):
        etree.SubElement(grid, w("gridCol")).set(w("w"), grid[-2].get(w("w"), "0"))


def _number(root: etree._Element, first_id: int) -> None:
    """Drawings and bookmarks that a loop repeated get numbers and names of their own."""
    for number, properties in enumerate(root.iter(_DOC_PROPERTIES), first_id):
        properties.set("id", str(number))
    starts = list(root.iter(w("bookmarkStart")))
    if len({start.get(w("id")) for start in starts}) == len(starts):
        return
    taken: set[str] = set()
    opened: dict[str, list[str]] = {}
    number = first_id
    for mark in root.iter(w("bookmarkStart"), w("bookmarkEnd")):
        old = mark.get(w("id"), "")
        if mark.tag == w("bookmarkEnd"):
            mark.set(w("id"), opened[old].pop() if opened.get(old) else old)
            continue
        number += 1
        name = base = mark.get(w("name"), "")
        again = 1
        while name in taken:
            again += 1
            name = f"{base[:35]}_{again}"
        taken.add(name)
        opened.setdefault(old, []).append(str(number))
        mark.set(w("id"), str(number))
        mark.set(w("name"), name)
