"""The network as a value: nodes, edges and nothing else. Every edit returns a new one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

import msgspec

import nnstudio.nn.layers  # noqa: F401  fills the catalogue
from nnstudio.nn.layer import Layer, UnknownLayer, layer_from_plain, layer_to_plain
from nnstudio.nn.layers import Input
from nnstudio.nn.shape import Shape
from nnstudio.system.messages import StudioError, shortened

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""Ids name weights in files and values in exported code, so nothing else may stand in them."""
_LONGEST_TITLE = 120
"""Characters of a title; the window lets 60 be typed, a file may hold millions."""


class Node(msgspec.Struct, frozen=True):
    """A layer in a network.

    Parameters
    ----------
    id : str
        Short and stable; the first half of the names of its weights, as in ``dense_1/W``.
    layer : Layer
    name : str
        What the card says; the layer's title and number where it is empty.
    extra : dict
        Settings from a newer version's file, written back untouched.
    frozen : bool
        Whether training leaves the layer's weights and running statistics as they are.
    """

    id: str
    layer: Layer
    name: str = ""
    extra: dict[str, Any] = {}
    frozen: bool = False

    @property
    def title(self) -> str:
        """What the card says: the name, or ``Dense 2`` for the id ``dense_2``; one line, also of a strange file."""
        if name := _one_line(self.name):
            return name
        number = self.id.rpartition("_")[2]
        title = (
            _one_line(str(self.layer.data.get("type"))) or "Unknown"
            if isinstance(self.layer, UnknownLayer)
            else self.layer.title
        )
        return f"{title} {number}" if number.isdigit() else title


def _one_line(name: str) -> str:
    """A name without line breaks, cut to what fits into a sentence."""
    return shortened(" ".join(name[: 2 * _LONGEST_TITLE].split()), _LONGEST_TITLE)


class Edge(msgspec.Struct, frozen=True, order=True):
    """A wire from the output of ``source`` to input number ``port`` of ``target``."""

    source: str
    target: str
    port: int = 0


