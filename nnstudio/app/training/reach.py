"""How far the horizontal axis of the curves reaches while a run goes on."""

from __future__ import annotations

import math

from nnstudio.training.events import Progress

_LONG, _SHORT = 30.0, 15.0
"""Seconds left. From the one on the axis grows with the curve; from the other on it reaches to the end of the run. What
lies between changes nothing, so that a speed that varies does not make the axis jump."""
_TOLD = 30
"""Progress is told some 30 times a second, and the speed of the first second says little."""
_STEPS = (1.0, 2.0, 5.0, 10.0)
_NEARLY = 0.7
"""From this share of the run on the next step is its end."""


class Reach:
    """Lets the axis of a long run grow in steps: its curve would stand in the left corner for minutes.

    A short run has all of its epochs before it from the beginning.

    Parameters
    ----------
    epochs : int
        That are planned.
    steps_per_epoch : int
    """

    def __init__(self, epochs: int, steps_per_epoch: int) -> None:
        self._epochs, self._per_epoch = epochs, max(1, steps_per_epoch)
        self._told, self._grows, self._done = 0, False, 0.0

    def take(self, event: Progress) -> None:
        """Follow the run."""
        self._told += 1
        self._done = event.step / self._per_epoch
        if self._told >= _TOLD and event.seconds_left > _LONG:
            self._grows = True
        elif event.seconds_left < _SHORT:
            self._grows = False

    @property
    def end(self) -> float:
        """The epoch to which the axis reaches."""
        if not self._grows:
            return float(self._epochs)
        power = 10.0 ** max(0, math.ceil(math.log10(max(self._done, 1.0))) - 1)
        step = next(n * power for n in _STEPS if n * power >= self._done)
        return step if step < _NEARLY * self._epochs else float(self._epochs)
