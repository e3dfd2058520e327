"""The epochs of a run, and their figures as arrays that grow with it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nnstudio.system.arrays import Doubles
from nnstudio.training.history import Epoch, History

_NOTHING = History()


class Figures:
    """Epochs by their figures. A small network takes hundreds of epochs a second, so each is read only once.

    Parameters
    ----------
    history : History
        What is known from the start.

    Attributes
    ----------
    epochs : list of Epoch
    best : int
        As a history has it.
    """

    def __init__(self, history: History = _NOTHING) -> None:
        self.epochs, self.best = list(history.epochs), history.best
        self._read: dict[tuple[str, str], tuple[int, Doubles]] = {}

    @property
    def history(self) -> History:
        """The same as a value."""
        return History(tuple(self.epochs), self.best)

    def train(self, key: str = "loss") -> Doubles:
        """The loss or a metric of the training part, of all epochs that have it."""
        return self._column("train", key, lambda e: e.loss if key == "loss" else e.metrics.get(key))

    def validation(self, key: str = "loss") -> Doubles:
        """The same of the validation part; empty where there is none."""
        return self._column(
            "validation", key, lambda e: e.val_loss if key == "loss" else e.val_metrics.get(key)
        )

    @property
    def judged(self) -> Doubles:
        """What the epochs are judged by."""
        return self._column("", "judged", lambda e: e.judged)

    @property
    def seconds(self) -> Doubles:
        """Training time of the run at the ends of the epochs."""
        return self._column("", "seconds", lambda e: e.seconds)

    def _column(self, part: str, key: str, figure: Callable[[Epoch], float | None]) -> Doubles:
        count, known = self._read.get((part, key), (0, np.empty(0)))
        if count < len(self.epochs):
            fresh = [value for e in self.epochs[count:] if (value := figure(e)) is not None]
            known = np.append(known, np.array(fresh, dtype=float))
            self._read[part, key] = len(self.epochs), known
        return known
