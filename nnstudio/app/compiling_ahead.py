"""The usual kernels, compiled while the user is still looking around."""

from __future__ import annotations

import importlib.util
import logging

from PySide6.QtCore import QObject

from nnstudio.app.jobs import Job
from nnstudio.app.texts import error_text
from nnstudio.project.usual_kernels import NAME
from nnstudio.system.process import call

_log = logging.getLogger(__name__)


class CompilingAhead(QObject):
    """Watches over the child process that does it. Nothing depends on its success, so nobody hears of a failure."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None

    def start(self) -> None:
        """Begin, where there is something to compile with."""
        if self._job is not None or importlib.util.find_spec("numba") is None:
            return
        self._job = Job(
            "compiling ahead", lambda cancelled, progress: call(NAME, {}, cancelled=cancelled), self
        )
        self._job.failed.connect(lambda error: _log.info("Kernels not compiled ahead: %s", error_text(error)))
        self._job.start()

    def close(self) -> None:
        """End the process, whatever it has come to."""
        if self._job is not None:
            self._job.cancel()
            self._job.wait()
            self._job = None
