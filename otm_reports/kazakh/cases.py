"""Nominative → the other cases: of nouns, phrases, names, abbreviations, digits and titles in quotation marks.

Rules and figures: spelling dictionary §16, §35, §36, §73, §94, §95 and emle.kz on the hyphen; what no rule tells stands in
``data/kazakh/exceptions.csv``. Whether a word is possessed (``директоры``) cannot be read off the word alone: the last word
of a phrase in -ы or -і is taken to be, a single word is not, and the caller may say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from otm_reports.kazakh import exceptions, names
from otm_reports.kazakh.endings import ending, seam, sounds_front
from otm_reports.kazakh.exceptions import Exceptions

CASES: Final = ("ілік", "барыс", "табыс", "жатыс", "шығыс", "көмектес")
#: The same for keyboards without Kazakh letters.
ASCII: Final[Mapping[str, str]] = {
    "ilik": "ілік", "barys": "барыс", "tabys": "табыс", "jatys": "жатыс", "shygys": "шығыс", "komektes": "көмектес",
}  # fmt: skip

#: Characters of the longest text that is put into a case; a paragraph is no name.
LONGEST: Final = 500
_CAPITAL: Final = "[А-ЯЁӘҒҚҢӨҰҮҺІ]"
_LAST: Final = re.compile(r"(?P<before>.*?)(?P<word>[\w'’\u00ad]+)(?P<percent>\s?%)?(?P<close>[»”\"]?)", re.DOTALL)
_LETTERS: Final = re.compile(r"[\u0400-\u052f'’\u00ad]+")
_DIGITS: Final = re.compile(r"(?<![\w,.])([0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+)(?:,([0-9]+))?$")
#: Roman numbers, also as Kazakh keyboards write them.
_ROMAN: Final = re.compile("[IVXLCІХ]+")
_INITIALS_LAST: Final = re.compile(rf"{_CAPITAL}[\w’'-]+\s+{_CAPITAL}\w?\.\s?(?:{_CAPITAL}\w?\.?)?")
_INITIAL: Final = re.compile(rf"(?<!\w){_CAPITAL}\w?\.$")
_SURNAME: Final = re.compile(r"(.{2,})[ое]в")
_SON_OR_DAUGHTER: Final = re.compile(r".{2,}(?:ұлы|қызы|улы|кызы)")
_PERSON: Final = re.compile(r".{2,}(?:[оеё]ва?|ұлы|қызы|улы|кызы|[оеё]вич|[оеё]вна)")
_NEVER_POSSESSED: Final = re.compile(r".*(?:[^ыі]|ш[ыі])")
_VOWELS: Final = "аәеёоөуұүыіиэюя"
#: An abbreviation that is read as a word: БАҚ, ЮНИСЕФ.
_READ_AS_WORD: Final = re.compile(f"[{_VOWELS}]?(?:[^{_VOWELS}][{_VOWELS}])+[^{_VOWELS}]")
_PRONOUNCEABLE: Final = re.compile(f"(?=.{{3}}).*[{_VOWELS}]")
_UNPRONOUNCEABLE: Final = re.compile(f"(?:[^{_VOWELS}]+|.+[^{_VOWELS}]{{4}})")
#: How the last letter of an abbreviation is spoken, where it is not itself a vowel.
_SPOKEN: Final[Mapping[str, str]] = {
    "б": "бы", "в": "вы", "г": "гі", "ғ": "ғы", "д": "ды", "ж": "жы", "з": "зы", "й": "ій", "к": "кі", "қ": "қы", "л": "ел",
    "м": "ем", "н": "ен", "ң": "ең", "п": "пы", "р": "ры", "с": "сы", "т": "ты", "ф": "еф", "х": "хы", "һ": "һы", "ц": "цы",
    "ч": "чы", "ш": "шы", "щ": "щы",
}  # fmt: skip
_UNITS: Final = ("нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS: Final = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_POWERS: Final = ("мың", "миллион", "миллиард", "триллион")
_ABBREVIATION: Final = 4


@dataclass(frozen=True, slots=True)
class Form:
    """A case form.

    Attributes:
        text: The form.
        listed: It needs no reading over: the word stands in a list of exceptions, or the text ends in digits.
    """

    text: str
    listed: bool


def case_named(name: str) -> str:
    """A case by its Kazakh name or the one in Latin letters.

    Raises:
        ValueError: There is no such case.

    >>> case_named("ilik")
    'ілік'
    """
    case = ASCII.get(name, name)
    if case not in CASES:
        raise ValueError(f"no case {name!r}; there are: {', '.join(CASES)}")
    return case


def inflect(text: str, case: str, *, possessed: bool | None = None, known: Exceptions | None = None) -> str:
    """A text in another case; see :func:`form`.

    >>> inflect("колледж директоры", "ілік"), inflect("Г.О. Сәрсенова", "барыс"), inflect("10", "шығыс")
    ('колледж директорының', 'Г.О. Сәрсеноваға', '10-нан')
    """
    return form(text, case, possessed=possessed, known=known).text


def form(text: str, case: str, *, possessed: bool | None = None, known: Exceptions | None = None) -> Form:
    """A text in another case, and whether a person should read it over. Only the last word changes.

    Args:
        text: A word, phrase, person's name (surname with initials is turned round), abbreviation, number or title.
        case: Name of the case, see :data:`CASES`.
        possessed: Whether the last word carries the ending of "his"; ``None`` lets the rule decide.
        known: Exceptions in force: ``exceptions.packaged() | the college's own``; ``None`` for the packaged ones.

    Raises:
        ValueError: There is no such case, or the text has no Kazakh ending (Latin letters, Roman numbers, dates in
            digits, a text that ends in a sign or is longer than :data:`LONGEST`).

    >>> form("Әуезов", "ілік"), form("ОТМ", "барыс")
    (Form(text='Әуезовтің', listed=False), Form(text='ОТМ-ге', listed=True))
    """
    return _formed(text, case_named(case), known or exceptions.packaged(), possessed=possessed)


def plural(text: str, *, known: Exceptions | None = None) -> str:
    """The plural of a noun that is not possessed.

    >>> plural("педагог"), plural("журналист")
    ('педагогтер', 'журналистер')
    """
    return _formed(text, "көпше", known or exceptions.packaged(), possessed=False).text


def _formed(text: str, case: str, known: Exceptions, *, possessed: bool | None) -> Form:
    if not (text := text.strip()):
        return Form("", listed=True)
    if found := _listed(text, text, case, known):
        return Form(found, listed=True)
    if _INITIALS_LAST.fullmatch(text):
        text = names.initials_first(text)
    last = _LAST.fullmatch(text) if len(text) <= LONGEST else None
    if last is None:
        raise ValueError(f"no ending can be put on {text[-40:]!r}")
    before, word, close = last["before"], last["word"], last["close"]
    if last["percent"] or _DIGITS.search(before + word):
        spoken = "пайыз" if last["percent"] else last_spoken(before + word)
        return Form(f"{text}-{ending(spoken, case)}", listed=True)
    if not _LETTERS.fullmatch(word) or _ROMAN.fullmatch(word):
        raise ValueError(f"no Kazakh ending for {word!r}")
    if found := _listed(word, text, case, known):
        return Form(f"{before}{found}{close}", listed=True)
    if _abbreviated(word, before, known):
        spoken = known.spoken.get(word) or _spoken_letters(word.lower())
        return Form(f"{text}-{ending(spoken, case)}", listed=word in known.spoken)
    if possessed is None:
        possessed = _is_possessed(before, word, known)
    stem, added = _worded(word, case, known, possessed=possessed)
    # Inside quotation marks a noun takes its ending («… корпорациясымен»); a bare title stays whole («МЕГА»-дан).
    made = f"{word}{close}-{added.lower()}" if close and not possessed else f"{stem}{added}{close}"
    return Form(before + made, known.lists(word))


def _listed(word: str, text: str, case: str, known: Exceptions) -> str | None:
    """The form somebody has entered, in the letters' size of the text."""
    if (entry := known.forms.get((word.lower(), case))) is None:
        return None
    entered, made = entry
    if entered == word:
        return made
    return made.upper() if text.isupper() else made[:1].upper() + made[1:] if word[:1].isupper() else made


