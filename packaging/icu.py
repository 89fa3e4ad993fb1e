"""Takes out of the data of ICU what a program in Chinese does not use: 31 MB of languages, scripts and names of zones.

Qt keeps its own data for text, numbers and dates, and asks ICU for little: names of time zones, sorting, old encodings.
The data is one table of named pieces (ICU, "Common Data File Format") inside a library that holds nothing else, so the
library is written anew with fewer pieces.
"""

import re
import struct
import sys
from pathlib import Path
from typing import NamedTuple

# besides what no piece can do without: the root of every tree, Chinese, and the encodings of Chinese files
_WANTED = re.compile(
    r"""(?:
        [^/]*\.(?:icu|nrm|spp)                                  # properties of characters, normalising
      | (?:[a-z]+/)?(?:root|zh|zh_Hans|zh_Hans_CN|zh_CN|en|en_US|res_index|pool)\.res
      | (?:supplementalData|likelySubtags|numberingSystems|timezoneTypes|zoneinfo64|windowsZones|metaZones|keyTypeData
         |icuver|icustd|plurals|pluralRanges|dayPeriods|genderList|currencyNumericCodes|metadata|units|grammaticalFeatures
         |tzdbNames)\.res
      | (?:coll/)?ucadata\.icu
      | brkitr/[a-z_]+\.brk
      | (?:gb18030|ibm-13(?:73|83|86)_P[0-9-]+|ibm-950_P110-1999|windows-9(?:36|50)-2000)\.cnv
    )""",
    re.VERBOSE,
)
_UNWANTED = re.compile(r"unames\.icu|translit/.*")
_ALIGNED = 16  # bytes: pieces begin at multiples of it
_PAGE = 0x1000
_LOAD, _HEADER_SIZE, _ENTRY, _SYMBOL = 1, 64, 56, 24  # ELF64: kind of a segment, sizes of header, entry and symbol


class Piece(NamedTuple):
    """One named piece of ICU's data."""

    name: str  # with the package before it: icudt73l/zh.res
    data: bytes


def pieces(data: bytes) -> list[Piece]:
    """The pieces of ICU's data, in the order of their names."""
    start = struct.unpack_from("<H", data)[0]
    count = struct.unpack_from("<I", data, start)[0]
    places = [struct.unpack_from("<II", data, start + 4 + 8 * number) for number in range(count)]
    ends = [place for _, place in places[1:]] + [len(data) - start]
    return [
        Piece(_text(data, start + name), data[start + place : start + end])
        for (name, place), end in zip(places, ends, strict=True)
    ]


def joined(header: bytes, kept: list[Piece]) -> bytes:
    """The data again, with these pieces; `header` is what stands before the table."""
    names_at = 4 + 8 * len(kept)
    names = b"".join(piece.name.encode() + b"\0" for piece in kept)
    first = _aligned(names_at + len(names), len(header))
    table, body, name_at = struct.pack("<I", len(kept)), b"", names_at
    for piece in kept:
        table += struct.pack("<II", name_at, first + len(body))
        name_at += len(piece.name) + 1
        body += piece.data + bytes(-len(piece.data) % _ALIGNED)
    return header + table + names + bytes(first - names_at - len(names)) + body


def reduced(library: bytes) -> bytes:
    """The library with the wanted pieces only.

    Its first segment ends behind the data and shrinks; the second one, a page of its own, keeps its address and moves
    up in the file. The sections, of which no loader takes notice, are left out.
    """
    segments = [list(struct.unpack_from("<IIQQQQQQ", library, place)) for place in _segments(library)]
    first, second = (segment for segment in segments if segment[0] == _LOAD)
    data_at, data_size, size_at = _data(library)
    data = library[data_at : data_at + data_size]
    header = data[: struct.unpack_from("<H", data)[0]]
    smaller = joined(header, [piece for piece in pieces(data) if wanted(piece.name)])
    end = data_at + len(smaller)
    moved_to = -(-end // _PAGE) * _PAGE + second[2] % _PAGE
    shift = second[2] - moved_to
    made = bytearray(library[:data_at] + smaller + bytes(moved_to - end))
    made += library[second[2] : second[2] + second[5]]
    struct.pack_into("<Q", made, size_at, len(smaller))
    struct.pack_into("<Q", made, 0x28, 0)  # no table of sections
    struct.pack_into("<HHH", made, 0x3A, 0, 0, 0)
    for place, segment in zip(_segments(library), segments, strict=True):
        if segment[2] >= second[2]:
            segment[2] -= shift
        elif segment[0] == _LOAD:
            segment[5] = segment[6] = end - first[2]
        struct.pack_into("<IIQQQQQQ", made, place, *segment)
    return bytes(made)


def wanted(name: str) -> bool:
    """Whether a piece is kept, by its name: icudt73l/zone/fr.res is not."""
    tail = name.partition("/")[2]
    return bool(_WANTED.fullmatch(tail)) and not _UNWANTED.fullmatch(tail)


def _segments(library: bytes) -> list[int]:
    """Where the entries of the program header stand."""
    start, count = struct.unpack_from("<Q", library, 0x20)[0], struct.unpack_from("<H", library, 0x38)[0]
    return [start + _ENTRY * number for number in range(count)]


def _data(library: bytes) -> tuple[int, int, int]:
    """Where the one symbol of the library lies, how many bytes it has, and where that size is written."""
    dynamic = next(s for s in _entries(library) if s[0] == 2)
    tags = dict(struct.iter_unpack("<qQ", library[dynamic[2] : dynamic[2] + dynamic[5]]))
    symbol = tags[6] + _SYMBOL  # the first is empty; addresses and places in the file agree in the first segment
    address, size = struct.unpack_from("<QQ", library, symbol + 8)
    return address, size, symbol + 16


def _entries(library: bytes) -> list[tuple[int, ...]]:
    return [struct.unpack_from("<IIQQQQQQ", library, place) for place in _segments(library)]


def _text(data: bytes, at: int) -> str:
    return data[at : data.index(b"\0", at)].decode("ascii")


def _aligned(place: int, after: int) -> int:
    return place + -(place + after) % _ALIGNED


def main() -> None:
    """Reduce the library named on the command line, in its place."""
    path = Path(sys.argv[1])
    before = path.read_bytes()
    path.write_bytes(reduced(before))
    print(f"{path.name}: {len(before):,} → {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
