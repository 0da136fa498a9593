"""Headings of a finished paper → its table of contents: entries that lead to them; the office that shows the pages counts them.

No page number is written here: which page a heading falls on is known to whoever lays the pages out. Word counts the numbers
of a table when it prints or makes a PDF, and when a person asks (F9), without a question on opening. LibreOffice counts a
reference to a page as soon as it stands in no field of a table of contents: so it is set for a PDF (:func:`counted`).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from otm_reports.word import package
from otm_reports.word.package import W
from otm_reports.word.tree import w

#: Stands for the entries between the rendering of a part and :func:`filled`; no register can bring it along.
SIGN = "\ufdd6"
#: Marks of headings: numbers between those of templates and those of traces; names as Word gives them.
_FIRST_ID, _FIRST_NAME = 600_000, 700_000_001
_TOC = re.compile(r"\s*TOC\b(.*)", re.DOTALL | re.IGNORECASE)
_SWITCH = re.compile(r"""\\(\w)(?:\s*(?:["“”]([^"“”]*)["“”]|([^\s\\"“”]+)))?""")
#: Switches that are understood; a table with another one (of captions, of a part, of marked entries) is left as it is.
_KNOWN = frozenset("ohzuntwx")
_LEVELS = range(1, 10)
_FIELDS = (w("fldChar"), w("instrText"))
_INSTRUCTION = re.compile(r"<w:instrText[^>]*>([^<]*)<")
_PARAGRAPH = re.compile(r"<w:p(?=[ >])[^>]*?(/?)>|</w:p>")
_PROPERTIES_END = re.compile(r"</w:pPr>(?!</w:pPrChange>)")
_ASIDE = re.compile(r"<w:pPr>.*?</w:pPr>(?!</w:pPrChange>)|<w:txbxContent>.*?</w:txbxContent>|<mc:Fallback>.*?</mc:Fallback>", re.DOTALL)
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>|<w:(?:tab|br|cr)(?: [^>]*)?/>")
_BLANKS = re.compile(r"[ \t\n]+")
_PAGE_REFERENCE = re.compile(r"\s*PAGEREF\s+(\S+)", re.IGNORECASE)
_MEASURE = re.compile(r'w:(w|left|right|gutter)="(\d+)"')
_PAGE_WIDTH, _TEXT_WIDTH = 11_906, 9_354


@dataclass(frozen=True, slots=True)
class Outline:
    """What the styles of a template say of headings and of entries.

    Attributes:
        headings: Id of a heading style of Word → its level, 1–9.
        outlined: Id of any other style → the level of the outline it stands on.
        named: Name of a style → its id.
        entries: Level → id of the style of its entries, and whether that has a place for the page number.
    """

    headings: Mapping[str, int] = field(default_factory=dict)
    outlined: Mapping[str, int] = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[int, tuple[str, bool]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a table of contents: its three marks and its instruction."""

    begin: etree._Element
    separate: etree._Element
    end: etree._Element
    instruction: str


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading of a rendered part: where it begins and ends, its level by style and by itself, its words as XML."""

    start: int
    end: int
    style: str
    own: int
    words: str


# ── before: the template ────────────────────────────────────────────────────────────────────────────────────────────


def emptied(root: etree._Element) -> bool:
    """Take the entries out of the tables of contents of a template, in place: they repeat headings with their tags.

    A sign stays where they were, for :func:`filled`. A table this cannot fill (see :data:`_KNOWN`) is left as it is.
    """
    found = False
    for one in _tables(root):
        paragraphs = _paragraphs(one)
        if not paragraphs:
            continue
        first, last = paragraphs[0], paragraphs[-1]
        outer = one.end.getparent()
        after = [] if outer is None else [item for item in outer.itersiblings() if item.tag != w("bookmarkEnd")]
        if after or last.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            kept = etree.Element(w("p"))
            kept.extend([*last.iterchildren(w("pPr")), *after])
            last.addnext(kept)
        first.addprevious(_sign(one.instruction, _loose_marks(paragraphs)))
        for paragraph in paragraphs:
            parent = paragraph.getparent()
            if parent is not None:
                parent.remove(paragraph)
        found = True
    return found


def inside(root: etree._Element) -> set[etree._Element]:
    """The paragraphs of a template that :func:`emptied` takes away."""
    return {paragraph for one in _tables(root) for paragraph in _paragraphs(one)}


def ready(template: bytes, names: Collection[str], where: str) -> bytes:
    """A template whose parts of these names have no entries any more; the same bytes where there are none."""
    parts = package.unzipped(template, where)
    changed = {}
    for name in names:
        root = package.parse(parts[name], name, where) if b"TOC" in parts.get(name, b"") else None
        if root is not None and emptied(root):
            changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _zipped({**parts, **changed}) if changed else template


def _tables(root: etree._Element) -> list[_Field]:
    """Tables of contents made of headings, in the order of the part."""
    found: list[_Field] = []
    open_fields: list[tuple[etree._Element, list[str], list[etree._Element]]] = []
    for element in root.iter(*_FIELDS):
        if element.tag == w("instrText"):
            if open_fields and not open_fields[-1][2]:
                open_fields[-1][1].append(element.text or "")
            continue
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            open_fields.append((element, [], []))
        elif kind == "separate" and open_fields:
            open_fields[-1][2].append(element)
        elif kind == "end" and open_fields:
            begin, pieces, separate = open_fields.pop()
            asked = _TOC.match("".join(pieces))
            if asked and separate and _switches(asked[1]).keys() <= _KNOWN:
                found.append(_Field(begin, separate[0], element, "".join(pieces)))
    return found


def _paragraphs(one: _Field) -> list[etree._Element]:
    """The paragraphs of a table of contents; none if other words stand before it, or it does not end beside where it begins."""
    first, last = (next(mark.iterancestors(w("p")), None) for mark in (one.begin, one.end))
    run = one.begin.getparent()
    if first is None or last is None or run is None or run.getparent() is not first or first.getparent() is not last.getparent():
        return []
    if any(item.tag not in {w("pPr"), w("bookmarkStart"), w("bookmarkEnd")} for item in run.itersiblings(preceding=True)):
        return []
    found = [first]
    while found[-1] is not last:
        following = found[-1].getnext()
        if following is None:
            return []
        found.append(following)
    return found


def _loose_marks(paragraphs: list[etree._Element]) -> list[etree._Element]:
    """Halves of bookmarks of which the other half stands elsewhere."""
    marks = [mark for paragraph in paragraphs for mark in paragraph.iter(w("bookmarkStart"), w("bookmarkEnd"))]
    numbers = [mark.get(w("id")) for mark in marks]
    return [mark for mark, number in zip(marks, numbers, strict=True) if numbers.count(number) == 1]


def _sign(instruction: str, marks: list[etree._Element]) -> etree._Element:
    paragraph = etree.Element(w("p"), nsmap={"w": W})
    paragraph.extend(marks)
    for kind in ("begin", "", "separate", SIGN, "end"):
        run = etree.SubElement(paragraph, w("r"))
        if kind in {"", SIGN}:
            etree.SubElement(run, w("t") if kind else w("instrText")).text = kind or instruction
        else:
            etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
    return paragraph


# ── the styles ──────────────────────────────────────────────────────────────────────────────────────────────────────


def outline(parts: Mapping[str, bytes], main: str, where: str) -> Outline:
    """What the styles of a template say of its headings and entries; Word in Russian names them by other ids than in English."""
    name = next((item.target for item in package.relationships(parts, main, where) if item.kind == "styles"), "")
    if name not in parts:
        return Outline()
    styles = {style.get(w("styleId"), ""): style for style in package.parse(parts[name], name, where).iter(w("style")) if style.get(w("type")) == "paragraph"}
    named = {_value(style, "name").lower(): identity for identity, style in styles.items()}
    return Outline(
        {named[f"heading {level}"]: level for level in _LEVELS if f"heading {level}" in named},
        {identity: level for identity in styles if (level := _level(styles, identity)) in _LEVELS},
        named,
        {level: (named[f"toc {level}"], styles[named[f"toc {level}"]].find(f"{w('pPr')}/{w('tabs')}") is not None) for level in _LEVELS if f"toc {level}" in named},
    )


def _value(style: etree._Element, name: str) -> str:
    child = style.find(w(name))
    return child.get(w("val"), "") if child is not None else ""


def _level(styles: Mapping[str, etree._Element], identity: str) -> int:
    """The outline level of a style or of what it is based on, from 1; 0 if there is none."""
    for _ in range(len(styles)):
        if identity not in styles:
            return 0
        said = styles[identity].find(f"{w('pPr')}/{w('outlineLvl')}")
        if said is not None:
            return _number(said.get(w("val"), ""))
        identity = _value(styles[identity], "basedOn")
    return 0


def _number(said: str) -> int:
    return int(said) + 1 if said.isdigit() and int(said) < len(_LEVELS) else 0


# ── after: the paper ────────────────────────────────────────────────────────────────────────────────────────────────


def filled(xml: str, known: Outline) -> str:
    r"""A rendered part with the entries of its tables of contents, and a bookmark at each heading that has one.

    Source: ECMA-376 Part 1, 17.16.5.68 (TOC: ``\o`` heading styles, ``\u`` outline levels, ``\t`` other styles, ``\n`` no
    page numbers, ``\h`` links), 17.16.5.45 (PAGEREF).
    """
    places = list(_signed(xml))
    asked = ["".join(_INSTRUCTION.findall(xml[start:end])) for start, end in places]
    others = [_others(_switches(instruction), known) for instruction in asked]
    headings = _headings(xml, {*known.headings, *known.outlined, *(style for some in others for style in some)})
    names = _free(xml, len(headings))
    marked: set[int] = set()
    changes: list[tuple[int, int, str]] = []
    for (start, end), instruction, some in zip(places, asked, others, strict=True):
        wanted = {place: level for place, one in enumerate(headings) if (level := _entered(one, _switches(instruction), some, known))}
        marked |= wanted.keys()
        entries = [(headings[place].words, names[place][0], level) for place, level in wanted.items()]
        changes.append((start, end, _entries(entries, instruction, known, _width(xml, end), _kept(xml[start:end]))))
    for place in marked:
        one, (name, number) = headings[place], names[place]
        properties = _PROPERTIES_END.search(xml, one.start, one.end)
        inner = properties.end() if properties else xml.index(">", one.start) + 1
        last = one.end - len("</w:p>")
        changes += ((inner, inner, f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'), (last, last, f'<w:bookmarkEnd w:id="{number}"/>'))
    pieces: list[str] = []
    done = 0
    for start, end, text in sorted(changes):
        pieces += (xml[done:start], text)
        done = end
    return "".join((*pieces, xml[done:]))


def _signed(xml: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs with a sign begin and end."""
    at = xml.find(SIGN)
    while at >= 0:
        start = _start(xml, at)
        end = _end(xml, start)
        yield start, end
        at = xml.find(SIGN, end)


