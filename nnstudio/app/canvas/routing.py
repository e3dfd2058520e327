"""The ways that wires take: from port to port, smooth, and around the cards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

_CLEAR = 7.0
_TURN = 44.0
_LANE = 24.0
_BELOW = 37.0
"""How far under its card a wire back to the next line runs: the middle between two lines."""
_CORNER = 22.0
_SAMPLES = (0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85)


class Obstacles:
    """The rectangles of the cards, sorted so that those in a region are found without looking at all.

    Parameters
    ----------
    rects : mapping of str to QRectF
        By node id.
    """

    _CELL = 320.0

    def __init__(self, rects: Mapping[str, QRectF]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[str, QRectF]]] = {}
        for node, rect in rects.items():
            for cell in self._touched(rect):
                self._cells.setdefault(cell, []).append((node, rect))

    def within(self, region: QRectF, but: Collection[str] = ()) -> list[QRectF]:
        """Return the rectangles that meet a region, except those of some nodes."""
        found: dict[str, QRectF] = {}
        for cell in self._touched(region):
            for node, rect in self._cells.get(cell, ()):
                if node not in found and node not in but and rect.intersects(region):
                    found[node] = rect
        return list(found.values())

    def _touched(self, rect: QRectF) -> Iterator[tuple[int, int]]:
        left, right = int(rect.left() // self._CELL), int(rect.right() // self._CELL)
        top, bottom = int(rect.top() // self._CELL), int(rect.bottom() // self._CELL)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                yield column, row


class Route(NamedTuple):
    """The way of one wire.

    Parameters
    ----------
    path : QPainterPath
    arrives : float
        The height from which it comes to its target; wires into one card are ordered by it.
    """

    path: QPainterPath
    arrives: float


def route(
    start: QPointF, end: QPointF, lead: float, obstacles: Obstacles, ends: Sequence[str], height: float
) -> Route:
    """Find the way of a wire.

    Parameters
    ----------
    start, end : QPointF
        The output and the input port.
    lead : float
        How far it runs straight from the output, for the label that sits on it.
    obstacles : Obstacles
    ends : sequence of str
        The nodes it joins; their cards do not hinder.
    height : float
        Height of a card.
    """
    if end.x() - start.x() < 14.0:
        return _back(start, end, lead, obstacles, ends, height)
    lead = max(0.0, min(lead, end.x() - start.x() - 36.0))
    direct = _direct(start, end, lead)
    box = direct.boundingRect().adjusted(0, -_CLEAR, 0, _CLEAR)
    near = obstacles.within(box, ends)
    if not any(_meets(direct, rect) for rect in near):
        return Route(direct, start.y())
    lane = _lane(start, end, obstacles, ends)
    first = min(rect.left() for rect in near)
    last = max(rect.right() for rect in near)
    left = start.x() + min(lead, max(0.0, first - start.x() - _TURN))
    into = min(left + _TURN, end.x())
    out = max(into, min(end.x() - _TURN, last + 6.0)) if end.x() - _TURN > into else into
    path = QPainterPath(start)
    path.lineTo(left, start.y())
    _bend(path, QPointF(into, lane))
    path.lineTo(out, lane)
    _bend(path, QPointF(min(out + _TURN, end.x()), end.y()))
    path.lineTo(end)
    return Route(path, lane)


def _direct(start: QPointF, end: QPointF, lead: float) -> QPainterPath:
    path = QPainterPath(start)
    if lead:
        path.lineTo(start.x() + lead, start.y())
    _bend(path, end)
    return path


def _bend(path: QPainterPath, to: QPointF) -> None:
    """Lead a path on by a curve that leaves and arrives level."""
    here = path.currentPosition()
    middle = (here.x() + to.x()) / 2
    path.cubicTo(middle, here.y(), middle, to.y(), to.x(), to.y())


def _meets(path: QPainterPath, rect: QRectF) -> bool:
    grown = rect.adjusted(-2, -_CLEAR, 2, _CLEAR)
    return any(grown.contains(path.pointAtPercent(t)) for t in _SAMPLES) or path.intersects(grown)


def _lane(start: QPointF, end: QPointF, obstacles: Obstacles, ends: Sequence[str]) -> float:
    """Height at which a wire passes the cards in its way: above them if that is not much farther."""
    left, right = start.x() + 12, end.x() - 12
    around = min(start.y(), end.y()), max(start.y(), end.y())
    above = _free(left, right, around[0], -1.0, obstacles, ends)
    below = _free(left, right, around[1], 1.0, obstacles, ends)
    return above if around[0] - above <= (below - around[1]) + 30 else below


def _free(
    left: float, right: float, y: float, step: float, obstacles: Obstacles, ends: Sequence[str]
) -> float:
    passed = 0
    while True:
        in_the_way = obstacles.within(QRectF(left, y - _CLEAR, right - left, 2 * _CLEAR), ends)
        if not in_the_way:
            return y
        passed = max(passed, len(in_the_way))
        # A wire over more cards runs higher, so that nested skip connections do not lie on one another.
        distance = _LANE + 9.0 * min(passed - 1, 6)
        edge = min(r.top() for r in in_the_way) if step < 0 else max(r.bottom() for r in in_the_way)
        y = edge + step * distance


def _back(
    start: QPointF, end: QPointF, lead: float, obstacles: Obstacles, ends: Sequence[str], height: float
) -> Route:
    """Lead a wire back to the left: to the next line of a wrapped network."""
    right, left = start.x() + max(lead, 6.0) + _CORNER, end.x() - _CORNER - 8.0
    below = end.y() > start.y() + height
    # Close under its own card, so that wires of one card to several share their way.
    lowest = start.y() if below else max(start.y(), end.y())
    lane = _free(left, right, lowest + height / 2 + _BELOW, 1.0, obstacles, ())
    points = [
        start,
        QPointF(right, start.y()),
        QPointF(right, lane),
        QPointF(left, lane),
        QPointF(left, end.y()),
        end,
    ]
    return Route(_rounded(points), lane if not below else end.y())


def _rounded(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        path.lineTo(_towards(corner, before))
        path.quadTo(corner, _towards(corner, after))
    path.lineTo(points[-1])
    return path


def _towards(corner: QPointF, other: QPointF) -> QPointF:
    """The point on the leg from a corner where its rounding ends."""
    dx, dy = other.x() - corner.x(), other.y() - corner.y()
    length = max(abs(dx), abs(dy), 1e-6)
    share = min(_CORNER, length / 2) / length
    return QPointF(corner.x() + dx * share, corner.y() + dy * share)
