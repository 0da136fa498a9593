"""The sample college: its script writes it again to the byte, and what is wrong in it stands in its list."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import re
import sys
import tomllib
import zipfile
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
from pydantic import BaseModel

from otm_reports import dataset, pipeline, specs
from otm_reports.model import Severity

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
WORDS = re.compile(r"[^\W\d_]{5,}")

# Surnames of people whom the seed documents name, as hashes of their casefolded stems: no real name is written here.
SEED_STEMS = frozenset({
    "7c5fbbc590233352", "478f04c3d3e33a44", "70b00bd4c55806cb", "d55e8a1b150740cc", "8fea8febbf6ba746",
    "a8cf0c4bf039b048", "9eb00a0c0e981c0a", "d467acf8ab433f27", "70f8ebd96c9881d3", "146df0e099285120",
    "e90b6ee78bfa54be", "a68046194479980d", "f59a69824ce09176", "ef7551eb1b3e4aac", "414230fa9c26e3cd",
    "3826b5bace85ccc6", "4d5a5a098bf80c20", "f795c61a18d0446c", "0472c6f5bfe46e41",
})


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", SAMPLE / "make_sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    kept = list(sys.path)
    spec.loader.exec_module(module)
    sys.path[:] = kept
    return module


@pytest.fixture(scope="module")
def again(script, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    return folder, script.main(folder)


@pytest.fixture(scope="module")
def planted() -> list[dict[str, str]]:
    with (SAMPLE / "planted.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def opened():
    return pipeline.open_folder(SAMPLE)


@pytest.fixture(scope="module")
def findings(opened):
    year = dataset.build(opened.data, opened.specs, "2025-2026", period="year", today=date(2026, 7, 1))
    return (*opened.findings, *year.findings)


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in sorted((folder / "registers").rglob("*")) if path.is_file()}


def _parts(path: Path) -> list[tuple[str, tuple[int, ...], bytes]]:
    """What a workbook holds, part by part: zlib may pack the same bytes differently on another machine."""
    with zipfile.ZipFile(path) as package:
        return [(part.filename, part.date_time, package.read(part)) for part in package.infolist()]


# ── the script ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_script_writes_the_files_that_are_committed(again):
    made, kept = _files(again[0]), _files(SAMPLE)
    assert made.keys() == kept.keys()
    for name, path in made.items():
        if zipfile.is_zipfile(path):
            assert _parts(path) == _parts(kept[name]), name
        else:
            assert path.read_bytes() == kept[name].read_bytes(), name
    for name in ("PLANTED.md", "planted.csv"):
        assert (again[0] / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_two_runs_give_the_same_bytes(again, script, tmp_path):
    script.main(tmp_path)
    first, second = _files(again[0]), _files(tmp_path)
    assert {name: path.read_bytes() for name, path in first.items()} == {name: path.read_bytes() for name, path in second.items()}


def test_the_folder_stays_small():
    assert sum(path.stat().st_size for path in _files(SAMPLE).values()) < 1_500_000


def test_nobody_of_the_seed_documents_is_named():
    texts = [path.read_text(encoding="utf-8-sig") for path in SAMPLE.rglob("*") if path.suffix in {".toml", ".md", ".csv", ".py"}]
    for path in _files(SAMPLE).values():
        if zipfile.is_zipfile(path):
            texts += [body.decode("utf-8", "replace") for name, _, body in _parts(path) if name.endswith(".xml")]
    words = {word.casefold() for text in texts for word in WORDS.findall(text)}
    stems = {word[:length] for word in words for length in range(5, len(word) + 1)}
    assert len(words) > 1000
    assert not [stem for stem in stems if hashlib.sha256(stem.encode()).hexdigest()[:16] in SEED_STEMS]


# ── what is wrong on purpose ────────────────────────────────────────────────────────────────────────────────────────


def _shown(value: object) -> str:
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else "" if value is None else str(value)


def test_every_planted_piece_stands_where_the_list_says(planted):
    books = {}
    for one in planted:
        path = SAMPLE / one["file"]
        assert path.is_file(), one
        if not one["sheet"]:
            continue
        book = books.setdefault(path, openpyxl.load_workbook(path, data_only=True))
        sheet = book[one["sheet"]]
        if one["cell"]:
            assert _shown(sheet[one["cell"]].value) == one["stands"], one
        if one["code"] == "rows-hidden":
            assert sheet.row_dimensions[sheet[one["cell"]].row].hidden
        if one["code"] == "row-struck":
            assert sheet[one["cell"]].font.strike
        if one["code"] == "sheet-hidden":
            assert sheet.sheet_state == "hidden"
    assert len(planted) > 50


def test_the_list_for_people_has_every_planted_piece(planted):
    table = (SAMPLE / "PLANTED.md").read_text(encoding="utf-8")
    assert table.count("\n| ") == len(planted) + 1
    assert all(one["why"] in table for one in planted)


def test_every_planted_finding_is_found(planted, findings):
    found = {(finding.code, finding.at.file, finding.at.sheet, finding.at.a1) for finding in findings}
    missing = [one for one in planted if one["code"] and (one["code"], one["file"], one["sheet"], one["cell"]) not in found]
    assert not missing


def test_nothing_is_found_that_was_not_planted(planted, findings):
    known = {(one["code"], one["file"], one["sheet"], one["cell"]) for one in planted}
    found = [finding for finding in findings if (finding.code, finding.at.file, finding.at.sheet, finding.at.a1) not in known]
    assert not [(finding.code, str(finding.at), finding.value) for finding in found]


def test_the_sample_gives_warnings_and_notes_only(opened, findings):
    assert not [str(finding.at) for finding in findings if opened.specs.severity(finding) is Severity.ERROR]


# ── what the reader reads ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_row_that_was_written_is_read(again, opened):
    read = Counter()
    for table in opened.read.tables.values():
        for source in table.sources:
            read[source.file, source.sheet] += source.rows_read
    assert dict(read) == again[1]


def test_protocols_agendas_and_attendance_tell_one_story(opened):
    year = dataset.build(opened.data, opened.specs, "2025-2026", period="year", today=date(2026, 7, 1))
    own = [row for row in year["events"] if row["body"] == "otm"]
    held = {row["date"] for row in own if row["status"] == "held"}
    marked = {(row["body"], row["date"]) for row in year["attendance"]}
    agenda = {(row["body"], row["protocol_date"]) for row in year["agenda_items"]}
    assert {day for body, day in marked if body == "otm"} == held
    assert {("otm", row["date"]) for row in own if row["protocol_no"]} == {one for one in agenda if one[0] == "otm"}
    assert {one for one in marked if one[0] == "mc"} == {one for one in agenda if one[0] == "mc"}
    council = {day for body, day in agenda if body == "mc"}
    assert {row["mc_protocol_date"] for row in (*year["best_practice"], *year["products"]) if row["mc_protocol_date"]} <= council
    order = year["otm_composition"].sources[0].attributes["order_date"]
    assert min(council) < order < min(held)
    assert order in {row["date"] for row in year["orders"]}
    assert {year.quarter(day) for day in held} == {"q1", "q2", "q3", "q4"}
    for row in year["products"]:
        route = [row[name] for name in ("developed_on", "commission_protocol_date", "unit_council_protocol_date", "mc_protocol_date", "approved_on")]
        dated = [day for day in route if day]
        assert all(before <= after for before, after in pairwise(dated))


def test_one_session_lacks_a_discussion_and_a_decision(opened):
    year = dataset.build(opened.data, opened.specs, "2025-2026", period="year", today=date(2026, 7, 1))
    bare = {row["protocol_no"] for row in year["agenda_items"] if row["body"] == "otm" and not (row["decision_text"] and row["discussants"])}
    assert len(bare) == 1


# ── otm.toml ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _keys(model: type[BaseModel], inside: str = "") -> dict[str, str]:
    """Every key of a table of otm.toml with the table it stands in."""
    found = {}
    for name, field in model.model_fields.items():
        kind = field.annotation
        table = isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in {specs.Text, specs.Post}
        found |= _keys(kind, f"{inside}{name}.") if table else {f"{inside}{name}": inside}
    return found


def test_every_requisite_is_in_otm_toml_with_a_comment():
    text = (SAMPLE / "otm.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    table, seen = "", {}
    for number, line in enumerate(lines):
        if head := re.fullmatch(r"\[([\w.]+)\]", line):
            table = head[1]
            if table.startswith("people."):
                seen[table] = lines[number - 1]
        elif key := re.match(r"(?:# )?(\w+) = ", line):
            above = next(before for before in reversed(lines[:number]) if not re.match(r"\w+ = |\s|\]", before))
            seen.setdefault(f"{table}.{key[1]}".lstrip("."), above)
    for name in _keys(specs.College):
        assert seen[name].startswith("# "), name
        assert re.search("[әғқңөұүһі]", seen[name]), f"{name}: no Kazakh word in its comment"


def test_those_who_sign_are_on_the_staff(opened):
    people = tomllib.loads((SAMPLE / "otm.toml").read_text(encoding="utf-8"))["people"]
    names = [row["full_name"] for row in opened.read.tables["staff"].rows]
    staff = {f"{one.given[:1]}.{one.patronymic[:1]}. {one.surname}" for one in names}
    assert {post["name"] for post in people.values()} <= staff
