"""All weights of a network in one flat vector, all gradients in another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from nnstudio.backend import Array, Backend
from nnstudio.graph.inference import require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.initializers import INITIALIZERS
from nnstudio.nn.layer import Param
from nnstudio.nn.shape import show
from nnstudio.system.messages import StudioError
from nnstudio.system.seeds import stream

Host = np.ndarray[Any, Any]


class Parameters:
    """The trainable numbers of a network.

    The arrays of the layers are views of two flat vectors, so that an optimizer, a norm or a checkpoint is
    one call. Weights stand before biases: what decays is one segment.

    Attributes
    ----------
    values, gradients : array, shape (parameters,)
    views, gradient_views : dict of str to dict of str to array
        By node id and parameter name.
    """

    def __init__(self, network: Network, backend: Backend) -> None:
        facts = require_sound(network).facts
        every = [(n.id, p) for n in network.nodes for p in facts[n.id].params]
        every.sort(key=lambda item: len(item[1].shape) < 2)  # stable: weights first, then biases
        self.backend = backend
        self.specs: dict[str, Param] = {f"{node}/{p.name}": p for node, p in every}
        total = sum(p.size for p in self.specs.values())
        self.values = backend.zeros((total,))
        self.gradients = backend.zeros((total,))
        self.views: dict[str, dict[str, Array]] = {n.id: {} for n in network.nodes}
        self.gradient_views: dict[str, dict[str, Array]] = {n.id: {} for n in network.nodes}
        start = 0
        for node, p in every:
            part = slice(start, start + p.size)
            self.views[node][p.name] = self.values[part].reshape(p.shape)
            self.gradient_views[node][p.name] = self.gradients[part].reshape(p.shape)
            start += p.size

    def initialise(self, seed: int) -> None:
        """Draw fresh weights; each array has a stream of its own, so an edit elsewhere does not change it."""
        drawn = {
            key: INITIALIZERS[p.initializer](stream(seed, "weights", key), p.shape, p.fan_in, p.fan_out)
            for key, p in self.specs.items()
        }
        self.set(drawn)

    def get(self) -> dict[str, Host]:
        """Copy all weights to the host, by ``node/name``."""
        return self._get(self.views)

    def get_gradients(self) -> dict[str, Host]:
        """Copy all gradients to the host, by ``node/name``."""
        return self._get(self.gradient_views)

    def _get(self, views: dict[str, dict[str, Array]]) -> dict[str, Host]:
        result = {}
        for key in self.specs:
            node, _, name = key.rpartition("/")
            result[key] = self.backend.to_host(views[node][name])
        return result

    def set(self, weights: Mapping[str, Host]) -> None:
        """Replace all weights.

        Raises
        ------
        StudioError
            When an array is missing, unknown or of another shape; nothing is changed then.
        """
        weights = {key: np.asarray(array) for key, array in weights.items()}
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
        for key in self.specs:
            node, _, name = key.rpartition("/")
            self.views[node][name][...] = self.backend.to_device(weights[key].astype(self.backend.dtype))

    def set_fitting(self, weights: Mapping[str, Host]) -> tuple[str, ...]:
        """Take over the arrays whose name and shape fit, and return the names of the others."""
        current = self.get()
        fitting = {k: w for k, w in weights.items() if k in current and np.shape(w) == current[k].shape}
        self.set(current | fitting)
        return tuple(k for k in current if k not in fitting)
