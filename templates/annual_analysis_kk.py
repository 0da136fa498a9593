"""The annual analysis in Kazakh: 17 sections, tables 1–21, five charts, annexes (domain 3.3; seed 000 §6, K16)."""

from __future__ import annotations

from collections.abc import Sequence

from house_style import NBSP, NEW_PAGE, document, each, p, run, table, value, when
from shared_blocks import approval, header_kk, signatures

L, C = "left", "center"
Column = tuple[str, str, float, str]


def fact(words: str, figure: str) -> str:
    """«words – figure», a number never parted from its dash."""
    return f"{words} –{NBSP}{{{{ figures['{figure}'] }}}}"


def facts(*pairs: tuple[str, str]) -> str:
    """A sentence of several facts."""
    return p("; ".join(fact(words, figure) for words, figure in pairs) + ".")


def section(number: int, title: str, *content: str) -> str:
    """A numbered section."""
    return p(f"{number}. {title}", style="Heading1") + "".join(content)


def listed(name: str, number: str, title: str, columns: Sequence[Column], *, upright: bool = False, small: bool = False) -> str:
    """A table with its title, scope and notes; a sentence where there is nothing to show."""
    source = f"tables.{name}"
    shown = (
        p(f"{number}. {title} ({{{{ {source}.scope }}}})", style="Caption")
        + table(f"{source}.rows", columns, upright=upright, small=small)
        + each("note", f"{source}.notes", p("{{ note }}", style="Note"))
    )
    return when(f"{source}.shown", shown, otherwise=[p(f"{number}. {title}: {{{{ {source}.words }}}}.", style="Caption")])


def body_table(name: str, number: int, title: str, columns: Sequence[Column], *, topic: str = "", upright: bool = False,
               small: bool = False) -> str:
    """A table of the body with the drafted conclusion under it."""
    drafted = when(f"conclusions.{topic}", p(run("Жоба: ", bold=True), run(f"{{{{ conclusions.{topic} }}}}", italic=True),
                                             style="Draft")) if topic else ""
    return listed(name, f"{number}-кесте", title, columns, upright=upright, small=small) + drafted


def chart(name: str, number: int, title: str, table_name: str) -> str:
    """A chart with its caption; nothing where there is nothing to draw."""
    return when(
        f"charts.{name}",
        p(f"{{{{ charts.{name} }}}}", style="Figure"),
        p(f"{number}-сурет. {title} ({{{{ tables.{table_name}.scope }}}})", style="FigureCaption"),
    )


def inline(name: str, words: str, item: str) -> str:
    """A short listing as a numbered list in the text, only where it has rows."""
    return when(
        f"tables.{name}.shown",
        p(f"{words} ({{{{ tables.{name}.scope }}}}):", more="<w:keepNext/>"),
        each("row", f"tables.{name}.rows", p(f"{{{{ row.row_no }}}}) {item}")),
        each("note", f"tables.{name}.notes", p("{{ note }}", style="Note")),
    )


def running(name: str, words: str, item: str) -> str:
    """A short listing as one sentence, only where it has rows."""
    parts = f"{{% for row in tables.{name}.rows %}}{item}{{% if not loop.last %}}, {{% endif %}}{{% endfor %}}"
    return when(f"tables.{name}.shown", p(f"{words} ({{{{ tables.{name}.scope }}}}): {parts}."))


# ── the title page and the sections ─────────────────────────────────────────────────────────────────────────────────


def title_page() -> str:
    """The college, the approval pair, the title, the place and the year."""
    down = '<w:spacing w:before="3000" w:after="0"/>'
    return (
        p(value("college.name"), style="Centred", more='<w:spacing w:before="0" w:after="480"/>')
        + approval()
        + p("{{ otm.name_genitive | upper }}", style="Title", more=down)
        + p("{{ year.period }}", style="Title")
        + p("ЖҰМЫСЫН ТАЛДАУ", style="Title")
        + p(value("college.city"), style="Centred", more='<w:spacing w:before="4600" w:after="0"/>')
        + p(f"{{{{ year.last }}}}{NBSP}жыл", style="Centred")
    )


