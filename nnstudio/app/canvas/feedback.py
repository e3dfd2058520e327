"""What is seen of a gesture while it lasts: the wire at the mouse, the card to come, the rubber band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsRectItem

from nnstudio.app.canvas.look import RADIUS, Look

if TYPE_CHECKING:
    from nnstudio.app.canvas.card import Mark
    from nnstudio.app.canvas.scene import CanvasScene


Tone = Literal["accent", "warning", "danger"]
"""What is said by a colour: all is well, the layer could not work so, it cannot be."""


class Feedback:
    """Four items that belong to gestures. They show nothing of the project, and nothing when no gesture runs."""

    def __init__(self, scene: CanvasScene, look: Look) -> None:
        self._look = look
        self.marks: Mapping[str, Mark] = {}
        self._wire = QGraphicsPathItem()
        self._ghost = QGraphicsPathItem()
        self._band = QGraphicsRectItem()
        self._guides = QGraphicsPathItem()
        for item, depth in ((self._wire, 4.0), (self._ghost, 3.0), (self._band, 5.0), (self._guides, 0.6)):
            item.setZValue(depth)
            item.hide()
            scene.addItem(item)
        self.recolour()

    def recolour(self) -> None:
        """Take the colours of the theme in force."""
        dashed = QPen(self._look.color("accent"), 1.6, Qt.PenStyle.DashLine)
        self._ghost.setPen(dashed)
        self._ghost.setBrush(self._look.color("accent", 0.10))
        outline = QPen(self._look.color("accent"), 1.0)
        outline.setCosmetic(True)
        self._band.setPen(outline)
        guide = QPen(self._look.color("accent", 0.75), 1.0, Qt.PenStyle.DashLine)
        guide.setCosmetic(True)
        self._guides.setPen(guide)
        self._band.setBrush(self._look.color("accent", 0.10))

    def show_wire(self, start: QPointF, end: QPointF, tone: Tone = "accent") -> None:
        """Show a wire that is being drawn; it is broken where it cannot be."""
        pen = QPen(self._look.color(tone), 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if tone == "danger":
            pen.setStyle(Qt.PenStyle.DashLine)
        self._wire.setPen(pen)
        reach = max(30.0, abs(end.x() - start.x()) / 2)
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
        path.addEllipse(end, 3, 3)
        self._wire.setPath(path)
        self._wire.show()

    def hide_wire(self) -> None:
        """Take the wire away."""
        self._wire.hide()

    def show_ghost(self, rect: QRectF) -> None:
        """Show where a card would come to stand."""
        path = QPainterPath()
        path.addRoundedRect(rect, RADIUS, RADIUS)
        self._ghost.setPath(path)
        self._ghost.show()

    def show_band(self, rect: QRectF) -> None:
        """Show the rubber band."""
        self._band.setRect(rect)
        self._band.show()

    def show_guides(self, lines: Sequence[QLineF]) -> None:
        """Show with whom a card is in line."""
        path = QPainterPath()
        for line in lines:
            path.moveTo(line.p1())
            path.lineTo(line.p2())
        self._guides.setPath(path)
        self._guides.setVisible(bool(lines))

    def clear(self) -> None:
        """Show nothing any more."""
        for item in (self._wire, self._ghost, self._band, self._guides):
            item.hide()
