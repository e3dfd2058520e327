"""Schedules: how the learning rate changes while a network learns.

A schedule says what the optimizer's learning rate is multiplied with. Time is counted in epochs, with fractions
within one, so that a schedule is the same for every batch size.
"""

from __future__ import annotations

import math
from typing import Annotated, ClassVar

from nnstudio.nn.fields import Field, Registry, Spec

WARMUP_START = 0.01
"""Where a warm-up begins; at zero the first step would change nothing."""

LEAST = 1e-9
"""The factor never falls lower, so that a learning rate stays one."""

End = Annotated[float, Field("What is left of the learning rate at the end of the run, as a share.", minimum=0, maximum=1)]  # fmt: skip


class _WithWarmup(Spec, frozen=True, kw_only=True):
    """What every schedule can do before its own course; given by name."""

    warmup: Annotated[float, Field("Epochs at the start in which the learning rate grows from almost nothing to its full size.",
                                   minimum=0, maximum=1_000_000, unit="epochs", label="Warm-up")] = 0.0  # fmt: skip


class Schedule(_WithWarmup, frozen=True):
    """Base of all schedules.

    A warm-up grows linearly (Goyal et al., arXiv:1706.02677, section 2.2); the schedule's own course begins
    behind it and has the remaining epochs.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    formula: ClassVar[str]

    def factor(self, epoch: float, epochs: int) -> float:
        """What the learning rate is multiplied with, above 0 and at most 1.

        Parameters
        ----------
        epoch : float
            Epochs done, with the fraction of the one under way; may lie beyond the end.
        epochs : int
            Epochs in all.
        """
        left = max(epochs - self.warmup, 0.0)
        if epoch < self.warmup:
            grown = WARMUP_START + (1 - WARMUP_START) * max(epoch, 0.0) / self.warmup
            return max(grown * self.course(0.0, left), LEAST)
        return max(self.course(epoch - self.warmup, left), LEAST)

    def course(self, epoch: float, epochs: float) -> float:
        """The factor so many epochs after the warm-up, of so many."""
        raise NotImplementedError


SCHEDULES: Registry[Schedule] = Registry("schedule")


def _done(epoch: float, epochs: float) -> float:
    """The share p of the course that is done; 1 beyond its end."""
    if epoch <= 0:
        return 0.0
    return min(epoch / epochs, 1.0) if epochs > 0 else 1.0


def _cosine(p: float) -> float:
    """Half a wave, from 1 at p = 0 to 0 at p = 1."""
    return 0.5 * (1 + math.cos(math.pi * p))


@SCHEDULES.register
class Constant(Schedule, frozen=True):
    """The same learning rate throughout."""

    title: ClassVar[str] = "Constant"
    summary: ClassVar[str] = "The same learning rate from the first epoch to the last."
    formula: ClassVar[str] = "α"

    def course(self, epoch: float, epochs: float) -> float:
        return 1.0


@SCHEDULES.register
class StepDecay(Schedule, frozen=True):
    """Smaller by a ratio every few epochs, in steps; as PyTorch's StepLR."""

    title: ClassVar[str] = "Step decay"
    summary: ClassVar[str] = "Drops the learning rate every few epochs, in steps."
    formula: ClassVar[str] = "α·ratio^⌊epoch / every⌋"

    every: Annotated[float, Field("Epochs from one drop to the next.", minimum=0.001, maximum=1_000_000, unit="epochs")] = 10.0  # fmt: skip
    ratio: Annotated[float, Field("What is left of the learning rate after a drop.", above=0, maximum=1)] = (
        0.5
    )

    def course(self, epoch: float, epochs: float) -> float:
        # 2.3 epochs behind a warm-up of 0.3 are 1.9999999999999998, and 0.3 of one are 2.9999999999999996 times 0.1.
        return math.pow(self.ratio, math.floor(round(epoch / self.every, 10)))


@SCHEDULES.register
class ExponentialDecay(Schedule, frozen=True):
    """Smaller by a ratio with every epoch, smoothly within it; Keras' ExponentialDecay over one epoch's steps."""

    title: ClassVar[str] = "Exponential"
    summary: ClassVar[str] = "Shrinks the learning rate by the same ratio with every epoch."
    formula: ClassVar[str] = "α·ratio^epoch"

    ratio: Annotated[float, Field("What is left of the learning rate after an epoch.", above=0, maximum=1)] = 0.95  # fmt: skip

    def course(self, epoch: float, epochs: float) -> float:
        return math.pow(self.ratio, epoch)


@SCHEDULES.register
class PolynomialDecay(Schedule, frozen=True):
    """Down along a power of what is left of the run, a straight line for power 1; as Keras' PolynomialDecay."""

    title: ClassVar[str] = "Polynomial"
    summary: ClassVar[str] = "Lowers the learning rate to its end value along a straight line or a bent one."
    formula: ClassVar[str] = "α·(end + (1 − end)·(1 − p)^power),  p = epoch / epochs"

    power: Annotated[float, Field("Shape of the way down: 1 is a straight line, above it falls early.",
                                  above=0, maximum=10)] = 1.0  # fmt: skip
    end: End = 0.0

    def course(self, epoch: float, epochs: float) -> float:
        return self.end + (1 - self.end) * math.pow(1 - _done(epoch, epochs), self.power)


@SCHEDULES.register
class CosineDecay(Schedule, frozen=True):
    """Down along half a cosine (Loshchilov & Hutter, "SGDR", arXiv:1608.03983, equation 5, without restarts)."""

    title: ClassVar[str] = "Cosine"
    summary: ClassVar[str] = "Lowers the learning rate slowly, then faster, then slowly again; a good first choice."  # fmt: skip
    formula: ClassVar[str] = "α·(end + (1 − end)·½·(1 + cos(π·p))),  p = epoch / epochs"

    end: End = 0.0

    def course(self, epoch: float, epochs: float) -> float:
        return self.end + (1 - self.end) * _cosine(_done(epoch, epochs))


@SCHEDULES.register
class OneCycle(Schedule, frozen=True):
    """Up and down again within the run (Smith & Topin, "Super-convergence", arXiv:1708.07120).

    The learning rate of the optimizer is the highest one. Both ways follow half a cosine; the defaults are those
    of PyTorch's OneCycleLR, which besides moves the momentum.
    """

    title: ClassVar[str] = "One cycle"
    summary: ClassVar[str] = "Raises the learning rate to its full size, then lowers it to almost nothing."
    formula: ClassVar[str] = "from α·start up to α while p ≤ rise, then down to α·end,  p = epoch / epochs"

    rise: Annotated[float, Field("Share of the run in which the learning rate grows.", minimum=0, maximum=1)] = 0.3  # fmt: skip
    start: Annotated[float, Field("Where it starts, as a share of the learning rate.", minimum=0, maximum=1)] = 0.04  # fmt: skip
    end: End = 4e-6

    def course(self, epoch: float, epochs: float) -> float:
        p = _done(epoch, epochs)
        if p < self.rise:
            return 1 - (1 - self.start) * _cosine(p / self.rise)
        fallen = (p - self.rise) / (1 - self.rise) if self.rise < 1 else 0.0
        return self.end + (1 - self.end) * _cosine(fallen)
