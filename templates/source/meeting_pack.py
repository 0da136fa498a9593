"""Отырысқа дайындық: announcement, agenda and blank sign-in sheet, each on its page (practice: three days before a session)."""

from __future__ import annotations

from house_style import NEW_PAGE, document, p
from shared_blocks import GAP_AFTER, agenda, header, place, said, sheet, signed_by
from wording import Say


def draw(say: Say) -> bytes:
    about = (
        said(say("Күні", "Дата"), "[[date]]") + said(say("Уақыты", "Время"), "[[time]]") + said(say("Өтетін орны", "Место"), "[[place]]")
        + said(say("Өткізу нысаны", "Форма проведения"), "{{ form }}") + said(say("Тақырыбы", "Тема"), "[[title]]")
    )
    top = p("[[college.name]]", style="Centred") + p("«{{ otm.name }}»", style="Centred", more=GAP_AFTER)
    body = (
        top + p(say("ХАБАРЛАНДЫРУ", "ОБЪЯВЛЕНИЕ"), style="Title") + about
        + p(say("Отырысқа тыңдаушылар мен шақырылғандардың қатысуы сұралады.", "Просим слушателей и приглашённых принять участие."),
            more='<w:spacing w:before="240" w:after="240"/>')
        + signed_by("otm_leader")
        + p("[[college.name]]", style="Centred", more=NEW_PAGE) + p(place(say), style="Centred", more=GAP_AFTER)
        + p(say("«{{ otm.name_genitive }}» отырысы", "Заседание {{ otm.name_genitive }}"), style="Title")
        + said(say("Күні", "Дата"), "[[date]]") + agenda(say)
        + signed_by("otm_leader")
        + p("[[college.name]]", style="Centred", more=NEW_PAGE) + p("«{{ otm.name }}»", style="Centred") + sheet(say)
        + signed_by("otm_secretary")
    )
    return document(body, header=header(say, say("Отырыс құжаттары", "Материалы к заседанию")), lang=say.lang)
