"""The fast engine: what it prints is what docxtpl prints, whole, in order, and mended where a template is not."""

from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import bench_word
import docxtpl_parity
import pytest
from docx import Document
from docxtpl import DocxTemplate, InlineImage, RichText
from lxml import etree
from test_word import JOINER, changed, parts_of, template

from otm_reports import packing
from otm_reports.cli import main
from otm_reports.errors import TemplateError
from otm_reports.traced import Blank, Origin, whole
from otm_reports.word import load
from otm_reports.word.mistakes import find, remarked
from otm_reports.word.package import W
from otm_reports.word.values import clean
from otm_reports.word.verified import check, structure

# ── the same as docxtpl ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_papers_of_docxtpls_own_tests_are_the_same(tmp_path: Path) -> None:
    folder = os.environ.get("OTM_DOCXTPL_TESTS")
    if not folder:
        pytest.skip("OTM_DOCXTPL_TESTS names the folder of docxtpl's tests (its repository)")
    scripts = docxtpl_parity.scripts(Path(folder, "tests") if Path(folder, "tests").is_dir() else Path(folder))
    differing = {}
    papers = 0
    for script in scripts:
        compared = docxtpl_parity.compared(script, tmp_path / script.stem)
        papers += len(compared)
        differing |= {f"{script.stem}/{name}": parts for name, parts in compared.items() if parts}
    print(f"{papers - len(differing)} of {papers} papers of docxtpl's tests are the same")
    assert papers > 30
    assert differing == {}


@pytest.mark.parametrize("part", ["word/document.xml", "word/header1.xml"])
def test_a_protocol_is_the_same_as_docxtpls(part: str) -> None:
    source, context = bench_word.protocol(), bench_word.protocol_values(7)
    made = DocxTemplate(io.BytesIO(source))
    made.render(context, autoescape=True)
    buffer = io.BytesIO()
    made.save(buffer)
    one, other = (docxtpl_parity.canonical(data) for data in (buffer.getvalue(), load(source).render(context)))
    assert one[part] == other[part]
    assert docxtpl_parity.canonical(load(source).render(bench_word.protocol_values(8)))["word/document.xml"] != one["word/document.xml"]


def test_a_picture_and_a_subdocument_are_put_in_by_docxtpl(tmp_path: Path) -> None:
    pytest.importorskip("docxcompose")
    from PIL import Image

    Image.new("RGB", (8, 8), "navy").save(tmp_path / "a.png")
    loaded = load(template("{{ name }}", "{{ picture }}", "{{p part }}"))
    part = loaded.native.new_subdoc()
    part.add_paragraph("ішкі құжат & мәтін")
    context = {"name": "Ә & {{ 7*7 }}", "picture": InlineImage(loaded.native, str(tmp_path / "a.png")), "part": part}
    made = loaded.render(context, verify=True)
    texts = [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs]
    assert texts[0].replace(JOINER, "") == "Ә & {{ 7*7 }}"
    assert "ішкі құжат & мәтін" in texts
    assert len(Document(io.BytesIO(made)).inline_shapes) == 1
    assert made == loaded.render(context)


def same_as_docxtpl(source: bytes, context: dict[str, object]) -> bool:
    """Whether the text of a paper is docxtpl's, in canonical XML; and it has no fault."""
    made = DocxTemplate(io.BytesIO(source))
    made.render(dict(context), autoescape=True)
    buffer = io.BytesIO()
    made.save(buffer)
    ours = load(source, lang="en").render(context, verify=True)
    assert structure(ours) == []
    one, other = (docxtpl_parity.canonical(data)["word/document.xml"] for data in (buffer.getvalue(), ours))
    return one == other


def test_a_loop_that_begins_in_one_row_and_ends_in_another_widens_the_grid_as_docxtpl_does() -> None:
    source = template(rows=(("{% for c in many %}а", "б"), ("в", "{% endfor %}г")))
    assert same_as_docxtpl(source, {"many": [1, 2, 3]})
    within = template("{% macro m(x) %}{{ x }}{% endmacro %}", rows=(("{% for c in many %}{{ m(c) }}", "б"), ("в", "{% endfor %}г")))
    assert same_as_docxtpl(within, {"many": [1, 2, 3]})
    assert load(template(rows=(("{% for c in many %}а{% endfor %}", "б"),))).parts[0].source.grid is False  # no cell of its own


