"""Work of a template → charged, and refused before it grows beyond a bound: operators, and filters that could run away.

A filter of Jinja that stands here looks and answers as Jinja's own; what it looks at is counted where the work is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, ItemsView, Iterable, Iterator, Mapping, Sequence, Sized, ValuesView
from functools import wraps
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS, sync_do_slice
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from otm_reports.word.printing import State, TooLong
from otm_reports.word.values import Unprintable, printed

if TYPE_CHECKING:
    from jinja2.runtime import Context

MAX_LENGTH = 1_000_000
MAX_BITS = 4_096
#: Things in one list that a template makes, lists in it counted through.
_MAX_HELD = 200_000
_BIG = 64
#: Lengths from which on an operator looks at the clock.
_HEAVY = 10_000
#: Letters that a method of a text goes through in the time of one step.
SEARCHED = 500
#: Things in a list that are compared in the time of one step.
_COMPARED = 50
#: Names in the path of an attribute (``a.b.c``) that a filter follows.
_MAX_PATH = 30
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
#: Filters that make a text of whatever they are given: of a list or of nothing they would make Python's own words.
_OF_TEXT = ("capitalize", "e", "escape", "lower", "string", "title", "trim", "truncate", "upper", "wordcount")
#: Filters that follow the path of an attribute.
_OF_PATHS = ("groupby", "map", "max", "min", "rejectattr", "selectattr", "sort", "unique")


def state_of(context: Context) -> State:
    """The state of the render that a context belongs to."""
    state = context.parent[STATE]
    assert isinstance(state, State)  # noqa: S101 - put there by the renderer
    return state


def check_product(left: object, right: object) -> None:
    """Refuse a product that would be too long a text or list, or too big a number.

    Raises:
        TooLong: it would.
    """
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Sequence) and isinstance(other, int):
            check_length(len(one) * other)
    if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > MAX_BITS:
        raise TooLong


def check_length(length: int) -> None:
    """Refuse a text or a list that would be too long.

    Raises:
        TooLong: it would.
    """
    if length > MAX_LENGTH:
        raise TooLong


def watch(context: Context, *operands: object) -> None:
    """Look at the clock before heavy work."""
    if any((isinstance(one, Sized) and len(one) > _HEAVY) or (type(one) is int and one.bit_length() > _BIG) for one in operands):
        state_of(context).watch()


def scan(value: object) -> int:
    """Steps for going once through a text or a list, comparing."""
    if isinstance(value, str):
        return len(value) // SEARCHED
    return len(value) // _COMPARED if isinstance(value, (Sequence, ValuesView, ItemsView)) else 0


def weight(value: object) -> int:
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
        state_of(context).charge(len(values))
        return values
    return _one_by_one(state_of(context), values)


def _one_by_one(state: State, values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        state.charge(1)
        yield value


@pass_context
def _tick(context: Context, weight: int) -> str:
    state_of(context).charge(1, max(0, int(weight)))
    return ""


@pass_context
def counted(context: Context, value: Any) -> Any:  # noqa: ANN401 - whatever a filter is given
    """A value that a filter is given, what it holds charged."""
    if isinstance(value, Undefined):
        return str(value)  # a strict one raises here, before a filter meets it
    if isinstance(value, Iterator):
        return _one_by_one(state_of(context), value)
    state_of(context).charge(len(value) if isinstance(value, Sized) else 1)
    return value


@pass_context
def _made(context: Context, value: Any) -> Any:  # noqa: ANN401 - a list, tuple or mapping the template writes
    state_of(context).charge(weight(value))
    return value


@pass_context
def _watched(context: Context, value: Any) -> Any:  # noqa: ANN401 - whatever is compared
    state_of(context).charge(1 + scan(value))
    return value


@pass_context
def _searched(context: Context, value: Any) -> Any:  # noqa: ANN401 - whatever something is looked for in
    return _one_by_one(state_of(context), value) if isinstance(value, Iterator) else _watched(context, value)


@pass_context
def _sum(context: Context, values: Any, attribute: str | int | None = None, start: Any = 0) -> Any:  # noqa: ANN401 - Jinja's interface
    """Jinja's ``sum``: one after another, lists of lists with a bound."""
    total = start
    for value in values if attribute is None else _short_path("map")(context, values, attribute=attribute):
        if type(total) in {int, float} and type(value) in {int, float}:
            total += value
            continue
        state_of(context).charge(1 + scan(total))
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
    lang = state_of(context).lang
    texts = [str(value) if isinstance(value, Undefined) else printed(value, lang) for value in values]
    check_length(sum(map(len, texts)))
    watch(context, *texts)
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
    check_length(len(text) + text.count(old) * len(new))
    made = text.replace(old, new)
    return _again(context, text, made) if isinstance(value, Markup) else made


def _again(context: Context, before: str, after: str) -> Markup:
    """What a filter has made of words that are printed already: these need not be found in the paper as they were."""
    state = state_of(context)
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
    return value if isinstance(value, str) else printed(value, state_of(context).lang)


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


def filters() -> dict[str, Callable[..., Any]]:
    """The filters of Jinja that a template may use, bounded where they need be, and those that counting writes into it."""
    made: dict[str, Callable[..., Any]] = {name: FILTERS[name] for name in _FILTERS}
    made |= {name: _of_text(name) for name in _OF_TEXT}
    made |= {name: _short_path(name) for name in _OF_PATHS}
    made |= {"join": _join, "replace": _replace, "sum": _sum, "round": _round, "batch": _batch, "slice": _slice, "format": _format}
    return made | {
        "\0tick": _tick, "\0counted": counted, "\0turns": _turns, "\0concat": _concat, "\0made": _made, "\0watched": _watched, "\0searched": _searched,
    }
