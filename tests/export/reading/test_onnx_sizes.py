"""Images and sequences that become larger or smaller: pixels from channels, borders at one end, pixels for an image."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from onnx import helper, numpy_helper

from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.layers import Conv1D, Conv2D, ConvTranspose2D, Input, UpSample2D, ZeroPad2D
from nnstudio.system.messages import StudioError
from tests.export.reading.test_onnx_composed import _answers_as_there, _graph, _layers, _weights, _whole

CONV = helper.make_node("Conv", ["x", "K"], ["c"])
BEHIND = helper.make_node("Conv", ["d", "L"], ["y"])


@pytest.mark.parametrize("how", [{}, {"mode": "DCR"}, {"mode": "CRD"}])
def test_channels_become_pixels(how: dict[str, str]) -> None:
    """As nn.PixelShuffle of PyTorch (CRD) and depth_to_space of TensorFlow (DCR)."""
    nodes = [CONV, helper.make_node("DepthToSpace", ["c"], ["d"], blocksize=2, **how), BEHIND]
    built = _answers_as_there(nodes, {"K": _weights(12, 4, 1, 1), "L": _weights(2, 3, 1, 1)})
    node = built.network.nodes[2]
    assert node.layer == ConvTranspose2D(3, 2, stride=2, padding="valid", activation="linear", bias=False)
    assert node.frozen


def test_pixels_become_channels() -> None:
    nodes = [helper.make_node("SpaceToDepth", ["x"], ["d"], blocksize=2), BEHIND]
    built = _answers_as_there(nodes, {"L": _weights(2, 16, 1, 1)})
    assert [node.frozen for node in built.network.nodes] == [False, True, False]


@pytest.mark.parametrize("kind", ["DepthToSpace", "SpaceToDepth"])
@pytest.mark.parametrize("size", [3, 0, -2])
def test_other_blocks_are_refused(kind: str, size: int) -> None:
    nodes = [CONV, helper.make_node(kind, ["c"], ["d"], blocksize=size)]
    with pytest.raises(StudioError, match=r"(is|are) no whole number of blocks"):
        read_onnx(_graph([*nodes, BEHIND], {"K": _weights(12, 4, 1, 1), "L": _weights(2, 3, 1, 1)}, (4, 8, 8)).SerializeToString())  # fmt: skip


@pytest.mark.parametrize("blocks", [64, 4096])
def test_blocks_that_would_be_too_large_are_refused(blocks: int) -> None:
    nodes = [helper.make_node("SpaceToDepth", ["x"], ["d"], blocksize=blocks)]
    model = _graph([*nodes, BEHIND], {"L": _weights(1, 1, 1, 1)}, (64, blocks, blocks))
    with pytest.raises(StudioError, match="much more than its size allows"):
        read_onnx(model.SerializeToString())


SEQUENCE = (4, 9)


def _padded(kind: str) -> list[Any]:
    if kind == "Conv":
        return [helper.make_node("Conv", ["x", "K"], ["y"], pads=[4, 0], dilations=[2])]
    return [
        helper.make_node("Pad", ["x", "zeros"], ["p"]),
        helper.make_node("Conv", ["p", "K"], ["y"], dilations=[2]),
    ]


@pytest.mark.parametrize("kind", ["Conv", "Pad"])
def test_a_causal_convolution(kind: str) -> None:
    """That sees what was, and nothing of what comes (van den Oord et al., arXiv:1609.03499)."""
    constants = {"K": _weights(5, 4, 3), "zeros": _whole(0, 0, 4, 0, 0, 0)}
    built = _answers_as_there(_padded(kind), constants, SEQUENCE)
    layers = [node.layer for node in built.network.nodes]
    assert ZeroPad2D(4, 0, 0, 0) in layers
    assert isinstance(layers[-1], Conv1D)


def test_a_border_of_a_sequence_of_anything_else_is_refused() -> None:
    nodes = [
        helper.make_node("Pad", ["x", "zeros", "one"], ["p"]),
        helper.make_node("Conv", ["p", "K"], ["y"]),
    ]
    constants = {"K": _weights(5, 4, 3), "zeros": _whole(0, 0, 4, 0, 0, 0), "one": np.array(1, np.float32)}
    with pytest.raises(StudioError, match=r"its border is of 1\.0, not of zeros"):
        read_onnx(_graph(nodes, constants, SEQUENCE).SerializeToString())


def test_a_pixel_that_is_expanded() -> None:
    """As many write squeeze and excitation: view(n, c, 1, 1).expand_as(x)."""
    nodes = [
        helper.make_node("ReduceMean", ["x"], ["m"], axes=[2, 3], keepdims=0),
        helper.make_node("Sigmoid", ["m"], ["s"]),
        helper.make_node("Reshape", ["s", "pixel"], ["f"]),
        helper.make_node("Shape", ["x"], ["size"]),
        helper.make_node("Expand", ["f", "size"], ["e"]),
        helper.make_node("Mul", ["x", "e"], ["p"]),
        helper.make_node("Conv", ["p", "L"], ["y"]),
    ]
    built = _answers_as_there(nodes, {"pixel": _whole(-1, 4, 1, 1), "L": _weights(2, 4, 1, 1)})
    assert UpSample2D in _layers(built)


def test_a_size_as_pytorch_computes_it() -> None:
    """expand(-1, -1, 8, 8): where a size is −1, it stays."""
    nodes = [
        helper.make_node("GlobalAveragePool", ["x"], ["m"]),
        helper.make_node("Conv", ["m", "K"], ["c"]),
        helper.make_node("ConstantOfShape", ["four"], ["ones"], value=numpy_helper.from_array(_whole(1))),
        helper.make_node("Mul", ["ones", "stays"], ["none"]),
        helper.make_node("Equal", ["sizes", "none"], ["which"]),
        helper.make_node("Where", ["which", "ones", "sizes"], ["size"]),
        helper.make_node("Expand", ["c", "size"], ["e"]),
        helper.make_node("Conv", ["e", "K"], ["y"]),
    ]
    constants = {
        "K": _weights(4, 4, 1, 1),
        "four": _whole(4),
        "stays": _whole(-1),
        "sizes": _whole(-1, -1, 8, 6),
    }
    assert UpSample2D in _layers(_answers_as_there(nodes, constants))


def test_a_row_that_is_unflattened_as_pytorch_computes_it() -> None:
    nodes = [
        helper.make_node("Flatten", ["x"], ["f"]),
        helper.make_node("MatMul", ["f", "W"], ["d"]),
        helper.make_node("Mod", ["three", "two"], ["axis"]),
        helper.make_node("Shape", ["d"], ["all"]),
        helper.make_node("Slice", ["all", "zero", "axis"], ["batch"]),
        helper.make_node("Concat", ["batch", "size"], ["new"], axis=0),
        helper.make_node("Reshape", ["d", "new"], ["r"]),
        helper.make_node("Conv", ["r", "K"], ["y"]),
    ]
    constants = {
        "W": _weights(12, 24), "three": _whole(3), "two": _whole(2), "zero": _whole(0), "size": _whole(4, 3, 2), "K": _weights(4, 4, 1, 1),
    }  # fmt: skip
    _answers_as_there(nodes, constants, (12,))


def test_a_choice_between_values_is_refused() -> None:
    nodes = [
        helper.make_node("Equal", ["x", "one"], ["w"]),
        helper.make_node("Where", ["w", "x", "one"], ["y"]),
    ]
    with pytest.raises(StudioError, match="its input 1 must be a constant here"):
        read_onnx(_graph(nodes, {"one": _weights(1)}, (4,)).SerializeToString())


@pytest.mark.parametrize("side", [67, 134])
def test_a_pixel_is_not_repeated_as_often_as_a_large_prime(side: int) -> None:
    nodes = [
        helper.make_node("GlobalAveragePool", ["x"], ["m"]),
        helper.make_node("Conv", ["m", "K"], ["c"]),
        helper.make_node("Expand", ["c", "size"], ["e"]),
        helper.make_node("Conv", ["e", "K"], ["y"]),
    ]
    constants = {"K": _weights(4, 4, 1, 1), "size": _whole(1, 4, side, 8)}
    with pytest.raises(StudioError, match=f"it repeats a pixel {side}×8 times, which layers here cannot"):
        read_onnx(_graph(nodes, constants, (4, 8, 8)).SerializeToString())


def test_other_things_are_not_expanded() -> None:
    nodes = [helper.make_node("Expand", ["x", "size"], ["e"]), helper.make_node("Conv", ["e", "K"], ["y"])]
    with pytest.raises(StudioError, match="it repeats something that is no pixel of an image"):
        read_onnx(_graph(nodes, {"K": _weights(1, 4, 1, 1), "size": _whole(1, 4, 8, 8)}, (4, 1, 8)).SerializeToString())  # fmt: skip
    nodes = [helper.make_node("Expand", ["one", "size"], ["e"]), helper.make_node("Add", ["x", "e"], ["y"])]
    with pytest.raises(StudioError, match="more of a constant than the file holds"):
        read_onnx(_graph(nodes, {"one": _weights(1), "size": _whole(2048, 2048)}, (4,)).SerializeToString())


def test_the_colours_of_the_input_turned_around() -> None:
    """Before a convolution, which tells that channels are first."""
    nodes = [helper.make_node("Gather", ["x", "turned"], ["d"], axis=1), BEHIND]
    built = _answers_as_there(nodes, {"turned": _whole(2, 1, 0), "L": _weights(2, 3, 1, 1)}, (3, 6, 5))
    assert _layers(built) == [Input, Conv2D, Conv2D]