def test_a_number_in_an_equation_is_found_again() -> None:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    source = changed(template("МҰНДА"), "word/document.xml", "<w:r><w:t>МҰНДА</w:t></w:r>", f"<m:oMath {math}><m:r><m:t>{{{{ n }}}}</m:t></m:r></m:oMath>")
    assert same_as_docxtpl(source, {"n": 7_654})


@pytest.mark.parametrize(
    "line",
    [
        "{{ x|round(1) }} {{ x|round|int }} {{ x|round(1, 'floor') }}", "{% for some in many|batch(2, 'ә') %}{{ some|join(',') }};{% endfor %}",
        "{% for some in many|slice(2) %}{{ some|join(',') }};{% endfor %}", "{{ '%.2f'|format(x) }} {{ '%05d %s %%'|format(7, name) }}",
    ],
)  # fmt: skip
def test_filters_of_jinja_that_round_and_group_print_what_they_print_for_docxtpl(line: str) -> None:
    assert same_as_docxtpl(template(line), {"x": 2.347, "many": ["1", "2", "3"], "name": "Ә & Б"})


def test_rich_text_without_its_letter_stands_beside_its_run() -> None:
    rich = RichText("<қою>", bold=True)
    made = load(template("а {{ rich }} б")).render({"rich": rich}, verify=True)
    paragraph = Document(io.BytesIO(made)).paragraphs[0]
    assert [(run.text, bool(run.bold)) for run in paragraph.runs] == [("а ", False), ("<қою>", True), (" б", False)]


# ── every value ─────────────────────────────────────────────────────────────────────────────────────────────────────

ALL = [chr(code) for code in range(0x110000)]


def generated(seed: int, count: int) -> list[str]:
    """Values over all of Unicode, with many of the signs that break papers."""
    dice = random.Random(seed)  # noqa: S311 - values for a test
    hard = [*"<>&\"'{}%#_\t\n\r\x0b\x0c\x07\x00\u2028\u200f\u202e\ud800\udfff\ufffe\ufdd0\u0301", "{{", "}}", "{%", "%}", "{_{", "]]>", "</w:t>", "&amp;"]
    return ["".join(dice.choice(hard) if dice.random() < 0.4 else dice.choice(ALL) for _ in range(dice.randint(0, 12))) for _ in range(count)]


def lost(values: list[str]) -> list[tuple[str, str]]:
    """Values that do not stand in the paper as they were and that no note names."""
    loaded = load(template("{%p for v in values %}", "[{{ v }}]", "{%p endfor %}"))
    notes: list = []
    made = Document(io.BytesIO(loaded.render({"values": values}, notes=notes, verify=False)))
    named = {note.before for note in notes}
    read = [paragraph.text[1:-1] for paragraph in made.paragraphs]
    assert len(read) == len(values)
    ends = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n"))
    wrong = []
    for value, text in zip(values, read, strict=True):
        assert text.replace(JOINER, "") == clean(value).replace(JOINER, "")
        if text != value.replace("\r\n", "\n").translate(ends) and value not in named:
            wrong.append((value, text))
    return wrong


def test_values_come_back_unchanged_or_are_named() -> None:
    assert lost(generated(1, 4_000)) == []
    assert lost(["а\x00б"]) == []


@pytest.mark.soak
def test_a_hundred_thousand_values_come_back_unchanged_or_are_named() -> None:
    for seed in range(25):
        assert lost(generated(100 + seed, 4_000)) == []


def test_verifying_finds_a_word_that_is_not_in_the_paper() -> None:
    made = load(template("{{ a }}")).render({"a": "Әлия"})
    check(made, ["Әлия"], "x")
    with pytest.raises(TemplateError) as caught:
        check(made, ["Болат"], "x")
    assert caught.value.code == "template-lost"


_PLAIN, _BOLD = "<w:r><w:t", '<w:r><w:rPr><w:b/><w:u w:val="single"/><w:lang w:val="kk-KZ"/></w:rPr><w:t'


