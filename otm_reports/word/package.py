"""Bytes of a .docx ↔ its parts: opened with limits and without recovery, closed with the same bytes every time."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from otm_reports.errors import TemplateError

MAX_PARTS = 2_000
MAX_UNPACKED = 100 * 2**20
MAX_FILLED_PART = 10 * 2**20

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_VML = "urn:schemas-microsoft-com:vml"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
#: Kinds of related parts whose text a template may fill.
_FILLED = ("header", "footer", "footnotes", "endnotes")
#: Fields that only count, repeat or show what the paper itself has. Every other one may fetch, ask or start something when a
#: reader opens the paper (DDE, LINK, INCLUDETEXT, DATABASE, MACROBUTTON …) and is refused, known or not.
_FIELDS = frozenset({
    "=", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "CITATION", "COMMENTS",
    "COMPARE", "CREATEDATE", "DATE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME", "FORMCHECKBOX",
    "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "IF", "INDEX", "INFO", "KEYWORDS", "LASTSAVEDBY", "LISTNUM",
    "MERGEFIELD", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "QUOTE", "REF",
    "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SET", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC",
    "TIME", "TITLE", "TOA", "TOC", "XE",
})  # fmt: skip
_KEYWORD = re.compile(r"\s*(=|\w+)")
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
#: What a HYPERLINK field says beside its target: a place in the paper, a window, words shown over it, and bare switches.
_LINK_SWITCHES = re.compile(r"""\\[lot]\s+(?:"[^"]*"|\S+)|\\\w(?=\s|$)|["“”]""", re.IGNORECASE)
_PROGRAM = re.compile(r"vbaProject|vbaData|activeX|oleObject", re.IGNORECASE)
#: Relationships to programs, to files of other kinds that a reader takes in, and to sources of data.
_ACTIVE_RELATIONS = frozenset(
    {"aFChunk", "attachedTemplate", "control", "frame", "mailMergeHeaderSource", "mailMergeSource", "oleObject", "recipientData", "subDocument", "vbaProject"}
)
#: Elements that take in another file or ask for data.
_ACTIVE = ("altChunk", "subDoc", "mailMerge", "control", "attachedTemplate", "dataSource", "frameset")
#: Where none of these stands in a part, there is nothing to look for in its tree.
_ACTIVE_SIGNS = tuple(one.encode() for one in (*_ACTIVE, "XInclude", "href", "src"))
_INCLUDE = "{http://www.w3.org/2001/XInclude}include"
#: Attributes of old drawings by which a reader's machine fetches a picture.
_FETCHED = frozenset({"src", "althref", "{urn:schemas-microsoft-com:office:office}href", "{urn:schemas-microsoft-com:office:office}althref"})
#: A target that lies elsewhere, whatever its relationship says: ``http:``, ``\\\\server``, ``c:\\``.
_ELSEWHERE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|\\\\|//)")
#: Namespaces of documents that Word saves as "Strict Open XML": the same elements under other names.
_STRICT = b"purl.oclc.org/ooxml"
_ENCODINGS = frozenset({"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ASCII", "US-ASCII"})
_TRACKED = (
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange",
    "sectPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
)  # fmt: skip


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


def parse(data: bytes, part: str, where: str, *, blanks: bool = True) -> etree._Element:
    """The root element of a part, parsed strictly: no recovery, no entities, no network.

    Args:
        data: The part.
        part: Its name.
        where: Name of the file, for messages.
        blanks: Keep the white space between elements.

    Raises:
        TemplateError: ``template-damaged`` if it is not well-formed, ``template-unsafe`` if it declares a DTD or is written in
            letters no office writes.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_blank_text=not blanks)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as mistake:
        raise TemplateError("template-damaged", where, part=part, near=_around(data, mistake)) from mistake
    about = root.getroottree().docinfo
    if about.internalDTD is not None:
        raise TemplateError("template-unsafe", where, part=part, what="DTD")
    if (about.encoding or "UTF-8").upper() not in _ENCODINGS:
        raise TemplateError("template-unsafe", where, part=part, what=f"encoding={about.encoding}")
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
        target = item.get("Target", "")
        external = item.get("TargetMode", "").lower() == "external" or _ELSEWHERE.match(target) is not None
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        kind = item.get("Type", "").rsplit("/", 1)[-1]
        found.append(Relationship(item.get("Id", ""), kind, target, external))
    return tuple(found)


