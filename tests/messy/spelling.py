"""Clean value → a spelling of it, as colleges write."""

# ruff: noqa: C901, PLR0911, PLR0912 - a generator of many small whims; its dice are seeded

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from messy.words import FATHERS, FOLD, GIVEN, MONTHS, PHRASES, SURNAMES, TWINS
from otm_reports.model import Period, Scalar
from otm_reports.specs import FieldSpec, Specs


@dataclass(frozen=True)
class Someone:
    surname: str
    given: str
    patronymic: str

    @property
    def full(self) -> str:
        return f"{self.surname} {self.given} {self.patronymic}"


def fold(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").translate(FOLD).split())


def invent_people(dice: random.Random, many: int) -> list[Someone]:
    people, taken = [], set()
    while len(people) < many:
        woman = dice.random() < 0.7
        surname = dice.choice(SURNAMES) + ("а" if woman else "")
        someone = Someone(surname, dice.choice(GIVEN[0] if woman else GIVEN[1]), dice.choice(FATHERS) + ("қызы" if woman else "ұлы"))
        short = fold(f"{surname} {someone.given[0]}")
        if short not in taken:
            taken.add(short)
            people.append(someone)
    return people


def write_person(dice: random.Random, who: Someone) -> str:
    g, p = who.given[0], who.patronymic[0]
    return dice.choice((
        who.full, who.full, f"{who.surname} {g}.{p}.", f"{g}.{p}. {who.surname}", f"{who.surname} {g}. {p}.", f"{g}.{p} {who.surname}",
        who.full.upper(), f"{who.surname}  {who.given}\u00a0{who.patronymic} ", f"{who.surname} {who.given}", f"{who.surname} {g}.{p}",
        f"{who.surname} {who.given}\n{who.patronymic}", f"{who.full} (қоса атқарушы)", f"{g}. {who.surname}", f"{who.surname} {g}{p}",
    ))  # fmt: skip


def write_date(dice: random.Random, day: date) -> Scalar:
    kk, ru = MONTHS[day.month]
    return dice.choice((
        day, day, day, datetime(day.year, day.month, day.day, 9, 30), f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day:%y}", f"{day:%d/%m/%Y}", f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y} ж.", f"{day:%d.%m.%Y}ж", f"{day.day} {kk} {day.year}ж", f"{day.year} жылғы {day.day} {kk}", f"«{day:%d}» {kk} {day.year} жыл",
        f"{day.day} {ru} {day.year} г.", f"{day:%d.%m.%Y}г.", (day - date(1899, 12, 30)).days, f"{day:%d-%m-%Y}", f" {day:%d.%m.%y} ",
        f"{day.day} {kk[:3]}. {day.year}", f"{day.year} жыл {day.day} {kk}", f"{day:%d.%m.%Y},",
    ))  # fmt: skip


def write_period(dice: random.Random, days: Period) -> Scalar:
    a, b = days.start, days.end
    ways: list[Scalar] = [
        f"{a:%d.%m.%Y}-{b:%d.%m.%Y}", f"{a:%d.%m.%Y} – {b:%d.%m.%Y}", f"{a:%d.%m.%y}-{b:%d.%m.%y}", f"с {a:%d.%m.%Y} по {b:%d.%m.%Y}",
        f"{a:%d.%m.%Y} - {b:%d.%m.%Y} ж.", f"{a:%d.%m.%Y}\n{b:%d.%m.%Y}" if dice.random() < 0.0 else f"{a:%d.%m.%Y}—{b:%d.%m.%Y}",
    ]
    if a.year == b.year:
        ways += [f"{a:%d.%m}-{b:%d.%m.%Y}", f"{a.day} {MONTHS[a.month][0]} - {b.day} {MONTHS[b.month][0]} {a.year} ж."]
    if (a.year, a.month) == (b.year, b.month):
        ways += [f"{a.day}-{b:%d.%m.%Y}", f"{a.day}-{b.day} {MONTHS[a.month][0]} {a.year}", f"{a.year} жылғы {a.day}-{b.day} {MONTHS[a.month][0]}"]
    return dice.choice(ways)


