"""All weights of a network in one flat vector, all gradients in another, running statistics in a third."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import numpy as np

from nnstudio.backend import Array, Backend
from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.initializers import INITIALIZERS
from nnstudio.nn.layer import Param
from nnstudio.nn.shape import show
from nnstudio.system.arrays import Host
from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream


class Parameters:
    """The numbers of a network: those it learns, and the running statistics it keeps.

    The arrays of the layers are views of flat vectors, so that an optimizer, a norm or a checkpoint is one call.
    What is multiplied (matrices, kernels) stands before what is added (biases), so that what decays is one
    segment. The weights of frozen layers lie in a vector of their own: whatever works on ``values`` — an optimizer,
    decay, a norm — never meets them.

    Attributes
    ----------
    values, gradients : array, shape (parameters,)
    state : array, shape (statistics,)
    frozen : array, shape (weights,)
        The weights of frozen layers.
    decayed : int
        Weights that may decay: the first ones of ``values``.
    views, gradient_views, state_views : dict of str to dict of str to array
        By node id and parameter name. Frozen weights are among ``views``, and have no gradient.
    discarded_views : dict of str to dict of str to array
        Where the backward pass of a frozen layer puts gradients that nobody reads; all layers share the room.
    starts : dict of str to int
        Where each learned array begins in ``values``, by ``node/name``.
    specs : dict of str to Param
        Every array, frozen weights and running statistics included, by ``node/name``.
    """

    def __init__(self, network: Network, backend: Backend) -> None:
        facts = require_sound(network).facts
        learned = [(n.id, p) for n in network.nodes if not n.frozen for p in facts[n.id].params]
        learned.sort(key=lambda item: len(item[1].shape) < 2)  # stable: weights first, then biases
        frozen = [(n.id, p) for n in network.nodes if n.frozen for p in facts[n.id].params]
        kept = [(n.id, p) for n in network.nodes for p in facts[n.id].state]
        self.backend = backend
        self.specs: dict[str, Param] = {f"{node}/{p.name}": p for node, p in learned + frozen + kept}
        self.values = backend.zeros((sum(p.size for _, p in learned),))
        self.gradients = backend.zeros(self.values.shape)
        self.state = backend.zeros((sum(p.size for _, p in kept),))
        self.frozen = backend.zeros((sum(p.size for _, p in frozen),))
        self.decayed = sum(p.size for _, p in learned if len(p.shape) > 1)
        nodes = tuple(n.id for n in network.nodes)
        ends = itertools.accumulate((p.size for _, p in learned), initial=0)
        self.starts = {f"{node}/{p.name}": start for (node, p), start in zip(learned, ends, strict=False)}
        self.views = _views(nodes, learned, self.values)
        for node, arrays in _views(nodes, frozen, self.frozen).items():
            self.views[node] |= arrays
        self.discarded_views = _discarded(frozen, backend)
        self.gradient_views = _views(nodes, learned, self.gradients)
        self.state_views = _views(nodes, kept, self.state)
        self._blocks = (learned, self.values), (frozen, self.frozen), (kept, self.state)

    def penalised(self) -> list[tuple[Array, Array, Param]]:
        """Weights, their gradients and what describes them, of all that are kept small by L1 or L2."""
        return [
            (self.views[node][p.name], self.gradient_views[node][p.name], p)
            for node, p in ((key.rpartition("/")[0], self.specs[key]) for key in self.starts)
            if p.l1 or p.l2
        ]

    def initialise(self, seed: int) -> None:
        """Draw fresh weights; each array has a stream of its own, so an edit elsewhere does not change it."""
        drawn = {
            key: INITIALIZERS[p.initializer](stream(seed, "weights", key), p.shape, p.fan_in, p.fan_out)
            for key, p in self.specs.items()
        }
        self.set(drawn)

    def get(self) -> dict[str, Host]:
        """Copy all weights and running statistics to the host, by ``node/name``."""
        return {
            f"{node}/{p.name}": array
            for specs, vector in self._blocks
            for (node, p), array in _cut(specs, self.backend.to_host(vector))
        }

    def get_gradients(self) -> dict[str, Host]:
        """Copy all gradients to the host, by ``node/name``."""
        learned, _ = self._blocks[0]
        return {f"{node}/{p.name}": g for (node, p), g in _cut(learned, self.backend.to_host(self.gradients))}

    def set(self, weights: Mapping[str, Host]) -> None:
        """Replace all weights.

        Raises
        ------
        StudioError
            When an array is missing, unknown or of another shape; nothing is changed then.
        """
        if not isinstance(weights, Mapping):
            raise StudioError("Weights are given by name, as get_weights() returns them")
        try:
            weights = {key: np.asarray(array) for key, array in weights.items()}
        except ValueError:
            raise StudioError("Weights must be arrays; one has rows of different lengths") from None
        for key, array in weights.items():
            if key not in self.specs:
                raise StudioError("The network has no weights {key}", key=key)
            if array.dtype.kind not in "fiub":
                raise StudioError(
                    "Weights {key} must be numbers, not {dtype}", key=key, dtype=str(array.dtype)
                )
        for key, p in self.specs.items():
            if key not in weights:
                raise StudioError("Weights {key} are missing", key=key)
            if weights[key].shape != p.shape:
                raise StudioError(
                    "Weights {key} are {have}, the network needs {want}",
                    key=key, have=show(weights[key].shape), want=show(p.shape),
                )  # fmt: skip
        for specs, vector in self._blocks:
            for (node, p), array in _cut(specs, host := np.empty(vector.shape, self.backend.dtype)):
                array[...] = weights[f"{node}/{p.name}"]
            with self.backend.computing():
                vector[...] = self.backend.to_device(host)


def _discarded(frozen: list[tuple[str, Param]], backend: Backend) -> dict[str, dict[str, Array]]:
    """Arrays for the gradients of frozen layers; layers run one after the other, so each uses the same room."""
    layers = {node: [item for item in frozen if item[0] == node] for node, _ in frozen}
    room = backend.zeros((max((sum(p.size for _, p in items) for items in layers.values()), default=0),))
    return {node: _views((node,), items, room)[node] for node, items in layers.items()}


def _views(
    nodes: tuple[str, ...], specs: list[tuple[str, Param]], vector: Array
) -> dict[str, dict[str, Array]]:
    """Cut a flat vector into the arrays of the nodes."""
    views: dict[str, dict[str, Array]] = {n: {} for n in nodes}
    for (node, p), array in _cut(specs, vector):
        views[node][p.name] = array
    return views


def _cut(specs: list[tuple[str, Param]], vector: Array) -> Iterator[tuple[tuple[str, Param], Array]]:
    """The arrays that stand behind each other in a flat vector."""
    start = 0
    for node, p in specs:
        yield (node, p), vector[start : start + p.size].reshape(p.shape)
        start += p.size
