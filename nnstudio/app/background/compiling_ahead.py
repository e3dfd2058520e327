"""The usual kernels, compiled while the user is still looking around."""

from __future__ import annotations

import importlib.util
import logging

from PySide6.QtCore import QObject

from nnstudio.app.background.newest import Newest
from nnstudio.app.words.texts import error_text
from nnstudio.project.usual_kernels import NAME
from nnstudio.system.process import call

_log = logging.getLogger(__name__)


class CompilingAhead(QObject):
    """Watches over the child process that does it. Nothing depends on its success, so nobody hears of a failure."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._compiling = Newest("compiling ahead", self)

    def start(self) -> None:
        """Begin, where there is something to compile with."""
        if self._compiling.busy or importlib.util.find_spec("numba") is None:
            return
        self._compiling.ask(
            lambda cancelled, _progress: call(NAME, {}, cancelled=cancelled),
            lambda _compiled: None,
            lambda error: _log.info("Kernels not compiled ahead: %s", error_text(error)),
        )
