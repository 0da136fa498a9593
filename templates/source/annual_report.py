"""Жылдық есеп: the leader's report to the council (seed 000 §5, K11), without three-year tables and charts."""

from __future__ import annotations

from house_style import NBSP, document, each, p, when
from shared_blocks import AFTER_TABLE, GAP_AFTER, GAP_BEFORE, by_hand, closed, facts, header, listed, numbered, signed_by
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    body = (
        p("[[college.name]]", style="Centred")
        + p(say("ЕСЕП", "ОТЧЁТ"), style="Title")
        + p(say("«{{ otm.name_genitive }}» {{ year.period }} жұмысы туралы", "о работе {{ otm.name_genitive }} {{ year.period }}"), style="Centred",
            more=GAP_AFTER)
        + p(say("{{ council.name_dative }} ұсынылады", "Представляется {{ council.name_dative }}"), style="Flush", more=GAP_AFTER)
        + _composition(say) + _plan(say) + _events(say) + _work(say) + _practice(say)
        + p(say("6. Ұсыныстар", "6. Предложения"), style="Heading1") + numbered("proposal", "proposals", signed=True)
        + signed_by("otm_leader") + p(by_hand(say), style="Flush", more=GAP_BEFORE)
    )
    return document(body, header=header(say, say("Есеп", "Отчёт")), lang=say.lang)


def _composition(say: Say) -> str:
    return (
        p(say("1. Құрамы", "1. Состав"), style="Heading1")
        + p(say(f"Құрамы директордың [[order.dated]] №{NBSP}[[order.no]] бұйрығымен бекітілген. Жетекшісі – [[leader.name]]"
                "{% if leader.category %} ({{ leader.category }}){% endif %}.",
                f"Состав утверждён приказом директора [[order.dated]] №{NBSP}[[order.no]]. Руководитель – [[leader.name]]"
                "{% if leader.category %} ({{ leader.category }}){% endif %}."), align="left")
        + facts(say, ("Тыңдаушылар саны", "Слушателей", "composition.listeners"), ("жетекшілер", "руководителей", "composition.leaders"),
                ("тәлімгерлер", "наставников", "composition.mentors"))
        + listed(say, "tables.composition_summary", say("1-кесте. Тыңдаушылардың құрамы", "Таблица 1. Состав слушателей"), (
            ("Көрсеткіш", "Показатель", "name", 60, L), ("Саны", "Количество", "n", 18, C), ("Үлесі, %", "Доля, %", "share", 18, C)), size="Table")
    )


def _plan(say: Say) -> str:
    unfinished = say("Толық орындалмаған тармақтар:", "Пункты, выполненные не полностью:")
    words = say("мерзімі: {{ row.due }}; жауапты: {{ row.responsible }}", "срок: {{ row.due }}; ответственный: {{ row.responsible }}")
    return (
        p(say("2. Жылдық жоспардың орындалуы", "2. Выполнение годового плана"), style="Heading1")
        + when("plan.known", p(say(
            f"Жоспарды {{{{ council.name }}}} бекітті ({{{{ plan.dated }}}} №{NBSP}{{{{ plan.no }}}} хаттама).",
            f"План утверждён на заседании {{{{ council.name_genitive }}}} (протокол {{{{ plan.dated }}}} №{NBSP}{{{{ plan.no }}}}).")))
        + facts(say, ("Жоспарланған тармақтар", "Запланировано пунктов", "plan.items"), ("орындалды", "выполнено", "plan.status.done"),
                ("ішінара орындалды", "выполнено частично", "plan.status.partial"), ("мерзімі ауыстырылды", "срок перенесён", "plan.status.moved"),
                ("орындалмады", "не выполнено", "plan.status.failed"), ("белгі қойылмаған", "нет отметки", "plan.unmarked"),
                ("орындалу үлесі", "доля выполнения", "plan.done_share"))
        + when("tables.plan_unfulfilled.shown", p(unfinished, more="<w:keepNext/>"), each(
            "row", "tables.plan_unfulfilled.rows",
            p(f"{{{{ row.row_no }}}}) {{{{ row.activity }}}} – {{{{ row.status }}}}; {words}{closed('row.responsible')}", align="left")))
    )


