"""People × topics → the further registers: attestation, control, results of groups, methodical landing parties, the network."""

from __future__ import annotations

from datetime import date
from typing import Any

from invented.books import COLLEGE, Book, Column, Page, Placed
from invented.college_pages import Rows, day_of, open_lessons, span
from invented.otm_pages import NO, C, OtmYear, label
from invented.people import CATEGORIES, YEARS, Teacher, dice, invented

TOLD = invented("further")
_NEXT = {"none": "moderator", "ped": "moderator", "second": "moderator", "moderator": "expert", "first": "expert", "expert": "researcher",
         "high": "researcher", "researcher": "master", "master": "master"}
_LEVEL = {"moderator": "колледжішілік", "expert": "қалалық", "researcher": "облыстық", "master": "республикалық"}

ATTESTATION = (
    NO, C("teacher", "Педагогтің аты-жөні", 34), C("now", "Қазіргі санаты", 20), C("expires", "Санаттың аяқталу мерзімі", 13),
    C("target", "Мәлімделген санаты", 20), C("applied", "Өтініш берген күні", 12), C("test", "ПББ нәтижесі", 10, style="centre"),
    C("level", "Комиссия деңгейі", 15), C("decision", "Комиссия шешімі", 22), C("order", "Бұйрық №", 11, style="centre"),
)
CONTROL = (
    NO, C("topic", "Тақырып", 30), C("aim", "Мақсат", 30), C("object", "Объект", 20), C("kind", "Түрі", 12), C("method", "Әдістемесі", 22),
    C("due", "Мерзімі", 22), C("who", "Жауаптылар", 20), C("at", "Қаралатын орны", 18), C("decision", "Басқару шешімі", 30),
    C("recheck", "Қайта бақылау", 12), C("direction", "Бағыты", 10), C("result", "Нәтижесі", 28),
)
RESULTS = (
    NO, C("group", "Топ", 10, style="centre"), C("subject", "Пәні", 26), C("period", "Кезеңі", 24), C("students", "Білім алушылар саны", 10, total="sum"),
    C("quality", "Білім сапасы, %", 9, style="percent"), C("success", "Үлгерім, %", 9, style="percent"),
    C("low", "Үлгерімі төмендер саны", 10, total="sum"), C("plan", "Олқылықты жою жоспары", 12, style="centre"),
)
VISITS = (
    NO, C("organisation", "Білім беру ұйымы", 30), C("initiator", "Бастамашы", 22), C("request", "Өтінім №", 9, style="centre"),
    C("request_date", "Өтінім күні", 12), C("order", "Бұйрық №", 9, style="centre"), C("order_date", "Бұйрық күні", 12),
    C("period", "Өткізілген мерзімі", 24), C("scope", "Мәні", 30), C("forms", "Нысандары", 26), C("team", "Десант құрамы", 36),
    C("report", "Анықтама №", 10, style="centre"), C("report_date", "Анықтама күні", 12),
)
MEMBERS = (
    NO, C("school", "Ұйымның атауы", 34), C("role", "Желідегі рөлі", 16), C("leading", "Жетекші мектеп", 34), C("direction", "Бағыты", 22),
    C("basis", "Негіз құжат", 26), C("contact", "Байланыс тұлғасы", 22), C("year", "Оқу жылы", 12),
)
EVENTS = (
    NO, C("date", "Өткізілген күні", 12), C("kind", "Іс-шара түрі", 18), C("title", "Тақырыбы", 40), C("organiser", "Ұйымдастырушы", 30),
    C("n", "Қатысушылар саны", 10, total="sum"), C("partners", "Қатысқан серіктес мектептер", 44), C("link", "Материалдар", 22),
    C("analysis", "Талдауы", 40),
)


def _start(page: Page, story: OtmYear, line: str, columns: tuple[Column, ...]) -> int:
    return page.titles((COLLEGE, line, f"{label(story.year)} оқу жылы"), len(columns))


# ── attestation, control, results ───────────────────────────────────────────────────────────────────────────────────


def control_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """What the deputy director keeps: the attestation schedule, the college's own control, results of the groups."""
    name, places = label(story.year), {}
    book = Book(f"{name}/Аттестаттау және ішкі бақылау {name}.xlsx")
    page = book.page("Аттестаттау")
    top = _start(page, story, "Педагогтерді аттестаттау кестесі", ATTESTATION)
    places["attestation"] = page.table(top, ATTESTATION, _attestation(story))
    page = book.page("Ішкі бақылау")
    top = _start(page, story, "Колледжішілік бақылау жоспары", CONTROL)
    places["internal_control"] = page.table(top, CONTROL, _control(story), numbering=True)
    page = book.page("Үлгерім")
    top = _start(page, story, "Топтардың үлгерімі мен білім сапасы", RESULTS)
    places["student_results"] = page.table(top, RESULTS, results(story), totals="Барлығы")
    return book, places


