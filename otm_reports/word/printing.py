"""Value at its place in a template → XML: the one way by which anything gets from data into a paper."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any, Protocol

from docxtpl import InlineImage, Listing, RichText, RichTextParagraph
from jinja2 import Undefined
from markupsafe import Markup, escape

from otm_reports.charts import Chart
from otm_reports.traced import Blank, Origin, Traced
from otm_reports.word.values import (
    CHART,
    PAGE,
    PARAGRAPH,
    RUN_END,
    RUN_TEXT,
    TRACED,
    TRACED_END,
    Unprintable,
    altered,
    defused_markup,
    printed,
)

MAX_STEPS = 1_000_000
MAX_CHARACTERS = 20_000_000
MAX_SECONDS = 30.0
_LOOK_EVERY = 500
_LONG = 4_096
_REMEMBERED = 20_000
_REMEMBERED_LENGTH = 200

_YELLOW = '<w:highlight w:val="yellow"/>'
#: What stands after the highlight among the properties of a run (ECMA-376, 17.3.2), and their end.
_AFTER_HIGHLIGHT = re.compile(r"<w:(?:u|effect|bdr|shd|fitText|vertAlign|rtl|cs|em|lang|eastAsianLayout|specVanish|oMath|rPrChange)[ />]|</w:rPr>")
#: What is no word in rich text: its XML, docxtpl's signs for a new paragraph and a new page, and ours.
_NO_WORDS = re.compile(f"<[^>]*>|[\a\f{PARAGRAPH}{PAGE}]")
_LINE = '</w:t><w:br/><w:t xml:space="preserve">'
_TRACES = re.compile(f"{TRACED}[0-9]+{TRACED_END}|{TRACED_END}")
_MARKS = re.compile(f"[\t{PARAGRAPH}{PAGE}]")
_RELATION = re.compile(r'\br:(?:id|embed|link|pict)="')
_COLOUR = re.compile("auto|[0-9A-Fa-f]{6}")
_SPAN = re.compile("[1-9][0-9]?")
_FIELD_SAFE = re.compile(r"[0-9][0-9.,]{0,30}|[0-9]?")
#: Attributes by which a reader's machine would fetch or start something.
_ACTIVE = frozenset({"w:instr", "href", "o:href", "xlink:href", "src", "r:href", "altHref", "o:althref"})


class Trace(Protocol):
    """Hears of each printed value that knows where it is from, and marks its place in the paper."""

    def __call__(self, xml: str, origin: Origin, /) -> str:
        """The text of a value, as XML, with signs around it."""

    def in_run(self, xml: str, origin: Origin, head: str, /) -> str:
        """The text of a value that has a run of its own, with the run and the mark; ``head`` is how the run begins."""

    def restart(self) -> None:
        """The paper is printed once more, from its beginning."""

    def placed(self, xml: str, /) -> str:
        """A rendered part whose signs have become marks, all of them."""

    @property
    def level(self) -> int:
        """How hard the part that was placed last is packed."""

    def content(self) -> bytes:
        """The part of the paper that says what the marks mean, once all parts are rendered."""


class TooLong(Exception):
    """A template went beyond one of the bounds of a render."""


class Astray(Exception):
    """Words stand where Word does not show them.

    Args:
        words: What stands there.
    """


class Unsafe(Exception):
    """A value of the data would become a link or a field's instruction."""


class NeedsDocxtpl(Exception):
    """A value that only docxtpl itself can put in: a picture, a sub-document, a link made by docxtpl."""


@dataclass(slots=True)
class State:
    """What one render has used up so far, what it has printed, and what it has to tell.

    Attributes:
        lang: Language of the paper.
        charts: Charts printed, in order (of parts that are finished as a tree).
        drawn: ``chart → XML of a run's drawing`` where a part is finished as text.
        special: The part that is being rendered holds what only its tree can put in order.
        values: Every text printed, where the render is to be verified.
        changed: Texts that could not be printed as they were: before → after.
        trace: Hears of values that know where they are from.
        native: docxtpl itself puts pictures and sub-documents in.
    """

    lang: str = "kk"
    steps: int = 0
    characters: int = 0
    look: int = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)
    charts: list[Chart] = field(default_factory=list)
    drawn: Callable[[Chart], str] | None = None
    special: bool = False
    values: list[str] | None = None
    changed: dict[str, str] = field(default_factory=dict)
    trace: Trace | None = None
    native: Any = None

    def charge(self, steps: int, characters: int = 0) -> None:
        """Count work.

        Raises:
            TooLong: the render has reached a bound.
        """
        self.steps += steps
        self.characters += characters
        if self.steps > MAX_STEPS or self.characters > MAX_CHARACTERS:
            raise TooLong
        if self.steps > self.look or characters:
            self.look = self.steps + _LOOK_EVERY
            self.watch()

    def watch(self) -> None:
        """Look at the clock."""
        if time.monotonic() > self.deadline:
            raise TooLong


