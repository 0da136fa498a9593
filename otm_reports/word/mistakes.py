"""Template × what a kind may print → every mistake in it, each with its place, and a copy with a Word comment at each."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from otm_reports.errors import TemplateError
from otm_reports.word import contents, filters, meant, names, package, sandbox, sources
from otm_reports.word.tree import w

_TAG = re.compile(r"(\{\{|\{%|\{#)([-+]?)(.*?)([-+]?)(\}\}|%\}|#\})", re.DOTALL)
_OPEN = re.compile(r"\{\{|\{%|\{#")
_CLOSE = re.compile(r"\}\}|%\}|#\}")
#: Brackets of a tag with a space between them: Word shows no difference, and nothing is filled.
_SPACED = re.compile(r"\{\s+[{%#]|[}%#]\s+\}")
_PAIR = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PREFIX = re.compile(r"(tr|tc|p|r)\s+(?=\S)")
_DOCXTPL = re.compile(r"(cellbg|colspan|vm|hm)\b\s*(.*)", re.DOTALL)
_SMART = str.maketrans({**dict.fromkeys("“”«»„‟″〃", '"'), **dict.fromkeys("‘’‚‛′`´", "'")})
_WRONG_QUOTES = re.compile("[«»„‟″〃‚‛′`´]")
_QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'""")
_ONE_BRACE = re.compile(r"(?<!\{)\{\s*([^\W\d]\w*)((?:\.\w+)*(?:\s*\|[^{}]*)?)\s*\}(?!\})")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PATH_END = re.compile(r"""[^."\[\]]+""")
_BLOCKS, _MIDDLE = meant.BLOCKS, meant.MIDDLE
_NEAR = 80


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong with a template.

    Attributes:
        code: Key of ``[template]`` in the messages.
        part: Part of the package.
        paragraph: Number of the paragraph in the part, from 1; 0 for the whole part.
        row: Row of the table it stands in, from 1, or 0; ``table``: which table.
        near: The words around.
        what: The tag, name or filter.
        suggestion: What it was probably meant to be.
        problem: What a render or the opening of the file says, where it is that.
        boxed: It stands in a text box.
    """

    code: str
    part: str
    paragraph: int = 0
    table: int = 0
    row: int = 0
    near: str = ""
    what: str = ""
    suggestion: str = ""
    problem: TemplateError | None = None
    boxed: bool = False

    @property
    def commented(self) -> bool:
        """Whether Word can have a comment at its place: not in headers and footers."""
        return self.part == "word/document.xml" and self.paragraph > 0


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of a part and where it stands."""

    part: str
    number: int
    table: int
    row: int
    text: str
    row_text: str
    inside: tuple[str, ...] = ()

    def place(self, kind: str) -> tuple[str, ...]:
        """The elements around a tag that takes its row, cell or paragraph away, or stands in the text."""
        if kind in {"tr", "tc"} and kind in self.inside:
            return self.inside[: len(self.inside) - self.inside[::-1].index(kind) - 1]
        return self.inside

    def mistake(self, code: str, what: str = "", suggestion: str = "") -> Mistake:
        return Mistake(code, self.part, self.number, self.table, self.row, " ".join(self.text.split())[:_NEAR], what, suggestion, boxed="txbxContent" in self.inside)


@dataclass(slots=True)
class _Scope:
    """Names that are known at a point, and an open block."""

    word: str
    line: _Line
    tag: str
    known: dict[str, Any]
    kind: str = ""
    otherwise: bool = False


