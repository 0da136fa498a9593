"""network_members, network_events → Listings: who belongs to the network of a leading school, what it did, who took part, over three years.

The regulation of leading schools asks for this monitoring (purposes 2–6; functions of the leading school 3–5). A college without a
network has no such listings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from otm_reports.analysis.counting import Chapter, counted, line, narrowed
from otm_reports.analysis.staff import years_of
from otm_reports.analysis.tallies import Pair, blanks, keeps, known_only, sum_of
from otm_reports.model import AcademicYear, Figure, ListingRow, Row, Selection

NAME = "network"
#: What three years are compared by, in this order.
INDICATORS = ("members", "partners", "users", "events", "participants", "analysed", "resources", "consulting", "media")
#: Kinds of events by which a centre supports teachers after their courses, and those that make experience known.
CONSULTING = ("consult", "training", "visit")
MEDIA = ("media", "forum", "august_meeting", "conference")


def count(chapter: Chapter, figures: Mapping[str, Figure]) -> None:  # noqa: ARG001 - the shape of a chapter that stands after the others
    """Listings of the members, of their roles, of the events and of who took part."""
    year = chapter.year
    members, events = year.select("network_members"), _held(year)
    if not (members.has_register or events.has_register):
        return
    chapter.listing("members", members, [
        line(row, school="school", role="role", leading="leading_school", direction="direction", basis="basis_doc") for row in members
    ])
    chapter.listing("roles", members, _roles(chapter, members))
    chapter.listing("leaders", members, _leaders(members))
    chapter.listing("events", events, [
        line(row, date="date", kind="kind", title="title", participants="participants_n", partners=_partners_of(row), resource="resource_link", analysis="analysis")
        for row in sorted(events, key=lambda row: row["date"] or year.days.end)
    ])
    listed = narrowed(events, lambda row: None if row["partner_schools"] else "blank", "partner_schools")
    chapter.listing(
        "partners", listed if members.has_register else Selection(), _attendance(chapter, members, listed), notes=("named-schools",),
    )
    chapter.listing("years", Selection(searched=(*members.searched, *events.searched)), _three_years(chapter))
    made, years = chapter.listings[f"{NAME}.years"], years_of(chapter)
    columns = {column: {lang: text.format_map(years) for lang, text in heading.items()} for column, heading in made.columns.items()}
    chapter.listings[made.id] = replace(made, columns=columns)


def _held(year: AcademicYear) -> Selection:
    return narrowed(year.select("network_events"), lambda row: "not-held" if row["date"] and row["date"] > year.today else None, "date")


def folded(name: str | None) -> str:
    """The name of a school as it is compared: letters and digits only."""
    return "".join(letter for letter in (name or "").casefold() if letter.isalnum())


# ── members ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _roles(chapter: Chapter, members: Selection) -> Iterator[ListingRow]:
    for code in chapter.specs.vocabularies["network_role"].codes if members.has_register else ():
        cells = tuple(row.cell("role") for row in members if row["role"] == code)
        yield counted(role=code, n=(len(cells), cells))


def _leaders(members: Selection) -> Iterator[ListingRow]:
    """Each leading school with those that name it as theirs (structure, paragraph 3)."""
    for row in members:
        if row["role"] != "leading":
            continue
        own = [one for one in members if folded(one["leading_school"]) == folded(row["school"])]
        numbers = {role: tuple(one.cell("leading_school") for one in own if one["role"] == role) for role in ("support", "partner", "user")}
        yield line(row, school="school", **{role: (len(cells), cells) for role, cells in numbers.items()})


# ── events ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _partners_of(row: Row) -> Pair:
    """How many schools an event names; ``None`` where it names none."""
    named = dict.fromkeys(folded(name) for name in row["partner_schools"] or ())
    return (len(named) or None), (row.cell("partner_schools"),)


def _attendance(chapter: Chapter, members: Selection, events: Selection) -> Iterator[ListingRow]:
    """How many of the events that name their partner schools each partner took part in (functions of partner schools, 1–3)."""
    alone = Chapter(NAME, chapter.year, chapter.specs)
    whole = alone.count("listed_events", events, events.rows, "partner_schools")
    seen: set[str] = set()
    for row in members:
        if row["role"] != "partner" or folded(row["school"]) in seen:  # of the others the register does not ask
            continue
        seen.add(folded(row["school"]))
        came = [one for one in events if folded(row["school"]) in map(folded, one["partner_schools"])]
        part = alone.count("attended", events, came, "partner_schools", key=("school", row["school"]))
        share = alone.share("attended_share", part, whole, key=("school", row["school"]))
        yield line(row, school="school", role="role", attended=part, share=share)


# ── three years ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _three_years(chapter: Chapter) -> Iterator[ListingRow]:
    years = years_of(chapter)
    several = {**chapter.year.earlier, chapter.year.label: chapter.year}
    known = {column: _counted(chapter, several[label]) for column, label in years.items() if label in several}
    for name in INDICATORS:
        now = known["y"][name]
        then: dict[str, Pair | Figure] = {column: known[column][name] if column in known else (None, ()) for column in ("y2", "y1")}
        yield counted(name=now.label["kk"], name_ru=now.label["ru"], **then, y=now, change=_change(then["y1"], now))


def _counted(chapter: Chapter, year: AcademicYear) -> Mapping[str, Figure]:
    """The figures of one year's network, which only the listing of three years prints."""
    alone = Chapter(NAME, year, chapter.specs)
    members, events = year.select("network_members"), _held(year)
    alone.count("members", members, members.rows, "school")
    for name, role in (("partners", "partner"), ("users", "user")):
        alone.count(name, members, [row for row in members if row["role"] == role], "role")
    alone.count("events", events, events.rows, "date")
    sum_of(alone, "participants", events, "participants_n", unit="people")
    for name, field in (("analysed", "analysis"), ("resources", "resource_link")):
        rows = [row for row in events if row[field] is not None]
        figure = alone.count(name, events, rows, field, left_out=blanks(events, field, "blank"))
        known_only(alone, figure, known=keeps(events, field))
    for name, kinds in (("consulting", CONSULTING), ("media", MEDIA)):
        alone.count(name, events, [row for row in events if row["kind"] in kinds], "kind")
    return {name.removeprefix(f"{NAME}."): figure for name, figure in alone.figures.items()}


def _change(before: Pair | Figure, now: Figure) -> Pair:
    """The year less the year before, where both are known."""
    value, cells = (before.value, before.counted) if isinstance(before, Figure) else before
    if now.value is None or not isinstance(value, int | float):
        return None, ()
    change = Decimal(str(now.value)) - Decimal(str(value))
    return (int(change) if change == int(change) else float(change)), (*now.counted, *cells)
