"""Written names → one person of the college, or an honest "which one?"; commissions the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from otm_reports.kazakh import fold, names
from otm_reports.kazakh.fold import name_key
from otm_reports.kazakh.names import Name
from otm_reports.model import EMPTY, Person
from otm_reports.values import NO_PROPOSAL

#: What matching answers: the thing, a finding code where a person must look, and values for its text
#: (``proposal``: the nearest one; ``candidates``: all that come into question).
Answer = tuple[Person, str | None, Mapping[str, object]]

#: What a person answers if no candidate is right.
NONE_OF_THEM = "-"
_SAME_ROOT = re.compile("(?:улы|кызы|оглы|ович|евич|овна|евна|ична)$")
_NEAR_LENGTH = 5
#: Two surnames so near are one, written twice.
_SLIPS = 2


@dataclass(slots=True)
class Roster:
    """The people of the college over all years, from its staff registers.

    Attributes:
        full_names: Person id → the fullest name any year gave the person.
    """

    full_names: dict[str, Person] = field(default_factory=dict)
    _by_surname: dict[str, list[str]] = field(default_factory=dict)

    def _also_called(self, known: Person, name: Name) -> None:
        """A surname that a person took later: both lead to the person, who from then on is called by the later one."""
        alike = name_key(name.given) == name_key(known.given) and name_key(name.patronymic) == name_key(known.patronymic)
        wanted = name_key(name.surname)
        if known.id is None or not alike or not name.patronymic or fold.distance(wanted, name_key(known.surname)) <= _SLIPS:
            return
        called = self._by_surname.setdefault(wanted, [])
        if known.id not in called:
            called.append(known.id)
        self.full_names[known.id] = Person(known.id, name.surname, name.given, name.patronymic, name.surname)

    def enrol(self, written: str, *, confirmed: Mapping[str, str] = EMPTY, homonym: int = 1) -> Person:
        """Take in a name of a staff register; a name that agrees with exactly one known person is that person.

        Args:
            written: Full name as the staff register writes it. Enrol fuller names first (:meth:`enrol_all`), so that
                a year that writes initials only finds the person.
            confirmed: Written name → person, as a person answered before.
            homonym: 2 and more for the second and further people of this very name; their id ends in ``-2``.

        Returns:
            The person, with what was written.
        """
        name = names.parse(written)
        if homonym == 1:
            known, _, _ = match(written, self, confirmed=confirmed, offer=False)
            if known.id and _confirmed(written, confirmed):
                self._also_called(known, name)
                return replace(self.full_names[known.id], as_written=written)
            if known.id and _as_full(known, name):
                return known
        identity = names.person_id(name.surname, name.given, name.patronymic)
        if not identity:
            return Person(None, "", "", "", written)
        identity += f"-{homonym}" if homonym > 1 else ""
        person = Person(identity, name.surname, name.given, name.patronymic, written)
        if identity not in self.full_names:
            self.full_names[identity] = person
            self._by_surname.setdefault(name_key(name.surname), []).append(identity)
        return replace(self.full_names[identity], as_written=written)

    def enrol_all(self, written: Iterable[str], *, confirmed: Mapping[str, str] = EMPTY) -> None:
        """Take in the names of all staff registers of all years, the fullest first."""
        fullest = sorted(dict.fromkeys(written), key=_fullness, reverse=True)
        # A person whom an answer names must be there before the name that the answer is about.
        for text in sorted(fullest, key=lambda text: _confirmed(text, confirmed) is not None):
            self.enrol(text, confirmed=confirmed)

    def with_surname(self, surname: str) -> list[Person]:
        """The people whose surname folds equal."""
        return [self.full_names[identity] for identity in self._by_surname.get(name_key(surname), ())]

    def find(self, answer: str) -> Person | None:
        """The person that a confirmed answer names: by id, or by full name."""
        if not answer:
            return None
        if answer in self.full_names:
            return self.full_names[answer]
        name = names.parse(answer)
        return self.full_names.get(names.person_id(name.surname, name.given, name.patronymic))


def _as_full(known: Person, name: Name) -> bool:
    """Whether a known person is told at least as fully as a name: initials never take in a full name."""
    return all(
        not written or (kept and (written.endswith(".") or not kept.endswith(".")))
        for kept, written in ((known.given, name.given), (known.patronymic, name.patronymic))
    )


def _fullness(written: str) -> tuple[bool, bool, int]:
    name = names.parse(written)
    return not name.given.endswith("."), bool(name.patronymic), len(name.given) + len(name.patronymic)


def match(written: str, roster: Roster, *, confirmed: Mapping[str, str] = EMPTY, offer: bool = True) -> Answer:
    """The person a written name stands for.

    A name matches if its surname folds equal to that of exactly one person and the parts that are written agree;
    a surname alone, a Kazakh initial in Russian spelling without a patronymic, one slip of the hand and lost letters
    are only offered (kazakh.md, section 6). Nothing is ever merged by guess.

    Args:
        written: The name as it stands.
        roster: The college's people.
        confirmed: Written name → person id or full name, as a person answered before; it wins.
        offer: Look for people whose names are near, where none agrees.

    Returns:
        The person with ``as_written``, resolved or with ``id`` ``None``; ``person-ambiguous``, ``person-suggested``,
        ``person-unknown`` or ``None``; and the people in question.

    >>> roster = Roster()
    >>> roster.enrol_all(["Сәрсенова Гүлнұр Оспанқызы", "Жақып Әли Маратұлы"])
    >>> match("Г.О Сарсенова", roster)[0].id
    'сарсенова-гулнур-оспанкызы'
    >>> match("Жақып", roster)[1:]
    ('person-suggested', {'proposal': 'Жақып Әли Маратұлы', 'candidates': 'Жақып Әли Маратұлы'})
    """
    name = names.parse(written)
    if answered := _confirmed(written, confirmed):
        person = roster.find(answered)
        if person:
            return replace(person, as_written=written), None, EMPTY
        if answered == NONE_OF_THEM:
            return Person(None, name.surname, name.given, name.patronymic, written), "person-unknown", _offer([])
    agreeing = _agreeing(name, roster)
    if not agreeing and name.given and not name.patronymic and not name.given.endswith("."):
        swapped = Name(name.given, name.surname)
        agreeing = _agreeing(swapped, roster)
        name = swapped if agreeing else name
    exact = [person for person in agreeing if _equal(name, person)]
    chosen = exact if len(exact) == 1 else agreeing
    if len(chosen) == 1 and name.given and _supported(name, chosen[0]):
        return replace(chosen[0], as_written=written), None, EMPTY
    unresolved = Person(None, name.surname, name.given, name.patronymic, written)
    if len(chosen) > 1 and name.given:
        return unresolved, "person-ambiguous", _offer(chosen)
    offered = chosen or (_near(written, name, roster) if offer else [])
    return unresolved, "person-suggested" if offered else "person-unknown", _offer(offered)


def _confirmed(written: str, confirmed: Mapping[str, str]) -> str | None:
    if not confirmed:
        return None
    if written in confirmed:
        return confirmed[written]
    wanted = fold.compact(written)
    return next((answer for text, answer in confirmed.items() if fold.compact(text) == wanted), None)


def _offer(people: list[Person]) -> Mapping[str, object]:
    shown = sorted({person.full for person in people})
    params: dict[str, object] = {"proposal": shown[0] if shown else NO_PROPOSAL, "candidates": "; ".join(shown) or NO_PROPOSAL}
    if len(shown) < len(people):
        # Namesakes: only the key tells them apart.
        params["ids"] = tuple(sorted(person.id for person in people if person.id))
    return params


def _agreeing(name: Name, roster: Roster) -> list[Person]:
    return [
        person for person in roster.with_surname(name.surname)
        if _agree(name.given, person.given) and _agree_patronymic(name.patronymic, person.patronymic)
    ]  # fmt: skip


def _agree(one: str, other: str) -> bool:
    """Whether two parts of a name do not contradict each other: one is not written, an initial, or they fold equal."""
    if not one or not other:
        return True
    if one.endswith(".") or other.endswith("."):
        return name_key(one)[:1] == name_key(other)[:1]
    return name_key(one) == name_key(other)


def _agree_patronymic(one: str, other: str) -> bool:
    roots = (_SAME_ROOT.sub("", name_key(part)) for part in (one, other))
    return _agree(one, other) or next(roots) == next(roots)


def _equal(name: Name, person: Person) -> bool:
    return name_key(name.given) == name_key(person.given) and name_key(name.patronymic) == name_key(person.patronymic)


def _supported(name: Name, person: Person) -> bool:
    """Whether a given name that is only an initial is enough: the same letter, or a patronymic that agrees as well."""
    if not name.given.endswith(".") and not person.given.endswith("."):
        return True
    same_letter = name.given[:1].casefold() == person.given[:1].casefold()
    return bool(person.given) and (same_letter or bool(name.patronymic and person.patronymic))


def _near(written: str, name: Name, roster: Roster) -> list[Person]:
    """People that one slip of the hand, or letters lost as ``?``, may have turned into the written name."""
    wanted = name_key(name.surname)
    lost = _lost_pattern(name.surname) if "?" in written else None
    return [
        person for person in roster.full_names.values()
        if (lost and lost.fullmatch(name_key(person.surname)))
        or (fold.one_typo(wanted, name_key(person.surname), length=_NEAR_LENGTH) and _agree(name.given, person.given))
        or (wanted and wanted == name_key(person.surname) and _slip(name.given, person.given))
        or _another_surname(name, person)
    ]  # fmt: skip


def _another_surname(name: Name, person: Person) -> bool:
    """Whether only the surnames differ, both names written in full: somebody may have married between two years."""
    parts = ((name.given, person.given), (name.patronymic, person.patronymic))
    return all(one and other and not one.endswith(".") and not other.endswith(".") and _agree_patronymic(one, other) for one, other in parts)


def _slip(one: str, other: str) -> bool:
    return fold.one_typo(name_key(one), name_key(other), length=_NEAR_LENGTH)


def _lost_pattern(surname: str) -> re.Pattern[str]:
    return re.compile("".join("." if letter == "?" else re.escape(name_key(letter)) for letter in surname))


# ── commissions ─────────────────────────────────────────────────────────────────────────────────────────────────────

#: Words that say "commission" and not which one.
_GENERIC = frozenset({
    "цак", "пцк", "цмк", "цк", "цик", "циклдик", "цикловая", "цикловои", "цикловой", "предметно", "пандик", "адистемелик",
    "методическая", "комиссия", "комиссиясы", "комиссиясынын", "комиссии", "бирлестик", "бирлестиги", "кафедра", "кафедрасы",
    "№",
})  # fmt: skip
#: Of these words, the ones that other things are called by too: «әдістемелік өнім» is no commission.
_OF_ANYTHING = frozenset({"адистемелик", "методическая", "пандик", "предметно", "циклдик", "№"})
_SHORTEST_CORE = 3


@dataclass(slots=True)
class Commissions:
    """The commissions of the college, from its register of commissions; the first spelling of a name is the one kept."""

    confirmed: Mapping[str, str] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)

    def enrol(self, written: str) -> str:
        """Take in a name of the register of commissions; returns the name kept for it."""
        if answered := _confirmed(written, self.confirmed):
            written = answered if answered != NONE_OF_THEM else written
        return self._names.setdefault(_core(written), " ".join(written.split()))

    def known_as(self, written: str) -> str:
        """What the college calls a commission of its register: another year's name only if a person said so."""
        answered = _confirmed(written, self.confirmed)
        return " ".join((answered if answered and answered != NONE_OF_THEM else written).split())

    def named_in(self, text: str) -> str | None:
        """The one commission that a title, a section row, a sheet or a file name speaks of."""
        padded = f" {_core(text)} "
        found = [core for core in self._names if len(core) >= _SHORTEST_CORE and f" {core} " in padded]
        longest = max(found, key=len, default="")
        return self._names[longest] if found and all(core in longest for core in found) else None

    def find(self, written: str) -> str | None:
        """The name kept for a commission, if the register has it."""
        return self._names.get(_core(written))

    def near(self, written: str) -> str:
        """The commission a person may have meant, or a dash."""
        return fold.suggest(written, self._names.values()) or NO_PROPOSAL

    @property
    def names(self) -> tuple[str, ...]:
        """Every name kept."""
        return tuple(self._names.values())

    def __bool__(self) -> bool:
        return bool(self._names)


