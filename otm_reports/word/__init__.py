"""Template × context → .docx; the only room that knows docxtpl, docx and jinja2."""

from __future__ import annotations

from otm_reports.word.render import Note, Template, load, render
from otm_reports.word.templates import find

__all__ = ("Note", "Template", "find", "load", "render")
