"""Deleting cards closes their row, unless somebody has placed the cards by hand."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph import edits
from nnstudio.graph.closing import close_up
from nnstudio.graph.layout import CARD_HEIGHT, Layout, arrange, card_widths
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import Add, Dense
from tests.graph.networks import acyclic

CHAIN = sequential((4,), [Dense(n) for n in (8, 7, 6, 5, 4, 3)])


def row(network: Network) -> Layout:
    """Everything on one line."""
    return arrange(network, line_width=1e6)


def after(network: Network, layout: Layout, *gone: str) -> Layout:
    return close_up(network, edits.delete(network, gone), layout, card_widths(network))


@pytest.mark.parametrize("gone", [["dense_1"], ["dense_3"], ["dense_2", "dense_3"], ["dense_1", "dense_4"]])
def test_what_follows_moves_up_as_an_arrangement_would_put_it(gone: list[str]) -> None:
    rest = edits.delete(CHAIN, gone)
    assert after(CHAIN, row(CHAIN), *gone) == row(rest)


def test_the_end_of_a_chain_leaves_the_rest_where_it_is() -> None:
    layout = row(CHAIN)
    assert after(CHAIN, layout, "dense_6").positions == {
        n: place for n, place in layout.positions.items() if n != "dense_6"
    }


@pytest.mark.parametrize(("node", "by"), [("dense_5", (0, 90)), ("dense_5", (250, 0)), ("dense_2", (0, 60))])
def test_what_was_placed_by_hand_stays(node: str, by: tuple[float, float]) -> None:
    layout = row(CHAIN)
    x, y = layout[node]
    layout = layout.place({node: (x + by[0], y + by[1])})
    found = after(CHAIN, layout, "dense_2").positions
    assert found == {n: place for n, place in layout.positions.items() if n != "dense_2"}


def test_a_branch_keeps_room_for_the_longer_one_beside_it() -> None:
    network = sequential((4,), [Dense(4)])
    for _ in range(2):
        network = network.add(Dense(4), after=network.nodes[-1].id)
    network = network.add(Dense(4), after="dense_1").add(Dense(4), after="dense_4")
    network = network.add(Add(), after=("dense_3", "dense_5"))
    layout = row(network)
    found = after(network, layout, "dense_2")
    assert found["add_1"] == layout["add_1"]


@given(acyclic(), st.data())
def test_no_card_comes_to_lie_over_another(network: Network, data: st.DataObject) -> None:
    gone = [n.id for n in network.nodes if data.draw(st.booleans())]
    rest = edits.delete(network, gone)
    widths = card_widths(network)
    layout = arrange(network)
    found = close_up(network, rest, layout, widths)
    assert found.positions.keys() == set(rest.by_id)
    for node in rest.nodes:
        assert found[node.id][1] == layout[node.id][1]
        assert found[node.id][0] <= layout[node.id][0]
    for one, other in combinations(rest.by_id, 2):
        (x, y), (u, v) = found[one], found[other]
        assert abs(y - v) >= CARD_HEIGHT or x + widths[one] <= u or u + widths[other] <= x
