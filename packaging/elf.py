"""What the compiled files of a Linux package need of the system: which glibc, and which libraries."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_SYMBOL = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)")
_LIBRARY = re.compile(r"NEEDED\s+(\S+)")


class Needs(NamedTuple):
    """The oldest glibc that will do, the file because of which, and the libraries that are not in the folder."""

    glibc: tuple[int, ...]
    because_of: Path
    libraries: tuple[str, ...]


def needs(folder: Path) -> Needs:
    """What the compiled files in a folder need of the system that it runs on."""
    glibc: tuple[int, ...] = (0,)
    because_of = folder
    wanted: set[str] = set()
    for file in compiled(folder):
        told = subprocess.run(["objdump", "-p", str(file)], capture_output=True, text=True, check=True).stdout
        wanted.update(_LIBRARY.findall(told))
        for symbol in _SYMBOL.findall(told):
            if (number := tuple(map(int, symbol.split(".")))) > glibc:
                glibc, because_of = number, file
    there = {path.name for path in folder.rglob("*")}
    return Needs(glibc, because_of.relative_to(folder), tuple(sorted(wanted - there)))


def compiled(folder: Path) -> Iterator[Path]:
    """The ELF files of a folder, in order; a link is not a second file."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def strip(folder: Path) -> None:
    """Take the names of inner symbols out of the files that have them: a third of Python's own library."""
    for file in compiled(folder):
        if ".so" not in file.name:
            continue  # the program itself carries its modules behind its end
        sections = subprocess.run(["readelf", "-S", "-W", str(file)], capture_output=True, text=True, check=True).stdout
        if ".symtab" in sections:
            subprocess.run(["strip", "--strip-unneeded", "--preserve-dates", str(file)], check=True)


def main() -> int:
    """Usage: elf.py FOLDER GLIBC: does everything in the folder run with that glibc?"""
    folder, limit = Path(sys.argv[1]), tuple(map(int, sys.argv[2].split(".")))
    found = needs(folder)
    print(f"glibc {'.'.join(map(str, found.glibc))} because of {found.because_of}")
    print(f"libraries of the system: {', '.join(found.libraries)}")
    return 0 if found.glibc <= limit else 1


if __name__ == "__main__":
    sys.exit(main())
