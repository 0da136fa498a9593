"""styles.xml × what cells need → styles.xml: formats are added at the end, those that are there stay as they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from otm_reports.marking.splice import Edits, Element, Unpatchable, elements, top

#: Fills by severity, and of a remark that was mended: light enough to read on and to print.
COLOURS = {"error": "FFF4B6B6", "warning": "FFFFE699", "note": "FFDDEBF7", "closed": "FFC6E0B4"}
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_PLAIN = '<{0}xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)


class Styles:
    """The cell formats of a workbook and those that marking adds."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._root, self._lists = top(content)
        if self._root.path[-1] != "styleSheet":
            raise Unpatchable("damaged")
        self._prefix = self._root.prefix
        items = elements(content, lambda path: len(path) == 3)  # noqa: PLR2004 - styleSheet, a list, an entry
        self._count = {name: sum(item.path[1] == name for item in items) for name in _ORDER}
        self._formats = [content[item.start : item.end] for item in items if item.path[1:] == ("cellXfs", "xf")]
        self._added: dict[str, list[str]] = {name: [] for name in _ORDER}
        self._made: dict[tuple[int, str], int] = {}
        self._own: dict[str, int] = {}

    def coloured(self, base: int, colour: str) -> int:
        """A format like another in everything but its fill.

        Args:
            base: Number of the format that the cell has.
            colour: Key of ``COLOURS``.
        """
        if (base, colour) not in self._made:
            fill = self._shared(f"fill {colour}", "fills", lambda p: (
                f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{COLOURS[colour]}"/><{p}bgColor indexed="64"/>'
                f"</{p}patternFill></{p}fill>"
            ))
            known = base < len(self._formats)
            text = self._formats[base].decode() if known else _PLAIN.format(self._prefix)
            text = _with(_with(text, "fillId", str(fill)), "applyFill", "1")
            self._made[base, colour] = self._add("cellXfs", text)
        return self._made[base, colour]

    def own(self, kind: str, *, colour: str = "") -> int:
        """A format of our own sheet: ``title``, ``head``, ``note``, ``cell``, ``middle`` or ``link``."""
        key = f"{kind} {colour}"
        if key not in self._own:
            self._own[key] = self._add("cellXfs", self._drawn(kind, colour))
        return self._own[key]

    def _drawn(self, kind: str, colour: str) -> str:
        p = self._prefix
        size, more = {"title": (14, f"<{p}b/>"), "head": (11, f"<{p}b/>"), "note": (10, f"<{p}i/>"), "link": (11, f"<{p}u/>")}.get(kind, (11, ""))
        ink = "FF1F4E79" if kind == "link" else "FF000000"
        font = self._shared(f"font {size}{more}", "fonts", lambda p: (
            f'<{p}font>{more}<{p}sz val="{size}"/><{p}color rgb="{ink}"/><{p}name val="Times New Roman"/><{p}family val="1"/></{p}font>'
        ))
        fill = "0"
        if colour or kind == "head":
            rgb = COLOURS.get(colour, "FFDDE6EE")
            fill = str(self._shared(f"fill {colour or kind}", "fills", lambda p: (
                f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{rgb}"/><{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
            )))
        border = "0"
        if kind not in ("title", "note"):
            border = str(self._shared("border", "borders", lambda p: (
                f"<{p}border>" + "".join(f'<{p}{side} style="thin"><{p}color indexed="64"/></{p}{side}>' for side in ("left", "right", "top", "bottom"))
                + f"<{p}diagonal/></{p}border>"
            )))
        place = {"head": 'horizontal="center" vertical="center"', "middle": 'horizontal="center" vertical="top"'}.get(kind, 'vertical="top"')
        wrap = "" if kind == "title" else ' wrapText="1"'
        return (
            f'<{p}xf numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" applyNumberFormat="1" applyFont="1" applyFill="1" '
            f'applyBorder="1" applyAlignment="1"><{p}alignment {place}{wrap}/></{p}xf>'
        )

    def _shared(self, key: str, name: str, draw: Callable[[str], str]) -> int:
        if key not in self._own:
            self._own[key] = self._add(name, draw(self._prefix))
        return self._own[key]

    def _add(self, name: str, text: str) -> int:
        if name in ("fills", "fonts", "borders", "cellXfs") and not self._count[name] and not self._added[name]:
            # Number 0 (and 1 of the fills) mean "nothing special" to every reader.
            p = self._prefix
            first = {
                "fonts": [f'<{p}font><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>'], "borders": [f"<{p}border/>"],
                "fills": [f'<{p}fill><{p}patternFill patternType="{kind}"/></{p}fill>' for kind in ("none", "gray125")],
                "cellXfs": [_PLAIN.format(p)],
            }[name]
            self._added[name] += first
        self._added[name].append(text)
        return self._count[name] + len(self._added[name]) - 1

    def patched(self) -> bytes:
        """The part with the added formats; the same bytes if none were asked for."""
        edits = Edits()
        lists = {found.path[-1]: found for found in self._lists}
        for place, name in enumerate(_ORDER):
            added = self._added[name]
            if not added:
                continue
            text, number = "".join(added), str(self._count[name] + len(added))
            if name in lists:
                edits.attribute(self._content, lists[name], "count", number)
                edits.into(lists[name], text)
            else:
                edits.insert(self._behind(place), f'<{self._prefix}{name} count="{number}">{text}</{self._prefix}{name}>')
        return edits.apply(self._content) if edits.made else self._content

    def _behind(self, place: int) -> int:
        ends: list[Element] = [found for found in self._lists if found.path[-1] in _ORDER[:place]]
        return max((found.end for found in ends), default=self._root.inside)


def _with(text: str, name: str, value: str) -> str:
    """The text of an element with an attribute of its start tag set."""
    known = re.compile(rf"^(<[^>]*?\s){name}\s*=\s*(?:\"[^\"]*\"|'[^']*')")
    if known.match(text):
        return known.sub(rf'\g<1>{name}="{value}"', text, count=1)
    return re.sub(r"^(<[\w:.-]+)", rf'\g<1> {name}="{value}"', text, count=1)
