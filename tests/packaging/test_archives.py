"""Archives depend on their contents only, and other programs read them."""

import gzip
import io
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import build
import facts
import pytest
from archives import File, ar, gz, tar, tree, xz

FILES = {
    "usr/bin/nianbao": File(b"#!/bin/sh\n", 0o755),
    "usr/lib/年报.txt": File("内容".encode()),
    "a": File("usr/bin"),
}


def test_the_same_files_give_the_same_bytes_in_any_order():
    turned = dict(reversed(FILES.items()))
    assert tar(FILES, 1764000000) == tar(turned, 1764000000)
    assert gz(tar(FILES, 1764000000)) == gz(tar(turned, 1764000000))
    assert tar(FILES, 1764000000) != tar(FILES, 1764000001)


def test_files_are_of_root_with_their_folders_and_modes():
    with tarfile.open(fileobj=io.BytesIO(tar(FILES, 1764000000))) as archive:
        entries = {entry.name.removeprefix("./"): entry for entry in archive.getmembers()}
        assert archive.extractfile("./usr/lib/年报.txt").read().decode() == "内容"
    assert entries["usr"].isdir()
    assert entries["usr/bin/nianbao"].mode == 0o755
    assert entries["a"].linkname == "usr/bin"
    assert {(entry.uname, entry.uid, entry.mtime) for entry in entries.values()} == {("root", 0, 1764000000)}


def test_a_folder_becomes_files_whatever_their_times(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_bytes(b"c")
    before = tar(tree(tmp_path, "top"), 0)
    os.utime(tmp_path / "b" / "c.txt", (1, 1))
    assert tar(tree(tmp_path, "top"), 0) == before
    assert set(tree(tmp_path, "top")) == {"top/b/c.txt"}


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="no dpkg here")
def test_dpkg_reads_a_package_made_of_them(tmp_path: Path):
    control = b"Package: a\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: a\n"
    package = ar(
        {
            "debian-binary": b"2.0\n",
            "control.tar.xz": xz(tar({"control": File(control)}, 0)),
            "data.tar.xz": xz(tar(FILES, 0)),
        },
        0,
    )
    (tmp_path / "a.deb").write_bytes(package)
    listed = subprocess.run(["dpkg-deb", "-c", str(tmp_path / "a.deb")], capture_output=True, text=True, check=True)
    assert "./usr/bin/nianbao" in listed.stdout
    assert (
        subprocess.run(["dpkg-deb", "-f", str(tmp_path / "a.deb"), "Package"], capture_output=True, check=True).stdout
        == b"a\n"
    )


# a damaged download


def damaged(data: bytes) -> bytes:
    """The data with one bit turned, in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_a_damaged_download_is_noticed_by_its_checksum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(facts, "DIST", tmp_path)
    whole = {"nianbao_1_amd64.deb": b"deb" * 1000, "nianbao-1-linux.cdx.json": b"{}"}
    for name, data in whole.items():
        (tmp_path / name).write_bytes(data)
    build.checksums()

    def checked() -> list[str]:
        command = ["sha256sum", "--check", build.SUMS]
        told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env={"LC_ALL": "C"})
        assert (told.returncode == 0) is ("FAILED" not in told.stdout)
        return told.stdout.splitlines()

    assert checked() == [f"{name}: OK" for name in sorted(whole)]
    (tmp_path / "nianbao_1_amd64.deb").write_bytes(damaged(whole["nianbao_1_amd64.deb"]))
    assert checked() == ["nianbao-1-linux.cdx.json: OK", "nianbao_1_amd64.deb: FAILED"]


def test_a_damaged_archive_cannot_be_unpacked():
    packed = gz(tar({"a": File(os.urandom(100_000))}, 0))
    with pytest.raises((OSError, EOFError, ValueError)):
        gzip.decompress(damaged(packed))


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="no dpkg here")
def test_dpkg_refuses_a_damaged_package(tmp_path: Path):
    files = {"usr/lib/a": File(os.urandom(100_000))}
    control = b"Package: a\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: a\n"
    parts = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": xz(tar({"control": File(control)}, 0)),
        "data.tar.xz": xz(tar(files, 0)),
    }
    (tmp_path / "a.deb").write_bytes(damaged(ar(parts, 0)))
    unpacked = subprocess.run(
        ["dpkg-deb", "-x", str(tmp_path / "a.deb"), str(tmp_path / "to")], capture_output=True, check=False
    )
    assert unpacked.returncode != 0
