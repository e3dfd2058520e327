"""Room in a row: that of deleted cards is closed, where nobody has placed the cards by hand; a wider card gets more."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from nnstudio.graph.layout import GRID, Layout, Places, Position, cards_ahead, gap_behind
from nnstudio.graph.network import Network

_ESTIMATED = 60.0
"""So much wider or narrower than a card is, an arrangement may have taken it for that did not measure its text."""


def close_up(before: Network, after: Network, layout: Layout, widths: Mapping[str, float]) -> Layout:
    """Let what follows deleted cards in their row take their place.

    Cards that stand as an arrangement has them move to the left together. Where one of them was put elsewhere by
    hand, where a wire would lose its room or a card would come to lie over another, all stay.

    Parameters
    ----------
    before, after : Network
        With the deleted layers, and without them.
    layout : Layout
        Of ``before``.
    widths : mapping of str to float
        Widths of the cards of ``before``.
    """
    positions = {n.id: layout[n.id] for n in after.nodes if n.id in layout.positions}
    if any(n.id not in layout.positions for n in before.nodes):
        return layout
    # From right to left, so that what was deleted still stands where it stood beside what follows it.
    for run, target in sorted(_runs(before, after), key=lambda found: -layout[found[0][0]][0]):
        moved = cards_ahead(after, positions, [target])
        step = layout[target][0] - layout[run[0]][0]
        row = all(layout[n][1] == layout[target][1] for n in run)
        if not row or step <= 0 or not _as_arranged(before, layout, widths, {*run[1:], *moved}):
            continue
        nearer = {n: (positions[n][0] - step, positions[n][1]) for n in moved}
        if _has_room(before, after, positions, nearer, widths):
            positions |= nearer
    return Layout(positions)


def make_room(
    before: Network,
    network: Network,
    layout: Layout,
    widths: tuple[Mapping[str, float], Mapping[str, float]],
    places: Mapping[str, str],
) -> Layout:
    """Let cards that follow a wider card than before move to the right, together, as far as it needs.

    Parameters
    ----------
    before, network : Network
        Without and with the cards that take the places of others.
    layout : Layout
        Each of these cards stands in its place; new ones may have none yet.
    widths : pair of mapping of str to float
        Widths of the cards before, and of those of ``network``.
    places : mapping of str to str
        For each card that takes the place of another: that one.
    """
    positions = dict(layout.positions)
    # From right to left: how far a card has to move does not depend on where it has been moved already.
    for node in sorted(places, key=lambda n: -layout[n][0]):
        x, old = layout[node][0], places[node]
        ahead = [e.target for e in network.outgoing(node) if positions.get(e.target, (x, 0.0))[0] > x]
        if not ahead:
            continue
        room = min(layout[t][0] for t in ahead) - x
        gap, wanted = room - widths[0][old], gap_behind(network, node)
        # Nearer than a width that was only estimated explains: somebody has put it there, and so near it may stay.
        if gap < gap_behind(before, old) - 2 * GRID:
            wanted = min(wanted, max(GRID, gap))
        step = math.ceil((widths[1][node] + wanted - room) / GRID) * GRID
        if step > 0:
            positions |= {
                t: (positions[t][0] + step, positions[t][1]) for t in cards_ahead(network, positions, ahead)
            }
    return Layout(positions)


def _runs(before: Network, after: Network) -> Iterator[tuple[Sequence[str], str]]:
    """Rows of deleted layers that stood in a chain, each with the layer that follows them now."""
    for node in after.nodes:
        wires = before.incoming(node.id)
        if len(wires) != 1 or wires[0].source in after:
            continue
        run: list[str] = []
        source = wires[0].source
        while source not in after and source not in run:
            run.insert(0, source)
            wires = before.incoming(source)
            if len(wires) != 1 or len(before.outgoing(source)) != 1:
                break
            source = wires[0].source
        if source in after and after.incoming(node.id):
            yield run, node.id


def _as_arranged(
    network: Network, layout: Layout, widths: Mapping[str, float], nodes: Collection[str]
) -> bool:
    """Whether cards stand where an arrangement puts them: so far behind one that feeds them, in a chain beside it."""
    columns: dict[float, float] = {}
    for node in network.by_id:
        x = layout[node][0]
        columns[x] = max(columns.get(x, 0.0), widths[node] + gap_behind(network, node))

    def fits(source: str, node: str) -> bool:
        (x, y), (to, height) = layout[source], layout[node]
        own = widths[source] + gap_behind(network, source)
        chained = len(network.outgoing(source)) == len(network.incoming(node)) == 1
        return own - _ESTIMATED <= to - x <= columns[x] + _ESTIMATED and (y == height or not chained)

    return all(any(fits(edge.source, node) for edge in network.incoming(node)) for node in nodes)


def _has_room(
    before: Network,
    after: Network,
    places: Mapping[str, Position],
    moved: Mapping[str, Position],
    widths: Mapping[str, float],
) -> bool:
    """Whether cards can stand elsewhere: over no other, and no nearer to what feeds them than a wire needs."""
    others = Places({n: place for n, place in places.items() if n not in moved}, widths)
    for node, place in moved.items():
        if others.covers(place, widths[node]):
            return False
        fed = {edge.source for edge in before.incoming(node)}
        for edge in after.incoming(node):
            if edge.source in moved:
                continue
            # A wire to the next line leads back, and needs no room; one that heals a gap led to the first of those gone.
            x, to = places[edge.source][0], places[node][0] if edge.source in fed else place[0]
            if x < to and place[0] < x + widths[edge.source] + gap_behind(after, edge.source) - GRID:
                return False
    return True