def _attestation(story: OtmYear) -> Rows:
    """Who got a new category at the end of the year; in the newest year, whose category ends and who has applied."""
    year, rng, rows = story.year, dice(f"attestation {story.year}"), []
    newest = year == YEARS[-1]
    for one in story.college.staff(year):
        awarded, code = one.grade(date(year, 9, 15))
        given = one.grade(date(year + 1, 8, 31))
        ends = _ends(awarded, year) if code not in {"none", "ped", "trainee"} else None
        if (given[1] == code and not (newest and ends and ends <= date(year + 1, 8, 31))) or code == "trainee" or one.left:
            continue
        target = _NEXT[code] if newest else given[1]
        late = newest and rng.random() < 0.3
        rows.append({
            "teacher": one.full, "now": CATEGORIES[code], "expires": ends, "target": CATEGORIES[target],
            "applied": date(year + 1, rng.choice((2, 3, 4)), rng.randint(2, 27)), "test": f"{rng.randint(70, 98)} балл",
            "level": _LEVEL[target], "decision": "қаралуда" if late else "мәлімделген санатқа сәйкес", "order": None if late else f"{140 + one.number}-к",
        })
    return rows


def _ends(awarded: date, year: int) -> date:
    """A category ends after five years and is confirmed again."""
    ends = awarded.replace(year=awarded.year + 5)
    while ends < date(year, 9, 1):
        ends = ends.replace(year=ends.year + 5)
    return ends


def _control(story: OtmYear) -> Rows:
    heads = ("topic", "aim", "object", "kind", "method", "first", "last", "who", "at", "decision", "recheck", "direction", "result")
    rows = []
    for told in TOLD["control"]["rows"]:
        row = dict(zip(heads, told, strict=True))
        first, last = (day_of(story.year, tuple(row.pop(edge))) for edge in ("first", "last"))
        rows.append(row | {"due": span(first, (last - first).days), "who": story.people[row["who"]].short})
    return rows


