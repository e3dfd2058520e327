"""The wires of a diagram: where they start and end, which way they take, and where their shapes are written."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nnstudio.export.diagram.cards import SMALL
from nnstudio.export.diagram.metrics import printable, text_width
from nnstudio.graph.inference import Inference
from nnstudio.graph.network import Edge, Network
from nnstudio.graph.routing import Curve, Obstacles, Point, Rect, Way, route
from nnstudio.nn.shape import show

ARROW = 8.0
"""Length of an arrow's head."""
_LEVEL = 5.0
"""How far a wire runs straight before the head of its arrow."""
_PARTING = 36.0
"""Room that wires need to part gently."""
_SHORT = 260.0
_BEHIND = 12.0
"""How far behind its card a shape is written, where the wire is long or parts into several."""
_MARGIN = 5.0
_LOSS = ""
"""Stands for the card of the loss among the nodes."""


class Label(NamedTuple):
    """A shape, the room it takes, and whether that is on its wire."""

    text: str
    rect: Rect
    on_wire: bool = False


class Wires(NamedTuple):
    """All wires of a diagram.

    Parameters
    ----------
    ways : dict of Edge to Way
    loss_ways : dict of str to Way
        By output node.
    labels : dict of str to Label
        By the node that hands the shape on.
    """

    ways: dict[Edge, Way]
    loss_ways: dict[str, Way]
    labels: dict[str, Label]

    def by_source(self) -> list[tuple[str, Way, Rect]]:
        """The node that each wire begins at, its way and what that covers."""
        led = (*((edge.source, way) for edge, way in self.ways.items()), *self.loss_ways.items())
        return [(source, way, way.bounds()) for source, way in led]

    def bounds(self) -> list[Rect]:
        """What wires and labels cover."""
        return [
            *(way.bounds() for way in (*self.ways.values(), *self.loss_ways.values())),
            *(label.rect for label in self.labels.values()),
        ]


def lead_wires(
    network: Network,
    inference: Inference,
    cards: Mapping[str, Rect],
    loss: Rect | None,
    *,
    shapes: bool,
    told: Mapping[str, str] = {},
) -> Wires:
    """Lead all wires, as on the canvas.

    Parameters
    ----------
    network : Network
    inference : Inference
    cards : mapping of str to Rect
        By node id.
    loss : Rect, optional
        The card of the loss, if it is drawn.
    shapes : bool
        Whether the shapes are written on the wires.
    told : mapping of str to str
        What is written on wires into the loss in any case.
    """
    rects = dict(cards) | ({_LOSS: loss} if loss is not None else {})
    obstacles = Obstacles(rects)
    outputs = network.output_ids if loss is not None else ()
    placed = {}
    for node in network.nodes:
        shape = inference.facts[node.id].output
        text = told.get(node.id) or (show(shape) if shapes and shape else "")
        if text and (network.outgoing(node.id) or node.id in outputs):
            # Words of several wires begin below each other.
            words = node.id in told
            gap = 0.0 if words else _gap(network, node.id, cards, loss if node.id in outputs else None)
            nearest = _nearest(network, node.id, cards)
            placed[node.id] = _places(printable(text), cards[node.id], gap, nearest)
    labels = {node: label for node, each in placed.items() if (label := _free(node, each, obstacles, ()))}
    wires = _lead(network, cards, loss, labels, obstacles)
    led = wires.by_source()
    moved: dict[str, Label] = {}
    for begin, label in labels.items():
        if any(bounds.meets(label.rect) and way.meets(label.rect) for source, way, bounds in led if source != begin):  # fmt: skip
            others = [way for source, way, _ in led if source != begin]
            elsewhere = _free(begin, placed[begin], obstacles, others)
            moved |= {begin: elsewhere} if elsewhere is not None else {}
    return _lead(network, cards, loss, labels | moved, obstacles) if moved else wires


def room_for(told: Iterable[str]) -> float:
    """How long wires must be for what is written on them; 0 where there is nothing."""
    widths = [text_width(printable(text), SMALL) for text in told]
    return max(widths) + 2 * _MARGIN + _BEHIND + _PARTING + ARROW + _LEVEL if widths else 0.0


