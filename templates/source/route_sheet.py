"""Бекіту парағы: a methodical product, the steps its clause asks for, where it stands (domain 3.13; O10–O13)."""

from __future__ import annotations

from house_style import document, p, table, when
from shared_blocks import GAP_AFTER, GAP_BEFORE, columns, header, said, signed_by
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    titles = say(("Әдістемелік өнімді", "БЕКІТУ ПАРАҒЫ"), ("ЛИСТ УТВЕРЖДЕНИЯ", "методической продукции"))
    styles = say(("Centred", "Title"), ("Title", "Centred"))
    steps = columns(
        say, ("№", "№", "row_no", 8, C), ("Қадам", "Шаг", "step", 44, L), ("Кім", "Кто", "who", 39, L), ("Хаттама №", "Протокол №", "protocol", 28, C),
        ("Күні", "Дата", "day", 30, C), ("Жай-күйі", "Состояние", "state", 27, L), ("Қолы", "Подпись", "", 24, C))
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + "".join(p(line, style=style) for line, style in zip(titles, styles, strict=True))
        + p(style="HeaderGap")
        + said(say("Атауы", "Название"), "{{ product.title }}") + said(say("Түрі", "Вид"), "{{ product.kind }}")
        + said(say("Авторлары", "Авторы"), "{{ product.authors }}")
        + when("product.specialty", said(say("Мамандығы", "Специальность"), "{{ product.specialty }}"))
        + when("product.reviewers", said(say("Пікір берушілер", "Рецензенты"), "{{ product.reviewers }}"))
        + when("stands.point", said(say("Бекіту тәртібінің негізі", "Порядок утверждения"), "{{ stands.point }}"))
        + p(say("Қарау және бекіту қадамдары", "Шаги рассмотрения и утверждения"), style="Heading2") + table("steps", steps, size="Small", followed="true", tall=460)
        + said(say("Қай кезеңде", "Этап"), "{{ stands.state }}{% if stands.day %}, {{ stands.day }}{% endif %}", more=GAP_BEFORE)
        + when("stands.next", said(say("Келесі қадам", "Следующий шаг"),
                                   say("{{ stands.next }}{% if stands.who %}; жауапты: {{ stands.who }}{% endif %}",
                                       "{{ stands.next }}{% if stands.who %}; ответственный: {{ stands.who }}{% endif %}")))
        + when("stands.lacks", said(say("Журналда жазылмаған", "Не записано в журнале"), "{{ stands.lacks }}"))
        + when("stands.wrong", said(say("Реті бұзылған күндер", "Даты не по порядку"), "{{ stands.wrong }}"))
        + said(say("Қорытынды", "Итог"), "{{ stands.verdict }}")
        + p(say("Жағдай {{ year.today }} күнгі.", "Состояние на {{ year.today }}."), style="Note")
        + signed_by("methodist")
    )
    return document(body, header=header(say, say("Бекіту парағы", "Лист утверждения")), lang=say.lang)
