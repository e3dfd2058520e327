"""A network as the layers of Keras, in the order in which Keras itself counts them.

Keras names the weights of a file by class and number ("conv2d", "conv2d_1"), and counts layers by their distance from
the output, the farthest first; of equals, the one comes first that is met first on a walk from the outputs back.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

import numpy as np

from nnstudio.backend.functions import LEAK
from nnstudio.export.artifact import Artifact
from nnstudio.graph.inference import Inference, infer, require_sound
from nnstudio.graph.network import Network
from nnstudio.nn.layers import Input
from nnstudio.nn.shape import Shape, show
from nnstudio.nn.spelling import Keras
from nnstudio.system.arrays import Host
from nnstudio.system.messages import Message, StudioError, msg

HAS_ACTIVATION = ("Dense", "Conv1D", "Conv2D", "Conv2DTranspose")
"""Layers of Keras with an activation of their own."""

BY_NAME: dict[str, str] = {
    "relu": "relu",
    "relu6": "relu6",
    "elu": "elu",
    "selu": "selu",
    "gelu": "gelu",
    "swish": "silu",
    "hard_swish": "hard_silu",
    "mish": "mish",
    "sigmoid": "sigmoid",
    "hard_sigmoid": "hard_sigmoid",
    "tanh": "tanh",
    "softplus": "softplus",
    "softsign": "softsign",
    "softmax": "softmax",
}
"""Activations that Keras knows by a name and computes as this program does."""


class Placed(NamedTuple):
    """A layer of Keras in its place.

    Parameters
    ----------
    name : str
    kind : str
        Its class; "Gelu" is an operation, since no layer of Keras has the approximation.
    config : dict
    inputs : tuple of str
        Names of the layers it takes.
    shape : tuple of int
        Of one sample of its output.
    weights : tuple of arrays
        In the order of Keras.
    """

    name: str
    kind: str
    config: dict[str, Any]
    inputs: tuple[str, ...]
    shape: Shape
    weights: tuple[Host, ...] = ()


class Chain(NamedTuple):
    """The layers in the order in which Keras counts them, and the names of the first and last ones."""

    layers: tuple[Placed, ...]
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def unspelled(network: Network) -> tuple[Message, ...]:
    """What of a network Keras cannot say."""
    facts = infer(network).facts
    return tuple(
        msg("it has no {layer} as it is set, for samples of {shape}", layer=node.title,
            shape=show(facts[node.id].inputs[0]))
        for node in network.nodes
        if facts[node.id].inputs and node.layer.keras(facts[node.id].inputs) is None
    )  # fmt: skip


def spell(artifact: Artifact) -> Chain:
    """Write a network in the layers of Keras."""
    network, inference = artifact.network, require_sound(artifact.network)
    placed: dict[str, Placed] = {}
    ends: dict[str, str] = {}  # the last of the layers that a node becomes
    names = artifact.output_names if artifact.views else {}
    for node in inference.order:
        sources = [ends[e.source] for e in network.incoming(node)]
        pieces = _pieces(artifact, inference, node, sources, names.values())
        if node in names:
            # Keras calls an output as the layer that gives it.
            shape = inference.facts[node].output or ()
            nothing = Placed(node, "Activation", {"activation": "linear"}, tuple(sources), shape)
            *before, last = pieces or [nothing]
            pieces = [*before, last._replace(name=names[node])]
        for layer in pieces:
            placed[layer.name] = layer
            ends[node] = layer.name
        if node not in ends:  # a linear Activation is nothing at all
            ends[node] = ends[network.incoming(node)[0].source]
    outputs = tuple(ends[node] for node in network.output_ids)
    return Chain(_counted(placed, outputs), network.input_ids, outputs)


def _pieces(
    artifact: Artifact, inference: Inference, node: str, sources: list[str], taken: Collection[str]
) -> list[Placed]:
    """The layers that one of ours becomes: a border before it, an activation behind it."""
    layer, facts = artifact.network[node].layer, inference.facts[node]
    output = facts.output or ()
    if isinstance(layer, Input):
        return [Placed(node, "InputLayer", {"batch_shape": [None, *output]}, (), output)]
    spelled = layer.keras(facts.inputs)
    if spelled is None:
        raise StudioError("Keras has no {layer} for samples of {shape}", layer=artifact.network[node].title, shape=show(facts.inputs[0]))  # fmt: skip
    pieces: list[Placed] = []

    def put(name: str, kind: str, config: dict[str, Any], shape: Shape, *weights: Host) -> None:
        inputs = (pieces[-1].name,) if pieces else tuple(sources)
        if weights and artifact.network[node].frozen:
            config = {**config, "trainable": False}
        pieces.append(Placed(name, kind, config, inputs, shape, weights))

    def free(name: str) -> str:
        """A name that no layer of ours has."""
        while name in artifact.network or name in taken:
            name += "_"
        return name

    if spelled.before is not None:
        put(free(f"{node}_border"), spelled.before.kind, spelled.before.config, _bordered(spelled.before, facts.inputs[0]))  # fmt: skip
    activation = layer.activation_name()
    own = spelled.kind in HAS_ACTIVATION and activation in BY_NAME
    if spelled.kind:
        arrays = [artifact.weights[f"{node}/{taken.ours}"] for taken in spelled.weights]
        ending = {"activation": BY_NAME[activation]} if own else {}
        put(node, spelled.kind, {**spelled.config, **ending}, output, *arrays)
    if activation != "linear" and not own:
        name = free(f"{node}_{activation}") if spelled.kind else node
        put(name, *_activation(activation, artifact, node, output))
    return pieces


def _activation(name: str, artifact: Artifact, node: str, shape: Shape) -> tuple[Any, ...]:
    if name == "prelu":
        axes = list(range(1, len(shape)))  # one slope for all places of a channel
        slopes = artifact.weights[f"{node}/alpha"].reshape(*(1 for _ in axes), -1)
        return "PReLU", {"shared_axes": axes or None}, shape, slopes
    if name == "leaky_relu":
        return "LeakyReLU", {"negative_slope": LEAK}, shape
    if name == "gelu_tanh":
        return "Gelu", {"approximate": True}, shape
    return "Activation", {"activation": BY_NAME[name]}, shape


def _bordered(border: Keras, shape: Shape) -> Shape:
    sides = border.config["padding"]
    pairs = sides if isinstance(sides[0], list) else [sides]
    return (*(n + before + after for n, (before, after) in zip(shape, pairs, strict=False)), shape[-1])


def _counted(placed: dict[str, Placed], outputs: tuple[str, ...]) -> tuple[Placed, ...]:
    """Sort the layers as Keras does."""
    met: dict[str, int] = {}
    stack = list(reversed(outputs))
    while stack:
        name = stack.pop()
        if name not in met:
            met[name] = len(met)
            stack += reversed(placed[name].inputs)
    depth = dict.fromkeys(placed, 0)
    for layer in reversed(list(placed.values())):  # each before what it takes
        for source in layer.inputs:
            depth[source] = max(depth[source], depth[layer.name] + 1)
    order = sorted(placed.values(), key=lambda p: (-depth[p.name], met.get(p.name, -1)))
    return tuple(order)


def single(array: Host) -> Host:
    """An array in single precision, in rows."""
    return np.ascontiguousarray(array, np.float32)
