"""Clean pages → pages with a measured dose of disorder, each piece planted on purpose and written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from invented.books import Book, Formula, Page, Placed, Value, a1
from invented.otm_pages import OtmYear
from invented.people import Teacher

Change = Value | Callable[[Any], Value]  # what stands there now, or how it follows from what stood there
_SPOILED = str.maketrans("әғқңөұүһӘҒҚҢӨҰҮҺ", "јєќѕґўїћЈЄЌЅҐЎЇЋ")  # KZ-1048 read as CP1251


@dataclass(frozen=True)
class Planted:
    """One planted piece: where it stands, what stands there, the finding it should give, and why colleges have it."""

    code: str
    file: str
    sheet: str
    cell: str
    was: str
    stands: str
    why: str


@dataclass
class Mess:
    """Plants disorder and keeps the list."""

    books: Mapping[str, tuple[Book, Mapping[str, Placed]]]
    story: OtmYear
    planted: list[Planted] = field(default_factory=list)

    def plant(self, code: str, book: str, place: str, index: int, key: str, becomes: Change, why: str) -> None:
        """Change one value of a data row: ``becomes`` is the new value or a function of the old one."""
        placed = self.books[book][1][place]
        at = placed.cell(index, key)
        self.change(code, book, placed.page, at, becomes, why)

    def change(self, code: str, book: str, page: Page, at: tuple[int, int], becomes: Change, why: str) -> None:
        """Change one cell of a page."""
        was, style = page.cells.get(at, (None, "text"))
        value = becomes(was) if callable(becomes) else becomes
        page.put(*at, value, "centre" if style in {"date", "years", "months"} and not isinstance(value, date) else style)
        self.note(code, book, page.name, a1(*at), shown(was), shown(value), why)

    def note(self, code: str, book: str, sheet: str, cell: str, was: str, stands: str, why: str) -> None:
        """Write down a piece that is no change of a cell's value."""
        path = self.books[book][0].path if book in self.books else book
        self.planted.append(Planted(code, f"registers/{path}", sheet, cell, was, stands, why))

    def find(self, book: str, place: str, **wanted: Value) -> int:
        """Index of the first data row whose values are these."""
        placed = self.books[book][1][place]
        for index in range(len(placed.rows)):
            if all(placed.value(index, key) == value for key, value in wanted.items()):
                return index
        raise LookupError((book, place, wanted))


def shown(value: Value) -> str:
    """A cell's value as the list prints it."""
    if isinstance(value, Formula):
        value = value.result
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return "" if value is None else str(value)


def spoil(text: str) -> str:
    """Kazakh text as a program shows it that read KZ-1048 as CP1251."""
    return text.translate(_SPOILED)


def plant_all(mess: Mess) -> None:
    """Everything that is planted, workbook by workbook."""
    _staff(mess)
    _otm(mess)
    _commissions(mess)
    _visits(mess)
    _others(mess)
    _further(mess)


