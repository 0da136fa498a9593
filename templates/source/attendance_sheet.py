"""Қатысу парағы: the list that listeners sign (domain 3.13, K12)."""

from __future__ import annotations

from house_style import document, p
from shared_blocks import header, sheet, signed_by
from wording import Say


def draw(say: Say) -> bytes:
    body = p("[[college.name]]", style="Centred") + p("«{{ otm.name }}»", style="Centred") + sheet(say) + signed_by("otm_secretary")
    return document(body, header=header(say, say("Қатысу парағы", "Явочный лист")), lang=say.lang)
