"""Axes of an ONNX graph: those of length 1 that it adds, and those that an older opset means by the same number."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model


def _model(
    nodes: list[Any], constants: dict[str, np.ndarray], output: list[int], opset: int = 17
) -> onnx.ModelProto:
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 4, 5, 5])
    made = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", *output])
    stored = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    graph = helper.make_graph(nodes, "axes", [given], [made], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
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


@pytest.mark.parametrize("last", ["Squeeze", "Reshape"])
@pytest.mark.parametrize("axis", [2, 3, -1, -2])
def test_axes_that_pooling_keeps_may_go_one_by_one(axis: int, last: str) -> None:
    """PyTorch writes ``pool(x).squeeze(-1).squeeze(-1)`` so."""
    constants = {
        "W": np.random.default_rng(0).normal(size=(4, 6)).astype(np.float32),
        "one": np.array([axis], np.int64),
        "last": np.array([2] if last == "Squeeze" else [0, 4], np.int64),
    }
    nodes = [
        helper.make_node("GlobalAveragePool", ["x"], ["g"]),
        helper.make_node("Squeeze", ["g", "one"], ["s"]),
        helper.make_node(last, ["s", "last"], ["f"]),
        helper.make_node("Gemm", ["f", "W"], ["y"]),
    ]
    model = _model(nodes, constants, [6])
    _answers_as_there(model)
    assert len(read_onnx(model.SerializeToString()).network.nodes) == 3


@pytest.mark.parametrize("axis", [2, 3, -1])
def test_axes_that_pooling_keeps_may_be_taken_away_by_an_index(axis: int) -> None:
    """PyTorch writes ``pool(x)[:, :, 0, 0]`` so."""
    constants = {
        "W": np.random.default_rng(0).normal(size=(4, 6)).astype(np.float32),
        "nought": np.array(0, np.int64),
    }
    nodes = [
        helper.make_node("GlobalMaxPool", ["x"], ["g"]),
        helper.make_node("Gather", ["g", "nought"], ["s"], axis=axis),
        helper.make_node("Gather", ["s", "nought"], ["f"], axis=2),
        helper.make_node("Gemm", ["f", "W"], ["y"]),
    ]
    _answers_as_there(_model(nodes, constants, [6]))


def test_a_channel_that_is_taken_out_is_refused() -> None:
    nodes = [
        helper.make_node("GlobalMaxPool", ["x"], ["g"]),
        helper.make_node("Gather", ["g", "nought"], ["y"], axis=1),
    ]
    model = _model(nodes, {"nought": np.array(0, np.int64)}, [1, 1])
    with pytest.raises(StudioError, match="Gather"):
        read_onnx(model.SerializeToString())


def test_an_output_without_the_axes_that_pooling_keeps_is_told() -> None:
    model = _model([helper.make_node("GlobalAveragePool", ["x"], ["y"])], {}, [4, 1, 1])
    notes = [str(note) for note in read_onnx(model.SerializeToString()).notes]
    assert "The output 'y' is a row here, without the axes of length 1 that the file has behind it" in notes


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


@pytest.mark.parametrize("axis", [{}, {"axis": 1}, {"axis": -3}])
def test_the_softmax_of_an_old_opset_runs_over_several_axes(axis: dict[str, int]) -> None:
    constants = {"K": np.ones((3, 4, 1, 1), np.float32)}
    nodes = [helper.make_node("Conv", ["x", "K"], ["c"]), helper.make_node("Softmax", ["c"], ["y"], **axis)]
    model = _model(nodes, constants, [3, 5, 5], 11)
    with pytest.raises(StudioError, match="runs over other axes"):
        read_onnx(model.SerializeToString())


@pytest.mark.parametrize("axis", [{"axis": 1}, {"axis": -3}])
def test_the_softmax_of_an_old_opset_where_the_others_have_length_1(axis: dict[str, int]) -> None:
    nodes = [
        helper.make_node("GlobalAveragePool", ["x"], ["g"]),
        helper.make_node("Softmax", ["g"], ["y"], **axis),
    ]
    _answers_as_there(_model(nodes, {}, [4, 1, 1], 11))


@pytest.mark.parametrize(("axis", "refused"), [({"axis": 1}, False), ({}, True), ({"axis": -1}, True)])
def test_the_softmax_of_a_new_opset_runs_over_one_axis(axis: dict[str, int], refused: bool) -> None:
    constants = {"K": np.eye(4, dtype=np.float32)[:, :, None, None]}
    nodes = [helper.make_node("Conv", ["x", "K"], ["c"]), helper.make_node("Softmax", ["c"], ["y"], **axis)]
    model = _model(nodes, constants, [4, 5, 5], 13)
    if not refused:
        _answers_as_there(model)
        return
    with pytest.raises(StudioError, match="runs over other axes"):
        read_onnx(model.SerializeToString())


def test_what_the_oldest_opsets_lay_along_an_axis_of_their_own_is_refused() -> None:
    constants = {"c": np.ones(5, np.float32), "K": np.ones((3, 4, 1, 1), np.float32)}
    nodes = [
        helper.make_node("Add", ["x", "c"], ["s"], broadcast=1, axis=2),
        helper.make_node("Conv", ["s", "K"], ["y"]),
    ]
    model = _model(nodes, constants, [3, 5, 5], 6)
    with pytest.raises(StudioError, match="broadcast is 1"):
        read_onnx(model.SerializeToString())


@pytest.mark.parametrize(("epsilon", "noted"), [(1e-5, False), (1e-12, True)])
def test_an_epsilon_that_is_raised_is_told(epsilon: float, noted: bool) -> None:
    constants = {"g": np.ones(4, np.float32), "b": np.zeros(4, np.float32)}
    nodes = [
        helper.make_node("Transpose", ["x"], ["t"], perm=[0, 2, 3, 1]),
        helper.make_node("LayerNormalization", ["t", "g", "b"], ["n"], "norm", axis=-1, epsilon=epsilon),
        helper.make_node("Transpose", ["n"], ["y"], perm=[0, 3, 1, 2]),
    ]
    model = _model(nodes, constants, [4, 5, 5])
    _answers_as_there(model)
    notes = [note.text.format(**note.args) for note in read_onnx(model.SerializeToString()).notes]
    assert ("'norm': its epsilon of 1e-12 is 1e-07 here, the smallest there is" in notes) == noted
