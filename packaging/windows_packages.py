"""The packages for Windows: an installer for one user, and a .zip that runs from any folder."""

import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import facts

_SOURCES = facts.PACKAGING / "windows"
_NSIS = (Path("C:/Program Files (x86)/NSIS/makensis.exe"), Path("C:/Program Files/NSIS/makensis.exe"))
_ZIP_FIRST = 315_532_800  # 1980-01-01, before which a .zip has no times


def version_resource(version: str) -> str:
    """What Windows shows as the properties of the program, in the notation of PyInstaller (VS_VERSIONINFO)."""
    numbers = (*map(int, version.split(".")[:3]), 0)
    strings = {
        "CompanyName": facts.PUBLISHER,
        "FileDescription": facts.TITLE,
        "FileVersion": version,
        "InternalName": "nianbao",
        "LegalCopyright": "MIT License",
        "OriginalFilename": "nianbao.exe",
        "ProductName": facts.TITLE,
        "ProductVersion": version,
        "Comments": facts.SUMMARY,
    }
    lines = ",\n".join(f"        StringStruct({name!r}, {text!r})" for name, text in strings.items())
    return (
        "VSVersionInfo(\n"
        f"  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0, OS=0x40004, fileType=1,\n"
        "    subtype=0, date=(0, 0)),\n"
        "  kids=[\n"
        f"    StringFileInfo([StringTable('080404b0', [\n{lines}\n    ])]),\n"
        "    VarFileInfo([VarStruct('Translation', [0x0804, 1200])])\n"
        "  ]\n)\n"
    )


def portable(program: Path) -> Path:
    """The .zip: unpack it anywhere and double-click nianbao.exe in it. Returns its place in dist/."""
    _lay_out(program)
    made_at = datetime.fromtimestamp(max(facts.moment(), _ZIP_FIRST), UTC).timetuple()[:6]
    target = facts.DIST / f"nianbao-{facts.version()}-windows-x64.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in program.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"nianbao-{facts.version()}/{path.relative_to(program).as_posix()}", made_at)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return target


def installer(program: Path) -> Path:
    """The installer, compiled by NSIS. Returns its place in dist/."""
    _lay_out(program)
    target = facts.DIST / f"nianbao-{facts.version()}-windows-x64.exe"
    compile_installer(program, target)
    return target


def compile_installer(program: Path, target: Path, **more: str) -> None:
    """Compile the installer of a folder; further definitions for the script can be named. NSIS must be installed."""
    size = sum(path.stat().st_size for path in program.rglob("*") if path.is_file())
    values = {
        "VERSION": facts.version(),
        "FOLDER": str(program.resolve()),
        "ICONS": str(facts.RESOURCES / "icons"),
        "OUTPUT": str(target.resolve()),
        "KILOBYTES": str(size // 1024),
        **more,
    }
    definitions = [f"-D{name}={value}" for name, value in values.items()]
    subprocess.run(
        [makensis(), "-V2", "-INPUTCHARSET", "UTF8", *definitions, str(_SOURCES / "nianbao.nsi")], check=True
    )


def makensis() -> str:
    """Where the compiler of NSIS is."""
    found = shutil.which("makensis") or next((str(path) for path in _NSIS if path.is_file()), None)
    if not found:
        raise SystemExit("NSIS is needed for the installer: choco install nsis, or apt-get install nsis")
    return found


def _lay_out(program: Path) -> None:
    shutil.copyfile(facts.ROOT / "LICENSE", program / "LICENSE.txt")
    words = (_SOURCES / "readme.txt").read_text(encoding="utf-8").replace("@VERSION@", facts.version())
    (program / "使用说明.txt").write_text(words, encoding="utf-8-sig", newline="\r\n")
