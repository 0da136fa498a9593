"""Text tables → Report: a drawn year counted and judged, and papers of it filled, for the tests of papers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import year_builder

from otm_reports import analysis, rules
from otm_reports.documents.kinds import kinds
from otm_reports.documents.paper import Paper
from otm_reports.model import AcademicYear, Report
from otm_reports.specs import College, Specs, Text
from otm_reports.word.render import render

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

STAFF = """
    full_name                   | position  | category   | education_level | ped_experience_y | commission
    Серікова Айгүл Маратқызы    | оқытушы   | researcher | higher          | 15               | Мейіргер ісі ЦӘК
    Оспанова Дана Ерланқызы     | оқытушы   | ped        | higher          | 1                | Мейіргер ісі ЦӘК
    Жақыпов Нұрлан Серікұлы     | оқытушы   | moderator  | postgraduate    | 5                | Мейіргер ісі ЦӘК
    Төлегенова Әсел Қайратқызы  | оқытушы   | expert     | higher          | 21               | Мейіргер ісі ЦӘК
    Байғалиев Ерлан Болатұлы    | әдіскер   | expert     | higher          | 11               | Мейіргер ісі ЦӘК
    Сейітова Гүлнар Асқарқызы   | оқытушы   | ped        | higher          | 2                | Мейіргер ісі ЦӘК
"""
COMPOSITION = """
    order_no: 15-нқ
    order_date: 2025-09-02
    person                      | role      | ground   | category_at_order
    Серікова Айгүл Маратқызы    | leader    |          | researcher
    Байғалиев Ерлан Болатұлы    | secretary |          | expert
    Оспанова Дана Ерланқызы     | listener  | young    | ped
    Жақыпов Нұрлан Серікұлы     | listener  | growth   | moderator
    Төлегенова Әсел Қайратқызы  | listener  | own_wish | expert
    Сейітова Гүлнар Асқарқызы   | listener  | young    | ped
"""
EVENTS = """
    protocol_no | date       | form    | title                    | presenter                | body | status
    3           | 2025-10-09 | session | Сабақты бірлесіп талдау  | Серікова Айгүл Маратқызы | otm  | held
"""
AGENDA_ONE = """
    body | protocol_no | protocol_date | item_no | question              | speaker                  | summary       | discussants | decision_text           | responsible  | due
    otm  | 3           | 2025-10-09    | 1       | Сабақты талдау туралы | Серікова Айгүл Маратқызы | үлгі ұсынылды | қолдады     | Үлгі пайдалануға берілсін | тыңдаушылар  | 2025 жылғы 15 қарашаға дейін
"""
AGENDA_FIVE = """
    body | protocol_no | protocol_date | item_no | question | speaker                  | summary | discussants | decision_text | votes_for | votes_against
""" + "".join(
    f"    otm  | 3           | 2025-10-09    | {place}       | {place}-мәселе туралы | Серікова Айгүл Маратқызы | баяндады | қолдады | {place}-шешім қабылдансын | 4 | 0\n"
    for place in range(1, 6)
)
ATTENDANCE = """
    person                      | protocol_no | date       | mark    | reason
    Оспанова Дана Ерланқызы     | 3           | 2025-10-09 | present |
    Жақыпов Нұрлан Серікұлы     | 3           | 2025-10-09 | present |
    Төлегенова Әсел Қайратқызы  | 3           | 2025-10-09 | excused | ауырды
    Сейітова Гүлнар Асқарқызы   | 3           | 2025-10-09 | absent  |
"""
COUNCIL = """
    person                    | body | role
    Серікова Айгүл Маратқызы  | mc   | chair
    Байғалиев Ерлан Болатұлы  | mc   | secretary
    Жақыпов Нұрлан Серікұлы   | mc   | member
"""
COUNCIL_AGENDA = """
    body | protocol_no | protocol_date | item_no | question               | speaker                  | decision_text
    mc   | 5           | 2026-05-28    | 1       | ОТМ есебі туралы       | Серікова Айгүл Маратқызы | Есеп қабылдансын
"""


def college(*, quality: bool = False) -> College:
    """Requisites of an invented college."""
    plain = College()
    return plain.model_copy(update={
        "college": plain.college.model_copy(update={
            "name": Text(kk="«Көкмұнай медициналық колледжі» КМҚК"), "city": Text(kk="Көкмұнай"),
            "name_genitive": Text(kk="«Көкмұнай медициналық колледжі» КМҚК"),
        }),
        "qms": plain.qms.model_copy(update={"show": quality, "code": "СМЖ ПК 01", "edition": "1", "copy_no": "1"}),
    })


def specs(*, quality: bool = False) -> Specs:
    """What the package declares, with the invented college."""
    return replace(year_builder.our_specs(), college=college(quality=quality))


def year(*, declared: Specs | None = None, span: str = "year", **registers: str) -> AcademicYear:
    """The drawn registers, with staff and composition unless they are given."""
    drawn: dict[str, Any] = {"staff": STAFF, "otm_composition": COMPOSITION, **registers}
    return year_builder.year(specs=declared or specs(), span=span, today="2026-06-25", **drawn)


def counted(built: AcademicYear, declared: Specs) -> Report:
    """The year, counted and judged."""
    rules.prepare(declared)
    figures, listings = analysis.all_figures(built, declared)
    results = rules.judge(built, figures, declared)
    verdicts, table = rules.compliance(results, declared)
    return Report(built, {**figures, **verdicts}, {**listings, table.id: table}, results)


def paper(kind: str, key: str, made: Report, declared: Specs) -> Paper:
    """One paper before it is Word."""
    return kinds()[kind].make(made, declared, key, "kk")


def filled(made: Paper) -> bytes:
    """The paper as Word."""
    template = TEMPLATES / f"{made.kind}.kk.docx"
    return render(template.read_bytes(), made.context, lang="kk", where=template.name)


# ── looking into a .docx ────────────────────────────────────────────────────────────────────────────────────────────


def parts(data: bytes) -> Mapping[str, str]:
    """The XML parts of a .docx."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def root(data: bytes, part: str = "word/document.xml") -> ET.Element:
    """The root of a part."""
    return ET.fromstring(parts(data)[part])


def words(element: ET.Element) -> str:
    """The text of an element."""
    return "".join(piece.text or "" for piece in element.iter(f"{W}t"))


def paragraphs(data: bytes) -> list[str]:
    """The text of every paragraph, those in tables too."""
    return [words(one) for one in root(data).iter(f"{W}p")]


def tables(data: bytes) -> list[list[list[str]]]:
    """The texts of every table, by row and cell."""
    return [
        [[words(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        for table in root(data).iter(f"{W}tbl")
    ]


def numbers(text: str) -> list[str]:
    """The numbers written in a text, as written."""
    return re.findall(r"(?<![\w.])[–+]?\d[\d\u00a0]*(?:,\d+)?(?![\w.])", text)
