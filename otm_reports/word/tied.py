"""A custom XML part tied to a paper, and a template freed from those of the paper it was made of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from otm_reports.word import package
from otm_reports.word.kept import BOOKMARK, LEDGER
from otm_reports.word.package import CONTENT_TYPES, RELATIONSHIPS, R

_MARK = f'w:name="{BOOKMARK}'.encode()
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


def related(parts: Mapping[str, bytes], main: str, where: str, relation: str = "rIdLedger") -> tuple[dict[str, bytes], str]:
    """The parts that tie a custom XML part to a paper, and the name of that part.

    Args:
        parts: Parts of the template or paper.
        main: Name of its main part.
        where: Name of the template, for messages.
        relation: Id of the relationship.
    """
    number = 1
    while f"customXml/item{number}.xml" in parts or f"customXml/itemProps{number}.xml" in parts:
        number += 1
    name, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    store = f'<ds:datastoreItem ds:itemID="{{6F746D2D-6C65-4467-8572-6F746D{number:06X}}}" xmlns:ds="{_DATA_STORE}"><ds:schemaRefs/></ds:datastoreItem>'
    rels, types = package.relationships_name(main), "[Content_Types].xml"
    target = "../" * main.count("/") + name
    declared = [f'<Override PartName="/{properties}" ContentType="{_PROPERTIES_TYPE}"/>']
    if not re.search(rb'Extension="xml"', parts[types], re.IGNORECASE):
        declared.append('<Default Extension="xml" ContentType="application/xml"/>')
    return {
        properties: f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n{store}'.encode(),
        package.relationships_name(name): package.extended(
            None, "", RELATIONSHIPS, "Relationships", [_relation("rId1", "customXmlProps", f"itemProps{number}.xml")], where,
        ),
        rels: package.extended(parts.get(rels), rels, RELATIONSHIPS, "Relationships", [_relation(relation, "customXml", target)], where),
        types: package.extended(parts[types], types, CONTENT_TYPES, "Types", declared, where),
    }, name


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>'


def forgotten(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a template that was made from a paper, without the traces of that paper."""
    made = dict(parts)
    for name, data in parts.items():
        if name.startswith("customXml/item") and LEDGER.encode() in data:
            made[name] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<former xmlns="urn:otm-reports:former"/>'
        elif name.startswith("word/") and name.endswith(".xml") and _MARK in data:
            made[name] = _without_marks(data)
    return made


def _without_marks(data: bytes) -> bytes:
    for mark in re.findall(rf'<w:bookmarkStart\b[^>]*w:name="{BOOKMARK}\d+"[^>]*/>'.encode(), data):
        number = re.search(rb'w:id="(\d+)"', mark)
        data = data.replace(mark, b"")
        if number:
            data = re.sub(rb'<w:bookmarkEnd\b[^>]*w:id="' + number[1] + rb'"[^>]*/>', b"", data)
    return data
