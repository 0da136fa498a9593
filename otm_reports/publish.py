"""bytes → files: complete before a file is touched, listed in a manifest, never over a paper that a person edited."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from otm_reports.errors import OutputError

MANIFEST = "manifest.json"
BESIDE = " (жаңа нұсқа)"
MOST_BYTES, MOST_UNITS = 200, 120
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))})
_PATIENCE = (0.05, 0.2, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Item:
    """One complete result that is to become a file.

    Attributes:
        name: File name inside the output folder.
        content: All of its bytes.
        kind, key, lang: Which paper it is; ``key`` may be empty.
        reason: Why there is no content, for a paper that could not be made (``content`` is then empty).
        gaps: What a person still has to fill in.
        folder: Folder inside the output folder, with ``/``; marked copies keep those of their registers.
        of: Digest of what it was made from, for a result that is costly to make again (a PDF of a paper).
    """

    name: str
    content: bytes
    kind: str
    key: str = ""
    lang: str = ""
    gaps: tuple[str, ...] = ()
    folder: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an item: ``written``, ``unchanged``, ``kept_edited``, ``signed`` or ``stale``."""

    item: Item
    path: Path
    state: str
    beside: Path | None = None


def sha256(content: bytes) -> str:
    """Hex digest of bytes."""
    return hashlib.sha256(content).hexdigest()


# ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def safe_name(name: str) -> str:
    """A file name that every system takes and that stays in its folder (threats 3.7).

    >>> safe_name("хаттама-1/2_2025-10-09.docx")
    'хаттама-1-2_2025-10-09.docx'
    """
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(
        "-" if letter in '\\/:*?"<>|' else letter for letter in plain if unicodedata.category(letter) not in ("Cc", "Cf", "Cs", "Co")
    )
    stem, dot, suffix = plain.strip(" .").rpartition(".")
    stem, suffix = (stem, suffix) if dot else (suffix, "")
    stem = stem.strip(" .") or "_"
    if stem.casefold() in _RESERVED or stem.split(".")[0].casefold() in _RESERVED:
        stem = f"_{stem}"
    room = MOST_BYTES - len((dot + suffix + BESIDE).encode())
    while len(stem.encode()) > room or len(stem.encode("utf-16-le")) // 2 > MOST_UNITS:
        stem = stem[:-1]
    return f"{stem.strip(' .')}{dot}{suffix}".strip(" .")


def _unique(items: Iterable[Item]) -> Iterator[Item]:
    taken: set[str] = set()
    for item in items:
        name = "/".join(safe_name(part) for part in (*filter(None, item.folder.split("/")), item.name))
        stem, dot, suffix = name.rpartition(".")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem}-{number}{dot}{suffix}"
        taken.add(name.casefold())
        yield replace(item, name=name)


# ── one file ────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_file(path: Path, content: bytes) -> None:
    """Write beside, flush to the disk, then rename: there is always the old file or the whole new one.

    Raises:
        OutputError: ``output-denied``: the folder or the file does not let itself be written.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = str(path.parent / f".otm-{secrets.token_hex(8)}.tmp")
        # Not tempfile: its files are for their owner alone, papers are for the whole office.
        with open(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666), "wb") as file:  # noqa: PTH123
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _rename(temporary, path)
    except OSError as problem:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
        raise OutputError("output-denied", str(path), detail=problem.strerror or type(problem).__name__) from problem


def _rename(temporary: str, path: Path) -> None:
    # On Windows a scanner or an open Word may hold the name for a moment (WinError 5, 32).
    for pause in _PATIENCE:
        try:
            os.replace(temporary, path)  # noqa: PTH105 - Path.replace hides which of the two names failed
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(temporary, path)  # noqa: PTH105


# ── the output folder ───────────────────────────────────────────────────────────────────────────────────────────────


@contextlib.contextmanager
def held(out: Path) -> Iterator[None]:
    """The output folder, for one run at a time.

    Raises:
        OutputError: ``output-locked``: another run writes there; ``output-denied``: it cannot be written to.
    """
    lock = out / "log" / ".lock"
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock, timeout=5):
            yield
    except Timeout as problem:
        raise OutputError("output-locked", str(out)) from problem
    except OSError as problem:
        raise OutputError("output-denied", str(out), detail=problem.strerror or "") from problem


def known_hashes(out: Path) -> dict[str, set[str]]:
    """File name → every digest that this program gave it, from the manifest of the last run; nothing if there is none."""
    return {name: {entry["sha256"], *entry.get("also", ())} for name, entry in _entries(out).items()}


def _entries(out: Path) -> dict[str, dict[str, Any]]:
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        return {entry["path"]: entry for entry in manifest["outputs"]}
    except (OSError, ValueError, KeyError, TypeError):
        # Without a readable manifest every paper that stands there may be a person's: none is overwritten.
        return {}


#: Bytes of a file → ``(checked or signed, sha256 of the file before it was marked so)``, or ``None``.
Stands = Callable[[bytes], "tuple[str, str] | None"]


def _unmarked(content: bytes) -> tuple[str, str] | None:  # noqa: ARG001 - the shape of Stands
    return None


def about(out: Path) -> dict[str, Any]:
    """What the manifest of a folder says besides its files."""
    try:
        found: dict[str, Any] = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: value for name, value in found.items() if name not in ("version", "outputs")}


def current(out: Path, name: str, of: str) -> bytes | None:
    """The bytes of a result that still stands in the folder as it was made, from the same source; ``None`` if it must be made again."""
    entry = _entries(out).get(safe_name(name), {})
    try:
        content = (out / safe_name(name)).read_bytes() if entry.get("of") == of else None
    except OSError:
        return None
    return content if content is not None and sha256(content) == entry["sha256"] else None


def _untouched(path: Path, entry: Mapping[str, Any]) -> bool:
    """Whether a file stands there as it was made, and is not a person's (a scan with signatures)."""
    try:
        return bool(sha256(path.read_bytes()) == entry["sha256"])
    except OSError:
        return False


