"""Axes of the dock's plots: few round numbers, quiet lines, and a range that one spike cannot ruin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetrics

from nnstudio.app.look import theme
from nnstudio.system.arrays import Doubles
from nnstudio.system.numbers import figure_text, number_text, percent_text

_NICE = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_LOG_PARTS = ((1.0, 1.5, 2.0, 3.0, 5.0, 7.0), (1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))
_DIGIT = 8
"""Pixels of a digit, roughly; this and what follows for letters of the usual size."""
_LINE, _OVER = 18, (32, 10)
"""Height of a line of numbers, and how far they reach over the ends of their axis."""
_TALL = 400
"""Pixels of an axis with as many numbers as there may ever be."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def rounded_up(value: float) -> float:
    """The next round number, so that an axis stands still while its curve grows a little."""
    if not 0 < value < math.inf:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(n for n in _NICE if n * power >= value * (1 - 1e-9)) * power


def loss_range(steps: Doubles, epochs: Doubles, level: float | None) -> tuple[float, float]:
    """What a plot of losses shows.

    Every epoch is seen. Of the batch losses the first ones, of fresh weights, and single outliers may leave the
    plot at its top: they would press the rest of the curve flat.

    Parameters
    ----------
    steps : array of float
        Batch losses as they come, or some of them; NaN where unknown.
    epochs : array of float
        Losses at the ends of epochs.
    level : float or None
        A line that must be seen.
    """
    calm = steps[np.isfinite(steps)]
    calm = calm[len(calm) // 25 :] if len(epochs) else calm[min(len(calm) // 8, 8) :]
    epochs = epochs[np.isfinite(epochs)]
    seen = [float(epochs.min()), float(epochs.max())] if len(epochs) else []
    if len(calm):
        seen += [float(np.percentile(calm, 98)), float(calm.min())]
    if level is not None:
        seen += [1.25 * level, 0.0]
    if not seen:
        return 0.0, 1.0
    low, high = min(seen), max(seen)
    if low >= 0:
        return 0.0, rounded_up(1.04 * high)
    return -rounded_up(-1.04 * low), rounded_up(1.04 * high) if high > 0 else 0.0


def log_range(steps: Doubles, epochs: Doubles) -> tuple[float, float]:
    """What a logarithmic plot of losses shows, as decimal logarithms; what is not above zero has no place there."""
    seen = epochs[np.isfinite(epochs) & (epochs > 0)]
    calm = steps[np.isfinite(steps) & (steps > 0)]
    if len(calm):
        seen = np.append(seen, np.percentile(calm, [2, 98]))
    if not len(seen):
        return -2.0, 0.0
    low, high = float(np.log10(seen.min())), float(np.log10(seen.max()))
    room = max(0.05 * (high - low), 0.05)
    return low - room, high + room


def _log_ticks(low: float, high: float, most: int) -> list[float]:
    """Powers of ten, with round numbers between them where there is room."""
    powers = range(math.floor(low), math.ceil(high) + 1)
    inside: list[float] = []
    for parts in _LOG_PARTS:
        inside = [v for p in powers for part in parts if low <= (v := p + math.log10(part)) <= high]
        if len(inside) <= most:
            return inside
    return inside[:: -(-len(inside) // most)]


def _along(value: float) -> str:
    """A number of epochs, steps or seconds: large ones are written out."""
    return number_text(round(value)) if abs(value) >= 1000 else figure_text(value)


class QuietAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis with numbers and grid lines, but no line of its own.

    Parameters
    ----------
    side : {"left", "bottom"}
    ticks : int
        About how many numbers.
    """

    least = 48
    """Pixels of a vertical one, for letters of the usual size."""

    def __init__(self, side: str, ticks: int) -> None:
        super().__init__(side)
        self._ticks = ticks
        self._percent = self._log = False
        self._whole = side == "bottom"
        self._first = ""
        self.setStyle(tickLength=0, tickTextOffset=6, autoExpandTextSpace=False)
        self.enableAutoSIPrefix(False)
        theme.current().resized.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.setStyle(tickTextHeight=theme.current().room(_LINE))

    def recolour(self) -> None:
        """Take letters and lines of the window, as they are now."""
        look = theme.current()
        self.setPen(pg.mkPen(look.tokens.border))
        self.setTextPen(pg.mkPen(look.tokens.text_muted))
        self.setTickFont(look.font("small"))

    def set_percent(self, percent: bool) -> None:
        """Show shares as percentages."""
        self._percent = percent

    def set_log(self, log: bool) -> None:
        """Take places for decimal logarithms."""
        self._log = log

    def set_whole(self, whole: bool) -> None:
        """Show whole numbers only, as of epochs."""
        self._whole = whole

    def set_first(self, text: str) -> None:
        """Name the axis at its zero, such as ``"epoch 0"``."""
        self._first = text

    def linkedViewChanged(self, view: Any, newRange: Any = None) -> None:
        """Show other numbers, and be as wide as the longest of them: a price of 200 000 is not cut to 00 000."""
        super().linkedViewChanged(view, newRange)
        self.widen()

    def widen(self) -> None:
        """Take the width that the numbers of a vertical axis need, and that of usual ones at least."""
        if self.orientation != "left":
            return
        words = QFontMetrics(self.style["tickFont"] or theme.current().font("small"))
        low, high = self.range
        texts = [
            text
            for step, found in self.tickValues(low, high, _TALL)
            for text in self.tickStrings(found, 1, step)
        ]
        longest = max(map(words.horizontalAdvance, texts), default=0)
        width = max(theme.current().room(self.least), longest + self.beside(words))
        if width != self.fixedWidth:
            self.setWidth(width)

    def beside(self, words: QFontMetrics) -> int:
        """Pixels that are wanted beside the numbers."""
        return 8

    def boundingRect(self) -> QRectF:
        """Leave room for numbers that reach over the ends: without it the first and the last are not drawn."""
        rect: QRectF = super().boundingRect()
        across, down = map(theme.current().room, _OVER)
        return rect.adjusted(-across, -down, across, down)

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """Multiples of a round number, whole ones for epochs."""
        longest = _along(round(high)) if self.orientation == "bottom" else ""
        apart = theme.current().room(max(28, _DIGIT * (len(longest) + 2)))
        wanted = (high - low) / max(2, min(self._ticks, int(size // apart)))
        if not 0 < wanted < math.inf:
            return []
        power = 10.0 ** math.floor(math.log10(wanted))
        step = next(s for s in _STEPS if s * power >= 0.9 * wanted) * power
        if self._log:
            return [(1.0, _log_ticks(low, high, min(9, max(2, int(size // theme.current().room(_LINE))))))]
        if self._whole:
            step = max(1.0, float(math.ceil(step)))
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        return [(step, [n * step for n in range(first, last + 1)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Numbers, or percentages."""
        if self._log:
            return [figure_text(10.0**v, 3) for v in values]
        if self._percent:
            return [percent_text(v, 0 if spacing >= 0.01 else 1) for v in values]
        if self.orientation == "bottom":
            return [self._first if self._first and v == 0 else _along(v) for v in values]
        return [figure_text(v) for v in values]

    def drawPicture(self, painter: Any, axis: Any, ticks: Any, texts: Any) -> None:
        """Leave the axis itself out."""
        super().drawPicture(painter, (pg.mkPen(None), *axis[1:]), ticks, texts)
