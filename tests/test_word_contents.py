"""A table of contents: filled from the headings of the finished paper, its page numbers left to the office that lays it out."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from pypdf import PdfReader
from test_traces import traces
from test_word import changed, parts_of, template

from otm_reports import pdf
from otm_reports.model import CellRef
from otm_reports.traced import Origin, whole
from otm_reports.word import contents, load
from otm_reports.word.mistakes import find
from otm_reports.word.package import W
from otm_reports.word.verified import structure

OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
TEMPLATES = Path(__file__).parents[1] / "templates"
TOC = r'TOC \o "1-2" \h \z \u'


def p(text: str, style: str = "", more: str = "") -> str:
    return f'<w:p><w:pPr>{f"""<w:pStyle w:val="{style}"/>""" if style else ""}{more}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def toc(*old: str, instruction: str = TOC, after: str = "") -> str:
    """A table of contents as Word saves it: entries of its last update, and a paragraph of its own for the end of the field."""
    begin = f"{field('begin')}<w:r><w:instrText> {instruction} </w:instrText></w:r>{field('separate')}"
    lines = "".join(f"<w:p>{begin if number == 0 else ''}<w:r><w:t>{text}</w:t><w:tab/><w:t>77</w:t></w:r></w:p>" for number, text in enumerate(old or ("",)))
    return f"{lines}<w:p>{field('end')}{after}</w:p>"


def drawn(*body: str, source: bytes | None = None) -> bytes:
    return changed(source or template("дене"), "word/document.xml", parts_of(source or template("дене"))["word/document.xml"].decode().partition("<w:body>")[2]
                   .partition("<w:sectPr")[0], "".join(body))


def document(paper: bytes) -> etree._Element:
    return etree.fromstring(parts_of(paper)["word/document.xml"])


def said(element: etree._Element) -> str:
    return "".join("→" if one.tag.endswith("tab") else one.text or "" for one in element.iter(f"{{{W}}}t", f"{{{W}}}tab") if one.getparent().tag.endswith("}r"))


def entries(paper: bytes) -> list[tuple[str, str]]:
    """Words of each entry, and the words of the paragraph that its page reference leads to."""
    root = document(paper)
    marks = {start.get(f"{{{W}}}name"): next(start.iterancestors(f"{{{W}}}p")) for start in root.iter(f"{{{W}}}bookmarkStart")}
    found = []
    for paragraph in root.iter(f"{{{W}}}p"):
        reference = re.search(r"PAGEREF (\S+)", "".join(one.text for one in paragraph.iter(f"{{{W}}}instrText")))
        if reference:
            found.append((said(paragraph), said(marks[reference[1]])))
    return found


# ── entries ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_entries_are_the_headings_of_the_finished_paper_and_lead_to_them() -> None:
    source = drawn(
        p("Мазмұны", "Title"), toc("{{ year }} жылғы талдау", "{{ one.title }}", "Ескі бөлім"),
        p("{{ year }} жылғы талдау", "Heading1"), p("{%p for one in parts %}"), p("{{ one.title }}", "Heading2"), p("мәтін"), p("{%p endfor %}"),
        p("{%p if hidden %}"), p("Жасырын", "Heading1"), p("{%p endif %}"), p("", "Heading1"), p("Терең", "Heading3"), p("Қорытынды", "Heading1"),
    )
    made = load(source).render({"year": 2026, "parts": [{"title": "Ашық <сабақтар>"}, {"title": "Ашық <сабақтар>"}], "hidden": False}, verify=True)
    titles = ["2026 жылғы талдау", "Ашық <сабақтар>", "Ашық <сабақтар>", "Қорытынды"]
    assert entries(made) == [(f"{title}→", title) for title in titles]
    assert structure(made) == []
    text = parts_of(made)["word/document.xml"].decode()
    assert "77" not in text and contents.SIGN not in text and "Ескі" not in text  # noqa: PT018 - one look
    references = re.findall(r"PAGEREF (\S+)", text)
    assert len(set(references)) == 4
    assert [link in references for link in re.findall(r'w:anchor="([^"]+)"', text)] == [True] * 4
    assert text.count('fldCharType="begin"') == text.count('fldCharType="end"') == 5


def test_nobody_is_asked_when_the_paper_is_opened() -> None:
    made = parts_of(load(drawn(toc("Ескі"), p("{{ a }}", "Heading1"))).render({"a": "Бөлім"}))
    assert not any(b"updateFields" in data or b"w:dirty" in data for data in made.values())


def test_no_page_number_is_written_that_nobody_counted() -> None:
    made = load(drawn(toc("Ескі"), p("{{ a }}", "Heading1"))).render({"a": "Бөлім"})
    assert re.search(r'PAGEREF \S+ \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/>',
                     parts_of(made)["word/document.xml"].decode())


@pytest.mark.parametrize(("instruction", "expected"), [
    (r'TOC \o "1-1"', ["Бір→", "Төрт→"]),
    (r"TOC \o 2-3 \h", ["Екі→", "Үш→"]),
    (r"TOC", ["Бір→", "Екі→", "Үш→", "Төрт→"]),
    (r'TOC \o "1-1" \u', ["Бір→", "Деңгей→", "Төрт→"]),
    (r'TOC \o "1-1" \t "Quote;2"', ["Бір→", "Дәйек→", "Төрт→"]),
    (r'TOC \t "Quote,1"', ["Дәйек→"]),
])
def test_the_field_says_which_headings_stand_in_it(instruction: str, expected: list[str]) -> None:
    source = drawn(toc("Ескі", instruction=instruction), p("{{ one }}", "Heading1"), p("Екі", "Heading2"), p("Үш", "Heading3"),
                   p("Деңгей", more='<w:outlineLvl w:val="0"/>'), p("Дәйек", "Quote"), p("Мәтін", more='<w:outlineLvl w:val="9"/>'), p("Төрт", "Heading1"))
    assert [words for words, _ in entries(load(source).render({"one": "Бір"}))] == expected


def test_entries_without_page_numbers_and_links_are_asked_for_by_the_field() -> None:
    made = load(drawn(toc("Ескі", instruction=r"TOC \o \n"), p("{{ a }}", "Heading1"), p("б", "Heading2"))).render({"a": "а"})
    text = parts_of(made)["word/document.xml"].decode()
    assert "PAGEREF" not in text
    assert "w:hyperlink" not in text
    assert [said(one) for one in document(made).iter(f"{{{W}}}p")][:2] == ["а", "б"]


def test_a_table_of_captions_is_left_as_it_is() -> None:
    made = load(drawn(toc("1-кесте", instruction=r'TOC \h \z \c "Кесте"'), p("{{ a }}", "Heading1"))).render({"a": "а"})
    assert said(next(document(made).iter(f"{{{W}}}p"))) == "1-кесте→77"


def test_styles_are_known_by_their_names_as_a_russian_word_saves_them() -> None:
    source = drawn(toc("Ескі"), p("{{ a }}", "1"))
    source = changed(source, "word/styles.xml", 'w:styleId="Heading1"', 'w:styleId="1"')
    style = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9000"/></w:tabs></w:pPr></w:style></w:styles>'
    made = load(changed(source, "word/styles.xml", "</w:styles>", style)).render({"a": "Бөлім"})
    first = next(document(made).iter(f"{{{W}}}p"))
    assert first.find(f"{{{W}}}pPr/{{{W}}}pStyle").get(f"{{{W}}}val") == "11"
    assert first.find(f"{{{W}}}pPr/{{{W}}}tabs") is None
    bare = next(document(load(source).render({"a": "Бөлім"})).iter(f"{{{W}}}p"))
    assert bare.find(f"{{{W}}}pPr/{{{W}}}tabs/{{{W}}}tab").get(f"{{{W}}}val") == "right"


def test_words_of_an_entry_are_those_of_the_heading_alone() -> None:
    box = ("<w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r><w:t>жиек</w:t></w:r></w:p>"
           "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")
    heading = ('<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:tabs><w:tab w:val="left" w:pos="90"/></w:tabs></w:pPr><w:r><w:t>1.</w:t><w:tab/><w:t>{{ a }}</w:t>'
               f"<w:br/><w:t>B &amp; C</w:t></w:r>{box}</w:p>")
    made = load(drawn(toc("Ескі"), heading)).render({"a": "{А}"})
    assert [words for words, _ in entries(made)] == ["1. {А} B & C→"]


def test_what_follows_the_table_stays_and_a_section_that_ends_there_too() -> None:
    section = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1" w:right="838" w:bottom="1" w:left="1000" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    kept = drawn(toc("Ескі", after="<w:r><w:t>{{ a }} соңы</w:t></w:r>").replace(f"<w:p>{field('end')}", f"<w:p><w:pPr>{section}</w:pPr>{field('end')}"),
                 p("Бөлім", "Heading1"))
    made = document(load(kept).render({"a": "мазмұн"}))
    paragraphs = list(made.iter(f"{{{W}}}p"))
    assert [said(one) for one in paragraphs][:2] == ["Бөлім→", "мазмұн соңы"]
    assert len(list(paragraphs[1].iter(f"{{{W}}}sectPr"))) == 1
    assert next(made.iter(f"{{{W}}}tab")).get(f"{{{W}}}pos") == "15000"


def test_bookmarks_of_traces_and_of_the_template_are_not_touched() -> None:
    own = '<w:bookmarkStart w:id="600000" w:name="_Toc700000001"/><w:bookmarkEnd w:id="600000"/>'
    source = drawn(toc("Ескі"), p("{{ a }}", "Heading1").replace("<w:r>", own + "<w:r>", 1), p("{{ b }}", "Heading1"))
    value = whole("12", Origin(cell=CellRef("registers/журнал.xlsx", "Парақ1", 4, 2)))
    made = load(source).render({"a": value, "b": "б"}, trace=traces(), verify=True)
    starts = [(one.get(f"{{{W}}}id"), one.get(f"{{{W}}}name")) for one in document(made).iter(f"{{{W}}}bookmarkStart")]
    assert len({number for number, _ in starts}) == len({name for _, name in starts}) == len(starts) == 4
    assert ("600000", "_Toc700000001") in starts
    assert [name for _, name in starts if name.startswith("_otm")] == ["_otm1"]
    assert [words for words, _ in entries(made)] == ["12→", "б→"]
    assert structure(made) == []


def test_the_way_through_a_tree_and_docxtpls_own_fill_it_too() -> None:
    source = drawn(toc("{{ old }}"), p("{{ a }}", "Heading1"), p("{{ b }}"))
    loaded = load(source)
    assert all(part.proof is not None and not part.source.treed for part in loaded.parts)
    plain = loaded.render({"a": "бір", "b": "екі"})
    paged = loaded.render({"a": "бір", "b": "екі\tүш"})
    part = pytest.importorskip("docxcompose") and loaded.native.new_subdoc()
    part.add_paragraph("ішкі")
    composed = load(drawn(toc("{{ old }}"), p("{{ a }}", "Heading1"), p("{{p part }}"))) if part else None
    assert entries(plain) == entries(paged) == [("бір→", "бір")]
    assert composed is not None
    inner = composed.native.new_subdoc()
    inner.add_paragraph("ішкі")
    made = composed.render({"a": "бір", "part": inner})
    assert entries(made) == [("бір→", "бір")]
    assert "ішкі" in [one.text for one in Document(io.BytesIO(made)).paragraphs]


def test_old_entries_are_no_mistake_of_a_template_and_places_of_others_stay_right() -> None:
    source = drawn(toc("{{ one.title }}", "{%p nonsense"), p("{{ wrong }}", "Heading1"))
    (mistake,) = find(source, {"right": "1"})
    assert (mistake.near, mistake.paragraph) == ("{{ wrong }}", 4)


def test_the_same_paper_has_the_same_bytes() -> None:
    source = drawn(toc("Ескі"), p("{{ a }}", "Heading1"))
    assert load(source).render({"a": "а"}) == load(source).render({"a": "а"})


# ── our analysis ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_the_analysis_has_a_table_of_contents_and_is_still_printed_the_fast_way(lang: str) -> None:
    loaded = load((TEMPLATES / f"annual-analysis.{lang}.docx").read_bytes(), lang=lang)
    main = next(part for part in loaded.parts if part.name == "word/document.xml")
    assert main.source.listed
    assert main.proof is not None
    assert not main.source.treed


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_for_a_pdf_the_frame_of_the_table_goes_only_where_every_heading_is_there() -> None:
    made = load(drawn(toc("Ескі"), p("{{ a }}", "Heading1"))).render({"a": "Бөлім"})
    counted = parts_of(contents.counted(made, "x"))["word/document.xml"].decode()
    assert r"TOC \o" not in counted
    assert counted.count("fldChar ") == 3
    torn = changed(made, "word/document.xml", 'w:name="_Toc700000001"', 'w:name="_gone"')
    assert contents.counted(torn, "x") == torn
    without = load(template("{{ a }}")).render({"a": "а"})
    assert contents.counted(without, "x") == without


@OFFICE
def test_the_pdf_says_on_which_page_each_heading_stands() -> None:
    titles = [f"Бөлім {number}" for number in range(1, 5)]
    source = drawn(toc("Ескі"), p("{%p for one in parts %}"), p("{{ one }}", "Heading1", "<w:pageBreakBefore/>"), p("{{ words }}"), p("{%p endfor %}"))
    made = load(source).render({"parts": titles, "words": "сөз " * 900})
    converted = pdf.convert({"a": contents.counted(made, "a")})["a"]
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(converted.content)).pages]
    real = {title: next(number for number, text in enumerate(pages[1:], 2) if title in text) for title in titles}
    shown = {found[1]: int(found[2]) for found in re.finditer(r"(Бөлім \d)[ .\t]*(\d+)", pages[0])}
    assert shown == real
    assert max(real.values()) > 4