def _lead(
    network: Network,
    cards: Mapping[str, Rect],
    loss: Rect | None,
    labels: dict[str, Label],
    obstacles: Obstacles,
) -> Wires:
    """Lead all wires, straight under the labels that are on them."""

    def way(source: str, target: str, end: Point) -> Way:
        card, label = cards[source], labels.get(source)
        lead = label.rect.right - card.right + 3 if label is not None and label.on_wire else 0.0
        level = end[0] - _LEVEL, end[1]
        height = card.bottom - card.top
        found = route((card.right, _middle(card)), level, lead, obstacles, (source, target), height)
        return found._replace(steps=(*found.steps, Curve((), end)))

    ways: dict[Edge, Way] = {}
    for node in network.nodes:
        edges = network.incoming(node.id)
        rect = cards[node.id]
        middle = rect.left - ARROW, _middle(rect)
        if len(edges) > 1:  # from top to bottom in the order in which they come
            arrives = {edge: way(edge.source, node.id, middle).arrives for edge in edges}
            edges = tuple(sorted(edges, key=lambda edge: (arrives[edge], edge.port)))
        step = min(22.0, (rect.bottom - rect.top - 22) / max(1, len(edges) - 1))
        for slot, edge in enumerate(edges):
            end = middle[0], middle[1] + (slot - (len(edges) - 1) / 2) * step
            ways[edge] = way(edge.source, node.id, end)
    loss_ways = {}
    if loss is not None:
        end = loss.left - ARROW, _middle(loss)
        loss_ways = {node: way(node, _LOSS, end) for node in network.output_ids}
    return Wires(ways, loss_ways, labels)


def _middle(rect: Rect) -> float:
    return (rect.top + rect.bottom) / 2


def _gap(network: Network, node: str, cards: Mapping[str, Rect], loss: Rect | None) -> float:
    """Length of the wire where it is a single one that runs straight to the right into a card with one input; else 0."""
    if any(len(network.incoming(edge.target)) > 1 for edge in network.outgoing(node)):
        return 0.0
    ends = [cards[edge.target] for edge in network.outgoing(node)] + ([loss] if loss is not None else [])
    if len(ends) != 1 or ends[0].top != cards[node].top:
        return 0.0
    return max(0.0, ends[0].left - cards[node].right)


def _nearest(network: Network, node: str, cards: Mapping[str, Rect]) -> float:
    """Distance of the first card to the right where several wires part; without end where they do not."""
    edges = network.outgoing(node)
    ahead = [cards[e.target].left - cards[node].right for e in edges]
    return min((far for far in ahead if far > 0), default=math.inf) if len(edges) > 1 else math.inf


def _places(text: str, card: Rect, gap: float, nearest: float) -> list[Label]:
    """Where a shape may stand: on its wire, or under or over the corner of its card; the best place first.

    Parameters
    ----------
    text : str
    card : Rect
    gap : float
        Length of the wire where it runs straight into the next card; else 0.
    nearest : float
        Distance of the first of the cards where wires part.
    """
    width, height = text_width(text, SMALL) + 2 * _MARGIN, SMALL + 5
    # In the middle of a short straight wire, else where the wires of the card still run together.
    start = (gap - ARROW - width) / 2 if 0 < gap < _SHORT else _BEHIND
    left, corner = card.right + max(start, 2.0), card.right - width
    middle = _middle(card)
    on_wire = Label(text, Rect(left, middle - height / 2, left + width, middle + height / 2), on_wire=True)
    below = Label(text, Rect(corner, card.bottom + 4, card.right, card.bottom + 4 + height))
    above = Label(text, Rect(corner, card.top - 4 - height, card.right, card.top - 4))
    parts_early = _BEHIND + width + 3 + _PARTING + ARROW + _LEVEL > nearest
    return [below, above, on_wire] if parts_early else [on_wire, below, above]


def _free(node: str, places: Sequence[Label], obstacles: Obstacles, ways: Sequence[Way]) -> Label | None:
    """The first place where neither a card nor one of these wires is; None where there is none."""
    for label in places:
        left, top, right, bottom = label.rect
        room = Rect(left, top - 1, right + (ARROW + 2 if label.on_wire else 0), bottom + 1)
        if not obstacles.within(room, (node,)) and not any(way.meets(label.rect) for way in ways):
            return label
    return None
