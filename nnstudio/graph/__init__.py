"""The drawn network: immutable values and pure functions over them."""

from nnstudio.graph.network import Edge, Network, Node, sequential

__all__ = ["Edge", "Network", "Node", "sequential"]
