"""Work beside the window: a function on a thread of its own, its result delivered in the window's thread."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from nnstudio.app.background.ending import Ending, is_over
from nnstudio.system.cancel import Cancelled

Work = Callable[[Callable[[], bool], Callable[[dict[str, Any]], None]], object]
"""Takes ``cancelled()``, to be asked now and then, and ``progress({"done": 0 to 1})``."""

Tell = Callable[[Any], None]

POLL_MS = 20


class Job(QObject, Ending):
    """One piece of work.

    The thread only fills a mailbox; a timer empties it. So no signal crosses threads, and a job whose window
    has gone tells nobody.

    Parameters
    ----------
    name : str
        Of the thread.
    work : callable
    parent : QObject
        In the window with which the job ends.
    patience : float, optional
        See :class:`Ending`.

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

    def __init__(self, name: str, work: Work, parent: QObject, patience: float | None = None) -> None:
        super().__init__(parent)
        self._work, self.patience = work, patience
        self._cancelled = threading.Event()
        self._mailbox: deque[tuple[str, Any]] = deque()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._deliver)

    def start(self) -> None:
        """Begin, unless the window has ended."""
        if not is_over(self):
            self._thread.start()
            self._timer.start()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def cancel(self) -> None:
        """Ask the function to end and listen to it no more."""
        self._cancelled.set()
        self._timer.stop()
        self._mailbox.clear()

    def leave(self) -> None:
        """Listen to it no more, and let nobody wait for it: its disk may not answer."""
        self.cancel()
        self.patience = 0.0

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the thread has ended, or for some seconds at most where a disk may not answer."""
        if self._thread.ident is not None:
            self._thread.join(seconds)

    end, settle = cancel, wait

    def _run(self) -> None:
        try:
            work, self._work = self._work, _nothing  # what it holds on to, such as a data set, goes with it
            result = work(self._cancelled.is_set, lambda facts: self._mailbox.append(("progress", facts)))
        except Cancelled:
            return
        except BaseException as error:
            self._mailbox.append(("failed", error))
        else:
            if not self._cancelled.is_set():  # else nobody takes it out, and it may hold a data set
                self._mailbox.append(("done", result))

    def _deliver(self) -> None:
        while self._mailbox and not self._cancelled.is_set():
            kind, value = self._mailbox.popleft()
            if kind != "progress":
                self._timer.stop()
                self._thread.join()
            {"progress": self.progress, "done": self.done, "failed": self.failed}[kind].emit(value)


def _nothing(_cancelled: object, _progress: object) -> None:
    """The work of a job that has done its own."""


class JobQueue(QObject):
    """Jobs that must not overtake each other, such as two saves of the same file.

    None is broken off: where its window closes, what has begun comes to its end, within the patience of a :class:`Job`.
    """

    def __init__(self, name: str, parent: QObject, patience: float | None = None) -> None:
        super().__init__(parent)
        self._name, self._patience = name, patience
        self._job: Job | None = None
        self._waiting: deque[tuple[Callable[[], object], Tell, Tell]] = deque()

    def add(self, work: Callable[[], object], done: Tell, failed: Tell) -> None:
        """Do something after all that was asked for before; tell its result, or the exception it raised."""
        self._waiting.append((work, done, failed))
        self._next()

    def leave(self) -> None:
        """Forget what was asked for and tell nobody; what has begun goes on alone, and nobody waits for it."""
        self._waiting.clear()
        if self._job is not None:
            self._job.leave()
            self._job = None

    def _next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        work, done, failed = self._waiting.popleft()
        self._job = Job(self._name, lambda cancelled, progress: work(), self, self._patience)
        self._job.done.connect(partial(self._end, done))
        self._job.failed.connect(partial(self._end, failed))
        self._job.start()

    def _end(self, tell: Tell, outcome: object) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        try:
            tell(outcome)
        finally:
            self._next()
