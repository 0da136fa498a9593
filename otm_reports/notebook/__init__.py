"""The same answers for a notebook: a college, its year, its figures and verdicts, which show themselves as tables."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from otm_reports import answers, explaining, pipeline, planning, year_end
from otm_reports.explaining.lines import printed
from otm_reports.model import Figure, Finding, Listing, Report, Row, RuleResult, Table
from otm_reports.notebook.explained import Explanations
from otm_reports.notebook.pictures import Charts, Outline
from otm_reports.notebook.tables import Shown, html_table, shown
from otm_reports.pipeline import Opened, Progress
from otm_reports.planning import telling
from otm_reports.specs import data_files
from otm_reports.word.outline import outline

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings of a year; shows itself grouped and short, ``to_frame()`` gives all of them."""

    items: tuple[Finding, ...]
    opened: Opened = field(repr=False)
    lang: str

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def all(self) -> Shown:
        """Every finding, not only the first of each kind."""
        return shown(self.to_frame())

    def to_frame(self) -> pd.DataFrame:
        """Every finding: severity, place, what was seen, what it means, what to do."""
        from otm_reports import frames

        return frames.findings(self.items, self.opened.specs, self.lang)

    def _repr_html_(self) -> str:
        specs, texts = self.opened.specs, self.opened.specs.messages[self.lang]
        rows = []
        for group in answers.grouped(self.items, specs):
            first = group.findings[0]
            message, suggestion = specs.say(first, self.lang)
            rows.append((texts.text("severities", group.severity.value), len(group.findings), str(first.at), message, suggestion))
        words = [texts.text("screen", f"column_{name}") for name in ("severity", "count", "place", "message", "suggestion")]
        return html_table(words, rows) if rows else html.escape(texts.text("screen", "nothing_found"))


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure that shows where it comes from."""

    figure: Figure
    year: Year = field(repr=False)

    @property
    def value(self) -> int | float | None:
        """The number; ``None`` is "no data"."""
        return self.figure.value

    @property
    def label(self) -> str:
        """What it is, in the language of the screen."""
        return self.figure.label[self.year.word]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells behind it, as ``file#sheet!A1``."""
        return tuple(str(cell) for cell in self.figure.cells)

    def explain(self) -> Explanations:
        """Each cell counted with what stands in it, what was left out and why, the years before."""
        return self.year.explain(self.figure.id)

    def _repr_html_(self) -> str:
        shown = printed(self.figure, self.year.opened, self.year.lang)
        return f"<b>{html.escape(self.label)}</b>: {html.escape(shown)}<br><small>{html.escape(self.figure.how[self.year.word])}</small>"


@dataclass(frozen=True, slots=True)
class Figures(Mapping[str, ShownFigure]):
    """The figures of a year by id; shows itself as a table."""

    year: Year = field(repr=False)

    def __getitem__(self, name: str) -> ShownFigure:
        return ShownFigure(self.year.report.figures[name], self.year)

    def __iter__(self) -> Iterator[str]:
        return iter(self.year.report.figures)

    def __len__(self) -> int:
        return len(self.year.report.figures)

    def to_frame(self) -> pd.DataFrame:
        """Every figure with its value, unit and number of cells."""
        from otm_reports import frames

        return frames.figures(self.year.report, self.year.opened.specs, self.year.lang)

    def chapter(self, name: str) -> Shown:
        """The figures of one chapter, for example ``staff``."""
        from otm_reports import frames

        found = shown(frames.figures(self.year.report, self.year.opened.specs, self.year.lang, name), index=True)
        return Shown((self.year.opened.specs.messages[self.year.lang].text("screen", "column_id"), *found.headings[1:]), found.rows)

    def _repr_html_(self) -> str:
        figures, texts = self.year.report.figures.values(), self.year.opened.specs.messages[self.year.lang]
        return html_table([texts.text("screen", f"column_{name}") for name in ("id", "figure", "value")], [
            (one.id, one.label[self.year.word], printed(one, self.year.opened, self.year.lang)) for one in figures
        ])


@dataclass(frozen=True, slots=True)
class Rules:
    """The verdicts of a year; shows itself as a table."""

    year: Year = field(repr=False)

    def __iter__(self) -> Iterator[RuleResult]:
        return iter(self.year.report.results)

    def __len__(self) -> int:
        return len(self.year.report.results)

    def to_frame(self) -> pd.DataFrame:
        """Every verdict with clause and reason."""
        import pandas as pd

        texts = self.year.opened.specs.messages[self.year.lang]
        return pd.DataFrame(
            [(one.id, self.year.opened.specs.clause(one.clause, one.profile, self.year.lang), one.text[self.year.word], texts.text("verdicts", one.verdict.value), one.reason[self.year.word]) for one in self],
            columns=[texts.text("screen", f"column_{name}") for name in ("rule", "clause", "requirement", "verdict", "reason")],
        )

    def _repr_html_(self) -> str:
        frame = self.to_frame()
        return html_table(list(frame.columns), frame.to_numpy().tolist())


