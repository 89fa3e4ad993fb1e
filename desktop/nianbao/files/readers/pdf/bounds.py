"""How far a PDF may go: a few kilobytes of it can ask for more memory and time than there is, so pdfminer works here
under limits that no report reaches. Each limit is many times what the longest known report needs.
"""

import re
import struct
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTPage
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream, resolve1, stream_value
from pdfminer.psexceptions import PSException

from nianbao.files.errors import UserError

_SECONDS = 7.0
_MARKS = 300_000  # characters, lines and other marks on all pages
_UNPACKED = 192 * 1024 * 1024  # bytes of all streams, fonts most of them
_CONTENT = 1024 * 1024  # bytes that draw one page or a part of it
_ODD = 128 * 1024  # bytes packed otherwise than by zlib, which tell nothing of their size unpacked
_STATES = 500  # graphics states saved one in another
_CODES = 300_000  # characters that one font speaks of
_CHUNK = 64 * 1024

UNKNOWN = "\ufffd"  # a glyph that the font gives no character for

_ENDLESS = re.compile(rb"[^\r\n]{8000000}")
_RANGES = re.compile(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<[^<>]*>|\[[^\]]*\]|\d+)")


class Bounds:
    """What one file has used of its time and room. Raises UserError when it asks for more."""

    def __init__(self) -> None:
        self._end = time.monotonic() + _SECONDS
        self._marks = self._unpacked = self._asked = 0

    def tick(self) -> None:
        """To be called in every loop that a file can make long."""
        self._asked += 1
        if self._asked % 256 == 0:
            self.check()

    def check(self) -> None:
        if time.monotonic() > self._end:
            raise too_much()

    def mark(self, count: int = 1) -> None:
        self.tick()
        self._marks += count
        if self._marks > _MARKS:
            raise too_much()

    def inflate(self, data: bytes) -> bytes:
        """What zlib unpacks, up to the place where the data is damaged."""
        unpacker, parts = zlib.decompressobj(), []
        for start in range(0, len(data), _CHUNK):
            try:
                part = unpacker.decompress(data[start : start + _CHUNK], _UNPACKED)
            except zlib.error:
                break
            self._unpacked += len(part)
            if self._unpacked > _UNPACKED or unpacker.unconsumed_tail:
                raise too_much()
            parts.append(part)
        return b"".join(parts)


def too_much() -> UserError:
    return UserError(
        "这个 PDF 太大或太复杂，不像年度报告。", "请检查是否选错了文件；没有选错的，请找它的 Word 或 Excel 原件导入。"
    )


class Stream(PDFStream):
    """A stream that is unpacked within the bounds."""

    def __init__(self, found: PDFStream, bounds: Bounds) -> None:
        super().__init__(found.attrs, found.get_rawdata() or b"", found.decipher)
        self._bounds = bounds

    def decode(self) -> None:
        raw = self.rawdata or b""
        data, plain = self._deciphered(raw), True
        for kind, settings in self.get_filters():
            if settings and any(isinstance(value, int) and value > _ODD for value in settings.values()):
                raise too_much()
            plain = kind in LITERALS_FLATE_DECODE and not (settings and "Predictor" in settings)
            if kind in LITERALS_FLATE_DECODE:
                data = self._bounds.inflate(data)
            if not plain:
                break
        if plain:
            self.data, self.rawdata = data, None
        elif len(self.get_filters()) > 2 or len(raw) > _ODD:
            raise too_much()
        else:
            super().decode()

    def _deciphered(self, data: bytes) -> bytes:
        if self.decipher is None or self.objid is None or self.genno is None:
            return data
        return self.decipher(self.objid, self.genno, data, self.attrs)


