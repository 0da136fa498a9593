"""ЦӘК есебі: the year of one cyclic commission, its numbers and the lists they count (seed 002 §13, §16–18)."""

from __future__ import annotations

from house_style import document, p, table
from shared_blocks import GAP_AFTER, agreement, by_hand, columns, header, listed, numbered, post_of, said, signatures
from wording import Say

L, C = "left", "center"
NO = ("№", "№", "row_no", 8, C)


def draw(say: Say) -> bytes:
    titles = say(("Циклдік әдістемелік комиссияның", "{{ year.period }} жұмысы туралы", "ЕСЕП"),
                 ("ОТЧЁТ", "о работе цикловой методической комиссии {{ year.period }}"))
    styles = say(("Centred", "Centred", "Title"), ("Title", "Centred"))
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + "".join(p(line, style=style) for line, style in zip(titles, styles, strict=True))
        + _about(say) + _work(say) + _lists(say) + _teachers(say)
        + p(say("5. Қорытынды мен ұсыныстар", "5. Выводы и предложения"), style="Heading1") + numbered("proposal", "proposals", signed=True)
        + signatures((say("Комиссия төрағасы", "Председатель комиссии"), "chair"), by_hand(say), agreement(say), post_of("methodist"))
    )
    return document(body, header=header(say, say("Есеп", "Отчёт")), lang=say.lang)


def _about(say: Say) -> str:
    return (
        p(say("1. Комиссия туралы", "1. О комиссии"), style="Heading1")
        + said(say("Комиссия", "Комиссия"), "{{ commission }}{% if about.scope %} ({{ about.scope }}){% endif %}")
        + said(say("Төрағасы", "Председатель"), "[[about.chair]]{% if about.category %}, {{ about.category }}{% endif %}")
        + said(say("Әдістемелік тақырыбы", "Методическая тема"), "[[about.theme]]")
        + said(say("Жоспары бекітілген хаттама", "Протокол утверждения плана"), "[[about.plan]]")
        + said(say("Педагогтер саны", "Число педагогов"), "{{ about.members }}")
        + said(say("Өткізілген отырыстар", "Проведено заседаний"), "[[about.sessions]]")
        + listed(say, "categories", say("1-кесте. Педагогтердің санаты", "Таблица 1. Категории педагогов"), (
            ("Біліктілік санаты", "Квалификационная категория", "name", 90, L), ("Саны", "Число", "n", 30, C)), size="Table")
    )


def _work(say: Say) -> str:
    made = columns(say, ("Көрсеткіш", "Показатель", "name", 90, L), ("Саны", "Число", "n", 30, C))
    return (
        p(say("2. Жұмыстың негізгі көрсеткіштері", "2. Основные показатели работы"), style="Heading1")
        + p(say("2-кесте. Комиссия педагогтерінің жұмысы", "Таблица 2. Работа педагогов комиссии"), style="Caption") + table("work", made)
    )


def _lists(say: Say) -> str:
    return (
        p(say("3. Өткізілген жұмыстар", "3. Проведённая работа"), style="Heading1")
        + listed(say, "tables.lessons", say("3-кесте. Ашық сабақтар", "Таблица 3. Открытые уроки"), (
            NO, ("Күні", "Дата", "date", 22, C), ("Педагог", "Педагог", "teacher", 34, L), ("Түрі", "Вид", "kind", 28, L),
            ("Тақырыбы", "Тема", "topic", 58, L), ("Бағасы", "Оценка", "mark", 20, C)))
        + listed(say, "tables.courses", say("4-кесте. Біліктілікті арттыру курстары", "Таблица 4. Курсы повышения квалификации"), (
            NO, ("Педагог", "Педагог", "teacher", 34, L), ("Бағдарлама", "Программа", "programme", 60, L), ("Ұйым", "Организация", "provider", 34, L),
            ("Мерзімі", "Период", "period", 24, C), ("Сағат", "Часы", "hours", 16, C)))
        + listed(say, "tables.publications", say("5-кесте. Жарияланымдар", "Таблица 5. Публикации"), (
            NO, ("Авторлары", "Авторы", "authors", 40, L), ("Тақырыбы", "Название", "title", 62, L), ("Басылым", "Издание", "publisher", 38, L),
            ("Күні", "Дата", "date", 22, C)))
        + listed(say, "tables.products", say("6-кесте. Әдістемелік өнім және оның қаралуы", "Таблица 6. Методическая продукция и её рассмотрение"), (
            NO, ("Авторлары", "Авторы", "authors", 34, L), ("Атауы", "Название", "title", 52, L), ("Комиссия хаттамасы", "Протокол комиссии", "commission", 28, C),
            ("Кеңес хаттамасы", "Протокол совета", "council", 28, C), ("Кезеңі", "Этап", "stage", 28, L)))
    )


def _teachers(say: Say) -> str:
    return p(say("4. Педагогтердің жұмысы", "4. Работа педагогов"), style="Heading1") + listed(
        say, "teachers", say("7-кесте. Педагогтердің әдістемелік жұмысы", "Таблица 7. Методическая работа педагогов"), (
            ("№", "№", "row_no", 8, C), ("Педагог", "Педагог", "person", 44, L), ("Ашық сабақтар", "Открытые уроки", "lessons", 15, C),
            ("Өзара қатысу", "Взаимопосещения", "visits", 15, C), ("Курстар", "Курсы", "courses", 15, C),
            ("Жарияланымдар", "Публикации", "publications", 15, C), ("Өнім", "Продукция", "products", 15, C),
            ("Байқаулар", "Конкурсы", "contests", 15, C), ("Жүлделер", "Призовые места", "prizes", 15, C)), upright=1860)