def _staff(mess: Mess) -> None:
    place = mess.books["staff"][1]["staff"]
    for year, key in ((2023, "born"), (2024, "born")):
        older = mess.books[f"staff-{year}"][1]["staff"]
        at = (older.header, older.columns[key])
        mess.note("personal-dropped", f"staff-{year}", older.page.name, a1(*at), "", shown(older.page.cells[at][0]), "Туған күні жазылған баған: алынып тасталады")
    for key, why in (("iin", "Жеке деректер бағаны: оқылған бойда алынып тасталады"), ("born", "Туған күні жазылған баған: алынып тасталады"),
                     ("phone", "Телефон бағаны: алынып тасталады")):
        head = shown(place.page.cells[place.header, place.columns[key]][0])
        mess.note("personal-dropped", "staff", place.page.name, a1(place.header, place.columns[key]), "", head, why)
    badge = (place.header, place.columns["badge"])
    mess.note("header-unknown", "staff", place.page.name, a1(*badge), "", shown(place.page.cells[badge][0]), "Ешбір тізілімге керек емес баған")

    def with_year(index: int, comma: str) -> None:
        year = place.value(index, "awarded").year
        mess.plant("value-repaired", "staff", "staff", index, "category", lambda was: f"{was}{comma}{year}", "Санат пен жыл бір ұяшықта")

    experts = [index for index in range(len(place.rows)) if place.value(index, "category") == "педагог-сарапшы"]
    with_year(experts[2], ", ")
    with_year(experts[5], ",")
    for index in [index for index in range(len(place.rows)) if place.value(index, "category") == "педагог-зерттеуші"][3:5]:
        mess.plant("", "staff", "staff", index, "category", "педагог-зертеуші", "Санаттың қате жазылуы («т» бір рет)")
    mess.plant("", "staff", "staff", experts[7], "category", "Педагог – сарапшы", "Бас әріп, ұзын сызықша және бос орындар")
    none = mess.find("staff", "staff", category="санатсыз")
    mess.plant("text-repaired", "staff", "staff", none, "category", "Cанаты жоқ", "Бірінші әріп – латынша C")
    mess.plant("text-repaired", "staff", "staff", 9, "person", lambda was: was.replace("а", "a", 1), "Аты-жөнінде латынша a")
    mess.plant("", "staff", "staff", 14, "person", lambda was: was.replace(" ", "  ", 1), "Екі бос орын")
    mess.plant("", "staff", "staff", 21, "person", lambda was: was.replace(" ", "\u00a0", 1), "Үзілмейтін бос орын")
    for index in (4, 18, 33):
        mess.plant("", "staff", "staff", index, "years", lambda was: f"{was}ж", "Өтіл мәтінмен жазылған («ж» әрпімен)")
        mess.plant("", "staff", "staff", index, "months", lambda was: f"{was}ай", "Өтіл мәтінмен жазылған («ай» сөзімен)")
    mess.plant("value-unreadable", "staff", "staff", mess.find("staff", "staff", category="педагог-тағылымдамашы"), "awarded", "-",
               "Күннің орнына сызықша")
    dated = [index for index in range(len(place.rows)) if isinstance(place.value(index, "awarded"), date)]
    mess.plant("", "staff", "staff", dated[11], "awarded", lambda was: was.year, "Күннің орнына жыл ғана: бұл бағанда рұқсат етілген")
    hidden = place.rows[40]
    place.page.hidden_rows.add(hidden)
    mess.note("rows-hidden", "staff", place.page.name, a1(hidden, 1), "", shown(place.page.cells[hidden, 1][0]), "Жасырын жол: есепке алынады")
    commissions = mess.books["staff"][1]["commissions"]
    at = (commissions.last, commissions.columns["sessions"])
    mess.change("total-differs", "staff", commissions.page, at, lambda was: was.result + 2, "«Барлығы» жолының қосындысы қате")


def _otm(mess: Mess) -> None:
    for number, written, why in (("№ 2", "9 қазан 2025 ж.", "Күн сөзбен жазылған"), ("№ 5", "22.01.2026 ж.", "Күннен кейін «ж.»"),
                                 ("№ 7", "09/04/2026", "Қиғаш сызықпен жазылған күн")):
        mess.plant("", "otm", "events", mess.find("otm", "events", protocol=number), "date", written, why)
    index = mess.find("otm", "events", protocol="№ 3")
    mess.plant("sources-differ", "otm", "events", index, "present", lambda was: was - 1, "Қатысу парағындағы белгілер саны басқа")
    placed = mess.books["otm"][1]["events"]
    at = (placed.last, placed.columns["present"])
    total = placed.page.total(at)
    placed.page.put(*at, Formula(total.text, int(total.result) - 1), "total")  # the formula counts what now stands there
    plan = mess.books["otm"][1]["otm_plan"]
    row = plan.rows[10]
    plan.page.struck_rows.add(row)
    mess.note("row-struck", "otm", plan.page.name, a1(row, 1), "", shown(plan.page.cells[row, 1][0]), "Сызып тасталған жол: есепке алынады")
    draft = mess.books["otm"][0].page("Жоба (ескі)")
    draft.hidden = True
    top = draft.titles(("Жоба", "Тыңдаушылар тізімі (тамыздағы нұсқа)"), 3)
    first, second = (mess.story.listeners[place][0].full for place in (0, 1))
    rows: tuple[tuple[str | int, ...], ...] = (("№", "Аты-жөні", "Топ"), (1, first, "1-топ"), (2, second, "1-топ"))
    for offset, values in enumerate(rows):
        for column, value in enumerate(values, 1):
            draft.put(top + offset, column, value, "text" if offset else "head")
    mess.note("sheet-hidden", "otm", draft.name, "", "", "", "Жасырын парақ: есепке алынбайды")
    spare = mess.books["otm"][0].page("Лист1")
    spare.put(2, 2, "Байланыс кестесі: сейсенбі, бейсенбі 15:00")
    mess.note("sheet-unused", "otm", spare.name, "", "", "", "Тізілімге жатпайтын парақ")
    index = next(index for index in range(3, 20) if mess.books["otm"][1]["otm_composition"].value(index, "ground") == "кәсіби өсу")
    mess.plant("sources-differ", "otm", "otm_composition", index, "category", "педагог-сарапшы", "Педагогтер тізіміндегі санаты басқа")
    mess.plant("text-repaired", "otm", "otm_composition", 6, "person", lambda was: was.replace("е", "e", 1) if "е" in was else was.replace("а", "a", 1),
               "Аты-жөнінде латынша әріп")
    mess.plant("value-out-of-range", "otm", "mentoring", 1, "plan", 110, "Пайыз 100-ден артық")