class Parser(PDFParser):
    """Reads the objects of the file."""

    def __init__(self, data: bytes, bounds: Bounds) -> None:
        if _ENDLESS.search(data):  # the library takes for ever to find the end of such a line
            raise too_much()
        self._bounds = bounds
        super().__init__(BytesIO(data))

    def push(self, *objs: Any) -> None:
        super().push(*((pos, self._bounded(obj)) for pos, obj in objs))

    def _bounded(self, obj: Any) -> Any:
        return Stream(obj, self._bounds) if isinstance(obj, PDFStream) else obj

    def nexttoken(self) -> Any:
        self._bounds.tick()
        return super().nexttoken()

    def nextline(self) -> tuple[int, bytes]:
        self._bounds.tick()
        return super().nextline()

    def revreadlines(self) -> Iterator[bytes]:
        for line in super().revreadlines():
            self._bounds.tick()
            yield line


class Resources(PDFResourceManager):
    """Makes the fonts."""

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        widths = resolve1(spec.get("W"))
        reach = _span(widths) if isinstance(widths, list) else 0
        if max(reach, *(_reach(resolve1(spec.get(name))) for name in ("ToUnicode", "Encoding"))) > _CODES:
            raise too_much()
        try:
            return super().get_font(objid, spec)
        except (PSException, LookupError, ValueError, TypeError, AssertionError, struct.error):
            return super().get_font(objid, _without_glyphs(spec))


def _without_glyphs(spec: Mapping[str, object]) -> dict[str, object]:
    """The font without its drawings, which may be damaged: what its characters are is told elsewhere."""
    descriptor = resolve1(spec.get("FontDescriptor"))
    kept = descriptor if isinstance(descriptor, dict) else {}
    return {**spec, "FontDescriptor": {key: value for key, value in kept.items() if not key.startswith("FontFile")}}


def _span(widths: list[object]) -> int:
    """How many characters a list of widths names: “first [width …]” or “first last width” over and over."""
    total, numbers = 0, list[float]()
    for item in map(resolve1, widths):
        if isinstance(item, list):
            total, numbers = total + len(item), []
        elif isinstance(item, int | float):
            numbers.append(item)
        if len(numbers) == 3:
            total, numbers = total + max(0, int(numbers[1] - numbers[0])), []
    return total


def _reach(codes: object) -> int:
    """How many characters the ranges of a character map name."""
    if not isinstance(codes, PDFStream):
        return 0
    pairs = (pair for part in _RANGES.findall(codes.get_data()) for pair in _RANGE.findall(part))
    return sum(max(0, _code(end) - _code(start)) for start, end in pairs)


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


class Interpreter(PDFPageInterpreter):
    """Carries out what draws a page."""

    def __init__(self, resources: PDFResourceManager, canvas: "Canvas") -> None:
        super().__init__(resources, canvas)
        self._bounds = canvas.bounds

    def execute(self, streams: Sequence[object]) -> None:
        self._bounds.check()
        if sum(len(stream_value(stream).get_data()) for stream in streams) > _CONTENT:
            raise too_much()
        super().execute(streams)

    def do_q(self) -> None:
        self._bounds.tick()
        if len(self.gstack) > _STATES:
            raise too_much()
        super().do_q()


class Canvas(PDFLayoutAnalyzer):
    """What is drawn on a page: `page` when it is done, and how many `images` there were."""

    page: LTPage

    def __init__(self, resources: PDFResourceManager, bounds: Bounds) -> None:
        super().__init__(resources, laparams=None)
        self.bounds = bounds
        self.images = 0

    def begin_page(self, page: PDFPage, ctm: Any) -> None:
        self.images = 0
        super().begin_page(page, ctm)

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        self.bounds.mark()
        super().begin_figure(name, bbox, matrix)

    def render_char(self, *args: Any) -> float:
        self.bounds.mark()
        return super().render_char(*args)

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002  nothing of it is kept
        self.images += 1

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        self.bounds.mark(1 + len(path) // 4)
        super().paint_path(gstate, stroke, fill, evenodd, path)

    def handle_undefined_char(self, font: PDFFont, cid: int) -> str:  # noqa: ARG002
        return UNKNOWN

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage
