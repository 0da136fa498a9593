"""Listings → the tables of the annual analysis: what it says in one column, on half as many lines, or only where there is something."""

from __future__ import annotations

from typing import Any

from otm_reports.documents.tables import figure_name, side_by_side, table
from otm_reports.documents.writer import DASH, NBSP, Writer
from otm_reports.traced import joined, reworded

#: Listings printed as running lists, where names are short.
_RUNNING = ("visits.never_visited", "courses.not_trained", "portfolios.missing", "contests.leaders")
#: Listing → the column it gains, the two columns that stand in it, what stands between them.
_TOGETHER = {"composition.members": ("post", "position", "category", ", "), "lessons.list": ("taught", "subject", "topic", f" {DASH} ")}


def made(writer: Writer, name: str) -> dict[str, Any]:
    """A listing as the analysis prints it.

    Args:
        writer: The paper's hand.
        name: Id of the listing.

    Returns:
        As :func:`tables.table` does; ``pairs`` beside ``rows`` where a long list is printed two rows on a line.
    """
    shown = table(writer, name, full=() if name in _RUNNING else ("person",), running=name in _RUNNING)
    shown["rows"] = _rows(writer, name, shown["rows"])
    if name == "visits.by_teacher":
        shown["pairs"] = side_by_side(shown["rows"])
    if name in ("staff.category_changes", "contests.leaders"):
        shown["shown"] = bool(shown["rows"])
    if name == "staff.categories":
        held = [row for row in shown["rows"] if any(row[column] not in ("0", writer.no_data) for column in ("n", "y1_n", "y2_n"))]
        if len(held) < len(shown["rows"]):
            shown["notes"].append(writer.say("never-held", "notes"))
        shown["rows"] = held
    return shown


def _rows(writer: Writer, name: str, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows of a listing in the words of the analysis; those that say nothing are left out."""
    if name in _TOGETHER:
        return [_with_both(row, *_TOGETHER[name]) for row in rows]
    if name == "composition.summary":
        return [{**row, "name": reworded(row["name"], figure_name(writer, row["name"]))} for row in rows]
    if name == "overview.years":
        return [_evened(row) for row in rows]
    if name == "staff.category_changes":
        return [{**row, "told": told} for row in rows if (told := _told_change(writer, row))]
    return [row for row in rows if row["prizes"] != "0"] if name == "contests.leaders" else rows


def _with_both(row: dict[str, str], column: str, first: str, second: str, between: str) -> dict[str, str]:
    """Two columns as one, «Фармакология – Дәрілік өсімдік шикізатын талдау»; a dash where neither is written."""
    said = [text for text in (row[first], row[second]) if text != DASH]
    return {**row, column: joined((said[0], between, said[1])) if len(said) > 1 else (said or [DASH])[0]}


def _evened(row: dict[str, str]) -> dict[str, str]:
    """An indicator with as many decimals in each year as in the year that has most: «0,17», «0,20»."""
    numbers = {name: text for name in ("y2", "y1", "y", "change") if "," in (text := row[name])}
    most = max((len(text.partition(",")[2]) for text in numbers.values()), default=0)
    return {**row, **{name: reworded(text, text.ljust(len(text.partition(",")[0]) + 1 + most, "0")) for name, text in numbers.items()}}


def _told_change(writer: Writer, row: dict[str, str]) -> str:
    """«педагог: 15 → 13 (келгені +2, кеткені –1, …)»; nothing where nobody came or went."""
    signs = {"joined": "+", "came": "+", "left": f"{DASH}\u2060", "went": f"{DASH}\u2060"}  # the sign does not part from its number
    moves = [part for name, sign in signs.items() if row[name] != "0" for part in (", ", f"{writer.say(f'change_{name}')}{NBSP}{sign}", row[name])][1:]
    return joined((row["category"], ": ", row["y1_n"], f"{NBSP}→{NBSP}", row["n"], " (", *moves, ")")) if moves else ""
