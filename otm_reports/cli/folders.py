"""otm init: a college folder to begin with."""

from __future__ import annotations

import argparse

from otm_reports.cli.shared import Command, now, show, show_json


def _init(asked: argparse.Namespace) -> int:
    from otm_reports import beginning, dataset, specs, year_end

    declared = specs.load(asked.folder if (asked.folder / "overlay").is_dir() else None)
    lang = asked.lang or declared.college.screen
    label = asked.year or dataset.year_of(year_end.today_or(asked.today, now().date()), august="coming")
    made = beginning.begin(asked.folder, declared, label)
    if asked.json:
        show_json({"path": str(asked.folder), "year": label, "files": [{"path": name, "state": state} for name, state in made.items()]})
        return 0
    texts = declared.messages[lang]
    for name, state in made.items():
        show(f"  {name} — {texts.text('screen', state)}")
    show(texts.text("screen", "init_done", path=asked.folder))
    return 0


COMMANDS = (
    Command("init", "a new college folder: otm.toml with every key explained, blank registers with drop-downs, notebooks", _init),
)
