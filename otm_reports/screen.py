"""Findings → lines: grouped, counted, the worst first; a whole college on one screen."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from otm_reports import answers
from otm_reports.marked import expected, people_of_rows
from otm_reports.messages import spoken
from otm_reports.model import CellRef, Finding, Severity
from otm_reports.pipeline import Opened

#: A screen: letters in a line, lines.
WIDTH, LINES = 100, 38
#: Lines that one example may take on a screen.
_TALLEST = 2
#: Where a blank of a paper stands that a person fills in Word.
_NOWHERE = CellRef("registers")


@dataclass(slots=True)
class _Shown:
    """A group while it is being given room: its head, and as many examples as there is room for."""

    group: answers.Group
    head: list[str]
    examples: list[list[str]] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """What is printed of it."""
        return [*self.head, *(line for example in self.examples for line in example)]


def finding_lines(findings: Iterable[Finding], opened: Opened, lang: str, *, everything: bool = False, new: Collection[Finding] = ()) -> list[str]:
    """Findings as a person reads them: each group with its name, number, first places, what is expected and what to do.

    Args:
        findings: All that are to be told.
        opened: For words and for the people of rows.
        lang: Language of the screen.
        everything: Every finding in full, however long; else what fits on a screen.
        new: Those that were not there at the last check; they are named so, and come first.
    """
    told = _Telling(opened, lang, set(map(id, new)))
    groups = answers.grouped(findings, opened.specs)
    if everything:
        return [line for group in groups for line in (told.head(group), *(line for one in told.sorted(group) for line in told.full(one)))]
    loud = [_Shown(group, [told.head(group)]) for group in groups if group.severity is not Severity.NOTE]
    quiet = told.notes([group for group in groups if group.severity is Severity.NOTE])
    left = LINES - len(quiet) - len(loud) - 1
    for place in range(max((len(shown.group.findings) for shown in loud), default=0)):
        grown = False
        for shown in loud:
            if place < len(shown.group.findings) and len(shown.examples) == place:
                example = told.short(told.sorted(shown.group)[place], first=place == 0)
                if len(example) <= left:
                    shown.examples.append(example)
                    left -= len(example)
                    grown = True
        if not grown:
            break
    lines = [line for shown in loud for line in shown.lines] + quiet
    hidden = sum(len(group.findings) for group in groups) - sum(len(shown.examples) for shown in loud)
    if len(lines) > LINES:  # more kinds of findings than lines: the worst of them
        lines = lines[: LINES - 1]
    return [*lines, told.texts.text("screen", "all_hint") + " · " + told.texts.text("screen", "group_more", count=hidden)] if hidden else lines


class _Telling:
    def __init__(self, opened: Opened, lang: str, new: set[int]) -> None:
        self.specs, self.lang, self.new = opened.specs, lang, new
        self.texts = opened.specs.messages[lang]
        self.people: Mapping[tuple[str, str, int], str] = people_of_rows(opened)

    def head(self, group: answers.Group) -> str:
        """What the findings of a group are called, and how many there are."""
        new = sum(id(one) in self.new for one in group.findings)
        line = f"{self.texts.text('severities', group.severity.value).capitalize()} · {self.texts.text('finding_groups', group.code)} – {len(group.findings)}"
        return line + (f" ({self.texts.text('screen', 'new')}: {new})" if new else "")

    def sorted(self, group: answers.Group) -> Sequence[Finding]:
        """The new ones first."""
        return sorted(group.findings, key=lambda one: id(one) not in self.new)

    def notes(self, groups: Sequence[answers.Group]) -> list[str]:
        """Findings that ask for nothing, together in few lines."""
        if not groups:
            return []
        named = ", ".join(f"{self.texts.text('finding_groups', group.code)} – {len(group.findings)}" for group in groups)
        whole = sum(len(group.findings) for group in groups)
        return _wrapped(f"{self.texts.text('severities', 'note').capitalize()} – {whole}: {named}", "", "    ", 3)

    def short(self, one: Finding, *, first: bool) -> list[str]:
        """An example; the first of a group also says what to do."""
        message, suggestion = self.specs.say(one, self.lang)
        lines = _wrapped(": ".join(filter(None, (self.place(one), message))), "  ", "    ", _TALLEST)
        if first:
            wanted = expected(one, self.specs, self.lang)
            lines += _wrapped(f"→ {suggestion}" + (f" [{wanted}]" if wanted else ""), "    ", "      ", _TALLEST) if suggestion or wanted else []
        return lines

    def full(self, one: Finding) -> list[str]:
        """All that can be said of a finding."""
        message, suggestion = self.specs.say(one, self.lang)
        wanted = expected(one, self.specs, self.lang)
        lines = _wrapped(": ".join(filter(None, (self.place(one), message))), "  ", "    ", 0)
        if wanted:
            lines += _wrapped(f"{self.texts.text('marked', 'column_expected')}: {wanted}", "      ", "      ", 0)
        return [*lines, *(_wrapped(f"→ {suggestion}", "      ", "        ", 0) if suggestion else [])]

    def place(self, one: Finding) -> str:
        """Where, and who the row is about; nothing for what no register is to say."""
        if one.at == _NOWHERE:
            return ""
        person = self.people.get((one.at.file, one.at.sheet, one.at.row), "")
        new = f"[{self.texts.text('screen', 'new')}] " if id(one) in self.new else ""
        return new + spoken(one.at) + (f" · {person}" if person else "")


def _wrapped(text: str, first: str, more: str, most: int) -> list[str]:
    """A text in lines of the screen's width, at most so many (0: all of them)."""
    kept = textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=more, break_on_hyphens=False)
    if most and len(kept) > most:
        kept = [*kept[: most - 1], textwrap.shorten(" ".join(line.strip() for line in kept[most - 1 :]), WIDTH - len(more) - 1, placeholder=" …")]
        kept[-1] = more + kept[-1]
    return kept