def _commissions(mess: Mess) -> None:
    articles = mess.books["c2"][1]["publications"]
    for index in range(len(articles.rows)):
        mess.plant("text-repaired", "c2", "publications", index, "title", spoil, "KZ-1048 кодтауы CP1251 деп оқылған баған")
    lessons = mess.books["c1"][1]["open_lessons"]
    mess.plant("", "c1", "open_lessons", 0, "date", lambda was: f"{was:%d.%m.%Y}", "Күн мәтін түрінде")
    mess.plant("date-outside-period", "c1", "open_lessons", 2, "date", lambda was: was.replace(year=was.year - 1), "Күні осы оқу жылынан тыс")
    twin = next(one for one in mess.story.college.everybody if one.twin)
    mess.plant("person-ambiguous", "c1", "open_lessons", 5, "visitors", lambda was: f"{was}; {twin.initials}", "Тегі мен бас әріптері бірдей екі педагог бар")
    mess.plant("", "c1", "open_lessons", 5, "n", lambda was: was + 1, "Қосылған қатысушы санға кірген")
    mess.plant("value-unreadable", "c1", "open_lessons", 3, "planned", "қараша 2025", "Айы ғана жазылған")
    mess.plant("person-unknown", "c1", "open_lessons", 4, "visitors", lambda was: f"{was}; {mess.story.words['outside'].split(' (')[0]}",
               "Сырттан келген қонақ: педагогтер тізімінде жоқ")
    mess.plant("", "c1", "open_lessons", 4, "n", lambda was: was + 1, "Қонақ санға қосылған")
    _recount(lessons, "n")
    mess.plant("", "c3", "pd_courses", 0, "hours", lambda was: f"{was} сағ", "Сан мен өлшем бірлігі бір ұяшықта")
    mess.plant("value-repaired", "c3", "pd_courses", 1, "hours", "36+36", "Екі бөлімнің сағаты қосынды түрінде")
    mess.plant("value-error-cell", "c3", "pd_courses", 2, "certificate", "#Н/Д", "Орыс тіліндегі Excel қатесі мәтін болып көшірілген")
    mess.plant("value-unknown-code", "c3", "pd_courses", 2, "mode", "гибридті-модульдік", "Тізімде жоқ өтілу түрі")
    courses = mess.books["c3"][1]["pd_courses"]
    _recount(courses, "hours")
    total = courses.page.total((courses.last, courses.columns["hours"])).result
    mess.note("total-differs", "c3", courses.page.name, a1(courses.last, courses.columns["hours"]), "", str(total),
              "Excel мәтін болып тұрған сағатты қосындыға қоспайды")
    _repeat(mess, "c4", "contests")
    mess.plant("", "c4", "contests", 2, "result", "1 орын", "Орын араб цифрымен жазылған")
    mess.plant("", "c4", "self_education", 1, "teacher", lambda was: f"{was} ", "Соңында артық бос орын")
    mess.plant("value-unreadable", "c4", "self_education", mess.find("c4", "self_education", stage="ІV кезең – қорытынды"), "defended", "сәуір",
               "Күннің орнына ай ғана")


def _recount(placed: Placed, key: str) -> None:
    """The totals formula over what now stands above it: text is not added up."""
    at = (placed.last, placed.columns[key])
    total = placed.page.total(at)
    values = [placed.value(index, key) for index in range(len(placed.rows))]
    placed.page.put(*at, Formula(total.text, sum(value for value in values if isinstance(value, int))), "total")


def _repeat(mess: Mess, book: str, place: str) -> None:
    """The first row once more at the end, only its running number is new."""
    placed = mess.books[book][1][place]
    first, row = placed.rows[0], placed.last + 1
    for column in placed.columns.values():
        value, style = placed.page.cells[first, column]
        placed.page.put(row, column, value, style)
    placed.page.put(row, placed.columns["no_"], len(placed.rows) + 1, "centre")
    for column in (1, 2, 3):  # the signature moves down by one row
        moved = placed.page.cells.pop((placed.last + 2, column), None)
        if moved:
            placed.page.cells[placed.last + 4, column] = moved
    placed.rows.append(row)
    placed.last = row
    mess.note("row-duplicate", book, placed.page.name, a1(row, 1), "", str(len(placed.rows)), "Бірінші жолдың дәл қайталануы")


