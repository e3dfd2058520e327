"""A scrolling column of widgets."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from nnstudio.app.look.style_sheet import fill

_ROOM = 60
"""Pixels that are seen above and below what the keyboard has gone to."""
_FRAME = 2
"""Pixels of the frame that shows the focus."""


class ScrollColumn(QScrollArea):
    """Scrolls one widget up and down; its width is that of the column, and what is behind it shines through.

    Parameters
    ----------
    widget : QWidget
    name : str
        What a screen reader says. With a name the column is a stop of the keyboard, whose keys scroll it.
    """

    def __init__(self, widget: QWidget, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        if not name:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fitting = False
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(widget)
        self.viewport().setAutoFillBackground(False)
        widget.setAutoFillBackground(False)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._show_focus)

    def whole_width(self) -> int:
        """How wide the column must be for nothing in it to be cut, with the bar beside it and the frame of the style."""
        bar = self.verticalScrollBar().sizeHint().width()
        inner: QWidget | None = self.widget()
        least = 0 if inner is None else max(inner.minimumWidth(), inner.minimumSizeHint().width())
        return least + bar + 2 * _FRAME

    def _show_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring what has the keyboard into sight; Qt does so only where the keyboard was in the column before."""
        inner: QWidget | None = self.widget()
        if now is None or inner is None or not inner.isAncestorOf(now) or not self.isVisible():
            return
        # Under the mouse nothing may move. With the keys there is room for the line of help that comes up below, so that
        # what has the focus is not pushed out of sight by one.
        if QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            place, room = now.mapTo(inner, QPoint()), min(_ROOM, self.viewport().height() // 4)
            for y in (place.y() + now.height(), place.y()):
                self.ensureVisible(place.x(), y, 0, room)
        elif now.visibleRegion().isEmpty():
            self.ensureWidgetVisible(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the widget once, not for ever.

        Qt resizes the widget in answer to its own resize event. Where the height depends on the width (wrapped
        lines, fields that move under their labels) the two sizes can differ without end, and the stack overflows.
        """
        if self._fitting:
            return False
        self._fitting = True
        try:
            return super().eventFilter(watched, event)
        finally:
            self._fitting = False


def panel_column(widget: QWidget, name: str) -> ScrollColumn:
    """Return a column with the surface of a panel."""
    fill(widget, "panel")
    return ScrollColumn(widget, name)