def _is_possessed(before: str, word: str, known: Exceptions) -> bool:
    """Whether the last word of a text carries the ending of "his"."""
    small = word.lower()
    classes = known.classes.get(small, frozenset())
    if {"тәуелді", "тәуелсіз"} & classes:
        return "тәуелді" in classes
    if word[0].isupper() and _SON_OR_DAUGHTER.fullmatch(small):
        return True
    words = before.split()
    if not any(map(str.isalnum, before)) or _NEVER_POSSESSED.fullmatch(small):
        return False
    return not (word[0].isupper() and (_INITIAL.search(words[-1]) or _PERSON.fullmatch(words[-1].lower())))


def _worded(word: str, case: str, known: Exceptions, *, possessed: bool) -> tuple[str, str]:
    """What is left of a word and the ending it takes."""
    small = word.lower().replace("\u00ad", "")
    classes = known.classes.get(small, frozenset())
    capital = word[0].isupper()
    front = "жіңішке" in classes if {"жуан", "жіңішке"} & classes else None
    if front is None and capital:
        front = _name_is_front(small)
    stem = word
    if "і" in classes and not possessed:
        stem += "і"
    elif not possessed and "тұрақты" not in classes:
        stem = seam(word, name=capital and not word.isupper())
    added = ending(stem.lower().replace("\u00ad", ""), case, front=front, possessed=possessed, mixed="ә" in classes)
    return (stem.upper(), added.upper()) if word.isupper() and len(word) > 1 else (stem, added)