@pytest.mark.parametrize("look", [_PLAIN, _BOLD], ids=["plain", "bold"])
@pytest.mark.parametrize("verify", [False, True], ids=["quick", "verified"])
@pytest.mark.parametrize(("line", "runs"), [
    ("{{ v }}", ["|[?]|yellow"]),
    ("МҰНДА {{ v }}.", ["МҰНДА ||", "|[?]|yellow", ".||"]),
    ("{{ n }}, {{ v }}", ["12, ||", "|[?]|yellow"]),
    ("{% if v.blank is defined %}{{ v }}{% endif %} соңы", ["|[?]|yellow", " соңы||"]),
    ("{{ v }}{{ v }}", ["|[?]|yellow", "|[?]|yellow"]),
], ids=["whole", "inside", "last", "chosen", "twice"])
def test_a_blank_stands_in_yellow_in_a_run_that_looks_like_its_own(line: str, runs: list[str], look: str, *, verify: bool) -> None:
    source = changed(template(line), "word/document.xml", f"{_PLAIN}", look) if look != _PLAIN else template(line)
    made = parts_of(load(source).render({"v": Blank("[?]"), "n": 12}, verify=verify))["word/document.xml"]
    found = [
        (run.findtext(f"{{{W}}}t") or "", run.find(f"{{{W}}}rPr/{{{W}}}highlight"), [one.tag.rpartition("}")[2] for one in run.iterfind(f"{{{W}}}rPr/*")])
        for run in etree.fromstring(made).iter(f"{{{W}}}r") if run.findtext(f"{{{W}}}t")
    ]
    assert [f"|{text}|yellow" if mark is not None else f"{text}||" for text, mark, _ in found] == runs
    bold = ["b", "u", "lang"] if look == _BOLD else []
    for _, mark, properties in found:
        assert properties == ([*bold[:1], "highlight", *bold[1:]] if mark is not None else bold)


def test_a_name_that_a_draft_does_not_know_is_yellow_too() -> None:
    made = parts_of(load(template("Күні {{ day }} ж.")).render({}, draft=lambda name: f"[{name}]"))["word/document.xml"]
    runs = etree.fromstring(made).iter(f"{{{W}}}r")
    assert {run.findtext(f"{{{W}}}t"): run.find(f"{{{W}}}rPr/{{{W}}}highlight") is not None for run in runs} == {"Күні ": False, "[day]": True, " ж.": False}


# ── structure ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_repeated_drawings_and_bookmarks_get_numbers_of_their_own() -> None:
    mark = '<w:bookmarkStart w:id="5" w:name="орын"/><w:bookmarkEnd w:id="5"/>'
    source = changed(template("{%p for v in values %}", "МҰНДА{{ v }}", "{%p endfor %}"), "word/document.xml", "<w:r><w:t>МҰНДА", f"{mark}<w:r><w:t>")
    made = load(source).render({"values": ["а", "б", "в"]}, verify=True)
    root = etree.fromstring(parts_of(made)["word/document.xml"])
    starts = list(root.iter(f"{{{W}}}bookmarkStart"))
    ends = list(root.iter(f"{{{W}}}bookmarkEnd"))
    assert len({one.get(f"{{{W}}}name") for one in starts}) == 3
    assert [one.get(f"{{{W}}}id") for one in starts] == [one.get(f"{{{W}}}id") for one in ends]


def test_captions_that_a_loop_repeats_are_numbered_in_the_paper() -> None:
    begin, apart, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))

    def counted(words: str) -> str:
        return f"<w:r>{begin}</w:r><w:r><w:instrText> SE</w:instrText></w:r><w:r><w:instrText>Q {words} </w:instrText></w:r><w:r>{apart}</w:r><w:r><w:t>1</w:t></w:r><w:r>{end}</w:r>"

    source = template("{%p for v in values %}", "МҰНДА{{ v }}", "{%p endfor %}", "СУРЕТ", "ҚАЙТА")
    for word, words in (("МҰНДА", "Кесте \\* ARABIC"), ("СУРЕТ", "Сурет \\r 7"), ("ҚАЙТА", "Кесте \\c")):
        source = changed(source, "word/document.xml", f"<w:r><w:t>{word}", f"{counted(words)}<w:r><w:t>")
    made = Document(io.BytesIO(load(source).render({"values": ["а", "б", "в"]}, verify=True)))
    assert [paragraph.text for paragraph in made.paragraphs] == ["1а", "2б", "3в", "7", "3"]


