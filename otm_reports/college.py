"""``otm.toml`` and ``confirmed.toml``: what only the college knows, and what a person has answered before."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator

from otm_reports.declared import Declared, Text


class Post(Declared):
    """A person who signs: short name as a signature line prints it, post, and typed case forms where papers need one."""

    name: str = ""
    name_ru: str = ""
    position: Text = Text()
    name_dative: str = ""
    name_dative_ru: str = ""

    def signature(self, lang: str) -> str:
        """The name as the signature line of a paper prints it."""
        return (self.name_ru or self.name) if lang == "ru" else self.name


class Posts(Declared):
    """The people whose names papers print."""

    director: Post = Post()
    deputy: Post = Post()
    methodist: Post = Post()
    otm_leader: Post = Post()
    otm_secretary: Post = Post()
    council_chair: Post = Post()
    council_secretary: Post = Post()


class Names(Declared):
    """Names of the college, in the forms that papers need; the genitive is typed, never generated."""

    name: Text = Text()
    name_genitive: Text = Text()
    short_name: Text = Text()
    city: Text = Text()


class SchoolNames(Declared):
    """Names of the School of Advanced Experience (ОТМ)."""

    name: Text = Text(kk="Озат тәжірибе мектебі", ru="Школа передового опыта")
    name_genitive: Text = Text(kk="Озат тәжірибе мектебінің", ru="Школы передового опыта")
    short_name: Text = Text(kk="ОТМ", ru="ШПО")


class CouncilNames(Declared):
    """Names of the methodological council."""

    name: Text = Text(kk="Әдістемелік кеңес", ru="Методический совет")
    name_dative: Text = Text(kk="Әдістемелік кеңеске", ru="Методическому совету")
    name_genitive: Text = Text(kk="Әдістемелік кеңестің", ru="Методического совета")


class QualityCard(Declared):
    """The page header of the quality management system; ``show = false`` leaves it out."""

    show: bool = False
    code: str = ""
    process: Text = Text()
    edition: str = ""
    copy_no: str = ""


class Quarters(Declared):
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


class Parameters(Declared):
    """Local norms that no regulation gives; a norm that is not set prints the figure without a verdict."""

    attendance_threshold: float | None = None
    visits_norm: int | None = None
    reviewers_minimum: int | None = None
    experience_bands: tuple[int, ...] = (3, 10, 20)
    young_years: int = 3
    courses_years: int = 3
    courses_long_years: int = 5
    card_years: int = Field(default=3, ge=1, le=5)
    small_group: int = 5
    include_external: bool = False
    include_maternity: bool = False
    category_crosswalk: bool = False


class Agreed(Declared):
    """Somebody who agreed to the school's regulation, and when («Келісілді»)."""

    name: str = ""
    position: Text = Text()
    on: date | None = None


class Regulation(Declared):
    """What the title page and the foreword of the school's own regulation say: approval, review, what it replaced, who agreed."""

    agreed: tuple[Agreed, ...] = ()
    approved_on: date | None = None
    protocol_no: str = ""
    review_years: int = Field(default=5, ge=1)
    replaces: Text = Text()


class Papers(Declared):
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


class College(Declared):
    """``otm.toml``: what only the college knows."""

    year: str = Field(default="", pattern=r"^(20\d\d-20\d\d)?$")
    snapshot: str = "06-01"
    statistics_day: str = "10-05"
    screen: Literal["kk", "ru", "en"] = "kk"
    profiles: tuple[str, ...] = ("otm-2025",)
    college: Names = Names()
    otm: SchoolNames = SchoolNames()
    council: CouncilNames = CouncilNames()
    people: Posts = Posts()
    qms: QualityCard = QualityCard()
    quarters: Quarters = Quarters()
    parameters: Parameters = Parameters()
    regulation: Regulation = Regulation()
    papers: Papers = Papers()

    @field_validator("snapshot", "statistics_day")
    @classmethod
    def _snapshot_is_a_day(cls, day: str) -> str:
        date.fromisoformat(f"2024-{day}")
        return day


class Confirmed(Declared):
    """``confirmed.toml``: what a person has answered before.

    Attributes:
        headers: Register → heading as written → field; ``-`` means none of its fields.
        people: Name as written, or the cell it stands in → full name or id of the person; ``-`` means nobody of the staff.
        commissions: Commission as written → the name the college keeps for it; ``-`` means none of them.
        files: Path in the college folder → ``use`` or ``skip``.
        registers: First heading cell of a table, or its sheet → register; ``-`` means none.
        years: Sheet or file → academic year.
        rows: Row of a repeat → ``real`` (it counts) or ``repeat`` (it does not).
    """

    headers: dict[str, dict[str, str]] = Field(default_factory=dict)
    people: dict[str, str] = Field(default_factory=dict)
    commissions: dict[str, str] = Field(default_factory=dict)
    files: dict[str, Literal["use", "skip"]] = Field(default_factory=dict)
    registers: dict[str, str] = Field(default_factory=dict)
    years: dict[str, Annotated[str, Field(pattern=r"^20\d\d-20\d\d$")]] = Field(default_factory=dict)
    rows: dict[str, Literal["real", "repeat"]] = Field(default_factory=dict)
