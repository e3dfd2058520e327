"""A repair of a problem, and the edits most repairs are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from nnstudio.data.preparing.prepare import Prepared
from nnstudio.graph import edits
from nnstudio.graph.inference import Problem
from nnstudio.graph.network import Edge, Network
from nnstudio.graph.replacing import exchanged
from nnstudio.nn.layer import Layer
from nnstudio.project.project import Project
from nnstudio.system.messages import Message


class Fix(NamedTuple):
    """A repair offered as a button."""

    label: Message
    apply: Callable[[Project], Project]


Repair = Callable[[Project, Problem, Prepared | None], Fix | None]
"""Makes a fix of a problem; None where it would not help."""


def of_layer(repair: Callable[[Project, str], Fix | None]) -> Repair:
    """A repair of the layer to blame, by its node, whatever the data is."""

    def fix(project: Project, problem: Problem, prepared: Prepared | None) -> Fix | None:
        return None if problem.node is None else repair(project, problem.node)

    return fix


def on_network(label: Message, edit: Callable[[Network], Network]) -> Fix:
    """A fix that edits nothing but the network; new cards find a place by themselves."""
    return Fix(label, lambda project: project.with_network(edit(project.network)))


def on_training(label: Message, **settings: Any) -> Fix:
    """A fix that changes settings of training."""
    return Fix(label, lambda project: project.replace(training=project.training.replace(**settings)))


def on_data(label: Message, **settings: Any) -> Fix:
    """A fix that changes how the data is divided or scaled; it is prepared anew."""
    return Fix(label, lambda project: project.replace(data=project.data.replace(**settings)))


def change(node: str, label: Message, **settings: object) -> Fix:
    """A fix that changes settings of a layer."""
    return on_network(label, lambda network: edits.change(network, [node], **settings))


def exchange(label: Message, layers: Mapping[str, Layer | None]) -> Fix:
    """A fix that puts layers of other kinds at the places of some; None takes one out."""

    def apply(project: Project) -> Project:
        network, layout = project.network, project.layout
        for node, layer in layers.items():
            if layer is None:
                network = edits.delete(network, [node])
            else:
                made = exchanged(network, network[node], layer)
                network, layout = made.network, layout.place({made.node: layout[node]})
        return project.with_network(network, layout.for_network(network))

    return Fix(label, apply)


def insert(label: Message, edges: Iterable[Edge], layer: Layer) -> Fix:
    """A fix that puts a layer of the same kind on each of some wires."""
    edges = tuple(edges)

    def edit(network: Network) -> Network:
        for edge in edges:
            network, _ = edits.insert_on(network, edge, layer)
        return network

    return on_network(label, edit)
