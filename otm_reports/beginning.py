"""Declarations → a new college folder: otm.toml to fill in, blank registers, notebooks; nothing that is there is touched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

from otm_reports import forms
from otm_reports.errors import CollegeError, OutputError
from otm_reports.places import packaged
from otm_reports.publish import safe_name, write_file
from otm_reports.specs import Specs

_YEAR = re.compile(r"20[0-9]{2}-20[0-9]{2}")
_FOLDER = re.compile(r'^FOLDER = ".*"', re.MULTILINE)


def begin(folder: Path, specs: Specs, label: str) -> Mapping[str, str]:
    """Make a college folder.

    Args:
        folder: Where; made if it is not there.
        specs: What is declared: a blank register is made of each.
        label: The academic year that the registers are for, ``"2025-2026"``.

    Returns:
        File → ``created``, or ``kept`` where something stood there before.

    Raises:
        CollegeError: ``init-not-a-folder`` or ``year-unknown``: the year is not written as one.
        OutputError: The folder cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise CollegeError("init-not-a-folder", str(folder))
    if not _YEAR.fullmatch(label) or int(label[5:]) != int(label[:4]) + 1:
        raise CollegeError("year-unknown", label, known="2025-2026")
    made: dict[str, str] = {}
    for name, content in _files(specs, label):
        path = folder / name
        made[name] = "kept" if path.exists() or path.is_symlink() else "created"
        if made[name] == "created":
            write_file(path, content)
    return made


def _files(specs: Specs, label: str) -> Iterator[tuple[str, bytes]]:
    yield "otm.toml", (resources.files("otm_reports") / "data" / "otm.toml").read_bytes()
    for spec in specs.registers.values():
        within = f"registers/{label}/" if spec.scope != "dated" else "registers/"
        yield within + safe_name(f"{spec.title['kk']}.xlsx"), forms.blank_book(spec, specs, label)
    try:
        notebooks = sorted(packaged("notebooks").glob("*.ipynb"))
    except FileNotFoundError as problem:
        raise OutputError("folder-missing", str(problem)) from problem
    for path in notebooks:
        yield f"notebooks/{path.name}", _of_this_folder(path.read_text(encoding="utf-8"))


def _of_this_folder(text: str) -> bytes:
    """A notebook that opens the folder it stands in, without the results of ours."""
    book = json.loads(text)
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            source = "".join(cell["source"])
            cell["source"] = _FOLDER.sub('FOLDER = ".."', source).splitlines(keepends=True)
    return (json.dumps(book, ensure_ascii=False, indent=1) + "\n").encode()
