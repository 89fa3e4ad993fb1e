"""The packages for Linux: what the launcher says, installing for one user, and what the .deb puts where."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import facts
import linux_packages
import pytest
from elf import Needs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="for Linux")

NEEDS = Needs((2, 28), Path("program"), ("libEGL.so.1", "libc.so.6", "libcups.so.2", "libglib-2.0.so.0"))
PROGRAM = '#!/bin/sh\necho "ran $*"\n'


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The portable package with a program that says how it was called, in a folder with a blank in its name."""
    top = tmp_path / "移动 硬盘" / "nianbao"
    for place, file in linux_packages.installed(tmp_path / "none", NEEDS).items():
        if place == "usr/bin/nianbao":
            put(top / "nianbao", file.content, 0o755)
    for name in ("install.sh", "uninstall.sh"):
        put(top / name, linux_packages._filled(name, NEEDS).content, 0o755)
    put(top / "program" / "nianbao", PROGRAM.encode(), 0o755)
    put(top / "share" / "nianbao.desktop", (facts.PACKAGING / "linux" / "nianbao.desktop").read_bytes())
    put(top / "share" / "nianbao-mime.xml", (facts.PACKAGING / "linux" / "mime.xml").read_bytes())
    for size in facts.ICON_SIZES:
        for name in ("nianbao", "document"):
            put(top / "share" / "icons" / f"{name}-{size}.png", b"png")
    return top


def put(path: Path, data: bytes, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(mode)


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, env=kept | environment
    )


# the launcher


