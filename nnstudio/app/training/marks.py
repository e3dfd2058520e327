"""Lines across a plot: the best epoch, a level to compare with, and where the learning rate was changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from nnstudio.app.look import theme
from nnstudio.app.training.along import Along
from nnstudio.app.training.quiet_place import Box, Curve, quietest
from nnstudio.system.numbers import figure_text
from nnstudio.training.history import RateChange

MOST_RATES = 12
"""Changes of the learning rate that are marked, the latest ones: more would be a fence."""

_MARGIN = 1
"""Pixels around a name: where a plot is low, several are to stand over each other."""
_BEST_AT = (0.9, 0.32, 0.61, 0.1)
"""Heights at which the best epoch may be named."""
_LEVEL_AT = ((0.01, 1.1), (0.99, 1.1), (0.01, -0.1), (0.99, -0.1))
"""Where a level may be named: how far to the right, and above or below its line."""


class Marks:
    """The lines of one plot."""

    def __init__(self, plot: Any) -> None:
        self._plot = plot
        self.best: Any = None  # made for the first epoch that is the best
        self._best_label: Any = None
        self.level, self._level_label = _line(plot, 0, _LEVEL_AT[0][0], ((0.0, 1.1), (0.0, 1.1)))
        self.rates: list[tuple[Any, Any]] = []
        # What is shown: a plot says it anew with every picture, and setting a label costs as much as a curve.
        self._best_named = ""
        self._best_at = self._level_at = 0
        self._level_shown: tuple[float, str] | None = None
        self._rates_shown: tuple[tuple[float, float], ...] = ()
        self._settled_for: tuple[float, float] | None = None

    def name_best(self, text: str) -> None:
        """Name the best epoch."""
        if text != self._best_named:
            self._best_named = text
            if self._best_label is not None:
                self._best_label.setFormat(text)

    def show_best(self, place: float | None) -> None:
        """Mark the best epoch, or none."""
        if place is not None and self.best is None:
            self.best, self._best_label = _line(self._plot, 90, _BEST_AT[0], ((0.0, 0.5), (1.0, 0.5)))
            self.best.stackBefore(self.level)
            self._best_label.setFormat(self._best_named)
            self.recolour()
        if self.best is not None:
            self.best.setVisible(place is not None)
        if place is not None:
            self.best.setValue(place)

    def show_level(self, value: float | None, text: str) -> None:
        """Draw a level, or none; one that has no place on the axis is not drawn."""
        self.level.setVisible(value is not None and math.isfinite(value))
        if value is not None and math.isfinite(value) and (value, text) != self._level_shown:
            self._level_shown = value, text
            self.level.setValue(value)
            self._level_label.setFormat(text)

    def show_rates(self, changes: Sequence[RateChange], along: Along) -> None:
        """Mark where the learning rate was set to another value."""
        shown = changes[-MOST_RATES:]
        places = along.of(np.array([change.epoch for change in shown], dtype=float)).tolist()
        rates = tuple((place, change.rate) for place, change in zip(places, shown, strict=True))
        if rates == self._rates_shown:
            return
        self._rates_shown = rates
        for line, _ in self.rates[len(shown) :]:
            line.setVisible(
                False
            )  # kept for later: a line that is taken away dies before its label, which crashes
        while len(self.rates) < len(shown):
            self.rates.append(_line(self._plot, 90, 0.06, ((0.0, 0.5), (1.0, 0.5))))
        for (line, label), change, place in zip(self.rates, shown, places, strict=False):
            line.setValue(place)
            line.setVisible(True)
            label.setVisible(True)  # one that is hidden would keep the size of the words before
            label.setFormat(f"η {figure_text(change.rate)}")
        self.recolour()

    @property
    def settled(self) -> bool:
        """Whether the view is as large as it was when the words found their places."""
        box = self._plot.getViewBox()
        return (box.width(), box.height()) == self._settled_for

    def settle(self, curves: Sequence[Any]) -> None:
        """Put the words where the view is now, and where curves leave room.

        They would follow the view when they are painted, and lie outside it until then.
        """
        shown = [curve.getData() for curve in curves if curve.isVisible()]
        drawn: list[Curve] = [(x, y) for x, y in shown if x is not None]
        box = self._plot.getViewBox()
        self._settled_for = box.width(), box.height()
        (left, right), (low, high) = box.viewRange()
        view = Box(left, right, low, high)
        unit = (right - left) / max(box.width(), 1.0), (high - low) / max(box.height(), 1.0)
        taken: list[Box] = []
        if self.level.isVisible():
            size, value = _size(self._level_label, unit), float(self.level.value())
            boxes = [
                _box(left + at * (right - left), value, size, (round(at), above)) for at, above in _LEVEL_AT
            ]
            place = self._level_at = quietest(boxes, view, drawn, taken, self._level_at)
            at, above = _LEVEL_AT[place]
            self._level_label.anchors = 2 * [(round(at), above)]
            self._level_label.setPosition(at)
            taken.append(boxes[place])
        if self.best is not None and self.best.isVisible():
            size, value = _size(self._best_label, unit), float(self.best.value())
            side = 0 if value < (left + right) / 2 else 1
            boxes = [_box(value, low + at * (high - low), size, (side, 0.5)) for at in _BEST_AT]
            self._best_at = quietest(boxes, view, drawn, taken, self._best_at)
            self._best_label.setPosition(_BEST_AT[self._best_at])
            taken.append(boxes[self._best_at])
        self._settle_rates(view, unit, drawn, taken)
        for label, _ in self._labels():
            label.updateTransform(force=True)

    def _settle_rates(
        self, view: Box, unit: tuple[float, float], drawn: Sequence[Curve], taken: list[Box]
    ) -> None:
        """Stack the names of changes that stand close together; what finds no room is not named, the oldest first."""
        middle, high = (view.left + view.right) / 2, view.high - view.low
        for line, label in reversed(self.rates):
            if not line.isVisible():
                continue
            size, value = _size(label, unit), float(line.value())
            side = 0 if value < middle else 1
            heights = [(row + 0.5) * size[1] / high for row in range(int(high / max(size[1], high / 99)))]
            boxes = {at: _box(value, view.low + at * high, size, (side, 0.5)) for at in heights}
            free = {at: box for at, box in boxes.items() if not any(map(box.meets, taken))}
            if label.isVisibleTo(line) != bool(free):
                label.setVisible(bool(free))
            if free:
                places = list(free)
                present = places.index(label.orthoPos) if label.orthoPos in free else 0
                at = places[quietest(list(free.values()), view, drawn, (), present)]
                label.setPosition(at)
                taken.append(free[at])

    def recolour(self) -> None:
        """Follow the theme."""
        look = theme.current()
        tokens = look.tokens
        if self.best is not None:
            self.best.setPen(pg.mkPen(tokens.curve_best, width=1, style=Qt.PenStyle.DotLine))
        self.level.setPen(pg.mkPen(tokens.text_muted, width=1, style=Qt.PenStyle.DashLine))
        for line, _ in self.rates:
            line.setPen(pg.mkPen(tokens.warning, width=1, style=Qt.PenStyle.DashDotLine))
        for label, color in self._labels():
            label.setColor(color)
            label.fill = pg.mkBrush(tokens.surface)  # on a grid line the words would be struck through
            label.textItem.setFont(look.font("small"))

    def _labels(self) -> list[tuple[Any, str]]:
        """The words there are, with their colours."""
        tokens = theme.current().tokens
        best = [] if self.best is None else [(self._best_label, tokens.curve_best)]
        rates = [(label, tokens.warning) for _, label in self.rates]
        return [*best, (self._level_label, tokens.text_muted), *rates]


def _line(plot: Any, angle: int, position: float, anchors: Any) -> tuple[Any, Any]:
    """A line across the plot with a small label on it, hidden at first."""
    line = pg.InfiniteLine(angle=angle)
    label = pg.InfLineLabel(line, "", position=position, anchors=anchors)
    label.textItem.document().setDocumentMargin(_MARGIN)
    line.setVisible(False)
    line.setZValue(-1)
    plot.addItem(line, ignoreBounds=True)
    return line, label


def _size(label: Any, unit: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a word in the units of the plot; ``unit`` is the size of a pixel."""
    area = label.textItem.boundingRect()
    return area.width() * unit[0], area.height() * unit[1]


def _box(x: float, y: float, size: tuple[float, float], anchor: tuple[float, float]) -> Box:
    """Where a word lies that hangs on a point; ``anchor`` is that point in parts of its size, from the upper left."""
    left, top = x - anchor[0] * size[0], y + anchor[1] * size[1]
    return Box(left, left + size[0], top - size[1], top)
