"""Seed → people: the invented teachers of the college over three years, with joiners, leavers and new categories."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SEED = 20252026
YEARS = (2023, 2024, 2025)
CATEGORIES = {
    "trainee": "педагог-тағылымдамашы", "ped": "педагог", "moderator": "педагог-модератор", "expert": "педагог-сарапшы",
    "researcher": "педагог-зерттеуші", "master": "педагог-шебер", "high": "жоғары санатты", "first": "бірінші санатты",
    "second": "екінші санатты", "none": "санатсыз",
}
EXPERIENCED = ("expert", "researcher", "master", "high", "first")


def dice(what: str) -> random.Random:
    """A die of its own for each purpose, so that a change in one register leaves the others as they were."""
    return random.Random(f"{SEED} {what}")


@cache
def invented(name: str) -> dict[str, Any]:
    """A TOML file of invented words beside this module."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def fitting(told: dict[str, Any], subject: str, kind: str, drawn: str) -> str:
    """A drawn ``lesson`` or ``article`` if it is of the subject, else the first that is."""
    own = [title for title, whose in zip(told[f"{kind}s"], told[f"{kind}_subjects"], strict=True) if whose in {subject, ""}]
    return drawn if drawn in own or not own else own[0]


@dataclass
class Teacher:
    """One invented person."""

    surname: str
    given: str
    patronymic: str
    woman: bool
    commission: int
    subject: str
    specialty: str
    school: str
    began: date  # first day as a pedagogue
    hired: date
    left: date | None = None
    grades: list[tuple[date, str]] = field(default_factory=list)  # category from a day on
    position: str = "оқытушы"
    employment: str = "негізгі"
    status: str = "белсенді"
    degree: str = ""
    education: str = "жоғары"
    medical: str = ""
    number: int = 0
    twin: bool = False  # somebody else has the same surname and initials

    @property
    def full(self) -> str:
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def short(self) -> str:
        """As journals write it; in full where the initials would not tell two people apart."""
        return self.full if self.twin else self.initials

    @property
    def initials(self) -> str:
        return f"{self.surname} {self.given[0]}." + (f"{self.patronymic[0]}." if self.patronymic else "")

    @property
    def signed(self) -> str:
        """As a signature line has it."""
        return f"{self.given[0]}." + (f"{self.patronymic[0]}. " if self.patronymic else " ") + self.surname

    def present(self, year: int) -> bool:
        """On the staff during the academic year that begins in ``year``."""
        return self.hired <= date(year + 1, 5, 31) and (self.left is None or self.left >= date(year, 9, 1))

    def grade(self, day: date) -> tuple[date, str]:
        """Category on a day and the day it was given."""
        return [entry for entry in self.grades if entry[0] <= day][-1]

    def category(self, year: int) -> str:
        return self.grade(date(year, 9, 15))[1]

    def experience(self, day: date) -> tuple[int, int]:
        """Whole years and months as a pedagogue on a day."""
        months = max(0, (day.year - self.began.year) * 12 + day.month - self.began.month)
        return divmod(months, 12)


# Who stays through all three years: (years of work in 2025 from…to, how many people).
_CORE = (((1, 2), 8), ((3, 5), 9), ((6, 9), 12), ((10, 15), 14), ((16, 30), 13))
# Who leaves in the summer of a year (in 2026: in February), by years of work in 2023; who joins, by years of work then.
_Moves = tuple[tuple[int, tuple[int, ...]], ...]
_LEAVERS: _Moves = ((2024, (4, 12, 22, 1)), (2025, (5, 17, 3, 24, 9)), (2026, (2,)))
_JOINERS: _Moves = ((2024, (0, 0, 0, 0, 7, 13, 19)), (2025, (0, 0, 0, 0, 0, 0, 8, 15)))


def _path(began: int, rng: random.Random) -> list[tuple[date, str]]:
    """The categories of a career: a step every three to six years, some of them never taken."""
    years = {"moderator": began + 3 + rng.randint(0, 2), "expert": began + 6 + rng.randint(0, 3)}
    years["researcher"] = years["expert"] + 4 + rng.randint(0, 4)
    years["master"] = years["researcher"] + 4 + rng.randint(0, 5)
    reached = rng.choices(("ped", "moderator", "expert", "researcher", "master"), (1, 3, 6, 9, 8))[0]
    steps = [(date(began, 9, 1), "ped")]
    for name in ("moderator", "expert", "researcher", "master"):
        if years[name] <= 2025:
            steps.append((date(max(years[name], 2018), 8, 29), name))
        if name == reached:
            break
    return steps


