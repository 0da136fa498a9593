"""Written name → its parts and short forms; several names in one cell → each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from otm_reports.kazakh.fold import key
from otm_reports.kazakh.letters import repair

_IN_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TOKEN: Final = re.compile(r"[^\W\d_?]{1,2}\.|[^\W\d_?](?![\w?])|[^\W\d_?][\w?'’]*(?:-[^\W\d_][\w?'’]*)*|\?[\w?'’]+(?:-[\w?'’]+)*")
_SON_OR_DAUGHTER: Final = re.compile("(?:ұлы|улы|қызы|кызы|оглы|кизи)", re.IGNORECASE)
_PATRONYMIC: Final = re.compile(r".+(?:ұлы|улы|қызы|кызы|оглы|ович|евич|ьич|овна|евна|ична)", re.IGNORECASE)
_SURNAME: Final = re.compile(r".+(?:ов|ова|ев|ева|ёв|ёва|ин|ина|ский|ская|цкий|цкая)", re.IGNORECASE)
_GLUED_INITIALS: Final = re.compile("[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{2}")
_SHORT: Final = 2
#: «ЖБП. Сарин Асан»: the block of subjects somebody teaches; initials are shorter.
_BLOCK: Final = re.compile(r"^\s*[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]{3,5}\.\s*(?=[^\W\d_]{2})")
#: Posts that stand before names.
_POSTS: Final = frozenset(map(key, (
    "директор", "директоры", "директордың", "директора", "орынбасары", "орынбасар", "заместитель", "зам", "әдіскер", "әдіскері", "методист", "төраға", "төрағасы",
    "төрайым", "төрайымы", "председатель", "хатшы", "хатшысы", "секретарь", "оқытушы", "оқытушысы", "преподаватель", "мұғалім", "педагог", "шебер", "шебері", "мастер",
    "меңгеруші", "меңгерушісі", "заведующий", "заведующая", "зав", "жетекші", "жетекшісі", "руководитель", "бөлім", "кафедра", "тәлімгер", "психолог",
    "доіжо", "доөіжо", "дотіжо", "дтіжо", "доәжо", "дөожо", "оіжо", "зд", "здувр", "здупр", "здумр",
)))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """Parts of a name; an initial keeps its dot (``Л.``), a part that is not written is empty."""

    surname: str
    given: str = ""
    patronymic: str = ""

    @property
    def initials(self) -> str:
        """``Л.Т.``, ``Л.`` or nothing."""
        return "".join(_initial(part) for part in (self.given, self.patronymic) if part)


def _initial(part: str) -> str:
    return part if part.endswith(".") else f"{part[0].upper()}."


@lru_cache(maxsize=65536)
def parse(written: str) -> Name:
    """The parts of a name in any order and punctuation that registers use; register order is surname first.

    Args:
        written: One name. Remarks in brackets and a post in small letters before it are passed over.

    Returns:
        The parts; a text without letters gives an empty surname.

    >>> parse("Сәрсенова Гүлнұр Оспанқызы") == parse("СӘРСЕНОВА, Гүлнұр Оспан қызы")
    True
    >>> parse("А.Ә Жақыпова") == parse("Жақыпова А. Ә.") == parse("Жақыпова АӘ")
    True
    >>> parse("аға оқытушы Оспанов Н. (совместитель)"), parse("ЖБП. Оспанов Нұрлан")
    (Name(surname='Оспанов', given='Н.', patronymic=''), Name(surname='Оспанов', given='Нұрлан', patronymic=''))
    """
    tokens = _tokens(written)
    initials = [token.upper() for token in tokens if token.endswith(".")]
    words = [_capitals(token) for token in tokens if not token.endswith(".")]
    if not words:
        return Name("".join(initials)) if initials else Name("")
    if not initials:
        return _words_only(words)
    surname, *others = words
    if len(others) == 1 and tokens[0].endswith("."):
        surname, others = words[-1], words[:-1]
    given, patronymic, *_ = [*others, *initials, "", ""]
    return Name(surname, given, patronymic)


def _tokens(written: str) -> list[str]:
    text = _BLOCK.sub("", _IN_BRACKETS.sub(" ", repair(written)[0]))
    tokens = _TOKEN.findall(text)
    tokens = [f"{token}." if len(token) == 1 else token for token in tokens]
    # «Әдіскер Жақыпова Д.», «ДОІЖО Жақыпова Д.»: the post before a name is none of it.
    while len(tokens) > _SHORT and key(tokens[0].strip(".")) in _POSTS:
        del tokens[0]
    if any(not token[0].islower() for token in tokens):
        tokens = [token for token in tokens if not token[0].islower() or _SON_OR_DAUGHTER.fullmatch(token) or len(token) <= _SHORT]
    joined: list[str] = []
    for token in tokens:
        if _SON_OR_DAUGHTER.fullmatch(token) and joined and not joined[-1].endswith("."):
            joined[-1] += token.lower()
        else:
            joined.append(token)
    if len(joined) == _SHORT and _GLUED_INITIALS.fullmatch(joined[1]):
        joined[1:] = [f"{letter}." for letter in joined[1]]
    return joined


def _words_only(words: list[str]) -> Name:
    words = [re.sub("-(?=(?:ұлы|улы|қызы|кызы)$)", "", word, flags=re.IGNORECASE) for word in words]
    if len(words) == 1:
        return Name(words[0])
    if len(words) == _SHORT:
        first, second = words
        return Name(second, first) if _SURNAME.fullmatch(second) and not _SURNAME.fullmatch(first) else Name(first, second)
    *head, last = words
    if _PATRONYMIC.fullmatch(head[-1]) and not _PATRONYMIC.fullmatch(last):
        return Name(last, " ".join(head[:-1]), head[-1])
    return Name(head[0], " ".join(head[1:]), last)


def _capitals(word: str) -> str:
    """``СӘРСЕНОВА`` and ``сәрсенова`` → ``Сәрсенова``; anything else as it is."""
    if not (word.isupper() or word.islower()) or len(word) == 1:
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def initials_first(written: str) -> str:
    """A name as signature lines print it; a plain space stands between initials and surname.

    >>> initials_first("Байғалиев Л.Т."), initials_first("Сәрсенова Гүлнұр Оспанқызы"), initials_first("Жақып Ә")
    ('Л.Т. Байғалиев', 'Г.О. Сәрсенова', 'Ә. Жақып')
    """
    name = parse(written)
    return " ".join(part for part in (name.initials, name.surname) if part) or written.strip()


def surname_first(written: str) -> str:
    """A name as lists print it in short.

    >>> surname_first("Л.Т Байғалиев"), surname_first("Сәрсенова Гүлнұр Оспанқызы")
    ('Байғалиев Л.Т.', 'Сәрсенова Г.О.')
    """
    name = parse(written)
    return " ".join(part for part in (name.surname, name.initials) if part) or written.strip()


def person_id(surname: str, given: str = "", patronymic: str = "") -> str:
    """The key of a person: the folded parts of the name, the same in all years and both spellings.

    >>> person_id("Сәрсенова", "Гүлнұр", "Оспанқызы"), person_id("Жақып", "Ә.")
    ('сарсенова-гулнур-оспанкызы', 'жакып-а')
    """
    return "-".join(key(part).replace(" ", "-") for part in (surname, given, patronymic) if key(part))


_CAPITAL: Final = "[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ]"
_ONE_PERSON: Final = re.compile(
    rf"{_CAPITAL}[\w'’-]{{2,}}\s+(?:{_CAPITAL}\.\s*(?:{_CAPITAL}\.?)?|{_CAPITAL}[\w'’-]+\s+{_CAPITAL}?[\w'’-]*(?:ұлы|улы|қызы|кызы|ович|евич|ьич|овна|евна|ична))"
    rf"|(?:{_CAPITAL}\.\s*){{1,2}}{_CAPITAL}[\w'’-]{{2,}}",
)


def is_one_person(text: str) -> bool:
    """Whether a text is the name of one person and nothing else, beyond doubt: with initials or a patronymic.

    >>> is_one_person("Сәрсенова А.Б"), is_one_person("Оспанов Нұрлан Талғатұлы"), is_one_person("Мейіргер ісі"), is_one_person("Курстар Т.Б.-ға")
    (True, True, False, False)
    """
    return _ONE_PERSON.fullmatch(" ".join(text.replace("_", " ").split())) is not None


# ── several names ───────────────────────────────────────────────────────────────────────────────────────────────────

_SEPARATORS: Final = re.compile(r"[;\n\r/,]|(?<!\s)\s+(?:және|и)\s+|(?:(?<=\s)|^)[0-9]{1,2}[.)]\s*")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.\s*-?)+[^\W\d_]?\.?|[^\W\d_]")
_AND_OTHERS: Final = re.compile(r"(?<![\s,;])[\s,;]+(?:(?:және|и)\s+)?(?:т\.\s*б\b|др\b|басқалар\w*|другие)\.?\s*$")
#: Two names with nothing between them: ``Оспанов Н.Т. Жақып Ә.`` A line break is something.
_RUN_ON: Final = re.compile(r"(?:(?<=^)|(?<=\s))([^\W\d_]{2}[\w-]*[^\S\r\n]+(?:[^\W\d_]\.[^\S\r\n]*){1,2})(?=[^\W\d_]{2}[\w-]*[^\S\r\n]+[^\W\d_]\.)")
_NO_NAME: Final = frozenset({"магистр", "phd", "доктор", "кандидат"})


@lru_cache(maxsize=65536)
def split_people(text: str) -> tuple[str, ...]:
    r"""The names written in one cell; degrees, remarks in brackets and "and others" are no names.

    A name that a comma or a line break cuts is put together again.

    >>> split_people("Сәрсенова А.Б.; Оспанов Н.,\nЖақып Ә.Ә. және Төлеген М.")
    ('Сәрсенова А.Б.', 'Оспанов Н.', 'Жақып Ә.Ә.', 'Төлеген М.')
    >>> split_people("Сәрсенова, А.Б., магистр"), split_people("1. Оспанов Н. 2. Жақып Ә.")
    (('Сәрсенова А.Б.',), ('Оспанов Н.', 'Жақып Ә.'))
    >>> split_people("Сәрсенова Гүлнұр\nОспанқызы\n(совместитель)")
    ('Сәрсенова Гүлнұр Оспанқызы',)
    """
    names: list[str] = []
    plain = _RUN_ON.sub(r"\1;", _AND_OTHERS.sub("", _IN_BRACKETS.sub(" ", text)))
    for piece in _SEPARATORS.split(plain):
        name = " ".join(piece.split()).strip("-–— ")
        if key(name) in _NO_NAME or not any(map(str.isalpha, name)):
            continue
        if names and _continues(names[-1], name):
            names[-1] = f"{names[-1]} {name}"
        else:
            names.append(name)
    sure = [name for name in names if not any(map(str.isdigit, name)) and any(word[0].isupper() for word in name.split())]
    return tuple(sure or names)


def _continues(before: str, piece: str) -> bool:
    """Whether a piece is the rest of the name before it: initials, a patronymic, or given name and patronymic."""
    words = piece.split()
    if "." in before:
        return False
    if len(before.split()) == 1 and _INITIALS.fullmatch(piece):
        return True
    patronymic = bool(_PATRONYMIC.fullmatch("".join(words[-2:]) if _SON_OR_DAUGHTER.fullmatch(words[-1]) else words[-1]))
    return patronymic and (len(before.split()) + len(words) == 3 or bool(_SON_OR_DAUGHTER.fullmatch(words[-1])))  # noqa: PLR2004
