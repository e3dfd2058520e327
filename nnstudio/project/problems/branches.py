"""Repairs of branches whose shapes differ where they meet."""

from __future__ import annotations

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem, infer
from nnstudio.graph.network import Edge, Network
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Conv1D, Conv2D, Dense, Flatten
from nnstudio.nn.shape import Shape
from nnstudio.project.problems.fix import Fix, Repair, insert, of_layer, on_network
from nnstudio.project.project import Project
from nnstudio.system.messages import counted, msg


def decider(network: Network, node: str) -> tuple[str, str] | None:
    """Find the layer and the setting that decide how many channels a node has: ``("dense_2", "units")``.

    Layers that leave the channels alone are passed; None where something else decides, such as an Input.
    """
    facts = infer(network).facts
    while True:
        layer = network[node].layer
        for name in ("units", "filters"):
            if hasattr(layer, name):
                return node, name
        known, incoming = facts[node], network.incoming(node)
        if len(incoming) != 1 or known.output is None or known.inputs[0][-1] != known.output[-1]:
            return None
        node = incoming[0].source


def _if_they_meet(fix: Fix, project: Project, node: str) -> Fix | None:
    """Keep a fix only if the branches have one shape afterwards."""
    return fix if infer(fix.apply(project).network).facts[node].output is not None else None


@of_layer
def _match_units(project: Project, node: str) -> Fix | None:
    """Let all branches have as many channels as the widest that decides; hardly fewer than they have, though."""
    network = project.network
    sources = [e.source for e in network.incoming(node)]
    channels = [shape[-1] for shape in infer(network).facts[node].inputs]
    for wanted in sorted(set(channels), reverse=True):
        if max(channels) > 2 * wanted:  # little would be left of the widest
            return None
        other = [s for s, n in zip(sources, channels, strict=True) if n != wanted]
        deciders = {decider(network, s) for s in other}
        if None in deciders or not deciders:
            continue
        settings = [d for d in deciders if d is not None]

        def edit(network: Network, settings: list[tuple[str, str]] = settings, n: int = wanted) -> Network:
            for layer, name in settings:
                network = edits.change(network, [layer], **{name: n})
            return network

        if infer(edit(network)).facts[node].output is None:
            continue
        if len(settings) > 1:
            label = counted(wanted, "Give all branches {n} channel", "Give all branches {n} channels")
        elif settings[0][1] == "units":
            label = msg("Set units of {layer} to {n}", layer=network[settings[0][0]].title[:40], n=wanted)
        else:
            label = msg("Set filters of {layer} to {n}", layer=network[settings[0][0]].title[:40], n=wanted)
        return on_network(label, edit)
    return None


@of_layer
def _padding_upstream(project: Project, node: str) -> Fix | None:
    """Let the convolutions and poolings of the branches keep the size of the picture."""
    network = project.network
    shrinking = [
        n
        for edge in network.incoming(node)
        for n in _branch(network, edge)
        if getattr(network[n].layer, "padding", "same") == "valid"
    ]
    if not shrinking:
        return None
    if len(shrinking) == 1:
        label = msg("Set padding of {layer} to same", layer=network[shrinking[0]].title[:40])
    else:
        label = msg("Set padding to same in {n} layers", n=len(shrinking))
    fix = on_network(label, lambda network: edits.change(network, shrinking, padding="same"))
    return _if_they_meet(fix, project, node)


def _branch(network: Network, edge: Edge) -> list[str]:
    """The layers of a branch, from its end back to where it parts from others."""
    found, node = [], edge.source
    while len(network.outgoing(node)) == 1 and len(network.incoming(node)) == 1:
        found.append(node)
        node = network.incoming(node)[0].source
    return found


def _insert_projection(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Put a linear layer on a branch that brings it to the shape of the other.

    On a picture this is the 1 × 1 convolution on the shortcut of a residual network (He et al., 2015).
    """
    network, node, edge = project.network, problem.node, problem.edge
    if node is None or edge is None:
        return None
    incoming, shapes = network.incoming(node), infer(network).facts[node].inputs
    first, other = shapes[0], shapes[incoming.index(edge)]
    if len(first) == 3 and min(first[:2]) > max(other[:2]):  # the larger picture is made smaller
        edge, first, other = incoming[0], other, first
    layer = _projection(other, first)
    if layer is None:
        return None
    if isinstance(layer, Dense):
        label = counted(layer.units, "Insert Dense with {n} unit", "Insert Dense with {n} units")
    elif isinstance(layer, Conv2D) and layer.stride != (1, 1):
        filters = counted(layer.filters, "{n} filter", "{n} filters")
        label = msg("Insert a 1×1 {layer} with {filters}, stride {stride}", layer=layer.title, filters=filters,
                    stride=layer.stride[0] if isinstance(layer.stride, tuple) else layer.stride)  # fmt: skip
    else:
        filters = counted(first[-1], "{n} filter", "{n} filters")
        label = msg("Insert a 1×1 {layer} with {filters}", layer=layer.title, filters=filters)
    return _if_they_meet(insert(label, [edge], layer), project, node)


def _projection(have: Shape, want: Shape) -> Layer | None:
    if len(have) != len(want):
        return None
    if len(want) == 1:
        return Dense(want[0], activation="linear")
    if len(want) == 2:
        return Conv1D(want[1], 1, stride=-(-have[0] // want[0]), padding="same", activation="linear")
    if len(want) == 3:
        stride = -(-have[0] // want[0])
        return Conv2D(want[2], 1, stride=stride, padding="same", activation="linear")
    return None


@of_layer
def _flatten_branches(project: Project, node: str) -> Fix | None:
    """Rows of numbers can always stand side by side."""
    network = project.network
    shapes = infer(network).facts[node].inputs
    edges = [e for e, shape in zip(network.incoming(node), shapes, strict=True) if len(shape) > 1]
    label = msg("Insert Flatten before it") if len(edges) == 1 else msg("Insert Flatten in each branch")
    return _if_they_meet(insert(label, edges, Flatten()), project, node)


REPAIRS: dict[str, Repair] = {
    "match_units": _match_units,
    "padding_upstream": _padding_upstream,
    "insert_projection": _insert_projection,
    "flatten_branches": _flatten_branches,
}
