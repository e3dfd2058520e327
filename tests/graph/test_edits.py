"""Edits are pure functions; whatever their sequence, the network stays one that can be drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph import edits
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Edge, Network, sequential
from nnstudio.graph.topology import order
from nnstudio.nn.fields import FieldError
from nnstudio.nn.layer import UnknownLayer
from nnstudio.nn.layers import Activation, Add, Concatenate, Dense, Dropout, Input
from nnstudio.system.messages import StudioError
from tests.graph.networks import acyclic, any_network, layers

Draw = Callable[..., Any]


def check(network: Network) -> None:
    """What holds for every network that edits make."""
    ids = [n.id for n in network.nodes]
    assert len(set(ids)) == len(ids)
    for node in network.nodes:
        if not isinstance(node.layer, UnknownLayer):
            ports = [e.port for e in network.incoming(node.id)]
            assert ports == list(range(len(ports)))
    assert all(e.source in ids and e.target in ids for e in network.edges)
    assert Network.from_plain(network.to_plain()) == network
    infer(network)


def _some(draw: Draw, network: Network) -> list[str]:
    return [n.id for n in network.nodes if draw(st.booleans())]


def _add(draw: Draw, network: Network) -> Network:
    return network.add(draw(layers), after=_some(draw, network)[:2])


def _insert(draw: Draw, network: Network) -> Network:
    if not network.edges:
        return network
    changed, new = edits.insert_on(network, draw(st.sampled_from(network.edges)), draw(layers))
    assert new in changed
    return changed


def _wire(draw: Draw, network: Network) -> Network:
    if not network.nodes:
        return network
    one, other = (draw(st.sampled_from(network.nodes)).id for _ in range(2))
    return network if edits.why_not(network, one, other) is not None else edits.wire(network, one, other)


def _unwire(draw: Draw, network: Network) -> Network:
    return edits.unwire(network, draw(st.sampled_from(network.edges))) if network.edges else network


def _delete(draw: Draw, network: Network) -> Network:
    gone = _some(draw, network)
    changed = edits.delete(network, gone)
    assert [n for n in network.nodes if n.id not in gone] == list(changed.nodes)
    return changed


def _rename(draw: Draw, network: Network) -> Network:
    for node in _some(draw, network):
        network = edits.rename(network, node, draw(st.text(max_size=3)))
    return network


def _duplicate(draw: Draw, network: Network) -> Network:
    chosen = _some(draw, network)
    changed, copies = edits.duplicate(network, chosen)
    assert sorted(copies) == sorted(chosen)
    assert not {*copies.values()} & {n.id for n in network.nodes}
    for old, new in copies.items():
        assert (changed[new].layer, changed[new].name, changed[new].extra) == (
            network[old].layer,
            network[old].name,
            network[old].extra,
        )
    return changed if len(changed.nodes) < 20 else network


def _merge(draw: Draw, network: Network) -> Network:
    piece = edits.part(network, _some(draw, network))
    check(piece)
    changed, ids = edits.merge(network, piece)
    assert len(changed.nodes) == len(network.nodes) + len(ids)
    assert len(changed.edges) == len(network.edges) + len(piece.edges)
    return changed if len(changed.nodes) < 20 else network


STEPS = (_add, _insert, _wire, _unwire, _delete, _rename, _duplicate, _merge)


@given(any_network(largest=5), st.data())
def test_sequences_of_edits_keep_a_drawable_network(network: Network, data: st.DataObject) -> None:
    for step in data.draw(st.lists(st.sampled_from(STEPS), max_size=6)):
        before = network.to_plain()
        changed = step(data.draw, network)
        assert network.to_plain() == before, "an edit changed the old value"
        network = changed
        check(network)


@given(acyclic(largest=6), st.data())
def test_without_circles_none_can_be_drawn(network: Network, data: st.DataObject) -> None:
    for step in data.draw(st.lists(st.sampled_from((_wire, _delete, _insert, _duplicate)), max_size=6)):
        network = step(data.draw, network)
        assert not order(network)[1]


@given(any_network(largest=6), st.data())
def test_a_forbidden_wire_has_a_reason_and_a_permitted_one_is_there(
    network: Network, data: st.DataObject
) -> None:
    if not network.nodes:
        return
    one, other = (data.draw(st.sampled_from(network.nodes)).id for _ in range(2))
    reason = edits.why_not(network, one, other)
    if reason is None:
        changed = edits.wire(network, one, other)
        assert any((e.source, e.target) == (one, other) for e in changed.edges)
        most = network[other].layer.inputs[1]
        assert most is None or len(changed.incoming(other)) <= max(most, len(network.incoming(other)))
    else:
        assert str(reason)


CHAIN = sequential((3,), [Dense(4), Dropout(0.5), Dense(1)])


def _pairs(network: Network) -> set[tuple[str, str]]:
    return {(e.source, e.target) for e in network.edges}


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (["dropout_1"], {("input", "dense_1"), ("dense_1", "dense_2")}),
        (["dense_1", "dropout_1"], {("input", "dense_2")}),
        (["dense_2"], {("input", "dense_1"), ("dense_1", "dropout_1")}),
        (["input"], {("dense_1", "dropout_1"), ("dropout_1", "dense_2")}),
        (["input", "dense_1"], {("dropout_1", "dense_2")}),
    ],
)
def test_deleting_closes_the_gap(gone: list[str], left: set[tuple[str, str]]) -> None:
    assert _pairs(edits.delete(CHAIN, gone)) == left


def test_healing_keeps_the_port_and_draws_no_wire_twice() -> None:
    net = Network().add(Input((3,))).add(Dense(3), after="input").add(Dense(3), after="input")
    net = net.add(Add(), after=("dense_1", "dense_2"))
    healed = edits.delete(net, ["dense_1"])
    assert healed.incoming("add_1") == (Edge("input", "add_1", 0), Edge("dense_2", "add_1", 1))
    assert len(edits.delete(net, ["dense_1", "dense_2"]).incoming("add_1")) == 1


def test_a_merge_node_with_several_inputs_cannot_be_healed() -> None:
    net = Network().add(Input((3,))).add(Dense(3), after="input")
    net = net.add(Add(), after=("input", "dense_1")).add(Dense(1), after="add_1")
    assert _pairs(edits.delete(net, ["add_1"])) == {("input", "dense_1")}


def test_deleting_a_circle_ends() -> None:
    net = Network().add(Dense(1)).add(Dense(1), after="dense_1").connect("dense_2", "dense_1")
    net = net.add(Dense(1), after="dense_2")
    assert edits.delete(net, ["dense_1", "dense_2"]).edges == ()


def test_a_wire_into_a_full_layer_replaces_the_old_one() -> None:
    net = CHAIN.add(Dense(7), after="input")
    changed = edits.wire(net, "dense_3", "dense_2")
    assert changed.incoming("dense_2") == (Edge("dense_3", "dense_2", 0),)


def test_an_inserted_layer_stands_on_the_wire() -> None:
    changed, new = edits.insert_on(CHAIN, Edge("dense_1", "dropout_1", 0), Activation("tanh"))
    assert new == "activation_1"
    assert changed.incoming(new) == (Edge("dense_1", new, 0),)
    assert changed.incoming("dropout_1") == (Edge(new, "dropout_1", 0),)


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("dense_1", "dense_1", "itself"),
        ("dense_1", "input", "takes no wire"),
        ("dense_2", "dense_1", "circle"),
        ("dense_1", "dropout_1", "already"),
    ],
)
def test_why_a_wire_cannot_be_drawn(source: str, target: str, told: str) -> None:
    reason = edits.why_not(CHAIN, source, target)
    assert reason is not None
    assert told in str(reason)
    assert edits.why_not(CHAIN, "input", "dense_2") is None


def test_change_is_all_or_nothing() -> None:
    changed = edits.change(CHAIN, ["dense_1", "dense_2"], units=9, activation="tanh")
    assert [changed[n].layer for n in ("dense_1", "dense_2")] == [Dense(9, "tanh")] * 2
    with pytest.raises(FieldError, match="units must be at least 1, not 0"):
        edits.change(CHAIN, ["dense_1"], units=0)
    with pytest.raises(StudioError, match="no layer 'dense_9'"):
        edits.change(CHAIN, ["dense_9"], units=2)


def test_rename_and_back() -> None:
    assert edits.rename(CHAIN, "dense_2", "  Output ")["dense_2"].title == "Output"
    assert edits.rename(edits.rename(CHAIN, "dense_2", "Output"), "dense_2", "") == CHAIN


def test_ports_of_an_unknown_layer_keep_their_meaning() -> None:
    """A newer version may tell its inputs apart: what is left must not move to another one."""
    net = Network().add(Input((3,))).add(Dense(3), after="input").add(Dense(4), after="input")
    net = net.add(UnknownLayer({"type": "Attention"}), id="a")
    for port, source in ((1, "dense_1"), (4, "dense_2"), (7, "input")):
        net = net.connect(source, "a", port)
    assert [e.port for e in edits.delete(net, ["dense_1"]).incoming("a")] == [4, 7]
    assert [e.port for e in edits.unwire(net, Edge("dense_2", "a", 4)).incoming("a")] == [1, 7]
    assert edits.rename(net, "dense_1", "x").incoming("a") == net.incoming("a")
    copied, ids = edits.duplicate(net, ["dense_1", "a"])
    assert copied.incoming(ids["a"]) == (Edge(ids["dense_1"], ids["a"], 1),)
    assert {
        e.port for e in edits.wire(edits.unwire(net, Edge("input", "a", 7)), "input", "a").incoming("a")
    } == {0, 1, 4}


def test_ids_of_many_are_those_of_one_after_the_other() -> None:
    piece = Network()
    for layer in (
        Dense(1),
        Input((2,)),
        UnknownLayer({"type": "Größe"}),
        Dense(2),
        Input((3,)),
        Dropout(0.1),
    ):
        piece = piece.add(layer)
    merged, ids = edits.merge(CHAIN, piece)
    one_by_one = CHAIN
    for node in piece.nodes:
        one_by_one = one_by_one.add(node.layer)
    assert [n.id for n in merged.nodes] == [n.id for n in one_by_one.nodes]
    assert list(ids) == [n.id for n in piece.nodes]


# Blocks that follow themselves -----------------------------------------------------------------------------------


def residual() -> Network:
    """Input, Dense 1, a block of Dense 2 and Add with a wire around it, and Dense 3."""
    network = sequential((4,), [Dense(4), Dense(4), Add(), Dense(2)])
    return network.connect("dense_1", "add_1")


def test_a_repeated_block_joins_its_branches_in_the_order_of_the_block() -> None:
    network = Network().add(Input((4,))).add(Dense(3), after="input")
    network = network.add(Concatenate(), after=["input", "dense_1"]).add(Dense(1), after="concatenate_1")
    longer, copies = edits.repeat(network, ["dense_1", "concatenate_1"])
    joined = [e.source for e in longer.incoming(copies["concatenate_1"])]
    assert joined == ["concatenate_1", copies["dense_1"]]


def test_a_block_with_a_wire_around_it_follows_itself() -> None:
    network, copies = edits.repeat(residual(), ["dense_2", "add_1"])
    assert copies == {"dense_2": "dense_4", "add_1": "add_2"}
    assert {(e.source, e.target, e.port) for e in network.edges} == {
        ("input", "dense_1", 0), ("dense_1", "dense_2", 0), ("dense_2", "add_1", 0), ("dense_1", "add_1", 1),
        ("add_1", "dense_4", 0), ("dense_4", "add_2", 0), ("add_1", "add_2", 1), ("add_2", "dense_3", 0),
    }  # fmt: skip
    check(network)
    end, _ = edits.repeat(residual(), ["dense_3"])
    assert end.output_ids == ("dense_4",), "the last layer follows itself, too"


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        (["input", "dense_1"], "Input"),
        (["add_1"], "from one layer"),
        (["dense_2", "dense_3"], "from one layer"),
        (["dense_1", "dense_2"], "one last layer"),
    ],
)
def test_what_cannot_follow_itself_says_why(block: list[str], reason: str) -> None:
    why = edits.why_not_repeated(residual(), block)
    assert why is not None
    assert reason in str(why)


@given(acyclic(), st.data())
def test_whatever_follows_itself_is_a_copy_and_closes_no_circle(
    network: Network, data: st.DataObject
) -> None:
    block = _some(data.draw, network)
    if edits.why_not_repeated(network, block) is not None:
        return
    longer, copies = edits.repeat(network, block)
    check(longer)
    assert order(longer)[1] == frozenset()
    for old, new in copies.items():
        assert longer[new].layer == network[old].layer
        inside = [e.source for e in network.incoming(old) if e.source in copies]
        assert [e.source for e in longer.incoming(new) if e.source in copies.values()] == [
            copies[n] for n in inside
        ]
        assert len(longer.incoming(new)) == len(network.incoming(old))
        assert [e.source for e in longer.incoming(old)] == [e.source for e in network.incoming(old)]
