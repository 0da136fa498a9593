"""The sample read and counted once for all tests that only look at it."""

from __future__ import annotations

import datetime as dt
from functools import cache

from running import SAMPLE, TODAY

from otm_reports import pipeline
from otm_reports.model import Report
from otm_reports.pipeline import Opened


@cache
def read() -> tuple[Opened, Report]:
    """The folder and its newest year."""
    opened = pipeline.open_folder(SAMPLE, pipeline.quietly)
    return opened, pipeline.report(opened, year="2025-2026", period="year", today=dt.date.fromisoformat(TODAY), progress=pipeline.quietly)