def _old_path(began: int, rng: random.Random) -> list[tuple[date, str]]:
    """A holder of an old category; half of them pass to the new system in 2024 or 2025."""
    code = rng.choice(("high", "first", "first", "second"))
    steps = [(date(began, 9, 1), "none"), (date(rng.choice((2020, 2021)), 8, 29), code)]
    after = {"high": "researcher", "first": "expert", "second": "moderator"}[code]
    if rng.random() < 0.5:
        steps.append((date(rng.choice((2024, 2025)), 8, 29), after))
    return steps


class College:
    """The invented people and the posts they hold."""

    def __init__(self) -> None:
        self.names = invented("names")
        self.topics = invented("topics")
        self._rng = dice("people")
        self._surnames = list(self.names["surnames"])
        self._rng.shuffle(self._surnames)
        self.everybody: list[Teacher] = []
        self._hire()
        self._posts()

    # ── hiring ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _hire(self) -> None:
        rng = self._rng
        for (low, high), count in _CORE:
            for _ in range(count):
                began = 2025 - rng.randint(low, high) - (1 if low == 1 else 0)
                self._add(began, max(began, 2023 - rng.randint(0, 14)))
        for year, seniority in _LEAVERS:
            for years in seniority:
                left = date(2026, 2, 16) if year == 2026 else date(year, 7, 1)
                self._add(2023 - years, 2023 - min(years, 6), left)
        for year, seniority in _JOINERS:
            for years in seniority:
                self._add(year - years, year)

    def _add(self, began: int, hired: int, left: date | None = None) -> None:
        rng, number = self._rng, len(self.everybody)
        commission = self.topics["commission"][number % 5]
        woman = rng.random() < 0.82
        root, father = self._surnames[number], rng.choice(self.names["fathers"])
        place = rng.randrange(len(commission["subjects"]))
        teacher = Teacher(
            surname=root if not woman or root.endswith("ұлы") else root + "а",
            given=rng.choice(self.names["women" if woman else "men"]),
            patronymic="" if rng.random() < 0.06 else father + ("қызы" if woman else "ұлы"),
            woman=woman, commission=number % 5, subject=commission["subjects"][place],
            specialty=commission["specialties"][place],
            school=rng.choice(self.names["schools" if number % 5 else "general_schools"]), began=date(began, 9, 1),
            hired=date(hired, 8, 25) if hired > began else date(began, 9, 1), left=left, number=number,
        )
        if teacher.hired.year in {2024, 2025}:
            teacher.hired = date(teacher.hired.year, 8, 25)
            teacher.began = min(teacher.began, teacher.hired.replace(month=9, day=1))
        teacher.grades = self._grades(teacher)
        teacher.degree = "магистр" if rng.random() < 0.3 else ("PhD" if rng.random() < 0.03 else "")
        teacher.education = "жоғары оқу орнынан кейінгі" if teacher.degree else "жоғары"
        if number % 5 >= 2 and rng.random() < 0.09:
            teacher.position, teacher.education, teacher.degree = "өндірістік оқыту шебері", "арнайы орта", ""
        if number % 5 in {2, 3} and 2025 - began > 9 and rng.random() < 0.5:
            teacher.medical = rng.choice(("жоғары", "бірінші"))
        self.everybody.append(teacher)

    def _grades(self, teacher: Teacher) -> list[tuple[date, str]]:
        rng, began = self._rng, teacher.began.year
        if began >= 2025:
            return [(date(2025, 8, 25), "trainee" if rng.random() < 0.5 else "ped")]
        if 2025 - began > 8 and teacher.number % 3 == 1:
            return _old_path(began, rng)
        if rng.random() < 0.04:
            return [(date(began, 8, 25), "none")]
        return [(day if day.year > began else date(began, 8, 25), code) for day, code in _path(began, rng)]

    # ── posts ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _posts(self) -> None:
        stay = [one for one in self.everybody if all(one.present(year) for year in YEARS) and one.left is None]
        senior = sorted(stay, key=lambda one: (one.began, one.number))
        self._taken: set[int] = set()

        def pick(commission: int, position: str = "") -> Teacher:
            """The most experienced of a commission who has no post yet."""
            one = next(one for one in senior if one.commission == commission and one.number not in self._taken)
            self._taken.add(one.number)
            one.position = position or one.position
            return one

        self.leader = pick(2)
        self.director = pick(3, "директор")
        self.deputy = pick(1, "директордың ғылыми-әдістемелік жұмыс жөніндегі орынбасары")
        self.methodist = pick(0, "әдіскер")
        self.council_secretary = pick(4)
        self.chairs = [pick(index) for index in range(5)]
        self.mentors = [pick(index) for index in (2, 3, 1, 0, 2, 4, 3, 1)]
        for post, (surname, given, patronymic) in self.names["posts"].items():
            one = getattr(self, post)
            one.surname, one.given, one.patronymic, one.woman = surname, given, patronymic, True
        self._experienced()
        self._exceptions(senior)

    def _experienced(self) -> None:
        """Whoever leads or mentors has a category that allows it."""
        self.leader.grades = [(date(2010, 8, 29), "ped"), (date(2018, 8, 29), "expert"), (date(2022, 8, 29), "researcher")]
        self.leader.began, self.leader.position, self.leader.education = date(2009, 9, 1), "оқытушы", "жоғары"
        for one in (*self.chairs, *self.mentors, self.methodist, self.deputy, self.director):
            if one.category(2023) not in EXPERIENCED[:3]:
                grade = "researcher" if one in self.chairs or one.began.year < 2006 else "expert"
                one.grades = [(date(one.began.year, 8, 25), "ped"), (date(2021, 8, 29), grade)]
            if one.position == "өндірістік оқыту шебері":
                one.position, one.education = "оқытушы", "жоғары"
        self.deputy.grades.append((date(2024, 8, 29), "master"))
        self.chairs[1].grades.append((date(2025, 8, 29), "master"))

    def _exceptions(self, senior: list[Teacher]) -> None:
        """Part-timers, one person on leave, and two people whom surname and initials do not tell apart."""
        free = [one for one in reversed(senior) if one.number not in self._taken]
        for place, one in enumerate(free[4::7]):
            kind = ("сыртқы қоса атқарушы", "", "ішкі қоса атқарушы")[place % 3]
            one.employment, one.status = (kind, one.status) if kind else (one.employment, "бала күтімінде")
        first, second = [one for one in free if one.woman and one.commission == 0][:2]
        first.given, first.patronymic, first.twin = "Айнұр", "Маратқызы", True
        second.surname, second.given, second.patronymic, second.twin = first.surname, "Айсұлу", "Мейрамқызы", True

    def staff(self, year: int) -> list[Teacher]:
        """Everybody of the academic year by commission and surname, late joiners last, as lists are kept."""
        here = [one for one in self.everybody if one.present(year)]
        return sorted(here, key=lambda one: (one.commission, one.hired > date(year, 8, 1), _alphabet(one.full)))

    def members(self, year: int, commission: int) -> list[Teacher]:
        return [one for one in self.staff(year) if one.commission == commission and one.position != "директор"]

    def listeners(self, year: int) -> list[tuple[Teacher, str]]:
        """The listeners of a year with the ground on which they were taken in, commission by commission in turn."""
        size = {2023: 3, 2024: 4, 2025: 5}[year]
        by_commission = []
        for commission in range(5):
            free = [one for one in self.members(year, commission)
                    if one.number not in self._taken and "атқарушы" not in one.employment
                    and one.status != "бала күтімінде" and one.left != date(2026, 2, 16)]
            free.sort(key=lambda one: (one.experience(date(year, 9, 1))[0], one.number))
            young = [one for one in free if one.experience(date(year, 9, 1))[0] < 3][: 1 + size // 3]
            rest = [one for one in free if one not in young]
            growth = [one for one in rest if one.category(year) in {"ped", "moderator", "none", "second"}]
            own = [one for one in rest if one.category(year) in {"expert", "first"}]
            chosen = [(one, "жас маман") for one in young]
            chosen += [(one, "кәсіби өсу") for one in growth[: size - len(chosen) - 1]]
            chosen += [(one, "өз қалауы") for one in own[: size - len(chosen)]]
            chosen += [(one, "кәсіби өсу") for one in growth[size - 1 :]][: size - len(chosen)]
            by_commission.append(chosen)
        turn = [group[place] for place in range(size) for group in by_commission if place < len(group)]
        return turn[: {2023: 15, 2024: 18, 2025: 24}[year]]

    def words(self, year: int) -> dict[str, str]:
        """Placeholders of the session texts: who stands behind ``{leader}``, ``{C1}``, ``{T2}``, ``{L3}``."""
        people = self.by_word(year)
        return {key: one.short for key, one in people.items()} | {"outside": self.names["visitors_from_outside"][0]}

    def by_word(self, year: int) -> dict[str, Teacher]:
        people = {"leader": self.leader, "deputy": self.deputy, "methodist": self.methodist, "director": self.director}
        people |= {f"C{place}": one for place, one in enumerate(self.chairs, 1)}
        people |= {f"T{place}": one for place, one in enumerate(self.mentors, 1)}
        people |= {f"L{place}": one for place, (one, _) in enumerate(self.listeners(year), 1)}
        return people

    def council(self) -> list[tuple[Teacher, str]]:
        """Members of the methodological council with their roles."""
        members = [(self.deputy, "төраға"), (self.council_secretary, "хатшы")]
        members += [(one, "мүше") for one in (self.director, self.methodist, self.leader)]
        return members + [(one, "мүше") for one in self.chairs] + [(one, "мүше") for one in self.mentors[:4]]


_LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"


def _alphabet(text: str) -> list[int]:
    return [_LETTERS.find(letter) for letter in text.casefold()]
