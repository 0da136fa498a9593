"""The built wheel, not the checkout: what it holds, and a run of it from an empty folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from running import SAMPLE, TODAY

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("otm_reports", "templates", "notebooks", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """A wheel built from a copy of what it is made of; the checkout itself is not written to."""
    place = tmp_path_factory.mktemp("build")
    source = place / "source"
    source.mkdir()
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, source / name)
        else:
            shutil.copyfile(ROOT / name, source / name)
    (source / "notebooks/reports").mkdir(exist_ok=True)
    (source / "notebooks/reports/хаттама-01.docx").write_bytes(b"a paper that somebody's notebook wrote")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place / "dist"), str(source)],
        capture_output=True, check=True, timeout=200,
    )
    (built,) = (place / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """The interpreter of a fresh environment that holds the wheel; libraries are those of this one."""
    place = tmp_path_factory.mktemp("venv") / "v"
    venv.create(place, system_site_packages=True, with_pip=False, symlinks=os.name != "nt")
    found = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(found), "install", "--no-deps", "--no-index", "--ignore-installed", "--quiet", str(wheel)],
        capture_output=True, check=True, timeout=200,
    )
    return found


def run(python: Path, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Isolated from the checkout: no PYTHONPATH, no current folder on the path."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return subprocess.run(
        [str(python), "-P", *map(str, arguments)], cwd=cwd, env={**env, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", check=False, timeout=200,
    )


@pytest.fixture
def empty(tmp_path) -> Path:
    (tmp_path / "бос").mkdir()
    return tmp_path / "бос"


# ── what it holds ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_wheel_holds_all_that_a_run_needs(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "otm_reports").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    needed |= {f"otm_reports/templates/{path.name}" for path in (ROOT / "templates").glob("*.docx")}
    needed |= {f"otm_reports/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert needed - names == set()
    for kind in ("session-protocol", "council-protocol", "annual-analysis", "council-submission"):
        assert f"otm_reports/templates/{kind}.kk.docx" in names
    assert "otm_reports/py.typed" in names
    assert any(name.startswith("otm_reports/data/registers/") for name in names)
    assert any(name.startswith("otm_reports/data/messages/") for name in names)


def test_the_wheel_holds_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].rpartition(".")[2] for name in names} <= {"otm_reports", "dist-info"}
    assert [name for name in names if name.startswith("otm_reports/templates/") and not name.endswith(".docx")] == []
    assert [name for name in names if name.startswith("otm_reports/notebooks/") and not name.endswith(".ipynb")] == []
    unwanted = ("tests", "sample_data", "__pycache__", "test_", "reports", ".ipynb_checkpoints")
    assert [name for name in names if any(part.startswith(unwanted) for part in name.split("/")[1:])] == []
    assert [name for name in names if "~$" in name or name.endswith((".pyc", ".xlsx"))] == []


def test_the_wheel_says_what_it_needs_and_how_it_is_called(wheel):
    with zipfile.ZipFile(wheel) as package:
        (metadata,) = (package.read(name).decode() for name in package.namelist() if name.endswith("METADATA"))
        (entries,) = (package.read(name).decode() for name in package.namelist() if name.endswith("entry_points.txt"))
    assert "Requires-Python: >=3.11" in metadata
    assert "otm = otm_reports.cli:main" in entries
    assert "Requires-Dist: pydantic" in metadata


# ── how it runs ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_installed_package_is_the_wheel_s_and_finds_its_own_folders(python, empty):
    ask = "import otm_reports, otm_reports.places as p; print(otm_reports.__file__); print(p.packaged('templates')); print(p.packaged('notebooks'))"
    ended = run(python, "-c", ask, cwd=empty)
    assert ended.returncode == 0, ended.stderr
    home = python.parent.parent.resolve()
    for line in ended.stdout.splitlines():
        assert Path(line).resolve().is_relative_to(home), line
        assert not Path(line).is_relative_to(ROOT)


def test_an_installed_otm_writes_the_papers_of_the_year(python, empty, tmp_path):
    sample = shutil.copytree(SAMPLE, tmp_path / "sample", ignore=shutil.ignore_patterns("__pycache__"))
    listed = run(python, "-m", "otm_reports", "list", "documents", cwd=empty)
    assert listed.returncode == 0, listed.stderr
    assert {"session-protocol", "council-protocol", "annual-analysis", "council-submission"} <= {line.split("\t")[0] for line in listed.stdout.splitlines()}
    ended = run(python, "-m", "otm_reports", "annual", sample, "--out", "X", "--today", TODAY, cwd=empty)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    papers = {path.name for path in (empty / "X").glob("*.docx")}
    assert {"жылдық-талдау_2025-2026.docx", "хаттама-01_2025-09-12.docx", "әк-хаттама-01.docx", "әк-ұсыныс_2025-2026.docx"} <= papers
    assert {path.name for path in empty.iterdir()} == {"X"}


def test_the_otm_command_is_there(python, empty):
    command = python.parent / ("otm.exe" if os.name == "nt" else "otm")
    ended = subprocess.run([str(command), "--help"], cwd=empty, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert ended.returncode == 0, ended.stderr
    assert "annual" in ended.stdout