def stand_in(folder: Path, name: str, says: str) -> str:
    """A PATH on which the command of this name says something else."""
    put(folder / name, f'#!/bin/sh\necho "{says}"\n'.encode(), 0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_the_launcher_starts_the_program_with_its_arguments(unpacked: Path):
    assert run(unpacked / "nianbao", "--version", "a b").stdout == "ran --version a b\n"


def test_the_launcher_works_through_a_link(unpacked: Path, tmp_path: Path):
    (tmp_path / "link").symlink_to(unpacked / "nianbao")
    assert run(tmp_path / "link").stdout == "ran \n"


@pytest.mark.parametrize("glibc", ["2.9", "2.27", "1.99", "2.17"])
def test_a_system_that_is_too_old_is_told_so_in_a_sentence(glibc: str, unpacked: Path, tmp_path: Path):
    told = run(unpacked / "nianbao", PATH=stand_in(tmp_path / "bin", "getconf", f"glibc {glibc}"))
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr == f"这台电脑的系统太旧（glibc {glibc}），年报需要 glibc 2.28 以上，请升级系统或换一台电脑。\n"


@pytest.mark.parametrize("glibc", ["2.28", "2.31", "2.40", "2.100", "3.0", "2.31.9000"])
def test_a_system_that_is_new_enough_is_not_held_up(glibc: str, unpacked: Path, tmp_path: Path):
    assert run(unpacked / "nianbao", PATH=stand_in(tmp_path / "bin", "getconf", f"glibc {glibc}")).stdout == "ran \n"


def test_another_kind_of_processor_is_told_so_in_a_sentence(unpacked: Path, tmp_path: Path):
    told = run(unpacked / "nianbao", PATH=stand_in(tmp_path / "bin", "uname", "mips64"))
    assert told.returncode == 2
    assert "mips64" in told.stderr
    assert told.stderr.count("\n") == 1


def test_missing_program_files_are_told_in_a_sentence(unpacked: Path):
    shutil.rmtree(unpacked / "program")
    told = run(unpacked / "nianbao")
    assert (told.returncode, told.stderr) == (2, "年报的程序文件不全，请重新安装或重新解压。\n")


def test_who_started_it_by_a_double_click_sees_the_sentence_in_a_box(unpacked: Path, tmp_path: Path):
    shutil.rmtree(unpacked / "program")
    put(tmp_path / "bin" / "zenity", f'#!/bin/sh\necho "$*" >"{tmp_path}/shown"\n'.encode(), 0o755)
    run(unpacked / "nianbao", PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert "程序文件不全" in (tmp_path / "shown").read_text(encoding="utf-8")


# installing for one user


def test_installing_for_one_user_makes_menu_entry_icons_and_kind_of_file(unpacked: Path, tmp_path: Path):
    home = tmp_path / "home"
    assert run("sh", unpacked / "install.sh", HOME=str(home)).returncode == 0
    entry = configparser.RawConfigParser()
    entry.optionxform = str
    entry.read(home / ".local/share/applications/nianbao.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Exec"] == f'"{home}/.local/lib/nianbao/nianbao" %f'
    assert entry["Desktop Entry"]["MimeType"] == "application/x-nianbao;"
    assert (home / ".local/share/mime/packages/nianbao.xml").is_file()
    assert (home / ".local/share/icons/hicolor/48x48/mimetypes/application-x-nianbao.png").is_file()
    assert run(home / ".local/bin/nianbao", "a").stdout == "ran a\n"


def test_installing_again_replaces_the_program_and_keeps_settings(unpacked: Path, tmp_path: Path):
    home = tmp_path / "home"
    run("sh", unpacked / "install.sh", HOME=str(home))
    put(home / ".config/nianbao/settings.json", b'{"recent": []}')
    put(home / ".local/lib/nianbao/program/stale.py", b"")
    put(unpacked / "program" / "nianbao", PROGRAM.replace("ran", "newer").encode(), 0o755)
    assert run("sh", unpacked / "install.sh", HOME=str(home)).returncode == 0
    assert run(home / ".local/bin/nianbao").stdout == "newer \n"
    assert not (home / ".local/lib/nianbao/program/stale.py").exists()
    assert (home / ".config/nianbao/settings.json").read_bytes() == b'{"recent": []}'


def test_uninstalling_takes_the_program_and_leaves_reports_and_settings(unpacked: Path, tmp_path: Path):
    home = tmp_path / "home"
    run("sh", unpacked / "install.sh", HOME=str(home))
    put(home / ".config/nianbao/settings.json", b"{}")
    put(home / "文档/我的年报.nianbao", b"report")
    assert run("sh", home / ".local/lib/nianbao/uninstall.sh", HOME=str(home)).returncode == 0
    left = sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())
    left = [name for name in left if not name.startswith((".local/share/mime/", ".local/share/applications/mimeinfo"))]
    assert left == [".config/nianbao/settings.json", "文档/我的年报.nianbao"]


# the Debian package


def test_the_package_depends_on_what_every_desktop_has(tmp_path: Path):
    assert linux_packages._depends(NEEDS) == ["libc6 (>= 2.28)", "libegl1", "libglib2.0-0t64 | libglib2.0-0"]


def test_a_library_that_nobody_thought_of_ends_the_build():
    with pytest.raises(SystemExit, match="libodd"):
        linux_packages._depends(Needs((2, 28), Path("program"), ("libodd.so.1",)))


def test_a_double_click_on_a_report_starts_the_program(tmp_path: Path):
    files = linux_packages.installed(tmp_path, NEEDS)
    kind = ElementTree.fromstring(files["usr/share/mime/packages/nianbao.xml"].content.read_bytes())
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    (declared,) = kind.iter(f"{space}mime-type")
    assert declared.get("type") == facts.MIME_TYPE
    assert [glob.get("pattern") for glob in declared.iter(f"{space}glob")] == ["*.nianbao"]
    entry = files["usr/share/applications/nianbao.desktop"].content.decode()
    assert f"MimeType={facts.MIME_TYPE};" in entry
    assert "Exec=nianbao %f\n" in entry
    assert "usr/share/icons/hicolor/64x64/mimetypes/application-x-nianbao.png" in files


def test_the_kind_of_a_file_is_told_by_the_bytes_that_a_report_begins_with():
    from nianbao.files.database import APPLICATION_ID

    text = (facts.PACKAGING / "linux" / "mime.xml").read_text(encoding="utf-8")
    assert f'offset="68" value="0x{APPLICATION_ID:X}"' in text


def test_nothing_of_it_lies_among_files_of_the_user_or_runs_when_it_is_removed(tmp_path: Path):
    files = linux_packages.installed(tmp_path, NEEDS)
    assert all(place.startswith("usr/") for place in files)
    assert not list((facts.PACKAGING / "linux").glob("p*inst")) + list((facts.PACKAGING / "linux").glob("p*rm"))


def test_no_word_is_left_to_be_filled_in(tmp_path: Path):
    import gzip

    for place, file in linux_packages.installed(tmp_path, NEEDS).items():
        data = file.content.read_bytes() if isinstance(file.content, Path) else file.content
        if place.endswith(".gz"):
            data = gzip.decompress(data)
        if not place.endswith((".png", ".svg")):
            assert not [
                word
                for word in ("@VERSION@", "@DATE@", "@ID@", "@PROGRAM@", "@GLIBC@", "@LICENSE@")
                if word in data.decode()
            ], place


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="no appstreamcli here")
def test_the_appstream_data_are_valid(tmp_path: Path):
    file = tmp_path / f"{facts.ID}.metainfo.xml"
    file.write_bytes(linux_packages._filled("metainfo.xml", NEEDS).content)
    checked = subprocess.run(
        ["appstreamcli", "validate", "--no-net", str(file)], capture_output=True, text=True, check=False
    )
    assert "E:" not in checked.stdout, checked.stdout
    assert "W:" not in checked.stdout.replace("W: " + facts.ID, ""), checked.stdout


@pytest.mark.skipif(not shutil.which("man"), reason="no man here")
@pytest.mark.parametrize("source", ["nianbao.1", "nianbao.zh_CN.1"])
def test_a_manual_page_is_set_without_complaint(source: str, tmp_path: Path):
    page = tmp_path / "nianbao.1"
    page.write_bytes(linux_packages._filled(source, NEEDS).content)
    shown = subprocess.run(
        ["man", "--warnings", "--local-file", str(page)],
        capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C.UTF-8", "MANROFFSEQ": ""},
    )  # fmt: skip
    # outside a Chinese surrounding it does not know where Chinese may break
    complaints = [line for line in shown.stderr.splitlines() if "can't break line" not in line]
    assert (shown.returncode, complaints) == (0, [])
    assert "--self-test" in shown.stdout