def results(story: OtmYear) -> Rows:
    """Two groups of each commission, a subject each, both halves of the year."""
    year, rows = story.year, []
    halves = (span(date(year, 9, 1), 116), span(date(year + 1, 1, 12), 158))
    for commission, told in enumerate(story.college.topics["commission"]):
        for place, group in enumerate(story.college.names["groups"][commission][:2]):
            rng = dice(f"results {year} {commission} {place}")
            for half, period in enumerate(halves):
                students = rng.randint(21, 27)
                low = max(0, rng.randint(0, 3) - half - (year - 2023) // 2)
                rows.append({
                    "group": group, "subject": told["subjects"][place], "period": period, "students": students,
                    "quality": round(58 + 4 * (year - 2023) + 3 * half + rng.uniform(0, 9), 1), "success": round(100 * (students - low) / students, 1),
                    "low": low, "plan": "иә" if low else None,
                })
    return rows


# ── methodical landing parties ──────────────────────────────────────────────────────────────────────────────────────


def desant_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """The visit of the regional centre in a year, and what it found with the figures of the last three years."""
    name, year = label(story.year), story.year
    book = Book(f"{name}/Әдістемелік десант {name}.xlsx")
    page = book.page("Сапар")
    top = _start(page, story, "Облыстық әдістемелік десант", VISITS)
    place, told = year - YEARS[0], TOLD["desant"]
    first = date(year + 1, 2, 23 if year == YEARS[-1] else 20)
    visit: dict[str, Any] = {
        "organisation": TOLD["organisation"], "initiator": "ұйым басшысы" if place % 2 else "орталық басшысы", "request": f"01-{31 + place}",
        "request_date": date(year + 1, 1, 20), "order": f"{12 + place}-н/қ", "order_date": date(year + 1, 2, 3), "period": span(first, 3),
        "scope": told["scope"][place], "forms": "; ".join(told["forms"][place]), "team": "; ".join(told["team"]),
        "report": str(4 + place), "report_date": date(year + 1, 3, 5),
    }
    places = {"desant": page.table(top, VISITS, [visit])}
    page = book.page("Қорытындылар")
    columns = (
        NO, C("direction", "Бағыты", 26), C("indicator", "Көрсеткіш", 34),
        *(C(f"y{3 - back}", label(year - back), 10, style="centre", group="Үш жылдағы көрсеткіш") for back in (2, 1, 0)),
        C("strengths", "Күшті жақтары", 28), C("gaps", "Анықталған кемшіліктер", 28), C("advice", "Ұсыным", 30), C("who", "Жауапты", 20),
        C("due", "Орындау мерзімі", 12), C("status", "Орындалуы", 15), C("recheck", "Қайта тексеру күні", 12),
    )
    top = _start(page, story, "Десант қорытындылары мен ұсынымдары", columns)
    places["desant_findings"] = page.table(top, columns, _found(story))
    return book, places


def _counted(story: OtmYear) -> dict[str, float]:
    """The figures of a year that the other registers hold."""
    rows = results(story)
    staff = story.college.staff(story.year)
    skilled = sum(one.category(story.year) in {"expert", "researcher", "master"} for one in staff)
    return {
        "quality": round(sum(row["quality"] for row in rows) / len(rows), 1), "success": round(sum(row["success"] for row in rows) / len(rows), 1),
        "low": sum(row["low"] for row in rows), "plans": sum(1 for row in rows if row["plan"]),
        "skilled": round(100 * skilled / len(staff), 1), "lessons": sum(len(open_lessons(story, place)) for place in range(5)),
    }


def _found(story: OtmYear) -> Rows:
    year, rows = story.year, []
    counted = {each: _counted(OtmYear(story.college, each)) for each in YEARS if each <= year}
    in_charge = ("methodist", "methodist", "deputy", "C1", "C2", "C3", "C4", "leader", "methodist", "deputy")
    for place, (told, who) in enumerate(zip(TOLD["finding"], in_charge, strict=True)):
        figures = {each: counted[each][told["counted"]] if "counted" in told else told["figures"][each - YEARS[0]] for each in counted}
        status = ("орындалды", "орындалды", "ішінара орындалды", "орындалуда")[place % 4] if year == YEARS[-1] else "орындалды"
        rows.append({
            "direction": told["direction"], "indicator": told["indicator"], **{f"y{3 - back}": figures.get(year - back) for back in (2, 1, 0)},
            "strengths": told["strengths"], "gaps": told["gaps"], "advice": told["recommendation"], "who": story.people[who].short,
            "due": date(year + 1, 4 + place % 2, 24), "status": status, "recheck": date(year + 1, 5, 28) if status == "орындалды" else None,
        })
    return rows


# ── the network ─────────────────────────────────────────────────────────────────────────────────────────────────────


def network_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """The network: in the first year the college supports another leading school, then it leads."""
    name = label(story.year)
    book = Book(f"{name}/Жетекші мектеп желісі {name}.xlsx")
    page = book.page("Желі мүшелері")
    top = _start(page, story, "Жетекші мектеп желісінің мүшелері", MEMBERS)
    places = {"network_members": page.table(top, MEMBERS, _members(story))}
    page = book.page("Желі іс-шаралары")
    top = _start(page, story, "Желілік іс-шаралар журналы", EVENTS)
    places["network_events"] = page.table(top, EVENTS, _events(story), totals="Барлығы")
    return book, places


def _leads(story: OtmYear) -> bool:
    return story.year > YEARS[0]


def _members(story: OtmYear) -> Rows:
    told, year = TOLD["network"], story.year
    own, leads = TOLD["organisation"], _leads(story)
    leader, support = (own, told["support"]) if leads else (told["host"], own)
    partners = told["partners"][: 4 + 2 * (year - YEARS[0])]
    contact: Teacher = story.people["methodist"]
    roles = [(leader, "жетекші мектеп"), (support, "тірек мектеп"), *((one, "серіктес мектеп") for one in partners),
             *((one, "қолданушы") for one in told["users"])]
    return [{
        "school": school, "role": role, "leading": leader if school != leader else None, "direction": told["directions"][place % 4],
        "basis": f"№ {50 + year - YEARS[0]}-ө бұйрық, {date(year, 9, 15):%d.%m.%Y}", "contact": contact.short if school == own else None, "year": label(year),
    } for place, (school, role) in enumerate(roles)]


def _events(story: OtmYear) -> Rows:
    told, year = TOLD["network"], story.year
    rng, leads = dice(f"network {year}"), _leads(story)
    partners = told["partners"][: 4 + 2 * (year - YEARS[0])]
    rows: Rows = []
    for place, (kind, title, month, day) in enumerate(told["events"][: 4 if not leads else 7]):
        came = rng.sample(partners, rng.randint(2, len(partners)))
        rows.append({
            "date": day_of(year, (month, day)), "kind": kind, "title": title, "organiser": TOLD["organisation"] if leads or place == 3 else told["host"],
            "n": None if kind == "БАҚ" else 9 * len(came) + rng.randint(0, 8), "partners": "; ".join(sorted(came)) if kind != "БАҚ" else None,
            "link": "колледж сайты" if place % 2 else None, "analysis": rng.choice(("сауалнама бойынша пайдалы деп бағаланды", "келесі циклге ұсыным жасалды", None)),
        })
    return rows
