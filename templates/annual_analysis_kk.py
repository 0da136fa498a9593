"""The annual analysis in Kazakh: 17 sections, tables 1–21, five charts, annexes (domain 3.3; seed 000 §6, K16)."""

from __future__ import annotations

from collections.abc import Sequence

from house_style import NBSP, NEW_PAGE, document, each, p, run, table, value, when
from shared_blocks import approval, header_kk, signatures

L, C = "left", "center"
Column = tuple[str, str, float, str]


def fact(words: str, figure: str) -> str:
    """«words – figure», a number never parted from its dash."""
    return f"{words}{NBSP}–{NBSP}{{{{ figures['{figure}'] }}}}"


def facts(*pairs: tuple[str, str]) -> str:
    """A sentence of several facts; nothing where the registers of the section are silent, which `section` says once."""
    chapter = pairs[0][1].partition(".")[0]
    return when(f"known.{chapter}", p("; ".join(fact(words, figure) for words, figure in pairs) + ".", align="left"))


def notes(source: str) -> str:
    """What stands under a table: counting unit, date of the composition, rounding."""
    return when(f"{source}.notes", p(f"{{{{ {source}.notes | join(' ') }}}}", style="Note"))


def section(number: int, title: str, *content: str, chapter: str = "") -> str:
    """A numbered section; one whose registers are silent says so in words."""
    silent = when(f"not known.{chapter}", p("Бұл бөлім бойынша дерек жоқ.")) if chapter else ""
    return p(f"{number}. {title}", style="Heading1") + silent + "".join(content)


def listed(name: str, number: str, title: str, columns: Sequence[Column], *, upright: int = 0, small: bool = False,
           note: str = "") -> str:
    """A table with its title, scope and notes; a sentence where there is nothing to show."""
    source = f"tables.{name}"
    shown = (
        p(f"{number}. {title} ({{{{ {source}.scope }}}})", style="Caption")
        + table(f"{source}.rows", columns, upright=upright, size="Small" if small else "Table")
        + (p(note, style="Note") if note else "")
        + notes(source)
    )
    return when(f"{source}.shown", shown, otherwise=[p(f"{number}. {title}: {{{{ {source}.words }}}}.", style="Caption")])


def body_table(name: str, number: int, title: str, columns: Sequence[Column], *, topic: str = "", upright: int = 0,
               small: bool = False, note: str = "") -> str:
    """A table of the body with the drafted conclusion under it."""
    drafted = when(f"conclusions.{topic}", p(run("Жоба: ", bold=True), run(f"{{{{ conclusions.{topic} }}}}", italic=True),
                                             style="Draft", align="left")) if topic else ""
    return listed(name, f"{number}-кесте", title, columns, upright=upright, small=small, note=note) + drafted


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
        notes(f"tables.{name}"),
    )


def running(name: str, words: str, item: str = "{{ row.person }}", end: str = "") -> str:
    """A short listing as one sentence, only where it has rows; a name in short ends with its own full stop."""
    parts = f"{{% for row in tables.{name}.rows %}}{item}{{% if not loop.last %}}, {{% endif %}}{{% endfor %}}"
    return when(f"tables.{name}.shown", p(f"{words} ({{{{ tables.{name}.scope }}}}): {parts}{end}", align="left"))


# ── the title page and the sections ─────────────────────────────────────────────────────────────────────────────────


