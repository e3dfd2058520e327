"""What is told before a layer or a wire is there is what is told afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph import edits
from nnstudio.graph.fitting import against_layer, against_wire, replaced_by
from nnstudio.graph.inference import infer
from nnstudio.graph.network import Edge, Network, sequential
from nnstudio.nn.layer import LAYERS
from nnstudio.nn.layers import Add, Conv2D, Dense, Flatten, Input, MaxPool2D
from nnstudio.system.messages import Message
from tests.graph.networks import any_network

IMAGE = sequential((8, 8, 1), [Conv2D(4), MaxPool2D(2), Flatten(), Dense(3)])


def told_of(network: Network, node: str) -> Message | None:
    """The sentence of a layer that cannot work on what it gets."""
    facts = infer(network).facts[node]
    return facts.problem.message if facts.problem is not None and facts.inputs else None


@given(any_network(), st.data())
def test_a_layer_behind_another_says_what_it_would_say_there(network: Network, data: st.DataObject) -> None:
    if not network.nodes:
        return
    source = data.draw(st.sampled_from(network.nodes)).id
    for kind in LAYERS:
        if kind.inputs[1] == 0:
            assert against_layer(network, kind(), (source,)) is not None
            continue
        after = network.add(kind(), after=source)
        assert against_layer(network, kind(), (source,)) == told_of(after, after.nodes[-1].id), kind


@given(any_network(), st.data())
def test_a_layer_on_a_wire_says_what_it_or_the_next_would_say(network: Network, data: st.DataObject) -> None:
    if not network.edges:
        return
    edge = data.draw(st.sampled_from(network.edges))
    was_sound = infer(network).facts[edge.target].output is not None
    for kind in LAYERS:
        if kind.inputs[1] == 0:
            continue
        after, new = edits.insert_on(network, edge, kind())
        expected = told_of(after, new)
        if expected is None and was_sound and infer(after).facts[new].output is not None:
            expected = told_of(after, edge.target)
        assert against_layer(network, kind(), edge=edge) == expected, kind


@given(any_network())
def test_a_wire_says_what_its_end_would_say(network: Network) -> None:
    for source in network.by_id:
        for target in network.by_id:
            if edits.why_not(network, source, target) is None:
                after = edits.wire(network, source, target)
                drawn = [e for e in after.edges if e not in network.edges]
                assert len(drawn) == 1
                assert against_wire(network, source, target) == told_of(after, target)
                replaced = replaced_by(network, target)
                assert (replaced is not None) == (len(after.edges) == len(network.edges))


@given(any_network())
def test_what_is_refused_is_the_same_for_one_and_for_all(network: Network) -> None:
    for node in network.by_id:
        for backwards in (False, True):
            refused = edits.refusals(network, node, backwards=backwards)
            for other in network.by_id:
                ends = (other, node) if backwards else (node, other)
                assert refused.get(other) == edits.why_not(network, *ends)


@pytest.mark.parametrize(
    ("layer", "edge", "told"),
    [
        (Dense(), Edge("input", "conv2d_1"), "Dense works on a row of numbers, but receives 8×8×1"),
        (Flatten(), Edge("input", "conv2d_1"), "Conv2D works on an image (height × width × channels), but receives 64"),
        (Input(), Edge("input", "conv2d_1"), "Input takes no wire: it is where samples enter"),
        (MaxPool2D(), Edge("conv2d_1", "max_pool2d_1"), None),
        (Add(), Edge("conv2d_1", "max_pool2d_1"), None),
    ],
)  # fmt: skip
def test_the_sentences_on_a_wire(layer, edge: Edge, told: str | None) -> None:  # type: ignore[no-untyped-def]
    reason = against_layer(IMAGE, layer, edge=edge)
    assert (None if reason is None else str(reason)) == told


def test_one_input_is_not_fed_by_two() -> None:
    reason = against_layer(IMAGE, Dense(), ("flatten_1", "dense_1"))
    assert str(reason) == "Dense takes one input only"
