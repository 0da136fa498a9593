"""Plan → lines and JSON: the dry run in the words of a secretary."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from otm_reports.kazakh import dates
from otm_reports.kazakh.ordinals import of_them
from otm_reports.messages import Messages, spoken
from otm_reports.model import CellRef, Listing, ListingRow
from otm_reports.planning import SLIP, Debtor, Draft, Entry, Plan
from otm_reports.specs import Specs
from otm_reports.values import as_text

#: Letters in a line; entries of one person that are written out, the earliest first; cells named of one entry.
WIDTH, SHOWN = 110, 8
#: The set of the year's end in the order of the contract; other kinds come after it.
_KINDS = (
    "session-protocol", "council-protocol", "annual-analysis", "annual-report", "council-submission", "listener-list", "folder-index",
    "mentoring-report", "exhibition-analysis", "decisions-followup", "next-year-plan",
)
#: The states of papers in the order in which they are told.
_TOLD = ("ready", "ahead", "waits", "contradicts", "number", "failed")


def lines(plan: Plan, specs: Specs, lang: str, year: str, *, everything: bool = False) -> Iterator[str]:
    """The plan as a person reads it: papers, people, the month.

    Args:
        plan: The dry run.
        specs: For words.
        lang: Language of the screen.
        year: Label of the academic year.
        everything: Every entry of everybody; else the first of each.
    """
    texts = specs.messages[lang]
    yield texts.text("planning", "title", year=year, today=f"{plan.today:%d.%m.%Y}")
    yield ""
    yield texts.text("screen", "papers_heading")
    known = plan.counts()
    for kind in sorted(known, key=lambda one: _KINDS.index(one) if one in _KINDS else len(_KINDS)):
        counts = known[kind]
        yield f"  {texts.text('kinds', kind)}: {_counted(texts, lang, counts)}"
        for draft in plan.drafts:
            if draft.kind == kind and draft.state not in ("ready", "nothing"):
                yield from _wrapped(f"{draft.name} — {_why(specs, lang, draft)}", "      ")
    yield ""
    yield texts.text("planning", "people")
    if not plan.debtors:
        yield f"  {texts.text('planning', 'nobody')}"
    for debtor in plan.debtors:
        yield from _debtor(texts, debtor, plan.today, None if everything else SHOWN)
    yield ""
    yield from month_lines(plan.month, plan.today, specs, lang)
    if plan.slips:
        yield ""
        yield texts.text("planning", "slips", kind=texts.text("kinds", SLIP), count=len(plan.slips))


def _counted(texts: Messages, lang: str, counts: dict[str, int]) -> str:
    """«14 дайын, 2-еуі күнін күтіп тұр»: the first number plain, what follows as a part of them."""
    if counts.get("nothing"):
        return texts.text("planning", "state_nothing")
    whole = sum(counts.values())
    parts: list[str] = []
    for state in _TOLD:
        if number := counts.get(state, 0):
            told = of_them(number) if lang == "kk" and parts else str(number)
            parts.append(f"{told} {texts.text('planning', f'state_{state}')}")
    return ", ".join(parts) if whole > 1 else parts[0].partition(" ")[2]


def _why(specs: Specs, lang: str, draft: Draft) -> str:
    texts = specs.messages[lang]
    day = f"{draft.day:%d.%m.%Y}" if draft.day else "–"
    if draft.state == "ahead":
        return texts.text("planning", "why_ahead", date=day)
    if draft.state == "failed" and draft.problem is not None:
        return texts.text("errors", draft.problem.code, where=draft.problem.where, **draft.problem.params)
    if draft.state == "contradicts" and draft.protocol is not None and isinstance(draft.protocol.order[0], date):
        return texts.text("planning", "why_contradicts", date=day, order=f"{draft.protocol.order[0]:%d.%m.%Y}")
    if draft.state == "number" and draft.protocol is not None:
        return texts.text("protocol_states", draft.protocol.state)
    whats = "; ".join(_numbered(Counter(specs.gap(gap, lang) for gap in draft.owed)))
    return texts.text("planning", "why_waits", count=len(draft.owed), whats=whats)


def _numbered(words: Counter[str]) -> Iterator[str]:
    """Words, each once; how often, where more than once."""
    yield from (f"{word} ({number})" if number > 1 else word for word, number in words.items())


def _debtor(texts: Messages, debtor: Debtor, today: date, most: int | None) -> Iterator[str]:
    post = texts.text("posts", debtor.post) if debtor.post else ""
    name = " · ".join(part for part in (debtor.name, post) if part)
    yield f"  {name} — {texts.text('planning', 'owes', count=len(debtor.entries))}"
    for entry in debtor.entries[:most]:
        yield from _wrapped(f"{_by(texts, entry, today)}: {entry.what}{_for(entry)}{_where(entry)}", "    – ", "      ")
    hidden = len(debtor.entries[most:]) if most is not None else 0
    if hidden:
        yield f"      {texts.text('screen', 'more', count=hidden)}"


def _by(texts: Messages, entry: Entry, today: date) -> str:
    if entry.by is None:
        return texts.text("planning", "by_none")
    return texts.text("planning", "by_over" if entry.by < today else "by", date=f"{entry.by:%d.%m.%Y}")


def _for(entry: Entry) -> str:
    """The papers that wait for an entry."""
    return f" → {', '.join(entry.papers)}" if entry.papers else ""


def _where(entry: Entry) -> str:
    return f" [{spoken(entry.cells[0])}]" if entry.cells else ""


def month_lines(listing: Listing, today: date, specs: Specs, lang: str) -> Iterator[str]:
    """«Осы айда»: a line for each row of ``monthly.due``."""
    texts = specs.messages[lang]
    month = dates.month(today.month, "ru" if lang == "ru" else "kk")
    yield texts.text("planning", "month", month=f"{today:%m.%Y}" if lang == "en" else f"{month} {today.year}")
    if not listing.rows:
        yield f"  {texts.text('planning', 'month_nothing' if not listing.no_data else 'month_no_data')}"
    for row in listing.rows:
        yield from _wrapped(_month_line(texts, row, lang), "  – ", "    ")


def _month_line(texts: Messages, row: ListingRow, lang: str) -> str:
    said = row.values
    word = "ru" if lang == "ru" else "kk"
    what, who = (said.get(f"{name}_{word}") or said[name] for name in ("what", "who"))
    over = f" ({texts.text('month_states', 'over')})" if said["state"] == "over" else ""
    return f"{as_text(said['day'])}{over} · {texts.text('month_kinds', str(said['kind']))}: {as_text(what)} — {as_text(who)}"


def _wrapped(text: str, first: str, more: str = "        ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=more, break_on_hyphens=False, break_long_words=False)


# ── tables ──────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Headings and rows of words.
Words = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def month_table(listing: Listing, specs: Specs, lang: str) -> Words:
    """«Осы айда» as a table: day, kind, thing, who, whether it is over."""
    texts, word = specs.messages[lang], "ru" if lang == "ru" else "kk"
    rows = tuple(
        (
            as_text(row.values["day"]), texts.text("month_kinds", str(row.values["kind"])), as_text(row.values.get(f"what_{word}") or row.values["what"]),
            as_text(row.values.get(f"who_{word}") or row.values["who"]), texts.text("month_states", str(row.values["state"])),
        )
        for row in listing.rows
    )
    return tuple(listing.columns[name][word] for name in ("day", "kind", "what", "who", "state")), rows


def debts_table(plan: Plan, specs: Specs, lang: str) -> Words:
    """Who owes which entry by when, as a table: name and post, day, entry, papers that wait for it, place."""
    texts = specs.messages[lang]
    rows = tuple(
        (
            " · ".join(part for part in (one.name, texts.text("posts", one.post) if one.post else "") if part), _by(texts, entry, plan.today),
            entry.what, ", ".join(entry.papers), spoken(entry.cells[0]) if entry.cells else "",
        )
        for one in plan.debtors for entry in one.entries
    )
    return tuple(texts.text("planning", f"column_{name}") for name in ("who", "by", "what", "papers", "place")), rows


# ── for programs ────────────────────────────────────────────────────────────────────────────────────────────────────


def as_json(plan: Plan, specs: Specs, lang: str) -> dict[str, Any]:
    """The plan as ``otm annual --plan --json`` gives it."""
    texts = specs.messages[lang]
    return {
        "today": plan.today.isoformat(),
        "papers": [
            {
                "kind": one.kind, "key": one.key, "name": one.name, "state": one.state, "date": one.day.isoformat() if one.day else None,
                "reason": "" if one.state in ("ready", "nothing") else _why(specs, lang, one),
                "waits_for": [{"what": specs.gap(gap, lang), "cell": str(gap.at)} for gap in one.owed],
                "by_hand": [specs.gap(gap, lang) for gap in one.gaps if gap not in one.owed],
            }
            for one in plan.drafts
        ],
        "people": [
            {"name": one.name, "post": texts.text("posts", one.post) if one.post else "", "entries": [_entry(entry, plan.today) for entry in one.entries]}
            for one in plan.debtors
        ],
        "month": [
            {
                "kind": row.values["kind"], "what": as_text(row.values["what"]), "who": as_text(row.values["who"]), "date": _iso(row.values["day"]),
                "state": row.values["state"], "cells": [str(cell) for cell in row.cells["what"]],
            }
            for row in plan.month.rows
        ],
        "departments": list(plan.slips),
    }


def _iso(day: object) -> str | None:
    return day.isoformat() if isinstance(day, date) else None


def _entry(entry: Entry, today: date) -> dict[str, Any]:
    cells: tuple[CellRef, ...] = entry.cells
    return {
        "what": entry.what, "advice": entry.advice, "cells": [str(cell) for cell in cells], "by": _iso(entry.by), "overdue": entry.by is not None and entry.by < today,
        "source": entry.source, "papers": list(entry.papers),
    }
