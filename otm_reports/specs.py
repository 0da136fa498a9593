"""TOML → RegisterSpec, Vocabulary, Profile, Messages, College: what is declared, checked whole before anything is read."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from otm_reports.errors import CollegeError
from otm_reports.model import Finding, Severity

LANGUAGES = ("kk", "ru", "en")
_PACKAGE = resources.files("otm_reports")
_T = TypeVar("_T", bound=BaseModel)


class _Declared(BaseModel):
    """A table of a TOML file: unknown keys are refused, values do not change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Text(_Declared):
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


class FieldSpec(_Declared):
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


class RegisterSpec(_Declared):
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


class Code(_Declared):
    """One entry of a vocabulary: its words, and every other spelling that means it."""

    kk: str
    ru: str
    also: tuple[str, ...] = ()


class Vocabulary(_Declared):
    """A closed list of codes in the order papers print them."""

    name: str = ""
    codes: dict[str, Code]

    def word(self, code: str, lang: str = "kk") -> str:
        """The printed word of a code; the code itself if the list does not hold it."""
        entry = self.codes.get(code)
        return code if entry is None else (entry.ru if lang == "ru" else entry.kk)


# ── regulations ─────────────────────────────────────────────────────────────────────────────────────────────────────


class RuleSpec(_Declared):
    """One clause of a regulation: the predicate that answers it and the numbers the clause gives it."""

    id: str
    function: str
    clause: str
    text: Text
    params: dict[str, Any] = Field(default_factory=dict)


class Profile(_Declared):
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


class FindingSpec(_Declared):
    """Severity of a finding code; ``if_required`` where a required field makes it worse."""

    severity: Severity
    if_required: Severity | None = None


class FigureText(_Declared):
    """What a figure is called and how it is counted, in words; ``{name}`` is filled by the chapter."""

    label: Text
    how: Text


class ListingText(_Declared):
    """The title of a listing and the headings of its columns."""

    label: Text
    columns: dict[str, Text]


