"""Сабаққа қатысу парағы: one visit to a colleague's lesson, its review and two signatures (domain 3.13, K08)."""

from __future__ import annotations

from house_style import document, p, when
from lesson_analysis import room_to_write
from shared_blocks import GAP_AFTER, GAP_BEFORE, header, said, signatures
from wording import Say


def draw(say: Say) -> bytes:
    position = "{{{{ {0}.full }}}}{{% if {0}.position %}}, {{{{ {0}.position }}}}{{% endif %}}"
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say("ӨЗАРА САБАҚҚА ҚАТЫСУ ПАРАҒЫ", "ЛИСТ ВЗАИМОПОСЕЩЕНИЯ УРОКА"), style="Title")
        + said(say("Күні", "Дата"), "{{ date }}")
        + said(say("Қатысқан педагог", "Посетивший педагог"), position.format("visitor"))
        + said(say("Сабақ берген педагог", "Педагог, проводивший урок"), position.format("visited"))
        + said(say("Пәні, тобы", "Предмет, группа"), "[[subject]], [[group]]")
        + said(say("Сабақтың тақырыбы", "Тема урока"), "[[topic]]")
        + when("aim", said(say("Қатысу мақсаты", "Цель посещения"), "{{ aim }}"))
        + p(say("Сабақ барысында байқалғаны", "Наблюдения на уроке"), style="Heading2") + room_to_write(2600)
        + p(say("Пікір мен ұсыныстар", "Отзыв и рекомендации"), style="Heading2")
        + when("review", p("{{ review }}"), otherwise=[room_to_write()])
        + when("mark", said(say("Бағасы", "Оценка"), "{{ mark }}", more=GAP_BEFORE), otherwise=[
            said(say("Бағасы", "Оценка"), "______________", more=GAP_BEFORE)])
        + signatures((say("Қатысқан педагог", "Посетивший педагог"), "visitor.signed"), (say("Сабақ берген педагог (таныстым)", "Педагог, проводивший урок (ознакомлен)"), "visited.signed"))
    )
    return document(body, header=header(say, say("Қатысу парағы", "Лист посещения")), lang=say.lang)
