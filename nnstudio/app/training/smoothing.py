"""What a plot draws only where it smooths: a smooth line over the batch losses, and behind the curves the epochs as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from nnstudio.app.look import theme
from nnstudio.app.training.legend import pen
from nnstudio.system.arrays import Doubles

_NOTHING: Doubles = np.empty(0)


class Smoothing:
    """These lines of one plot; they are made when it smooths for the first time, which most plots never do.

    Parameters
    ----------
    plot : CurveArea
    strength : float
        Of the lines behind the curves.
    """

    def __init__(self, plot: Any, strength: float) -> None:
        self._plot, self._strength = plot, strength
        self._steps: Any = None
        self.epochs: tuple[Any, ...] = ()
        self._hidden: set[str] = set()

    def begin(self) -> None:
        """Make the lines, unless they are there."""
        if self._steps is not None:
            return
        self._steps = self._plot.plot(antialias=True)
        self._steps.setZValue(-0.25)  # between earlier runs and the curves
        self.epochs = self._plot.plot(), self._plot.plot()
        for item in self.epochs:
            item.setZValue(-2)  # behind lines and words, which they may have no room for
        self.recolour()
        for key in self._hidden:
            self.switch(key, False)

    def show_steps(self, x: Doubles = _NOTHING, y: Doubles = _NOTHING) -> None:
        """Draw the smooth line, or none."""
        if self._steps is not None:
            self._steps.setData(x, y, connect="finite")

    def show_epochs(self, number: int, x: Doubles = _NOTHING, y: Doubles = _NOTHING) -> None:
        """Draw the values of the epochs, of the training part (0) or of the validation part (1), or none."""
        if self.epochs:
            self.epochs[number].setData(x, y, connect="finite")

    def switch(self, key: str, shown: bool) -> None:
        """Hide or show what belongs to a curve, "train" or "validation"."""
        (self._hidden.discard if shown else self._hidden.add)(key)
        train = key == "train"
        for item in (*self.epochs[:1], self._steps) if train else self.epochs[1:]:
            if item is not None:
                item.setVisible(shown)

    def recolour(self) -> None:
        """Follow the theme."""
        tokens = theme.current().tokens
        if self._steps is not None:
            self._steps.setPen(pen(tokens.curve_train, 1.4, strength=0.75))
        for item, color in zip(self.epochs, (tokens.curve_train, tokens.curve_validation), strict=False):
            item.setPen(pen(color, 1, strength=self._strength))
