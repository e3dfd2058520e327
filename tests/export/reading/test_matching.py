"""Weights find their layers: from our own files and from those of PyTorch and Keras."""

from __future__ import annotations

import numpy as np
import pytest

from nnstudio.export import Artifact, KerasSource, Npz, PyTorch, Safetensors
from nnstudio.export.reading import matching
from nnstudio.export.reading.matching import match
from nnstudio.export.reading.weight_files import READERS
from nnstudio.graph.network import Network, sequential
from nnstudio.nn.layers import BatchNorm, Conv2D, Dense, Dropout, Flatten, LayerNorm, MaxPool2D
from nnstudio.nn.losses import MeanSquaredError
from nnstudio.training.model import Model

LENET = sequential(
    (8, 8, 1),
    [
        Conv2D(4, padding="same", activation="prelu"),
        BatchNorm(),
        MaxPool2D(),
        Conv2D(4, padding="same", bias=False),
        MaxPool2D(),
        Flatten(),
        Dropout(0.2),
        Dense(16),
        LayerNorm(),
        Dense(16, activation="softmax"),
    ],
)


def _weights(network: Network) -> dict[str, np.ndarray]:
    generator = np.random.default_rng(3)
    shapes = {k: w.shape for k, w in Model(network, MeanSquaredError()).get_weights().items()}
    return {k: generator.normal(size=shape).astype(np.float32) for k, shape in shapes.items()}


@pytest.mark.parametrize("chosen", [Npz(), Safetensors(), PyTorch(), KerasSource()], ids=lambda f: f.key)
def test_what_this_program_wrote_comes_back(chosen: Npz | Safetensors | PyTorch | KerasSource) -> None:
    weights = _weights(LENET)
    name, data = list(chosen.files(Artifact(LENET, weights), "net" + chosen.suffix).items())[-1]
    arrays = READERS["." + name.split(".")[-1]](data)
    rows = match(LENET, arrays, channels_first=False)
    assert not [row for row in rows if row.array is None]
    assert {row.key for row in rows} == set(weights)
    for row in rows:
        assert row.array is not None
        np.testing.assert_array_equal(row.array, weights[row.key])


def test_rows_behind_a_flatten_are_sorted_where_channels_came_first() -> None:
    network = sequential((2, 3, 4), [Flatten(), Dense(5, activation="linear")])
    generator = np.random.default_rng(0)
    theirs = {"fc.weight": generator.normal(size=(5, 24)), "fc.bias": np.zeros(5)}
    rows = {row.key: row for row in match(network, theirs)}
    x = generator.normal(size=(3, 2, 3, 4))
    expected = np.moveaxis(x, -1, 1).reshape(3, -1) @ theirs["fc.weight"].T
    assert rows["dense_1/W"].why is not None
    np.testing.assert_allclose(x.reshape(3, -1) @ rows["dense_1/W"].array, expected)
    plain = {row.key: row for row in match(network, theirs, channels_first=False)}
    np.testing.assert_array_equal(plain["dense_1/W"].array, theirs["fc.weight"].T)


def test_layers_take_what_fits_in_the_order_of_the_file() -> None:
    network = sequential((3,), [Dense(3), Dense(3), Dense(2)])
    arrays = {
        f"layers.{i}.{leaf}": np.full(shape, float(i))
        for i in (2, 10)
        for leaf, shape in (("weight", (3, 3)), ("bias", (3,)))
    }
    rows = match(network, {**arrays, "head.weight": np.ones((2, 3)), "head.bias": np.ones(2)})
    assert all(row.array is not None for row in rows)
    assert [row.source for row in rows if row.key.endswith("W")] == [
        "layers.2.weight",
        "layers.10.weight",
        "head.weight",
    ]


def test_what_is_missing_is_said() -> None:
    rows = match(sequential((3,), [Dense(4)]), {"fc.weight": np.ones((5, 3)), "fc.bias": np.ones(5)})
    assert any(row.array is None for row in rows)
    assert "3×4" in str(rows[0].why)


def test_a_file_that_fits_nowhere_is_gone_through_once_for_all_layers_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    monkeypatch.setattr(matching, "_fitting", lambda group, *_: asked.append(group))
    arrays = {f"layer{n}.weight": np.zeros((9, 9), np.float32) for n in range(20)}
    rows = match(sequential((2,), [Dense(2) for _ in range(30)]), arrays)
    assert len(rows) == 60
    assert not any(row.source for row in rows)
    assert len(asked) == 20 * 3, "each group once in each of the three spellings"
