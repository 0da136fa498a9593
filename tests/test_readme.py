"""README and CHANGELOG are true: commands parse, what is named exists, rooms and floors are all there, nothing private stands anywhere."""

from __future__ import annotations

import hashlib
import re
import shlex
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest
from test_sample import SEED_STEMS

from otm_reports import cli, specs
from otm_reports.documents.kinds import kinds, named
from otm_reports.errors import OtmError

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
BLOCKS = [(language, body) for language, body in re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)]
SET_UP = ('python -m pip install ".[notebooks]" && otm annual sample_data --out reports', 'python -m pip install -e ".[test]" && python -m pytest -n auto --dist loadfile')
TEXTS = {".py", ".md", ".toml", ".ipynb", ".csv", ".txt", ".tsv", ".yml", ".yaml", ".json", ".cfg", ""}
WORD = re.compile(r"[^\W\d_]{5,}")
# Written in parts, so that this file does not hold what it looks for.
PRIVATE = re.compile("|".join((
    r"/wor" + "k/", r"/ro" + r"ot\b", r"/hom" + r"e/\w", r"/tm" + "p/otm", r"C:\\Us" + "ers", r"index-" + "url", "pyp" + r"i\.", "files.python" + "hosted", r"proxy\.golang",
)))


def lines() -> list[str]:
    """Every line of the code blocks."""
    return [line for _, body in BLOCKS for line in body.splitlines() if line.strip()]


def commands() -> list[list[str]]:
    """Every command of otm that README shows, as its arguments: in blocks, in the two timetables and in the table of commands."""
    found = []
    for line in lines():
        for part in re.split(r"&&|/TR ", line):
            called = re.search(r"(?:^|[\s/\\\"])otm(?:\.exe)?\"? (?P<rest>[a-z].*)", part.strip())
            if called and not part.strip().startswith(("import", "otm.", "from")):
                found.append(shlex.split(called["rest"].rstrip('"').replace("\\", "/"), comments=True))
    return found


def tracked() -> list[Path]:
    """The files of the repository; in a bare checkout without git every file that is no by-product."""
    try:
        listed = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        made = {"__pycache__", "build", "dist", "reports"}
        found = [path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()]
        kept = [path for path in found if not made & set(path.parts) and (path.parts[0] in {".ci", ".gitignore"} or path.parts[0][0] != ".")]
        return [ROOT / path for path in kept]
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


# ── commands ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", SET_UP)
def test_each_set_up_command_is_a_line_of_its_own(command):
    assert command in lines()


def test_every_command_that_is_shown_is_one_the_program_takes():
    shown = commands()
    assert len(shown) > 15
    for arguments in shown:
        asked = cli.parser().parse_args(arguments)
        for word in getattr(asked, "kinds", ()):
            assert named(word, kinds()) is not None, word


def test_every_command_of_the_program_stands_in_the_table_and_no_other():
    (subcommands,) = [action for action in cli.parser()._actions if action.dest == "command"]
    table = README.split("## Командалар")[1].split("**Exit status:**")[0]
    assert set(re.findall(r"^\| `otm (\w+) ", table, re.MULTILINE)) == set(subcommands.choices)
    known = {text for sub in subcommands.choices.values() for action in sub._actions for text in action.option_strings}
    assert set(re.findall(r"--[a-z]+", table)) <= known


def test_what_is_not_there_yet_is_not_there():
    (subcommands,) = [action for action in cli.parser()._actions if action.dest == "command"]
    missing = README.split("## Әзірге жоқ")[1].split("The commands")[1].split("are to come")[0]
    assert set(re.findall(r"`(\w+)`", missing)), "when nothing is to come, the sentence goes"
    assert not set(subcommands.choices) & set(re.findall(r"`(\w+)`", missing))


def test_every_kind_of_paper_stands_in_the_table():
    table = README.split("| құжат · paper |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| [^|]+ \| `([a-z-]+)`", table, re.MULTILINE)) == set(kinds())
    for kind, word in re.findall(r"^\| [^|]+ \| `([a-z-]+)`, `([^`]+)`", table, re.MULTILINE):
        assert named(word, kinds()) is kinds()[kind]


