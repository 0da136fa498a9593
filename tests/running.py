"""Commands and trees: run `otm` as a person or a scheduler does, and see which bytes stood where before and after."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import otm_reports
from otm_reports import cli, pipeline

#: What `import otm_reports` found: the checkout, or wherever it is installed.
HOME = Path(otm_reports.__file__).resolve().parent.parent
SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
TODAY = "2026-06-20"
#: Starts the program with nothing in the environment: not even where Python should look. A notebook takes as long as the
#: whole run; test_pdf.py runs one.
START = f"import os, sys; os.environ['OTM_NOTEBOOK'] = 'no'; sys.path.insert(0, {str(HOME)!r}); from otm_reports.cli import main; sys.exit(main(sys.argv[1:]))"
#: What may differ between two runs (contract 1): logs and the digest.
VOLATILE = ("log/", "қорытынды.txt")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON object on standard output; anything else there is an error."""
        return json.loads(self.out)


def otm(*arguments: object) -> Ended:
    """The command in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = cli.main([str(one) for one in arguments])
        except SystemExit as ended:
            status = int(ended.code or 0)
    return Ended(status, out.getvalue(), err.getvalue())


def started(
    *arguments: object, env: Mapping[str, str] | None = None, cwd: str | Path = "/", before: Callable[[], None] | None = None, **more: Any,
) -> Ended:
    """The command in a process of its own, with no environment but ``env``."""
    ended = subprocess.run(
        [sys.executable, "-c", START, *map(str, arguments)], env=dict(env or {}), cwd=cwd, preexec_fn=before, stdin=subprocess.DEVNULL,
        capture_output=True, timeout=120, check=False, **more,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def hashes(folder: Path, *, without: Sequence[str] = ()) -> dict[str, str]:
    """Every file of a tree with the digest of its bytes."""
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(tuple(without))
    }


def stamps(folder: Path, *, without: Sequence[str] = ()) -> dict[str, tuple[int, int, int]]:
    """Everything in a tree, folders too, with time of change, size and rights."""
    return {
        name: (told.st_mtime_ns, told.st_size, told.st_mode)
        for path in sorted(folder.rglob("*"))
        if not (name := path.relative_to(folder).as_posix()).startswith(tuple(without)) for told in [path.stat()]
    }


def all_bytes(folder: Path) -> dict[str, bytes]:
    """Every file of a tree, and every part of every package in it, by name."""
    import zipfile

    found: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(folder).as_posix()
        found[name] = path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                found.update({f"{name}!{part}": package.read(part) for part in package.namelist()})
    return found


def plain_rights() -> None:
    """For ``before``: even the machine's administrator must ask the rights of a file (no CAP_DAC_OVERRIDE, _READ_SEARCH)."""
    if os.geteuid() == 0:
        drop = partial(ctypes.CDLL(None, use_errno=True).prctl, 24)
        for capability in (1, 2):
            if drop(capability, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "prctl")


def planted_personal(college: Path) -> dict[str, str]:
    """Personal numbers, phones and birth dates that stand in the workbooks, as digits or ISO dates → their column."""
    import csv
    from datetime import date

    import openpyxl

    found: dict[str, str] = {}
    with (college / "planted.csv").open(encoding="utf-8-sig", newline="") as file:
        planted = [row for row in csv.DictReader(file) if row["code"] == "personal-dropped"]
    for row in planted:
        sheet = openpyxl.load_workbook(college / row["file"], data_only=True)[row["sheet"]]
        head = sheet[row["cell"]]
        for (value,) in sheet.iter_rows(min_row=head.row + 1, min_col=head.column, max_col=head.column, values_only=True):
            where = f"{row['file']}#{row['sheet']}!{row['cell']} {head.value}"
            if isinstance(value, date):
                found[value.strftime("%Y-%m-%d")] = where
            elif value is not None and len(digits := re.sub(r"\D", "", str(value))) >= 10:
                found[digits if len(digits) == 12 else digits[-10:]] = where
    return found


_NUMBER = re.compile(r"(?<!\d)\d{10,12}(?!\d)|[78][ -]?\(?\d{3}\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d(?!\d)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d\d[./]\d\d[./]\d{4}")


def leaks(content: bytes, personal: Mapping[str, str]) -> list[str]:
    """Which of the planted values stand in these bytes, named by their column, never by the value."""
    text = content.decode("utf-8", "ignore")
    numbers = {re.sub(r"\D", "", found) for found in _NUMBER.findall(text)}
    days = {"-".join(re.split(r"[./]", found)[::-1]) for found in _DAY.findall(text)}
    seen = {*numbers, *(number[-10:] for number in numbers), *days}
    return sorted({personal[value] for value in seen & personal.keys()})


@contextlib.contextmanager
def reading_once() -> Iterator[None]:
    """While it lasts, each folder is read by the first command only: for tests that ask one folder many questions."""
    real, known = pipeline.open_folder, {}

    def open_folder(folder: Path, progress: pipeline.Progress = pipeline.quietly) -> pipeline.Opened:
        if folder not in known:
            known[folder] = real(folder, progress)
        return known[folder]

    pipeline.open_folder = open_folder
    try:
        yield
    finally:
        pipeline.open_folder = real


@contextlib.contextmanager
def compiling_once() -> Iterator[None]:
    """While it lasts, the same template is compiled by the first run only: most of the time of a small college's run."""
    real, known = pipeline.load, {}

    def load(content: bytes, **more: Any) -> Any:
        key = (content, repr(sorted(more.items())))
        if key not in known:
            known[key] = real(content, **more)
        return known[key]

    pipeline.load = load
    try:
        yield
    finally:
        pipeline.load = real
