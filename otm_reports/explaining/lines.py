"""Explanations → lines a person reads: the number, how it was counted, its cells, what was left out and why, the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from otm_reports.analysis.changes import OUTS
from otm_reports.explaining import Counted, Explained, Explanation, Judged, ValueOf
from otm_reports.messages import Messages
from otm_reports.model import Figure, LeftOut, Listing
from otm_reports.pipeline import Opened
from otm_reports.values import as_text

#: Cells of one number, and places of one reason, that a short text shows; figures that it explains, not only names.
_CELLS, _PLACES, _FIGURES = 25, 5, 5


def printed(figure: Figure, opened: Opened, lang: str) -> str:
    """A figure's value as a screen shows it: with its unit and its N, or "no data" in words."""
    texts = opened.specs.messages[lang]
    if figure.value is None:
        return texts.text("papers", "no_data")
    of = f" (N = {figure.of.value})" if figure.of else ""
    return f"{_number(figure.value, lang)} {texts.text('units', figure.unit)}{of}"


def lines(found: Explained, opened: Opened, lang: str, *, whole: bool = False) -> Iterator[str]:
    """The answer, short; ``whole`` names every cell."""
    said = _Said(opened, lang, whole=whole)
    ids = {one.figure.id for one in found.figures}
    # what made a figure change is told with that figure
    alone = [one for one in found.figures if "/change=" not in one.figure.id or one.figure.id.partition("/change=")[0] not in ids]
    short = len(alone) > _FIGURES and not whole
    for one in alone:
        if short:
            yield said.first(one)
        else:
            changes = [change for change in found.figures if change.figure.id.startswith(f"{one.figure.id}/change=")]
            yield from said.figure(one, changes)
    if short:
        yield said.say("name_one", count=len(alone))
    for listing in found.listings:
        yield from said.listing(listing)
    for value in found.values:
        yield from said.value(value)
    if found.values:
        yield from said.rest(found.values[0].listing)
    for rule in found.rules:
        yield from said.rule(rule)


def chosen(found: Explanation) -> str:
    """By which columns of which registers rows were chosen, in a line."""
    return "; ".join(f"{register} – {', '.join(columns)}" for register, columns in found.chosen_by.items())


def _number(value: float, lang: str) -> str:
    return str(value) if lang == "en" else as_text(value)


