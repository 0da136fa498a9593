"""Report → questions, answer → ``confirmed.toml``: what only a person can say, asked with its evidence and kept for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import tomlkit
from tomlkit.exceptions import TOMLKitError

from otm_reports.errors import CollegeError
from otm_reports.headings import NONE_OF_THEM, Headings
from otm_reports.kazakh import fold
from otm_reports.kazakh.names import parse, person_id
from otm_reports.model import CellRef, Finding, Person, Row
from otm_reports.pipeline import Opened
from otm_reports.publish import write_file
from otm_reports.specs import Specs
from otm_reports.values import NO_PROPOSAL

Kind = Literal["header", "person", "commission", "file", "register", "year", "repeat"]
#: Kind of question → table of confirmed.toml.
SECTIONS: Mapping[str, str] = {
    "header": "headers", "person": "people", "commission": "commissions", "file": "files", "register": "registers", "year": "years", "repeat": "rows",
}
#: The kinds in Kazakh, as a person may type them.
WORDS: Mapping[str, Kind] = {
    "тақырып": "header", "адам": "person", "комиссия": "commission", "файл": "file", "журнал": "register", "жыл": "year", "қайталау": "repeat",
}
_FILE = "confirmed.toml"
_MOST_CHOICES = 9
_PEOPLE_CODES = frozenset({"person-suggested", "person-ambiguous", "person-duplicate"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be given.

    Attributes:
        value: What is written into ``confirmed.toml``.
        label: What it means, for a person.
        evidence: What speaks for it (post and commission of a person, the sibling of a file).
    """

    value: str
    label: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something in the registers that only a person can say.

    Attributes:
        kind: What it is about.
        key: The words after the kind that name it, as the command line takes them: register and heading, a name, a path …
        seen: What stands there.
        cells: Where; all places that the answer settles.
        message: What was found, in the language asked for.
        choices: Answers that may be given, the likeliest first.
    """

    kind: Kind
    key: tuple[str, ...]
    seen: str
    cells: tuple[CellRef, ...]
    message: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer changed.

    Attributes:
        path: The file it was written to.
        section, key: Where in it.
        value: The answer.
        before: What stood there before; empty if nothing did.
    """

    path: Path
    section: str
    key: str
    value: str
    before: str = ""


# ── questions ───────────────────────────────────────────────────────────────────────────────────────────────────────


def questions(opened: Opened, findings: Iterable[Finding], lang: str) -> tuple[Question, ...]:
    """The open questions of a folder; the same thing at many cells is asked once.

    Args:
        opened: The folder, read.
        findings: Everything found (:func:`otm_reports.pipeline.all_findings`).
        lang: Language of the messages.
    """
    asked: dict[tuple[str, tuple[str, ...]], Question] = {}
    posts = _posts(opened)
    for finding in findings:
        made = _question(opened.specs, finding, posts, lang)
        if made is None:
            continue
        known = asked.get((made.kind, made.key))
        if known is None:
            asked[made.kind, made.key] = made
        else:
            choices = (*known.choices, *(one for one in made.choices if one.value not in {other.value for other in known.choices}))
            last = [one for one in choices if one.value == NONE_OF_THEM]
            asked[made.kind, made.key] = Question(
                made.kind, made.key, known.seen, (*known.cells, *made.cells), known.message, (*(one for one in choices if one not in last), *last),
            )
    order = list(SECTIONS)
    return tuple(sorted(asked.values(), key=lambda one: (order.index(one.kind), one.cells[0])))


def _question(specs: Specs, found: Finding, posts: Mapping[str, str], lang: str) -> Question | None:
    makers: Mapping[str, Callable[[Specs, Finding, str], tuple[Kind, tuple[str, ...], list[Choice]] | None]] = {
        "header-suggested": _about_header, "register-unsure": _about_register, "year-unsure": _about_year, "year-conflict": _about_year,
        "file-version-unsure": _about_copy, "file-copy-read": _about_copy, "row-duplicate": _about_repeat, "value-unknown-code": _about_commission, "sources-differ": _about_commission,
    }
    if found.code in _PEOPLE_CODES:
        made = _about_person(specs, found, posts, lang)
    elif found.code in makers:
        made = makers[found.code](specs, found, lang)
    else:
        made = None
    if made is None:
        return None
    kind, key, choices = made
    return Question(kind, key, found.value, (found.at,), specs.say(found, lang)[0], tuple(choices))


def _word(specs: Specs, lang: str, name: str) -> str:
    return specs.messages[lang].text("confirm", name)


def _none(specs: Specs, lang: str) -> Choice:
    return Choice(NONE_OF_THEM, _word(specs, lang, "none"))


