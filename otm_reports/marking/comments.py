"""Comments and their boxes × remarks → both parts with ours beside those of the college, which stay as they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from otm_reports.marking.sheetpart import Place, a1, place_of
from otm_reports.marking.splice import Edits, Element, Unpatchable, elements, quoted

AUTHOR = "otm_reports"
#: What opens our words below a comment of the college.
RULE = "— otm_reports —"
_LONGEST = 8_000
_SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>", re.DOTALL)
_IDS = re.compile(rb"_x0000_s([0-9]+)")
_PLACE = re.compile(rb"<(?:\w+:)?Row>\s*([0-9]+)\s*</(?:\w+:)?Row>\s*<(?:\w+:)?Column>\s*([0-9]+)\s*</(?:\w+:)?Column>")
_SPACES = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"'
_TYPE = (
    '<v:shapetype {spaces} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
EMPTY_COMMENTS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<authors/><commentList/></comments>"
)
EMPTY_BOXES = (
    f'<xml {_SPACES}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    + _TYPE.replace("{spaces} ", "") + "</xml>"
).encode()


@dataclass(frozen=True, slots=True)
class Commented:
    """What became of the comments of a sheet.

    Attributes:
        content: The comments part.
        boxes: Cells that need a box in the drawing.
        passed: Cells of a conversation, whose comment is the program's own and is not touched.
    """

    content: bytes
    boxes: tuple[Place, ...]
    passed: tuple[Place, ...]


def ours(content: bytes) -> tuple[Place, ...]:
    """The cells of a comments part that carry words of ours."""
    authors, comments = _read(content)
    return tuple(
        place for place, comment, texts in comments
        if authors.get(comment.attributes.get("authorId", "")) == AUTHOR or any(_appended(content, text) for text in texts)
    )


def commented(content: bytes, words: Mapping[Place, str]) -> Commented:
    """Put words at cells: into a comment of ours, below one of the college, or into a new one.

    Args:
        content: The comments part, in UTF-8.
        words: Cell → text.

    Raises:
        Unpatchable: The part is not of the form that every writer gives it.
    """
    authors, comments = _read(content)
    names, items = _list(content, "authors"), _list(content, "commentList")
    edits = Edits()
    own = next((number for number, name in authors.items() if name == AUTHOR), "")
    if not own:
        own = str(len(authors))
        edits.into(names, f"<{names.prefix}author>{AUTHOR}</{names.prefix}author>")
    known = {place: (comment, texts) for place, comment, texts in comments}
    new: list[str] = []
    boxes: list[Place] = []
    passed: list[Place] = []
    for place, said in sorted(words.items()):
        if place not in known:
            new.append(_comment(items.prefix, place, own, said))
            boxes.append(place)
            continue
        comment, texts = known[place]
        author = authors.get(comment.attributes.get("authorId", ""), "")
        if author.startswith("tc="):
            passed.append(place)
        elif not texts:
            edits.into(comment, _text(comment.prefix, said))
        elif author == AUTHOR:
            edits.replace(texts[0].start, texts[0].end, _text(comment.prefix, said))
        else:
            _append(content, edits, texts[0], said)
    if new:
        edits.into(items, "".join(new))
    return Commented(edits.apply(content), tuple(boxes), tuple(passed))


def _read(content: bytes) -> tuple[dict[str, str], list[tuple[Place, Element, list[Element]]]]:
    found = elements(content, lambda path: len(path) <= 4)  # noqa: PLR2004 - comments, commentList, comment, text
    authors = {
        str(number): _plain(content[one.inside : one.until])
        for number, one in enumerate(one for one in found if one.path[1:] == ("authors", "author"))
    }
    comments: list[tuple[Place, Element, list[Element]]] = []
    for one in found:
        if one.path[1:] == ("commentList", "comment"):
            place = place_of(one.attributes.get("ref", ""))
            comments.append((place or (0, 0), one, []))
        elif one.path[1:] == ("commentList", "comment", "text"):
            comments[-1][2].append(one)
    return authors, comments


def _list(content: bytes, name: str) -> Element:
    found = next(iter(elements(content, lambda path: path[1:] == (name,))), None)
    if found is None:
        raise Unpatchable("damaged")
    return found


def _plain(inner: bytes) -> str:
    return re.sub("<[^>]*>", "", inner.decode("utf-8", "replace")).strip()


def _run(prefix: str, said: str) -> str:
    return (
        f'<{prefix}r><{prefix}rPr><{prefix}sz val="9"/><{prefix}rFont val="Tahoma"/><{prefix}family val="2"/></{prefix}rPr>'
        f'<{prefix}t xml:space="preserve">{quoted(said[:_LONGEST])}</{prefix}t></{prefix}r>'
    )


def _text(prefix: str, said: str) -> str:
    return f"<{prefix}text>{_run(prefix, said)}</{prefix}text>"


def _comment(prefix: str, place: Place, author: str, said: str) -> str:
    return f'<{prefix}comment ref="{a1(place)}" authorId="{author}">{_text(prefix, said)}</{prefix}comment>'


def _append(content: bytes, edits: Edits, text: Element, said: str) -> None:
    """Our words below those of the college; what stood there of ours from another time goes."""
    said = f"\n\n{RULE}\n{said}"
    before = _appended(content, text)
    if before:
        edits.replace(before[0], before[1], _run(text.prefix, said))
        return
    inner = elements(content[text.start : text.end], lambda path: len(path) == 2) if not text.closed else []  # noqa: PLR2004
    for one in inner:
        if one.path[-1] == "t":  # a bare text becomes the first run, so that ours can follow it
            edits.insert(text.start + one.start, f"<{text.prefix}r>")
            edits.insert(text.start + one.end, f"</{text.prefix}r>")
    runs = [text.start + one.end for one in inner if one.path[-1] in ("t", "r")]
    edits.into(text, _run(text.prefix, said), at=max(runs) if runs else (text.until if text.closed else text.inside))


def _appended(content: bytes, text: Element) -> tuple[int, int] | None:
    """Where our run stands in a comment of the college."""
    if text.closed or RULE.encode() not in content[text.start : text.end]:
        return None
    for one in elements(content[text.start : text.end], lambda path: len(path) == 2):  # noqa: PLR2004 - text, run
        if one.path[-1] == "r" and RULE.encode() in content[text.start + one.start : text.start + one.end]:
            return text.start + one.start, text.start + one.end
    return None


# ── boxes ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def boxed(content: bytes, places: tuple[Place, ...]) -> bytes:
    """The drawing with a box for each cell that has none.

    The drawings that old workbooks keep are not always well-formed XML, so they are only added to, at their end.

    Raises:
        Unpatchable: It does not end as such a drawing does.
    """
    end = content.rfind(b"</xml>")
    if end < 0:
        raise Unpatchable("drawing")
    there = {
        (int(found[1]) + 1, int(found[2]) + 1)
        for shape in _SHAPE.finditer(content) if b'ObjectType="Note"' in shape[0] and (found := _PLACE.search(shape[0]))
    }
    declared = b"urn:schemas-microsoft-com:vml" in content[:2000] and b"xmlns:v=" in content[:2000]
    spaces = "" if declared and b"xmlns:o=" in content[:2000] and b"xmlns:x=" in content[:2000] else f" {_SPACES}"
    number = max((int(found) for found in _IDS.findall(content) if len(found) < 9), default=1024)  # noqa: PLR2004 - what fits a number of Excel's
    texts = [] if b'"_x0000_t202"' in content else [_TYPE.replace(" {spaces}", spaces)]
    for place in places:
        if place not in there:
            number += 1
            texts.append(_box(number, place, spaces))
    return content[:end] + "".join(texts).encode() + content[end:] if texts else content


def _box(number: int, place: Place, spaces: str) -> str:
    row, column = place[0] - 1, place[1] - 1
    return (
        f'<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:240pt;height:120pt;z-index:{number % 1000};'
        'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
        '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {max(row - 1, 0)}, 4, {column + 6}, 15, {row + 8}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
