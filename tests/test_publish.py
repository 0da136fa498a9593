"""Files of a run: whole or not at all, the same for the same inputs, never over a person's work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otm_reports.errors import OutputError
from otm_reports.publish import Item, publish, safe_name, write_file

ABOUT = {"year": "2025-2026"}


def item(name: str = "хаттама-01.docx", content: bytes = b"one", kind: str = "session-protocol") -> Item:
    return Item(name, content, kind, "1", "kk")


def states(out: Path, *items: Item, **more: object) -> dict[str, str]:
    return {outcome.path.name: outcome.state for outcome in publish(out, items, ABOUT, **more)}


def test_a_paper_is_written_then_unchanged_then_written_again_when_it_differs(tmp_path):
    assert states(tmp_path, item()) == {"хаттама-01.docx": "written"}
    stamp = (tmp_path / "хаттама-01.docx").stat().st_mtime_ns
    assert states(tmp_path, item()) == {"хаттама-01.docx": "unchanged"}
    assert (tmp_path / "хаттама-01.docx").stat().st_mtime_ns == stamp
    assert states(tmp_path, item(content=b"two")) == {"хаттама-01.docx": "written"}
    assert (tmp_path / "хаттама-01.docx").read_bytes() == b"two"


def test_a_paper_that_a_person_edited_is_left_alone_in_every_later_run(tmp_path):
    states(tmp_path, item())
    (tmp_path / "хаттама-01.docx").write_bytes(b"edited by hand")
    for content in (b"one", b"two", b"three"):
        assert states(tmp_path, item(content=content)) == {"хаттама-01.docx": "kept_edited"}
        assert (tmp_path / "хаттама-01.docx").read_bytes() == b"edited by hand"


def test_the_new_version_goes_beside_an_edited_paper_only_when_asked(tmp_path):
    states(tmp_path, item())
    (tmp_path / "хаттама-01.docx").write_bytes(b"edited by hand")
    states(tmp_path, item(content=b"two"), beside=True)
    assert (tmp_path / "хаттама-01 (жаңа нұсқа).docx").read_bytes() == b"two"
    (tmp_path / "хаттама-01 (жаңа нұсқа).docx").write_bytes(b"edited too")
    states(tmp_path, item(content=b"three"), beside=True)
    assert (tmp_path / "хаттама-01 (жаңа нұсқа).docx").read_bytes() == b"edited too"
    assert (tmp_path / "хаттама-01 (жаңа нұсқа) 2.docx").read_bytes() == b"three"


def test_a_file_that_no_manifest_knows_is_a_persons(tmp_path):
    (tmp_path / "хаттама-01.docx").write_bytes(b"somebody's")
    assert states(tmp_path, item()) == {"хаттама-01.docx": "kept_edited"}
    assert (tmp_path / "хаттама-01.docx").read_bytes() == b"somebody's"


def test_a_paper_whose_row_vanished_stays_and_is_stale(tmp_path):
    states(tmp_path, item(), item("хаттама-02.docx"), covered=[("session-protocol", "kk")])
    after = states(tmp_path, item(), covered=[("session-protocol", "kk")])
    assert after == {"хаттама-01.docx": "unchanged", "хаттама-02.docx": "stale"}
    assert (tmp_path / "хаттама-02.docx").exists()
    assert states(tmp_path, item()) == {"хаттама-01.docx": "unchanged"}


def test_the_manifest_is_the_same_for_the_same_run(tmp_path):
    states(tmp_path / "a", item(), item("б.docx", b"2"))
    states(tmp_path / "b", item("б.docx", b"2"), item())
    states(tmp_path / "b", item("б.docx", b"2"), item())
    assert (tmp_path / "a/manifest.json").read_bytes() == (tmp_path / "b/manifest.json").read_bytes()
    assert "also" not in (tmp_path / "b/manifest.json").read_text()


def test_a_damaged_manifest_makes_no_paper_ours(tmp_path):
    states(tmp_path, item())
    (tmp_path / "manifest.json").write_text('{"outputs": [')
    assert states(tmp_path, item(content=b"two")) == {"хаттама-01.docx": "kept_edited"}


def test_a_full_disk_leaves_the_old_paper_whole(tmp_path, monkeypatch):
    path = tmp_path / "a.docx"
    write_file(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError):
        write_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["a.docx"]


KILLED = """
import sys, itertools
from pathlib import Path
from otm_reports.publish import Item, publish
out = Path(sys.argv[1])
for number in itertools.count():
    items = [Item(f"{n}.docx", bytes([number % 250]) * 300_000, "k", str(n), "kk") for n in range(4)]
    publish(out, items, {"year": "x"})
    print(number, flush=True)
"""


def killed(tmp_path: Path, trials: int) -> None:
    for trial in range(trials):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout
        process.stdout.readline()
        time.sleep(0.002 * (trial % 25))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for paper in tmp_path.glob("*.docx"):
            content = paper.read_bytes()
            assert (len(content), len(set(content))) == (300_000, 1), paper
        json.loads((tmp_path / "manifest.json").read_text())
        again = {outcome.state for outcome in publish(tmp_path, [Item(f"{n}.docx", b"fresh", "k", str(n), "kk") for n in range(4)], {"year": "x"})}
        assert again <= {"written", "unchanged"}, "a paper of a killed run was taken for a person's"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killing_a_run_at_any_moment_damages_nothing_and_orphans_nothing(tmp_path):
    killed(tmp_path, 12)


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killing_a_hundred_runs_damages_nothing(tmp_path):
    killed(tmp_path, 100)


@given(st.text(min_size=1, max_size=300))
@settings(max_examples=300, deadline=None)
def test_every_name_becomes_one_that_every_system_takes(name):
    made = safe_name(name)
    assert Path(made).name == made != ""
    assert len(made.encode("utf-8")) <= 200
    assert not set('\\/:*?"<>|\0') & set(made)
    assert made.split(".")[0].strip().casefold() not in {"con", "nul", "aux", "prn", "com1"}
    assert not made.endswith((" ", "."))


@pytest.mark.parametrize("name", ["../escaped.docx", "/etc/x.docx", "а/б.docx", "CON.docx", "x" * 400 + ".docx", "Қ" * 128 + ".docx", "\u202efdp.docx"])
def test_hostile_names_stay_in_their_folder(tmp_path, name):
    (outcome,) = publish(tmp_path, [item(name)], ABOUT)
    assert outcome.path.resolve().parent == tmp_path.resolve()
    assert outcome.path.read_bytes() == b"one"


def test_two_papers_of_one_name_are_two_files(tmp_path):
    outcomes = publish(tmp_path, [item("Ахметов А.docx", b"1"), item("ахметов а.docx", b"2")], ABOUT)
    assert len({outcome.path.name.casefold() for outcome in outcomes}) == 2
