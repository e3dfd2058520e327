"""Where a card that is dragged comes to rest: on the grid, and in line with its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF

from nnstudio.app.canvas.scene import CanvasScene
from nnstudio.graph.layout import snap

_REACH = 9.0
"""Pixels of the screen within which a row or a column attracts."""
_BEYOND = 14.0
"""How far a guide reaches over the cards that it joins."""


class Rest(NamedTuple):
    """Where a card stands, and the lines that say with whom it is in line."""

    corner: QPointF
    guides: tuple[QLineF, ...] = ()


def rest(scene: CanvasScene, rect: QRectF, moving: Collection[str], seen: QRectF, zoom: float) -> Rest:
    """Find the place for a card that is dragged.

    Parameters
    ----------
    scene : CanvasScene
    rect : QRectF
        Where the hand holds it.
    moving : collection of str
        The cards that move; nobody aligns with himself.
    seen : QRectF
        The part of the scene that is seen: only with what is there a card can be in line.
    zoom : float

    Returns
    -------
    Rest
        In the row of the nearest card whose row is close, and under the nearest whose left edge is; on the grid else.
    """
    reach, half = _REACH / zoom, scene.look.card_height / 2
    others = [c.rect for n, c in scene.cards.items() if n not in moving and c.rect.intersects(seen)]
    if scene.loss.isVisible() and scene.loss.rect.intersects(seen):
        others.append(scene.loss.rect)
    row = _nearest(
        [r for r in others if abs(r.y() - rect.y()) <= reach],
        lambda r: abs(r.center().x() - rect.center().x()),
    )
    column = _nearest(
        [r for r in others if abs(r.x() - rect.x()) <= reach],
        lambda r: abs(r.center().y() - rect.center().y()),
    )
    corner = QPointF(
        snap(rect.x()) if column is None else column.x(), snap(rect.y()) if row is None else row.y()
    )
    stands = QRectF(corner, rect.size())
    guides = []
    if row is not None:
        y = corner.y() + half
        both = stands.united(row)
        guides.append(QLineF(both.left() - _BEYOND, y, both.right() + _BEYOND, y))
    if column is not None:
        both = stands.united(column)
        guides.append(QLineF(corner.x(), both.top() - _BEYOND, corner.x(), both.bottom() + _BEYOND))
    return Rest(corner, tuple(guides))


def _nearest(rects: list[QRectF], distance: Callable[[QRectF], float]) -> QRectF | None:
    return min(rects, key=distance, default=None)
