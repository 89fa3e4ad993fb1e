"""Pictures behind the report, on a page of their own: the parts that hold them, and where they stand in the body."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import escape

from nianbao.core.figures import HEADING, caption
from nianbao.files.writers.characters import one_line
from nianbao.files.writers.word_package import DOCUMENT, read_package
from nianbao.files.writers.word_text import paragraph
from nianbao.files.writers.word_xml import RELATIONS

_PNG = "image/png"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PER_MM = 36_000  # EMU, in which drawings are measured
_PER_TWIP = 635
_QUOTES = {'"': "&quot;"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG file to stand in the report, `width` and `height` in mm.

    `title` is its caption without the number; `description` says all that it shows, for those who cannot see it.
    """

    png: bytes
    width: float
    height: float
    title: str
    description: str


class Room(NamedTuple):
    """The largest size of a picture, in twentieths of a point."""

    width: int
    height: int


def embedded(parts: Mapping[str, bytes], pictures: Iterable[Picture]) -> tuple[dict[str, bytes], list[str]]:
    """The parts of a Word file and those of the pictures; and by which relation the document refers to each picture."""
    package = read_package(parts)
    ids = []
    for picture in pictures:
        free = (f"word/media/figure{number}.png" for number in range(1, len(package.parts) + 2))
        name = next(name for name in free if name not in package.parts)
        ids.append(package.put(DOCUMENT, name, "image", picture.png, _PNG))
    return package.finished(), ids


def figures(pictures: Sequence[Picture], ids: Sequence[str], room: Room) -> Iterator[str]:
    """The paragraphs of the pictures under their heading, each picture no larger than there is room."""
    if pictures:
        yield paragraph("FigureHeading", HEADING)
    for number, (picture, relation) in enumerate(zip(pictures, ids, strict=True), 1):
        drawing = _drawing(picture, number, relation, room)
        yield f'<w:p><w:pPr><w:pStyle w:val="Figure"/></w:pPr><w:r><w:drawing>{drawing}</w:drawing></w:r></w:p>'
        yield paragraph("FigureCaption", one_line(caption(number, picture.title)))


def _drawing(picture: Picture, number: int, relation: str, room: Room) -> str:
    """The picture as a character of its line, so that it stays with its caption. A file's own prefixes may be others
    than ours: each namespace is named where it is used.
    """
    width, height = picture.width * _PER_MM, picture.height * _PER_MM
    scale = min(1.0, room.width * _PER_TWIP / width, room.height * _PER_TWIP / height)
    size = f'cx="{round(width * scale)}" cy="{round(height * scale)}"'
    words = escape(one_line(picture.description), _QUOTES)
    named = f'id="{number}" name="{HEADING} {number}" descr="{words}"'
    shape = f'<a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    return (
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {size}/><wp:docPr {named}/>"
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a="{_DRAWING}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip xmlns:r="{RELATIONS}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f"</pic:blipFill><pic:spPr>{shape}</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>"
    )
