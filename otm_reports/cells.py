"""Cell of a table → typed value, with what is to be said of it; whom a name stands for is asked of everybody met before."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from otm_reports import values
from otm_reports.around import days_of
from otm_reports.blocks import UNKNOWN, Block
from otm_reports.headers import Layout
from otm_reports.kazakh import fold
from otm_reports.model import CellError, CellRef, Finding, Person, Scalar, Uncached, Value
from otm_reports.people import Commissions, Roster, match, match_commission
from otm_reports.rows import as_text, cells_of, is_total_row, written_at
from otm_reports.specs import FieldSpec, Specs

_NUMBER_SIGN = re.compile(r"^\s*(?:№|N[oº°]?(?=[\s.\d]))\s*\.?\s*(?=\S)")

#: Numbers from here on may be a ЖСН or a phone.
_LONG_NUMBER = 10**9


class Cells:
    """Reads cells, once it has met the people and commissions that names in them stand for."""

    def __init__(self, specs: Specs) -> None:
        self.specs = specs
        self.roster = Roster()
        self.again: set[CellRef] = set()
        self.commissions = Commissions(specs.confirmed.commissions)

    def meet(self, layouts: Sequence[Layout]) -> None:
        """Take in everybody of the staff registers of all years, and every commission, before any row is read."""
        people: list[str] = []
        for layout in layouts:
            for name, keep in (("staff", people.append), ("commissions", self.commissions.enrol)):
                column = layout.columns.get("full_name" if name == "staff" else "name") if layout.register == name else None
                for number in layout.rows if column else ():
                    text = written_at(layout, number, column or 0)[0]
                    if type(text) is str and len(cells_of(layout, number)) > 1 and not is_total_row(text):
                        keep(text)
            if layout.register == "staff" and "surname" in layout.columns:
                columns = [layout.columns[part] for part in ("surname", "given", "patronymic") if part in layout.columns]
                people += [
                    " ".join(str(part) for column in columns if (part := layout.sheet.value(number, column)))
                    for number in layout.rows
                ]
        names = (name for text in people for name in values.split_people(text)[:1])
        self.roster.enrol_all(names, confirmed=self.specs.confirmed.people)
        for layout in layouts:
            if layout.register == "staff":
                self._meet_namesakes(layout)

    def _meet_namesakes(self, layout: Layout) -> None:
        """Enrol the second and further people of one name of a list, so that no short name is taken for the first of them."""
        rows: dict[str, set[tuple[str, ...]]] = {}
        for number in layout.rows:
            text = written_at(layout, number, layout.columns.get("full_name", 0))[0] if "full_name" in layout.columns else None
            written = values.split_people(text)[:1] if type(text) is str and not is_total_row(text) else ()
            person = match(written[0], self.roster, confirmed=self.specs.confirmed.people)[0] if written else None
            if person is None or person.id is None:
                continue
            said = tuple(fold.key(str(value)) for column, value in cells_of(layout, number) if column != layout.numbered)
            known = rows.setdefault(person.id, set())
            cell = layout.sheet.ref(number, layout.columns["full_name"])
            if said in known:
                self.again.add(cell)
            elif known and self.specs.confirmed.people.get(str(cell)) != person.id:
                self.roster.enrol(written[0], homonym=len(known) + 1)
            known.add(said)

    def value(self, block: Block, name: str, spec: FieldSpec, written: Scalar, cell: CellRef) -> Value:
        """What a cell says of its field; findings go to the block. What another cell of the column said before is not read again."""
        if block.by_place and spec.type in ("person", "people"):
            return self.read(block, name, spec, written, cell)
        key = name, type(written), written
        value, said = block.known.get(key, UNKNOWN)
        if said is not None:
            block.findings.extend(replace(finding, at=cell) for finding in said)
            return value
        before = len(block.findings)
        value = self.read(block, name, spec, written, cell)
        block.known[key] = value, tuple(block.findings[before:])
        return value

    def read(self, block: Block, name: str, spec: FieldSpec, written: Scalar, cell: CellRef) -> Value:
        """The same for a cell that is read for itself."""
        written, dropped = _without_personal(written)
        if dropped:
            block.findings.append(Finding("personal-dropped", cell, register=block.spec.name, field=name))
        if written is None or (isinstance(written, str) and not written.strip()):
            return None
        if spec.type in ("person", "people") and not isinstance(written, CellError | Uncached) and not values.is_error_text(written):
            return self._named(block, name, spec, written, cell)
        if name in block.hundredths and isinstance(written, int | float) and not isinstance(written, bool):
            share, written = written, round(written * 100, 9)
            block.findings.append(self.about(block, name, spec, "value-repaired", cell, values.as_text(share), {"before": values.as_text(share), "after": values.as_text(written)}))
        if spec.type == "text" and name.endswith("no") and isinstance(written, str) and not isinstance(written, CellError | Uncached):
            # The sign belongs to print: «№ 7», «N7» and «7» are one number of one paper.
            written = _NUMBER_SIGN.sub("", written)
        if block.spec.name == "commissions" and name == "name" and isinstance(written, str):
            return self.commissions.known_as(written)
        reading = values.read(written, spec, self.specs.vocabularies, year_days=days_of(block.source.year))
        if reading.code:
            block.findings.append(self.about(block, name, spec, reading.code, cell, as_text(written), reading.params))
        if spec.type == "commission" and isinstance(reading.value, str):
            return self._commission(block, name, reading.value, cell)
        return reading.value

    def two_in_a_cell(self, block: Block, number: int, spec: FieldSpec, written: Scalar) -> tuple[str, str] | None:
        """What one cell says of its own field and of another that has no cell of its own, or a blank one, in the row."""
        other = spec.shares or spec.next_column
        if not other or not isinstance(written, str) or isinstance(written, CellError | Uncached):
            return None
        if spec.type == "period":
            return values.divided(written)
        if other in block.layout.columns and written_at(block.layout, number, block.layout.columns[other])[0] is not None:
            return None
        if spec.type == "code":
            return values.dated(written)
        return values.years_and_months(written) if spec.next_column else values.numbered(written)

    def otherwise(self, block: Block, number: int, spec: FieldSpec, written: Scalar) -> Value:
        """What a word means in the other vocabulary that shares its column («штаттан тыс» | «бала күтімінде»), if nothing is written in the other's own."""
        if not isinstance(written, str) or values.read(written, spec, self.specs.vocabularies).value is not None:
            return None
        own = block.layout.columns.get(spec.otherwise)
        if own is not None and written_at(block.layout, number, own)[0] is not None:
            return None
        return values.read(written, block.spec.fields[spec.otherwise], self.specs.vocabularies).value

    def _named(self, block: Block, name: str, spec: FieldSpec, written: Scalar, cell: CellRef) -> Value:
        """The person or the people that a cell names; several where one belongs are given to none of them."""
        text = as_text(written)
        named = values.split_people(text)
        if not named and text.strip(" -–—−_"):
            block.findings.append(self.about(block, name, spec, "value-unreadable", cell, text, {"proposal": values.NO_PROPOSAL}))
        if spec.type == "people":
            return tuple(self._person(block, name, one, cell) for one in named) or None
        if len(named) < 2 or _is_answered(self.specs.confirmed.people, text, cell):  # noqa: PLR2004 - one person, as the field says
            return self._person(block, name, text if len(named) > 1 else named[0], cell) if named else None
        block.findings.append(self.about(block, name, spec, "person-ambiguous", cell, text, {"candidates": "; ".join(named), "proposal": values.NO_PROPOSAL}))
        return Person(None, "", "", "", " ".join(text.split()))

    def _person(self, block: Block, name: str, text: str, cell: CellRef) -> Person:
        if block.spec.name == "staff" and name == "full_name":
            return self._colleague(block, text, cell)
        here = self.specs.confirmed.people.get(str(cell))
        person, code, params = match(text, self.roster, confirmed={text: here} if here else self.specs.confirmed.people)
        if code:
            block.findings.append(Finding(code, cell, text, block.spec.name, name, params))
        return person

    def _colleague(self, block: Block, text: str, cell: CellRef) -> Person:
        """A person of the staff register; a second one of the very same name in one list is somebody else until told."""
        person = self.roster.enrol(text, confirmed=self.specs.confirmed.people)
        alike = sorted((row for one in _homonyms(person.id) for row in block.colleagues.get(one, ())), key=lambda row: row.number) if person.id else []
        if not alike or cell in self.again:
            return person
        here = self.roster.find(self.specs.confirmed.people.get(str(cell), ""))
        if here is not None:
            return replace(here, as_written=text)
        other = alike[0].cell("full_name")
        somebody_else = self.roster.enrol(text, homonym=len(alike) + 1)
        if self.specs.confirmed.people.get(str(cell)) != somebody_else.id:
            params = {"candidates": person.full, "other": str(other), "ids": (person.id, somebody_else.id)}
            block.findings.append(Finding("person-duplicate", cell, text, "staff", "full_name", params, others=(other,)))
        return somebody_else

    def _commission(self, block: Block, name: str, text: str, cell: CellRef) -> str:
        if block.spec.name == "commissions":
            return self.commissions.enrol(text)
        found, code, params = match_commission(text, self.commissions, confirmed=self.specs.confirmed.commissions)
        if code:
            block.findings.append(Finding(code, cell, text, block.spec.name, name, {**params, "names": self.commissions.names}))
        return found

    def about(self, block: Block, name: str, spec: FieldSpec, code: str, cell: CellRef, written: str, params: Mapping[str, Any]) -> Finding:
        """A finding about a cell, without personal data."""
        return Finding(code, cell, values.drop_personal(written)[0], block.spec.name, name, params, required=spec.required)


@lru_cache(maxsize=65536, typed=True)
def shown(written: Scalar) -> str:
    """What is written, as text and without personal data."""
    return values.drop_personal(as_text(written))[0]


def _without_personal(written: Scalar) -> tuple[Scalar, bool]:
    """What is written without personal data, and whether there was any; a ЖСН that a workbook keeps as a number is one too."""
    if isinstance(written, int | float) and not isinstance(written, bool) and written >= _LONG_NUMBER and written == int(written):
        said, dropped = values.drop_personal(str(int(written)))
        return (said, True) if dropped else (written, False)
    if isinstance(written, str) and not isinstance(written, CellError | Uncached):
        return values.drop_personal(written)
    return written, False


def _is_answered(confirmed: Mapping[str, str], text: str, cell: CellRef) -> bool:
    return str(cell) in confirmed or any(fold.compact(known) == fold.compact(text) for known in confirmed)


def _homonyms(identity: str) -> set[str]:
    return {identity, *(f"{identity}-{number}" for number in range(2, 10))}
