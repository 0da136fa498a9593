"""Ереже: the regulation on the ОТМ itself (seed 000 §6-2; K15, K19–K21): title page, foreword (B3), six parts, acquaintance list.

Structure and requirements follow the clauses that the program checks; the wording is ours and a college edits it in Word.
"""

from __future__ import annotations

from house_style import NBSP, NEW_PAGE, cell, document, each, grid, p, row, share_out, when
from shared_blocks import acquainted, annex, approval, header, numbered, signatures, signed_by
from wording import Say


def draw(say: Say) -> bytes:
    body = _title(say) + _foreword(say) + _general(say) + _work(say) + _duties(say) + annex(
        say, "", say("«{{ otm.name }}» туралы ережеге", "к положению о {{ otm.short_name }}"),
        say("ТАНЫСУ ПАРАҒЫ", "ЛИСТ ОЗНАКОМЛЕНИЯ"), acquainted(say, say("Ережемен таныстым", "С положением ознакомлены"), "everybody"))
    return document(body, header=header(say, say("Ереже", "Положение")), lang=say.lang)


def _title(say: Say) -> str:
    return (
        p("[[college.name]]", style="Centred", more='<w:spacing w:before="0" w:after="480"/>') + approval(say)
        + p(say("«{{ otm.name_genitive }}»", "ПОЛОЖЕНИЕ"), style="Title", more='<w:spacing w:before="3000" w:after="0"/>')
        + p(say("жұмысын ұйымдастыру туралы", "об организации работы"), style="Title")
        + p(say("ЕРЕЖЕ", "{{ otm.name_genitive }}"), style="Title")
        + p(say("[[college.city]] қаласы", f"г.{NBSP}[[college.city]]"), style="Centred", more='<w:spacing w:before="4600" w:after="0"/>')
    )


def _foreword(say: Say) -> str:
    widths = share_out((8, 60, 100))
    agreed = each("one", "agreed", p("{{ one.position }} – {{ one.name }}{% if one.date %}, {{ one.date }}{% endif %}", style="TableText"))
    posts = (("Директордың оқу ісі жөніндегі орынбасары", "Заместитель директора по учебной работе"),
             ("Директордың оқу-өндірістік ісі жөніндегі орынбасары", "Заместитель директора по учебно-производственной работе"),
             ("Директордың тәрбие ісі жөніндегі орынбасары", "Заместитель директора по воспитательной работе"))
    by_hand = [p(f"{say(*post)} – ____________", style="TableText") for post in posts]
    lines = (
        (("Әзірлеуші", "Разработчики"), p("{{ people.deputy.position }} [[people.deputy.name]]", style="TableText")
         + p("{{ people.methodist.position }} [[people.methodist.name]]", style="TableText")),
        (("Тексеру жиілігі", "Периодичность пересмотра"), p(say("{{ review.every }}; келесі тексеру – [[review.next]]", "{{ review.every }}; следующий пересмотр – [[review.next]]"),
                                                          style="TableText")),
        (("Орнына енгізілді", "Введено взамен"), p("[[replaces]]", style="TableText")),
        (("Таратылды", "Рассылка"), p(say("директордың орынбасарлары, бөлім меңгерушілері, комиссия төрағалары, оқытушылар, заңгер, топ жетекшілері, қоса атқарушылар",
                                          "заместители директора, заведующие отделениями, председатели комиссий, преподаватели, юрист, кураторы групп, совместители"),
                                      style="TableText")),
        (("Бекітіліп, қолданысқа енгізілді", "Утверждено и введено в действие"), when(
            "approved.known",
            p(say("{{ council.name_genitive }} № {{ approved.no }} хаттамасы, {{ approved.date }}", "протокол {{ council.name_genitive }} № {{ approved.no }}, {{ approved.date }}"),
              style="TableText"),
            otherwise=[p(say(f"№{NBSP}____ хаттама, ____________", f"протокол №{NBSP}____, ____________"), style="TableText")])),
        (("Келісті", "Согласовали"), when("agreed", agreed, otherwise=by_hand)),
    )
    rows = [
        row(cell(p(f"{place}", style="TableText", align="center"), widths[0]), cell(p(say(*name), style="TableText"), widths[1]), cell(content, widths[2]))
        for place, (name, content) in enumerate(lines, 1)
    ]
    return p(say("АЛҒЫ СӨЗ", "ПРЕДИСЛОВИЕ"), style="Heading1", more=NEW_PAGE) + grid(widths, *rows)