def test_a_merge_without_a_beginning_begins() -> None:
    source = template(rows=(("{%tr for r in rows %}", ""), ("{{ r }}", "МҰНДА"), ("{%tr endfor %}", "")))
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        xml = archive.read("word/document.xml").decode()
    cell = xml[: xml.index("МҰНДА")].rindex("<w:tcW")
    properties = xml[cell : xml.index("/>", cell) + 2]
    place = xml[cell - 40 : xml.index("МҰНДА")]
    source = changed(source, "word/document.xml", place, place.replace(properties, properties + "<w:vMerge/>"))
    made = load(source).render({"rows": ["а", "б"]}, verify=True)
    assert structure(made) == []
    merges = [one.get(f"{{{W}}}val") for one in etree.fromstring(parts_of(made)["word/document.xml"]).iter(f"{{{W}}}vMerge")]
    assert merges == ["restart", None]


def test_what_word_would_repair_is_a_fault() -> None:
    made = load(template("{{ a }}", rows=(("б",),))).render({"a": "а"})
    assert structure(made) == []
    assert structure(changed(made, "word/document.xml", "<w:p><w:r><w:t>б</w:t></w:r></w:p></w:tc>", "</w:tc>")) == ["word/document.xml: w:tc/w:p"]


RUN = "</w:t></w:r><w:r>{}</w:r><w:r><w:t>"


@pytest.mark.parametrize("value", ["HYPERLINK http://evil.example", "DDEAUTO c:\\x", 'x" \\t "', "=1+1"])
def test_a_value_is_never_the_instruction_of_a_field(value: str) -> None:
    source = changed(template("МҰНДА"), "word/document.xml", "МҰНДА", RUN.format("<w:instrText>{{ v }}</w:instrText>"))
    with pytest.raises(TemplateError) as caught:
        load(source).render({"v": value})
    assert caught.value.code == "template-unsafe"
    assert load(source).render({"v": 7})


def test_a_value_is_never_the_target_of_a_link() -> None:
    source = changed(template("МҰНДА"), "word/document.xml", "МҰНДА", RUN.format('<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="{{ v }}"/></w:pict>'))
    with pytest.raises(TemplateError) as caught:
        load(source).render({"v": "http://evil.example"})
    assert caught.value.code == "template-unsafe"


def test_a_column_span_and_a_colour_must_be_such() -> None:
    span = template(rows=(("{% colspan n %}{{ a }}", "б"),))
    colour = template(rows=(("{% cellbg c %}{{ a }}", "б"),))
    for source, context in ((span, {"n": 0, "a": "а"}), (span, {"n": '1"/>', "a": "а"}), (colour, {"c": "red<", "a": "а"})):
        with pytest.raises(TemplateError) as caught:
            load(source).render(context)
        assert caught.value.code == "template-unprintable"


def test_groups_of_rows_share_a_cell_in_the_order_of_the_register() -> None:
    source = template(rows=(
        ("{%tr for g in rows|топтау('c') %}", ""), ("{%tr for r in g.rows %}", ""), ("{% vm %}{{ g.name }}", "{{ r.n }}"),
        ("{%tr endfor %}", ""), ("{%tr endfor %}", ""),
    ))  # fmt: skip
    rows = [{"c": "Я", "n": "1"}, {"c": "Я", "n": "2"}, {"c": "А", "n": "3"}, {"c": "Я", "n": "4"}]
    made = load(source).render({"rows": rows}, verify=True)
    assert [[cell.text for cell in row.cells] for row in Document(io.BytesIO(made)).tables[0].rows] == [["Я", "1"], ["Я", "2"], ["А", "3"], ["Я", "4"]]
    merges = [one.get(f"{{{W}}}val") for one in etree.fromstring(parts_of(made)["word/document.xml"]).iter(f"{{{W}}}vMerge")]
    assert merges == ["restart", "continue", "restart", "restart"]
    assert structure(made) == []


# ── drafts, packing ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_draft_says_what_is_not_known_and_fills_the_rest() -> None:
    asked: list[str] = []

    def blank(name: str) -> str:
        asked.append(name)
        return f"[толтырыңыз: {name}]"

    loaded = load(template("{{ known }} {{ other.thing }}", "{% for x in many %}{{ x }}{% endfor %}{{ day|күні }}"))
    made = Document(io.BytesIO(loaded.render({"known": "Бар"}, draft=blank)))
    assert [paragraph.text for paragraph in made.paragraphs] == ["Бар [толтырыңыз: other.thing]", "[толтырыңыз: day]"]
    assert asked == ["other.thing", "day"]
    with pytest.raises(TemplateError):
        loaded.render({"known": "Бар"})


