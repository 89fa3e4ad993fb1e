"""The pages of a PDF as pdfminer finds them: every character and every straight line with its place."""

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTLine, LTPage, LTRect
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfpage import PDFPage

from nianbao.files.errors import UserError
from nianbao.files.readers.pdf.bounds import UNKNOWN, Bounds, Canvas, Interpreter, Parser, Resources

_MAX_PAGES = 200
_THIN = 4.0  # points: a rectangle that is no thicker is a line
_STRAIGHT = 1.0  # points by which a line may slope
# the strokes that some programs write instead of the characters that they are; NFKC knows the other ones (⼀, ⽤)
_STROKES = str.maketrans(
    "⺟⺠⺩⺪⺫⺬⺭⺮⺶⺷⺾⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民王疋目示礻竹羊羊艹虎西见角贝车长门青页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)


@dataclass(frozen=True, slots=True)
class Char:
    """A character in its box, in points from the top left of the page. `upright` unless it was turned."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    upright: bool = True

    @property
    def x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along (`start` to `end`) a coordinate across (`at`); all in points from the top left."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `rules` are lines that are drawn, `edges` those of coloured areas, `images` how many pictures it has."""

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    rules: tuple[Rule, ...]
    edges: tuple[Rule, ...]
    images: int


def read_pages(data: bytes, bounds: Bounds) -> list[Page]:
    """All pages. Raises UserError with a remedy for a file that is locked, damaged, empty or too large."""
    with _silenced("pdfminer"):
        try:
            document = PDFDocument(Parser(data, bounds))
            found = list(islice(PDFPage.create_pages(document), _MAX_PAGES + 1))
            if len(found) > _MAX_PAGES:
                raise UserError(f"这个 PDF 超过 {_MAX_PAGES} 页，不像年度报告。", "请检查是否选错了文件。")
            pages = list(_pages(found, bounds))
        except UserError:
            raise
        except PDFEncryptionError as reason:
            raise UserError("这个 PDF 设了密码，打不开。", "请用 PDF 阅读器打开它，去掉密码后再导入。") from reason
        except Exception as reason:  # whatever a damaged file makes the library stumble over
            raise _damaged() from reason
    if not pages:
        raise _damaged()
    return pages


def _damaged() -> UserError:
    return UserError("这个 PDF 已损坏，读不出来。", "请重新下载或重新导出它，或找它的 Word 或 Excel 原件导入。")


@contextmanager
def _silenced(name: str) -> Iterator[None]:
    """The library warns of each oddity of a file in the log; the clerk can do nothing about them."""
    logger = logging.getLogger(name)
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _pages(found: Iterable[PDFPage], bounds: Bounds) -> Iterator[Page]:
    resources = Resources()
    canvas = Canvas(resources, bounds)
    interpreter = Interpreter(resources, canvas)
    for number, page in enumerate(found, 1):
        interpreter.process_page(page)
        yield _page(number, canvas)


def _page(number: int, canvas: Canvas) -> Page:
    height = canvas.page.height
    chars, rules, edges = list[Char](), list[Rule](), list[Rule]()
    for item in _items(canvas.page):
        if not _is_near(item, canvas.page):
            continue
        if isinstance(item, LTChar):
            if not _is_slanting(item):
                place = (item.x0, height - item.y1, item.x1, height - item.y0)
                chars.append(Char(_text(item.get_text()), *place, item.upright))
        elif isinstance(item, LTRect):
            (rules if item.stroke or min(item.width, item.height) <= _THIN else edges).extend(_sides(item, height))
        elif isinstance(item, LTCurve) and item.stroke and all(step[0] in "mlh" for step in item.original_path or ()):
            rules.extend(_lines(item, height))
    return Page(number, canvas.page.width, height, tuple(chars), tuple(rules), tuple(edges), canvas.images)


def _is_near(item: object, page: LTPage) -> bool:
    """Whether an item is on the page or not far from it: files name any place, even such as are no numbers."""
    if not isinstance(item, LTComponent):
        return False
    x, y = page.width, page.height
    return -x <= item.x0 <= item.x1 <= 2 * x and -y <= item.y0 <= item.y1 <= 2 * y


def _is_slanting(char: LTChar) -> bool:
    """Whether a character is written neither across nor down the page: a watermark is."""
    along, up = abs(char.matrix[0]), abs(char.matrix[1])
    return min(along, up) > 0.1 * max(along, up)


def _items(container: Any) -> Iterator[object]:
    """What is on the page, in groups or not."""
    waiting = [iter(container)]
    while waiting:
        for item in waiting[-1]:
            if isinstance(item, LTContainer):
                waiting.append(iter(item))
                break
            yield item
        else:
            waiting.pop()


def _text(text: str) -> str:
    """The character as Chinese is written: no radicals in the place of characters, no glyphs of private use."""
    if len(text) == 1 and (text < "\u2e80" or "\u3000" <= text < "\ue000"):
        return UNKNOWN if text < " " else text
    if any("\ue000" <= letter <= "\uf8ff" or letter < " " for letter in text):
        return UNKNOWN
    if all("\u2e80" <= letter < "\u3000" or "\uf900" <= letter < "\ufb00" for letter in text):
        return unicodedata.normalize("NFKC", text.translate(_STROKES))
    return text


def _sides(item: LTRect, height: float) -> Iterator[Rule]:
    """The middle of a thin rectangle, the four sides of any other."""
    top, bottom = height - item.y1, height - item.y0
    if item.height <= _THIN < item.width or (item.height <= item.width <= _THIN):
        yield Rule(True, (top + bottom) / 2, item.x0, item.x1)
    elif item.width <= _THIN:
        yield Rule(False, (item.x0 + item.x1) / 2, top, bottom)
    else:
        yield from (Rule(True, at, item.x0, item.x1) for at in (top, bottom))
        yield from (Rule(False, at, top, bottom) for at in (item.x0, item.x1))


def _lines(item: LTLine | LTCurve, height: float) -> Iterator[Rule]:
    for (x0, y0), (x1, y1) in pairwise(item.pts):
        if abs(y0 - y1) <= _STRAIGHT < abs(x0 - x1):
            yield Rule(True, height - (y0 + y1) / 2, min(x0, x1), max(x0, x1))
        elif abs(x0 - x1) <= _STRAIGHT < abs(y0 - y1):
            yield Rule(False, (x0 + x1) / 2, height - max(y0, y1), height - min(y0, y1))
