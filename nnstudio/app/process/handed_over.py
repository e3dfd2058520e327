"""Files that the system hands over to the running program, as the Finder of macOS does."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_EVERY = 200
"""Milliseconds after which it is looked again whether a question has been answered."""


class HandedOver(QObject):
    """Passes files on; one that comes while a dialog stands before the window waits until it is done.

    Of several that wait the last one is opened, as it would be without the dialog: each takes the place of the one before.

    Signals
    -------
    ready(str)
        The path of a file, which can be opened now.
    """

    ready = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self._again = QTimer(self, interval=_EVERY)
        self._again.timeout.connect(self._pass_on)

    def take(self, path: str) -> None:
        """Pass a file on, at once or as soon as no dialog is in the way."""
        self._kept = path
        self._again.start()
        self._pass_on()

    def _pass_on(self) -> None:
        if QApplication.activeModalWidget() is None:
            self._again.stop()
            self.ready.emit(self._kept)
