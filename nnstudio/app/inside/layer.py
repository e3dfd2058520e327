"""What one layer gives for the sample, or what its weights look like: pictures, bars or a strip."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from nnstudio.app.inside.tiles import PAGE, Tiles
from nnstudio.app.look import theme
from nnstudio.app.results.bars import BarLine, Bars
from nnstudio.app.widgets.boxes import h_box, v_box
from nnstudio.app.widgets.buttons import icon_button
from nnstudio.app.widgets.labels import label
from nnstudio.app.widgets.scroll import ScrollColumn
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import figure_text

_BARS = 24
"""Values that get a bar each; more are a strip of colours."""
_STRIP = 32
_MAP, _WIDEST = 72, 3
"""Pixels of a feature map; of a wide one so many times as many at most."""
_LEAST = 180
"""Width in which a title has few lines, with letters of the usual size."""


class LayerView(QWidget):
    """A title, pages where there are many pictures, and the pictures.

    Signals
    -------
    scaled(float, float)
        How far from the middle the strongest colour is now, and the middle; 0 where there are no colours.
    """

    scaled = Signal(float, float)

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Host] = []
        self._names: list[str] = []
        self._side, self._page, self._middle = 64, 0, 0.0
        self.title, self._range = label("", "strong", wrap=True), label("", "small")
        self.back = icon_button("chevron-left", self.tr("Pictures before"), lambda: self._turn(-1))
        self.forth = icon_button("chevron-right", self.tr("More pictures"), lambda: self._turn(1))
        self.tiles, self.bars = Tiles(), Bars()
        self.tiles.setAccessibleName(self.tr("Pictures of the layer"))
        self.bars.setAccessibleName(self.tr("Values of the layer"))
        inside = QWidget()
        inner = v_box(inside, margins=(0, 2, 8, 4))
        inner.addWidget(self.tiles)
        inner.addWidget(self.bars)
        inner.addStretch(1)
        around = ScrollColumn(inside, self.tr("The layer"))
        head = h_box(spacing=6)
        head.addWidget(self.title, 1)
        for widget in (self.back, self._range, self.forth):
            head.addWidget(widget)
        self.setMinimumWidth(theme.current().room(_LEAST))
        column = v_box(self, margins=(12, 2, 4, 4), spacing=4)
        column.addLayout(head)
        column.addWidget(around, 1)

    def show_values(self, title: str, values: Host, names: tuple[str, ...] = (), middle: float = 0.0) -> None:
        """Show what a layer gives, shape (H, W, C), (T, C) or (n,); ``middle`` has no colour."""
        self._middle = middle
        if values.ndim == 3:
            wide = min(max(1, values.shape[1] // values.shape[0]), _WIDEST)
            self._show(title, list(values.transpose(2, 0, 1)), self.tr("map {0}"), _MAP * wide)
        elif values.ndim == 1 and len(values) <= _BARS:
            self._pictures(title, [], [], 64)
            most = float(np.abs(values).max(initial=0.0)) or 1.0
            known = names if len(names) == len(values) else tuple(str(i + 1) for i in range(len(values)))
            self.bars.show_lines(
                [
                    BarLine(name, float(v) / most, figure_text(v))
                    for name, v in zip(known, values, strict=True)
                ]
            )
            self.bars.setVisible(True)
            self.scaled.emit(0.0, 0.0)
        else:
            flat = values.T if values.ndim == 2 else _strip(values.reshape(-1), middle)
            words = self.tr("{0} values, row by row") if len(flat) > 1 else self.tr("{0} values")
            self._show(title, [flat], words.format(values.size), 420)

    def show_pictures(self, title: str, values: Host, word: str, middle: float = 0.0) -> None:
        """Show pictures, shape (n, H, W); ``word`` names each, with ``{0}`` for its number."""
        self._middle = middle
        self._show(title, list(values), word, 64)

    def _show(self, title: str, values: list[Host], word: str, side: int) -> None:
        self._pictures(title, values, [word.format(i + 1) for i in range(len(values))], side)
        self.bars.setVisible(False)

    def _pictures(self, title: str, values: list[Host], names: list[str], side: int) -> None:
        if len(values) != len(self._all):
            self._page = 0
        self.title.setText(title)
        self._all, self._names, self._side = values, names, side
        self.tiles.setVisible(bool(values))
        self._turn(0)

    def _turn(self, by: int) -> None:
        pages = max(1, -(-len(self._all) // PAGE))
        self._page = min(max(0, self._page + by), pages - 1)
        at, total = self._page * PAGE, len(self._all)
        self.tiles.show_values(
            self._all[at : at + PAGE], self._names[at : at + PAGE], self._side, self._middle
        )
        for widget in (self.back, self.forth, self._range):
            widget.setVisible(pages > 1)
        self.back.setEnabled(self._page > 0)
        self.forth.setEnabled(self._page + 1 < pages)
        self._range.setText(self.tr("{0} to {1} of {2}").format(at + 1, min(at + PAGE, total), total))
        if self._all:
            self.scaled.emit(self.tiles.scale, self._middle)


def _strip(values: Host, middle: float) -> Host:
    """Values in rows of one length; what the last row lacks has no colour, for it is no value."""
    rows = -(-len(values) // _STRIP)
    strip = np.full((rows, -(-len(values) // rows)), middle, values.dtype)
    strip.flat[: len(values)] = values
    return strip
