"""Workbooks spoiled on purpose, the same for the same seed: flipped bits, cut ends, swapped parts, wrong names."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".docx", ".html", ".xml")


def flipped(content: bytes, dice: random.Random) -> bytes:
    """A few bits of a file turned over."""
    spoiled = bytearray(content)
    for _ in range(dice.choice((1, 1, 3, 20))):
        spoiled[dice.randrange(len(spoiled))] ^= 1 << dice.randrange(8)
    return bytes(spoiled)


def cut(content: bytes, dice: random.Random) -> bytes:
    """A file that was not copied to its end, or whose end is zeroes."""
    kept = content[: dice.randrange(1, len(content))]
    return kept + b"\0" * (len(content) - len(kept)) if dice.random() < 0.3 else kept


def spliced(content: bytes, dice: random.Random) -> bytes:
    """A stretch of a file written over another of its stretches."""
    length = dice.randrange(1, max(2, len(content) // 4))
    here, there = (dice.randrange(max(1, len(content) - length)) for _ in range(2))
    return content[:here] + content[there : there + length] + content[here + length :]


def repacked(content: bytes, dice: random.Random) -> bytes:
    """A package whose checksums hold and whose parts do not: one is spoiled, swapped, emptied or left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}
    except Exception:  # noqa: BLE001 - the file was broken to begin with
        return flipped(content, dice)
    if not parts:
        return flipped(content, dice)
    names = sorted(parts)
    victim = dice.choice([name for name in names if "sheet" in name or "content" in name or "document" in name] or names)
    kind = dice.randrange(6)
    if kind == 0 and parts[victim]:
        parts[victim] = flipped(parts[victim], dice)
    elif kind == 1:
        other = dice.choice(names)
        parts[victim], parts[other] = parts[other], parts[victim]
    elif kind == 2:
        parts[victim] = b""
    elif kind == 3:
        del parts[dice.choice(names)]
    elif kind == 4 and len(parts[victim]) > 1:
        parts[victim] = cut(parts[victim], dice)
    elif parts[victim]:
        parts[victim] = spliced(parts[victim], dice)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


_BOMB = "<!DOCTYPE x [" + '<!ENTITY a0 "lolololololololol">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
_POISONS: tuple[tuple[bytes, bytes], ...] = (
    (b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    (b"</sheetData>", b'<row r="20000"><c r="XFD20000" t="inlineStr"><is><t> </t></is></c></row></sheetData>'),
    (b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    (b"</sheetData>", b'</sheetData><mergeCells count="2"><mergeCell ref="A1:C9"/><mergeCell ref="B2:ZZZ99999999"/></mergeCells>'),
    (b"<sheetData>", b'<sheetData><row r="99999999"><c r="A99999999"><v>1</v></c></row>'),
    (b"<worksheet", _BOMB.encode() + b"<worksheet"),
    (b"<office:document-content", _BOMB.encode() + b"<office:document-content"),
    (b"<w:document", _BOMB.encode() + b"<w:document"),
    (b"<table:table-row", b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/></table:table-row><table:table-row'),
    (b"<w:tbl>", b"<w:tbl>" * 400),
)


def poisoned(content: bytes, dice: random.Random) -> bytes:
    """A package that holds what is meant to kill its reader: a far cell, an endless merge, entities that swell."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = {entry.filename: package.read(entry) for entry in package.infolist() if not entry.is_dir()}
    except Exception:  # noqa: BLE001 - the file was broken to begin with
        return flipped(content, dice)
    fitting = [(name, poison) for name in sorted(parts) for poison in _POISONS if poison[0] in parts[name]]
    if not fitting:
        return repacked(content, dice)
    name, (place, poison) = dice.choice(fitting)
    parts[name] = parts[name].replace(place, poison, 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for other, part in parts.items():
            package.writestr(other, part)
    return out.getvalue()


def mutant(content: bytes, suffix: str, seed: object) -> tuple[bytes, str]:
    """One spoiled file and the ending of its name."""
    dice = random.Random(str(seed))  # noqa: S311 - dice that fall the same way again
    ways: Sequence = (flipped, cut, spliced, repacked, repacked, repacked, poisoned, poisoned) if content.startswith(b"PK") else (flipped, flipped, cut, spliced)
    if not content:
        return content, suffix
    return dice.choice(ways)(content, dice), dice.choice((suffix, suffix, suffix, dice.choice(SUFFIXES)))