class Network(msgspec.Struct, frozen=True, dict=True):
    """A directed graph of layers.

    It may be unfinished or wrong while somebody is drawing; :mod:`nnstudio.graph.inference` says what is
    wrong. Only what can never be drawn is refused here: two nodes of one id, wires to nowhere, two wires into one port.

    Parameters
    ----------
    nodes : tuple of Node
    edges : tuple of Edge
    """

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()

    def __post_init__(self) -> None:
        ids = {n.id for n in self.nodes}
        for node in ids:
            if not _ID.fullmatch(node):
                raise StudioError(
                    "A layer's id must be 1 to 64 letters, digits, _ or -, not {id}", id=repr(node[:80])
                )
        if len(ids) != len(self.nodes):
            raise StudioError("Two layers of the network have the same id")
        taken: set[tuple[str, int]] = set()
        for edge in self.edges:
            if edge.source not in ids or edge.target not in ids:
                raise StudioError("A wire from {a} to {b} has a loose end", a=edge.source, b=edge.target)
            if edge.port < 0:
                raise StudioError(
                    "A wire ends in input {port} of {b}: inputs count from 0", port=edge.port, b=edge.target
                )
            if (edge.target, edge.port) in taken:
                raise StudioError("Two wires end in the same input of {b}", b=edge.target)
            taken.add((edge.target, edge.port))

    # Reading ------------------------------------------------------------------------------------------

    @cached_property
    def by_id(self) -> dict[str, Node]:
        """Nodes by id."""
        return {n.id: n for n in self.nodes}

    @cached_property
    def _incoming(self) -> dict[str, tuple[Edge, ...]]:
        incoming: dict[str, list[Edge]] = {n.id: [] for n in self.nodes}
        for edge in self.edges:
            incoming[edge.target].append(edge)
        return {k: tuple(sorted(v, key=lambda e: e.port)) for k, v in incoming.items()}

    @cached_property
    def _outgoing(self) -> dict[str, tuple[Edge, ...]]:
        outgoing: dict[str, list[Edge]] = {n.id: [] for n in self.nodes}
        for edge in self.edges:
            outgoing[edge.source].append(edge)
        return {k: tuple(v) for k, v in outgoing.items()}

    def __getitem__(self, node: str) -> Node:
        try:
            return self.by_id[node]
        except KeyError:
            raise StudioError("The network has no layer {node}", node=repr(node)) from None

    def __contains__(self, node: object) -> bool:
        return node in self.by_id

    def incoming(self, node: str) -> tuple[Edge, ...]:
        """Wires that end in a node, by port."""
        return self._incoming[node]

    def outgoing(self, node: str) -> tuple[Edge, ...]:
        """Wires that start at a node."""
        return self._outgoing[node]

    @property
    def input_ids(self) -> tuple[str, ...]:
        """Ids of the Input nodes."""
        return tuple(n.id for n in self.nodes if isinstance(n.layer, Input))

    @property
    def output_ids(self) -> tuple[str, ...]:
        """Ids of the nodes that feed no other: where predictions come out."""
        return tuple(n.id for n in self.nodes if not self._outgoing[n.id] and not isinstance(n.layer, Input))

    # Building -----------------------------------------------------------------------------------------

    def new_id(self, layer: Layer) -> str:
        """A free id for a layer, such as ``dense_3``."""
        return self.new_ids((layer,))[0]

    def new_ids(self, layers: Iterable[Layer]) -> list[str]:
        """Free ids for layers that are added together; thousands may be pasted at once."""
        taken, last, found = set(self.by_id), dict[str, int](), list[str]()
        for layer in layers:
            stem = _stem(layer)
            if isinstance(layer, Input) and "input" not in taken:
                new = "input"
            else:
                number = last.get(stem, 0) + 1
                while (new := f"{stem}_{number}") in taken:
                    number += 1
                last[stem] = number
            taken.add(new)
            found.append(new)
        return found

    def add(
        self, layer: Layer, *, after: str | Iterable[str] = (), id: str | None = None, name: str = ""
    ) -> Network:
        """Return a network with one more layer.

        Parameters
        ----------
        layer : Layer
        after : str or iterable of str
            Nodes whose outputs become its inputs, in this order.
        id : str, optional
            A free id; chosen from the layer's type if None.
        name : str
            Name for the card.
        """
        _require_layer(layer)
        sources = (
            (after,) if isinstance(after, str) else tuple(after) if isinstance(after, Iterable) else (after,)
        )
        for source in sources:
            if not isinstance(source, str):
                raise StudioError(
                    "A layer follows others by their ids, such as 'dense_1', not {value}",
                    value=repr(source)[:60],
                )
        new = id or self.new_id(layer)
        edges = tuple(Edge(source, new, port) for port, source in enumerate(sources))
        return Network((*self.nodes, Node(new, layer, name)), self.edges + edges)

    def connect(self, source: str, target: str, port: int | None = None) -> Network:
        """Return a network with one more wire; it takes the first free port if ``port`` is None."""
        self[source], self[target]
        if port is None:
            taken = {e.port for e in self.incoming(target)}
            port = next(i for i in range(len(taken) + 1) if i not in taken)
        return Network(self.nodes, (*self.edges, Edge(source, target, port)))

    def with_layer(self, node: str, layer: Layer) -> Network:
        """Return a network in which a node has other settings."""
        _require_layer(layer)
        self[node]
        return Network(
            tuple(msgspec.structs.replace(n, layer=layer) if n.id == node else n for n in self.nodes),
            self.edges,
        )

    # Files --------------------------------------------------------------------------------------------

    def to_plain(self) -> dict[str, Any]:
        """The dictionary that files hold."""
        nodes = [
            {
                "id": n.id,
                **({"name": n.name} if n.name else {}),
                **({"frozen": True} if n.frozen else {}),
                "layer": {**n.extra, **layer_to_plain(n.layer)},
            }
            for n in self.nodes
        ]
        return {"nodes": nodes, "edges": [[e.source, e.target, e.port] for e in self.edges]}

    @classmethod
    def from_plain(cls, data: Any) -> Network:
        """Read the dictionary of a file.

        Raises
        ------
        StudioError
            With the place in the dictionary that is wrong.
        """
        try:
            plain = msgspec.convert(data, _PlainNetwork)
        except msgspec.ValidationError as error:
            raise StudioError("The network is damaged: {cause}", cause=str(error)) from None
        nodes = []
        for n in plain.nodes:
            layer, extra = layer_from_plain(n.layer)
            nodes.append(Node(n.id, layer, n.name, extra, n.frozen))
        return cls(tuple(nodes), tuple(Edge(*e) for e in plain.edges))


def _stem(layer: Layer) -> str:
    """The first half of a layer's id: ``max_pool2d`` for MaxPool2D."""
    kind = str(layer.data.get("type")) if isinstance(layer, UnknownLayer) else type(layer).__name__
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=\d)(?=[A-Z][a-z])", "_", kind).lower()
    return re.sub(r"[^a-z0-9_]", "", parted)[:40] or "layer"


def _require_layer(layer: Any) -> None:
    if not isinstance(layer, Layer):
        raise StudioError("A network is made of layers such as Dense(3), not {value}", value=repr(layer)[:60])


class _PlainNode(msgspec.Struct):
    id: str
    layer: dict[str, Any]
    name: str = ""
    frozen: bool = False


class _PlainNetwork(msgspec.Struct):
    nodes: list[_PlainNode]
    edges: list[tuple[str, str, int]]


def sequential(shape: Shape, layers: Iterable[Layer]) -> Network:
    """Build a network in which every layer follows the one before.

    Parameters
    ----------
    shape : tuple of int
        Shape of one sample, such as ``(30,)`` or ``(28, 28, 1)``.
    layers : iterable of Layer

    Examples
    --------
    >>> from nnstudio.nn.layers import Dense
    >>> net = sequential((30,), [Dense(25, activation="sigmoid"), Dense(1, activation="sigmoid")])
    >>> [node.title for node in net.nodes]
    ['Input', 'Dense 1', 'Dense 2']
    """
    if isinstance(layers, Layer) or not isinstance(layers, Iterable):
        raise StudioError(
            "The layers must be a list such as [Dense(3)], not {value}", value=repr(layers)[:60]
        )
    network = Network().add(Input(shape))
    for layer in layers:
        network = network.add(layer, after=network.nodes[-1].id)
    return network
