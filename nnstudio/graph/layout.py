"""Where the cards stand. Kept apart from the network, so that moving a card changes no model."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from nnstudio.graph.network import Network
from nnstudio.graph.topology import levels

Position = tuple[float, float]

COLUMN = 250.0
"""Distance between two levels, in canvas units."""
ROW = 130.0
"""Distance between two cards of one level."""


class Layout(msgspec.Struct, frozen=True):
    """Top-left corners of the cards by node id; the dictionary is never changed in place."""

    positions: dict[str, Position] = {}

    def __getitem__(self, node: str) -> Position:
        return self.positions.get(node, (0.0, 0.0))

    def place(self, moved: Mapping[str, Position]) -> Layout:
        """Return a layout with some cards elsewhere."""
        return Layout({**self.positions, **{k: (float(x), float(y)) for k, (x, y) in moved.items()}})

    def for_network(self, network: Network) -> Layout:
        """Forget cards that are gone; place new ones by :func:`arrange`."""
        missing = [n.id for n in network.nodes if n.id not in self.positions]
        arranged = arrange(network).positions if missing else {}
        return Layout({n.id: self.positions.get(n.id) or arranged[n.id] for n in network.nodes})


def arrange(network: Network) -> Layout:
    """Lay a network out in columns by longest path; within a column by the mean row of the inputs.

    The same network always gives the same layout (Sugiyama's method: layers, then barycentres).
    """
    columns: dict[int, list[str]] = {}
    for node, level in levels(network).items():
        columns.setdefault(level, []).append(node)
    row: dict[str, float] = {}
    positions: dict[str, Position] = {}
    for level in sorted(columns):
        wish = {n: _barycentre(network, n, row) for n in columns[level]}
        nodes = sorted(columns[level], key=lambda n: wish[n])
        top = sum(wish.values()) / len(nodes) - (len(nodes) - 1) / 2
        for index, node in enumerate(nodes):
            row[node] = top + index
            positions[node] = (level * COLUMN, row[node] * ROW)
    return Layout(positions)


def _barycentre(network: Network, node: str, row: Mapping[str, float]) -> float:
    rows = [row[e.source] for e in network.incoming(node) if e.source in row]
    return sum(rows) / len(rows) if rows else 0.0
