"""Бұйрық that creates the ОТМ for a year and approves its composition, with two annexes and an acquaintance list (domain 3.5, K05)."""

from __future__ import annotations

from house_style import NBSP, NEW_PAGE, document, p, table, when
from shared_blocks import GAP_AFTER, acquainted, agreed, annex, columns, date_number_city, header, signatures, signed_by
from wording import Say


def draw(say: Say) -> bytes:
    person = [("№", "№", "row_no", 8, "center"), ("Аты-жөні", "Фамилия, имя, отчество", "person", 52, "left"),
              ("Лауазымы, санаты", "Должность, категория", "position", 48, "left")]
    leading = columns(say, *person, ("Міндеті", "Роль", "role", 24, "left"))
    listeners = columns(say, *person, ("Қабылдану негізі", "Основание", "ground", 34, "left"))
    to = say(f"Директордың [[dated]] №{NBSP}[[no]] бұйрығына", f"к приказу директора [[dated]] №{NBSP}[[no]]")
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER) + p(say("БҰЙРЫҚ", "ПРИКАЗ"), style="Title") + date_number_city(say)
        + p(say("{{ year.label }} оқу жылында «{{ otm.name }}» жұмысын ұйымдастыру және оның құрамын бекіту туралы",
                "Об организации работы {{ otm.name_genitive }} и утверждении её состава в {{ year.label }} учебном году"),
            style="Flush", align="left", more='<w:spacing w:before="240" w:after="240"/>')
        + _items(say)
        + signed_by("director") + agreed(say, "deputy") + signatures((say("Заңгер", "Юрист"), ""))
        + annex(say, "1", to, say("«{{ otm.name }}» жұмысын ұйымдастыратын құрам", "Организационный состав {{ otm.name_genitive }}"),
                table("leading", leading))
        + annex(say, "2", to, say("Тыңдаушылар тізімі", "Список слушателей"), table("listeners", listeners))
        + acquainted(say, say("Бұйрықпен таныстым", "С приказом ознакомлены"), "everybody", more=NEW_PAGE)
    )
    return document(body, header=header(say, say("Бұйрық", "Приказ")), lang=say.lang)


def _items(say: Say) -> str:
    plan = when(
        "plan.known",
        p(say(f"5. {{{{ council.name }}}} бекіткен жылдық жұмыс жоспары ({{{{ plan.dated }}}} №{NBSP}{{{{ plan.no }}}} хаттама) басшылыққа алынсын. "
              "Жауапты: [[leader.name]].",
              f"5. Принять к руководству годовой план работы, утверждённый на заседании {{{{ council.name_genitive }}}} "
              f"(протокол {{{{ plan.dated }}}} №{NBSP}{{{{ plan.no }}}}). Ответственный: [[leader.name]]."), align="left"),
        otherwise=[p(say("5. Жылдық жұмыс жоспары {{ council.name_dative }} ұсынылсын. Мерзімі: [[plan_due]]. Жауапты: [[leader.name]].",
                         "5. Представить годовой план работы {{ council.name_dative }}. Срок: [[plan_due]]. Ответственный: [[leader.name]]."), align="left")],
    )
    control = when(
        "people.deputy.name_dative",
        p(say("6. Осы бұйрықтың орындалуын бақылау {{ people.deputy.inside }} {{ people.deputy.name_dative }} жүктелсін.",
              "6. Контроль за исполнением настоящего приказа осуществляет {{ people.deputy.inside }} [[people.deputy.name]]."), align="left"),
        otherwise=[p(say("6. Осы бұйрықтың орындалуын бақылауды {{ people.deputy.inside }} [[people.deputy.name]] жүзеге асырады.",
                         "6. Контроль за исполнением настоящего приказа осуществляет {{ people.deputy.inside }} [[people.deputy.name]]."), align="left")],
    )
    return (
        p(say("«{{ otm.name }}» туралы ережеге{% if clause %} ({{ clause }}){% endif %} сәйкес **БҰЙЫРАМЫН:**",
              "В соответствии с положением о {{ otm.short_name }}{% if clause %} ({{ clause }}){% endif %} **ПРИКАЗЫВАЮ:**"), align="left")
        + p(say("1. {{ year.label }} оқу жылына «{{ otm.name }}» құрылсын.", "1. Организовать в {{ year.label }} учебном году работу {{ otm.name_genitive }}."), align="left")
        + p(say("2. «{{ otm.name_genitive }}» жетекшісі болып [[leader.name]]{% if leader.category %} ({{ leader.category }}){% endif %} тағайындалсын.",
                "2. Руководителем {{ otm.name_genitive }} назначается [[leader.name]]{% if leader.category %} ({{ leader.category }}){% endif %}."), align="left")
        + p(say("3. Жұмысты ұйымдастыратын құрам 1-қосымшаға сәйкес бекітілсін.", f"3. Утвердить организационный состав согласно приложению{NBSP}1."), align="left")
        + p(say("4. Тыңдаушылар тізімі 2-қосымшаға сәйкес бекітілсін.", f"4. Утвердить список слушателей согласно приложению{NBSP}2."), align="left")
        + plan + control
        + p(say("7. Осы бұйрық қол қойылған күнінен бастап күшіне енеді.", "7. Настоящий приказ вступает в силу со дня его подписания."), align="left")
        + p(say("**Негізі:** «{{ otm.name }}» туралы ереже{% if plan.known %}; {{ council.name_genitive }} {{ plan.dated }} №" + NBSP
                + "{{ plan.no }} хаттамасы{% endif %}.",
                "**Основание:** положение о {{ otm.short_name }}{% if plan.known %}; протокол {{ council.name_genitive }} {{ plan.dated }} №" + NBSP
                + "{{ plan.no }}{% endif %}."), align="left")
    )