@dataclass(frozen=True, slots=True)
class Register:
    """One register of a year; ``frame`` is a pandas frame made when asked for."""

    table: Table
    year: Year = field(repr=False)

    @property
    def frame(self) -> pd.DataFrame:
        """The rows, their places as the index."""
        from otm_reports import frames

        return frames.table(self.table, self.year.opened.specs)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows with the address of every value."""
        return self.table.rows

    def _repr_html_(self) -> str:
        return str(self.frame._repr_html_())  # type: ignore[operator]


class Year:
    """One academic year of a college, counted and judged.

    Args:
        college: The college.
        label: ``"2025-2026"``; empty for the newest year that has begun.
        period: As ``--period`` of the command line.
        today: The date it speaks of.
    """

    def __init__(self, college: College, label: str, period: str, today: date) -> None:
        self.college = college
        self.opened = college.opened
        self.lang = college.lang
        self.word = "ru" if college.lang == "ru" else "kk"
        self.report: Report = pipeline.report(self.opened, year=label, period=period, today=today, progress=college.progress)

    @property
    def label(self) -> str:
        """``"2025-2026"``."""
        return self.report.year.label

    @cached_property
    def findings(self) -> Findings:
        """Everything found in the registers and by the rules."""
        return Findings(pipeline.all_findings(self.opened, self.report), self.opened, self.lang)

    @property
    def figures(self) -> Figures:
        """The figures by id."""
        return Figures(self)

    @property
    def rules(self) -> Rules:
        """The verdicts."""
        return Rules(self)

    @property
    def listings(self) -> Mapping[str, Listing]:
        """The listings by id."""
        return self.report.listings

    def listing(self, name: str) -> Shown:
        """A listing under its printed headings, for example ``staff.categories``."""
        from otm_reports import frames

        return shown(frames.listing(self.report.listings[name], self.word))

    @property
    def month(self) -> Shown:
        """«Осы айда»: items of the plan and decisions that fall due this month; categories, orders and courses that expire."""
        return Shown(*telling.month_table(self.report.listings["monthly.due"], self.opened.specs, self.lang))

    @property
    def owed(self) -> Shown:
        """Who owes which entry by when, so that the year's papers can be made; nothing is written."""
        return Shown(*telling.debts_table(planning.plan(self.opened, self.report, self.lang, self.college.progress), self.opened.specs, self.lang))

    def __getitem__(self, register: str) -> Register:
        if register not in self.opened.specs.registers:
            raise KeyError(register)
        return Register(self.report.year[register], self)

    def explain(self, asked: str) -> Explanations:
        """Where a number or a verdict comes from, down to the cells.

        Args:
            asked: As ``otm explain`` takes it: ``events.held``, ``staff``, ``K07``, ``events.list/3/title``.

        Raises:
            CollegeError: There is no such thing; the nearest are named.
        """
        return Explanations(explaining.explain(self.report, self.opened, asked, self.lang), self.opened, self.lang)

    def papers(self, kind: str) -> Shown:
        """The papers of a kind that can be made, with what is missing from each."""
        (found,) = pipeline.choose(self.opened, [kind])
        rows = []
        for key in found.keys(self.report, self.opened.specs):
            paper = found.make(self.report, self.opened.specs, key, self.opened.specs.college.papers.languages[0])
            rows.append((key, paper.title, paper.name, "; ".join(f"{gap.params.get('what', '')} ({gap.at})" for gap in paper.gaps)))
        words = self.opened.specs.messages[self.lang]
        return Shown(tuple(words.text("screen", f"column_{name}") for name in ("key", "title", "file", "gaps")), tuple(rows))

    def preview(self, kind: str, only: str) -> Mapping[str, Any]:
        """What one paper will say: the values its template prints."""
        (found,) = pipeline.choose(self.opened, [kind])
        keys = [key for key in found.keys(self.report, self.opened.specs) if not only or found.matches(self.report, self.opened.specs, key, only)]
        if not keys:
            raise KeyError(only)
        return found.make(self.report, self.opened.specs, keys[0], self.opened.specs.college.papers.languages[0]).context

    def outline(self, kind: str, only: str = "") -> Outline:
        """What one paper will say, paragraph by paragraph, before it is written; blanks stand out.

        Raises:
            KeyError: There is no such paper.
            OtmError: It cannot be made.
        """
        chosen = pipeline.choose(self.opened, [kind])
        for paper in pipeline.papers(self.opened, self.report, chosen, only=only):
            if paper.problem is not None:
                raise paper.problem
            return Outline(outline(paper.content))
        raise KeyError(only)

    @property
    def charts(self) -> Charts:
        """The charts of the annual analysis, drawn from the same numbers."""
        made = self.preview("annual-analysis", "")["charts"]
        return Charts(tuple(chart for chart in made.values() if chart is not None), self.report.listings, self.word)

    def write(self, *kinds: str, only: str = "", to: str | Path = "", beside: bool = False) -> Written:
        """Write papers; without a kind every one that is possible.

        Args:
            *kinds: English or Kazakh names.
            only: A protocol number, a date or a person.
            to: The output folder; ``reports/YEAR`` of the college folder by default.
            beside: Write the new version of an edited paper beside it.

        Returns:
            What became of each paper; ``paths`` are the files.
        """
        out = year_end.output_folder(self.opened, self.label, Path(to) if to else None)
        chosen = pipeline.choose(self.opened, kinds)
        job = year_end.Job(out, only=only, beside=beside, lang=self.lang, progress=self.college.progress)
        run = year_end.build(self.opened, self.report, chosen, job)
        return Written(run, self)

    def write_all(self, to: str | Path = "") -> Written:
        """The end-of-year run: every paper, the workbook, the digest."""
        out = year_end.output_folder(self.opened, self.label, Path(to) if to else None)
        job = year_end.Job(out, lang=self.lang, progress=self.college.progress)
        return Written(year_end.annual(self.opened, self.report, job), self)

    def _repr_html_(self) -> str:
        texts = self.opened.specs.messages[self.lang]
        rows = self.opened.read
        counts = ", ".join(f"{texts.text('severities', name)} – {number}" for name, number in answers.counts(self.findings, self.opened.specs).items())
        line = texts.text("screen", "rows", read=rows.read, used=rows.used, reported=rows.reported)
        return f"<b>{html.escape(self.opened.specs.college.college.short_name['kk'])}, {self.label}</b><br>{html.escape(line)}<br>{html.escape(counts)}"