def title_page() -> str:
    """The college, the approval pair, the title, the place and the year."""
    down = '<w:spacing w:before="3000" w:after="0"/>'
    return (
        p(value("college.name"), style="Centred", more='<w:spacing w:before="0" w:after="480"/>')
        + approval()
        + p("{{ otm.name_genitive | upper }}", style="Title", more=down)
        + p("{{ year.period | upper }}", style="Title")
        + p("ЖҰМЫСЫН ТАЛДАУ", style="Title")
        + p(value("college.city"), run(" қаласы"), style="Centred", more='<w:spacing w:before="4600" w:after="0"/>')
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
        + p(run("Талдаудың дереккөздері: ", bold=True), "колледж журналдары мен тізілімдері – {{ intro.sources }}.")
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
        when("rules.get('K01')", p("Жетекшінің санатына қойылатын талап (Ереже, {{ rules.K01.clause }}): {{ rules.K01.verdict }}.")),
        facts(("Тыңдаушылар саны", "composition.listeners"), ("жетекшілер саны", "composition.leaders"),
              ("тәлімгерлер саны", "composition.mentors")),
        body_table("composition_summary", 1, "ОТМ тыңдаушыларының құрамы", (
            ("Көрсеткіш", "name", 60, L), ("Саны", "n", 18, C), ("Үлесі, %", "share", 18, C)), topic="composition"),
        when("tables.composition_members.shown", p("ОТМ мүшелерінің тізімі 1-қосымшада берілген.")),
        chapter="composition",
    )
    plan = section(
        3, "Жылдық жоспардың орындалуы",
        facts(("Жоспарланған тармақтар", "plan.items"), ("орындалды", "plan.status.done"), ("ішінара орындалды", "plan.status.partial"),
              ("мерзімі ауыстырылды", "plan.status.moved"), ("орындалмады", "plan.status.failed"),
              ("мерзімі келмеді", "plan.status.pending"), ("орындалу үлесі", "plan.done_share")),
        body_table("plan_by_quarter", 2, "Жоспардың тоқсандар бойынша орындалуы", (
            ("Тоқсан", "quarter", 45, L), ("жоспарланды", "items", 15, C), ("орындалды", "done", 15, C),
            ("ішінара орындалды", "partial", 15, C), ("мерзімі ауыстырылды", "moved", 15, C), ("орындалмады", "failed", 15, C),
            ("мерзімі келмеді", "pending", 15, C), ("белгі қойылмаған", "unmarked", 15, C),
            ("орындалу үлесі, %", "share", 15, C)), topic="plan", upright=1750),
        inline("plan_unfulfilled", "Толық орындалмаған тармақтар",
               "{{ row.activity }} – {{ row.status }}; мерзімі: {{ row.due }}; жауапты: {{ row.responsible }}"),
        chart("g1", 1, "Жоспардың тоқсандар бойынша орындалуы", "plan_by_quarter"),
        chapter="plan",
    )
    events = section(
        4, "Отырыстар мен іс-шаралар",
        facts(("Өткізілген отырыстар мен іс-шаралар", "events.held"), ("оның ішінде отырыстар", "events.sessions"),
              ("қолданылған нысандар саны", "events.forms_used")),
        when("rules.get('K07')", p("Отырыстар мен іс-шаралардың санына және тоқсан сайын өткізілуіне қойылатын талап "
                            "(Ереже, {{ rules.K07.clause }}): {{ rules.K07.verdict }} ({{ rules.K07.reason }}).")),
        body_table("events_list", 3, "Өткізілген отырыстар мен іс-шаралар", (
            ("№", "no", 8, C), ("Күні", "date", 20, C), ("Нысаны", "form", 26, L), ("Тақырыбы", "title", 43, L),
            ("Баяндамашы", "presenter", 28, L), ("Қатысқаны", "present", 22, C), ("Хаттама", "protocol", 18, C)), topic="events",
            small=True),
        body_table("events_by_form", 4, "Іс-шаралардың нысандары тоқсандар бойынша", (
            ("Нысаны", "form", 44, L), ("І", "q1", 11, C), ("ІІ", "q2", 11, C), ("ІІІ", "q3", 11, C), ("ІV", "q4", 11, C),
            ("шілде–тамыз", "summer", 20, C), ("Барлығы", "total", 20, C))),
        chart("g2", 2, "Іс-шаралардың нысандары", "events_by_form"),
        chapter="events",
    )
    attendance = section(
        5, "Тыңдаушылардың қатысуы",
        facts(("Қатысу белгіленген отырыстар саны", "attendance.meetings"), ("белгілеу толықтығы", "attendance.marked_share"),
              ("жалпы қатысу үлесі", "attendance.rate"), ("орташа мәні", "attendance.mean"), ("медианасы", "attendance.median")),
        body_table("attendance_by_person", 5, "Тыңдаушылардың отырыстарға қатысуы", (
            ("№", "row_no", 9, C), ("Тыңдаушы", "person", 72, L), ("өткізілгені", "held", 14, C), ("белгіленгені", "marked", 14, C),
            ("қатысқаны", "present", 14, C), ("дәлелді себеппен", "excused", 14, C), ("қатыспағаны", "absent", 14, C),
            ("қатысу үлесі, %", "rate", 14, C)), topic="attendance", upright=1450, small=True),
        when("known.attendance and parameters.threshold", p("Қатысу үлесі белгіленген шектен ({{ parameters.threshold }}" + NBSP + "%) төмен тыңдаушылар саны"
             + NBSP + "–" + NBSP + "{{ figures['attendance.below_threshold'] }}.")),
        chart("g3", 3, "Тыңдаушылардың қатысу үлесі, %", "attendance_by_person"),
        chapter="attendance",
    )
    return members + plan + events + attendance


