"""The diagram as a sheet of paper, as large as there is room."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from nnstudio.app.diagram.painting import paint
from nnstudio.app.look import theme
from nnstudio.export.diagram import Picture

_MARGIN = 20.0
_SHEET = 14.0
"""Paper around the picture."""
_LARGEST = 1.5


class Preview(QWidget):
    """Shows a picture on a sheet, scaled to fit."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(200, 160)
        self.setAccessibleName(self.tr("Preview"))
        self._picture: Picture | None = None
        self._painted = QImage()
        theme.current().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Room for a network of a few lines."""
        return QSize(680, 520)

    def show_picture(self, picture: Picture) -> None:
        """Show another picture."""
        self._picture = picture
        self._painted = QImage()
        self.setAccessibleDescription(picture.description)
        self.update()

    def place(self) -> QRectF:
        """Where the picture is."""
        if self._picture is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        room.adjust(_SHEET, _SHEET, -_SHEET, -_SHEET)
        width, height = self._picture.width, self._picture.height
        scale = min(_LARGEST, room.width() / width, room.height() / height)
        result = QRectF(0, 0, scale * width, scale * height)
        result.moveCenter(room.center())
        return result

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk, the sheet and the picture."""
        if self._picture is None:
            return
        tokens = theme.current()
        place = self.place()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.color("border"), 1))
        painter.setBrush(tokens.color("canvas"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRoundedRect(place.adjusted(-_SHEET, -_SHEET, _SHEET, _SHEET), 4, 4)
        image = self._image(place)
        # On whole pixels of the screen: between them, rows and columns of the picture would be lost.
        ratio = image.devicePixelRatio()
        corner = QPointF(round(place.left() * ratio) / ratio, round(place.top() * ratio) / ratio)
        painter.drawImage(corner, image)

    def _image(self, place: QRectF) -> QImage:
        """The picture in the pixels of this screen; painting 300 cards anew for every tooltip would be felt."""
        ratio = self.devicePixelRatioF()
        size = QSize(max(1, round(place.width() * ratio)), max(1, round(place.height() * ratio)))
        if self._painted.size() != size and self._picture is not None:
            self._painted = QImage(size, QImage.Format.Format_RGB32)
            self._painted.fill(Qt.GlobalColor.white)
            painter = QPainter(self._painted)
            painter.scale(size.width() / self._picture.width, size.height() / self._picture.height)
            paint(self._picture, painter)
            painter.end()
            self._painted.setDevicePixelRatio(ratio)
        return self._painted
