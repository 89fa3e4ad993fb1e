"""Says whether a tag may be released: tag, program and change log name one version, and the change log its day."""

import sys
from collections.abc import Iterator

import facts


def disagreements(tag: str) -> Iterator[str]:
    """What stands against releasing the tag, a sentence each."""
    version, (newest, day) = facts.version(), facts.changes()
    if tag != f"v{version}":
        yield f"The tag is {tag}, the program is {version}."
    if newest != version:
        yield f"The newest version in CHANGELOG.md is {newest}, the program is {version}."
    if day is None:
        yield f"CHANGELOG.md does not name the day of {newest}: ## {newest}（2027年1月5日）"


def main() -> int:
    """Usage: release.py TAG."""
    found = list(disagreements(sys.argv[1]))
    print("\n".join(found) or f"{sys.argv[1]}: tag, program and change log agree")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
