"""Charts: every plotted number is a listing's, native in Word and Excel, same bytes again."""

from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from docx import Document
from lxml import etree

from otm_reports.charts import Chart, Kind, Series, add_to_workbook, chart_parts, from_listing
from otm_reports.model import Listing, ListingRow, Person, Value
from otm_reports.word import render

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART = Chart(
    id="g1",
    kind="column",
    title="Жоспардың орындалуы",
    categories=("І тоқсан", "ІІ тоқсан", "ІІІ тоқсан"),
    series=(Series("Орындалды", (4, 6, 0), "done"), Series("Мерзімі ауыстырылды", (1, None, 2), "moved")),
    stacked=True,
)
KINDS: tuple[Kind, ...] = ("column", "bar", "line", "pie")


def listing(*rows: tuple[Value, ...]) -> Listing:
    columns = {
        "quarter": {"kk": "Тоқсан", "ru": "Квартал"},
        "done": {"kk": "Орындалды", "ru": "Исполнено"},
        "share": {"kk": "Үлесі, %", "ru": "Доля, %"},
    }
    return Listing(
        "plan.by_quarter",
        {"kk": "Жоспар", "ru": "План"},
        "otm",
        columns,
        tuple(ListingRow(dict(zip(columns, row, strict=True))) for row in rows),
    )


def of_kind(kind: Kind) -> Chart:
    return replace(CHART, kind=kind, stacked=False, series=CHART.series[: 1 if kind == "pie" else None])


def plotted(xml: bytes) -> list[dict[int, str]]:
    """What a chart part shows for each series: point → number."""
    root = etree.fromstring(xml)
    return [
        {int(point.get("idx", "")): point.findtext(f"{C}v", "") for point in series.findall(f"{C}val//{C}pt")}
        for series in root.iter(f"{C}ser")
    ]


