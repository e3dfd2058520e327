"""Edits that help against what is found while a network trains; they show their worth in the next run."""

from __future__ import annotations

from typing import Any

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Activation, BatchNorm, GroupNorm, LayerNorm
from nnstudio.project.problems import REPAIRS, Fix, obstacles
from nnstudio.project.problems.advice_repairs import start_for
from nnstudio.project.problems.fix import Repair, change, of_layer, on_network, on_training
from nnstudio.project.project import Project
from nnstudio.system.messages import StudioError, msg
from nnstudio.training.findings import SQUASHING

CLIP = 1.0
"""Length to which gradients are shortened: the usual one."""
PATIENCE = 5


def health_fixes(project: Project, problem: Problem, prepared: Prepared | None = None) -> tuple[Fix, ...]:
    """The repairs for a finding of :mod:`nnstudio.training.findings` that change this project and leave it sound."""
    offered = []
    for remedy in problem.remedies:
        try:
            fix = {**REPAIRS, **HEALTH_REPAIRS}[remedy](project, problem, prepared)
            mended = project if fix is None else fix.apply(project)
        except StudioError:  # a setting outside its limits
            continue
        known = obstacles(project, prepared)
        if fix is not None and mended != project and all(p in known for p in obstacles(mended, prepared)):
            offered.append(fix)
    return tuple(offered)


def _lower_rate(project: Project, problem: Problem, prepared: Prepared | None) -> Fix:
    """To the optimizer's usual learning rate, or a tenth where that was not small enough."""
    optimizer = project.training.optimizer
    usual, tenth = type(optimizer)().learning_rate, float(f"{optimizer.learning_rate / 10:.3g}")
    return _rate(project, min(usual, tenth) if optimizer.learning_rate > usual else tenth)


def _raise_rate(project: Project, problem: Problem, prepared: Prepared | None) -> Fix:
    optimizer = project.training.optimizer
    return _rate(project, max(type(optimizer)().learning_rate, float(f"{optimizer.learning_rate * 10:.3g}")))


def _rate(project: Project, rate: float) -> Fix:
    label = msg("Set the learning rate to {rate:g}", rate=rate)
    return on_training(label, optimizer=project.training.optimizer.replace(learning_rate=rate))


