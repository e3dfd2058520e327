"""Repairs for what the advice on layers is about."""

from __future__ import annotations

import math
from typing import Any

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem, infer
from nnstudio.graph.network import Network
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import BatchNorm, Conv1D, Conv2D, Flatten, MaxPool1D, MaxPool2D, Multiply
from nnstudio.nn.layers.pools import Pool1D, Pool2D
from nnstudio.nn.layers.windows import pair
from nnstudio.project.problems.advice import HEAVY, SIGMOIDS
from nnstudio.project.problems.fix import Fix, Repair, change, insert, of_layer, on_network
from nnstudio.project.project import Project
from nnstudio.system.messages import msg

_RELU_KIN = (
    "relu", "relu6", "leaky_relu", "prelu", "elu", "gelu", "gelu_tanh", "swish", "hard_swish", "mish", "softplus",
)  # fmt: skip


def start_for(activation: str) -> str:
    """How weights best start before an activation."""
    if activation == "selu":
        return "lecun_normal"
    return "he_uniform" if activation in _RELU_KIN else "glorot_uniform"


def _activation(project: Project, node: str, name: str) -> Fix | None:
    if not hasattr(project.network[node].layer, "activation"):
        return None
    settings: dict[str, Any] = {"activation": name}
    if hasattr(project.network[node].layer, "initializer"):
        settings["initializer"] = start_for(name)
    return change(node, msg("Set activation to {name}", name=name), **settings)


@of_layer
def _relu_instead(project: Project, node: str) -> Fix | None:
    return _activation(project, node, "relu")


@of_layer
def _sigmoid_instead(project: Project, node: str) -> Fix | None:
    return _activation(project, node, "sigmoid")


def _relu_everywhere(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Let all hidden layers with sigmoid have relu, but for gates, which multiply."""
    network = project.network

    def gates(node: str) -> bool:
        return any(isinstance(network[e.target].layer, Multiply) for e in network.outgoing(node))

    hidden = [
        n for n in network.nodes
        if n.layer.activation_name() in SIGMOIDS and network.outgoing(n.id) and not gates(n.id)
    ]  # fmt: skip

    def edit(network: Network) -> Network:
        for node in hidden:
            layer = node.layer.replace(activation="relu")
            if hasattr(layer, "initializer"):
                layer = layer.replace(initializer=start_for("relu"))
            network = network.with_layer(node.id, layer)
        return network

    if len(hidden) == 1:
        return on_network(msg("Set activation to relu in {layer}", layer=hidden[0].title[:40]), edit)
    return on_network(msg("Set activation to relu in {n} layers", n=len(hidden)), edit)


@of_layer
def _linear_before(project: Project, node: str) -> Fix | None:
    """Keep the activation that stands alone, and let the layer before it be linear."""
    network = project.network
    source = network[network.incoming(node)[0].source]
    label = msg("Set activation of {layer} to linear", layer=source.title[:24])
    return on_network(label, lambda network: edits.change(network, [source.id], activation="linear"))


@of_layer
def _batch_norm_instead(project: Project, node: str) -> Fix | None:
    return on_network(msg("Use BatchNorm instead"), lambda network: network.with_layer(node, BatchNorm()))


@of_layer
def _half_dropout(project: Project, node: str) -> Fix | None:
    return change(node, msg("Set the rate to 50 %"), rate=0.5)


@of_layer
def _random_start(project: Project, node: str) -> Fix | None:
    name = start_for(project.network[node].layer.activation_name())
    return change(node, msg("Set the initializer to {name}", name=name), initializer=name)


def _window(layer: Layer) -> tuple[str, tuple[int, int], tuple[int, int]] | None:
    """Name and size of a layer's window, and its stride."""
    if isinstance(layer, Conv1D | Conv2D):
        return "kernel_size", pair(layer.kernel_size), pair(layer.stride)
    if isinstance(layer, Pool1D | Pool2D) and layer.stride is not None:
        return "pool_size", pair(layer.pool_size), pair(layer.stride)
    return None


@of_layer
def _stride_like_window(project: Project, node: str) -> Fix | None:
    return _same_step(project, node, "stride")


@of_layer
def _window_like_stride(project: Project, node: str) -> Fix | None:
    return _same_step(project, node, "window")


def _same_step(project: Project, node: str, what: str) -> Fix | None:
    """Let stride and window agree where the stride is the larger."""
    found = None if node is None else _window(project.network[node].layer)
    if found is None:
        return None
    field, sizes, strides = found
    limit = min if what == "stride" else max
    both = tuple(limit(size, stride) if stride > size > 1 else (stride if what == "stride" else size)
                 for size, stride in zip(sizes, strides, strict=True))  # fmt: skip
    setting = "stride" if what == "stride" else field
    flat = isinstance(getattr(project.network[node].layer, setting), int)
    shown = f"{both[0]}" if both[0] == both[1] else f"{both[0]}×{both[1]}"
    if what == "stride":
        label = msg("Set the stride to {n}", n=shown)
    elif field == "kernel_size":
        label = msg("Set kernel size to {n}", n=shown)
    else:
        label = msg("Set pool size to {n}", n=shown)
    return change(node, label, **{setting: both[0] if flat else both})


@of_layer
def _pool_first(project: Project, node: str) -> Fix | None:
    """Make the picture smaller before it is flattened: as little as brings the weights into bounds."""
    network = project.network
    flatten = network.incoming(node)[0].source
    edge = next(iter(network.incoming(flatten)), None)
    facts = infer(network).facts
    if edge is None or not isinstance(network[flatten].layer, Flatten) or not facts[flatten].inputs:
        return None
    shape = facts[flatten].inputs[0]
    if len(shape) not in (2, 3):
        return None
    axes = len(shape) - 1
    size = max(2, math.ceil((facts[node].parameters / HEAVY) ** (1 / axes)))
    if size > min(shape[:-1]):
        return None
    layer: Layer = MaxPool1D(size) if axes == 1 else MaxPool2D(size)
    figures = f"{size}" if axes == 1 else f"{size}×{size}"
    return insert(msg("Insert {layer} {size} first", layer=layer.title, size=figures), [edge], layer)


REPAIRS: dict[str, Repair] = {
    "relu_instead": _relu_instead,
    "sigmoid_instead": _sigmoid_instead,
    "relu_everywhere": _relu_everywhere,
    "linear_before": _linear_before,
    "batch_norm_instead": _batch_norm_instead,
    "half_dropout": _half_dropout,
    "random_start": _random_start,
    "stride_like_window": _stride_like_window,
    "window_like_stride": _window_like_stride,
    "pool_first": _pool_first,
}
