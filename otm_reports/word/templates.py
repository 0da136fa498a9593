"""Kind × language × college → the template's file: the college's own first, else ours."""

from __future__ import annotations

from pathlib import Path

from otm_reports.errors import TemplateError
from otm_reports.places import packaged


def find(kind: str, lang: str = "kk", college: Path | None = None) -> Path:
    """The Word template of a document kind.

    Args:
        kind: English name of the kind, for example ``session-protocol``.
        lang: ``kk`` or ``ru``.
        college: The college's folder; a ``templates/KIND.LANG.docx`` in it is used instead of ours.

    Raises:
        TemplateError: ``template-missing`` when nobody has one (``where`` is the file name that was looked for).
    """
    name = f"{kind}.{lang}.docx"
    if Path(name).name != name:  # a kind is a word, never a path
        raise TemplateError("template-missing", name)
    own = college / "templates" / name if college is not None else None
    if own is not None and own.is_file():
        return own
    try:
        ours = packaged("templates") / name
    except FileNotFoundError as incomplete:
        raise TemplateError("template-missing", name) from incomplete
    if not ours.is_file():
        raise TemplateError("template-missing", name)
    return ours


def kinds(college: Path | None = None) -> tuple[str, ...]:
    """Every kind that has a template in some language, ours or the college's own."""
    folders = ([college / "templates"] if college is not None else []) + [packaged("templates")]
    names = {path.name.split(".")[0] for folder in folders if folder.is_dir() for path in folder.glob("*.??.docx")}
    return tuple(sorted(name for name in names if not name.startswith("~")))