def find(template: bytes, context: Mapping[str, Any] | None = None, *, lang: str = "kk", where: str = "") -> list[Mistake]:
    """Every mistake of a template.

    Args:
        template: Bytes of a .docx.
        context: An example of what its kind may print; ``None`` where that is not known.
        lang: Language of the paper.
        where: Name of the template.

    Raises:
        TemplateError: it cannot be opened at all.
    """
    environment = sandbox.environment(filters.for_language(lang))
    try:
        opened = package.opened(template, where, marks=True)
    except TemplateError as problem:
        if problem.code != "template-unsafe":
            raise
        return [Mistake("unsafe", str(problem.params.get("part", "")), what=str(problem.params.get("what", "")))]
    found: list[Mistake] = []
    read: list[_Line] = []
    for name in opened.filled:
        if not name.startswith("word/"):
            root = package.parse(opened.parts[name], name, where)
            found += _of_part(environment, [_Line(name, 0, 0, 0, element.text or "", "") for element in root], context, lang)
        else:
            if sources.unended(opened.parts[name].decode()):
                found.append(Mistake("tangled", name, what="{{ …"))
                continue
            root = package.parse(opened.parts[name], name, where)
            lines = list(_lines(root, name))
            found += _of_marks(root, name, lines, opened.parts)
            read += lines
            left = contents.inside(root) | _twice(root)
            found += _of_part(environment, [line for line, paragraph in zip(lines, root.iter(w("p")), strict=True) if paragraph not in left], context, lang)
    return found or [_placed(one, read) for one in _by_rendering(template, context, lang, where)]


def _twice(root: etree._Element) -> set[etree._Element]:
    """The paragraphs of text boxes that Word keeps a second time for older offices, where they say the same."""
    found: set[etree._Element] = set()
    for fallback in root.iter(_FALLBACK):
        own = list(fallback.iter(w("p")))
        shown = fallback.getprevious()
        if shown is not None and [_text(one) for one in shown.iter(w("p"))] == [_text(one) for one in own]:
            found.update(own)
    return found


def _placed(mistake: Mistake, lines: Sequence[_Line]) -> Mistake:
    """A mistake that a render has met, at the first paragraph that says what stood near."""
    said = "".join(mistake.near.split())
    line = next((one for one in lines if said and one.part == mistake.part and "".join(one.text.split()).startswith(said)), None)
    return mistake if line is None else replace(line.mistake(mistake.code), near=mistake.near, problem=mistake.problem)


def _of_marks(root: etree._Element, part: str, lines: Sequence[_Line], parts: Mapping[str, bytes]) -> Iterator[Mistake]:
    """Comments, tracked changes and active fields, each at its paragraph."""
    paragraphs = list(root.iter(w("p")))
    for element, what in package.marks_of(root):
        paragraph = next(element.iterancestors(w("p")), None)
        line = lines[paragraphs.index(paragraph)] if paragraph is not None else None
        if what == "comments":
            text = package.plain(parts.get("word/comments.xml", b"").decode("utf-8", "replace"))
            tags = ", ".join(found[0] for found in _TAG.finditer(text))
            place = (line.part, line.number, line.table, line.row) if line is not None else ("word/comments.xml", 0, 0, 0)
            yield Mistake("comment-tags" if tags else "comment", *place, text[:_NEAR], tags)
            continue
        code = "tracked" if what == "tracked-changes" else "field"
        yield line.mistake(code, what) if line is not None else Mistake(code, part, what=what)


def _by_rendering(template: bytes, context: Mapping[str, Any] | None, lang: str, where: str) -> list[Mistake]:
    """What only compiling the whole, and filling it with the example, shows."""
    from otm_reports.word.render import load

    try:
        loaded = load(template, lang=lang, where=where)
        if context is not None:
            loaded.render(context, verify=True)
    except TemplateError as problem:
        near = problem.params.get("near") or problem.params.get("what") or ""
        return [Mistake(problem.code, str(problem.params.get("part", "")), near=str(near), problem=problem)]
    return []


