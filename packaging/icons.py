"""Draws every size of the icons from the SVG sources in resources/icons: run by hand after a picture was changed.

Sizes up to 24 pixels come from a source of their own, whose lines lie on whole pixels.
"""

import os
import struct
from collections.abc import Sequence
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
NAMES = ("nianbao", "document")
SIZES = (16, 22, 24, 32, 48, 64, 128, 256)  # pixels, as the folders of the hicolor theme
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)  # pixels, at 100, 125, 150 and 200 per cent
SMALL = 24  # pixels


def main() -> None:
    """Write the PNG files and the .ico files beside their sources."""
    for name in NAMES:
        for size in SIZES:
            (ICONS / f"{name}-{size}.png").write_bytes(png(drawn(name, size)))
        (ICONS / f"{name}.ico").write_bytes(ico([png(drawn(name, size)) for size in ICO_SIZES], ICO_SIZES))


def drawn(name: str, size: int) -> QImage:
    """The icon at a size in pixels, on a transparent ground."""
    source = ICONS / f"{name}{'-small' if size <= SMALL else ''}.svg"
    picture = QImage(QSize(size, size), QImage.Format.Format_ARGB32)
    picture.fill(0)
    painter = QPainter(picture)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    return picture


def png(picture: QImage) -> bytes:
    """The picture as a PNG file."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    return bytes(kept.data())


def ico(pictures: Sequence[bytes], sizes: Sequence[int]) -> bytes:
    """A Windows icon of PNG pictures (ICO directory, 16 bytes an entry; 256 is written as 0)."""
    start = 6 + 16 * len(pictures)
    entries = b""
    for picture, size in zip(pictures, sizes, strict=True):
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


if __name__ == "__main__":
    main()