def test_an_archive_is_what_zipfile_reads() -> None:
    parts = {"[Content_Types].xml": b"<a/>", "word/қазақша.xml": "мәтін".encode() * 99, "empty": b""}
    packed = {name: packing.packed(name, data) for name, data in parts.items()}
    made = packing.joined(packed, {"word/қазақша.xml": packing.packed("word/қазақша.xml", b"new"), "last": packing.packed("last", b"1")})
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {**parts, "word/қазақша.xml": b"new", "last": b"1"}


def test_a_trace_hears_of_values_that_know_where_they_are_from() -> None:
    heard = []

    class Heard:
        def __call__(self, xml: str, origin: Origin) -> str:
            heard.append((xml, origin.column, "between signs"))
            return xml

        def in_run(self, xml: str, origin: Origin, head: str) -> str:
            heard.append((xml, origin.column, "with its run"))
            return f"{head}{xml}!</w:t></w:r>"

        def restart(self) -> None:
            heard.clear()

        def placed(self, xml: str) -> str:
            return xml

        level = 6

        def content(self) -> bytes:
            return b"<a/>"

    lines = {"{{ n }} {{ other }}": ("12! б", "with its run"), "{% macro m(v) %}{{ v }}{% endmacro %}{{ m(n) }}": ("12", "between signs")}
    for line, (text, how) in lines.items():
        heard.clear()
        made = load(template(line)).render({"n": whole("12", Origin(column="held")), "other": "б"}, trace=Heard())
        assert heard == [("12", "held", how)]
        assert Document(io.BytesIO(made)).paragraphs[0].text == text


def test_rich_text_stands_between_runs_and_never_breaks_a_paper() -> None:
    made = load(template("а {{r rich }} б")).render({"rich": RichText("<қою> & жай", bold=True)}, verify=True)
    assert "<қою> & жай" in Document(io.BytesIO(made)).paragraphs[0].text


# ── mistakes ────────────────────────────────────────────────────────────────────────────────────────────────────────

CONTEXT = {"college": {"name": "К"}, "agenda": [{"title": "т", "who": "к"}], "rows": [{"a": 1}], "date": None}


@pytest.mark.parametrize(
    ("line", "code", "what"),
    [
        ("{{ college.nam }}", "unknown-name", "college.nam"),
        ("{{ colege.name }}", "unknown-name", "colege"),
        ("{% for a in agenda %}{{ a.titel }}{% endfor %}", "unknown-name", "a.titel"),
        ("{{ date|күн }}", "unknown-filter", "|күн"),
        ("{{ college.name", "not-closed", "{{ college.name"),
        ("college.name }}", "not-opened", "college.name }}"),
        ("{{ college.name %}", "wrong-brackets", "{{ college.name %}"),
        ("{% for a in agenda %}{{ a.title }}", "no-end", "{% for a in agenda %}"),
        ("{% endfor %}", "no-start", "{% endfor %}"),
        ("{% if date %}{% endfor %}{% endif %}", "other-end", "{% endfor %}"),
        ("{% fro a in agenda %}", "unknown-tag", "{% fro a in agenda %}"),
        ("{{ date|replace(«а», 'б') }}", "quotes", "{{ date|replace(«а», 'б') }}"),
        ("{{ date date }}", "syntax", "{{ date date }}"),
        ("сөз {%p if date %}", "words-vanish", "{%p if date %}"),
        ("{%tr for r in rows %}", "no-table", "{%tr for r in rows %}"),
        ("{% include 'x' %}", "unknown-tag", "{% include 'x' %}"),
        ("{{ college.__class__ }}", "unsafe", "{{ college.__class__ }}"),
        ("{ { college.name }}", "spaced", "{ {"),
        ("{%p if date %}{{ date }}", "words-vanish", "{%p if date %}"),
        ("{% if date %}{% else %}{% elif date %}{% endif %}", "after-else", "{% elif date %}"),
        ("{{ college.name § 1 }}", "syntax-sign", "{{ college.name § 1 }}"),
        ("{{ agenda }}", "whole-list", "{{ agenda }}"),
        ("{{ college }}", "whole-thing", "{{ college }}"),
        ("{{ " + "(" * 3000 + " }}", "tangled", "{{ " + "(" * 77),
    ],
)
def test_each_mistake_is_named_with_its_place(line: str, code: str, what: str) -> None:
    found = find(template("жақсы {{ college.name }}", line), CONTEXT)
    assert (code, what) in {(one.code, one.what) for one in found}
    assert {one.paragraph for one in found} == {2}


