"""Енгізу актісі: who adopted a best practice, when, and what shows it (M04)."""

from __future__ import annotations

from house_style import NBSP, cell, document, each, grid, p, row, share_out, table, when
from shared_blocks import GAP_AFTER, GAP_BEFORE, RIGHT, approved, by_hand, columns, header, place, said, signed_by, signed_each
from wording import Say


def draw(say: Say) -> bytes:
    title = say(("Озат тәжірибені оқу үдерісіне енгізу туралы", "АКТ"), ("АКТ", "о внедрении передового опыта в учебный процесс"))
    styles = say(("Centred", "Title"), ("Title", "Centred"))
    author = "{{ one.full }}{% if one.position %}, {{ one.position }}{% endif %}"
    basis = say(f"{{{{ council.name_genitive }}}} [[decided.dated]] №{NBSP}[[decided.no]] хаттамасы", f"протокол {{{{ council.name_genitive }}}} [[decided.dated]] №{NBSP}[[decided.no]]")
    adopters = columns(
        say, ("№", "№", "row_no", 8, "center"), ("Енгізген педагог", "Внедривший педагог", "person", 46, "left"),
        ("Лауазымы, санаты", "Должность, категория", "position", 50, "left"), ("Қолы", "Подпись", "", 26, "center"),
    )
    halves = share_out((55, 45))
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER) + approved(say)
        + "".join(p(line, style=style, more=GAP_AFTER if nth else '<w:spacing w:before="360" w:after="0"/>')
                  for nth, (line, style) in enumerate(zip(title, styles, strict=True)))
        + grid(halves, row(cell(p(by_hand(say), style="Flush"), halves[0]), cell(p(place(say), style="Flush", align=RIGHT), halves[1])), borders=False)
        + said(say("Тәжірибенің тақырыбы", "Тема опыта"), "{{ title }}", more='<w:spacing w:before="240" w:after="0"/>')
        + each("one", "authors", said(say("Авторы", "Автор"), author))
        + when("decided.known", said(say("Негізі", "Основание"), basis))
        + when("decided.level", said(say("Ұсынылған деңгейі", "Рекомендованный уровень"), "{{ decided.level }}"))
        + said(say("Енгізілген күні", "Дата внедрения"), "[[adopted]]")
        + when("evidence", said(say("Журналда көрсетілген дәлел", "Подтверждение, указанное в журнале"), "[[evidence]]"))
        + p(say("Осы акт төмендегі педагогтердің аталған озат тәжірибені өз сабақтарына енгізгенін растайды:",
                "Настоящий акт подтверждает, что указанный передовой опыт внедрён в учебный процесс следующими педагогами:"), more='<w:keepNext/><w:spacing w:before="240" w:after="120"/>')
        + table("adopters", adopters, followed="true")
        + said(say("Енгізу нәтижесі", "Результат внедрения"), "[[result]]", more='<w:keepNext/><w:spacing w:before="240" w:after="0"/>')
        + p(say("Комиссия:", "Комиссия:"), style="Flush", more=GAP_BEFORE) + signed_by("deputy", "otm_leader", "methodist")
        + signed_each("authors", say("Тәжірибе авторы", "Автор опыта"), "signed")
    )
    return document(body, header=header(say, say("Енгізу актісі", "Акт внедрения")), lang=say.lang)
