"""Another kind of layer in the place of one."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network, sequential
from nnstudio.graph.replacing import (
    Replacement,
    candidates,
    converted,
    proposed,
    replaced,
    why_not,
    width_of,
    with_equal_outputs,
)
from nnstudio.nn.fields import fields_of
from nnstudio.nn.layer import LAYERS, Layer, UnknownLayer
from nnstudio.nn.layers import (
    Activation,
    Add,
    AvgPool2D,
    BatchNorm,
    Concatenate,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    Flatten,
    Input,
    MaxPool2D,
    Reshape,
)
from nnstudio.system.messages import StudioError
from tests.contracts.cases import entry_for
from tests.graph.networks import acyclic

KINDS = [k for k in LAYERS if k is not Input]


def wires(network: Network) -> set[tuple[str, str, int]]:
    return {(e.source, e.target, e.port) for e in network.edges}


def way(network: Network) -> list[str]:
    """The ids of a chain, in its order."""
    return list(infer(network).order)


def lenet() -> Network:
    return sequential(
        (8, 8, 1),
        [Conv2D(16, padding="same"), MaxPool2D(), Conv2D(8), Flatten(), Dense(12, "tanh"), Dense(10, "softmax")],
    )  # fmt: skip


# Settings ---------------------------------------------------------------------------------------------------


def test_units_are_filters_and_equal_names_are_equal_settings() -> None:
    conv = Conv2D(
        12, 5, padding="same", activation="tanh", initializer="he_normal", bias=False, l1=0.1, l2=0.2
    )
    dense = converted(conv, Dense())
    assert dense == Dense(12, "tanh", bias=False, initializer="he_normal", l1=0.1, l2=0.2)
    assert converted(dense, Conv2D()) == conv.replace(kernel_size=3, padding="valid")
    assert converted(conv, Conv1D()) == Conv1D(
        12, 5, padding="same", activation="tanh", bias=False, initializer="he_normal", l1=0.1, l2=0.2
    )
    assert converted(Conv1D(3, 7, stride=2), Conv2D()) == Conv2D(3, 7, stride=2)
    assert converted(conv, Activation()) == Activation("tanh")


def test_what_another_kind_does_not_allow_or_means_otherwise_keeps_its_default() -> None:
    # A pool knows no explicit padding, and its stride may be empty: it means "as large as the patch".
    assert converted(Conv2D(4, stride=3, padding="explicit", zeros=1), MaxPool2D()) == MaxPool2D()
    assert converted(Conv2D(4, (3, 5)), Conv1D()) == Conv1D(4)  # a window that is no square has no one length
    assert converted(Dense(100_000), Conv2D()).filters == Conv2D().filters  # more than the largest
    assert converted(MaxPool2D(3, 2, "same"), AvgPool2D()) == AvgPool2D(3, 2, "same")


def test_what_is_asked_for_is_not_taken_over() -> None:
    assert converted(Conv2D(12, activation="tanh"), Dense(7)) == Dense(7, "tanh")


def test_a_layer_from_a_newer_version_hands_on_what_is_known() -> None:
    unknown = UnknownLayer(
        {"type": "GatedDense", "filters": 7, "activation": "tanh", "l2": "much", "gates": 2}
    )
    assert converted(unknown, Dense()) == Dense(7, "tanh")


@pytest.mark.parametrize(("old", "new"), list(itertools.product(KINDS, KINDS)))
def test_shared_settings_survive_the_way_there_and_back(old: type[Layer], new: type[Layer]) -> None:
    """For any two kinds in the catalogue: what both have comes back, where the other kind allows it at all."""
    layer = entry_for(old).corners[0].layer
    there = converted(layer, new())
    back = converted(there, old())
    for info in fields_of(old):
        value, default = getattr(layer, info.name), getattr(old(), info.name)
        assert getattr(back, info.name) in (value, default)
        if old is new:
            assert getattr(back, info.name) == value


# Wires ------------------------------------------------------------------------------------------------------


def test_the_place_in_the_chain_the_wires_and_an_own_name_are_kept() -> None:
    network = sequential((8, 8, 1), [Conv2D(4), MaxPool2D(), Flatten(), Dense(2)])
    named = Network(
        tuple(type(n)(n.id, n.layer, "Shrink" if n.id == "max_pool2d_1" else "") for n in network.nodes),
        network.edges,
    )
    result = replaced(named, "max_pool2d_1", AvgPool2D())
    assert result.node == "avg_pool2d_1"
    assert [n.id for n in result.network.nodes] == [
        "input",
        "conv2d_1",
        "avg_pool2d_1",
        "flatten_1",
        "dense_1",
    ]
    assert result.network["avg_pool2d_1"].name == "Shrink"
    assert result.places == {"avg_pool2d_1": "max_pool2d_1"}
    assert result.notes == ()
    assert wires(result.network) == {
        (*(i.replace("max_pool", "avg_pool") for i in (a, b)), p) for a, b, p in wires(network)
    }


def test_ports_are_kept_on_both_sides() -> None:
    network = Network().add(Input((4,))).add(Dense(4), after="input").add(Dense(4), after="input")
    network = network.add(Add(), after=("dense_2", "dense_1")).add(Dense(1), after="add_1")
    result = replaced(network, "add_1", Concatenate())
    assert [e.source for e in result.network.incoming("concatenate_1")] == ["dense_2", "dense_1"]
    result = replaced(network, "dense_2", Activation())
    assert [e.source for e in result.network.incoming("add_1")] == ["activation_1", "dense_1"]
    # A layer that takes fewer inputs keeps its wires: what is too much is shown, not lost.
    result = replaced(network, "add_1", Dense(3))
    assert len(result.network.incoming("dense_4")) == 2
    assert [p.kind for p in infer(result.network).problems] == ["too_many"]


def test_the_same_kind_keeps_its_id() -> None:
    result = replaced(lenet(), "dense_1", Dense(99))
    assert result == Replacement(lenet().with_layer("dense_1", Dense(99)), "dense_1")


def test_an_input_cannot_be_replaced_and_replaces_nothing() -> None:
    for node, layer in (("input", Dense(3)), ("dense_1", Input((4,)))):
        with pytest.raises(StudioError, match="Samples enter"):
            replaced(lenet(), node, layer)


def test_a_dense_layer_in_place_of_a_convolution_gets_a_flatten() -> None:
    result = replaced(lenet(), "conv2d_1", Dense(16))
    assert way(result.network)[:4] == ["input", "flatten_2", "dense_3", "max_pool2d_1"]
    assert [n.id for n in result.network.nodes][:3] == ["input", "flatten_2", "dense_3"]
    assert [str(n) for n in result.notes] == ["A Flatten is put before it: it needs a row of numbers"]
    # What follows still wants an image, and says so; no more is changed.
    assert [p.node for p in infer(result.network).problems] == ["max_pool2d_1"]


def test_a_flatten_behind_is_moved_before_and_back_again() -> None:
    there = replaced(lenet(), "conv2d_2", Dense(8))
    assert way(there.network) == [
        "input", "conv2d_1", "max_pool2d_1", "flatten_1", "dense_3", "dense_1", "dense_2",
    ]  # fmt: skip
    assert there.places == {"flatten_1": "conv2d_2", "dense_3": "flatten_1"}
    assert "Flatten 1 moves before it" in str(there.notes[0])
    assert not infer(there.network).problems
    back = replaced(there.network, "dense_3", Conv2D(8))
    assert back.places == {"conv2d_2": "flatten_1", "flatten_1": "dense_3"}
    assert wires(back.network) == wires(lenet())


def test_a_convolution_in_place_of_a_dense_layer_goes_before_the_flatten() -> None:
    network = sequential((8, 8, 1), [Flatten(), Dense(12), Dense(10)])
    result = replaced(network, "dense_1", Conv2D(4))
    assert way(result.network) == ["input", "conv2d_1", "flatten_1", "dense_2"]
    assert "before Flatten 1" in str(result.notes[0])
    assert not infer(result.network).problems


def test_others_that_read_the_flatten_keep_it() -> None:
    network = sequential((8, 8, 1), [Flatten(), Dense(12)]).add(Dense(3), after="flatten_1")
    network = network.add(Concatenate(), after=("dense_1", "dense_2"))
    result = replaced(network, "dense_1", Conv2D(4))
    assert wires(result.network) == {
        ("input", "flatten_1", 0), ("input", "conv2d_1", 0), ("conv2d_1", "flatten_2", 0),
        ("flatten_1", "dense_2", 0), ("flatten_2", "concatenate_1", 0), ("dense_2", "concatenate_1", 1),
    }  # fmt: skip
    assert not infer(result.network).problems


def test_where_nothing_helps_nothing_else_is_touched() -> None:
    network = sequential((30,), [Dense(12), Dense(3)])
    result = replaced(network, "dense_2", Conv2D(4))
    assert way(result.network) == ["input", "dense_1", "conv2d_1"]
    assert [p.node for p in infer(result.network).problems] == ["conv2d_1"]
    assert result.notes == ()


def test_the_old_shape_can_be_given_back_to_what_follows() -> None:
    dense = with_equal_outputs(lenet(), "conv2d_1", Dense(1))
    assert dense == Dense(8 * 8 * 16)
    result = replaced(lenet(), "conv2d_1", dense, keep_shape=True)
    assert way(result.network)[:5] == ["input", "flatten_2", "dense_3", "reshape_1", "max_pool2d_1"]
    assert result.network["reshape_1"].layer == Reshape((8, 8, 16))
    assert not infer(result.network).problems
    before, after = infer(lenet()).facts, infer(result.network).facts
    assert all(before[n].output == after[n].output for n in after if n in before)
    # Where it does not fit, or nobody needs it, nothing is added.
    assert replaced(lenet(), "conv2d_1", Dense(5), keep_shape=True) == replaced(lenet(), "conv2d_1", Dense(5))
    flat = with_equal_outputs(lenet(), "conv2d_2", Dense(1))
    assert flat is not None
    assert replaced(lenet(), "conv2d_2", flat, keep_shape=True) == replaced(lenet(), "conv2d_2", flat)


def test_equal_outputs_the_other_way_round() -> None:
    network = sequential((8, 8, 1), [Flatten(), Dense(128), Dense(10)])
    assert with_equal_outputs(network, "dense_1", Conv2D(1, padding="same")) == Conv2D(2, padding="same")
    assert with_equal_outputs(network, "dense_1", Conv2D(50)) == Conv2D(4)  # 6·6·4 = 144 is nearest to 128
    assert with_equal_outputs(network, "dense_1", Dropout()) is None
    assert with_equal_outputs(network, "dense_2", Conv2D()) is None  # does not fit
    wide = sequential((500, 500, 1), [Conv2D(64), Flatten(), Dense(2)])
    assert with_equal_outputs(wide, "conv2d_1", Dense()) is None  # more than a million neurons


def test_a_proposal_has_a_window_that_fits() -> None:
    assert proposed(lenet(), "dense_1", Conv2D) == Conv2D(3, padding="same", activation="tanh")  # 2·2·3 = 12
    assert proposed(lenet(), "max_pool2d_1", AvgPool2D) == AvgPool2D()
    result = replaced(lenet(), "dense_1", Conv2D(4))  # too large a window is a matter of its settings
    assert way(result.network)[-4:] == ["conv2d_2", "conv2d_3", "flatten_1", "dense_2"]
    assert [p.kind for p in infer(result.network).problems] == ["window"]


# Candidates -------------------------------------------------------------------------------------------------


def test_the_counterpart_comes_first_then_relatives_then_what_does_not_fit() -> None:
    names = [k.__name__ for k in candidates(lenet(), "conv2d_1")]
    assert names[:2] == ["Dense", "ConvTranspose2D"]
    assert set(names) == {k.__name__ for k in LAYERS} - {"Input", "Conv2D"}
    fits = [why_not(lenet(), "conv2d_1", k()) is None for k in candidates(lenet(), "conv2d_1")]
    assert fits == sorted(fits, reverse=True)
    assert names.index("Add") > fits.index(False) - 1
    assert candidates(lenet(), "dense_1")[0] is Conv2D  # it goes before the Flatten, with other padding
    assert candidates(lenet(), "max_pool2d_1")[0] is AvgPool2D


def test_why_not_tells_the_reason() -> None:
    assert str(why_not(lenet(), "dense_2", Conv2D())) == (
        "Conv2D works on an image (height × width × channels), but receives 12"
    )
    assert str(why_not(lenet(), "dense_1", Add())) == "Add needs at least 2 inputs"
    joined = Network().add(Input((4,))).add(Add(), after=("input", "input"))
    assert str(why_not(joined, "add_1", Dense())) == "Dense takes one input only"
    assert why_not(Network().add(Dense()).add(Dense(), after="dense_1"), "dense_2", Conv2D()) is None


@given(acyclic(), st.data())
def test_any_layer_of_any_drawing_can_be_replaced_by_any_kind(network: Network, data: st.DataObject) -> None:
    nodes = [n.id for n in network.nodes if not isinstance(n.layer, Input)]
    if not nodes:
        return
    node, kind = data.draw(st.sampled_from(nodes)), data.draw(st.sampled_from(KINDS))
    fits = why_not(network, node, kind()) is None
    result = replaced(
        network, node, converted(network[node].layer, kind()), keep_shape=data.draw(st.booleans())
    )
    found, before = infer(result.network), infer(network)
    assert isinstance(result.network[result.node].layer, kind)
    kept = {n.id for n in network.nodes} - {node}
    assert kept <= {n.id for n in result.network.nodes}
    assert len(result.network.nodes) - len(network.nodes) <= 2
    assert set(result.places) <= set(result.network.by_id)
    assert set(result.places.values()) <= set(network.by_id)
    assert set(result.places.values()) >= ({node} if result.node != node else set())
    known = all(before.facts[e.source].output is not None for e in network.incoming(node))
    if fits and known and not isinstance(network[node].layer, UnknownLayer):
        problem = found.facts[result.node].problem
        assert problem is None or problem.field is not None or problem.kind == "too_large", problem
    following = {e.target for e in network.outgoing(node)}
    assert following <= _behind(result.network, result.node)
    assert width_of(kind()) in (None, "units", "filters")


def _behind(network: Network, node: str) -> set[str]:
    seen, stack = {node}, [node]
    while stack:
        for edge in network.outgoing(stack.pop()):
            if edge.target not in seen:
                seen.add(edge.target)
                stack.append(edge.target)
    return seen


def test_a_transposed_convolution_keeps_the_picture_for_what_follows() -> None:
    network = sequential((4, 4, 2), [Conv2D(3, padding="same"), Flatten(), Dense(2)])
    result = replaced(network, "conv2d_1", converted(network["conv2d_1"].layer, ConvTranspose2D()))
    assert not infer(result.network).problems
    assert math.prod(infer(result.network).facts[result.node].output or ()) == 4 * 4 * 3


def test_relatives_share_what_they_have() -> None:
    assert converted(BatchNorm(epsilon=0.01, activation="tanh"), Activation()) == Activation("tanh")
