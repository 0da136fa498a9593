"""Words → Word: the pieces our templates are built from, and a .docx package with the same bytes every time.

A4, margins 30/15/20/20 mm, Times New Roman in all four font slots, Kazakh as the language, real heading styles. Nothing
here knows what a paper says. Texts may hold tags of docxtpl (``{{ … }}``, ``{%p … %}``, ``{%tr … %}``) and two marks of our
own: ``[[name]]`` prints a value, ``**words**`` are bold. A visible blank is yellow wherever a value is printed.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

NBSP = "\u00a0"
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/>'
#: Width between the margins, in twentieths of a point (A4 less 30 and 15 mm), and on a page that lies on its side.
WIDTH = 9354
_WIDE = 14286
_LANGUAGES = {"kk": "kk-KZ", "ru": "ru-RU"}
_WIDTHS = re.compile(r'(<w:(?:tcW|gridCol|tblW) w:w=")(\d+)')
_VALUE = re.compile(r"\[\[(.+?)\]\]")
_MARKS = re.compile(r"(\*\*.+?\*\*|\{%r .+?%\})")


# ── runs and paragraphs ─────────────────────────────────────────────────────────────────────────────────────────────


def run(text: str, *, bold: bool = False, italic: bool = False, size: int = 0) -> str:
    """A run of text; ``size`` in points."""
    look = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    look += f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>' if size else ""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def value(name: str, *, bold: bool = False, italic: bool = False, size: int = 0) -> str:
    """A run that prints a value."""
    return run(f"{{{{ {name} }}}}", bold=bold, italic=italic, size=size)


def runs(text: str) -> str:
    """A text as runs: ``[[name]]`` prints a value, ``**words**`` are bold."""
    pieces = filter(None, _MARKS.split(_VALUE.sub(r"{{ \1 }}", text)))
    return "".join(run(piece[2:-2], bold=True) if piece.startswith("**") else run(piece) for piece in pieces)


def field(instruction: str, shown: str = "1") -> str:
    """A field that Word counts, such as ``PAGE``."""
    parts = ('<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
             '<w:fldChar w:fldCharType="separate"/>', f"<w:t>{shown}</w:t>", '<w:fldChar w:fldCharType="end"/>')
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


def contents(levels: str) -> str:
    """A table of contents of heading levels (``1-2``), filled when a paper is written."""
    parts = ('<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> TOC \\o "{levels}" \\h \\z \\u </w:instrText>',
             '<w:fldChar w:fldCharType="separate"/>', '<w:fldChar w:fldCharType="end"/>')
    return f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr>{"".join(f"<w:r>{part}</w:r>" for part in parts)}</w:p>'


#: Property of a paragraph that starts a new page.
NEW_PAGE = "<w:pageBreakBefore/>"


def p(*pieces: str, style: str = "Body", align: str = "", more: str = "") -> str:
    """A paragraph; a piece that is no run yet becomes runs."""
    text = "".join(piece if piece.startswith("<w:r>") else runs(piece) for piece in pieces)
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}{aligned}</w:pPr>{text}</w:p>'


def tag(text: str) -> str:
    """A paragraph that holds one paragraph tag and vanishes: ``tag("if rows")`` → ``{%p if rows %}``."""
    return p(f"{{%p {text} %}}")


def when(condition: str, *shown: str, otherwise: Sequence[str] = ()) -> str:
    """Paragraphs and tables shown on a condition; nothing is left where it does not hold."""
    other = tag("else") + "".join(otherwise) if otherwise else ""
    return tag(f"if {condition}") + "".join(shown) + other + tag("endif")


def each(name: str, rows: str, *shown: str) -> str:
    """Paragraphs repeated for each row."""
    return tag(f"for {name} in {rows}") + "".join(shown) + tag("endfor")


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def cell(content: str, width: int, *, upright: bool = False, span: int = 1, middle: bool = False, shaded: bool = False) -> str:
    """A cell of paragraphs; ``upright`` turns its text to read from below, ``shaded`` has a light grey ground."""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
    properties += '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>' if shaded else ""
    properties += '<w:textDirection w:val="btLr"/>' if upright else ""
    properties += '<w:vAlign w:val="center"/>' if middle or upright else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def keep(cells: str) -> str:
    """The same cells, their paragraphs kept on the page of what follows."""
    return cells.replace('Text"/>', 'Text"/><w:keepNext/>')


def row(*cells: str, header: bool = False, height: int = 0) -> str:
    """A row that does not split over pages; a header row comes again on each page."""
    properties = "<w:cantSplit/>" + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else "")
    properties += "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def grid(widths: Sequence[int], *rows: str, borders: bool = True) -> str:
    """A table of fixed column widths (twentieths of a point)."""
    style = "TableGrid" if borders else "Plain"
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="04A0" w:firstRow="1"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def share_out(parts: Sequence[float]) -> list[int]:
    """Column widths in proportion to ``parts`` that fill the page."""
    whole = sum(parts)
    widths = [int(WIDTH * part / whole) for part in parts]
    return [*widths[:-1], WIDTH - sum(widths[:-1])]


def table(
    rows: str, columns: Sequence[tuple[str, str, float, str]], *, upright: int = 0, size: str = "Table", total: str = "",
    followed: str = "", sections: bool = False, tall: int = 0,
) -> str:
    """A table with one row for each of ``rows``; no page begins or ends with a row or two of it.

    Args:
        rows: Name of the list in the context.
        columns: ``(heading, value, relative width, alignment)``; the value is a name under ``row``,
            empty for a cell to write in.
        upright: Headings after the first text column stand upright, in a row of this height.
        size: Letters: ``Table`` 11, ``Small`` 10 for many columns, ``Annex`` 9 for long lists.
        total: Name of the last row's values in the context, where the table has a total.
        followed: Condition under which a note follows, which stays with the last row.
        sections: A row whose ``heading`` is not empty is a heading over the rows that follow it, over all columns.
        tall: Least height of a row (twentieths of a point), where people sign or write in it.
    """
    widths = share_out([width for _, _, width, _ in columns])
    head, text = f"{size}Head", f"{size}Text"
    turned = [upright > 0 and width <= 15 and not name.startswith("row_no") for _, name, width, _ in columns]
    headings = [
        cell(p(heading, style=head), width, upright=turns, middle=True)
        for (heading, *_), width, turns in zip(columns, widths, turned, strict=True)
    ]
    def values(source: str, *, bold: bool = False) -> str:
        return "".join(
            cell(p(*([value(f"{source}.{name}", bold=bold)] if name else []), style=text, align=align), width)
            for (_, name, _, align), width in zip(columns, widths, strict=True)
        )

    def steered(words: str) -> str:
        return row(cell(p(f"{{%tr {words} %}}", style=text), WIDTH, span=len(columns)))

    # the first two rows stay with the heading, the last three with each other and with the total and the note
    ends = "loop.last" if total else (f"loop.last and ({followed})" if followed else "")
    kept = "loop.index < 3 or loop.revindex in (2, 3)" + (f" or ({ends})" if ends else "")
    heading = row(keep(cell(p("{{ row.heading }}", style=text, align="center"), WIDTH, span=len(columns))))
    branches = [steered("if row.heading"), heading, steered(f"elif {kept}")] if sections else [steered(f"if {kept}")]
    body = [steered(f"for row in {rows}"), *branches, row(keep(values("row")), height=tall), steered("else"), row(values("row"), height=tall),
            steered("endif"), steered("endfor")]
    if total:
        body.append(row(keep(values(total, bold=True)) if followed else values(total, bold=True)))
    return grid(widths, row(*headings, header=True, height=upright), *body)


# ── headers, footers ────────────────────────────────────────────────────────────────────────────────────────────────


def quality_header(kind: str, words: dict[str, str]) -> str:
    """The page header of the quality management system, 2 × 3 cells; nothing where the college has none."""
    widths = share_out((58, 17, 25))
    first = row(
        cell(p("{{ college.name }}", style="HeaderCell") + p(words["card"], style="HeaderCell"), widths[0], middle=True),
        cell(p(style="HeaderCell"), widths[1], middle=True),
        cell(p("{{ qms.code }}", style="HeaderCell"), widths[2], middle=True),
    )
    page = run(f"{words['page']} ") + field("PAGE") + run(" – ") + field("NUMPAGES")
    second = row(
        cell(p(words["process"], style="HeaderCell"), widths[0], middle=True),
        cell(p(kind, style="HeaderCell"), widths[1], middle=True),
        cell(p(words["edition"], style="HeaderCell") + p(page, style="HeaderCell"), widths[2], middle=True),
    )
    return when("qms.show", grid(widths, first, second), p(style="HeaderGap"), otherwise=[p(style="HeaderEnd")])


def page_number() -> str:
    """The page number below the text, where no quality header has it."""
    return when("not qms.show", p(field("PAGE"), style="Footer", align="center")) + p(style="HeaderEnd")


# ── styles ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _style(
    name: str, shown: str, size: float, *, based: str = "Normal", paragraph: str = "", bold: bool = False, italic: bool = False,
    level: int | None = None,
) -> str:
    """A paragraph style of ``size`` points."""
    look = _FONTS + ("<w:b/><w:bCs/>" if bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
    look += ("<w:i/><w:iCs/>" if italic else "") + '<w:color w:val="000000"/>'
    look += f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'
    outline = f'<w:outlineLvl w:val="{level}"/>' if level is not None else ""
    following = '<w:next w:val="Body"/>' if level is not None else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="{based}"/>{following}'
        f"<w:qFormat/><w:pPr>{paragraph}{outline}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def _spacing(before: int = 0, after: int = 0) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'


def _contents_styles() -> str:
    """Entries of a table of contents: dots to the page number on the right."""
    place = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{WIDTH}"/></w:tabs>'
    return "".join(
        _style(f"TOC{level}", f"toc {level}", size, paragraph=f'{place}{_spacing(before, 0)}<w:ind w:left="{left}" w:firstLine="0"/>')
        for level, size, before, left in ((1, 14, 40, 0), (2, 12, 0, 567))
    )


def styles(lang: str, more: str = "") -> str:
    """All styles a template of ours uses, and such as only some need."""
    code = _LANGUAGES[lang]
    keep, centre, flush = "<w:keepNext/><w:keepLines/>", '<w:jc w:val="center"/>', '<w:ind w:firstLine="0"/>'
    body = '<w:ind w:firstLine="709"/><w:jc w:val="both"/>'
    made = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}<w:sz w:val="28"/><w:szCs w:val="28"/>'
        f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr><w:widowControl/>{_spacing()}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl/>{_spacing()}</w:pPr><w:rPr>{_FONTS}<w:sz w:val="28"/><w:szCs w:val="28"/>'
        f'<w:lang w:val="{code}" w:eastAsia="{code}" w:bidi="ar-SA"/></w:rPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" '
        'w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Plain"><w:name w:val="Plain"/><w:basedOn w:val="TableNormal"/></w:style>'
        + _table_grid()
        + _style("Body", "Body Text", 14, paragraph=_spacing() + body)
        + _style("Flush", "Body Text Flush", 14, paragraph=_spacing() + flush)
        + _style("Title", "Title", 14, paragraph=keep + _spacing(120, 120) + flush + centre, bold=True)
        + _style("Centred", "Centred", 14, paragraph=_spacing() + flush + centre)
        + _style("Heading1", "heading 1", 14, paragraph=keep + _spacing(240, 120) + flush + centre, bold=True, level=0)
        + _style("Heading2", "heading 2", 14, paragraph=keep + _spacing(160, 80) + flush + centre, bold=True, level=1)
        + _style("Item", "Protocol Item", 14, paragraph="<w:keepNext/>" + _spacing(120, 0) + body.replace("both", "left"))
        + _style("Caption", "caption", 12, paragraph=keep + _spacing(160, 60) + flush, bold=False)
        + _style("Figure", "Figure", 12, paragraph="<w:keepNext/>" + _spacing(120, 0) + flush + centre)
        + _style("FigureCaption", "Figure Caption", 12, paragraph=_spacing(40, 160) + flush + centre)
        + _style("TableHead", "Table Heading", 11, paragraph="<w:keepNext/>" + _spacing(20, 20) + flush + centre, bold=True)
        + _style("TableText", "Table Text", 11, paragraph=_spacing(20, 20) + flush)
        + _style("SmallHead", "Table Heading Small", 10, paragraph="<w:keepNext/>" + _spacing(10, 10) + flush + centre, bold=True)
        + _style("SmallText", "Table Text Small", 10, paragraph=_spacing(10, 10) + flush)
        + _style("AnnexHead", "Annex Heading", 9, paragraph="<w:keepNext/>" + _spacing(10, 10) + flush + centre, bold=True)
        + _style("AnnexText", "Annex Text", 9, paragraph=_spacing(10, 10) + flush)
        + _style("Note", "Table Note", 10, paragraph=_spacing(20, 20) + flush + '<w:jc w:val="both"/>')
        + _style("Draft", "Drafted Conclusion", 12, paragraph=_spacing(80, 120) + body, italic=True)
        + _style("Signature", "Signature Line", 14, paragraph="<w:keepNext/><w:keepLines/>" + _spacing(200, 40) + flush)
        + _style("Annex", "Annex Mark", 12, paragraph=keep + _spacing(240, 0) + flush + '<w:jc w:val="right"/>')
        + _style("Header", "header", 10, paragraph=_spacing())
        + _style("Footer", "footer", 12, paragraph=_spacing())
        + _style("HeaderCell", "Header Cell", 10, paragraph=_spacing() + flush + centre)
        + _style("HeaderGap", "Header Gap", 10, paragraph=_spacing())
        + _style("HeaderEnd", "Header End", 2, paragraph=_spacing())
        + more
    )
    return f"{_XML}<w:styles {_NS}>{made}</w:styles>"


def _table_grid() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f'<w:tblPr><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )


# ── the package ─────────────────────────────────────────────────────────────────────────────────────────────────────

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(body: str, *, header: str, lang: str = "kk", wide: bool = False) -> bytes:
    """A template of these paragraphs and tables.

    Args:
        body: Paragraphs and tables; the small paragraph that closes it is added.
        header: Content of the page header, on every page; the page number stands below every page but the first.
        lang: Language of the paper.
        wide: The pages lie on their side, for tables of many columns; all widths grow with them.
    """
    body = body.removesuffix(p(style="HeaderEnd")) + p(style="HeaderEnd")
    page = '<w:pgSz w:w="11906" w:h="16838"/>'
    if wide:
        body, header, page = _widened(body), _widened(header), '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId6"/>'
        '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="first" r:id="rId5"/>'
        f'{page}<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" '
        'w:footer="567" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"{_XML}<w:document {_NS}><w:body>{body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({
            "rId1": ("styles", "styles.xml"), "rId2": ("settings", "settings.xml"), "rId3": ("header", "header1.xml"),
            "rId4": ("footer", "footer1.xml"), "rId5": ("footer", "footer2.xml"), "rId6": ("header", "header2.xml"),
        }),
        "word/styles.xml": styles(lang, _contents_styles() if "> TOC " in body else ""),
        "word/settings.xml": _settings(lang),
        "word/header1.xml": f"{_XML}<w:hdr {_NS}>{header}</w:hdr>",
        "word/header2.xml": f"{_XML}<w:hdr {_NS}>{header}</w:hdr>",
        "word/footer1.xml": f"{_XML}<w:ftr {_NS}>{page_number()}</w:ftr>",
        "word/footer2.xml": f"{_XML}<w:ftr {_NS}>{p(style='HeaderEnd')}</w:ftr>",
    }
    return _zipped(parts)


def _widened(xml: str) -> str:
    """Tables drawn for an upright page, as wide as a page on its side."""
    return _WIDTHS.sub(lambda found: f"{found[1]}{round(int(found[2]) * _WIDE / WIDTH)}", xml)


def _content_types() -> str:
    overrides = {"document": "document.main", "styles": "styles", "settings": "settings", "header1": "header",
                 "header2": "header", "footer1": "footer", "footer2": "footer"}
    listed = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>' for name, kind in overrides.items()
    )
    return (
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(items: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"/>' for name, (kind, target) in items.items()
    )
    return f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


def _settings(lang: str) -> str:
    """Settings of a document; a line that a register breaks by hand is not spread over the width of a justified paragraph."""
    code = _LANGUAGES[lang]
    return (
        f'{_XML}<w:settings {_NS}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:characterSpacingControl '
        'w:val="doNotCompress"/><w:compat><w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{code}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            archive.writestr(entry, text.encode("utf-8"))
    return buffer.getvalue()