def _lines(root: etree._Element, part: str) -> Iterator[_Line]:
    """The paragraphs of a part; those of text boxes among them."""
    tables = {table: number for number, table in enumerate(root.iter(w("tbl")), 1)}
    places = {row: (tables[table], number) for table in tables for number, row in enumerate(table.iter(w("tr")), 1) if next(row.iterancestors(w("tbl"))) is table}
    said: dict[etree._Element, str] = {}
    for number, paragraph in enumerate(root.iter(w("p")), 1):
        above = list(paragraph.iterancestors())
        row = next((one for one in above if one.tag == w("tr")), None)
        if row is not None and row not in said:
            said[row] = _text(row)
        table, row_number = places.get(row, (0, 0)) if row is not None else (0, 0)
        inside = tuple(etree.QName(one).localname for one in reversed(above))
        yield _Line(part, number, table, row_number, _text(paragraph), said[row] if row is not None else "", inside)


def _text(element: etree._Element) -> str:
    own = element.tag == w("p")
    return "".join(
        text.text or "" for text in element.iter(w("t"), w("instrText")) if not own or next(text.iterancestors(w("p")), None) is element
    )


# ── one part ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_part(environment: sandbox.Sandbox, lines: Sequence[_Line], context: Mapping[str, Any] | None, lang: str) -> Iterator[Mistake]:
    known: dict[str, Any] = {**environment.globals, **(context or {}), "loop": ..., "self": ...}
    stack: list[_Scope] = []
    names_known = known, _assigned(environment, lines)
    for line in lines:
        yield from _unclosed(line, stack[-1].known if stack else known)
        for found in _TAG.finditer(line.text):
            if _PAIR[found[1]] != found[5]:
                yield line.mistake("wrong-brackets", found[0])
            elif found[1] != "{#":
                yield from _of_tag(environment, line, found, stack, names_known, lang, strict=context is not None)
    for block in stack:
        yield block.line.mistake("no-end", block.tag, f"{{% {_BLOCKS[block.word]} %}}")


def _of_tag(
    environment: sandbox.Sandbox, line: _Line, found: re.Match[str], stack: list[_Scope], names_known: tuple[dict[str, Any], frozenset[str]], lang: str, *, strict: bool,
) -> Iterator[Mistake]:
    tag, opening, inner, closing = found[0], found[1], found[3], found[5]
    yield from _astray(line, tag, inner)
    code, inner = meant.meant(opening, inner)
    if code:
        yield line.mistake(code, tag, f"{opening}{inner}{closing}")
    prefix = _PREFIX.match(inner)
    kind = prefix[1] if prefix else "-" if "-" in found[2] + found[4] else ""
    inner = _PREFIX.sub("", inner.lstrip(), count=1).strip() if prefix else inner.strip()
    if _WRONG_QUOTES.search(_QUOTED.sub("", inner)):
        yield line.mistake("quotes", tag, tag.translate(_SMART))
        return
    inner = inner.translate(_SMART)
    if opening == "{{":
        yield from _expression(environment, line, tag, inner, stack[-1].known if stack else names_known[0], names_known[1], strict=strict)
    else:
        yield from _paired(line, tag, inner, kind, stack)
        deep = len(stack)
        yield from _statement(environment, line, tag, inner, stack, names_known, strict=strict)
        if len(stack) > deep:
            stack[-1].kind = kind
    yield from _misasked(environment, line, opening, inner, lang)


def _paired(line: _Line, tag: str, inner: str, kind: str, stack: Sequence[_Scope]) -> Iterator[Mistake]:
    """A tag that goes on or ends a block which began in another kind of tag, or elsewhere: in a table, out of it."""
    word = inner.partition(" ")[0]
    if not stack or word not in {*_MIDDLE, _BLOCKS[stack[-1].word]} or "-" in {kind, stack[-1].kind}:
        return
    began = stack[-1]
    if kind != began.kind:
        yield line.mistake("other-kind", tag, f"{{%{began.kind} {inner} %}}")
    elif line.place(kind) != began.line.place(kind):
        yield line.mistake("other-place", tag, began.tag)


