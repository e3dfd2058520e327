"""Where the cards stand. Kept apart from the network, so that moving a card changes no model."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping

import msgspec

from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network
from nnstudio.graph.routing import MOST_PASSED, lane_height
from nnstudio.graph.topology import levels, order
from nnstudio.nn.shape import show

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
_FAN = 0.3
"""How ugly each wire more makes the end of a line, as a share of the line's length."""
_BETWEEN_LINES = LINE - CARD_HEIGHT
_OVER_LANES = 62.0
"""Room for a wire from the line above, over those that lead over the cards of their own line."""
_FULL_LINE = 1040.0
"""Where a line that grows card by card is long enough."""
_LINES = (520.0, 680.0, 1040.0, 1300.0)
"""Lengths of lines that are tried beside the usual one to fill a room."""


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
    room = _GAP + _CHARACTER * len(show(output or ()))
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
    network is wrapped into lines of about equal width. The work grows with the number of layers and wires.

    Parameters
    ----------
    network : Network
    widths : mapping of str to float, optional
        Widths of the cards by node id; estimated if None.
    line_width : float
        Where to begin thinking of a new line.
    """
    return _Columns(network, widths or card_widths(network)).layout(line_width)


def arrange_for(
    network: Network, widths: Mapping[str, float], room: tuple[float, float], below: float = 0.0
) -> Layout:
    """Lay a network out in lines of the length that shows it largest in a room of this width and height.

    Under every card so much more room is left as ``below`` says.
    """
    columns = _Columns(network, widths, below)

    def zoom(layout: Layout) -> float:
        width, height = extent(layout, widths)
        return min(1.0, room[0] / width, room[1] / (height + below))

    lengths = dict.fromkeys(max(line, columns.shortest_line) for line in (LINE_WIDTH, *_LINES))
    return max(map(columns.layout, lengths), key=zoom)


class _Columns:
    """The columns of a network, with the rows of its cards: what does not depend on where lines end."""

    def __init__(self, network: Network, widths: Mapping[str, float], below: float = 0.0) -> None:
        self._network, self._level = network, levels(network)
        level = self._level
        self._row, self._line = ROW + below, LINE + below
        self._columns: list[list[str]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
        for node, number in level.items():
            self._columns[number].append(node)
        self._rows = _rows(network, self._columns)
        self._pitch = [max(widths[n] + gap_behind(network, n) for n in column) for column in self._columns]
        self._gates = _gates(network, level, len(self._columns))
        # Very long networks get longer lines, so that the whole keeps the form of a window.
        self.shortest_line = math.sqrt((sum(self._pitch) + _LOSS) * LINE * _ASPECT)

    def layout(self, line_width: float) -> Layout:
        """Place the columns in lines of about this width."""
        rows, positions, top = self._rows, dict[str, Position](), 0.0
        for line in _lines(self._gates, self._pitch, max(line_width, self.shortest_line)):
            highest = min(rows[n] for number in line for n in self._columns[number])
            lowest = max(rows[n] for number in line for n in self._columns[number])
            top += self._room_over(line, highest) if positions else 0.0
            x = 0.0
            for number in line:
                for node in self._columns[number]:
                    positions[node] = (snap(x), snap(top + (rows[node] - highest) * self._row))
                x += self._pitch[number]
            top += (lowest - highest) * self._row + self._line
        return Layout(positions)

    def _room_over(self, line: range, highest: float) -> float:
        """More room over a line whose wires lead over its own cards: the wire that comes from the line above passes
        over these, and crosses none."""
        most = 0
        for node in (n for number in line for n in self._columns[number] if self._rows[n] == highest):
            for edge in self._network.outgoing(node):
                first, last = self._level[node] + 1, self._level[edge.target]
                if last in line and self._rows[edge.target] == highest:
                    most = max(most, self._passed(range(first, last), highest))
        return max(0.0, lane_height(most) + _OVER_LANES - _BETWEEN_LINES) if most else 0.0

    def _passed(self, columns: range, row: float) -> int:
        """How many cards of a row stand in some columns, as far as it matters."""
        count = 0
        for number in columns[: 2 * MOST_PASSED]:
            count += any(self._rows[n] == row for n in self._columns[number])
        return min(count, MOST_PASSED)


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


def _lines(gates: Mapping[int, float], pitch: list[float], wanted: float) -> list[range]:
    """Break the columns into lines as even as can be. A branch is never torn apart."""
    if not pitch:
        return []
    # How far the columns reach, so that the width of a line is one subtraction.
    ends = [0.0, *itertools.accumulate([*pitch[:-1], pitch[-1] + _LOSS])]
    aim = ends[-1] / max(1, round(ends[-1] / wanted))
    breaks = [0, *(number + 1 for number in gates), len(pitch)]
    # Shortest path over the possible borders, as TeX breaks a paragraph.
    cost, came = {0: 0.0}, {0: 0}
    for index, end in enumerate(breaks[1:], 1):
        ugly = (gates.get(end - 1, 0.0) * aim) ** 2
        best, came[end] = min(
            (cost[start] + (ends[end] - ends[start] - aim) ** 2, start)
            for start in breaks[max(0, index - _LONGEST) : index]
        )
        cost[end] = best + ugly
    lines, end = [], len(pitch)
    while end:
        lines.append(range(came[end], end))
        end = came[end]
    return lines[::-1]


def _gates(network: Network, level: Mapping[str, int], columns: int) -> dict[int, float]:
    """Columns behind which a line may end, because one card alone hands on, and how ugly that is.

    It is ugly where wires of that card lead farther than to the next column, and where they are many, as each leads
    back to the next line on its own. What wires pass is counted by
    where they begin and end, not column by column: a wire may pass thousands.
    """
    passing, distant, fan = [0] * (columns + 1), [0] * (columns + 1), [1] * columns
    for node, first in level.items():
        fan[first] = max(fan[first], len(network.outgoing(node)))
        last = max((level[e.target] for e in network.outgoing(node)), default=first)
        if last > first:
            passing[first] += 1
            passing[last] -= 1
        if last > first + 1:
            distant[first] += 1
            distant[last] -= 1
    counts, far = itertools.accumulate(passing), itertools.accumulate(distant)
    return {
        i: (0.3 if ugly else 0.0) + _FAN * (fan[i] - 1)
        for i, (count, ugly) in enumerate(zip(counts, far, strict=True))
        if count == 1 and i < columns - 1
    }


# Finding places for new cards -----------------------------------------------------------------------------


class Places:
    """Where cards stand, in bands of about a card's height: what is near a place is found without looking at all.

    Parameters
    ----------
    positions : mapping of str to (float, float)
    widths : mapping of str to float
        Of every card that is placed or will be.
    """

    _BAND = CARD_HEIGHT + GRID

    def __init__(self, positions: Mapping[str, Position], widths: Mapping[str, float]) -> None:
        self._widths = widths
        self.positions: dict[str, Position] = {}
        self._bands: dict[int, dict[str, Position]] = {}
        for node, place in positions.items():
            self.put(node, place)

    def put(self, node: str, place: Position) -> None:
        """Place a card, or place it anew."""
        if node in self.positions:
            del self._bands[self._band(self.positions[node][1])][node]
        self.positions[node] = place
        self._bands.setdefault(self._band(place[1]), {})[node] = place

    def covers(self, place: Position, width: float) -> bool:
        """Whether a card of this width would cover another, or come too near to it."""
        x, y = place
        band = self._band(y)
        return any(
            abs(y - top) < CARD_HEIGHT + GRID and x < left + self._widths[other] + GRID and left < x + width + GRID
            for near in (band - 1, band, band + 1)
            for other, (left, top) in self._bands.get(near, {}).items()
        )  # fmt: skip

    def free(self, wish: Position, width: float) -> Position:
        """The place nearest below ``wish`` where a card of this width covers no other."""
        x, y = wish
        while self.covers((x, y), width):
            y += ROW / 2
        return x, snap(y)

    def make_row(self, y: float) -> None:
        """Let all cards that stand lower make room for a row of cards, where one of them is in its way."""
        lower = {node: at for node, at in self.positions.items() if at[1] > y - ROW / 2}
        if any(top != y and top < y + CARD_HEIGHT + GRID for _, top in lower.values()):
            for node, (x, top) in lower.items():
                self.put(node, (x, top + ROW))

    def _band(self, y: float) -> int:
        return int(y // self._BAND)


def settle(network: Network, layout: Layout, widths: Mapping[str, float] | None = None) -> Layout:
    """Place the cards that have no position: behind what feeds them, before what they feed, over nobody.

    Where a new card stands between two others without room for it, those behind it move to the right. A branch that joins
    a line stands under it, and the lines below make room.
    """
    widths = widths or card_widths(network)
    places = Places(layout.positions, widths)
    for node in _in_turn(network, set(places.positions)):
        _settle_one(network, places, widths, node)
    return Layout(places.positions)


def _in_turn(network: Network, placed: set[str]) -> list[str]:
    """What a new card is fed by before it, but a branch that begins anew from where it joins what is there."""
    sequence, stuck = order(network)
    new, turn = [n for n in (*sequence, *sorted(stuck)) if n not in placed], list[str]()
    feeding = ((n, [edge.source for edge in network.incoming(n)]) for n in new)
    fed = ((n, [edge.target for edge in network.outgoing(n)]) for n in reversed(new))
    for node, neighbours in (*feeding, *fed):
        if node not in placed and not placed.isdisjoint(neighbours):
            placed.add(node)
            turn.append(node)
    return turn + [node for node in new if node not in placed]


def _settle_one(network: Network, places: Places, widths: Mapping[str, float], node: str) -> None:
    positions = places.positions
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
                for t in cards_ahead(network, positions, ahead):
                    places.put(t, (positions[t][0] + snap(x + width + behind - room), positions[t][1]))
            else:
                x += (room - x - width - behind) / 2
            if len(ahead) == len(sources) == 1:
                y = (y + positions[ahead[0]][1]) / 2
    elif targets:
        x = min(positions[t][0] for t in targets) - behind - width
        y = sum(positions[t][1] for t in targets) / len(targets)
        if places.covers((snap(x), snap(y)), width):
            y = snap(y + ROW)
            places.make_row(y)
    else:
        x = min((p[0] for p in positions.values()), default=0.0)
        y = max((p[1] + ROW for p in positions.values()), default=0.0)
    if sources and not targets and _ends_a_line(positions, sources, x + width):
        x = min(place[0] for place in positions.values())
        y = max(place[1] for place in positions.values()) + LINE
    places.put(node, places.free((snap(x), snap(y)), width))


def _ends_a_line(positions: Mapping[str, Position], sources: list[str], right: float) -> bool:
    """Whether a card behind the last one of the last line would make a line that is too long: it begins the next."""
    left = min(place[0] for place in positions.values())
    lowest = max(place[1] for place in positions.values())
    return right - left > _FULL_LINE and all(positions[s][1] > lowest - ROW / 2 for s in sources)


def cards_ahead(network: Network, positions: Mapping[str, Position], start: Iterable[str]) -> set[str]:
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