def _events(say: Say) -> str:
    return (
        p(say("3. Отырыстар мен іс-шаралар", "3. Заседания и мероприятия"), style="Heading1")
        + facts(say, ("Өткізілген отырыстар мен іс-шаралар", "Проведено заседаний и мероприятий", "events.held"),
                ("оның ішінде отырыстар", "в том числе заседаний", "events.sessions"),
                ("қолданылған нысандар", "использовано форм", "events.forms_used"))
        + listed(say, "tables.events_list", say("2-кесте. Өткізілген отырыстар мен іс-шаралар", "Таблица 2. Проведённые заседания и мероприятия"), (
            ("№", "№", "no", 8, C), ("Күні", "Дата", "date", 20, C), ("Нысаны", "Форма", "form", 27, L), ("Тақырыбы", "Тема", "title", 46, L),
            ("Баяндамашы", "Докладчик", "presenter", 30, L), ("Хаттама №", "Протокол №", "protocol", 24, C)))
        + facts(say, ("Қатысу белгіленген отырыстар мен іс-шаралар", "Заседаний и мероприятий с отметками о посещении", "attendance.meetings"),
                ("белгілеу толықтығы", "полнота отметок", "attendance.marked_share"), ("жалпы қатысу үлесі", "общая посещаемость", "attendance.rate"), more=AFTER_TABLE)
        + when("threshold and known.attendance", p(say(
            f"Қатысу үлесі белгіленген шектен ({{{{ threshold }}}}{NBSP}%) төмен тыңдаушылар – {{{{ figures['attendance.below_threshold'] }}}}.",
            f"Слушателей с посещаемостью ниже установленной ({{{{ threshold }}}}{NBSP}%) – {{{{ figures['attendance.below_threshold'] }}}}."), align="left"))
    )


def _work(say: Say) -> str:
    return (
        p(say("4. Ашық сабақтар, өзара қатысу, тәлімгерлік", "4. Открытые уроки, взаимопосещение, наставничество"), style="Heading1")
        + facts(say, ("Колледжде өткізілген ашық және панорамалық сабақтар мен шеберлік сыныптары",
                      "Проведено в колледже открытых и панорамных уроков, мастер-классов", "lessons.held"),
                ("бірлескен талдау жасалғаны", "из них с совместным анализом", "lessons.analysed"))
        + facts(say, ("Тыңдаушылардың әріптестерінің сабағына қатысуы", "Посещено слушателями уроков коллег", "visits.by_listeners"),
                ("оның ішінде тәжірибелі педагогтердің сабағына", "в том числе у опытных педагогов", "visits.listener_visits"))
        + facts(say, ("Тәлімгерлік жұптар", "Наставнических пар", "mentoring.pairs"), ("кездесулер", "встреч", "mentoring.meetings"),
                ("қатысылған сабақтар", "посещённых уроков", "mentoring.lessons_visited"), ("тапсырылған есептер", "сдано отчётов", "mentoring.reports"))
    )


def _practice(say: Say) -> str:
    missing = "{% for row in tables.portfolios_missing.rows %}{{ row.person }}{% if not loop.last %}, {% endif %}{% endfor %}"
    return (
        p(say("5. Озат тәжірибе және тыңдаушылардың есептік материалдары", "5. Передовой опыт и отчётные материалы слушателей"), style="Heading1")
        + facts(say, ("Озат тәжірибелер саны", "Передовых практик", "practice.total"),
                ("кеңесте қаралғаны", "рассмотрено советом", "practice.considered"),
                ("таратуға ұсынылғаны", "рекомендовано к распространению", "practice.recommended"), ("енгізілгені", "внедрено", "practice.adopted"))
        + listed(say, "tables.practice_list", say("3-кесте. Озат тәжірибелердің тізімі", "Таблица 3. Перечень передового опыта"), (
            ("Авторлар", "Авторы", "authors", 32, L), ("Тақырыбы", "Тема", "title", 44, L), ("Шешімі", "Решение", "decision", 30, L),
            ("Деңгейі", "Уровень", "level", 36, L), ("Енгізген педагогтер", "Внедрили", "adopters", 32, L)))
        + facts(say, ("Портфолио немесе шығармашылық есеп тапсыруға тиіс тыңдаушылар", "Слушателей, обязанных сдать портфолио или творческий отчёт,", "portfolios.expected"),
                ("тапсырғаны", "сдали", "portfolios.submitted"), ("үлесі", "доля", "portfolios.submitted_share"), more=AFTER_TABLE)
        + when("tables.portfolios_missing.shown", p(say(f"Тапсырмағандар: {missing}", f"Не сдали: {missing}"), align="left"))
    )
