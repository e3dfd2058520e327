"""The line above a plot: which curve is drawn how, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app import theme

_MARK, _GAP, _BETWEEN = 18.0, 6.0, 16.0


class Entry(NamedTuple):
    """A curve, its colour as a token, how its line is drawn, and its last value in words."""

    name: str
    value: str
    color: str
    style: Qt.PenStyle


class Legend(QWidget):
    """Entries from right to left; the names go first where there is little room. Without entries, a quiet remark."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[Entry] = ()
        self._remark = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these curves."""
        if entries != self._entries:
            self._entries = entries
            self.update()

    def set_remark(self, text: str) -> None:
        """Say this while there are no curves."""
        self._remark = text
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, QFontMetricsF(theme.current().font("strong")).height().__ceil__())

    def minimumSizeHint(self) -> QSize:
        """Nothing: it must not keep the window wide."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a piece of each line, its name and its value."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not self._entries:
            painter.setFont(look.font("small"))
            painter.setPen(look.color("text_muted"))
            painter.drawText(QRectF(self.rect()), middle | Qt.AlignmentFlag.AlignRight, self._remark)
            return
        body, strong = QFontMetricsF(look.font("body")), QFontMetricsF(look.font("strong"))
        names = self._width(body, strong, True) <= self.width()
        right, height = float(self.width()), float(self.height())
        for entry in reversed(self._entries):
            value = strong.horizontalAdvance(entry.value)
            painter.setFont(look.font("strong"))
            painter.setPen(look.color("text"))
            painter.drawText(QRectF(right - value, 0, value + 1, height), middle, entry.value)
            right -= value + _GAP
            if names:
                name = body.horizontalAdvance(entry.name)
                painter.setFont(look.font("body"))
                painter.setPen(look.color("text_muted"))
                painter.drawText(QRectF(right - name, 0, name + 1, height), middle, entry.name)
                right -= name + _GAP
            painter.setPen(QPen(look.color(entry.color), 2.0, entry.style, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(right - _MARK, height / 2), QPointF(right, height / 2))
            right -= _MARK + _BETWEEN

    def _width(self, body: QFontMetricsF, strong: QFontMetricsF, names: bool) -> float:
        width = (len(self._entries) - 1) * _BETWEEN
        for entry in self._entries:
            width += strong.horizontalAdvance(entry.value) + _GAP + _MARK
            width += body.horizontalAdvance(entry.name) + _GAP if names else 0.0
        return width