def _clip_gradients(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    optimizer = project.training.optimizer
    if optimizer.clip_norm is not None and optimizer.clip_norm <= CLIP:
        return None
    label = msg("Clip the gradients to length {n:g}", n=CLIP)
    return on_training(label, optimizer=optimizer.replace(clip_norm=CLIP))


@of_layer
def _leaky_relu_instead(project: Project, node: str) -> Fix | None:
    layer = project.network[node].layer
    if not hasattr(layer, "activation"):
        return None
    settings: dict[str, Any] = {"activation": "leaky_relu"}
    if hasattr(layer, "initializer"):
        settings["initializer"] = start_for("leaky_relu")
    return change(node, msg("Set activation to leaky_relu"), **settings)


@of_layer
def _batch_norm(project: Project, node: str) -> Fix | None:
    """Between the sums of a layer and its activation, which is where the normed values matter."""
    network = project.network
    if not _can_be_normed(network, node):
        return None
    name = network[node].layer.activation_name()
    label = msg(
        "Insert BatchNorm before the {activation} of {layer}", activation=name, layer=network[node].title[:24]
    )
    if name == "linear":
        label = msg("Insert BatchNorm behind {layer}", layer=network[node].title[:24])
    return on_network(label, lambda network: _normed(network, node))


def _batch_norm_everywhere(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """In every hidden layer that squashes its sums."""
    network = project.network
    nodes = [
        n.id for n in network.nodes
        if n.layer.activation_name() in SQUASHING and _can_be_normed(network, n.id)
    ]  # fmt: skip
    if len(nodes) < 2:
        return None

    def edit(network: Network) -> Network:
        for node in nodes:
            network = _normed(network, node)
        return network

    return on_network(msg("Insert BatchNorm before the activations of {n} layers", n=len(nodes)), edit)


def _can_be_normed(network: Network, node: str) -> bool:
    """Whether a layer is hidden, has sums to norm, and does not norm already."""
    layer = network[node].layer
    beside = [network[e.source].layer for e in network.incoming(node)]
    beside += [network[e.target].layer for e in network.outgoing(node)]
    normed = any(isinstance(x, BatchNorm | LayerNorm | GroupNorm) for x in (layer, *beside))
    return bool(network.outgoing(node)) and hasattr(layer, "activation") and not normed


def _normed(network: Network, node: str) -> Network:
    layer = network[node].layer
    if isinstance(layer, Activation):
        return edits.insert_on(network, network.incoming(node)[0], BatchNorm())[0]
    network = network.with_layer(node, layer.replace(activation="linear"))
    return _behind(network, node, BatchNorm(activation=layer.activation_name()))


@of_layer
def _batch_norm_behind(project: Project, node: str) -> Fix | None:
    network = project.network
    if not network.outgoing(node):
        return None
    label = msg("Insert BatchNorm behind {layer}", layer=network[node].title[:24])
    return on_network(label, lambda network: _behind(network, node, BatchNorm()))


def _behind(network: Network, node: str, layer: Layer) -> Network:
    """Put a layer behind another: whatever that one fed is fed by the new one."""
    first, *others = network.outgoing(node)
    network, new = edits.insert_on(network, first, layer)
    edges = (Edge(new, e.target, e.port) if e in others else e for e in network.edges)
    return Network(network.nodes, tuple(edges))


def _random_weights(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Where a layer begins with imported weights, no initializer is asked."""
    node, start = problem.node, project.start
    if node is None:
        return None
    if start is not None and any(k.partition("/")[0] == node for k in start.fitting(project.network)):
        return _fresh_start(project, problem, prepared)
    return REPAIRS["random_start"](project, problem, prepared)


def _fresh_start(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Random weights instead of imported ones, and of the layer to blame not such as are all alike."""
    if project.start is None:
        return None
    node = problem.node

    def apply(project: Project) -> Project:
        layer = None if node is None else project.network[node].layer
        if node is not None and layer is not None and getattr(layer, "initializer", "") in ("zeros", "ones"):
            name = start_for(layer.activation_name())
            project = project.with_network(edits.change(project.network, [node], initializer=name))
        return project.replace(start=None)

    return Fix(msg("Start from random weights"), apply)


def _fitting_start(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Let the weights of every layer start at the size that suits its activation."""
    wanted = {
        n.id: start_for(n.layer.activation_name())
        for n in project.network.nodes
        if hasattr(n.layer, "initializer")
    }
    nodes = [n for n, name in wanted.items() if getattr(project.network[n].layer, "initializer", "") != name]
    if not nodes or project.start is not None:
        return None

    def edit(network: Network) -> Network:
        for node in nodes:
            network = edits.change(network, [node], initializer=wanted[node])
        return network

    if len(nodes) == 1:
        layer = project.network[nodes[0]].title[:40]
        return on_network(msg("Start the weights of {layer} by its activation", layer=layer), edit)
    return on_network(msg("Start the weights of {n} layers by their activation", n=len(nodes)), edit)


def _use_patience(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    if project.training.patience:
        return None
    return on_training(msg("End early after {n} epochs without progress", n=PATIENCE), patience=PATIENCE)


HEALTH_REPAIRS: dict[str, Repair] = {
    "lower_rate": _lower_rate,
    "raise_rate": _raise_rate,
    "clip_gradients": _clip_gradients,
    "leaky_relu_instead": _leaky_relu_instead,
    "batch_norm": _batch_norm,
    "batch_norm_everywhere": _batch_norm_everywhere,
    "batch_norm_behind": _batch_norm_behind,
    "fresh_start": _fresh_start,
    "random_weights": _random_weights,
    "fitting_start": _fitting_start,
    "use_patience": _use_patience,
}
"""Beside those of :data:`nnstudio.project.problems.REPAIRS`."""
