"""The packages for Linux: an archive that runs from any folder, and a .deb for Debian, UOS and Kylin."""

import hashlib
import platform
from pathlib import Path

import elf
import facts
from archives import File, ar, gz, tar, tree, xz

_SOURCES = facts.PACKAGING / "linux"
_DEBIAN = {"x86_64": "amd64", "aarch64": "arm64", "loongarch64": "loong64"}
# the Debian package of each library that a desktop brings; several names for one that was renamed on the way
_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
_OF_GLIBC = ("ld-linux", "libc.so.", "libdl.so.", "libm.so.", "libpthread.so.", "librt.so.", "libutil.so.")
# a plug-in that does not find them is passed over
_OPTIONAL = {"libcups.so.2": "libcups2", "libwayland-client.so.0": "", "libwayland-cursor.so.0": ""}
_FONT = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-arphic-uming"


def portable(program: Path) -> bytes:
    """The .tar.gz: unpack it anywhere and run `nianbao` in it."""
    needs = elf.needs(program)
    top = name()
    files = tree(program, f"{top}/program")
    files |= {
        f"{top}/nianbao": _filled("nianbao.sh", needs, 0o755),
        f"{top}/install.sh": _filled("install.sh", needs, 0o755),
        f"{top}/uninstall.sh": _filled("uninstall.sh", needs, 0o755),
        f"{top}/使用说明.txt": _filled("readme.txt", needs),
        f"{top}/LICENSE": File(facts.ROOT / "LICENSE"),
        f"{top}/share/nianbao.desktop": File(_SOURCES / "nianbao.desktop"),
        f"{top}/share/nianbao-mime.xml": File(_SOURCES / "mime.xml"),
    }
    for size in facts.ICON_SIZES:
        for icon in ("nianbao", "document"):
            files[f"{top}/share/icons/{icon}-{size}.png"] = File(facts.RESOURCES / "icons" / f"{icon}-{size}.png")
    return gz(tar(files, facts.moment()))


def name() -> str:
    """`nianbao-0.1.0-linux-x86_64`."""
    return f"nianbao-{facts.version()}-linux-{platform.machine()}"


def deb_name(version: str) -> str:
    """`nianbao_0.1.0_amd64.deb`."""
    return f"nianbao_{version}_{_DEBIAN.get(platform.machine(), platform.machine())}.deb"


def deb(program: Path, version: str) -> bytes:
    """The Debian package."""
    needs = elf.needs(program)
    files = installed(program, needs)
    moment = facts.moment()
    sums = "".join(
        f"{hashlib.md5(_bytes(file)).hexdigest()}  {place}\n"
        for place, file in sorted(files.items())
        if not isinstance(file.content, str)
    )
    control = tar(
        {"control": File(_control(version, needs, files).encode()), "md5sums": File(sums.encode())},
        moment,
    )
    return ar({"debian-binary": b"2.0\n", "control.tar.xz": xz(control), "data.tar.xz": xz(tar(files, moment))}, moment)


def installed(program: Path, needs: elf.Needs) -> dict[str, File]:
    """What the Debian package puts where."""
    doc, share = "usr/share/doc/nianbao", "usr/share"
    licence = "License: Expat\n" + "\n".join(
        f" {line}" if line else " ." for line in (facts.ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()[4:]
    )
    files = tree(program, "usr/lib/nianbao") | {
        "usr/bin/nianbao": _filled("nianbao.sh", needs, 0o755),
        f"{share}/applications/nianbao.desktop": _filled("nianbao.desktop", needs),
        f"{share}/mime/packages/nianbao.xml": File(_SOURCES / "mime.xml"),
        f"{share}/metainfo/{facts.ID}.metainfo.xml": _filled("metainfo.xml", needs),
        f"{share}/man/man1/nianbao.1.gz": _packed("nianbao.1", needs),
        f"{share}/man/zh_CN/man1/nianbao.1.gz": _packed("nianbao.zh_CN.1", needs),
        f"{doc}/copyright": File(_text("copyright", needs).replace("@LICENSE@", licence).encode()),
        f"{doc}/changelog.gz": File(gz((facts.ROOT / "CHANGELOG.md").read_bytes())),
        f"{share}/icons/hicolor/scalable/apps/nianbao.svg": File(facts.RESOURCES / "icons" / "nianbao.svg"),
        f"{share}/icons/hicolor/scalable/mimetypes/application-x-nianbao.svg": File(
            facts.RESOURCES / "icons" / "document.svg"
        ),
    }
    for size in facts.ICON_SIZES:
        theme, icons = f"{share}/icons/hicolor/{size}x{size}", facts.RESOURCES / "icons"
        files[f"{theme}/apps/nianbao.png"] = File(icons / f"nianbao-{size}.png")
        files[f"{theme}/mimetypes/application-x-nianbao.png"] = File(icons / f"document-{size}.png")
    return files


def _control(version: str, needs: elf.Needs, files: dict[str, File]) -> str:
    size = sum(-(-len(_bytes(file)) // 1024) for file in files.values() if not isinstance(file.content, str))
    return (
        f"Package: nianbao\nVersion: {version}\nArchitecture: {_DEBIAN.get(platform.machine(), platform.machine())}\n"
        f"Maintainer: {facts.CONTACT}\nInstalled-Size: {size}\nDepends: {', '.join(_depends(needs))}\n"
        f"Recommends: {_FONT}, shared-mime-info, xdg-utils\nSuggests: libcups2\n"
        "Section: editors\nPriority: optional\n"
        f"Description: {facts.ENGLISH}\n"
        f" {facts.SUMMARY}：从上年年报开始，自动承接、自动合计、随填随查，导出 Word，全程不联网。\n"
    )


def _depends(needs: elf.Needs) -> list[str]:
    """The Debian packages with what the program links to; a library that is not known here ends the build."""
    wanted = {f"libc6 (>= {_number(needs.glibc)})"}
    for library in needs.libraries:
        if not library.startswith(_OF_GLIBC) and library not in _OPTIONAL:
            if library not in _PACKAGES:
                raise SystemExit(f"{library} is needed, but neither packed nor known as a part of every desktop")
            wanted.add(_PACKAGES[library])
    return sorted(wanted)


def _filled(source: str, needs: elf.Needs, mode: int = 0o644) -> File:
    return File(_text(source, needs).encode(), mode)


def _packed(source: str, needs: elf.Needs) -> File:
    return File(gz(_text(source, needs).encode()))


def _text(source: str, needs: elf.Needs) -> str:
    text = (_SOURCES / source).read_text(encoding="utf-8")
    values = {
        "VERSION": facts.version(),
        "DATE": facts.day().isoformat(),
        "ID": facts.ID,
        "GLIBC": _number(needs.glibc),
        "MACHINE": platform.machine(),
    }
    if source == "nianbao.desktop":
        values["PROGRAM"] = "nianbao"
    for word, value in values.items():
        text = text.replace(f"@{word}@", value)
    return text


def _number(glibc: tuple[int, ...]) -> str:
    return ".".join(map(str, glibc[:2]))


def _bytes(file: File) -> bytes:
    return file.content.read_bytes() if isinstance(file.content, Path) else bytes(file.content)  # type: ignore[arg-type]
