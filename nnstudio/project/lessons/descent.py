"""Gradient descent on two weights: the cost over the plane of both, and the way that training takes through it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.project.project import Project
from nnstudio.project.trained import new_run
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.messages import StudioError
from nnstudio.training.measuring import measuring
from nnstudio.training.run import Run

CELLS = 49
"""Places along each axis at which the cost is measured."""
MOST_STEPS = 300
"""Steps of the way; more would only paint the valley over."""
_LEAST_REACH = 2.0
"""A start that lies far away makes the plane larger."""


class Descent(NamedTuple):
    """What there is to see.

    Parameters
    ----------
    names : tuple of str
        Of the two weights: ``("w", "b")`` for a neuron with one input.
    reach : float
        Both axes go from −reach to reach.
    costs : ndarray, shape (CELLS, CELLS)
        The cost *J* over the training part, by the second weight and the first.
    way : ndarray, shape (steps + 1, 2)
        Where the weights stood before each step, and at the end.
    ends : tuple of float
        The cost where the way begins and where it ends.
    lowest : tuple of float
        The two weights with the lowest cost of those measured.
    batch : int
        Samples that share a step.
    whole : bool
        Whether that is the whole training part.
    more : bool
        Whether training would go on behind the last step shown.
    """

    names: tuple[str, str]
    reach: float
    costs: Host
    way: Host
    ends: tuple[float, float]
    lowest: tuple[float, float]
    batch: int
    whole: bool
    more: bool


def descend(project: Project, prepared: Prepared, cancelled: Cancel | None = None) -> Descent:
    """Measure the cost over the plane, and follow the steps of training with the engine's own numbers.

    Raises
    ------
    StudioError
        When the network does not have exactly two weights, or cannot be trained.
    Cancelled
        When nobody wants to know any more.
    """
    training = project.training
    run = new_run(project.replace(training=training.replace(device="cpu")), prepared, threads=1)
    model = run.model
    weights = model.get_weights()
    if sum(w.size for w in weights.values()) != 2:
        raise StudioError(
            "The cost can be drawn over two weights, and this network has another number of them"
        )
    way = [_point(weights)]
    batches = run.batches.steps
    for step in range(min(MOST_STEPS, training.epochs * batches)):
        heed(cancelled)
        epoch, batch = divmod(step, batches)
        model.rate[0] = model.learning_rate * training.schedule.factor(step / batches, training.epochs)
        with np.errstate(all="ignore"):
            taken = model.learn(run.train, run.batches.rows(epoch, batch)).taken
        way.append(_point(model.get_weights()))
        if not taken:
            break
    cost = _Cost(run)
    reach = max(_LEAST_REACH, 1.25 * float(np.abs(way[0]).max()))
    axis = np.linspace(-reach, reach, CELLS)
    costs = np.empty((CELLS, CELLS))
    for row, second in enumerate(axis):
        heed(cancelled)
        costs[row] = [cost.at((first, second)) for first in axis]
    low = divmod(int(np.argmin(np.nan_to_num(costs, nan=np.inf))), CELLS)
    begin, end = way[0], way[-1]
    return Descent(
        _names(weights),
        reach,
        costs,
        np.array(way),
        (cost.at(begin), cost.at(end)),
        (float(axis[low[1]]), float(axis[low[0]])),
        training.batch_size,
        batches == 1,
        len(way) <= training.epochs * batches,
    )


class _Cost:
    """The cost over the training part for any two weights."""

    def __init__(self, run: Run) -> None:
        self._model, self._measuring = run.model, measuring(run.model, run.train)
        self._shapes = {name: w.shape for name, w in self._model.get_weights().items()}

    def at(self, point: tuple[float, float] | Host) -> float:
        """Measure it."""
        values = np.asarray(point, np.float32)
        start, weights = 0, {}
        for name, shape in self._shapes.items():
            size = int(np.prod(shape))
            weights[name] = values[start : start + size].reshape(shape)
            start += size
        if not np.isfinite(values).all():
            return float("inf")
        self._model.set_weights(weights)
        figures = self._measuring.figures()
        assert figures is not None  # nobody interrupts
        return figures["loss"]


def _point(weights: dict[str, Host]) -> Host:
    return np.concatenate([np.ravel(w) for w in weights.values()]).astype(np.float64)


def _names(weights: dict[str, Host]) -> tuple[str, str]:
    names = [name.rpartition("/")[2] for name, w in weights.items() for _ in range(w.size)]
    first, second = names if len(set(names)) == 2 else ("w₁", "w₂")
    return {"W": "w"}.get(first, first), {"W": "w"}.get(second, second)
