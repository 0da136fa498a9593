"""Workbook × findings → a copy with remarks: the only room that writes into a workbook that others have made."""

from otm_reports.marking.book import is_signed, mark
from otm_reports.marking.remarks import (
    ASIDE,
    EXAMPLE,
    MARKER,
    SHEET,
    Origin,
    Remark,
    compared,
    is_aside,
    listed,
    origin_of,
    paired,
    registers_only,
)
from otm_reports.marking.splice import Unpatchable
from otm_reports.marking.zipped import texts_of

__all__ = [
    "ASIDE", "EXAMPLE", "MARKER", "SHEET", "Origin", "Remark", "Unpatchable", "compared", "is_aside", "is_signed", "listed", "mark", "origin_of", "paired",
    "registers_only", "texts_of",
]
