"""Үзінді from a council protocol: one item, certified by the secretary (domain 3.2; K06, K11, K17)."""

from __future__ import annotations

from house_style import NBSP, document, p
from shared_blocks import GAP_AFTER, GAP_BEFORE, by_hand, header, items, place, said, signatures
from wording import Say


def draw(say: Say) -> bytes:
    numbers = say(f"**Тізім бойынша** –{NBSP}[[present.listed]], қатысқаны –{NBSP}[[present.present]].",
                  f"**По списку** –{NBSP}[[present.listed]], присутствовало –{NBSP}[[present.present]].")
    title = say(
        (f"{{{{ council.name_genitive }}}} [[dated]] №{NBSP}[[no]] хаттамасынан", "ҮЗІНДІ"),
        ("ВЫПИСКА", f"из протокола {{{{ council.name_genitive }}}} [[dated]] №{NBSP}[[no]]"),
    )
    styles = say(("Centred", "Title"), ("Title", "Centred"))
    body = (
        p("[[college.name]]", style="Centred", more=GAP_AFTER)
        + "".join(p(line, style=style) for line, style in zip(title, styles, strict=True))
        + p(place(say), style="Centred", more=GAP_AFTER)
        + said(say("Төраға", "Председатель"), "[[chair.name]]") + said(say("Хатшы", "Секретарь"), "[[secretary.name]]")
        + p(numbers, style="Flush", align="left")
        + p(say("**Қаралған мәселе:** [[question]]", "**Рассмотренный вопрос:** [[question]]"), style="Flush", align="left", more=GAP_AFTER)
        + items(say)
        + p(say("Үзінді дұрыс:", "Выписка верна:"), style="Flush", more=GAP_BEFORE)
        + signatures((say("Хатшы", "Секретарь"), "secretary.name"))
        + p(by_hand(say), style="Flush", more=GAP_BEFORE)
    )
    return document(body, header=header(say, say("Хаттамадан үзінді", "Выписка из протокола")), lang=say.lang)
