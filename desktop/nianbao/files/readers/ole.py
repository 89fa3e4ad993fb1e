"""Old Excel files (.xls .et) looked over before they are read.

The library that reads them trusts every length and link in the file. A damaged one sends it round in circles or makes
it ask for more memory than there is, and that ends the program: nothing can be caught. Sources: [MS-CFB] for the
container of sectors, [MS-XLS] for the records in it.
"""

import struct
from collections.abc import Iterator, Sequence

from nianbao.files.errors import UserError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the first bytes of every such container
ROWS, COLUMNS = 65_536, 256  # of an old Excel sheet
_HEADER, _DIRECTORY_ENTRY, _HEADER_FAT = 512, 128, 109
_SMALL, _SMALL_SECTOR = 4096, 64  # shorter streams lie in pieces of 64 bytes in a stream of their own
_END, _RESERVED = 0xFFFF_FFFE, 0xFFFF_FFFA
_END_OF_STREAM, _SHEET, _STRINGS, _DIMENSIONS, _LOCKED = 0x000A, 0x0085, 0x00FC, 0x0200, 0x002F
_CELLS = frozenset({0x0006, 0x00BD, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})  # begin with row and column


class _Damaged(Exception):
    """The file says something that cannot be."""


def check_old_workbook(data: bytes) -> None:
    """Raise UserError when the file has a password, or is too damaged to be handed to the library."""
    try:
        stream = _Container(data).workbook()
        if stream is not None:
            _check_records(stream)
    except (_Damaged, struct.error):
        raise UserError("这个表格文件已损坏，读不出来。", "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再导入。") from None


def locked() -> UserError:
    return UserError("这个表格文件设了密码，打不开。", "请用 Excel 或 WPS 打开它，去掉密码后再导入。")


def _demand(true: bool) -> None:
    if not true:
        raise _Damaged


class _Container:
    """The sectors of the file, their chains, and the streams that these make up."""

    def __init__(self, data: bytes) -> None:
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        _demand(shift in (9, 12) and small_shift == 6)
        self._size = 1 << shift
        self._data = data[self._size :]
        self._count = -(-len(self._data) // self._size)
        lengths = struct.unpack_from("<IIIIIIIII", data, 40)
        directories, fats, self._directory, _, _, self._small_fat, small_fats, more, _ = lengths
        _demand(max(directories, fats, small_fats) <= self._count)
        self._fat = self._read_fat(struct.unpack_from(f"<{_HEADER_FAT}I", data, 76), more)
        self._has_small = small_fats > 0

    def _read_fat(self, first: Sequence[int], more: int) -> tuple[int, ...]:
        """The table of links: the sector after each sector. Its own sectors are listed in the header and in `more`."""
        listed = list(first)
        for _ in range(self._count):
            if more >= _RESERVED:
                break
            *entries, more = self._numbers(self._sector(more))
            listed += entries
        _demand(more >= _RESERVED)
        return tuple(link for sector in listed if sector < _RESERVED for link in self._numbers(self._sector(sector)))

    def _sector(self, number: int) -> bytes:
        _demand(number < self._count)
        return self._data[number * self._size : (number + 1) * self._size]

    def _numbers(self, sector: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])

    def _chain(self, start: int, links: Sequence[int]) -> list[int]:
        """The numbers of the sectors of a stream. It must end, and within the file."""
        chain: list[int] = []
        while start != _END:
            _demand(start < len(links) and len(chain) < len(links))
            chain.append(start)
            start = links[start]
        return chain

    def _stream(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(start, self._fat))

    def workbook(self) -> bytes | None:
        """The stream of the workbook, None when the container holds something else."""
        directory = self._stream(self._directory)
        entries = [directory[at : at + _DIRECTORY_ENTRY] for at in range(0, len(directory), _DIRECTORY_ENTRY)]
        _demand(all(len(entry) == _DIRECTORY_ENTRY for entry in entries) and bool(entries))
        small, links = b"", self._fat[:0]
        if self._has_small:
            small, links = self._stream(_start(entries[0])), self._numbers(self._stream(self._small_fat))
        named = {entry[:64].decode("utf-16-le", "replace").split("\0")[0]: entry for entry in reversed(entries)}
        entry = named.get("Workbook") or named.get("Book")
        if entry is None:
            return None
        length = _length(entry)
        _demand(max(length, _length(entries[0])) <= len(self._data))
        if length >= _SMALL:
            return self._stream(_start(entry))[:length]
        pieces = self._chain(_start(entry), links)
        _demand(all(number * _SMALL_SECTOR < len(small) for number in pieces))
        return b"".join(small[n * _SMALL_SECTOR : (n + 1) * _SMALL_SECTOR] for n in pieces)[:length]


def _start(entry: bytes) -> int:
    return int.from_bytes(entry[116:120], "little")


def _length(entry: bytes) -> int:
    return int.from_bytes(entry[120:124], "little")


def _check_records(stream: bytes) -> None:
    """Look over the records of the workbook and of each of its sheets, as the library will read them."""
    sheets = []
    for kind, body in _records(stream, 0):
        if kind == _LOCKED:
            raise locked()
        if kind == _SHEET:
            sheets.append(struct.unpack_from("<I", body)[0])
        if kind == _STRINGS:
            _demand(0 <= struct.unpack_from("<i", body, 4)[0] <= len(stream))
    for start in sheets:
        _demand(start < len(stream))
        for kind, body in _records(stream, start):
            _demand(_is_within_sheet(kind, body))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END_OF_STREAM:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _is_within_sheet(kind: int, body: bytes) -> bool:
    """Whether the place of a cell, or the rectangle that all cells lie in, is one of an old Excel sheet."""
    if kind in _CELLS:
        _row, column = struct.unpack_from("<HH", body)
        return bool(column < COLUMNS)
    if kind == _DIMENSIONS and len(body) in (10, 14):
        top, bottom, left, right = struct.unpack_from("<IIHH" if len(body) == 14 else "<HHHH", body)
        return not (bottom and right) or (top < bottom <= ROWS and left < right <= COLUMNS)
    return True
