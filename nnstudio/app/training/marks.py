"""Lines across a plot: the best epoch, a level to compare with, and where the learning rate was changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from nnstudio.app import theme
from nnstudio.app.field_text import show_float
from nnstudio.app.training.along import Along
from nnstudio.training.history import RateChange

MOST_RATES = 12
"""Changes of the learning rate that are marked, the latest ones: more would be a fence."""


class Marks:
    """The lines of one plot."""

    def __init__(self, plot: Any) -> None:
        self._plot = plot
        self.best, self._best_label = _line(plot, 90, 0.9, ((0.0, 0.5), (1.0, 0.5)))
        self.level, self._level_label = _line(plot, 0, 0.01, ((0.0, 1.1), (0.0, 1.1)))
        self.rates: list[tuple[Any, Any]] = []
        # What is shown: a plot says it anew with every picture, and setting a label costs as much as a curve.
        self._best_named: tuple[str, float] | None = None
        self._level_shown: tuple[float, str] | None = None
        self._rates_shown: tuple[tuple[float, float], ...] = ()

    def name_best(self, text: str, position: float) -> None:
        """Name the best epoch, at a height from 0 to 1."""
        if (text, position) == self._best_named:
            return
        self._best_named = text, position
        self._best_label.setFormat(text)
        self._best_label.setPosition(position)

    def show_best(self, place: float | None) -> None:
        """Mark the best epoch, or none."""
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
            label.setFormat(f"η {show_float(change.rate)}")
        self.recolour()

    def settle(self) -> None:
        """Put the words where the view is now: they do so themselves when painted, and lie outside it until then."""
        for label in (self._best_label, self._level_label, *(label for _, label in self.rates)):
            label.updateTransform(force=True)

    def recolour(self) -> None:
        """Follow the theme."""
        look = theme.current()
        tokens = look.tokens
        self.best.setPen(pg.mkPen(tokens.curve_best, width=1, style=Qt.PenStyle.DotLine))
        self.level.setPen(pg.mkPen(tokens.text_muted, width=1, style=Qt.PenStyle.DashLine))
        for line, _ in self.rates:
            line.setPen(pg.mkPen(tokens.warning, width=1, style=Qt.PenStyle.DashDotLine))
        for label, color in (
            (self._best_label, tokens.curve_best),
            (self._level_label, tokens.text_muted),
            *((label, tokens.warning) for _, label in self.rates),
        ):
            label.setColor(color)
            label.fill = pg.mkBrush(tokens.surface)  # on a grid line the words would be struck through
            label.textItem.setFont(look.font("small"))


def _line(plot: Any, angle: int, position: float, anchors: Any) -> tuple[Any, Any]:
    """A line across the plot with a small label on it, hidden at first."""
    line = pg.InfiniteLine(angle=angle)
    label = pg.InfLineLabel(line, "", position=position, anchors=anchors)
    line.setVisible(False)
    line.setZValue(-1)
    plot.addItem(line, ignoreBounds=True)
    return line, label
