"""Жоспар: the ОТМ's plan of the year, by its sections, with a column to mark what is done (domain 3.6; K04, K06)."""

from __future__ import annotations

from house_style import document, p, table, when
from shared_blocks import approval, columns, header, numbered, signed_by
from wording import Say

L, C = "left", "center"
DOWN = '<w:keepNext/><w:spacing w:before="480" w:after="0"/>'


def draw(say: Say) -> bytes:
    made = columns(
        say, ("№", "№", "no", 7, C), ("Іс-шаралар", "Мероприятия", "activity", 37, L), ("Өткізу нысаны", "Форма", "form", 31, L),
        ("Мерзімі", "Срок", "due", 21, L), ("Жауапты", "Ответственный", "responsible", 30, L), ("Күтілетін нәтиже", "Ожидаемый результат", "expected", 27, L),
        ("Орындалуы", "Выполнение", "", 25, L),
    )
    body = (
        p("[[college.name]]", style="Centred", more='<w:spacing w:before="0" w:after="240"/>') + approval(say, protocol="plan")
        + p(say("«{{ otm.name_genitive }}»", "ПЛАН РАБОТЫ"), style="Title", more=DOWN)
        + p(say("{{ year.label }} оқу жылына арналған", "{{ otm.name_genitive }}"), style=say("Centred", "Title"))
        + p(say("ЖҰМЫС ЖОСПАРЫ", "на {{ year.label }} учебный год"), style=say("Title", "Centred"))
        + p(say("**Мақсаты:** [[purpose.aim]]", "**Цель:** [[purpose.aim]]"), more='<w:spacing w:before="240" w:after="0"/>')
        + p(say("**Міндеттері:**", "**Задачи:**"), more="<w:keepNext/>") + numbered("task", "purpose.tasks")
        + p(say("Іс-шаралар", "Мероприятия"), style="Heading2")
        + when("items", table("items", made, size="Small", sections=True, followed="true"), otherwise=[p("[[items_blank]]")])
        + signed_by("otm_leader")
    )
    return document(body, header=header(say, say("Жоспар", "План")), lang=say.lang)
