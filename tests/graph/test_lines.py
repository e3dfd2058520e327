"""A network on several lines: what leads from one line to the next crosses no other wire."""

from __future__ import annotations

from itertools import pairwise

import pytest

from nnstudio.graph.layout import CARD_HEIGHT, arrange, card_widths
from nnstudio.graph.network import Edge, Network
from nnstudio.graph.routing import Obstacles, Point, Rect, Way, route
from nnstudio.project.templates import TEMPLATES, build


def ways(network: Network) -> dict[Edge, Way]:
    layout, widths = arrange(network), card_widths(network)
    cards = {n: Rect(x, y, x + widths[n], y + CARD_HEIGHT) for n, (x, y) in layout.positions.items()}
    obstacles, half = Obstacles(cards), CARD_HEIGHT / 2
    return {
        e: route(
            (cards[e.source].right, cards[e.source].top + half),
            (cards[e.target].left, cards[e.target].top + half),
            40.0,
            obstacles,
            (e.source, e.target),
            CARD_HEIGHT,
        )
        for e in network.edges
    }


def cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight lines cross, each between its ends."""

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_wire_to_the_next_line_crosses_none(key: str) -> None:
    found = ways(build(TEMPLATES[key]).network)
    for edge, way in found.items():
        line = list(pairwise(way.flattened()))
        if line[-1][1][0] > line[0][0][0]:  # it leads on, in its line
            continue
        for other, its_way in found.items():
            if other.source == edge.source or other.target == edge.target:
                continue
            crossed = any(cross(*one, *two) for one in line for two in pairwise(its_way.flattened()))
            assert not crossed, f"{edge} crosses {other}"
