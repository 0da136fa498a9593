"""Template × context → .docx: docxtpl's language, compiled once, filled strictly and safely, with the same bytes every time.

A part that is proved to give whole XML (:mod:`otm_reports.word.proof`) is printed, packed and put beside the unchanged
parts. A part that is not, or into which a value brought what only a tree can place, is parsed strictly and put in order
(:mod:`otm_reports.word.tree`). What only docxtpl can do (sub-documents, pictures) docxtpl does, with the same bounds.
"""

from __future__ import annotations

import io
import os
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import CodeType
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from lxml import etree

from otm_reports import packing
from otm_reports.errors import TemplateError
from otm_reports.kazakh.exceptions import Exceptions
from otm_reports.word import bounds, contents, drawing, fallback, filters, ledger, names, package, sandbox, sources, tied, tree, verified
from otm_reports.word.printing import MAX_CHARACTERS, Astray, NeedsDocxtpl, Printer, State, TooLong, Trace, Unsafe
from otm_reports.word.proof import Proof, Unproved, every, prove, take_runs
from otm_reports.word.values import Unprintable

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: Set in the environment: every paper is verified (as with ``--verify``).
_VERIFY = "OTM_VERIFY"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a template, ready to be filled.

    Attributes:
        name: Part name, ``word/header1.xml``.
        source: Its Jinja source.
        code: The same compiled; ``template`` runs it.
        names: Names it takes from the context.
        proof: What is known of all its papers; ``None`` where they are parsed one by one.
        wording: It is a text of Word (and not the properties).
        first_id: Number of the first drawing in it.
    """

    name: str
    source: sources.Source
    code: CodeType
    template: jinja2.Template
    names: frozenset[str]
    proof: Proof | None
    wording: bool
    first_id: int
    known: dict[str, str] = field(default_factory=dict, repr=False)
    last: list[tuple[str, packing.Entry]] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True)
class Note:
    """A value that could not be printed letter for letter, for the run's report.

    Attributes:
        before: What the context held.
        after: What the paper says.
    """

    before: str
    after: str


class Template:
    """A checked and compiled template: made once by :func:`load`, filled as often as wanted."""

    def __init__(self, where: str, lang: str, opened: package.Package, environment: sandbox.Sandbox, parts: tuple[Part, ...], content: bytes) -> None:
        self.where = where
        self.lang = lang
        self.package = opened
        self.environment = environment
        self.parts = parts
        self._content = content
        self._ledger_name = ""
        filled = {part.name for part in parts}
        self._fixed = {name: packing.packed(name, data) for name, data in opened.parts.items() if name not in filled}
        #: Every name the template takes from a context.
        self.names: frozenset[str] = frozenset().union(*(part.names for part in parts))

    @cached_property
    def native(self) -> DocxTemplate:
        """The object that docxtpl itself has for this template: for ``new_subdoc``, ``InlineImage``, ``build_url_id`` and ``replace_…``.

        What is made by it is put in by docxtpl itself; the paper goes through the same checks.
        """
        return fallback.native(contents.ready(self._content, [part.name for part in self.parts], self.where))

    def render(
        self, context: Mapping[str, object], generated: list[filters.Generated] | None = None, *, notes: list[Note] | None = None,
        draft: Callable[[str], str] | None = None, trace: Trace | None = None, verify: bool | None = None,
    ) -> bytes:
        """The paper.

        Args:
            context: Names the template prints: text, whole numbers, fractions, dates, ``None`` (empty), sequences and
                mappings of these to loop over, and :class:`otm_reports.charts.Chart` to print as ``{{ charts.g1 }}``
                in a paragraph of its own.
            generated: Where the case forms that rules made are added, for a person to read over.
            notes: Where values are added that could not be printed letter for letter.
            draft: A draft is wanted: what the paper says in place of a name that is not known.
            trace: Hears of each printed value that knows where it is from (:class:`otm_reports.traced.Traced`), marks its
                place and writes the ledger of the paper (:class:`otm_reports.word.ledger.Traces`).
            verify: Parse the paper without recovery, look at its structure and find the text of every value again;
                if not said, as ``OTM_VERIFY`` in the environment says.

        Raises:
            TemplateError: ``template-unknown-name``, ``template-unprintable``, ``template-unsafe``,
                ``template-too-long``, ``template-damaged``, ``template-lost`` or ``template-failed``.
        """
        if draft is None:
            self._refuse_unknown(context)
        state = State(self.lang, trace=trace)
        if verify if verify is not None else os.environ.get(_VERIFY) == "1":
            state.values = []
        given = context if generated is None else {**context, filters.GENERATED: generated}
        environment = self.environment if draft is None else self.environment.overlay(undefined=names.drafting(draft))
        try:
            paper = self._paper(given, state, environment)
        except NeedsDocxtpl:
            if trace is not None:
                trace.restart()
            state = State(self.lang, values=state.values, trace=trace)
            paper = self._by_docxtpl(given, state, environment)
        if notes is not None:
            notes += [Note(before, after) for before, after in state.changed.items()]
        if state.values is not None:
            verified.check(paper, state.values, self.where)
        return paper

    # ── the two ways ────────────────────────────────────────────────────────────────────────────────────────────────

    def _paper(self, context: Mapping[str, object], state: State, environment: sandbox.Sandbox) -> bytes:
        if "native" in self.__dict__ and fallback.replaces(self.native):
            raise NeedsDocxtpl
        parts, fixed = self._ledgered if state.trace is not None else (self.package.parts, self._fixed)
        charts = drawing.Charts(parts, self.where)
        changed: dict[str, packing.Entry] = {}
        for part in self.parts:
            state.drawn = charts.printer(part.name)
            xml = self._filled(part, context, state, environment)
            changed[part.name] = self._entry(part, xml, state, charts)
        for name, data in charts.parts().items():
            changed[name] = packing.packed(name, data)
        if state.trace is not None:
            changed[self._ledger_name] = packing.packed(self._ledger_name, state.trace.content(), ledger.LEVEL)
        return packing.joined(fixed, changed)

    @cached_property
    def _ledgered(self) -> tuple[dict[str, bytes], dict[str, packing.Entry]]:
        """The parts of a paper with a ledger, and those of them that are the same in all papers, packed."""
        added, name = tied.related(self.package.parts, self.package.main, self.where)
        self._ledger_name = name
        return {**self.package.parts, **added}, {**self._fixed, **{part: packing.packed(part, data) for part, data in added.items()}}

    @cached_property
    def _outline(self) -> contents.Outline:
        """What the template's styles say of headings and of the entries of a table of contents."""
        return contents.outline(self.package.parts, self.package.main, self.where)

    def _entry(self, part: Part, xml: str, state: State, charts: drawing.Charts) -> packing.Entry:
        if part.last and part.last[0][0] == xml and not state.special:
            return part.last[0][1]
        if part.proof is None or state.special or part.proof.repeated or part.source.treed:
            data = self._finished(part, xml, lambda number: charts.drawn(state.charts[number], part.name))
            return packing.packed(part.name, data)
        listed = contents.filled(xml, self._outline) if part.source.listed else xml
        data = _DECLARATION + listed.encode()
        if part.proof.emptied and sources.has_empty(data, part.proof.emptied):
            data = self._finished(part, xml, lambda number: charts.drawn(state.charts[number], part.name))
        entry = packing.packed(part.name, data, packing.LEVEL if state.trace is None else state.trace.level)
        part.last[:] = [(xml, entry)]
        return entry

    def _by_docxtpl(self, context: Mapping[str, object], state: State, environment: sandbox.Sandbox) -> bytes:
        """The paper by docxtpl itself, put in order like every other."""
        state.native = fallback.inserter(self.native)
        printer = Printer(state, {}, whole=False)
        try:
            made = fallback.rendered(self.native, {**context, bounds.STATE: state, bounds.PRINTER: printer}, environment)
        except Exception as mistake:
            raise self._problem(self.parts[0], context, mistake) from mistake
        parts = dict(package.unzipped(made, self.where))
        charts = drawing.Charts(parts, self.where)
        for part in self.parts:
            xml = etree.tostring(package.parse(parts[part.name], part.name, self.where), encoding="unicode")
            xml = state.trace.placed(xml) if state.trace is not None else xml
            parts[part.name] = self._finished(part, xml, lambda number, name=part.name: charts.drawn(state.charts[number], name))  # type: ignore[misc]
        parts |= charts.parts()
        if state.trace is not None:
            added, name = tied.related(parts, self.package.main, self.where)
            parts |= {**added, name: state.trace.content()}
        package.forget_authors(parts, self.where)
        return packing.joined({name: packing.packed(name, data) for name, data in parts.items()}, {})

    # ── one part ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _filled(self, part: Part, context: Mapping[str, object], state: State, environment: sandbox.Sandbox) -> str:
        """The XML of one part with the context in it."""
        state.special = False
        template = part.template
        if environment is not self.environment:
            template = environment.template_class.from_code(environment, part.code, environment.make_globals(None))
        whole = part.proof is not None and part.wording
        known = part.known if environment is self.environment else {}
        try:
            xml = sandbox.run(template, context, state, Printer(state, known, whole=whole))
            return xml if state.trace is None else state.trace.placed(xml)
        except NeedsDocxtpl:
            raise
        except Exception as mistake:
            raise self._problem(part, context, mistake) from mistake

    def _problem(self, part: Part, context: Mapping[str, object], mistake: Exception) -> TemplateError:
        """What a person is told; the words of the exception may hold data and stay out."""
        if isinstance(mistake, TemplateError):
            return mistake
        if isinstance(mistake, UndefinedError):
            return names.unknown(names.missing(self.parts, self.environment, context, self.lang), self.where)
        if isinstance(mistake, (TooLong, RecursionError, MemoryError, OverflowError)):
            return TemplateError("template-too-long", self.where, part=part.name, limit=MAX_CHARACTERS)
        if isinstance(mistake, filters.UnknownChoice):
            return names.unknown([(f"«{mistake}»", ", ".join(mistake.choices))], self.where)
        if isinstance(mistake, (Astray, filters.LibraryMissing)):
            code = "template-damaged" if isinstance(mistake, Astray) else "template-library"
            return TemplateError(code, self.where, part=part.name, near=str(mistake)[:80])
        near = self._near(part, context)
        if isinstance(mistake, (SecurityError, Unsafe)):
            return TemplateError("template-unsafe", self.where, part=part.name, what=near)
        if isinstance(mistake, Unprintable):
            return TemplateError("template-unprintable", self.where, part=part.name, near=near, type=str(mistake))
        return TemplateError("template-failed", self.where, part=part.name, near=near, type=type(mistake).__name__)

    def _near(self, part: Part, context: Mapping[str, object]) -> str:
        """The paragraph of the template where a render stops: it is run again with a line for each paragraph."""
        numbered = sources.numbered(part.source.text)
        code, _ = sandbox.code(self.environment, self.environment.parse(numbered, part.name, part.name), part.name)
        template = self.environment.template_class.from_code(self.environment, code, self.environment.make_globals(None))
        state = State(self.lang)
        try:
            sandbox.run(template, context, state, Printer(state, {}, whole=False))
        except Exception as mistake:  # noqa: BLE001 - it failed before; this time its line is wanted
            lines = [line for frame, line in traceback.walk_tb(mistake.__traceback__) if frame.f_code.co_filename == part.name]
            return sources.line(numbered, template.get_corresponding_lineno(lines[-1])) if lines else ""
        return ""

    def _finished(self, part: Part, xml: str, draw: tree.Draw) -> bytes:
        root = package.parse(xml.encode("utf-8", "surrogatepass"), part.name, self.where)
        if part.source.grid:
            root = self._with_grids(xml, part)
        package.refuse_marks(root, part.name, self.where)
        if part.wording:
            tree.finished(root, draw, part.name, self.where, part.first_id)
        if not part.source.listed:
            return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return _DECLARATION + contents.filled(etree.tostring(root, encoding="unicode"), self._outline).encode()

    def _with_grids(self, xml: str, part: Part) -> etree._Element:
        """The part with table grids that fit its rows.

        docxtpl parses with recovery here, which cuts broken XML short without a word; this XML is known to be whole.
        """
        try:
            root: etree._Element = DocxTemplate(io.BytesIO()).fix_tables(xml)
        except (AttributeError, TypeError, ValueError, ZeroDivisionError) as mistake:
            raise TemplateError("template-damaged", self.where, part=part.name, near="w:tblGrid") from mistake
        return root

    def _refuse_unknown(self, context: Mapping[str, object]) -> None:
        if unknown := self.names - context.keys():
            raise names.unknown([(name, names.nearest(name, context)) for name in sorted(unknown)], self.where)


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


