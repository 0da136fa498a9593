"""Opened × findings → marked copies of the registers: what to say on each workbook, set against what was said last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from otm_reports import forms, marking, pipeline, publish, sparse
from otm_reports.errors import OtmError
from otm_reports.marking import Origin, Remark
from otm_reports.model import Finding, Person, Report
from otm_reports.pipeline import Opened
from otm_reports.specs import Specs

#: Workbooks that a remark can be written into; of the others a list is made.
PATCHED = (".xlsx", ".xlsm")
LIST_NAME = " – ескертулер.xlsx"
#: What is only so while it is checked; nobody mends it in a workbook.
_PASSING = ("file-open", "file-lock-skipped")
#: What already says what is expected, or is about no cell of its own.
_TOLD_WHOLE = ("personal-dropped", "rows-hidden", "total-differs", "value-out-of-range", "date-outside-period")
_ORDER = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of the marked copy of one workbook.

    Attributes:
        file: The register, relative to the college folder.
        path: The copy, or the list that stands for it.
        state: ``written``, ``unchanged`` or ``kept_edited``.
        reason: Key of ``[unpatched]`` if only a list could be made, or ``signed``; else empty.
        counts: How many remarks are ``open``, ``new``, ``remains``, ``closed``.
        beside: The new version, where a person has corrected the copy.
        remarks: All of them.
    """

    file: str
    path: Path
    state: str
    reason: str
    counts: Mapping[str, int]
    beside: Path | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _Before:
    """A workbook that may be a marked copy: its list, the sheet that holds it, the register it was made from."""

    remarks: tuple[Remark, ...] = ()
    sheet: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    """One workbook that is to be marked."""

    file: str
    name: str
    content: bytes
    remarks: tuple[Remark, ...]
    before: _Before
    edited: bool = False


def write(opened: Opened, made: Report, findings: Iterable[Finding], out: Path) -> tuple[Copy, ...]:
    """Write a marked copy of each workbook with findings, or with remarks from the last time.

    A copy that a person has corrected is read in place of its register: what was mended in it is closed, and the new version
    stands beside it; the corrected copy itself is never touched.

    Args:
        opened: The folder as read.
        made: Its counted year.
        findings: All findings of the run.
        out: Where the copies go, in the folders that the registers stand in.

    Returns:
        What became of each copy, by path.

    Raises:
        OutputError: The folder cannot be written.
    """
    known = publish.known_hashes(out)
    tasks = _tasks(opened, findings, out, known)
    edited = {task.file: task.content for task in tasks if task.edited}
    if edited:
        corrected = _corrected(opened, made, edited)
        tasks = [_retold(task, corrected.get(task.file, ())) if task.edited else task for task in tasks]
    plans = [(task, *_drawn(task, opened.specs)) for task in tasks]
    items = [publish.Item(PurePosixPath(name).name, content, "marked", task.file, folder=_folder(name)) for task, content, name, _ in plans if not task.edited]
    about = {"year": made.year.label, "period": made.year.span.name}
    outcomes = {outcome.item.key: outcome for outcome in publish.publish(out, items, about)} if items else {}
    copies = []
    for task, content, name, reason in plans:
        counts = {state: sum(one.state == state for one in task.remarks) for state in ("open", "new", "remains", "closed")}
        if task.edited:
            copies.append(Copy(task.file, out / task.name, "kept_edited", reason, counts, _beside(out / name, content), task.remarks))
        else:
            outcome = outcomes[task.file]
            copies.append(Copy(task.file, outcome.path, outcome.state, reason, counts, outcome.beside, task.remarks))
    return tuple(copies)


def _folder(name: str) -> str:
    parent = PurePosixPath(name).parent.as_posix()
    return "" if parent == "." else parent


def _beside(path: Path, content: bytes) -> Path:
    """The new version of a copy that a person has corrected; an older new version that was corrected too is kept."""
    target = publish.free_name(path.with_name(f"{path.stem}{publish.BESIDE}{path.suffix}"), content)
    if not target.is_file():
        publish.write_file(target, content)
    return target


# ── what is to be said ──────────────────────────────────────────────────────────────────────────────────────────────


def _tasks(opened: Opened, findings: Iterable[Finding], out: Path, known: Mapping[str, set[str]]) -> list[_Task]:
    said = remarks_by_file(opened, findings)
    tasks = []
    for file in sorted({*said, *opened.sources}):
        now = said.get(file, ())
        content = _again(opened, file)
        if content is None:
            continue
        name = _name(file)
        own, last = _before(file, content), _last(out, name)
        there = out / name
        if there.is_file() and last.origin is not None and publish.sha256(there.read_bytes()) not in known.get(name, set()):
            tasks.append(_Task(file, name, there.read_bytes(), (), last, edited=True))
            continue
        before = own if own.origin else last
        if now or before.remarks:
            told = marking.compared(before.remarks, now)
            tasks.append(_Task(file, name, content, told, own if own.origin else _Before(origin=Origin(publish.sha256(content), file))))
    return tasks


def _name(file: str) -> str:
    """The name of a copy in OUT: the folders below ``registers`` are kept, for they say the year."""
    return file.removeprefix("registers/")


def _again(opened: Opened, file: str) -> bytes | None:
    """The workbook as it was read; nothing if it has changed since."""
    try:
        content = (opened.folder / file).read_bytes()
    except OSError:
        return None
    return content if publish.sha256(content) == opened.sources.get(file) else None


def _last(out: Path, name: str) -> _Before:
    for path in (out / name, out / f"{PurePosixPath(name).with_suffix('')}{LIST_NAME}"):
        try:
            found = _before(path.name, path.read_bytes())
        except OSError:
            continue
        if found.origin:
            return found
    return _Before()


