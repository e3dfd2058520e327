"""An activation function and its slope, as the textbook draws them."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.activation_picture import curves, place_in, reach
from nnstudio.app.words.texts import formula_text
from nnstudio.nn.activations import ACTIVATIONS

_LEFT, _BOTTOM, _TOP = 26.0, 20.0, 24.0


class ActivationPlot(QWidget):
    """Plots an activation (solid) and its derivative (dashed) over the weighted sum z."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Low and wide."""
        return QSize(240, 150)

    def show_activation(self, name: str) -> None:
        """Plot another activation."""
        if name == self._name or name not in ACTIVATIONS:
            return
        self._name = name
        about = ACTIVATIONS[name]
        self.setAccessibleName(self.tr("Plot of {0} and its derivative").format(name))
        self.setAccessibleDescription(
            self.tr("a = {0}, range {1}; derivative {2}").format(
                *map(formula_text, (about.formula, about.range, about.derivative))
            )
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, both curves and what they are called."""
        if not self._name:
            return
        colors = theme.current()
        z, a, slope = curves(self._name)
        low = math.floor(min(float(a.min()), float(slope.min()), 0.0) + 0.02)
        high = max(1.0, math.ceil(max(float(a.max()), float(slope.max())) - 0.12))
        box = QRectF(_LEFT, _TOP, self.width() - _LEFT - 8, self.height() - _TOP - _BOTTOM)
        end = reach(self._name)
        place = partial(place_in, box, end, low, high)

        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(colors.font("small"))
        for x in (-end, 0.0, end):
            painter.setPen(QPen(colors.color("field_border" if x == 0 else "border"), 1))
            painter.drawLine(place(x, low), place(x, high))
            painter.setPen(colors.color("text_muted"))
            label = QRectF(place(x, low).x() - 20, box.bottom() + 3, 40, 16)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, f"{x:.0f}".replace("-", "−"))
        for y in sorted({low, 0, high}):
            painter.setPen(QPen(colors.color("field_border" if y == 0 else "border"), 1))
            painter.drawLine(place(-end, y), place(end, y))
            painter.setPen(colors.color("text_muted"))
            label = QRectF(0, place(0, y).y() - 8, _LEFT - 6, 16)
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{y:.0f}".replace("-", "−"))  # fmt: skip
        self._legend(painter)
        painter.setClipRect(box.adjusted(-1, -2, 1, 2))
        for curve, token, style in (
            (slope, "category_convolution", Qt.PenStyle.DashLine),
            (a, "category_activation", Qt.PenStyle.SolidLine),
        ):
            painter.setPen(QPen(colors.color(token), 2, style))
            painter.drawPolyline(
                QPolygonF([place(float(x), float(y)) for x, y in zip(z, curve, strict=True)])
            )

    def _legend(self, painter: QPainter) -> None:
        colors = theme.current()
        x = _LEFT
        for token, text, style in (
            ("category_activation", self._name, Qt.PenStyle.SolidLine),
            ("category_convolution", self.tr("derivative"), Qt.PenStyle.DashLine),
        ):
            painter.setPen(QPen(colors.color(token), 2, style))
            painter.drawLine(QPointF(x, 9), QPointF(x + 18, 9))
            painter.setPen(colors.color("text"))
            painter.drawText(QPointF(x + 24, 13), text)
            x += 24 + painter.fontMetrics().horizontalAdvance(text) + 18
