"""The container of old Excel files, built byte by byte: what the check lets through, the library reads the same way."""

import struct
from io import BytesIO

import pytest
import xlwt

from nianbao.core.grids import Grid
from nianbao.files.errors import UserError
from nianbao.files.readers.ole import check_old_workbook
from nianbao.files.readers.spreadsheet import read_spreadsheet

FREE, END, FAT, MORE_FAT = 0xFFFF_FFFF, 0xFFFF_FFFE, 0xFFFF_FFFD, 0xFFFF_FFFC
LISTED_IN_HEADER = 109


def workbook_stream() -> bytes:
    """A workbook of one cell, taken out of the container that xlwt puts it into, without the padding."""
    book = xlwt.Workbook()
    book.add_sheet("甲").write(0, 0, "乙")
    stream = BytesIO()
    book.save(stream)
    data = stream.getvalue()
    begin = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    return data[begin : data.rindex(b"\x0a\x00\x00\x00") + 4]


def entry(name: str, kind: int, start: int, length: int) -> bytes:
    words = (name + "\0").encode("utf-16-le")
    head = words.ljust(64, b"\0") + struct.pack("<HBBIII", len(words), kind, 1, FREE, FREE, FREE)
    return (head + b"\0" * 36 + struct.pack("<III", start, length, 0)).ljust(128, b"\0")


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[at : at + size].ljust(size, b"\0") for at in range(0, len(data), size)]


def container(stream: bytes, name: str = "Workbook", size: int = 512, *, small: bool = False) -> bytes:
    """The stream in a container with sectors of a size, in the small stream or in one of its own."""
    sectors: list[bytes] = []
    links: list[int] = []

    def put(data: bytes) -> int:
        start = len(sectors)
        pieces = cut(data, size)
        sectors.extend(pieces)
        links.extend([*range(start + 1, start + len(pieces)), END])
        return start

    small_fat, small_fats, root = END, 0, (0, 0)  # the library wants a small stream in every large container
    start, length = (0, len(stream)) if small else (put(stream), len(stream))
    if small:
        pieces = cut(stream, 64)
        root = (put(b"".join(pieces)), len(pieces) * 64)
        numbers = [*range(1, len(pieces)), END]
        small_fat = put(struct.pack(f"<{len(numbers)}I", *numbers).ljust(size, b"\xff"))
        small_fats = 1
    directory = put(entry("Root Entry", 5, *root) + entry(name, 2, start, length) + b"\0" * 256)
    return _closed(sectors, links, size, (directory, small_fat, small_fats))


