"""Report × Drafts → Entries: which entry somebody owes, where it belongs, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from otm_reports.analysis import routes
from otm_reports.analysis.decisions import term_of
from otm_reports.analysis.followup import first_event, plan_state, protocols
from otm_reports.analysis.plan import due
from otm_reports.analysis.responsible import Answerable, keeper_of, post_of
from otm_reports.model import CellRef, Finding, Report, Row, Severity, Verdict
from otm_reports.planning.drafts import Draft
from otm_reports.rules.answer import quoted
from otm_reports.specs import Specs

#: States of a protocol that its secretary mends.
_MENDED = ("repeat", "back", "gap", "no-number", "no-date")
#: Findings that are about a paper or a verdict, which stand here by themselves.
_APART = ("doc-gap", "doc-kept-edited", "rule-not-met", "text-printed")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that somebody has to write, decide or correct.

    Attributes:
        what: What it is, in the language of the screen.
        cells: Where it belongs, the first cell first.
        who: Who answers for it.
        by: By when; ``None`` if no day is known.
        source: Where it comes from: ``paper``, ``protocol``, ``plan``, ``decision``, ``product``, ``practice``, ``rule``, ``finding``.
        papers: Names of the papers that wait for it.
        advice: What to do about it, where that is not the same.
    """

    what: str
    cells: tuple[CellRef, ...]
    who: Answerable
    by: date | None
    source: str
    papers: tuple[str, ...] = ()
    advice: str = ""


def entries(made: Report, specs: Specs, drafts: Iterable[Draft], findings: Iterable[Finding], lang: str) -> tuple[Entry, ...]:
    """Everything that is owed today; what is not due is not owed.

    Args:
        made: The counted year.
        specs: Words, keepers, posts.
        drafts: The papers as they would come out today.
        findings: All findings of the run.
        lang: Language of the texts.
    """
    desk = _Desk(made, specs, lang)
    told = [
        *desk.papers(drafts), *desk.protocols(), *desk.plan(), *desk.decisions(), *desk.walked("products", "product"),
        *desk.walked("practices", "practice"), *desk.rules(),
    ]
    said = {entry.cells[0] for entry in told if entry.cells} | {cell for entry in told if entry.source in ("product", "practice") for cell in entry.cells}
    return (*told, *(entry for entry in desk.findings(findings) if entry.cells[0] not in said))


def next_day(made: Report, specs: Specs) -> date | None:
    """The next day on which the year's papers are wanted; ``None`` when the last one is over."""
    first = made.year.days.start.year
    days = sorted(date.fromisoformat(f"{first if day >= '09' else first + 1}-{day}") for day in specs.routes.run.days)
    return next((day for day in days if day >= made.year.today), None)


