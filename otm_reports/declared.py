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
        otherwise: Field that a word of this column belongs to if it is none of this vocabulary (employment | status, either way).
        next_column: Field of a column without a heading right of this one (years, then months, of experience).
        shares: Field whose value may stand in the same cell: hours behind the days of a period, the day of a paper behind its number, the
            year behind a category.
        ends: This column is no value of its own: it holds the last day of the period that stands in that field.
        years_back: This field may be headed by an academic year: the newest such column is 0, the year before it 1.
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
    shares: str = ""
    ends: str = ""
    years_back: int | None = None

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
        told_by: Groups of columns of which one must be there for a table to be this register; a row may leave them all blank.
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
    told_by: tuple[tuple[str, ...], ...] = ()
    august: Literal["past", "coming"] = "past"
    fields: dict[str, FieldSpec]
    attributes: dict[str, FieldSpec] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _names_known_fields(self) -> RegisterSpec:
        named = (*self.dated_by, *self.key, *(name for group in (*self.one_of, *self.told_by) for name in group))
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


class Wording(Declared):
    """A wording in the languages of the screen; where one is missing, the next of kk, ru, en that is there."""

    kk: str = ""
    ru: str = ""
    en: str = ""

    def __getitem__(self, lang: str) -> str:
        said = {"kk": self.kk, "ru": self.ru, "en": self.en}
        return said[lang] or next((text for text in said.values() if text), "")


class RuleSpec(Declared):
    """One clause of a regulation: the predicate that answers it and the numbers the clause gives it.

    Attributes:
        check: Who answers: the registers alone (``automatic``), the registers by a column of evidence (``evidence``), or
            a person, whom the program only reminds (``person``).
        asked: Whether the clause holds for a college; one that does not stands here to be read, and is not judged.
        in_force_from, in_force_to: Where the clause has other dates than its regulation.
        parts: Number of a list in the clause → its item in words.
        reasons: What a predicate says of this clause in words of its own; the other reasons stand in the messages.
        remedies: Reason → what would meet the clause.
    """

    id: str
    function: str
    clause: str
    text: Text
    check: Literal["automatic", "evidence", "person"] = "automatic"
    asked: bool = True
    in_force_from: date | None = None
    in_force_to: date | None = None
    parts: dict[str, Text] = Field(default_factory=dict)
    reasons: dict[str, Wording] = Field(default_factory=dict)
    remedies: dict[str, Wording] = Field(default_factory=dict)
    params: dict[str, Any] = Field(default_factory=dict)


class Profile(Declared):
    """A regulation in one edition: numbers and wording of the law, with clause and dates in force.

    Attributes:
        act: The legal act it is, or stands on, by its name in ``data/acts.toml``.
        own: It is a regulation of the college's own: it holds from ``regulation.approved_on`` of otm.toml where that is given.
        offered: Whether a college may choose it; one that waits for somebody who has the text is not.
        points: Its whole numbers are clauses («16-тармақ»); else they are sections and the clauses are numbered inside them («1.3»).
    """

    name: str = ""
    points: bool = False
    title: Text
    basis: Text
    edition: str = ""
    act: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    own: bool = False
    offered: bool = True
    rules: tuple[RuleSpec, ...] = ()


class Act(Declared):
    """A legal act that papers name as their basis, with the days it is in force.

    Attributes:
        title: How a paper names it. number, signed: What it is recognised by.
        in_force_to: Its last day in force; ``None`` while it is. replaced_by: the act that took its place.
        note: For whom, where that is not everybody.
    """

    title: Text
    number: str
    signed: date
    in_force_from: date | None = None
    in_force_to: date | None = None
    replaced_by: str = ""
    note: Text = Text()


class Position(Declared):
    """What one clause says on a matter on which clauses disagree; without a profile it is the college's own calendar or custom."""

    profile: str = ""
    rule: str = ""
    clause: str
    says: Text


class Clash(Declared):
    """A matter on which regulations, or clauses of one, disagree: the positions are shown side by side, none is chosen.

    Attributes:
        topic: The matter. positions: who says what.
        note: What the program does about it, and what is left to the college.
    """

    topic: Text
    positions: tuple[Position, ...]
    note: Text


# ── routes ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class RouteStep(Declared):
    """One step of an approval route.

    Attributes:
        title: Its name. who: who takes it, the first that is known (fields, ``chair``, ``post:…``, ``approver``, ``body``).
        fields: Fields of the row of which any shows that it has been taken. day: the one that dates it.
        alone: Any of the fields is enough, nothing is missing without the others.
        given: It has been taken by whatever stands in the register. optional: nothing is missing without it.
        expected: It is missing wherever it is not there, however far the row has come.
        instead: A later step that stands for this one as well.
        decides: Field that holds the decision. back: code → step it sends back to. closed: codes that end the route.
        by: Field that says who took it, where the profile names who may.
        body: Its protocol stands among those of this body.
    """

    title: Text
    who: tuple[str, ...]
    fields: tuple[str, ...]
    day: str = ""
    alone: bool = False
    given: bool = False
    optional: bool = False
    expected: bool = False
    instead: str = ""
    decides: str = ""
    back: dict[str, str] = Field(default_factory=dict)
    closed: tuple[str, ...] = ()
    by: str = ""
    body: str = ""


class Route(Declared):
    """The steps that rows of a register go through.

    Attributes:
        rows: The register. named: field that names a row. doers: field of those whose work it is.
        stage: Field that says by itself how far a row has come.
        profile: Regulation whose ``route-followed`` clauses name kinds, middle steps and approvers.
        start, finish: Steps before and after those of the clause, in order; without a profile ``start`` is the whole route.
        steps: The steps by name.
    """

    rows: str
    named: str
    doers: str
    stage: str = ""
    profile: str = ""
    start: tuple[str, ...]
    finish: tuple[str, ...] = ()
    steps: dict[str, RouteStep]

    @model_validator(mode="after")
    def _names_known_steps(self) -> Route:
        named = {*self.start, *self.finish, *(one for step in self.steps.values() for one in (*step.back.values(), step.instead) if one)}
        unknown = sorted(named - set(self.steps))
        if unknown:
            raise ValueError(f"names steps that are not declared: {', '.join(unknown)}")
        return self


class OrderTerm(Declared):
    """Which orders hold for an academic year, and until which day (``"MM-DD"``) of it."""

    kinds: tuple[str, ...] = ()
    until: str = "08-31"


class ProtocolOrder(Declared):
    """Whose protocols are numbered in order, and whose meetings rest on an order on the composition."""

    bodies: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()


class RunDays(Declared):
    """When the year's papers are wanted (``"MM-DD"``), and how many days after a meeting its protocol is."""

    days: tuple[str, ...] = ()
    protocol_days: int = 1


class Routes(Declared):
    """``data/routes.toml``: approval routes, the term of orders, the order of protocols.

    Attributes:
        keepers: Register → who keeps it and so answers for its entries, the first that is known.
    """

    routes: dict[str, Route] = Field(default_factory=dict)
    orders: OrderTerm = OrderTerm()
    protocols: ProtocolOrder = ProtocolOrder()
    keepers: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    run: RunDays = RunDays()


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
