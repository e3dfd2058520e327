"""Garbage is collected in the window's thread only.

Python collects wherever the counter happens to overflow, which may be a thread that trains or measures. Objects of Qt that
die there take the program with them. So the automatic collection is off, and a timer of the window does it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_MS = 1000


class Collecting(QObject):
    """Does in the window's thread what Python would do anywhere; to be made once, when everything is imported."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.freeze()  # modules, classes and the window stay: there is no need to look at them again and again
        gc.disable()
        timer = QTimer(self, interval=_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as Python does."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return
