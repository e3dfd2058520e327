"""A convolution at one place: the patch it sees, its kernel there, and their products."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnstudio.app import theme
from nnstudio.app.one_step import shades
from nnstudio.system.numbers import figure_text
from nnstudio.training.inspect import Arrays
from nnstudio.training.worked.line import Line

Host = np.ndarray[Any, Any]
_SIDE = 112
_GAP = 26
_TITLE = 18
_WRITTEN = 3
"""Kernels up to this side have their numbers written in."""


class PatchView(QWidget):
    """Shows patch, kernel and products for the channel that counts most; hidden where there is no kernel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grids: tuple[Host, Host, Host] | None = None
        self._channel = (0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        theme.current().changed.connect(self.update)
        self.hide()

    def sizeHint(self) -> QSize:
        """Room for three squares side by side."""
        return QSize(3 * _SIDE + 2 * _GAP + 24, _SIDE + _TITLE + 16)

    @property
    def grids(self) -> tuple[Host, Host, Host] | None:
        """Patch, kernel and products as they are drawn."""
        return self._grids

    def show_line(self, line: Line | None, weights: Arrays) -> None:
        """Show what a line of a convolution is made of; any other line, or None, hides the view."""
        grids = None if line is None or line.operation != "conv2d" else _grids(line, weights)
        self._grids = None if grids is None else grids[:3]
        self.setVisible(grids is not None)
        if grids is None:
            return
        self._channel = grids[3]
        products = grids[2]
        self.setAccessibleName(self.tr("Patch, kernel and products"))
        self.setAccessibleDescription(
            self.tr("{0} products, their sum is {1}").format(
                products.size, figure_text(float(products.sum()))
            )
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the squares with what stands between them."""
        if self._grids is None:
            return
        painter, tokens = QPainter(self), theme.current().tokens
        patch, kernel, products = self._grids
        channel, channels = self._channel
        titles = [self.tr("patch"), self.tr("kernel"), self.tr("products")]
        if channels > 1:
            titles[0] = self.tr("patch, channel {0} of {1}").format(channel + 1, channels)
        for index, (grid, title, sign) in enumerate(
            zip((patch, kernel, products), titles, ("·", "=", ""), strict=True)
        ):
            box = QRect(12 + index * (_SIDE + _GAP), 4 + _TITLE, _SIDE, _SIDE)
            painter.setFont(theme.current().font("small"))
            painter.setPen(tokens.color("text_muted"))
            above = box.translated(0, -_TITLE - 2)
            above.setHeight(_TITLE)
            painter.drawText(above, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)
            self._paint_grid(painter, box, grid)
            painter.setFont(theme.current().font("strong"))
            painter.setPen(tokens.color("text"))
            between = QRect(box.right() + 1, box.top(), _GAP, box.height())
            painter.drawText(between, Qt.AlignmentFlag.AlignCenter, sign)

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


def _grids(line: Line, weights: Arrays) -> tuple[Host, Host, Host, tuple[int, int]] | None:
    """Patch, kernel and products of one channel as squares; the patch is 0 where the border is."""
    terms = [t for t in line.terms if len(t.weight_place) > 1]
    if not terms:
        return None
    whole = weights[terms[0].weight]
    counted = np.zeros(whole.shape[-2])
    for term in terms:
        counted[term.weight_place[-2]] += abs(term.product)
    channel, filter_ = int(np.argmax(counted)), terms[0].weight_place[-1]
    image = whole.ndim == 4
    kernel = np.atleast_2d(whole[..., channel, filter_]).astype(np.float64)
    patch = np.zeros_like(kernel)
    for term in terms:
        if term.weight_place[-2] == channel:
            patch[term.weight_place[:2] if image else (0, term.weight_place[0])] = term.value
    return patch, kernel, patch * kernel, (channel, len(counted))
