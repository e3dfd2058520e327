"""A border of a sequence is a setting of the Conv1D behind it, or an image one pixel wide with a border."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnstudio.export.keras.archive import weights
from nnstudio.export.keras.chain import Chain, Placed
from nnstudio.export.reading import Imported, read_model
from nnstudio.nn.layers import Conv1D
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.system.messages import StudioError
from nnstudio.training.model import Model
from tests.export.reading.good import keras_of

BORDER = ("ZeroPadding1D", {"padding": [1, 1]})
CONV = ("Conv1D", {"filters": 2, "kernel_size": [3], "activation": "linear"})
POOL = ("MaxPooling1D", {"pool_size": [2]})


def _read(folder: Path, *layers: tuple[str, dict[str, Any]], functional: bool) -> Imported:
    """A chain of layers behind sequences of nine places with two values each, as Keras would save it."""
    chain = [("InputLayer", {"batch_shape": [None, 9, 2]}), *layers]
    told = []
    for i, (kind, config) in enumerate(chain):
        tensor = {"class_name": "__keras_tensor__", "config": {"keras_history": [f"layer_{i - 1}", 0, 0]}}
        nodes = [{"args": [tensor], "kwargs": {}}] if i and functional else []
        told.append(
            {"class_name": kind, "name": f"layer_{i}", "config": {**config, "name": f"layer_{i}"}, "inbound_nodes": nodes}
        )  # fmt: skip
    ends = {"input_layers": [["layer_0", 0, 0]], "output_layers": [[f"layer_{len(chain) - 1}", 0, 0]]}
    model = {"name": "sequence", "layers": told, **(ends if functional else {})}
    arrays = (np.ones((3, 2, 2), np.float32), np.zeros(2, np.float32))
    stored = tuple(
        Placed(f"layer_{i}", kind, {}, (), (), arrays if kind == "Conv1D" else ())
        for i, (kind, _) in enumerate(chain)
    )
    kind = "Functional" if functional else "Sequential"
    path = folder / "model.keras"
    path.write_bytes(keras_of({"class_name": kind, "config": model}, weights(Chain(stored, (), ()))))
    return read_model(path)


@pytest.mark.parametrize("functional", [True, False])
def test_a_convolution_takes_it_on(tmp_path: Path, functional: bool) -> None:
    network = _read(tmp_path, BORDER, CONV, functional=functional).network
    (layer,) = (node.layer for node in network.nodes if isinstance(node.layer, Conv1D))
    assert (layer.padding, layer.zeros) == ("explicit", 1)


def _answer(read: Imported, x: np.ndarray) -> np.ndarray:
    model = Model(read.network, MeanSquaredError(), batch_size=len(x))
    model.set_weights(read.weights)
    return np.asarray(model.predict(x))


def _convolved(x: np.ndarray, dilation: int = 1) -> np.ndarray:
    """The sum of what a window of three ones sees, for each of two filters."""
    reach = 2 * dilation
    total = sum(x[:, k * dilation : x.shape[1] - reach + k * dilation] for k in range(3)).sum(axis=-1)
    return np.repeat(total[..., None], 2, axis=-1)


def _around(x: np.ndarray, before: int, after: int) -> np.ndarray:
    return np.pad(x, ((0, 0), (before, after), (0, 0)))


def _halved(x: np.ndarray) -> np.ndarray:
    return x[:, : x.shape[1] // 2 * 2].reshape(len(x), -1, 2, 2).max(axis=2)


X = np.random.default_rng(0).normal(size=(3, 9, 2)).astype(np.float32)
SHIFTED = ("ZeroPadding1D", {"padding": [3, 0]})
CASES = {
    "alone": ((BORDER,), _around(X, 1, 1)),
    "last": ((CONV, BORDER), _around(_convolved(X), 1, 1)),
    "twice": ((BORDER, BORDER, CONV), _convolved(_around(X, 2, 2))),
    "before pooling": ((BORDER, POOL), _halved(_around(X, 1, 1))),
    "uneven": ((SHIFTED, CONV), _convolved(_around(X, 3, 0))),
    "causal": ((("Conv1D", {**CONV[1], "padding": "causal", "dilation_rate": [2]}),), _convolved(_around(X, 4, 0), 2)),
    "before a causal one": ((BORDER, ("Conv1D", {**CONV[1], "padding": "causal"})), _convolved(_around(X, 3, 1))),
}  # fmt: skip


@pytest.mark.parametrize("functional", [True, False])
@pytest.mark.parametrize("case", CASES)
def test_where_no_convolution_takes_it_on_it_is_made_of_layers(
    tmp_path: Path, case: str, functional: bool
) -> None:
    layers, wanted = CASES[case]
    np.testing.assert_allclose(
        _answer(_read(tmp_path, *layers, functional=functional), X), wanted, rtol=1e-5, atol=1e-5
    )


@pytest.mark.parametrize("padding", [[1], [1, 2, 3], ["a", "b"], "same", None, [True, 1], -1, [0, 10**12]])
def test_a_damaged_border_is_refused(tmp_path: Path, padding: Any) -> None:
    with pytest.raises(StudioError, match=r"^model\.keras: "):
        _read(tmp_path, ("ZeroPadding1D", {"padding": padding}), POOL, functional=True)


def test_a_causal_convolution_without_a_kernel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="its settings are damaged"):
        _read(tmp_path, ("Conv1D", {**CONV[1], "padding": "causal", "kernel_size": "x"}), functional=True)
