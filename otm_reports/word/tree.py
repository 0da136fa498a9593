"""Rendered part → part that Word opens: line breaks and charts in place, no text astray, no empty frames."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from lxml import etree

from otm_reports.errors import TemplateError
from otm_reports.word.package import W
from otm_reports.word.values import CHART, PAGE, PARAGRAPH

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DOC_PROPERTIES = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_FIRST_DRAWING_ID = 1001
_SIGNS = re.compile(f"(\n|\t|{PARAGRAPH}|{PAGE}|{CHART}\\d+{CHART})")
#: Elements that hold other elements, never words, and such as stand between them: text in or after one is not shown.
_FRAMES = (
    "body", "hdr", "ftr", "footnote", "endnote", "tbl", "tblPr", "tblGrid", "tr", "trPr", "tc", "tcPr", "p", "pPr", "r",
    "rPr", "br", "tab", "hyperlink", "sdtContent", "bookmarkStart", "bookmarkEnd", "proofErr",
)  # fmt: skip
_FRAME_TAGS = tuple(f"{{{W}}}{name}" for name in _FRAMES)

#: Makes the drawing of the chart with a number.
Draw = Callable[[int], "etree._Element"]  # noqa: SLF001 - lxml has no public name for it


def w(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def finished(root: etree._Element, draw: Draw, part: str, where: str) -> None:
    """Put a rendered part in order, in place.

    Raises:
        TemplateError: ``template-damaged`` when text stands where Word does not show it.
    """
    for words in root.itertext(*_FRAME_TAGS):
        _refuse_astray(str(words), part, where)
    for text in list(root.iter(w("t"))):
        _refuse_astray(text.tail, part, where)
        if text.text and _SIGNS.search(text.text):
            _split(text, draw)
    _drop_empty_frames(root)
    for number, properties in enumerate(root.iter(_DOC_PROPERTIES), _FIRST_DRAWING_ID):
        properties.set("id", str(number))


def _refuse_astray(words: str | None, part: str, where: str) -> None:
    if words and words.strip():
        raise TemplateError("template-damaged", where, part=part, near=words.strip()[:80])


def _split(text: etree._Element, draw: Draw) -> None:
    """Replace the signs in a text by what they stand for."""
    pieces = _SIGNS.split(text.text or "")
    _write(text, pieces[0])
    here = text
    for sign, words in zip(pieces[1::2], pieces[2::2], strict=True):
        here = _new_paragraph(here) if sign == PARAGRAPH else _after(here, _element(sign, draw))
        if words:
            here = _after(here, _write(etree.Element(w("t")), words))
    if not text.text:
        _remove(text)


def _element(sign: str, draw: Draw) -> etree._Element:
    if sign.startswith(CHART):
        return draw(int(sign.strip(CHART)))
    if sign == "\t":
        return etree.Element(w("tab"))
    line = etree.Element(w("br"))
    if sign == PAGE:
        line.set(w("type"), "page")
    return line


def _write(text: etree._Element, words: str) -> etree._Element:
    text.text = words
    text.set(_SPACE, "preserve")
    return text


def _after(here: etree._Element, element: etree._Element) -> etree._Element:
    here.addnext(element)
    return element


def _new_paragraph(here: etree._Element) -> etree._Element:
    """Cut the paragraph after this piece of a run; answers an empty text at the start of the new one."""
    run = here.getparent()
    paragraph = run.getparent() if run is not None else None
    if run is None or paragraph is None or run.tag != w("r") or paragraph.tag != w("p"):
        return _after(here, etree.Element(w("br")))
    following = etree.Element(w("p"))
    properties = paragraph.find(w("pPr"))
    if properties is not None:
        following.append(copy.deepcopy(properties))
        section = properties.find(w("sectPr"))  # a section ends with the last of its paragraphs
        if section is not None:
            properties.remove(section)
    continued = etree.SubElement(following, w("r"))
    if (look := run.find(w("rPr"))) is not None:
        continued.append(copy.deepcopy(look))
    start = _write(etree.SubElement(continued, w("t")), "")
    for element in list(here.itersiblings()):
        continued.append(element)
    for element in list(run.itersiblings()):
        following.append(element)
    paragraph.addnext(following)
    return start


def _drop_empty_frames(root: etree._Element) -> None:
    """Tables that loops and conditions left without rows, rows without cells, cells without a paragraph."""
    paragraph, properties = w("p"), w("tcPr")
    for cell in list(root.iter(w("tc"))):
        last = next(cell.iterchildren(reversed=True), None)
        if last is None or last.tag in {properties, w("tbl")}:  # Word wants a paragraph at the end of every cell
            etree.SubElement(cell, paragraph)
    for row in list(root.iter(w("tr"))):
        if row.find(f".//{w('tc')}") is None:
            _remove(row)
    for table in list(root.iter(w("tbl"))):
        if table.find(f".//{w('tr')}") is None:
            _remove(table)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if parent.tag == w("tc") and parent.find(w("p")) is None:
            etree.SubElement(parent, w("p"))
