"""How an answer of a network would move with each of its inputs: the gradient ∂ŷ/∂x.

Simonyan, Vedaldi & Zisserman, "Deep inside convolutional networks: visualising image classification models and
saliency maps", arXiv:1312.6034 (2013), section 3: the map of an image is the magnitude of that gradient, for a colour
image the largest one over the channels.
"""

from __future__ import annotations

import numpy as np

from nnstudio.backend.reference import ReferenceBackend
from nnstudio.system.arrays import Host
from nnstudio.training.memory import require_memory
from nnstudio.training.model import Model
from nnstudio.training.parameters import Parameters
from nnstudio.training.program import Program
from nnstudio.training.samples import Given


def sensitivity(model: Model, x: Given, number: int) -> dict[str, Host]:
    """Gradient of one number of the first output with respect to every input, as the network predicts.

    In double precision, with copies of the weights: a run that trains the model is not disturbed.

    Parameters
    ----------
    model : Model
        Read only.
    x : array, shape (m, *input_shape)
        As :meth:`nnstudio.training.model.Model.predict` takes it.
    number : int
        Which number of a sample's output, counted over its whole shape.

    Returns
    -------
    dict of str to array, shape (m, *input_shape)
        By Input.

    Raises
    ------
    StudioError
        When the samples do not fit the network, or memory does not suffice.
    """
    backend = ReferenceBackend(np, "reference", "float64")
    parameters = Parameters(model.network, backend)
    with model.lock:
        parameters.set(model.get_weights())
    inputs = tuple(part.astype(np.float64) for part in model.check_inputs(x))
    count = len(inputs[0])
    require_memory(model.network, 0, dtype="float64", loss=model.losses, measured=count)
    program = Program(
        model.network,
        parameters,
        count,
        training=True,
        noise=False,
        measuring=False,
        keep=True,
        seed=model.seed,
    )
    program.load(inputs, (), np.arange(count))
    program.forward()
    # Instead of a loss, the chosen number itself begins the way back: its gradient is 1, that of all others 0.
    for node in model.output_shapes:
        gradient = program.gradients[node]
        assert gradient is not None
        gradient[...] = 0
    first = program.gradients[next(iter(model.output_shapes))]
    assert first is not None
    chosen = np.zeros(first.shape)
    chosen.reshape(count, -1)[:, number] = 1
    first[...] = chosen
    program.backward()
    found = {node: program.gradients[node] for node in model.network.input_ids}
    return {node: np.array(gradient) for node, gradient in found.items() if gradient is not None}


def saliency(gradient: Host) -> Host:
    """Magnitude of the gradient with respect to a picture or a signal, the largest over its channels.

    Parameters
    ----------
    gradient : array, shape (H, W, C) or (length, C)

    Returns
    -------
    array, shape (H, W) or (length,)
    """
    found: Host = np.abs(gradient).max(axis=-1)
    return found
