"""XML → calls by local names: expat with every document type refused, for parts whose prefixes nobody can foretell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

from otm_reports.errors import RegisterError

_CHUNK = 1 << 20
#: Deeper than this nothing is written; a part that goes on wants its reader's stack.
_DEEPEST = 1_000
Attributes = Mapping[str, str]


class Walker:
    """What a reader of one XML part does as expat walks it; names come without their namespace, in their own letters."""

    def start(self, name: str, about: Attributes) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """It closes."""

    def text(self, said: str) -> None:
        """Text, perhaps in pieces."""


def walk(stream: IO[bytes], walker: Walker, path: str) -> None:
    """Walk a part.

    Raises:
        RegisterError: It is no XML (``file-damaged``) or has a document type (``file-unsafe``).
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise RegisterError("file-unsafe", path, detail="XML")
        walker.start(name.rpartition(" ")[2], {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        walker.end(name.rpartition(" ")[2])

    def refuse(*_: object) -> None:
        raise RegisterError("file-unsafe", path, detail="DTD")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, walker.text
    parser.StartDoctypeDeclHandler = refuse
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, OverflowError, LookupError) as problem:
        raise RegisterError("file-damaged", path, detail=str(problem)[:100]) from problem


def walk_part(content: bytes, choose: Callable[[list[str]], str | None], walker: Walker, path: str) -> bool:
    """Walk one part of a package.

    Args:
        content: The package.
        choose: The part's name among all names, or ``None`` if there is none.
        walker: As in ``walk``.
        path: The file, for a refusal.

    Returns:
        Whether there was such a part.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            part = choose(package.namelist())
            if part is None:
                return False
            with package.open(part) as stream:
                walk(stream, walker, path)
            return True
    except (zipfile.BadZipFile, KeyError, NotImplementedError, EOFError, OSError) as problem:
        raise RegisterError("file-damaged", path, detail=type(problem).__name__) from problem
