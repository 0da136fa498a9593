"""Parsed template → proof that whatever it prints is whole XML, and the place of every printed value.

A template whose loops and conditions open and close the same elements can only give well-formed XML, because values are
escaped. Where this is proved once, papers need no parser; where it is not, every paper is parsed strictly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from jinja2 import nodes

from otm_reports.word.values import RUN_END, RUN_TEXT

#: Where a value is printed: words of the paper, between elements (rich text), the value of an attribute, a field's instruction.
Kind = Literal["words", "bare", "attribute", "field"]

_WORDS = frozenset({"w:t", "a:t", "m:t"})
_INSTRUCTIONS = frozenset({"w:instrText", "w:delInstrText"})
_TAG_END = re.compile("[\"'>]")
#: A tag that is written out, with the values of its attributes; and these.
_TAG = re.compile(r"""<((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=")
_LAST_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*$")
#: What must stand last, or at least once, in an element for Word to open the paper without repairing it.
_NEEDED = {
    "w:tc": frozenset({"w:p"}),
    "w:tr": frozenset({"w:tc", "w:sdt", "w:customXml"}),
    "w:tbl": frozenset({"w:tr", "w:sdt", "w:customXml"}),
}
_NOTHING = frozenset({""})
#: Marks that may stand last without being content.
_MARKS = frozenset({"w:bookmarkStart", "w:bookmarkEnd", "w:proofErr"})
#: The beginning of a run and some of its text.
_RUN = re.compile(rf"(<w:r(?: [^<>]*)?>(?:<w:rPr/>|<w:rPr>(?:(?!</w:rPr>|<w:r[ >]).)*</w:rPr>)?{re.escape(RUN_TEXT)})[^<]*\Z", re.DOTALL)
#: Elements with an id of which a paper may have only one.
_NUMBERED = frozenset({"wp:docPr", "w:bookmarkStart", "w:bookmarkEnd"})


class Unproved(Exception):
    """It cannot be told from the template alone that its papers are whole XML."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is printed: the kind of place, the element, and the attribute if it is one.

    Of a value in the text of a run ``run`` is how that begins; ``begins`` and ``ends`` say that the value is the first and the last in
    it. It is then printed with the beginning and the end of its run.
    """

    kind: Kind
    element: str
    attribute: str = ""
    run: str = ""
    begins: bool = False
    ends: bool = False


#: Open elements, outermost first: the name of each, and the names of what may have been its last child so far.
_Open = tuple[tuple[str, frozenset[str]], ...]


class _At(NamedTuple):
    """A point in XML: inside text, a tag or a quoted value; what the tag says so far; the open elements."""

    quote: str = ""
    tag: str | None = None
    open: _Open = ()

    def names(self) -> tuple[str, str | None, tuple[str, ...]]:
        return self.quote, self.tag, tuple(name for name, _ in self.open)


@dataclass(slots=True)
class Proof:
    """What is known of every paper of a part.

    Attributes:
        places: Where each printed expression stands, by ``id`` of its node.
        emptied: Elements that a loop or condition may leave without what Word wants in them.
        repeated: Elements with a number of their own stand in a loop.
        uneven: A loop or a condition that stands in a row gives it cells, so that it may have another number of them than the grid.
    """

    places: dict[int, Place] = field(default_factory=dict)
    emptied: set[str] = field(default_factory=set)
    repeated: bool = False
    uneven: bool = False


class _Prover:
    def __init__(self, words: frozenset[str] | None) -> None:
        self.proof = Proof()
        self._words = words
        self._loops = 0
        self._statements = 0
        self._lowest = 0

    # ── statements ──────────────────────────────────────────────────────────────────────────────────────────────────

    def run(self, body: Iterable[nodes.Node], at: _At) -> _At:
        for statement in body:
            at = self._statement(statement, at)
        return at

    def _statement(self, node: nodes.Node, at: _At) -> _At:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                at = self._data(child.data, at) if isinstance(child, nodes.TemplateData) else self._value(child, at)
            return at
        if (at.open and at.open[-1][0] in _INSTRUCTIONS) or (at.tag is not None and not at.quote):
            raise Unproved
        if isinstance(node, nodes.If):
            return self._choice(node, at)
        if isinstance(node, nodes.For) and not node.recursive:
            return self._loop(node, at)
        if isinstance(node, (nodes.Assign, nodes.ExprStmt)):
            return at
        if isinstance(node, nodes.With):
            return self._same(at, self.run(node.body, at))
        raise Unproved

    def _choice(self, node: nodes.If, at: _At) -> _At:
        bodies: Sequence[Sequence[nodes.Node]] = [node.body, *(one.body for one in node.elif_), node.else_]
        lowest, self._lowest = self._lowest, len(at.open)
        ends = []
        for body in bodies:
            self._statements += 1
            ends.append(self.run(body, at))
            self._statements -= 1
            lowest, self._lowest = min(lowest, self._lowest), len(at.open)
        self._lowest = lowest
        for end in ends[1:]:
            ends[0] = self._same(ends[0], end)
        return ends[0]

    def _loop(self, node: nodes.For, at: _At) -> _At:
        lowest, self._lowest = self._lowest, len(at.open)
        self._loops += 1
        self._statements += 1
        once = self._same(at, self.run(node.body, at))
        if self._lowest < len(at.open):  # a turn closes what stood open before it: the second turn begins elsewhere
            once = self._same(once, self.run(node.body, once))
        self._loops -= 1
        self._statements -= 1
        self._lowest = min(lowest, self._lowest)
        return self._same(once, self.run(node.else_, at)) if node.else_ else once

    @staticmethod
    def _same(one: _At, other: _At) -> _At:
        if one.names() != other.names():
            raise Unproved
        pairs = zip(one.open, other.open, strict=True)
        return _At(one.quote, one.tag, tuple((name, lasts | more) for (name, lasts), (_, more) in pairs))

    # ── XML ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _value(self, node: nodes.Node, at: _At) -> _At:
        element = at.open[-1][0] if at.open else ""
        if at.quote:
            name = _LAST_ATTRIBUTE.search(at.tag or "")
            place = Place("attribute", (at.tag or "").split(None, 1)[0], name[1] if name else "")
        elif at.tag is not None:
            raise Unproved
        elif element in _INSTRUCTIONS:
            place = Place("field", element)
        else:
            place = Place("words" if self._words is None or element in self._words else "bare", element)
        self.proof.places[id(node)] = place
        return at

    def _data(self, data: str, at: _At) -> _At:
        here = 0
        while here < len(data):
            if at.quote:
                end = data.find(at.quote, here)
                if "<" in data[here : end if end >= 0 else None]:
                    raise Unproved
                here, at = (len(data), at) if end < 0 else (end + 1, _At("", at.tag, at.open))
            elif at.tag is not None:
                here, at = self._in_tag(data, here, at)
            else:
                here, at = self._in_text(data, here, at)
        return at

    def _in_text(self, data: str, here: int, at: _At) -> tuple[int, _At]:
        end = data.find("<", here)
        text = data[here : end if end >= 0 else None]
        if text.strip() and self._words is not None and (not at.open or at.open[-1][0] not in self._words | _INSTRUCTIONS) and not _plain(at):
            raise Unproved
        if end < 0:
            return len(data), at
        if data[end + 1 : end + 2] in {"!", "?"}:
            raise Unproved
        found = _TAG.match(data, end)
        if found is None:  # a value is printed in it
            return end + 1, _At("", "", at.open)
        return found.end(), self._tag(_QUOTED.sub("", found[1]) if "=" in found[1] else found[1], at)

    def _in_tag(self, data: str, here: int, at: _At) -> tuple[int, _At]:
        found = _TAG_END.search(data, here)
        tag = (at.tag or "") + data[here : found.start() if found else None]
        if "<" in tag:
            raise Unproved
        if found is None:
            return len(data), _At("", tag, at.open)
        if found[0] != ">":
            return found.end(), _At(found[0], tag, at.open)
        return found.end(), self._tag(tag, at)

    def _tag(self, tag: str, at: _At) -> _At:
        name = _named(tag)
        if name in _NUMBERED and self._loops:
            self.proof.repeated = True
        if tag.startswith("/"):
            return self._closed(name, at)
        if name == "w:tc" and self._statements and self._lowest >= len(at.open):
            self.proof.uneven = True
        if tag.endswith("/"):
            if name in _NEEDED:
                self.proof.emptied.add(name)
            return _At("", None, _with_last(at.open, name))
        return _At("", None, (*at.open, (name, _NOTHING)))

    def _closed(self, name: str, at: _At) -> _At:
        if not at.open or at.open[-1][0] != name:
            raise Unproved
        _, lasts = at.open[-1]
        if name in _NEEDED and not lasts <= _NEEDED[name]:
            self.proof.emptied.add(name)
        self._lowest = min(self._lowest, len(at.open) - 1)
        return _At("", None, _with_last(at.open[:-1], name))


@lru_cache(maxsize=1 << 12)
def _named(tag: str) -> str:
    """The name in a tag, of which the values of attributes are left out.

    Raises:
        Unproved: It has none, or an attribute twice.
    """
    name = tag.strip("/").split(None, 1)[0].rstrip("/") if tag.strip("/ ") else ""
    attributes = _ATTRIBUTE.findall(tag)
    if not name or len(set(attributes)) != len(attributes):
        raise Unproved
    return name


def _plain(at: _At) -> bool:
    """Text of elements that are no frame of a Word text: positions of drawings, formulas of equations."""
    return bool(at.open) and not at.open[-1][0].startswith("w:")


def _with_last(frames: _Open, name: str) -> _Open:
    if not frames or name in _MARKS:
        return frames
    return (*frames[:-1], (frames[-1][0], _only(name)))


@lru_cache(maxsize=1 << 10)
def _only(name: str) -> frozenset[str]:
    return frozenset({name})


def prove(tree: nodes.Template, *, words: bool = True) -> Proof:
    """Prove that every paper of a part is whole XML.

    Args:
        tree: The parsed source.
        words: Words stand only in the text elements of WordprocessingML; otherwise (properties) in any element.

    Raises:
        Unproved: it depends on the data, or on statements this cannot follow (macros, recursive loops).
    """
    prover = _Prover(_WORDS if words else None)
    end = prover.run(tree.body, _At())
    if end.names() != ("", None, ()):
        raise Unproved
    return prover.proof


def every(tree: nodes.Node) -> list[Any]:
    """All nodes of a parsed template in the order of its text; Jinja's own ``find_all`` goes through every node as often as it lies deep."""
    found: list[Any] = []
    left = [tree]
    while left:
        node = left.pop()
        found.append(node)
        below: list[nodes.Node] = []
        for name in node.fields:
            value = getattr(node, name, None)
            if type(value) is list:
                below += [one for one in value if isinstance(one, nodes.Node)]
            elif isinstance(value, nodes.Node):
                below.append(value)
        left += reversed(below)
    return found


def take_runs(tree: nodes.Template, proof: Proof) -> None:
    """Tell of each value in the text of a run how that run begins, so that a traced one can have a run of its own.

    What stands right before the value of its run, and right after, is taken out of the template, to be printed with the value.
    """
    _take(tree.body, "", proof)


def _take(body: Sequence[nodes.Node], head: str, proof: Proof) -> None:
    """Tell it of the values of some statements, of which the first stands in the text of a run that begins so."""
    for statement in body:
        after = _after([statement], head)
        if isinstance(statement, nodes.Output):
            _take_printed(statement, head, proof)
        else:
            for inside in _bodies(statement):
                again = not isinstance(statement, nodes.For) or inside is not statement.body or _after(inside, head) == head
                _take(inside, head if again else "", proof)
        head = after


def _bodies(node: nodes.Node) -> list[Sequence[nodes.Node]]:
    if isinstance(node, nodes.If):
        return [node.body, *(one.body for one in node.elif_), node.else_]
    return [node.body, node.else_] if isinstance(node, nodes.For) else [node.body] if isinstance(node, nodes.With) else []


def _after(body: Sequence[nodes.Node], head: str) -> str:
    """How the run begins in whose text statements end; empty if they end elsewhere, or it depends."""
    for statement in body:
        if isinstance(statement, nodes.Output):
            for child in statement.nodes:
                head = _head(child.data) if isinstance(child, nodes.TemplateData) and "<" in child.data else head
        elif bodies := _bodies(statement):
            ends = {_after(inside, head) for inside in bodies}
            ends |= {head} if isinstance(statement, nodes.For) else set()  # it may have no turn, and a second one begins where the first ends
            head = ends.pop() if len(ends) == 1 else ""
    return head


def _take_printed(output: nodes.Output, head: str, proof: Proof) -> None:
    for number, value in enumerate(output.nodes):
        if isinstance(value, nodes.TemplateData):
            head = _head(value.data) if "<" in value.data else head
            continue
        place = proof.places[id(value)]
        if not head or place.kind != "words":
            continue
        before, after = _data(output.nodes, number - 1), _data(output.nodes, number + 1)
        begins, ends = before is not None and before.data.endswith(head), after is not None and after.data.startswith(RUN_END)
        proof.places[id(value)] = replace(place, run=head, begins=begins, ends=ends)
        if before is not None and begins:
            before.data = before.data.removesuffix(head)
        if after is not None and ends:
            after.data = after.data.removeprefix(RUN_END)
            head = ""


def _data(siblings: Sequence[nodes.Node], number: int) -> nodes.TemplateData | None:
    found = siblings[number] if 0 <= number < len(siblings) else None
    return found if isinstance(found, nodes.TemplateData) else None


def _head(data: str) -> str:
    """How the run begins in whose text some XML ends; empty if it ends elsewhere."""
    found = _RUN.match(data, max(data.rfind("<w:r>"), data.rfind("<w:r "), 0))
    return found[1] if found else ""
