"""What holds for every test."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest


def pytest_sessionstart() -> None:
    """Where papers must be looked at (`.ci/run`), a missing LibreOffice is a failure and not a row of skips."""
    # No test reads or leaves anything in the cache of whoever runs it.
    os.environ["OTM_NOTEBOOK"] = "no"
    os.environ["OTM_CACHE"] = tempfile.mkdtemp(prefix="otm-cache-")
    # Every paper that a test makes is parsed again, and the text of every value looked for in it.
    os.environ["OTM_VERIFY"] = "1"
    if os.environ.get("OTM_REQUIRE_OFFICE") and shutil.which("soffice") is None:
        pytest.exit("OTM_REQUIRE_OFFICE is set and there is no soffice: the tests that open papers would be skipped", returncode=1)
