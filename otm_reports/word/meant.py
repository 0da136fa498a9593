"""Tag as a clerk wrote it → the tag that was meant: letters of another alphabet, invisible signs, spaces, misspelt words."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING

from jinja2 import nodes

from otm_reports.word import filters, names

if TYPE_CHECKING:
    from otm_reports.word import sandbox

BLOCKS = {"for": "endfor", "if": "endif", "macro": "endmacro", "call": "endcall", "filter": "endfilter", "with": "endwith"}
MIDDLE = {"else": ("for", "if"), "elif": ("if",)}
_ENDS = frozenset(BLOCKS.values())
_WORDS = (*BLOCKS, *BLOCKS.values(), *MIDDLE, "set", "endset")
#: Words of other template languages.
_OTHERWISE = {"elseif": "elif", "elsif": "elif", "foreach": "for", "endforeach": "endfor", "fi": "endif", "endelse": "endif"}
_PREFIXES = ("tr", "tc", "p", "r")
#: What no misspelt word of ours is taken for: docxtpl's own tags, and statements of Jinja that papers have not.
_APART = frozenset({
    "cellbg", "colspan", "vm", "hm", "raw", "endraw", "include", "import", "from", "extends", "block", "endblock", "do", "trans",
    "endtrans", "debug", "autoescape", "endautoescape", "break", "continue",
})  # fmt: skip
#: A prefix typed with the other keyboard.
_TYPED = {"тр": "tr", "тс": "tc", "тr": "tr", "тc": "tc", "п": "p"}
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_FIRST = re.compile(r"\s*(\w+)(.*)", re.DOTALL)
#: Words that go on with an expression: what stands before them is a name and no prefix.
_GOES_ON = frozenset({"if", "in", "is", "and", "or", "not", "else"})
_PIECE = re.compile(r"""("[^"]*"|'[^']*')|(\w+)|(&&|\|\||!(?!=)|[–—−]|(?<![=!<>])=(?!=))""")
_SIGNS = {"&&": " and ", "||": " or ", "!": "not ", "–": "-", "—": "-", "−": "-", "=": "=="}
_KEYWORDS = {"и": "and", "және": "and", "или": "or", "немесе": "or", "не": "not", "емес": "not", "в": "in", "of": "in"}


def meant(opening: str, inner: str) -> tuple[str, str]:
    """What is wrong with how a tag begins, and its inside as it was meant.

    Args:
        opening: ``{{`` or ``{%``.
        inner: What stands between the brackets.

    Returns:
        The code of the mistake (empty: none is seen here), and the inside put right.
    """
    clean = _INVISIBLE.sub("", inner)
    code = "invisible" if clean != inner else ""
    prefix, rest, odd = _prefix(opening, clean)
    word, after = _split(rest)
    right = _word(word, after) if opening == "{%" else None
    wrong = right is not None and right != word + after
    if not code and not wrong and not odd:
        return "", inner
    whole = f"{prefix} {(rest if right is None else right).strip()} "
    if not code and names.latin(clean).split() == whole.split() != clean.split():
        code = "look-alike"
    return code or ("unknown-tag" if wrong and word not in _WORDS else "meant"), whole


def _split(text: str) -> tuple[str, str]:
    found = _FIRST.match(text)
    return (found[1], found[2]) if found else ("", text)


def _prefix(opening: str, inner: str) -> tuple[str, str, bool]:
    """The letters by which docxtpl takes a row, cell, paragraph or run away; what follows; whether they are written otherwise than it knows."""
    first, rest = _split(inner)
    letters = _TYPED.get(first) or names.latin(first).lower()
    following = _split(rest)[0]
    if letters not in _PREFIXES or not following or not rest[:1].isspace() or following in _GOES_ON - ({"if"} if opening == "{%" else set()):
        return "", inner, False
    if opening == "{%" and _word(following, "") is None:
        return "", inner, False
    return letters, rest, re.match(f"{letters}[ \u00a0]", inner) is None


