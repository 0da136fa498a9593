"""Writes our Word templates beside itself: ``python templates/make_templates.py``. Same script, same bytes.

A module of ``source`` that has ``draw(say)`` is a kind of paper; it is drawn in each language and saved as ``KIND.kk.docx`` and
``KIND.ru.docx``. A template is wording and layout; what it prints comes from ``otm_reports.documents``. A college that wants
another wording copies a .docx into its own ``templates`` folder and edits it in Word.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE / "source"
sys.path[:0] = [str(SOURCE)]

from wording import LANGUAGES, Say  # noqa: E402


def kinds() -> Iterator[tuple[str, Callable[[Say], bytes]]]:
    """Each kind of paper that is drawn here: its name and what draws it."""
    for path in sorted(SOURCE.glob("*.py")):
        draw = getattr(import_module(path.stem), "draw", None)
        if draw is not None:
            yield path.stem.replace("_", "-"), draw


def main(folder: Path = HERE) -> None:
    """Write every template into a folder."""
    for kind, draw in kinds():
        for lang in LANGUAGES:
            (folder / f"{kind}.{lang}.docx").write_bytes(draw(Say(lang)))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