def load(
    template: bytes, *, lang: str = "kk", where: str = "", exceptions: Exceptions | None = None,
    extra: Mapping[str, Callable[..., Any]] | None = None,
) -> Template:
    """Check and compile a template.

    Args:
        template: Bytes of a .docx.
        lang: Language of the papers.
        where: Name of the template, for messages.
        exceptions: Words whose case forms no rule tells (``packaged() | the college's own``); ``None`` for the packaged ones.
        extra: Filters and functions of the caller's own, beside ours; they are trusted.

    Raises:
        TemplateError: ``template-damaged``, ``template-unsafe``, ``template-too-long``, ``template-syntax``,
            ``template-tangled``, or ``template-unknown-name`` for filters and tests that do not exist.
    """
    opened = package.opened(template, where)
    opened = replace(opened, parts=tied.forgotten(opened.parts))
    environment = sandbox.environment(filters.for_language(lang, exceptions), extra or {})
    found = {name: sources.source(opened.parts[name], name, where) for name in opened.filled}
    parsed = {name: _parsed(environment, one.text, name, where) for name, one in found.items() if one.text}
    names.refuse_unknown_filters(environment, parsed.values(), where)
    parts = tuple(
        _compiled(environment, name, found[name], ast, where, number) for number, (name, ast) in enumerate(parsed.items())
    )
    return Template(where, lang, opened, environment, parts, template)


