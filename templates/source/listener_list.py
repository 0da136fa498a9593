"""Тізім: the listeners of the ОТМ, on a page that lies on its side (domain 3.7, K15-4)."""

from __future__ import annotations

from house_style import NBSP, document, p, table, when
from shared_blocks import GAP_AFTER, columns, header, signed_by
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    made = columns(
        say, ("№", "№", "row_no", 7, C), ("Аты-жөні", "Фамилия, имя, отчество", "person", 42, L), ("Лауазымы", "Должность", "position", 33, L),
        ("Санаты", "Категория", "category", 31, L), ("Пед. өтілі, жыл", "Пед. стаж, лет", "experience", 18, C),
        ("Қабылдану негізі", "Основание", "ground", 40, L), ("Тақырыбы", "Тема", "topic", 50, L), ("Тәлімгері", "Наставник", "mentor", 31, L),
    )
    body = (
        p("[[college.name]]", style="Centred")
        + p(say("«{{ otm.name_genitive }}» {{ year.label }} оқу жылындағы", "СПИСОК СЛУШАТЕЛЕЙ"), style=say("Centred", "Title"))
        + p(say("ТЫҢДАУШЫЛАР ТІЗІМІ", "{{ otm.name_genitive }} в {{ year.label }} учебном году"), style=say("Title", "Centred"), more=say("", GAP_AFTER))
        + p(say(f"Директордың [[order.dated]] №{NBSP}[[order.no]] бұйрығымен бекітілген",
                f"Утверждён приказом директора [[order.dated]] №{NBSP}[[order.no]]"), style="Centred", more=GAP_AFTER)
        + when("listeners.shown", table("listeners.rows", made, size="Small", followed="true"), otherwise=[p(say("Тыңдаушылар: {{ listeners.words }}.", "Слушатели: {{ listeners.words }}."))])
        + when("listeners.notes", p("{{ listeners.notes | join(' ') }}", style="Note"))
        + p(say(f"Барлығы –{NBSP}{{{{ figures['composition.listeners'] }}}}, оның ішінде жас мамандар –{NBSP}{{{{ figures['composition.ground.young'] }}}}.",
                f"Всего –{NBSP}{{{{ figures['composition.listeners'] }}}}, в том числе молодых специалистов –{NBSP}"
                "{{ figures['composition.ground.young'] }}."), style="Flush", more='<w:keepNext/><w:spacing w:before="120" w:after="0"/>')
        + signed_by("otm_leader")
    )
    return document(body, header=header(say, say("Тізім", "Список")), lang=say.lang, wide=True)