def opened(data: bytes, where: str, *, marks: bool = False) -> Package:
    """Open and check a template's package.

    Args:
        data: Bytes of the .docx.
        where: Name of the file, for messages.
        marks: Leave active fields, comments and tracked changes in, for a look at all that is wrong.

    Raises:
        TemplateError: ``template-not-docx``, ``template-damaged`` (a part is not whole XML), ``template-too-long`` (beyond the limits above) or
            ``template-unsafe`` (macros, content fetched from outside, active fields, comments, tracked changes).
    """
    parts = unzipped(data, where)
    _refuse_names(parts, where)
    read = tuple(_xml_parts(parts, where))
    for name in read:
        parts[name] = _looked_through(parts[name], name, where)
    main = next((item.target for item in relationships(parts, "", where) if item.kind == "officeDocument"), "")
    if main not in parts or "[Content_Types].xml" not in parts:
        raise TemplateError("template-not-docx", where)
    _refuse_active_content(parts, where)
    related = [item.target for item in relationships(parts, main, where) if item.kind in _FILLED and not item.external]
    core = [item.target for item in relationships(parts, "", where) if item.kind == "core-properties"]
    filled = tuple(dict.fromkeys(name for name in (main, *sorted(related), *core) if name in parts))
    for name in filled:
        if len(parts[name]) > MAX_FILLED_PART:
            raise TemplateError("template-too-long", where, part=name, limit=MAX_FILLED_PART)
        root = parse(parts[name], name, where)
        if not marks:
            refuse_marks(root, name, where)
    for name in read:
        if name not in filled and b":instr" in parts[name]:
            _refuse_fields(parse(parts[name], name, where), name, where)
    forget_authors(parts, where)
    parts["[Content_Types].xml"] = as_document(parts["[Content_Types].xml"])
    return Package(parts, main, filled)


def _refuse_names(parts: Mapping[str, bytes], where: str) -> None:
    """Refuse names that lead out of the package, or that Word, to which a capital letter is a small one, takes for others than we do."""
    known: set[str] = set()
    for name in parts:
        folded = name.casefold()
        aside = folded.endswith(".rels") and not re.fullmatch(r"(?:.+/)?_rels/[^/]*\.rels", name)
        if folded in known or aside or "\\" in name or name.startswith("/") or ".." in name.split("/") or not name.isprintable():
            raise TemplateError("template-unsafe", where, part=name[:80], what=name[:80])
        known.add(folded)


def _xml_parts(parts: Mapping[str, bytes], where: str) -> Iterator[str]:
    """The parts that a reader takes for XML: by their names, or by what the package says they hold.

    Raises:
        TemplateError: ``template-too-long``.
    """
    said: dict[str, str] = {}
    if "[Content_Types].xml" in parts:
        for item in parse(parts["[Content_Types].xml"], "[Content_Types].xml", where):
            said[(item.get("PartName") or "." + item.get("Extension", "")).lstrip("/").casefold()] = item.get("ContentType", "").casefold()
    for name, content in parts.items():
        folded = name.casefold()
        kind = said.get(folded) or said.get("." + folded.rpartition(".")[2], "")
        if not folded.endswith((".xml", ".rels")) and (not kind.endswith("xml") or kind.startswith("image/")):
            continue
        if len(content) > MAX_FILLED_PART:
            raise TemplateError("template-too-long", where, part=name, limit=MAX_FILLED_PART)
        yield name


def _looked_through(data: bytes, name: str, where: str) -> bytes:
    """A part of XML, in UTF-8; refused where it would take in something or is written in the other names of elements."""
    root = parse(data, name, where)
    if b"\0" in data:  # two bytes a letter: whoever looks for words in it would find none
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    if _STRICT in data:
        raise TemplateError("template-not-docx", where)
    if not name.endswith(".rels") and any(one in data for one in _ACTIVE_SIGNS):
        _refuse_active_elements(root, name, where)
    return data


def unzipped(data: bytes, where: str) -> dict[str, bytes]:
    """The parts of a package, in the order of the file.

    Raises:
        TemplateError: ``template-not-docx`` or ``template-too-long``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            size = sum(entry.file_size for entry in entries)
            if len(entries) > MAX_PARTS or size > MAX_UNPACKED:
                raise TemplateError("template-too-long", where, part="", limit=MAX_UNPACKED)
            names = Counter(entry.filename for entry in entries)
            if len(names) < len(entries):  # which of two a reader takes is up to the reader
                twice = names.most_common(1)[0][0]
                raise TemplateError("template-unsafe", where, part=twice[:80], what=f"{twice[:80]} × {names[twice]}")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as mistake:
        raise TemplateError("template-not-docx", where) from mistake


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
                outside = item.external and not _harmless_link(item)
                if item.kind in _ACTIVE_RELATIONS or outside or (item.kind == "package" and not _harmless_embedded(parts.get(item.target), item.target)):
                    raise TemplateError("template-unsafe", where, part=name, what=f"{item.kind}: {item.target}")


def _harmless_embedded(data: bytes | None, name: str) -> bool:
    """Whether an embedded file is a document, workbook or presentation without programs in it."""
    if data is None or not name.lower().endswith((".docx", ".xlsx", ".pptx")):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not any(_PROGRAM.search(inner) for inner in archive.namelist())
    except (zipfile.BadZipFile, ValueError):
        return False


def _refuse_active_elements(root: etree._Element, name: str, where: str) -> None:
    for element in root.iter(*(f"{{{W}}}{one}" for one in _ACTIVE), _INCLUDE):
        raise TemplateError("template-unsafe", where, part=name, what=etree.QName(element).localname)
    for element in root.iter(f"{{{_VML}}}*", f"{{{W}}}pict"):
        for attribute, target in element.attrib.items():
            fetched = attribute in _FETCHED or (attribute == "href" and not _harmless_target(str(target)))
            if fetched and _ELSEWHERE.match(str(target)):
                raise TemplateError("template-unsafe", where, part=name, what=f"{etree.QName(attribute).localname}: {target!s}"[:80])


def _harmless_link(item: Relationship) -> bool:
    return item.kind == "hyperlink" and _harmless_target(item.target)


def _harmless_target(target: str) -> bool:
    return target.lower().startswith(("http://", "https://", "mailto:"))


def _harmless_field(instruction: str) -> bool:
    """Whether a field's instruction is one of :data:`_FIELDS`; where a tag stands in it, only a number is ever printed."""
    said = _TAGS.sub("0", instruction)
    keyword = _KEYWORD.match(said)
    if keyword is None:
        return not said.strip()
    if keyword[1].upper() not in _FIELDS and not keyword[1].isdigit():
        return False
    target = _LINK_SWITCHES.sub(" ", said[keyword.end() :]).strip() if keyword[1].upper() == "HYPERLINK" else ""
    return not target or _harmless_target(target)


