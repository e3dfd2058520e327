"""One picture as the network would see it in twelve epochs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.data.preview import spread
from nnstudio.app.look import theme
from nnstudio.app.look.sample_picture import is_recording, painted, seen_limits
from nnstudio.data.augmentation import Augmentation
from nnstudio.data.augmentation.augmenter import Augmenter
from nnstudio.data.augmentation.kind import Range
from nnstudio.data.dataset import Dataset
from nnstudio.system.arrays import Host

DRAWS = 12
_GAP = 6
_CELL = (40, 132)
"""Least and greatest side of a picture, in pixels."""
_KNOWN = 240
"""Pictures that say what is black and white, and with which one may be mixed."""
_LONGEST = 96
"""Of the side of a picture; larger ones are thinned out, as they are shown no larger."""


class Sheet:
    """Pictures of a data set, and what augmentation makes of one of them.

    Parameters
    ----------
    dataset : Dataset
        Of pictures or spectrograms.
    """

    def __init__(self, dataset: Dataset) -> None:
        assert isinstance(dataset.inputs, np.ndarray)
        rows = spread(dataset.target, _KNOWN)
        down, across = (-(-side // _LONGEST) for side in dataset.inputs.shape[1:3])
        if not is_recording(dataset):  # the sides of a picture share a unit
            down = across = max(down, across)
        self.dataset = dataset
        self.pictures = np.ascontiguousarray(dataset.inputs[rows, ::down, ::across])
        values = self.pictures
        self.limits = seen_limits(values, dataset)
        self.range = Range(
            float(values.min()), float(values.max()), float(values.mean()), float(values.std())
        )

    def __len__(self) -> int:
        return len(self.pictures)

    def draws(self, steps: Sequence[Augmentation], number: int, seed: int) -> Host:
        """A picture in the first twelve epochs, shape (12, H, W, C)."""
        drawn = np.empty((DRAWS, *self.pictures.shape[1:]), np.float32)
        make = Augmenter(steps, seed, [self.range])
        for epoch in range(DRAWS):
            make(epoch, np.array([number]), (self.pictures,), (), (drawn[epoch : epoch + 1],), ())
        return drawn


class DrawnGrid(QWidget):
    """Pictures in a few columns, as large as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.pixmaps: list[QPixmap] = []
        self._columns, self._smooth = 3, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("The picture in twelve epochs"))
        theme.current().changed.connect(self.update)

    def show_pictures(self, samples: Host, sheet: Sheet) -> None:
        """Show what became of a picture of a sheet, shape (N, H, W, C)."""
        self.pixmaps = [painted(sample, _CELL[1], sheet.dataset, sheet.limits) for sample in samples]
        self._smooth = is_recording(sheet.dataset)
        self.update()

    def set_columns(self, columns: int) -> None:
        """Stand in so many columns."""
        if columns != self._columns:
            self._columns = columns
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Room for all pictures at a middle size; where many stand in a row, they are small."""
        return self._size_for(88 if self._columns == 3 else 48)

    def minimumSizeHint(self) -> QSize:
        """Room for all pictures, small."""
        return self._size_for(_CELL[0])

    def _size_for(self, side: int) -> QSize:
        lines = DRAWS // self._columns
        return QSize(self._columns * (side + _GAP) - _GAP, lines * (side + _GAP) - _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw each picture in its cell."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self._smooth)
        lines = DRAWS // self._columns
        across, down = (self.width() + _GAP) // self._columns - _GAP, (self.height() + _GAP) // lines - _GAP
        room = QSize(across, down).expandedTo(QSize(1, 1)).boundedTo(QSize(_CELL[1], _CELL[1]))
        for place, pixmap in enumerate(self.pixmaps):
            line, column = divmod(place, self._columns)
            size = pixmap.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)  # all have one shape
            left, top = column * (size.width() + _GAP), line * (size.height() + _GAP)
            cell = QRectF(left, top, size.width(), size.height())
            painter.drawPixmap(cell, pixmap, QRectF(pixmap.rect()))
        painter.end()
