"""Values → the words of a paper: numbers, dates and names as printed, and a visible blank where nothing is known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from otm_reports.kazakh import dates, names, numbers
from otm_reports.model import CellRef, Figure, Finding, Listing, Period, Person, Report, Row, Value
from otm_reports.specs import Specs, Text
from otm_reports.traced import Blank, Origin, like, whole, worded

NBSP = "\u00a0"
DASH = "–"
_PARTED = re.compile(r"(?<=№) (?=\S)|(?<=\d) (?=%)")
#: Between a surname and its initials, whichever comes first.
_NAME = re.compile(r"(?<=[а-яәғқңөұүһіё]) (?=[А-ЯӘҒҚҢӨҰҮҺІЁ]\.)|(?<=\b[А-ЯӘҒҚҢӨҰҮҺІЁ]\.) (?=[А-ЯӘҒҚҢӨҰҮҺІЁ][а-яәғқңөұүһіё])")
#: Between a year and «жыл», between a day and its month.
_DATE = re.compile(rf"(?<=\d) (?=жыл|{'|'.join(f'{month.kk[:5]}|{month.ru_genitive}' for month in dates.MONTHS)})")
#: Where requisites stand: a gap in them points there.
REQUISITES = CellRef("otm.toml")


class Writer:
    """One paper's hand: writes values in its language and remembers what it used and what it had to leave blank.

    Args:
        report: What may be printed.
        specs: Words and requisites.
        lang: Language of the paper.
        paper: File name of the paper, which every gap names.
    """

    def __init__(self, report: Report, specs: Specs, lang: str, paper: str) -> None:
        self.report = report
        self.specs = specs
        self.lang = lang
        self.paper = paper
        self.gaps: list[Finding] = []
        self._used: dict[str, None] = {}

    @property
    def used(self) -> tuple[str, ...]:
        """Ids of the figures and listings asked for so far."""
        return tuple(self._used)

    # ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, key: str, /, section: str = "papers", **params: object) -> str:
        """A wording of the messages in the paper's language; figures in it stay traced."""
        texts = self.specs.messages[self.lang]
        return worded(lambda **said: texts.text(section, key, **said), params)

    def word(self, vocabulary: str, code: str) -> str:
        """The printed word of a code; text that is no code stays as it is."""
        return self.specs.word(vocabulary, code, self.lang)

    def pick(self, text: Mapping[str, str] | Text) -> str:
        """The paper's language of a text in two languages."""
        return text[self.lang] if isinstance(text, Text) else text.get(self.lang) or text.get("kk", "")

    @property
    def no_data(self) -> str:
        """«дерек жоқ»."""
        return self.say("no_data")

    # ── values ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def show(self, value: Value, vocabulary: str = "", *, full: bool = False) -> str:
        """A value as the paper prints it; empty where there is none.

        Args:
            value: Any typed value of a row, a figure or a listing.
            vocabulary: Code list of a coded text.
            full: Print whole names of people, not initials.
        """
        if value is None:
            return ""
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, str):
            return self.word(vocabulary, value) if vocabulary else value
        if isinstance(value, int | float):
            return number(value)
        if isinstance(value, tuple):
            return ", ".join(self.show(one, vocabulary, full=full) for one in value)
        return self._other(value, full=full)

    def _other(self, value: Value, *, full: bool) -> str:
        if isinstance(value, Person):
            short = listed(value)
            return value.full if full or short in self._namesakes else short
        if isinstance(value, Period):
            return short_date(value.start) if value.start == value.end else DASH.join(map(short_date, (value.start, value.end)))
        return short_date(value) if isinstance(value, date) else str(value)

    @cached_property
    def _namesakes(self) -> frozenset[str]:
        """Short names that several people of the college share: these are printed in full."""
        counts = Counter(listed(person) for person in self.report.year.people.values())
        return frozenset(name for name, count in counts.items() if count > 1)

    def signed(self, person: Person) -> str:
        """A name as a signature line prints it; a Russian paper takes the Russian spelling that otm.toml gives this person."""
        name = signature(person)
        if self.lang == "kk":
            return name
        posts = (post for _, post in self.specs.college.people)
        return next((tied(post.name_ru) for post in posts if post.name_ru and tied(post.name) == name), name)

    def day(self, day: date, ending: str = "") -> str:
        """The date as running text prints it: «2025 жылғы 9 қазан»; with an ending, «2025 жылғы 9 қазандағы»."""
        return _DATE.sub(NBSP, dates.official(day, self.lang, ending))

    def dated(self, day: date) -> str:
        """The date before the number of a paper: «2025 жылғы 9 қазандағы», «от 9 октября 2025 года»."""
        return self.say("dated", day=self.day(day, "дағы" if self.lang == "kk" else ""))

    def until(self, day: date) -> str:
        """A term: «2025 жылғы 15 қыркүйекке дейін», «до 15 сентября 2025 года»."""
        return self.say("until", day=self.day(day, "ға дейін" if self.lang == "kk" else ""))

    def clause(self, written: str, profile: str = "") -> str:
        """A clause as a paper cites it: ``1.3; 3.1`` → «1.3-тармақ, 3.1-тармақ», ``5, абз. 2`` → «5-бөлім, 2-абзац».

        The preface, the title page and the page header have their names; a clause written in another way stays as written.
        """
        return self.specs.clause(written, profile, self.lang)

    # ── figures ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def figure(self, name: str) -> Figure | None:
        """A figure by id, remembered as printed."""
        self._used[name] = None
        return self.report.figures.get(name)

    def value(self, name: str) -> int | float | None:
        """The number of a figure; ``None`` is "no data"."""
        found = self.figure(name)
        return found.value if found else None

    def printed(self, name: str) -> str:
        """A figure as the paper prints it, with its per cent sign; «дерек жоқ» where there is no number."""
        return self.with_unit(self.figure(name))

    def known(self, name: str) -> str:
        """A figure as the paper prints it; empty where there is no number."""
        figure = self.figure(name)
        return self.with_unit(figure) if figure and figure.value is not None else ""

    def counted(self, row: Row | None, name: str) -> str:
        """A number that a register itself states, as printed; empty where it states none."""
        value = row[name] if row else None
        return whole(number(value), Origin(cell=row.cell(name))) if row and value is not None else ""

    def with_unit(self, figure: Figure | None) -> str:
        """The number of a figure with the sign that belongs to its unit."""
        return self.no_data if figure is None else self._traced(figure, figure.value)

    def _traced(self, figure: Figure, value: float | None, year: str = "") -> str:
        """A value of a figure as printed, which knows where it is from."""
        text = self.no_data if value is None else number(value) + (f"{NBSP}%" if figure.unit == "percent" else "")
        return whole(text, Origin(figure, year))

    def before(self, figure: Figure) -> str:
        """The same figure in the year before, as printed."""
        year = next(iter(figure.earlier), "")
        return self.in_year(figure, year) if year else self.no_data

    def in_year(self, figure: Figure, year: str) -> str:
        """The value of a figure in an earlier year, as printed."""
        return self._traced(figure, figure.earlier.get(year), year)

    def listing(self, name: str) -> Listing | None:
        """A listing by id, remembered as printed."""
        self._used[name] = None
        return self.report.listings.get(name)

    # ── blanks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def blank(self, what: str, at: CellRef, /, **params: object) -> Blank:
        """A visible blank and its gap.

        Args:
            what: Key of ``[blanks]`` in the messages: what a person has to write there.
            at: The cell where the registers should have said it.
            **params: Values for the wording.
        """
        words = self.say(what, "blanks", **params)
        self.gaps.append(Finding("doc-gap", at, params={"what": words, "paper": self.paper, "blank": what, "said": tuple(params.items())}))
        return Blank(self.say("blank", what=words))

    def needed(self, value: Value, what: str, at: CellRef, vocabulary: str = "", /, *, full: bool = True, **params: object) -> str:
        """A value as printed, or a blank where there is none."""
        return self.show(value, vocabulary, full=full) or self.blank(what, at, **params)

    def from_row(self, row: Row | None, name: str, what: str, at: CellRef, vocabulary: str = "") -> str:
        """A field of a row as printed, or a blank that points to its cell (to ``at`` where there is no row)."""
        if row is None:
            return self.blank(what, at)
        return self.needed(row[name], what, row.cell(name), vocabulary)

    def requisite(self, value: str, what: str) -> str:
        """A requisite of ``otm.toml``, or a blank."""
        return value or self.blank(what, REQUISITES)


