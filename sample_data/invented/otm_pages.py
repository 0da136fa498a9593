"""Sessions × people → pages of the ОТМ, of the methodological council and of the office, for one academic year."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from invented.books import COLLEGE, Book, Column, Formula, Page, Placed, Section, Value, letters
from invented.people import CATEGORIES, College, Teacher, dice, fitting, invented

PRESENT, ABSENT = ("+", "+", "+", "қ", "Қ"), ("-", "б", "н")
EXCUSED = ("а", "і/с", "а", "себепті")


def label(year: int) -> str:
    """2025 → ``2025-2026``."""
    return f"{year}-{year + 1}"


def C(  # noqa: N802 - a column reads like a table cell
    key: str, head: str, width: float = 14, *, style: str = "text", group: str = "", total: str = "",
) -> Column:
    return Column(key, head, width, style, group, total)


NO = C("no_", "№", 5, style="centre")


class OtmYear:
    """What happened in the ОТМ and the council in one year, so that every page tells the same story."""

    def __init__(self, college: College, year: int) -> None:
        self.college, self.year = college, year
        self.told = invented(f"sessions-{year}")
        self.people = college.by_word(year)
        self.words = college.words(year)
        self.listeners = college.listeners(year)
        self.own = [event for event in self.told["event"] if not event.get("body")]
        self.held = [event for event in self.own if event.get("status", "өтті") == "өтті"]
        self.marks = self._marks()
        self.council_marks = self._council_marks()
        self.mentor_of = self._mentors()

    def say(self, text: str) -> str:
        return text.format_map(self.words)

    def _marks(self) -> dict[tuple[int, date], str]:
        rng = dice(f"attendance {self.year}")
        marks = {}
        for place, (_person, _ground) in enumerate(self.listeners):
            diligence = 0.97 - (place % 7) * 0.03 - (0.25 if place == 17 else 0)
            for event in self.held:
                draw = rng.random()
                came = PRESENT if draw < diligence else EXCUSED if rng.random() < 0.6 else ABSENT
                mark = rng.choice(came)
                marks[place, event["date"]] = "+" if f"L{place + 1}" in _named(event) else mark
        return marks

    def _council_marks(self) -> dict[tuple[int, date], str]:
        rng = dice(f"council {self.year}")
        size = len(self.college.council())
        marks = {}
        for meeting in self.told["council"]:
            spoke = {self.people[word].number for word in _named(meeting)}
            free = [place for place, (member, _) in enumerate(self.college.council()) if place > 1 and member.number not in spoke]
            away = set(rng.sample(free, rng.randint(0, 3)))
            for place in range(size):
                marks[place, meeting["date"]] = rng.choice(("і/с", "а")) if place in away else "+"
        return marks

    def present(self, day: date) -> int:
        return sum(1 for place in range(len(self.listeners)) if self.marks[place, day] in PRESENT)

    def council_present(self, day: date) -> int:
        return sum(1 for place in range(len(self.college.council())) if self.council_marks[place, day] == "+")

    def _mentors(self) -> dict[int, Teacher]:
        """A mentor of the same commission for every young listener."""
        found: dict[int, Teacher] = {}
        for person, ground in self.listeners:
            if ground == "жас маман":
                same = [one for one in self.college.mentors if one.commission == person.commission]
                taken = [one for one in same if one in found.values()]
                found[person.number] = next((one for one in same if one not in taken), same[0])
        return found


def _named(meeting: dict[str, Any]) -> set[str]:
    """The placeholders of everybody who presents, reports or speaks at a meeting: they were there."""
    texts = [meeting.get("presenter", ""), *(item.get("discussants", "") for item in meeting.get("item", ()))]
    speakers = {item["speaker"] for item in meeting.get("item", ())}
    return (speakers | {word for text in texts for word in re.findall(r"{(\w+)}", text)}) - {"outside"}


# ── the journals of the ОТМ ─────────────────────────────────────────────────────────────────────────────────────────

def otm_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """All journals of the ОТМ in one workbook, a sheet each."""
    name = label(story.year)
    book = Book(f"{name}/ОТМ журналы {name}.xlsx")
    places = {
        "otm_composition": _composition(book.page("Құрамы"), story),
        "otm_plan": _plan(book.page("Жоспар"), story),
        "events": _events(book.page("Отырыстар"), story),
        "agenda_items": _agenda(book.page("Күн тәртібі"), story),
        "attendance": _attendance(book.page("Қатысу"), story),
        "portfolios": _portfolios(book.page("Портфолио"), story),
        "mentoring": _mentoring(book.page("Тәлімгерлік"), story),
        "exhibitions_bulletins": _exhibitions(book.page("Көрме, бюллетень"), story),
    }
    return book, places


def _title(page: Page, story: OtmYear, line: str, width: int) -> int:
    return page.titles((COLLEGE, line, f"{label(story.year)} оқу жылы"), width)


def _composition(page: Page, story: OtmYear) -> Placed:
    columns = (NO, C("person", "Аты-жөні", 32), C("role", "ОТМ-дегі рөлі", 13), C("group", "Тыңдаушылар тобы", 18),
               C("ground", "Қабылдану негізі", 15), C("category", "Санаты (бұйрық күніне)", 22), C("mentor", "Тәлімгері", 20),
               C("topic", "Жеке тақырыбы", 42))
    top = _title(page, story, "«Озат тәжірибе мектебінің» құрамы мен тыңдаушылар тізімі", len(columns))
    top = page.facts(top, (("Бұйрық №", story.told["order"]["no"]), ("Бұйрық күні", story.told["order"]["date"])))
    day = story.told["order"]["date"]
    people = story.people
    rows: list[dict[str, Any]] = [
        {"person": people["leader"].full, "role": "жетекші", "category": CATEGORIES[people["leader"].grade(day)[1]],
         "topic": "Симуляциялық сабақтан кейінгі кері байланыс"},
        {"person": people["methodist"].full, "role": "хатшы", "category": CATEGORIES[people["methodist"].grade(day)[1]]},
    ]
    groups = {"жас маман": "1-топ: жас мамандар", "кәсіби өсу": "2-топ: кәсіби өсу", "өз қалауы": "3-топ: шығармашылық"}
    topics = dice(f"topics {story.year}")
    for person, ground in story.listeners:
        mentor = story.mentor_of.get(person.number)
        commission = story.college.topics["commission"][person.commission]
        rows.append({
            "person": person.full, "role": "тыңдаушы", "group": groups[ground], "ground": ground,
            "category": CATEGORIES[person.grade(day)[1]], "mentor": mentor.short if mentor else None,
            "topic": fitting(commission, person.subject, "article", topics.choice(commission["articles"])),
        })
    mentors = list(dict.fromkeys(one.number for one in story.mentor_of.values()))
    rows += [{"person": one.full, "role": "тәлімгер", "category": CATEGORIES[one.grade(day)[1]]}
             for one in story.college.mentors if one.number in mentors]
    placed = page.table(top, columns, rows, numbering=True)
    page.signature(placed.last + 2, "ОТМ жетекшісі", people["leader"].signed)
    return placed


def _plan(page: Page, story: OtmYear) -> Placed:
    columns = (C("item", "№", 5, style="centre"), C("activity", "Іс-шаралар", 44), C("form", "Өткізу нысаны", 20),
               C("due", "Мерзімі", 14), C("responsible", "Жауапты", 20), C("expected", "Күтілетін нәтиже", 20),
               C("strategic", "Стратегиялық бағыты", 24), C("status", "Орындалуы", 16), C("done", "Орындалған күні", 13))
    top = _title(page, story, "«Озат тәжірибе мектебінің» жылдық жұмыс жоспары", len(columns))
    approved = story.told["plan_protocol"]
    top = page.facts(top, (("Бекітілген хаттама №", approved["no"]), ("Хаттама күні", approved["date"]),
                           ("Бекіткен", "Әдістемелік кеңес")))
    rows: list[Any] = []
    for number, told in enumerate(story.told["plan"]["rows"], 1):
        section, activity, form, due, who, expected, strategic, status, done = told
        if section:
            rows.append(Section(section))
        rows.append({"item": number, "activity": activity, "form": form, "due": due, "responsible": who, "expected": expected,
                     "strategic": strategic, "status": status, "done": done or None})
    placed = page.table(top, columns, rows)
    page.signature(placed.last + 2, "ОТМ жетекшісі", story.people["leader"].signed)
    return placed


def _events(page: Page, story: OtmYear) -> Placed:
    columns = (NO, C("protocol", "Хаттама №", 9, style="centre"), C("date", "Өткізілген күні", 13), C("form", "Түрі", 18),
               C("title", "Тақырыбы", 44), C("place", "Өткен орны", 18), C("presenter", "Баяндамашы", 22),
               C("invited", "Шақырылғандар", 20), C("decision", "Шешімі", 30), C("present", "Қатысқаны", 10, total="sum"),
               C("absent", "Қатыспағаны", 11, total="sum"), C("plan", "Жоспар тармағы", 9, style="centre"),
               C("status", "Өтуі", 13), C("competence", "Дамытылатын құзыреттілік", 20), C("body", "Ұйымдастырушы", 13))
    top = _title(page, story, "Отырыстар мен іс-шаралар журналы", len(columns))
    rows = []
    for event in sorted(story.told["event"], key=lambda one: one["date"]):
        status, own = event.get("status", "өтті"), not event.get("body")
        counted = own and status == "өтті"
        present = story.present(event["date"]) if counted else None
        rows.append({
            "protocol": f"№ {event['no']}" if event["no"] else None, "date": event["date"], "form": event["form"],
            "title": event["title"], "place": event.get("place"), "presenter": story.say(event["presenter"]),
            "invited": story.say(event.get("invited", "")), "decision": event["decision"], "present": present,
            "absent": len(story.listeners) - present if present is not None else None, "plan": event.get("plan"),
            "status": status, "competence": event.get("competence"), "body": event.get("body", "ОТМ"),
        })
    placed = page.table(top, columns, rows, totals="Барлығы")
    page.signature(placed.last + 2, "ОТМ жетекшісі", story.people["leader"].signed)
    return placed


AGENDA = (
    C("protocol", "Хаттама №", 9, style="centre"), C("date", "Хаттама күні", 12), C("item", "Р/с", 5, style="centre"),
    C("question", "Қаралған мәселе", 40), C("speaker", "Баяндамашы", 19), C("position", "Лауазымы", 20),
    C("summary", "Баяндама мазмұны", 34), C("discussants", "Сөйлегендер", 36), C("no", "Шешім №", 8, style="centre"),
    C("decision", "Шешім", 36), C("responsible", "Жауапты", 19), C("due", "Орындау мерзімі", 18), C("kind", "Мәселе түрі", 13),
    C("for", "Жақтап", 8, group="Дауыс беру"), C("against", "Қарсы", 8, group="Дауыс беру"),
    C("abstained", "Қалыс қалған", 8, group="Дауыс беру"),
)


def _items(story: OtmYear, meeting: dict[str, Any], present: int) -> list[dict[str, Any]]:
    """The agenda of one meeting; only its first row carries number and date, as journals are kept."""
    rows = []
    for place, item in enumerate(meeting.get("item", ()), 1):
        speaker = story.people[item["speaker"]]
        votes = item.get("votes")
        against, abstained = votes[1:] if votes else (0, 0)
        position = speaker.position
        if position == "оқытушы":
            position = {"leader": "ОТМ жетекшісі"}.get(item["speaker"], "оқытушы")
            position = "ЦӘК төрағасы" if speaker in story.college.chairs else position
        rows.append({
            "protocol": f"№ {meeting['no']}" if place == 1 else None, "date": meeting["date"] if place == 1 else None,
            "item": place, "question": item["question"], "speaker": speaker.short, "position": position,
            "summary": item.get("summary"), "discussants": story.say(item.get("discussants", "")),
            "no": f"{place}.1" if item["decision"] else None, "decision": item["decision"],
            "responsible": story.say(item["responsible"]), "due": item["due"], "kind": item["kind"],
            "for": present - against - abstained if votes else None, "against": against if votes else None,
            "abstained": abstained if votes else None,
        })
    return rows


def _agenda(page: Page, story: OtmYear) -> Placed:
    top = _title(page, story, "Озат тәжірибе мектебі отырыстарының күн тәртібі мен шешімдері", len(AGENDA))
    rows = [row for event in story.held if event["no"] for row in _items(story, event, story.present(event["date"]))]
    return page.table(top, AGENDA, rows)


def _matrix(page: Page, story: OtmYear, line: str, people: list[Teacher], days: list[date], marks: dict[tuple[int, date], str]) -> Placed:
    columns = [NO, C("person", "Аты-жөні", 32)]
    columns += [Column(day.isoformat(), "", 11, "centre") for day in days]
    columns += [C("sum", "Барлығы", 9, style="centre"), C("share", "Қатысу %", 9, style="percent")]
    top = _title(page, story, line, len(columns))
    rows = []
    for place, person in enumerate(people):
        row: dict[str, Any] = {day.isoformat(): marks[place, day] for day in days} | {"person": person.full}
        rows.append(row | {"sum": sum(1 for day in days if marks[place, day] in PRESENT)})
    heads = [column if column.head else Column(column.key, column.key, column.width, column.style) for column in columns]
    placed = page.table(top, heads, rows)
    for day in days:
        page.put(placed.header, placed.columns[day.isoformat()], day, "head_date")
    for index, row in enumerate(rows):
        at, column = placed.cell(index, "share")
        share = round(100 * row["sum"] / len(days), 1)
        page.put(at, column, Formula(f"=ROUND({letters(placed.columns['sum'])}{at}/{len(days)}*100,1)", share), "percent")
    return placed


def _attendance(page: Page, story: OtmYear) -> Placed:
    placed = _matrix(page, story, "Тыңдаушылардың отырыстар мен іс-шараларға қатысу парағы",
                     [one for one, _ in story.listeners], [event["date"] for event in story.held], story.marks)
    page.put(placed.last + 2, 2, "* Белгілер: «+», «қ» – қатысты; «-», «б», «н» – қатыспады; «а» – ауырды; «і/с» – іссапарда")
    return placed


def _portfolios(page: Page, story: OtmYear) -> Placed:
    columns = (NO, C("listener", "Тыңдаушының аты-жөні", 32), C("kind", "Түрі", 18), C("date", "Тапсырылған күні", 14),
               C("checked", "Тексерген", 22), C("mark", "Бағасы", 10, style="centre"), C("contents", "Мазмұны", 44))
    top = _title(page, story, "Тыңдаушылардың портфолиосы мен шығармашылық есептері", len(columns))
    rng = dice(f"portfolios {story.year}")
    parts = ("сабақ жоспары", "презентация", "өзіндік талдау", "сертификат", "студент жұмыстары")
    last = max(event["date"] for event in story.held if event["date"].month == 5)
    rows = []
    for place, (person, ground) in enumerate(story.listeners):
        if place == len(story.listeners) - 7:
            continue  # one listener has not handed in anything
        rows.append({
            "listener": person.full, "kind": "шығармашылық есеп" if ground == "өз қалауы" else "портфолио",
            "date": date(last.year, 5, rng.randint(4, last.day - 1)), "checked": story.people["methodist"].short,
            "mark": rng.choice(("жоғары", "жоғары", "жақсы", "өте жоғары", "орта")),
            "contents": "; ".join(rng.sample(parts, rng.randint(3, 5))),
        })
    return page.table(top, columns, rows)


def _mentoring(page: Page, story: OtmYear) -> Placed:
    columns = (NO, C("mentor", "Тәлімгер", 30), C("mentee", "Тәлім алушы", 30), C("order", "Бұйрық №", 10, style="centre"),
               C("order_date", "Бұйрық күні", 12), C("period", "Кезеңі", 24), C("topic", "Тақырыбы", 36),
               C("plan", "Жоспардың орындалуы, %", 13), C("meetings", "Кездесу саны", 10, total="sum"),
               C("lessons", "Қатысқан сабақ саны", 11, total="sum"), C("result", "Нәтижесі", 30),
               C("report", "Есеп тапсырылған күні", 14))
    top = _title(page, story, "Тәлімгерлік журналы", len(columns))
    rng, order = dice(f"mentoring {story.year}"), story.told["order"]
    number = f"{int(order['no'].split('-')[0]) + 6}-нқ"
    day = order["date"].replace(day=19)
    results = ("сабақ жоспарын өз бетінше құрады", "ашық сабақ өткізді", "бағалау тәсілдерін меңгерді", "шығармашылық есеп дайындады")
    rows = [{
        "mentor": story.mentor_of[person.number].full, "mentee": person.full, "order": number, "order_date": day,
        "period": f"{day:%d.%m.%Y}-29.05.{story.year + 1}", "topic": rng.choice(("Сабақты жоспарлау", "Бағалау және кері байланыс", "Клиникалық базадағы сабақ")),
        "plan": rng.choice((85, 90, 95, 100, 100)), "meetings": rng.randint(8, 18), "lessons": rng.randint(4, 10),
        "result": rng.choice(results), "report": date(story.year + 1, 5, rng.randint(18, 28)),
    } for person, ground in story.listeners if ground == "жас маман"]
    rows[-1] |= {"report": None, "plan": 70, "result": "жұмыс келесі жылы жалғасады"}
    return page.table(top, columns, rows, numbering=True, totals="Жиыны")


def _exhibitions(page: Page, story: OtmYear) -> Placed:
    columns = (C("kind", "Түрі", 13), C("no", "Шығарылым №", 9, style="centre"), C("title", "Атауы", 40), C("date", "Күні", 12),
               C("exhibits", "Жұмыс саны", 9), C("authors", "Авторлар саны", 9), C("sections", "Секциялары", 32),
               C("prizes", "Жүлделі орындар", 34), C("analysis", "Талдауы", 44), C("copies", "Данасы", 9),
               C("responsible", "Жауапты", 22))
    top = _title(page, story, "Әдістемелік көрме және бюллетень журналы", len(columns))
    year, methodist = story.year, story.people["methodist"].short
    exhibits = 24 + 9 * (year - 2023)
    rows: list[dict[str, Any]] = [
        {"kind": "бюллетень", "no": str(place), "title": title, "date": date(year + later, month, day), "copies": 25,
         "responsible": methodist}
        for place, (title, later, month, day) in enumerate((
            ("Әдістемелік бюллетень: жаңа оқу жылына ұсынымдар", 0, 10, 3), ("Әдістемелік бюллетень: ашық сабақтардан", 0, 12, 19),
            ("Әдістемелік бюллетень: симуляциялық оқыту", 1, 3, 13), ("Әдістемелік бюллетень: озат тәжірибелер", 1, 5, 22),
        ), 1)
    ]
    rows.append({
        "kind": "көрме", "no": "1", "title": "«Педагогикалық шеберлік» жылдық әдістемелік көрмесі", "date": date(year + 1, 5, 21),
        "exhibits": exhibits, "authors": exhibits - 7, "sections": "оқу құралдары; электронды ресурстар; портфолио",
        "prizes": "оқу құралдары секциясы – 3 жұмыс", "responsible": methodist,
        "analysis": "Жұмыстардың басым бөлігі симуляциялық оқытуға арналған; электронды ресурстардың үлесі өсті",
    })
    return page.table(top, columns, rows)


# ── the council and the office ──────────────────────────────────────────────────────────────────────────────────────

def council_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """The methodological council: members, agenda with decisions, attendance."""
    name = label(story.year)
    book = Book(f"{name}/Әдістемелік кеңес {name}.xlsx")
    members = story.college.council()
    day = date(story.year, 8, 26)
    columns = (NO, C("person", "Аты-жөні", 34), C("body", "Орган", 20), C("role", "Кеңестегі рөлі", 13),
               C("order", "Бұйрық №", 11, style="centre"), C("order_date", "Бұйрық күні", 13))
    page = book.page("Құрамы")
    top = _title(page, story, "Әдістемелік кеңестің құрамы", len(columns))
    rows: list[dict[str, Value]] = [{"person": one.full, "body": "әдістемелік кеңес", "role": role,
             "order": "84-нқ" if story.year == 2025 else "79-нқ", "order_date": day} for one, role in members]
    places = {"council_members": page.table(top, columns, rows)}
    page = book.page("Хаттамалар")
    agenda = (C("body", "Орган", 8, style="centre"), *AGENDA)
    top = _title(page, story, "Әдістемелік кеңес отырыстарының күн тәртібі мен шешімдері", len(agenda))
    items: list[dict[str, Any]] = [{**row, "body": "ӘК" if row["protocol"] else None} for meeting in story.told["council"]
             for row in _items(story, meeting, story.council_present(meeting["date"]))]
    places["agenda_items"] = page.table(top, agenda, items)
    page = book.page("ӘК қатысу парағы")
    places["attendance"] = _matrix(page, story, "Әдістемелік кеңес отырыстарына қатысу парағы", [one for one, _ in members],
                                   [meeting["date"] for meeting in story.told["council"]], story.council_marks)
    return book, places


def office_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """Orders and the index of the ОТМ folder, kept by the office."""
    name = label(story.year)
    book = Book(f"{name}/Кеңсе {name}.xlsx", author="Кеңсе")
    columns: tuple[Column, ...] = (C("no", "Бұйрық №", 11, style="centre"), C("date", "Күні", 12), C("title", "Бұйрықтың атауы", 60),
               C("kind", "Түрі", 20), C("persons", "Қатысты тұлғалар", 50))
    page = book.page("Бұйрықтар")
    top = _title(page, story, "Бұйрықтарды тіркеу журналы", len(columns))
    places = {"orders": page.table(top, columns, _orders(story))}
    columns = (C("index", "Істің индексі", 10, style="centre"), C("title", "Істің (томның, бөліктің) тақырыбы", 46),
               C("volumes", "Істер (томдар, бөліктер) саны", 11), C("retention", "Тізбе бойынша істің сақтау мерзімі және тармақ нөмірі", 20),
               C("document", "Құжат", 46), C("date", "Құжат күні", 12), C("pages", "Парақ саны", 8),
               C("location", "Сақталу орны", 20), C("required", "Талап", 16), C("note", "Ескерту", 14))
    page = book.page("Іс номенклатурасы")
    top = _title(page, story, "«Озат тәжірибе мектебі» құжаттарының ішкі тізімдемесі", len(columns))
    places["folder_index"] = page.table(top, columns, _folder(story), numbering=True)
    return book, places


def _orders(story: OtmYear) -> list[dict[str, Any]]:
    year, order, people = story.year, story.told["order"], story.people
    base = int(order["no"].split("-")[0])
    named = [people["leader"], people["methodist"], *(one for one, _ in story.listeners), *story.mentor_of.values()]
    listeners = "; ".join(dict.fromkeys(one.short for one in named))
    mentors = "; ".join(dict.fromkeys(one.short for one in story.mentor_of.values()))
    council = "; ".join(one.short for one, _ in story.college.council())
    told = (
        (date(year, 8, 26), "84-нқ" if year == 2025 else "79-нқ", "Әдістемелік кеңестің құрамын бекіту туралы", "ӘК құрамы", council),
        (date(year, 8, 27), f"{base - 20}-нқ", "Циклдік әдістемелік комиссиялардың құрамын бекіту туралы", "ЦӘК құру",
         "; ".join(one.short for one in story.college.chairs)),
        (order["date"], order["no"], "«Озат тәжірибе мектебін» құру және оның құрамын бекіту туралы", "ОТМ құрамын бекіту", listeners),
        (order["date"].replace(day=19), f"{base + 6}-нқ", "Тәлімгерлерді бекіту туралы", "тәлімгерлерді бекіту", mentors),
        (date(year, 10, 6), f"{base + 15}-нқ", "Ашық сабақтар кестесін бекіту туралы", "негізгі қызмет", people["methodist"].short),
        (date(year, 11, 3), f"{base + 24}-нқ", "Пәндік олимпиадаларды өткізу туралы", "іс-шара өткізу", people["C1"].short),
        (date(year + 1, 1, 12), "6-нқ", "Біліктілікті арттыру курстарына жіберу туралы", "біліктілікті арттыру", people["C4"].short),
        (date(year + 1, 2, 3), "18-нқ", "Аттестаттау комиссиясының құрамын бекіту туралы", "аттестаттау", people["deputy"].short),
        (date(year + 1, 5, 11), "52-нқ", "Жылдық әдістемелік көрмені өткізу туралы", "іс-шара өткізу", people["methodist"].short),
        (date(year + 1, 6, 15), "71-нқ", "Үздік педагогтерді марапаттау туралы", "марапаттау", f"{people['C2'].short}; {people['T1'].short}"),
    )
    return [{"no": no, "date": day, "title": title, "kind": kind, "persons": persons} for day, no, title, kind, persons in told]


def _folder(story: OtmYear) -> list[dict[str, Any]]:
    year, order = story.year, story.told["order"]
    sessions = [event for event in story.held if event["no"]]
    last, report = sessions[-1]["date"], story.told["council"][-1]["date"]
    told: list[tuple[Any, ...]] = [
        ("05-12-1", "Бұйрықтар", f"ОТМ құру және құрамын бекіту туралы № {order['no']} бұйрық", order["date"], 4, "§6-1"),
        ("05-12-2", "Ереже", "ОТМ қызметін ұйымдастыру туралы ереже", date(2023, 8, 31), 8, "§6-2"),
        ("05-12-3", "Жоспар", "ОТМ жылдық жұмыс жоспары", story.told["plan_protocol"]["date"], 6, "§6-3"),
        ("05-12-4", "Тізім", "ОТМ тыңдаушыларының тізімі", order["date"], 2, "§6-4"),
    ]
    told += [("05-12-5", "Хаттамалар", f"ОТМ отырысының № {one['no']} хаттамасы", one["date"], 3, "§6-5") for one in sessions]
    told += [
        ("05-12-6", "Есептер", "ОТМ жылдық есебі", report, 5, "§6-6"),
        ("05-12-6", "Шығармашылық материалдар", "ОТМ тыңдаушыларының презентациялары мен сабақ жоспарлары", last, 60, "§6-6"),
        ("05-12-7", "Талдау", "ОТМ жұмысын жыл соңында талдау", date(year + 1, 6, 12) if year != 2023 else None, 18, "§6"),
    ]
    return [{"index": index, "title": title, "volumes": 1, "retention": "5 жыл", "document": document, "date": day, "pages": pages,
             "location": "әдістемелік кабинет", "required": required} for index, title, document, day, pages, required in told]
