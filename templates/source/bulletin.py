"""Әдістемелік бюллетень: rubrics of what the months held (domain 3.9; M03, M07)."""

from __future__ import annotations

from house_style import NBSP, document, p, table, when
from shared_blocks import GAP_AFTER, columns, header, said, signed_by
from wording import Say

L, C = "left", "center"
NO = ("№", "№", "row_no", 7, C)


def draw(say: Say) -> bytes:
    copies = say(f"{{{{ copies }}}}{NBSP}дана", f"{{{{ copies }}}}{NBSP}экз.")
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say(f"ӘДІСТЕМЕЛІК БЮЛЛЕТЕНЬ №{NBSP}[[no]]", f"МЕТОДИЧЕСКИЙ БЮЛЛЕТЕНЬ №{NBSP}[[no]]"), style="Title")
        + p("{{ title }}", style="Centred") + p("[[date]]", style="Centred", more=GAP_AFTER)
        + when("covered", p(say("Қамтитын мерзімі: {{ covered }}.", "Охватывает период: {{ covered }}."), style="Flush"))
        + _rubric(say, "news", ("Жаңалықтар", "Новости"), ("Күні", "Дата", "date", 20, C), ("Нысаны", "Форма", "form", 30, L),
                  ("Тақырыбы", "Тема", "title", 56, L), ("Баяндамашы", "Докладчик", "who", 34, L))
        + _rubric(say, "lessons", ("Ашық сабақтар", "Открытые уроки"), ("Күні", "Дата", "date", 20, C), ("Түрі", "Вид", "form", 30, L),
                  ("Тақырыбы, пәні", "Тема, дисциплина", "title", 56, L), ("Педагог", "Педагог", "who", 34, L))
        + _rubric(say, "methods", ("Әдістеме", "Методика"), ("Түрі", "Вид", "kind", 30, L), ("Атауы", "Название", "title", 50, L),
                  ("Авторлары", "Авторы", "who", 34, L), ("Шыққан жері", "Где вышло", "where", 38, L))
        + _rubric(say, "practices", ("Озат тәжірибе", "Передовой опыт"), ("Тақырыбы", "Тема", "title", 60, L), ("Авторлары", "Авторы", "who", 40, L),
                  ("Таратуға ұсынылған деңгейі", "Рекомендованный уровень", "level", 40, L))
        + _rubric(say, "prizes", ("Құттықтаймыз!", "Поздравляем!"), ("Кім", "Кто", "who", 48, L), ("Байқау", "Конкурс", "title", 44, L),
                  ("Деңгейі", "Уровень", "level", 34, L), ("Нәтижесі", "Результат", "result", 24, L))
        + when("contents", p("[[contents]]", style="Flush"))
        + when("responsible", said(say("Жауапты", "Ответственный"), "{{ responsible }}", more='<w:keepNext/><w:spacing w:before="240" w:after="0"/>'))
        + when("copies", said(say("Таралымы", "Тираж"), copies, more="<w:keepNext/>"))
        + signed_by("methodist")
    )
    return document(body, header=header(say, say("Бюллетень", "Бюллетень")), lang=say.lang)


def _rubric(say: Say, name: str, title: tuple[str, str], *made: tuple[str, str, str, float, str]) -> str:
    return when(f"rubrics.{name}.shown", p(say(*title), style="Heading2"), table(f"rubrics.{name}.rows", columns(say, NO, *made), size="Small"))
