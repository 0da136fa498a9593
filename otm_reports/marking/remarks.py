"""Remark: what a marked copy says about one place; the first sheet of such a copy, written and read back."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from otm_reports.marking.sheetpart import a1, place_of
from otm_reports.marking.splice import quoted
from otm_reports.marking.styles import Styles
from otm_reports.model import CellRef, Finding, Sheet

SHEET = "Қателер мен ескертулер"
#: What the first sheet of a marked copy carries in a cell that nobody sees, before the digest and path of its register.
MARKER = "otm_reports:remarks:1"
#: Our other sheets that hold no rows of a register: lists of words, addresses of exported cells.
ASIDE = "otm_reports:aside:1"
#: The word in the first column of the greyed row of our blank registers, which is shown and never read.
EXAMPLE = "мысал"
_HEAD_ROW = 5
_COLUMNS = ("state", "severity", "sheet", "cell", "person", "message", "expected", "suggestion")
_WIDTHS = (12, 12, 22, 10, 26, 52, 40, 52)
_KEYS = len(_COLUMNS) + 1
_MOST = 60_000
STATES = ("open", "new", "remains", "closed")
SEVERITIES = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark of a marked copy, in words fit for its cells.

    Attributes:
        code: Finding code.
        severity: ``error``, ``warning`` or ``note``.
        sheet, row, column: Where it is about; no sheet means the whole file, no row the whole sheet.
        field: Field of the register.
        person: Who the row is about.
        message, expected, suggestion: What was seen, what is expected, what to do; Kazakh, then Russian under it.
        state: ``open`` at first; then ``remains``, ``new`` or ``closed``.
    """

    code: str
    severity: str
    sheet: str = ""
    row: int = 0
    column: int = 0
    field: str = ""
    person: str = ""
    message: str = ""
    expected: str = ""
    suggestion: str = ""
    state: str = "open"

    @property
    def cell(self) -> str:
        """A1, or nothing."""
        return a1((self.row, self.column)) if self.row and self.column else ""

    @property
    def place(self) -> tuple[str, ...]:
        """What makes it the same remark as one of another day, where no row was moved."""
        return self.code, self.field, self.sheet, self.cell

    @property
    def gist(self) -> tuple[str, ...]:
        """What makes it the same remark where rows were moved; the message names the cell and is no part of it."""
        return self.code, self.field, self.sheet, self.person


@dataclass(frozen=True, slots=True)
class Origin:
    """Which register a marked copy was made from: digest of the workbook and its path in the college folder."""

    sha256: str
    path: str


def compared(before: Iterable[Remark], now: Sequence[Remark]) -> tuple[Remark, ...]:
    """The remarks of today with what became of those of the last time: ``remains``, ``new``, and behind them ``closed``.

    Nothing changes as long as the same remarks are open: checking twice says the same twice.
    """
    before = tuple(before)
    open_before = [one for one in before if one.state != "closed"]
    if before and sorted(one.place for one in open_before) == sorted(one.place for one in now):
        states = {one.place: one.state for one in open_before}
        return (*(replace(one, state=states[one.place]) for one in now), *(one for one in before if one.state == "closed"))
    kept = paired([(one.place, one.gist) for one in open_before], [(one.place, one.gist) for one in now])
    told = [replace(one, state="remains" if number in kept else "new") for number, one in enumerate(now)] if before else list(now)
    gone = set(range(len(open_before))) - set(kept.values())
    return (
        *told, *(replace(one, state="closed") for number, one in enumerate(open_before) if number in gone),
        *(one for one in before if one.state == "closed"),
    )


