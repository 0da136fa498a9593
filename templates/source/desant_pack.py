"""Десантқа ұсынылатын мәліметтер жинағы: three years, limited to the directions of the visit's scope (domain 3.11; D12, D13)."""

from __future__ import annotations

from desant_tables import indicators, visit, years_of
from house_style import document, each, p, table, when
from shared_blocks import GAP_AFTER, by_hand, columns, header, post_of, said, signatures
from wording import Say

L, C = "left", "center"


def draw(say: Say) -> bytes:
    titles = say(("Әдістемелік десантқа ұсынылатын", "МӘЛІМЕТТЕР ЖИНАҒЫ"), ("СБОРНИК СВЕДЕНИЙ,", "представляемых методическому десанту"))
    styles = say(("Centred", "Title"), ("Title", "Centred"))
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + "".join(p(line, style=style) for line, style in zip(titles, styles, strict=True))
        + p(style="HeaderGap") + visit(say) + said(say("Қамтылған кезең", "Охваченный период"), years_of(say))
        + p(say("Жинақта десанттың мәні мен кезеңіне жататын мәліметтер ғана бар.",
                "В сборник вошли только сведения, относящиеся к предмету и периоду десанта."), more='<w:spacing w:before="120" w:after="0"/>')
        + when("left_out", p(say("Десанттың мәніне жатпайтын бағыттар енгізілген жоқ: {{ left_out | join('; ') }}.",
                                 "Направления вне предмета десанта не включены: {{ left_out | join('; ') }}.")))
        + when("named", p("[[named]]"), otherwise=[_directions(say)])
        + signatures(post_of("deputy"), (say("Десант өкілі (қабылдадым)", "Представитель десанта (принято)"), ""), by_hand(say))
    )
    return document(body, header=header(say, say("Мәліметтер жинағы", "Сборник сведений")), lang=say.lang, wide=True)


def _directions(say: Say) -> str:
    none = say("Осы кезеңде ішкі бақылау тақырыбы жазылмаған.", "За этот период темы внутреннего контроля не записаны.")
    return each(
        "direction", "directions",
        p("{{ loop.index }}. {{ direction.name }}", style="Heading1"),
        when("direction.indicators.shown", indicators(say), otherwise=[p(say("Көрсеткіштер: {{ direction.indicators.words }}.", "Показатели: {{ direction.indicators.words }}."), style="Caption")]),
        when("direction.control.shown", p(say("Ішкі бақылау", "Внутренний контроль"), style="Caption"), table("direction.control.rows", columns(
            say, ("Оқу жылы", "Учебный год", "year", 22, C), ("Тақырыбы", "Тема", "topic", 52, L), ("Мерзімі", "Срок", "due", 30, C),
            ("Қаралған орны", "Где рассмотрено", "considered", 32, L), ("Басқару шешімі", "Управленческое решение", "decision", 48, L),
            ("Нәтижесі", "Результат", "result", 48, L)), size="Small"), otherwise=[p(none, style="Caption")]),
        when("direction.advice.shown", p(say("Алдыңғы жылдардағы десант ұсынымдары және олардың орындалуы", "Рекомендации десантов прошлых лет и их выполнение"), style="Caption"),
             table("direction.advice.rows", columns(
                 say, ("Оқу жылы", "Учебный год", "year", 22, C), ("Ұсыным", "Рекомендация", "recommendation", 76, L),
                 ("Жауапты", "Ответственный", "responsible", 38, L), ("Мерзімі", "Срок", "due", 24, C), ("Орындалуы", "Выполнение", "status", 34, L),
                 ("Қайта бақылау", "Повторный контроль", "recheck", 28, C)), size="Small")),
    )
