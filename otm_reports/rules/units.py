"""Councils, posts and commissions → Answers: who manages, how large a commission is, who leads it."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Annotated

from otm_reports.analysis.counting import same
from otm_reports.model import CellRef, Row
from otm_reports.rules.answer import Answer, Case, for_person, met, no_data, not_met, partly, rule


@rule("council-and-posts", needs=("council_members",), reads=("council_members.body", "council_members.role"))
def council_and_posts(case: Case, *, body: Annotated[str, "body"], posts: tuple[str, ...]) -> Iterator[Answer]:
    """There is a council with a chair, and the posts that manage the work are named in the requisites.

    Args:
        case: The year.
        body: Code of the council.
        posts: Keys of ``[people]`` in otm.toml.
    """
    rows = [row for row in case.rows("council_members") if row["body"] == body and row["left_on"] is None]
    chairs = [row for row in rows if row["role"] == "chair"]
    if not rows:
        yield no_data("council-unlisted", case.place("council_members"))
    elif not chairs:
        yield partly("council-no-chair", [row.cell("role") for row in rows], n=len(rows))
    else:
        yield met("council-there", [row.cell("person") for row in (*chairs, *(row for row in rows if row not in chairs))], n=len(rows))
    bare = [post for post in posts if not getattr(case.specs.college.people, post).name]
    if bare:
        yield no_data("posts-unnamed", keys=tuple(f"people.{post}.name" for post in bare))


# ── commissions ─────────────────────────────────────────────────────────────────────────────────────────────────────


@rule("commission-size", needs=("commissions", "staff"), reads=("commissions.name", "commissions.scope", "staff.commission"))
def commission_size(case: Case, *, minimum: int) -> Iterator[Answer]:
    """A commission of the college's own has at least so many teachers; a joint one draws them from several colleges.

    Args:
        case: The year.
        minimum: Members of a commission.
    """
    sizes = _members(case)
    if sizes is None:
        yield no_data("commissions-unfilled", case.place("staff"))
        return
    small = [row for row, members in sizes if len(members) < minimum and row["scope"] != "joint"]
    said = {"n": len(sizes) - len(small), "of": len(sizes), "minimum": minimum, "names": tuple(row["name"] for row in small)}
    if small:
        cells = [*(row.cell("name") for row in small), *(one.cell("commission") for row, those in sizes if row in small for one in those)]
        yield (not_met if len(small) == len(sizes) else partly)("commission-small", cells, **said)
    else:
        yield met("commission-enough", [row.cell("name") for row, _ in sizes], **said)


@rule("commission-joined", needs=("commissions", "staff"), reads=("commissions.name", "commissions.scope", "staff.commission"))
def commission_joined(case: Case, *, minimum: int) -> Iterator[Answer]:
    """Where teachers are too few for a commission, they take part in one of several colleges.

    Args:
        case: The year.
        minimum: Members that a commission of one's own needs.
    """
    sizes = _members(case)
    if sizes is None:
        yield no_data("commissions-unfilled", case.place("staff"))
        return
    small = [row for row, members in sizes if len(members) < minimum]
    alone = [row for row in small if row["scope"] == "own"]
    unsaid = [row for row in small if row["scope"] is None]
    if alone:
        yield not_met("commission-alone", [row.cell("scope") for row in alone], names=tuple(row["name"] for row in alone))
    if unsaid:
        yield no_data("commission-scope-unsaid", [row.cell("scope") for row in unsaid], names=tuple(row["name"] for row in unsaid))
    if not alone and not unsaid:
        reason = "commission-joint" if small else "commission-none-small"
        yield met(reason, [row.cell("scope" if small else "name") for row in small or [row for row, _ in sizes]], n=len(small))


@rule(
    "chair-experienced", needs=("commissions", "staff"),
    reads=("commissions.chair", "staff.commission", "staff.ped_experience_y"),
)
def chair_experienced(case: Case) -> Iterator[Answer]:
    """Chairs are of the most experienced: one with less experience than half of the commission is for a person to look at."""
    sizes = _members(case)
    if sizes is None:
        yield no_data("commissions-unfilled", case.place("staff"))
        return
    bare = [row for row, _ in sizes if row["chair"] is None]
    if bare:
        yield no_data("chair-unsaid", [row.cell("chair") for row in bare], names=tuple(row["name"] for row in bare))
    led = [(row, members) for row, members in sizes if row["chair"] is not None]
    judged = [(row, _is_senior(case, row, members)) for row, members in led]
    doubtful = [row for row, senior in judged if not senior]
    if doubtful:
        people = tuple(row["chair"] for row in doubtful)
        yield for_person("chair-less-experienced", [row.cell("chair") for row in doubtful], people=people)
    elif led:
        yield met("chair-senior", [cell for row, _ in led for cell in _chair_cells(case, row)], n=len(led))


def _members(case: Case) -> list[tuple[Row, list[Row]]] | None:
    """Each commission with its people by the staff register; ``None`` where that register says no commission at all."""
    staff = [row for row in case.rows("staff") if row["left_on"] is None and row["commission"] is not None]
    if not staff:
        return None
    return [(row, [one for one in staff if one["commission"] == row["name"]]) for row in case.rows("commissions")]


def _is_senior(case: Case, row: Row, members: list[Row]) -> bool:
    chair = case.staff(row["chair"])
    years = [one["ped_experience_y"] for one in members if one["ped_experience_y"] is not None and same(one["full_name"]) != same(row["chair"])]
    own = chair["ped_experience_y"] if chair is not None else None
    return own is not None and (not years or own >= median(years))


def _chair_cells(case: Case, row: Row) -> Iterator[CellRef]:
    yield row.cell("chair")
    chair = case.staff(row["chair"])
    if chair is not None:
        yield chair.cell("ped_experience_y")
