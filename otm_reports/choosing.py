"""Readings of one heading → the register it is: what is there, what the titles say, what fits; a tie is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from otm_reports.headings import Headings, Reading
from otm_reports.kazakh import fold
from otm_reports.kazakh.names import is_one_person
from otm_reports.model import CellRef, Finding, Sheet
from otm_reports.specs import Specs

#: A register that would take less than this share of the columns that another takes is not it.
_HALF = 0.5
#: By so many columns a register that is whole outdoes one that the title names and that lacks what it must have.
_MORE = 2
#: Share of words of a vocabulary from which a column is taken to be of it (contract 3).
_MOSTLY = 0.6
#: «Публикации — Сәрсенова А.Б.», «Курстар: Сәрсенова А.Б.»
_AFTER_DASH = re.compile(r"\s[–—-]\s|:|,\s")
#: A value stands this near to its key.
_MOST_BESIDE = 9
#: What an attestation schedule asks of a teacher and a staff list does not.
_ASKED = frozenset({"target_category", "application_date", "test_result", "commission_level", "decision"})


def choose(
    sheet: Sheet, headings: Headings, readings: Sequence[Reading], titles: Sequence[tuple[CellRef, str]], first: int, last: int,
) -> Reading | Finding | None:
    """The reading that a heading is, ``None`` if it is no register, or why that cannot be said (contract 3, "which register")."""
    said = [text for _, text in titles] + [sheet.name, PurePosixPath(sheet.file).stem]
    readings = [_with_body(headings, _with_person(sheet, headings, reading, titles), said) for reading in readings]
    whole = {reading.register: reading for reading in readings if not reading.missing}
    hints = [[text for _, text in titles], [sheet.name], [PurePosixPath(sheet.file).stem]]
    most = max(map(_weight, whole.values()), default=0)
    fullest = max((reading for reading in readings if reading.missing), key=_weight, default=None)
    if whole and fullest is not None and _weight(fullest) >= max(_MORE + 1, _MORE * most + 1) and len(sheet.rows[first - 2]) > _MORE:
        # Most headings are of one register, and only a column of it is missing: a register of one heading is not what stands here.
        return _lacks(fullest)
    titled = _said(headings, tuple(whole), hints[:1])
    if titled is not None and _weight(whole[titled]) < _HALF * most:
        # The title says one register and most of the columns another.
        return _unsure(sheet, [whole[titled], *(reading for reading in whole.values() if _weight(reading) == most)])
    whole = {name: reading for name, reading in whole.items() if _weight(reading) >= _HALF * most}
    _drop_neighbours(sheet, headings, whole, hints[:2], first, last)
    hinted = _hinted(headings, whole, hints)
    if hinted is not None:
        return whole[hinted]
    short = _incomplete(headings, readings, hints[:2])
    if whole and short is not None and len(short.columns) + _MORE <= max(map(_weight, whole.values())):
        short = None  # the title speaks of sessions, the columns are those of a list of who came
    if not whole or short is not None:
        short = _incomplete(headings, readings, hints) if not whole else short
        if short is None:
            return None
        return _lacks(short)
    most = max(_weight(reading) for reading in whole.values())
    best = [reading for reading in whole.values() if _weight(reading) == most]
    if len(best) > 1:
        fits = {reading.register: _fit(sheet, headings.specs, reading, first, last) for reading in best}
        best = [reading for reading in best if fits[reading.register] == max(fits.values())]
    return best[0] if len(best) == 1 else _unsure(sheet, best)


def _with_body(headings: Headings, reading: Reading, said: Sequence[str]) -> Reading:
    """Whose body a list is of may stand in its title instead of a column."""
    spec = headings.specs.registers[reading.register]
    if len(reading.missing) != 1 or not (field := spec.fields.get(reading.missing[0])) or field.vocabulary != "body":
        return reading
    codes = headings.specs.vocabularies["body"].codes.values()
    words = {headings.key(word) for code in codes for word in (code.kk, code.ru, *code.also)}
    told = any(_holds(headings.key(text), word) for text in said for word in words)
    return replace(reading, missing=()) if told else reading


def _with_person(sheet: Sheet, headings: Headings, reading: Reading, titles: Sequence[tuple[CellRef, str]]) -> Reading:
    """Whose register it is may stand above the table or in the name of the sheet or file instead of a column: a workbook for each teacher."""
    whose = person_above(sheet, headings, reading.register, reading.columns, titles) if len(reading.missing) == 1 else None
    return replace(reading, missing=()) if whose is not None and whose[0] in reading.missing[0].split(" / ") else reading


def person_above(
    sheet: Sheet, headings: Headings, register: str, columns: Mapping[str, int], titles: Sequence[tuple[CellRef, str]],
) -> tuple[str, CellRef, str] | None:
    """Field, place and name of the one person whose rows a table holds, where no column says it.

    Only for registers that a commission or a teacher may keep apart and that name one person in a row; only a name that is one beyond doubt.
    """
    spec = headings.specs.registers[register]
    if not any(field.type == "commission" and field.section for field in spec.fields.values()):
        return None
    asked = {name for group in (spec.required, *spec.one_of) for name in group if spec.fields[name].type in ("person", "people")}
    if len(asked) != 1 or asked & columns.keys():
        return None
    (field,) = asked
    for cell, text in titles:
        key, colon, rest = text.partition(":")
        if headings.field(register, key) == field:
            beside = next((column for column in range(cell.column + 1, cell.column + _MOST_BESIDE) if sheet.value(cell.row, column) is not None), None)
            name = (rest, cell) if colon and rest.strip() else (str(sheet.value(cell.row, beside)), sheet.ref(cell.row, beside)) if beside else None
            if name is not None and is_one_person(name[0]):
                return field, name[1], name[0].strip()
        elif any(said in headings.key(text) for said in headings.said[register]):
            last = _AFTER_DASH.split(text)[-1]
            if is_one_person(last):
                return field, cell, last.strip()
    path = PurePosixPath(sheet.file)
    places = ((sheet.name, sheet.ref()), (path.stem, CellRef(sheet.file)), (path.parent.name, CellRef(sheet.file)))
    return next(((field, cell, text) for text, cell in places if is_one_person(text)), None)


def as_answered(readings: Sequence[Reading], answered: str) -> Reading | Finding | None:
    """The reading that a person said a table is; ``None`` if it is no register, what is missing if it cannot be that one."""
    reading = next((reading for reading in readings if reading.register == answered), None)
    if reading is None or not reading.missing:
        return reading
    return _lacks(reading)


def _lacks(reading: Reading) -> Finding:
    return Finding("header-missing", CellRef(""), register=reading.register, params={"missing": tuple(reading.missing)})


def _drop_neighbours(
    sheet: Sheet, headings: Headings, whole: dict[str, Reading], hints: Sequence[Sequence[str]], first: int, last: int,
) -> None:
    """Of two registers with the same columns, what stands in the rows leaves one (contract 3, "which register")."""
    if {"otm_composition", "staff"} <= whole.keys():
        # «Қызметі» may be a role in the school or a post in the college (domain R02): what stands under it decides.
        whole.pop("staff" if _word_share(sheet, headings, whole["otm_composition"], "role", first, last) >= _MOSTLY else "otm_composition")
    if {"attestation", "staff"} <= whole.keys():
        asked = _ASKED & whole["attestation"].columns.keys() or _said(headings, ("attestation",), hints)
        whole.pop("staff" if asked else "attestation")
    if {"agenda_items", "events"} <= whole.keys() and "decision_text" in whole["agenda_items"].columns:
        said = _said(headings, ("agenda_items", "events"), hints)
        whole.pop("agenda_items" if said == "events" and _weight(whole["events"]) > _weight(whole["agenda_items"]) else "events")
    if {"events", "open_lessons"} <= whole.keys() and not _said(headings, ("open_lessons",), hints):
        whole.pop("events" if _word_share(sheet, headings, whole["open_lessons"], "kind", first, last) >= _MOSTLY else "open_lessons")


def _unsure(sheet: Sheet, readings: Sequence[Reading]) -> Finding:
    registers = tuple(dict.fromkeys(reading.register for reading in readings))
    return Finding("register-unsure", sheet.ref(), params={"registers": registers})


def _weight(reading: Reading) -> int:
    return len(reading.columns) + len(reading.marks) - 2 * len(reading.conflicts)


def _said(headings: Headings, registers: Sequence[str], levels: Sequence[Sequence[str]]) -> str | None:
    """The register that the nearest text names; the longest name wins, a tie names none."""
    for texts in levels:
        lengths = {
            name: max((len(said) for said in headings.said[name] for text in texts if _holds(headings.key(text), said)), default=0)
            for name in registers
        }
        longest = max(lengths.values(), default=0)
        winners = [name for name, length in lengths.items() if length == longest]
        if longest and len(winners) == 1:
            return winners[0]
    return None


def _holds(text: str, said: str) -> bool:
    return f" {said} " in f" {text} " if len(said) < 6 else said in text  # noqa: PLR2004 - short names only as whole words


def _hinted(headings: Headings, whole: Mapping[str, Reading], hints: Sequence[Sequence[str]]) -> str | None:
    if len(whole) <= 1:
        return next(iter(whole), None) if _said(headings, tuple(whole), hints) else None
    return _said(headings, tuple(whole), hints)


def _incomplete(headings: Headings, readings: Sequence[Reading], hints: Sequence[Sequence[str]]) -> Reading | None:
    """A table that says it is a register but lacks a required column."""
    named = _said(headings, tuple(headings.specs.registers), hints)
    for reading in readings:
        if reading.register == named and reading.missing and len(reading.columns) >= 2:  # noqa: PLR2004 - more than a chance hit
            return reading
    return None


def _word_share(sheet: Sheet, headings: Headings, reading: Reading, field: str, first: int, last: int) -> float:
    column = reading.columns.get(field)
    vocabulary = headings.specs.registers[reading.register].fields[field].vocabulary
    return _share_of_words(sheet, headings.specs, vocabulary, column, first, last) if column else 0.0


def _fit(sheet: Sheet, specs: Specs, reading: Reading, first: int, last: int) -> float:
    """Share of the values of code columns that are words of their vocabularies."""
    fields = specs.registers[reading.register].fields
    shares = [
        _share_of_words(sheet, specs, fields[name].vocabulary, column, first, last)
        for name, column in reading.columns.items() if fields[name].vocabulary
    ]
    return sum(shares) / len(shares) if shares else 0.0


def _share_of_words(sheet: Sheet, specs: Specs, vocabulary: str, column: int, first: int, last: int) -> float:
    codes = specs.vocabularies[vocabulary].codes.values()
    words = {fold.key(word) for code in codes for word in (code.kk, code.ru, *code.also)}
    texts = [value for row in range(first, last + 1) if isinstance(value := sheet.value(row, column), str)]
    return sum(fold.key(text) in words for text in texts) / len(texts) if texts else 0.0
