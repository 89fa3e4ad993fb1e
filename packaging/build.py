"""`make package`: everything for other people's machines, into dist/. Each kind can be asked for alone:

    make package ARGS="tar deb"        folder, tar, deb; on Windows folder, zip, installer; python anywhere

What is built depends on the source, the pinned versions and SOURCE_DATE_EPOCH only (the last commit's time by default).
"""

import hashlib
import subprocess
import sys
from pathlib import Path

import elf
import facts
import freeze
import linux_packages
import sizes

KINDS = ("folder", "zip", "installer", "python") if facts.WINDOWS else ("folder", "tar", "deb", "python")
SUMS = "SHA256SUMS"


def main() -> None:
    """Build the kinds named on the command line, or all."""
    wanted = sys.argv[1:] or list(KINDS)
    if unknown := set(wanted) - set(KINDS):
        raise SystemExit(f"{', '.join(sorted(unknown))}? one of {', '.join(KINDS)}")
    facts.BUILD.mkdir(parents=True, exist_ok=True)
    facts.DIST.mkdir(exist_ok=True)
    made: list[Path] = []
    if set(wanted) - {"python"}:
        made += _programs(freeze.freeze(), wanted)
    if "python" in wanted:
        made += _python()
    checksums()
    for file in made:
        print(f"{file.stat().st_size / 2**20:7.1f} MiB  {file.relative_to(facts.ROOT)}")


def _programs(program: Path, wanted: list[str]) -> list[Path]:
    print(sizes.told(program))
    if facts.WINDOWS:
        from windows_packages import installer, portable

        return [make(program) for kind, make in (("zip", portable), ("installer", installer)) if kind in wanted]
    needs = elf.needs(program)
    print(f"需要 glibc {'.'.join(map(str, needs.glibc))} 以上（{needs.because_of}）")
    made = []
    if "tar" in wanted:
        made.append(_put(f"{linux_packages.name()}.tar.gz", linux_packages.portable(program)))
    if "deb" in wanted:
        version = facts.version()
        made.append(_put(linux_packages.deb_name(version), linux_packages.deb(program, version)))
    return made


def _put(name: str, data: bytes) -> Path:
    path = facts.DIST / name
    path.write_bytes(data)
    return path


def _python() -> list[Path]:
    freeze.run(sys.executable, "-m", "build", "--outdir", facts.DIST)
    stem = f"nianbao-{facts.version()}"
    return [
        path
        for path in facts.DIST.iterdir()
        if path.name.startswith(stem) and path.name.endswith((".whl", f"{stem}.tar.gz"))
    ]


def checksums() -> None:
    """SHA256SUMS beside the files, as `sha256sum --check` and `certutil -hashfile` understand it."""
    files = sorted(path for path in facts.DIST.iterdir() if path.is_file() and path.name != SUMS)
    lines = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (facts.DIST / SUMS).write_text(lines, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{error.cmd[0]}: {error.returncode}") from None
