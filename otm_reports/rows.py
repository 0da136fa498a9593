"""Layout × row number → what the row is, and what is written in a cell of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from otm_reports import values
from otm_reports.around import names_stretch
from otm_reports.headers import Layout, is_numbering_row
from otm_reports.model import CellRef, Scalar, Value
from otm_reports.people import Commissions

_TOTAL = re.compile(
    r"^\s*(?:(?:барлығы|барлыгы|жиыны|жиынтығы|итого|всего)\b.{0,40}|қорытынды|қатысқан(?:дар|дары|ы)?(?:\s+саны)?|присутствовал[ои]|кол-?во\s+присутств\w+)\s*(?:[:–—-]?\s*\d*|\s(?:бойынша|по)\b.*)\s*$", re.IGNORECASE,
)
_SIGNATURE = re.compile(r"_{3,}|^\s*\*|^\s*(?:ескерту|ескертпе|примечание|құрастырған|орындаған|исполнитель|составил)\b", re.IGNORECASE)
#: «І. Ұйымдастыру жұмыстары», «IV. Қорытынды»: a part of the table, in whatever column it is written.
_PART = re.compile(r"\s*[IVXІХ]{1,4}\s*[.)]\s*[^\W\d_]{2}")
#: The lines of a title that is printed again: ministry, college, approval, name, year.
_TALLEST_TITLE = 8
#: Post, line and name: a signature fills no more cells than this.
_WIDEST_SIGNATURE = 3
#: A line of one cell that is signed or remarks on the whole table, whatever column it stands in.
_SIGNED = re.compile(r"_{3,}|^\s*\*|^\s*(?:ескерту|ескертпе|примечание|құрастыр\w+|орындаған|исполнитель|составил\w*)\s*[:–—-]", re.IGNORECASE)
#: What the marks of a sheet mean: «қ» – қатысты; «б» – … A line of explanation is no row.
_LEGEND = re.compile(r"[«\"“][^»\"”]{1,3}[»\"”]\s*[–—-]")
_SIGNS = re.compile(r"^\s*(?:төраға|төрайым|хатшы|директор|әдіскер|жетекші|председатель|секретарь|методист|руководитель)\b(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
#: What may stand between a post and a name in small letters.
_BETWEEN = re.compile(r"(?:орынбасары|заместитель|міндетін|атқарушы|колледжа|колледж)\b", re.IGNORECASE)

#: A line to sign on, beside the post of who signs.
_LINE = re.compile(r"\s*_[_\s]{2,}")
_POST = re.compile(r"\s*(?:төраға|төрайым|хатшы|директор|әдіскер|жетекші|меңгеруші|председател|секретар|методист|руководител|заведующ|зам)", re.IGNORECASE)


def row_kind(layout: Layout, required: Sequence[str], number: int, commissions: Commissions) -> str:
    """``blank``, ``numbering``, ``total``, ``section``, ``title`` (of a heading printed again), ``signature`` or ``data``."""
    cells = cells_of(layout, number)
    ours = layout.ours
    spanned = number in layout.merged and any(_covering(layout, number, column) != (number, column) for column in ours)
    filled = [
        (column, value) for column, value in cells
        if column in ours or not (column in (*layout.personal, layout.numbered) and _is_number(value))
    ]
    if not filled and not (spanned and cells):
        return "blank"
    if is_numbering_row(layout, number):
        return "numbering"
    texts = [(column, value) for column, value in cells if isinstance(value, str)]
    if texts and _TOTAL.match(texts[0][1]) and not _is_whole(layout, required, number):
        return "total"
    if len(cells) == 1 and texts and _is_section(layout, number, *texts[0], commissions):
        return "section"
    if len(cells) == 1 and texts and _titles_again(layout, number):
        return "title"
    if texts and _is_signature(layout, required, number, cells, texts):
        return "signature"
    return "data"


def _is_whole(layout: Layout, required: Sequence[str], number: int) -> bool:
    """Whether a row has all that a row must have, in words: «қорытынды» may be a stage of work and not a sum."""
    columns = [layout.columns[name] for name in required if name in layout.columns]
    return len(columns) > 1 and all(isinstance(written_at(layout, number, column)[0], str) for column in columns)


def _is_number(value: Scalar) -> bool:
    return not isinstance(value, str) or any(map(str.isdigit, value))


def _is_section(layout: Layout, number: int, column: int, text: str, commissions: Commissions) -> bool:
    box = next((box for box in layout.sheet.merged if box[0] == number and box[1] == column), None)
    if box is not None and box[3] - box[1] + 1 >= 2 and box[2] == box[0]:  # noqa: PLR2004 - merged across columns
        return True
    if _PART.match(text):
        return True
    if column in (layout.numbered, layout.columns.get("item_no")) or column not in layout.columns.values():
        return not _SIGNATURE.search(text) and not _signs(text)
    if layout.register != "commissions" and commissions.find(text) is not None:
        return True
    return (bool(commissions.named_in(text) and not text.strip().isdigit()) and len(layout.columns) > 2) or names_stretch(text)  # noqa: PLR2004


def _titles_again(layout: Layout, number: int) -> bool:
    """Whether a line of one text stands with others such between an empty row and the heading printed again: «Колледж … | Ашық сабақтар журналы»."""
    if not layout.repeats or number > max(layout.repeats):
        return False
    lines = layout.sheet.rows
    widths = {row: sum(value is not None for value in lines[row - 1]) for row in range(max(number - _TALLEST_TITLE, layout.first_row), min(number + _TALLEST_TITLE, len(lines)) + 1)}
    above = next((row for row in range(number - 1, number - _TALLEST_TITLE, -1) if widths.get(row, 0) != 1), number)
    below = next((row for row in range(number + 1, number + _TALLEST_TITLE) if widths.get(row, 0) > 1), number)
    return below in layout.repeats and widths.get(above) == 0


def _is_signature(layout: Layout, required: Sequence[str], number: int, cells: Sequence[tuple[int, Scalar]], texts: Sequence[tuple[int, str]]) -> bool:
    """A signature line or a footnote: few cells, says so, and lacks what a row must have."""
    if len(texts) != len(cells) or len(cells) > _WIDEST_SIGNATURE:
        return False
    alone = len(cells) == 1 and len(layout.columns) + len(layout.marks) > 1
    if alone and (_LEGEND.search(texts[0][1]) or _SIGNED.search(texts[0][1])):
        return True
    if _POST.match(texts[0][1]) and any(_LINE.fullmatch(text) for _, text in texts[1:]):
        return True
    columns = [layout.columns[name] for name in required if name in layout.columns]
    missing = sum(written_at(layout, number, column)[0] is None for column in columns)
    if missing * 2 < len(columns):
        return False
    return any(_SIGNATURE.search(text) for _, text in texts) or (_signs(texts[0][1]) and missing > 0)


def _signs(text: str) -> bool:
    """Whether a text is the post of who signs, with a name or without one; «Хатшы сайлау туралы» is a question of an agenda."""
    found = _SIGNS.match(text)
    return found is not None and not any(word[0].islower() and not _BETWEEN.match(word) for word in re.findall(r"[^\W\d_][\w'’-]*", found["rest"]))


def cells_of(layout: Layout, number: int) -> list[tuple[int, Scalar]]:
    """The filled cells of the table in a row; a merged value stands at its first cell only."""
    row, first = layout.sheet.rows[number - 1], layout.first_column
    return [(column, value) for column, value in enumerate(row[first - 1 : layout.last_column], first) if value is not None]


def fits_after_gap(layout: Layout, number: int) -> bool:
    """Whether a row far below a table may still be of it: not if more of the row stands beside the table than under it."""
    inside = len(cells_of(layout, number))
    return sum(value is not None for value in layout.sheet.rows[number - 1]) - inside <= inside


def _covering(layout: Layout, row: int, column: int) -> tuple[int, int]:
    """The cell that holds the value of a cell: its own, or the first of the range it is merged into."""
    for box in layout.merged.get(row, ()):
        if box[1] <= column <= box[3]:
            return box[0], box[1]
    return row, column


def written_at(layout: Layout, number: int, column: int) -> tuple[Scalar, CellRef]:
    """What is written in a cell of a row, and the cell it really stands in: the first of a merged range."""
    row, first = _covering(layout, number, column)
    if row <= layout.header[1]:
        row, first = number, column
    return layout.sheet.value(row, first), layout.sheet.ref(row, first)


def row_text(layout: Layout, number: int) -> str:
    """The row as a person reads it, without personal data."""
    known = {*layout.columns.values(), *layout.marks, layout.numbered}
    # A day or a number under no heading may be anybody's birth or phone: only words are shown from there.
    shown = [
        as_text(value) for column, value in cells_of(layout, number)
        if column not in layout.personal and (column in known or (isinstance(value, str) and any(map(str.isalpha, value))))
    ]
    return values.drop_personal(" | ".join(shown))[0][:200]


def as_text(value: Value) -> str:
    """A value as a register writes it."""
    if value is None:
        return ""
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def is_total_row(text: str) -> bool:
    """Whether a text opens a totals row."""
    return _TOTAL.match(text) is not None
