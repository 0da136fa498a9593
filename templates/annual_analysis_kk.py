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
           note: str = "", total: bool = False, topic: str = "") -> str:
    """A table with its title, scope and notes; a sentence where there is nothing to show."""
    source = f"tables.{name}"
    shown = (
        p(f"{number}. {title} ({{{{ {source}.scope }}}})", style="Caption")
        + table(f"{source}.rows", columns, upright=upright, size="Small" if small else "Table", total=f"totals.{name}" if total else "",
                followed="true" if note else f"{source}.notes" + (f" or conclusions.{topic}" if topic else ""))
        + (p(note, style="Note") if note else "")
        + notes(source)
    )
    return when(f"{source}.shown", shown, otherwise=[p(f"{number}. {title}: {{{{ {source}.words }}}}.", style="Caption")])


def body_table(name: str, number: int, title: str, columns: Sequence[Column], *, topic: str = "", upright: int = 0,
               small: bool = False, note: str = "", total: bool = False) -> str:
    """A table of the body with the drafted conclusion under it."""
    drafted = when(f"conclusions.{topic}", p(run("Жоба: ", bold=True), run(f"{{{{ conclusions.{topic} }}}}", italic=True),
                                             style="Draft", align="left")) if topic else ""
    return listed(name, f"{number}-кесте", title, columns, upright=upright, small=small, note=note, total=total, topic=topic) + drafted


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
        each("row", f"tables.{name}.rows", p(f"{{{{ row.row_no }}}}) {item}{{% if loop.last %}}.{{% else %}};{{% endif %}}", align="left")),
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
        + p("«{{ otm.name_genitive | upper }}»", style="Title", more=down)
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
        + p(run("Талдаудың мақсаты: ", bold=True), "«{{ otm.name_genitive }}» (бұдан әрі – ОТМ) {{ year.period }} жұмысының нәтижесін, ОТМ туралы "
            "ереже (бұдан әрі – Ереже) талаптарының орындалуын көрсеткіштер негізінде бағалау және келесі оқу жылының міндеттерін айқындау.")
        + p(run("ОТМ жұмысының мақсаты: ", bold=True), value("intro.aim"))
        + p(run("Әдістемелік тақырып: ", bold=True), value("intro.theme"))
        + p(run("Нормативтік негіз:", bold=True), more="<w:keepNext/>")
        + each("basis", "intro.legal", p(run("{{ loop.index }}) "), value("basis")))
        + p(run("Оқу жылының міндеттері:", bold=True), more="<w:keepNext/>")
        + each("task", "intro.tasks", p(run("{{ loop.index }}) "), value("task")))
        + p(run("Талдаудың дереккөздері: ", bold=True), "колледж журналдары – {{ intro.sources }}. Деректер {{ year.today }} күнгі жағдай бойынша алынды.")
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
        when("rules.get('K01')", p(f"Жетекшінің санатына қойылатын талап (Ереже, {{{{ rules.K01.clause }}}}){NBSP}– {{{{ rules.K01.verdict }}}}.")),
        facts(("Тыңдаушылар саны", "composition.listeners"), ("жетекшілер саны", "composition.leaders"),
              ("тәлімгерлер саны", "composition.mentors")),
        body_table("composition_summary", 1, "Тыңдаушылардың құрамы", (
            ("Көрсеткіш", "name", 60, L), ("Саны", "n", 18, C), ("Үлесі, %", "share", 18, C)), topic="composition"),
        when("tables.composition_members.shown", p("ОТМ мүшелерінің тізімі 1-қосымшада берілген.")),
        chapter="composition",
    )
    plan = section(
        3, "Жылдық жоспардың орындалуы",
        facts(("Жоспарланған тармақтар", "plan.items"), ("орындалды", "plan.status.done"), ("ішінара орындалды", "plan.status.partial"),
              ("мерзімі ауыстырылды", "plan.status.moved"), ("орындалмады", "plan.status.failed"),
              ("мерзімі келмеді", "plan.status.pending"), ("белгі қойылмады", "plan.unmarked"), ("орындалу үлесі", "plan.done_share")),
        body_table("plan_by_quarter", 2, "Жоспардың тоқсандар бойынша орындалуы", (
            ("Тоқсан", "quarter", 45, L), ("Жоспарланды", "items", 15, C), ("Орындалды", "done", 15, C),
            ("Ішінара орындалды", "partial", 15, C), ("Мерзімі ауыстырылды", "moved", 15, C), ("Орындалмады", "failed", 15, C),
            ("Мерзімі келмеді", "pending", 15, C), ("Белгі қойылмаған", "unmarked", 15, C),
            ("Орындалу үлесі, %", "share", 15, C)), topic="plan", upright=1950),
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
                            f"(Ереже, {{{{ rules.K07.clause }}}}){NBSP}– {{{{ rules.K07.verdict }}}}: {{{{ rules.K07.reason }}}}.")),
        body_table("events_list", 3, "Өткізілген отырыстар мен іс-шаралар", (
            ("№", "no", 8, C), ("Күні", "date", 20, C), ("Нысаны", "form", 26, L), ("Тақырыбы", "title", 43, L),
            ("Баяндамашы", "presenter", 28, L), ("Қатысқаны", "present", 22, C), ("Хаттама №", "protocol", 18, C)), topic="events",
            small=True, note="Қатысқандар саны отырыстар мен іс-шаралар журналы бойынша берілген; хаттамаларда ол қатысу журналынан алынады."),
        body_table("events_by_form", 4, "Іс-шаралардың нысандары тоқсандар бойынша", (
            ("Нысаны", "form", 44, L), ("І", "q1", 11, C), ("ІІ", "q2", 11, C), ("ІІІ", "q3", 11, C), ("ІV", "q4", 11, C),
            ("Шілде–тамыз", "summer", 20, C), ("Барлығы", "total", 20, C))),
        chart("g2", 2, "Іс-шаралардың нысандары", "events_by_form"),
        chapter="events",
    )
    attendance = section(
        5, "Тыңдаушылардың қатысуы",
        facts(("Қатысу белгіленген отырыстар мен іс-шаралар", "attendance.meetings"), ("белгілеу толықтығы", "attendance.marked_share"),
              ("жалпы қатысу үлесі", "attendance.rate"), ("тыңдаушылар бойынша орташа мәні", "attendance.mean"),
              ("медианасы", "attendance.median")),
        body_table("attendance_by_person", 5, "Тыңдаушылардың отырыстар мен іс-шараларға қатысуы", (
            ("№", "row_no", 9, C), ("Тыңдаушы", "person", 72, L), ("Өткізілгені", "held", 14, C), ("Белгіленгені", "marked", 14, C),
            ("Қатысқаны", "present", 14, C), ("Дәлелді себеппен", "excused", 14, C), ("Қатыспағаны", "absent", 14, C),
            ("Қатысу үлесі, %", "rate", 14, C)), topic="attendance", upright=1450, small=True),
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
            ("Комиссия", "commission", 60, L), ("Өткізілгені", "held", 20, C), ("Бірлескен талдау жасалғаны", "analysed", 34, C),
            ("Талдау үлесі, %", "share", 22, C)), topic="lessons"),
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
              ("тәлімгерлік аясында қатысылған сабақтар", "mentoring.lessons_visited"), ("тапсырылған есептер", "mentoring.reports")),
        facts(("Колледждегі жас мамандар", "mentoring.young.total"),
              ("оның ішінде {{ year.snapshot }} күні жұмыс істейтіні", "mentoring.young.retained")),
        body_table("mentoring_pairs", 8, "Тәлімгерлік жұптары", (
            ("Тәлімгер", "mentor", 27, L), ("Тәлім алушы", "mentee", 27, L), ("Кезеңі", "period", 21, C),
            ("Жоспар, %", "plan_done", 17, C), ("Кездесу", "meetings", 15.5, C), ("Сабақ", "lessons", 13.5, C),
            ("Нәтижесі", "result", 29.5, L), ("Есеп берілген күні", "report", 19.5, C)), topic="mentoring", small=True),
        chapter="mentoring",
    )
    return open_lessons + visits + mentoring


