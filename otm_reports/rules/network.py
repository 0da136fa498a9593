"""A network of schools → Answers: partners to a leading school, who takes part, who comes."""

from __future__ import annotations

from collections.abc import Iterator

from otm_reports.model import Row
from otm_reports.rules.answer import (
    Answer,
    Case,
    MonthDay,
    Register,
    for_person,
    met,
    no_data,
    not_due,
    not_met,
    partly,
    rule,
)


def _with_role(case: Case, role: str) -> list[Row]:
    return [row for row in case.rows("network_members") if row["role"] == role]


def _folded(text: str | None) -> str:
    return "".join(letter for letter in (text or "").casefold() if letter.isalnum())


@rule(
    "partners-per-leader", needs=("network_members",),
    reads=("network_members.school", "network_members.role", "network_members.leading_school"),
)
def partners_per_leader(case: Case, *, ratio: int) -> Iterator[Answer]:
    """A leading school has so many partners; each leading school is looked at, not the total alone.

    Args:
        case: The year.
        ratio: Partner schools to one leading school.
    """
    leaders, partners = _with_role(case, "leading"), _with_role(case, "partner")
    if not leaders:
        yield no_data("network-no-leader", case.place("network_members"))
        return
    counts = [(row, [one for one in partners if _folded(one["leading_school"]) == _folded(row["school"])]) for row in leaders]
    placed = {id(one) for _, those in counts for one in those}
    stray = [one for one in partners if id(one) not in placed]
    if stray:
        yield no_data("partners-unplaced", [one.cell("leading_school") for one in stray], n=len(stray))
    said = {"ratio": ratio, "leaders": len(leaders), "partners": len(partners)}
    many = [(row, those) for row, those in counts if len(those) > ratio]
    few = [(row, those) for row, those in counts if len(those) < ratio]
    if many:
        cells = [cell for row, those in many for cell in (row.cell("school"), *(one.cell("leading_school") for one in those))]
        yield (not_met if len(many) == len(counts) else partly)("partners-many", cells, **said, schools=_counted(many))
    if few:
        yield for_person("partners-few", [row.cell("school") for row, _ in few], **said, schools=_counted(few))
    if not many and not few:
        yield met("partners-exact", [cell for row, those in counts for cell in (row.cell("school"), *(one.at for one in those))], **said)


def _counted(counts: list[tuple[Row, list[Row]]]) -> tuple[str, ...]:
    return tuple(f"{row['school']} – {len(those)}" for row, those in counts)


@rule(
    "partners-take-part", needs=("network_members", "network_events"),
    reads=("network_members.school", "network_members.role", "network_events.partner_schools"),
)
def partners_take_part(case: Case, *, due: MonthDay) -> Iterator[Answer]:
    """Each partner school takes part in at least one event of the network.

    Args:
        case: The year.
        due: Day until which there is time.
    """
    partners, end = _with_role(case, "partner"), case.day(due)
    shown = {_folded(name): row.cell("partner_schools") for row in case.rows("network_events") for name in row["partner_schools"] or ()}
    absent = [row for row in partners if _folded(row["school"]) not in shown]
    said = {"n": len(partners) - len(absent), "of": len(partners), "schools": tuple(row["school"] for row in absent)}
    if not partners:
        yield no_data("rows-none", case.place("network_members"), registers=(Register("network_members"),))
    elif not absent:
        yield met("partners-all", dict.fromkeys(shown[_folded(row["school"])] for row in partners), **said)
    elif not case.is_over(end):
        yield not_due(end, "partners-ahead", **said)
    else:
        yield (not_met if len(absent) == len(partners) else partly)("partners-absent", [row.cell("school") for row in absent], **said)


@rule("users-attend", needs=("network_events",), reads=("network_events.participants_n",))
def users_attend(case: Case) -> Iterator[Answer]:
    """Teachers come to the network's events: each event says how many came."""
    rows = list(case.rows("network_events"))
    blank = [row for row in rows if row["participants_n"] is None]
    empty = [row for row in rows if row["participants_n"] == 0]
    said = {"n": len(rows) - len(blank) - len(empty), "of": len(rows)}
    if not rows:
        yield no_data("rows-none", case.place("network_events"), registers=(Register("network_events"),))
    elif len(blank) == len(rows):
        yield no_data("users-uncounted", [row.cell("participants_n") for row in blank], **said)
    elif blank or empty:
        verdict = not_met if len(empty) == len(rows) else partly
        yield verdict("users-absent", [row.cell("participants_n") for row in (*empty, *blank)], **said)
    else:
        yield met("users-came", [row.cell("participants_n") for row in rows], **said)
