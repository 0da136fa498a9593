"""Тыңдаушы есебі: the cover of a portfolio, its contents, and the creative report (seed 000 §5, K14)."""

from __future__ import annotations

from house_style import NBSP, NEW_PAGE, document, p, run, table, when
from shared_blocks import GAP_AFTER, GAP_BEFORE, columns, header, said, signatures, signed_by
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    body = _cover(say) + _contents(say) + _report(say)
    return document(body, header=header(say, say("Тыңдаушы есебі", "Отчёт слушателя")), lang=say.lang)


def _cover(say: Say) -> str:
    far, foot = (f'<w:spacing w:before="{gap}" w:after="0"/>' for gap in (2800, 4200))
    return (
        p("[[college.name]]", style="Centred")
        + p(say("ПОРТФОЛИО", "ПОРТФОЛИО"), style="Title", more=far)
        + p(say("«{{ otm.name_genitive }}» тыңдаушысы", "слушателя {{ otm.name_genitive }}"), style="Centred", more=GAP_AFTER)
        + p(run("{{ listener.full }}", bold=True), style="Centred")
        + when("listener.position", p("{{ listener.position }}", style="Centred"))
        + said(say("Тақырыбы", "Тема"), "[[topic]]", more='<w:spacing w:before="1200" w:after="0"/>')
        + when("commission", said(say("Комиссиясы", "Комиссия"), "{{ commission }}"))
        + when("ground", said(say("Қабылдану негізі", "Основание приёма"), "{{ ground }}"))
        + when("mentor.full", said(say("Тәлімгері", "Наставник"), "{{ mentor.full }}"))
        + p(say("[[college.city]], {{ year.label }} оқу жылы", "[[college.city]], {{ year.label }} учебный год"), style="Centred", more=foot)
    )


def _contents(say: Say) -> str:
    made = columns(say, ("№", "№", "row_no", 10, C), ("Материал", "Материал", "name", 100, L), ("Бет", "Страница", "", 24, C),
                   ("Ескерту", "Примечание", "", 40, L))
    return (
        p(say("ПОРТФОЛИОНЫҢ МАЗМҰНЫ", "СОДЕРЖАНИЕ ПОРТФОЛИО"), style="Title", more=NEW_PAGE) + table("contents", made)
        + when("filed", p("{{ filed }}", style="Flush", align=L, more=GAP_BEFORE.replace("<w:keepNext/>", "")))
    )


def _report(say: Say) -> str:
    done = columns(
        say, ("№", "№", "row_no", 7, C), ("Күні", "Дата", "date", 22, C), ("Түрі", "Вид", "kind", 30, L),
        ("Атауы", "Название", "title", 72, L), ("Деңгейі, нәтижесі", "Уровень, результат", "mark", 34, L),
    )
    attended = say(f"Қатысу парағындағы отырыстар мен іс-шаралар{NBSP}–{NBSP}{{{{ attendance.held }}}}, белгі қойылғаны{NBSP}–{NBSP}{{{{ attendance.marked }}}}, "
                   f"қатысқаны{NBSP}–{NBSP}{{{{ attendance.present }}}}.",
                   f"Заседаний и мероприятий в листе посещаемости{NBSP}–{NBSP}{{{{ attendance.held }}}}, отмечено{NBSP}–{NBSP}{{{{ attendance.marked }}}}, "
                   f"присутствовал(а){NBSP}–{NBSP}{{{{ attendance.present }}}}.")
    title = say(("{{ year.label }} оқу жылындағы", "ШЫҒАРМАШЫЛЫҚ ЕСЕП"), ("ТВОРЧЕСКИЙ ОТЧЁТ", "за {{ year.label }} учебный год"))
    styles = say(("Centred", "Title"), ("Title", "Centred"))
    none = p(say("Журналдарда жазба жоқ.", "В журналах записей нет."), align=L)
    return (
        p(title[0], style=styles[0], more=NEW_PAGE) + p(title[1], style=styles[1])
        + p("{{ listener.full }}{% if listener.position %}, {{ listener.position }}{% endif %}", style="Centred", more=GAP_AFTER)
        + p(say("1. Отырыстар мен іс-шараларға қатысу", "1. Участие в заседаниях и мероприятиях"), style="Heading1")
        + when("attendance.known", p(attended, align=L), otherwise=[none])
        + p(say("2. Оқу жылында атқарылған жұмыс", "2. Работа за учебный год"), style="Heading1")
        + when("numbers", p(say("Журналдар бойынша: {{ numbers }}.", "По журналам: {{ numbers }}."), align=L, more='<w:spacing w:before="0" w:after="120"/>'))
        + when("works", table("works", done, size="Small"), otherwise=[none])
        + p(say("3. Алған білім мен ұсыныстарды сабақта қолдану", "3. Применение полученных знаний и рекомендаций на занятиях"), style="Heading1")
        + p("[[applied]]", align=L)
        + p(say("4. Өзіндік талдау", "4. Самоанализ"), style="Heading1") + p("[[reflection]]", align=L)
        + p(say("5. Келесі оқу жылының міндеттері", "5. Задачи на следующий учебный год"), style="Heading1") + p("[[next_tasks]]", align=L)
        + signatures((say("Тыңдаушы", "Слушатель"), "listener.signed"))
        + when("mentor.full", signatures((say("Тәлімгер", "Наставник"), "mentor.signed")))
        + signed_by("otm_leader")
    )
