"""Bytes → format, by what stands in them and never by a name; refusals that the package alone gives away; its own date."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

# Contract 3, limits of one file.
MOST_BYTES = 500 * 2**20
MOST_UNPACKED = 400 * 2**20
MOST_PARTS = 2_000
MOST_RATIO, RATIO_FROM = 200, 10 * 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
#: Beginnings of what is neither a workbook nor text.
_OTHERS = ((b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"))
_MAIN = re.compile(rb"""Type\s*=\s*["'][^"']*/officeDocument["'][^>]*?Target\s*=\s*["']/?([^"']+)|Target\s*=\s*["']/?([^"']+)["'][^>]*?Type\s*=\s*["'][^"']*/officeDocument["']""")
_MODIFIED = re.compile(rb"<(?:\w+:)?(?:modified|date)\b[^>]*>([^<]+)<")
_XML_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_OPEN_DOCUMENT = b"urn:oasis:names:tc:opendocument:xmlns:office"
_TABLE = re.compile(rb"<table[\s>]", re.IGNORECASE)
_HEAD = 8192
_CHUNK = 1 << 20
#: The large parts that every reader reads to their end, which tells whether their checksums hold; the others are read for it.
_READ_WHOLE = re.compile(r"worksheets/[^/]*\.(?:xml|bin)$|sharedStrings\.(?:xml|bin)$|^content\.xml$|^word/document\.xml$", re.IGNORECASE)
#: Control characters that no text file holds; tab, line ends and the page break are none of them.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_TEXT_NAMES = (".csv", ".txt", ".tsv", ".tab")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is not read: a finding code and a detail for the message."""

    code: str
    detail: str = ""


def told(content: bytes, suffix: str) -> str | Refusal:
    """The format of a file by its content.

    Args:
        content: The bytes.
        suffix: What its name ends in; it decides only whether plain text is taken for a table.

    Returns:
        ``xlsx``, ``xlsb``, ``xls``, ``ods``, ``docx``, ``fods``, ``html``, ``xml`` (that of 2003) or ``csv``, or why there is none.
    """
    if not content.strip(b"\0 \r\n\t"):
        return Refusal("file-damaged", f"{len(content)} B")
    if content.startswith(b"PK"):
        return _package(content)
    if content.startswith(_OLE):
        return _compound(content)
    if content[:2] in _BIFF and content[2:4] in (b"\x04\0", b"\x06\0", b"\x08\0", b"\x10\0"):
        return "xls"
    other = next((name for mark, name in _OTHERS if content.startswith(mark)), "")
    return Refusal("file-format", other) if other else _text(content, suffix)


def _compound(content: bytes) -> str | Refusal:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") + b"\0\0" in content

    if holds("EncryptedPackage"):
        return Refusal("file-password")
    if holds("WordDocument") and not (holds("Workbook") or holds("Book")):
        return Refusal("file-format", "Word 97–2003")
    return "xls"


def _text(content: bytes, suffix: str) -> str | Refusal:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = content[: 2 * _HEAD].decode("utf-16", "ignore").encode() if wide else content[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if _CONTROL.search(head):
        return Refusal("file-damaged", "0x" + content[:4].hex())
    start = head.lstrip()[:1]
    if start == b"<":
        if _XML_2003 in head:
            return "xml"
        if _OPEN_DOCUMENT in head:
            return "fods"
        whole = content.decode("utf-16", "ignore").encode() if wide else content
        return "html" if _TABLE.search(whole) else Refusal("file-format", "HTML" if b"<html" in head.lower() else "XML")
    if suffix in _TEXT_NAMES:
        return "csv"
    # Under another name text is a table only if its lines are divided alike.
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    divided = any(lines[0].count(mark) and sum(line.count(mark) == lines[0].count(mark) for line in lines) * 2 > len(lines) for mark in (b";", b"\t", b",", b"|"))
    return "csv" if divided and len(lines) > 1 else Refusal("file-format", "text")


# ── packages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _package(content: bytes) -> str | Refusal:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            if len(entries) > MOST_PARTS or unpacked > MOST_UNPACKED:
                return Refusal("file-too-large", f"{len(entries)} / {unpacked // 2**20} MB")
            if any(entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in entries):
                return Refusal("file-unsafe", "zip")
            if any(entry.flag_bits & 1 for entry in entries):
                return Refusal("file-password")
            form = _kind(package)
            if isinstance(form, Refusal):
                return form
            for entry in entries:
                if not _READ_WHOLE.search(entry.filename):
                    with package.open(entry) as part:
                        while part.read(_CHUNK):
                            pass
            return form
    except Exception as problem:  # noqa: BLE001 - zlib.error and whatever a broken package raises: still one file refused
        return Refusal("file-damaged", type(problem).__name__)


def _kind(package: zipfile.ZipFile) -> str | Refusal:
    names = {name.replace("\\", "/").lower(): name for name in package.namelist()}
    bases = {PurePosixPath(name).name for name in names}
    main = _main(package, names)
    for form, mark in (("xlsb", "workbook.bin"), ("xlsx", "workbook.xml"), ("docx", "document.xml")):
        if main == mark or (not main and mark in bases):
            return form
    if main.startswith("workbook") and main.endswith(".xml"):
        return "xlsx"
    if main.startswith("document") and main.endswith(".xml"):
        return "docx"
    if "content.xml" in names:
        kind = package.read(names["mimetype"])[:100] if "mimetype" in names else b"spreadsheet"
        return "ods" if b"spreadsheet" in kind else Refusal("file-format", kind.decode("ascii", "replace"))
    return Refusal("file-format", "zip")


def _main(package: zipfile.ZipFile, names: dict[str, str]) -> str:
    """Name of the part that the package is about, without its folder."""
    if "_rels/.rels" not in names:
        return ""
    with package.open(names["_rels/.rels"]) as part:
        found = _MAIN.search(part.read(_HEAD))
    return PurePosixPath((found[1] or found[2]).decode("utf-8", "replace").lower()).name if found else ""


def modified(content: bytes, form: str) -> datetime | None:
    """When the program that wrote a workbook says it was last changed (dcterms:modified), in UTC; ``None`` if it does not say.

    Args:
        content: The file.
        form: Its format.
    """
    part = "meta.xml" if form == "ods" else "docProps/core.xml"
    if form not in ("xlsx", "xlsb", "docx", "ods"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            said = _MODIFIED.search(package.read(part)) if part in package.namelist() else None
        day = datetime.fromisoformat(said[1].decode().strip()) if said else None
    except (ValueError, KeyError, zipfile.BadZipFile, zlib.error):
        return None
    if day is None:
        return None
    return (day - (day.utcoffset() or day - day)).replace(tzinfo=None)
