"""The sample's workbooks counted again by somebody who has only their words: whole years and parts of them.

Nothing of the program is used to read or to count: openpyxl opens the workbooks, the layout of the sample is known here, names
are matched by surname and initials. `recounted` gives the figures, `recounted_lists` the listings.
"""

from __future__ import annotations

import csv
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Any, Self

import openpyxl
from running import SAMPLE

YEARS = ("2025-2026", "2024-2025", "2023-2024")
PERIODS = ("year", "half-1", "q2")
TODAY = date(2026, 6, 20)
REGISTERS = SAMPLE / "registers"
Line = dict[str, Any]


class Year(str):  # noqa: SLOT000 - a label with two days beside it
    """A year's label that knows which part of it is asked for: its first and last day."""

    first: date
    last: date
    period: str

    def __new__(cls, label: str, period: str = "year") -> Self:
        self = super().__new__(cls, label)
        self.period = period
        begins, ends = int(label[:4]), int(label[-4:])
        self.first, self.last = {
            "year": (date(begins, 9, 1), date(ends, 8, 31)), "half-1": (date(begins, 9, 1), date(begins, 12, 31)), "q2": (date(begins, 11, 1), date(begins, 12, 31)),
        }[period]
        return self

    @property
    def whole(self) -> bool:
        return self.last.month == 8

    def has(self, when: date | None, *, council: bool = False) -> bool:
        """Whether a day lies in the part; a council meets for the coming year in August already."""
        return when is not None and (self.first <= when <= self.last or (council and self.first.month == 9 and date(self.first.year, 8, 1) <= when < self.first))

    def touches(self, name: str) -> bool:
        """Whether the part has days of a quarter."""
        months = {"q1": (9, 10), "q2": (11, 12), "q3": (1, 2, 3), "q4": (4, 5, 6), "summer": (7, 8)}[name]
        return any(self.first <= date(self.first.year if month > 8 else int(self[-4:]), month, 1) <= self.last for month in months)


# ── reading the workbooks of the sample ─────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=None, typed=True)
def plain(value: object) -> str:
    """Text as it is compared: Latin look-alikes, spaces, letter case and the CP1251 reading of KZ-1048 undone."""
    text = "" if value is None else str(value)
    if re.search("[јќѓїўђєґ]", text):
        text = text.translate(str.maketrans("јќѓїўђєґљњћџ", "әқғүұһғө" + "ңңңһ"))
    mixed = str.maketrans("aceopxyiCAEOPXTHKMB", "асеорхуіСАЕОРХТНКМВ")
    words = [word.translate(mixed) if re.search("[а-яәғқңөұүһі]", word.casefold()) else word for word in text.replace("\u00a0", " ").split()]
    return " ".join(words).casefold()


@cache
def workbook(path: str) -> Any:
    return openpyxl.load_workbook(REGISTERS / path, data_only=True)


@cache
def sheet(path: str, name: str, first: str = "") -> list[Line]:
    """Lines of a sheet by their (first) heading; section rows stand in ``_section``, the place of the line in ``_file``, ``_sheet`` and ``_at``."""
    there = workbook(path)[name]
    rows = [[cell.value for cell in row] for row in there.iter_rows()]
    for merged in there.merged_cells.ranges:
        top = rows[merged.min_row - 1][merged.min_col - 1]
        if merged.max_row > merged.min_row and merged.min_col == merged.max_col:
            for number in range(merged.min_row, merged.max_row):
                rows[number][merged.min_col - 1] = top
    start = next(number for number, row in enumerate(rows) if number > 2 and sum(value is not None for value in row) > 3 and (not first or first in row))
    heads = [str(value).split(" / ")[0] if value is not None else "" for value in rows[start]]
    under = rows[start + 1]
    if not any(str(value).isdigit() for value in under[:2]) and any(value and not head for value, head in zip(under, heads, strict=True)):
        heads = [str(below or head or "") for head, below in zip(heads, under, strict=True)]
        start += 1
    lines, section = [], ""
    for at, row in enumerate(rows[start + 1:], start + 2):
        filled = [value for value in row if value is not None]
        if [str(value) for value in filled] == [str(number) for number in range(1, len(filled) + 1)] and len(filled) > 3:
            continue
        if len(filled) == 1 and row[0] is not None and not str(row[0]).isdigit():
            section = str(row[0])
        elif len(filled) > 2 and not any(str(value).strip() in ("Барлығы", "Жиыны", "Итого", "№ п/п") for value in row[:2]):
            lines.append({**dict(zip(heads, row, strict=True)), "_section": section, "_sheet": name, "_file": path, "_row": tuple(row[1:]), "_at": at, "_heads": tuple(heads)})
    return lines


def day(value: object) -> date | None:
    """A day as the sample writes it: a date, or text that begins with one."""
    if isinstance(value, datetime):
        return value.date()
    text = plain(value)
    if found := re.match(r"(\d{1,2})[./](\d{1,2})[./](\d{2,4})", text):
        number, month, year = map(int, found.groups())
        return date(year + 2000 * (year < 100), month, number)
    months = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан")
    if found := re.match(r"(\d{1,2}) (\w+) (\d{4})", text):
        return date(int(found[3]), months.index(found[2]) + 1, int(found[1]))
    return None


def span(value: object) -> tuple[date, date] | None:
    days = re.findall(r"\d{1,2}\.\d{1,2}\.\d{4}", str(value))
    return (day(days[0]), day(days[-1])) if days else None  # type: ignore[return-value]  # both are days


