"""folder_index → Listings: the papers that lie in the folder of the ОТМ, and how many pages they have (K15, M07)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from otm_reports.analysis.counting import Chapter, counted, line
from otm_reports.model import AcademicYear, Row, Selection
from otm_reports.specs import Specs

_RANGE = re.compile(r"№+\s*(\d+)(?:\s*[-–—]\s*№?\s*(\d+))?")


def count(chapter: Chapter) -> None:
    """The inventory of the folder, and its last line: how many papers, how many pages."""
    table = chapter.year["folder_index"]
    found = Selection(tuple(papers_of_school(chapter.year, school_words(chapter.specs))), (), table.searched)
    chapter.listing(
        "papers", found,
        [line(row, index="index", title="title", document="document", date="doc_date", pages="pages", retention="retention",
              location="location", required_by="required_by") for row in found],
        scope="otm",
    )
    paged = [row for row in found if isinstance(row["pages"], int)]
    papers = (len(found), tuple(row.cell("document") for row in found))
    pages = (sum(row["pages"] for row in paged) if paged else None, tuple(row.cell("pages") for row in paged))
    chapter.listing("total", found, [counted(papers=papers, pages=pages)] if found.has_register else (), scope="otm")


def school_words(specs: Specs) -> tuple[str, ...]:
    """Words by which a paper is known to be the school's, as the clauses of the college's regulations give them."""
    clauses = (rule for name in specs.college.profiles if name in specs.profiles for rule in specs.profiles[name].rules)
    return tuple(dict.fromkeys(word for rule in clauses if rule.function == "documents-kept" for word in rule.params.get("about", ())))


def papers_of_school(year: AcademicYear, about: Iterable[str]) -> tuple[Row, ...]:
    """Rows of the folder index that stand for a paper of the school: a heading without date, pages or volumes is empty.

    The school's rows are those of a sheet and index (``05-12-…``) where some row names the school; where none does the
    whole index is the school's own.

    Args:
        year: The year; a paper dated after today, or after the span, is not there yet.
        about: Words that say a paper belongs to the school.
    """
    words = tuple(about)
    last = min(year.today, year.span.days.end)
    kept = (row for row in year["folder_index"] if row["doc_date"] or row["pages"] or row["volumes"])
    rows = [row for row in kept if row["doc_date"] is None or row["doc_date"] <= last]
    cases = {_case_of(row) for row in rows if speaks_of(f"{title_of(row)} {row['required_by'] or ''}", words)}
    return tuple(row for row in rows if not cases or _case_of(row) in cases)


def _case_of(row: Row) -> tuple[str, str, str]:
    """The case a paper is kept in: its sheet and its index without the last part."""
    index, dash, _ = (row["index"] or "").rpartition("-")
    return row.source.file, row.source.sheet, index if dash else row["index"] or ""


def title_of(row: Row) -> str:
    """The title of a row of the folder index with the paper it names."""
    return " · ".join(text for text in (row["title"], row["document"]) if text)


def speaks_of(text: str | None, words: Iterable[str]) -> bool:
    """Whether a text names one of the words: an abbreviation (``ОТМ``) as a word of its own, other words as a stem.

    >>> speaks_of("ОТМ-нің жылдық есебі", ("ОТМ",)), speaks_of("Ботмен сөйлесу", ("ОТМ",))
    (True, False)
    >>> speaks_of("Мектепті құру туралы бұйрық", ("бұйры", "приказ"))
    True
    """
    folded = (text or "").casefold()
    apart = "".join(letter if letter.isalnum() else " " for letter in folded).split()
    return any((word.casefold() in apart) if word.isupper() else (word.casefold() in folded) for word in words)


def numbers_in(title: str) -> Iterator[str]:
    """Numbers of protocols that a title names.

    >>> list(numbers_in("Отырыстардың № 1–3 хаттамалары, № 7 хаттама"))
    ['1', '2', '3', '7']
    """
    for first, last in _RANGE.findall(title):
        yield from (str(number) for number in range(int(first), int(last or first) + 1))
