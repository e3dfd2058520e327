"""Around which number the colours of a layer turn: what its activation gives where it says neither yes nor no."""

from __future__ import annotations

from nnstudio.graph.network import Network

_MIDDLE = {"sigmoid": 0.5, "hard_sigmoid": 0.5}


def middle_of(network: Network, node: str) -> float:
    """The number without colour in pictures of a layer: 0, but 0.5 behind a sigmoid."""
    return _MIDDLE.get(network[node].layer.activation_name(), 0.0)
