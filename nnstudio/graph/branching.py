"""Several layers that answer, each from the same row of numbers."""

from __future__ import annotations

from collections.abc import Iterable

from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network
from nnstudio.nn.layer import Layer


def place_to_branch(network: Network, output: str) -> str | None:
    """The row of numbers that an output answers from, and from which others may; None where it reads anything else."""
    facts = infer(network).facts
    sources = [edge.source for edge in network.incoming(output)]
    if len(sources) != 1 or len(facts[sources[0]].output or ()) != 1:
        return None
    return sources[0]


def with_outputs(network: Network, layers: Iterable[Layer], after: str) -> Network:
    """Let further layers answer from what a node gives."""
    for layer in layers:
        network = network.add(layer, after=after)
    return network