def staff() -> str:
    """Sections 9 and 10: composition of the staff over three years, courses."""
    years = [("{{ years.y2 }} саны", "y2_n", 19, C), ("{{ years.y2 }} үлесі, %", "y2_share", 19, C),
             ("{{ years.y1 }} саны", "y1_n", 19, C), ("{{ years.y1 }} үлесі, %", "y1_share", 19, C),
             ("{{ years.y }} саны", "n", 19, C), ("{{ years.y }} үлесі, %", "share", 19, C)]
    counted = [("{{ years.y2 }} саны", "y2_n", 22, C), ("{{ years.y1 }} саны", "y1_n", 22, C), ("{{ years.y }} саны", "n", 22, C),
               ("{{ years.y }} үлесі, %", "share", 22, C)]
    commissions = [("Барлығы", "total", 11, C), ("Педагог-шебер", "master", 11, C), ("Педагог-зерттеуші", "researcher", 11, C),
                   ("Педагог-сарапшы", "expert", 11, C), ("Педагог-модератор", "moderator", 11, C), ("Педагог", "ped", 11, C),
                   ("Жоғары санат", "high", 11, C), ("Бірінші санат", "first", 11, C), ("Екінші санат", "second", 11, C),
                   ("Санатсыз", "none", 11, C), ("Педагог-тағылымдамашы", "trainee", 11, C), ("Өзге", "other", 11, C)]
    composition = section(
        9, "Педагогтердің сандық және сапалық құрамы",
        facts(("Педагогтердің жалпы саны", "staff.total"), ("сырттан қоса атқарушылар (есепке кірмейді)", "staff.external"),
              ("бала күтімі демалысындағылар (есепке кірмейді)", "staff.maternity")),
        facts(("Педагог-сарапшы, педагог-зерттеуші, педагог-шебер санатындағылар", "staff.qualified"),
              ("үлесі", "staff.qualified_share")),
        body_table("staff_categories", 9, "Педагогтердің санаттары үш оқу жылында", (
            ("Санаты", "category", 38, L), *years, ("Өзгерісі, п.т.", "change", 19, C)), topic="categories", small=True, total=True,
            note="п.т. – пайыздық тармақ: {{ years.y1 }} және {{ years.y }} оқу жылдарындағы үлестердің айырмасы."),
        chart("g4", 4, "Санаттардың үлесі үш оқу жылында, %", "staff_categories"),
        body_table("staff_education", 10, "Педагогтердің білім деңгейі", (("Білімі", "level", 50, L), *counted), topic="education",
                   total=True),
        body_table("staff_experience", 11, "Педагогтердің педагогикалық өтілі", (("Өтілі", "band", 50, L), *counted),
                   topic="experience", total=True),
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
            ("Ұйымдастырушы", "provider", 66, L), ("Курстар саны", "courses", 18, C), ("Педагогтер саны", "teachers", 22, C),
            ("Сағат саны", "hours", 16, C)), topic="courses"),
        running("courses_by_mode", "Курстардың өту нысаны", f"{{{{ row.mode }}}} –{NBSP}{{{{ row.courses }}}}",
                "{% if mode_unknown %}; нысаны жазылмаған немесе танылмаған курстар бұл санға кірмейді{% endif %}."),
        running("courses_not_trained", "Белгіленген мерзімде курстан өтпеген педагогтер"),
        chapter="courses",
    )
    return composition + courses


