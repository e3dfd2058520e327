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
from nnstudio.nn.initializers import INITIALIZERS
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Activation, Add, Conv2D, Dense, Dropout, Flatten, Input, MaxPool2D
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


sizes = st.integers(1, 6)
batches = st.sampled_from((1, 3))
functions = st.sampled_from(tuple(ACTIVATIONS))
shapes = st.one_of(st.tuples(sizes), st.tuples(sizes, sizes, st.integers(1, 3)))
pairs = st.one_of(st.integers(1, 4), st.tuples(st.integers(1, 4), st.integers(1, 4)))
paddings = st.sampled_from(("valid", "same"))


@st.composite
def _input(draw: Draw) -> Case:
    return Case(Input(draw(shapes)), (), draw(batches))


@st.composite
def _dense(draw: Draw) -> Case:
    layer = Dense(
        draw(sizes), draw(functions), draw(st.booleans()), draw(st.sampled_from(list(INITIALIZERS)))
    )
    return Case(layer, ((draw(sizes),),), draw(batches))


@st.composite
def _conv2d(draw: Draw) -> Case:
    groups = draw(st.integers(1, 3))
    layer = Conv2D(
        filters=groups * draw(st.integers(1, 2)),
        kernel_size=draw(pairs),
        stride=draw(pairs),
        padding=draw(paddings),
        activation=draw(functions),
        dilation=draw(st.sampled_from((1, 1, 2, (1, 3)))),
        groups=groups,
        bias=draw(st.booleans()),
    )
    return _fitting(layer, (draw(sizes), draw(sizes), groups * draw(st.integers(1, 2))), draw(batches))


@st.composite
def _max_pool2d(draw: Draw) -> Case:
    layer = MaxPool2D(draw(pairs), draw(st.one_of(st.none(), pairs)), draw(paddings))
    return _fitting(layer, (draw(sizes), draw(sizes), draw(st.integers(1, 3))), draw(batches))


def _fitting(layer: Layer, shape: Shape, batch: int) -> Case:
    try:
        layer.output_shape((shape,))
    except ShapeError:
        assume(False)
    return Case(layer, (shape,), batch)


@st.composite
def _activation(draw: Draw) -> Case:
    return Case(Activation(draw(functions)), (draw(shapes),), draw(batches))


@st.composite
def _dropout(draw: Draw) -> Case:
    return Case(Dropout(draw(st.sampled_from((0.0, 0.2, 0.5, 0.95)))), (draw(shapes),), draw(batches))


@st.composite
def _flatten(draw: Draw) -> Case:
    return Case(Flatten(), (draw(shapes),), draw(batches))


@st.composite
def _add(draw: Draw) -> Case:
    return Case(Add(), (draw(shapes),) * draw(st.integers(2, 4)), draw(batches))


ENTRIES: dict[type[Layer], Entry] = {
    Input: Entry(
        (Case(Input((3,)), ()), Case(Input((4, 5, 3)), ())),
        _input(),
        (Case(Input(()), ()), Case(Input((1,) * 70), ())),
    ),
    Dense: Entry(
        (
            Case(Dense(1), ((1,),), 1),
            Case(Dense(4, bias=False), ((3,),)),
            *(Case(Dense(3, name), ((2,),)) for name in ACTIVATIONS),
        ),
        _dense(),
        (Case(Dense(3), ((28, 28, 1),)), Case(Dense(3), ((4, 5),))),
    ),
    Conv2D: Entry(
        (
            Case(Conv2D(1, 1), ((1, 1, 1),), 1),
            Case(Conv2D(2, 3, padding="same"), ((1, 1, 2),)),
            Case(Conv2D(2, 2, padding="same"), ((4, 3, 1),)),
            Case(Conv2D(2, 3, activation="tanh"), ((5, 4, 2),)),
            Case(Conv2D(1, 1, stride=3), ((5, 7, 1),)),  # pixels that no window sees
            Case(Conv2D(1, (1, 3), stride=(2, 1), dilation=(1, 2), bias=False), ((3, 6, 1),)),
            Case(Conv2D(4, 2, groups=2), ((3, 3, 4),)),
            Case(Conv2D(3, 2, groups=3, padding="same", stride=2), ((3, 3, 3),)),
            Case(Conv2D(3, 2, activation="softmax"), ((2, 3, 1),)),
        ),
        _conv2d(),
        (
            Case(Conv2D(3), ((9,),)),
            Case(Conv2D(3), ((2, 9, 1),)),
            Case(Conv2D(3), ((9, 2, 1),)),
            Case(Conv2D(3, dilation=5), ((9, 9, 1),)),
            Case(Conv2D(4, groups=2), ((9, 9, 3),)),
            Case(Conv2D(3, groups=2), ((9, 9, 4),)),
        ),
    ),
    MaxPool2D: Entry(
        (
            Case(MaxPool2D(1), ((1, 1, 1),), 1),
            Case(MaxPool2D(), ((5, 4, 2),)),
            Case(MaxPool2D(3, 1), ((4, 4, 1),)),  # overlapping windows
            Case(MaxPool2D(1, 2), ((5, 5, 1),)),  # stride > patch
            Case(MaxPool2D((2, 3), (1, 2), "same"), ((3, 5, 2),)),
        ),
        _max_pool2d(),
        (Case(MaxPool2D(), ((9,),)), Case(MaxPool2D(3), ((2, 9, 1),)), Case(MaxPool2D(3), ((9, 2, 1),))),
    ),
    Activation: Entry(tuple(Case(Activation(name), ((3,),)) for name in ACTIVATIONS), _activation()),
    Dropout: Entry((Case(Dropout(0.5), ((4,),)), Case(Dropout(0), ((2, 3, 1),))), _dropout()),
    Flatten: Entry((Case(Flatten(), ((2, 3, 2),)), Case(Flatten(), ((4,),), 1)), _flatten()),
    Add: Entry(
        (Case(Add(), ((3,),) * 2), Case(Add(), ((2, 2, 1),) * 3, 1)),
        _add(),
        (Case(Add(), ((3,), (4,))), Case(Add(), ((3, 1), (3, 1), (1, 3)))),
    ),
}