def _misasked(environment: sandbox.Sandbox, line: _Line, opening: str, inner: str, lang: str) -> Iterator[Mistake]:
    """Filters of one tag that are asked for what they do not do."""
    word = inner.partition(" ")[0]
    if opening == "{%" and (_DOCXTPL.match(inner) or word not in _BLOCKS):
        return
    source = f"{{{{ {inner} }}}}" if opening == "{{" else f"{{% {inner} %}}{{% {_BLOCKS[word]} %}}"
    with contextlib.suppress(TemplateSyntaxError, *sandbox.TANGLED):
        for code, what, right in meant.misasked(environment, environment.parse(source), lang):
            yield line.mistake(code, what, right)


def _unclosed(line: _Line, scope: Mapping[str, Any]) -> Iterator[Mistake]:
    """A tag that is not whole in its paragraph."""
    rest = _TAG.sub("", line.text)
    for spaced in _SPACED.finditer(rest):
        yield line.mistake("spaced", spaced[0], re.sub(r"\s", "", spaced[0]))
    rest = _SPACED.sub("", rest)
    for single in _ONE_BRACE.finditer(rest):
        if single[1] in scope:
            yield line.mistake("one-brace", single[0], f"{{{{ {single[1]}{single[2].rstrip()} }}}}")
    if found := _OPEN.search(rest):
        yield line.mistake("not-closed", rest[found.start() : found.start() + 40].strip())
    elif found := _CLOSE.search(rest):
        yield line.mistake("not-opened", rest[max(0, found.start() - 40) : found.end()].strip())


def _astray(line: _Line, tag: str, inner: str) -> Iterator[Mistake]:
    """Words beside a tag that takes their paragraph, row or cell away with it; such a tag outside a table."""
    prefix = _PREFIX.match(inner)
    if prefix is None:
        return
    kind = prefix[1]
    if kind in {"tr", "tc"} and not line.row:
        yield line.mistake("no-table", tag)
    whole = line.text if kind in {"p", "tc"} else line.row_text if kind == "tr" else tag
    beside = " ".join(whole.replace(tag, " ", 1).split())
    if beside:
        yield line.mistake("words-vanish", tag, beside[:40])


def _statement(  # noqa: C901, PLR0912 - one branch for each kind of tag
    environment: sandbox.Sandbox, line: _Line, tag: str, inner: str, stack: list[_Scope], names_known: tuple[dict[str, Any], frozenset[str]], *, strict: bool,
) -> Iterator[Mistake]:
    known, assigned = names_known
    scope = stack[-1].known if stack else known
    word, _, rest = inner.partition(" ")
    if special := _DOCXTPL.match(inner):
        if special[2].strip():
            yield from _expression(environment, line, tag, special[2].strip(), scope, assigned, strict=strict)
    elif word in _BLOCKS:
        yield from _block(environment, line, tag, inner, scope, assigned, strict=strict)
        stack.append(_Scope(word, line, tag, {**scope, **_targets(environment, inner, scope)}))
    elif word in _MIDDLE:
        if stack and stack[-1].otherwise:
            yield line.mistake("after-else", tag, "{% else %}")
        elif not stack or stack[-1].word not in _MIDDLE[word]:
            yield line.mistake("no-start", tag, " / ".join(f"{{% {one} … %}}" for one in _MIDDLE[word]))
        elif word == "elif":
            yield from _expression(environment, line, tag, rest, scope, assigned, strict=strict)
        else:
            stack[-1].otherwise = True
    elif word in _BLOCKS.values():
        if stack and _BLOCKS[stack[-1].word] == word:
            stack.pop()
        elif stack:
            yield line.mistake("other-end", tag, f"{{% {_BLOCKS[stack[-1].word]} %}}")
            if any(_BLOCKS[one.word] == word for one in stack):
                while _BLOCKS[stack.pop().word] != word:
                    pass
        else:
            yield line.mistake("no-start", tag)
    elif word == "set":
        yield from _block(environment, line, tag, inner, scope, assigned, strict=strict)
    else:
        suggestion = names.nearest(word, [*_BLOCKS, *_BLOCKS.values(), *_MIDDLE, "set"])
        yield line.mistake("unknown-tag", tag, suggestion and "{% " + suggestion + " … %}")


