"""Деректерді растау парағы: numbers taken from a department's registers, each to be confirmed or corrected by its head (O04, local custom)."""

from __future__ import annotations

from house_style import document, p, when
from shared_blocks import GAP_AFTER, GAP_BEFORE, by_hand, header, listed, post_of, signatures
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    ask = say(
        "Төмендегі сандар комиссия журналдарынан алынды және {{ year.period }} талдауға осы күйінде енеді. Әр санды журналмен салыстырып, дұрыс болса, "
        "«Дұрыс» бағанына белгі қойыңыз; қате болса, дұрысын жазыңыз және журналды түзетіңіз. Қол қойылған парақ әдістемелік кеңес отырысына дейін әдіскерге тапсырылады.",
        "Приведённые числа взяты из журналов комиссии и войдут в анализ {{ year.period }} в таком виде. Сверьте каждое число с журналом: если оно верно, отметьте это "
        "в столбце «Верно»; если нет, запишите верное число и исправьте журнал. Подписанный лист сдаётся методисту до заседания методического совета.",
    )
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say("ДЕРЕКТЕРДІ РАСТАУ ПАРАҒЫ", "ЛИСТ ПОДТВЕРЖДЕНИЯ ДАННЫХ"), style="Title")
        + p("{{ department }}", style="Centred") + p(say("{{ year.label }} оқу жылы", "{{ year.label }} учебный год"), style="Centred", more=GAP_AFTER)
        + p(ask)
        + listed(say, "numbers", say("Комиссия журналдарынан алынған сандар", "Числа, взятые из журналов комиссии"), (
            ("№", "№", "row_no", 8, C), ("Көрсеткіш", "Показатель", "name", 62, L), ("Саны", "Число", "n", 15, C), ("Қайдан алынды", "Откуда взято", "source", 52, L),
            ("Дұрыс", "Верно", "", 17, C), ("Дұрыс саны", "Верное число", "", 20, C)))
        + when("left.shown", listed(say, "left", say("Осы сандарға кірмеген жолдар", "Строки, которые в эти числа не вошли"), (
            ("№", "№", "row_no", 8, C), ("Журнал", "Журнал", "register", 42, L), ("Орны", "Место", "place", 62, L), ("Себебі", "Причина", "reason", 62, L))))
        + p(say("Сандарды тексердім: ____ сан дұрыс, ____ сан түзетілді.", "Числа проверены: верных – ____, исправленных – ____."), style="Flush", more=GAP_BEFORE)
        + signatures((say("Комиссия төрағасы", "Председатель комиссии"), "head"), by_hand(say), say("Парақты қабылдадым:", "Лист принят:"),
                     post_of("methodist"), by_hand(say))
    )
    return document(body, header=header(say, say("Растау парағы", "Лист подтверждения")), lang=say.lang)
