"""Хаттама of an ОТМ session (domain 3.1; K07, K15-5), with the attendance annex on its own page."""

from __future__ import annotations

from house_style import NBSP, document, p, table, when
from shared_blocks import agenda, annex, columns, date_number_city, header, items, presiding, said, signatures
from wording import Say


def draw(say: Say) -> bytes:
    excused = say("дәлелді себеппен", "по уважительной причине отсутствовало")
    enclosed = say("Қатысу парағы қоса беріледі.", "Явочный лист прилагается.")
    counted = (
        f"{{% if present.excused %}}, {excused} –{NBSP}{{{{ present.excused }}}}{{% endif %}}"
        "{% if present.source %} ({{ present.source }}){% endif %}."
        f"{{% if annex.shown %}} {enclosed}{{% endif %}}"
    )
    on_list = columns(
        say, ("№", "№", "row_no", 8, "center"), ("Аты-жөні", "Фамилия, имя, отчество", "person", 44, "left"),
        ("Лауазымы, санаты", "Должность, категория", "position", 46, "left"),
    )
    marked = columns(say, ("Қатысуы", "Присутствие", "mark", 26, "center"))
    to_sign = columns(say, ("Қолы", "Подпись", "", 26, "center"))
    sheet = annex(
        say, "",
        say(f"ОТМ отырысының [[dated]] №{NBSP}[[no]] хаттамасына", f"к протоколу заседания ШПО [[dated]] №{NBSP}[[no]]"),
        say("ҚАТЫСУ ПАРАҒЫ", "ЯВОЧНЫЙ ЛИСТ"),
        when("annex.marked", table("annex.rows", [*on_list, *marked]), otherwise=[table("annex.rows", [*on_list, *to_sign])]),
    )
    body = (
        p("[[college.name]]", style="Centred") + p("«{{ otm.name }}»", style="Centred")
        + p(say("ОТЫРЫС ХАТТАМАСЫ", "ПРОТОКОЛ ЗАСЕДАНИЯ"), style="Title") + date_number_city(say)
        + when("title", said(say("Отырыс тақырыбы", "Тема заседания"), "{{ title }}"))
        + when("form", said(say("Өткізу нысаны", "Форма проведения"), "{{ form }}"))
        + presiding(say, ("Төраға (жетекші)", "Председатель (руководитель)"), counted)
        + agenda(say) + items(say)
        + signatures((say("Төраға", "Председатель"), "chair.name"), (say("Хатшы", "Секретарь"), "secretary.name"))
        + when("annex.shown", sheet)
    )
    return document(body, header=header(say, say("Хаттама", "Протокол")), lang=say.lang)
