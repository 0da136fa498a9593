"""Шешімдердің орындалуы: every decision of the year with its term and mark, on a page that lies on its side (domain 3.13, M04)."""

from __future__ import annotations

from house_style import document, p
from shared_blocks import GAP_AFTER, facts, header, listed, signed_by
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say("ШЕШІМДЕРДІҢ ОРЫНДАЛУЫН БАҚЫЛАУ", "КОНТРОЛЬ ИСПОЛНЕНИЯ РЕШЕНИЙ"), style="Title")
        + p(say("{{ otm.short_name }} отырыстары мен {{ council.name_genitive }} {{ year.period }} шешімдері",
                "решения заседаний {{ otm.short_name }} и {{ council.name_genitive }} {{ year.period }}"), style="Centred", more=GAP_AFTER)
        + facts(say, ("Қабылданған шешімдер", "Принято решений", "decisions.total"), ("орындалғаны белгіленген", "с отметкой об исполнении", "decisions.executed"),
                ("мерзімі өткен, белгі қойылмаған", "срок прошёл, отметки нет", "decisions.unmarked"), ("мерзімі келмеген", "срок не наступил", "decisions.ahead"),
                ("тұрақты немесе мерзімі көрсетілмеген", "постоянно или без срока", "decisions.open"))
        + p(say("Белгінің жоқтығы шешім орындалмады дегенді білдірмейді. Жағдай {{ year.today }} күнгі.",
                "Отсутствие отметки не означает, что решение не исполнено. Состояние на {{ year.today }}."), style="Note")
        + listed(say, "tables.decisions_list", say("Шешімдер", "Решения"), (
            ("№", "№", "row_no", 7, C), ("Қабылдаған орган", "Кем принято", "body", 33.5, L), ("Хаттама №", "Протокол №", "protocol", 18.5, C),
            ("Хаттама күні", "Дата протокола", "date", 20, C), ("Шешім", "Решение", "decision", 60, L), ("Жауапты", "Ответственный", "responsible", 29, L),
            ("Мерзімі", "Срок", "due", 28, L), ("Орындалуы туралы жазба", "Запись об исполнении", "execution", 25, L), ("Жай-күйі", "Состояние", "state", 30, L)), signed=True)
        + signed_by("methodist")
    )
    return document(body, header=header(say, say("Шешімдерді бақылау", "Контроль решений")), lang=say.lang, wide=True)