@dataclass(frozen=True, slots=True)
class Written:
    """What became of the papers of a run."""

    run: year_end.Run = field(repr=False)
    year: Year = field(repr=False)

    def __repr__(self) -> str:
        return "\n".join(year_end.document_lines(self.run, self.year.opened, self.year.lang))

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that stand there now."""
        return tuple(document.path for document in self.run.documents if document.state != "failed")

    def _repr_html_(self) -> str:
        texts = self.year.opened.specs.messages[self.year.lang]
        words = [texts.text("screen", f"column_{name}") for name in ("file", "state", "gaps")]
        return html_table(words, [
            (one.path.name, texts.text("states", one.state), "; ".join(str(gap.params.get("what", "")) for gap in one.gaps) or one.reason)
            for one in self.run.documents
        ])


class College:
    """A college folder that has been read.

    Args:
        folder: The folder, or a folder of registers.
        lang: Language of what it shows: ``kk``, ``ru`` or ``en``; that of otm.toml by default.
        today: The date it speaks of; today by default.
        progress: Told what is being done; a line in the notebook by default.
    """

    def __init__(self, folder: str | Path, *, lang: str = "", today: date | None = None, progress: Progress | None = None) -> None:
        self.today = today or datetime.now().astimezone().date()
        self.progress: Progress = progress or notebook_progress(lang)
        self.opened = pipeline.open_folder(Path(folder), self.progress)
        self.lang = lang or self.opened.specs.college.screen

    @property
    def years(self) -> tuple[str, ...]:
        """The academic years that the registers speak of, oldest first."""
        return self.opened.data.labels

    def year(self, label: str = "", *, period: str = "year") -> Year:
        """One year, counted and judged.

        Raises:
            CollegeError: The registers do not speak of that year, or the period is none.
        """
        return Year(self, label, period, self.today)

    def _repr_html_(self) -> str:
        return f"<b>{html.escape(self.opened.specs.college.college.name['kk'])}</b>: {', '.join(self.years)}"


def open_college(folder: str | Path, *, lang: str = "", today: date | None = None) -> College:
    """Read a college folder.

    Args:
        folder: The college folder, or a folder of registers.
        lang: Language of what is shown.
        today: The date it speaks of.

    Raises:
        CollegeError: There is no such folder, no readable register in it, or its configuration is wrong.
    """
    return College(folder, lang=lang, today=today)


def notebook_progress(lang: str = "") -> Progress:
    """One line that rewrites itself in a notebook; nothing outside of one."""
    try:
        from IPython.core.getipython import get_ipython
        from IPython.display import display
    except ImportError:
        return pipeline.quietly
    if not hasattr(get_ipython(), "kernel"):
        return pipeline.quietly
    handle: list[Any] = []
    said = dict(data_files("messages"))[lang or "kk"]["screen"]

    def show(stage: str, done: int, whole: int) -> None:
        words = said.get(stage, stage)
        text = {"text/plain": "" if done >= whole else f"{words} {done}/{whole}" if whole > 1 else words}
        if handle:
            handle[0].update(text, raw=True)
        else:
            handle.append(display(text, raw=True, display_id=True))

    return show
