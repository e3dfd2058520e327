"""Edits: pure functions from a network to a network."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from nnstudio.graph.network import Edge, Network, Node
from nnstudio.graph.topology import reached, would_cycle
from nnstudio.nn.layer import Layer, UnknownLayer
from nnstudio.nn.layers import Input
from nnstudio.system.messages import Message, msg


def insert_on(network: Network, edge: Edge, layer: Layer) -> tuple[Network, str]:
    """Put a new layer on a wire.

    Returns
    -------
    network : Network
    id : str
        Of the new node.
    """
    new = network.new_id(layer)
    edges = tuple(Edge(new, e.target, e.port) if e == edge else e for e in network.edges)
    return Network((*network.nodes, Node(new, layer)), (*edges, Edge(edge.source, new, 0))), new


def insert_behind(network: Network, node: str, layer: Layer) -> tuple[Network, str]:
    """Put a new layer between a node and all that it leads to.

    Returns
    -------
    network : Network
    id : str
        Of the new node.
    """
    new = network.new_id(layer)
    edges = (Edge(new, e.target, e.port) if e.source == node else e for e in network.edges)
    return Network((*network.nodes, Node(new, layer)), (*edges, Edge(node, new, 0))), new


def put_on(network: Network, edge: Edge, node: str) -> Network:
    """Put a node that has no wires on one."""
    edges = tuple(Edge(node, e.target, e.port) if e == edge else e for e in network.edges)
    return Network(network.nodes, (*edges, Edge(edge.source, node, 0)))


def why_not(network: Network, source: str, target: str) -> Message | None:
    """Say why a wire cannot be drawn, or None if it can.

    A full input does not hinder: drawing a wire to it replaces the old one.
    """
    return _refusal(network, source, target, closes=would_cycle(network, source, target))


def refusals(network: Network, node: str, *, backwards: bool = False) -> dict[str, Message]:
    """Say why wires from a node to others cannot be drawn, or with ``backwards`` from others to it.

    Those to which one can be drawn are missing. It looks once at what leads to the node, not once for each other.
    """
    closing = reached(network, node, backwards=not backwards)
    found = {}
    for other in network.by_id:
        source, target = (other, node) if backwards else (node, other)
        reason = _refusal(network, source, target, closes=other in closing)
        if reason is not None:
            found[other] = reason
    return found


def _refusal(network: Network, source: str, target: str, *, closes: bool) -> Message | None:
    if source == target:
        return msg("A layer cannot feed itself")
    if isinstance(network[target].layer, Input):
        return msg("An Input takes no wire: samples enter there")
    if closes:
        return msg("This wire would close a circle")
    if any(e.source == source for e in network.incoming(target)) and network[target].layer.inputs[1] == 1:
        return msg("These two are connected already")
    return None


def wire(network: Network, source: str, target: str) -> Network:
    """Draw a wire; where the target's inputs are all taken, it replaces the last one."""
    most = network[target].layer.inputs[1]
    incoming = network.incoming(target)
    if most is not None and len(incoming) >= most > 0:
        network = unwire(network, incoming[-1])
    return network.connect(source, target)


def unwire(network: Network, edge: Edge) -> Network:
    """Cut a wire; later wires into the same node move up one port, where ports have no meaning of their own."""
    return _renumbered(network.nodes, (e for e in network.edges if e != edge))


def rewire(network: Network, edge: Edge, target: str) -> Network:
    """Let a wire end at another node."""
    return wire(unwire(network, edge), edge.source, target)


def delete(network: Network, nodes: Collection[str]) -> Network:
    """Remove nodes with their wires.

    A gap in a chain is closed: what fed a removed single-input node feeds what came after it.
    """
    gone = set(nodes)

    def origin(source: str) -> str | None:
        passed = set()  # a file may hold a circle
        while source in gone:
            incoming = network.incoming(source)
            if len(incoming) != 1 or source in passed:
                return None
            passed.add(source)
            source = incoming[0].source
        return source

    kept = {(e.source, e.target) for e in network.edges if not gone & {e.source, e.target}}
    edges = []
    for e in network.edges:
        source = origin(e.source)
        if e.target in gone or source is None:
            continue
        # A healed wire beside one that is there already would lie under it, unseen.
        if source != e.source and (source, e.target) in kept:
            continue
        kept.add((source, e.target))
        edges.append(Edge(source, e.target, e.port))
    return _renumbered((n for n in network.nodes if n.id not in gone), edges)


def change(network: Network, nodes: Iterable[str], **settings: Any) -> Network:
    """Change settings of some nodes.

    Raises
    ------
    FieldError
        When a value is outside its limits; nothing is changed then.
    """
    changed = {node: network[node].layer.replace(**settings) for node in nodes}
    return Network(
        tuple(
            msgspec.structs.replace(n, layer=changed[n.id]) if n.id in changed else n for n in network.nodes
        ),
        network.edges,
    )


def rename(network: Network, node: str, name: str) -> Network:
    """Give a node a name of its own; an empty one brings the automatic name back."""
    nodes = tuple(msgspec.structs.replace(n, name=name.strip()) if n.id == node else n for n in network.nodes)
    return Network(nodes, network.edges)


