"""Where the numbers of a layer are drawn: a cell for each neuron, or a picture for each feature map."""

from __future__ import annotations

from typing import Literal

import numpy as np
from PySide6.QtCore import QPoint, QRect, QSize, Qt

from nnstudio.app.look import theme
from nnstudio.system.arrays import Host
from nnstudio.training.worked.line import Place

Order = Literal["layer", "size"]

GAP = 6
_TITLE, _WIDE, _HIGH = 16, 84, 44
"""Height of the line above a picture, and size of a cell, with letters of the usual size."""
_MAP = 76
_WIDEST = 3
"""So many times as wide as high is the room for a feature map at most."""
_STEP_WIDTH = 24
"""Width of a step of time in the picture of a sequence, at most."""

_MOVES = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Cells:
    """Lays the values of a layer out in rows of cells.

    Parameters
    ----------
    values : array, shape (units,), (length, channels) or (height, width, channels)
        A sequence is one picture: time across, channels down.
    by : {"layer", "size"}
        In the order of the layer, or the largest first.
    width : int
    cell : int
        Width of the cell of a neuron, at least.
    """

    def __init__(self, values: Host, by: Order, width: int, cell: int = 0) -> None:
        room = theme.current().room
        self._cell, self._title = QSize(max(room(_WIDE), cell), room(_HIGH)), room(_TITLE)
        self.values, self.width = values, width
        self.is_maps, self.is_sequence = values.ndim > 1, values.ndim == 2
        count = 1 if self.is_sequence else (values.shape[-1] if values.ndim else 0)
        self.order = np.arange(count)
        if by == "size" and count > 1 and values.size:
            self.order = np.argsort(-np.abs(values.reshape(-1, count)).max(axis=0), kind="stable")

    @property
    def step(self) -> QSize:
        """Room for a cell with the gap behind it."""
        if not self.is_maps:
            return self._cell + QSize(GAP, GAP)
        if self.is_sequence:
            return QSize(self.width, self._title + max(_MAP, min(8 * self.values.shape[1], 240)) + GAP)
        rows, columns = self._map_shape
        wide = min(_MAP * min(max(1, columns // max(1, rows)), _WIDEST), max(_MAP, self.width - 2 * GAP - 4))
        return QSize(wide + GAP + 4, _MAP + self._title + GAP)

    @property
    def columns(self) -> int:
        """Cells side by side."""
        return max(1, (self.width - GAP) // max(1, self.step.width()))

    @property
    def height(self) -> int:
        """Of all rows."""
        lines = -(-len(self.order) // self.columns)
        return lines * self.step.height() + 2 * GAP

    def box(self, index: int) -> QRect:
        """The cell at a place in the order."""
        step = self.step
        row, column = divmod(index, self.columns)
        return QRect(QPoint(GAP + column * step.width(), GAP + row * step.height()), step - QSize(GAP, GAP))

    def picture(self, box: QRect) -> QRect:
        """The part of a cell that holds its map, in the map's proportions; no side is less than half of what there is room for."""
        room = box.adjusted(0, self._title, 0, 0)
        rows, columns = self._map_shape
        if self.is_sequence:
            return QRect(room.topLeft(), QSize(min(room.width() - GAP, columns * _STEP_WIDTH), room.height()))
        unit = min(room.width() / max(1, columns), room.height() / max(1, rows))
        least = room.size() / 2
        return QRect(room.topLeft(), QSize(int(columns * unit), int(rows * unit)).expandedTo(least))

    def box_of(self, place: Place) -> QRect:
        """The cell with a value in it."""
        unit = 0 if self.is_sequence else place[-1]
        return self.box(int(np.flatnonzero(self.order == unit)[0]))

    def rect_of(self, place: Place) -> QRect:
        """Where a value is drawn."""
        box = self.box_of(place)
        if not self.is_maps:
            return box
        picture, (rows, columns), (row, column) = self.picture(box), self._map_shape, self._pixel(place)
        across, down = picture.width() / columns, picture.height() / rows
        left, top = int(column * across), int(row * down)
        size = QSize(max(2, int((column + 1) * across) - left), max(2, int((row + 1) * down) - top))
        return QRect(picture.topLeft() + QPoint(left, top), size)

    def place_at(self, at: QPoint) -> Place | None:
        """The value that is drawn at a point."""
        step = self.step
        column, row = (at.x() - GAP) // step.width(), (at.y() - GAP) // step.height()
        index = row * self.columns + column
        inside = 0 <= column < self.columns and 0 <= index < len(self.order)
        if not inside or not self.box(index).contains(at):
            return None
        unit = int(self.order[index])
        if not self.is_maps:
            return (unit,)
        picture, (rows, columns) = self.picture(self.box(index)), self._map_shape
        if not picture.contains(at):
            return None
        i = min(rows - 1, (at.y() - picture.top()) * rows // picture.height())
        j = min(columns - 1, (at.x() - picture.left()) * columns // picture.width())
        return (j, i) if self.is_sequence else (i, j, unit)

    def beside(self, place: Place, key: Qt.Key) -> Place | None:
        """The place to which a key leads; None where it leads nowhere.

        Arrows go from cell to cell, in a picture from pixel to pixel; page keys from picture to picture.
        """
        if (key in _PAGES and not self.is_maps) or (key not in _MOVES and key not in _PAGES):
            return None
        if not self.is_maps or (key in _PAGES and not self.is_sequence):
            down, across = _MOVES.get(key, (0, _PAGES.get(key, 0)))
            index = int(np.flatnonzero(self.order == place[-1])[0]) + across + down * self.columns
            return (*place[:-1], int(self.order[index])) if 0 <= index < len(self.order) else place
        (rows, columns), (row, column) = self._map_shape, self._pixel(place)
        down, across = _MOVES.get(key, (0, 0))
        row, column = min(max(row + down, 0), rows - 1), min(max(column + across, 0), columns - 1)
        return (column, row) if self.is_sequence else (row, column, place[2])

    def strongest(self) -> Place:
        """The place of the largest value; empty where there is none."""
        if not self.values.size:
            return ()
        flat = int(np.argmax(np.abs(np.nan_to_num(self.values))))
        return tuple(int(i) for i in np.unravel_index(flat, self.values.shape))

    def has(self, place: Place) -> bool:
        """Whether there is such a place."""
        shape = self.values.shape
        return len(place) == len(shape) and all(0 <= i < n for i, n in zip(place, shape, strict=True))

    @property
    def _map_shape(self) -> tuple[int, int]:
        shape = self.values.shape
        return (shape[1], shape[0]) if self.is_sequence else (shape[0], shape[1])

    def _pixel(self, place: Place) -> tuple[int, int]:
        return (place[1], place[0]) if self.is_sequence else (place[0], place[1])