def introduction() -> str:
    """Section 1: aim, sources, legal basis, theme, tasks."""
    first = p("1. Кіріспе", style="Heading1", more=NEW_PAGE)
    return (
        first
        + p(run("Талдаудың мақсаты: ", bold=True), "{{ otm.name_genitive }} {{ year.period }} жұмысының нәтижесін, Ереже талаптарының "
            "орындалуын көрсеткіштер негізінде бағалау және келесі оқу жылының міндеттерін айқындау.")
        + p(run("ОТМ жұмысының мақсаты: ", bold=True), value("intro.aim"))
        + p(run("Әдістемелік тақырып: ", bold=True), value("intro.theme"))
        + p(run("Нормативтік негіз:", bold=True), more="<w:keepNext/>")
        + each("basis", "intro.legal", p(run("{{ loop.index }}) "), value("basis")))
        + p(run("Оқу жылының міндеттері:", bold=True), more="<w:keepNext/>")
        + each("task", "intro.tasks", p(run("{{ loop.index }}) "), value("task")))
        + p(run("Талдаудың дереккөздері", bold=True), run(" (колледж журналдары мен тізілімдері):"), more="<w:keepNext/>")
        + each("source", "intro.sources", p("{{ loop.index }}) {{ source }}"))
        + when("intro.missing", p("{{ intro.missing }}"))
        + p("Педагогтердің құрамы {{ year.snapshot }} күнгі жағдай бойынша берілген. «Дерек жоқ» деген жазу тиісті журналдың жоқ екенін "
            "немесе онда мәлімет толтырылмағанын білдіреді, ол нөлге тең емес.")
    )


def school() -> str:
    """Sections 2–5: composition, plan, events, attendance."""
    members = section(
        2, "ОТМ құрамы және ұйымдастырылуы",
        p(run("ОТМ құрамы директордың бұйрығымен бекітілген (бұйрық №" + NBSP), value("order.no"), run(", "), value("order.date"),
          run("). Жетекшісі – "), value("order.leader"), run("{% if order.category %} ({{ order.category }}){% endif %}.")),
        when("rules.K01", p("Жетекшінің санатына қойылатын талап ({{ rules.K01.clause }}): {{ rules.K01.verdict }}.")),
        facts(("Тыңдаушылар саны", "composition.listeners"), ("жетекшілер саны", "composition.leaders"),
              ("тәлімгерлер саны", "composition.mentors")),
        body_table("composition_summary", 1, "ОТМ тыңдаушыларының құрамы", (
            ("Көрсеткіш", "name", 60, L), ("Саны", "n", 18, C), ("Үлесі, %", "share", 18, C)), topic="composition"),
        p("ОТМ мүшелерінің тізімі 1-қосымшада берілген."),
    )
    plan = section(
        3, "Жылдық жоспардың орындалуы",
        facts(("Жоспарланған тармақтар", "plan.items"), ("орындалды", "plan.status.done"), ("ішінара орындалды", "plan.status.partial"),
              ("мерзімі ауыстырылды", "plan.status.moved"), ("орындалмады", "plan.status.failed"),
              ("мерзімі келмеді", "plan.status.pending"), ("орындалу үлесі", "plan.done_share")),
        body_table("plan_by_quarter", 2, "Жоспардың тоқсандар бойынша орындалуы", (
            ("Тоқсан", "quarter", 24, L), ("Жоспар-ланғаны", "items", 17, C), ("Орындалды", "done", 18, C),
            ("Ішінара орындалды", "partial", 18, C), ("Мерзімі ауысты-рылды", "moved", 18, C), ("Орындал-мады", "failed", 17, C),
            ("Мерзімі келмеді", "pending", 17, C), ("Орындалу үлесі, %", "share", 18, C)), topic="plan"),
        chart("g1", 1, "Жоспардың тоқсандар бойынша орындалуы", "plan_by_quarter"),
        inline("plan_unfulfilled", "Толық орындалмаған тармақтар",
               "{{ row.activity }} – {{ row.status }}; мерзімі: {{ row.due }}; жауапты: {{ row.responsible }}"),
    )
    events = section(
        4, "Отырыстар мен іс-шаралар",
        facts(("Өткізілген отырыстар мен іс-шаралар", "events.held"), ("оның ішінде отырыстар", "events.sessions"),
              ("қолданылған нысандар саны", "events.forms_used")),
        when("rules.K07", p("Отырыстар мен іс-шаралардың санына және тоқсан сайын өткізілуіне қойылатын талап "
                            "({{ rules.K07.clause }}): {{ rules.K07.verdict }}. {{ rules.K07.reason }}")),
        body_table("events_list", 3, "Өткізілген отырыстар мен іс-шаралар", (
            ("№", "no", 8, C), ("Күні", "date", 19, C), ("Нысаны", "form", 24, L), ("Тақырыбы", "title", 48, L),
            ("Баяндамашы", "presenter", 30, L), ("Қатыс-қаны", "present", 14, C), ("Хаттама №", "protocol", 15, C)), topic="events"),
        body_table("events_by_form", 4, "Іс-шаралардың нысандары тоқсандар бойынша", (
            ("Нысаны", "form", 44, L), ("І", "q1", 11, C), ("ІІ", "q2", 11, C), ("ІІІ", "q3", 11, C), ("ІV", "q4", 11, C),
            ("Шілде–тамыз", "summer", 16, C), ("Барлығы", "total", 16, C))),
        chart("g2", 2, "Іс-шаралардың нысандары", "events_by_form"),
    )
    attendance = section(
        5, "Тыңдаушылардың қатысуы",
        facts(("Қатысу белгіленген отырыстар саны", "attendance.meetings"), ("белгілеу толықтығы", "attendance.marked_share"),
              ("жалпы қатысу үлесі", "attendance.rate"), ("орташа мәні", "attendance.mean"), ("медианасы", "attendance.median")),
        body_table("attendance_by_person", 5, "Тыңдаушылардың отырыстарға қатысуы", (
            ("№", "row_no", 9, C), ("Тыңдаушы", "person", 52, L), ("Өткізілгені", "held", 19, C), ("Белгіленгені", "marked", 21, C),
            ("Қатысқаны", "present", 19, C), ("Дәлелді себеппен", "excused", 18, C), ("Қатыспа-ғаны", "absent", 18, C),
            ("Қатысу үлесі, %", "rate", 17, C)), topic="attendance"),
        chart("g3", 3, "Тыңдаушылардың қатысу үлесі, %", "attendance_by_person"),
    )
    return members + plan + events + attendance


