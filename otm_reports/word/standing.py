"""Paper × a person's word → the paper that says where it stands: checked or signed, by whom, when, and with which words.

The mark is a custom XML part: it goes with the file wherever it is moved, and is kept when Word or LibreOffice saves it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast, get_args
from xml.sax.saxutils import quoteattr

from otm_reports.errors import CollegeError, OtmError
from otm_reports.word import package
from otm_reports.word.kept import folded
from otm_reports.word.tied import related
from otm_reports.word.tree import w
from otm_reports.word.values import clean

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "urn:otm-reports:standing:1"
Stage = Literal["checked", "signed"]
_DIGITAL = "_xmlsignatures/"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a paper stands.

    Attributes:
        state: ``checked``, or ``signed``: read-only for the program.
        by, on: Who said so, and the day, ISO; empty for a digital signature.
        of: sha256 of the file as it was before it was marked.
        altered: Its words are others than when it was marked.
    """

    state: Stage
    by: str
    on: str
    of: str
    altered: bool = False


def standing(content: bytes, where: str = "") -> Standing | None:
    """Where a paper stands; ``None`` if nobody has marked it, or it is no document that can be read."""
    try:
        parts = package.unzipped(content, where)
        found = _mark(parts, where)
        if found is None:
            return Standing("signed", "", "", "") if any(name.startswith(_DIGITAL) for name in parts) else None
        root = found[1]
        state = root.get("state", "")
        if state not in get_args(Stage):
            return None
        altered = root.get("words", "") != _words(parts, where)
        return Standing(cast("Stage", state), root.get("by", ""), root.get("on", ""), root.get("of", ""), altered)
    except OtmError:
        return None


def marked(content: bytes, state: Stage, by: str, on: str, where: str) -> bytes:
    """The paper with the mark in it; every other part is as it was.

    Args:
        content: Bytes of the .docx.
        state: Where it stands now.
        by: Who says so.
        on: The day, ISO.
        where: Its name, for messages.

    Raises:
        CollegeError: ``paper-damaged``: it is no readable Word document; ``paper-sealed``: it carries a digital signature, which
            any change would break.
    """
    try:
        parts = package.unzipped(content, where)
        main = next((item.target for item in package.relationships(parts, "", where) if item.kind == "officeDocument"), "")
        words = _words(parts, where)
        if main not in parts:
            raise CollegeError("paper-damaged", where)
    except OtmError as problem:
        raise CollegeError("paper-damaged", where) from problem
    if any(name.startswith(_DIGITAL) for name in parts):
        raise CollegeError("paper-sealed", where)
    said = {"state": state, "by": folded(clean(by)), "on": on, "of": hashlib.sha256(content).hexdigest(), "words": words}
    attributes = " ".join(f"{name}={quoteattr(value)}" for name, value in said.items())
    mark = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<standing xmlns="{NAMESPACE}" {attributes}/>'.encode()
    found = _mark(parts, where)
    if found is not None:
        return _rewritten(content, {found[0]: mark})
    tied, name = related(parts, main, where, "rIdStanding")
    return _rewritten(content, {**tied, name: mark})


def _mark(parts: Mapping[str, bytes], where: str) -> tuple[str, etree._Element] | None:
    for name, data in parts.items():
        if name.startswith("customXml/") and NAMESPACE.encode() in data:
            root = package.parse(data, name, where)
            if root.tag == f"{{{NAMESPACE}}}standing":
                return name, root
    return None


def _words(parts: Mapping[str, bytes], where: str) -> str:
    """Digest of the words of a paper without what fields show: page numbers and contents are refreshed by whoever opens it."""
    if "word/document.xml" not in parts:
        return ""
    pieces: list[str] = []
    depth = 0
    for element in package.parse(parts["word/document.xml"], "word/document.xml", where).iter(w("fldChar"), w("t"), w("p")):
        if element.tag == w("fldChar"):
            depth += {"begin": 1, "end": -1}.get(element.get(w("fldCharType"), ""), 0)
        elif element.tag == w("p"):
            pieces.append("\n")
        elif depth <= 0 and next(element.iterancestors(w("fldSimple")), None) is None:
            pieces.append(element.text or "")
    return hashlib.sha256(folded("".join(pieces)).encode()).hexdigest()


def _rewritten(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, changed.get(entry.filename, old.read(entry)), zipfile.ZIP_DEFLATED)
        for name, data in changed.items():
            if name not in old.namelist():
                added = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                new.writestr(added, data, zipfile.ZIP_DEFLATED)
    return target.getvalue()
