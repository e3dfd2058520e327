"""Layers of Keras that prepare its input, and those that are two here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.export.keras.archive import weights
from nnstudio.export.keras.chain import Chain, Placed
from nnstudio.export.reading import Imported, read_model
from nnstudio.nn.layers import BatchNorm, Conv2D, UpSample2D
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.export.reading.good import keras_of

Told = tuple[str, dict[str, Any], tuple[np.ndarray, ...]]
DRAW = np.random.default_rng(0)
MEAN, VARIANCE = np.array([1e4, 0, -3, 5], np.float32), np.array([1, 4, 1e4, 0], np.float32)


def _read(
    folder: Path, shape: tuple[int, ...], *layers: Told, joined: dict[int, list[int]] | None = None
) -> Imported:
    """Layers one behind the other, or fed by those named in ``joined``, as Keras would save them."""
    chain: list[Told] = [("InputLayer", {"batch_shape": [None, *shape]}, ()), *layers]
    told, stored = [], []
    for i, (kind, config, arrays) in enumerate(chain):
        sources = (joined or {}).get(i, [i - 1] if i else [])
        tensors = [
            {"class_name": "__keras_tensor__", "config": {"keras_history": [f"layer_{k}", 0, 0]}}
            for k in sources
        ]
        called = {"class_name": kind, "name": f"layer_{i}", "config": {**config, "name": f"layer_{i}"}}
        told.append({**called, "inbound_nodes": [{"args": tensors, "kwargs": {}}] if tensors else []})
        stored.append(Placed(f"layer_{i}", kind, {}, (), (), arrays))
    ends = {"input_layers": [["layer_0", 0, 0]], "output_layers": [[f"layer_{len(chain) - 1}", 0, 0]]}
    model = {"class_name": "Functional", "config": {"name": "m", "layers": told, **ends}}
    path = folder / "model.keras"
    path.write_bytes(keras_of(model, weights(Chain(tuple(stored), (), ()))))
    return read_model(path)


def _answers(read: Imported, x: np.ndarray) -> np.ndarray:
    model = Model(read.network, MeanSquaredError(), batch_size=1)
    model.set_weights(read.weights)
    return np.asarray(model.predict(x))


@pytest.mark.parametrize(
    ("scale", "offset"), [(1 / 255, 0), (2.0, -1.0), ([1, 2, 3, 4], 0.5), ([0.1] * 4, [1, 0, -1, 2])]
)
@pytest.mark.parametrize("shape", [(4,), (3, 2, 4)])
def test_rescaling(tmp_path: Path, scale: Any, offset: Any, shape: tuple[int, ...]) -> None:
    read = _read(tmp_path, shape, ("Rescaling", {"scale": scale, "offset": offset}, ()))
    x = DRAW.uniform(0, 255, (5, *shape)).astype(np.float32)
    np.testing.assert_allclose(
        _answers(read, x), x * np.array(scale) + np.array(offset), rtol=1e-4, atol=1e-4
    )
    assert [node.frozen for node in read.network.nodes if isinstance(node.layer, BatchNorm)] == [True]


@pytest.mark.parametrize("given", [True, False], ids=["as a setting", "measured"])
def test_normalization(tmp_path: Path, given: bool) -> None:
    """Of a column that never varies Keras divides by ten million to the power of minus one."""
    config: dict[str, Any] = {"axis": [-1], "invert": False}
    arrays = (MEAN, VARIANCE, np.array(7, np.int32))
    layer: Told = ("Normalization", config | ({"mean": MEAN.tolist(), "variance": VARIANCE.tolist()} if given else {}), () if given else arrays)  # fmt: skip
    read = _read(tmp_path, (4,), layer)
    x = (MEAN + np.array([1, 2, 300, 0]) * DRAW.normal(size=(6, 4))).astype(np.float32)
    wanted = (x - MEAN) / np.maximum(np.sqrt(VARIANCE), 1e-7)
    np.testing.assert_allclose(_answers(read, x), wanted, rtol=1e-4, atol=1e-4)


def test_one_mean_for_all_columns(tmp_path: Path) -> None:
    read = _read(tmp_path, (4,), ("Normalization", {"axis": None, "mean": 3.0, "variance": 4.0}, ()))
    x = DRAW.normal(size=(5, 4)).astype(np.float32)
    np.testing.assert_allclose(_answers(read, x), (x - 3) / 2, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(
    ("kind", "config", "why"),
    [
        ("Normalization", {"invert": True, "mean": 1.0, "variance": 1.0}, "invert is True"),
        ("Normalization", {"axis": 1, "mean": 1.0, "variance": 1.0}, "normalises axis 1"),
        ("Normalization", {"mean": [1, 2], "variance": 1.0}, "settings are damaged"),
        ("Normalization", {"mean": 1.0, "variance": None}, "settings are damaged|no finite"),
        ("Normalization", {"mean": 1.0, "variance": -1.0}, "no finite numbers"),
        ("Rescaling", {"scale": "much"}, "settings are damaged"),
        ("Rescaling", {"scale": [1, 2, 3]}, "settings are damaged"),
    ],
)
def test_settings_that_mean_something_else_are_refused(
    tmp_path: Path, kind: str, config: dict[str, Any], why: str
) -> None:
    with pytest.raises(StudioError, match=why):
        _read(tmp_path, (2, 3, 4), (kind, config, ()))


def test_what_changes_pictures_only_in_training_is_left_out(tmp_path: Path) -> None:
    """The network at the beginning of every tutorial: flipped, turned and brought between 0 and 1."""
    read = _read(
        tmp_path, (2, 2, 3), ("RandomFlip", {"mode": "horizontal"}, ()), ("RandomRotation", {"factor": 0.1}, ()),
        ("Rescaling", {"scale": 1 / 255}, ()),
    )  # fmt: skip
    assert len(read.network.nodes) == 2
    assert [str(note).split(":")[0] for note in read.notes] == ["'layer_1'", "'layer_2'"]


@pytest.mark.parametrize("bias", [True, False])
def test_a_separable_convolution_is_two_layers(tmp_path: Path, bias: bool) -> None:
    each, mixed, b = (
        DRAW.normal(size=shape).astype(np.float32) for shape in ((3, 3, 2, 2), (1, 1, 4, 5), (5,))
    )
    config = {
        "filters": 5, "kernel_size": [3, 3], "depth_multiplier": 2, "padding": "valid", "activation": "relu", "use_bias": bias,
    }  # fmt: skip
    read = _read(
        tmp_path, (5, 5, 2), ("SeparableConv2D", config, (each, mixed, b) if bias else (each, mixed))
    )
    assert [node.layer.groups for node in read.network.nodes if isinstance(node.layer, Conv2D)] == [2, 1]
    x = DRAW.normal(size=(2, 5, 5, 2)).astype(np.float32)
    patches = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))  # N, 3, 3, C, 3, 3
    depth = np.einsum("nhwcij,ijcm->nhwcm", patches, each).reshape(2, 3, 3, 4)
    wanted = np.maximum(depth @ mixed[0, 0] + (b if bias else 0), 0)
    np.testing.assert_allclose(_answers(read, x), wanted, rtol=1e-4, atol=1e-4)


def test_a_separable_convolution_that_lacks_an_array_is_refused(tmp_path: Path) -> None:
    each = np.ones((3, 3, 2, 1), np.float32)
    with pytest.raises(StudioError, match="has 1 array of weights in the file, not 3"):
        _read(tmp_path, (5, 5, 2), ("SeparableConv2D", {"filters": 5, "kernel_size": 3}, (each,)))


@pytest.mark.parametrize("kind", ["Multiply", "Add"])
def test_a_pixel_beside_an_image_is_repeated(tmp_path: Path, kind: str) -> None:
    read = _read(
        tmp_path, (3, 2, 4), ("GlobalAveragePooling2D", {}, ()), ("Reshape", {"target_shape": [1, 1, 4]}, ()),
        (kind, {}, ()), joined={3: [0, 2]},
    )  # fmt: skip
    assert any(isinstance(node.layer, UpSample2D) for node in read.network.nodes)
    x = DRAW.normal(size=(2, 3, 2, 4)).astype(np.float32)
    mean = x.mean(axis=(1, 2), keepdims=True)
    np.testing.assert_allclose(
        _answers(read, x), x * mean if kind == "Multiply" else x + mean, rtol=1e-4, atol=1e-5
    )
