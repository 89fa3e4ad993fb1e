"""Work beside the window in a thread of Python's own, which Qt knows nothing of, and work while the clerk rests.

Python's collector of garbage runs in whatever thread it is due in, and widgets that it finds may be deleted in the
window's thread only: it rests while such a thread is at work. And Python lets one thread at a time run its code: the
window must not wait for its turn for longer than a clerk can tell.
"""

import gc
import sys
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer

THREAD = "beside the window"
LOOK_MS = 10  # between two looks whether it is done
TURN_S = 0.0005  # after which a thread that others wait for must let them run; Python by itself gives it ten times that
IDLE_MS = 1000  # between two looks whether the clerk rests
LONG = 20  # such looks in a row at which nothing was done: a rest long enough for a whole collection
FEW, ENOUGH = 200, 2000  # objects come into being within a second: when she rests, and what is worth collecting
YOUNG = 100_000  # objects after which the collector runs all the same

T = TypeVar("T")


class Work(Generic[T]):
    """One piece of work, begun at once. It cannot be stopped, only forgotten, and keeps no program from ending.

    Once it is done or no longer waited for, `collect_again` or `collect_later` is owed.
    """

    def __init__(self, do: Callable[[], T]) -> None:
        self._do = do
        self._result: T | None = None
        self._error: BaseException | None = None
        gc.disable()
        sys.setswitchinterval(TURN_S)
        self._thread = threading.Thread(target=self._run, name=THREAD, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._result = self._do()
        except BaseException as error:  # noqa: BLE001  raised again where the result is asked for
            self._error = error

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def wait(self, seconds: float | None = None) -> bool:
        """Stay until it is done, or for no longer than some seconds; whether it is."""
        self._thread.join(seconds)
        return self.is_done

    def result(self) -> T:
        """What came of it. Raises what the work raised."""
        assert self.is_done
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]


def collect_again() -> bool:
    """Let the collector of garbage run again, unless some work is still going on."""
    if any(thread.name == THREAD for thread in threading.enumerate()):
        return False
    gc.enable()
    return True


def collect_later() -> None:
    """Let it run again once all work is done."""
    look = QTimer(QCoreApplication.instance(), interval=LOOK_MS)
    look.timeout.connect(lambda: look.deleteLater() if collect_again() else None)
    look.start()


class RestingCollector(QTimer):
    """Lets the collector of garbage run while the clerk rests: between two keys it would be felt, by up to 40 ms.

    Typing leaves nothing for it to find; closed windows do.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, interval=IDLE_MS)
        self._count = 0
        self._rested = 0
        gc.set_threshold(YOUNG, 10, 10)
        self.timeout.connect(self.look)
        self.start()

    def look(self) -> None:
        """Collect what is young when nothing has been done since the last look, and everything after a long rest."""
        rests = abs(gc.get_count()[0] - self._count) < FEW
        self._rested = self._rested + 1 if rests else 0
        if rests and gc.isenabled():
            if self._rested == LONG:
                gc.collect()
            elif gc.get_count()[0] > ENOUGH:
                gc.collect(1)
        self._count = gc.get_count()[0]