def _start(xml: str, at: int) -> int:
    plain = xml.rfind("<w:p>", 0, at)
    return max(plain, xml.rfind("<w:p ", max(plain, 0), at))


def _headings(xml: str, styles: Collection[str]) -> list[_Heading]:
    """Paragraphs that may stand in a table of contents, in the order of the part, those without words left out."""
    named = "|".join(map(re.escape, sorted(styles))) or "$^"
    found: dict[int, tuple[str, int]] = {}
    for said in re.finditer(rf'<w:pStyle w:val="({named})"', xml):
        found[_start(xml, said.start())] = (said[1], 0)
    for said in re.finditer(r'<w:outlineLvl w:val="(\d)"', xml):
        start = _start(xml, said.start())
        found[start] = (found.get(start, ("", 0))[0], _number(said[1]))
    return [one for start, (style, own) in sorted(found.items()) if (one := _heading(xml, start, style, own)).words]


def _heading(xml: str, start: int, style: str, own: int) -> _Heading:
    end = _end(xml, start)
    words = "".join(" " if piece[1] is None else piece[1] for piece in _WORDS.finditer(_ASIDE.sub("", xml[start:end])))
    return _Heading(start, end, style, own, _BLANKS.sub(" ", words).strip(" "))


def _end(xml: str, start: int) -> int:
    """Where the paragraph that begins at ``start`` ends; text boxes in it have paragraphs of their own."""
    depth = 0
    for found in _PARAGRAPH.finditer(xml, start):
        if found[0] == "</w:p>":
            depth -= 1
        elif not found[1]:
            depth += 1
        if depth == 0:
            return found.end()
    return len(xml)


