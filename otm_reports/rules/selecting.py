"""Selectors of a profile → rows: «events.form=seminar,lecture» says where the registers show an item of a clause."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NewType

from otm_reports.analysis.folder import speaks_of
from otm_reports.analysis.joins import is_own
from otm_reports.model import CellRef, Row
from otm_reports.rules.answer import Case
from otm_reports.specs import Specs

#: ``register``, ``register.field``, ``register.field=code,code`` or ``register.field~word,word``: rows that show something.
Selector = NewType("Selector", str)
#: A selector whose register the clause cannot do without: where it is not kept there is no data.
Needed = NewType("Needed", str)

_FORM = re.compile(r"(?P<register>\w+)(?:\.(?P<field>\w+)(?:(?P<sign>[=~])(?P<values>.+))?)?")


@dataclass(frozen=True, slots=True)
class Selected:
    """A selector taken apart.

    Attributes:
        register: Its register. field: the field that shows it; empty for any row.
        codes: Codes the field must have. words: words one of which its text must name.
    """

    register: str
    field: str = ""
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """``register.field``, or the register alone."""
        return f"{self.register}.{self.field}" if self.field else self.register

    def is_kept(self, case: Case) -> bool:
        """Whether the year has the register, and its tables the column; of one without a row no column is missed."""
        if not case.has(self.register):
            return False
        return not self.field or not case.year[self.register].rows or case.keeps(self.register, self.field)

    def shows(self, row: Row) -> bool:
        """Whether a row of the register is one of those meant."""
        value = row[self.field] if self.field else True
        if self.codes:
            held = value if isinstance(value, tuple) else (value,)
            return any(code in held for code in self.codes)
        if self.words:
            text = " ".join(map(str, value)) if isinstance(value, tuple) else str(value or "")
            return speaks_of(text, self.words)
        return value not in (None, False, (), "")

    def cell(self, row: Row) -> CellRef:
        """The cell that shows it; the row's place where no field is asked."""
        return row.cell(self.field) if self.field else row.at


def selected(text: str) -> Selected:
    """Take a selector apart.

    >>> selected("events.form=seminar,lecture")
    Selected(register='events', field='form', codes=('seminar', 'lecture'), words=())

    Raises:
        ValueError: It has another form.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    values = tuple(one.strip() for one in (found["values"] or "").split(",") if one.strip())
    return Selected(
        found["register"], found["field"] or "", values if found["sign"] == "=" else (), values if found["sign"] == "~" else (),
    )


def unfit(text: object, specs: Specs) -> Iterator[str]:
    """What is wrong with a selector of a profile: its form, a register, field or code that does not exist."""
    try:
        one = selected(str(text))
    except ValueError:
        yield f"wants register.field=code, not {text!r}"
        return
    register = specs.registers.get(one.register)
    if register is None:
        yield f"no register '{one.register}'{near(one.register, specs.registers)}"
        return
    fields = {**register.fields, **register.attributes}
    if one.field and one.field not in fields:
        yield f"{one.register} has no field '{one.field}'{near(one.field, fields)}"
    elif one.codes:
        known = specs.vocabularies[fields[one.field].vocabulary].codes if fields[one.field].vocabulary else {}
        yield from (f"{one.named} has no code '{code}'{near(code, known)}" for code in one.codes if code not in known)


def near(word: str, known: Mapping[str, object]) -> str:
    """The nearest known word as the end of a sentence; nothing where none is near."""
    found = difflib.get_close_matches(word, known, n=1)
    return f", did you mean '{found[0]}'?" if found else ""


def found_by(case: Case, one: Selected, *, own: bool = False) -> list[Row]:
    """Rows of the span that a selector means; ``own``: of events only the school's own."""
    rows = (row for row in case.rows(one.register) if one.shows(row))
    held = (row for row in rows if one.register != "events" or row["status"] in (None, "held"))
    return [row for row in held if not own or one.register != "events" or is_own(row)]