def _name_is_front(small: str) -> bool | None:
    """Harmony of a name where it is not that of any other word: the stem of -ов and -ев decides; Ғали is back."""
    if found := _SURNAME.fullmatch(small):
        return sounds_front(found[1])
    return False if small.endswith(("ғали", "қали")) else None


# ── abbreviations and numbers, by how they are spoken ───────────────────────────────────────────────────────────────


def _abbreviated(word: str, before: str, known: Exceptions) -> bool:
    """Whether capitals are an abbreviation (``ОТМ``, ``ҚазҰУ``) and not a word of a heading (``ОҚУ ЖЫЛЫ``)."""
    if word in known.spoken or (len(word) == 1 and word.isupper()):
        return True
    if word.lower() in known.classes:
        return False
    if sum(map(str.isupper, word)) < 2 or not word[-1].isupper():  # noqa: PLR2004 - one capital begins a name
        return False
    if not word.isupper():
        return True
    if _UNPRONOUNCEABLE.fullmatch(word.lower()):
        return True
    heading = before.isupper() and any(map(_PRONOUNCEABLE.match, before.lower().split()))
    return len(word) <= _ABBREVIATION and not heading and not _INITIAL.search(before.rstrip())


def _spoken_letters(small: str) -> str:
    """How an abbreviation ends when it is said: ``ЖШС`` "жы-шы-сы", ``ІІМ`` "і-і-ім"; ``БАҚ`` is read as a word."""
    if small[-1] in _VOWELS or _READ_AS_WORD.fullmatch(small):
        return small
    return _SPOKEN.get(small[-1], small)


def last_spoken(text: str) -> str:
    """The last spoken word of the digits at the end of a text.

    >>> last_spoken("1 200"), last_spoken("12,5"), last_spoken("2025-2026"), last_spoken("40 000")
    ('жүз', 'бес', 'алты', 'мың')
    """
    found = _DIGITS.search(text)
    digits = re.sub(r"\D", "", found[2] or found[1]) if found else ""
    kept = digits.rstrip("0")
    zeros = len(digits) - len(kept)
    if not kept:
        return _UNITS[0]
    if zeros < 2:  # noqa: PLR2004 - hundreds end in two zeros
        return (_TENS if zeros else _UNITS)[int(kept[-1])]
    return "жүз" if zeros == 2 else _POWERS[min(zeros // 3, len(_POWERS)) - 1]  # noqa: PLR2004