def lessons() -> str:
    """Sections 6–8: open lessons, visits, mentoring."""
    open_lessons = section(
        6, "Ашық, панорамалық сабақтар, шеберлік сыныптары",
        facts(("Жоспарланған сабақтар", "lessons.planned"), ("өткізілгені", "lessons.held"),
              ("бірлескен талдау жасалғаны", "lessons.analysed"), ("талдау жасалғандарының үлесі", "lessons.analysed_share")),
        body_table("lessons_by_commission", 6, "Ашық сабақтар комиссиялар бойынша", (
            ("Комиссия", "commission", 60, L), ("Өткізілгені", "held", 20, C), ("Бірлескен талдау жасалғаны", "analysed", 26, C),
            ("Үлесі, %", "share", 18, C)), topic="lessons"),
        p("Өткізілген сабақтардың тізімі 2-қосымшада берілген."),
    )
    visits = section(
        7, "Өзара сабаққа қатысу",
        facts(("Өзара сабаққа қатысу саны", "visits.visits"), ("қатысқан педагогтер", "visits.visitors"),
              ("сабағына қатысылған педагогтер", "visits.visited"),
              ("тыңдаушылардың тәжірибелі педагогтер сабағына қатысуы", "visits.listener_visits"),
              ("сабағына ешкім қатыспаған педагогтер", "visits.never_visited")),
        body_table("visits_by_teacher", 7, "Педагогтердің өзара сабаққа қатысуы", (
            ("№", "row_no", 9, C), ("Педагог", "person", 60, L), ("Өзі қатысқаны", "made", 24, C),
            ("Сабағына әріптестерінің қатысқаны", "received", 32, C)), topic="visits"),
        running("visits_never_visited", "Сабағына әріптестері қатыспаған педагогтер", "{{ row.person }}"),
    )
    mentoring = section(
        8, "Жас мамандармен жұмыс, тәлімгерлік",
        facts(("Тәлімгер мен жас маман жұптары", "mentoring.pairs"), ("өткізілген кездесулер", "mentoring.meetings"),
              ("қатысқан сабақтар", "mentoring.lessons_visited"), ("тапсырылған есептер", "mentoring.reports")),
        facts(("Өткен оқу жылындағы жас мамандар", "mentoring.young.total"),
              ("оның ішінде жұмысын жалғастырғандары", "mentoring.young.retained")),
        body_table("mentoring_pairs", 8, "Тәлімгерлік жұптары", (
            ("Тәлімгер", "mentor", 27, L), ("Жас маман", "mentee", 27, L), ("Кезеңі", "period", 25, C),
            ("Жоспар, %", "plan_done", 15, C), ("Кездесу", "meetings", 15, C), ("Сабақ", "lessons", 13, C),
            ("Нәтижесі", "result", 26, L), ("Есеп берілген күні", "report", 20, C)), topic="mentoring", small=True),
    )
    return open_lessons + visits + mentoring


