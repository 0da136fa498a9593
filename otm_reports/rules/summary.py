"""RuleResults → Figures and a Listing: how many clauses stand how, and the table of compliance."""

from __future__ import annotations

from collections.abc import Sequence

from otm_reports.model import CellRef, Figure, Listing, ListingRow, RuleResult, Value, Verdict
from otm_reports.specs import Specs


def compliance(results: Sequence[RuleResult], specs: Specs) -> tuple[dict[str, Figure], Listing]:
    """The figures and the table of the chapter on compliance.

    A clause is what is counted, so the "cell" of each is its place in the profile, ``profiles/otm-2025.toml#K07``; the
    register cells that were looked at for the verdicts are those by which clauses came to be counted, each for one verdict and
    so not for the five others.

    Args:
        results: What `judge` said.
        specs: Gives the words of verdicts, figures and columns.

    Returns:
        ``compliance.rules`` and a ``compliance.verdict.CODE`` for each of the six verdicts, nobody's one too; and the
        listing ``compliance.rules`` with a row for each clause: ``no``, ``requirement``, ``clause``, ``data``,
        ``verdict`` (code). Requirement and data are Kazakh; ``requirement_ru`` and ``data_ru`` stand beside them.
    """
    looked_at = tuple(dict.fromkeys(cell for one in results for cell in one.looked_at))
    figures = [_figure("rules", "", results, specs)]
    figures += [_figure("verdict", verdict.value, [one for one in results if one.verdict is verdict], specs, looked_at) for verdict in Verdict]
    return {figure.id: figure for figure in figures}, _listing(results, specs)


def _figure(measure: str, code: str, counted: Sequence[RuleResult], specs: Specs, looked_at: tuple[CellRef, ...] = ()) -> Figure:
    texts = specs.chapters["compliance"].figures[measure]
    words = {lang: specs.messages[lang].text("verdicts", code) if code else "" for lang in ("kk", "ru")}
    return Figure(
        id=f"compliance.{measure}" + (f".{code}" if code else ""),
        label={lang: texts.label[lang].format(code=words[lang]) for lang in words},
        scope="otm",
        value=len(counted),
        unit="count",
        method="count",
        how={lang: texts.how[lang].format(code=words[lang]) for lang in words},
        counted=tuple(CellRef(f"profiles/{one.profile}.toml", one.id) for one in counted),
        chosen_by=looked_at,
        rows=len(counted),
        searched=tuple(f"profiles/{name}.toml" for name in specs.college.profiles),
    )


def _listing(results: Sequence[RuleResult], specs: Specs) -> Listing:
    texts = specs.chapters["compliance"].listings["rules"]
    return Listing(
        id="compliance.rules",
        label=texts.label.both(),
        scope="otm",
        columns={column: text.both() for column, text in texts.columns.items()},
        rows=tuple(_row(number, one) for number, one in enumerate(results, start=1)),
        no_data=not results,
        searched=tuple(f"profiles/{name}.toml" for name in specs.college.profiles),
    )


def _row(number: int, result: RuleResult) -> ListingRow:
    values: dict[str, Value] = {
        "no": number,
        "requirement": result.text["kk"],
        "requirement_ru": result.text["ru"],
        "clause": result.clause,
        "data": result.reason["kk"],
        "data_ru": result.reason["ru"],
        "verdict": result.verdict.value,
    }
    return ListingRow(values, {"data": result.evidence, "data_ru": result.evidence, "verdict": result.evidence})
