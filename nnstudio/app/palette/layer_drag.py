"""A layer on its way from the palette to the canvas: what is dragged, and how it looks."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from nnstudio.app.look import icons, theme
from nnstudio.app.look.theme import category_token
from nnstudio.app.words.layer_words import icon_name, layer_title
from nnstudio.nn.layer import LAYERS, Layer

LAYER_MIME = "application/x-nnstudio-layer"
"""What a dragged layer is; the text is the name of its type."""


def dragged_layer(mime: QMimeData) -> str | None:
    """The type of the layer that is dragged, or None for anything else."""
    if not mime.hasFormat(LAYER_MIME):
        return None
    kind = bytes(mime.data(LAYER_MIME).data()).decode("utf-8", "replace")
    return kind if kind in LAYERS else None


def layer_mime(kind: str) -> QMimeData:
    """What is dragged for a type of layer."""
    mime = QMimeData()
    mime.setData(LAYER_MIME, kind.encode())
    return mime


def drag_pixmap(layer: type[Layer], ratio: float) -> QPixmap:
    """Paint what hangs at the mouse while a layer is dragged."""
    look = theme.current()
    letters = look.font("strong")
    width = 30 + 18 + 10 + QFontMetricsF(letters).horizontalAdvance(layer_title(layer)) + 6
    image = QPixmap(round(width * ratio), round(40 * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    token = category_token(layer.category)
    painter.setPen(QPen(look.color(token), 1.6))
    painter.setBrush(look.color("surface", 0.95))
    painter.drawRoundedRect(QRectF(2, 2, width - 4, 36), 9, 9)
    painter.drawPixmap(QPointF(14, 11), icons.pixmap(icon_name(layer), 18, token, ratio))
    painter.setFont(letters)
    painter.setPen(look.color("text"))
    painter.drawText(QRectF(40, 2, width - 44, 36), Qt.AlignmentFlag.AlignVCenter, layer_title(layer))
    painter.end()
    return image
