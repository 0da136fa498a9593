"""Seed → registers as colleges keep them, with the answer key of every cell: the adversary of the tests of reading.

`mess(seed, specs)` invents clean rows for a declared register and lays them out the way colleges do: titles, headings in
every declared spelling and worse, numbering rows, sections, totals, merged and hidden cells, several tables on a sheet,
a sheet per month or commission, values in every spelling. `judge` compares what was read with the key: no row lost, none
invented, each value right or asked about at its very cell, never wrong in silence.
"""

# ruff: noqa: C901, PLR0911, PLR0912, PLR0915, PLR0917, FBT001, S311 - a generator of many small whims; its dice are seeded

from __future__ import annotations

import csv
import io
import random
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl

from otm_reports.model import Finding, Period, Person, Scalar, Sheet
from otm_reports.registers import Read
from otm_reports.specs import FieldSpec, RegisterSpec, Specs

YEAR = "2025-2026"
FIRST = date(2025, 9, 1)
MONTHS = {
    9: ("қыркүйек", "сентября"), 10: ("қазан", "октября"), 11: ("қараша", "ноября"), 12: ("желтоқсан", "декабря"), 1: ("қаңтар", "января"),
    2: ("ақпан", "февраля"), 3: ("наурыз", "марта"), 4: ("сәуір", "апреля"), 5: ("мамыр", "мая"), 6: ("маусым", "июня"),
    7: ("шілде", "июля"), 8: ("тамыз", "августа"),
}  # fmt: skip
QUARTERS = {
    "І тоқсан": (date(2025, 9, 1), date(2025, 10, 31)), "ІІ тоқсан": (date(2025, 11, 1), date(2025, 12, 31)),
    "3-тоқсан": (date(2026, 1, 1), date(2026, 3, 31)), "IV тоқсан": (date(2026, 4, 1), date(2026, 6, 30)),
}  # fmt: skip
SURNAMES = (
    "Ақбердин", "Бөкенбаев", "Дүйсекеев", "Ерғалиев", "Жанұзақов", "Кәрімтаев", "Қоңырбаев", "Мыңжасаров", "Нұртазин", "Оңғарбаев",
    "Сүгірәлиев", "Тәңірбергенов", "Үмбетәлиев", "Шоқпаров", "Ізтілеуов", "Бекмағанов", "Досжанов", "Елшібаев", "Көпжасаров", "Рақымбердин",
)  # fmt: skip
GIVEN = (("Гүлжан", "Әсел", "Меруерт", "Жұлдыз", "Қымбат", "Назерке", "Ұлжан"), ("Бауыржан", "Ерлан", "Қайсар", "Мұхтар", "Санжар", "Тимур", "Өмірбек"))
FATHERS = ("Болат", "Қанат", "Серік", "Әбілқасым", "Дәурен", "Мақсұт", "Төлеу")
COMMISSIONS = ("Мейіргер ісі ЦӘК", "Емдеу ісі ЦӘК", "Жалпы білім беретін пәндер ЦӘК", "Фармация ЦӘК", "Зертханалық диагностика ЦӘК")
PHRASES = (
    "Симуляциялық оқыту әдістері", "Клиникалық ойлауды дамыту жолдары", "Хирургиядағы мейіргер ісі", "Кейс-әдісті қолдану", "Қорытынды отырыс өткізу",
    "Барлық тыңдаушылардың есебі", "Жалпы мәселелерді талқылау", "Итоги работы за полугодие", "Хатшы сайлау туралы", "Ескерту карталарын пайдалану",
    "Наурыз мерекесіне арналған көрме", "№ 5 бұйрыққа өзгеріс енгізу", "Директордың есебін тыңдау", "Бірлескен сабақ: анатомия және физиология",
    "PISA мен Wi-Fi: цифрлық дағдылар", "Работа с одарёнными студентами", "Әдістемелік кеңестің жұмысы", "Оқу-тәрбие үдерісі (1 бөлім)",
    "Педагог шеберлігі; жаңа технологиялар", "Алғашқы көмек көрсету алгоритмі", "Жүрек-қан тамырлары жүйесі", "Критериалды бағалау", "STEM жобалары",
    "Тақырыптық апта ұйымдастыру", "Жоспар бойынша жұмыс", "Мазмұны жаңартылған бағдарлама", "Семинар-тренинг материалдары", "Ашық сабақтарды талдау",
)  # fmt: skip
UNKNOWN = ("Шкаф нөмірі", "Кофе-брейк", "Диплом сериясы", "Көлік", "Үстел бояуы", "Сурет")
PERSONAL = (("ЖСН", "'850314300128"), ("Телефоны", "8 701 555 12 34"), ("Туған күні", date(1985, 3, 14)), ("ИИН", "900612450127"))
RUNNING = ("№", "№ р/с", "р/с", "№ п/п", "Рет саны", "#")
SIGNATURES = ("Әдіскер ____________ {p}", "Директордың орынбасары: _________", "* барлығы тізім бойынша", "Ескерту: деректер бұйрыққа сай толтырылды", "Құрастырған: {p}")
TITLES = ("Білім басқармасы", "«Ақжол» жоғары медициналық колледжі», КМҚК", "БЕКІТЕМІН", "Директор ____________", "Әдістемелік кабинет", "колледждің ресми құжаты")
TWINS = {"а": "a", "е": "e", "о": "o", "с": "c", "р": "p", "х": "x", "А": "A", "Е": "E", "О": "O", "С": "C", "Т": "T", "М": "M", "Н": "H", "і": "i"}
FOLD = str.maketrans("әғқңөұүһі", "агкноуухи")
#: What a cell may be remarked on although it is read right.
KINDLY = frozenset({"value-repaired", "text-repaired", "text-control"})


