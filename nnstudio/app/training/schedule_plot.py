"""A preview of the learning rate over the epochs of a run."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.nn.schedules import Constant, Schedule
from nnstudio.system.numbers import figure_text

_POINTS = 400
_TOP, _BOTTOM, _RIGHT = 24.0, 22.0, 10.0
_STOPS = 40
"""The arrow keys cross a long run in about so many steps."""


class SchedulePlot(QWidget):
    """Plots what a schedule makes of the learning rate; arrows and mouse read single epochs off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._schedule: Schedule = Constant()
        self._rate, self._epochs = 0.01, 1
        self._at: float | None = None
        self._curve: list[tuple[float, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Learning rate over the epochs"))
        self.setToolTip(self.tr("The learning rate over the epochs; the arrow keys read it off"))
        theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Low and wide."""
        return QSize(240, 124)

    def show_schedule(self, schedule: Schedule, rate: float, epochs: int) -> None:
        """Plot a schedule.

        Parameters
        ----------
        schedule : Schedule
        rate : float
            The optimizer's learning rate.
        epochs : int
            Of the whole run.
        """
        if self._curve and (schedule, rate, epochs) == (self._schedule, self._rate, self._epochs):
            return
        self._schedule, self._rate, self._epochs = schedule, rate, epochs
        if self._at is not None:
            self._at = min(self._at, epochs)
        places = (epochs * i / _POINTS for i in range(_POINTS + 1))
        self._curve = [(epoch, self._value(epoch)) for epoch in places]
        self._say()
        self.update()

    @property
    def changes(self) -> bool:
        """Whether the learning rate is not the same throughout."""
        return any(value != self._curve[0][1] for _, value in self._curve)

    def _value(self, epoch: float) -> float:
        # The last step begins before the end: a drop at the end itself never happens.
        return self._rate * self._schedule.factor(min(epoch, self._epochs * (1 - 1e-9)), self._epochs)

    def reading(self) -> str:
        """What stands above the plot: the value under the cursor, or what the plot shows."""
        if self._at is None:
            return self.tr("Learning rate")
        return self.tr("Epoch {0}: {1}").format(
            figure_text(round(self._at, 2), 6), _short(self._value(self._at))
        )

    def _say(self) -> None:
        """Describe the course for those who do not see it."""
        peak_at, peak = max(self._curve, key=lambda point: point[1])
        first, last = self._curve[0][1], self._curve[-1][1]
        course = self.tr("Starts at {0}, is highest with {1} at epoch {2}, ends at {3}").format(
            _short(first), _short(peak), figure_text(round(peak_at, 1), 6), _short(last)
        )
        self.setAccessibleDescription(course if self._at is None else f"{self.reading()}. {course}")

    # Reading values off -------------------------------------------------------------------------------

    def _move_to(self, epoch: float | None) -> None:
        self._at = None if epoch is None else min(max(epoch, 0.0), float(self._epochs))
        self._say()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk along the epochs, Home and End jump, Escape ends the reading."""
        step = max(1, math.ceil(self._epochs / _STOPS))
        here = self._at
        places = {
            Qt.Key.Key_Left: self._epochs if here is None else here - step,
            Qt.Key.Key_Right: 0.0 if here is None else here + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: float(self._epochs),
        }
        key = Qt.Key(event.key())
        if key in places:
            self._move_to(places[key])
        elif key == Qt.Key.Key_Escape and here is not None:
            self._move_to(None)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Read off what lies under the mouse."""
        box = self._box()
        share = (event.position().x() - box.left()) / max(box.width(), 1.0)
        self._move_to(share * self._epochs)

    def leaveEvent(self, event: QEvent) -> None:
        """The reading ends where the mouse goes."""
        self._move_to(None)
        super().leaveEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The reading ends where the keys go."""
        self._move_to(None)
        super().focusOutEvent(event)

    # Painting -----------------------------------------------------------------------------------------

    def _peak(self) -> float:
        return max(value for _, value in self._curve)

    def _box(self) -> QRectF:
        left = QFontMetrics(theme.current().font("small")).horizontalAdvance(_short(self._peak())) + 12.0
        return QRectF(left, _TOP, self.width() - left - _RIGHT, self.height() - _TOP - _BOTTOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, course, cursor and focus."""
        if not self._curve:
            return
        colors, box, peak = theme.current(), self._box(), self._peak()

        def place(epoch: float, value: float) -> QPointF:
            return QPointF(
                box.left() + epoch / self._epochs * box.width(), box.bottom() - value / peak * box.height()
            )

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(colors.font("small"))
        painter.setPen(colors.color("text" if self._at is not None else "text_muted"))
        painter.drawText(QPointF(box.left(), 14), self.reading())
        for value, token in ((0.0, "field_border"), (peak, "border")):
            painter.setPen(QPen(colors.color(token), 1))
            painter.drawLine(place(0, value), place(self._epochs, value))
            painter.setPen(colors.color("text_muted"))
            label = QRectF(0, place(0, value).y() - 8, box.left() - 6, 16)
            painter.drawText(
                label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, _short(value)
            )
        below = QRectF(box.left(), box.bottom() + 4, box.width(), 16)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self.tr("epoch 0"))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, str(self._epochs))
        painter.setPen(QPen(colors.color("accent"), 2))
        painter.drawPolyline(QPolygonF([place(*point) for point in self._curve]))
        if self._at is not None:
            here = place(self._at, self._value(self._at))
            painter.setPen(QPen(colors.color("text_muted"), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(here.x(), box.top()), QPointF(here.x(), box.bottom()))
            painter.setPen(QPen(colors.color("surface"), 2))
            painter.setBrush(colors.color("accent"))
            painter.drawEllipse(here, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(colors.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def _short(value: float) -> str:
    """A learning rate with three digits: ``0.001``, ``8.54·10⁻⁵``."""
    return figure_text(value, 3)
