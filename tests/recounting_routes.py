"""Routes, departments and the month of the sample counted again from the workbooks alone: what `recounting_lists` leaves.

The order of steps and who may approve are typed from № 583, clauses 18 to 21; posts are those of the sample's otm.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from openpyxl.utils import get_column_letter
from recounting import (
    MADE,
    PLAN_MARKS,
    RESULTS,
    STAGES,
    TODAY,
    YEARS,
    Line,
    Year,
    agenda,
    category,
    collected,
    counted_staff,
    day,
    entries,
    held,
    hours,
    journal,
    made,
    on_list,
    over,
    people,
    plain,
    practices,
    published,
    quarter,
    recounted,
    served,
    sheet,
    shown,
    snapshot,
    staff_by_name,
    stage,
    standing,
    taken,
    visited,
    within,
    workbook,
)
from recounting_lists import DECIDED, PRIZES, Lines, commissions, no, several, who, works
from running import SAMPLE

POSTS = {post: said["name"] for post, said in tomllib.loads((SAMPLE / "otm.toml").read_text("utf-8"))["people"].items()}

# ── № 583, clauses 18 to 21 ─────────────────────────────────────────────────────────────────────────────────────────

#: Step → its cells (the first dated one is its day), what it is called, who takes it.
STEPS: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "developed": (("Әзірленген күні",), "әзірлеу", "authors"),
    "commission": (("ЦӘК хаттамасы №", "ЦӘК хаттамасының күні"), "комиссияда қарау", "chair"),
    "unit_council": (("Бөлім кеңесінің хаттамасы №", "Бөлім кеңесі хаттамасының күні"), "бөлімшенің әдістемелік кеңесінде қарау", "chair"),
    "mc": (("ӘК хаттамасы №", "ӘК хаттамасының күні"), "әдістемелік кеңесте қарау", "council_secretary"),
    "approved": (("Бекітілген күні", "Бекіткен"), "бекіту", "approver"),
    "published": (("Жарияланған орны", "Данасы"), "жариялау", "authors"),
}
#: Clause → what passes between the making and the approval, and who may approve.
CLAUSES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "18": (("commission", "mc"), ("director", "deputy")),
    "19": (("commission", "unit_council", "mc"), ("director",)),
    "20": (("unit_council",), ("deputy",)),
    "21": (("commission", "mc"), ("deputy",)),
}
_CLAUSE = {"curriculum": "19", "work_programme": "20", "lesson_plan": "20", "guide": "21", "recommendation": "21"}
_APPROVERS = {"директор": "director", "директордың орынбасары": "deputy"}


def day_head(name: str) -> str | None:
    return next((head for head in STEPS[name][0] if head.endswith("күні")), None)


@cache
def commission_of(year: str) -> Mapping[str, str]:
    return {name: one.commission for name, one in staff_by_name(Year(year)).items()}


def chair(year: str, line: Line) -> str | None:
    """Who chairs the commission of the first author whom the staff list knows."""
    listed = commission_of(str(year))
    mine = next((listed[name] for name in people().each(line["Авторлары"]) if listed.get(name)), None)
    return next((people().who(one["Төрағасы"]) for one in sheet(f"{year}/Педагогтер тізімі {year}.xlsx", "ЦӘК тізімі") if one["ЦӘК атауы"] == mine), None)


def taker(year: str, line: Line, name: str, approvers: Sequence[str]) -> object:
    whose = STEPS[name][2]
    if whose == "authors":
        return several(line["Авторлары"])
    return chair(year, line) or POSTS["methodist"] if whose == "chair" else POSTS[approvers[-1] if whose == "approver" else whose]


@cache
def council_days() -> set[tuple[str | None, date | None]]:
    return {(item["_no"], item["_day"]) for one in YEARS for item in agenda(Year(one)) if item["_body"] == "mc"}


class Product:
    """A product on its way: how far it has come by the cells that are filled."""

    def __init__(self, year: Year, line: Line) -> None:
        self.line, self.year = line, year
        self.kind = MADE[plain(line["Түрі"])]
        self.clause = _CLAUSE.get(self.kind, "18")
        between, self.approvers = CLAUSES[self.clause]
        self.steps = ("developed", *between, "approved", "published")
        filled = [name for name in self.steps if self.filled(name)]
        self.taken = [name for name in self.steps if name in filled or name == "developed" or (name == "unit_council" and "mc" in filled)]
        self.reached = max(map(self.steps.index, self.taken))
        decision = DECIDED.get(plain(line["ӘК шешімі"])) if "mc" in self.taken else None
        self.returned = decision == "rework" and "approved" not in self.taken
        self.closed = decision == "rejected" and "approved" not in self.taken
        self.overruled = decision in ("rework", "rejected") and "approved" in self.taken
        self.lacks = tuple(dict.fromkeys(self.missing()))
        later = self.steps[self.reached + 1] if self.reached + 1 < len(self.steps) else None
        self.next = "developed" if self.returned else None if self.closed or later == "published" else later
        days = [when for name in self.taken if (when := self.day(name))]
        self.day_of_all, self.backward = (days[-1] if days else None), days != sorted(days)

    def day(self, name: str) -> date | None:
        head = day_head(name)
        return day(self.line[head]) if head else None

    def filled(self, name: str) -> bool:
        when = self.day(name)
        return any(self.line[head] for head in STEPS[name][0]) and (when is None or when <= TODAY)

    def missing(self) -> Iterator[str]:
        for name in self.steps[: self.reached + 1]:
            head = day_head(name)
            if head and self.day(name) is None and not (name == "unit_council" and "mc" in self.taken and not self.filled(name)):
                yield head
            if name == "mc" and self.filled(name) and not self.line["ӘК шешімі"]:
                yield "ӘК шешімі"
            if name == "approved" and self.filled(name) and not self.line["Бекіткен"]:
                yield "Бекіткен"

    @property
    def verdict(self) -> str:
        by = _APPROVERS[plain(self.line["Бекіткен"])] if self.line["Бекіткен"] else None
        named = (no(self.line["ӘК хаттамасы №"]), self.day("mc"))
        worst = {
            "order": self.backward, "hand": by is not None and by not in self.approvers, "overruled": self.overruled, "missing": bool(self.lacks),
            "unregistered": "mc" in self.taken and named not in council_days(), "returned": self.returned, "closed": self.closed, "underway": bool(self.next),
        }
        return next((name for name, holds in worst.items() if holds), "done")

    @property
    def who(self) -> object:
        if self.verdict in ("done", "closed"):
            return None
        if self.verdict in ("returned", "underway"):
            return taker(self.year, self.line, self.next or "developed", self.approvers)
        return chair(self.year, self.line) or POSTS["methodist"]  # who keeps the register mends it

    def told(self) -> dict[str, Any]:
        return {
            "authors": several(self.line["Авторлары"]), "title": self.line["Атауы"], "kind": self.kind, "point": f"№ 583, {self.clause}-тармақ",
            "state": "returned" if self.returned else "closed" if self.closed else self.steps[self.reached], "day": self.day_of_all,
            "next": STEPS[self.next][1] if self.next else None, "who": self.who, "lacks": "; ".join(self.lacks) or None,
            "wrong": None, "verdict": self.verdict,
        }

    def stands(self, name: str) -> str:
        if self.returned and name == self.next:
            return "again"
        if name in self.taken:
            return "taken"
        return "next" if name == self.next else "missing" if self.steps.index(name) < self.reached else "ahead"

    def sheet(self, number: int) -> Iterator[dict[str, Any]]:
        for place, name in enumerate(self.steps, 1):
            protocol = next((head for head in STEPS[name][0] if head.endswith("№")), None)
            yield {
                "no": number, "title": self.line["Атауы"], "kind": self.kind, "point": f"№ 583, {self.clause}-тармақ", "place": place, "step": STEPS[name][1],
                "who": taker(self.year, self.line, name, self.approvers), "protocol": self.line[protocol] if protocol else None, "day": self.day(name),
                "state": self.stands(name),
            }


#: How a practice goes: by the word of its stage, else by the cells that are filled.
PRACTICE = {
    "studied": ("зерделеу", ("Жалпыланған күні",)), "considered": ("әдістемелік кеңесте қарау", ("ӘК хаттамасы №", "ӘК хаттамасының күні")),
    "recommended": ("таратуға ұсыну", ("Ұсынылған деңгейі",)), "disseminated": ("тарату", ("Таратылуы",)),
    "adopted": ("енгізу", ("Енгізген педагогтер", "Енгізілген күні", "Енгізу дәлелі")),
}


def practice(line: Line) -> dict[str, Any]:
    steps = list(PRACTICE)
    said = STAGES[plain(line["Кезеңі"])]
    reached = max([0, steps.index(said) if said in steps else 0, *(place for place, name in enumerate(steps) if any(line[head] for head in PRACTICE[name][1]))])
    decision = DECIDED.get(plain(line["ӘК шешімі"])) if line["ӘК шешімі"] else None
    back = decision == "rework"
    needed = ("Жалпыланған күні", "ӘК хаттамасының күні", "Ұсынылған деңгейі", "Таратылуы", "Енгізілген күні")[: reached + 1]
    lacks = [head for head in needed if not line[head]] + (["ӘК шешімі"] if reached and not decision else [])
    ahead = "studied" if back else steps[reached + 1] if reached + 1 < len(steps) else None
    days = [when for head in ("Жалпыланған күні", "ӘК хаттамасының күні", "Енгізілген күні") if (when := day(line[head]))]
    authors = several(line["Авторы"])
    assert days == sorted(days)
    assert decision != "rejected"
    return {
        "authors": authors, "title": line["Тәжірибе тақырыбы"], "state": "returned" if back else steps[reached], "day": days[-1],
        "next": PRACTICE[ahead][0] if ahead else None, "who": None if not ahead else POSTS["council_secretary"] if ahead in ("considered", "recommended") else authors,
        "lacks": "; ".join(lacks) or None, "wrong": None, "verdict": "missing" if lacks else "returned" if back else "underway" if ahead else "done",
    }


def decision(line: Line) -> dict[str, Any]:
    lacks = [head for head in ("Жауапты", "Орындау мерзімі") if not line[head]]
    return {
        "body": line["_body"], "protocol": line["_no"], "date": line["_day"], "decision": line["Шешім"], "responsible": line["Жауапты"], "due": line["Орындау мерзімі"],
        "lacks": "; ".join(lacks) or None, "verdict": "missing" if lacks else "late" if standing(line) == "unmarked" else "underway",
    }


# ── plan, orders, protocols ─────────────────────────────────────────────────────────────────────────────────────────


def above(year: str, name: str) -> dict[str, Any]:
    """What stands over the table of a sheet of the journal: a word and beside it a value."""
    rows = list(workbook(f"{year}/ОТМ журналы {year}.xlsx")[name].iter_rows(max_row=8, values_only=True))
    return {str(filled[0]): filled[1] for row in rows if len(filled := [value for value in row if value is not None]) == 2}


def whole(year: Year) -> Year:
    return Year(str(year))


def plan_line(year: Year) -> dict[str, Any]:
    said = above(year, "Жоспар")
    number, when = no(said["Бекітілген хаттама №"]), day(said["Хаттама күні"])
    first = min(one for line in held(whole(year)) if (one := day(line["Өткізілген күні"])) and one <= TODAY)
    assert when
    state = "unregistered" if (number, when) not in council_days() else "ahead" if when > TODAY else "late" if when > first else "good"
    return {"file": f"ОТМ журналы {year}.xlsx", "no": said["Бекітілген хаттама №"], "date": when, "first": first, "state": state}


ORDERS = {"ӘК құрамы": "council", "ЦӘК құру": "commission", "ОТМ құрамын бекіту": "otm_composition", "тәлімгерлерді бекіту": "mentoring"}


def orders(year: Year) -> Iterator[tuple[Line, date, str]]:
    """Orders that hold for an academic year: the last of each kind, until the end of August."""
    last: dict[str, Line] = {}
    for label in sorted(one for one in YEARS if one <= year):
        for line in sheet(f"{label}/Кеңсе {label}.xlsx", "Бұйрықтар"):
            when = day(line["Күні"])
            if line["Түрі"] in ORDERS and when and when <= TODAY and (line["Түрі"] not in last or day(last[line["Түрі"]]["Күні"]) <= when):  # type: ignore[operator]  # dated
                last[line["Түрі"]] = line
    for line in last.values():
        when = day(line["Күні"])
        assert when
        until = date(when.year + (when.month >= 8), 8, 31)
        yield line, until, "over" if until < TODAY else "ending" if (until.year, until.month) == (TODAY.year, TODAY.month) else "valid"


def protocols(year: Year) -> Lines:
    """Numbers of the ОТМ and of the council in the order of their days: none may be wanting, stand twice or go back."""
    events = {(no(line["Хаттама №"]), day(line["Өткізілген күні"])) for line in held(whole(year)) if line["Хаттама №"] or line["Түрі"] == "отырыс"}
    lines: Lines = []
    for body in ("otm", "mc"):
        agendas = {(item["_no"], item["_day"]) for item in agenda(whole(year)) if item["_body"] == body}
        meetings, seen = sorted((events if body == "otm" else set()) | agendas, key=lambda one: one[1] or date.max), []
        ordered = day(above(year, "Құрамы")["Бұйрық күні"])
        for number, when in meetings:
            assert number
            assert when
            assert ordered
            value = int(re.findall(r"\d+", number)[0])
            wanted = max(seen, default=0) + 1
            early = body == "otm" and when < ordered
            state = "ahead" if when > TODAY else "before-order" if early else "repeat" if value in seen else "back" if value < wanted else "gap" if value > wanted else "good"
            lines.append({"body": body, "protocol": number, "date": when, "state": state,
                          "missing": ", ".join(map(str, range(wanted, value))) or None if state == "gap" else None, "order": ordered if early else None})
            seen.append(value)
    return lines


def routes(year: Year) -> Iterator[tuple[str, Lines]]:
    products = [Product(year, line) for line in made(year)]
    yield "products", [one.told() for one in products]
    yield "steps", [step for number, one in enumerate(products, 1) for step in one.sheet(number)]
    yield "practices", [practice(line) for line in practices(year)]
    yield "decisions", [decision(line) for line in agenda(year) if line["Шешім"]]
    yield "plan", [plan_line(year)]
    yield "orders", [{"no": line["Бұйрық №"], "date": day(line["Күні"]), "kind": ORDERS[line["Түрі"]], "title": line["Бұйрықтың атауы"], "until": until, "state": state}
                     for line, until, state in orders(year)]
    yield "protocols", protocols(year)


# ── «Осы айда» ──────────────────────────────────────────────────────────────────────────────────────────────────────

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
WORDS = {"ped": "педагог", "moderator": "педагог-модератор", "expert": "педагог-сарапшы", "researcher": "педагог-зерттеуші", "master": "педагог-шебер",
         "high": "жоғары санат", "first": "бірінші санат", "second": "екінші санат"}
_ENDS = {"маусым": "2026-06-30", "мамыр-маусым": "2026-06-30", "ІV тоқсан": "2026-06-30"}
_MONTHS = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан")


def monthly(year: Year) -> Iterator[tuple[str, Lines]]:
    lines: Lines = []
    if year == YEARS[0]:
        lines += [{"kind": "plan", "what": line["Іс-шаралар"], "who": line["Жауапты"], "day": LAST, "state": "due"} for line in journal(year, "Жоспар", "№")
                  if line["Мерзімі"] in _ENDS and PLAN_MARKS.get(line["Орындалуы"]) not in ("done", "failed")]
    for line in agenda(whole(year)):
        found = re.fullmatch(r"(\d{4}) жылғы (\d{1,2}) (\w+?)(?:ға|ге|қа|ке) дейін", str(line["Орындау мерзімі"]))
        when = date(int(found[1]), _MONTHS.index(found[3]) + 1, int(found[2])) if found else None
        if line["Шешім"] and when and FIRST <= when <= LAST:
            lines.append({"kind": "decision", "what": line["Шешім"], "who": line["Жауапты"], "day": when, "state": "due"})
    said = {people().who(line["Педагогтің аты-жөні"]): line for line in sheet(f"{year}/Аттестаттау және ішкі бақылау {year}.xlsx", "Аттестаттау")}
    for one in counted_staff(year):
        when, code = day(one.line.get("Санаты аяқталған уақыты")), one.category
        if when is None and (other := said.get(one.name)) is not None:
            when, code = day(other["Санаттың аяқталу мерзімі"]), category(other["Қазіргі санаты"]) or code
        if when and when <= LAST and code not in (None, "none"):
            lines.append({"kind": "category", "what": WORDS[code], "who": one.name, "day": when, "state": "due" if when >= FIRST else "over"})
    lines += [{"kind": "order", "what": f"№ {line['Бұйрық №']} {line['Бұйрықтың атауы']}", "who": POSTS["deputy"], "day": until, "state": "due" if state == "ending" else "over"}
              for line, until, state in orders(year) if state != "valid"]
    yield "due", [*lines, *old_courses(year)]


def old_courses(year: Year) -> Lines:
    """The latest course of each of the staff, if three years will have passed by the end of the month."""
    latest: dict[str, tuple[date, Line]] = {}
    for line in (line for one in YEARS for line in collected(one, "Курстар")):
        when = over(line)
        for name in people().each(line["Оқытушының аты жөні"]):
            if when and when <= TODAY and (name not in latest or latest[name][0] < when):
                latest[name] = when, line
    found = []
    for one in counted_staff(year):
        if one.name in latest:
            when, line = latest[one.name]
            old = date(when.year + 3, when.month, when.day)
            if old <= LAST:
                found.append({"kind": "course", "what": line["Оқыту бағдарламасы"], "who": one.name, "day": old, "state": "due" if old >= FIRST else "over"})
    return found


# ── departments ─────────────────────────────────────────────────────────────────────────────────────────────────────

REGISTERS_OF = {
    "staff": "Педагогтер тізімі", "lessons": "Ашық сабақтар", "visits": "Өзара сабаққа қатысу журналы", "courses": "Біліктілікті арттыру курстары",
    "internships": "Тағылымдама", "publications": "Мақалалар мен жарияланымдар", "products": "Әдістемелік өнім", "self_education": "Өздігінен білім алу",
    "contests": "Байқаулар, олимпиадалар", "conferences": "Конференциялар мен баяндамалар", "practice": "Озат тәжірибе қоры",
}
Of = Callable[[Line], set[str]]


def interns(year: Year) -> list[Line]:
    """The rows of the file of internships with their place."""
    every = served(Year(str(year)))
    assert every is not None
    import csv

    with (SAMPLE / "registers" / "Тағылымдама.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [{**line, "_file": "Тағылымдама.csv", "_sheet": "Тағылымдама", "_at": at, "_heads": tuple(line)} for at, line in enumerate(csv.DictReader(file, delimiter=";"), 2)]
    return within(year, rows, "Тағылымдама өтілу мерзімі")


TALKS = {"who": ("Оқытушының аты-жөні", "ФИО преподавателя"), "day": ("Өткізілген күні", "Күні", "Дата проведения")}


def talks(year: Year) -> list[Line]:
    lines = [{**line, **{name: next((line[head] for head in heads if head in line), None) for name, heads in TALKS.items()}}
             for line in sheet(f"{year}/Әдістемелік өнім және баяндамалар {year}.xlsx", "Конференции и семинары")]
    return within(year, lines, "day")


class Departments:
    """What each commission did in a part of a year: lines are its own by their section, else by the people they name."""

    def __init__(self, year: Year) -> None:
        self.year, self.names = year, commissions(year)
        unsure = {who("Жолыбаев Талғат Әбдіқадырұлы")} if year == YEARS[0] else set()  # a letter is missing: a person is asked first
        self.of_person = commission_of(str(year))
        self.sure = {name: commission for name, commission in self.of_person.items() if name not in unsure}

    def by_section(self, line: Line) -> set[str]:
        return {name for name in self.names if plain(name) == plain(line["_section"])}

    def by(self, head: str, *, sure: bool = False) -> Of:
        listed = self.sure if sure else self.of_person
        return lambda line: {listed[name] for name in people().each(line[head]) if name in listed}

    def measures(self) -> Iterator[tuple[str, str, list[Line], Of]]:
        """Register, figure, the lines it counts, and whose a line is."""
        year, section = self.year, self.by_section
        _, done = shown(year)
        yield "lessons", "lessons.held", done, section
        yield "lessons", "lessons.analysed", [line for line in done if plain(line["Талдау жасалды"]) == "иә"], section
        yield "visits", "visits.visits", visited(year), self.by("Қатысушы оқытушы", sure=True)
        yield "courses", "courses.courses", taken(year), section
        yield "courses", "courses.hours", [line for line in taken(year) if line["Сағаты"] is not None], section
        yield "internships", "courses.internships", interns(year), self.by("Оқытушының аты-жөні")
        yield "products", "products.products", made(year), self.by("Авторлары")
        yield "products", "products.products.stage.approved", [line for line in made(year) if stage(line) == "approved"], self.by("Авторлары")
        topics = collected(year, "Өздігінен білім")
        yield "self_education", "products.self_education", topics, section
        yield "self_education", "products.self_education.defended", [line for line in topics if year.has(day(line["Қорғалған күні"]))], section
        pupils = entries(year, "Студенттер")
        yield "contests", "contests.students.entries", pupils, section
        yield "contests", "contests.students.prizes", [line for line in pupils if line["Алған орны"] and RESULTS[plain(line["Алған орны"])] in PRIZES], section
        yield "conferences", "contests.conferences", talks(year), self.by("who")
        yield "practice", "practice.total", practices(year), self.by("Авторы")

    def numbers(self) -> Iterator[tuple[str, str, str, float, str]]:
        """Commission, register, figure, number, where it comes from."""
        for register, figure, lines, of in self.measures():
            for name in self.names:
                mine = [line for line in lines if name in of(line)]
                number = sum(hours(line["Сағаты"]) for line in mine) if figure == "courses.hours" else len(mine)
                yield name, register, figure, number, places(mine) or places(self.kept(register, name, of))
        counts = recounted(self.year)
        assert counts
        for name in self.names:
            mine = [one for one in counted_staff(self.year) if one.commission == name]
            where = places(one.line for one in mine)
            yield name, "staff", "staff.total", len(mine), where
            for code, number in Counter(one.category for one in mine if one.category).items():
                yield name, "staff", f"staff.category.{code}", number, where
        yield from self.shared()

    def shared(self) -> Iterator[tuple[str, str, str, float, str]]:
        """What several people did together is one thing of a commission, whoever entered it."""
        done, contests = works(self.year), entries(self.year, "Байқаулар")
        prizes = [line for line in contests if line["Алған орны"] and RESULTS[plain(line["Алған орны"])] in PRIZES]
        lines: dict[str, tuple[str, str, Sequence[Sequence[Line]], str]] = {
            "publications": ("publications", "products.publications", published(self.year), "Авторлары"),
            "contests": ("contests", "contests.teachers.entries", [[line] for line in contests], "Оқытушының аты жөні"),
            "prizes": ("contests", "contests.teachers.prizes", [[line] for line in prizes], "Оқытушының аты жөні"),
        }
        for measure, (register, figure, groups, head) in lines.items():
            for name in self.names:
                own = {one for one, commission in self.of_person.items() if commission == name}
                number = len({key for one, key in done[measure] if one in own})
                mine = [line for group in groups for line in group if own & set(people().each(line[head]))]
                yield name, register, figure, number, places(mine) or places(self.kept(register, name, self.by_section))

    def kept(self, register: str, name: str, of: Of) -> list[Line]:
        """Every line of a register in the year's workbooks, those of the commission if it has any."""
        sheets = {"publications": ("Жарияланымдар",), "contests": ("Байқаулар", "Студенттер"), "lessons": ("Ашық сабақтар",), "courses": ("Курстар",),
                  "self_education": ("Өздігінен білім",)}
        if register in sheets:
            every = [line for one in sheets[register] for line in collected(self.year, one)]
        else:
            every = all_year(str(self.year))[register]
        return [line for line in every if name in of(line)] or every

    def left_out(self) -> Iterator[tuple[str, str, str, str]]:
        """Commission, register, cell, reason: what a department entered and the number does not hold."""
        year, here = self.year, {one.name for one in on_list(self.year, snapshot(self.year))}
        counted = {id(one.line) for one in counted_staff(year)}
        reasons = {"external": "сырттан қоса атқарушы, бөлек саналады", "maternity": "бала күтімі демалысында, бөлек саналады"}
        for one in staff_by_name(year).values():
            if id(one.line) not in counted:
                head = next(head for head in ("Аты-жөні", "Ф.И.О.", "Тегі") if head in one.line)
                yield one.commission, "staff", place(one.line, head), reasons[one.apart] if one.name in here else "ол кезде құрамнан шыққан"
        yield from self.stray()
        for register, lines, kept, heads, of in self.parts():
            inside = {(line["_file"], line["_sheet"], line["_at"]) for line in kept}
            for line in lines:
                if (line["_file"], line["_sheet"], line["_at"]) not in inside:
                    head = next(head for head in heads if head in line and (day(line[head]) or re.search(r"\d{4}", str(line[head] or ""))))
                    for name in of(line):
                        yield name, register, place(line, head), "есепті кезеңнен тыс"

    def stray(self) -> Iterator[tuple[str, str, str, str]]:
        """Lines whose day belongs to another year or quarter, and works that have not come out."""
        year = self.year
        for line in collected(year, "Ашық сабақтар"):
            if (when := day(line["Өткізілген күні"])) and not whole(year).has(when):
                for name in self.by_section(line):
                    yield name, "lessons", place(line, "Өткізілген күні"), "күні осы оқу жылына жатпайды"
        windows = {"І тоқсан": "q1", "ІІ тоқсан": "q2", "ІІІ тоқсан": "q3", "ІV тоқсан": "q4", "IV тоқсан": "q4"}
        path = f"{year}/Өзара сабаққа қатысу {year}.xlsx"
        for line in (line for name in workbook(path).sheetnames if name in windows for line in sheet(path, name)):
            when = day(line["Қатысқан күні"])
            if when and quarter(when) != windows[line["_sheet"]]:
                for name in self.by("Қатысушы оқытушы", sure=True)(line):
                    yield name, "visits", place(line, "Қатысқан күні"), "күні парақта немесе бөлімде аталған тоқсанға (айға) жатпайды"
        for line in within(year, collected(year, "Жарияланымдар"), "Жарияланған күні", undated=True):
            if plain(line["Әрекеті"]) == "дайындалуда":
                for name in self.by_section(line):
                    yield name, "publications", place(line, "Мақала тақырыбы"), "әлі жарияланбаған"

    def parts(self) -> Iterator[tuple[str, list[Line], list[Line], tuple[str, ...], Of]]:
        """Register, its lines of the whole year, those of the part, where the day stands, whose a line is."""
        part, section = self.year, self.by_section
        year = whole(part)
        yield "lessons", shown(year)[1], shown(part)[1], ("Өткізілген күні",), section
        yield "visits", visited(year), visited(part), ("Қатысқан күні",), self.by("Қатысушы оқытушы", sure=True)
        yield "courses", taken(year), taken(part), ("Өтілу уақыты", "Сертификат күні"), section
        yield "internships", interns(year), interns(part), ("Тағылымдама өтілу мерзімі",), self.by("Оқытушының аты-жөні")
        every, mine = (within(one, collected(one, "Жарияланымдар"), "Жарияланған күні", undated=True) for one in (year, part))
        yield "publications", [line for line in every if day(line["Жарияланған күні"])], mine, ("Жарияланған күні",), section
        heads = ("Әзірленген күні", "ЦӘК хаттамасының күні", "Бөлім кеңесі хаттамасының күні", "ӘК хаттамасының күні", "Бекітілген күні")
        yield "products", made(year), made(part), heads, self.by("Авторлары")
        for name, head in (("Байқаулар", "Өтілген уақыты"), ("Студенттер", "Өткізілген күні")):
            yield "contests", entries(year, name), entries(part, name), (head,), section
        yield "conferences", talks(year), talks(part), TALKS["day"], self.by("who")
        yield "practice", practices(year), practices(part), ("ӘК хаттамасының күні", "Жалпыланған күні", "Енгізілген күні"), self.by("Авторы")


