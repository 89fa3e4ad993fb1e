"""What a package says that it needs is read off its compiled files, and what takes the room is told."""

import shutil
import subprocess
import sys
from pathlib import Path

import elf
import pytest
import sizes

compiler = shutil.which("gcc")
needs_tools = pytest.mark.skipif(
    not (compiler and shutil.which("objdump") and sys.platform.startswith("linux")), reason="no compiler here"
)


def compiled(folder: Path, name: str, code: str, *options: str) -> Path:
    source = folder.parent / f"{name}.c"
    source.write_text(code, encoding="utf-8")
    target = folder / name
    subprocess.run([str(compiler), "-shared", "-fPIC", "-o", str(target), str(source), *options], check=True)
    return target


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    folder.mkdir()
    return folder


@needs_tools
def test_the_oldest_system_is_the_one_that_has_every_function_that_is_called(program: Path):
    compiled(program, "liba.so", "#include <string.h>\nint a(char *t) { return strlen(t); }\n")
    (program / "text.txt").write_text("GLIBC_9.99", encoding="utf-8")
    before = elf.needs(program)
    assert (2,) < before.glibc < (2, 18)
    # reallocarray came with glibc 2.26
    compiled(
        program,
        "libb.so",
        "#define _GNU_SOURCE\n#include <stdlib.h>\nvoid *b(void *t) { return reallocarray(t, 2, 3); }\n",
    )
    after = elf.needs(program)
    assert after.glibc == (2, 26)
    assert after.because_of == Path("libb.so")


@needs_tools
def test_a_library_is_of_the_system_when_it_is_not_in_the_package(program: Path):
    one = compiled(program, "libone.so", "int one(void) { return 1; }\n", "-Wl,-soname,libone.so")
    compiled(program, "libtwo.so", "int one(void);\nint two(void) { return one(); }\n", f"-L{program}", "-lone")
    assert "libone.so" not in elf.needs(program).libraries
    one.unlink()
    assert "libone.so" in elf.needs(program).libraries


@needs_tools
def test_names_of_inner_symbols_are_taken_out_and_those_for_others_stay(program: Path):
    library = compiled(
        program, "liba.so", "static int inner(void) { return 1; }\nint outer(void) { return inner(); }\n", "-O0"
    )
    elf.strip(program)
    told = subprocess.run(["readelf", "-Ws", str(library)], capture_output=True, text=True, check=True).stdout
    assert "inner" not in told
    assert "outer" in told


def test_everything_in_a_package_is_counted_once(tmp_path: Path):
    places = {
        "_internal/typst/_typst.abi3.so": 3 * 2**20,
        "_internal/PySide6/Qt/lib/libQt6Core.so.6": 2 * 2**20,
        "_internal/PySide6/Qt/lib/libicudata.so.73": 2**20,
        "_internal/libpython3.11.so.1.0": 2**20,
    }
    for place, size in places.items():
        path = tmp_path / "nianbao" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(size))
    lines = sizes.told(tmp_path / "nianbao").splitlines()
    assert [line.split(" MiB  ") for line in lines] == [
        ["    3.0", "排版（typst）"],
        ["    2.0", "Qt"],
        ["    1.0", "ICU"],
        ["    1.0", "Python 和年报的代码"],
        ["    7.0", "合计"],
    ]