def _is_missing(value: object) -> bool:
    """Whether a blank is printed for a value: one of ours, or of a draft a name that is not known.

    Of an undefined value a strict one raises when it is printed, and the plain one is an ``if`` without its ``else``: nothing.
    """
    return type(value) is Blank or (isinstance(value, Undefined) and type(value) is not Undefined)


@lru_cache(maxsize=1 << 8)
def _highlighted(head: str) -> str:
    """How a run begins, with the yellow of a blank among its properties."""
    if "<w:highlight " in head:
        return head
    after = _AFTER_HIGHLIGHT.search(head)
    if after is None:
        return f"{head.removesuffix(RUN_TEXT).removesuffix('<w:rPr/>')}<w:rPr>{_YELLOW}</w:rPr>{RUN_TEXT}"
    return f"{head[: after.start()]}{_YELLOW}{head[after.start() :]}"


def is_subdocument(value: object) -> bool:
    """Whether it is a sub-document of docxtpl, whose module asks for a library that need not be there."""
    return type(value).__module__ == "docxtpl.subdoc"


class Printer:
    """The functions that compiled templates call to print; one for each render.

    Args:
        state: The render's own state.
        known: Texts that need no second look, as they are printed; shared by the renders of a template.
        whole: The part is proved to be whole XML: it is finished as text, not as a tree.
    """

    __slots__ = ("_known", "_state", "_whole", "run", "words")

    def __init__(self, state: State, known: dict[str, str], *, whole: bool) -> None:
        self._state = state
        self._known = known
        self._whole = whole
        #: A value as words of the paper, and one that is all the text of its run, with the run (how it begins is given).
        self.words = self._quickly() if state.values is None else self._words
        self.run = self._run_quickly() if state.values is None else self._run

    def _quickly(self) -> Callable[[object], str]:
        """``words`` for a render that need not be verified: most texts have been printed before."""
        known, slowly, traced, plain, trace = self._known.get, self._words, self._traced, self._plain, self._state.trace

        def words(value: object) -> str:
            if type(value) is str:
                text = known(value)
                return slowly(value) if text is None else text
            if type(value) is Traced:
                if trace is None or value.origin is None:
                    return traced(value)
                text = known(value)
                return trace(plain(value) if text is None else text, value.origin)
            return str(value) if type(value) is int else slowly(value)

        return words

    def _run_quickly(self) -> Callable[[object, str], str]:
        """``run`` for a render that need not be verified."""
        known, slowly, inside, plain, trace = self._known.get, self._words, self._run, self._plain, self._state.trace

        def run(value: object, head: str) -> str:
            if type(value) is str:
                text = known(value)
                return f"{head}{slowly(value) if text is None else text}{RUN_END}"
            if type(value) is Traced and trace is not None:
                if value.origin is None:
                    return inside(value, head)
                text = known(value)
                return trace.in_run(plain(value) if text is None else text, value.origin, head)
            return f"{head}{value}{RUN_END}" if type(value) is int else inside(value, head)

        return run

    def _run(self, value: object, head: str) -> str:
        """A value that is all the text of its run, with the run."""
        return self.within(value, head, first=True, last=True)

    def within(self, value: object, head: str, *, first: bool, last: bool) -> str:
        """A value in the text of a run: what is traced in it, and a blank, has a run of its own.

        Args:
            value: The value.
            head: How the run begins.
            first: The value stands first in it and is printed with its beginning.
            last: The value stands last in it and is printed with its end.
        """
        trace = self._state.trace
        if _is_missing(value):
            return f"{'' if first else RUN_END}{_highlighted(head)}{self.words(value)}{RUN_END}{'' if last else head}"
        if type(value) is not Traced or trace is None:
            return f"{head if first else ''}{self.words(value)}{RUN_END if last else ''}"
        made: list[str] = []
        open_, at = not first, 0
        for start, end, origin in value.spans:
            if at < start:
                made += ("" if open_ else head, self._plain(value[at:start]))
                open_ = True
            made += (RUN_END if open_ else "", trace.in_run(self._plain(value[start:end]), origin, head))
            open_, at = False, end
        if at < len(value) or not last or not made:
            made += ("" if open_ else head, self._plain(value[at:]))
            open_ = True
        return "".join((*made, RUN_END if open_ and last else ""))

    def _words(self, value: object) -> str:
        """A value as words of the paper."""
        if type(value) is str:
            return self._text(value)
        if type(value) is Traced:
            return self._traced(value)
        if isinstance(value, Undefined):
            return str(value)  # a strict one raises here
        if isinstance(value, Chart):
            return self._chart(value)
        if isinstance(value, InlineImage) or is_subdocument(value):
            return self._native(value)
        state = self._state
        text = printed(value, state.lang)
        if isinstance(text, Markup):
            if not isinstance(value, Markup):
                self._note(str(value), text)
            return self._markup(text)
        if isinstance(value, str) and altered(value, text):
            state.changed[str.__str__(value)] = text
        return self._lines(escape(text))

    def _traced(self, value: Traced) -> str:
        """A text in which values know where they are from: each is told to who keeps the traces."""
        trace = self._state.trace
        if trace is None:
            return self._plain(value)
        if value.origin is not None:
            return trace(self._plain(value), value.origin)
        made: list[str] = []
        at = 0
        for start, end, origin in value.spans:
            made += (self._plain(value[at:start]), trace(self._plain(value[start:end]), origin))
            at = end
        return "".join((*made, self._plain(value[at:])))

    def _plain(self, value: str) -> str:
        if self._state.values is not None:
            return self._text(str(value))
        known = self._known.get(value)
        return self._text(str(value)) if known is None else known

    def _text(self, value: str) -> str:
        state = self._state
        text = str(printed(value, state.lang))
        xml = self._lines(escape(text))
        if altered(value, text):
            state.changed[value] = text
        elif len(value) <= _REMEMBERED_LENGTH and len(self._known) < _REMEMBERED and not _MARKS.search(xml):
            self._known[value] = xml
        return xml

    def _lines(self, xml: str) -> str:
        """Line ends inside a text; signs that only a tree can place are left to it."""
        state = self._state
        if len(xml) > _LONG:
            state.charge(1, len(xml))
        if state.values is not None:
            state.values.append(_TRACES.sub("", unescape(xml)))
        if _MARKS.search(xml):
            state.special = True
            return str(xml)
        return str.replace(xml, "\n", _LINE) if self._whole and "\n" in xml else str(xml)

    def _markup(self, markup: Markup) -> str:
        """Rich text, or what a macro has printed."""
        xml = str(markup)
        state = self._state
        if "<" not in xml:
            return self._lines(markup)
        state.special = True
        if _RELATION.search(xml) and state.native is None:
            raise NeedsDocxtpl
        state.charge(1, len(xml))
        return xml

    def _chart(self, chart: Chart) -> str:
        state = self._state
        if state.drawn is not None and self._whole:
            return f"</w:t>{state.drawn(chart)}<w:t>"
        state.special = True
        state.charts.append(chart)
        return f"{CHART}{len(state.charts) - 1}{CHART}"

    def _native(self, value: object) -> str:
        native = self._state.native
        if native is None:
            raise NeedsDocxtpl
        self._state.special = True
        raw = str(native(value))
        xml = defused_markup(raw)
        self._note(raw, xml)
        return xml

    def _note(self, raw: str, xml: str) -> None:
        """Name rich text, a picture or a sub-document whose words are not printed letter for letter."""
        before, after = (unescape(_NO_WORDS.sub("", one)) for one in (raw, xml))
        if altered(before, after):
            self._state.changed[before] = after

    def bare(self, value: object) -> str:
        """A value between elements: only rich text can stand there."""
        xml = self._words(str(value) if isinstance(value, Traced) else value)
        if not xml.strip() or ((isinstance(value, (RichText, RichTextParagraph, Markup)) or is_subdocument(value)) and "<" in xml):
            return xml
        raise Astray(unescape(xml))

    def field(self, value: object) -> str:
        """A value inside a field's instruction: only a number is no instruction of its own."""
        text = str(printed(value, self._state.lang))
        if not _FIELD_SAFE.fullmatch(text):
            raise Unsafe
        return text

    def attribute(self, value: object, element: str, name: str) -> str:
        """A value as (a piece of) an attribute."""
        if name in _ACTIVE:
            raise Unsafe
        text = str(printed(value, self._state.lang))
        wanted = {"w:gridSpan": _SPAN, "w:shd": _COLOUR if name == "w:fill" else None}.get(element)
        if isinstance(value, Undefined):
            return str(value)
        if wanted is not None and not wanted.fullmatch(text.strip().lstrip("#")):
            raise Unprintable(f"{element}: {type(value).__name__}")
        text = text.strip().lstrip("#") if wanted is not None else text
        return str(escape(text)).replace("\n", "&#10;").replace("\t", "&#9;")


def functions(context: Mapping[str, Any], key: str) -> Printer:
    """The printer of the render that a context belongs to."""
    found = context[key]
    assert isinstance(found, Printer)  # noqa: S101 - put there by the renderer
    return found


__all__ = ("Astray", "Listing", "NeedsDocxtpl", "Printer", "State", "TooLong", "Trace", "Unsafe", "functions")