class _Desk:
    def __init__(self, made: Report, specs: Specs, lang: str) -> None:
        self.made, self.year, self.specs, self.lang = made, made.year, specs, lang
        self.texts = specs.messages[lang]
        self.wanted = next_day(made, specs)
        self.rows: dict[tuple[str, str, int], Row] = {}
        self.blocks: dict[tuple[str, str], str] = {}
        for name, table in made.year.tables.items():
            for source in table.sources:
                self.blocks.setdefault((source.file, source.sheet), name)
            for row in table:
                self.rows.setdefault((row.at.file, row.at.sheet, row.number), row)

    def say(self, key: str, /, **params: object) -> str:
        return self.texts.text("planning", key, **{name: f"{value:%d.%m.%Y}" if isinstance(value, date) else value for name, value in params.items()})

    def keeper(self, at: CellRef, register: str = "") -> Answerable:
        """Who answers for an entry at a place: whoever keeps its row or its register; the methodist for otm.toml."""
        row = self.rows.get((at.file, at.sheet, at.row))
        name = row.source.register if row else register or self.blocks.get((at.file, at.sheet), "")
        return keeper_of(self.year, self.specs, name, row)

    # ── papers and protocols ────────────────────────────────────────────────────────────────────────────────────────

    def papers(self, drafts: Iterable[Draft]) -> Iterator[Entry]:
        """What the papers leave blank and a register should say, each entry once for all papers that wait for it."""
        found: dict[tuple[CellRef, str], Entry] = {}
        for draft in drafts:
            if draft.state in ("ahead", "failed", "nothing"):
                continue
            by = draft.day + timedelta(days=self.specs.routes.run.protocol_days) if draft.day else self.wanted
            for gap in draft.owed:
                key = gap.at, self.specs.gap(gap, self.lang)
                known = found.get(key)
                names = (*known.papers, draft.name) if known else (draft.name,)
                when = min((day for day in (known.by if known else None, by) if day is not None), default=None)
                found[key] = Entry(self.say("fill", what=key[1]), (gap.at,), self.keeper(gap.at), when, "paper", tuple(dict.fromkeys(names)))
        yield from found.values()

    def protocols(self) -> Iterator[Entry]:
        """Numbers and days of protocols that are not in order, and meetings that no order covers."""
        for body in self.specs.routes.protocols.bodies:
            secretary = "council_secretary" if body == "mc" else "otm_secretary"
            for one in protocols(self.year, self.specs, body):
                said = {"body": self.specs.word("body", body, self.lang), "no": (one.no or "").replace("№", "").strip() or "–", "date": one.day or "–"}
                if one.state == "before-order":
                    yield Entry(self.say("before-order", order=one.order[0], **said), (*one.cells, *one.order[1]), post_of(self.specs, "otm_leader"), self.wanted, "protocol")
                elif one.state in _MENDED:
                    text = self.say(f"protocol-{one.state}", missing=", ".join(map(str, one.missing)), **said)
                    yield Entry(text, one.cells, post_of(self.specs, secretary), self.wanted, "protocol")

    # ── plan, decisions, routes ─────────────────────────────────────────────────────────────────────────────────────

    def plan(self) -> Iterator[Entry]:
        """The approval of the plan where nothing says it, and items whose term is over without a mark."""
        leader = post_of(self.specs, "otm_leader")
        for source in self.year["otm_plan"].sources:
            said = source.attributes
            state = plan_state(self.year, said.get("approved_protocol_no"), said.get("approved_protocol_date"), first_event(self.year))
            if state in ("unsaid", "unregistered", "undated", "late"):
                at = source.attribute_cells.get("approved_protocol_date") or source.attribute_cells.get("approved_protocol_no") or CellRef(source.file, source.sheet)
                yield Entry(self.say(f"plan-{state}"), (at,), leader, self.wanted, "plan")
        for row in self.year["otm_plan"]:
            term = due(row["due"], self.year)
            last = None if term.repeats or term.quarter == "all_year" else term.last
            if row["status"] in (None, "pending") and last is not None and last < self.year.today:
                yield Entry(self.say("plan-mark", what=row["activity"]), (row.cell("status"), row.cell("due")), leader, last, "plan")

    def decisions(self) -> Iterator[Entry]:
        """Decisions that nobody answers for or that have no term, and those whose term is over without a mark.

        Where a journal has no column for the mark at all, that is one entry: nobody can be asked for a mark in it.
        """
        unmarked: dict[tuple[str, str], list[Row]] = {}
        for one in routes.stands(self.year, self.specs, "decisions"):
            row = one.row
            if one.verdict == "missing":
                fields = routes.labels(self.specs, "agenda_items", one.lacks)["ru" if self.lang == "ru" else "kk"]
                who = keeper_of(self.year, self.specs, "agenda_items", row)
                yield Entry(self.say("decision-lacks", what=row["decision_text"], fields=fields), tuple(row.cell(name) for name in one.lacks), who, self.wanted, "decision")
            elif one.verdict == "late":
                marks = [name for name in ("executed_on", "execution") if name in row.source.columns]
                if not marks:
                    unmarked.setdefault((row.source.file, row.source.sheet), []).append(row)
                    continue
                who = Answerable(row["responsible"], "", (row.cell("responsible"),)) if row["responsible"] else keeper_of(self.year, self.specs, "agenda_items", row)
                text = self.say("decision-mark", what=row["decision_text"])
                yield Entry(text, (row.cell(marks[0]), row.cell("decision_text")), who, term_of(row["due"], self.year).last, "decision")
        label = routes.labels(self.specs, "agenda_items", ("execution",))["ru" if self.lang == "ru" else "kk"]
        for (file, sheet), rows in unmarked.items():
            who = keeper_of(self.year, self.specs, "agenda_items", rows[0])
            cells = (CellRef(file, sheet), *(row.cell("decision_text") for row in rows))
            yield Entry(self.say("decision-column", count=len(rows), field=label), cells, who, self.wanted, "decision")

    def walked(self, name: str, source: str) -> Iterator[Entry]:
        """Products or practices whose entries are wrong or missing, and those that wait for their next step."""
        word = "ru" if self.lang == "ru" else "kk"
        for one in routes.stands(self.year, self.specs, name):
            if one.verdict in ("done", "closed", "ahead") or one.who is None:
                continue
            title = quoted(one.row[one.path.route.named])
            if one.verdict in routes.WRONG:
                fields = routes.labels(self.specs, one.path.route.rows, one.lacks)[word]
                cells = [one.row.cell(field) for field in (*one.lacks, *(field for pair in one.backward for field in pair))] or list(one.shown)
                yield Entry(self.say(f"route-{one.verdict}", what=title, fields=fields), tuple(dict.fromkeys(cells)), one.who, self.wanted, source)
            else:
                step = one.path.step(one.ahead)
                cell = one.row.cell(step.day or step.fields[0])
                key = "route-again" if one.verdict == "returned" else "route-next"
                yield Entry(self.say(key, what=title, step=step.title[self.lang]), (cell, *one.shown), one.who, self._until(one), source)

    def _until(self, one: routes.Stand) -> date | None:
        """The day by which the clause wants the route of a product walked; of a practice, the day of the next run."""
        profile = self.specs.profiles.get(one.path.route.profile)
        rule = next((rule for rule in profile.rules if rule.clause == one.path.clause), None) if profile else None
        when = str(rule.params.get("due", "")) if rule else ""
        first = self.year.days.start.year
        return date.fromisoformat(f"{first if when >= '09' else first + 1}-{when}") if when else self.wanted

    # ── rules and findings ──────────────────────────────────────────────────────────────────────────────────────────

    def rules(self) -> Iterator[Entry]:
        """Clauses that are not met, or only in part, and what would meet them."""
        for one in self.made.results:
            if one.verdict in (Verdict.NOT_MET, Verdict.PARTLY) and one.remedy:
                who = post_of(self.specs, "otm_leader" if one.profile.startswith("otm-") else "deputy")
                yield Entry(f"{one.id}: {one.remedy[self.lang]}", one.evidence[:1], who, one.by or self.wanted, "rule")

    def findings(self, findings: Iterable[Finding]) -> Iterator[Entry]:
        """Errors and warnings in the registers of the year."""
        files: Mapping[str, None] = dict.fromkeys(file for file, _ in self.blocks)
        for one in findings:
            if one.code in _APART or self.specs.severity(one) is Severity.NOTE or one.at.file not in files:
                continue
            message, suggestion = self.specs.say(one, self.lang)
            yield Entry(message, (one.at, *one.others), self.keeper(one.at, one.register), self.wanted, "finding", advice=suggestion)
