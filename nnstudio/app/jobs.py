"""Work beside the window: a function on a thread of its own, its result delivered in the window's thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.system.process import Cancelled

Work = Callable[[Callable[[], bool], Callable[[dict[str, Any]], None]], object]
"""Takes ``cancelled()``, to be asked now and then, and ``progress({"done": 0 to 1})``."""

POLL_MS = 20


class Job(QObject):
    """One piece of work.

    The thread only fills a mailbox; a timer empties it. So no signal crosses threads, and a job whose window
    has gone tells nobody.

    Signals
    -------
    progress(dict)
    done(object)
        The function's result.
    failed(object)
        The exception it raised; nothing is told after :meth:`cancel`.
    """

    progress = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, name: str, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._cancelled = threading.Event()
        self._mailbox: deque[tuple[str, Any]] = deque()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._deliver)

    def start(self) -> None:
        """Begin."""
        self._thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """Ask the function to end and listen to it no more."""
        self._cancelled.set()
        self._timer.stop()

    def wait(self) -> None:
        """Wait until the thread has ended; for closing."""
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            result = self._work(
                self._cancelled.is_set, lambda facts: self._mailbox.append(("progress", facts))
            )
        except Cancelled:
            return
        except BaseException as error:
            self._mailbox.append(("failed", error))
        else:
            self._mailbox.append(("done", result))

    def _deliver(self) -> None:
        while self._mailbox and not self._cancelled.is_set():
            kind, value = self._mailbox.popleft()
            if kind != "progress":
                self._timer.stop()
                self._thread.join()
            {"progress": self.progress, "done": self.done, "failed": self.failed}[kind].emit(value)