def lessons() -> str:
    """Sections 6–8: open lessons, visits, mentoring."""
    open_lessons = section(
        6, "Ашық, панорамалық сабақтар, шеберлік сыныптары",
        facts(("Жоспарланған сабақтар", "lessons.planned"), ("өткізілгені", "lessons.held"),
              ("бірлескен талдау жасалғаны", "lessons.analysed"), ("талдау жасалғандарының үлесі", "lessons.analysed_share")),
        body_table("lessons_by_commission", 6, "Ашық сабақтар комиссиялар бойынша", (
            ("Комиссия", "commission", 60, L), ("Өткізілгені", "held", 20, C), ("Бірлескен талдауы белгіленгені", "analysed", 34, C),
            ("Үлесі, %", "share", 18, C)), topic="lessons"),
        when("tables.lessons_list.shown", p("Өткізілген сабақтардың тізімі 2-қосымшада берілген.")),
        chapter="lessons",
    )
    visits = section(
        7, "Өзара сабаққа қатысу",
        facts(("Өзара сабаққа қатысу саны", "visits.visits"), ("қатысқан педагогтер", "visits.visitors"),
              ("сабағына қатысылған педагогтер", "visits.visited"),
              ("тыңдаушылардың тәжірибелі педагогтер сабағына қатысуы", "visits.listener_visits"),
              ("сабағына ешкім қатыспаған педагогтер", "visits.never_visited")),
        body_table("visits_by_teacher", 7, "Педагогтердің өзара сабаққа қатысуы", (
            ("№", "row_no", 9, C), ("Педагог", "person", 70, L), ("Өзі қатысқаны", "made", 30, C),
            ("Сабағына қатысылғаны", "received", 42, C)), topic="visits", small=True),
        running("visits_never_visited", "Сабағына әріптестері қатыспаған педагогтер"),
        chapter="visits",
    )
    mentoring = section(
        8, "Жас мамандармен жұмыс, тәлімгерлік",
        facts(("Тәлімгерлік жұптар", "mentoring.pairs"), ("өткізілген кездесулер", "mentoring.meetings"),
              ("қатысқан сабақтар", "mentoring.lessons_visited"), ("тапсырылған есептер", "mentoring.reports")),
        facts(("Өткен оқу жылындағы жас мамандар", "mentoring.young.total"),
              ("оның ішінде жұмысын жалғастырғандары", "mentoring.young.retained")),
        body_table("mentoring_pairs", 8, "Тәлімгерлік жұптары", (
            ("Тәлімгер", "mentor", 26, L), ("Тәлім алушы", "mentee", 26, L), ("Кезеңі", "period", 22, C),
            ("Жоспар, %", "plan_done", 17, C), ("Кездесу", "meetings", 17, C), ("Сабақ", "lessons", 13, C),
            ("Нәтижесі", "result", 27, L), ("Есеп берілген күні", "report", 20, C)), topic="mentoring", small=True),
        chapter="mentoring",
    )
    return open_lessons + visits + mentoring


