"""The ways of the wires as Qt paints them; where they run is worked out in :mod:`nnstudio.graph.routing`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from nnstudio.graph import routing


class Obstacles:
    """The rectangles of the cards.

    Parameters
    ----------
    rects : mapping of str to QRectF
        By node id.
    """

    def __init__(self, rects: Mapping[str, QRectF]) -> None:
        self.plain = routing.Obstacles({node: _plain(rect) for node, rect in rects.items()})

    def put(self, node: str, rect: QRectF | None) -> None:
        """Let a node's card be elsewhere, or nowhere."""
        self.plain.put(node, None if rect is None else _plain(rect))

    def within(self, region: QRectF, but: Collection[str] = ()) -> list[QRectF]:
        """Return the rectangles that meet a region, except those of some nodes."""
        found = self.plain.within(_plain(region), but)
        return [_region(r) for r in found]


class Route(NamedTuple):
    """The way of one wire.

    Parameters
    ----------
    path : QPainterPath
    arrives : float
        The height from which it comes to its target; wires into one card are ordered by it.
    region : QRectF
        Where a card that comes or goes may change the way, the detours that were not taken included.
    """

    path: QPainterPath
    arrives: float
    region: QRectF


def route(
    start: QPointF, end: QPointF, lead: float, obstacles: Obstacles, ends: Sequence[str], height: float
) -> Route:
    """Find the way of a wire; see :func:`nnstudio.graph.routing.route`."""
    obstacles.plain.looked_at = None
    way = routing.route(start.toTuple(), end.toTuple(), lead, obstacles.plain, ends, height)
    path = QPainterPath(start)
    for controls, to in way.steps:
        if not controls:
            path.lineTo(*to)
        elif len(controls) == 1:
            path.quadTo(*controls[0], *to)
        else:
            path.cubicTo(*controls[0], *controls[1], *to)
    return Route(path, way.arrives, _region(obstacles.plain.looked_at) | path.controlPointRect())


def _region(rect: routing.Rect | None) -> QRectF:
    return (
        QRectF() if rect is None else QRectF(QPointF(rect.left, rect.top), QPointF(rect.right, rect.bottom))
    )


def _plain(rect: QRectF) -> routing.Rect:
    return routing.Rect(rect.left(), rect.top(), rect.right(), rect.bottom())
