"""What MobileNets of Keras are made of: activations by name and as layers, and pooling that keeps its axes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.export.keras.archive import weights
from nnstudio.export.keras.chain import Chain, Placed
from nnstudio.export.reading import Imported, read_model
from nnstudio.nn.layers import GlobalAvgPool, Reshape
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.export.reading.good import keras_of

X = np.linspace(-8, 8, 30, dtype=np.float32).reshape(10, 3)


def _read(folder: Path, kind: str, shape: tuple[int, ...] = (3,), **settings: Any) -> Imported:
    """A model of one layer behind samples of a shape, as Keras would save it."""
    layers = [
        {"class_name": "InputLayer", "config": {"batch_shape": [None, *shape], "name": "row"}},
        {"class_name": kind, "config": {**settings, "name": "layer"}},
    ]
    config = {"class_name": "Sequential", "config": {"name": "model", "layers": layers}}
    arrays = (np.eye(3, dtype=np.float32), np.zeros(3, np.float32)) if kind == "Dense" else ()
    path = folder / "model.keras"
    path.write_bytes(keras_of(config, weights(Chain((Placed("layer", kind, {}, (), (), arrays),), (), ()))))
    return read_model(path)


def _answers(found: Imported) -> np.ndarray:
    model = Model(found.network, MeanSquaredError(), batch_size=len(X))
    model.set_weights(found.weights)
    return model.predict(X)


def _hard(z: np.ndarray) -> np.ndarray:
    return np.clip(z / 6 + 0.5, 0, 1)


MEANT: dict[str, tuple[Any, np.ndarray]] = {
    "relu6": ("relu6", np.clip(X, 0, 6)),
    "hard_silu": ("hard_silu", X * _hard(X)),
    "hard_swish": ("hard_swish", X * _hard(X)),
    "celu": ("celu", np.where(X > 0, X, np.expm1(np.minimum(X, 0)))),
    "leaky_relu": ("leaky_relu", np.where(X > 0, X, 0.2 * X)),
    "a leaky ReLU": (
        {"class_name": "LeakyReLU", "config": {"negative_slope": 0.1}}, np.where(X > 0, X, 0.1 * X),
    ),
    "a ReLU with an end": ({"class_name": "ReLU", "config": {"max_value": 6.0}}, np.clip(X, 0, 6)),
}  # fmt: skip
"""What a configuration has for an activation, and the values it means."""


@pytest.mark.parametrize("kind", ["Dense", "Activation"])
@pytest.mark.parametrize("called", MEANT)
def test_each_means_the_same(tmp_path: Path, called: str, kind: str) -> None:
    given, wanted = MEANT[called]
    settings = {"units": 3} if kind == "Dense" else {}
    found = _read(tmp_path, kind, activation=given, **settings)
    assert len(found.network.nodes) == 2, "the activation is the layer's own"
    np.testing.assert_allclose(_answers(found), wanted, atol=1e-6)


def test_a_relu_that_ends_at_six(tmp_path: Path) -> None:
    """As every MobileNet of Keras has it, which keeps the slope as a number."""
    found = _read(tmp_path, "ReLU", max_value=6.0, negative_slope=0.0, threshold=0.0)
    assert found.network.nodes[1].layer.activation_name() == "relu6"


def test_other_ends_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="max_value"):
        _read(tmp_path, "ReLU", max_value=1.0)


def test_a_layer_without_an_activation_takes_none(tmp_path: Path) -> None:
    found = _read(tmp_path, "Flatten", activation="leaky_relu")
    np.testing.assert_array_equal(_answers(found), X)


@pytest.mark.parametrize("shape", [(4, 5, 3), (6, 3)])
def test_pooling_over_everything_that_keeps_its_axes(tmp_path: Path, shape: tuple[int, ...]) -> None:
    """As MobileNets of Keras pool in front of a convolution."""
    kind = f"GlobalAveragePooling{len(shape) - 1}D"
    found = _read(tmp_path, kind, shape, data_format="channels_last", keepdims=True)
    assert [type(n.layer) for n in found.network.nodes[1:]] == [GlobalAvgPool, Reshape]
    assert found.network.nodes[-1].layer == Reshape((*[1] * (len(shape) - 1), 3))
    assert [type(n.layer) for n in _read(tmp_path, kind, shape, keepdims=False).network.nodes[1:]] == [
        GlobalAvgPool
    ]
