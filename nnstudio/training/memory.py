"""Will it fit: the memory a run takes, from its plan, before anything is allocated."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from nnstudio.backend.base import Backend
from nnstudio.backend.devices import planner_of
from nnstudio.backend.failures import DeviceError
from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.losses import Loss, MeanSquaredError
from nnstudio.nn.optimizers import Optimizer
from nnstudio.system.memory import available_bytes
from nnstudio.system.messages import Message, StudioError, msg
from nnstudio.system.numbers import size_text
from nnstudio.training.arena import Room
from nnstudio.training.objectives import Objective
from nnstudio.training.parameters import Parameters
from nnstudio.training.program import Program


def required_bytes(
    network: Network,
    batch_size: int,
    optimizer: Optimizer | None = None,
    dtype: str = "float32",
    *,
    loss: Loss | Mapping[str, Loss] | None = None,
    samples: int = 0,
    measured: int = 0,
    begun: bool = False,
    device: str = "cpu",
) -> int:
    """The memory of a run, found by planning it without allocating anything.

    Parameters
    ----------
    network : Network
        Sound.
    batch_size : int
        Samples of a training step; 0 for a network that only predicts.
    optimizer : Optimizer, optional
    dtype : str
    loss : Loss or dict of str to Loss, optional
        Of every output, or by node; the squared error if None.
    samples : int
        Of the training part: a last batch that is smaller has a program of its own.
    measured : int
        Samples that are measured or predicted at once.
    begun : bool
        Whether to count only what a model on a device of its own still needs: weights, gradients and optimizer are
        there, and copies of them are made elsewhere.
    device : {"cpu", "cuda"}
        What kind of device computes, each with workspaces of its own.

    Returns
    -------
    int
        Bytes, without the data itself.
    """
    losses = (
        loss if isinstance(loss, Mapping) else dict.fromkeys(network.output_ids, loss or MeanSquaredError())
    )
    objectives = {node: Objective(each) for node, each in losses.items()}
    facts = require_sound(network).facts
    planner = planner_of(device, dtype)
    with planner.planning():
        parameters = Parameters(network, planner)
        room = Room(planner)
        for batch in (batch_size, samples % batch_size if batch_size else 0):
            if batch:
                Program(network, parameters, batch, objectives, training=True, room=room)
        if measured:
            Program(network, parameters, measured, objectives, room=room)
        size = np.dtype(dtype).itemsize
        weights = sum(p.size for p in parameters.specs.values()) * size
        learned = sum(parameters.specs[key].size for key in parameters.starts) * size
        slots = len(optimizer.slots) if optimizer is not None else 0
        # The optimizer's arrays, the best epoch's weights, and a copy of everything for a checkpoint. A network
        # that only predicts still draws first values (in float64) before it is given better ones.
        copies = 2 * weights + 2 * slots * learned if batch_size else 3 * weights
        # Metrics compare predictions and targets in arrays of their own.
        outputs = sum(math.prod(facts[node].output or ()) for node in objectives)
        compared = 2 * max(batch_size, measured) * outputs * size
        if begun:
            return max(planner.bytes - planner.standing - weights - learned, 0) + compared
        return planner.bytes + copies + compared


def require_memory(
    network: Network,
    batch_size: int,
    optimizer: Optimizer | None = None,
    dtype: str = "float32",
    *,
    loss: Loss | Mapping[str, Loss] | None = None,
    samples: int = 0,
    measured: int = 0,
) -> None:
    """Refuse what does not fit into the free memory; parameters as for :func:`required_bytes`.

    Raises
    ------
    StudioError
        With both numbers, and with a batch size that fits, if there is one.
    """
    if (free := available_bytes()) is None:
        return

    def needed(batch: int) -> int:
        return required_bytes(network, batch, optimizer, dtype, loss=loss, samples=samples, measured=measured)

    if (found := _too_large(needed, batch_size, free, on_device=False)) is not None:
        raise StudioError(found[0])


def require_device_memory(
    device: Backend,
    network: Network,
    batch_size: int,
    *,
    loss: Loss | Mapping[str, Loss] | None = None,
    samples: int = 0,
    measured: int = 0,
) -> None:
    """Refuse what does not fit on a device with memory of its own, where a model's weights lie already.

    Raises
    ------
    DeviceError
        With both numbers, and with a batch size that fits, if there is one.
    """
    if (free := device.free_bytes()) is None:
        return

    def needed(batch: int) -> int:
        return required_bytes(
            network, batch, dtype=device.dtype.name, loss=loss, samples=samples, measured=measured, begun=True,
            device=device.name,
        )  # fmt: skip

    if (found := _too_large(needed, batch_size, free, on_device=True)) is not None:
        raise DeviceError("memory", *found)


def _too_large(
    needed: Callable[[int], int], batch: int, free: int, *, on_device: bool
) -> tuple[Message, int] | None:
    """The line about a network that does not fit, and a batch size that does, or 0; None where all fits."""
    wanted = needed(batch)
    if wanted <= free:
        return None
    # The next power of two below it, and so on.
    smaller = 1 << max(batch - 1, 1).bit_length() - 1 if batch else 0
    while smaller and needed(smaller) > free:
        smaller //= 2
    numbers = {"needed": size_text(wanted), "free": size_text(free)}
    if smaller:
        text = (
            "Training this network with batches of {batch} needs about {needed} of the GPU's memory, and {free} are "
            "free: a batch size of {smaller} fits"
            if on_device
            else "Training this network with batches of {batch} needs about {needed} of memory, and {free} are free: "
            "a batch size of {smaller} fits"
        )
        return msg(text, batch=batch, smaller=smaller, **numbers), smaller
    text = (
        "This network needs about {needed} of the GPU's memory, and {free} are free: make its layers smaller"
        if on_device
        else "This network needs about {needed} of memory, and {free} are free: make its layers smaller"
    )
    return msg(text, **numbers), 0


def plan_text(size: int) -> str:
    """Write what a plan says for people, as closely as it can be known.

    Objects of Python, which no plan counts, take some 0.1 MiB: a good part of so little.
    """
    return size_text(size) if size >= 2**20 else "<\N{NO-BREAK SPACE}1 MiB"
