"""Row × who keeps the register → who answers for an entry or takes a step: a person of the registers, or a post of otm.toml."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from otm_reports.analysis.counting import same
from otm_reports.analysis.joins import staff_of
from otm_reports.model import AcademicYear, CellRef, Person, Row, Value
from otm_reports.specs import Post, Specs

#: Fields that say whose a row is.
DOERS = ("teacher", "authors", "visitor", "full_name", "supervisor")
#: Who keeps the agenda of a body.
_SECRETARIES = {"mc": "council_secretary", "otm": "otm_secretary", None: "otm_secretary"}


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for something.

    Attributes:
        who: A person of the registers, a name of otm.toml, text of a register («ЦӘК төрағалары»), or several people;
            ``None`` where only the post is known.
        post: The post, a key of ``[posts]`` in the messages; empty for authors and for text of a register.
        cells: Where the name stands.
    """

    who: Value
    post: str = ""
    cells: tuple[CellRef, ...] = ()


def commission_of(year: AcademicYear, row: Row, doers: Iterable[str] = DOERS) -> str | None:
    """The commission a row belongs to: as it says, else that of the first person of it who stands in the staff register."""
    return _commission(year, row, doers)[0]


def _commission(year: AcademicYear, row: Row, doers: Iterable[str]) -> tuple[str | None, tuple[CellRef, ...]]:
    """The same with the cell of the staff register that says it, where the row does not."""
    said = row["commission"]
    if isinstance(said, str) and said:
        return said, ()
    staff = staff_of(year)
    for name in doers:
        value = row[name]
        for one in value if isinstance(value, tuple) else (value,):
            found = staff.get(same(one)) if isinstance(one, Person) else None
            if found is not None and found["commission"]:
                return str(found["commission"]), (found.cell("commission"),)
    return None, ()


def chair_of(year: AcademicYear, commission: str | None) -> Row | None:
    """The row of the commission that says who chairs it; ``None`` where nobody is named."""
    return next((row for row in year["commissions"] if commission and row["name"] == commission and row["chair"] is not None), None)


def post_of(specs: Specs, name: str) -> Answerable:
    """The person whom otm.toml names for a post; the post alone where it names nobody."""
    post: Post = getattr(specs.college.people, name)
    return Answerable(post.name or None, name, (CellRef("otm.toml", f"people.{name}"),) if post.name else ())


def first_known(year: AcademicYear, specs: Specs, row: Row | None, names: Iterable[str], *, approvers: tuple[str, ...] = ()) -> Answerable:
    """Who is named first among the places where a name may stand.

    Args:
        year: The registers.
        specs: For the posts of otm.toml.
        row: The row it is about.
        names: Fields of the row, ``chair``, ``body``, ``approver`` or ``post:…``, as ``data/routes.toml`` writes them.
        approvers: Posts that may approve, for ``approver``.
    """
    last = Answerable(None, "methodist")
    for name in names:
        found = _one(year, specs, row, name, approvers)
        if found is not None and found.who is not None:
            return found
        last = found or last
    return last


def _one(year: AcademicYear, specs: Specs, row: Row | None, name: str, approvers: tuple[str, ...]) -> Answerable | None:
    if name.startswith("post:"):
        return post_of(specs, name.removeprefix("post:"))
    if name == "approver":
        return post_of(specs, approvers[-1]) if approvers else None
    if row is None:
        return None
    if name == "body":
        return post_of(specs, _SECRETARIES.get(row["body"], "methodist"))
    if name == "chair":
        commission, cells = _commission(year, row, DOERS)
        leading = chair_of(year, commission)
        return Answerable(leading["chair"], "chair", (leading.cell("chair"), *cells)) if leading else None
    value = row[name]
    if value in (None, ""):
        return None
    return Answerable(value, "", (row.cell(name),))


def keeper_of(year: AcademicYear, specs: Specs, register: str, row: Row | None) -> Answerable:
    """Who keeps a register, and so answers for its entries: as ``data/routes.toml`` says; the methodist of any other."""
    return first_known(year, specs, row, specs.routes.keepers.get(register, ("post:methodist",)))
