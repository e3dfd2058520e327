"""Reading a file whose disk may not answer: everything else goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from nnstudio.app.background.jobs import Job, Tell
from nnstudio.app.background.waiting import Waiting
from nnstudio.app.widgets.banner import Action, Notice
from nnstudio.app.widgets.telling import Telling
from nnstudio.system.briefly import MOMENT
from nnstudio.system.file_errors import shown

T = TypeVar("T")


class FileReading(Telling):
    """Reads one file at a time, on a thread of its own; of several that are asked for, the last one counts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._waiting = Waiting(self)
        self.pass_on(self._waiting)

    def begin(self, path: Path, read: Callable[[], T], done: Callable[[T], object], failed: Tell) -> None:
        """Read a file and tell what came of it, or the exception; nobody is told after :meth:`cancel`."""
        self.cancel()
        text = self.tr("The disk has not answered yet: {0} is still being read.").format(shown(path))
        stop = Action(self.tr("Stop waiting"), self.cancel)
        self._waiting.begin(Notice(text, "info", (stop,), key="reading"))
        self._job = Job("reading", lambda cancelled, progress: read(), self, patience=MOMENT)
        self._job.done.connect(partial(self._end, done))  # type: ignore[arg-type]
        self._job.failed.connect(partial(self._end, failed))
        self._job.start()

    def cancel(self) -> None:
        """Listen no more; the thread ends when its disk answers."""
        if self._job is not None:
            self._job.leave()
            self._job = None
        self._waiting.end()

    def _end(self, tell: Tell, outcome: object) -> None:
        if self._job is not None:
            self._job.deleteLater()
            self._job = None
        self._waiting.end()
        tell(outcome)
