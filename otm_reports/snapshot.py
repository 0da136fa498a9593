"""College folder → private copies of its workbooks: what is there, who has it open, and what is left alone and why."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from otm_reports import signature
from otm_reports.errors import CollegeError
from otm_reports.model import CellRef, Finding

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".docx")
#: Other names under which a table may be kept: read if it is one, named if it is not, never passed over in silence.
OTHER_TABLES = (".docm", ".doc", ".rtf", ".htm", ".html", ".mht", ".xml", ".tsv", ".xltx", ".xltm", ".xlt", ".fods", ".numbers", ".et")
#: Folders of a college folder that hold no registers, when it has no ``registers`` of its own.
NOT_REGISTERS = ("templates", "overlay", "reports", "archive", "notebooks")
#: Which names tell the truth about a format.
_NAMES = {
    "xlsx": (".xlsx", ".xlsm", ".xltx", ".xltm"), "xls": (".xls", ".xlt"), "xlsb": (".xlsb",), "ods": (".ods",), "csv": (".csv", ".tsv"),
    "docx": (".docx", ".docm"), "html": (".html", ".htm"), "xml": (".xml",), "fods": (".fods",),
}


@dataclass(frozen=True, slots=True)
class Workbook:
    """A private copy of one workbook: read once, so that what was counted cannot change under the run.

    Attributes:
        path: Relative to the college folder, with ``/``.
        content: The bytes as they were.
        format: ``xlsx``, ``ods``, ``xlsb``, ``xls``, ``csv``, ``docx``, ``fods``, ``html`` or ``xml`` (that of 2003), told by the content.
        sha256: Of the content.
        open_by: Who has it open, from the owner file beside it; empty if nobody.
    """

    path: str
    content: bytes
    format: str
    sha256: str
    open_by: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stood in the registers folder at one moment."""

    workbooks: tuple[Workbook, ...]
    findings: tuple[Finding, ...]


def registers_folder(folder: Path) -> Path:
    """The folder that holds the registers: ``folder/registers``, else the folder itself (contract 1).

    Raises:
        CollegeError: There is no such folder.
    """
    if not folder.is_dir():
        raise CollegeError("no-folder", str(folder))
    inside = folder / "registers"
    return inside if inside.is_dir() else folder


def take(folder: Path) -> Snapshot:
    """Copy every workbook of a college folder into memory; nothing in the folder is changed or locked.

    Args:
        folder: The college folder.

    Returns:
        The copies in the order of their paths, and what was left alone.

    Raises:
        CollegeError: The folder is not there, or holds no workbook at all.
    """
    root = registers_folder(folder)
    workbooks: list[Workbook] = []
    findings: list[Finding] = []
    owners = {path: _owner(path) for path in _files(root, folder) if _is_owner_file(path.name)}
    for path in _files(root, folder):
        relative = path.relative_to(folder).as_posix()
        place = CellRef(relative)
        suffix = path.suffix.lower()
        if path in owners or path.name.startswith("~") or suffix == ".tmp":
            findings.append(Finding("file-lock-skipped", place, params={"owner": owners.get(path, "")}))
        elif suffix in (*WORKBOOKS, *OTHER_TABLES):
            found = copy(path, relative, next((who for lock, who in owners.items() if _locks(lock, path)), ""))
            if isinstance(found, Finding):
                findings.append(found)
                continue
            if found.open_by:
                findings.append(Finding("file-open", place, params={"owner": found.open_by}))
            if (differs := misnamed(found)) is not None:
                findings.append(differs)
            workbooks.append(found)
    if not workbooks:
        detail = ", ".join(sorted({finding.code for finding in findings}))
        raise CollegeError("no-registers", str(root), detail=detail)
    return Snapshot(tuple(workbooks), tuple(findings))


def misnamed(workbook: Workbook) -> Finding | None:
    """A note if the name says another format than the content."""
    suffix = PurePosixPath(workbook.path).suffix.lower()
    if suffix in _NAMES[workbook.format]:
        return None
    return Finding("file-format-differs", CellRef(workbook.path), value=suffix or "–", params={"kind": workbook.format})


def _files(root: Path, folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(root):
        here = Path(parent)
        folders[:] = sorted(
            name for name in folders
            if not name.startswith((".", "__")) and not (here == folder and name in NOT_REGISTERS)
        )
        for name in sorted(files):
            if name not in ("otm.toml", "confirmed.toml") and (not name.startswith(".") or name.startswith(".~lock.")):
                yield here / name


# ── owner files and copies ──────────────────────────────────────────────────────────────────────────────────────────


def _is_owner_file(name: str) -> bool:
    return name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#"))


def _owner(path: Path) -> str:
    """The name inside an owner file: Excel keeps its length in the first byte, LibreOffice a comma list."""
    try:
        content = path.read_bytes()[:512]
    except OSError:
        return "?"
    if path.name.startswith("~$"):
        length = content[0] if content else 0
        name = content[1 : 1 + length].decode("kz1048", "replace")
    else:
        name = content.decode("utf-8", "replace").split(",")[1] if b"," in content else ""
    name = "".join(letter for letter in name if letter.isprintable()).strip()
    return name or "?"


def _locks(lock: Path, path: Path) -> bool:
    if lock.parent != path.parent:
        return False
    if lock.name.startswith("~$"):
        # Excel drops the first two letters of a long name to make room for "~$".
        return path.name.endswith(lock.name[2:])
    return lock.name == f".~lock.{path.name}#"


# ── a safe copy ─────────────────────────────────────────────────────────────────────────────────────────────────────


def copy(path: Path, relative: str, owner: str = "") -> Workbook | Finding:
    """A private copy of one file, or why there is none.

    Args:
        path: The file.
        relative: How findings name it.
        owner: Who has it open.
    """
    place = CellRef(relative)
    try:
        if path.stat().st_size > signature.MOST_BYTES:
            return Finding("file-too-large", place, params={"detail": f"{path.stat().st_size // 2**20} MB"})
        for _ in range(3):
            before = path.stat()
            content = path.read_bytes()
            after = path.stat()
            if (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size) and len(content) == after.st_size:
                break
        else:
            return Finding("file-changing", place)
    except OSError as problem:
        return Finding("file-damaged", place, params={"detail": problem.strerror or type(problem).__name__})
    told = signature.told(content, path.suffix.lower())
    if isinstance(told, signature.Refusal):
        return Finding(told.code, place, value=path.suffix, params={"detail": told.detail, "expected": " ".join(WORKBOOKS)})
    return Workbook(relative, content, told, hashlib.sha256(content).hexdigest(), owner)