class Chapter(_Declared):
    """The words of one chapter of the analysis: ``data/figures/CHAPTER.toml``."""

    figures: dict[str, FigureText] = Field(default_factory=dict)
    listings: dict[str, ListingText] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of one language, by section and key; a missing value leaves its name visible, never an exception."""

    lang: str
    texts: Mapping[str, Any]

    def text(self, section: str, key: str, /, **params: object) -> str:
        """The text of ``[section] key`` with its parameters filled in; the key itself where there is no text."""
        found = self.texts.get(section, {}).get(key)
        return _fill(found, params) if isinstance(found, str) else key

    def finding(self, finding: Finding, **words: object) -> tuple[str, str]:
        """What a finding says and what to do about it.

        Args:
            finding: The finding.
            **words: Printed names of its register and field.

        Returns:
            ``(message, suggestion)``; the suggestion may be empty.
        """
        params = {
            "file": finding.at.file, "sheet": finding.at.sheet, "cell": finding.at.a1, "value": finding.value,
            "register": finding.register, "field": finding.field,
            "others": ", ".join(str(place) for place in finding.others), **finding.params, **words,
        }
        entry = self.texts.get("findings", {}).get(finding.code, {})
        message, suggestion = entry.get("message", finding.code), entry.get("suggestion", "")
        said = {name: value.strftime("%d.%m.%Y") if isinstance(value, date) else value for name, value in params.items()}
        return _fill_sentences(message, said), _fill_sentences(suggestion, said)


_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


def _fill_sentences(text: str, params: Mapping[str, object]) -> str:
    """The text without those later sentences that would only say an empty value («Ұқсас атау: »)."""
    first, *rest = _SENTENCE.split(text)
    kept = [sentence for sentence in rest if not any(f"{{{name}}}" in sentence and value in ("", None) for name, value in params.items())]
    return _fill(" ".join((first, *kept)), params)


class _Visible(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def _fill(text: str, params: Mapping[str, object]) -> str:
    return text.format_map(_Visible(params)) if "{" in text else text


# ── the college ─────────────────────────────────────────────────────────────────────────────────────────────────────


class Post(_Declared):
    """A person who signs: short name as a signature line prints it, post, and typed case forms where papers need one."""

    name: str = ""
    name_ru: str = ""
    position: Text = Text()
    name_dative: str = ""

    def signature(self, lang: str) -> str:
        """The name as the signature line of a paper prints it."""
        return (self.name_ru or self.name) if lang == "ru" else self.name


class Posts(_Declared):
    """The people whose names papers print."""

    director: Post = Post()
    deputy: Post = Post()
    methodist: Post = Post()
    otm_leader: Post = Post()
    otm_secretary: Post = Post()
    council_chair: Post = Post()
    council_secretary: Post = Post()


class Names(_Declared):
    """Names of the college, in the forms that papers need; the genitive is typed, never generated."""

    name: Text = Text()
    name_genitive: Text = Text()
    short_name: Text = Text()
    city: Text = Text()


class SchoolNames(_Declared):
    """Names of the School of Advanced Experience (ОТМ)."""

    name: Text = Text(kk="Озат тәжірибе мектебі", ru="Школа передового опыта")
    name_genitive: Text = Text(kk="Озат тәжірибе мектебінің", ru="Школы передового опыта")
    short_name: Text = Text(kk="ОТМ", ru="ШПО")


class CouncilNames(_Declared):
    """Names of the methodological council."""

    name: Text = Text(kk="Әдістемелік кеңес", ru="Методический совет")
    name_dative: Text = Text(kk="Әдістемелік кеңеске", ru="Методическому совету")
    name_genitive: Text = Text(kk="Әдістемелік кеңестің", ru="Методического совета")


class QualityCard(_Declared):
    """The page header of the quality management system; ``show = false`` leaves it out."""

    show: bool = False
    code: str = ""
    process: Text = Text()
    edition: str = ""
    copy_no: str = ""


class Quarters(_Declared):
    """Quarter windows as ``["MM-DD", "MM-DD"]``, both ends included."""

    q1: tuple[str, str] = ("09-01", "10-31")
    q2: tuple[str, str] = ("11-01", "12-31")
    q3: tuple[str, str] = ("01-01", "03-31")
    q4: tuple[str, str] = ("04-01", "06-30")

    @field_validator("*")
    @classmethod
    def _days(cls, window: tuple[str, str]) -> tuple[str, str]:
        for day in window:
            date.fromisoformat(f"2024-{day}")
        return window


class Parameters(_Declared):
    """Local norms that no regulation gives; a norm that is not set prints the figure without a verdict."""

    attendance_threshold: float | None = None
    visits_norm: int | None = None
    experience_bands: tuple[int, ...] = (3, 10, 20)
    young_years: int = 3
    courses_years: int = 3
    small_group: int = 5
    include_external: bool = False
    include_maternity: bool = False
    category_crosswalk: bool = False


class Papers(_Declared):
    """Wording and switches of the papers."""

    languages: tuple[Literal["kk", "ru"], ...] = ("kk",)
    heard: Text = Text(kk="ТЫҢДАЛДЫ", ru="СЛУШАЛИ")
    spoke: Text = Text(kk="СӨЙЛЕГЕНДЕР", ru="ВЫСТУПИЛИ")
    decided: Text = Text(kk="ҚАУЛЫ ЕТІЛДІ", ru="ПОСТАНОВИЛИ")
    votes: Text = Text(kk="ДАУЫС БЕРУ НӘТИЖЕСІ", ru="РЕЗУЛЬТАТЫ ГОЛОСОВАНИЯ")
    submission_title: Text = Text(kk="ҰСЫНЫС", ru="ПРЕДСТАВЛЕНИЕ")
    submission_subtitle: Text = Text(
        kk="Әдістемелік кеңестің қарауына мәселе енгізу туралы", ru="о внесении вопроса на рассмотрение методического совета",
    )
    methodical_theme: Text = Text()
    aim: Text = Text()
    tasks: tuple[Text, ...] = ()
    legal_bases: tuple[Text, ...] = ()


class College(_Declared):
    """``otm.toml``: what only the college knows."""

    year: str = Field(default="", pattern=r"^(20\d\d-20\d\d)?$")
    snapshot: str = "06-01"
    screen: Literal["kk", "ru", "en"] = "kk"
    profiles: tuple[str, ...] = ("otm-2025",)
    college: Names = Names()
    otm: SchoolNames = SchoolNames()
    council: CouncilNames = CouncilNames()
    people: Posts = Posts()
    qms: QualityCard = QualityCard()
    quarters: Quarters = Quarters()
    parameters: Parameters = Parameters()
    papers: Papers = Papers()

    @field_validator("snapshot")
    @classmethod
    def _snapshot_is_a_day(cls, day: str) -> str:
        date.fromisoformat(f"2024-{day}")
        return day


class Confirmed(_Declared):
    """``confirmed.toml``: what a person has answered before."""

    headers: dict[str, dict[str, str]] = Field(default_factory=dict)
    people: dict[str, str] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)
    rows: dict[str, str] = Field(default_factory=dict)


# ── all of it ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Specs:
    """Everything declared, ours and the college's overlay over it."""

    college: College
    confirmed: Confirmed
    registers: Mapping[str, RegisterSpec]
    vocabularies: Mapping[str, Vocabulary]
    profiles: Mapping[str, Profile]
    findings: Mapping[str, FindingSpec]
    personal: Mapping[str, tuple[str, ...]]
    chapters: Mapping[str, Chapter]
    messages: Mapping[str, Messages]
    configured: bool = True

    def severity(self, finding: Finding) -> Severity:
        """How much a finding matters, by its code and whether its field is required."""
        spec = self.findings[finding.code]
        return spec.if_required if finding.required and spec.if_required else spec.severity

    def word(self, vocabulary: str, code: str, lang: str = "kk") -> str:
        """The printed word of a code."""
        found = self.vocabularies.get(vocabulary)
        return code if found is None else found.word(code, lang)

    def field_label(self, register: str, name: str, lang: str = "kk") -> str:
        """The printed name of a field: its label, else its first heading."""
        spec = self.registers.get(register)
        known = spec and (spec.fields.get(name) or spec.attributes.get(name))
        if not known:
            return name
        return known.label[lang] if known.label else known.headers[0]

    def say(self, finding: Finding, lang: str) -> tuple[str, str]:
        """Message and suggestion of a finding in a language, with printed names of register and field."""
        register = self.registers.get(finding.register)
        return self.messages[lang].finding(
            finding,
            register=register.title[lang] if register else finding.register,
            field=self.field_label(finding.register, finding.field, lang),
        )