def products() -> str:
    """Sections 11–15: publications and products, contests, best practice, portfolios, exhibitions."""
    results = [("Бас жүлде", "grand_prix", 10, C), ("І орын", "p1", 10, C), ("ІІ орын", "p2", 10, C), ("ІІІ орын", "p3", 10, C),
               ("Жүлделі орын", "prize", 10, C), ("Номинация", "nomination", 10, C), ("Лауреат", "laureate", 10, C),
               ("Диплом", "diploma", 10, C), ("Сертификат", "certificate", 10, C), ("Алғыс хат", "thanks", 10, C),
               ("Мақтау қағазы", "charter", 10, C), ("Қатысушы", "participant", 10, C), ("Барлығы", "total", 11, C)]
    published = section(
        11, "Жарияланымдар мен әдістемелік өнім",
        facts(("Жарияланымдар саны", "products.publications"), ("авторлар саны", "products.authors"),
              ("бір педагогке шаққанда", "products.per_teacher")),
        facts(("Әдістемелік өнім саны", "products.products"), ("өздігінен білім алу тақырыптары", "products.self_education"),
              ("оның ішінде қорғалғаны", "products.self_education.defended")),
        body_table("products_publications_by_kind", 14, "Жарияланымдар түрі мен деңгейі бойынша", (
            ("Түрі", "kind", 36, L), ("Колледжішілік", "college", 11, C), ("Аудандық", "district", 11, C), ("Қалалық", "city", 11, C),
            ("Облыстық", "region", 11, C), ("Өңіраралық", "interregional", 11, C), ("Республикалық", "national", 11, C),
            ("Халықаралық", "international", 11, C), ("Барлығы", "total", 12, C)), topic="publications", upright=1850),
        body_table("products_route", 15, "Әдістемелік өнімнің қаралу және бекітілу кезеңдері", (
            ("Авторлар", "authors", 31, L), ("Атауы", "title", 34, L), ("Комиссия хаттамасы", "commission", 21, C),
            ("Кеңес хаттамасы", "council", 21, C), ("Шешімі", "decision", 23, L), ("Бекітілген күні", "approved", 20, C),
            ("Кезеңі", "stage", 23, L)), topic="products", small=True),
        when("tables.products_publications.shown", p("Жарияланымдардың тізімі 3-қосымшада берілген.")),
        chapter="products",
    )
    contests = section(
        12, "Байқаулар, олимпиадалар, конференциялар",
        facts(("Педагогтердің байқауларға қатысуы", "contests.teachers.entries"), ("жүлделі орындары", "contests.teachers.prizes")),
        facts(("Білім алушылардың байқаулар мен олимпиадаларға қатысуы", "contests.students.entries"),
              ("жүлделі орындары", "contests.students.prizes")),
        facts(("Педагогтердің конференциялар мен семинарларда жасаған баяндамалары", "contests.conferences")),
        body_table("contests_teachers", 16, "Педагогтердің байқаулардағы нәтижелері", (("Деңгейі", "level", 30, L), *results),
                   topic="contests", upright=1500, small=True),
        body_table("contests_students", 17, "Білім алушылардың байқаулар мен олимпиадалардағы нәтижелері",
                   (("Деңгейі", "level", 30, L), *results), topic="students", upright=1500, small=True),
        running("contests_leaders", "Жүлделі педагогтер және жүлделер саны",
                f"{{{{ row.person }}}}{NBSP}–{NBSP}{{{{ row.prizes }}}}", "."),
        chart("g5", 5, "Педагогтердің байқауларға қатысуы деңгейлер бойынша", "contests_teachers"),
        chapter="contests",
    )
    practice = section(
        13, "Озат тәжірибені анықтау, жинақтау, тарату",
        facts(("Озат тәжірибелер саны", "practice.total"), ("әдістемелік кеңесте қаралғаны", "practice.considered"),
              ("таратуға ұсынылғаны", "practice.recommended"), ("енгізілгені", "practice.adopted")),
        body_table("practice_stages", 18, "Озат тәжірибелер жеткен кезеңі бойынша", (("Кезеңі", "stage", 70, L), ("Саны", "n", 26, C)),
                   topic="practice", note="Әр тәжірибе өзі жеткен соңғы кезеңде бір рет саналды."),
        body_table("practice_list", 19, "Озат тәжірибелердің тізімі", (
            ("Авторлар", "authors", 27, L), ("Тақырыбы", "title", 32, L), ("Хаттама №", "protocol", 18, C),
            ("Хаттама күні", "protocol_date", 20, C), ("Шешімі", "decision", 23, L), ("Деңгейі", "level", 26, L),
            ("Енгізген педагогтер", "adopters", 29, L)), small=True),
        chapter="practice",
    )
    portfolios = section(
        14, "Портфолио және шығармашылық есептер",
        facts(("Тапсыруға тиіс тыңдаушылар", "portfolios.expected"), ("тапсырғаны", "portfolios.submitted"),
              ("үлесі", "portfolios.submitted_share")),
        body_table("portfolios_list", 20, "Тапсырылған портфолио мен шығармашылық есептер", (
            ("№", "row_no", 9, C), ("Тыңдаушы", "person", 68, L), ("Түрі", "kind", 36, L), ("Тапсырылған күні", "submitted_on", 26, C),
            ("Бағасы", "mark", 22, C)), topic="portfolios", small=True),
        running("portfolios_missing", "Есептік материал тапсырмаған тыңдаушылар"),
        chapter="portfolios",
    )
    exhibitions = section(
        15, "Көрме және бюллетень талдауы",
        facts(("Әдістемелік көрмелер", "exhibitions.exhibitions"), ("бюллетеньдер", "exhibitions.bulletins"),
              ("көрмеге қойылған жұмыстар", "exhibitions.exhibits")),
        body_table("exhibitions_list", 21, "Көрмелер мен бюллетеньдер", (
            ("Түрі", "kind", 21, L), ("№", "no", 8, C), ("Атауы", "title", 38, L), ("Күні", "date", 20, C),
            ("Жұмыс саны", "exhibits", 18, C), ("Авторлар саны", "authors", 20, C), ("Талдауы", "analysis", 42, L)),
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
            ("№", "no", 8, C), ("Ереже талабы", "requirement", 52, L), ("Ереже тармағы", "clause", 23, C), ("Дерек", "data", 52, L),
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
            f"{source}.shown", table(f"{source}.rows", columns, upright=upright, size="Annex", followed=f"{source}.notes"),
            notes(source),
            otherwise=[p(f"{{{{ {source}.words }}}}.", style="Flush")],
        )
    )