def _block(
    environment: sandbox.Sandbox, line: _Line, tag: str, inner: str, scope: Mapping[str, Any], assigned: frozenset[str], *, strict: bool,
) -> Iterator[Mistake]:
    word = inner.partition(" ")[0]
    source = f"{{% {inner} %}}" + (f"{{% {_BLOCKS[word]} %}}" if word in _BLOCKS else "")
    yield from _parsed(environment, line, tag, source, scope, assigned, strict=strict)


def _expression(
    environment: sandbox.Sandbox, line: _Line, tag: str, inner: str, scope: Mapping[str, Any], assigned: frozenset[str], *, strict: bool,
) -> Iterator[Mistake]:
    yield from _parsed(environment, line, tag, f"{{{{ {inner} }}}}", scope, assigned, strict=strict)


def _parsed(
    environment: sandbox.Sandbox, line: _Line, tag: str, source: str, scope: Mapping[str, Any], assigned: frozenset[str], *, strict: bool,
) -> Iterator[Mistake]:
    """Mistakes of one tag by itself: how it is written, its filters, its names."""
    try:
        ast = environment.parse(source)
        refused = sandbox.refused(ast)
    except TemplateSyntaxError as mistake:
        if (right := meant.repaired(tag)) != tag and _parses(environment, meant.repaired(source)):
            yield line.mistake("meant", tag, right)
            return
        sign = re.search(r"unexpected char '(.+?)' at", mistake.message or "")
        yield line.mistake("syntax-sign", tag, sign[1]) if sign else line.mistake("syntax", tag)
        return
    except sandbox.TANGLED:
        yield line.mistake("tangled", tag[:_NEAR])
        return
    hidden = any(str(node.attr if isinstance(node, nodes.Getattr) else _key(node)).startswith("_") for node in ast.find_all((nodes.Getattr, nodes.Getitem)))
    if refused is not None or hidden:
        yield line.mistake("unsafe", tag)
        return
    for name, near in names.unknown_filters(environment, ast).items():
        yield line.mistake("look-alike" if names.twins(name, near) else "unknown-filter", f"|{name}", near and f"|{near}")
    if strict:
        yield from _whole(ast, line, tag, scope)
        for path, near in _unknown(ast, scope, assigned | names.excused(ast)):
            yield line.mistake("look-alike" if names.twins(_PATH_END.findall(path)[-1], near) else "unknown-name", path, near)


def _parses(environment: sandbox.Sandbox, source: str) -> bool:
    try:
        environment.parse(source)
    except (TemplateSyntaxError, *sandbox.TANGLED):
        return False
    return True


def _key(node: nodes.Node) -> object:
    return node.arg.value if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) else ...


def _whole(ast: nodes.Template, line: _Line, tag: str, scope: Mapping[str, Any]) -> Iterator[Mistake]:
    """A list, or a thing with fields, printed as it is: one of its entries is wanted."""
    for output in ast.find_all(nodes.Output):
        for node in output.nodes:
            value = _value(node, scope) if isinstance(node, (nodes.Name, nodes.Getattr, nodes.Getitem)) else ...
            if isinstance(value, (list, tuple)):
                yield line.mistake("whole-list", tag, f"{{% for one in {_written(node)} %}}")
            elif isinstance(value, Mapping):
                yield line.mistake("whole-thing", tag, f"{{{{ {_written(node)}.{next(iter(value), '…')} }}}}")


def _assigned(environment: sandbox.Sandbox, lines: Iterable[_Line]) -> frozenset[str]:
    """Names that the part itself sets."""
    text = "".join(found[3] for line in lines for found in _TAG.finditer(line.text) if found[1] == "{%")
    return frozenset(re.findall(r"\bset\s+(\w+)", text) + re.findall(r"\bmacro\s+(\w+)", text)) | frozenset(environment.globals)


