"""Text file → Sheet: encoding by its mark, else by its bytes; the delimiter by what stands in the lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import PurePosixPath

from otm_reports.errors import RegisterError
from otm_reports.grid import Count, Grid
from otm_reports.model import Sheet

_DELIMITERS = ";\t,|"
_LINES = 50
_QUOTED = re.compile(r'"[^"]*"')
#: Fields of one line; a longer line is no row of a register.
_LONGEST_FIELD = 10_000_000


def read(path: str, content: bytes) -> tuple[Sheet, ...]:
    """The one sheet of a text file; its cells are text.

    Raises:
        RegisterError: ``file-damaged``: a quotation mark is never closed, as in a file that was cut; ``file-too-large``.
    """
    text = decoded(content)
    sheet = PurePosixPath(path).stem
    lines = text[:100_000].splitlines()[:_LINES]
    said = re.fullmatch(r"sep=(.)", lines[0].strip('"')) if lines else None
    chosen = said[1] if said else delimiter(lines)
    csv.field_size_limit(_LONGEST_FIELD)
    grid = Grid(Count(path), sheet)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=chosen)
        for number, row in enumerate(rows, 1):
            if said and number == 1:
                continue
            for column, value in enumerate(row, 1):
                grid.put(number, column, value.strip())
        if '"' in text:
            _refuse_open_quote(text, chosen, path)
    except csv.Error as problem:
        raise RegisterError("file-damaged", path, detail=str(problem)) from problem
    return (grid.sheet(),)


def decoded(content: bytes, said: Callable[[bytes], str] = lambda _: "kz1048") -> str:
    """UTF-16 by its mark, UTF-8, else by what the text says of itself, which is mostly nothing.

    Args:
        content: The bytes.
        said: Gives the encoding that bytes which are not UTF name: KZ-1048, for an 8-bit file from Kazakhstan is never cp1251 (kazakh.md 2).
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(said(content), "replace")


def delimiter(lines: list[str]) -> str:
    """The mark that divides most lines into equally many fields, outside of quotation marks.

    A comma inside of a name or a number does not outdo a semicolon that stands equally often in every line.
    """
    bare = [_QUOTED.sub("", line) for line in lines if line.strip()]

    def weight(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in bare]
        usual = max((count for count in counts if count), key=counts.count, default=0)
        return counts.count(usual) if usual else 0, usual

    return max(_DELIMITERS, key=weight)


def _refuse_open_quote(text: str, chosen: str, path: str) -> None:
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=chosen, strict=True):
            pass
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            raise RegisterError("file-damaged", path, detail=str(problem)) from problem