def template(text: str = "{{ charts.g1 }}") -> bytes:
    document = Document()
    document.add_paragraph("{{ text }}")
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def parts(paper: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# ── from a listing ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_chart_shows_the_values_of_its_listing_and_nothing_else() -> None:
    source = listing(("І тоқсан", 4, 66.7), ("ІІ тоқсан", 0, None))
    chart = from_listing(source, "column", "quarter", ("done", "share"), "ru", id="g1")
    assert chart.listing == "plan.by_quarter"
    assert (chart.title, chart.categories) == ("План", ("І тоқсан", "ІІ тоқсан"))
    assert [series.name for series in chart.series] == ["Исполнено", "Доля, %"]
    for series in chart.series:
        assert series.values == tuple(row.values[series.column] for row in source.rows)


def test_people_and_dates_make_readable_labels() -> None:
    person = Person("a", "Сынақова", "Айгүл", "", "Сынақова А.")
    chart = from_listing(listing((person, 1, 1), (date(2025, 9, 9), 2, 2), (None, 3, 3)), "bar", "quarter", ("done",))
    assert chart.categories == ("Сынақова Айгүл", "09.09.2025", "")


@pytest.mark.parametrize(
    ("rows", "kind", "columns"),
    [
        ((), "column", ("done",)),
        ((("І", 1, 1.0),), "column", ("жоқ",)),
        ((("І", 1, 1.0),), "column", ()),
        ((("І", "көп", 1.0),), "column", ("done",)),
        ((("І", True, 1.0),), "column", ("done",)),
        ((("І", 1, 1.0),), "pie", ("done", "share")),
    ],
)
def test_what_cannot_be_drawn_is_refused(rows: tuple[tuple[Value, ...], ...], kind: Kind, columns: tuple[str]) -> None:
    with pytest.raises(ValueError, match=r"plan\.by_quarter"):
        from_listing(listing(*rows), kind, "quarter", columns)


def test_alt_text_says_the_title_and_every_number() -> None:
    assert CHART.alt_text == (
        "Жоспардың орындалуы. Орындалды: І тоқсан – 4; ІІ тоқсан – 6; ІІІ тоқсан – 0. Мерзімі ауыстырылды: І тоқсан – 1; ІІІ тоқсан – 2"
    )
    many = replace(CHART, categories=("ұзақ атау",) * 200, series=(Series("с", (1,) * 200),))
    assert len(many.alt_text) == 1000


# ── the parts ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_chart_and_workbook_hold_the_same_numbers(kind: Kind) -> None:
    chart = of_kind(kind)
    xml, workbook = chart_parts(chart)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    read = list(sheet.iter_rows(values_only=True))
    assert read[0] == (None, *(series.name for series in chart.series))
    assert tuple(row[0] for row in read[1:]) == chart.categories
    for number, series in enumerate(chart.series, 1):
        assert tuple(row[number] for row in read[1:]) == series.values
        shown = {point: str(value) for point, value in enumerate(series.values) if value is not None}
        assert plotted(xml)[number - 1] == shown


@pytest.mark.parametrize("kind", KINDS)
def test_what_libreoffice_takes_for_yes_is_said_to_be_no(kind: Kind) -> None:
    root = etree.fromstring(chart_parts(of_kind(kind))[0])
    for labels in root.iter(f"{C}dLbls"):
        said = {child.tag.removeprefix(C): child.get("val") for child in labels if child.tag.startswith(f"{C}show")}
        assert said.pop("showVal") == "1"
        said.pop("showLeaderLines", None)
        assert said == dict.fromkeys(("showLegendKey", "showCatName", "showSerName", "showPercent", "showBubbleSize"), "0")
    if kind == "line":
        assert [element.get("val") for element in root.iter(f"{C}smooth")] == ["0", "0"]
    assert root.findall(f"{C}printSettings") == []
    corners = root.find(f"{C}roundedCorners")
    assert corners is not None
    assert corners.get("val") == "0"


def test_no_data_is_a_gap_in_a_line_and_not_a_zero() -> None:
    root = etree.fromstring(chart_parts(of_kind("line"))[0])
    blanks = root.find(f"{C}chart/{C}dispBlanksAs")
    assert blanks is not None
    assert blanks.get("val") == "gap"
    assert plotted(chart_parts(of_kind("line"))[0])[1] == {0: "1", 2: "2"}


def test_lying_bars_stand_in_the_order_of_the_table() -> None:
    root = etree.fromstring(chart_parts(of_kind("bar"))[0])
    turned = {axis: root.find(f".//{C}{axis}/{C}scaling/{C}orientation") for axis in ("catAx", "valAx")}
    assert {axis: found.get("val") for axis, found in turned.items() if found is not None} == {
        "catAx": "maxMin",
        "valAx": "minMax",
    }


def test_shares_are_drawn_on_an_axis_up_to_a_hundred() -> None:
    root = etree.fromstring(chart_parts(replace(of_kind("column"), percent=True))[0])
    limits = [element.get("val") for name in ("min", "max") for element in root.iter(f"{C}{name}")]
    assert limits == ["0", "100"]


def test_all_text_of_a_chart_is_in_times_new_roman_and_in_the_language_of_the_paper() -> None:
    xml = chart_parts(CHART)[0].decode()
    assert "Times New Roman" in xml
    assert "Calibri" not in xml
    assert 'lang="en-US"' not in xml
    assert 'lang="kk-KZ"' in xml
    assert 'lang="ru-RU"' in chart_parts(replace(CHART, lang="ru"))[0].decode()


def test_text_in_a_chart_is_never_a_formula_or_a_link() -> None:
    chart = replace(CHART, categories=("=1+1", "http://evil.example", "{=A1}"), title="=SUM(1)")
    xml, workbook = chart_parts(chart)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).active
    assert sheet is not None
    cells = [sheet.cell(row, 1) for row in (2, 3, 4)]
    assert [cell.value for cell in cells] == list(chart.categories)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert b"evil.example" in xml


def test_the_same_chart_gives_the_same_bytes() -> None:
    first = chart_parts(CHART)
    time.sleep(2.1)  # the resolution of a zip's clock
    assert chart_parts(CHART) == first
    assert chart_parts(replace(CHART, title="Басқа"))[0] != first[0]


def test_one_definition_serves_the_workbook_too() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Жоспар «2025»")
        sheet.write_row(3, 1, ["Тоқсан", "Орындалды", "Ауыстырылды"])
        for row, category in enumerate(CHART.categories):
            sheet.write(4 + row, 1, category)
            for column, series in enumerate(CHART.series):
                sheet.write(4 + row, 2 + column, series.values[row])
        add_to_workbook(workbook, sheet, CHART, (1, 8), sheet="Жоспар «2025»", first_row=4, category_column=1, series_columns=(2, 3))
    made = parts(buffer.getvalue())
    root = etree.fromstring(made["xl/charts/chart1.xml"])
    formulas = [element.text for element in root.iter(f"{C}f")]
    assert "'Жоспар «2025»'!$C$5:$C$7" in formulas
    assert CHART.alt_text.encode() in made["xl/drawings/drawing1.xml"]


