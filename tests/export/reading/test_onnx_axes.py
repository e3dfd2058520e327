"""Axes of length 1 that an ONNX graph adds, named one by one or several at once, from the front or from the back."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.training.model import Model


def _model(nodes: list[Any], constants: dict[str, np.ndarray], output: list[int]) -> onnx.ModelProto:
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 4, 5, 5])
    made = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", *output])
    stored = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    graph = helper.make_graph(nodes, "axes", [given], [made], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    onnx.checker.check_model(model, full_check=True)
    return model


def _answers_as_there(model: onnx.ModelProto) -> None:
    x = np.random.default_rng(1).normal(size=(3, 4, 5, 5)).astype(np.float32)
    (there,) = ReferenceEvaluator(model).run(None, {"x": x})
    built = read_onnx(model.SerializeToString())
    ours = Model(built.network, MeanSquaredError(), batch_size=1)
    ours.set_weights(built.weights)
    here = np.moveaxis(ours.predict(np.ascontiguousarray(np.moveaxis(x, 1, -1))), -1, 1)
    np.testing.assert_allclose(here, there, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("axes", [[2, 3], [3, 2], [-2, -1], [-1, 2]])
def test_a_row_becomes_an_image_of_one_pixel(axes: list[int]) -> None:
    draw = np.random.default_rng(0)
    constants = {
        "W": draw.normal(size=(4, 6)).astype(np.float32),
        "axes": np.array(axes, np.int64),
        "K": draw.normal(size=(3, 6, 1, 1)).astype(np.float32),
    }
    nodes = [
        helper.make_node("GlobalAveragePool", ["x"], ["g"]),
        helper.make_node("Flatten", ["g"], ["f"]),
        helper.make_node("Gemm", ["f", "W"], ["s"]),
        helper.make_node("Unsqueeze", ["s", "axes"], ["u"]),
        helper.make_node("Conv", ["u", "K"], ["y"]),
    ]
    _answers_as_there(_model(nodes, constants, [3, 1, 1]))


@pytest.mark.parametrize("axes", [[1, 2], [-1, -2], [2, -2]])
def test_a_constant_for_each_channel(axes: list[int]) -> None:
    constants = {
        "c": np.array([1.0, -2.0, 0.5, 3.0], np.float32),
        "axes": np.array(axes, np.int64),
        "K": np.random.default_rng(0).normal(size=(3, 4, 1, 1)).astype(np.float32),
    }
    nodes = [
        helper.make_node("Unsqueeze", ["c", "axes"], ["each"]),
        helper.make_node("Mul", ["x", "each"], ["scaled"]),
        helper.make_node("Conv", ["scaled", "K"], ["y"]),
    ]
    _answers_as_there(_model(nodes, constants, [3, 5, 5]))
