"""The cost over two weights as a map with rings, and the way that training takes over it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import theme
from nnstudio.project.lessons.descent import CELLS, Descent
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text

RINGS = 9
_FINE = 6
"""Pixels of the map for each place that was measured."""
_STEEP = 60.0
"""How much closer rings lie where the cost is low: the bottom of a valley is what one looks at."""
_DEEPEST = 0.5
"""Share of the accent in the colour of the highest ring."""
_LEFT, _BOTTOM, _TOP, _RIGHT = 36, 26, 10, 10


class SurfaceMap(QWidget):
    """Paints rings of equal cost, the way, and where it begins and ends."""

    def __init__(self) -> None:
        super().__init__()
        self._found: Descent | None = None
        self._map: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(180, 120)
        self.setAccessibleName(self.tr("Cost over the two weights"))
        theme.current().changed.connect(self._paint_map)

    def sizeHint(self) -> QSize:
        """Roomy."""
        return QSize(420, 220)

    def show_descent(self, found: Descent | None) -> None:
        """Show a surface with its way."""
        self._found = found
        if found is not None:
            self.setAccessibleDescription(
                self.tr("{0} steps, from a cost of {1} to {2}").format(
                    len(found.way) - 1, *map(figure_text, found.ends)
                )
            )
        self._paint_map()

    def _paint_map(self) -> None:
        self._map = None if self._found is None else map_of(self._found)
        self.update()

    def box(self) -> QRectF:
        """Where the map is; wide, as the dock is."""
        room = theme.current().room
        left, bottom = room(_LEFT), room(_BOTTOM)
        return QRectF(left, _TOP, self.width() - left - _RIGHT, self.height() - bottom - _TOP)

    def place(self, point: Host) -> QPointF:
        """Where two weights lie on the widget."""
        assert self._found is not None
        box, reach = self.box(), self._found.reach
        x = box.left() + (point[0] + reach) / (2 * reach) * box.width()
        y = box.bottom() - (point[1] + reach) / (2 * reach) * box.height()
        return QPointF(x, y)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint map, axes and way."""
        found = self._found
        if found is None or self._map is None:
            return
        look, box = theme.current(), self.box()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self._map)
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawRect(box)
        self._paint_axes(painter, box, found)
        painter.setClipRect(box)
        self._paint_way(painter, found)

    def _paint_axes(self, painter: QPainter, box: QRectF, found: Descent) -> None:
        look = theme.current()
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text_muted"))
        height = painter.fontMetrics().height()
        for value in (-found.reach, 0.0, found.reach):
            at = self.place(np.array([value, value]))
            text = figure_text(value)
            wide = painter.fontMetrics().horizontalAdvance(text)
            x = min(max(at.x() - wide / 2, box.left()), box.right() - wide)
            painter.drawText(QPointF(x, box.bottom() + height), text)
            y = min(max(at.y() + height / 3, box.top() + 0.8 * height), box.bottom())
            painter.drawText(QPointF(box.left() - wide - 6, y), text)
        painter.setPen(look.color("text"))
        painter.setFont(look.font("strong"))
        painter.drawText(
            QPointF(box.center().x() + 0.25 * box.width(), box.bottom() + height), found.names[0]
        )
        wide = painter.fontMetrics().horizontalAdvance(found.names[1])
        painter.drawText(
            QPointF(box.left() - wide - 6, box.center().y() - 0.2 * box.height()), found.names[1]
        )

    def _paint_way(self, painter: QPainter, found: Descent) -> None:
        look = theme.current()
        # Far outside nothing can be seen, and numbers of any size are no places for a painter.
        near = np.clip(np.nan_to_num(found.way, nan=1e6), -50 * found.reach, 50 * found.reach)
        points = [self.place(point) for point in near]
        color = look.color("curve_validation")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.6))
        painter.drawPolyline(QPolygonF(points))
        if len(points) <= 61:  # of more steps the dots would hide the line
            painter.setBrush(color)
            painter.setPen(Qt.PenStyle.NoPen)
            for point in points[1:]:
                painter.drawEllipse(point, 2.4, 2.4)
        painter.setPen(QPen(color, 2))
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(points[0], 5, 5)
        painter.setBrush(color)
        painter.drawEllipse(points[-1], 5, 5)
        low = self.place(np.array(found.lowest))
        for wide, ink in ((4.0, "surface"), (1.6, "text")):
            painter.setPen(QPen(look.color(ink), wide))
            for x, y in ((4, 4), (4, -4)):
                painter.drawLine(low - QPointF(x, y), low + QPointF(x, y))


def map_of(found: Descent) -> QImage:
    """Rings of equal cost: the colour of the panel in the valley, more and more of the accent up the walls."""
    tokens = theme.current().tokens
    low, high = QColor(tokens.surface), QColor(tokens.accent)
    rings = rings_of(found)[::-1]  # pictures begin at the top
    shares = np.arange(RINGS + 1) / RINGS * _DEEPEST
    ends = np.array([[c.red(), c.green(), c.blue()] for c in (low, high)], np.float64)
    table = np.round(ends[0] + shares[:, None] * (ends[1] - ends[0])).astype(np.uint8)
    pixels = np.ascontiguousarray(table[rings])
    size = pixels.shape[0]
    return QImage(pixels.tobytes(), size, size, 3 * size, QImage.Format.Format_RGB888).copy()


def rings_of(found: Descent) -> Host:
    """The number of the ring at each pixel of the map, 0 in the valley; rows go upwards."""
    known = found.costs[np.isfinite(found.costs)]
    most = float(known.max()) if known.size else 0.0
    heights = np.nan_to_num(found.costs, nan=most, posinf=most)  # what diverges is as high as anything known
    places, fine = np.arange(CELLS), np.linspace(0, CELLS - 1, CELLS * _FINE)
    costs = np.array([np.interp(fine, places, row) for row in heights])
    costs = np.array([np.interp(fine, places, column) for column in costs.T]).T
    height = (costs - heights.min()) / max(float(np.ptp(heights)), 1e-12)
    return np.asarray(np.floor(RINGS * np.log1p(_STEEP * height) / np.log1p(_STEEP)).astype(int))