def staff() -> str:
    """Sections 9 and 10: composition of the staff over three years, courses."""
    years = [("{{ years.y2 }}, саны", "y2_n", 17, C), ("{{ years.y2 }}, %", "y2_share", 17, C), ("{{ years.y1 }}, саны", "y1_n", 17, C),
             ("{{ years.y1 }}, %", "y1_share", 17, C), ("{{ years.y }}, саны", "n", 17, C), ("{{ years.y }}, %", "share", 17, C)]
    counted = [("{{ years.y2 }}", "y2_n", 22, C), ("{{ years.y1 }}", "y1_n", 22, C), ("{{ years.y }}", "n", 22, C),
               ("{{ years.y }}, %", "share", 22, C)]
    commissions = [("барлығы", "total", 11, C), ("педагог-шебер", "master", 11, C), ("педагог-зерттеуші", "researcher", 11, C),
                   ("педагог-сарапшы", "expert", 11, C), ("педагог-модератор", "moderator", 11, C), ("педагог", "ped", 11, C),
                   ("жоғары санат", "high", 11, C), ("бірінші санат", "first", 11, C), ("екінші санат", "second", 11, C),
                   ("санатсыз", "none", 11, C), ("педагог-тағылымдамашы", "trainee", 11, C), ("басқа", "other", 11, C)]
    composition = section(
        9, "Педагогтердің сандық және сапалық құрамы",
        facts(("Педагогтердің жалпы саны", "staff.total"), ("сырттан қоса атқарушылар (есепке кірмейді)", "staff.external"),
              ("бала күтімі демалысындағылар (есепке кірмейді)", "staff.maternity")),
        facts(("Педагог-сарапшы, педагог-зерттеуші, педагог-шебер санатындағылар", "staff.qualified"),
              ("үлесі", "staff.qualified_share")),
        body_table("staff_categories", 9, "Педагогтердің санаттары үш оқу жылында", (
            ("Санаты", "category", 34, L), *years, ("Өзгерісі, п.т.", "change", 20, C)), topic="categories", small=True,
            note="п.т. – пайыздық тармақ: {{ years.y1 }} және {{ years.y }} оқу жылдарындағы үлестердің айырмасы."),
        chart("g4", 4, "Санаттардың үлесі үш оқу жылында, %", "staff_categories"),
        body_table("staff_education", 10, "Педагогтердің білім деңгейі", (("Білімі", "level", 50, L), *counted), topic="education"),
        body_table("staff_experience", 11, "Педагогтердің педагогикалық өтілі", (("Өтілі", "band", 50, L), *counted), topic="experience"),
        body_table("staff_by_commission", 12, "Педагогтер комиссиялар мен санаттар бойынша", (
            ("Комиссия", "commission", 40, L), *commissions), topic="commissions", upright=2150, small=True),
        chapter="staff",
    )
    courses = section(
        10, "Біліктілікті арттыру, тағылымдама",
        facts(("Курстар саны", "courses.courses"), ("оқыған педагогтер", "courses.teachers"), ("жалпы сағат саны", "courses.hours"),
              ("тағылымдамалар саны", "courses.internships"), ("тағылымдамадан өткен педагогтер", "courses.interns")),
        when("known.courses", p("Соңғы {{ parameters.courses_years }} жылда біліктілігін арттырған педагогтер –" + NBSP
          + "{{ figures['courses.trained_window'] }}, үлесі –" + NBSP + "{{ figures['courses.trained_window_share'] }}.")),
        body_table("courses_by_provider", 13, "Курстар ұйымдастырушылар бойынша", (
            ("Ұйымдастырушы", "provider", 66, L), ("Курстар", "courses", 18, C), ("Педагогтер", "teachers", 20, C),
            ("Сағат", "hours", 16, C)), topic="courses"),
        running("courses_by_mode", "Курстардың оқыту түрі", f"{{{{ row.mode }}}} –{NBSP}{{{{ row.courses }}}}", "."),
        running("courses_not_trained", "Белгіленген мерзімде курстан өтпеген педагогтер"),
        chapter="courses",
    )
    return composition + courses


