"""Printed values know where they are from: through wordings, tables and templates into bookmarks and a ledger, and out again."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docxtpl import RichText
from hypothesis import given
from hypothesis import strategies as st
from running import SAMPLE, otm
from test_word import template

from otm_reports import pipeline
from otm_reports.model import CellRef, Figure, Listing, ListingRow
from otm_reports.traced import Origin, Traced, joined, like, whole, worded
from otm_reports.word import kept, ledger, ledgered, load
from otm_reports.word.verified import structure

FIGURE = Figure(
    "events.held", {"kk": "Өткізілген іс-шаралар"}, "otm", 12, "count", "count", {"kk": "журналдағы жолдар"},
    counted=tuple(CellRef("registers/журнал.xlsx", "Іс-шаралар", row, 2) for row in (5, 6, 7, 9)),
)
LISTING = Listing(
    "events.list", {"kk": "Іс-шаралар"}, "otm", {"title": {"kk": "Тақырыбы"}, "n": {"kk": "Саны"}},
    (ListingRow({"title": "Кейс", "n": 3}, {"title": (CellRef("registers/журнал.xlsx", "Іс-шаралар", 5, 3),), "n": (CellRef("registers/журнал.xlsx", "Іс-шаралар", 5, 4),)}),),
)
KIND = "annual-analysis"
#: What the analysis asks of the registers and prints only where there is something to say of it.
NOT_PRINTED = {
    "staff.attestation.awarded", "staff.qualified_equated", "staff.qualified_equated_share", "visits.at_norm", "visits.at_norm_share",
}
HELD = whole("12", Origin(FIGURE))
TITLE = whole("Кейс & <талдау>", Origin(listing=LISTING, row=0, column="title"))


def traces(lang: str = "kk") -> ledger.Traces:
    return ledger.Traces(ledger.Book({"registers/журнал.xlsx": "ab" * 32}), ledger.About("есеп", "", lang, "есеп.docx", "2025-2026", "year", "1"))


def printed(*lines: str, **context: object) -> ledgered.Paper:
    made = load(template(*lines)).render(context, trace=traces(), verify=True)
    assert not structure(made)
    found = ledgered.read(made, "есеп.docx")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def opened() -> pipeline.Opened:
    return pipeline.open_folder(SAMPLE)


@pytest.fixture(scope="module")
def made(opened: pipeline.Opened) -> pipeline.Report:
    return pipeline.report(opened, year="2025-2026", today=date(2026, 6, 20))


@pytest.fixture(scope="module")
def papers(opened: pipeline.Opened, made: pipeline.Report) -> dict[str, pipeline.Made]:
    chosen = pipeline.choose(opened, ["annual-analysis", "session-protocol", "annual-report"])
    return {one.name: one for one in pipeline.papers(opened, made, chosen, langs=("kk",))}


# ── texts that know ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_wording_keeps_what_its_values_know() -> None:
    text = worded("Барлығы – {n}, оның ішінде «{title}» ({year}).".format, {"n": HELD, "title": TITLE, "year": 2026})
    assert text == "Барлығы – 12, оның ішінде «Кейс & <талдау>» (2026)."
    assert isinstance(text, Traced)
    assert [(text[start:end], origin) for start, end, origin in text.spans] == [("12", Origin(FIGURE)), (str(TITLE), TITLE.origin)]


@given(st.lists(st.one_of(st.text(max_size=5), st.text(max_size=5).map(lambda text: whole(text, Origin(FIGURE)))), max_size=6))
def test_joined_texts_read_as_their_parts(parts: list[str]) -> None:
    text = joined(parts)
    assert text == "".join(parts)
    assert [text[start:end] for start, end, _ in getattr(text, "spans", ())] == [part for part in parts if isinstance(part, Traced)]


def test_only_a_text_of_the_same_length_keeps_what_it_knows() -> None:
    assert like(HELD, "1\u00a0").spans == HELD.spans
    assert not isinstance(like(HELD, "123"), Traced)


@given(st.sets(st.tuples(st.sampled_from(["а.xlsx", "б#.xlsx"]), st.sampled_from(["П", "Ш!"]), st.integers(1, 30), st.integers(1, 60)), max_size=40))
def test_packed_cells_are_the_same_cells(places: set[tuple[str, str, int, int]]) -> None:
    cells = [CellRef(*place) for place in places]
    assert sorted(kept.unpacked_cells(kept.packed_cells(cells))) == sorted(map(str, cells))


# ── bookmarks ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_place_of_a_value_has_a_bookmark_of_its_own() -> None:
    found = printed("Саны {{ n }}, «{{ t }}» {{ n }}{{ n }}", "{{ n }}", "{{ other }}", n=HELD, t=TITLE, other="12")
    assert [(one.text, one.id) for one in found.printed] == [
        ("12", "events.held"), ("Кейс & <талдау>", "events.list"), ("12", "events.held"), ("12", "events.held"), ("12", "events.held"),
    ]
    assert len({one.bookmark for one in found.printed}) == 5
    assert found.cells(found.printed[0]) == tuple(f"registers/журнал.xlsx#Іс-шаралар!B{row}" for row in (5, 6, 7, 9))
    assert found.cells(found.printed[1]) == ("registers/журнал.xlsx#Іс-шаралар!C5",)
    assert not any(one.edited for one in found.printed)


def test_a_value_inside_a_sentence_is_marked_and_the_words_around_it_are_not() -> None:
    said = worded("Жыл бойы {n} іс-шара өтті".format, {"n": HELD})
    found = printed("{{ said }}.", said=said)
    assert [(one.text, one.around) for one in found.printed] == [("12", "Жыл бойы 12 іс-шара өтті.")]


def test_a_paper_with_traces_reads_and_looks_the_same() -> None:
    one = load(template("{{ n }} және {{ t }}: {{ n }}", "{%p if n %}", "{{ t }}\n", "{%p endif %}"))
    context = {"n": HELD, "t": TITLE}
    plain, marked = (Document(io.BytesIO(paper)) for paper in (one.render(context), one.render(context, trace=traces())))
    assert [paragraph.text for paragraph in plain.paragraphs] == [paragraph.text for paragraph in marked.paragraphs]


def test_what_stands_around_a_value_keeps_its_look_and_its_spaces() -> None:
    document = Document(io.BytesIO(template("{{ n }}")))
    run = document.paragraphs[0].runs[0]
    run.bold, run.text = True, "саны {{ n }} болды"
    saved = io.BytesIO()
    document.save(saved)
    paper = Document(io.BytesIO(load(saved.getvalue()).render({"n": HELD}, trace=traces())))
    assert paper.paragraphs[0].text == "саны 12 болды"
    assert [(one.text, one.bold) for one in paper.paragraphs[0].runs] == [("саны ", True), ("12", True), (" болды", True)]


def test_values_without_a_place_in_a_text_are_printed_without_a_mark() -> None:
    document = Document(io.BytesIO(template("{{ n }}")))
    document.core_properties.title = "Есеп {{ n }}"
    saved = io.BytesIO()
    document.save(saved)
    made = load(saved.getvalue()).render({"n": HELD}, trace=traces())
    assert Document(io.BytesIO(made)).core_properties.title == "Есеп 12"
    assert len(ledgered.read(made, "").printed) == 1


def test_values_of_loops_and_conditions_inside_a_run_are_marked_one_by_one() -> None:
    line = "Барлығы: {% for x in rows %}{{ x }}{% if not loop.last %}, {% else %}{{ said }}{% endif %}{% endfor %}{{ last }}"
    found = printed(line, rows=[HELD, TITLE, HELD], said=worded(" ({n}; {n})".format, {"n": HELD}), last=HELD)
    assert [(one.text, one.id) for one in found.printed] == [
        ("12", "events.held"), ("Кейс & <талдау>", "events.list"), *[("12", "events.held")] * 4,
    ]
    assert {one.around for one in found.printed} == {"Барлығы: 12, Кейс & <талдау>, 12 (12; 12)12"}


def test_a_paper_that_docxtpl_finishes_is_traced_from_its_beginning() -> None:
    one = load(template("{{ n }}", "{{ link }}", "{{ t }}"))
    link = RichText("сайт", url_id=one.native.build_url_id("https://example.org/"))
    found = ledgered.read(one.render({"n": HELD, "t": TITLE, "link": link}, trace=traces()), "")
    assert [(place.bookmark, place.text) for place in found.printed] == [("_otm1", "12"), ("_otm2", "Кейс & <талдау>")]


def test_a_value_that_a_loop_a_macro_or_a_table_prints_is_marked() -> None:
    found = printed("{% macro m(v) %}[{{ v }}]{% endmacro %}{% for x in rows %}{{ m(x) }}{% endfor %}", rows=[HELD, TITLE])
    assert [one.text for one in found.printed] == ["12", "Кейс & <талдау>"]


def test_a_paper_used_as_a_template_loses_its_old_traces() -> None:
    first = load(template("{{ n }}")).render({"n": HELD}, trace=traces())
    again = load(first).render({}, trace=traces())
    assert ledgered.read(again, "").printed == ()
    assert "_otm" not in zipfile.ZipFile(io.BytesIO(again)).read("word/document.xml").decode()


# ── the ledger ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_ledger_says_nothing_of_people_that_is_words() -> None:
    made = load(template("{{ t }} {{ n }}")).render({"t": whole("Омаров Қ.Б.", Origin(listing=LISTING, column="title")), "n": HELD}, trace=traces())
    package = zipfile.ZipFile(io.BytesIO(made))
    said = next(text for name in package.namelist() if kept.NAMESPACE in (text := package.read(name).decode("utf-8", "replace")))
    assert "Омаров" not in said
    assert '"12"' in said


def test_the_same_paper_has_the_same_bytes() -> None:
    one = load(template("{{ n }} {{ t }}"))
    assert one.render({"n": HELD, "t": TITLE}, trace=traces()) == load(template("{{ n }} {{ t }}")).render({"n": HELD, "t": TITLE}, trace=traces())


def test_a_paper_without_a_ledger_has_none() -> None:
    assert ledgered.read(template("{{ n }}"), "") is None


# ── papers of the sample ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_figure_and_listing_value_of_a_paper_is_in_its_ledger(papers: dict[str, pipeline.Made]) -> None:
    for one in papers.values():
        found = ledgered.read(one.content, one.name)
        assert found is not None
        assert found.about["kind"] == one.kind
        assert not any(place.edited for place in found.printed)
        assert sum(1 for place in found.printed if place.id) >= (150 if one.kind != "session-protocol" else 1)
        figures, listings = ({place.id for place in found.printed if (place.row >= 0) is listed} for listed in (False, True))
        assert figures - {""} == set(found.figures)
        assert listings == set(found.listings)
        if one.kind == KIND:
            assert set(one.paper.figures) - figures - listings <= NOT_PRINTED, set(one.paper.figures) - figures - listings
            columns = {(place.id, place.column) for place in found.printed}
            assert columns >= {("staff.categories", "n"), ("staff.categories", "y1_share"), ("events.list", "title"), ("attendance.by_person", "rate")}


def test_a_conclusion_printed_in_a_paper_is_marked_value_by_value(papers: dict[str, pipeline.Made]) -> None:
    one = next(paper for paper in papers.values() if paper.kind == KIND)
    around = [place.around for place in ledgered.read(one.content, "").printed for _ in [place]]
    for text in _texts(one.paper.context["conclusions"]):
        if kept.folded(text) in around:
            assert around.count(kept.folded(text)) >= len(text.spans)


def _texts(value: object) -> list[Traced]:
    if isinstance(value, Traced):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for one in children for text in _texts(one)]


def test_numbers_in_running_text_are_traced(papers: dict[str, pipeline.Made]) -> None:
    """Whatever number a conclusion of the analysis prints is a value at a bookmark, a year or a clause."""
    one = next(paper for paper in papers.values() if paper.kind == KIND)
    for text in one.paper.context["conclusions"].values():
        letters = list(text)
        for start, end, _ in getattr(text, "spans", ()):
            letters[start:end] = "_" * (end - start)
        rest = re.sub(r"\d{4}–?-?\d{0,4}|\d+([.–]\d+)*-(тармақ|бөлім|абзац)\S*|соңғы \d+ жыл\S*|\d+ (жыл|жас)\S*|\b5\b", "", "".join(letters))
        assert not re.search(r"\d", rest), text


def test_the_protocol_states_whose_numbers_it_prints(papers: dict[str, pipeline.Made]) -> None:
    one = next(paper for paper in papers.values() if paper.name.startswith("хаттама-03"))
    found = ledgered.read(one.content, one.name)
    assert {place.id for place in found.printed} >= {"attendance.listed/protocol=3", "attendance.present/protocol=3"}
    assert any(place.cell.startswith("registers/") for place in found.printed)


def test_a_template_of_the_college_itself_is_traced_too(tmp_path: Path, made: pipeline.Report, opened: pipeline.Opened) -> None:
    own = load(template("Өткізілгені {{ figures['events.held'] }}", "{%p for row in listings['events.list'].rows %}", "{{ row.title }}", "{%p endfor %}"))
    kind = pipeline.kinds(["анықтама"])["анықтама"]
    paper = kind.make(made, opened.specs, "", "kk")
    found = ledgered.read(own.render(paper.context, trace=traces()), "")
    assert {place.id for place in found.printed} == {"events.held", "events.list"}


def test_explain_answers_from_the_paper_alone(tmp_path: Path, papers: dict[str, pipeline.Made]) -> None:
    one = next(paper for paper in papers.values() if paper.name.startswith("хаттама-03"))
    file = tmp_path / "қайта аталған.docx"
    file.write_bytes(one.content)
    ended = otm("explain", file)
    assert ended.status == 0
    assert "attendance.present/protocol=3" in ended.out
    assert "registers/2025-2026/" in ended.out
    asked = otm("explain", file, "attendance.present/protocol=3", "--json").json
    assert [(number["text"], number["id"]) for number in asked["numbers"]] == [("21", "attendance.present/protocol=3")]
    assert len(asked["numbers"][0]["cells"]) == 21
    assert otm("explain", file, "мұндай сөз жоқ").status == 2


def test_a_document_of_somebody_else_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "хат.docx"
    file.write_bytes(template("Сәлем"))
    ended = otm("explain", file, "--lang", "ru")
    assert ended.status == 2
    assert "otm build" in ended.err
    (tmp_path / "бос.docx").write_bytes(b"PK\x03\x04")
    assert otm("explain", tmp_path / "бос.docx").status == 2
    assert otm("explain", tmp_path / "жоқ.docx").status == 2


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_traces_survive_a_save_by_libreoffice(tmp_path: Path, papers: dict[str, pipeline.Made]) -> None:
    chosen = [one for one in papers.values() if one.kind == "annual-report" or one.name.startswith("хаттама-03")]
    for one in chosen:
        (tmp_path / one.name).write_bytes(one.content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "saved"),
         *(str(tmp_path / one.name) for one in chosen)], check=True, capture_output=True, timeout=180,
    )
    for one in chosen:
        before, after = ledgered.read(one.content, ""), ledgered.read((tmp_path / "saved" / one.name).read_bytes(), "")
        assert after is not None
        assert (after.about, after.figures, after.listings) == (before.about, before.figures, before.listings)
        assert [(place.bookmark, kept.folded(place.text or "")) for place in after.printed] == [(place.bookmark, kept.folded(place.text)) for place in before.printed]
        assert not any(place.edited for place in after.printed)