def staff() -> str:
    """Sections 9 and 10: composition of the staff over three years, courses."""
    years = [("{{ years.y2 }}, саны", "y2_n", 17, C), ("{{ years.y2 }}, %", "y2_share", 17, C), ("{{ years.y1 }}, саны", "y1_n", 17, C),
             ("{{ years.y1 }}, %", "y1_share", 17, C), ("{{ years.y }}, саны", "n", 17, C), ("{{ years.y }}, %", "share", 17, C)]
    counted = [("{{ years.y2 }}", "y2_n", 22, C), ("{{ years.y1 }}", "y1_n", 22, C), ("{{ years.y }}", "n", 22, C),
               ("{{ years.y }}, %", "share", 22, C)]
    commissions = [("Барлығы", "total", 11, C), ("педагог-шебер", "master", 11, C), ("педагог-зерттеуші", "researcher", 11, C),
                   ("педагог-сарапшы", "expert", 11, C), ("педагог-модератор", "moderator", 11, C), ("педагог", "ped", 11, C),
                   ("жоғары санат", "high", 11, C), ("бірінші санат", "first", 11, C), ("екінші санат", "second", 11, C),
                   ("санатсыз", "none", 11, C), ("педагог-тағылымдамашы", "trainee", 11, C)]
    composition = section(
        9, "Педагогтердің сандық және сапалық құрамы",
        facts(("Педагогтердің жалпы саны", "staff.total"), ("сырттан қоса атқарушылар (есепке кірмейді)", "staff.external"),
              ("бала күтімі демалысындағылар (есепке кірмейді)", "staff.maternity")),
        facts(("Педагог-сарапшы, педагог-зерттеуші, педагог-шебер санатындағылар", "staff.qualified"),
              ("үлесі", "staff.qualified_share")),
        body_table("staff_categories", 9, "Педагогтердің санаттары үш оқу жылында", (
            ("Санаты", "category", 34, L), *years, ("Өзгерісі, п.т.", "change", 15, C)), topic="categories", small=True),
        p("п.т. – пайыздық тармақ.", style="Note"),
        chart("g4", 4, "Санаттардың үлесі үш оқу жылында, %", "staff_categories"),
        body_table("staff_education", 10, "Педагогтердің білім деңгейі", (("Білімі", "level", 50, L), *counted), topic="education"),
        body_table("staff_experience", 11, "Педагогтердің педагогикалық өтілі", (("Өтілі", "band", 50, L), *counted), topic="experience"),
        body_table("staff_by_commission", 12, "Педагогтер комиссиялар мен санаттар бойынша", (
            ("Комиссия", "commission", 40, L), *commissions), topic="commissions", upright=True, small=True),
    )
    courses = section(
        10, "Біліктілікті арттыру, тағылымдама",
        facts(("Курстар саны", "courses.courses"), ("оқыған педагогтер", "courses.teachers"), ("жалпы сағат саны", "courses.hours"),
              ("тағылымдамалар саны", "courses.internships"), ("тағылымдамадан өткен педагогтер", "courses.interns")),
        p("Соңғы {{ windows.courses }} жылда біліктілігін арттырған педагогтер –" + NBSP
          + "{{ figures['courses.trained_window'] }}, үлесі –" + NBSP + "{{ figures['courses.trained_window_share'] }}."),
        body_table("courses_by_provider", 13, "Курстар ұйымдастырушылар бойынша", (
            ("Ұйымдастырушы", "provider", 66, L), ("Курстар", "courses", 18, C), ("Педагогтер", "teachers", 20, C),
            ("Сағат", "hours", 16, C)), topic="courses"),
        running("courses_by_mode", "Курстардың оқыту түрі", f"{{{{ row.mode }}}} –{NBSP}{{{{ row.courses }}}}"),
        running("courses_not_trained", "Белгіленген мерзімде курстан өтпеген педагогтер", "{{ row.person }}"),
        p("Курстардың тізімі 3-қосымшада берілген."),
    )
    return composition + courses


