"""Жетекші мектеп желісінің мониторингі: members, events, partners, three years, five purposes (domain 3.12; L01–L08)."""

from __future__ import annotations

from house_style import document, p, table, when
from shared_blocks import GAP_AFTER, agreement, columns, header, listed, post_of, signatures
from wording import Say

L, C = "left", "center"
NO = ("№", "№", "row_no", 8, C)


def draw(say: Say) -> bytes:
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say("ЖЕТЕКШІ МЕКТЕП ЖЕЛІСІНІҢ МОНИТОРИНГІ", "МОНИТОРИНГ СЕТИ ВЕДУЩЕЙ ШКОЛЫ"), style="Title")
        + p(say("{{ year.period }} жұмыс", "{{ year.period }}"), style="Centred", more=GAP_AFTER)
        + _members(say) + _events(say) + _years(say) + _purposes(say)
        + signatures(post_of("methodist"), agreement(say), post_of("director"))
    )
    return document(body, header=header(say, say("Мониторинг", "Мониторинг")), lang=say.lang)


def _members(say: Say) -> str:
    return (
        p(say("1. Желі құрамы", "1. Состав сети"), style="Heading1")
        + listed(say, "tables.network_roles", say("1-кесте. Желі мүшелері рөлдері бойынша", "Таблица 1. Участники сети по ролям"), (
            ("Рөлі", "Роль", "role", 90, L), ("Саны", "Число", "n", 30, C)), size="Table")
        + listed(say, "tables.network_leaders", say("2-кесте. Жетекші мектепке қосылған ұйымдар", "Таблица 2. Организации при ведущей школе"), (
            ("Жетекші мектеп", "Ведущая школа", "school", 80, L), ("Тірек мектептер", "Опорные школы", "support", 30, C),
            ("Серіктес мектептер", "Школы-партнёры", "partner", 30, C), ("Қолданушылар", "Пользователи", "user", 32, C)))
        + listed(say, "tables.network_members", say("3-кесте. Желі мүшелерінің тізімі", "Таблица 3. Перечень участников сети"), (
            NO, ("Ұйым", "Организация", "school", 62, L), ("Рөлі", "Роль", "role", 34, L), ("Бағыты", "Направление", "direction", 42, L),
            ("Негізі", "Основание", "basis", 42, L)))
    )


def _events(say: Say) -> str:
    return (
        p(say("2. Желілік іс-шаралар", "2. Сетевые мероприятия"), style="Heading1")
        + listed(say, "tables.network_events", say("4-кесте. Өткізілген желілік іс-шаралар", "Таблица 4. Проведённые сетевые мероприятия"), (
            NO, ("Күні", "Дата", "date", 22, C), ("Түрі", "Вид", "kind", 27, L), ("Тақырыбы", "Тема", "title", 44, L),
            ("Қатысқан адам", "Человек", "participants", 24, C), ("Мектеп саны", "Школ", "partners", 19, C),
            ("Материалдар", "Материалы", "resource", 30, L), ("Талдауы", "Анализ", "analysis", 26, L)))
        + listed(say, "tables.network_partners", say(
            "5-кесте. Серіктес мектептердің іс-шараларға қатысуы", "Таблица 5. Участие школ-партнёров в мероприятиях"), (
            NO, ("Ұйым", "Организация", "school", 90, L), ("Қатысқан іс-шаралары", "Участие в мероприятиях", "attended", 38, C),
            ("Үлесі, %", "Доля, %", "share", 24, C)))
    )


def _years(say: Say) -> str:
    years = tuple((f"{{{{ years.{name} }}}}", f"{{{{ years.{name} }}}}", name, 22.0, C) for name in ("y2", "y1", "y"))
    return p(say("3. Үш жылдық салыстыру", "3. Сравнение за три года"), style="Heading1") + listed(
        say, "tables.network_years", say("6-кесте. Желі жұмысының көрсеткіштері", "Таблица 6. Показатели работы сети"), (
            ("Көрсеткіш", "Показатель", "name", 84, L), *years, ("Өзгерісі", "Изменение", "change", 22, C)))


def _purposes(say: Say) -> str:
    """A conclusion on each purpose of the monitoring, written by a person; the clauses where their profile is chosen."""
    made = columns(say, NO, ("Мониторинг міндеті", "Задача мониторинга", "task", 66, L), ("Қорытынды", "Вывод", "conclusion", 90, L))
    return (
        p(say("4. Мониторинг міндеттері бойынша қорытынды", "4. Выводы по задачам мониторинга"), style="Heading1") + table("purposes", made)
        + when("rules", p(say("5. Ереже талаптарының орындалуы", "5. Соблюдение требований положения"), style="Heading1"), table("rules", columns(
            say, ("Тармағы", "Пункт", "clause", 44, L), ("Талап", "Требование", "text", 54, L), ("Дерек", "Сведения", "reason", 50, L),
            ("Нәтиже", "Результат", "verdict", 26, L)), size="Small"))
    )