def _free(xml: str, count: int) -> list[tuple[str, int]]:
    """Names and numbers of bookmarks that the part does not have yet."""
    taken = set(re.findall(r'w:name="(_Toc[^"]*)"', xml) if 'w:name="_Toc' in xml else ())
    numbers = set(re.findall(r'w:id="(6\d{5})"', xml) if 'w:id="600' in xml else ())
    names = (name for number in range(_FIRST_NAME, _FIRST_NAME + count + len(taken)) if (name := f"_Toc{number}") not in taken)
    ids = (number for number in range(_FIRST_ID, _FIRST_ID + count + len(numbers)) if str(number) not in numbers)
    return [pair for _, pair in zip(range(count), zip(names, ids, strict=False), strict=False)]


def _switches(instruction: str) -> dict[str, str]:
    return {letter.lower(): quoted or bare for letter, quoted, bare in _SWITCH.findall(instruction)}


def _range(said: str) -> range:
    first, _, last = said.partition("-")
    return range(int(first), int(last) + 1) if first.strip().isdigit() and last.strip().isdigit() else _LEVELS


def _others(asked: Mapping[str, str], known: Outline) -> dict[str, int]:
    """Other styles that a table of contents takes in, with their levels."""
    items = [item.strip() for item in re.split(r"[;,]", asked.get("t", ""))]
    pairs = zip(items[::2], items[1::2], strict=False)
    return {known.named[name.lower()]: int(level) for name, level in pairs if name.lower() in known.named and level.isdigit() and int(level) in _LEVELS}


