"""What a TOML file of ours may say: registers, vocabularies, regulations, findings, words of figures."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from otm_reports.model import Severity


class Declared(BaseModel):
    """A table of a TOML file: unknown keys are refused, values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Text(Declared):
    """A wording in Kazakh and Russian."""

    kk: str = ""
    ru: str = ""

    def __getitem__(self, lang: str) -> str:
        return (self.ru or self.kk) if lang == "ru" else (self.kk or self.ru)

    def both(self) -> dict[str, str]:
        """The wording as the records keep it."""
        return {"kk": self["kk"], "ru": self["ru"]}


# ── registers and vocabularies ──────────────────────────────────────────────────────────────────────────────────────

FieldType = Literal[
    "text", "person", "people", "date", "date_or_year", "period", "integer", "number", "boolean", "list", "code",
    "score", "commission",
]


class FieldSpec(Declared):
    """One field of a register.

    Attributes:
        type: How a cell is read: ``date_or_year`` allows a bare year, ``score`` is a number or a ``quality`` code.
        required: A row without it is not counted.
        headers: Every heading under which colleges keep it; the first one is ours.
        vocabulary: Code list of a ``code`` field.
        minimum, maximum: Range a number must lie in.
        fills_down: A blank cell continues the value above (agenda tables).
        section: A section row above the rows may say it (commission, month).
        mark: The cells of a wide matrix are this field (attendance).
        otherwise: Field that a word of this column belongs to if it is none of this vocabulary (employment | status).
        next_column: Field of a column without a heading right of this one (years, then months, of experience).
    """

    type: FieldType
    headers: tuple[str, ...]
    required: bool = False
    vocabulary: str = ""
    label: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    fills_down: bool = False
    section: bool = False
    mark: bool = False
    next_column: str = ""
    otherwise: str = ""

    @model_validator(mode="after")
    def _code_needs_vocabulary(self) -> FieldSpec:
        if (self.type == "code") != bool(self.vocabulary) and self.type != "score":
            raise ValueError("a field of type 'code', and only such a field, names its vocabulary")
        return self


class RegisterSpec(Declared):
    """One register, as ``data/registers/NAME.toml`` declares it.

    Attributes:
        title: Its name. also: other titles, sheet names and file names that say it.
        scope: ``year``, ``dated`` or ``snapshot``: how its rows find their academic year (contract 1).
        dated_by: Fields that date a row, the first that is filled counts.
        key: Fields that make a row the same entry; used to explain, never to merge.
        one_of: Groups of fields of which one is required.
        august: The year that its August rows belong to: plans, orders and council papers are made for the coming one.
        fields: Its columns. attributes: its key-value pairs above the table.
    """

    name: str = ""
    title: Text
    also: tuple[str, ...] = ()
    scope: Literal["year", "dated", "snapshot"]
    dated_by: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()
    august: Literal["past", "coming"] = "past"
    fields: dict[str, FieldSpec]
    attributes: dict[str, FieldSpec] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_known_fields(self) -> RegisterSpec:
        named = (*self.dated_by, *self.key, *(name for group in self.one_of for name in group))
        unknown = sorted(set(named) - set(self.fields))
        if unknown:
            raise ValueError(f"names fields that are not declared: {', '.join(unknown)}")
        return self

    @property
    def required(self) -> tuple[str, ...]:
        """Fields a row must have."""
        return tuple(name for name, spec in self.fields.items() if spec.required)


class Code(Declared):
    """One entry of a vocabulary: its words, and every other spelling that means it."""

    kk: str
    ru: str
    also: tuple[str, ...] = ()


class Vocabulary(Declared):
    """A closed list of codes in the order papers print them."""

    name: str = ""
    codes: dict[str, Code]

    def word(self, code: str, lang: str = "kk") -> str:
        """The printed word of a code; the code itself if the list does not hold it."""
        entry = self.codes.get(code)
        return code if entry is None else (entry.ru if lang == "ru" else entry.kk)


# ── regulations ─────────────────────────────────────────────────────────────────────────────────────────────────────


class RuleSpec(Declared):
    """One clause of a regulation: the predicate that answers it and the numbers the clause gives it."""

    id: str
    function: str
    clause: str
    text: Text
    params: dict[str, Any] = Field(default_factory=dict)


class Profile(Declared):
    """A regulation in one edition: numbers and wording of the law, with clause and dates in force."""

    name: str = ""
    title: Text
    basis: Text
    edition: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    offered: bool = True
    rules: tuple[RuleSpec, ...] = ()


# ── findings, figures, messages ─────────────────────────────────────────────────────────────────────────────────────


class FindingSpec(Declared):
    """Severity of a finding code; ``if_required`` where a required field makes it worse."""

    severity: Severity
    if_required: Severity | None = None


class FigureText(Declared):
    """What a figure is called and how it is counted, in words; ``{name}`` is filled by the chapter."""

    label: Text
    how: Text


class ListingText(Declared):
    """The title of a listing and the headings of its columns."""

    label: Text
    columns: dict[str, Text]


class Chapter(Declared):
    """The words of one chapter of the analysis: ``data/figures/CHAPTER.toml``."""

    figures: dict[str, FigureText] = Field(default_factory=dict)
    listings: dict[str, ListingText] = Field(default_factory=dict)
