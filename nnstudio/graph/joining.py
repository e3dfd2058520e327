"""What is known besides enters a network that reads pictures: an Input of its own, joined to the rest."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from nnstudio.graph import edits
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Edge, Network
from nnstudio.graph.topology import reached
from nnstudio.nn.layers import Concatenate, Dense, Input
from nnstudio.system.messages import msg

_UNITS = 16
"""Neurons between the features and the rest: a few numbers shall not drown among the hundreds that pictures become."""


def meeting_place(network: Network) -> str | None:
    """The first node, from the Inputs on, that makes a row of numbers for others to read; None where there is none."""
    found = infer(network)
    for node in found.order:
        facts = found.facts[node]
        if facts.output is not None and len(facts.output) == 1 and network.outgoing(node):
            return node
    return None


def with_columns(network: Network, features: int) -> Network:
    """Let a row of features enter beside what a network reads already.

    Parameters
    ----------
    network : Network
        With a :func:`meeting_place`; one without stays as it is.
    features : int

    Examples
    --------
    >>> from nnstudio.graph.network import sequential
    >>> from nnstudio.nn.layers import Flatten
    >>> network = with_columns(sequential((8, 8, 1), [Flatten(), Dense(1)]), 3)
    >>> [node.layer.title for node in network.nodes]
    ['Input', 'Flatten', 'Dense', 'Concatenate', 'Input', 'Dense']
    """
    place = meeting_place(network)
    if place is None:
        return network
    first, *others = network.outgoing(place)
    network, joined = edits.insert_on(network, first, Concatenate())
    moved = {edge: Edge(joined, edge.target, edge.port) for edge in others}
    network = msgspec.structs.replace(network, edges=tuple(moved.get(edge, edge) for edge in network.edges))
    network = network.add(Input((features,)), name=str(msg("Columns")))
    dense = Dense(_UNITS, activation="relu", initializer="he_uniform")
    network = network.add(dense, after=network.nodes[-1].id)
    return network.connect(network.nodes[-1].id, joined)


def without_inputs(network: Network, inputs: Collection[str]) -> Network:
    """Take Inputs away, with every layer that reads nothing else, and what joined them to the rest."""
    others = [node for node in network.input_ids if node not in inputs]
    kept = {*others}.union(*(reached(network, node) for node in others))
    joins = [
        node
        for node in kept
        if len(network.incoming(node)) > 1
        and sum(edge.source in kept for edge in network.incoming(node)) == 1
    ]
    gone = [node.id for node in network.nodes if node.id not in kept]
    return edits.delete(edits.delete(network, gone), joins)