def products() -> str:
    """Sections 11–15: publications and products, contests, best practice, portfolios, exhibitions."""
    results = [("бас жүлде", "grand_prix", 10, C), ("І орын", "p1", 10, C), ("ІІ орын", "p2", 10, C), ("ІІІ орын", "p3", 10, C),
               ("жүлделі орын", "prize", 10, C), ("номинация", "nomination", 10, C), ("лауреат", "laureate", 10, C),
               ("диплом", "diploma", 10, C), ("сертификат", "certificate", 10, C), ("алғыс хат", "thanks", 10, C),
               ("мақтау қағазы", "charter", 10, C), ("қатысушы", "participant", 10, C), ("барлығы", "total", 11, C)]
    published = section(
        11, "Жарияланымдар мен әдістемелік өнім",
        facts(("Жарияланымдар саны", "products.publications"), ("авторлар саны", "products.authors"),
              ("бір педагогке шаққанда", "products.per_teacher")),
        facts(("Әдістемелік өнім саны", "products.products"), ("өзіндік білім тақырыптары", "products.self_education"),
              ("оның ішінде қорғалғаны", "products.self_education.defended")),
        body_table("products_publications_by_kind", 14, "Жарияланымдар түрі мен деңгейі бойынша", (
            ("Түрі", "kind", 36, L), ("колледж", "college", 11, C), ("аудан", "district", 11, C), ("қала", "city", 11, C),
            ("облыс", "region", 11, C), ("өңіраралық", "interregional", 11, C), ("республика", "national", 11, C),
            ("халықаралық", "international", 11, C), ("барлығы", "total", 12, C)), topic="publications", upright=1500),
        body_table("products_route", 15, "Әдістемелік өнімнің қаралу және бекітілу кезеңдері", (
            ("Авторлар", "authors", 27, L), ("Атауы", "title", 34, L), ("Комиссия", "commission", 20, C),
            ("Кеңес", "council", 20, C), ("Шешімі", "decision", 23, L), ("Бекітілген күні", "approved", 21, C),
            ("Кезеңі", "stage", 23, L)), topic="products", small=True),
        when("tables.products_publications.shown", p("Жарияланымдардың тізімі 3-қосымшада берілген.")),
        chapter="products",
    )
    contests = section(
        12, "Байқаулар, олимпиадалар, конференциялар",
        facts(("Педагогтердің қатысуы", "contests.teachers.entries"), ("жүлделі орындар", "contests.teachers.prizes"),
              ("білім алушылардың қатысуы", "contests.students.entries"), ("жүлделі орындар", "contests.students.prizes"),
              ("конференцияларға қатысу", "contests.conferences")),
        body_table("contests_teachers", 16, "Педагогтердің байқаулардағы нәтижелері", (("Деңгейі", "level", 30, L), *results),
                   topic="contests", upright=1350, small=True),
        body_table("contests_students", 17, "Білім алушылардың байқаулар мен олимпиадалардағы нәтижелері",
                   (("Деңгейі", "level", 30, L), *results), topic="students", upright=1350, small=True),
        running("contests_leaders", "Жүлделі педагогтер және жүлделер саны",
                f"{{{{ row.person }}}}{NBSP}–{NBSP}{{{{ row.prizes }}}}", "."),
        chart("g5", 5, "Педагогтердің байқауларға қатысуы деңгейлер бойынша", "contests_teachers"),
        chapter="contests",
    )
    practice = section(
        13, "Озат тәжірибені анықтау, жинақтау, тарату",
        facts(("Озат тәжірибелер саны", "practice.total"), ("әдістемелік кеңесте қаралғаны", "practice.considered"),
              ("таратуға ұсынылғаны", "practice.recommended"), ("енгізілгені", "practice.adopted")),
        body_table("practice_stages", 18, "Озат тәжірибелер кезеңдер бойынша", (("Кезеңі", "stage", 70, L), ("Саны", "n", 26, C)),
                   topic="practice"),
        body_table("practice_list", 19, "Озат тәжірибелердің тізімі", (
            ("Авторлар", "authors", 25, L), ("Тақырыбы", "title", 32, L), ("Хаттама", "protocol", 17, C),
            ("Хаттама күні", "protocol_date", 20, C), ("Шешімі", "decision", 23, L), ("Деңгейі", "level", 26, L),
            ("Енгізген педагогтер", "adopters", 25, L)), small=True),
        chapter="practice",
    )
    portfolios = section(
        14, "Портфолио және шығармашылық есептер",
        facts(("Тапсыруға тиіс тыңдаушылар", "portfolios.expected"), ("тапсырғаны", "portfolios.submitted"),
              ("үлесі", "portfolios.submitted_share")),
        body_table("portfolios_list", 20, "Тапсырылған портфолио мен шығармашылық есептер", (
            ("№", "row_no", 9, C), ("Тыңдаушы", "person", 58, L), ("Түрі", "kind", 40, L), ("Тапсырылған күні", "submitted_on", 30, C),
            ("Бағасы", "mark", 24, C)), topic="portfolios", small=True),
        running("portfolios_missing", "Есептік материал тапсырмаған тыңдаушылар"),
        chapter="portfolios",
    )
    exhibitions = section(
        15, "Көрме және бюллетень талдауы",
        facts(("Әдістемелік көрмелер", "exhibitions.exhibitions"), ("бюллетеньдер", "exhibitions.bulletins"),
              ("көрмеге қойылған материалдар", "exhibitions.exhibits")),
        body_table("exhibitions_list", 21, "Көрмелер мен бюллетеньдер", (
            ("Түрі", "kind", 21, L), ("№", "no", 8, C), ("Атауы", "title", 37, L), ("Күні", "date", 20, C),
            ("Материалдар", "exhibits", 26, C), ("Авторлар", "authors", 20, C), ("Талдауы", "analysis", 36, L)),
            topic="exhibitions", small=True),
        chapter="exhibitions",
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
            ("№", "no", 8, C), ("Ереже талабы", "requirement", 54, L), ("Тармақ", "clause", 19, C), ("Дерек", "data", 52, L),
            ("Нәтиже", "verdict", 24, C)), small=True),
        when("conclusions.compliance", p(run("Жоба: ", bold=True), run("{{ conclusions.compliance }}", italic=True), style="Draft", align="left")),
    )


