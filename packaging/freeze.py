"""Makes the one-folder program: a virtual environment with the pinned versions, PyInstaller, and less of everything.

Run by build.py, and within that environment for what needs its packages.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import elf
import facts
import icu

ENVIRONMENT = facts.BUILD / "venv"
FROZEN = facts.BUILD / "frozen" / "nianbao"
_FLAGS = ("PYTHONPATH", "PYTHONHASHSEED", "SOURCE_DATE_EPOCH")


def freeze() -> Path:
    """Freeze the program of this tree; returns its folder, `nianbao` or `nianbao.exe` and `_internal` in it."""
    python = environment()
    if facts.WINDOWS:
        from windows_packages import version_resource

        (facts.BUILD / "version.txt").write_text(version_resource(facts.version()), encoding="utf-8")
    shutil.rmtree(FROZEN, ignore_errors=True)
    run(
        python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--distpath", FROZEN.parent, "--workpath", facts.BUILD / "work", facts.PACKAGING / "nianbao.spec",
    )  # fmt: skip
    slim(FROZEN)
    run(python, facts.PACKAGING / "collect.py", FROZEN)
    settle(FROZEN)
    return FROZEN


def slim(folder: Path) -> None:
    """Take out of compiled files what nothing asks for."""
    if facts.LINUX:
        elf.strip(folder)
        for library in folder.rglob("libicudata.so.*"):
            if not library.is_symlink():
                library.write_bytes(icu.reduced(library.read_bytes()))


def environment() -> Path:
    """The Python of the environment for packaging, made anew when what it should hold has changed."""
    python = ENVIRONMENT / ("Scripts/python.exe" if facts.WINDOWS else "bin/python")
    sources = [facts.ROOT / "pyproject.toml", facts.PACKAGING / "constraints.txt"]
    wanted = "\n".join([sys.executable, str(ENVIRONMENT), *(path.read_text(encoding="utf-8") for path in sources)])
    kept = ENVIRONMENT / "made-from"
    if not (kept.is_file() and kept.read_text(encoding="utf-8") == wanted):
        print("正在建立打包环境……", flush=True)
        run(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)
        run(
            python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "-c", facts.PACKAGING / "constraints.txt", "-e", f"{facts.ROOT}[package]",
        )  # fmt: skip
        kept.write_text(wanted, encoding="utf-8")
    return python


def settle(folder: Path) -> None:
    """Give every file the same time and plain rights: what is packed must not tell when and by whom."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not path.is_symlink():
            if not facts.WINDOWS:
                runs = path.is_dir() or path.parent == folder or path.suffix == ".sh"
                path.chmod(0o755 if runs else 0o644)
            os.utime(path, (facts.moment(), facts.moment()))


def run(*command: str | Path) -> None:
    """Run a command with what makes its result repeatable; an error ends the build."""
    environment = {name: value for name, value in os.environ.items() if name not in _FLAGS}
    environment |= {
        "PYTHONPATH": str(facts.ROOT / "desktop"),  # this tree, whatever is installed
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(facts.moment()),
    }
    subprocess.run([str(word) for word in command], check=True, env=environment, cwd=facts.ROOT)