def _part(say: Say, number: int, kk: str, ru: str, *clauses: tuple[str, str]) -> str:
    """A numbered part and its numbered clauses."""
    said = "".join(p(f"{number}.{place}. {say(*clause)}") for place, clause in enumerate(clauses, 1))
    return p(f"{number}. {say(kk, ru)}", style="Heading1", more=NEW_PAGE if number == 1 else "") + said


def _general(say: Say) -> str:
    return (
        _part(
            say, 1, "Жалпы ережелер", "Общие положения",
            ("Осы ереже {{ college.name_genitive }} «{{ otm.name_genitive }}» (бұдан әрі – {{ otm.short_name }}) мақсатын, міндеттерін және жұмысын ұйымдастыру тәртібін айқындайды.",
             "Настоящее положение определяет цель, задачи и порядок организации работы {{ otm.name_genitive }} (далее – {{ otm.short_name }}) {{ college.name_genitive }}."),
            ("{{ otm.short_name }} – педагогтердің ерікті бірлесуіне негізделген әдістемелік жұмыс нысаны.",
             "{{ otm.short_name }} – форма методической работы, основанная на добровольном объединении педагогов."),
            ("{{ otm.short_name }} жетекшісі – тәжірибелі, пәні бойынша жоғары нәтижеге жеткен, мына санаттардың біріне ие педагог: [[leader_categories]]. Тыңдаушыларды қабылдау негізі: [[grounds]].",
             "Руководитель {{ otm.short_name }} – опытный педагог с высокими результатами по своему предмету, имеющий одну из категорий: [[leader_categories]]. Основание приёма слушателей: [[grounds]]."),
            ("{{ otm.short_name }} әдістемелік кабинетпен келісіп, оқу жылына арналған жоспар бойынша жұмыс істейді. Нормативтік негізі:",
             "{{ otm.short_name }} работает по плану на учебный год, согласованному с методическим кабинетом. Правовая основа:"),
        )
        + numbered("basis", "purpose.legal")
        + _part(say, 2, "Мақсаты мен міндеттері", "Цель и задачи", ("Мақсаты: [[purpose.aim]]", "Цель: [[purpose.aim]]"), ("Міндеттері:", "Задачи:"))
        + numbered("task", "purpose.tasks")
    )


