"""Both networks in one drawing: what differs is coloured, and marked with a sign."""

from __future__ import annotations

from functools import reduce

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from nnstudio.app.canvas.look import Look, elided
from nnstudio.app.canvas.routing import painted, plain
from nnstudio.app.comparing.wording import TOKENS, differences, status_text
from nnstudio.app.look import theme
from nnstudio.app.words.layer_words import figures_text
from nnstudio.app.words.texts import tooltip
from nnstudio.graph.layout import arrange_for, snap
from nnstudio.graph.routing import Obstacles, route
from nnstudio.project.comparing.compare import SIGNS, Change, Status
from nnstudio.project.comparing.merged import Merged

_SMALLEST, _LARGEST, _STEP = 0.15, 2.0, 1.25
_CHIP = 22.0
_PAD = 12.0
_WIDEST, _NARROWEST = 260.0, 120.0
_MARGIN = 24.0
_SCALES = (1.0, 1.15, 1.3, 1.45, 1.6)
"""Texts are enlarged where the drawing is small; for one of these the cards have room."""


class DifferenceView(QGraphicsView):
    """Shows a :class:`Merged` drawing. Arrows walk along the layers, + and − zoom, 0 shows everything.

    Signals
    -------
    chosen(int)
        Number of the layer that was clicked or reached, in the order of the list.
    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName(self.tr("Both networks in one drawing"))
        self.setMinimumSize(260, 96)
        self._cards: list[_Card] = []
        self._current = -1
        self._follows = True
        self._look = Look()
        theme.current().changed.connect(self._recolour)
        self._recolour()

    def sizeHint(self) -> QSize:
        """Room for a network of a few lines."""
        return QSize(600, 300)

    def show_merged(self, drawing: Merged | None) -> None:
        """Show another drawing, or none."""
        scene = self.scene()
        scene.clear()
        self._cards, self._current, self._follows = [], -1, True
        if drawing is None:
            return
        look = self._look = Look()
        rects = self._arranged(drawing, look)
        for number, (node, change) in enumerate(drawing.cards.items()):
            card = _Card(number, change, rects[node], look)
            scene.addItem(card)
            self._cards.append(card)
        obstacles = Obstacles({node: plain(rect) for node, rect in rects.items()})
        for edge, status in drawing.wires.items():
            ends = (edge.source, edge.target)
            start = QPointF(rects[edge.source].right(), rects[edge.source].center().y())
            end = QPointF(rects[edge.target].left(), rects[edge.target].center().y())
            if status == "removed":  # beside the one that took its place
                start, end = start + QPointF(0, 10), end + QPointF(0, 10)
            way = route(start.toTuple(), end.toTuple(), 0.0, obstacles, ends, look.card_height)
            scene.addItem(_Wire(painted(way), status))
        scene.setSceneRect(scene.itemsBoundingRect().adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        self.setAccessibleDescription(
            ", ".join(card.spoken for card in self._cards if card.change.status != "same")
        )
        self._fit()

    def _arranged(self, drawing: Merged, look: Look) -> dict[str, QRectF]:
        """Where the cards stand. The smaller the drawing gets, the more room the words on them need."""
        room = self.viewport().rect().adjusted(0, 0, -round(2 * _MARGIN), -round(2 * _MARGIN))
        seen = (max(room.width(), 1), max(room.height(), 1))
        rects: dict[str, QRectF] = {}
        for scale in _SCALES:
            widths = {node: _width(look, change, scale) for node, change in drawing.cards.items()}
            layout = arrange_for(drawing.network, widths, seen)
            rects = {node: QRectF(*layout[node], widths[node], look.card_height) for node in drawing.cards}
            whole = reduce(QRectF.united, rects.values(), QRectF())
            zoom = self._fitting(whole.adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
            if look.enlarged(look.small_font.pixelSize(), zoom) <= scale:
                break
        return rects

    def show_current(self, number: int) -> None:
        """Mark a layer and bring it into sight."""
        if number == self._current:
            return
        self._current = number
        for card in self._cards:
            card.set_current(card.number == number)
        if 0 <= number < len(self._cards):
            self.ensureVisible(self._cards[number], 20, 20)

    def choose(self, number: int) -> None:
        """A card was clicked."""
        self.setFocus()
        self.chosen.emit(number)

    # Zoom ---------------------------------------------------------------------------------------------------

    def _fitting(self, rect: QRectF) -> float:
        """The zoom at which a part of the scene is seen whole."""
        room = self.viewport().rect()
        usual = self._look.letters
        return max(_SMALLEST, min(usual, room.width() / rect.width(), room.height() / rect.height()))

    def _fit(self) -> None:
        rect = self.sceneRect()
        if rect.isEmpty():
            return
        zoom = self._fitting(rect)
        self.resetTransform()
        self.scale(zoom, zoom)
        self.centerOn(rect.center())

    def _zoom(self, factor: float) -> None:
        now = self.transform().m11()
        wanted = min(max(now * factor, _SMALLEST), _LARGEST * self._look.letters)
        self._follows = False
        self.scale(wanted / now, wanted / now)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse, as on the canvas."""
        turned = event.angleDelta().y()
        if turned:
            self._zoom(_STEP ** (turned / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, zoom, or show everything."""
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up) and self._cards:
            step = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
            self.chosen.emit(min(max(self._current + step, 0), len(self._cards) - 1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(_STEP)
        elif key == Qt.Key.Key_Minus:
            self._zoom(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self._follows = True
            self._fit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in sight until somebody zooms."""
        super().resizeEvent(event)
        if self._follows:
            self._fit()

    def _recolour(self) -> None:
        self.setBackgroundBrush(theme.current().color("canvas"))
        self.viewport().update()


def _width(look: Look, change: Change, scale: float) -> float:
    """Of a card whose words are drawn at a scale."""
    lines = _lines(change)
    widest = max(look.title.horizontalAdvance(lines[0]), look.small.horizontalAdvance(lines[1]))
    chip = 0.0 if change.status == "same" else _CHIP + _PAD
    return snap(min(_WIDEST, max(_NARROWEST, scale * widest + chip + 2 * _PAD)) + 5)


def _lines(change: Change) -> tuple[str, str]:
    """What stands on a card: the title, and the settings that differ or the key figures."""
    node = change.b or change.a
    assert node is not None
    return node.title, differences(change) if change.settings else figures_text(node.layer)


class _Card(QGraphicsItem):
    """A layer; its sign stands in a circle at the left."""

    def __init__(self, number: int, change: Change, rect: QRectF, look: Look) -> None:
        super().__init__()
        self.number, self.change, self.rect = number, change, rect
        self._look = look
        self._current = False
        title, line = _lines(change)
        self.spoken = ": ".join(
            (f"{title}, {status_text(change.status)}", differences(change) or line)
        ).rstrip(": ")
        self.setToolTip(tooltip(self.spoken))
        self.setZValue(1)

    def boundingRect(self) -> QRectF:
        return self.rect.adjusted(-4, -4, 4, 4)

    def set_current(self, current: bool) -> None:
        if current != self._current:
            self._current = current
            self.update()

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        for view in self.scene().views():
            if isinstance(view, DifferenceView):
                view.choose(self.number)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        colors, status, box = theme.current(), self.change.status, self.rect
        line, fill = TOKENS[status]
        strong = status != "same"
        if self._current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.color("focus"), 2.5))
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 11, 11)
        pen = QPen(colors.color(line), 1.8 if strong else 1.2)
        if status == "removed":
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(colors.color(fill))
        painter.drawRoundedRect(box, 9, 9)
        left = box.left() + _PAD
        if strong:
            chip = QRectF(left, box.center().y() - _CHIP / 2, _CHIP, _CHIP)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.color(line))
            painter.drawEllipse(chip)
            painter.setPen(colors.color("surface"))
            painter.setFont(self._look.title_font)
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, SIGNS[status])
            left += _CHIP + _PAD - 2
        room = box.right() - _PAD + 4 - left
        title, second = _lines(self.change)
        token = "text" if strong else "text_muted"
        self._write(painter, left, -1 if second else 0, title, room, token, self._look.title, title=True)
        self._write(painter, left, 1, second, room, token, self._look.small)

    def _write(
        self, painter: QPainter, left: float, line: int, text: str, room: float, token: str,
        metrics: QFontMetricsF, title: bool = False,
    ) -> None:  # fmt: skip
        font = self._look.title_font if title else self._look.small_font
        wanted = self._look.enlarged(font.pixelSize(), painter.worldTransform().m11())
        factor = self._look.squeezed(metrics, text, wanted, room)
        painter.save()
        painter.translate(left, self.rect.center().y())
        painter.scale(factor, factor)
        painter.setFont(font)
        painter.setPen(theme.current().color(token))
        height = metrics.height()
        box = QRectF(0, line * height * 0.55 - height / 2, room / factor, height)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, elided(metrics, text, room / factor + 1))
        painter.restore()


class _Wire(QGraphicsPathItem):
    """A wire; one that was removed is dashed, one that came is thick."""

    def __init__(self, path: object, status: Status) -> None:
        super().__init__(path)  # type: ignore[call-overload]
        self._status = status

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        token = "wire" if self._status == "same" else TOKENS[self._status][0]
        pen = QPen(theme.current().color(token), 2.6 if self._status == "added" else 2.0)
        if self._status == "removed":
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawPath(self.path())
