"""Run in the environment for packaging: licences into the frozen program, its bill of materials into dist/."""

import sys
from pathlib import Path

import facts
import licences


def main() -> None:
    """Usage: collect.py PROGRAM_FOLDER."""
    parts = set((facts.BUILD / "parts.txt").read_text(encoding="utf-8").split())
    found = licences.collect(Path(sys.argv[1]), parts)
    without = [one.name for one in found if not one.licence]
    if without:
        raise SystemExit(f"no licence known of {', '.join(without)}")
    facts.DIST.mkdir(exist_ok=True)
    system = "windows" if facts.WINDOWS else "linux"
    (facts.DIST / f"nianbao-{facts.version()}-{system}.cdx.json").write_text(
        licences.sbom(found), encoding="utf-8", newline="\n"
    )


if __name__ == "__main__":
    main()
