"""What every kind of paper must keep in both languages, as checks that the tests of single kinds call."""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import report_builder as rb
from lxml import etree

from otm_reports import pipeline
from otm_reports.documents.kinds import kinds
from otm_reports.documents.paper import Paper
from otm_reports.model import Report
from otm_reports.specs import Specs
from otm_reports.word import Template, load

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
Year = tuple[Report, Specs]
Schema = etree.XMLSchema
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_RAW = re.compile(r"\bNone\b|\bnan\b|\{\{|\{%|\[\[|\*\*|\bTrue\b|\bFalse\b|Undefined|Person\(|\b(?:adopted|higher|approved|open_lesson)\b")
_ENDINGS = "ның|нің|дың|дің|тың|тің|ға|ге|қа|ке|на|не|ны|ні|ды|ді|да|де|дан|ден|мен|бен"
_XML_ATTRIBUTES = """<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
<xsd:attribute name="space"><xsd:simpleType><xsd:restriction base="xsd:NCName"><xsd:enumeration value="default"/>
<xsd:enumeration value="preserve"/></xsd:restriction></xsd:simpleType></xsd:attribute><xsd:attribute name="lang" type="xsd:language"/>
</xsd:schema>"""


@cache
def template(kind: str, lang: str) -> Template:
    """Our template of a kind."""
    name = f"{kind}.{lang}.docx"
    return load((rb.TEMPLATES / name).read_bytes(), lang=lang, where=name)


def filled(paper: Paper) -> bytes:
    """The paper as Word."""
    return template(paper.kind, paper.lang).render(paper.context)


def papers(year: Year, kind: str, lang: str = "kk") -> Iterator[Paper]:
    """Every paper of a kind that a year gives."""
    made, specs = year
    asked = kinds()[kind]
    for key in asked.keys(made, specs):
        yield asked.make(made, specs, key, lang)


def said(data: bytes) -> str:
    """The text of a paper, a line for each paragraph, with plain spaces."""
    return "\n".join(rb.paragraphs(data)).replace("\u00a0", " ")


def text_of(year: Year, kind: str, lang: str = "kk", place: int = 0) -> str:
    """The text of one paper of a year."""
    return said(filled(list(papers(year, kind, lang))[place]))


def numbers_of(data: bytes) -> Counter[str]:
    """Every number that a paper prints."""
    return Counter(_NUMBER.findall(said(data)))


# ── checks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def says_the_same_in_both_languages(year: Year, kind: str) -> int:
    """The same numbers, the same gaps, names that differ by their ending; returns how many papers there were."""
    kazakh, russian = list(papers(year, kind, "kk")), list(papers(year, kind, "ru"))
    for one, other in zip(kazakh, russian, strict=True):
        assert numbers_of(filled(one)) == numbers_of(filled(other)), one.name
        assert [str(gap.at) for gap in one.gaps] == [str(gap.at) for gap in other.gaps]
        assert other.name == one.name.replace(".docx", ".ru.docx")
    return len(kazakh)


_BLANK = r"\[(?:толтырыңыз|заполните): [^\]]+\]"


def shows_no_tag(paper: Paper) -> None:
    """No tag, no "None", no empty paragraph but the closing one; a blank is yellow and is a gap."""
    data = filled(paper)
    assert not _RAW.search(said(data)), paper.name
    body = rb.root(data).find(f"{rb.W}body")
    assert body is not None
    empty = [one for one in body.findall(f"{rb.W}p") if not rb.words(one)]
    assert len([one for one in empty if _style(one) not in ("HeaderGap", "HeaderEnd")]) == 0, paper.name
    yellow = [run for run in rb.root(data).iter(f"{rb.W}r") if run.find(f"{rb.W}rPr/{rb.W}highlight") is not None]
    blanks = re.findall(_BLANK, said(data))
    assert sorted(blanks) == sorted(found for run in yellow for found in re.findall(_BLANK, rb.words(run))), paper.name
    assert all(re.search(_BLANK, rb.words(run)) for run in yellow), paper.name
    assert bool(blanks) == bool(paper.gaps), paper.name