def products() -> str:
    """Sections 11–15: publications and products, contests, best practice, portfolios, exhibitions."""
    results = [("бас жүлде", "grand_prix", 10, C), ("І орын", "p1", 10, C), ("ІІ орын", "p2", 10, C), ("ІІІ орын", "p3", 10, C),
               ("жүлделі орын", "prize", 10, C), ("номинация", "nomination", 10, C), ("лауреат", "laureate", 10, C),
               ("диплом", "diploma", 10, C), ("сертификат", "certificate", 10, C), ("алғыс хат", "thanks", 10, C),
               ("мақтау қағазы", "charter", 10, C), ("қатысушы", "participant", 10, C), ("Барлығы", "total", 11, C)]
    published = section(
        11, "Жарияланымдар мен әдістемелік өнім",
        facts(("Жарияланымдар саны", "products.publications"), ("авторлар саны", "products.authors"),
              ("бір педагогке шаққанда", "products.per_teacher")),
        facts(("Әдістемелік өнім саны", "products.products"), ("өзіндік білім тақырыптары", "products.self_education"),
              ("оның ішінде қорғалғаны", "products.self_education.defended")),
        body_table("products_publications_by_kind", 14, "Жарияланымдар түрі мен деңгейі бойынша", (
            ("Түрі", "kind", 36, L), ("колледж", "college", 11, C), ("аудан", "district", 11, C), ("қала", "city", 11, C),
            ("облыс", "region", 11, C), ("өңіраралық", "interregional", 11, C), ("республика", "national", 11, C),
            ("халықаралық", "international", 11, C), ("Барлығы", "total", 12, C)), topic="publications", upright=True),
        body_table("products_route", 15, "Әдістемелік өнімнің қаралу және бекітілу кезеңдері", (
            ("Авторлар", "authors", 24, L), ("Атауы", "title", 40, L), ("Түрі", "kind", 24, L), ("Комиссия", "commission", 18, C),
            ("Әдіс-темелік кеңес", "council", 18, C), ("Шешімі", "decision", 21, L), ("Бекітілген күні", "approved", 20, C),
            ("Кезеңі", "stage", 21, L)), topic="products", small=True),
        p("Жарияланымдардың тізімі 4-қосымшада берілген."),
    )
    contests = section(
        12, "Байқаулар, олимпиадалар, конференциялар",
        facts(("Педагогтердің қатысуы", "contests.teachers.entries"), ("жүлделі орындар", "contests.teachers.prizes"),
              ("білім алушылардың қатысуы", "contests.students.entries"), ("жүлделі орындар", "contests.students.prizes"),
              ("конференцияларға қатысу", "contests.conferences")),
        body_table("contests_teachers", 16, "Педагогтердің байқаулардағы нәтижелері", (("Деңгейі", "level", 30, L), *results),
                   topic="contests", upright=True, small=True),
        chart("g5", 5, "Педагогтердің байқауларға қатысуы деңгейлер бойынша", "contests_teachers"),
        body_table("contests_students", 17, "Білім алушылардың байқаулар мен олимпиадалардағы нәтижелері",
                   (("Деңгейі", "level", 30, L), *results), topic="students", upright=True, small=True),
        running("contests_leaders", "Ең көп жүлделі педагогтер",
                f"{{{{ row.person }}}} (қатысуы –{NBSP}{{{{ row.entries }}}}, жүлделері –{NBSP}{{{{ row.prizes }}}})"),
        p("Конференцияларға қатысу тізімі 5-қосымшада берілген."),
    )
    practice = section(
        13, "Озат тәжірибені анықтау, жинақтау, тарату",
        facts(("Озат тәжірибелер саны", "practice.total"), ("әдістемелік кеңесте қаралғаны", "practice.considered"),
              ("таратуға ұсынылғаны", "practice.recommended"), ("енгізілгені", "practice.adopted")),
        body_table("practice_stages", 18, "Озат тәжірибелер кезеңдер бойынша", (("Кезеңі", "stage", 70, L), ("Саны", "n", 26, C)),
                   topic="practice"),
        body_table("practice_list", 19, "Озат тәжірибелердің тізімі", (
            ("Авторлар", "authors", 25, L), ("Тақырыбы", "title", 44, L), ("Хаттама №", "protocol", 15, C),
            ("Хаттама күні", "protocol_date", 20, C), ("Шешімі", "decision", 24, L), ("Деңгейі", "level", 24, L),
            ("Енгізген педагогтер", "adopters", 28, L)), small=True),
    )
    portfolios = section(
        14, "Портфолио және шығармашылық есептер",
        facts(("Тапсыруға тиіс тыңдаушылар", "portfolios.expected"), ("тапсырғаны", "portfolios.submitted"),
              ("үлесі", "portfolios.submitted_share")),
        body_table("portfolios_list", 20, "Тапсырылған портфолио мен шығармашылық есептер", (
            ("№", "row_no", 9, C), ("Тыңдаушы", "person", 58, L), ("Түрі", "kind", 40, L), ("Тапсырылған күні", "submitted_on", 24, C),
            ("Бағасы", "mark", 18, C)), topic="portfolios"),
        running("portfolios_missing", "Есептік материал тапсырмаған тыңдаушылар", "{{ row.person }}"),
    )
    exhibitions = section(
        15, "Көрме және бюллетень талдауы",
        facts(("Әдістемелік көрмелер", "exhibitions.exhibitions"), ("бюллетеньдер", "exhibitions.bulletins"),
              ("көрмеге қойылған материалдар", "exhibitions.exhibits")),
        body_table("exhibitions_list", 21, "Көрмелер мен бюллетеньдер", (
            ("Түрі", "kind", 22, L), ("№", "no", 9, C), ("Атауы", "title", 40, L), ("Күні", "date", 20, C),
            ("Мате-риалдар", "exhibits", 16, C), ("Авторлар саны", "authors", 16, C), ("Талдауы", "analysis", 42, L)),
            topic="exhibitions", small=True),
    )
    return published + contests + practice + portfolios + exhibitions