def outdated(out: Path, of: Mapping[str, str], parts: Mapping[str, Collection[str]], made: Collection[str]) -> tuple[str, ...]:
    """Results that were made from something else than what stands there now; the manifest says ``outdated`` of them until they are made again.

    Args:
        out: The output folder.
        of: Name of a result → digest of what it would be made from today.
        parts: Name of a result that was put together → the results it is made of.
        made: Results that have just been made.

    Raises:
        OutputError: The folder cannot be written.
    """
    of, parts, made = {safe_name(name): digest for name, digest in of.items()}, {safe_name(name): some for name, some in parts.items()}, set(made)
    if not any(name in of or name in parts for name in _entries(out)):
        return ()
    with held(out):
        try:
            manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise OutputError("output-denied", str(out / MANIFEST), detail=type(problem).__name__) from problem
        entries = {entry["path"]: entry for entry in manifest["outputs"] if entry.get("of") and _untouched(out / entry["path"], entry)}
        old = {name for name, digest in of.items() if name in entries and entries[name]["of"] != digest}
        again = old | made
        old |= {
            name for name, some in parts.items()
            if name in entries and name not in made and (entries[name].get("state") == "outdated" or not again.isdisjoint(map(safe_name, some)))
        }
        for name in (*of, *parts):
            if name in old:
                entries[name]["state"] = "outdated"
            elif entries.get(name, {}).get("state") == "outdated":
                del entries[name]["state"]
        _replace_manifest(out, manifest)
    return tuple(sorted(old))


def publish(
    out: Path, items: Sequence[Item], about: Mapping[str, Any], *, covered: Iterable[tuple[str, str]] = (), beside: bool = False,
    stands: Stands = _unmarked,
) -> list[Outcome]:
    """Turn complete results into files of the output folder.

    Args:
        out: The output folder; made if it is not there.
        items: What is to stand there.
        about: What the manifest says besides: year, ``period``, digests of inputs and templates.
        covered: ``(kind, lang)`` of which all papers were made, so that an older paper of this period that is missing now is
            stale.
        beside: Write the new version of an edited or signed paper beside it.
        stands: Where a file stands by its own mark: one that is signed is never written to.

    Returns:
        What became of each item, then the stale papers.

    Raises:
        OutputError: The folder cannot be written; what stood there before still stands there whole.
    """
    items = list(_unique(items))
    with held(out):
        before = _entries(out)
        plans = [_plan(out, item, before, stands) for item in items]
        made = {item.name for item in items}
        stale = [
            entry for name, entry in before.items()
            if name not in made and (entry["kind"], entry["lang"]) in set(covered) and entry.get("period") == about.get("period") and (out / name).is_file()
        ]
        kept = [entry for name, entry in before.items() if name not in made and entry not in stale and (out / name).is_file()]
        # The manifest knows the new digests before the files change: a run that is killed between the two leaves no paper
        # that the next run would take for a person's.
        _write_manifest(out, about, [*(_entry(item, before, about, also=True) for item, _ in plans), *stale, *kept])
        outcomes = [_carry_out(out, item, state, stands, beside=beside) for item, state in plans]
        finished = [_finished(outcome, before, about) for outcome in outcomes]
        states = {entry["path"]: "signed" if _signed(out / entry["path"], stands) else "stale" for entry in stale}
        _write_manifest(out, about, [*finished, *({**entry, "state": states[entry["path"]]} for entry in stale), *kept])
    outcomes.extend(
        Outcome(Item(entry["path"], b"", entry["kind"], entry.get("key", ""), entry["lang"]), out / entry["path"], states[entry["path"]])
        for entry in stale
    )
    return outcomes


