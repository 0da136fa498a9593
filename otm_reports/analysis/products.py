"""publications, products, self_education → Figures and Listings: what was written, and how far its approval went."""

from __future__ import annotations

from collections.abc import Iterator

from otm_reports.analysis.counting import Chapter, counted, each, line, narrowed, same
from otm_reports.analysis.roster import total_of
from otm_reports.analysis.tallies import (
    Pair,
    by_code,
    crossing,
    fold,
    keeps,
    known_only,
    says,
    vocabulary_of,
)
from otm_reports.model import Figure, LeftOut, ListingRow, Row, Selection

#: How far a product has come on its way (clauses O10–O13), the furthest first, with the fields that show it. A unit's
#: council still belongs to the commission's stage: the methodical council has not spoken yet.
ROUTE = (
    ("approved", ("approved_on", "approved_by_role")),
    ("council", ("mc_protocol_date", "mc_protocol_no", "mc_decision")),
    ("commission", (
        "unit_council_protocol_date", "unit_council_protocol_no", "commission_protocol_date", "commission_protocol_no",
    )),
    ("developed", ()),
)


def count(chapter: Chapter) -> None:
    """Publications once each, products by kind and stage of approval, self-education topics."""
    _publications(chapter)
    _products(chapter)
    _self_education(chapter)


# ── publications ────────────────────────────────────────────────────────────────────────────────────────────────────


def _publications(chapter: Chapter) -> None:
    written = _written(chapter)
    found = _each_work_once(written)
    works = chapter.count("publications", found, found.rows, "title")
    kinds = by_code(chapter, "publications.kind", found, "publications", "kind")
    by_code(chapter, "publications.level", found, "publications", "level")
    chapter.distinct("authors", written, each(written, "authors"), unit="people")
    chapter.ratio("per_teacher", works, total_of(chapter))
    chapter.listing(
        "publications", found,
        [line(row, authors=_authors(row, written), title="title", kind="kind", publisher="publisher", date="date",
              level="level") for row in found],
        notes=("coauthored",),
    )
    chapter.listing("publications_by_kind", found, _by_kind(chapter, found, kinds), notes=("coauthored",))


def works(chapter: Chapter) -> list[list[Row]]:
    """The published works of the span, each as all the rows that its authors entered for it."""
    written = _written(chapter)
    return [[other for other in written if other is row or _same_work(row, other)] for row in _each_work_once(written)]


def _written(chapter: Chapter) -> Selection:
    return narrowed(chapter.year.select("publications"), lambda row: "not-published" if row["status"] == "drafting" else None, "title")


def _each_work_once(found: Selection) -> Selection:
    """A co-authored article that each author entered is one article; the later entries are left out."""
    kept: list[Row] = []

    def reason(row: Row) -> str | None:
        if any(_same_work(row, other) for other in kept):
            return "duplicate"
        kept.append(row)
        return None

    return narrowed(found, reason, "title")


def _same_work(one: Row, other: Row) -> bool:
    """Same title and kind, with a date or a publisher that agree and neither of the two in contradiction."""
    if fold(one["title"]) != fold(other["title"]) or one["kind"] != other["kind"]:
        return False
    pairs = [(one["date"], other["date"]), (one["publisher"], other["publisher"])]
    agree = [fold(left) == fold(right) for left, right in pairs if left is not None and right is not None]
    return bool(agree) and all(agree)


def _authors(row: Row, written: Selection) -> Pair:
    """The authors of a work from all its entries, each once."""
    things = each([other for other in written if other is row or _same_work(row, other)], "authors")
    people = {same(thing.value): thing.value for thing in things}
    return tuple(people.values()) or None, tuple(dict.fromkeys(thing.cell for thing in things))


def _by_kind(chapter: Chapter, found: Selection, kinds: dict[str, Figure]) -> Iterator[ListingRow]:
    levels = chapter.specs.vocabularies[vocabulary_of(chapter, "publications", "level")].codes
    for kind, total in kinds.items() if found.has_register else ():
        rows = [row for row in found if row["kind"] == kind]
        yield counted(kind=kind, **crossing(rows, "level", levels, "title", known=says(found, "level")), total=total)


# ── products ────────────────────────────────────────────────────────────────────────────────────────────────────────


def stage_of(row: Row) -> str:
    """The furthest stage of approval that a product's row shows: developed, commission, council, approved."""
    return next(stage for stage, fields in ROUTE if not fields or any(row[name] is not None for name in fields))


def _products(chapter: Chapter) -> None:
    found = chapter.year.select("products")
    chapter.count("products", found, found.rows, "title")
    by_code(chapter, "products.kind", found, "products", "kind")
    for stage, fields in reversed(ROUTE):
        rows = [row for row in found if stage_of(row) == stage]
        figure = chapter.count(f"products.stage.{stage}", found, rows, "title")
        known_only(chapter, figure, known=not fields or keeps(found, *fields))
    chapter.listing("route", found, [_route(row) for row in found], notes=("counting-unit",))


def _route(row: Row) -> ListingRow:
    shown = [name for name in dict(ROUTE)[stage_of(row)] if row[name] is not None] or ["title"]
    return line(
        row, authors="authors", title="title", kind="kind", decision="mc_decision", approved="approved_on",
        commission=protocol(row, "commission_protocol"), council=protocol(row, "mc_protocol"),
        stage=(stage_of(row), tuple(row.cell(name) for name in shown)),
    )


def protocol(row: Row, name: str) -> Pair:
    """Number and date of a protocol, as far as they are known, with their cells; ``None`` if neither is."""
    known = [field for field in (f"{name}_no", f"{name}_date") if row[field] is not None]
    if not known:
        return None, (row.cell(f"{name}_no"),)
    return tuple(row[field] for field in known), tuple(row.cell(field) for field in known)


# ── self-education ──────────────────────────────────────────────────────────────────────────────────────────────────


def _self_education(chapter: Chapter) -> None:
    found = chapter.year.select("self_education")
    days = chapter.year.span.days
    chapter.count("self_education", found, found.rows, "topic")
    defended = [row for row in found if row["defended_on"] is not None]
    held = [row for row in defended if row["defended_on"] in days]
    other = tuple(LeftOut(row.cell("defended_on"), "outside-period") for row in defended if row not in held)
    figure = chapter.count("self_education.defended", found, held, "defended_on", left_out=other)
    known_only(chapter, figure, known=keeps(found, "defended_on"))
