"""Findings × the cache → what changed since the last check: hashes in the user's cache folder, never inside the college's."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from otm_reports.errors import OutputError
from otm_reports.marking import paired
from otm_reports.model import Finding
from otm_reports.publish import write_file

_VERSION = 1
_NEITHER = ("config-missing", "file-open", "file-lock-skipped")


@dataclass(frozen=True, slots=True)
class Since:
    """What a check says against the one before it.

    Attributes:
        closed, remaining: How many findings are gone, and are still there.
        new: Those that were not there.
    """

    closed: int
    remaining: int
    new: tuple[Finding, ...]


def cache_folder(college: Path) -> Path | None:
    """Where this user's programs keep what can be made again: ``OTM_CACHE``, else the system's place for it.

    Args:
        college: The college folder; a cache inside of it would be none of the user's.

    Returns:
        The folder, or nothing where there is none.
    """
    asked = os.environ.get("OTM_CACHE")
    if asked is not None and not asked.strip():
        return None
    try:
        if asked:
            place = Path(asked)
        else:
            from platformdirs import user_cache_path

            place = user_cache_path("otm_reports", appauthor=False)
        place, college = place.resolve(), college.resolve()
    except (OSError, RuntimeError):  # no home, as a scheduler has none
        return None
    return None if place == college or college in place.parents else place


def compare(findings: Iterable[Finding], college: Path, what: str) -> Since | None:
    """Set the findings of a check against those of the last one, and keep them for the next.

    Args:
        findings: All findings of the check.
        college: The college folder.
        what: What was checked: year and period; only like is compared with like.

    Returns:
        What changed; nothing at the first check, or where there is no cache.
    """
    folder = cache_folder(college)
    if folder is None:
        return None
    path = folder / "checks" / f"{_hash(str(college.resolve()), what)}.json"
    kept = [one for one in findings if one.code not in _NEITHER]
    now = [_keys(one) for one in kept]
    before = _before(path)
    with suppress(OutputError):
        write_file(path, json.dumps({"version": _VERSION, "findings": now}).encode())
    if before is None:
        return None
    pairs = paired(before, now)
    return Since(len(before) - len(pairs), len(pairs), tuple(one for number, one in enumerate(kept) if number not in pairs))


def _keys(one: Finding) -> list[str]:
    """The finding at its place, and the finding wherever its row may have gone; as hashes, for a cache is read by others too."""
    place = (one.code, one.field, one.at.file, one.at.sheet)
    return [_hash(*place, one.at.a1), _hash(*place, one.value)]


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:20]


def _before(path: Path) -> list[list[str]] | None:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["version"] != _VERSION or not all(isinstance(keys, list) and len(keys) == 2 for keys in kept["findings"]):  # noqa: PLR2004 - two keys each
            return None
        return list(kept["findings"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
