"""Parts → package (.docx, .xlsx): unchanged parts are copied as they were packed, order and dates are always the same.

The format is that of PKWARE's APPNOTE 6.3.3, without extensions: no part is over 4 GiB and there are no zip64 fields.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

#: What zipfile, and so docxtpl, compresses with.
LEVEL = 6
_DATE = (1 << 5) | 1  # 1 January 1980, 0:00
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_DEFLATED = 8
_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class Entry:
    """A packed part: its local header with its data, and its record of the central directory before and after the offset."""

    local: bytes
    head: bytes
    tail: bytes


def packed(name: str, data: bytes, level: int = LEVEL) -> Entry:
    """A part as it stands in an archive."""
    engine = zlib.compressobj(level, zlib.DEFLATED, -15)
    squeezed = engine.compress(data) + engine.flush()
    raw = name.encode()
    flags = 0 if name.isascii() else _UTF8
    sizes = (zlib.crc32(data), len(squeezed), len(data))
    local = _LOCAL.pack(b"PK\3\4", _VERSION, flags, _DEFLATED, 0, _DATE, *sizes, len(raw), 0) + raw + squeezed
    central = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, flags, _DEFLATED, 0, _DATE, *sizes, len(raw), 0, 0, 0, 0, 0, 0)
    return Entry(local, central[:-4], raw)


def joined(entries: Mapping[str, Entry], changed: Mapping[str, Entry]) -> bytes:
    """An archive of these parts, in the order of the first mapping; parts that only the second one has come last."""
    locals_: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for entry in ({**entries, **changed}).values():
        locals_.append(entry.local)
        directory += (entry.head, offset.to_bytes(4, "little"), entry.tail)
        offset += len(entry.local)
    listed = b"".join(directory)
    count = len(locals_)
    return b"".join((*locals_, listed, _END.pack(b"PK\5\6", 0, 0, count, count, len(listed), offset, 0)))
