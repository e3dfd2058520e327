"""A sheet to draw on with the mouse, a pen or the keyboard."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.system.arrays import Host

SHEET = 280
"""Pixels of the sheet on each side, however large it is shown."""
_PEN = 0.09
"""Width of a stroke as a part of the sheet; about that of the digits of MNIST."""
_STEP = 0.025
"""How far an arrow moves the pen, as a part of the sheet."""
_ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class DrawingPad(QWidget):
    """Takes strokes; what is drawn is ink from 0 to 1.

    By keys, arrows move the pen, two of them at once aslant; Space sets it down and lifts it, Delete takes a new sheet.

    Signals
    -------
    drawn()
        A stroke has grown or the sheet was cleared.
    """

    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sheet = QImage(SHEET, SHEET, QImage.Format.Format_Grayscale8)
        self._sheet.fill(0)
        self._last: QPointF | None = None
        self._empty = True
        self._remark, self._keys_remark = (
            self.tr("Draw here"),
            self.tr("Arrows move the pen, Space sets it down and lifts it, Delete clears"),
        )
        self._by_keys = self._down = False
        self._tip = QPointF(SHEET / 2, SHEET / 2)
        self._held: set[int] = set()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Sheet to draw on"))
        self.setAccessibleDescription(self._keys_remark)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(112, 112)
        theme.current().changed.connect(self.update)

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn."""
        return self._empty

    @property
    def ink(self) -> Host:
        """What is drawn, shape (SHEET, SHEET), from 0 to 1."""
        bits = np.frombuffer(self._sheet.constBits(), np.uint8)
        rows: Host = bits.reshape(SHEET, self._sheet.bytesPerLine())[:, :SHEET] / np.float32(255)
        return rows

    def clear(self) -> None:
        """Take a new sheet."""
        self._sheet.fill(0)
        self._empty, self._last, self._down = True, None, False
        self.update()
        self.drawn.emit()

    def sizeHint(self) -> QSize:
        """A square that fits into a low dock."""
        return QSize(180, 180)

    def _square(self) -> QRectF:
        side = min(self.width(), self.height()) - 2
        return QRectF(1, 1, side, side)

    def _place(self, at: QPointF) -> QPointF:
        square = self._square()
        return (at - square.topLeft()) * (SHEET / max(square.width(), 1.0))

    def _begin(self, at: QPointF) -> None:
        self._last = self._place(at)
        self._stroke(self._last)

    def _go_on(self, at: QPointF) -> None:
        if self._last is not None:
            self._stroke(self._place(at))

    def _stroke(self, to: QPointF) -> None:
        assert self._last is not None
        painter = QPainter(self._sheet)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(
                QColor(255, 255, 255),
                _PEN * SHEET,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        if self._last == to:
            painter.drawPoint(to)
        else:
            painter.drawLine(self._last, to)
        painter.end()
        self._last, self._empty = to, False
        self.update()
        self.drawn.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the pen down."""
        self._by_keys = self._down = False
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_on(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift it."""
        self._last = None

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen draws as the mouse does."""
        kinds = {QTabletEvent.Type.TabletPress: self._begin, QTabletEvent.Type.TabletMove: self._go_on}
        act = kinds.get(event.type())
        if act is not None:
            act(event.position())
        else:
            self._last = None
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the pen, set it down or lift it, or take a new sheet."""
        key = event.key()
        if key in _ARROWS:
            self._held.add(key)
            self._move_tip()
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._down = not self._down
                self._last = self._tip if self._down else None
            if self._last is not None:
                self._stroke(self._tip)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)
            return
        self._by_keys = True
        self.update()

    def _move_tip(self) -> None:
        way = sum((_ARROWS[Qt.Key(key)] for key in self._held), QPointF())
        to = self._tip + way * (_STEP * SHEET)
        self._tip = QPointF(min(max(to.x(), 0.0), SHEET), min(max(to.y(), 0.0), SHEET))
        if self._down:
            self._last = self._last or self._tip
            self._stroke(self._tip)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Go no further that way."""
        if not event.isAutoRepeat():
            self._held.discard(event.key())
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the pen to those who came by keys."""
        super().focusInEvent(event)
        self._by_keys = event.reason() != Qt.FocusReason.MouseFocusReason

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Lift the pen."""
        super().focusOutEvent(event)
        self._held.clear()
        self._down, self._last = False, None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet: ink in the colour of text on a quiet ground; for keys the pen as well."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        square = self._square()
        keys = self._by_keys and self.hasFocus()
        painter.setBrush(look.color("canvas"))
        painter.setPen(QPen(look.color("focus"), 2) if keys else QPen(look.color("field_border"), 1))
        painter.drawRoundedRect(square, 8, 8)
        if self._empty:
            painter.setPen(look.color("text_muted"))
            painter.setFont(look.font("small" if keys else "body"))
            words, at = (self._keys_remark, Qt.AlignmentFlag.AlignBottom) if keys else (self._remark, Qt.AlignmentFlag.AlignVCenter)  # fmt: skip
            painter.drawText(
                square.adjusted(8, 8, -8, -8),
                Qt.AlignmentFlag.AlignHCenter | at | Qt.TextFlag.TextWordWrap,
                words,
            )
        else:
            ink = QImage(SHEET, SHEET, QImage.Format.Format_ARGB32)
            ink.fill(look.color("text"))
            ink.setAlphaChannel(self._sheet)
            painter.drawImage(square, ink)
        if keys:
            scale = square.width() / SHEET
            painter.setClipRect(square)
            painter.setBrush(look.color("focus") if self._down else Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), 2))
            radius = _PEN * SHEET * scale / 2
            painter.drawEllipse(square.topLeft() + self._tip * scale, radius, radius)
