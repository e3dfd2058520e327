"""A convolution at one place: the patch it sees, its kernel there, and their products."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app.look import shades, theme
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text
from nnstudio.training.worked.line import Line

_SIDE = 126
_GAP = 22
_TITLE = 18
_WRITTEN = 3
"""Kernels up to this side have their numbers written in."""


class Seen(NamedTuple):
    """What the layers gave for a sample, and with which weights."""

    activations: Mapping[str, Host]
    weights: Mapping[str, Host]
    channels: Mapping[str, Sequence[str]]
    """What those of an Input are called, where that is known."""


class _Grids(NamedTuple):
    """Of one channel: patch, kernel, products, and the picture in which the patch is (empty where there is none)."""

    patch: Host
    kernel: Host
    products: Host
    channel: int
    channels: int
    name: str
    """Of the channel; empty where it has none."""
    picture: Host
    frame: tuple[int, int, int, int]
    """Top, left, bottom and right of the patch, the last ones included."""


class PatchView(QWidget):
    """Shows patch, kernel and products for the channel that counts most; hidden where there is no kernel.

    Before them, where there is room, the picture with the patch framed.
    """

    def __init__(self) -> None:
        super().__init__()
        self._grids: _Grids | None = None
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)
        self.hide()

    def sizeHint(self) -> QSize:
        """Room for three squares side by side."""
        side, gap = theme.current().room(_SIDE), theme.current().room(_GAP)
        return QSize(3 * side + 2 * gap + 4, side + theme.current().room(_TITLE) + 8)

    def show_line(self, line: Line | None, seen: Seen | None) -> None:
        """Show what a line of a convolution is made of; any other line, or None, hides the view."""
        grids = None if line is None or seen is None or line.operation != "conv2d" else _grids(line, seen)
        self._grids = grids
        self.setVisible(grids is not None)
        if grids is None:
            return
        products = grids.products
        self.setAccessibleName(self.tr("Patch, kernel and products"))
        self.setAccessibleDescription(
            self.tr("{0} products, their sum is {1}").format(
                products.size, figure_text(float(products.sum()))
            )
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the squares with what stands between them."""
        grids = self._grids
        if grids is None:
            return
        painter, look = QPainter(self), theme.current()
        side, gap, line = look.room(_SIDE), look.room(_GAP), look.room(_TITLE)
        pictured = bool(grids.picture.size) and self.width() >= 4 * side + 3 * gap + 4
        of = grids.name or self.tr("channel {0} of {1}").format(grids.channel + 1, grids.channels)
        total = figure_text(float(grids.products.sum()), 3)
        titles = [self.tr("patch"), self.tr("kernel"), self.tr("products, Σ = {0}").format(total)]
        if grids.channels > 1 and not pictured:
            titles[0] = f"{titles[0]}, {of}"
        shown = [(grids.patch, "·"), (grids.kernel, "="), (grids.products, "")]
        if pictured:
            titles.insert(0, of if grids.channels > 1 else self.tr("what comes in"))
            shown.insert(0, (grids.picture, "→"))
        for index, ((grid, sign), title) in enumerate(zip(shown, titles, strict=True)):
            box = QRect(1 + index * (side + gap), 4 + line, side, side)
            painter.setFont(look.font("small"))
            painter.setPen(look.color("text_muted"))
            above = QRect(box.left(), 0, side + gap - 4, line + 2)
            text = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, above.width())
            painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)
            if grid is grids.picture:
                self._paint_picture(painter, box, grids)
            else:
                self._paint_grid(painter, box, grid)
            painter.setFont(look.font("strong"))
            painter.setPen(look.color("text"))
            between = QRect(box.right() + 1, box.top(), gap, box.height())
            painter.drawText(between, Qt.AlignmentFlag.AlignCenter, sign)

    def _paint_picture(self, painter: QPainter, box: QRect, grids: _Grids) -> None:
        """All that comes in on the channel, with a frame around the patch; a border of zeros is outside."""
        rows, columns = grids.picture.shape
        unit = min(box.width() / columns, box.height() / rows)
        place = QRect(box.left(), box.top(), max(1, int(columns * unit)), max(1, int(rows * unit)))
        painter.drawImage(place, shades.image(grids.picture, shades.largest(grids.picture)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.current().color("border"), 1))
        painter.drawRect(place)
        top, left, bottom, right = grids.frame
        frame = QRectF(place.left() + left * unit, place.top() + top * unit,
                       (right - left + 1) * unit, (bottom - top + 1) * unit)  # fmt: skip
        for token, width in (("surface", 5), ("text", 2)):
            painter.setPen(QPen(theme.current().color(token), width))
            painter.drawRect(frame)

    def _paint_grid(self, painter: QPainter, box: QRect, grid: Host) -> None:
        scale = shades.largest(grid)
        rows, columns = grid.shape
        side = min(box.width() // columns, box.height() // rows)
        painter.setFont(theme.current().font("small"))
        for i, j in np.ndindex(rows, columns):
            cell = QRect(box.left() + j * side, box.top() + i * side, side, side)
            ground = shades.shade(float(grid[i, j]), scale)
            painter.fillRect(cell, ground)
            painter.setPen(QPen(theme.current().tokens.color("border"), 1))
            painter.drawRect(cell)
            if max(rows, columns) <= _WRITTEN:
                painter.setPen(shades.ink(ground))
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, figure_text(float(grid[i, j]), 2))


def _grids(line: Line, seen: Seen) -> _Grids | None:
    """Patch, kernel and products of one channel as squares; the patch is 0 where the border is."""
    terms = [t for t in line.terms if len(t.weight_place) > 1]
    if not terms:
        return None
    whole = seen.weights[terms[0].weight]
    counted = np.zeros(whole.shape[-2])
    for term in terms:
        counted[term.weight_place[-2]] += abs(term.product)
    channel, filter_ = int(np.argmax(counted)), terms[0].weight_place[-1]
    image = whole.ndim == 4
    kernel = np.atleast_2d(whole[..., channel, filter_]).astype(np.float64)
    patch = np.zeros_like(kernel)
    places, name = [], ""
    for term in terms:
        if term.weight_place[-2] == channel:
            patch[term.weight_place[:2] if image else (0, term.weight_place[0])] = term.value
            if names := seen.channels.get(term.node):
                name = names[term.place[-1]]
            if term.node and len(term.place) == 3:
                places.append((term.node, term.place))
    picture, frame = np.zeros((0, 0)), (0, 0, 0, 0)
    if image and places:
        node, place = places[0]
        picture = seen.activations[node][:, :, place[2]]
        rows, columns = [p[0] for _, p in places], [p[1] for _, p in places]
        frame = min(rows), min(columns), max(rows), max(columns)
    return _Grids(patch, kernel, patch * kernel, channel, len(counted), name, picture, frame)
