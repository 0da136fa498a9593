"""College folder → private copies of its workbooks: what is there, who has it open, and what is left alone and why."""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from otm_reports.errors import CollegeError
from otm_reports.model import CellRef, Finding

WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
#: Files in which a register may be kept but which are not read yet: named, never passed over in silence.
OTHER_TABLES = (".docx", ".doc", ".htm", ".html", ".numbers", ".et", ".tsv", ".xltx", ".xlt")
#: Folders of a college folder that hold no registers, when it has no ``registers`` of its own.
NOT_REGISTERS = ("templates", "overlay", "reports", "archive", "notebooks")

# Contract 3, limits of one file.
MOST_BYTES = 500 * 2**20
MOST_UNPACKED = 400 * 2**20
MOST_PARTS = 2_000
MOST_RATIO, RATIO_FROM = 200, 10 * 2**20

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_COPY_MARK = re.compile(
    r"""\s* (?: [-–—_]\s*(?:копия|көшірме|copy)(?:\s*\(?\d+\)?)? | \((?:\d{1,2}|копия|көшірме|copy)\) | [-_\s](?:ескі|старый|старая|old)
    | \s*\(?(?:конфликтующая\ копия|conflicted\ copy)[^)]*\)? )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A private copy of one workbook: read once, so that what was counted cannot change under the run.

    Attributes:
        path: Relative to the college folder, with ``/``.
        content: The bytes as they were.
        format: ``xlsx``, ``ods``, ``xlsb``, ``xls`` or ``csv``, told by the content, not by the name.
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
    names = {path.name.casefold(): path for path in _files(root, folder) if path not in owners}
    for path in _files(root, folder):
        relative = path.relative_to(folder).as_posix()
        place = CellRef(relative)
        suffix = path.suffix.lower()
        if path in owners or path.name.startswith("~") or suffix == ".tmp":
            findings.append(Finding("file-lock-skipped", place, params={"owner": owners.get(path, "")}))
        elif suffix in OTHER_TABLES:
            findings.append(Finding("file-format", place, value=suffix, params={"expected": " ".join(WORKBOOKS)}))
        elif suffix in WORKBOOKS:
            sibling = _sibling(path, names)
            if sibling is not None:
                findings.append(Finding("file-copy-skipped", place, params={"copy_of": sibling.name}))
                continue
            found = _copy(path, relative, next((who for lock, who in owners.items() if _locks(lock, path)), None))
            if isinstance(found, Finding):
                findings.append(found)
                continue
            if found.open_by:
                findings.append(Finding("file-open", place, params={"owner": found.open_by}))
            if not _fits(found.format, suffix):
                findings.append(Finding("file-format-differs", place, value=suffix, params={"kind": found.format}))
            workbooks.append(found)
    if not workbooks:
        detail = ", ".join(sorted({finding.code for finding in findings}))
        raise CollegeError("no-registers", str(root), detail=detail)
    return Snapshot(tuple(workbooks), tuple(findings))


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


def _sibling(path: Path, names: dict[str, Path]) -> Path | None:
    """The unmarked workbook that a copy stands beside (contract 3), or ``None`` if this is no copy or stands alone."""
    stem = _COPY_MARK.sub("", path.stem)
    if stem == path.stem or not stem:
        return None
    candidates = (names.get(f"{stem}{suffix}".casefold()) for suffix in (path.suffix, *WORKBOOKS))
    return next((found for found in candidates if found and found.parent == path.parent and found != path), None)


# ── a safe copy ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _copy(path: Path, relative: str, owner: str | None) -> Workbook | Finding:
    place = CellRef(relative)
    try:
        if path.stat().st_size > MOST_BYTES:
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
    told = _format(content, path.suffix.lower())
    if isinstance(told, tuple):
        return Finding(told[0], place, params={"detail": told[1]})
    return Workbook(relative, content, told, hashlib.sha256(content).hexdigest(), owner or "")


def _format(content: bytes, suffix: str) -> str | tuple[str, str]:
    """The format by content, or ``(finding code, detail)`` of a refusal that the package alone gives away."""
    if content.startswith(b"PK"):
        return _package(content)
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            return "file-password", ""
        return "xls"
    if suffix == ".csv" and b"\0" not in content.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")[:1]:
        return "csv" if content.strip() else ("file-damaged", "0 B")
    if not content:
        return "file-damaged", "0 B"
    if suffix == ".xls" and content[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02"):
        return "xls"
    if content.lstrip()[:1] == b"<":
        return "file-format", "HTML"
    return "file-damaged", ""


def _package(content: bytes) -> str | tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            swollen = any(entry.file_size > RATIO_FROM and entry.file_size > MOST_RATIO * max(entry.compress_size, 1) for entry in entries)
            refusals = (
                (len(entries) > MOST_PARTS or unpacked > MOST_UNPACKED, "file-too-large", f"{len(entries)} / {unpacked // 2**20} MB"),
                (swollen, "file-unsafe", "zip"),
                (any(entry.flag_bits & 1 for entry in entries), "file-password", ""),
            )
            for refused, code, detail in refusals:
                if refused:
                    return code, detail
            names = {entry.filename for entry in entries}
            damaged = package.testzip()
            if damaged:
                return "file-damaged", damaged
    except Exception as problem:  # noqa: BLE001 - zlib.error and whatever a broken package raises: still one file refused
        return "file-damaged", type(problem).__name__
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(PurePosixPath(name).name == "workbook.xml" for name in names):
        return "xlsx"
    if "content.xml" in names:
        return "ods"
    return "file-format", "zip"


def _fits(told: str, suffix: str) -> bool:
    return {".xlsm": "xlsx"}.get(suffix, suffix[1:]) == told