def _before(name: str, content: bytes) -> _Before:
    """The list of remarks that a workbook carries; nothing if it is no marked copy or cannot be read."""
    if not content.startswith(b"PK"):
        return _Before()
    try:
        if not any(marking.MARKER.encode() in part for part in marking.texts_of(content)):
            return _Before()
        read = sparse.read(name, content)
    except (OtmError, OSError, ValueError):
        return _Before()
    for sheet in read:
        origin = marking.origin_of(sheet)
        if origin:
            return _Before(marking.listed(sheet), sheet.name, origin)
    return _Before()


def _corrected(opened: Opened, made: Report, edited: Mapping[str, bytes]) -> Mapping[str, tuple[Remark, ...]]:
    """What is to be said of the registers when corrected copies stand in their place."""
    again = pipeline.open_folder(opened.folder, instead=edited)
    report = pipeline.report(again, year=made.year.label, period=made.year.span.name, today=made.year.today)
    return remarks_by_file(again, pipeline.all_findings(again, report))


def _retold(task: _Task, now: Sequence[Remark]) -> _Task:
    return _Task(task.file, task.name, task.content, marking.compared(task.before.remarks, now), task.before, edited=True)


def remarks_by_file(opened: Opened, findings: Iterable[Finding]) -> Mapping[str, tuple[Remark, ...]]:
    """The remarks on each workbook, the worst first, then by place."""
    people = people_of_rows(opened)
    found: dict[str, list[Remark]] = {}
    for one in findings:
        if one.at.file in opened.sources and one.code not in _PASSING:
            found.setdefault(one.at.file, []).append(remark(one, opened.specs, people))
    return {
        file: tuple(sorted(ones, key=lambda one: (_ORDER[one.severity], one.sheet, one.row, one.column, one.code))) for file, ones in found.items()
    }


def people_of_rows(opened: Opened) -> Mapping[tuple[str, str, int], str]:
    """Who each row is about: the first person that it names."""
    people: dict[tuple[str, str, int], str] = {}
    for name, table in opened.data.tables.items():
        fields = [field for field, spec in opened.specs.registers[name].fields.items() if spec.type in ("person", "people")]
        for row in table.rows:
            for field in fields:
                value = row[field]
                person = value[0] if isinstance(value, tuple) and value else value
                if isinstance(person, Person):
                    people.setdefault((row.source.file, row.source.sheet, row.number), person.full)
                    break
    return people


def remark(one: Finding, specs: Specs, people: Mapping[tuple[str, str, int], str]) -> Remark:
    """A finding in the words of a marked copy: Kazakh, and Russian under it."""
    said = [specs.say(one, lang) for lang in ("kk", "ru")]
    return Remark(
        one.code, specs.severity(one).value, one.at.sheet, one.at.row, one.at.column, one.field,
        people.get((one.at.file, one.at.sheet, one.at.row), ""),
        *("\n".join(dict.fromkeys(text for text in texts if text)) for texts in (
            [message for message, _ in said], [expected(one, specs, lang) for lang in ("kk", "ru")], [suggestion for _, suggestion in said],
        )),
    )


def expected(one: Finding, specs: Specs, lang: str) -> str:
    """What should stand in the cell of a finding, in words of the office; nothing where no field is meant."""
    register = specs.registers.get(one.register)
    spec = register and (register.fields.get(one.field) or register.attributes.get(one.field))
    if not spec or one.code in _TOLD_WHOLE:
        return ""
    return forms.what_is_written(spec, specs, lang)


# ── what is written ─────────────────────────────────────────────────────────────────────────────────────────────────


def words_of(specs: Specs) -> Mapping[str, str]:
    """The words of marked copies: those of the papers' first language, with the explanation in both."""
    kk, ru = (specs.messages[lang].texts["marked"] for lang in ("kk", "ru"))
    return {**kk, "about_ru": ru["about"], "about_list_ru": ru["about_list"], "mended": f"{kk['mended']}\n{ru['mended']}"}


def _drawn(task: _Task, specs: Specs) -> tuple[bytes, str, str]:
    """The copy, its name, and why it is only a list, if it is."""
    origin = task.before.origin or Origin(publish.sha256(task.content), task.file)
    words = words_of(specs)
    reason = "format"
    if PurePosixPath(task.name).suffix.lower() in PATCHED and task.content.startswith(b"PK"):
        try:
            copy = marking.mark(task.content, task.remarks, origin, words, listed_on=task.before.sheet)
            return copy, task.name, "signed" if marking.is_signed(task.content) else ""
        except marking.Unpatchable as problem:
            reason = str(problem)
    return forms.remarks_book(task.remarks, origin, words, specs), f"{PurePosixPath(task.name).with_suffix('')}{LIST_NAME}", reason


def lines(copies: Iterable[Copy], specs: Specs, lang: str) -> list[str]:
    """What became of the copies, a line each."""
    texts = specs.messages[lang]
    found = []
    for copy in copies:
        still = copy.counts["open"] + copy.counts["new"] + copy.counts["remains"]
        told = texts.text("screen", "marked_counts", open=still, new=copy.counts["new"], closed=copy.counts["closed"])
        line = f"  {copy.path.name} — {texts.text('states', copy.state)}; {told}"
        if copy.beside:
            line += f"; {copy.beside.name}"
        if copy.reason:
            line += f". {texts.text('unpatched', copy.reason)}"
        found.append(line)
    return found


def as_json(copies: Iterable[Copy]) -> list[dict[str, object]]:
    """What became of the copies, for ``--json``."""
    return [
        {
            "file": copy.file, "path": str(copy.path), "state": copy.state, "reason": copy.reason, "beside": str(copy.beside) if copy.beside else None,
            "remarks": dict(copy.counts),
        }
        for copy in copies
    ]


