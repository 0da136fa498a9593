"""A template that means harm: it runs nothing, fetches nothing, ends, and says in words what is wrong with it."""

from __future__ import annotations

import io
import itertools
import time
import warnings
import zipfile

import pytest
from docx import Document
from docxtpl import DocxTemplate, Listing, RichText
from lxml import etree
from test_word import RELATION, RUN, changed, refusal, template, words

from otm_reports.charts import Chart, Series
from otm_reports.errors import TemplateError
from otm_reports.word import Note, load, trial
from otm_reports.word.mistakes import find
from otm_reports.word.package import W

PLAIN = template("МҰНДА")
DOUBLING = "{% set ns = namespace(x=[1], y=[1]) %}{% for a in rows %}{% set ns.x = [ns.x, ns.x] %}{% set ns.y = (ns.y, ns.y) %}{% endfor %}"


@pytest.mark.parametrize(
    "then",
    [
        "{{ ns.x|length }}", "{{ d.get(ns.y) }}", "{{ ns.x|unique|list|length }}",
    ],
)  # fmt: skip
def test_lists_that_double_at_every_turn_are_stopped(then: str) -> None:
    started = time.monotonic()
    problem = refusal(template(DOUBLING + then), {"rows": list(range(60)), "d": {}})
    assert problem.code == "template-too-long"
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "payload",
    [
        "{% set ns = namespace() %}{% for a in rows %}{% set ns.x = namespace(a=ns.x, b=ns.x) %}{% endfor %}{{ ns.x is mapping }}",
        "{% set ns = namespace(x=1) %}{% set ns.x = [ns] %}{% if ns.x == [ns] %}{% endif %}",
        "{% macro m(a) %}{% if varargs|length < 60 %}{{ m(varargs, varargs) }}{% endif %}{% endmacro %}{{ m(1) }}",
        "{% macro m() %}{{ kwargs }}{% endmacro %}{{ m(a=1) }}",
        "{% set t = text * 900 %}{% for a in rows %}{% for b in rows %}{% if t.find(text ~ 'б') %}{% endif %}{% endfor %}{% endfor %}",
    ],
    ids=itertools.count(),
)
def test_what_no_list_of_the_template_shows_is_counted_too(payload: str) -> None:
    started = time.monotonic()
    assert refusal(template(payload), {"rows": list(range(60)), "text": "ұзақ мәтін " * 100}).code in {"template-too-long", "template-unsafe", "template-unknown-name"}
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    "payload",
    [
        "{{ big|select('in', big)|list|length }}", "{{ big|reject('in', big)|first }}", "{{ rows|selectattr('x', 'in', big)|list|length }}",
        "{% for a in big %}{% if a in big %}{% endif %}{% endfor %}", "{% for a in big %}{% if 'жоқ' in big %}{% endif %}{% endfor %}",
        "{% for a in big %}{% if a is in big %}{% endif %}{% endfor %}", "{% for a in big %}{% if 0 in big|map('abs') %}{% endif %}{% endfor %}",
        "{{ many|map('unique')|map('list')|list|length }}", "{{ many|sum(start=[])|length }}", "{{ many|map('sum')|sum }}",
        "{{ big" + "|map(attribute='real')" * 60 + "|list|length }}", "{{ rows|map(attribute='x.' * 100000, default=0)|list|length }}",
        "{{ many|select('eq', twin)|list|length }}", "{% for a in many %}{% if a == twin %}{% endif %}{% endfor %}",
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_work_that_a_filter_puts_off_is_counted_when_it_is_done(payload: str) -> None:
    big = list(range(20_000, 0, -1))
    started = time.process_time()
    problem = refusal(template(payload), {"big": big, "twin": list(big), "many": [big] * 3_000, "rows": [{"x": number} for number in big]})
    assert problem.code == "template-too-long"
    assert time.process_time() - started < 10


def test_filters_that_ask_for_little_are_let_through() -> None:
    rows = [{"n": number, "who": {"name": f"а{number}"}} for number in range(300)]
    line = "{{ rows|selectattr('n', 'in', some)|map(attribute='who.name')|map('upper')|join(', ') }} {{ rows|sum('n') }} {{ [[1], [2]]|sum(start=[])|length }}"
    assert words(template(line), {"rows": rows, "some": [5, 7]}) == ["А5, А7 44850 2"]


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ("{{ 2.5|round(1000000000) }}", "long"), ("{{ 2.5|round(1000000000, 'ceil') }}", "long"), ("{{ rows|batch(1000000000, 'x')|list|length }}", "long"),
        ("{{ rows|slice(1000000000)|list|length }}", "long"), ("{{ rows|batch(0)|list|length }}", "unprintable"), ("{{ '%1000000000d'|format(1) }}", "unsafe"),
        ("{{ '%.999f'|format(1) }}", "unsafe"), ("{{ '%*d'|format(999999999, 1) }}", "unsafe"), ("{{ '%r'|format(rows) }}", "unsafe"), ("{{ '%s'|format(rows) }}", "unprintable"),
        ("{{ '%(a)s'|format(1) }}", "unsafe"), ("{% for a in rows %}{{ rows|batch(9999, 'x')|list|length }}{% endfor %}" * 20, "long"),
    ],
)  # fmt: skip
def test_filters_that_could_make_something_huge_are_bounded(payload: str, code: str) -> None:
    started = time.process_time()
    assert refusal(template(payload), {"rows": list(range(900))}).code == {"long": "template-too-long"}.get(code, f"template-{code}")
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "payload",
    [
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "{{ " + "-" * 5000 + "1 }}", "{% if v %}" * 300 + "{% endif %}" * 300,
        "{% for a in v %}" * 30 + "{% endfor %}" * 30, "{{ 1" + "0" * 6000 + " }}",
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_a_template_too_tangled_for_the_interpreter_is_refused_in_words(payload: str) -> None:
    assert refusal(template(payload), {"v": "а"}).code == "template-tangled"


@pytest.mark.parametrize("name", ["upper", "lower", "title", "capitalize", "string", "trim", "escape", "truncate", "replace('а', 'б')"])
def test_a_filter_of_texts_never_prints_python(name: str) -> None:
    assert words(template(f"[{{{{ nothing|{name} }}}}]"), {"nothing": None}) == ["[]"]
    for value in (["а"], {"а": 1}, True):
        assert refusal(template(f"{{{{ value|{name} }}}}"), {"value": value}).code == "template-unprintable"


def field(*instructions: str) -> str:
    """A run with a field; an instruction in brackets is a field inside."""
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    inner = "".join(f"<w:instrText>{one}</w:instrText>" if one[0] != "[" else f"{begin}<w:instrText>{one[1:-1]}</w:instrText>{end}" for one in instructions)
    return RUN.format(begin + inner + end)


@pytest.mark.parametrize(
    "instructions",
    [
        ("DDEAUTO c:\\x",), ("DD", "E x"), ("[QUOTE 68 68 69]", " c:\\x"), ("INCLUDETEXT x.docx",), ("IMPORT x",), ("LINK Excel.Sheet x",),
        ("DATABASE \\d x",), ("MACROBUTTON x y",), ("HTMLCONTROL x",), ('HYPERLINK \\o "https://a.kz" file:///c:/x',),
        ('HYPERLINK "file:///c:/x.exe"',), ("HYPERLINK \\\\evil\\share",), ("AUTOTEXT x",), ("IF 1 = 1 ", "[DDEAUTO x]"),
    ],
    ids=str,
)  # fmt: skip
def test_a_field_that_does_more_than_count_or_repeat_is_refused(instructions: tuple[str, ...]) -> None:
    assert refusal(changed(PLAIN, "word/document.xml", "МҰНДА", field(*instructions))).code == "template-unsafe"


@pytest.mark.parametrize(
    "instructions",
    [("PAGE",), (" = SUM(ABOVE) \\# 0",), ("SEQ Кесте \\* ARABIC",), ("IF ", "[PAGE]", " = 1 a b"), ("TOC \\o 1-3 \\h",), ('HYPERLINK \\l "орын"',), ('HYPERLINK "https://example.org"',)],
    ids=str,
)
def test_a_field_that_counts_or_repeats_stays(instructions: tuple[str, ...]) -> None:
    assert words(changed(PLAIN, "word/document.xml", "МҰНДА", field(*instructions)), {})


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/document.xml", "<w:sectPr", '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdX"/><w:sectPr'),
        ("word/document.xml", "<w:sectPr", '<w:p><w:subDoc xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdX"/></w:p><w:sectPr'),
        ("word/settings.xml", "</w:settings>", '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:connectString w:val="x"/></w:mailMerge></w:settings>'),
        ("word/styles.xml", "<w:styles", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:styles'),
        *(
            ("word/_rels/document.xml.rels", "</Relationships>", RELATION.format("word/x.bin", kind).replace('TargetMode="External" ', ""))
            for kind in ("oleObject", "control", "aFChunk", "subDocument", "attachedTemplate", "package")
        ),
        *(
            ("word/_rels/document.xml.rels", "</Relationships>", RELATION.format(target, kind))
            for target, kind in (("https://evil.example/a.png", "image"), ("\\\\evil\\share", "hyperlink"), ("javascript:x", "hyperlink"), ("https://e.example/x", "oleObject"))
        ),
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_what_would_take_in_another_file_is_refused(name: str, old: str, new: str) -> None:
    assert refusal(changed(PLAIN, name, old, new)).code == "template-unsafe"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/settings.xml", "</w:settings>", f'<mailMerge xmlns="{W}"><connectString val="x"/></mailMerge></w:settings>'),
        ("word/document.xml", "<w:sectPr", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname" parse="text"/><w:sectPr'),
        ("word/document.xml", "МҰНДА", RUN.format('<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata src="http://evil.example/a.png"/></v:shape></w:pict>')),
        ("word/document.xml", "МҰНДА", RUN.format('<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="file:///c:/x.exe"/></w:pict>')),
        ("word/document.xml", "МҰНДА", RUN.format('<w:rPr><w:rPrChange w:id="1" w:author="x"><w:rPr/></w:rPrChange></w:rPr><w:t>а</w:t>')),
        *(
            ("word/_rels/document.xml.rels", "</Relationships>", RELATION.format(target, "image").replace('TargetMode="External" ', mode))
            for target, mode in (("a.png", 'TargetMode="external" '), ("https://evil.example/a.png", ""), ("\\\\evil\\share\\a.png", ""), ("file:///c:/a.png", ""))
        ),
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_what_reaches_outside_in_another_spelling_is_refused_too(name: str, old: str, new: str) -> None:
    assert refusal(changed(PLAIN, name, old, new)).code == "template-unsafe"


def with_part(name: str, data: bytes, source: bytes = PLAIN) -> bytes:
    """The package with one more part."""
    buffer = io.BytesIO(source)
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "a") as archive:
        warnings.simplefilter("ignore")
        archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "name", ["../../evil.xml", "/evil.xml", "word\\evil.xml", "word/document.xml", "WORD/Document.xml", "word/_RELS/settings.xml.RELS", "word/media/../../x.png", "a\tb.xml"]
)
def test_a_part_whose_name_means_two_things_is_refused(name: str) -> None:
    assert refusal(with_part(name, b"<a/>")).code == "template-unsafe"


@pytest.mark.parametrize(
    "data",
    [
        f'<w:glossaryDocument xmlns:w="{W}"><w:p><w:r><w:instrText>DDEAUTO x</w:instrText></w:r></w:p></w:glossaryDocument>'.encode(),
        f'<?xml version="1.0" encoding="UTF-16"?><w:x xmlns:w="{W}"><w:altChunk/></w:x>'.encode("utf-16"),
        b'<?xml version="1.0" encoding="windows-1251"?><a/>',
    ],
    ids=["a field in building blocks", "two bytes a letter", "letters of one country"],
)
@pytest.mark.parametrize("name", ["word/more.xml", "word/more.dat"])
def test_every_part_that_is_xml_is_looked_through(name: str, data: bytes) -> None:
    typed = changed(PLAIN, "[Content_Types].xml", "</Types>", '<Default Extension="dat" ContentType="application/vnd.x+xml"/></Types>')
    assert refusal(with_part(name, data, typed)).code == "template-unsafe"
    assert words(with_part("word/more.dat", b"any bytes"), {})  # and what nobody takes for XML is not


def test_a_document_of_the_strict_kind_is_refused_with_what_to_do() -> None:
    strict = changed(PLAIN, "word/document.xml", W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert refusal(strict).code == "template-not-docx"


def test_xml_that_would_fill_the_memory_is_refused() -> None:
    many = b"<a>" + b"<b/>" * 3_000_000 + b"</a>"
    assert refusal(with_part("word/more.xml", many)).code == "template-too-long"


@pytest.mark.parametrize("line", ["{" * 400_000, "{{ " * 100_000, "{%p x" * 60_000, "{# " * 100_000])
def test_tags_that_begin_and_never_end_do_not_take_forever(line: str) -> None:
    started = time.process_time()
    assert refusal(template(line)).code == "template-tangled"
    assert [one.code for one in find(template(line))] == ["tangled"]
    assert time.process_time() - started < 10


SECOND = ["{\n{ 7*7 }}", "{\t{ 7*7 }}", "{\r\n\n{ 7*7 }\n}", "{\n% if 1 %}x{\n% endif %}", "{\x0b# x #}"]


@pytest.mark.parametrize("value", [*SECOND, Listing("{\a{ 7*7 }}"), Listing("{\f{ 7*7 }}"), RichText("{")], ids=itertools.count())
def test_a_tag_that_word_would_put_together_does_not_run_when_the_paper_becomes_a_template(value: object) -> None:
    if isinstance(value, RichText):
        value.add("{ 7*7 }}", bold=True)
    notes: list[Note] = []
    made = load(template("{{r v }}" if isinstance(value, RichText) else "[{{ v }}]")).render({"v": value}, verify=True, notes=notes)
    assert len(notes) == 1  # and it is said that a sign was put in
    assert load(made).parts == ()
    again = DocxTemplate(io.BytesIO(made))
    again.render({})
    said = "".join(paragraph.text for paragraph in again.docx.paragraphs)
    assert "49" not in said
    assert any(sign in said for sign in ("7*7", "% if 1 %", "# x #"))


def test_what_a_subdocument_a_picture_and_a_chart_say_does_not_run_when_the_paper_becomes_a_template() -> None:
    pytest.importorskip("docxcompose")
    loaded = load(template("{{p part }}", "{{ chart }}"))
    part = loaded.native.new_subdoc()
    part.add_paragraph("{{ 7*7 }} {").add_run("{ 7*7 }}")
    chart = Chart("g", "bar", "{{ 7*7 }}", ("{", "{ 7*7 }}"), (Series("{{ 7*7 }}", (1, 2)),))
    notes: list[Note] = []
    made = loaded.render({"part": part, "chart": chart}, verify=True, notes=notes)
    assert [note.before for note in notes] == ["{{ 7*7 }} {{ 7*7 }}"]
    assert load(made).parts == ()
    assert load(load(template("{{ chart }}")).render({"chart": chart})).parts == ()
    again = DocxTemplate(io.BytesIO(made))
    again.render({})
    assert "49" not in etree.tostring(again.docx.element.body, encoding="unicode")


def test_an_embedded_workbook_with_a_macro_is_refused() -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    relation = RELATION.format("embeddings/a.xlsx", "package").replace('TargetMode="External" ', "")
    source = io.BytesIO(changed(PLAIN, "word/_rels/document.xml.rels", "</Relationships>", relation))
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("word/embeddings/a.xlsx", inner.getvalue())
    assert refusal(source.getvalue()).code == "template-unsafe"


def test_the_trial_goes_through_every_tag_and_stops_what_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    many = "{{ a.title }}{{ a.items }}{% for k, v in a.items() %}{{ k|upper }}{{ v['x'].y|күні }}{% endfor %}{{ a.b.strip() }}"
    endless = "{% set ns = namespace(x=[1]) %}" + "{% set ns.x = [ns.x, ns.x] %}" * 40 + "{{ ns.x|length }}"
    assert trial._tried(template(many, "{{ last }}")) == 0
    assert trial._tried(template(many, endless)) == trial._REFUSED
    asked: list[list[str]] = []

    def remembered(command: list[str], **options: object) -> None:
        asked.append(command)
        raise OSError

    monkeypatch.setattr(trial.subprocess, "run", remembered)
    assert trial._passes(template(many))
    assert "-P" in asked[0]  # a folder with a module of its own name is no place to import from


def test_a_value_put_in_by_docxtpl_itself_is_only_text(tmp_path: object) -> None:
    from docxtpl import InlineImage
    from PIL import Image

    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "navy").save(picture, "png")
    values = ["{{ 7*7 }}", "<w:p/>", "а & б", "]]>", "\x00а", "{% if 1 %}", "\u202eтерс"]
    loaded = load(template("{{ picture }}", "{%p for v in values %}", "[{{ v }}]", "{%p endfor %}"))
    picture.seek(0)
    made = loaded.render({"picture": InlineImage(loaded.native, picture), "values": values}, verify=True)
    read = [paragraph.text.replace("\u2060", "") for paragraph in Document(io.BytesIO(made)).paragraphs][1:]
    assert read == [f"[{value.replace(chr(0), '')}]" for value in values]


def test_the_refusal_of_a_template_holds_no_data() -> None:
    with pytest.raises(TemplateError) as caught:
        load(template("{{ secret.x.y }}")).render({"secret": {"z": "900101300123"}})
    assert "900101300123" not in str(caught.value)
