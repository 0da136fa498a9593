"""Names a template asks for × names a context has → what is unknown, with the nearest known; drafts that say so."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import ChainableUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.utils import missing as MISSING  # noqa: N812 - Jinja's own sign for "no owner"

from otm_reports.errors import TemplateError
from otm_reports.word import sandbox
from otm_reports.word.printing import Printer, State
from otm_reports.word.proof import every

if TYPE_CHECKING:
    from otm_reports.word.render import Part

_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


def excused(ast: nodes.Template) -> frozenset[str]:
    """Names the template itself asks about (``is defined``) or has a default for."""
    asked = [
        node.node for node in every(ast)
        if isinstance(node, (nodes.Test, nodes.Filter)) and node.name in ({"defined", "undefined"} if isinstance(node, nodes.Test) else {"default", "d"})
    ]
    return frozenset(node.name for node in asked if isinstance(node, nodes.Name))


def refuse_unknown_filters(environment: sandbox.Sandbox, trees: Iterable[nodes.Template], where: str) -> None:
    """Refuse filters and tests that do not exist, all at once.

    Raises:
        TemplateError: ``template-unknown-name``.
    """
    found: dict[str, str] = {}
    for ast in trees:
        found |= unknown_filters(environment, ast)
    if found:
        pairs = ", ".join(f"|{name} → |{near}" for name, near in found.items() if near)
        raise TemplateError("template-unknown-name", where, names="|" + ", |".join(found), suggestion=pairs)


def unknown_filters(environment: sandbox.Sandbox, ast: nodes.Template) -> dict[str, str]:
    """Filters and tests that do not exist, each with the nearest that does."""
    found: dict[str, str] = {}
    for node in every(ast):
        if not isinstance(node, (nodes.Filter, nodes.Test)):
            continue
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        if node.name not in known:
            found[node.name] = nearest(node.name, known)
    return found


#: Cyrillic letters (Russian, Kazakh, Ukrainian) that look like Latin ones, each with its Latin twin.
_TWINS = str.maketrans("АВЕЅІЈКМНОРСТХҮаеѕіјорсухүһԁԛԝ", "ABESIJKMHOPCTXYaesijopcyxyhdqw")


def latin(name: str) -> str:
    """A name with the Latin twins of its Cyrillic letters."""
    return name.translate(_TWINS)


def twins(name: str, other: str) -> str:
    """The letters of a name that only look like those of another; empty if the two do not look the same."""
    return "".join(dict.fromkeys(letter for letter, meant in zip(name, other, strict=True) if letter != meant)) if latin(name) == latin(other) and name != other else ""


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name most like this one, first of all one that looks the same; empty if none is."""
    names = [word for word in known if not word.startswith(("_", "\0"))]
    seen = latin(name).casefold()
    same = next((word for word in names if latin(word).casefold() == seen), "")
    return same or next(iter(difflib.get_close_matches(name, names, 1)), "")


def unknown(names: Iterable[tuple[str, str]], where: str) -> TemplateError:
    """The refusal of names, each with the nearest known one."""
    listed = list(names)
    return TemplateError(
        "template-unknown-name",
        where,
        names=", ".join(name for name, _ in listed),
        suggestion=", ".join(f"{name} → {near}{_strange(name, near)}" for name, near in listed if near) or "–",
    )


def _strange(name: str, near: str) -> str:
    """The letters that look right and are of the other alphabet, in brackets."""
    letters = twins(name.rpartition(".")[2], near)
    return f" ({', '.join(letters)})" if letters else ""


def missing(parts: Sequence[Part], environment: sandbox.Sandbox, context: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    """Every name that turns out to be unknown while rendering, each with the nearest known one."""
    notes: list[tuple[object, str]] = []
    gathering = environment.overlay(undefined=collecting(notes))
    state = State(lang)
    for part in parts:
        try:
            template = gathering.template_class.from_code(gathering, part.code, gathering.make_globals(None))
            sandbox.run(template, context, state, Printer(state, {}, whole=False))
        except Exception:  # noqa: BLE001, S112 - the render has failed already; this one only gathers names
            continue
    found = {name: nearest(name, _names_of(owner, context)) for owner, name in notes}
    return [(_as_written(parts, name), near) for name, near in found.items()]


def _names_of(owner: object, context: Mapping[str, object]) -> list[str]:
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    return list(context) if owner is MISSING else [name for name in dir(owner) if name[0] != "_"]


def _as_written(parts: Sequence[Part], name: str) -> str:
    """``protcol_no`` → ``session.protcol_no``, as the template says it."""
    pattern = re.compile(rf"[\w.]*\.{re.escape(name)}\b")
    for part in parts:
        for tag in _TAGS.findall(part.source.text):
            if found := pattern.search(tag):
                return found[0].lstrip(".")
    return name


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


class Drafting(ChainableUndefined):
    """An undefined value of a draft: it is printed as a visible blank, and loops over it are empty."""

    __slots__ = ()
    words: ClassVar[tuple[Callable[[str], str]]]

    def __getattr__(self, name: str) -> Drafting:
        """An entry of something undefined is a blank of its own."""
        if name.startswith("__"):
            raise AttributeError(name)
        return type(self)(name=f"{self._undefined_name}.{name}")

    __getitem__ = __getattr__

    def __str__(self) -> str:
        """Printed."""
        if self._undefined_exception is SecurityError:
            return str(self._fail_with_undefined_error())
        return self.words[0](str(self._undefined_name))


def drafting(words: Callable[[str], str]) -> type[Drafting]:
    """A kind of undefined value that prints ``words(name)``."""
    return type("_Drafting", (Drafting,), {"words": (words,), "__slots__": ()})
