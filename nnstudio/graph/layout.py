"""Where the cards stand. Kept apart from the network, so that moving a card changes no model."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping

import msgspec

from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network
from nnstudio.graph.topology import levels, order

Position = tuple[float, float]

GRID = 10.0
"""Cards stand on multiples of this, in canvas units."""
CARD_HEIGHT = 70.0
"""Height that a card is laid out with; one with enlarged text is a little higher."""
ROW = 120.0
"""Distance between two cards of one column."""
LINE = 144.0
"""Distance between two lines of a network that was wrapped."""
LINE_WIDTH = 820.0
"""A network longer than this is wrapped like text, where one card hands on to the next column."""
REACH = 1e6
"""Positions farther from the origin than this come from a damaged file."""

_NARROWEST = 120.0
_GAP = 44.0
_CHARACTER = 7.0
_BEND = 30.0
"""More room before a card with several inputs, whose wires leave the middle for their ports."""
_ASPECT = 1.9
_LONGEST = 80
"""Borders that are tried back from the end of a line."""
_LOSS = 280.0
"""Room for the card of the loss at the end of the last line."""


class Layout(msgspec.Struct, frozen=True):
    """Top-left corners of the cards by node id; the dictionary is never changed in place."""

    positions: dict[str, Position] = {}

    def __getitem__(self, node: str) -> Position:
        return self.positions.get(node, (0.0, 0.0))

    def place(self, moved: Mapping[str, Position]) -> Layout:
        """Return a layout with some cards elsewhere."""
        return Layout({**self.positions, **{k: (float(x), float(y)) for k, (x, y) in moved.items()}})

    def for_network(self, network: Network, widths: Mapping[str, float] | None = None) -> Layout:
        """Forget cards that are gone or beyond reach, and find a place for new ones, as :func:`settle` does."""
        here = {n: (x, y) for n, (x, y) in self.positions.items() if abs(x) <= REACH and abs(y) <= REACH}
        kept = {n.id: here[n.id] for n in network.nodes if n.id in here}
        if len(kept) == len(network.nodes):
            return Layout(kept)
        if not kept:
            return arrange(network, widths)
        return settle(network, Layout(kept), widths)


def card_widths(network: Network) -> dict[str, float]:
    """Estimate how wide the cards are. Whoever has measured the text passes better numbers."""
    widths = {}
    facts = infer(network).facts
    for node in network.nodes:
        parameters = facts[node.id].parameters
        third = len(f"{parameters:,} parameters") - 1 if parameters else 0  # it is written smaller
        characters = max(len(node.title), len(node.layer.figures()), third)
        widths[node.id] = max(_NARROWEST, snap(64 + _CHARACTER * min(characters, 36) + GRID / 2))
    return widths


def snap(value: float) -> float:
    """The nearest multiple of the grid."""
    return round(value / GRID) * GRID


def gap_behind(network: Network, node: str) -> float:
    """Room to leave right of a card, so that the shape it hands on can be written on its wire."""
    output = infer(network).facts[node].output
    room = _GAP + _CHARACTER * len("×".join(str(n) for n in output or ()))
    joins = any(len(network.incoming(edge.target)) > 1 for edge in network.outgoing(node))
    return math.ceil((room + (_BEND if joins else 0.0)) / GRID) * GRID


def extent(layout: Layout, widths: Mapping[str, float]) -> tuple[float, float]:
    """Width and height of what a layout covers, with the card of the loss at the end of its last line."""
    places = layout.positions
    if not places:
        return 1.0, 1.0
    last = max(y for _, y in places.values())
    ends = [x + widths[n] + (_LOSS if y == last else 0.0) for n, (x, y) in places.items()]
    top = min(y for _, y in places.values())
    return max(ends) - min(x for x, _ in places.values()), last - top + LINE


# Arranging everything -------------------------------------------------------------------------------------


def arrange(
    network: Network, widths: Mapping[str, float] | None = None, line_width: float = LINE_WIDTH
) -> Layout:
    """Lay a network out in columns by longest path; within a column by the mean row of the inputs.

    The same network always gives the same layout (Sugiyama's method: layers, then barycentres). A long
    network is wrapped into lines of about equal width.

    Parameters
    ----------
    network : Network
    widths : mapping of str to float, optional
        Widths of the cards by node id; estimated if None.
    line_width : float
        Where to begin thinking of a new line.
    """
    widths = widths or card_widths(network)
    level = levels(network)
    columns: list[list[str]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for node, number in level.items():
        columns[number].append(node)
    rows = _rows(network, columns)
    pitch = [max(widths[n] + gap_behind(network, n) for n in column) for column in columns]
    positions: dict[str, Position] = {}
    top = 0.0
    for line in _lines(network, level, pitch, line_width):
        highest = min(rows[n] for number in line for n in columns[number])
        lowest = max(rows[n] for number in line for n in columns[number])
        x = 0.0
        for number in line:
            for node in columns[number]:
                positions[node] = (snap(x), snap(top + (rows[node] - highest) * ROW))
            x += pitch[number]
        top += (lowest - highest) * ROW + LINE
    return Layout(positions)


def _rows(network: Network, columns: list[list[str]]) -> dict[str, float]:
    row: dict[str, float] = {}
    for column in columns:
        wish = {n: _barycentre(network, n, row) for n in column}
        column.sort(key=lambda n: wish[n])
        top = sum(wish.values()) / len(column) - (len(column) - 1) / 2
        for index, node in enumerate(column):
            row[node] = top + index
    return row


def _barycentre(network: Network, node: str, row: Mapping[str, float]) -> float:
    rows = [row[e.source] for e in network.incoming(node) if e.source in row]
    return sum(rows) / len(rows) if rows else 0.0


def _lines(network: Network, level: Mapping[str, int], pitch: list[float], wanted: float) -> list[list[int]]:
    """Break the columns into lines as even as can be. A branch is never torn apart."""
    if not pitch:
        return []
    steps = [*pitch[:-1], pitch[-1] + _LOSS]
    # Very long networks get longer lines, so that the whole keeps the form of a window.
    wanted = max(wanted, math.sqrt(sum(steps) * LINE * _ASPECT))
    aim = sum(steps) / max(1, round(sum(steps) / wanted))
    gates = _gates(network, level, len(pitch))
    breaks = [0, *(number + 1 for number in gates), len(pitch)]
    # Shortest path over the possible borders, as TeX breaks a paragraph.
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for index, end in enumerate(breaks[1:], 1):
        ugly = (gates.get(end - 1, 0.0) * aim) ** 2
        best[end] = min(
            (best[start][0] + (sum(steps[start:end]) - aim) ** 2 + ugly, [*best[start][1], end])
            for start in breaks[max(0, index - _LONGEST) : index]
        )
    borders = best[len(pitch)][1]
    return [list(range(start, end)) for start, end in itertools.pairwise(borders)]


def _gates(network: Network, level: Mapping[str, int], columns: int) -> dict[int, float]:
    """Columns behind which a line may end, because one card alone hands on, and how ugly that is.

    It is ugly where wires of that card lead farther than to the next column.
    """
    sources: list[set[str]] = [set() for _ in range(columns)]
    distant = [False] * columns
    for edge in network.edges:
        first, last = level[edge.source], level[edge.target]
        for number in range(first, last):
            sources[number].add(edge.source)
            distant[number] |= last > first + 1
    return {i: 0.3 if distant[i] else 0.0 for i in range(columns - 1) if len(sources[i]) == 1}


# Finding places for new cards -----------------------------------------------------------------------------


def settle(network: Network, layout: Layout, widths: Mapping[str, float] | None = None) -> Layout:
    """Place the cards that have no position: behind what feeds them, before what they feed, over nobody.

    Where a new card stands between two others without room for it, those behind it move to the right.
    """
    widths = widths or card_widths(network)
    positions = dict(layout.positions)
    sequence, stuck = order(network)
    for node in (*sequence, *sorted(stuck)):
        if node not in positions:
            _settle_one(network, positions, widths, node)
    return Layout(positions)


def _settle_one(
    network: Network, positions: dict[str, Position], widths: Mapping[str, float], node: str
) -> None:
    sources = [e.source for e in network.incoming(node) if e.source in positions]
    targets = [e.target for e in network.outgoing(node) if e.target in positions]
    width, behind = widths[node], gap_behind(network, node)
    if sources:
        x = max(positions[s][0] + widths[s] + gap_behind(network, s) for s in sources)
        y = sum(positions[s][1] for s in sources) / len(sources)
        ahead = [t for t in targets if positions[t][0] > max(positions[s][0] for s in sources)]
        if ahead:
            room = min(positions[t][0] for t in ahead)
            if x + width + behind > room:
                for t in _ahead(network, positions, ahead):
                    positions[t] = (positions[t][0] + snap(x + width + behind - room), positions[t][1])
            else:
                x += (room - x - width - behind) / 2
            if len(ahead) == len(sources) == 1:
                y = (y + positions[ahead[0]][1]) / 2
    elif targets:
        x = min(positions[t][0] for t in targets) - behind - width
        y = sum(positions[t][1] for t in targets) / len(targets)
    else:
        x = min((p[0] for p in positions.values()), default=0.0)
        y = max((p[1] + ROW for p in positions.values()), default=0.0)
    positions[node] = free_place(positions, widths, (snap(x), snap(y)), width)


def free_place(
    positions: Mapping[str, Position], widths: Mapping[str, float], wish: Position, width: float
) -> Position:
    """The place nearest below ``wish`` where a card of this width covers no other."""
    x, y = wish
    while covers(positions, widths, (x, y), width):
        y += ROW / 2
    return x, snap(y)


def covers(
    positions: Mapping[str, Position], widths: Mapping[str, float], place: Position, width: float
) -> bool:
    """Whether a card of this width would cover another, or come too near to it."""
    x, y = place
    return any(
        abs(y - top) < CARD_HEIGHT + GRID and x < left + widths[other] + GRID and left < x + width + GRID
        for other, (left, top) in positions.items()
    )


def _ahead(network: Network, positions: Mapping[str, Position], start: Iterable[str]) -> set[str]:
    """Cards that follow to the right. A wire that leads back, to the next line, ends the search."""
    seen = set(start)
    stack = list(seen)
    while stack:
        node = stack.pop()
        for edge in network.outgoing(node):
            known = edge.target in positions and edge.target not in seen
            if known and positions[edge.target][0] > positions[node][0]:
                seen.add(edge.target)
                stack.append(edge.target)
    return seen
