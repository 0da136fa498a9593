"""Rows of ``desant`` → visits of a methodical landing party as papers speak of them: their keys, requisites, scope and years."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from otm_reports.documents.general import requisites
from otm_reports.documents.row_sheets import capital, unused
from otm_reports.documents.tables import table
from otm_reports.documents.writer import Writer, bound
from otm_reports.model import Period, Report, Row
from otm_reports.specs import Specs

#: A scope that says «алты бағыт» or «шесть направлений» means all of them.
_EVERY = re.compile(r"\b(?:алты|6|шест[ьи])\s+(?:бағыт|направлени)")
#: Spellings of a direction shorter than this («1», «д1») are read in a column of their own, not in running text.
_SPELT = 5


def visits(report: Report) -> dict[str, Row]:
    """The visits of the year by the day they begin, else by the day of the order; a second one of the same day gets ``-2``.

    A run for a part of the year has none: a landing party covers three whole years (1.5).
    """
    found: dict[str, Row] = {}
    if not report.year.span.whole_year:
        return found
    for row in report.year.select("desant"):
        day = row["period"].start if isinstance(row["period"], Period) else row["order_date"] or row["request_date"]
        stem = f"{day:%Y-%m-%d}" if isinstance(day, date) else report.year.label
        found[unused(stem, found)] = row
    return found


def called(report: Report, specs: Specs, key: str) -> tuple[str, ...]:  # noqa: ARG001 - the shape of a Kind
    """The day, and the numbers of the order and of the reference."""
    row = visits(report)[key]
    period = row["period"]
    days = (f"{period.start:%d.%m.%Y}",) if isinstance(period, Period) else ()
    return (key, *days, *(str(row[name]) for name in ("order_no", "report_no") if row[name]))


def directions(scope: str | None, specs: Specs) -> tuple[str, ...]:
    """The directions that the scope of a visit names; none where it cannot be told, and a person has to say.

    A direction is named by its number («1-бағыт») or by any spelling of the vocabulary ``direction``, to which a college adds its own.
    """
    text = " ".join((scope or "").casefold().split())
    codes = specs.vocabularies["direction"].codes
    if _EVERY.search(text):
        return tuple(codes)
    return tuple(code for code, entry in codes.items() if any(_says(text, spelling) for spelling in (entry.kk, entry.ru, *entry.also)))


def _says(text: str, spelling: str) -> bool:
    word = " ".join(spelling.casefold().split())
    return len(word) >= _SPELT and re.search(rf"(?<!\w){re.escape(word)}", text) is not None


def frame(writer: Writer, row: Row, *signs: str, prints: tuple[str, ...]) -> dict[str, Any]:
    """What both papers of a visit say of it, and who signs; blanks for what the register and otm.toml do not hold."""
    years = writer.listing("desant.indicators")
    columns = years.columns if years else {}
    return {
        **requisites(writer, *signs, prints=prints),
        "initiator": writer.needed(row["initiator"], "initiator", row.cell("initiator"), "initiator"),
        "request": _paper(writer, row, "request"),
        "order": _paper(writer, row, "order"),
        "period": writer.needed(row["period"] if isinstance(row["period"], Period) else None, "period", row.cell("period")),
        "scope": writer.needed(row["scope"], "scope", row.cell("scope")),
        "years": {name: columns[name][writer.lang] for name in ("y2", "y1", "y") if name in columns},
    }


def _paper(writer: Writer, row: Row, name: str) -> dict[str, str]:
    """Number and day of a paper of the visit, each a blank where it is missing."""
    day = row[f"{name}_date"]
    return {
        "no": writer.needed(row[f"{name}_no"], f"{name}_no", row.cell(f"{name}_no")),
        "dated": writer.dated(day) if day else writer.blank(f"{name}_date", row.cell(f"{name}_date")),
    }


def direction(writer: Writer, code: str) -> dict[str, Any]:
    """One direction: its name, what the landing party found, what the college's registers say, its own control, what was advised before."""

    def of(name: str, *, before: bool = False) -> dict[str, Any]:
        now = writer.report.year.label
        return table(writer, name, where=lambda values: values["direction"] == code and not (before and values["year"] == now))

    indicators = of("desant.indicators")
    if not any(row["unit"] == "%" for row in indicators["rows"]):  # the note speaks of shares
        indicators["notes"] = []
    return {
        "name": name_of(writer, code),
        "findings": of("desant.findings"),
        "indicators": indicators,
        "control": of("desant.control"),
        "advice": of("desant.recommendations", before=True),
        "strengths": _sentences(writer, code, "strengths"),
        "gaps": _sentences(writer, code, "gaps"),
    }


def _sentences(writer: Writer, code: str, column: str) -> str:
    """What the register says of a direction in one column, each text a sentence, as written."""
    listing = writer.listing("desant.findings")
    texts = [str(line.values[column]).rstrip(". ") for line in listing or () if line.values["direction"] == code and line.values[column]]
    return bound(" ".join(f"{text}." for text in dict.fromkeys(texts)))


def name_of(writer: Writer, code: str) -> str:
    """The name of a direction as a heading begins it."""
    return capital(writer.word("direction", code))