def _visits(mess: Mess) -> None:
    first = mess.books["visits"][1]["І тоқсан"]
    mess.plant("date-outside-period", "visits", "І тоқсан", len(first.rows) - 1, "date", date(2025, 11, 6), "Күні парақтың тоқсанынан тыс")
    kazakh = _russifiable(mess, "ІІ тоқсан")
    mess.plant("", "visits", "ІІ тоқсан", kazakh, "visited", _russified, "Аты-жөні орысша жазылған: бір ғана педагогке сай келеді")
    mess.plant("person-suggested", "visits", "ІІ тоқсан", kazakh + 3, "visitor", lambda was: was[:3] + was[4:], "Тегінде бір әріп түсіп қалған")
    mess.plant("", "visits", "ІІІ тоқсан", 1, "date", lambda was: f"{was:%d.%m.%y}", "Жылы екі цифрмен, мәтін түрінде")
    mess.plant("text-repaired", "visits", "ІІІ тоқсан", 2, "review", lambda was: was.replace("і", "i"), "Кириллица ішіндегі латынша i")
    mess.plant("value-error-cell", "visits", "ІV тоқсан", 3, "mark", Formula("=NA()", "#N/A"), "Қате қайтарған формула")


def _russified(name: str) -> str:
    russian = name.translate(str.maketrans("қғңөұүәһіҚҒҢӨҰҮӘҺІ", "кгноууахиКГНОУУАХИ"))
    return russian.removesuffix("улы").removesuffix("кызы") + ("ович" if russian.endswith("улы") else "овна")


def _russifiable(mess: Mess, quarter: str) -> int:
    """A row whose visited teacher's surname has Kazakh letters."""
    placed = mess.books["visits"][1][quarter]
    return next(index for index in range(len(placed.rows)) if set("қғңөұүәҚҒӨҮӘ") & set(placed.value(index, "visited").split()[0]) and placed.value(index, "visited").endswith(("ұлы", "қызы")))


def _others(mess: Mess) -> None:
    mess.plant("value-unreadable", "products", "products", 4, "developed", "-", "Күннің орнына сызықша")
    mess.plant("", "products", "conferences", 0, "level", "обл.", "Қысқартылған деңгей")
    mess.plant("person-unknown", "office", "orders", 9, "persons", lambda was: f"{was}; Тоқтыбай Ә.", "Тізімде жоқ адам")


def _further(mess: Mess) -> None:
    candidates = mess.books["control"][1]["attestation"]
    expert = next(index for index in range(len(candidates.rows)) if candidates.value(index, "now") == "педагог-сарапшы")
    mess.plant("value-repaired", "control", "attestation", expert, "now", "педагог-сарапшы, 2021", "Санат пен жыл бір ұяшықта")
    mess.plant("value-out-of-range", "control", "student_results", 3, "quality", 104, "Пайыз 100-ден артық")
    mess.plant("value-unreadable", "control", "internal_control", 6, "due", "ақпан", "Мерзімнің айы ғана жазылған")
    mess.plant("", "desant", "desant_findings", 4, "direction", "3-бағыт", "Бағыттың нөмірі ғана")
    mess.plant("value-unreadable", "desant", "desant_findings", 7, "due", "мамыр", "Күннің орнына ай ғана")
    mess.plant("value-repaired", "network", "network_members", 3, "role", "серіктес мектпе", "Рөлдің сөзінде әріптер ауысқан")
    mess.plant("", "network", "network_events", 1, "date", lambda was: f"{was.day} қараша {was.year} ж.", "Күн сөзбен жазылған")


def neighbours(mess: Mess, add: Callable[[str, bytes], None], read: Callable[[str], bytes]) -> None:
    """Files beside the registers: an owner's lock file and a copy next to its original."""
    path = mess.books["otm"][0].path
    lock = "/".join((*path.split("/")[:-1], "~$" + path.split("/")[-1]))
    owner: Teacher = mess.story.people["methodist"]
    name = owner.short
    body = bytes([len(name)]) + name.encode("kz1048").ljust(54) + bytes([len(name), 0]) + name.ljust(54).encode("utf-16-le")
    add(lock, body)
    mess.note("file-lock-skipped", lock, "", "", "", "", "Excel ашып тұрған файлдың иесін көрсететін қызметтік файл")
    mess.note("file-open", path, "", "", "", "", f"Файл ашық: жанында {lock.split('/')[-1]} иесінің файлы тұр")
    path = mess.books["c3"][0].path
    copy = path.replace(".xlsx", " — копия.xlsx")
    add(copy, read(path))
    mess.note("file-copy-skipped", copy, "", "", "", "", "Көшірме түпнұсқаның жанында тұр")