@cache
def all_year(year: str) -> Mapping[str, list[Line]]:
    """The lines of each register in a whole year."""
    found: dict[str, list[Line]] = {}
    for register, _, lines, _ in Departments(Year(year)).measures():
        found.setdefault(register, lines)
    return found


def places(lines: Iterable[Line]) -> str:
    """Books and their sheets, each once, as they are read."""
    books: dict[str, dict[str, None]] = {}
    for line in lines:
        books.setdefault(line["_file"].rpartition("/")[2], {})[line["_sheet"]] = None
    return "; ".join(f"{book} · {', '.join(sheets)}" for book, sheets in books.items())


def place(line: Line, head: str) -> str:
    column = get_column_letter(line["_heads"].index(head) + 1)
    return f"{line['_file'].rpartition('/')[2]} · {line['_sheet']} · {column}{line['_at']}"


UNITS = {"courses.hours": "hours"}


def departments(year: Year) -> Iterator[tuple[str, Lines]]:
    """``name`` of a number is the id of its figure: what it is called is not counted here."""
    whose = Departments(year)
    yield "numbers", [
        {"department": name, "register": REGISTERS_OF[register], "name": figure, "n": number, "unit": "people" if register == "staff" else UNITS.get(figure, "count"), "source": source}
        for name, register, figure, number, source in whose.numbers() if recounted(year).get(figure, 0) is not None
    ]
    yield "left_out", [{"department": name, "register": REGISTERS_OF[register], "place": cell, "reason": reason} for name, register, cell, reason in whose.left_out()]


CHAPTERS: tuple[Callable[[Year], Iterator[tuple[str, Lines]]], ...] = (routes, monthly, departments)


def recounted_routes(year: Year) -> dict[str, Lines]:
    """Every listing of the three chapters, by its id."""
    return {f"{chapter.__name__}.{name}": lines for chapter in CHAPTERS for name, lines in chapter(year)}
