"""Tables, Figures, findings → pandas: made when asked for, so that reading and papers do without it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from otm_reports.errors import OutputError
from otm_reports.model import Finding, Listing, Period, Person, Report, Table, Value
from otm_reports.specs import Specs

if TYPE_CHECKING:
    import pandas as pd


def _flat(value: Value) -> Any:  # noqa: ANN401 - what a cell of a frame holds
    if isinstance(value, Person):
        return value.full
    if isinstance(value, Period):
        return f"{value.start.isoformat()}..{value.end.isoformat()}"
    if isinstance(value, tuple):
        return "; ".join(str(_flat(one)) for one in value)
    return value


def table(found: Table, specs: Specs) -> pd.DataFrame:
    """A register as a frame: fields as columns, the place of each row as the index ``cell``.

    Dates are ``datetime.date``, persons their full names, missing values ``None``.
    """
    import pandas as pd

    fields = list(specs.registers[found.register].fields)
    index = pd.Index([row.id for row in found], name="cell")
    return pd.DataFrame({name: pd.Series([_flat(row[name]) for row in found], index=index, dtype=object) for name in fields}, index=index)


def listing(found: Listing, lang: str = "kk") -> pd.DataFrame:
    """A listing as a frame under its printed headings."""
    import pandas as pd

    return pd.DataFrame([[_flat(row.values.get(name)) for name in found.columns] for row in found.rows], columns=[text[lang] for text in found.columns.values()])


def findings(found: Iterable[Finding], specs: Specs, lang: str = "kk") -> pd.DataFrame:
    """Findings as a frame: severity, place, what was seen, what to do."""
    import pandas as pd

    rows = [(specs.messages[lang].text("severities", specs.severity(one).value), str(one.at), one.value, *specs.say(one, lang), one.code) for one in found]
    words = [specs.messages[lang].text("screen", f"column_{name}") for name in ("severity", "place", "seen", "message", "suggestion", "code")]
    return pd.DataFrame(rows, columns=words)


def figures(made: Report, specs: Specs, lang: str = "kk", chapter: str = "") -> pd.DataFrame:
    """Figures as a frame, their ids as the index: label, value, unit, N, number of cells, how counted.

    Args:
        made: The counted year.
        specs: For words.
        lang: Language of labels and headings.
        chapter: One chapter, or all.
    """
    import pandas as pd

    texts, word = specs.messages[lang], "ru" if lang == "ru" else "kk"
    chosen = [one for one in made.figures.values() if not chapter or one.id.startswith(f"{chapter}.")]
    rows = [
        (one.label[word], one.value, texts.text("units", one.unit), one.of.value if one.of else None, len(one.counted), one.how[word]) for one in chosen
    ]
    words = [texts.text("screen", f"column_{name}") for name in ("figure", "value", "unit", "of", "cells", "how")]
    return pd.DataFrame(rows, columns=words, index=pd.Index([one.id for one in chosen], name="id"), dtype=object)


def tables(made: Report, specs: Specs) -> dict[str, pd.DataFrame]:
    """Every register of the year that there is."""
    return {name: table(found, specs) for name, found in made.year.tables.items() if found.sources}


def parquet(frame: pd.DataFrame) -> bytes:
    """A frame as the bytes of a parquet file; mixed columns (dates and years) are written as text.

    Raises:
        OutputError: ``parquet-missing``: pyarrow, which writes parquet, is not installed.
    """
    if find_spec("pyarrow") is None:
        raise OutputError("parquet-missing", ".parquet")
    content = io.BytesIO()
    plain = frame.copy()
    for name in plain.columns:
        kinds = {type(value) for value in plain[name] if value is not None}
        if len(kinds) > 1 or kinds & {date}:
            plain[name] = [None if value is None else str(value) for value in plain[name]]
    plain.reset_index().to_parquet(content, index=False)
    return content.getvalue()