def _parsed(environment: sandbox.Sandbox, source: str, name: str, where: str) -> nodes.Template:
    try:
        ast = environment.parse(source, name, name)
        node = sandbox.refused(ast)
    except TemplateSyntaxError as mistake:
        raise _syntax(environment, source, mistake, name, where) from mistake
    except sandbox.TANGLED as mistake:
        raise TemplateError("template-tangled", where, part=name) from mistake
    if node is not None:
        raise TemplateError("template-unsafe", where, part=name, what=_place_of(environment, source, name, node))
    return ast


def _place_of(environment: sandbox.Sandbox, source: str, name: str, node: nodes.Node) -> str:
    """The paragraph of the first node of this kind."""
    numbered = sources.numbered(source)
    again = next(environment.parse(numbered, name, name).find_all(type(node)), None)
    return sources.line(numbered, again.lineno) if again is not None else ""


def _compiled(environment: sandbox.Sandbox, name: str, source: sources.Source, ast: nodes.Template, where: str, number: int) -> Part:
    wording = not name.startswith("docProps/") and source.wording
    try:
        excused = names.excused(ast)
        ast = sandbox.counted(ast, environment)
        proof = _proved(ast, words=wording)
        code, asked = sandbox.code(environment, ast, name)
    except TemplateSyntaxError as mistake:
        raise _syntax(environment, source.text, mistake, name, where) from mistake
    except sandbox.TANGLED as mistake:
        raise TemplateError("template-tangled", where, part=name) from mistake
    template = environment.template_class.from_code(environment, code, environment.make_globals(None))
    if wording and not source.grid and sources.gridded(source.text) and (proof is None or proof.uneven):
        source = replace(source, grid=True, treed=True)
    return Part(name, source, code, template, asked - excused, proof, wording, 1001 + 10_000 * number)


def _proved(ast: nodes.Template, *, words: bool) -> Proof | None:
    try:
        proof = prove(ast, words=words)
    except Unproved:
        return None
    take_runs(ast, proof)
    for node in every(ast):
        for child in node.nodes if isinstance(node, nodes.Output) else ():
            if id(child) in proof.places:
                sandbox.placed(child, proof.places[id(child)])
    return proof


def _syntax(environment: sandbox.Sandbox, source: str, mistake: TemplateSyntaxError, name: str, where: str) -> TemplateError:
    numbered, line = sources.numbered(source), mistake.lineno
    try:
        environment.compile(numbered, name, name)
    except TemplateSyntaxError as again:
        line = again.lineno
    return TemplateError("template-syntax", where, part=name, near=sources.line(numbered, line), problem=mistake.message or "")