def compliance() -> str:
    """Section 16: what the regulation asks and what the registers show (B5)."""
    return section(
        16, "Ереже талаптарының орындалуы",
        facts(("Тексерілген талаптар", "compliance.rules"), ("орындалды", "compliance.verdict.met"),
              ("ішінара орындалды", "compliance.verdict.partly"), ("орындалмады", "compliance.verdict.not_met"),
              ("мерзімі келмеді", "compliance.verdict.not_due"), ("дерек жоқ", "compliance.verdict.no_data"),
              ("әдіскер бағалайды", "compliance.verdict.person")),
        listed("compliance_rules", "22-кесте", "Ереже талаптарының орындалуы", (
            ("№", "no", 8, C), ("Ереже талабы", "requirement", 54, L), ("Тармақ", "clause", 16, C), ("Дерек", "data", 54, L),
            ("Нәтиже", "verdict", 24, C)), small=True),
        when("conclusions.compliance", p(run("Жоба: ", bold=True), run("{{ conclusions.compliance }}", italic=True), style="Draft")),
    )


def closing() -> str:
    """Section 17: a draft of the conclusions, and who signs."""
    parts = (("Жетістіктер", "achievements"), ("Мәселелер", "problems"), ("Ұсыныстар", "proposals"),
             ("Келесі оқу жылының міндеттері", "next_tasks"))
    return section(
        17, "Қорытынды",
        p(run("Жоба. ", bold=True), run("Төмендегі тұжырымдар көрсеткіштер негізінде дайындалды; қол қойылғанға дейін қаралып, "
                                       "толықтырылады.", italic=True)),
        *(p(words, style="Heading2") + each("sentence", f"closing.{name}", p(run("{{ loop.index }}) "), value("sentence")))
          for words, name in parts),
        p("Талдауды дайындаған:", style="Flush", more='<w:keepNext/><w:spacing w:before="360" w:after="0"/>'),
        signatures(("people.methodist.position", "people.methodist.name")),
        p("Келісілді:", style="Flush", more='<w:keepNext/><w:spacing w:before="240" w:after="0"/>'),
        signatures(("people.deputy.position", "people.deputy.name")),
    )


