"""Value of a context → text fit for a paper: nothing but words, and none that a second pass could run as a template."""

from __future__ import annotations

import math
import re
from datetime import date, datetime

from docxtpl import Listing, RichText, RichTextParagraph
from markupsafe import Markup

from otm_reports.kazakh import dates, numbers

#: Marks that stand in rendered text for what text cannot say. They are Unicode non-characters, which no register can
#: bring along: :func:`clean` removes them from data.
PARAGRAPH = "\ufdd0"
PAGE = "\ufdd1"
CHART = "\ufdd2"
#: Around a printed value that knows where it is from, until its bookmark is placed.
TRACED, TRACED_END = "\ufdd3", "\ufdd4"

#: How the text of a run begins, and how it ends with its run.
RUN_TEXT = '<w:t xml:space="preserve">'
RUN_END = "</w:t></w:r>"

_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
#: What XML 1.0 cannot hold (controls, lone surrogates, U+FFFE, U+FFFF), C1 controls and non-characters.
_FORBIDDEN = re.compile(r"[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
#: A brace that with what follows it, or with the next value, would open a tag when a paper is used as a template: docxtpl takes
#: out whatever XML stands between the two signs of a tag, as for a line break, a tab, a new paragraph or the next run.
_OPENING = re.compile(r"\{(?=[\n\t\ufdd0-\ufdd6]*(?:[{%#_]|$))")
_OPENING_MARKUP = re.compile(r"\{(?=[\n\t\ufdd0-\ufdd6]*(?:[{%#_<]|$))")
_WORD_JOINER = "\u2060"


class Unprintable(Exception):
    """A value of a kind that has no one way to be printed."""


def clean(text: str) -> str:
    """Text without what XML or Word cannot hold; every kind of line end becomes a line feed."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def defused(text: str, opening: re.Pattern[str] = _OPENING) -> str:
    """Text in which no brace can open a template tag: an invisible word joiner follows it."""
    return opening.sub("{" + _WORD_JOINER, text) if "{" in text else text


def defused_markup(xml: str) -> str:
    """The same for XML: a brace at the end of one text may meet the next one's beginning."""
    return defused(xml, _OPENING_MARKUP)


def altered(before: str, after: str) -> bool:
    """Whether a printed text says anything else than the value it was printed for; a line end is a line end."""
    return before != after and _LINE_ENDS.sub("\n", before) != after


def printed(value: object, lang: str) -> str | Markup:
    """What a template prints for a value.

    ``None`` is empty, a date without a filter is short, a fraction has a decimal comma.

    Raises:
        Unprintable: a truth value, a list, a mapping, NaN or any other object: a template must say how to print it.
    """
    if isinstance(value, Markup):
        return Markup(defused_markup(_keep_marks(value)))  # noqa: S704 - escaped already
    if isinstance(value, str):
        return defused(clean(value))
    if value is None:
        return ""
    if isinstance(value, (Listing, RichText, RichTextParagraph)):
        return Markup(defused_markup(_keep_marks(str(value))))  # noqa: S704 - docxtpl escapes what these are made of
    if isinstance(value, bool):
        raise Unprintable(type(value).__name__)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() else numbers.decimal(value, _places(value), lang)
    if isinstance(value, date) and not isinstance(value, datetime):
        return dates.short(value)
    raise Unprintable(type(value).__name__)


def _keep_marks(markup: str) -> str:
    """Clean markup of our own making: docxtpl's signs for a new paragraph and a new page become our marks."""
    text = markup.replace("\a", PARAGRAPH).replace("\f", PAGE)
    return "".join(piece if piece in {PARAGRAPH, PAGE, TRACED, TRACED_END} or CHART in piece else clean(piece) for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    return re.split(f"({PARAGRAPH}|{PAGE}|{TRACED}|{TRACED_END}|{CHART}\\d+{CHART})", text)


def _places(value: float) -> int:
    """Decimals of a number as Python would write it, four at most."""
    return min(4, len(f"{value:.10f}".rstrip("0").partition(".")[2]))
