"""Layers on shapes, for the contracts. Every layer type has an entry here; a new one adds its own.

An entry has *corners* (checked one by one, value by value), a strategy that *draws* option combinations, and
what the layer must *refuse*.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from nnstudio.nn.activations import ACTIVATIONS
from nnstudio.nn.initializers import WEIGHTS
from nnstudio.nn.layer import LAYERS, Layer
from nnstudio.nn.layers import (
    Activation,
    Add,
    AvgPool1D,
    AvgPool2D,
    BatchNorm,
    Concatenate,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Dense,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalAvgPool,
    GlobalMaxPool,
    GroupNorm,
    Input,
    LayerNorm,
    MaxPool1D,
    MaxPool2D,
    Multiply,
    Reshape,
    SpatialDropout,
    UpSample2D,
    ZeroPad2D,
)
from nnstudio.nn.shape import Shape, ShapeError

Draw = Callable[..., Any]


class Case(NamedTuple):
    """A layer, the shapes of its inputs and the number of samples."""

    layer: Layer
    inputs: tuple[Shape, ...]
    batch: int = 2


class Entry(NamedTuple):
    """What the contracts know about a layer type."""

    corners: tuple[Case, ...]
    drawn: st.SearchStrategy[Case]
    refused: tuple[Case, ...] = ()


def entry_for(cls: type[Layer]) -> Entry:
    """The entry of a layer type; a missing one fails with a sentence."""
    if cls not in ENTRIES:
        pytest.fail(f"Add cases for {cls.__name__} to ENTRIES in tests/contracts/cases.py")
    return ENTRIES[cls]


# What is drawn ----------------------------------------------------------------------------------------------

sizes = st.integers(1, 6)
few = st.integers(1, 3)
batches = st.sampled_from((1, 3))
functions = st.sampled_from(tuple(ACTIVATIONS))
weights = st.sampled_from(tuple(WEIGHTS))
penalties = st.sampled_from((0.0, 0.0, 1e-3, 1.0))
rows = st.tuples(sizes)
sequences = st.tuples(sizes, few)
images = st.tuples(sizes, sizes, few)
shapes = st.one_of(rows, sequences, images)
deep = st.one_of(shapes, st.tuples(few, few, few, few))
steps = st.integers(1, 4)
pairs = st.one_of(steps, st.tuples(steps, steps))
paddings = st.sampled_from(("valid", "same"))
conv_paddings = st.sampled_from(("valid", "same", "explicit"))
dilations = st.sampled_from((1, 1, 2, (1, 3)))
rates = st.sampled_from((0.0, 0.2, 0.5, 0.95))


def _on(layers: st.SearchStrategy[Layer], inputs: st.SearchStrategy[Shape]) -> st.SearchStrategy[Case]:
    """Cases of a layer with one input, as far as they fit."""
    return st.builds(lambda layer, shape, batch: _fitting(layer, shape, batch), layers, inputs, batches)


def _fitting(layer: Layer, shape: Shape, batch: int) -> Case:
    try:
        layer.output_shape((shape,))
    except ShapeError:
        assume(False)
    return Case(layer, (shape,), batch)


def _merging(layer: Layer) -> st.SearchStrategy[Case]:
    return st.builds(lambda shape, n, batch: Case(layer, (shape,) * n, batch), deep, st.integers(2, 4), batches)  # fmt: skip


@st.composite
def _convolved(draw: Draw, cls: type[Conv1D] | type[Conv2D]) -> Case:
    groups = draw(few)
    flat = cls is Conv1D
    number = steps if flat else pairs
    layer = cls(
        filters=groups * draw(st.integers(1, 2)),
        kernel_size=draw(number),
        stride=draw(number),
        padding=draw(conv_paddings),
        activation=draw(functions),
        zeros=draw(st.integers(0, 2) if flat else st.sampled_from((0, 1, (2, 0), (1, 3)))),
        dilation=draw(st.integers(1, 3) if flat else dilations),
        groups=groups,
        bias=draw(st.booleans()),
        initializer=draw(weights),
        l1=draw(penalties),
        l2=draw(penalties),
    )
    space = (draw(st.integers(1, 9)),) if flat else (draw(sizes), draw(sizes))
    return _fitting(layer, (*space, groups * draw(st.integers(1, 2))), draw(batches))


def _pooled(cls: type[Layer], number: st.SearchStrategy[Any], inputs: st.SearchStrategy[Shape]) -> st.SearchStrategy[Case]:  # fmt: skip
    return _on(st.builds(cls, number, st.none() | number, paddings), inputs)


@st.composite
def _concatenated(draw: Draw) -> Case:
    before = draw(st.one_of(st.just(()), st.tuples(sizes), st.tuples(few, few), st.tuples(few, few, few)))
    ends = draw(st.lists(few, min_size=2, max_size=4))
    return Case(Concatenate(), tuple((*before, n) for n in ends), draw(batches))


@st.composite
def _reshaped(draw: Draw) -> Case:
    shape = draw(deep)
    factors = draw(st.permutations(shape))
    cut = draw(st.integers(0, len(factors) - 1))
    merged = 1
    for n in factors[cut:]:
        merged *= n
    return Case(Reshape((*factors[:cut], merged)), (shape,), draw(batches))


_transposed = st.builds(
    ConvTranspose2D,
    filters=few, kernel_size=pairs, stride=st.one_of(few, st.tuples(few, few)), padding=paddings,
    activation=functions, dilation=dilations, bias=st.booleans(), initializer=weights, l1=penalties, l2=penalties,
)  # fmt: skip
_normalised = st.builds(
    BatchNorm, st.sampled_from((0.0, 0.9, 0.99, 1.0)), st.sampled_from((1e-3, 1e-2, 1.0)), functions
)
_border = st.integers(0, 3)


# What there is ----------------------------------------------------------------------------------------------

_CONV = (
    {"filters": 2, "activation": "prelu"},
    {"filters": 2, "padding": "same", "kernel_size": 2, "activation": "tanh"},
    {"filters": 1, "padding": "same", "kernel_size": 3, "stride": 2, "activation": "linear", "bias": False},
    {"filters": 2, "padding": "explicit", "zeros": 2, "kernel_size": 2, "stride": 3},
    {"filters": 1, "kernel_size": 2, "stride": 1, "dilation": 3, "activation": "sigmoid", "l1": 0.1, "l2": 0.1},
)  # fmt: skip

ENTRIES: dict[type[Layer], Entry] = {
    Input: Entry(
        (Case(Input((3,)), ()), Case(Input((4, 5, 3)), ())),
        st.builds(lambda shape, batch: Case(Input(shape), (), batch), shapes, batches),
        (Case(Input(()), ()), Case(Input((1,) * 70), ())),
    ),
    Dense: Entry(
        (
            Case(Dense(1), ((1,),), 1),
            Case(Dense(4, bias=False, l1=0.1, l2=0.2), ((3,),)),
            *(Case(Dense(3, name), ((2,),)) for name in ACTIVATIONS),
        ),
        _on(st.builds(Dense, sizes, functions, st.booleans(), weights, penalties, penalties), rows),
        (Case(Dense(3), ((28, 28, 1),)), Case(Dense(3), ((4, 5),))),
    ),
    Conv1D: Entry(
        (
            Case(Conv1D(1, 1), ((1, 1),), 1),
            *(Case(Conv1D(**settings), ((7, 2),)) for settings in _CONV),
            Case(Conv1D(2, 1, stride=4), ((7, 2),)),  # values that no window sees
            Case(Conv1D(4, 3, groups=2, padding="same"), ((5, 4),), 1),
            Case(Conv1D(3, 2, groups=3, activation="softmax"), ((4, 3),)),
        ),
        _convolved(Conv1D),
        (
            Case(Conv1D(3), ((9,),)),
            Case(Conv1D(3), ((9, 9, 1),)),
            Case(Conv1D(3), ((2, 1),)),
            Case(Conv1D(3, 9, padding="explicit", zeros=2), ((4, 1),)),
            Case(Conv1D(4, groups=2), ((9, 3),)),
        ),
    ),
    Conv2D: Entry(
        (
            Case(Conv2D(1, 1), ((1, 1, 1),), 1),
            *(Case(Conv2D(**settings), ((5, 4, 2),)) for settings in _CONV),
            Case(Conv2D(2, 3, padding="same"), ((1, 1, 2),)),
            Case(Conv2D(1, 1, stride=3), ((5, 7, 1),)),  # pixels that no window sees
            Case(Conv2D(1, (1, 3), stride=(2, 1), dilation=(1, 2), bias=False), ((3, 6, 1),)),
            Case(Conv2D(1, 2, padding="explicit", zeros=(3, 1)), ((2, 3, 2),)),  # windows that see only zeros
            Case(Conv2D(4, 2, groups=2), ((3, 3, 4),)),
            Case(Conv2D(3, 2, groups=3, padding="same", stride=2), ((3, 3, 3),)),
            Case(Conv2D(6, 3, groups=3, padding="same", activation="gelu"), ((4, 3, 3),)),
            Case(Conv2D(3, 2, activation="softmax"), ((2, 3, 1),)),
        ),
        _convolved(Conv2D),
        (
            Case(Conv2D(3), ((9,),)),
            Case(Conv2D(3), ((9, 9),)),
            Case(Conv2D(3), ((2, 9, 1),)),
            Case(Conv2D(3), ((9, 2, 1),)),
            Case(Conv2D(3, dilation=5), ((9, 9, 1),)),
            Case(Conv2D(3, 9, padding="explicit", zeros=(2, 3)), ((4, 4, 1),)),
            Case(Conv2D(4, groups=2), ((9, 9, 3),)),
            Case(Conv2D(3, groups=2), ((9, 9, 4),)),
        ),
    ),
    ConvTranspose2D: Entry(
        (
            Case(ConvTranspose2D(1, 1, 1), ((1, 1, 1),), 1),
            Case(ConvTranspose2D(2), ((2, 3, 2),)),  # one pixel is cut off at the end
            Case(ConvTranspose2D(2, 3, 2, "valid"), ((2, 3, 2),)),
            Case(ConvTranspose2D(1, 4, 2), ((3, 2, 1),)),  # one pixel is cut off on each side
            Case(ConvTranspose2D(2, 2, 3), ((2, 2, 2),)),  # stride > patch: pixels that nothing paints
            Case(ConvTranspose2D(2, 2, 3, "valid", "linear", bias=False), ((2, 2, 1),)),
            Case(ConvTranspose2D(1, (1, 4), (2, 1), activation="prelu", dilation=(1, 2)), ((2, 3, 2),)),
            Case(ConvTranspose2D(3, 5, 1, activation="softmax", l1=0.1, l2=0.1), ((1, 2, 1),)),
        ),
        _on(_transposed, st.tuples(st.integers(1, 4), st.integers(1, 4), few)),
        (Case(ConvTranspose2D(3), ((9,),)), Case(ConvTranspose2D(3), ((9, 9),))),
    ),
    MaxPool1D: Entry(
        (
            Case(MaxPool1D(1), ((1, 1),), 1),
            Case(MaxPool1D(), ((5, 2),)),
            Case(MaxPool1D(3, 1, "same"), ((4, 1),)),
            Case(MaxPool1D(1, 3), ((5, 2),)),
        ),
        _pooled(MaxPool1D, steps, sequences),
        (Case(MaxPool1D(), ((9,),)), Case(MaxPool1D(), ((9, 9, 1),)), Case(MaxPool1D(3), ((2, 1),))),
    ),
    MaxPool2D: Entry(
        (
            Case(MaxPool2D(1), ((1, 1, 1),), 1),
            Case(MaxPool2D(), ((5, 4, 2),)),
            Case(MaxPool2D(2, padding="same"), ((5, 3, 2),)),  # the last windows see one row or column
            Case(MaxPool2D(3, 1), ((4, 4, 1),)),  # overlapping windows
            Case(MaxPool2D(1, 2), ((5, 5, 1),)),  # stride > patch
            Case(MaxPool2D((2, 3), (1, 2), "same"), ((3, 5, 2),)),
        ),
        _pooled(MaxPool2D, pairs, images),
        (Case(MaxPool2D(), ((9,),)), Case(MaxPool2D(3), ((2, 9, 1),)), Case(MaxPool2D(3), ((9, 2, 1),))),
    ),
    AvgPool1D: Entry(
        (
            Case(AvgPool1D(1), ((1, 1),), 1),
            Case(AvgPool1D(), ((5, 2),)),
            Case(AvgPool1D(4, 1, "same"), ((4, 1),)),
            Case(AvgPool1D(1, 3), ((5, 2),)),
        ),
        _pooled(AvgPool1D, steps, sequences),
        (Case(AvgPool1D(), ((9,),)), Case(AvgPool1D(), ((9, 9, 1),)), Case(AvgPool1D(3), ((2, 1),))),
    ),
    AvgPool2D: Entry(
        (
            Case(AvgPool2D(1), ((1, 1, 1),), 1),
            Case(AvgPool2D(), ((5, 4, 2),)),
            Case(AvgPool2D(2, 1, "same"), ((3, 4, 1),)),  # at the border only real pixels count
            Case(AvgPool2D(3, 2, "same"), ((4, 4, 1),)),
            Case(AvgPool2D(4, 1, "same"), ((2, 1, 2),)),
            Case(AvgPool2D((2, 3), (3, 1), "same"), ((3, 5, 2),)),
        ),
        _pooled(AvgPool2D, pairs, images),
        (Case(AvgPool2D(), ((9,),)), Case(AvgPool2D(3), ((2, 9, 1),)), Case(AvgPool2D(3), ((9, 2, 1),))),
    ),
    GlobalMaxPool: Entry(
        (Case(GlobalMaxPool(), ((1, 1),), 1), Case(GlobalMaxPool(), ((5, 2),)), Case(GlobalMaxPool(), ((3, 2, 3),))),
        _on(st.just(GlobalMaxPool()), deep),
        (Case(GlobalMaxPool(), ((9,),)),),
    ),
    GlobalAvgPool: Entry(
        (Case(GlobalAvgPool(), ((1, 1),), 1), Case(GlobalAvgPool(), ((5, 2),)), Case(GlobalAvgPool(), ((3, 2, 3),))),
        _on(st.just(GlobalAvgPool()), deep),
        (Case(GlobalAvgPool(), ((9,),)),),
    ),
    BatchNorm: Entry(
        (
            Case(BatchNorm(), ((3,),), 4),
            Case(BatchNorm(), ((2,),), 1),  # a batch without a spread
            Case(BatchNorm(0.9, 1e-5, "prelu"), ((3, 2),), 3),
            Case(BatchNorm(0.5, 1.0, "relu"), ((2, 3, 2),)),
            Case(BatchNorm(activation="softmax"), ((2, 2, 1, 2),)),
        ),
        _on(_normalised, deep),
    ),
    GroupNorm: Entry(
        (
            Case(GroupNorm(2), ((4,),)),
            Case(GroupNorm(3), ((3,),)),  # groups without a spread
            Case(GroupNorm(2, 1e-5), ((3, 4),)),
            Case(GroupNorm(2, 1.0), ((2, 3, 6),), 1),
            Case(GroupNorm(2), ((2, 3, 2),)),
        ),
        _on(st.builds(GroupNorm, few, st.sampled_from((1e-3, 1e-2, 1.0))), deep),
        (Case(GroupNorm(2), ((3,),)), Case(GroupNorm(4), ((2, 2, 6),))),
    ),
    LayerNorm: Entry(
        (
            Case(LayerNorm(), ((4,),)),
            Case(LayerNorm(), ((1,),)),  # a sample without a spread
            Case(LayerNorm(1e-5), ((2, 3),)),
            Case(LayerNorm(1.0), ((2, 3, 2),), 1),
        ),
        _on(st.builds(LayerNorm, st.sampled_from((1e-3, 1e-2, 1.0))), deep),
    ),
    Dropout: Entry(
        (Case(Dropout(0.5), ((4,),)), Case(Dropout(0), ((2, 3, 1),))), _on(st.builds(Dropout, rates), deep)
    ),
    SpatialDropout: Entry(
        (Case(SpatialDropout(0.5), ((3, 2, 4),)), Case(SpatialDropout(0), ((3, 1),)), Case(SpatialDropout(), ((4, 3),))),
        _on(st.builds(SpatialDropout, rates), deep),
        (Case(SpatialDropout(), ((9,),)),),
    ),
    GaussianNoise: Entry(
        (Case(GaussianNoise(0.5), ((4,),)), Case(GaussianNoise(0), ((2, 3, 1),))),
        _on(st.builds(GaussianNoise, st.sampled_from((0.0, 0.1, 3.0))), deep),
    ),
    Activation: Entry(
        (
            *(Case(Activation(name), ((3,),)) for name in ACTIVATIONS),
            Case(Activation("prelu"), ((2, 3, 2),)),
            Case(Activation("softmax"), ((2, 3),)),
        ),
        _on(st.builds(Activation, functions), deep),
    ),
    Flatten: Entry((Case(Flatten(), ((2, 3, 2),)), Case(Flatten(), ((4,),), 1)), _on(st.just(Flatten()), deep)),
    Reshape: Entry(
        (
            Case(Reshape((3, 2, 2)), ((12,),)),
            Case(Reshape((6, 2)), ((3, 4, 1),), 1),
            Case(Reshape((4,)), ((2, 2),)),
        ),
        _reshaped(),
        (
            Case(Reshape((28, 28, 1)), ((100,),)),
            Case(Reshape(()), ((1,),)),
            Case(Reshape((1,) * 70), ((1,),)),
            Case(Reshape((5,)), ((2, 3),)),
        ),
    ),
    ZeroPad2D: Entry(
        (
            Case(ZeroPad2D(), ((2, 3, 2),)),
            Case(ZeroPad2D(0, 0, 0, 0), ((1, 1, 1),), 1),
            Case(ZeroPad2D(1, 2, 3, 0), ((2, 1, 2),)),
        ),
        _on(st.builds(ZeroPad2D, _border, _border, _border, _border), images),
        (Case(ZeroPad2D(), ((9,),)), Case(ZeroPad2D(), ((9, 9),))),
    ),
    UpSample2D: Entry(
        (
            Case(UpSample2D(), ((2, 3, 2),)),
            Case(UpSample2D(1), ((1, 1, 1),), 1),
            Case(UpSample2D((3, 1)), ((2, 2, 1),)),
            Case(UpSample2D(2, "bilinear"), ((3, 2, 2),)),
            Case(UpSample2D((3, 4), "bilinear"), ((4, 3, 1),)),
            Case(UpSample2D((1, 5), "bilinear"), ((2, 1, 2),), 1),
        ),
        _on(st.builds(UpSample2D, pairs, st.sampled_from(["nearest", "bilinear"])), st.tuples(few, few, few)),
        (Case(UpSample2D(), ((9,),)), Case(UpSample2D(), ((9, 9),))),
    ),
    Add: Entry(
        (Case(Add(), ((3,),) * 2), Case(Add(), ((2, 2, 1),) * 3, 1)),
        _merging(Add()),
        (Case(Add(), ((3,), (4,))), Case(Add(), ((3, 1), (3, 1), (1, 3)))),
    ),
    Multiply: Entry(
        (Case(Multiply(), ((3,),) * 2), Case(Multiply(), ((2, 2, 1),) * 4, 1)),
        _merging(Multiply()),
        (Case(Multiply(), ((3,), (4,))), Case(Multiply(), ((3, 1), (3, 1), (1, 3)))),
    ),
    Concatenate: Entry(
        (
            Case(Concatenate(), ((3,), (2,))),
            Case(Concatenate(), ((2, 2, 1), (2, 2, 3), (2, 2, 2)), 1),
            Case(Concatenate(), ((4, 1), (4, 2))),
        ),
        _concatenated(),
        (
            Case(Concatenate(), ((3, 1), (4, 1))),
            Case(Concatenate(), ((3,), (3, 1))),
            Case(Concatenate(), ((2, 2, 1), (2, 2, 1), (2, 3, 1))),
        ),
    ),
}  # fmt: skip

BOUND = tuple(cls for cls in LAYERS if cls is not Input)
"""Every layer type that computes something: the program fills the input itself."""

every_bound_layer = pytest.mark.parametrize("cls", BOUND, ids=lambda cls: cls.__name__)
every_corner = pytest.mark.parametrize(
    "case",
    [case for cls in BOUND for case in entry_for(cls).corners],
    ids=lambda case: f"{case.layer} on {case.inputs}",
)
