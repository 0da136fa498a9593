"""Report → Plan: what can be made today, what waits for what, who owes which entry by when, what this month holds. Nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from otm_reports import pipeline
from otm_reports.analysis import departments
from otm_reports.analysis.responsible import Answerable
from otm_reports.kazakh import names
from otm_reports.kazakh.fold import key
from otm_reports.model import Listing, Person, Report, Value
from otm_reports.pipeline import Opened, Progress, quietly
from otm_reports.planning.drafts import Draft, tried
from otm_reports.planning.owed import Entry, entries
from otm_reports.specs import Specs

__all__ = ["SLIP", "Debtor", "Draft", "Entry", "Plan", "plan"]

#: The kind by which a department confirms its numbers before the council.
SLIP = "data-slip"


@dataclass(frozen=True, slots=True)
class Debtor:
    """Somebody who owes entries.

    Attributes:
        name: The name as a list prints it; empty where only the post is known.
        post: Key of ``[posts]``, or empty.
        entries: What is owed, the earliest first, what has no day last.
    """

    name: str
    post: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A dry run of the year's end.

    Attributes:
        today: The day it speaks of.
        drafts: The papers as they would come out.
        debtors: Who owes what, those with overdue entries first.
        month: The listing «Осы айда».
        slips: Departments that confirm numbers of their own.
    """

    today: date
    drafts: tuple[Draft, ...]
    debtors: tuple[Debtor, ...]
    month: Listing
    slips: tuple[str, ...]

    def counts(self) -> Mapping[str, Counter[str]]:
        """Kind → how many of its papers are in which state."""
        found: dict[str, Counter[str]] = {}
        for draft in self.drafts:
            found.setdefault(draft.kind, Counter())[draft.state] += 1
        return found


def plan(opened: Opened, made: Report, lang: str, progress: Progress = quietly, papers: str = "") -> Plan:
    """Try every paper of the year's end without writing any.

    Args:
        opened: The folder.
        made: The counted year.
        lang: Language of the screen.
        progress: Told after each paper.
        papers: Language of the papers; the first that otm.toml names if empty: the language of the screen says nothing of it.
    """
    chosen = [kind for kind in pipeline.known_kinds(opened).values() if kind.end_of_year]
    found = tuple(tried(opened, made, chosen, papers or opened.specs.college.papers.languages[0], progress))
    owed = entries(made, opened.specs, found, pipeline.all_findings(opened, made), lang)
    return Plan(made.year.today, found, debtors(made, opened.specs, owed), made.listings["monthly.due"], departments.names(made.year))


# ── who ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def debtors(made: Report, specs: Specs, owed: Iterable[Entry]) -> tuple[Debtor, ...]:
    """Entries by the person who answers for them; one that several answer for stands with each of them.

    A name in a register's own words («Серікова А.М.», «ЦӘК төрағалары») is that of a person of the staff where exactly one
    fits; else it stays as written.
    """
    known = _Names(made, specs)
    found: dict[str, tuple[str, list[str], list[Entry]]] = {}
    for entry in owed:
        for place, name, post in known.of(entry.who):
            group = found.setdefault(place, (name, [], []))
            if post and post not in group[1]:
                group[1].append(post)
            group[2].append(entry)
    today = made.year.today
    made_of = [
        Debtor(name, known.post(place, posts), tuple(sorted(some, key=lambda one: (one.by or date.max, one.source, one.cells[:1]))))
        for place, (name, posts, some) in found.items()
    ]
    return tuple(sorted(made_of, key=lambda one: (-sum(entry.by is not None and entry.by < today for entry in one.entries), -len(one.entries), one.name)))


class _Names:
    """Written names → the people of the staff, each by one key however a register writes it."""

    def __init__(self, made: Report, specs: Specs) -> None:
        self.people = made.year.people
        self.posts = {short_key(post.name): name for name, post in reversed(list(specs.college.people)) if post.name}
        shorts = Counter(short_key(person.full) for person in self.people.values())
        self.short = {short_key(person.full): one for one, person in self.people.items() if shorts[short_key(person.full)] == 1}

    def of(self, who: Answerable) -> tuple[tuple[str, str, str], ...]:
        """``(key, name, post)`` of everybody who is named; the post alone where nobody is."""
        if who.who is None:
            return ((f"post:{who.post}", "", who.post),)
        return tuple(dict.fromkeys(self._one(value, who.post) for value in _each(who.who)))

    def _one(self, value: Value, post: str) -> tuple[str, str, str]:
        if isinstance(value, Person):
            return (value.id or key(value.as_written), value.full, post)
        written = str(value).strip()
        person = self.short.get(short_key(written))
        if person is not None:
            return person, self.people[person].full, post
        return (f"text:{key(written)}", written, post)

    def post(self, place: str, posts: list[str]) -> str:
        """The post under which a person owes; of several, the one that otm.toml gives first."""
        if posts:
            return posts[0]
        person = self.people.get(place)
        return self.posts.get(short_key(person.full), "") if person else ""


def short_key(written: str) -> str:
    """What makes two written names one: initials and surname, folded.

    >>> short_key("Сәрсенова Гүлнұр Оспанқызы") == short_key("Г.О. Сәрсенова")
    True
    """
    return key(names.initials_first(written))


def _each(value: Value) -> tuple[Value, ...]:
    if isinstance(value, tuple):
        return value
    return names.split_people(value) or (value,) if isinstance(value, str) else (value,)
