"""Cards, folder, commissions, landing party and network of the sample counted again: every column, for three years and parts of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from recounting import (
    TODAY,
    YEARS,
    Line,
    Year,
    category,
    counted_staff,
    day,
    half_up,
    people,
    plain,
    recounted,
    sheet,
    span,
    teachers,
    within,
)
from recounting_lists import Lines, commissions, no, position, several, who

EDUCATION = {"жоғары": "higher", "высшее": "higher", "жоғары оқу орнынан кейінгі": "postgraduate", "послевузовское": "postgraduate",
             "арнайы орта": "secondary_special", "среднее специальное": "secondary_special"}
ROLES = {"жете": "leading", "тіре": "support", "сері": "partner", "қолд": "user"}
KINDS = {"семинар": "seminar", "lesson study": "lesson_study", "онлайн кеңес": "consult", "шеберлік сабағы": "master_class", "іс-әрекеттегі зерттеу": "action_research",
         "конференция": "conference", "бақ": "media"}
STATUS = {"орындалды": "done", "ішінара орындалды": "partial", "орындалуда": "pending"}
INITIATORS = {"орталық басшысы": "centre_head", "ұйым басшысы": "organisation_head"}
#: Figures by which a landing party sees each direction.
BY_DIRECTION = {
    "d1": ("plan.items", "plan.done_share", "decisions.total", "decisions.executed"),
    "d2": ("lessons.held", "lessons.analysed_share", "visits.visits"), "d3": (), "d4": ("contests.students.entries", "contests.students.prizes"),
    "d5": ("staff.total", "staff.qualified_share", "courses.courses", "courses.trained_window_share", "products.products", "products.publications",
           "contests.teachers.prizes", "practice.total", "mentoring.pairs", "mentoring.young.total"),
    "d6": ("lessons.kind.class_hour", "lessons.kind.extracurricular"),
}


def number(value: object) -> float | None:
    found = re.match(r"\s*(\d+(?:[.,]\d+)?)", str(value)) if value is not None else None
    return float(found[1].replace(",", ".")) if found else None


def window(year: Year) -> dict[str, Year]:
    """``y2``, ``y1``, ``y`` → the same part of each of the three years that the sample keeps."""
    labels = {column: f"{int(year[:4]) - back}-{int(year[:4]) - back + 1}" for column, back in (("y2", 2), ("y1", 1), ("y", 0))}
    return {column: Year(label, year.period) for column, label in labels.items() if label in YEARS}


def less(after: float | None, before: float | None) -> float | None:
    return None if after is None or before is None else half_up(Decimal(str(after)) - Decimal(str(before)))


def cards(year: Year) -> Iterator[tuple[str, Lines]]:
    once = {one.name: one for one in reversed(teachers(year))}

    def said(line: Line, *heads: str) -> Any:
        value = next((line[head] for head in heads if head in line), None)
        return str(value) if isinstance(value, int) or re.fullmatch(r"\d{4}", str(value)) else day(value)

    yield "people", [
        {"person": one.name, "position": position(one), "commission": one.commission, "education": EDUCATION[plain(one.line.get("Білімі") or one.line.get("Образование"))],
         "category": one.category, "since": said(one.line, "Санаты берілген уақыты", "Дата присвоения"), "until": said(one.line, "Санаты аяқталған уақыты"),
         "experience": half_up(one.years) if one.years is not None else None} for one in once.values()
    ]


def folder(year: Year) -> Iterator[tuple[str, Lines]]:
    last = min(TODAY, year.last)
    every = [line for line in sheet(f"{year}/Кеңсе {year}.xlsx", "Іс номенклатурасы") if line["Құжат күні"] or line["Парақ саны"]]
    kept = [line for line in every if (when := day(line["Құжат күні"])) is None or when <= last]
    heads = {"index": "Істің индексі", "title": "Істің (томның, бөліктің) тақырыбы", "document": "Құжат", "pages": "Парақ саны",
             "retention": "Тізбе бойынша істің сақтау мерзімі және тармақ нөмірі", "location": "Сақталу орны", "required_by": "Талап"}
    yield "papers", [{**{column: line[head] for column, head in heads.items()}, "date": day(line["Құжат күні"])} for line in kept]
    yield "total", [{"papers": len(kept), "pages": sum(line["Парақ саны"] for line in kept if line["Парақ саны"])}]


def chairs(year: Year) -> Iterator[tuple[str, Lines]]:
    staff = Counter(one.commission for one in counted_staff(year))
    lines = sheet(f"{year}/Педагогтер тізімі {year}.xlsx", "ЦӘК тізімі")
    assert {line["ЦӘК атауы"] for line in lines} == set(commissions(year))
    yield "list", [
        {"commission": line["ЦӘК атауы"], "members": staff[line["ЦӘК атауы"]], "category": category(line["Төрағаның санаты"]), "chair": who(line["Төрағасы"]),
         "scope": {"дербес": "own"}[line["Түрі"]], "theme": line["Әдістемелік тақырыбы"], "plan": line["Жоспар бекітілген хаттама"], "sessions": line["Отырыс саны"]}
        for line in lines
    ]


def findings(year: str) -> list[Line]:
    return sheet(f"{year}/Әдістемелік десант {year}.xlsx", "Қорытындылар")


def control(year: str) -> list[Line]:
    return sheet(f"{year}/Аттестаттау және ішкі бақылау {year}.xlsx", "Ішкі бақылау")


def direction(line: Line) -> str:
    return f"d{str(line['Бағыты']).strip()[0]}"


def parts(value: object) -> tuple[str, ...]:
    return tuple(one.strip() for one in str(value).split(";"))


def paper(line: Line, name: str) -> tuple[object, ...]:
    return tuple(one for one in (no(line[f"{name} №"]), day(line[f"{name} күні"])) if one is not None)


def groups(year: Year) -> dict[str, float | None]:
    """What groups achieved in a year or a part of it."""
    lines = sheet(f"{year}/Аттестаттау және ішкі бақылау {year}.xlsx", "Үлгерім")

    def mean(head: str) -> float | None:
        known = [value for line in lines if (value := number(line[head])) is not None and 0 <= value <= 100]
        return half_up(sum(map(Decimal, map(str, known))) / len(known)) if known else None

    planned = {plain(line["Топ"]) for line in lines if plain(line["Олқылықты жою жоспары"]) == "иә"}
    return {"quality": mean("Білім сапасы, %"), "success": mean("Үлгерім, %"), "low": sum(number(line["Үлгерімі төмендер саны"]) or 0 for line in lines), "planned": len(planned)}


def desant(year: Year) -> Iterator[tuple[str, Lines]]:
    several_years = window(year)
    visits = sheet(f"{year}/Әдістемелік десант {year}.xlsx", "Сапар")
    yield "visits", [
        {"organisation": line["Білім беру ұйымы"], "initiator": INITIATORS[line["Бастамашы"]], "request": paper(line, "Өтінім"), "order": paper(line, "Бұйрық"),
         "period": span(line["Өткізілген мерзімі"]), "scope": line["Мәні"], "forms": parts(line["Нысандары"]), "team": parts(line["Десант құрамы"]), "report": paper(line, "Анықтама")}
        for line in within(year, visits, "Өткізілген мерзімі")
    ]
    labels = {"y2": f"{int(year[:4]) - 2}-{int(year[:4]) - 1}", "y1": f"{int(year[:4]) - 1}-{year[:4]}", "y": str(year)}
    yield "findings", [
        {"direction": direction(line), "indicator": line["Көрсеткіш"], **{column: number(line[head]) for column, head in labels.items()},
         "change": less(number(line[labels["y"]]), number(line[labels["y2"]])), "strengths": line["Күшті жақтары"], "gaps": line["Анықталған кемшіліктер"]}
        for line in findings(year)
    ]
    yield "recommendations", [
        {"year": str(one), "direction": direction(line), "recommendation": line["Ұсыным"], "responsible": several(line["Жауапты"]), "due": day(line["Орындау мерзімі"]),
         "status": STATUS[plain(line["Орындалуы"])], "recheck": day(line["Қайта тексеру күні"])}
        for one in several_years.values() for line in findings(one) if line["Ұсыным"]
    ]
    yield "control", [
        {"year": str(one), "direction": direction(line), "topic": line["Тақырып"], "due": span(line["Мерзімі"]), "considered": line["Қаралатын орны"],
         "decision": line["Басқару шешімі"], "result": line["Нәтижесі"]} for one in several_years.values() for line in control(one)
    ]
    counts = {column: recounted(one) for column, one in several_years.items()}
    achieved = {column: groups(one) for column, one in several_years.items()}
    looked = {column: Counter(direction(line) for line in control(one)) for column, one in several_years.items()}
    rows = []
    for code, names in BY_DIRECTION.items():
        measures: list[Mapping[str, float | None]] = [{column: found[name] for column, found in counts.items()} for name in names]
        measures += [{column: found[name] for column, found in achieved.items()} for name in {"d2": ("quality", "success"), "d3": ("low", "planned")}.get(code, ())]
        measures.append({column: found[code] for column, found in looked.items()})
        rows += [{"direction": code, **{column: one.get(column) for column in ("y2", "y1", "y")}, "change": less(one["y"], one.get("y2"))} for one in measures]
    yield "indicators", rows


def role(line: Line) -> str:
    return ROLES[plain(line["Желідегі рөлі"])[:4]]


def members(year: str) -> list[Line]:
    return sheet(f"{year}/Жетекші мектеп желісі {year}.xlsx", "Желі мүшелері")


def gathered(year: Year) -> list[Line]:
    lines = within(year, sheet(f"{year}/Жетекші мектеп желісі {year}.xlsx", "Желі іс-шаралары"), "Өткізілген күні", undated=True)
    return [line for line in lines if (when := day(line["Өткізілген күні"])) is None or when <= TODAY]


def schools(line: Line) -> list[str]:
    return [plain(one) for one in parts(line["Қатысқан серіктес мектептер"] or "") if one]


def network_of(year: Year) -> tuple[float, ...]:
    lines, held = members(year), gathered(year)
    kinds = [KINDS[plain(line["Іс-шара түрі"])] for line in held]
    roles = Counter(map(role, lines))
    return (
        len(lines), roles["partner"], roles["user"], len(held), sum(number(line["Қатысушылар саны"]) or 0 for line in held), sum(bool(line["Талдауы"]) for line in held),
        sum(bool(line["Материалдар"]) for line in held), kinds.count("consult"), kinds.count("media") + kinds.count("conference"),
    )


def network(year: Year) -> Iterator[tuple[str, Lines]]:
    lines, held = members(year), gathered(year)
    roles = Counter(map(role, lines))
    yield "members", [{"school": line["Ұйымның атауы"], "role": role(line), "leading": line["Жетекші мектеп"], "direction": line["Бағыты"], "basis": line["Негіз құжат"]} for line in lines]
    yield "roles", [{"role": code, "n": roles[code]} for code in ROLES.values()]
    yield "leaders", [{"school": line["Ұйымның атауы"], **{code: sum(role(one) == code and plain(one["Жетекші мектеп"]) == plain(line["Ұйымның атауы"]) for one in lines)
                                                           for code in ("support", "partner", "user")}} for line in lines if role(line) == "leading"]
    yield "events", [
        {"date": day(line["Өткізілген күні"]), "kind": KINDS[plain(line["Іс-шара түрі"])], "title": line["Тақырыбы"], "participants": number(line["Қатысушылар саны"]),
         "partners": len(set(schools(line))) or None, "resource": line["Материалдар"], "analysis": line["Талдауы"]} for line in held
    ]
    listed = [line for line in held if schools(line)]
    rows = []
    for line in lines:
        if role(line) == "partner":
            came = sum(plain(line["Ұйымның атауы"]) in schools(one) for one in listed)
            rows.append({"school": line["Ұйымның атауы"], "role": "partner", "attended": came, "share": half_up(Decimal(100 * came) / len(listed)) if listed else None})
    yield "partners", rows
    then = {column: network_of(one) for column, one in window(year).items()}
    yield "years", [
        {**{column: then[column][place] if column in then else None for column in ("y2", "y1", "y")}, "change": less(then["y"][place], then["y1"][place]) if "y1" in then else None}
        for place in range(9)
    ]


CHAPTERS: Mapping[str, Callable[[Year], Iterator[tuple[str, Lines]]]] = {"cards": cards, "folder": folder, "commissions": chairs, "desant": desant, "network": network}


def recounted_rest(year: Year) -> dict[str, Lines]:
    """Every listing of the five chapters but the numbers of the cards, by its id."""
    assert people()
    return {f"{chapter}.{name}": lines for chapter, make in CHAPTERS.items() for name, lines in make(year)}