# ── annexes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def annex(number: int, title: str, name: str, columns: Sequence[Column], *, more: str = "") -> str:
    """An annex: its mark on the right, its title, its table."""
    source = f"tables.{name}"
    return (
        p(f"{number}-қосымша", style="Annex", more=more)
        + p(f"{title} ({{{{ {source}.scope }}}})", style="Heading2")
        + when(
            f"{source}.shown", table(f"{source}.rows", columns, small=True),
            each("note", f"{source}.notes", p("{{ note }}", style="Note")),
            otherwise=[p(f"{{{{ {source}.words }}}}.", style="Flush")],
        )
    )


def annexes() -> str:
    """Lists that would break the reading of the body."""
    return (
        annex(1, "ОТМ мүшелерінің тізімі", "composition_members", (
            ("№", "row_no", 8, C), ("Аты-жөні", "person", 40, L), ("ОТМ-дегі міндеті", "role", 22, L), ("Лауазымы", "position", 30, L),
            ("Санаты", "category", 24, L), ("Өтілі, жыл", "experience", 14, C), ("Негізі", "ground", 24, L),
            ("Тәлімгері", "mentor", 24, L)), more=NEW_PAGE)
        + annex(2, "Ашық, панорамалық сабақтар мен шеберлік сыныптарының тізімі", "lessons_list", (
            ("№", "row_no", 8, C), ("Күні", "date", 19, C), ("Педагог", "teacher", 26, L), ("Түрі", "kind", 23, L),
            ("Пәні", "subject", 26, L), ("Тобы", "group", 15, C), ("Тақырыбы", "topic", 40, L), ("Қатыс-қаны", "visitors", 14, C),
            ("Талдауы", "analysed", 14, C), ("Бағасы", "mark", 16, C)))
        + annex(3, "Біліктілікті арттыру курстарының тізімі", "courses_list", (
            ("№", "row_no", 8, C), ("Педагог", "teacher", 28, L), ("Бағдарламасы", "programme", 62, L), ("Ұйымдастырушы", "provider", 44, L),
            ("Мерзімі", "period", 24, C), ("Сағат", "hours", 13, C)))
        + annex(4, "Жарияланымдардың тізімі", "products_publications", (
            ("№", "row_no", 8, C), ("Авторлар", "authors", 30, L), ("Тақырыбы", "title", 60, L), ("Түрі", "kind", 22, L),
            ("Басылым", "publisher", 36, L), ("Күні", "date", 20, C), ("Деңгейі", "level", 24, L)))
        + annex(5, "Конференцияларға қатысу тізімі", "contests_conferences", (
            ("№", "row_no", 8, C), ("Педагог", "teacher", 28, L), ("Іс-шара", "event", 52, L), ("Баяндама тақырыбы", "topic", 48, L),
            ("Деңгейі", "level", 26, L), ("Күні", "date", 20, C)))
    )


def annual_analysis() -> bytes:
    """The whole paper."""
    body = (title_page() + introduction() + school() + lessons() + staff() + products() + compliance() + closing() + annexes()
            + p(style="HeaderEnd"))
    return document(body, header=header_kk("Талдау"))
