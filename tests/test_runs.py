"""The whole run, again and again: the same bytes, nothing of a person's lost, and a start without terminal, home or rights."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest
from drawn import EVENTS, college
from filelock import FileLock
from running import (
    SAMPLE,
    START,
    TODAY,
    VOLATILE,
    all_bytes,
    compiling_once,
    hashes,
    leaks,
    otm,
    plain_rights,
    planted_personal,
    reading_once,
    stamps,
    started,
)

from otm_reports import publish

PROTOCOL = "хаттама-01_2025-10-09.docx"
DIGEST = "қорытынды.txt"


def states(ended) -> dict[str, str]:
    assert ended.status in (0, 1), ended
    return {Path(document["path"]).name: document["state"] for document in ended.json["documents"]}


def annual(folder: Path, *more: object):
    return otm("annual", folder, "--today", TODAY, "--json", *more)


def edit(path: Path, text: str = "Қолмен қосылған сөйлем.") -> bytes:
    """A person opens a paper, changes a paragraph and saves."""
    document = docx.Document(str(path))
    document.paragraphs[-1].add_run(text)
    document.save(str(path))
    return path.read_bytes()


@pytest.fixture(scope="module", autouse=True)
def _quick():
    with compiling_once():
        yield


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    return shutil.copytree(SAMPLE, tmp_path_factory.mktemp("sample") / "колледж", ignore=shutil.ignore_patterns("__pycache__"))


@pytest.fixture(scope="module")
def first(sample, tmp_path_factory) -> Path:
    """The output folder of a first run of the sample."""
    out = tmp_path_factory.mktemp("first") / "out"
    before = stamps(sample)
    ended = annual(sample, "--out", out)
    assert set(states(ended).values()) == {"written"}
    assert ended.status == 0, "the sample has warnings and notes only"
    assert stamps(sample) == before, "with --out nothing is written into the college folder"
    return out


# ── the same bytes ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_second_run_says_unchanged_and_touches_nothing(sample, first):
    before = stamps(first, without=(*VOLATILE, "log"))
    assert set(states(annual(sample, "--out", first)).values()) == {"unchanged"}
    assert stamps(first, without=(*VOLATILE, "log")) == before


def test_another_place_clock_and_language_of_the_machine_give_the_same_bytes(sample, first, tmp_path):
    elsewhere = tmp_path / "a b" / "тағы бір қалта"
    copied = shutil.copytree(sample, elsewhere / "sample", copy_function=shutil.copyfile)
    there = {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "ru_RU.UTF-8", "COLUMNS": "20"}
    ended = started("annual", "sample", "--out", "x/y/нәтиже", "--today", TODAY, env=there, cwd=elsewhere)
    assert ended.status == 0, ended.err
    assert copied.is_dir()
    assert hashes(elsewhere / "x/y/нәтиже", without=VOLATILE) == hashes(first, without=VOLATILE)


def test_one_changed_row_rewrites_the_papers_that_print_it_and_no_other(tmp_path):
    folder = college(tmp_path)
    annual(folder)
    college(folder, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": EVENTS.replace("Бағалау  ", "Бақылау  ")}})
    after = states(annual(folder))
    assert {name for name, state in after.items() if state == "written" and name.startswith("хаттама")} == {"хаттама-03_2026-02-12.docx"}
    assert after[PROTOCOL] == "unchanged"
    assert set(states(annual(folder)).values()) == {"unchanged"}


def test_a_paper_whose_row_vanished_is_named_stale_and_stays(tmp_path):
    folder = college(tmp_path)
    annual(folder)
    rows = "\n".join(line for line in EVENTS.splitlines() if "2026-05-14" not in line)
    college(folder, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": rows}})
    ended = annual(folder)
    assert states(ended)["хаттама-04_2026-05-14.docx"] == "stale"
    assert (folder / "reports/2025-2026/хаттама-04_2026-05-14.docx").is_file()


def test_a_run_for_a_part_of_the_year_leaves_the_year_s_results_alone(tmp_path):
    folder = college(tmp_path)
    annual(folder)
    papers, archive = hashes(folder / "reports/2025-2026", without=(*VOLATILE, "manifest.json")), hashes(folder / "archive")
    after = states(annual(folder, "--period", "half-1"))
    assert "stale" not in after.values(), "no row vanished: the others lie in the other half"
    assert hashes(folder / "archive") == archive, "the archive is the year's"
    assert papers.items() <= hashes(folder / "reports/2025-2026").items()
    assert set(states(annual(folder)).values()) == {"unchanged"}


# ── what a person edited ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_edited_protocol_is_kept_and_named_in_the_digest(tmp_path):
    folder = college(tmp_path)
    out = folder / "reports/2025-2026"
    assert set(states(annual(folder)).values()) == {"written"}
    theirs = edit(out / PROTOCOL)
    for _ in range(2):
        ended = annual(folder)
        assert states(ended)[PROTOCOL] == "kept_edited"
        assert (out / PROTOCOL).read_bytes() == theirs
        assert {state for name, state in states(ended).items() if name != PROTOCOL} == {"unchanged"}
        digest = (out / DIGEST).read_text(encoding="utf-8-sig")
        assert f"{PROTOCOL} — адам өзгерткен, сол күйінде қалдырылды" in digest
        assert PROTOCOL in digest.partition("Адам өзгерткен құжаттар – 1")[2]
        assert not list(out.glob("*жаңа нұсқа*"))


def test_beside_writes_the_new_version_next_to_the_edited_one(tmp_path):
    folder = college(tmp_path)
    out = folder / "reports/2025-2026"
    annual(folder)
    ours = (out / PROTOCOL).read_bytes()
    theirs = edit(out / PROTOCOL)
    beside = out / "хаттама-01_2025-10-09 (жаңа нұсқа).docx"
    for _ in range(2):
        assert states(annual(folder, "--beside"))[PROTOCOL] == "kept_edited"
        assert (out / PROTOCOL).read_bytes() == theirs
        assert beside.read_bytes() == ours
        assert len(list(out.glob("*жаңа нұсқа*"))) == 1


def test_a_paper_that_a_person_deleted_is_written_again(tmp_path):
    folder = college(tmp_path)
    annual(folder)
    (folder / "reports/2025-2026" / PROTOCOL).unlink()
    after = states(annual(folder))
    assert after.pop(PROTOCOL) == "written"
    assert set(after.values()) == {"unchanged"}


# ── what is never written ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_run_into_the_college_folder_leaves_registers_and_settings_as_they_were(tmp_path):
    folder = college(tmp_path / "к")
    before = stamps(folder / "registers"), hashes(folder)
    annual(folder)
    assert stamps(folder / "registers") == before[0]
    assert hashes(folder, without=("reports/", "archive/")) == before[1]
    assert {path.name for path in folder.iterdir()} == {"registers", "reports", "archive", "otm.toml"}
    assert json.loads((folder / "archive/2025-2026.json").read_text(encoding="utf-8"))["year"] == "2025-2026"


@pytest.mark.parametrize("command", ["annual", "build", "export"])
def test_an_output_inside_the_registers_is_refused_and_nothing_is_written(tmp_path, command):
    folder = college(tmp_path)
    before = stamps(folder)
    registers = folder / "registers"
    asked = {
        "annual": [["--out", registers], ["--out", registers / "жаңа"], ["--out", folder / "reports/../registers/x"]],
        "build": [["--out", registers / "2025-2026"]],
        "export": [["--to", registers / "2025-2026/ОТМ.xlsx"], ["--to", registers / "x.json"], ["--to", registers / "parquet"]],
    }[command]
    for more in asked:
        ended = otm(command, folder, "--today", TODAY, *more, "--json")
        assert ended.status == 2, more
        assert ended.json["error"]["code"] == "out-inside-registers"
        assert stamps(folder) == before, more


def test_a_folder_that_is_itself_the_registers_takes_no_other_output_than_reports(tmp_path):
    folder = college(tmp_path / "к") / "registers"
    rows = otm("check", folder, "--json").json["rows"]
    before = stamps(folder)
    assert annual(folder, "--out", folder / "нәтиже").status == 2
    assert stamps(folder) == before
    assert annual(folder).status == 0
    assert otm("check", folder, "--json").json["rows"] == rows, "our own papers are no registers"


def test_a_paper_that_nobody_is_meant_by_leaves_no_trace(tmp_path):
    folder = college(tmp_path / "к")
    assert otm("build", folder, "--only", "Жоқбаева", "--out", tmp_path / "out").status == 2
    assert not (tmp_path / "out").exists()


def test_papers_have_the_rights_that_files_of_this_user_have(tmp_path):
    folder = college(tmp_path)
    annual(folder)
    (tmp_path / "ordinary").write_text("", encoding="utf-8")
    rights = (tmp_path / "ordinary").stat().st_mode & 0o777
    out = folder / "reports/2025-2026"
    assert {path.name for path in out.rglob("*") if path.is_file() and path.stat().st_mode & 0o777 != rights} == set()


# ── rights and locks ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def read_only(tmp_path):
    folder = college(tmp_path / "к")
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in paths:
        path.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are Unix's")
def test_a_read_only_college_is_read_and_its_papers_go_elsewhere(read_only, tmp_path):
    ended = started("annual", read_only, "--out", tmp_path / "out", "--today", TODAY, before=plain_rights)
    assert ended.status == 0, ended.err
    assert (tmp_path / "out" / PROTOCOL).is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are Unix's")
def test_an_output_folder_without_rights_is_refused_with_its_name(read_only):
    before = stamps(read_only)
    ended = started("annual", read_only, "--today", TODAY, "--json", before=plain_rights)
    assert ended.status == 2, ended
    assert ended.json["error"]["code"] == "output-denied"
    assert str(read_only) in ended.json["error"]["message"]
    assert "Traceback" not in ended.err
    assert stamps(read_only) == before


@pytest.mark.skipif(sys.platform == "win32", reason="rights of folders are Unix's")
def test_an_output_folder_that_became_read_only_loses_nothing(tmp_path):
    folder = college(tmp_path / "к")
    out = tmp_path / "out"
    annual(folder, "--out", out)
    college(folder, {"registers/2025-2026/ОТМ.xlsx": {"Отырыстар": EVENTS.replace("Кіріспе", "Алғашқы")}})
    before = stamps(out)
    out.chmod(0o555)
    ended = started("annual", folder, "--out", out, "--today", TODAY, before=plain_rights)
    out.chmod(before_mode := 0o755)
    assert ended.status == 2
    assert before_mode
    assert {name: told for name, told in stamps(out).items() if not name.startswith("log")} == {
        name: told for name, told in before.items() if not name.startswith("log")
    }


def test_an_output_that_is_a_file_is_refused(tmp_path):
    folder = college(tmp_path / "к")
    (tmp_path / "out").write_text("менің файлым", encoding="utf-8")
    ended = annual(folder, "--out", tmp_path / "out")
    assert (ended.status, ended.json["error"]["code"]) == (2, "output-denied")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "менің файлым"


def test_a_folder_in_the_place_of_a_paper_stops_no_other_paper(tmp_path):
    folder = college(tmp_path / "к")
    (tmp_path / "out" / PROTOCOL).mkdir(parents=True)
    after = states(annual(folder, "--out", tmp_path / "out"))
    assert after.pop(PROTOCOL) == "kept_edited"
    assert set(after.values()) == {"written"}


def test_an_output_folder_where_another_run_writes_is_refused(tmp_path, monkeypatch):
    folder = college(tmp_path / "к")
    out = tmp_path / "out"
    annual(folder, "--out", out)
    before = hashes(out, without=("log/",))
    monkeypatch.setattr(publish, "FileLock", lambda path, timeout: FileLock(path, timeout=timeout / 50))
    with FileLock(out / "log/.lock"):
        ended = annual(folder, "--out", out)
    assert (ended.status, ended.json["error"]["code"]) == (2, "output-locked")
    assert hashes(out, without=("log/",)) == before
    assert set(states(annual(folder, "--out", out)).values()) == {"unchanged"}


def test_two_runs_at_once_leave_one_whole_result(tmp_path):
    folder = college(tmp_path / "к")
    annual(folder, "--out", tmp_path / "one")
    command = [sys.executable, "-c", START, "annual", str(folder), "--out", str(tmp_path / "two"), "--today", TODAY]
    both = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    ended = [(process.communicate()[1].decode(), process.returncode) for process in both]
    assert [status for _, status in ended] == [0, 0], ended
    assert hashes(tmp_path / "two", without=VOLATILE) == hashes(tmp_path / "one", without=VOLATILE)


def interrupted(tmp_path: Path, trials: int) -> None:
    folder = college(tmp_path / "к")
    annual(folder, "--out", tmp_path / "whole")
    whole = hashes(tmp_path / "whole", without=VOLATILE)
    command = [sys.executable, "-c", START, "annual", str(folder), "--out", str(tmp_path / "out"), "--today", TODAY]
    for trial in range(trials):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not (tmp_path / "out/manifest.json").exists():
            time.sleep(0.001)
        time.sleep(0.004 * trial)
        process.send_signal(signal.SIGKILL)
        process.wait()
        standing = hashes(tmp_path / "out", without=(*VOLATILE, ".otm-", "archive/.otm-", "manifest.json"))
        assert standing.items() <= whole.items(), "a paper is whole or not there"
        assert set(states(annual(folder, "--out", tmp_path / "out")).values()) <= {"written", "unchanged"}
        again = hashes(tmp_path / "out", without=(*VOLATILE, ".otm-", "archive/.otm-"))
        assert again == whole


def test_a_run_that_is_killed_is_completed_by_the_next(tmp_path):
    interrupted(tmp_path, 1)


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_a_run_that_is_killed_at_any_moment_is_completed_by_the_next(tmp_path):
    interrupted(tmp_path, 60)


# ── as a scheduler starts it ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed as Unix does")
@pytest.mark.parametrize("closed", [(0,), (0, 1, 2)])
def test_a_scheduler_needs_no_terminal_no_home_and_no_folder_of_its_own(tmp_path, closed):
    import os

    folder = college(tmp_path)
    with (tmp_path / "stdout.txt").open("wb") as out:
        ended = subprocess.run(
            [sys.executable, "-c", START, "annual", str(folder)], env={}, cwd="/", stdout=out, stderr=out, check=False, timeout=120,
            preexec_fn=lambda: [os.close(number) for number in closed],
        )
    assert ended.returncode == 0, (tmp_path / "stdout.txt").read_text(encoding="utf-8")
    (log,) = (folder / "reports/2025-2026/log").glob("*.log")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.log", log.name)
    lines = log.read_text(encoding="utf-8").splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d ", line) for line in lines)
    assert any(PROTOCOL in line for line in lines)
    assert lines[-1].endswith("exit 0")
    if 1 not in closed:
        assert PROTOCOL in (tmp_path / "stdout.txt").read_text(encoding="utf-8")


def test_a_second_run_of_the_day_adds_to_the_same_log(tmp_path):
    folder = college(tmp_path)
    annual(folder)
    (log,) = (folder / "reports/2025-2026/log").glob("*.log")
    once = log.read_text(encoding="utf-8")
    annual(folder)
    assert log.read_text(encoding="utf-8").startswith(once)
    assert log.read_text(encoding="utf-8").count("exit 0") == 2


def test_a_refused_run_says_so_in_the_log_of_the_asked_folder(tmp_path):
    folder = college(tmp_path / "к")
    ended = otm("annual", folder, "--year", "2031-2032", "--out", tmp_path / "out")
    assert ended.status == 2
    (log,) = (tmp_path / "out/log").glob("*.log")
    assert "year-unknown" in log.read_text(encoding="utf-8")


# ── personal data ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_personal_number_phone_or_birth_date_gets_anywhere(sample, first, tmp_path):
    personal = planted_personal(sample)
    kinds = {where.split()[-1] for where in personal.values()}
    assert {"ЖСН", "Телефоны"} <= kinds, "the sample must have something to lose"
    said: dict[str, str] = {}
    with reading_once():
        for asked in (
            ("check", sample, "--all"), ("check", sample, "--json"), ("figures", sample, "--json"), ("rules", sample, "--json"),
            ("explain", sample, "staff"), ("explain", sample, "staff", "--json"),
            *(("export", sample, "--year", year, "--to", tmp_path / year / name)
              for year, name in (("2023-2024", "a.json"), ("2024-2025", "b.json"), ("2025-2026", "c.json"), ("2025-2026", "c.xlsx"))),
        ):
            ended = otm(*asked)
            assert ended.status == 0, asked
            said[" ".join(map(str, asked))] = ended.out + ended.err
    found = {**{name: text.encode() for name, text in said.items()}, **all_bytes(first), **all_bytes(tmp_path)}
    assert len(found) > 100
    # docProps/core.xml: a fixed moment, somebody's birthday; a marked copy is the college's own workbook and keeps what stood in it (promise 7)
    told = {name: content for name, content in found.items() if not name.endswith("docProps/core.xml") and not _kept_from_the_register(name, content, sample)}
    assert {name: seen for name, content in told.items() if (seen := leaks(content, personal))} == {}
    workbooks = all_bytes(sample / "registers")
    assert {where for content in workbooks.values() for where in leaks(content, personal)} >= {where for where in personal.values() if "Телефоны" in where}


def _kept_from_the_register(name: str, content: bytes, folder: Path) -> bool:
    """Whether it is a marked copy, or a part of one that the register has too: byte for byte, or its list of texts, which only gains ours."""
    copy, _, part = name.partition("!")
    if not copy.startswith("marked/"):
        return False
    if not part:
        return copy.endswith(".xlsx")
    own = all_bytes(folder / "registers").get(f"{copy.removeprefix('marked/')}!{part}")
    return own is not None and (part == "xl/sharedStrings.xml" or own == content or part.startswith("xl/worksheets/sheet"))


def test_no_number_of_twelve_digits_stands_in_what_a_person_reads(first):
    for name, content in all_bytes(first).items():
        if not name.startswith("marked/") and name.endswith((".txt", ".log", "archive/2025-2026.json", "document.xml", "sharedStrings.xml")):
            text = re.sub(r"<[^>]*>", " ", content.decode())
            assert not re.findall(r"(?<![\w./-])\d{12}(?![\w])", text), name
