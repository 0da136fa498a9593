"""contests, conferences → Figures and Listings: entries and prizes of teachers and of students, and talks."""

from __future__ import annotations

from collections.abc import Iterator

from otm_reports.analysis.counting import Chapter, Thing, counted, each, line, only, same
from otm_reports.analysis.tallies import blanks, by_code, crossing, fold, known_only, once, says
from otm_reports.model import Figure, ListingRow, Row, Selection

#: Results that are a place won; a certificate, a diploma or a letter of thanks is not.
PRIZES = ("grand_prix", "p1", "p2", "p3", "prize")


def count(chapter: Chapter) -> None:
    """Level and result of every entry; a team counts once for the college and once for each of its people."""
    found = chapter.year.select("contests")
    teachers = only(found, lambda row: row["student"] is None)
    students = only(found, lambda row: row["student"] is not None)
    _side(chapter, "teachers", teachers)
    _side(chapter, "students", students)
    chapter.listing("leaders", teachers, _leaders(teachers), notes=("counting-unit",))
    _conferences(chapter)


def _side(chapter: Chapter, side: str, entries: Selection) -> None:
    found = once(entries, entry_of, "contest")
    chapter.count(f"{side}.entries", found, found.rows, "contest")
    won = [row for row in found if row["result"] in PRIZES]
    prizes = chapter.count(f"{side}.prizes", found, won, "result", left_out=blanks(found, "result"))
    known_only(chapter, prizes, known=says(found, "result"))
    levels = by_code(chapter, f"{side}.level", found, "contests", "level")
    results = by_code(chapter, f"{side}.result", found, "contests", "result")
    chapter.listing(side, found, _by_level(levels, list(results), found), notes=("team",))


def entry_of(row: Row) -> object:
    """What makes rows one team's entry: one contest and result with one certificate, or with one work on one day."""
    mark = row["certificate_no"] or (row["topic"] and row["date"] and (fold(row["topic"]), row["date"]))
    return (fold(row["contest"]), row["level"], row["result"], row["nomination"], mark) if mark else None


def _by_level(levels: dict[str, Figure], results: list[str], found: Selection) -> Iterator[ListingRow]:
    for level, total in levels.items() if found.has_register else ():
        rows = [row for row in found if row["level"] == level]
        yield counted(level=level, **crossing(rows, "result", results, "result", known=says(found, "result")), total=total)


def _leaders(entries: Selection) -> Iterator[ListingRow]:
    """Teachers by prizes, then entries; someone of a team has the team's prize as their own."""
    people: dict[object, list[Thing]] = {}
    for thing in each(entries, "teacher"):
        people.setdefault(same(thing.value), []).append(thing)

    def prizes(things: list[Thing]) -> list[Row]:
        return [thing.row for thing in things if thing.row["result"] in PRIZES]

    order = sorted(people.values(), key=lambda things: (-len(prizes(things)), -len(things), _name(things[0])))
    for things in order:
        cells = tuple(thing.cell for thing in things)
        won = prizes(things)
        yield counted(
            person=(things[0].value, cells), entries=(len(things), cells),
            prizes=(len(won), tuple(row.cell("result") for row in won)),
        )


def _name(thing: Thing) -> str:
    return getattr(thing.value, "full", "").casefold()


def _conferences(chapter: Chapter) -> None:
    found = chapter.year.select("conferences")
    chapter.count("conferences", found, found.rows, "event_title")
    chapter.distinct("speakers", found, each(found, "teacher"), unit="people")
    by_code(chapter, "conferences.level", found, "conferences", "level")
    chapter.listing(
        "conferences", found,
        (line(row, teacher="teacher", event="event_title", topic="topic", level="level", date="date") for row in found),
    )