def _about_header(specs: Specs, found: Finding, lang: str) -> tuple[Kind, tuple[str, ...], list[Choice]]:
    """The proposed field first, then those whose headings are near."""
    text = str(found.params.get("header", found.value))
    spec = specs.registers[found.register]
    near = sorted(
        spec.fields, key=lambda name: min(fold.distance(fold.compact(text), fold.compact(header)) for header in spec.fields[name].headers),
    )
    proposed = Headings(specs).field(found.register, str(found.params.get("proposal", "")))
    names = list(dict.fromkeys([*([proposed] if proposed else []), *near[:3]]))
    choices = [Choice(name, specs.field_label(found.register, name, lang)) for name in names]
    return "header", (found.register, " ".join(text.split())), [*choices, _none(specs, lang)]


def _about_register(specs: Specs, found: Finding, lang: str) -> tuple[Kind, tuple[str, ...], list[Choice]] | None:
    names = found.params.get("registers")
    if not isinstance(names, tuple) or not names:
        return None
    return "register", (str(found.at),), [*(Choice(name, specs.registers[name].title[lang]) for name in names), _none(specs, lang)]


def _about_year(specs: Specs, found: Finding, lang: str) -> tuple[Kind, tuple[str, ...], list[Choice]]:  # noqa: ARG001 - the shape of a maker
    said = [str(found.params[name]) for name in ("expected", "other") if found.params.get(name)]
    years = said or [specs.college.year] * bool(specs.college.year)
    return "year", (str(CellRef(found.at.file, found.at.sheet)),), [Choice(year, year) for year in years]


def _about_copy(specs: Specs, found: Finding, lang: str) -> tuple[Kind, tuple[str, ...], list[Choice]]:
    other = str(found.params.get("copy_of", ""))
    return "file", (found.at.file,), [Choice("use", _word(specs, lang, "use"), other), Choice("skip", _word(specs, lang, "skip"), other)]


def _about_repeat(specs: Specs, found: Finding, lang: str) -> tuple[Kind, tuple[str, ...], list[Choice]] | None:
    if str(found.at) in specs.confirmed.rows:
        return None
    other = ", ".join(map(str, found.others))
    return "repeat", (str(found.at),), [Choice("real", _word(specs, lang, "real"), other), Choice("repeat", _word(specs, lang, "repeat"), other)]


def _about_commission(specs: Specs, found: Finding, lang: str) -> tuple[Kind, tuple[str, ...], list[Choice]] | None:
    """A commission nobody has heard of, or one that may have had another name a year ago."""
    names = found.params.get("names")
    if not isinstance(names, tuple) or not names or found.value in specs.confirmed.commissions:
        return None
    proposed = str(found.params.get("proposal", ""))
    ordered = sorted(names, key=lambda name: (name != proposed, fold.distance(fold.compact(found.value), fold.compact(name))))[:_MOST_CHOICES]
    return "commission", (found.value,), [*(Choice(name, name) for name in ordered), _none(specs, lang)]


def _about_person(specs: Specs, found: Finding, posts: Mapping[str, str], lang: str) -> tuple[Kind, tuple[str, ...], list[Choice]] | None:
    shown = [text for text in str(found.params.get("candidates", "")).split("; ") if text not in ("", NO_PROPOSAL)]
    names = {person_id(name.surname, name.given, name.patronymic): text for text, name in ((text, parse(text)) for text in shown)}
    given = found.params.get("ids")
    namesakes = isinstance(given, tuple)
    ids: tuple[str, ...] = given if isinstance(given, tuple) else tuple(names)
    if not ids or _confirmed_person(specs, found):
        return None
    twice = found.code == "person-duplicate"
    choices = []
    for identity in ids:
        full = names.get(identity) or names.get(identity.rpartition("-")[0], "")
        label = _word(specs, lang, "another" if identity != ids[0] else "same") if twice else full or identity
        choices.append(Choice(full if full and not namesakes else identity, label, posts.get(identity, "")))
    if not twice:
        # In a list of the staff the person is there, under this name: "none of them" means somebody new.
        new = found.register == "staff" and found.field == "full_name"
        choices.append(Choice(found.value, _word(specs, lang, "new")) if new else _none(specs, lang))
    return "person", (str(found.at) if twice else found.value,), choices


def _confirmed_person(specs: Specs, found: Finding) -> bool:
    answered = specs.confirmed.people
    return answered.get(str(found.at)) is not None or found.value in answered


def _posts(opened: Opened) -> dict[str, str]:
    """Person → post and commission in the newest staff list, to tell people apart by."""
    told: dict[str, str] = {}
    table = opened.data.tables.get("staff")
    for row in sorted(table.rows if table else (), key=lambda row: row.year):
        if row["full_name"] and row["full_name"].id:
            told[row["full_name"].id] = ", ".join(filter(None, (_said(row, "position"), _said(row, "commission"), row.year)))
    return told


