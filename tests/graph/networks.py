"""Random networks for hypothesis: sound or not, as a person may draw them or a file may hold them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from nnstudio.graph.network import Edge, Network, Node
from nnstudio.nn.layer import Layer, UnknownLayer
from nnstudio.nn.layers import Activation, Add, Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D

Draw = Callable[..., Any]

layers: st.SearchStrategy[Layer] = st.sampled_from(
    (
        Input((4,)),
        Input((8, 8, 1)),
        Dense(3),
        Dense(4, "softmax"),
        Conv2D(2, 3),
        MaxPool2D(),
        Flatten(),
        Dropout(0.2),
        Activation("tanh"),
        Add(),
        UnknownLayer({"type": "Attention", "heads": 4}),
    )
)


@st.composite
def acyclic(draw: Draw, largest: int = 8) -> Network:
    """Any layers, wires from earlier to later ones only."""
    return _network(draw, largest, lambda target: range(target))


@st.composite
def any_network(draw: Draw, largest: int = 7) -> Network:
    """Any layers, any wires: circles too, as a damaged file may hold them."""
    return _network(draw, largest, lambda target: range(target + 3))


def _network(draw: Draw, largest: int, sources_of: Callable[[int], range]) -> Network:
    network = Network()
    for layer in draw(st.lists(layers, max_size=largest)):
        network = network.add(layer)
    ids = [n.id for n in network.nodes]
    edges: list[Edge] = []
    for target in range(len(ids)):
        possible = [s for s in sources_of(target) if s < len(ids)]
        sources = draw(st.lists(st.sampled_from(possible), max_size=3)) if possible else []
        edges += [Edge(ids[s], ids[target], port) for port, s in enumerate(sources)]
    order = draw(st.permutations(range(len(ids))))  # a file may hold the nodes in any order
    return Network(tuple(network.nodes[i] for i in order), tuple(edges))


def chain(*made: Layer) -> Network:
    """Layers one after the other, whatever they are; built at once, so that it may be long."""
    nodes = tuple(Node(f"n{i}", layer) for i, layer in enumerate(made))
    return Network(nodes, tuple(Edge(f"n{i}", f"n{i + 1}") for i in range(len(made) - 1)))
