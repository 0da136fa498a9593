"""Келесі жыл жоспарының жобасы: what this year leaves to the next one, each item with where it comes from (K04, K06)."""

from __future__ import annotations

from house_style import document, p, table, when
from shared_blocks import GAP_AFTER, columns, header, numbered, signed_by
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    term = ("Жаңа мерзімі", "Новый срок", "", 22, L)
    unfinished = columns(say, ("№", "№", "row_no", 8, C), ("Іс-шара", "Мероприятие", "activity", 52, L), ("Бастапқы мерзімі", "Прежний срок", "due", 24, L),
                         ("Осы жылғы белгі", "Отметка этого года", "status", 28, L), ("Жауапты", "Ответственный", "responsible", 33, L), term)
    decisions = columns(say, ("№", "№", "row_no", 8, C), ("Шешім", "Решение", "decision", 46, L), ("Хаттама", "Протокол", "whose", 34, L),
                        ("Хаттама күні", "Дата протокола", "date", 23.5, C), ("Бастапқы мерзімі", "Прежний срок", "due", 31, L), ("Жауапты", "Ответственный", "responsible", 33, L), term)
    clauses = columns(say, ("№", "№", "row_no", 8, C), ("Ереже талабы", "Требование положения", "text", 56, L), ("Тармағы", "Пункт", "clause", 24, C),
                      ("Себебі", "Причина", "reason", 52, L), term)
    nothing = p(say("Мұндай тармақ жоқ.", "Таких пунктов нет."))
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say("ЖОБА", "ПРОЕКТ"), style="Flush", align="right")
        + p(say("«{{ otm.name_genitive }}»", "ПЛАН РАБОТЫ"), style="Title")
        + p(say("{{ year.next }} оқу жылына арналған", "{{ otm.name_genitive }} на {{ year.next }} учебный год"), style="Centred")
        + (p("ЖҰМЫС ЖОСПАРЫ", style="Title") if say.lang == "kk" else "")
        + p(say("Жоба {{ year.label }} оқу жылының журналдары негізінде дайындалды: {{ year.label }} оқу жылының жоспарында {{ figures['plan.items'] }} тармақ болды, "
                "оның {{ figures['plan.status.done'] }} тармағы орындалды. Жаңа мерзімдер қарау кезінде қойылады.",
                "Проект подготовлен по журналам {{ year.label }} учебного года: пунктов в плане {{ year.label }} учебного года – {{ figures['plan.items'] }}, "
                "выполнено – {{ figures['plan.status.done'] }}. Новые сроки ставятся при рассмотрении."), more='<w:spacing w:before="240" w:after="0"/>')
        + p(say("**Мақсаты:** [[purpose.aim]]", "**Цель:** [[purpose.aim]]"))
        + p(say("**Міндеттері:**", "**Задачи:**"), more="<w:keepNext/>") + numbered("task", "purpose.tasks")
        + p(say("1. Ағымдағы жоспардан ауысатын тармақтар", "1. Пункты, переходящие из текущего плана"), style="Heading1")
        + when("tables.plan_unfulfilled.shown", table("tables.plan_unfulfilled.rows", unfinished, size="Small"), otherwise=[nothing])
        + p(say("2. Орындалу белгісі қойылмаған шешімдер", "2. Решения без отметки об исполнении"), style="Heading1")
        + when("decisions.shown", table("decisions.rows", decisions, size="Small"), otherwise=[nothing])
        + p(say("3. Ереженің толық орындалмаған талаптары", "3. Требования положения, выполненные не полностью"), style="Heading1")
        + when("clauses", table("clauses", clauses, size="Small", followed="true"), otherwise=[nothing])
        + signed_by("otm_leader")
    )
    return document(body, header=header(say, say("Жоспар жобасы", "Проект плана")), lang=say.lang)
