"""Number → ordinal and number → words: 5-інші, бесінші, он екі бүтін оннан бес."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from otm_reports.kazakh.cases import last_spoken

#: Ordinal endings of the words that numbers end in.
_ENDINGS: Final = (
    ("нөл бір екі үш төрт бес жеті сегіз елу жетпіс сексен жүз", "інші"),
    ("алты тоғыз он отыз қырық алпыс тоқсан мың миллион миллиард триллион", "ыншы"),
    ("жиырма", "сыншы"),
)
#: What "so many of them" ends in: of one to seven the collective (екеуі), of others the ending of "its" (он екісі).
_COLLECTIVE: Final = {6: "ауы"}
_OF_THEM: Final = (("нөл бір үш төрт бес сегіз елу жетпіс сексен жүз", "і"), ("тоғыз он отыз қырық алпыс тоқсан мың миллион миллиард триллион", "ы"),
                   ("екі жеті", "сі"), ("алты жиырма", "сы"))
_SEVEN: Final = 7
_NAMES_OF_PLACES: Final = ("оннан", "жүзден", "мыңнан", "он мыңнан", "жүз мыңнан", "миллионнан")
_LANGUAGES: Final = {"kk": "kz", "ru": "ru"}
_LARGEST: Final = 10**15


def ordinal(number: int, lang: str = "kk") -> str:
    """An ordinal that stands alone; before a noun only a hyphen is written (``5-тармақ``), which is the template's business.

    Raises:
        ValueError: The number is negative or a quadrillion and more.

    >>> [ordinal(number) for number in (5, 6, 20, 40, 100)], ordinal(5, "ru")
    (['5-інші', '6-ыншы', '20-сыншы', '40-ыншы', '100-інші'], '5-й')
    """
    _check(number)
    return f"{number}-й" if lang == "ru" else f"{number}-{_ending(last_spoken(str(number)))}"


def of_them(number: int) -> str:
    """So many of them: ``2-еуі күнін күтіп тұр``.

    Raises:
        ValueError: The number is negative or a quadrillion and more.

    >>> [of_them(number) for number in (1, 2, 6, 7, 8, 9, 12, 16, 20, 40, 100)]
    ['1-еуі', '2-еуі', '6-ауы', '7-еуі', '8-і', '9-ы', '12-сі', '16-сы', '20-сы', '40-ы', '100-і']
    """
    _check(number)
    if 1 <= number <= _SEVEN:
        return f"{number}-{_COLLECTIVE.get(number, 'еуі')}"
    word = last_spoken(str(number))
    return f"{number}-{next(ending for listed, ending in _OF_THEM if word in listed.split())}"


def ordinal_words(number: int) -> str:
    """An ordinal in words.

    Raises:
        ValueError: The number is negative or a quadrillion and more.

    >>> ordinal_words(5), ordinal_words(26), ordinal_words(20), ordinal_words(40), ordinal_words(2)
    ('бесінші', 'жиырма алтыншы', 'жиырмасыншы', 'қырқыншы', 'екінші')
    """
    _check(number)
    *before, last = words(number).split()
    stem = "қырқ" if last == "қырық" else last.rstrip("ыі") if last in {"екі", "алты", "жеті"} else last
    return " ".join((*before, stem + _ending(last)))


def words(number: float | Decimal, lang: str = "kk") -> str:
    """A number in words, in Kazakh or Russian; of a fraction every decimal it has, six at most.

    Raises:
        ValueError: The number is not finite, has more than six decimals, or reaches a quadrillion.

    >>> words(25), words(12.5), words(0.05), words(-3), words(25, "ru")
    ('жиырма бес', 'он екі бүтін оннан бес', 'нөл бүтін жүзден бес', 'минус үш', 'двадцать пять')
    """
    from num2words import num2words

    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    if not exact.is_finite() or abs(exact) >= _LARGEST:
        raise ValueError(f"no words for {number}")
    exact = exact.normalize()
    places = max(0, -int(exact.as_tuple().exponent))
    if places > len(_NAMES_OF_PLACES):
        raise ValueError(f"no words for {places} decimals")
    if lang == "ru" or not places:
        return str(num2words(exact if places else int(exact), lang=_LANGUAGES[lang]))
    whole, fraction = divmod(abs(exact), 1)
    said = (num2words(int(part), lang="kz") for part in (whole, fraction.scaleb(places)))
    return ("минус " if exact < 0 else "") + f" бүтін {_NAMES_OF_PLACES[places - 1]} ".join(said)


def _ending(word: str) -> str:
    return next(ending for listed, ending in _ENDINGS if word in listed.split())


def _check(number: int) -> None:
    if not 0 <= number < _LARGEST:
        raise ValueError(f"no ordinal of {number}")
