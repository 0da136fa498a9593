"""Package → its parts, each unpacked once; and the same package so that the fast reader has the least work with it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Collection
from typing import Final, Self

#: Parts of more bytes altogether are not kept beside the values that are made of them.
_MOST_KEPT: Final = 32 * 2**20
#: Length of a local header without name and extra field; the two lengths stand at its end.
_LOCAL: Final = 30
_MERGED: Final = re.compile(rb"<mergeCells\b.*?</mergeCells>", re.DOTALL)


class Parts:
    """The parts of a package; to be used with ``with``.

    Args:
        content: The package.

    Raises:
        zipfile.BadZipFile: It is none.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._package = zipfile.ZipFile(io.BytesIO(content))
        self.names = tuple(self._package.namelist())
        self._kept: dict[str, bytes] = {}
        self._keeps = sum(entry.file_size for entry in self._package.infolist()) <= _MOST_KEPT

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._package.close()

    def read(self, name: str) -> bytes:
        """A part whose checksum holds.

        Raises:
            KeyError: There is no such part.
            zipfile.BadZipFile: It is damaged; zlib.error: so much that it cannot be unpacked.
        """
        if (kept := self._kept.get(name)) is not None:
            return kept
        entry = self._package.getinfo(name)
        part = self._unpacked_at_once(entry)
        if part is None:
            part = self._package.read(entry)
        if self._keeps:
            self._kept[name] = part
        return part

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a part."""
        if name in self._kept:
            return self._kept[name][:size]
        with self._package.open(name) as part:
            return part.read(size)

    def _unpacked_at_once(self, entry: zipfile.ZipInfo) -> bytes | None:
        """A part made in one piece, which costs half of making it of many; ``None`` for whatever is not as it should be, which zipfile then says."""
        begin = entry.header_offset + _LOCAL
        lengths = self._content[begin - 4 : begin]
        begin += int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        if entry.compress_type != zipfile.ZIP_DEFLATED or not 0 < entry.file_size <= _MOST_KEPT:
            return None
        engine = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            # One byte more than is said would show that it is not true; no more than that is ever unpacked.
            part = engine.decompress(memoryview(self._content)[begin : begin + entry.compress_size], entry.file_size + 1)
        except zlib.error:
            return None
        return part if engine.eof and len(part) == entry.file_size and zlib.crc32(part) == entry.CRC else None

    def stored(self, sheets: Collection[str]) -> bytes:
        """The package without compression, as far as it is XML: the fast reader unpacks a sheet twice, for its cells and for its merged ranges.

        These ranges stand behind the cells; they are put before them as well, where it finds them without going through the cells again.

        Args:
            sheets: Names of the parts that are sheets.
        """
        if not self._keeps:
            return self._content
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as package:
            for name in self.names:
                if name.lower().endswith((".xml", ".rels")):
                    part = self.read(name)
                    with package.open(name, "w") as packed:
                        for piece in _merged_first(part) if name in sheets else (part,):
                            packed.write(piece)
        return made.getvalue()


def _merged_first(sheet: bytes) -> tuple[bytes | memoryview, ...]:
    start, end = sheet.find(b"<sheetData"), sheet.rfind(b"</sheetData>")
    found = _MERGED.search(sheet, max(start, end))
    if start < 0 or (found is None and sheet.find(b"mergeCell", max(start, end)) >= 0):
        return (sheet,)
    return memoryview(sheet)[:start], found[0] if found else b"<mergeCells/>", memoryview(sheet)[start:]
