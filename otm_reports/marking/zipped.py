"""Package × changed parts → package: what is not touched is copied as it is compressed, byte for byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
#: The first moment that a package can name: parts of ours have no other, so that the same inputs give the same bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_UTF8 = 0x800
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


class Package:
    """The parts of a package that are asked for, and those that are changed.

    Attributes:
        names: Parts of the package, in their order.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self.names = tuple(self._zip.namelist())
        self._known = {name.replace("\\", "/").lower(): name for name in self.names}
        self._changed: dict[str, bytes] = {}

    def __contains__(self, part: str) -> bool:
        return part in self._changed or part.lower() in self._known

    def read(self, part: str) -> bytes:
        """A part as it stands now, changes included; names are compared without regard to case (ECMA-376-2, 6.2.2).

        Raises:
            KeyError: There is no such part.
        """
        name = self._name(part)
        return self._changed[name] if name in self._changed else self._zip.read(name)

    def size(self, part: str) -> int:
        """Bytes of a part as the package says, without unpacking it."""
        return self._zip.getinfo(self._name(part)).file_size

    def write(self, part: str, content: bytes) -> None:
        """Change a part, or add one."""
        self._changed[self._name(part)] = content

    def free(self, pattern: str) -> str:
        """The first part name of a pattern such as ``xl/comments{}.xml`` that nobody has."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def _name(self, part: str) -> str:
        return self._known.get(part.lower(), part)

    def packed(self) -> bytes:
        """The whole package: untouched parts with the very bytes they were compressed to, new ones at its end."""
        body, index = io.BytesIO(), io.BytesIO()
        count = 0
        for about in self._zip.infolist():
            changed = self._changed.get(about.filename)
            packed = self._raw(about) if changed is None else _deflate(changed)
            _add(body, index, about, packed, changed)
            count += 1
        for name, content in self._changed.items():
            if name not in self.names:
                about = zipfile.ZipInfo(name, _MOMENT)
                _add(body, index, about, _deflate(content), content)
                count += 1
        start = body.tell()
        body.write(index.getvalue())
        body.write(_END.pack(b"PK\5\6", 0, 0, count, count, index.tell(), start, 0))
        return body.getvalue()

    def _raw(self, about: zipfile.ZipInfo) -> bytes:
        names, extra = struct.unpack_from("<2H", self._content, about.header_offset + 26)
        start = about.header_offset + _LOCAL.size + names + extra
        return self._content[start : start + about.compress_size]


def _deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def _add(body: io.BytesIO, index: io.BytesIO, about: zipfile.ZipInfo, packed: bytes, content: bytes | None) -> None:
    """Write one part and its line of the index; sizes stand before the data, as every reader can take them."""
    checksum = about.CRC if content is None else zlib.crc32(content)
    size = about.file_size if content is None else len(content)
    kind = about.compress_type if content is None else _DEFLATED
    encoded, flags = _encoded(about)
    year, month, day, hour, minute, second = about.date_time
    moment = (hour << 11 | minute << 5 | second // 2, (max(year, 1980) - 1980) << 9 | month << 5 | day)
    where = body.tell()
    body.write(_LOCAL.pack(b"PK\3\4", 20, flags, kind, *moment, checksum, len(packed), size, len(encoded), 0) + encoded + packed)
    index.write(_CENTRAL.pack(
        b"PK\1\2", about.create_system << 8 | 20, 20, flags, kind, *moment, checksum, len(packed), size, len(encoded), 0, 0, 0, 0,
        about.external_attr, where,
    ) + encoded)


def _encoded(about: zipfile.ZipInfo) -> tuple[bytes, int]:
    if about.flag_bits & _UTF8:
        return about.orig_filename.encode(), about.flag_bits & (0x6 | _UTF8)
    try:
        return about.orig_filename.encode("cp437"), about.flag_bits & 0x6
    except UnicodeEncodeError:
        return about.orig_filename.encode(), about.flag_bits & 0x6 | _UTF8


def texts_of(content: bytes) -> Iterator[bytes]:
    """The parts of a workbook that hold texts: its sheets and its shared strings.

    Raises:
        ValueError: It is no package, or a damaged one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                if name.lower().endswith(".xml") and ("sheet" in name.lower() or "sharedstrings" in name.lower()):
                    yield package.read(name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as problem:
        raise ValueError from problem


def unpacked(content: bytes) -> Mapping[str, bytes]:
    """Every part of a package by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
