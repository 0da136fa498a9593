"""People × topics → the lists of the staff and the workbooks of the commissions: lessons, courses, articles, contests."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from invented.books import COLLEGE, Book, Column, Placed, Record, Section
from invented.otm_pages import NO, C, OtmYear, label
from invented.people import CATEGORIES, Teacher, dice, fitting

QUARTERS = (("І тоқсан", (9, 1), (10, 31)), ("ІІ тоқсан", (11, 3), (12, 26)), ("ІІІ тоқсан", (1, 12), (3, 20)), ("ІV тоқсан", (4, 1), (5, 29)))
Rows = list[dict[str, Any]]
Maker = Callable[[OtmYear, int], Rows]


def workday(rng: random.Random, first: date, last: date) -> date:
    """A day from Monday to Friday between two days."""
    day = first + timedelta(days=rng.randint(0, (last - first).days))
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return max(day, first)


def lesson_day(rng: random.Random, year: int) -> date:
    _, first, last = rng.choice(QUARTERS)
    return workday(rng, day_of(year, first), day_of(year, last))


def day_of(year: int, month_day: tuple[int, int]) -> date:
    return date(year if month_day[0] > 8 else year + 1, *month_day)


def span(start: date, days: int) -> str:
    return f"{start:%d.%m.%Y}-{start + timedelta(days=days):%d.%m.%Y}"


# ── staff ───────────────────────────────────────────────────────────────────────────────────────────────────────────

STAFF = (
    NO, C("person", "Аты-жөні", 34), C("iin", "ЖСН", 14), C("born", "Туған жылы", 12), C("position", "Қызметі", 22), C("block", "Пәндер блогы", 10),
    C("subject", "Пәні", 22),
    C("commission", "ЦӘК", 24), C("education", "Білімі", 18), C("school", "Бітірген оқу орны", 26), C("specialty", "Мамандығы", 22),
    C("graduated", "Бітірген жылы", 9), C("degree", "Ғылыми дәрежесі", 12), C("years", "Пед.стаж", 6, style="years"),
    C("months", "", 6, style="months"), C("category", "Санаты", 20), C("awarded", "Санаты берілген уақыты", 12),
    C("expires", "Санаты аяқталған уақыты", 12), C("category_order", "Бұйрық №, күні", 18), C("medical", "Медициналық санаты", 12),
    C("employment", "Тұрақты/штат тыс", 14), C("status", "Мәртебесі", 14), C("young", "Жас маман", 8, style="centre"), C("hired", "Қабылданған күні", 12),
    C("left", "Шыққан күні", 12), C("phone", "Телефоны", 18), C("badge", "Бейдж №", 8, style="centre"),
)
STAFF_2024 = (
    NO, C("surname", "Тегі", 18), C("given", "Аты", 14), C("patronymic", "Әкесінің аты", 18), C("born", "Туған күні", 12),
    C("position", "Лауазымы", 22), C("subject", "Пәні", 22), C("commission", "ЦӘК", 24), C("education", "Білімі", 18),
    C("degree", "Ғылыми дәрежесі", 12), C("years", "Педагогикалық өтілі", 12), C("category", "Санаты", 20),
    C("awarded", "Санаты берілген уақыты", 12), C("expires", "Санаты аяқталған уақыты", 12), C("employment", "Жұмыс түрі", 16), C("status", "Мәртебесі", 14),
    C("hired", "Жұмысқа қабылданған күні", 12), C("left", "Шыққан күні", 12),
)
STAFF_2023 = (
    C("no_", "№ п/п", 6, style="centre"), C("person", "Ф.И.О.", 34), C("born", "Дата рождения", 12), C("position", "Должность", 22),
    C("subject", "Преподаваемая дисциплина", 22), C("commission", "Цикловая комиссия", 24), C("education", "Образование", 20),
    C("years", "Педагогический стаж", 12), C("category", "Квалификационная категория", 22), C("awarded", "Дата присвоения", 12),
    C("employment", "Штат/совместитель", 18),
)


def staff_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """The list of pedagogues and the commissions of the year."""
    name = label(story.year)
    book = Book(f"{name}/Педагогтер тізімі {name}.xlsx", author="Кадр бөлімі")
    columns = {2023: STAFF_2023, 2024: STAFF_2024, 2025: STAFF}[story.year]
    line = {2023: "Список педагогических работников (количественный и качественный состав)"}.get(
        story.year, "Педагогтердің сандық және сапалық құрамы")
    page = book.page("Педагогтер" if story.year != 2023 else "Список")
    top = page.titles((COLLEGE, line, f"{name} {'уч. год' if story.year == 2023 else 'оқу жылы'}"), len(columns))
    rows = [_teacher(story, one) for one in story.college.staff(story.year)]
    places = {"staff": page.table(top, columns, rows, numbering=story.year == 2023)}
    page.signature(places["staff"].last + 2, "Кадр бөлімінің маманы", "А.Б. Жүзімова")
    columns = (NO, C("name", "ЦӘК атауы", 40), C("chair", "Төрағасы", 32), C("category", "Төрағаның санаты", 20), C("scope", "Түрі", 12),
               C("theme", "Әдістемелік тақырыбы", 50), C("plan", "Жоспар бекітілген хаттама", 20),
               C("sessions", "Отырыс саны", 10, total="sum"))
    page = book.page("ЦӘК тізімі")
    top = page.titles((COLLEGE, "Циклдік әдістемелік комиссиялар", f"{name} оқу жылы"), len(columns))
    plan = story.told["plan_protocol"]
    rows = [{"name": told["name"], "chair": chair.full, "category": CATEGORIES[chair.category(story.year)], "scope": "дербес",
             "theme": told["theme"], "plan": f"№ {plan['no']}, {plan['date']:%d.%m.%Y}", "sessions": 9 + place % 3}
            for place, (told, chair) in enumerate(zip(story.college.topics["commission"], story.college.chairs, strict=True))]
    places["commissions"] = page.table(top, columns, rows, totals="Барлығы")
    return book, places


def _teacher(story: OtmYear, one: Teacher) -> dict[str, Any]:
    year = story.year
    awarded, code = one.grade(date(year, 9, 15))
    graded = code not in {"none", "trainee", "ped"}
    while graded and code not in {"high", "first", "second"} and awarded.year + 5 < year:
        awarded = awarded.replace(year=awarded.year + 5)  # confirmed again at the end of five years
    years, months = one.experience(date(year, 9, 1))
    russian = year == 2023
    block = {"оқытушы": story.college.topics["commission"][one.commission]["block"], "өндірістік оқыту шебері": "ӨО"}.get(one.position, "әкімшілік")
    row = {
        "person": one.full, "surname": one.surname, "given": one.given, "patronymic": one.patronymic,
        "iin": f"0000000{one.number:05d}", "born": date(one.began.year - 23, 1 + one.number % 12, 1 + one.number % 27),
        "position": one.position, "block": block, "subject": one.subject, "commission": story.college.topics["commission"][one.commission]["name"],
        "education": one.education, "school": one.school, "specialty": one.specialty, "graduated": one.began.year, "degree": one.degree,
        "years": years, "months": months, "category": CATEGORIES[code], "awarded": awarded if graded else None,
        "expires": awarded.replace(year=awarded.year + 5) if graded else None,
        "category_order": f"№ {90 + one.number}-к, {awarded:%d.%m.%Y}" if graded else None, "medical": one.medical,
        "employment": one.employment, "status": one.status, "young": "иә" if years < 3 else None, "hired": one.hired,
        "left": one.left if one.left and one.left <= date(year + 1, 8, 31) and one.left > date(year, 9, 1) else None,
        "phone": f"+7 700 000 {one.number // 100:02d} {one.number % 100:02d}", "badge": 100 + one.number,
    }
    if row["left"]:
        row["status"] = "жұмыстан шыққан"
    if year == 2025:
        row["months"] = (one.number * 5) % 12 if years else 3
    if russian:
        row |= {"position": {"оқытушы": "преподаватель", "өндірістік оқыту шебері": "мастер п/о"}.get(one.position, one.position),
                "education": {"жоғары": "высшее", "жоғары оқу орнынан кейінгі": "послевузовское", "арнайы орта": "среднее специальное"}[one.education],
                "category": _RUSSIAN[code], "employment": {"негізгі": "штатный", "ішкі қоса атқарушы": "внутренний совместитель"}.get(one.employment, "внешний совместитель")}
    return row


_RUSSIAN = {"trainee": "педагог-стажер", "ped": "педагог", "moderator": "педагог-модератор", "expert": "педагог-эксперт",
            "researcher": "педагог-исследователь", "master": "педагог-мастер", "high": "высшая категория",
            "first": "первая категория", "second": "вторая категория", "none": "без категории"}


# ── what a commission keeps ─────────────────────────────────────────────────────────────────────────────────────────

LESSONS = (
    NO, C("teacher", "Оқытушының аты-жөні", 30), C("kind", "Түрі", 18), C("subject", "Пәні", 20), C("group", "Тобы", 9, style="centre"),
    C("topic", "Сабақтың тақырыбы", 36), C("planned", "Жоспар бойынша", 12), C("date", "Өткізілген күні", 12), C("room", "Аудитория", 9, style="centre"),
    C("technology", "Қолданылған технология", 18), C("visitors", "Қатысқандар", 34), C("n", "Қатысқандар саны", 10, total="sum"),
    C("analysis", "Талдау жасалды", 9, style="centre"), C("mark", "Бағасы", 9, style="centre"), C("advice", "Ұсыныстар", 28),
)
COURSES = (
    NO, C("teacher", "Оқытушының аты жөні", 30), C("provider", "Өткен орны", 28, group="Біліктілікті арттыру курсы"),
    C("programme", "Оқыту бағдарламасы", 38, group="Біліктілікті арттыру курсы"), C("mode", "Өтілу түрі", 12, group="Біліктілікті арттыру курсы"),
    C("language", "Оқыту тілі", 10, group="Біліктілікті арттыру курсы"), C("period", "Өтілу уақыты", 24, group="Біліктілікті арттыру курсы"),
    C("hours", "Сағаты", 9, style="centre", group="Біліктілікті арттыру курсы", total="sum"),
    C("certificate", "Сертификат №", 16), C("cert_date", "Сертификат күні", 12), C("year", "Жылы", 8, style="centre"),
)
ARTICLES = (
    NO, C("authors", "Авторлары", 32), C("title", "Мақала тақырыбы", 44), C("kind", "Түрі", 14), C("status", "Әрекеті", 14),
    C("publisher", "Мақала шыққан баспасы", 32), C("issue", "Шығарылымы", 10, style="centre"), C("pages", "Беттері", 10, style="centre"),
    C("date", "Жарияланған күні", 12), C("level", "Деңгейі", 14),
)
CONTESTS = (
    NO, C("teacher", "Оқытушының аты жөні", 30), C("contest", "Байқау атауы", 36), C("topic", "Тақырып атауы", 36), C("place", "Өткен жері", 16),
    C("level", "Байқау деңгейі", 14), C("result", "Алған орны", 14), C("mode", "Қатысу түрі", 12), C("date", "Өтілген уақыты", 12),
    C("year", "Жылы", 8, style="centre"), C("certificate", "Куәлік номері", 14),
)
STUDENTS = (
    NO, C("student", "Студенттің аты-жөні", 28), C("group", "Тобы", 9, style="centre"), C("supervisor", "Жетекшісі", 22),
    C("contest", "Байқау атауы", 36), C("nomination", "Номинация", 24), C("place", "Өткен жері", 16), C("level", "Байқау деңгейі", 14),
    C("result", "Алған орны", 14), C("date", "Өткізілген күні", 12), C("certificate", "Куәлік номері", 14),
)
SELF = (
    NO, C("teacher", "Оқытушының аты-жөні", 30), C("topic", "Тақырыбы", 50), C("stage", "Кезеңі", 22), C("defended", "Қорғалған күні", 13),
    C("protocol", "Хаттама №", 18), C("form", "Қорытынды нысаны", 20),
)


def open_lessons(story: OtmYear, commission: int) -> Rows:
    """Open lessons: each listener's, some of the others', and the two that the ОТМ analysed together."""
    rng, year = dice(f"lessons {story.year} {commission}"), story.year
    told, shared = story.college.topics["commission"][commission], story.college.topics["shared"]
    members = story.college.members(year, commission)
    listeners = [one for one, _ in story.listeners if one.commission == commission]
    givers = listeners[:-1] if commission == 3 else list(listeners)
    givers += rng.sample([one for one in members if one not in listeners], 4 if year == 2025 else 2)
    rows = []
    for one in givers:
        day = lesson_day(rng, year)
        kind = rng.choice(("ашық сабақ", "ашық сабақ", "ашық сабақ", "шеберлік сыныбы", "ашық тәрбие сағаты"))
        rows.append(_lesson(rng, story, one, day, kind, fitting(told, one.subject, "lesson", rng.choice(told["lessons"])), members))
    for event in story.held:
        person = story.people.get(event["presenter"].strip("{}"))
        if event["form"] in {"ашық сабақ", "панорамалық сабақ"} and person and person.commission == commission:
            rows.append(_lesson(rng, story, person, event["date"], event["form"], event["title"].split(":")[0], members))
            rows[-1]["analysis"] = "иә"
            if rows[-1]["topic"] in told["lessons"]:
                rows[-1]["subject"] = told["lesson_subjects"][told["lessons"].index(rows[-1]["topic"])]
    rows.sort(key=lambda row: row["date"])
    for row in rows:
        row["technology"] = rng.choice(shared["technologies"])
    return rows


def _lesson(rng: random.Random, story: OtmYear, one: Teacher, day: date, kind: str, topic: str, members: list[Teacher]) -> dict[str, Any]:
    others = [other for other in members if other is not one]
    came = [*rng.sample(others, rng.randint(3, 5)), story.people["methodist"]]
    names = list(dict.fromkeys(other.short for other in came if other is not one))
    return {
        "teacher": one.full, "kind": kind, "subject": one.subject, "group": rng.choice(story.college.names["groups"][one.commission]),
        "topic": topic, "planned": day - timedelta(days=7 * rng.choice((0, 0, 0, 1))), "date": day, "room": str(rng.randint(101, 320)),
        "visitors": "; ".join(names), "n": len(names), "analysis": "иә" if rng.random() < 0.85 else "жоқ",
        "mark": rng.choice(("жоғары", "жоғары", "жақсы", "жақсы", "орта", "өте жоғары")),
        "advice": rng.choice(story.college.topics["shared"]["recommendations"]),
    }


def courses(story: OtmYear, commission: int) -> Rows:
    """Courses of the year: a third of the commission each year, so that most are trained within three."""
    rng, year = dice(f"courses {story.year} {commission}"), story.year
    rows = []
    members = story.college.members(year, commission)
    for place, one in enumerate(members):
        if (one.number // 5 + year) % 3 or (place == 5 and commission in {1, 4}):
            continue
        provider, programme, hours = rng.choice(story.college.topics["shared"]["courses"])
        start = workday(rng, date(year, 9, 8), date(year + 1, 4, 24))
        end = start + timedelta(days=max(4, hours // 8 + 2))
        rows.append({
            "teacher": one.full, "provider": provider, "programme": programme, "mode": rng.choice(("қашықтан", "онлайн", "тікелей", "аралас")),
            "language": rng.choice(("қазақша", "қазақша", "орысша")), "period": span(start, (end - start).days), "hours": hours,
            "certificate": f"KZ-{one.number:03d}{year % 100}-{rng.randint(1000, 9999)}", "cert_date": end, "year": end.year,
        })
    return rows


def articles(story: OtmYear, commission: int) -> Rows:
    rng, year = dice(f"articles {story.year} {commission}"), story.year
    told = story.college.topics
    members, rows = story.college.members(year, commission), []
    for title in rng.sample(told["commission"][commission]["articles"], 5 if year == 2025 else 3):
        authors = rng.sample(members, rng.choice((1, 1, 2)))
        own = [one for one in members if fitting(told["commission"][commission], one.subject, "article", title) == title]
        first = authors[0] if authors[0] in own or not own else own[0]
        authors = [first, *(one for one in authors[1:] if one is not first)]
        publisher = rng.choice(told["shared"]["publishers"])
        first = rng.randint(3, 90)
        published = rng.random() < 0.85
        rows.append({
            "authors": "; ".join(one.short for one in authors), "title": title,
            "kind": "тезис" if "конференция" in publisher else ("әдістемелік жинақ" if "жинағы" in publisher else "мақала"),
            "status": "жарияланды" if published else "дайындалуда", "publisher": publisher, "issue": f"№ {rng.randint(1, 6)}",
            "pages": f"{first}-{first + rng.randint(2, 5)}", "date": workday(rng, date(year, 10, 1), date(year + 1, 5, 29)),
            "level": {"Колледж сайты": "колледжішілік", "Облыстық конференция жинағы": "облыстық"}.get(publisher, "республикалық"),
        })
    return rows


def _article(story: OtmYear, one: Teacher, drawn: str) -> str:
    return fitting(story.college.topics["commission"][one.commission], one.subject, "article", drawn)


_RESULTS = ("І орын", "ІІ орын", "ІІ орын", "ІІІ орын", "ІІІ орын", "сертификат", "қатысушы", "алғыс хат", "лауреат", "номинация")
LEVELS = {"college": "колледжішілік", "city": "қалалық", "region": "облыстық", "interregional": "өңіраралық",
           "national": "республикалық", "international": "халықаралық"}


def contests(story: OtmYear, commission: int) -> Rows:
    rng, year = dice(f"contests {story.year} {commission}"), story.year
    members, rows = story.college.members(year, commission), []
    for title, level, place in rng.sample(story.college.topics["shared"]["teacher_contests"], 5 if year == 2025 else 3):
        one, day = rng.choice(members), lesson_day(rng, year)
        rows.append({
            "teacher": one.full, "contest": title, "topic": _article(story, one, rng.choice(story.college.topics["commission"][commission]["articles"])),
            "place": place, "level": LEVELS[level], "result": rng.choice(_RESULTS), "mode": "қашықтан" if place == "қашықтан" else "тікелей",
            "date": day, "year": day.year, "certificate": f"№ {rng.randint(100, 999)}/{commission + 1}",
        })
    return rows


def student_contests(story: OtmYear, commission: int) -> Rows:
    rng, year = dice(f"students {story.year} {commission}"), story.year
    members, rows, names = story.college.members(year, commission), [], story.college.names
    for title, level, place in rng.sample(story.college.topics["shared"]["student_contests"], 5 if year == 2025 else 3):
        team = 2 if "жоба" in title.lower() else 1
        students = [f"{rng.choice(names['student_surnames'])} {rng.choice(names['women'] + names['men'])}" for _ in range(team)]
        rows.append({
            "student": "; ".join(dict.fromkeys(students)), "group": rng.choice(names["groups"][commission]), "supervisor": rng.choice(members).short,
            "contest": title, "nomination": rng.choice(("Үздік жоба", "Кәсіби шеберлік", None, None)), "place": place,
            "level": LEVELS[level], "result": rng.choice(_RESULTS), "date": lesson_day(rng, year),
            "certificate": f"Д-{rng.randint(100, 999)}{commission + 1}",
        })
    return rows


def self_education(story: OtmYear, commission: int) -> Rows:
    rng, year = dice(f"self {story.year} {commission}"), story.year
    told, rows = story.college.topics, []
    for place, one in enumerate(story.college.members(year, commission)):
        stage = (one.number + year) % 4
        defended = stage == 3 and place % 5 != 2
        rows.append({
            "teacher": one.full, "topic": _article(story, one, told["commission"][commission]["articles"][one.number // 5 % 5]), "stage": told["shared"]["stages"][stage],
            "defended": workday(rng, date(year + 1, 4, 6), date(year + 1, 5, 22)) if defended else None,
            "protocol": f"ЦӘК № {7 + place % 3}" if defended else None, "form": rng.choice(told["shared"]["result_forms"]),
        })
    return rows


KINDS: tuple[tuple[str, str, str, tuple[Column, ...], Maker, str], ...] = (
    ("open_lessons", "Ашық сабақтар", "Ашық, панорамалық сабақтар мен шеберлік сыныптары", LESSONS, open_lessons, "Барлығы"),
    ("pd_courses", "Курстар", "Біліктілікті арттыру курстары", COURSES, courses, "Жиыны"),
    ("publications", "Жарияланымдар", "Мақалалар мен жарияланымдар", ARTICLES, articles, ""),
    ("contests", "Байқаулар", "Педагогтердің байқаулары мен жетістіктері", CONTESTS, contests, ""),
    ("student_contests", "Студенттер", "Студенттердің олимпиадалары мен байқаулары", STUDENTS, student_contests, ""),
    ("self_education", "Өздігінен білім", "Педагогтердің өздігінен білім алу тақырыптары", SELF, self_education, ""),
)


def commission_book(story: OtmYear, commission: int) -> tuple[Book, dict[str, Placed]]:
    """A commission's own workbook: a sheet per register, the commission named in the title rows."""
    told = story.college.topics["commission"][commission]
    book = Book(f"{label(story.year)}/ЦӘК/{told['name']}.xlsx", author=told["name"])
    places = {}
    for register, sheet, line, columns, make, totals in KINDS:
        page = book.page(sheet)
        top = page.titles((COLLEGE, f"{told['name']}. {line}", f"{label(story.year)} оқу жылы"), len(columns))
        places[register] = page.table(top, columns, make(story, commission), numbering=register == "pd_courses", totals=totals)
        page.signature(places[register].last + 2, "ЦӘК төрағасы", story.college.chairs[commission].signed)
    return book, places


def joint_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """All commissions in one workbook: a sheet per register, a section row per commission."""
    name = label(story.year)
    book, places = Book(f"{name}/ЦӘК жиынтық есептері {name}.xlsx"), {}
    for register, sheet, line, columns, make, totals in KINDS:
        page = book.page(sheet)
        top = page.titles((COLLEGE, line, f"{name} оқу жылы"), len(columns))
        rows: list[Record | Section] = []
        for place, told in enumerate(story.college.topics["commission"]):
            rows += [Section(told["name"]), *make(story, place)]
        places[register] = page.table(top, columns, rows, numbering=register == "open_lessons", totals=totals)
    return book, places
