"""Measured: CPU of papers by docxtpl, by our engine, and the least there could be, in one run and taking turns."""

from __future__ import annotations

import gc
import io
import os
import statistics
import time
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import bench_word as papers
import pytest
from docxtpl import DocxTemplate, InlineImage
from running import SAMPLE

from otm_reports import pipeline
from otm_reports.word import ledger, load, templates

ROUNDS = int(os.environ.get("OTM_BENCH_ROUNDS", "5"))
PROTOCOLS = int(os.environ.get("OTM_BENCH_PROTOCOLS", "500"))


def cpu(work: Callable[[], Any]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def ratios(base: list[float], other: list[float]) -> float:
    return statistics.median(one / two for one, two in zip(base, other, strict=True))


def naive(template: bytes, context: dict[str, Any]) -> bytes:
    made = DocxTemplate(io.BytesIO(template))
    made.render(context, autoescape=True)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


class Floor:
    """Jinja prints the body, zlib packs it at docxtpl's level, the bytes are written: no check, no package."""

    def __init__(self, template: bytes) -> None:
        import jinja2

        class Plain(jinja2.Environment):
            def getattr(self, obj: Any, attribute: str) -> Any:
                try:
                    return obj[attribute]
                except (TypeError, LookupError, AttributeError):
                    return super().getattr(obj, attribute)

        made = DocxTemplate(io.BytesIO(template))
        made.render_init()
        self._template = Plain(autoescape=True).from_string(made.patch_xml(made.get_xml()))

    def write(self, context: dict[str, Any], to: Any) -> None:
        data = self._template.render(context).encode()
        engine = zlib.compressobj(6, zlib.DEFLATED, -15)
        to.write(engine.compress(data) + engine.flush())


def text(paper: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        return archive.read("word/document.xml")


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
def test_five_hundred_protocols_against_docxtpl_and_the_floor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("OTM_VERIFY", raising=False)
    template = papers.protocol()
    contexts = [papers.protocol_values(number) for number in range(PROTOCOLS)]
    floor = Floor(template)

    def ours() -> None:
        loaded = load(template)
        with Path(os.devnull).open("wb") as out:
            out.writelines(loaded.render(context) for context in contexts)

    def theirs() -> None:
        with Path(os.devnull).open("wb") as out:
            out.writelines(naive(template, context) for context in contexts[: PROTOCOLS // 5])

    def least() -> None:
        with Path(os.devnull).open("wb") as out:
            for context in contexts:
                floor.write(context, out)

    measured: dict[str, list[float]] = {"docxtpl": [], "ours": [], "floor": []}
    for _ in range(ROUNDS):
        measured["docxtpl"].append(cpu(theirs) * 5)
        measured["ours"].append(cpu(ours))
        measured["floor"].append(cpu(least))
    gain, distance = ratios(measured["docxtpl"], measured["ours"]), ratios(measured["ours"], measured["floor"])
    each = {name: 1000 * statistics.median(values) / PROTOCOLS for name, values in measured.items()}
    with capsys.disabled():
        print(f"\n{PROTOCOLS} protocols, CPU ms each: " + ", ".join(f"{name} {value:.2f}" for name, value in each.items()))
        print(f"docxtpl / ours = {gain:.1f}; ours / floor = {distance:.2f}")
    assert gain >= 20
    assert distance <= 1.5


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
def test_the_annual_analysis_with_four_charts_against_docxtpl_with_pictures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("OTM_VERIFY", raising=False)
    figure = pytest.importorskip("matplotlib.figure")
    pytest.importorskip("matplotlib.backends.backend_agg")
    native, pictured = papers.annual(("charts.g0", "charts.g1", "charts.g2", "charts.g3")), papers.annual(("p0", "p1", "p2", "p3"))
    count = 12

    def picture(chart: Any) -> io.BytesIO:
        drawn = figure.Figure(figsize=(6.3, 3.3), dpi=150)
        axes = drawn.subplots()
        for number, series in enumerate(chart.series):
            if chart.kind == "pie":
                axes.pie(series.values, labels=chart.categories)
            elif chart.kind == "line":
                axes.plot(chart.categories, series.values, label=series.name)
            else:
                axes.bar([index + number * 0.25 for index in range(len(chart.categories))], series.values, 0.25, label=series.name)
        axes.legend()
        axes.set_title(chart.title)
        buffer = io.BytesIO()
        drawn.savefig(buffer, format="png")
        buffer.seek(0)
        return buffer

    def theirs() -> None:
        for number in range(count):
            made = DocxTemplate(io.BytesIO(pictured))
            images = {f"p{k}": InlineImage(made, picture(chart)) for k, chart in enumerate(papers.figures(number))}
            made.render(papers.annual_values(number) | images, autoescape=True)
            made.save(io.BytesIO())

    def ours() -> None:
        loaded = load(native)
        for number in range(count):
            loaded.render(papers.annual_values(number) | {"charts": {chart.id: chart for chart in papers.figures(number)}})

    theirs_once = cpu(theirs)  # libraries and fonts are loaded once, in nobody's time
    ours()
    measured: dict[str, list[float]] = {"docxtpl": [], "ours": []}
    for _ in range(max(3, ROUNDS - 2)):
        measured["docxtpl"].append(cpu(theirs))
        measured["ours"].append(cpu(ours))
    gain = ratios(measured["docxtpl"], measured["ours"])
    with capsys.disabled():
        each = {name: 1000 * statistics.median(values) / count for name, values in measured.items()}
        print(f"\nannual analysis with four charts, CPU ms each: docxtpl and matplotlib {each['docxtpl']:.0f}, ours {each['ours']:.1f}; {gain:.1f}x")
    assert theirs_once > 0
    assert gain >= 15


def test_the_benchmark_fills_the_same_papers() -> None:
    template, context = papers.protocol(), papers.protocol_values(3)
    one, other = (text(paper).decode() for paper in (naive(template, context), load(template).render(context)))
    assert papers.WORDS in one
    assert one.count("<w:tr") == other.count("<w:tr") == 1 + 18 + 1 + 10
    assert load(papers.annual(())).render(papers.annual_values(1))


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kind", ["annual-analysis", "annual-report", "session-protocol"])
def test_papers_with_traces_against_the_same_without(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str) -> None:
    """The papers of the sample in both languages, from counted figures to bytes, with every value of every table marked and without a mark.

    Once as a run of this kind alone makes them: templates are loaded, and the ledgers' words are found, for these few papers.
    Once as a long run goes on making them: templates and words are known.
    Once with templates known and words not: so it is where one template prints many papers of words of their own. Of a kind with one
    paper a year this never is, its template is loaded for it: there the figure is printed and not held to the bound.
    """
    monkeypatch.delenv("OTM_VERIFY", raising=False)
    opened = pipeline.open_folder(SAMPLE)
    made = pipeline.report(opened, year="2025-2026", today=date(2026, 6, 20))
    (chosen,) = pipeline.choose(opened, [kind])
    langs = ("kk", "ru")
    loaded = {lang: load(templates.find(kind, lang).read_bytes(), lang=lang, where=kind) for lang in langs}
    tasks = [(key, lang) for key in chosen.keys(made, opened.specs) for lang in langs]
    book, traces = ledger.Book(opened.sources, lambda: pipeline.numbers(opened)), ledger.Traces

    def alone(*, marked: bool) -> None:
        with monkeypatch.context() as changed:
            if not marked:
                changed.setattr(ledger, "Traces", lambda book, about: None)  # noqa: ARG005 - the shape of Traces
            assert all(paper.content for paper in pipeline.papers(opened, made, [chosen], langs=langs))

    def with_new_words(*, marked: bool) -> None:
        going_on(marked=marked, book=ledger.Book(opened.sources, lambda: pipeline.numbers(opened)))

    def going_on(*, marked: bool, book: ledger.Book = book) -> None:
        for key, lang in tasks:
            paper = chosen.make(made, opened.specs, key, lang)
            about = ledger.About(kind, key, lang, paper.name, "2025-2026", "year", "1")
            for part in loaded[lang].parts:
                part.last.clear()  # what is the same in the paper before is made again
            loaded[lang].render(paper.context, trace=traces(book, about) if marked else None)

    for way, papers_of in {"alone": alone, "going on": going_on, "with new words": with_new_words}.items():
        papers_of(marked=True)
        often = max(1, round(0.15 / cpu(lambda papers_of=papers_of: papers_of(marked=False))))  # long enough for the clock
        measured: dict[bool, list[float]] = {True: [], False: []}
        for _ in range(ROUNDS):
            for marked in (False, True):
                measured[marked].append(cpu(lambda marked=marked, papers_of=papers_of, often=often: [papers_of(marked=marked) for _ in range(often)]))
        more = ratios(measured[True], measured[False])
        with capsys.disabled():
            each = {marked: 1000 * statistics.median(values) / often / len(tasks) for marked, values in measured.items()}
            print(f"\n{kind}, {way}, CPU ms each: without traces {each[False]:.1f}, with traces {each[True]:.1f}; {more:.2f} times")
        assert more <= 1.3 or (papers_of is with_new_words and len(tasks) == len(langs)), way
