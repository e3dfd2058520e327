"""A bubble with an arrow beside a part of the window, and the ring around that part."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from nnstudio.app.look import theme
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import push_button
from nnstudio.app.widgets.labels import label

ARROW = 12
"""Pixels that the arrow is long; they are left free at each side."""
_ROUND = 10.0
_AWAY = 4
"""Pixels between the arrow and what it points at."""
_EDGE = 8
"""Pixels to the edge of the window."""


class Ring(QWidget):
    """Frames what is spoken of; clicks go through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        theme.current().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().color("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


class Bubble(QWidget):
    """Words about a part of the window, and the buttons of the tour.

    Signals
    -------
    next_wanted, back_wanted, left
        The buttons.
    """

    next_wanted = Signal()
    back_wanted = Signal()
    left = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tour")
        self._tip: QPoint | None = None
        self._place = label("", "small")
        self._title = label("", "heading", wrap=True)
        self._text = label(wrap=True)
        self.leave = push_button(self.tr("Leave"), role="flat", tip=self.tr("Leave the tour (Esc)"))
        self.leave.setAccessibleName(self.tr("Leave the tour"))
        self.back = QPushButton(self.tr("Back"))
        self.forth = push_button(self.tr("Next"), role="primary")
        self.leave.clicked.connect(self.left)
        self.back.clicked.connect(self.back_wanted)
        self.forth.clicked.connect(self.next_wanted)
        buttons = h_box(spacing=8)
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.forth)
        column = v_box(self, margins=(ARROW + 16, ARROW + 12, ARROW + 16, ARROW + 12), spacing=4)
        for widget in (self._place, self._title, self._text):
            column.addWidget(widget)
        column.addSpacing(8)
        column.addLayout(buttons)
        QWidget.setTabOrder(self.forth, self.back)
        QWidget.setTabOrder(self.back, self.leave)
        self.hide()
        theme.current().changed.connect(self.update)

    def show_stop(self, title: str, text: str, number: int, count: int) -> None:
        """Show the words of a stop; the first is number 1."""
        place = self.tr("{0} of {1}").format(number, count)
        self._place.setText(place)
        self._title.setText(title)
        self._text.setText(text)
        self.back.setEnabled(number > 1)
        self.forth.setText(self.tr("Next") if number < count else self.tr("Done"))
        self.setAccessibleName(self.tr("Tour, {0}: {1}").format(place, title))
        self.setAccessibleDescription(text)
        self.forth.setAccessibleDescription(f"{place}. {title}. {text}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def point_at(self, target: QRect | None, room: QRect) -> None:
        """Find a place beside a part of the window, inside ``room``; in the middle where there is nothing to point at."""
        size = self._wanted(room)
        here = QRect(room.center() - QPoint(size.width() // 2, size.height() // 2), size)
        self._tip = None
        for side in ("below", "right", "left", "above") if target is not None else ():
            assert target is not None
            place, tip = _beside(target, size, side, room)
            if room.contains(place):
                here, self._tip = place, tip - place.topLeft()
                break
        self.setGeometry(here)
        self.update()

    def _wanted(self, room: QRect) -> QSize:
        width = min(theme.current().room(360), room.width())
        layout = self.layout()
        assert layout is not None
        return QSize(width, max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bubble and its arrow as one shape."""
        look = theme.current()
        body = QRectF(self.rect()).adjusted(ARROW, ARROW, -ARROW, -ARROW)
        path = QPainterPath()
        path.addRoundedRect(body, _ROUND, _ROUND)
        if self._tip is not None:
            path = path.united(_arrow(body, QPointF(self._tip)))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("accent"), 1.5))
        painter.setBrush(look.color("surface"))
        painter.drawPath(path)


def _beside(target: QRect, size: QSize, side: str, room: QRect) -> tuple[QRect, QPoint]:
    """Where a bubble of this size stands at one side, and where the tip of its arrow is."""
    within = target.intersected(room)
    middle = within.center()
    width, height = size.width(), size.height()
    # The bubble begins at the left of what it speaks of, or higher than its middle: near, and seldom over the drawing.
    x = min(max(middle.x() - width // 2, room.left() + _EDGE), room.right() - width - _EDGE)
    y = min(max(middle.y() - height // 2, room.top() + _EDGE), room.bottom() - height - _EDGE)
    corners = {
        "below": QPoint(x, within.bottom() + _AWAY),
        "above": QPoint(x, within.top() - _AWAY - height),
        "right": QPoint(within.right() + _AWAY, y),
        "left": QPoint(within.left() - _AWAY - width, y),
    }
    place = QRect(corners[side], size)
    tips = {
        "below": QPoint(_kept(middle.x(), place.left(), place.right()), place.top() + 1),
        "above": QPoint(_kept(middle.x(), place.left(), place.right()), place.bottom() - 1),
        "right": QPoint(place.left() + 1, _kept(middle.y(), place.top(), place.bottom())),
        "left": QPoint(place.right() - 1, _kept(middle.y(), place.top(), place.bottom())),
    }
    return place, tips[side]


def _kept(value: int, low: int, high: int) -> int:
    """The tip of the arrow away from the round corners."""
    away = ARROW + round(_ROUND) + ARROW
    return min(max(value, low + away), high - away)


def _arrow(body: QRectF, tip: QPointF) -> QPainterPath:
    """A triangle from inside the body to the tip."""
    if body.left() <= tip.x() <= body.right():
        edge = body.top() if tip.y() < body.top() else body.bottom()
        inside = edge + (1 if edge == body.top() else -1)
        first, second = QPointF(tip.x() - ARROW, inside), QPointF(tip.x() + ARROW, inside)
    else:
        edge = body.left() if tip.x() < body.left() else body.right()
        inside = edge + (1 if edge == body.left() else -1)
        first, second = QPointF(inside, tip.y() - ARROW), QPointF(inside, tip.y() + ARROW)
    path = QPainterPath(first)
    path.lineTo(tip)
    path.lineTo(second)
    path.closeSubpath()
    return path
