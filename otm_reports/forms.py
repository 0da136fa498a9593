"""Declared registers × rows → .xlsx: clean and blank registers with drop-downs, and lists of remarks where no copy can be marked."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from otm_reports.marking import ASIDE, EXAMPLE, MARKER, SHEET, Origin, Remark
from otm_reports.model import Period, Person, Report, Row, Source, Value
from otm_reports.specs import FieldSpec, RegisterSpec, Specs
from otm_reports.values import as_text

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: One moment for every workbook we write: the same inputs give the same bytes.
_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - a package date has no zone
_LONGEST = 32_000
_MOST_WORDS = 8
#: Rows below the last one that are ready to be filled in.
_ROOM = 300
#: A drop-down is read from the sheet of lists; a year lies between these days.
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2049, 12, 31)
#: Parts of a name that a register of ours does not ask for: the whole name stands in one cell.
_PARTS = ("surname", "given", "patronymic")
_COLOURS = {"error": "#F4B6B6", "warning": "#FFE699", "note": "#DDEBF7", "closed": "#C6E0B4"}
_REMARK_COLUMNS = (
    ("state", 12), ("severity", 12), ("sheet", 22), ("cell", 10), ("person", 26), ("message", 52), ("expected", 40), ("suggestion", 52),
)
_HEAD_ROW = 4
_WIDTHS = {"person": 30, "people": 34, "text": 28, "list": 34, "code": 22, "commission": 26, "period": 24}


@dataclass(slots=True)
class _Book:
    """A workbook while it is written, with its sheet of lists."""

    content: io.BytesIO
    book: Workbook
    formats: Mapping[str, Format]
    specs: Specs
    lang: str
    lists: dict[str, str] = field(default_factory=dict)

    def done(self) -> bytes:
        """The bytes, with the lists that its drop-downs read."""
        if self.lists:
            self._lists()
        self.book.close()
        return self.content.getvalue()

    def list_of(self, name: str) -> str:
        """Where the words of a code list stand, as a drop-down names it; ``name`` may be ``yes-no``."""
        if name not in self.lists:
            column = chr(ord("A") + len(self.lists)) if len(self.lists) < 26 else f"A{chr(ord('A') + len(self.lists) - 26)}"  # noqa: PLR2004 - letters
            self.lists[name] = f"='{self.say('lists')}'!${column}$3:${column}${len(self.words(name)) + 2}"
        return self.lists[name]

    def words(self, name: str) -> list[str]:
        """The words of a code list, in its order."""
        if name == "yes-no":
            return [as_text(True), as_text(False)]
        return [self.specs.word(name, code, self.lang) for code in self.specs.vocabularies[name].codes]

    def say(self, key: str, **params: object) -> str:
        """A word of these workbooks."""
        return self.specs.messages[self.lang].text("forms", key, **params)

    def _lists(self) -> None:
        sheet = self.book.add_worksheet(self.say("lists"))
        sheet.write_string(0, 0, self.say("lists_about"), self.formats["note"])
        sheet.write_string(0, len(self.lists) + 1, ASIDE, self.formats["note"])
        sheet.set_column(len(self.lists) + 1, len(self.lists) + 1, None, None, {"hidden": True})
        for column, name in enumerate(self.lists):
            sheet.write_string(1, column, self.say("yes_no") if name == "yes-no" else self._title(name), self.formats["head"])
            sheet.set_column(column, column, 26)
            for row, word in enumerate(self.words(name), 2):
                sheet.write_string(row, column, word, self.formats["text"])
        sheet.freeze_panes(2, 0)

    def _title(self, vocabulary: str) -> str:
        fields = (one for spec in self.specs.registers.values() for one in spec.fields.values() if one.vocabulary == vocabulary)
        return next((one.label[self.lang] if one.label else one.headers[0] for one in fields), vocabulary)


def _new(specs: Specs, lang: str) -> _Book:
    from xlsxwriter import Workbook

    content = io.BytesIO()
    plain = {"font_name": "Times New Roman", "font_size": 11}
    book = Workbook(content, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "default_format_properties": plain,
    })
    book.set_properties({"created": _MOMENT})
    cell = {**plain, "valign": "top", "border": 1}
    grey = {**cell, "font_color": "#7F7F7F", "italic": True, "bg_color": "#F2F2F2", "text_wrap": True}
    return _Book(content, book, {
        "text": book.add_format({**cell, "text_wrap": True, "num_format": "@"}),
        "date": book.add_format({**cell, "num_format": "dd.mm.yyyy", "align": "center"}),
        "number": book.add_format({**cell, "align": "center"}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#DDE6EE", "text_wrap": True, "align": "center", "valign": "vcenter"}),
        "title": book.add_format({**plain, "bold": True, "font_size": 14}),
        "key": book.add_format({**plain, "bold": True}),
        "note": book.add_format({**plain, "italic": True, "font_size": 10, "text_wrap": False}),
        "example": book.add_format(grey),
        "example_date": book.add_format({**grey, "num_format": "dd.mm.yyyy", "align": "center"}),
        **{f"fill {name}": book.add_format({**cell, "bg_color": colour, "text_wrap": True, "align": "center"}) for name, colour in _COLOURS.items()},
    }, specs, lang)


# ── how a field is filled in ────────────────────────────────────────────────────────────────────────────────────────


def what_is_written(spec: FieldSpec, specs: Specs, lang: str) -> str:
    """How a field is filled in: an example of its form, its range, or the first words of its list."""
    words: dict[str, object] = {}
    if spec.vocabulary and spec.type == "code":
        codes = list(specs.vocabularies[spec.vocabulary].codes)
        shown = ", ".join(specs.word(spec.vocabulary, code, lang) for code in codes[:_MOST_WORDS])
        words = {"words": shown + (" …" if len(codes) > _MOST_WORDS else "")}
    elif spec.minimum is not None or spec.maximum is not None:
        words = {"minimum": "…" if spec.minimum is None else as_text(spec.minimum), "maximum": "…" if spec.maximum is None else as_text(spec.maximum)}
        return specs.messages[lang].text("expected", "range", **words)
    return specs.messages[lang].text("expected", spec.type, **words)


def _example(name: str, spec: FieldSpec, book: _Book, label: str) -> Value:
    """What the greyed row of a blank register shows."""
    first = int(label[:4])
    if spec.type == "code":
        return book.words(spec.vocabulary)[0]
    if spec.minimum is not None and spec.type in ("integer", "number"):
        return int(spec.minimum) + 1
    shown: Mapping[str, Value] = {
        "date": date(first, 10, 9), "date_or_year": date(first, 10, 9), "period": Period(date(first, 10, 6), date(first, 10, 17)), "integer": 3, "number": 72,
        "boolean": True, "score": 5, "people": book.say("example_people"), "person": book.say("example_person"), "list": book.say("example_list"),
        "commission": book.say("example_commission"),
    }
    return shown.get(spec.type, "1" if name.endswith("no") else "…")


# ── one register ────────────────────────────────────────────────────────────────────────────────────────────────────


def _columns(spec: RegisterSpec, rows: Sequence[Row]) -> list[str]:
    """The fields that stand as columns: all that have a value of their own; parts of a name only where they are filled."""
    return [
        name for name, one in spec.fields.items()
        if not one.ends and not (name in _PARTS and "full_name" in spec.fields and all(row[name] is None for row in rows))
    ]


def _register(book: _Book, spec: RegisterSpec, label: str, rows: Sequence[Row], sources: Iterable[Source], *, blank: bool) -> None:
    """A sheet of one register: title, what stands above the table, headings with notes, rows, room for more."""
    sheet = book.book.add_worksheet(_sheet_name(spec, book))
    formats = book.formats
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P / &N")
    # A blank register that is kept for years on end bears no year: each of its rows is dated.
    sheet.write_string(0, 0, spec.title[book.lang] if blank and spec.scope == "dated" else f"{spec.title[book.lang]} {label}", formats["title"])
    top = 1
    said = {name: value for source in sources for name, value in source.attributes.items()}
    for name, one in spec.attributes.items():
        if blank or name in said:
            sheet.write_string(top, 0, f"{one.headers[0]}:", formats["key"])
            _write(sheet, top, 3, said.get(name), formats)
            top += 1
    names = _columns(spec, rows)
    # A register that counts its rows itself needs no second count: two columns «№» would claim one field.
    own = spec.fields[names[0]].headers[0] == "№"
    columns = dict(enumerate(names, 0 if own else 1))
    _headings(book, sheet, top, spec, columns)
    first = top + 1
    if blank:
        for column, name in columns.items():
            _write(sheet, first, column, _example(name, spec.fields[name], book, label), formats, example=True)
        sheet.write_string(first, 0, EXAMPLE, formats["example"])
        first += 1
    for number, row in enumerate(rows, 1):
        if not own:
            sheet.write_number(first + number - 1, 0, number, formats["number"])
        for column, name in columns.items():
            _write(sheet, first + number - 1, column, _written(row[name], spec.fields[name], book), formats)
    for column, name in columns.items():
        _check(book, sheet, (first, column, first + len(rows) + _ROOM, column), spec.fields[name])
    sheet.freeze_panes(top + 1, 2)
    sheet.repeat_rows(top)


def _headings(book: _Book, sheet: Worksheet, top: int, spec: RegisterSpec, columns: Mapping[int, str]) -> None:
    """The row of headings, each with a note on how its column is filled in."""
    sheet.set_column(0, 0, 8)
    sheet.set_row(top, 32)
    if 0 not in columns:
        sheet.write_string(top, 0, "№", book.formats["head"])
    for column, name in columns.items():
        one = spec.fields[name]
        sheet.write_string(top, column, one.headers[0], book.formats["head"])
        required = f" {book.say('required')}" if one.required else ""
        sheet.write_comment(top, column, what_is_written(one, book.specs, book.lang) + required, {"author": "otm_reports", "x_scale": 1.6, "y_scale": 0.8})
        if column:
            sheet.set_column(column, column, _WIDTHS.get(one.type, 14))


def _sheet_name(spec: RegisterSpec, book: _Book) -> str:
    plain = "".join(" " if letter in "[]:*?/\\" else letter for letter in spec.title[book.lang])
    plain = (textwrap.shorten(plain, 31, placeholder="") or plain[:31]).strip(" ',")
    taken = {sheet.get_name().casefold() for sheet in book.book.worksheets()}
    return next(name for name in (plain, *(f"{plain[:28]} {number}" for number in range(2, 100))) if name.casefold() not in taken)


def _written(value: Value, spec: FieldSpec, book: _Book) -> Value:
    """A typed value as a secretary writes it, so that reading it again gives the same value."""
    if isinstance(value, Person):
        return value.as_written
    if isinstance(value, tuple):
        return "; ".join(str(_written(one, spec, book)) for one in value)
    if isinstance(value, Period):
        return value.start if value.start == value.end else as_text(value)
    if isinstance(value, str) and spec.vocabulary:
        return book.specs.word(spec.vocabulary, value, book.lang)
    return value


def _write(sheet: Worksheet, row: int, column: int, value: Value, formats: Mapping[str, Format], *, example: bool = False) -> None:
    kind = "example" if example else ""
    if value is None or value == "":
        if not example:
            return
        sheet.write_blank(row, column, None, formats["example"])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value, formats[kind or "number"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["example_date" if example else "date"])  # noqa: DTZ001 - a day
    else:
        sheet.write_string(row, column, as_text(value)[:_LONGEST], formats[kind or "text"])


def _check(book: _Book, sheet: Worksheet, cells: tuple[int, int, int, int], spec: FieldSpec) -> None:
    """What a column lets in without asking: words of its list, real days, numbers in range."""
    about: dict[str, object] = {"error_type": "warning", "error_title": book.say("check_title"), "error_message": what_is_written(spec, book.specs, book.lang)[:255]}
    if spec.type == "code":
        rule: dict[str, object] = {"validate": "list", "source": book.list_of(spec.vocabulary)}
    elif spec.type == "boolean":
        rule = {"validate": "list", "source": book.list_of("yes-no")}
    elif spec.type == "date":
        rule = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
    elif spec.type in ("integer", "number"):
        bounds = {"minimum": 0 if spec.minimum is None else spec.minimum, "maximum": 1_000_000 if spec.maximum is None else spec.maximum}
        rule = {"validate": "integer" if spec.type == "integer" else "decimal", "criteria": "between", **bounds}
    else:
        return
    sheet.data_validation(*cells, {**rule, **about})
    if spec.type == "date":
        sheet.set_column(cells[1], cells[1], 14, None)


# ── books ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def clean_book(made: Report, specs: Specs, lang: str = "kk") -> bytes:
    """``otm export --to FILE.xlsx``: the registers of the year as they should be kept, and where each row stood.

    Reading the workbook again gives the same typed tables.

    Args:
        made: The counted year.
        specs: What is declared.
        lang: Language of headings and words.
    """
    book = _new(specs, lang)
    places: list[tuple[str, str, str, str]] = []
    for name, table in made.year.tables.items():
        if table.sources:
            spec = specs.registers[name]
            _register(book, spec, made.year.label, table.rows, table.sources, blank=False)
            for number, row in enumerate(table.rows, 1):
                places += [
                    (spec.title[lang], str(number), specs.field_label(name, field, lang), str(row.cell(field)))
                    for field in spec.fields if row[field] is not None and (field in row.source.columns or field in row.placed)
                ]
    sheet = book.book.add_worksheet(book.say("places"))
    sheet.write_string(0, 0, book.say("places_about"), book.formats["note"])
    sheet.write_string(0, 5, ASIDE, book.formats["note"])
    sheet.set_column(5, 5, None, None, {"hidden": True})
    for column, (head, width) in enumerate((("register", 34), ("row", 8), ("field", 30), ("place", 70))):
        sheet.write_string(1, column, book.say(f"places_{head}"), book.formats["head"])
        sheet.set_column(column, column, width)
    for number, line in enumerate(places, 2):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text, book.formats["text"])
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, max(len(places) + 1, 2), 3)
    return book.done()


def blank_book(spec: RegisterSpec, specs: Specs, label: str, lang: str = "kk") -> bytes:
    """A blank register of a year: headings with notes, drop-downs, a greyed example row that is never read.

    Args:
        spec: The register.
        specs: What is declared.
        label: The academic year, ``"2025-2026"``; it stands in the title unless the register is kept by dates.
        lang: Language of headings and words.
    """
    book = _new(specs, lang)
    _register(book, spec, label, (), (), blank=True)
    return book.done()


def remarks_book(remarks: Sequence[Remark], origin: Origin, words: Mapping[str, str], specs: Specs) -> bytes:
    """The list of remarks on a workbook that cannot be patched, in the form of the first sheet of a marked copy.

    Args:
        remarks: In the order they are to stand.
        origin: The register.
        words: ``[marked]`` of the messages.
        specs: What is declared.
    """
    book = _new(specs, "kk")
    formats = book.formats
    sheet = book.book.add_worksheet(SHEET)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    for row, key in enumerate(("title", "about_list", "about_list_ru")):
        sheet.write_string(row, 0, words[key], formats["title" if not row else "note"])
    keys = len(_REMARK_COLUMNS)
    sheet.write_string(0, keys, f"{MARKER} {origin.sha256} {origin.path}")
    sheet.set_column(keys, keys, None, None, {"hidden": True})
    for column, (name, width) in enumerate(_REMARK_COLUMNS):
        sheet.write_string(_HEAD_ROW, column, words[f"column_{name}"], formats["head"])
        sheet.set_column(column, column, width)
    for row, one in enumerate(remarks, _HEAD_ROW + 1):
        for column, (name, _) in enumerate(_REMARK_COLUMNS):
            text = words[f"{name}_{getattr(one, name)}"] if name in ("state", "severity") else str(getattr(one, name)) or (words["whole"] if name == "cell" else "")
            colour = {"severity": one.severity, "state": "closed" if one.state == "closed" else ""}.get(name, "")
            sheet.write_string(row, column, text[:_LONGEST], formats[f"fill {colour}" if colour else "text"])
        sheet.write_string(row, keys, f"{one.code}|{one.field}|{one.state}|{one.severity}")
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.autofilter(_HEAD_ROW, 0, _HEAD_ROW + max(len(remarks), 1), keys - 1)
    sheet.repeat_rows(_HEAD_ROW)
    return book.done()
