"""Charts a template printed → parts of the package: the chart, its workbook, and the drawing that shows it."""

from __future__ import annotations

import posixpath
from typing import Any

from lxml import etree

from otm_reports import charts
from otm_reports.word import package
from otm_reports.word.package import CONTENT_TYPES, RELATIONSHIPS, R

_EMU_PER_CM = 360_000
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_W = package.W
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Charts:
    """The charts of one paper while it is rendered."""

    def __init__(self, parts: dict[str, bytes], where: str) -> None:
        self._where = where
        self._taken = set(parts)
        self._made: list[tuple[str, str, str, Any]] = []  # owner part, relationship id, chart part, chart

    def drawn(self, chart: charts.Chart, owner: str) -> etree._Element:
        """The drawing that shows a chart, to stand in a run of the part ``owner``."""
        number = len(self._made) + 1
        while f"word/charts/chart{number}.xml" in self._taken:
            number += 1
        name = f"word/charts/chart{number}.xml"
        self._taken.add(name)
        relation = f"rIdChart{number}"
        self._made.append((owner, relation, name, chart))
        return _drawing(chart, relation, number)

    def write(self, parts: dict[str, bytes]) -> None:
        """Add the charts, their workbooks, relationships and content types to the package."""
        for owner, relation, name, chart in self._made:
            xml, workbook = charts.chart_parts(chart)
            book = f"word/embeddings/{posixpath.basename(name).removesuffix('.xml')}.xlsx"
            parts[name] = xml
            parts[book] = workbook
            target = posixpath.relpath(name, posixpath.dirname(owner))
            self._relate(parts, owner, relation, "chart", target)
            self._relate(parts, name, charts.WORKBOOK_RELATION, "package", f"../embeddings/{posixpath.basename(book)}")
            self._declare(parts, name)

    def _relate(self, parts: dict[str, bytes], owner: str, relation: str, kind: str, target: str) -> None:
        name = package.relationships_name(owner)
        root = (
            package.parse(parts[name], name, self._where)
            if name in parts
            else etree.fromstring(f'<Relationships xmlns="{RELATIONSHIPS}"/>')
        )
        item = etree.SubElement(root, f"{{{RELATIONSHIPS}}}Relationship")
        item.attrib.update({"Id": relation, "Type": f"{R}/{kind}", "Target": target})
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _declare(self, parts: dict[str, bytes], name: str) -> None:
        types = package.parse(parts["[Content_Types].xml"], "[Content_Types].xml", self._where)
        known = {item.get("Extension", "").lower() for item in types.iter(f"{{{CONTENT_TYPES}}}Default")}
        if "xlsx" not in known:
            default = etree.Element(f"{{{CONTENT_TYPES}}}Default")
            default.attrib.update({"Extension": "xlsx", "ContentType": _WORKBOOK_TYPE})
            types.insert(0, default)
        item = etree.SubElement(types, f"{{{CONTENT_TYPES}}}Override")
        item.attrib.update({"PartName": f"/{name}", "ContentType": _CHART_TYPE})
        parts["[Content_Types].xml"] = etree.tostring(types, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drawing(chart: charts.Chart, relation: str, number: int) -> etree._Element:
    drawing = etree.Element(f"{{{_W}}}drawing", nsmap={"wp": _WP, "a": _A, "c": _C, "r": R})
    inline = etree.SubElement(drawing, f"{{{_WP}}}inline", distT="0", distB="0", distL="0", distR="0")
    width, height = round(chart.width_cm * _EMU_PER_CM), round(chart.height_cm * _EMU_PER_CM)
    etree.SubElement(inline, f"{{{_WP}}}extent", cx=str(width), cy=str(height))
    etree.SubElement(inline, f"{{{_WP}}}effectExtent", l="0", t="0", r="0", b="0")
    etree.SubElement(inline, f"{{{_WP}}}docPr", id=str(number), name=f"chart {number}", descr=chart.alt_text)
    etree.SubElement(inline, f"{{{_WP}}}cNvGraphicFramePr")
    graphic = etree.SubElement(inline, f"{{{_A}}}graphic")
    data = etree.SubElement(graphic, f"{{{_A}}}graphicData", uri=_C)
    etree.SubElement(data, f"{{{_C}}}chart").set(f"{{{R}}}id", relation)
    return drawing