@pytest.mark.parametrize(
    ("line", "code", "suggestion"),
    [
        ("{{ соllege.name }}", "look-alike", "college"), ("{{ college.nаme }}", "look-alike", "name"), ("{{ date|кунi }}", "look-alike", "|күні"),
        ("{% fоr a in agenda %}{{ a.title }}{% endfоr %}", "look-alike", "{% for a in agenda %}"), ("{% for a іn agenda %}{% endfor %}", "look-alike", "{% for a in agenda %}"),
        ("{%р if date %}", "look-alike", "{%p if date %}"), ("{% p if date %}", "meant", "{%p if date %}"), ("{% IF date %}", "unknown-tag", "{% if date %}"),
        ("{% if date %}{% elseif date %}{% endif %}", "unknown-tag", "{% elif date %}"), ("{% if date %}{% else if date %}{% endif %}", "meant", "{% elif date %}"),
        ("{% if date %}{% end if %}", "unknown-tag", "{% endif %}"), ("{% for a in agenda %}{% enfor %}", "unknown-tag", "{% endfor %}"),
        ("{% for a agenda %}{% endfor %}", "meant", "{% for a in agenda %}"), ("{% if date = 3 %}{% endif %}", "meant", "{% if date == 3 %}"),
        ("{{ college.name – 1 }}", "meant", "{{ college.name - 1 }}"), ("{% if date && date %}{% endif %}", "meant", "{% if date and date %}"),
        ("{{ na\u00adme }}", "invisible", "{{ name }}"), ("{{ date|күні(`бекіту`) }}", "quotes", "{{ date|күні('бекіту') }}"), ("{ college.name }", "one-brace", "{{ college.name }}"),
        ("{{ college.name|replace('а') }}", "filter-arguments", "|replace(old, new)"), ("{{ college.name|upper(1) }}", "filter-arguments", "|upper"),
        ("{{ college.name|септік }}", "filter-arguments", "|септік(case)"), ("{{ college.name|септік('илік') }}", "unknown-choice", "ілік"), ("{{ COLLEGE.name }}", "unknown-name", "college"),
    ],
)  # fmt: skip
def test_what_was_meant_is_said(line: str, code: str, suggestion: str) -> None:
    found = find(template("жақсы {{ college.name }}", line), {**CONTEXT, "name": "а"})
    assert (code, suggestion) in {(one.code, one.suggestion) for one in found}
    assert {one.paragraph for one in found} == {2}
    assert {one.code for one in found} <= ({code, "no-end"} if line.endswith("if date %}") or "IF" in line else {code})  # and nothing that only follows from it


def test_a_block_ends_in_the_same_kind_of_tag_and_in_the_same_place() -> None:
    rows = (("{%tr for r in rows %}",), ("{{ r.a }}{% endfor %}",))
    assert [(one.code, one.suggestion, one.row) for one in find(template(rows=rows), CONTEXT)] == [("other-kind", "{%tr endfor %}", 2)]
    assert [(one.code, one.paragraph) for one in find(template("{%p if date %}", "а {% endif %}"), CONTEXT)] == [("other-kind", 2)]
    assert [one.code for one in find(template("{% if date %}", rows=(("{% endif %}",),)), CONTEXT)] == ["other-place"]
    assert find(template(rows=(("{% for r in rows %}{{ r.a }}",), ("{% endfor %}",))), CONTEXT) == []


def test_what_a_render_meets_is_said_at_its_paragraph() -> None:
    found = find(template("а", rows=(("б",), ("{{ 1 // 0 }}",))), CONTEXT)
    assert [(one.code, one.table, one.row) for one in found] == [("template-failed", 1, 2)]


def test_a_text_box_is_said_once_and_called_so() -> None:
    words = "<w:txbxContent><w:p><w:r><w:t>{{ nam }}</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f'<mc:AlternateContent {mc}><mc:Choice Requires="wps">{words}</mc:Choice><mc:Fallback>{words}</mc:Fallback></mc:AlternateContent>'
    source = changed(template("МҰНДА"), "word/document.xml", "МҰНДА", RUN.format(box))
    assert [(one.what, one.paragraph, one.boxed) for one in find(source, CONTEXT)] == [("nam", 2, True)]
    made = Document(io.BytesIO(remarked(source, [(one, one.what) for one in find(source, CONTEXT)])))
    references = list(made.element.iter(f"{{{W}}}commentReference"))
    assert [comment.text for comment in made.comments] == ["nam"]
    assert all("txbxContent" not in str(above.tag) for one in references for above in one.iterancestors())  # Word has no comments there
    other = changed(source, "word/document.xml", "{{ nam }}", "{{ date }}")
    assert [(one.what, one.paragraph) for one in find(other, CONTEXT)] == [("nam", 3)]


