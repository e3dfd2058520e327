"""Operations of ONNX that several layers do here: each answers as ONNX's own evaluator does."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from nnstudio.export.reading.build import Builder
from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.layers import BatchNorm, Input, UpSample2D, ZeroPad2D
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.nn.optimizers import SGD
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model

DRAW = np.random.default_rng(0)
IMAGE = (4, 8, 8)


def _weights(*shape: int) -> np.ndarray:
    return DRAW.normal(size=shape).astype(np.float32)


def _whole(*numbers: int) -> np.ndarray:
    return np.array(numbers, np.int64)


def _graph(
    nodes: list[Any], constants: dict[str, np.ndarray], shape: tuple[int, ...], opset: int = 17
) -> onnx.ModelProto:
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", *shape])
    made = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    stored = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    graph = helper.make_graph(nodes, "composed", [given], [made], stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])


def _model(built: Builder) -> Model:
    model = Model(built.network, MeanSquaredError(), optimizer=SGD(1e-12), batch_size=2)
    model.set_weights(built.weights)
    return model


def _both(model: onnx.ModelProto, shape: tuple[int, ...], built: Builder) -> tuple[np.ndarray, np.ndarray]:
    """What ONNX answers, and what the layers here do, with channels last."""
    x = np.random.default_rng(1).normal(size=(3, *shape)).astype(np.float32)
    (there,) = ReferenceEvaluator(model).run(None, {"x": x})
    here = _model(built).predict(np.ascontiguousarray(np.moveaxis(x, 1, -1)) if len(shape) > 1 else x)
    return np.moveaxis(there, 1, -1) if there.ndim > 2 else there, here


def _answers_as_there(
    nodes: list[Any], constants: dict[str, np.ndarray], shape: tuple[int, ...] = IMAGE, opset: int = 17
) -> Builder:
    model = _graph(nodes, constants, shape, opset)
    built = read_onnx(model.SerializeToString())
    there, here = _both(model, shape, built)
    np.testing.assert_allclose(here, there, rtol=1e-4, atol=1e-5)
    return built


def _layers(built: Builder) -> list[type]:
    return [type(node.layer) for node in built.network.nodes]


# Borders of pooling -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["Relu", "Sigmoid", "Softplus"])
def test_the_first_pooling_of_a_resnet(before: str) -> None:
    """Zeros around what is never below zero are never the largest."""
    nodes = [
        helper.make_node("Conv", ["x", "K"], ["c"]),
        helper.make_node(before, ["c"], ["a"]),
        helper.make_node("MaxPool", ["a"], ["y"], kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]),
    ]
    assert ZeroPad2D in _layers(_answers_as_there(nodes, {"K": _weights(4, 4, 1, 1) - 1}))


@pytest.mark.parametrize("before", ["Tanh", "LeakyRelu", "Identity"])
def test_zeros_around_what_may_be_below_are_refused(before: str) -> None:
    nodes = [
        helper.make_node(before, ["x"], ["a"]),
        helper.make_node("MaxPool", ["a"], ["y"], kernel_shape=[3, 3], strides=[2, 2], pads=[1, 1, 1, 1]),
    ]
    with pytest.raises(StudioError, match="its border is neither none nor that of padding same"):
        read_onnx(_graph(nodes, {}, IMAGE).SerializeToString())


def test_a_border_that_padding_same_gives_needs_no_layer() -> None:
    nodes = [
        helper.make_node("Relu", ["x"], ["a"]),
        helper.make_node("MaxPool", ["a"], ["y"], kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
    ]
    assert ZeroPad2D not in _layers(_answers_as_there(nodes, {}))


@pytest.mark.parametrize("stride", [1, 2])
def test_means_that_count_the_border(stride: int) -> None:
    """As PyTorch averages unless it is told not to."""
    settings = {"kernel_shape": [3, 3], "strides": [stride] * 2, "pads": [1, 1, 1, 1]}
    _answers_as_there([helper.make_node("AveragePool", ["x"], ["y"], count_include_pad=1, **settings)], {})


@pytest.mark.parametrize("ceil", [0, 1])
def test_windows_are_counted_with_the_border(ceil: int) -> None:
    nodes = [
        helper.make_node("Relu", ["x"], ["a"]),
        helper.make_node("MaxPool", ["a"], ["y"], kernel_shape=[4, 4], strides=[2, 2], pads=[1, 1, 1, 1], ceil_mode=ceil),
    ]  # fmt: skip
    _answers_as_there(nodes, {})


@pytest.mark.parametrize("kind", ["MaxPool", "AveragePool"])
@pytest.mark.parametrize(("size", "stride"), [(2, 2), (3, 2), (2, 3)])
@pytest.mark.parametrize("side", [6, 7])
def test_windows_that_are_cut_off_at_the_end(kind: str, size: int, stride: int, side: int) -> None:
    """As SqueezeNet and GoogLeNet pool: what padding same gives. One that would begin behind the image is none."""
    settings = {"kernel_shape": [size] * 2, "strides": [stride] * 2, "ceil_mode": 1}
    shape = (3, side, side)
    nodes = [helper.make_node(kind, ["x"], ["y"], **settings)]
    built = read_onnx(_graph(nodes, {}, shape).SerializeToString())
    x = np.random.default_rng(2).normal(size=(2, *shape)).astype(np.float32)
    starts = [s for s in range(0, side, stride) if s + size <= side or s - stride + size < side]
    fold = np.max if kind == "MaxPool" else np.mean
    wanted = np.array([
        [[fold(image[:, r : r + size, c : c + size], axis=(1, 2)) for c in starts] for r in starts] for image in x
    ])  # fmt: skip
    np.testing.assert_allclose(_model(built).predict(np.ascontiguousarray(np.moveaxis(x, 1, -1))), wanted, atol=1e-6)  # fmt: skip


@pytest.mark.parametrize("before", ["Relu", "Tanh"])
def test_windows_that_are_cut_off_elsewhere_take_zeros_or_are_refused(before: str) -> None:
    nodes = [
        helper.make_node(before, ["x"], ["a"]),
        helper.make_node("MaxPool", ["a"], ["y"], kernel_shape=[3, 3], strides=[3, 3], ceil_mode=1),
    ]
    model = _graph(nodes, {}, (4, 7, 7))
    if before == "Tanh":
        with pytest.raises(StudioError, match="ceil_mode"):
            read_onnx(model.SerializeToString())
        return
    there, here = _both(model, (4, 7, 7), read_onnx(model.SerializeToString()))
    np.testing.assert_allclose(here, there)


@pytest.mark.parametrize("axes", [[2, 3], [-1, -2]])
@pytest.mark.parametrize("opset", [17, 18])
def test_what_a_mean_runs_over_tells_the_layout_of_an_image(axes: list[int], opset: int) -> None:
    """Where nothing else does: before opset 18 by a setting, then by an input."""
    means = {"axes": axes} if opset < 18 else {}
    nodes = [
        helper.make_node("Tanh", ["x"], ["a"]),
        helper.make_node("ReduceMean", ["a", "over"][: 1 + (opset >= 18)], ["y"], keepdims=0, **means),
    ]
    built = _answers_as_there(nodes, {"over": _whole(*axes)}, (3, 5, 7), opset)
    assert built.network.nodes[0].layer == Input((5, 7, 3))


# Transposed convolutions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kernel", "stride", "pads", "more"),
    [
        ((3, 3), (2, 2), (1, 1, 1, 1), (1, 1)),
        ((5, 5), (2, 2), (2, 2, 2, 2), (1, 1)),
        ((3, 5), (2, 2), (1, 2, 1, 2), (1, 1)),
        ((4, 3), (2, 2), (1, 1, 1, 1), (0, 1)),
        ((5, 5), (3, 3), (1, 1, 1, 1), (0, 0)),
        ((5, 5), (3, 3), (0, 0, 2, 2), (0, 0)),
        ((4, 4), (2, 2), (2, 2, 0, 0), (0, 0)),
        ((4, 4), (1, 1), (0, 0, 3, 3), (0, 0)),
    ],
)
def test_a_decoder_of_pytorch_doubles_an_image(
    kernel: tuple[int, int], stride: tuple[int, int], pads: tuple[int, ...], more: tuple[int, int]
) -> None:
    node = helper.make_node(
        "ConvTranspose", ["x", "K", "b"], ["y"], strides=stride, pads=pads, output_padding=more
    )
    _answers_as_there([node], {"K": _weights(4, 3, *kernel), "b": _weights(3)})


@pytest.mark.parametrize(
    ("pads", "more"),
    [((10**9, 0, 2 - 10**9, 1), (0, 0)), ((1, 1, 1, 1), (-(10**9), 1)), ((0, 0, 0, 0), (1, 0))],
)
def test_borders_that_mean_harm_are_refused(pads: tuple[int, ...], more: tuple[int, int]) -> None:
    node = helper.make_node(
        "ConvTranspose", ["x", "K"], ["y"], strides=[1, 1], pads=pads, output_padding=more
    )
    with pytest.raises(StudioError, match="its border is neither none nor that of padding same"):
        read_onnx(_graph([node], {"K": _weights(4, 3, 3, 3)}, IMAGE).SerializeToString())


@pytest.mark.parametrize("between", [(), ("Relu",), ("Relu", "BatchNormalization"), ("PRelu",)])
def test_a_row_becomes_an_image_for_a_decoder(between: tuple[str, ...]) -> None:
    """Here it has its channels last: the outputs of the Dense layer come in that order."""
    constants = {"W": _weights(5, 96), "b": _weights(96), "s": _whole(-1, 6, 4, 4), "K": _weights(6, 2, 4, 4)}
    constants |= {"g": _weights(96), "be": _weights(96), "m": _weights(96), "v": np.square(_weights(96)) + 1}
    more = {"BatchNormalization": ["g", "be", "m", "v"], "PRelu": ["g"]}
    nodes, last = [helper.make_node("Gemm", ["x", "W", "b"], ["d"])], "d"
    for kind in between:
        nodes.append(helper.make_node(kind, [last, *more.get(kind, [])], [kind]))
        last = kind
    nodes += [
        helper.make_node("Reshape", [last, "s"], ["i"]),
        helper.make_node("ConvTranspose", ["i", "K"], ["y"], strides=[2, 2], pads=[1, 1, 1, 1]),
    ]
    _answers_as_there(nodes, constants, (5,))


def test_a_row_that_something_else_takes_as_well_is_refused() -> None:
    constants = {
        "W": _weights(5, 96),
        "s": _whole(-1, 6, 4, 4),
        "K": _weights(6, 2, 4, 4),
        "V": _weights(96, 1),
    }
    nodes = [
        helper.make_node("MatMul", ["x", "W"], ["d"]),
        helper.make_node("Reshape", ["d", "s"], ["i"]),
        helper.make_node("ConvTranspose", ["i", "K"], ["c"], strides=[2, 2], pads=[1, 1, 1, 1]),
        helper.make_node("GlobalAveragePool", ["c"], ["p"]),
        helper.make_node("Flatten", ["p"], ["f"]),
        helper.make_node("MatMul", ["d", "V"], ["e"]),
        helper.make_node("Concat", ["f", "e"], ["y"], axis=1),
    ]
    with pytest.raises(StudioError, match="of a row that no Dense layer gives for it alone"):
        read_onnx(_graph(nodes, constants, (5,)).SerializeToString())


# Factors for channels ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["Conv", "Gemm"])
@pytest.mark.parametrize("shape", [IMAGE, (4, 5, 96)])
def test_squeeze_and_excitation(how: str, shape: tuple[int, ...]) -> None:
    """A pixel of factors, repeated for all pixels of the image (Hu et al., arXiv:1709.01507)."""
    constants = {"K": _weights(4, 4, 1, 1), "W": _weights(4, 4), "s": _whole(-1, 4, 1, 1), "a": _whole(2, 3)}
    inner = (
        [
            helper.make_node("GlobalAveragePool", ["x"], ["p"]),
            helper.make_node("Conv", ["p", "K"], ["q"]),
            helper.make_node("Sigmoid", ["q"], ["f"]),
        ]
        if how == "Conv"
        else [
            helper.make_node("ReduceMean", ["x"], ["p"], axes=[2, 3], keepdims=0),
            helper.make_node("Gemm", ["p", "W"], ["q"]),
            helper.make_node("Sigmoid", ["q"], ["r"]),
            helper.make_node("Reshape", ["r", "s"], ["f"]),
        ]
    )
    nodes = [*inner, helper.make_node("Mul", ["f", "x"], ["m"]), helper.make_node("Conv", ["m", "K"], ["y"])]
    assert UpSample2D in _layers(_answers_as_there(nodes, constants, shape))


def test_sides_that_cannot_be_multiplied_out_are_refused() -> None:
    nodes = [
        helper.make_node("GlobalAveragePool", ["x"], ["p"]),
        helper.make_node("Conv", ["p", "K"], ["q"]),
        helper.make_node("Mul", ["q", "x"], ["y"]),
    ]
    with pytest.raises(StudioError, match="values of different shapes"):
        read_onnx(_graph(nodes, {"K": _weights(4, 4, 1, 1)}, (4, 67, 67)).SerializeToString())


# Means and ends ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["ReduceMean", "ReduceMax"])
@pytest.mark.parametrize("axes", [(3, 2), (2, 2), (-1, -1)])
def test_an_image_reduced_axis_by_axis(kind: str, axes: tuple[int, int]) -> None:
    nodes = [
        helper.make_node("Conv", ["x", "K"], ["c"]),
        helper.make_node(kind, ["c"], ["a"], axes=[axes[0]], keepdims=0),
        helper.make_node(kind, ["a"], ["b"], axes=[axes[1]], keepdims=0),
        helper.make_node("Gemm", ["b", "W"], ["y"]),
    ]
    _answers_as_there(nodes, {"K": _weights(4, 4, 3, 2), "W": _weights(4, 2)})


@pytest.mark.parametrize("end", ["Squeeze", "Squeeze all", "Reshape"])
def test_one_number_for_each_sample(end: str) -> None:
    """``squeeze(-1)`` behind the last layer: samples have one number each, and here a row of one."""
    constants = {"W": _weights(4, 1), "last": _whole(-1)}
    given = ["d"] if end == "Squeeze all" else ["d", "last"]
    nodes = [
        helper.make_node("MatMul", ["x", "W"], ["d"]),
        helper.make_node(end.split()[0], given, ["s"]),
        helper.make_node("Sigmoid", ["s"], ["y"]),
    ]
    model = _graph(nodes, constants, (4,))
    built = read_onnx(model.SerializeToString())
    there, here = _both(model, (4,), built)
    assert (there.shape, here.shape) == ((3,), (3, 1))
    np.testing.assert_allclose(here[:, 0], there, rtol=1e-5, atol=1e-6)


def test_the_logarithm_of_probabilities_is_left_out_at_the_end() -> None:
    """Here a loss wants the probabilities themselves; the note says so."""
    ends = (
        [helper.make_node("LogSoftmax", ["d"], ["y"], axis=1)],
        [helper.make_node("Softmax", ["d"], ["p"], axis=-1), helper.make_node("Log", ["p"], ["y"])],
    )
    for end in ends:
        model = _graph([helper.make_node("MatMul", ["x", "W"], ["d"]), *end], {"W": _weights(4, 3)}, (4,))
        built = read_onnx(model.SerializeToString())
        there, here = _both(model, (4,), built)
        np.testing.assert_allclose(here, np.exp(there), rtol=1e-4, atol=1e-6)
        (note,) = built.notes
        assert str(note) == "The output 'y' is probabilities here, where the file has their logarithms"


def test_the_logarithm_of_probabilities_is_refused_elsewhere() -> None:
    nodes = [
        helper.make_node("LogSoftmax", ["x"], ["d"], axis=1),
        helper.make_node("MatMul", ["d", "W"], ["y"]),
    ]
    with pytest.raises(StudioError, match="this program has no activation like it"):
        read_onnx(_graph(nodes, {"W": _weights(4, 3)}, (4,)).SerializeToString())


def test_constants_of_a_file_stay_what_they_are_in_training() -> None:
    """A factor and a shift are a batch norm here; one that went by the batch would be another network."""
    nodes = [
        helper.make_node("Sub", ["x", "m"], ["a"]),
        helper.make_node("Div", ["a", "s"], ["b"]),
        helper.make_node("MatMul", ["b", "W"], ["c"]),
        helper.make_node("Mul", ["c", "f"], ["d"]),
        helper.make_node("Add", ["d", "t"], ["y"]),
    ]
    constants = {"m": _weights(4) * 9, "s": np.abs(_weights(4)) + 1, "W": _weights(4, 2), "f": np.float32(3.5), "t": np.float32(20)}  # fmt: skip
    built = _answers_as_there(nodes, {name: np.asarray(array) for name, array in constants.items()}, (4,))
    lines = [node for node in built.network.nodes if isinstance(node.layer, BatchNorm)]
    assert lines
    assert all(node.frozen for node in lines)
    model, x = _model(built), _weights(6, 4)
    before = model.predict(x)
    model.fit(x, before, epochs=3)
    np.testing.assert_allclose(model.predict(x), before, rtol=1e-4)