def closing() -> str:
    """Section 17: a draft of the conclusions, and who signs."""
    parts = (("Жетістіктер", "achievements"), ("Мәселелер", "problems"), ("Ұсыныстар", "proposals"),
             ("Келесі оқу жылының міндеттері", "next_tasks"))
    return section(
        17, "Қорытынды",
        p(run("Жоба. ", bold=True), run("Төмендегі тұжырымдар көрсеткіштер негізінде дайындалды; қол қойылғанға дейін қаралып, "
                                       "толықтырылады.", italic=True)),
        *(p(words, style="Heading2") + each("sentence", f"closing.{name}", p(run("{{ loop.index }}) "), value("sentence"), align="left"))
          for words, name in parts),
        p("Талдауды дайындаған:", style="Flush", more='<w:keepNext/><w:spacing w:before="360" w:after="0"/>'),
        signatures(("people.methodist.position", "people.methodist.name")),
        p("Келісілді:", style="Flush", more='<w:keepNext/><w:spacing w:before="240" w:after="0"/>'),
        signatures(("people.deputy.position", "people.deputy.name")),
    )


# ── annexes ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def annex(number: int, title: str, name: str, columns: Sequence[Column], *, more: str = "", upright: int = 0) -> str:
    """An annex: its mark on the right, its title, its table."""
    source = f"tables.{name}"
    return (
        p(f"{number}-қосымша", style="Annex", more=more)
        + p(f"{title}{{% if {source}.shown %}} ({{{{ {source}.scope }}}}){{% endif %}}", style="Heading2")
        + when(
            f"{source}.shown", table(f"{source}.rows", columns, upright=upright, size="Annex"),
            notes(source),
            otherwise=[p(f"{{{{ {source}.words }}}}.", style="Flush")],
        )
    )


def annexes() -> str:
    """Lists that would break the reading of the body."""
    return (
        annex(1, "ОТМ мүшелерінің тізімі", "composition_members", (
            ("№", "row_no", 7, C), ("Аты-жөні", "person", 53, L), ("Міндеті", "role", 18, L), ("Лауазымы", "position", 27, L),
            ("Санаты", "category", 38, L), ("Өтілі, жыл", "experience", 11, C), ("Негізі", "ground", 20, L)), more=NEW_PAGE)
        + annex(2, "Ашық, панорамалық сабақтар мен шеберлік сыныптарының тізімі", "lessons_list", (
            ("№", "row_no", 7, C), ("Күні", "date", 18, C), ("Педагог", "teacher", 25, L), ("Түрі", "kind", 21, L),
            ("Пәні", "subject", 25, L), ("Тобы", "group", 13.5, C), ("Тақырыбы", "topic", 31, L), ("қатысқаны", "visitors", 7, C),
            ("талдауы", "analysed", 9, C), ("бағасы", "mark", 14, C)), upright=1150)
        + annex(3, "Жарияланымдардың тізімі", "products_publications", (
            ("№", "row_no", 7, C), ("Авторлар", "authors", 26, L), ("Тақырыбы", "title", 44, L), ("Түрі", "kind", 19, L),
            ("Басылым", "publisher", 26, L), ("Күні", "date", 20, C), ("Деңгейі", "level", 26, L)))
    )


def annual_analysis() -> bytes:
    """The whole paper."""
    body = (title_page() + introduction() + school() + lessons() + staff() + products() + compliance() + closing() + annexes()
            + p(style="HeaderEnd"))
    return document(body, header=header_kk("Талдау"))
