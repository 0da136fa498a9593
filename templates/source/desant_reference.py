"""Десант анықтамасы: by six directions and over three years (domain 3.11; D04–D10)."""

from __future__ import annotations

from desant_tables import findings, indicators, visit, years_of
from house_style import document, each, p, table, when
from shared_blocks import GAP_AFTER, GAP_BEFORE, KEEP, by_hand, columns, date_number_city, header, said, signatures
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    titles = say(("Әдістемелік десанттың қорытындысы туралы", "АНЫҚТАМА"), ("СПРАВКА", "об итогах методического десанта"))
    styles = say(("Centred", "Title"), ("Title", "Centred"))
    body = (
        p("[[organisation]]", style="Centred", more=GAP_AFTER)
        + "".join(p(line, style=style) for line, style in zip(titles, styles, strict=True))
        + p(style="HeaderGap") + date_number_city(say)
        + p(say("1. Жалпы мәліметтер", "1. Общие сведения"), style="Heading1") + visit(say)
        + said(say("Жұмыс нысандары", "Формы работы"), "[[forms]]") + said(say("Қамтылған кезең", "Охваченный период"), years_of(say))
        + p(say("2. Бағыттар бойынша талдау", "2. Анализ по направлениям"), style="Heading1")
        + when("several", p(say(
            "Қорытындылар журналында сапар аталмайды: кестелерде осы жылғы барлық сапардың қорытындылары берілген.",
            "В журнале выводов выезд не указывается: в таблицах приведены выводы всех выездов этого года."), style="Note"))
        + _directions(say)
        + p(say("3. Ұсынымдар", "3. Рекомендации"), style="Heading1") + _advice(say)
        + p(say("4. Қорытынды", "4. Выводы"), style="Heading1") + p("[[conclusion]]", more=KEEP) + _rules(say) + _signed(say)
    )
    return document(body, header=header(say, say("Анықтама", "Справка")), lang=say.lang)


def _directions(say: Say) -> str:
    strengths, gaps = say(("Күшті жақтары", "Анықталған кемшіліктер"), ("Сильные стороны", "Выявленные недостатки"))
    return each(
        "direction", "directions",
        p("2.{{ loop.index }}. {{ direction.name }}", style="Heading2"),
        when("direction.findings.shown", findings(say), otherwise=[
            p(say("Бұл бағыт бойынша десант көрсеткіш жазбаған.", "По этому направлению десант показателей не записал."), style="Caption")]),
        when("direction.indicators.shown", indicators(say)),
        when("direction.strengths", said(strengths, "{{ direction.strengths }}", more=GAP_BEFORE.replace("<w:keepNext/>", "").replace("240", "120"))),
        when("direction.gaps", said(gaps, "{{ direction.gaps }}")),
    )


def _advice(say: Say) -> str:
    made = columns(
        say, ("№", "№", "row_no", 8, C), ("Ұсыным", "Рекомендация", "recommendation", 70, L), ("Жауапты", "Ответственный", "responsible", 34, L),
        ("Мерзімі", "Срок", "due", 22, C), ("Орындалуы", "Выполнение", "status", 30, L), ("Қайта бақылау", "Повторный контроль", "recheck", 24, C))
    return when("advice.shown", table("advice.rows", made, size="Small", sections=True), otherwise=[
        p(say("Ұсыным жазылмаған.", "Рекомендации не записаны."), style="Caption")])


def _rules(say: Say) -> str:
    """The clauses of the landing party's rules, where the college has chosen their profile."""
    return when(
        "rules", p(say("Десант ережесінің орындалуы", "Соблюдение положения о десанте"), style="Heading2"),
        table("rules", columns(
            say, ("Тармағы", "Пункт", "clause", 26, L), ("Талап", "Требование", "text", 62, L), ("Дерек", "Сведения", "reason", 56, L),
            ("Нәтиже", "Результат", "verdict", 28, L)), size="Small"),
    )


def _signed(say: Say) -> str:
    team = columns(say, ("№", "№", "row_no", 8, C), ("Десант мүшесі", "Член десанта", "member", 92, L), ("Қолы", "Подпись", "", 40, C))
    return (
        p(say("Десант құрамы", "Состав десанта"), style="Heading2") + table("team", team, followed="true", tall=460)
        + signatures((say("Директор (анықтамамен таныстым)", "Директор (со справкой ознакомлен)"), "people.director.name"), by_hand(say))
    )