def half_up(value: Decimal | float, places: int = 1) -> float:
    return float(Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


# ── people ──────────────────────────────────────────────────────────────────────────────────────────────────────────

#: What the sample writes in another way on purpose (sample_data/PLANTED.md): typed here, not guessed.
_KNOWN = {
    "тунгышбаева гулмира кенжебековна": "тұңғышбаева гүлмира кенжебекқызы", "жолыбаев талғат әбдіқадырұлы": "жолдыбаев талғат әбдіқадырұлы",
}


class People:
    """Everyone of the staff lists; a short name is the one person whose surname and initials it gives."""

    def __init__(self) -> None:
        self.full = {name for year in YEARS for name in (staff_name(line) for line in staff_lines(year)) if name}
        self.short: dict[str, set[str]] = defaultdict(set)
        for name in self.full:
            words = name.split()
            self.short[f"{words[0]} {'.'.join(word[0] for word in words[1:])}."].add(name)

    def who(self, written: object) -> str:
        """The person, or the text itself where it stands for nobody in particular."""
        text = plain(written)
        text = _KNOWN.get(text, text)
        found = self.short.get(text.replace(". ", "."), set())
        return text if text in self.full or len(found) != 1 else next(iter(found))

    def each(self, written: object) -> list[str]:
        return [self.who(part) for part in re.split(r"[;\n]", str(written or "")) if part.strip()]


def staff_file(year: str) -> tuple[str, str]:
    return f"{year}/Педагогтер тізімі {year}.xlsx", "Список" if year == "2023-2024" else "Педагогтер"


@cache
def staff_lines(year: str) -> list[Line]:
    path, name = staff_file(year)
    return [line for line in sheet(path, name) if str(line.get("№", line.get("№ п/п"))).isdigit()]


def staff_name(line: Line) -> str:
    return plain(line.get("Аты-жөні") or line.get("Ф.И.О.") or " ".join(str(line.get(part) or "") for part in ("Тегі", "Аты", "Әкесінің аты")))


@cache
def people() -> People:
    return People()


# ── one year ────────────────────────────────────────────────────────────────────────────────────────────────────────

_CATEGORIES = {
    "педагог-тағылымдамашы": "trainee", "педагог-стажер": "trainee", "педагог-стажёр": "trainee", "педагог": "ped", "педагог-модератор": "moderator",
    "педагог-сарапшы": "expert", "педагог-эксперт": "expert", "педагог-зерттеуші": "researcher", "педагог-зертеуші": "researcher",
    "педагог-исследователь": "researcher", "педагог-шебер": "master", "педагог-мастер": "master", "жоғары санат": "high", "высшая категория": "high",
    "бірінші санат": "first", "бірінші санатты": "first", "жоғары санатты": "high", "екінші санатты": "second", "первая категория": "first", "екінші санат": "second", "вторая категория": "second", "санатсыз": "none",
    "санаты жоқ": "none", "без категории": "none",
}
LEVELS = {
    "колледжішілік": "college", "аудандық": "district", "қалалық": "city", "облыстық": "region", "обл.": "region", "өңіраралық": "interregional",
    "республикалық": "national", "халықаралық": "international",
}
RESULTS = {
    "бас жүлде": "grand_prix", "і орын": "p1", "1 орын": "p1", "іі орын": "p2", "ііі орын": "p3", "жүлделі орын": "prize", "номинация": "nomination",
    "лауреат": "laureate", "диплом": "diploma", "сертификат": "certificate", "алғыс хат": "thanks", "мақтау қағазы": "charter", "қатысушы": "participant",
}
PRIZES = ("grand_prix", "p1", "p2", "p3", "prize")
_OLD, _NEW, _ASKED = ("high", "first", "second"), ("trainee", "ped", "moderator", "expert", "researcher", "master"), ("expert", "researcher", "master")


def category(value: object) -> str | None:
    text = re.sub(r",?\s*\d{4}$", "", plain(value)).replace(" – ", "-")
    return _CATEGORIES[text] if text else None


@dataclass
class Teacher:
    name: str
    line: Line
    category: str | None
    years: float | None
    commission: str
    apart: str
    left: date | None
    hired: date | None


class Counted(dict[str, Any]):
    """What was counted: figure id → value; a code that nobody wrote is nought."""

    def codes(self, measure: str, found: Iterable[str | None]) -> None:
        """One number for each code: how many things hold it."""
        self.prefixes = (*getattr(self, "prefixes", ()), measure)
        for code, number in Counter(one for one in found if one is not None).items():
            self[f"{measure}.{code}"] = number

    def shares(self, measure: str, of: str, whole: str) -> None:
        """Shares of the numbers by code."""
        self.prefixes = (*self.prefixes, measure)
        for name in [name for name in self if name.startswith(f"{of}.")]:
            self[f"{measure}.{name.rpartition('.')[2]}"] = percent(self[name], self[whole])
        self.wholes = {**getattr(self, "wholes", {}), measure: whole}

    def __missing__(self, name: str) -> int | float:
        measure = name.partition("/")[0].rpartition(".")[0]
        if measure in getattr(self, "wholes", {}):
            return 0.0
        if "/" not in name and measure in self.prefixes:
            return 0
        raise KeyError(name)


def percent(part: float, whole: float) -> float | None:
    """A share to one decimal; of nothing, or of fewer than five people, there is none."""
    return half_up(Decimal(100) * Decimal(str(part)) / Decimal(str(whole))) if whole else None


def teachers(year: str) -> list[Teacher]:
    """Everyone on the list, whoever they are."""
    found = []
    for line in staff_lines(year):
        head = {plain(key): value for key, value in line.items()}
        years = next((head[key] for key in ("пед.стаж", "педагогикалық өтілі", "педагогический стаж") if key in head), None)
        number = re.match(r"\d+", str(years)) if years is not None else None
        months = re.match(r"\d+", str(line.get("") or line["_row"][13])) if year == "2025-2026" else None
        exact = float(number[0]) + (int(months[0]) / 12 if months else 0) if number else None
        work = plain(head.get("тұрақты/штат тыс") or head.get("жұмыс түрі") or head.get("штат/совместитель"))
        status = plain(head.get("мәртебесі") or (work if "бала" in work or "декрет" in work else ""))
        outside = any(word in work for word in ("сыртқы", "внешн", "штаттан тыс", "штат тыс", "қоса атқарушы", "совместитель")) and "ішкі" not in work and "внутр" not in work
        gone = day(head.get("шыққан күні"))
        found.append(Teacher(
            staff_name(line), line, category(head.get("санаты") or head.get("квалификационная категория")), exact,
            str(head.get("цәк") or head.get("цикловая комиссия") or ""),
            "external" if outside else ("maternity" if "бала" in status or "декрет" in status else ""),
            gone or (date(1900, 1, 1) if "шыққан" in status else None), day(head.get("қабылданған күні") or head.get("жұмысқа қабылданған күні")),
        ))
    return found


def snapshot(year: str) -> date:
    return min(date(int(year[-4:]), 6, 1), TODAY)


def on_list(year: str, when: date) -> list[Teacher]:
    """One line a person for those who worked there on a day, whatever their employment."""
    once: dict[str, Teacher] = {}
    for one in teachers(year):
        if not (one.left and one.left < when) and not (one.hired and one.hired > when):
            once.setdefault(one.name, one)
    return list(once.values())


def counted_staff(year: str, when: date | None = None) -> list[Teacher]:
    return [one for one in on_list(year, when or snapshot(year)) if not one.apart]


def journal(year: str, name: str, first: str = "") -> list[Line]:
    return sheet(f"{year}/ОТМ журналы {year}.xlsx", name, first)


def collected(year: str, name: str) -> list[Line]:
    """A register that the commissions keep: one workbook each in the last year, one together before."""
    if year == "2025-2026":
        files = sorted(path.name for path in (REGISTERS / year / "ЦӘК").glob("*.xlsx") if "копия" not in path.name)
        lines = [{**line, "_section": file.removesuffix(".xlsx")} for file in files for line in sheet(f"{year}/ЦӘК/{file}", name)]
    else:
        lines = sheet(f"{year}/ЦӘК жиынтық есептері {year}.xlsx", name)
    seen: set[object] = set()
    kept = []
    for line in lines:  # the same line twice is one, its running number aside
        key = (line["_section"], line["_row"])
        if key not in seen:
            seen.add(key)
            kept.append(line)
    return kept


def within(year: Year, lines: Iterable[Line], *heads: str, undated: bool = False) -> list[Line]:
    """Lines whose day (the first of the headings that has one) lies in the asked part; those without a day only in a whole year, if at all."""
    kept = []
    for line in lines:
        when = next((found for head in heads if (found := day(line[head]) or (span(line[head]) or (None,))[0])), None)
        if year.has(when) or (when is None and undated and year.whole):
            kept.append(line)
    return kept


def quarter(when: date) -> str:
    return {9: "q1", 10: "q1", 11: "q2", 12: "q2", 1: "q3", 2: "q3", 3: "q3", 4: "q4", 5: "q4", 6: "q4"}.get(when.month, "summer")


# ── chapters ────────────────────────────────────────────────────────────────────────────────────────────────────────


def band(years: float) -> str:
    return next((code for code, below in (("0-3", 3), ("3-10", 10), ("10-20", 20)) if years < below), "20+")


def members(year: Year) -> list[Line]:
    return journal(year, "Құрамы", "№")


def listeners(year: Year) -> list[Line]:
    return [line for line in members(year) if line["ОТМ-дегі рөлі"] == "тыңдаушы"]


def composition(year: Year, out: Counted) -> None:
    lines, heard = members(year), listeners(year)
    out["composition.listeners"] = len({people().who(line["Аты-жөні"]) for line in heard})
    out["composition.leaders"] = len({people().who(line["Аты-жөні"]) for line in lines if line["ОТМ-дегі рөлі"] == "жетекші"})
    mentors = [line["Аты-жөні"] for line in lines if line["ОТМ-дегі рөлі"] == "тәлімгер"] + [line["Тәлімгері"] for line in heard if line["Тәлімгері"]]
    out["composition.mentors"] = len({people().who(one) for one in mentors})
    grounds = {"жас маман": "young", "кәсіби өсу": "growth", "өз қалауы": "own_wish"}
    out.codes("composition.ground", (grounds[line["Қабылдану негізі"]] for line in heard))
    listed = {one.name: one for one in teachers(year)}
    mine = [listed[name] for line in heard if (name := people().who(line["Аты-жөні"])) in listed]
    out.codes("composition.experience", (band(one.years) for one in mine if one.years is not None))
    written = [category_of(line, listed) for line in heard]
    out.codes("composition.category", (one for one in written if one))


def category_of(line: Line, listed: Mapping[str, Teacher]) -> str | None:
    """The category at the order, else the one of the staff list."""
    who = people().who(line["Аты-жөні"])
    return category(line["Санаты (бұйрық күніне)"]) or (listed[who].category if who in listed else None)


def staff_by_name(year: Year) -> dict[str, Teacher]:
    found: dict[str, Teacher] = {}
    for one in teachers(year):
        found.setdefault(one.name, one)
    return found


#: Terms as the sample writes them: the quarter they fall due in, and the month they end with.
_TERMS = {
    "қыркүйек": ("q1", 9), "қазан": ("q1", 10), "қараша": ("q2", 11), "желтоқсан": ("q2", 12), "қаңтар": ("q3", 1), "ақпан": ("q3", 2), "наурыз": ("q3", 3),
    "сәуір": ("q4", 4), "мамыр": ("q4", 5), "маусым": ("q4", 6), "мамыр-маусым": ("q4", 6), "ІІІ тоқсан": ("q3", 3), "ІV тоқсан": ("q4", 6), "жыл бойы": ("all_year", 6),
}
PLAN_MARKS = {"орындалды": "done", "жартылай": "partial", "ауыстырылды": "moved", "орындалмады": "failed"}


def planned(year: Year) -> list[Line]:
    """The items that fall due in the part: its months are the last ones of their terms."""
    months = {(year.first.month - 1 + number) % 12 + 1 for number in range((year.last.month - year.first.month) % 12 + 1)}
    return [line for line in journal(year, "Жоспар", "№") if year.whole or _TERMS[line["Мерзімі"]][1] in months]


def term(line: Line) -> str:
    return _TERMS[line["Мерзімі"]][0]


def plan(year: Year, out: Counted) -> None:
    lines, marks = planned(year), PLAN_MARKS
    out["plan.items"] = len(lines)
    out.codes("plan.status", (marks[line["Орындалуы"]] for line in lines if line["Орындалуы"]))
    out["plan.unmarked"] = sum(line["Орындалуы"] is None for line in lines)
    out["plan.done_share"] = percent(out["plan.status.done"], len(lines))
    for name in ("q1", "q2", "q3", "q4", "summer", "all_year", "undated"):
        mine = [line for line in lines if term(line) == name]
        out[f"plan.items/quarter={name}"] = len(mine)
        out[f"plan.unmarked/quarter={name}"] = sum(line["Орындалуы"] is None for line in mine)
        for code in (*marks.values(), "pending"):
            out[f"plan.status.{code}/quarter={name}"] = sum(marks.get(line["Орындалуы"]) == code for line in mine)


def held(year: Year) -> list[Line]:
    return [line for line in within(year, journal(year, "Отырыстар"), "Өткізілген күні", undated=True) if line["Ұйымдастырушы"] == "ОТМ" and line["Өтуі"] == "өтті"]


FORMS = {
    "отырыс": "session", "оқу-әдістемелік семинар": "seminar", "шеберлік сыныбы": "master_class", "панорамалық сабақ": "panorama", "кеңес беру": "consult",
    "дөңгелек үстел": "round_table", "авторлық семинар": "author_seminar", "тренинг": "training", "коучинг": "coaching", "ашық сабақ": "open_lesson",
}
QUARTERS = ("q1", "q2", "q3", "q4", "summer")


def events(year: Year, out: Counted) -> None:
    lines, forms = held(year), FORMS
    out["events.held"] = len(lines)
    out["events.sessions"] = sum(line["Түрі"] == "отырыс" for line in lines)
    out["events.forms_used"] = len({line["Түрі"] for line in lines})
    out.codes("events.form", (forms[line["Түрі"]] for line in lines))
    for name in QUARTERS:
        number = sum(quarter(day(line["Өткізілген күні"])) == name for line in lines)  # type: ignore[arg-type]  # all are dated
        out[f"events.held/quarter={name}"] = number if year.touches(name) else None


def mark(value: object) -> str:
    """As the note under the sheet says: + and қ were there; -, б and н were not; a reason is written otherwise."""
    text = plain(value)
    return "" if not text else ("present" if text in ("+", "қ") else ("absent" if text in ("-", "б", "н") else "excused"))


def marked(year: Year) -> tuple[list[str], list[str], dict[str, dict[str, str]]]:
    """Who should come, the days of the part (as headings), and each listener's marks."""
    lines, heard = journal(year, "Қатысу"), [people().who(line["Аты-жөні"]) for line in listeners(year)]
    days = [head for head in lines[0] if re.match(r"\d{4}-", head) and year.has(date.fromisoformat(head[:10]))]
    marks = {who: {when: mark(line[when]) for when in days} for line in lines if (who := people().who(line["Аты-жөні"])) in heard}
    return heard, days, marks


def attendance(year: Year, out: Counted) -> None:
    heard, days, marks = marked(year)
    numbers = {day(line["Өткізілген күні"]): re.sub(r"\D", "", str(line["Хаттама №"] or "")) for line in held(year)}
    given = [one for row in marks.values() for one in row.values() if one]
    out["attendance.listeners"], out["attendance.meetings"] = len(set(heard)), len([when for when in days if any(row[when] for row in marks.values())])
    out["attendance.expected"], out["attendance.marks"] = len(set(heard)) * out["attendance.meetings"], len(given)
    for code in ("present", "excused", "absent"):
        out[f"attendance.{code}"] = given.count(code)
    enough = 100 * len(given) >= 80 * out["attendance.expected"]
    out["attendance.marked_share"] = percent(len(given), out["attendance.expected"])
    out["attendance.rate"] = percent(given.count("present"), len(given)) if enough else None
    rates = [percent(sum(one == "present" for one in row.values()), sum(map(bool, row.values())))
             for row in marks.values() if 100 * sum(map(bool, row.values())) >= 80 * len(days)]
    out["attendance.mean"], out["attendance.median"] = half_up(statistics.fmean(rates)), half_up(statistics.median(rates))  # type: ignore[arg-type]  # none is empty
    out["attendance.below_threshold"] = sum(rate < 70 for rate in rates)  # type: ignore[operator]  # otm.toml of the sample: 70 per cent
    for when in days:
        number = numbers[date.fromisoformat(when[:10])]
        key = number or when[:10]
        out[f"attendance.listed/protocol={key}"] = len(set(heard))
        for code in ("present", "excused", "absent"):
            out[f"attendance.{code}/protocol={key}"] = sum(row[when] == code for row in marks.values())
    council(year, out)


def council(year: Year, out: Counted) -> None:
    path = f"{year}/Әдістемелік кеңес {year}.xlsx"
    listed = {people().who(line["Аты-жөні"]) for line in sheet(path, "Құрамы")}
    numbers = {when: re.sub(r"\D", "", str(line["Хаттама №"])) for line in sheet(path, "Хаттамалар")
               if line["Хаттама №"] and (year.has(when := day(line["Хаттама күні"]), council=True) or year.whole)}
    lines = sheet(path, "ӘК қатысу парағы") if "ӘК қатысу парағы" in workbook(path).sheetnames else []
    marks = {people().who(line["Аты-жөні"]): line for line in lines if people().who(line["Аты-жөні"]) in listed}
    for when, number in numbers.items():
        out[f"attendance.council_listed/protocol={number}"] = len(listed)
        given = [mark(value) for line in marks.values() for head, value in line.items() if head.startswith(str(when))]
        for code in ("present", "excused", "absent"):
            out[f"attendance.council_{code}/protocol={number}"] = given.count(code) if any(given) else None


LESSONS = {"ашық сабақ": "open_lesson", "панорамалық сабақ": "panorama", "шеберлік сыныбы": "master_class", "ашық тәрбие сағаты": "class_hour",
           "сыныптан тыс іс-шара": "extracurricular", "сабақтан тыс іс-шара": "extracurricular"}
LESSON_MARKS = {"өте жоғары": "very_high", "жоғары": "high", "жақсы": "good", "орта": "medium", "төмен": "low"}


def shown(year: Year) -> tuple[list[Line], list[Line]]:
    """The lessons of the part and those of them that were held.

    A day of another year is shown and not counted; of a day that cannot be read it is not known that the lesson was held.
    """
    every = within(year, collected(year, "Ашық сабақтар"), "Өткізілген күні", undated=True)
    return every, [line for line in every if (when := day(line["Өткізілген күні"])) is not None and when <= TODAY]


def lessons(year: Year, out: Counted) -> None:
    (every, done), kinds, marks = shown(year), LESSONS, LESSON_MARKS
    out["lessons.held"] = len(done)
    out.codes("lessons.kind", (kinds[plain(line["Түрі"])] for line in done))
    out["lessons.planned"] = sum(day(line["Жоспар бойынша"]) is not None for line in every)
    out["lessons.planned_held"] = sum(day(line["Жоспар бойынша"]) is not None for line in done)
    out["lessons.analysed"] = sum(plain(line["Талдау жасалды"]) == "иә" for line in done)
    out["lessons.analysed_share"] = percent(out["lessons.analysed"], len(done))
    out.codes("lessons.mark", (marks[plain(line["Бағасы"])] for line in done if line["Бағасы"] and plain(line["Бағасы"]) in marks))
    out["lessons.scored"] = sum(isinstance(line["Бағасы"], int | float) for line in done)
    for name in {one.commission for one in teachers(year)}:
        out[f"lessons.held/commission={name}"] = sum(plain(line["_section"]) == plain(name) for line in done)


def visited(year: Year) -> list[Line]:
    path = f"{year}/Өзара сабаққа қатысу {year}.xlsx"
    windows = {"І тоқсан": "q1", "ІІ тоқсан": "q2", "ІІІ тоқсан": "q3", "ІV тоқсан": "q4", "IV тоқсан": "q4"}
    lines = [line for name in workbook(path).sheetnames if name in windows for line in sheet(path, name)]
    lines = within(year, lines, "Қатысқан күні", undated=True)
    return [line for line in lines if (when := day(line["Қатысқан күні"])) is None or quarter(when) == windows[line["_sheet"]]]


def teaching_staff(year: Year) -> list[Teacher]:
    return [one for one in counted_staff(year) if plain(one.line.get("Пәндер блогы")) != "әкімшілік"]


def visits(year: Year, out: Counted) -> None:
    lines = visited(year)
    gone = [(people().who(line["Қатысушы оқытушы"]), people().who(line["Сабағына қатысқан оқытушы"])) for line in lines]
    out["visits.visits"] = len(gone)
    out["visits.visitors"], out["visits.visited"] = len({one for one, _ in gone}), len({other for _, other in gone})
    heard = {people().who(line["Аты-жөні"]) for line in listeners(year)}
    held_by = {one.name: one.category for one in teachers(year)}
    out["visits.by_listeners"] = sum(one in heard for one, _ in gone)
    out["visits.listener_visits"] = sum(one in heard and held_by.get(other) in (*_ASKED, "high", "first") for one, other in gone)
    teaching = {one.name for one in teaching_staff(year)}
    out["visits.teachers"], out["visits.never_visited"] = len(teaching), len(teaching - {other for _, other in gone})
    out["visits.never_visited_share"] = percent(out["visits.never_visited"], len(teaching))
    out["visits.at_norm"] = out["visits.at_norm_share"] = None  # the sample sets no norm


def young(year: str) -> dict[str, Teacher]:
    """Young as the list says it, else by less than three years of teaching; not those who had left before September."""
    september = date(int(year[:4]), 9, 1)
    return {
        one.name: one for one in teachers(year)
        if (plain(one.line["Жас маман"]) == "иә" if one.line.get("Жас маман") else one.years is not None and one.years < 3)
        and not (one.left and one.left < september) and not (one.hired and one.hired > snapshot(year)) and one.apart != "external"
    }


def pairs(year: Year) -> list[Line]:
    """Pairs whose period touches the part."""
    return [line for line in journal(year, "Тәлімгерлік") if (days := span(line["Кезеңі"])) is None or (days[0] <= year.last and days[1] >= year.first)]


def mentoring(year: Year, out: Counted) -> None:
    lines = pairs(year)
    out["mentoring.pairs"] = len(lines)
    out["mentoring.mentors"] = len({people().who(line["Тәлімгер"]) for line in lines})
    out["mentoring.mentees"] = len({people().who(line["Тәлім алушы"]) for line in lines})
    out["mentoring.meetings"] = sum(line["Кездесу саны"] or 0 for line in lines)
    out["mentoring.lessons_visited"] = sum(line["Қатысқан сабақ саны"] or 0 for line in lines)
    out["mentoring.reports"] = sum(day(line["Есеп тапсырылған күні"]) is not None for line in lines)
    mine = young(year)
    out["mentoring.young.total"] = len(mine)
    out["mentoring.young.retained"] = sum(not (one.left and one.left < snapshot(year)) for one in mine.values())
    out["mentoring.young.retained_share"] = percent(out["mentoring.young.retained"], len(mine))
    before, now = year_before(year), {one.name for one in teachers(year)}
    out["mentoring.young.gone"] = len(set(young(before)) - now) if before else None


def staff(year: Year, out: Counted) -> None:
    found = counted_staff(year)
    out["staff.total"] = len(found)
    for name in ("external", "maternity"):
        out[f"staff.{name}"] = sum(one.apart == name for one in on_list(year, snapshot(year)))
    out.codes("staff.category", (one.category for one in found if one.category))
    known = out["staff.category_known"] = sum(one.category is not None for one in found)
    out.shares("staff.category_share", "staff.category", "staff.category_known")
    for name, codes in (("new_system", _NEW), ("old_system", _OLD), ("qualified", _ASKED)):
        out[f"staff.{name}"] = sum(one.category in codes for one in found)
        out[f"staff.{name}_share"] = percent(out[f"staff.{name}"], known)
    out["staff.qualified_equated"] = out["staff.qualified_equated_share"] = None  # the sample does not equate the systems
    levels = {"жоғары": "higher", "высшее": "higher", "жоғары оқу орнынан кейінгі": "postgraduate", "послевузовское": "postgraduate",
              "арнайы орта": "secondary_special", "среднее специальное": "secondary_special"}
    out.codes("staff.education", (levels[plain(one.line.get("Білімі") or one.line.get("Образование"))] for one in found))
    out["staff.education_known"] = len(found)
    out.shares("staff.education_share", "staff.education", "staff.education_known")
    out.codes("staff.experience", (band(one.years) for one in found if one.years is not None))
    out["staff.experience_known"] = sum(one.years is not None for one in found)
    out.shares("staff.experience_share", "staff.experience", "staff.experience_known")
    degrees = {"магистр": "master", "phd": "phd"}
    if any("Ғылыми дәрежесі" in one.line for one in found):
        out.codes("staff.degree", (degrees.get(plain(one.line["Ғылыми дәрежесі"])) for one in found))
    else:
        out.update({f"staff.degree.{code}": None for code in ("master", "phd", "candidate", "doctor")})
    for name in {one.commission for one in teachers(year)}:
        out[f"staff.total/commission={name}"] = sum(one.commission == name for one in found)
    october(year, found, out)
    changes(year, found, out)
    attestation(year, found, out)


def asked(year: Year) -> list[Line]:
    """Applications for a category, by the day they were made."""
    return within(year, sheet(f"{year}/Аттестаттау және ішкі бақылау {year}.xlsx", "Аттестаттау"), "Өтініш берген күні")


def attestation(year: Year, found: list[Teacher], out: Counted) -> None:
    lines, now = asked(year), {one.name: one.category for one in teachers(year)}
    out["staff.attestation.applied"] = len(lines)
    out["staff.attestation.decided"] = sum(line["Комиссия шешімі"] is not None for line in lines)
    out["staff.attestation.awarded"] = sum(now.get(people().who(line["Педагогтің аты-жөні"])) == category(line["Мәлімделген санаты"]) for line in lines)


def october(year: Year, found: list[Teacher], out: Counted) -> None:
    when, now = date(int(year[:4]), 10, 5), {one.name for one in found}
    then = {one.name for one in counted_staff(year, when)}
    kept = any("Шыққан күні" in one.line for one in found)
    for name, number in (("total", len(then)), ("joined", len(now - then)), ("left", len(then - now))):
        out[f"staff.statistics.{name}"] = number if kept else None


def changes(year: Year, found: list[Teacher], out: Counted) -> None:
    """Who came and went and whose category moved, by comparing two lists name by name."""
    kinds = ("left", "joined", "raised", "expired", "lowered", "system", "counted_apart", "counted_again", "stated", "unstated", "unresolved_then", "unresolved_now")
    happened = moves(year)
    if happened is None:
        out.update({f"staff.changes.{kind}": None for kind in kinds})
        return
    out.codes("staff.changes", (kind for _, kind, _, _ in happened))
    goes = {"raised": "raised_from", "lowered": "lowered_from", "system": "system_from"}
    comes = {"raised": "raised_to", "lowered": "lowered_to", "system": "system_to"}
    for _, kind, then, after in happened:
        for code, how in ((then, goes.get(kind, kind)), (after, comes.get(kind, kind))):
            if code:
                key = f"staff.category.{code}/change={how}"
                out[key] = out.get(key, 0) + 1


def year_before(year: str) -> Year | None:
    label = f"{int(year[:4]) - 1}-{year[:4]}"
    return Year(label) if label in YEARS else None


def moves(year: Year) -> list[tuple[str, str, str | None, str | None]] | None:
    """Whose counting or category is not what it was a year ago: name, what happened, category then and now."""
    before = year_before(year)
    if before is None:
        return None
    was, now = {one.name: one for one in counted_staff(before)}, {one.name: one for one in counted_staff(year)}
    still = {one.name for one in on_list(year, snapshot(year))}
    listed = {one.name for one in teachers(before)}
    happened: list[tuple[str, str, str | None, str | None]]
    happened = [(name, "joined" if name not in listed else "counted_again", None, one.category) for name, one in now.items() if name not in was]
    happened += [(name, "counted_apart" if name in still else "left", one.category, None) for name, one in was.items() if name not in now]
    happened += [(name, moved(was[name].category, one.category), was[name].category, one.category)
                 for name, one in now.items() if name in was and was[name].category != one.category]
    return happened


def moved(then: str | None, now: str | None) -> str:
    ranks = {code: rank for order in (_NEW, ("second", "first", "high")) for rank, code in enumerate(order)}
    assert then
    assert now
    if "none" in (then, now):
        return "raised" if then == "none" else "lowered"
    if (then in _OLD) != (now in _OLD):
        return "system"
    return "raised" if ranks[now] > ranks[then] else "lowered"


def over(line: Line) -> date | None:
    """The last day of a course, else the day of its certificate."""
    days = span(line["Өтілу уақыты"])
    return days[1] if days else day(line["Сертификат күні"])


def taken(year: Year) -> list[Line]:
    return within(year, collected(year, "Курстар"), "Өтілу уақыты", "Сертификат күні")


def served(year: Year) -> list[Line]:
    with (REGISTERS / "Тағылымдама.csv").open(encoding="utf-8-sig", newline="") as file:
        return within(year, csv.DictReader(file, delimiter=";"), "Тағылымдама өтілу мерзімі")


def hours(value: object) -> int:
    return sum(map(int, re.findall(r"\d+", str(value))))


MODES = {"тікелей": "direct", "онлайн": "remote", "қашықтан": "remote", "сырттай": "correspondence", "аралас": "mixed"}


def courses(year: Year, out: Counted) -> None:
    lines, modes = taken(year), MODES
    languages = {"қазақша": "kk", "орысша": "ru", "ағылшынша": "en"}
    out["courses.courses"] = len(lines)
    out["courses.teachers"] = len({people().who(line["Оқытушының аты жөні"]) for line in lines})
    out["courses.hours"] = sum(hours(line["Сағаты"]) for line in lines if line["Сағаты"] is not None)
    out.codes("courses.mode", (modes.get(plain(line["Өтілу түрі"])) for line in lines))
    out.update({f"courses.kind.{code}": None for code in ("pd", "retraining", "other")})  # no workbook has such a column
    out.codes("courses.language", (languages.get(plain(line["Оқыту тілі"])) for line in lines))
    interns = served(year)
    out["courses.internships"], out["courses.interns"] = len(interns), len({people().who(line["Оқытушының аты-жөні"]) for line in interns})
    out["courses.internship_hours"] = sum(int(line["Сағаты"]) for line in interns)
    found = {one.name for one in counted_staff(year)}
    for name, back in (("trained_window", 3), ("trained_long", 5)):
        trained = trained_in(year, back)
        out[f"courses.{name}"] = None if trained is None else len(trained)
        out[f"courses.{name}_share"] = None if trained is None else percent(len(trained), len(found))
        if name == "trained_window":
            out["courses.untrained"] = None if trained is None else len(found - trained)


def trained_in(year: Year, back: int) -> set[str] | None:
    """Who of the staff was trained in the years before the snapshot; nothing where the registers do not reach back."""
    end, found = snapshot(year), {one.name for one in counted_staff(year)}
    every = [(over(line), people().who(line["Оқытушының аты жөні"])) for one in YEARS for line in collected(one, "Курстар")]
    start = end.replace(year=end.year - back)
    if min(when for when, _ in every if when) >= start.replace(year=start.year + 1):
        return None
    return {who for when, who in every if when and start <= when <= end and who in found}


def published(year: Year) -> list[list[Line]]:
    """The works that came out, each with all the lines that its authors entered for it."""
    works: dict[object, list[Line]] = defaultdict(list)
    for line in within(year, collected(year, "Жарияланымдар"), "Жарияланған күні"):
        if plain(line["Әрекеті"]) != "дайындалуда":
            works[plain(line["Мақала тақырыбы"]), plain(line["Түрі"]), plain(line["Мақала шыққан баспасы"]), day(line["Жарияланған күні"])].append(line)
    return list(works.values())


PUBLISHED = {"мақала": "article", "тезис": "talk", "баяндама": "talk", "оқу құралы": "study_guide", "оқу-әдістемелік құрал": "study_guide",
             "әдістемелік нұсқау": "guide", "әдістемелік құрал": "guide", "әдістемелік жинақ": "collection", "газет": "newspaper", "сайт": "website", "бейне": "video"}
MADE = {"оқу жоспары": "curriculum", "жұмыс бағдарламасы": "work_programme", "сабақ жоспары": "lesson_plan", "оқу-әдістемелік кешен": "umk", "оәк": "umk",
            "әдістемелік нұсқау": "guide", "әдістемелік нұсқаулық": "guide", "әдістемелік ұсыным": "recommendation", "оқулық": "textbook", "оқу құралы": "study_guide",
            "тест жинағы": "test_collection", "авторлық бағдарлама": "author_programme", "электронды қор": "e_resource", "жинақ": "collection"}


def made(year: Year) -> list[Line]:
    path = f"{year}/Әдістемелік өнім және баяндамалар {year}.xlsx"
    return within(year, sheet(path, "Әдістемелік өнім"), "Әзірленген күні", "ЦӘК хаттамасының күні", "Бөлім кеңесі хаттамасының күні", "ӘК хаттамасының күні", "Бекітілген күні")


def products(year: Year, out: Counted) -> None:
    works = published(year)
    out["products.publications"] = len(works)
    out.codes("products.publications.kind", (PUBLISHED[plain(work[0]["Түрі"])] for work in works))
    out.codes("products.publications.level", (LEVELS[plain(work[0]["Деңгейі"])] for work in works if work[0]["Деңгейі"]))
    out["products.authors"] = len({who for work in works for line in work for who in people().each(line["Авторлары"])})
    out["products.per_teacher"] = half_up(Decimal(len(works)) / len(counted_staff(year)), 2)
    lines = made(year)
    out["products.products"] = len(lines)
    out.codes("products.products.kind", (MADE[plain(line["Түрі"])] for line in lines))
    out.codes("products.products.stage", map(stage, lines))
    topics = collected(year, "Өздігінен білім")
    out["products.self_education"] = len(topics)
    out["products.self_education.defended"] = sum(year.has(day(line["Қорғалған күні"])) for line in topics)


def stage(line: Line) -> str:
    """How far a product has come: the last step that has a trace."""
    steps = (("approved", ("Бекітілген күні", "Бекіткен")), ("council", ("ӘК хаттамасы №", "ӘК хаттамасының күні", "ӘК шешімі")),
             ("commission", ("ЦӘК хаттамасы №", "ЦӘК хаттамасының күні", "Бөлім кеңесінің хаттамасы №", "Бөлім кеңесі хаттамасының күні")))
    return next((name for name, heads in steps if any(line.get(head) for head in heads)), "developed")


def entries(year: Year, name: str) -> list[Line]:
    lines = [{**line, "_day": line["Өтілген уақыты" if name == "Байқаулар" else "Өткізілген күні"]} for line in collected(year, name)]
    return within(year, lines, "_day")


def talks_of(year: Year) -> list[Line]:
    """Talks by the first reading of their headings, Kazakh or Russian."""
    path = f"{year}/Әдістемелік өнім және баяндамалар {year}.xlsx"
    found = []
    for line in sheet(path, "Конференции и семинары"):
        at = {plain(head): value for head, value in line.items()}
        said = {"who": ("оқытушының аты-жөні", "фио преподавателя"), "event": ("іс-шара атауы", "название мероприятия"),
                "topic": ("баяндама тақырыбы", "тақырыбы", "тема выступления"), "level": ("деңгейі", "уровень"), "day": ("өткізілген күні", "күні", "дата проведения")}
        found.append({name: next((at[head] for head in heads if head in at), None) for name, heads in said.items()})
    return within(year, found, "day")


def contests(year: Year, out: Counted) -> None:
    for side, name in (("teachers", "Байқаулар"), ("students", "Студенттер")):
        lines = entries(year, name)
        out[f"contests.{side}.entries"] = len(lines)
        results = [RESULTS[plain(line["Алған орны"])] if line["Алған орны"] else None for line in lines]
        out[f"contests.{side}.prizes"] = sum(result in PRIZES for result in results)
        out.codes(f"contests.{side}.level", (LEVELS[plain(line["Байқау деңгейі"])] for line in lines if line["Байқау деңгейі"]))
        out.codes(f"contests.{side}.result", results)
    talks = talks_of(year)
    out["contests.conferences"] = len(talks)
    out["contests.speakers"] = len({people().who(line["who"]) for line in talks})
    out.codes("contests.conferences.level", (LEVELS[plain(line["level"])] for line in talks))


def practices(year: Year) -> list[Line]:
    return within(year, sheet("Озат тәжірибе қоры.xlsx", "Озат тәжірибе қоры"), "ӘК хаттамасының күні", "Жалпыланған күні", "Енгізілген күні")


STAGES = {"анықталды": "identified", "зерделенді": "studied", "жинақталды": "collected", "әк-де қаралды": "considered", "таратуға ұсынылды": "recommended",
              "таратылды": "disseminated", "енгізілді": "adopted"}


def practice(year: Year, out: Counted) -> None:
    lines, stages = practices(year), STAGES
    out["practice.total"] = len(lines)
    reached = [stages[plain(line["Кезеңі"])] for line in lines]
    out.codes("practice.stage", reached)
    out["practice.considered"] = sum(bool(line["ӘК хаттамасы №"] or line["ӘК хаттамасының күні"]) for line in lines)
    out["practice.recommended"] = sum(
        code in ("recommended", "disseminated", "adopted") or (line["ӘК шешімі"] == "мақұлданды" and bool(line["Ұсынылған деңгейі"]))
        for line, code in zip(lines, reached, strict=True)
    )
    out["practice.adopted"] = sum(code == "adopted" or bool(line["Енгізген педагогтер"] or line["Енгізілген күні"]) for line, code in zip(lines, reached, strict=True))


PORTFOLIOS = {"портфолио": "portfolio", "шығармашылық есеп": "creative_report"}


def handed_in(year: Year) -> list[Line]:
    """What listeners handed in: by its day, or in a whole year by its mark."""
    heard = {people().who(line["Аты-жөні"]) for line in listeners(year)}
    lines = [line for line in within(year, journal(year, "Портфолио"), "Тапсырылған күні", undated=True) if people().who(line["Тыңдаушының аты-жөні"]) in heard]
    return [line for line in lines if line["Тапсырылған күні"] is not None or line["Бағасы"]]


def portfolios(year: Year, out: Counted) -> None:
    heard, lines = {people().who(line["Аты-жөні"]) for line in listeners(year)}, handed_in(year)
    given = {people().who(line["Тыңдаушының аты-жөні"]) for line in lines}
    out["portfolios.expected"], out["portfolios.submitted"], out["portfolios.not_submitted"] = len(heard), len(given), len(heard - given)
    out["portfolios.submitted_share"] = percent(len(given), len(heard))
    out.codes("portfolios.kind", (PORTFOLIOS[plain(line["Түрі"])] for line in lines))


def exhibitions(year: Year, out: Counted) -> None:
    lines = within(year, journal(year, "Көрме, бюллетень"), "Күні", undated=True)
    exhibited, issued = ([line for line in lines if plain(line["Түрі"]) == kind] for kind in ("көрме", "бюллетень"))
    out["exhibitions.exhibitions"], out["exhibitions.bulletins"] = len(exhibited), len(issued)
    out["exhibitions.exhibits"] = sum(line["Жұмыс саны"] or 0 for line in exhibited)
    out["exhibitions.copies"] = sum(line["Данасы"] or 0 for line in issued)


def agenda(year: Year) -> list[Line]:
    """What was asked at meetings of the part; a line without number and day continues the meeting above it."""
    lines = []
    for path, name, body in ((f"{year}/ОТМ журналы {year}.xlsx", "Күн тәртібі", "otm"), (f"{year}/Әдістемелік кеңес {year}.xlsx", "Хаттамалар", "mc")):
        number = when = None
        for line in sheet(path, name):
            number, when = line["Хаттама №"] or number, day(line["Хаттама күні"]) or when
            if year.whole or year.has(when, council=body == "mc"):
                lines.append({**line, "_body": body, "_no": re.sub(r"\D", "", str(number)), "_day": when})
    return lines


def standing(line: Line) -> str:
    """What a decision has become: nobody marks that in the sample, so only its term tells; one that lasts is open."""
    months = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан")
    found = re.fullmatch(r"(\d{4}) жылғы (\d{1,2}) (\w+?)(?:ға|ге|қа|ке) дейін", str(line["Орындау мерзімі"]))
    if not found:
        return "open"
    return "ahead" if date(int(found[1]), months.index(found[3]) + 1, int(found[2])) >= TODAY else "unmarked"


def decisions(year: Year, out: Counted) -> None:
    lines = [line for line in agenda(year) if line["Шешім"]]
    out["decisions.total"] = len(lines)
    for name in ("unmarked", "ahead", "open"):
        out[f"decisions.{name}"] = sum(standing(line) == name for line in lines)
    out["decisions.executed"] = None  # the sample has no column for what became of a decision


CHAPTERS = (composition, plan, events, attendance, lessons, visits, mentoring, staff, courses, products, contests, practice, portfolios, exhibitions, decisions)


def recounted(year: Year) -> Counted:
    """Every figure of a year or of a part of it, by its id."""
    return _recounted(str(year), year.period)


@cache
def _recounted(label: str, period: str) -> Counted:
    year, out = Year(label, period), Counted()
    for chapter in CHAPTERS:
        chapter(year, out)
    return out
