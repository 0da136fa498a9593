"""Template not seen before → tried once in a process of its own, with limits of time and memory.

Which templates have passed is remembered by hash in the user's cache (``OTM_CACHE``, or the system's folder for caches).
Where no process can be started, the bounds of a render (:mod:`otm_reports.word.printing`) hold alone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import platformdirs

from otm_reports.errors import TemplateError

#: Seconds and bytes a trial may take.
MAX_SECONDS = 20
MAX_MEMORY = 1_000_000_000
#: Changes when what is tried changes, so that templates are tried anew.
_VERSION = "2"
_REFUSED = 3


def cache_folder() -> Path:
    """Where the hashes of templates that have passed are kept."""
    return Path(os.environ.get("OTM_CACHE") or platformdirs.user_cache_dir("otm_reports")) / "templates"


def check(template: bytes, where: str) -> None:
    """Try a template, unless it has passed before.

    Args:
        template: Bytes of a .docx.
        where: Its name, for messages.

    Raises:
        TemplateError: ``template-too-long`` when it takes more time or memory than a paper may.
    """
    mark = cache_folder() / f"{hashlib.sha256(template).hexdigest()}-{_VERSION}"
    with contextlib.suppress(OSError):
        if mark.is_file():
            return
    if _passes(template):
        with contextlib.suppress(OSError):
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.touch()
        return
    raise TemplateError("template-too-long", where, part="", limit=f"{MAX_SECONDS} s, {MAX_MEMORY // 1_000_000} MB")


def _passes(template: bytes) -> bool:
    """Whether the template ends within the limits; what else is wrong with it is found, and said better, by a render."""
    command = [sys.executable, "-P", "-m", "otm_reports.word.trial"]
    try:
        done = subprocess.run(command, input=template, capture_output=True, timeout=MAX_SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired:
        return False
    except OSError:
        return True
    return done.returncode == 0 or b"No module named" in done.stderr


class Anything(str):
    """A word that is also a mapping with every entry, a list of two and a function: a template runs through all its tags."""

    __slots__ = ()

    def __getitem__(self, key: object) -> Anything:
        """Any entry or element."""
        return self

    def __contains__(self, key: object) -> bool:
        """Every entry is there."""
        return True

    def __iter__(self) -> Iterator[Any]:
        """Two turns."""
        return iter((self, self))

    def __len__(self) -> int:
        """Of two things."""
        return 2

    def __call__(self, *_: object, **__: object) -> Anything:
        """Whatever a method of it is asked."""
        return self


Mapping.register(Anything)
_ANYTHING = Anything("сөз")


class _Context(dict[str, Any]):
    """A context in which every name is known."""

    def __missing__(self, key: str) -> Anything:
        """Any name."""
        return _ANYTHING


def _limited() -> None:
    """Hold this process to the limits, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _tried(template: bytes) -> int:
    from otm_reports.word.render import load

    try:
        made = load(template)
        made.environment.trusted |= {id(_ANYTHING)}
        context: Mapping[str, object] = _Context(dict.fromkeys(made.names, _ANYTHING))
        made.render(context, verify=False)
    except TemplateError as problem:
        return _REFUSED if problem.code == "template-too-long" else 0
    return 0


if __name__ == "__main__":
    _limited()
    sys.exit(_tried(sys.stdin.buffer.read()))
