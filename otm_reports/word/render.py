"""Template × context → .docx: docxtpl's language, filled strictly, safely, and with the same bytes every time."""

from __future__ import annotations

import difflib
import io
import re
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import CodeType

import jinja2
from docxtpl import DocxTemplate
from jinja2 import meta, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from lxml import etree

from otm_reports.errors import TemplateError
from otm_reports.kazakh.exceptions import Exceptions
from otm_reports.word import drawing, filters, package, sandbox, tree
from otm_reports.word.values import Unprintable

_TAG = re.compile(r"\{[{%#]")
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
#: Tags that change how many cells a row has, after which docxtpl puts the table's grid in order.
_GRID = re.compile(r"\{%\s*(tc|colspan|hm)\b")
_XML_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_BROKEN_PARAGRAPH = re.compile(r"\n<w:p([ >])")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a template, ready to be filled.

    Attributes:
        name: Part name, ``word/header1.xml``.
        source: Its Jinja source, a line for each paragraph, for messages.
        code: The same compiled.
        names: Names it takes from the context.
        grid: It changes the number of cells in rows.
    """

    name: str
    source: str
    code: CodeType
    names: frozenset[str]
    grid: bool


@dataclass(frozen=True, slots=True)
class Template:
    """A checked and compiled template: made once by :func:`load`, filled as often as wanted."""

    where: str
    lang: str
    package: package.Package
    environment: sandbox.Sandbox
    parts: tuple[Part, ...]

    @property
    def names(self) -> frozenset[str]:
        """Every name the template takes from a context."""
        return frozenset().union(*(part.names for part in self.parts))

    def render(self, context: Mapping[str, object], generated: list[filters.Generated] | None = None) -> bytes:
        """The paper.

        Args:
            context: Names the template prints: text, whole numbers, fractions, dates, ``None`` (empty), sequences and
                mappings of these to loop over, and :class:`otm_reports.charts.Chart` to print as ``{{ charts.g1 }}``
                in a paragraph of its own.
            generated: Where the case forms that rules made are added, for a person to read over.

        Raises:
            TemplateError: ``template-unknown-name``, ``template-unprintable``, ``template-unsafe``,
                ``template-too-long``, ``template-damaged`` or ``template-failed``.
        """
        self._refuse_unknown(context)
        state = sandbox.State(self.lang)
        parts = dict(self.package.parts)
        charts = drawing.Charts(parts, self.where)
        given = context if generated is None else {**context, filters.GENERATED: generated}
        for part in self.parts:
            xml = self._filled(part, given, state)
            parts[part.name] = self._finished(part, xml, state, charts)
        charts.write(parts)
        _forget_authors(parts, self.where)
        parts["[Content_Types].xml"] = package.as_document(parts["[Content_Types].xml"])
        return package.closed(parts)

    def _filled(self, part: Part, context: Mapping[str, object], state: sandbox.State) -> str:
        """The XML of one part with the context in it."""
        try:
            xml = _run(self.environment, part, context, state)
        except UndefinedError as mistake:
            raise self._unknown(self._missing(context)) from mistake
        except SecurityError as mistake:
            near = _near(part, mistake)
            raise TemplateError("template-unsafe", self.where, part=part.name, what=near) from mistake
        except (sandbox.TooLong, RecursionError, MemoryError, OverflowError) as mistake:
            limit = sandbox.MAX_CHARACTERS
            raise TemplateError("template-too-long", self.where, part=part.name, limit=limit) from mistake
        except filters.UnknownChoice as mistake:
            raise self._unknown([(f"«{mistake}»", ", ".join(mistake.choices))]) from mistake
        except Unprintable as mistake:
            near = _near(part, mistake)
            raise TemplateError("template-unprintable", self.where, part=part.name, near=near, type=str(mistake)) from mistake
        except TemplateError:
            raise
        except Exception as mistake:
            # Whatever else a template's expression did; the words of the exception may hold data and stay out.
            raise TemplateError(
                "template-failed", self.where, part=part.name, near=_near(part, mistake), type=type(mistake).__name__
            ) from mistake
        return _BROKEN_PARAGRAPH.sub(r"<w:p\1", xml)

    def _finished(self, part: Part, xml: str, state: sandbox.State, charts: drawing.Charts) -> bytes:
        root = package.parse(xml.encode("utf-8", "surrogatepass"), part.name, self.where)
        if part.grid:
            root = self._with_grids(xml, part)
        package.refuse_marks(root, part.name, self.where)
        tree.finished(root, lambda number: charts.drawn(state.charts[number], part.name), part.name, self.where)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    def _with_grids(self, xml: str, part: Part) -> etree._Element:
        """The part with table grids that fit its rows.

        docxtpl parses with recovery here, which cuts broken XML short without a word; this XML is known to be whole.
        """
        try:
            root: etree._Element = DocxTemplate(io.BytesIO()).fix_tables(xml)
        except (AttributeError, TypeError, ValueError, ZeroDivisionError) as mistake:
            raise TemplateError("template-damaged", self.where, part=part.name, near="w:tblGrid") from mistake
        return root

    # ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _refuse_unknown(self, context: Mapping[str, object]) -> None:
        unknown = sorted(self.names - set(context))
        if unknown:
            raise self._unknown([(name, _nearest(name, context)) for name in unknown])

    def _missing(self, context: Mapping[str, object]) -> list[tuple[str, str]]:
        """Every name that turns out to be unknown while rendering, each with the nearest known one."""
        notes: list[tuple[object, str]] = []
        environment = self.environment.overlay(undefined=sandbox.collecting(notes))
        state = sandbox.State(self.lang)
        for part in self.parts:
            try:
                _run(environment, part, context, state)
            except Exception:  # noqa: BLE001, S112 - the render has failed already; this one only gathers names
                continue
        found = {name: _nearest(name, _names_of(owner, context)) for owner, name in notes}
        return [(self._as_written(name), nearest) for name, nearest in found.items()]

    def _as_written(self, name: str) -> str:
        """``protcol_no`` → ``session.protcol_no``, as the template says it."""
        pattern = re.compile(rf"[\w.]*\.{re.escape(name)}\b")
        for part in self.parts:
            for tag in _TAGS.findall(part.source):
                if found := pattern.search(tag):
                    return found[0].lstrip(".")
        return name

    def _unknown(self, names: Iterable[tuple[str, str]]) -> TemplateError:
        listed = list(names)
        return TemplateError(
            "template-unknown-name",
            self.where,
            names=", ".join(name for name, _ in listed),
            suggestion=", ".join(f"{name} → {nearest}" for name, nearest in listed if nearest),
        )


def render(template: bytes, context: Mapping[str, object], *, lang: str = "kk", where: str = "") -> bytes:
    """Fill a Word template once; see :class:`Template` for what a context may hold and how it can fail.

    Args:
        template: Bytes of a .docx in docxtpl's language (``{{ }}``, ``{%p``, ``{%tr``, ``{%tc``, ``{%r``, ``cellbg``,
            ``colspan``, ``vm``, ``hm``).
        context: What it prints.
        lang: Language of the paper, ``kk`` or ``ru``, for dates and numbers.
        where: Name of the template, for messages.
    """
    return load(template, lang=lang, where=where).render(context)


def load(template: bytes, *, lang: str = "kk", where: str = "", exceptions: Exceptions | None = None) -> Template:
    """Check and compile a template.

    Args:
        template: Bytes of a .docx.
        lang: Language of the papers.
        where: Name of the template, for messages.
        exceptions: Words whose case forms no rule tells (``packaged() | the college's own``); ``None`` for the packaged ones.

    Raises:
        TemplateError: ``template-damaged``, ``template-unsafe``, ``template-too-long``, ``template-syntax``, or
            ``template-unknown-name`` for filters and tests that do not exist.
    """
    opened = package.opened(template, where)
    environment = sandbox.environment(filters.for_language(lang, exceptions))
    sources = {name: _source(opened.parts[name], name, where) for name in opened.filled}
    parsed = {name: _parsed(environment, text, name, where) for name, (text, _) in sources.items() if text}
    _refuse_unknown_filters(environment, parsed.values(), where)
    parts = tuple(_compiled(environment, name, sources[name], ast, where) for name, ast in parsed.items())
    return Template(where, lang, opened, environment, parts)


def _source(data: bytes, name: str, where: str) -> tuple[str, bool]:
    """A part as Jinja source, a line for each paragraph (empty when it has no tags), and whether cells may vary."""
    if b"{" not in data:
        return "", False
    xml = etree.tostring(package.parse(data, name, where), encoding="unicode")
    patched: str = DocxTemplate(io.BytesIO()).patch_xml(xml)
    source = _PARAGRAPH.sub(r"\n<w:p\1", patched) if _TAG.search(patched) else ""
    return source, bool(_GRID.search(_XML_TAG.sub("", xml)))


def _parsed(environment: sandbox.Sandbox, source: str, name: str, where: str) -> nodes.Template:
    try:
        ast = environment.parse(source, name, name)
    except TemplateSyntaxError as mistake:
        raise _syntax(source, mistake, name, where) from mistake
    if (node := sandbox.refused(ast)) is not None:
        raise TemplateError("template-unsafe", where, part=name, what=_line(source, node.lineno))
    return ast


def _compiled(environment: sandbox.Sandbox, name: str, patched: tuple[str, bool], ast: nodes.Template, where: str) -> Part:
    source, grid = patched
    try:
        asked = frozenset(meta.find_undeclared_variables(ast)) - set(environment.globals) - _excused(ast)
        code = environment.compile(sandbox.counted(ast, environment), name, name)
    except TemplateSyntaxError as mistake:
        raise _syntax(source, mistake, name, where) from mistake
    return Part(name, source, code, asked, grid)


def _excused(ast: nodes.Template) -> frozenset[str]:
    """Names the template itself asks about (``is defined``) or has a default for."""
    tests = [node.node for node in ast.find_all(nodes.Test) if node.name in {"defined", "undefined"}]
    defaults = [node.node for node in ast.find_all(nodes.Filter) if node.name in {"default", "d"}]
    return frozenset(node.name for node in (*tests, *defaults) if isinstance(node, nodes.Name))


def _refuse_unknown_filters(environment: sandbox.Sandbox, trees: Iterable[nodes.Template], where: str) -> None:
    unknown: dict[str, str] = {}
    for ast in trees:
        for kind, known in ((nodes.Filter, environment.filters), (nodes.Test, environment.tests)):
            unknown |= {node.name: _nearest(node.name, known) for node in ast.find_all(kind) if node.name not in known}
    if unknown:
        pairs = ", ".join(f"|{name} → |{nearest}" for name, nearest in unknown.items() if nearest)
        raise TemplateError("template-unknown-name", where, names="|" + ", |".join(unknown), suggestion=pairs)


def _run(environment: jinja2.Environment, part: Part, context: Mapping[str, object], state: sandbox.State) -> str:
    template = environment.template_class.from_code(environment, part.code, environment.make_globals(None))
    return template.render({**context, sandbox.STATE: state})


def _nearest(name: str, known: Iterable[str]) -> str:
    names = [word for word in known if not word.startswith(("_", "\0"))]
    return next(iter(difflib.get_close_matches(name, names, 1)), "")


def _names_of(owner: object, context: Mapping[str, object]) -> list[str]:
    if isinstance(owner, Mapping):
        return [str(key) for key in owner]
    return list(context) if owner is jinja2.utils.missing else [name for name in dir(owner) if name[0] != "_"]


def _syntax(source: str, mistake: TemplateSyntaxError, name: str, where: str) -> TemplateError:
    near = _line(source, mistake.lineno)
    return TemplateError("template-syntax", where, part=name, near=near, problem=mistake.message or "")


def _near(part: Part, mistake: BaseException) -> str:
    """The paragraph of the template where a render stopped."""
    lines = [line for frame, line in traceback.walk_tb(mistake.__traceback__) if frame.f_code.co_filename == part.name]
    return _line(part.source, lines[-1]) if lines else ""


def _line(source: str, number: int) -> str:
    lines = source.split("\n")
    return package.plain(lines[number - 1])[:120] if 0 < number <= len(lines) else ""


_PRIVATE = ("creator", "lastModifiedBy", "lastPrinted", "revision", "Company", "Manager", "TotalTime")


def _forget_authors(parts: dict[str, bytes], where: str) -> None:
    """Take out of the properties who made the template, for whom and how long; its own dates stay as they are."""
    for item in package.relationships(parts, "", where):
        if item.kind not in {"core-properties", "extended-properties"} or item.target not in parts:
            continue
        root = package.parse(parts[item.target], item.target, where)
        for element in [child for child in root if etree.QName(child).localname in _PRIVATE]:
            root.remove(element)
        parts[item.target] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
