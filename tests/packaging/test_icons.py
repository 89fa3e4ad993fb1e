"""The icons: every size is there, drawn from its source, and Windows can read them."""

import struct

import facts
import icons
import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

DIFFERENT = 6  # of 255: another version of Qt may round an edge otherwise


@pytest.mark.parametrize("name", icons.NAMES)
@pytest.mark.parametrize("size", icons.SIZES)
def test_a_picture_is_the_one_that_its_source_gives(name: str, size: int, qapp):
    kept = QImage(str(icons.ICONS / f"{name}-{size}.png"))
    drawn = icons.drawn(name, size)
    assert (kept.width(), kept.height()) == (size, size)
    assert average_difference(kept, drawn) < DIFFERENT, "run packaging/icons.py"


def average_difference(one: QImage, other: QImage) -> float:
    pairs = zip(
        *(bytes(picture.convertToFormat(QImage.Format.Format_RGBA8888).constBits()) for picture in (one, other)),
        strict=True,
    )
    return sum(abs(a - b) for a, b in pairs) / (4 * one.width() * one.height())


def test_the_packages_take_the_sizes_that_are_drawn():
    assert facts.ICON_SIZES == icons.SIZES


@pytest.mark.parametrize("name", icons.NAMES)
def test_the_windows_icon_holds_a_picture_for_every_scale(name: str, qapp):
    data = (icons.ICONS / f"{name}.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(icons.ICO_SIZES))
    for number, size in enumerate(icons.ICO_SIZES):
        width, height, _, _, _, depth, length, start = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (width or 256, height or 256, depth) == (size, size, 32)
        assert QImage.fromData(data[start : start + length]).width() == size
    assert start + length == len(data)


@pytest.mark.parametrize("name", ["nianbao", "nianbao-small", "document", "document-small", "start"])
def test_a_source_is_a_picture_without_letters_that_a_machine_may_lack(name: str):
    source = icons.ICONS / f"{name}.svg"
    assert QSvgRenderer(str(source)).isValid()
    assert "<text" not in source.read_text(encoding="utf-8")
