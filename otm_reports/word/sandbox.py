"""Patched template source → code that can only print: immutable sandbox, strict names, and a bound on work.

What is bounded, for one render of one paper (all parts together): turns of loops, numbers of a ``range``, calls of
macros and things a filter looks at (``MAX_STEPS``), characters printed (``MAX_CHARACTERS``), length of a string or
list made by an operator or filter (``MAX_LENGTH``), size of integers (``MAX_BITS``), depth of recursion, and the clock
(``MAX_SECONDS``, looked at on every turn). Turning XML into Jinja source is bounded by the size of a part
(:mod:`otm_reports.word.package`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from typing import Any, ClassVar

from jinja2 import ChainableUndefined, StrictUndefined, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from otm_reports.charts import Chart
from otm_reports.word.values import CHART, printed

MAX_STEPS = 1_000_000
MAX_CHARACTERS = 20_000_000
MAX_LENGTH = 1_000_000
MAX_BITS = 4_096
MAX_SECONDS = 30.0

#: Key of the render's own state in a context. No template can write such a name.
STATE = "\0state"

#: Filters of Jinja that print or choose and cannot run away, switch escaping off, or answer differently each time.
_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby", "int",
    "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace",
    "reverse", "select", "selectattr", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper",
    "wordcount",
)  # fmt: skip
_TEXT_METHODS = (
    "capitalize", "endswith", "find", "isdigit", "lower", "lstrip", "removeprefix", "removesuffix", "rstrip", "split",
    "startswith", "strip", "title", "upper",
)  # fmt: skip
_MAPPING_METHODS = ("get", "items", "keys", "values")
#: Statements that fetch other templates or switch escaping.
_REFUSED = (
    nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.ScopedEvalContextModifier,
    nodes.EvalContextModifier, nodes.MarkSafe, nodes.MarkSafeIfAutoescape,
)  # fmt: skip


class TooLong(Exception):
    """A template went beyond one of the bounds of this module."""


@dataclass(slots=True)
class State:
    """What one render has used up so far, and the charts it has printed."""

    lang: str = "kk"
    steps: int = 0
    characters: int = 0
    deadline: float = field(default_factory=lambda: time.monotonic() + MAX_SECONDS)
    charts: list[Any] = field(default_factory=list)

    def charge(self, steps: int, characters: int = 0) -> None:
        """Count work.

        Raises:
            TooLong: the render has reached a bound.
        """
        self.steps += steps
        self.characters += characters
        if self.steps > MAX_STEPS or self.characters > MAX_CHARACTERS or time.monotonic() > self.deadline:
            raise TooLong


def _state(context: Context) -> State:
    state = context.parent[STATE]
    assert isinstance(state, State)  # noqa: S101 - put there by the renderer
    return state


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja as the papers' language: data wins over methods, only named methods can be called, work is counted."""

    intercepted_binops = frozenset({"*", "+", "**", "%"})

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's interface
        """``a.b``: of a mapping its entry ``b``, even where mappings have a method of that name."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - Jinja's interface
        """Macros, loop helpers, our functions, and reading methods of texts and mappings."""
        if isinstance(obj, (Macro, LoopContext)) or obj is bounded_range or obj is Namespace:
            return True
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if isinstance(owner, LoopContext):
            return name in {"cycle", "changed"}
        if isinstance(owner, str):
            return name in _TEXT_METHODS
        return isinstance(owner, Mapping) and name in _MAPPING_METHODS

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's
        """Operators that can make something huge out of something small."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(operator)
        if operator == "*":
            _check_product(left, right)
        elif operator == "+" and isinstance(left, Sequence) and isinstance(right, Sequence):
            _check_length(len(left) + len(right))
        return super().call_binop(context, operator, left, right)


def _check_product(left: object, right: object) -> None:
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Sequence) and isinstance(other, int):
            _check_length(len(one) * other)
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > MAX_BITS:
        raise TooLong


def _check_length(length: int) -> None:
    if length > MAX_LENGTH:
        raise TooLong


@pass_context
def bounded_range(context: Context, *limits: int) -> range:
    """``range`` for templates; its numbers count as steps.

    Raises:
        TooLong: more numbers than the render has steps left.
    """
    numbers = range(*limits)
    _state(context).charge(len(numbers))
    return numbers


# ── what printing goes through ──────────────────────────────────────────────────────────────────────────────────────


@pass_context
def _finalize(context: Context, value: object) -> object:
    state = _state(context)
    if isinstance(value, Undefined):
        return str(value)  # a strict one raises here
    if isinstance(value, Chart):  # the renderer puts its drawing where the mark stands
        state.charts.append(value)
        return f"{CHART}{len(state.charts) - 1}{CHART}"
    text = printed(value, state.lang)
    state.charge(1, len(text))
    return text


