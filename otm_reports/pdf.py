"""Papers → PDF by LibreOffice: one process for many papers, within a time, each PDF opened and its pages counted."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

from otm_reports.errors import OutputError

#: Seconds to start LibreOffice with a new profile, and for each paper.
START, EACH = 90, 15
#: Papers of one process: a command line has its limits.
MANY = 300
_ROUNDS = 4
_NAMES = ("soffice", "libreoffice", "soffice.com")
_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com", r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


@dataclass(frozen=True, slots=True)
class Pdf:
    """What became of one paper: its PDF and the number of its pages, or why there is none.

    Attributes:
        content: Bytes; empty if it could not be made.
        pages: Number of pages.
        problem: Key of ``[pdf]`` in the messages: ``time``, ``missing`` or ``damaged``; empty if it is good.
    """

    content: bytes = b""
    pages: int = 0
    problem: str = ""


def office() -> str:
    """The program that converts.

    Raises:
        OutputError: ``office-missing``: there is no LibreOffice on this machine.
    """
    found = next((path for name in _NAMES if (path := shutil.which(name))), None) or next((place for place in _PLACES if Path(place).is_file()), None)
    if found is None:
        raise OutputError("office-missing", "LibreOffice")
    return found


def convert(papers: Mapping[str, bytes], *, start: float = START, each: float = EACH) -> dict[str, Pdf]:
    """Papers as PDF.

    A paper on which LibreOffice stops takes no other with it: what is missing is tried again, the one it stopped on last.

    Args:
        papers: Name → bytes of the .docx.
        start: Seconds to start.
        each: Seconds for each paper.

    Raises:
        OutputError: ``office-missing``.
    """
    program = office()
    made: dict[str, Pdf] = {}
    left = list(papers)
    for _ in range(_ROUNDS):
        for first in range(0, len(left), MANY):
            some = left[first : first + MANY]
            made |= _batch(program, {name: papers[name] for name in some}, start + each * len(some))
        before, left = len(left), [name for name in left if made[name].problem]
        if not left:
            break
        if len(left) < before:
            left = [*left[1:], left[0]]  # the first one missing is perhaps the one it stopped on
        elif made[left[0]].problem == "time":
            break
    return made


def _batch(program: str, papers: Mapping[str, bytes], limit: float) -> dict[str, Pdf]:
    """One process of LibreOffice, with a profile of its own, so that neither an open office nor its settings matter."""
    with tempfile.TemporaryDirectory(prefix="otm-pdf-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        (place / "pdf").mkdir()
        files = {name: place / f"{number:05d}.docx" for number, name in enumerate(papers)}
        for name, file in files.items():
            file.write_bytes(papers[name])
        command = [
            program, f"-env:UserInstallation={(place / 'profile').as_uri()}", "--headless", "--norestore", "--nolockcheck", "--nodefault",
            "--convert-to", "pdf", "--outdir", str(place / "pdf"), *map(str, files.values()),
        ]
        late = not _run(command, limit)
        return {name: _checked(place / "pdf" / f"{file.stem}.pdf", late=late) for name, file in files.items()}


def _run(command: Sequence[str], limit: float) -> bool:
    """Whether the command ended within its time; one that does not is ended with everything it started."""
    own_group = os.name == "posix"
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program with our own names
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=own_group,
        )
    except OSError as problem:
        raise OutputError("office-missing", command[0]) from problem
    try:
        process.wait(limit)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if own_group else process.kill()
        process.wait()
        return False
    return True


def _checked(file: Path, *, late: bool) -> Pdf:
    """A PDF that is there, opens and has pages, in the same bytes each time; or what is wrong with it."""
    if not file.is_file():
        return Pdf(problem="time" if late else "missing")
    try:
        reader = PdfReader(io.BytesIO(file.read_bytes()), strict=True)
        number = len(reader.pages)
        if not number or any(page.get_contents() is None for page in reader.pages):
            return Pdf(problem="damaged")
        writer = PdfWriter()
        writer.append(reader)
        return Pdf(_written(writer), number)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Pdf(problem="damaged")


def _written(writer: PdfWriter) -> bytes:
    """The bytes of a PDF without the time it was made at; a number of its own, which is a new one each time, it has none."""
    writer.metadata = None
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def pages(content: bytes) -> int:
    """Number of pages of a PDF that was made here."""
    return len(PdfReader(io.BytesIO(content)).pages)


def joined(papers: Iterable[tuple[str, bytes]]) -> Pdf:
    """Several PDFs as one, for printing, each with an entry in the outline.

    Args:
        papers: Title and bytes of each.
    """
    writer = PdfWriter()
    for title, content in papers:
        writer.append(io.BytesIO(content), outline_item=title, import_outline=False)
    return Pdf(_written(writer), len(writer.pages))
