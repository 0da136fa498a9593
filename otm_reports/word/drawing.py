"""Charts a template printed → parts of the package: the chart, its workbook, and the drawing that shows it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping

from lxml import etree
from markupsafe import escape

from otm_reports import charts
from otm_reports.word import package
from otm_reports.word.package import CONTENT_TYPES, RELATIONSHIPS, R
from otm_reports.word.values import clean, defused

_EMU_PER_CM = 360_000
#: Drawings of the template have smaller numbers.
_FIRST_ID = 500_000
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_W = package.W
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Charts:
    """The charts of one paper while it is rendered.

    Args:
        parts: The parts of the package so far.
        where: Name of the template, for messages.
    """

    def __init__(self, parts: Mapping[str, bytes], where: str) -> None:
        self._where = where
        self._parts = parts
        self._taken: set[str] = set()
        self._made: list[tuple[str, str, str, charts.Chart]] = []  # owner part, relationship id, chart part, chart

    def drawn(self, chart: charts.Chart, owner: str) -> etree._Element:
        """The drawing that shows a chart, to stand in a run of the part ``owner``."""
        return etree.fromstring(self._placed(chart, owner))

    def printer(self, owner: str) -> Callable[[charts.Chart], str]:
        """What writes the drawing of a chart into the part ``owner``."""
        return lambda chart: self._placed(chart, owner)

    def _placed(self, chart: charts.Chart, owner: str) -> str:
        number = len(self._made) + 1
        while f"word/charts/chart{number}.xml" in self._parts or f"word/charts/chart{number}.xml" in self._taken:
            number += 1
        name = f"word/charts/chart{number}.xml"
        self._taken.add(name)
        relation = f"rIdChart{number}"
        self._made.append((owner, relation, name, chart))
        return _drawing(chart, relation, number)

    def parts(self) -> dict[str, bytes]:
        """The charts, their workbooks, and the relationships and content types that changed by them."""
        made: dict[str, bytes] = {}
        related: dict[str, list[str]] = {}
        declared: list[str] = []
        for owner, relation, name, chart in self._made:
            book = f"word/embeddings/{posixpath.basename(name).removesuffix('.xml')}.xlsx"
            made[name], made[book] = charts.chart_parts(chart)
            related.setdefault(owner, []).append(_relation(relation, "chart", posixpath.relpath(name, posixpath.dirname(owner))))
            related[name] = [_relation(charts.WORKBOOK_RELATION, "package", f"../embeddings/{posixpath.basename(book)}")]
            declared.append(f'<Override PartName="/{name}" ContentType="{_CHART_TYPE}"/>')
        for owner, items in related.items():
            rels = package.relationships_name(owner)
            made[rels] = package.extended(self._parts.get(rels), rels, RELATIONSHIPS, "Relationships", items, self._where)
        if declared:
            types = "[Content_Types].xml"
            if b'"xlsx"' not in self._parts[types]:
                declared.append(f'<Default Extension="xlsx" ContentType="{_WORKBOOK_TYPE}"/>')
            made[types] = package.extended(self._parts[types], types, CONTENT_TYPES, "Types", declared, self._where)
        return made


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>'


def _drawing(chart: charts.Chart, relation: str, number: int) -> str:
    width, height = round(chart.width_cm * _EMU_PER_CM), round(chart.height_cm * _EMU_PER_CM)
    words = escape(defused(clean(chart.alt_text))).replace("\n", "&#10;")
    return (
        f'<w:drawing xmlns:w="{_W}" xmlns:wp="{_WP}" xmlns:a="{_A}" xmlns:c="{_C}" xmlns:r="{R}">'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{_FIRST_ID + number}" name="chart {number}" descr="{words}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_C}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