def _word(word: str, after: str) -> str | None:
    """A statement put right; ``None`` if it is like none that there is."""
    plain = names.latin(word).lower()
    if plain == "end":
        following, more = _split(after)
        if names.latin(following).lower() in BLOCKS:
            return f"end{names.latin(following).lower()}{more}"
    plain = _OTHERWISE.get(plain, plain)
    if plain in _APART:
        return None
    if plain not in _WORDS:
        plain = names.nearest(plain, _WORDS)
    if not plain:
        return None
    if plain == "else" and after.strip():
        following, more = _split(after)
        return f"elif{more}" if names.latin(following) == "if" else "else"
    if plain in _ENDS and after.strip():
        return plain
    return plain + (_looped(after) if plain == "for" else after)


def _looped(after: str) -> str:
    """``a agenda`` → ``a in agenda``."""
    if re.search(r"\bin\b", after):
        return after
    first, rest = _split(after)
    second, more = _split(rest)
    if names.latin(second) == "in" or _KEYWORDS.get(second) == "in":
        return f" {first} in{more}"
    return f" {first} in {rest.strip()}" if first and rest.strip() and rest[:1].isspace() else after


def repaired(tag: str) -> str:
    """A tag whose signs and small words are those of other languages, in the language of the templates."""

    def right(found: re.Match[str]) -> str:
        quoted, word, sign = found.groups()
        if quoted:
            return str(quoted)
        if sign:
            return _SIGNS[sign]
        twin = names.latin(word)
        return _KEYWORDS.get(word) or (twin if twin in _GOES_ON else str(word))

    return re.sub(r" {2,}", " ", _PIECE.sub(right, tag))


# ── filters ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def misasked(environment: sandbox.Sandbox, ast: nodes.Template, lang: str) -> Iterator[tuple[str, str, str]]:
    """Filters that are given too much or too little, or asked for what they do not know.

    Yields:
        Code of the mistake, the filter as it is written, and how it is meant.
    """
    own = filters.for_language(lang)
    for node in ast.find_all(nodes.Filter):
        function = environment.filters.get(node.name)
        if function is None or node.dyn_args or node.dyn_kwargs:
            continue
        inner = inspect.unwrap(function)
        implied = 1 + hasattr(inner, "jinja_pass_arg")
        signature = inspect.signature(inner)
        try:
            signature.bind(*[None] * (implied + len(node.args)), **{str(one.key): None for one in node.kwargs})
        except TypeError:
            yield "filter-arguments", f"|{node.name}", f"|{node.name}{_asked(list(signature.parameters.values())[implied:])}"
            continue
        if node.name in own and all(isinstance(one, nodes.Const) for one in (*node.args, *(pair.value for pair in node.kwargs))):
            yield from _unknown_choice(node, own)


def _asked(parameters: Sequence[inspect.Parameter]) -> str:
    """What a filter must be given; where it must be given nothing, what it may be."""
    places = [one for one in parameters if one.kind in {one.POSITIONAL_ONLY, one.POSITIONAL_OR_KEYWORD}]
    needed = [one.name for one in places if one.default is one.empty] or [one.name for one in places]
    return f"({', '.join(needed)})" if needed else ""


def _unknown_choice(node: nodes.Filter, own: Mapping[str, Callable[..., object]]) -> Iterator[tuple[str, str, str]]:
    function = own[node.name]
    context = [SimpleNamespace(parent={})] if hasattr(function, "jinja_pass_arg") else []
    given = [one.value for one in node.args if isinstance(one, nodes.Const)]
    named = {str(one.key): one.value.value for one in node.kwargs if isinstance(one.value, nodes.Const)}
    for sample in (date(2025, 9, 9), "сөз", 1):
        try:
            function(*context, sample, *given, **named)
        except filters.UnknownChoice as mistake:
            near = names.nearest(str(mistake), mistake.choices)
            yield "unknown-choice", f'|{node.name}("{mistake}")', near or ", ".join(mistake.choices)
            return
        except Exception:  # noqa: BLE001, S112 - the sample is of another kind than the filter takes
            continue
