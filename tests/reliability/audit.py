"""What the program asks of the system: files opened, sockets, other programs. By the interpreter's own audit events."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

ABROAD = ("socket.", "ssl.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "subprocess.", "os.system")
WRITING = set("wax+")


@dataclass
class Deeds:
    """What happened while it was watched."""

    opened: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)

    def note(self, event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode = str(arguments[0]), str(arguments[1] or "")
            self.opened.append(path)
            if WRITING & set(mode) or (mode == "" and int(str(arguments[2])) & 3):
                self.written.append(path)
        elif event.startswith(ABROAD):
            self.abroad.append(event)


_watching: list[Deeds] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    for deeds in _watching:
        deeds.note(event, arguments)


sys.addaudithook(_note)  # for the life of the process: there is no way to take one away


@contextmanager
def watched() -> Iterator[Deeds]:
    """Note what is done meanwhile."""
    deeds = Deeds()
    _watching.append(deeds)
    try:
        yield deeds
    finally:
        _watching.remove(deeds)
