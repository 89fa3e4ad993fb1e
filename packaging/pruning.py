"""What of all that PyInstaller collects belongs into the package: the program uses a small part of Qt."""

from pathlib import PurePosixPath

# Qt libraries and modules that a dependency drags in, or a plug-in that is left out
_QT_UNUSED = (
    "Designer", "EglFS", "EglFs", "Help", "Labs", "Network", "OpenGL", "Pdf", "Qml", "Quick", "Sql", "UiTools",
    "VirtualKeyboard", "WaylandCompositor", "WaylandEglClientHwIntegration", "WaylandEglCompositorHwIntegration", "Xml",
)  # fmt: skip
_PLUGINS = {
    "iconengines": {"qsvgicon"},
    "imageformats": {"qico", "qjpeg", "qsvg"},
    "platforminputcontexts": {"composeplatforminputcontextplugin", "ibusplatforminputcontextplugin"},
    "platforms": {"qxcb", "qwayland-generic", "qoffscreen", "qwindows"},
    "platformthemes": {"qxdgdesktopportal"},
    "printsupport": {"cupsprintersupport"},
    "styles": {"qmodernwindowsstyle"},
    "wayland-decoration-client": {"bradient"},
    "wayland-shell-integration": {"xdg-shell"},
}
_TRANSLATIONS = {"qtbase_zh_CN.qm"}

# The libraries of the Linux that the package is built on that go into it: what a desktop may lack. All others are left
# to the desktop: it has them, and they must fit its drivers, fonts and message bus.
_FROM_THE_SYSTEM = (
    "libbz2", "libffi", "liblzma", "libpython3", "libsqlite3", "libxcb-cursor", "libxcb-icccm", "libxcb-image",
    "libxcb-keysyms", "libxcb-randr", "libxcb-render-util", "libxcb-shape", "libxcb-sync", "libxcb-util",
    "libxcb-xfixes", "libxcb-xinerama", "libxcb-xkb", "libxkbcommon",
)  # fmt: skip


def kept(name: str, *, linux: bool) -> bool:
    """Whether a collected file, named as PyInstaller names its place in the package, goes into the package."""
    path = PurePosixPath(name.replace("\\", "/"))
    if "PySide6" in path.parts or path.name.startswith(("libQt6", "Qt6")):
        return _kept_of_qt(path)
    if ".dist-info" in name:
        return False  # the licences are collected by licences.py
    from_the_system = linux and len(path.parts) == 1 and path.name.startswith("lib")
    return not from_the_system or path.name.startswith(_FROM_THE_SYSTEM)


def _kept_of_qt(path: PurePosixPath) -> bool:
    if "translations" in path.parts:
        return path.name in _TRANSLATIONS
    if "plugins" in path.parts:
        return _stem(path) in _PLUGINS.get(path.parent.name, ())
    if "qml" in path.parts or path.name in ("opengl32sw.dll", "d3dcompiler_47.dll"):
        return False
    return not _stem(path).removeprefix("Qt6").removeprefix("Qt").startswith(_QT_UNUSED)


def _stem(path: PurePosixPath) -> str:
    """`libQt6Qml.so.6` → `Qt6Qml`, `libqxcb.so` → `qxcb`, `qwindows.dll` → `qwindows`."""
    return path.name.removeprefix("lib").split(".")[0]
