"""XML bytes × edits → XML bytes: elements are found by their byte offsets, and nothing else of a part is written again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape

_TAG = re.compile(rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARED = re.compile(r"(<\?xml[^>]*?encoding\s*=\s*)[\"']([A-Za-z0-9._-]+)[\"']")
#: Characters that XML has no room for.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Unpatchable(Exception):
    """A part is not of the form that can be patched safely; the argument is a key of ``[unpatched]`` in the messages."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element and where it stands in the bytes of its part.

    Attributes:
        path: Local names from the root down to it.
        name: As written, with its prefix.
        attributes: As written.
        start, inside, until, end: Offsets of its ``<``, of what follows its start tag, of its end tag, of what follows it.
    """

    path: tuple[str, ...]
    name: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    until: int
    end: int

    @property
    def prefix(self) -> str:
        """``"x:"`` or nothing."""
        return self.name[: self.name.rfind(":") + 1]

    @property
    def closed(self) -> bool:
        """It is an empty-element tag, ``<a/>``."""
        return self.inside == self.end


@dataclass(slots=True)
class Edits:
    """Insertions and replacements of one part, by offset of the bytes as they were."""

    made: list[tuple[int, int, bytes]] = field(default_factory=list)

    def insert(self, at: int, text: str) -> None:
        """Put text before the byte at an offset; what is put there later comes after it."""
        self.made.append((at, at, text.encode()))

    def replace(self, start: int, end: int, text: str) -> None:
        """Put text in place of a stretch of bytes."""
        self.made.append((start, end, text.encode()))

    def into(self, element: Element, text: str, *, at: int | None = None) -> None:
        """Put text at the end of what an element holds, or at an offset inside it; opens an empty-element tag."""
        if element.closed:
            self.replace(element.end - 2, element.end, f">{text}</{element.name}>")
        else:
            self.insert(element.until if at is None else at, text)

    def attribute(self, content: bytes, element: Element, name: str, value: str) -> None:
        """Set an attribute of an element."""
        found = re.compile(rb"\s" + name.encode() + rb"\s*=\s*(\"[^\"]*\"|'[^']*')").search(content, element.start, element.inside)
        if found:
            self.replace(*found.span(1), f'"{quoted(value)}"')
        else:
            self.insert(element.start + 1 + len(element.name.encode()), f' {name}="{quoted(value)}"')

    def apply(self, content: bytes) -> bytes:
        """The part with all edits."""
        pieces: list[bytes] = []
        done = 0
        for start, end, text in sorted(self.made, key=lambda edit: edit[:2]):
            pieces += (content[done:start], text)
            done = end
        return b"".join((*pieces, content[done:]))


def quoted(text: str) -> str:
    """Text fit to stand in XML; what XML has no room for is left out."""
    return escape(_UNPRINTABLE.sub("", text), {'"': "&quot;"})


def as_utf8(content: bytes) -> bytes:
    """A part in UTF-8: its own bytes if it already is."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16")
    else:
        content = content.removeprefix(b"\xef\xbb\xbf")
        declared = _DECLARED.search(content[:200].decode("latin-1"))
        if declared is None or declared[2].lower() in ("utf-8", "utf8", "us-ascii"):
            return content
        text = content.decode(declared[2])
    return _DECLARED.sub(r'\1"UTF-8"', text, count=1).encode()


def elements(content: bytes, wanted: Callable[[tuple[str, ...]], bool]) -> list[Element]:
    """The elements of a part that are asked for, in the order of their start tags.

    Args:
        content: The part, in UTF-8.
        wanted: Told the local names from the root down to an element.

    Raises:
        Unpatchable: It has a document type, or is no XML.
    """
    parser = expat.ParserCreate()
    path: list[str] = []
    found: list[Element] = []
    open_ones: list[tuple[int, Mapping[str, str]] | None] = []
    order: list[int] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        path.append(name[name.rfind(":") + 1 :])
        open_ones.append((parser.CurrentByteIndex, attributes) if wanted(tuple(path)) else None)

    def end(name: str) -> None:
        kept = open_ones.pop()
        if kept is not None:
            begin = kept[0]
            tag = _TAG.match(content, begin)
            if tag is None:
                raise Unpatchable("damaged")
            inside = tag.end()
            if content[inside - 2 : inside] == b"/>":
                until = last = inside
            else:
                until = parser.CurrentByteIndex
                last = content.index(b">", until) + 1
            found.append(Element(tuple(path), name, kept[1], begin, inside, until, last))
            order.append(begin)
        path.pop()

    def doctype(*_: object) -> None:
        raise Unpatchable("damaged")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = start, end, doctype
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise Unpatchable("damaged") from problem
    return sorted(found, key=lambda element: element.start)


def top(content: bytes) -> tuple[Element, list[Element]]:
    """The root of a part and what stands directly in it."""
    found = elements(content, lambda path: len(path) <= 2)  # noqa: PLR2004 - the root and one floor below
    return found[0], found[1:]


def last(name: str) -> str:
    """The local name of an element or attribute."""
    return name[name.rfind(":") + 1 :]


def after(root: Element, children: list[Element], before: tuple[str, ...]) -> int:
    """Where an element belongs whose predecessors in the schema are named: behind the last of them that is there."""
    return max((child.end for child in children if child.path[-1] in before), default=root.inside)
