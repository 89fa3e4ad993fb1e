"""What goes into a package: what the program uses, and on Linux what a desktop may lack."""

import pytest
from pruning import kept

USED = [
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
    "PySide6/Qt/translations/qtbase_zh_CN.qm",
    "PySide6/Qt/lib/libQt6Widgets.so.6",
    "libQt6Gui.so.6",
    "PySide6/QtSvg.abi3.so",
    "_cffi_backend.cpython-311-x86_64-linux-gnu.so",
    "libpython3.11.so.1.0",
    "libxcb-cursor.so.0",
    "libxkbcommon-x11.so.0",
    "typst/_typst.abi3.so",
    "lxml/etree.cpython-311-x86_64-linux-gnu.so",
    "nianbao/resources/editions/2021.toml",
    "nianbao/resources/icons/start.svg",
    "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "docx/parts/py.typed",
    "pdfminer/cmap/UniGB-UCS2-H.json.gz",
]
UNUSED = [
    "PySide6/Qt/plugins/platforms/libqeglfs.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
    "PySide6/Qt/translations/qtbase_de.qm",
    "PySide6/Qt/lib/libQt6Quick.so.6",
    "PySide6/Qt/qml/QtQuick/qmldir",
    "libQt6EglFsKmsSupport.so.6",
    "libgtk-3.so.0",
    "libX11.so.6",
    "libfontconfig.so.1",
    "libstdc++.so.6",
    "typst-0.15.2.dist-info/METADATA",
]
ON_WINDOWS = [
    ("PySide6\\plugins\\platforms\\qwindows.dll", True),
    ("PySide6\\plugins\\styles\\qmodernwindowsstyle.dll", True),
    ("PySide6\\plugins\\platforms\\qdirect2d.dll", False),
    ("PySide6\\Qt6Widgets.dll", True),
    ("PySide6\\Qt6Network.dll", False),
    ("PySide6\\opengl32sw.dll", False),
    ("PySide6\\translations\\qtbase_zh_CN.qm", True),
    ("PySide6\\translations\\qtbase_fr.qm", False),
    ("libffi-8.dll", True),
    ("python311.dll", True),
]


@pytest.mark.parametrize("name", USED)
def test_what_the_program_uses_is_packed(name: str):
    assert kept(name, linux=True)


@pytest.mark.parametrize("name", UNUSED)
def test_what_it_does_not_use_or_the_desktop_has_is_not_packed(name: str):
    assert not kept(name, linux=True)


@pytest.mark.parametrize(("name", "is_kept"), ON_WINDOWS)
def test_windows_gets_what_it_needs(name: str, is_kept: bool):
    assert kept(name, linux=False) is is_kept
