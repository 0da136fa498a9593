"""Spoiled letters → right letters, where that is certain; everything else is left as it stands and can be asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Final

#: Letters of the Kazakh alphabet that Russian does not have; ``і`` is left out since Ukrainian and Belarusian own it too.
KAZAKH: Final = "әғқңөұүһ"

_UPPER: Final = dict(zip("ABCEHIKMOPTXƏƟË", "АВСЕНІКМОРТХӘӨЁ", strict=True))
_LOWER: Final = dict(zip("acehikopxyəɵë", "асеһікорхуәөё", strict=True))
#: Latin letter → the Cyrillic letter it is mistaken for. ``Y`` has two (У, Ү) and so none that is certain.
TWINS: Final[Mapping[str, str]] = {**_UPPER, **_LOWER}

_CYRILLIC: Final = "\u0400-\u052f"
_RUN: Final = re.compile(r"[^\W\d_]+")
_HAS_CYRILLIC: Final = re.compile(f"[{_CYRILLIC}]")
LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u0259\u0275]")
_INVISIBLE: Final = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")
#: An abbreviation in Latin capitals with a Kazakh or Russian ending glued to it: MOOCтар.
_ABBREVIATION: Final = re.compile("[A-Z]{2,}[а-яёәғқңөұүһі]+")


@lru_cache(maxsize=65536, typed=True)  # the text of an error cell stays one
def repair(text: str) -> tuple[str, str | None]:
    r"""Mend what is certain in a single text: invisible characters and Latin letters inside Cyrillic words.

    Args:
        text: Any text of a cell.

    Returns:
        ``(text, reason)``; reason ``"twins"`` (letters were exchanged), ``"control"`` (only invisible characters
        were removed) or ``None`` (nothing was done).

    >>> repair("Cәрсенова")
    ('Сәрсенова', 'twins')
    >>> repair("Wi-Fi-ға, PISA-ның, COVID-19")
    ('Wi-Fi-ға, PISA-ның, COVID-19', None)
    >>> repair("мето\u00adдика")
    ('методика', 'control')
    """
    visible = _INVISIBLE.sub("", text)
    mended = _RUN.sub(_exchange, visible) if LATIN.search(visible) and _HAS_CYRILLIC.search(visible) else visible
    if mended != visible:
        return mended, "twins"
    return (visible, "control") if visible != text else (text, None)


def _exchange(run: re.Match[str]) -> str:
    word = run[0]
    if not _HAS_CYRILLIC.search(word) or not LATIN.search(word) or _ABBREVIATION.fullmatch(word):
        return word
    exchanged = "".join(TWINS.get(letter, letter) for letter in word)
    return word if LATIN.search(exchanged) else exchanged


# ── bytes read with the wrong table ─────────────────────────────────────────────────────────────────────────────────


def _decoded(byte: int, codec: str) -> str:
    return bytes([byte]).decode(codec, "ignore")


#: What cp1251 shows → what KZ-1048 meant, for the places where the two tables differ; derived from the codecs.
KZ1048: Final[Mapping[int, str]] = {
    ord(seen): meant
    for byte in range(128, 256)
    if (seen := _decoded(byte, "cp1251")) and (meant := _decoded(byte, "kz1048")) and seen != meant
}
_SEEN: Final = re.compile("[" + "".join(map(chr, KZ1048)) + "]")
#: Letters that only other Cyrillic alphabets have: a text with one of them is none of ours.
_FOREIGN: Final = re.compile("[ђѓљњџӣӯҳҷЂЃЉЊЏӢӮҲҶ]")
_PROPER: Final = re.compile(f"[{KAZAKH}{KAZAKH.upper()}]")
_CONSONANTS: Final = "бвгджзклмнпрстфхцчшщ"
_VOWELS: Final = "аеёиоуыэюяі"
#: Sequences that no orthography owning the letter allows (measured on uk, be, ru, mk, sr and UDHR texts: none of theirs).
_IMPOSSIBLE: Final = re.compile(
    "[јќѕћ][ыэщъьюяйёі]|[ыэщъьюяйёі][јќѕћ]"  # no Serbian or Macedonian neighbours
    "|[єїґ][ыэъё]|[ыэъё][єїґ]"  # no Ukrainian neighbours
    f"|[{_CONSONANTS}ќћѕ]ї"  # Ukrainian writes ї after a vowel or an apostrophe
    "|є[аоуы]"
    f"|(?<=[{_VOWELS}])ѕ(?![{_VOWELS}врл])",  # ѕ opens a syllable
)
#: … and letters that no orthography has in one word, however far apart: ќ ѕ ћ are Macedonian and Serbian, which have none of the others.
_APART: Final = re.compile("(?=.*[ќѕћ])(?=.*[ыэщъьюяйёі])|(?=.*ј)(?=.*[іщъ])")
#: … nor in one text: «Ќазаќ тілі» has no і of Macedonian, «Сабаќта … байланыс» no ы.
_APART_IN_TEXT: Final = re.compile("(?=.*[ќћ])(?=.*[ыэіё])", re.DOTALL)
#: With these alone a text may as well be of PT154, where є is ә and not ғ. Beside a vowel stands no ә, between consonants no ғ.
_EITHER: Final = frozenset("ќћє")
_PERHAPS_PT154: Final = re.compile("(?<![аеиоуыэіёюя])є(?![аеиоуыэіёюя])")
#: ј is a consonant: beside it stands a vowel, save in abbreviations (јрд).
_VOWEL_J: Final = re.compile(f"(?=[{_CYRILLIC}]{{4,}}$)(?:.*[{_CONSONANTS}])?ј(?:[{_CONSONANTS}]|$)")
_SHORT_U: Final = re.compile(f"[{_CONSONANTS}ќћѕ]ў")
_OWNERS: Final = ("єїґ", "ў", "јћ", "јќѕ", "ќўї")
_FEW_WORDS: Final = 3


#: A text of these letters alone may be noise typed with a Ukrainian keyboard; one impossible word proves nothing there.
_UKRAINIAN: Final = re.compile("[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя]+")
#: Letters of native Kazakh words as cp1251 shows them, in the order of a syllable: є is ғ, ї is ү, ґ is ө.
_SYLLABLES: Final = re.compile("[бєгджзйклмнпрстш]?(?:[аеиоуіяїґ][бєгджзйклмнпрстш]{1,2})*[аеиоуіяїґ]?")
_TWO: Final = 2
_SEVERAL: Final = 3
_SHORT: Final = 3


def _certain(text: str) -> bool:
    """Whether a text holds a word that can only be KZ-1048 read as cp1251."""
    words = _RUN.findall(text.lower())
    if all(map(_UKRAINIAN.fullmatch, words)):
        return False
    if _either(text):
        return False
    if any(map(_APART.match, words)) or ({*_SEEN.findall(text.lower())} <= {*"ќћ"} and _APART_IN_TEXT.match(text.lower())):
        return True
    for word in words:
        seen = set(_SEEN.findall(word))
        if not seen:
            continue
        if _IMPOSSIBLE.search(word) or _VOWEL_J.match(word) or not any(seen <= set(owner) for owner in _OWNERS):
            return True
        if _SHORT_U.search(word) and set(word) & set("ыіщ"):
            return True
    return False


def _either(text: str) -> bool:
    """Whether a text may be of PT154 as well as of KZ-1048, and would read otherwise there."""
    shown = text.lower()
    return {*_SEEN.findall(shown)} <= _EITHER and _PERHAPS_PT154.search(shown) is not None


def _certain_together(texts: Iterable[str]) -> bool:
    """Whether texts whose spoiled letters Ukrainian has too say it together: two times at least what it cannot spell.

    Every word with such a letter must then read as Kazakh syllables, which noise does not.
    """
    words = {word for text in texts for word in _RUN.findall(text.lower()) if _SEEN.search(word)}
    return all(map(_SYLLABLES.fullmatch, words)) and sum(len(word) > _SHORT and bool(_IMPOSSIBLE.search(word)) for word in words) >= _TWO


def _suspect(text: str) -> bool:
    return bool(_SEEN.search(text)) and not _FOREIGN.search(text) and not _PROPER.search(text)


def surely_spoiled(texts: Iterable[str]) -> bool:
    """Whether texts of one sheet, all columns together, were surely written in KZ-1048 and read as cp1251.

    At least three of them must say it for certain, and for every four doubtful ones one.

    >>> surely_spoiled(["Ќыдырова", "жјне", "Ўлжан", "ґнер", "деѕгей", "Кїні"]), surely_spoiled(["Ќыдырова", "їжак", "Київ"])
    (True, False)
    """
    suspects = {text: times for text, times in Counter(texts).items() if _suspect(text)}
    sure = sum(times for text, times in suspects.items() if _certain(text))
    return sure >= _SEVERAL and sure * 4 >= sum(suspects.values()) - sure


def repair_column(texts: Iterable[str], *, spoiled: bool = False) -> list[tuple[str, str, str | None]]:
    """Mend the texts of one column together, since a short cell alone often cannot say how it was spoiled.

    UTF-8 read as cp1251 and cp1251 or KZ-1048 read as Latin-1 are told cell by cell. KZ-1048 read as cp1251 is
    certain in a cell with a sequence that no other language allows; cells without one (``Ќанат``) follow only if the
    column has at least one certain cell for every four of them.

    Args:
        texts: The cells of the column, top to bottom.
        spoiled: The other columns of the sheet say for certain that its text is spoiled so (:func:`surely_spoiled`).

    Returns:
        One ``(before, after, reason)`` for each text, in order; reason ``"utf8"``, ``"latin1"``, ``"kz1048"``,
        those of :func:`repair`, or ``None`` where nothing was done.

    >>> repair_column(["Ќыдырова Ўлжан", "Ќанат"])
    [('Ќыдырова Ўлжан', 'Қыдырова Ұлжан', 'kz1048'), ('Ќанат', 'Қанат', 'kz1048')]
    >>> repair_column(["Київ", "їжак"])
    [('Київ', 'Київ', None), ('їжак', 'їжак', None)]
    """
    texts = list(texts)
    decoded = {text: _decode(text) for text in dict.fromkeys(texts)}  # a column says few things many times
    suspect = {now for now, _ in decoded.values() if _suspect(now)}
    suspects = [now for text in texts if (now := decoded[text][0]) in suspect]
    certain = {text for text in suspect if _certain(text)}
    if certain or _certain_together(suspects):
        certain |= {text for text in suspects if _IMPOSSIBLE.search(text.lower())}
    sure = sum(text in certain for text in suspects)
    whole = spoiled or (sure > 0 and sure * 4 >= len(suspects) - sure)
    told = spoiled or not {letter for text in suspect for letter in _SEEN.findall(text.lower())} <= _EITHER
    repaired: dict[str, tuple[str, str, str | None]] = {}
    for before, (now, reason) in decoded.items():
        if now in suspect and (whole or now in certain) and (told or not _either(now)):
            now, reason = now.translate(KZ1048), "kz1048"  # noqa: PLW2901 - the cell walks on, mended
        after, small = repair(now)
        repaired[before] = before, after, reason or small
    return [repaired[text] for text in texts]


def _decode(text: str) -> tuple[str, str | None]:
    steps: tuple[tuple[str, Callable[[str], str]], ...] = (("utf8", _from_utf8), ("latin1", _from_latin1))
    for reason, step in steps:
        now = step(text)
        if now != text:
            return now, reason
    return text, None


#: The first bytes of Cyrillic letters in UTF-8 as cp1251 shows them, each followed by what it shows of a second byte …
_SECOND_BYTES: Final = "".join(_decoded(byte, "cp1251") for byte in range(0x80, 0xC0))
_UTF8_PAIR: Final = re.compile(f"[РСТУ][{re.escape(_SECOND_BYTES)}]")
#: … which is more than a word such as ``Тіл`` or ``Сёмина`` only if no living letter stands there.
_LIVING: Final = "ЁёІіЄєЇїЎўҐґ\u00a0«»№–—‘’“”…"
_UTF8_SIGN: Final = re.compile("[РСТУ][" + re.escape("".join(set(_SECOND_BYTES) - set(_LIVING))) + "]")


_UTF8_SHARE: Final = 0.5
#: What cp1251 shows, and the one byte it shows nothing for, → the byte.
_BYTES: Final[Mapping[str, int]] = {_decoded(byte, "cp1251") or chr(byte): byte for byte in range(256)}
_OUR_TEXT: Final = re.compile(f"[\\s -~А-яЁёІі{KAZAKH}{KAZAKH.upper()}«»№–—‘’“”…]+")
_ENOUGH_PAIRS: Final = 3
#: «№» as cp1251 shows its three bytes.
_NUMBER_SIGN: Final = "".join(_decoded(byte, "cp1251") for byte in "№".encode())


def _all_utf8(text: str) -> str | None:
    """The text if every sign of it, taken for the byte cp1251 shows so, is UTF-8 of our own letters; ``None`` if not.

    Three letters so, or two of which one shows a sign that no living text has there, are no accident: «РҐРёСЂСѓСЂРіРёСЏ».
    """
    if not all(sign in _BYTES for sign in text):
        return None
    try:
        meant = bytes(map(_BYTES.__getitem__, text)).decode()
    except UnicodeError:
        return None
    pairs = len(_UTF8_PAIR.findall(text)) + _ENOUGH_PAIRS * meant.count("№")
    return meant if _OUR_TEXT.fullmatch(meant) and pairs >= _ENOUGH_PAIRS - bool(_UTF8_SIGN.search(text)) else None


def _from_utf8(text: str) -> str:
    if not _UTF8_PAIR.search(text) and _NUMBER_SIGN not in text:
        return text
    if (meant := _all_utf8(text)) is not None:
        return meant
    from ftfy import fix_encoding

    fixed = fix_encoding(text)
    # Each spoiled letter is two signs: where few of them fall together, the text only happens to hold such a pair.
    fallen, beyond = 2 * (len(text) - len(fixed)), sum(not letter.isascii() for letter in text)
    return fixed if fallen >= beyond * _UTF8_SHARE and fallen and _HAS_CYRILLIC.search(fixed) else text


_HIGH_LATIN: Final = re.compile("[À-ÖØ-öø-ÿ]")
_LATIN1_SHARE: Final = 0.7
_LATIN1_LETTERS: Final = 4


def _from_latin1(text: str) -> str:
    high = len(_HIGH_LATIN.findall(text))
    if high < _LATIN1_LETTERS or high < _LATIN1_SHARE * sum(map(str.isalpha, text)) or _HAS_CYRILLIC.search(text):
        return text
    for codec in ("latin-1", "cp1252"):
        try:
            return text.encode(codec).decode("kz1048")
        except UnicodeError:
            continue
    return text


# ── what cannot be mended ───────────────────────────────────────────────────────────────────────────────────────────

_NUMERAL: Final = re.compile("[IVXLІХ]+")
_PT154: Final = re.compile(f"(?<=[{_CYRILLIC}])[±µ‰¤¦‡]|[±µ‰¤¦‡](?=[{_CYRILLIC}])")
_LOST: Final = re.compile(f"(?<![^\\W\\d_]|\\?)\\?+(?=[{_CYRILLIC}])|(?<=[{_CYRILLIC}])\\?+(?=[а-яёәғқңөұүһі])|\ufffd")


def doubtful(text: str) -> str | None:
    """Why a text, left as it stands by :func:`repair_column`, should be looked at by a person.

    Returns:
        ``"kz1048"`` (letters that may stand for Kazakh ones), ``"mixed"`` (such letters beside proper Kazakh ones),
        ``"pt154"`` (signs inside a word), ``"utf8"`` (too short to tell), ``"latin"`` (Latin letters without a
        Cyrillic twin inside a Cyrillic word) or ``None``.

    >>> doubtful("Ќанат"), doubtful("міндettі"), doubtful("Қазақстан"), doubtful("«Office 365» бағдарламасы"), doubtful("ІV тоқсан")
    ('kz1048', 'latin', None, None, None)
    """
    if _SEEN.search(text) and not _FOREIGN.search(text):
        if _PROPER.search(text):
            return "mixed"
        if len(_RUN.findall(text)) <= _FEW_WORDS or _certain(text):
            return "kz1048"
    if _PT154.search(text):
        return "pt154"
    if _UTF8_SIGN.search(text):
        return "utf8"
    if not LATIN.search(text):
        return None
    mixed = (word for word in _RUN.findall(text) if _HAS_CYRILLIC.search(word) and LATIN.search(word))
    return "latin" if any(_exchange_fails(word) for word in mixed) else None


def _exchange_fails(word: str) -> bool:
    # Roman numerals are typed with either alphabet's letters, and with both at once: «ІV тоқсан».
    return not _NUMERAL.fullmatch(word) and (not re.fullmatch(f"[A-Za-z]+[{_CYRILLIC}]+", word) or word[0].islower())


def lost(text: str) -> bool:
    """Whether letters of a text were replaced by ``?`` and cannot be had back.

    >>> lost("?аза?стан"), lost("Қалай? Жақсы"), lost("к?рме")
    (True, False, True)
    """
    return bool(_LOST.search(text))
