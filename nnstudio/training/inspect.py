"""A look inside: every intermediate value of a network on a few samples, without disturbing a run.

The values come from a program of its own, over the reference operations and copies of the weights. So a live view, a
lesson or a diagnosis may ask at any time, on any thread.
"""

from __future__ import annotations

import msgspec
import numpy as np

from nnstudio.backend.blas import ONE_BLAS_THREAD
from nnstudio.backend.reference import ReferenceBackend
from nnstudio.system.arrays import Host
from nnstudio.training.memory import require_memory
from nnstudio.training.model import Model
from nnstudio.training.parameters import Parameters
from nnstudio.training.program import Program
from nnstudio.training.samples import Given

Arrays = dict[str, Host]


class Probe(msgspec.Struct, frozen=True):
    """What a network made of some samples.

    Parameters
    ----------
    activations : dict of str to array, shape (m, *output_shape)
        A of every node: its output. X stands under the name of the Input.
    sums : dict of str to array
        Z of the nodes that have an activation: what it was applied to.
    loss : float or None
        The cost J; None where no targets were given.
    losses : dict of str to float
        The weighted loss of each output.
    activation_gradients, sum_gradients : dict of str to array
        ∂J/∂A and ∂J/∂Z by node; empty without targets.
    gradients : dict of str to array
        ∂J/∂W, ∂J/∂b, … by ``node/name``; empty without targets.
    statistics : dict of str to array
        What a step on these samples would make of the running statistics; empty without targets.
    """

    activations: Arrays
    sums: Arrays
    loss: float | None = None
    losses: dict[str, float] = {}
    activation_gradients: Arrays = {}
    sum_gradients: Arrays = {}
    gradients: Arrays = {}
    statistics: Arrays = {}


def probe(model: Model, x: Given, y: Given | None = None, *, weights: Arrays | None = None) -> Probe:
    """Run some samples through a network as one batch and keep everything.

    Parameters
    ----------
    model : Model
        Read only.
    x : array, shape (m, *input_shape)
        As :meth:`nnstudio.training.model.Model.fit` takes it.
    y : array, optional
        With targets, batch norm measures the batch as it does in training, and there are gradients; without, the
        network predicts.
    weights : dict of str to array, optional
        Those to look at instead of the model's.

    Raises
    ------
    StudioError
        When the samples do not fit the network.
    """
    backend = ReferenceBackend(np, "reference", model.backend.dtype.name)
    parameters = Parameters(model.network, backend)
    with model.lock:  # between two steps of whoever trains it
        parameters.set(model.get_weights() if weights is None else weights)
    inputs = model.check_inputs(x)
    require_memory(
        model.network, 0, dtype=model.backend.dtype.name, loss=model.losses, measured=len(inputs[0])
    )
    targets = () if y is None else tuple(map(model.backend.to_host, model.load(x, y).y))
    program = Program(
        model.network, parameters, len(inputs[0]), model.objectives,
        training=y is not None, noise=False, keep=True, seed=model.seed, step=model.backend.to_host(model.step),
    )  # fmt: skip
    program.load(inputs, targets, np.arange(len(inputs[0])))
    with ONE_BLAS_THREAD:
        program.forward()
        if y is not None:
            program.backward()
            program.commit()
    activations = program.values | dict(zip(model.output_shapes, program.predictions, strict=True))
    sums = program.sums | {
        node: program.values[node]
        for node, prediction in zip(model.output_shapes, program.predictions, strict=True)
        if prediction is not program.values[node]  # a loss that took the sums
    }
    if y is None:
        return Probe(activations, sums)
    learned = parameters.get_gradients()
    fused = set(sums) - set(program.sums)
    return Probe(
        activations,
        sums,
        float(program.loss[0]),
        {node: float(loss[0]) for node, loss in zip(model.output_shapes, program.losses, strict=True)},
        {node: g for node, g in program.gradients.items() if g is not None and node not in fused},
        {node: g for node, g in program.sum_gradients.items() if g is not None}
        | {node: g for node in fused if (g := program.gradients[node]) is not None},
        learned,
        {key: array for key, array in parameters.get().items() if key not in learned},
    )