def freeze(network: Network, nodes: Collection[str], frozen: bool = True) -> Network:
    """Let training leave the weights of some nodes as they are, or let it change them again."""
    changed = tuple(msgspec.structs.replace(n, frozen=frozen) if n.id in nodes else n for n in network.nodes)
    return Network(changed, network.edges)


def duplicate(network: Network, nodes: Collection[str]) -> tuple[Network, dict[str, str]]:
    """Copy nodes and the wires between them.

    Returns
    -------
    network : Network
    copies : dict of str to str
        New ids by old ids.
    """
    added, inner, copies = _copied(network, nodes)
    return _renumbered(network.nodes + added, network.edges + inner), copies


def _copied(
    network: Network, nodes: Collection[str]
) -> tuple[tuple[Node, ...], tuple[Edge, ...], dict[str, str]]:
    """Copies of nodes and of the wires between them, with their ports, and the new ids by the old ones."""
    chosen = [n for n in network.nodes if n.id in nodes]
    copies = _new_ids(network, chosen)
    added = tuple(msgspec.structs.replace(n, id=copies[n.id]) for n in chosen)
    inner = tuple(
        Edge(copies[e.source], copies[e.target], e.port)
        for e in network.edges
        if e.source in copies and e.target in copies
    )
    return added, inner, copies


def why_not_repeated(network: Network, nodes: Collection[str]) -> Message | None:
    """Say why a block of layers cannot follow itself, or None if it can: it needs one way in and one way out."""
    if any(isinstance(network[n].layer, Input) for n in nodes):
        return msg("Samples enter at an Input: it cannot follow itself")
    if len({e.source for e in _entries(network, nodes)}) != 1:
        return msg("To follow itself, a block needs its input from one layer before it")
    if len(_ends(network, nodes)) != 1:
        return msg("To follow itself, a block needs one last layer, which all the others lead to")
    return None


def repeat(network: Network, nodes: Collection[str]) -> tuple[Network, dict[str, str]]:
    """Put a copy of a block behind it: what came out of the block goes into the copy, and out of that where it went.

    Parameters
    ----------
    network : Network
    nodes : collection of str
        The block, for which :func:`why_not_repeated` is None.

    Returns
    -------
    network : Network
    copies : dict of str to str
        New ids by old ids.
    """
    (end,) = _ends(network, nodes)
    added, inner, copies = _copied(network, nodes)
    onward = (
        Edge(copies[end], e.target, e.port) if e.source == end and e.target not in nodes else e
        for e in network.edges
    )
    entries = (Edge(end, copies[e.target], e.port) for e in _entries(network, nodes))
    return _renumbered(network.nodes + added, (*onward, *inner, *entries)), copies


def _entries(network: Network, nodes: Collection[str]) -> list[Edge]:
    """The wires that lead into a block."""
    return [e for e in network.edges if e.target in nodes and e.source not in nodes]


def _ends(network: Network, nodes: Collection[str]) -> list[str]:
    """The layers of a block from which wires lead out of it, or lead nowhere."""
    return [
        n for n in nodes if not network.outgoing(n) or any(e.target not in nodes for e in network.outgoing(n))
    ]


def merge(network: Network, piece: Network) -> tuple[Network, dict[str, str]]:
    """Add the nodes and wires of another network, with new ids.

    Returns
    -------
    network : Network
    ids : dict of str to str
        Ids in the result by ids in ``piece``.
    """
    ids = _new_ids(network, piece.nodes)
    added = tuple(msgspec.structs.replace(n, id=ids[n.id]) for n in piece.nodes)
    edges = tuple(Edge(ids[e.source], ids[e.target], e.port) for e in piece.edges)
    return _renumbered(network.nodes + added, network.edges + edges), ids


def part(network: Network, nodes: Collection[str]) -> Network:
    """The nodes named and the wires between them."""
    return _renumbered(
        (n for n in network.nodes if n.id in nodes),
        (e for e in network.edges if e.source in nodes and e.target in nodes),
    )


def _new_ids(network: Network, nodes: Sequence[Node]) -> dict[str, str]:
    """Ids that nodes get when they are added to a network, by their old ones."""
    return dict(zip((n.id for n in nodes), network.new_ids(n.layer for n in nodes), strict=True))


def _renumbered(nodes: Iterable[Node], edges: Iterable[Edge]) -> Network:
    """Build a network whose ports are 0, 1, 2 … for each target, in their old order.

    What the ports of a layer from a newer version mean is not known here, so they stay as they are.
    """
    nodes, kept = tuple(nodes), list(edges)
    unknown = {n.id for n in nodes if isinstance(n.layer, UnknownLayer)}
    count: dict[str, int] = {}
    port: dict[Edge, int] = {}
    for e in sorted(kept, key=lambda e: (e.target, e.port)):
        port[e] = e.port if e.target in unknown else count.get(e.target, 0)
        count[e.target] = port[e] + 1
    return Network(nodes, tuple(Edge(e.source, e.target, port[e]) for e in kept))