def _closed(sectors: list[bytes], links: list[int], size: int, places: tuple[int, int, int]) -> bytes:
    """Add the table of links, the list of its own sectors, and the header."""
    directory, small_fat, small_fats = places
    in_sector = size // 4
    fats = more = 0
    while fats * in_sector < len(links) + fats + more:
        fats += 1
        more = -(-max(0, fats - LISTED_IN_HEADER) // (in_sector - 1))
    first = len(sectors)
    listed = list(range(first, first + fats))
    links = [*links, *[FAT] * fats, *[MORE_FAT] * more]
    table = struct.pack(f"<{len(links)}I", *links).ljust(fats * size, b"\xff")
    rest = listed[LISTED_IN_HEADER:]
    lists = []
    for number in range(more):
        part = rest[number * (in_sector - 1) : (number + 1) * (in_sector - 1)]
        following = first + fats + number + 1 if number + 1 < more else END
        lists.append(struct.pack(f"<{in_sector}I", *part, *[FREE] * (in_sector - 1 - len(part)), following))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<HHHHH", 0x3E, 3 if size == 512 else 4, 0xFFFE, size.bit_length() - 1, 6) + b"\0" * 6
    header += struct.pack("<IIIIIII", 0 if size == 512 else 1, fats, directory, 0, 4096, small_fat, small_fats)
    header += struct.pack("<II", first + fats if more else END, more)
    header += struct.pack(f"<{LISTED_IN_HEADER}I", *(listed + [FREE] * LISTED_IN_HEADER)[:LISTED_IN_HEADER])
    return header.ljust(size, b"\0") + b"".join(sectors) + table + b"".join(lists)


def is_read(data: bytes) -> bool:
    check_old_workbook(data)
    return list(read_spreadsheet(data)) == [Grid("工作表“甲”", (("乙",),), lettered=True)]


@pytest.mark.parametrize("name", ["Workbook", "Book"])
@pytest.mark.parametrize("size", [512, 4096])
def test_a_workbook_in_a_stream_of_its_own_is_read(name: str, size: int):
    assert is_read(container(workbook_stream().ljust(6000, b"\0"), name, size))


@pytest.mark.parametrize("size", [512, 4096])
def test_a_small_workbook_in_the_small_stream_is_read(size: int):
    assert len(workbook_stream()) < 4096
    assert is_read(container(workbook_stream(), size=size, small=True))


def test_a_workbook_of_many_megabytes_is_read():
    """Its table of links does not fit into the header's list."""
    assert is_read(container(workbook_stream().ljust(9_000_000, b"\0")))


def test_a_container_of_something_else_is_left_to_the_library():
    check_old_workbook(container(b"x" * 5000, "WordDocument"))


def changed(data: bytes, place: int, number: int, layout: str = "<I") -> bytes:
    new = bytearray(data)
    struct.pack_into(layout, new, place, number)
    return bytes(new)


BIG = container(workbook_stream().ljust(6000, b"\0"))
SMALL = container(workbook_stream(), small=True)
LINKS = 512 + 512 * struct.unpack_from("<I", BIG, 76)[0]


@pytest.mark.parametrize(
    "data",
    [
        changed(BIG, 30, 31, "<H"),
        changed(BIG, 32, 7, "<H"),
        changed(BIG, 40, 2**31),
        changed(BIG, 44, 2**31),
        changed(BIG, 64, 2**31),
        changed(BIG, 48, 2**31),
        changed(BIG, 68, 3),
        changed(BIG, 76, 2**31),
        changed(BIG, LINKS, 0),
        changed(BIG, LINKS, 2**31),
        changed(BIG, LINKS, FREE),
        changed(SMALL, 60, 2**31),
        BIG[:600],
        BIG[:100],
        BIG[:30],
    ],
    ids=lambda data: f"{len(data)} bytes",
)
def test_a_container_that_leads_out_of_the_file_or_round_in_circles_is_damaged(data: bytes):
    with pytest.raises(UserError, match="已损坏"):
        check_old_workbook(data)


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"\x00\x02\x0e\x00", record(0x0200, struct.pack("<IIHHH", 0, 2**31, 0, 2, 0))),
        (b"\x00\x02\x0e\x00", record(0x0200, struct.pack("<IIHHH", 9, 1, 0, 1, 0))),
        (b"\x00\x02\x0e\x00", record(0x0200, struct.pack("<IIHHH", 0, 1, 9, 1, 0))),
        (b"\x00\x02\x0e\x00", record(0x0200, struct.pack("<IIHHH", 0, 1, 0, 999, 0))),
        (b"\xfd\x00\x0a\x00", record(0x00FD, struct.pack("<HHHI", 0, 65535, 0, 0))),
        (b"\xfc\x00", struct.pack("<HHII", 0x00FC, 15, 1, 2**31)),
        (b"\xfc\x00", struct.pack("<HHII", 0x00FC, 15, 1, 2**30)),
    ],
)
def test_a_workbook_that_claims_more_than_a_sheet_has_is_damaged(old: bytes, new: bytes):
    stream = workbook_stream()
    place = stream.rindex(old) if len(old) == 4 else stream.index(old)
    data = container((stream[:place] + new + stream[place + len(new) :]).ljust(6000, b"\0"))
    with pytest.raises(UserError, match="已损坏"):
        check_old_workbook(data)


def test_a_sheet_that_begins_beyond_the_workbook_is_damaged():
    stream = workbook_stream()
    place = stream.index(b"\x85\x00") + 4
    with pytest.raises(UserError, match="已损坏"):
        check_old_workbook(container(changed(stream, place, 10**6).ljust(6000, b"\0")))


def test_a_workbook_with_a_password_is_said_to_have_one():
    stream = workbook_stream()
    lock = record(0x002F, b"\x01\x00" * 3)
    with pytest.raises(UserError, match="设了密码"):
        check_old_workbook(container((stream[:20] + lock + stream[20:]).ljust(6000, b"\0")))
