"""Order, circles, reachability and levels, against definitions that look at every path."""

from __future__ import annotations

from itertools import product

from hypothesis import given

from nnstudio.graph.network import Network
from nnstudio.graph.topology import circles, levels, order, reached, would_cycle
from nnstudio.nn.layers import Dense
from tests.graph.networks import acyclic, any_network, chain


def _closure(network: Network) -> set[tuple[str, str]]:
    """Pairs (a, b) with a path of one wire or more from a to b (Warshall)."""
    ids = [n.id for n in network.nodes]
    paths = {(e.source, e.target) for e in network.edges}
    for middle, a, b in product(ids, repeat=3):
        if (a, middle) in paths and (middle, b) in paths:
            paths.add((a, b))
    return paths


@given(any_network())
def test_order_puts_inputs_first_and_leaves_out_what_waits_for_a_circle(network: Network) -> None:
    sequence, stuck = order(network)
    assert sorted([*sequence, *stuck]) == sorted(n.id for n in network.nodes)
    for place, node in enumerate(sequence):
        assert all(e.source in sequence[:place] for e in network.incoming(node))
    paths = _closure(network)
    in_circle = {n.id for n in network.nodes if (n.id, n.id) in paths}
    behind = {b for a, b in paths if a in in_circle}
    assert stuck == in_circle | behind


@given(any_network())
def test_circles_are_told_from_what_stands_behind_them(network: Network) -> None:
    paths = _closure(network)
    in_circle = {n.id for n in network.nodes if (n.id, n.id) in paths}
    between = {
        n.id
        for n in network.nodes
        if any((c, n.id) in paths for c in in_circle) and any((n.id, c) in paths for c in in_circle)
    }
    assert circles(network, order(network)[1]) == in_circle | between


@given(any_network(largest=5))
def test_what_is_reached_is_the_closure(network: Network) -> None:
    paths = _closure(network)
    ids = [n.id for n in network.nodes]
    for a, b in product(ids, ids):
        assert (b in reached(network, a)) == (a == b or (a, b) in paths)
        assert would_cycle(network, a, b) == (a == b or (b, a) in paths)


@given(acyclic())
def test_levels_are_longest_paths(network: Network) -> None:
    level = levels(network)
    assert level.keys() == {n.id for n in network.nodes}
    for node in level:
        before = [level[e.source] for e in network.incoming(node)]
        assert level[node] == (max(before) + 1 if before else 0)


@given(any_network())
def test_levels_put_the_stuck_last(network: Network) -> None:
    level, (sequence, stuck) = levels(network), order(network)
    assert len({level[n] for n in stuck}) <= 1
    assert all(level[s] > level[n] for s in stuck for n in sequence)


def test_a_long_chain_needs_no_deep_recursion() -> None:
    network = chain(*[Dense(1)] * 3000)
    assert len(order(network)[0]) == 3000
    assert levels(network)["n2999"] == 2999
    assert "n2999" in reached(network, "n0")