def data_files(folder: str, overlay: Path | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The declared tables of ``data/FOLDER``, each merged with the college's own of the same name.

    Args:
        folder: ``registers``, ``vocabularies``, ``profiles``, ``messages`` or ``figures``.
        overlay: The college's ``overlay`` folder.

    Yields:
        ``(name, table)`` by file stem, ours first, then those that only the college has.
    """
    own = {path.stem: path for path in sorted((overlay / folder).glob("*.toml"))} if overlay else {}
    for entry in sorted((_PACKAGE / "data" / folder).iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            name = entry.name.removesuffix(".toml")
            table = _packaged(f"{folder}/{entry.name}")
            yield name, merge(table, _load(own.pop(name))) if name in own else table
    for name, path in own.items():
        yield name, _load(path)


@cache
def _packaged(name: str) -> dict[str, Any]:
    return tomllib.loads((_PACKAGE / "data" / name).read_text(encoding="utf-8"))


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise CollegeError("config-unreadable", path.name, detail=problem.strerror or "") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise CollegeError("config-not-toml", path.name, detail=str(problem)) from problem


def merge(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """One declared table over another: tables merge, lists extend, scalars replace."""
    merged = dict(ours)
    for key, value in theirs.items():
        known = merged.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            merged[key] = merge(known, value)
        elif isinstance(known, list) and isinstance(value, list):
            merged[key] = known + [item for item in value if item not in known]
        else:
            merged[key] = value
    return merged


def _read(kind: type[_T], table: dict[str, Any], where: str, mistakes: list[str]) -> _T | None:
    try:
        return kind.model_validate(table)
    except ValidationError as problem:
        mistakes.extend(f"{where}: {_mistake(kind, error)}" for error in problem.errors())
        return None


def _mistake(kind: type[BaseModel], error: Any) -> str:  # noqa: ANN401 - pydantic's own error record
    path = [str(part) for part in error["loc"]]
    if error["type"] != "extra_forbidden":
        return f"{'.'.join(path)}: {error['msg']}"
    near = difflib.get_close_matches(path[-1], _known_keys(kind, path[:-1]), n=1)
    return f"{'.'.join(path)}: unknown key" + (f", did you mean '{near[0]}'?" if near else "")


def _known_keys(kind: type[BaseModel], path: list[str]) -> list[str]:
    model: Any = kind
    for part in path:
        fields = getattr(model, "model_fields", None)
        if fields is not None:
            model = fields[part].annotation if part in fields else None
        else:
            model = next((one for one in reversed(get_args(model)) if one is not Ellipsis), None)
    return list(getattr(model, "model_fields", {}))


def load(folder: Path | None = None) -> Specs:
    """Read everything declared for a college.

    Args:
        folder: The college folder (with ``otm.toml``, ``confirmed.toml``, ``overlay/``), or ``None`` for ours alone.

    Raises:
        CollegeError: A TOML file cannot be read, or keys or values in it are wrong; all mistakes are named at once.
    """
    overlay = folder / "overlay" if folder and (folder / "overlay").is_dir() else None
    mistakes: list[str] = []

    def all_of(kind: type[_T], part: str) -> dict[str, _T]:
        named = "name" in kind.model_fields
        found = {
            name: _read(kind, {**table, "name": name} if named else table, f"{part}/{name}.toml", mistakes)
            for name, table in data_files(part, overlay)
        }
        return {name: item for name, item in found.items() if item is not None}

    def one(kind: type[_T], name: str) -> tuple[_T, bool]:
        path = folder / name if folder else None
        if path is None or not path.is_file():
            return kind(), False
        return _read(kind, _load(path), name, mistakes) or kind(), True

    def single(name: str) -> dict[str, Any]:
        table = _packaged(name)
        own = overlay / name if overlay else None
        return merge(table, _load(own)) if own and own.is_file() else table

    college, configured = one(College, "otm.toml")
    confirmed, _ = one(Confirmed, "confirmed.toml")
    findings = {
        code: spec
        for code, table in single("findings.toml").items()
        if (spec := _read(FindingSpec, table, f"findings.toml [{code}]", mistakes))
    }
    specs = Specs(
        college=college,
        confirmed=confirmed,
        registers=all_of(RegisterSpec, "registers"),
        vocabularies=all_of(Vocabulary, "vocabularies"),
        profiles=all_of(Profile, "profiles"),
        findings=findings,
        personal={kind: tuple(headers) for kind, headers in single("personal.toml").items()},
        chapters=all_of(Chapter, "figures"),
        messages={lang: Messages(lang, table) for lang, table in data_files("messages", overlay)},
        configured=configured,
    )
    mistakes.extend(_cross_mistakes(specs))
    if mistakes:
        raise CollegeError("config-wrong", folder.name if folder else "otm_reports", mistakes="\n".join(mistakes))
    return specs


def _cross_mistakes(specs: Specs) -> Iterator[str]:
    for register in specs.registers.values():
        for name, spec in {**register.fields, **register.attributes}.items():
            if spec.vocabulary and spec.vocabulary not in specs.vocabularies:
                yield f"registers/{register.name}.toml: fields.{name}: no vocabulary '{spec.vocabulary}'"
    for name in specs.college.profiles:
        if name not in specs.profiles or not specs.profiles[name].offered:
            offered = ", ".join(known for known, profile in specs.profiles.items() if profile.offered)
            yield f"otm.toml: profiles: no profile '{name}'; there are: {offered}"
