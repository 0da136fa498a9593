"""Figures, verdicts, findings → sheets to filter: where each number comes from, with links that open the register at the cell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from otm_reports.documents.writer import Writer
from otm_reports.model import Figure, Finding, LeftOut, Severity, Value
from otm_reports.workbook import links
from otm_reports.workbook.links import Place
from otm_reports.workbook.page import Block

_ORDER = {severity: place for place, severity in enumerate((Severity.ERROR, Severity.WARNING, Severity.NOTE))}
#: Where the clauses that a figure of verdicts counts are said to stand.
_PROFILES = "profiles/"


def _heads(writer: Writer, *names: str) -> list[str]:
    return [writer.say(f"column_{name}", "screen") for name in names]


def figures(writer: Writer, way: str, rules: Mapping[str, str], rules_title: str) -> tuple[Block, dict[str, int]]:
    """Every figure: a row for each sheet its cells stand in, or was looked through in vain.

    The link stands in a short cell of its own: not every program breaks the lines of a cell that is a link.

    Args:
        writer: For words.
        way: From the workbook's folder to the college folder.
        rules: Rule → where its verdict stands in this workbook.
        rules_title: What the sheet of the verdicts is called.

    Returns:
        The table, and the first row of each figure in it.
    """
    made = writer.report.figures.values()
    years = sorted({label for one in made for label in one.earlier})
    heads = [
        *_heads(writer, "figure"), *years, f"{writer.say('column_value', 'screen')}, {writer.report.year.label}",
        *_heads(writer, "unit", "of", "how", "left_out", "rows", "file", "sheet", "open", "cells", "id"),
    ]
    link = len(heads) - 3
    rows: list[Sequence[Value]] = []
    first: dict[str, int] = {}
    targets: dict[tuple[int, int], str] = {}
    for one in made:
        first[one.id] = len(rows)
        for number, place in enumerate(links.by_sheet(one.counted) or links.searched(one.searched) or [None]):
            ours = place is not None and place.file.startswith(_PROFILES)
            target = rules.get(place.sheet, "") if place and ours else _target(place, way)
            if target:
                targets[len(rows), link] = target
            rows.append([
                writer.pick(one.label), *(_year(writer, one, label) for label in years), writer.no_data if one.value is None else one.value,
                writer.say(one.unit, "units"), one.of.value if one.of else "", "" if number else _how(writer, one),
                "" if number else _left_out(writer, one.left_out), one.rows, *_place(place, rules_title if ours else "", writer), one.id,
            ])
    return Block("", heads, rows, links=targets), first


def _year(writer: Writer, figure: Figure, label: str) -> Value:
    if label not in figure.earlier:
        return ""
    value = figure.earlier[label]
    return writer.no_data if value is None else value


def _how(writer: Writer, figure: Figure) -> str:
    """The formula in words, and from where an earlier year speaks if not from its registers."""
    kept = [f"{year}: {place.file}" for year, place in figure.archived.items()]
    return "\n".join((writer.pick(figure.how), *kept))


def _left_out(writer: Writer, left: Sequence[LeftOut]) -> str:
    """Why rows were not counted, and how many for each reason."""
    reasons = Counter(one.reason for one in left)
    return "; ".join(f"{writer.say(reason, 'left_out')} – {number}" for reason, number in reasons.items())


def _place(place: Place | None, title: str, writer: Writer) -> tuple[str, str, str, str]:
    """File, sheet, what the link selects, all cells."""
    if place is None:
        return "", "", "", ""
    if title:
        return "", title, place.sheet, place.sheet
    looked = "" if place.first.a1 or not place.block else f"{writer.say('looked_through', 'screen')}: "
    return links.file_name(place.file), place.sheet, _first(place), looked + place.block


def _first(place: Place) -> str:
    """The first run of the cells."""
    return place.block.split(", ")[0]


def _target(place: Place | None, way: str) -> str:
    """A link that selects the first run of the cells."""
    return links.to_cell(place.first, way, _first(place)) if place else ""


def verdicts(writer: Writer, way: str) -> Block:
    """The verdict on each clause, why, what would meet it and by when, and its cells, which lead to the first of them."""
    results, profiles = writer.report.results, {one.profile for one in writer.report.results}
    several = len(profiles) > 1
    heads = _heads(writer, "rule", *(("profile",) if several else ()), "clause", "requirement", "verdict", "reason", "remedy", "by", "open", "cells")
    rows = [
        [
            one.id, *((writer.pick(writer.specs.profiles[one.profile].title),) if several else ()), writer.clause(one.clause, one.profile), writer.pick(one.text),
            writer.say(one.verdict.value, "verdicts"), writer.pick(one.reason), writer.pick(one.remedy), one.by or one.due or "",
            min(one.evidence).a1 if one.evidence else "", links.told(one.evidence),
        ] for one in results
    ]
    last = len(heads) - 1
    targets = {(place, last - 1): links.to_cell(min(one.evidence), way) for place, one in enumerate(results) if one.evidence}
    return Block("", heads, rows, links=targets, long=last)


def findings(writer: Writer, found: Sequence[Finding], way: str) -> Block:
    """Everything a person should look at, the gravest first; the cell is a link, or the file where a whole file is meant."""
    specs = writer.specs
    ordered = sorted(found, key=lambda one: (_ORDER[specs.severity(one)], one.at))
    rows = [
        [
            writer.say(specs.severity(one).value, "severities"), links.file_name(one.at.file), one.at.sheet, one.at.a1, one.value,
            *specs.say(one, writer.lang),
        ] for one in ordered
    ]
    targets = {(place, 3 if one.at.a1 else 1): links.to_cell(one.at, way) for place, one in enumerate(ordered)}
    return Block("", _heads(writer, "severity", "file", "sheet", "cell", "seen", "message", "suggestion"), rows, links=targets)
