"""A disk that loses power: what was written but not yet forced to it may be lost, cut short, or come in any order."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Content:
    """The bytes of one file: as the program sees them, and as much of them as is certainly on the disk."""

    seen: bytes = b""
    certain: bytes | None = None  # None: not even that the file has any bytes

    def survivors(self) -> Iterator[bytes]:
        """What may be found after the power failed: what is certain, or any piece of what was only written."""
        if self.certain == self.seen:
            yield self.seen
            return
        yield self.certain or b""
        for cut in {0, 1, len(self.seen) // 2, len(self.seen) - 1, len(self.seen)}:
            yield self.seen[: max(0, cut)]
            yield self.seen[: max(0, cut)].ljust(len(self.seen), b"\0")  # blocks that were never filled


@dataclass(frozen=True)
class Disk:
    """A folder: which file each name stands for, on the disk for certain and as the program sees it."""

    files: tuple[Content, ...] = ()
    seen: dict[str, int] = field(default_factory=dict)
    certain: dict[str, int] = field(default_factory=dict)

    def outcomes(self, name: str) -> Iterator[bytes | None]:
        """What a name may hold after the power failed now; None when it is not there."""
        for names in (self.seen, self.certain):  # the renaming may have come through by itself, or not
            if name in names:
                yield from self.files[names[name]].survivors()
            else:
                yield None

    def with_file(self, number: int, content: Content) -> "Disk":
        return replace(self, files=(*self.files[:number], content, *self.files[number + 1 :]))


class Recorder:
    """Watches the calls to the system that write, and keeps the state of the disk after each of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        names = {path.name: number for number, path in enumerate(self.folder.iterdir())}
        files = tuple(Content(data := (self.folder / name).read_bytes(), data) for name in names)
        self.states = [Disk(files, names, dict(names))]

    @property
    def disk(self) -> Disk:
        return self.states[-1]

    def _is_here(self, path: object) -> bool:
        return Path(os.fspath(path)).resolve().parent == self.folder  # type: ignore[call-overload]

    def make(self, path: str) -> None:
        if self._is_here(path):
            disk = self.disk
            files, seen = (*disk.files, Content()), {**disk.seen, Path(path).name: len(disk.files)}
            self.states.append(replace(disk, files=files, seen=seen))

    def write(self, path: str, data: bytes) -> None:
        if self._is_here(path):
            disk, number = self.disk, self.disk.seen[Path(path).name]
            self.states.append(disk.with_file(number, replace(disk.files[number], seen=data)))

    def sync(self, path: str) -> None:
        disk = self.disk
        if Path(path).resolve() == self.folder:
            self.states.append(replace(disk, certain=dict(disk.seen)))
        elif self._is_here(path):
            number = disk.seen[Path(path).name]
            content = disk.files[number]
            self.states.append(disk.with_file(number, replace(content, certain=content.seen)))

    def rename(self, old: object, new: object) -> None:
        if self._is_here(new):
            seen = dict(self.disk.seen)
            seen[Path(os.fspath(new)).name] = seen.pop(Path(os.fspath(old)).name)  # type: ignore[call-overload]
            self.states.append(replace(self.disk, seen=seen))

    def remove(self, path: object) -> None:
        name = Path(os.fspath(path)).name  # type: ignore[call-overload]
        if self._is_here(path) and name in self.disk.seen:
            seen = {other: number for other, number in self.disk.seen.items() if other != name}
            self.states.append(replace(self.disk, seen=seen))


@contextmanager
def recorded(folder: Path) -> Iterator[Recorder]:
    """Record what the program does to the files of a folder, at the edge of the operating system."""
    recorder = Recorder(folder)
    make, sync, rename, unlink = tempfile.mkstemp, os.fsync, os.replace, os.unlink

    def make_file(**options: object) -> tuple[int, str]:
        descriptor, name = make(**options)  # type: ignore[call-overload]
        recorder.make(name)
        return descriptor, name

    def sync_file(descriptor: int) -> None:
        path = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        if not Path(path).is_dir():
            recorder.write(path, Path(path).read_bytes())
        sync(descriptor)
        recorder.sync(path)

    def rename_file(old: object, new: object) -> None:
        if str(old).endswith(".tmp"):
            recorder.write(str(old), Path(str(old)).read_bytes())  # whatever was written without a sync
        rename(old, new)  # type: ignore[arg-type]
        recorder.rename(old, new)

    def remove_file(path: object, **options: object) -> None:
        unlink(path, **options)  # type: ignore[arg-type]
        recorder.remove(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", make_file)
        patch.setattr(os, "fsync", sync_file)
        patch.setattr(os, "replace", rename_file)
        patch.setattr(os, "unlink", remove_file)
        yield recorder
