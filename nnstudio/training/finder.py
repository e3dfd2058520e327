"""Finding a learning rate: the range test of Smith (2017).

The network takes some hundred steps while the learning rate grows from far too small to far too large, each a little
larger than the one before. At first the loss stays as it is, then it falls, then it rises again: steps that are
worth taking lie where it falls.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from nnstudio.nn.fields import fields_of
from nnstudio.nn.optimizers import Optimizer
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel, heed
from nnstudio.training.batches import shuffled
from nnstudio.training.model import Model
from nnstudio.training.samples import Samples

LOWEST, HIGHEST = 1e-6, 100.0
"""Learning rates between which is looked."""
STEPS = 200
"""Steps from the lowest to the highest; a test ends earlier, once the loss has run away."""
BLUR = 4.0
"""Losses are smoothed over about so many neighbouring steps to each side: batches differ."""
RUNAWAY = 4.0
"""The test ends when the loss is so many times as far above its lowest as it once was at the start."""
SAFETY = 10.0
"""The suggestion stays so many times below the rate with the lowest loss, where learning is about to break."""
FALL = 0.02
"""A loss that falls by less than this share shows nothing."""


class RangeTest(msgspec.Struct, frozen=True):
    """What was seen.

    Parameters
    ----------
    rates : tuple of float
        The learning rate of each step.
    losses : tuple of float
        The loss of the batch before that step.
    smoothed : tuple of float
        The same without the differences between batches.
    suggestion : float or None
        A learning rate to train with: a tenth of that with the lowest smoothed loss, with two digits. The steepest
        fall, which others take, is where the batches happened to be easy as often as not. None where the loss did
        not fall.
    lowest : int or None
        The step with the lowest smoothed loss, where it fell.
    """

    rates: tuple[float, ...]
    losses: tuple[float, ...]
    smoothed: tuple[float, ...]
    suggestion: float | None
    lowest: int | None


def range_test(
    model: Model,
    samples: Samples,
    *,
    cancelled: Cancel | None = None,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> RangeTest:
    """Train a model while the learning rate grows.

    Parameters
    ----------
    model : Model
        Changed in place: it must be one that nobody needs afterwards.
    samples : Samples
        The training part, as the model has loaded it. A small one is gone through several times.
    cancelled : callable, optional
        Asked before every step.
    progress : callable
        Told how many steps are done, and how many there are.

    Returns
    -------
    RangeTest
        The same for the same seed.

    Raises
    ------
    Cancelled
    """
    for _ in model.prepare(len(samples)):
        heed(cancelled)
    losses: list[float] = []
    rates = _rates()
    seen = Course()
    with model.backend.computing():
        for done, (rate, rows) in enumerate(zip(rates, _batches(model, samples), strict=False)):
            heed(cancelled)
            model.rate[0] = rate
            with model.lock:
                program = model.learn(samples, model.backend.to_device(rows))
                loss = float(program.loss[0])
            if not program.taken:
                break
            losses.append(loss)
            progress(done + 1, STEPS)
            if seen.has_run_away(loss):
                break
    return _judged(rates[: len(losses)], losses)


class Course:
    """Follows the loss while the rate grows."""

    def __init__(self) -> None:
        self._mean = self._weight = 0.0
        self._first: float | None = None
        self._lowest = math.inf
        self._steps = 0

    def has_run_away(self, loss: float) -> bool:
        """Take in a loss; say whether it makes no sense to go on."""
        kept = 1 - 1 / (2 * BLUR)
        self._mean = kept * self._mean + (1 - kept) * loss
        self._weight = kept * self._weight + (1 - kept)
        self._steps += 1
        if self._steps < 4 * BLUR:
            return False
        mean = self._mean / self._weight
        self._first = mean if self._first is None else self._first
        self._lowest = min(self._lowest, mean)
        # Losses may be negative or have any scale, so that what it has gained is the measure.
        gained = max(self._first - self._lowest, abs(self._first) / RUNAWAY)
        return mean > self._lowest + RUNAWAY * gained


def _rates() -> list[float]:
    """Learning rates that grow by the same factor from step to step."""
    return [float(rate) for rate in np.geomspace(LOWEST, HIGHEST, STEPS)]


def _batches(model: Model, samples: Samples) -> Iterator[Host]:
    """Rows of batches without end, in the order of a run with this seed; all of them are full ones."""
    count = len(samples)
    size = min(model.batch_size, count)
    epoch = 0
    while True:
        order = shuffled(model.seed, epoch, samples.x)
        for start in range(0, count - size + 1, size):
            yield order[start : start + size]
        epoch += 1


def _judged(rates: list[float], losses: list[float]) -> RangeTest:
    smoothed = _blurred(np.array(losses, np.float64))
    lowest: int | None = None
    suggestion: float | None = None
    if len(losses) > 4 * BLUR:
        best = int(np.argmin(smoothed))
        start = float(np.median(smoothed[: int(4 * BLUR)]))
        if start - smoothed[best] > FALL * abs(start):
            lowest, suggestion = best, _rounded(rates[best] / SAFETY)
    return RangeTest(tuple(rates), tuple(losses), tuple(map(float, smoothed)), suggestion, lowest)


def _blurred(losses: Host) -> Host:
    """A weighted mean over the neighbours of each step: unlike a running mean it lags nowhere."""
    if not len(losses):
        return losses
    reach = int(3 * BLUR)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / BLUR) ** 2)

    def spread(values: Host) -> Host:
        return np.convolve(values, weights)[reach : reach + len(values)]

    return spread(losses) / spread(np.ones(len(losses)))


def _rounded(rate: float) -> float:
    """Two digits, inside what an optimizer takes."""
    info = next(i for i in fields_of(Optimizer) if i.name == "learning_rate")
    return min(float(f"{rate:.2g}"), info.field.maximum or math.inf)
