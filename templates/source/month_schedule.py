"""Айлық кесте: events, lessons and visits of a month, and what falls due in it (practice: monthly)."""

from __future__ import annotations

from house_style import document, p, table, when
from shared_blocks import GAP_AFTER, agreed, columns, header, signed_by
from wording import Say

L, C = "left", "center"
NO = ("№", "№", "row_no", 8, C)
DAY = ("Күні", "Дата", "date", 24, C)
WHO = ("Жауапты", "Ответственный", "responsible", 34, L)
TABLES = (
    ("events", "{} іс-шаралары", "Мероприятия {}", (NO, DAY, ("Нысаны", "Форма", "form", 32, L), ("Тақырыбы", "Тема", "title", 60, L),
     ("Баяндамашы", "Докладчик", "who", 34, L))),
    ("lessons", "Ашық сабақтар", "Открытые уроки", (NO, DAY, ("Педагог", "Педагог", "teacher", 34, L), ("Түрі", "Вид", "kind", 28, L),
     ("Пәні", "Предмет", "subject", 30, L), ("Тобы", "Группа", "group", 17, C), ("Тақырыбы", "Тема", "topic", 50, L))),
    ("visits", "Өзара сабаққа қатысу", "Взаимопосещение уроков", (NO, DAY, ("Қатысатын педагог", "Посещающий", "visitor", 38, L),
     ("Сабақ беретін педагог", "У кого", "visited", 38, L), ("Пәні", "Предмет", "subject", 40, L), ("Тобы", "Группа", "group", 20, C))),
    ("plan", "Мерзімі осы айда аяқталатын жоспар тармақтары", "Пункты плана со сроком в этом месяце", (NO, ("Іс-шара", "Мероприятие", "activity", 70, L),
     ("Мерзімі", "Срок", "due", 26, L), WHO, ("Белгісі", "Отметка", "status", 30, L))),
    ("decisions", "Мерзімі осы айда аяқталатын шешімдер", "Решения со сроком в этом месяце", (NO, ("Хаттама №", "Протокол №", "protocol", 24, C),
     ("Хаттама күні", "Дата протокола", "date", 24, C), ("Шешім", "Решение", "decision", 62, L), WHO, ("Мерзімі", "Срок", "due", 28, L))),
    ("categories", "Санатының мерзімі осы айда аяқталатын педагогтер", "Педагоги, у которых срок категории истекает в этом месяце",
     (NO, ("Аты-жөні", "Фамилия, имя, отчество", "person", 60, L), ("Санаты", "Категория", "category", 50, L), DAY)),
)


def draw(say: Say) -> bytes:
    tables = "".join(
        when(f"{name}.shown", p(say(kk, ru).format("{{ otm.short_name }}"), style="Heading2"), table(f"{name}.rows", columns(say, *made), size="Small"))
        for name, kk, ru, made in TABLES
    )
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say("ӘДІСТЕМЕЛІК ЖҰМЫС КЕСТЕСІ", "ГРАФИК МЕТОДИЧЕСКОЙ РАБОТЫ"), style="Title") + p("{{ month }}", style="Centred", more=GAP_AFTER)
        + tables + signed_by("methodist") + agreed(say, "deputy")
    )
    return document(body, header=header(say, say("Кесте", "График")), lang=say.lang)
