"""How much of the input a value sees: the claim against what really has an influence."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nnstudio.graph.inference import infer
from nnstudio.graph.network import Network, sequential
from nnstudio.graph.receptive import ReceptiveField, receptive_field
from nnstudio.nn.layer import Layer, UnknownLayer
from nnstudio.nn.layers import (
    Activation,
    Add,
    AvgPool2D,
    Concatenate,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    Flatten,
    GlobalAvgPool,
    Input,
    MaxPool1D,
    MaxPool2D,
    UpSample2D,
    ZeroPad2D,
)
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.shape import Shape
from nnstudio.training.model import Model

Draw = Callable[..., Any]


def last(network: Network) -> ReceptiveField | None:
    return receptive_field(network, network.nodes[-1].id)


# By hand ----------------------------------------------------------------------------------------------------


def test_a_stack_of_small_windows_by_hand() -> None:
    """VGG's argument (Simonyan & Zisserman, arXiv:1409.1556): three 3×3 see as much as one 7×7."""
    network = sequential((32, 32, 1), [Conv2D(2, 3), Conv2D(2, 3), Conv2D(2, 3)])
    fields = [receptive_field(network, n.id) for n in network.nodes]
    assert [f and f.size for f in fields] == [(1, 1), (3, 3), (5, 5), (7, 7)]
    assert all(f is not None and f.whole == (32, 32) and not f.everything for f in fields)


def test_strides_and_dilation_multiply_by_hand() -> None:
    layers = [Conv2D(2, (3, 5), stride=2), MaxPool2D(2), Conv2D(2, 3, dilation=(2, 1))]
    # down 3, then + 1·2, then + 2·2·(2·2); across 5, then + 1·2, then + 2·1·(2·2)
    found = last(sequential((64, 64, 1), layers))
    assert found is not None
    assert found.size == (3 + 2 + 16, 5 + 2 + 8)


def test_a_picture_smaller_than_the_window_is_seen_whole() -> None:
    found = last(sequential((8, 8, 1), [Conv2D(2, 3, padding="same")] * 6))
    assert found == ReceptiveField((8, 8), (8, 8))
    assert found.everything


@pytest.mark.parametrize("layers", [[Flatten()], [Flatten(), Dense(3)], [Conv2D(2), GlobalAvgPool()]])
def test_what_gives_up_the_places_sees_everything(layers: list[Layer]) -> None:
    found = last(sequential((9, 7, 2), layers))
    assert found is not None
    assert found.everything


@pytest.mark.parametrize("layer", [Activation(), Dropout(0.2)])
def test_what_works_value_by_value_sees_no_more(layer: Layer) -> None:
    network = sequential((16, 16, 1), [Conv2D(2, 5), layer])
    assert last(network) == receptive_field(network, "conv2d_1") == ReceptiveField((5, 5), (16, 16))


def test_sequences_have_a_length() -> None:
    found = last(sequential((100, 3), [Conv1D(4, 5), MaxPool1D(2), Conv1D(4, 3, dilation=4)]))
    assert found == ReceptiveField((5 + 1 + 2 * 4 * 2,), (100,))


def test_a_row_of_features_has_no_places() -> None:
    network = sequential((30,), [Dense(25), Dense(1)])
    assert [receptive_field(network, n.id) for n in network.nodes] == [None] * 3


def test_nothing_is_said_where_nothing_is_known() -> None:
    network = sequential((8, 8, 1), [Conv2D(2, 9)])
    assert last(network) is None
    assert last(network.add(UnknownLayer({"type": "Attention"}), after="conv2d_1")) is None
    assert last(Network().add(Dense(3))) is None


def test_branches_count_together_also_where_they_lie_beside_each_other() -> None:
    network = Network().add(Input((32, 32, 1)))
    network = network.add(Conv2D(2, 3, padding="same"), after="input")
    network = network.add(Conv2D(2, 7, padding="same"), after="input")
    network = network.add(Concatenate(), after=("conv2d_1", "conv2d_2"))
    assert last(network) == ReceptiveField((7, 7), (32, 32))
    # One branch looks up, one looks down: together they see from the one to the other.
    network = Network().add(Input((32, 32, 1)))
    network = network.add(ZeroPad2D(4, 0, 0, 0), after="input").add(ZeroPad2D(0, 4, 0, 0), after="input")
    network = network.add(Add(), after=("zero_pad2d_1", "zero_pad2d_2"))
    assert last(network) == ReceptiveField((5, 1), (32, 32))


def test_a_skip_around_a_dense_branch_sees_everything() -> None:
    network = sequential((6, 6, 1), [Conv2D(2, 3, padding="same"), GlobalAvgPool()])
    network = network.add(GlobalAvgPool(), after="input")
    network = network.add(Concatenate(), after=("global_avg_pool_1", "global_avg_pool_2"))
    found = last(network)
    assert found is not None
    assert found.everything


