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


def mutant(content: bytes, suffix: str, seed: object) -> tuple[bytes, str]:
    """One spoiled file and the ending of its name."""
    dice = random.Random(str(seed))  # noqa: S311 - dice that fall the same way again
    ways: Sequence = (flipped, cut, spliced, repacked, repacked, repacked) if content.startswith(b"PK") else (flipped, flipped, cut, spliced)
    if not content:
        return content, suffix
    return dice.choice(ways)(content, dice), dice.choice((suffix, suffix, suffix, dice.choice(SUFFIXES)))