def annexes() -> str:
    """Lists that would break the reading of the body."""
    return (
        annex(1, "ОТМ мүшелерінің тізімі", "composition_members", (
            ("№", "row_no", 7, C), ("Аты-жөні", "person", 53, L), ("Міндеті", "role", 19, L), ("Лауазымы", "position", 27, L),
            ("Санаты", "category", 39, L), ("Өтілі, жыл", "experience", 12, C), ("Қабылдану негізі", "ground", 21, L)), more=NEW_PAGE)
        + annex(2, "Ашық, панорамалық сабақтар мен шеберлік сыныптарының тізімі", "lessons_list", (
            ("№", "row_no", 7, C), ("Күні", "date", 19, C), ("Педагог", "teacher", 29, L), ("Түрі", "kind", 25, L),
            ("Пәні", "subject", 33, L), ("Тобы", "group", 15.5, C), ("Тақырыбы", "topic", 31, L), ("Қатысқаны", "visitors", 7, C),
            ("Талдауы", "analysed", 9, C), ("Бағасы", "mark", 15.5, C)), upright=1250)
        + annex(3, "Жарияланымдардың тізімі", "products_publications", (
            ("№", "row_no", 7, C), ("Авторлар", "authors", 28, L), ("Тақырыбы", "title", 44, L), ("Түрі", "kind", 19, L),
            ("Басылым", "publisher", 26, L), ("Күні", "date", 20, C), ("Деңгейі", "level", 26, L)))
    )


def annual_analysis() -> bytes:
    """The whole paper."""
    body = (title_page() + introduction() + school() + lessons() + staff() + products() + compliance() + closing() + annexes()
            + p(style="HeaderEnd"))
    return document(body, header=header_kk("Талдау"))
