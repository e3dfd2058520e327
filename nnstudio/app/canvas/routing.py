"""The ways of the wires as Qt paints them; where they run is worked out in :mod:`nnstudio.graph.routing`."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from nnstudio.graph.routing import Rect, Way


def painted(way: Way) -> QPainterPath:
    """Return the path that is painted for a way."""
    path = QPainterPath(QPointF(*way.start))
    for controls, to in way.steps:
        if not controls:
            path.lineTo(*to)
        elif len(controls) == 1:
            path.quadTo(*controls[0], *to)
        else:
            path.cubicTo(*controls[0], *controls[1], *to)
    return path


def plain(rect: QRectF) -> Rect:
    """Return a rectangle of Qt as plain numbers, which are compared far faster."""
    return Rect(*cast(tuple[float, float, float, float], rect.getCoords()))
