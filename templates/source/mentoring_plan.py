"""Тәлімгерлік жоспары: one mentor and one mentee; the steps they agree on are written by hand (domain 3.13, K18)."""

from __future__ import annotations

from house_style import NBSP, cell, document, grid, p, row, share_out
from shared_blocks import GAP_AFTER, agreed, header, said, signatures
from wording import Say

STEPS = (
    ("Колледжішілік құжаттармен және журнал жүргізу талаптарымен таныстыру", "Знакомство с внутренними документами и требованиями к ведению журналов"),
    ("Сабақты жоспарлауға көмек көрсету", "Помощь в планировании урока"),
    ("Тәлім алушының сабақтарына қатысу және талдау", "Посещение и разбор уроков наставляемого"),
    ("Тәлімгердің сабақтарына қатысу", "Посещение уроков наставника"),
    ("Бағалау және кері байланыс бойынша кеңес беру", "Консультации по оцениванию и обратной связи"),
    ("Тақырып бойынша жұмыс", "Работа по теме"),
    ("Қорытынды және есеп", "Итоги и отчёт"),
)


def draw(say: Say) -> bytes:
    headings = say(("№", "Жұмыс бағыты", "Мазмұны", "Мерзімі", "Орындалуы"), ("№", "Направление работы", "Содержание", "Срок", "Выполнение"))
    widths = share_out((8, 56, 40, 26, 26))
    steps = [
        row(*(cell(p(text, style="TableText", align="center" if place == 0 else ""), width)
              for place, (text, width) in enumerate(zip((str(number), say(*step), "", "", ""), widths, strict=True))), height=560)
        for number, step in enumerate(STEPS, 1)
    ]
    top = row(*(cell(p(text, style="TableHead"), width, middle=True) for text, width in zip(headings, widths, strict=True)), header=True)
    body = (
        p("[[college.name]]", style="Centred")
        + p(say("ТӘЛІМГЕРЛІК ЖОСПАРЫ", "ПЛАН НАСТАВНИЧЕСТВА"), style="Title")
        + p(say("{{ year.label }} оқу жылы", "{{ year.label }} учебный год"), style="Centred", more='<w:spacing w:before="0" w:after="240"/>')
        + said(say("Тәлімгер", "Наставник"), "{{ mentor.full }}{% if mentor.position %}, {{ mentor.position }}{% endif %}")
        + said(say("Тәлім алушы", "Наставляемый"), "{{ mentee.full }}{% if mentee.position %}, {{ mentee.position }}{% endif %}")
        + said(say("Негізі", "Основание"), say(f"директордың [[order.dated]] №{NBSP}[[order.no]] бұйрығы", f"приказ директора [[order.dated]] №{NBSP}[[order.no]]"))
        + said(say("Кезеңі", "Период"), "[[period]]") + said(say("Тақырыбы", "Тема"), "[[topic]]", more=GAP_AFTER)
        + grid(widths, top, *steps)
        + signatures((say("Тәлімгер", "Наставник"), "mentor.signed"), (say("Тәлім алушы", "Наставляемый"), "mentee.signed")) + agreed(say, "deputy")
    )
    return document(body, header=header(say, say("Жоспар", "План")), lang=say.lang)
