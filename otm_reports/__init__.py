"""From a college's Excel registers to its methodical papers: read as kept, every number explained down to cells.

>>> import otm_reports as otm                                    # doctest: +SKIP
>>> college = otm.open_college("sample_data")                    # doctest: +SKIP
>>> year = college.year("2025-2026")                             # doctest: +SKIP
>>> year.figures["events.held"].value                            # doctest: +SKIP
>>> year.write("session-protocol", only="3", to="reports")       # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from otm_reports import places

if TYPE_CHECKING:
    from otm_reports.errors import OtmError
    from otm_reports.model import Figure, Finding, Report
    from otm_reports.notebook import College, open_college

__version__ = places.VERSION
__all__ = ["College", "Figure", "Finding", "OtmError", "Report", "__version__", "open_college"]

_WHERE = {
    "College": "notebook", "open_college": "notebook", "Figure": "model", "Finding": "model", "Report": "model", "OtmError": "errors",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - what is asked for
    """The front door opens a room only when somebody asks for it: ``otm --help`` loads nothing."""
    if name in _WHERE:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(name)
