"""Whether the gradients are right: the engine's own against slopes measured on the cost itself."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from nnstudio.backend.reference import ReferenceBackend
from nnstudio.graph.inference import infer
from nnstudio.system.arrays import Host
from nnstudio.system.cancel import Cancel, heed
from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream
from nnstudio.training.memory import require_memory
from nnstudio.training.model import Model
from nnstudio.training.parameters import Parameters
from nnstudio.training.program import Program
from nnstudio.training.samples import Given

EACH = 12
"""Weights of every array that are measured."""
STEP = 1e-5
_BENT = 1e-3
"""Slopes to both sides that differ by such a share of the largest one: a bend of a ReLU lies between."""


class LayerCheck(msgspec.Struct, frozen=True):
    """What the check found in one layer.

    Parameters
    ----------
    node : str
    checked : int
        Weights that were measured, without those where the cost has a bend.
    error : float or None
        The largest difference, as a share of the largest gradient of its array; None where all were left out.
    """

    node: str
    checked: int
    error: float | None


def check_gradients(
    model: Model, x: Given, y: Given, *, cancelled: Cancel | None = None
) -> tuple[LayerCheck, ...]:
    """Compare gradients from backpropagation with measured slopes, ``(J(w + h) − J(w − h)) / 2h``.

    The costs are computed in double precision by the reference operations, which share no code with the compiled ones.
    Noise is off, and batch norm measures the batch.

    Parameters
    ----------
    model : Model
        Read only.
    x, y : array
        A few samples and their targets.
    cancelled : callable, optional
        Asked before each weight.

    Returns
    -------
    tuple of LayerCheck
        For every layer that learns, in the order of the network.

    Raises
    ------
    StudioError
        When the samples do not fit, or memory does not suffice.
    Cancelled
    """
    with model.lock:
        weights = model.get_weights()
        _, gradients = model.loss_and_gradients(x, y)
    cost = _Cost(model, weights, x, y)
    found: dict[str, list[tuple[float | None, int]]] = {}
    for name in [key for key in gradients if key in model.parameters.starts]:
        flat = gradients[name].reshape(-1).astype(np.float64)
        largest = float(np.abs(flat).max(initial=0.0))
        dice = stream(0, "gradient check", name)
        for index in dice.permutation(len(flat))[:EACH]:
            heed(cancelled)
            slope, left, right = cost.slopes(name, int(index))
            bent = abs(left - right) > _BENT * max(abs(left), abs(right), largest, 1e-12) + 10 * STEP
            error = abs(slope - float(flat[index])) / max(largest, 1e-8)
            found.setdefault(name.rpartition("/")[0], []).append((None if bent else error, int(bent)))
    return tuple(
        LayerCheck(node, len(rows) - sum(b for _, b in rows),
                   max((e for e, _ in rows if e is not None), default=None))
        for node in infer(model.network).order if (rows := found.get(node))
    )  # fmt: skip


class _Cost:
    """J of some samples as a function of the weights, in double precision."""

    def __init__(self, model: Model, weights: dict[str, Host], x: Given, y: Given) -> None:
        backend = ReferenceBackend(np, "reference", "float64")
        self._parameters = Parameters(model.network, backend)
        self._parameters.set(weights)
        samples = model.load(x, y)
        count = len(samples)
        require_memory(model.network, 0, dtype="float64", loss=model.losses, measured=count)
        self._program = Program(
            model.network, self._parameters, count, model.objectives,
            training=True, noise=False, seed=model.seed, step=model.backend.to_host(model.step),
        )  # fmt: skip
        inputs = tuple(np.asarray(model.backend.to_host(a), np.float64) for a in samples.x)
        targets = tuple(
            np.asarray(model.backend.to_host(a)).astype(t.dtype)
            for a, t in zip(samples.y, self._program.targets, strict=True)
        )
        self._program.load(inputs, targets, np.arange(count))
        self._here = self._value()

    def _value(self) -> float:
        self._program.forward()
        return float(self._program.loss[0])

    def slopes(self, name: str, index: int) -> tuple[float, float, float]:
        """The slope along one weight, measured to both sides, and to each."""
        node, _, part = name.rpartition("/")
        view = self._parameters.views[node][part]
        place = np.unravel_index(index, view.shape)
        kept = float(view[place])
        h = STEP * max(1.0, abs(kept))
        view[place] = kept + h
        above = self._value()
        view[place] = kept - h
        below = self._value()
        view[place] = kept
        if not math.isfinite(above + below):
            raise StudioError("The cost is not a finite number, so it has no slope to measure")
        return (above - below) / (2 * h), (self._here - below) / h, (above - self._here) / h
