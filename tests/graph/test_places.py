"""Places for new cards, and lines of long networks."""

from __future__ import annotations

from nnstudio.graph import edits
from nnstudio.graph.layout import CARD_HEIGHT, LINE_WIDTH, Layout, arrange, card_widths, settle
from nnstudio.graph.network import Edge, Network, sequential
from nnstudio.nn.layers import Add, Dense, Dropout, Input


def chain(layers: int) -> Network:
    return sequential((8,), [Dense(8) for _ in range(layers)])


def assert_no_overlap(network: Network, layout: Layout) -> None:
    widths = card_widths(network)
    ids = [n.id for n in network.nodes]
    for index, one in enumerate(ids):
        for other in ids[index + 1 :]:
            (x, y), (u, v) = layout[one], layout[other]
            assert abs(y - v) >= CARD_HEIGHT or x + widths[one] <= u or u + widths[other] <= x, (one, other)


def test_a_layer_put_on_a_wire_pushes_those_behind_it() -> None:
    network = chain(3)
    before = arrange(network)
    after, new = edits.insert_on(network, Edge("dense_1", "dense_2"), Dropout())
    layout = before.for_network(after)
    assert layout["dense_1"] == before["dense_1"]
    assert layout["dense_1"][0] < layout[new][0] < layout["dense_2"][0] < layout["dense_3"][0]
    assert layout[new][1] == layout["dense_1"][1]
    assert_no_overlap(after, layout)


def test_where_there_is_room_nobody_moves() -> None:
    network = chain(2)
    before = arrange(network).place({"dense_2": (1200.0, 0.0)})
    after, _ = edits.insert_on(network, Edge("dense_1", "dense_2"), Dropout())
    layout = before.for_network(after)
    assert layout["dense_2"] == (1200.0, 0.0)
    assert_no_overlap(after, layout)


def test_branches_and_lonely_cards_find_places_of_their_own() -> None:
    network = chain(2)
    layout = arrange(network)
    for layer, after in ((Dense(3), "input"), (Dense(4), "input"), (Dropout(), ()), (Input((2,)), ())):
        network = network.add(layer, after=after)
        layout = layout.for_network(network)
        assert_no_overlap(network, layout)


def test_what_feeds_an_old_card_stands_before_it() -> None:
    network = Network().add(Dense(2))
    layout = arrange(network)
    network = edits.wire(network.add(Input((4,))), "input", "dense_1")
    assert settle(network, layout)["input"][0] < layout["dense_1"][0]


def test_a_long_chain_is_wrapped_into_even_lines() -> None:
    network = chain(20)
    layout = arrange(network)
    assert_no_overlap(network, layout)
    tops = sorted({y for _, y in layout.positions.values()})
    assert len(tops) > 1
    ends = [max(x for x, y in layout.positions.values() if y == top) for top in tops]
    assert max(ends) < 1.6 * LINE_WIDTH
    assert min(ends) > max(ends) / 2


def test_a_branch_is_not_torn_apart() -> None:
    network = chain(1)
    last = "dense_1"
    for _ in range(6):
        left = network.add(Dense(8), after=last)
        right = left.add(Dense(8), after=last)
        network = right.add(Add(), after=(left.nodes[-1].id, right.nodes[-1].id))
        last = network.nodes[-1].id
    layout = arrange(network)
    assert_no_overlap(network, layout)
    for node in network.nodes:
        if isinstance(node.layer, Add):
            for edge in network.incoming(node.id):
                assert layout[edge.source][0] < layout[node.id][0]


def test_deleting_a_circle_ends() -> None:
    network = Network().add(Dense(2)).add(Dense(2)).add(Dense(2), after="dense_2")
    circle = Network(network.nodes, (*network.edges, Edge("dense_1", "dense_2"), Edge("dense_2", "dense_1")))
    assert [n.id for n in edits.delete(circle, ["dense_1", "dense_2"]).nodes] == ["dense_3"]


def test_a_healed_wire_does_not_double_one_that_is_there() -> None:
    network = chain(2).add(Add(), after=("dense_1", "dense_2"))
    assert edits.delete(network, ["dense_2"]).incoming("add_1") == (Edge("dense_1", "add_1"),)