def refuse_marks(root: etree._Element, part: str, where: str) -> None:
    """Refuse active fields, comments and tracked changes in a part: they would travel into every paper."""
    for _, what in marks_of(root):
        raise TemplateError("template-unsafe", where, part=part, what=what)


def _refuse_fields(root: etree._Element, part: str, where: str) -> None:
    """Refuse active fields in a part that no page shows: building blocks, comments nothing leads to."""
    for _, field in _fields(root):
        if not _harmless_field(field):
            raise TemplateError("template-unsafe", where, part=part, what=field.strip()[:60])


def marks_of(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Active fields, comments and tracked changes of a part: the element of each and what it is."""
    for element, field in _fields(root):
        if not _harmless_field(field):
            yield element, field.strip()[:60]
    for name, what in (*((tag, "tracked-changes") for tag in _TRACKED), ("commentReference", "comments")):
        if (found := next(root.iter(f"{{{W}}}{name}"), None)) is not None:
            yield found, what


def _fields(root: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The element and the instruction of each field; Word splits one over several runs, and a field may stand inside another's instruction.

    A field inside, whose words Word puts in before it reads the outer one, counts as a sign of its own: the outer one must
    be known by what stands before.
    """
    for simple in root.iter(f"{{{W}}}fldSimple"):
        yield simple, simple.get(f"{{{W}}}instr", "")
    begun: list[etree._Element] = []
    instructions: list[str] = []  # of the fields that are open; what follows the separator is what was shown last
    for element in root.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText"):
        if element.tag == f"{{{W}}}instrText":
            if instructions:
                instructions[-1] += element.text or ""
            else:
                yield element, element.text or ""
            continue
        kind = element.get(f"{{{W}}}fldCharType", "")
        if kind == "begin":
            if instructions:
                instructions[-1] += "\ufffc"
            instructions.append("")
            begun.append(element)
        elif kind == "end" and instructions:
            yield begun.pop(), instructions.pop()
    yield from zip(begun, instructions, strict=True)


def extended(data: bytes | None, name: str, namespace: str, root: str, items: Sequence[str], where: str) -> bytes:
    """A list of the package (relationships, content types) with more items in it.

    Args:
        data: The list as it stands; ``None`` where there is none yet.
        name: Its name in the package.
        namespace: Of the list and its items.
        root: Name of the list's element.
        items: XML of each item.
        where: Name of the file, for messages.
    """
    if data is None:
        data = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root} xmlns="{namespace}"></{root}>'.encode()
    end = f"</{root}>".encode()
    if not data.endswith(end):  # written in another way, with a prefix or nothing in it
        tree = parse(data, name, where)
        tree.extend(etree.fromstring(f'<{root} xmlns="{namespace}">{"".join(items)}</{root}>'))
        return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data[: -len(end)] + "".join(items).encode() + end


def as_document(types: bytes) -> bytes:
    """Content types of a document: a .dotx template gives a .docx."""
    return types.replace(_TEMPLATE_TYPE.encode(), _DOCUMENT_TYPE.encode())


_PRIVATE = ("creator", "lastModifiedBy", "lastPrinted", "revision", "Company", "Manager", "TotalTime")


def forget_authors(parts: dict[str, bytes], where: str) -> None:
    """Take out of the properties who made the template, for whom and how long; its own dates stay as they are."""
    for item in relationships(parts, "", where):
        if item.kind not in {"core-properties", "extended-properties"} or item.target not in parts:
            continue
        root = parse(parts[item.target], item.target, where)
        for element in [child for child in root if etree.QName(child).localname in _PRIVATE]:
            root.remove(element)
        parts[item.target] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
