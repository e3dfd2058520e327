"""The arithmetic that layers show is true: each sum comes to the size it stands for, and none is missing."""

from __future__ import annotations

import ast
import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnstudio.nn.layer import LAYERS, Layer, sum_text
from nnstudio.nn.layers import (
    AvgPool1D,
    AvgPool2D,
    Concatenate,
    Conv1D,
    Conv2D,
    ConvTranspose2D,
    Flatten,
    MaxPool1D,
    MaxPool2D,
    UpSample2D,
    ZeroPad2D,
)
from nnstudio.nn.shape import Shape, ShapeError

_AXES = {"height": 0, "width": 1, "length": 0, "channels": -1, "": 0}


def worth(text: str) -> int:
    """What the left side of a sum comes to; ⌊ ⌋ round down, and without them nothing may be left over."""
    left = text.rpartition(" = ")[0]
    left = left.replace("⌊", "floor(").replace("⌋", ")").replace("−", "-").replace("·", "*")

    def value(node: ast.expr) -> Fraction:
        if isinstance(node, ast.Constant):
            return Fraction(node.value)
        if isinstance(node, ast.Call):
            return Fraction(math.floor(value(node.args[0])))
        assert isinstance(node, ast.BinOp), ast.dump(node)
        one, other = value(node.left), value(node.right)
        signs = {ast.Add: one + other, ast.Sub: one - other, ast.Mult: one * other}
        return one / other if isinstance(node.op, ast.Div) else signs[type(node.op)]

    result = value(ast.parse(left, mode="eval").body)
    assert result.denominator == 1, f"{text}: something is left over"
    return int(result)


def check(layer: Layer, inputs: tuple[Shape, ...]) -> None:
    """The sums of a layer that can work on these inputs."""
    try:
        output = layer.output_shape(inputs)
    except ShapeError:
        return
    sums = layer.sizes(inputs)
    for axis, text in sums:
        assert worth(text) == int(text.rpartition(" = ")[2]) == output[_AXES[axis]], text
    spatial = len(output) - 1
    if type(layer) in _WINDOWED:
        assert [axis for axis, _ in sums] == [["length"], ["height", "width"]][spatial - 1]


_WINDOWED = (
    AvgPool1D, AvgPool2D, Conv1D, Conv2D, ConvTranspose2D, MaxPool1D, MaxPool2D, UpSample2D, ZeroPad2D,
)  # fmt: skip
_SIDE = st.integers(1, 40)
_SMALL = st.integers(1, 7)


@settings(max_examples=200, deadline=None)
@given(
    st.tuples(_SIDE, _SIDE),
    st.tuples(_SMALL, _SMALL),
    st.tuples(_SMALL, _SMALL),
    st.integers(1, 3),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
    st.sampled_from(["valid", "same", "explicit"]),
)
def test_windows(
    side: Shape, kernel: Shape, stride: Shape, dilation: int, zeros: Shape, padding: str
) -> None:
    image, sequence = ((*side, 3),), ((side[0], 3),)
    plain = "same" if padding == "explicit" else padding
    check(Conv2D(2, kernel, stride, padding=padding, zeros=zeros, dilation=dilation), image)
    check(Conv1D(2, kernel[0], stride[0], padding=padding, zeros=zeros[0], dilation=dilation), sequence)
    check(ConvTranspose2D(2, kernel, stride, padding=plain, dilation=dilation), image)
    for kind in (MaxPool2D, AvgPool2D):
        check(kind(kernel, stride, padding=plain), image)
    for row in (MaxPool1D, AvgPool1D):
        check(row(kernel[0], stride[0], padding=plain), sequence)
    check(UpSample2D(kernel), image)
    check(ZeroPad2D(*zeros, *kernel), image)
    check(Flatten(), image)
    check(Concatenate(), (image[0], (*side, 5)))


@pytest.mark.parametrize("kind", list(LAYERS), ids=lambda k: k.__name__)
@pytest.mark.parametrize("shape", [(12,), (9, 4), (9, 8, 4)], ids=str)
def test_no_layer_with_its_defaults_tells_wrong(kind: type[Layer], shape: Shape) -> None:
    most = kind.inputs[1]
    inputs = (shape,) * max(kind.inputs[0], min(2 if most is None else most, 2))
    check(kind(), inputs)


def test_as_the_textbook_writes_it() -> None:
    layer = Conv2D(16, 5)
    assert layer.sizes(((28, 28, 1),))[0] == ("height", "(28 − 5 + 2·0)/1 + 1 = 24")
    assert Conv2D(16, 3, 2).sizes(((28, 28, 1),))[0][1] == "⌊(28 − 3 + 2·0)/2⌋ + 1 = 13"
    assert sum_text(layer.params(((28, 28, 1),))) == "5·5·1·16 + 16 = 416"
