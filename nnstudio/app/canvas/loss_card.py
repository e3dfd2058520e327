"""The end of the network: prediction and Y meet in the loss. It is painted from the training settings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from nnstudio.app.canvas import look as measures
from nnstudio.app.canvas.look import Look
from nnstudio.app.canvas.plates import paint_block, paint_enlarged, paint_name, paint_plate
from nnstudio.app.canvas.routing import plain
from nnstudio.graph.layout import GRID
from nnstudio.graph.routing import Rect

_DROP = 26.0
"""Distance from the card down to the token of Y."""
_TOKEN = 13.0


class LossCard(QGraphicsItem):
    """Shows the loss. It can be clicked, and neither moved nor deleted: it is no layer."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = ""
        self.truth = ("Y", "")
        self.hovered = False
        self._look = look
        self._width = measures.NARROWEST
        self.setZValue(2)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def set_title(self, title: str) -> None:
        """Show another loss."""
        if title != self.title:
            self.prepareGeometryChange()
            self.title = title
            text = max(
                self._look.title.horizontalAdvance(title), self._look.small.horizontalAdvance(self._line())
            )
            self._width = max(
                measures.NARROWEST, GRID * -(-(measures.PAD + measures.TILE + 9 + text + 13) // GRID)
            )
            self.update()

    def set_truth(self, letter: str, words: str) -> None:
        """Show what a prediction is compared with: Y, or the samples themselves."""
        if (letter, words) != self.truth:
            self.truth = letter, words
            tip = QCoreApplication.translate(
                "LossCard",
                "How wrong a prediction is, measured against {0}. Click to open the training settings.",
            )
            self.setToolTip(tip.format(letter))
            self.update()

    def set_hovered(self, hovered: bool) -> None:
        """Show that a click would do something."""
        if hovered != self.hovered:
            self.hovered = hovered
            self.update()

    @staticmethod
    def _line() -> str:
        return QCoreApplication.translate("LossCard", "Loss")

    @property
    def width(self) -> float:
        """Width of the card."""
        return self._width

    @property
    def rect(self) -> QRectF:
        """The card in the scene, without Y."""
        return QRectF(self.pos().x(), self.pos().y(), self._width, self._look.card_height)

    @property
    def whole(self) -> Rect:
        """All it covers: nothing hangs under it."""
        return plain(self.rect)

    def input_port(self) -> QPointF:
        """Where the prediction arrives, in the scene."""
        return self.pos() + QPointF(0, self._look.card_height / 2)

    def boundingRect(self) -> QRectF:
        """The card with Y below it."""
        height = self._look.card_height + _DROP + 2 * _TOKEN
        return QRectF(0, 0, self._width, height).adjusted(-10, -10, 10, 6)

    def shape(self) -> QPainterPath:
        """The card and the token of Y."""
        path = QPainterPath()
        path.addRect(QRectF(0, 0, self._width, self._look.card_height))
        path.addEllipse(self._token(), _TOKEN, _TOKEN)
        return path

    def _token(self) -> QPointF:
        return QPointF(measures.PAD + measures.TILE / 2, self._look.card_height + _DROP + _TOKEN)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Paint the card, and Y with its wire from below."""
        look = self._look
        zoom = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QRectF(0, 0, self._width, look.card_height)
        border = ("accent", 1.6) if self.hovered else ("", 1.0)
        if zoom < measures.ANY_TEXT_FROM:
            paint_block(painter, outline, look, ("loss", "category_output"), border, zoom)
            return
        token = self._token()
        painter.setPen(QPen(look.color("wire"), 2.0, Qt.PenStyle.CustomDashLine))
        pen = painter.pen()
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawLine(QPointF(token.x(), outline.bottom() + 5), QPointF(token.x(), token.y() - _TOKEN))
        paint_plate(painter, outline, look, "category_output", border, zoom)
        painter.setPen(QPen(look.color("port"), 1.8))
        painter.setBrush(look.color("surface"))
        painter.drawEllipse(QPointF(0, look.card_height / 2), measures.PORT_RADIUS, measures.PORT_RADIUS)
        painter.drawEllipse(QPointF(token.x(), look.card_height), measures.PORT_RADIUS, measures.PORT_RADIUS)
        painter.setPen(QPen(look.color("category_output"), 1.6))
        painter.drawEllipse(token, _TOKEN, _TOKEN)
        if zoom < measures.SMALL_TEXT_FROM:
            paint_name(painter, outline, look, self._line())
            return
        painter.setPen(look.color("text"))
        painter.setFont(look.title_font)
        painter.drawText(QRectF(token.x() - _TOKEN, token.y() - _TOKEN, 2 * _TOKEN, 2 * _TOKEN), Qt.AlignmentFlag.AlignCenter, self.truth[0])  # fmt: skip
        painter.setFont(look.small_font)
        painter.setPen(look.color("text_muted"))
        scale = look.enlarged(look.small_font.pixelSize(), zoom)
        painter.save()
        painter.translate(token.x() + _TOKEN + 8, token.y() + scale * (look.small.ascent() / 2 - 1))
        painter.scale(scale, scale)
        painter.drawText(QPointF(), self.truth[1])
        painter.restore()
        if zoom >= measures.FULL_TEXT_FROM:
            self._paint_text(painter, zoom)
        else:
            lines = [
                (self.title, look.title_font, look.title, "text"),
                (self._line(), look.small_font, look.small, "text_muted"),
            ]
            paint_enlarged(painter, look, outline, lines, ("loss", "category_output"), zoom)

    def _paint_text(self, painter: QPainter, zoom: float) -> None:
        look = self._look
        tile = QRectF(measures.PAD, (look.card_height + measures.STRIPE - measures.TILE) / 2, measures.TILE, measures.TILE)  # fmt: skip
        look.paint_tile(painter, tile, "loss", "category_output", zoom)
        y = (
            measures.STRIPE
            + (look.card_height - measures.STRIPE - look.title.height() - look.small.height()) / 2
        )
        painter.setFont(look.title_font)
        painter.setPen(look.color("text"))
        painter.drawText(QPointF(tile.right() + 9, y + look.title.ascent()), self.title)
        painter.setFont(look.small_font)
        painter.setPen(look.color("text_muted"))
        painter.drawText(
            QPointF(tile.right() + 9, y + look.title.height() + look.small.ascent()), self._line()
        )
