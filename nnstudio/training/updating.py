"""What an optimizer makes of some weights and gradients, whoever trains them: a step on copies."""

from __future__ import annotations

import numpy as np

from nnstudio.backend.reference import ReferenceBackend
from nnstudio.training.inspect import Arrays
from nnstudio.training.model import Model
from nnstudio.training.parameters import Parameters


def updated(
    model: Model, weights: Arrays, gradients: Arrays, slots: Arrays, step: int, rate: float
) -> tuple[Arrays, Arrays]:
    """Let the model's optimizer take a step on copies.

    Parameters
    ----------
    model : Model
        Read only.
    weights : dict of str to array
        All of them, running statistics included.
    gradients : dict of str to array
        Of those that are learned.
    slots : dict of str to array, each (parameters,)
        What the optimizer keeps.
    step : int
        Number of this step, from 1.
    rate : float
        Learning rate.

    Returns
    -------
    weights, slots : dict of str to array
    """
    backend = ReferenceBackend(np, "reference", model.backend.dtype.name)
    parameters = Parameters(model.network, backend)
    parameters.set(weights)
    for node, views in parameters.gradient_views.items():
        for name, view in views.items():
            view[...] = gradients[f"{node}/{name}"]
    slots = {name: np.array(slot) for name, slot in slots.items()}
    rates, steps = backend.zeros((1,)), backend.zeros((1,), np.int64)
    rates[0], steps[0] = rate, step
    with np.errstate(all="ignore"):
        model.optimizer.bind(
            backend, parameters.values, parameters.gradients, slots, rates, steps, parameters.decayed
        )()
    return parameters.get(), slots