def number(value: float) -> str:
    r"""A number as papers print it: decimal comma, thousands apart, a minus as a dash; decimals as they were counted.

    >>> number(82.4), number(82.0), number(0.46), number(12345), number(-1.3)
    ('82,4', '82,0', '0,46', '12\xa0345', '–1,3')
    """
    places = max(1, len(f"{value:.4f}".rstrip("0").partition(".")[2]))
    text = numbers.decimal(abs(value), places)
    return f"{DASH}{text}" if value < 0 else text


def short_date(day: date) -> str:
    """The date as tables print it: ``09.10.2025``."""
    return dates.short(day)


def signature(person: Person) -> str:
    """A name as a signature line prints it, ``А.Ә. Тегі``, with a space that does not break; written forms are put in order."""
    return names.initials_first(person.full).replace(" ", NBSP)


def listed(person: Person) -> str:
    """A name as a list prints it in short, ``Тегі А.Ә.``."""
    return names.surname_first(person.full).replace(" ", NBSP)


def bound(text: str) -> str:
    r"""The text with «№» and per cent signs bound to their numbers.

    >>> bound("№ 253 бұйрық, 86,3 %")
    '№\xa0253 бұйрық, 86,3\xa0%'
    """
    return like(text, _PARTED.sub(NBSP, text))


def prose(text: str) -> str:
    r"""A sentence in which numbers, dates and names do not part at the end of a line; a blank stays a blank.

    >>> prose("Жауапты: Серікова А.М.")
    'Жауапты: Серікова\xa0А.М.'
    """
    return text if hasattr(text, "blank") else like(text, _DATE.sub(NBSP, _NAME.sub(NBSP, bound(text))))


def tied(name: str) -> str:
    """A typed name whose initials do not part from the surname: ``А.Ә. Тегі``."""
    return name.replace(". ", f".{NBSP}")
