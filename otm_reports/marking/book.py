"""Workbook × remarks → marked copy: coloured cells, comments, a first sheet; every other part byte for byte as it was."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from otm_reports.marking import comments
from otm_reports.marking.remarks import SHEET, Origin, Remark, sheet_xml
from otm_reports.marking.sheetpart import Place, SheetPart
from otm_reports.marking.splice import Edits, Element, Unpatchable, as_utf8, elements, quoted, top
from otm_reports.marking.styles import EMPTY as EMPTY_STYLES
from otm_reports.marking.styles import Styles
from otm_reports.marking.zipped import Package

#: A worksheet larger than this is listed and not marked: finding its cells would take as long as reading the folder.
MOST_BYTES = 20 * 2**20
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_EMPTY_RELATIONS = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_PACKAGE}"/>'.encode()
_RANK = {"error": 0, "warning": 1, "note": 2}


def is_signed(content: bytes) -> bool:
    """Whether a workbook carries a digital signature, which a marked copy cannot keep valid."""
    return any(name.lower().startswith("_xmlsignatures/") for name in Package(content).names)


def mark(content: bytes, remarks: Sequence[Remark], origin: Origin, words: Mapping[str, str], *, listed_on: str = "") -> bytes:
    """The marked copy of a workbook.

    Args:
        content: A workbook (.xlsx, .xlsm), or a marked copy of one.
        remarks: What is to be said, in the order of the list.
        origin: The register that the remarks are about.
        words: ``[marked]`` of the messages, with ``column_…``, ``state_…`` and ``severity_…``.
        listed_on: Name of the sheet that holds the list, if the workbook is a marked copy already.

    Returns:
        The bytes of the copy, the same for the same arguments.

    Raises:
        Unpatchable: The package is not of the form that can be patched; the argument says why.
    """
    try:
        return _Book(content, words).marked(remarks, origin, listed_on)
    except (KeyError, ValueError, UnicodeError, zipfile.BadZipFile, zlib.error, NotImplementedError) as problem:
        raise Unpatchable("damaged") from problem


class _Book:
    def __init__(self, content: bytes, words: Mapping[str, str]) -> None:
        self.package = Package(content)
        self.words = words
        main = next((name for name in self.package.names if PurePosixPath(name.replace("\\", "/")).name.lower() == "workbook.xml"), None)
        if main is None or len({name.lower() for name in self.package.names}) != len(self.package.names):
            raise Unpatchable("damaged")
        self.main = main
        self.folder = posixpath.dirname(main)
        self.book = as_utf8(self.package.read(main))
        if b"purl.oclc.org/ooxml" in self.book:
            raise Unpatchable("strict")
        self.sheets = elements(self.book, lambda path: path == ("workbook", "sheets", "sheet"))
        self.relations = self._relations(main)
        self.parts = {sheet.attributes.get("name", ""): self._target(sheet) for sheet in self.sheets}

    def marked(self, remarks: Sequence[Remark], origin: Origin, listed_on: str) -> bytes:
        styles_part = next((target for kind, target in self.relations.values() if kind == "styles"), "")
        has_styles = bool(styles_part) and styles_part in self.package
        styles = Styles(as_utf8(self.package.read(styles_part)) if has_styles else EMPTY_STYLES)
        for name, part in self.parts.items():
            own = [one for one in remarks if one.sheet == name and one.state != "closed" and one.cell]
            if name != listed_on and part and (own or listed_on):
                self._mark_sheet(part, own, styles)
        sheet = sheet_xml(remarks, origin, self.words, styles)
        if listed_on in self.parts and listed_on:
            self.package.write(self.parts[listed_on], sheet)
        else:
            self._insert(sheet)
        if has_styles:
            self.package.write(styles_part, styles.patched())
        else:
            part = next(name for name in (f"{self._beside()}styles.xml", self.package.free(f"{self._beside()}styles{{}}.xml")) if name not in self.package)
            self.package.write(part, styles.patched())
            self._relate(self.main, "styles", part)
            self._declare(part, f"{_MAIN}.styles+xml")
        return self.package.packed()

    # ── one sheet ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _mark_sheet(self, part: str, remarks: Sequence[Remark], styles: Styles) -> None:
        relations = self._relations(part)
        notes = next((target for kind, target in relations.values() if kind == "comments"), "")
        if notes not in self.package:
            notes = ""
        before = as_utf8(self.package.read(notes)) if notes else comments.EMPTY_COMMENTS
        ours = comments.ours(before) if notes else ()
        if not remarks and not ours:
            return
        if self.package.size(part) > MOST_BYTES:
            raise Unpatchable("large")
        sheet = SheetPart(as_utf8(self.package.read(part)))
        here: dict[Place, list[Remark]] = {}
        for one in remarks:
            here.setdefault(sheet.seen((one.row, one.column)), []).append(one)
        mended = [place for place in ours if place not in here]
        colours = {
            **{place: min((one.severity for one in ones), key=_RANK.__getitem__) for place, ones in here.items()}, **dict.fromkeys(mended, "closed"),
        }
        sheet.mark(colours, lambda place, base: styles.coloured(base, colours[place]))
        said = {place: "\n\n".join(map(self._said, ones)) for place, ones in here.items()} | dict.fromkeys(mended, self.words["mended"])
        done = comments.commented(before, said)
        self._boxes(part, sheet, relations, done.boxes)
        if not notes and done.content != before:
            notes = self.package.free(f"{self._beside()}comments{{}}.xml")
            self._relate(part, "comments", notes)
            self._declare(notes, f"{_MAIN}.comments+xml")
        if notes:
            self.package.write(notes, done.content)
        self.package.write(part, sheet.patched())

    def _boxes(self, part: str, sheet: SheetPart, relations: Mapping[str, tuple[str, str]], places: tuple[Place, ...]) -> None:
        if not places:
            return
        drawing = relations.get(sheet.legacy(), ("", ""))[1] if sheet.legacy() else ""
        if drawing in self.package:
            self.package.write(drawing, comments.boxed(as_utf8(self.package.read(drawing)), places))
            return
        if sheet.legacy():
            raise Unpatchable("drawing")
        drawing = self.package.free(f"{self._beside()}drawings/vmlDrawing{{}}.vml")
        self.package.write(drawing, comments.boxed(comments.EMPTY_BOXES, places))
        sheet.link_legacy(self._relate(part, "vmlDrawing", drawing))
        self._declare(drawing, "application/vnd.openxmlformats-officedocument.vmlDrawing")

    def _said(self, one: Remark) -> str:
        lines = [f"{self.words[f'severity_{one.severity}'].upper()}. {one.message}"]
        lines += [f"{self.words[f'column_{name}']}: {text}" for name, text in (("expected", one.expected), ("suggestion", one.suggestion)) if text]
        return "\n".join(lines)

    # ── the workbook ────────────────────────────────────────────────────────────────────────────────────────────────

    def _insert(self, sheet: bytes) -> None:
        """Put the list before all sheets: what counts sheets by their place moves on by one."""
        part = self.package.free(f"{self._beside()}worksheets/sheet{{}}.xml")
        self.package.write(part, sheet)
        self._declare(part, f"{_MAIN}.worksheet+xml")
        relation = self._relate(self.main, "worksheet", part)
        root, children = top(self.book)
        edits = Edits()
        taken = {one.attributes.get("name", "").casefold() for one in self.sheets}
        name = next(name for name in (SHEET, *(f"{SHEET} {number}" for number in range(2, 1000))) if name.casefold() not in taken)
        number = max((int(one.attributes.get("sheetId", "0")) for one in self.sheets), default=0) + 1
        sheets = next((one for one in children if one.path[-1] == "sheets"), None)
        if sheets is None or not self.sheets:
            raise Unpatchable("damaged")
        known = "" if root.attributes.get("xmlns:r") == _RELATIONS else f' xmlns:r="{_RELATIONS}"'
        text = f'<{sheets.prefix}sheet name="{quoted(name)}" sheetId="{number}"{known} r:id="{relation}"/>'
        edits.insert(self.sheets[0].start, text)
        self._views(edits, root, sheets)
        for one in elements(self.book, lambda path: path == ("workbook", "definedNames", "definedName")):
            if one.attributes.get("localSheetId", "").isdigit():
                edits.attribute(self.book, one, "localSheetId", str(int(one.attributes["localSheetId"]) + 1))
        self.package.write(self.main, edits.apply(self.book))

    def _views(self, edits: Edits, root: Element, sheets: Element) -> None:
        """The sheet that stood open stays the open one; two chosen sheets would be written to together."""
        views = elements(self.book, lambda path: path == ("workbook", "bookViews", "workbookView"))
        for one in views:
            for name in ("activeTab", "firstSheet"):
                place = one.attributes.get(name, "0")
                if name == "activeTab" or int(place):
                    edits.attribute(self.book, one, name, str(int(place) + 1))
        if not views and not elements(self.book, lambda path: path == ("workbook", "bookViews")):
            edits.insert(sheets.start, f'<{root.prefix}bookViews><{root.prefix}workbookView activeTab="1"/></{root.prefix}bookViews>')

    # ── the package ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _beside(self) -> str:
        return f"{self.folder}/" if self.folder else ""

    def _target(self, sheet: Element) -> str:
        relation = next((value for name, value in sheet.attributes.items() if name.endswith(":id")), "")
        kind, part = self.relations.get(relation, ("", ""))
        return part if kind == "worksheet" and part in self.package else ""

    @staticmethod
    def _beside_part(part: str) -> str:
        folder, name = posixpath.split(part)
        return posixpath.join(folder, "_rels", f"{name}.rels")

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Relation → its kind and its part."""
        known = self._beside_part(part)
        if known not in self.package:
            return {}
        found = {}
        for one in elements(as_utf8(self.package.read(known)), lambda path: path == ("Relationships", "Relationship")):
            target = one.attributes.get("Target", "")
            if one.attributes.get("TargetMode") != "External":
                whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
                found[one.attributes.get("Id", "")] = one.attributes.get("Type", "").rpartition("/")[2], whole
        return found

    def _relate(self, part: str, kind: str, target: str) -> str:
        known = self._beside_part(part)
        content = as_utf8(self.package.read(known)) if known in self.package else _EMPTY_RELATIONS
        root, _ = top(content)
        taken = set(re.findall(rb"rIdOtm([0-9]+)", content))
        relation = f"rIdOtm{max(map(int, taken), default=0) + 1}"
        way = posixpath.relpath(target, posixpath.dirname(part) or ".")
        edits = Edits()
        edits.into(root, f'<{root.prefix}Relationship Id="{relation}" Type="{_RELATIONS}/{kind}" Target="{quoted(way)}"/>')
        self.package.write(known, edits.apply(content))
        return relation

    def _declare(self, part: str, kind: str) -> None:
        content = as_utf8(self.package.read(_TYPES))
        root, _ = top(content)
        edits = Edits()
        edits.into(root, f'<{root.prefix}Override PartName="/{quoted(part)}" ContentType="{kind}"/>')
        self.package.write(_TYPES, edits.apply(content))
