"""Images that other programs enlarge: between their pixels, and in ways that no layer has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from nnstudio.export.keras.archive import weights
from nnstudio.export.keras.chain import Chain
from nnstudio.export.reading import read_model
from nnstudio.export.reading.onnx_file import read_onnx
from nnstudio.nn.layers import UpSample2D
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.export.reading.good import keras_of

DRAW = np.random.default_rng(0)
X = DRAW.normal(size=(2, 3, 4, 5)).astype(np.float32)
CONSTANTS = {
    "K": DRAW.normal(size=(2, 3, 1, 1)).astype(np.float32),
    "scales": np.array([1, 1, 2, 3], np.float32),
    "sizes": np.array([2, 2, 8, 15]),
    "large": np.array([2, 2, 6, 7]),
    "huge": np.array([2, 2, 128, 7]),
}


def _model(by: str, *, pooled: bool = False, **settings: Any) -> onnx.ModelProto:
    """A convolution of single pixels, perhaps of their mean, enlarged."""
    inputs = ["c", "", "scales"] if by == "scales" else ["c", "", "", by]
    nodes = [
        *[helper.make_node("GlobalAveragePool", ["x"], ["p"])] * pooled,
        helper.make_node("Conv", ["p" if pooled else "x", "K"], ["c"]),
        helper.make_node("Resize", inputs, ["y"], **settings),
    ]
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, *X.shape[1:]])
    made = helper.make_tensor_value_info("y", TensorProto.FLOAT, None)
    stored = [numpy_helper.from_array(array, name) for name, array in CONSTANTS.items()]
    graph = helper.make_graph(nodes, "enlarging", [given], [made], stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])


def _enlarged(model: onnx.ModelProto) -> list[UpSample2D]:
    """The layers that enlarge, once they have answered as ONNX's own evaluator does."""
    built = read_onnx(model.SerializeToString())
    here = Model(built.network, MeanSquaredError(), batch_size=len(X))
    here.set_weights(built.weights)
    (there,) = ReferenceEvaluator(model).run(None, {"x": X})
    np.testing.assert_allclose(
        here.predict(np.moveaxis(X, 1, -1)), np.moveaxis(np.asarray(there), 1, -1), rtol=1e-5, atol=1e-6
    )
    return [node.layer for node in built.network.nodes if isinstance(node.layer, UpSample2D)]


@pytest.mark.parametrize("by", ["scales", "sizes"])
@pytest.mark.parametrize("how", [{}, {"coordinate_transformation_mode": "pytorch_half_pixel"}])
def test_between_pixels(by: str, how: dict[str, str]) -> None:
    """As nn.Upsample(mode="bilinear") of PyTorch."""
    assert _enlarged(_model(by, mode="linear", **how)) == [UpSample2D((2, 3), "bilinear")]


@pytest.mark.parametrize("how", ["align_corners", "half_pixel"])
def test_one_pixel_is_repeated_whatever_the_way(how: str) -> None:
    """As the pooled branch of a DeepLab or a PSPNet."""
    model = _model("large", pooled=True, mode="linear", coordinate_transformation_mode=how)
    assert _enlarged(model) == [UpSample2D((6, 7))]
    model = _model("huge", pooled=True, mode="linear", coordinate_transformation_mode=how)
    assert _enlarged(model) == [UpSample2D((64, 7)), UpSample2D((2, 1))], "a layer does it 64 times at most"


@pytest.mark.parametrize(
    ("by", "settings", "why"),
    [
        ("scales", {"mode": "linear", "coordinate_transformation_mode": "align_corners"}, r"\(align_corners\)"),
        ("scales", {"mode": "linear", "coordinate_transformation_mode": "asymmetric"}, "not from the middles of its pixels"),
        ("scales", {"mode": "cubic"}, "mode is 'cubic'"),
        ("large", {"mode": "linear"}, "by something else than whole numbers"),
    ],
)  # fmt: skip
def test_other_ways_are_refused(by: str, settings: dict[str, Any], why: str) -> None:
    with pytest.raises(StudioError, match=why):
        read_onnx(_model(by, **settings).SerializeToString())


def _keras(folder: Path, how: str) -> UpSample2D:
    layers = [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, 4, 5, 3], "name": "x"}},
        {"class_name": "UpSampling2D", "config": {"size": [2, 3], "interpolation": how, "name": "y"}},
    ]
    config = {"class_name": "Sequential", "config": {"name": "model", "layers": layers}}
    path = folder / "model.keras"
    path.write_bytes(keras_of(config, weights(Chain((), (), ()))))
    layer = read_model(path).network.nodes[-1].layer
    assert isinstance(layer, UpSample2D)
    return layer


@pytest.mark.parametrize("how", ["nearest", "bilinear"])
def test_of_keras(tmp_path: Path, how: str) -> None:
    assert _keras(tmp_path, how) == UpSample2D((2, 3), how)


def test_another_way_of_keras_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="'y': its interpolation 'lanczos3' is not known here"):
        _keras(tmp_path, "lanczos3")
