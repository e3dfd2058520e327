"""When a widget draws beside a run: not while it is hidden, and no more often than its pictures' cost allows."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from nnstudio.app.training.pace import Pace


class DrawingTimer(QTimer):
    """Fires once for each :meth:`wait`.

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
        self._began, self._put_off = 0.0, False
        self.setSingleShot(True)
        # Behind all that is posted, so also behind the painting of what was drawn.
        self._painted = QTimer(self)
        self._painted.setSingleShot(True)
        self._painted.timeout.connect(self._count)
        widget.installEventFilter(self)

    def wait(self, *, hidden: bool = False) -> None:
        """Fire when it is time; a hidden widget draws when it is shown, or also ``hidden``."""
        if self._widget.isVisible() or hidden:
            self._put_off = False
            if not self.isActive():
                self.start(self._pace.milliseconds)
        else:
            self._put_off = True

    def drawing(self) -> None:
        """Say that drawing begins: until it is painted, time of the processor is its cost."""
        self._began = time.thread_time()
        self._painted.start(0)

    def _count(self) -> None:
        self._pace.took(time.thread_time() - self._began)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw what was put off."""
        if event.type() == QEvent.Type.Show and self._put_off:
            self._put_off = False
            self.start(self._pace.milliseconds)
        return False
