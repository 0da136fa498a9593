"""The annual analysis: 17 sections, tables 1–23, five charts, annexes (domain 3.3; seed 000 §6, K16)."""

from __future__ import annotations

from collections.abc import Sequence

from house_style import NBSP, NEW_PAGE, contents, document, each, p, run, table, value, when
from shared_blocks import approval, closed, header, numbered, signatures
from wording import Say

L, C = "left", "center"
#: Heading in Kazakh and Russian, value, relative width, alignment.
Column = tuple[str, str, str, float, str]
#: Words in Kazakh and Russian, and the figure that follows them.
Fact = tuple[str, str, str]


class Analysis:
    """The analysis in one language, section by section."""

    def __init__(self, say: Say) -> None:
        self.say = say

    # ── pieces ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def facts(self, *pairs: Fact) -> str:
        """A sentence of several facts, a number never parted from its dash; nothing where the registers of the section are silent."""
        chapter = pairs[0][2].partition(".")[0]
        told = (f"{self.say(kk, ru)}{NBSP}–{NBSP}{{{{ figures['{figure}'] }}}}" for kk, ru, figure in pairs)
        return when(f"known.{chapter}", p("; ".join(told) + ".", align="left"))

    def section(self, number: int, kk: str, ru: str, *content: str, chapter: str = "") -> str:
        """A numbered section; one whose registers are silent says so in words."""
        silent = when(f"not known.{chapter}", p(self.say("Бұл бөлім бойынша дерек жоқ.", "По этому разделу данных нет."))) if chapter else ""
        return p(f"{number}. {self.say(kk, ru)}", style="Heading1") + silent + "".join(content)

    def columns(self, *columns: Column) -> list[tuple[str, str, float, str]]:
        """The columns of a table in the language that is drawn."""
        return [(self.say(kk, ru), name, width, align) for kk, ru, name, width, align in columns]

    def table_no(self, number: int) -> str:
        """«9-кесте», «Таблица 9»."""
        return self.say(f"{number}-кесте", f"Таблица {number}")

    def body_table(
        self, name: str, number: int, kk: str, ru: str, columns: Sequence[Column], *, topic: str = "", upright: int = 0, small: bool = False,
        dense: bool = False, note: str = "", total: bool = False, rows: str = "rows",
    ) -> str:
        """A table of the body with its title, scope, notes and the drafted conclusion; a sentence where there is nothing to show."""
        source, title = f"tables.{name}", f"{self.table_no(number)}. {self.say(kk, ru)}"
        shown = (
            p(f"{title} ({{{{ {source}.scope }}}})", style="Caption")
            + table(f"{source}.{rows}", self.columns(*columns), upright=upright, size="Annex" if dense else ("Small" if small else "Table"),
                    total=f"totals.{name}" if total else "",
                    followed="true" if note else f"{source}.notes" + (f" or conclusions.{topic}" if topic else ""))
            + (p(note, style="Note") if note else "")
            + notes(source)
        )
        drafted = when(f"conclusions.{topic}", p(
            run(self.say("Жоба: ", "Проект: "), bold=True), run(f"{{{{ conclusions.{topic} }}}}", italic=True), style="Draft", align="left")) if topic else ""
        return when(f"{source}.shown", shown, otherwise=[p(f"{title}: {{{{ {source}.words }}}}.", style="Caption")]) + drafted

    def chart(self, name: str, kk: str, ru: str, table_name: str) -> str:
        """A chart with its caption; nothing where there is nothing to draw, and those drawn are numbered one after another."""
        number = f"{{{{ pictures.{name} }}}}"
        mark = self.say(f"{number}-сурет", f"Рисунок {number}")
        return when(
            f"charts.{name}", p(f"{{{{ charts.{name} }}}}", style="Figure"),
            p(f"{mark}. {self.say(kk, ru)} ({{{{ tables.{table_name}.scope }}}})", style="FigureCaption"),
        )

    def inline(self, name: str, kk: str, ru: str, item: str, *, last: str = "") -> str:
        """A short listing as a numbered list in the text, only where it has rows; ``last`` is the value that may end with a stop itself."""
        return when(
            f"tables.{name}.shown",
            p(f"{self.say(kk, ru)} ({{{{ tables.{name}.scope }}}}):", more="<w:keepNext/>", align="left"),
            each("row", f"tables.{name}.rows", p(f"{{{{ row.row_no }}}}) {item}{closed(last)}", align="left")),
            notes(f"tables.{name}"),
        )

    def running(self, name: str, kk: str, ru: str, item: str = "{{ row.person }}", end: str = "") -> str:
        """A short listing as one sentence, only where it has rows; a name in short ends with its own full stop."""
        parts = f"{{% for row in tables.{name}.rows %}}{item}{{% if not loop.last %}}, {{% endif %}}{{% endfor %}}"
        return when(f"tables.{name}.shown", p(f"{self.say(kk, ru)} ({{{{ tables.{name}.scope }}}}): {parts}{end}", align="left"))

    def annexed(self, name: str, kk: str, ru: str) -> str:
        """The sentence that sends the reader to an annex; nothing where there is none."""
        number = f"{{{{ annexes.{name} }}}}"
        return when(f"annexes.{name}", p(self.say(f"{kk} {number}-қосымшада берілген.", f"{ru} – в приложении{NBSP}{number}."), align="left"))

    def ruled(self, rule: str, kk: str, ru: str, *, why: bool = False) -> str:
        """What the regulation asks of the section, and the verdict."""
        told = f"{{{{ rules.{rule}.verdict }}}}" + (f"; {{{{ rules.{rule}.reason }}}}" if why else "")
        return when(f"rules.get('{rule}')", p(self.say(
            f"{kk} (Ереже, {{{{ rules.{rule}.clause }}}}){NBSP}– {told}.", f"{ru} (Положение, {{{{ rules.{rule}.clause }}}}){NBSP}– {told}."), align="left"))

    # ── the title page and the introduction ─────────────────────────────────────────────────────────────────────────

    def title_page(self) -> str:
        """The college, the approval pair, the title, the place and the year."""
        say, down = self.say, '<w:spacing w:before="3000" w:after="0"/>'
        title = say(
            ("«{{ otm.name_genitive | upper }}»", "{{ year.period | upper }}", "ЖҰМЫСЫН ТАЛДАУ"),
            ("АНАЛИЗ РАБОТЫ", "{{ otm.name_genitive | upper }}", "{{ year.period | upper }}"),
        )
        return (
            p(value("college.name"), style="Centred", more='<w:spacing w:before="0" w:after="480"/>')
            + approval(say)
            + p(title[0], style="Title", more=down) + p(title[1], style="Title") + p(title[2], style="Title")
            + p(say("[[college.city]] қаласы", f"г.{NBSP}[[college.city]]"), style="Centred", more='<w:spacing w:before="4600" w:after="0"/>')
            + p(f"{{{{ year.last }}}}{NBSP}" + say("жыл", "год"), style="Centred")
        )

    def contents(self) -> str:
        """Sections, parts of the conclusion and annexes, on a page of their own."""
        return p(self.say("Мазмұны", "Содержание"), style="Title", more=NEW_PAGE) + contents("1-2")

    def introduction(self) -> str:
        """Section 1: aim, sources, legal basis, theme, tasks."""
        say = self.say
        return (
            p(say("1. Кіріспе", "1. Введение"), style="Heading1", more=NEW_PAGE)
            + p(say("**Талдаудың мақсаты:** «{{ otm.name_genitive }}» (бұдан әрі – ОТМ) {{ year.period }} жұмысының нәтижесін, ОТМ туралы ереже "
                    "(бұдан әрі – Ереже) талаптарының орындалуын көрсеткіштер негізінде бағалау және келесі оқу жылының міндеттерін айқындау.",
                    "**Цель анализа:** оценить по показателям результаты работы {{ otm.name_genitive }} (далее – ШПО) {{ year.period }}, выполнение "
                    "требований положения о ней (далее – Положение) и определить задачи на следующий учебный год."))
            + p(say("**ОТМ жұмысының мақсаты:** [[intro.aim]]", "**Цель работы ШПО:** [[intro.aim]]"))
            + p(say("**Әдістемелік тақырып:** [[intro.theme]]", "**Методическая тема:** [[intro.theme]]"))
            + p(say("**Нормативтік негіз:**", "**Нормативная основа:**"), more="<w:keepNext/>")
            + each("basis", "intro.legal", p(run("{{ loop.index }}) "), value("basis"), align="left"))
            + p(say("**Оқу жылының міндеттері:**", "**Задачи учебного года:**"), more="<w:keepNext/>")
            + each("task", "intro.tasks", p(run("{{ loop.index }}) "), value("task"), align="left"))
            + p(say("**Талдаудың дереккөздері:** колледж журналдары – {{ intro.sources }}. Деректер {{ year.today }} күнгі жағдай бойынша алынды.",
                    "**Источники анализа:** журналы колледжа – {{ intro.sources }}. Данные взяты по состоянию на {{ year.today }}."))
            + when("intro.missing", p("{{ intro.missing }}"))
            + when("intro.archived", p("{{ intro.archived }}"))
            + p(say("Педагогтердің құрамы {{ year.snapshot }} күнгі жағдай бойынша берілген. {{ intro.counted }} «Дерек жоқ» деген жазу тиісті журналдың "
                    "жоқ екенін немесе онда мәлімет толтырылмағанын білдіреді, ол нөлге тең емес.",
                    "Состав педагогов дан по состоянию на {{ year.snapshot }}. {{ intro.counted }} Запись «нет данных» означает, что журнала нет или сведения "
                    "в нём не заполнены; это не ноль."))
        )

    # ── sections 2–5: composition, plan, events, attendance ─────────────────────────────────────────────────────────

    def composition(self) -> str:
        """Section 2."""
        say = self.say
        return self.section(
            2, "ОТМ құрамы және ұйымдастырылуы", "Состав и организация ШПО",
            p(say(f"ОТМ құрамы директордың [[order.dated]] №{NBSP}[[order.no]] бұйрығымен бекітілген. Жетекшісі – [[order.leader]]"
                  "{% if order.category %} ({{ order.category }}){% endif %}.",
                  f"Состав ШПО утверждён приказом директора [[order.dated]] №{NBSP}[[order.no]]. Руководитель – [[order.leader]]"
                  "{% if order.category %} ({{ order.category }}){% endif %}."), align="left"),
            self.ruled("K01", "Жетекшінің санатына қойылатын талап", "Требование к категории руководителя"),
            self.facts(("Тыңдаушылар саны", "Слушателей", "composition.listeners"), ("жетекшілер саны", "руководителей", "composition.leaders"),
                       ("тәлімгерлер саны", "наставников", "composition.mentors")),
            self.body_table("composition_summary", 1, "Тыңдаушылардың құрамы", "Состав слушателей", (
                ("Көрсеткіш", "Показатель", "name", 60, L), ("Саны", "Число", "n", 18, C), ("Үлесі, %", "Доля, %", "share", 18, C)), topic="composition"),
            self.annexed("composition_members", "ОТМ мүшелерінің тізімі", "Список участников ШПО"),
            chapter="composition",
        )

    def plan(self) -> str:
        """Section 3."""
        item = self.say(
            "{{ row.activity }} – {{ row.status }}; мерзімі: {{ row.due }}; жауапты: {{ row.responsible }}"
            "{% if row.reason != '–' %}; себебі: {{ row.reason }}{% endif %}",
            "{{ row.activity }} – {{ row.status }}; срок: {{ row.due }}; ответственный: {{ row.responsible }}"
            "{% if row.reason != '–' %}; причина: {{ row.reason }}{% endif %}",
        )
        return self.section(
            3, "Жылдық жоспардың орындалуы", "Выполнение годового плана",
            self.facts(("Жоспарланған тармақтар", "Запланировано пунктов", "plan.items"), ("орындалды", "выполнено", "plan.status.done"),
                       ("ішінара орындалды", "выполнено частично", "plan.status.partial"), ("мерзімі ауыстырылды", "срок перенесён", "plan.status.moved"),
                       ("орындалмады", "не выполнено", "plan.status.failed"), ("мерзімі келмеді", "срок не наступил", "plan.status.pending"),
                       ("белгі қойылмады", "нет отметки", "plan.unmarked"), ("орындалу үлесі", "доля выполнения", "plan.done_share")),
            self.inline("plan_unfulfilled", "Толық орындалмаған тармақтар", "Пункты, выполненные не полностью", item,
                        last="(row.responsible if row.reason == '–' else row.reason)"),
            self.body_table("plan_by_quarter", 2, "Жоспардың тоқсандар бойынша орындалуы", "Выполнение плана по четвертям", (
                ("Тоқсан", "Четверть", "quarter", 45, L), ("Жоспарланды", "Запланировано", "items", 15, C), ("Орындалды", "Выполнено", "done", 15, C),
                ("Ішінара орындалды", "Выполнено частично", "partial", 15, C), ("Мерзімі ауыстырылды", "Срок перенесён", "moved", 15, C),
                ("Орындалмады", "Не выполнено", "failed", 15, C), ("Мерзімі келмеді", "Срок не наступил", "pending", 15, C),
                ("Белгі қойылмаған", "Нет отметки", "unmarked", 15, C), ("Орындалу үлесі, %", "Доля выполнения, %", "share", 15, C)),
                topic="plan", upright=1950),
            self.chart("g1", "Жоспардың тоқсандар бойынша орындалуы", "Выполнение плана по четвертям", "plan_by_quarter"),
            chapter="plan",
        )

    def events(self) -> str:
        """Section 4."""
        return self.section(
            4, "Отырыстар мен іс-шаралар", "Заседания и мероприятия",
            self.facts(("Өткізілген отырыстар мен іс-шаралар", "Проведено заседаний и мероприятий", "events.held"),
                       ("оның ішінде отырыстар", "в том числе заседаний", "events.sessions"),
                       ("қолданылған нысандар саны", "использовано форм", "events.forms_used")),
            self.ruled("K07", "Отырыстар мен іс-шаралардың санына және тоқсан сайын өткізілуіне қойылатын талап",
                       "Требование к числу заседаний и мероприятий и их проведению в каждой четверти", why=True),
            self.body_table("events_list", 3, "Өткізілген отырыстар мен іс-шаралар", "Проведённые заседания и мероприятия", (
                ("№", "№", "no", 8, C), ("Күні", "Дата", "date", 20, C), ("Нысаны", "Форма", "form", 26, L), ("Тақырыбы", "Тема", "title", 43, L),
                ("Баяндамашы", "Докладчик", "presenter", 28, L), ("Қатысқаны", "Присутств.", "present", 22, C), ("Хаттама №", "Протокол №", "protocol", 20, C)),
                topic="events", small=True,
                note=self.say("Қатысқандар саны отырыстар мен іс-шаралар журналы бойынша берілген; хаттамаларда ол қатысу журналынан алынады.",
                              "Число присутствовавших дано по журналу заседаний и мероприятий; в протоколах оно берётся из журнала посещаемости.")),
            self.body_table("events_by_form", 4, "Іс-шаралардың нысандары тоқсандар бойынша", "Формы мероприятий по четвертям", (
                ("Нысаны", "Форма", "form", 44, L), ("І", "I", "q1", 11, C), ("ІІ", "II", "q2", 11, C), ("ІІІ", "III", "q3", 11, C), ("ІV", "IV", "q4", 11, C),
                ("Шілде–тамыз", "Июль–август", "summer", 20, C), ("Барлығы", "Всего", "total", 20, C)), topic="forms"),
            self.chart("g2", "Іс-шаралардың нысандары", "Формы мероприятий", "events_by_form"),
            self.annexed("events_protocols", "ОТМ хаттамаларының тізімі", "Перечень протоколов ШПО"),
            chapter="events",
        )

    def attendance(self) -> str:
        """Section 5."""
        below = self.say(
            "Қатысу үлесі белгіленген шектен ({{ parameters.threshold }}" + NBSP + "%) төмен тыңдаушылар саны" + NBSP + "–" + NBSP
            + "{{ figures['attendance.below_threshold'] }}.",
            "Слушателей с долей посещений ниже установленного порога ({{ parameters.threshold }}" + NBSP + "%)" + NBSP + "–" + NBSP
            + "{{ figures['attendance.below_threshold'] }}.",
        )
        return self.section(
            5, "Тыңдаушылардың қатысуы", "Посещаемость слушателей",
            self.facts(("Қатысу белгіленген отырыстар мен іс-шаралар", "Заседаний и мероприятий с отметками", "attendance.meetings"),
                       ("белгілеу толықтығы", "полнота отметок", "attendance.marked_share"), ("жалпы қатысу үлесі", "общая доля посещений", "attendance.rate"),
                       ("тыңдаушылар бойынша орташа мәні", "среднее по слушателям", "attendance.mean"), ("медианасы", "медиана", "attendance.median")),
            self.body_table("attendance_by_person", 5, "Тыңдаушылардың отырыстар мен іс-шараларға қатысуы",
                            "Посещение слушателями заседаний и мероприятий", (
                ("№", "№", "row_no", 9, C), ("Тыңдаушы", "Слушатель", "person", 72, L), ("Өткізілгені", "Проведено", "held", 14, C),
                ("Белгіленгені", "Отмечено", "marked", 14, C), ("Қатысқаны", "Присутствовал", "present", 14, C),
                ("Дәлелді себеппен", "По уважит. причине", "excused", 14, C), ("Қатыспағаны", "Отсутствовал", "absent", 14, C),
                ("Қатысу үлесі, %", "Доля посещений, %", "rate", 14, C)), topic="attendance", upright=1500, small=True),
            when("known.attendance and parameters.threshold", p(below, align="left")),
            self.chart("g3", "Тыңдаушылардың қатысу үлесі, %", "Доля посещений слушателей, %", "attendance_by_person"),
            chapter="attendance",
        )

    # ── sections 6–8: open lessons, visits, mentoring ───────────────────────────────────────────────────────────────

    def lessons(self) -> str:
        """Section 6."""
        return self.section(
            6, "Ашық, панорамалық сабақтар, шеберлік сыныптары", "Открытые, панорамные уроки, мастер-классы",
            self.facts(("Жоспарланған сабақтар", "Запланировано занятий", "lessons.planned"), ("оның ішінде өткізілгені", "из них проведено", "lessons.planned_held"),
                       ("барлық өткізілген сабақтар", "всего проведено занятий", "lessons.held"),
                       ("бірлескен талдау жасалғаны", "с совместным анализом", "lessons.analysed"),
                       ("талдау жасалғандарының үлесі", "доля с анализом", "lessons.analysed_share")),
            self.body_table("lessons_by_commission", 6, "Ашық сабақтар комиссиялар бойынша", "Открытые занятия по комиссиям", (
                ("Комиссия", "Комиссия", "commission", 60, L), ("Өткізілгені", "Проведено", "held", 24, C),
                ("Бірлескен талдау жасалғаны", "С совместным анализом", "analysed", 34, C), ("Талдау үлесі, %", "Доля с анализом, %", "share", 22, C)),
                topic="lessons"),
            self.running("lessons_marks", "Сабақтардың бағалары", "Оценки занятий", f"{{{{ row.mark }}}}{NBSP}–{NBSP}{{{{ row.n }}}}", "."),
            self.annexed("lessons_list", "Өткізілген сабақтардың тізімі", "Перечень проведённых занятий"),
            chapter="lessons",
        )

    def visits(self) -> str:
        """Section 7."""
        counted = (("Өзі қатысқаны", "Посетил занятий", "made", 9.5, C), ("Сабағына қатысылғаны", "Принял коллег", "received", 9.5, C))
        return self.section(
            7, "Өзара сабаққа қатысу", "Взаимопосещение занятий",
            self.facts(("Өзара сабаққа қатысу саны", "Взаимопосещений", "visits.visits"), ("қатысқан педагогтер", "посещавших педагогов", "visits.visitors"),
                       ("сабағына қатысылған педагогтер", "педагогов, чьи занятия посещены", "visits.visited"),
                       ("тыңдаушылардың тәжірибелі педагогтер сабағына қатысуы", "посещений слушателями занятий опытных педагогов", "visits.listener_visits"),
                       ("сабағына ешкім қатыспаған педагогтер", "педагогов, чьи занятия никто не посетил", "visits.never_visited")),
            when("parameters.visits_norm", self.facts(
                ("Қатысу нормасын орындаған педагогтер", "Педагогов, выполнивших норму посещений", "visits.at_norm"),
                ("үлесі", "доля", "visits.at_norm_share"))),
            self.body_table("visits_by_teacher", 7, "Педагогтердің өзара сабаққа қатысуы", "Взаимопосещение занятий педагогами", (
                ("№", "№", "row_no", 7, C), ("Педагог", "Педагог", "person", 57, L), *counted, ("№", "№", "row_no2", 7, C), ("Педагог", "Педагог", "person2", 57, L),
                *((kk, ru, f"{name}2", width, align) for kk, ru, name, width, align in counted)), topic="visits", dense=True, rows="pairs", upright=1250),
            self.running("visits_never_visited", "Сабағына әріптестері қатыспаған педагогтер", "Педагоги, чьи занятия коллеги не посетили"),
            chapter="visits",
        )

    def mentoring(self) -> str:
        """Section 8."""
        return self.section(
            8, "Жас мамандармен жұмыс, тәлімгерлік", "Работа с молодыми специалистами, наставничество",
            self.facts(("Тәлімгерлік жұптар", "Наставнических пар", "mentoring.pairs"), ("өткізілген кездесулер", "проведено встреч", "mentoring.meetings"),
                       ("тәлімгерлік аясында қатысылған сабақтар", "посещено занятий в рамках наставничества", "mentoring.lessons_visited"),
                       ("тапсырылған есептер", "сдано отчётов", "mentoring.reports")),
            self.facts(("Колледждегі жас мамандар", "Молодых специалистов в колледже", "mentoring.young.total"),
                       ("оның ішінде {{ year.snapshot }} күні жұмыс істейтіні", "из них работают на {{ year.snapshot }}", "mentoring.young.retained"),
                       ("қалғандарының үлесі", "доля оставшихся", "mentoring.young.retained_share")),
            self.body_table("mentoring_pairs", 8, "Тәлімгерлік жұптары", "Наставнические пары", (
                ("Тәлімгер", "Наставник", "mentor", 25, L), ("Тәлім алушы", "Наставляемый", "mentee", 26.5, L), ("Кезеңі", "Период", "period", 19, C),
                ("Жоспар, %", "План, %", "plan_done", 15.6, C), ("Кездесу", "Встречи", "meetings", 15.6, C), ("Сабақ", "Занятия", "lessons", 15.6, C),
                ("Нәтижесі", "Результат", "result", 31, L), ("Есеп берілген күні", "Дата отчёта", "report", 17, C)), topic="mentoring", dense=True),
            chapter="mentoring",
        )

    # ── sections 9 and 10: the staff over three years, courses ──────────────────────────────────────────────────────

    def staff(self) -> str:
        """Section 9."""
        say = self.say
        year = [(f"{{{{ years.{one} }}}} саны", f"{{{{ years.{one} }}}} число", f"{prefix}n", 19, C) for one, prefix in (("y2", "y2_"), ("y1", "y1_"), ("y", ""))]
        share = [(f"{{{{ years.{one} }}}} үлесі, %", f"{{{{ years.{one} }}}} доля, %", f"{prefix}share", 19, C)
                 for one, prefix in (("y2", "y2_"), ("y1", "y1_"), ("y", ""))]
        years = [column for pair in zip(year, share, strict=True) for column in pair]
        counted = [(kk, ru, name, 22, C) for kk, ru, name, _, _ in (*year, share[2])]
        commissions = [
            ("Барлығы", "Всего", "total", 11, C), ("Педагог-шебер", "Педагог-мастер", "master", 11, C),
            ("Педагог-зерттеуші", "Педагог-исследователь", "researcher", 11, C), ("Педагог-сарапшы", "Педагог-эксперт", "expert", 11, C),
            ("Педагог-модератор", "Педагог-модератор", "moderator", 11, C), ("Педагог", "Педагог", "ped", 11, C),
            ("Жоғары санат", "Высшая категория", "high", 11, C), ("Бірінші санат", "Первая категория", "first", 11, C),
            ("Екінші санат", "Вторая категория", "second", 11, C), ("Санатсыз", "Без категории", "none", 11, C),
            ("Педагог-тағылымдамашы", "Педагог-стажёр", "trainee", 11, C), ("Өзге", "Иное", "other", 11, C),
        ]
        return self.section(
            9, "Педагогтердің сандық және сапалық құрамы", "Количественный и качественный состав педагогов",
            self.facts(("Педагогтердің жалпы саны", "Всего педагогов", "staff.total"),
                       ("сырттан қоса атқарушылар", "внешних совместителей", "staff.external"),
                       ("бала күтімі демалысындағылар", "в отпуске по уходу за ребёнком", "staff.maternity")),
            when("statistics.shown", p("{{ statistics.words }}", align="left")),
            self.facts(("Педагог-сарапшы, педагог-зерттеуші, педагог-шебер санатындағылар", "Педагогов-экспертов, исследователей и мастеров", "staff.qualified"),
                       ("үлесі", "доля", "staff.qualified_share")),
            when("parameters.crosswalk", self.facts(
                ("Бұрынғы санаттар теңестірілгенде осы деңгейдегілер", "С учётом приравненных прежних категорий", "staff.qualified_equated"),
                ("үлесі", "доля", "staff.qualified_equated_share"))),
            self.body_table("staff_categories", 9, "Педагогтердің санаттары үш оқу жылында", "Категории педагогов за три учебных года", (
                ("Санаты", "Категория", "category", 40, L), *years, ("Өзгерісі, п.т.", "Изменение, п. п.", "change", 24, C)), topic="categories", small=True,
                total=True, note=say("п.т. – пайыздық тармақ: {{ years.y1 }} және {{ years.y }} оқу жылдарындағы үлестердің айырмасы.",
                                     "п. п. – процентные пункты: разность долей {{ years.y1 }} и {{ years.y }} учебных годов.")),
            self.inline("staff_category_changes", "Өткен оқу жылымен салыстырғанда санаттар бойынша сан неге өзгерді",
                        "Почему изменилось число по категориям в сравнении с прошлым учебным годом", "{{ row.told }}"),
            self.annexed("staff_category_moves", "Санаты немесе есепке алынуы өзгерген педагогтердің тізімі", "Список педагогов, у которых изменилась категория или учёт"),
            self.chart("g4", "Санаттардың үлесі үш оқу жылында, %", "Доли категорий за три учебных года, %", "staff_categories"),
            self.body_table("staff_education", 10, "Педагогтердің білім деңгейі", "Уровень образования педагогов",
                            (("Білімі", "Образование", "level", 50, L), *counted), topic="education", total=True),
            self.body_table("staff_experience", 11, "Педагогтердің педагогикалық өтілі", "Педагогический стаж",
                            (("Өтілі", "Стаж", "band", 50, L), *counted), topic="experience", total=True),
            self.body_table("staff_by_commission", 12, "Педагогтер комиссиялар мен санаттар бойынша", "Педагоги по комиссиям и категориям", (
                ("Комиссия", "Комиссия", "commission", 40, L), *commissions), topic="commissions", upright=1900, small=True),
            self.attestation(),
            chapter="staff",
        )

    def attestation(self) -> str:
        """Who was to be attested in the year and what came of it."""
        return when("known_attestation", self.facts(
            ("Аттестаттауға өтініш бергендер", "Подали заявление на аттестацию", "staff.attestation.applied"),
            ("комиссия шешімі шыққаны", "решение комиссии принято", "staff.attestation.decided")))

    def courses(self) -> str:
        """Section 10."""
        trained = self.say(
            "Соңғы {{ parameters.courses_years }} жылда біліктілігін арттырған педагогтер" + NBSP + "–" + NBSP + "{{ figures['courses.trained_window'] }}, үлесі" + NBSP + "–" + NBSP
            + "{{ figures['courses.trained_window_share'] }}; соңғы {{ parameters.courses_long_years }} жылда" + NBSP + "–" + NBSP + "{{ figures['courses.trained_long'] }}.",
            "Педагогов, повысивших квалификацию за последние {{ parameters.courses_years }}" + NBSP + "{{ parameters.of_courses_years }}, –" + NBSP
            + "{{ figures['courses.trained_window'] }}, доля" + NBSP + "–" + NBSP + "{{ figures['courses.trained_window_share'] }}; за последние {{ parameters.courses_long_years }}"
            + NBSP + "{{ parameters.of_courses_long_years }}" + NBSP + "–" + NBSP + "{{ figures['courses.trained_long'] }}.",
        )
        end = self.say("{% if mode_unknown %}; нысаны жазылмаған немесе танылмаған курстар бұл санға кірмейді{% endif %}.",
                       "{% if mode_unknown %}; курсы, форма которых не указана или не распознана, не учтены{% endif %}.")
        return self.section(
            10, "Біліктілікті арттыру, тағылымдама", "Повышение квалификации, стажировка",
            self.facts(("Курстар саны", "Курсов", "courses.courses"), ("оқыған педагогтер", "обучено педагогов", "courses.teachers"),
                       ("жалпы сағат саны", "всего часов", "courses.hours"), ("тағылымдамалар саны", "стажировок", "courses.internships"),
                       ("тағылымдамадан өткен педагогтер", "прошли стажировку", "courses.interns")),
            when("known.courses", p(trained, align="left")),
            self.body_table("courses_by_provider", 13, "Курстар ұйымдастырушылар бойынша", "Курсы по организациям", (
                ("Ұйымдастырушы", "Организация", "provider", 66, L), ("Курстар саны", "Курсов", "courses", 18, C),
                ("Педагогтер саны", "Педагогов", "teachers", 22, C), ("Сағат саны", "Часов", "hours", 16, C)), topic="courses"),
            self.running("courses_by_mode", "Курстардың өту нысаны", "Форма прохождения курсов", f"{{{{ row.mode }}}}{NBSP}–{NBSP}{{{{ row.courses }}}}", end),
            self.running("courses_not_trained", "Белгіленген мерзімде курстан өтпеген педагогтер", "Не прошли курсы в установленный срок"),
            chapter="courses",
        )

    # ── sections 11–15 ──────────────────────────────────────────────────────────────────────────────────────────────

    def products(self) -> str:
        """Section 11."""
        return self.section(
            11, "Жарияланымдар мен әдістемелік өнім", "Публикации и методическая продукция",
            self.facts(("Жарияланымдар саны", "Публикаций", "products.publications"), ("авторлар саны", "авторов", "products.authors"),
                       ("бір педагогке шаққанда", "на одного педагога", "products.per_teacher")),
            self.facts(("Әдістемелік өнім саны", "Единиц методической продукции", "products.products"),
                       ("өздігінен білім алу тақырыптары", "тем самообразования", "products.self_education"),
                       ("оның ішінде қорғалғаны", "из них защищено", "products.self_education.defended")),
            self.body_table("products_publications_by_kind", 14, "Жарияланымдар түрі мен деңгейі бойынша", "Публикации по видам и уровням", (
                ("Түрі", "Вид", "kind", 36, L), ("Колледжішілік", "Внутри колледжа", "college", 11, C), ("Аудандық", "Районный", "district", 11, C),
                ("Қалалық", "Городской", "city", 11, C), ("Облыстық", "Областной", "region", 11, C), ("Өңіраралық", "Межрегиональный", "interregional", 11, C),
                ("Республикалық", "Республиканский", "national", 11, C), ("Халықаралық", "Международный", "international", 11, C),
                ("Барлығы", "Всего", "total", 12, C)), topic="publications", upright=2050),
            self.body_table("products_route", 15, "Әдістемелік өнімнің қаралу және бекітілу кезеңдері", "Этапы рассмотрения и утверждения методической продукции", (
                ("Авторлар", "Авторы", "authors", 26, L), ("Атауы", "Название", "title", 41, L), ("Комиссия хаттамасы", "Протокол комиссии", "commission", 19, C),
                ("Кеңес хаттамасы", "Протокол совета", "council", 19, C), ("Шешімі", "Решение", "decision", 20, L),
                ("Бекітілген күні", "Дата утвержд.", "approved", 17.5, C), ("Кезеңі", "Этап", "stage", 22.5, L)), topic="products", dense=True),
            self.annexed("products_publications", "Жарияланымдардың тізімі", "Перечень публикаций"),
            chapter="products",
        )

    def contests(self) -> str:
        """Section 12."""
        results = [
            ("Бас жүлде", "Гран-при", "grand_prix", 10, C), ("І орын", "I место", "p1", 10, C), ("ІІ орын", "II место", "p2", 10, C),
            ("ІІІ орын", "III место", "p3", 10, C), ("Жүлделі орын", "Призовое место", "prize", 10, C), ("Номинация", "Номинация", "nomination", 10, C),
            ("Лауреат", "Лауреат", "laureate", 10, C), ("Диплом", "Диплом", "diploma", 10, C), ("Сертификат", "Сертификат", "certificate", 10, C),
            ("Алғыс хат", "Благодарность", "thanks", 10, C), ("Мақтау қағазы", "Грамота", "charter", 10, C), ("Қатысушы", "Участник", "participant", 10, C),
            ("Барлығы", "Всего", "total", 11, C),
        ]
        return self.section(
            12, "Байқаулар, олимпиадалар, конференциялар", "Конкурсы, олимпиады, конференции",
            self.facts(("Педагогтердің байқауларға қатысуы", "Участий педагогов в конкурсах", "contests.teachers.entries"),
                       ("жүлделі орындары", "призовых мест", "contests.teachers.prizes")),
            self.facts(("Білім алушылардың байқаулар мен олимпиадаларға қатысуы", "Участий обучающихся в конкурсах и олимпиадах", "contests.students.entries"),
                       ("жүлделі орындары", "призовых мест", "contests.students.prizes")),
            self.facts(("Педагогтердің конференциялар мен семинарларда жасаған баяндамалары", "Выступлений педагогов на конференциях и семинарах",
                        "contests.conferences")),
            self.body_table("contests_teachers", 16, "Педагогтердің байқаулардағы нәтижелері", "Результаты педагогов в конкурсах",
                            (("Деңгейі", "Уровень", "level", 38, L), *results), topic="contests", upright=1550, small=True),
            self.chart("g5", "Педагогтердің байқауларға қатысуы деңгейлер бойынша", "Участие педагогов в конкурсах по уровням", "contests_teachers"),
            self.body_table("contests_students", 17, "Білім алушылардың байқаулар мен олимпиадалардағы нәтижелері",
                            "Результаты обучающихся в конкурсах и олимпиадах", (("Деңгейі", "Уровень", "level", 38, L), *results), topic="students",
                            upright=1550, small=True),
            self.running("contests_leaders", "Жүлделі педагогтер және жүлделер саны", "Педагоги-призёры и число призовых мест",
                         f"{{{{ row.person }}}}{NBSP}–{NBSP}{{{{ row.prizes }}}}", "."),
            chapter="contests",
        )

    def practice(self) -> str:
        """Section 13."""
        return self.section(
            13, "Озат тәжірибені анықтау, жинақтау, тарату", "Выявление, обобщение и распространение передового опыта",
            self.facts(("Озат тәжірибелер саны", "Передовых практик", "practice.total"),
                       ("әдістемелік кеңесте қаралғаны", "рассмотрено методическим советом", "practice.considered"),
                       ("таратуға ұсынылғаны", "рекомендовано к распространению", "practice.recommended"), ("енгізілгені", "внедрено", "practice.adopted")),
            self.body_table("practice_stages", 18, "Озат тәжірибелер жеткен кезеңі бойынша", "Передовые практики по достигнутому этапу",
                            (("Кезеңі", "Этап", "stage", 70, L), ("Саны", "Число", "n", 26, C)), topic="practice",
                            note=self.say("Әр тәжірибе өзі жеткен соңғы кезеңде бір рет саналды.", "Каждая практика учтена один раз на последнем достигнутом этапе.")),
            self.body_table("practice_list", 19, "Озат тәжірибелердің тізімі", "Перечень передовых практик", (
                ("Авторлар", "Авторы", "authors", 24.5, L), ("Тақырыбы", "Тема", "title", 30.6, L), ("Хаттама №", "Протокол №", "protocol", 16.6, C),
                ("Хаттама күні", "Дата протокола", "protocol_date", 18.4, C), ("Шешімі", "Решение", "decision", 20, L),
                ("Деңгейі", "Уровень", "level", 29, L), ("Енгізген педагогтер", "Внедрившие педагоги", "adopters", 26, L)), topic="considered", dense=True),
            chapter="practice",
        )

    def portfolios(self) -> str:
        """Section 14."""
        return self.section(
            14, "Портфолио және шығармашылық есептер", "Портфолио и творческие отчёты",
            self.facts(("Тапсыруға тиіс тыңдаушылар", "Слушателей, обязанных сдать", "portfolios.expected"), ("тапсырғаны", "сдали", "portfolios.submitted"),
                       ("үлесі", "доля", "portfolios.submitted_share")),
            self.body_table("portfolios_list", 20, "Тапсырылған портфолио мен шығармашылық есептер", "Сданные портфолио и творческие отчёты", (
                ("№", "№", "row_no", 9, C), ("Тыңдаушы", "Слушатель", "person", 68, L), ("Түрі", "Вид", "kind", 36, L),
                ("Тапсырылған күні", "Дата сдачи", "submitted_on", 26, C), ("Бағасы", "Оценка", "mark", 22, C)), topic="portfolios", dense=True),
            self.running("portfolios_missing", "Есептік материал тапсырмаған тыңдаушылар", "Слушатели, не сдавшие отчётный материал"),
            chapter="portfolios",
        )

    def exhibitions(self) -> str:
        """Section 15."""
        return self.section(
            15, "Көрме және бюллетень талдауы", "Анализ выставок и бюллетеней",
            self.facts(("Әдістемелік көрмелер", "Методических выставок", "exhibitions.exhibitions"), ("бюллетеньдер", "бюллетеней", "exhibitions.bulletins"),
                       ("көрмеге қойылған жұмыстар", "работ на выставках", "exhibitions.exhibits")),
            self.body_table("exhibitions_list", 21, "Көрмелер мен бюллетеньдер", "Выставки и бюллетени", (
                ("Түрі", "Вид", "kind", 17.5, L), ("№", "№", "no", 6, C), ("Атауы", "Название", "title", 46, L), ("Күні", "Дата", "date", 17, C),
                ("Жұмыс саны", "Работ", "exhibits", 16, C), ("Авторлар саны", "Авторов", "authors", 16.5, C), ("Талдауы", "Анализ", "analysis", 46, L)),
                topic="exhibitions", dense=True),
            chapter="exhibitions",
        )

    # ── sections 16 and 17, annexes ─────────────────────────────────────────────────────────────────────────────────

    def compliance(self) -> str:
        """Section 16: what the regulation asks and what the registers show (B5)."""
        return self.section(
            16, "Ереже талаптарының орындалуы", "Выполнение требований Положения",
            self.facts(("Тексерілген талаптар", "Проверено требований", "compliance.rules"), ("орындалды", "выполнено", "compliance.verdict.met"),
                       ("ішінара орындалды", "выполнено частично", "compliance.verdict.partly"), ("орындалмады", "не выполнено", "compliance.verdict.not_met"),
                       ("мерзімі келмеді", "срок не наступил", "compliance.verdict.not_due"), ("дерек жоқ", "нет данных", "compliance.verdict.no_data"),
                       ("әдіскер бағалайды", "оценивает методист", "compliance.verdict.person")),
            self.body_table("compliance_rules", 22, "Ереже талаптарының орындалуы", "Выполнение требований Положения", (
                ("№", "№", "no", 8, C), ("Ереже талабы", "Требование Положения", "requirement", 52, L), ("Ереже тармағы", "Пункт Положения", "clause", 23, C),
                ("Дерек", "Данные", "data", 52, L), ("Нәтиже", "Результат", "verdict", 24, C)), topic="compliance", dense=True),
        )

    def closing(self) -> str:
        """Section 17: three years side by side, a draft of the conclusions, and who signs."""
        say = self.say
        parts = (("Жетістіктер", "Достижения", "achievements"), ("Мәселелер", "Проблемы", "problems"), ("Ұсыныстар", "Предложения", "proposals"),
                 ("Келесі оқу жылының міндеттері", "Задачи на следующий учебный год", "next_tasks"))
        return self.section(
            17, "Қорытынды", "Выводы",
            self.body_table("overview_years", 23, "Негізгі көрсеткіштер үш оқу жылында", "Основные показатели за три учебных года", (
                ("Көрсеткіш", "Показатель", "name", 82, L), ("Өлшемі", "Единица", "unit", 18, C), ("{{ years.y2 }}", "{{ years.y2 }}", "y2", 18, C),
                ("{{ years.y1 }}", "{{ years.y1 }}", "y1", 18, C), ("{{ years.y }}", "{{ years.y }}", "y", 18, C),
                ("Өзгерісі", "Изменение", "change", 19, C)), topic="years", dense=True),
            self.annexed("overview_commissions", "Комиссиялардың әдістемелік жұмысы", "Методическая работа комиссий"),
            p(run(say("Жоба. ", "Проект. "), bold=True), run(say(
                "Төмендегі тұжырымдар көрсеткіштер негізінде дайындалды; қол қойылғанға дейін қаралып, толықтырылады.",
                "Приведённые ниже выводы подготовлены по показателям; до подписания они рассматриваются и дополняются."), italic=True)),
            *(p(say(kk, ru), style="Heading2") + numbered("sentence", f"closing.{name}", signed=name == "next_tasks") for kk, ru, name in parts),
            p(say("Талдауды дайындаған:", "Анализ подготовил(а):"), style="Flush", more='<w:keepNext/><w:spacing w:before="360" w:after="0"/>'),
            signatures(("people.methodist.position", "people.methodist.name")),
            p(say("Келісілді:", "Согласовано:"), style="Flush", more='<w:keepNext/><w:spacing w:before="240" w:after="0"/>'),
            signatures(("people.deputy.position", "people.deputy.name")),
        )

    def annex(self, kk: str, ru: str, name: str, columns: Sequence[Column], *, upright: int = 0) -> str:
        """An annex: number and title as one heading, whom it speaks of, its table; one without rows is none, the first begins a page."""
        source, number = f"tables.{name}", f"{{{{ annexes.{name} }}}}"
        title = self.say(f"{number}-қосымша. {kk}", f"Приложение{NBSP}{number}. {ru}")
        return when(
            f"annexes.{name}",
            when(f"annexes.{name} == '1'", p(title, style="Heading1", more=NEW_PAGE), otherwise=[p(title, style="Heading1")]),
            p(f"({{{{ {source}.scope }}}})", style="Note", align=C, more="<w:keepNext/>"),
            table(f"{source}.rows", self.columns(*columns), upright=upright, size="Annex", followed=f"{source}.notes"), notes(source),
        )

    def annexes(self) -> str:
        """Lists that would break the reading of the body."""
        number = ("№", "№", "row_no", 6, C)
        work = (("Ашық сабақтар", "Открытые уроки", "lessons", 14, C), ("Өзара қатысу", "Взаимопосещения", "visits", 14, C), ("Курстар", "Курсы", "courses", 14, C),
                ("Жарияланымдар", "Публикации", "publications", 14, C), ("Әдістемелік өнім", "Методическая продукция", "products", 14, C),
                ("Байқауларға қатысу", "Участие в конкурсах", "contests", 14, C), ("Жүлделер", "Призовые места", "prizes", 14, C))
        return (
            self.annex("ОТМ мүшелерінің тізімі", "Список участников ШПО", "composition_members", (
                number, ("Аты-жөні", "Ф.И.О.", "person", 48, L), ("Міндеті", "Роль", "role", 21.3, L), ("Лауазымы, санаты", "Должность, категория", "post", 47, L),
                ("Өтілі, жыл", "Стаж, лет", "experience", 11.4, C), ("Қабылдану негізі", "Основание", "ground", 31.3, L)))
            + self.annex("Ашық, панорамалық сабақтар мен шеберлік сыныптарының тізімі", "Перечень открытых, панорамных уроков и мастер-классов", "lessons_list", (
                ("№", "№", "row_no", 7.8, C), ("Күні", "Дата", "date", 20, C), ("Педагог", "Педагог", "teacher", 30, L), ("Түрі", "Вид", "kind", 24.6, L),
                ("Пәні, тақырыбы", "Дисциплина, тема", "taught", 67, L), ("Тобы", "Группа", "group", 15.2, C),
                ("Қатысқаны", "Присутств.", "visitors", 7.2, C), ("Талдауы", "Анализ", "analysed", 9.6, C), ("Бағасы", "Оценка", "mark", 16.6, C)), upright=1250)
            + self.annex("Жарияланымдардың тізімі", "Перечень публикаций", "products_publications", (
                number, ("Авторлар", "Авторы", "authors", 25, L), ("Тақырыбы", "Тема", "title", 43, L), ("Түрі", "Вид", "kind", 16.5, L),
                ("Басылым", "Издание", "publisher", 33, L), ("Күні", "Дата", "date", 16.7, C), ("Деңгейі", "Уровень", "level", 26, L)))
            + self.annex("ОТМ хаттамаларының тізімі", "Перечень протоколов ШПО", "events_protocols", (
                number, ("Хаттама №", "Протокол №", "protocol", 24, C), ("Күні", "Дата", "date", 24, C),
                ("Қаралған мәселелер", "Рассмотрено вопросов", "questions", 30, C), ("Қабылданған шешімдер", "Принято решений", "decisions", 30, C)))
            + self.annex("Санаты немесе есепке алынуы өзгерген педагогтер", "Педагоги, у которых изменилась категория или учёт", "staff_category_moves", (
                number, ("Аты-жөні", "Ф.И.О.", "person", 54, L), ("Не өзгерді", "Что изменилось", "kind", 32, L),
                ("{{ years.y1 }} санаты", "{{ years.y1 }}, категория", "was", 28, L), ("{{ years.y }} санаты", "{{ years.y }}, категория", "now", 28, L),
                ("Күні", "Дата", "day", 17, C)))
            + self.annex("Комиссиялардың әдістемелік жұмысы", "Методическая работа комиссий", "overview_commissions", (
                ("Комиссия", "Комиссия", "commission", 50, L), ("Педагогтер", "Педагоги", "teachers", 14, C), *work), upright=1600)
        )

    def whole(self) -> str:
        """Everything, in order."""
        return (
            self.title_page() + self.contents() + self.introduction() + self.composition() + self.plan() + self.events() + self.attendance() + self.lessons() + self.visits()
            + self.mentoring() + self.staff() + self.courses() + self.products() + self.contests() + self.practice() + self.portfolios()
            + self.exhibitions() + self.compliance() + self.closing() + self.annexes() + p(style="HeaderEnd")
        )


def notes(source: str) -> str:
    """What stands under a table: counting unit, date of the composition, rounding."""
    return when(f"{source}.notes", p(f"{{{{ {source}.notes | join(' ') }}}}", style="Note"))


def draw(say: Say) -> bytes:
    """The paper in one language."""
    return document(Analysis(say).whole(), header=header(say, say("Талдау", "Анализ")), lang=say.lang)
