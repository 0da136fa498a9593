"""The listings of the sample counted again: every line of every table, from the workbooks alone.

A line is what its columns say, in plain words: people by full name, several of them in any order, days as dates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from recounting import (
    FORMS,
    LESSON_MARKS,
    LESSONS,
    LEVELS,
    MADE,
    MODES,
    PLAN_MARKS,
    PORTFOLIOS,
    PRIZES,
    PUBLISHED,
    QUARTERS,
    RESULTS,
    STAGES,
    YEARS,
    Counted,
    Line,
    Teacher,
    Year,
    agenda,
    asked,
    category,
    category_of,
    counted_staff,
    day,
    entries,
    half_up,
    handed_in,
    held,
    hours,
    journal,
    listeners,
    made,
    marked,
    members,
    moves,
    pairs,
    people,
    percent,
    plain,
    planned,
    practices,
    published,
    quarter,
    recounted,
    served,
    shown,
    span,
    staff_by_name,
    stage,
    standing,
    taken,
    talks_of,
    teachers,
    teaching_staff,
    trained_in,
    visited,
    within,
    year_before,
)

Lines = list[dict[str, Any]]


def no(value: object) -> str | None:
    """A number of a protocol without its «№»."""
    return str(value).replace("№", "").strip() if value is not None else None


def who(value: object) -> str | None:
    return people().who(value) if value else None


def several(value: object) -> tuple[str, ...] | None:
    return tuple(sorted(people().each(value))) or None


def number(value: object) -> float | None:
    """A number as the sample writes it, units aside; a dash is none."""
    return float(hours(value)) if value is not None and any(one.isdigit() for one in str(value)) else None


def codes(line: Line, head: str, words: Mapping[str, str]) -> str | None:
    return words.get(plain(line[head])) if line[head] else None


# ── the school ──────────────────────────────────────────────────────────────────────────────────────────────────────


def composition(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    groups = {"all": ["composition.listeners"], "ground": [f"composition.ground.{code}" for code in ("young", "growth", "own_wish")],
              "experience": [f"composition.experience.{code}" for code in ("0-3", "3-10", "10-20", "20+")],
              "category": [name for name in (f"composition.category.{code}" for code in CATEGORIES) if out[name] or name.rpartition(".")[2] in IN_FORCE]}
    yield "summary", [{"group": group, "name": name, "n": out[name], "share": percent(out[name], out["composition.listeners"])}
                      for group, names in groups.items() for name in names]
    listed = staff_by_name(year)
    roles = {"жетекші": "leader", "хатшы": "secretary", "тыңдаушы": "listener", "тәлімгер": "mentor", "баяндамашы": "speaker", "мүше": "listener"}
    grounds = {"жас маман": "young", "кәсіби өсу": "growth", "өз қалауы": "own_wish"}
    lines = []
    for line in members(year):
        one = listed.get(who(line["Аты-жөні"]) or "")
        lines.append({
            "person": who(line["Аты-жөні"]), "role": roles[line["ОТМ-дегі рөлі"]], "ground": codes(line, "Қабылдану негізі", grounds), "topic": line["Жеке тақырыбы"],
            "mentor": who(line["Тәлімгері"]), "position": position(one) if one else None, "category": category_of(line, listed),
            "experience": half_up(one.years) if one and one.years is not None else None,
        })
    yield "members", lines


CATEGORIES = ("trainee", "ped", "moderator", "expert", "researcher", "master", "high", "first", "second", "none", "head1", "head2", "head3")
IN_FORCE = ("ped", "moderator", "expert", "researcher", "master")


def position(one: Teacher) -> str | None:
    return next((one.line[head] for head in ("Қызметі", "Лауазымы", "Должность") if head in one.line), None)


def plan(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    lines = []
    for name in (*QUARTERS[:4], "summer", "all_year", "undated"):
        items, done = out[f"plan.items/quarter={name}"], out[f"plan.status.done/quarter={name}"]
        if items or (name in QUARTERS[:4] and year.touches(name)):
            marks = {code: out[f"plan.status.{code}/quarter={name}"] for code in (*PLAN_MARKS.values(), "pending")}
            lines.append({"quarter": name, "items": items, "unmarked": out[f"plan.unmarked/quarter={name}"], "share": percent(done, items), **marks})
    yield "by_quarter", lines
    yield "unfulfilled", [
        {"item_no": str(line["№"]), "activity": line["Іс-шаралар"], "due": line["Мерзімі"], "status": PLAN_MARKS[line["Орындалуы"]], "responsible": line["Жауапты"], "reason": None}
        for line in planned(year) if line["Орындалуы"] and PLAN_MARKS[line["Орындалуы"]] != "done"
    ]


def events(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    lines = sorted(held(year), key=lambda line: day(line["Өткізілген күні"]))  # type: ignore[arg-type, return-value]  # all are dated
    forms = []
    for form in dict.fromkeys(line["Түрі"] for line in lines):
        mine = Counter(quarter(day(line["Өткізілген күні"])) for line in lines if line["Түрі"] == form)  # type: ignore[arg-type]  # all are dated
        forms.append({"form": FORMS[form], **{name: mine[name] if year.touches(name) else None for name in QUARTERS}, "total": out[f"events.form.{FORMS[form]}"]})
    yield "by_form", forms
    yield "list", [
        {"no": place, "date": day(line["Өткізілген күні"]), "form": FORMS[line["Түрі"]], "title": line["Тақырыбы"], "presenter": several(line["Баяндамашы"]),
         "present": line["Қатысқаны"], "protocol": no(line["Хаттама №"])}
        for place, line in enumerate(lines, 1)
    ]
    groups: dict[tuple[str, object], list[Line]] = defaultdict(list)
    for line in agenda(year):
        if line["_body"] == "otm":
            groups[line["_no"], line["_day"]].append(line)
    yield "protocols", [
        {"protocol": key, "date": when, "questions": len({(line["Р/с"], line["Қаралған мәселе"]) for line in mine}), "decisions": sum(bool(line["Шешім"]) for line in mine)}
        for (key, when), mine in groups.items()
    ]


def attendance(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    heard, days, marks = marked(year)
    lines = []
    for name in dict.fromkeys(heard):
        given = Counter(one for one in marks.get(name, {}).values() if one)
        known = sum(given.values())
        rate = percent(given["present"], known) if known and 100 * known >= 80 * len(days) else None
        lines.append({"person": name, "held": len(days), "marked": known, **{code: given[code] for code in ("present", "excused", "absent")}, "rate": rate})
    yield "by_person", lines


def lessons(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    _, done = shown(year)
    numbers = {**{code: out[f"lessons.mark.{code}"] for code in LESSON_MARKS.values()}, "scored": out["lessons.scored"]}
    yield "marks", [{"mark": code, "n": found} for code, found in numbers.items() if found]
    lines = []
    for name in commissions(year):
        mine = [line for line in done if plain(line["_section"]) == plain(name)]
        good = sum(plain(line["Талдау жасалды"]) == "иә" for line in mine)
        lines.append({"commission": name, "held": len(mine), "analysed": good, "share": percent(good, len(mine))})
    yield "by_commission", lines
    yield "list", [
        {"date": day(line["Өткізілген күні"]), "teacher": who(line["Оқытушының аты-жөні"]), "kind": LESSONS[plain(line["Түрі"])], "subject": line["Пәні"],
         "group": line["Тобы"], "topic": line["Сабақтың тақырыбы"], "visitors": line["Қатысқандар саны"],
         "analysed": {"иә": True, "жоқ": False}.get(plain(line["Талдау жасалды"])), "mark": codes(line, "Бағасы", LESSON_MARKS)}
        for line in done
    ]


def commissions(year: Year) -> list[str]:
    return list(dict.fromkeys(one.commission for one in teachers(year) if one.commission))


def visits(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    lines = visited(year)
    gone, come = (Counter(who(line[head]) for line in lines) for head in ("Қатысушы оқытушы", "Сабағына қатысқан оқытушы"))
    yield "by_teacher", [{"person": name, "made": gone[name], "received": come[name]} for name in {**gone, **come}]
    yield "never_visited", [{"person": one.name, "commission": one.commission} for one in teaching_staff(year) if one.name not in come]
    yield "list", [
        {"date": day(line["Қатысқан күні"]), "visitor": who(line["Қатысушы оқытушы"]), "visited": who(line["Сабағына қатысқан оқытушы"]), "subject": line["Пәні"],
         "group": line["Тобы"], "topic": line["Тақырыбы"], "mark": number(line["Баға"])}
        for line in lines
    ]


def mentoring(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    yield "pairs", [
        {"mentor": who(line["Тәлімгер"]), "mentee": who(line["Тәлім алушы"]), "period": span(line["Кезеңі"]),
         "plan_done": share if (share := line["Жоспардың орындалуы, %"]) is None or share <= 100 else None,
         "meetings": line["Кездесу саны"], "lessons": line["Қатысқан сабақ саны"], "result": line["Нәтижесі"], "report": day(line["Есеп тапсырылған күні"])}
        for line in pairs(year)
    ]


# ── the staff ───────────────────────────────────────────────────────────────────────────────────────────────────────


def staff(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    first = int(year[:4])
    labels = {"y": year, "y1": f"{first - 1}-{first}", "y2": f"{first - 2}-{first - 1}"}
    counts = {name: recounted(Year(label)) if label in YEARS else None for name, label in labels.items()}

    def at(name: str, figure: str) -> Any:
        found = counts[name]
        return found[figure] if found is not None else None

    lines = []
    for code in CATEGORIES:
        numbers = {f"{prefix}{column}": at(name, f"staff.{figure}.{code}") for name, prefix in (("y2", "y2_"), ("y1", "y1_"), ("y", ""))
                   for column, figure in (("n", "category"), ("share", "category_share"))}
        lines.append({"category": code, **numbers, "change": less(numbers["share"], numbers["y1_share"])})
    yield "categories", lines
    for name, first_column, figure, every in (("education", "level", "education", ("higher", "postgraduate", "secondary_special", "unfinished_higher")),
                                              ("experience", "band", "experience", ("0-3", "3-10", "10-20", "20+"))):
        yield name, [{first_column: code, "y2_n": at("y2", f"staff.{figure}.{code}"), "y1_n": at("y1", f"staff.{figure}.{code}"),
                      "n": out[f"staff.{figure}.{code}"], "share": out[f"staff.{figure}_share.{code}"]} for code in every]
    found = counted_staff(year)
    yield "by_commission", [{"commission": name, "total": len(mine), **of_category(mine)}
                            for name in commissions(year) for mine in [[one for one in found if one.commission == name]]]
    yield "attestation", [
        {"person": who(line["Педагогтің аты-жөні"]), "was": category(line["Қазіргі санаты"]), "target": category(line["Мәлімделген санаты"]),
         "applied": day(line["Өтініш берген күні"]), "decision": line["Комиссия шешімі"]} for line in asked(year)
    ]
    yield from changes(year)


def less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else half_up(Decimal(str(after)) - Decimal(str(before)))


def of_category(mine: Iterable[Teacher]) -> dict[str, int]:
    held_by = Counter(one.category for one in mine)
    columns = ("master", "researcher", "expert", "moderator", "ped", "high", "first", "second", "none", "trainee")
    return {**{code: held_by[code] for code in columns}, "other": sum(held_by.values()) - sum(held_by[code] for code in columns)}


def changes(year: Year) -> Iterator[tuple[str, Lines]]:
    happened, before = moves(year), year_before(year)
    if happened is None or before is None:
        yield "category_moves", []
        yield "category_changes", []
        return
    then, now = staff_by_name(before), staff_by_name(year)
    lines = []
    for name, kind, was, after in happened:
        one = now[name] if kind in ("joined", "raised", "lowered", "system") else then.get(name)
        heads = {"joined": ("Қабылданған күні", "Жұмысқа қабылданған күні"), "raised": AWARDED, "lowered": AWARDED, "system": AWARDED}.get(kind, ("Шыққан күні",))
        said = next((one.line[head] for head in heads if one and head in one.line), None)
        lines.append({"person": name, "kind": kind, "was": was, "now": after, "day": said if isinstance(said, int) else year_only(said) or day(said)})
    yield "category_moves", lines
    old, new = (Counter(one.category for one in counted_staff(one_year)) for one_year in (before, year))
    table = []
    for code in {**old, **new}:
        gained, lost = (Counter(kind for _, kind, was, after in happened if (after, was)[side] == code) for side in (0, 1))
        come, gone = (gained["joined"] + gained["counted_again"], lost["left"] + lost["counted_apart"])
        table.append({"category": code, "y1_n": old[code], "joined": come, "came": sum(gained.values()) - come, "left": gone, "went": sum(lost.values()) - gone, "n": new[code]})
    yield "category_changes", table


AWARDED = ("Санаты берілген уақыты", "Дата присвоения")


def year_only(value: object) -> int | None:
    return int(str(value)) if value is not None and str(value).isdigit() and len(str(value)) == 4 else None


# ── what was done ───────────────────────────────────────────────────────────────────────────────────────────────────


def courses(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    lines = taken(year)
    yield "list", [
        {"teacher": who(line["Оқытушының аты жөні"]), "programme": line["Оқыту бағдарламасы"], "provider": line["Өткен орны"], "period": span(line["Өтілу уақыты"]),
         "hours": number(line["Сағаты"])} for line in lines
    ]
    by_provider: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_provider[line["Өткен орны"]].append(line)
    yield "by_provider", [
        {"provider": name, "courses": len(mine), "teachers": len({who(line["Оқытушының аты жөні"]) for line in mine}), "hours": sum(number(line["Сағаты"]) or 0 for line in mine)}
        for name, mine in by_provider.items()
    ]
    yield "by_mode", [{"mode": code, "courses": out[f"courses.mode.{code}"]} for code in dict.fromkeys((*MODES.values(), "correspondence"))]
    yield "internship_list", [
        {"teacher": who(line["Оқытушының аты-жөні"]), "place": line["Тағылымдама өтілу орны"], "specialty": line["Тағылымдама өтілу мамандығы"],
         "period": span(line["Тағылымдама өтілу мерзімі"]), "hours": number(line["Сағаты"])} for line in served(year)
    ]
    trained = trained_in(year, 3)
    yield "not_trained", [{"person": one.name, "commission": one.commission} for one in counted_staff(year) if trained is not None and one.name not in trained]


def crossing(lines: Iterable[Line], head: str, every: Iterable[str], words: Mapping[str, str]) -> dict[str, int]:
    found = Counter(codes(line, head, words) for line in lines)
    return {code: found[code] for code in every}


LEVEL_CODES = ("college", "district", "city", "region", "interregional", "national", "international")


DECIDED = {"мақұлданды": "approved", "пысықтауға": "rework", "мақұлданбады": "rejected"}


def products(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    works = published(year)
    yield "publications", [
        {"authors": tuple(sorted({name for line in work for name in people().each(line["Авторлары"])})) or None, "title": work[0]["Мақала тақырыбы"],
         "kind": PUBLISHED[plain(work[0]["Түрі"])], "publisher": work[0]["Мақала шыққан баспасы"], "date": day(work[0]["Жарияланған күні"]),
         "level": codes(work[0], "Деңгейі", LEVELS)} for work in works
    ]
    yield "publications_by_kind", [
        {"kind": kind, **crossing([work[0] for work in works if PUBLISHED[plain(work[0]["Түрі"])] == kind], "Деңгейі", LEVEL_CODES, LEVELS),
         "total": out[f"products.publications.kind.{kind}"]} for kind in dict.fromkeys(PUBLISHED.values())
    ]
    yield "route", [
        {"authors": several(line["Авторлары"]), "title": line["Атауы"], "kind": MADE[plain(line["Түрі"])], "decision": codes(line, "ӘК шешімі", DECIDED),
         "approved": day(line["Бекітілген күні"]), "commission": protocol(line["ЦӘК хаттамасы №"], line["ЦӘК хаттамасының күні"]),
         "council": protocol(line["ӘК хаттамасы №"], line["ӘК хаттамасының күні"]), "stage": stage(line)} for line in made(year)
    ]


def protocol(key: object, when: object) -> tuple[object, ...] | None:
    return tuple(one for one in (no(key), day(when)) if one is not None) or None


def contests(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    for side, name in (("teachers", "Байқаулар"), ("students", "Студенттер")):
        lines = entries(year, name)
        yield side, [
            {"level": level, **crossing([line for line in lines if codes(line, "Байқау деңгейі", LEVELS) == level], "Алған орны", RESULTS.values(), RESULTS),
             "total": out[f"contests.{side}.level.{level}"]} for level in LEVEL_CODES
        ]
    mine: dict[str, list[Line]] = defaultdict(list)
    for line in entries(year, "Байқаулар"):
        for name in people().each(line["Оқытушының аты жөні"]):
            mine[name].append(line)
    yield "leaders", [{"person": name, "entries": len(lines), "prizes": sum(codes(line, "Алған орны", RESULTS) in PRIZES for line in lines)} for name, lines in mine.items()]
    yield "conferences", [
        {"teacher": who(line["who"]), "event": line["event"], "topic": line["topic"], "level": codes(line, "level", LEVELS), "date": day(line["day"])} for line in talks_of(year)
    ]


def practice(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    yield "stages", [{"stage": code, "n": out[f"practice.stage.{code}"]} for code in STAGES.values()]
    yield "list", [
        {"authors": several(line["Авторы"]), "title": line["Тәжірибе тақырыбы"], "stage": STAGES[plain(line["Кезеңі"])], "protocol": no(line["ӘК хаттамасы №"]),
         "protocol_date": day(line["ӘК хаттамасының күні"]), "decision": codes(line, "ӘК шешімі", DECIDED),
         "level": codes(line, "Ұсынылған деңгейі", LEVELS), "adopters": several(line["Енгізген педагогтер"])} for line in practices(year)
    ]


def portfolios(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    lines = handed_in(year)
    given = {who(line["Тыңдаушының аты-жөні"]) for line in lines}
    yield "missing", [{"person": name} for name in dict.fromkeys(who(line["Аты-жөні"]) for line in listeners(year)) if name not in given]
    yield "list", [
        {"person": who(line["Тыңдаушының аты-жөні"]), "kind": PORTFOLIOS[plain(line["Түрі"])], "submitted_on": day(line["Тапсырылған күні"]),
         "mark": codes(line, "Бағасы", LESSON_MARKS)} for line in lines
    ]


def exhibitions(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    yield "list", [
        {"kind": {"көрме": "exhibition", "бюллетень": "bulletin"}[plain(line["Түрі"])], "no": no(line["Шығарылым №"]), "title": line["Атауы"], "date": day(line["Күні"]),
         "exhibits": line["Жұмыс саны"], "authors": line["Авторлар саны"], "copies": line["Данасы"], "analysis": line["Талдауы"]}
        for line in within(year, journal(year, "Көрме, бюллетень"), "Күні", undated=True)
    ]


def decisions(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    yield "list", [
        {"body": line["_body"], "protocol": line["_no"], "date": line["_day"], "decision": line["Шешім"], "responsible": line["Жауапты"], "due": line["Орындау мерзімі"],
         "execution": None, "state": standing(line)} for line in agenda(year) if line["Шешім"]
    ]


# ── across chapters ─────────────────────────────────────────────────────────────────────────────────────────────────

INDICATORS = (
    "plan.items", "plan.done_share", "events.held", "attendance.rate", "lessons.held", "lessons.analysed_share", "visits.visits",
    "mentoring.pairs", "mentoring.young.total", "mentoring.young.retained_share", "staff.total", "staff.new_system_share",
    "staff.old_system_share", "staff.qualified_share", "courses.courses", "courses.teachers", "courses.trained_window_share",
    "products.publications", "products.per_teacher", "products.products", "contests.teachers.entries", "contests.teachers.prizes",
    "contests.students.entries", "contests.students.prizes", "contests.conferences", "practice.total", "portfolios.submitted_share",
)


def overview(year: Year, out: Counted) -> Iterator[tuple[str, Lines]]:
    first, period = int(year[:4]), year.period
    past = {name: recounted(Year(label, period)) if label in YEARS else None for name, label in (("y1", f"{first - 1}-{first}"), ("y2", f"{first - 2}-{first - 1}"))}
    rows = []
    for name in INDICATORS:
        then = {column: found[name] if found is not None else None for column, found in past.items()}
        change = None if out[name] is None or then["y1"] is None else Decimal(str(out[name])) - Decimal(str(then["y1"]))
        rows.append({"y": out[name], **then, "change": None if change is None else half_up(change, 2)})
    yield "years", rows
    done = works(year)
    listed: dict[str, str] = {name: one.commission for name, one in staff_by_name(year).items()}
    table = []
    for name in commissions(year):
        own = {who_ for who_, commission in listed.items() if commission == name}
        numbers = {measure: len({key for who_, key in things if who_ in own}) for measure, things in done.items()}
        table.append({"commission": name, "teachers": out[f"staff.total/commission={name}"], **numbers, "lessons": out[f"lessons.held/commission={name}"]})
    yield "commissions", table
    yield "teachers", [{"person": one.name, "commission": one.commission, **{measure: len({key for who_, key in things if who_ == one.name}) for measure, things in done.items()}}
                       for one in counted_staff(year)]


def works(year: Year) -> dict[str, list[tuple[str | None, object]]]:
    """Everything that people did, by measure: the person, and what makes two of them the same thing."""
    def all_of(lines: Iterable[Line], head: str) -> list[tuple[str | None, object]]:
        return [(name, place) for place, line in enumerate(lines) for name in people().each(line[head])]

    contested = entries(year, "Байқаулар")
    # a surname with a letter missing waits for a person's answer: until then it is in no commission
    unsure = {who(name) for name in ("Жолыбаев Талғат Әбдіқадырұлы",)} if year == "2025-2026" else set()
    return {
        "lessons": all_of(shown(year)[1], "Оқытушының аты-жөні"), "visits": [one for one in all_of(visited(year), "Қатысушы оқытушы") if one[0] not in unsure], "courses": all_of(taken(year), "Оқытушының аты жөні"),
        "publications": [(name, place) for place, work in enumerate(published(year)) for line in work for name in people().each(line["Авторлары"])],
        "products": all_of(made(year), "Авторлары"), "contests": all_of(contested, "Оқытушының аты жөні"),
        "prizes": all_of([line for line in contested if codes(line, "Алған орны", RESULTS) in PRIZES], "Оқытушының аты жөні"),
    }


CHAPTERS: tuple[Callable[[Year, Counted], Iterator[tuple[str, Lines]]], ...] = (
    composition, plan, events, attendance, lessons, visits, mentoring, staff, courses, products, contests, practice, portfolios, exhibitions, decisions, overview,
)


def recounted_lists(year: Year) -> dict[str, Lines]:
    """Every listing of a year or of a part of it, by its id."""
    out = recounted(year)
    return {f"{chapter.__name__}.{name}": lines for chapter in CHAPTERS for name, lines in chapter(year, out)}
