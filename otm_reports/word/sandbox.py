"""Patched template source → code that can only print: immutable sandbox, strict names, and a bound on work.

What is bounded, for one render of one paper (all parts together): turns of loops, calls of macros and of methods, things
a filter or a search looks at, one after another where it looks at them late, and things in a list that the template makes, lists in
lists counted through (``MAX_STEPS``), characters
printed (``MAX_CHARACTERS``), length of a string or list made by an operator or filter (``MAX_LENGTH``), size of integers
(``MAX_BITS``), depth of recursion, and the clock (``MAX_SECONDS``). There is no ``range``, ``lipsum`` or ``cycler``.
What charges and refuses stands in :mod:`otm_reports.word.bounds`. Turning XML into Jinja source is bounded by the size of a part
(:mod:`otm_reports.word.package`) and tried in a process of its own (:mod:`otm_reports.word.trial`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import SecurityError
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

from otm_reports.word import bounds
from otm_reports.word.bounds import PRINTER, STATE
from otm_reports.word.printing import Printer, State
from otm_reports.word.proof import Place, every

#: Pieces of a paper that are put together at a time.
_PIECES = 4_096

_TEXT_METHODS = (
    "capitalize", "endswith", "find", "isdigit", "lower", "lstrip", "removeprefix", "removesuffix", "rstrip", "split",
    "startswith", "strip", "title", "upper",
)  # fmt: skip
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
        bounds.state_of(context).charge(1 + (len(owner) // bounds.SEARCHED if isinstance(owner, str) else 0))
        if obj is Namespace:
            bounds.state_of(context).charge(bounds.weight(args) + bounds.weight(kwargs))
        return super().call(context, obj, *args, **kwargs)

    def call_test(self, name: str, value: Any, args: Any = None, kwargs: Any = None, context: Any = None, eval_ctx: Any = None) -> bool:  # noqa: ANN401 - Jinja's
        """A test that a filter asks (``select``): as many steps as what it compares with is long."""
        if context is not None:
            bounds.state_of(context).charge(1 + bounds.scan(value) + sum(map(bounds.scan, args or ())))
        return super().call_test(name, value, args, kwargs, context, eval_ctx)  # type: ignore[no-any-return]

    def call_filter(self, name: str, value: Any, args: Any = None, kwargs: Any = None, context: Any = None, eval_ctx: Any = None) -> Any:  # noqa: ANN401 - Jinja's
        """A filter that a filter asks (``map``): as many steps as what it is given is long."""
        if context is not None:
            value = bounds.counted(context, value)
        return super().call_filter(name, value, args, kwargs, context, eval_ctx)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's
        """Operators that can make something huge out of something small."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(operator)
        bounds.watch(context, left, right)
        if operator == "*":
            bounds.check_product(left, right)
        elif operator == "+" and isinstance(left, Sequence) and isinstance(right, Sequence):
            bounds.check_length(len(left) + len(right))
        return super().call_binop(context, operator, left, right)


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
    made.filters = {**bounds.filters(), **filters, **own}
    made.tests = dict(TESTS)
    made.globals = {"namespace": Namespace, **own}
    made.trusted = frozenset(map(id, own.values()))
    return made


def refused(tree: nodes.Template) -> nodes.Node | None:
    """The first statement or name a template of a paper must not use."""
    found = every(tree)
    uncounted = (node for node in found if isinstance(node, nodes.Name) and node.name in _UNCOUNTED)
    return next((node for node in found if isinstance(node, _REFUSED)), None) or next(uncounted, None)
