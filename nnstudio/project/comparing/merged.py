"""Two compared networks drawn as one: what both have stands once, what only one has stands beside it."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

from nnstudio.graph.network import Edge, Network, Node
from nnstudio.project.comparing.compare import Change, Difference, Side, Status


class Merged(NamedTuple):
    """One drawing of two networks.

    Parameters
    ----------
    network : Network
        Layers of both; for its layout only, as two wires may want one port.
    cards : dict of str to Change
        By node id of :attr:`network`, in the order of the list of changes.
    wires : dict of Edge to str
        What became of each wire: "same", "added" or "removed".
    """

    network: Network
    cards: dict[str, Change]
    wires: dict[Edge, Status]


def merged(a: Side, b: Side, found: Difference) -> Merged:
    """Draw two sides as one; :func:`compare` has found how they differ."""
    cards: dict[str, Change] = {}
    of_a: dict[str, str] = {}
    nodes: list[Node] = []
    for change in found.layers:
        node = change.b or change.a
        assert node is not None
        name = node.id if change.b is not None else _free(node.id, b.network)
        if change.a is not None:
            of_a[change.a.id] = name
        cards[name] = change
        nodes.append(Node(name, node.layer, node.name, frozen=node.frozen))
    added = set(found.edges_added)
    wires: dict[Edge, Status] = {e: "added" if e in added else "same" for e in b.network.edges}
    ports = count(max((e.port for e in b.network.edges), default=0) + 1)
    for edge in found.edges_removed:
        # A port of its own: the one it had may be taken by a new wire.
        wires[Edge(of_a[edge.source], of_a[edge.target], next(ports))] = "removed"
    return Merged(Network(tuple(nodes), tuple(wires)), cards, wires)


def _free(node: str, network: Network) -> str:
    """An id for a layer that only the first network has; ids in a network have 64 characters at most."""
    if node not in network:
        return node
    return next(name for number in count(1) if (name := f"{node[:50]}-{number}") not in network)