def _style(paragraph: object) -> str:
    found = paragraph.find(f"{rb.W}pPr/{rb.W}pStyle")  # type: ignore[attr-defined] # an element
    return found.get(f"{rb.W}val", "") if found is not None else ""


def is_drawn_in_its_language(kind: str, lang: str) -> None:
    """Language tag, one font in four slots, margins of order № 236, no Kazakh letter in Russian, no ending glued to a value."""
    content = (rb.TEMPLATES / f"{kind}.{lang}.docx").read_bytes()
    styles = rb.root(content, "word/styles.xml")
    assert {one.get(f"{rb.W}val") for one in styles.iter(f"{rb.W}lang")} == {{"kk": "kk-KZ", "ru": "ru-RU"}[lang]}
    for fonts in styles.iter(f"{rb.W}rFonts"):
        assert {fonts.get(f"{rb.W}{slot}") for slot in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    margins = next(rb.root(content).iter(f"{rb.W}pgMar"))
    assert all(int(margins.get(f"{rb.W}{side}") or 0) >= mm * 56.69 for side, mm in {"left": 20, "right": 10, "top": 10, "bottom": 10}.items())
    for part in ("word/document.xml", "word/header1.xml"):
        words = "\n".join(rb.words(one) for one in rb.root(content, part).iter(f"{rb.W}p"))
        assert lang == "kk" or not re.search("[әғқңөұүһі]", words, re.IGNORECASE)
        assert not re.search(rf"\}}\}}-?(?:{_ENDINGS})\b", words)


def schema_in(folder: Path) -> Schema:
    """The ECMA-376 schema of word-processing documents from ``OTM_XSD``; skips where it names no folder."""
    given = os.environ.get("OTM_XSD")
    if not given:
        pytest.skip("OTM_XSD names no folder of the ECMA-376 schemas")
    described = next(Path(given).rglob("wml.xsd")).parent
    for path in described.glob("*.xsd"):
        shutil.copy(path, folder)
    # the schemas ask for two attributes of XML itself by name only
    (folder / "xml.xsd").write_text(_XML_ATTRIBUTES, encoding="utf-8")
    for name in ("wml.xsd", "shared-math.xsd"):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text.replace('XML/1998/namespace"/>', 'XML/1998/namespace" schemaLocation="xml.xsd"/>'), encoding="utf-8")
    return etree.XMLSchema(etree.parse(str(folder / "wml.xsd")))


def mistakes(schema: Schema, data: bytes) -> list[str]:
    """What the schema has against the parts of a paper."""
    found = []
    for name, text in rb.parts(data).items():
        if re.fullmatch(r"word/(document|styles|settings|header\d|footer\d)\.xml", name) and not schema.validate(etree.fromstring(text.encode())):
            found += [f"{name}: {error}" for error in schema.error_log]
    return found


def validates(schema: Schema, years: Iterable[Year], kind: str) -> None:
    """Every paper of a kind, in both languages, is what the schema describes."""
    for year in years:
        for lang in ("kk", "ru"):
            for paper in papers(year, kind, lang):
                assert mistakes(schema, filled(paper)) == [], paper.name


def sample_says_the_same(chosen: Collection[str]) -> int:
    """Every paper of these kinds that the sample college gives on two days says the same numbers in both languages; returns how many there were."""
    opened = pipeline.open_folder(SAMPLE)
    several = [kind for name, kind in pipeline.known_kinds(opened).items() if name in chosen]
    count = 0
    for today in (date(2025, 10, 1), date(2026, 6, 25)):
        made = pipeline.report(opened, year="2025-2026", today=today)
        written: dict[tuple[str, str], dict[str, bytes]] = {}
        for paper in pipeline.papers(opened, made, several, langs=("kk", "ru")):
            assert paper.problem is None, paper.problem
            written.setdefault((paper.kind, paper.key), {})[paper.lang] = paper.content
        assert len(written) > len(chosen)
        for which, both in written.items():
            assert numbers_of(both["kk"]) == numbers_of(both["ru"]), which
        count += len(written)
    return count
