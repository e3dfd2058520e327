"""What the curves are drawn over: epochs, steps, or the seconds that training took."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from nnstudio.system.arrays import Doubles

Unit = Literal["epochs", "steps", "seconds"]
_UNKNOWN: Doubles = np.empty(0)
UNITS: tuple[Unit, ...] = ("epochs", "steps", "seconds")


class Along(NamedTuple):
    """Where an epoch, or a part of one, stands on the horizontal axis.

    Parameters
    ----------
    unit : {"epochs", "steps", "seconds"}
    steps_per_epoch : float
        0 where nobody knows.
    seconds : array of float
        Training time at the end of every epoch so far.
    """

    unit: Unit = "epochs"
    steps_per_epoch: float = 1
    seconds: Doubles = _UNKNOWN

    def of(self, epochs: Doubles) -> Doubles:
        """Places of epochs; behind the last one, time is taken to go on as it went."""
        if self.unit == "epochs":
            return epochs
        if self.unit == "steps":
            return epochs * float(max(1, self.steps_per_epoch))
        known = np.append(0.0, self.seconds)
        if len(known) < 2:
            return epochs
        last, pace = len(known) - 1, float(known[-1]) / (len(known) - 1)
        inside = np.interp(epochs, np.arange(len(known)), known)
        return np.asarray(inside + np.maximum(epochs - last, 0.0) * pace)

    def for_run(self, seconds: Doubles, steps_per_epoch: float) -> Along | None:
        """The same axis for an earlier run; None where it is drawn over steps, and nobody knows how many an epoch had."""
        if self.unit == "steps" and not steps_per_epoch:
            return None
        return Along(self.unit, steps_per_epoch, seconds)
