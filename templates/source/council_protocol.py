"""Хаттама of the methodological council (domain 3.2; K06, K11, K17): members, quorum, items, decisions."""

from __future__ import annotations

from house_style import document, p, table, when
from shared_blocks import agenda, columns, date_number_city, header, items, presiding, signatures
from wording import Say


def draw(say: Say) -> bytes:
    member = columns(
        say, ("№", "№", "row_no", 8, "center"), ("Аты-жөні", "Фамилия, имя, отчество", "person", 46, "left"),
        ("Лауазымы", "Должность", "position", 36, "left"), ("Кеңестегі міндеті", "Роль в совете", "role", 27, "left"),
    )
    mark = columns(say, ("Қатысуы", "Присутствие", "mark", 33, "center"))
    members = p(say("КЕҢЕС МҮШЕЛЕРІ", "ЧЛЕНЫ СОВЕТА"), style="Heading1") + when(
        "members_shown",
        when("marked", table("members", [*member, *mark]), otherwise=[table("members", member)]),
        otherwise=[p("[[members_blank]]")],
    )
    body = (
        p("[[college.name]]", style="Centred") + p("{{ council.name }}", style="Centred")
        + p(say("ХАТТАМА", "ПРОТОКОЛ"), style="Title") + date_number_city(say)
        + presiding(say, ("Төраға", "Председатель"), ".{% if present.quorum %} {{ present.quorum }}{% endif %}")
        + members + agenda(say) + items(say)
        + signatures((say("Төраға", "Председатель"), "chair.name"), (say("Хатшы", "Секретарь"), "secretary.name"))
    )
    return document(body, header=header(say, say("Хаттама", "Протокол")), lang=say.lang)
