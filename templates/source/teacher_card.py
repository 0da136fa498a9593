"""Педагог картасы: one page about a teacher over one to five years (local custom: attestation, awards)."""

from __future__ import annotations

from house_style import cell, document, grid, p, row, run, share_out, table, when
from shared_blocks import columns, header, signed_by
from wording import Say

L, C = "left", "center"
TEXT, HEAD = "AnnexText", "AnnexHead"
MOST = 5


def draw(say: Say) -> bytes:
    latest = columns(
        say, ("№", "№", "row_no", 7, C), ("Күні", "Дата", "date", 22, C), ("Түрі", "Вид", "kind", 30, L),
        ("Атауы", "Название", "title", 72, L), ("Деңгейі, нәтижесі", "Уровень, результат", "mark", 32, L),
    )
    span = say("{{ years[0] }}{% if years | length > 1 %} – {{ years[-1] }}{% endif %} оқу {% if years | length > 1 %}жылдары{% else %}жылы{% endif %}",
               "{{ years[0] }}{% if years | length > 1 %} – {{ years[-1] }}{% endif %} {% if years | length > 1 %}учебные годы{% else %}учебный год{% endif %}")
    body = (
        p("{{ college.short_name }}", style="Centred") + p(say("ПЕДАГОГ КАРТАСЫ", "КАРТА ПЕДАГОГА"), style="Title")
        + p(run("{{ person }}", bold=True), style="Centred") + p(span, style="Centred", more='<w:spacing w:before="0" w:after="120"/>')
        + _about(say) + p(say("Жылдар бойынша жұмысы", "Работа по годам"), style="Caption")
        + "".join(when(f"years | length == {number}", _by_years(say, number)) for number in range(1, MOST + 1))
        + p(say("«–» – ол жылы педагогтер тізімінде жоқ; курс көлемі сағатпен; бірлескен еңбек әр авторға бір рет саналады.",
                "«–» – в том году в списке педагогов нет; объём курсов в часах; совместная работа считается каждому автору один раз."), style="Note")
        + when("works", p(say("Соңғы еңбектері", "Последние работы"), style="Caption"), table("works", latest, size="Annex"),
               when("more", p(say("Соңғы еңбектері ғана көрсетілді.", "Показаны только последние работы."), style="Note")))
        + signed_by("methodist")
    )
    return document(body, header=header(say, say("Педагог картасы", "Карта педагога")), lang=say.lang)


def _about(say: Say) -> str:
    """What the staff register says, in two columns of words and values; a line that nobody filled in is not there."""
    widths = share_out((36, 64))
    since = "{% if about.since != '–' %} ({{ about.since }}{% if about.until != '–' %} – {{ about.until }}{% endif %}){% endif %}"
    lines = (
        (say("Лауазымы", "Должность"), "about.position", "{{ about.position }}"), (say("Пәні", "Дисциплина"), "about.subject", "{{ about.subject }}"),
        (say("Комиссиясы", "Комиссия"), "about.commission", "{{ about.commission }}"), (say("Білімі", "Образование"), "about.education", "{{ about.education }}"),
        (say("Мамандығы", "Специальность"), "about.specialty", "{{ about.specialty }}"),
        (say("Санаты (мерзімі)", "Категория (срок)"), "about.category", "{{ about.category }}" + since),
        (say("Педагогикалық өтілі, жыл", "Педагогический стаж, лет"), "about.experience", "{{ about.experience }}"),
        (say("Әдістемелік тақырыбы", "Методическая тема"), "about.topic", "{{ about.topic }}"),
        (say("ОТМ-дегі рөлі", "Роль в ШПО"), "about.role", "{{ about.role }}"),
    )
    made = []
    for name, known, text in lines:
        steered = [row(cell(p(f"{{%tr {words} %}}", style=TEXT), sum(widths), span=2)) for words in (f"if {known}", "endif")]
        made += [steered[0], row(cell(p(name, style=TEXT), widths[0]), cell(p(text, style=TEXT), widths[1])), steered[1]]
    return grid(widths, *made)


def _by_years(say: Say, number: int) -> str:
    widths = share_out((60, *(30,) * number))
    top = row(cell(p(say("Көрсеткіш", "Показатель"), style=HEAD), widths[0], middle=True),
              *(cell(p(f"{{{{ years[{place}] }}}}", style=HEAD), widths[place + 1], middle=True) for place in range(number)), header=True)
    steered = [row(cell(p(f"{{%tr {words} %}}", style=TEXT), sum(widths), span=number + 1)) for words in ("for line in lines", "endfor")]
    line = row(cell(p("{{ line.name }}", style=TEXT), widths[0]),
               *(cell(p(f"{{{{ line['values'][{place}] }}}}", style=TEXT, align=C), widths[place + 1]) for place in range(number)))
    return grid(widths, top, steered[0], line, steered[1])
