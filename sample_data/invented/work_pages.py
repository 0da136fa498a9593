"""People × topics → pages kept for the whole college: visits, products, talks, the fund of best practices, internships."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from invented.books import COLLEGE, Book, Column, Placed
from invented.college_pages import LEVELS, QUARTERS, Rows, day_of, lesson_day, span, workday
from invented.otm_pages import NO, C, OtmYear, label
from invented.people import EXPERIENCED, dice, fitting

# ── visits, products, conferences, practice ─────────────────────────────────────────────────────────────────────────

VISITS = (
    NO, C("date", "Қатысқан күні", 12), C("visitor", "Қатысушы оқытушы", 30), C("visited", "Сабағына қатысқан оқытушы", 30),
    C("subject", "Пәні", 20), C("group", "Тобы", 9, style="centre"), C("topic", "Тақырыбы", 36), C("aim", "Қатысу мақсаты", 24),
    C("review", "Пікір", 36), C("mark", "Баға", 8, style="centre"),
)


_VISITS_RU = {"date": "Дата посещения", "visitor": "Кто посетил", "visited": "ФИО посещенного педагога", "subject": "Дисциплина",
              "group": "Группа", "topic": "Тема", "aim": "Цель посещения", "review": "Отзыв", "mark": "Оценка"}


def visits_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """Mutual visits, a sheet for each quarter."""
    name, rng = label(story.year), dice(f"visits {story.year}")
    book, places = Book(f"{name}/Өзара сабаққа қатысу {name}.xlsx"), {}
    columns: tuple[Column, ...] = VISITS
    if story.year == 2024:  # that year the journal was bilingual: both languages in one cell
        columns = tuple(replace(column, head=f"{column.head} / {_VISITS_RU[column.key]}") if column.key in _VISITS_RU else column for column in VISITS)
    listeners = [one for one, _ in story.listeners]
    skilled = [one for one in story.college.staff(story.year) if one.category(story.year) in EXPERIENCED and one.left is None]
    staff = [one for one in story.college.staff(story.year) if one.left is None and one.position != "директор"]
    for quarter, first, last in QUARTERS:
        rows: Rows = []
        pairs = [(one, rng.choice([other for other in skilled if other is not one])) for one in rng.sample(listeners, len(listeners) * 2 // 3)]
        pairs += [tuple(rng.sample(staff, 2)) for _ in range(7)]  # type: ignore[misc]
        for visitor, visited in pairs:
            told = story.college.topics["commission"][visited.commission]
            rows.append({
                "date": workday(rng, day_of(story.year, first), day_of(story.year, last)), "visitor": visitor.full, "visited": visited.full,
                "subject": visited.subject, "group": rng.choice(story.college.names["groups"][visited.commission]),
                "topic": fitting(told, visited.subject, "lesson", rng.choice(told["lessons"])), "aim": rng.choice(story.college.topics["shared"]["visit_aims"]),
                "review": rng.choice(story.college.topics["shared"]["reviews"]), "mark": rng.choice((4, 5, 5, 4)),
            })
        rows.sort(key=lambda row: row["date"])
        page = book.page(quarter)
        top = page.titles((COLLEGE, f"Өзара сабаққа қатысу журналы. {quarter}", f"{name} оқу жылы"), len(columns))
        places[quarter] = page.table(top, columns, rows)
    return book, places


PRODUCTS = (
    NO, C("authors", "Авторлары", 28), C("title", "Атауы", 44), C("kind", "Түрі", 20), C("specialty", "Мамандығы", 18),
    C("developed", "Әзірленген күні", 12), C("c_no", "ЦӘК хаттамасы №", 10, style="centre", group="Қарау және мақұлдау бағыты"),
    C("c_date", "ЦӘК хаттамасының күні", 12, group="Қарау және мақұлдау бағыты"),
    C("u_no", "Бөлім кеңесінің хаттамасы №", 10, style="centre", group="Қарау және мақұлдау бағыты"),
    C("u_date", "Бөлім кеңесі хаттамасының күні", 12, group="Қарау және мақұлдау бағыты"),
    C("m_no", "ӘК хаттамасы №", 10, style="centre", group="Қарау және мақұлдау бағыты"),
    C("m_date", "ӘК хаттамасының күні", 12, group="Қарау және мақұлдау бағыты"),
    C("decision", "ӘК шешімі", 16, group="Қарау және мақұлдау бағыты"), C("reviewers", "Пікір берушілер", 28), C("by", "Бекіткен", 18),
    C("approved", "Бекітілген күні", 12), C("where", "Жарияланған орны", 18), C("copies", "Данасы", 8, total="sum"),
)
TALKS = (
    C("no_", "№ п/п", 6, style="centre"), C("teacher", "ФИО преподавателя", 32), C("event", "Название мероприятия", 40), C("topic", "Тема выступления", 44),
    C("form", "Форма", 18), C("level", "Уровень", 14), C("mode", "Способ участия", 12), C("date", "Дата проведения", 12), C("place", "Место проведения", 18),
    C("result", "Результат", 14), C("certificate", "№ сертификата", 14),
)
# The same table with two header rows, Kazakh above Russian.
TALKS_2024 = tuple(replace(column, group=head) for column, head in zip(TALKS, (
    "№", "Оқытушының аты-жөні", "Іс-шара атауы", "Баяндама тақырыбы", "Нысаны", "Деңгейі", "Қатысу түрі", "Күні", "Өткен орны", "Нәтижесі",
    "Сертификат №"), strict=True))
_KIND = {"guide": "әдістемелік нұсқау", "test_collection": "тест жинағы", "e_resource": "электронды қор", "work_programme": "жұмыс бағдарламасы",
         "study_guide": "оқу құралы", "recommendation": "әдістемелік ұсыным", "umk": "ОӘК", "author_programme": "авторлық бағдарлама",
         "collection": "жинақ", "lesson_plan": "сабақ жоспары"}


def products_book(story: OtmYear) -> tuple[Book, dict[str, Placed]]:
    """Methodical products with the route of their approval, and talks at conferences."""
    name = label(story.year)
    book, places = Book(f"{name}/Әдістемелік өнім және баяндамалар {name}.xlsx"), {}
    page = book.page("Әдістемелік өнім")
    top = page.titles((COLLEGE, "Әдістемелік өнімдер және оларды бекіту журналы", f"{name} оқу жылы"), len(PRODUCTS))
    places["products"] = page.table(top, PRODUCTS, _products(story), numbering=True, totals="Барлығы")
    page = book.page("Конференции и семинары")
    top = page.titles((COLLEGE, "Выступления на конференциях и семинарах", f"{name} учебный год"), len(TALKS))
    places["conferences"] = page.table(top, TALKS_2024 if story.year == 2024 else TALKS, _talks(story))
    return book, places


def _products(story: OtmYear) -> Rows:
    rng, year, rows = dice(f"products {story.year}"), story.year, []
    meetings = [(one["no"], one["date"]) for one in story.told["council"] if any("өнім" in item["question"] for item in one["item"])]
    for commission, told in enumerate(story.college.topics["commission"]):
        members = story.college.members(year, commission)
        for place, (kind, title) in enumerate(told["products"][: 4 if year == 2025 else 2]):
            authors, reviewers = rng.sample(members, rng.choice((1, 2))), rng.sample(story.college.mentors, 2)
            no, day = meetings[place % len(meetings)]
            reached = 1 + (commission + place) % 6  # how far along the route it has come: 4 and more are approved
            row: dict[str, Any] = {
                "authors": "; ".join(one.short for one in authors), "title": title, "kind": _KIND[kind], "specialty": told["short"],
                "developed": day - timedelta(days=45), "reviewers": "; ".join(one.short for one in reviewers if one not in authors),
            }
            if reached >= 2 or place < 2:
                row |= {"c_no": str(2 + place), "c_date": day - timedelta(days=24)}
            if reached >= 3 or place < 2:
                row |= {"u_no": str(1 + place), "u_date": day - timedelta(days=11)}
                back = (commission, place) == (3, 2)
                row |= {"m_no": no, "m_date": day, "decision": "пысықтауға" if back else "мақұлданды"}
                if not back:
                    row |= {"by": "директордың орынбасары", "approved": day + timedelta(days=5), "copies": rng.choice((10, 15, 25))}
                    row["where"] = "колледж сайты" if kind in {"e_resource", "guide"} else None
            rows.append(row)
    return rows


def _talks(story: OtmYear) -> Rows:
    rng, year, rows = dice(f"talks {story.year}"), story.year, []
    for place in range(16 if year == 2025 else 9):
        title, form, level = story.college.topics["shared"]["conference_titles"][place % 5]
        told, one = story.college.topics["commission"][place % 5], rng.choice(story.college.members(year, place % 5))
        rows.append({
            "teacher": one.full, "event": title, "form": form, "level": LEVELS[level],
            "topic": fitting(told, one.subject, "article", told["articles"][place % 4]), "mode": rng.choice(("тікелей", "қашықтан", "тікелей")),
            "date": lesson_day(rng, year), "place": {"college": "колледж", "city": "Нұрлысай"}.get(level, "облыс орталығы"),
            "result": rng.choice(("сертификат", "алғыс хат", "сертификат", "диплом")), "certificate": f"С-{year % 100}{place:02d}",
        })
    return sorted(rows, key=lambda row: row["date"])


def practice_book(stories: Iterable[OtmYear]) -> tuple[Book, dict[str, Placed]]:
    """The fund of best practices, one sheet kept over the years."""
    columns = (
        NO, C("authors", "Авторы", 24), C("title", "Тәжірибе тақырыбы", 40), C("description", "Тәжірибенің мәні", 40), C("novelty", "Жаңалығы", 30),
        C("evidence", "Нәтижелілігі", 36), C("stage", "Кезеңі", 16), C("no", "ӘК хаттамасы №", 10, style="centre"), C("mc_date", "ӘК хаттамасының күні", 12),
        C("decision", "ӘК шешімі", 14), C("level", "Ұсынылған деңгейі", 14), C("dissemination", "Таратылуы", 30), C("adopters", "Енгізген педагогтер", 28),
        C("adopted", "Енгізілген күні", 12), C("proof", "Енгізу дәлелі", 20), C("form", "Жалпылау нысаны", 18), C("date", "Жалпыланған күні", 13),
        C("expert", "Сараптамалық кеңес құжаты", 18),
    )
    book = Book("Озат тәжірибе қоры.xlsx")
    page = book.page("Озат тәжірибе қоры")
    top = page.titles((COLLEGE, "Озат тәжірибе қоры"), len(columns))
    rows = [row for story in stories for row in _practices(story)]
    return book, {"best_practice": page.table(top, columns, rows)}


_PRACTICES = (
    ("C2", "Анатомияны оқытуда үшөлшемді үлгілерді қолдану", "үлгіні студент өзі құрастырып түсіндіреді", "енгізілді", "облыстық", ("L2", "L7", "L12")),
    ("leader", "Симуляциялық сабақтан кейінгі дебрифинг", "үш сатылы кері байланыс", "енгізілді", "облыстық", ("L3", "L8")),
    ("T5", "ОҚКЕ бекеттерін құрастыру", "бекет паспорты және бағалау парағы", "таратылды", "колледжішілік", ()),
    ("C4", "Командалық оқыту (TBL) әдісі", "топтық және жеке тест үйлесімі", "таратуға ұсынылды", "колледжішілік", ()),
    ("C1", "Цифрлық тапсырмалар банкі", "тапсырмалар деңгейленген", "ӘК-де қаралды", "", ()),
    ("L11", "Кәсіби тілдік жағдаяттар", "рөлдік карточкалар", "зерделенді", "", ()),
)


def _practices(story: OtmYear) -> Rows:
    year, rows = story.year, []
    meetings = [(one["no"], one["date"]) for one in story.told["council"] if any("Озат тәжірибелерді қарау" in item["question"] for item in one["item"])]
    for place, (who, title, novelty, stage, level, adopters) in enumerate(_PRACTICES if year == 2025 else _PRACTICES[year - 2023 : year - 2020]):
        considered = stage != "зерделенді"
        no, day = meetings[min(place // 3, len(meetings) - 1)]
        row = {
            "authors": story.people[who].short if who in story.people else story.people["leader"].short,
            "title": title if year == 2025 else f"{title}: алғашқы нәтижелер" if year == 2024 else f"{title}: ізденіс кезеңі",
            "description": "Сабақ материалдары, бағалау парағы және әдістемелік түсіндірме жинақталған", "novelty": novelty,
            "evidence": f"білім сапасы {place + 4} пайыздық тармаққа өсті" if considered else None, "stage": stage,
            "no": no if considered else None, "mc_date": day if considered else None,
            "decision": ("мақұлданды" if level else "пысықтауға") if considered else None, "level": level or None,
            "dissemination": "шеберлік сыныбы; әдістемелік бюллетень" if stage in {"енгізілді", "таратылды"} else None,
            "adopters": "; ".join(story.people[one].short for one in adopters if one in story.people), "form": "тәжірибе картасы",
            "adopted": day + timedelta(days=40) if adopters else None, "proof": "енгізу актісі" if adopters else None,
            "date": day - timedelta(days=30),
            "expert": f"№ {11 + place} анықтама, {day + timedelta(days=20):%d.%m.%Y}" if level == "облыстық" else None,
        }
        rows.append(row)
    return rows


INTERNSHIPS = ("Оқытушының аты-жөні", "Тағылымдама өтілу мамандығы", "Тағылымдама өтілу орны", "Тағылымдамадан өткен лауазымы", "Тағылымдама өтілу мерзімі",
               "Сағаты", "Хаттама №", "Куәлік №", "Жылы")


def internships(stories: Iterable[OtmYear]) -> list[tuple[str, ...]]:
    """Internships of special-subject teachers in all years, as the office exports them to one CSV."""
    rows: list[tuple[str, ...]] = []
    for story in stories:
        rng = dice(f"internships {story.year}")
        special = [one for one in story.college.staff(story.year) if one.commission >= 2 and one.left is None and one.position != "директор"]
        for one in rng.sample(special, 9 if story.year == 2025 else 6):
            place, post = rng.choice(story.college.topics["shared"]["internships"])
            start = workday(rng, date(story.year, 10, 6), date(story.year + 1, 5, 15))
            rows.append((one.full, one.specialty, place, post, span(start, 11), str(rng.choice((36, 72))), str(rng.randint(1, 9)),
                         f"Т-{story.year % 100}{one.number:03d}", str(start.year)))
    return rows
