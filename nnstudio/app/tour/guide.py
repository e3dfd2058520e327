"""Leads through the five stops of the tour, while the window can be used as ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from nnstudio.app.tour.bubble import Bubble, Ring
from nnstudio.app.tour.stops import Stop, stops
from nnstudio.app.widgets.actions import make_action

if TYPE_CHECKING:
    from nnstudio.app.main_window import MainWindow

SEEN = "tour"
"""Of the hints that need no second showing."""
_SAMPLE = "textbook"
_MOVING = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
)


class TourGuide(QObject):
    """The tour of a window.

    Attributes
    ----------
    stop : int
        Number of the stop from 0; −1 while there is no tour.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._stops: tuple[Stop, ...] = ()
        self._watched: list[QWidget] = []
        self.stop = -1
        self.ring = Ring(window)
        self.bubble = Bubble(window)
        self.bubble.next_wanted.connect(self.forth)
        self.bubble.back_wanted.connect(self.back)
        self.bubble.left.connect(self.leave)
        self.action = make_action(window, self.tr("Take the &tour"), self.start, icon="flag")
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.activated.connect(self.leave)
        # Another Esc of the window does not stand in the way: during the tour the key means the tour.
        self._escape.activatedAmbiguously.connect(self.leave)
        self._escape.setEnabled(False)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._place)
        window.start_page.tour_wanted.connect(self.start)
        self._offer()

    def start(self) -> None:
        """Begin at the first stop; where nothing is drawn yet, with a sample."""
        window = self._window
        project = window.document.project
        if project.network.nodes and project.data.source is not None:
            window.show_workspace()
            self._begin()
        else:
            window.beginning.sample(_SAMPLE, self._begin)

    def _begin(self) -> None:
        self._stops = stops(self._window)
        seen = self._window.preferences.settings.seen
        if SEEN not in seen:
            self._window.preferences.change(seen=(*seen, SEEN))
        self._offer()
        self._escape.setEnabled(True)
        self._go(0)
        self.bubble.forth.setFocus(Qt.FocusReason.OtherFocusReason)

    def forth(self) -> None:
        """Go to the next stop; the tour ends behind the last one."""
        if self.stop + 1 < len(self._stops):
            self._go(self.stop + 1)
        else:
            self.leave()

    def back(self) -> None:
        """Go to the stop before."""
        if self.stop > 0:
            self._go(self.stop - 1)
            if not self.bubble.back.isEnabled():
                self.bubble.forth.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """End the tour; everything else stays as it is."""
        if self.stop < 0:
            return
        held = self.bubble.isAncestorOf(self._window.focusWidget() or self._window)
        self.stop = -1
        self._soon.stop()
        self._watch(None)
        self._escape.setEnabled(False)
        self.bubble.hide()
        self.ring.hide()
        if held and self._window.in_workspace:
            self._window.workspace.canvas.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is pointed at."""
        if event.type() in _MOVING:
            self._soon.start()
        return False

    def _go(self, stop: int) -> None:
        self.stop = stop
        now = self._stops[stop]
        if not self._window.in_workspace:
            self._window.show_workspace()
        now.show()
        self.bubble.show_stop(now.title, now.text, stop + 1, len(self._stops))
        self._watch(now.target())
        self._place()

    def _watch(self, target: QWidget | None) -> None:
        """Look at everything whose place decides where the target is."""
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        while target is not None:
            target.installEventFilter(self)
            self._watched.append(target)
            target = None if target is self._window else target.parentWidget()

    def _place(self) -> None:
        """Put the bubble beside the target, or into the middle while that cannot be seen."""
        if self.stop < 0:
            return
        window = self._window
        room = QRect(QPoint(), window.size())
        target = self._stops[self.stop].target()
        rect = None
        if target is not None and target.isVisible():
            rect = QRect(target.mapTo(window, QPoint()), target.size()).intersected(room)
            self.ring.setGeometry(rect.adjusted(-2, -2, 2, 2).intersected(room))
        self.ring.setVisible(rect is not None)
        self.bubble.point_at(rect, room)
        self.ring.raise_()
        self.bubble.show()
        self.bubble.raise_()

    def _offer(self) -> None:
        """Offer the tour on the start page to who has not taken it."""
        self._window.start_page.offer_tour(SEEN not in self._window.preferences.settings.seen)
