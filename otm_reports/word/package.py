"""Bytes of a .docx ↔ its parts: opened with limits and without recovery, closed with the same bytes every time."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from otm_reports.errors import TemplateError

MAX_PARTS = 2_000
MAX_UNPACKED = 100 * 2**20
MAX_FILLED_PART = 10 * 2**20

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
#: Kinds of related parts whose text a template may fill.
_FILLED = ("header", "footer", "footnotes", "endnotes")
#: Fields that fetch or start something when a reader opens the paper.
_ACTIVE_FIELD = re.compile(r"^\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|INCLUDE|LINK|MACROBUTTON)\b", re.IGNORECASE)
_PROGRAM = re.compile(r"vbaProject|vbaData|activeX|oleObject", re.IGNORECASE)
_TRACKED = ("ins", "del", "moveFrom", "moveTo")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part: id, kind (last word of its type), target, and whether that lies outside."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """A checked .docx.

    Attributes:
        parts: Part name (``word/document.xml``) → bytes, in the order of the file.
        main: Name of the main document part.
        filled: Parts whose text is a template: main document, headers, footers, notes, core properties.
    """

    parts: Mapping[str, bytes]
    main: str
    filled: tuple[str, ...]


def parse(data: bytes, part: str, where: str) -> etree._Element:
    """The root element of a part, parsed strictly: no recovery, no entities, no network.

    Raises:
        TemplateError: ``template-damaged`` if it is not well-formed, ``template-unsafe`` if it declares a DTD.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as mistake:
        raise TemplateError("template-damaged", where, part=part, near=_around(data, mistake)) from mistake
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateError("template-unsafe", where, part=part, what="DTD")
    return root


def _around(data: bytes, mistake: etree.XMLSyntaxError) -> str:
    """The words before the place where the XML breaks."""
    lines = data.decode("utf-8", "replace").split("\n")
    row, column = mistake.position
    text = lines[row - 1][:column] if 0 < row <= len(lines) else ""
    return plain(text[-4000:])[-80:]


def plain(xml: str) -> str:
    """The text of a piece of XML, for messages."""
    text = re.sub(r"^[^<>]*>|<[^>]*>|<[^<>]*$", " ", xml) if "<" in xml or ">" in xml else xml
    return re.sub(r"\s+", " ", text).strip()


def relationships_name(part: str) -> str:
    """``word/document.xml`` → ``word/_rels/document.xml.rels``; the package itself is an empty name."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def relationships(parts: Mapping[str, bytes], part: str, where: str) -> tuple[Relationship, ...]:
    """The relationships of a part, targets resolved to part names."""
    name = relationships_name(part)
    if name not in parts:
        return ()
    found = []
    for item in parse(parts[name], name, where).iter(f"{{{RELATIONSHIPS}}}Relationship"):
        external = item.get("TargetMode") == "External"
        target = item.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        kind = item.get("Type", "").rsplit("/", 1)[-1]
        found.append(Relationship(item.get("Id", ""), kind, target, external))
    return tuple(found)


def opened(data: bytes, where: str) -> Package:
    """Open and check a template's package.

    Raises:
        TemplateError: ``template-damaged`` (not a readable .docx), ``template-too-long`` (beyond the limits above) or
            ``template-unsafe`` (macros, content fetched from outside, active fields, comments, tracked changes).
    """
    parts = _unzipped(data, where)
    main = next((item.target for item in relationships(parts, "", where) if item.kind == "officeDocument"), "")
    if main not in parts or "[Content_Types].xml" not in parts:
        raise TemplateError("template-damaged", where, part=main or "[Content_Types].xml", near="")
    _refuse_active_content(parts, where)
    related = [item.target for item in relationships(parts, main, where) if item.kind in _FILLED and not item.external]
    core = [item.target for item in relationships(parts, "", where) if item.kind == "core-properties"]
    filled = tuple(dict.fromkeys(name for name in (main, *sorted(related), *core) if name in parts))
    for name in filled:
        if len(parts[name]) > MAX_FILLED_PART:
            raise TemplateError("template-too-long", where, part=name, limit=MAX_FILLED_PART)
        refuse_marks(parse(parts[name], name, where), name, where)
    return Package(parts, main, filled)


def _unzipped(data: bytes, where: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_PARTS or size > MAX_UNPACKED:
                raise TemplateError("template-too-long", where, part="", limit=MAX_UNPACKED)
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as mistake:
        raise TemplateError("template-damaged", where, part="", near="") from mistake


def _refuse_active_content(parts: Mapping[str, bytes], where: str) -> None:
    """Refuse macros, embedded programs and anything a reader's machine would fetch."""
    for name, data in parts.items():
        if _PROGRAM.search(name):
            raise TemplateError("template-unsafe", where, part=name, what="macros")
        if name == "[Content_Types].xml" and b"macroEnabled" in data:
            raise TemplateError("template-unsafe", where, part=name, what="macros")
        if name.endswith(".rels"):
            folder, base = posixpath.split(name)
            owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            for item in relationships(parts, owner, where):
                if item.external and not _harmless_link(item):
                    raise TemplateError("template-unsafe", where, part=name, what=item.target)


def _harmless_link(item: Relationship) -> bool:
    return item.kind == "hyperlink" and item.target.lower().startswith(("http://", "https://", "mailto:"))


def refuse_marks(root: etree._Element, part: str, where: str) -> None:
    """Refuse active fields, comments and tracked changes in a part: they would travel into every paper."""
    for field in _fields(root):
        if _ACTIVE_FIELD.match(field):
            raise TemplateError("template-unsafe", where, part=part, what=field.strip()[:60])
    for name, what in (*((tag, "tracked-changes") for tag in _TRACKED), ("commentReference", "comments")):
        if next(root.iter(f"{{{W}}}{name}"), None) is not None:
            raise TemplateError("template-unsafe", where, part=part, what=what)


def _fields(root: etree._Element) -> Iterator[str]:
    """The instruction of each field; Word splits one over several runs."""
    for simple in root.iter(f"{{{W}}}fldSimple"):
        yield simple.get(f"{{{W}}}instr", "")
    instruction = ""
    for element in root.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText"):
        if element.tag == f"{{{W}}}instrText":
            instruction += element.text or ""
        else:
            yield instruction
            instruction = ""
    yield instruction


def closed(parts: Mapping[str, bytes]) -> bytes:
    """A .docx of these parts: order as given, no time of day, no trace of the machine."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            archive.writestr(entry, data)
    return buffer.getvalue()


def as_document(types: bytes) -> bytes:
    """Content types of a document: a .dotx template gives a .docx."""
    return types.replace(_TEMPLATE_TYPE.encode(), _DOCUMENT_TYPE.encode())