def _signed(path: Path, stands: Stands) -> bool:
    try:
        return (stands(path.read_bytes()) or ("",))[0] == "signed"
    except OSError:
        return False


def _plan(out: Path, item: Item, before: Mapping[str, Mapping[str, Any]], stands: Stands) -> tuple[Item, str]:
    path = out / item.name
    try:
        content = path.read_bytes() if path.exists() else None
    except OSError:
        return item, "kept_edited"
    if content is None:
        return item, "written"
    current, new = sha256(content), sha256(item.content)
    if current == new:
        return item, "unchanged"
    entry = before.get(item.name, {})
    ours = {entry.get("sha256"), *entry.get("also", ())}
    if current in ours:
        return item, "written"
    state, of = stands(content) or ("", "")
    if state == "signed":
        return item, "signed"
    if state and current == entry.get("marked", {}).get("sha256") and of in {*ours, new}:  # checked, and not touched since
        return item, "unchanged" if of == new else "written"
    return item, "kept_edited"


def _finished(outcome: Outcome, before: Mapping[str, Mapping[str, Any]], about: Mapping[str, Any]) -> dict[str, Any]:
    """The line of the manifest for an item that has been dealt with."""
    old = before.get(outcome.item.name, {})
    if outcome.state in ("kept_edited", "signed"):
        return {**(old or _entry(outcome.item, before, about)), "state": outcome.state}
    entry = _entry(outcome.item, before, about)
    return {**entry, "marked": old["marked"]} if outcome.state == "unchanged" and "marked" in old else entry


def mark(path: Path, content: bytes, said: Mapping[str, str]) -> bool:
    """Put a marked paper in the place of the paper, and note it in the manifest of its folder.

    Args:
        path: The paper.
        content: The same with the mark in it.
        said: What the manifest keeps: ``state``, ``by``, ``on``.

    Returns:
        Whether the folder has a manifest that knows the paper.

    Raises:
        OutputError: It cannot be written.
    """
    out, name = path.parent, path.name
    if name not in _entries(out):
        write_file(path, content)
        return False
    with held(out):
        try:
            manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise OutputError("output-denied", str(out / MANIFEST), detail=type(problem).__name__) from problem
        for entry in manifest["outputs"]:
            if entry["path"] == name:
                entry["marked"] = {**said, "sha256": sha256(content)}
        write_file(path, content)
        write_file(out / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")
    return True


def _carry_out(out: Path, item: Item, state: str, stands: Stands, *, beside: bool) -> Outcome:
    path = out / item.name
    if state == "written":
        write_file(path, item.content)
    elif state in ("kept_edited", "signed") and beside and (stands(path.read_bytes()) or ("", ""))[1] != sha256(item.content):
        other = free_name(path.with_name(f"{path.stem}{BESIDE}{path.suffix}"), item.content)
        write_file(other, item.content)
        return Outcome(item, path, state, other)
    return Outcome(item, path, state)


def free_name(path: Path, content: bytes) -> Path:
    """The name for a new version: a new version that a person has edited in its turn is kept too."""
    number = 1
    candidate = path
    while candidate.exists() and sha256(candidate.read_bytes()) != sha256(content):
        number += 1
        candidate = path.with_name(f"{path.stem} {number}{path.suffix}")
    return candidate


def _entry(item: Item, before: Mapping[str, Mapping[str, Any]], about: Mapping[str, Any], *, also: bool = False) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "path": item.name, "kind": item.kind, "key": item.key, "lang": item.lang, "sha256": sha256(item.content), "gaps": list(item.gaps),
    }
    if item.of:
        entry["of"] = item.of
    old = before.get(item.name)
    if "period" in about:
        # A protocol of the year stays one when a run for a half makes it again.
        entry["period"] = "year" if old and old.get("period") == "year" else about["period"]
    others = sorted({old["sha256"], *old.get("also", ())} - {entry["sha256"]}) if also and old else []
    if also and old and "marked" in old:  # until the run is over nobody knows whether the mark goes
        entry["marked"] = old["marked"]
    return {**entry, "also": others} if others else entry


def _write_manifest(out: Path, about: Mapping[str, Any], outputs: Iterable[Mapping[str, Any]]) -> None:
    _replace_manifest(out, {"version": 1, **about, "outputs": sorted(outputs, key=lambda entry: str(entry["path"]))})


def _replace_manifest(out: Path, manifest: Mapping[str, Any]) -> None:
    content = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    path = out / MANIFEST
    if not path.is_file() or path.read_bytes() != content:
        write_file(path, content)
