"""Channels that a model takes some of, or shuffles: each answers as ONNX's own evaluator does."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.layer import Layer
from nnstudio.nn.layers import Conv1D, Conv2D, Dense
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model

DRAW = np.random.default_rng(0)
IMAGE, SEQUENCE, ROW = (6, 3, 4), (6, 5), (6,)


def _whole(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def _mixed(rank: int) -> Any:
    return helper.make_node("Conv" if rank > 1 else "MatMul", ["x", "K"], ["c"])


def _graph(
    nodes: list[Any], shape: tuple[int, ...], opset: int = 17, output: str = "y", **constants: np.ndarray
) -> onnx.ModelProto:
    """Channels that are mixed, then what is done to them as ``c``."""
    rank = len(shape)
    kernel = DRAW.normal(size=(6, 6, *[1] * (rank - 1))).astype(np.float32)
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", *shape])
    made = helper.make_tensor_value_info(output, TensorProto.FLOAT, None)
    stored = [numpy_helper.from_array(array, name) for name, array in {"K": kernel, **constants}.items()]
    graph = helper.make_graph([_mixed(rank), *nodes], "channels", [given], [made], stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])


def _last(model: onnx.ModelProto, shape: tuple[int, ...]) -> Layer:
    """The layer at the end, once the network has answered as it should."""
    built = read_onnx(model.SerializeToString())
    here = Model(built.network, MeanSquaredError(), batch_size=2)
    here.set_weights(built.weights)
    x = DRAW.normal(size=(2, *shape)).astype(np.float32)
    (there,) = (np.asarray(each) for each in ReferenceEvaluator(model).run(None, {"x": x}))
    np.testing.assert_allclose(
        here.predict(np.moveaxis(x, 1, -1)), np.moveaxis(there, 1, -1), rtol=1e-5, atol=1e-6
    )
    node = built.network.nodes[-1]
    assert node.frozen == (len(built.network.nodes) > 2), "nobody learns which channels are taken"
    return node.layer


def _shuffle(*between: Any, groups: int = 2, last: tuple[int, ...] = (-1, 6, 3, 4)) -> onnx.ModelProto:
    """As ShuffleNet mixes its groups (Zhang et al., arXiv:1707.01083), perhaps with more in between."""
    nodes = [
        helper.make_node("Reshape", ["c", "apart"], ["a"]),
        helper.make_node("Transpose", ["a"], ["t"], perm=[0, 2, 1, 3, 4]),
        *between,
        helper.make_node("Reshape", [between[-1].output[0] if between else "t", "back"], ["y"]),
    ]
    return _graph(nodes, IMAGE, apart=_whole(-1, groups, 6 // groups, 3, 4), back=_whole(*last))


@pytest.mark.parametrize("groups", [2, 3])
def test_shuffled_channels(groups: int) -> None:
    assert _last(_shuffle(groups=groups), IMAGE) == Conv2D(6, 1, activation="linear", bias=False)


def test_shuffled_channels_with_an_activation_on_the_way() -> None:
    _last(_shuffle(helper.make_node("Relu", ["t"], ["r"])), IMAGE)


def test_channels_that_are_shuffled_back_are_as_they_were() -> None:
    back = helper.make_node("Transpose", ["t"], ["s"], perm=[0, 2, 1, 3, 4])
    assert _last(_shuffle(back), IMAGE) == Conv2D(6, 1, activation="linear", bias=False)


@pytest.mark.parametrize(
    "model",
    [
        _shuffle(helper.make_node("Softmax", ["t"], ["s"], axis=1)),
        _shuffle(last=(-1, 3, 6, 4)),
        _shuffle(helper.make_node("Transpose", ["t"], ["s"], perm=[0, 1, 2, 4, 3])),
    ],
)
def test_groups_that_something_else_is_done_to_are_refused(model: onnx.ModelProto) -> None:
    with pytest.raises(StudioError, match="it works on groups of channels apart, which no layer does here"):
        read_onnx(model.SerializeToString())


PARTS: dict[str, tuple[Any, int]] = {
    "a slice": (helper.make_node("Slice", ["c", "two", "five", "one"], ["y"]), 17),
    "a slice from behind": (helper.make_node("Slice", ["c", "five", "two", "one", "back"], ["y"]), 17),
    "a split": (helper.make_node("Split", ["c", "sizes"], ["a", "y"], axis=1), 17),
    "an even split": (helper.make_node("Split", ["c"], ["a", "y", "b"], axis=1), 17),
    "an uneven split": (helper.make_node("Split", ["c"], ["a", "b", "d", "y"], axis=1, num_outputs=4), 18),
    "an old split": (helper.make_node("Split", ["c"], ["a", "y"], axis=1, split=[4, 2]), 11),
    "a split in one": (helper.make_node("Split", ["c"], ["y"], axis=1), 17),
    "by their numbers": (helper.make_node("Gather", ["c", "some"], ["y"], axis=1), 17),
}  # fmt: skip
NUMBERS = {
    "two": _whole(2), "five": _whole(5), "one": _whole(1), "back": _whole(-1), "sizes": _whole(2, 4), "some": _whole(3, 0, -1),
}  # fmt: skip


@pytest.mark.parametrize("how", [name for name in PARTS if name != "an uneven split"])
@pytest.mark.parametrize(("shape", "kind"), [(IMAGE, Conv2D), (SEQUENCE, Conv1D), (ROW, Dense)])
def test_some_channels(how: str, shape: tuple[int, ...], kind: type[Layer]) -> None:
    node, opset = PARTS[how]
    layer = _last(_graph([node], shape, opset, **NUMBERS), shape)
    assert isinstance(layer, kind)
    assert layer.activation_name() == "linear"


def test_parts_that_nothing_is_left_for_are_refused() -> None:
    node, opset = PARTS["an uneven split"]
    with pytest.raises(StudioError, match="its parts do not make up the channels"):
        read_onnx(_graph([node], IMAGE, opset, **NUMBERS).SerializeToString())


@pytest.mark.parametrize(
    "node",
    [
        helper.make_node("Slice", ["c", "one", "two", "two"], ["y"]),
        helper.make_node("Slice", ["c", "one", "one", "one"], ["y"]),
        helper.make_node("Gather", ["c", "some"], ["y"], axis=2),
        helper.make_node("Split", ["c"], ["a", "y"], axis=2),
    ],
)
def test_other_parts_are_refused(node: Any) -> None:
    with pytest.raises(StudioError, match="a part of something that no layer takes apart here"):
        read_onnx(_graph([node], IMAGE, **NUMBERS).SerializeToString())


@pytest.mark.parametrize("sizes", [(2, 3), (2, 5), (7, -1), (2,)])
def test_sizes_that_are_not_those_of_the_channels_are_refused(sizes: tuple[int, ...]) -> None:
    node = helper.make_node("Split", ["c", "wrong"], ["a", "y"], axis=1)
    with pytest.raises(StudioError, match=r"do not make up the channels|it is damaged"):
        read_onnx(_graph([node], IMAGE, wrong=_whole(*sizes)).SerializeToString())


def test_half_of_an_odd_number_is_a_whole_number() -> None:
    """As PyTorch finds where a chunk ends, (6 + 1) / 2; here one less than twice that."""
    nodes = [
        helper.make_node("Shape", ["c"], ["s"]),
        helper.make_node("Gather", ["s", "first"], ["n"]),
        helper.make_node("Add", ["n", "first"], ["m"]),
        helper.make_node("Div", ["m", "two"], ["h"]),
        helper.make_node("Mul", ["h", "two"], ["w"]),
        helper.make_node("Sub", ["w", "first"], ["e"]),
        helper.make_node("Slice", ["c", "h", "e", "first"], ["y"]),
    ]
    model = _graph(nodes, IMAGE, first=_whole(1), two=_whole(2))
    assert _last(model, IMAGE) == Conv2D(2, 1, activation="linear", bias=False)


def test_an_activation_behind_goes_into_it() -> None:
    nodes = [PARTS["a slice"][0], helper.make_node("Relu", ["y"], ["z"])]
    layer = _last(_graph(nodes, IMAGE, output="z", **NUMBERS), IMAGE)
    assert layer == Conv2D(3, 1, activation="relu", bias=False)
