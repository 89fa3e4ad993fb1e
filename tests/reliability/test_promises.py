"""Each promise of docs/reliability.md names tests that hold it; a promise without its test is none."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROMISES = ROOT / "docs" / "reliability.md"
LINK = re.compile(r"\]\(([^)#]+)#(\w+)\)")


def test_every_test_that_a_promise_names_is_there() -> None:
    links = LINK.findall(PROMISES.read_text(encoding="utf-8"))
    assert len(links) > 50
    missing = [
        f"{file}: {name}"
        for file, name in links
        if not re.search(rf"^(?:def|class) {name}\b", (PROMISES.parent / file).read_text(encoding="utf-8"), re.M)
    ]
    assert missing == []


def test_every_paragraph_of_promises_names_a_test() -> None:
    """The list under each heading; what is only explained, and the last part with its numbers, names none."""
    parts = PROMISES.read_text(encoding="utf-8").split("\n## ")[1:-1]
    assert [part.splitlines()[0] for part in parts if not LINK.search(part)] == []