def _targets(environment: sandbox.Sandbox, inner: str, scope: Mapping[str, Any]) -> dict[str, Any]:
    """The names a block brings, with an example of each where one is known."""
    word = inner.partition(" ")[0]
    try:
        ast = environment.parse(f"{{% {inner} %}}{{% {_BLOCKS[word]} %}}")
    except (TemplateSyntaxError, *sandbox.TANGLED):
        return dict.fromkeys(re.findall(r"\w+", inner), ...)
    stored = {node.name: ... for node in ast.find_all(nodes.Name) if node.ctx in {"store", "param"}}
    loop = next(ast.find_all(nodes.For), None)
    if loop is not None and isinstance(loop.target, nodes.Name):
        whole = _value(loop.iter, scope)
        if isinstance(whole, (list, tuple)):
            stored[loop.target.name] = whole[0] if whole and not _differ(whole) else ...
    return stored


def _differ(values: Sequence[Any]) -> bool:
    """Whether the rows of a list do not all have the same entries."""
    return not all(isinstance(one, Mapping) and one.keys() == values[0].keys() for one in values if isinstance(values[0], Mapping))


def _value(node: nodes.Node, scope: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an example of anything
    """The example that an expression names; ``...`` where it is not known."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, ...)
    if isinstance(node, nodes.Getattr):
        key = node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        key = node.arg.value
    else:
        return ...
    owner = _value(node.node, scope)
    if isinstance(owner, Mapping):
        return owner.get(key, ...)
    return ...


def _unknown(ast: nodes.Template, scope: Mapping[str, Any], assigned: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Names and entries that the example has not, each with the nearest it has."""
    own = {node.name for node in ast.find_all(nodes.Name) if node.ctx != "load"}
    for node in ast.find_all((nodes.Name, nodes.Getattr, nodes.Getitem)):
        if isinstance(node, nodes.Name):
            if node.ctx == "load" and node.name not in scope and node.name not in assigned | own:
                yield node.name, names.nearest(node.name, scope)
            continue
        if not isinstance(node, (nodes.Getattr, nodes.Getitem)):
            continue
        owner = _value(node.node, scope)
        key = node.attr if isinstance(node, nodes.Getattr) else node.arg.value if isinstance(node.arg, nodes.Const) else ...
        if isinstance(owner, Mapping) and isinstance(key, str) and key not in owner and not hasattr(owner, key):
            yield _written(node), names.nearest(key, map(str, owner))


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f'{_written(node.node)}["{node.arg.value}"]'
    return "…"


# ── the copy with comments ──────────────────────────────────────────────────────────────────────────────────────────


def remarked(template: bytes, remarks: Sequence[tuple[Mistake, str]]) -> bytes:
    """A copy of a template with a Word comment at every place.

    Word has no comments in headers, footers and text boxes: what is wrong there is said at the first paragraph of the text, or at
    the paragraph by which the box stands.

    Args:
        template: Bytes of the .docx.
        remarks: Mistakes, each as it is said to a person.
    """
    from docx import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

    document = Document(io.BytesIO(template))
    paragraphs = list(document.element.iter(w("p"))) or [document.add_paragraph()._p]  # noqa: SLF001 - its element
    for mistake, words in remarks:
        inside = mistake.commented and mistake.paragraph <= len(paragraphs)
        element = paragraphs[mistake.paragraph - 1] if inside else paragraphs[0]
        element = [element, *element.iterancestors(w("p"))][-1]
        paragraph = Paragraph(element, document._body)  # noqa: SLF001 - a paragraph of a cell or text box
        runs = [Run(run, paragraph) for run in element.iterchildren(w("r"))] or [paragraph.add_run("")]
        document.add_comment(runs, words, author="otm", initials="otm")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
