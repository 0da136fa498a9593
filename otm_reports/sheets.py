"""File → Sheet: every value at its true address, with the errors, hidden rows and formulas that fast readers lose."""

from __future__ import annotations

import contextlib
import gc
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from otm_reports import beside, sparse
from otm_reports.beside import UnsafeForTheFast
from otm_reports.child import Child
from otm_reports.errors import RegisterError
from otm_reports.formats import binary, old_excel, open_document, text_tables, web_tables, word_tables, xml_tables
from otm_reports.grid import MOST_AREA, day, plain, tidy
from otm_reports.model import CellError, Scalar, Sheet, Uncached
from otm_reports.snapshot import Workbook

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

#: The most that is unpacked here for the fast reader, and for the slower ones; more is read by a child with limits.
_MOST_FAST, _MOST_HERE = 64 * 2**20, 4 * 2**20
#: Formats that no program can be hurt by, as far as they are small: text, and parts of XML that are walked cell by cell.
_HARMLESS = ("csv", "docx", "ods")


def read(workbook: Workbook, child: Child | None = None, reader: str = "") -> tuple[Sheet, ...]:
    """Every sheet of a workbook, hidden ones too.

    What could kill or hold up its reader is read in a process of its own, within the contract's limits of time and memory.

    Args:
        workbook: A private copy whose package has been looked into.
        child: The process for many files; one is started for this file alone where it is needed and not given.
        reader: ``fast`` or ``sparse`` for one of the two independent readings; empty for the one that fits.

    Returns:
        The sheets in their order; a whole number is an ``int``, a date without a time a ``date``, an error cell a
        ``CellError``, a formula without a kept result ``Uncached``.

    Raises:
        RegisterError: It cannot be read safely or at all; the code is a finding code (``file-…``).
    """
    task = (workbook.path, workbook.format, workbook.content, reader)
    if not reader:
        try:
            here = _read_in_place(workbook)
        except RegisterError:
            raise
        except Exception as problem:  # whatever a broken package raises: still one file refused
            raise RegisterError("file-damaged", workbook.path, detail=type(problem).__name__) from problem
        if here is not None:
            return here
    if child is not None:
        return tuple(child.run(workbook.path, *task))
    with Child() as own:
        return tuple(own.run(workbook.path, *task))


def read_here(path: str, form: str, content: bytes, reader: str = "") -> tuple[Sheet, ...]:
    """The same in this process, with nothing to keep it from harm: for the child.

    Args:
        path: The workbook as a person names it.
        form: Its format, as ``Workbook.format``.
        content: Its bytes.
        reader: As in ``read``.

    Raises:
        RegisterError: It cannot be read.
    """
    slow = {
        "csv": text_tables.read, "docx": word_tables.read, "html": web_tables.read, "xml": xml_tables.read,
        "ods": open_document.read, "fods": open_document.read_flat, "xls": old_excel.read, "xlsb": binary.read, "xlsx": sparse.read,
    }[form]
    fast = form in ("xlsx", "xls", "xlsb", "ods") and reader != "sparse" and (form == "xlsx" or reader == "fast")
    if not fast:
        return slow(path, content)
    try:
        return _read_fast(path, form, content)
    except UnsafeForTheFast:
        return slow(path, content)


def _read_in_place(workbook: Workbook) -> tuple[Sheet, ...] | None:
    """The sheets of a workbook that can hurt nobody; ``None`` if that is not certain."""
    unpacked = _unpacked(workbook.content) if workbook.content.startswith(b"PK") else len(workbook.content)
    if workbook.format in _HARMLESS and unpacked <= _MOST_HERE:
        return read_here(workbook.path, workbook.format, workbook.content)
    if workbook.format != "xlsx" or unpacked > _MOST_FAST:
        return None
    try:
        return _read_fast(workbook.path, "xlsx", workbook.content)
    except UnsafeForTheFast:
        return sparse.read(workbook.path, workbook.content) if unpacked <= _MOST_HERE else None


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return sum(entry.file_size for entry in package.infolist())


