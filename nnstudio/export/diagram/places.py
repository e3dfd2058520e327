"""Where the cards of a diagram stand: as drawn, or arranged anew; and where the loss finds its place."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from nnstudio.graph.layout import CARD_HEIGHT, LINE_WIDTH, Layout, arrange, gap_behind
from nnstudio.graph.network import Network
from nnstudio.graph.routing import Point, Rect

_APART = 24.0
"""Least room between two cards that did not touch on the canvas."""
_MOST = 2.0
"""Cards that would need more than this to come apart lie on each other on the canvas as well."""
_LOSS_GAP = 60.0
_ARROW = 12.0
_PARTING = 26.0
"""More room behind a card than on the canvas: for the heads of arrows, and where wires part behind their shape."""
_DROP = 24.0
"""Distance from the card of the loss down to Y."""
_ICON = 27.0
"""Distance of the middle of an icon from the border of its card."""
TOKEN = 13.0
"""Radius of the circle around Y."""


class Loss(NamedTuple):
    """The card of the loss with Y below it."""

    card: Rect
    token: Point
    """Middle of the circle around Y."""


def place(
    network: Network, layout: Layout | None, widths: Mapping[str, float], height: float, arrangement: str
) -> dict[str, Rect]:
    """Say where each card stands.

    Parameters
    ----------
    network : Network
    layout : Layout, optional
        As drawn; without it, or for another arrangement, the cards are arranged.
    widths : mapping of str to float
        Of the cards by node id.
    height : float
        Of every card; it stands in the middle of the room that a card has on the canvas.
    arrangement : str
        ``"as_drawn"``, ``"arranged"`` or ``"one_row"``.
    """
    if arrangement == "as_drawn" and layout is not None:
        corners = dict(layout.for_network(network, widths).positions)
        stretch = _stretch(corners, widths)
        left = min(x for x, _ in corners.values())
        corners = {node: (left + (x - left) * stretch, y) for node, (x, y) in corners.items()}
    else:
        line = math.inf if arrangement == "one_row" else LINE_WIDTH
        roomy = {n: w + (_PARTING if len(network.outgoing(n)) > 1 else _ARROW) for n, w in widths.items()}
        corners = dict(arrange(network, roomy, line).positions)
    lower = (CARD_HEIGHT - height) / 2
    return {
        node: Rect(x, y + lower, x + widths[node], y + lower + height) for node, (x, y) in corners.items()
    }


def _stretch(corners: Mapping[str, Point], widths: Mapping[str, float]) -> float:
    """How much farther apart the cards must stand, since they are not as wide here as on the canvas."""
    factor = 1.0
    ordered = sorted(corners, key=lambda n: corners[n])
    for i, node in enumerate(ordered):
        x, y = corners[node]
        for other in ordered[i + 1 :]:
            right, lower = corners[other]
            if right - x >= widths[node] + _APART:
                break
            if abs(lower - y) < CARD_HEIGHT and (right - x) * _MOST > widths[node] + _APART:
                factor = max(factor, (widths[node] + _APART) / (right - x))
    return factor


def place_loss(
    network: Network, cards: Mapping[str, Rect], width: float, icons: bool, room: float = 0.0
) -> Loss | None:
    """Say where the loss stands: behind the last output, where it covers nobody; nowhere without an output.

    ``room`` is what stands on the wires into it.

    Y stands under the icon of its card, or under its middle where there are no icons.
    """
    outputs = network.output_ids
    if not outputs:
        return None
    last = max(outputs, key=lambda node: cards[node].right)
    height = cards[last].bottom - cards[last].top
    left = cards[last].right + max(gap_behind(network, last), room)
    top = sum(cards[node].top for node in outputs) / len(outputs)
    below = height + _DROP + 2 * TOKEN
    for rect in sorted(cards.values()):  # from left to right, so that one pass finds the first free place
        if rect.grown(20, 20).meets(Rect(left, top, left + width, top + below)):
            left = rect.right + _LOSS_GAP
    card = Rect(left, top, left + width, top + height)
    return Loss(card, (left + (_ICON if icons else width / 2), card.bottom + _DROP + TOKEN))