@dataclass(frozen=True)
class Expect:
    """What one value must be read as, and the cell it stands in."""

    value: Any
    at: tuple[int, int]
    heading: tuple[int, int] | None
    written: Scalar


@dataclass
class KeyRow:
    register: str
    page: Page
    number: int
    values: dict[str, Expect]


@dataclass
class Page:
    """A sheet being drawn."""

    file: str
    name: str
    cells: dict[tuple[int, int], Scalar] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    headings: set[tuple[int, int]] = field(default_factory=set)

    def put(self, row: int, column: int, value: Scalar) -> None:
        if value is not None:
            self.cells[row, column] = value

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.merged.append((top, left, bottom, right))

    @property
    def bottom(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @property
    def right(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def sheet(self) -> Sheet:
        rows = tuple(tuple(self.cells.get((row, column)) for column in range(1, self.right + 1)) for row in range(1, self.bottom + 1))
        return Sheet(self.file, self.name, rows, tuple(self.merged), False, frozenset(self.hidden_rows), frozenset(self.hidden_columns))


@dataclass
class Mess:
    seed: int
    register: str
    pages: list[Page] = field(default_factory=list)
    key: list[KeyRow] = field(default_factory=list)
    attributes: list[tuple[Page, str, str, Any]] = field(default_factory=list)
    layout: list[str] = field(default_factory=list)


# ── values and their spellings ──────────────────────────────────────────────────────────────────────────────────────


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


# ── headings ────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── laying out ──────────────────────────────────────────────────────────────────────────────────────────────────────


class Maker:
    def __init__(self, seed: int, specs: Specs, register: str = "") -> None:
        self.dice = dice = random.Random(seed)
        self.specs = specs
        self.people = invent_people(dice, 24)
        self.commissions = dice.sample(COMMISSIONS, 4)
        self.values = Values(dice, specs, self.people, self.commissions)
        self.open: list[list[Any]] = []
        self.mess = Mess(seed, register or dice.choice(sorted(specs.registers)))

    def make(self) -> Mess:
        mess, dice = self.mess, self.dice
        if mess.register != "staff":
            self._plain("staff", [{"full_name": who, "category": "expert"} for who in self.people])
        if mess.register != "commissions":
            chairs = [{"chair": who} for who in self.people] if mess.register != "staff" else [{"scope": "own"}] * 9
            self._plain("commissions", [{"name": name, **chairs[number]} for number, name in enumerate(self.commissions)])
        spec = self.specs.registers[mess.register]
        folder = f"registers/{YEAR}"
        stem = dice.choice((spec.title.kk, spec.title.ru, *spec.also))
        where = re.sub(r"[\\/:*?\"<>|]", " ", stem)
        way = dice.choice(("one", "one", "one", "under", "beside", "quarters", "months", "commissions", "books"))
        has_commission = any(one.section and one.type == "commission" for one in spec.fields.values())
        if way in ("commissions", "books") and not has_commission:
            way = "one"
        if way in ("quarters", "months") and (spec.scope != "year" or not spec.dated_by):
            way = "under"
        if mess.register == "attendance" and dice.random() < 0.6:
            return self._matrix(folder, where)
        mess.layout.append(way)
        if way in ("quarters", "months"):
            names = list(QUARTERS) if way == "quarters" else ["Қыркүйек", "қазан", "Қараша айы", "желтоқсан"]
            for name in dice.sample(names, 3):
                month = {"Қыркүйек": 9, "қазан": 10, "Қараша айы": 11, "желтоқсан": 12}.get(name, 0)
                window = QUARTERS[name] if way == "quarters" else (date(2025, month, 1), date(2025, month, 28))
                page = self._page(f"{folder}/{where}.xlsx", name)
                self._table(page, mess.register, 1 + dice.randrange(2), 1, window=window, titled=True)
            return mess
        if way in ("commissions", "books"):
            for name in dice.sample(self.commissions, 2):
                short = name.removesuffix(" ЦӘК")
                page = self._page(f"{folder}/{where}.xlsx", short[:31]) if way == "commissions" else self._page(f"{folder}/{name}.xlsx", where[:31])
                self._table(page, mess.register, 1, 1, said=name, titled=dice.random() < 0.6)
            return mess
        page = self._page(f"{folder}/{where}.xlsx", dice.choice(("Лист1", where[:31])))
        top = 1 + dice.randrange(3)
        left = 1 + (dice.random() < 0.2)
        bottom = self._table(page, mess.register, top, left, titled=dice.random() < 0.85)
        if way == "under":
            other = dice.choice(sorted(self.specs.registers.keys() - {"staff", "commissions", "attendance"}))
            same = dice.random() < 0.4 and mess.register not in ("staff", "commissions")
            self._table(page, mess.register if same else other, bottom + dice.choice((2, 3, 5)), left, titled=True, footed=True)
        elif way == "beside":
            other = dice.choice(sorted(self.specs.registers.keys() - {"staff", "commissions", "attendance", mess.register}))
            self._table(page, other, top, page.right + 2, titled=True, footed=False, plain=True)
        return mess

    def _page(self, file: str, name: str) -> Page:
        name = re.sub(r"[\\/:*?\[\]]", " ", name)[:31].strip(" '")
        known = next((page for page in self.mess.pages if (page.file, page.name) == (file, name)), None)
        if known:
            name = f"{name[:28]} {len(self.mess.pages)}"
        page = Page(file, name)
        self.mess.pages.append(page)
        return page

    def _plain(self, register: str, rows: list[dict[str, Any]]) -> None:
        spec = self.specs.registers[register]
        page = self._page(f"registers/{YEAR}/{spec.title.kk}.xlsx", "Тізім")
        page.put(1, 1, f"{spec.title.kk} {YEAR}")
        names = list(rows[0])
        for column, name in enumerate(names, 1):
            page.put(2, column, spec.fields[name].headers[0])
        for number, row in enumerate(rows, 3):
            found = {}
            for column, name in enumerate(names, 1):
                written = {"expert": "педагог-сарапшы", "own": "дербес"}.get(row[name], row[name]) if not isinstance(row[name], Someone) else row[name].full
                page.put(number, column, written)
                found[name] = Expect(row[name], (number, column), (2, column), written)
            self.mess.key.append(KeyRow(register, page, number, found))

    # ── one table ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _choose_fields(self, register: str, spec: RegisterSpec, *, said: str) -> list[str]:
        dice = self.dice
        chosen = [name for name, one in spec.fields.items() if one.required]
        for group in spec.one_of:
            chosen += [name for name in group if name not in chosen and dice.random() < 0.5] or [dice.choice(group)]
        share = dice.choice((0.3, 0.5, 0.8))
        skip = {"surname", "given", "patronymic", "ped_experience_m"}
        chosen += [name for name in spec.fields if name not in chosen and name not in skip and dice.random() < share]
        if register == "staff" and dice.random() < 0.25:
            chosen.remove("full_name")
            chosen = ["surname", "given", "patronymic", *chosen]
        if said or (any(spec.fields[name].section for name in chosen) and dice.random() < 0.4):
            chosen = [name for name in chosen if not spec.fields[name].section]
        chosen = list(dict.fromkeys(chosen))
        if len(chosen) < 2:
            chosen.append("note")
        if register != "agenda_items":
            dice.shuffle(chosen)
        else:
            chosen.sort(key=list(spec.fields).index)
        if {"surname", "given", "patronymic"} <= set(chosen):
            chosen = [name for name in chosen if name not in ("surname", "given", "patronymic")]
            chosen = ["surname", "given", "patronymic", *chosen]
        if "ped_experience_y" in chosen and dice.random() < 0.4:
            chosen.insert(chosen.index("ped_experience_y") + 1, "ped_experience_m")
        return chosen

    def _titles(self, page: Page, row: int, left: int, width: int, register: str, *, titled: bool) -> int:
        dice, spec = self.dice, self.specs.registers[register]
        for _ in range(dice.choice((0, 0, 1, 2, 4, 6))):
            page.put(row, left + dice.choice((0, 0, max(0, width - 2))), dice.choice(TITLES))
            if dice.random() < 0.5:
                column = next(column for column in range(left, left + width + 1) if (row, column) in page.cells)
                if column == left:
                    page.merge(row, left, row, left + width - 1)
            row += 1
        if titled:
            text = dice.choice((spec.title.kk, spec.title.kk, spec.title.ru, *spec.also))
            text = dice.choice((text, text.upper(), f"{text} {YEAR} оқу жылы", f"{YEAR} оқу жылына арналған\n{text}", f"«{text}»"))
            page.put(row, left, text)
            if dice.random() < 0.6:
                page.merge(row, left, row, left + width - 1)
            row += 1
        for name, one in spec.attributes.items():
            if dice.random() < 0.6:
                value, written = self.values.make(name, one, (FIRST, date(2025, 9, 30)))
                if one.type == "text":
                    written = str(written)
                if dice.random() < 0.5:
                    page.put(row, left, dice.choice(one.headers) + dice.choice((":", "")))
                    page.put(row, left + 1 + dice.randrange(2), written)
                else:
                    text = f"{written:%d.%m.%Y}" if isinstance(written, date) else str(written)
                    page.put(row, left, f"{dice.choice(one.headers)}: {text}")
                self.mess.attributes.append((page, register, name, value))
                row += 1
        return row + (dice.random() < 0.5)

    def _table(
        self, page: Page, register: str, top: int, left: int, *, window: tuple[date, date] = (FIRST, date(2026, 6, 25)), said: str = "",
        titled: bool = True, footed: bool = True, plain: bool = False,
    ) -> int:
        dice, spec = self.dice, self.specs.registers[register]
        names = self._choose_fields(register, spec, said=said)
        slots: list[tuple[str, Any]] = [("field", name) for name in names]
        if not plain:
            for _ in range(dice.choice((0, 0, 1, 2))):
                slots.insert(dice.randrange(len(slots) + 1), ("unknown", dice.choice(UNKNOWN)))
            if dice.random() < 0.2:
                slots.insert(dice.randrange(len(slots) + 1), ("personal", dice.choice(PERSONAL)))
        slots = self._together(slots)
        if dice.random() < 0.65 and register != "otm_plan":  # its «№» is the item's own number
            slots.insert(0, ("running", dice.choice(RUNNING)))
        row = self._titles(page, top, left, len(slots), register, titled=titled)
        first_heading = row
        row, headings = self._heading(page, row, left, slots, spec)
        if dice.random() < 0.3:
            for offset in range(len(slots)):
                page.put(row, left + offset, offset + 1 if dice.random() < 2 else str(offset + 1))
            row += 1
        row = self._body(page, row, left, slots, headings, register, window, said, plain, (first_heading, row))
        if footed:
            row = self._foot(page, row, left)
        if not plain and dice.random() < 0.1:
            page.hidden_columns.add(left + dice.randrange(len(slots)))
        return row

    @staticmethod
    def _together(slots: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
        """Months of experience stand right of the years."""
        names = [value for kind, value in slots if kind == "field"]
        if "ped_experience_m" in names:
            slots = [slot for slot in slots if slot != ("field", "ped_experience_m")]
            slots.insert(slots.index(("field", "ped_experience_y")) + 1, ("field", "ped_experience_m"))
        return slots

    def _heading(self, page: Page, row: int, left: int, slots: list[tuple[str, Any]], spec: RegisterSpec) -> tuple[int, dict[str, tuple[int, int]]]:
        dice = self.dice
        style = dice.choice(("one", "one", "one", "slash", "two", "tall", "group"))
        self.mess.layout.append(style)
        places: dict[str, tuple[int, int]] = {}
        deep = 2 if style in ("two", "tall", "group") else 1
        grouped: set[int] = set()
        if style == "group":
            for offset in range(len(slots) - 1):
                pair = slots[offset : offset + 2]
                if all(kind == "field" for kind, _ in pair) and offset not in grouped and (said := self._common(spec, pair[0][1], pair[1][1])):
                    page.put(row, left + offset, said[0])
                    page.merge(row, left + offset, row, left + offset + 1)
                    for beside, text in enumerate(said[1:]):
                        page.put(row + 1, left + offset + beside, text)
                        places[pair[beside][1]] = (row + 1, left + offset + beside)
                    grouped |= {offset, offset + 1}
        unheaded = dice.random() < 0.6
        for offset, (kind, value) in enumerate(slots):
            if offset in grouped:
                continue
            column, below = left + offset, ""
            if kind == "field":
                if value == "ped_experience_m" and unheaded:
                    continue
                text, below = head(dice, spec.fields[value], style)
                places[value] = (row + 1, column) if below and below != text else (row, column)
            else:
                text = value if kind != "personal" else value[0]
            page.put(row, column, text)
            if below and below != text:
                page.put(row + 1, column, below)
            elif deep == 2 and dice.random() < 0.85:
                page.merge(row, column, row + 1, column)
        page.headings.update((r, left + offset) for r in range(row, row + deep) for offset in range(len(slots)))
        return row + deep, places

    @staticmethod
    def _common(spec: RegisterSpec, one: str, other: str) -> tuple[str, str, str] | None:
        for a in spec.fields[one].headers:
            for b in spec.fields[other].headers:
                first, second = a.split(" ", 1), b.split(" ", 1)
                if len(first) == len(second) == 2 and first[0] == second[0] and len(first[0]) > 3 and first[1] != second[1]:
                    return first[0], first[1], second[1]
        return None

    # ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _body(
        self, page: Page, row: int, left: int, slots: list[tuple[str, Any]], headings: Mapping[str, tuple[int, int]], register: str,
        window: tuple[date, date], said: str, plain: bool, heading: tuple[int, int],
    ) -> int:
        dice, spec = self.dice, self.specs.registers[register]
        names = [value for kind, value in slots if kind == "field"]
        many = dice.randrange(3, 13) if register != "commissions" else len(self.commissions)
        section_field = next((name for name, one in spec.fields.items() if one.section and name not in names), "")
        sections = not said and not plain and section_field and dice.random() < 0.6
        here: tuple[Any, tuple[int, int] | None] = (said or None, None)
        sums: Counter[str] = Counter()
        summed = {name for name in names if spec.fields[name].type in ("integer", "number")}
        staff = list(self.people)
        held: dict[str, tuple[int, Expect]] = {}
        for number in range(many):
            if sections and number in (0, many // 2):
                here, row = self._section(page, row, left, len(slots), spec.fields[section_field])
                self._close(held)
            elif not plain and number and dice.random() < 0.04:
                row += dice.choice((1, 2))
                self._close(held)
            elif not plain and number > 2 and dice.random() < 0.04:
                row = self._repeat_heading(page, row, left, len(slots), heading)
                self._close(held)
            found: dict[str, Expect] = {}
            person = None
            if register == "commissions" and number >= len(self.commissions):
                break
            if register == "staff":
                if not staff:
                    break
                person = staff.pop()
                self.values.people_are(self.people[len(staff) :])
            for offset, (kind, value) in enumerate(slots):
                column = left + offset
                if kind == "running":
                    page.put(row, column, number + 1 if dice.random() < 0.9 else f"{number + 1}.")
                elif kind == "unknown":
                    page.put(row, column, dice.choice((None, "бар", 7, "жоқ")))
                elif kind == "personal":
                    page.put(row, column, value[1].removeprefix("'") if isinstance(value[1], str) else value[1])
                else:
                    self._cell(page, row, column, value, spec, found, headings, window, person, held, register, plain=plain)
            if register == "contests" and "teacher" not in found and "student" not in found:
                name = "teacher" if "teacher" in names else "student"
                offset = slots.index(("field", name))
                made, written = self.values.make(name, spec.fields[name], window)
                written = written if written is not None else made
                page.put(row, left + offset, written)
                found[name] = Expect(made, (row, left + offset), headings.get(name), written)
            if register == "attendance" and "date" not in found and "protocol_no" not in found:
                name = "date" if "date" in names else "protocol_no"
                offset = slots.index(("field", name))
                made, written = self.values.make(name, spec.fields[name], window)
                written = written if written is not None else made
                page.put(row, left + offset, written)
                found[name] = Expect(made, (row, left + offset), headings.get(name), written)
            if "surname" in found and person:
                found["full_name"] = Expect(person, found["surname"].at, found["surname"].heading, person.full)
            for name in summed & found.keys():
                sums[name] += found[name].value
            if section_field and here[0] is not None:
                found[section_field] = Expect(here[0], here[1] or (0, 0), None, here[0])
            if dice.random() < 0.02:
                page.hidden_rows.add(row)
            self.mess.key.append(KeyRow(register, page, row, found))
            row += 1
        self._close(held)
        if not plain and dice.random() < 0.3 and not sections:
            self._total(page, row, left, slots, sums)
            row += 1
        return row

    def _close(self, held: dict[str, tuple[int, Expect]]) -> None:
        """End the cells that are merged downwards where their rows end."""
        for page, top, column, bottom in self.open:
            page.merge(top, column, bottom, column)
        self.open.clear()
        held.clear()

    def _section(self, page: Page, row: int, left: int, width: int, spec: FieldSpec) -> tuple[tuple[Any, tuple[int, int]], int]:
        dice = self.dice
        if spec.type == "commission":
            name = dice.choice(self.commissions)
            text = dice.choice((name, f"«{name.removesuffix(' ЦӘК')}» циклдік әдістемелік комиссиясы", name.upper()))
        else:
            name = text = dice.choice(("І. Ұйымдастыру жұмыстары", "ІІ бөлім. Әдістемелік жұмыс", "3. Жас мамандармен жұмыс"))
        page.put(row, left, text)
        if dice.random() < 0.7 or spec.type == "text":
            page.merge(row, left, row, left + width - 1)
        return (name, (row, left)), row + 1

    @staticmethod
    def _repeat_heading(page: Page, row: int, left: int, width: int, heading: tuple[int, int]) -> int:
        first, last = heading
        for old in range(first, last):
            for column in range(left, left + width):
                page.put(row + old - first, column, page.cells.get((old, column)))
        page.merged += [
            (box[0] - first + row, box[1], box[2] - first + row, box[3]) for box in list(page.merged)
            if first <= box[0] < last and left <= box[1] < left + width
        ]
        return row + last - first

    def _cell(
        self, page: Page, row: int, column: int, name: str, spec: RegisterSpec, found: dict[str, Expect], headings: Mapping[str, tuple[int, int]],
        window: tuple[date, date], person: Someone | None, held: dict[str, tuple[int, Expect]], register: str, *, plain: bool,
    ) -> None:
        dice, one = self.dice, spec.fields[name]
        needed = one.required or name in ("surname", "given", "patronymic") or (register == "agenda_items" and name == "protocol_no")
        until, kept = held.get(name, (0, None))
        if kept is not None and 0 < until < row and not (register == "agenda_items" and one.fills_down):
            self.open[:], ended = [box for box in self.open if box[2] != column], [box for box in self.open if box[2] == column]
            for _, top, at, bottom in ended:
                page.merge(top, at, bottom, at)
            del held[name]
            kept = None
        if kept is not None and row <= until:
            found[name] = kept
            next(one for one in self.open if one[2] == column)[3] = row
            return
        if register == "agenda_items" and one.fills_down and name != "question" and kept is not None and dice.random() < 0.5 and until < 0:
            before = [left_of for left_of in ("body", "protocol_no", "protocol_date") if left_of in found]
            if all((row, found[left_of].at[1]) not in page.cells for left_of in before):
                found[name] = kept
                return
        if not needed and dice.random() < 0.15 and not one.fills_down:
            page.put(row, column, dice.choice((None, None, None, "-")) if one.type in ("text", "person", "list") else None)
            return
        if register == "commissions" and name == "name":
            value = written = self.commissions[sum(one.register == register for one in self.mess.key)]
        elif person and name in ("full_name", "surname", "given", "patronymic"):
            if name == "full_name":
                value: Any = person
                written: Scalar = dice.choice((person.full, person.full.upper(), f"{person.full} ", f"{person.surname}\n{person.given} {person.patronymic}"))
            else:
                value = written = getattr(person, name)
        else:
            value, written = self.values.make(name, one, window)
        page.put(row, column, written)
        found[name] = Expect(value, (row, column), headings.get(name), written)
        if register == "agenda_items" and one.fills_down and name != "question":
            held[name] = (-1, found[name])
        elif not plain and not one.fills_down and one.type in ("text", "date", "person", "commission") and not person and dice.random() < 0.02:
            held[name] = (row + 2, found[name])
            self.open.append([page, row, column, row])

    def _total(self, page: Page, row: int, left: int, slots: list[tuple[str, Any]], sums: Counter[str]) -> None:
        label = self.dice.choice(("Барлығы", "Жиыны:", "Итого", "ВСЕГО", "Қорытынды"))
        column = next((left + offset for offset, (kind, value) in enumerate(slots) if kind != "field" or value not in sums), left)
        page.put(row, column, label)
        for offset, (kind, value) in enumerate(slots):
            if kind == "field" and value in sums and (row, left + offset) not in page.cells and not value.startswith(("year", "grad", "ped_")):
                page.put(row, left + offset, sums[value])

    def _foot(self, page: Page, row: int, left: int) -> int:
        dice = self.dice
        row += dice.choice((0, 1, 2))
        for _ in range(dice.choice((0, 0, 1, 2))):
            who = dice.choice(self.people)
            page.put(row, left + dice.choice((0, 1)), dice.choice(SIGNATURES).format(p=f"{who.given[0]}. {who.surname}"))
            row += 1
        return row

    # ── the attendance matrix ───────────────────────────────────────────────────────────────────────────────────────

    def _matrix(self, folder: str, where: str) -> Mess:
        dice, mess = self.dice, self.mess
        mess.layout.append("matrix")
        spec = self.specs.registers["attendance"]
        page = self._page(f"{folder}/{where}.xlsx", "Қатысу")
        numbered = dice.random() < 0.7
        days = sorted(dice.sample([FIRST + timedelta(7 * week) for week in range(38)], dice.randrange(3, 9)))
        way = dice.choice(("date", "short", "long", "no", "slash"))
        width = numbered + 1 + len(days)
        row = self._titles(page, 1, 1, width, "attendance", titled=True)
        if numbered:
            page.put(row, 1, dice.choice(RUNNING))
        name_at = 1 + numbered
        page.put(row, name_at, dice.choice(spec.fields["person"].headers))
        said: dict[int, tuple[str | None, date | None]] = {}
        for number, day in enumerate(days, 1):
            column = name_at + number
            text: Scalar = {"date": day, "short": f"{day:%d.%m}", "long": f"{day.day}.{day.month}.{day:%y}", "no": f"№{number}", "slash": f"№{number} / {day:%d.%m}"}[way]
            page.put(row, column, text)
            said[column] = (str(number) if way in ("no", "slash") else None, None if way == "no" else day)
        if dice.random() < 0.5:
            page.put(row, name_at + len(days) + 1, dice.choice(("Барлығы", "Қатысу %", "Итого")))
        header, row = row, row + 1
        words = spellings(self.specs, "attendance")
        for number, who in enumerate(dice.sample(self.people, 10), 1):
            if numbered:
                page.put(row, 1, number)
            written = dice.choice((who.full, f"{who.surname} {who.given[0]}.{who.patronymic[0]}."))
            page.put(row, name_at, written)
            for column, (no, day) in said.items():
                if column > name_at + 1 and dice.random() < 0.15:
                    continue
                code = dice.choice(sorted(words))
                mark = dice.choice([word for word in words[code] if word])
                page.put(row, column, mark)
                found = {
                    "person": Expect(who, (row, name_at), (header, name_at), written), "mark": Expect(code, (row, column), (header, column), mark),
                    "protocol_no": Expect(no, (header, column), None, None), "date": Expect(day, (header, column), None, None),
                }
                mess.key.append(KeyRow("attendance", page, row, {name: one for name, one in found.items() if one.value is not None}))
            row += 1
        self._foot(page, row, 1)
        return mess


def mess(seed: int, specs: Specs, register: str = "") -> Mess:
    """The registers of one seed with their answer key."""
    return Maker(seed, specs, register).make()


# ── files ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def write(made: Mess, folder: Path) -> None:
    """The pages as workbooks; a workbook of one plain sheet is sometimes a text file."""
    books: dict[str, list[Page]] = {}
    for page in made.pages:
        books.setdefault(page.file, []).append(page)
    for file, pages in books.items():
        book = openpyxl.Workbook()
        book.remove(book.active)
        book.properties.modified = datetime(2026, 6, 1)
        for page in pages:
            sheet = book.create_sheet(page.name)
            for (row, column), value in page.cells.items():
                cell = sheet.cell(row, column, value)
                if isinstance(value, str):
                    cell.data_type = "s"
            for top, left, bottom, right in page.merged:
                sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
            for row in page.hidden_rows:
                sheet.row_dimensions[row].hidden = True
            for column in page.hidden_columns:
                sheet.column_dimensions[openpyxl.utils.get_column_letter(column)].hidden = True
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        book.save(folder / file)


def write_csv(page: Page) -> bytes:
    """A page as a text file, dates as they are shown."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    for line in page.sheet().rows:
        writer.writerow([f"{value:%d.%m.%Y}" if isinstance(value, date) else "" if value is None else value for value in line])
    return out.getvalue().encode("utf-8-sig")


# ── the judge ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Score:
    """What came out, counted."""

    count: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, kind: str, what: str = "") -> None:
        self.count[kind] += 1
        if what:
            self.wrong.append(f"{kind}: {what}")


def same(expected: Any, actual: Any) -> bool:
    """Whether a value read is the value of the key."""
    if isinstance(expected, Someone):
        return isinstance(actual, Person) and actual.id is not None and fold(actual.full) == fold(expected.full)
    if isinstance(expected, tuple):
        return isinstance(actual, tuple) and len(expected) == len(actual) and all(map(same, expected, actual))
    if isinstance(expected, str):
        return isinstance(actual, str) and " ".join(expected.split()) == " ".join(actual.split())
    if isinstance(expected, bool) or isinstance(actual, bool):
        return expected is actual
    return bool(expected == actual) and isinstance(actual, date) == isinstance(expected, date)


TABLE = ("register-unsure", "header-conflict", "header-missing", "header-shifted", "sheet-unused")
HEADING = ("header-unknown", "header-suggested")


def judge(made: Mess, read: Read, specs: Specs, findings: Sequence[Finding] = ()) -> Score:
    """Compare what was read with the answer key."""
    score = Score()
    found = [*read.findings, *findings]
    at = {(one.at.file, one.at.sheet, one.at.row, one.at.column) for one in found}
    tables_asked = {(one.at.file, one.at.sheet) for one in found if one.code in TABLE}
    if read.read != read.used + read.reported:
        score.add("SUM BROKEN", f"{read.read} = {read.used} + {read.reported}")
    actual: dict[tuple[str, str, str, int], list[Any]] = {}
    for table in read.tables.values():
        for row in table:
            actual.setdefault((table.register, row.source.file, row.source.sheet, row.number), []).append(row)
    rows_named = {(one.at.file, one.at.sheet, one.at.row) for one in found if one.code.startswith("row-")}
    repeats = {(one.at.file, one.at.sheet, one.at.row) for one in found if one.code == "row-duplicate"}
    wanted = {(row.register, row.page.file, row.page.name, row.number) for row in made.key}
    for place, rows in actual.items():
        if place not in wanted:
            score.add("ROW INVENTED", f"{place} {dict(rows[0].raw)}")
    good_tables: set[tuple[str, str, str]] = set()
    for key in made.key:
        score.count["rows"] += 1
        score.count["values"] += len(key.values)
        place = (key.register, key.page.file, key.page.name, key.number)
        rows = actual.get(place, [])
        if "mark" in key.values and len(rows) > 1:
            rows = [row for row in rows if (row.cell("mark").row, row.cell("mark").column) == key.values["mark"].at]
        if not rows:
            if (key.page.file, key.page.name, key.number) in repeats:
                score.count["row repeated"] += 1
            elif (key.page.file, key.page.name, key.number) in rows_named:
                score.add("row reported", f"{place} {[one.written for one in key.values.values()]}")
            elif (key.page.file, key.page.name) in tables_asked:
                score.count["row of an asked table"] += 1
            else:
                score.add("ROW LOST", f"{place} {[one.written for one in key.values.values()]}")
            continue
        good_tables.add((key.register, key.page.file, key.page.name))
        _judge_row(score, key, rows[0], at)
    for _, register, page in {("table", row.register, id(row.page)): ("table", row.register, row.page) for row in made.key}.values():
        got = (register, page.file, page.name) in good_tables
        asked = (page.file, page.name) in tables_asked
        score.add("table right" if got else "table asked" if asked else "TABLE LOST", "" if got else f"{register} {page.file}#{page.name} {made.layout} {[(one.code, one.register, one.at.a1, one.value, dict(one.params)) for one in found if (one.at.file, one.at.sheet) == (page.file, page.name) and one.code in (*TABLE, *HEADING)]}")
    for page, register, name, value in made.attributes:
        sources = [source for table in read.tables.values() for source in table.sources if (source.file, source.sheet, source.register) == (page.file, page.name, register)]
        if sources and not any(same(value, source.attributes.get(name)) for source in sources):
            score.add("attribute wrong", f"{register} {name} {value!r} {[source.attributes.get(name) for source in sources]}")
    _false_findings(score, made, found, specs)
    return score


def _judge_row(score: Score, key: KeyRow, row: Any, at: set[tuple[str, str, int, int]]) -> None:
    page = key.page
    for name, expected in key.values.items():
        value, cell = row[name], row.cell(name)
        said = f"{key.register}.{name} {page.file}#{page.name} {expected.at} {expected.written!r} → {value!r}, expected {expected.value!r}"
        if same(expected.value, value):
            if expected.at == (0, 0) or (cell.file, cell.sheet, cell.row, cell.column) == (page.file, page.name, *expected.at):
                score.count["right"] += 1
            else:
                score.add("ADDRESS WRONG", f"{said} at {cell}")
        elif (page.file, page.name, *expected.at) in at:
            resolved = isinstance(value, Person) and value.id is not None
            score.add("asked" if value is None or not resolved else "WRONG, SAID", said)
        elif expected.heading and any((page.file, page.name, line, expected.heading[1]) in at for line in range(expected.heading[0] - 1, expected.heading[0] + 1)) and value is None:
            score.add("column asked", said)
        else:
            score.add("WRONG IN SILENCE", said)
    for name, value in row.values.items():
        if value is not None and name not in key.values and not (name == "body" and name not in row.source.columns) and name not in row.source.attributes:
            if name in ("surname", "given", "patronymic") or (isinstance(value, str) and "commission" in name and name not in row.source.columns):
                continue
            score.add("VALUE INVENTED", f"{key.register}.{name} {page.file}#{page.name} row {key.number} {value!r}")


def _false_findings(score: Score, made: Mess, found: Sequence[Finding], specs: Specs) -> None:
    """Findings about cells that are in order; the messes of a seed are all readable, so an error is a false one."""
    for one in found:
        if one.code.startswith(("value-", "person-", "text-")) and one.code not in KINDLY:
            score.add("cell asked about", f"{one.code} {one.register}.{one.field} {one.at} {one.value!r} {dict(one.params)}")
        elif one.code in ("date-outside-period", "total-differs", "row-unreadable", "year-conflict", "year-unsure"):
            score.add("FALSE FINDING", f"{one.code} {one.register}.{one.field} {one.at} {one.value!r} {dict(one.params)}")
        elif one.code in HEADING:
            page = next((page for page in made.pages if (page.file, page.name) == (one.at.file, one.at.sheet)), None)
            if page is None or page.cells.get((one.at.row, one.at.column)) not in UNKNOWN:
                score.add("heading asked", f"{one.code} {one.register} {one.at} {one.value!r} {dict(one.params)}")


def totals(scores: Sequence[Score], show: Callable[[str], None] = print, examples: int = 0) -> Counter[str]:
    """The table of many seeds."""
    whole: Counter[str] = Counter()
    for score in scores:
        whole += score.count
    for name, number in sorted(whole.items()):
        show(f"{name:24} {number:8}")
    return whole
