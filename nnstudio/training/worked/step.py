"""One training step of a network, taken on copies: everything before it, and what it changes."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from nnstudio.training.inspect import Arrays, Probe, probe
from nnstudio.training.model import Model
from nnstudio.training.samples import Given
from nnstudio.training.updating import updated
from nnstudio.training.worked.line import Line, Place
from nnstudio.training.worked.reader import Reader
from nnstudio.training.worked.update import Moved, update_lines


class State(msgspec.Struct, frozen=True):
    """Where training stands between two steps.

    Parameters
    ----------
    weights : dict of str to array
        Running statistics included.
    slots : dict of str to array, each (parameters,)
        What the optimizer remembers.
    step : int
        Finished steps.
    rate : float
        Learning rate of the next one.
    """

    weights: Arrays
    slots: Arrays
    step: int
    rate: float


class Step(msgspec.Struct, frozen=True):
    """A step, with everything that leads to it. Dropout and noise rest, so that every number can be followed.

    Parameters
    ----------
    before, after : State
    seen : Probe
        Forward and backward, with the weights before.
    targets : dict of str to array
        Y by output node, as the loss has them.
    cost : float
        J with the weights after, on the same samples: did it fall?
    """

    before: State
    after: State
    seen: Probe
    targets: Arrays
    cost: float

    @property
    def fell(self) -> bool:
        """Whether the cost is lower now."""
        return self.seen.loss is not None and self.cost < self.seen.loss

    def reader(self, model: Model, sample: int = 0) -> Reader:
        """What :mod:`nnstudio.training.worked` reads, for one sample of the batch."""
        return Reader(model.network, self.seen, self.before.weights, sample)


def state_of(model: Model) -> State:
    """Where a model stands; whoever trains it must rest meanwhile."""
    with model.lock:
        slots = {name: np.array(model.backend.to_host(slot)) for name, slot in model.slots.items()}
        step = int(model.backend.to_host(model.step)[0])
        return State(model.get_weights(), slots, step, float(model.backend.to_host(model.rate)[0]))


def take_step(model: Model, state: State, x: Given, y: Given) -> Step:
    """Take a step on copies; the model stays as it is.

    Parameters
    ----------
    model : Model
        Network, losses and optimizer.
    state : State
        From where; :attr:`Step.after` of one step begins the next.
    x, y : array
        The samples of the batch and their targets, as :meth:`nnstudio.training.model.Model.fit` takes them.

    Raises
    ------
    StudioError
        When the samples do not fit the network.
    """
    samples = model.load(x, y)
    targets = {
        node: np.array(model.backend.to_host(array))
        for node, array in zip(model.output_shapes, samples.y, strict=True)
    }
    seen = probe(model, x, y, weights=state.weights)
    step = state.step + 1
    weights, slots = updated(model, state.weights, seen.gradients, state.slots, step, state.rate)
    weights |= seen.statistics
    cost = probe(model, x, y, weights=weights).loss
    assert cost is not None
    return Step(state, State(weights, slots, step, state.rate), seen, targets, cost)


def weight_lines(model: Model, step: Step, name: str, place: Place) -> tuple[Line, ...]:
    """How one weight was moved, in numbers; the last line is the weight after the step.

    Parameters
    ----------
    model : Model
    step : Step
    name : str
        ``node/array``.
    place : tuple of int
    """
    parameters, array = model.parameters, step.before.weights[name]
    flat = parameters.starts[name] + int(np.ravel_multi_index(place, array.shape))
    moved = Moved(
        float(array[place]),
        float(step.seen.gradients[name][place]),
        {key: float(slot[flat]) for key, slot in step.before.slots.items()},
        step.after.step,
        step.before.rate,
        flat < parameters.decayed,
        _length(model, step.seen.gradients),
    )
    return update_lines(model.optimizer, moved)


def _length(model: Model, gradients: Arrays) -> float:
    """‖g‖ of all weights, clipped value by value first where that is wanted."""
    limit = model.optimizer.clip_value
    clipped = gradients.values() if limit is None else (np.clip(g, -limit, limit) for g in gradients.values())
    return math.sqrt(sum(float(np.square(g, dtype=np.float64).sum()) for g in clipped))
