"""Activation functions in small: a picture beside each name, drawn once and kept."""

from __future__ import annotations

import functools

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap, QPolygonF

from nnstudio.app.look import theme
from nnstudio.nn.activations import derivative, value
from nnstudio.system.arrays import Host

SIZE = QSize(52, 34)
"""Of a picture in a list, in pixels of the screen at 100 %."""
_REACH = 4.0
"""Sums from minus this to this are drawn, of most activations."""
_FARTHER = {"relu6": 8.0}
"""The same of those that bend farther out."""
_TALLEST, _DEEPEST = 2.6, -2.0
"""Curves that go on for ever are cut off here."""
_SMALL = QSize(30, 18)


def reach(name: str) -> float:
    """Sums from minus this to this are drawn of an activation."""
    return _FARTHER.get(name, _REACH)


@functools.cache
def curves(name: str) -> tuple[Host, Host, Host]:
    """Return z, the activation and its derivative; softmax as the first of two classes, the other's sum being 0."""
    z = np.linspace(-reach(name), reach(name), 401)
    if name == "softmax":
        pairs = np.stack([z, np.zeros_like(z)], axis=1)
        return z, value(name, pairs)[:, 0], derivative(name, pairs)[:, 0]
    return z, value(name, z), derivative(name, z)


def place_in(box: QRectF, end: float, low: float, high: float, x: float, y: float) -> QPointF:
    """Where a point of a curve lies in a box that reaches from ``low`` to ``high``, and across from −``end`` to ``end``."""
    return QPointF(
        box.left() + (x + end) / (2 * end) * box.width(),
        box.bottom() - (y - low) / (high - low) * box.height(),
    )


def pixmap(name: str, ratio: float = 1.0) -> QPixmap:
    """Return the picture of an activation (solid) and its derivative (dashed) in the colours of the theme."""
    return _pixmap(name, False, ratio, theme.current().tokens)


def icon(name: str) -> QIcon:
    """Return the picture in the size of a field, for screens of any pixel ratio: the curve alone."""
    return _icon(name, theme.current().tokens)


@functools.lru_cache(maxsize=256)
def _icon(name: str, tokens: theme.Tokens) -> QIcon:
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(_pixmap(name, True, ratio, tokens))
    return result


@functools.lru_cache(maxsize=256)
def _pixmap(name: str, small: bool, ratio: float, tokens: theme.Tokens) -> QPixmap:
    size = _SMALL if small else SIZE
    result = QPixmap(size * ratio)
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    z, a, slope = curves(name)
    low = max(_DEEPEST, min(float(a.min()), 0.0))
    high = max(float(a.max()), 1.0)
    if slope[-1]:
        high = min(_TALLEST, high)
    box = QRectF(1.5, 2.5, size.width() - 3, size.height() - 5)
    end = reach(name)
    place = functools.partial(place_in, box, end, low, high)

    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(box.adjusted(-1.5, -1.5, 1.5, 1.5))
    painter.setPen(QPen(tokens.color("field_border", 0.55), 1))
    painter.drawLine(place(-end, 0), place(end, 0))
    painter.drawLine(place(0, low), place(0, high))
    lines = [(a, "category_activation", 1.8, Qt.PenStyle.SolidLine)]
    if not small:
        lines.insert(0, (slope, "category_convolution", 1.3, Qt.PenStyle.DashLine))
    for curve, token, width, style in lines:
        painter.setPen(QPen(tokens.color(token), width, style))
        points = zip(z[::4], curve[::4], strict=True)
        painter.drawPolyline(QPolygonF([place(float(x), float(y)) for x, y in points]))
    painter.end()
    return result