def test_the_example_in_python_runs(tmp_path, monkeypatch):
    (example,) = [body for language, body in BLOCKS if language == "python"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample_data").symlink_to(ROOT / "sample_data")
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - it is our own page
    assert [path.suffix for path in (tmp_path / "reports").glob("хаттама-03_*")] == [".docx"]


def test_the_timetables_ask_for_the_year_three_times_at_its_end():
    cron = re.findall(r"^0 7 (\d+) +(\d+) \*", README, re.MULTILINE)
    windows = re.findall(r"/SC MONTHLY /M (\w+) /D (\d+)", README)
    assert cron == [("15", "5"), ("1", "6"), ("25", "6")]
    assert windows == [("MAY", "15"), ("JUN", "1"), ("JUN", "25")]
    assert all(len(line.split("/TR ")[1]) <= 261 for line in lines() if "/TR " in line)  # all that schtasks takes


# ── what is named exists ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_file_and_folder_that_is_named_exists():
    outside = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    named_paths = set(re.findall(r"\]\(([^)#]+)\)", outside)) | {
        text for text in re.findall(r"`([^`\s]+)`", outside)
        if re.match(r"(?:sample_data|templates|notebooks|otm_reports|tests|\.ci)(?:/|$)", text) or re.fullmatch(r"[A-Z]+\.md|LICENSE|\w+\.(?:ipynb|toml)", text)
    }
    assert len(named_paths) > 12
    places = (ROOT, ROOT / "notebooks", ROOT / "sample_data")
    assert not [text for text in named_paths if not any((place / text).exists() for place in places)]


def test_every_room_stands_in_the_drawing_of_the_house():
    package = ROOT / "otm_reports"
    rooms = {path.name for path in package.iterdir() if path.suffix == ".py"} | {f"{path.name}/" for path in package.iterdir() if path.is_dir() and path.name != "__pycache__"}
    drawing = README.split("otm_reports/\n├")[1].split("```")[0]
    assert set(re.findall(r"[├└]── ([\w.]+/?)", f"├{drawing}")) == rooms


def test_pictures_are_modest():
    pictures = sorted((ROOT / "sample_data" / "pictures").iterdir())
    assert [path.name for path in pictures] == ["findings.png", "papers.png"]
    assert all(path.stat().st_size < 150_000 and path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    assert all(f"](sample_data/pictures/{path.name})" in README for path in pictures)


def test_a_key_of_the_college_folder_is_what_the_program_looks_for(tmp_path):
    (tmp_path / "registers").mkdir()
    (tmp_path / "otm.toml").write_text((ROOT / "sample_data" / "otm.toml").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "overlay" / "registers").mkdir(parents=True)
    (tmp_path / "overlay" / "registers" / "events.toml").write_text('fields.title.headers = ["Отырыстың аты"]\n', encoding="utf-8")
    assert specs.load(tmp_path).registers["events"].fields["title"].headers[-1] == "Отырыстың аты"
    (tmp_path / "overlay" / "registers" / "events.toml").write_text("fields.title.heading = []\n", encoding="utf-8")
    with pytest.raises(OtmError):
        specs.load(tmp_path)


# ── versions and what must not stand anywhere ───────────────────────────────────────────────────────────────────────


def test_the_changelog_has_the_version_of_the_package():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \[([^\]]+)\]", changelog, re.MULTILINE)[:2] == ["Unreleased", PROJECT["project"]["version"]]


def test_the_changelog_names_every_finding_code_that_the_contract_does_not():
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert {"rule-not-met", "config-missing"} <= set(specs.load().findings)
    assert all(f"`{code}`" in changelog for code in ("rule-not-met", "config-missing"))


def test_the_top_level_is_what_was_agreed():
    top = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert top == {
        ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "notebooks", "otm_reports", "pyproject.toml", "sample_data", "templates", "tests",
    }


def test_no_file_names_a_machine_or_a_package_registry():
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in tracked() if path.suffix in TEXTS}
    assert len(texts) > 100
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path, text in texts.items() for hit in [PRIVATE.search(text)] if hit]
    assert not found


def test_no_file_names_a_person_of_the_seed_documents():
    words: set[str] = set()
    for path in tracked():
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                texts = [package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith((".xml", ".rels"))]
        else:
            texts = [path.read_text(encoding="utf-8", errors="replace")] if path.suffix in TEXTS else []
        words.update(word.casefold() for text in (*texts, path.name) for word in WORD.findall(text))
    assert len(words) > 5000
    stems = {word[:length] for word in words for length in range(5, len(word) + 1)}
    assert not [stem for stem in stems if hashlib.sha256(stem.encode()).hexdigest()[:16] in SEED_STEMS]
