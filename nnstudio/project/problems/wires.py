"""Repairs of wires that are missing, too many or in a circle."""

from __future__ import annotations

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph import edits
from nnstudio.graph.fitting import against_wire
from nnstudio.graph.inference import Problem, infer
from nnstudio.graph.network import Edge, Network
from nnstudio.graph.topology import reached
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Add, Concatenate, Input
from nnstudio.project.problems.fix import Fix, Repair, of_layer, on_network
from nnstudio.project.problems.inputs import input_shape
from nnstudio.project.problems.outputs import kept_outputs, needed_outputs
from nnstudio.project.project import Project
from nnstudio.system.messages import msg


def _connect_nearest(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Offer the closest card to the left that may feed this one: one whose output fits, and that feeds no other yet."""
    network, node = project.network, problem.node
    if node is None:
        return None
    x, y = project.layout[node]
    taken = {e.source for e in network.incoming(node)} | needed_outputs(project, prepared)

    def distance(other: str) -> tuple[bool, bool, bool, float]:
        ox, oy = project.layout[other]
        unfit = against_wire(network, other, node) is not None
        return ox >= x, unfit, bool(network.outgoing(other)), (ox - x) ** 2 + (oy - y) ** 2

    others = sorted((n.id for n in network.nodes if n.id not in taken), key=distance)
    allowed = (n for n in others if edits.why_not(network, n, node) is None)
    if (nearest := next(allowed, None)) is None:
        return None
    label = msg("Connect {source} to it", source=network[nearest].title)
    return on_network(label, lambda network: network.connect(nearest, node))


@of_layer
def _connect_onward(project: Project, node: str) -> Fix | None:
    """Offer the closest card that waits for an input."""
    network = project.network
    x, y = project.layout[node]
    waiting = [n.id for n in network.nodes if len(network.incoming(n.id)) < n.layer.inputs[0]]
    if not waiting:
        return None

    def distance(other: str) -> float:
        ox, oy = project.layout[other]
        return float((ox - x) ** 2 + (oy - y) ** 2)

    nearest = min(waiting, key=distance)
    label = msg("Connect it to {target}", target=network[nearest].title)
    return on_network(label, lambda network: network.connect(node, nearest))


def _cut_edge(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    return None if problem.edge is None else _cut(project, problem.edge)


def _cut_backward(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Of the wires in a circle, offer the one that leads farthest back: it was hardly meant to."""
    node, network, layout = problem.node, project.network, project.layout
    if node is None:
        return None
    circle = reached(network, node) & reached(network, node, backwards=True)
    inside = (e for e in network.edges if e.source in circle and e.target in circle)
    back = [e for e in inside if layout[e.source][0] > layout[e.target][0]]
    if not back:
        return None
    edge = max(back, key=lambda e: layout[e.source][0] - layout[e.target][0])
    return None if edge == problem.edge else _cut(project, edge)


def _cut(project: Project, edge: Edge) -> Fix:
    a, b = (project.network[n].title for n in (edge.source, edge.target))
    return on_network(
        msg("Cut the wire from {a} to {b}", a=a, b=b), lambda network: edits.unwire(network, edge)
    )


@of_layer
def _insert_add(project: Project, node: str) -> Fix | None:
    return _merge_first(project, node, Add())


@of_layer
def _insert_concatenate(project: Project, node: str) -> Fix | None:
    return _merge_first(project, node, Concatenate())


def _merge_first(project: Project, node: str, layer: Layer) -> Fix | None:
    """Bring several wires together before a layer that takes one, if their shapes agree."""

    def edit(network: Network) -> Network:
        sources = [e.source for e in network.incoming(node)]
        for edge in reversed(network.incoming(node)):
            network = edits.unwire(network, edge)
        new = network.new_id(layer)
        return network.add(layer, after=sources, id=new).connect(new, node)

    merged = edit(project.network)
    if infer(merged).facts[merged.nodes[-1].id].problem is not None:
        return None
    return on_network(msg("Insert {layer} before it", layer=layer.title), edit)


@of_layer
def _remove_layer(project: Project, node: str) -> Fix | None:
    """Take a layer out; what fed it feeds what came after it."""
    if project.network.input_ids == (node,):
        return None
    label = msg("Remove {layer}", layer=project.network[node].title[:40])
    return on_network(label, lambda network: edits.delete(network, [node]))


def _remove_dead_ends(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
    """Keep the outputs that the data asks for, and of the others nothing that leads to no other place."""
    network = project.network
    leading = {
        each for node in kept_outputs(project, prepared) for each in reached(network, node, backwards=True)
    }
    aside = [n for n in network.nodes if n.id not in leading]
    dead = [n.id for n in aside if not isinstance(n.layer, Input)]
    dead += _spare(project, [n.id for n in aside if n.id not in dead and network.outgoing(n.id)], prepared)
    if len(dead) == 1:
        label = msg("Remove {layer}", layer=network[dead[0]].title[:40])
    else:
        label = msg("Remove {n} layers that lead nowhere", n=len(dead))
    return on_network(label, lambda network: edits.delete(network, dead))


def _spare(project: Project, inputs: list[str], prepared: Prepared | None) -> list[str]:
    """These Inputs, unless the others do not take all of the data without them."""
    if prepared is None:
        return []
    others = project.with_network(edits.delete(project.network, inputs))
    spare = len(input_shape(others, prepared)) <= len(input_shape(project, prepared))
    return inputs if spare else []


REPAIRS: dict[str, Repair] = {
    "connect_nearest": _connect_nearest,
    "connect_onward": _connect_onward,
    "cut_backward": _cut_backward,
    "cut_edge": _cut_edge,
    "insert_add": _insert_add,
    "insert_concatenate": _insert_concatenate,
    "remove_layer": _remove_layer,
    "remove_dead_ends": _remove_dead_ends,
}
