"""Report × kinds → Drafts: each paper of the year as it would come out today, and what it waits for. Nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from otm_reports import pipeline
from otm_reports.analysis.followup import Protocol, protocols
from otm_reports.documents import meetings
from otm_reports.documents.paper import Kind
from otm_reports.errors import OtmError
from otm_reports.model import Finding, Report
from otm_reports.pipeline import Opened, Progress, quietly

#: How a paper may stand, the best first: it can be made · its day is still ahead · entries are missing · it contradicts an order
#: on the composition · its number or day is wrong · it cannot be made at all · there is nothing to make it from.
STATES = ("ready", "ahead", "waits", "contradicts", "number", "failed", "nothing")
#: Kinds that are one meeting each, and whose.
_BODIES = {"session-protocol": "otm", "council-protocol": "mc"}
#: Where a gap stands that a person fills in Word, since no register is to say it.
BY_HAND = "registers"
_DAY = re.compile(r"_(\d{4}-\d\d-\d\d)\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper as it would be made today.

    Attributes:
        kind, key, name: Which paper; the name of its file.
        state: One of `STATES`.
        day: The day of its meeting, where it is about one.
        gaps: What it leaves blank.
        protocol: What is said of its number and day, where it is a protocol.
        problem: Why it cannot be made.
    """

    kind: str
    key: str
    name: str
    state: str
    day: date | None = None
    gaps: tuple[Finding, ...] = ()
    protocol: Protocol | None = None
    problem: OtmError | None = None

    @property
    def owed(self) -> tuple[Finding, ...]:
        """Gaps that an entry in a register, or in otm.toml, closes."""
        return tuple(gap for gap in self.gaps if gap.at.file != BY_HAND)


def tried(opened: Opened, made: Report, chosen: Iterable[Kind], lang: str, progress: Progress = quietly) -> Iterator[Draft]:
    """Every paper of the kinds as it would be made today; a kind with no paper stands as ``nothing``.

    Args:
        opened: The folder.
        made: The counted year.
        chosen: Kinds.
        lang: Language of the papers, ``kk`` or ``ru``.
        progress: Told after each paper.
    """
    known = {body: {one.key: one for one in protocols(made.year, opened.specs, body)} for body in set(_BODIES.values())}
    days = {
        "session-protocol": {one.key: one.day for one in meetings.sessions(made)}, "council-protocol": {one.key: one.day for one in meetings.councils(made)},
    }
    chosen = tuple(chosen)
    found: dict[str, list[pipeline.Made]] = {kind.id: [] for kind in chosen}
    for paper in _tried(opened, made, chosen, lang, progress):
        found[paper.kind].append(paper)
    for kind, papers in found.items():
        if not papers:
            yield Draft(kind, "", "", "nothing")
        for paper in papers:
            yield _draft(made, paper, days.get(kind, {}).get(paper.key), known.get(_BODIES.get(kind, ""), {}))


def _tried(opened: Opened, made: Report, chosen: tuple[Kind, ...], lang: str, progress: Progress) -> Iterator[pipeline.Made]:
    """The papers; they are filled to the end only where the college has templates of its own, which may have mistakes."""
    own = opened.folder / "templates"
    if own.is_dir() and any(own.glob("*.docx")):
        yield from pipeline.papers(opened, made, chosen, langs=(lang,), progress=progress)
        return
    tasks = [(kind, key) for kind in chosen for key in kind.keys(made, opened.specs)]
    for number, (kind, key) in enumerate(tasks):
        progress("writing", number, len(tasks))
        try:
            paper = kind.make(made, opened.specs, key, lang)
            yield pipeline.Made(kind.id, key, lang, paper.name, paper=paper)
        except OtmError as problem:
            yield pipeline.Made(kind.id, key, lang, f"{kind.id}.{lang}.docx", problem=problem)
    progress("writing", len(tasks), len(tasks))


def _day_in(name: str) -> date | None:
    """The day in the name of a file, ``көрме-талдауы-01_2026-05-21.docx``."""
    found = _DAY.search(name)
    return date.fromisoformat(found[1]) if found else None


def _draft(made: Report, paper: pipeline.Made, day: date | None, known: Mapping[str, Protocol]) -> Draft:
    gaps = paper.paper.gaps if paper.paper else ()
    protocol, day = known.get(paper.key), day or _day_in(paper.name)
    draft = Draft(paper.kind, paper.key, paper.name, "ready", day, gaps, protocol, paper.problem)
    if paper.problem is not None:
        state = "failed"
    elif day is not None and day > made.year.today:
        state = "ahead"
    elif protocol is not None and protocol.state == "before-order":
        state = "contradicts"
    elif protocol is not None and protocol.state in ("repeat", "back"):
        state = "number"
    else:
        state = "waits" if draft.owed else "ready"
    return Draft(draft.kind, draft.key, draft.name, state, day, gaps, protocol, paper.problem)