def write_number(dice: random.Random, number: float, name: str) -> Scalar:
    said = str(number).replace(".", ",") if isinstance(number, float) else str(number)
    ways: list[Scalar] = [number, number, said, f"{said} ", f" {said}"]
    if "hours" in name and isinstance(number, int):
        ways += [f"{number} сағ", f"{number} с.", f"{number}сағ.", f"{number} часа"]
        if number % 2 == 0 and number > 4:
            ways.append(f"{number // 2}+{number // 2}")
    elif "experience_m" in name:
        ways += [f"{said}ай", f"{said} ай"]
    elif "experience" in name:
        ways += [f"{said}ж", f"{said} жыл", f"{said} ж."]
    elif "pct" in name:
        ways += [f"{said}%", f"{said} %"]
    elif name == "year":
        ways += [f"{said} ж.", f"{said}ж"]
    return dice.choice(ways)


def spellings(specs: Specs, vocabulary: str) -> dict[str, list[str]]:
    """Code → words that mean it and no other code."""
    codes = specs.vocabularies[vocabulary].codes
    owners: dict[str, set[str]] = {}
    for code, entry in codes.items():
        for word in (entry.kk, entry.ru, *entry.also):
            owners.setdefault(re.sub(r"\W", "", fold(word)) or word, set()).add(code)
    return {
        code: [word for word in (entry.kk, entry.kk, entry.ru, *entry.also) if len(owners[re.sub(r"\W", "", fold(word)) or word]) == 1]
        for code, entry in codes.items()
    }


def write_code(dice: random.Random, words: Sequence[str], vocabulary: str) -> Scalar:
    word = dice.choice(words)
    if len(word) < 3:
        return word
    way = dice.randrange(10)
    if way == 0:
        return word.upper()
    if way == 1:
        return word[0].upper() + word[1:]
    if way == 2:
        return f" {word}  "
    if way == 3:
        return word.replace("-", " – ")
    if way == 4:
        return word.replace(" ", "  ") + "."
    if way == 5 and any(letter in TWINS for letter in word) and any("а" <= letter <= "я" and letter not in TWINS for letter in word):
        letter = next(letter for letter in word if letter in TWINS)
        return word.replace(letter, TWINS[letter], 1)
    if way == 6 and vocabulary == "category" and not word[0].isdigit() and "/" not in word:
        return f"{word}, {dice.randrange(2015, 2025)}"
    return word


class Values:
    """Makes a clean value of a field and a spelling of it."""

    def __init__(self, dice: random.Random, specs: Specs, people: list[Someone], commissions: list[str]) -> None:
        self.dice, self.specs, self.people, self.commissions = dice, specs, people, commissions
        self.count = 0

    def day(self, window: tuple[date, date]) -> date:
        return window[0] + timedelta(self.dice.randrange((window[1] - window[0]).days + 1))

    def make(self, name: str, spec: FieldSpec, window: tuple[date, date]) -> tuple[Any, Scalar]:
        dice, kind = self.dice, spec.type
        if kind == "person":
            who = dice.choice(self.people)
            return who, write_person(dice, who)
        if kind == "people":
            who = dice.sample(self.people, dice.choice((1, 1, 2, 3)))
            mark = dice.choice(("; ", ", ", ";\n", "\n", ",\n"))
            written = [write_person(dice, one).replace("\n", " ").strip() for one in who]
            if "," in mark or mark == "\n":
                written = [f"{one.surname} {one.given[0]}.{one.patronymic[0]}." if dice.random() < 0.5 else one.full for one in who]
            return tuple(who), mark.join(written)
        if kind == "date":
            day = self.day(window)
            return day, write_date(dice, day)
        if kind == "date_or_year":
            if dice.random() < 0.4:
                year = dice.randrange(2018, 2029)
                return year, dice.choice((year, str(year), f"{year} ж.", f"{year}ж", f"{year} жыл", f"{year} г."))
            day = self.day((date(2019, 1, 1), date(2029, 1, 1)))
            return day, write_date(dice, day)
        if kind == "period":
            start = self.day(window)
            days = Period(start, start + timedelta(dice.choice((1, 2, 4, 11, 40))))
            return days, write_period(dice, days)
        if kind in ("integer", "number"):
            return self._number(name, spec)
        if kind == "boolean":
            yes = dice.random() < 0.6
            return yes, dice.choice(("иә", "Иә", "+", "да", "бар", "✓", "1", True) if yes else ("жоқ", "Жоқ", "нет", False))
        if kind == "list":
            items = tuple(f"{one}" for one in dice.sample([phrase for phrase in PHRASES if ";" not in phrase and "," not in phrase], dice.choice((1, 2, 3))))
            if len(items) == 1:
                return items, items[0]
            numbered = "\n".join(f"{number}) {item}" for number, item in enumerate(items, 1))
            return items, dice.choice(("; ".join(items), "\n".join(items), numbered, ";\n".join(items)))
        if kind == "code" or (kind == "score" and dice.random() < 0.5):
            vocabulary = spec.vocabulary or "quality"
            words = {code: forms for code, forms in spellings(self.specs, vocabulary).items() if forms}
            code = dice.choice(sorted(words))
            return code, write_code(dice, words[code], vocabulary)
        if kind == "score":
            number = dice.choice((4, 5, 3, 4.5, 92, 78))
            return number, write_number(dice, number, "score")
        if kind == "commission":
            name = dice.choice(self.commissions)
            core = name.removesuffix(" ЦӘК")
            return name, dice.choice((name, name, name.upper(), f"«{core}» ЦӘК", f"{core} циклдік әдістемелік комиссиясы"))
        return self._text(name)

    def people_are(self, people: list[Someone]) -> None:
        self.people = people

    def _number(self, name: str, spec: FieldSpec) -> tuple[Any, Scalar]:
        low, high = int(spec.minimum or 0), int(spec.maximum or 100)
        number: float = self.dice.randrange(low, min(high, low + 90) + 1)
        if name == "year":
            number = 2025
        elif name == "grad_year":
            number = self.dice.randrange(1990, 2025)
        elif spec.type == "number" and "experience" in name and self.dice.random() < 0.15:
            number += 0.5
            number = min(number, high)
        return number, write_number(self.dice, number, name)

    def _text(self, name: str) -> tuple[Any, Scalar]:
        self.count += 1
        dice = self.dice
        if name == "due":
            text = dice.choice(("қыркүйек", "І тоқсан", "қазан-қараша", "жыл бойы", "желтоқсан айы", "15.10.2025", "ай сайын"))
            return text, text
        if name.endswith("no"):
            bare = dice.choice((f"{self.count}", f"{self.count}-к", f"{self.count}/1", f"KZ-{self.count:05}"))
            written = dice.choice((bare, bare, f"№ {bare}", f"№{bare}"))
            return bare, int(bare) if written.isdigit() and bare[0] != "0" and dice.random() < 0.7 else written
        if name in ("group", "course", "pair", "room", "pages", "index"):
            text = dice.choice((f"МІ-{self.count % 40 + 1}", f"{self.count}-топ", f"{self.count}"))
            return text, text
        text = dice.choice(PHRASES)
        text = f"{text} {self.count}" if dice.random() < 0.8 else f"{text}, {self.count}-бөлім"
        if dice.random() < 0.08:
            return text.replace(" ", "\n", 1), text.replace(" ", "\n", 1)
        return text, dice.choice((text, text, f"{text} ", text.replace(" ", "  ", 1)))


