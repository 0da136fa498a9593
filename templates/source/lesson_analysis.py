"""Сабақты бірлесіп талдау парағы: facts of the lesson, what is looked at, room to write, who was there (domain 3.13, K08)."""

from __future__ import annotations

from house_style import cell, document, grid, p, row, share_out, table, when
from shared_blocks import GAP_AFTER, GAP_BEFORE, columns, header, said, signatures
from wording import Say

L, C = "left", "center"
#: What colleagues look at: a local custom, in our own words; a college changes it in its own template.
ASPECTS = (
    ("Сабақтың мақсаты мен күтілетін нәтижесі", "Цель урока и ожидаемые результаты"),
    ("Мазмұнның оқу бағдарламасына сәйкестігі", "Соответствие содержания учебной программе"),
    ("Оқыту әдістері мен технологиялары", "Методы и технологии обучения"),
    ("Білім алушылардың белсенділігі және өзара әрекеті", "Активность и взаимодействие обучающихся"),
    ("Бағалау және кері байланыс", "Оценивание и обратная связь"),
    ("Сабақ уақытының пайдаланылуы", "Использование времени урока"),
    ("Мақсатқа жету, сабақтың нәтижесі", "Достижение цели, результат урока"),
)


def draw(say: Say) -> bytes:
    visitors = columns(say, ("№", "№", "row_no", 8, C), ("Аты-жөні", "Фамилия, имя, отчество", "person", 70, L), ("Қолы", "Подпись", "", 30, C))
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say("САБАҚТЫ БІРЛЕСІП ТАЛДАУ ПАРАҒЫ", "ЛИСТ СОВМЕСТНОГО АНАЛИЗА УРОКА"), style="Title")
        + said(say("Педагог", "Педагог"), "{{ teacher.full }}{% if teacher.position %}, {{ teacher.position }}{% endif %}")
        + said(say("Түрі", "Вид"), "[[kind]]")
        + said(say("Күні", "Дата"), "{{ date }}{% if pair %}, {{ pair }}{% endif %}",
               say("{% if room %}; аудитория: {{ room }}{% endif %}", "{% if room %}; аудитория: {{ room }}{% endif %}"))
        + said(say("Пәні, тобы", "Предмет, группа"), "[[subject]], [[group]]",
               say("{% if course %}, курсы: {{ course }}{% endif %}", "{% if course %}, курс: {{ course }}{% endif %}"))
        + said(say("Тақырыбы", "Тема"), "[[topic]]")
        + when("technology", said(say("Қолданылған технология", "Технология"), "{{ technology }}"))
        + p(say("Талдау бағыттары", "Что анализировалось"), style="Heading2") + _aspects(say)
        + p(say("Ұсыныстар", "Рекомендации"), style="Heading2")
        + when("recommendation", p("{{ recommendation }}"), otherwise=[room_to_write()])
        + when("mark", said(say("Сабақтың бағасы", "Оценка урока"), "{{ mark }}", more=GAP_BEFORE), otherwise=[
            said(say("Сабақтың бағасы", "Оценка урока"), "______________", more=GAP_BEFORE)])
        + when("visitors_n", said(say("Қатысқандар саны", "Присутствовало"), "{{ visitors_n }}"))
        + when("visitors", p(say("Сабаққа қатысқандар", "Присутствовали на уроке"), style="Heading2"), table("visitors", visitors, followed="true", tall=400))
        + signatures((say("Талдауды жүргізген", "Анализ провёл"), ""), (say("Сабақ берген педагог", "Педагог, проводивший урок"), "teacher.signed"))
    )
    return document(body, header=header(say, say("Талдау парағы", "Лист анализа")), lang=say.lang)


def _aspects(say: Say) -> str:
    """What is looked at, with room for what was seen and for a mark."""
    widths = share_out((8, 62, 70, 24))
    headings = say(("№", "Бағыты", "Не байқалды", "Бағасы"), ("№", "Направление", "Что отмечено", "Оценка"))
    top = row(*(cell(p(text, style="TableHead"), width, middle=True) for text, width in zip(headings, widths, strict=True)), header=True)
    lines = [
        row(*(cell(p(text, style="TableText", align=C if place == 0 else ""), width)
              for place, (text, width) in enumerate(zip((str(number), say(*aspect), "", ""), widths, strict=True))), height=500)
        for number, aspect in enumerate(ASPECTS, 1)
    ]
    return grid(widths, top, *lines)


def room_to_write(height: int = 1400) -> str:
    """An empty frame to write in by hand."""
    widths = share_out((100,))
    return grid(widths, row(cell(p(style="TableText"), widths[0]), height=height))
