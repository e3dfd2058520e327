"""Rows of a list that hold more than text: each is a stop of the keyboard and is chosen as a whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme


class ChosenRow(QWidget):
    """Up and Down go to its neighbours; a click, Enter and Space choose it.

    Signals
    -------
    chosen()
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selected = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.current().changed.connect(self.update)

    def minimumSizeHint(self) -> QSize:
        """Never wider than the list."""
        return QSize(0, super().minimumSizeHint().height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click chooses it."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose it, or go on to a neighbour."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        elif not (step and self._go(step)):
            super().keyPressEvent(event)

    def _go(self, step: int) -> bool:
        parent = self.parentWidget()
        siblings = [] if parent is None else parent.findChildren(ChosenRow)
        rows = sorted((row for row in siblings if row.isVisible()), key=QWidget.y)
        place = rows.index(self) + step
        if 0 <= place < len(rows):
            rows[place].setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def event(self, event: QEvent) -> bool:
        """Repaint on hover and focus."""
        kinds = QEvent.Type
        if event.type() in (kinds.HoverEnter, kinds.HoverLeave, kinds.FocusIn, kinds.FocusOut):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line below, whether it is selected or under the mouse, and the focus."""
        look, painter = theme.current(), QPainter(self)
        if self.selected or self.underMouse():
            painter.fillRect(self.rect(), look.color("accent_soft" if self.selected else "surface_hover"))
        painter.fillRect(14, self.height() - 1, self.width() - 28, 1, look.color("border"))
        if self.hasFocus():
            painter.setPen(QPen(look.color("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -2))