# ── in a paper ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_chart_becomes_a_native_chart_of_the_paper() -> None:
    paper = render(template(), {"text": "Ә", "charts": {"g1": CHART}})
    made = parts(paper)
    xml, workbook = chart_parts(CHART)
    assert made["word/charts/chart1.xml"] == xml
    assert made["word/embeddings/chart1.xlsx"] == workbook
    assert b"../embeddings/chart1.xlsx" in made["word/charts/_rels/chart1.xml.rels"]
    assert b"charts/chart1.xml" in made["word/_rels/document.xml.rels"]
    assert b'Extension="xlsx"' in made["[Content_Types].xml"]
    assert b"/word/charts/chart1.xml" in made["[Content_Types].xml"]
    document = Document(io.BytesIO(paper))
    inline = document.inline_shapes[0]
    assert inline._inline.docPr.get("descr") == CHART.alt_text
    assert [paragraph.text for paragraph in document.paragraphs] == ["Ә", ""]


def test_a_chart_printed_twice_and_in_a_loop_stands_in_parts_of_its_own() -> None:
    source = template("{% for chart in all %}{{ chart }}{% endfor %}{{ all[0] }}")
    paper = render(source, {"text": "", "all": [CHART, of_kind("pie")]})
    made = parts(paper)
    assert sorted(name for name in made if name.startswith("word/charts/chart")) == [
        f"word/charts/chart{number}.xml" for number in (1, 2, 3)
    ]
    assert made["word/charts/chart1.xml"] == made["word/charts/chart3.xml"] != made["word/charts/chart2.xml"]
    ids = [shape._inline.docPr.id for shape in Document(io.BytesIO(paper)).inline_shapes]
    assert len(ids) == len(set(ids)) == 3
    again = parts(render(paper, {}))
    assert again["word/charts/chart3.xml"] == made["word/charts/chart3.xml"]


@pytest.mark.parametrize(("other", "position"), [((70, 80), "b"), ((10, 20), "t"), ((None, None), "t")])
def test_the_numbers_of_a_line_stand_where_the_nearest_line_does_not_run(other: tuple[int | None, ...], position: str) -> None:
    chart = Chart("g", "line", "", ("а", "б"), (Series("бір", other), Series("екі", (50, 60))))
    made = parts(render(template(), {"text": "", "charts": {"g1": chart}}))
    labels = etree.fromstring(made["word/charts/chart1.xml"]).findall(".//{*}ser")[1].find("{*}dLbls/{*}dLblPos")
    assert labels is not None
    assert labels.get("val") == position


def test_a_template_may_hold_charts_of_its_own() -> None:
    held = parts(render(template(), {"text": "ТЕГ", "charts": {"g1": CHART}}))
    held["word/document.xml"] = held["word/document.xml"].replace("ТЕГ".encode(), b"{{ one }}{{ two }}")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    made = parts(render(buffer.getvalue(), {"one": of_kind("pie"), "two": of_kind("line")}))
    shown = [etree.fromstring(made[f"word/charts/chart{number}.xml"]) for number in (1, 2, 3)]
    assert [chart.find(f".//{C}{kind}Chart") is not None for chart, kind in zip(shown, ("bar", "pie", "line"), strict=True)] == [True] * 3


def test_a_paper_with_a_chart_has_the_same_bytes_again() -> None:
    context = {"text": "", "charts": {"g1": CHART}}
    assert render(template(), context) == render(template(), context)


@pytest.mark.office
def test_libreoffice_opens_a_paper_with_every_kind_of_chart(tmp_path: Path) -> None:
    soffice, reader = shutil.which("soffice"), shutil.which("pdftotext")
    if soffice is None or reader is None:
        pytest.skip("LibreOffice (soffice) and pdftotext are needed to look at a page")
    charts = [of_kind(kind) for kind in KINDS] + [CHART]
    source = template("{% for chart in all %}{{ chart }}{% endfor %}")
    (tmp_path / "a.docx").write_bytes(render(source, {"text": "Сынақ", "all": charts}))
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", tmp_path, tmp_path / "a.docx"], check=True, capture_output=True, timeout=120)
    read = subprocess.run([reader, tmp_path / "a.pdf", "-"], check=True, capture_output=True, timeout=60)
    text = read.stdout.decode()
    assert text.count(CHART.title) == len(charts)
    assert "ІІІ тоқсан" in text
    assert "Мерзімі ауыстырылды" in text
