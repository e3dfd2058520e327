"""When the window works beside a run: no more often than the cost allows, and not for what is hidden."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from nnstudio.app.training.pace import Pace


class CostTimer(QTimer):
    """Tells a pace what a piece of work costs, with the layout and the painting that follow from it."""

    def __init__(self, pace: Pace, parent: QObject) -> None:
        super().__init__(parent)
        self._pace, self._began = pace, 0.0
        self.setSingleShot(True)
        self.timeout.connect(self._count)

    def begin(self) -> None:
        """Say that the work begins: until it is painted, time of the processor is its cost."""
        self._began = time.thread_time()
        self.start(0)  # behind all that is posted, so also behind the painting

    def _count(self) -> None:
        self._pace.took(time.thread_time() - self._began)


class DrawingTimer(QTimer):
    """Fires once for each :meth:`wait` or :meth:`hurry`.

    Parameters
    ----------
    widget : QWidget
        What draws.
    pace : Pace
        Learns what drawing costs, and says how long to wait.
    """

    def __init__(self, widget: QWidget, pace: Pace) -> None:
        super().__init__(widget)
        self._widget, self._pace = widget, pace
        self._cost, self._put_off = CostTimer(pace, self), False
        self.setSingleShot(True)
        widget.installEventFilter(self)

    def wait(self) -> None:
        """Fire when it is time; a hidden widget draws when it is shown."""
        if self._widget.isVisible():
            self._put_off = False
            if not self.isActive():
                self.start(self._pace.milliseconds)
        else:
            self._put_off = True

    def hurry(self) -> None:
        """Fire as soon as the event loop comes to it, hidden or not: nothing computes beside it."""
        self._put_off = False
        self.start(0)

    def drawing(self) -> None:
        """Say that drawing begins."""
        self._cost.begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw what was put off."""
        if event.type() == QEvent.Type.Show and self._put_off:
            self._put_off = False
            self.start(self._pace.milliseconds)
        return False
