"""What a run has seen, epoch by epoch."""

from __future__ import annotations

import msgspec


class Epoch(msgspec.Struct, frozen=True):
    """Figures of one finished epoch.

    ``loss`` and ``metrics`` are means over the training batches while the weights were changing; the
    validation figures are measured with the weights at the end of the epoch.
    """

    epoch: int
    loss: float
    metrics: dict[str, float]
    val_loss: float | None = None
    val_metrics: dict[str, float] = {}
    seconds: float = 0.0


class History(msgspec.Struct, frozen=True):
    """All epochs of a run, and the best of them.

    Parameters
    ----------
    epochs : tuple of Epoch
    best : int
        Number of the epoch with the lowest validation loss (training loss without validation); 0 before the first.
    """

    epochs: tuple[Epoch, ...] = ()
    best: int = 0

    def with_epoch(self, epoch: Epoch) -> History:
        """Return the history with one more epoch."""
        judged = epoch.loss if epoch.val_loss is None else epoch.val_loss
        better = self.best == 0 or judged < self.best_loss
        return History((*self.epochs, epoch), epoch.epoch if better else self.best)

    @property
    def best_epoch(self) -> Epoch | None:
        """The best epoch, or None before the first."""
        return self.epochs[self.best - 1] if self.best else None

    @property
    def best_loss(self) -> float:
        """What the best epoch was judged by."""
        best = self.best_epoch
        if best is None:
            return float("inf")
        return best.loss if best.val_loss is None else best.val_loss