def _entered(one: _Heading, asked: Mapping[str, str], others: Mapping[str, int], known: Outline) -> int:
    """The level on which a table of contents takes a heading in; 0 if it does not."""
    if one.style in others:
        return others[one.style]
    outlined, styled = "u" in asked, "o" in asked or not asked.keys() & {"t", "u"}
    level = (one.own if outlined else 0) or (known.headings.get(one.style, 0) if styled else 0) or (known.outlined.get(one.style, 0) if outlined else 0)
    return level if level in _range(asked.get("o", "")) else 0


def _kept(paragraph: str) -> str:
    """Halves of bookmarks that stood among the old entries."""
    return "".join(re.findall(r"<w:bookmark(?:Start|End)\b[^>]*/>", paragraph))


def _width(xml: str, at: int) -> int:
    """Width of the text (twentieths of a point) in the section of a place."""
    start = xml.find("<w:sectPr", at)
    if start < 0:
        return _TEXT_WIDTH
    found = {name: int(value) for name, value in reversed(_MEASURE.findall(xml[start : xml.find("</w:sectPr>", start)]))}
    width = found.get("w", _PAGE_WIDTH) - found.get("left", 0) - found.get("right", 0) - found.get("gutter", 0)
    return width if width > 0 else _TEXT_WIDTH


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _said(instruction: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'


def _entries(entries: list[tuple[str, str, int]], instruction: str, known: Outline, width: int, kept: str) -> str:
    """The paragraphs of a table of contents.

    Args:
        entries: Words, name of the bookmark and level of each.
        instruction: What the field says.
        known: The styles.
        width: Of the text, for the page number where the style has no place for it.
        kept: Marks to keep.
    """
    asked = _switches(instruction)
    unpaged = (_range(asked["n"]) if asked["n"] else _LEVELS) if "n" in asked else range(0)
    opening, closing = kept + _mark("begin") + _said(instruction) + _mark("separate"), _mark("end")
    made = []
    for number, (words, name, level) in enumerate(entries):
        style, tabbed = known.entries.get(level, ("", False))
        look = f'<w:pStyle w:val="{style}"/>' if style else ""
        look += "" if tabbed else f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
        look += "" if style else f'<w:ind w:left="{(level - 1) * 284}" w:firstLine="0"/>'
        text = f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
        if level not in unpaged:
            text += "<w:r><w:tab/></w:r>" + _mark("begin") + _said(f" PAGEREF {name} \\h ") + _mark("separate") + _mark("end")
        text = f'<w:hyperlink w:anchor="{name}" w:history="1">{text}</w:hyperlink>' if "h" in asked else text
        made.append(f"<w:p><w:pPr>{look}</w:pPr>{opening if number == 0 else ''}{text}{closing if number == len(entries) - 1 else ''}</w:p>")
    return "".join(made) or f"<w:p>{opening}{closing}</w:p>"


# ── for a PDF ───────────────────────────────────────────────────────────────────────────────────────────────────────


def counted(paper: bytes, where: str) -> bytes:
    """A paper for LibreOffice to make a PDF of: the page numbers of its tables of contents are counted in the making.

    LibreOffice shows what is written in a table of contents and counts page references anywhere else; so the frame of the
    table goes, its entries stay. A table that refers to a bookmark which is not there keeps its frame.

    Raises:
        TemplateError: ``template-not-docx`` or ``template-damaged``.
    """
    parts = package.unzipped(paper, where)
    changed = {}
    for name in parts:
        if not re.fullmatch(r"word/document\d*\.xml", name) or b"TOC" not in parts[name]:
            continue
        root = package.parse(parts[name], name, where)
        names = {mark.get(w("name")) for mark in root.iter(w("bookmarkStart"))}
        for one in _tables(root):
            if _references(root, one) <= names:
                _unframed(root, one)
                changed[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return _zipped({**parts, **changed}) if changed else paper


def _references(root: etree._Element, one: _Field) -> set[str]:
    """Bookmarks whose pages a table of contents shows."""
    return {found[1] for element in _between(root, one) if element.tag == w("instrText") and (found := _PAGE_REFERENCE.match(element.text or ""))}


def _between(root: etree._Element, one: _Field) -> Iterator[etree._Element]:
    within = False
    for element in root.iter(*_FIELDS):
        if element is one.end:
            return
        if within:
            yield element
        within = within or element is one.begin


def _unframed(root: etree._Element, one: _Field) -> None:
    frame = [one.begin, one.separate, one.end]
    for element in _between(root, one):
        if element is one.separate:
            break
        frame.append(element)
    for element in frame:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()
