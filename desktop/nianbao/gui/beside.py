"""Work beside the window in a thread of Python's own, which Qt knows nothing of.

Python's collector of garbage runs in whatever thread it is due in, and widgets that it finds may be deleted in the
window's thread only: it rests while such a thread is at work.
"""

import gc
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QTimer

THREAD = "beside the window"
LOOK_MS = 10  # between two looks whether it is done

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
