"""Saying that a disk has not answered yet, and letting the person stop waiting for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from nnstudio.app.widgets.banner import Notice
from nnstudio.app.widgets.telling import Telling

PATIENCE_MS = 1500
"""A disk that answers sooner is not worth a word."""


class Waiting(Telling):
    """Holds a notice back until something takes long, and takes it back when that has ended."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._text: Notice | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._tell)
        self.long = False
        """Whether what is waited for has taken long."""

    def begin(self, text: Notice) -> None:
        """Something has begun, of which a notice with a key tells where it takes long."""
        self.end()
        self._text = text
        self._timer.start(PATIENCE_MS)

    def end(self) -> None:
        """It has ended."""
        self._timer.stop()
        self.long = False
        if self._text is not None:
            self.resolved.emit(self._text.key)
            self._text = None

    def _tell(self) -> None:
        self.long = True
        self.notice.emit(self._text)