def test_a_wrong_name_among_the_properties_is_a_mistake_too() -> None:
    document = Document(io.BytesIO(template("а")))
    document.core_properties.title = "{{ college.nam }}"
    buffer = io.BytesIO()
    document.save(buffer)
    assert [(one.code, one.part) for one in find(buffer.getvalue(), CONTEXT)] == [("unknown-name", "docProps/core.xml")]


def test_all_mistakes_are_said_at_once_and_a_good_template_has_none() -> None:
    source = template("{{ college.nam }}", "{{ x|күн }}", rows=(("{%tr for r in rows %}",), ("{{ r.b }}",), ("{%tr endfor %}",)), header="{{ kolej }}")
    found = find(source, CONTEXT)
    assert [(one.code, one.what) for one in found] == [
        ("unknown-name", "college.nam"), ("unknown-filter", "|күн"), ("unknown-name", "x"), ("unknown-name", "r.b"), ("unknown-name", "kolej"),
    ]  # fmt: skip
    assert [(one.table, one.row) for one in found if one.what == "r.b"] == [(1, 2)]
    assert found[0].suggestion == "name"
    good = template("{{ college.name }} “{{ date|күні(“бекіту”) }}”", rows=(("{%tr for r in rows %}",), ("{{ r.a }}",), ("{%tr endfor %}",)))
    assert find(good, CONTEXT) == []


def test_tracked_changes_and_active_fields_are_named_with_the_rest() -> None:
    source = changed(template("{{ college.nam }}", "МҰНДА"), "word/document.xml", "<w:r><w:t>МҰНДА", '<w:ins w:id="1" w:author="x"><w:r><w:t>МҰНДА</w:t></w:r></w:ins><w:r><w:t>')
    source = changed(source, "word/document.xml", "<w:sectPr", "<w:p><w:r><w:instrText>DDEAUTO x</w:instrText></w:r></w:p><w:sectPr")
    found = {(one.code, one.paragraph) for one in find(source, CONTEXT)}
    assert found == {("unknown-name", 1), ("tracked", 2), ("field", 3)}


def test_what_only_the_filling_shows_is_found_too() -> None:
    found = find(template("{{ 1 // zero }}"), {"zero": 0})
    assert [(one.code, one.problem is not None) for one in found] == [("template-failed", True)]
    assert find(template("{{ 1 // zero }}"), {"zero": 1}) == []


def test_a_copy_says_each_mistake_in_a_word_comment() -> None:
    source = template("{{ college.nam }}", rows=(("{{ x }}",),))
    found = find(source, CONTEXT)
    made = Document(io.BytesIO(remarked(source, [(one, f"қате: {one.what}") for one in found])))
    assert [comment.text for comment in made.comments] == ["қате: college.nam", "қате: x"]
    again = find(remarked(source, [(found[0], "қате")]), CONTEXT)
    assert [one.code for one in again] == ["comment", "unknown-name", "unknown-name"]


def test_the_command_checks_copies_and_lists(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTM_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    wrong = tmp_path / "менің.kk.docx"
    wrong.write_bytes(template("{{ a|күн }}", header="{{ a|кун }}"))
    assert main(["template", "check", str(wrong), "--out", str(tmp_path / "белгі.docx")]) == 1
    assert "|күн" in capsys.readouterr().out
    first, second = (comment.text for comment in Document(tmp_path / "белгі.docx").comments)
    assert second.startswith("беттің жоғарғы жағы")
    assert not first.startswith("құжат")
    assert main(["template", "copy", "хаттама"]) == 0
    own = tmp_path / "templates" / "session-protocol.kk.docx"
    assert own.is_file()
    assert main(["template", "copy", "хаттама"]) == 2
    capsys.readouterr()
    assert main(["template", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert next(line for line in listed if line.startswith("session-protocol.kk")).endswith("колледждің өзінікі")
    assert main(["template", "check", str(tmp_path / "жоқ.docx")]) == 2
