"""Әдістемелік көрменің қорытындысы туралы талдау (domain 3.9; M08)."""

from __future__ import annotations

from house_style import NBSP, document, p, table, when
from shared_blocks import GAP_AFTER, agreement, columns, facts, header, listed, numbered, post_of, said, signatures
from wording import Say

L, C = "left", "center"
NOTE = (
    "Көрмеге қойылған жұмыстар журналда комиссияларға бөлінбейді, сондықтан кестеде комиссиялардың оқу жылындағы еңбегі берілді.",
    "Представленные работы в журнале по комиссиям не распределены, поэтому в таблице дана работа комиссий за учебный год.",
)


def draw(say: Say) -> bytes:
    title = say(("{{ year.label }} оқу жылындағы әдістемелік көрменің қорытындысы туралы", "ТАЛДАУ"),
                ("АНАЛИЗ", "итогов методической выставки {{ year.label }} учебного года"))
    styles = say(("Centred", "Title"), ("Title", "Centred"))
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + "".join(p(line, style=style, more=GAP_AFTER if nth else "") for nth, (line, style) in enumerate(zip(title, styles, strict=True)))
        + said(say("Көрменің атауы", "Название выставки"), "{{ title }}")
        + said(say("Өткізілген күні", "Дата проведения"), "[[date]]")
        + said(say("Бөлімдері", "Разделы"), "{{ sections }}")
        + when("responsible", said(say("Жауапты", "Ответственный"), "{{ responsible }}"))
        + _works(say) + _commissions(say) + _adopted(say)
        + p(say("4. Көрменің талдауы", "4. Анализ выставки"), style="Heading1") + p("[[analysis]]")
        + p(say("5. Қорытынды мен ұсыныстар", "5. Выводы и предложения"), style="Heading1") + numbered("proposal", "proposals", signed=True)
        + signatures(post_of("methodist"), agreement(say), post_of("deputy"))
    )
    return document(body, header=header(say, say("Талдау", "Анализ")), lang=say.lang)


def _works(say: Say) -> str:
    year = say(f"Оқу жылында көрмелерге қойылған жұмыстардың жалпы саны{NBSP}–{NBSP}{{{{ figures['exhibitions.exhibits'] }}}}, "
               f"{{{{ before.year }}}} оқу жылында{NBSP}–{NBSP}{{{{ before.n }}}}.",
               f"Всего за учебный год представлено на выставках работ{NBSP}–{NBSP}{{{{ figures['exhibitions.exhibits'] }}}}, "
               f"в {{{{ before.year }}}} учебном году{NBSP}–{NBSP}{{{{ before.n }}}}.")
    return (
        p(say("1. Қойылған жұмыстар", "1. Представленные работы"), style="Heading1")
        + p(say(f"Көрмеге қойылған жұмыстар{NBSP}–{NBSP}{{{{ exhibits }}}}; авторлар{NBSP}–{NBSP}{{{{ authors }}}}.",
                f"Представлено работ{NBSP}–{NBSP}{{{{ exhibits }}}}; авторов{NBSP}–{NBSP}{{{{ authors }}}}."), align=L)
        + when("before.known", p(year, align=L))
        + p(say("Үздік деп танылған жұмыстар: [[best]]", "Лучшие работы: [[best]]"), align=L)
    )


def _commissions(say: Say) -> str:
    return (
        p(say("2. Комиссиялардың еңбегі", "2. Работа комиссий"), style="Heading1")
        + listed(say, "tables.overview_commissions", say("1-кесте. Комиссиялардың әдістемелік жұмысы", "Таблица 1. Методическая работа комиссий"), (
            ("Комиссия", "Комиссия", "commission", 54, L), ("Педагогтер", "Педагоги", "teachers", 24, C),
            ("Жарияланымдар", "Публикации", "publications", 32, C), ("Әдістемелік өнім", "Методическая продукция", "products", 28, C),
            ("Ашық сабақтар", "Открытые уроки", "lessons", 24, C)))
        + when("tables.overview_commissions.shown", p(say(*NOTE), style="Note"))
    )


def _adopted(say: Say) -> str:
    made = columns(
        say, ("Авторлар", "Авторы", "authors", 36, L), ("Тақырыбы", "Тема", "title", 50, L), ("Деңгейі", "Уровень", "level", 30, L),
        ("Енгізген педагогтер", "Внедрили", "adopters", 44, L),
    )
    return (
        p(say("3. Озат тәжірибені енгізу нәтижелері", "3. Результаты внедрения передового опыта"), style="Heading1")
        + facts(say, ("Озат тәжірибелер", "Передовых практик", "practice.total"), ("кеңесте қаралғаны", "рассмотрено советом", "practice.considered"),
                ("таратуға ұсынылғаны", "рекомендовано к распространению", "practice.recommended"), ("енгізілгені", "внедрено", "practice.adopted"))
        + when("adopted.shown",
               p(say("2-кесте. Енгізілген озат тәжірибелер ({{ adopted.scope }})", "Таблица 2. Внедрённый передовой опыт ({{ adopted.scope }})"), style="Caption"),
               table("adopted.rows", made, size="Small"),
               otherwise=[p(say("Тәжірибенің енгізілгені туралы жазба жоқ.", "Записей о внедрении опыта нет."), align=L)])
    )
