"""Weights that training begins with instead of random ones: those of a model, or a file, of another program."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import msgspec
import numpy as np

from nnstudio.graph.inference import Inference, infer
from nnstudio.graph.network import Network
from nnstudio.system.messages import StudioError
from nnstudio.training.checkpoint import Arrays


class Fit(NamedTuple):
    """How many arrays of a network there are weights for."""

    fitting: int
    wanted: int


class StartingWeights(msgspec.Struct, frozen=True, eq=False):
    """Weights by ``node/name``, with the network they were given for. Make them with :meth:`of`.

    The network may be edited afterwards: what still fits is used, and what does not is drawn as usual.

    Parameters
    ----------
    source : str
        Name of the file they are from, for people.
    network : Network
        Whose weights they are; some of them may be missing.
    weights : dict of str to array
        Running statistics included.
    digest : str
        SHA-256 of the weights: tells runs apart that began with others.
    channels_first : bool
        Whether they came with a model that takes images with their channels first, as an export proposes then.
    """

    source: str
    network: Network
    weights: Arrays
    digest: str
    channels_first: bool = False

    @classmethod
    def of(
        cls, source: str, network: Network, weights: Arrays, channels_first: bool = False
    ) -> StartingWeights:
        """Take over weights, in single precision.

        Raises
        ------
        StudioError
            When a value is no finite number: nothing could be trained from it.
        """
        shapes = param_shapes(infer(network))
        kept = {
            key: np.ascontiguousarray(array, np.float32)
            for key, array in sorted(weights.items())
            if array.shape == shapes.get(key)
        }
        for key, array in kept.items():
            if not np.isfinite(array).all():
                raise StudioError(
                    "{source}: the weights {key} hold values that are no finite numbers",
                    source=source,
                    key=key,
                )
        return cls(source, network, kept, digest_of(kept), channels_first)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StartingWeights):
            return NotImplemented
        return self is other or (
            (self.source, self.digest, self.network, self.channels_first)
            == (other.source, other.digest, other.network, other.channels_first)
        )

    def __hash__(self) -> int:
        return hash(self.digest)

    def fitting(self, network: Network) -> Arrays:
        """Those that are still weights of a network: the same layer, of the same kind, with arrays of these shapes."""
        return fitting(self.weights, self.network, network)

    def fit(self, network: Network) -> Fit:
        """How many arrays of a network begin with these weights, and how many it has."""
        return Fit(len(self.fitting(network)), len(param_shapes(infer(network))))

    def complete(self, network: Network) -> bool:
        """Whether a network computes with these weights alone."""
        fitting, wanted = self.fit(network)
        return fitting == wanted


def digest_of(weights: Arrays) -> str:
    """SHA-256 of weights in single precision, by which they are known again."""
    digest = hashlib.sha256()
    for key, array in sorted(weights.items()):
        digest.update(f"{key} {array.shape}\n".encode())
        digest.update(np.ascontiguousarray(array, np.float32).tobytes())
    return digest.hexdigest()


def fitting(weights: Arrays, theirs: Network, network: Network) -> Arrays:
    """Those of some weights that are weights of another network too; see :meth:`StartingWeights.fitting`."""

    def same_kind(key: str) -> bool:
        node = key.partition("/")[0]
        return node in theirs and type(theirs[node].layer) is type(network[node].layer)

    return {
        key: weights[key]
        for key, shape in param_shapes(infer(network)).items()
        if key in weights and weights[key].shape == shape and same_kind(key)
    }


def param_shapes(inference: Inference) -> dict[str, tuple[int, ...]]:
    """Shapes of all weights and running statistics, by ``node/name``, as far as they are known."""
    return {
        f"{node}/{param.name}": param.shape
        for node, facts in inference.facts.items()
        for param in (*facts.params, *facts.state)
    }