def _work(say: Say) -> str:
    forms = (
        ("шеберлік сыныптары мен авторлық семинарлар", "мастер-классы и авторские семинары"),
        ("бірлесіп талданатын панорамалық және ашық сабақтар", "панорамные и открытые уроки с совместным анализом"),
        ("тәжірибелі педагогтердің сабағына өзара қатысу", "взаимопосещение уроков опытных педагогов"),
        ("дөңгелек үстелдер, коучингтер, тренингтер", "круглые столы, коучинги, тренинги"),
        ("цифрлық сауаттылық пен студентке бағдарланған оқыту құзыреттерін дамыту", "развитие компетенций: цифровая грамотность, студентоцентрированное обучение"),
        ("тәжірибені оқулық, құрал, тест жинағы, авторлық бағдарлама, электрондық ресурс не әдістемелік жинақ түрінде жинақтау",
         "обобщение опыта в виде учебника, пособия, сборника тестов, авторской программы, электронного ресурса или методического сборника"),
    )
    return (
        _part(
            say, 3, "Жұмысты ұйымдастыру", "Организация работы",
            ("Жетекші {{ otm.short_name }} жұмысына жалпы басшылық жасайды; оның қалыптасқан озат іс-тәжірибесі болуға тиіс.",
             "Руководитель осуществляет общее руководство работой {{ otm.short_name }} и имеет сложившийся передовой опыт."),
            ("Жетекші мен құрам бір оқу жылына директордың бұйрығымен бекітіледі.", "Руководитель и состав утверждаются приказом директора на один учебный год."),
            ("Жұмыс жоспары колледждің стратегиялық бағыттарына сәйкес жасалып, {{ council.name_genitive }} отырысында бекітіледі.",
             "План работы составляется в соответствии со стратегическими направлениями колледжа и утверждается на заседании {{ council.name_genitive }}."),
            ("Отырыстар мен іс-шаралар тоқсан сайын өткізіледі; олардың оқу жылындағы саны – [[minimum]] немесе одан көп.",
             "Заседания и мероприятия проводятся в каждой четверти; их число за учебный год – [[minimum]] или более."),
        )
        + _part(say, 4, "Жұмыс нысандары", "Формы работы") + "".join(
            p(f"{place}) {say(*form)}{'.' if place == len(forms) else ';'}", align="left") for place, form in enumerate(forms, 1))
    )


def _duties(say: Say) -> str:
    def bullets(lines: tuple[tuple[str, str], ...]) -> str:
        return "".join(p(f"{place}) {say(*line)}{'.' if place == len(lines) else ';'}", align="left") for place, line in enumerate(lines, 1))

    leader = (("жылдық жоспарды жасайды және оның сапалы орындалуына жауап береді", "составляет годовой план и отвечает за качество его выполнения"),
              ("тыңдаушыларға бағыт-бағдар мен кеңес береді", "направляет и консультирует слушателей"),
              ("оқу жылының соңында {{ council.name_dative }} есеп береді", "в конце учебного года отчитывается {{ council.name_dative }}"))
    listener = (("отырыстарға, семинарларға, ашық сабақтарға белсенді қатысады", "активно участвуют в заседаниях, семинарах, открытых уроках"),
                ("алған білімі мен ұсынымдарды өз сабағында қолданады", "применяют полученные знания и рекомендации на своих уроках"),
                ("оқу жылының соңында шығармашылық есеп немесе портфолио тапсырады", "в конце учебного года сдают творческий отчёт или портфолио"))
    papers = (("директордың бұйрығы", "приказ директора"), ("осы ереже", "настоящее положение"), ("жылдық жұмыс жоспары", "годовой план работы"),
              ("тыңдаушылар тізімі", "список слушателей"), ("отырыстар мен семинарлардың хаттамалары", "протоколы заседаний и семинаров"),
              ("жылдық есеп және тыңдаушылардың шығармашылық материалдары", "годовой отчёт и творческие материалы слушателей"))
    return (
        _part(say, 5, "Міндеттері", "Обязанности") + p(say("Жетекші:", "Руководитель:"), more="<w:keepNext/>") + bullets(leader)
        + p(say("Тыңдаушылар:", "Слушатели:"), more="<w:keepNext/>") + bullets(listener)
        + _part(say, 6, "Құжаттама және қорытындылау", "Документация и подведение итогов")
        + p(say("Папкада мына құжаттар сақталады:", "В папке хранятся:"), more="<w:keepNext/>") + bullets(papers)
        + p(say("Оқу жылының соңында атқарылған жұмыс талданады.", "В конце учебного года проводится анализ проделанной работы."))
        + p(say("Озат тәжірибелер {{ council.name_genitive }} отырысында қаралып, таратуға ұсынылады.",
                "Передовой опыт рассматривается на заседании {{ council.name_genitive }} и рекомендуется к распространению."))
        + p(say("Әзірлеген:", "Разработали:"), style="Flush", more='<w:keepNext/><w:spacing w:before="360" w:after="0"/>')
        + signed_by("deputy", "methodist") + signatures((say("Заңгер", "Юрист"), ""))
    )
