"""Wires between the cards, and the labels that sit on them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from nnstudio.app.canvas import look as measures
from nnstudio.app.canvas.look import Look
from nnstudio.app.canvas.routing import plain
from nnstudio.graph.network import Edge
from nnstudio.graph.routing import Point, Rect


class Wire(QGraphicsPathItem):
    """A wire. ``edge`` is None for the one into the Loss card, which is no part of the network."""

    def __init__(self, edge: Edge | None, look: Look) -> None:
        super().__init__()
        self.edge = edge
        self.arrives = 0.0
        self.way: tuple[float, ...] = ()
        """What the path was computed from; the same numbers need no new path."""
        self.asked: tuple[float, ...] = ()
        """The same for ``arrives``."""
        self.region: Rect | None = None
        """Where a card that comes or goes may change its way."""
        self.asked_region: Rect | None = None
        """The same for ``arrives``."""
        self.extent = Rect(0.0, 0.0, 0.0, 0.0)
        """What the path covers, without the pen."""
        self._bounds = QRectF()
        self._look = look
        self._state = ("", 2.0)
        self._strength: float | None = None
        self._weight: tuple[float, str] | None = None
        self.recolour()

    def set_state(
        self, *, lively: bool, problem: bool = False, chosen: bool = False, glowing: bool = False
    ) -> None:
        """Show a problem, that a selected card is at its end, its own selection, or that something may be dropped on it."""
        token = "danger" if problem else "accent" if lively or chosen or glowing else ""
        width = 5.0 if glowing else 4.0 if chosen else 2.4 if token else 2.0
        if (token, width) != self._state:
            self._state = (token, width)
            self.recolour()

    def set_strength(self, strength: float | None) -> None:
        """Show how strong a signal is that runs along the wire, from 0 to 1; None: there is none to show."""
        if strength != self._strength:
            self._strength = strength
            self.recolour()

    def set_weight(self, weight: tuple[float, str] | None) -> None:
        """Show by width how large the weights behind the wire are, from 0 to 1, in a colour that tells their sign."""
        if weight != self._weight:
            self._weight = weight
            self.recolour()

    def recolour(self) -> None:
        """Take the colours of the theme in force."""
        token, width = self._state
        color = self._look.color(token or "wire")
        if token:
            pass
        elif self._strength is not None:
            color, width = QColor(self._look.color("curve_validation")), 0.8 + 5.0 * self._strength
            color.setAlphaF(0.35 + 0.65 * self._strength)
        elif self._weight is not None:  # calmer: it is there all the time
            share, name = self._weight
            color, width = QColor(self._look.color(name)), 0.8 + 3.4 * share
            color.setAlphaF(0.35 + 0.45 * share)
        pen = QPen(color, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self.edge is None:
            pen.setDashPattern([4, 3])
        self.setPen(pen)
        if token or self.zValue():
            self.setZValue(0.5 if token else 0)

    def lead(self, path: QPainterPath) -> None:
        """Run another way."""
        self.prepareGeometryChange()  # first: the index of the scene must still find the old place
        extent = path.boundingRect()
        self.extent = plain(extent)
        self._bounds = extent.adjusted(-4, -4, 4, 4)
        self.setPath(path)

    def boundingRect(self) -> QRectF:
        """The way and the width of the pen, also while it glows."""
        return self._bounds

    def near(self, at: QPointF, reach: float) -> bool:
        """Whether a point lies on the wire, or at most ``reach`` beside it."""
        if not self._bounds.adjusted(-reach, -reach, reach, reach).contains(at):
            return False
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * reach)
        return stroker.createStroke(self.path()).contains(at)

    def shape(self) -> QPainterPath:
        """Nothing: whether a wire is meant is asked with :meth:`near`, and tooltips belong to cards."""
        return QPainterPath()


class LabelLayer(QGraphicsItem):
    """Holds all labels, so that they are out of the way at once where they could not be read."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        """Nothing: it is never painted itself."""
        return QRectF()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint nothing."""


class Label(QGraphicsItem):
    """The shape of an output, on the wire that carries it."""

    def __init__(self, look: Look, layer: LabelLayer) -> None:
        super().__init__(layer)
        self.text = ""
        self.asked: tuple[object, ...] = ()
        """What its place was computed from."""
        self.region: Rect | None = None
        """Where a card that comes or goes may take its place, or give it back."""
        self.size: Point = (0.0, 0.0)
        """Width and height: the text with a little room at both sides."""
        self._look = look
        self._growth = 1.0
        self._bounds = QRectF()
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_text(self, text: str) -> None:
        """Say something else."""
        if text != self.text:
            self.text = text
            self.size = label_width(self._look, text), self._look.label_height
            self._measure()
            self.update()

    def boundingRect(self) -> QRectF:
        """The label as large as it gets when it is seen from afar."""
        return self._bounds  # asked several times for each repaint

    def set_growth(self, growth: float) -> None:
        """Say how many times larger the label may be drawn: there is room around it."""
        if growth != self._growth:
            self._growth = growth
            self._measure()

    def _measure(self) -> None:
        self.prepareGeometryChange()
        width, height = self.size
        x, y = (self._growth - 1) / 2 * width, (self._growth - 1) / 2 * height
        self._bounds = QRectF(-x, -y, width + 2 * x, height + 2 * y)

    def shape(self) -> QPainterPath:
        """Nothing: a label is never in the way of the mouse."""
        return QPainterPath()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the text on a piece of canvas, so that the wire does not strike it through."""
        zoom = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        if zoom < measures.SMALL_TEXT_FROM or not self.text:
            return
        look = self._look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("canvas"))
        box = QRectF(0, 0, *self.size)
        scale = min(look.enlarged(look.small_font.pixelSize(), zoom), self._growth)
        if scale > 1:
            painter.translate(box.center())
            painter.scale(scale, scale)
            painter.translate(-box.center())
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(look.small_font)
        painter.setPen(look.color("text_muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text)


def label_width(look: Look, text: str) -> float:
    """Width of a label with its margins."""
    return look.width(look.small, text) + 10 if text else 0.0
