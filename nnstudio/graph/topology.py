"""Order, cycles and depth of a network."""

from __future__ import annotations

from nnstudio.graph.network import Network


def order(network: Network) -> tuple[tuple[str, ...], frozenset[str]]:
    """Sort the nodes so that every node follows its inputs.

    Returns
    -------
    order : tuple of str
        As far as it goes: nodes in a cycle, and those behind one, are missing.
    stuck : frozenset of str
        Ids of the missing nodes.
    """
    waiting = {n.id: len(network.incoming(n.id)) for n in network.nodes}
    ready = [n for n, count in waiting.items() if count == 0]
    done: list[str] = []
    for node in ready:  # grows while it is read: Kahn's algorithm
        done.append(node)
        for edge in network.outgoing(node):
            waiting[edge.target] -= 1
            if waiting[edge.target] == 0:
                ready.append(edge.target)
    return tuple(done), frozenset(n.id for n in network.nodes) - set(done)


def circles(network: Network, stuck: frozenset[str]) -> frozenset[str]:
    """Of the nodes that :func:`order` leaves out, those in a circle or between two, without those behind one."""
    feeding = {n: sum(e.target in stuck for e in network.outgoing(n)) for n in stuck}
    behind = [n for n, count in feeding.items() if count == 0]
    for node in behind:  # grows while it is read, as in `order`
        for edge in network.incoming(node):
            if edge.source in stuck:
                feeding[edge.source] -= 1
                if feeding[edge.source] == 0:
                    behind.append(edge.source)
    return stuck - set(behind)


def reached(network: Network, start: str, *, backwards: bool = False) -> set[str]:
    """The nodes to which wires lead from ``start``, or from which wires lead to it; itself among them."""
    seen, stack = {start}, [start]
    while stack:
        node = stack.pop()
        wires = network.incoming(node) if backwards else network.outgoing(node)
        for edge in wires:
            end = edge.source if backwards else edge.target
            if end not in seen:
                seen.add(end)
                stack.append(end)
    return seen


def leading_to(network: Network, node: str) -> Network:
    """The part of a network that a node depends on, with the node as its only output."""
    kept = reached(network, node, backwards=True)
    return Network(
        tuple(each for each in network.nodes if each.id in kept),
        tuple(edge for edge in network.edges if edge.target in kept),
    )


def would_cycle(network: Network, source: str, target: str) -> bool:
    """Whether a wire from ``source`` to ``target`` would close a circle."""
    return source in reached(network, target)


def levels(network: Network) -> dict[str, int]:
    """Longest path from any start to each node, in wires; nodes in a cycle come last."""
    sequence, stuck = order(network)
    level: dict[str, int] = {}
    for node in sequence:
        level[node] = max((level[e.source] + 1 for e in network.incoming(node)), default=0)
    last = max(level.values(), default=-1) + 1
    return level | dict.fromkeys(stuck, last)
