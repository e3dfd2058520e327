"""Where the cards stand."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph import edits
from nnstudio.graph.layout import CARD_HEIGHT, ROW, Layout, arrange, card_widths
from nnstudio.graph.network import Edge, Network, sequential
from nnstudio.graph.topology import levels
from nnstudio.nn.layers import Concatenate, Conv2D, Dense, Flatten, Input
from tests.graph.networks import acyclic, any_network


def assert_no_overlap(network: Network, layout: Layout) -> None:
    widths = card_widths(network)
    for one, other in combinations([n.id for n in network.nodes], 2):
        (x, y), (u, v) = layout[one], layout[other]
        apart = abs(y - v) >= CARD_HEIGHT or x + widths[one] <= u or u + widths[other] <= x
        assert apart, f"{one} at {(x, y)} covers {other} at {(u, v)}"


@given(any_network(largest=10))
def test_an_arrangement_places_every_card_over_nobody(network: Network) -> None:
    layout = arrange(network)
    assert layout.positions.keys() == {n.id for n in network.nodes}
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in layout.positions.values())
    assert_no_overlap(network, layout)


@given(any_network())
def test_the_same_network_is_arranged_the_same(network: Network) -> None:
    again = Network(tuple(network.nodes), tuple(network.edges))
    assert arrange(network) == arrange(again)


@given(acyclic())
def test_on_one_line_wires_run_to_the_right(network: Network) -> None:
    layout = arrange(network, line_width=math.inf)
    level = levels(network)
    assert all(layout[e.source][0] < layout[e.target][0] for e in network.edges)
    assert len({layout[n][0] for n in level}) == len(set(level.values()))


@given(any_network(), st.data())
def test_new_cards_find_a_place_over_nobody_and_old_ones_of_a_row_stay(
    network: Network, data: st.DataObject
) -> None:
    layout = arrange(network)
    gone = [n.id for n in network.nodes if data.draw(st.booleans())]
    smaller = edits.delete(network, gone)
    kept = layout.for_network(smaller)
    assert kept.positions == {n.id: layout[n.id] for n in smaller.nodes}
    grown = smaller.add(Dense(3), after=[n.id for n in smaller.nodes[:1]])
    placed = kept.for_network(grown)
    assert placed.positions.keys() == {n.id for n in grown.nodes}
    assert_no_overlap(grown, placed)


def test_moving_a_card_changes_only_the_layout() -> None:
    network = sequential((3,), [Dense(2)])
    layout = arrange(network)
    moved = layout.place({"dense_1": (7, 9)})
    assert moved["dense_1"] == (7.0, 9.0)
    assert moved["input"] == layout["input"]
    assert layout == arrange(network)
    assert moved.for_network(network) == moved


def test_a_card_on_a_wire_without_room_pushes_those_behind_it() -> None:
    network = sequential((3,), [Dense(2), Dense(2)])
    layout = arrange(network)
    grown, new = edits.insert_on(network, Edge("dense_1", "dense_2", 0), Dense(5))
    placed = layout.for_network(grown)
    assert placed["dense_1"] == layout["dense_1"]
    assert placed["dense_1"][0] < placed[new][0] < placed["dense_2"][0]
    assert_no_overlap(grown, placed)


@pytest.mark.parametrize("far", [1e300, -1e300, math.inf, math.nan])
def test_positions_beyond_any_canvas_are_forgotten(far: float) -> None:
    """A damaged file may hold them; a search for a free place beside one would never end."""
    network = sequential((3,), [Dense(2), Dense(2)])
    layout = Layout({"input": (0.0, 0.0), "dense_1": (far, far)}).for_network(network)
    assert all(abs(x) < 1e6 and abs(y) < 1e6 for x, y in layout.positions.values())
    assert_no_overlap(network, layout)


def test_a_network_that_grows_card_by_card_begins_a_new_line_as_an_arranged_one_does() -> None:
    network = sequential((8,), [Dense(8)])
    layout = arrange(network)
    for _ in range(14):
        network = network.add(Dense(8), after=network.nodes[-1].id)
        before = layout
        layout = layout.for_network(network)
        assert {n: layout[n] for n in before.positions} == before.positions  # nobody else moves
    widths = card_widths(network)
    length = max(x + widths[n] for n, (x, _) in layout.positions.items()) - min(
        x for x, _ in layout.positions.values()
    )
    assert length < 1400
    lines = sorted({y for _, y in layout.positions.values()})
    assert len(lines) > 1
    order = [n.id for n in network.nodes]
    assert order == sorted(order, key=lambda n: (layout[n][1], layout[n][0]))


def test_a_branch_that_joins_a_line_stands_under_it_and_the_lines_below_make_room() -> None:
    network = sequential(
        (8, 8, 3), [Conv2D(32, kernel_size=3) for _ in range(7)] + [Flatten(), Dense(16), Dense(1)]
    )
    layout = arrange(network)
    lines = sorted({y for _, y in layout.positions.values()})
    assert len(lines) > 2, "a network that is wrapped"
    joining = network.outgoing("conv2d_1")[0].target  # of the first line, to be joined after its second card
    assert layout[joining][1] == lines[0]
    edge = network.incoming(joining)[0]
    grown, joined = edits.insert_on(network, edge, Concatenate())
    grown = grown.add(Input((8, 8, 3)))
    grown = grown.add(Conv2D(4, kernel_size=3), after=grown.nodes[-1].id)
    branch = [node.id for node in grown.nodes[-2:]]
    grown = grown.connect(branch[-1], joined)
    placed = layout.for_network(grown)
    assert_no_overlap(grown, placed)
    assert placed[joined][1] == lines[0]
    assert {placed[node][1] for node in branch} == {lines[0] + ROW}, "under the line, in one row"
    assert placed[branch[0]][0] < placed[branch[1]][0] < placed[joined][0]
    for node in network.nodes:
        lower = layout[node.id][1] > lines[0]
        assert placed[node.id][1] == layout[node.id][1] + (ROW if lower else 0)
    assert placed.for_network(grown) == placed
