"""Which layer of one network is which of another."""

from __future__ import annotations

import difflib

from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network


def paired(a: Network, b: Network) -> list[tuple[str | None, str | None]]:
    """Which layer is which: the same id and kind, or else the same kind at the same place in the order."""
    first, second = (_order(network) for network in (a, b))
    known = {n: n for n in first if n in b and type(a[n].layer) is type(b[n].layer)}
    names = [type(a[n].layer).__name__ for n in first], [type(b[n].layer).__name__ for n in second]
    taken = set(known.values())
    for block in difflib.SequenceMatcher(None, *names, autojunk=False).get_matching_blocks():
        for i in range(block.size):
            x, y = first[block.a + i], second[block.b + i]
            if x not in known and y not in taken:
                known[x] = y
                taken.add(y)
    pairs: list[tuple[str | None, str | None]] = []
    waiting = list(first)
    back = {y: x for x, y in known.items()}
    for y in second:
        if y in back:
            while waiting and waiting[0] not in known:
                pairs.append((waiting.pop(0), None))
            if back[y] in waiting:
                waiting.remove(back[y])
        pairs.append((back.get(y), y))
    return [*pairs, *((x, None) for x in waiting if x not in known)]


def _order(network: Network) -> list[str]:
    inference = infer(network)
    return [*inference.order, *(n.id for n in network.nodes if n.id not in set(inference.order))]