class _Said:
    """The words of one language."""

    def __init__(self, opened: Opened, lang: str, *, whole: bool) -> None:
        self.opened, self.lang, self.whole = opened, lang, whole
        self.texts: Messages = opened.specs.messages[lang]
        self.word = "ru" if lang == "ru" else "kk"

    def say(self, key: str, **params: object) -> str:
        """A wording of the screen."""
        return self.texts.text("screen", key, **params)

    def first(self, found: Explanation) -> str:
        """A figure in a line."""
        figure = found.figure
        return f"{figure.id}: {figure.label[self.word]} = {printed(figure, self.opened, self.lang)} ({self.texts.text('scopes', figure.scope)})"

    def figure(self, found: Explanation, changes: Sequence[Explanation]) -> Iterator[str]:
        """A figure: value, method, cells, N, what was left out, earlier years and why they differ, where it was looked for."""
        figure = found.figure
        yield self.first(found)
        yield f"  {self.say('how')}: {figure.how[self.word]} [{self.texts.text('methods', figure.method)}]"
        if found.cells:
            yield f"  {self.say('counted_rows', rows=figure.rows, cells=len(found.cells))}"
            yield from self._cells(found.cells)
        if found.chosen_by:
            yield f"  {self.say('chosen_by')}: {chosen(found)}"
        if figure.of is not None:
            yield f"  {self.say('of')}: {figure.of.label[self.word]} = {self._known(figure.of.value)} ({figure.of.id})"
        yield from self._left(found.left_out)
        if figure.earlier:
            yield f"  {self.say('earlier')}:"
            yield from (f"    {year}: {self._before(figure, year)}" for year in figure.earlier)
        yield from self._changes(changes)
        yield from self._searched(found.searched)

    def _changes(self, changes: Sequence[Explanation]) -> Iterator[str]:
        """Why the number is another one than the year before: who came into the group, and who left it."""
        moved = [one for one in changes if one.figure.value]
        if moved:
            yield f"  {self.say('difference')}:"
        for one in moved:
            kind = one.figure.id.partition("/change=")[2]
            sign = "−" if kind in OUTS else "+"
            yield f"    {sign}{one.figure.value} {self.texts.text('changes', kind)} ({one.figure.id})"
            yield from (f"      {counted.cell}  {counted.row or counted.text}" for counted in one.cells)

    def listing(self, found: Listing) -> Iterator[str]:
        """Every value of a table with the cells it comes from."""
        yield f"{found.id}: {found.label[self.word]} ({self.texts.text('scopes', found.scope)})"
        if found.no_data:
            yield f"  {self.texts.text('papers', 'no_data')}"
        for number, row in enumerate(found.rows, 1):
            yield f"  {number}."
            for column, heading in found.columns.items():
                cells = ", ".join(str(cell) for cell in row.cells.get(column, ()))
                of = f" (N = {row.of[column].value})" if column in row.of else ""
                yield f"    {heading[self.word]}: {as_text(row.values.get(column))}{of}" + (f"  ← {cells}" if cells else "")
        yield from self.rest(found)

    def value(self, found: ValueOf) -> Iterator[str]:
        """One value of a table: where it stands, its cells, what it is a share of."""
        listing = found.listing
        yield f"{listing.id}/{found.number}/{found.column}: {listing.label[self.word]} ({self.texts.text('scopes', listing.scope)})"
        yield f"  {found.number}. {found.row} – {listing.columns[found.column][self.word]}: {found.shown}"
        if found.cells:
            yield f"  {self.say('cells')}: {len(found.cells)}"
            yield from self._cells(found.cells)
        else:
            yield f"  {self.say('no_cells')}"
        if found.of is not None:
            yield f"  {self.say('of')}: {found.of.label[self.word]} = {self._known(found.of.value)} ({found.of.id})"

    def rule(self, found: Judged) -> Iterator[str]:
        """A verdict: the clause, why, what would meet it, the figures it rests on, the cells that show it."""
        result, specs = found.result, self.opened.specs
        profile = specs.profiles[result.profile].title[self.word]
        yield f"{result.profile}:{result.id} ({profile}, {specs.clause(result.clause, result.profile, self.lang)}): {result.text[self.word]}"
        due = f" ({self.say('rules_by')} {as_text(result.due)})" if result.due else ""
        yield f"  {self.say('column_verdict')}: {self.texts.text('verdicts', result.verdict.value)}{due}"
        reason = result.reason.get(self.lang) or result.reason.get(self.word, "")
        if reason:
            yield f"  {self.say('column_reason')}: {reason}"
        if result.remedy:
            by = f" ({self.say('rules_by')} {as_text(result.by)})" if result.by else ""
            yield f"  {self.say('rules_remedy')}: {result.remedy.get(self.lang) or result.remedy.get(self.word, '')}{by}"
        if found.figures:
            yield f"  {self.say('rests_on')}:"
            yield from (f"    {one.id}: {one.label[self.word]} = {printed(one, self.opened, self.lang)}" for one in found.figures)
        yield f"  {self.say('evidence')}: {len(found.cells)}"
        yield from self._cells(found.cells)
        for one in result.findings:
            message, suggestion = specs.say(one, self.lang)
            yield f"    {one.at}  {message} {suggestion}".rstrip()

    # ── pieces ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _cells(self, cells: Sequence[Counted]) -> Iterator[str]:
        shown = cells if self.whole else cells[:_CELLS]
        for one in shown:
            around = f"  ({one.row})" if one.row else ""
            yield f"    {one.cell}  {' '.join(one.text.split())}{around}"
        if len(shown) < len(cells):
            yield f"    {self.say('more_cells', count=len(cells) - len(shown))}"

    def _left(self, left: Sequence[tuple[Counted, str]]) -> Iterator[str]:
        """What was not counted, by reason."""
        if not left:
            return
        yield f"  {self.say('left_out')}: {len(left)}"
        for reason in dict.fromkeys(reason for _, reason in left):
            cells = [one for one, why in left if why == reason]
            shown = cells if self.whole else cells[:_PLACES]
            yield f"    {reason} – {len(cells)}:"
            yield from (f"      {one.cell}" + (f"  ({one.row})" if one.row else "") for one in shown)
            if len(shown) < len(cells):
                yield f"      {self.say('more_cells', count=len(cells) - len(shown))}"

    def _searched(self, searched: Sequence[str]) -> Iterator[str]:
        if searched:
            yield f"  {self.say('searched')}:"
            yield from (f"    {place}" for place in searched)

    def rest(self, listing: Listing) -> Iterator[str]:
        """What a table left out, and where it was looked for."""
        yield from self._left([(Counted(left.cell, ""), self._reason(left)) for left in listing.left_out])
        yield from self._searched(listing.searched)

    def _reason(self, left: LeftOut) -> str:
        return self.texts.text("left_out", left.reason)

    def _known(self, value: float | None) -> str:
        return self.texts.text("papers", "no_data") if value is None else _number(value, self.lang)

    def _before(self, figure: Figure, year: str) -> str:
        """The value of an earlier year, how far this one lies from it, and where it was read if not counted from registers."""
        value = figure.earlier[year]
        said = self._known(value)
        if value is not None and figure.value is not None:
            apart = round(figure.value - value, 2)
            unit = f" {self.texts.text('units', 'points')}" if figure.unit == "percent" and apart else ""
            said += f" ({'+' if apart > 0 else '−' if apart < 0 else '±'}{_number(abs(apart), self.lang)}{unit})"
        return f"{said} ({figure.archived[year]})" if year in figure.archived else said
