"""Many small pictures of numbers in rows: feature maps, filters, the weights of neurons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from nnstudio.app.look import theme
from nnstudio.app.look.shades import PICTURE, image, images, largest
from nnstudio.app.words.texts import tooltip
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text

PAGE = 64
"""Pictures that are shown at once."""
_GAP, _CAPTION = 8, 18


class Tiles(QWidget):
    """Paints pictures of numbers, all on one scale: below the middle one hue, above it another, the middle the ground."""

    def __init__(self) -> None:
        super().__init__()
        self.values: tuple[Host, ...] = ()
        self._names: tuple[str, ...] = ()
        self._images: list[QImage] = []
        self._side, self._low = 64, 64
        self.scale, self.middle = 1.0, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self._repaint)

    def show_values(
        self, values: Sequence[Host], names: Sequence[str], side: int = 64, middle: float = 0.0
    ) -> None:
        """Show pictures.

        Parameters
        ----------
        values : sequence of arrays, each of shape (H, W)
        names : sequence of str
            One for each picture.
        side : int
            Pixels of the longer side of each.
        middle : float
            The number without colour.
        """
        self.values, self._names, self._side = tuple(values), tuple(names), theme.current().room(side)
        shape = max((v.shape[0] / max(v.shape) for v in values), default=1.0)
        self._low = max(8, round(self._side * min(1.0, shape)))
        self.middle = middle
        self.scale = max((largest(v - middle) for v in values), default=1.0)
        self.setAccessibleDescription(
            self.tr("1 picture, from {0} to {1}").format(*_ends(middle, self.scale))
            if len(values) == 1
            else self.tr("{0} pictures, from {1} to {2}").format(len(values), *_ends(middle, self.scale))
        )
        self._repaint()
        self.setFixedHeight(self._height())

    def _repaint(self) -> None:
        alike = len({v.shape for v in self.values}) == 1
        groups = [np.stack(self.values)] if alike else [v[None] for v in self.values]
        self._images = [each for v in groups for each in images(v - self.middle, self.scale)]
        self.update()

    def _box(self, number: int) -> QRectF:
        columns = self._columns()
        row, column = divmod(number, columns)
        return QRectF(
            column * (self._side + _GAP) + 1, row * (self._low + _GAP + _CAPTION) + 1, self._side, self._low
        )

    def _columns(self) -> int:
        return max(1, (self.width() + _GAP) // (self._side + _GAP))

    def _height(self) -> int:
        rows = -(-len(self.values) // self._columns())
        return max(1, rows * (self._low + _GAP + _CAPTION))

    def sizeHint(self) -> QSize:
        """As many rows as there are."""
        return QSize(300, self._height())

    def minimumSizeHint(self) -> QSize:
        """One picture wide."""
        return QSize(self._side + 2, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find places for the width there is."""
        super().resizeEvent(event)
        self.setFixedHeight(self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pictures that are in sight."""
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font("small"))
        for number, (picture, name) in enumerate(zip(self._images, self._names, strict=True)):
            box = self._box(number)
            if not box.adjusted(0, 0, 0, _CAPTION).intersects(QRectF(event.rect())):
                continue
            fitted = picture.size().scaled(box.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(box.left(), box.top(), max(3, fitted.width()), max(3, fitted.height()))
            painter.drawImage(place, picture)
            painter.setPen(QPen(look.color("field_border"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
            painter.setPen(look.color("text_muted"))
            words = QRectF(box.left(), box.bottom() + 1, box.width(), _CAPTION)
            painter.drawText(words, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)

    def event(self, event: QEvent) -> bool:
        """Tell the range of a picture in a tool tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for number, values in enumerate(self.values):
                if self._box(number).contains(event.pos()):
                    text = self.tr("{0}: from {1} to {2}, mean {3}").format(
                        self._names[number],
                        figure_text(values.min(), 3),
                        figure_text(values.max(), 3),
                        figure_text(values.mean(), 3),
                    )
                    QToolTip.showText(event.globalPos(), tooltip(text), self)
            return True
        return super().event(event)


def _ends(middle: float, scale: float) -> tuple[str, str]:
    """The numbers that the strongest colours stand for."""
    return figure_text(middle - scale, 2), figure_text(middle + scale, 2)


class ScaleStrip(QWidget):
    """The legend of the colours: from the lowest number to the highest, with what has no colour in the middle."""

    def __init__(self) -> None:
        super().__init__()
        self._scale, self._middle, self._strength = 1.0, 0.0, PICTURE
        self.setFixedHeight(theme.current().room(24))
        self.set_narrow(False)
        theme.current().changed.connect(self.update)

    def set_narrow(self, narrow: bool) -> None:
        """Take less room, or again as much as looks well."""
        self.setFixedWidth(theme.current().room(126 if narrow else 190))

    def show_scale(self, scale: float, middle: float, strength: float = PICTURE) -> None:
        """Show what the strongest colours stand for, and what has none."""
        self._scale, self._middle, self._strength = scale, middle, strength
        text = self.tr("Colours from {0} to {1}; {2} has none, for there the neuron says neither yes nor no")
        if not middle:
            text = self.tr("Colours from {0} to {1}; {2} has none")
        self.setAccessibleName(text.format(*_ends(middle, scale), figure_text(middle, 2)))
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a strip between two numbers."""
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font("small"))
        painter.setPen(look.color("text_muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        low, high = _ends(self._middle, self._scale)
        ends = max(
            look.room(48), 8 + max(painter.fontMetrics().horizontalAdvance(text) for text in (low, high))
        )
        painter.drawText(QRectF(0, 0, ends - 4, self.height()), middle | Qt.AlignmentFlag.AlignRight, low)
        painter.drawText(QRectF(self.width() - ends + 4, 0, ends, self.height()), middle, high)
        strip = QRectF(ends, self.height() / 2 - 5, self.width() - 2 * ends, 10)
        painter.drawImage(strip, image(np.linspace(-1, 1, 128)[None, :], 1.0, self._strength))
        painter.setPen(QPen(look.color("field_border"), 1))
        painter.drawRect(strip)