def _read_fast(path: str, form: str, content: bytes) -> tuple[Sheet, ...]:
    """By calamine, with what it loses found again.

    Raises:
        UnsafeForTheFast: It would abort the process, or cannot read this one, or would lose something.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    side, content = beside.look(path, content) if form == "xlsx" else (None, content)
    try:
        with no_collector():
            found = tuple(_sheets(path, CalamineWorkbook.from_filelike(io.BytesIO(content)), side))
    except PasswordError as problem:
        raise RegisterError("file-password", path) from problem
    except CalamineError as problem:
        raise UnsafeForTheFast from problem
    except (RegisterError, UnsafeForTheFast):
        raise
    except BaseException as problem:
        # A Rust panic reaches Python as PanicException, which is no Exception (threats 0.4).
        if isinstance(problem, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
            raise
        raise UnsafeForTheFast from problem
    if not found:
        raise UnsafeForTheFast
    return found


@contextlib.contextmanager
def no_collector() -> Iterator[None]:
    """Hundreds of thousands of new values and no circle among them: the collector of garbage would look through them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _sheets(path: str, book: CalamineWorkbook, side: Mapping[str, beside.Side] | None) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    area = 0
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        if side is not None and about.name not in side:
            raise UnsafeForTheFast
        sheet = book.get_sheet_by_name(about.name)
        area += sheet.total_height * sheet.total_width
        _refuse_if(area > MOST_AREA, path, about.name)
        said = side[about.name] if side is not None else beside.NOTHING
        yield _sheet(path, sheet, said, hidden=about.visible != SheetVisibleEnum.Visible)


def _sheet(path: str, sheet: CalamineSheet, side: beside.Side, *, hidden: bool) -> Sheet:
    found = sheet.to_python(skip_empty_area=False) if sheet.end is not None else []
    rows = [tuple(map(_plain, row)) for row in found] if side.untidy else _tidy_rows(found)
    if side.negative and any(type(value) is time for row in rows for value in row):
        raise UnsafeForTheFast
    for marks, kind in ((side.errors, CellError), (side.uncached, Uncached), (side.texts, tidy)):
        for (number, column), text in marks.items():
            rows.extend([()] * (number - len(rows)))
            row = rows[number - 1]
            if kind is not tidy or column > len(row) or row[column - 1] is None:
                row += (None,) * (column - len(row))
                rows[number - 1] = (*row[: column - 1], kind(text), *row[column:])
    merged = tuple((first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(path, sheet.name, tuple(rows), merged, hidden, side.hidden_rows, side.hidden_columns, side.struck)


def _tidy_rows(rows: Iterable[Iterable[Any]]) -> list[tuple[Scalar, ...]]:
    """The same as ``_plain`` for a sheet whose texts are known to be tidy, several times faster."""
    most = 2.0**53
    return [
        tuple([
            (value or None) if (kind := type(value)) is str
            else (int(value) if value.is_integer() and -most < value < most else plain(value)) if kind is float
            else day(value) if kind is datetime else value
            for value in row
        ])
        for row in rows
    ]


def _plain(value: object) -> Scalar:
    """Calamine's value as ours: '' is nothing, 12.0 is 12, midnight is a date."""
    if value == "" or value is None:
        return None
    kind = type(value)
    if kind is str:
        return tidy(value)  # type: ignore[arg-type]  # it is one
    if kind is float:
        return plain(value)  # type: ignore[arg-type]
    return day(value) if kind is datetime else value  # type: ignore[arg-type, return-value]  # int, bool, date, time or timedelta


def _refuse_if(too_large: bool, path: str, detail: str) -> None:  # noqa: FBT001 - reads as the sentence it is
    if too_large:
        raise RegisterError("file-too-large", path, detail=detail)
