"""What exporters write out in several operations: borders, layouts of a single channel, norms; each answers as ONNX does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from nnstudio.export.reading.build import Builder
from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.layers import BatchNorm, Conv2D, GlobalAvgPool, Input, MaxPool2D, Reshape, ZeroPad2D
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.export.reading.test_onnx_composed import _answers_as_there, _graph, _layers, _weights, _whole

PAD = [
    helper.make_node("ConstantOfShape", ["four"], ["zeros"], value=numpy_helper.from_array(_whole(0))),
    helper.make_node("Concat", ["sides", "zeros"], ["all"], axis=0),
    helper.make_node("Reshape", ["all", "pairs"], ["apart"]),
    helper.make_node("Slice", ["apart", "last", "first", "zero", "back"], ["turned"]),
    helper.make_node("Transpose", ["turned"], ["befores"], perm=[1, 0]),
    helper.make_node("Reshape", ["befores", "flat"], ["row"]),
    helper.make_node("Cast", ["row"], ["pads"], to=TensorProto.INT64),
    helper.make_node("Pad", ["c", "pads", ""], ["p"], mode="constant"),
]
"""As PyTorch pads, (left, right, top, bottom)."""
CONSTANTS = {
    "four": _whole(4), "sides": _whole(1, 0, 2, 1), "pairs": _whole(-1, 2), "last": _whole(-1), "zero": _whole(0),
    "first": _whole(-(2**63) + 1), "back": _whole(-1), "flat": _whole(-1), "K": _weights(4, 4, 1, 1),
}  # fmt: skip


def test_a_border_as_pytorch_computes_it() -> None:
    nodes = [
        helper.make_node("Conv", ["x", "K"], ["c"]), *PAD, helper.make_node("Conv", ["p", "K"], ["y"]),
    ]  # fmt: skip
    built = _answers_as_there(nodes, CONSTANTS)
    assert [n.layer for n in built.network.nodes if isinstance(n.layer, ZeroPad2D)] == [ZeroPad2D(2, 1, 1, 0)]


def test_a_constant_of_any_size_is_refused() -> None:
    nodes = [
        helper.make_node("ConstantOfShape", ["large"], ["c"]),
        helper.make_node("Add", ["x", "c"], ["y"]),
    ]
    for size in (_whole(2**21), _whole(2**40, 2**40), _whole(*[1] * 17), _whole(-1)):
        with pytest.raises(StudioError, match="more of a constant than the file holds"):
            read_onnx(_graph(nodes, {"large": size}, (4,)).SerializeToString())


def _last(nodes: list[Any], constants: dict[str, np.ndarray], shape: tuple[int, ...]) -> Builder:
    """A model that takes its images with their channels last, and gives them so."""
    model = _graph(nodes, constants, shape)
    built = read_onnx(model.SerializeToString())
    x = np.random.default_rng(1).normal(size=(2, *shape)).astype(np.float32)
    (there,) = (np.asarray(each) for each in ReferenceEvaluator(model).run(None, {"x": x}))
    here = Model(built.network, MeanSquaredError(), batch_size=2)
    here.set_weights(built.weights)
    np.testing.assert_allclose(here.predict(x), there, rtol=1e-4, atol=1e-5)
    return built


def test_one_channel_is_first_and_last() -> None:
    """As tf2onnx brings the pictures of a Keras model to a convolution, and its answer back."""
    nodes = [
        helper.make_node("Reshape", ["x", "first"], ["f"]),
        helper.make_node("Conv", ["f", "K"], ["c"], pads=[1, 1, 1, 1]),
        helper.make_node("MaxPool", ["c"], ["m"], kernel_shape=[2, 2]),
        helper.make_node("Conv", ["m", "L"], ["d"]),
        helper.make_node("Reshape", ["d", "last"], ["y"]),
    ]
    constants = {"K": _weights(3, 1, 3, 3), "L": _weights(1, 3, 1, 1), "first": _whole(-1, 1, 6, 8), "last": _whole(-1, 5, 7, 1)}  # fmt: skip
    built = _last(nodes, constants, (6, 8, 1))
    assert _layers(built) == [Input, Conv2D, MaxPool2D, Conv2D]


def test_pooling_that_keeps_its_axes_where_channels_are_last() -> None:
    nodes = [
        helper.make_node("ReduceMean", ["x"], ["m"], axes=[1, 2], keepdims=1),
        helper.make_node("Transpose", ["m"], ["f"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["f", "K"], ["c"]),
        helper.make_node("Transpose", ["c"], ["y"], perm=[0, 2, 3, 1]),
    ]
    built = _last(nodes, {"K": _weights(5, 3, 1, 1)}, (4, 6, 3))
    assert _layers(built) == [Input, GlobalAvgPool, Reshape, Conv2D]


OUT = [
    helper.make_node("Conv", ["x", "K"], ["c"]),
    helper.make_node("Sub", ["c", "mean"], ["s"]),
    helper.make_node("Mul", ["s", "root"], ["n"]),
    helper.make_node("Mul", ["n", "gamma"], ["g"]),
]
"""A batch norm, written out but for its last shift."""
EACH = {name: _weights(4, 1, 1) for name in ("mean", "root", "gamma", "beta")}


def test_a_norm_that_is_written_out_is_one_layer() -> None:
    """As Keras writes it with PyTorch behind it."""
    constants = {"K": _weights(4, 4, 1, 1), **EACH}
    built = _answers_as_there([*OUT, helper.make_node("Add", ["beta", "g"], ["y"])], constants)
    assert _layers(built) == [Input, Conv2D, BatchNorm]
    last = built.network.nodes[-1]
    assert last.frozen
    # The mean is taken off before anything is multiplied, as there: what is left of large numbers stays exact.
    np.testing.assert_array_equal(built.weights[f"{last.id}/mean"], EACH["mean"].ravel())


def test_what_something_else_takes_stays_apart() -> None:
    nodes = [*OUT, helper.make_node("Add", ["g", "s"], ["y"])]
    built = _answers_as_there(nodes, {"K": _weights(4, 4, 1, 1), **EACH})
    assert _layers(built).count(BatchNorm) == 2
