"""Тәжірибе картасы: ten points about one best practice (domain 3.8; K17, M02)."""

from __future__ import annotations

from collections.abc import Sequence

from house_style import NBSP, cell, document, each, grid, p, row, share_out, when
from shared_blocks import GAP_AFTER, agreed, header, signed_by, signed_each
from wording import Say

TEXT, HEAD = "TableText", "TableHead"


def draw(say: Say) -> bytes:
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + p(say("ОЗАТ ТӘЖІРИБЕ КАРТАСЫ", "КАРТА ПЕРЕДОВОГО ОПЫТА"), style="Title")
        + p(say("{{ year.label }} оқу жылы", "{{ year.label }} учебный год"), style="Centred", more=GAP_AFTER)
        + _points(say)
        + signed_each("authors", say("Тәжірибе авторы", "Автор опыта"), "signed") + signed_by("otm_leader") + agreed(say, "methodist")
    )
    return document(body, header=header(say, say("Тәжірибе картасы", "Карта опыта")), lang=say.lang)


def _points(say: Say) -> str:
    """Number, what is asked, what is known."""
    none = say("жазба жоқ", "записи нет")
    author = say(f"{{{{ one.full }}}}{{% if one.position %}}, {{{{ one.position }}}}{{% endif %}}; педагогикалық өтілі (жыл)\u00a0–{NBSP}{{{{ one.experience }}}}",
                 f"{{{{ one.full }}}}{{% if one.position %}}, {{{{ one.position }}}}{{% endif %}}; педагогический стаж (лет)\u00a0–{NBSP}{{{{ one.experience }}}}")
    council = say(f"[[decided.dated]] №{NBSP}[[decided.no]] хаттама{{% if decided.decision %}}; шешімі: {{{{ decided.decision }}}}{{% endif %}}",
                  f"протокол [[decided.dated]] №{NBSP}[[decided.no]]{{% if decided.decision %}}; решение: {{{{ decided.decision }}}}{{% endif %}}")
    points = (
        (say("Авторы, лауазымы, санаты, өтілі", "Автор, должность, категория, стаж"), each("one", "authors", p(author, style=TEXT))),
        (say("Тақырыбы", "Тема"), p("{{ title }}", style=TEXT)),
        (say("Өзектілігі", "Актуальность"), p("[[relevance]]", style=TEXT)),
        (say("Мәні мен жаңалығы", "Сущность и новизна"), p("[[essence]]", style=TEXT) + p(say("Жаңалығы: [[novelty]]", "Новизна: [[novelty]]"), style=TEXT)),
        (say("Нәтижелілігі", "Результативность"), p("[[result]]", style=TEXT)),
        (say("Қолдану шарттары", "Условия применения"), p("[[conditions]]", style=TEXT)),
        (say("Таратылған деңгейі мен нысандары", "Уровень и формы распространения"), _spread(say, none)),
        (say("Сараптама пікірі", "Заключение экспертизы"), p("{{ expert }}", style=TEXT)),
        (say("Әдістемелік кеңестің шешімі", "Решение методического совета"), when("decided.known", p(council, style=TEXT), otherwise=[p(none, style=TEXT)])),
        (say("Енгізген педагогтер", "Внедрили"), _adopters(say, none)),
    )
    widths = share_out((6, 30, 64))
    rows = [_row(number, name, text, widths) for number, (name, text) in enumerate(points, 1)]
    return grid(widths, *rows)


def _row(number: int, name: str, text: str, widths: Sequence[int]) -> str:
    return row(cell(p(str(number), style=TEXT, align="center"), widths[0]), cell(p(name, style=TEXT), widths[1]), cell(text, widths[2]))


def _spread(say: Say, none: str) -> str:
    form = say("Жинақтау нысаны: {{ spread.form }}", "Форма обобщения: {{ spread.form }}")
    form += "{% if spread.place %}, {{ spread.place }}{% endif %}{% if spread.date %} ({{ spread.date }}){% endif %}"
    known = "spread.form or spread.events or spread.level"
    return (
        when("spread.form", p(form, style=TEXT))
        + when("spread.events", p(say("Тарату іс-шаралары: {{ spread.events }}", "Мероприятия по распространению: {{ spread.events }}"), style=TEXT))
        + when("spread.level", p(say("Ұсынылған деңгейі: {{ spread.level }}", "Рекомендованный уровень: {{ spread.level }}"), style=TEXT))
        + when(f"not ({known})", p(none, style=TEXT))
    )


def _adopters(say: Say, none: str) -> str:
    return (
        when("adopters.names", p("{{ adopters.names }}", style=TEXT), otherwise=[p(none, style=TEXT)])
        + when("adopters.date", p(say("Енгізілген күні: {{ adopters.date }}", "Дата внедрения: {{ adopters.date }}"), style=TEXT))
        + when("adopters.evidence", p(say("Дәлелі: {{ adopters.evidence }}", "Подтверждение: {{ adopters.evidence }}"), style=TEXT))
    )
