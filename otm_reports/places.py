"""Name of a packaged folder → where it stands: inside the installed package, else at the top of the checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

#: Folders that stand at the top of the repository and travel inside the wheel.
Folder = Literal["templates", "notebooks"]

#: Version of the program; a paper says which one printed it.
VERSION = "0.1.0"


def packaged(folder: Folder) -> Path:
    """The folder of our own templates or notebooks.

    Raises:
        FileNotFoundError: The installation is incomplete.
    """
    package = Path(__file__).resolve().parent
    for place in (package / folder, package.parent / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(folder)
