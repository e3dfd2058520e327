"""A small plot in the window's colours: numbers on both axes, curves, points and bars."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from nnstudio.app.look import theme
from nnstudio.app.plots.axes import QuietAxis
from nnstudio.app.widgets.boxes import h_box, run_down, v_box
from nnstudio.app.widgets.labels import label
from nnstudio.app.words.texts import tooltip
from nnstudio.system.arrays import Host
from nnstudio.system.numbers import digits_for, figure_text

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_DIGIT = 7
"""Pixels of a digit, roughly, of letters of the usual size."""
_MARGIN = 12
"""Pixels at the right of a plot."""
_GAPS = 10


class NumberAxis(QuietAxis):
    """An axis of any numbers; ``counts`` are whole ones, and ``apart`` pixels lie between two above each other at least."""

    counts = False
    apart = 28
    least = 56

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Multiples of a round number; along the bottom those that have room for all of their digits."""
        if not 0 < high - low < math.inf:
            return []
        across, room = self.orientation == "bottom", theme.current().room
        apart = room(self.apart)
        if across:
            longest = self._text(max(-low, high), (high - low) / self._ticks)
            apart = room(max(64, _DIGIT * (len(longest) + 2)))
        wanted = (high - low) / max(1, min(self._ticks, int(size // apart)))
        power = 10.0 ** math.floor(math.log10(wanted))
        step = next(s for s in _STEPS if s * power >= 0.9 * wanted) * power
        if self.counts:
            step = max(1.0, float(math.ceil(step)))
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        found = [n * step for n in range(first, last + 1)]
        return [(step, self._with_room(found, low, high, size, step) if across else found)]

    def _with_room(
        self, found: Sequence[float], low: float, high: float, size: float, step: float
    ) -> list[float]:
        """Those whose words end before the plot does."""
        ends = [size * (high - n) / (high - low) + _MARGIN for n in found]
        return [
            n
            for n, end in zip(found, ends, strict=True)
            if theme.current().room(_DIGIT * len(self._text(n, step))) <= 2 * end + 4
        ]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """To as many digits as tell neighbours apart."""
        return [self._text(value, spacing) for value in values]

    def _text(self, value: float, spacing: float) -> str:
        return figure_text(value, max(4, digits_for(value, spacing, 3)))

    def beside(self, words: QFontMetrics) -> int:
        """Room for the name of the axis."""
        return words.height() + _GAPS

    def resizeEvent(self, event: Any = None) -> None:
        """Begin a name that is longer than its axis at the top: there is room below, and none above.

        One that is longer than the whole plot is left out: half a word says less than none.
        """
        super().resizeEvent(event)
        if self.orientation == "left" and self.label is not None:
            length, plot = self.label.boundingRect().width(), self.getViewWidget()
            if length > self.size().height():
                self.label.setY(length)
            if plot is not None:
                self.label.setVisible(self.mapToScene(self.label.pos()).y() <= plot.height())


class Graph(QWidget):
    """A plot with its name and a figure in the line above it, and names on its axes.

    Parameters
    ----------
    title, across, up : str
        Already translated.
    counts : bool
        Whether the vertical axis has whole numbers only.
    axis, upright : NumberAxis, optional
        The horizontal and the vertical one, where they are of another kind.
    box : pyqtgraph.ViewBox, optional
        The field, where mouse and keys change what is seen of it.
    beside : QWidget, optional
        What stands behind the name, in place of a remark.
    """

    def __init__(
        self,
        title: str,
        across: str,
        up: str,
        *,
        counts: bool = False,
        axis: NumberAxis | None = None,
        upright: NumberAxis | None = None,
        box: Any = None,
        beside: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._title = label(title, "strong")
        self._remark = label("", "small", wrap=True)
        self._across, self._up = across, up
        self._x_axis, self._y_axis = axis or NumberAxis("bottom", 5), upright or NumberAxis("left", 5)
        self._y_axis.counts = counts
        axes = {"left": self._y_axis, "bottom": self._x_axis}
        self.plot = pg.PlotWidget(parent=self, axisItems=axes, enableMenu=False, viewBox=box)
        for axis in (self._x_axis, self._y_axis):
            axis.setZValue(-1)
        self.plot.setFrameShape(self.plot.Shape.NoFrame)
        self.plot.getPlotItem().layout.setContentsMargins(
            2, 6, _MARGIN, 2
        )  # where long letters of names reach
        self.plot.hideButtons()
        self.plot.setMouseEnabled(x=box is not None, y=False)
        self.plot.setMinimumSize(96, 90)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.plot.setAccessibleName(title)
        self._head = h_box(margins=(0, 0, 12, 0), spacing=4)
        self._head.addWidget(self._title)
        self._head.addWidget(beside or self._remark, 1)
        if beside is not None:
            self._remark.hide()
        column = v_box(self, margins=0, spacing=2)
        column.addLayout(self._head)
        column.addWidget(self.plot, 1)
        theme.current().changed.connect(self._recolour)
        self._recolour()

    def set_remark(self, text: str) -> None:
        """Say something about what is drawn; a screen reader says it as well."""
        self._remark.setText(text)
        self._place_remark()
        self.plot.setAccessibleDescription(text)

    @property
    def remark(self) -> str:
        """What is said about what is drawn."""
        return self._remark.text()

    def explain(self, text: str) -> None:
        """Say in a tool tip what the remark means."""
        self._remark.setToolTip(tooltip(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin the remark below the name where it would have too many lines beside it."""
        super().resizeEvent(event)
        self._place_remark()

    def _place_remark(self) -> None:
        words = self._remark.fontMetrics().horizontalAdvance(self._remark.text())
        name = self._title.fontMetrics().horizontalAdvance(self._title.text())
        beside = self.width() - name >= min(words / 2 + 2 * _MARGIN, words)
        run_down(self._head, not beside)
        self._title.setWordWrap(not beside)
        side = Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        self._remark.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def set_title(self, text: str) -> None:
        """Name it anew."""
        self._title.setText(text)
        self.plot.setAccessibleName(text)

    def set_axes(self, across: str, up: str) -> None:
        """Name the axes anew."""
        if (across, up) != (self._across, self._up):
            self._across, self._up = across, up
            self._recolour()

    def set_range(self, across: tuple[float, float], up: tuple[float, float], padding: float = 0.02) -> None:
        """Show this part of the plane."""
        self.plot.setXRange(*across, padding=padding)
        self.plot.setYRange(*up, padding=padding)

    def _recolour(self) -> None:
        look = theme.current()
        tokens = look.tokens
        self.plot.setBackground(tokens.surface)
        for axis in (self._x_axis, self._y_axis):
            axis.recolour()
            axis.setGrid(255)
        small = f"{look.font('small').pixelSize()}px"
        for side, name in (("bottom", self._across), ("left", self._up)):
            self.plot.setLabel(side, html.escape(name), color=tokens.text_muted, **{"font-size": small})
        self._y_axis.widen()
        self._y_axis.resizeEvent()


def extent(*values: Host) -> tuple[float, float]:
    """Least and greatest of some numbers, apart even where they are all the same."""
    every = np.concatenate([np.ravel(v) for v in values])
    every = every[np.isfinite(every)]
    if not len(every):
        return 0.0, 1.0
    low, high = float(every.min()), float(every.max())
    return (low, high) if high > low else (low - 0.5, high + 0.5)