@pass_context
def _tick(context: Context, weight: int) -> str:
    _state(context).charge(1, max(0, int(weight)))
    return ""


@pass_context
def _counted(context: Context, value: Any) -> Any:  # noqa: ANN401 - whatever a filter is given
    if isinstance(value, Undefined):
        return str(value)  # a strict one raises here, before a filter meets it
    _state(context).charge(len(value) if isinstance(value, Sized) else 1)
    return value


@pass_context
def _turn(context: Context, condition: object) -> object:
    _state(context).charge(1)
    return condition


@pass_context
def _concat(context: Context, values: Sequence[Any]) -> str:
    """The ``~`` operator: pieces as they would be printed, with a bound."""
    lang = _state(context).lang
    texts = [str(value) if isinstance(value, Undefined) else printed(value, lang) for value in values]
    _check_length(sum(map(len, texts)))
    return Markup("").join(texts) if any(isinstance(text, Markup) for text in texts) else "".join(texts)


@pass_context
def _join(context: Context, values: Any, separator: str = "") -> str:  # noqa: ANN401 - any iterable
    """Jinja's ``join``: pieces as they would be printed, ``None`` left out, with a bound."""
    pieces = [value for value in values if value is not None]
    joined: str = _concat(context, [part for piece in pieces for part in (separator, piece)][1:])
    return joined


def _replace(text: str, old: str, new: str) -> str:
    """Jinja's ``replace``, with a bound."""
    _check_length(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


# ── counting, written into the template ─────────────────────────────────────────────────────────────────────────────


class _Counting(NodeTransformer):
    """Writes the counting of work into a parsed template."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        if node.test is not None:
            node.test = _filtered(node.test, "\0turn")
        node.body.insert(0, _counter(node.body, node.lineno))
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        node.body.insert(0, _counter(node.body, node.lineno))
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        node.body.insert(0, _counter(node.body, node.lineno))
        return node

    def visit_Filter(self, node: nodes.Filter) -> nodes.Filter:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        if node.node is not None and node.name not in {"default", "d"}:
            node.node = _filtered(node.node, "\0counted")
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "\0concat")


def _filtered(node: Any, name: str) -> nodes.Filter:  # noqa: ANN401 - Jinja types a condition as any node
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _counter(body: list[nodes.Node], lineno: int) -> nodes.Output:
    """A statement that charges one step and the plain text a body prints each time."""
    weight = sum(
        len(text.data)
        for statement in body
        if isinstance(statement, nodes.Output)
        for text in statement.nodes
        if isinstance(text, nodes.TemplateData)
    )
    return nodes.Output([_filtered(nodes.Const(weight, lineno=lineno), "\0tick")], lineno=lineno)


def counted(tree: nodes.Template, environment: Sandbox) -> nodes.Template:
    """The template with counting written in."""
    _Counting().visit(tree)
    tree.set_environment(environment)
    return tree


def environment(filters: Mapping[str, Callable[..., object]]) -> Sandbox:
    """The one environment templates are compiled in, with our filters beside Jinja's harmless ones."""
    made = Sandbox(autoescape=True, undefined=StrictUndefined, finalize=_finalize, keep_trailing_newline=True, cache_size=0)
    made.filters = {name: FILTERS[name] for name in _FILTERS}
    made.filters |= {"join": _join, "replace": _replace, **filters}
    made.filters |= {"\0tick": _tick, "\0counted": _counted, "\0turn": _turn, "\0concat": _concat}
    made.tests = dict(TESTS)
    made.globals = {"range": bounded_range, "namespace": Namespace}
    return made


def refused(tree: nodes.Template) -> nodes.Node | None:
    """The first statement a template of a paper must not use."""
    return next(iter(node for kind in _REFUSED for node in tree.find_all(kind)), None)


class Collecting(ChainableUndefined):
    """An undefined value that lets the render go on and notes who asked for it, so that all are named at once."""

    __slots__ = ()
    notes: ClassVar[list[tuple[object, str]]]

    def _note(self) -> None:
        if self._undefined_exception is not SecurityError and self._undefined_name:
            self.notes.append((self._undefined_obj, str(self._undefined_name)))

    def __getattr__(self, name: str) -> Collecting:
        """An entry of something undefined: it is the something that is missing."""
        if name.startswith("__"):
            raise AttributeError(name)
        self._note()
        return self

    def __str__(self) -> str:
        """Printed."""
        self._note()
        return ""

    def __iter__(self) -> Iterator[Any]:
        """Looped over."""
        self._note()
        return iter(())

    def __bool__(self) -> bool:
        """Asked whether it is so."""
        self._note()
        return False


def collecting(notes: list[tuple[object, str]]) -> type[Collecting]:
    """A kind of undefined value that writes into ``notes`` the owner and the name of each value that is not there."""
    return type("_Collecting", (Collecting,), {"notes": notes, "__slots__": ()})
