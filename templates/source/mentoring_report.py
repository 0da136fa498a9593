"""Тәлімгерлік туралы жылдық есеп: pairs, meetings, lessons, reports (domain 3.13, K18)."""

from __future__ import annotations

from house_style import document, p
from shared_blocks import GAP_AFTER, agreed, facts, header, listed, numbered, signed_by
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER) + p(say("ЕСЕП", "ОТЧЁТ"), style="Title")
        + p(say("{{ year.period }} тәлімгерлік жұмыс туралы", "о наставничестве {{ year.period }}"), style="Centred", more=GAP_AFTER)
        + facts(say, ("Тәлімгерлік жұптар", "Наставнических пар", "mentoring.pairs"), ("тәлімгерлер", "наставников", "mentoring.mentors"),
                ("тәлім алушылар", "наставляемых", "mentoring.mentees"))
        + facts(say, ("Өткізілген кездесулер", "Проведено встреч", "mentoring.meetings"), ("қатысылған сабақтар", "посещено уроков", "mentoring.lessons_visited"),
                ("тапсырылған есептер", "сдано отчётов", "mentoring.reports"))
        + facts(say, ("Колледждегі жас мамандар", "Молодых специалистов в колледже", "mentoring.young.total"),
                ("{{ year.snapshot }} күні жұмыс істейтіні", "из них работают на {{ year.snapshot }}", "mentoring.young.retained"))
        + listed(say, "tables.mentoring_pairs", say("Тәлімгерлік жұптары", "Наставнические пары"), (
            ("№", "№", "row_no", 8, C), ("Тәлімгер", "Наставник", "mentor", 29, L), ("Тәлім алушы", "Наставляемый", "mentee", 32, L),
            ("Жоспар, %", "План, %", "plan_done", 18, C), ("Кездесу", "Встречи", "meetings", 18, C), ("Сабақ", "Уроки", "lessons", 15, C),
            ("Нәтижесі", "Результат", "result", 36, L), ("Есеп берілген күні", "Дата отчёта", "report", 22, C)))
        + p(say("Қорытынды мен ұсыныстар", "Выводы и предложения"), style="Heading2") + numbered("proposal", "proposals", signed=True)
        + signed_by("methodist") + agreed(say, "deputy")
    )
    return document(body, header=header(say, say("Есеп", "Отчёт")), lang=say.lang)
