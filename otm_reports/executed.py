"""College folder → the notebook of the year, run from top to bottom, with its tables and charts in it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from otm_reports.places import packaged

#: Seconds a run may take.
LIMIT = 300.0
#: Set to ``no`` in the environment, no notebook is run.
_SWITCH = "OTM_NOTEBOOK"
_CHILD = "from otm_reports.executed import in_child; in_child()"
_NEEDED = ("nbclient", "nbformat", "ipykernel")


@dataclass(frozen=True, slots=True)
class Executed:
    """The notebook as it came out, or why there is none.

    Attributes:
        content: Bytes of the .ipynb; empty if there is none.
        problem: Key of ``[notebook]`` in the messages: ``absent``, ``time`` or ``failed``; empty if it ran.
    """

    content: bytes = b""
    problem: str = ""


def wanted() -> bool:
    """Whether notebooks are run on this machine."""
    return os.environ.get(_SWITCH, "") != "no"


def execute(folder: Path, year: str, period: str, today: date, *, limit: float = LIMIT) -> Executed:
    """Run our notebook of the year on a college folder, in a process of its own.

    The cells that write papers are left out: the papers of the run stand there already.

    Args:
        folder: The college folder.
        year: As ``--year``.
        period: As ``--period``.
        today: The date the run speaks of.
        limit: Seconds after which it is ended with everything it started.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        return Executed(problem="absent")
    try:
        source = (packaged("notebooks") / "01_annual.ipynb").read_text(encoding="utf-8")
    except OSError:
        return Executed(problem="absent")
    with tempfile.TemporaryDirectory(prefix="otm-notebook-", ignore_cleanup_errors=True) as place:
        asked, made = Path(place, "asked.json"), Path(place, "made.ipynb")
        book = prepared(json.loads(source), folder.resolve(), year, period, today)
        asked.write_text(json.dumps({"book": book, "place": place, "made": str(made), "limit": limit}), encoding="utf-8")
        home = str(Path(__file__).resolve().parent.parent)
        paths = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH", ""))))
        own_group = os.name == "posix"
        process = subprocess.Popen(  # noqa: S603 - this program itself
            [sys.executable, "-c", _CHILD, str(asked)], cwd=place, env={**os.environ, "PYTHONPATH": paths, "IPYTHONDIR": place}, start_new_session=own_group,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            status = process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL) if own_group else process.kill()
            process.wait()
            return Executed(problem="time")
        if status or not made.is_file():
            return Executed(problem="failed")
        return Executed(shown(json.loads(made.read_text(encoding="utf-8")), source))


def prepared(book: dict[str, Any], folder: Path, year: str, period: str, today: date) -> dict[str, Any]:
    """The notebook with the run's own folder, year, period and date, without the cells that write."""
    cells = [cell for cell in book["cells"] if "write" not in "".join(cell["source"]) or cell["cell_type"] != "code"]
    while cells and cells[-1]["cell_type"] == "markdown":  # the heading over what is left out
        cells.pop()
    for cell in cells:
        if "parameters" in cell["metadata"].get("tags", ()):
            cell["source"] = f"FOLDER = {str(folder)!r}\nYEAR = {year!r}\nPERIOD = {period!r}\n"
        else:
            said = f"from datetime import date\n\nimport otm_reports as otm\n\ncollege = otm.open_college(FOLDER, today=date({today.year}, {today.month}, {today.day}))"
            source = "".join(cell["source"])
            cell["source"] = source.replace("import otm_reports as otm\n\ncollege = otm.open_college(FOLDER)", said)
    return {**book, "cells": cells}


def shown(book: dict[str, Any], source: str) -> bytes:
    """The notebook as it is kept: its parameters as they were, so that it names no folder of this machine."""
    parameters = next(cell["source"] for cell in json.loads(source)["cells"] if "parameters" in cell["metadata"].get("tags", ()))
    for cell in book["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            cell["source"] = parameters
        cell.get("metadata", {}).pop("execution", None)
    return json.dumps(book, ensure_ascii=False, indent=1).encode() + b"\n"


def in_child() -> None:
    """What the process of its own does."""
    import nbclient
    import nbformat

    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    book = nbformat.from_dict(asked["book"])  # type: ignore[no-untyped-call]
    resources = {"metadata": {"path": asked["place"]}}
    nbclient.NotebookClient(book, timeout=int(asked["limit"]), kernel_name="python3", resources=resources).execute()
    Path(asked["made"]).write_text(json.dumps(book), encoding="utf-8")
