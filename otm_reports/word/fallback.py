"""What only docxtpl can put into a paper: sub-documents, pictures, links and replaced media made by its own object."""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Mapping
from typing import Any

from docxtpl import DocxTemplate, InlineImage

from otm_reports.word import bounds, package, sandbox


def native(content: bytes) -> DocxTemplate:
    """Docxtpl's object for a template."""
    made = DocxTemplate(io.BytesIO(content))
    made.init_docx()
    return made


def replaces(template: DocxTemplate) -> bool:
    """Whether it was asked to put other pictures or embedded files in place of the template's."""
    return bool(
        template.crc_to_new_media or template.crc_to_new_embedded or template.zipname_to_replace or template.pics_to_replace
    )


def inserter(template: DocxTemplate) -> Callable[[Any], str]:
    """What prints a picture or a sub-document while ``template`` is rendered."""

    def inserted(value: Any) -> str:  # noqa: ANN401 - a picture or a sub-document
        if isinstance(value, InlineImage):
            value = copy.copy(value)
            value.tpl = template
        return str(value)

    return inserted


class _Rendering:
    """docxtpl asks its environment for templates; ours are compiled, counted and run with a bound."""

    def __init__(self, environment: sandbox.Sandbox) -> None:
        self._environment = environment
        self.autoescape = True

    def from_string(self, source: str) -> _Filled:
        return _Filled(self._environment, source)


class _Filled:
    def __init__(self, environment: sandbox.Sandbox, source: str) -> None:
        self._environment = environment
        self._source = source

    def render(self, context: Mapping[str, Any]) -> str:
        environment = self._environment
        if "{" not in self._source:
            return self._source
        code, _ = sandbox.code(environment, sandbox.counted(environment.parse(self._source), environment), "part")
        template = environment.template_class.from_code(environment, code, environment.make_globals(None))
        xml = sandbox.run(template, context, context[bounds.STATE], context[bounds.PRINTER])
        if self._source.lstrip().startswith("<"):  # docxtpl would mend it by leaving words out
            package.parse(xml.encode("utf-8", "surrogatepass"), "", "")
        return xml


def rendered(template: DocxTemplate, context: Mapping[str, Any], environment: sandbox.Sandbox) -> bytes:
    """The paper as docxtpl makes it, printed by our printer."""
    template.render(context, _Rendering(environment))
    buffer = io.BytesIO()
    template.save(buffer)
    return buffer.getvalue()