def _said(row: Row, name: str) -> str:
    value = row[name]
    return value if isinstance(value, str) else ""


# ── answers ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def chosen(asked: Sequence[Question], number: int, choice: int) -> tuple[Kind, tuple[str, ...], str]:
    """The words of an answer that was given by number.

    Args:
        asked: The open questions.
        number: Question, from 1.
        choice: Its answer, from 1.

    Raises:
        CollegeError: ``answer-unknown``: there is no such question or answer.
    """
    if not 1 <= number <= len(asked):
        raise CollegeError("answer-unknown", str(number), known=f"1 – {len(asked)}")
    question = asked[number - 1]
    if not 1 <= choice <= len(question.choices):
        raise CollegeError("answer-unknown", str(choice), known=f"1 – {len(question.choices)}")
    return question.kind, question.key, question.choices[choice - 1].value


def answer(folder: Path, specs: Specs, kind: str, key: Sequence[str], value: str, people: Mapping[str, Person] | None = None) -> Answered:
    """Write one answer into the folder's ``confirmed.toml``; whatever else stands there stays, comments too.

    Args:
        folder: The college folder.
        specs: What is declared; an answer must be one of its registers, fields, years.
        kind: One of :data:`SECTIONS`, or its Kazakh word.
        key: What is answered: register and heading, a name or a cell, a path.
        value: The answer.
        people: Everybody of the staff by id; needed for answers about people.

    Returns:
        What changed.

    Raises:
        CollegeError: ``answer-unknown``: the question or the answer is none; ``config-not-toml``.
        OutputError: The file does not let itself be written.
    """
    kind = WORDS.get(kind.casefold(), kind)
    if kind not in SECTIONS or len(key) != (2 if kind == "header" else 1) or not all(part.strip() for part in (*key, value)):
        raise CollegeError("answer-unknown", " ".join((kind, *key)), known=", ".join(f"{one} ({word})" for word, one in WORDS.items()))
    path = [SECTIONS[kind], *key]
    meant = _checked(folder, specs, kind, key, value.strip(), people or {})
    return _write(folder / _FILE, path, meant)


def _checked(folder: Path, specs: Specs, kind: str, key: Sequence[str], value: str, people: Mapping[str, Person]) -> str:
    """The answer as the file keeps it, if it is one."""
    known: Sequence[str]
    meant: str | None = value
    if kind == "header":
        spec = specs.registers.get(key[0])
        if spec is None:
            raise CollegeError("answer-unknown", key[0], known=", ".join(specs.registers))
        known = [*spec.fields, NONE_OF_THEM]
        meant = value if value in known else Headings(specs).field(key[0], value)
    elif kind == "person":
        known = list(dict.fromkeys(person.full for person in people.values()))
        meant = value if value in (*people, *known, *key, NONE_OF_THEM) else None
    elif kind == "register":
        known = [*specs.registers, NONE_OF_THEM]
        meant = next((name for name, spec in specs.registers.items() if value in (name, spec.title.kk, spec.title.ru)), value if value == NONE_OF_THEM else None)
    elif kind == "year":
        known = ["2025-2026"]
        first, _, last = value.partition("-")
        meant = value if first.isdigit() and last.isdigit() and len(first) == 4 and int(last) == int(first) + 1 else None  # noqa: PLR2004
    elif kind == "file":
        known = ["use", "skip"]
        if not (folder / key[0]).is_file():
            raise CollegeError("answer-unknown", key[0], known="registers/…")
        meant = value if value in known else None
    elif kind == "repeat":
        known = ["real", "repeat"]
        meant = value if value in known else None
    else:
        known = ()
    if meant is None:
        near = fold.suggest(value, known)
        raise CollegeError("answer-unknown", value, known=near or ", ".join(known[:30]))
    return meant


def _write(path: Path, place: Sequence[str], value: str) -> Answered:
    try:
        document = tomlkit.parse(path.read_bytes().decode("utf-8-sig")) if path.is_file() else tomlkit.document()
    except (TOMLKitError, UnicodeDecodeError) as problem:
        raise CollegeError("config-not-toml", path.name, detail=str(problem)) from problem
    except OSError as problem:
        raise CollegeError("config-unreadable", path.name, detail=problem.strerror or "") from problem
    *sections, key = place
    table: Any = document
    for number, name in enumerate(sections, 1):
        if name not in table:
            table[name] = tomlkit.table(is_super_table=number < len(sections))
        table = table[name]
        if not isinstance(table, MutableMapping):
            raise CollegeError("config-not-toml", path.name, detail=f"[{'.'.join(sections)}]")
    before = str(table.get(key, ""))
    table[key] = value
    write_file(path, tomlkit.dumps(document).encode())
    return Answered(path, ".".join(sections), key, value, before)
