"""Patched template source → code that can only print: immutable sandbox, strict names, and a bound on work.

What is bounded, for one render of one paper (all parts together): turns of loops, calls of macros and of methods, things
a filter or a search looks at, one after another where it looks at them late, and things in a list that the template makes, lists in
lists counted through (``MAX_STEPS``), characters
printed (``MAX_CHARACTERS``), length of a string or list made by an operator or filter (``MAX_LENGTH``), size of integers
(``MAX_BITS``), depth of recursion, and the clock (``MAX_SECONDS``). There is no ``range``, ``lipsum`` or ``cycler``. Turning XML into Jinja source is bounded by the size of a part
(:mod:`otm_reports.word.package`) and tried in a process of its own (:mod:`otm_reports.word.trial`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, Sized, ValuesView
from functools import wraps
from itertools import islice
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Template, Undefined, nodes, pass_context
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, sync_do_slice
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from otm_reports.word.printing import Printer, State, TooLong
from otm_reports.word.proof import Place, every
from otm_reports.word.values import Unprintable, printed

MAX_LENGTH = 1_000_000
MAX_BITS = 4_096
#: Things in one list that a template makes, lists in it counted through.
_MAX_HELD = 200_000
_BIG = 64
#: Lengths from which on an operator looks at the clock.
_HEAVY = 10_000
#: Letters that a method of a text goes through in the time of one step.
_SEARCHED = 500
#: Things in a list that are compared in the time of one step.
_COMPARED = 50
#: Names in the path of an attribute (``a.b.c``) that a filter follows.
_MAX_PATH = 30
#: Pieces of a paper that are put together at a time.
_PIECES = 4_096

#: Decimals that a number is rounded to.
_DIGITS = 15
#: A place of a format that is filled with a number or a text, and a written percent sign.
_PLACE = re.compile(r"%(?:%|[-+ 0#]{0,5}[0-9]{0,2}(?:\.[0-9]{1,2})?[sdifeEgG])")

#: Keys of the render's own state in a context. No template can write such names.
STATE = "\0state"
PRINTER = "\0printer"

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
#: Filters that make a text of whatever they are given: of a list or of nothing they would make Python's own words.
_OF_TEXT = ("capitalize", "e", "escape", "lower", "string", "title", "trim", "truncate", "upper", "wordcount")
#: Filters that follow the path of an attribute.
_OF_PATHS = ("groupby", "map", "max", "min", "rejectattr", "selectattr", "sort", "unique")
#: What a loop tells of itself.
_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem"})
_MAPPING_METHODS = ("get", "items", "keys", "values")
#: Statements that fetch other templates or switch escaping.
_REFUSED = (
    nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.ScopedEvalContextModifier,
    nodes.EvalContextModifier, nodes.MarkSafe, nodes.MarkSafeIfAutoescape,
)  # fmt: skip
#: What Python raises for a template of too many brackets, blocks in blocks or digits.
TANGLED = (RecursionError, MemoryError, OverflowError, SyntaxError, ValueError)
#: What a macro was called with beyond its arguments: lists that no template wrote down, and so nobody has counted.
_UNCOUNTED = frozenset({"varargs", "kwargs"})


def _state(context: Context) -> State:
    state = context.parent[STATE]
    assert isinstance(state, State)  # noqa: S101 - put there by the renderer
    return state


class Printing(CodeGenerator):
    """Code that prints each value by the printer of its render, and looks into plain mappings at once."""

    def write_commons(self) -> None:
        """What root, blocks and macros have at hand."""
        super().write_commons()
        self.writeline(f"otm_printer = context.parent[{PRINTER!r}]")
        self.writeline("otm_words = otm_printer.words")
        self.writeline("otm_run, otm_within = otm_printer.run, otm_printer.within")
        self.writeline("otm_entry = environment.entry")

    def enter_frame(self, frame: Frame) -> None:
        """Names that are not given a value before are asked of who prints."""
        super().enter_frame(frame)
        self.environment.asked.update(name for action, name in frame.symbols.loads.values() if action == VAR_LOAD_RESOLVE and name)  # type: ignore[attr-defined]

    def _make_finalize(self) -> Any:  # noqa: ANN401 - Jinja's interface
        """Constants are printed by the printer too."""
        return self._FinalizeInfo(None, None)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002 - Jinja's interface
        place = getattr(node, "otm_place", None)
        how = {"bare": "otm_printer.bare", "attribute": "otm_printer.attribute", "field": "otm_printer.field"}
        words = "otm_words" if place is None or not place.run else "otm_run" if place.begins and place.ends else "otm_within"
        self.write(f"{how.get(place.kind, words) if place else words}(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:  # noqa: ANN401, ARG002 - Jinja's interface
        place = getattr(node, "otm_place", None)
        if place is not None and place.kind == "attribute":
            self.write(f", {place.element!r}, {place.attribute!r}")
        elif place is not None and place.run:
            self.write(f", {place.run!r}" if place.begins and place.ends else f", {place.run!r}, first={place.begins}, last={place.ends}")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's visitor
        """``a.b``: of a plain mapping its entry, at once."""
        owner = frame.symbols.find_ref(node.node.name) if isinstance(node.node, nodes.Name) else None
        if owner is not None and owner[0] == "l":
            self.write(f"({owner}[{node.attr!r}] if type({owner}) is dict and {node.attr!r} in {owner} else ")
        self.write("otm_entry(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")
        if owner is not None and owner[0] == "l":
            self.write(")")


def placed(node: nodes.Node, place: Place) -> None:
    """Tell the compiler where a printed expression stands."""
    node.otm_place = place  # type: ignore[attr-defined]


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja as the papers' language: data wins over methods, only named methods can be called, work is counted."""

    code_generator_class = Printing
    intercepted_binops = frozenset({"*", "+", "**", "%"})
    trusted: frozenset[int] = frozenset()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Jinja's interface
        super().__init__(*args, **options)
        #: Names that the part asks for of which code is being made.
        self.asked: set[str] = set()

    def entry(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's interface
        """``a.b``, the quick way where ``a`` is a plain mapping that has a ``b``."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if type(obj) is LoopContext and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.getattr(obj, attribute)

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's interface
        """``a.b``: of a mapping its entry ``b``, even where mappings have a method of that name."""
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401 - Jinja's interface
        """Macros, loop helpers, our functions, and reading methods of texts and mappings."""
        if isinstance(obj, (Macro, LoopContext)) or obj is Namespace or id(obj) in self.trusted:
            return True
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if isinstance(owner, LoopContext):
            return name in {"cycle", "changed"}
        if isinstance(owner, str):
            return name in _TEXT_METHODS
        return isinstance(owner, Mapping) and name in _MAPPING_METHODS

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Jinja's interface
        """A call: a method of a text costs as much as the text is long."""
        owner = getattr(obj, "__self__", None)
        _state(context).charge(1 + (len(owner) // _SEARCHED if isinstance(owner, str) else 0))
        if obj is Namespace:
            _state(context).charge(_weight(args) + _weight(kwargs))
        return super().call(context, obj, *args, **kwargs)

    def call_test(self, name: str, value: Any, args: Any = None, kwargs: Any = None, context: Any = None, eval_ctx: Any = None) -> bool:  # noqa: ANN401 - Jinja's
        """A test that a filter asks (``select``): as many steps as what it compares with is long."""
        if context is not None:
            _state(context).charge(1 + _scan(value) + sum(map(_scan, args or ())))
        return super().call_test(name, value, args, kwargs, context, eval_ctx)  # type: ignore[no-any-return]

    def call_filter(self, name: str, value: Any, args: Any = None, kwargs: Any = None, context: Any = None, eval_ctx: Any = None) -> Any:  # noqa: ANN401 - Jinja's
        """A filter that a filter asks (``map``): as many steps as what it is given is long."""
        if context is not None:
            value = _counted(context, value)
        return super().call_filter(name, value, args, kwargs, context, eval_ctx)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's
        """Operators that can make something huge out of something small."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(operator)
        _watch(context, left, right)
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


def _watch(context: Context, *operands: object) -> None:
    """Look at the clock before heavy work."""
    if any((isinstance(one, Sized) and len(one) > _HEAVY) or (type(one) is int and one.bit_length() > _BIG) for one in operands):
        _state(context).watch()


def _scan(value: object) -> int:
    """Steps for going once through a text or a list, comparing."""
    if isinstance(value, str):
        return len(value) // _SEARCHED
    return len(value) // _COMPARED if isinstance(value, (Sequence, ValuesView, ItemsView)) else 0


def _weight(value: object) -> int:
    """How many things a list holds, lists in it counted through each time they stand there.

    A list that holds itself twice over, again and again, is small and takes forever to print, compare or sort.

    Raises:
        TooLong: more than a render may look at.
    """
    number, inside = 0, [value]
    while inside:
        one = inside.pop()
        held: Iterable[object] = ()
        if isinstance(one, (list, tuple, set, frozenset)):
            held = one
        elif isinstance(one, Mapping):
            held = one.values()
        elif isinstance(one, Namespace):
            held = one._Namespace__attrs.values()  # noqa: SLF001 - Jinja gives it no other name
        number += 1
        inside += [thing for thing in held if not isinstance(thing, (str, int, float))]
        number += len(held) if isinstance(held, Sized) else 0
        if number > _MAX_HELD:
            raise TooLong
    return number


# ── work that is counted ────────────────────────────────────────────────────────────────────────────────────────────


@pass_context
def _turns(context: Context, values: Any) -> Any:  # noqa: ANN401 - whatever is looped over
    """What a loop goes through: its turns are charged before it starts."""
    if isinstance(values, Undefined):
        iter(values)  # a strict one raises here
        return values
    if isinstance(values, Sized):
        _state(context).charge(len(values))
        return values
    return _one_by_one(_state(context), values)


def _one_by_one(state: State, values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        state.charge(1)
        yield value


@pass_context
def _tick(context: Context, weight: int) -> str:
    _state(context).charge(1, max(0, int(weight)))
    return ""


@pass_context
def _counted(context: Context, value: Any) -> Any:  # noqa: ANN401 - whatever a filter is given
    if isinstance(value, Undefined):
        return str(value)  # a strict one raises here, before a filter meets it
    if isinstance(value, Iterator):
        return _one_by_one(_state(context), value)
    _state(context).charge(len(value) if isinstance(value, Sized) else 1)
    return value


@pass_context
def _made(context: Context, value: Any) -> Any:  # noqa: ANN401 - a list, tuple or mapping the template writes
    _state(context).charge(_weight(value))
    return value


@pass_context
def _watched(context: Context, value: Any) -> Any:  # noqa: ANN401 - whatever is compared
    _state(context).charge(1 + _scan(value))
    return value


@pass_context
def _searched(context: Context, value: Any) -> Any:  # noqa: ANN401 - whatever something is looked for in
    return _one_by_one(_state(context), value) if isinstance(value, Iterator) else _watched(context, value)


@pass_context
def _sum(context: Context, values: Any, attribute: str | int | None = None, start: Any = 0) -> Any:  # noqa: ANN401 - Jinja's interface
    """Jinja's ``sum``: one after another, lists of lists with a bound."""
    total = start
    for value in values if attribute is None else _short_path("map")(context, values, attribute=attribute):
        if type(total) in {int, float} and type(value) in {int, float}:
            total += value
            continue
        _state(context).charge(1 + _scan(total))
        total = context.environment.call_binop(context, "+", total, value)  # type: ignore[attr-defined]
    return total


def _short_path(name: str) -> Callable[..., Any]:
    """One of Jinja's filters that follow the path of an attribute: a path has an end."""
    function = FILTERS[name]

    @wraps(function)
    def filtered(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Jinja's interface
        if any(isinstance(one, str) and one.count(".") > _MAX_PATH for one in (*args[2:], *kwargs.values())):
            raise TooLong
        return function(*args, **kwargs)

    return filtered


@pass_context
def _concat(context: Context, values: Sequence[Any]) -> str:
    """The ``~`` operator: pieces as they would be printed, with a bound."""
    lang = _state(context).lang
    texts = [str(value) if isinstance(value, Undefined) else printed(value, lang) for value in values]
    _check_length(sum(map(len, texts)))
    _watch(context, *texts)
    return Markup("").join(texts) if any(isinstance(text, Markup) for text in texts) else "".join(texts)


@pass_context
def _join(context: Context, values: Any, separator: str = "") -> str:  # noqa: ANN401 - any iterable
    """Jinja's ``join``: pieces as they would be printed, ``None`` left out, with a bound."""
    pieces = [value for value in values if value is not None]
    joined: str = _concat(context, [part for piece in pieces for part in (separator, piece)][1:])
    return joined


@pass_context
def _replace(context: Context, value: Any, old: str, new: str) -> str:  # noqa: ANN401 - whatever is printed
    """Jinja's ``replace``, with a bound."""
    text = value.unescape() if isinstance(value, Markup) and "<" not in value else _words(context, value)
    _check_length(len(text) + text.count(old) * len(new))
    made = text.replace(old, new)
    return _again(context, text, made) if isinstance(value, Markup) else made


def _again(context: Context, before: str, after: str) -> Markup:
    """What a filter has made of words that are printed already: these need not be found in the paper as they were."""
    state = _state(context)
    if state.values is not None:
        state.values[:] = [one for one in state.values if one not in before or one in after]
    return escape(after)


def _few(number: object, least: int, most: int) -> None:
    if not isinstance(number, int) or number > most:
        raise TooLong
    if number < least:
        raise Unprintable(type(number).__name__)


def _round(value: Any, precision: int = 0, method: str = "common") -> Any:  # noqa: ANN401 - a number, or the refusal of anything else
    """Jinja's ``round``, with a bound."""
    _few(precision, -_DIGITS, _DIGITS)
    return FILTERS["round"](value, precision, method)


def _batch(value: Any, linecount: int, fill_with: Any = None) -> Iterator[list[Any]]:  # noqa: ANN401 - Jinja's interface
    """Jinja's ``batch``, with a bound."""
    _few(linecount, 1, _HEAVY)
    yield from FILTERS["batch"](value, linecount, fill_with)


def _slice(value: Any, slices: int, fill_with: Any = None) -> Iterator[list[Any]]:  # noqa: ANN401 - Jinja's interface
    """Jinja's ``slice``, with a bound."""
    _few(slices, 1, _HEAVY)
    yield from sync_do_slice(value, slices, fill_with)


@pass_context
def _format(context: Context, value: Any, *args: Any) -> str:  # noqa: ANN401 - Jinja's interface
    """Jinja's ``format`` of numbers and texts (``%s``, ``%d``, ``%.2f``), with a bound."""
    text = _words(context, value)
    if "%" in _PLACE.sub("", text):
        raise SecurityError(text)
    return text % tuple(one if type(one) in {int, float} else _words(context, one) for one in args)


def _words(context: Context, value: object) -> str:
    """A value as it would be printed, for a filter of texts: ``None`` is empty and a list is refused."""
    return value if isinstance(value, str) else printed(value, _state(context).lang)


def _of_text(name: str) -> Callable[..., Any]:
    """One of Jinja's filters of texts; one that looks at the environment (``truncate``) is given it."""
    function = FILTERS[name]
    needs_environment = getattr(function, "jinja_pass_arg", None) is not None

    @pass_context
    @wraps(function)
    def filtered(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - Jinja's interface
        if isinstance(value, Markup) and "<" not in value:  # of a macro: letters, not the names of signs, are what a filter of texts is for
            plain = value.unescape()
            made = function(*([context.environment] if needs_environment else ()), plain, *args, **kwargs)
            return _again(context, plain, made) if isinstance(made, str) else made
        text = _words(context, value)
        return function(context.environment, text, *args, **kwargs) if needs_environment else function(text, *args, **kwargs)

    return filtered


# ── counting, written into the template ─────────────────────────────────────────────────────────────────────────────


class _Counting(NodeTransformer):
    """Writes the counting of work into a parsed template."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        node.iter = _filtered(node.iter, "\0turns")
        if node.recursive:
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

    def visit_List(self, node: nodes.List | nodes.Tuple | nodes.Dict) -> nodes.Expr:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        if (isinstance(node, nodes.Tuple) and node.ctx != "load") or _constant(node):
            return node
        return _filtered(node, "\0made")

    visit_Tuple = visit_Dict = visit_List  # noqa: N815 - Jinja's visitor

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        if not any(_constant(one) for one in (node.expr, *(operand.expr for operand in node.ops))):
            node.expr = _filtered(node.expr, "\0watched")
        for operand in node.ops:
            if operand.op in {"in", "notin"} and not _constant(operand.expr):
                operand.expr = _filtered(operand.expr, "\0searched")
        return node

    def visit_Test(self, node: nodes.Test) -> nodes.Test:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        node.args = [one if _constant(one) else _filtered(one, "\0searched") for one in node.args]
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - Jinja's visitor
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), "\0concat")


def _constant(node: nodes.Node) -> bool:
    """Whether an expression is written out: nothing in it comes from elsewhere."""
    return not any(isinstance(one, nodes.Expr) and not isinstance(one, (nodes.Const, nodes.Tuple, nodes.List, nodes.Dict)) for one in (node, *node.find_all(nodes.Expr)))


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


#: How a template of docxtpl writes a brace that is no tag.
_WRITTEN = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


def counted(tree: nodes.Template, environment: Sandbox) -> nodes.Template:
    """The template with counting written in, and its written braces as they are printed."""
    _Counting().visit(tree)
    for node in every(tree):
        node.environment = environment
        if isinstance(node, nodes.TemplateData) and "_" in node.data:
            for written, meant in _WRITTEN:
                node.data = node.data.replace(written, meant)
    return tree


def code(environment: Sandbox, tree: nodes.Template, name: str) -> tuple[CodeType, frozenset[str]]:
    """The code of a parsed template, and the names that it asks for of who prints."""
    environment.asked.clear()
    made = environment.compile(tree, name, name)
    assert isinstance(made, CodeType)  # noqa: S101 - a string only where raw source is asked for
    return made, frozenset(environment.asked - environment.globals.keys())


def run(template: Template, context: Mapping[str, Any], state: State, printer: Printer) -> str:
    """What a compiled template prints.

    Raises:
        TooLong: it is more than a paper may be.
    """
    pieces = template.root_render_func(template.new_context({**context, STATE: state, PRINTER: printer}))
    whole: list[str] = []
    while chunk := list(islice(pieces, _PIECES)):
        some = "".join(chunk)
        whole.append(some)
        state.charge(1, len(some))
    return whole[0] if len(whole) == 1 else "".join(whole)


def environment(filters: Mapping[str, Callable[..., object]], trusted: Mapping[str, Callable[..., object]] | None = None) -> Sandbox:
    """The one environment templates are compiled in.

    Args:
        filters: Our filters, beside Jinja's harmless ones.
        trusted: Filters that templates may also call as functions.
    """
    own = dict(trusted or {})
    # constants are rare in papers, and looking for them is a fifth of the time in which a template loads
    made = Sandbox(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, cache_size=0, optimized=False)
    made.filters = {name: FILTERS[name] for name in _FILTERS}
    made.filters |= {name: _of_text(name) for name in _OF_TEXT}
    made.filters |= {name: _short_path(name) for name in _OF_PATHS}
    made.filters |= {"join": _join, "replace": _replace, "sum": _sum, "round": _round, "batch": _batch, "slice": _slice, "format": _format, **filters, **own}
    made.filters |= {"\0tick": _tick, "\0counted": _counted, "\0turns": _turns, "\0concat": _concat, "\0made": _made, "\0watched": _watched, "\0searched": _searched}
    made.tests = dict(TESTS)
    made.globals = {"namespace": Namespace, **own}
    made.trusted = frozenset(map(id, own.values()))
    return made


def refused(tree: nodes.Template) -> nodes.Node | None:
    """The first statement or name a template of a paper must not use."""
    found = every(tree)
    uncounted = (node for node in found if isinstance(node, nodes.Name) and node.name in _UNCOUNTED)
    return next((node for node in found if isinstance(node, _REFUSED)), None) or next(uncounted, None)
