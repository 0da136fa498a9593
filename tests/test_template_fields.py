"""What a template may print is said in words, in Kazakh and Russian, for every kind of paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from otm_reports import pipeline
from otm_reports.cli import main
from otm_reports.documents.kinds import kinds
from otm_reports.documents.meanings import Entry, Meanings
from otm_reports.pipeline import Opened
from otm_reports.word import templates

SAMPLE = Path(__file__).parents[1] / "sample_data"
#: A day on which every kind of paper can be made.
DAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def opened() -> Opened:
    return pipeline.open_folder(SAMPLE)


def test_every_name_of_every_kind_is_explained(opened: Opened) -> None:
    made = pipeline.report(opened, year="2025-2026", today=DAY)
    unsaid: dict[str, list[str]] = {}
    for kind in kinds(templates.kinds()).values():
        keys = kind.keys(made, opened.specs)
        assert keys, kind.id
        for lang in ("kk", "ru"):
            rows: list[Entry] = list(Meanings(made, opened.specs, lang).entries(kind.make(made, opened.specs, keys[-1], lang).context))
            assert len(rows) > 20
            unsaid |= {f"{kind.id}.{lang}": silent for silent in [[name for name, says, _ in rows if not says]] if silent}
    assert unsaid == {}


def test_a_figure_a_column_and_a_condition_say_what_they_are(opened: Opened) -> None:
    made = pipeline.report(opened, year="2025-2026", today=DAY)
    kind = kinds(templates.kinds())["annual-analysis"]
    context = kind.make(made, opened.specs, kind.keys(made, opened.specs)[-1], "ru").context
    said = {name.strip(): (says, example) for name, says, example in Meanings(made, opened.specs, "ru").entries(context)}
    assert said['{{ figures["composition.listeners"] }}'][0] == made.figures["composition.listeners"].label["ru"]
    assert said["{{ row.commission }}"][0] == "Комиссия"
    assert said["{%p if qms.show %} … {%p endif %}"] == ("условие: показывать ли абзацы", "")


def test_the_command_says_them(opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pipeline, "open_folder", lambda _: opened)
    assert main(["template", "fields", "отырыс", "--college", str(SAMPLE), "--year", "2025-2026", "--lang", "ru"]) == 0
    assert "{{ college.name }}  (полное название или имя)  → " in capsys.readouterr().out
