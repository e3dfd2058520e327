"""What a run has seen, epoch by epoch."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class Epoch(msgspec.Struct, frozen=True):
    """Figures of one finished epoch.

    ``loss`` and ``metrics`` are means over the training batches while the weights were changing; the
    validation figures are measured with the weights at the end of the epoch. ``seconds`` is the training time
    of the run up to here.
    """

    epoch: int
    loss: float
    metrics: dict[str, float]
    val_loss: float | None = None
    val_metrics: dict[str, float] = {}
    seconds: float = 0.0

    @property
    def judged(self) -> float:
        """What the epoch is judged by: the validation loss, or the training loss where there is none."""
        return self.loss if self.val_loss is None else self.val_loss


class RateChange(NamedTuple):
    """The learning rate was set to another value while the run went on.

    Parameters
    ----------
    step : int
        Finished steps of the run by then; the next one is the first with the new rate.
    epoch : float
        Epochs passed by then, with the share of the one under way: where it stands on the curves.
    rate : float
        As set, before the schedule.
    """

    step: int
    epoch: float
    rate: float


MOST_CHANGES = 10_000
"""So many changes of the learning rate are remembered, the latest ones."""


class Waiting:
    """Counts epochs since the judged loss last fell by more than ``min_change``, for early stopping."""

    def __init__(self, min_change: float) -> None:
        self._min_change, self._best = min_change, float("inf")
        self.epochs = 0

    def see(self, judged: float) -> None:
        """Take in the loss of the next epoch."""
        if judged < self._best - self._min_change:
            self._best, self.epochs = judged, 0
        else:
            self.epochs += 1


class History(msgspec.Struct, frozen=True):
    """All epochs of a run, the best of them, and what was changed on the way.

    Parameters
    ----------
    epochs : tuple of Epoch
    best : int
        Number of the epoch with the lowest validation loss (training loss without validation); 0 before the first.
    changes : tuple of RateChange
        At most one for each step, in order.
    """

    epochs: tuple[Epoch, ...] = ()
    best: int = 0
    changes: tuple[RateChange, ...] = ()

    @property
    def best_epoch(self) -> Epoch | None:
        """The best epoch, or None before the first."""
        return self.epochs[self.best - 1] if self.best else None

    def waited(self, min_change: float = 0.0) -> int:
        """Epochs since the judged loss last fell by more than ``min_change``."""
        waiting = Waiting(min_change)
        for epoch in self.epochs:
            waiting.see(epoch.judged)
        return waiting.epochs

    @property
    def best_loss(self) -> float:
        """What the best epoch was judged by."""
        best = self.best_epoch
        return float("inf") if best is None else best.judged