def speaks_of_commission(text: str) -> bool:
    """Whether a text names a commission, be it known or not."""
    return not (_GENERIC - _OF_ANYTHING).isdisjoint(fold.key(text).split())


def _core(text: str) -> str:
    """The words of a name that say which commission it is; all of them if none does."""
    words = fold.key(text.replace("№", " ").replace("_", " ")).split()
    return " ".join([word for word in words if word not in _GENERIC] or words)


def match_commission(written: str, commissions: Commissions, *, confirmed: Mapping[str, str] = EMPTY) -> tuple[str, str | None, Mapping[str, object]]:
    """The name the college keeps for a written commission.

    Args:
        written: The commission as it stands.
        commissions: Those of the register; where there is none, names stay as they are written and nothing is said.
        confirmed: Written commission → kept name, as a person answered before; it wins.

    Returns:
        The kept name, or what was written with ``value-unknown-code`` and a ``proposal``.

    >>> known = Commissions()
    >>> known.enrol("Мейіргер ісі ЦӘК")
    'Мейіргер ісі ЦӘК'
    >>> match_commission("«Мейіргер  ісі» циклдік әдістемелік комиссиясы", known)[0]
    'Мейіргер ісі ЦӘК'
    """
    found = commissions.find(_confirmed(written, confirmed) or written)
    if found or not commissions:
        return found or " ".join(written.split()), None, EMPTY
    return " ".join(written.split()), "value-unknown-code", {"proposal": commissions.near(written)}