def paired(before: Sequence[Sequence[Hashable]], now: Sequence[Sequence[Hashable]]) -> dict[int, int]:
    """Which entries of two lists are the same one: number in ``now`` → number in ``before``, by their keys, the surest key first."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for rank in range(max(map(len, now), default=0)):
        waiting: dict[Hashable, list[int]] = {}
        for number in reversed(range(len(before))):
            if number not in taken:
                waiting.setdefault(before[number][rank], []).append(number)
        for number, keys in enumerate(now):
            if number not in found and waiting.get(keys[rank]):
                found[number] = waiting[keys[rank]].pop()
                taken.add(found[number])
    return found


# ── the first sheet ─────────────────────────────────────────────────────────────────────────────────────────────────


def sheet_xml(remarks: Sequence[Remark], origin: Origin, words: Mapping[str, str], styles: Styles) -> bytes:
    """The worksheet part of the list, with links to the cells.

    Args:
        remarks: In the order they are to stand.
        origin: The register.
        words: ``[marked]`` of the messages.
        styles: Takes the formats that the list needs.
    """
    lines = [
        _line(1, {1: (words["title"], styles.own("title")), _KEYS: (f"{MARKER} {origin.sha256} {origin.path}", styles.own("note"))}),
        _line(2, {1: (words["about"], styles.own("note"))}, 16),
        _line(3, {1: (words["about_ru"], styles.own("note"))}, 16),
        _line(_HEAD_ROW, {number: (words[f"column_{name}"], styles.own("head")) for number, name in enumerate(_COLUMNS, 1)}, 32),
    ]
    links: list[str] = []
    for number, one in enumerate(remarks[:_MOST], _HEAD_ROW + 1):
        colour = "closed" if one.state == "closed" else one.severity
        linked = bool(one.sheet) and one.state != "closed"
        texts = {
            "state": (words[f"state_{one.state}"], styles.own("middle", colour="closed" if one.state == "closed" else "")),
            "severity": (words[f"severity_{one.severity}"], styles.own("middle", colour=colour)),
            "cell": (one.cell or words["whole"], styles.own("link" if linked else "middle")),
        }
        cells = {
            column: texts.get(name, (str(getattr(one, name, "")), styles.own("cell"))) for column, name in enumerate(_COLUMNS, 1)
        }
        cells[_KEYS] = (f"{one.code}|{one.field}|{one.state}|{one.severity}", styles.own("note"))
        lines.append(_line(number, cells, _height(one)))
        if linked:
            target = quoted("'{}'!{}".format(one.sheet.replace("'", "''"), one.cell or "A1"))
            links.append(f'<hyperlink ref="{a1((number, 4))}" location="{target}" display="{quoted(one.cell)}"/>')
    columns = "".join(f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(_WIDTHS, 1))
    end = _HEAD_ROW + max(len(remarks[:_MOST]), 1)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{a1((end, _KEYS))}"/><sheetViews><sheetView showGridLines="0" workbookViewId="0">'
        f'<pane ySplit="{_HEAD_ROW}" topLeftCell="A{_HEAD_ROW + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}<col min="{_KEYS}" max="{_KEYS}" width="9" hidden="1" customWidth="1"/></cols>'
        f'<sheetData>{"".join(lines)}</sheetData><autoFilter ref="A{_HEAD_ROW}:{a1((end, len(_COLUMNS)))}"/>'
        f'<mergeCells count="2"><mergeCell ref="A2:{a1((2, len(_COLUMNS)))}"/><mergeCell ref="A3:{a1((3, len(_COLUMNS)))}"/></mergeCells>'
        + (f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>'
        "</worksheet>"
    ).encode()


def _line(number: int, cells: Mapping[int, tuple[str, int]], height: float = 0) -> str:
    drawn = "".join(
        f'<c r="{a1((number, column))}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{quoted(text[:32_000])}</t></is></c>'
        for column, (text, style) in sorted(cells.items())
    )
    tall = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{tall}>{drawn}</row>'


def _height(one: Remark) -> float:
    """Points that a row needs: Excel does not measure rows that it has not written itself."""
    lines = 1
    for name, width in zip(_COLUMNS, _WIDTHS, strict=True):
        text = str(getattr(one, name, ""))
        lines = max(lines, sum(-(-len(line) // max(int(width * 1.2), 1)) or 1 for line in text.split("\n")))
    return min(409, lines * 14.5 + 3)


# ── read back ───────────────────────────────────────────────────────────────────────────────────────────────────────


def origin_of(sheet: Sheet) -> Origin | None:
    """The register that a sheet is the list of remarks of; nothing for any other sheet."""
    for row in sheet.rows[:3]:
        for value in row:
            if isinstance(value, str) and value.startswith(f"{MARKER} "):
                digest, _, path = value.removeprefix(f"{MARKER} ").partition(" ")
                return Origin(digest, path)
    return None


def is_aside(sheet: Sheet) -> bool:
    """Whether a sheet is one of ours that holds no rows of a register."""
    return any(value == ASIDE for row in sheet.rows[:1] for value in row)


def listed(sheet: Sheet) -> tuple[Remark, ...]:
    """The remarks of a list, as they stand in it; lines that a person added or spoiled are passed over."""
    found = []
    for row in range(_HEAD_ROW + 1, len(sheet.rows) + 1):
        parts = str(sheet.value(row, _KEYS) or "").split("|")
        if len(parts) != 4 or parts[2] not in STATES or parts[3] not in SEVERITIES:  # noqa: PLR2004 - code, field, state, severity
            continue
        texts = {name: str(sheet.value(row, column) or "") for column, name in enumerate(_COLUMNS, 1)}
        place = place_of(texts["cell"]) or (0, 0)
        found.append(Remark(
            parts[0], parts[3], texts["sheet"], *place, parts[1], texts["person"], texts["message"], texts["expected"], texts["suggestion"], parts[2],
        ))
    return tuple(found)


# ── a folder that may hold marked copies ────────────────────────────────────────────────────────────────────────────


def registers_only(by_file: Mapping[str, tuple[Sheet, ...]], digests: Mapping[str, str]) -> tuple[dict[str, tuple[Sheet, ...]], list[Finding]]:
    """The sheets of a folder without those of ours: lists of remarks, lists of words, example rows.

    A marked copy is a register like any other once its list is set aside; beside the register that it was made from, or
    beside another copy of it, it is passed over and said: nothing counts twice.

    Args:
        by_file: File → its sheets.
        digests: File → sha256.
    """
    origins = {path: origin for path, found in by_file.items() for sheet in found if (origin := origin_of(sheet)) is not None}
    by_digest = {digest: path for path, digest in digests.items() if path in by_file and path not in origins}
    kept: dict[str, tuple[Sheet, ...]] = {}
    findings: list[Finding] = []
    taken: dict[str, str] = {}
    # Of two copies of one register the one with the shorter name is the first: the other is its new version.
    for path in sorted(by_file, key=lambda path: (len(path), path)):
        if path in origins:
            origin = origins[path]
            here = origin.path if origin.path in by_file and origin.path not in origins else by_digest.get(origin.sha256, taken.get(origin.path, ""))
            if here:
                findings.append(Finding("file-copy-skipped", CellRef(path), params={"copy_of": here.rpartition("/")[2]}))
                continue
            if any(origin_of(sheet) is None for sheet in by_file[path]):
                taken[origin.path] = path
    for path, found in by_file.items():
        if any(finding.at.file == path for finding in findings):
            continue
        own = tuple(_without_examples(sheet) for sheet in found if origin_of(sheet) is None and not is_aside(sheet))
        if own or path not in origins:
            kept[path] = own
    return kept, findings


def _without_examples(sheet: Sheet) -> Sheet:
    examples = {number for number, row in enumerate(sheet.rows) if row and isinstance(row[0], str) and row[0].strip().casefold() == EXAMPLE}
    if not examples:
        return sheet
    return replace(sheet, rows=tuple(() if number in examples else row for number, row in enumerate(sheet.rows)))
