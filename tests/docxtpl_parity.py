"""docxtpl's own test scripts, run once with docxtpl and once with our engine, and what differs between their papers."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import posixpath
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import canonicalize

import docxtpl
import jinja2
from docxtpl import DocxTemplate, Listing
from jinja2.defaults import DEFAULT_FILTERS
from lxml import etree

from otm_reports.word.package import RELATIONSHIPS, R
from otm_reports.word.render import load

#: Scripts that make no paper of a template: they only save, only ask, only start others, or go wrong on purpose.
NO_PAPER = frozenset({"__init__", "runtests", "get_undeclared_variables", "module_execute", "replace_picture_only", "template_error"})
PRIVATE = ("creator", "lastModifiedBy", "lastPrinted", "revision", "Company", "Manager", "TotalTime")


class Ours:
    """Looks to a script like docxtpl's class; papers are made by our engine."""

    def __init__(self, template_file: Any) -> None:
        self._content = Path(template_file).read_bytes() if isinstance(template_file, str) else template_file.read()
        self._native = DocxTemplate(io.BytesIO(self._content))
        self._native.init_docx()
        self._touched = False
        self._paper = self._content

    def __getattr__(self, name: str) -> Any:
        self._touched = True
        return getattr(self._native, name)

    def render(self, context: Mapping[str, Any], jinja_env: jinja2.Environment | None = None, **_: Any) -> None:
        extra: dict[str, Callable[..., Any]] = {
            name: made for name, made in (jinja_env.filters if jinja_env else {}).items() if name not in DEFAULT_FILTERS
        }
        extra |= {name: value for name, value in context.items() if callable(value)}
        made = load(self._content, lang="en", extra=extra)  # a decimal point, as docxtpl prints it
        if self._touched:
            made.__dict__["native"] = self._native
        given = {name: said(value) for name, value in context.items() if name not in extra}
        blank = dict.fromkeys(made.names, "")  # docxtpl prints nothing for a name that is not there; we would refuse
        self._paper = made.render(blank | given, verify=True)

    def save(self, filename: Any) -> None:
        if hasattr(filename, "write"):
            filename.write(self._paper)
        else:
            Path(filename).write_bytes(self._paper)


class Theirs(DocxTemplate):
    """docxtpl with the one setting without which it loses text, and with strict names as ours."""

    def render(self, context: dict[str, Any], jinja_env: Any = None, **_: Any) -> None:
        super().render(context, jinja_env or jinja2.Environment(autoescape=True), autoescape=True)


def said(value: Any) -> Any:
    """A new paragraph or page in plain text is said openly: register text has no such signs in our engine."""
    return Listing(value) if isinstance(value, str) and set(value) & {"\a", "\f"} else value


def papers(script: Path, folder: Path, kind: type) -> dict[str, bytes]:
    """What a script saves when ``DocxTemplate`` is ``kind``."""
    output = folder / kind.__name__
    output.mkdir(parents=True)
    (output / "templates").symlink_to(script.parent / "templates")
    (output / "output").mkdir()
    before, there = docxtpl.DocxTemplate, Path.cwd()
    docxtpl.DocxTemplate = kind
    try:
        os.chdir(output)
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # their scripts leave pictures open
            exec(compile(script.read_text("utf-8"), str(script), "exec"), {"__name__": "__main__", "__file__": str(output / script.name)})  # noqa: S102 - docxtpl's own tests
    finally:
        docxtpl.DocxTemplate = before
        os.chdir(there)
    made = {path.name: path.read_bytes() for path in sorted((output / "output").iterdir())}
    shutil.rmtree(output)
    return made


def canonical(paper: bytes) -> dict[str, bytes]:
    """Every part in canonical XML, with what names other parts said by their content; media by their hash."""
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    made = {}
    for name, data in parts.items():
        if name.endswith((".rels", "[Content_Types].xml")) or not name.startswith(("word/", "docProps/")):
            continue
        if name.startswith(("word/media/", "word/embeddings/")) or not name.endswith(".xml"):
            made[f"{posixpath.dirname(name)}/{digest(data)}"] = b""
            continue
        root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True))
        _settle(root, name, dict(_targets(parts, name)))
        made[name] = canonicalize(etree.tostring(root, encoding="unicode"), rewrite_prefixes=True).encode()
    return made


def digest(data: bytes) -> str:
    """The hash of a file in a package; of a document in it, that of its canonical parts."""
    if data[:2] == b"PK":
        with contextlib.suppress(zipfile.BadZipFile, etree.XMLSyntaxError):
            data = repr(sorted(canonical(data).items())).encode()
    return hashlib.sha256(data).hexdigest()


def _settle(root: etree._Element, name: str, targets: Mapping[str, str]) -> None:
    """Take out of a part what numbers and names differ in without meaning."""
    for element in list(root.iter(etree.Element)):
        local = etree.QName(element).localname
        for key, value in element.attrib.items():
            if key.startswith(f"{{{R}}}"):
                element.set(key, targets.get(str(value), str(value)))
        if local in {"docPr", "cNvPr"}:
            for key in ("id", "name", "descr"):
                element.attrib.pop(key, None)
        if name.startswith("docProps/") and element is not root and (local in PRIVATE or not (element.text or len(element))):
            element.getparent().remove(element)
        for text in ("text", "tail"):
            if local != "t" or text == "tail":
                setattr(element, text, (getattr(element, text) or "").strip() or None)


def _targets(parts: Mapping[str, bytes], name: str) -> Iterator[tuple[str, str]]:
    folder, base = posixpath.split(name)
    rels = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    for item in etree.fromstring(rels).iter(f"{{{RELATIONSHIPS}}}Relationship") if rels else ():
        target = item.get("Target", "")
        inside = parts.get(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        known = inside is not None and not target.endswith(".xml")
        yield item.get("Id", ""), digest(inside or b"") if known else target


def scripts(folder: Path) -> list[Path]:
    """The scripts of docxtpl's tests; the folder may be that of their templates."""
    if folder.name == "templates" and not list(folder.glob("*.py")):
        folder = folder.parent
    return [path for path in sorted(folder.glob("*.py")) if path.stem not in NO_PAPER]


def compared(script: Path, folder: Path) -> dict[str, list[str]]:
    """Each paper of a script → its parts that differ."""
    theirs, ours = papers(script, folder, Theirs), papers(script, folder, Ours)
    result = {}
    for name, paper in theirs.items():
        one, other = canonical(paper), canonical(ours.get(name, paper if name not in ours else b""))
        result[name] = [part for part in sorted({*one, *other}) if one.get(part) != other.get(part)]
    return result