def test_of_two_inputs_the_one_with_places_is_seen() -> None:
    network = Network().add(Input((4,))).add(Input((12, 12, 1)), id="picture")
    network = network.add(Conv2D(2, 3), after="picture").add(Flatten(), after="conv2d_1")
    network = network.add(Concatenate(), after=("input", "flatten_1"))
    assert last(network) == ReceptiveField((12, 12), (12, 12))
    assert receptive_field(network, "conv2d_1") == ReceptiveField((3, 3), (12, 12))


def test_enlarging_sees_no_more_than_what_it_enlarges() -> None:
    network = sequential((16, 16, 1), [Conv2D(2, 3), UpSample2D(2), AvgPool2D(2)])
    assert last(network) == ReceptiveField((3, 3), (16, 16))  # each patch of the pool is one pixel's copies
    network = sequential((16, 16, 1), [UpSample2D(2), Conv2D(2, 3)])
    assert last(network) == ReceptiveField((2, 2), (16, 16))
    network = sequential((16, 16, 1), [UpSample2D(2, "bilinear"), Conv2D(2, 3)])
    assert last(network) == ReceptiveField((3, 3), (16, 16))


# Against the real thing -------------------------------------------------------------------------------------

SIDE = 14

kernels, strides, dilations = st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)
paddings = st.sampled_from(("valid", "same"))
pairs = st.tuples(kernels, kernels)
KINDS = ("conv", "conv", "max", "average", "enlarge", "paint", "border")


@st.composite
def window_layer(draw: Draw) -> Layer:
    """A layer whose output is positive wherever it sees something positive."""
    kind = draw(st.sampled_from(KINDS))
    plain = {"activation": "linear", "bias": False, "initializer": "ones"}
    if kind == "conv":
        reach = draw(pairs), draw(strides), draw(paddings)
        return Conv2D(1, *reach, dilation=draw(dilations), **plain)
    if kind == "paint":
        # A patch smaller than the step leaves pixels that nothing paints; there a field is an upper bound.
        stride = draw(st.integers(1, 2))
        return ConvTranspose2D(1, stride + draw(st.integers(0, 2)), stride, draw(paddings), **plain)
    if kind == "enlarge":
        factors = draw(st.tuples(st.integers(1, 3), st.integers(1, 3)))
        return UpSample2D(factors, draw(st.sampled_from(["nearest", "bilinear"])))
    if kind == "border":
        return ZeroPad2D(*(draw(st.integers(0, 2)) for _ in range(4)))
    return (MaxPool2D if kind == "max" else AvgPool2D)(draw(pairs), draw(strides), draw(paddings))


def influence(network: Network, output: Shape) -> np.ndarray[Any, Any]:
    """Which output changes with which pixel, (row, column, output row, output column), by trying each of them.

    All weights are one and no value is negative, so nothing cancels, and a maximum passes on what is there.
    """
    model = Model(network, MeanSquaredError(), dtype="float64", batch_size=SIDE * SIDE)
    pictures = np.eye(SIDE * SIDE).reshape(-1, SIDE, SIDE, 1)
    return np.asarray(model.predict(pictures) > 0).reshape(SIDE, SIDE, *output[:2])


@given(st.lists(window_layer(), min_size=1, max_size=4))
def test_a_chain_sees_what_has_an_influence(layers: list[Layer]) -> None:
    network = sequential((SIDE, SIDE, 1), layers)
    result = infer(network)
    assume(not result.problems)
    facts = [result.facts[n.id] for n in network.nodes[1:]]
    output = facts[-1].output
    assert output is not None
    assume(math.prod(output) <= 4000)
    changed = influence(network, output)
    claimed = []
    for axis in (0, 1):
        first = last_seen = np.arange(output[axis])
        for layer, fact in zip(reversed(layers), reversed(facts), strict=True):
            sights = layer.sight(fact.inputs)
            assert sights is not None
            first, last_seen = sights[axis].begin(first), sights[axis].end(last_seen)
        claimed.append(min(SIDE, int((last_seen - first + 1).max())))
        real = changed.any(axis=(1 - axis, 3 - axis))  # (pixels, positions of the output)
        for place, (begin, end) in enumerate(zip(first, last_seen, strict=True)):
            (where,) = np.nonzero(real[:, place])
            assert all(begin <= pixel <= end for pixel in where), (axis, place)
            if begin >= 0 and end < SIDE:  # nothing of its field lies beyond the border
                assert (where.min(), where.max()) == (begin, end), (axis, place)
    found = last(network)
    assert found == ReceptiveField(tuple(claimed), (SIDE, SIDE))


def test_long_networks_are_worked_out() -> None:
    network = sequential((64, 64, 1), [Conv2D(1, 3, padding="same")] * 300)
    found = last(network)
    assert found is not None
    assert found.everything
