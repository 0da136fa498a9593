"""Rendered part → its numbered captions as Word would number them: SEQ fields show their place in the finished paper.

Word and LibreOffice count such fields anew only when asked; until then a reader sees what is written in them, and a caption
that a loop repeated would say the same number each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from otm_reports.word.package import W

if TYPE_CHECKING:
    from lxml import etree

_SEQ = re.compile(r"\s*SEQ\s+([^\s\\]+)(.*)", re.IGNORECASE | re.DOTALL)
_RESET = re.compile(r"\\r\s*(\d+)", re.IGNORECASE)
_REPEAT = re.compile(r"\\c\b", re.IGNORECASE)
_OTHER_FORM = re.compile(r"\\\*\s*(?!ARABIC|MERGEFORMAT|CHARFORMAT)\w+|\\[hns]\b|\\#", re.IGNORECASE)


def has_numbers(root: etree._Element) -> bool:
    """Whether a part counts something: tables, figures."""
    return any(_SEQ.match(instruction) for instruction, _ in _fields(root))


def number(root: etree._Element) -> None:
    r"""Write into each SEQ field, in place, the number it has in this part.

    Source: ECMA-376 Part 1, 17.16.5.57 (SEQ; ``\r`` starts at a number, ``\c`` repeats the last one). Fields that are hidden,
    start anew at headings or are written in other numerals are left as they are.
    """
    counted: dict[str, int] = {}
    for instruction, texts in _fields(root):
        asked = _SEQ.match(instruction)
        if asked is None or _OTHER_FORM.search(asked[2]):
            continue
        name = asked[1].strip('"').lower()
        reset = _RESET.search(asked[2])
        counted[name] = int(reset[1]) if reset else counted.get(name, 0) + (0 if _REPEAT.search(asked[2]) else 1)
        for place, text in enumerate(texts):
            text.text = str(counted[name]) if place == 0 else ""


def _fields(root: etree._Element) -> Iterator[tuple[str, list[etree._Element]]]:
    """The instruction of each field that holds no other, and the texts that show it."""
    texts: list[etree._Element] = []
    instruction, shown = "", False
    for element in root.iter(f"{{{W}}}fldSimple", f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}t"):
        if element.tag == f"{{{W}}}fldSimple":
            yield element.get(f"{{{W}}}instr", ""), list(element.iter(f"{{{W}}}t"))
        elif element.tag == f"{{{W}}}instrText":
            instruction += element.text or ""
        elif element.tag == f"{{{W}}}t":
            if shown:
                texts.append(element)
        else:
            kind = element.get(f"{{{W}}}fldCharType", "")
            if kind == "end" and shown:
                yield instruction, texts
            if kind != "separate":
                instruction, texts = "", []
            shown = kind == "separate"
