"""Text → text without personal data: ЖСН, phones, birth dates and home addresses that stand inside free text."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

MASK: Final = "***"
_TWELVE: Final = re.compile(r"(?<![0-9])(?:[0-9][ \u00a0]?){11}[0-9](?![0-9])")
_LABELLED_NUMBER: Final = re.compile(r"\b((?:ЖСН|ИИН|IIN)\W{0,3})([0-9][0-9 \u00a0-]{8,14}[0-9])", re.IGNORECASE)
_NUMBERED: Final = re.compile(r"(?:№|\bN|\bNo\.?)\s*$")
_PHONE: Final = re.compile(
    r"(?<![0-9])(?<![0-9][-.,/])(?:\+\s?7|8|7(?=7[0-9]{9}(?![0-9])))(?=[\s()-]*7)(?:[\s()\u00a0-]{0,2}[0-9]){10}(?![0-9])"
)
_LABELLED_PHONE: Final = re.compile(
    r"\b((?:тел|ұялы|моб|телефон\w*|whatsapp|ватсап)\W{1,3})(\+?[0-9(][0-9 ()\u00a0-]{4,16}[0-9])", re.IGNORECASE
)
_BIRTH: Final = re.compile(
    r"\b(?:туған\s+(?:күні|жылы)|дата\s+рождения|год\s+рождения)(\W{0,3})(?:[0-9]{1,2}[./][0-9]{1,2}[./])?(?:19|20)?[0-9]{2}\b"
    r"|\b(?:[0-9]{1,2}[./][0-9]{1,2}[./])?(?:19|20)[0-9]{2}\s*(?:ж\.?\s*т\b|г\.?\s*р\b|ж(?:ыл\w*|\.)?\s+туған)\.?",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"\b((?:мекен-?\s?жай\w{0,8}|тұрғылықты\s+жері|үй\s+адресі|домашний\s+адрес|адрес\s+проживания|прожива\w{1,8}\s+по\s+адресу|адрес)\s{0,3}[:–—-]\s{0,3})[^;\n]+"
    r"|(?<![^\s,;])[^\s,;]{1,40}\s{1,3}(?:көшесі|к-сі|даңғылы|ықшам\s?ауданы)[\s,]{0,3}[0-9]{1,4}\w?(?:\s?-?\s?үй)?[\s,]{0,3}[0-9]{1,4}\s?-?\s?пәтер\w{0,8}"
    r"|\b(?:ул\.|улица|пр\.|проспект|мкр\.?)\s{0,3}[^\s,;]{1,40}[\s,]{0,3}(?:д\.|дом)?\s{0,3}[0-9]{1,4}\w?[\s,]{0,3}(?:кв\.|квартира)\s{0,3}[0-9]{1,4}",
    re.IGNORECASE,
)
_WEIGHTS: Final = (tuple(range(1, 12)), (*range(3, 12), 1, 2))


@lru_cache(maxsize=65536, typed=True)  # the text of an error cell stays one
def drop_personal(text: str) -> tuple[str, bool]:
    """Replace personal numbers, and where somebody lives, in a text by ``***``.

    A ЖСН is told by its label or by the birth date it begins with (and, where it is split by spaces or stands behind
    ``№``, by its control digit as well); so numbers of protocols, certificates, organisations (БСН) and books stay.

    Args:
        text: Text of a cell.

    Returns:
        ``(text, dropped)``.

    >>> drop_personal("Оспанов Н., ЖСН 010203500123, тел. 8 701 123 45 67")
    ('Оспанов Н., ЖСН ***, тел. ***', True)
    >>> drop_personal("ISBN 978-601-7012-34-5, сертификат № 0123456789, 2025-2026")
    ('ISBN 978-601-7012-34-5, сертификат № 0123456789, 2025-2026', False)
    """
    if sum(map(str.isdigit, text)) < 2:  # noqa: PLR2004 - the shortest of them, a birth year, has two digits
        return text, False
    plain = _LABELLED_NUMBER.sub(rf"\1{MASK}", text)
    plain = _TWELVE.sub(_masked_number, plain)
    plain = _LABELLED_PHONE.sub(rf"\1{MASK}", plain)
    plain = _PHONE.sub(_masked_phone, plain)
    plain = _BIRTH.sub(MASK, plain)
    plain = _ADDRESS.sub(lambda found: f"{found[1] or ''}{MASK}", plain)
    bare = plain.strip()
    if bare.isascii() and bare.isdigit() and len(bare) in (10, 11) and _is_personal(bare.zfill(12), both=True):
        plain = MASK  # a ЖСН that lost its leading zeros as a number
    return plain, plain != text


def _masked_number(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    doubted = len(digits) < len(found[0]) or _NUMBERED.search(found.string[: found.start()])
    return MASK if _is_personal(digits, both=bool(doubted)) else found[0]


def _masked_phone(found: re.Match[str]) -> str:
    return found[0] if _NUMBERED.search(found.string[: found.start()]) else MASK


def _is_personal(digits: str, *, both: bool) -> bool:
    """Whether twelve digits begin with a birth date and a century; with ``both`` the control digit must agree too."""
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
    except ValueError:
        return False
    return digits[6] in "0123456" and (not both or _control_agrees(digits))


def _control_agrees(digits: str) -> bool:
    for weights in _WEIGHTS:
        control = sum(int(digit) * weight for digit, weight in zip(digits[:11], weights, strict=True)) % 11
        if control < 10:  # noqa: PLR2004 - ten asks for the second row of weights
            return bool(control == int(digits[11]))
    return False