def bend(dice: random.Random, text: str) -> str:
    """A heading as a hand types it."""
    way = dice.randrange(16)
    if way == 0:
        return text.upper()
    if way == 1:
        return f"{text}:"
    if way == 2:
        return f"{text} … "
    if way == 3:
        return f"  {text}"
    if way == 4 and any(letter in TWINS for letter in text):
        letter = dice.choice([letter for letter in text if letter in TWINS])
        return text.replace(letter, TWINS[letter], 1)
    if way == 5 and len(re.sub(r"\W", "", text)) >= 10:
        spot = dice.randrange(2, len(text) - 2)
        return dice.choice((text[:spot] + text[spot + 1 :], text[:spot] + text[spot] + text[spot:], text[: spot - 1] + text[spot] + text[spot - 1] + text[spot + 1 :]))
    if way == 6 and " " in text:
        return text.replace(" ", "\n", 1)
    if way == 7:
        words = re.findall(r"[^\W\d_]{8,}", text)
        if words:
            return text.replace(words[0], words[0][:4] + "-\n" + words[0][4:], 1)
    if way == 8 and "-" in text and " " not in text:
        return text.replace("-", "-\n")
    if way == 9:
        return f"{text}*"
    if way == 10:
        return text.replace(" ", "  ")
    if way == 11:
        return text.replace("-", " – ")
    return text


def is_russian(text: str) -> bool:
    return not re.search("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]", text)


def head(dice: random.Random, spec: FieldSpec, style: str) -> tuple[str, str]:
    """The heading of a field: first line, second line (empty unless the heading has two rows)."""
    texts = [text for text in spec.headers if len(text) > 1]
    one = dice.choice(texts)
    russian = [text for text in texts if is_russian(text)] or texts
    other = dice.choice(russian)
    if style == "slash":
        return dice.choice((f"{one} / {other}", f"{one}/{other}", f"{one}\n{other}", f"{one} ({other})")), ""
    if style == "two":
        return one, other
    return bend(dice, one), ""
